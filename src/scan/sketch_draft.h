/* SPDX-License-Identifier: MIT */
/* A sketch while it is read: between sketch_read.c, which draws a tree of its own, and sketch_share.c, which makes it part
 * of the set. No header for anyone else. */
#ifndef EG_SCAN_SKETCH_DRAFT_H
#define EG_SCAN_SKETCH_DRAFT_H

#include "scan/sketch.h"

typedef EG_VEC(eg_slice) spellings;
typedef EG_VEC(uint32_t) numbers;

/* A node that is not shared yet: its children are a list, the first of them in n.first. */
typedef struct drawn {
    eg_sketch_node n;
    uint32_t next;
} drawn;

typedef struct draft {
    const eg_outlines *o;
    eg_outlines *classes; /* the same, for classes to be added */
    eg_sketches *s;
    eg_arena arena;
    eg_arena *texts;
    EG_VEC(drawn) nodes;          /* [0] is nobody */
    EG_VEC(numbers) lists;        /* of words, for nodes of type WORDS */
    size_t asks;
    unsigned splits;              /* lists that are being read once more */
    bool exact;                   /* what is read is refused, so nothing may be taken for possible */
} draft;

static inline bool has_letters(const eg_byte_class *c) { return (c->bits[0] & EG_WORD_BITS_LOW) | (c->bits[1] & EG_WORD_BITS_HIGH); }
static inline bool has_blanks(const eg_byte_class *c) { return c->bits[0] & EG_SKETCH_BLANKS; }

/* Adds an alternative to the list: words join those that are there, alternatives of alternatives are taken one by one. */
void eg_draft_join(draft *b, numbers *all, uint32_t node);
/* The node of the set that is like the tree below `node`, made when there is none. */
uint32_t eg_draft_share(draft *b, uint32_t node);
/* Adds a set of words or of parts, which is what the `size` bytes say; `signs` of its words. */
void eg_draft_put_set(draft *b, eg_word_set set, const void *bytes, size_t size, uint64_t signs);
/* Adds a node to the set; its number. */
uint32_t eg_draft_keep(draft *b, const eg_sketch_node *n);
/* The root of a sketch: a sequence of what is shared as `like`, which tells where to begin. */
eg_sketch_node eg_draft_root(draft *b, uint32_t like);
/* The number of what `bytes` are in a map that is there while the set is filled; `fresh` when they are new. */
uint32_t eg_sketch_known_as(eg_sketches *s, eg_map *map, const void *bytes, size_t size, uint32_t fresh);

#endif
