/* SPDX-License-Identifier: MIT */
/* A graph made by hand for the tests of graph/ and emit/: every field set somewhere, and names that have broken
 * programs before. Texts are invented. */
#ifndef EG_TEST_SAMPLE_H
#define EG_TEST_SAMPLE_H

#include <stdio.h>
#include <stdlib.h>

#include "graph/graph.h"
#include "scan/schema.h"

typedef struct sample {
    eg_graph *graph;
    uint32_t post;
} sample;

static inline eg_evidence sample_evidence(uint32_t post, uint32_t start, uint32_t end, const char *quote,
                                          const char *rule) {
    return (eg_evidence){.source = post, .line = start / 80 + 1, .column = start % 80 + 1, .start = start, .end = end,
                         .quote = eg_slice_from(quote), .rule = eg_slice_from(rule)};
}

static inline uint32_t sample_post(eg_graph *graph, const char *path, const char *title) {
    eg_post post = {.path = eg_slice_from(path), .title = eg_slice_from(title), .date = EG_S("2025-01-06"), .bytes = 4000,
                    .sha256 = EG_S("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")};
    return eg_graph_add_post(graph, &post);
}

static inline uint32_t sample_node(eg_graph *graph, uint32_t post, const char *kind, const char *name,
                                   uint32_t start) {
    eg_evidence evidence = sample_evidence(post, start, start + (uint32_t)strlen(name), name, "test.name");
    eg_node node = {.kind = eg_slice_from(kind), .name = eg_slice_from(name), .confidence = 0.9,
                    .evidence = &evidence, .evidence_count = 1};
    return eg_graph_add_node(graph, &node);
}

static inline uint32_t sample_figure(eg_graph *graph, uint32_t post, const char *name, double value,
                                     const char *unit, uint32_t start) {
    eg_evidence evidence = sample_evidence(post, start, start + (uint32_t)strlen(name), name, "test.figure");
    eg_node node = {.kind = EG_S("figure"), .name = eg_slice_from(name), .confidence = 0.8,
                    .quantity = {.value = value, .unit = eg_slice_from(unit)}, .evidence = &evidence,
                    .evidence_count = 1};
    return eg_graph_add_node(graph, &node);
}

static inline eg_edge sample_edge(uint32_t source, const char *type, uint32_t target) {
    return (eg_edge){.type = eg_slice_from(type), .source = source, .target = target, .directed = true,
                     .confidence = 0.75};
}

static inline void sample_add(eg_graph *graph, uint32_t post, eg_edge edge, uint32_t start, const char *quote) {
    eg_evidence evidence = sample_evidence(post, start, start + (uint32_t)strlen(quote), quote, "test.relation");
    edge.evidence = &evidence;
    edge.evidence_count = 1;
    eg_graph_add_edge(graph, &edge);
}

static inline void sample_join(eg_graph *graph, uint32_t post, uint32_t source, const char *type, uint32_t target,
                               uint32_t start) {
    sample_add(graph, post, sample_edge(source, type, target), start, "A sentence that says so.");
}

