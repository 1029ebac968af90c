/* SPDX-License-Identifier: MIT */
/* Antecedents: the subject of the sentence before, then of the block, then what the section is about. A centering
 * heuristic (Grosz, Joshi, Weinstein 1995, in its simplest form): subjects come first, the near past before the far. */
#include "relate/tape.h"

static bool fits(const eg_reading *r, uint32_t entity, uint32_t kinds) {
    uint32_t kind = eg_entity_kind(r, entity, 0.3F);
    if (kind != EG_NONE) return kinds >> kind & 1;
    /* a name of no kind yet may be anything but a person: those are nearly always marked */
    for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
        if (kinds >> k & 1 && !(r->p->schema.kinds[k].traits & EG_TRAIT_PERSON)) return true;
    return false;
}

static uint32_t first_in(const eg_reading *r, uint32_t sentence, uint32_t from, uint32_t before, uint32_t kinds) {
    for (uint32_t i = r->first_mention[sentence]; i < r->first_mention[sentence + 1]; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (m->begin < from || m->end > before || m->hidden) continue;
        /* "Japan's Mitsui" speaks of Mitsui: a possessor is no subject */
        uint32_t entity = eg_entity_of(r, m->entity);
        eg_slice behind = eg_slice_sub(r->text->text, m->end, r->text->sentences[sentence].end);
        bool possessor = eg_slice_starts(behind, EG_S("'s")) || eg_slice_starts(behind, EG_S("\xe2\x80\x99s"));
        if (!possessor && fits(r, entity, kinds)) return entity;
    }
    return EG_NO_ENTITY;
}

static uint32_t first_sentence_of(const eg_reading *r, uint32_t block) {
    uint32_t low = 0;
    uint32_t high = (uint32_t)r->text->sentence_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (r->text->sentences[mid].block < block) low = mid + 1;
        else high = mid;
    }
    return low;
}

static uint32_t first_of_block(const eg_reading *r, uint32_t block, uint32_t kinds) {
    for (uint32_t s = first_sentence_of(r, block); s < r->text->sentence_count && r->text->sentences[s].block == block; s++) {
        uint32_t entity = first_in(r, s, 0, UINT32_MAX, kinds);
        if (entity != EG_NO_ENTITY) return entity;
    }
    return EG_NO_ENTITY;
}

uint32_t eg_block_topic(const eg_reading *r, uint32_t block, uint32_t kinds) {
    const eg_block *b = &r->text->blocks[block];
    if (b->kind == EG_BLOCK_CELL) {
        for (uint32_t i = block + 1; i-- > 0 && r->text->blocks[i].kind == EG_BLOCK_CELL && r->text->blocks[i].row == b->row &&
                                     r->text->blocks[i].table == b->table;) {
            uint32_t entity = r->text->blocks[i].column == 0 ? first_of_block(r, i, kinds) : EG_NO_ENTITY;
            if (entity != EG_NO_ENTITY) return entity;
        }
    }
    for (int depth = 0; b->kind == EG_BLOCK_ITEM && depth < 8; depth++) {
        uint32_t lead = b->lead != EG_NO_BLOCK ? b->lead : block;
        uint32_t entity = lead != block || depth ? first_of_block(r, lead, kinds) : EG_NO_ENTITY;
        if (entity != EG_NO_ENTITY) return entity;
        if (b->parent == EG_NO_BLOCK) break;
        block = b->parent;
        b = &r->text->blocks[block];
        entity = first_of_block(r, block, kinds);
        if (entity != EG_NO_ENTITY) return entity;
    }
    for (uint32_t h = b->heading; h != EG_NO_BLOCK; h = r->text->blocks[h].heading) {
        uint32_t entity = first_of_block(r, h, kinds);
        if (entity != EG_NO_ENTITY) return entity;
    }
    return EG_NO_ENTITY;
}

uint32_t eg_post_topic(const eg_reading *r, uint32_t kinds) {
    uint32_t best = EG_NO_ENTITY;
    uint32_t most = 2; /* named once or twice is no topic */
    uint32_t *counts = EG_NEW_ARRAY(r->arena, uint32_t, r->entities.len);
    for (size_t i = 0; i < r->mentions.len; i++) {
        uint32_t e = eg_entity_of(r, r->mentions.items[i].entity);
        if (!fits(r, e, kinds)) continue;
        if (++counts[e] > most) most = counts[e], best = e;
    }
    return best;
}

static bool begins_with_reference(const eg_reading *r, uint32_t sentence, uint32_t kinds) {
    const eg_sentence *s = &r->text->sentences[sentence];
    char lower[48];
    uint32_t n = s->end - s->begin < sizeof lower ? s->end - s->begin : (uint32_t)sizeof lower;
    for (uint32_t i = 0; i < n; i++) {
        char c = r->text->text.ptr[s->begin + i];
        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : (unsigned char)c < 0x80 ? c : '-';
    }
    for (size_t j = 0; j < r->p->references.len; j++) {
        eg_regex_match m;
        const eg_reference *ref = &r->p->references.items[j];
        if ((ref->kinds & kinds) && eg_regex_exec(ref->regex, eg_slice_of(lower, n), 0, &m) == EG_REGEX_MATCH) return true;
    }
    return false;
}

uint32_t eg_antecedent(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds, bool topic) {
    const eg_sentence *s = &r->text->sentences[sentence];
    uint32_t entity = EG_NO_ENTITY;
    if (!topic) {
        entity = first_in(r, sentence, s->begin, at, kinds);
        if (entity != EG_NO_ENTITY) return entity;
    }
    for (uint32_t back = 1; back <= 4 && back <= sentence; back++) {
        if (r->text->sentences[sentence - back].block != s->block) break;
        /* "The company is a spin-off of X. It raised ...": the subject before is itself a reference */
        if (begins_with_reference(r, sentence - back, kinds)) continue;
        entity = first_in(r, sentence - back, 0, UINT32_MAX, kinds);
        if (entity != EG_NO_ENTITY) return entity;
    }
    entity = eg_block_topic(r, s->block, kinds);
    if (entity != EG_NO_ENTITY) return entity;
    /* the paragraph before, within the section */
    const eg_block *b = &r->text->blocks[s->block];
    for (uint32_t i = s->block, back = 0; i-- > 0 && back < 2; back++) {
        const eg_block *before = &r->text->blocks[i];
        if (before->kind == EG_BLOCK_HEADING || before->heading != b->heading) break;
        entity = first_of_block(r, i, kinds);
        if (entity != EG_NO_ENTITY) return entity;
    }
    return eg_post_topic(r, kinds);
}
