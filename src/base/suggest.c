/* SPDX-License-Identifier: MIT */
#include "base/suggest.h"

enum { DISTANCE_MOST = 128 }; /* code points: what is longer is compared up to there */

static size_t decode(uint32_t *out, eg_slice s) {
    size_t count = 0;
    size_t n;
    for (size_t i = 0; i < s.len && count < DISTANCE_MOST; i += n) out[count++] = eg_utf8_next(s, i, &n);
    return count;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Optimal string alignment over three rows, given up as soon as a row is worse than `most`. */
size_t eg_edit_distance(eg_slice sa, eg_slice sb, size_t most) {
    uint32_t a[DISTANCE_MOST], b[DISTANCE_MOST];
    size_t rows[3][DISTANCE_MOST + 1];
    size_t na = decode(a, sa);
    size_t nb = decode(b, sb);
    if ((na > nb ? na - nb : nb - na) > most) return most + 1;
    for (size_t j = 0; j <= nb; j++) rows[0][j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t *now = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        const size_t *top = rows[(i + 1) % 3]; /* i - 2 */
        size_t best = now[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            now[j] = least(least(above[j], now[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = least(now[j], top[j - 2] + 1);
            best = least(best, now[j]);
        }
        if (best > most) return most + 1;
    }
    return least(rows[na % 3][nb], most + 1);
}

void eg_suggest(eg_suggestion *s, eg_slice known) {
    size_t letters = eg_utf8_count(s->word);
    size_t most = letters < 4 ? 1 : letters < 9 ? 2 : 3;
    size_t far = eg_edit_distance(s->word, known, most);
    if (far > most || (s->best.len && far >= s->distance)) return;
    s->best = known;
    s->distance = far;
}
