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

/* Digits and marks of full width as ASCII; other characters as they are. */
static eg_slice narrow(eg_slice s, char out[64]) {
    size_t len = 0;
    for (size_t i = 0, n; i < s.len && len + 1 < 64; i += n) {
        uint32_t cp = eg_utf8_next(s, i, &n);
        if (cp > 0xFF00 && cp < 0xFF5F) out[len++] = (char)(cp - 0xFEE0);
        else if (cp < 0x80) out[len++] = (char)cp;
    }
    return eg_slice_of(out, len);
}

double eg_digits_value(eg_slice digits, bool whole) {
    char ascii[64];
    char plain[64];
    if (digits.len && memchr(digits.ptr, 0xEF, digits.len)) digits = narrow(digits, ascii);
    size_t n = 0;
    const char *decimal = decimal_mark(digits, whole);
    for (size_t i = 0; i < digits.len && n + 1 < sizeof plain; i++) {
        if (is_digit(digits.ptr[i])) plain[n++] = digits.ptr[i];
        else if (digits.ptr + i == decimal) plain[n++] = '.';
    }
    plain[n] = '\0';
    return strtod(plain, NULL);
}

/* Bytes of the number in digits that begins at `at`; 0 when none does. */
static size_t digits_at(eg_slice s, size_t at) {
    size_t end = at;
    for (size_t n; end < s.len; end += n) {
        uint32_t cp = eg_utf8_next(s, end, &n);
        if (cp > 0xFF00 && cp < 0xFF5F) cp -= 0xFEE0;
        bool mark = cp == ',' || cp == '.';
        if (!(cp >= '0' && cp <= '9') && !(mark && end > at)) break;
    }
    return end - at;
}

double eg_sum_value(eg_slice s, const eg_number_words *words) {
    double sum = 0;
    double section = 0; /* below the magnitude that comes */
    double part = -1;   /* below the ten, hundred or thousand that comes; -1 = nothing was read */
    for (size_t at = 0; at < s.len;) {
        size_t n = digits_at(s, at);
        double value = 0;
        if (n) {
            part = eg_digits_value(eg_slice_sub(s, at, at + n), true);
            at += n;
            continue;
        }
        bool magnitude = false;
        for (n = s.len - at; n > 0; n--) { /* words are few characters long, and so is the whole */
            if (at + n < s.len && ((unsigned char)s.ptr[at + n] & 0xC0) == 0x80) continue;
            if (words->value_of(words->ctx, eg_slice_sub(s, at, at + n), &magnitude, &value)) break;
        }
        if (n == 0) {
            (void)eg_utf8_next(s, at, &n);
        } else if (magnitude) {
            section += part > 0 ? part : 0;
            sum += (section > 0 ? section : 1) * value;
            section = 0, part = -1;
        } else if (value >= 10) {
            section += (part >= 0 ? part : 1) * value;
            part = -1;
        } else part = (part > 0 ? part * 10 : 0) + value;
        at += n;
    }
    return sum + section + (part > 0 ? part : 0);
}
