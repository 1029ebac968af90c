/* SPDX-License-Identifier: MIT */
/* Rules over the tape. A rule runs only where words and units that each of its matches holds stand (gate.h).
 * Lists spread as a cross product; filling a slot is evidence for the slot's kind. */
#include "relate/ends.h"

void eg_statements_fini(eg_statements *s) { eg_vec_fini(&s->list); }

static bool same(const eg_statement *a, const eg_statement *b) {
    return a->edge == b->edge && a->from == b->from && a->to == b->to && a->figure == b->figure && a->begin == b->begin &&
           a->status == b->status;
}

void eg_statement_add(eg_statements *out, const eg_statement *statement) {
    if (statement->figure != EG_NO_ENTITY) { /* rules compete for a figure: see subject.c */
        eg_vec_push(&out->list, *statement);
        return;
    }
    for (size_t i = out->list.len; i-- > 0 && i + 64 > out->list.len;)
        if (same(&out->list.items[i], statement)) {
            eg_statement *old = &out->list.items[i];
            old->unsaid &= statement->unsaid;
            if (old->role.len == 0) old->role = statement->role;
            if (old->measure.len == 0) old->measure = statement->measure;
            if (old->amount == EG_NO_ENTITY) old->amount = statement->amount;
            if (statement->tape < old->tape) old->when = statement->when, old->tape = statement->tape; /* what a clause alone tells is surer */
            return;
        }
    eg_vec_push(&out->list, *statement);
}

/* Evidence for a kind that a slot's own kind does not outweigh. */
static const float SURE_OF_SLOT = 0.57F;

/* "Berg, the chief executive [of X], grew up": an unsaid complement is the subject of nothing behind it. */
static bool is_complement(const eg_runner *run, const eg_tape *tape, uint32_t at) {
    if (at < 2 || tape->unit[at] < 0) return false;
    const eg_unit *u = &run->tapes.units.items[tape->unit[at]];
    char before = tape->text.ptr[at - 2];
    return u->type == EG_UNIT_REFERENCE && u->begin == u->end && tape->text.ptr[at - 1] == ' ' && before >= 'a' && before <= 'z' &&
           eg_slice_starts(eg_slice_sub(tape->text, at + 1, tape->text.len), EG_S(", "));
}

/* ---- slots ---------------------------------------------------------------------------------------------------- */

/* Only a guess tells that it fits: no evidence, neither for it nor for the name at the other end. */
static bool is_guessed(const eg_runner *run, const eg_tape_rule *rule, const eg_unit *u) { return rule->likely && eg_ends_mask(run, u) == UINT32_MAX; }

static void promote(eg_runner *run, const eg_unit *u, uint32_t kind, float weight, eg_slice rule) {
    if (u->type != EG_UNIT_MENTION || kind == EG_NONE || weight <= 0) return;
    eg_entity_vote(run->r, u->entity, kind, weight, rule);
}

/* "Its backers are A, B and Ada Berg": what firms do a person may do beside them. */
static bool is_surely_human(const eg_runner *run, const eg_unit *u, uint32_t kind) {
    const float human = 0.7F;
    const eg_schema *schema = &run->r->p->schema;
    if (u->type != EG_UNIT_MENTION || kind == EG_NONE || !(schema->kinds[kind].traits & EG_TRAIT_NAMESAKE)) return false;
    const eg_entity *e = &run->r->entities.items[eg_entity_of(run->r, u->entity)];
    float best = 0;
    for (uint32_t k = 0; k < schema->kind_count; k++) {
        if (schema->kinds[k].traits & EG_TRAIT_NAMESAKE && eg_entity_belief(e, k) > 0) return false;
        if (schema->kinds[k].traits & EG_TRAIT_PERSON && eg_entity_belief(e, k) > best) best = eg_entity_belief(e, k);
    }
    return best >= human;
}

/* "founded by Ada Berg, and backed by Kvern and Ada Wind": what a list knows for no person is none for standing among people. */
static bool is_surely_listed(const eg_runner *run, const eg_unit *u, uint32_t kind) {
    const eg_kind *kinds = run->r->p->schema.kinds;
    if (u->type != EG_UNIT_MENTION || kind == EG_NONE || !(kinds[kind].traits & EG_TRAIT_PERSON)) return false;
    const eg_gazetteer_entry *entry = run->r->entities.items[eg_entity_of(run->r, u->entity)].entry;
    return entry && !entry->ambiguous && !(kinds[entry->kind].traits & EG_TRAIT_PERSON);
}

/* The kind that a slot is evidence for: of a name with no kind yet what little is known of it, else the slot's own (`named`), else
 * the first in the schema. */
