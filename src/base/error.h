/* SPDX-License-Identifier: MIT */
/* Errors and warnings with their place. Nothing below cli/ prints or exits (the out-of-memory hook aside). */
#ifndef EG_BASE_ERROR_H
#define EG_BASE_ERROR_H

#include "base/slice.h"
#include "base/vec.h"

/* The exit statuses of the program: the one table. */
enum eg_exit {
    EG_EXIT_DONE = 0,       /* also when nothing was found */
    EG_EXIT_NEGATIVE = 1,   /* show, path, find: nothing; diff: differs; check, eval: failed */
    EG_EXIT_ERROR = 2,      /* usage, input, rule or write error; nothing written */
    EG_EXIT_INCOMPLETE = 3, /* written, but a limit was hit, a post unreadable, a picture timed out */
    EG_EXIT_MEMORY = 71,
};

typedef enum eg_code {
    EG_OK = 0,
    EG_ERR_IO,       /* open, read, write, rename */
    EG_ERR_INPUT,    /* a post or graph that cannot be read as such */
    EG_ERR_RULE,     /* a pattern file */
    EG_ERR_USAGE,    /* the command line */
    EG_ERR_LIMIT,    /* a stated limit was hit */
    EG_ERR_CHILD,    /* the layout process failed */
} eg_code;

/* One error. The first wins: functions do not overwrite an error that is set. */
typedef struct eg_error {
    eg_code code;
    char path[512];    /* shown path, or "" */
    uint32_t line;     /* 1-based, 0 = none */
    uint32_t column;   /* code points, 1-based, 0 = none */
    char text[512];    /* what was found and what was wanted; no newline */
    char excerpt[256]; /* the source line for the caret, or "" */
} eg_error;

/* Sets `err` (NULL allowed) unless it is set already; returns false so that callers can return it. */
bool eg_fail(eg_error *err, eg_code code, const char *path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* All problems of one run, in the order found. Entries own their text. */
typedef struct eg_errors {
    EG_VEC(eg_error) list;
} eg_errors;

void eg_errors_fini(eg_errors *errors);
eg_error *eg_errors_add(eg_errors *errors); /* a new zeroed entry, to hand to eg_fail or fill */

#endif
