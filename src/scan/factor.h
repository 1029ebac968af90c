/* SPDX-License-Identifier: MIT */
/* The same pattern, cheaper: "(?:backed|backs|bought)" becomes "(?:b(?:ack(?:ed|s)|ought))", so that a place is given up
 * after one letter and not after hundreds of words. Alternatives that could match at one place keep their order, so the
 * matches and captures are those of the original. */
#ifndef EG_SCAN_FACTOR_H
#define EG_SCAN_FACTOR_H

#include "base/map.h"
#include "base/sink.h"
#include "base/vec.h"

/* What groups became, by their text: macros bring the same ones into most patterns of a set. A zeroed one is empty. */
typedef struct eg_factor_memory {
    eg_map known; /* to indices of `groups` */
    EG_VEC(struct eg_factored_group) groups;
    eg_arena arena;
} eg_factor_memory;

void eg_factor_memory_fini(eg_factor_memory *memory);

/* `pattern` compiles (extended mode, case-sensitive). False, and nothing written, when it holds a construct that is not
 * understood. */
bool eg_factor(eg_sink *out, eg_arena *arena, eg_slice pattern, eg_factor_memory *memory);

#endif
