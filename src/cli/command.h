/* SPDX-License-Identifier: MIT */
/* The table of commands and their options: what is parsed, helped, suggested and completed comes from it alone. A command
 * gets its own arguments (argv[0] is its name) and returns an exit status. */
#ifndef EG_CLI_COMMAND_H
#define EG_CLI_COMMAND_H

#include "base/error.h"

typedef enum eg_value { /* what an option's argument is: for checks and completion */
    EG_VALUE_NONE,      /* a flag */
    EG_VALUE_TEXT,
    EG_VALUE_FILE,
    EG_VALUE_FOLDER,
    EG_VALUE_COUNT,     /* a whole number */
    EG_VALUE_CHOICE,    /* one of `choices` */
    EG_VALUE_FORMAT,    /* of the table of formats */
    EG_VALUE_KIND,      /* kinds and classes of the pattern set, with commas between */
    EG_VALUE_TYPE,      /* edge types, with commas between */
    EG_VALUE_STATUS,    /* statuses, with commas between */
    EG_VALUE_NAME,      /* a name of the graph */
} eg_value;

typedef struct eg_option {
    const char *name;     /* without its dashes */
    char letter;          /* '\0' = none */
    const char *argument; /* "FILE" in the help; NULL of a flag */
    const char *help;     /* one line */
    eg_value value;
    const char *choices;  /* "auto light dark" of EG_VALUE_CHOICE, else NULL */
} eg_option;

/* Rows of an option table, which ends with EG_OPTIONS_END. */
#define EG_FLAG(name, letter, help) {(name), (letter), NULL, (help), EG_VALUE_NONE, NULL}
#define EG_ARGUMENT(name, letter, argument, value, help) {(name), (letter), (argument), (help), (value), NULL}
#define EG_CHOICE(name, letter, argument, choices, help) {(name), (letter), (argument), (help), EG_VALUE_CHOICE, (choices)}
#define EG_OPTIONS_END {NULL, '\0', NULL, NULL, EG_VALUE_NONE, NULL}

typedef struct eg_command {
    const char *name;
    const char *usage;   /* "list [OPTIONS] POST..." */
    const char *summary; /* one line */
    int (*run)(int argc, char **argv);
    const eg_option *const *options; /* tables, ended by NULL; NULL = the command parses its own */
} eg_command;

extern const eg_command eg_commands[]; /* ended by a NULL name */
const eg_command *eg_command_named(const char *name); /* NULL when there is none */
/* The command nearest to a mistyped word, or NULL. */
const eg_command *eg_command_near(const char *word);

/* NULL when the command has none such. */
const eg_option *eg_option_named(const eg_command *command, const char *name, size_t len);
const eg_option *eg_option_lettered(const eg_command *command, char letter);

#endif
