/* SPDX-License-Identifier: MIT */
/* The tape of a sentence: lower-case prose in which every mention, figure, date and reference is one byte that tells
 * its kind. Relation rules see nothing else. Appositions and relative clauses are lifted into tapes of their own. */
#ifndef EG_RELATE_TAPE_H
#define EG_RELATE_TAPE_H

#include "resolve/reading.h"

#define EG_NO_SENTENCE UINT32_MAX

typedef enum eg_unit_type { EG_UNIT_MENTION, EG_UNIT_FIGURE, EG_UNIT_DATE, EG_UNIT_REFERENCE } eg_unit_type;

typedef struct eg_unit {
    eg_unit_type type;
    uint32_t index;      /* mention, figure or date; reference: index of the rule */
    uint32_t entity;     /* mention and reference */
    uint32_t begin, end; /* bytes of text */
} eg_unit;

/* What patterns found on a tape: the passes over a post ask again, and guards for each statement. */
typedef struct eg_tape_memory eg_tape_memory;

/* Where a predicate that shares the subject of the clause before it begins: "X was founded in May | and is run by Y". */
typedef struct eg_joint {
    uint32_t verb;       /* byte of text: the verb of the clause before */
    uint32_t begin, end; /* bytes of text: what stands between the two clauses */
    bool own;            /* the clause behind has a subject of its own: "X bought Y | and Z left" */
} eg_joint;

typedef struct eg_tape {
    eg_slice text;
    uint32_t *source; /* per byte: byte of the post's text it came from */
    int32_t *unit;    /* per byte: index into units, -1 = prose */
    const eg_gates *gates; /* of the set */
    uint64_t id;          /* no tape with another text has it */
    const uint64_t *open; /* per gate of the set: may its pattern match here? */
    uint64_t *refused;    /* per gate: its pattern was tried and is nowhere here */
    eg_tape_memory *memory;
    bool superseded;      /* parts of it were lifted into tapes of their own */
    const eg_joint *joints; /* where a tape is split into clauses; of one that is superseded, where those are that came of it */
    uint32_t joint_count;
    bool answers;         /* the sentence's names and what the question before says of them */
} eg_tape;

typedef struct eg_tapes {
    EG_VEC(eg_unit) units;
    EG_VEC(eg_tape) list; /* the whole sentence first */
    EG_VEC(eg_span) lifted; /* bytes of text that were lifted: appositions, relative clauses, parentheses */
    uint32_t sentence;
    uint32_t question; /* that the sentence answers, whose units are there too; or EG_NO_SENTENCE */
    eg_arena arena; /* of the tapes of this sentence */
    eg_arena *home; /* that, or the reading's own for those that are kept */
    bool keep;      /* tapes made before stay readable until eg_tapes_fini */
} eg_tapes;

void eg_tapes_fini(eg_tapes *tapes);
/* The tapes of a sentence as they were last made, kept with the reading: the passes over a post ask for the same ones again
 * until a name changes its kind or a reference is found. Up to TAPES_KEPT bytes a post. */
typedef struct eg_kept_tapes eg_kept_tapes;

/* `references`: write them, else leave them prose. Units have the byte of their entity's kind at belief >= 0.3. */
void eg_tapes_make(eg_tapes *out, eg_reading *r, uint32_t sentence, bool references);

/* The byte of the post's text behind what tape bytes [0, end) came from; end > 0. */
uint32_t eg_tape_source_end(const eg_tape *tape, eg_slice text, uint32_t end);
/* May a pattern with this gate match on the tape? False for most: who has a list of patterns asks this first. */
static inline bool eg_tape_may(const eg_tape *tape, uint32_t gate) {
    return gate == EG_NO_GATE || ((tape->open[gate / 64] & ~tape->refused[gate / 64]) >> gate % 64 & 1);
}
/* Leftmost match of a pattern for tapes; it only runs when its gate is open. */
eg_regex_result eg_tape_exec(const eg_tape *tape, eg_regex *regex, size_t from, eg_regex_match *match);
/* Sets `open` and what follows: for whoever writes a tape. Tapes with the same text share them when `arena` is the reading's own: the
 * passes over a post write many sentences again, and what was found on them is known. */
void eg_tape_finish(eg_tape *tape, eg_arena *arena, eg_reading *r);

/* Only the whole sentence's tape, without references. */
void eg_tapes_plain(eg_tapes *out, eg_reading *r, uint32_t sentence);
/* Adds the tapes of the predicates and clauses that `tape` joins, each with its subject; none when there is one only. */
void eg_clauses_split(eg_tapes *out, eg_reading *r, size_t tape);

enum { EG_LABELS_MOST = 8, EG_OPENINGS_MOST = 8 };

/* The house that a person speaks for, as far as it is known: of one of `kinds`, in the first `sentence` that has both. */
typedef struct eg_house {
    uint32_t person, kinds;
    eg_regex *unlike;  /* as below */
    uint32_t sentence; /* sentence_count when none has */
    uint32_t house;    /* or EG_NO_ENTITY */
    size_t seen;       /* references looked at */
} eg_house;

typedef struct eg_opening {
    uint32_t kinds, entity;
} eg_opening;

