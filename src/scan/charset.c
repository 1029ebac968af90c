/* SPDX-License-Identifier: MIT */
#include "scan/charset.h"

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static eg_slice behind(eg_slice text, size_t from) { return eg_slice_sub(text, from, text.len); }

static eg_slice skip_blank(eg_slice text) {
    while (text.len && is_blank(text.ptr[0])) text = behind(text, 1);
    return text;
}

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

/* One character of a class: itself, "\xHH", or a mark behind a backslash. -1 when it is anything else. */
static int read_member(eg_slice *rest) {
    char c = rest->ptr[0];
    if ((unsigned char)c >= 0x80 || c == '[') return -1;
    if (c != '\\') return *rest = behind(*rest, 1), c;
    if (rest->len < 2 || (unsigned char)rest->ptr[1] >= 0x80) return -1;
    char e = rest->ptr[1];
    if (!is_letter_or_digit(e)) return *rest = behind(*rest, 2), e;
    if (e != 'x' || rest->len < 4) return -1;
    int high = hex(rest->ptr[2]);
    int low = hex(rest->ptr[3]);
    *rest = behind(*rest, 4);
    return high < 0 || low < 0 || high > 7 ? -1 : high * 16 + low;
}

static bool read_class(eg_charset *out, eg_slice *rest) {
    *out = (eg_charset){0};
    if (rest->len < 2 || rest->ptr[0] != '[') return false;
    *rest = behind(*rest, 1);
    bool negated = rest->ptr[0] == '^';
    if (negated) *rest = behind(*rest, 1);
    if (rest->len && rest->ptr[0] == ']') return false; /* a bracket as the first member: rare, and easily misread */
    while (rest->len && rest->ptr[0] != ']') {
        int first = read_member(rest);
        int last = first;
        if (first >= 0 && rest->len > 1 && rest->ptr[0] == '-' && rest->ptr[1] != ']') {
            *rest = behind(*rest, 1);
            last = read_member(rest);
        }
        if (first < 0 || last < first) return false;
        for (int c = first; c <= last; c++) out->ascii[c] = true;
    }
    if (rest->len == 0) return false;
    *rest = behind(*rest, 1);
    for (int c = 0; c < 128 && negated; c++) out->ascii[c] = !out->ascii[c];
    out->beyond = negated;
    return true;
}

static void take_out(eg_charset *set, const eg_charset *other) {
    for (int c = 0; c < 128; c++) set->ascii[c] &= !other->ascii[c];
    set->beyond &= !other->beyond;
}

bool eg_charset_read(eg_charset *out, eg_slice text) {
    eg_charset refused = {0};
    for (text = skip_blank(text); eg_slice_starts(text, EG_S("(?!")); text = skip_blank(text)) {
        eg_charset one;
        text = skip_blank(behind(text, 3));
        if (!read_class(&one, &text)) return false;
        text = skip_blank(text);
        if (!eg_slice_starts(text, EG_S(")"))) return false;
        text = behind(text, 1);
        eg_charset_join(&refused, &one);
    }
    if (!read_class(out, &text) || skip_blank(text).len) return false;
    take_out(out, &refused);
    return true;
}

void eg_charset_join(eg_charset *set, const eg_charset *other) {
    for (int c = 0; c < 128; c++) set->ascii[c] |= other->ascii[c];
    set->beyond |= other->beyond;
}

static void put_member(eg_sink *out, int c) {
    if (is_letter_or_digit((char)c)) eg_putc(out, (char)c);
    else eg_putf(out, "\\x%02x", (unsigned)c);
}

bool eg_charset_put(eg_sink *out, const eg_charset *set) {
    bool members[128];
    size_t count = 0;
    for (int c = 0; c < 128; c++) members[c] = set->ascii[c] != set->beyond, count += members[c];
    if (count == 0) return false;
    eg_puts(out, set->beyond ? "[^" : "[");
    for (int c = 0; c < 128; c++) {
        if (!members[c]) continue;
        int last = c;
        while (last < 127 && members[last + 1]) last++;
        put_member(out, c);
        if (last > c + 1) eg_putc(out, '-');
        if (last > c) put_member(out, last);
        c = last;
    }
    eg_putc(out, ']');
    return true;
}
