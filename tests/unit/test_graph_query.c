/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "graph/path.h"
#include "graph/query.h"
#include "sample.h"

static size_t find(const eg_graph *g, const char *typed, eg_match worst, char *name, size_t cap) {
    eg_names *names = eg_names_new(g);
    eg_hits hits = {0};
    size_t n = eg_names_find(names, eg_slice_from(typed), worst, &hits);
    size_t count;
    const eg_node *nodes = eg_graph_nodes(g, &count);
    snprintf(name, cap, "%.*s", n ? (int)nodes[hits.items[0].node].name.len : 0, n ? nodes[hits.items[0].node].name.ptr : "");
    eg_vec_fini(&hits);
    eg_names_free(names);
    return n;
}

static void test_names__as_people_type_them(void) {
    eg_graph *g = sample_graph();
    char name[200];
    CHECK_INT(find(g, "tokyo", EG_MATCH_INSIDE, name, sizeof name), 1);
    CHECK_STR(eg_slice_from(name), "Tōkyō");
    CHECK_INT(find(g, " TIDEWATER ", EG_MATCH_INSIDE, name, sizeof name), 1);
    CHECK_STR(eg_slice_from(name), "Tidewater Robotics");
    CHECK_INT(find(g, "潮水", EG_MATCH_ALIAS, name, sizeof name), 1);
    CHECK_INT(find(g, "robot", EG_MATCH_ALIAS, name, sizeof name), 0);
    CHECK_INT(find(g, "robot", EG_MATCH_PREFIX, name, sizeof name), 1);
    CHECK_INT(find(g, "ewater", EG_MATCH_PREFIX, name, sizeof name), 0);
    CHECK_INT(find(g, "ewater", EG_MATCH_INSIDE, name, sizeof name), 1);
    CHECK_INT(find(g, "n-3i", EG_MATCH_ID, name, sizeof name), 1);
    CHECK_INT(find(g, "", EG_MATCH_INSIDE, name, sizeof name), 0);
    eg_graph_free(g);
}

static void test_names__did_you_mean(void) {
    eg_graph *g = sample_graph();
    eg_names *names = eg_names_new(g);
    eg_hits hits = {0};
    CHECK_INT(eg_names_near(names, EG_S("Tidewatre"), 3, &hits), 1);
    CHECK_STR(hits.items[0].text, "Tidewater");
    CHECK_INT(eg_names_near(names, EG_S("Zzzzzzzzz"), 3, &hits), 0);
    hits.len = 0;
    CHECK(eg_names_all(names, EG_S("o"), EG_MATCH_INSIDE, &hits) > 5);
    eg_vec_fini(&hits);
    eg_names_free(names);
    eg_graph_free(g);
    CHECK_INT(eg_edit_distance(EG_S("kitten"), EG_S("sitting"), 5), 3);
    CHECK_INT(eg_edit_distance(EG_S("ab"), EG_S("ba"), 5), 1);
    CHECK_INT(eg_edit_distance(EG_S("abcdef"), EG_S("uvwxyz"), 2), 3);
    CHECK_INT(eg_edit_distance(EG_S(""), EG_S(""), 0), 0);
}

static void test_adjacency__both_ends_know(void) {
    eg_graph *g = sample_graph();
    eg_adjacency a;
    eg_adjacency_init(&a, g, NULL);
    uint32_t tide = sample_index(g, "Tidewater Robotics");
    CHECK_INT(eg_degree(&a, tide), 7);
    size_t count, node_count;
    const eg_link *links = eg_links(&a, tide, &count);
    const eg_edge *edges = eg_graph_edges(g, &node_count);
    for (size_t i = 0; i < count; i++)
        CHECK(links[i].out ? edges[links[i].edge].source == tide : edges[links[i].edge].target == tide);
    eg_adjacency_fini(&a);
    CHECK_INT(eg_graph_node_of(g, EG_S("tidewater-robotics")), tide);
    CHECK(eg_graph_node_of(g, EG_S("e-ada-oberg-works-for-tidewater-robotics")) == EG_NO_NODE);
    CHECK(eg_graph_edge_of(g, EG_S("e-ada-oberg-works-for-tidewater-robotics")) != EG_NO_NODE);
    eg_graph_free(g);
}

