/* SPDX-License-Identifier: MIT */
#include "graph/diff.h"

#include <stdlib.h>

typedef struct row {
    eg_slice id;
    uint32_t index;
} row;

typedef struct table { /* rows by id */
    row *rows;
    size_t count;
} table;

typedef struct differ {
    eg_diff *diff;
    const eg_graph *before, *after;
    const eg_post *posts_before, *posts_after;
    const eg_node *nodes_before, *nodes_after;
} differ;

static int cmp_row(const void *a, const void *b) {
    return eg_slice_cmp(((const row *)a)->id, ((const row *)b)->id);
}

static table node_table(eg_arena *arena, const eg_node *nodes, size_t count) {
    table t = {EG_NEW_ARRAY(arena, row, count), count};
    for (uint32_t i = 0; i < count; i++) t.rows[i] = (row){nodes[i].id, i};
    qsort(t.rows, count, sizeof *t.rows, cmp_row);
    return t;
}

static table edge_table(eg_arena *arena, const eg_edge *edges, size_t count) {
    table t = {EG_NEW_ARRAY(arena, row, count), count};
    for (uint32_t i = 0; i < count; i++) t.rows[i] = (row){edges[i].key, i};
    qsort(t.rows, count, sizeof *t.rows, cmp_row);
    return t;
}

/* ---- what differs in one thing ---- */

static void name_field(differ *d, eg_slice *fields, bool same, const char *name) {
    if (same) return;
    *fields = eg_arena_printf(&d->diff->arena, "%.*s%s%s", EG_FMT(*fields), fields->len ? ", " : "", name);
}

static bool same_quantity(const eg_quantity *a, const eg_quantity *b) {
    return eg_slice_eq(a->unit, b->unit) && a->value == b->value && a->has_high == b->has_high &&
           (!a->has_high || a->high == b->high);
}

static bool same_texts(const eg_slice *a, size_t n, const eg_slice *b, size_t m) {
    bool same = n == m;
    for (size_t i = 0; i < n && same; i++) same = eg_slice_eq(a[i], b[i]);
    return same;
}

static bool same_evidence(const differ *d, const eg_evidence *a, size_t n, const eg_evidence *b, size_t m) {
    bool same = n == m;
    for (size_t i = 0; i < n && same; i++)
        same = a[i].line == b[i].line && eg_slice_eq(a[i].quote, b[i].quote) && eg_slice_eq(a[i].rule, b[i].rule) &&
               eg_slice_eq(d->posts_before[a[i].source].path, d->posts_after[b[i].source].path);
    return same;
}

static eg_slice node_fields(differ *d, uint32_t before, uint32_t after) {
    const eg_node *a = &d->nodes_before[before];
    const eg_node *b = &d->nodes_after[after];
    eg_slice fields = EG_S("");
    name_field(d, &fields, eg_slice_eq(a->kind, b->kind), "kind");
    name_field(d, &fields, eg_slice_eq(a->name, b->name), "name");
    name_field(d, &fields, same_texts(a->aliases, a->alias_count, b->aliases, b->alias_count), "aliases");
    name_field(d, &fields, same_quantity(&a->quantity, &b->quantity), "value");
    name_field(d, &fields, eg_slice_eq(a->same_as, b->same_as), "same_as");
    name_field(d, &fields, eg_slice_eq(a->url, b->url), "url");
    name_field(d, &fields, a->mentions == b->mentions, "mentions");
    name_field(d, &fields, a->confidence == b->confidence, "confidence");
    name_field(d, &fields, same_evidence(d, a->evidence, a->evidence_count, b->evidence, b->evidence_count), "evidence");
    return fields;
}

static bool same_end(const differ *d, uint32_t a, uint32_t b) {
    if (a == EG_NO_NODE || b == EG_NO_NODE) return a == b;
    return eg_slice_eq(d->nodes_before[a].id, d->nodes_after[b].id);
}

