/* SPDX-License-Identifier: MIT */
/* The same pattern, cheaper: "(?:backed|backs|bought)" becomes "(?:b(?:ack(?:ed|s)|ought))", so that a place is given up
 * after one letter and not after hundreds of words. Alternatives that could match at one place keep their order, so the
 * matches and captures are those of the original. */
#ifndef EG_SCAN_FACTOR_H
#define EG_SCAN_FACTOR_H

#include "base/sink.h"

/* `pattern` compiles (extended mode, case-sensitive). False, and nothing written, when it holds a construct that is not
 * understood. */
bool eg_factor(eg_sink *out, eg_arena *arena, eg_slice pattern);

#endif
