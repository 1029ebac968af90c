/* SPDX-License-Identifier: MIT */
/* Many words as one part of a pattern. In: the words, a line each. Out: a group that matches any of them, the longest
 * first, so that "million" is not read as "m"; words that begin alike share their beginning, so that a place is given up
 * after one letter and not after hundreds of words. A space in a word is any white space. */
#ifndef EG_SCAN_ALTERNATION_H
#define EG_SCAN_ALTERNATION_H

#include "base/sink.h"

/* Without words the group matches nowhere. */
void eg_alternation_put(eg_sink *out, eg_slice lines);

#endif
