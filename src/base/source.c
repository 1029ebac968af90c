/* SPDX-License-Identifier: MIT */
#include "base/source.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

/* A file whose size is known is read where it stays. False when it is of another size after all, or cannot be read: what is
 * wrong is for read_stream to say. */
static bool read_whole(eg_slice *out, eg_arena *arena, FILE *file, size_t size) {
    char *bytes = eg_arena_raw(arena, size + 1);
    size_t got = fread(bytes, 1, size + 1, file);
    if (got != size || ferror(file)) return false;
    bytes[size] = '\0';
    *out = eg_slice_of(bytes, size);
    return true;
}

static bool read_stream(eg_slice *out, eg_arena *arena, FILE *file, const char *path, size_t size_hint,
                        size_t limit, eg_error *err) {
    EG_VEC(char) buf = {0};
    bool ok = true;
    eg_vec_reserve(&buf, size_hint + 1);
    for (;;) {
        if (buf.len == buf.cap) eg_vec_reserve(&buf, buf.cap * 2);
        size_t n = fread(buf.items + buf.len, 1, buf.cap - buf.len, file);
        buf.len += n;
        if (buf.len > limit) {
            ok = eg_fail(err, EG_ERR_INPUT, path, "larger than the limit of %zu bytes", limit);
            break;
        }
        if (n == 0) break;
    }
    if (ok && ferror(file)) ok = eg_fail(err, EG_ERR_IO, path, "cannot read: %s", strerror(errno));
    if (ok) *out = eg_arena_dup(arena, eg_slice_of(buf.items, buf.len));
    eg_vec_fini(&buf);
    return ok;
}

bool eg_bytes_read(eg_slice *bytes, eg_arena *arena, const char *path, size_t limit, eg_error *err) {
    if (limit == 0) limit = UINT32_MAX - 1;
    if (strcmp(path, "-") == 0) return read_stream(bytes, arena, stdin, "<stdin>", 1 << 16, limit, err);
    struct stat st;
    if (stat(path, &st) != 0) return eg_fail(err, EG_ERR_IO, path, "cannot open: %s", strerror(errno));
    if (S_ISDIR(st.st_mode)) return eg_fail(err, EG_ERR_IO, path, "is a directory");
    FILE *file = fopen(path, "rb");
    if (file == NULL) return eg_fail(err, EG_ERR_IO, path, "cannot open: %s", strerror(errno));
    bool known = S_ISREG(st.st_mode) && st.st_size > 0 && (size_t)st.st_size <= limit;
    bool ok = known && read_whole(bytes, arena, file, (size_t)st.st_size);
    if (!ok) {
        rewind(file);
        ok = read_stream(bytes, arena, file, path, 1 << 16, limit, err);
    }
    fclose(file);
    return ok;
}

bool eg_source_read(eg_source *source, eg_arena *arena, const char *path, size_t limit, eg_error *err) {
    eg_slice bytes = {0};
    if (!eg_bytes_read(&bytes, arena, path, limit, err)) return false;
    eg_source_init(source, eg_arena_dup(arena, eg_slice_from(path)), bytes);
    return true;
}

enum { MARK_STEP = 4096 }; /* bytes: a post in one line of a megabyte took a walk of a megabyte for each place */

struct eg_source_mark {
    uint32_t offset; /* begin of a code point */
    uint32_t column; /* its column, 1-based */
};

static void mark_long_lines(eg_source *source) {
    EG_VEC(struct eg_source_mark) marks = {0};
    for (size_t i = 0; i < source->line_count; i++) {
        size_t begin = source->lines[i];
        size_t end = i + 1 < source->line_count ? source->lines[i + 1] : source->bytes.len;
        if (end - begin <= MARK_STEP) continue;
        eg_slice line = eg_slice_sub(source->bytes, begin, end);
        uint32_t column = 1;
        size_t last = 0;
        for (size_t at = 0, n; at < line.len; at += n, column++) {
            if (at - last >= MARK_STEP) {
                struct eg_source_mark mark = {(uint32_t)(begin + at), column};
                eg_vec_push(&marks, mark);
                last = at;
            }
            eg_utf8_next(line, at, &n);
        }
    }
    source->marks = marks.items;
    source->mark_count = marks.len;
}

