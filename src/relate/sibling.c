/* SPDX-License-Identifier: MIT */
/* Siblings: names that stand side by side in a list, below each other in a column, or at the head of one list's items are mostly of
 * one kind. In: mentions and what is believed of them. Out: votes for those of which nothing surer is known. */
#include "relate/relate.h"
#include "relate/salience.h"

/* How many are believed to be of each kind, and the kind of most. */
static void count_kind(const eg_reading *r, uint32_t counts[EG_KINDS_MOST], uint32_t entity) {
    uint32_t kind = eg_entity_kind(r, entity, 0.5F);
    if (kind != EG_NONE) counts[kind]++;
}

static uint32_t most_of(const eg_reading *r, const uint32_t counts[EG_KINDS_MOST]) {
    uint32_t best = 0;
    for (uint32_t k = 1; k < r->p->schema.kind_count; k++)
        if (counts[k] > counts[best]) best = k;
    return best;
}

/* Members of one list are of one kind: what a name's own evidence leaves open is that of its siblings. */
static void vote_list(eg_reading *r, uint32_t begin, uint32_t end) {
    uint32_t counts[EG_KINDS_MOST] = {0};
    for (uint32_t j = begin; j < end; j++) count_kind(r, counts, r->mentions.items[j].entity);
    uint32_t best = most_of(r, counts);
    if (counts[best] == 0) return;
    bool clear = counts[best] >= 2 && counts[best] * 2 > end - begin;
    for (uint32_t j = begin; j < end; j++) {
        uint32_t entity = r->mentions.items[j].entity;
        if (!clear && !r->entities.items[eg_entity_of(r, entity)].strong) continue;
        if (eg_entity_kind(r, entity, clear ? 0.56F : 0.3F) == EG_NONE)
            eg_entity_vote(r, entity, best, clear ? 0.6F : 0.5F, EG_S("list.sibling"));
    }
}

/* "Two colleagues from Tidewater, Ada Berg and Chris Reed": the first name is where the others come from. */
static bool heads_apposition(const eg_reading *r, uint32_t i) {
    const eg_mention *m = &r->mentions.items[i];
    return eg_behind_preposition(r, m) && eg_entity_has(r, r->mentions.items[i + 1].entity, EG_TRAIT_PERSON) && !eg_entity_has(r, m->entity, EG_TRAIT_PERSON);
}

/* "Ada Berg at Tidewater and Chris Reed": where somebody is stands beside nobody else. */
static bool is_where(const eg_reading *r, uint32_t i) {
    const eg_mention *m = &r->mentions.items[i];
    const eg_mention *before = i > 0 ? m - 1 : NULL;
    if (before == NULL || before->sentence != m->sentence || before->token_end + 1 != m->token) return false;
    bool person = eg_entity_has(r, before->entity, EG_TRAIT_PERSON);
    return person && eg_map_has(&r->p->prepositions, r->tokens.items[m->token - 1].fold);
}

/* "Ada Berg and Tidewater's Chris Reed", "Tidewater and Lund-based Kvern": what only tells of the name behind it is in no list. */
static bool owns_next(const eg_reading *r, uint32_t i) {
    const eg_mention *m = &r->mentions.items[i];
    const eg_slice text = r->text->text;
    if (m->end + 1 < text.len && text.ptr[m->end] == '-' && text.ptr[m->end + 1] >= 'a' && text.ptr[m->end + 1] <= 'z') return true;
    return i + 1 < r->mentions.len && r->mentions.items[i + 1].token == m->token_end + 1 && r->tokens.items[m->token_end].flags & EG_TOKEN_POSS;
}

/* "the head of Tidewater, and Chris Reed, an engineer": two names of one list have no comma between them. */
static bool is_pair(const eg_reading *r, uint32_t i) { return r->text->text.ptr[r->mentions.items[i].end] != ','; }

/* "Founded in Oslo and run from Lund, X sells": behind "and Y", a comma and a name with a verb begin the main clause. */
static bool begins_clause(const eg_reading *r, uint32_t i) {
    const eg_mention *m = &r->mentions.items[i];
    if (m->token_end >= r->tokens.first[m->sentence + 1]) return false;
    const eg_token *next = &r->tokens.items[m->token_end];
    if (next->flags & (EG_TOKEN_PUNCT | EG_TOKEN_CAP | EG_TOKEN_DIGIT | EG_TOKEN_POSS)) return false;
    return !eg_map_has(&r->p->prepositions, next->fold) && eg_map_get(&r->p->conjunctions, next->fold) == EG_MAP_NONE;
}

