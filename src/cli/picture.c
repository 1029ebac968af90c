/* SPDX-License-Identifier: MIT */
#include "cli/picture.h"

#include <math.h>
#include <stdlib.h>

/* A number that ends at `*end`: plain digits and a point, whatever the locale. */
static double number(const char *text, const char **end) {
    double value = 0, scale = 1;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++) value = value * 10 + (*at - '0');
    if (*at == '.')
        for (at++; *at >= '0' && *at <= '9'; at++) value = value * 10 + (*at - '0'), scale *= 10;
    *end = at;
    return at == text ? (double)NAN : value / scale;
}

bool eg_parse_aspect(double *aspect, const char *text) {
    const char *end;
    double value = number(text, &end);
    if (*end == ':') value /= number(end + 1, &end);
    if (*end || !(value >= 0.2 && value <= 5)) return false;
    *aspect = value;
    return true;
}

bool eg_parse_width(double *width, const char *text) {
    const char *end;
    double value = number(text, &end);
    if (*end || !(value >= 1 && value <= 100000)) return false;
    *width = value;
    return true;
}

bool eg_parse_statuses(eg_emit_options *emit, const char *text) {
    eg_slice rest = eg_slice_from(text), word;
    uint32_t statuses = 0;
    while (eg_slice_split(&rest, ',', &word)) {
        eg_status status = eg_status_of(word);
        if (eg_slice_eq(word, EG_S("all"))) statuses |= (1u << EG_STATUS_COUNT) - 1;
        else if (status == EG_STATUS_COUNT) return false;
        else statuses |= 1u << status;
    }
    if (statuses == 0) return false;
    emit->draw_unasserted = true;
    emit->statuses = statuses;
    return true;
}
