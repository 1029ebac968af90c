/* SPDX-License-Identifier: MIT */
/* whynot: what the rules see of one line, and where each that could have read it gave up. A rule is asked when a word of its
 * trigger stands there (or, without a trigger, when its gate is open and it was named). Its pattern is run element by
 * element: the longest beginning that matches tells the first element that failed, and the text before which it did. */
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/suggest.h"
#include "cli/probe.h"
#include "cli/tool.h"
#include "emit/jsonout.h"
#include "scan/patterntext.h"

typedef struct question {
    eg_tool tool;
    const char *rule; /* id, or its beginning; NULL = all */
    bool all;
    uint32_t line;
    size_t answers;
    eg_probe probe;
} question;

/* How far one pattern came on the best tape. */
typedef struct attempt {
    const eg_tape_rule *rule;
    const eg_variant *variant;
    size_t tape;               /* index */
    size_t passed, count;      /* elements */
    eg_element failed;         /* of the pattern's text; empty when all passed */
    uint32_t at;               /* byte of the tape where the longest beginning ended */
    eg_regex_match match;      /* when all passed */
    bool limit;
} attempt;

typedef EG_VEC(attempt) attempts;

static const eg_tape *tape_of(const question *q, size_t index) { return &q->probe.tapes.list.items[index]; }

static eg_slice pattern_of(const attempt *a) { return eg_variant_pattern(a->rule, a->variant)->text; }

/* ---- is it there? ---------------------------------------------------------------------------------------------------- */

static bool gate_is_open(const question *q, const eg_variant *v, const eg_tape *tape) {
    (void)q;
    uint32_t gate = eg_regex_gate(v->regex);
    return gate == EG_NO_GATE || (tape->open[gate / 64] >> gate % 64 & 1);
}

/* A word of the rule's trigger, in any form; NULL when the pattern asks for none. */
static eg_regex *trigger_of(question *q, const attempt *a) {
    if (eg_slice_find(pattern_of(a), EG_S("{trigger"), 0) == (size_t)-1) return NULL;
    eg_errors ignored = {0};
    eg_regex *regex = eg_probe_compile(eg_probe_set(q->tool.session.patterns, &q->probe), &q->tool.session.arena, EG_S("{trigger}"), "TRIGGER", true, a->rule, &ignored);
    eg_errors_fini(&ignored);
    return regex;
}

static bool is_there(question *q, const attempt *a, eg_regex *trigger, const eg_tape *tape) {
    eg_regex_match m;
    if (trigger) return eg_regex_exec(trigger, tape->text, 0, &m) == EG_REGEX_MATCH;
    bool literal = eg_gate_has_literal(q->probe.reading.p->gates, eg_regex_gate(a->variant->regex));
    return (literal || q->rule) && gate_is_open(q, a->variant, tape);
}

/* ---- element by element ------------------------------------------------------------------------------------------------ */

static eg_regex *beginning(question *q, const attempt *a, const eg_elements *e, size_t count) {
    eg_errors ignored = {0};
    eg_slice text = eg_slice_sub(pattern_of(a), 0, e->list.items[count - 1].end);
    eg_regex *regex = eg_probe_compile(eg_probe_set(q->tool.session.patterns, &q->probe), &q->tool.session.arena, text, "PATTERN", true, a->rule, &ignored);
    eg_errors_fini(&ignored);
    return regex;
}

/* The end of the match of `regex` that ends furthest; false when there is none. */
static bool furthest(attempt *a, eg_regex *regex, const eg_tape *tape, uint32_t *end) {
    bool found = false;
    *end = 0;
    for (size_t from = 0; from <= tape->text.len;) {
        eg_regex_match m;
        eg_regex_result result = eg_regex_exec(regex, tape->text, from, &m);
        a->limit |= result == EG_REGEX_LIMIT;
        if (result != EG_REGEX_MATCH) break;
        found = true;
        if (m.groups[0].end > *end) *end = m.groups[0].end;
        from = m.groups[0].begin + 1;
        while (from < tape->text.len && ((unsigned char)tape->text.ptr[from] & 0xC0) == 0x80) from++;
    }
    return found;
}

