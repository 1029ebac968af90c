/* SPDX-License-Identifier: MIT */
#include "base/unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

/* U+3099 and U+309A behind a kana of one of the rows that have a voiced form: the code point of both, or 0. */
static uint32_t voiced(uint32_t kana, uint32_t mark) {
    uint32_t hiragana = kana >= 0x30A1 ? kana - 0x60 : kana;
    bool h = hiragana == 0x306F || hiragana == 0x3072 || hiragana == 0x3075 || hiragana == 0x3078 || hiragana == 0x307B;
    if (mark == 0x309A) return h ? kana + 2 : 0;
    if (hiragana == 0x3046) return kana + 0x4E;
    bool paired = h || (hiragana >= 0x304B && hiragana <= 0x3062 && (hiragana & 1)) || hiragana == 0x3064 || hiragana == 0x3066 || hiragana == 0x3068;
    return paired ? kana + 1 : 0;
}

/* Drops combining marks in place, those of kana aside, which join their letter again. Returns the bytes that are left. */
static size_t drop_marks(char *text, size_t len) {
    size_t out = 0;
    size_t last = 0; /* where the character written last begins */
    for (size_t at = 0, n; at < len; at += n) {
        uint32_t cp = eg_utf8_next(eg_slice_of(text, len), at, &n);
        if (cp >= 0x80) {
            size_t m;
            uint32_t joined = (cp == 0x3099 || cp == 0x309A) && out > last ? voiced(eg_utf8_next(eg_slice_of(text, out), last, &m), cp) : 0;
            utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
            if (joined) {
                out = last + eg_utf8_put(text + last, joined);
                continue;
            }
            if (c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_MC || c == UTF8PROC_CATEGORY_ME) continue;
        }
        last = out;
        memmove(text + out, text + at, n);
        out += n;
    }
    return out;
}

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
                                      UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPCC | UTF8PROC_IGNORE);
    if (n < 0) { /* invalid UTF-8: keep the bytes */
        free(folded);
        return eg_arena_dup(arena, s);
    }
    eg_slice result = eg_arena_dup(arena, eg_slice_of((const char *)folded, drop_marks((char *)folded, (size_t)n)));
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
    if (cp >= 0xFE00 && cp <= 0xFE0F) return false; /* a variation selector is the mark of a sign: an emoji's */
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool eg_is_digit(uint32_t cp) {
    if (cp < 0x80) return cp >= '0' && cp <= '9';
    return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ND;
}

bool eg_is_pictograph(uint32_t cp) {
    if (cp < 0x80) return false;
    const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)cp);
    bool joins = p->boundclass == UTF8PROC_BOUNDCLASS_ZWJ || p->boundclass == UTF8PROC_BOUNDCLASS_EXTEND;
    bool shown = p->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC || p->category == UTF8PROC_CATEGORY_SO || p->category == UTF8PROC_CATEGORY_SM;
    return joins || shown;
}

bool eg_is_currency(uint32_t cp) { return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_SC; }

bool eg_is_cjk(uint32_t cp) {
    if (cp < 0x2E80) return false;
    return (cp >= 0x2E80 && cp <= 0x30FF && !(cp >= 0x3000 && cp <= 0x3004) && !(cp >= 0x3008 && cp <= 0x3020)) ||
           (cp >= 0x31F0 && cp <= 0x31FF) || (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
           (cp >= 0xAC00 && cp <= 0xD7AF) || (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0xFF66 && cp <= 0xFF9D) ||
           (cp >= 0x20000 && cp <= 0x3FFFF);
}

static const struct {
    uint32_t first, last;
    eg_script script;
} script_ranges[] = {
    {0x41, 0x5A, EG_SCRIPT_LATIN},       {0x61, 0x7A, EG_SCRIPT_LATIN},       {0xC0, 0x24F, EG_SCRIPT_LATIN},      {0x370, 0x3FF, EG_SCRIPT_GREEK},
    {0x400, 0x52F, EG_SCRIPT_CYRILLIC},  {0x5D0, 0x5EA, EG_SCRIPT_HEBREW},    {0x620, 0x6FF, EG_SCRIPT_ARABIC},    {0x900, 0x963, EG_SCRIPT_DEVANAGARI},
    {0xE01, 0xE4E, EG_SCRIPT_THAI},      {0x1E00, 0x1EFF, EG_SCRIPT_LATIN},   {0x3005, 0x3007, EG_SCRIPT_HAN},     {0x3041, 0x309F, EG_SCRIPT_HIRAGANA},
    {0x30A1, 0x30FA, EG_SCRIPT_KATAKANA}, {0x30FC, 0x30FF, EG_SCRIPT_KATAKANA}, {0x31F0, 0x31FF, EG_SCRIPT_KATAKANA}, {0x3400, 0x4DBF, EG_SCRIPT_HAN},
    {0x4E00, 0x9FFF, EG_SCRIPT_HAN},     {0xAC00, 0xD7AF, EG_SCRIPT_HANGUL},  {0xF900, 0xFAFF, EG_SCRIPT_HAN},     {0xFF21, 0xFF3A, EG_SCRIPT_LATIN},
    {0xFF41, 0xFF5A, EG_SCRIPT_LATIN},   {0xFF66, 0xFF9F, EG_SCRIPT_KATAKANA}, {0x20000, 0x3FFFF, EG_SCRIPT_HAN}};

eg_script eg_script_of(uint32_t cp) {
    size_t low = 0;
    size_t high = sizeof script_ranges / sizeof *script_ranges;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (script_ranges[mid].last < cp) low = mid + 1;
        else high = mid;
    }
    bool inside = low < sizeof script_ranges / sizeof *script_ranges && cp >= script_ranges[low].first;
    return inside ? script_ranges[low].script : EG_SCRIPT_OTHER;
}

const char *eg_script_name(eg_script script) {
    static const char *const names[EG_SCRIPT_COUNT] = {"other",      "latin", "greek",  "cyrillic", "hebrew",   "arabic",
                                                       "devanagari", "thai",  "hangul", "hiragana", "katakana", "han"};
    return names[script];
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
