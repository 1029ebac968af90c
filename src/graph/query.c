/* SPDX-License-Identifier: MIT */
/* Names, neighbours, look-up by id. Selections stand in select.c. */
#include "graph/query.h"

#include "base/unicode.h"
#include "graph/store.h"

/* ---- ids ---- */

uint32_t eg_graph_node_of(const eg_graph *graph, eg_slice id) {
    uint32_t at = eg_map_get(&graph->ids, id);
    return at < graph->nodes.len ? at : EG_NO_NODE;
}

uint32_t eg_graph_edge_of(const eg_graph *graph, eg_slice key) {
    uint32_t at = eg_map_get(&graph->ids, key);
    size_t first = graph->nodes.len;
    return at >= first && at - first < graph->edges.len ? at - (uint32_t)first : EG_NO_NODE;
}

/* ---- names ---- */

typedef struct name_row {
    uint32_t node;
    bool alias;
    eg_slice text;   /* as the graph has it */
    eg_slice folded;
} name_row;

struct eg_names {
    const eg_graph *graph;
    eg_arena arena;
    EG_VEC(name_row) rows; /* by node; of one node the name first */
};

static void add_row(eg_names *names, uint32_t node, bool alias, eg_slice text) {
    name_row row = {node, alias, text, eg_fold(&names->arena, text)};
    eg_vec_push(&names->rows, row);
}

eg_names *eg_names_new(const eg_graph *graph) {
    eg_names *names = eg_heap_alloc(sizeof *names);
    memset(names, 0, sizeof *names);
    names->graph = graph;
    size_t count;
    const eg_node *nodes = eg_graph_nodes(graph, &count);
    for (uint32_t i = 0; i < count; i++) {
        add_row(names, i, false, nodes[i].name);
        for (size_t k = 0; k < nodes[i].alias_count; k++) add_row(names, i, true, nodes[i].aliases[k]);
    }
    return names;
}

void eg_names_free(eg_names *names) {
    if (names == NULL) return;
    eg_vec_fini(&names->rows);
    eg_arena_fini(&names->arena);
    free(names);
}

static bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool matches(const name_row *row, eg_slice folded, eg_match match) {
    switch (match) {
    case EG_MATCH_NAME: return !row->alias && eg_slice_eq(row->folded, folded);
    case EG_MATCH_ALIAS: return row->alias && eg_slice_eq(row->folded, folded);
    case EG_MATCH_PREFIX:
        for (size_t at = 0; (at = eg_slice_find(row->folded, folded, at)) != (size_t)-1; at++)
            if (at == 0 || !in_word(row->folded.ptr[at - 1])) return true;
        return false;
    case EG_MATCH_INSIDE: return eg_slice_find(row->folded, folded, 0) != (size_t)-1;
    case EG_MATCH_ID: break;
    }
    return false;
}

/* One class of match; nodes in `seen` (bytes, NULL = none) are passed over and marked. */
static void collect(const eg_names *names, eg_slice typed, eg_slice folded, eg_match match, uint8_t *seen,
                    eg_hits *hits) {
    if (match == EG_MATCH_ID) {
        uint32_t node = eg_graph_node_of(names->graph, typed);
        if (node == EG_NO_NODE || (seen && seen[node])) return;
        if (seen) seen[node] = 1;
        eg_hit hit = {node, match, typed};
        eg_vec_push(hits, hit);
        return;
    }
    if (folded.len == 0) return;
    uint32_t last = EG_NO_NODE;
    for (size_t i = 0; i < names->rows.len; i++) {
        const name_row *row = &names->rows.items[i];
        if (row->node == last || (seen && seen[row->node]) || !matches(row, folded, match)) continue;
        last = row->node;
        if (seen) seen[row->node] = 1;
        eg_hit hit = {row->node, match, row->text};
        eg_vec_push(hits, hit);
    }
}

static eg_slice fold_typed(eg_arena *arena, eg_slice typed) {
    return eg_slice_trim(eg_fold(arena, eg_slice_trim(typed)));
}

