/* SPDX-License-Identifier: MIT */
/* Rules over the tape. A rule runs only where one of its trigger words stands; a rule without trigger runs everywhere.
 * Lists spread as a cross product; filling a slot is evidence for the slot's kind. */
#include "relate/relate.h"

typedef struct runner {
    eg_reading *r;
    eg_statements *out; /* NULL while contexts are read */
    eg_tapes tapes;
    uint8_t *gate;      /* per rule: trigger seen in this tape */
    bool contexts;
} runner;

void eg_statements_fini(eg_statements *s) { eg_vec_fini(&s->list); }

static bool same(const eg_statement *a, const eg_statement *b) {
    return a->edge == b->edge && a->from == b->from && a->to == b->to && a->figure == b->figure && a->begin == b->begin &&
           a->status == b->status;
}

void eg_statement_add(eg_statements *out, const eg_statement *statement) {
    for (size_t i = out->list.len; i-- > 0 && i + 64 > out->list.len;)
        if (same(&out->list.items[i], statement)) {
            eg_statement *old = &out->list.items[i];
            if (old->role.len == 0) old->role = statement->role;
            if (old->measure.len == 0) old->measure = statement->measure;
            if (old->amount == EG_NO_ENTITY) old->amount = statement->amount;
            return;
        }
    eg_vec_push(&out->list, *statement);
}

/* ---- gates ---------------------------------------------------------------------------------------------------- */

static void open_word(runner *run, eg_slice word) {
    const eg_patterns *p = run->r->p;
    uint32_t gate = eg_map_get(&p->gate_words, word);
    if (gate == EG_MAP_NONE) return;
    for (; gate != 0; gate = p->gates.items[gate - 1].next) run->gate[p->gates.items[gate - 1].rule] = 1;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || (unsigned char)c >= 0x80;
}

/* Every word of the tape, and each part of a hyphenated one, opens the rules it triggers. */
static void open_gates(runner *run, const eg_tape *tape) {
    memset(run->gate, 0, run->r->p->rules.len);
    eg_slice t = tape->text;
    for (size_t i = 0; i < t.len;) {
        if (!is_word(t.ptr[i])) {
            i++;
            continue;
        }
        size_t end = i;
        while (end < t.len && is_word(t.ptr[end])) end++;
        open_word(run, eg_slice_sub(t, i, end));
        for (size_t from = i, j = i; j <= end; j++)
            if (j == end || t.ptr[j] == '-') {
                if (from > i || j < end) open_word(run, eg_slice_sub(t, from, j));
                from = j + 1;
            }
        i = end;
    }
}

/* ---- slots ---------------------------------------------------------------------------------------------------- */

static uint32_t unit_mask(const runner *run, const eg_unit *u) {
    const eg_reading *r = run->r;
    if (u->type == EG_UNIT_DATE) return 0;
    if (u->type == EG_UNIT_FIGURE) {
        for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
            if (r->p->schema.kinds[k].traits & EG_TRAIT_FIGURE) return 1u << k;
        return 0;
    }
    uint32_t kind = eg_entity_kind(r, u->entity, 0.3F);
    return kind == EG_NONE ? UINT32_MAX : 1u << kind;
}

enum { SLOT_MOST = 64 };

static size_t slot_units(const runner *run, const eg_tape *tape, eg_span span, uint32_t kinds, uint32_t out[SLOT_MOST]) {
    size_t n = 0;
    for (uint32_t i = span.begin; i < span.end && n < SLOT_MOST; i++) {
        int32_t u = tape->unit[i];
        if (u >= 0 && (unit_mask(run, &run->tapes.units.items[u]) & kinds)) out[n++] = (uint32_t)u;
    }
    return n;
}

/* A name of no kind that fills a slot gets the slot's kind as evidence. A figure or a reference gets none. */
static void promote(runner *run, const eg_unit *u, uint32_t kind, float weight, eg_slice rule) {
    if (u->type != EG_UNIT_MENTION || kind == EG_NONE) return;
    eg_entity_vote(run->r, u->entity, kind, weight, rule);
}

