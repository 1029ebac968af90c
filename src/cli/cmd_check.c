/* SPDX-License-Identifier: MIT */
/* check: loads a pattern set, reports every error, and runs each rule's examples and counter-examples through the whole
 * pipeline. An example "TEXT => A -> B" must give the rule's edge between A and B; one with [brackets] the rule's kind for
 * that name; a counter-example must not give the rule's own edge, and not that kind. */
#include "cli/commands.h"

#include "cli/options.h"
#include "cli/session.h"

typedef struct tally {
    size_t run, failed;
} tally;

static eg_slice without_brackets(eg_arena *arena, eg_slice text, eg_slice *inside) {
    char *out = eg_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    *inside = EG_S("");
    size_t open = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '[') open = len;
        else if (text.ptr[i] == ']') *inside = eg_slice_of(out + open, len - open);
        else out[len++] = text.ptr[i];
    }
    return eg_slice_of(out, len);
}

static bool has_node(const eg_graph *g, eg_slice name, eg_slice kind) {
    size_t n;
    const eg_node *nodes = eg_graph_nodes(g, &n);
    for (size_t i = 0; i < n; i++) {
        bool hit = eg_slice_eq(nodes[i].name, name);
        for (size_t j = 0; j < nodes[i].alias_count; j++) hit |= eg_slice_eq(nodes[i].aliases[j], name);
        if (hit && (kind.len == 0 || eg_slice_eq(nodes[i].kind, kind))) return true;
    }
    return false;
}

static bool has_edge(const eg_graph *g, eg_slice type, eg_slice from, eg_slice to) {
    size_t n;
    size_t count;
    const eg_node *nodes = eg_graph_nodes(g, &n);
    const eg_edge *e = eg_graph_edges(g, &count);
    for (size_t i = 0; i < count; i++) {
        if (!eg_slice_eq(e[i].type, type)) continue;
        eg_slice a = nodes[e[i].source].name;
        eg_slice b = nodes[e[i].target].name;
        if (from.len == 0 || (eg_slice_starts(a, from) && eg_slice_starts(b, to)) || (!e[i].directed && eg_slice_starts(b, from) && eg_slice_starts(a, to)))
            return true;
    }
    return false;
}

/* "TEXT => FIGURE": the figure has an edge with this measure; any figure when FIGURE is "". */
static bool has_measure(const eg_graph *g, eg_slice measure, eg_slice figure) {
    size_t n;
    size_t count;
    const eg_node *nodes = eg_graph_nodes(g, &n);
    const eg_edge *e = eg_graph_edges(g, &count);
    for (size_t i = 0; i < count; i++)
        if (eg_slice_eq(e[i].measure, measure) && (figure.len == 0 || eg_slice_starts(nodes[e[i].target].name, figure))) return true;
    return false;
}

static eg_graph *read_text(eg_session *s, eg_slice text) {
    eg_post_input post = {"example", text};
    bool incomplete;
    return eg_extract(s->patterns, &post, 1, NULL, &s->errors, &incomplete);
}

static void fail(eg_session *s, tally *t, const eg_yaml *at, const eg_source *source, eg_slice id, const char *what) {
    eg_error *err = eg_errors_add(&s->errors);
    char path[512];
    snprintf(path, sizeof path, "%.*s", EG_FMT(source->path));
    eg_fail(err, EG_ERR_RULE, path, "%.*s: %s", EG_FMT(id), what);
    eg_error_locate(err, source, at->offset);
    t->failed++;
}

/* Runs one example; true when it holds what it says. Of `edge`, `kind` and `measure` one is the rule's, the others "". */
static bool holds(eg_session *s, eg_slice example, eg_slice edge, eg_slice kind, eg_slice measure, bool counter) {
    eg_slice inside;
    size_t arrow = eg_slice_find(example, EG_S(" => "), 0);
    eg_slice claim = arrow == (size_t)-1 ? EG_S("") : eg_slice_sub(example, arrow + 4, example.len);
    eg_slice text = without_brackets(&s->arena, arrow == (size_t)-1 ? example : eg_slice_sub(example, 0, arrow), &inside);
    eg_graph *g = read_text(s, text);
    if (g == NULL) return false;
    bool ok;
    size_t to = eg_slice_find(claim, EG_S(" -> "), 0);
    if (edge.len && to != (size_t)-1) ok = has_edge(g, edge, eg_slice_sub(claim, 0, to), eg_slice_sub(claim, to + 4, claim.len)) != counter;
    else if (edge.len) ok = has_edge(g, edge, EG_S(""), EG_S("")) != counter;
    else if (measure.len) ok = has_measure(g, measure, claim) != counter;
    else if (inside.len) ok = has_node(g, inside, kind) != counter;
    else ok = true; /* a counter-example without a name only must not fail to be read */
    eg_graph_free(g);
    return ok;
}

static void run_examples(eg_session *s, tally *t, const eg_yaml *rule, const eg_source *source, eg_slice id, eg_slice edge, eg_slice kind, eg_slice measure) {
    for (int counter = 0; counter < 2; counter++) {
        const eg_yaml *list = eg_yaml_get(rule, counter ? "counter" : "examples");
        if (list == NULL || list->count == 0) {
            fail(s, t, rule, source, id, counter ? "has no counter-example" : "has no example");
            continue;
        }
        for (size_t i = 0; i < list->count; i++) {
            t->run++;
            if (!holds(s, list->items[i].text, edge, kind, measure, counter)) fail(s, t, &list->items[i], source, id, counter ? "the counter-example is read" : "the example is not read");
        }
    }
}

int eg_cmd_check(int argc, char **argv) {
    eg_session s = {0};
    tally t = {0};
    eg_args args = {0};
    eg_error err = {0};
    if (!eg_args_parse(&args, "check", argc, argv, &err)) {
        *eg_errors_add(&s.errors) = err;
        eg_session_report(&s);
        eg_args_fini(&args);
        eg_session_fini(&s);
        return EG_EXIT_ERROR;
    }
    size_t at = 0;
    for (const char *dir; (dir = eg_args_next(&args, "patterns", &at)) != NULL;) eg_vec_push(&s.extra_dirs, dir);
    for (size_t i = 0; i < args.words.len; i++) eg_vec_push(&s.extra_dirs, args.words.items[i]);
    int status = EG_EXIT_NEGATIVE;
    if (eg_session_load(&s)) {
        const eg_patterns *p = s.patterns;
        t.run += eg_figure_rules_check(p->figures, &s.errors);
        t.failed += s.errors.list.len;
        for (size_t i = 0; i < p->entities.len; i++) {
            const eg_entity_rule *r = &p->entities.items[i];
            run_examples(&s, &t, r->node, r->source, r->id, EG_S(""), r->kind == EG_NONE ? EG_S("") : p->schema.kinds[r->kind].name, EG_S(""));
        }
        for (size_t i = 0; i < p->rules.len; i++) {
            const eg_tape_rule *r = &p->rules.items[i];
            eg_slice edge = r->edge == EG_NONE ? EG_S("") : p->schema.edges[r->edge].name;
            eg_slice kind = r->kind == EG_NONE ? EG_S("") : p->schema.kinds[r->kind].name;
            run_examples(&s, &t, r->node, r->source, r->id, edge, kind, edge.len || kind.len || r->alias ? EG_S("") : r->measure);
        }
        if (t.failed == 0) status = EG_EXIT_DONE;
    }
    size_t errors = s.errors.list.len;
    eg_session_report(&s);
    printf("%zu examples run, %zu failed\n", t.run, errors);
    eg_args_fini(&args);
    eg_session_fini(&s);
    return status;
}
