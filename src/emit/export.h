/* SPDX-License-Identifier: MIT */
/* What the exports share: looks from the schema, flat values, texts of XML. `schema` may be NULL everywhere: then types
 * are named by their own words and colours are one grey. */
#ifndef EG_EMIT_EXPORT_H
#define EG_EMIT_EXPORT_H

#include "base/sink.h"
#include "emit/emit.h"
#include "graph/query.h"

/* A graph with its arrays at hand. */
typedef struct eg_export {
    const eg_graph *graph;
    const eg_schema *schema;
    const eg_emit_options *options; /* never NULL */
    const eg_post *posts;
    const eg_node *nodes;
    const eg_edge *edges, *unasserted;
    size_t post_count, node_count, edge_count, unasserted_count;
    eg_slice title;
    eg_adjacency links;
    eg_arena arena;
} eg_export;

void eg_export_init(eg_export *x, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options);
void eg_export_fini(eg_export *x);

/* NULL when the schema does not know it. Borrowed from the schema. */
const eg_kind *eg_export_kind(const eg_export *x, eg_slice kind);
const eg_edge_type *eg_export_type(const eg_export *x, eg_slice type);
/* "invested in": the schema's label, or the word with blanks. In the arena or the schema. */
eg_slice eg_export_label(eg_export *x, eg_slice type);
/* "#RRGGBB" */
eg_slice eg_export_color(const eg_export *x, eg_slice kind);
eg_slice eg_export_tint(const eg_export *x, eg_slice kind);
eg_slice eg_export_edge_color(const eg_export *x, eg_slice type);
/* "invested_in" -> "investedIn", or "InvestedIn". In the arena. */
eg_slice eg_export_camel(eg_export *x, eg_slice word, bool upper);
/* Aliases with "|" between (a "|" inside one becomes "/"). In the arena. */
eg_slice eg_export_aliases(eg_export *x, const eg_node *node);
/* The post's path of a first piece of evidence. */
eg_slice eg_export_path(const eg_export *x, const eg_evidence *evidence);
/* Index of each node in order of degree, highest first: hubs in the middle. In the arena. */
uint32_t *eg_export_ranks(eg_export *x);
/* A place for the node of that rank on a sunflower spiral, 10 apart, rounded to 0.1 so that every machine's sine gives
 * the same bytes. */
void eg_export_spot(uint32_t rank, double *x, double *y);

/* A number in plain decimal notation with a point ("1700000000.0", "0.0000001"): Cypher has no 1e+09. */
void eg_put_decimal(eg_sink *out, double value);
/* Text of XML content and of attributes in double quotes; what XML forbids is left out. */
void eg_put_xml(eg_sink *out, eg_slice text);

#endif
