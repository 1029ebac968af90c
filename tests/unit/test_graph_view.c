/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "graph/view.h"
#include "sample.h"

static void test_view__names_survive_dot(void) {
    eg_graph *g = sample_graph();
    eg_view *view = eg_view_of(g, NULL);
    eg_sink out = {0};
    CHECK(eg_view_write(view, &out, NULL));
    eg_error err = {0};
    eg_view *back = eg_view_read(eg_sink_slice(&out), &err);
    CHECK(back != NULL);
    size_t nodes, edges;
    const eg_node *list = eg_graph_nodes(g, &nodes);
    eg_graph_edges(g, &edges);
    CHECK_INT(eg_view_node_count(back), nodes);
    CHECK_INT(eg_view_edge_count(back), edges);
    for (struct Agnode_s *n = NULL; (n = eg_view_next_node(back, n)) != NULL;) {
        uint32_t i = eg_graph_node_of(g, eg_view_node_name(n));
        CHECK(i < nodes);
        if (i < nodes) CHECK(eg_slice_eq(eg_view_get_node(back, n, EG_S("label")), list[i].name));
    }
    eg_view_free(back);
    eg_view_free(view);
    eg_sink_fini(&out);
    eg_graph_free(g);
}

static void test_view__a_selection(void) {
    eg_graph *g = sample_graph();
    eg_mask mask;
    eg_mask_init(&mask, g, &(eg_select){.top = 3});
    eg_view *view = eg_view_of(g, &mask);
    CHECK_INT(eg_view_node_count(view), mask.nodes_in);
    CHECK_INT(eg_view_edge_count(view), mask.edges_in);
    eg_view_set(view, EG_S("label"), EG_S("<b>no markup</b>"));
    CHECK_STR(eg_view_get(view, EG_S("label")), "<b>no markup</b>");
    eg_view_free(view);
    eg_mask_fini(&mask);
    eg_graph_free(g);
}

static void test_view__what_is_no_dot_is_an_error(void) {
    eg_error err = {0};
    CHECK(eg_view_read(EG_S("digraph { a -> }"), &err) == NULL);
    if (!strstr(err.text, "syntax error")) printf("  %s\n", err.text);
    CHECK(strstr(err.text, "syntax error") != NULL);
}

int main(void) {
    RUN(test_view__names_survive_dot);
    RUN(test_view__a_selection);
    RUN(test_view__what_is_no_dot_is_an_error);
    return unit_done();
}
