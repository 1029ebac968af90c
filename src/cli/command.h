/* SPDX-License-Identifier: MIT */
/* The table of commands. A command gets its own arguments (argv[0] is its name) and returns an exit status. */
#ifndef EG_CLI_COMMAND_H
#define EG_CLI_COMMAND_H

#include "base/error.h"

typedef struct eg_command {
    const char *name;
    const char *usage;   /* "list [OPTIONS] POST…" */
    const char *summary; /* one line */
    int (*run)(int argc, char **argv);
} eg_command;

extern const eg_command eg_commands[]; /* ended by a NULL name */

#endif
