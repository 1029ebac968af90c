/* SPDX-License-Identifier: MIT */
/* stats: what is in a graph, counted. timeline: what is dated, in order. conflicts: two values for one measure. */
#include "cli/ask.h"
#include "cli/commands.h"
#include "emit/native.h"
#include "graph/central.h"
#include "graph/conflict.h"

typedef struct tally {
    eg_slice what, name;
    size_t count;
} tally;

typedef EG_VEC(tally) tallies;

static void count(tallies *t, size_t from, eg_slice what, eg_slice name) {
    size_t i = from;
    while (i < t->len && !eg_slice_eq(t->items[i].name, name)) i++;
    if (i == t->len) {
        tally row = {what, name, 0};
        eg_vec_push(t, row);
    }
    t->items[i].count++;
}

static int by_count(const void *a, const void *b) {
    const tally *x = a, *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return eg_slice_cmp(x->name, y->name);
}

static void sort_from(tallies *t, size_t from) {
    if (t->len > from) qsort(t->items + from, t->len - from, sizeof *t->items, by_count);
}

static void add(tallies *t, const char *name, size_t number) {
    tally row = {EG_S("graph"), eg_slice_from(name), number};
    eg_vec_push(t, row);
}

static void take_totals(eg_ask *ask, tallies *t) {
    eg_adjacency links;
    eg_conflicts conflicts;
    size_t warnings, merges, largest = 0;
    eg_graph_warnings(ask->graph, &warnings);
    eg_graph_merges(ask->graph, &merges);
    eg_adjacency_init(&links, ask->graph, NULL);
    uint32_t *component = EG_NEW_ARRAY(&ask->arena, uint32_t, ask->node_count + 1);
    uint32_t components = eg_components(component, &links);
    uint32_t *sizes = EG_NEW_ARRAY(&ask->arena, uint32_t, components + 1);
    for (size_t i = 0; i < ask->node_count; i++)
        if (++sizes[component[i]] > largest) largest = sizes[component[i]];
    eg_adjacency_fini(&links);
    eg_conflicts_find(&conflicts, ask->graph);
    add(t, "posts", ask->post_count);
    add(t, "nodes", ask->node_count);
    add(t, "relations", ask->edge_count);
    add(t, "unasserted", ask->unasserted_count);
    add(t, "merges", merges);
    add(t, "warnings", warnings);
    add(t, "components", components);
    add(t, "nodes of the largest component", largest);
    add(t, "conflicts", conflicts.list.len);
    eg_conflicts_fini(&conflicts);
}

static void put_stats_json(eg_ask *ask, const tallies *t) {
    for (size_t i = 0; i < t->len; i++) {
        bool begins = i == 0 || !eg_slice_eq(t->items[i].what, t->items[i - 1].what);
        if (begins) eg_putf(&ask->out, "%s \"%.*s\": {", i ? "},\n" : "{\n", EG_FMT(t->items[i].what));
        else eg_puts(&ask->out, ", ");
        eg_json_text(&ask->out, t->items[i].name);
        eg_putf(&ask->out, ": %zu", t->items[i].count);
    }
    eg_puts(&ask->out, "}\n}\n");
}

int eg_cmd_stats(int argc, char **argv) {
    static const eg_column columns[] = {{"OF", false}, {"WHAT", false}, {"COUNT", true}};
    eg_ask ask = {0};
    tallies t = {0};
    if (eg_ask_begin(&ask, "stats", 0, argc, argv)) {
        take_totals(&ask, &t);
        size_t from = t.len;
        for (size_t i = 0; i < ask.node_count; i++) count(&t, from, EG_S("kind"), ask.nodes[i].kind);
        sort_from(&t, from);
        from = t.len;
        for (size_t i = 0; i < ask.edge_count; i++) count(&t, from, EG_S("relation"), ask.edges[i].type);
        sort_from(&t, from);
        from = t.len;
        for (size_t i = 0; i < ask.edge_count; i++) count(&t, from, EG_S("status"), eg_status_name(ask.edges[i].status));
        for (size_t i = 0; i < ask.unasserted_count; i++) count(&t, from, EG_S("status"), eg_status_name(ask.unasserted[i].status));
        sort_from(&t, from);
        eg_grid grid;
        eg_grid_init(&grid, columns, 3);
        for (size_t i = 0; i < t.len && !ask.json; i++) {
            eg_grid_cell(&grid, t.items[i].what, 0);
            eg_grid_cell(&grid, t.items[i].name, eg_ask_color(&ask, t.items[i].name));
            eg_grid_cell(&grid, eg_arena_printf(&ask.arena, "%zu", t.items[i].count), 0);
        }
        if (ask.json) put_stats_json(&ask, &t), eg_grid_fini(&grid);
        else eg_ask_grid(&ask, &grid);
    }
    eg_vec_fini(&t);
    return eg_ask_end(&ask);
}

/* ---- timeline ---- */

typedef struct dated {
    uint64_t head; /* of the date: its year and month as a number, so that few texts are compared */
    eg_slice when;
    size_t index; /* in the order of the graph, facts first: what comes first of one date */
    const eg_edge *edge;
} dated;

