/* SPDX-License-Identifier: MIT */
/* Asking a finished graph: names as people type them, neighbours, and selections. Everything here borrows the graph,
 * which must outlive it. A selection is a mask; eg_mask_extract makes a finished graph of its own out of one. */
#ifndef EG_GRAPH_QUERY_H
#define EG_GRAPH_QUERY_H

#include "base/suggest.h"
#include "base/vec.h"
#include "graph/graph.h"
#include "scan/schema.h"

/* ---- names ---- */

typedef enum eg_match { /* best first */
    EG_MATCH_ID,     /* the id, to the letter */
    EG_MATCH_NAME,   /* the name, case and accents folded */
    EG_MATCH_ALIAS,  /* an alias, folded */
    EG_MATCH_PREFIX, /* name or alias begins so, at the start of a word */
    EG_MATCH_INSIDE, /* stands anywhere in name or alias */
} eg_match;

typedef struct eg_hit {
    uint32_t node;
    eg_match match;
    eg_slice text; /* the name or alias that matched */
} eg_hit;

typedef EG_VEC(eg_hit) eg_hits; /* eg_vec_fini when done */

typedef struct eg_names eg_names; /* folded names of one graph */

eg_names *eg_names_new(const eg_graph *graph); /* O(names) */
void eg_names_free(eg_names *names);
/* The nodes of the best class of match that has any (all of EG_MATCH_NAME, say, and then no EG_MATCH_PREFIX), in node
 * order, one hit a node. `worst` is the last class tried. Appends to `hits`; returns how many. O(names). */
size_t eg_names_find(const eg_names *names, eg_slice typed, eg_match worst, eg_hits *hits);
/* Nodes of all classes up to `worst`, best first: completion and `find`. */
size_t eg_names_all(const eg_names *names, eg_slice typed, eg_match worst, eg_hits *hits);
/* "Did you mean": up to `most` nodes whose name or alias is nearest by edit distance, at most a third of its length
 * away, nearest first. */
size_t eg_names_near(const eg_names *names, eg_slice typed, size_t most, eg_hits *hits);

/* ---- neighbours ---- */

typedef struct eg_link {
    uint32_t edge;  /* index of the edge */
    uint32_t other; /* node at its other end */
    bool out;       /* the edge leaves the node whose link this is; a self-loop is listed once, out */
} eg_link;

typedef struct eg_adjacency {
    uint32_t *start; /* node -> first link; node_count + 1 entries */
    eg_link *links;  /* of one node: by edge index */
    size_t node_count;
} eg_adjacency;

typedef struct eg_mask eg_mask;

/* Compressed rows over the facts of the graph, or over those of `mask` (NULL = all). O(nodes + edges). */
void eg_adjacency_init(eg_adjacency *adjacency, const eg_graph *graph, const eg_mask *mask);
void eg_adjacency_fini(eg_adjacency *adjacency);
static inline const eg_link *eg_links(const eg_adjacency *a, uint32_t node, size_t *count) {
    *count = a->start[node + 1] - a->start[node];
    return a->links + a->start[node];
}
static inline uint32_t eg_degree(const eg_adjacency *a, uint32_t node) {
    return a->start[node + 1] - a->start[node];
}

/* ---- selections ---- */

struct eg_mask {
    uint8_t *nodes;      /* 1 = in, one byte each; heap */
    uint8_t *edges;
    uint8_t *unasserted;
    size_t node_count, edge_count, unasserted_count;     /* lengths of the arrays */
    size_t nodes_in, edges_in, unasserted_in;            /* how many are set */
};

/* What to keep; a zeroed one keeps all. Borrowed. The steps run in this order: kinds and posts, types and statuses,
 * weight, focus, top. No edge ever stays without both its ends. */
typedef struct eg_select {
    const eg_slice *kinds;   /* names; none = all. Figures stay with their subject unless `no_figures` */
    size_t kind_count;
    const eg_slice *types;   /* names; none = all */
    size_t type_count;
    uint32_t statuses;       /* bit per eg_status; 0 = all facts and all statements */
    const uint32_t *sources; /* indices of posts: what has evidence in one of them; none = all */
    size_t source_count;
    uint32_t min_support;    /* edges with fewer pieces of evidence fall; 0 and 1 = none does */
    double min_confidence;   /* of edges */
    const uint32_t *focus;   /* nodes; none = whole graph */
    size_t focus_count;
    uint32_t depth;          /* steps from the focus, 0 = 1; does not walk on through figures */
    size_t top;              /* the N named nodes (figures aside) of the highest degree, ties by node order; 0 = all */
    bool no_figures;         /* figures and the edges to them fall */
    bool linked_only;        /* nodes that end without an edge fall */
} eg_select;

void eg_mask_init(eg_mask *mask, const eg_graph *graph, const eg_select *select);
void eg_mask_fini(eg_mask *mask);
/* A finished graph of what is in the mask: ids, keys, posts, title and warnings as they were; merges of kept nodes. */
eg_graph *eg_mask_extract(const eg_graph *graph, const eg_mask *mask);

static inline bool eg_node_is_figure(const eg_node *node) { return node->quantity.unit.len != 0; }

/* Index of the node or fact with this id or key; EG_NO_NODE when there is none. O(log n). */
uint32_t eg_graph_node_of(const eg_graph *graph, eg_slice id);
uint32_t eg_graph_edge_of(const eg_graph *graph, eg_slice key);

#endif
