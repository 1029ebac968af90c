/* SPDX-License-Identifier: MIT */
/* What is known of one post while it is read: mentions, and the entities they stand for. */
#ifndef EG_RESOLVE_READING_H
#define EG_RESOLVE_READING_H

#include "scan/name.h"

#define EG_NO_ENTITY UINT32_MAX

typedef struct eg_mention {
    uint32_t begin, end;   /* bytes of text */
    uint32_t entity;
    uint32_t sentence;
    uint32_t token, token_end;
    eg_slice rule;         /* what found it */
    bool hidden;           /* an alias in parentheses: evidence, but no unit of its own on the tape */
    bool weak;
    bool quoted;           /* a title in quotes, italics or a link */
    bool soft;             /* weak, but not dropped: a common word with a capital inside a sentence */
} eg_mention;

typedef struct eg_vote {
    eg_slice rule;
    uint32_t kind;         /* EG_NONE: that it is no name */
    float weight;
} eg_vote;

typedef struct eg_entity {
    eg_slice name;         /* fullest form seen */
    eg_slice key;          /* normal form: folded, without legal form and "the" */
    uint32_t merged;       /* entity this one was merged into, or EG_NO_ENTITY */
    float against[EG_KINDS_MOST]; /* product of (1 - weight) over the rules that voted for the kind; 1 = no vote */
    float by_name[EG_KINDS_MOST]; /* the factor of it that the strongest vote of the name itself gave */
    uint32_t voted;        /* kinds that were voted for: 1 << kind; of others `against` is 1 */
    uint32_t outside;      /* kinds that something beside the name voted for, not its own words or a list: 1 << kind */
    float none;            /* the same for "no name at all" */
    uint32_t likely;       /* the kind that a late rule will give it if nothing else does (eg_entity_guess), or EG_NONE */
    const eg_gazetteer_entry *entry;
    EG_VEC(eg_vote) voters; /* each rule votes once per kind */
    bool strong;           /* has a mention that is not weak */
    uint32_t mentions;
    eg_slice url;
} eg_entity;

typedef struct eg_alias_note { /* becomes a merge of the graph */
    uint32_t entity;
    eg_slice alias, reason, rule;
    uint32_t begin, end;
} eg_alias_note;

enum { EG_ANTECEDENTS_MOST = 8 };

/* A phrase that stands for things named before ("the company", "its", "both"), or an unsaid subject (begin == end). */
typedef struct eg_anaphor {
    uint32_t begin, end;   /* bytes of text */
    uint32_t sentence;
    uint32_t rule;         /* index into the set's references */
    uint32_t count;        /* 0: stands for nothing that has a name */
    uint32_t entities[EG_ANTECEDENTS_MOST];
} eg_anaphor;

enum { EG_PORTRAITS_MOST = 64 /* more than rules ask for */ };

/* What the post is a portrait of, when only `kinds` are asked for. */
typedef struct eg_portrait {
    uint32_t kinds, entity;
} eg_portrait;

/* How often each thing is spoken of, the most often first: made when it is asked for, and again after a merge. */
typedef struct eg_topics {
    bool made;
    size_t mentions, notes; /* how many there were */
    uint32_t *counts;       /* per entity */
    uint32_t *spread;       /* per entity: in how many blocks it is named */
    uint32_t *plain;        /* per entity: how often it is named, and not behind a preposition */
    uint32_t *first;        /* per entity: byte of text where it is named first */
    uint32_t *order;        /* entities that are spoken of, by count, then as they came */
    size_t len;
    uint32_t *titled;  /* names that the titles of its first blocks hold, title by title; NULL: not looked for yet */
    size_t titled_len;
    size_t titled_of;  /* entities there were then */
    eg_portrait portraits[EG_PORTRAITS_MOST]; /* what was asked before; since when more kinds may have become known */
    size_t portrait_count;
} eg_topics;

typedef struct eg_pair {
    uint32_t a, b;
} eg_pair;

