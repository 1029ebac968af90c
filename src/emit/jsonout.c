/* SPDX-License-Identifier: MIT */
#include "emit/jsonout.h"

/* Bytes that stand for themselves: printable ASCII but for the quote and the backslash. */
static bool is_plain(char c) {
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

static void put_special(eg_sink *out, uint32_t cp) {
    if (cp == '"') eg_put(out, EG_S("\\\""));
    else if (cp == '\\') eg_put(out, EG_S("\\\\"));
    else if (cp == '\n') eg_put(out, EG_S("\\n"));
    else if (cp == '\t') eg_put(out, EG_S("\\t"));
    else if (cp == 0x2028) eg_put(out, EG_S("\\u2028"));
    else if (cp == 0x2029) eg_put(out, EG_S("\\u2029"));
    else if (cp >= 0xA0) {
        char bytes[4];
        eg_put(out, eg_slice_of(bytes, eg_utf8_put(bytes, cp)));
    }
}

void eg_json_text(eg_sink *out, eg_slice text) {
    eg_putc(out, '"');
    size_t i = 0;
    while (i < text.len) {
        size_t run = i;
        while (run < text.len && is_plain(text.ptr[run])) run++;
        eg_put(out, eg_slice_sub(text, i, run));
        i = run;
        if (i == text.len) break;
        size_t n;
        put_special(out, eg_utf8_next(text, i, &n));
        i += n;
    }
    eg_putc(out, '"');
}

void eg_json_uint(eg_sink *out, uint64_t value) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    eg_put(out, eg_slice_of(digits + at, sizeof digits - at));
}

void eg_json_name(eg_sink *out, const char *name) {
    if (out->buf.len && out->buf.items[out->buf.len - 1] != '{') eg_put(out, EG_S(", "));
    eg_putc(out, '"');
    eg_puts(out, name);
    eg_put(out, EG_S("\": "));
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
    eg_put_number(out, value);
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
