/* SPDX-License-Identifier: MIT */
/* Three kinds of literal: a whole word (looked up by the hash of each word), one that begins a word, and one that may
 * stand anywhere. The last two hang in buckets by their first four bytes, or two when they are shorter; the last are tried at
 * every byte, so a bitmap of their first two bytes comes first.
 *
 * A word of the tape opens all gates that wait for it by a few masks. Where it stands is looked at only for gates that have all they
 * need. */
#include "scan/gate.h"

#include "base/region.h"

enum { NEEDS_MOST = EG_NEED_SETS + EG_NEED_UNITS, SAME = 128 };
enum { BUCKETS = 1024, LONG_BUCKETS = 4096, NONE = UINT32_MAX };

/* A link of a list, while it is filled: of the sets that a piece is in, of the gates that wait for a set. */
typedef struct link {
    uint32_t to;   /* set; or gate * EG_NEED_SETS + which of its sets it is */
    uint32_t next; /* index + 1, 0 = end */
} link;

/* What belongs to it ends where that of the next piece begins; behind the last one stands one with no text. */
typedef struct piece {
    eg_slice text;
    uint32_t left, right; /* no bool: a byte between members that nobody sets would be another in each compiled set */
    uint32_t marks; /* the first of them; while it is filled: its sets, link, index + 1 */
    uint32_t sets;  /* the first of them in `sets_of`; while it is filled: the next piece of the same bucket, index + 1 */
} piece;

/* Literals of which one is needed: there once, whichever gates wait for it. */
typedef struct set {
    uint32_t gates;  /* link, index + 1 */
    uint32_t placed; /* for one of them it matters where it stands */
} set;

/* Gates of one rule stand side by side and wait for the same words: half a word of bits at once. */
typedef struct mark {
    uint32_t half; /* of `seen` in a scan, counted in halves */
    uint32_t bits;
} mark;

/* A piece where it is looked for: those of a bucket lie side by side. */
typedef struct probe {
    uint64_t head, mask; /* its first eight bytes, and which of them count: most that share a bucket differ there */
    uint32_t piece;
    uint32_t last; /* of its bucket */
} probe;

/* What a gate needs beside its literals; ranks as in literal.h. */
typedef struct need {
    uint32_t units[EG_NEED_UNITS];
    uint32_t set[EG_NEED_SETS];
    uint8_t sets;
    bool anchored;
    uint8_t ranked;                /* how many have a rank; 0 when only one has: it is never out of order */
    uint8_t order[NEEDS_MOST];  /* those by rank: a set, or EG_NEED_SETS + a unit; SAME added: of the rank of the one before */
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
    eg_outlines outlines;           /* that sketches were drawn of: of a finished one the classes only */
    eg_sketches sketches;
    eg_arena sketch_words;          /* on the heap; empty when they became the region's */
    EG_VEC(piece) pieces;
    EG_VEC(mark) marks;             /* what the pieces open, piece by piece */
    EG_VEC(uint32_t) sets_of;       /* the sets they are in, of those that are placed */
    size_t set_count;
    EG_VEC(set) sets;               /* while it is filled, and so the next */
    EG_VEC(link) links;
    EG_VEC(probe) probes;           /* of the buckets */
    eg_map names;                   /* flags and text -> piece; while it is filled */
    eg_map known_sets;              /* pieces -> set; while it is filled */
    eg_arena keys;                  /* of that */
    EG_VEC(char) key;               /* one of `names` */
    eg_map whole;                   /* whole words -> piece */
    uint32_t starts[BUCKETS];       /* pieces that begin a word, index + 1, then the probes of them: the short ones ... */
    uint32_t long_starts[LONG_BUCKETS]; /* ... and those of four bytes or more */
    uint32_t anywhere[BUCKETS];
    uint32_t long_anywhere[LONG_BUCKETS];
    uint8_t anywhere_bits[BUCKETS];
    bool has_anywhere;
    uint64_t *closed;               /* bits before a scan: of 64 gates set 0, then set 1 */
    uint64_t *ordered;              /* gates whose needs have an order */
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
    eg_vec_fini(&g->sets);
    eg_vec_fini(&g->links);
    eg_vec_fini(&g->sets_of);
    eg_vec_fini(&g->marks);
    eg_vec_fini(&g->probes);
    eg_map_fini(&g->names);
    eg_map_fini(&g->known_sets);
    eg_arena_fini(&g->keys);
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
        p.sets = *head;
        *head = known + 1;
        if (!l->left) g->anywhere_bits[bucket] = 1, g->has_anywhere = true;
    }
    eg_vec_push(&g->pieces, p);
    return known;
}

void eg_gates_take(eg_gates *g, const eg_outlines *outlines, const eg_sketches *sketches, const eg_arena *words) {
    g->outlines = *outlines;
    g->sketches = *sketches;
    g->sketch_words = *words;
}

