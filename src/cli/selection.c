/* SPDX-License-Identifier: MIT */
#include "cli/selection.h"

#include "cli/picture.h"
#include "cli/words.h"

typedef struct selecting {
    const eg_graph *graph;
    const eg_schema *schema;
    EG_VEC(eg_slice) kinds;
    EG_VEC(eg_slice) types;
    EG_VEC(uint32_t) focus;
    EG_VEC(uint32_t) posts;
    eg_select select;
} selecting;

static bool add_kinds(selecting *s, const char *list, eg_error *err) {
    eg_slice rest = eg_slice_from(list), word;
    while (eg_slice_split(&rest, ',', &word)) {
        uint32_t mask = eg_schema_kinds(s->schema, word);
        if (!eg_word_known(s->graph, s->schema, EG_WORD_KIND, word, err)) return false;
        if (mask == 0) eg_vec_push(&s->kinds, word);
        for (size_t k = 0; k < s->schema->kind_count; k++)
            if (mask >> k & 1) eg_vec_push(&s->kinds, s->schema->kinds[k].name);
    }
    return true;
}

static bool add_types(selecting *s, const char *list, eg_error *err) {
    eg_slice rest = eg_slice_from(list), word;
    while (eg_slice_split(&rest, ',', &word)) {
        if (!eg_word_known(s->graph, s->schema, EG_WORD_EDGE, word, err)) return false;
        eg_vec_push(&s->types, word);
    }
    return true;
}

/* Posts by path or id, whole. */
static bool add_post(selecting *s, const char *name, eg_error *err) {
    size_t n;
    const eg_post *posts = eg_graph_posts(s->graph, &n);
    for (uint32_t i = 0; i < n; i++)
        if (eg_slice_eq(posts[i].path, eg_slice_from(name)) || eg_slice_eq(posts[i].id, eg_slice_from(name))) {
            eg_vec_push(&s->posts, i);
            return true;
        }
    eg_suggestion near = {.word = eg_slice_from(name)};
    for (uint32_t i = 0; i < n; i++) eg_suggest(&near, posts[i].path), eg_suggest(&near, posts[i].id);
    if (near.best.len == 0) return eg_fail(err, EG_ERR_USAGE, NULL, "no post of this graph is called \"%s\"", name);
    return eg_fail(err, EG_ERR_USAGE, NULL, "no post of this graph is called \"%s\"; did you mean \"%.*s\"?", name, EG_FMT(near.best));
}

static bool add_focus(selecting *s, const eg_names *names, const char *typed, bool *unknown, eg_error *err) {
    eg_hits hits = {0};
    size_t n;
    const eg_node *nodes = eg_graph_nodes(s->graph, &n);
    size_t found = eg_names_find(names, eg_slice_from(typed), EG_MATCH_PREFIX, &hits);
    bool ok = found == 1;
    if (ok) eg_vec_push(&s->focus, hits.items[0].node);
    else if (found) eg_fail(err, EG_ERR_USAGE, NULL, "\"%s\" may be \"%.*s\" or \"%.*s\": say which", typed, EG_FMT(nodes[hits.items[0].node].id), EG_FMT(nodes[hits.items[1].node].id));
    else {
        *unknown = true;
        eg_names_near(names, eg_slice_from(typed), 1, &hits);
        eg_fail(err, EG_ERR_USAGE, NULL, hits.len ? "nothing is called \"%s\" in this graph; did you mean \"%.*s\"?" : "nothing is called \"%s\" in this graph", typed,
                EG_FMT(hits.len ? hits.items[0].text : EG_S("")));
    }
    eg_vec_fini(&hits);
    return ok;
}

static bool parse(selecting *s, const eg_args *args, bool *unknown, eg_error *err) {
    const char *value;
    size_t at = 0;
    bool ok = true;
    while (ok && (value = eg_args_next(args, "kind", &at)) != NULL) ok = add_kinds(s, value, err);
    for (at = 0; ok && (value = eg_args_next(args, "type", &at)) != NULL;) ok = add_types(s, value, err);
    for (at = 0; ok && (value = eg_args_next(args, "post", &at)) != NULL;) ok = add_post(s, value, err);
    if (ok && eg_args_has(args, "focus")) {
        eg_names *names = eg_names_new(s->graph);
        for (at = 0; ok && (value = eg_args_next(args, "focus", &at)) != NULL;) ok = add_focus(s, names, value, unknown, err);
        eg_names_free(names);
    }
    if (ok && (value = eg_args_get(args, "status")) != NULL) {
        eg_emit_options emit = {0};
        ok = eg_parse_statuses(&emit, value) || eg_fail(err, EG_ERR_USAGE, NULL, "no list of statuses like asserted,negated or all: %s", value);
        s->select.statuses = emit.statuses;
    }
    return ok;
}

