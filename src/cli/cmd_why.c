/* SPDX-License-Identifier: MIT */
/* why: where a node or edge was read, and by which rule; a line a piece. */
#include "cli/commands.h"

#include "base/unicode.h"
#include "cli/grid.h"
#include "cli/session.h"

typedef struct ask {
    eg_session session;
    eg_args args;
    const char *name; /* what is asked */
} ask;

static bool parse(ask *a, int argc, char **argv) {
    eg_error *err = eg_errors_add(&a->session.errors);
    if (!eg_args_parse(&a->args, "why", argc, argv, err)) return false;
    a->session.errors.list.len--;
    size_t at = 0;
    eg_session_options(&a->session, &a->args);
    for (const char *path; (path = eg_args_next(&a->args, "in", &at)) != NULL;) eg_vec_push(&a->session.arguments, path);
    for (size_t i = 0; i < a->args.words.len; i++) {
        if (a->name == NULL) a->name = a->args.words.items[i];
        else eg_vec_push(&a->session.arguments, a->args.words.items[i]);
    }
    if (a->session.arguments.len == 0 || a->name == NULL)
        return eg_fail(eg_errors_add(&a->session.errors), EG_ERR_USAGE, NULL, "usage: ecograph why NAME POST...");
    return true;
}

static void put_evidence(eg_sink *out, const eg_graph *g, const eg_evidence *e, size_t count) {
    size_t n;
    const eg_post *posts = eg_graph_posts(g, &n);
    for (size_t i = 0; i < count; i++) {
        eg_puts(out, "  ");
        eg_put_clean(out, posts[e[i].source].path);
        eg_putf(out, ":%u:%u: [%.*s] ", e[i].line, e[i].column, EG_FMT(e[i].rule));
        eg_put_clean(out, e[i].quote);
        eg_putc(out, '\n');
    }
}

static bool names(eg_arena *arena, const eg_node *node, eg_slice want) {
    if (eg_slice_eq(node->id, want) || eg_slice_eq(eg_fold(arena, node->name), eg_fold(arena, want))) return true;
    for (size_t i = 0; i < node->alias_count; i++)
        if (eg_slice_eq(eg_fold(arena, node->aliases[i]), eg_fold(arena, want))) return true;
    return false;
}

static void put_edge(eg_sink *out, const eg_graph *g, const eg_node *nodes, const eg_edge *e) {
    eg_put_clean(out, nodes[e->source].name);
    eg_putf(out, " -%.*s-> ", EG_FMT(e->type));
    eg_put_clean(out, e->target == EG_NO_NODE ? e->figure.name : nodes[e->target].name);
    eg_putf(out, " [%.*s] %.*s\n", EG_FMT(eg_status_name(e->status)), EG_FMT(e->key));
    put_evidence(out, g, e->evidence, e->evidence_count);
}

static bool explain(eg_sink *out, const eg_graph *g, eg_slice want) {
    eg_arena arena = {0};
    size_t n;
    const eg_node *nodes = eg_graph_nodes(g, &n);
    bool found = false;
    uint8_t *hit = eg_arena_alloc(&arena, n + 1);
    for (size_t i = 0; i < n; i++) {
        hit[i] = names(&arena, &nodes[i], want);
        if (!hit[i]) continue;
        found = true;
        eg_put_clean(out, nodes[i].name);
        eg_putf(out, " (%.*s, confidence %g) %.*s\n", EG_FMT(nodes[i].kind), nodes[i].confidence, EG_FMT(nodes[i].id));
        put_evidence(out, g, nodes[i].evidence, nodes[i].evidence_count);
        size_t merges;
        const eg_merge *m = eg_graph_merges(g, &merges);
        for (size_t j = 0; j < merges; j++)
            if (m[j].node == i) {
                eg_puts(out, "  also \""), eg_put_clean(out, m[j].alias), eg_putf(out, "\": %.*s [%.*s]\n", EG_FMT(m[j].reason), EG_FMT(m[j].rule));
            }
    }
    for (int facts = 1; facts >= 0; facts--) {
        size_t count;
        const eg_edge *e = facts ? eg_graph_edges(g, &count) : eg_graph_unasserted(g, &count);
        for (size_t i = 0; i < count; i++)
            if (eg_slice_eq(e[i].key, want) || hit[e[i].source] || (e[i].target != EG_NO_NODE && hit[e[i].target])) {
                put_edge(out, g, nodes, &e[i]);
                found = true;
            }
    }
    eg_arena_fini(&arena);
    return found;
}

int eg_cmd_why(int argc, char **argv) {
    ask a = {0};
    int status = EG_EXIT_ERROR;
    eg_sink out = {0};
    eg_graph *graph = NULL;
    if (parse(&a, argc, argv) && eg_session_load(&a.session) && (graph = eg_session_graph(&a.session)) != NULL) {
        status = a.session.incomplete ? EG_EXIT_INCOMPLETE : EG_EXIT_DONE;
        if (!explain(&out, graph, eg_slice_from(a.name))) {
            fprintf(stderr, "ecograph: nothing is called \"%s\" in this graph\n", a.name);
            status = EG_EXIT_NEGATIVE;
        }
        eg_error err = {0};
        if (!eg_sink_save(&out, "-", &err)) *eg_errors_add(&a.session.errors) = err, status = EG_EXIT_ERROR;
    }
    eg_session_report(&a.session);
    eg_sink_fini(&out);
    eg_graph_free(graph);
    eg_args_fini(&a.args);
    eg_session_fini(&a.session);
    return status;
}
