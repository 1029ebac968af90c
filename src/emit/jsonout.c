/* SPDX-License-Identifier: MIT */
#include "emit/jsonout.h"

/* Bytes that stand for themselves: printable ASCII but for the quote and the backslash. */
static bool is_plain(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

static char *put_special(char *at, uint32_t cp) {
    const char *escape = cp == '"' ? "\\\"" : cp == '\\' ? "\\\\" : cp == '\n' ? "\\n" : cp == '\t' ? "\\t"
                         : cp == 0x2028 ? "\\u2028" : cp == 0x2029 ? "\\u2029" : NULL;
    if (escape) return stpcpy(at, escape);
    return cp >= 0xA0 ? at + eg_utf8_put(at, cp) : at;
}

void eg_json_text(eg_sink *out, eg_slice text) {
    /* Nothing grows more than threefold: one reservation, then plain stores. */
    eg_vec_reserve(&out->buf, out->buf.len + 3 * text.len + 8);
    char *at = out->buf.items + out->buf.len;
    *at++ = '"';
    size_t i = 0;
    while (i < text.len) {
        if (is_plain(text.ptr[i])) {
            *at++ = text.ptr[i++];
            continue;
        }
        size_t n;
        at = put_special(at, eg_utf8_next(text, i, &n));
        i += n;
    }
    *at++ = '"';
    out->buf.len = (size_t)(at - out->buf.items);
}

void eg_json_uint(eg_sink *out, uint64_t value) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    eg_put(out, eg_slice_of(digits + at, sizeof digits - at));
}

void eg_json_name(eg_sink *out, const char *name) {
    size_t len = strlen(name);
    eg_vec_reserve(&out->buf, out->buf.len + len + 6);
    char *at = out->buf.items + out->buf.len;
    if (out->buf.len && at[-1] != '{') {
        *at++ = ',';
        *at++ = ' ';
    }
    *at++ = '"';
    memcpy(at, name, len);
    memcpy(at + len, "\": ", 3);
    out->buf.len = (size_t)(at + len + 3 - out->buf.items);
}

void eg_json_member(eg_sink *out, const char *name, eg_slice text) {
    eg_json_name(out, name);
    eg_json_text(out, text);
}

void eg_json_optional(eg_sink *out, const char *name, eg_slice text) {
    if (text.len) eg_json_member(out, name, text);
}

void eg_json_number(eg_sink *out, const char *name, double value) {
    eg_json_name(out, name);
    /* Up to three decimals, as nearly all are, need no printf: the digits are those of a whole number of thousandths. */
    double thousandths = value * 1000;
    if (!(value >= 0 && value < 1e9) || (double)(uint64_t)(thousandths + 0.5) / 1000 != value) {
        eg_put_number(out, value);
        return;
    }
    uint64_t whole = (uint64_t)(thousandths + 0.5);
    unsigned rest = (unsigned)(whole % 1000);
    eg_json_uint(out, whole / 1000);
    if (rest == 0) return;
    char digits[4] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10), (char)('0' + rest % 10)};
    eg_put(out, eg_slice_of(digits, rest % 10 ? 4 : rest % 100 ? 3 : 2));
}

void eg_json_count(eg_sink *out, const char *name, uint64_t value) {
    eg_json_name(out, name);
    eg_json_uint(out, value);
}

void eg_json_flag(eg_sink *out, const char *name, bool value) {
    eg_json_name(out, name);
    eg_puts(out, value ? "true" : "false");
}

void eg_json_texts(eg_sink *out, const char *name, const eg_slice *list, size_t count) {
    eg_json_name(out, name);
    eg_putc(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i) eg_put(out, EG_S(", "));
        eg_json_text(out, list[i]);
    }
    eg_putc(out, ']');
}

void eg_json_item(eg_sink *out, bool first, int depth) {
    if (!first) eg_putc(out, ',');
    eg_putc(out, '\n');
    while (depth-- > 0) eg_putc(out, ' ');
}
