/* SPDX-License-Identifier: MIT */
/* What the files that look for names share: the post's tokens, the word lists, and the marks on tokens. In: one post, between
 * eg_candidates_find's begin and end. */
#ifndef EG_SCAN_FINDER_H
#define EG_SCAN_FINDER_H

#include "scan/name.h"

enum {
    MARK_SMALL = 1 << 0,     /* a word in small letters that is a name all the same */
    MARK_OPENS_OWN = 1 << 1, /* the words from here are all that stands in a cell or in bold print */
    MARK_APPOSED = 1 << 3,   /* with MARK_SMALL: only because ", a ..." follows a word that no list knows */
    MARK_OPENS_TITLE = 1 << 2, /* a title in quotes, italics or a link begins here */
    MARK_FILLS = 1 << 4,       /* with MARK_OPENS_OWN: everyday words that fill a cell or bold print, small ones among them */
    MARK_LEADS = 1 << 5,       /* a word in bold that its block begins with, and the text goes on behind it */
};

typedef struct eg_finder {
    eg_arena *arena;
    const eg_patterns *p;
    const eg_text *text;
    const eg_tokens *tokens;
    const eg_map *common, *acronyms, *demonyms, *given, *surnames;
    uint8_t *marked;     /* per token: marks */
    uint32_t *title_end; /* per token with MARK_OPENS_TITLE or MARK_FILLS: the token behind it */
    eg_map small;        /* words that the post writes small, filled when it is first asked for */
    bool small_read;
    eg_map families;     /* last words of people named so far: given name, then an everyday word */
    const bool *named;   /* per block: a cell in a column of names; NULL without tables */
    EG_VEC(eg_candidate) found;
} eg_finder;

static inline const eg_token *token(const eg_finder *f, size_t i) { return &f->tokens->items[i]; }

static inline bool in(const eg_map *map, eg_slice word) { return eg_map_has(map, word); }

/* nameword.c ------------------------------------------------------------------------------------------------------------ */

/* Does the token begin a sentence or what stands behind a colon or an opening quote? */
bool eg_finder_begins(const eg_finder *f, size_t i);
/* May the token be a word of a name: a capital, an inner one, a brand that is written small? */
bool eg_finder_is_name_word(const eg_finder *f, const eg_token *t);
/* A word that makes no name alone: small words, posts, generic nouns, nationalities, marks. Of a run: no other word of it may be one of a name. */
bool eg_finder_is_filler(const eg_finder *f, const eg_token *t);
bool eg_finder_is_all_filler(const eg_finder *f, size_t begin, size_t end);
/* An everyday word, or the plural of one. Of a run: all of it that is no filler, and none with inner capitals; any of it. */
bool eg_finder_is_common(const eg_finder *f, eg_slice fold);
bool eg_finder_is_all_common(const eg_finder *f, size_t begin, size_t end);
bool eg_finder_is_any_common(const eg_finder *f, size_t begin, size_t end);
/* Is the word an everyday one with an ending of adverbs: "conspicuously"? */
bool eg_finder_is_adverb(const eg_finder *f, eg_slice fold);
/* "Kenyans", "Franco-German". */
bool eg_finder_is_demonym(const eg_finder *f, eg_slice fold);
/* "I'd", "We'll". */
bool eg_finder_is_contraction(const eg_finder *f, const eg_token *t);
bool eg_finder_is_hyphened(const eg_token *t);
/* "Young-ha" behind a family's name; "Seed-stage", which is no name. */
bool eg_finder_is_given_compound(const eg_finder *f, const eg_token *t);
bool eg_finder_is_compound_adjective(const eg_finder *f, const eg_token *t);
/* "$", "€": with letters before it they are of the sign. */
bool eg_finder_is_currency_sign(const eg_finder *f, const eg_token *t);
/* Is the token's sentence written as titles are, so that its capital tells nothing? */
bool eg_finder_in_title_case(const eg_finder *f, size_t at);
/* Does the post write the word in small letters somewhere? */
bool eg_finder_is_written_small(eg_finder *f, eg_slice fold);

/* namelisted.c: the longest listed name that begins at token `i`, and *stop behind it; NULL: none. */
const eg_gazetteer_entry *eg_finder_listed_at(const eg_finder *f, size_t i, size_t *stop);

/* nameperson.c ---------------------------------------------------------------------------------------------------------- */

/* Is the first word of a run a given name before a family's, though small elsewhere: "Will Osei"? */
bool eg_finder_is_given(const eg_finder *f, size_t begin, size_t end);
/* "Captain", "Founder-CEO". */
bool eg_finder_is_title(const eg_finder *f, const eg_token *t);
/* "Ma", which is no degree here; "Ba" behind a given name. */
bool eg_finder_is_short_family(const eg_finder *f, size_t at);
bool eg_finder_is_spelled(const eg_finder *f, size_t at);
/* May what follows a title be a person? */
bool eg_finder_leads_person(const eg_finder *f, size_t begin, size_t end);
/* Where a person begins behind everyday words of a run, or `begin`. */
size_t eg_finder_person_inside(const eg_finder *f, size_t begin, size_t end);

/* extent.c -------------------------------------------------------------------------------------------------------------- */

/* How many tokens behind `at` go on with the name [begin, at), 0 = none. */
size_t eg_finder_goes_on(const eg_finder *f, size_t begin, size_t at);
bool eg_finder_is_year(const eg_finder *f, const eg_token *t);
/* "II", "IV", and "I" before a mark that ends what it belongs to: "the fund, Harbour I, closed". */
bool eg_finder_is_roman(const eg_finder *f, size_t at);

/* headingname.c: does the token stand in a heading; is [begin, end) of one a name; has it a word that bodies are called by, not its first? */
bool eg_finder_in_heading(const eg_finder *f, size_t i);
bool eg_finder_names_heading(const eg_finder *f, size_t begin, size_t end);
bool eg_finder_names_body(const eg_finder *f, size_t begin, size_t end);
/* ... and stands behind a small word: "Annual Report of the Kestrel Institute"? */
bool eg_finder_names_body_behind_joint(const eg_finder *f, size_t begin, size_t end);

/* "A. P. Sharma": a capital and its dot before another or before a word, though the letter by itself is a word that tells nothing. */
static inline bool is_initial(const eg_finder *f, size_t at, size_t end) {
    const eg_token *t = token(f, at);
    return at + 1 < end && t->end - t->begin == 2 && f->text->text.ptr[t->end - 1] == '.' && (t->flags & EG_TOKEN_CAP) && (token(f, at + 1)->flags & EG_TOKEN_CAP);
}

#endif