static void try_elements(question *q, attempt *best, eg_regex *trigger) {
    eg_elements e;
    eg_pattern_split(&e, pattern_of(best));
    eg_regex **prefixes = EG_NEW_ARRAY(&q->probe.arena, eg_regex *, e.list.len + 1);
    best->count = e.list.len;
    bool any = false;
    for (size_t t = 0; t < q->probe.tapes.list.len; t++) {
        const eg_tape *tape = tape_of(q, t);
        if (!is_there(q, best, trigger, tape)) continue;
        attempt now = *best;
        now.tape = t, now.passed = 0, now.at = 0;
        eg_regex_match m;
        if (eg_regex_exec(now.variant->regex, tape->text, 0, &m) == EG_REGEX_MATCH) now.passed = now.count, now.match = m;
        for (size_t i = 1; i < e.list.len && now.passed + 1 == i; i++) {
            uint32_t end;
            if (prefixes[i] == NULL) prefixes[i] = beginning(q, &now, &e, i);
            if (prefixes[i] == NULL || !furthest(&now, prefixes[i], tape, &end)) break;
            now.passed = i;
            now.at = end;
        }
        if (!any || now.passed > best->passed) *best = now;
        any = true;
    }
    if (best->passed < best->count) best->failed = e.list.items[best->passed];
    if (!any) best->rule = NULL;
    for (size_t i = 0; i < e.list.len; i++) eg_regex_free(prefixes[i]);
    eg_elements_fini(&e);
}

static int by_closeness(const void *a, const void *b) {
    const attempt *x = a;
    const attempt *y = b;
    size_t left_x = x->count - x->passed;
    size_t left_y = y->count - y->passed;
    if (left_x != left_y) return (left_x > left_y) - (left_x < left_y);
    if (x->passed != y->passed) return (x->passed < y->passed) - (x->passed > y->passed);
    int order = eg_slice_cmp(x->rule->id, y->rule->id);
    return order ? order : eg_slice_cmp(x->variant->name, y->variant->name);
}

static bool is_asked(const question *q, const eg_tape_rule *rule) {
    return q->rule == NULL || eg_slice_eq(rule->id, eg_slice_from(q->rule)) ||
           (eg_slice_starts(rule->id, eg_slice_from(q->rule)) && rule->id.ptr[strlen(q->rule)] == '.');
}

static void collect(question *q, attempts *out) {
    const eg_patterns *p = q->probe.reading.p;
    for (size_t i = 0; i < p->rules.len; i++)
        for (size_t v = 0; v < p->rules.items[i].variant_count; v++) {
            attempt a = {.rule = &p->rules.items[i], .variant = &p->rules.items[i].variants[v]};
            if (!is_asked(q, a.rule)) continue;
            eg_regex *trigger = trigger_of(q, &a);
            try_elements(q, &a, trigger);
            if (a.rule) eg_vec_push(out, a);
            eg_regex_free(trigger);
        }
    if (out->len > 1) qsort(out->items, out->len, sizeof *out->items, by_closeness);
}

/* ---- telling ---------------------------------------------------------------------------------------------------------------- */

static const eg_unit *first_unit(const question *q, const attempt *a, uint32_t group) {
    const eg_tape *tape = tape_of(q, a->tape);
    if (group == 0 || a->match.groups[group].begin == UINT32_MAX) return NULL;
    for (uint32_t i = a->match.groups[group].begin; i < a->match.groups[group].end; i++)
        if (tape->unit[i] >= 0) return &q->probe.tapes.units.items[tape->unit[i]];
    return NULL;
}

/* What became of a match: its edge, its status, an end of a wrong kind. */
static void tell_match(const question *q, eg_sink *out, const attempt *a, uint32_t sentence) {
    const eg_reading *r = &q->probe.reading;
    const eg_unit *ends[2] = {first_unit(q, a, a->variant->from), first_unit(q, a, a->variant->to)};
    eg_putf(out, "it matches");
    if (a->rule->edge == EG_NONE) return;
    const eg_edge_type *type = &r->p->schema.edges[a->rule->edge];
    uint32_t anchor = a->match.groups[a->variant->trigger].begin;
    if (a->variant->trigger == 0 || anchor == UINT32_MAX) anchor = a->match.groups[a->variant->to].begin;
    eg_status status = a->rule->status != EG_STATUS_ASSERTED || anchor == UINT32_MAX ? a->rule->status : eg_guard_status(r, tape_of(q, a->tape), sentence, anchor);
    eg_putf(out, ": %.*s, %.*s", EG_FMT(type->name), EG_FMT(eg_status_name(status)));
    for (int end = 0; end < 2; end++) {
        if (ends[end] == NULL || ends[end]->entity == EG_NO_ENTITY) continue;
        uint32_t kind = eg_entity_kind(r, ends[end]->entity, r->p->threshold);
        uint32_t mask = end ? type->to : type->from;
        eg_slice name = r->entities.items[eg_entity_of(r, ends[end]->entity)].name;
        if (kind == EG_NONE) eg_putf(out, "; of \"%.*s\" no kind is believed yet", EG_FMT(name));
        else if (!(mask >> kind & 1)) eg_putf(out, "; but \"%.*s\" is believed to be of the kind %.*s, which cannot be the %s of this edge", EG_FMT(name), EG_FMT(r->p->schema.kinds[kind].name), end ? "target" : "source");
    }
    if (ends[0] && ends[1] && ends[0]->entity == ends[1]->entity && ends[0]->entity != EG_NO_ENTITY) eg_puts(out, "; but both ends are one thing");
}