size_t eg_names_find(const eg_names *names, eg_slice typed, eg_match worst, eg_hits *hits) {
    eg_arena scratch = {0};
    eg_slice folded = fold_typed(&scratch, typed);
    size_t before = hits->len;
    for (eg_match m = EG_MATCH_ID; m <= worst && hits->len == before; m++)
        collect(names, typed, folded, m, NULL, hits);
    eg_arena_fini(&scratch);
    return hits->len - before;
}

size_t eg_names_all(const eg_names *names, eg_slice typed, eg_match worst, eg_hits *hits) {
    eg_arena scratch = {0};
    size_t count;
    eg_graph_nodes(names->graph, &count);
    uint8_t *seen = eg_arena_alloc(&scratch, count);
    eg_slice folded = fold_typed(&scratch, typed);
    size_t before = hits->len;
    for (eg_match m = EG_MATCH_ID; m <= worst; m++) collect(names, typed, folded, m, seen, hits);
    eg_arena_fini(&scratch);
    return hits->len - before;
}

/* ---- did you mean ---- */

typedef struct near_row {
    size_t distance;
    const name_row *row;
} near_row;

static int cmp_near(const void *va, const void *vb) {
    const near_row *a = va;
    const near_row *b = vb;
    if (a->distance != b->distance) return a->distance < b->distance ? -1 : 1;
    return (a->row->node > b->row->node) - (a->row->node < b->row->node);
}

size_t eg_names_near(const eg_names *names, eg_slice typed, size_t most, eg_hits *hits) {
    eg_arena scratch = {0};
    eg_slice folded = fold_typed(&scratch, typed);
    size_t limit = eg_utf8_count(folded) / 3;
    EG_VEC(near_row) near = {0};
    for (size_t i = 0; limit > 0 && i < names->rows.len; i++) {
        near_row row = {eg_edit_distance(folded, names->rows.items[i].folded, limit), &names->rows.items[i]};
        if (row.distance <= limit) eg_vec_push(&near, row);
    }
    if (near.len) qsort(near.items, near.len, sizeof *near.items, cmp_near);
    size_t before = hits->len;
    for (size_t i = 0; i < near.len && hits->len - before < most; i++) {
        bool seen = false;
        for (size_t k = before; k < hits->len; k++) seen = seen || hits->items[k].node == near.items[i].row->node;
        eg_hit hit = {near.items[i].row->node, EG_MATCH_INSIDE, near.items[i].row->text};
        if (!seen) eg_vec_push(hits, hit);
    }
    eg_vec_fini(&near);
    eg_arena_fini(&scratch);
    return hits->len - before;
}

/* ---- neighbours ---- */

void eg_adjacency_init(eg_adjacency *adjacency, const eg_graph *graph, const eg_mask *mask) {
    size_t node_count, edge_count;
    eg_graph_nodes(graph, &node_count);
    const eg_edge *edges = eg_graph_edges(graph, &edge_count);
    uint32_t *start = eg_heap_resize(NULL, node_count + 2, sizeof *start);
    memset(start, 0, (node_count + 2) * sizeof *start);
    size_t links = 0;
    for (size_t i = 0; i < edge_count; i++) {
        if (mask && !mask->edges[i]) continue;
        start[edges[i].source + 2]++;
        links++;
        if (edges[i].source == edges[i].target) continue;
        start[edges[i].target + 2]++;
        links++;
    }
    /* start[n + 1] is where the links of n begin until they are filled in, and where they end afterwards */
    for (size_t i = 2; i < node_count + 2; i++) start[i] += start[i - 1];
    eg_link *list = eg_heap_resize(NULL, links, sizeof *list);
    for (uint32_t i = 0; i < edge_count; i++) {
        if (mask && !mask->edges[i]) continue;
        const eg_edge *e = &edges[i];
        list[start[e->source + 1]++] = (eg_link){i, e->target, true};
        if (e->source != e->target) list[start[e->target + 1]++] = (eg_link){i, e->source, false};
    }
    *adjacency = (eg_adjacency){start, list, node_count};
}

void eg_adjacency_fini(eg_adjacency *adjacency) {
    free(adjacency->start);
    free(adjacency->links);
    *adjacency = (eg_adjacency){0};
}
