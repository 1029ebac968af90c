/* SPDX-License-Identifier: MIT */
/* The native JSON (design.md, section 3): NetworkX node-link with `edges`, a directed multigraph. Written by hand,
 * because a tree of 500,000 edges costs thirty times the time and ten times the memory of the text. A node or an edge
 * is one line, each piece of evidence one more, so that a graph in git has small diffs. */
#include "emit/native.h"

#include "emit/emit.h"

void eg_json_quantity(eg_sink *out, const eg_quantity *quantity) {
    eg_putc(out, '{');
    eg_json_number(out, "value", quantity->value);
    if (quantity->has_high) eg_json_number(out, "high", quantity->high);
    eg_json_member(out, "unit", quantity->unit);
    eg_json_member(out, "name", quantity->name);
    eg_putc(out, '}');
}

void eg_json_evidence(eg_sink *out, const eg_graph *graph, const eg_evidence *e) {
    size_t count;
    const eg_post *posts = eg_graph_posts(graph, &count);
    eg_put(out, EG_S("{\"source\": "));
    eg_json_text(out, posts[e->source].id);
    eg_put(out, EG_S(", \"line\": "));
    eg_json_uint(out, e->line);
    eg_put(out, EG_S(", \"column\": "));
    eg_json_uint(out, e->column);
    eg_put(out, EG_S(", \"start\": "));
    eg_json_uint(out, e->start);
    eg_put(out, EG_S(", \"end\": "));
    eg_json_uint(out, e->end);
    eg_put(out, EG_S(", \"quote\": "));
    eg_json_text(out, e->quote);
    eg_put(out, EG_S(", \"rule\": "));
    eg_json_text(out, e->rule);
    eg_putc(out, '}');
}

static void put_evidence(eg_sink *out, const eg_graph *graph, const eg_evidence *list, size_t count,
                         eg_json_style style) {
    if (style.lines) {
        eg_json_item(out, false, style.depth);
        eg_put(out, EG_S("\"evidence\": ["));
    } else eg_json_name(out, "evidence"), eg_putc(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (style.lines) eg_json_item(out, i == 0, style.depth + 1);
        else if (i) eg_put(out, EG_S(", "));
        eg_json_evidence(out, graph, &list[i]);
    }
    eg_putc(out, ']');
}

void eg_json_node(eg_sink *out, const eg_graph *graph, const eg_node *node, eg_json_style style) {
    eg_putc(out, '{');
    if (style.record) eg_json_member(out, "record", eg_slice_from(style.record));
    eg_json_member(out, "id", node->id);
    eg_json_member(out, "kind", node->kind);
    eg_json_member(out, "name", node->name);
    eg_json_texts(out, "aliases", node->aliases, node->alias_count);
    if (node->quantity.unit.len) {
        eg_json_number(out, "value", node->quantity.value);
        if (node->quantity.has_high) eg_json_number(out, "high", node->quantity.high);
        eg_json_member(out, "unit", node->quantity.unit);
    }
    eg_json_optional(out, "same_as", node->same_as);
    eg_json_optional(out, "url", node->url);
    eg_json_count(out, "mentions", node->mentions);
    eg_json_number(out, "confidence", node->confidence);
    put_evidence(out, graph, node->evidence, node->evidence_count, style);
    eg_putc(out, '}');
}

void eg_json_edge(eg_sink *out, const eg_graph *graph, const eg_edge *edge, eg_json_style style) {
    size_t count;
    const eg_node *nodes = eg_graph_nodes(graph, &count);
    eg_putc(out, '{');
    if (style.record) eg_json_member(out, "record", eg_slice_from(style.record));
    eg_json_member(out, "key", edge->key);
    eg_json_member(out, "source", nodes[edge->source].id);
    if (edge->target != EG_NO_NODE) eg_json_member(out, "target", nodes[edge->target].id);
    eg_json_member(out, "type", edge->type);
    eg_json_flag(out, "directed", edge->directed);
    eg_json_member(out, "status", eg_status_name(edge->status));
    eg_json_number(out, "confidence", edge->confidence);
    eg_json_count(out, "support", edge->evidence_count);
    if (edge->figure.unit.len) eg_json_name(out, "figure"), eg_json_quantity(out, &edge->figure);
    if (edge->amount.unit.len) eg_json_name(out, "amount"), eg_json_quantity(out, &edge->amount);
    eg_json_optional(out, "measure", edge->measure);
    eg_json_optional(out, "modifier", edge->modifier);
    eg_json_optional(out, "when", edge->when);
    eg_json_optional(out, "role", edge->role);
    put_evidence(out, graph, edge->evidence, edge->evidence_count, style);
    eg_putc(out, '}');
}

