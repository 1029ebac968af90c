/* SPDX-License-Identifier: MIT */
/* Equal facts become one edge with the evidence of all. Within one type and one pair of ends, edges are told apart by
 * when, amount and measure, and only where both know them: an investor's rounds of 2021 and 2023 are two edges; a
 * sentence that names no year joins the first of those that fit. Statements also differ by status and figure. Edges
 * whose key came from a file are left as they are. */
#include "graph/store.h"

typedef struct item {
    uint32_t source, target, type; /* type: index of its text, for equality alone */
    uint32_t group;                /* 0 = fact, else status + 1 */
    uint32_t known;                /* how many of when, amount, measure; most first */
    uint32_t joined;               /* which of its group's new edges it became part of */
    const eg_edge *edge;
} item;

typedef EG_VEC(eg_edge) edges;

static int cmp_u32(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int cmp_double(double a, double b) {
    return (a > b) - (a < b);
}

static int cmp_quantity(const eg_quantity *a, const eg_quantity *b) {
    int c = eg_slice_cmp(a->unit, b->unit);
    if (c == 0) c = cmp_double(a->value, b->value);
    if (c == 0) c = (int)a->has_high - (int)b->has_high;
    if (c == 0 && a->has_high) c = cmp_double(a->high, b->high);
    return c;
}

static int cmp_group(const item *a, const item *b) {
    int c = cmp_u32(a->source, b->source);
    if (c == 0) c = cmp_u32(a->target, b->target);
    if (c == 0) c = cmp_u32(a->type, b->type);
    if (c == 0) c = cmp_u32(a->group, b->group);
    if (c == 0) c = cmp_quantity(&a->edge->figure, &b->edge->figure);
    return c;
}

/* A total order, so that what joins what does not depend on the order of adding. */
static int cmp_item(const void *va, const void *vb) {
    const item *a = va;
    const item *b = vb;
    int c = cmp_group(a, b);
    if (c == 0) c = cmp_u32(b->known, a->known);
    if (c == 0) c = eg_evidence_cmp(&a->edge->evidence[0], &b->edge->evidence[0]);
    if (c == 0) c = eg_slice_cmp(a->edge->when, b->edge->when);
    if (c == 0) c = cmp_quantity(&a->edge->amount, &b->edge->amount);
    if (c == 0) c = eg_slice_cmp(a->edge->measure, b->edge->measure);
    if (c == 0) c = eg_slice_cmp(a->edge->role, b->edge->role);
    if (c == 0) c = cmp_u32(a->edge->status, b->edge->status);
    return c;
}

/* "2024" and "2024-05" may be one date. */
static bool fits_when(eg_slice a, eg_slice b) {
    return a.len == 0 || b.len == 0 || eg_slice_starts(a, b) || eg_slice_starts(b, a);
}

static bool fits(const eg_edge *a, const eg_edge *b) {
    if (!fits_when(a->when, b->when)) return false;
    if (a->amount.unit.len && b->amount.unit.len && !eg_quantity_eq(&a->amount, &b->amount)) return false;
    return a->measure.len == 0 || b->measure.len == 0 || eg_slice_eq(a->measure, b->measure);
}

/* What has ended was once; what is asserted is no longer a plan. */
static eg_status joined_status(eg_status a, eg_status b) {
    if (a == b || !eg_status_is_fact(a)) return a;
    return a == EG_STATUS_ENDED || b == EG_STATUS_ENDED ? EG_STATUS_ENDED : EG_STATUS_ASSERTED;
}

static void prefer(eg_slice *kept, eg_slice other) {
    if (kept->len == 0) *kept = other;
}

/* What `from` adds to the edge it joins, but for its evidence. */
static void absorb(eg_edge *into, const eg_edge *from) {
    if (from->when.len > into->when.len) into->when = from->when;
    if (into->amount.unit.len == 0) into->amount = from->amount;
    prefer(&into->measure, from->measure);
    prefer(&into->modifier, from->modifier);
    prefer(&into->role, from->role);
    into->status = joined_status(into->status, from->status);
    if (from->confidence > into->confidence) into->confidence = from->confidence;
    into->evidence_count += from->evidence_count;
}

/* The evidence of all items of each new edge, copied once: a fact may be cited ten thousand times. */
static void gather(eg_graph *graph, eg_edge *joined, size_t joined_count, const item *items, size_t count) {
    for (size_t k = 0; k < joined_count; k++) {
        joined[k].evidence = EG_NEW_ARRAY(&graph->arena, eg_evidence, joined[k].evidence_count);
        joined[k].evidence_count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        eg_edge *into = &joined[items[i].joined];
        const eg_edge *from = items[i].edge;
        memcpy(eg_own_evidence(into->evidence) + into->evidence_count, from->evidence,
               from->evidence_count * sizeof *from->evidence);
        into->evidence_count += from->evidence_count;
    }
}

/* Items of one group become as few edges as fit; appended to `out`. */
static void join_group(eg_graph *graph, edges *out, item *items, size_t count) {
    size_t first = out->len;
    for (size_t i = 0; i < count; i++) {
        size_t k = first;
        while (k < out->len && !fits(&out->items[k], items[i].edge)) k++;
        items[i].joined = (uint32_t)(k - first);
        if (k == out->len) eg_vec_push(out, *items[i].edge);
        else absorb(&out->items[k], items[i].edge);
    }
    if (out->len - first < count) gather(graph, out->items + first, out->len - first, items, count);
}

/* "B partners with A" is "A partners with B": the end with the lesser id stands first. */
static void orient(const eg_graph *graph, eg_edge *edge) {
    if (edge->directed || edge->key.len != 0 || edge->target == EG_NO_NODE) return;
    const eg_node *nodes = graph->nodes.items;
    if (eg_slice_cmp(nodes[edge->source].id, nodes[edge->target].id) <= 0) return;
    uint32_t swap = edge->source;
    edge->source = edge->target;
    edge->target = swap;
}

static uint32_t known_fields(const eg_edge *e) {
    return (uint32_t)(e->when.len != 0) + (e->amount.unit.len != 0) + (e->measure.len != 0);
}

static bool all_have_keys(const eg_edge *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (list[i].key.len == 0) return false;
    return true;
}

static void join_list(eg_graph *graph, eg_edge *list, size_t *count) {
    if (all_have_keys(list, *count)) return;
    EG_VEC(item) items = {0};
    edges out = {0};
    for (size_t i = 0; i < *count; i++) {
        eg_edge *e = &list[i];
        orient(graph, e);
        if (e->key.len != 0) {
            eg_vec_push(&out, *e);
            continue;
        }
        uint32_t group = eg_status_is_fact(e->status) ? 0 : (uint32_t)e->status + 1;
        uint32_t type = eg_map_get(&graph->texts, e->type);
        item it = {e->source, e->target, type, group, known_fields(e), 0, e};
        eg_vec_push(&items, it);
    }
    if (items.len) qsort(items.items, items.len, sizeof *items.items, cmp_item);
    for (size_t i = 0, end; i < items.len; i = end) {
        for (end = i + 1; end < items.len && cmp_group(&items.items[i], &items.items[end]) == 0;) end++;
        join_group(graph, &out, items.items + i, end - i);
    }
    if (out.len) memcpy(list, out.items, out.len * sizeof *list);
    *count = out.len;
    eg_vec_fini(&items);
    eg_vec_fini(&out);
}

void eg_finish_join(eg_graph *graph) {
    join_list(graph, graph->edges.items, &graph->edges.len);
    join_list(graph, graph->unasserted.items, &graph->unasserted.len);
}
