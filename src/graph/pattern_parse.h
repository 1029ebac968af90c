/* SPDX-License-Identifier: MIT */
/* A path pattern as a tree: the parser's result, the matcher's input. See pattern.h for the language. */
#ifndef EG_GRAPH_PATTERN_PARSE_H
#define EG_GRAPH_PATTERN_PARSE_H

#include "graph/query.h"

typedef enum eg_key {
    EG_KEY_NAME, EG_KEY_ID, EG_KEY_VALUE, EG_KEY_UNIT, EG_KEY_MENTIONS, EG_KEY_CONFIDENCE, EG_KEY_DEGREE, EG_KEY_WHEN, EG_KEY_POST,
    EG_KEY_STATUS, EG_KEY_ROLE, EG_KEY_AMOUNT, EG_KEY_MEASURE, EG_KEY_SUPPORT,
    EG_KEY_NEIGHBOUR,
} eg_key;

typedef enum eg_op { EG_OP_EQ, EG_OP_NE, EG_OP_HAS, EG_OP_LT, EG_OP_LE, EG_OP_GT, EG_OP_GE } eg_op;

typedef struct eg_filter {
    eg_key key;
    eg_op op;
    eg_slice value, folded;
    double number;      /* of numeric keys */
    eg_status status;   /* of EG_KEY_STATUS */
    uint32_t kinds;     /* of EG_KEY_NEIGHBOUR: bit per kind of the schema */
    eg_slice kind_name; /* the word itself */
} eg_filter;

typedef struct eg_node_pattern {
    bool any;           /* `*` or a name alone */
    uint32_t kinds;     /* bit per kind of the schema */
    eg_slice kind_name; /* for graphs whose kinds the schema does not know */
    const eg_filter *filters;
    size_t filter_count;
} eg_node_pattern;

typedef struct eg_edge_pattern {
    const eg_slice *types; /* none = any */
    size_t type_count;
    const eg_filter *filters;
    size_t filter_count;
    bool forth, back;      /* along the direction of edges, against it */
    uint32_t least, most;  /* steps */
} eg_edge_pattern;

enum { EG_PATTERN_NODES = 16, EG_PATTERN_STEPS = 16 };

typedef struct eg_pattern {
    eg_node_pattern nodes[EG_PATTERN_NODES];
    eg_edge_pattern edges[EG_PATTERN_NODES - 1];
    eg_slice titles[2 * EG_PATTERN_NODES - 1];
    size_t node_count;
} eg_pattern;

/* Everything is in `arena`; titles borrow `text`. */
bool eg_pattern_parse(eg_pattern *pattern, eg_arena *arena, eg_slice text, const eg_graph *graph, const eg_schema *schema, eg_error *err);

#endif
