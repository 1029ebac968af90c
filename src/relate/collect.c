/* SPDX-License-Identifier: MIT */
#include "relate/collect.h"

#include "resolve/shortform.h"

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

void eg_read_things(eg_reading *r, eg_arena *arena, const eg_patterns *p, const eg_text *text, bool references) {
    eg_reading_begin(r, arena, p, text);
    eg_patterns_rest();
    eg_relate_contexts(r);
    eg_tables_vote(r);
    eg_vote_siblings(r);
    eg_resolve_short_forms(r);
    eg_gazetteer_rest();
    eg_patterns_rest();
    eg_relate_kinds(r);
    if (references) {
        eg_entity_guess(r);
        eg_resolve_short_forms(r); /* "Kvern" speaks of "Kvern Radio", of whatever kind that will be: what the post is about hangs on it */
        eg_patterns_rest();
        eg_references_find(r);
    }
    eg_entity_guess(r);
}

void eg_read_statements(eg_reading *r, eg_statements *out, eg_arena *arena, const eg_patterns *p, const eg_text *text, bool references) {
    *out = (eg_statements){0};
    eg_read_things(r, arena, p, text, references);
    eg_gazetteer_rest();
    eg_patterns_rest();
    eg_relate_sentences(out, r);
    eg_relate_tables(out, r);
    eg_relate_sections(out, r);
    eg_relate_entries(out, r);
    eg_relate_answers(out, r);
    eg_relate_subjects(out, r);
    eg_gazetteer_rest();
}

void eg_read_last(eg_reading *r) {
    eg_vote_siblings(r);
    eg_entity_settle(r);
    eg_resolve_short_forms(r);
}

void eg_read_post(eg_reading *r, eg_statements *out, eg_arena *arena, const eg_patterns *p, const eg_text *text, bool references) {
    eg_read_statements(r, out, arena, p, text, references);
    eg_read_last(r);
}
