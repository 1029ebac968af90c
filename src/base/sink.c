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

bool eg_sink_save(const eg_sink *sink, const char *path, eg_error *err) {
    eg_slice bytes = eg_sink_slice(sink);
    if (strcmp(path, "-") == 0) {
        fflush(stdout);
        return write_all(STDOUT_FILENO, bytes) ||
               eg_fail(err, EG_ERR_IO, "<stdout>", "cannot write: %s", strerror(errno));
    }
    struct stat st;
    bool exists = stat(path, &st) == 0;
    if (exists && S_ISDIR(st.st_mode)) return eg_fail(err, EG_ERR_IO, path, "is a directory");
    bool special = exists && !S_ISREG(st.st_mode);
    char temp[4096];
    int n = snprintf(temp, sizeof temp, "%s%s", path, special ? "" : ".XXXXXX");
    if (n < 0 || (size_t)n >= sizeof temp) return eg_fail(err, EG_ERR_IO, path, "path too long");
    int fd = special ? open(temp, O_WRONLY) : mkstemp(temp);
    if (fd < 0) return eg_fail(err, EG_ERR_IO, path, "cannot write: %s", strerror(errno));
    bool ok = write_all(fd, bytes);
    if (ok && !special) {
        mode_t mask = umask(0);
        umask(mask);
        ok = fchmod(fd, exists ? st.st_mode & 07777 : 0666 & ~mask) == 0;
    }
    int saved = errno;
    if (close(fd) != 0 && ok) ok = false, saved = errno;
    if (ok && !special && rename(temp, path) != 0) ok = false, saved = errno;
    if (!ok) {
        if (!special) unlink(temp);
        return eg_fail(err, EG_ERR_IO, path, "cannot write: %s", strerror(saved));
    }
    return true;
}
