/* SPDX-License-Identifier: MIT */
/* read: a post's bytes in; its prose, the structure around it, and the map back to the post's bytes out.
 *
 *   post bytes -> repaired bytes (encoding.c) -> text (markdown.c) -> sentences (sentence.c)
 *
 * `text` is valid UTF-8 without control characters but '\n': blocks stand one after another, each ended by one '\n';
 * inside a block a soft break is one space. Markup, code blocks, HTML tags, comments, bare URLs, images and front
 * matter are not in it. */
#ifndef EG_READ_TEXT_H
#define EG_READ_TEXT_H

#include "base/source.h"

typedef enum eg_block_kind {
    EG_BLOCK_PARAGRAPH,
    EG_BLOCK_HEADING,
    EG_BLOCK_ITEM, /* one paragraph of a list item */
    EG_BLOCK_CELL, /* one table cell */
} eg_block_kind;

#define EG_NO_BLOCK UINT32_MAX

typedef struct eg_block {
    eg_block_kind kind;
    uint32_t begin, end;  /* bytes of text, without the final '\n' */
    uint8_t level;        /* heading: 1..6; item: depth of its list, 1 = outermost */
    uint8_t quote;        /* depth of block quotes around it */
    bool ordered;         /* item of a numbered list */
    uint32_t heading;     /* block index of the nearest heading above that governs this block, or EG_NO_BLOCK;
                             of a heading: the next heading of a lower level above it */
    uint32_t parent;      /* item: block of the first paragraph of the item that holds its list; else EG_NO_BLOCK */
    uint32_t lead;        /* item: first block of the same item (itself when it is the first); else EG_NO_BLOCK */
    uint32_t intro;       /* item or cell: the paragraph right before its list or table, or EG_NO_BLOCK */
    uint32_t table;       /* cell: number of its table in the post, from 0 */
    uint32_t row, column; /* cell: row 0 is the header row */
    bool header;          /* cell of the header row */
} eg_block;

typedef enum eg_inline_kind { EG_INLINE_STRONG, EG_INLINE_EMPHASIS, EG_INLINE_LINK, EG_INLINE_CODE } eg_inline_kind;

typedef struct eg_inline {
    eg_inline_kind kind;
    uint32_t begin, end; /* bytes of text; begin < end */
    eg_slice target;     /* link: its URL as written, entities resolved; else empty */
} eg_inline;

typedef struct eg_sentence {
    uint32_t begin, end; /* bytes of text; no white space at the ends; never over a block's border */
    uint32_t block;      /* index into blocks */
} eg_sentence;

typedef struct eg_meta { /* front matter: never evidence */
    eg_slice title, date; /* date: ISO 8601 or "" when it is not one */
    eg_slice lang;        /* as written ("ja", "en-GB"), or "" */
    eg_slice *authors;
    size_t author_count;
    eg_slice *tags;
    size_t tag_count;
} eg_meta;

/* One warning of reading: a repair, a cap, a refused piece. */
typedef struct eg_read_warning {
    const char *code;      /* "mojibake", "invalid-utf8", "nul", "md4c-cap", "front-matter", ... */
    uint32_t line, column; /* of the raw post; 0 = whole post */
    eg_slice text;
} eg_read_warning;

/* A piece of the map: text bytes [text, next.text) come from post bytes [post, post + post_len). When `linear`, byte
 * text + i is byte post + i; otherwise the whole piece stands for the whole run (an entity, a repaired letter). */
typedef struct eg_piece {
    uint32_t text;
    uint32_t post;
    uint32_t post_len;
    bool linear;
} eg_piece;

typedef struct eg_text {
    eg_source source;  /* the raw post: path, bytes, line map */
    char sha256[65];   /* of the raw bytes */
    bool repaired;     /* mojibake was undone */
    eg_meta meta;
    eg_slice text;
    eg_block *blocks;
    size_t block_count;
    eg_inline *inlines; /* by begin, then longer first */
    size_t inline_count;
    eg_sentence *sentences; /* in text order */
    size_t sentence_count;
    eg_piece *pieces; /* by text, ascending */
    size_t piece_count;
    eg_read_warning *warnings;
    size_t warning_count;
} eg_text;

/* What is data about sentence ends; borrowed. Entries are as written, with their final dot ("Inc.", "e.g."). */
typedef struct eg_sentence_rules {
    const eg_slice *abbreviations; /* a dot behind these ends no sentence, whatever follows */
    size_t abbreviation_count;
    const eg_slice *soft_abbreviations; /* ... unless a capital follows that begins a common word ("Inc. The") */
    size_t soft_count;
    const eg_slice *lettered; /* what is told by a letter, folded: the dot of "Series B." is no initial's */
    size_t lettered_count;
    bool (*is_common)(void *ctx, eg_slice lower_word); /* may be NULL: no word is common */
    bool (*is_head)(void *ctx, eg_slice lower_word); /* of a body's name: "the U.S. Senate"; may be NULL: no word is */
    void *ctx;
    const uint32_t *stops; /* code points that end a sentence with no space behind them, ascending */
    size_t stop_count;
    const eg_slice *goes_on; /* behind a closing quote these go on with the sentence: "..." said he */
    size_t goes_on_count;
    /* May be NULL. The rules to be used in place of these for a text whose prose is known, but not its sentences. */
    const struct eg_sentence_rules *(*choose)(void *choose_ctx, const eg_text *text);
    void *choose_ctx;
} eg_sentence_rules;

/* Reads a post. `bytes` is borrowed for the life of `out`, everything else is in `arena`. `path` is the path shown in
 * outputs. False only for what is no text at all (binary data: a NUL in the first 8 kB and no UTF-16 mark, say).
 * Linear in the size of the post. */
bool eg_text_read(eg_text *out, eg_arena *arena, eg_slice path, eg_slice bytes, const eg_sentence_rules *rules,
                  eg_error *err);
void eg_text_fini(eg_text *text); /* the line map; the rest goes with the arena */

/* The raw post's bytes [*start, *end) that text bytes [begin, end) come from; begin < end. O(log pieces). */
void eg_text_span(const eg_text *text, uint32_t begin, uint32_t end, uint32_t *start, uint32_t *stop);
/* Index of the first sentence of block `block` or, when it has none, of a later one; sentence_count at the end. */
uint32_t eg_text_sentence_from(const eg_text *text, uint32_t block);
/* Index of the first inline that begins at byte `begin` or behind; inline_count when there is none. */
size_t eg_text_inline_from(const eg_text *text, uint32_t begin);
/* Line and column (1-based, code points) in the raw post of text byte `at`. Columns count code points of the raw
 * post as it is on disk. */
void eg_text_place(const eg_text *text, uint32_t at, uint32_t *line, uint32_t *column);
/* The prose of [begin, end): white space folded to single spaces, trimmed. In `arena`. */
eg_slice eg_text_quote(eg_arena *arena, const eg_text *text, uint32_t begin, uint32_t end);

#endif
