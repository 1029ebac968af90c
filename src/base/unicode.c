/* SPDX-License-Identifier: MIT */
#include "base/unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

eg_slice eg_fold(eg_arena *arena, eg_slice s) {
    char *out = eg_arena_alloc(arena, s.len + 1);
    size_t at = 0;
    for (; at < s.len; at++) { /* ASCII needs no table */
        unsigned char c = (unsigned char)s.ptr[at];
        if (c >= 0x80 || c < 0x20 || c == 0x7F) break;
        out[at] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (at == s.len) return eg_slice_of(out, at);
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, &folded,
                                      UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                          UTF8PROC_STRIPMARK | UTF8PROC_STRIPCC | UTF8PROC_IGNORE);
    if (n < 0) { /* invalid UTF-8: keep the bytes */
        free(folded);
        return eg_arena_dup(arena, s);
    }
    eg_slice result = eg_arena_dup(arena, eg_slice_of((const char *)folded, (size_t)n));
    free(folded);
    return result;
}

bool eg_is_upper(uint32_t cp) {
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool eg_is_letter(uint32_t cp) {
    if (cp < 0x80) return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool eg_is_digit(uint32_t cp) {
    if (cp < 0x80) return cp >= '0' && cp <= '9';
    return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ND;
}

bool eg_is_cjk(uint32_t cp) {
    return (cp >= 0x2E80 && cp <= 0x30FF && !(cp >= 0x3000 && cp <= 0x3004) && !(cp >= 0x3008 && cp <= 0x3020)) ||
           (cp >= 0x31F0 && cp <= 0x31FF) || (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
           (cp >= 0xAC00 && cp <= 0xD7AF) || (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0xFF66 && cp <= 0xFF9D) ||
           (cp >= 0x20000 && cp <= 0x3FFFF);
}

int eg_char_width(uint32_t cp) {
    if (cp >= 0x20 && cp < 0x7F) return 1;
    int w = utf8proc_charwidth((utf8proc_int32_t)cp);
    return w < 0 ? 0 : w;
}

size_t eg_display_width(eg_slice s) {
    size_t width = 0;
    for (size_t at = 0; at < s.len;) {
        size_t n;
        width += (size_t)eg_char_width(eg_utf8_next(s, at, &n));
        at += n;
    }
    return width;
}

bool eg_is_unsafe(uint32_t cp) {
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x200E && cp <= 0x200F) ||
           (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x061C || cp == 0xFEFF;
}
