/* SPDX-License-Identifier: MIT */
/* Cypher statements for cypher-shell, Memgraph and Kùzu. Labels and types cannot be parameters and may be words of the
 * language, so they stand in backticks; numbers never take the form 1e+09, which openCypher does not have; both ends are
 * matched with their labels, which Kùzu wants and the others find faster. */
#include "emit/export.h"

static void put_text(eg_sink *out, eg_slice text) {
    eg_putc(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\\' || text.ptr[i] == '\'') eg_putc(out, '\\');
        eg_putc(out, text.ptr[i]);
    }
    eg_putc(out, '\'');
}

static void put_member(eg_sink *out, const char *name, eg_slice text) {
    if (text.len == 0) return;
    eg_putf(out, ", %s: ", name);
    put_text(out, text);
}

static void put_value(eg_sink *out, const char *name, double value) {
    eg_putf(out, ", %s: ", name);
    eg_put_decimal(out, value);
}

static void put_label(eg_sink *out, eg_export *x, eg_slice kind) {
    eg_putf(out, ":`%.*s`", EG_FMT(eg_export_camel(x, kind, true)));
}

static void put_node(eg_sink *out, eg_export *x, const eg_node *n) {
    eg_puts(out, "CREATE (");
    put_label(out, x, n->kind);
    eg_puts(out, " {id: ");
    put_text(out, n->id);
    put_member(out, "name", n->name);
    if (n->quantity.unit.len) {
        put_value(out, "value", n->quantity.value);
        if (n->quantity.has_high) put_value(out, "high", n->quantity.high);
        put_member(out, "unit", n->quantity.unit);
    }
    put_member(out, "aliases", eg_export_aliases(x, n));
    put_member(out, "same_as", n->same_as);
    put_member(out, "url", n->url);
    eg_putf(out, ", mentions: %u", n->mentions);
    put_value(out, "confidence", n->confidence);
    eg_puts(out, "});\n");
}

static void put_end(eg_sink *out, eg_export *x, char name, const eg_node *n) {
    eg_putf(out, "(%c", name);
    put_label(out, x, n->kind);
    eg_puts(out, " {id: ");
    put_text(out, n->id);
    eg_puts(out, "})");
}

static void put_edge(eg_sink *out, eg_export *x, const eg_edge *e) {
    eg_puts(out, "MATCH ");
    put_end(out, x, 'a', &x->nodes[e->source]);
    eg_puts(out, ", ");
    put_end(out, x, 'b', &x->nodes[e->target]);
    eg_puts(out, " CREATE (a)-[:`");
    for (size_t i = 0; i < e->type.len; i++) {
        char c = e->type.ptr[i];
        eg_putc(out, c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
    }
    eg_puts(out, "` {key: ");
    put_text(out, e->key);
    put_member(out, "status", eg_status_name(e->status));
    eg_puts(out, e->directed ? ", directed: true" : ", directed: false");
    put_value(out, "confidence", e->confidence);
    eg_putf(out, ", support: %zu", e->evidence_count);
    put_member(out, "date", e->when);
    put_member(out, "role", e->role);
    put_member(out, "measure", e->measure);
    put_member(out, "modifier", e->modifier);
    if (e->amount.unit.len) {
        put_value(out, "amount", e->amount.value);
        put_member(out, "unit", e->amount.unit);
    }
    put_member(out, "quote", e->evidence[0].quote);
    put_member(out, "post", eg_export_path(x, &e->evidence[0]));
    eg_putf(out, ", line: %u}]->(b);\n", e->evidence[0].line);
}

bool eg_emit_cypher(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                    eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    for (size_t i = 0; i < x.node_count; i++) put_node(out, &x, &x.nodes[i]);
    for (size_t i = 0; i < x.edge_count; i++) put_edge(out, &x, &x.edges[i]);
    eg_export_fini(&x);
    return true;
}
