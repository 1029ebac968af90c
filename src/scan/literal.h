/* SPDX-License-Identifier: MIT */
/* What every match of a pattern holds. In: a pattern as PCRE2 gets it (extended mode, macros expanded). Out: sets of
 * literals of which each match contains at least one, sets of units of which the subject holds one, and their order.
 *
 * The pattern is parsed here a second time, conservatively: a construct that is not understood ends a literal or, when
 * it could change the meaning of what follows (an inline flag, a verb, a condition), gives up on the whole pattern. So
 * the answer may be weaker than the truth and is never wrong: a gate made of it loses no match. */
#ifndef EG_SCAN_LITERAL_H
#define EG_SCAN_LITERAL_H

#include "base/map.h"
#include "base/vec.h"

typedef struct eg_literal {
    eg_slice text;  /* at least two bytes */
    bool left;      /* begins with a word character, and none stands before it */
    bool right;     /* ends with a word character, and none stands behind it */
    bool open;      /* ends where its group ends; inside the analysis only */
} eg_literal;

/* A match contains one of them. */
typedef struct eg_literal_set {
    EG_VEC(eg_literal) any;
    double cost;   /* a guess at how often one of them stands in a sentence by chance */
    uint32_t rank; /* of two needs with a rank, the lower one begins first in a match; 0 = it may stand anywhere */
    bool ahead;    /* of a lookahead, which reaches over what follows: never has a rank */
} eg_literal_set;

typedef struct eg_unit_set {
    uint32_t any;  /* bit u: the byte u, below 0x20 */
    uint32_t rank;
    bool ahead;
} eg_unit_set;

enum { EG_NEED_SETS = 2, EG_NEED_UNITS = 3 };

typedef struct eg_needs {
    eg_literal_set sets[EG_NEED_SETS]; /* the two rarest */
    size_t set_count;
    eg_unit_set units[EG_NEED_UNITS];  /* one of the bits in each */
    size_t unit_count;
} eg_needs;

/* Of all alternatives. */
typedef struct eg_group_edges {
    bool first; /* they begin with what is no part of a word */
    bool last;  /* no part of a word stands before what follows them */
} eg_group_edges;

typedef struct eg_group_needs {
    eg_needs needs;
    eg_group_edges edge;
} eg_group_needs;

/* What groups need that were read before: macros bring them into many patterns. A zeroed one is empty. */
typedef struct eg_needs_memory {
    eg_map known[2]; /* by text; behind a byte that is part of a word, and behind others */
    EG_VEC(eg_group_needs) groups;
    eg_arena keys;
} eg_needs_memory;

void eg_needs_memory_fini(eg_needs_memory *memory);

/* Texts go to `arena`, the sets are the caller's (eg_needs_fini). No set and no unit: nothing is known. `memory` may be NULL; it must
 * not outlive `arena`. */
void eg_needs_find(eg_needs *out, eg_arena *arena, eg_slice pattern, eg_needs_memory *memory);
void eg_needs_fini(eg_needs *needs);

#endif