static eg_slice edge_fields(differ *d, const eg_edge *a, const eg_edge *b) {
    eg_slice fields = EG_S("");
    name_field(d, &fields, same_end(d, a->source, b->source), "source");
    name_field(d, &fields, same_end(d, a->target, b->target), "target");
    name_field(d, &fields, eg_slice_eq(a->type, b->type), "type");
    name_field(d, &fields, a->directed == b->directed, "directed");
    name_field(d, &fields, a->status == b->status, "status");
    name_field(d, &fields, a->confidence == b->confidence, "confidence");
    name_field(d, &fields, same_quantity(&a->amount, &b->amount), "amount");
    name_field(d, &fields, same_quantity(&a->figure, &b->figure), "figure");
    name_field(d, &fields, eg_slice_eq(a->when, b->when), "when");
    name_field(d, &fields, eg_slice_eq(a->role, b->role), "role");
    name_field(d, &fields, eg_slice_eq(a->measure, b->measure), "measure");
    name_field(d, &fields, eg_slice_eq(a->modifier, b->modifier), "modifier");
    name_field(d, &fields, same_evidence(d, a->evidence, a->evidence_count, b->evidence, b->evidence_count), "evidence");
    return fields;
}

/* ---- the walk over two sorted tables ---- */

static eg_slice fields_of(differ *d, eg_item item, uint32_t before, uint32_t after) {
    size_t count;
    if (item == EG_ITEM_NODE) return node_fields(d, before, after);
    bool fact = item == EG_ITEM_EDGE;
    const eg_edge *a = fact ? eg_graph_edges(d->before, &count) : eg_graph_unasserted(d->before, &count);
    const eg_edge *b = fact ? eg_graph_edges(d->after, &count) : eg_graph_unasserted(d->after, &count);
    return edge_fields(d, &a[before], &b[after]);
}

static void compare(differ *d, eg_item item, table a, table b) {
    size_t i = 0;
    size_t k = 0;
    while (i < a.count || k < b.count) {
        int c = i == a.count ? 1 : k == b.count ? -1 : eg_slice_cmp(a.rows[i].id, b.rows[k].id);
        eg_diff_entry entry = {.item = item, .before = EG_NO_NODE, .after = EG_NO_NODE};
        if (c <= 0) entry.before = a.rows[i++].index;
        if (c >= 0) entry.after = b.rows[k++].index;
        entry.change = c < 0 ? EG_REMOVED : c > 0 ? EG_ADDED : EG_CHANGED;
        if (c == 0) entry.fields = fields_of(d, item, entry.before, entry.after);
        if (c != 0 || entry.fields.len) eg_vec_push(&d->diff->entries, entry);
    }
}

bool eg_diff_init(eg_diff *diff, const eg_graph *before, const eg_graph *after) {
    *diff = (eg_diff){0};
    differ d = {.diff = diff, .before = before, .after = after};
    eg_arena scratch = {0};
    size_t n, m;
    d.posts_before = eg_graph_posts(before, &n);
    d.posts_after = eg_graph_posts(after, &n);
    d.nodes_before = eg_graph_nodes(before, &n);
    d.nodes_after = eg_graph_nodes(after, &m);
    compare(&d, EG_ITEM_NODE, node_table(&scratch, d.nodes_before, n), node_table(&scratch, d.nodes_after, m));
    const eg_edge *a = eg_graph_edges(before, &n);
    const eg_edge *b = eg_graph_edges(after, &m);
    compare(&d, EG_ITEM_EDGE, edge_table(&scratch, a, n), edge_table(&scratch, b, m));
    a = eg_graph_unasserted(before, &n);
    b = eg_graph_unasserted(after, &m);
    compare(&d, EG_ITEM_STATEMENT, edge_table(&scratch, a, n), edge_table(&scratch, b, m));
    eg_arena_fini(&scratch);
    return diff->entries.len > 0;
}

void eg_diff_fini(eg_diff *diff) {
    eg_vec_fini(&diff->entries);
    eg_arena_fini(&diff->arena);
}
