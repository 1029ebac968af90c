/* SPDX-License-Identifier: MIT */
/* Pieces of the native JSON that other writers and commands print too: a node, an edge, a piece of evidence. */
#ifndef EG_EMIT_NATIVE_H
#define EG_EMIT_NATIVE_H

#include "emit/jsonout.h"

/* One JSON object each, as in the native format. `lines` spreads the evidence one piece a line, `depth` spaces in;
 * else the object is one line. */
typedef struct eg_json_style {
    bool lines;
    int depth;
    const char *record; /* a first member "record" with this value; NULL = none */
} eg_json_style;

void eg_json_node(eg_sink *out, const eg_graph *graph, const eg_node *node, eg_json_style style);
void eg_json_edge(eg_sink *out, const eg_graph *graph, const eg_edge *edge, eg_json_style style);
void eg_json_evidence(eg_sink *out, const eg_graph *graph, const eg_evidence *evidence);
/* {"value": 5, "high": 8, "unit": "USD", "name": "$5m to $8m"} */
void eg_json_quantity(eg_sink *out, const eg_quantity *quantity);

#endif
