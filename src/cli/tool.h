/* SPDX-License-Identifier: MIT */
/* What the tools of a rule writer share: their common options, their output, their end. */
#ifndef EG_CLI_TOOL_H
#define EG_CLI_TOOL_H

#include "base/sink.h"
#include "cli/session.h"

typedef struct eg_tool {
    eg_session session;
    eg_args args;
    eg_sink out;          /* standard output, written by eg_tool_finish */
    const char *word;     /* the first argument of a command that takes one before its posts */
    bool json;
    bool colors;
} eg_tool;

/* Parses by the row `command` of the table; the words are posts, the first is `word` when `takes_word` holds. False with an
 * error, also when the word or (with `posts`) all posts are missing. */
bool eg_tool_parse(eg_tool *tool, const char *command, int argc, char **argv, bool takes_word, bool posts);
/* Writes `out`, prints the errors, frees; the exit status. */
int eg_tool_finish(eg_tool *tool, int status);

/* SGR sequences when `colors`, else "". */
const char *eg_tool_bold(const eg_tool *tool);
const char *eg_tool_dim(const eg_tool *tool);
const char *eg_tool_plain(const eg_tool *tool);

#endif
