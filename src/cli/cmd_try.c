/* SPDX-License-Identifier: MIT */
/* try: a pattern, or a file of rules, on posts: every hit in its context. concord: mentions and what stands between them, the
 * hits under each other. Both read the posts as an extraction does, up to where the relations run. */
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/unicode.h"
#include "cli/probe.h"
#include "cli/tool.h"
#include "emit/jsonout.h"
#include "scan/patterntext.h"

typedef struct trial {
    eg_tool tool;
    eg_regex *regex;
    eg_patterns *set;  /* that `regex` was made with: of the language of the posts it ran on last */
    eg_slice pattern;  /* "" when the rules of a file are tried */
    bool tape;
    size_t hits;
    size_t limits;   /* attempts that were given up */
    uint32_t width;  /* concord: columns at each side */
} trial;

/* A hit, in text and on its tape. */
typedef struct hit {
    const eg_probe *probe;
    const eg_tape *tape;
    eg_regex_match match;
    eg_slice rule; /* "" for a pattern */
    uint32_t begin, end; /* bytes of text */
} hit;

typedef void (*hit_printer)(trial *t, const hit *h);

/* ---- what a pattern is of ------------------------------------------------------------------------------------------- */

static bool is_macro(const eg_patterns *p, eg_slice word) {
    for (size_t i = 0; i < p->macro_names.len; i++)
        if (eg_slice_eq(p->macro_names.items[i], word)) return true;
    return false;
}

/* Does it name a unit ({fund}, {from+}, {gap 3}), and not macros of text alone? */
static bool is_for_tape(const eg_patterns *p, eg_slice pattern) {
    for (size_t i = 0; i + 1 < pattern.len; i++) {
        if (pattern.ptr[i] != '{' || (pattern.ptr[i + 1] | 32) < 'a' || (pattern.ptr[i + 1] | 32) > 'z') continue;
        if (i >= 2 && pattern.ptr[i - 2] == '\\' && strchr("pPxogkN", pattern.ptr[i - 1])) continue;
        size_t end = i + 1;
        while (end < pattern.len && !strchr(" +}", pattern.ptr[end])) end++;
        if (!is_macro(p, eg_slice_sub(pattern, i + 1, end))) return true;
    }
    return false;
}

/* ---- looking ---------------------------------------------------------------------------------------------------------- */

/* The same words are on the sentence's own tape and on those of its parts: each is told once, from the first. */
typedef EG_VEC(uint64_t) spans;

static bool is_new(spans *seen, const hit *h) {
    uint64_t key = (uint64_t)h->begin << 32 | h->end;
    for (size_t i = 0; i < seen->len; i++)
        if (seen->items[i] == key) return false;
    eg_vec_push(seen, key);
    return true;
}

static void search_tape(trial *t, const eg_probe *probe, const eg_tape *tape, eg_regex *regex, eg_slice rule, spans *seen, hit_printer print) {
    hit h = {.probe = probe, .tape = tape, .rule = rule};
    for (size_t from = 0; from <= tape->text.len;) {
        eg_regex_result result = eg_regex_exec(regex, tape->text, from, &h.match);
        t->limits += result == EG_REGEX_LIMIT;
        if (result != EG_REGEX_MATCH) return;
        eg_span all = h.match.groups[0];
        eg_tape_source(probe, tape, all.begin, all.end, &h.begin, &h.end);
        if (is_new(seen, &h)) t->hits++, print(t, &h);
        from = all.end > from ? all.end : from + 1;
        while (from < tape->text.len && ((unsigned char)tape->text.ptr[from] & 0xC0) == 0x80) from++;
    }
}

static void search_text(trial *t, const eg_probe *probe, uint32_t sentence, hit_printer print) {
    const eg_sentence *s = &probe->text.sentences[sentence];
    hit h = {.probe = probe};
    for (size_t from = s->begin; from < s->end;) {
        eg_regex_result result = eg_regex_exec(t->regex, eg_slice_of(probe->text.text.ptr, s->end), from, &h.match);
        t->limits += result == EG_REGEX_LIMIT;
        if (result != EG_REGEX_MATCH) return;
        h.begin = h.match.groups[0].begin;
        h.end = h.match.groups[0].end;
        t->hits++;
        print(t, &h);
        from = h.end > from ? h.end : from + 1;
        while (from < s->end && ((unsigned char)probe->text.text.ptr[from] & 0xC0) == 0x80) from++;
    }
}

/* ---- hits in their context -------------------------------------------------------------------------------------------- */

static void put_group(eg_sink *out, const hit *h, uint32_t g) {
    eg_span s = h->match.groups[g];
    if (h->tape) eg_tape_show(out, h->probe, h->tape, s.begin, s.end);
    else eg_put(out, eg_slice_sub(h->probe->text.text, s.begin, s.end));
}

