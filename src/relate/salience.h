/* SPDX-License-Identifier: MIT */
/* How much a text speaks of each of its things where a reference stands: for reference.c, which finds the references, and topic.c. In:
 * names with kinds, the references found so far. */
#ifndef EG_RELATE_SALIENCE_H
#define EG_RELATE_SALIENCE_H

#include "relate/spoken.h"

typedef struct eg_search {
    const eg_reading *r;
    uint32_t kinds;
    uint32_t sentence;
    uint32_t at; /* byte of text the reference stands at */
    uint32_t end_at; /* ... and ends at; `at` when what refers stands there unsaid, 0 when no reference asks */
    eg_regex *unlike;
    const eg_map *not_first; /* words that its name does not begin with, or NULL */
    eg_slice gender; /* the name of that list: what another such list was asked for before it is not, "he" is no "she" */
    eg_slice listed; /* the list of names that knows it, or "" */
    eg_slice noun;   /* "startup" of "the young startup", or "" */
    eg_slice phrase; /* all of it */
    bool own_clause; /* it may stand for the subject of its own clause: "its", but not "it" */
    bool object;     /* nothing stands behind it in its clause: never the clause's own subject */
    bool owns;       /* a noun phrase that a possessive mark follows: "the company's" */
    bool owner;      /* a possessive: in a side clause the clause's own subject comes first */
    bool definite;   /* no pronoun: also about what all of the post is about */
    bool part;       /* "the board", "the chief executive": of what the text is about, though that is not said */
    bool beyond;     /* of nothing in its own sentence: what the title names comes before what was just said by the way */
    uint32_t cued;   /* what the reference's cue speaks of, or EG_NO_ENTITY */
    bool cued_here;  /* ... in its own sentence */
    eg_slice must;   /* a word that the thing's name has, or "" */
    eg_slice nation; /* "the Danish firm": the word, folded, or "" */
    uint32_t place;  /* "the Oslo firm": where it is, or EG_NO_ENTITY */
    bool one;        /* "its": one thing, not several that are named side by side */
    bool end;        /* an end that a rule leaves unsaid: before all what the title names */
    bool unnamed;    /* it may stand for what has no name: "The campus was sold. It" */
    uint32_t also;   /* a thing of another kind that it may be, or EG_NO_ENTITY */
    const uint32_t *others; /* what it cannot be */
    size_t other_count;
} eg_search;

/* A search for one of `kinds` from byte `at` of a sentence: nothing else asked. */
eg_search eg_search_from(const eg_reading *r, uint32_t kinds, uint32_t sentence, uint32_t at);
/* Can the entity be of one of `kinds`? One whose kind is unknown may be anything but a person or a place. */
bool eg_entity_fits(const eg_reading *r, uint32_t entity, uint32_t kinds);
/* Can it be what is searched for, wherever it stands? */
bool eg_search_suits(const eg_search *s, uint32_t entity);
/* Does the folded name have the word? */
bool eg_key_has_word(eg_slice key, eg_slice word);
/* The likeliest antecedent, or EG_NO_ENTITY. `here`: the reference's own sentence counts too. *sure: nothing else is near it. */
uint32_t eg_search_antecedent(const eg_search *s, bool here, bool *sure);
/* The name that a heading below the title consists of, but for a number, in a series of such; else EG_NO_ENTITY. */
uint32_t eg_heading_name(const eg_reading *r, uint32_t heading);
/* The name that a heading consists of behind one preposition: "About Kestrel Group"; or EG_NO_ENTITY. */
uint32_t eg_heading_about(const eg_reading *r, uint32_t heading);
/* The subject, or else the first name, of a block's first sentence that has one. */
uint32_t eg_first_of_block(const eg_reading *r, uint32_t block, uint32_t kinds);
/* "**X** has named ...": a paragraph that is an entry, with its name in bold in front. */
bool eg_lead_is_entry(const eg_reading *r, uint32_t block);
/* The name in bold that an item speaks of ("- In Accra, **X** has"), or that a paragraph has as its only one; or EG_NO_ENTITY. */
uint32_t eg_lead_in_bold(const eg_reading *r, uint32_t block, const eg_search *any);
/* As eg_block_lead; `late`: of what the second sentence names, too, where the first is words alone. */
uint32_t eg_lead_of(const eg_reading *r, uint32_t block, uint32_t kinds, bool late);

#endif
