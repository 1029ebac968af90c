/* SPDX-License-Identifier: MIT */
#include "cli/words.h"

/* Near by its letters, or begun so. */
static void offer(eg_suggestion *near, eg_slice known) {
    eg_suggest(near, known);
    if (near->best.len == 0 && near->word.len > 2 && eg_slice_starts(known, near->word)) near->best = known, near->distance = SIZE_MAX;
}

/* A graph of another set has kinds and types of its own. */
static bool graph_has_kind(const eg_graph *graph, eg_slice word, eg_suggestion *near) {
    size_t n;
    const eg_node *nodes = eg_graph_nodes(graph, &n);
    for (size_t i = 0; i < n; i++) {
        if (eg_slice_eq(nodes[i].kind, word)) return true;
        if (i == 0 || !eg_slice_eq(nodes[i].kind, nodes[i - 1].kind)) offer(near, nodes[i].kind); /* nodes are sorted by kind */
    }
    return false;
}

static bool graph_has_type(const eg_graph *graph, eg_slice word) {
    for (int facts = 0; facts < 2; facts++) {
        size_t n;
        const eg_edge *edges = facts ? eg_graph_edges(graph, &n) : eg_graph_unasserted(graph, &n);
        for (size_t i = 0; i < n; i++)
            if (eg_slice_eq(edges[i].type, word)) return true;
    }
    return false;
}

static bool known_kind(const eg_graph *graph, const eg_schema *schema, eg_slice word, eg_suggestion *near) {
    if (eg_schema_kinds(schema, word) != 0) return true;
    for (size_t i = 0; i < schema->kind_count; i++) offer(near, schema->kinds[i].name);
    for (size_t i = 0; i < schema->class_count; i++) offer(near, schema->classes[i].name);
    return graph_has_kind(graph, word, near);
}

static bool known_type(const eg_graph *graph, const eg_schema *schema, eg_slice word, eg_suggestion *near) {
    if (eg_schema_edge(schema, word) != EG_NONE) return true;
    for (size_t i = 0; i < schema->edge_count; i++) offer(near, schema->edges[i].name);
    return graph_has_type(graph, word);
}

bool eg_word_known(const eg_graph *graph, const eg_schema *schema, unsigned wanted, eg_slice word, eg_error *err) {
    const char *what = wanted == EG_WORD_KIND ? "kind" : wanted == EG_WORD_EDGE ? "relation" : "kind and no relation";
    eg_suggestion near = {.word = word};
    if ((wanted & EG_WORD_KIND) && known_kind(graph, schema, word, &near)) return true;
    if ((wanted & EG_WORD_EDGE) && known_type(graph, schema, word, &near)) return true;
    if (near.best.len == 0) return eg_fail(err, EG_ERR_USAGE, NULL, "no %s is called \"%.*s\"", what, EG_FMT(word));
    return eg_fail(err, EG_ERR_USAGE, NULL, "no %s is called \"%.*s\"; did you mean \"%.*s\"?", what, EG_FMT(word), EG_FMT(near.best));
}
