/* SPDX-License-Identifier: MIT */
/* Path patterns over a graph, in the spirit of Cypher:
 *
 *   fund -invested_in-> organization[place=Tokyo]
 *   person[name~berg] -founded|works_for-> * <-invested_in[when>=2023]- fund
 *   "Tidewater Robotics" -*1..3- "Northlight Capital"
 *   agent -invested_in[status=negated]-> *
 *
 * A node is a kind, a class of kinds, `*`, or a name in quotes, with filters in brackets; an edge is `-types filters range->`,
 * `<-...-` or `-...-`, all parts of which may be left out. A filter is KEY OP VALUE, OP one of = != ~ < <= > >=.
 *   nodes: name, id, value, unit, mentions, confidence, degree, when, post; a kind or class: has such a neighbour so named
 *   edges: status, when, role, amount, measure, support, confidence, post, value
 * Names compare folded (case, accents) and with aliases; `~` is "stands in". Dates compare as far as both are known.
 * Edges are facts unless a status filter names another status. No edge is used twice in one answer. */
#ifndef EG_GRAPH_PATTERN_H
#define EG_GRAPH_PATTERN_H

#include "graph/query.h"

typedef struct eg_hop {
    uint32_t edge; /* below the graph's number of edges a fact, from there on an unasserted statement */
    bool out;      /* walked along its direction */
} eg_hop;

typedef struct eg_answer {
    const uint32_t *nodes;       /* one per node of the pattern */
    const eg_hop *steps;        /* of all edges of the pattern, one after another */
    const uint32_t *step_counts; /* one per edge of the pattern */
} eg_answer;

typedef struct eg_answers {
    eg_arena arena;
    size_t node_count;         /* of the pattern: 1.. */
    const eg_slice *titles;    /* of nodes and edges in turn: as written, for a header; 2 * node_count - 1 */
    EG_VEC(eg_answer) list;    /* in the order of their nodes */
    bool cut;                  /* there were more than `most`, or the limit of steps was hit */
} eg_answers;

/* Up to `most` answers (0 = all). False with EG_ERR_USAGE, the pattern as excerpt and the column, when it is none.
 * `schema` may not be NULL. */
bool eg_pattern_match(eg_answers *answers, const eg_graph *graph, const eg_schema *schema, eg_slice pattern, size_t most, eg_error *err);
void eg_answers_fini(eg_answers *answers);

#endif
