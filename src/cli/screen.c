/* SPDX-License-Identifier: MIT */
#include "cli/screen.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value;
}

static bool is_forced(const char *name) {
    const char *value = getenv(name);
    return value && *value && strcmp(value, "0") != 0;
}

bool eg_wants_color(const char *when, bool to_stdout) {
    if (when && strcmp(when, "auto") != 0) return strcmp(when, "always") == 0;
    if (is_set("NO_COLOR")) return false;
    if (is_forced("CLICOLOR_FORCE") || is_forced("FORCE_COLOR")) return true;
    const char *term = getenv("TERM");
    return to_stdout && isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

eg_screen eg_screen_of(const char *color) {
    eg_screen s = {.terminal = isatty(STDOUT_FILENO) == 1, .color = eg_wants_color(color, true)};
    struct winsize size;
    if (!s.terminal) return s;
    s.columns = 80;
    s.rows = 24;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) s.columns = size.ws_col, s.rows = size.ws_row;
    return s;
}

static size_t count_lines(eg_slice s) {
    size_t lines = 0;
    for (size_t i = 0; i < s.len; i++) lines += s.ptr[i] == '\n';
    return lines;
}

/* NULL when nothing is to be run: a pager of "cat" or "", or no less on this machine. */
static const char *pager(void) {
    const char *named = getenv("ECOGRAPH_PAGER");
    if (named == NULL) named = getenv("PAGER");
    if (named == NULL) return system("command -v less >/dev/null 2>&1") == 0 ? "less -FRX" : NULL; /* NOLINT(cert-env33-c) */
    return *named == '\0' || strcmp(named, "cat") == 0 ? NULL : named;
}

static bool print_paged(const char *command, eg_slice text) {
    void (*before)(int) = signal(SIGPIPE, SIG_IGN); /* the reader may leave early */
    setenv("LESS", "FRX", 0);
    FILE *pipe = popen(command, "w"); /* NOLINT(cert-env33-c): the user's own pager */
    if (pipe) fwrite(text.ptr, 1, text.len, pipe);
    int status = pipe ? pclose(pipe) : -1;
    signal(SIGPIPE, before);
    return status != -1 && !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}

bool eg_screen_print(const eg_screen *screen, const eg_sink *out, bool paged, eg_error *err) {
    eg_slice text = eg_sink_slice(out);
    if (paged && screen->terminal && count_lines(text) >= screen->rows) {
        const char *command = pager();
        if (command && print_paged(command, text)) return true;
    }
    return eg_sink_save(out, "-", err);
}
