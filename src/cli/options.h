/* SPDX-License-Identifier: MIT */
/* A command line, parsed by a row of the command table. Long options take "--name VALUE" and "--name=VALUE", letters
 * "-oVALUE" and "-o VALUE" and may stand together ("-qh"); "--" ends the options, "-" is a word. */
#ifndef EG_CLI_OPTIONS_H
#define EG_CLI_OPTIONS_H

#include <stdio.h>

#include "cli/command.h"

typedef struct eg_given {
    const eg_option *option;
    const char *value; /* NULL of a flag; borrowed from argv */
} eg_given;

typedef struct eg_args {
    const eg_command *command;
    EG_VEC(eg_given) given;     /* in the order given */
    EG_VEC(const char *) words; /* what is no option */
} eg_args;

/* False with EG_ERR_USAGE: an unknown option (with the nearest known one), a missing or needless argument, a value that is
 * no number or none of the choices. argv[0] is passed over. */
bool eg_args_parse(eg_args *args, const char *command, int argc, char **argv, eg_error *err);
void eg_args_fini(eg_args *args);

/* Asking for an option that the command's tables do not have is a programming error (assert). */
bool eg_args_has(const eg_args *args, const char *name);
const char *eg_args_get(const eg_args *args, const char *name); /* the last one given; NULL when none was */
size_t eg_args_count(const eg_args *args, const char *name, size_t otherwise);
/* The next value of an option that may stand several times, from `*at` on (0 at first); NULL after the last. */
const char *eg_args_next(const eg_args *args, const char *name, size_t *at);

/* False with EG_ERR_USAGE, naming the command whose help to read. */
bool eg_args_fail(const eg_args *args, eg_error *err, const char *text, const char *word);

/* `ecograph COMMAND --help` and `ecograph --help`, made from the table. */
void eg_help_command(FILE *out, const eg_command *command);
void eg_help_all(FILE *out);

#endif
