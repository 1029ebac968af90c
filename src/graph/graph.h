/* SPDX-License-Identifier: MIT */
/* The graph: interned nodes and edges with their evidence. Nothing enters without evidence. Opaque to writers of
 * edges and nodes, plain structs to readers.
 *
 * Life: eg_graph_new -> add sources, nodes, edges, merges, warnings (in any order) -> eg_graph_finish (ids, sorting,
 * invariants) -> read. After finish only const readers and views (query.h) are used. */
#ifndef EG_GRAPH_GRAPH_H
#define EG_GRAPH_GRAPH_H

#include "base/arena.h"
#include "base/error.h"
#include "base/status.h"

typedef struct eg_post { /* a source of the graph */
    eg_slice id;         /* "s-" and the slug of the file's name, set by finish unless given: another post moves none */
    eg_slice path, title, date, sha256;
    const eg_slice *authors;
    size_t author_count;
    uint64_t bytes;
    bool repaired;
} eg_post;

typedef struct eg_evidence {
    uint32_t source;       /* index into posts */
    uint32_t line, column; /* 1-based; column in code points */
    uint32_t start, end;   /* bytes of the raw post */
    eg_slice quote;
    eg_slice rule;
} eg_evidence;

typedef struct eg_quantity {
    double value;
    double high;    /* meaningful when has_high */
    bool has_high;
    eg_slice unit;  /* "USD", "percent", "count:member" ...; "" = no quantity */
    eg_slice name;  /* as the post says it: "$110 million" */
} eg_quantity;

typedef struct eg_node {
    eg_slice id, kind, name; /* id is "" before finish unless the file it was read from gave one */
    const eg_slice *aliases; /* sorted */
    size_t alias_count;
    uint32_t mentions;       /* evidence_count unless read from a file that says otherwise */
    double confidence;       /* 0..1 */
    eg_quantity quantity;    /* figures; unit "" otherwise */
    eg_slice same_as;        /* "" or a Wikidata id */
    eg_slice url;            /* "" or an http(s) URL that the post links the name to */
    const eg_evidence *evidence;
    size_t evidence_count;
} eg_node;

typedef struct eg_edge {
    eg_slice key, type;
    uint32_t source, target; /* node indices; target is EG_NO_NODE for an unasserted statement about a figure */
    bool directed;
    eg_status status;
    double confidence;
    eg_quantity amount;      /* of a round or purchase; unasserted figure statements keep their figure in `figure` */
    eg_quantity figure;
    eg_slice when, role, measure, modifier; /* "" when not stated */
    const eg_evidence *evidence;
    size_t evidence_count;   /* = support */
} eg_edge;

#define EG_NO_NODE UINT32_MAX

typedef struct eg_merge {
    uint32_t node;
    eg_slice alias, reason, rule;
    const eg_evidence *evidence;
    size_t evidence_count;
} eg_merge;

typedef struct eg_warning {
    eg_slice code, text, rule; /* rule may be "" */
    uint32_t source;           /* EG_NO_NODE = none */
    uint32_t line, column;     /* 0 = none */
} eg_warning;

typedef struct eg_patterns_id {
    eg_slice name, version, sha256;
} eg_patterns_id;

typedef struct eg_graph eg_graph;

eg_graph *eg_graph_new(void);
void eg_graph_free(eg_graph *graph);
eg_arena *eg_graph_arena(eg_graph *graph); /* for texts that live as long as the graph */
void eg_graph_set_title(eg_graph *graph, eg_slice title);
void eg_graph_set_generator(eg_graph *graph, eg_slice generator); /* "ecograph 0.1.0" */
void eg_graph_set_patterns(eg_graph *graph, eg_patterns_id id);

/* Texts that lie within `bytes` are not copied when they are added: `bytes` is valid UTF-8 and outlives the graph. */
void eg_graph_lend(eg_graph *graph, eg_slice bytes);

/* All texts and arrays given below are copied into the graph. Each returns the index of the new item. */
uint32_t eg_graph_add_post(eg_graph *graph, const eg_post *post);
/* A node or edge without evidence, or an evidence without rule, is a programming error (assert). */
uint32_t eg_graph_add_node(eg_graph *graph, const eg_node *node);
/* Finish joins edges of equal type and ends, with the evidence of all: facts when the when, amount and measure that both
 * know are equal ("2024" and "2024-05" are), other statements when status and figure are too. The ends of a symmetric
 * type (directed = false) are put in order of id. An edge whose key is given is left as it is. What is no fact goes to
 * `unasserted`. */
void eg_graph_add_edge(eg_graph *graph, const eg_edge *edge);
void eg_graph_add_merge(eg_graph *graph, const eg_merge *merge);
void eg_graph_add_warning(eg_graph *graph, const eg_warning *warning);

/* Makes ids and keys (design.md section 3), sorts everything, renumbers indices, checks the invariants (no dangling
 * end, unique ids over nodes and edges, finite numbers, kinds and types of the form [a-z][a-z0-9_]*). Texts were cleaned
 * when they were added: valid UTF-8, line breaks as spaces, no control characters. False with `err` when an invariant
 * fails: a defect of the program or of the file that was read. */
bool eg_graph_finish(eg_graph *graph, eg_error *err);

eg_slice eg_graph_title(const eg_graph *graph);
eg_slice eg_graph_generator(const eg_graph *graph);
eg_patterns_id eg_graph_patterns(const eg_graph *graph);
const eg_post *eg_graph_posts(const eg_graph *graph, size_t *count);
const eg_node *eg_graph_nodes(const eg_graph *graph, size_t *count);
const eg_edge *eg_graph_edges(const eg_graph *graph, size_t *count);      /* facts */
const eg_edge *eg_graph_unasserted(const eg_graph *graph, size_t *count); /* statements that are none */
const eg_merge *eg_graph_merges(const eg_graph *graph, size_t *count);
const eg_warning *eg_graph_warnings(const eg_graph *graph, size_t *count);

#endif
