/* SPDX-License-Identifier: MIT */
/* What the readers of patterns (literals, outlines, the matcher) share: stepping over text, and what is asked of a whole pattern before it is read. In: a pattern as PCRE2 gets it. Out: where its groups close, for readers that
 * know a group again by its text and pass over it: what macros bring into many patterns is read once. */
#ifndef EG_SCAN_PATTERNREADER_H
#define EG_SCAN_PATTERNREADER_H

#include "base/slice.h"

/* Per byte of the pattern: where the group that opens there closes, or 0. It is a guess that a reader has to confirm: what stands in
 * comments or in a class of classes is taken as if it stood anywhere. The caller frees it. */
uint32_t *eg_group_ends(eg_slice pattern);

enum { EG_GROUP_LEAST = 40 }; /* bytes: a shorter one is read as fast as it is looked up */

/* Are there blanks beyond ASCII, which the extended mode skips too? */
bool eg_has_odd_blank(eg_slice pattern);


/* Steps over `text` when it stands at *at. */
static inline bool eg_pattern_eat(eg_slice pattern, size_t *at, const char *text) {
    if (*at >= pattern.len || pattern.ptr[*at] != *text) return false; /* most often */
    if (!eg_slice_starts(eg_slice_sub(pattern, *at, pattern.len), eg_slice_from(text))) return false;
    *at += strlen(text);
    return true;
}

/* Where the blanks and remarks that the extended mode skips end, from `at` on. */
size_t eg_pattern_skip_blank(eg_slice pattern, size_t at);

#endif
