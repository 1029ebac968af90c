/* SPDX-License-Identifier: MIT */
/* The Graphviz face of a graph and the only user of libcgraph: names and attributes go in as const text, an Agraph_t
 * comes out for whoever lays it out. libcgraph writes through `char *` and keeps static buffers: one thread at a time. */
#ifndef EG_GRAPH_VIEW_H
#define EG_GRAPH_VIEW_H

#include "base/sink.h"
#include "graph/query.h"

typedef struct eg_view eg_view;

struct Agraph_s; /* Agraph_t, for gvLayout */
struct Agnode_s;
struct Agedge_s;

/* An empty graph called "ecograph"; free with eg_view_free. */
eg_view *eg_view_new(bool directed);
/* One node per node in the mask (NULL = all), named by its id, and one edge per fact, keyed by its key, with `label`
 * (name, type), `class` (kind, type) and, for undirected edges, `dir=none`. */
eg_view *eg_view_of(const eg_graph *graph, const eg_mask *mask);
void eg_view_free(eg_view *view);

struct Agraph_s *eg_view_graph(eg_view *view); /* borrowed */
/* Made on first use. The pointers hold until the view is freed. */
struct Agnode_s *eg_view_node(eg_view *view, eg_slice name);
struct Agedge_s *eg_view_edge(eg_view *view, struct Agnode_s *from, struct Agnode_s *to, eg_slice key);
/* Attributes; an attribute unknown so far is declared with "" as its default. Text that looks like <html> is text. */
void eg_view_set(eg_view *view, eg_slice name, eg_slice value);
void eg_view_set_node(eg_view *view, struct Agnode_s *node, eg_slice name, eg_slice value);
void eg_view_set_edge(eg_view *view, struct Agedge_s *edge, eg_slice name, eg_slice value);
/* The value, "" when there is none; borrowed until it is set again. */
eg_slice eg_view_get(const eg_view *view, eg_slice name);
eg_slice eg_view_get_node(const eg_view *view, struct Agnode_s *node, eg_slice name);
eg_slice eg_view_get_edge(const eg_view *view, struct Agedge_s *edge, eg_slice name);
/* In the order of their making. NULL = first; NULL returned = no more. */
struct Agnode_s *eg_view_next_node(const eg_view *view, struct Agnode_s *node);
eg_slice eg_view_node_name(struct Agnode_s *node);
/* DOT as libcgraph writes it. */
bool eg_view_write(const eg_view *view, eg_sink *out, eg_error *err);
/* DOT as libcgraph reads it: what a test asks of our own writer. NULL with `err` when it does not parse. */
eg_view *eg_view_read(eg_slice dot, eg_error *err);
size_t eg_view_node_count(const eg_view *view);
size_t eg_view_edge_count(const eg_view *view);

#endif
