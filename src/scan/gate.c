/* SPDX-License-Identifier: MIT */
/* Three kinds of literal: a whole word (looked up by the hash of each word), one that begins a word, and one that may
 * stand anywhere. The last two hang in buckets by their first four bytes, or two when they are shorter; the last are tried at
 * every byte, so a bitmap of their first two bytes comes first. */
#include "scan/gate.h"

#include "base/region.h"

enum { BUCKETS = 1024, LONG_BUCKETS = 4096, NONE = UINT32_MAX };

/* One literal belongs to set `slot % EG_NEED_SETS` of gate `slot / EG_NEED_SETS`. */
typedef struct opening {
    uint32_t slot;
    uint32_t next; /* index + 1, 0 = end */
} opening;

typedef struct piece {
    eg_slice text;
    bool left, right;
    uint32_t first; /* while it is filled: opening, index + 1; then the first of its slots */
    uint32_t count; /* of slots */
    uint32_t next;  /* piece of the same bucket, index + 1; while it is filled */
} piece;

/* A piece where it is looked for: those of a bucket lie side by side. */
typedef struct probe {
    uint64_t head, mask; /* its first eight bytes, and which of them count: most that share a bucket differ there */
    uint32_t piece;
    bool last; /* of its bucket */
} probe;

/* What a gate needs beside its literals; ranks as in literal.h. */
typedef struct need {
    uint32_t units[EG_NEED_UNITS];
    uint16_t unit_rank[EG_NEED_UNITS];
    uint16_t set_rank[EG_NEED_SETS];
    uint8_t sets;
    bool anchored;
    bool ordered; /* two of them or more have a rank */
    eg_outline outline;
    eg_sketch sketch;
} need;

/* Where something stands in the tape: first and last place. */
typedef struct place {
    uint32_t first, last;
} place;

struct eg_gates {
    eg_arena arena;
    size_t count;
    EG_VEC(need) needs;             /* per gate */
    eg_outlines outlines;
    eg_sketches sketches;
    eg_arena sketch_words;          /* on the heap; empty when they became the region's */
    EG_VEC(piece) pieces;
    EG_VEC(opening) openings;       /* while it is filled */
    EG_VEC(uint32_t) slots;         /* what the pieces open, piece by piece */
    EG_VEC(probe) probes;           /* of the buckets */
    eg_map names;                   /* flags and text -> piece; while it is filled */
    EG_VEC(char) key;               /* one of them */
    eg_map whole;                   /* whole words -> piece */
    uint32_t starts[BUCKETS];       /* pieces that begin a word, index + 1, then the probes of them: the short ones ... */
    uint32_t long_starts[LONG_BUCKETS]; /* ... and those of four bytes or more */
    uint32_t anywhere[BUCKETS];
    uint32_t long_anywhere[LONG_BUCKETS];
    uint8_t anywhere_bits[BUCKETS];
    bool has_anywhere;
    uint64_t *closed;               /* bits before a scan: set 0 of all gates, then set 1 */
    size_t words;
};

static bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

static uint32_t bucket_of(const char *text) {
    return ((uint32_t)(unsigned char)text[0] * 37 + (uint32_t)(unsigned char)text[1] * 5) & (BUCKETS - 1);
}

static uint32_t long_bucket_of(const char *text) {
    uint32_t four;
    memcpy(&four, text, sizeof four);
    return four * 0x9E3779B1U >> 20;
}

eg_gates *eg_gates_new(void) {
    eg_shelf was = eg_region_turn(EG_SHELF_WARM);
    eg_gates *g = eg_heap_alloc(sizeof *g);
    eg_region_turn(was);
    memset(g, 0, sizeof *g);
    return g;
}

void eg_gates_free(eg_gates *g) {
    if (g == NULL) return;
    eg_vec_fini(&g->needs);
    eg_outlines_fini(&g->outlines);
    eg_sketches_fini(&g->sketches);
    eg_arena_fini(&g->sketch_words);
    eg_vec_fini(&g->pieces);
    eg_vec_fini(&g->openings);
    eg_vec_fini(&g->slots);
    eg_vec_fini(&g->probes);
    eg_map_fini(&g->names);
    eg_vec_fini(&g->key);
    eg_map_fini(&g->whole);
    eg_arena_fini(&g->arena);
    eg_heap_free(g);
}