static uint32_t promoted_kind(const eg_runner *run, const eg_unit *u, uint32_t named, uint32_t mask) {
    if (u->type != EG_UNIT_MENTION) return EG_NONE;
    const eg_entity *e = &run->r->entities.items[eg_entity_of(run->r, u->entity)];
    uint32_t now = eg_entity_kind(run->r, u->entity, 0.3F);
    if (now != EG_NONE) return mask >> now & 1 ? now : EG_NONE; /* strengthens what is believed already */
    if (named != EG_NONE) return named;
    uint32_t best = EG_NONE;
    for (uint32_t k = 0; k < run->r->p->schema.kind_count; k++)
        if (mask >> k & 1 && (best == EG_NONE || eg_entity_belief(e, k) > eg_entity_belief(e, best))) best = k;
    return best;
}

/* A slot that takes several kinds tells nothing between those of which there is evidence: it is evidence for each; where that is
 * weak, for its own kind, if the two are easily taken for one another. */
static void promote_into(eg_runner *run, const eg_unit *u, uint32_t named, uint32_t mask, float weight, eg_slice rule) {
    uint32_t kind = promoted_kind(run, u, named, mask);
    if (kind == EG_NONE || u->type != EG_UNIT_MENTION) return;
    const eg_kind *kinds = run->r->p->schema.kinds;
    bool alike = named != EG_NONE && kinds[kind].traits & kinds[named].traits & EG_TRAIT_NAMESAKE;
    /* a listed firm is no fund for backing somebody; what is listed as a fund may be a firm of that name: "Vertex bought". The plainer
     * kind stands first in the schema. */
    const eg_gazetteer_entry *entry = run->r->entities.items[eg_entity_of(run->r, u->entity)].entry;
    bool plainer = entry && entry->kind < named;
    if (alike && !plainer && eg_entity_kind(run->r, u->entity, SURE_OF_SLOT) == EG_NONE) kind = named;
    promote(run, u, kind, weight, rule);
    const eg_entity *e = &run->r->entities.items[eg_entity_of(run->r, u->entity)];
    for (uint32_t k = 0; k < run->r->p->schema.kind_count; k++)
        if (k != kind && mask >> k & 1 && eg_entity_belief(e, k) >= SURE_OF_SLOT) promote(run, u, k, weight, rule);
}

static eg_slice source_text(const eg_runner *run, const eg_tape *tape, eg_span span) {
    if (span.begin == UINT32_MAX || span.begin >= span.end) return EG_S("");
    uint32_t begin = tape->source[span.begin];
    if (tape->source[span.end - 1] < begin) return EG_S("");
    return eg_text_quote(run->r->arena, run->r->text, begin, eg_tape_source_end(tape, run->r->text->text, span.end));
}

/* "has been the chief executive": what stands before a post and is no part of it is data. */
static eg_slice without_leads(const eg_reading *r, eg_slice role) {
    for (size_t n = 0; n < role.len; n++) {
        if (role.ptr[n] != ' ') continue;
        if (eg_map_get(&r->p->role_leads, eg_fold(r->arena, eg_slice_sub(role, 0, n))) == EG_MAP_NONE) break;
        role = eg_slice_trim(eg_slice_sub(role, n, role.len));
        n = 0;
    }
    return role;
}

static bool is_money(eg_slice unit) {
    if (unit.len != 3) return false;
    for (size_t i = 0; i < 3; i++)
        if (unit.ptr[i] < 'A' || unit.ptr[i] > 'Z') return false;
    return true;
}

/* Is the date at byte `date` of the tape said of another predicate, or in a part that was lifted, than the word at `anchor`? */
static bool is_other_date(const eg_runner *run, const eg_tape *tape, uint32_t anchor, uint32_t date) {
    uint32_t a = tape->source[anchor < tape->text.len ? anchor : (uint32_t)tape->text.len];
    uint32_t d = tape->source[date];
    for (uint32_t i = 0; i < tape->joint_count; i++)
        if (!tape->joints[i].own && (a < tape->joints[i].begin) != (d < tape->joints[i].begin)) return true;
    for (size_t i = 0; i < run->tapes.lifted.len && tape->superseded; i++) {
        eg_span part = run->tapes.lifted.items[i];
        if ((a >= part.begin && a < part.end) != (d >= part.begin && d < part.end)) return true;
    }
    return false;
}

/* Does a clause of its own begin between two places of the tape? */
static bool parts_clauses(const eg_runner *run, const eg_tape *tape, uint32_t a, uint32_t b) {
    eg_slice between = eg_slice_sub(tape->text, a < b ? a : b, a < b ? b : a);
    if (memchr(between.ptr, ';', between.len)) return true;
    for (eg_slice word; eg_slice_split(&between, ' ', &word);)
        if (eg_map_get(&run->r->p->relative_words, word) != EG_MAP_NONE) return true;
    return false;
}

