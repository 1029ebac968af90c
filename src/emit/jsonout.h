/* SPDX-License-Identifier: MIT */
/* JSON by hand, for all writers of it: streamed, no tree. Text is escaped, control characters are dropped, U+2028 and
 * U+2029 are written as escapes (line readers and JavaScript before 2019 take them for line ends), invalid bytes become
 * U+FFFD. */
#ifndef EG_EMIT_JSONOUT_H
#define EG_EMIT_JSONOUT_H

#include "base/sink.h"
#include "graph/graph.h"

void eg_json_text(eg_sink *out, eg_slice text); /* with its quotes */
void eg_json_uint(eg_sink *out, uint64_t value);

/* "name": with a comma before it unless it follows an opening brace. `name` is plain ASCII. */
void eg_json_name(eg_sink *out, const char *name);
/* Members: name and value. The optional ones are left out when empty. */
void eg_json_member(eg_sink *out, const char *name, eg_slice text);
void eg_json_optional(eg_sink *out, const char *name, eg_slice text);
void eg_json_number(eg_sink *out, const char *name, double value);
void eg_json_count(eg_sink *out, const char *name, uint64_t value);
void eg_json_flag(eg_sink *out, const char *name, bool value);
void eg_json_texts(eg_sink *out, const char *name, const eg_slice *list, size_t count); /* ["a", "b"] */

/* The items of an array, one a line: call before each; `depth` spaces of indent. */
void eg_json_item(eg_sink *out, bool first, int depth);

#endif
