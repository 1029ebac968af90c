/* SPDX-License-Identifier: MIT */
/* Rules one by one: rules raw RAW POST... | rules hostile POST...; tests/bench/run makes ratios of what it prints.
 *
 *   raw       the relation rules over the tapes of each sentence, as the engine runs them (tapes and gates included), and
 *             the same rules in raw form (raw.py) over the text of each sentence, one by one, compiled to machine code
 *   hostile   each pattern for tapes alone, without its gate: on text made to look like what it waits for and on the tapes
 *             of the posts, in nanoseconds a byte
 * Times are processor time of this thread. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/map.h"
#include "cli/lint.h"
#include "cli/probe.h"

enum { MATCH_LIMIT = 200000, HOSTILE_TIMES = 4, ENOUGH_BYTES = 1 << 20 /* by then a pattern is what it will be (scan/regex.c) */ };

static double cpu(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static eg_patterns *load(void) {
    eg_errors errors = {0};
    const char *dir = getenv("ECOGRAPH_PATTERNS");
    if (dir == NULL) dir = "patterns";
    eg_patterns *p = eg_patterns_load(&dir, 1, &errors);
    if (p == NULL) exit(2);
    eg_errors_fini(&errors);
    return p;
}

typedef void (*visitor)(void *ctx, eg_probe *probe, uint32_t sentence);

static void each_sentence(const eg_patterns *p, int count, char **paths, visitor visit, void *ctx) {
    for (int i = 0; i < count; i++) {
        eg_arena arena = {0};
        eg_source source = {0};
        eg_error err = {0};
        eg_probe probe;
        if (!eg_source_read(&source, &arena, paths[i], 0, &err)) exit(2);
        eg_post_input input = {paths[i], source.bytes};
        if (!eg_probe_open(&probe, p, &input, &err)) exit(2);
        for (uint32_t s = 0; s < probe.text.sentence_count; s++) visit(ctx, &probe, s);
        eg_probe_close(&probe);
        eg_source_fini(&source);
        eg_arena_fini(&arena);
    }
}

/* ---- raw ---------------------------------------------------------------------------------------------------------- */

typedef struct raw_rule {
    char *id;
    pcre2_code *code;
} raw_rule;

typedef struct comparison {
    eg_arena arena;
    EG_VEC(raw_rule) rules;
    pcre2_match_data *data;
    pcre2_match_context *limits;
    eg_map tape_hits, raw_hits; /* "rule sentence" */
    uint32_t sentences;
    size_t bytes, limited, bad;
    double engine, raw;
} comparison;

/* Rules, not their patterns, are compared: which of its patterns reads a sentence is no matter. */
static void note(comparison *c, eg_map *hits, eg_slice id) {
    eg_map_put(hits, eg_arena_printf(&c->arena, "%.*s %u", EG_FMT(id), c->sentences), 1);
}

static void read_raw(comparison *c, const char *path) {
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    if (f == NULL) exit(2);
    c->data = pcre2_match_data_create(64, NULL);
    c->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(c->limits, MATCH_LIMIT);
    while (getline(&line, &cap, f) > 0) {
        char *tab = strchr(line, '\t');
        line[strcspn(line, "\n")] = '\0';
        if (tab == NULL) continue;
        *tab = '\0';
        int code;
        PCRE2_SIZE at;
        pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)tab + 1, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_EXTENDED | PCRE2_DUPNAMES, &code, &at, NULL);
        if (compiled == NULL) {
            c->bad++;
            continue;
        }
        pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
        line[strcspn(line, "/")] = '\0';
        raw_rule r = {strdup(line), compiled};
        eg_vec_push(&c->rules, r);
    }
    free(line);
    fclose(f);
}