static void vote_lists(eg_reading *r) {
    for (uint32_t s = 0; s < r->text->sentence_count; s++) {
        uint32_t last = r->first_mention[s + 1];
        for (uint32_t i = r->first_mention[s]; i < last; i++) {
            uint32_t end = i + 1;
            bool joined = false;
            bool any = false;
            while (end < last && !r->mentions.items[end - 1].hidden && !r->mentions.items[end].hidden &&
                   eg_joins_list(r, r->mentions.items[end - 1].end, r->mentions.items[end].begin, &joined) && (joined || !any || !begins_clause(r, end))) {
                any |= joined;
                end++;
            }
            uint32_t stop = end - owns_next(r, end - 1);
            if ((end - i >= 3 && heads_apposition(r, i)) || is_where(r, i)) i++;
            /* "Tidewater, Berg said" is no list */
            if (stop >= i + 3 || (any && stop == i + 2 && is_pair(r, i))) vote_list(r, i, stop);
            i = end - 1;
        }
    }
}

/* The entity whose name begins a block, give or take a bold mark or a quote; EG_NO_ENTITY when none does. */
static uint32_t lead_of(const eg_reading *r, uint32_t block) {
    enum { MARKS_MOST = 3 };
    const eg_block *b = &r->text->blocks[block];
    uint32_t i = eg_mention_from(r, b->begin);
    bool leads = i < r->mentions.len && r->mentions.items[i].begin <= b->begin + MARKS_MOST && r->mentions.items[i].end <= b->end && !r->mentions.items[i].hidden;
    return leads ? eg_entity_of(r, r->mentions.items[i].entity) : EG_NO_ENTITY;
}

/* Are both of one column, or heads of items of one list? */
static bool is_beside(const eg_reading *r, uint32_t a, uint32_t b) {
    const eg_block *x = &r->text->blocks[a];
    const eg_block *y = &r->text->blocks[b];
    if (x->kind != y->kind) return false;
    if (x->kind == EG_BLOCK_CELL) return !y->header && x->table == y->table && x->column == y->column;
    return x->kind == EG_BLOCK_ITEM && x->level == y->level && x->heading == y->heading && x->parent == y->parent && x->intro == y->intro &&
           (y->lead == b || y->lead == EG_NO_BLOCK);
}

/* What most of a group's heads are, at least two and more than half of all members, the others are as well. */
static void vote_heads(eg_reading *r, const uint32_t *heads, size_t n) {
    uint32_t counts[EG_KINDS_MOST] = {0};
    for (size_t i = 0; i < n; i++)
        if (heads[i] != EG_NO_ENTITY) count_kind(r, counts, heads[i]);
    uint32_t best = most_of(r, counts);
    if (counts[best] < 2 || counts[best] * 2 <= n) return;
    for (size_t i = 0; i < n; i++)
        if (heads[i] != EG_NO_ENTITY && eg_entity_kind(r, heads[i], 0.56F) == EG_NONE) eg_entity_vote(r, heads[i], best, 0.55F, EG_S("list.heads"));
}

static void vote_blocks(eg_reading *r) {
    enum { HEADS_MOST = 128, SPAN_MOST = 4096 };
    uint8_t *seen = eg_arena_alloc(r->arena, r->text->block_count + 1);
    memset(seen, 0, r->text->block_count + 1);
    for (uint32_t b = 0; b < r->text->block_count; b++) {
        uint32_t heads[HEADS_MOST];
        size_t n = 0;
        const eg_block *first = &r->text->blocks[b];
        if (seen[b] || (first->kind != EG_BLOCK_CELL && first->kind != EG_BLOCK_ITEM) || !is_beside(r, b, b)) continue;
        for (uint32_t c = b; c < r->text->block_count && c < b + SPAN_MOST && n < HEADS_MOST; c++) {
            if (r->text->blocks[c].kind != first->kind) break;
            if (!is_beside(r, b, c)) continue;
            seen[c] = 1;
            heads[n++] = lead_of(r, c);
        }
        if (n >= 3) vote_heads(r, heads, n);
    }
}

void eg_vote_siblings(eg_reading *r) {
    vote_lists(r);
    vote_blocks(r);
}
