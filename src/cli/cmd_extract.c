/* SPDX-License-Identifier: MIT */
/* The main job: posts in, graph out. All outputs are made before the first is written. */
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cli/output.h"
#include "cli/picture.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/words.h"
#include "emit/emit.h"

typedef struct job {
    eg_session session;
    eg_outputs outputs;
    eg_emit_options emit;
    eg_args args;
    eg_selected selected;
} job;

static bool usage(job *j, const char *text, const char *word) {
    return eg_args_fail(&j->args, eg_errors_add(&j->session.errors), text, word);
}

/* The value unless it says what is the default anyway. */
static const char *unless(const eg_args *args, const char *option, const char *usual) {
    const char *value = eg_args_get(args, option);
    return value && strcmp(value, usual) != 0 ? value : NULL;
}

static bool parse_picture(job *j) {
    const eg_args *a = &j->args;
    const char *value;
    j->emit.title = eg_args_get(a, "title");
    j->emit.theme = unless(a, "theme", "auto");
    j->emit.view = unless(a, "view", "auto");
    j->emit.figures = unless(a, "figures", "badges");
    j->emit.by = eg_args_get(a, "by");
    j->emit.font = eg_args_get(a, "font");
    j->emit.layout_file = eg_args_get(a, "layout");
    j->emit.no_layout = eg_args_has(a, "no-layout");
    j->emit.bom = eg_args_has(a, "bom");
    j->emit.fallback = eg_args_has(a, "fallback");
    if ((value = eg_args_get(a, "width")) && !eg_parse_width(&j->emit.width, value)) return usage(j, "no width in px", value);
    if ((value = eg_args_get(a, "aspect")) && !eg_parse_aspect(&j->emit.aspect, value)) return usage(j, "no aspect like 16:9 or 1.5", value);
    if ((value = eg_args_get(a, "status")) && !eg_parse_statuses(&j->emit, value))
        return usage(j, "no list of statuses like asserted,negated or all", value);
    return true;
}

static bool parse(job *j, int argc, char **argv) {
    eg_error err = {0};
    if (!eg_args_parse(&j->args, "extract", argc, argv, &err) || !eg_outputs_options(&j->outputs, &j->args, &err)) {
        *eg_errors_add(&j->session.errors) = err;
        return false;
    }
    eg_session_options(&j->session, &j->args);
    for (size_t i = 0; i < j->args.words.len; i++) eg_vec_push(&j->session.arguments, j->args.words.items[i]);
    if (j->session.arguments.len == 0) return usage(j, "nothing to read", "give a post, a folder or -");
    return parse_picture(j);
}

static bool write_all(job *j, const eg_graph *graph) {
    eg_error err = {0};
    if (eg_outputs_write(&j->outputs, graph, eg_patterns_schema(j->session.patterns), &j->emit, &err)) return true;
    *eg_errors_add(&j->session.errors) = err;
    return false;
}

static void closing_line(const job *j, const eg_graph *graph, clock_t begun) {
    if (j->session.quiet || !isatty(STDERR_FILENO)) return;
    size_t posts;
    size_t nodes;
    size_t edges;
    size_t warnings;
    eg_graph_posts(graph, &posts);
    eg_graph_nodes(graph, &nodes);
    eg_graph_edges(graph, &edges);
    eg_graph_warnings(graph, &warnings);
    fprintf(stderr, "%zu post%s, %zu entities, %zu relations, %zu warning%s", posts, posts == 1 ? "" : "s", nodes, edges, warnings,
            warnings == 1 ? "" : "s");
    for (size_t i = 0; i < j->outputs.list.len; i++) {
        const char *path = j->outputs.list.items[i].path;
        if (strcmp(path, "-") != 0) fprintf(stderr, "%s%s", i ? ", " : " \xe2\x86\x92 ", path);
    }
    fprintf(stderr, " (%.2f s)\n", (double)(clock() - begun) / CLOCKS_PER_SEC);
}

/* Keeps what --focus, --kind and their like ask for; the exit status when they name nothing that is there. */
static bool select_part(job *j, eg_graph **graph, int *status) {
    bool unknown = false;
    eg_error err = {0};
    const eg_schema *schema = eg_patterns_schema(j->session.patterns);
    bool groups = j->emit.by == NULL || eg_word_known(*graph, schema, EG_WORD_EDGE, eg_slice_from(j->emit.by), &err);
    if (groups && eg_select_options(graph, &j->args, schema, &j->selected, &unknown, &err)) {
        j->emit.of_names = j->selected.of_names;
        j->emit.of_relations = j->selected.of_relations;
        j->emit.selection = j->selected.words.buf.items;
        return true;
    }
    *eg_errors_add(&j->session.errors) = err;
    *status = unknown ? EG_EXIT_NEGATIVE : EG_EXIT_ERROR;
    return false;
}

int eg_cmd_extract(int argc, char **argv) {
    job j = {0};
    clock_t begun = clock();
    int status = EG_EXIT_ERROR;
    eg_graph *graph = NULL;
    if (!parse(&j, argc, argv)) goto done;
    if (!eg_session_load(&j.session)) goto done;
    graph = eg_session_graph(&j.session);
    if (graph == NULL || !select_part(&j, &graph, &status)) goto done;
    eg_session_warn(&j.session, graph);
    if (!write_all(&j, graph)) {
        bool child = j.session.errors.list.len && j.session.errors.list.items[j.session.errors.list.len - 1].code == EG_ERR_CHILD;
        if (child) status = EG_EXIT_INCOMPLETE;
        goto done;
    }
    closing_line(&j, graph, begun);
    status = j.session.incomplete ? EG_EXIT_INCOMPLETE : EG_EXIT_DONE;
done:
    eg_session_report(&j.session);
    eg_graph_free(graph);
    eg_outputs_fini(&j.outputs);
    eg_sink_fini(&j.selected.words);
    eg_args_fini(&j.args);
    eg_session_fini(&j.session);
    return status;
}