/* A dangling end after --top N: the part is a sound graph by itself, with the ids of the whole. */
static void test_select__no_dangling_end_after_top(void) {
    eg_graph *g = sample_graph();
    for (size_t top = 1; top < 12; top++) {
        eg_mask mask;
        eg_mask_init(&mask, g, &(eg_select){.top = top});
        eg_graph *part = eg_mask_extract(g, &mask);
        size_t nodes, edges, named = 0;
        const eg_node *list = eg_graph_nodes(part, &nodes);
        const eg_edge *edge_list = eg_graph_edges(part, &edges);
        for (size_t i = 0; i < nodes; i++) named += !eg_node_is_figure(&list[i]);
        for (size_t i = 0; i < edges; i++) CHECK(edge_list[i].source < nodes && edge_list[i].target < nodes);
        CHECK_INT(nodes, mask.nodes_in);
        CHECK_INT(edges, mask.edges_in);
        CHECK_INT(named, top < 10 ? top : 10);
        eg_graph_free(part);
        eg_mask_fini(&mask);
    }
    eg_graph_free(g);
}

static void test_select__focus_kinds_types_and_statuses(void) {
    eg_graph *g = sample_graph();
    uint32_t focus = sample_index(g, "node");
    eg_mask mask;
    eg_mask_init(&mask, g, &(eg_select){.focus = &focus, .focus_count = 1, .depth = 1});
    CHECK_INT(mask.nodes_in, 4);
    eg_mask_fini(&mask);
    eg_mask_init(&mask, g, &(eg_select){.focus = &focus, .focus_count = 1, .depth = 2});
    CHECK_INT(mask.nodes_in, 6);
    eg_mask_fini(&mask);
    const eg_slice kinds[] = {EG_S("fund"), EG_S("organization")};
    eg_mask_init(&mask, g, &(eg_select){.kinds = kinds, .kind_count = 2, .no_figures = true});
    CHECK_INT(mask.nodes_in, 7);
    eg_mask_fini(&mask);
    eg_mask_init(&mask, g, &(eg_select){.statuses = 1u << EG_STATUS_ENDED, .linked_only = true});
    CHECK_INT(mask.edges_in, 1);
    CHECK_INT(mask.nodes_in, 2);
    eg_mask_fini(&mask);
    const eg_slice types[] = {EG_S("invested_in")};
    eg_mask_init(&mask, g, &(eg_select){.types = types, .type_count = 1});
    CHECK_INT(mask.edges_in, 2);
    eg_mask_fini(&mask);
    eg_mask_init(&mask, g, &(eg_select){0});
    size_t count;
    eg_graph_nodes(g, &count);
    CHECK_INT(mask.nodes_in, count);
    eg_mask_fini(&mask);
    eg_graph_free(g);
}

