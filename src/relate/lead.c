/* SPDX-License-Identifier: MIT */
/* What a block of text opens with, and is thereby about: the name of an entry, one in bold, the subject of its first sentence. In: names
 * with kinds. For salience.c and topic.c. */
#include "relate/salience.h"

/* The name that bold print consists of, behind whom it belongs to: "**Kenya's Kvern**"; mentions.len when there is none. */
static uint32_t name_in_bold(const eg_reading *r, const eg_inline *bold) {
    uint32_t m = eg_mention_from(r, bold->begin);
    while (m + 1 < r->mentions.len && r->mentions.items[m + 1].end <= bold->end + 1 && eg_owner_ends(r, r->mentions.items[m].end, bold->end)) m++;
    return m < r->mentions.len && r->mentions.items[m].end <= bold->end + 1 ? m : (uint32_t)r->mentions.len;
}

bool eg_lead_is_entry(const eg_reading *r, uint32_t block) {
    const eg_block *b = &r->text->blocks[block];
    size_t i = eg_text_inline_from(r->text, b->begin);
    if (b->kind != EG_BLOCK_PARAGRAPH || i >= r->text->inline_count || r->text->inlines[i].kind != EG_INLINE_STRONG || r->text->inlines[i].begin != b->begin) return false;
    uint32_t m = eg_mention_from(r, b->begin);
    return m < r->mentions.len && r->mentions.items[m].begin <= b->begin + 1 && r->mentions.items[m].end <= r->text->inlines[i].end + 1;
}

uint32_t eg_lead_in_bold(const eg_reading *r, uint32_t block, const eg_search *any) {
    const eg_block *b = &r->text->blocks[block];
    uint32_t lead = EG_NO_ENTITY;
    if (b->kind != EG_BLOCK_ITEM && b->kind != EG_BLOCK_PARAGRAPH) return EG_NO_ENTITY;
    for (size_t i = eg_text_inline_from(r->text, b->begin); i < r->text->inline_count && r->text->inlines[i].begin < b->end; i++) {
        const eg_inline *bold = &r->text->inlines[i];
        if (bold->kind != EG_INLINE_STRONG) continue;
        uint32_t m = name_in_bold(r, bold);
        if (m == r->mentions.len) continue;
        uint32_t entity = eg_entity_of(r, r->mentions.items[m].entity);
        if (lead != EG_NO_ENTITY && entity != lead) return EG_NO_ENTITY;
        if (!eg_search_suits(any, entity)) continue;
        if (b->kind == EG_BLOCK_ITEM || (bold->begin == b->begin && eg_lead_is_entry(r, block))) return entity;
        lead = entity;
    }
    return lead;
}

enum { SHORT_OPENING = 6 }; /* tokens of a sentence that does no more than name what its paragraph is about */

/* "From X came a dozen companies" is about those. */
static bool from_it(const eg_reading *r, const eg_spoken *first) {
    if (!first->oblique) return false;
    for (uint32_t at = first->end; at < r->text->text.len && at < first->end + 2; at++)
        if (r->text->text.ptr[at] == ',') return false;
    return true;
}

/* `late`: of what its second sentence names, where the first is words alone. */
static uint32_t opens(const eg_reading *r, uint32_t block, uint32_t kinds, bool late) {
    eg_search any = eg_search_from(r, kinds, 0, 0);
    eg_spoken items[EG_SPOKEN_MOST];
    uint32_t first = eg_text_sentence_from(r->text, block);
    if (first >= r->text->sentence_count || r->text->sentences[first].block != block) return EG_NO_ENTITY;
    size_t n = eg_spoken_in(r, first, items);
    bool silent = late && n == 0 && first + 1 < r->text->sentence_count && r->text->sentences[first + 1].block == block; /* "It was a busy year. X bought Y." */
    if (silent) n = eg_spoken_in(r, ++first, items);
    bool item = r->text->blocks[block].kind == EG_BLOCK_ITEM;
    uint32_t bold = item || eg_lead_is_entry(r, block) ? eg_lead_in_bold(r, block, &any) : EG_NO_ENTITY;
    if (bold != EG_NO_ENTITY) return bold;
    if (n && !items[0].possessor && !items[0].pronoun && !from_it(r, items) && items[0].begin <= r->text->sentences[first].begin + 6 && eg_search_suits(&any, items[0].entity)) return items[0].entity;
    /* "Consider X." */
    if (n == 1 && !item && !items[0].possessor && !eg_entity_has(r, items[0].entity, EG_TRAIT_HUB) && r->tokens.first[first + 1] - r->tokens.first[first] <= SHORT_OPENING && eg_search_suits(&any, items[0].entity)) return items[0].entity;
    return item ? EG_NO_ENTITY : eg_lead_in_bold(r, block, &any);
}

bool eg_opens_unknown(const eg_reading *r, uint32_t block) {
    enum { WORD_LEAST = 3 };
    const eg_block *b = &r->text->blocks[block];
    uint32_t first = eg_text_sentence_from(r->text, block);
    if ((b->kind != EG_BLOCK_ITEM && b->kind != EG_BLOCK_PARAGRAPH) || first >= r->text->sentence_count || r->text->sentences[first].block != block) return false;
    size_t i = eg_text_inline_from(r->text, r->text->sentences[first].begin);
    if (i >= r->text->inline_count || r->text->inlines[i].kind != EG_INLINE_STRONG || r->text->inlines[i].begin != r->text->sentences[first].begin) return false;
    eg_slice bold = eg_slice_sub(r->text->text, r->text->inlines[i].begin, r->text->inlines[i].end);
    eg_slice behind = eg_slice_sub(r->text->text, r->text->inlines[i].end, b->end);
    uint32_t m = eg_mention_from(r, r->text->inlines[i].begin);
    bool named = m < r->mentions.len && r->mentions.items[m].begin < r->text->inlines[i].end;
    bool word = bold.len >= WORD_LEAST && bold.ptr[0] >= 'A' && bold.ptr[0] <= 'Z' && memchr(bold.ptr, ' ', bold.len) == NULL && !eg_slice_ends(bold, EG_S(":"));
    return word && !named && (eg_slice_starts(behind, EG_S(" \xE2\x80\x93 ")) || eg_slice_starts(behind, EG_S(" \xE2\x80\x94 ")) ||
                              eg_slice_starts(behind, EG_S(" - ")) || eg_slice_starts(behind, EG_S(" (")) ||
                              (behind.len > 2 && behind.ptr[0] == ' ' && behind.ptr[1] >= 'a' && behind.ptr[1] <= 'z'));
}

uint32_t eg_lead_of(const eg_reading *r, uint32_t block, uint32_t kinds, bool late) {
    const eg_block *b = &r->text->blocks[block];
    return opens(r, b->kind == EG_BLOCK_ITEM && b->lead != EG_NO_BLOCK ? b->lead : block, kinds, late);
}

uint32_t eg_block_lead(const eg_reading *r, uint32_t block, uint32_t kinds) { return eg_lead_of(r, block, kinds, false); }
