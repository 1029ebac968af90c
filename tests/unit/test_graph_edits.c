/* SPDX-License-Identifier: MIT */
/* Hand corrections where the transcript of tests/edits does not look: sentences that two names share, names that
 * several things have, provenance, texts that break YAML readers. */
#include <unistd.h>

#include "graph/edits.h"
#include "graph/query.h"
#include "sample.h"
#include "unit.h"

static eg_arena arena;
static eg_schema schema;

/* Applies `yaml` to the graph; errors are counted. */
static eg_graph *edit(const eg_graph *graph, const char *yaml, size_t *errors) {
    char path[] = "/tmp/ecograph-edits-XXXXXX";
    int fd = mkstemp(path);
    size_t len = strlen(yaml);
    eg_errors list = {0};
    if (fd < 0 || write(fd, yaml, len) != (ssize_t)len) printf("  cannot write %s\n", path);
    close(fd);
    eg_graph *result = eg_edits_apply(graph, &schema, path, &list);
    *errors = list.list.len;
    eg_errors_fini(&list);
    unlink(path);
    return result;
}

static eg_graph *two_called_vertex(void) {
    sample s = {eg_graph_new(), 0};
    s.post = sample_post(s.graph, "a.md", "A");
    const eg_slice aliases[] = {EG_S("Quern Ventures")};
    eg_evidence mentions[] = {sample_evidence(s.post, 0, 5, "Quern", "test.name"), sample_evidence(s.post, 50, 64, "Quern Ventures", "test.name")};
    eg_node both = {.kind = EG_S("organization"), .name = EG_S("Quern"), .aliases = aliases, .alias_count = 1, .mentions = 2, .confidence = 0.9,
                    .evidence = mentions, .evidence_count = 2};
    uint32_t quern = eg_graph_add_node(s.graph, &both);
    uint32_t keel = sample_node(s.graph, s.post, "organization", "Keel", 20), tarn = sample_node(s.graph, s.post, "organization", "Tarn", 30);
    sample_node(s.graph, s.post, "fund", "Keel", 40);
    sample_add(s.graph, s.post, sample_edge(quern, "invested_in", keel), 100, "Quern Ventures backed Keel.");
    sample_add(s.graph, s.post, sample_edge(quern, "supplies", tarn), 200, "Quern sells to Tarn, said Quern Ventures.");
    sample_add(s.graph, s.post, sample_edge(quern, "acquired", tarn), 300, "It bought Tarn.");
    CHECK(eg_graph_finish(s.graph, NULL));
    return s.graph;
}

static size_t count_of(const eg_graph *graph, const char *source, const char *type) {
    size_t count, nodes, n = 0;
    const eg_edge *edges = eg_graph_edges(graph, &count);
    const eg_node *list = eg_graph_nodes(graph, &nodes);
    for (size_t i = 0; i < count; i++)
        n += eg_slice_eq(list[edges[i].source].name, eg_slice_from(source)) && eg_slice_eq(edges[i].type, eg_slice_from(type));
    return n;
}

static void test_split_takes_only_sentences_of_its_own(void) {
    size_t errors;
    eg_graph *graph = two_called_vertex(), *out = edit(graph, "- split: Quern\n  off: [Quern Ventures]\n  kind: fund\n", &errors);
    CHECK(out != NULL);
    if (out == NULL) return;
    CHECK_INT(count_of(out, "Quern Ventures", "invested_in"), 1);
    CHECK_INT(count_of(out, "Quern", "invested_in"), 0);
    CHECK_INT(count_of(out, "Quern", "supplies"), 1);          /* both are named there: it stays */
    CHECK_INT(count_of(out, "Quern", "acquired"), 1);          /* neither is */
    const eg_node *part = sample_find(out, "Quern Ventures"), *rest = sample_find(out, "Quern");
    CHECK_STR(part->kind, "fund");
    CHECK_INT(part->mentions, 1);
    CHECK_INT(part->evidence_count, 2); /* its mention and the edit */
    CHECK_INT(rest->alias_count, 0);
    CHECK_INT(rest->mentions, 1);
    eg_graph_free(out);
    eg_graph_free(graph);
}

