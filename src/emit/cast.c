/* SPDX-License-Identifier: MIT */
/* What of a graph a picture shows: names, statements between names, and figures as badges of the name they are said
 * of. */
#include "emit/scene.h"
#include "emit/wording.h"

typedef struct casting {
    eg_cast *cast;
    eg_arena *arena;
    const eg_schema *schema;
    const eg_emit_options *options;
    const eg_node *nodes;
    size_t node_count;
    bool *figure; /* by node: is a figure */
    bool *stated; /* by node: a figure that some shown name has as a badge */
} casting;

static bool is(const char *option, const char *value) {
    return option && strcmp(option, value) == 0;
}

static bool is_shown(const casting *c, eg_status status) {
    if (!c->options->draw_unasserted) return eg_status_is_fact(status);
    return (c->options->statuses >> status & 1) != 0;
}

static void cast_nodes(casting *c) {
    bool as_nodes = is(c->options->figures, "nodes");
    for (size_t i = 0; i < c->node_count; i++) {
        uint32_t kind = eg_schema_kind(c->schema, c->nodes[i].kind);
        c->cast->kind[i] = kind;
        c->figure[i] = kind != EG_NONE && (c->schema->kinds[kind].traits & EG_TRAIT_FIGURE) != 0;
        c->cast->is_name[i] = !c->figure[i] || as_nodes;
        c->cast->name_count += c->cast->is_name[i];
    }
}

static void cast_statement(casting *c, const eg_edge *edge) {
    eg_cast *cast = c->cast;
    if (!is_shown(c, edge->status) || edge->target == EG_NO_NODE) return;
    if (!cast->is_name[edge->source] || !cast->is_name[edge->target]) return;
    cast->statements[cast->statement_count++] = (eg_statement){edge, eg_schema_edge(c->schema, edge->type)};
    cast->linked_count += (cast->degree[edge->source]++ == 0);
    cast->linked_count += (cast->degree[edge->target]++ == 0);
}

/* Whose badge an edge is, or EG_NO_NODE. */
static uint32_t badge_of(const casting *c, const eg_edge *edge) {
    if (!is_shown(c, edge->status) || !c->cast->is_name[edge->source]) return EG_NO_NODE;
    if (edge->target == EG_NO_NODE) return edge->figure.name.len ? edge->source : EG_NO_NODE;
    return c->figure[edge->target] && !c->cast->is_name[edge->target] ? edge->source : EG_NO_NODE;
}

static void add_badge(casting *c, const eg_edge *edge) {
    uint32_t node = badge_of(c, edge);
    if (node == EG_NO_NODE) return;
    const eg_quantity *figure = &edge->figure;
    eg_quantity named;
    if (edge->target != EG_NO_NODE) {
        c->stated[edge->target] = true;
        named = c->nodes[edge->target].quantity;
        if (named.name.len == 0) named.name = c->nodes[edge->target].name;
        figure = &named;
    }
    if (is(c->options->figures, "none")) return;
    eg_badge *list = c->cast->badges[node];
    eg_slice text = eg_say_badge(c->arena, edge, figure);
    uint32_t count = c->cast->badge_count[node];
    for (uint32_t i = 0; i < count; i++)
        if (eg_slice_eq(list[i].text, text)) return;
    /* most often said first, else in the graph's order */
    uint32_t at = count;
    for (; at > 0 && list[at - 1].edge->evidence_count < edge->evidence_count; at--) list[at] = list[at - 1];
    list[at] = (eg_badge){text, edge};
    c->cast->badge_count[node] = count + 1;
}

static void cast_badges(casting *c, const eg_edge *facts, size_t fact_count, const eg_edge *others, size_t other_count) {
    uint32_t *room = EG_NEW_ARRAY(c->arena, uint32_t, c->node_count);
    for (size_t i = 0; i < fact_count + other_count; i++) {
        const eg_edge *edge = i < fact_count ? &facts[i] : &others[i - fact_count];
        uint32_t node = badge_of(c, edge);
        if (node != EG_NO_NODE) room[node]++;
    }
    for (size_t i = 0; i < c->node_count; i++) c->cast->badges[i] = EG_NEW_ARRAY(c->arena, eg_badge, room[i]);
    for (size_t i = 0; i < fact_count; i++) add_badge(c, &facts[i]);
    for (size_t i = 0; i < other_count; i++) add_badge(c, &others[i]);
    for (size_t i = 0; i < c->node_count; i++) {
        if (!c->figure[i] || c->cast->is_name[i]) continue;
        if (c->stated[i]) c->cast->figure_count++;
        else c->cast->loose_figures++;
    }
}

void eg_cast_make(eg_cast *cast, eg_arena *arena, const eg_graph *graph, const eg_schema *schema,
                  const eg_emit_options *options) {
    casting c = {.cast = cast, .arena = arena, .schema = schema, .options = options};
    size_t fact_count, other_count;
    c.nodes = eg_graph_nodes(graph, &c.node_count);
    const eg_edge *facts = eg_graph_edges(graph, &fact_count);
    const eg_edge *others = eg_graph_unasserted(graph, &other_count);
    *cast = (eg_cast){.kind = EG_NEW_ARRAY(arena, uint32_t, c.node_count),
                      .is_name = EG_NEW_ARRAY(arena, bool, c.node_count),
                      .degree = EG_NEW_ARRAY(arena, uint32_t, c.node_count),
                      .badges = EG_NEW_ARRAY(arena, eg_badge *, c.node_count),
                      .badge_count = EG_NEW_ARRAY(arena, uint32_t, c.node_count),
                      .statements = EG_NEW_ARRAY(arena, eg_statement, fact_count + other_count)};
    c.figure = EG_NEW_ARRAY(arena, bool, c.node_count);
    c.stated = EG_NEW_ARRAY(arena, bool, c.node_count);
    cast_nodes(&c);
    for (size_t i = 0; i < fact_count; i++) cast_statement(&c, &facts[i]);
    for (size_t i = 0; i < other_count; i++) cast_statement(&c, &others[i]);
    cast_badges(&c, facts, fact_count, others, other_count);
}
