/* SPDX-License-Identifier: MIT */
/* Cytoscape.js elements. Nodes and edges share one id namespace there (an edge called as a node is dropped without a
 * word), `parent` means a compound node, and nx.cytoscape_graph takes the node's key from `value`: so a figure's number
 * is `amount`. */
#include "emit/export.h"
#include "emit/jsonout.h"

static void put_node(eg_sink *out, eg_export *x, const eg_node *n) {
    eg_puts(out, "{\"group\": \"nodes\"");
    eg_json_member(out, "classes", n->kind);
    eg_json_name(out, "data");
    eg_putc(out, '{');
    eg_json_member(out, "id", n->id);
    eg_json_member(out, "value", n->id);
    eg_json_member(out, "name", n->name);
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
    eg_json_member(out, "color", eg_export_color(x, n->kind));
    eg_json_count(out, "mentions", n->mentions);
    eg_json_member(out, "quote", n->evidence[0].quote);
    eg_json_member(out, "post", eg_export_path(x, &n->evidence[0]));
    eg_json_count(out, "line", n->evidence[0].line);
    eg_puts(out, "}}");
}

static void put_edge(eg_sink *out, eg_export *x, const eg_edge *e) {
    eg_puts(out, "{\"group\": \"edges\", \"classes\": \"");
    eg_put(out, e->type);
    eg_putc(out, ' ');
    eg_put(out, eg_status_name(e->status));
    eg_puts(out, e->directed ? "\", \"data\": {" : " undirected\", \"data\": {");
    eg_json_member(out, "id", e->key);
    eg_json_member(out, "key", e->key);
    eg_json_member(out, "source", x->nodes[e->source].id);
    eg_json_member(out, "target", x->nodes[e->target].id);
    eg_json_member(out, "interaction", e->type);
    eg_json_member(out, "label", eg_export_label(x, e->type));
    eg_json_member(out, "status", eg_status_name(e->status));
    eg_json_count(out, "weight", e->evidence_count);
    eg_json_number(out, "confidence", e->confidence);
    eg_json_optional(out, "when", e->when);
    eg_json_optional(out, "role", e->role);
    eg_json_optional(out, "measure", e->measure);
    eg_json_optional(out, "modifier", e->modifier);
    if (e->amount.unit.len) {
        eg_json_number(out, "amount", e->amount.value);
        eg_json_member(out, "unit", e->amount.unit);
    }
    eg_json_member(out, "color", eg_export_edge_color(x, e->type));
    eg_json_member(out, "quote", e->evidence[0].quote);
    eg_json_member(out, "post", eg_export_path(x, &e->evidence[0]));
    eg_json_count(out, "line", e->evidence[0].line);
    eg_puts(out, "}}");
}

bool eg_emit_cytoscape(eg_sink *out, const eg_graph *graph, const eg_schema *schema,
                       const eg_emit_options *options, eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    eg_puts(out, "{\n \"format_version\": \"1.0\",\n \"generated_by\": ");
    eg_json_text(out, eg_graph_generator(graph));
    eg_puts(out, ",\n \"target_cytoscapejs_version\": \"~3\",\n \"directed\": true,\n \"multigraph\": true,\n"
                 " \"data\": {");
    eg_json_member(out, "name", x.title);
    eg_puts(out, "},\n \"elements\": {\n  \"nodes\": [");
    for (size_t i = 0; i < x.node_count; i++) {
        eg_json_item(out, i == 0, 3);
        put_node(out, &x, &x.nodes[i]);
    }
    eg_puts(out, "],\n  \"edges\": [");
    for (size_t i = 0; i < x.edge_count; i++) {
        eg_json_item(out, i == 0, 3);
        put_edge(out, &x, &x.edges[i]);
    }
    eg_puts(out, "]\n }\n}\n");
    eg_export_fini(&x);
    return true;
}