/* An object with the place of the hit, left open. */
static void open_json(trial *t, const hit *h) {
    eg_sink *out = &t->tool.out;
    uint32_t line;
    uint32_t column;
    eg_text_place(&h->probe->text, h->begin, &line, &column);
    eg_json_item(out, t->hits == 1, 1);
    eg_putc(out, '{');
    eg_json_member(out, "path", h->probe->text.source.path);
    eg_json_count(out, "line", line), eg_json_count(out, "column", column);
}

static void print_json(trial *t, const hit *h) {
    eg_sink *out = &t->tool.out;
    eg_arena arena = {0};
    open_json(t, h);
    eg_json_optional(out, "rule", h->rule);
    eg_json_member(out, "text", eg_text_quote(&arena, &h->probe->text, h->begin, h->end > h->begin ? h->end : h->begin + 1));
    if (h->tape) {
        eg_sink shown = {0};
        eg_tape_show(&shown, h->probe, h->tape, 0, (uint32_t)h->tape->text.len);
        eg_json_member(out, "tape", eg_sink_slice(&shown));
        eg_sink_fini(&shown);
    }
    eg_json_name(out, "groups");
    eg_putc(out, '{');
    for (uint32_t g = 1; g < h->match.count; g++) {
        eg_slice name = t->regex ? eg_regex_group_name(t->regex, g) : EG_S("");
        eg_sink shown = {0};
        if (name.len == 0 || h->match.groups[g].begin == UINT32_MAX) continue;
        put_group(&shown, h, g);
        eg_json_member(out, eg_arena_dup(&arena, name).ptr, eg_sink_slice(&shown));
        eg_sink_fini(&shown);
    }
    eg_puts(out, "}}");
    eg_arena_fini(&arena);
}

enum { CONTEXT = 100 }; /* bytes of text at each side */

static void put_text(eg_sink *out, const eg_probe *probe, uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; i++) eg_putc(out, probe->text.text.ptr[i] == '\n' ? ' ' : probe->text.text.ptr[i]);
}

static void print_hit(trial *t, const hit *h) {
    eg_sink *out = &t->tool.out;
    if (t->tool.json) {
        print_json(t, h);
        return;
    }
    eg_puts(out, eg_tool_dim(&t->tool));
    eg_probe_place(out, h->probe, h->begin);
    if (h->rule.len) eg_putf(out, ": [%.*s]", EG_FMT(h->rule));
    eg_putf(out, ":%s ", eg_tool_plain(&t->tool));
    eg_span all = h->match.groups[0];
    uint32_t end = h->tape ? (uint32_t)h->tape->text.len : (uint32_t)h->probe->text.text.len;
    if (!h->tape) { /* not more of the sentence than a line holds */
        const eg_text *text = &h->probe->text;
        uint32_t first = all.begin > CONTEXT ? all.begin - CONTEXT : 0;
        for (uint32_t i = all.begin; i > first; i--)
            if (text->text.ptr[i - 1] == '\n') first = i;
        while (first < all.begin && ((unsigned char)text->text.ptr[first] & 0xC0) == 0x80) first++;
        uint32_t last = all.end + CONTEXT < end ? all.end + CONTEXT : end;
        for (uint32_t i = last; i > all.end; i--)
            if (text->text.ptr[i - 1] == '\n') last = i - 1;
        while (last > all.end && last < end && ((unsigned char)text->text.ptr[last] & 0xC0) == 0x80) last--;
        put_text(out, h->probe, first, all.begin);
        eg_puts(out, t->tool.colors ? eg_tool_bold(&t->tool) : "«");
        put_text(out, h->probe, all.begin, all.end);
        eg_puts(out, t->tool.colors ? eg_tool_plain(&t->tool) : "»");
        put_text(out, h->probe, all.end, last);
    } else {
        eg_tape_show(out, h->probe, h->tape, 0, all.begin);
        eg_puts(out, t->tool.colors ? eg_tool_bold(&t->tool) : "«");
        eg_tape_show(out, h->probe, h->tape, all.begin, all.end);
        eg_puts(out, t->tool.colors ? eg_tool_plain(&t->tool) : "»");
        eg_tape_show(out, h->probe, h->tape, all.end, end);
    }
    eg_putc(out, '\n');
}

/* ---- rules of a file ------------------------------------------------------------------------------------------------------ */

static bool is_of(const eg_source *source, const char *path) { return source && eg_slice_eq(source->path, eg_slice_from(path)); }

