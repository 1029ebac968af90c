/* SPDX-License-Identifier: MIT */
/* Measures inside one process; tests/bench/run calls it and makes ratios. Times are processor time of this thread, in
 * nanoseconds. bench WHAT ARGUMENTS..., one line "name value" each:
 *
 *   md4c FILE...      md4c with the program's flags and empty callbacks, the fastest of five passes
 *   extract FILE...   the whole extraction of all files into one graph
 *   rules FILE...     what each pattern cost, dearest first
 *   runs FILE...      how often patterns ran at all, and how many have no gate: counts, the same in every run
 *   json              a graph of 100,000 nodes and 500,000 edges written, and the same tree made and dumped by jansson
 */
#include <jansson.h>
#include <md4c.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "ecograph.h"
#include "emit/emit.h"
#include "read/markdown.h"

typedef struct posts {
    eg_arena arena;
    EG_VEC(eg_post_input) list;
    size_t bytes;
} posts;

static double cpu(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void say(const char *name, double value) { printf("%s %.0f\n", name, value); }

static void read_post(posts *p, const char *path) {
    eg_source source;
    eg_error err = {0};
    if (!eg_source_read(&source, &p->arena, path, 0, &err)) {
        fprintf(stderr, "bench: %s: %s\n", path, err.text);
        exit(2);
    }
    eg_post_input input = {path, source.bytes};
    eg_source_fini(&source);
    eg_vec_push(&p->list, input);
    p->bytes += input.bytes.len;
}

/* "@LIST": the posts that the lines of LIST name. */
static void read_list(posts *p, const char *path) {
    eg_source source;
    eg_error err = {0};
    if (!eg_source_read(&source, &p->arena, path, 0, &err)) exit(2);
    eg_slice rest = source.bytes;
    eg_slice line;
    while (eg_slice_split(&rest, '\n', &line))
        if (line.len) read_post(p, eg_arena_dup(&p->arena, line).ptr);
    eg_source_fini(&source);
}

static void read_posts(posts *p, int count, char **paths) {
    for (int i = 0; i < count; i++)
        if (paths[i][0] == '@') read_list(p, paths[i] + 1);
        else read_post(p, paths[i]);
}

static eg_patterns *load(void) {
    eg_errors errors = {0};
    const char *dir = getenv("ECOGRAPH_PATTERNS");
    if (dir == NULL) dir = "patterns";
    eg_patterns *p = eg_patterns_load(&dir, 1, &errors);
    if (p == NULL) {
        char text[2048];
        eg_error_format(text, sizeof text, &errors.list.items[0], "error");
        fputs(text, stderr);
        exit(2);
    }
    eg_errors_fini(&errors);
    return p;
}

/* ---- md4c --------------------------------------------------------------------------------------------------------- */

static int no_block(MD_BLOCKTYPE type, void *detail, void *ctx) { return (void)type, (void)detail, (void)ctx, 0; }
static int no_span(MD_SPANTYPE type, void *detail, void *ctx) { return (void)type, (void)detail, (void)ctx, 0; }
static int no_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *ctx) { return (void)type, (void)text, (void)size, (void)ctx, 0; }

static void bench_md4c(posts *p) {
    MD_PARSER parser = {.flags = EG_MARKDOWN_FLAGS, .enter_block = no_block, .leave_block = no_block, .enter_span = no_span,
                        .leave_span = no_span, .text = no_text};
    double best = 0;
    for (int pass = 0; pass < 5; pass++) {
        double begun = cpu();
        for (size_t i = 0; i < p->list.len; i++) md_parse(p->list.items[i].bytes.ptr, (MD_SIZE)p->list.items[i].bytes.len, &parser, NULL);
        double took = cpu() - begun;
        if (pass == 0 || took < best) best = took;
    }
    say("flags", EG_MARKDOWN_FLAGS);
    say("bytes", (double)p->bytes);
    say("nanoseconds", best);
}

/* ---- extraction --------------------------------------------------------------------------------------------------- */

static double resident(const char *key) {
    FILE *f = fopen("/proc/self/status", "r");
    char line[256];
    double kib = 0;
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, key, strlen(key)) == 0) kib = strtod(line + strlen(key) + 1, NULL);
    if (f) fclose(f);
    return kib * 1024;
}