/* The sum nearest to the anchor on the tape. */
static uint32_t nearest_sum(const eg_runner *run, const eg_tape *tape, uint32_t anchor) {
    uint32_t best = EG_NO_ENTITY;
    uint32_t least = 90; /* bytes: about fifteen words */
    for (uint32_t i = 0; i < tape->text.len; i++) {
        const eg_unit *u = tape->unit[i] >= 0 ? &run->tapes.units.items[tape->unit[i]] : NULL;
        if (u == NULL || u->type != EG_UNIT_FIGURE || !is_money(run->r->figures.figures[u->index].unit)) continue;
        uint32_t far = i > anchor ? i - anchor : anchor - i;
        if (far < least && !parts_clauses(run, tape, i, anchor)) least = far, best = u->index;
    }
    return best;
}

/* The date of an edge: the nearest to its anchor, but none that stands behind a sum when another sum follows before the anchor
 * ("$17m in 2020, $54m led by"), or a comma does ("worth $1bn in 2022, it raised"). */
static uint32_t date_of_edge(const eg_runner *run, const eg_tape *tape, uint32_t anchor) {
    uint32_t date = EG_NO_ENTITY;
    uint32_t least = 90;
    for (uint32_t i = 0, sums = 0; i < tape->text.len; i++) {
        const eg_unit *u = tape->unit[i] >= 0 ? &run->tapes.units.items[tape->unit[i]] : NULL;
        if (u == NULL) continue;
        if (u->type == EG_UNIT_FIGURE && is_money(run->r->figures.figures[u->index].unit)) {
            if (i < anchor && sums) date = EG_NO_ENTITY, least = 90; /* what was found is of the sum before */
            sums++;
        }
        uint32_t far = i > anchor ? i - anchor : anchor - i;
        bool other = (i < anchor && sums && memchr(tape->text.ptr + i, ',', far)) || is_other_date(run, tape, anchor, i);
        if (u->type == EG_UNIT_DATE && far < least && !other && !parts_clauses(run, tape, i, anchor)) least = far, date = u->index;
    }
    return date;
}

/* The date of a figure: the nearest, unless it stands behind another figure ("sales of $9m in 2023 and 40 people", "worth
 * $3bn, up 40% since May"). */
static uint32_t date_of_figure(const eg_runner *run, const eg_tape *tape, uint32_t at) {
    uint32_t date = EG_NO_ENTITY;
    uint32_t least = 90;
    bool figures = false; /* before i */
    for (uint32_t i = 0; i < tape->text.len; i++) {
        const eg_unit *u = tape->unit[i] >= 0 ? &run->tapes.units.items[tape->unit[i]] : NULL;
        if (u == NULL) continue;
        if (u->type == EG_UNIT_FIGURE && i > at) break;
        figures |= u->type == EG_UNIT_FIGURE && i < at;
        uint32_t far = i > at ? i - at : at - i;
        if (u->type != EG_UNIT_DATE || far >= least || (i < at && figures) || parts_clauses(run, tape, i, at) || is_other_date(run, tape, at, i)) continue;
        least = far, date = u->index;
    }
    return date;
}

static eg_span group(const eg_regex_match *m, uint32_t number) {
    return number && number < m->count ? m->groups[number] : (eg_span){UINT32_MAX, UINT32_MAX};
}

/* The word that carries the statement. */
static uint32_t anchor_of(const eg_variant *v, const eg_regex_match *m, uint32_t at) {
    eg_span trigger = group(m, v->trigger);
    return trigger.begin != UINT32_MAX ? trigger.begin : at;
}

/* "She runs the firm, which will list by 2027": what is so already has no date that is still to come. */
static bool is_to_come(const eg_reading *r, eg_status status, const char *iso) {
    eg_slice today = r->text->meta.date;
    size_t n = strlen(iso) < today.len ? strlen(iso) : today.len;
    return status == EG_STATUS_ASSERTED && n >= 4 && memcmp(iso, today.ptr, n) > 0;
}

/* "Did X, a maker of arms from Kobe, buy Y?" asks nothing of the apposition. */
static bool is_by_the_way(const eg_runner *run, const eg_tape *tape, uint32_t anchor) {
    uint32_t at = tape->source[anchor];
    for (size_t i = 0; i < run->tapes.lifted.len; i++)
        if (at >= run->tapes.lifted.items[i].begin && at < run->tapes.lifted.items[i].end) return true;
    return false;
}

