/* SPDX-License-Identifier: MIT */
/* SQL that SQLite, PostgreSQL and DuckDB read: tables, then one INSERT a row, in one transaction. What is no fact stands
 * in a table of its own, so that a count of edges counts facts. */
#include "emit/export.h"

static const char tables[] =
    "BEGIN;\n"
    "CREATE TABLE source(id TEXT PRIMARY KEY, path TEXT NOT NULL, title TEXT, date TEXT, bytes BIGINT, sha256 TEXT);\n"
    "CREATE TABLE node(id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, value DOUBLE PRECISION,"
    " high DOUBLE PRECISION, unit TEXT, mentions INTEGER, confidence DOUBLE PRECISION, same_as TEXT, url TEXT);\n"
    "CREATE TABLE alias(node TEXT NOT NULL REFERENCES node(id), alias TEXT NOT NULL);\n"
    "CREATE TABLE edge(key TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES node(id),"
    " target TEXT NOT NULL REFERENCES node(id), type TEXT NOT NULL, directed INTEGER, status TEXT,"
    " confidence DOUBLE PRECISION, support INTEGER, amount DOUBLE PRECISION, amount_unit TEXT, \"when\" TEXT, role TEXT,"
    " measure TEXT, modifier TEXT);\n"
    "CREATE TABLE unasserted(key TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES node(id),"
    " target TEXT REFERENCES node(id), type TEXT NOT NULL, directed INTEGER, status TEXT, confidence DOUBLE PRECISION,"
    " support INTEGER, amount DOUBLE PRECISION, amount_unit TEXT, \"when\" TEXT, role TEXT, measure TEXT, modifier TEXT,"
    " figure DOUBLE PRECISION, figure_unit TEXT);\n"
    "CREATE TABLE evidence(node TEXT REFERENCES node(id), edge TEXT REFERENCES edge(key),"
    " unasserted TEXT REFERENCES unasserted(key), source TEXT NOT NULL REFERENCES source(id), line INTEGER,"
    " \"column\" INTEGER, start INTEGER, \"end\" INTEGER, quote TEXT, rule TEXT);\n";

static void put_text(eg_sink *out, eg_slice text) {
    if (text.len == 0) {
        eg_puts(out, "NULL");
        return;
    }
    eg_putc(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'') eg_putc(out, '\'');
        eg_putc(out, text.ptr[i]);
    }
    eg_putc(out, '\'');
}

static void put_more(eg_sink *out, eg_slice text) {
    eg_putc(out, ',');
    put_text(out, text);
}

static void put_value(eg_sink *out, double value, bool there) {
    eg_putc(out, ',');
    if (there) eg_put_number(out, value);
    else eg_puts(out, "NULL");
}

static void put_source(eg_sink *out, const eg_post *post) {
    eg_puts(out, "INSERT INTO source VALUES(");
    put_text(out, post->id);
    put_more(out, post->path);
    put_more(out, post->title);
    put_more(out, post->date);
    put_value(out, (double)post->bytes, true);
    put_more(out, post->sha256);
    eg_puts(out, ");\n");
}

static void put_node(eg_sink *out, const eg_node *n) {
    bool figure = n->quantity.unit.len != 0;
    eg_puts(out, "INSERT INTO node VALUES(");
    put_text(out, n->id);
    put_more(out, n->kind);
    put_more(out, n->name);
    put_value(out, n->quantity.value, figure);
    put_value(out, n->quantity.high, figure && n->quantity.has_high);
    put_more(out, n->quantity.unit);
    put_value(out, n->mentions, true);
    put_value(out, n->confidence, true);
    put_more(out, n->same_as);
    put_more(out, n->url);
    eg_puts(out, ");\n");
    for (size_t i = 0; i < n->alias_count; i++) {
        eg_puts(out, "INSERT INTO alias VALUES(");
        put_text(out, n->id);
        put_more(out, n->aliases[i]);
        eg_puts(out, ");\n");
    }
}

static void put_edge(eg_sink *out, const eg_export *x, const eg_edge *e, bool fact) {
    eg_puts(out, fact ? "INSERT INTO edge VALUES(" : "INSERT INTO unasserted VALUES(");
    put_text(out, e->key);
    put_more(out, x->nodes[e->source].id);
    put_more(out, e->target == EG_NO_NODE ? EG_S("") : x->nodes[e->target].id);
    put_more(out, e->type);
    put_value(out, e->directed, true);
    put_more(out, eg_status_name(e->status));
    put_value(out, e->confidence, true);
    put_value(out, (double)e->evidence_count, true);
    put_value(out, e->amount.value, e->amount.unit.len != 0);
    put_more(out, e->amount.unit);
    put_more(out, e->when);
    put_more(out, e->role);
    put_more(out, e->measure);
    put_more(out, e->modifier);
    if (!fact) put_value(out, e->figure.value, e->figure.unit.len != 0);
    if (!fact) put_more(out, e->figure.unit);
    eg_puts(out, ");\n");
}

/* `column`: 0 node, 1 edge, 2 unasserted. */
static void put_evidence(eg_sink *out, const eg_export *x, int column, eg_slice id, const eg_evidence *list,
                         size_t count) {
    for (size_t i = 0; i < count; i++) {
        eg_puts(out, "INSERT INTO evidence VALUES(");
        for (int c = 0; c < 3; c++) {
            put_text(out, c == column ? id : EG_S(""));
            eg_putc(out, ',');
        }
        put_text(out, x->posts[list[i].source].id);
        eg_putf(out, ",%u,%u,%u,%u", list[i].line, list[i].column, list[i].start, list[i].end);
        put_more(out, list[i].quote);
        put_more(out, list[i].rule);
        eg_puts(out, ");\n");
    }
}

bool eg_emit_sql(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                 eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    eg_puts(out, tables);
    for (size_t i = 0; i < x.post_count; i++) put_source(out, &x.posts[i]);
    for (size_t i = 0; i < x.node_count; i++) {
        put_node(out, &x.nodes[i]);
        put_evidence(out, &x, 0, x.nodes[i].id, x.nodes[i].evidence, x.nodes[i].evidence_count);
    }
    for (size_t i = 0; i < x.edge_count; i++) {
        put_edge(out, &x, &x.edges[i], true);
        put_evidence(out, &x, 1, x.edges[i].key, x.edges[i].evidence, x.edges[i].evidence_count);
    }
    for (size_t i = 0; i < x.unasserted_count; i++) {
        put_edge(out, &x, &x.unasserted[i], false);
        put_evidence(out, &x, 2, x.unasserted[i].key, x.unasserted[i].evidence, x.unasserted[i].evidence_count);
    }
    eg_puts(out, "COMMIT;\n");
    eg_export_fini(&x);
    return true;
}
