/* SPDX-License-Identifier: MIT */
/* The commands, one file each. */
#ifndef EG_CLI_COMMANDS_H
#define EG_CLI_COMMANDS_H

#include "cli/command.h"

int eg_cmd_extract(int argc, char **argv);
int eg_cmd_list(int argc, char **argv);
int eg_cmd_why(int argc, char **argv);
int eg_cmd_check(int argc, char **argv);
int eg_cmd_text(int argc, char **argv);

#endif
