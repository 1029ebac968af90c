/* SPDX-License-Identifier: MIT */
/* Graphology's serialization, for sigma and Gephi Lite. sigma takes the attribute `type` for the name of a WebGL
 * program, so the relation is called `relation`; and it needs x and y on every node. */
#include "emit/export.h"
#include "emit/jsonout.h"

static void put_node(eg_sink *out, eg_export *x, const eg_node *n, uint32_t rank) {
    double px, py;
    eg_export_spot(rank, &px, &py);
    eg_putc(out, '{');
    eg_json_member(out, "key", n->id);
    eg_puts(out, ", \"attributes\": {");
    eg_json_member(out, "label", n->name);
    eg_json_member(out, "kind", n->kind);
    eg_json_texts(out, "aliases", n->aliases, n->alias_count);
    if (n->quantity.unit.len) {
        eg_json_number(out, "amount", n->quantity.value);
        if (n->quantity.has_high) eg_json_number(out, "high", n->quantity.high);
        eg_json_member(out, "unit", n->quantity.unit);
    }
    eg_json_optional(out, "same_as", n->same_as);
    eg_json_optional(out, "url", n->url);
    eg_json_count(out, "mentions", n->mentions);
    eg_json_member(out, "color", eg_export_color(x, n->kind));
    eg_json_count(out, "size", 4 + 2 * (n->mentions < 13 ? n->mentions : 13));
    eg_json_number(out, "x", px);
    eg_json_number(out, "y", py);
    eg_puts(out, "}}");
}

static void put_edge(eg_sink *out, eg_export *x, const eg_edge *e) {
    eg_putc(out, '{');
    eg_json_member(out, "key", e->key);
    eg_json_member(out, "source", x->nodes[e->source].id);
    eg_json_member(out, "target", x->nodes[e->target].id);
    if (!e->directed) eg_json_flag(out, "undirected", true);
    eg_puts(out, ", \"attributes\": {");
    eg_json_member(out, "label", eg_export_label(x, e->type));
    eg_json_member(out, "relation", e->type);
    eg_json_member(out, "status", eg_status_name(e->status));
    eg_json_number(out, "confidence", e->confidence);
    eg_json_count(out, "weight", e->evidence_count);
    eg_json_count(out, "size", e->evidence_count < 6 ? e->evidence_count : 6);
    eg_json_member(out, "color", eg_export_edge_color(x, e->type));
    eg_json_optional(out, "when", e->when);
    eg_json_optional(out, "role", e->role);
    eg_json_optional(out, "measure", e->measure);
    eg_json_optional(out, "modifier", e->modifier);
    if (e->amount.unit.len) {
        eg_json_number(out, "amount", e->amount.value);
        eg_json_member(out, "unit", e->amount.unit);
    }
    eg_json_member(out, "quote", e->evidence[0].quote);
    eg_json_member(out, "post", eg_export_path(x, &e->evidence[0]));
    eg_json_count(out, "line", e->evidence[0].line);
    eg_puts(out, "}}");
}

bool eg_emit_graphology(eg_sink *out, const eg_graph *graph, const eg_schema *schema,
                        const eg_emit_options *options, eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    const uint32_t *ranks = eg_export_ranks(&x);
    eg_puts(out, "{\n \"attributes\": {");
    eg_json_member(out, "name", x.title);
    eg_puts(out, "},\n \"options\": {\"type\": \"mixed\", \"multi\": true, \"allowSelfLoops\": true},\n \"nodes\": [");
    for (size_t i = 0; i < x.node_count; i++) {
        eg_json_item(out, i == 0, 2);
        put_node(out, &x, &x.nodes[i], ranks[i]);
    }
    eg_puts(out, "],\n \"edges\": [");
    for (size_t i = 0; i < x.edge_count; i++) {
        eg_json_item(out, i == 0, 2);
        put_edge(out, &x, &x.edges[i]);
    }
    eg_puts(out, "]\n}\n");
    eg_export_fini(&x);
    return true;
}
