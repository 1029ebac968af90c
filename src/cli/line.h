/* SPDX-License-Identifier: MIT */
/* A line typed into the shell: its words, and what may stand where the cursor is. */
#ifndef EG_CLI_LINE_H
#define EG_CLI_LINE_H

#include "cli/command.h"
#include "graph/query.h"

typedef EG_VEC(char *) eg_line; /* in the arena that they were split into */

/* Splits at spaces; quotes of both kinds and backslashes hold words together. False when a quote is not closed: then the
 * last word is what stands behind it. */
bool eg_line_split(eg_line *words, eg_arena *arena, eg_slice line);

/* What could replace the last, unfinished word of `line`: commands, options, values of options, names, words of the
 * taxonomy. `*start` is the byte where that word begins. Texts are in `arena`, with quotes where a name needs them. */
typedef EG_VEC(eg_slice) eg_candidates;
void eg_line_complete(eg_candidates *out, size_t *start, eg_arena *arena, eg_slice line, const eg_names *names,
                       const eg_graph *graph, const eg_schema *schema);

#endif
