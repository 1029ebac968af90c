/* SPDX-License-Identifier: MIT */
/* Written numbers of several locales. */
#ifndef EG_SCAN_NUMBER_H
#define EG_SCAN_NUMBER_H

#include "base/slice.h"

/* "1,234.5", "1.234,5", "12,5", "1'234", "1,00,000", "1 234" (any space). Of two kinds of mark the last is the decimal
 * one; a single comma before exactly three digits groups, any other mark is decimal, except that a dot before exactly
 * three digits groups too when the number is `whole` ("1.500 members"). Digits and marks of full width count as the
 * others. Cost linear, at most 63 bytes are read. */
double eg_digits_value(eg_slice digits, bool whole);

/* What a word of a number means: false when it is none. A magnitude multiplies all before it, back to the last one. */
typedef struct eg_number_words {
    bool (*value_of)(void *ctx, eg_slice word, bool *magnitude, double *value);
    void *ctx;
} eg_number_words;

/* A number as the sum of parts with their magnitudes, with no spaces: in digits ("1T2,000G"), in words, or in both, as
 * Chinese and Japanese write them. Digits of full width count too. Cost: length times the longest word. */
double eg_sum_value(eg_slice s, const eg_number_words *words);

#endif
