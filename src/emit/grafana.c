/* SPDX-License-Identifier: MIT */
/* Grafana's node graph: two arrays of flat rows, for the Infinity data source (root `nodes` and root `edges`). The
 * panel matches names in lower case but arc__ and detail__ to the letter; the arcs of a node must add up to one, and a
 * dangling edge crashes it. Stats are texts: numbers would be printed with two decimals. */
#include "emit/export.h"
#include "emit/jsonout.h"

static void put_count(eg_sink *out, const char *name, size_t count, const char *one, const char *many) {
    eg_json_name(out, name);
    eg_putf(out, "\"%zu %s\"", count, count == 1 ? one : many);
}

/* The kinds of the graph, each once, in node order (nodes are sorted by kind). */
static size_t present_kinds(const eg_export *x, eg_slice *kinds) {
    size_t count = 0;
    for (size_t i = 0; i < x->node_count; i++)
        if (i == 0 || !eg_slice_eq(x->nodes[i - 1].kind, x->nodes[i].kind)) kinds[count++] = x->nodes[i].kind;
    return count;
}

static void put_arcs(eg_sink *out, const eg_node *n, const eg_slice *kinds, size_t count) {
    for (size_t i = 0; i < count; i++)
        eg_putf(out, ", \"arc__%.*s\": %d", EG_FMT(kinds[i]), eg_slice_eq(kinds[i], n->kind) ? 1 : 0);
}

static void put_where(eg_sink *out, const eg_export *x, const eg_evidence *e) {
    eg_json_member(out, "detail__quote", e->quote);
    eg_json_member(out, "detail__post", eg_export_path(x, e));
    eg_json_name(out, "detail__line");
    eg_putf(out, "\"%u\"", e->line);
}

static void put_node(eg_sink *out, eg_export *x, uint32_t i, const eg_slice *kinds, size_t kind_count) {
    const eg_node *n = &x->nodes[i];
    eg_putc(out, '{');
    eg_json_member(out, "id", n->id);
    eg_json_member(out, "title", n->name);
    eg_json_member(out, "subtitle", n->kind);
    if (n->quantity.unit.len) eg_json_member(out, "mainstat", n->name);
    else put_count(out, "mainstat", n->mentions, "mention", "mentions");
    put_count(out, "secondarystat", eg_degree(&x->links, i), "relation", "relations");
    eg_json_member(out, "color", eg_export_color(x, n->kind));
    put_arcs(out, n, kinds, kind_count);
    eg_json_member(out, "detail__aliases", eg_export_aliases(x, n));
    eg_json_member(out, "detail__same_as", n->same_as);
    put_where(out, x, &n->evidence[0]);
    eg_putc(out, '}');
}

static void put_edge(eg_sink *out, eg_export *x, const eg_edge *e) {
    eg_putc(out, '{');
    eg_json_member(out, "id", e->key);
    eg_json_member(out, "source", x->nodes[e->source].id);
    eg_json_member(out, "target", x->nodes[e->target].id);
    eg_json_member(out, "mainstat", eg_export_label(x, e->type));
    eg_json_member(out, "secondarystat", e->amount.name.len ? e->amount.name : e->measure.len ? e->measure : e->role);
    eg_json_count(out, "thickness", e->evidence_count < 5 ? e->evidence_count : 5);
    eg_json_member(out, "color", eg_export_edge_color(x, e->type));
    eg_json_member(out, "strokedasharray", e->status == EG_STATUS_ASSERTED ? EG_S("") : EG_S("6 4"));
    eg_json_member(out, "detail__status", eg_status_name(e->status));
    eg_json_member(out, "detail__when", e->when);
    put_where(out, x, &e->evidence[0]);
    eg_putc(out, '}');
}

bool eg_emit_grafana(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                     eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    eg_slice *kinds = EG_NEW_ARRAY(&x.arena, eg_slice, x.node_count);
    size_t kind_count = present_kinds(&x, kinds);
    eg_puts(out, "{\n \"nodes\": [");
    for (uint32_t i = 0; i < x.node_count; i++) {
        eg_json_item(out, i == 0, 2);
        put_node(out, &x, i, kinds, kind_count);
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
