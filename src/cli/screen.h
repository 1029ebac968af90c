/* SPDX-License-Identifier: MIT */
/* The terminal: is there one, how wide is it, does it want colours, and the pager. */
#ifndef EG_CLI_SCREEN_H
#define EG_CLI_SCREEN_H

#include "base/sink.h"

/* `when` is the value of --color (NULL = auto). Auto: NO_COLOR set and not empty says no, CLICOLOR_FORCE or FORCE_COLOR
 * (not empty, not "0") yes, TERM unset or "dumb" no, else whether `to_stdout` holds and that is a terminal. */
bool eg_wants_color(const char *when, bool to_stdout);

typedef struct eg_screen {
    bool terminal; /* standard output is one */
    bool color;
    size_t columns, rows; /* of the terminal; columns 0 = nothing is cut */
} eg_screen;

eg_screen eg_screen_of(const char *color);

/* Prints `out` on standard output, through $ECOGRAPH_PAGER, $PAGER or "less -FRX" when that is a terminal, `paged` holds
 * and there are more lines than the terminal has rows. */
bool eg_screen_print(const eg_screen *screen, const eg_sink *out, bool paged, eg_error *err);

#endif
