/* SPDX-License-Identifier: MIT */
/* The sketch of a pattern: its outline (outline.h) over tokens in place of bytes. A token is a run of letters, digits and
 * underscores or one other byte; white space is none. What goes on beyond ASCII is one token with what it
 * stands beside, and what is in it may be anything: its words of ASCII are known, and that is all. All words that a list of alternatives spells out are one set of
 * words, so a list of two hundred verbs is one test, and a sentence has about as many tokens as a machine word has bits:
 * a step for all places of a tape at once is a shift and an "and" (Baeza-Yates, Gonnet 1992, turned by a quarter: a bit is
 * a place of the text, not of the pattern).
 *
 * A sketch is walked from what is rarest in it, most often the words of a trigger: where those stand, what has to follow
 * is looked for to the right and what has to precede to the left. What comes out are all places where a match may begin, so
 * one walk answers for every place that is asked later.
 *
 * It errs on one side, like the outline: where it says that no match begins, none does. What it cannot follow exactly,
 * parts of words above all, it takes for possible. */
#ifndef EG_SCAN_SKETCH_H
#define EG_SCAN_SKETCH_H

#include "base/map.h"
#include "scan/outline.h"

typedef struct eg_sketches eg_sketches;

/* A sketch: 0 when there is none (the pattern has no outline, or is too large). */
typedef uint32_t eg_sketch;

/* `outlines` is what `outline` belongs to: classes are added to it. Texts go to `arena`. */
eg_sketch eg_sketches_add(eg_sketches *sketches, eg_outlines *outlines, eg_outline outline, eg_arena *arena);
/* Nothing is added any more: drops what only adding needs. `needs`: eg_sketch_has_needs will be asked. In a region (base/region.h)
 * texts move to `arena`. */
void eg_sketches_finish(eg_sketches *sketches, bool needs, eg_arena *arena);
void eg_sketches_fini(eg_sketches *sketches);

#define EG_SKETCH_NOWHERE SIZE_MAX
/* The first byte of `text`, at or behind `from`, where a match may begin, and *until the last one; `from` and SIZE_MAX when nothing is
 * known (tokens that go on beyond ASCII are most of it or have too many words, or there are 128 or more: then *known is false). `id` as in outline.h.
 * One thread. */
size_t eg_sketch_begin(const eg_sketches *sketches, const eg_outlines *outlines, eg_sketch sketch, eg_slice text, uint64_t id, size_t from,
                       size_t *until, bool *known);

/* Has the text words and marks that every match needs? For any text, in no order: what is false for it matches nowhere. */
bool eg_sketch_has_needs(const eg_sketches *sketches, eg_sketch sketch, eg_slice text, uint64_t id);

/* ---- between sketch_read.c and sketch.c --------------------------------------------------------------------------- */

typedef enum eg_sketch_type {
    EG_SKETCH_WORDS,     /* a token that is one of the words of set `first` */
    EG_SKETCH_PART,      /* a token that seems to begin or to end like one of the words of set `first` */
    EG_SKETCH_CLASS,     /* one byte of class `first`: a token, or a part of a word */
    EG_SKETCH_RUN,       /* one byte of it or more */
    EG_SKETCH_SPACE,     /* white space, as `before` tells */
    EG_SKETCH_SEQUENCE,  /* its children, one behind the other */
    EG_SKETCH_EITHER,    /* one of its children; without any: nothing matches */
    EG_SKETCH_REPEAT,    /* its child, `least` to `most` times */
    EG_SKETCH_BEGIN,     /* of the tape */
    EG_SKETCH_END,
    EG_SKETCH_AHEAD,     /* its child stands here */
    EG_SKETCH_NOT_AHEAD, /* its child does not: it is one that is followed exactly */
} eg_sketch_type;

typedef enum eg_sketch_space {
    EG_SPACE_ANY,   /* nothing is asked for */
    EG_SPACE_NONE,  /* the token follows the one before it */
    EG_SPACE_SOME,
    EG_SPACE_MAYBE, /* some or none: what is white space to a pattern and a token here may be run over */
    EG_SPACE_BLANK, /* one blank and nothing else */
} eg_sketch_space;

