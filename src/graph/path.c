/* SPDX-License-Identifier: MIT */
/* Distances to the goal first, breadth first; then ways of exactly the least length, of one more, and so on, depth
 * first, never into a node that is too far from the goal for what is left. So shortest ways come out without a detour,
 * and longer ones as lazily as they are asked for. */
#include "graph/path.h"

#include <stdlib.h>

enum { STEPS_MOST = 5000000, LONGEST = 8 };

typedef struct step {
    uint32_t other, edge;
} step;

typedef struct search {
    const eg_graph *graph;
    const eg_path_options *options;
    const eg_node *nodes;
    const eg_edge *edges;
    size_t node_count;
    uint32_t from, to;
    eg_adjacency links;  /* over the edges that may be walked */
    uint8_t *closed;     /* nodes that no way may pass through */
    uint32_t *distance;  /* to `to`; EG_NO_NODE = there is no way */
    uint8_t *on_way;
    eg_arena arena;
    step **steps;        /* of a node once asked for: each neighbour once, by its index */
    uint32_t *step_count;
    size_t work;
} search;

static bool is_listed(const eg_slice *list, size_t count, eg_slice word) {
    for (size_t i = 0; i < count; i++)
        if (eg_slice_eq(list[i], word)) return true;
    return false;
}

static bool is_hub(const search *s, uint32_t node) {
    if (s->options->schema == NULL) return false;
    uint32_t kind = eg_schema_kind(s->options->schema, s->nodes[node].kind);
    return kind != EG_NONE && (s->options->schema->kinds[kind].traits & EG_TRAIT_HUB) != 0;
}

static bool is_place_type(const search *s, eg_slice type) {
    if (s->options->schema == NULL) return false;
    uint32_t edge = eg_schema_edge(s->options->schema, type);
    return edge != EG_NONE && (s->options->schema->edges[edge].traits & EG_EDGE_PLACE) != 0;
}

static bool may_walk(const search *s, const eg_edge *e) {
    const eg_path_options *o = s->options;
    if (o->statuses != 0 && (o->statuses >> e->status & 1) == 0) return false;
    if (is_listed(o->avoid_types, o->avoid_type_count, e->type)) return false;
    if (o->through_hubs || !is_place_type(s, e->type)) return true;
    bool at_from = (e->source == s->from || e->target == s->from) && is_hub(s, s->from);
    bool at_to = (e->source == s->to || e->target == s->to) && is_hub(s, s->to);
    return at_from || at_to;
}

static bool is_closed(const search *s, uint32_t node) {
    const eg_path_options *o = s->options;
    if (eg_node_is_figure(&s->nodes[node])) return true;
    if (!o->through_hubs && is_hub(s, node)) return true;
    if (o->avoid_degree && eg_degree(&s->links, node) > o->avoid_degree) return true;
    return is_listed(o->avoid_kinds, o->avoid_kind_count, s->nodes[node].kind);
}

static void link_up(search *s) {
    size_t count;
    s->nodes = eg_graph_nodes(s->graph, &s->node_count);
    s->edges = eg_graph_edges(s->graph, &count);
    uint8_t *walked = eg_arena_alloc(&s->arena, count);
    for (size_t i = 0; i < count; i++) walked[i] = may_walk(s, &s->edges[i]);
    eg_mask mask = {.edges = walked, .edge_count = count};
    eg_adjacency_init(&s->links, s->graph, &mask);
    s->closed = eg_arena_alloc(&s->arena, s->node_count);
    for (uint32_t i = 0; i < s->node_count; i++) s->closed[i] = i != s->from && i != s->to && is_closed(s, i);
}

/* May the link of `node` be walked away from it (or, `back`, towards it)? */
static bool is_open(const search *s, const eg_link *link, bool back) {
    return !s->options->directed || !s->edges[link->edge].directed || link->out != back;
}

static void measure(search *s) {
    s->distance = EG_NEW_ARRAY(&s->arena, uint32_t, s->node_count);
    uint32_t *queue = EG_NEW_ARRAY(&s->arena, uint32_t, s->node_count);
    for (size_t i = 0; i < s->node_count; i++) s->distance[i] = EG_NO_NODE;
    size_t tail = 0;
    s->distance[s->to] = 0;
    queue[tail++] = s->to;
    for (size_t head = 0; head < tail; head++) {
        uint32_t node = queue[head];
        if (node == s->from) continue;
        size_t count;
        const eg_link *links = eg_links(&s->links, node, &count);
        for (size_t i = 0; i < count; i++) {
            uint32_t other = links[i].other;
            if (s->distance[other] != EG_NO_NODE || s->closed[other] || !is_open(s, &links[i], true)) continue;
            s->distance[other] = s->distance[node] + 1;
            queue[tail++] = other;
        }
    }
}

