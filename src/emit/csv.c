/* SPDX-License-Identifier: MIT */
/* CSV (RFC 4180, but for line ends: a plain \n) in three tables: nodes and edges under the headers that Gephi takes,
 * figures one row each for a dashboard. With --bom the file is meant for a spreadsheet: Excel then reads UTF-8, and a
 * text that begins as a formula does gets an apostrophe before it, for a post may hold =HYPERLINK(...) as a name. */
#include "emit/export.h"

typedef struct row {
    eg_sink *out;
    bool spreadsheet;
    bool begun;
} row;

static void put_text(row *r, eg_slice text) {
    if (r->begun) eg_putc(r->out, ',');
    r->begun = true;
    bool formula = r->spreadsheet && text.len && memchr("=+-@", text.ptr[0], 4);
    bool quoted = false;
    for (size_t i = 0; i < text.len && !quoted; i++) quoted = text.ptr[i] && strchr("\",\n\r", text.ptr[i]);
    quoted = quoted || (text.len && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' '));
    if (quoted) eg_putc(r->out, '"');
    if (formula) eg_putc(r->out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"') eg_putc(r->out, '"');
        eg_putc(r->out, text.ptr[i]);
    }
    if (quoted) eg_putc(r->out, '"');
}

static void put_value(row *r, double value, bool there) {
    if (r->begun) eg_putc(r->out, ',');
    r->begun = true;
    if (there) eg_put_number(r->out, value);
}

static void end_row(row *r) {
    eg_putc(r->out, '\n');
    r->begun = false;
}

static row open_table(eg_sink *out, const eg_export *x, const char *header) {
    if (x->options->bom) eg_puts(out, "\xEF\xBB\xBF");
    eg_puts(out, header);
    return (row){.out = out, .spreadsheet = x->options->bom};
}

static void put_where(row *r, const eg_export *x, const eg_evidence *e) {
    put_text(r, eg_export_path(x, e));
    put_value(r, e->line, true);
    put_text(r, e->quote);
}

bool eg_emit_csv_nodes(eg_sink *out, const eg_graph *graph, const eg_schema *schema,
                       const eg_emit_options *options, eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    row r = open_table(out, &x, "id,label,kind,value,high,unit,mentions,degree,confidence,aliases,same_as,url,post,line,quote\n");
    for (uint32_t i = 0; i < x.node_count; i++) {
        const eg_node *n = &x.nodes[i];
        bool figure = n->quantity.unit.len != 0;
        put_text(&r, n->id);
        put_text(&r, n->name);
        put_text(&r, n->kind);
        put_value(&r, n->quantity.value, figure);
        put_value(&r, n->quantity.high, figure && n->quantity.has_high);
        put_text(&r, n->quantity.unit);
        put_value(&r, n->mentions, true);
        put_value(&r, eg_degree(&x.links, i), true);
        put_value(&r, n->confidence, true);
        put_text(&r, eg_export_aliases(&x, n));
        put_text(&r, n->same_as);
        put_text(&r, n->url);
        put_where(&r, &x, &n->evidence[0]);
        end_row(&r);
    }
    eg_export_fini(&x);
    return true;
}

bool eg_emit_csv_edges(eg_sink *out, const eg_graph *graph, const eg_schema *schema,
                       const eg_emit_options *options, eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    row r = open_table(out, &x, "source,target,type,relation,label,weight,status,confidence,amount,amount_unit,when,role,"
                                "measure,modifier,source_label,target_label,id,post,line,quote\n");
    for (size_t i = 0; i < x.edge_count; i++) {
        const eg_edge *e = &x.edges[i];
        put_text(&r, x.nodes[e->source].id);
        put_text(&r, x.nodes[e->target].id);
        put_text(&r, e->directed ? EG_S("Directed") : EG_S("Undirected"));
        put_text(&r, e->type);
        put_text(&r, eg_export_label(&x, e->type));
        put_value(&r, (double)e->evidence_count, true);
        put_text(&r, eg_status_name(e->status));
        put_value(&r, e->confidence, true);
        put_value(&r, e->amount.value, e->amount.unit.len != 0);
        put_text(&r, e->amount.unit);
        put_text(&r, e->when);
        put_text(&r, e->role);
        put_text(&r, e->measure);
        put_text(&r, e->modifier);
        put_text(&r, x.nodes[e->source].name);
        put_text(&r, x.nodes[e->target].name);
        put_text(&r, e->key);
        put_where(&r, &x, &e->evidence[0]);
        end_row(&r);
    }
    eg_export_fini(&x);
    return true;
}

/* One stated figure: what is said of `subject` (NULL when the post states it of nothing) by `edge`. */
static void put_figure(row *r, const eg_export *x, const eg_node *subject, const eg_edge *edge,
                       const eg_quantity *figure, eg_slice name, const eg_evidence *where) {
    put_text(r, subject ? subject->name : EG_S(""));
    put_text(r, subject ? subject->kind : EG_S(""));
    put_text(r, edge ? edge->measure : EG_S(""));
    put_value(r, figure->value, true);
    put_value(r, figure->high, figure->has_high);
    put_text(r, figure->unit);
    put_text(r, edge ? edge->modifier : EG_S(""));
    put_text(r, edge ? edge->when : EG_S(""));
    put_text(r, eg_export_path(x, where));
    put_text(r, x->posts[where->source].date);
    put_value(r, where->line, true);
    put_text(r, where->quote);
    put_text(r, edge ? eg_status_name(edge->status) : EG_S(""));
    put_text(r, name);
    put_text(r, subject ? subject->id : EG_S(""));
    put_text(r, edge ? edge->key : EG_S(""));
    end_row(r);
}

static void put_figures_of(row *r, const eg_export *x, const eg_edge *edges, size_t count, uint8_t *stated) {
    for (size_t i = 0; i < count; i++) {
        const eg_edge *e = &edges[i];
        const eg_node *target = e->target == EG_NO_NODE ? NULL : &x->nodes[e->target];
        if (target && !eg_node_is_figure(target)) continue;
        if (target) stated[e->target] = 1;
        put_figure(r, x, &x->nodes[e->source], e, target ? &target->quantity : &e->figure,
                   target ? target->name : e->figure.name, &e->evidence[0]);
    }
}

bool eg_emit_csv_figures(eg_sink *out, const eg_graph *graph, const eg_schema *schema,
                         const eg_emit_options *options, eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    uint8_t *stated = eg_arena_alloc(&x.arena, x.node_count);
    row r = open_table(out, &x, "subject,kind,measure,value,high,unit,modifier,when,post,date,line,quote,status,"
                                "figure,subject_id,id\n");
    put_figures_of(&r, &x, x.edges, x.edge_count, stated);
    put_figures_of(&r, &x, x.unasserted, x.unasserted_count, stated);
    for (size_t i = 0; i < x.node_count; i++)
        if (eg_node_is_figure(&x.nodes[i]) && !stated[i])
            put_figure(&r, &x, NULL, NULL, &x.nodes[i].quantity, x.nodes[i].name, &x.nodes[i].evidence[0]);
    eg_export_fini(&x);
    return true;
}
