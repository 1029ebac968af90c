/* SPDX-License-Identifier: MIT */
/* check: loads a pattern set, reports every error of every file, runs the examples of every rule, and says what looks
 * like a mistake. Errors fail; warnings do with --strict. */
#include "cli/commands.h"

#include "cli/examples.h"
#include "cli/session.h"
#include "emit/jsonout.h"

typedef struct check {
    eg_session session;
    eg_args args;
    eg_lint lint;
    eg_findings findings;
    eg_tally tally;
    bool json, strict, verbose;
} check;

static bool parse(check *c, int argc, char **argv) {
    eg_error *err = eg_errors_add(&c->session.errors);
    if (!eg_args_parse(&c->args, "check", argc, argv, err)) return false;
    c->session.errors.list.len--;
    size_t at = 0;
    for (const char *dir; (dir = eg_args_next(&c->args, "patterns", &at)) != NULL;) eg_vec_push(&c->session.extra_dirs, dir);
    c->json = eg_args_has(&c->args, "json");
    c->strict = eg_args_has(&c->args, "strict");
    c->verbose = eg_args_has(&c->args, "verbose");
    for (size_t i = 0; i < c->args.words.len; i++)
        if (!eg_session_is_built_in(&c->session, c->args.words.items[i])) eg_vec_push(&c->session.extra_dirs, c->args.words.items[i]);
    return true;
}

/* The errors that kept the set from being loaded, and those of figure rules, become findings. */
static void take_errors(check *c, const char *code) {
    for (size_t i = 0; i < c->session.errors.list.len; i++) {
        eg_finding *f = eg_vec_add(&c->findings.list);
        *f = (eg_finding){.level = EG_LEVEL_ERROR, .code = code, .place = c->session.errors.list.items[i]};
    }
    c->session.errors.list.len = 0;
}

static void examine(check *c) {
    eg_patterns *p = c->session.patterns;
    size_t count = c->session.extra_dirs.len + 1;
    const char **dirs = EG_NEW_ARRAY(&c->session.arena, const char *, count); /* the lint keeps it */
    dirs[0] = eg_session_built_in(&c->session);
    for (size_t i = 1; i < count; i++) dirs[i] = c->session.extra_dirs.items[i - 1];
    eg_lint_open(&c->lint, p, dirs, count, &c->findings);
    for (size_t i = 0; (p = eg_patterns_language(c->session.patterns, i)) != NULL; i++) {
        c->lint.p = p;
        c->tally.run += eg_figure_rules_check(p->figures, &c->session.errors);
        c->tally.failed += c->session.errors.list.len;
        take_errors(c, "example-fails");
        eg_examples_run(&c->lint, p, &c->tally);
        eg_lint_cost(&c->lint);
    }
    eg_lint_text(&c->lint);
    eg_lint_allow(&c->lint);
}

/* With sets on top, what is to be mended in those below is not this user's to mend: only errors are told of them. */
static void keep_own(check *c) {
    size_t kept = 0;
    size_t count = c->lint.dir_count;
    for (size_t i = 0; i < c->findings.list.len; i++) {
        const eg_finding *f = &c->findings.list.items[i];
        bool own = count < 2 || f->level == EG_LEVEL_ERROR || eg_slice_ends(eg_slice_from(f->code), EG_S("-fails"));
        for (size_t d = 1; d < count; d++) own |= eg_slice_starts(eg_slice_from(f->place.path), eg_slice_from(c->lint.dirs[d]));
        if (own) c->findings.list.items[kept++] = *f;
    }
    c->findings.list.len = kept;
}

static size_t count_code(const check *c, const char *code) {
    size_t n = 0;
    for (size_t i = 0; i < c->findings.list.len; i++) n += strcmp(c->findings.list.items[i].code, code) == 0;
    return n;
}

