/* SPDX-License-Identifier: MIT */
/* eval: graphs against their gold: precision, recall and F1 per kind and edge type, what was missed and what is too much, and
 * what changed since an older graph of the same post, with the rules that won or lost it. */
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/suggest.h"
#include "cli/tool.h"
#include "emit/jsonout.h"
#include "graph/eval.h"

typedef struct request {
    eg_tool tool;
    eg_arena arena;   /* of the trees */
    eg_eval total;
    eg_eval now, old; /* of the last pair, and --against */
    bool misses, has_old;
    size_t floors_missed;
} request;

static const eg_yaml *read_tree(request *q, const char *path) {
    eg_error err = {0};
    eg_source *source = EG_NEW(&q->arena, eg_source);
    const eg_yaml *root = NULL;
    eg_errors *errors = &q->tool.session.errors;
    if (!eg_source_read(source, &q->arena, path, 0, &err)) {
        *eg_errors_add(errors) = err;
        return NULL;
    }
    bool ok = eg_yaml_parse(&root, &q->arena, source, errors);
    eg_source_fini(source);
    return ok ? root : NULL;
}

static bool evaluate(request *q, eg_eval *out, const char *graph_path, const char *gold_path) {
    const eg_yaml *graph = read_tree(q, graph_path);
    const eg_yaml *gold = graph ? read_tree(q, gold_path) : NULL;
    eg_error err = {0};
    if (gold == NULL) return false;
    if (eg_eval_run(out, eg_patterns_schema(q->tool.session.patterns), graph, gold, &err)) return true;
    snprintf(err.path, sizeof err.path, "%s", strcmp(err.path, "GOLD") == 0 ? gold_path : graph_path);
    *eg_errors_add(&q->tool.session.errors) = err;
    return false;
}

/* ---- rows ---------------------------------------------------------------------------------------------------------------- */

typedef struct row {
    eg_slice name;
    const eg_score *score;
    bool type;
} row;

typedef EG_VEC(row) rows;

static void list_rows(rows *out, const eg_schema *schema, const eg_eval *e) {
    for (size_t i = 0; i < schema->kind_count; i++)
        if (e->kinds[i].got + e->kinds[i].gold) eg_vec_push(out, ((row){schema->kinds[i].name, &e->kinds[i], false}));
    eg_vec_push(out, ((row){EG_S("core"), &e->core, false}));
    eg_vec_push(out, ((row){EG_S("all"), &e->all, false}));
    eg_vec_push(out, ((row){EG_S("figure_exact"), &e->figure_exact, false}));
    for (size_t i = 0; i < schema->edge_count; i++)
        if (e->types[i].got + e->types[i].gold) eg_vec_push(out, ((row){schema->edges[i].name, &e->types[i], true}));
    eg_vec_push(out, ((row){EG_S("edges"), &e->edges, false}));
    eg_vec_push(out, ((row){EG_S("edges_core"), &e->edges_core, false}));
    eg_vec_push(out, ((row){EG_S("edges_untyped"), &e->edges_untyped, false}));
}

static void put_table(eg_sink *out, const rows *list, const eg_eval *e, size_t pairs) {
    eg_putf(out, "%-16s %6s %6s %6s   matched/got/gold   (%zu graphs)\n", "", "P", "R", "F1", pairs);
    for (size_t i = 0; i < list->len; i++) {
        const row *r = &list->items[i];
        eg_putf(out, "%-16.*s %6.3f %6.3f %6.3f   %zu/%zu/%zu\n", EG_FMT(r->name), eg_score_precision(r->score), eg_score_recall(r->score), eg_score_f1(r->score), r->score->matched,
                r->score->got, r->score->gold);
    }
    eg_putf(out, "overmerged: %zu of %zu named nodes fuse two of the gold's\n", e->overmerged, e->named);
}

static double rounded(double x) { return (double)(long)(x * 10000 + 0.5) / 10000; }

