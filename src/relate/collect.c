/* SPDX-License-Identifier: MIT */
#include "relate/collect.h"

uint32_t eg_final_kind(const eg_reading *r, uint32_t entity) {
    const eg_entity *e = &r->entities.items[eg_entity_of(r, entity)];
    return e->strong ? eg_entity_kind(r, entity, r->p->threshold) : EG_NONE;
}

static uint32_t figure_mask(const eg_schema *schema) {
    uint32_t mask = 0;
    for (uint32_t k = 0; k < schema->kind_count; k++)
        if (schema->kinds[k].traits & EG_TRAIT_FIGURE) mask |= 1u << k;
    return mask;
}

bool eg_statement_holds(const eg_reading *r, const eg_statement *s) {
    const eg_edge_type *type = &r->p->schema.edges[s->edge];
    uint32_t from = eg_final_kind(r, s->from);
    if (from == EG_NONE || !(type->from >> from & 1)) return false;
    if (s->figure != EG_NO_ENTITY) return (type->to & figure_mask(&r->p->schema)) != 0;
    uint32_t to = eg_final_kind(r, s->to);
    return to != EG_NONE && (type->to >> to & 1) && eg_entity_of(r, s->from) != eg_entity_of(r, s->to);
}

/* Members of one list are of one kind: names without kind take that of their siblings. */
static void vote_siblings(eg_reading *r) {
    for (uint32_t s = 0; s < r->text->sentence_count; s++) {
        uint32_t from = r->first_mention[s];
        for (uint32_t i = from; i < r->first_mention[s + 1]; i++) {
            uint32_t end = i + 1;
            while (end < r->first_mention[s + 1]) {
                const eg_mention *a = &r->mentions.items[end - 1];
                const eg_mention *b = &r->mentions.items[end];
                eg_slice between = eg_slice_trim(eg_slice_sub(r->text->text, a->end, b->begin > a->end ? b->begin : a->end));
                bool list = eg_slice_eq(between, EG_S(",")) || eg_slice_eq(between, EG_S("and")) || eg_slice_eq(between, EG_S(", and")) ||
                            eg_slice_eq(between, EG_S("or")) || eg_slice_eq(between, EG_S(", or")) || eg_slice_eq(between, EG_S("&"));
                if (!list || a->hidden || b->hidden) break;
                end++;
            }
            if (end - i >= 2) {
                uint32_t counts[EG_KINDS_MOST] = {0};
                for (uint32_t j = i; j < end; j++) {
                    uint32_t kind = eg_entity_kind(r, r->mentions.items[j].entity, 0.5F);
                    if (kind != EG_NONE) counts[kind]++;
                }
                uint32_t best = 0;
                for (uint32_t k = 1; k < r->p->schema.kind_count; k++)
                    if (counts[k] > counts[best]) best = k;
                for (uint32_t j = i; j < end && counts[best]; j++)
                    if (eg_entity_kind(r, r->mentions.items[j].entity, 0.3F) == EG_NONE)
                        eg_entity_vote(r, r->mentions.items[j].entity, best, 0.5F, EG_S("list.sibling"));
            }
            i = end - 1;
        }
    }
}

void eg_read_post(eg_reading *r, eg_statements *out, eg_arena *arena, const eg_patterns *p, const eg_text *text, bool references) {
    *out = (eg_statements){0};
    eg_reading_begin(r, arena, p, text);
    eg_relate_contexts(r);
    vote_siblings(r);
    eg_resolve_short_forms(r);
    if (references) eg_references_find(r);
    eg_relate_sentences(out, r);
    eg_relate_tables(out, r);
    eg_relate_subjects(out, r);
    vote_siblings(r);
    eg_resolve_short_forms(r);
}
