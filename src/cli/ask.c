/* SPDX-License-Identifier: MIT */
#include "cli/ask.h"

#include <stdlib.h>

#include "cli/picture.h"
#include "cli/words.h"
#include "emit/native.h"

/* The value of an option that not every command has. */
static const char *option(const eg_ask *ask, const char *name) {
    return eg_option_named(ask->args.command, name, strlen(name)) ? eg_args_get(&ask->args, name) : NULL;
}

static eg_ask *lender; /* the shell's, while it runs a command */

void eg_ask_lend(eg_ask *ask) { lender = ask; }

/* Takes the lent graph, its patterns and folded names, for this command. */
static void borrow(eg_ask *ask) {
    ask->graph = lender->graph;
    ask->names = lender->names;
    ask->session.patterns = lender->session.patterns;
    ask->borrowed = true;
}

static bool parse(eg_ask *ask, const char *command, size_t words, int argc, char **argv) {
    eg_error err = {0};
    if (!eg_args_parse(&ask->args, command, argc, argv, &err)) {
        *eg_errors_add(&ask->session.errors) = err;
        return false;
    }
    eg_session_options(&ask->session, &ask->args);
    ask->json = option(ask, "json") != NULL;
    ask->evidence = option(ask, "evidence") != NULL;
    ask->screen = eg_screen_of(option(ask, "color"));
    size_t at = 0;
    for (const char *path; (path = eg_args_next(&ask->args, "in", &at)) != NULL;) eg_vec_push(&ask->session.arguments, path);
    for (size_t i = 0; i < ask->args.words.len; i++) {
        if (i < words) ask->words[i] = ask->args.words.items[i];
        else eg_vec_push(&ask->session.arguments, ask->args.words.items[i]);
    }
    if (words && ask->words[words - 1] == NULL) return eg_ask_fail(ask, "something is missing", ask->args.command->usage);
    if (ask->session.arguments.len == 0 && lender == NULL) return eg_ask_fail(ask, "nothing to read", "give a post, a saved graph or -");
    const char *status = option(ask, "status");
    eg_emit_options emit = {0};
    if (status && !eg_parse_statuses(&emit, status)) return eg_ask_fail(ask, "no list of statuses like asserted,negated or all", status);
    ask->statuses = emit.statuses;
    return true;
}

bool eg_ask_begin(eg_ask *ask, const char *command, size_t words, int argc, char **argv) {
    ask->status = EG_EXIT_ERROR;
    if (!parse(ask, command, words, argc, argv)) return false;
    if (ask->session.arguments.len == 0) borrow(ask);
    else if (eg_session_load(&ask->session)) ask->graph = eg_session_graph(&ask->session);
    if (ask->graph == NULL) return false;
    ask->schema = eg_patterns_schema(ask->session.patterns);
    ask->posts = eg_graph_posts(ask->graph, &ask->post_count);
    ask->nodes = eg_graph_nodes(ask->graph, &ask->node_count);
    ask->edges = eg_graph_edges(ask->graph, &ask->edge_count);
    ask->unasserted = eg_graph_unasserted(ask->graph, &ask->unasserted_count);
    ask->status = ask->session.incomplete ? EG_EXIT_INCOMPLETE : EG_EXIT_DONE;
    return true;
}

int eg_ask_end(eg_ask *ask) {
    eg_error err = {0};
    if (ask->status != EG_EXIT_ERROR && !eg_screen_print(&ask->screen, &ask->out, option(ask, "no-pager") == NULL, &err)) {
        *eg_errors_add(&ask->session.errors) = err;
        ask->status = EG_EXIT_ERROR;
    }
    eg_session_report(&ask->session);
    if (ask->borrowed) ask->graph = NULL, ask->names = NULL, ask->session.patterns = NULL;
    eg_names_free(ask->names);
    eg_graph_free(ask->graph);
    eg_sink_fini(&ask->out);
    eg_arena_fini(&ask->arena);
    eg_args_fini(&ask->args);
    eg_session_fini(&ask->session);
    return ask->status;
}

bool eg_ask_fail(eg_ask *ask, const char *text, const char *word) {
    ask->status = EG_EXIT_ERROR;
    return eg_args_fail(&ask->args, eg_errors_add(&ask->session.errors), text, word);
}

/* ---- names ---- */

