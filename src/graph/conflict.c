/* SPDX-License-Identifier: MIT */
#include "graph/conflict.h"

#include "base/unicode.h"

typedef struct claim {
    uint32_t edge, node;
    eg_slice measure, unit; /* measure folded */
    eg_slice when;
    eg_status status;
    double low, high;
} claim;

static int by_subject(const void *a, const void *b) {
    const claim *x = a, *y = b;
    if (x->node != y->node) return x->node < y->node ? -1 : 1;
    int order = eg_slice_cmp(x->measure, y->measure);
    if (order == 0) order = eg_slice_cmp(x->unit, y->unit);
    return order ? order : (x->edge > y->edge) - (x->edge < y->edge);
}

static bool same_time(eg_slice a, eg_slice b) {
    size_t len = a.len < b.len ? a.len : b.len; /* an unknown date may be any */
    return eg_slice_eq(eg_slice_sub(a, 0, len), eg_slice_sub(b, 0, len));
}

static bool disagree(const claim *a, const claim *b) {
    return a->status == b->status && same_time(a->when, b->when) && (a->high < b->low || b->high < a->low);
}

/* One group of claims; those that disagree with another one of it are a conflict. */
static void add(eg_conflicts *out, const claim *claims, size_t count) {
    uint32_t *edges = EG_NEW_ARRAY(&out->arena, uint32_t, count);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        bool hit = false;
        for (size_t k = 0; k < count && !hit; k++) hit = disagree(&claims[i], &claims[k]);
        if (hit) edges[n++] = claims[i].edge;
    }
    eg_conflict c = {claims[0].node, edges, n};
    if (n) eg_vec_push(&out->list, c);
}

void eg_conflicts_find(eg_conflicts *out, const eg_graph *graph) {
    *out = (eg_conflicts){0};
    size_t node_count, edge_count;
    const eg_node *nodes = eg_graph_nodes(graph, &node_count);
    const eg_edge *edges = eg_graph_edges(graph, &edge_count);
    EG_VEC(claim) claims = {0};
    for (uint32_t i = 0; i < edge_count; i++) {
        const eg_edge *e = &edges[i];
        const eg_quantity *q = &nodes[e->target].quantity;
        if (q->unit.len == 0 || e->measure.len == 0) continue;
        claim c = {i, e->source, eg_fold(&out->arena, e->measure), q->unit, e->when, e->status, q->value, q->has_high ? q->high : q->value};
        eg_vec_push(&claims, c);
    }
    if (claims.len) qsort(claims.items, claims.len, sizeof *claims.items, by_subject);
    for (size_t from = 0, to; from < claims.len; from = to) {
        const claim *a = &claims.items[from];
        for (to = from + 1; to < claims.len; to++) {
            const claim *b = &claims.items[to];
            if (b->node != a->node || !eg_slice_eq(a->measure, b->measure) || !eg_slice_eq(a->unit, b->unit)) break;
        }
        if (to - from > 1) add(out, a, to - from);
    }
    eg_vec_fini(&claims);
}

void eg_conflicts_fini(eg_conflicts *conflicts) {
    eg_vec_fini(&conflicts->list);
    eg_arena_fini(&conflicts->arena);
}
