/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/suggest.h"
#include "scan/patterntext.h"

static void test_patterntext__space_between_words_was_meant(void) {
    CHECK_INT(eg_pattern_dead_space(EG_S("founded by"), false, 0), 7);
    CHECK(eg_pattern_dead_space(EG_S("founded \\s by"), false, 0) == EG_PATTERN_NOTHING);
    CHECK(eg_pattern_dead_space(EG_S("(?: a | b )"), false, 0) == EG_PATTERN_NOTHING);
    CHECK(eg_pattern_dead_space(EG_S("[a b] # c d\n"), false, 0) == EG_PATTERN_NOTHING);
}

static void test_patterntext__space_beside_a_unit_was_meant_on_a_tape(void) {
    CHECK_INT(eg_pattern_dead_space(EG_S("{from+} {trigger}"), true, 0), 7);
    CHECK(eg_pattern_dead_space(EG_S("{from+} {trigger}"), false, 0) == EG_PATTERN_NOTHING);
    CHECK(eg_pattern_dead_space(EG_S("{from} {gap 3} {trigger} {NPRE} {to}"), true, 0) == EG_PATTERN_NOTHING);
}

static void test_patterntext__groups_and_what_refers_to_them(void) {
    eg_group g;
    size_t at = 0;
    eg_slice p = EG_S("(?:a)(?<b>c)[(](\\d)\\(");
    CHECK(eg_pattern_next_group(p, &at, &g));
    CHECK_STR(g.name, "b");
    CHECK_INT(g.at, 5);
    CHECK(eg_pattern_next_group(p, &at, &g));
    CHECK_INT(g.name.len, 0);
    CHECK_INT(g.at, 15);
    CHECK(!eg_pattern_next_group(p, &at, &g));
    CHECK(eg_pattern_refers(EG_S("(?<q>['\"]).*\\k<q>"), EG_S("q")));
    CHECK(eg_pattern_refers(EG_S("(a)\\1"), EG_S("")));
    CHECK(!eg_pattern_refers(EG_S("(a)\\x01"), EG_S("")));
}

static void test_patterntext__elements_with_their_quantifiers(void) {
    eg_elements e;
    eg_slice p = EG_S("{from+} (?:a|b)*+ backed? \\s+ [xy]{2}");
    static const char *const want[] = {"{from+}", "(?:a|b)*+", "backe", "d?", "\\s+", "[xy]{2}"};
    eg_pattern_split(&e, p);
    CHECK_INT(e.list.len, 6);
    for (size_t i = 0; i < e.list.len && i < 6; i++) CHECK_STR(eg_slice_sub(p, e.list.items[i].begin, e.list.items[i].end), want[i]);
    eg_elements_fini(&e);
    eg_pattern_split(&e, EG_S("a b|c"));
    CHECK_INT(e.list.len, 1);
    eg_elements_fini(&e);
}

static void test_patterntext__words_that_are_spelled_out(void) {
    eg_arena arena = {0};
    CHECK_STR(eg_pattern_words(&arena, EG_S("{from} (?:was|is) \\s backed \\b a")), "was is backed");
    eg_arena_fini(&arena);
}

static void test_suggest__the_nearest_word_that_is_near(void) {
    eg_suggestion s = {.word = EG_S("organisation")};
    eg_suggest(&s, EG_S("person"));
    CHECK_INT(s.best.len, 0);
    eg_suggest(&s, EG_S("organization"));
    eg_suggest(&s, EG_S("organizations"));
    CHECK_STR(s.best, "organization");
}

int main(void) {
    RUN(test_patterntext__space_between_words_was_meant);
    RUN(test_patterntext__space_beside_a_unit_was_meant_on_a_tape);
    RUN(test_patterntext__groups_and_what_refers_to_them);
    RUN(test_patterntext__elements_with_their_quantifiers);
    RUN(test_patterntext__words_that_are_spelled_out);
    RUN(test_suggest__the_nearest_word_that_is_near);
    return unit_done();
}
