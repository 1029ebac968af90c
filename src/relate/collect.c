/* SPDX-License-Identifier: MIT */
#include "relate/collect.h"

/* A common word with a capital is a name only where the words beside it say so twice, or plainly. */
static const float SURE = 0.66F;

uint32_t eg_final_kind(const eg_reading *r, uint32_t entity) {
    const eg_entity *e = &r->entities.items[eg_entity_of(r, entity)];
    return eg_entity_kind(r, entity, e->strong ? r->p->threshold : SURE);
}

bool eg_statement_holds(const eg_reading *r, const eg_statement *s) {
    const eg_edge_type *type = &r->p->schema.edges[s->edge];
    uint32_t from = eg_final_kind(r, s->from);
    if (from == EG_NONE || !(type->from >> from & 1)) return false;
    if (s->figure != EG_NO_ENTITY) return (type->to & eg_kinds_with(&r->p->schema, EG_TRAIT_FIGURE)) != 0;
    uint32_t to = eg_final_kind(r, s->to);
    return to != EG_NONE && (type->to >> to & 1) && eg_entity_of(r, s->from) != eg_entity_of(r, s->to);
}

/* Members of one list are of one kind: what a name's own evidence leaves open is that of its siblings. */
static void vote_list(eg_reading *r, uint32_t begin, uint32_t end) {
    uint32_t counts[EG_KINDS_MOST] = {0};
    for (uint32_t j = begin; j < end; j++) {
        uint32_t kind = eg_entity_kind(r, r->mentions.items[j].entity, 0.5F);
        if (kind != EG_NONE) counts[kind]++;
    }
    uint32_t best = 0;
    for (uint32_t k = 1; k < r->p->schema.kind_count; k++)
        if (counts[k] > counts[best]) best = k;
    if (counts[best] == 0) return;
    bool clear = counts[best] >= 2 && counts[best] * 2 > end - begin;
    for (uint32_t j = begin; j < end; j++) {
        uint32_t entity = r->mentions.items[j].entity;
        if (!clear && !r->entities.items[eg_entity_of(r, entity)].strong) continue;
        if (eg_entity_kind(r, entity, clear ? 0.56F : 0.3F) == EG_NONE)
            eg_entity_vote(r, entity, best, clear ? 0.6F : 0.5F, EG_S("list.sibling"));
    }
}

static void vote_siblings(eg_reading *r) {
    for (uint32_t s = 0; s < r->text->sentence_count; s++) {
        uint32_t last = r->first_mention[s + 1];
        for (uint32_t i = r->first_mention[s]; i < last; i++) {
            uint32_t end = i + 1;
            bool joined = false;
            bool any = false;
            while (end < last && !r->mentions.items[end - 1].hidden && !r->mentions.items[end].hidden &&
                   eg_joins_list(r, r->mentions.items[end - 1].end, r->mentions.items[end].begin, &joined)) {
                any |= joined;
                end++;
            }
            /* "Tidewater, Berg said" is no list */
            if (end - i >= 3 || (any && end - i == 2)) vote_list(r, i, end);
            i = end - 1;
        }
    }
}

void eg_read_things(eg_reading *r, eg_arena *arena, const eg_patterns *p, const eg_text *text, bool references) {
    eg_reading_begin(r, arena, p, text);
    eg_relate_contexts(r);
    vote_siblings(r);
    eg_resolve_short_forms(r);
    eg_relate_kinds(r);
    if (references) eg_entity_guess(r), eg_references_find(r);
    eg_entity_guess(r);
}

void eg_read_post(eg_reading *r, eg_statements *out, eg_arena *arena, const eg_patterns *p, const eg_text *text, bool references) {
    *out = (eg_statements){0};
    eg_read_things(r, arena, p, text, references);
    eg_gazetteer_rest();
    eg_relate_sentences(out, r);
    eg_relate_tables(out, r);
    eg_relate_sections(out, r);
    eg_relate_entries(out, r);
    eg_relate_answers(out, r);
    eg_relate_subjects(out, r);
    eg_gazetteer_rest();
    vote_siblings(r);
    eg_entity_settle(r);
    eg_resolve_short_forms(r);
}
