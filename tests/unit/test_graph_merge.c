/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "emit/emit.h"
#include "graph/diff.h"
#include "graph/merge.h"
#include "sample.h"

/* One post: a person at a firm, a raise. */
static eg_graph *small(const char *path, const char *firm, const char *person, double value) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, path, path);
    uint32_t f = sample_node(g, p, "organization", firm, 10);
    uint32_t a = sample_node(g, p, "person", person, 50);
    uint32_t n = sample_figure(g, p, "a sum", value, "USD", 90);
    sample_join(g, p, a, "works_for", f, 100);
    sample_join(g, p, f, "has_figure", n, 200);
    CHECK(eg_graph_finish(g, NULL));
    return g;
}

static eg_sink json(const eg_graph *g) {
    eg_sink out = {0};
    eg_emit_json(&out, g, NULL, NULL, NULL);
    return out;
}

static size_t node_count(const eg_graph *g) {
    size_t count;
    eg_graph_nodes(g, &count);
    return count;
}

static size_t edge_count(const eg_graph *g) {
    size_t count;
    eg_graph_edges(g, &count);
    return count;
}

static void test_merge__joins_what_is_one(void) {
    eg_arena arena = {0};
    eg_schema schema = {0};
    CHECK(sample_schema(&schema, &arena));
    eg_graph *a = small("a.md", "Alder", "Li Wei", 5e6);
    eg_graph *b = small("b.md", "ALDER", "Li Wei", 5e6);
    const eg_graph *order[2][2] = {{a, b}, {b, a}};
    eg_sink out[2];
    for (int i = 0; i < 2; i++) {
        eg_graph *m = eg_graph_merge(order[i], 2, &schema, NULL);
        CHECK_INT(node_count(m), 3);
        CHECK_INT(edge_count(m), 2);
        out[i] = json(m);
        size_t count;
        eg_graph_merges(m, &count);
        CHECK_INT(count, 1);
        eg_graph_free(m);
    }
    CHECK(eg_slice_eq(eg_sink_slice(&out[0]), eg_sink_slice(&out[1])));
    eg_sink_fini(&out[0]);
    eg_sink_fini(&out[1]);
    eg_graph_free(a);
    eg_graph_free(b);
    eg_arena_fini(&arena);
}

static void test_merge__namesakes_stay_two(void) {
    eg_arena arena = {0};
    eg_schema schema = {0};
    CHECK(sample_schema(&schema, &arena));
    eg_graph *a = small("a.md", "Alder", "Li Wei", 5e6);
    eg_graph *b = small("b.md", "Birch", "Li Wei", 6e6);
    const eg_graph *both[] = {a, b};
    eg_graph *m = eg_graph_merge(both, 2, &schema, NULL);
    CHECK_INT(node_count(m), 6);
    size_t count;
    const eg_warning *warnings = eg_graph_warnings(m, &count);
    CHECK_INT(count, 1);
    CHECK(eg_slice_find(warnings[0].text, EG_S("Li Wei"), 0) != (size_t)-1);
    eg_graph_free(m);
    eg_graph_free(a);
    eg_graph_free(b);
    eg_arena_fini(&arena);
}

static void test_merge__with_itself_is_itself(void) {
    eg_graph *g = sample_graph();
    const eg_graph *twice[] = {g, g};
    eg_graph *m = eg_graph_merge(twice, 2, NULL, NULL);
    CHECK(m != NULL);
    eg_sink a = json(g);
    eg_sink b = json(m);
    CHECK(eg_slice_eq(eg_sink_slice(&a), eg_sink_slice(&b)));
    eg_diff diff;
    CHECK(!eg_diff_init(&diff, g, m));
    eg_diff_fini(&diff);
    eg_sink_fini(&a);
    eg_sink_fini(&b);
    eg_graph_free(m);
    eg_graph_free(g);
}

static void test_diff__names_what_changed(void) {
    eg_graph *a = small("a.md", "Alder", "Li Wei", 5e6);
    eg_graph *b = eg_graph_new();
    uint32_t p = sample_post(b, "a.md", "a.md");
    uint32_t f = sample_node(b, p, "fund", "Alder", 10);
    uint32_t n = sample_figure(b, p, "a sum", 5e6, "USD", 90);
    sample_join(b, p, f, "has_figure", n, 200);
    sample_node(b, p, "place", "Oslo", 300);
    CHECK(eg_graph_finish(b, NULL));
    eg_diff diff;
    CHECK(eg_diff_init(&diff, a, b));
    CHECK_INT(diff.entries.len, 4);
    CHECK_INT(diff.entries.items[0].change, EG_CHANGED);
    CHECK_STR(diff.entries.items[0].fields, "kind");
    CHECK_INT(diff.entries.items[1].change, EG_REMOVED);
    CHECK_INT(diff.entries.items[2].change, EG_ADDED);
    CHECK_INT(diff.entries.items[3].item, EG_ITEM_EDGE);
    CHECK_INT(diff.entries.items[3].change, EG_REMOVED);
    eg_diff_fini(&diff);
    eg_graph_free(a);
    eg_graph_free(b);
}

int main(void) {
    RUN(test_merge__joins_what_is_one);
    RUN(test_merge__namesakes_stay_two);
    RUN(test_merge__with_itself_is_itself);
    RUN(test_diff__names_what_changed);
    return unit_done();
}
