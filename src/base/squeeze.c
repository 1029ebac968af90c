/* SPDX-License-Identifier: MIT */
/* A piece is a count of bytes as they are, those bytes, and a match: how far back and how long. Counts are in the halves of one
 * byte; 15 goes on in the bytes behind, each of which adds up to 255. The last piece has no match.
 *
 *     | count, length - 6 | more count | bytes | distance, 2 bytes | more length |
 *
 * A match is looked for where the same four of its bytes stood last (Ziv, Lempel 1977, with one candidate for a place). */
#include "base/squeeze.h"

#include "base/arena.h"

enum { STEP = EG_SQUEEZE_SLACK, MATCH_LEAST = 6, DISTANCE_MOST = 65535, TABLE_BITS = 13, HALF = 15 };

static uint32_t four_at(const char *at) {
    uint32_t four;
    memcpy(&four, at, sizeof four);
    return four;
}

static size_t hash_of(uint32_t four) { return four * 2654435761U >> (32 - TABLE_BITS); }

static void put_more(eg_sink *out, size_t count) {
    if (count < HALF) return;
    for (count -= HALF; count >= 255; count -= 255) eg_putc(out, '\xff');
    eg_putc(out, (char)(unsigned char)count);
}

static void put_piece(eg_sink *out, eg_slice plain, size_t distance, size_t length) {
    size_t more = distance ? length - MATCH_LEAST : 0;
    size_t head = (plain.len < HALF ? plain.len : HALF) << 4 | (more < HALF ? more : HALF);
    eg_putc(out, (char)(unsigned char)head);
    put_more(out, plain.len);
    eg_put(out, plain);
    if (distance == 0) return;
    eg_putc(out, (char)(unsigned char)(distance & 255));
    eg_putc(out, (char)(unsigned char)(distance >> 8));
    put_more(out, more);
}

static size_t same_from(eg_slice bytes, size_t a, size_t b) {
    size_t n = 0;
    while (b + n < bytes.len && bytes.ptr[a + n] == bytes.ptr[b + n]) n++;
    return n;
}

void eg_squeeze(eg_sink *out, eg_slice bytes) {
    uint32_t last[1 << TABLE_BITS]; /* place + 1 */
    memset(last, 0, sizeof last);
    size_t plain = 0; /* bytes from here on are not put yet */
    for (size_t at = 0; at + MATCH_LEAST <= bytes.len && at < UINT32_MAX;) {
        uint32_t *known = &last[hash_of(four_at(bytes.ptr + at))];
        size_t before = *known;
        *known = (uint32_t)at + 1;
        size_t distance = at + 1 - before;
        size_t length = before && distance <= DISTANCE_MOST ? same_from(bytes, before - 1, at) : 0;
        if (length < MATCH_LEAST) {
            at++;
            continue;
        }
        put_piece(out, eg_slice_sub(bytes, plain, at), distance, length);
        at += length;
        plain = at;
    }
    put_piece(out, eg_slice_sub(bytes, plain, bytes.len), 0, 0);
}

/* A count whose half is `half`; false at the end of what there is. */
static bool read_count(eg_slice packed, size_t *at, size_t half, size_t *count) {
    *count = half;
    for (unsigned char more = 255; half == HALF && more == 255; *count += more) {
        if (*at == packed.len) return false;
        more = (unsigned char)packed.ptr[(*at)++];
    }
    return true;
}

/* The two may overlap: then the bytes repeat. */
static void copy_match(char *to, size_t distance, size_t length) {
    if (distance < STEP)
        for (size_t i = 0; i < length; i++) to[i] = to[i - distance];
    else
        for (size_t i = 0; i < length; i += STEP) memcpy(to + i, to + i - distance, STEP);
}

/* Most are few: those are copied with what stands behind them. */
static void copy_plain(char *to, eg_slice packed, size_t at, size_t count) {
    if (count <= STEP && packed.len - at >= STEP) memcpy(to, packed.ptr + at, STEP);
    else if (count) memcpy(to, packed.ptr + at, count);
}

bool eg_unsqueeze(void *out, size_t size, eg_slice packed) {
    char *to = out;
    size_t made = 0;
    for (size_t at = 0; at < packed.len;) {
        size_t head = (unsigned char)packed.ptr[at++];
        size_t count;
        size_t length;
        if (!read_count(packed, &at, head >> 4, &count) || count > packed.len - at || count > size - made) return false;
        copy_plain(to + made, packed, at, count);
        made += count;
        at += count;
        if (at == packed.len) return made == size;
        if (packed.len - at < 2) return false;
        size_t distance = (unsigned char)packed.ptr[at] | (size_t)(unsigned char)packed.ptr[at + 1] << 8;
        at += 2;
        if (!read_count(packed, &at, head & HALF, &length)) return false;
        length += MATCH_LEAST;
        if (distance == 0 || distance > made || length > size - made) return false;
        copy_match(to + made, distance, length);
        made += length;
    }
    return false;
}
