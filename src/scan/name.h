/* SPDX-License-Identifier: MIT */
/* Candidates for names: gazetteer hits and capital sequences. In: tokens. Out: spans, never overlapping, in order. What
 * they are is decided by evidence, later. */
#ifndef EG_SCAN_NAME_H
#define EG_SCAN_NAME_H

#include "scan/patternset.h"
#include "scan/token.h"

typedef struct eg_candidate {
    uint32_t begin, end;             /* bytes of text */
    uint32_t token, token_end;       /* token range */
    uint32_t sentence;
    const eg_gazetteer_entry *entry; /* NULL unless a gazetteer knows the whole span */
    eg_slice title;                  /* the title cut off before it ("Governor"), or "" */
    bool weak;                       /* begins a sentence with a common word, or stands in a heading */
    bool soft;                       /* weak for its common words alone: evidence beside it may make it a name */
    bool quoted;                     /* a title in quotes, italics or a link, taken as a whole */
    bool seed;                       /* no name by itself: only a rule that extends it makes it one */
} eg_candidate;

typedef struct eg_candidates {
    eg_candidate *items;
    size_t len;
} eg_candidates;

void eg_candidates_find(eg_candidates *out, eg_arena *arena, const eg_patterns *patterns, const eg_text *text, const eg_tokens *tokens);

#endif