void eg_source_init(eg_source *source, eg_slice path, eg_slice bytes) {
    EG_VEC(uint32_t) lines = {0};
    eg_vec_push(&lines, 0);
    for (size_t i = 0; i < bytes.len;) {
        const char *p = memchr(bytes.ptr + i, '\n', bytes.len - i);
        if (p == NULL) break;
        i = (size_t)(p - bytes.ptr) + 1;
        eg_vec_push(&lines, (uint32_t)i);
    }
    *source = (eg_source){.path = path, .bytes = bytes, .lines = lines.items, .line_count = lines.len};
    mark_long_lines(source);
}

void eg_source_fini(eg_source *source) {
    eg_heap_free(source->lines);
    eg_heap_free(source->marks);
    *source = (eg_source){0};
}

static size_t line_index(const eg_source *source, size_t offset) {
    size_t low = 0;
    size_t high = source->line_count;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (source->lines[mid] <= offset) low = mid;
        else high = mid;
    }
    return low;
}

/* Moves (*begin, *column) up to the last mark of the same line at or before `offset`. */
static void nearest_mark(const eg_source *source, size_t offset, size_t *begin, uint32_t *column) {
    size_t low = 0;
    size_t high = source->mark_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (source->marks[mid].offset <= offset) low = mid + 1;
        else high = mid;
    }
    if (low == 0 || source->marks[low - 1].offset < *begin) return;
    *begin = source->marks[low - 1].offset;
    *column = source->marks[low - 1].column;
}

void eg_source_place(const eg_source *source, size_t offset, uint32_t *line, uint32_t *column) {
    if (offset > source->bytes.len) offset = source->bytes.len;
    size_t i = line_index(source, offset);
    size_t begin = source->lines[i];
    uint32_t col = 1;
    nearest_mark(source, offset, &begin, &col);
    eg_slice before = eg_slice_sub(source->bytes, begin, offset);
    for (size_t at = 0; at < before.len; col++) {
        size_t n = 1;
        if ((unsigned char)before.ptr[at] >= 0x80) eg_utf8_next(before, at, &n);
        at += n;
    }
    *line = (uint32_t)i + 1;
    *column = col;
}

void eg_error_locate(eg_error *err, const eg_source *source, size_t offset) {
    if (err == NULL) return;
    eg_source_place(source, offset, &err->line, &err->column);
    size_t i = err->line - 1;
    size_t end = i + 1 < source->line_count ? source->lines[i + 1] : source->bytes.len;
    eg_slice line = eg_slice_sub(source->bytes, source->lines[i], end);
    while (line.len && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r')) line.len--;
    if (line.len >= sizeof err->excerpt) line.len = sizeof err->excerpt - 1;
    while (line.len && eg_utf8_check(line) != line.len && eg_utf8_check(line) + 4 > line.len) line.len--;
    memcpy(err->excerpt, line.ptr, line.len);
    err->excerpt[line.len] = '\0';
}

size_t eg_error_format(char *out, size_t cap, const eg_error *err, const char *what) {
    int n;
    if (err->path[0] && err->line)
        n = snprintf(out, cap, "%s:%u:%u: %s: %s\n", err->path, err->line, err->column, what, err->text);
    else if (err->path[0]) n = snprintf(out, cap, "%s: %s: %s\n", err->path, what, err->text);
    else n = snprintf(out, cap, "ecograph: %s: %s\n", what, err->text);
    size_t at = n > 0 ? (size_t)n : 0;
    if (at >= cap) return cap ? cap - 1 : 0;
    eg_slice excerpt = eg_slice_from(err->excerpt);
    if (excerpt.len == 0 || err->column == 0 || err->column > eg_utf8_count(excerpt) + 1) return at;
    n = snprintf(out + at, cap - at, "  %s\n  ", err->excerpt);
    if (n < 0 || (size_t)n >= cap - at) return at;
    at += (size_t)n;
    /* tabs are kept so that the caret stands under its character whatever the tab width */
    size_t byte = 0;
    for (uint32_t col = 1; col < err->column && at + 3 < cap; col++) {
        out[at++] = byte < excerpt.len && excerpt.ptr[byte] == '\t' ? '\t' : ' ';
        size_t len = 1;
        if (byte < excerpt.len) eg_utf8_next(excerpt, byte, &len);
        byte += len;
    }
    if (at + 3 < cap) {
        out[at++] = '^';
        out[at++] = '\n';
        out[at] = '\0';
    }
    return at;
}