/* `at`: the byte of the tape where `to` stands. */
static void state(eg_runner *run, const eg_tape_rule *rule, const eg_variant *v, const eg_tape *tape, const eg_regex_match *m,
                  const eg_unit *from, const eg_unit *to, uint32_t at) {
    eg_reading *r = run->r;
    const eg_sentence *s = &r->text->sentences[run->tapes.sentence];
    bool coref = from == NULL || from->type == EG_UNIT_REFERENCE || to->type == EG_UNIT_REFERENCE;
    const char *how = "";
    uint32_t anchor = anchor_of(v, m, at);
    eg_span source = group(m, v->from);
    eg_statement st = {.edge = rule->edge, .from = from ? from->entity : EG_NO_ENTITY, .to = EG_NO_ENTITY, .figure = EG_NO_ENTITY, .weight = rule->weight,
                       .begin = s->begin, .end = s->end, .amount = EG_NO_ENTITY, .when = "", .measure = rule->measure, .prefer = rule->prefer,
                       .tape = (uint32_t)tape->text.len, .far = from == NULL || source.begin == UINT32_MAX ? 0 : at >= source.end ? at - source.end : source.begin - at, .match = run->out->matches};
    st.unsaid = to->type == EG_UNIT_REFERENCE && to->begin == to->end;
    if (tape->answers) st.begin = r->text->sentences[run->tapes.question].begin;
    st.rule = eg_arena_printf(r->arena, "%.*s/%.*s%s", EG_FMT(rule->id), EG_FMT(v->name), coref ? "+coref" : "");
    st.role = rule->role.len ? rule->role : without_leads(r, source_text(run, tape, group(m, v->role)));
    bool plain = rule->status == EG_STATUS_ASSERTED && !rule->presupposed;
    st.status = plain ? eg_guard_status(r, tape, run->tapes.sentence, anchor) : rule->status;
    if (st.status == EG_STATUS_QUESTION && is_by_the_way(run, tape, anchor)) st.status = EG_STATUS_ASSERTED;
    if (to->type == EG_UNIT_FIGURE) st.figure = to->index;
    else st.to = to->entity;
    if (rule->nobody || rule->target_of != EG_NONE) st.from = EG_NO_ENTITY;
    st.target_of = rule->target_of + 1; /* EG_NONE becomes 0 */
    bool topic = rule->topic && st.figure != EG_NO_ENTITY;
    if (topic) st.from = eg_figure_topic(r, run->tapes.sentence, tape->source[at], rule->from, &how);
    bool unsure = rule->topic_sure && how[0] == '\0';
    if (topic && (unsure || (from && rule->topic && st.from == from->entity))) st.from = EG_NO_ENTITY;
    if (rule->near) st.amount = nearest_sum(run, tape, anchor);
    uint32_t date = st.figure != EG_NO_ENTITY ? date_of_figure(run, tape, at) : rule->dated ? date_of_edge(run, tape, anchor) : EG_NO_ENTITY;
    if (date != EG_NO_ENTITY && !(st.figure == EG_NO_ENTITY && is_to_come(r, st.status, r->figures.dates[date].iso))) st.when = r->figures.dates[date].iso;
    eg_statement_add(run->out, &st);
}

/* The figures behind a match that names none, up to the end of its clause. */
static size_t figures_behind(const eg_runner *run, const eg_tape *tape, uint32_t at, uint32_t out[EG_ENDS_MOST]) {
    size_t n = 0;
    for (uint32_t i = at; i < tape->text.len && tape->text.ptr[i] != ';' && n < EG_ENDS_MOST; i++)
        if (tape->unit[i] >= 0 && run->tapes.units.items[tape->unit[i]].type == EG_UNIT_FIGURE) out[n++] = (uint32_t)tape->unit[i];
    return n;
}

static uint32_t place_of(const eg_tape *tape, uint32_t unit) {
    for (uint32_t i = 0; i < tape->text.len; i++)
        if (tape->unit[i] == (int32_t)unit) return i;
    return 0;
}

static void measure(eg_runner *run, const eg_tape_rule *rule, const eg_unit *u) {
    if (run->out && u->type == EG_UNIT_FIGURE && run->out->figure_measure[u->index].len == 0) run->out->figure_measure[u->index] = rule->measure;
}

/* On a tape whose parts were lifted, a name inside a part takes no share in what is said outside it: "X, a spin-off of Y,
 * raised" says nothing of Y. */
