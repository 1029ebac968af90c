/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "graph/conflict.h"
#include "sample.h"

typedef struct said {
    const char *measure, *when;
    double low, high; /* high 0 = a single value */
    eg_status status;
} said;

/* One organization with the claims, each in a sentence of its own. */
static eg_graph *graph_of(const said *claims, size_t count, const char *unit) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A"), who = sample_node(g, p, "organization", "Alder", 0);
    for (uint32_t i = 0; i < count; i++) {
        char name[40];
        snprintf(name, sizeof name, "figure %u", i);
        eg_evidence evidence = sample_evidence(p, 10 * i, 10 * i + 5, name, "test.figure");
        eg_node figure = {.kind = EG_S("figure"), .name = eg_slice_from(name), .confidence = 1,
                          .quantity = {.value = claims[i].low, .high = claims[i].high, .has_high = claims[i].high != 0, .unit = eg_slice_from(unit)},
                          .evidence = &evidence, .evidence_count = 1};
        eg_edge edge = sample_edge(who, "has_figure", eg_graph_add_node(g, &figure));
        edge.measure = eg_slice_from(claims[i].measure);
        edge.when = eg_slice_from(claims[i].when);
        edge.status = claims[i].status;
        sample_add(g, p, edge, 20 * i, "It says so.");
    }
    CHECK(eg_graph_finish(g, NULL));
    return g;
}

static size_t conflicting(const said *claims, size_t count, size_t *groups) {
    eg_graph *g = graph_of(claims, count, "USD");
    eg_conflicts c;
    size_t edges = 0;
    eg_conflicts_find(&c, g);
    *groups = c.list.len;
    for (size_t i = 0; i < c.list.len; i++) edges += c.list.items[i].edge_count;
    eg_conflicts_fini(&c);
    eg_graph_free(g);
    return edges;
}

#define CONFLICTING(groups, ...) conflicting((const said[]){__VA_ARGS__}, sizeof((const said[]){__VA_ARGS__}) / sizeof(said), groups)

static void test_conflict__two_values_of_one_measure(void) {
    size_t groups;
    CHECK_INT(CONFLICTING(&groups, {"revenue", "", 5, 0, 0}, {"revenue", "", 6, 0, 0}), 2);
    CHECK_INT(groups, 1);
    CHECK_INT(CONFLICTING(&groups, {"revenue", "", 5, 0, 0}, {"Revenue", "", 6, 0, 0}), 2); /* folded */
    CHECK_INT(CONFLICTING(&groups, {"revenue", "", 5, 0, 0}, {"valuation", "", 6, 0, 0}), 0);
    CHECK_INT(CONFLICTING(&groups, {"", "", 5, 0, 0}, {"", "", 6, 0, 0}), 0);
    CHECK_INT(CONFLICTING(&groups, {"revenue", "", 5, 0, 0}), 0);
}

static void test_conflict__ranges_that_meet_agree(void) {
    size_t groups;
    CHECK_INT(CONFLICTING(&groups, {"staff", "", 5, 8, 0}, {"staff", "", 8, 0, 0}), 0);
    CHECK_INT(CONFLICTING(&groups, {"staff", "", 5, 8, 0}, {"staff", "", 9, 12, 0}), 2);
    CHECK_INT(CONFLICTING(&groups, {"staff", "", 1, 100, 0}, {"staff", "", 5, 0, 0}, {"staff", "", 7, 0, 0}), 2); /* the wide one fits both */
}

static void test_conflict__dates_and_statuses_tell_apart(void) {
    size_t groups;
    CHECK_INT(CONFLICTING(&groups, {"staff", "2022", 5, 0, 0}, {"staff", "2023", 7, 0, 0}), 0);
    CHECK_INT(CONFLICTING(&groups, {"staff", "2022", 5, 0, 0}, {"staff", "2022-05", 7, 0, 0}), 2);
    CHECK_INT(CONFLICTING(&groups, {"staff", "2022-04", 5, 0, 0}, {"staff", "2022-05", 7, 0, 0}, {"staff", "2022", 5, 0, 0}), 2);
    CHECK_INT(CONFLICTING(&groups, {"staff", "", 5, 0, 0}, {"staff", "2023", 7, 0, 0}), 2);
    CHECK_INT(CONFLICTING(&groups, {"staff", "", 5, 0, EG_STATUS_ASSERTED}, {"staff", "", 7, 0, EG_STATUS_PLANNED}), 0);
    CHECK_INT(CONFLICTING(&groups, {"staff", "2022", 5, 0, 0}, {"staff", "2022", 7, 0, 0}, {"revenue", "", 1, 0, 0}, {"revenue", "", 2, 0, 0}), 4);
    CHECK_INT(groups, 2);
}

/* Against comparing each with each, over invented claims. */
static void test_conflict__is_what_comparing_all_gives(void) {
    static const char *const dates[] = {"", "2020", "2020-01", "2020-01-02", "2021", "2021-1"};
    uint32_t x = 7;
    for (size_t round = 0; round < 200; round++) {
        said claims[12];
        size_t count = 2 + round % 10, want = 0, groups;
        for (size_t i = 0; i < count; i++) {
            uint32_t r[4];
            for (int k = 0; k < 4; k++) r[k] = (x = x * 1664525 + 1013904223) >> 16;
            claims[i] = (said){"staff", dates[r[0] % 6], 1 + r[1] % 4, 0, r[2] % 2 ? EG_STATUS_ASSERTED : EG_STATUS_PLANNED};
            if (r[3] % 3 == 0) claims[i].high = claims[i].low + r[3] % 2 + 1;
            claims[i].low += (double)i / 100; /* no two figures are one node */
        }
        for (size_t i = 0; i < count; i++) {
            bool hit = false;
            for (size_t k = 0; k < count; k++) {
                double a = claims[i].high != 0 ? claims[i].high : claims[i].low, b = claims[k].high != 0 ? claims[k].high : claims[k].low;
                size_t len = strlen(claims[i].when) < strlen(claims[k].when) ? strlen(claims[i].when) : strlen(claims[k].when);
                hit = hit || (claims[i].status == claims[k].status && strncmp(claims[i].when, claims[k].when, len) == 0 &&
                              (a < claims[k].low || b < claims[i].low));
            }
            want += hit;
        }
        CHECK_INT(conflicting(claims, count, &groups), want);
    }
}

int main(void) {
    RUN(test_conflict__two_values_of_one_measure);
    RUN(test_conflict__ranges_that_meet_agree);
    RUN(test_conflict__dates_and_statuses_tell_apart);
    RUN(test_conflict__is_what_comparing_all_gives);
    return unit_done();
}