static eg_graph *extract(const eg_patterns *patterns, const posts *p) {
    eg_errors errors = {0};
    bool incomplete = false;
    eg_graph *graph = eg_extract(patterns, p->list.items, p->list.len, NULL, &errors, &incomplete);
    if (graph == NULL) exit(2);
    eg_errors_fini(&errors);
    return graph;
}

static void bench_extract(posts *p) {
    eg_patterns *patterns = load();
    double before = resident("VmRSS");
    double begun = cpu();
    eg_graph *graph = extract(patterns, p);
    say("nanoseconds", cpu() - begun);
    say("bytes", (double)p->bytes);
    double after = resident("VmRSS");
    say("graph_bytes", after - before);
    say("peak_beyond_graph_bytes", resident("VmHWM") - after);
    size_t n;
    eg_graph_nodes(graph, &n);
    say("nodes", (double)n);
    eg_graph_edges(graph, &n);
    say("edges", (double)n);
    eg_graph_free(graph);
    eg_patterns_free(patterns);
}

/* ---- rules -------------------------------------------------------------------------------------------------------- */

typedef struct row {
    eg_slice id, part;
    const eg_regex *regex;
    bool open;
    eg_regex_stats stats;
} row;

typedef EG_VEC(row) rows;

static void add(rows *out, const eg_patterns *p, eg_slice id, eg_slice part, const eg_regex *regex) {
    if (regex == NULL) return;
    row r = {id, part, regex, eg_gate_is_always_open(p->gates, eg_regex_gate(regex)), eg_regex_stats_of(regex)};
    eg_vec_push(out, r);
}

static int by_time(const void *a, const void *b) {
    const row *x = a;
    const row *y = b;
    return (x->stats.nanoseconds < y->stats.nanoseconds) - (x->stats.nanoseconds > y->stats.nanoseconds);
}

static void all_rows(rows *out, const eg_patterns *p) {
    for (size_t i = 0; i < p->rules.len; i++)
        for (size_t v = 0; v < p->rules.items[i].variant_count; v++) {
            const eg_variant *variant = &p->rules.items[i].variants[v];
            add(out, p, p->rules.items[i].id, variant->name, variant->regex);
        }
    for (size_t i = 0; i < p->lifts.len; i++) add(out, p, p->lifts.items[i].id, EG_S("lift"), p->lifts.items[i].regex);
    for (size_t i = 0; i < p->guards.len; i++) add(out, p, p->guards.items[i].id, EG_S("guard"), p->guards.items[i].cue);
    for (size_t i = 0; i < p->references.len; i++) add(out, p, p->references.items[i].id, EG_S("reference"), p->references.items[i].regex);
    for (size_t i = 0; i < p->labels.len; i++) add(out, p, p->labels.items[i].id, EG_S("label"), p->labels.items[i].regex);
    add(out, p, EG_S("clauses"), EG_S("border"), p->clauses.border);
    add(out, p, EG_S("clauses"), EG_S("predicate"), p->clauses.predicate);
    add(out, p, EG_S("clauses"), EG_S("fronted"), p->clauses.fronted);
    add(out, p, EG_S("clauses"), EG_S("ahead"), p->clauses.ahead);
    add(out, p, EG_S("clauses"), EG_S("listed"), p->clauses.listed);
    for (size_t i = 0; i < p->entities.len; i++) {
        const eg_entity_rule *r = &p->entities.items[i];
        add(out, p, r->id, EG_S("match"), r->match);
        add(out, p, r->id, EG_S("extend"), r->extend);
        add(out, p, r->id, EG_S("not"), r->refuse);
        add(out, p, r->id, EG_S("before"), r->before);
        add(out, p, r->id, EG_S("after"), r->after);
    }
}

static void bench_rules(posts *p) {
    eg_patterns *patterns = load();
    rows list = {0};
    eg_regex_time_all(true);
    eg_graph_free(extract(patterns, p));
    all_rows(&list, patterns);
    if (list.len) qsort(list.items, list.len, sizeof *list.items, by_time);
    printf("# nanoseconds runs matches limits gate pattern\n");
    for (size_t i = 0; i < list.len; i++) {
        const row *r = &list.items[i];
        printf("%9llu %7llu %7llu %3llu %s %.*s/%.*s\n", (unsigned long long)r->stats.nanoseconds, (unsigned long long)r->stats.runs,
               (unsigned long long)r->stats.matches, (unsigned long long)r->stats.limits, r->open ? "open" : "gate", EG_FMT(r->id), EG_FMT(r->part));
    }
    eg_vec_fini(&list);
    eg_patterns_free(patterns);
}