/* Up to eight bytes as one number; those behind the end are 0. */
static uint64_t head_of(const char *text, size_t len) {
    uint64_t head = 0;
    memcpy(&head, text, len < 8 ? len : 8);
    return head;
}

static uint32_t piece_for(eg_gates *g, const eg_literal *l) {
    g->key.len = 0;
    eg_vec_push(&g->key, (char)('0' + l->left));
    eg_vec_push(&g->key, (char)('0' + l->right));
    for (size_t i = 0; i < l->text.len; i++) eg_vec_push(&g->key, l->text.ptr[i]);
    eg_slice key = eg_slice_of(g->key.items, g->key.len);
    uint32_t known = eg_map_get(&g->names, key);
    if (known != EG_MAP_NONE) return known;
    eg_shelf was = eg_region_turn(EG_SHELF_WARM);
    bool paused = eg_region_pause(false);
    eg_slice name = eg_arena_dup(&g->arena, key);
    eg_region_pause(paused);
    eg_region_turn(was);
    known = eg_map_put(&g->names, name, (uint32_t)g->pieces.len);
    piece p = {.text = eg_slice_sub(name, 2, name.len), .left = l->left, .right = l->right};
    bool whole = l->left && l->right;
    for (size_t i = 0; i < p.text.len && whole; i++) whole = is_word(p.text.ptr[i]);
    uint32_t bucket = bucket_of(p.text.ptr);
    if (whole) eg_map_put(&g->whole, p.text, known);
    else {
        bool is_long = p.text.len >= 4;
        uint32_t *shorts = l->left ? g->starts : g->anywhere;
        uint32_t *longs = l->left ? g->long_starts : g->long_anywhere;
        uint32_t *head = is_long ? &longs[long_bucket_of(p.text.ptr)] : &shorts[bucket];
        p.next = *head;
        *head = known + 1;
        if (!l->left) g->anywhere_bits[bucket] = 1, g->has_anywhere = true;
    }
    eg_vec_push(&g->pieces, p);
    return known;
}

static uint16_t short_rank(uint32_t rank) { return rank <= UINT16_MAX ? (uint16_t)rank : 0; }

void eg_gates_take(eg_gates *g, const eg_outlines *outlines, const eg_sketches *sketches, const eg_arena *words) {
    g->outlines = *outlines;
    g->sketches = *sketches;
    g->sketch_words = *words;
}

uint32_t eg_gates_add(eg_gates *g, const eg_needs *needs, eg_outline outline, eg_sketch sketch, bool anchored) {
    uint32_t gate = (uint32_t)g->count++;
    need made = {.sets = (uint8_t)needs->set_count, .outline = outline, .sketch = sketch, .anchored = anchored};
    unsigned ranks = 0;
    for (size_t i = 0; i < needs->unit_count; i++) {
        made.units[i] = needs->units[i].any;
        made.unit_rank[i] = short_rank(needs->units[i].rank);
        ranks += made.unit_rank[i] != 0;
    }
    for (size_t s = 0; s < needs->set_count; s++) {
        uint32_t slot = gate * EG_NEED_SETS + (uint32_t)s;
        made.set_rank[s] = short_rank(needs->sets[s].rank);
        ranks += made.set_rank[s] != 0;
        for (size_t i = 0; i < needs->sets[s].any.len; i++) {
            uint32_t index = piece_for(g, &needs->sets[s].any.items[i]);
            piece *p = &g->pieces.items[index];
            uint32_t at = p->first;
            while (at && g->openings.items[at - 1].slot != slot) at = g->openings.items[at - 1].next;
            if (at) continue;
            opening o = {.slot = slot, .next = p->first};
            eg_vec_push(&g->openings, o);
            p->first = (uint32_t)g->openings.len;
        }
    }
    made.ordered = ranks > 1;
    eg_vec_push(&g->needs, made);
    return gate;
}