static void run_raw(comparison *c, eg_slice text) {
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(c->data);
    for (size_t i = 0; i < c->rules.len; i++) {
        bool hit = false;
        for (size_t from = 0; from <= text.len;) {
            double begun = cpu();
            int rc = pcre2_match(c->rules.items[i].code, (PCRE2_SPTR)text.ptr, text.len, from, PCRE2_NO_UTF_CHECK, c->data, c->limits);
            c->raw += cpu() - begun;
            c->limited += rc < 0 && rc != PCRE2_ERROR_NOMATCH;
            if (rc < 0) break;
            hit = true;
            from = ends[1] > from ? ends[1] : from + 1;
            while (from < text.len && ((unsigned char)text.ptr[from] & 0xC0) == 0x80) from++;
        }
        if (hit) note(c, &c->raw_hits, eg_slice_from(c->rules.items[i].id));
    }
}

/* As relate/relation.c runs the plan. */
static void run_tapes(comparison *c, eg_probe *probe, uint32_t sentence) {
    double begun = cpu();
    const eg_patterns *p = probe->reading.p;
    eg_probe_sentence(probe, sentence);
    for (size_t t = 0; probe->tapes.units.len && t < probe->tapes.list.len; t++) {
        const eg_tape *tape = &probe->tapes.list.items[t];
        for (size_t i = p->plan_contexts; i < p->plan.len; i++) {
            if (!(tape->open[i / 64] >> i % 64 & 1)) continue;
            const eg_tape_rule *rule = &p->rules.items[p->plan.items[i].rule];
            eg_regex_match m;
            if (rule->edge == EG_NONE) continue;
            for (size_t from = 0; from <= tape->text.len && eg_tape_exec(tape, rule->variants[p->plan.items[i].variant].regex, from, &m) == EG_REGEX_MATCH;) {
                note(c, &c->tape_hits, rule->id);
                from = m.groups[0].begin + 1;
                while (from < tape->text.len && ((unsigned char)tape->text.ptr[from] & 0xC0) == 0x80) from++;
            }
        }
    }
    c->engine += cpu() - begun;
}

static void compare(void *ctx, eg_probe *probe, uint32_t sentence) {
    comparison *c = ctx;
    const eg_sentence *s = &probe->text.sentences[sentence];
    c->bytes += s->end - s->begin;
    run_tapes(c, probe, sentence);
    run_raw(c, eg_slice_sub(probe->text.text, s->begin, s->end));
    c->sentences++;
}

static size_t only_in(const eg_map *a, const eg_map *b) {
    size_t n = 0;
    for (size_t i = 0; i < a->len; i++) n += eg_map_get(b, eg_slice_of(a->entries[i].key, a->entries[i].len)) == EG_MAP_NONE;
    return n;
}

/* "lost RULE SENTENCE": there the tape has a hit of the rule and raw text has none. */
static void print_lost(const comparison *c) {
    for (size_t i = 0; i < c->tape_hits.len; i++) {
        eg_slice key = eg_slice_of(c->tape_hits.entries[i].key, c->tape_hits.entries[i].len);
        if (eg_map_get(&c->raw_hits, key) == EG_MAP_NONE) printf("lost %.*s\n", EG_FMT(key));
    }
}

static void bench_raw(eg_patterns *p, int count, char **arguments) {
    comparison c = {0};
    read_raw(&c, arguments[0]);
    each_sentence(p, count - 1, arguments + 1, compare, &c);
    printf("engine_nanoseconds %.0f\nraw_nanoseconds %.0f\nbytes %zu\nsentences %u\nraw_patterns %zu\nraw_refused %zu\nraw_limits %zu\n", c.engine, c.raw, c.bytes, c.sentences, c.rules.len,
           c.bad, c.limited);
    printf("tape_hits %zu\nraw_hits %zu\ntape_only %zu\nraw_only %zu\n", c.tape_hits.len, c.raw_hits.len, only_in(&c.tape_hits, &c.raw_hits), only_in(&c.raw_hits, &c.tape_hits));
    print_lost(&c);
}

/* ---- hostile ------------------------------------------------------------------------------------------------------ */

typedef struct prose {
    eg_arena arena;
    EG_VEC(eg_slice) tapes;
    size_t bytes;
} prose;

