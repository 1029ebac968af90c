/* SPDX-License-Identifier: MIT */
/* What a sentence speaks of, and in which place of it. In: names with kinds, the references found so far. */
#ifndef EG_RELATE_SPOKEN_H
#define EG_RELATE_SPOKEN_H

#include "relate/tape.h"

enum { EG_SPOKEN_MOST = 128 };

/* One thing spoken of in a sentence, by name or by reference. */
typedef struct eg_spoken {
    uint32_t begin, end;
    uint32_t entity;
    bool possessor; /* "Japan's Mitsui" speaks of Mitsui */
    bool oblique;   /* behind a preposition */
    bool embedded;  /* in a side clause: "who had led research at UCB" */
    bool pronoun;
    bool aside;     /* inside parentheses: "X (NYSE: Y)" */
} eg_spoken;

/* What the sentence speaks of, in its order: names and the references found so far; its number. */
size_t eg_spoken_in(const eg_reading *r, uint32_t sentence, eg_spoken out[EG_SPOKEN_MOST]);
/* Are both members of one list? */
bool eg_spoken_joined(const eg_reading *r, const eg_spoken *a, const eg_spoken *b);
/* Does a comma or a conjunction join bytes `end` and `begin`, with no more than a few small words behind it: ", the insurers B", "and
 * existing owners C"? *comma: it is a comma alone. */
bool eg_list_goes_on(const eg_reading *r, uint32_t sentence, uint32_t end, uint32_t begin, bool *comma);
/* Does a clause word or a mark stand between two bytes of the sentence? */
bool eg_clause_between(const eg_reading *r, uint32_t sentence, uint32_t begin, uint32_t end);
/* Does a preposition stand up to five words back, over words that may stand between it and its name ("by the Swedish fund X")? */
bool eg_behind_preposition(const eg_reading *r, const eg_mention *mention);
/* Does "'s" stand in bytes [end, stop) of the text? */
bool eg_owner_ends(const eg_reading *r, uint32_t end, uint32_t stop);

#endif
