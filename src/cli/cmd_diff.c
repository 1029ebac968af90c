/* SPDX-License-Identifier: MIT */
/* diff: what changed from one graph to another. Exit status 1 when anything did. */
#include "cli/ask.h"
#include "cli/commands.h"
#include "emit/native.h"
#include "graph/diff.h"

enum { RED = 203, GREEN = 114, YELLOW = 221 };

static const char *const marks[] = {"-", "+", "~"};
static const uint8_t colors[] = {RED, GREEN, YELLOW};
static const char *const changes[] = {"removed", "added", "changed"};
static const char *const items[] = {"node", "edge", "statement"};

static const eg_edge *edge_of(const eg_graph *graph, eg_item item, uint32_t index) {
    size_t n;
    return (item == EG_ITEM_EDGE ? eg_graph_edges(graph, &n) : eg_graph_unasserted(graph, &n)) + index;
}

static eg_slice say_edge(eg_ask *ask, const eg_graph *graph, const eg_edge *e) {
    size_t n;
    const eg_node *nodes = eg_graph_nodes(graph, &n);
    eg_slice arrow = eg_ask_arrow(ask, e, true), target = eg_ask_target(e, nodes), detail = eg_ask_detail(ask, e);
    eg_sink out = {0};
    eg_put(&out, nodes[e->source].name), eg_putc(&out, ' ');
    eg_put(&out, arrow), eg_putc(&out, ' ');
    eg_put(&out, target);
    const eg_slice more[] = {e->status == EG_STATUS_ASSERTED ? EG_S("") : eg_status_name(e->status), e->when, detail};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (more[i].len) eg_puts(&out, " \xC2\xB7 "), eg_put(&out, more[i]);
    eg_slice text = eg_arena_dup(&ask->arena, eg_sink_slice(&out));
    eg_sink_fini(&out);
    return text;
}

static void put_table(eg_ask *ask, const eg_diff *diff, const eg_graph *before, const eg_graph *after) {
    static const eg_column columns[] = {{" ", false}, {"ITEM", false}, {"ID", false}, {"WHAT", false}, {"CHANGED", false}};
    eg_grid grid;
    eg_grid_init(&grid, columns, 5);
    for (size_t i = 0; i < diff->entries.len; i++) {
        const eg_diff_entry *d = &diff->entries.items[i];
        const eg_graph *graph = d->change == EG_REMOVED ? before : after;
        uint32_t index = d->change == EG_REMOVED ? d->before : d->after;
        size_t n;
        const eg_node *node = d->item == EG_ITEM_NODE ? &eg_graph_nodes(graph, &n)[index] : NULL;
        const eg_edge *edge = node ? NULL : edge_of(graph, d->item, index);
        eg_grid_cell(&grid, eg_slice_from(marks[d->change]), colors[d->change]);
        eg_grid_cell(&grid, eg_slice_from(items[d->item]), 0);
        eg_grid_cell(&grid, node ? node->id : edge->key, colors[d->change]);
        eg_grid_cell(&grid, node ? eg_arena_printf(&ask->arena, "%.*s (%.*s)", EG_FMT(node->name), EG_FMT(node->kind)) : say_edge(ask, graph, edge), 0);
        eg_grid_cell(&grid, d->fields, 0);
    }
    eg_ask_grid(ask, &grid);
}

static void put_item(eg_ask *ask, const eg_graph *graph, eg_item item, uint32_t index) {
    size_t n;
    if (item == EG_ITEM_NODE) eg_json_node(&ask->out, graph, &eg_graph_nodes(graph, &n)[index], (eg_json_style){0});
    else eg_json_edge(&ask->out, graph, edge_of(graph, item, index), (eg_json_style){0});
}

static void put_json(eg_ask *ask, const eg_diff *diff, const eg_graph *before, const eg_graph *after) {
    eg_putc(&ask->out, '[');
    for (size_t i = 0; i < diff->entries.len; i++) {
        const eg_diff_entry *d = &diff->entries.items[i];
        eg_json_item(&ask->out, i == 0, 1);
        eg_putc(&ask->out, '{');
        eg_json_member(&ask->out, "change", eg_slice_from(changes[d->change]));
        eg_json_member(&ask->out, "item", eg_slice_from(items[d->item]));
        eg_json_optional(&ask->out, "fields", d->fields);
        if (d->change != EG_ADDED) eg_json_name(&ask->out, "before"), put_item(ask, before, d->item, d->before);
        if (d->change != EG_REMOVED) eg_json_name(&ask->out, "after"), put_item(ask, after, d->item, d->after);
        eg_putc(&ask->out, '}');
    }
    eg_puts(&ask->out, "]\n");
}

/* The first graph is the word before the posts; the second one is what eg_ask_begin read. */
static eg_graph *read_before(eg_ask *ask) {
    eg_session *s = &ask->session;
    s->arguments.len = s->posts.len = 0;
    eg_vec_push(&s->arguments, ask->words[0]);
    return eg_session_graph(s);
}

int eg_cmd_diff(int argc, char **argv) {
    eg_ask ask = {0};
    eg_graph *before = NULL;
    eg_diff diff = {0};
    if (eg_ask_begin(&ask, "diff", 1, argc, argv)) {
        before = read_before(&ask);
        if (before == NULL) ask.status = EG_EXIT_ERROR;
        else {
            if (eg_diff_init(&diff, before, ask.graph) && ask.status == EG_EXIT_DONE) ask.status = EG_EXIT_NEGATIVE;
            if (ask.json) put_json(&ask, &diff, before, ask.graph);
            else put_table(&ask, &diff, before, ask.graph);
            eg_diff_fini(&diff);
        }
    }
    eg_graph_free(before); /* its texts are the session's */
    return eg_ask_end(&ask);
}