static void test_path__shortest_and_longer(void) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    uint32_t n[6];
    const char *names[] = {"Alder", "Birch", "Cedar", "Dogwood", "Elm", "Kyoto"};
    for (uint32_t i = 0; i < 6; i++) n[i] = sample_node(g, p, i == 5 ? "place" : "organization", names[i], i);
    static const int pairs[][2] = {{0, 1}, {1, 3}, {0, 2}, {2, 3}, {1, 2}, {3, 4}};
    for (uint32_t i = 0; i < 6; i++) sample_join(g, p, n[pairs[i][0]], "supplies", n[pairs[i][1]], 10 * i);
    sample_join(g, p, n[0], "located_in", n[5], 100);
    sample_join(g, p, n[4], "located_in", n[5], 110);
    CHECK(eg_graph_finish(g, NULL));
    eg_arena arena = {0};
    eg_schema schema = {0};
    CHECK(sample_schema(&schema, &arena));
    uint32_t from = sample_index(g, "Alder");
    uint32_t to = sample_index(g, "Elm");
    eg_paths paths = {0};
    CHECK_INT(eg_paths_find(&paths, g, from, to, &(eg_path_options){.schema = &schema}, NULL), 1);
    CHECK_INT(paths.items[0].length, 3); /* not by Kyoto */
    CHECK_INT(eg_paths_find(&paths, g, from, to, &(eg_path_options){.schema = &schema, .most = 9}, NULL), 2);
    CHECK_INT(eg_paths_find(&paths, g, from, to, &(eg_path_options){.schema = &schema, .most = 9, .longer = true}, NULL), 4);
    CHECK_INT(paths.items[6].length, 4);
    CHECK_INT(eg_paths_find(&paths, g, from, to, &(eg_path_options){.schema = &schema, .through_hubs = true}, NULL), 1);
    CHECK_INT(paths.items[7].length, 2);
    CHECK_INT(eg_paths_find(&paths, g, to, from, &(eg_path_options){.schema = &schema, .directed = true}, NULL), 0);
    CHECK_INT(eg_paths_find(&paths, g, from, to, &(eg_path_options){.schema = &schema, .directed = true}, NULL), 1);
    uint32_t kyoto = sample_index(g, "Kyoto"); /* a place asked for is gone to */
    CHECK_INT(eg_paths_find(&paths, g, from, kyoto, &(eg_path_options){.schema = &schema}, NULL), 1);
    CHECK_INT(paths.items[paths.len - 1].length, 1);
    CHECK_INT(eg_paths_find(&paths, g, from, from, NULL, NULL), 1);
    const eg_slice avoid[] = {EG_S("supplies")};
    CHECK_INT(eg_paths_find(&paths, g, from, to, &(eg_path_options){.schema = &schema, .avoid_types = avoid, .avoid_type_count = 1}, NULL), 0);
    eg_paths_fini(&paths);
    eg_arena_fini(&arena);
    eg_graph_free(g);
}

static void test_path__gives_up_and_says_so(void) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    uint32_t n[60];
    char name[20];
    for (uint32_t i = 0; i < 60; i++) {
        snprintf(name, sizeof name, "Firm %02u", i);
        n[i] = sample_node(g, p, "organization", name, i);
    }
    for (uint32_t i = 0; i < 60; i++)
        for (uint32_t k = 0; k < i; k++) sample_join(g, p, n[i], "supplies", n[k], 60 * i + k);
    CHECK(eg_graph_finish(g, NULL));
    eg_paths paths = {0};
    bool cut = false;
    eg_paths_find(&paths, g, 0, 59, &(eg_path_options){.longer = true, .most = SIZE_MAX}, &cut);
    CHECK(cut);
    eg_paths_fini(&paths);
    eg_graph_free(g);
}

static void test_central__betweenness_and_components(void) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    uint32_t n[6];
    const char *names[] = {"Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir"};
    for (uint32_t i = 0; i < 6; i++) n[i] = sample_node(g, p, "organization", names[i], i);
    for (uint32_t i = 0; i < 4; i++) sample_join(g, p, n[i], "supplies", n[i + 1], 10 * i);
    sample_join(g, p, n[1], "acquired", n[2], 90); /* a parallel edge counts once */
    CHECK(eg_graph_finish(g, NULL));
    eg_adjacency a;
    eg_adjacency_init(&a, g, NULL);
    double between[6];
    CHECK(eg_betweenness(between, &a));
    const double want[] = {0, 3, 4, 3, 0, 0}; /* a path of five: known by counting */
    for (int i = 0; i < 6; i++) CHECK(between[i] > want[i] - 1e-9 && between[i] < want[i] + 1e-9);
    uint32_t part[6];
    CHECK_INT(eg_components(part, &a), 2);
    CHECK_INT(part[0], part[4]);
    CHECK(part[5] != part[0]);
    eg_adjacency_fini(&a);
    eg_graph_free(g);
}

int main(void) {
    RUN(test_names__as_people_type_them);
    RUN(test_names__did_you_mean);
    RUN(test_adjacency__both_ends_know);
    RUN(test_select__no_dangling_end_after_top);
    RUN(test_select__focus_kinds_types_and_statuses);
    RUN(test_path__shortest_and_longer);
    RUN(test_path__gives_up_and_says_so);
    RUN(test_central__betweenness_and_components);
    return unit_done();
}
