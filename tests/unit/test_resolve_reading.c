/* SPDX-License-Identifier: MIT */
/* Votes: how evidence adds up to a kind, and what falls. */
#include "unit.h"

#include "reading.h"

static uint32_t kind_of(const char *name) { return eg_schema_kind(&reading_patterns()->schema, eg_slice_from(name)); }

static void test_vote__adds_up_once_a_rule(void) {
    reading *x = reading_of("Then Kvernholt grew.\n");
    uint32_t e = reading_entity(x, "Kvernholt");
    CHECK(e != EG_NO_ENTITY);
    uint32_t place = kind_of("place");
    for (int i = 0; i < 3; i++) eg_entity_vote(&x->r, e, place, 0.4F, EG_S("test.one"));
    CHECK(eg_entity_belief(&x->r.entities.items[e], place) < 0.41F);
    eg_entity_vote(&x->r, e, place, 0.5F, EG_S("test.two"));
    float belief = eg_entity_belief(&x->r.entities.items[e], place);
    CHECK(belief > 0.69F && belief < 0.71F); /* 1 - 0.6 * 0.5 */
    CHECK_INT(eg_entity_kind(&x->r, e, 0.5F), place);
    eg_entity_vote(&x->r, e, EG_NONE, 0.9F, EG_S("test.none"));
    CHECK_INT(eg_entity_kind(&x->r, e, 0.5F), EG_NONE);
    reading_free(x);
}

static bool may_be_person(const char *markdown, const char *name) {
    reading *x = reading_of(markdown);
    uint32_t e = reading_entity(x, name);
    CHECK(e != EG_NO_ENTITY);
    eg_entity_vote(&x->r, e, kind_of("person"), 0.6F, EG_S("test.one"));
    bool yes = eg_entity_belief(&x->r.entities.items[e], kind_of("person")) > 0.5F;
    reading_free(x);
    return yes;
}

static void test_vote__no_person_by_its_name(void) {
    CHECK(may_be_person("They met Vrolik Tamsmason.\n", "Vrolik Tamsmason"));
    CHECK(may_be_person("They met Eva House.\n", "Eva House"));
    CHECK(!may_be_person("They met Kvern4care.\n", "Kvern4care"));
    CHECK(!may_be_person("They met KVL Tamsma.\n", "KVL Tamsma"));
    CHECK(!may_be_person("They met the Estonian Kelv Tamsmasons.\n", "Estonian Kelv Tamsmasons"));
    CHECK(!may_be_person("They met the Kvern Centre of Zorvik.\n", "Kvern Centre of Zorvik"));
}

/* "Ada Berg and Toyota": what a list knows for a firm stays one among people. */
static void test_vote__listed_among_people(void) {
    reading *x = reading_of("They met its founders Vrolik Tamsmason, Ada Kvernholt and for Toyota.\n");
    CHECK_STR(reading_kind(x, "Vrolik Tamsmason"), "person");
    CHECK_STR(reading_kind(x, "Toyota"), "organization");
    reading_free(x);
}

static void test_merge__adds_votes_and_keeps_the_reason(void) {
    reading *x = reading_of("Then Kvernholt met Zorvik.\n");
    uint32_t a = reading_entity(x, "Kvernholt");
    uint32_t b = reading_entity(x, "Zorvik");
    size_t notes = x->r.notes.len;
    eg_entity_vote(&x->r, a, kind_of("fund"), 0.6F, EG_S("test.a"));
    eg_entity_vote(&x->r, b, kind_of("fund"), 0.6F, EG_S("test.b"));
    eg_entity_merge(&x->r, a, b, EG_S("test"), EG_S("test.merge"), 0, 4, true);
    CHECK_INT(eg_entity_of(&x->r, b), a);
    CHECK(eg_entity_belief(&x->r.entities.items[a], kind_of("fund")) > 0.83F);
    CHECK_INT(x->r.notes.len, notes + 1);
    CHECK_STR(x->r.notes.items[notes].alias, "Zorvik");
    eg_entity_merge(&x->r, b, a, EG_S("test"), EG_S("test.merge"), 0, 4, true); /* a second time: nothing */
    CHECK_INT(x->r.notes.len, notes + 1);
    reading_free(x);
}

static void test_normal_name__forms(void) {
    const eg_patterns *p = reading_patterns();
    eg_arena arena = {0};
    CHECK_STR(eg_normal_name(p, &arena, EG_S("The Zorvik Robotics Co., Ltd.")), "zorvik robotics");
    CHECK_STR(eg_normal_name(p, &arena, EG_S("Z\xc3\xb6rvik\xe2\x80\x99s")), "zorvik");
    CHECK_STR(eg_normal_name(p, &arena, EG_S("Brandt & Vokes Inc.")), "brandt & vokes");
    CHECK_STR(eg_normal_name(p, &arena, EG_S("Inc.")), "inc");
    eg_arena_fini(&arena);
}

