/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "sample.h"

static bool has_key(const eg_graph *graph, const char *key) {
    size_t count;
    const eg_edge *edges = eg_graph_edges(graph, &count);
    for (size_t i = 0; i < count; i++)
        if (eg_slice_eq(edges[i].key, eg_slice_from(key))) return true;
    edges = eg_graph_unasserted(graph, &count);
    for (size_t i = 0; i < count; i++)
        if (eg_slice_eq(edges[i].key, eg_slice_from(key))) return true;
    return false;
}

static void test_graph__ids_are_slugs(void) {
    eg_graph *g = sample_graph();
    CHECK_STR(sample_id(g, "Tidewater Robotics"), "tidewater-robotics");
    CHECK_STR(sample_id(g, "Ada O'Berg"), "ada-oberg");
    CHECK_STR(sample_id(g, "Tōkyō"), "tokyo");
    CHECK_STR(sample_id(g, "3i"), "n-3i");
    CHECK_STR(sample_id(g, "node"), "node");
    CHECK_STR(sample_id(g, "$1.7B"), "usd-1700000000");
    CHECK_STR(sample_id(g, "two-thirds"), "percent-66-667");
    CHECK_STR(sample_id(g, "5 to 8 members"), "count-member-5-to-8");
    CHECK(eg_slice_starts(sample_id(g, "東京大学 <UTokyo> & \"friends\""), EG_S("utokyo-friends-")));
    CHECK_INT(sample_id(g, "東京大学 <UTokyo> & \"friends\"").len, strlen("utokyo-friends-") + 6);
    CHECK_INT(sample_id(g, "\xF0\x9F\x9A\x80").len, strlen("n-") + 6);
    eg_graph_free(g);
}

static void test_graph__texts_are_cleaned(void) {
    eg_graph *g = sample_graph();
    CHECK(sample_find(g, "</script><b>\\N 'quoted' `tick` line two") != NULL);
    CHECK(sample_find(g, "and/or; a|b, c d") != NULL);
    eg_graph_free(g);
    g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    sample_node(g, p, "organization", "a\xFF" "b\xC2\x85" "c\xE2\x80\xA8" "d\xEF\xBF\xBE", 1);
    CHECK(eg_graph_finish(g, NULL));
    CHECK(sample_find(g, "a\xEF\xBF\xBD" "b c d") != NULL);
    eg_graph_free(g);
}

static void test_graph__keys_tell_rounds_apart(void) {
    eg_graph *g = sample_graph();
    CHECK(has_key(g, "e-northlight-capital-invested-in-tidewater-robotics-2021-05"));
    CHECK(has_key(g, "e-northlight-capital-invested-in-tidewater-robotics-2023"));
    CHECK(has_key(g, "e-ada-oberg-works-for-tidewater-robotics"));
    CHECK(has_key(g, "e-n-3i-acquired-tidewater-robotics-negated"));
    CHECK(has_key(g, "e-tidewater-robotics-has-figure-percent-80-goal"));
    eg_graph_free(g);
}

static void test_graph__equal_edges_join(void) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    uint32_t q = sample_post(g, "b.md", "B");
    uint32_t a = sample_node(g, p, "fund", "Alder", 1);
    uint32_t b = sample_node(g, p, "organization", "Birch", 2);
    eg_edge planned = sample_edge(a, "acquired", b);
    planned.status = EG_STATUS_PLANNED;
    sample_add(g, q, planned, 10, "Alder will buy Birch.");
    sample_join(g, p, a, "acquired", b, 20);
    sample_join(g, p, a, "acquired", b, 20); /* the same words twice are one piece of evidence */
    eg_edge one = sample_edge(b, "partner_of", a);
    eg_edge two = sample_edge(a, "partner_of", b);
    one.directed = two.directed = false;
    sample_add(g, p, one, 30, "Birch works with Alder.");
    sample_add(g, q, two, 30, "Alder works with Birch.");
    CHECK(eg_graph_finish(g, NULL));
    size_t count;
    const eg_edge *edges = eg_graph_edges(g, &count);
    CHECK_INT(count, 2);
    CHECK_INT(edges[0].evidence_count, 2);
    CHECK_INT(edges[0].status, EG_STATUS_ASSERTED);
    CHECK_STR(edges[1].key, "e-alder-partner-of-birch");
    CHECK_INT(edges[1].evidence_count, 2);
    eg_graph_free(g);
}

static void test_graph__dates_that_fit_join(void) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    uint32_t a = sample_node(g, p, "fund", "Alder", 1);
    uint32_t b = sample_node(g, p, "organization", "Birch", 2);
    const char *when[] = {"", "2024", "2024-05", "2021"};
    for (uint32_t i = 0; i < 4; i++) {
        eg_edge e = sample_edge(a, "invested_in", b);
        e.when = eg_slice_from(when[i]);
        sample_add(g, p, e, 100 + 50 * i, "Alder backs Birch.");
    }
    CHECK(eg_graph_finish(g, NULL));
    size_t count;
    const eg_edge *edges = eg_graph_edges(g, &count);
    CHECK_INT(count, 2);
    CHECK_STR(edges[0].when, "2021");
    CHECK_STR(edges[1].when, "2024-05");
    eg_graph_free(g);
}

