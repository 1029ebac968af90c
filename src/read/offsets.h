/* SPDX-License-Identifier: MIT */
/* Maps from the bytes of a made text to the bytes it was made from, as a list of pieces (eg_piece): built front to
 * back, looked up by halving, and chained when a text was made in two steps. */
#ifndef EG_READ_OFFSETS_H
#define EG_READ_OFFSETS_H

#include "read/text.h"

typedef struct eg_offsets {
    EG_VEC(eg_piece) list;
} eg_offsets;

/* Bytes from `text` on are the bytes from `post` on, one to one. Grows the last piece when it goes on there. */
void eg_offsets_linear(eg_offsets *map, uint32_t text, uint32_t post, uint32_t len);
/* Bytes from `text` on stand, as a whole, for [post, post + post_len). */
void eg_offsets_whole(eg_offsets *map, uint32_t text, uint32_t post, uint32_t post_len);
void eg_offsets_fini(eg_offsets *map);

/* Index of the piece that holds `text`; count > 0. O(log count). */
size_t eg_piece_index(const eg_piece *pieces, size_t count, uint32_t text);
/* Source byte where text byte `at` begins, and the one behind its end. */
uint32_t eg_piece_start(const eg_piece *pieces, size_t count, uint32_t at);
uint32_t eg_piece_stop(const eg_piece *pieces, size_t count, uint32_t at);

/* Rewrites `outer` (text -> middle, text_len bytes) in place to text -> source, by `inner` (middle -> source). */
void eg_offsets_chain(eg_offsets *outer, uint32_t text_len, const eg_piece *inner, size_t inner_count);

#endif
