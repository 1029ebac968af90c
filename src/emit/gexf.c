/* SPDX-License-Identifier: MIT */
/* GEXF 1.2draft for Gephi (NetworkX before 3.6 cannot read 1.3). Every edge is typed directed and symmetry is an
 * attribute: one undirected edge among directed ones makes NetworkX refuse the file. */
#include <stdlib.h>

#include "emit/export.h"

static void put_attribute(eg_sink *out, int id, const char *title, const char *type) {
    eg_putf(out, "<attribute id=\"%d\" title=\"%s\" type=\"%s\"/>", id, title, type);
}

static void put_text(eg_sink *out, int id, eg_slice text) {
    if (text.len == 0) return;
    eg_putf(out, "<attvalue for=\"%d\" value=\"", id);
    eg_put_xml(out, text);
    eg_puts(out, "\"/>");
}

static void put_value(eg_sink *out, int id, double value) {
    eg_putf(out, "<attvalue for=\"%d\" value=\"", id);
    eg_put_number(out, value);
    eg_puts(out, "\"/>");
}

static void put_attributes(eg_sink *out) {
    static const char *const node[][2] = {
        {"kind", "string"}, {"aliases", "string"}, {"amount", "double"}, {"high", "double"}, {"unit", "string"},
        {"mentions", "integer"}, {"quote", "string"}, {"post", "string"}, {"line", "integer"}, {"same_as", "string"},
        {"url", "string"},
    };
    static const char *const edge[][2] = {
        {"relation", "string"}, {"confidence", "double"}, {"symmetric", "boolean"}, {"status", "string"},
        {"when", "string"}, {"role", "string"}, {"measure", "string"}, {"amount", "double"}, {"unit", "string"},
        {"quote", "string"}, {"post", "string"}, {"line", "integer"},
    };
    eg_puts(out, "    <attributes class=\"node\">");
    for (int i = 0; i < (int)(sizeof node / sizeof *node); i++) put_attribute(out, i, node[i][0], node[i][1]);
    eg_puts(out, "</attributes>\n    <attributes class=\"edge\">");
    for (int i = 0; i < (int)(sizeof edge / sizeof *edge); i++) put_attribute(out, i, edge[i][0], edge[i][1]);
    eg_puts(out, "</attributes>\n");
}

static void put_color(eg_sink *out, eg_slice color) { /* "#RRGGBB" */
    unsigned rgb = 0x616A75;
    if (color.len == 7) {
        char hex[7] = {0};
        memcpy(hex, color.ptr + 1, 6);
        rgb = (unsigned)strtoul(hex, NULL, 16);
    }
    eg_putf(out, "<viz:color r=\"%u\" g=\"%u\" b=\"%u\"/>", rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
}

static void put_node(eg_sink *out, eg_export *x, const eg_node *n, uint32_t rank) {
    eg_putf(out, "      <node id=\"%.*s\" label=\"", EG_FMT(n->id));
    eg_put_xml(out, n->name);
    eg_puts(out, "\"><attvalues>");
    put_text(out, 0, n->kind);
    put_text(out, 1, eg_export_aliases(x, n));
    if (n->quantity.unit.len) put_value(out, 2, n->quantity.value);
    if (n->quantity.unit.len && n->quantity.has_high) put_value(out, 3, n->quantity.high);
    put_text(out, 4, n->quantity.unit);
    put_value(out, 5, n->mentions);
    put_text(out, 6, n->evidence[0].quote);
    put_text(out, 7, eg_export_path(x, &n->evidence[0]));
    put_value(out, 8, n->evidence[0].line);
    put_text(out, 9, n->same_as);
    put_text(out, 10, n->url);
    eg_puts(out, "</attvalues>");
    put_color(out, eg_export_color(x, n->kind));
    double px, py;
    eg_export_spot(rank, &px, &py);
    eg_puts(out, "<viz:position x=\"");
    eg_put_number(out, px);
    eg_puts(out, "\" y=\"");
    eg_put_number(out, py);
    eg_putf(out, "\" z=\"0\"/><viz:size value=\"%u\"/></node>\n", 10 + (n->mentions < 40 ? n->mentions : 40));
}

static void put_edge(eg_sink *out, eg_export *x, const eg_edge *e) {
    eg_putf(out, "      <edge id=\"%.*s\" source=\"%.*s\" target=\"%.*s\" type=\"directed\" label=\"", EG_FMT(e->key),
            EG_FMT(x->nodes[e->source].id), EG_FMT(x->nodes[e->target].id));
    eg_put_xml(out, eg_export_label(x, e->type));
    eg_putf(out, "\" weight=\"%zu\"><attvalues>", e->evidence_count);
    put_text(out, 0, e->type);
    put_value(out, 1, e->confidence);
    put_text(out, 2, e->directed ? EG_S("false") : EG_S("true"));
    put_text(out, 3, eg_status_name(e->status));
    put_text(out, 4, e->when);
    put_text(out, 5, e->role);
    put_text(out, 6, e->measure);
    if (e->amount.unit.len) put_value(out, 7, e->amount.value);
    put_text(out, 8, e->amount.unit);
    put_text(out, 9, e->evidence[0].quote);
    put_text(out, 10, eg_export_path(x, &e->evidence[0]));
    put_value(out, 11, e->evidence[0].line);
    eg_puts(out, "</attvalues>");
    put_color(out, eg_export_edge_color(x, e->type));
    eg_puts(out, "</edge>\n");
}

static bool is_day(eg_slice date) {
    static const char form[] = "dddd-dd-dd";
    bool day = date.len == sizeof form - 1;
    for (size_t i = 0; day && i < date.len; i++)
        day = form[i] == '-' ? date.ptr[i] == '-' : date.ptr[i] >= '0' && date.ptr[i] <= '9';
    return day;
}

/* The day of the newest post: no output carries the day of its making. */
static void put_meta(eg_sink *out, const eg_export *x) {
    eg_slice newest = EG_S("");
    for (size_t i = 0; i < x->post_count; i++)
        if (is_day(x->posts[i].date) && eg_slice_cmp(x->posts[i].date, newest) > 0) newest = x->posts[i].date;
    eg_puts(out, "  <meta");
    if (newest.len) eg_putf(out, " lastmodifieddate=\"%.*s\"", EG_FMT(newest));
    eg_puts(out, "><creator>");
    eg_put_xml(out, eg_graph_generator(x->graph));
    eg_puts(out, "</creator><description>");
    eg_put_xml(out, x->title);
    eg_puts(out, "</description></meta>\n");
}

bool eg_emit_gexf(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                  eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    const uint32_t *ranks = eg_export_ranks(&x);
    eg_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://www.gexf.net/1.2draft\" "
                 "xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" version=\"1.2\">\n");
    put_meta(out, &x);
    eg_puts(out, "  <graph defaultedgetype=\"directed\" mode=\"static\">\n");
    put_attributes(out);
    eg_puts(out, "    <nodes>\n");
    for (size_t i = 0; i < x.node_count; i++) put_node(out, &x, &x.nodes[i], ranks[i]);
    eg_puts(out, "    </nodes>\n    <edges>\n");
    for (size_t i = 0; i < x.edge_count; i++) put_edge(out, &x, &x.edges[i]);
    eg_puts(out, "    </edges>\n  </graph>\n</gexf>\n");
    eg_export_fini(&x);
    return true;
}
