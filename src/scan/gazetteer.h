/* SPDX-License-Identifier: MIT */
/* Gazetteers and word lists (patterns/names, see FORMAT.md there). Lookup is a hash over folded token n-grams: its cost
 * does not grow with the number of names. */
#ifndef EG_SCAN_GAZETTEER_H
#define EG_SCAN_GAZETTEER_H

#include "base/map.h"
#include "scan/schema.h"

/* The last line of a file that evidence can cite: rows behind it cite this one. */
#define EG_GAZETTEER_LINES ((1U << 20) - 1)

/* There are many, and a post asks for a few at random: what one of them cites is made when it is asked for. */
typedef struct eg_gazetteer_entry {
    eg_slice name;     /* canonical */
    float weight;
    uint32_t same_as;  /* index into the gazetteer's ids, 0 = none */
    uint32_t line : 20; /* of its file, up to EG_GAZETTEER_LINES */
    uint32_t land : 12; /* of a place: index into the gazetteer's lands, 0 = not told */
    uint16_t file;     /* index into the gazetteer's files */
    uint8_t kind;
    bool ambiguous;    /* also an everyday word: needs other evidence */
} eg_gazetteer_entry;

/* Two names of one thing ("Kiev" is "Kyiv"), a row of a file with `use: aliases`. */
typedef struct eg_alias_row {
    eg_slice name, key; /* the name in use now, and its key */
    eg_slice rule;      /* names/FILE.tsv:LINE */
} eg_alias_row;

/* Which characters beyond ASCII some words may begin with: a bit each, several characters to one. */
typedef struct eg_first_chars {
    uint64_t bits[64];
} eg_first_chars;

void eg_first_add(eg_first_chars *firsts, eg_slice word);
bool eg_first_may(const eg_first_chars *firsts, uint32_t cp); /* true of ASCII */

typedef struct eg_gazetteer {
    const struct eg_gazetteer *base; /* asked for what is not found here, or NULL */
    EG_VEC(eg_gazetteer_entry) entries;
    eg_arena keys;             /* texts: what is looked up, names, ids */
    EG_VEC(eg_slice) files;    /* "names/FILE.tsv" */
    EG_VEC(eg_slice) ids;      /* of Wikidata; the first is nobody's */
    eg_map names;              /* folded key ("acme robotics") -> entry */
    EG_VEC(eg_map) lists;      /* folded words */
    EG_VEC(eg_slice) list_names;
    EG_VEC(eg_slice) lands;    /* keys; the first is none */
    eg_map land_ids;           /* key -> index into lands */
    eg_map nation_lands;       /* key of a nationality ("danish") -> index into lands */
    eg_map pairs;              /* never-merge: "key a\tkey b", both orders */
    EG_VEC(eg_alias_row) alias_rows;
    eg_map aliases;  /* key of the other name -> index into alias_rows */
    size_t words_most;         /* tokens of the longest name */
    uint64_t *beginnings;      /* a bit for each hash of the words a longer name begins with */
    eg_first_chars firsts;     /* of the keys */
} eg_gazetteer;

void eg_gazetteer_fini(eg_gazetteer *g);
/* Nothing is added any more: see base/region.h. */
void eg_gazetteer_settle(eg_gazetteer *g);
/* Names are not looked for now: their lists take no memory until they are asked again. */
void eg_gazetteer_rest(void);
/* Adds one TSV file; texts go to `arena`. `shown` is the path cited in evidence. */
bool eg_gazetteer_add(eg_gazetteer *g, eg_arena *arena, const eg_schema *schema, const eg_source *source,
                      eg_slice shown, eg_errors *errors);
/* The entry that has this key for a name, or NULL. */
const eg_gazetteer_entry *eg_gazetteer_find(const eg_gazetteer *g, eg_slice key);
/* "names/FILE.tsv:LINE", what evidence cites; made in `arena`. The entry is one that `g` found. */
eg_slice eg_gazetteer_cite(const eg_gazetteer *g, eg_arena *arena, const eg_gazetteer_entry *entry);
/* "" or its id in Wikidata. */
/* Is the entry a row of names/NAME.tsv, of this set or of one below? */
bool eg_gazetteer_is_of(const eg_gazetteer *g, const eg_gazetteer_entry *entry, eg_slice name);
eg_slice eg_gazetteer_same_as(const eg_gazetteer *g, const eg_gazetteer_entry *entry);
/* False when no name begins with the character. */
bool eg_gazetteer_may_begin(const eg_gazetteer *g, uint32_t cp);
/* The key of the land that a place lies in or that a nationality is of; that of a land is its own; "" when it is not told. */
eg_slice eg_gazetteer_land(const eg_gazetteer *g, eg_arena *arena, eg_slice key);
/* NULL when there is no such list. */
const eg_map *eg_gazetteer_list(const eg_gazetteer *g, eg_slice name);
/* The lookup key of a name: folded, everything but letters and digits to single spaces, possessive cut. */
eg_slice eg_name_key(eg_arena *arena, eg_slice name);
/* Does a word list have a folded word? "anne-sophie" is in a list that has both its parts, or "anne sophie". */
bool eg_list_has(const eg_map *list, eg_slice word);
/* May a name of more words begin with this key? Seldom true when none does, never false when one does. */
bool eg_gazetteer_begins(const eg_gazetteer *g, eg_slice key);
/* The row that says what the thing with this key is called now, or NULL. */
const eg_alias_row *eg_gazetteer_alias(const eg_gazetteer *g, eg_slice key);
bool eg_gazetteer_apart(const eg_gazetteer *g, eg_arena *arena, eg_slice key_a, eg_slice key_b);

#endif