static void search_rules(trial *t, const eg_probe *probe, const eg_tape *tape) {
    const eg_patterns *p = probe->reading.p;
    for (size_t i = 0; i < p->rules.len; i++) {
        const eg_tape_rule *r = &p->rules.items[i];
        for (size_t v = 0; v < r->variant_count && is_of(r->source, t->tool.word); v++) {
            spans seen = {0};
            eg_slice name = eg_arena_printf(&t->tool.session.arena, "%.*s/%.*s", EG_FMT(r->id), EG_FMT(r->variants[v].name));
            t->regex = r->variants[v].regex;
            search_tape(t, probe, tape, r->variants[v].regex, name, &seen, print_hit);
            eg_vec_fini(&seen);
        }
    }
    t->regex = NULL;
}

/* Names that an entity rule of the file gave its vote. */
static void search_names(trial *t, const eg_probe *probe) {
    const eg_reading *r = &probe->reading;
    const eg_patterns *p = r->p;
    for (size_t m = 0; m < r->mentions.len; m++)
        for (size_t i = 0; i < p->entities.len; i++) {
            if (!is_of(p->entities.items[i].source, t->tool.word) || !eg_entity_voted(r, r->mentions.items[m].entity, p->entities.items[i].id)) continue;
            hit h = {.probe = probe, .rule = p->entities.items[i].id, .begin = r->mentions.items[m].begin, .end = r->mentions.items[m].end};
            h.match.groups[0] = (eg_span){h.begin, h.end};
            h.match.count = 1;
            t->hits++;
            print_hit(t, &h);
        }
}

static void search_post(trial *t, eg_probe *probe, hit_printer print, bool whole_only) {
    for (uint32_t s = 0; s < probe->text.sentence_count; s++) {
        if (t->regex && !t->tape) {
            search_text(t, probe, s, print);
            continue;
        }
        eg_probe_sentence(probe, s);
        spans seen = {0};
        for (size_t i = 0; i < probe->tapes.list.len && (i == 0 || !whole_only) && probe->tapes.units.len; i++) {
            if (t->regex) search_tape(t, probe, &probe->tapes.list.items[i], t->regex, EG_S(""), &seen, print);
            else search_rules(t, probe, &probe->tapes.list.items[i]);
        }
        eg_vec_fini(&seen);
    }
}

static void compile_for(trial *t, eg_patterns *set) {
    if (t->pattern.len == 0 || t->set == set) return;
    eg_regex_free(t->regex);
    t->regex = eg_probe_compile(set, &t->tool.session.arena, t->pattern, "PATTERN", t->tape, NULL, &t->tool.session.errors);
    t->set = set;
}

/* With one language its errors are known at once; with several, a macro may be another language's. */
static bool compile_first(trial *t, eg_slice pattern) {
    eg_session *s = &t->tool.session;
    size_t before = s->errors.list.len;
    t->pattern = pattern;
    compile_for(t, s->patterns);
    if (t->regex || s->patterns->others.len == 0) return t->regex != NULL;
    s->errors.list.len = before;
    t->set = NULL;
    return true;
}

static int search_all(trial *t, hit_printer print, bool whole_only) {
    eg_session *s = &t->tool.session;
    bool rules = t->pattern.len == 0;
    if (!eg_session_read(s)) return EG_EXIT_ERROR;
    int status = s->errors.list.len ? EG_EXIT_INCOMPLETE : EG_EXIT_DONE;
    if (t->tool.json) eg_puts(&t->tool.out, "[");
    for (size_t i = 0; i < s->posts.len; i++) {
        eg_probe probe;
        eg_error err = {0};
        if (!eg_probe_open(&probe, s->patterns, &s->posts.items[i], &err)) {
            *eg_errors_add(&s->errors) = err;
            status = EG_EXIT_INCOMPLETE;
            continue;
        }
        compile_for(t, eg_probe_set(s->patterns, &probe));
        if (!rules && t->regex == NULL) {
            eg_probe_close(&probe);
            status = EG_EXIT_ERROR;
            break;
        }
        search_post(t, &probe, print, whole_only);
        if (rules) search_names(t, &probe);
        eg_probe_close(&probe);
    }
    if (t->tool.json) eg_puts(&t->tool.out, "\n]\n");
    else if (!s->quiet) fprintf(stderr, "%zu hits in %zu posts\n", t->hits, s->posts.len);
    if (t->limits) {
        eg_fail(eg_errors_add(&s->errors), EG_ERR_LIMIT, NULL, "the pattern ran into its match limit %zu times", t->limits);
        status = EG_EXIT_INCOMPLETE;
    }
    return status == EG_EXIT_DONE && t->hits == 0 ? EG_EXIT_NEGATIVE : status;
}

static bool is_rule_file(const char *word) {
    return eg_slice_ends(eg_slice_from(word), EG_S(".yaml")) || eg_slice_ends(eg_slice_from(word), EG_S(".yml"));
}

