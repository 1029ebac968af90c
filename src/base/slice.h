/* SPDX-License-Identifier: MIT */
/* A slice is a borrowed run of bytes, UTF-8 unless said otherwise, never NUL-terminated by contract. */
#ifndef EG_BASE_SLICE_H
#define EG_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct eg_slice {
    const char *ptr; /* may be NULL when len is 0 */
    size_t len;      /* bytes */
} eg_slice;

#define EG_S(literal) ((eg_slice){"" literal, sizeof(literal) - 1})
/* For printf("%.*s", EG_FMT(s)). */
#define EG_FMT(s) (int)(s).len, (s).ptr ? (s).ptr : ""

static inline eg_slice eg_slice_of(const char *ptr, size_t len) { return (eg_slice){ptr, len}; }
static inline eg_slice eg_slice_from(const char *str) {
    return (eg_slice){str, str ? strlen(str) : 0};
}
static inline eg_slice eg_slice_sub(eg_slice s, size_t begin, size_t end) {
    return (eg_slice){s.ptr + begin, end - begin};
}
static inline bool eg_slice_eq(eg_slice a, eg_slice b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Byte order, shorter first on a tie: the order of every sorted output. */
int eg_slice_cmp(eg_slice a, eg_slice b);
/* ASCII letters only; bytes above 0x7F compare as they are. */
bool eg_slice_eq_ascii_nocase(eg_slice a, eg_slice b);
bool eg_slice_starts(eg_slice s, eg_slice prefix);
bool eg_slice_ends(eg_slice s, eg_slice suffix);
/* Without ASCII white space at both ends. */
eg_slice eg_slice_trim(eg_slice s);
/* Index of the first byte of `needle` in `s` at or after `from`, or (size_t)-1. An empty needle is found at `from`. */
size_t eg_slice_find(eg_slice s, eg_slice needle, size_t from);
/* Cuts the piece before the next `sep` off `*rest`; false when `*rest` was exhausted. "a;b" gives "a", "b". */
bool eg_slice_split(eg_slice *rest, char sep, eg_slice *piece);
/* 64 bits, of which the lower half is as good as all. Not for ids that leave the process: see hash.h. */
uint64_t eg_slice_hash(eg_slice s);

/* Decodes the code point at s.ptr[at] and its length in bytes (1..4). Invalid bytes give U+FFFD, length 1. */
uint32_t eg_utf8_next(eg_slice s, size_t at, size_t *len);
/* Writes 1..4 bytes, returns how many. `cp` beyond U+10FFFF or a surrogate is written as U+FFFD. */
size_t eg_utf8_put(char out[4], uint32_t cp);
/* Offset of the first byte that is not valid UTF-8 (overlong forms and surrogates are not), or s.len. */
size_t eg_utf8_check(eg_slice s);
/* Number of code points; s is valid UTF-8. */
size_t eg_utf8_count(eg_slice s);

#endif
