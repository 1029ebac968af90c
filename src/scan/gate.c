/* SPDX-License-Identifier: MIT */
/* Three kinds of literal: a whole word (looked up by the hash of each word), one that begins a word, and one that may
 * stand anywhere. The last two hang in buckets by their first two bytes; the last are tried at every byte, so a bitmap
 * of those two bytes comes first. */
#include "scan/gate.h"

#include <stdlib.h>

enum { BUCKETS = 1024, NONE = UINT32_MAX };

/* Gate bits that one literal opens: 64 gates of one of the two sets. */
typedef struct opening {
    uint32_t word; /* index into the bits of set 0, then of set 1 */
    uint32_t next; /* index + 1, 0 = end */
    uint64_t bits;
} opening;

typedef struct piece {
    eg_slice text;
    bool left, right;
    uint32_t first; /* opening, index + 1 */
    uint32_t next;  /* piece of the same bucket, index + 1 */
} piece;

typedef struct need_units {
    uint32_t units[EG_NEED_UNITS];
} need_units;

struct eg_gates {
    eg_arena arena;
    size_t count;
    EG_VEC(need_units) units;       /* per gate; no bit = no need */
    EG_VEC(uint8_t) sets;           /* per gate: how many literal sets */
    EG_VEC(piece) pieces;
    EG_VEC(opening) openings;
    eg_map names;                   /* "text" and flags -> piece */
    eg_map whole;                   /* whole words -> piece */
    uint32_t starts[BUCKETS];       /* pieces that begin a word, index + 1 */
    uint32_t anywhere[BUCKETS];
    uint8_t anywhere_bits[BUCKETS];
    bool has_anywhere;
    uint64_t *closed;               /* bits before a scan: set 0 of all gates, then set 1 */
    size_t words;
};

static bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

static uint32_t bucket_of(const char *text) {
    return ((uint32_t)(unsigned char)text[0] * 37 + (uint32_t)(unsigned char)text[1] * 5) & (BUCKETS - 1);
}

eg_gates *eg_gates_new(void) {
    eg_gates *g = eg_heap_alloc(sizeof *g);
    memset(g, 0, sizeof *g);
    return g;
}

void eg_gates_free(eg_gates *g) {
    if (g == NULL) return;
    eg_vec_fini(&g->units);
    eg_vec_fini(&g->sets);
    eg_vec_fini(&g->pieces);
    eg_vec_fini(&g->openings);
    eg_map_fini(&g->names);
    eg_map_fini(&g->whole);
    eg_arena_fini(&g->arena);
    eg_heap_free(g);
}

static uint32_t piece_for(eg_gates *g, const eg_literal *l) {
    eg_slice name = eg_arena_printf(&g->arena, "%d%d%.*s", l->left, l->right, EG_FMT(l->text));
    uint32_t known = eg_map_put(&g->names, name, (uint32_t)g->pieces.len);
    if (known < g->pieces.len) return known;
    piece p = {.text = eg_slice_sub(name, 2, name.len), .left = l->left, .right = l->right};
    bool whole = l->left && l->right;
    for (size_t i = 0; i < p.text.len && whole; i++) whole = is_word(p.text.ptr[i]);
    uint32_t bucket = bucket_of(p.text.ptr);
    if (whole) eg_map_put(&g->whole, p.text, known);
    else {
        uint32_t *head = l->left ? &g->starts[bucket] : &g->anywhere[bucket];
        p.next = *head;
        *head = known + 1;
        if (!l->left) g->anywhere_bits[bucket] = 1, g->has_anywhere = true;
    }
    eg_vec_push(&g->pieces, p);
    return known;
}

uint32_t eg_gates_add(eg_gates *g, const eg_needs *needs) {
    uint32_t gate = (uint32_t)g->count++;
    need_units units = {{0}};
    for (size_t i = 0; i < needs->unit_count; i++) units.units[i] = needs->units[i];
    eg_vec_push(&g->units, units);
    eg_vec_push(&g->sets, (uint8_t)needs->set_count);
    for (size_t s = 0; s < needs->set_count; s++)
        for (size_t i = 0; i < needs->sets[s].any.len; i++) {
            uint32_t index = piece_for(g, &needs->sets[s].any.items[i]);
            piece *p = &g->pieces.items[index];
            uint32_t word = (gate / 64) * EG_NEED_SETS + (uint32_t)s;
            uint32_t at = p->first;
            while (at && g->openings.items[at - 1].word != word) at = g->openings.items[at - 1].next;
            if (at == 0) {
                opening o = {.word = word, .next = p->first};
                eg_vec_push(&g->openings, o);
                p->first = at = (uint32_t)g->openings.len;
            }
            g->openings.items[at - 1].bits |= 1ULL << gate % 64;
        }
    return gate;
}