/* Bytes that are part of words. */
#define EG_WORD_BITS_LOW (0x3FFULL << '0')
#define EG_WORD_BITS_HIGH 0x7FFFFFE87FFFFFEULL

/* Bytes that stand between tokens: blank, tab, newline and carriage return. */
#define EG_SKETCH_BLANKS (1ULL << ' ' | 1ULL << '\t' | 1ULL << '\n' | 1ULL << '\r')

typedef struct eg_sketch_node {
    uint8_t type;
    uint8_t before;       /* of a word, part, class or run: an eg_sketch_space, of what stands before it */
    uint8_t after;        /* ... and behind it */
    uint8_t whole;        /* of a word, part, class or run: it ends where its last token does, which words always do; of the root: anchored */
    uint16_t least, most; /* EG_OUTLINE_ALWAYS: without an end; of alternatives: `least` 0: or nothing; of the root: `least` is
                             the child that is looked for first */
    uint32_t first;       /* set, class, child or the first of them in `children` */
    uint32_t count;       /* of children: of sequences and alternatives; of a class or run: has it blanks? */
    uint64_t words;       /* a match has a word with one of these signs ... */
    uint64_t marks;       /* ... and one of these marks; all bits: nothing is known */
} eg_sketch_node;

/* A match has a word with one of these signs or one of these marks. */
typedef struct eg_sketch_any {
    uint64_t words, marks;
} eg_sketch_any;

enum { EG_WORD_MOST = 32, EG_PART_MOST = 4, EG_PART_WORDS = 4 }; /* letters of a word and of a part; 64 bits each */

/* The sign of a word, one bit, by its first four letters; shorter words, which stand everywhere, share a few. */
static inline uint64_t eg_word_sign(eg_slice word) {
    uint32_t hash = 0;
    for (size_t i = 0; i < word.len && i < EG_PART_MOST; i++) hash = hash * 31 + ((unsigned char)word.ptr[i] | 32);
    return 1ULL << (word.len < EG_PART_MOST ? hash % 16 : 16 + hash % 47);
}

/* The mark of a token that is no word: units have one each. A tape with all bits has what needs nothing. */
#define EG_MARK_WIDE (1ULL << 62) /* something beyond ASCII */
static inline uint64_t eg_token_mark(unsigned char c) { return 1ULL << (c < 32 ? c : 32 + c % 29); }

typedef enum eg_word_form {
    EG_WORDS_NEAR,  /* a bit for each word from number `base` on */
    EG_WORDS_LIST,  /* their numbers, as uint32_t: when that is shorter */
    EG_PARTS_BEGIN, /* of parts of words, hashes of the first EG_PART_MOST letters, as uint8_t */
    EG_PARTS_END,   /* ... or of the last ones */
} eg_word_form;

#define EG_SET_MOST ((1U << 30) - 1)
/* Words by number, or parts of words. */
typedef struct eg_word_set {
    uint32_t form : 2, count : 30; /* 64-bit words of bits; numbers; hashes */
    uint32_t base;
    uint32_t at;    /* where they begin in `bits` of the sketches */
} eg_word_set;

/* Adds a letter to the hash of a part; begin with 0. Both cases count as one. */
static inline uint8_t eg_part_hash(uint8_t hash, char c) { return (uint8_t)(hash * 31 + ((unsigned char)c | 32) + 7); }

/* What alternatives spell out, once it was found out. */
typedef struct eg_spelt {
    eg_slice *words;
    uint32_t count;
    bool asked; /* words is NULL: not all of it is words */
} eg_spelt;

struct eg_sketches {
    EG_VEC(eg_sketch_node) nodes; /* nodes.items[0] is nobody */
    EG_VEC(eg_sketch_any) any;    /* per node */
    EG_VEC(uint32_t) children;
    eg_map words;                 /* to their numbers */
    EG_VEC(eg_word_set) sets;
    EG_VEC(uint64_t) bits;
    EG_VEC(uint64_t) signs;         /* while it is filled: of the words of each set */
    eg_map known_nodes, known_lists, known_sets, known_parts; /* while it is filled: by what they are ... */
    EG_VEC(eg_spelt) spelt;         /* per list of alternatives of the outlines, twice: of an exact reading behind */
    eg_arena scratch;               /* ... and their keys */
};

#endif
