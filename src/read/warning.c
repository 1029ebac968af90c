/* SPDX-License-Identifier: MIT */
#include "read/warning.h"

#include <stdarg.h>
#include <stdio.h>

void eg_read_warn(eg_read_log *log, const char *code, size_t offset, const char *format, ...) {
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    eg_read_warning *warning = eg_vec_add(&log->list);
    warning->code = code;
    warning->text = eg_arena_dup(log->arena, eg_slice_from(text));
    if (offset != EG_NO_PLACE) eg_source_place(log->source, offset, &warning->line, &warning->column);
}