static void test_settle__unknown_names(void) {
    reading *x = reading_of("First came Kvernholt, then rain. They slept outside Skjervik in a tent. They tested QRV-2207 twice. Then Vrolik Tamsmason left.\n");
    CHECK_STR(reading_kind(x, "Kvernholt"), "organization");
    CHECK_STR(reading_kind(x, "Skjervik"), "place");
    CHECK_STR(reading_kind(x, "QRV-2207"), "product");
    CHECK_STR(reading_kind(x, "Vrolik Tamsmason"), "person");
    reading_free(x);
}

/* A list's word of doubtful names gives way to what only firms are said to do, but not to what funds do: firms back others too. */
static void test_slots__doubtful_names(void) {
    reading *x = reading_of("In 2024 Vertex acquired Kvernholt Robotics. Later Vertex, which is based in Boston, rested. Abridge backed Skjervik Robotics.\n");
    CHECK_STR(reading_kind(x, "Vertex"), "organization");
    CHECK_STR(reading_kind(x, "Abridge"), "organization");
    reading_free(x);
}

static void test_soft__needs_plain_evidence(void) {
    reading *x = reading_of("They backed Harvest in May.\n");
    CHECK_STR(reading_kind(x, "Harvest"), "");
    reading_free(x);
    x = reading_of("Investors include venture firms such as Harvest, Zorvik Capital and Kvern Ventures.\n");
    CHECK_STR(reading_kind(x, "Harvest"), "fund");
    reading_free(x);
}

static void test_list__siblings(void) {
    reading *x = reading_of("They rang Zorvik Capital, Kvern Ventures and Skjerv.\n");
    CHECK_STR(reading_kind(x, "Skjerv"), "fund");
    reading_free(x);
    x = reading_of("Besides Skjerv, Ada Lindqvist said, rain fell.\n"); /* no list: a comma, and no "and" */
    CHECK_STR(reading_kind(x, "Skjerv"), "organization");
    reading_free(x);
    x = reading_of("Thanks to Ada Lindqvist at Skjerv and Ada Holm at Vrol, rain fell.\n"); /* where somebody is */
    CHECK_STR(reading_kind(x, "Skjerv"), "organization");
    reading_free(x);
    x = reading_of("Ada Lindqvist and Skjerv's Ada Holm sang.\n"); /* whose somebody is */
    CHECK_STR(reading_kind(x, "Skjerv"), "organization");
    reading_free(x);
}

static void put_examples(eg_sink *out, const eg_yaml *node) {
    const eg_yaml *list = eg_yaml_get(node, "examples");
    for (size_t e = 0; list && e < list->count; e++) {
        eg_slice text = list->items[e].text;
        size_t end = eg_slice_find(text, EG_S(" => "), 0);
        for (size_t c = 0; c < text.len && c < end; c++)
            if (text.ptr[c] != '[' && text.ptr[c] != ']') eg_putc(out, text.ptr[c]);
        eg_puts(out, "\n\n");
    }
}

/* The examples of all rules for entities, or for the tape, as one post. */
static char *all_examples(const eg_patterns *p, bool tape) {
    eg_sink out = {0};
    for (size_t i = 0; i < p->entities.len && !tape; i++) put_examples(&out, p->entities.items[i].node);
    for (size_t i = 0; i < p->rules.len && tape; i++) put_examples(&out, p->rules.items[i].node);
    char *text = calloc(1, eg_sink_slice(&out).len + 1);
    if (text == NULL) exit(2);
    memcpy(text, eg_sink_slice(&out).ptr, eg_sink_slice(&out).len);
    eg_sink_fini(&out);
    return text;
}

typedef struct gate_tally {
    size_t closed, matched, wrong;
} gate_tally;

static void try_gate(gate_tally *tally, uint32_t gate, const uint64_t *open, eg_regex *regex, eg_slice subject) {
    eg_regex_match m;
    if (regex == NULL || gate == EG_NO_GATE) return;
    bool is_open = open[gate / 64] >> gate % 64 & 1;
    bool matches = eg_regex_exec(regex, subject, 0, &m) == EG_REGEX_MATCH;
    tally->closed += !is_open;
    tally->matched += matches;
    tally->wrong += matches && !is_open;
}