/* Who speaks in a post that is written as a conversation. */
typedef struct eg_speakers {
    uint32_t labels[EG_LABELS_MOST]; /* entities that label paragraphs: "NF:" */
    size_t label_count;
    uint32_t first_label; /* sentence */
    uint32_t questions;   /* paragraphs that are */
    uint32_t first_question; /* byte of text; its length when there is none */
    EG_VEC(eg_house) houses; /* what was asked before, and so below */
    eg_opening openings[EG_OPENINGS_MOST];
    size_t opening_count;
} eg_speakers;

void eg_speakers_find(eg_speakers *x, const eg_reading *r);
void eg_speakers_fini(eg_speakers *x);
/* The thing of one of `kinds` that "we" at byte `at` of `sentence` speaks for, or EG_NO_ENTITY. `spoken`: the post is in the first person. */
uint32_t eg_speaker(const eg_reading *r, eg_speakers *x, uint32_t sentence, uint32_t at, uint32_t kinds, bool spoken);

/* What a person speaks for, of one of `kinds` and none whose name `unlike` matches (may be NULL): named in the first sentence that
 * speaks of both; or EG_NO_ENTITY. */
uint32_t eg_house_of(const eg_reading *r, eg_speakers *x, uint32_t person, uint32_t kinds, eg_regex *unlike);
/* Does the regex match the folded name of the thing, or that of the list it is on: "MIT" is an institute. */
bool eg_entity_is_like(const eg_reading *r, uint32_t entity, eg_regex *regex);
/* Is the sentence a question of an interview whose answers are given by one person? */
bool eg_is_asked(const eg_reading *r, const eg_speakers *x, uint32_t sentence);
/* Are quotation marks of its block open at byte `at`? */
bool eg_is_quoted(const eg_reading *r, uint32_t block, uint32_t at);
/* Does the block end as a question does? */
bool eg_is_question(const eg_reading *r, uint32_t block);
/* Who says "I" there: who is quoted, whose turn it is, who is asked in an interview; EG_NO_ENTITY when nobody is named. */
uint32_t eg_speaking_person(const eg_reading *r, const eg_speakers *x, uint32_t sentence, uint32_t at);

/* Finds the references of the whole post, sentence by sentence. Names have their kinds by now. */
void eg_references_find(eg_reading *r);
/* The thing that a reference to `kinds` at text byte `at` of `sentence` stands for, or EG_NO_ENTITY. */
uint32_t eg_antecedent(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds, bool topic);
/* What a statement that names one end only has as its other: what was spoken of before text byte `at`, of the kinds `first`, or
 * of `kinds` when the post is about it; none of `others`, and none whose name `unlike` (may be NULL) matches. */
uint32_t eg_topic_end(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds, uint32_t first, eg_regex *unlike, const uint32_t *others,
                      size_t other_count);
/* What the sentences before in the same block go on about, when nothing else comes near it; else EG_NO_ENTITY. */
uint32_t eg_block_goes_on(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds);
/* The name that a block, or the item it belongs to, begins with or has in bold: what its sentences speak of. EG_NO_ENTITY when there is none. */
uint32_t eg_block_lead(const eg_reading *r, uint32_t block, uint32_t kinds);
/* Does an item open with something in bold that is read as no name and is no label ("**Karma** - food waste")? Then nobody knows
 * of what it speaks. */
bool eg_opens_unknown(const eg_reading *r, uint32_t block);
/* What a block is about: the first name of its item, its heading, its table row. EG_NO_ENTITY when unknown. */
uint32_t eg_block_topic(const eg_reading *r, uint32_t block, uint32_t kinds);
/* What a sentence speaks of first, by name or reference: a subject before other names. */
uint32_t eg_sentence_subject(const eg_reading *r, uint32_t sentence, uint32_t kinds);
/* Is the entity spoken of in the section's heading, or in its last sentences up to byte `at` of the text (in `sentence`), or nothing of
 * `kinds`? */
bool eg_spoken_near(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t entity, uint32_t kinds);
/* The name the post speaks of most, of one of `kinds`. */
uint32_t eg_post_topic(const eg_reading *r, uint32_t kinds);
/* Of what the title (or, without `title`, the first paragraphs as well) names, what the post speaks of most. */
uint32_t eg_post_about(const eg_reading *r, uint32_t kinds, bool title);
/* Has the post named it before byte `at`? */
bool eg_named_before(const eg_reading *r, uint32_t entity, uint32_t at);
/* How often it is spoken of, the more where the post opens. */
uint32_t eg_times_spoken(const eg_reading *r, uint32_t entity);
/* The same, but only when it is named `least` times, and twice as often as any other. */
uint32_t eg_clear_topic(const eg_reading *r, uint32_t kinds, uint32_t least);
/* What the first prose of the post begins with, when that is of one of `kinds`, or EG_NO_ENTITY. */
uint32_t eg_opener(const eg_reading *r, uint32_t kinds);
/* What the post is a portrait of, when that is of one of `kinds`, or EG_NO_ENTITY. */
uint32_t eg_portrayed(const eg_reading *r, uint32_t kinds);

#endif