static void test_a_shared_name_must_be_told_apart(void) {
    size_t errors;
    eg_graph *graph = two_called_vertex(), *out = edit(graph, "- hide: keel\n", &errors);
    CHECK(out == NULL);
    CHECK_INT(errors, 1);
    out = edit(graph, "- hide: { name: KEEL, kind: fund }\n", &errors);
    CHECK_INT(errors, 0);
    CHECK_STR(sample_find(out, "Keel")->kind, "organization");
    eg_graph_free(out);
    eg_graph_free(graph);
}

static void test_edits_are_evidence(void) {
    size_t errors, posts;
    eg_graph *graph = two_called_vertex(), *out = edit(graph, "# one\n- add: { from: Tarn, type: partner_of, to: { name: Selby, kind: fund } }\n", &errors);
    CHECK(out != NULL);
    if (out == NULL) return;
    const eg_node *made = sample_find(out, "Selby");
    const eg_post *list = eg_graph_posts(out, &posts);
    CHECK_INT(posts, 2);
    CHECK_INT(made->evidence_count, 1);
    CHECK_STR(made->evidence->rule, "manual");
    CHECK_INT(made->evidence->line, 2);
    CHECK_INT(made->evidence->column, 3);
    CHECK_STR(made->evidence->quote, "add: { from: Tarn, type: partner_of, to: { name: Selby, kind: fund } }");
    CHECK(eg_slice_find(list[made->evidence->source].path, EG_S("ecograph-edits-"), 0) == 0);
    eg_graph_free(out);
    eg_graph_free(graph);
}

static void test_each_edit_sees_what_the_one_before_left(void) {
    size_t errors, count;
    eg_graph *graph = two_called_vertex();
    eg_graph *out = edit(graph, "- rename: Tarn\n  to: Tarn Group\n- merge: [Tarn Group, { name: Keel, kind: organization }]\n- drop: { from: Quern, to: Tarn }\n", &errors);
    CHECK_INT(errors, 0);
    CHECK(out != NULL);
    if (out == NULL) return;
    eg_graph_edges(out, &count);
    CHECK_INT(count, 0); /* what went to Keel went to Tarn Group, and all of it was dropped by the old name */
    CHECK_INT(sample_find(out, "Tarn Group")->alias_count, 2);
    eg_graph_free(out);
    eg_graph_free(graph);
}

static void test_a_hidden_subject_takes_its_figures_along(void) {
    size_t errors, count;
    eg_graph *graph = sample_graph(), *out = edit(graph, "- hide: Tidewater\n", &errors);
    CHECK(out != NULL);
    if (out == NULL) return;
    const eg_node *nodes = eg_graph_nodes(out, &count);
    for (size_t i = 0; i < count; i++) CHECK(!eg_slice_eq(nodes[i].name, EG_S("$1.7B")) && !eg_slice_eq(nodes[i].name, EG_S("Tidewater Robotics")));
    CHECK_STR(sample_find(out, "two-thirds")->kind, "figure");
    eg_graph_free(out);
    eg_graph_free(graph);
}

static void test_broken_files_are_refused(void) {
    static const char *const files[] = {"rename: x\n", "- [a]\n", "- rename: &a x\n  to: *a\n", "- rename: x\n  rename: y\n", "\xff\xfe", "- hide:\n", "- add: x\n", "- split: Quern\n",
                                        "- merge: []\n", "- {}\n", "- kind: Quern\n  to: figure\n", "- drop: { from: Quern }\n"};
    eg_graph *graph = two_called_vertex();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t errors;
        eg_graph *out = edit(graph, files[i], &errors);
        CHECK(out == NULL && errors > 0);
        if (out != NULL) printf("  taken: %s\n", files[i]);
        eg_graph_free(out);
    }
    eg_graph_free(graph);
}

int main(void) {
    if (!sample_schema(&schema, &arena)) return EXIT_FAILURE;
    RUN(test_split_takes_only_sentences_of_its_own);
    RUN(test_a_shared_name_must_be_told_apart);
    RUN(test_edits_are_evidence);
    RUN(test_each_edit_sees_what_the_one_before_left);
    RUN(test_a_hidden_subject_takes_its_figures_along);
    RUN(test_broken_files_are_refused);
    eg_arena_fini(&arena);
    return unit_done();
}
