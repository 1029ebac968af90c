/* SPDX-License-Identifier: MIT */
/* Whose figure. Rules compete for each one (relations whose end is a figure): the one that is preferred most wins, then
 * the shorter tape, then the name nearer to the figure. What no rule claims goes to the topic of its block, when the
 * clause before it names nothing else. */
#include "relate/relate.h"

static const char EG_BLOCK_TOPIC[] = "figure.block-topic+coref";

enum { TOPIC_LEAST = 6 }; /* a post that names a thing less often is not about it; its title counts more than once */

static uint32_t figure_edge(const eg_schema *schema) {
    for (uint32_t i = 0; i < schema->edge_count; i++)
        if (schema->edges[i].traits & EG_EDGE_FIGURE) return i;
    return EG_NONE;
}

uint32_t eg_sentence_at(const eg_reading *r, uint32_t at) {
    uint32_t low = 0;
    uint32_t high = (uint32_t)r->text->sentence_count;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (r->text->sentences[mid].begin <= at) low = mid;
        else high = mid;
    }
    return low;
}

/* ---- the winner ---------------------------------------------------------------------------------------------------- */

static bool better(const eg_statement *a, const eg_statement *b) {
    if (a->prefer != b->prefer) return a->prefer > b->prefer;
    if (a->tape != b->tape) return a->tape < b->tape;
    if (a->far != b->far) return a->far < b->far;
    return a->match < b->match;
}

static bool may_win(const eg_reading *r, const eg_statement *s) {
    if (s->from == EG_NO_ENTITY) { /* a rule says that it is of nothing named; the row of a table names something */
        const eg_block *block = &r->text->blocks[r->text->sentences[eg_sentence_at(r, s->begin)].block];
        return block->kind != EG_BLOCK_CELL;
    }
    uint32_t kind = eg_entity_kind(r, s->from, 0.3F);
    if (kind != EG_NONE) return r->p->schema.edges[s->edge].from >> kind & 1;
    const eg_entity *e = &r->entities.items[eg_entity_of(r, s->from)];
    return e->strong && 1.0F - e->none < r->p->threshold; /* a name that will have a kind when all is read */
}

enum { SENTENCES_BACK = 3 };

/* What the last statement of that type in this sentence or in a few before it went to, when that is one thing. */
static uint32_t last_target(const eg_statements *out, const eg_reading *r, const eg_statement *of) {
    uint32_t here = eg_sentence_at(r, of->begin);
    uint32_t best = EG_NO_ENTITY;
    uint32_t begin = 0;
    for (size_t i = 0; i < out->list.len; i++) {
        const eg_statement *s = &out->list.items[i];
        if (s->edge + 1 != of->target_of || s->to == EG_NO_ENTITY || !eg_status_is_fact(s->status) || s->begin > of->begin) continue;
        if (here - eg_sentence_at(r, s->begin) > SENTENCES_BACK || (best != EG_NO_ENTITY && s->begin < begin)) continue;
        uint32_t to = eg_entity_of(r, s->to);
        if (best != EG_NO_ENTITY && s->begin == begin && to != best) return EG_NO_ENTITY;
        best = to;
        begin = s->begin;
    }
    return best;
}

static void find_targets(eg_statements *out, const eg_reading *r) {
    size_t kept = 0;
    for (size_t i = 0; i < out->list.len; i++) {
        eg_statement s = out->list.items[i];
        if (s.target_of && (s.from = last_target(out, r, &s)) == EG_NO_ENTITY) continue;
        out->list.items[kept++] = s;
    }
    out->list.len = kept;
}

/* Keeps one match per figure; the losers leave the list. */
static void settle(eg_statements *out, const eg_reading *r) {
    uint32_t *best = EG_NEW_ARRAY(r->arena, uint32_t, r->figures.figure_count + 1); /* statement + 1 */
    for (uint32_t i = 0; i < out->list.len; i++) {
        const eg_statement *s = &out->list.items[i];
        if (s->figure == EG_NO_ENTITY || !may_win(r, s)) continue;
        uint32_t *b = &best[s->figure];
        if (*b == 0 || better(s, &out->list.items[*b - 1])) *b = i + 1;
    }
    for (uint32_t f = 0; f < r->figures.figure_count; f++) {
        if (best[f] == 0) continue;
        const eg_statement *s = &out->list.items[best[f] - 1];
        out->figure_taken[f] = 1;
        out->figure_status[f] = (uint8_t)s->status;
        best[f] = s->match + 1;
    }
    size_t kept = 0;
    for (size_t i = 0; i < out->list.len; i++) {
        const eg_statement *s = &out->list.items[i];
        if (s->figure != EG_NO_ENTITY && (s->from == EG_NO_ENTITY || !may_win(r, s) || best[s->figure] != s->match + 1)) continue;
        out->list.items[kept++] = *s;
    }
    out->list.len = kept;
}

