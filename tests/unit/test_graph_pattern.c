/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "graph/pattern.h"
#include "sample.h"

static eg_arena arena;
static eg_schema schema;

/* How many answers; SIZE_MAX when it is no pattern. */
static size_t answers(const eg_graph *g, const char *pattern, eg_error *err) {
    eg_answers found = {0};
    *err = (eg_error){0};
    bool ok = eg_pattern_match(&found, g, &schema, eg_slice_from(pattern), 0, err);
    size_t count = found.list.len;
    CHECK(!found.cut);
    eg_answers_fini(&found);
    return ok ? count : SIZE_MAX;
}

typedef struct counted {
    const char *pattern;
    size_t count; /* answers it must have on the sample graph */
} counted;

static void check_counts(const counted *asked, size_t n) {
    eg_graph *g = sample_graph();
    for (size_t i = 0; i < n; i++) {
        eg_error err;
        size_t count = answers(g, asked[i].pattern, &err);
        if (count != asked[i].count) printf("  %s: %zu, wanted %zu %s\n", asked[i].pattern, count, asked[i].count, err.text);
        CHECK(count == asked[i].count);
    }
    eg_graph_free(g);
}

static void test_pattern__nodes_and_their_filters(void) {
    static const counted asked[] = {
        {"organization", 6}, {"fund", 1}, {"agent", 8}, {"*", 13}, {"\"tidewater\"", 1}, {"\"潮水\"", 1}, {"\"nobody\"", 0},
        {"organization[name~robot]", 1}, {"organization[name=tidewater robotics]", 1}, {"organization[name!=Tidewater]", 5},
        {"organization[mentions>=2]", 1}, {"*[id=n-3i]", 1}, {"figure[value>100]", 1}, {"figure[value<=66.667]", 2}, {"figure[unit=percent]", 1},
        {"*[confidence<0.9]", 2}, {"*[degree>=7]", 1}, {"*[degree=0]", 0}, {"*[when=2021]", 3}, {"*[when>2022]", 2}, {"*[post=posts/north.md]", 13},
        {"*[post!=posts/north.md]", 0}, {"organization[place=tokyo]", 1}, {"organization[place!=tokyo]", 5}, {"organization[fund~north]", 1},
        {"organization[name~e, degree<3]", 2},
    };
    check_counts(asked, sizeof asked / sizeof *asked);
}

static void test_pattern__edges_and_their_filters(void) {
    static const counted asked[] = {
        {"fund -invested_in-> organization", 2}, {"organization <-invested_in- fund", 2}, {"organization -invested_in-> fund", 0},
        {"organization -invested_in- fund", 2}, {"fund -[when=2021]-> *", 1}, {"fund -[when>=2021]-> *", 2}, {"fund -[amount>1m]-> *", 1},
        {"person -[role~tide]-> *", 1}, {"* -[measure=raised]-> *", 1}, {"* -[status=ended]-> *", 1}, {"* -[status=negated]-> *", 1},
        {"* -[value>1b]-> *", 1}, {"* -[support>1]-> *", 0}, {"* -[confidence>=0.75]-> *", 14}, {"* -[post~north]-> *", 14},
        {"organization -partner_of-> organization", 2}, /* symmetric: both ways */ {"* -supplies|acquired-> *", 3},
        {"\"tidewater\" -*2-> *", 2}, {"\"tidewater\" -supplies*1..2-> *", 2}, {"\"3i\" -*1..3-> product", 1}, {"\"3i\" -*1..2-> product", 0},
        {"fund --> organization --> organization", 4}, {"fund --> organization <-- person", 2},
    };
    check_counts(asked, sizeof asked / sizeof *asked);
}

static void test_pattern__errors_have_their_column(void) {
    static const struct { const char *pattern; uint32_t column; const char *text; } wrong[] = {
        {"", 1, "expected a kind"}, {"fnud", 1, "did you mean \"fund\""}, {"fund -", 7, ""}, {"fund -nvested_in-> *", 7, "did you mean \"invested_in\""},
        {"fund[nam=x]", 6, "did you mean \"name\""}, {"fund[name~x", 12, "expected ',' or ']'"}, {"fund -*3..1-> *", 8, "empty"},
        {"fund -*1..99-> *", 11, "more steps than 16"}, {"Ōsaka", 1, ""}, {"* -[status=denied]-> *", 12, "no status"}, {"*[value=x]", 9, "a number"},
    };
    eg_graph *g = sample_graph();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        eg_error err;
        bool refused = answers(g, wrong[i].pattern, &err) == SIZE_MAX;
        if (!refused || err.column != wrong[i].column || strstr(err.text, wrong[i].text) == NULL)
            printf("  %s: column %u: %s\n", wrong[i].pattern, err.column, err.text);
        CHECK(refused);
        CHECK_INT(err.column, wrong[i].column);
        CHECK(strstr(err.text, wrong[i].text) != NULL);
        CHECK_STR(eg_slice_from(err.excerpt), wrong[i].pattern);
    }
    eg_graph_free(g);
}