static bool asks(const eg_args *args) {
    static const char *const options[] = {"kind", "type", "post", "focus", "status", "top", "min-weight"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (eg_args_has(args, options[i])) return true;
    return false;
}

/* ---- what a caption says of it ---- */

static void begin_words(eg_sink *words, const char *text) {
    eg_putf(words, "%s%s", words->buf.len ? " \xc2\xb7 " : "", text);
}

static void say_list(eg_sink *words, const eg_args *args, const char *option, const char *before) {
    const char *value;
    for (size_t at = 0, n = 0; (value = eg_args_next(args, option, &at)) != NULL; n++) {
        if (n == 0) begin_words(words, before);
        eg_putf(words, n ? ", %s" : " %s", value);
    }
}

static void say_focus(eg_sink *words, const selecting *s) {
    size_t n;
    const eg_node *nodes = eg_graph_nodes(s->graph, &n);
    for (size_t i = 0; i < s->focus.len; i++) {
        if (i == 0) begin_words(words, "around");
        eg_putf(words, i ? ", %.*s" : " %.*s", EG_FMT(nodes[s->focus.items[i]].name));
    }
    if (s->focus.len) eg_putf(words, ", %u step%s", s->select.depth, s->select.depth == 1 ? "" : "s");
}

static void describe(eg_selected *selected, const selecting *s, const eg_args *args) {
    size_t node_count, edge_count;
    const eg_node *nodes = eg_graph_nodes(s->graph, &node_count);
    const eg_edge *edges = eg_graph_edges(s->graph, &edge_count);
    for (size_t i = 0; i < node_count; i++) selected->of_names += !eg_node_is_figure(&nodes[i]);
    for (size_t i = 0; i < edge_count; i++)
        selected->of_relations += !eg_node_is_figure(&nodes[edges[i].source]) && !eg_node_is_figure(&nodes[edges[i].target]);
    eg_sink *words = &selected->words;
    say_focus(words, s);
    say_list(words, args, "kind", "kinds:");
    say_list(words, args, "type", "relations:");
    say_list(words, args, "status", "statuses:");
    say_list(words, args, "post", "said in");
    if (s->select.top) begin_words(words, "the "), eg_putf(words, "%zu best linked", s->select.top);
    if (s->select.min_support > 1) begin_words(words, ""), eg_putf(words, "%u or more pieces of evidence each", s->select.min_support);
    eg_putc(words, '\0');
}

bool eg_select_options(eg_graph **graph, const eg_args *args, const eg_schema *schema, eg_selected *selected, bool *unknown_name, eg_error *err) {
    *unknown_name = false;
    if (!asks(args)) return true;
    selecting s = {.graph = *graph, .schema = schema};
    bool ok = parse(&s, args, unknown_name, err);
    if (ok) {
        s.select.kinds = s.kinds.items, s.select.kind_count = s.kinds.len;
        s.select.types = s.types.items, s.select.type_count = s.types.len;
        s.select.focus = s.focus.items, s.select.focus_count = s.focus.len;
        s.select.sources = s.posts.items, s.select.source_count = s.posts.len;
        s.select.depth = (uint32_t)eg_args_count(args, "depth", 1);
        s.select.top = eg_args_count(args, "top", 0);
        s.select.min_support = (uint32_t)eg_args_count(args, "min-weight", 0);
        describe(selected, &s, args);
        eg_mask mask;
        eg_mask_init(&mask, *graph, &s.select);
        eg_graph *part = eg_mask_extract(*graph, &mask);
        eg_mask_fini(&mask);
        eg_graph_free(*graph);
        *graph = part;
    }
    eg_vec_fini(&s.kinds);
    eg_vec_fini(&s.types);
    eg_vec_fini(&s.focus);
    eg_vec_fini(&s.posts);
    return ok;
}
