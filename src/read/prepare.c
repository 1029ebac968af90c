/* SPDX-License-Identifier: MIT */
#include "read/prepare.h"

/* Effect: work that md4c would do beyond a fair share of the post's size. A table of R rows and C columns has at least
 * R * C bytes when its cells are written out; a link reference of usual length may be used everywhere. */
enum { TABLE_SHARE = 2, TABLE_FREE = 256, COLUMNS_FEW = 16, REFERENCE_SHARE = 4, REFERENCE_FREE = 1 << 20,
       REFERENCE_SHORT = 512, LABEL_MOST = 1000 };

typedef struct preparer {
    eg_prepared *out;
    eg_read_log *log;
    const eg_clean *clean;
    size_t from;
    eg_slice text;       /* as it came */
    EG_VEC(char) buf;    /* the prepared text, up to byte `copied` of `text`; empty until the first change */
    size_t copied;
    size_t brackets;     /* how many "[" the post has; (size_t)-1: not counted yet */
} preparer;

/* Changes come in the order of the text. */
static void copy_up_to(preparer *p, size_t at) {
    size_t len = at - p->copied;
    eg_vec_reserve(&p->buf, p->buf.len + len);
    if (len > 0) memcpy(p->buf.items + p->buf.len, p->text.ptr + p->copied, len);
    p->buf.len += len;
    p->copied = at;
}

static void make_void(preparer *p, size_t begin, size_t end) {
    copy_up_to(p, begin);
    for (; p->copied < end; p->copied++) eg_vec_push(&p->buf, EG_VOID);
}

static size_t line_end(eg_slice s, size_t at) {
    const char *newline = at < s.len ? memchr(s.ptr + at, '\n', s.len - at) : NULL;
    return newline ? (size_t)(newline - s.ptr) : s.len;
}

static size_t skip_indent(eg_slice s, size_t at, size_t end) {
    while (at < end && (s.ptr[at] == ' ' || s.ptr[at] == '\t' || s.ptr[at] == '>')) at++;
    return at;
}

static bool is_blank(eg_slice s, size_t at, size_t end) {
    for (; at < end; at++)
        if (s.ptr[at] != ' ' && s.ptr[at] != '\t' && s.ptr[at] != '\r') return false;
    return true;
}

/* Where the label's "]:" ends, when the line at `at` (a "[") is a definition; else 0. */
static size_t label_end(eg_slice s, size_t at, size_t end) {
    size_t most = end < at + LABEL_MOST ? end : at + LABEL_MOST;
    for (size_t i = at + 1; i + 1 < most; i++) {
        if (s.ptr[i] == '[' && s.ptr[i - 1] != '\\') return 0;
        if (s.ptr[i] == ']' && s.ptr[i - 1] != '\\') return s.ptr[i + 1] == ':' && i > at + 1 ? i + 2 : 0;
    }
    return 0;
}

/* A definition goes on to an empty line or the next definition. */
static size_t definition_end(eg_slice s, size_t at) {
    size_t end = line_end(s, at);
    while (end < s.len) {
        size_t next = end + 1;
        size_t next_end = line_end(s, next);
        size_t begin = skip_indent(s, next, next_end);
        if (is_blank(s, begin, next_end) || s.ptr[begin] == '[') break;
        end = next_end;
    }
    return end;
}

static size_t count_brackets(preparer *p) {
    if (p->brackets != (size_t)-1) return p->brackets;
    p->brackets = 0;
    for (size_t i = 0; i < p->text.len; i++) p->brackets += p->text.ptr[i] == '[';
    return p->brackets;
}

/* Returns the byte up to which lines need no second look. */
static size_t check_reference(preparer *p, size_t at, size_t end) {
    size_t stop = definition_end(p->text, at);
    size_t len = stop - at;
    if (len <= REFERENCE_SHORT) return end;
    if (count_brackets(p) <= (REFERENCE_SHARE * p->text.len + REFERENCE_FREE) / len) return stop;
    make_void(p, at, at + 1);
    eg_read_warn(p->log, "md4c-cap", eg_clean_place(p->clean, p->from + at),
                 "a link reference of %zu bytes is used too often, read as plain text", len);
    return stop;
}

static size_t check_definition(preparer *p, size_t at, size_t end) {
    size_t label = label_end(p->text, at, end);
    if (label == 0) return end;
    if (p->text.ptr[at + 1] != '^') return check_reference(p, at, end);
    make_void(p, at, label);
    return end;
}

