/* SPDX-License-Identifier: MIT */
/* Whose figure: rules come first (relations with figures as their end); what they leave goes to the nearest subject:
 * the first fitting name before the figure in its sentence, else the thing the sentence goes on about. */
#include "relate/relate.h"

static uint32_t figure_edge(const eg_schema *schema) {
    for (uint32_t i = 0; i < schema->edge_count; i++)
        if (schema->edges[i].traits & EG_EDGE_FIGURE) return i;
    return EG_NONE;
}

static uint32_t kinds_without(const eg_schema *schema, uint32_t trait) {
    uint32_t mask = 0;
    for (uint32_t k = 0; k < schema->kind_count; k++)
        if (!(schema->kinds[k].traits & (trait | EG_TRAIT_FIGURE))) mask |= 1u << k;
    return mask;
}

static uint32_t sentence_of(const eg_reading *r, uint32_t at) {
    uint32_t low = 0;
    uint32_t high = (uint32_t)r->text->sentence_count;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (r->text->sentences[mid].begin <= at) low = mid;
        else high = mid;
    }
    return low;
}

/* The tape byte where a figure stands, on the first tape that has it. */
static bool place_on_tape(const eg_tapes *tapes, uint32_t figure, const eg_tape **tape, uint32_t *at) {
    for (size_t t = 0; t < tapes->list.len; t++)
        for (uint32_t i = 0; i < tapes->list.items[t].text.len; i++) {
            int32_t u = tapes->list.items[t].unit[i];
            if (u < 0 || tapes->units.items[u].type != EG_UNIT_FIGURE || tapes->units.items[u].index != figure) continue;
            *tape = &tapes->list.items[t];
            *at = i;
            return true;
        }
    return false;
}

static uint32_t subject_in(const eg_reading *r, const eg_tapes *tapes, const eg_tape *tape, uint32_t at, uint32_t kinds) {
    for (uint32_t i = 0; i < at; i++) {
        if (tape->unit[i] < 0) continue;
        const eg_unit *u = &tapes->units.items[tape->unit[i]];
        if (u->type != EG_UNIT_MENTION && u->type != EG_UNIT_REFERENCE) continue;
        bool possessor = i + 2 < tape->text.len && tape->text.ptr[i + 1] == '\'' && tape->text.ptr[i + 2] == 's';
        uint32_t kind = eg_entity_kind(r, u->entity, 0.3F);
        if (kind != EG_NONE && (kinds >> kind & 1) && !(possessor && i + 3 < at && tape->unit[i + 4 < at ? i + 4 : i] >= 0)) return u->entity;
    }
    return EG_NO_ENTITY;
}

void eg_relate_subjects(eg_statements *out, eg_reading *r) {
    uint32_t edge = figure_edge(&r->p->schema);
    if (edge == EG_NONE) return;
    uint32_t things = kinds_without(&r->p->schema, EG_TRAIT_HUB | EG_TRAIT_PERSON);
    uint32_t anything = kinds_without(&r->p->schema, EG_TRAIT_PERSON);
    eg_tapes tapes = {0};
    uint32_t made = UINT32_MAX;
    for (uint32_t f = 0; f < r->figures.figure_count; f++) {
        const eg_figure *figure = &r->figures.figures[f];
        uint32_t s = sentence_of(r, figure->begin);
        if (s != made) eg_tapes_make(&tapes, r, s, true), made = s;
        const eg_tape *tape;
        uint32_t at;
        if (!place_on_tape(&tapes, f, &tape, &at)) continue;
        eg_status status = eg_guard_status(r, tape, s, at);
        if ((uint8_t)status > out->figure_status[f]) out->figure_status[f] = (uint8_t)status;
        if (out->figure_taken[f]) continue;
        eg_slice rule = EG_S("figure.subject");
        uint32_t subject = subject_in(r, &tapes, tape, at, things);
        if (subject == EG_NO_ENTITY) subject = subject_in(r, &tapes, tape, at, anything);
        if (subject == EG_NO_ENTITY && r->text->blocks[r->text->sentences[s].block].kind != EG_BLOCK_CELL) {
            const eg_block *b = &r->text->blocks[r->text->sentences[s].block];
            bool follows = s > 0 && r->text->sentences[s - 1].block == r->text->sentences[s].block;
            if (follows || b->kind == EG_BLOCK_ITEM) subject = eg_antecedent(r, s, figure->begin, things, true);
            rule = EG_S("figure.subject+coref");
        }
        if (subject == EG_NO_ENTITY) continue;
        const eg_sentence *sentence = &r->text->sentences[s];
        eg_statement st = {.edge = edge, .from = subject, .to = EG_NO_ENTITY, .figure = f, .status = status, .weight = 0.5F, .rule = rule,
                           .begin = sentence->begin, .end = sentence->end, .amount = EG_NO_ENTITY, .when = ""};
        eg_statement_add(out, &st);
    }
    eg_tapes_fini(&tapes);
}
