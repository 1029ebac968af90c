/* SPDX-License-Identifier: MIT */
#include "scan/calendar.h"

#include <stdio.h>

bool eg_date_from(char iso[11], int y, int m, int d, char unit, int offset) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (y == 0 || (unit != 'y' && m == 0) || (unit == 'd' && d == 0)) return false;
    if (unit == 'y') y += offset;
    if (unit == 'm') m += offset;
    if (unit == 'd') d += offset;
    if (d < 1 && unit == 'd') m--;
    while (m < 1 && unit != 'y') m += 12, y--;
    while (m > 12 && unit != 'y') m -= 12, y++;
    if (d < 1 && unit == 'd') d += lengths[m - 1] + (m == 2 && y % 4 == 0);
    if (y < 1000 || y > 9999) return false;
    if (unit == 'y') snprintf(iso, 11, "%04u", (unsigned)y % 10000);
    else if (unit == 'm') snprintf(iso, 11, "%04u-%02u", (unsigned)y % 10000, (unsigned)m % 100);
    else snprintf(iso, 11, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100, (unsigned)d % 100);
    return true;
}