static bool is_apart(const eg_runner *run, const eg_tape *tape, const eg_unit *unit, uint32_t anchor) {
    if (!tape->superseded || anchor >= tape->text.len) return false;
    uint32_t at = tape->source[anchor];
    for (size_t i = 0; i < run->tapes.lifted.len; i++) {
        eg_span part = run->tapes.lifted.items[i];
        if (unit->begin >= part.begin && unit->begin < part.end && !(at >= part.begin && at < part.end)) return true;
    }
    return false;
}

/* Something is said between two bytes of a tape. */
static bool is_said(const eg_tape *tape, uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; i++)
        if (tape->unit[i] >= 0 || (tape->text.ptr[i] >= 'a' && tape->text.ptr[i] <= 'z')) return true;
    return false;
}

/* Predicates that share a subject share nothing else: in "X was built by A and is run by B" A runs nothing, in "X was founded
 * in May and is run by B" B is no founder. "X founded, and still runs, Y": a verb with nothing behind it takes the next one's object. */
static bool crosses_joint(const eg_tape *tape, const eg_variant *v, const eg_regex_match *m) {
    eg_span trigger = group(m, v->trigger);
    if (trigger.begin == UINT32_MAX || tape->joint_count == 0) return false;
    uint32_t said = tape->source[trigger.begin];
    uint32_t begin = tape->source[m->groups[0].begin];
    for (uint32_t i = 0; i < tape->joint_count; i++) {
        const eg_joint *joint = &tape->joints[i];
        if (joint->own) continue;
        if (begin > joint->verb && begin < joint->begin && said >= joint->end) return true;
        if (said >= joint->begin) continue;
        uint32_t border = trigger.end;
        while (border < tape->text.len && tape->source[border] < joint->begin) border++;
        if (!is_said(tape, trigger.end, border)) continue;
        eg_span ends[] = {group(m, v->from), group(m, v->to)};
        for (size_t e = 0; e < 2; e++)
            if (ends[e].begin != UINT32_MAX && tape->source[ends[e].begin] >= joint->end) return true;
    }
    return false;
}

/* "The plant" is no buyer and nobody's partner: its owner is, and is not spoken of. */
static bool is_beside(const eg_runner *run, const eg_tape_rule *rule, const eg_unit *unit) {
    const eg_schema *schema = &run->r->p->schema;
    if (unit->type != EG_UNIT_REFERENCE || !run->r->p->references.items[unit->index].site) return false;
    const eg_edge_type *type = &schema->edges[rule->edge];
    return !(type->traits & EG_EDGE_FIGURE) && (type->to & eg_kinds_without(schema, EG_TRAIT_HUB)) != 0;
}

/* "Berg's fund": that the fund is hers was read where both were named. */
static bool is_own(const eg_runner *run, const eg_unit *from, const eg_unit *to) {
    if (to->type != EG_UNIT_REFERENCE || !run->r->p->references.items[to->index].house || from->entity == EG_NO_ENTITY) return false;
    return eg_entity_has(run->r, from->entity, EG_TRAIT_PERSON);
}

static bool is_like(const eg_runner *run, eg_regex *regex, const eg_unit *unit) {
    eg_regex_match m;
    if (unit->entity == EG_NO_ENTITY) return false;
    return eg_regex_exec(regex, run->r->entities.items[unit->entity].key, 0, &m) == EG_REGEX_MATCH;
}

/* "Ada Berg and Chris Reed founded": where all known members of a list are people the others are, too; else `named`. */
static uint32_t shared_kind(const eg_runner *run, const uint32_t *units, size_t n, uint32_t named) {
    uint32_t shared = EG_NONE;
    for (size_t i = 0; i < n; i++) {
        uint32_t entity = run->tapes.units.items[units[i]].entity;
        uint32_t kind = entity == EG_NO_ENTITY ? EG_NONE : eg_entity_kind(run->r, entity, 0.3F);
        if (kind == EG_NONE) continue;
        if ((shared != EG_NONE && shared != kind) || !(run->r->p->schema.kinds[kind].traits & EG_TRAIT_PERSON)) return named;
        shared = kind;
    }
    return shared != EG_NONE ? shared : named;
}

/* "Kvern's venture arm, Mossy Ventures, invested": in another than Kvern. Who has what stands on the tape before `at`, in its clause. */
static size_t possessors_before(const eg_runner *run, const eg_tape *tape, uint32_t at, uint32_t *out, size_t most) {
    size_t n = 0;
    for (uint32_t i = at; i-- > 0 && n < most && tape->text.ptr[i] != ';';) {
        if (tape->unit[i] < 0 || !eg_slice_starts(eg_slice_sub(tape->text, i + 1, at), EG_S("'s "))) continue;
        const eg_unit *u = &run->tapes.units.items[tape->unit[i]];
        if (u->type == EG_UNIT_MENTION) out[n++] = u->entity;
    }
    return n;
}

