/* SPDX-License-Identifier: MIT */
/* list: the names of a graph. find: those that a text stands in. show: one of them with its relations. */
#include "cli/ask.h"
#include "cli/commands.h"
#include "emit/native.h"

/* One byte per node: it has a statement of the statuses that --status names. */
static uint8_t *by_status(eg_ask *ask) {
    if (ask->statuses == 0) return NULL;
    uint8_t *mask = EG_NEW_ARRAY(&ask->arena, uint8_t, ask->node_count + 1);
    for (size_t i = 0; i < ask->edge_count + ask->unasserted_count; i++) {
        const eg_edge *e = i < ask->edge_count ? &ask->edges[i] : &ask->unasserted[i - ask->edge_count];
        if (!eg_ask_status(ask, e, false)) continue;
        mask[e->source] = 1;
        if (e->target != EG_NO_NODE) mask[e->target] = 1;
    }
    return mask;
}

int eg_cmd_list(int argc, char **argv) {
    eg_ask ask = {0};
    uint8_t *kinds;
    if (eg_ask_begin(&ask, "list", 0, argc, argv) && eg_ask_kinds(&ask, "kind", &kinds)) {
        const uint8_t *stated = by_status(&ask);
        eg_grid grid;
        eg_grid_init(&grid, eg_node_columns, 5);
        bool first = true;
        if (ask.json) eg_putc(&ask.out, '[');
        for (size_t i = 0; i < ask.node_count; i++) {
            const eg_node *node = &ask.nodes[i];
            if ((kinds && !kinds[i]) || (stated && !stated[i])) continue;
            if (ask.json) {
                eg_json_item(&ask.out, first, 1);
                eg_json_node(&ask.out, ask.graph, node, (eg_json_style){0});
                first = false;
            } else {
                eg_ask_node_row(&ask, &grid, node);
                eg_ask_evidence(&ask, &grid, node->evidence, node->evidence_count);
            }
        }
        if (ask.json) eg_puts(&ask.out, "]\n"), eg_grid_fini(&grid);
        else eg_ask_grid(&ask, &grid);
    }
    return eg_ask_end(&ask);
}

/* ---- find ---- */

static const char *const matches[] = {"id", "name", "alias", "prefix", "inside"};

static void put_found(eg_ask *ask, const eg_hits *hits, const uint8_t *kinds, bool *any) {
    static const eg_column columns[] = {{"ID", false}, {"KIND", false}, {"NAME", false}, {"MATCH", false}, {"TEXT", false}};
    eg_grid grid;
    eg_grid_init(&grid, columns, 5);
    if (ask->json) eg_putc(&ask->out, '[');
    for (size_t i = 0; i < hits->len; i++) {
        const eg_hit *h = &hits->items[i];
        const eg_node *node = &ask->nodes[h->node];
        if (kinds && !kinds[h->node]) continue;
        if (ask->json) {
            eg_json_item(&ask->out, !*any, 1);
            eg_puts(&ask->out, "{\"match\": ");
            eg_json_text(&ask->out, eg_slice_from(matches[h->match]));
            eg_json_member(&ask->out, "text", h->text);
            eg_json_name(&ask->out, "node");
            eg_json_node(&ask->out, ask->graph, node, (eg_json_style){0});
            eg_putc(&ask->out, '}');
        } else {
            eg_grid_cell(&grid, node->id, 0);
            eg_grid_cell(&grid, node->kind, eg_ask_color(ask, node->kind));
            eg_grid_cell(&grid, node->name, eg_ask_color(ask, node->kind));
            eg_grid_cell(&grid, eg_slice_from(matches[h->match]), 0);
            eg_grid_cell(&grid, h->text, 0);
            eg_ask_evidence(ask, &grid, node->evidence, node->evidence_count);
        }
        *any = true;
    }
    if (ask->json) eg_puts(&ask->out, "]\n"), eg_grid_fini(&grid);
    else eg_ask_grid(ask, &grid);
}