static uint32_t promoted_kind(const runner *run, const eg_unit *u, uint32_t named, uint32_t mask) {
    if (u->type != EG_UNIT_MENTION) return EG_NONE;
    uint32_t now = eg_entity_kind(run->r, u->entity, 0.3F);
    if (now != EG_NONE) return mask >> now & 1 ? now : EG_NONE; /* strengthens what is believed already */
    if (named != EG_NONE) return named;
    for (uint32_t k = 0; k < run->r->p->schema.kind_count; k++)
        if (mask >> k & 1) return k;
    return EG_NONE;
}

static eg_slice source_text(const runner *run, const eg_tape *tape, eg_span span) {
    if (span.begin == UINT32_MAX || span.begin >= span.end) return EG_S("");
    uint32_t begin = tape->source[span.begin];
    uint32_t last = tape->source[span.end - 1];
    if (last < begin) return EG_S("");
    return eg_text_quote(run->r->arena, run->r->text, begin, last + 1);
}

static bool is_money(eg_slice unit) {
    if (unit.len != 3) return false;
    for (size_t i = 0; i < 3; i++)
        if (unit.ptr[i] < 'A' || unit.ptr[i] > 'Z') return false;
    return true;
}

/* The sum or date nearest to the anchor on the tape. */
static uint32_t nearest(const runner *run, const eg_tape *tape, uint32_t anchor, eg_unit_type type) {
    uint32_t best = EG_NO_ENTITY;
    uint32_t least = 90; /* bytes: about fifteen words */
    for (uint32_t i = 0; i < tape->text.len; i++) {
        if (tape->unit[i] < 0) continue;
        const eg_unit *u = &run->tapes.units.items[tape->unit[i]];
        if (u->type != type) continue;
        if (type == EG_UNIT_FIGURE && !is_money(run->r->figures.figures[u->index].unit)) continue;
        uint32_t far = i > anchor ? i - anchor : anchor - i;
        if (far < least) least = far, best = u->index;
    }
    return best;
}

static eg_span group(const eg_regex_match *m, uint32_t number) {
    return number && number < m->count ? m->groups[number] : (eg_span){UINT32_MAX, UINT32_MAX};
}

static void state(runner *run, const eg_tape_rule *rule, const eg_variant *v, const eg_tape *tape, const eg_regex_match *m,
                  const eg_unit *from, const eg_unit *to) {
    eg_reading *r = run->r;
    const eg_sentence *s = &r->text->sentences[run->tapes.sentence];
    bool coref = from->type == EG_UNIT_REFERENCE || to->type == EG_UNIT_REFERENCE;
    eg_span trigger = group(m, v->trigger);
    uint32_t anchor = trigger.begin != UINT32_MAX ? trigger.begin : group(m, v->to).begin;
    eg_statement st = {.edge = rule->edge, .from = from->entity, .to = EG_NO_ENTITY, .figure = EG_NO_ENTITY, .weight = rule->weight,
                       .begin = s->begin, .end = s->end, .amount = EG_NO_ENTITY, .when = "", .measure = rule->measure};
    st.rule = eg_arena_printf(r->arena, "%.*s/%.*s%s", EG_FMT(rule->id), EG_FMT(v->name), coref ? "+coref" : "");
    st.role = rule->role.len ? rule->role : source_text(run, tape, group(m, v->role));
    st.status = rule->status != EG_STATUS_ASSERTED ? rule->status : eg_guard_status(r, tape, run->tapes.sentence, anchor);
    if (to->type == EG_UNIT_FIGURE) st.figure = to->index;
    else st.to = to->entity;
    if (rule->near) st.amount = nearest(run, tape, anchor, EG_UNIT_FIGURE);
    uint32_t date = rule->dated || st.figure != EG_NO_ENTITY ? nearest(run, tape, anchor, EG_UNIT_DATE) : EG_NO_ENTITY;
    if (date != EG_NO_ENTITY) st.when = r->figures.dates[date].iso;
    if (st.figure != EG_NO_ENTITY && eg_status_is_fact(st.status)) run->out->figure_taken[st.figure] = 1;
    if (st.figure != EG_NO_ENTITY && (uint8_t)st.status > run->out->figure_status[st.figure]) run->out->figure_status[st.figure] = (uint8_t)st.status;
    eg_statement_add(run->out, &st);
}

