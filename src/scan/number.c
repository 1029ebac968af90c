/* SPDX-License-Identifier: MIT */
#include "scan/number.h"

#include <stdlib.h>
#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static size_t digits_behind(eg_slice s, size_t at) {
    size_t run = 0;
    while (at + 1 + run < s.len && is_digit(s.ptr[at + 1 + run])) run++;
    return run;
}

/* The mark that is a decimal point, or NULL: the last one, when nothing tells that it groups. */
static const char *decimal_mark(eg_slice s, bool whole) {
    const char *last = NULL;
    size_t dots = 0;
    size_t commas = 0;
    for (size_t i = 0; i < s.len; i++) {
        dots += s.ptr[i] == '.';
        commas += s.ptr[i] == ',';
        if (s.ptr[i] == '.' || s.ptr[i] == ',') last = s.ptr + i;
    }
    if (last == NULL) return NULL;
    if (dots && commas) return last;
    if (dots > 1 || commas > 1) return NULL;
    bool three = digits_behind(s, (size_t)(last - s.ptr)) == 3;
    return three && (commas || whole) ? NULL : last;
}

double eg_digits_value(eg_slice digits, bool whole) {
    char plain[64];
    size_t n = 0;
    const char *decimal = decimal_mark(digits, whole);
    for (size_t i = 0; i < digits.len && n + 1 < sizeof plain; i++) {
        if (is_digit(digits.ptr[i])) plain[n++] = digits.ptr[i];
        else if (digits.ptr + i == decimal) plain[n++] = '.';
    }
    plain[n] = '\0';
    return strtod(plain, NULL);
}