/* What was linked while it was filled lies side by side from now on. */
static void lay_slots(eg_gates *g) {
    for (size_t i = 0; i < g->pieces.len; i++) {
        piece *p = &g->pieces.items[i];
        uint32_t first = (uint32_t)g->slots.len;
        for (uint32_t at = p->first; at; at = g->openings.items[at - 1].next) eg_vec_push(&g->slots, g->openings.items[at - 1].slot);
        p->first = first;
        p->count = (uint32_t)g->slots.len - first;
    }
    eg_vec_fini(&g->openings);
}

static void lay_probes(eg_gates *g, uint32_t *buckets, size_t count) {
    for (size_t b = 0; b < count; b++) {
        uint32_t first = (uint32_t)g->probes.len;
        for (uint32_t at = buckets[b]; at; at = g->pieces.items[at - 1].next) {
            eg_slice text = g->pieces.items[at - 1].text;
            probe *made = eg_vec_add(&g->probes);
            made->head = head_of(text.ptr, text.len);
            made->mask = head_of("\xff\xff\xff\xff\xff\xff\xff\xff", text.len);
            made->piece = at - 1;
            made->last = g->pieces.items[at - 1].next == 0;
        }
        buckets[b] = buckets[b] ? first + 1 : 0;
    }
}

void eg_gates_finish(eg_gates *g) {
    bool paused = eg_region_pause(true);
    lay_slots(g);
    lay_probes(g, g->starts, BUCKETS);
    lay_probes(g, g->long_starts, LONG_BUCKETS);
    lay_probes(g, g->anywhere, BUCKETS);
    lay_probes(g, g->long_anywhere, LONG_BUCKETS);
    eg_region_pause(paused);
    eg_outlines_finish(&g->outlines);
    eg_sketches_finish(&g->sketches, false, &g->arena);
    if (eg_region_is_open()) eg_arena_fini(&g->sketch_words);
    g->words = (g->count + 63) / 64;
    eg_shelf was = eg_region_turn(EG_SHELF_WARM);
    g->closed = EG_NEW_ARRAY(&g->arena, uint64_t, g->words * EG_NEED_SETS + 1);
    eg_region_turn(was);
    for (size_t i = 0; i < g->count; i++)
        for (size_t s = g->needs.items[i].sets; s < EG_NEED_SETS; s++) g->closed[(i / 64) * EG_NEED_SETS + s] |= 1ULL << i % 64;
    eg_map_fini(&g->names);
    eg_vec_fini(&g->key);
    eg_map_settle(&g->whole);
    eg_vec_settle(&g->needs);
    eg_vec_settle(&g->pieces);
    eg_vec_settle(&g->slots);
    eg_vec_settle(&g->probes);
}

size_t eg_gates_count(const eg_gates *g) { return g->count; }

size_t eg_gates_words(const eg_gates *g) { return g->words; }

bool eg_gate_is_always_open(const eg_gates *g, uint32_t gate) {
    return gate >= g->count || (g->needs.items[gate].sets == 0 && g->needs.items[gate].units[0] == 0);
}

size_t eg_gates_begin(const eg_gates *g, uint32_t gate, eg_slice tape, uint64_t id, size_t from, size_t *until) {
    const need *n = &g->needs.items[gate];
    bool known;
    size_t begin = eg_sketch_begin(&g->sketches, &g->outlines, n->sketch, tape, id, from, until, &known);
    return known || eg_outline_admits(&g->outlines, n->outline, tape, id, from) ? begin : EG_SKETCH_NOWHERE;
}

bool eg_gate_is_anchored(const eg_gates *g, uint32_t gate) { return g->needs.items[gate].anchored; }

size_t eg_gates_outlines(const eg_gates *g, size_t *nodes) {
    size_t n = 0;
    *nodes = g->outlines.nodes.len;
    for (size_t i = 0; i < g->count; i++) n += g->needs.items[i].outline != 0;
    return n;
}

bool eg_gate_has_literal(const eg_gates *g, uint32_t gate) { return gate < g->count && g->needs.items[gate].sets > 0; }

