/* SPDX-License-Identifier: MIT */
/* The harness of the unit tests. A test file has functions `static void test_x(void)` with CHECKs, and
 * `int main(void) { RUN(test_x); return unit_done(); }`. Prints "ok NAME" or "FAIL NAME" a line each; tests/run counts. */
#ifndef EG_UNIT_H
#define EG_UNIT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/slice.h"

static int unit_failed_checks;
static int unit_failed_tests;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("  %s:%d: %s\n", __FILE__, __LINE__, #condition);                               \
            unit_failed_checks++;                                                                  \
        }                                                                                          \
    } while (0)

#define CHECK_INT(got, want)                                                                       \
    do {                                                                                           \
        long long unit_g = (long long)(got), unit_w = (long long)(want);                           \
        if (unit_g != unit_w) {                                                                    \
            printf("  %s:%d: %s is %lld, wanted %lld\n", __FILE__, __LINE__, #got, unit_g, unit_w); \
            unit_failed_checks++;                                                                  \
        }                                                                                          \
    } while (0)

#define CHECK_STR(got, want)                                                                       \
    do {                                                                                           \
        eg_slice unit_g = (got), unit_w = eg_slice_from(want);                                     \
        if (!eg_slice_eq(unit_g, unit_w)) {                                                        \
            printf("  %s:%d: %s is \"%.*s\", wanted \"%.*s\"\n", __FILE__, __LINE__, #got,         \
                   EG_FMT(unit_g), EG_FMT(unit_w));                                                \
            unit_failed_checks++;                                                                  \
        }                                                                                          \
    } while (0)

#define RUN(test)                                                                                  \
    do {                                                                                           \
        unit_failed_checks = 0;                                                                    \
        test();                                                                                    \
        printf("%s %s\n", unit_failed_checks ? "FAIL" : "ok", #test);                              \
        unit_failed_tests += unit_failed_checks != 0;                                              \
    } while (0)

static inline int unit_done(void) {
    return unit_failed_tests ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
