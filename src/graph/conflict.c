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

/* What the claims of one status and date say at most and at least: somebody else's claim disagrees when it lies above the
 * least of their upper ends or below the greatest of their lower ends. */
typedef struct moment {
    eg_status status;
    eg_slice when;
    double least_high, greatest_low;      /* of the claims of this moment */
    double other_high, other_low;         /* with those of all moments that may be the same */
} moment;

static int by_moment(const void *a, const void *b) {
    const moment *x = a, *y = b;
    return x->status != y->status ? (x->status > y->status) - (x->status < y->status) : eg_slice_cmp(x->when, y->when);
}

static void widen(moment *m, const moment *other) {
    if (other->least_high < m->other_high) m->other_high = other->least_high;
    if (other->greatest_low > m->other_low) m->other_low = other->greatest_low;
}

/* Sorted by status and date, each once. */
static size_t list_moments(moment *list, const claim *claims, size_t count) {
    for (size_t i = 0; i < count; i++)
        list[i] = (moment){claims[i].status, claims[i].when, claims[i].high, claims[i].low, claims[i].high, claims[i].low};
    qsort(list, count, sizeof *list, by_moment);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && by_moment(&list[kept - 1], &list[i]) == 0) {
            if (list[i].least_high < list[kept - 1].least_high) list[kept - 1].least_high = list[i].least_high;
            if (list[i].greatest_low > list[kept - 1].greatest_low) list[kept - 1].greatest_low = list[i].greatest_low;
        } else list[kept++] = list[i];
    }
    for (size_t i = 0; i < kept; i++) list[i].other_high = list[i].least_high, list[i].other_low = list[i].greatest_low;
    return kept;
}

/* "2024" may be "2024-05": what a date begins stands right behind it, and an unknown date begins all. */
static void meet(moment *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count && list[k].status == list[i].status && eg_slice_starts(list[k].when, list[i].when); k++) {
            widen(&list[i], &list[k]);
            widen(&list[k], &list[i]);
        }
}

/* One group of claims; those that disagree with another one of it are a conflict. */
static void add(eg_conflicts *out, const claim *claims, size_t count) {
    uint32_t *edges = EG_NEW_ARRAY(&out->arena, uint32_t, count);
    moment *moments = EG_NEW_ARRAY(&out->arena, moment, count);
    size_t n = 0, kept = list_moments(moments, claims, count);
    meet(moments, kept);
    for (size_t i = 0; i < count; i++) {
        moment key = {.status = claims[i].status, .when = claims[i].when};
        const moment *m = bsearch(&key, moments, kept, sizeof *moments, by_moment);
        if (m && (m->other_high < claims[i].low || m->other_low > claims[i].high)) edges[n++] = claims[i].edge;
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
