/* SPDX-License-Identifier: MIT */
/* Who stands in the middle of a graph, and which parts hang together. */
#ifndef EG_GRAPH_CENTRAL_H
#define EG_GRAPH_CENTRAL_H

#include "graph/query.h"

/* Betweenness (Brandes 2001: unweighted, undirected, parallel edges count once, not normalized) of each node into
 * out[node_count]. Exact while nodes * links <= 50 million (half a second); beyond that an estimate from evenly spread
 * sources (Brandes and Pich 2007): false then. */
bool eg_betweenness(double *out, const eg_adjacency *adjacency);

/* Number of each node's weakly connected component into out[node_count], numbered by their first node. Returns how
 * many there are. */
uint32_t eg_components(uint32_t *out, const eg_adjacency *adjacency);

#endif
