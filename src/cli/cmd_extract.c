/* SPDX-License-Identifier: MIT */
/* The main job: posts in, graph out. All outputs are made before the first is written. */
#include "cli/commands.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cli/picture.h"
#include "cli/session.h"
#include "emit/emit.h"

enum { OPT_THEME = 256, OPT_VIEW, OPT_BY, OPT_FIGURES, OPT_TITLE, OPT_WIDTH, OPT_FALLBACK, OPT_NO_LAYOUT, OPT_FONT, OPT_LAYOUT, OPT_ASPECT, OPT_STATUS, OPT_EDITS };

static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                        {"format", required_argument, NULL, 'f'},
                                        {"patterns", required_argument, NULL, 'p'},
                                        {"quiet", no_argument, NULL, 'q'},
                                        {"help", no_argument, NULL, 'h'},
                                        {"title", required_argument, NULL, OPT_TITLE},
                                        {"theme", required_argument, NULL, OPT_THEME},
                                        {"view", required_argument, NULL, OPT_VIEW},
                                        {"by", required_argument, NULL, OPT_BY},
                                        {"figures", required_argument, NULL, OPT_FIGURES},
                                        {"font", required_argument, NULL, OPT_FONT},
                                        {"width", required_argument, NULL, OPT_WIDTH},
                                        {"aspect", required_argument, NULL, OPT_ASPECT},
                                        {"status", required_argument, NULL, OPT_STATUS},
                                        {"edits", required_argument, NULL, OPT_EDITS},
                                        {"layout", required_argument, NULL, OPT_LAYOUT},
                                        {"no-layout", no_argument, NULL, OPT_NO_LAYOUT},
                                        {"fallback", no_argument, NULL, OPT_FALLBACK},
                                        {NULL, 0, NULL, 0}};

typedef struct output {
    const char *path;
    const eg_format *format;
    eg_sink sink;
} output;

typedef struct job {
    eg_session session;
    EG_VEC(const char *) paths;
    EG_VEC(output) outputs;
    const char *format;
    eg_emit_options emit;
    bool help;
} job;

static bool usage(job *j, const char *text, const char *word) {
    return eg_fail(eg_errors_add(&j->session.errors), EG_ERR_USAGE, NULL, "%s: %s (see ecograph --help)", text, word);
}

static bool one_of(job *j, const char *option, const char *value, const char *const *allowed) {
    for (; *allowed; allowed++)
        if (strcmp(value, *allowed) == 0) return true;
    return usage(j, option, value);
}

static bool parse(job *j, int argc, char **argv) {
    static const char *const themes[] = {"auto", "light", "dark", NULL};
    static const char *const views[] = {"auto", "network", "landscape", NULL};
    static const char *const figures[] = {"badges", "nodes", "none", NULL};
    optind = 1;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":o:f:p:qh", options, NULL)) != -1;) {
        switch (c) {
        case 'o': eg_vec_push(&j->paths, optarg); break;
        case 'f': j->format = optarg; break;
        case 'p': eg_vec_push(&j->session.extra_dirs, optarg); break;
        case 'q': j->session.quiet = true; break;
        case 'h': j->help = true; return true;
        case OPT_TITLE: j->emit.title = optarg; break;
        case OPT_THEME:
            if (!one_of(j, "unknown theme", optarg, themes)) return false;
            j->emit.theme = strcmp(optarg, "auto") == 0 ? NULL : optarg;
            break;
        case OPT_VIEW:
            if (!one_of(j, "unknown view", optarg, views)) return false;
            j->emit.view = strcmp(optarg, "auto") == 0 ? NULL : optarg;
            break;
        case OPT_FIGURES:
            if (!one_of(j, "unknown way to draw figures", optarg, figures)) return false;
            j->emit.figures = strcmp(optarg, "badges") == 0 ? NULL : optarg;
            break;
        case OPT_BY: j->emit.by = optarg; break;
        case OPT_FONT: j->emit.font = optarg; break;
        case OPT_WIDTH:
            if (!eg_parse_width(&j->emit.width, optarg)) return usage(j, "no width in px", optarg);
            break;
        case OPT_EDITS: j->session.edits = optarg; break;
        case OPT_ASPECT:
            if (!eg_parse_aspect(&j->emit.aspect, optarg)) return usage(j, "no aspect like 16:9 or 1.5", optarg);
            break;
        case OPT_STATUS:
            if (!eg_parse_statuses(&j->emit, optarg)) return usage(j, "no list of statuses like asserted,negated or all", optarg);
            break;
        case OPT_LAYOUT: j->emit.layout_file = optarg; break;
        case OPT_NO_LAYOUT: j->emit.no_layout = true; break;
        case OPT_FALLBACK: j->emit.fallback = true; break;
        case ':': return usage(j, "option needs an argument", argv[optind - 1]);
        default: return usage(j, "unknown option", argv[optind - 1]);
        }
    }
    for (int i = optind; i < argc; i++) eg_vec_push(&j->session.arguments, argv[i]);
    if (j->session.arguments.len == 0) return usage(j, "nothing to read", "give a post, a folder or -");
    return true;
}

