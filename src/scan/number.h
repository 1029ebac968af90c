/* SPDX-License-Identifier: MIT */
/* Written numbers of several locales. */
#ifndef EG_SCAN_NUMBER_H
#define EG_SCAN_NUMBER_H

#include "base/slice.h"

/* "1,234.5", "1.234,5", "12,5", "1'234", "1,00,000", "1 234" (any space). Of two kinds of mark the last is the decimal
 * one; a single comma before exactly three digits groups, any other mark is decimal, except that a dot before exactly
 * three digits groups too when the number is `whole` ("1.500 members"). Cost linear, at most 63 bytes are read. */
double eg_digits_value(eg_slice digits, bool whole);

#endif
