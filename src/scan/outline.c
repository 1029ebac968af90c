/* SPDX-License-Identifier: MIT */
/* A set of places is a bit for each byte of the tape and one for its end. What takes one character of a class moves the
 * places where the class stands up by one; what takes a run of them is an addition, whose carry runs to the end of the
 * run (Myers 1999; Cameron, Shermer, Shriraman, Herdy, Lin, Hull, Lin 2014 for whole expressions). */
#include "scan/outline.h"

enum { WORDS_MOST = 8, CLASSES_KEPT = 1024, WALKS_KEPT = 128, NODES_MOST = 20000 };

typedef struct places {
    uint64_t w[WORDS_MOST];
} places;

typedef struct kept_class {
    uint64_t id;
    places where;
} kept_class;

/* Where a part of outlines leads to from one place: the rules for figures are tried at one place each, and most begin with the same
 * parts. What stands behind a part in its outline is no matter. */
typedef struct kept_walk {
    uint64_t id;
    eg_outline_node part; /* its `next` is 0 */
    uint32_t from;
    bool any;
    places to;
} kept_walk;

/* The tape that is looked at: kept from call to call, for many outlines ask about one tape. */
static struct {
    uint64_t id;
    size_t len, words;
    uint8_t slot[256];       /* of a byte that occurs: its number, from 1 */
    uint64_t present[2];     /* bytes of ASCII that occur */
    size_t count;
    places where[256];       /* per number: where the byte stands */
    places odd, edge;        /* bytes beyond ASCII; borders of words, those beside an odd byte included */
    bool ascii;
    kept_class classes[CLASSES_KEPT];
    kept_walk walks[WALKS_KEPT];
} tape;

typedef struct runner {
    const eg_outlines *o;
    size_t left; /* nodes that may still be asked: then the answer is yes */
} runner;

/* ---- the tape ------------------------------------------------------------------------------------------------------ */

static bool is_word(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

static bool has(const places *p, size_t at) { return p->w[at / 64] >> at % 64 & 1; }
static void put(places *p, size_t at) { p->w[at / 64] |= 1ULL << at % 64; }

static void look_at(eg_slice text, uint64_t id) {
    tape.id = id;
    tape.len = text.len;
    size_t words = text.len / 64 + 1;
    tape.words = words <= 2 ? words : words <= 4 ? 4 : 8;
    tape.count = 0;
    memset(tape.slot, 0, sizeof tape.slot);
    memset(tape.present, 0, sizeof tape.present);
    memset(&tape.odd, 0, sizeof tape.odd);
    memset(&tape.edge, 0, sizeof tape.edge);
    bool before = false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (tape.slot[c] == 0) {
            tape.slot[c] = (uint8_t)++tape.count; /* 255 different bytes at most: UTF-8 has no 0xFF */
            if (c < 0x80) tape.present[c / 64] |= 1ULL << c % 64;
            memset(&tape.where[tape.count], 0, sizeof *tape.where);
        }
        put(&tape.where[tape.slot[c]], i);
        if (c >= 0x80) put(&tape.odd, i), put(&tape.edge, i), put(&tape.edge, i + 1);
        if (is_word(c) != before) put(&tape.edge, i);
        before = is_word(c);
    }
    if (before) put(&tape.edge, text.len);
    put(&tape.edge, 0); /* whoever shows a part of a text knows what stands before it; here it may be anything */
    uint64_t odd = 0;
    for (size_t i = 0; i < tape.words; i++) odd |= tape.odd.w[i];
    tape.ascii = odd == 0;
}

static const places *where_byte(unsigned char c) {
    static const places nowhere;
    return tape.slot[c] ? &tape.where[tape.slot[c]] : &nowhere;
}

static bool holds(const eg_byte_class *c, unsigned char byte) { return byte >= 0x80 ? c->wide : c->bits[byte / 64] >> byte % 64 & 1; }

/* Adds the places of the bytes in a set. */
static void add_bytes(places *out, const uint64_t bytes[2]) {
    for (unsigned half = 0; half < 2; half++)
        for (uint64_t rest = bytes[half]; rest; rest &= rest - 1) {
            const places *where = &tape.where[tape.slot[half * 64 + (unsigned)__builtin_ctzll(rest)]];
            for (size_t i = 0; i < tape.words; i++) out->w[i] |= where->w[i];
        }
}