static void put_json(const check *c, eg_sink *out, bool ok) {
    const eg_patterns *p = c->session.patterns;
    eg_puts(out, "{\n ");
    eg_json_text(out, EG_S("ok"));
    eg_puts(out, ok ? ": true" : ": false");
    if (p) {
        eg_puts(out, ",\n \"patterns\": {");
        eg_json_member(out, "name", p->schema.name);
        eg_json_member(out, "version", p->schema.version);
        eg_json_member(out, "sha256", eg_slice_from(p->sha256));
        eg_putf(out, "},\n \"rules\": %zu, \"regular_expressions\": %zu,\n", c->lint.rules, c->lint.patterns);
        eg_putf(out, " \"examples\": {\"run\": %zu, \"failed\": %zu, \"known_misses\": %zu}", c->tally.run, c->tally.failed, c->tally.misses);
    }
    eg_putf(out, ",\n \"errors\": %zu, \"warnings\": %zu,\n \"findings\": ", eg_findings_count(&c->findings, EG_LEVEL_ERROR), eg_findings_count(&c->findings, EG_LEVEL_WARNING));
    eg_findings_json(out, &c->findings);
    eg_puts(out, "\n}\n");
}

static void put_summary(const check *c, eg_sink *out) {
    const eg_patterns *p = c->session.patterns;
    if (p == NULL) {
        eg_putf(out, "%zu errors: the set cannot be loaded\n", eg_findings_count(&c->findings, EG_LEVEL_ERROR));
        return;
    }
    eg_putf(out, "%.*s %.*s (sha256 %.12s): %zu rules, %zu patterns\n", EG_FMT(p->schema.name), EG_FMT(p->schema.version), p->sha256, c->lint.rules, c->lint.patterns);
    size_t free_ = count_code(c, "no-trigger");
    if (free_) eg_putf(out, "%zu patterns have no word that leads them and run on every tape%s", free_, c->verbose ? "\n" : ":");
    for (size_t i = 0; free_ && !c->verbose && i < c->findings.list.len; i++) {
        eg_slice text = eg_slice_from(c->findings.list.items[i].place.text);
        size_t end = eg_slice_find(text, EG_S(": "), 0);
        if (strcmp(c->findings.list.items[i].code, "no-trigger") == 0) eg_putf(out, " %.*s", EG_FMT(eg_slice_sub(text, 0, end == (size_t)-1 ? text.len : end)));
    }
    if (free_ && !c->verbose) eg_putc(out, '\n');
    eg_putf(out, "%zu examples run, %zu failed; %zu known misses; %zu errors, %zu warnings\n", c->tally.run, c->tally.failed, c->tally.misses,
            eg_findings_count(&c->findings, EG_LEVEL_ERROR), eg_findings_count(&c->findings, EG_LEVEL_WARNING));
}

static void print(const check *c, bool ok) {
    eg_sink out = {0};
    eg_findings shown = {0};
    for (size_t i = 0; i < c->findings.list.len; i++)
        if (c->verbose || c->findings.list.items[i].level != EG_LEVEL_NOTE) eg_vec_push(&shown.list, c->findings.list.items[i]);
    if (!c->json) eg_findings_print(&out, &shown);
    if (out.buf.len) fwrite(out.buf.items, 1, out.buf.len, stderr);
    out.buf.len = 0;
    if (c->json) put_json(c, &out, ok);
    else put_summary(c, &out);
    fwrite(out.buf.items, 1, out.buf.len, stdout);
    eg_findings_fini(&shown);
    eg_sink_fini(&out);
}

int eg_cmd_check(int argc, char **argv) {
    check c = {0};
    if (!parse(&c, argc, argv)) {
        eg_session_report(&c.session);
        eg_args_fini(&c.args);
        eg_session_fini(&c.session);
        return EG_EXIT_ERROR;
    }
    if (eg_session_load(&c.session)) examine(&c), keep_own(&c);
    take_errors(&c, "load");
    eg_findings_sort(&c.findings);
    bool ok = eg_findings_count(&c.findings, EG_LEVEL_ERROR) == 0 && !(c.strict && eg_findings_count(&c.findings, EG_LEVEL_WARNING));
    print(&c, ok);
    eg_lint_close(&c.lint);
    eg_findings_fini(&c.findings);
    eg_args_fini(&c.args);
    eg_session_fini(&c.session);
    return ok ? EG_EXIT_DONE : EG_EXIT_NEGATIVE;
}