static void add_link(eg_gates *g, uint32_t *list, uint32_t to) {
    link made = {.to = to, .next = *list};
    eg_vec_push(&g->links, made);
    *list = (uint32_t)g->links.len;
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The set of these literals, in whatever order. */
static uint32_t set_for(eg_gates *g, const eg_literal_set *literals) {
    EG_VEC(uint32_t) pieces = {0};
    for (size_t i = 0; i < literals->any.len; i++) eg_vec_push(&pieces, piece_for(g, &literals->any.items[i]));
    if (pieces.len) qsort(pieces.items, pieces.len, sizeof *pieces.items, by_number);
    size_t n = 0;
    for (size_t i = 0; i < pieces.len; i++)
        if (i == 0 || pieces.items[i] != pieces.items[i - 1]) pieces.items[n++] = pieces.items[i];
    eg_slice key = eg_slice_of((const char *)pieces.items, n * sizeof *pieces.items);
    uint32_t known = eg_map_get(&g->known_sets, key);
    if (known == EG_MAP_NONE) {
        known = eg_map_put(&g->known_sets, eg_arena_dup(&g->keys, key), (uint32_t)g->sets.len);
        for (size_t i = 0; i < n; i++) add_link(g, &g->pieces.items[pieces.items[i]].marks, known);
        *eg_vec_add(&g->sets) = (set){0};
    }
    eg_vec_fini(&pieces);
    return known;
}

/* Puts need `which` behind those of lower rank and of the same one. */
static void put_in_order(need *n, uint32_t ranks[NEEDS_MOST], size_t which, uint32_t rank) {
    if (rank == 0 || rank > UINT16_MAX) return; /* so far behind that nobody knows by how much */
    size_t at = n->ranked++;
    for (; at && ranks[at - 1] > rank; at--) ranks[at] = ranks[at - 1], n->order[at] = n->order[at - 1];
    ranks[at] = rank;
    n->order[at] = (uint8_t)which;
}

static void set_order(need *n, const eg_needs *needs) {
    uint32_t ranks[NEEDS_MOST];
    for (size_t i = 0; i < needs->set_count; i++) put_in_order(n, ranks, i, needs->sets[i].rank);
    for (size_t i = 0; i < needs->unit_count; i++) put_in_order(n, ranks, EG_NEED_SETS + i, needs->units[i].rank);
    if (n->ranked == 1) n->ranked = 0;
    for (size_t i = 1; i < n->ranked; i++)
        if (ranks[i] == ranks[i - 1]) n->order[i] |= SAME;
}

uint32_t eg_gates_add(eg_gates *g, const eg_needs *needs, eg_sketch sketch, bool anchored) {
    uint32_t gate = (uint32_t)g->count++;
    need made = {.sets = (uint8_t)needs->set_count, .sketch = sketch, .anchored = anchored};
    set_order(&made, needs);
    for (size_t i = 0; i < needs->unit_count; i++) made.units[i] = needs->units[i].any;
    for (size_t i = 0; i < needs->set_count; i++) {
        made.set[i] = set_for(g, &needs->sets[i]);
        set *s = &g->sets.items[made.set[i]];
        s->placed |= made.ranked && needs->sets[i].rank;
        add_link(g, &s->gates, gate * EG_NEED_SETS + (uint32_t)i);
    }
    eg_vec_push(&g->needs, made);
    return gate;
}

/* Marks the gates that wait for a set, for the piece whose marks begin at `first`. */
static void lay_marks(eg_gates *g, size_t first, uint32_t number) {
    for (uint32_t at = g->sets.items[number].gates; at; at = g->links.items[at - 1].next) {
        uint32_t gate = g->links.items[at - 1].to / EG_NEED_SETS;
        uint32_t half = 2 * (gate / 64 * EG_NEED_SETS + g->links.items[at - 1].to % EG_NEED_SETS) + gate % 64 / 32;
        size_t i = first;
        while (i < g->marks.len && g->marks.items[i].half != half) i++;
        if (i == g->marks.len) *eg_vec_add(&g->marks) = (mark){half, 0};
        g->marks.items[i].bits |= 1U << gate % 32;
    }
}

/* What was linked while it was filled lies side by side from now on. */
static void lay_pieces(eg_gates *g) {
    for (size_t i = 0; i < g->pieces.len; i++) {
        piece *p = &g->pieces.items[i];
        uint32_t at = p->marks;
        p->marks = (uint32_t)g->marks.len;
        p->sets = (uint32_t)g->sets_of.len;
        for (; at; at = g->links.items[at - 1].next) {
            uint32_t number = g->links.items[at - 1].to;
            lay_marks(g, p->marks, number);
            if (g->sets.items[number].placed) eg_vec_push(&g->sets_of, number);
        }
    }
    piece last = {.marks = (uint32_t)g->marks.len, .sets = (uint32_t)g->sets_of.len};
    eg_vec_push(&g->pieces, last);
    g->set_count = g->sets.len;
    eg_vec_fini(&g->sets);
    eg_vec_fini(&g->links);
}

static void lay_probes(eg_gates *g, uint32_t *buckets, size_t count) {
    for (size_t b = 0; b < count; b++) {
        uint32_t first = (uint32_t)g->probes.len;
        for (uint32_t at = buckets[b]; at; at = g->pieces.items[at - 1].sets) {
            eg_slice text = g->pieces.items[at - 1].text;
            probe *made = eg_vec_add(&g->probes);
            made->head = head_of(text.ptr, text.len);
            made->mask = head_of("\xff\xff\xff\xff\xff\xff\xff\xff", text.len);
            made->piece = at - 1;
            made->last = g->pieces.items[at - 1].sets == 0;
        }
        buckets[b] = buckets[b] ? first + 1 : 0;
    }
}

void eg_gates_finish(eg_gates *g) {
    bool paused = eg_region_pause(true);
    lay_probes(g, g->starts, BUCKETS);
    lay_probes(g, g->long_starts, LONG_BUCKETS);
    lay_probes(g, g->anywhere, BUCKETS);
    lay_probes(g, g->long_anywhere, LONG_BUCKETS);
    lay_pieces(g);
    eg_region_pause(paused);
    eg_outlines_finish_classes(&g->outlines);
    eg_sketches_finish(&g->sketches, false, &g->arena);
    if (eg_region_is_open()) eg_arena_fini(&g->sketch_words);
    g->words = (g->count + 63) / 64;
    eg_shelf was = eg_region_turn(EG_SHELF_WARM);
    g->closed = EG_NEW_ARRAY(&g->arena, uint64_t, g->words * EG_NEED_SETS + 1);
    g->ordered = EG_NEW_ARRAY(&g->arena, uint64_t, g->words + 1);
    eg_region_turn(was);
    for (size_t i = 0; i < g->count; i++) g->ordered[i / 64] |= (uint64_t)(g->needs.items[i].ranked != 0) << i % 64;
    for (size_t i = 0; i < g->count; i++)
        for (size_t s = g->needs.items[i].sets; s < EG_NEED_SETS; s++) g->closed[(i / 64) * EG_NEED_SETS + s] |= 1ULL << i % 64;
    eg_map_fini(&g->names);
    eg_map_fini(&g->known_sets);
    eg_arena_fini(&g->keys);
    eg_vec_fini(&g->key);
    eg_map_settle(&g->whole);
    eg_vec_settle(&g->needs);
    eg_vec_settle(&g->pieces);
    eg_vec_settle(&g->sets_of);
    eg_vec_settle(&g->marks);
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
    return eg_sketch_begin(&g->sketches, &g->outlines, n->sketch, tape, id, from, until, &known);
}

bool eg_gate_is_anchored(const eg_gates *g, uint32_t gate) { return g->needs.items[gate].anchored; }

size_t eg_gates_sketches(const eg_gates *g, size_t *nodes) {
    size_t n = 0;
    *nodes = g->sketches.nodes.len;
    for (size_t i = 0; i < g->count; i++) n += g->needs.items[i].sketch != 0;
    return n;
}

bool eg_gate_has_literal(const eg_gates *g, uint32_t gate) { return gate < g->count && g->needs.items[gate].sets > 0; }

/* ---- the scan ----------------------------------------------------------------------------------------------------- */

/* A piece that stands in the tape. */
typedef struct found {
    uint32_t piece;
    place where;
} found;

enum { FOUND_MOST = 500, FOUND_SLOTS = 1024, SMALL = 4096 /* gates: their scratch is on the stack */ };

typedef struct scan {
    const eg_gates *g;
    eg_slice tape;
    uint64_t *seen;  /* per gate and which of its sets */
    uint64_t *asked; /* per set: it matters where it stands */
    place *sets;     /* where, valid where `asked` */
    place units[32]; /* valid where the bit is in `unit_bits` */
    uint32_t unit_bits;
    uint32_t count;  /* of `found` */
    bool crowded;    /* more stand there than were noted: nothing is said of their order */
    found found[FOUND_MOST];
    uint16_t slots[FOUND_SLOTS]; /* by piece: index + 1 of it, or of another one and it is in one of the next */
} scan;

static void open_piece(scan *s, uint32_t piece_index) {
    const piece *opens = &s->g->pieces.items[piece_index];
    const mark *end = s->g->marks.items + opens[1].marks;
    for (const mark *m = s->g->marks.items + opens->marks; m < end; m++) s->seen[m->half / 2] |= (uint64_t)m->bits << m->half % 2 * 32;
}

static void place_piece(scan *s, uint32_t piece_index, place where) {
    const piece *placed = &s->g->pieces.items[piece_index];
    const uint32_t *end = s->g->sets_of.items + placed[1].sets;
    for (const uint32_t *number = s->g->sets_of.items + placed->sets; number < end; number++) {
        if (!(s->asked[*number / 64] >> *number % 64 & 1)) continue;
        place *p = &s->sets[*number];
        if (where.first < p->first) p->first = where.first;
        if (where.last > p->last) p->last = where.last;
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
        return;
    }
    open_piece(s, piece_index);
    if (s->count == FOUND_MOST) s->crowded = true;
    else {
        s->found[s->count++] = (found){piece_index, here};
        s->slots[slot] = (uint16_t)s->count;
    }
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

static bool has_units(const scan *s, const need *n) {
    size_t i = 0;
    while (i < EG_NEED_UNITS && n->units[i] && (n->units[i] & s->unit_bits)) i++;
    return i == EG_NEED_UNITS || n->units[i] == 0;
}

static place place_of_units(const scan *s, uint32_t units) {
    place where = {UINT32_MAX, 0};
    for (uint32_t bits = units & s->unit_bits; bits; bits &= bits - 1) {
        const place *u = &s->units[__builtin_ctz(bits)];
        if (u->first < where.first) where.first = u->first;
        if (u->last > where.last) where.last = u->last;
    }
    return where;
}

/* Of two needs in a match the one with the lower rank begins first, so its first place is before the other's last. */
static bool in_order(const scan *s, const need *n) {
    uint32_t behind = 0; /* the first places of all lower ranks; */
    uint32_t next = 0;   /* ... and of this one */
    for (size_t i = 0; i < n->ranked; i++) {
        unsigned which = n->order[i] & ~(unsigned)SAME;
        place where = which < EG_NEED_SETS ? s->sets[n->set[which]] : place_of_units(s, n->units[which - EG_NEED_SETS]);
        if (!(n->order[i] & SAME)) behind = next;
        if (where.last < behind) return false;
        if (where.first >= next) next = where.first + 1;
    }
    return true;
}

/* Leaves open what has its units, and asks where the sets stand whose order matters. */
static void keep_with_units(scan *s, uint64_t *open) {
    for (size_t w = 0; w < s->g->words; w++)
        for (uint64_t rest = open[w]; rest; rest &= rest - 1) {
            const need *n = &s->g->needs.items[w * 64 + (size_t)__builtin_ctzll(rest)];
            if (!has_units(s, n)) open[w] &= ~(rest & -rest);
            else if (n->ranked)
                for (size_t i = 0; i < n->sets; i++) s->asked[n->set[i] / 64] |= 1ULL << n->set[i] % 64, s->sets[n->set[i]] = (place){UINT32_MAX, 0};
        }
}

static void keep_in_order(scan *s, uint64_t *open) {
    for (uint32_t i = 0; i < s->count; i++) place_piece(s, s->found[i].piece, s->found[i].where);
    for (size_t w = 0; w < s->g->words; w++)
        for (uint64_t rest = open[w] & s->g->ordered[w]; rest; rest &= rest - 1)
            if (!in_order(s, &s->g->needs.items[w * 64 + (size_t)__builtin_ctzll(rest)])) open[w] &= ~(rest & -rest);
}

void eg_gates_scan(const eg_gates *g, eg_slice tape, uint64_t *open) {
    uint64_t seen[SMALL / 64 * EG_NEED_SETS];
    uint64_t asked[SMALL / 64];
    place sets[SMALL];
    size_t set_words = (g->set_count + 63) / 64;
    bool small = g->count <= SMALL && g->set_count <= SMALL;
    scan s;
    s.g = g, s.tape = tape, s.seen = seen, s.asked = asked, s.sets = sets;
    s.unit_bits = s.count = 0;
    s.crowded = false;
    memset(s.slots, 0, sizeof s.slots);
    if (!small) {
        s.seen = eg_heap_alloc(g->words * EG_NEED_SETS * sizeof *seen);
        s.asked = eg_heap_alloc(set_words * sizeof *asked);
        s.sets = eg_heap_alloc(g->set_count * sizeof *sets);
    }
    memset(s.asked, 0, set_words * sizeof *asked);
    if (g->words) memcpy(s.seen, g->closed, g->words * EG_NEED_SETS * sizeof *seen);
    scan_bytes(&s);
    for (size_t w = 0; w < g->words; w++) {
        open[w] = s.seen[w * EG_NEED_SETS];
        for (size_t i = 1; i < EG_NEED_SETS; i++) open[w] &= s.seen[w * EG_NEED_SETS + i];
    }
    keep_with_units(&s, open);
    if (!s.crowded) keep_in_order(&s, open);
    if (!small) eg_heap_free(s.seen), eg_heap_free(s.asked), eg_heap_free(s.sets);
}
