/* SPDX-License-Identifier: MIT */
/* A set of places is one machine word, or two (sketch_walk.inc): bit t is the place before token t, the white space before it included, or inside
 * that token; the bit behind the last token is the end. */
#include "scan/sketch.h"

#include <stddef.h>

enum { ROUNDS_MOST = 5000, APART_MOST = 4, NAMED_MOST = 128 };

static inline bool is_word(unsigned char c) {
    static const uint64_t words[4] = {EG_WORD_BITS_LOW, EG_WORD_BITS_HIGH, 0, 0};
    return words[c >> 6] >> (c & 63) & 1;
}
static inline bool is_blank(unsigned char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* The sign of Kelvin and the long s are other cases of letters in ASCII. */
static bool has_strange_letters(eg_slice text) {
    return eg_slice_find(text, EG_S("\xe2\x84\xaa"), 0) != (size_t)-1 || eg_slice_find(text, EG_S("\xc5\xbf"), 0) != (size_t)-1;
}

/* There is one of it for each direction: what it asks of `back` is settled when it is compiled. */
#define EACH_WAY static inline __attribute__((always_inline))

#define WIDTH 64
#include "scan/sketch_walk.inc"
#undef WIDTH
#define WIDTH 128
#include "scan/sketch_walk.inc"
#undef WIDTH

size_t eg_sketch_begin(const eg_sketches *sketches, const eg_outlines *outlines, eg_sketch sketch, eg_slice text, uint64_t id, size_t from,
                       size_t *until, bool *known) {
    *until = SIZE_MAX;
    *known = false;
    if (sketch == 0 || from > text.len) return from;
    const look_64 *tape = look_of_64(sketches, text, id);
    if (tape->known) return *known = true, find_begin_64(tape, sketches, outlines, sketch, from, until);
    const look_128 *longer = tape->full ? /* few are */ look_of_128(sketches, text, id) : NULL;
    if (longer == NULL || !longer->known) return from;
    return *known = true, find_begin_128(longer, sketches, outlines, sketch, from, until);
}

/* ---- any text ------------------------------------------------------------------------------------------------------ */

static struct {
    uint64_t id;
    uint64_t signs, marks;
} shown;

static void sum_up(eg_slice text, uint64_t id) {
    shown.id = id;
    shown.signs = shown.marks = 1ULL << 63;
    for (size_t i = 0, end; i < text.len; i = end) {
        unsigned char c = (unsigned char)text.ptr[i];
        end = i + 1;
        if (!is_word(c)) {
            shown.marks |= c >= 0x80 ? EG_MARK_WIDE : eg_token_mark(c);
            continue;
        }
        while (end < text.len && is_word((unsigned char)text.ptr[end])) end++;
        shown.signs |= eg_word_sign(eg_slice_sub(text, i, end));
    }
    if ((shown.marks & EG_MARK_WIDE) && has_strange_letters(text)) shown.signs = ~0ULL;
}

bool eg_sketch_has_needs(const eg_sketches *s, eg_sketch sketch, eg_slice text, uint64_t id) {
    if (sketch == 0) return true;
    if (shown.id != id) sum_up(text, id);
    const eg_sketch_node *root = &s->nodes.items[sketch];
    const eg_sketch_any *any = &s->any.items[sketch];
    return (root->words & shown.signs) && (root->marks & shown.marks) && ((any->words & shown.signs) || (any->marks & shown.marks));
}
