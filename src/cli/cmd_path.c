/* SPDX-License-Identifier: MIT */
/* path: how two things hang together. A row a step, the ways numbered. */
#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/words.h"
#include "emit/native.h"
#include "graph/path.h"

/* The words of a comma list, in the arena. */
static size_t split(eg_ask *ask, const char *text, eg_slice **words) {
    eg_slice rest = eg_slice_from(text), word;
    size_t count = 0;
    *words = EG_NEW_ARRAY(&ask->arena, eg_slice, rest.len + 1);
    while (eg_slice_split(&rest, ',', &word)) (*words)[count++] = word;
    return count;
}

/* --avoid takes kinds, classes and edge types alike. */
static bool avoid(eg_ask *ask, eg_path_options *o) {
    const char *text = eg_args_get(&ask->args, "avoid");
    if (text == NULL) return true;
    eg_slice *words;
    size_t count = split(ask, text, &words), kinds = 0, types = 0;
    eg_slice *kind_names = EG_NEW_ARRAY(&ask->arena, eg_slice, (count + 1) * EG_KINDS_MOST);
    eg_slice *type_names = EG_NEW_ARRAY(&ask->arena, eg_slice, count + 1);
    for (size_t i = 0; i < count; i++) {
        uint32_t mask = eg_schema_kinds(ask->schema, words[i]);
        bool is_type = eg_schema_edge(ask->schema, words[i]) != EG_NONE;
        for (size_t k = 0; k < ask->schema->kind_count; k++)
            if (mask >> k & 1) kind_names[kinds++] = ask->schema->kinds[k].name;
        if (is_type) type_names[types++] = words[i];
        if (mask == 0 && !is_type) {
            if (!eg_ask_word(ask, EG_WORD_KIND | EG_WORD_EDGE, words[i])) return false;
            kind_names[kinds++] = words[i]; /* of the graph, not of the set */
            type_names[types++] = words[i];
        }
    }
    o->avoid_kinds = kind_names, o->avoid_kind_count = kinds;
    o->avoid_types = type_names, o->avoid_type_count = types;
    return true;
}

static void put_table(eg_ask *ask, const eg_paths *paths) {
    static const eg_column columns[] = {{"WAY", true}, {"FROM", false}, {"RELATION", false}, {"TO", false}, {"STATUS", false}, {"WHEN", false}, {"DETAIL", false}};
    eg_grid grid;
    eg_grid_init(&grid, columns, 7);
    for (size_t i = 0; i < paths->len; i++) {
        const eg_path *p = &paths->items[i];
        for (size_t k = 0; k < p->length; k++) {
            const eg_edge *e = &ask->edges[p->edges[k]];
            const eg_node *from = &ask->nodes[p->nodes[k]], *to = &ask->nodes[p->nodes[k + 1]];
            bool forth = e->directed && e->source == p->nodes[k];
            eg_grid_cell(&grid, eg_arena_printf(&ask->arena, "%zu", i + 1), 0);
            eg_grid_cell(&grid, from->name, eg_ask_color(ask, from->kind));
            eg_grid_cell(&grid, eg_ask_arrow(ask, e, forth), 0);
            eg_grid_cell(&grid, to->name, eg_ask_color(ask, to->kind));
            eg_grid_cell(&grid, eg_status_name(e->status), 0);
            eg_grid_cell(&grid, e->when, 0);
            eg_grid_cell(&grid, eg_ask_detail(ask, e), 0);
            eg_ask_evidence(ask, &grid, e->evidence, e->evidence_count);
        }
    }
    eg_ask_grid(ask, &grid);
}

static void put_json(eg_ask *ask, const eg_paths *paths) {
    eg_putc(&ask->out, '[');
    for (size_t i = 0; i < paths->len; i++) {
        const eg_path *p = &paths->items[i];
        eg_json_item(&ask->out, i == 0, 1);
        eg_putf(&ask->out, "{\"length\": %zu, \"nodes\": [", p->length);
        for (size_t k = 0; k <= p->length; k++) {
            if (k) eg_puts(&ask->out, ", ");
            eg_json_text(&ask->out, ask->nodes[p->nodes[k]].id);
        }
        eg_puts(&ask->out, "], \"edges\": [");
        for (size_t k = 0; k < p->length; k++) {
            if (k) eg_puts(&ask->out, ", ");
            eg_json_edge(&ask->out, ask->graph, &ask->edges[p->edges[k]], (eg_json_style){0});
        }
        eg_puts(&ask->out, "]}");
    }
    eg_puts(&ask->out, "]\n");
}

static void find_and_put(eg_ask *ask, uint32_t from, uint32_t to, const eg_path_options *o) {
    eg_paths paths = {0};
    bool cut = false;
    if (from != to) eg_paths_find(&paths, ask->graph, from, to, o, &cut);
    if (ask->json) put_json(ask, &paths);
    else put_table(ask, &paths);
    if (paths.len == 0) {
        eg_sink say = {0};
        eg_puts(&say, from == to ? "ecograph: both names mean " : "ecograph: no way leads from ");
        eg_put_clean(&say, ask->nodes[from].name);
        if (from != to) eg_puts(&say, " to "), eg_put_clean(&say, ask->nodes[to].name);
        eg_puts(&say, from == to || o->through_hubs ? "\n" : " (hubs left out; --hubs goes through them)\n");
        fwrite(say.buf.items, 1, say.buf.len, stderr);
        eg_sink_fini(&say);
        ask->status = EG_EXIT_NEGATIVE;
    }
    if (cut) {
        fputs("ecograph: warning: the search gave up at its limit of steps; there may be more ways\n", stderr);
        ask->status = EG_EXIT_INCOMPLETE;
    }
    eg_paths_fini(&paths);
}

int eg_cmd_path(int argc, char **argv) {
    eg_ask ask = {0};
    uint32_t from, to;
    if (eg_ask_begin(&ask, "path", 2, argc, argv) && eg_ask_node(&ask, ask.words[0], false, &from) && eg_ask_node(&ask, ask.words[1], false, &to)) {
        bool all = eg_args_has(&ask.args, "all");
        eg_path_options o = {.schema = ask.schema,
                             .through_hubs = eg_args_has(&ask.args, "hubs"),
                             .directed = eg_args_has(&ask.args, "directed"),
                             .longer = all,
                             .most = eg_args_count(&ask.args, "max", all ? 100 : 10),
                             .longest = eg_args_count(&ask.args, "longest", 0),
                             .statuses = ask.statuses};
        if (avoid(&ask, &o)) find_and_put(&ask, from, to, &o);
    }
    return eg_ask_end(&ask);
}
