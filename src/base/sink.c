/* SPDX-License-Identifier: MIT */
#include "base/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

void eg_sink_fini(eg_sink *sink) {
    eg_vec_fini(&sink->buf);
}

void eg_put(eg_sink *sink, eg_slice s) {
    if (s.len == 0) return;
    if (sink->buf.len + s.len > sink->buf.cap)
        eg_vec_reserve(&sink->buf, sink->buf.len + s.len);
    memcpy(sink->buf.items + sink->buf.len, s.ptr, s.len);
    sink->buf.len += s.len;
}

void eg_puts(eg_sink *sink, const char *str) {
    eg_put(sink, eg_slice_from(str));
}

void eg_putc(eg_sink *sink, char c) {
    eg_vec_push(&sink->buf, c);
}

void eg_putf(eg_sink *sink, const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        eg_vec_reserve(&sink->buf, sink->buf.len + (size_t)n + 1);
        vsnprintf(sink->buf.items + sink->buf.len, (size_t)n + 1, format, again);
        sink->buf.len += (size_t)n;
    }
    va_end(again);
}

void eg_put_number(eg_sink *sink, double value) {
    if (value == 0) { /* also -0 */
        eg_putc(sink, '0');
        return;
    }
    if (fabs(value) < 1e15 && value == floor(value)) {
        eg_putf(sink, "%.0f", value);
        return;
    }
    char text[64];
    snprintf(text, sizeof text, "%.15g", value);
    if (strchr(text, 'e') == NULL) eg_puts(sink, text);
    else if (fabs(value) < 1e17) eg_putf(sink, "%.0f", value);
    else eg_puts(sink, text);
}

static bool write_all(int fd, eg_slice bytes) {
    while (bytes.len) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes.ptr += n;
        bytes.len -= (size_t)n;
    }
    return true;
}

static bool cannot_write(const char *path, int reason, eg_error *err) {
    return eg_fail(err, EG_ERR_IO, path, "cannot write: %s", strerror(reason));
}

/* The permissions of the file that is replaced, or those of a new file. */
static bool set_mode(int fd, const struct stat *old) {
    mode_t mask = umask(0);
    umask(mask);
    return fchmod(fd, old ? old->st_mode & 07777 : 0666 & ~mask) == 0;
}

bool eg_sink_stage(const eg_sink *sink, const char *path, eg_staged *staged, eg_error *err) {
    *staged = (eg_staged){.path = path, .sink = sink};
    if (strcmp(path, "-") == 0) return true;
    struct stat st;
    bool exists = stat(path, &st) == 0;
    if (exists && S_ISDIR(st.st_mode)) return eg_fail(err, EG_ERR_IO, path, "is a directory");
    if (exists && !S_ISREG(st.st_mode)) return true;
    size_t len = strlen(path);
    char *temp = eg_heap_alloc(len + sizeof ".XXXXXX");
    memcpy(temp, path, len);
    memcpy(temp + len, ".XXXXXX", sizeof ".XXXXXX");
    int fd = mkstemp(temp);
    if (fd < 0) {
        int reason = errno;
        free(temp);
        return cannot_write(path, reason, err);
    }
    staged->temp = temp;
    bool ok = write_all(fd, eg_sink_slice(sink)) && set_mode(fd, exists ? &st : NULL);
    int reason = errno;
    if (close(fd) != 0 && ok) ok = false, reason = errno;
    if (ok) return true;
    eg_staged_drop(staged);
    return cannot_write(path, reason, err);
}

/* Standard output, a device or a pipe. */
static bool write_in_place(const eg_staged *staged, eg_error *err) {
    eg_slice bytes = eg_sink_slice(staged->sink);
    if (strcmp(staged->path, "-") == 0) {
        fflush(stdout);
        return write_all(STDOUT_FILENO, bytes) || cannot_write("<stdout>", errno, err);
    }
    int fd = open(staged->path, O_WRONLY);
    if (fd < 0) return cannot_write(staged->path, errno, err);
    bool ok = write_all(fd, bytes);
    int reason = errno;
    if (close(fd) != 0 && ok) ok = false, reason = errno;
    return ok || cannot_write(staged->path, reason, err);
}

bool eg_staged_commit(eg_staged *staged, eg_error *err) {
    if (staged->temp == NULL) return write_in_place(staged, err);
    if (rename(staged->temp, staged->path) != 0) {
        int reason = errno;
        eg_staged_drop(staged);
        return cannot_write(staged->path, reason, err);
    }
    free(staged->temp);
    staged->temp = NULL;
    return true;
}

void eg_staged_drop(eg_staged *staged) {
    if (staged->temp) unlink(staged->temp);
    free(staged->temp);
    staged->temp = NULL;
}

bool eg_sink_save(const eg_sink *sink, const char *path, eg_error *err) {
    eg_staged staged;
    return eg_sink_stage(sink, path, &staged, err) && eg_staged_commit(&staged, err);
}
