/* SPDX-License-Identifier: MIT */
/* What of a graph is written or drawn: --kind, --type, --status, --post, --focus with --depth, --top, --min-weight. */
#ifndef EG_CLI_SELECTION_H
#define EG_CLI_SELECTION_H

#include "cli/options.h"
#include "graph/query.h"

/* Replaces `*graph` by the part that the options ask for; leaves it as it is without any. False with EG_ERR_USAGE when a
 * word is no kind, type, status or name; then `*unknown_name` says that a name was not found, which is a negative answer. */
bool eg_select_options(eg_graph **graph, const eg_args *args, const eg_schema *schema, bool *unknown_name, eg_error *err);

#endif
