/* SPDX-License-Identifier: MIT */
/* Selections: a mask over a graph in five steps, and the graph of what is left. */
#include <stdlib.h>

#include "graph/query.h"

typedef struct selector {
    const eg_graph *graph;
    const eg_select *want;
    const eg_node *nodes;
    const eg_edge *edges, *unasserted;
    eg_mask *mask;
} selector;

static bool is_named(const eg_slice *list, size_t count, eg_slice word) {
    for (size_t i = 0; i < count; i++)
        if (eg_slice_eq(list[i], word)) return true;
    return count == 0;
}

static bool is_from(const selector *s, const eg_evidence *evidence, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < s->want->source_count; k++)
            if (evidence[i].source == s->want->sources[k]) return true;
    return s->want->source_count == 0;
}

static bool wants_status(const selector *s, eg_status status) {
    return s->want->statuses == 0 || (s->want->statuses >> status & 1) != 0;
}

static bool wants_edge(const selector *s, const eg_edge *e) {
    return is_named(s->want->types, s->want->type_count, e->type) && wants_status(s, e->status) &&
           e->evidence_count >= s->want->min_support && e->confidence >= s->want->min_confidence &&
           is_from(s, e->evidence, e->evidence_count);
}

/* A figure stays for its subject's sake: asked for by kind or not, `drop_strays` looks whether one is left. */
static bool wants_node(const selector *s, const eg_node *n) {
    if (!is_from(s, n->evidence, n->evidence_count)) return false;
    if (eg_node_is_figure(n)) return !s->want->no_figures;
    return is_named(s->want->kinds, s->want->kind_count, n->kind);
}

static bool has_ends(const selector *s, const eg_edge *e) {
    return s->mask->nodes[e->source] && (e->target == EG_NO_NODE ? !s->want->no_figures : s->mask->nodes[e->target]);
}

static void drop_loose_edges(selector *s) {
    for (size_t i = 0; i < s->mask->edge_count; i++)
        s->mask->edges[i] = s->mask->edges[i] && has_ends(s, &s->edges[i]);
    for (size_t i = 0; i < s->mask->unasserted_count; i++)
        s->mask->unasserted[i] = s->mask->unasserted[i] && has_ends(s, &s->unasserted[i]);
}

static void select_own(selector *s) {
    for (size_t i = 0; i < s->mask->node_count; i++) s->mask->nodes[i] = wants_node(s, &s->nodes[i]);
    for (size_t i = 0; i < s->mask->edge_count; i++) s->mask->edges[i] = wants_edge(s, &s->edges[i]);
    for (size_t i = 0; i < s->mask->unasserted_count; i++)
        s->mask->unasserted[i] = wants_edge(s, &s->unasserted[i]);
    drop_loose_edges(s);
}

/* Marks what lies within `depth` steps of the focus, along kept edges and statements. A figure is reached but not
 * walked through: two firms with the same growth rate are no neighbours. */
static void select_focus(selector *s) {
    if (s->want->focus_count == 0) return;
    uint8_t *near = calloc(s->mask->node_count + 1, 1);
    if (near == NULL) eg_out_of_memory(s->mask->node_count);
    uint32_t depth = s->want->depth ? s->want->depth : 1;
    for (size_t i = 0; i < s->want->focus_count; i++)
        if (s->want->focus[i] < s->mask->node_count) near[s->want->focus[i]] = 1;
    for (uint32_t step = 1, grown = 1; step <= depth && grown; step++) {
        uint8_t fresh = (uint8_t)(step % 2 ? 2 : 3); /* marks of this step do not count within it */
        grown = 0;
        for (size_t i = 0; i < s->mask->edge_count + s->mask->unasserted_count; i++) {
            bool fact = i < s->mask->edge_count;
            const eg_edge *e = fact ? &s->edges[i] : &s->unasserted[i - s->mask->edge_count];
            bool kept = fact ? s->mask->edges[i] : s->mask->unasserted[i - s->mask->edge_count];
            if (!kept || e->target == EG_NO_NODE) continue;
            const uint32_t ends[2] = {e->source, e->target};
            for (int k = 0; k < 2; k++) {
                uint32_t from = ends[k];
                uint32_t to = ends[1 - k];
                bool open = near[from] != 0 && near[from] != fresh &&
                            (near[from] == 1 || !eg_node_is_figure(&s->nodes[from]));
                if (open && near[to] == 0) near[to] = fresh, grown = 1;
            }
        }
        for (size_t i = 0; i < s->mask->node_count; i++)
            if (near[i] == fresh) near[i] = 4; /* settled, and no focus */
    }
    for (size_t i = 0; i < s->mask->node_count; i++) s->mask->nodes[i] = s->mask->nodes[i] && near[i];
    free(near);
    drop_loose_edges(s);
}

typedef struct degree_row {
    uint32_t node, degree;
} degree_row;

