/* SPDX-License-Identifier: MIT */
/* The outline of a pattern: the pattern without what only PCRE2 can tell (captures, back references, which way was
 * taken), as a tree that runs on sets of places of the tape instead of one place at a time. All matches are followed at
 * once, with one bit for each byte of the tape, so it costs about what reading the pattern once costs, however the text
 * tempts to backtrack. Its answer errs on one side: where it says that no match is there, none is; so it stands
 * before the patterns for names and figures, and what it refuses never runs. Of those for tapes sketches are drawn from it (sketch.h).
 *
 * Like literal.h it reads the pattern as PCRE2 gets it, and gives up on what it does not understand. */
#ifndef EG_SCAN_OUTLINE_H
#define EG_SCAN_OUTLINE_H

#include "base/map.h"
#include "base/vec.h"

/* A class of bytes; those beyond ASCII are in or out together. */
typedef struct eg_byte_class {
    uint64_t bits[2];
    bool wide; /* may match what is not ASCII */
} eg_byte_class;

/* The outlines of a set. What two of them have in common is there once: a list of posts that ten patterns ask for is one
 * tree, and a class is looked up in a tape once. A zeroed one is empty. */
typedef struct eg_outlines eg_outlines;

/* An outline: 0 when nothing can be said of the pattern. `anchored`: it matches only where it is started. */
typedef uint32_t eg_outline;
eg_outline eg_outlines_add(eg_outlines *outlines, eg_slice pattern, bool anchored);
/* Nothing is added any more: drops what only adding needs. */
void eg_outlines_finish(eg_outlines *outlines);
/* The same when outlines were only drawn of (sketch.h), which goes on asking for classes: all else goes. */
void eg_outlines_finish_classes(eg_outlines *outlines);
void eg_outlines_fini(eg_outlines *outlines);

/* May it match in `tape`, beginning at byte `from` or behind? Never false when it does. `tape` may be the end of a longer
 * subject: lookbehinds are not asked. `id` tells tapes apart: what is
 * known of a tape is kept until another number comes. One thread. */
bool eg_outline_admits(const eg_outlines *outlines, eg_outline outline, eg_slice tape, uint64_t id, size_t from);
/* May a match of an anchored outline begin with this byte? */
bool eg_outline_may_begin(const eg_outlines *outlines, eg_outline outline, unsigned char byte);
/* A number that no tape has had. */
uint64_t eg_outline_next_id(void);

/* ---- between outline_read.c and outline.c ------------------------------------------------------------------------- */

typedef enum eg_outline_type {
    EG_OUTLINE_CHARS,     /* `len` bytes of text from `first` on */
    EG_OUTLINE_CLASS,     /* one character of class `first` */
    EG_OUTLINE_SEQUENCE,  /* its children, one behind the other */
    EG_OUTLINE_EITHER,    /* one of its children */
    EG_OUTLINE_REPEAT,    /* its child, `least` to `most` times */
    EG_OUTLINE_EDGE,      /* \b */
    EG_OUTLINE_BEGIN,     /* ^ */
    EG_OUTLINE_END,       /* $ */
    EG_OUTLINE_AHEAD,     /* its child stands here */
    EG_OUTLINE_NOT_AHEAD, /* its child does not */
} eg_outline_type;

enum { EG_OUTLINE_ALWAYS = UINT16_MAX }; /* `most` without an end */

typedef struct eg_outline_node {
    uint8_t type;
    uint8_t whole;        /* of a repeated class: takes all it can (possessive); of the root: anchored; of a class: it may
                             hold too much of ASCII, so what it does not match is not known */
    uint16_t least;       /* least of the root and of alternatives: the class their first byte is of, + 1; 0 = not known */
    union {
        uint16_t most;    /* of a repetition */
        uint16_t len;     /* of text; of a class: 1 when what it has beyond ASCII is no more than other cases of its letters */
    };
    uint16_t known;       /* while it is read: `first` is a group that is shared already; then 0, as nodes are compared as bytes */
    uint32_t first;       /* child, class or byte of text */
    uint32_t next;        /* behind it in its parent; 0 = the last */
} eg_outline_node;

/* A group of alternatives, which macros bring into many patterns. */
typedef struct eg_outline_group {
    uint32_t first;    /* the list of its alternatives */
    eg_byte_class may; /* what its matches may begin with */
    uint16_t least;    /* as of a node of alternatives */
    bool empty;        /* it may take nothing */
} eg_outline_group;

struct eg_outlines {
    EG_VEC(eg_outline_node) nodes; /* nodes.items[0] is nobody */
    EG_VEC(char) text;
    EG_VEC(eg_byte_class) classes;
    EG_VEC(uint32_t) table;        /* while it is filled: nodes by what they are; a power of two */
    eg_map known_texts;            /* the same: where texts of nodes stand */
    eg_map known_groups;           /* the same: groups by their text ... */
    EG_VEC(eg_outline_group) groups; /* ... and what was read of them */
    eg_arena keys;
};

#endif
