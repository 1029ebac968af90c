/* SPDX-License-Identifier: MIT */
/* What stands in front of a sentence's subject, "Backed by X and run by Y, the firm": its names are told of the subject, and are
 * other things than it. */
#ifndef EG_RELATE_FRONT_H
#define EG_RELATE_FRONT_H

#include "relate/spoken.h"
#include "relate/tape.h"

/* The byte where it ends in the sentence that speaks of `items`, before byte `at`; 0 when nothing stands in front. Read off the words:
 * while references are looked for, tapes hold none of them. */
uint32_t eg_front_end(const eg_reading *r, uint32_t sentence, const eg_spoken *items, size_t n, uint32_t at);
/* The same by the set's `ahead` pattern, of the sentence's plain tape. */
uint32_t eg_front_told(const eg_reading *r, const eg_tape *tape);

#endif
