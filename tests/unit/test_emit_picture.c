/* SPDX-License-Identifier: MIT */
/* Pictures: nothing over anything, nothing outside, the right view, what the options ask for, the same bytes again. */
#include "emit/relax.h"
#include "emit/route.h"
#include "emit/svg.h"
#include "picture.h"
#include "sample.h"
#include "unit.h"

static eg_arena arena;
static eg_schema schema;

/* ---- graphs to draw ---- */

static uint32_t random_state;

static uint32_t roll(uint32_t below) {
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % below;
}

static const char *invent(uint32_t i, const char *kind) {
    static const char *const firsts[] = {"Alder", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Gale", "Harbor", "Iris", "Juniper"};
    static const char *const seconds[] = {"Robotics", "Biologics", "Foods", "Energy", "Labs", "Health Systems", "Space", "Materials"};
    eg_slice name = eg_arena_printf(&arena, "%s %s %u %s%c", firsts[i % 10], seconds[i / 10 % 8], i, kind, '\0');
    return name.ptr;
}

/* `count` names; the first `linked` are joined: to a hub of their dozen, now and then to any other. */
static eg_graph *invented(uint32_t count, uint32_t linked) {
    static const char *const kinds[] = {"organization", "person", "fund", "organization", "place"};
    sample s = {eg_graph_new(), 0};
    random_state = count;
    s.post = sample_post(s.graph, "invented.md", "Invented");
    uint32_t *nodes = EG_NEW_ARRAY(&arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) nodes[i] = sample_node(s.graph, s.post, kinds[i % 5], invent(i, kinds[i % 5]), 10 * i);
    for (uint32_t i = 1; i < linked; i++) {
        uint32_t hub = i - i % 12, type = roll(3);
        if (hub == i) hub = i >= 24 ? i - 24 : 0;
        sample_join(s.graph, s.post, nodes[i], type == 0 ? "partner_of" : type == 1 ? "invested_in" : "located_in", nodes[hub], 20 * i);
        if (roll(6) == 0) sample_join(s.graph, s.post, nodes[i], "supplies", nodes[roll(i)], 20 * i + 10);
    }
    eg_error err = {0};
    if (!eg_graph_finish(s.graph, &err)) printf("  invented: %s\n", err.text);
    return s.graph;
}

static bool make(eg_scene *scene, const eg_graph *graph, const eg_emit_options *options) {
    eg_error err = {0};
    bool ok = eg_scene_make(scene, graph, &schema, options, NULL, &err);
    if (!ok) printf("  scene: %s\n", err.text);
    return ok;
}

static measured look(const eg_graph *graph, const eg_emit_options *options, eg_view_kind view) {
    eg_scene scene;
    measured m = {0};
    if (make(&scene, graph, options)) {
        CHECK_INT(scene.view, view);
        m = measure(&scene);
    } else {
        CHECK(!"the picture was made");
    }
    eg_scene_fini(&scene);
    return m;
}

static void check_sound(measured m) {
    CHECK_INT(m.overlaps, 0);
    CHECK_INT(m.outside, 0);
    CHECK_INT(m.label_hits, 0);
    CHECK_INT(m.through, 0);
}

/* ---- what is drawn where ---- */

static void test_picture_of_hostile_names_is_sound(void) {
    eg_graph *graph = sample_graph();
    check_sound(look(graph, &(eg_emit_options){0}, EG_VIEW_NETWORK));
    check_sound(look(graph, &(eg_emit_options){.figures = "nodes"}, EG_VIEW_NETWORK));
    check_sound(look(graph, &(eg_emit_options){.view = "landscape"}, EG_VIEW_LANDSCAPE));
    eg_graph_free(graph);
}

static void test_picture_to_80_names_is_readable(void) {
    for (uint32_t n = 5; n <= 80; n += 25) {
        eg_graph *graph = invented(n, n);
        measured m = look(graph, &(eg_emit_options){0}, EG_VIEW_NETWORK);
        check_sound(m);
        double least = n < 80 ? 12 : 10; /* 80 long names fill more than a page */
        bool ok = m.smallest >= least && m.aspect > 1.2 && m.aspect < 1.9;
        CHECK(ok);
        if (!ok) printf("  %u names: %.1f px, aspect %.2f\n", n, m.smallest, m.aspect);
        eg_graph_free(graph);
    }
}

static void test_picture_of_many_names_is_sound(void) {
    eg_graph *graph = invented(200, 190);
    measured m = look(graph, &(eg_emit_options){0}, EG_VIEW_CLOUD);
    check_sound(m);
    CHECK(m.aspect > 1.2 && m.aspect < 1.9);
    check_sound(look(graph, &(eg_emit_options){.view = "landscape"}, EG_VIEW_LANDSCAPE));
    check_sound(look(graph, &(eg_emit_options){.by = "located_in"}, EG_VIEW_LANDSCAPE));
    eg_graph_free(graph);
    graph = invented(1000, 900);
    m = look(graph, &(eg_emit_options){0}, EG_VIEW_LANDSCAPE);
    check_sound(m);
    CHECK(m.aspect > 1.2 && m.aspect < 1.9);
    eg_graph_free(graph);
}

static void test_picture_view_follows_size(void) {
    static const struct { uint32_t names, linked; eg_view_kind view; } cases[] = {
        {80, 80, EG_VIEW_NETWORK}, {81, 81, EG_VIEW_CLOUD}, {300, 60, EG_VIEW_NETWORK}, {300, 200, EG_VIEW_CLOUD},
        {301, 60, EG_VIEW_LANDSCAPE}, {12, 0, EG_VIEW_LANDSCAPE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        eg_graph *graph = invented(cases[i].names, cases[i].linked);
        look(graph, &(eg_emit_options){0}, cases[i].view);
        eg_graph_free(graph);
    }
}

static void test_picture_takes_the_wished_aspect(void) {
    eg_graph *graph = invented(60, 50);
    measured wide = look(graph, &(eg_emit_options){.aspect = 16.0 / 9}, EG_VIEW_NETWORK);
    measured square = look(graph, &(eg_emit_options){.aspect = 1.1}, EG_VIEW_NETWORK);
    CHECK(fabs(log(wide.aspect / (16.0 / 9))) < 0.25);
    CHECK(fabs(log(square.aspect / 1.1)) < 0.25);
    CHECK(wide.aspect > square.aspect);
    eg_graph_free(graph);
}

static void test_picture_leaves_out_and_says_so(void) {
    eg_graph *graph = invented(1000, 900);
    eg_scene scene;
    eg_emit_options options = {.of_names = 1234, .selection = "the 1,000 best linked"};
    CHECK(make(&scene, graph, &options));
    CHECK(eg_slice_find(scene.subtitle, EG_S("1,000 of 1,234 entities"), 0) != (size_t)-1);
    CHECK(eg_slice_find(scene.subtitle, EG_S("the 1,000 best linked"), 0) != (size_t)-1);
    CHECK(eg_slice_find(scene.subtitle, EG_S(" of 1,000 names shown"), 0) != (size_t)-1);
    eg_scene_fini(&scene);
    eg_graph_free(graph);
}

static void straight_wire(eg_scene *scene, double y, const char *label) {
    eg_wire *wire = eg_vec_add(&scene->wires);
    *wire = (eg_wire){.tail = 0, .head = 1, .label = eg_slice_from(label), .point_count = 4, .points = EG_NEW_ARRAY(&arena, eg_point, 4)};
    wire->label_w = eg_text_width(wire->label, EG_SIZE_SMALL, false);
    for (int i = 0; i < 4; i++) wire->points[i] = (eg_point){50 + 90 * i, y};
}

static eg_item solid(double x, double y, double w, double h) {
    return (eg_item){.role = EG_ROLE_BOX, .x = x, .y = y, .w = w, .h = h, .block = EG_NONE};
}

static void test_labels_two_lines_side_by_side_speak_as_one(void) {
    eg_scene scene = {0};
    *(eg_item *)eg_vec_add(&scene.items) = solid(25, 0, 50, 30);
    *(eg_item *)eg_vec_add(&scene.items) = solid(345, 0, 50, 30);
    straight_wire(&scene, 0, "founded");
    straight_wire(&scene, 4, "works for \xc2\xb7 the founder and chief executive");
    eg_labels_place(&scene);
    CHECK(scene.wires.items[1].label.len > 0); /* there is room below */
    *(eg_item *)eg_vec_add(&scene.items) = solid(185, 30, 270, 40);
    eg_labels_place(&scene);
    CHECK(eg_slice_eq(scene.wires.items[0].label, EG_S("founded, works for")));
    CHECK_INT(scene.wires.items[1].label.len, 0);
    CHECK(!scene.labels_left_out);
    eg_scene_fini(&scene);
}

/* ---- springs ---- */

/* Whether the curve comes into the box. */
static bool comes_into(const eg_layout_edge *edge, const eg_layout_node *node) {
    eg_wire wire = {.points = edge->points, .point_count = edge->point_count};
    eg_item item = solid(node->x, node->y, node->w, node->h);
    return runs_through_box(&wire, &item);
}

static void test_route_leads_lines_around_boxes(void) {
    eg_layout_node nodes[] = {{.w = 60, .h = 30}, {.w = 80, .h = 40, .x = 150}, {.w = 60, .h = 30, .x = 300}, {.w = 40, .h = 300, .x = 225, .y = 90}};
    eg_layout_edge edges[] = {{.tail = 0, .head = 2, .arrow = true}, {.tail = 0, .head = 1}, {.tail = 2, .head = 2}};
    eg_layout_part part = {.nodes = nodes, .node_count = 4, .edges = edges, .edge_count = 3};
    eg_route(&part, 0, &arena);
    CHECK(!comes_into(&edges[0], &nodes[1]) && !comes_into(&edges[0], &nodes[3]));
    CHECK(edges[0].has_tip && fabs(edges[0].tip.x - 300) <= 30.01 && fabs(edges[0].tip.y) <= 15.01);
    CHECK_INT(edges[1].point_count, 4); /* nothing is in the way: straight */
    CHECK(edges[1].points[0].y == 0 && edges[1].points[3].y == 0 && !edges[1].has_tip);
    CHECK_INT(edges[2].point_count, 4);
}

static void test_route_keeps_lines_of_two_boxes_apart(void) {
    eg_layout_node nodes[] = {{.w = 60, .h = 30}, {.w = 60, .h = 30, .x = 200}};
    eg_layout_edge edges[] = {{.tail = 0, .head = 1}, {.tail = 1, .head = 0}};
    eg_layout_part part = {.nodes = nodes, .node_count = 2, .edges = edges, .edge_count = 2};
    eg_route(&part, 0, &arena);
    CHECK(fabs(edges[0].label_y - edges[1].label_y) > 6);
}

static void test_relax_sets_boxes_apart_in_the_rectangle(void) {
    enum { N = 24 };
    eg_layout_node nodes[N], again[N];
    eg_layout_edge edges[N - 1];
    for (uint32_t i = 0; i < N; i++) nodes[i] = again[i] = (eg_layout_node){.w = 70 + i, .h = 24, .x = i % 5, .y = i % 3};
    for (uint32_t i = 0; i + 1 < N; i++) edges[i] = (eg_layout_edge){.tail = i / 3, .head = i + 1};
    eg_layout_part part = {.nodes = nodes, .node_count = N, .edges = edges, .edge_count = N - 1};
    eg_relax_wish wish = {600, 400, 10, 200, 2};
    eg_relax(&part, &wish, &arena);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < i; j++)
            CHECK(fabs(nodes[i].x - nodes[j].x) >= (nodes[i].w + nodes[j].w) / 2 || fabs(nodes[i].y - nodes[j].y) >= (nodes[i].h + nodes[j].h) / 2);
    eg_route(&part, 0, &arena);
    eg_layout_settle(&part);
    CHECK(part.w <= 640 && part.h <= 440);
    size_t through = 0;
    for (size_t e = 0; e < N - 1; e++)
        for (uint32_t i = 0; i < N; i++) through += i != edges[e].tail && i != edges[e].head && comes_into(&edges[e], &nodes[i]);
    CHECK_INT(through, 0);
    part.nodes = again;
    eg_relax(&part, &wish, &arena);
    eg_layout_settle(&part);
    double dx = nodes[0].x - again[0].x, dy = nodes[0].y - again[0].y;
    for (int i = 0; i < N; i++) CHECK(fabs(nodes[i].x - again[i].x - dx) < 1e-6 && fabs(nodes[i].y - again[i].y - dy) < 1e-6);
}

/* ---- figures and statuses ---- */

static size_t lines_saying(const eg_scene *scene, const char *text) {
    size_t n = 0;
    for (size_t i = 0; i < scene->items.len; i++)
        for (size_t j = 0; j < scene->items.items[i].line_count; j++)
            n += eg_slice_find(scene->items.items[i].lines[j].text, eg_slice_from(text), 0) != (size_t)-1;
    return n;
}

static void test_picture_figures_are_badges_nodes_or_none(void) {
    eg_graph *graph = sample_graph();
    eg_scene scene;
    CHECK(make(&scene, graph, &(eg_emit_options){0}));
    CHECK_INT(lines_saying(&scene, "over $1.7B"), 1);
    CHECK(scene.item_of[sample_index(graph, "$1.7B")] == EG_NONE);
    eg_scene_fini(&scene);
    CHECK(make(&scene, graph, &(eg_emit_options){.figures = "nodes"}));
    CHECK(scene.item_of[sample_index(graph, "$1.7B")] != EG_NONE);
    eg_scene_fini(&scene);
    CHECK(make(&scene, graph, &(eg_emit_options){.figures = "none"}));
    CHECK_INT(lines_saying(&scene, "$1.7B"), 0);
    eg_scene_fini(&scene);
    eg_graph_free(graph);
}

static size_t wires_with(const eg_scene *scene, eg_status status) {
    size_t n = 0;
    for (size_t i = 0; i < scene->wires.len; i++) n += scene->wires.items[i].status == status;
    return n;
}

static eg_slice svg_of(eg_sink *out, const eg_graph *graph, const eg_emit_options *options) {
    eg_error err = {0};
    if (!eg_emit_svg(out, graph, &schema, options, &err)) printf("  svg: %s\n", err.text);
    return eg_sink_slice(out);
}

static bool svg_has(const eg_graph *graph, const eg_emit_options *options, const char *text) {
    eg_sink out = {0};
    bool has = eg_slice_find(svg_of(&out, graph, options), eg_slice_from(text), 0) != (size_t)-1;
    eg_sink_fini(&out);
    return has;
}

static void test_picture_draws_denied_only_when_asked(void) {
    eg_graph *graph = sample_graph();
    eg_scene scene;
    CHECK(make(&scene, graph, &(eg_emit_options){0}));
    CHECK_INT(wires_with(&scene, EG_STATUS_NEGATED), 0);
    CHECK_INT(wires_with(&scene, EG_STATUS_ENDED), 1);
    eg_scene_fini(&scene);
    eg_emit_options asked = {.draw_unasserted = true, .statuses = 1u << EG_STATUS_NEGATED | 1u << EG_STATUS_ASSERTED};
    CHECK(make(&scene, graph, &asked));
    CHECK_INT(wires_with(&scene, EG_STATUS_NEGATED), 1);
    CHECK_INT(wires_with(&scene, EG_STATUS_ENDED), 0);
    eg_scene_fini(&scene);
    CHECK(svg_has(graph, &asked, "s-negated"));
    CHECK(!svg_has(graph, &(eg_emit_options){0}, "s-negated"));
    eg_graph_free(graph);
}

/* ---- the SVG ---- */

static void test_picture_svg_options(void) {
    eg_graph *graph = sample_graph();
    eg_emit_options plain = {0};
    CHECK(svg_has(graph, &plain, "role=\"img\""));
    CHECK(svg_has(graph, &plain, "prefers-color-scheme:dark"));
    CHECK(svg_has(graph, &plain, "posts/north.md:"));
    CHECK(svg_has(graph, &plain, "href=\"https://example.org/?a=1&amp;b=2\""));
    CHECK(!svg_has(graph, &plain, "var(--"));
    CHECK(!svg_has(graph, &plain, "</script>"));
    CHECK(!svg_has(graph, &(eg_emit_options){.theme = "light"}, "prefers-color-scheme"));
    CHECK(svg_has(graph, &(eg_emit_options){.theme = "dark"}, "fill=\"#0d1117\""));
    CHECK(!svg_has(graph, &plain, "<rect class=\"bg\" width=\"100%\" height=\"100%\" fill=\"#0d1117\""));
    CHECK(svg_has(graph, &(eg_emit_options){.title = "A <b> & \"c\""}, "A &lt;b&gt; &amp; &quot;c&quot;"));
    CHECK(svg_has(graph, &(eg_emit_options){.width = 640}, " width=\"640\""));
    CHECK(svg_has(graph, &(eg_emit_options){.font = "A\"B"}, "font-family=\"A&quot;B, "));
    eg_graph_free(graph);
}

static void test_picture_links_nothing_but_the_web(void) {
    static const char *const urls[] = {"javascript:alert(1)", "data:text/html,x", " https://x.example", "file:///etc/passwd"};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        sample s = {eg_graph_new(), 0};
        s.post = sample_post(s.graph, "a.md", "A");
        eg_evidence evidence = sample_evidence(s.post, 0, 4, "Keel", "test.name");
        eg_node node = {.kind = EG_S("organization"), .name = EG_S("Keel"), .confidence = 1, .url = eg_slice_from(urls[i]),
                        .evidence = &evidence, .evidence_count = 1};
        eg_graph_add_node(s.graph, &node);
        CHECK(eg_graph_finish(s.graph, NULL));
        CHECK(!svg_has(s.graph, &(eg_emit_options){0}, "<a "));
        eg_graph_free(s.graph);
    }
}

