/* SPDX-License-Identifier: MIT */
/* D3, force-graph, Observable, Vega: {nodes, links}. Scalars only, so that what NetworkX or pandas loads from it can be
 * written to GraphML or a table. A simulation overwrites index, x, y, vx and vy, so no member is called that; and
 * `value` is the width of a link. */
#include "emit/export.h"
#include "emit/jsonout.h"

static void put_node(eg_sink *out, eg_export *x, uint32_t i) {
    const eg_node *n = &x->nodes[i];
    eg_putc(out, '{');
    eg_json_member(out, "id", n->id);
    eg_json_member(out, "name", n->name);
    eg_json_member(out, "group", n->kind);
    eg_json_member(out, "kind", n->kind);
    eg_json_member(out, "aliases", eg_export_aliases(x, n));
    if (n->quantity.unit.len) {
        eg_json_number(out, "amount", n->quantity.value);
        if (n->quantity.has_high) eg_json_number(out, "high", n->quantity.high);
        eg_json_member(out, "unit", n->quantity.unit);
    }
    eg_json_optional(out, "same_as", n->same_as);
    eg_json_optional(out, "url", n->url);
    eg_json_member(out, "color", eg_export_color(x, n->kind));
    eg_json_count(out, "val", n->mentions);
    eg_json_count(out, "degree", eg_degree(&x->links, i));
    eg_json_number(out, "confidence", n->confidence);
    eg_json_member(out, "quote", n->evidence[0].quote);
    eg_json_member(out, "post", eg_export_path(x, &n->evidence[0]));
    eg_json_count(out, "line", n->evidence[0].line);
    eg_putc(out, '}');
}

static void put_link(eg_sink *out, eg_export *x, const eg_edge *e) {
    eg_putc(out, '{');
    eg_json_member(out, "key", e->key);
    eg_json_member(out, "source", x->nodes[e->source].id);
    eg_json_member(out, "target", x->nodes[e->target].id);
    eg_json_member(out, "relation", e->type);
    eg_json_member(out, "label", eg_export_label(x, e->type));
    eg_json_flag(out, "symmetric", !e->directed);
    eg_json_member(out, "status", eg_status_name(e->status));
    eg_json_count(out, "value", e->evidence_count);
    eg_json_number(out, "confidence", e->confidence);
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
    eg_putc(out, '}');
}

bool eg_emit_d3(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    eg_puts(out, "{\n \"directed\": true,\n \"multigraph\": true,\n \"graph\": {");
    eg_json_member(out, "title", x.title);
    eg_json_member(out, "generator", eg_graph_generator(graph));
    eg_puts(out, "},\n \"nodes\": [");
    for (uint32_t i = 0; i < x.node_count; i++) {
        eg_json_item(out, i == 0, 2);
        put_node(out, &x, i);
    }
    eg_puts(out, "],\n \"links\": [");
    for (size_t i = 0; i < x.edge_count; i++) {
        eg_json_item(out, i == 0, 2);
        put_link(out, &x, &x.edges[i]);
    }
    eg_puts(out, "]\n}\n");
    eg_export_fini(&x);
    return true;
}
