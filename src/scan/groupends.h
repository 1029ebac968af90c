/* SPDX-License-Identifier: MIT */
/* Where the groups of a pattern close. In: a pattern as PCRE2 gets it. Out: a byte for each that may open one. For readers that
 * know a group again by its text and pass over it: what macros bring into many patterns is read once. */
#ifndef EG_SCAN_GROUPENDS_H
#define EG_SCAN_GROUPENDS_H

#include "base/slice.h"

/* Per byte of the pattern: where the group that opens there closes, or 0. It is a guess that a reader has to confirm: what stands in
 * comments or in a class of classes is taken as if it stood anywhere. The caller frees it. */
uint32_t *eg_group_ends(eg_slice pattern);

enum { EG_GROUP_LEAST = 40 }; /* bytes: a shorter one is read as fast as it is looked up */

#endif
