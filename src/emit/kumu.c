/* SPDX-License-Identifier: MIT */
/* Kumu's blueprint: elements and connections, with ids unique over both. */
#include "emit/export.h"
#include "emit/jsonout.h"

static void put_element(eg_sink *out, const eg_export *x, const eg_node *n) {
    eg_putc(out, '{');
    eg_json_member(out, "id", n->id);
    eg_json_member(out, "label", n->name);
    eg_json_member(out, "type", n->kind);
    eg_json_member(out, "description", n->evidence[0].quote);
    eg_json_texts(out, "tags", &n->kind, 1);
    eg_json_texts(out, "aliases", n->aliases, n->alias_count);
    if (n->quantity.unit.len) {
        eg_json_number(out, "value", n->quantity.value);
        if (n->quantity.has_high) eg_json_number(out, "high", n->quantity.high);
        eg_json_member(out, "unit", n->quantity.unit);
    }
    eg_json_optional(out, "url", n->url);
    eg_json_optional(out, "same_as", n->same_as);
    eg_json_count(out, "mentions", n->mentions);
    eg_json_member(out, "post", eg_export_path(x, &n->evidence[0]));
    eg_json_count(out, "line", n->evidence[0].line);
    eg_putc(out, '}');
}

static void put_connection(eg_sink *out, eg_export *x, const eg_edge *e) {
    eg_putc(out, '{');
    eg_json_member(out, "id", e->key);
    eg_json_member(out, "from", x->nodes[e->source].id);
    eg_json_member(out, "to", x->nodes[e->target].id);
    eg_json_member(out, "type", eg_export_label(x, e->type));
    eg_json_member(out, "direction", e->directed ? EG_S("directed") : EG_S("undirected"));
    eg_json_member(out, "description", e->evidence[0].quote);
    eg_json_member(out, "status", eg_status_name(e->status));
    eg_json_count(out, "weight", e->evidence_count);
    eg_json_number(out, "confidence", e->confidence);
    eg_json_optional(out, "when", e->when);
    eg_json_optional(out, "role", e->role);
    eg_json_optional(out, "measure", e->measure);
    eg_json_optional(out, "amount", e->amount.name);
    eg_json_member(out, "post", eg_export_path(x, &e->evidence[0]));
    eg_json_count(out, "line", e->evidence[0].line);
    eg_putc(out, '}');
}

bool eg_emit_kumu(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                  eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    eg_puts(out, "{\n \"elements\": [");
    for (size_t i = 0; i < x.node_count; i++) {
        eg_json_item(out, i == 0, 2);
        put_element(out, &x, &x.nodes[i]);
    }
    eg_puts(out, "],\n \"connections\": [");
    for (size_t i = 0; i < x.edge_count; i++) {
        eg_json_item(out, i == 0, 2);
        put_connection(out, &x, &x.edges[i]);
    }
    eg_puts(out, "]\n}\n");
    eg_export_fini(&x);
    return true;
}
