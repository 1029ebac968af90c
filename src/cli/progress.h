/* SPDX-License-Identifier: MIT */
/* A bar on standard error, when that is a terminal and the work lasts over a second. */
#ifndef EG_CLI_PROGRESS_H
#define EG_CLI_PROGRESS_H

#include <time.h>

#include "ecograph.h"

typedef struct eg_progress {
    bool shown; /* something stands on the line */
    bool quiet; /* nothing will */
    struct timespec begun, last;
} eg_progress;

/* Options for eg_extract that draw the bar; `progress` must live until eg_progress_end. */
eg_extract_options eg_progress_begin(eg_progress *progress, bool quiet);
void eg_progress_end(eg_progress *progress); /* wipes the bar */

#endif