static void suggest(eg_ask *ask, const char *typed) {
    eg_hits near = {0};
    eg_names_near(ask->names, eg_slice_from(typed), 3, &near);
    eg_sink out = {0};
    eg_puts(&out, "ecograph: nothing is called \"");
    eg_put_clean(&out, eg_slice_from(typed));
    eg_puts(&out, "\" in this graph");
    for (size_t i = 0; i < near.len; i++) {
        eg_puts(&out, i == 0 ? "; did you mean \"" : i + 1 == near.len ? " or \"" : ", \"");
        eg_put_clean(&out, near.items[i].text);
        eg_puts(&out, i + 1 == near.len ? "\"?\n" : "\"");
    }
    if (near.len == 0) eg_putc(&out, '\n');
    fwrite(out.buf.items, 1, out.buf.len, stderr);
    eg_sink_fini(&out);
    eg_vec_fini(&near);
    ask->status = EG_EXIT_NEGATIVE;
}

static void put_hits(eg_ask *ask, const eg_hits *hits) {
    if (ask->json) {
        eg_putc(&ask->out, '[');
        for (size_t i = 0; i < hits->len; i++) {
            eg_json_item(&ask->out, i == 0, 1);
            eg_json_node(&ask->out, ask->graph, &ask->nodes[hits->items[i].node], (eg_json_style){0});
        }
        eg_puts(&ask->out, "]\n");
        return;
    }
    eg_grid grid;
    eg_grid_init(&grid, eg_node_columns, 5);
    for (size_t i = 0; i < hits->len; i++) eg_ask_node_row(ask, &grid, &ask->nodes[hits->items[i].node]);
    eg_ask_grid(ask, &grid);
}

bool eg_ask_node(eg_ask *ask, const char *typed, bool list, uint32_t *node) {
    eg_hits hits = {0};
    if (ask->names == NULL) ask->names = eg_names_new(ask->graph);
    size_t found = eg_names_find(ask->names, eg_slice_from(typed), EG_MATCH_PREFIX, &hits);
    if (found == 1) *node = hits.items[0].node;
    else if (found == 0) suggest(ask, typed);
    else if (list) put_hits(ask, &hits);
    else {
        eg_sink out = {0};
        for (size_t i = 0; i < hits.len && i < 5; i++) eg_putf(&out, "%s\"%.*s\" (%.*s)", i ? ", " : "", EG_FMT(ask->nodes[hits.items[i].node].name), EG_FMT(ask->nodes[hits.items[i].node].id));
        if (hits.len > 5) eg_puts(&out, " ...");
        ask->status = EG_EXIT_ERROR;
        eg_fail(eg_errors_add(&ask->session.errors), EG_ERR_USAGE, NULL, "\"%s\" may be %.*s: say which", typed, EG_FMT(eg_sink_slice(&out)));
        eg_sink_fini(&out);
    }
    eg_vec_fini(&hits);
    return found == 1;
}

/* ---- filters ---- */

bool eg_ask_word(eg_ask *ask, unsigned wanted, eg_slice word) {
    eg_error err = {0};
    if (eg_word_known(ask->graph, ask->schema, wanted, word, &err)) return true;
    *eg_errors_add(&ask->session.errors) = err;
    ask->status = EG_EXIT_ERROR;
    return false;
}

bool eg_ask_kinds(eg_ask *ask, const char *option, uint8_t **mask) {
    const char *value = eg_args_get(&ask->args, option);
    *mask = NULL;
    if (value == NULL) return true;
    *mask = EG_NEW_ARRAY(&ask->arena, uint8_t, ask->node_count + 1);
    eg_slice rest = eg_slice_from(value), word;
    while (eg_slice_split(&rest, ',', &word)) {
        uint32_t kinds = eg_schema_kinds(ask->schema, word);
        if (!eg_ask_word(ask, EG_WORD_KIND, word)) return false;
        for (size_t i = 0; i < ask->node_count; i++) {
            uint32_t kind = eg_schema_kind(ask->schema, ask->nodes[i].kind);
            (*mask)[i] |= eg_slice_eq(ask->nodes[i].kind, word) || (kind != EG_NONE && (kinds >> kind & 1));
        }
    }
    return true;
}

bool eg_ask_status(const eg_ask *ask, const eg_edge *edge, bool all) {
    if (ask->statuses) return ask->statuses >> edge->status & 1;
    return all || eg_status_is_fact(edge->status);
}

/* ---- pieces ---- */