void eg_gates_finish(eg_gates *g) {
    g->words = (g->count + 63) / 64;
    g->closed = EG_NEW_ARRAY(&g->arena, uint64_t, g->words * EG_NEED_SETS + 1);
    for (size_t i = 0; i < g->count; i++)
        for (size_t s = g->sets.items[i]; s < EG_NEED_SETS; s++) g->closed[(i / 64) * EG_NEED_SETS + s] |= 1ULL << i % 64;
}

size_t eg_gates_count(const eg_gates *g) { return g->count; }

size_t eg_gates_words(const eg_gates *g) { return g->words; }

bool eg_gate_is_always_open(const eg_gates *g, uint32_t gate) {
    return gate >= g->count || (g->sets.items[gate] == 0 && g->units.items[gate].units[0] == 0);
}

static void open_piece(const eg_gates *g, uint32_t piece_index, uint64_t *seen) {
    for (uint32_t at = g->pieces.items[piece_index].first; at; at = g->openings.items[at - 1].next)
        seen[g->openings.items[at - 1].word] |= g->openings.items[at - 1].bits;
}

static void try_bucket(const eg_gates *g, uint32_t head, eg_slice tape, size_t at, uint64_t *seen) {
    for (uint32_t i = head; i; i = g->pieces.items[i - 1].next) {
        const piece *p = &g->pieces.items[i - 1];
        size_t end = at + p->text.len;
        if (end > tape.len || memcmp(tape.ptr + at, p->text.ptr, p->text.len) != 0) continue;
        if (p->right && end < tape.len && is_word(tape.ptr[end])) continue;
        open_piece(g, i - 1, seen);
    }
}

static uint32_t scan_bytes(const eg_gates *g, eg_slice tape, uint64_t *seen) {
    uint32_t units = 0;
    for (size_t i = 0; i < tape.len;) {
        if (!is_word(tape.ptr[i])) {
            if ((unsigned char)tape.ptr[i] < 0x20) units |= 1u << tape.ptr[i];
            i++;
            continue;
        }
        size_t end = i + 1;
        while (end < tape.len && is_word(tape.ptr[end])) end++;
        uint32_t whole = eg_map_get(&g->whole, eg_slice_sub(tape, i, end));
        if (whole != EG_MAP_NONE) open_piece(g, whole, seen);
        if (i + 1 < tape.len) try_bucket(g, g->starts[bucket_of(tape.ptr + i)], tape, i, seen);
        i = end;
    }
    for (size_t i = 0; g->has_anywhere && i + 1 < tape.len; i++) {
        uint32_t bucket = bucket_of(tape.ptr + i);
        if (g->anywhere_bits[bucket]) try_bucket(g, g->anywhere[bucket], tape, i, seen);
    }
    return units;
}

enum { SEEN_MOST = 64 };

void eg_gates_scan(const eg_gates *g, eg_slice tape, uint64_t *open) {
    uint64_t small[SEEN_MOST * EG_NEED_SETS];
    uint64_t *seen = g->words <= SEEN_MOST ? small : eg_heap_alloc(g->words * EG_NEED_SETS * sizeof *seen);
    if (g->words) memcpy(seen, g->closed, g->words * EG_NEED_SETS * sizeof *seen);
    uint32_t units = scan_bytes(g, tape, seen);
    for (size_t w = 0; w < g->words; w++) {
        uint64_t bits = seen[w * EG_NEED_SETS];
        for (size_t s = 1; s < EG_NEED_SETS; s++) bits &= seen[w * EG_NEED_SETS + s];
        for (uint64_t rest = bits; rest; rest &= rest - 1) {
            size_t bit = (size_t)__builtin_ctzll(rest);
            const need_units *need = &g->units.items[w * 64 + bit];
            for (size_t i = 0; i < EG_NEED_UNITS; i++)
                if (need->units[i] && !(need->units[i] & units)) bits &= ~(1ULL << bit);
        }
        open[w] = bits;
    }
    if (seen != small) eg_heap_free(seen);
}