/* Is figure f the same sum in another currency: "CHF 103 million ($112 million)", "SEK 118 million, about EUR 10.8 million"? */
static bool is_gloss(const eg_reading *r, uint32_t f) {
    enum { BETWEEN_MOST = 18 };
    if (f == 0) return false;
    const eg_figure *a = &r->figures.figures[f - 1];
    const eg_figure *b = &r->figures.figures[f];
    if (a->cls != b->cls || eg_slice_eq(a->unit, b->unit) || b->begin < a->end || b->begin - a->end > BETWEEN_MOST) return false;
    eg_slice between = eg_slice_trim(eg_slice_sub(r->text->text, a->end, b->begin));
    return eg_slice_starts(between, EG_S("(")) && eg_slice_find(between, EG_S(")"), 0) == (size_t)-1;
}

/* A gloss belongs to whatever the sum before it does. */
static void settle_glosses(eg_statements *out, const eg_reading *r) {
    for (uint32_t f = 1; f < r->figures.figure_count; f++) {
        if (!is_gloss(r, f) || !out->figure_taken[f - 1]) continue;
        size_t kept = 0;
        for (size_t i = 0; i < out->list.len; i++)
            if (out->list.items[i].figure != f) out->list.items[kept++] = out->list.items[i];
        out->list.len = kept;
        for (size_t i = 0; i < kept; i++) {
            eg_statement copy = out->list.items[i];
            if (copy.figure != f - 1) continue;
            copy.figure = f;
            eg_vec_push(&out->list, copy);
        }
        out->figure_taken[f] = 1;
        out->figure_status[f] = out->figure_status[f - 1];
        if (out->figure_measure[f].len == 0) out->figure_measure[f] = out->figure_measure[f - 1];
    }
}

/* ---- the topic ----------------------------------------------------------------------------------------------------- */

bool eg_figure_on_tape(const eg_tapes *tapes, uint32_t figure, const eg_tape **tape, uint32_t *at) {
    *tape = NULL;
    for (size_t t = 0; t < tapes->list.len; t++) {
        const eg_tape *one = &tapes->list.items[t];
        for (uint32_t i = 0; i < one->text.len; i++) {
            int32_t u = one->unit[i];
            if (u < 0 || tapes->units.items[u].type != EG_UNIT_FIGURE || tapes->units.items[u].index != figure) continue;
            if (*tape == NULL || one->text.len < (*tape)->text.len) *tape = one, *at = i;
            break;
        }
    }
    return *tape != NULL;
}

/* Something is named before the figure. */
static bool names_before(const eg_reading *r, const eg_tapes *tapes, const eg_tape *tape, uint32_t at) {
    for (uint32_t i = 0; i < at; i++) {
        if (tape->unit[i] < 0 || (size_t)tape->unit[i] >= tapes->units.len) continue;
        const eg_unit *u = &tapes->units.items[tape->unit[i]];
        if (u->type != EG_UNIT_MENTION && u->type != EG_UNIT_REFERENCE) continue;
        if (u->type == EG_UNIT_MENTION || eg_entity_kind(r, u->entity, 0.3F) != EG_NONE) return true;
    }
    return false;
}

/* "The harbour was sold. It houses 300 firms": a pronoun that stands for nothing named speaks of no topic either. */
static bool speaks_of_nothing(const eg_reading *r, uint32_t sentence, uint32_t at) {
    for (uint32_t i = r->first_anaphor[sentence]; i < r->first_anaphor[sentence + 1] && r->anaphora.items[i].begin < at; i++) {
        const eg_reference *ref = &r->p->references.items[r->anaphora.items[i].rule];
        if (r->anaphora.items[i].count == 0 && ref->pronoun && !ref->possessive) return true;
    }
    return false;
}