static int cmp_degree(const void *va, const void *vb) {
    const degree_row *a = va;
    const degree_row *b = vb;
    if (a->degree != b->degree) return a->degree > b->degree ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static void select_top(selector *s) {
    if (s->want->top == 0) return;
    eg_adjacency links;
    eg_adjacency_init(&links, s->graph, s->mask);
    EG_VEC(degree_row) rows = {0};
    for (uint32_t i = 0; i < s->mask->node_count; i++) {
        degree_row row = {i, eg_degree(&links, i)};
        if (s->mask->nodes[i] && !eg_node_is_figure(&s->nodes[i])) eg_vec_push(&rows, row);
    }
    if (rows.len) qsort(rows.items, rows.len, sizeof *rows.items, cmp_degree);
    for (size_t i = s->want->top; i < rows.len; i++) s->mask->nodes[rows.items[i].node] = 0;
    eg_vec_fini(&rows);
    eg_adjacency_fini(&links);
    drop_loose_edges(s);
}

static bool is_narrow(const eg_select *w) {
    return w->kind_count || w->type_count || w->statuses || w->source_count || w->min_support > 1 ||
           w->min_confidence > 0 || w->focus_count || w->top;
}

/* Figures that lost their subject, and with `linked_only` all that stand alone. A figure asked for by kind stays. */
static void drop_strays(selector *s) {
    bool figures = is_narrow(s->want);
    if (!figures && !s->want->linked_only) return;
    uint8_t *linked = calloc(s->mask->node_count + 1, 1);
    if (linked == NULL) eg_out_of_memory(s->mask->node_count);
    for (size_t i = 0; i < s->mask->edge_count; i++)
        if (s->mask->edges[i]) linked[s->edges[i].source] = linked[s->edges[i].target] = 1;
    for (size_t i = 0; i < s->mask->unasserted_count; i++) {
        const eg_edge *e = &s->unasserted[i];
        if (!s->mask->unasserted[i] || e->target == EG_NO_NODE) continue;
        linked[e->source] = linked[e->target] = 1;
    }
    for (size_t i = 0; i < s->mask->node_count; i++) {
        bool asked = s->want->kind_count && is_named(s->want->kinds, s->want->kind_count, s->nodes[i].kind);
        for (size_t k = 0; k < s->want->focus_count; k++) asked = asked || s->want->focus[k] == i;
        bool stray = !linked[i] && (s->want->linked_only || (eg_node_is_figure(&s->nodes[i]) && !asked));
        if (stray) s->mask->nodes[i] = 0;
    }
    free(linked);
    drop_loose_edges(s);
}

static size_t count_set(const uint8_t *list, size_t count) {
    size_t set = 0;
    for (size_t i = 0; i < count; i++) set += list[i];
    return set;
}

static uint8_t *bytes_for(size_t count) {
    uint8_t *list = eg_heap_alloc(count + 1);
    memset(list, 1, count + 1);
    return list;
}

void eg_mask_init(eg_mask *mask, const eg_graph *graph, const eg_select *select) {
    selector s = {.graph = graph, .want = select, .mask = mask};
    *mask = (eg_mask){0};
    s.nodes = eg_graph_nodes(graph, &mask->node_count);
    s.edges = eg_graph_edges(graph, &mask->edge_count);
    s.unasserted = eg_graph_unasserted(graph, &mask->unasserted_count);
    mask->nodes = bytes_for(mask->node_count);
    mask->edges = bytes_for(mask->edge_count);
    mask->unasserted = bytes_for(mask->unasserted_count);
    select_own(&s);
    select_focus(&s);
    select_top(&s);
    drop_strays(&s);
    mask->nodes_in = count_set(mask->nodes, mask->node_count);
    mask->edges_in = count_set(mask->edges, mask->edge_count);
    mask->unasserted_in = count_set(mask->unasserted, mask->unasserted_count);
}

void eg_mask_fini(eg_mask *mask) {
    free(mask->nodes);
    free(mask->edges);
    free(mask->unasserted);
    *mask = (eg_mask){0};
}

/* ---- the graph of a mask ---- */

static void extract_edges(eg_graph *out, const eg_edge *edges, const uint8_t *in, size_t count,
                          const uint32_t *moved) {
    for (size_t i = 0; i < count; i++) {
        if (!in[i]) continue;
        eg_edge edge = edges[i];
        edge.source = moved[edge.source];
        if (edge.target != EG_NO_NODE) edge.target = moved[edge.target];
        eg_graph_add_edge(out, &edge);
    }
}

static void extract_rest(eg_graph *out, const eg_graph *graph, const eg_mask *mask, const uint32_t *moved) {
    size_t count;
    const eg_merge *merges = eg_graph_merges(graph, &count);
    for (size_t i = 0; i < count; i++) {
        if (!mask->nodes[merges[i].node]) continue;
        eg_merge merge = merges[i];
        merge.node = moved[merge.node];
        eg_graph_add_merge(out, &merge);
    }
    const eg_warning *warnings = eg_graph_warnings(graph, &count);
    for (size_t i = 0; i < count; i++) eg_graph_add_warning(out, &warnings[i]);
}

eg_graph *eg_mask_extract(const eg_graph *graph, const eg_mask *mask) {
    eg_graph *out = eg_graph_new();
    eg_graph_set_title(out, eg_graph_title(graph));
    eg_graph_set_generator(out, eg_graph_generator(graph));
    eg_graph_set_patterns(out, eg_graph_patterns(graph));
    size_t count;
    const eg_post *posts = eg_graph_posts(graph, &count);
    for (size_t i = 0; i < count; i++) eg_graph_add_post(out, &posts[i]);
    const eg_node *nodes = eg_graph_nodes(graph, &count);
    uint32_t *moved = eg_heap_resize(NULL, count, sizeof *moved);
    for (size_t i = 0; i < count; i++) moved[i] = mask->nodes[i] ? eg_graph_add_node(out, &nodes[i]) : EG_NO_NODE;
    extract_edges(out, eg_graph_edges(graph, &count), mask->edges, mask->edge_count, moved);
    extract_edges(out, eg_graph_unasserted(graph, &count), mask->unasserted, mask->unasserted_count, moved);
    extract_rest(out, graph, mask, moved);
    free(moved);
    /* A part of a sound graph is sound: posts, ids and keys are those of the whole. */
    eg_graph_finish(out, NULL);
    return out;
}
