/* SPDX-License-Identifier: MIT */
/* The inside of eg_graph, for the files of graph/ alone. While a graph grows, indices are those that add_... returned;
 * eg_graph_finish sorts and renumbers. */
#ifndef EG_GRAPH_STORE_H
#define EG_GRAPH_STORE_H

#include "base/map.h"
#include "base/vec.h"
#include "graph/graph.h"

struct eg_graph {
    eg_arena arena;        /* texts, evidence, alias lists */
    eg_map texts;          /* cleaned text -> index into `interned`; a sentence stands once however many edges cite it */
    EG_VEC(eg_slice) interned;
    eg_slice lent;         /* texts within these bytes stay where they are, and are not interned */
    eg_slice title, generator;
    eg_patterns_id patterns;
    EG_VEC(eg_post) posts;
    EG_VEC(eg_node) nodes;
    EG_VEC(eg_edge) edges;
    EG_VEC(eg_edge) unasserted;
    EG_VEC(eg_merge) merges;
    EG_VEC(eg_warning) warnings;
    bool finished;
    eg_map ids; /* id or key -> nodes, then edges, then statements, counted through; made by finish */
};

/* The graph owns the arrays that its const fields point to; this is the one place that says so. */
static inline eg_evidence *eg_own_evidence(const eg_evidence *list) {
    return (eg_evidence *)(uintptr_t)list;
}
static inline eg_slice *eg_own_slices(const eg_slice *list) {
    return (eg_slice *)(uintptr_t)list;
}

/* `s` without what no output can carry: line breaks become spaces, control characters and what XML forbids go,
 * invalid bytes become U+FFFD. Interned in the graph, unless it is clean and lent. */
eg_slice eg_graph_text(eg_graph *graph, eg_slice s);
/* The same, interned in any case: `graph->texts` has its number. */
eg_slice eg_graph_word(eg_graph *graph, eg_slice s);

/* By post, place, rule. */
int eg_evidence_cmp(const eg_evidence *a, const eg_evidence *b);
/* Equal unit, value and high. */
bool eg_quantity_eq(const eg_quantity *a, const eg_quantity *b);

/* The steps of finish, in their order; the first is part of the second. */
void eg_finish_post_ids(eg_graph *graph);   /* ids of posts (ids.c) */
void eg_finish_posts(eg_graph *graph);      /* ids, order, evidence renumbered */
void eg_finish_ids(eg_graph *graph);        /* node ids (ids.c) */
void eg_finish_nodes(eg_graph *graph);      /* order, edges and merges renumbered */
void eg_finish_join(eg_graph *graph);       /* equal edges become one (join.c) */
void eg_finish_keys(eg_graph *graph);       /* edge keys (ids.c) */
void eg_finish_edges(eg_graph *graph);      /* order of edges, statements, merges, warnings */
/* Indices, numbers and words are sound; asked before the first step, for the others trust it. */
bool eg_finish_check(const eg_graph *graph, eg_error *err);
/* The last step: ids and keys are unique and of the right form, and can be looked up. */
bool eg_finish_index(eg_graph *graph, eg_error *err);

#endif
