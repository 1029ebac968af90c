/* SPDX-License-Identifier: MIT */
/* top: who stands in the middle, or has the most of a measure. */
#include "cli/ask.h"
#include "cli/commands.h"
#include "base/unicode.h"
#include "emit/native.h"
#include "graph/central.h"

typedef struct ranked {
    uint32_t node;
    double score;
    const eg_edge *edge; /* of a measure */
    uint32_t unit_rank;  /* figures of the most frequent unit first: dollars and people do not compare */
} ranked;

typedef EG_VEC(ranked) ranking;

static int by_score(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    if (x->unit_rank != y->unit_rank) return x->unit_rank < y->unit_rank ? -1 : 1;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

static bool rank_nodes(eg_ask *ask, const char *by, ranking *list) {
    double *scores = EG_NEW_ARRAY(&ask->arena, double, ask->node_count + 1);
    eg_adjacency links;
    eg_adjacency_init(&links, ask->graph, NULL);
    if (strcmp(by, "betweenness") == 0) {
        if (!eg_betweenness(scores, &links)) fputs("ecograph: warning: a large graph: betweenness is estimated from evenly spread nodes\n", stderr);
    } else
        for (uint32_t i = 0; i < ask->node_count; i++) scores[i] = by[0] == 'd' ? eg_degree(&links, i) : ask->nodes[i].mentions;
    eg_adjacency_fini(&links);
    for (uint32_t i = 0; i < ask->node_count; i++)
        if (!eg_node_is_figure(&ask->nodes[i])) {
            ranked r = {i, scores[i], NULL, 0};
            eg_vec_push(list, r);
        }
    return true;
}

static uint32_t unit_rank(const eg_slice *units, const size_t *counts, size_t count, eg_slice unit) {
    size_t own = 0, rank = 0;
    while (!eg_slice_eq(units[own], unit)) own++;
    for (size_t i = 0; i < count; i++) rank += counts[i] > counts[own] || (counts[i] == counts[own] && eg_slice_cmp(units[i], units[own]) < 0);
    return (uint32_t)rank;
}

/* Figures whose measure holds the name. */
static bool rank_measure(eg_ask *ask, const char *measure, ranking *list) {
    eg_slice want = eg_fold(&ask->arena, eg_slice_from(measure));
    EG_VEC(eg_slice) units = {0};
    EG_VEC(size_t) counts = {0};
    for (size_t i = 0; i < ask->edge_count; i++) {
        const eg_edge *e = &ask->edges[i];
        const eg_node *figure = &ask->nodes[e->target];
        if (e->measure.len == 0 || !eg_node_is_figure(figure) || eg_slice_find(eg_fold(&ask->arena, e->measure), want, 0) == (size_t)-1) continue;
        ranked r = {e->source, figure->quantity.value, e, 0};
        eg_vec_push(list, r);
        size_t u = 0;
        while (u < units.len && !eg_slice_eq(units.items[u], figure->quantity.unit)) u++;
        if (u == units.len) eg_vec_push(&units, figure->quantity.unit), eg_vec_push(&counts, 0);
        counts.items[u]++;
    }
    for (size_t i = 0; i < list->len; i++)
        list->items[i].unit_rank = unit_rank(units.items, counts.items, units.len, ask->nodes[list->items[i].edge->target].quantity.unit);
    eg_vec_fini(&units);
    eg_vec_fini(&counts);
    if (list->len) return true;
    fprintf(stderr, "ecograph: no figure of this graph is measured as \"%s\"\n", measure);
    ask->status = EG_EXIT_NEGATIVE;
    return false;
}

static void put_json(eg_ask *ask, const ranking *list, const char *by) {
    eg_putc(&ask->out, '[');
    for (size_t i = 0; i < list->len; i++) {
        const ranked *r = &list->items[i];
        const eg_node *node = &ask->nodes[r->node];
        eg_json_item(&ask->out, i == 0, 1);
        eg_putc(&ask->out, '{');
        eg_json_member(&ask->out, "id", node->id);
        eg_json_member(&ask->out, "kind", node->kind);
        eg_json_member(&ask->out, "name", node->name);
        eg_json_member(&ask->out, "by", eg_slice_from(by));
        eg_json_number(&ask->out, "score", r->score);
        if (r->edge) {
            eg_json_member(&ask->out, "figure", ask->nodes[r->edge->target].name);
            eg_json_member(&ask->out, "unit", ask->nodes[r->edge->target].quantity.unit);
            eg_json_name(&ask->out, "edge");
            eg_json_edge(&ask->out, ask->graph, r->edge, (eg_json_style){0});
        }
        eg_putc(&ask->out, '}');
    }
    eg_puts(&ask->out, "]\n");
}

static void put_table(eg_ask *ask, const ranking *list, const char *by) {
    eg_column columns[] = {{"ID", false}, {"KIND", false}, {"NAME", false}, {by, true}, {"WHEN", false}, {"DETAIL", false}};
    eg_grid grid;
    eg_grid_init(&grid, columns, list->len && list->items[0].edge ? 6 : 4);
    for (size_t i = 0; i < list->len; i++) {
        const ranked *r = &list->items[i];
        const eg_node *node = &ask->nodes[r->node];
        eg_sink score = {0};
        eg_put_number(&score, (double)(long long)(r->score * 1000 + (r->score < 0 ? -0.5 : 0.5)) / 1000);
        eg_grid_cell(&grid, node->id, 0);
        eg_grid_cell(&grid, node->kind, eg_ask_color(ask, node->kind));
        eg_grid_cell(&grid, node->name, eg_ask_color(ask, node->kind));
        eg_grid_cell(&grid, r->edge ? ask->nodes[r->edge->target].name : eg_arena_dup(&ask->arena, eg_sink_slice(&score)), 0);
        if (r->edge) eg_grid_cell(&grid, r->edge->when, 0), eg_grid_cell(&grid, eg_ask_detail(ask, r->edge), 0);
        if (r->edge) eg_ask_evidence(ask, &grid, r->edge->evidence, r->edge->evidence_count);
        else eg_ask_evidence(ask, &grid, node->evidence, node->evidence_count);
        eg_sink_fini(&score);
    }
    eg_ask_grid(ask, &grid);
}

int eg_cmd_top(int argc, char **argv) {
    eg_ask ask = {0};
    ranking list = {0};
    uint8_t *kinds;
    if (eg_ask_begin(&ask, "top", 0, argc, argv) && eg_ask_kinds(&ask, "kind", &kinds)) {
        const char *by = eg_args_has(&ask.args, "by") ? eg_args_get(&ask.args, "by") : "degree";
        bool measure = eg_slice_starts(eg_slice_from(by), EG_S("measure:")), known = measure;
        static const char *const ways[] = {"degree", "betweenness", "mentions"};
        for (size_t i = 0; i < 3; i++) known |= strcmp(by, ways[i]) == 0;
        if (!known) eg_ask_fail(&ask, "--by is none of degree, betweenness, mentions, measure:NAME", by);
        else if (measure ? rank_measure(&ask, by + 8, &list) : rank_nodes(&ask, by, &list)) {
            size_t kept = 0, most = eg_args_count(&ask.args, "max", 20);
            for (size_t i = 0; i < list.len; i++)
                if (kinds == NULL || kinds[list.items[i].node]) list.items[kept++] = list.items[i];
            list.len = kept;
            if (list.len) qsort(list.items, list.len, sizeof *list.items, by_score);
            if (most && list.len > most) list.len = most;
            if (ask.json) put_json(&ask, &list, by);
            else put_table(&ask, &list, measure ? "FIGURE" : by);
        }
    }
    eg_vec_fini(&list);
    return eg_ask_end(&ask);
}