static void put_scores_json(eg_sink *out, const rows *list, const eg_eval *e) {
    eg_puts(out, " \"scores\": {");
    for (size_t i = 0; i < list->len; i++) {
        const row *r = &list->items[i];
        eg_json_item(out, i == 0, 2);
        eg_json_text(out, r->name);
        eg_puts(out, ": {");
        eg_json_number(out, "p", rounded(eg_score_precision(r->score))), eg_json_number(out, "r", rounded(eg_score_recall(r->score)));
        eg_json_number(out, "f1", rounded(eg_score_f1(r->score)));
        eg_json_count(out, "tp", r->score->matched), eg_json_count(out, "got", r->score->got), eg_json_count(out, "gold", r->score->gold);
        eg_putc(out, '}');
    }
    eg_putf(out, ",\n  \"overmerged\": {\"fused\": %zu, \"named\": %zu}\n },\n", e->overmerged, e->named);
}

/* ---- items ---------------------------------------------------------------------------------------------------------------- */

static void put_item(request *q, const eg_item *item, const char *word, eg_slice rules, bool first) {
    eg_sink *out = &q->tool.out;
    if (q->tool.json) {
        eg_json_item(out, first, 2);
        eg_putc(out, '{');
        eg_json_member(out, "what", eg_slice_from(word)), eg_json_member(out, item->edge ? "type" : "kind", item->what);
        eg_json_member(out, "text", item->text);
        eg_json_optional(out, "rules", rules);
        eg_putc(out, '}');
        return;
    }
    eg_putf(out, "%-7s %-14.*s %.*s", word, EG_FMT(item->what), EG_FMT(item->text));
    if (rules.len) eg_putf(out, "  [%.*s]", EG_FMT(rules));
    eg_putc(out, '\n');
}

static size_t put_misses(request *q, size_t before) {
    static const char *const words[] = {"found", "missed", "extra"};
    for (size_t i = 0; i < q->now.items.len; i++) {
        const eg_item *item = &q->now.items.items[i];
        if (item->verdict != EG_FOUND) put_item(q, item, words[item->verdict], item->rules, before++ == 0);
    }
    return before;
}

static const eg_item *find_item(const eg_eval *e, eg_slice key) {
    for (size_t i = 0; i < e->items.len; i++)
        if (eg_slice_eq(e->items.items[i].key, key)) return &e->items.items[i];
    return NULL;
}

/* Won: found now, not before. Lost: the other way, with the rules that had read it. New and gone: what is too much. */
static void put_changes(request *q) {
    size_t n = 0;
    for (int gone = 0; gone < 2; gone++) {
        const eg_eval *from = gone ? &q->old : &q->now;
        const eg_eval *to = gone ? &q->now : &q->old;
        for (size_t i = 0; i < from->items.len; i++) {
            const eg_item *item = &from->items.items[i];
            const eg_item *other = find_item(to, item->key);
            bool found = item->verdict == EG_FOUND && (other == NULL || other->verdict != EG_FOUND);
            bool extra = item->verdict == EG_EXTRA && other == NULL;
            if (found || extra) put_item(q, item, extra ? (gone ? "gone" : "new") : gone ? "lost" : "won", item->rules, n++ == 0);
        }
    }
}

/* ---- floors ---------------------------------------------------------------------------------------------------------------- */

