/* SPDX-License-Identifier: MIT */
/* Words of the taxonomy as they are typed: kinds, classes of kinds, edge types. */
#ifndef EG_CLI_WORDS_H
#define EG_CLI_WORDS_H

#include "graph/query.h"

/* The set or the graph knows `word` as one of what `wanted` holds, EG_WORD_KIND (classes too) and EG_WORD_EDGE. Else false with EG_ERR_USAGE, which
 * names the nearest one. O(nodes + edges) for a word that the set does not know. */
bool eg_word_known(const eg_graph *graph, const eg_schema *schema, unsigned wanted, eg_slice word, eg_error *err);

#endif
