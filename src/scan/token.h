/* SPDX-License-Identifier: MIT */
/* One pass over the prose: words with their case shape and folded form. In: a text. Out: its tokens, in order. */
#ifndef EG_SCAN_TOKEN_H
#define EG_SCAN_TOKEN_H

#include "base/map.h"
#include "base/unicode.h"
#include "read/text.h"

enum eg_token_flags {
    EG_TOKEN_CAP = 1 << 0,      /* begins with a capital letter */
    EG_TOKEN_ALLCAPS = 1 << 1,  /* two or more letters, all capitals */
    EG_TOKEN_CAMEL = 1 << 2,    /* a capital behind a small letter or digit: SmartNews, iPhone, a16Z */
    EG_TOKEN_DIGIT = 1 << 3,    /* has a digit */
    EG_TOKEN_ALPHA = 1 << 4,    /* has a letter */
    EG_TOKEN_CJK = 1 << 5,      /* a run of a script without capitals */
    EG_TOKEN_FIRST = 1 << 6,    /* first word of its sentence */
    EG_TOKEN_SPACED = 1 << 7,   /* exactly white space between the token before (in its sentence) and this one */
    EG_TOKEN_GLUED = 1 << 8,    /* nothing at all between them: "'s", the parts of a split hyphen */
    EG_TOKEN_POSS = 1 << 9,     /* the possessive "'s" or "'" */
    EG_TOKEN_CODE = 1 << 10,    /* inside inline code */
    EG_TOKEN_PUNCT = 1 << 11,   /* one punctuation character (or "&") */
};

typedef struct eg_token {
    uint32_t begin, end; /* bytes of text */
    uint32_t flags;
    uint32_t sentence;
    eg_slice fold;       /* folded; punctuation inside ("U.S.") removed */
} eg_token;

typedef struct eg_tokens {
    eg_token *items;
    size_t len;
    uint32_t *first; /* per sentence: its first token; one more entry at the end */
} eg_tokens;

/* The end of the word that begins at byte `at` of s: letters and digits, and the marks that hold them together (AT&T, U.S.).
 * `at` itself when none begins there. */
size_t eg_word_end(eg_slice s, size_t at);
/* Folded words that split a hyphenated word: those in `splits` before them ("Tokyo-based" when it has "based"), those in
 * `heads` behind them when a capital follows ("ex-Siemens" when it has "ex"). */
void eg_tokens_read(eg_tokens *out, eg_arena *arena, const eg_text *text, const eg_map *splits, const eg_map *heads);

#endif
