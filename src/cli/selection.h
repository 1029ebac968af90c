/* SPDX-License-Identifier: MIT */
/* What of a graph is written or drawn: --kind, --type, --status, --post, --focus with --depth, --top, --min-weight. */
#ifndef EG_CLI_SELECTION_H
#define EG_CLI_SELECTION_H

#include "base/sink.h"
#include "cli/options.h"
#include "graph/query.h"

/* What was asked for, for a picture's caption. */
typedef struct eg_selected {
    size_t of_names, of_relations; /* of the whole graph, figures aside; 0 without any option */
    eg_sink words; /* "around Moderna, 2 steps · kinds: fund", ended by NUL; empty without any option */
} eg_selected;

/* Replaces `*graph` by the part that the options ask for; leaves it as it is without any. False with EG_ERR_USAGE when a
 * word is no kind, type, status or name; then `*unknown_name` says that a name was not found, which is a negative answer.
 * `selected` is zeroed before; the caller ends its words. */
bool eg_select_options(eg_graph **graph, const eg_args *args, const eg_schema *schema, eg_selected *selected, bool *unknown_name, eg_error *err);

#endif
