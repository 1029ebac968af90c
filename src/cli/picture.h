/* SPDX-License-Identifier: MIT */
/* Values of the options that pictures have. Each is false, with nothing set, when the value is none. */
#ifndef EG_CLI_PICTURE_H
#define EG_CLI_PICTURE_H

#include "emit/emit.h"

/* "16:9", "4:3", "1.5": width by height, 1:5 to 5:1. */
bool eg_parse_aspect(double *aspect, const char *text);
/* Pixels, 1 to 100,000. */
bool eg_parse_width(double *width, const char *text);
/* "asserted,planned,negated" or "all": what of the graph is drawn. */
bool eg_parse_statuses(eg_emit_options *emit, const char *text);

#endif
