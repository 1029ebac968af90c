/* SPDX-License-Identifier: MIT */
/* What the commands that explore a graph share: the graph, what was asked of it, and the answer as table or JSON. */
#ifndef EG_CLI_ASK_H
#define EG_CLI_ASK_H

#include "cli/grid.h"
#include "cli/session.h"
#include "graph/query.h"

typedef struct eg_ask {
    eg_session session;
    eg_args args;
    eg_screen screen;
    eg_arena arena;
    eg_sink out;
    const char *words[2];   /* what stands before the posts: a name, a query; NULL when there is none */
    eg_graph *graph;
    const eg_schema *schema;
    const eg_post *posts;
    const eg_node *nodes;
    const eg_edge *edges, *unasserted;
    size_t post_count, node_count, edge_count, unasserted_count;
    eg_names *names;        /* made when first asked for */
    uint32_t statuses;      /* --status, a bit each; 0 = not given */
    bool json, evidence;
    bool borrowed;          /* graph, names and patterns are the lender's */
    int status;             /* the exit status to be */
} eg_ask;

/* Parses, reads the graph. `words` arguments come before the posts. False after errors: then only eg_ask_end. */
bool eg_ask_begin(eg_ask *ask, const char *command, size_t words, int argc, char **argv);
/* From now on commands that are given nothing to read answer from the graph of `ask`, which stays its owner; NULL ends that. */
void eg_ask_lend(eg_ask *ask);
/* Prints the answer or the errors, frees all, gives the exit status. */
int eg_ask_end(eg_ask *ask);
bool eg_ask_fail(eg_ask *ask, const char *text, const char *word); /* false; exit status 2 */

/* The one node that is called so. False when there is none (did-you-mean on stderr, exit status 1) or several: then they
 * are the answer when `list` holds, else an error. */
bool eg_ask_node(eg_ask *ask, const char *typed, bool list, uint32_t *node);

/* Which nodes --kind lets through, one byte each, in the arena; NULL = all. False when a word is no kind. */
bool eg_ask_kinds(eg_ask *ask, const char *option, uint8_t **mask);
/* cli/words.h, with the error among those of the session. */
bool eg_ask_word(eg_ask *ask, unsigned wanted, eg_slice word);
/* --status holds for it. Without the option, facts pass, and others when `all`. */
bool eg_ask_status(const eg_ask *ask, const eg_edge *edge, bool all);

/* ---- pieces of answers; texts are in the arena or the graph ---- */

uint8_t eg_ask_color(const eg_ask *ask, eg_slice kind);
/* id, kind, name, mentions, aliases */
extern const eg_column eg_node_columns[5];
void eg_ask_node_row(eg_ask *ask, eg_grid *grid, const eg_node *node);
/* from, relation, to, status, when, detail */
extern const eg_column eg_edge_columns[6];
void eg_ask_edge_row(eg_ask *ask, eg_grid *grid, const eg_edge *edge);
eg_slice eg_ask_target(const eg_edge *edge, const eg_node *nodes);   /* the node's or the figure's name */
eg_slice eg_ask_detail(eg_ask *ask, const eg_edge *edge);            /* "$30 million; as CEO; raised, over" */
/* "-type->", "<-type-" or, of a symmetric type, "-type-" */
eg_slice eg_ask_arrow(eg_ask *ask, const eg_edge *edge, bool forth);
/* One note a piece: "post.md:12:3: [rule] quote"; nothing without --evidence. */
void eg_ask_evidence(eg_ask *ask, eg_grid *grid, const eg_evidence *evidence, size_t count);
void eg_ask_grid(eg_ask *ask, eg_grid *grid); /* into the answer; ends the grid */

#endif
