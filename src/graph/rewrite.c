/* SPDX-License-Identifier: MIT */
#include "graph/rewrite.h"

static void take_edges(eg_rewrite *rw, const eg_edge *edges, size_t count) {
    for (size_t i = 0; i < count; i++) {
        eg_rewrite_edge *e = eg_vec_add(&rw->edges);
        e->edge = edges[i];
        e->edge.key = EG_S("");
        for (size_t j = 0; j < edges[i].evidence_count; j++) eg_vec_push(&e->evidence, edges[i].evidence[j]);
    }
}

void eg_rewrite_init(eg_rewrite *rw, const eg_graph *graph) {
    size_t count;
    *rw = (eg_rewrite){.graph = graph};
    const eg_post *posts = eg_graph_posts(graph, &count);
    for (size_t i = 0; i < count; i++) {
        eg_vec_push(&rw->posts, posts[i]);
        rw->posts.items[i].id = EG_S("");
    }
    const eg_node *nodes = eg_graph_nodes(graph, &count);
    for (size_t i = 0; i < count; i++) {
        eg_rewrite_node *n = eg_vec_add(&rw->nodes);
        n->node = nodes[i];
        n->node.id = EG_S("");
        for (size_t j = 0; j < nodes[i].alias_count; j++) eg_vec_push(&n->aliases, nodes[i].aliases[j]);
        for (size_t j = 0; j < nodes[i].evidence_count; j++) eg_vec_push(&n->evidence, nodes[i].evidence[j]);
    }
    const eg_edge *facts = eg_graph_edges(graph, &count);
    take_edges(rw, facts, count);
    const eg_edge *others = eg_graph_unasserted(graph, &count);
    take_edges(rw, others, count);
    const eg_merge *merges = eg_graph_merges(graph, &count);
    for (size_t i = 0; i < count; i++) eg_vec_push(&rw->merges, merges[i]);
    const eg_warning *warnings = eg_graph_warnings(graph, &count);
    for (size_t i = 0; i < count; i++) eg_vec_push(&rw->warnings, warnings[i]);
}

void eg_rewrite_fini(eg_rewrite *rw) {
    for (size_t i = 0; i < rw->nodes.len; i++) {
        eg_vec_fini(&rw->nodes.items[i].aliases);
        eg_vec_fini(&rw->nodes.items[i].evidence);
    }
    for (size_t i = 0; i < rw->edges.len; i++) eg_vec_fini(&rw->edges.items[i].evidence);
    eg_vec_fini(&rw->posts);
    eg_vec_fini(&rw->nodes);
    eg_vec_fini(&rw->edges);
    eg_vec_fini(&rw->merges);
    eg_vec_fini(&rw->warnings);
    eg_arena_fini(&rw->arena);
}

static bool is_figure(const eg_rewrite_node *n) {
    return n->node.quantity.unit.len != 0;
}

static void drop_dangling(eg_rewrite *rw) {
    size_t *before = EG_NEW_ARRAY(&rw->arena, size_t, rw->nodes.len), *after = EG_NEW_ARRAY(&rw->arena, size_t, rw->nodes.len);
    for (size_t i = 0; i < rw->edges.len; i++) {
        eg_rewrite_edge *e = &rw->edges.items[i];
        uint32_t target = e->edge.target;
        if (target != EG_NO_NODE) before[target]++;
        e->gone = e->gone || rw->nodes.items[e->edge.source].gone || (target != EG_NO_NODE && rw->nodes.items[target].gone);
        if (target != EG_NO_NODE && !e->gone) after[target]++;
    }
    for (size_t i = 0; i < rw->nodes.len; i++)
        if (is_figure(&rw->nodes.items[i]) && before[i] && after[i] == 0) rw->nodes.items[i].gone = true;
}

static void give_nodes(eg_rewrite *rw, eg_graph *graph, uint32_t *made) {
    for (size_t i = 0; i < rw->nodes.len; i++) {
        eg_rewrite_node *n = &rw->nodes.items[i];
        made[i] = EG_NO_NODE;
        if (n->gone) continue;
        eg_node node = n->node;
        node.aliases = n->aliases.items;
        node.alias_count = n->aliases.len;
        node.evidence = n->evidence.items;
        node.evidence_count = n->evidence.len;
        made[i] = eg_graph_add_node(graph, &node);
    }
}

static void give_edges(const eg_rewrite *rw, eg_graph *graph, const uint32_t *made) {
    for (size_t i = 0; i < rw->edges.len; i++) {
        const eg_rewrite_edge *e = &rw->edges.items[i];
        if (e->gone || e->evidence.len == 0) continue;
        eg_edge edge = e->edge;
        edge.source = made[edge.source];
        if (edge.target != EG_NO_NODE) edge.target = made[edge.target];
        edge.evidence = e->evidence.items;
        edge.evidence_count = e->evidence.len;
        eg_graph_add_edge(graph, &edge);
    }
}

eg_graph *eg_rewrite_finish(eg_rewrite *rw, eg_error *err) {
    eg_graph *graph = eg_graph_new();
    uint32_t *made = EG_NEW_ARRAY(&rw->arena, uint32_t, rw->nodes.len);
    eg_graph_set_title(graph, eg_graph_title(rw->graph));
    eg_graph_set_generator(graph, eg_graph_generator(rw->graph));
    eg_graph_set_patterns(graph, eg_graph_patterns(rw->graph));
    for (size_t i = 0; i < rw->posts.len; i++) eg_graph_add_post(graph, &rw->posts.items[i]);
    drop_dangling(rw);
    give_nodes(rw, graph, made);
    give_edges(rw, graph, made);
    for (size_t i = 0; i < rw->merges.len; i++) {
        eg_merge merge = rw->merges.items[i];
        if (eg_slice_eq(merge.alias, rw->nodes.items[merge.node].node.name)) continue; /* renamed to it */
        merge.node = made[merge.node];
        if (merge.node != EG_NO_NODE) eg_graph_add_merge(graph, &merge);
    }
    for (size_t i = 0; i < rw->warnings.len; i++) eg_graph_add_warning(graph, &rw->warnings.items[i]);
    if (eg_graph_finish(graph, err)) return graph;
    eg_graph_free(graph);
    return NULL;
}