typedef struct delimiters {
    size_t columns;
    bool is_row;  /* nothing but pipes, dashes, colons and spaces */
    bool is_short; /* some cell has one or two dashes */
} delimiters;

static delimiters read_delimiters(eg_slice s, size_t at, size_t end) {
    delimiters d = {.columns = 1, .is_row = true};
    size_t dashes = 0;
    for (; at <= end; at++) {
        char c = at < end ? s.ptr[at] : '|';
        if (c == '-') {
            dashes++;
        } else if (c == '|') {
            d.is_short |= dashes == 1 || dashes == 2;
            d.columns += at < end;
            dashes = 0;
        } else if (c != ':' && c != ' ' && c != '\t' && c != '\r') {
            return (delimiters){0};
        }
    }
    return d;
}

/* Copies a delimiter row with each run of dashes made three long. */
static void grow_delimiters(preparer *p, size_t at, size_t end) {
    copy_up_to(p, at);
    while (p->copied < end) {
        char c = p->text.ptr[p->copied];
        size_t run = p->copied;
        while (run < end && p->text.ptr[run] == '-') run++;
        size_t len = run - p->copied;
        if (c != '-' || len >= 3) {
            copy_up_to(p, len ? run : run + 1);
            continue;
        }
        copy_up_to(p, run);
        size_t before = p->out->shifts.len ? p->out->shifts.items[p->out->shifts.len - 1].added : 0;
        for (size_t i = len; i < 3; i++) eg_vec_push(&p->buf, '-');
        eg_vec_push(&p->out->shifts, ((eg_shift){p->buf.len, before + 3 - len}));
    }
}

static size_t check_table(preparer *p, size_t at, size_t end) {
    delimiters d = read_delimiters(p->text, at, end);
    size_t columns = d.columns;
    if (!d.is_row || columns < 2) return end;
    if (columns < COLUMNS_FEW) {
        if (d.is_short) grow_delimiters(p, at, end);
        return end;
    }
    size_t rows = 1;
    size_t stop = end;
    while (stop < p->text.len) {
        size_t next_end = line_end(p->text, stop + 1);
        if (is_blank(p->text, stop + 1, next_end)) break;
        rows++;
        stop = next_end;
    }
    size_t bytes = stop - at;
    if (rows <= (TABLE_SHARE * bytes + TABLE_FREE) / columns) {
        if (d.is_short) grow_delimiters(p, at, end);
        return stop;
    }
    make_void(p, at, end);
    eg_read_warn(p->log, "md4c-cap", eg_clean_place(p->clean, p->from + at),
                 "a table of %zu columns and %zu rows is mostly empty, read as plain text", columns, rows);
    return stop;
}

static void check_lines(preparer *p) {
    for (size_t at = 0; at < p->text.len;) {
        size_t end = line_end(p->text, at);
        size_t begin = skip_indent(p->text, at, end);
        size_t done = end;
        if (begin < end) {
            char c = p->text.ptr[begin];
            if (c == '[') done = check_definition(p, begin, end);
            else if (c == '|' || c == '-' || c == ':') done = check_table(p, begin, end);
        }
        at = done + 1;
    }
}

void eg_prepare(eg_prepared *out, eg_read_log *log, const eg_clean *clean, size_t from) {
    *out = (eg_prepared){.from = from};
    preparer p = {.out = out, .log = log, .clean = clean, .from = from, .brackets = (size_t)-1};
    p.text = out->text = eg_slice_sub(clean->bytes, from, clean->bytes.len);
    check_lines(&p);
    if (p.copied > 0) {
        copy_up_to(&p, p.text.len);
        out->text = eg_arena_dup(log->arena, eg_slice_of(p.buf.items, p.buf.len));
    }
    eg_vec_fini(&p.buf);
}

size_t eg_prepared_place(const eg_prepared *prepared, size_t at) {
    size_t low = 0;
    size_t high = prepared->shifts.len;
    while (low < high) { /* the shifts at or before `at` */
        size_t mid = (low + high) / 2;
        if (prepared->shifts.items[mid].at <= at) low = mid + 1;
        else high = mid;
    }
    return prepared->from + at - (low ? prepared->shifts.items[low - 1].added : 0);
}

void eg_prepared_fini(eg_prepared *prepared) {
    eg_vec_fini(&prepared->shifts);
}
