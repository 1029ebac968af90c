/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "cli/selection.h"
#include "sample.h"

typedef struct outcome {
    bool ok, unknown;
    size_t nodes, edges, unasserted, of_names;
    char said[200];
    eg_error err;
} outcome;

/* `render` with these options on the sample; the words end with NULL. */
static outcome choose(const char *const *words) {
    char *argv[16] = {(char *)(uintptr_t) "render"};
    int argc = 1;
    for (; words[argc - 1]; argc++) argv[argc] = (char *)(uintptr_t)words[argc - 1];
    outcome out = {0};
    eg_graph *g = sample_graph();
    eg_arena arena = {0};
    eg_schema schema = {0};
    eg_args args = {0};
    eg_selected selected = {0};
    CHECK(sample_schema(&schema, &arena) && eg_args_parse(&args, "render", argc, argv, &out.err));
    out.ok = eg_select_options(&g, &args, &schema, &selected, &out.unknown, &out.err);
    eg_graph_nodes(g, &out.nodes);
    eg_graph_edges(g, &out.edges);
    eg_graph_unasserted(g, &out.unasserted);
    out.of_names = selected.of_names;
    snprintf(out.said, sizeof out.said, "%s", selected.words.buf.len ? selected.words.buf.items : "");
    eg_sink_fini(&selected.words);
    eg_args_fini(&args);
    eg_graph_free(g);
    eg_arena_fini(&arena);
    return out;
}

#define CHOOSE(...) choose((const char *const[]){__VA_ARGS__, NULL})

static void test_selection__nothing_asked(void) {
    outcome all = CHOOSE("-q");
    CHECK(all.ok);
    CHECK_INT(all.nodes, 13);
    CHECK_INT(all.of_names, 0);
    CHECK_STR(eg_slice_from(all.said), "");
}

static void test_selection__parts_and_their_words(void) {
    outcome part = CHOOSE("--focus", "node", "--depth", "2");
    CHECK(part.ok);
    CHECK_INT(part.nodes, 6);
    CHECK_INT(part.of_names, 10);
    CHECK_STR(eg_slice_from(part.said), "around node, 2 steps");
    part = CHOOSE("--kind", "fund,person", "-k", "place");
    CHECK_INT(part.nodes, 4); /* and the figure of the fund */
    CHECK_STR(eg_slice_from(part.said), "kinds: fund,person, place");
    part = CHOOSE("--kind", "investor");
    CHECK_INT(part.nodes, 2); /* a class holds its kinds */
    part = CHOOSE("--type", "invested_in,acquired");
    CHECK_INT(part.edges, 3);
    CHECK_INT(part.unasserted, 1);
    part = CHOOSE("--type", "acquired", "--status", "negated");
    CHECK_INT(part.edges, 0);
    CHECK_INT(part.unasserted, 1);
    CHECK_STR(eg_slice_from(part.said), "relations: acquired \xC2\xB7 statuses: negated");
    part = CHOOSE("--top", "3", "--min-weight", "1");
    CHECK_STR(eg_slice_from(part.said), "the 3 best linked");
    part = CHOOSE("--min-weight", "2");
    CHECK_INT(part.edges, 0);
    CHECK_STR(eg_slice_from(part.said), "2 or more pieces of evidence each");
    part = CHOOSE("--post", "posts/north.md", "--focus", "3i", "--focus", "ada o'berg");
    CHECK_STR(eg_slice_from(part.said), "around 3i, Ada O'Berg, 1 step \xC2\xB7 said in posts/north.md");
}

static void test_selection__words_that_are_none(void) {
    static const struct { const char *option, *value, *text; } wrong[] = {
        {"--kind", "fnud", "no kind is called \"fnud\"; did you mean \"fund\"?"},
        {"--kind", "fund,investr", "no kind is called \"investr\"; did you mean \"investor\"?"},
        {"--kind", "xyzzyx", "no kind is called \"xyzzyx\""},
        {"--type", "founde", "no relation is called \"founde\"; did you mean \"founded\"?"},
        {"--type", "invested", "no relation is called \"invested\"; did you mean \"invested_in\"?"},
        {"--post", "posts/nroth.md", "no post of this graph is called \"posts/nroth.md\"; did you mean \"posts/north.md\"?"},
        {"--post", "else.md", "no post of this graph is called \"else.md\""},
        {"--focus", "Tidewatre", "nothing is called \"Tidewatre\" in this graph; did you mean \"Tidewater\"?"},
        {"--status", "rumoured", "no list of statuses like asserted,negated or all: rumoured"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        outcome out = CHOOSE(wrong[i].option, wrong[i].value);
        CHECK(!out.ok);
        CHECK_STR(eg_slice_from(out.err.text), wrong[i].text);
        CHECK_INT(out.err.code, EG_ERR_USAGE);
        CHECK(out.unknown == (strcmp(wrong[i].option, "--focus") == 0));
        CHECK_INT(out.nodes, 13); /* the graph is as it was */
    }
}

int main(void) {
    RUN(test_selection__nothing_asked);
    RUN(test_selection__parts_and_their_words);
    RUN(test_selection__words_that_are_none);
    return unit_done();
}