int eg_cmd_try(int argc, char **argv) {
    trial t = {0};
    if (!eg_tool_parse(&t.tool, "try", argc, argv, true, true)) return eg_tool_finish(&t.tool, EG_EXIT_ERROR);
    bool text = eg_args_has(&t.tool.args, "text");
    bool tape = eg_args_has(&t.tool.args, "tape");
    bool file = is_rule_file(t.tool.word);
    eg_session *s = &t.tool.session;
    if (file) eg_vec_push(&s->extra_dirs, t.tool.word);
    int status = EG_EXIT_ERROR;
    if (eg_session_load(s)) {
        eg_slice pattern = eg_slice_from(t.tool.word);
        t.tape = tape || (!text && is_for_tape(s->patterns, pattern));
        if (file || compile_first(&t, pattern)) status = search_all(&t, print_hit, false);
        if (!file) eg_regex_free(t.regex);
    }
    return eg_tool_finish(&t.tool, status);
}

/* ---- concord ------------------------------------------------------------------------------------------------------------------ */

/* At most `width` columns of text before `at` (or behind it), on one line. */
static eg_slice side(trial *t, const eg_probe *probe, uint32_t at, bool left) {
    eg_slice text = probe->text.text;
    uint32_t i = at;
    uint32_t columns = 0;
    while (columns < t->width && (left ? i > 0 && text.ptr[i - 1] != '\n' : i < text.len && text.ptr[i] != '\n')) {
        uint32_t before = i;
        if (left)
            do i--;
            while (i && ((unsigned char)text.ptr[i] & 0xC0) == 0x80);
        size_t n;
        uint32_t cp = eg_utf8_next(text, i, &n);
        uint32_t w = (uint32_t)eg_char_width(cp);
        if (columns + w > t->width) {
            i = before;
            break;
        }
        columns += w;
        if (!left) i += (uint32_t)n;
    }
    return left ? eg_slice_sub(text, i, at) : eg_slice_sub(text, at, i);
}

static void print_line(trial *t, const hit *h) {
    eg_sink *out = &t->tool.out;
    eg_arena arena = {0};
    eg_slice left = side(t, h->probe, h->begin, true);
    eg_slice right = side(t, h->probe, h->end, false);
    eg_slice quote = eg_text_quote(&arena, &h->probe->text, h->begin, h->end > h->begin ? h->end : h->begin + 1);
    if (t->tool.json) {
        open_json(t, h);
        eg_json_member(out, "left", left), eg_json_member(out, "hit", quote), eg_json_member(out, "right", right);
        eg_putc(out, '}');
    } else {
        for (size_t pad = eg_display_width(left); pad < t->width; pad++) eg_putc(out, ' ');
        eg_putf(out, "%.*s%s%.*s%s%.*s", EG_FMT(left), t->tool.colors ? eg_tool_bold(&t->tool) : " ", EG_FMT(quote), t->tool.colors ? eg_tool_plain(&t->tool) : "", EG_FMT(right));
        eg_putf(out, "  %s", eg_tool_dim(&t->tool));
        eg_probe_place(out, h->probe, h->begin);
        eg_putf(out, "%s\n", eg_tool_plain(&t->tool));
    }
    eg_arena_fini(&arena);
}

/* " .. " is up to twelve words or units of one sentence. */
static eg_slice with_gaps(eg_arena *arena, eg_slice pattern) {
    eg_sink out = {0};
    for (size_t i = 0; i < pattern.len; i++) {
        if (pattern.ptr[i] == ' ' && i + 3 < pattern.len && memcmp(pattern.ptr + i, " .. ", 4) == 0) eg_puts(&out, "(?:\\s*+[^\\s]++){0,12}?\\s*+"), i += 3;
        else if (pattern.ptr[i] == ' ') eg_puts(&out, "\\s+");
        else eg_putc(&out, pattern.ptr[i]);
    }
    eg_slice result = eg_arena_dup(arena, eg_sink_slice(&out));
    eg_sink_fini(&out);
    return result;
}

int eg_cmd_concord(int argc, char **argv) {
    trial t = {.tape = true};
    if (!eg_tool_parse(&t.tool, "concord", argc, argv, true, true)) return eg_tool_finish(&t.tool, EG_EXIT_ERROR);
    eg_session *s = &t.tool.session;
    size_t width = eg_args_count(&t.tool.args, "width", 40);
    if (width < 1 || width > 500) {
        eg_fail(eg_errors_add(&s->errors), EG_ERR_USAGE, NULL, "--width is a number from 1 to 500, not %zu", width);
        return eg_tool_finish(&t.tool, EG_EXIT_ERROR);
    }
    t.width = (uint32_t)width;
    int status = EG_EXIT_ERROR;
    if (eg_session_load(s)) {
        if (compile_first(&t, with_gaps(&s->arena, eg_slice_from(t.tool.word)))) status = search_all(&t, print_line, true);
        eg_regex_free(t.regex);
    }
    return eg_tool_finish(&t.tool, status);
}