static void keep_tapes(void *ctx, eg_probe *probe, uint32_t sentence) {
    prose *out = ctx;
    eg_probe_sentence(probe, sentence);
    for (size_t t = 0; probe->tapes.units.len && t < probe->tapes.list.len; t++) {
        eg_slice text = eg_arena_dup(&out->arena, probe->tapes.list.items[t].text);
        eg_vec_push(&out->tapes, text);
        out->bytes += text.len;
    }
}

static double time_on(eg_regex *regex, const eg_slice *texts, size_t count) {
    eg_regex_match m;
    double begun = cpu();
    for (size_t i = 0; i < count; i++) {
        for (size_t from = 0; from <= texts[i].len && eg_regex_exec(regex, texts[i], from, &m) == EG_REGEX_MATCH;) {
            from = m.groups[0].begin + 1;
            while (from < texts[i].len && ((unsigned char)texts[i].ptr[from] & 0xC0) == 0x80) from++;
        }
    }
    return cpu() - begun;
}

/* The least that a reading of the texts (`bytes` in all) takes, in nanoseconds, until a megabyte was read or, sooner, the pattern is machine code. */
static double time_settled(eg_regex *regex, const eg_slice *texts, size_t count, size_t bytes) {
    double least = 0;
    size_t read = 0;
    for (int after = 0; after <= HOSTILE_TIMES && bytes > 0; read += bytes) {
        double once = time_on(regex, texts, count);
        if (read == 0 || once < least) least = once;
        after += read >= ENOUGH_BYTES || eg_regex_stats_of(regex).compiled;
    }
    return least;
}

static void bench_hostile(eg_patterns *p, int count, char **paths) {
    prose calm_text = {0};
    each_sentence(p, count, paths, keep_tapes, &calm_text);
    printf("prose_bytes %zu\n", calm_text.bytes);
    for (size_t i = 0; i < p->rules.len; i++)
        for (size_t v = 0; v < p->rules.items[i].variant_count; v++) {
            const eg_tape_rule *rule = &p->rules.items[i];
            const eg_yaml *at = eg_variant_pattern(rule, &rule->variants[v]);
            eg_regex *regex = rule->variants[v].regex;
            eg_arena arena = {0};
            eg_sink made[EG_HOSTILE_TEXTS] = {{{0}}};
            eg_slice texts[EG_HOSTILE_TEXTS];
            eg_lint_hostile(made, &arena, p, at->kind == EG_YAML_SCALAR ? at->text : EG_S(""), rule->node, EG_TAPE_BYTES);
            for (size_t t = 0; t < EG_HOSTILE_TEXTS; t++) texts[t] = eg_sink_slice(&made[t]);
            double calm = time_settled(regex, calm_text.tapes.items, calm_text.tapes.len, calm_text.bytes);
            double worst = 0;
            for (size_t t = 0; t < EG_HOSTILE_TEXTS; t++) {
                if (texts[t].len < EG_TAPE_BYTES / 2) continue; /* the pattern has no words to repeat: the units alone are in another text */
                double took = time_settled(regex, &texts[t], 1, texts[t].len);
                took /= (double)texts[t].len;
                if (took > worst) worst = took;
            }
            printf("rule %.3f %.3f %.*s/%.*s\n", worst, calm / (double)calm_text.bytes, EG_FMT(rule->id), EG_FMT(rule->variants[v].name));
            for (size_t t = 0; t < EG_HOSTILE_TEXTS; t++) eg_sink_fini(&made[t]);
            eg_arena_fini(&arena);
        }
}

int main(int argc, char **argv) {
    bool raw = argc > 3 && strcmp(argv[1], "raw") == 0;
    if (!raw && !(argc > 2 && strcmp(argv[1], "hostile") == 0)) {
        fputs("usage: rules raw RAW POST... | rules hostile POST...\n", stderr);
        return 2;
    }
    eg_patterns *p = load();
    if (raw) bench_raw(p, argc - 2, argv + 2);
    else bench_hostile(p, argc - 2, argv + 2);
    eg_patterns_free(p);
    return 0;
}
