/* SPDX-License-Identifier: MIT */
/* The invariants of a graph that is passed on. Clean texts hold by construction (eg_graph_text). */
#include <math.h>

#include "graph/store.h"

static bool defect(eg_error *err, const char *what, eg_slice name) {
    return eg_fail(err, EG_ERR_INPUT, "", "%s: '%.*s'", what, (int)(name.len < 200 ? name.len : 200), name.ptr ? name.ptr : "");
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_id(eg_slice id) {
    if (id.len == 0 || !is_letter(id.ptr[0])) return false;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '-' && c != '_') return false;
    }
    return true;
}

/* Kinds and types: [a-z][a-z0-9_]*, as classes, labels and column names want them. */
static bool is_word(eg_slice word) {
    if (word.len == 0 || word.ptr[0] < 'a' || word.ptr[0] > 'z') return false;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_') return false;
    }
    return true;
}

static bool is_share(double value) {
    return isfinite(value) && value >= 0 && value <= 1;
}

static bool is_quantity(const eg_quantity *q) {
    return isfinite(q->value) && (!q->has_high || isfinite(q->high));
}

static bool check_evidence(const eg_graph *graph, const eg_evidence *list, size_t count) {
    if (count == 0) return false;
    for (size_t i = 0; i < count; i++) {
        const eg_evidence *e = &list[i];
        if (e->source >= graph->posts.len || e->rule.len == 0 || e->end < e->start) return false;
    }
    return true;
}

static bool check_nodes(const eg_graph *graph, eg_error *err) {
    for (size_t i = 0; i < graph->nodes.len; i++) {
        const eg_node *n = &graph->nodes.items[i];
        if (n->name.len == 0) return defect(err, "a node without a name", n->id);
        if (!is_word(n->kind)) return defect(err, "a kind is not of the form [a-z][a-z0-9_]*", n->kind);
        if (!is_share(n->confidence)) return defect(err, "a confidence is not between 0 and 1", n->name);
        if (!is_quantity(&n->quantity)) return defect(err, "a value is no number", n->name);
        if (!check_evidence(graph, n->evidence, n->evidence_count))
            return defect(err, "a node without sound evidence", n->name);
    }
    return true;
}

static bool check_edges(const eg_graph *graph, const eg_edge *list, size_t count, bool facts, eg_error *err) {
    for (size_t i = 0; i < count; i++) {
        const eg_edge *e = &list[i];
        bool figure = !facts && e->target == EG_NO_NODE && e->figure.unit.len != 0;
        if (e->source >= graph->nodes.len || (e->target >= graph->nodes.len && !figure))
            return defect(err, "an edge with a dangling end", e->key.len ? e->key : e->type);
        if (!is_word(e->type)) return defect(err, "a type is not of the form [a-z][a-z0-9_]*", e->type);
        if (eg_status_is_fact(e->status) != facts) return defect(err, "an edge whose status is out of place", e->key);
        if (!is_share(e->confidence)) return defect(err, "a confidence is not between 0 and 1", e->key);
        if (!is_quantity(&e->amount) || !is_quantity(&e->figure))
            return defect(err, "an amount is no number", e->key);
        if (!check_evidence(graph, e->evidence, e->evidence_count))
            return defect(err, "an edge without sound evidence", e->key.len ? e->key : e->type);
    }
    return true;
}

static bool check_rest(const eg_graph *graph, eg_error *err) {
    for (size_t i = 0; i < graph->merges.len; i++) {
        const eg_merge *m = &graph->merges.items[i];
        if (m->node >= graph->nodes.len) return defect(err, "a merge of no node", m->alias);
        if (!check_evidence(graph, m->evidence, m->evidence_count))
            return defect(err, "a merge without sound evidence", m->alias);
    }
    for (size_t i = 0; i < graph->warnings.len; i++) {
        const eg_warning *w = &graph->warnings.items[i];
        if (w->source >= graph->posts.len && w->source != EG_NO_NODE)
            return defect(err, "a warning about no post", w->code);
    }
    return true;
}

/* One namespace for nodes and edges: Cytoscape.js drops an edge that is called as a node is. */
static bool claim_id(eg_map *ids, eg_slice id, uint32_t index, eg_error *err) {
    if (!is_id(id)) return defect(err, "an id is not of the form [A-Za-z][A-Za-z0-9_-]*", id);
    uint32_t before = (uint32_t)ids->len;
    eg_map_put(ids, id, index);
    return ids->len > before || defect(err, "two things have one id", id);
}

static bool check_post_ids(const eg_graph *graph, eg_error *err) {
    eg_map ids = {0};
    bool ok = true;
    for (size_t i = 0; i < graph->posts.len && ok; i++) {
        eg_slice id = graph->posts.items[i].id;
        ok = id.len ? eg_map_put(&ids, id, (uint32_t)i) == (uint32_t)i : false;
        if (!ok) defect(err, "a source without an id of its own", id);
    }
    eg_map_fini(&ids);
    return ok;
}

bool eg_finish_index(eg_graph *graph, eg_error *err) {
    uint32_t at = 0;
    eg_map_reserve(&graph->ids, graph->nodes.len + graph->edges.len + graph->unasserted.len);
    for (size_t i = 0; i < graph->nodes.len; i++)
        if (!claim_id(&graph->ids, graph->nodes.items[i].id, at++, err)) return false;
    for (size_t i = 0; i < graph->edges.len; i++)
        if (!claim_id(&graph->ids, graph->edges.items[i].key, at++, err)) return false;
    for (size_t i = 0; i < graph->unasserted.len; i++)
        if (!claim_id(&graph->ids, graph->unasserted.items[i].key, at++, err)) return false;
    return check_post_ids(graph, err);
}

bool eg_finish_check(const eg_graph *graph, eg_error *err) {
    return check_nodes(graph, err) && check_edges(graph, graph->edges.items, graph->edges.len, true, err) &&
           check_edges(graph, graph->unasserted.items, graph->unasserted.len, false, err) && check_rest(graph, err);
}