static void put_one_line(eg_sink *out, eg_slice text) {
    for (size_t i = 0; i < text.len; i++) eg_putc(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
}

static void tell(question *q, const attempt *a, uint32_t sentence) {
    eg_sink *out = &q->tool.out;
    eg_arena arena = {0};
    eg_slice text = pattern_of(a);
    eg_putf(out, "  %s%.*s/%.*s%s", eg_tool_bold(&q->tool), EG_FMT(a->rule->id), EG_FMT(a->variant->name), eg_tool_plain(&q->tool));
    eg_putf(out, " (%.*s), tape %zu: ", EG_FMT(eg_rule_place(q->tool.session.patterns, &arena, a->rule->id)), a->tape + 1);
    if (a->passed == a->count) tell_match(q, out, a, sentence);
    else {
        eg_putf(out, "%zu of %zu elements; the first that failed: %s", a->passed, a->count, eg_tool_bold(&q->tool));
        put_one_line(out, eg_slice_sub(text, a->failed.begin, a->failed.end));
        eg_putf(out, "%s\n      ", eg_tool_plain(&q->tool));
        const eg_tape *tape = tape_of(q, a->tape);
        eg_tape_show(out, &q->probe, tape, 0, a->at);
        eg_putf(out, "%s>>>%s", eg_tool_bold(&q->tool), eg_tool_plain(&q->tool));
        eg_tape_show(out, &q->probe, tape, a->at, (uint32_t)tape->text.len);
    }
    if (a->limit) eg_puts(out, "\n      it ran into the match limit");
    eg_putc(out, '\n');
    eg_arena_fini(&arena);
}

static eg_slice shown(question *q, const eg_tape *tape, uint32_t begin, uint32_t end) {
    eg_sink text = {0};
    eg_tape_show(&text, &q->probe, tape, begin, end);
    eg_slice result = eg_arena_dup(&q->probe.arena, eg_sink_slice(&text));
    eg_sink_fini(&text);
    return result;
}

static void tell_json(question *q, const attempt *a, uint32_t sentence, bool first) {
    eg_sink *out = &q->tool.out;
    const eg_tape *tape = tape_of(q, a->tape);
    eg_json_item(out, first, 3);
    eg_putc(out, '{');
    eg_json_member(out, "rule", a->rule->id);
    eg_json_member(out, "pattern", a->variant->name);
    eg_json_member(out, "place", eg_rule_place(q->tool.session.patterns, &q->probe.arena, a->rule->id));
    eg_json_count(out, "tape", a->tape + 1);
    eg_json_count(out, "passed", a->passed), eg_json_count(out, "elements", a->count);
    if (a->passed < a->count) {
        eg_json_member(out, "failed", eg_slice_sub(pattern_of(a), a->failed.begin, a->failed.end));
        eg_json_member(out, "before", shown(q, tape, 0, a->at)), eg_json_member(out, "at", shown(q, tape, a->at, (uint32_t)tape->text.len));
    } else {
        eg_sink text = {0};
        tell_match(q, &text, a, sentence);
        eg_json_member(out, "matched", eg_sink_slice(&text));
        eg_sink_fini(&text);
    }
    eg_putc(out, '}');
}

enum { ATTEMPTS_SHOWN = 10 };

static void answer(question *q, uint32_t sentence) {
    eg_sink *out = &q->tool.out;
    const eg_sentence *s = &q->probe.text.sentences[sentence];
    eg_slice quote = eg_text_quote(&q->probe.arena, &q->probe.text, s->begin, s->end);
    attempts list = {0};
    eg_probe_sentence(&q->probe, sentence);
    if (q->probe.tapes.units.len) collect(q, &list);
    q->answers += list.len;
    if (q->tool.json) {
        eg_json_item(out, out->buf.len < 3, 1);
        eg_putc(out, '{');
        eg_json_member(out, "sentence", quote);
        eg_json_name(out, "tapes");
        eg_putc(out, '[');
        for (size_t i = 0; i < q->probe.tapes.list.len; i++) {
            if (i) eg_puts(out, ", ");
            eg_json_text(out, shown(q, tape_of(q, i), 0, (uint32_t)tape_of(q, i)->text.len));
        }
        eg_puts(out, "], \"rules\": [");
        for (size_t i = 0; i < list.len; i++) tell_json(q, &list.items[i], sentence, i == 0);
        eg_puts(out, "]}");
    } else {
        eg_probe_place(out, &q->probe, s->begin);
        eg_putf(out, ": %.*s\n", EG_FMT(quote));
        for (size_t i = 0; i < q->probe.tapes.list.len; i++) {
            eg_putf(out, "  %stape %zu:%s ", eg_tool_dim(&q->tool), i + 1, eg_tool_plain(&q->tool));
            eg_put(out, shown(q, tape_of(q, i), 0, (uint32_t)tape_of(q, i)->text.len));
            eg_putc(out, '\n');
        }
        if (list.len == 0) eg_puts(out, "  no rule has its trigger here\n");
        size_t most = q->all || q->rule || list.len < ATTEMPTS_SHOWN ? list.len : ATTEMPTS_SHOWN;
        for (size_t i = 0; i < most; i++) tell(q, &list.items[i], sentence);
        if (most < list.len) eg_putf(out, "  and %zu further off: --all\n", list.len - most);
    }
    eg_vec_fini(&list);
}

/* ---- the line --------------------------------------------------------------------------------------------------------------- */

/* "post.md:12" cut in two. */
static bool split_place(question *q, char *copy) {
    char *colon = strrchr(copy, ':');
    char *end = NULL;
    unsigned long line = colon ? strtoul(colon + 1, &end, 10) : 0;
    if (colon == NULL || end == colon + 1 || *end || line == 0 || line > UINT32_MAX)
        return eg_fail(eg_errors_add(&q->tool.session.errors), EG_ERR_USAGE, NULL, "a place is POST:LINE, not \"%s\"", copy);
    *colon = '\0';
    q->line = (uint32_t)line;
    return true;
}

static bool is_on_line(const question *q, uint32_t sentence) {
    const eg_sentence *s = &q->probe.text.sentences[sentence];
    uint32_t first;
    uint32_t last;
    uint32_t column;
    eg_text_place(&q->probe.text, s->begin, &first, &column);
    eg_text_place(&q->probe.text, s->end > s->begin ? s->end - 1 : s->begin, &last, &column);
    return first <= q->line && q->line <= last;
}

static bool knows_rule(const question *q) {
    const eg_patterns *p;
    for (size_t l = 0; (p = eg_patterns_language(q->tool.session.patterns, l)) != NULL; l++)
        for (size_t i = 0; i < p->rules.len; i++)
            if (is_asked(q, &p->rules.items[i])) return true;
    return false;
}

static int explain(question *q) {
    eg_session *s = &q->tool.session;
    eg_error err = {0};
    if (q->rule && !knows_rule(q)) {
        eg_suggestion near = {.word = eg_slice_from(q->rule)};
        const eg_patterns *p;
        for (size_t l = 0; (p = eg_patterns_language(s->patterns, l)) != NULL; l++)
            for (size_t i = 0; i < p->rules.len; i++) eg_suggest(&near, p->rules.items[i].id);
        if (near.best.len) eg_fail(eg_errors_add(&s->errors), EG_ERR_USAGE, NULL, "no rule has this id: %s (did you mean \"%.*s\"?)", q->rule, EG_FMT(near.best));
        else eg_fail(eg_errors_add(&s->errors), EG_ERR_USAGE, NULL, "no rule has this id: %s", q->rule);
        return EG_EXIT_ERROR;
    }
    if (!eg_probe_open(&q->probe, s->patterns, &s->posts.items[0], &err)) {
        *eg_errors_add(&s->errors) = err;
        return EG_EXIT_ERROR;
    }
    if (q->tool.json) eg_putc(&q->tool.out, '[');
    size_t sentences = 0;
    for (uint32_t i = 0; i < q->probe.text.sentence_count; i++)
        if (is_on_line(q, i)) sentences++, answer(q, i);
    if (q->tool.json) eg_puts(&q->tool.out, "\n]\n");
    eg_probe_close(&q->probe);
    if (sentences == 0) eg_fail(eg_errors_add(&s->errors), EG_ERR_INPUT, s->arguments.items[0], "no prose stands on line %u", q->line);
    return q->answers ? EG_EXIT_DONE : EG_EXIT_NEGATIVE;
}

int eg_cmd_whynot(int argc, char **argv) {
    question q = {.rule = NULL};
    int status = EG_EXIT_ERROR;
    bool ok = eg_tool_parse(&q.tool, "whynot", argc, argv, true, false);
    eg_session *s = &q.tool.session;
    if (ok && s->arguments.len > 1) ok = eg_fail(eg_errors_add(&s->errors), EG_ERR_USAGE, NULL, "usage: ecograph %s", q.tool.args.command->usage);
    if (ok) q.all = eg_args_has(&q.tool.args, "all");
    if (ok) {
        char *path = eg_arena_alloc(&s->arena, strlen(q.tool.word) + 1);
        memcpy(path, q.tool.word, strlen(q.tool.word) + 1);
        if (s->arguments.len) q.rule = s->arguments.items[0];
        s->arguments.len = 0;
        ok = split_place(&q, path);
        eg_vec_push(&s->arguments, path);
    }
    if (ok && eg_session_load(s) && eg_session_read(s)) status = explain(&q);
    return eg_tool_finish(&q.tool, status);
}
