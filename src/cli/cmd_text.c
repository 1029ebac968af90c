/* SPDX-License-Identifier: MIT */
/* text: a post as it was read (repaired, markup removed); with its mentions marked, it shows what was read and what was
 * missed. */
#include "cli/commands.h"

#include "cli/options.h"
#include "cli/screen.h"
#include "cli/session.h"
#include "emit/annotated.h"

typedef struct request {
    eg_session session;
    eg_args args;
    bool mentions, html;
    const char *output;
} request;

static bool parse(request *q, int argc, char **argv) {
    eg_error *err = eg_errors_add(&q->session.errors);
    if (!eg_args_parse(&q->args, "text", argc, argv, err)) return false;
    q->session.errors.list.len--;
    q->mentions = eg_args_has(&q->args, "mentions");
    q->html = eg_args_has(&q->args, "html");
    if (eg_args_has(&q->args, "output")) q->output = eg_args_get(&q->args, "output");
    eg_session_options(&q->session, &q->args);
    for (size_t i = 0; i < q->args.words.len; i++) eg_vec_push(&q->session.arguments, q->args.words.items[i]);
    if (q->session.arguments.len == 0)
        return eg_fail(eg_errors_add(&q->session.errors), EG_ERR_USAGE, NULL, "usage: ecograph text [--mentions] [--html] POST");
    return true;
}

static bool wants_color(const request *q) { return eg_wants_color(eg_args_get(&q->args, "color"), strcmp(q->output, "-") == 0); }

static uint32_t source_of(const eg_graph *graph, const char *path) {
    size_t n;
    const eg_post *posts = eg_graph_posts(graph, &n);
    for (uint32_t i = 0; i < n; i++)
        if (eg_slice_eq(posts[i].path, eg_slice_from(path))) return i;
    return 0;
}

static bool show(request *q, eg_sink *out, const eg_post_input *input, eg_error *err) {
    eg_session *s = &q->session;
    eg_arena arena = {0};
    eg_text text;
    bool ok = eg_read_input(&text, &arena, s->patterns, input, err);
    if (ok) {
        const eg_schema *schema = eg_patterns_schema(s->patterns);
        bool marked = q->mentions || q->html;
        bool incomplete = false;
        eg_graph *graph = marked ? eg_extract(s->patterns, input, 1, NULL, &s->errors, &incomplete) : eg_graph_new();
        s->incomplete |= incomplete;
        if (graph == NULL) ok = false;
        else if (q->html) eg_annotated_html(out, &text, graph, source_of(graph, input->path), schema);
        else eg_annotated_text(out, &text, graph, 0, schema, !marked ? EG_MARK_NONE : wants_color(q) ? EG_MARK_COLORS : EG_MARK_BRACKETS);
        eg_graph_free(graph);
        eg_text_fini(&text);
    }
    eg_arena_fini(&arena);
    return ok;
}

int eg_cmd_text(int argc, char **argv) {
    request q = {.output = "-"};
    eg_session *s = &q.session;
    eg_sink out = {0};
    int status = EG_EXIT_ERROR;
    if (parse(&q, argc, argv) && eg_session_load(s) && eg_session_read(s)) {
        eg_error err = {0};
        bool ok = true;
        if (s->posts.len > 1) ok = eg_fail(&err, EG_ERR_USAGE, NULL, "text shows one post; %zu were given", s->posts.len);
        ok = ok && show(&q, &out, &s->posts.items[0], &err) && eg_sink_save(&out, q.output, &err);
        if (!ok) *eg_errors_add(&s->errors) = err;
        status = !ok ? EG_EXIT_ERROR : s->incomplete ? EG_EXIT_INCOMPLETE : EG_EXIT_DONE;
    }
    eg_session_report(s);
    eg_sink_fini(&out);
    eg_args_fini(&q.args);
    eg_session_fini(s);
    return status;
}