static void take(runner *run, const eg_tape_rule *rule, const eg_variant *v, const eg_tape *tape, const eg_regex_match *m) {
    uint32_t from[SLOT_MOST];
    uint32_t to[SLOT_MOST];
    eg_unit *units = run->tapes.units.items;
    if (rule->kind != EG_NONE) {
        size_t n = slot_units(run, tape, group(m, v->x), UINT32_MAX, from);
        for (size_t i = 0; i < n; i++) promote(run, &units[from[i]], rule->kind, rule->weight, rule->id);
        return;
    }
    size_t a = slot_units(run, tape, group(m, v->from), rule->from, from);
    size_t b = slot_units(run, tape, group(m, v->to), rule->to, to);
    for (size_t i = 0; i < a; i++)
        for (size_t j = 0; j < b; j++) {
            const eg_unit *f = &units[from[i]];
            const eg_unit *t = &units[to[j]];
            if (f->entity == t->entity && f->entity != EG_NO_ENTITY) continue;
            if (rule->alias) {
                if (f->type == EG_UNIT_MENTION && t->type == EG_UNIT_MENTION)
                    eg_entity_merge(run->r, f->entity, t->entity, EG_S("introduced"), rule->id, t->begin, t->end, true);
                continue;
            }
            promote(run, f, promoted_kind(run, f, rule->from_kind, rule->from), rule->weight, rule->id);
            promote(run, t, promoted_kind(run, t, rule->to_kind, rule->to), rule->weight, rule->id);
            state(run, rule, v, tape, m, f, t);
        }
}

static void run_rule(runner *run, eg_tape_rule *rule, const eg_tape *tape) {
    for (size_t i = 0; i < rule->variant_count; i++) {
        eg_variant *v = &rule->variants[i];
        eg_regex_match m;
        size_t from = 0;
        while (from <= tape->text.len) {
            eg_regex_result result = eg_regex_exec(v->regex, tape->text, from, &m);
            if (result == EG_REGEX_LIMIT) run->r->limit = true;
            if (result != EG_REGEX_MATCH) break;
            v->hits++;
            take(run, rule, v, tape, &m);
            from = m.groups[0].begin + 1;
            while (from < tape->text.len && ((unsigned char)tape->text.ptr[from] & 0xC0) == 0x80) from++;
        }
    }
}

static void run_sentence(runner *run, uint32_t sentence) {
    eg_reading *r = run->r;
    eg_tapes_make(&run->tapes, r, sentence, !run->contexts);
    if (run->tapes.units.len == 0) return;
    for (size_t t = 0; t < run->tapes.list.len; t++) {
        eg_tape tape = run->tapes.list.items[t];
        open_gates(run, &tape);
        for (size_t i = 0; i < r->p->rules.len; i++) {
            eg_tape_rule *rule = &r->p->rules.items[i];
            bool context = rule->edge == EG_NONE;
            if (context == run->contexts && (!rule->gated || run->gate[i])) run_rule(run, rule, &tape);
        }
    }
}

static void run_all(eg_reading *r, eg_statements *out, bool contexts) {
    runner run = {.r = r, .out = out, .contexts = contexts};
    run.gate = eg_arena_alloc(r->arena, r->p->rules.len + 1);
    for (uint32_t s = 0; s < r->text->sentence_count; s++) run_sentence(&run, s);
    eg_tapes_fini(&run.tapes);
}

void eg_relate_contexts(eg_reading *r) { run_all(r, NULL, true); }

void eg_relate_sentences(eg_statements *out, eg_reading *r) {
    out->figure_taken = eg_arena_alloc(r->arena, r->figures.figure_count + 1);
    out->figure_status = eg_arena_alloc(r->arena, r->figures.figure_count + 1);
    run_all(r, out, false);
}