const eg_column eg_node_columns[5] = {{"ID", false}, {"KIND", false}, {"NAME", false}, {"MENTIONS", true}, {"ALSO", false}};
const eg_column eg_edge_columns[6] = {{"FROM", false}, {"RELATION", false}, {"TO", false}, {"STATUS", false}, {"WHEN", false}, {"DETAIL", false}};

static unsigned hex(char c) { return (unsigned)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10); }

/* The nearest of the 6x6x6 colours of a 256-colour terminal; the dark theme's, which are legible on light too. */
uint8_t eg_ask_color(const eg_ask *ask, eg_slice kind) {
    if (!ask->screen.color) return 0;
    uint32_t k = eg_schema_kind(ask->schema, kind);
    eg_slice rgb = k == EG_NONE ? EG_S("") : ask->schema->kinds[k].colors.dark;
    if (rgb.len != 7) return 0;
    unsigned index = 16;
    for (unsigned i = 0, scale = 36; i < 3; i++, scale /= 6) {
        unsigned v = hex(rgb.ptr[1 + 2 * i]) * 16 + hex(rgb.ptr[2 + 2 * i]);
        index += scale * (v < 48 ? 0 : v < 115 ? 1 : (v - 35) / 40);
    }
    return (uint8_t)index;
}

void eg_ask_node_row(eg_ask *ask, eg_grid *grid, const eg_node *node) {
    eg_sink also = {0};
    for (size_t i = 0; i < node->alias_count; i++) {
        if (i) eg_puts(&also, "; ");
        eg_put(&also, node->aliases[i]);
    }
    uint8_t color = eg_ask_color(ask, node->kind);
    eg_grid_cell(grid, node->id, 0);
    eg_grid_cell(grid, node->kind, color);
    eg_grid_cell(grid, node->name, color);
    eg_grid_cell(grid, eg_arena_printf(&ask->arena, "%u", node->mentions), 0);
    eg_grid_cell(grid, eg_arena_dup(&ask->arena, eg_sink_slice(&also)), 0);
    eg_sink_fini(&also);
}

eg_slice eg_ask_target(const eg_edge *edge, const eg_node *nodes) { return edge->target == EG_NO_NODE ? edge->figure.name : nodes[edge->target].name; }

eg_slice eg_ask_detail(eg_ask *ask, const eg_edge *edge) {
    const eg_slice parts[] = {edge->amount.name, edge->role, edge->modifier, edge->measure};
    eg_sink out = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].len == 0) continue;
        if (out.buf.len) eg_puts(&out, "; ");
        eg_put(&out, parts[i]);
    }
    eg_slice text = eg_arena_dup(&ask->arena, eg_sink_slice(&out));
    eg_sink_fini(&out);
    return text;
}

eg_slice eg_ask_arrow(eg_ask *ask, const eg_edge *edge, bool forth) {
    const char *before = edge->directed && !forth ? "<-" : "-", *behind = edge->directed && forth ? "->" : "-";
    return eg_arena_printf(&ask->arena, "%s%.*s%s", before, EG_FMT(edge->type), behind);
}

void eg_ask_edge_row(eg_ask *ask, eg_grid *grid, const eg_edge *edge) {
    const eg_node *from = &ask->nodes[edge->source];
    eg_grid_cell(grid, from->name, eg_ask_color(ask, from->kind));
    eg_grid_cell(grid, edge->type, 0);
    eg_grid_cell(grid, eg_ask_target(edge, ask->nodes), edge->target == EG_NO_NODE ? 0 : eg_ask_color(ask, ask->nodes[edge->target].kind));
    eg_grid_cell(grid, eg_status_name(edge->status), 0);
    eg_grid_cell(grid, edge->when, 0);
    eg_grid_cell(grid, eg_ask_detail(ask, edge), 0);
    eg_ask_evidence(ask, grid, edge->evidence, edge->evidence_count);
}

void eg_ask_evidence(eg_ask *ask, eg_grid *grid, const eg_evidence *e, size_t count) {
    for (size_t i = 0; i < count && ask->evidence; i++)
        eg_grid_note(grid, eg_arena_printf(&ask->arena, "%.*s:%u:%u: [%.*s] %.*s", EG_FMT(ask->posts[e[i].source].path), e[i].line, e[i].column,
                                           EG_FMT(e[i].rule), EG_FMT(e[i].quote)));
}

void eg_ask_grid(eg_ask *ask, eg_grid *grid) {
    eg_grid_print(&ask->out, grid, &ask->screen);
    eg_grid_fini(grid);
}
