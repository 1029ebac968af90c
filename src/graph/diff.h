/* SPDX-License-Identifier: MIT */
/* What changed from one finished graph to another. Nodes are told apart by id, edges and statements by key. */
#ifndef EG_GRAPH_DIFF_H
#define EG_GRAPH_DIFF_H

#include "base/vec.h"
#include "graph/graph.h"

typedef enum eg_change { EG_REMOVED, EG_ADDED, EG_CHANGED } eg_change;
typedef enum eg_item { EG_ITEM_NODE, EG_ITEM_EDGE, EG_ITEM_STATEMENT } eg_item; /* statement = unasserted */

typedef struct eg_diff_entry {
    eg_change change;
    eg_item item;
    uint32_t before, after; /* index in its graph; EG_NO_NODE where it is not */
    eg_slice fields;        /* of EG_CHANGED: "kind, aliases, evidence"; in the diff's arena */
} eg_diff_entry;

typedef struct eg_diff {
    eg_arena arena;
    EG_VEC(eg_diff_entry) entries; /* nodes, edges, statements; each by id or key */
} eg_diff;

/* Evidence counts as changed when its posts, lines, quotes or rules do; byte spans and columns alone do not, nor do
 * the ids of posts. True when anything differs. */
bool eg_diff_init(eg_diff *diff, const eg_graph *before, const eg_graph *after);
void eg_diff_fini(eg_diff *diff);

#endif
