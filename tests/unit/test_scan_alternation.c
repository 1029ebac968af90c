/* SPDX-License-Identifier: MIT */
#include "scan/alternation.h"
#include "scan/regex.h"
#include "unit.h"

static void becomes(const char *lines, const char *want) {
    eg_sink out = {0};
    eg_alternation_put(&out, eg_slice_from(lines));
    CHECK_STR(eg_sink_slice(&out), want);
    eg_sink_fini(&out);
}

/* The end of what is found at the start of `subject`, or -1. */
static int end_in(const char *lines, const char *head, const char *subject) {
    eg_sink out = {0};
    eg_regex_match m = {0};
    eg_puts(&out, head);
    eg_alternation_put(&out, eg_slice_from(lines));
    eg_regex *regex = eg_regex_new(eg_sink_slice(&out), EG_REGEX_ANCHORED, NULL, NULL, 0);
    CHECK(regex != NULL);
    int end = regex && eg_regex_exec(regex, eg_slice_from(subject), 0, &m) == EG_REGEX_MATCH ? (int)m.groups[0].end : -1;
    eg_regex_free(regex);
    eg_sink_fini(&out);
    return end;
}

static void test_alternation__shares_beginnings(void) {
    becomes("m\nmillion\nmillions\nbn", "(?:(?:m(?:illion(?:s)?)?|bn))");
    becomes("us dollars\nu.s.\n$", "(?:(?:u(?:s\\sdollars|\\.s\\.)|\\$))");
    becomes("\xe5\x86\x86\n\xe5\x84\x84\n\xe5\x86\x86", "(?:(?:\xe5\x84\x84|\xe5\x86\x86))");
    becomes("", "(?:(?!))");
}

static void test_alternation__takes_the_longest(void) {
    CHECK_INT(end_in("m\nmillion\nmillions", "", "millions of"), 8);
    CHECK_INT(end_in("m\nmillion\nmillions", "", "million of"), 7);
    CHECK_INT(end_in("m\nmillion\nmillions", "", "mill"), 1);
    CHECK_INT(end_in("m\nmillion", "", "k"), -1);
    CHECK_INT(end_in("", "", "k"), -1);
}

/* Where case does not matter, the longest word counts, whatever the case it is listed in. */
static void test_alternation__keeps_the_order_of_cases(void) {
    becomes("USD\nusd dollars", "(?:(?:usd\\sdollars|USD))");
    CHECK_INT(end_in("USD\nusd dollars\nUS", "(?i)", "usd dollars"), 11);
    CHECK_INT(end_in("USD\nusd dollars\nUS", "", "USD dollars"), 3);
}

int main(void) {
    RUN(test_alternation__shares_beginnings);
    RUN(test_alternation__takes_the_longest);
    RUN(test_alternation__keeps_the_order_of_cases);
    return unit_done();
}
