/* SPDX-License-Identifier: MIT */
/* The end of a graph's making: everything sorted by what it says, indices renumbered. */
#include "graph/store.h"

int eg_evidence_cmp(const eg_evidence *a, const eg_evidence *b) {
    if (a->source != b->source) return a->source < b->source ? -1 : 1;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->end != b->end) return a->end < b->end ? -1 : 1;
    return eg_slice_cmp(a->rule, b->rule);
}

bool eg_quantity_eq(const eg_quantity *a, const eg_quantity *b) {
    if (!eg_slice_eq(a->unit, b->unit) || a->has_high != b->has_high) return false;
    return a->value == b->value && (!a->has_high || a->high == b->high);
}

static int cmp_evidence(const void *a, const void *b) {
    return eg_evidence_cmp(a, b);
}

/* Sorted, one of each; returns how many are left. */
static size_t tidy_evidence(const eg_evidence *borrowed, size_t count) {
    eg_evidence *list = eg_own_evidence(borrowed);
    bool sorted = true;
    for (size_t i = 1; i < count && sorted; i++) sorted = eg_evidence_cmp(&list[i - 1], &list[i]) < 0;
    if (sorted) return count;
    qsort(list, count, sizeof *list, cmp_evidence);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (eg_evidence_cmp(&list[kept - 1], &list[i]) != 0) list[kept++] = list[i];
    return kept;
}

/* ---- posts ---- */

typedef struct post_row {
    eg_post post;
    uint32_t old;
} post_row;

static int cmp_post(const void *va, const void *vb) {
    const post_row *a = va;
    const post_row *b = vb;
    int c = eg_slice_cmp(a->post.path, b->post.path);
    if (c == 0) c = eg_slice_cmp(a->post.sha256, b->post.sha256);
    if (c == 0) c = eg_slice_cmp(a->post.id, b->post.id);
    return c ? c : (a->old > b->old) - (a->old < b->old);
}

static size_t renumber(const uint32_t *moved, const eg_evidence *borrowed, size_t count) {
    eg_evidence *list = eg_own_evidence(borrowed);
    for (size_t i = 0; i < count; i++) list[i].source = moved[list[i].source];
    return tidy_evidence(list, count);
}

static void renumber_posts(eg_graph *graph, const uint32_t *moved) {
    for (size_t i = 0; i < graph->nodes.len; i++) {
        eg_node *node = &graph->nodes.items[i];
        node->evidence_count = renumber(moved, node->evidence, node->evidence_count);
        if (node->mentions == 0) node->mentions = (uint32_t)node->evidence_count;
    }
    for (size_t i = 0; i < graph->edges.len; i++) {
        eg_edge *edge = &graph->edges.items[i];
        edge->evidence_count = renumber(moved, edge->evidence, edge->evidence_count);
    }
    for (size_t i = 0; i < graph->unasserted.len; i++) {
        eg_edge *edge = &graph->unasserted.items[i];
        edge->evidence_count = renumber(moved, edge->evidence, edge->evidence_count);
    }
    for (size_t i = 0; i < graph->merges.len; i++) {
        eg_merge *merge = &graph->merges.items[i];
        merge->evidence_count = renumber(moved, merge->evidence, merge->evidence_count);
    }
    for (size_t i = 0; i < graph->warnings.len; i++) {
        eg_warning *warning = &graph->warnings.items[i];
        if (warning->source != EG_NO_NODE) warning->source = moved[warning->source];
    }
}

void eg_finish_posts(eg_graph *graph) {
    size_t count = graph->posts.len;
    post_row *rows = eg_heap_resize(NULL, count, sizeof *rows);
    uint32_t *moved = eg_heap_resize(NULL, count, sizeof *moved);
    for (size_t i = 0; i < count; i++) rows[i] = (post_row){graph->posts.items[i], (uint32_t)i};
    qsort(rows, count, sizeof *rows, cmp_post);
    for (size_t i = 0; i < count; i++) {
        graph->posts.items[i] = rows[i].post;
        moved[rows[i].old] = (uint32_t)i;
    }
    renumber_posts(graph, moved);
    eg_finish_post_ids(graph);
    free(rows);
    free(moved);
}

/* ---- nodes ---- */

typedef struct node_row {
    eg_node node;
    uint32_t old;
} node_row;

static int cmp_node(const void *va, const void *vb) {
    const node_row *a = va;
    const node_row *b = vb;
    int c = eg_slice_cmp(a->node.kind, b->node.kind);
    return c ? c : eg_slice_cmp(a->node.id, b->node.id);
}

static bool nodes_sorted(const node_row *rows, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (cmp_node(&rows[i - 1], &rows[i]) > 0) return false;
    return true;
}

static void renumber_ends(eg_edge *list, size_t count, const uint32_t *moved) {
    for (size_t i = 0; i < count; i++) {
        list[i].source = moved[list[i].source];
        if (list[i].target != EG_NO_NODE) list[i].target = moved[list[i].target];
    }
}

void eg_finish_nodes(eg_graph *graph) {
    size_t count = graph->nodes.len;
    node_row *rows = eg_heap_resize(NULL, count, sizeof *rows);
    uint32_t *moved = eg_heap_resize(NULL, count, sizeof *moved);
    for (size_t i = 0; i < count; i++) rows[i] = (node_row){graph->nodes.items[i], (uint32_t)i};
    if (!nodes_sorted(rows, count)) qsort(rows, count, sizeof *rows, cmp_node);
    for (size_t i = 0; i < count; i++) {
        graph->nodes.items[i] = rows[i].node;
        moved[rows[i].old] = (uint32_t)i;
    }
    renumber_ends(graph->edges.items, graph->edges.len, moved);
    renumber_ends(graph->unasserted.items, graph->unasserted.len, moved);
    for (size_t i = 0; i < graph->merges.len; i++) graph->merges.items[i].node = moved[graph->merges.items[i].node];
    free(rows);
    free(moved);
}

