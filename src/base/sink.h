/* SPDX-License-Identifier: MIT */
/* Where output goes: a buffer that becomes a file at once, or nothing at all. Writers append; nobody checks each write,
 * the one check is eg_sink_save. */
#ifndef EG_BASE_SINK_H
#define EG_BASE_SINK_H

#include <stdio.h>

#include "base/error.h"

typedef struct eg_sink {
    EG_VEC(char) buf;
} eg_sink;

void eg_sink_fini(eg_sink *sink);
void eg_put(eg_sink *sink, eg_slice s);
void eg_puts(eg_sink *sink, const char *str);
void eg_putc(eg_sink *sink, char c);
void eg_putf(eg_sink *sink, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The shortest decimal that reads back as `value` to 15 digits, "." as separator, no exponent below 1e17:
 * 66.667, 10000000000000. */
void eg_put_number(eg_sink *sink, double value);
static inline eg_slice eg_sink_slice(const eg_sink *sink) {
    return eg_slice_of(sink->buf.items, sink->buf.len);
}

/* Writes the whole buffer to a temporary file beside `path`, flushes it and renames it over `path`: whole or not at
 * all. "-" writes to standard output. Devices and pipes (/dev/null, /dev/full) are written in place. */
bool eg_sink_save(const eg_sink *sink, const char *path, eg_error *err);

/* The same in two steps, for several files of which all or none is to be written: stage each, then commit each. A
 * device, a pipe and standard output are written when they are committed. `sink` and `path` are borrowed until then. */
typedef struct eg_staged {
    const char *path;
    const eg_sink *sink;
    char *temp; /* heap; NULL when there is none (yet, or any more) */
} eg_staged;

bool eg_sink_stage(const eg_sink *sink, const char *path, eg_staged *staged, eg_error *err);
bool eg_staged_commit(eg_staged *staged, eg_error *err);
void eg_staged_drop(eg_staged *staged); /* removes what was not committed; may be called always */

#endif
