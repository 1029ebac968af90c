/* SPDX-License-Identifier: MIT */
#include "base/slice.h"

int eg_slice_cmp(eg_slice a, eg_slice b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (c != 0) return c;
    return (a.len > b.len) - (a.len < b.len);
}

static unsigned char lower(char c) {
    unsigned char u = (unsigned char)c;
    return u >= 'A' && u <= 'Z' ? (unsigned char)(u + 32) : u;
}

bool eg_slice_eq_ascii_nocase(eg_slice a, eg_slice b) {
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i])) return false;
    return true;
}

bool eg_slice_starts(eg_slice s, eg_slice prefix) {
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool eg_slice_ends(eg_slice s, eg_slice suffix) {
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

eg_slice eg_slice_trim(eg_slice s) {
    while (s.len && is_space(s.ptr[0])) s.ptr++, s.len--;
    while (s.len && is_space(s.ptr[s.len - 1])) s.len--;
    return s;
}

size_t eg_slice_find(eg_slice s, eg_slice needle, size_t from) {
    if (from > s.len) return (size_t)-1;
    if (needle.len == 0) return from;
    if (s.len == 0) return (size_t)-1; /* a slice of no length may have no address */
    const char *p = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
    return p ? (size_t)(p - s.ptr) : (size_t)-1;
}

bool eg_slice_split(eg_slice *rest, char sep, eg_slice *piece) {
    if (rest->ptr == NULL) return false;
    const char *p = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
    if (p == NULL) {
        *piece = *rest;
        *rest = (eg_slice){NULL, 0};
        return true;
    }
    size_t n = (size_t)(p - rest->ptr);
    *piece = eg_slice_of(rest->ptr, n);
    *rest = eg_slice_of(p + 1, rest->len - n - 1);
    return true;
}

/* Eight bytes at a time: most keys are a word. */
uint64_t eg_slice_hash(eg_slice s) {
    const uint64_t odd = 0x9E3779B97F4A7C15ULL;
    uint64_t h = s.len * odd;
    uint64_t last = 0;
    for (; s.len >= 8; s.ptr += 8, s.len -= 8) {
        memcpy(&last, s.ptr, 8);
        h = (h ^ last) * odd;
        h ^= h >> 32;
    }
    if (s.len >= 4) {
        uint32_t ends[2]; /* may overlap */
        memcpy(&ends[0], s.ptr, 4);
        memcpy(&ends[1], s.ptr + s.len - 4, 4);
        last = (uint64_t)ends[0] << 32 | ends[1];
    } else if (s.len) last = (uint64_t)(unsigned char)s.ptr[0] << 16 | (uint64_t)(unsigned char)s.ptr[s.len / 2] << 8 | (unsigned char)s.ptr[s.len - 1];
    else return h;
    h = (h ^ last) * odd;
    return h ^ h >> 32;
}

/* Length of the valid sequence at s[at], or 0. The ranges are Unicode's table 3-7. */
static size_t sequence_len(eg_slice s, size_t at) {
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    size_t left = s.len - at;
    if (p[0] < 0x80) return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    size_t n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < n) return 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (p[0] == 0xE0) low = 0xA0;
    if (p[0] == 0xED) high = 0x9F;
    if (p[0] == 0xF0) low = 0x90;
    if (p[0] == 0xF4) high = 0x8F;
    if (p[1] < low || p[1] > high) return 0;
    for (size_t i = 2; i < n; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    return n;
}

uint32_t eg_utf8_next(eg_slice s, size_t at, size_t *len) {
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    if (p[0] < 0x80) return *len = 1, p[0];
    size_t n = sequence_len(s, at);
    *len = n ? n : 1;
    switch (n) {
    case 2: return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3FU);
    case 3: return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3FU);
    case 4:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
               (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3FU);
    default: return 0xFFFD;
    }
}

size_t eg_utf8_put(char out[4], uint32_t cp) {
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) cp = 0xFFFD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t eg_utf8_check(eg_slice s) {
    size_t i = 0;
    while (i < s.len) {
        /* ASCII runs eight bytes at a time: prose is nearly all ASCII, and this makes the check free. */
        while (i + 8 <= s.len) {
            uint64_t word;
            memcpy(&word, s.ptr + i, 8);
            if (word & 0x8080808080808080ULL) break;
            i += 8;
        }
        if (i >= s.len) break;
        size_t n = sequence_len(s, i);
        if (n == 0) return i;
        i += n;
    }
    return s.len;
}

size_t eg_utf8_count(eg_slice s) {
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return n;
}