static int by_when(const void *a, const void *b) {
    const dated *x = a, *y = b;
    if (x->head != y->head) return x->head < y->head ? -1 : 1;
    int order = eg_slice_cmp(x->when, y->when);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

static uint64_t head_of(eg_slice when) {
    uint64_t head = 0;
    for (size_t i = 0; i < 8; i++) head = head << 8 | (i < when.len ? (unsigned char)when.ptr[i] : 0);
    return head;
}

int eg_cmd_timeline(int argc, char **argv) {
    static const eg_column columns[] = {{"WHEN", false}, {"FROM", false}, {"RELATION", false}, {"TO", false}, {"STATUS", false}, {"DETAIL", false}};
    eg_ask ask = {0};
    uint8_t *kinds;
    EG_VEC(dated) list = {0};
    if (eg_ask_begin(&ask, "timeline", 0, argc, argv) && eg_ask_kinds(&ask, "kind", &kinds)) {
        for (size_t i = 0; i < ask.edge_count + ask.unasserted_count; i++) {
            const eg_edge *e = i < ask.edge_count ? &ask.edges[i] : &ask.unasserted[i - ask.edge_count];
            bool kept = kinds == NULL || kinds[e->source] || (e->target != EG_NO_NODE && kinds[e->target]);
            if (kept && e->when.len && eg_ask_status(&ask, e, false)) eg_vec_push(&list, ((dated){head_of(e->when), e->when, i, e}));
        }
        if (list.len) qsort(list.items, list.len, sizeof *list.items, by_when);
        eg_grid grid;
        eg_grid_init(&grid, columns, 6);
        if (ask.json) eg_putc(&ask.out, '[');
        for (size_t i = 0; i < list.len; i++) {
            const eg_edge *e = list.items[i].edge;
            if (ask.json) {
                eg_json_item(&ask.out, i == 0, 1);
                eg_json_edge(&ask.out, ask.graph, e, (eg_json_style){0});
                continue;
            }
            eg_grid_cell(&grid, e->when, 0);
            eg_grid_cell(&grid, ask.nodes[e->source].name, eg_ask_color(&ask, ask.nodes[e->source].kind));
            eg_grid_cell(&grid, e->type, 0);
            eg_grid_cell(&grid, eg_ask_target(e, ask.nodes), e->target == EG_NO_NODE ? 0 : eg_ask_color(&ask, ask.nodes[e->target].kind));
            eg_grid_cell(&grid, eg_status_name(e->status), 0);
            eg_grid_cell(&grid, eg_ask_detail(&ask, e), 0);
            eg_ask_evidence(&ask, &grid, e->evidence, e->evidence_count);
        }
        if (ask.json) eg_puts(&ask.out, "]\n"), eg_grid_fini(&grid);
        else eg_ask_grid(&ask, &grid);
    }
    eg_vec_fini(&list);
    return eg_ask_end(&ask);
}

/* ---- conflicts ---- */

static void put_conflicts(eg_ask *ask, const eg_conflicts *c) {
    static const eg_column columns[] = {{"NAME", false}, {"MEASURE", false}, {"SAID", false}, {"WHEN", false}, {"WHERE", false}};
    eg_grid grid;
    eg_grid_init(&grid, columns, 5);
    for (size_t i = 0; i < c->list.len; i++)
        for (size_t k = 0; k < c->list.items[i].edge_count; k++) {
            const eg_edge *e = &ask->edges[c->list.items[i].edges[k]];
            const eg_node *node = &ask->nodes[e->source];
            eg_grid_cell(&grid, node->name, eg_ask_color(ask, node->kind));
            eg_grid_cell(&grid, e->measure, 0);
            eg_grid_cell(&grid, eg_arena_printf(&ask->arena, "%.*s%s%.*s", EG_FMT(e->modifier), e->modifier.len ? " " : "", EG_FMT(ask->nodes[e->target].name)), 0);
            eg_grid_cell(&grid, e->when, 0);
            eg_grid_cell(&grid, eg_arena_printf(&ask->arena, "%.*s:%u", EG_FMT(ask->posts[e->evidence[0].source].path), e->evidence[0].line), 0);
            eg_ask_evidence(ask, &grid, e->evidence, e->evidence_count);
        }
    eg_ask_grid(ask, &grid);
}

static void put_conflicts_json(eg_ask *ask, const eg_conflicts *c) {
    eg_putc(&ask->out, '[');
    for (size_t i = 0; i < c->list.len; i++) {
        const eg_conflict *one = &c->list.items[i];
        eg_json_item(&ask->out, i == 0, 1);
        eg_putc(&ask->out, '{');
        eg_json_member(&ask->out, "node", ask->nodes[one->node].id);
        eg_json_member(&ask->out, "measure", ask->edges[one->edges[0]].measure);
        eg_json_name(&ask->out, "edges");
        eg_putc(&ask->out, '[');
        for (size_t k = 0; k < one->edge_count; k++) {
            if (k) eg_puts(&ask->out, ", ");
            eg_json_edge(&ask->out, ask->graph, &ask->edges[one->edges[k]], (eg_json_style){0});
        }
        eg_puts(&ask->out, "]}");
    }
    eg_puts(&ask->out, "]\n");
}

int eg_cmd_conflicts(int argc, char **argv) {
    eg_ask ask = {0};
    eg_conflicts conflicts = {0};
    if (eg_ask_begin(&ask, "conflicts", 0, argc, argv)) {
        eg_conflicts_find(&conflicts, ask.graph);
        if (ask.json) put_conflicts_json(&ask, &conflicts);
        else put_conflicts(&ask, &conflicts);
    }
    eg_conflicts_fini(&conflicts);
    return eg_ask_end(&ask);
}