int eg_cmd_find(int argc, char **argv) {
    eg_ask ask = {0};
    eg_hits hits = {0};
    uint8_t *kinds;
    uint32_t node;
    bool any = false;
    if (eg_ask_begin(&ask, "find", 1, argc, argv) && eg_ask_kinds(&ask, "kind", &kinds)) {
        if (ask.names == NULL) ask.names = eg_names_new(ask.graph);
        eg_names_all(ask.names, eg_slice_from(ask.words[0]), EG_MATCH_INSIDE, &hits);
        if (hits.len == 0) eg_ask_node(&ask, ask.words[0], false, &node); /* says what is near */
        put_found(&ask, &hits, kinds, &any);
        if (!any) ask.status = EG_EXIT_NEGATIVE;
    }
    eg_vec_fini(&hits);
    return eg_ask_end(&ask);
}

/* ---- show ---- */

typedef struct showing {
    eg_ask *ask;
    uint32_t node;
    eg_grid grid;
    bool first;
} showing;

static void show_edge(showing *s, const eg_edge *e) {
    eg_ask *ask = s->ask;
    if (ask->json) {
        eg_json_item(&ask->out, s->first, 2);
        eg_json_edge(&ask->out, ask->graph, e, (eg_json_style){0});
        s->first = false;
        return;
    }
    bool out = e->source == s->node;
    uint32_t type = eg_schema_edge(ask->schema, e->type);
    const eg_edge_type *t = type == EG_NONE ? NULL : &ask->schema->edges[type];
    eg_slice relation = t == NULL ? e->type : out || !e->directed ? t->label : t->inverse;
    if (relation.len == 0) relation = e->type;
    const eg_node *other = out ? (e->target == EG_NO_NODE ? NULL : &ask->nodes[e->target]) : &ask->nodes[e->source];
    eg_grid_cell(&s->grid, relation, 0);
    eg_grid_cell(&s->grid, other ? other->name : e->figure.name, other ? eg_ask_color(ask, other->kind) : 0);
    eg_grid_cell(&s->grid, other ? other->kind : EG_S(""), other ? eg_ask_color(ask, other->kind) : 0);
    eg_grid_cell(&s->grid, eg_status_name(e->status), 0);
    eg_grid_cell(&s->grid, e->when, 0);
    eg_grid_cell(&s->grid, eg_ask_detail(ask, e), 0);
    eg_grid_cell(&s->grid, e->key, 0);
    eg_ask_evidence(ask, &s->grid, e->evidence, e->evidence_count);
}

static void show_edges(showing *s, const eg_edge *edges, size_t count) {
    for (size_t i = 0; i < count; i++)
        if ((edges[i].source == s->node || edges[i].target == s->node) && eg_ask_status(s->ask, &edges[i], true)) show_edge(s, &edges[i]);
}

static void show_json(showing *s) {
    eg_ask *ask = s->ask;
    eg_puts(&ask->out, "{\"node\": ");
    eg_json_node(&ask->out, ask->graph, &ask->nodes[s->node], (eg_json_style){0});
    eg_puts(&ask->out, ",\n \"edges\": [");
    s->first = true;
    show_edges(s, ask->edges, ask->edge_count);
    eg_puts(&ask->out, "],\n \"unasserted\": [");
    s->first = true;
    show_edges(s, ask->unasserted, ask->unasserted_count);
    eg_puts(&ask->out, "]}\n");
}

static void show_tables(showing *s) {
    static const eg_column columns[] = {{"RELATION", false}, {"NAME", false}, {"KIND", false}, {"STATUS", false}, {"WHEN", false}, {"DETAIL", false}, {"KEY", false}};
    eg_ask *ask = s->ask;
    const eg_node *node = &ask->nodes[s->node];
    eg_grid_init(&s->grid, eg_node_columns, 5);
    eg_ask_node_row(ask, &s->grid, node);
    eg_ask_evidence(ask, &s->grid, node->evidence, node->evidence_count);
    eg_ask_grid(ask, &s->grid);
    if (ask->screen.terminal) eg_putc(&ask->out, '\n');
    eg_grid_init(&s->grid, columns, 7);
    show_edges(s, ask->edges, ask->edge_count);
    show_edges(s, ask->unasserted, ask->unasserted_count);
    eg_ask_grid(ask, &s->grid);
}

int eg_cmd_show(int argc, char **argv) {
    eg_ask ask = {0};
    showing s = {.ask = &ask};
    if (eg_ask_begin(&ask, "show", 1, argc, argv) && eg_ask_node(&ask, ask.words[0], true, &s.node)) {
        if (ask.json) show_json(&s);
        else show_tables(&s);
    }
    return eg_ask_end(&ask);
}
