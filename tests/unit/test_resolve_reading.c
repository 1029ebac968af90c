/* SPDX-License-Identifier: MIT */
/* Votes: how evidence adds up to a kind, and what falls. */
#include "unit.h"

#include "reading.h"

static uint32_t kind_of(const char *name) { return eg_schema_kind(&reading_patterns()->schema, eg_slice_from(name)); }

static void test_vote__adds_up_once_a_rule(void) {
    reading *x = reading_of("Then Kvernholt grew.\n");
    uint32_t e = reading_entity(x, "Kvernholt");
    CHECK(e != EG_NO_ENTITY);
    uint32_t place = kind_of("place");
    for (int i = 0; i < 3; i++) eg_entity_vote(&x->r, e, place, 0.4F, EG_S("test.one"));
    CHECK(eg_entity_belief(&x->r.entities.items[e], place) < 0.41F);
    eg_entity_vote(&x->r, e, place, 0.5F, EG_S("test.two"));
    float belief = eg_entity_belief(&x->r.entities.items[e], place);
    CHECK(belief > 0.69F && belief < 0.71F); /* 1 - 0.6 * 0.5 */
    CHECK_INT(eg_entity_kind(&x->r, e, 0.5F), place);
    eg_entity_vote(&x->r, e, EG_NONE, 0.9F, EG_S("test.none"));
    CHECK_INT(eg_entity_kind(&x->r, e, 0.5F), EG_NONE);
    reading_free(x);
}

static void test_merge__adds_votes_and_keeps_the_reason(void) {
    reading *x = reading_of("Then Kvernholt met Zorvik.\n");
    uint32_t a = reading_entity(x, "Kvernholt");
    uint32_t b = reading_entity(x, "Zorvik");
    size_t notes = x->r.notes.len;
    eg_entity_vote(&x->r, a, kind_of("fund"), 0.6F, EG_S("test.a"));
    eg_entity_vote(&x->r, b, kind_of("fund"), 0.6F, EG_S("test.b"));
    eg_entity_merge(&x->r, a, b, EG_S("test"), EG_S("test.merge"), 0, 4, true);
    CHECK_INT(eg_entity_of(&x->r, b), a);
    CHECK(eg_entity_belief(&x->r.entities.items[a], kind_of("fund")) > 0.83F);
    CHECK_INT(x->r.notes.len, notes + 1);
    CHECK_STR(x->r.notes.items[notes].alias, "Zorvik");
    eg_entity_merge(&x->r, b, a, EG_S("test"), EG_S("test.merge"), 0, 4, true); /* a second time: nothing */
    CHECK_INT(x->r.notes.len, notes + 1);
    reading_free(x);
}

static void test_normal_name__forms(void) {
    const eg_patterns *p = reading_patterns();
    eg_arena arena = {0};
    CHECK_STR(eg_normal_name(p, &arena, EG_S("The Zorvik Robotics Co., Ltd.")), "zorvik robotics");
    CHECK_STR(eg_normal_name(p, &arena, EG_S("Z\xc3\xb6rvik\xe2\x80\x99s")), "zorvik");
    CHECK_STR(eg_normal_name(p, &arena, EG_S("Brandt & Vokes Inc.")), "brandt & vokes");
    CHECK_STR(eg_normal_name(p, &arena, EG_S("Inc.")), "inc");
    eg_arena_fini(&arena);
}

static void test_settle__unknown_names(void) {
    reading *x = reading_of("First came Kvernholt, then rain. They slept outside Skjervik in a tent. They tested QRV-2207 twice. Then Vrolik Tamsma left.\n");
    CHECK_STR(reading_kind(x, "Kvernholt"), "organization");
    CHECK_STR(reading_kind(x, "Skjervik"), "place");
    CHECK_STR(reading_kind(x, "QRV-2207"), "product");
    CHECK_STR(reading_kind(x, "Vrolik Tamsma"), "person");
    reading_free(x);
}

static void test_soft__needs_plain_evidence(void) {
    reading *x = reading_of("They backed Harvest in May.\n");
    CHECK_STR(reading_kind(x, "Harvest"), "");
    reading_free(x);
    x = reading_of("Investors include venture firms such as Harvest, Zorvik Capital and Kvern Ventures.\n");
    CHECK_STR(reading_kind(x, "Harvest"), "fund");
    reading_free(x);
}

static void test_list__siblings(void) {
    reading *x = reading_of("They rang Zorvik Capital, Kvern Ventures and Skjerv.\n");
    CHECK_STR(reading_kind(x, "Skjerv"), "fund");
    reading_free(x);
    x = reading_of("Besides Skjerv, Ada Lindqvist said, rain fell.\n"); /* no list: a comma, and no "and" */
    CHECK_STR(reading_kind(x, "Skjerv"), "organization");
    reading_free(x);
}

int main(void) {
    RUN(test_vote__adds_up_once_a_rule);
    RUN(test_merge__adds_votes_and_keeps_the_reason);
    RUN(test_normal_name__forms);
    RUN(test_settle__unknown_names);
    RUN(test_soft__needs_plain_evidence);
    RUN(test_list__siblings);
    return unit_done();
}
