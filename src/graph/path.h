/* SPDX-License-Identifier: MIT */
/* Ways between two nodes. Edges are walked either way unless told
 * otherwise; a way through a place or a shared figure says nothing ("both are in Tokyo"), so those are left out unless
 * one of the two ends is such a node or the caller wants them. */
#ifndef EG_GRAPH_PATH_H
#define EG_GRAPH_PATH_H

#include "graph/central.h"
#include "graph/query.h"

typedef struct eg_path {
    uint32_t *nodes; /* length + 1 of them; heap, with `edges` behind it in one block */
    uint32_t *edges; /* length of them: of parallel edges the one with most support */
    size_t length;
} eg_path;

typedef EG_VEC(eg_path) eg_paths;

typedef struct eg_path_options { /* zeroed: all shortest ways, either way along edges, not through hubs */
    const eg_schema *schema;    /* traits; NULL: figures alone are known as such */
    bool through_hubs;          /* also through nodes of hub kinds and edges of place types */
    bool directed;              /* only along the direction of directed edges */
    bool longer;                /* after the shortest ways the next longer ones too (no node twice) */
    size_t most;                /* how many ways at most, 0 = 1 */
    size_t longest;             /* in edges, 0 = 8 */
    const eg_slice *avoid_kinds; /* names: no inner node of these */
    size_t avoid_kind_count;
    const eg_slice *avoid_types;
    size_t avoid_type_count;
    uint32_t avoid_degree;      /* no inner node with more edges than that; 0 = any */
    uint32_t statuses;          /* bit per eg_status; 0 = all facts */
} eg_path_options;

/* Appends ways from `from` to `to`, shortest first, then in the order of their nodes. Returns how many; 0 = none.
 * `cut` (NULL allowed) says that the search gave up at its limit of steps, so that there may be more. */
size_t eg_paths_find(eg_paths *paths, const eg_graph *graph, uint32_t from, uint32_t to,
                     const eg_path_options *options, bool *cut);
void eg_paths_fini(eg_paths *paths);

#endif
