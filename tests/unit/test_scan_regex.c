/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "scan/regex.h"

static eg_regex *compiled(const char *pattern, unsigned flags) {
    size_t offset;
    char message[200];
    return eg_regex_new(eg_slice_from(pattern), flags, &offset, message, sizeof message);
}

static void test_regex__errors_have_their_byte(void) {
    size_t offset = 0;
    char message[200] = "";
    CHECK(eg_regex_new(EG_S("ab (?: c"), 0, &offset, message, sizeof message) == NULL);
    CHECK_INT(offset, 8);
    CHECK(strstr(message, "parenthesis") != NULL);
}

static void test_regex__extended_and_unicode_are_always_on(void) {
    eg_regex *re = compiled("(?<name> \\p{Lu}\\w+ ) \\s Ventures", 0);
    eg_regex_match m;
    CHECK(re != NULL);
    CHECK_INT(eg_regex_exec(re, EG_S("by \xc3\x85re Ventures"), 0, &m), EG_REGEX_MATCH);
    uint32_t g = eg_regex_group(re, "name");
    CHECK_INT(m.groups[g].begin, 3);
    CHECK_INT(m.groups[g].end, 7);
    CHECK_STR(eg_regex_group_name(re, g), "name");
    CHECK_INT(eg_regex_group(re, "other"), 0);
    CHECK_INT(eg_regex_exec(re, EG_S("by ventures"), 0, &m), EG_REGEX_NONE);
    eg_regex_free(re);
}

static void test_regex__anchored_and_full(void) {
    eg_regex_match m;
    eg_regex *re = compiled("b+", EG_REGEX_ANCHORED);
    CHECK_INT(eg_regex_exec(re, EG_S("abb"), 0, &m), EG_REGEX_NONE);
    CHECK_INT(eg_regex_exec(re, EG_S("abb"), 1, &m), EG_REGEX_MATCH);
    eg_regex_free(re);
    re = compiled("b+", EG_REGEX_FULL);
    CHECK_INT(eg_regex_exec(re, EG_S("bbc"), 0, &m), EG_REGEX_NONE);
    CHECK_INT(eg_regex_exec(re, EG_S("bbb"), 0, &m), EG_REGEX_MATCH);
    eg_regex_free(re);
}

/* A limit is never a miss, in the interpreter's first runs and later under JIT alike. */
static void test_regex__a_limit_is_told_from_a_miss(void) {
    char hostile[4096];
    memset(hostile, 'a', sizeof hostile);
    hostile[sizeof hostile - 1] = '!';
    eg_regex *re = compiled("^(a+)+$", 0);
    eg_regex_match m;
    for (int i = 0; i < 3; i++) CHECK_INT(eg_regex_exec(re, eg_slice_of(hostile, sizeof hostile), 0, &m), EG_REGEX_LIMIT);
    for (int i = 0; i < 60; i++) CHECK_INT(eg_regex_exec(re, EG_S("aaa"), 0, &m), EG_REGEX_MATCH);
    CHECK_INT(eg_regex_exec(re, EG_S("ab"), 0, &m), EG_REGEX_NONE);
    CHECK_INT(eg_regex_exec(re, eg_slice_of(hostile, sizeof hostile), 0, &m), EG_REGEX_LIMIT);
    eg_regex_free(re);
}

static void test_regex__groups_that_took_no_part(void) {
    eg_regex *re = compiled("(a)|(b)", 0);
    eg_regex_match m;
    CHECK_INT(eg_regex_exec(re, EG_S("b"), 0, &m), EG_REGEX_MATCH);
    CHECK_INT(m.groups[1].begin, UINT32_MAX);
    CHECK_INT(m.groups[2].begin, 0);
    eg_regex_free(re);
}

static uint32_t runs_until_compiled(size_t bytes, uint32_t most) {
    char text[4096];
    for (size_t i = 0; i < sizeof text; i++) text[i] = "axaxbc"[i % 6]; /* begins to match everywhere */
    eg_regex *re = compiled("[ax]{5} [bc]{3}", 0);
    eg_regex_match m;
    uint32_t n = 0;
    while (n < most && eg_regex_stats_of(re).compiled == 0) eg_regex_exec(re, eg_slice_of(text, bytes), 0, &m), n++;
    eg_regex_free(re);
    return n;
}

/* What was read decides, not the clock: the same runs every time, fewer of them on longer text. */
static void test_regex__a_pattern_earns_its_machine_code_by_what_it_reads(void) {
    uint32_t long_text = runs_until_compiled(4096, 100000);
    uint32_t short_text = runs_until_compiled(64, 100000);
    CHECK(long_text > 1 && long_text < 100);
    CHECK(short_text > long_text && short_text < 10000);
    CHECK_INT(runs_until_compiled(64, 100000), short_text);
    CHECK_INT(runs_until_compiled(0, 2), 2);
}

/* On such a text the interpreter would take longest. */
static void test_regex__where_the_matcher_gives_up_machine_code_does_not_wait(void) {
    char text[1024];
    memset(text, 'a', sizeof text);
    text[sizeof text / 2] = text[sizeof text - 1] = 'c';
    eg_regex *re = compiled("(?=(a+)) a* (?=(a+)) a* [cd]{2}", 0); /* what is looked ahead for is found anew from each place */
    eg_regex_match m;
    eg_regex_exec(re, eg_slice_of(text, 16), 0, &m);
    CHECK(!eg_regex_stats_of(re).compiled);
    eg_regex_exec(re, eg_slice_of(text, sizeof text), 0, &m);
    CHECK(eg_regex_stats_of(re).compiled);
    eg_regex_free(re);
}

/* The same from machine code as before it. */
static void test_regex__a_match_begins_no_later_than_asked(void) {
    eg_regex *re = eg_regex_new(EG_S("b+"), 0, NULL, NULL, 0);
    eg_slice text = EG_S("a bb a b");
    eg_regex_match m;
    for (int i = 0; i < 1000; i++) {
        CHECK(eg_regex_exec_until(re, text, 0, 1, &m) == EG_REGEX_NONE);
        CHECK(eg_regex_exec_until(re, text, 0, 2, &m) == EG_REGEX_MATCH && m.groups[0].begin == 2 && m.groups[0].end == 4);
        CHECK(eg_regex_exec_until(re, text, 4, 6, &m) == EG_REGEX_NONE);
        CHECK(eg_regex_exec(re, text, 4, &m) == EG_REGEX_MATCH && m.groups[0].begin == 7);
    }
    CHECK(eg_regex_stats_of(re).compiled);
    eg_regex_free(re);
}

int main(void) {
    RUN(test_regex__errors_have_their_byte);
    RUN(test_regex__extended_and_unicode_are_always_on);
    RUN(test_regex__anchored_and_full);
    RUN(test_regex__a_limit_is_told_from_a_miss);
    RUN(test_regex__groups_that_took_no_part);
    RUN(test_regex__a_pattern_earns_its_machine_code_by_what_it_reads);
    RUN(test_regex__where_the_matcher_gives_up_machine_code_does_not_wait);
    RUN(test_regex__a_match_begins_no_later_than_asked);
    return unit_done();
}