static void test_graph__one_name_two_kinds_both_get_a_hash(void) {
    eg_slice ids[2][2];
    eg_graph *graphs[2];
    for (int order = 0; order < 2; order++) {
        eg_graph *g = graphs[order] = eg_graph_new();
        uint32_t p = sample_post(g, "a.md", "A");
        for (int i = 0; i < 2; i++) sample_node(g, p, (i ^ order) ? "place" : "organization", "Orion", 10);
        sample_node(g, p, "person", "Orla", 40);
        CHECK(eg_graph_finish(g, NULL));
        size_t count;
        const eg_node *nodes = eg_graph_nodes(g, &count);
        ids[order][0] = nodes[0].id;
        ids[order][1] = nodes[2].id;
        CHECK_STR(nodes[1].id, "orla");
    }
    CHECK(eg_slice_starts(ids[0][0], EG_S("orion-")));
    CHECK(!eg_slice_eq(ids[0][0], ids[0][1]));
    CHECK(eg_slice_eq(ids[0][0], ids[1][0]));
    CHECK(eg_slice_eq(ids[0][1], ids[1][1]));
    eg_graph_free(graphs[0]);
    eg_graph_free(graphs[1]);
}

static void test_graph__two_persons_of_one_name_stay_two(void) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    uint32_t q = sample_post(g, "b.md", "B");
    sample_node(g, p, "person", "Li Wei", 10);
    sample_node(g, q, "person", "Li Wei", 10);
    CHECK(eg_graph_finish(g, NULL));
    size_t count;
    const eg_node *nodes = eg_graph_nodes(g, &count);
    CHECK(eg_slice_starts(nodes[0].id, EG_S("li-wei-")));
    CHECK(eg_slice_starts(nodes[1].id, EG_S("li-wei-")));
    CHECK(!eg_slice_eq(nodes[0].id, nodes[1].id));
    eg_graph_free(g);
}

/* Part of "stability is a feature": what is not touched keeps its id and key. */
static void test_graph__another_post_moves_no_id(void) {
    eg_graph *before = sample_graph();
    sample s = sample_new();
    uint32_t p = sample_post(s.graph, "a-first.md", "Sorts first");
    uint32_t a = sample_node(s.graph, p, "fund", "Aardvark", 5);
    uint32_t b = sample_node(s.graph, p, "fund", "Basalt", 6);
    sample_join(s.graph, p, a, "invested_in", b, 100);
    CHECK(eg_graph_finish(s.graph, NULL));
    size_t count;
    const eg_node *nodes = eg_graph_nodes(before, &count);
    for (size_t i = 0; i < count; i++) {
        char name[200];
        snprintf(name, sizeof name, "%.*s", EG_FMT(nodes[i].name));
        CHECK(eg_slice_eq(nodes[i].id, sample_id(s.graph, name)));
    }
    const eg_edge *edges = eg_graph_edges(before, &count);
    for (size_t i = 0; i < count; i++) {
        char key[200];
        snprintf(key, sizeof key, "%.*s", EG_FMT(edges[i].key));
        CHECK(has_key(s.graph, key));
    }
    const eg_post *posts = eg_graph_posts(s.graph, &count);
    CHECK_STR(posts[0].id, "s-a-first");
    CHECK_STR(posts[1].id, "s-north");
    eg_graph_free(before);
    eg_graph_free(s.graph);
}

/* A vote that turns an organization into a fund changes the kind and nothing else. */
static void test_graph__another_kind_moves_no_id(void) {
    eg_graph *graphs[2];
    for (int i = 0; i < 2; i++) {
        eg_graph *g = graphs[i] = eg_graph_new();
        uint32_t p = sample_post(g, "a.md", "A");
        uint32_t a = sample_node(g, p, i ? "fund" : "organization", "Alder", 10);
        uint32_t b = sample_node(g, p, "organization", "Birch", 20);
        uint32_t c = sample_node(g, p, "person", "Cedar", 30);
        eg_edge both_ways = sample_edge(b, "partner_of", a);
        both_ways.directed = false;
        sample_add(g, p, both_ways, 100, "Birch works with Alder.");
        sample_join(g, p, c, "works_for", a, 200);
        CHECK(eg_graph_finish(g, NULL));
    }
    CHECK(eg_slice_eq(sample_id(graphs[0], "Alder"), sample_id(graphs[1], "Alder")));
    CHECK(eg_slice_eq(sample_id(graphs[0], "Birch"), sample_id(graphs[1], "Birch")));
    CHECK(has_key(graphs[0], "e-alder-partner-of-birch") && has_key(graphs[1], "e-alder-partner-of-birch"));
    CHECK(has_key(graphs[0], "e-cedar-works-for-alder") && has_key(graphs[1], "e-cedar-works-for-alder"));
    eg_graph_free(graphs[0]);
    eg_graph_free(graphs[1]);
}

