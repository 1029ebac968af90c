/* SPDX-License-Identifier: MIT */
/* DOT: the graph as plain Graphviz draws it. Names are labels; ids are always quoted, since "node" and "graph" are
 * keywords; in labels a backslash is doubled, since \N and \G expand. */
#include "emit/emit.h"

#include "base/unicode.h"

static void put_quoted(eg_sink *out, eg_slice s) {
    eg_putc(out, '"');
    for (size_t at = 0, n; at < s.len; at += n) {
        uint32_t cp = eg_utf8_next(s, at, &n);
        if (cp == '"' || cp == '\\') eg_putc(out, '\\');
        if (eg_is_unsafe(cp)) eg_putc(out, ' ');
        else eg_put(out, eg_slice_sub(s, at, at + n));
    }
    eg_putc(out, '"');
}

/* Name of a shape of the schema in Graphviz's words. */
static const char *shape_of(eg_slice shape) {
    static const char *const shapes[][2] = {{"round", "shape=box, style=\"rounded,filled\""}, {"square", "shape=box, style=filled, penwidth=2.2"},
                                            {"pill", "shape=ellipse, style=filled"},          {"badge", "shape=plain"},
                                            {"dashed", "shape=box, style=\"rounded,dashed\""}, {"chevron", "shape=tab, style=filled"},
                                            {"flag", "shape=cds, style=filled, height=0.42"}, {"cut", "shape=component, style=filled"},
                                            {"note", "shape=note, style=filled"}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (eg_slice_eq(shape, eg_slice_from(shapes[i][0]))) return shapes[i][1];
    return "shape=box";
}

static void put_tooltip(eg_sink *out, const eg_graph *graph, const eg_evidence *e, size_t count) {
    size_t n;
    const eg_post *posts = eg_graph_posts(graph, &n);
    if (count == 0 || e->source >= n) return;
    eg_sink text = {0};
    eg_put(&text, e->quote);
    eg_putf(&text, " (%.*s:%u)", EG_FMT(posts[e->source].path), e->line);
    eg_puts(out, ", tooltip=");
    put_quoted(out, eg_sink_slice(&text));
    eg_sink_fini(&text);
}

static void put_node(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_node *node) {
    uint32_t k = eg_schema_kind(schema, node->kind);
    eg_puts(out, "  ");
    put_quoted(out, node->id);
    eg_puts(out, " [label=");
    put_quoted(out, node->name);
    eg_puts(out, ", class=");
    put_quoted(out, node->kind);
    if (k != EG_NONE) {
        const eg_kind *kind = &schema->kinds[k];
        eg_putf(out, ", %s, color=\"%.*s\", fillcolor=\"%.*s\"", shape_of(kind->shape), EG_FMT(kind->colors.light), EG_FMT(kind->colors.light_tint));
    }
    if (node->url.len) eg_puts(out, ", URL="), put_quoted(out, node->url);
    put_tooltip(out, graph, node->evidence, node->evidence_count);
    eg_puts(out, "]\n");
}

static void put_edge(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_node *nodes, const eg_edge *edge) {
    uint32_t t = eg_schema_edge(schema, edge->type);
    const eg_family *family = t == EG_NONE ? NULL : eg_schema_family(schema, schema->edges[t].family);
    eg_puts(out, "  ");
    put_quoted(out, nodes[edge->source].id);
    eg_puts(out, " -> ");
    put_quoted(out, nodes[edge->target].id);
    eg_puts(out, " [label=");
    put_quoted(out, t == EG_NONE ? edge->type : schema->edges[t].label);
    eg_puts(out, ", class=");
    put_quoted(out, edge->type);
    if (family) eg_putf(out, ", color=\"%.*s\"", EG_FMT(family->colors.light));
    if (!edge->directed) eg_puts(out, ", dir=none");
    bool dashed = edge->status != EG_STATUS_ASSERTED || (t != EG_NONE && schema->edges[t].dash.len);
    if (dashed) eg_puts(out, t != EG_NONE && eg_slice_eq(schema->edges[t].dash, EG_S("dotted")) ? ", style=dotted" : ", style=dashed");
    put_tooltip(out, graph, edge->evidence, edge->evidence_count);
    eg_puts(out, "]\n");
}

bool eg_emit_dot(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options, eg_error *err) {
    (void)err;
    static const eg_schema plain = {0}; /* a graph without its pattern set has no colours */
    if (schema == NULL) schema = &plain;
    size_t n;
    size_t count;
    const eg_node *nodes = eg_graph_nodes(graph, &n);
    const eg_edge *edges = eg_graph_edges(graph, &count);
    eg_slice title = options && options->title ? eg_slice_from(options->title) : eg_graph_title(graph);
    eg_puts(out, "digraph ecograph {\n  graph [rankdir=LR, nodesep=0.14, ranksep=0.45, outputorder=edgesfirst, labelloc=t, labeljust=l, "
                 "fontname=\"Helvetica,Arial,Liberation Sans,sans-serif\", fontsize=14, label=");
    put_quoted(out, title);
    eg_puts(out, "]\n  node [fontname=\"Helvetica,Arial,Liberation Sans,sans-serif\", fontsize=12, height=0.34, margin=\"0.13,0.07\"]\n"
                 "  edge [fontname=\"Helvetica,Arial,Liberation Sans,sans-serif\", fontsize=9.5, fontcolor=\"#57606A\", arrowsize=0.65]\n");
    for (size_t i = 0; i < n; i++) put_node(out, graph, schema, &nodes[i]);
    for (size_t i = 0; i < count; i++) put_edge(out, graph, schema, nodes, &edges[i]);
    eg_puts(out, "}\n");
    return true;
}
