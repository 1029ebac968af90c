/* SPDX-License-Identifier: MIT */
/* What a phrase says of the thing that it stands for, "the Oslo chipmaker", against what was said of a thing before: for salience.c. In:
 * names with kinds, the references found so far. */
#ifndef EG_RELATE_DESCRIBED_H
#define EG_RELATE_DESCRIBED_H

#include "relate/salience.h"

/* Do two folded words tell the same trade, or the same deed: insurer and assurance, distributor and distributes, chipmaker and chips? */
bool eg_words_akin(const eg_patterns *p, eg_slice a, eg_slice b);
/* Is the last word of a name (its key) one of another trade than `noun`: no "insurer" is a Bank? */
bool eg_key_of_other_trade(const eg_patterns *p, eg_slice key, eg_slice noun);
/* Does one of the words of the name tell what `noun` tells: "the university" of a Universidad? */
bool eg_key_has_akin(const eg_patterns *p, eg_slice key, eg_slice noun);
/* Do the words beside one of its names, or of the references to it, before byte `at` call it by the noun: "the startup X", "X, a Kobe startup", "X is a
 * startup"? `alike`: in the block of `sentence`, by another noun that firms are called. */
bool eg_called_so(const eg_reading *r, uint32_t entity, eg_slice noun, uint32_t sentence, uint32_t at, bool alike);
/* How surely the telling words of a phrase (no "new", no "company") are the entity's: EG_BY_NAME when its name has one of them, EG_BY_KIN
 * when its name has a word akin to one, EG_BY_DEED when one, or a word akin, was said beside it before byte `at`; else EG_BY_NOTHING. */
typedef enum eg_description { EG_BY_NOTHING, EG_BY_DEED, EG_BY_KIN, EG_BY_NAME } eg_description;
eg_description eg_described(const eg_reading *r, uint32_t entity, eg_slice phrase, uint32_t at);

/* What a name was introduced as: "X, a hospital in Oslo", "X is a hospital", "the hospital X". */
typedef struct eg_telling {
    uint32_t entity, begin; /* byte of the name */
    eg_slice noun;          /* folded */
} eg_telling;

typedef struct eg_tellings {
    EG_VEC(eg_telling) items; /* by begin */
    eg_map nouns;
} eg_tellings;

/* All that a post tells; what its references stand for is not asked. */
void eg_tellings_find(eg_tellings *out, const eg_reading *r);
void eg_tellings_fini(eg_tellings *t);
/* Has the sentence a word that somebody was told to be? */
bool eg_tellings_in(const eg_tellings *t, const eg_reading *r, uint32_t sentence);
/* Who of `kinds` was told to be that before byte `at`, and was spoken of last, in the same section and not too far from it; or EG_NO_ENTITY. */
uint32_t eg_told_before(const eg_tellings *t, const eg_reading *r, eg_slice noun, uint32_t sentence, uint32_t at, uint32_t kinds);

/* The name that stands by a place: "X (Oslo)", "X of Oslo", "Oslo-based X", "Oslo's X", or the head of its table row. */
uint32_t eg_stands_by(const eg_search *s, const eg_mention *place);
/* Does the word stand before the name, with no more than words between, or in what is told of it behind a comma: "the Danish chain
 * X", "X, a Danish chain"? */
bool eg_is_called(const eg_reading *r, const eg_mention *m, eg_slice word);
/* "The Danish firm", "the Aarhus firm": was the entity said to be of that land (1), or of another and not of it (-1)? */
int eg_land_fits(const eg_search *s, uint32_t entity);

#endif