/* ---- the scan ----------------------------------------------------------------------------------------------------- */

/* A piece that stands in the tape. */
typedef struct found {
    uint32_t piece;
    place where;
} found;

enum { FOUND_MOST = 200, FOUND_SLOTS = 256 };

typedef struct scan {
    const eg_gates *g;
    eg_slice tape;
    uint64_t *seen;  /* per gate and set */
    place *sets;     /* the same, valid where `seen` */
    place units[32]; /* valid where the bit is in `unit_bits` */
    uint32_t unit_bits;
    uint32_t count;  /* of `found` */
    found found[FOUND_MOST];
    uint8_t slots[FOUND_SLOTS]; /* by piece: index + 1 of it, or of another one and it is in one of the next */
} scan;

static void open_piece(scan *s, uint32_t piece_index, place where) {
    const piece *opens = &s->g->pieces.items[piece_index];
    for (uint32_t i = 0; i < opens->count; i++) {
        uint32_t slot = s->g->slots.items[opens->first + i];
        uint32_t gate = slot / EG_NEED_SETS;
        uint64_t *word = &s->seen[gate / 64 * EG_NEED_SETS + slot % EG_NEED_SETS];
        uint64_t bit = 1ULL << gate % 64;
        place *p = &s->sets[slot];
        if (!(*word & bit)) *p = where;
        else {
            if (where.first < p->first) p->first = where.first;
            if (where.last > p->last) p->last = where.last;
        }
        *word |= bit;
    }
}

/* Common words stand in a tape more than once and open many gates: that is done once for each. */
static void find_piece(scan *s, uint32_t piece_index, size_t at) {
    place here = {(uint32_t)at, (uint32_t)at};
    uint32_t slot = piece_index % FOUND_SLOTS;
    while (s->slots[slot] && s->found[s->slots[slot] - 1].piece != piece_index) slot = (slot + 1) % FOUND_SLOTS;
    if (s->slots[slot]) {
        place *known = &s->found[s->slots[slot] - 1].where;
        if (here.first < known->first) known->first = here.first;
        if (here.last > known->last) known->last = here.last;
    } else if (s->count < FOUND_MOST) {
        s->found[s->count++] = (found){piece_index, here};
        s->slots[slot] = (uint8_t)s->count;
    } else open_piece(s, piece_index, here);
}

static void try_bucket(scan *s, uint32_t first, size_t at) {
    if (first == 0) return;
    uint64_t here = head_of(s->tape.ptr + at, s->tape.len - at);
    for (const probe *it = &s->g->probes.items[first - 1];; it++) {
        if ((here & it->mask) == it->head) {
            const piece *p = &s->g->pieces.items[it->piece];
            size_t end = at + p->text.len;
            bool there = end <= s->tape.len && (p->text.len <= 8 || memcmp(s->tape.ptr + at, p->text.ptr, p->text.len) == 0);
            if (there && !(p->right && end < s->tape.len && is_word(s->tape.ptr[end]))) find_piece(s, it->piece, at);
        }
        if (it->last) return;
    }
}

static void try_both(scan *s, const uint32_t *shorts, const uint32_t *longs, size_t at) {
    if (at + 1 < s->tape.len) try_bucket(s, shorts[bucket_of(s->tape.ptr + at)], at);
    if (at + 3 < s->tape.len) try_bucket(s, longs[long_bucket_of(s->tape.ptr + at)], at);
}

static void see_unit(scan *s, size_t at) {
    unsigned char unit = (unsigned char)s->tape.ptr[at];
    if (!(s->unit_bits >> unit & 1)) s->units[unit].first = (uint32_t)at;
    s->units[unit].last = (uint32_t)at;
    s->unit_bits |= 1u << unit;
}