/* Not finished: a test may add to it. */
static inline sample sample_new(void) {
    eg_graph *g = eg_graph_new();
    eg_graph_set_title(g, EG_S("Robots & \"friends\" of the North"));
    eg_graph_set_generator(g, EG_S("ecograph 0.1.0"));
    eg_graph_set_patterns(g, (eg_patterns_id){EG_S("en"), EG_S("1.0"),
                               EG_S("ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100")});
    const eg_slice authors[] = {EG_S("Ada Berg"), EG_S("Li Wei")};
    eg_post post = {.path = EG_S("posts/north.md"), .title = EG_S("Robots"), .date = EG_S("2025-01-06"),
                    .sha256 = EG_S("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"),
                    .authors = authors, .author_count = 2, .bytes = 4000, .repaired = true};
    uint32_t p = eg_graph_add_post(g, &post);

    const eg_slice aliases[] = {EG_S("Tidewater"), EG_S("潮水")};
    const eg_evidence twice[] = {sample_evidence(p, 500, 509, "Tidewater", "test.short"),
                                 sample_evidence(p, 100, 118, "Tidewater Robotics", "test.name")};
    eg_node rich = {.kind = EG_S("organization"), .name = EG_S("Tidewater Robotics"), .aliases = aliases,
                    .alias_count = 2, .confidence = 0.95, .same_as = EG_S("Q42"),
                    .url = EG_S("https://example.org/?a=1&b=2"), .evidence = twice, .evidence_count = 2};
    uint32_t tide = eg_graph_add_node(g, &rich);
    uint32_t fund = sample_node(g, p, "fund", "Northlight Capital", 140);
    uint32_t ada = sample_node(g, p, "person", "Ada O'Berg", 180);
    uint32_t cjk = sample_node(g, p, "organization", "東京大学 <UTokyo> & \"friends\"", 200);
    uint32_t evil = sample_node(g, p, "organization", "</script><b>\\N 'quoted' `tick`\nline\x07 two", 260);
    uint32_t node = sample_node(g, p, "organization", "node", 300);
    uint32_t slash = sample_node(g, p, "organization", "and/or; a|b, c\td", 320);
    uint32_t rocket = sample_node(g, p, "product", "\xF0\x9F\x9A\x80", 340);
    uint32_t digit = sample_node(g, p, "organization", "3i", 360);
    uint32_t tokyo = sample_node(g, p, "place", "Tōkyō", 380);
    uint32_t big = sample_figure(g, p, "$1.7B", 1.7e9, "USD", 420);
    uint32_t share = sample_figure(g, p, "two-thirds", 66.667, "percent", 440);
    eg_evidence range_evidence = sample_evidence(p, 460, 470, "5 to 8 members", "test.figure");
    eg_node range = {.kind = EG_S("figure"), .name = EG_S("5 to 8 members"), .confidence = 1,
                     .quantity = {.value = 5, .high = 8, .has_high = true, .unit = EG_S("count:member")},
                     .evidence = &range_evidence, .evidence_count = 1};
    uint32_t members = eg_graph_add_node(g, &range);

    eg_edge first = sample_edge(fund, "invested_in", tide);
    first.when = EG_S("2021-05");
    first.amount = (eg_quantity){.value = 1.7e9, .unit = EG_S("USD"), .name = EG_S("$1.7B")};
    sample_add(g, p, first, 600, "Northlight Capital put $1.7B into Tidewater in May 2021.");
    eg_edge second = sample_edge(fund, "invested_in", tide);
    second.when = EG_S("2023");
    sample_add(g, p, second, 700, "It came back in 2023.");
    eg_edge work = sample_edge(ada, "works_for", tide);
    work.role = EG_S("chief \"tide\" officer");
    work.status = EG_STATUS_ENDED;
    sample_add(g, p, work, 800, "Ada O'Berg was its chief.");
    eg_edge partner = sample_edge(tide, "partner_of", cjk);
    partner.directed = false;
    sample_add(g, p, partner, 900, "Tidewater and 東京大学 work together \\o/ </script> 'so' they say.");
    sample_join(g, p, tide, "supplies", evil, 1000);
    sample_join(g, p, evil, "supplies", node, 1050);
    sample_join(g, p, node, "part_of", slash, 1100);
    sample_join(g, p, slash, "developed", rocket, 1150);
    sample_join(g, p, digit, "acquired", node, 1175);
    sample_join(g, p, tide, "located_in", tokyo, 1200);
    eg_edge raised = sample_edge(tide, "has_figure", big);
    raised.measure = EG_S("raised");
    raised.modifier = EG_S("over");
    raised.when = EG_S("2021-05");
    sample_add(g, p, raised, 600, "Northlight Capital put $1.7B into Tidewater in May 2021.");
    eg_edge owned = sample_edge(fund, "has_figure", share);
    owned.measure = EG_S("share");
    sample_add(g, p, owned, 1300, "It holds two-thirds, \"more or less\".");
    sample_join(g, p, cjk, "has_figure", members, 1400);

    eg_edge denied = sample_edge(digit, "acquired", tide);
    denied.status = EG_STATUS_NEGATED;
    sample_add(g, p, denied, 1500, "3i has not bought Tidewater.");
    eg_edge goal = sample_edge(tide, "has_figure", EG_NO_NODE);
    goal.status = EG_STATUS_GOAL;
    goal.figure = (eg_quantity){.value = 80, .unit = EG_S("percent"), .name = EG_S("80%")};
    sample_add(g, p, goal, 1600, "It aims for 80%.");

    eg_evidence because = sample_evidence(p, 500, 509, "Tidewater", "test.short");
    eg_merge merge = {.node = tide, .alias = EG_S("Tidewater"), .reason = EG_S("short form"),
                      .rule = EG_S("test.short"), .evidence = &because, .evidence_count = 1};
    eg_graph_add_merge(g, &merge);
    eg_warning warning = {.code = EG_S("repaired"), .text = EG_S("was Mac Roman"), .source = p, .line = 3, .column = 7};
    eg_graph_add_warning(g, &warning);
    eg_warning general = {.code = EG_S("limit"), .text = EG_S("a rule gave up"), .rule = EG_S("test.slow"),
                          .source = EG_NO_NODE};
    eg_graph_add_warning(g, &general);
    return (sample){g, p};
}

static inline eg_graph *sample_graph(void) {
    sample s = sample_new();
    eg_error err = {0};
    if (!eg_graph_finish(s.graph, &err)) printf("  sample: %s\n", err.text);
    return s.graph;
}

/* The shipped taxonomy, from the source tree; the tests run there. */
static inline bool sample_schema(eg_schema *schema, eg_arena *arena) {
    *schema = (eg_schema){0};
    eg_errors errors = {0};
    eg_source source = {0};
    bool ok = eg_source_read(&source, arena, "patterns/schema.yaml", 0, NULL) &&
              eg_schema_add(schema, arena, &source, &errors);
    eg_source_fini(&source);
    eg_errors_fini(&errors);
    return ok;
}

static inline const eg_node *sample_find(const eg_graph *graph, const char *name) {
    size_t count;
    const eg_node *nodes = eg_graph_nodes(graph, &count);
    for (size_t i = 0; i < count; i++)
        if (eg_slice_eq(nodes[i].name, eg_slice_from(name))) return &nodes[i];
    printf("  no node '%s'\n", name);
    exit(EXIT_FAILURE);
}

static inline eg_slice sample_id(const eg_graph *graph, const char *name) {
    return sample_find(graph, name)->id;
}

static inline uint32_t sample_index(const eg_graph *graph, const char *name) {
    size_t count;
    return (uint32_t)(sample_find(graph, name) - eg_graph_nodes(graph, &count));
}

#endif