static void put_source(eg_sink *out, const eg_post *post) {
    eg_putc(out, '{');
    eg_json_member(out, "id", post->id);
    eg_json_member(out, "path", post->path);
    eg_json_optional(out, "title", post->title);
    eg_json_optional(out, "date", post->date);
    if (post->author_count) eg_json_texts(out, "authors", post->authors, post->author_count);
    eg_json_count(out, "bytes", post->bytes);
    eg_json_optional(out, "sha256", post->sha256);
    eg_json_flag(out, "repaired", post->repaired);
    eg_putc(out, '}');
}

static void put_head(eg_sink *out, const eg_graph *graph, const eg_emit_options *options) {
    eg_puts(out, "{\n \"$schema\": \"ecograph-1.schema.json\",\n \"format\": \"ecograph\",\n"
                 " \"format_version\": \"1.0\",\n \"directed\": true,\n \"multigraph\": true,\n \"graph\": {\n"
                 "  \"title\": ");
    eg_json_text(out, options && options->title ? eg_slice_from(options->title) : eg_graph_title(graph));
    eg_puts(out, ",\n  \"generator\": ");
    eg_json_text(out, eg_graph_generator(graph));
    eg_patterns_id patterns = eg_graph_patterns(graph);
    eg_puts(out, ",\n  \"patterns\": {");
    eg_json_member(out, "name", patterns.name);
    eg_json_member(out, "version", patterns.version);
    eg_json_optional(out, "sha256", patterns.sha256);
    eg_puts(out, "},\n  \"sources\": [");
    size_t count;
    const eg_post *posts = eg_graph_posts(graph, &count);
    for (size_t i = 0; i < count; i++) {
        eg_json_item(out, i == 0, 3);
        put_source(out, &posts[i]);
    }
    eg_puts(out, "]\n },\n");
}

static void put_edges(eg_sink *out, const eg_graph *graph, const eg_edge *edges, size_t count) {
    for (size_t i = 0; i < count; i++) {
        eg_json_item(out, i == 0, 2);
        eg_json_edge(out, graph, &edges[i], (eg_json_style){.lines = true, .depth = 3});
    }
    eg_puts(out, "],\n");
}

static void put_merges(eg_sink *out, const eg_graph *graph) {
    size_t count, node_count;
    const eg_node *nodes = eg_graph_nodes(graph, &node_count);
    const eg_merge *merges = eg_graph_merges(graph, &count);
    for (size_t i = 0; i < count; i++) {
        eg_json_item(out, i == 0, 2);
        eg_putc(out, '{');
        eg_json_member(out, "node", nodes[merges[i].node].id);
        eg_json_member(out, "alias", merges[i].alias);
        eg_json_member(out, "reason", merges[i].reason);
        eg_json_member(out, "rule", merges[i].rule);
        put_evidence(out, graph, merges[i].evidence, merges[i].evidence_count, (eg_json_style){.lines = true, .depth = 3});
        eg_putc(out, '}');
    }
    eg_puts(out, "],\n");
}

static void put_warnings(eg_sink *out, const eg_graph *graph) {
    size_t count, post_count;
    const eg_post *posts = eg_graph_posts(graph, &post_count);
    const eg_warning *warnings = eg_graph_warnings(graph, &count);
    for (size_t i = 0; i < count; i++) {
        eg_json_item(out, i == 0, 2);
        eg_putc(out, '{');
        eg_json_member(out, "code", warnings[i].code);
        if (warnings[i].source != EG_NO_NODE) eg_json_member(out, "source", posts[warnings[i].source].id);
        if (warnings[i].line) eg_json_count(out, "line", warnings[i].line);
        if (warnings[i].column) eg_json_count(out, "column", warnings[i].column);
        eg_json_optional(out, "rule", warnings[i].rule);
        eg_json_member(out, "text", warnings[i].text);
        eg_putc(out, '}');
    }
    eg_puts(out, "]\n}\n");
}

bool eg_emit_json(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                  eg_error *err) {
    (void)schema;
    (void)err;
    put_head(out, graph, options);
    size_t count;
    const eg_node *nodes = eg_graph_nodes(graph, &count);
    eg_puts(out, " \"nodes\": [");
    for (size_t i = 0; i < count; i++) {
        eg_json_item(out, i == 0, 2);
        eg_json_node(out, graph, &nodes[i], (eg_json_style){.lines = true, .depth = 3});
    }
    eg_puts(out, "],\n \"edges\": [");
    const eg_edge *edges = eg_graph_edges(graph, &count);
    put_edges(out, graph, edges, count);
    eg_puts(out, " \"unasserted\": [");
    const eg_edge *unasserted = eg_graph_unasserted(graph, &count);
    put_edges(out, graph, unasserted, count);
    eg_puts(out, " \"merges\": [");
    put_merges(out, graph);
    eg_puts(out, " \"warnings\": [");
    put_warnings(out, graph);
    return true;
}
