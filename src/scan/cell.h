/* SPDX-License-Identifier: MIT */
/* Columns of names: a table's header tells that its cells name things ("Company", "Investors"), so that a word of every day
 * that fills such a cell may be a name. In: a post's blocks, the labels of the set. Out: one flag a block. */
#ifndef EG_SCAN_CELL_H
#define EG_SCAN_CELL_H

#include "scan/patternset.h"

/* Per block of `text`: does it stand below a header that a label of the set gives a kind to, other than a place's? From
 * `arena`; NULL when the post has no table. */
const bool *eg_cells_of_names(eg_arena *arena, const eg_patterns *patterns, const eg_text *text);

#endif
