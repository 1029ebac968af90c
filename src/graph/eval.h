/* SPDX-License-Identifier: MIT */
/* A graph against the one that a careful reader drew: what was found, what was missed, what is too much.
 *
 * Nodes match one to one: same kind and a shared name (case, accents, punctuation, a leading "the" and legal forms aside),
 * canonical names first; figures when the unit is equal and the value within half a percent. Edges match when both ends do
 * and the type is equal; symmetric types in either direction. What is no fact is left out. */
#ifndef EG_GRAPH_EVAL_H
#define EG_GRAPH_EVAL_H

#include "base/yaml.h"
#include "scan/schema.h"

typedef struct eg_score {
    size_t matched, got, gold;
} eg_score;

double eg_score_precision(const eg_score *s);
double eg_score_recall(const eg_score *s);
double eg_score_f1(const eg_score *s);

typedef enum eg_verdict { EG_FOUND, EG_MISSED, EG_EXTRA } eg_verdict;

/* One node or edge of either graph. */
typedef struct eg_item {
    eg_verdict verdict;
    bool edge;
    eg_slice what;  /* kind or edge type */
    eg_slice text;  /* "Sakana AI", "Lux Capital -> Sakana AI" */
    eg_slice rules; /* that read it, with a comma between; "" of what was missed */
    eg_slice key;   /* the same for one item of the gold in two evaluations, whatever the names in the graph */
} eg_item;

typedef struct eg_eval {
    eg_arena arena;
    eg_score kinds[EG_KINDS_MOST];  /* by index in the schema */
    eg_score types[EG_EDGES_MOST];
    eg_score core, all;             /* nodes: of the kinds in class "core", of all */
    eg_score edges, edges_untyped, edges_core;
    eg_score figure_exact;          /* figures right in unit, noun and range to the letter */
    size_t overmerged, named;       /* nodes that fuse two of the gold's, of all that have a name */
    EG_VEC(eg_item) items;          /* sorted: nodes, then edges; by kind or type, text, verdict */
} eg_eval;

/* `graph` and `gold` are trees of JSON files (YAML 1.2 reads JSON); of the gold only ids, kinds, names, values and edges
 * are read. False with an error when one has no nodes and edges. The texts of items are in `eval` and in the trees. */
bool eg_eval_run(eg_eval *eval, const eg_schema *schema, const eg_yaml *graph, const eg_yaml *gold, eg_error *err);
/* Adds the counts of `more` (items stay apart). */
void eg_eval_add(eg_eval *total, const eg_eval *more);
void eg_eval_fini(eg_eval *eval);

#endif
