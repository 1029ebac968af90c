/* SPDX-License-Identifier: MIT */
/* places POST...: what the patterns of rules for names and figures cost at one place (a name, a number), each alone, without
 * gates and outlines: at the places of the posts and at places in text made to look like what the pattern waits for, as
 * `ecograph check` makes it (src/cli/lint.h), of the length it is shown. One line a pattern: "rule HOSTILE PROSE id/key", in
 * nanoseconds a byte shown (names) or a place (figures); tests/bench/run makes ratios. Processor time of this thread. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cli/lint.h"
#include "cli/probe.h"
#include "scan/figurerules.h"

enum { TIMES = 7, NAME_BYTES = 60, BEFORE_BYTES = 120, AFTER_BYTES = 120, FIGURE_BYTES = 512 /* scan/figure.c shows no more */ };

/* A text that is shown to a pattern, which runs from byte `from` of it. */
typedef struct place {
    eg_slice text;
    size_t from;
} place;

typedef EG_VEC(place) places;

typedef enum part { ON_NAME, ON_BEFORE, ON_AFTER, ON_SENTENCE, ON_FIGURE, ON_BEFORE_FIGURE, PARTS } part;

typedef struct bench {
    eg_arena arena;
    places prose[PARTS];
    size_t bytes[PARTS]; /* shown in all */
} bench;