static void test_rules__a_gate_is_never_closed_to_what_matches(void) {
    const eg_patterns *p = reading_patterns();
    char *text = all_examples(p, false);
    reading *x = reading_of(text);
    gate_tally tally = {0};
    for (size_t i = 0; i < x->r.mentions.len; i++) {
        const eg_mention *m = &x->r.mentions.items[i];
        const eg_sentence *s = &x->post.text.sentences[m->sentence];
        eg_slice on[EG_ON_COUNT] = {eg_slice_sub(x->post.text.text, m->begin, m->end), eg_slice_sub(x->post.text.text, s->begin, m->begin),
                                    eg_slice_sub(x->post.text.text, m->end, s->end)};
        uint64_t open[EG_ON_COUNT][64];
        for (size_t k = 0; k < EG_ON_COUNT; k++) {
            CHECK(eg_gates_words(p->entity_gates[k]) <= 64);
            eg_gates_scan(p->entity_gates[k], on[k], open[k]);
        }
        for (size_t j = 0; j < p->entities.len; j++) {
            const eg_entity_rule *rule = &p->entities.items[j];
            try_gate(&tally, rule->match_gate, open[EG_ON_NAME], rule->match, on[EG_ON_NAME]);
            try_gate(&tally, rule->refuse_gate, open[EG_ON_NAME], rule->refuse, on[EG_ON_NAME]);
            try_gate(&tally, rule->before_gate, open[EG_ON_BEFORE], rule->before, on[EG_ON_BEFORE]);
            try_gate(&tally, rule->after_gate, open[EG_ON_AFTER], rule->after, on[EG_ON_AFTER]);
        }
    }
    CHECK_INT(tally.wrong, 0);
    CHECK(tally.matched > 100);
    CHECK(tally.closed > 10 * tally.matched);
    reading_free(x);
    free(text);
}

/* The answer of a pattern that waits behind its gate and its outline is PCRE2's own, also when it is asked again. */
static void same_on_tape(const eg_tape *tape, eg_regex *regex, size_t *matched) {
    eg_regex_match want;
    eg_regex_match got;
    eg_regex_result result = eg_regex_exec(regex, tape->text, 0, &want);
    for (int again = 0; again < 2; again++) {
        CHECK_INT(eg_tape_exec(tape, regex, 0, &got), result);
        if (result != EG_REGEX_MATCH) continue;
        CHECK_INT(got.count, want.count);
        CHECK(memcmp(got.groups, want.groups, want.count * sizeof *want.groups) == 0);
    }
    *matched += result == EG_REGEX_MATCH;
}

static void test_tape__answers_as_without_gates(void) {
    const eg_patterns *p = reading_patterns();
    char *text = all_examples(p, true);
    reading *x = reading_of(text);
    eg_tapes tapes = {0};
    size_t matched = 0;
    for (uint32_t s = 0; s < x->post.text.sentence_count; s += 20) {
        eg_tapes_make(&tapes, &x->r, s, true);
        for (size_t t = 0; t < tapes.list.len && tapes.units.len; t++)
            for (size_t i = 0; i < p->rules.len; i++)
                for (size_t v = 0; v < p->rules.items[i].variant_count; v++) same_on_tape(&tapes.list.items[t], p->rules.items[i].variants[v].regex, &matched);
    }
    CHECK(matched > 20);
    eg_tapes_fini(&tapes);
    reading_free(x);
    free(text);
}

/* What stands ahead of a subject is told of it: nothing that it names is what a reference behind it means. */
static void test_ahead__ends_where_the_subject_begins(void) {
    reading *x = reading_of("Kvern Foods grew. Hatched by Skjerv Labs and run by Ada Berg, the grower has raised money. Skjerv Labs, the firm of Ada Berg, has grown.\n");
    const eg_text *text = &x->post.text;
    CHECK_INT(x->r.ahead[0], 0);
    CHECK(eg_slice_starts(eg_slice_sub(text->text, x->r.ahead[1], (uint32_t)text->text.len), EG_S("the grower")));
    CHECK_INT(x->r.ahead[2], 0);
    reading_free(x);
}

int main(void) {
    RUN(test_vote__adds_up_once_a_rule);
    RUN(test_vote__no_person_by_its_name);
    RUN(test_vote__listed_among_people);
    RUN(test_merge__adds_votes_and_keeps_the_reason);
    RUN(test_normal_name__forms);
    RUN(test_settle__unknown_names);
    RUN(test_slots__doubtful_names);
    RUN(test_soft__needs_plain_evidence);
    RUN(test_list__siblings);
    RUN(test_ahead__ends_where_the_subject_begins);
    RUN(test_rules__a_gate_is_never_closed_to_what_matches);
    RUN(test_tape__answers_as_without_gates);
    return unit_done();
}
