/* SPDX-License-Identifier: MIT */
/* Statements: what the rules read between the things of one post. In: a reading. Out: statements with evidence, and
 * more votes for kinds. */
#ifndef EG_RELATE_RELATE_H
#define EG_RELATE_RELATE_H

#include "base/status.h"
#include "relate/tape.h"

typedef struct eg_statement {
    uint32_t edge;          /* edge type */
    uint32_t from, to;      /* entities; to is EG_NO_ENTITY when `figure` is set */
    uint32_t figure;        /* index of a figure, or EG_NO_ENTITY */
    eg_status status;
    float weight;
    eg_slice rule;          /* "funding.back/active", "+coref" behind when a reference filled a slot */
    uint32_t begin, end;    /* text of the sentence or row */
    uint32_t amount;        /* figure index or EG_NO_ENTITY */
    const char *when;       /* ISO date, "" */
    eg_slice role, measure;
    bool headed;            /* a label or header says what it measures */
    bool unsaid;            /* nothing named `to`: it is what the text goes on about */
    uint8_t prefer;         /* of several rules that give one figure away, the highest wins ... */
    uint32_t tape, far;     /* ... then the shorter tape, then the name nearer to the figure (bytes of tape) */
    uint32_t target_of;     /* edge type + 1: `from` is what the last such statement before went to, found when all are known */
    uint32_t match;         /* the members of one list share it: they win together */
} eg_statement;

typedef struct eg_statements {
    EG_VEC(eg_statement) list;
    uint8_t *figure_taken;  /* per figure: has a subject */
    uint8_t *figure_status; /* per figure: the status of what it is stated of */
    eg_slice *figure_measure; /* per figure: what it measures, "" when nothing says so */
    uint32_t matches;
} eg_statements;

void eg_statements_fini(eg_statements *s);
void eg_statement_add(eg_statements *out, const eg_statement *statement);
/* Votes of names in one list, column or row of items for one another (sibling.c). */
void eg_vote_siblings(eg_reading *r);
/* Votes of the headers of tables for what begins the cells below them, before the relations are read. */
void eg_tables_vote(eg_reading *r);
/* Context rules: evidence for kinds, aliases. Before relations. */
void eg_relate_contexts(eg_reading *r);
/* Filling a slot is evidence for a kind: one round for that alone, so that references find their kinds known. */
void eg_relate_kinds(eg_reading *r);
void eg_relate_sentences(eg_statements *out, eg_reading *r);
/* The date in a table's cell, else in the header of its column; "" when there is none. */
const char *eg_cell_date(const eg_reading *r, uint32_t block);
/* What a row without a name is called by its first cell ("net income"), folded; "" when that cell names a thing. */
eg_slice eg_row_name(const eg_reading *r, uint32_t block);
void eg_relate_tables(eg_statements *out, eg_reading *r);
/* A place in the heading or the introduction above `block` is where `subject` is, which the block is about. */
void eg_place_inherit(eg_statements *out, eg_reading *r, uint32_t block, uint32_t subject);
/* The places of an item, a paragraph or a heading that no sentence gives. */
void eg_relate_places(eg_statements *out, eg_reading *r, uint32_t block);
/* What a label before a colon says that a figure measures, "" when it says nothing. Borrowed from the patterns. */
eg_slice eg_label_measure(eg_reading *r, eg_slice text);
void eg_relate_sections(eg_statements *out, eg_reading *r);
void eg_relate_entries(eg_statements *out, eg_reading *r);
/* The names that answer a question ("Who runs it? Ada Berg."). */
void eg_relate_answers(eg_statements *out, eg_reading *r);
/* The kinds of what an entry, a section or a post is about. */
uint32_t eg_topic_kinds(const eg_reading *r);
/* The first name of a block that is a place, or that is none; or EG_NO_ENTITY. */
uint32_t eg_name_of_block(const eg_reading *r, uint32_t block, bool place);
/* The only thing of one of `kinds` that text [begin, end) names, or EG_NO_ENTITY. */
uint32_t eg_only_named(const eg_reading *r, uint32_t begin, uint32_t end, uint32_t kinds);
/* What a figure without a named subject is most likely of: the head of its item, what the whole post is about (*how is
 * the rule's name), else what the sentence before spoke of (*how is ""). */
uint32_t eg_figure_topic(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds, const char **how);
/* The sentence that holds text byte `at`. */
uint32_t eg_sentence_at(const eg_reading *r, uint32_t at);
/* The byte where a figure stands on the shortest of a sentence's tapes that has it; false when none has. */
bool eg_figure_on_tape(const eg_tapes *tapes, uint32_t figure, const eg_tape **tape, uint32_t *at);
/* Gives each figure to the thing it is most likely stated of: the best statement of the rules stays, the others fall. */
void eg_relate_subjects(eg_statements *out, eg_reading *r);
/* Status of what stands at bytes [begin, end) of the tape. `anchor` is the word that carries the statement. */
eg_status eg_guard_status(const eg_reading *r, const eg_tape *tape, uint32_t sentence, uint32_t anchor);

/* A guard's cue on the tape, and whether it governs `anchor`. */
typedef struct eg_guard_note {
    const eg_guard *guard;
    eg_span cue;
    bool governs;
} eg_guard_note;

/* Every cue of every guard, in the order they are asked: the first that governs decides. At most `most` are written; their
 * number. */
size_t eg_guards_consider(const eg_reading *r, const eg_tape *tape, uint32_t anchor, eg_guard_note *out, size_t most);

#endif
