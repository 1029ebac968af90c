/* SPDX-License-Identifier: MIT */
/* Character references of HTML: "&amp;", "&#8217;", "&#x2019;". */
#ifndef EG_READ_ENTITY_H
#define EG_READ_ENTITY_H

#include "base/slice.h"

/* The code point that `reference` (with & and ;) stands for, or 0 when it is none of HTML 4's. */
uint32_t eg_entity_decode(eg_slice reference);
/* Length of the reference at s[at] == '&', with & and ;, or 0 when there is none. */
size_t eg_entity_len(eg_slice s, size_t at);

#endif