/* "edges=0.7,core=0.8" */
static bool check_floors(request *q, const rows *list, const char *text) {
    eg_slice rest = eg_slice_from(text);
    eg_slice one;
    while (eg_slice_split(&rest, ',', &one)) {
        size_t eq = eg_slice_find(one, EG_S("="), 0);
        eg_slice name = eg_slice_sub(one, 0, eq == (size_t)-1 ? one.len : eq);
        char number[32];
        char *end = number;
        snprintf(number, sizeof number, "%.*s", EG_FMT(eq == (size_t)-1 ? EG_S("") : eg_slice_sub(one, eq + 1, one.len)));
        double least = strtod(number, &end);
        eg_errors *errors = &q->tool.session.errors;
        if (end == number || *end || least < 0 || least > 1)
            return eg_fail(eg_errors_add(errors), EG_ERR_USAGE, NULL, "--min wants NAME=F1, as in edges=0.7, not \"%.*s\"", EG_FMT(one));
        eg_suggestion near = {.word = name};
        const eg_score *score = NULL;
        for (size_t i = 0; i < list->len; i++) {
            eg_suggest(&near, list->items[i].name);
            if (eg_slice_eq(list->items[i].name, name)) score = list->items[i].score;
        }
        if (score == NULL && near.best.len)
            return eg_fail(eg_errors_add(errors), EG_ERR_USAGE, NULL, "no score is called %.*s (did you mean \"%.*s\"?)", EG_FMT(name), EG_FMT(near.best));
        if (score == NULL) return eg_fail(eg_errors_add(errors), EG_ERR_USAGE, NULL, "no score is called %.*s", EG_FMT(name));
        if (eg_score_f1(score) + 1e-9 >= least) continue;
        q->floors_missed++;
        fprintf(stderr, "ecograph: F1 of %.*s is %.4f, below the floor of %g\n", EG_FMT(name), eg_score_f1(score), least);
    }
    return true;
}

static bool run_pairs(request *q) {
    const eg_session *s = &q->tool.session;
    size_t listed = 0;
    for (size_t i = 0; i + 1 < s->arguments.len; i += 2) {
        eg_eval_fini(&q->now);
        if (!evaluate(q, &q->now, s->arguments.items[i], s->arguments.items[i + 1])) return false;
        eg_eval_add(&q->total, &q->now);
        if (!q->misses || q->tool.json) continue;
        if (s->arguments.len > 2) eg_putf(&q->tool.out, "%s\n", s->arguments.items[i + 1]);
        listed = put_misses(q, listed);
    }
    return true;
}

static int report(request *q, const char *against, const char *floors) {
    eg_session *s = &q->tool.session;
    if (!run_pairs(q)) return EG_EXIT_ERROR;
    if (against && !evaluate(q, &q->old, against, s->arguments.items[1])) return EG_EXIT_ERROR;
    rows list = {0};
    eg_sink *out = &q->tool.out;
    list_rows(&list, eg_patterns_schema(s->patterns), &q->total);
    bool ok = floors == NULL || check_floors(q, &list, floors);
    if (ok && q->tool.json) {
        eg_puts(out, "{\n");
        put_scores_json(out, &list, &q->total);
        eg_puts(out, " \"items\": [");
        if (q->misses && s->arguments.len == 2) put_misses(q, 0);
        eg_puts(out, "],\n \"changes\": [");
        if (against) put_changes(q);
        eg_putf(out, "],\n \"floors_missed\": %zu\n}\n", q->floors_missed);
    } else if (ok) {
        if (against) put_changes(q);
        put_table(out, &list, &q->total, s->arguments.len / 2);
    }
    eg_vec_fini(&list);
    return !ok ? EG_EXIT_ERROR : q->floors_missed ? EG_EXIT_NEGATIVE : EG_EXIT_DONE;
}

int eg_cmd_eval(int argc, char **argv) {
    request q = {.misses = false};
    int status = EG_EXIT_ERROR;
    bool ok = eg_tool_parse(&q.tool, "eval", argc, argv, false, true);
    eg_session *s = &q.tool.session;
    const char *against = ok ? eg_args_get(&q.tool.args, "against") : NULL;
    if (ok && s->arguments.len % 2) ok = eg_fail(eg_errors_add(&s->errors), EG_ERR_USAGE, NULL, "usage: ecograph %s", q.tool.args.command->usage);
    if (ok && against && s->arguments.len != 2) ok = eg_fail(eg_errors_add(&s->errors), EG_ERR_USAGE, NULL, "--against compares one graph and its gold");
    if (ok && eg_session_load(s)) {
        q.misses = eg_args_has(&q.tool.args, "misses");
        status = report(&q, against, eg_args_get(&q.tool.args, "min"));
        if (status == EG_EXIT_ERROR) q.tool.out.buf.len = 0;
    }
    eg_eval_fini(&q.now);
    eg_eval_fini(&q.old);
    eg_eval_fini(&q.total);
    eg_arena_fini(&q.arena);
    return eg_tool_finish(&q.tool, status);
}