/* ---- edges and the rest ---- */

/* Edges sort by the texts of their ends' ids; ranks make that a comparison of numbers. */
typedef struct edge_row {
    uint32_t source, target; /* rank of the id; EG_NO_NODE last */
    const eg_edge *edge;
} edge_row;

static int cmp_edge(const void *va, const void *vb) {
    const edge_row *a = va;
    const edge_row *b = vb;
    if (a->source != b->source) return a->source < b->source ? -1 : 1;
    /* types are interned: equal ones are one text */
    int c = a->edge->type.ptr == b->edge->type.ptr ? 0 : eg_slice_cmp(a->edge->type, b->edge->type);
    if (c != 0) return c;
    if (a->target != b->target) return a->target < b->target ? -1 : 1;
    return eg_slice_cmp(a->edge->key, b->edge->key);
}

typedef struct id_row {
    eg_slice id;
    uint32_t node;
} id_row;

static int cmp_id(const void *a, const void *b) {
    return eg_slice_cmp(((const id_row *)a)->id, ((const id_row *)b)->id);
}

static uint32_t *id_ranks(const eg_graph *graph) {
    size_t count = graph->nodes.len;
    id_row *rows = eg_heap_resize(NULL, count, sizeof *rows);
    uint32_t *rank = eg_heap_resize(NULL, count, sizeof *rank);
    for (size_t i = 0; i < count; i++) rows[i] = (id_row){graph->nodes.items[i].id, (uint32_t)i};
    qsort(rows, count, sizeof *rows, cmp_id);
    for (size_t i = 0; i < count; i++) rank[rows[i].node] = (uint32_t)i;
    free(rows);
    return rank;
}

static void sort_edges(eg_edge *list, size_t count, const uint32_t *rank) {
    edge_row *rows = eg_heap_resize(NULL, count, sizeof *rows);
    bool sorted = true;
    for (size_t i = 0; i < count; i++) {
        rows[i] = (edge_row){rank[list[i].source], list[i].target == EG_NO_NODE ? EG_NO_NODE : rank[list[i].target],
                             &list[i]};
        list[i].evidence_count = tidy_evidence(list[i].evidence, list[i].evidence_count);
        sorted = sorted && (i == 0 || cmp_edge(&rows[i - 1], &rows[i]) <= 0);
    }
    if (!sorted) {
        qsort(rows, count, sizeof *rows, cmp_edge);
        eg_edge *copy = eg_heap_resize(NULL, count, sizeof *copy);
        for (size_t i = 0; i < count; i++) copy[i] = *rows[i].edge;
        memcpy(list, copy, count * sizeof *copy);
        free(copy);
    }
    free(rows);
}

static int cmp_merge(const void *va, const void *vb) {
    const eg_merge *a = va;
    const eg_merge *b = vb;
    if (a->node != b->node) return a->node < b->node ? -1 : 1;
    int c = eg_slice_cmp(a->alias, b->alias);
    if (c == 0) c = eg_slice_cmp(a->rule, b->rule);
    if (c == 0) c = eg_slice_cmp(a->reason, b->reason);
    return c ? c : eg_evidence_cmp(&a->evidence[0], &b->evidence[0]);
}

static int cmp_warning(const void *va, const void *vb) {
    const eg_warning *a = va;
    const eg_warning *b = vb;
    if (a->source != b->source) return a->source < b->source ? -1 : 1;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    if (a->column != b->column) return a->column < b->column ? -1 : 1;
    int c = eg_slice_cmp(a->code, b->code);
    if (c == 0) c = eg_slice_cmp(a->rule, b->rule);
    return c ? c : eg_slice_cmp(a->text, b->text);
}

/* Overlapping graphs that were merged tell some things twice. */
static void drop_twins(eg_graph *graph) {
    size_t kept = 0;
    for (size_t i = 0; i < graph->merges.len; i++)
        if (kept == 0 || cmp_merge(&graph->merges.items[kept - 1], &graph->merges.items[i]) != 0)
            graph->merges.items[kept++] = graph->merges.items[i];
    graph->merges.len = kept;
    kept = 0;
    for (size_t i = 0; i < graph->warnings.len; i++)
        if (kept == 0 || cmp_warning(&graph->warnings.items[kept - 1], &graph->warnings.items[i]) != 0)
            graph->warnings.items[kept++] = graph->warnings.items[i];
    graph->warnings.len = kept;
}

void eg_finish_edges(eg_graph *graph) {
    uint32_t *rank = id_ranks(graph);
    if (graph->edges.len) sort_edges(graph->edges.items, graph->edges.len, rank);
    if (graph->unasserted.len) sort_edges(graph->unasserted.items, graph->unasserted.len, rank);
    if (graph->merges.len) qsort(graph->merges.items, graph->merges.len, sizeof *graph->merges.items, cmp_merge);
    if (graph->warnings.len)
        qsort(graph->warnings.items, graph->warnings.len, sizeof *graph->warnings.items, cmp_warning);
    drop_twins(graph);
    free(rank);
}