static void test_graph__an_id_never_looks_like_a_key(void) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    uint32_t a = sample_node(g, p, "organization", "a", 1);
    uint32_t b = sample_node(g, p, "organization", "b", 2);
    sample_node(g, p, "organization", "E a supplies b", 3);
    sample_join(g, p, a, "supplies", b, 10);
    CHECK(eg_graph_finish(g, NULL));
    CHECK_STR(sample_id(g, "E a supplies b"), "n-e-a-supplies-b");
    CHECK(has_key(g, "e-a-supplies-b"));
    eg_graph_free(g);
}

static void test_graph__long_names_are_cut(void) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    char name[2][400];
    for (int i = 0; i < 2; i++) {
        memset(name[i], 0, sizeof name[i]);
        for (int k = 0; k < 40; k++) memcpy(name[i] + 9 * k, "longwords", k % 2 ? 9 : 8);
        for (int k = 0; k < 360; k++) if (name[i][k] == 0) name[i][k] = ' ';
        name[i][360] = (char)('a' + i);
        sample_node(g, p, "work", name[i], 10);
    }
    CHECK(eg_graph_finish(g, NULL));
    size_t count;
    const eg_node *nodes = eg_graph_nodes(g, &count);
    CHECK(nodes[0].id.len <= 67);
    CHECK(!eg_slice_eq(nodes[0].id, nodes[1].id));
    eg_graph_free(g);
}

static void test_graph__order_of_adding_does_not_matter(void) {
    eg_graph *graphs[2];
    for (int order = 0; order < 2; order++) {
        eg_graph *g = graphs[order] = eg_graph_new();
        uint32_t posts[2];
        const char *paths[] = {"a.md", "b.md"};
        for (int i = 0; i < 2; i++) posts[i ^ order] = sample_post(g, paths[i ^ order], "x");
        uint32_t nodes[3];
        const char *names[] = {"Alder", "Birch", "Cedar"};
        for (int i = 0; i < 3; i++) {
            int k = order ? 2 - i : i;
            nodes[k] = sample_node(g, posts[k % 2], "fund", names[k], 10);
        }
        for (int i = 0; i < 6; i++) {
            int k = order ? 5 - i : i;
            eg_edge e = sample_edge(nodes[k % 3], "invested_in", nodes[(k + 1) % 3]);
            e.role = k == 2 ? EG_S("lead") : k == 5 ? EG_S("joint") : EG_S("");
            sample_add(g, posts[k % 2], e, (uint32_t)(100 + 10 * k), "x");
        }
        CHECK(eg_graph_finish(g, NULL));
    }
    size_t n, m;
    const eg_edge *a = eg_graph_edges(graphs[0], &n);
    const eg_edge *b = eg_graph_edges(graphs[1], &m);
    CHECK_INT(n, m);
    for (size_t i = 0; i < n && i < m; i++) {
        CHECK(eg_slice_eq(a[i].key, b[i].key));
        CHECK(eg_slice_eq(a[i].role, b[i].role));
        CHECK_INT(a[i].evidence[0].start, b[i].evidence[0].start);
    }
    eg_graph_free(graphs[0]);
    eg_graph_free(graphs[1]);
}

static void test_graph__defects_are_errors(void) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    uint32_t a = sample_node(g, p, "fund", "Alder", 1);
    sample_join(g, p, a, "invested_in", 7, 10);
    eg_error err = {0};
    CHECK(!eg_graph_finish(g, &err));
    CHECK(strstr(err.text, "dangling") != NULL);
    eg_graph_free(g);
    g = eg_graph_new();
    p = sample_post(g, "a.md", "A");
    sample_node(g, p, "Fund!", "Alder", 1);
    err = (eg_error){0};
    CHECK(!eg_graph_finish(g, &err));
    CHECK(strstr(err.text, "kind") != NULL);
    eg_graph_free(g);
}

int main(void) {
    RUN(test_graph__ids_are_slugs);
    RUN(test_graph__texts_are_cleaned);
    RUN(test_graph__keys_tell_rounds_apart);
    RUN(test_graph__equal_edges_join);
    RUN(test_graph__dates_that_fit_join);
    RUN(test_graph__one_name_two_kinds_both_get_a_hash);
    RUN(test_graph__two_persons_of_one_name_stay_two);
    RUN(test_graph__another_post_moves_no_id);
    RUN(test_graph__another_kind_moves_no_id);
    RUN(test_graph__an_id_never_looks_like_a_key);
    RUN(test_graph__long_names_are_cut);
    RUN(test_graph__order_of_adding_does_not_matter);
    RUN(test_graph__defects_are_errors);
    return unit_done();
}