static bool choose_formats(job *j) {
    const eg_format *named = j->format ? eg_format_named(eg_slice_from(j->format)) : NULL;
    if (j->format && named == NULL) return usage(j, "unknown format", j->format);
    if (j->paths.len == 0) eg_vec_push(&j->paths, "-");
    for (size_t i = 0; i < j->paths.len; i++) {
        output out = {.path = j->paths.items[i], .format = named};
        if (out.format == NULL && strcmp(out.path, "-") == 0) out.format = eg_format_named(EG_S("json"));
        if (out.format == NULL) out.format = eg_format_of_path(eg_slice_from(out.path));
        if (out.format == NULL) return usage(j, "no format known for this ending, say -f FORMAT", out.path);
        eg_vec_push(&j->outputs, out);
    }
    return true;
}

static bool write_all(job *j, const eg_graph *graph) {
    const eg_schema *schema = eg_patterns_schema(j->session.patterns);
    for (size_t i = 0; i < j->outputs.len; i++) {
        eg_error err = {0};
        output *out = &j->outputs.items[i];
        if (!out->format->write(&out->sink, graph, schema, &j->emit, &err)) {
            *eg_errors_add(&j->session.errors) = err;
            return false;
        }
    }
    for (size_t i = 0; i < j->outputs.len; i++) {
        eg_error err = {0};
        if (!eg_sink_save(&j->outputs.items[i].sink, j->outputs.items[i].path, &err)) {
            *eg_errors_add(&j->session.errors) = err;
            return false;
        }
    }
    return true;
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
    for (size_t i = 0; i < j->outputs.len; i++)
        if (strcmp(j->outputs.items[i].path, "-") != 0) fprintf(stderr, "%s%s", i ? ", " : " \xe2\x86\x92 ", j->outputs.items[i].path);
    fprintf(stderr, " (%.2f s)\n", (double)(clock() - begun) / CLOCKS_PER_SEC);
}

int eg_cmd_extract(int argc, char **argv) {
    job j = {0};
    clock_t begun = clock();
    int status = EG_EXIT_ERROR;
    eg_graph *graph = NULL;
    if (!parse(&j, argc, argv)) goto done;
    if (j.help) {
        eg_print_help(stdout);
        status = EG_EXIT_DONE;
        goto done;
    }
    if (!choose_formats(&j) || !eg_session_load(&j.session)) goto done;
    graph = eg_session_graph(&j.session);
    if (graph == NULL) goto done;
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
    for (size_t i = 0; i < j.outputs.len; i++) eg_sink_fini(&j.outputs.items[i].sink);
    eg_vec_fini(&j.outputs);
    eg_vec_fini(&j.paths);
    eg_session_fini(&j.session);
    return status;
}
