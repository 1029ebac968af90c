/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

enum { WIDTH = 30 };

static double seconds_since(const struct timespec *then) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

static void draw(void *ctx, size_t done, size_t count) {
    eg_progress *p = ctx;
    if (p->quiet || count == 0 || seconds_since(&p->begun) < 1 || (p->shown && seconds_since(&p->last) < 0.1)) return;
    clock_gettime(CLOCK_MONOTONIC, &p->last);
    size_t filled = done * WIDTH / count;
    fputs("\r[", stderr);
    for (size_t i = 0; i < WIDTH; i++) fputc(i < filled ? '=' : i == filled ? '>' : ' ', stderr);
    fprintf(stderr, "] %zu of %zu posts", done, count);
    fflush(stderr);
    p->shown = true;
}

eg_extract_options eg_progress_begin(eg_progress *p, bool quiet) {
    *p = (eg_progress){.quiet = quiet || !isatty(STDERR_FILENO)};
    clock_gettime(CLOCK_MONOTONIC, &p->begun);
    return (eg_extract_options){.progress = draw, .progress_ctx = p};
}

void eg_progress_end(eg_progress *p) {
    if (p->shown) fputs("\r\x1b[K", stderr);
}
