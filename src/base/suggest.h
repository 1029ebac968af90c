/* SPDX-License-Identifier: MIT */
/* "did you mean": the known word that a mistyped one is nearest to. */
#ifndef EG_BASE_SUGGEST_H
#define EG_BASE_SUGGEST_H

#include "base/slice.h"

/* Damerau-Levenshtein distance (adjacent swaps count one) in code points; more than `most` is given as most + 1. */
size_t eg_edit_distance(eg_slice a, eg_slice b, size_t most);

/* Keeps the nearest of the words it is shown. Zero-initialize with the word that was found. */
typedef struct eg_suggestion {
    eg_slice word;
    eg_slice best;  /* "" while none is near (one edit in a short word, at most three) */
    size_t distance;
} eg_suggestion;

void eg_suggest(eg_suggestion *s, eg_slice known);

#endif