/* ---- against trying all ---- */

enum { TOWNS = 7 };

typedef struct trial {
    const eg_edge *edges;
    size_t edge_count;
    int steps;           /* of the pattern, each `-supplies->` or either way */
    bool either, used[64];
} trial;

/* Ways of `left` steps on from `at` that use no edge twice. */
static size_t ways(trial *t, uint32_t at, int left) { /* NOLINT(misc-no-recursion) */
    if (left == 0) return 1;
    size_t count = 0;
    for (size_t i = 0; i < t->edge_count; i++) {
        const eg_edge *e = &t->edges[i];
        if (t->used[i]) continue;
        t->used[i] = true;
        if (e->source == at) count += ways(t, e->target, left - 1);
        if (t->either && e->target == at && e->source != at) count += ways(t, e->source, left - 1);
        t->used[i] = false;
    }
    return count;
}

static eg_graph *random_graph(uint32_t seed) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A"), n[TOWNS];
    char name[20];
    for (uint32_t i = 0; i < TOWNS; i++) {
        snprintf(name, sizeof name, "Firm %u", i);
        n[i] = sample_node(g, p, "organization", name, i);
    }
    for (uint32_t i = 0; i < 14; i++) {
        seed = seed * 1664525 + 1013904223;
        sample_join(g, p, n[(seed >> 16) % TOWNS], "supplies", n[(seed >> 24) % TOWNS], 10 * i);
    }
    CHECK(eg_graph_finish(g, NULL));
    return g;
}

static void test_pattern__finds_what_trying_all_finds(void) {
    static const struct { const char *pattern; int least, most; bool either; } asked[] = {
        {"* -supplies-> *", 1, 1, false}, {"* -supplies- *", 1, 1, true}, {"* --> * --> *", 2, 2, false}, {"* -- * -- * -- *", 3, 3, true},
        {"* -*2-> *", 2, 2, false}, {"* -*1..3-> *", 1, 3, false}, {"* -*2..3- *", 2, 3, true}, {"* <-- * <-- *", 2, 2, false},
    };
    for (uint32_t seed = 1; seed < 30; seed++) {
        eg_graph *g = random_graph(seed * 977);
        trial t = {0};
        t.edges = eg_graph_edges(g, &t.edge_count);
        for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
            size_t want = 0;
            t.either = asked[i].either;
            for (int steps = asked[i].least; steps <= asked[i].most; steps++)
                for (uint32_t at = 0; at < TOWNS; at++) want += ways(&t, at, steps);
            eg_error err;
            size_t got = answers(g, asked[i].pattern, &err);
            if (got != want) printf("  seed %u, %s: %zu, wanted %zu %s\n", seed, asked[i].pattern, got, want, err.text);
            CHECK(got == want);
        }
        eg_graph_free(g);
    }
}

static void test_pattern__most_answers(void) {
    eg_graph *g = sample_graph();
    eg_answers found = {0};
    CHECK(eg_pattern_match(&found, g, &schema, EG_S("* --> *"), 3, NULL));
    CHECK_INT(found.list.len, 3);
    CHECK(found.cut);
    CHECK_INT(found.node_count, 2);
    CHECK_STR(found.titles[1], "-->");
    size_t edge_count;
    const eg_edge *edges = eg_graph_edges(g, &edge_count);
    for (size_t i = 0; i < found.list.len; i++) {
        const eg_answer *a = &found.list.items[i];
        CHECK_INT(a->step_counts[0], 1);
        CHECK(a->steps[0].edge < edge_count && edges[a->steps[0].edge].source == a->nodes[0] && edges[a->steps[0].edge].target == a->nodes[1]);
    }
    eg_answers_fini(&found);
    eg_graph_free(g);
}

int main(void) {
    if (!sample_schema(&schema, &arena)) return EXIT_FAILURE;
    RUN(test_pattern__nodes_and_their_filters);
    RUN(test_pattern__edges_and_their_filters);
    RUN(test_pattern__errors_have_their_column);
    RUN(test_pattern__finds_what_trying_all_finds);
    RUN(test_pattern__most_answers);
    eg_arena_fini(&arena);
    return unit_done();
}
