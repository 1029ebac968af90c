/* SPDX-License-Identifier: MIT */
/* Two values for one measure of one thing. */
#ifndef EG_GRAPH_CONFLICT_H
#define EG_GRAPH_CONFLICT_H

#include "base/vec.h"
#include "graph/graph.h"

typedef struct eg_conflict {
    uint32_t node;         /* of whom it is said */
    const uint32_t *edges; /* two or more facts to figures of one measure and unit that disagree; in the list's arena */
    size_t edge_count;
} eg_conflict;

typedef struct eg_conflicts {
    eg_arena arena;
    EG_VEC(eg_conflict) list; /* by node, then measure and unit */
} eg_conflicts;

/* Figures without a measure are not compared, nor are two of different dates, ranges that meet, or statuses that differ
 * (what is planned is not what is). O(n log n). */
void eg_conflicts_find(eg_conflicts *out, const eg_graph *graph);
void eg_conflicts_fini(eg_conflicts *conflicts);

#endif
