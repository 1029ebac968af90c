/* SPDX-License-Identifier: MIT */
/* The taxonomy of a pattern set (schema.yaml): kinds and edge types with their traits, colours and shapes. C code
 * reads traits, never names. Sets of kinds are bit masks by index, so there are at most 24 kinds. */
#ifndef EG_SCAN_SCHEMA_H
#define EG_SCAN_SCHEMA_H

#include "base/yaml.h"

enum { EG_KINDS_MOST = 24, EG_EDGES_MOST = 64, EG_FAMILIES_MOST = 32 };

/* What C may ask of a kind. */
enum eg_trait {
    EG_TRAIT_FIGURE = 1 << 0,  /* carries value and unit; no name of its own */
    EG_TRAIT_PERSON = 1 << 1,  /* surnames and given names are its short forms; merged over posts only with care */
    EG_TRAIT_HUB = 1 << 2,     /* many things touch it without being related (places): paths avoid it */
    EG_TRAIT_WORK = 1 << 3,    /* its name may be a sentence in quotes or italics */
    EG_TRAIT_DATED = 1 << 4,   /* a year or number behind the name belongs to it (events) */
    EG_TRAIT_NAMESAKE = 1 << 5, /* may bear a person's name ("Ada Berg Therapeutics") and be called by it alone */
};

enum eg_edge_trait {
    EG_EDGE_SYMMETRIC = 1 << 0,
    EG_EDGE_FIGURE = 1 << 1,   /* its target is a figure: carries measure and modifier */
    EG_EDGE_PLACE = 1 << 2,    /* drawn quietly, left out of paths by default */
};

typedef struct eg_colors {
    eg_slice light, light_tint, dark, dark_tint; /* "#RRGGBB"; tints may be "" for edge families */
} eg_colors;

typedef struct eg_kind {
    eg_slice name, label, plural, shape, schema_org, description;
    eg_colors colors;
    uint32_t traits;  /* enum eg_trait */
    uint32_t classes; /* bit per class (below) this kind belongs to */
} eg_kind;

typedef struct eg_edge_type {
    eg_slice name, label, inverse, schema_org, description; /* label "invested in", inverse "backed by" */
    eg_slice family;       /* key into families */
    eg_slice dash;         /* "", "dashed" or "dotted" */
    uint32_t from, to;     /* bit per kind */
    uint32_t traits;       /* enum eg_edge_trait */
    uint64_t hidden_by;    /* bit per edge type: when one of those joins the same ends (either way), this one falls */
} eg_edge_type;

typedef struct eg_family {
    eg_slice name;
    eg_colors colors;
} eg_family;

typedef struct eg_schema {
    eg_slice name, version; /* of the pattern set */
    eg_kind *kinds;
    size_t kind_count;
    struct {
        eg_slice name;  /* "agent", "investor" ... a word for several kinds in rules */
        uint32_t kinds; /* bit per kind */
    } classes[EG_KINDS_MOST];
    size_t class_count;
    eg_edge_type *edges;
    size_t edge_count;
    eg_family *families;
    size_t family_count;
} eg_schema;

#define EG_NONE UINT32_MAX

/* Adds a schema.yaml to a zeroed schema, or on top of the files added before: what it names anew is added, what it names
 * again is replaced. Texts are in `arena`. Problems go to `errors`; false when there were any. */
bool eg_schema_add(eg_schema *schema, eg_arena *arena, const eg_source *source, eg_errors *errors);
/* Index or EG_NONE. */
uint32_t eg_schema_kind(const eg_schema *schema, eg_slice name);
uint32_t eg_schema_edge(const eg_schema *schema, eg_slice name);
/* Bit mask of a kind's or a class's name; 0 when unknown. */
uint32_t eg_schema_kinds(const eg_schema *schema, eg_slice name);
/* The kinds that have one of `traits`, and those that have none. */
uint32_t eg_kinds_with(const eg_schema *schema, uint32_t traits);
uint32_t eg_kinds_without(const eg_schema *schema, uint32_t traits);
/* An error at a word that is no name of one of the `words` sorts, with the nearest name that is. */
enum { EG_WORD_KIND = 1, EG_WORD_CLASS = 2, EG_WORD_EDGE = 4 };
void eg_schema_unknown(const eg_schema *schema, eg_errors *errors, const eg_source *source, const eg_yaml *at, const char *what, unsigned words);
const eg_family *eg_schema_family(const eg_schema *schema, eg_slice name); /* NULL when unknown */

#endif