/* By neighbour; of parallel edges the one with most support, then the first. */
static int cmp_step(const void *va, const void *vb) {
    const step *a = va;
    const step *b = vb;
    if (a->other != b->other) return a->other < b->other ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

static void make_steps(search *s, uint32_t node) {
    size_t count;
    const eg_link *links = eg_links(&s->links, node, &count);
    step *list = EG_NEW_ARRAY(&s->arena, step, count + 1);
    uint32_t len = 0;
    for (size_t i = 0; i < count; i++)
        if (is_open(s, &links[i], false) && !s->closed[links[i].other])
            list[len++] = (step){links[i].other, links[i].edge};
    if (len > 1) qsort(list, len, sizeof *list, cmp_step);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < len; i++) {
        bool same = kept > 0 && list[kept - 1].other == list[i].other;
        if (!same) list[kept++] = list[i];
        else if (s->edges[list[i].edge].evidence_count > s->edges[list[kept - 1].edge].evidence_count)
            list[kept - 1] = list[i];
    }
    s->steps[node] = list;
    s->step_count[node] = kept;
}

typedef struct way {
    uint32_t nodes[64];
    uint32_t edges[64];
    uint32_t at[64]; /* next step to try from each node of the way */
} way;

static void keep(eg_paths *paths, const way *w, size_t length) {
    eg_path path = {.length = length};
    path.nodes = eg_heap_resize(NULL, 2 * length + 1, sizeof *path.nodes);
    path.edges = path.nodes + length + 1;
    memcpy(path.nodes, w->nodes, (length + 1) * sizeof *path.nodes);
    if (length) memcpy(path.edges, w->edges, length * sizeof *path.edges);
    eg_vec_push(paths, path);
}

/* The next node of a way that must be `length` long, `depth` of it gone; false when this node has no more. */
static bool advance(search *s, way *w, size_t depth, size_t length) {
    uint32_t node = w->nodes[depth];
    if (s->steps[node] == NULL) make_steps(s, node);
    while (w->at[depth] < s->step_count[node]) {
        step next = s->steps[node][w->at[depth]++];
        size_t left = length - depth - 1;
        s->work++;
        if (s->on_way[next.other] || s->distance[next.other] > left) continue;
        if ((next.other == s->to) != (left == 0)) continue;
        w->nodes[depth + 1] = next.other;
        w->edges[depth] = next.edge;
        return true;
    }
    return false;
}

/* All ways of exactly this length until there are `most`. */
static void walk(search *s, eg_paths *paths, size_t length, size_t most) {
    way w = {.nodes = {s->from}};
    size_t depth = 0;
    s->on_way[s->from] = 1;
    for (;;) {
        if (s->work > STEPS_MOST || paths->len >= most) break;
        if (depth < length && advance(s, &w, depth, length)) {
            depth++;
            w.at[depth] = 0;
            s->on_way[w.nodes[depth]] = 1;
            if (depth == length) keep(paths, &w, length);
            continue;
        }
        s->on_way[w.nodes[depth]] = 0;
        if (depth == 0) break;
        depth--;
    }
    while (depth > 0) s->on_way[w.nodes[depth--]] = 0;
    s->on_way[s->from] = 0;
}

size_t eg_paths_find(eg_paths *paths, const eg_graph *graph, uint32_t from, uint32_t to,
                     const eg_path_options *options, bool *cut) {
    static const eg_path_options plain;
    search s = {.graph = graph, .options = options ? options : &plain, .from = from, .to = to};
    size_t before = paths->len;
    size_t most = before + (s.options->most ? s.options->most : 1);
    size_t longest = s.options->longest ? s.options->longest : LONGEST;
    if (longest > 63) longest = 63;
    link_up(&s);
    measure(&s);
    s.on_way = eg_arena_alloc(&s.arena, s.node_count);
    s.steps = EG_NEW_ARRAY(&s.arena, step *, s.node_count);
    s.step_count = EG_NEW_ARRAY(&s.arena, uint32_t, s.node_count);
    size_t least = s.distance[from];
    if (from == to) keep(paths, &(way){.nodes = {from}}, 0);
    else if (least != EG_NO_NODE && least <= 63) {
        size_t last = s.options->longer && longest > least ? longest : least;
        for (size_t length = least; length <= last && paths->len < most; length++) walk(&s, paths, length, most);
    }
    if (cut) *cut = s.work > STEPS_MOST;
    eg_adjacency_fini(&s.links);
    eg_arena_fini(&s.arena);
    return paths->len - before;
}

void eg_paths_fini(eg_paths *paths) {
    for (size_t i = 0; i < paths->len; i++) free(paths->items[i].nodes);
    eg_vec_fini(paths);
}
