/* SPDX-License-Identifier: MIT */
/* ecograph compile FILE: the built-in set as a file to be mapped. `make` runs it; nobody else has to. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/session.h"

int eg_cmd_compile(int argc, char **argv) {
    eg_session s = {0};
    eg_args args = {0};
    eg_error err = {0};
    bool ok = eg_args_parse(&args, "compile", argc, argv, &err);
    if (ok && args.words.len != 1) ok = eg_fail(&err, EG_ERR_USAGE, NULL, "compile needs one file to write");
    if (ok) ok = eg_session_compile(&s, args.words.items[0]);
    else *eg_errors_add(&s.errors) = err;
    eg_session_report(&s);
    eg_args_fini(&args);
    eg_session_fini(&s);
    return ok ? EG_EXIT_DONE : EG_EXIT_ERROR;
}
