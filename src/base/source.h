/* SPDX-License-Identifier: MIT */
/* A file in memory with its line map: byte offset -> line and column, and the excerpt under a caret. */
#ifndef EG_BASE_SOURCE_H
#define EG_BASE_SOURCE_H

#include "base/error.h"

typedef struct eg_source {
    eg_slice path;     /* as shown to the user; borrowed */
    eg_slice bytes;    /* borrowed or from the arena given to eg_source_read */
    uint32_t *lines;   /* offset of the first byte of each line; heap */
    size_t line_count; /* at least 1 */
    struct eg_source_mark *marks; /* inside long lines, so that a column needs no walk from the line's begin; heap */
    size_t mark_count;
} eg_source;

/* A file is read to its end into the arena, with a NUL behind; "-" is standard input. Directories and files above `limit`
 * bytes are errors (limit 0: 4 GiB). */
bool eg_bytes_read(eg_slice *bytes, eg_arena *arena, const char *path, size_t limit, eg_error *err);
/* The same with a line map. */
bool eg_source_read(eg_source *source, eg_arena *arena, const char *path, size_t limit, eg_error *err);
/* Makes the line map over bytes that someone else owns. */
void eg_source_init(eg_source *source, eg_slice path, eg_slice bytes);
void eg_source_fini(eg_source *source);

/* Line (1-based) and column (code points, 1-based; invalid bytes count one each) of a byte offset. O(log lines). */
void eg_source_place(const eg_source *source, size_t offset, uint32_t *line, uint32_t *column);
/* Fills line, column and excerpt of an error that eg_fail made. */
void eg_error_locate(eg_error *err, const eg_source *source, size_t offset);
/* "path:line:col: error: text", the source line, a caret: the one printed form. `what` is "error" or "warning". */
size_t eg_error_format(char *out, size_t cap, const eg_error *err, const char *what);

#endif
