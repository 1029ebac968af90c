/* SPDX-License-Identifier: MIT */
/* The trees of matcher.h: between matcher_read.c, which makes them, matcher.c, which walks them, and matcher_begin.c, which tells where. */
#ifndef EG_SCAN_MATCHER_NODE_H
#define EG_SCAN_MATCHER_NODE_H

#include "scan/matcher.h"

typedef enum eg_matcher_type {
    EG_MATCHER_TEXT,      /* ASCII in small letters when `mode` says that case is nothing */
    EG_MATCHER_SET,       /* one character */
    EG_MATCHER_RUN,       /* `least` to `most` characters of a set */
    EG_MATCHER_SEQUENCE,  /* children, one behind the other; behind them what the last two begin with, as `may`, the last three ... */
    EG_MATCHER_EITHER,    /* the first of its children that goes on to a match */
    EG_MATCHER_REPEAT,    /* its child, `least` to `most` times */
    EG_MATCHER_GROUP,     /* its child, which is remembered */
    EG_MATCHER_WHOLE,     /* its child, and no way back into it */
    EG_MATCHER_AHEAD,     /* its child stands here */
    EG_MATCHER_NOT_AHEAD, /* it does not */
    EG_MATCHER_BEHIND,    /* one of its children ends here */
    EG_MATCHER_NOT_BEHIND,
    EG_MATCHER_BACK,      /* a child of those two: `least` characters back */
    EG_MATCHER_EDGE,      /* \b */
    EG_MATCHER_NO_EDGE,   /* \B */
    EG_MATCHER_BEGIN,     /* of the subject */
    EG_MATCHER_END,       /* of it, or before its last line feed */
    EG_MATCHER_LAST,      /* of it */
    EG_MATCHER_KEEP,      /* \K */
    EG_MATCHER_SAME,      /* what group `least` took */
    EG_MATCHER_ROOT,      /* its child, a whole pattern; a set of bytes of which each match has one; the set of its first byte, and of
                             each next one behind another byte than a blank, behind a blank: EG_MATCHER_PREFIX bytes, as long as they
                             are ASCII and not at the begin of the subject; 0: any, or none; `mode`: a word begins or ends there */
} eg_matcher_type;

typedef enum eg_matcher_mode { EG_MATCHER_GREEDY, EG_MATCHER_LAZY, EG_MATCHER_POSSESSIVE } eg_matcher_mode;

/* Beyond ASCII, some characters are known here by what they have in common; a set has none or all of such a group, or only PCRE2
 * knows. */
typedef enum eg_wide_group {
    EG_WIDE_MARKS,      /* quotes, signs of currencies and others that are no letter, number, space or part of a word */
    EG_WIDE_APOSTROPHE, /* U+2019; like the next two it is often listed */
    EG_WIDE_EN_DASH,
    EG_WIDE_EM_DASH,
    EG_WIDE_LETTERS,    /* Latin ones, and no other case of a letter in ASCII */
    EG_WIDE_OTHERS,
    EG_WIDE_GROUPS,
} eg_wide_group;

typedef enum eg_wide_part { EG_WIDE_NONE, EG_WIDE_ALL, EG_WIDE_UNKNOWN } eg_wide_part;

typedef struct eg_matcher_set {
    uint64_t bits[2];
    uint64_t wide; /* an eg_wide_part of each group, two bits each; a number, as sets are compared as bytes */
} eg_matcher_set;

static inline eg_wide_part eg_set_wide(const eg_matcher_set *set, eg_wide_group group) { return (eg_wide_part)(set->wide >> (2 * group) & 3); }

eg_wide_group eg_wide_group_of(uint32_t c);

enum { EG_MATCHER_PREFIX = 4, EG_MATCHER_ALWAYS = UINT16_MAX, EG_MATCHER_AT_END = 129, EG_MATCHER_LAST_WAY = 1 << 7, EG_MATCHER_NO_WAY = EG_MATCHER_LAST_WAY - 1 };

/* Where something stands, in four bytes: nodes are many, and what is touched of them is memory. 0 = nowhere. */
typedef uint32_t eg_matcher_ref;

struct eg_matcher_node {
    uint8_t type;
    uint8_t mode;
    uint8_t captures;    /* a group or \K is in it: to be undone on the way back */
    uint8_t refers;      /* to a group is in it */
    uint16_t least;      /* of text: its bytes; of a group: its number; of sequences, alternatives and looks back: how many children */
    uint16_t most;
    eg_matcher_ref may;  /* the set of bytes it begins with; 0: any, or it may take nothing */
    eg_matcher_ref of[]; /* its set or its children; of text: the bytes themselves; of alternatives: behind `ways`, by byte (0x80: beyond
                            ASCII; EG_MATCHER_AT_END) the first child that may begin with it, EG_MATCHER_LAST_WAY set when no other does;
                            0: they are asked one by one */
};

/* Where the children of a root stand. */
enum { EG_ROOT_CHILD, EG_ROOT_SURE, EG_ROOT_FIRST, EG_ROOT_NEXT };

/* What refs are counted from: of a node in the region, and of others. */
const uint32_t *eg_matcher_base(const eg_matcher_node *node);

static inline const eg_matcher_set *eg_matcher_set_at(const uint32_t *base, eg_matcher_ref ref) { return (const eg_matcher_set *)(const void *)(base + ref); }

static inline bool eg_set_may(const eg_matcher_set *set, unsigned char byte) {
    return byte < 0x80 ? set->bits[byte >> 6] >> (byte & 63) & 1 : set->wide != 0;
}

/* ---- between matcher_begin.c and matcher.c; `base` is that of `root` ------------------------------------------------ */

/* The first place at or behind `pos`, which is not 0, where a match may begin; behind `until` when there is none. For a root that knows
 * its first bytes. */
size_t eg_matcher_first(const uint32_t *base, const eg_matcher_node *root, eg_slice subject, size_t pos, size_t until);
/* Behind the last byte of the set of which every match has one; 0: there is none, UINT32_MAX: no such set is known. */
uint32_t eg_matcher_behind_last(const uint32_t *base, const eg_matcher_node *root, eg_slice subject);

#endif