static const places *where_class(const runner *r, uint32_t number) {
    static places scratch;
    kept_class *kept = number < CLASSES_KEPT ? &tape.classes[number] : NULL;
    if (kept && kept->id == tape.id) return &kept->where;
    const eg_byte_class *c = &r->o->classes.items[number];
    places *out = kept ? &kept->where : &scratch;
    uint64_t in[2] = {c->bits[0] & tape.present[0], c->bits[1] & tape.present[1]};
    uint64_t others[2] = {~c->bits[0] & tape.present[0], ~c->bits[1] & tape.present[1]};
    const uint64_t small = 0x7FFFFFE00000000; /* a to z: more of a tape than all else */
    bool most = (c->bits[1] & small) == small;
    memset(out, 0, sizeof *out);
    add_bytes(out, most ? others : in);
    if (most) { /* all places but those of the others */
        size_t last = tape.len / 64;
        for (size_t i = 0; i <= last; i++) out->w[i] = ~(out->w[i] | tape.odd.w[i]);
        out->w[last] &= (1ULL << tape.len % 64) - 1;
    }
    for (size_t i = 0; i < tape.words && c->wide; i++) out->w[i] |= tape.odd.w[i];
    if (kept) kept->id = tape.id;
    return out;
}

/* Where what is known of the part from place `from` is kept; *known: it is what is asked for. */
static kept_walk *walk_kept(const eg_outline_node *n, uint32_t from, bool *known) {
    eg_outline_node part = *n;
    part.next = 0;
    uint32_t hash = (part.first * 31 + from) * 7 + part.least + part.most * 3U + part.type;
    kept_walk *kept = &tape.walks[hash % WALKS_KEPT];
    *known = kept->id == tape.id && kept->from == from && memcmp(&kept->part, &part, sizeof part) == 0; /* NOLINT(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c): no padding, see eg_outline_node */
    if (!*known) kept->part = part, kept->from = from, kept->id = 0;
    return kept;
}

#define WIDTH 1
#include "scan/outline_walk.inc"
#undef WIDTH
#define WIDTH 2
#include "scan/outline_walk.inc"
#undef WIDTH
#define WIDTH 4
#include "scan/outline_walk.inc"
#undef WIDTH
#define WIDTH 8
#include "scan/outline_walk.inc"
#undef WIDTH

/* The places an attempt may begin at. */
static places begins_from(const runner *r, const eg_outline_node *root, size_t from) {
    places set = {{0}};
    if (root->whole) {
        put(&set, from);
        return set;
    }
    for (size_t i = from / 64; i <= tape.len / 64; i++) set.w[i] = ~0ULL;
    set.w[from / 64] &= ~0ULL << from % 64;
    set.w[tape.len / 64] &= ~0ULL >> (63 - tape.len % 64);
    const places *where = root->least ? where_class(r, root->least - 1U) : NULL;
    for (size_t i = 0; i < tape.words && where; i++) set.w[i] &= where->w[i];
    return set;
}

bool eg_outline_may_begin(const eg_outlines *outlines, eg_outline outline, unsigned char byte) {
    if (outline == 0) return true;
    const eg_outline_node *root = &outlines->nodes.items[outline];
    return !root->whole || root->least == 0 || holds(&outlines->classes.items[root->least - 1], byte);
}

bool eg_outline_admits(const eg_outlines *outlines, eg_outline outline, eg_slice text, uint64_t id, size_t from) {
    if (outline == 0 || text.len >= WORDS_MOST * 64 || from > text.len) return true;
    const eg_outline_node *root = &outlines->nodes.items[outline];
    if (root->whole && root->least && (from == text.len || !eg_outline_may_begin(outlines, outline, (unsigned char)text.ptr[from]))) return false;
    if (id != tape.id) look_at(text, id);
    runner r = {outlines, NODES_MOST};
    places set = begins_from(&r, root, from);
    bool any;
    if (tape.words == 1) any = walk_from_1(&r, outline, &set);
    else if (tape.words == 2) any = walk_from_2(&r, outline, &set);
    else if (tape.words == 4) any = walk_from_4(&r, outline, &set);
    else any = walk_from_8(&r, outline, &set);
    return any || r.left == 0;
}

uint64_t eg_outline_next_id(void) {
    static uint64_t last;
    return ++last;
}