uint32_t eg_figure_topic(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds, const char **how) {
    const eg_sentence *s = &r->text->sentences[sentence];
    uint32_t topic = EG_NO_ENTITY;
    kinds &= eg_kinds_without(&r->p->schema, EG_TRAIT_FIGURE | EG_TRAIT_HUB | EG_TRAIT_PERSON);
    *how = "figure.item+coref";
    if (eg_opens_unknown(r, s->block)) {
        *how = "";
        return EG_NO_ENTITY;
    }
    if (speaks_of_nothing(r, sentence, at)) return EG_NO_ENTITY;
    if (r->text->blocks[s->block].kind == EG_BLOCK_ITEM) topic = eg_block_lead(r, s->block, kinds);
    if (r->text->blocks[s->block].kind == EG_BLOCK_ITEM && topic == EG_NO_ENTITY) topic = eg_block_topic(r, s->block, kinds);
    if (topic == EG_NO_ENTITY) topic = eg_block_goes_on(r, sentence, at, kinds), *how = EG_BLOCK_TOPIC;
    if (topic != EG_NO_ENTITY && *how == EG_BLOCK_TOPIC && eg_entity_has(r, topic, EG_TRAIT_WORK)) { /* a report tells figures of others */
        *how = "";
        return EG_NO_ENTITY;
    }
    if (topic == EG_NO_ENTITY) {
        *how = "figure.post-topic+coref";
        topic = eg_clear_topic(r, kinds, TOPIC_LEAST);
        if (topic != EG_NO_ENTITY && !eg_spoken_near(r, sentence, at, topic, kinds)) topic = EG_NO_ENTITY; /* the section is about something else */
    }
    if (topic == EG_NO_ENTITY) topic = eg_antecedent(r, sentence, at, kinds, true), *how = "";
    if (topic == EG_NO_ENTITY) topic = eg_clear_topic(r, kinds, 1);
    return topic;
}

/* What a rule says that it measures; else what it counts, as the post names it. */
static eg_slice measure_of(const eg_statements *out, const eg_reading *r, uint32_t figure) {
    const eg_figure *f = &r->figures.figures[figure];
    if (out->figure_measure[figure].len || f->noun_end <= f->noun_begin) return out->figure_measure[figure];
    return eg_fold(r->arena, eg_slice_sub(r->text->text, f->noun_begin, f->noun_end));
}

void eg_relate_subjects(eg_statements *out, eg_reading *r) {
    uint32_t edge = figure_edge(&r->p->schema);
    if (edge == EG_NONE) return;
    find_targets(out, r);
    settle(out, r);
    settle_glosses(out, r);
    eg_tapes tapes = {0};
    uint32_t made = UINT32_MAX;
    for (uint32_t f = 0; f < r->figures.figure_count; f++) {
        if (out->figure_taken[f]) continue;
        const eg_figure *figure = &r->figures.figures[f];
        uint32_t s = eg_sentence_at(r, figure->begin);
        if (s != made) eg_tapes_make(&tapes, r, s, true), made = s;
        const eg_tape *tape;
        uint32_t at;
        if (!eg_figure_on_tape(&tapes, f, &tape, &at)) continue;
        eg_status status = eg_guard_status(r, tape, s, at);
        out->figure_status[f] = (uint8_t)status;
        eg_block_kind block = r->text->blocks[r->text->sentences[s].block].kind;
        if (block == EG_BLOCK_CELL || block == EG_BLOCK_HEADING || names_before(r, &tapes, tape, at)) continue;
        const char *rule;
        uint32_t subject = eg_figure_topic(r, s, figure->begin, UINT32_MAX, &rule);
        if (rule[0] == '\0') continue; /* the sentence before alone is too little */
        if (subject == EG_NO_ENTITY) continue;
        const eg_sentence *sentence = &r->text->sentences[s];
        eg_statement st = {.edge = edge, .from = subject, .to = EG_NO_ENTITY, .figure = f, .status = status, .weight = 0.3F,
                           .rule = eg_slice_from(rule), .begin = sentence->begin, .end = sentence->end, .amount = EG_NO_ENTITY, .when = ""};
        eg_statement_add(out, &st);
    }
    for (size_t i = 0; i < out->list.len; i++) {
        eg_statement *s = &out->list.items[i];
        if (s->figure == EG_NO_ENTITY) continue;
        uint32_t block = r->text->sentences[eg_sentence_at(r, r->figures.figures[s->figure].begin)].block;
        bool cell = r->text->blocks[block].kind == EG_BLOCK_CELL;
        if (cell && s->when[0] == '\0') s->when = eg_cell_date(r, block);
        if (cell && s->measure.len == 0) s->measure = eg_row_name(r, block);
        /* the words beside the figure know better than the rule that gave it away, a header better than both */
        if (!cell && !s->headed && out->figure_measure[s->figure].len) s->measure = out->figure_measure[s->figure];
        if (s->measure.len == 0) s->measure = measure_of(out, r, s->figure);
    }
    eg_tapes_fini(&tapes);
}
