/* SPDX-License-Identifier: MIT */
/* query: the answers to a path pattern (graph/pattern.h), a row each. */
#include "cli/ask.h"
#include "cli/commands.h"
#include "emit/native.h"
#include "graph/pattern.h"

enum { ANSWERS_MOST = 10000 };

static const eg_edge *edge_of(const eg_ask *ask, eg_hop step) {
    return step.edge < ask->edge_count ? &ask->edges[step.edge] : &ask->unasserted[step.edge - ask->edge_count];
}

static void put_edge_text(eg_ask *ask, eg_sink *out, const eg_edge *e, bool forth) {
    eg_put(out, eg_ask_arrow(ask, e, forth));
    eg_slice detail = eg_ask_detail(ask, e);
    const char *between = " (";
    const eg_slice parts[] = {e->status == EG_STATUS_ASSERTED ? EG_S("") : eg_status_name(e->status), e->when, detail};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].len == 0) continue;
        eg_puts(out, between);
        eg_put(out, parts[i]);
        between = "; ";
    }
    if (between[0] == ';') eg_putc(out, ')');
}

/* "-founded->", or with what lies between: "-founded-> Tidewater <-invested_in-". */
static eg_slice way_text(eg_ask *ask, const eg_hop *steps, uint32_t count) {
    eg_sink out = {0};
    for (uint32_t i = 0; i < count; i++) {
        const eg_edge *e = edge_of(ask, steps[i]);
        put_edge_text(ask, &out, e, steps[i].out);
        if (i + 1 == count) break;
        eg_putc(&out, ' ');
        eg_put(&out, ask->nodes[steps[i].out ? e->target : e->source].name);
        eg_putc(&out, ' ');
    }
    eg_slice text = eg_arena_dup(&ask->arena, eg_sink_slice(&out));
    eg_sink_fini(&out);
    return text;
}

static void put_table(eg_ask *ask, const eg_answers *answers) {
    size_t columns = 2 * answers->node_count - 1;
    eg_column *titles = EG_NEW_ARRAY(&ask->arena, eg_column, columns);
    for (size_t i = 0; i < columns; i++) titles[i].title = eg_arena_dup(&ask->arena, answers->titles[i]).ptr;
    eg_grid grid;
    eg_grid_init(&grid, titles, columns);
    for (size_t i = 0; i < answers->list.len; i++) {
        const eg_answer *a = &answers->list.items[i];
        const eg_hop *steps = a->steps;
        size_t all = 0;
        for (size_t k = 0; k < answers->node_count; k++) {
            const eg_node *node = &ask->nodes[a->nodes[k]];
            eg_grid_cell(&grid, node->name, eg_ask_color(ask, node->kind));
            if (k + 1 == answers->node_count) break;
            eg_grid_cell(&grid, way_text(ask, steps, a->step_counts[k]), 0);
            steps += a->step_counts[k];
            all += a->step_counts[k];
        }
        const eg_node *only = &ask->nodes[a->nodes[0]];
        if (all == 0) eg_ask_evidence(ask, &grid, only->evidence, only->evidence_count);
        for (size_t k = 0; k < all; k++) eg_ask_evidence(ask, &grid, edge_of(ask, a->steps[k])->evidence, edge_of(ask, a->steps[k])->evidence_count);
    }
    eg_ask_grid(ask, &grid);
}

static void put_json(eg_ask *ask, const eg_answers *answers) {
    eg_putc(&ask->out, '[');
    for (size_t i = 0; i < answers->list.len; i++) {
        const eg_answer *a = &answers->list.items[i];
        size_t all = 0;
        for (size_t k = 0; k + 1 < answers->node_count; k++) all += a->step_counts[k];
        eg_json_item(&ask->out, i == 0, 1);
        eg_puts(&ask->out, "{\"nodes\": [");
        for (size_t k = 0; k < answers->node_count; k++) {
            if (k) eg_puts(&ask->out, ", ");
            eg_json_node(&ask->out, ask->graph, &ask->nodes[a->nodes[k]], (eg_json_style){0});
        }
        eg_puts(&ask->out, "], \"edges\": [");
        for (size_t k = 0; k < all; k++) {
            if (k) eg_puts(&ask->out, ", ");
            eg_json_edge(&ask->out, ask->graph, edge_of(ask, a->steps[k]), (eg_json_style){0});
        }
        eg_puts(&ask->out, "]}");
    }
    eg_puts(&ask->out, "]\n");
}

int eg_cmd_query(int argc, char **argv) {
    eg_ask ask = {0};
    eg_answers answers = {0};
    if (eg_ask_begin(&ask, "query", 1, argc, argv)) {
        eg_error err = {0};
        size_t most = eg_args_count(&ask.args, "max", ANSWERS_MOST);
        if (!eg_pattern_match(&answers, ask.graph, ask.schema, eg_slice_from(ask.words[0]), most, &err)) {
            *eg_errors_add(&ask.session.errors) = err;
            ask.status = EG_EXIT_ERROR;
        } else if (ask.json) put_json(&ask, &answers);
        else put_table(&ask, &answers);
        if (answers.cut && !(eg_args_has(&ask.args, "max") && answers.list.len == most)) {
            fprintf(stderr, "ecograph: warning: cut at %zu answers; --max N asks for more, --max 0 for all\n", answers.list.len);
            ask.status = EG_EXIT_INCOMPLETE;
        }
    }
    eg_answers_fini(&answers);
    return eg_ask_end(&ask);
}