static void scan_bytes(scan *s) {
    const eg_gates *g = s->g;
    eg_slice tape = s->tape;
    for (size_t i = 0; i < tape.len;) {
        if (!is_word(tape.ptr[i])) {
            if ((unsigned char)tape.ptr[i] < 0x20) see_unit(s, i);
            i++;
            continue;
        }
        size_t end = i + 1;
        while (end < tape.len && is_word(tape.ptr[end])) end++;
        uint32_t whole = eg_map_get(&g->whole, eg_slice_sub(tape, i, end));
        if (whole != EG_MAP_NONE) find_piece(s, whole, i);
        try_both(s, g->starts, g->long_starts, i);
        i = end;
    }
    for (size_t i = 0; g->has_anywhere && i + 1 < tape.len; i++) {
        uint32_t bucket = bucket_of(tape.ptr + i);
        if (g->anywhere_bits[bucket]) try_both(s, g->anywhere, g->long_anywhere, i);
    }
}

/* What one gate needs, where it stands: false when a unit is missing. */
static bool places_of(const scan *s, uint32_t gate, place *places, uint16_t *ranks, size_t *count) {
    const need *n = &s->g->needs.items[gate];
    *count = 0;
    for (size_t i = 0; i < n->sets; i++)
        if (n->set_rank[i]) ranks[*count] = n->set_rank[i], places[(*count)++] = s->sets[gate * EG_NEED_SETS + i];
    for (size_t i = 0; i < EG_NEED_UNITS && n->units[i]; i++) {
        place where = {UINT32_MAX, 0};
        uint32_t bits = n->units[i] & s->unit_bits;
        if (bits == 0) return false;
        for (; bits; bits &= bits - 1) {
            const place *u = &s->units[__builtin_ctz(bits)];
            if (u->first < where.first) where.first = u->first;
            if (u->last > where.last) where.last = u->last;
        }
        if (n->unit_rank[i]) ranks[*count] = n->unit_rank[i], places[(*count)++] = where;
    }
    return true;
}

static bool has_units(const scan *s, const need *n) {
    size_t i = 0;
    while (i < EG_NEED_UNITS && n->units[i] && (n->units[i] & s->unit_bits)) i++;
    return i == EG_NEED_UNITS || n->units[i] == 0;
}

/* Of two needs in a match the one with the lower rank begins first, so its first place is before the other's last. */
static bool is_open(const scan *s, uint32_t gate) {
    place places[EG_NEED_SETS + EG_NEED_UNITS];
    uint16_t ranks[EG_NEED_SETS + EG_NEED_UNITS];
    size_t count;
    const need *n = &s->g->needs.items[gate];
    if (!n->ordered) return has_units(s, n);
    if (!places_of(s, gate, places, ranks, &count)) return false;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            if (ranks[i] < ranks[j] && places[i].first >= places[j].last) return false;
    return true;
}

enum { SMALL = 4096 }; /* gates: their scratch is on the stack */

void eg_gates_scan(const eg_gates *g, eg_slice tape, uint64_t *open) {
    uint64_t seen[SMALL / 64 * EG_NEED_SETS];
    place sets[SMALL * EG_NEED_SETS];
    bool small = g->count <= SMALL;
    scan s;
    s.g = g, s.tape = tape, s.seen = seen, s.sets = sets;
    s.unit_bits = s.count = 0;
    memset(s.slots, 0, sizeof s.slots);
    if (!small) s.seen = eg_heap_alloc(g->words * EG_NEED_SETS * sizeof *seen), s.sets = eg_heap_alloc(g->count * EG_NEED_SETS * sizeof *sets);
    if (g->words) memcpy(s.seen, g->closed, g->words * EG_NEED_SETS * sizeof *seen);
    scan_bytes(&s);
    for (uint32_t i = 0; i < s.count; i++) open_piece(&s, s.found[i].piece, s.found[i].where);
    for (size_t w = 0; w < g->words; w++) {
        open[w] = s.seen[w * EG_NEED_SETS];
        for (size_t i = 1; i < EG_NEED_SETS; i++) open[w] &= s.seen[w * EG_NEED_SETS + i];
        for (uint64_t rest = open[w]; rest; rest &= rest - 1)
            if (!is_open(&s, (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(rest))) open[w] &= ~(rest & -rest);
    }
    if (!small) eg_heap_free(s.seen), eg_heap_free(s.sets);
}
