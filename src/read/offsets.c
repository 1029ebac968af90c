/* SPDX-License-Identifier: MIT */
#include "read/offsets.h"

void eg_offsets_linear(eg_offsets *map, uint32_t text, uint32_t post, uint32_t len) {
    if (len == 0) return;
    if (map->list.len > 0) {
        eg_piece *last = &map->list.items[map->list.len - 1];
        if (last->linear && last->post + last->post_len == post && last->text + last->post_len == text) {
            last->post_len += len;
            return;
        }
    }
    eg_vec_push(&map->list, ((eg_piece){.text = text, .post = post, .post_len = len, .linear = true}));
}

void eg_offsets_whole(eg_offsets *map, uint32_t text, uint32_t post, uint32_t post_len) {
    eg_vec_push(&map->list, ((eg_piece){.text = text, .post = post, .post_len = post_len, .linear = false}));
}

void eg_offsets_fini(eg_offsets *map) {
    eg_vec_fini(&map->list);
}

size_t eg_piece_index(const eg_piece *pieces, size_t count, uint32_t text) {
    size_t low = 0;
    size_t high = count;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (pieces[mid].text <= text) low = mid;
        else high = mid;
    }
    return low;
}

uint32_t eg_piece_start(const eg_piece *pieces, size_t count, uint32_t at) {
    const eg_piece *piece = &pieces[eg_piece_index(pieces, count, at)];
    if (!piece->linear) return piece->post;
    uint32_t into = at - piece->text;
    return piece->post + (into < piece->post_len ? into : piece->post_len);
}

uint32_t eg_piece_stop(const eg_piece *pieces, size_t count, uint32_t at) {
    const eg_piece *piece = &pieces[eg_piece_index(pieces, count, at)];
    if (!piece->linear) return piece->post + piece->post_len;
    uint32_t into = at - piece->text + 1;
    return piece->post + (into < piece->post_len ? into : piece->post_len);
}

/* One linear piece of the outer map, cut where the inner map is cut. */
static void chain_linear(eg_offsets *out, uint32_t text, uint32_t begin, uint32_t end, const eg_piece *inner,
                         size_t count) {
    for (size_t i = eg_piece_index(inner, count, begin); i < count && inner[i].text < end; i++) {
        uint32_t stop = i + 1 < count ? inner[i + 1].text : UINT32_MAX;
        if (stop <= begin) continue;
        uint32_t from = inner[i].text > begin ? inner[i].text : begin;
        uint32_t to = stop < end ? stop : end;
        if (inner[i].linear)
            eg_offsets_linear(out, text + (from - begin), inner[i].post + (from - inner[i].text), to - from);
        else eg_offsets_whole(out, text + (from - begin), inner[i].post, inner[i].post_len);
    }
}

void eg_offsets_chain(eg_offsets *outer, uint32_t text_len, const eg_piece *inner, size_t inner_count) {
    if (inner_count == 0) return;
    eg_offsets out = {0};
    for (size_t i = 0; i < outer->list.len; i++) {
        const eg_piece *piece = &outer->list.items[i];
        uint32_t next = i + 1 < outer->list.len ? outer->list.items[i + 1].text : text_len;
        if (piece->linear) {
            chain_linear(&out, piece->text, piece->post, piece->post + (next - piece->text), inner, inner_count);
            continue;
        }
        uint32_t start = eg_piece_start(inner, inner_count, piece->post);
        uint32_t stop = piece->post_len ? eg_piece_stop(inner, inner_count, piece->post + piece->post_len - 1) : start;
        eg_offsets_whole(&out, piece->text, start, stop - start);
    }
    eg_offsets_fini(outer);
    *outer = out;
}