typedef struct eg_reading {
    eg_topics *topics;
    eg_arena *arena;
    const eg_patterns *p;
    const eg_text *text;
    eg_tokens tokens;
    eg_figures figures;
    EG_VEC(eg_mention) mentions;   /* by begin */
    uint32_t *first_mention;       /* per sentence, one more at the end */
    EG_VEC(eg_entity) entities;
    EG_VEC(eg_alias_note) notes;
    EG_VEC(eg_anaphor) anaphora;   /* by begin */
    uint32_t *first_anaphor;       /* per sentence, one more at the end; NULL until they were looked for */
    uint32_t *ahead;               /* per sentence, the byte where what stands ahead of its subject ends, or 0; NULL until then */
    EG_VEC(eg_pair) apart;         /* two things, however alike their names are */
    eg_map keys;                   /* key -> entity */
    struct eg_kept_tapes **tapes;  /* relate's, per sentence: what was written for it; NULL before the first */
    size_t tapes_size;             /* bytes of them */
    eg_map tape_texts;             /* relate's: text of a tape that lives as long as the reading -> */
    EG_VEC(struct eg_tape_known *) tapes_known;
    bool limit;
} eg_reading;

/* Candidates, entity rules, introductions. */
void eg_reading_begin(eg_reading *r, eg_arena *arena, const eg_patterns *patterns, const eg_text *text);
void eg_reading_fini(eg_reading *r);
/* Index of the first mention that begins at byte `begin` of the text or behind; mentions.len when there is none. */
uint32_t eg_mention_from(const eg_reading *r, uint32_t begin);
/* The entity that `entity` was merged into. */
uint32_t eg_entity_of(const eg_reading *r, uint32_t entity);
/* Where the text names it first: byte of the text; UINT32_MAX when it does not. */
uint32_t eg_first_place(const eg_reading *r, uint32_t entity);
/* Does what stands in bytes [begin, end) of the text join the members of a list: a comma, a conjunction or both, and an article at
 * most? `by_word`: by more than a comma. */
bool eg_joins_list(const eg_reading *r, uint32_t begin, uint32_t end, bool *by_word);
/* Adds evidence; a rule counts once for an entity and kind. kind EG_NONE: evidence that it is no name. */
void eg_entity_vote(eg_reading *r, uint32_t entity, uint32_t kind, float weight, eg_slice rule);
/* Has the rule voted for it, or for what was merged into it? */
bool eg_entity_voted(const eg_reading *r, uint32_t entity, eg_slice rule);
float eg_entity_belief(const eg_entity *e, uint32_t kind);
/* Kind with the most evidence above `least`, or EG_NONE. Ties: the kind that stands first in the schema. */
uint32_t eg_entity_kind(const eg_reading *r, uint32_t entity, float least);
/* Its kind at belief >= 0.3, else the one that its name alone will give it; EG_NONE when neither tells. */
uint32_t eg_entity_likely_kind(const eg_reading *r, uint32_t entity);
/* Is it of a kind with one of `traits`, as far as is known (belief >= 0.3)? */
bool eg_entity_has(const eg_reading *r, uint32_t entity, uint32_t traits);
/* Merges b into a (both roots); votes add up, the longer name stays unless `keep_name`. */
void eg_entity_merge(eg_reading *r, uint32_t a, uint32_t b, eg_slice reason, eg_slice rule, uint32_t begin, uint32_t end, bool keep_name);
/* No short form makes one of the two roots. */
void eg_entity_keep_apart(eg_reading *r, uint32_t a, uint32_t b);
bool eg_entities_are_apart(const eg_reading *r, uint32_t a, uint32_t b);
/* Sets `likely` of every name without a kind; votes for nothing. After the evidence for kinds was read. */
void eg_entity_guess(eg_reading *r);
/* Late rules: a kind for the names that no evidence told one. After the relations. */
void eg_entity_settle(eg_reading *r);
/* Normal form of a name: folded, legal forms and a leading "the" cut. */
eg_slice eg_normal_name(const eg_patterns *p, eg_arena *arena, eg_slice name);

/* Does a rule with `standin` hold for the mention, surer than the list that knows its name? *id: the rule. */
bool eg_is_standin(eg_reading *r, const eg_mention *m, eg_slice *id);

#endif
