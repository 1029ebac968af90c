/* SPDX-License-Identifier: MIT */
/* Dates that are told from another date. */
#ifndef EG_SCAN_CALENDAR_H
#define EG_SCAN_CALENDAR_H

#include <stdbool.h>

/* A date counted from year, month, day (0 = unknown): "last year", "two months ago", "yesterday". `unit` is 'y', 'm' or 'd'.
 * iso: as precise as the unit, NUL-terminated; untouched and false when what is counted from is not known so precisely. */
bool eg_date_from(char iso[11], int year, int month, int day, char unit, int offset);

#endif
