/* SPDX-License-Identifier: MIT */
#include "read/text.h"

#include <stdlib.h>

#include "base/hash.h"
#include "read/encoding.h"
#include "read/frontmatter.h"
#include "read/markdown.h"
#include "read/sentence.h"
#include "read/warning.h"

/* Offsets are 32 bits, and repaired text can be up to three times as long as the post. */
#define POST_MOST ((size_t)1 << 30)

static void *copied(eg_arena *arena, const void *items, size_t count, size_t size) {
    void *copy = eg_arena_array(arena, count, size);
    if (count > 0) memcpy(copy, items, count * size);
    return copy;
}

static int by_place(const void *a, const void *b) {
    const eg_inline *x = a;
    const eg_inline *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return (x->kind > y->kind) - (x->kind < y->kind);
}

static bool in_order(const eg_inline *x, const eg_inline *y) {
    return x->begin != y->begin ? x->begin < y->begin : x->end >= y->end;
}

/* Marks are made in order of their beginning; only trimmed and reopened ones can break it. */
static void sort_inlines(eg_text *text) {
    for (size_t i = 1; i < text->inline_count; i++) {
        if (in_order(&text->inlines[i - 1], &text->inlines[i])) continue;
        qsort(text->inlines, text->inline_count, sizeof *text->inlines, by_place);
        return;
    }
}

static void take_markdown(eg_text *out, eg_arena *arena, eg_markdown *markdown, const eg_clean *clean) {
    out->text = eg_arena_dup(arena, eg_slice_of(markdown->text.items, markdown->text.len));
    out->block_count = markdown->blocks.len;
    out->blocks = copied(arena, markdown->blocks.items, markdown->blocks.len, sizeof(eg_block));
    out->inline_count = markdown->inlines.len;
    out->inlines = copied(arena, markdown->inlines.items, markdown->inlines.len, sizeof(eg_inline));
    sort_inlines(out);
    eg_offsets_chain(&markdown->offsets, (uint32_t)out->text.len, clean->offsets.list.items, clean->offsets.list.len);
    out->piece_count = markdown->offsets.list.len;
    out->pieces = copied(arena, markdown->offsets.list.items, markdown->offsets.list.len, sizeof(eg_piece));
}

static void read_markdown(eg_text *out, eg_arena *arena, eg_read_log *log, const eg_clean *clean,
                       const eg_sentence_rules *rules) {
    eg_markdown markdown;
    size_t from = eg_front_matter_read(&out->meta, log, clean);
    eg_markdown_read(&markdown, log, clean, from);
    take_markdown(out, arena, &markdown, clean);
    eg_markdown_fini(&markdown);
    if (rules && rules->choose) rules = rules->choose(rules->choose_ctx, out);
    size_t forced = eg_sentences_cut(out, arena, rules);
    if (forced != EG_NO_PLACE)
        eg_read_warn(log, "long-sentence", eg_piece_start(out->pieces, out->piece_count, (uint32_t)forced),
                     "a sentence without end was cut here; what is said over the cut is not read");
    out->repaired = clean->repaired;
}

bool eg_text_read(eg_text *out, eg_arena *arena, eg_slice path, eg_slice bytes, const eg_sentence_rules *rules,
                  eg_error *err) {
    *out = (eg_text){0};
    const char *shown = eg_arena_dup(arena, path).ptr;
    if (bytes.len > POST_MOST)
        return eg_fail(err, EG_ERR_INPUT, shown, "larger than the limit of %zu bytes", (size_t)POST_MOST);
    eg_source_init(&out->source, path, bytes);
    eg_sha256_hex(out->sha256, bytes);
    eg_read_log log = {.arena = arena, .source = &out->source};
    eg_clean clean;
    eg_error own = {0};
    bool ok = eg_clean_read(&clean, &log, bytes, &own);
    if (ok) read_markdown(out, arena, &log, &clean, rules);
    else (void)eg_fail(err, own.code, shown, "%s", own.text);
    out->warning_count = log.list.len;
    out->warnings = copied(arena, log.list.items, log.list.len, sizeof(eg_read_warning));
    eg_clean_fini(&clean);
    eg_vec_fini(&log.list);
    if (!ok) eg_source_fini(&out->source);
    return ok;
}

void eg_text_fini(eg_text *text) {
    eg_source_fini(&text->source);
}

void eg_text_span(const eg_text *text, uint32_t begin, uint32_t end, uint32_t *start, uint32_t *stop) {
    *start = *stop = 0;
    if (text->piece_count == 0) return;
    *start = eg_piece_start(text->pieces, text->piece_count, begin);
    *stop = end > begin ? eg_piece_stop(text->pieces, text->piece_count, end - 1) : *start;
}

void eg_text_place(const eg_text *text, uint32_t at, uint32_t *line, uint32_t *column) {
    uint32_t start = text->piece_count ? eg_piece_start(text->pieces, text->piece_count, at) : 0;
    eg_source_place(&text->source, start, line, column);
}

eg_slice eg_text_quote(eg_arena *arena, const eg_text *text, uint32_t begin, uint32_t end) {
    char *out = eg_arena_alloc(arena, end > begin ? end - begin + 1 : 1);
    size_t len = 0;
    bool space = false;
    for (uint32_t at = begin; at < end && at < text->text.len; at++) {
        char c = text->text.ptr[at];
        if (c == ' ' || c == '\n') {
            space = len > 0;
            continue;
        }
        if (space) out[len++] = ' ';
        space = false;
        out[len++] = c;
    }
    return eg_slice_of(out, len);
}

uint32_t eg_text_sentence_from(const eg_text *text, uint32_t block) {
    uint32_t low = 0;
    for (uint32_t high = (uint32_t)text->sentence_count; low < high;) {
        uint32_t mid = low + (high - low) / 2;
        if (text->sentences[mid].block < block) low = mid + 1;
        else high = mid;
    }
    return low;
}

size_t eg_text_inline_from(const eg_text *text, uint32_t begin) {
    size_t low = 0;
    for (size_t high = text->inline_count; low < high;) {
        size_t mid = low + (high - low) / 2;
        if (text->inlines[mid].begin < begin) low = mid + 1;
        else high = mid;
    }
    return low;
}
