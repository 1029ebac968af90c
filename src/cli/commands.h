/* SPDX-License-Identifier: MIT */
/* The commands, one file each. */
#ifndef EG_CLI_COMMANDS_H
#define EG_CLI_COMMANDS_H

#include "cli/command.h"

int eg_cmd_extract(int argc, char **argv);
int eg_cmd_list(int argc, char **argv);
int eg_cmd_show(int argc, char **argv);
int eg_cmd_find(int argc, char **argv);
int eg_cmd_path(int argc, char **argv);
int eg_cmd_query(int argc, char **argv);
int eg_cmd_top(int argc, char **argv);
int eg_cmd_stats(int argc, char **argv);
int eg_cmd_timeline(int argc, char **argv);
int eg_cmd_conflicts(int argc, char **argv);
int eg_cmd_diff(int argc, char **argv);
int eg_cmd_shell(int argc, char **argv);
int eg_cmd_completion(int argc, char **argv);
int eg_cmd_why(int argc, char **argv);
int eg_cmd_check(int argc, char **argv);
int eg_cmd_eval(int argc, char **argv);
int eg_cmd_rules(int argc, char **argv);
int eg_cmd_try(int argc, char **argv);
int eg_cmd_concord(int argc, char **argv);
int eg_cmd_whynot(int argc, char **argv);
int eg_cmd_text(int argc, char **argv);
int eg_cmd_schema(int argc, char **argv);
int eg_cmd_compile(int argc, char **argv);

#endif
