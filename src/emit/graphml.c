/* SPDX-License-Identifier: MIT */
/* GraphML for NetworkX, igraph, Gephi, yEd: scalars only, ids that are NMTOKENs, the name in `label`, the number for
 * layouts in `weight`. Values are doubles: 1e13 is no int there. */
#include "emit/export.h"

typedef struct column {
    const char *name, *type;
} column;

static const column node_columns[] = {
    {"label", "string"},   {"kind", "string"},  {"aliases", "string"},    {"value", "double"},
    {"high", "double"},    {"unit", "string"},  {"mentions", "int"},      {"confidence", "double"},
    {"same_as", "string"}, {"url", "string"},   {"color", "string"},      {"quote", "string"},
    {"post", "string"},    {"line", "int"},
};
static const column edge_columns[] = {
    {"label", "string"},    {"relation", "string"}, {"weight", "double"},      {"confidence", "double"},
    {"symmetric", "boolean"}, {"status", "string"}, {"when", "string"},        {"role", "string"},
    {"measure", "string"},  {"modifier", "string"}, {"amount", "double"},      {"amount_unit", "string"},
    {"quote", "string"},    {"post", "string"},     {"line", "int"},
};
enum {
    NODE_COLUMNS = sizeof node_columns / sizeof *node_columns,
    EDGE_COLUMNS = sizeof edge_columns / sizeof *edge_columns,
};

static void put_keys(eg_sink *out) {
    for (int i = 0; i < NODE_COLUMNS; i++)
        eg_putf(out, "  <key id=\"n%d\" for=\"node\" attr.name=\"%s\" attr.type=\"%s\"/>\n", i, node_columns[i].name,
                node_columns[i].type);
    for (int i = 0; i < EDGE_COLUMNS; i++)
        eg_putf(out, "  <key id=\"e%d\" for=\"edge\" attr.name=\"%s\" attr.type=\"%s\"/>\n", i, edge_columns[i].name,
                edge_columns[i].type);
}

/* Data elements are put in the order of the columns; `prefix` n or e. */
typedef struct cells {
    eg_sink *out;
    char prefix;
    int at;
} cells;

static void put_text(cells *c, eg_slice text) {
    int at = c->at++;
    if (text.len == 0) return;
    eg_putf(c->out, "      <data key=\"%c%d\">", c->prefix, at);
    eg_put_xml(c->out, text);
    eg_puts(c->out, "</data>\n");
}

static void put_value(cells *c, double value, bool there) {
    int at = c->at++;
    if (!there) return;
    eg_putf(c->out, "      <data key=\"%c%d\">", c->prefix, at);
    eg_put_number(c->out, value);
    eg_puts(c->out, "</data>\n");
}

static void put_node(eg_sink *out, eg_export *x, const eg_node *n) {
    cells c = {out, 'n', 0};
    bool figure = n->quantity.unit.len != 0;
    eg_puts(out, "    <node id=\"");
    eg_put(out, n->id);
    eg_puts(out, "\">\n");
    put_text(&c, n->name);
    put_text(&c, n->kind);
    put_text(&c, eg_export_aliases(x, n));
    put_value(&c, n->quantity.value, figure);
    put_value(&c, n->quantity.high, figure && n->quantity.has_high);
    put_text(&c, n->quantity.unit);
    put_value(&c, n->mentions, true);
    put_value(&c, n->confidence, true);
    put_text(&c, n->same_as);
    put_text(&c, n->url);
    put_text(&c, eg_export_color(x, n->kind));
    put_text(&c, n->evidence[0].quote);
    put_text(&c, eg_export_path(x, &n->evidence[0]));
    put_value(&c, n->evidence[0].line, true);
    eg_puts(out, "    </node>\n");
}

static void put_edge(eg_sink *out, eg_export *x, const eg_edge *e) {
    cells c = {out, 'e', 0};
    bool paid = e->amount.unit.len != 0;
    eg_putf(out, "    <edge id=\"%.*s\" source=\"%.*s\" target=\"%.*s\">\n", EG_FMT(e->key),
            EG_FMT(x->nodes[e->source].id), EG_FMT(x->nodes[e->target].id));
    put_text(&c, eg_export_label(x, e->type));
    put_text(&c, e->type);
    put_value(&c, (double)e->evidence_count, true);
    put_value(&c, e->confidence, true);
    put_text(&c, e->directed ? EG_S("false") : EG_S("true"));
    put_text(&c, eg_status_name(e->status));
    put_text(&c, e->when);
    put_text(&c, e->role);
    put_text(&c, e->measure);
    put_text(&c, e->modifier);
    put_value(&c, e->amount.value, paid);
    put_text(&c, e->amount.unit);
    put_text(&c, e->evidence[0].quote);
    put_text(&c, eg_export_path(x, &e->evidence[0]));
    put_value(&c, e->evidence[0].line, true);
    eg_puts(out, "    </edge>\n");
}

bool eg_emit_graphml(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                     eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    eg_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                 "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml."
                 "graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    put_keys(out);
    eg_puts(out, "  <graph id=\"G\" edgedefault=\"directed\">\n");
    for (size_t i = 0; i < x.node_count; i++) put_node(out, &x, &x.nodes[i]);
    for (size_t i = 0; i < x.edge_count; i++) put_edge(out, &x, &x.edges[i]);
    eg_puts(out, "  </graph>\n</graphml>\n");
    eg_export_fini(&x);
    return true;
}
