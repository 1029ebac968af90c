/* SPDX-License-Identifier: MIT */
/* A finished graph taken apart to be changed: its items in the order they had, marked as gone or altered in place, then
 * finished anew. Texts are borrowed from the graph, which must outlive the rewrite. */
#ifndef EG_GRAPH_REWRITE_H
#define EG_GRAPH_REWRITE_H

#include "base/vec.h"
#include "graph/graph.h"

typedef EG_VEC(eg_evidence) eg_evidence_list;

typedef struct eg_rewrite_node {
    eg_node node; /* without aliases and evidence: those stand below */
    EG_VEC(eg_slice) aliases;
    eg_evidence_list evidence;
    bool gone;
} eg_rewrite_node;

typedef struct eg_rewrite_edge { /* facts, then other statements; also those that are added */
    eg_edge edge;     /* ends are indices into `nodes` */
    eg_evidence_list evidence;
    bool gone;
} eg_rewrite_edge;

typedef struct eg_rewrite {
    const eg_graph *graph;
    eg_arena arena; /* for what is made on the way */
    EG_VEC(eg_post) posts;
    EG_VEC(eg_rewrite_node) nodes;
    EG_VEC(eg_rewrite_edge) edges;
    EG_VEC(eg_merge) merges;
    EG_VEC(eg_warning) warnings;
} eg_rewrite;

void eg_rewrite_init(eg_rewrite *rw, const eg_graph *graph);
void eg_rewrite_fini(eg_rewrite *rw);
/* A new graph of what is not gone, with ids and keys made anew. Edges and merges of what is gone go too, and so do
 * figures whose last edge went. The graph is the caller's; NULL with `err` when an invariant fails. */
eg_graph *eg_rewrite_finish(eg_rewrite *rw, eg_error *err);

#endif
