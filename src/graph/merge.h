/* SPDX-License-Identifier: MIT */
/* Several finished graphs into one, as if their posts had been read in one run: posts with one path and checksum are
 * one, nodes of one kind with one normal name are one (figures: one unit, value and high), edges join by the rules of
 * eg_graph_add_edge, all ids and keys are made anew. */
#ifndef EG_GRAPH_MERGE_H
#define EG_GRAPH_MERGE_H

#include "graph/graph.h"
#include "scan/schema.h"

/* The order of `graphs` does not matter. `schema` (NULL allowed) tells which kinds are persons: those join over posts
 * only when a common neighbour or a common mention agrees, else they stay two and a warning says so. The result is the
 * caller's; NULL with `err` when an invariant fails. O(n log n). */
eg_graph *eg_graph_merge(const eg_graph *const *graphs, size_t count, const eg_schema *schema, eg_error *err);

#endif