static void test_picture_is_the_same_again(void) {
    eg_graph *graph = invented(70, 60);
    for (int view = 0; view < 2; view++) {
        eg_emit_options options = {.view = view ? "landscape" : NULL};
        eg_sink a = {0}, b = {0};
        CHECK(eg_slice_eq(svg_of(&a, graph, &options), svg_of(&b, graph, &options)));
        CHECK(eg_sink_slice(&a).len > 10000);
        eg_sink_fini(&a);
        eg_sink_fini(&b);
    }
    eg_graph_free(graph);
}

/* ---- the child that lays out ---- */

static bool lay_out_two(const char *engine, double seconds, uint64_t memory, eg_error *err) {
    eg_layout_node nodes[2] = {{.w = 80, .h = 26}, {.w = 60, .h = 26}};
    eg_layout_edge edge = {.tail = 0, .head = 1, .arrow = true};
    eg_layout_part part = {.engine = engine, .attributes = "rankdir=LR", .nodes = nodes, .node_count = 2, .edges = &edge, .edge_count = 1};
    return eg_layout_run(&part, 1, &arena, &(eg_layout_limits){.seconds = seconds, .memory = memory}, err);
}

static void test_layout_limits(void) {
    eg_error err = {0};
    CHECK(lay_out_two("dot", 20, 0, &err));
    CHECK(!lay_out_two("no-such-engine", 20, 0, &err));
    CHECK_INT(err.code, EG_ERR_CHILD);
    err = (eg_error){0};
    CHECK(!lay_out_two("dot", 1e-9, 0, &err));
    CHECK_INT(err.code, EG_ERR_CHILD);
    CHECK(strstr(err.text, "was stopped") != NULL);
}

int main(void) {
    if (!sample_schema(&schema, &arena)) return EXIT_FAILURE;
    RUN(test_picture_of_hostile_names_is_sound);
    RUN(test_picture_to_80_names_is_readable);
    RUN(test_picture_of_many_names_is_sound);
    RUN(test_picture_view_follows_size);
    RUN(test_picture_takes_the_wished_aspect);
    RUN(test_picture_leaves_out_and_says_so);
    RUN(test_picture_figures_are_badges_nodes_or_none);
    RUN(test_picture_draws_denied_only_when_asked);
    RUN(test_picture_svg_options);
    RUN(test_picture_links_nothing_but_the_web);
    RUN(test_picture_is_the_same_again);
    RUN(test_labels_two_lines_side_by_side_speak_as_one);
    RUN(test_route_leads_lines_around_boxes);
    RUN(test_route_keeps_lines_of_two_boxes_apart);
    RUN(test_relax_sets_boxes_apart_in_the_rectangle);
    RUN(test_layout_limits);
    eg_arena_fini(&arena);
    return unit_done();
}