/* "A led it; B came in": what the sentence has said to be one end of such an edge is not the other. */
static size_t givers_before(const eg_runner *run, uint32_t edge, uint32_t *out, size_t most) {
    const eg_text *text = run->r->text;
    uint32_t begin = text->blocks[text->sentences[run->tapes.sentence].block].begin;
    size_t n = 0;
    for (size_t i = run->out->list.len; i-- > 0 && n < most && run->out->list.items[i].begin >= begin;) {
        const eg_statement *before = &run->out->list.items[i];
        if (before->edge == edge && before->to != EG_NO_ENTITY) out[n++] = before->from;
    }
    return n;
}

/* The match names one end: the other is what the text goes on about. */
static void take_topic(eg_runner *run, const eg_tape_rule *rule, const eg_variant *v, const eg_tape *tape, const eg_regex_match *m) {
    uint32_t slots[EG_ENDS_MOST];
    uint32_t others[EG_ENDS_MOST];
    bool names_from = v->from != 0;
    eg_span span = group(m, names_from ? v->from : v->to);
    size_t n = eg_ends_in(run, rule, tape, span, names_from ? rule->from : rule->to, rule->known, slots);
    eg_unit *units = run->tapes.units.items;
    for (size_t i = 0; i < n; i++) {
        others[i] = units[slots[i]].entity;
        if (is_guessed(run, rule, &units[slots[i]])) continue;
        promote_into(run, &units[slots[i]], names_from ? rule->from_kind : rule->to_kind, names_from ? rule->from : rule->to, rule->weight, rule->id);
    }
    if (run->out == NULL || n == 0) return;
    size_t count = n + possessors_before(run, tape, span.begin, others + n, EG_ENDS_MOST - n);
    if (names_from) count += givers_before(run, rule->edge, others + count, EG_ENDS_MOST - count);
    uint32_t at = tape->source[m->groups[0].begin];
    uint32_t kinds = names_from ? rule->to : rule->from;
    uint32_t named = names_from ? rule->to_kind : rule->from_kind;
    uint32_t topic = eg_topic_end(run->r, run->tapes.sentence, at, kinds, named != EG_NONE ? 1u << named : kinds, rule->unlike, others, count);
    if (topic == EG_NO_ENTITY) return;
    run->out->matches++;
    eg_unit end = {EG_UNIT_REFERENCE, 0, topic, at, at};
    for (size_t i = 0; i < n; i++) {
        if (is_apart(run, tape, &units[slots[i]], anchor_of(v, m, span.begin)) || is_beside(run, rule, &units[slots[i]])) continue;
        if (names_from) state(run, rule, v, tape, m, &units[slots[i]], &end, span.begin);
        else state(run, rule, v, tape, m, &end, &units[slots[i]], span.begin);
    }
}

/* "A and B are based in Oslo and Lund, respectively": each list's first goes with the other's first. */
static bool goes_in_pairs(const eg_runner *run, const eg_tape *tape, size_t a, size_t b, uint32_t from, uint32_t to) {
    const eg_patterns *p = run->r->p;
    size_t first = from < to ? a : b;
    uint32_t begin = from < to ? from : to;
    if ((from < to ? b : a) < 2) return false; /* a match may begin inside the first list, and end behind the second */
    eg_slice before = eg_slice_sub(tape->text, 0, begin < tape->text.len ? begin : 0);
    bool inside = eg_slice_ends(before, EG_S(", ")) || eg_slice_ends(before, EG_S(" and "));
    if (first < 2 && !inside) return false; /* "X was founded by A and B, now chief and head of design, respectively" */
    for (size_t i = 0; i < p->pairing.len; i++)
        if (eg_slice_find(tape->text, p->pairing.items[i], 0) != (size_t)-1) return true;
    return false;
}

/* Is a figure in the span, and greater? */
static bool is_above(const eg_runner *run, const eg_tape *tape, eg_span span, float least) {
    for (uint32_t i = span.begin; i < span.end; i++) {
        const eg_unit *u = tape->unit[i] >= 0 ? &run->tapes.units.items[tape->unit[i]] : NULL;
        if (u && u->type == EG_UNIT_FIGURE) return run->r->figures.figures[u->index].value > (double)least;
    }
    return false;
}