static void bench_runs(posts *p) {
    eg_patterns *patterns = load();
    rows list = {0};
    eg_regex_time_all(true);
    eg_graph_free(extract(patterns, p));
    all_rows(&list, patterns);
    double runs = 0;
    double limits = 0;
    double compiled = 0;
    double open = 0;
    for (size_t i = 0; i < list.len; i++) {
        runs += (double)list.items[i].stats.runs;
        limits += (double)list.items[i].stats.limits;
        compiled += list.items[i].stats.compiled;
        open += list.items[i].open && eg_regex_gate(list.items[i].regex) != EG_NO_GATE;
    }
    say("bytes", (double)p->bytes);
    say("runs", runs);
    say("limits", limits);
    say("compiled", compiled);
    say("tape_patterns", (double)eg_gates_count(patterns->gates));
    say("never_gated", open);
    size_t nodes;
    say("sketches", (double)eg_gates_sketches(patterns->gates, &nodes));
    say("sketch_nodes", (double)nodes);
    eg_vec_fini(&list);
    eg_patterns_free(patterns);
}

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

enum { NODES = 100000, EDGES = 500000 };

static eg_graph *big_graph(void) {
    eg_graph *graph = eg_graph_new();
    eg_arena arena = {0};
    eg_post post = {.path = EG_S("post.md"), .sha256 = EG_S("0"), .bytes = 1 << 30};
    eg_graph_add_post(graph, &post);
    eg_evidence evidence = {.line = 1, .column = 1, .start = 0, .end = 40, .quote = EG_S("Ada Berg founded Tidewater Robotics."), .rule = EG_S("bench.rule")};
    for (uint32_t i = 0; i < NODES; i++) {
        eg_node node = {.kind = EG_S("organization"), .name = eg_arena_printf(&arena, "Tidewater %u", i), .mentions = 1, .confidence = 0.9, .evidence = &evidence, .evidence_count = 1};
        eg_graph_add_node(graph, &node);
    }
    for (uint32_t i = 0; i < EDGES; i++) {
        eg_edge edge = {.type = EG_S("partner_of"), .source = i % NODES, .target = (i % NODES + 1 + i / NODES) % NODES, .directed = true, .confidence = 0.8,
                        .evidence = &evidence, .evidence_count = 1};
        eg_graph_add_edge(graph, &edge);
    }
    eg_error err = {0};
    if (!eg_graph_finish(graph, &err)) {
        fprintf(stderr, "bench: %s\n", err.text);
        exit(2);
    }
    eg_arena_fini(&arena);
    return graph;
}

static int count_bytes(const char *bytes, size_t size, void *sum) { return (void)bytes, *(size_t *)sum += size, 0; }

static void bench_json(posts *p) {
    (void)p;
    eg_patterns *patterns = load();
    eg_graph *graph = big_graph();
    eg_sink out = {0};
    eg_emit_options options = {0};
    eg_error err = {0};
    double begun = cpu();
    if (!eg_emit_json(&out, graph, eg_patterns_schema(patterns), &options, &err)) exit(2);
    say("nanoseconds", cpu() - begun);
    say("bytes", (double)out.buf.len);
    json_t *tree = json_loadb(out.buf.items, out.buf.len, 0, NULL);
    begun = cpu();
    json_t *made = json_deep_copy(tree); /* makes each value and puts it in its place, as whoever builds a tree must */
    size_t sum = 0;
    json_dump_callback(made, count_bytes, &sum, JSON_COMPACT);
    say("tree_nanoseconds", cpu() - begun);
    json_decref(made);
    json_decref(tree);
    eg_sink_fini(&out);
    eg_graph_free(graph);
    eg_patterns_free(patterns);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*run)(posts *);
    } what[] = {{"md4c", bench_md4c}, {"extract", bench_extract}, {"rules", bench_rules}, {"runs", bench_runs}, {"json", bench_json}};
    for (size_t i = 0; argc > 1 && i < sizeof what / sizeof *what; i++) {
        if (strcmp(argv[1], what[i].name) != 0) continue;
        posts p = {0};
        read_posts(&p, argc - 2, argv + 2);
        what[i].run(&p);
        eg_vec_fini(&p.list);
        eg_arena_fini(&p.arena);
        return 0;
    }
    fputs("usage: bench md4c|extract|rules|runs|json FILE...\n", stderr);
    return 2;
}