static double cpu(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void keep(bench *b, part on, eg_slice text, size_t from) {
    place one = {eg_arena_dup(&b->arena, text), from};
    eg_vec_push(&b->prose[on], one);
    b->bytes[on] += text.len - from;
}

static eg_slice cut_before(eg_slice text, size_t begin, size_t at) {
    if (at - begin > BEFORE_BYTES) begin = at - BEFORE_BYTES;
    while (begin < at && ((unsigned char)text.ptr[begin] & 0xC0) == 0x80) begin++;
    return eg_slice_sub(text, begin, at);
}

static void keep_names(bench *b, const eg_reading *r) {
    for (size_t i = 0; i < r->mentions.len; i++) {
        const eg_mention *m = &r->mentions.items[i];
        const eg_sentence *s = &r->text->sentences[m->sentence];
        keep(b, ON_NAME, eg_slice_sub(r->text->text, m->begin, m->end), 0);
        keep(b, ON_BEFORE, cut_before(r->text->text, s->begin, m->begin), 0);
        keep(b, ON_AFTER, eg_slice_sub(r->text->text, m->end, s->end), 0);
        keep(b, ON_SENTENCE, eg_slice_sub(r->text->text, s->begin, s->end), m->begin - s->begin);
    }
}

/* Where the program tries the rules. */
static void keep_numbers(bench *b, const eg_patterns *p, const eg_text *text) {
    for (uint32_t i = 0; i < text->sentence_count; i++) {
        const eg_sentence *s = &text->sentences[i];
        for (uint32_t at = s->begin, word_end; at < s->end; at = word_end > at ? word_end : at + 1) {
            if (!eg_figure_may_start(p->figures, &b->arena, text->text, s->begin, at, s->end, &word_end)) continue;
            uint32_t end = s->end > at + FIGURE_BYTES ? at + FIGURE_BYTES : s->end;
            while (end < s->end && ((unsigned char)text->text.ptr[end] & 0xC0) == 0x80) end++;
            keep(b, ON_FIGURE, eg_slice_sub(text->text, s->begin, end), at - s->begin);
            keep(b, ON_BEFORE_FIGURE, cut_before(text->text, s->begin, at), 0);
        }
    }
}

static void read_post(bench *b, const eg_patterns *p, const char *path) {
    eg_arena arena = {0};
    eg_source source = {0};
    eg_error err = {0};
    eg_probe probe;
    if (!eg_source_read(&source, &arena, path, 0, &err)) exit(2);
    eg_post_input input = {path, source.bytes};
    if (!eg_probe_open(&probe, p, &input, &err)) exit(2);
    keep_names(b, &probe.reading);
    keep_numbers(b, p, &probe.text);
    eg_probe_close(&probe);
    eg_source_fini(&source);
    eg_arena_fini(&arena);
}

static double time_at(eg_regex *regex, const place *list, size_t count) {
    eg_regex_match m;
    double best = 0;
    for (int n = 0; n < TIMES; n++) {
        double begun = cpu();
        for (size_t i = 0; i < count; i++) (void)eg_regex_exec(regex, list[i].text, list[i].from, &m);
        double took = cpu() - begun;
        if (n == 0 || took < best) best = took;
    }
    return best;
}

/* Of one text often enough for the clock. */
static double time_often(eg_regex *regex, eg_slice text) {
    enum { OFTEN = 50 };
    place same[OFTEN];
    for (size_t i = 0; i < OFTEN; i++) same[i] = (place){text, 0};
    return time_at(regex, same, OFTEN) / OFTEN;
}

static void add_worst(double *worst, eg_regex *regex, const eg_patterns *p, const eg_yaml *at, const eg_yaml *rule, size_t bytes, const char *head,
                      bool by_place) {
    eg_arena arena = {0};
    eg_sink made[EG_HOSTILE_TEXTS] = {{{0}}};
    eg_lint_hostile(made, &arena, p, at && at->kind == EG_YAML_SCALAR ? at->text : EG_S(""), rule, bytes);
    for (size_t t = 0; t < EG_HOSTILE_TEXTS; t++) {
        eg_slice text = eg_arena_printf(&arena, "%s%.*s", head, EG_FMT(eg_sink_slice(&made[t])));
        if (made[t].buf.len < bytes / 2) continue; /* it has no words to repeat */
        double took = time_often(regex, text) / (by_place ? 1 : (double)text.len);
        if (took > *worst) *worst = took;
    }
    for (size_t t = 0; t < EG_HOSTILE_TEXTS; t++) eg_sink_fini(&made[t]);
    eg_arena_fini(&arena);
}

static void compare(const bench *b, const eg_patterns *p, eg_regex *regex, part on, const eg_yaml *node, const char *key, eg_slice id, const size_t lengths[2],
                    const char *const *heads) {
    static const char *const none[] = {"", NULL};
    bool by_place = on == ON_FIGURE;
    if (regex == NULL || b->prose[on].len == 0) return;
    double calm = time_at(regex, b->prose[on].items, b->prose[on].len) / (double)(by_place ? b->prose[on].len : b->bytes[on]);
    double worst = 0;
    for (size_t i = 0; i < 2 && lengths[i]; i++)
        for (const char *const *head = heads ? heads : none; *head; head++) add_worst(&worst, regex, p, eg_yaml_get(node, key), node, lengths[i], *head, by_place);
    printf("rule %.3f %.3f %.*s/%s\n", worst, calm, EG_FMT(id), key);
}

static void compare_names(const bench *b, const eg_patterns *p) {
    static const size_t name[] = {NAME_BYTES, 0};
    static const size_t before[] = {BEFORE_BYTES, 0};
    static const size_t after[] = {AFTER_BYTES, EG_TAPE_BYTES};
    for (size_t i = 0; i < p->entities.len; i++) {
        const eg_entity_rule *r = &p->entities.items[i];
        compare(b, p, r->match, ON_NAME, r->node, "match", r->id, name, NULL);
        compare(b, p, r->refuse, ON_NAME, r->node, "not", r->id, name, NULL);
        compare(b, p, r->before, ON_BEFORE, r->node, "before", r->id, before, NULL);
        compare(b, p, r->after, ON_AFTER, r->node, "after", r->id, after, NULL);
        compare(b, p, r->extend, ON_SENTENCE, r->node, "extend", r->id, after, NULL);
    }
}

static void compare_figures(const bench *b, const eg_patterns *p) {
    static const size_t figure[] = {FIGURE_BYTES, 0};
    static const size_t before[] = {BEFORE_BYTES, 0};
    static const char *const heads[] = {"12 ", "$1,234.50 million ", "12 to 15 million ", "3.5 thousand ", "two hundred and twenty-two thousand ", "about 5% ", "4 May 2021 ", NULL};
    for (size_t i = 0; i < p->figures->rules.len; i++) {
        const eg_figure_rule *r = &p->figures->rules.items[i];
        compare(b, p, r->regex, ON_FIGURE, r->node, "match", r->id, figure, heads);
        compare(b, p, r->before, ON_BEFORE_FIGURE, r->node, "before", r->id, before, NULL);
        compare(b, p, r->unless, ON_BEFORE_FIGURE, r->node, "unless", r->id, before, NULL);
    }
}

int main(int argc, char **argv) {
    eg_errors errors = {0};
    const char *dir = getenv("ECOGRAPH_PATTERNS") ? getenv("ECOGRAPH_PATTERNS") : "patterns";
    if (argc < 2) {
        fputs("usage: places POST...\n", stderr);
        return 2;
    }
    eg_patterns *p = eg_patterns_load(&dir, 1, &errors);
    if (p == NULL) return 2;
    bench b = {0};
    for (int i = 1; i < argc; i++) read_post(&b, p, argv[i]);
    compare_names(&b, p);
    compare_figures(&b, p);
    for (size_t i = 0; i < PARTS; i++) eg_vec_fini(&b.prose[i]);
    eg_arena_fini(&b.arena);
    eg_patterns_free(p);
    eg_errors_fini(&errors);
    return 0;
}
