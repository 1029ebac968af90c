/* SPDX-License-Identifier: MIT */
/* Cuts blocks into sentences. Which words end in a dot that ends nothing is data. */
#ifndef EG_READ_SENTENCE_H
#define EG_READ_SENTENCE_H

#include "read/text.h"

/* Sets text->sentences (in `arena`) from text->text and its blocks. Linear. A sentence beyond a length that prose does not
 * have is cut between two words: returned is the byte of the first such cut, or EG_NO_PLACE. */
size_t eg_sentences_cut(eg_text *text, eg_arena *arena, const eg_sentence_rules *rules);

#endif