static void take(eg_runner *run, const eg_tape_rule *rule, const eg_variant *v, const eg_tape *tape, const eg_regex_match *m) {
    uint32_t from[EG_ENDS_MOST];
    uint32_t to[EG_ENDS_MOST];
    eg_unit *units = run->tapes.units.items;
    if (rule->edge == EG_NONE && !rule->alias && !rule->apart) {
        size_t n = eg_ends_in(run, rule, tape, group(m, v->x), UINT32_MAX, false, from);
        for (size_t i = 0; i < n; i++)
            if (rule->kind == EG_NONE) measure(run, rule, &units[from[i]]);
            else if (n < 2 || !(is_surely_human(run, &units[from[i]], rule->kind) || is_surely_listed(run, &units[from[i]], rule->kind))) promote(run, &units[from[i]], rule->kind, rule->weight, rule->id);
        return;
    }
    if (rule->above > 0 && !is_above(run, tape, group(m, v->share), rule->above)) return;
    bool figures = rule->edge != EG_NONE && run->r->p->schema.edges[rule->edge].traits & EG_EDGE_FIGURE; /* rules compete for those */
    if (!figures && crosses_joint(tape, v, m)) return;
    if (rule->topic && (v->from == 0) != (v->to == 0) && !figures) {
        take_topic(run, rule, v, tape, m);
        return;
    }
    if (is_complement(run, tape, m->groups[0].begin)) return;
    uint32_t carrier = anchor_of(v, m, group(m, v->to).begin);
    size_t a = eg_ends_of(run, rule, tape, group(m, v->from), rule->from, rule->known, carrier, true, from);
    size_t b = v->to ? eg_ends_of(run, rule, tape, group(m, v->to), rule->to, rule->known || rule->known_to, carrier, false, to) : figures_behind(run, tape, m->groups[0].end, to);
    if (v->to) a = eg_ends_without_owned(tape, group(m, v->to), group(m, v->from), from, a);
    if (a > 1 && eg_ends_in_parenthesis(run, tape, group(m, v->from), anchor_of(v, m, 0))) from[0] = from[a - 1], a = 1;
    if (v->to && b > 1 && eg_ends_in_parenthesis(run, tape, group(m, v->to), anchor_of(v, m, 0))) to[0] = to[b - 1], b = 1;
    uint32_t from_kind = shared_kind(run, from, a, rule->from_kind);
    uint32_t to_kind = shared_kind(run, to, b, rule->to_kind);
    if (run->out) run->out->matches++;
    for (size_t j = 0; j < b && v->from == 0 && run->out; j++) state(run, rule, v, tape, m, NULL, &units[to[j]], place_of(tape, to[j]));
    uint32_t anchor = anchor_of(v, m, group(m, v->to).begin);
    bool pairs = rule->pairs || goes_in_pairs(run, tape, a, b, group(m, v->from).begin, group(m, v->to).begin);
    for (size_t i = 0; i < a; i++)
        for (size_t j = 0; j < b; j++) {
            const eg_unit *f = &units[from[i]];
            const eg_unit *t = &units[to[j]];
            if (pairs && (a != b || i != j)) continue;
            if (f->entity == t->entity && f->entity != EG_NO_ENTITY) continue;
            if (is_own(run, f, t)) continue;
            if (rule->edge != EG_NONE && (is_beside(run, rule, f) || is_beside(run, rule, t))) continue;
            if (rule->like && !is_like(run, rule->like, t)) continue;
            if (rule->like_from && !is_like(run, rule->like_from, f)) continue;
            if (is_apart(run, tape, f, anchor) || is_apart(run, tape, t, anchor)) continue;
            if (rule->apart) {
                if (f->type == EG_UNIT_MENTION && t->type == EG_UNIT_MENTION) eg_entity_keep_apart(run->r, f->entity, t->entity);
                continue;
            }
            if (rule->alias) {
                bool stands = f->type == EG_UNIT_MENTION || (f->type == EG_UNIT_REFERENCE && f->entity != EG_NO_ENTITY); /* "started the company as X" */
                if (stands && t->type == EG_UNIT_MENTION)
                    eg_entity_merge(run->r, f->entity, t->entity, EG_S("introduced"), rule->id, t->begin, t->end, true);
                continue;
            }
            if (!is_guessed(run, rule, f) && !is_guessed(run, rule, t)) {
                promote_into(run, f, from_kind, rule->from, rule->weight, rule->id);
                promote_into(run, t, to_kind, rule->to, rule->weight, rule->id);
            }
            if (run->out) state(run, rule, v, tape, m, f, t, place_of(tape, to[j]));
        }
}

static void run_variant(eg_runner *run, eg_tape_rule *rule, eg_variant *v, const eg_tape *tape) {
    eg_regex_match m;
    for (size_t from = 0; from <= tape->text.len;) {
        eg_regex_result result = eg_tape_exec(tape, v->regex, from, &m);
        if (result == EG_REGEX_LIMIT) run->r->limit = true;
        if (result != EG_REGEX_MATCH) break;
        eg_count_hit(&v->hits);
        take(run, rule, v, tape, &m);
        from = m.groups[0].begin + 1;
        while (from < tape->text.len && ((unsigned char)tape->text.ptr[from] & 0xC0) == 0x80) from++;
    }
}

