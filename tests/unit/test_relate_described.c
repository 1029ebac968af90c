/* SPDX-License-Identifier: MIT */
#include "reading.h"
#include "relate/described.h"
#include "unit.h"

static bool akin(const char *a, const char *b) { return eg_words_akin(reading_patterns(), eg_slice_from(a), eg_slice_from(b)); }

static void test_words__that_tell_the_same(void) {
    CHECK(akin("insurer", "assurance"));
    CHECK(akin("distributor", "distributes"));
    CHECK(akin("bakery", "bakes"));
    CHECK(akin("robotmaker", "robots"));
    CHECK(!akin("insurer", "bank"));
    CHECK(!akin("market", "marker"));
    CHECK(!akin("carpet", "cars"));
}

static void test_trade__of_a_name(void) {
    const eg_patterns *p = reading_patterns();
    CHECK(eg_key_of_other_trade(p, EG_S("kvern bank"), EG_S("insurer")));
    CHECK(!eg_key_of_other_trade(p, EG_S("kvern bank"), EG_S("lender")));
    CHECK(!eg_key_of_other_trade(p, EG_S("kvern labs"), EG_S("company")));
    CHECK(eg_key_has_akin(p, EG_S("universidad de kvern"), EG_S("university")));
}

static void test_described__by_what_it_makes(void) {
    reading *x = reading_of("Kvern buys lenses from Skjerv, and Mossy distributes them to dealers. Dalsnibba, run by Ada Berg, the group says, grew.\n");
    uint32_t end = (uint32_t)x->post.text.text.len;
    CHECK(eg_described(&x->r, reading_entity(x, "Skjerv"), EG_S("lens firm"), end) == EG_BY_DEED);
    CHECK(eg_described(&x->r, reading_entity(x, "Kvern"), EG_S("lens firm"), end) == EG_BY_NOTHING);
    CHECK(eg_described(&x->r, reading_entity(x, "Mossy"), EG_S("distributor"), end) == EG_BY_DEED);
    CHECK(eg_described(&x->r, reading_entity(x, "Skjerv"), EG_S("distributor"), end) == EG_BY_NOTHING);
    reading_free(x);
}

static void test_tellings__are_appositions(void) {
    reading *x = reading_of("Kvern, a large hospital in Lund, grew. Skjerv is a dairy. Backed by Mossy, the bakery has grown. The hospital is full. Mossy has a school in Lund.\n");
    const eg_text *text = &x->post.text;
    uint32_t end = (uint32_t)text->text.len;
    eg_tellings told;
    eg_tellings_find(&told, &x->r);
    CHECK_INT(eg_told_before(&told, &x->r, EG_S("hospital"), 3, end, UINT32_MAX), reading_entity(x, "Kvern"));
    CHECK_INT(eg_told_before(&told, &x->r, EG_S("dairy"), 3, end, UINT32_MAX), reading_entity(x, "Skjerv"));
    CHECK(eg_told_before(&told, &x->r, EG_S("bakery"), 3, end, UINT32_MAX) == EG_NO_ENTITY);
    CHECK(eg_told_before(&told, &x->r, EG_S("school"), 4, end, UINT32_MAX) == EG_NO_ENTITY); /* has is no is */
    CHECK(eg_tellings_in(&told, &x->r, 3));
    CHECK(!eg_tellings_in(&told, &x->r, 2));
    eg_tellings_fini(&told);
    reading_free(x);
}

static eg_slice land(reading *x, const char *key) { return eg_gazetteer_land(&x->r.p->names, x->r.arena, eg_slice_from(key)); }

static void test_land__of_places_and_nations(void) {
    reading *x = reading_of("Kvern of Aarhus competes with Skjerv, a Swiss firm. In Norway, Mossy buys from both. The Danish firm grew.\n");
    CHECK(eg_slice_eq(land(x, "aarhus"), EG_S("denmark")));
    CHECK(eg_slice_eq(land(x, "danish"), EG_S("denmark")));
    CHECK(eg_slice_eq(land(x, "uk"), EG_S("united kingdom")));
    CHECK(eg_slice_eq(land(x, "scottish"), EG_S("united kingdom")));
    CHECK_INT(land(x, "kvern").len, 0);
    eg_search s = eg_search_from(&x->r, UINT32_MAX, 2, (uint32_t)x->post.text.text.len);
    s.nation = EG_S("danish");
    CHECK_INT(eg_land_fits(&s, reading_entity(x, "Kvern")), 1);
    CHECK_INT(eg_land_fits(&s, reading_entity(x, "Skjerv")), -1);
    CHECK_INT(eg_land_fits(&s, reading_entity(x, "Mossy")), 0);
    s.nation = EG_S("european");
    CHECK_INT(eg_land_fits(&s, reading_entity(x, "Skjerv")), 0);
    reading_free(x);
}

int main(void) {
    RUN(test_words__that_tell_the_same);
    RUN(test_trade__of_a_name);
    RUN(test_described__by_what_it_makes);
    RUN(test_tellings__are_appositions);
    RUN(test_land__of_places_and_nations);
    return unit_done();
}
