/* SPDX-License-Identifier: MIT */
/* The warnings of one post while it is read: what was repaired, cut or refused, with its place in the raw post. */
#ifndef EG_READ_WARNING_H
#define EG_READ_WARNING_H

#include "read/text.h"

#define EG_NO_PLACE ((size_t)-1)

typedef struct eg_read_log {
    eg_arena *arena;         /* owns the texts; borrowed */
    const eg_source *source; /* the raw post; borrowed */
    EG_VEC(eg_read_warning) list;
} eg_read_log;

/* `code` is a literal. `offset` is a byte of the raw post, or EG_NO_PLACE for the whole post. */
void eg_read_warn(eg_read_log *log, const char *code, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