/* Runs the steps of the plan in [begin, end) whose gates are open; `aliases`: of rules that introduce names alone. */
static void run_plan(eg_runner *run, const eg_tape *tape, size_t begin, size_t end, bool aliases) {
    const eg_patterns *p = run->r->p;
    for (size_t word = begin / 64; word * 64 < end; word++) {
        uint64_t open = tape->open[word];
        if (word == begin / 64) open &= ~0ULL << begin % 64;
        if (end - word * 64 < 64) open &= (1ULL << end % 64) - 1;
        for (; open; open &= open - 1) {
            eg_step step = p->plan.items[word * 64 + (size_t)__builtin_ctzll(open)];
            eg_tape_rule *rule = &p->rules.items[step.rule];
            if (aliases ? !rule->alias : run->out == NULL && rule->weight <= 0) continue; /* else it votes for nothing */
            run_variant(run, rule, &rule->variants[step.variant], tape);
        }
    }
}

static void run_sentence(eg_runner *run, uint32_t sentence) {
    const eg_patterns *p = run->r->p;
    eg_tapes_make(&run->tapes, run->r, sentence, !run->contexts);
    if (run->tapes.units.len == 0) return;
    for (size_t t = 0; t < run->tapes.list.len; t++) {
        eg_tape tape = run->tapes.list.items[t];
        if (run->contexts) run_plan(run, &tape, 0, p->plan_contexts, false);
        else run_plan(run, &tape, p->plan_contexts, p->plan.len, false);
        /* what introduces a name beside a reference: those stand on the tape only when all names have been read */
        if (run->out) run_plan(run, &tape, 0, p->plan_contexts, true);
    }
}

enum { PARTS = 8 };

/* Each sentence touches other patterns: what they take of memory is let go after each part of the post. */
static void run_all(eg_reading *r, eg_statements *out, bool contexts) {
    eg_runner run = {.r = r, .out = out, .contexts = contexts};
    size_t part = r->text->sentence_count / PARTS + 1;
    for (uint32_t s = 0; s < r->text->sentence_count; s++) {
        if (s && s % part == 0) eg_patterns_rest();
        run_sentence(&run, s);
    }
    eg_tapes_fini(&run.tapes);
}

void eg_relate_contexts(eg_reading *r) { run_all(r, NULL, true); }

void eg_relate_kinds(eg_reading *r) { run_all(r, NULL, false); }

/* Does the sentence of `a` say in so many words whom the one who gave gave it to? What only people are the source of they are of many
 * things: posts, schools. */
static bool is_overruled(const eg_statements *list, const eg_schema *schema, size_t a) {
    const eg_statement *s = &list->list.items[a];
    if ((schema->edges[s->edge].from & ~eg_kinds_with(schema, EG_TRAIT_PERSON)) == 0) return false;
    size_t i = a;
    while (i > 0 && list->list.items[i - 1].begin == s->begin) i--;
    for (; i < list->list.len && list->list.items[i].begin == s->begin; i++) {
        const eg_statement *t = &list->list.items[i];
        if (t->edge != s->edge || t->unsaid || t->to == EG_NO_ENTITY || t->to == s->to || !eg_status_is_fact(t->status)) continue;
        if (t->from == s->from) return true;
    }
    return false;
}

/* An end that nobody said is found by what is spoken of most: where the sentence names one, there is no need to look. */
static void drop_overruled(eg_statements *out, const eg_schema *schema) {
    size_t kept = 0;
    bool *drop = eg_heap_alloc((out->list.len + 1) * sizeof *drop);
    for (size_t i = 0; i < out->list.len; i++) drop[i] = out->list.items[i].unsaid && is_overruled(out, schema, i);
    for (size_t i = 0; i < out->list.len; i++)
        if (!drop[i]) out->list.items[kept++] = out->list.items[i];
    out->list.len = kept;
    eg_heap_free(drop);
}

void eg_relate_sentences(eg_statements *out, eg_reading *r) {
    out->figure_taken = eg_arena_alloc(r->arena, r->figures.figure_count + 1);
    out->figure_status = eg_arena_alloc(r->arena, r->figures.figure_count + 1);
    out->figure_measure = EG_NEW_ARRAY(r->arena, eg_slice, r->figures.figure_count + 1);
    run_all(r, out, false);
    drop_overruled(out, &r->p->schema);
}
