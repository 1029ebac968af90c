/* SPDX-License-Identifier: MIT */
/* The -o and -f of a command: which files in which formats, written all or none. */
#ifndef EG_CLI_OUTPUT_H
#define EG_CLI_OUTPUT_H

#include "cli/options.h"
#include "emit/emit.h"

typedef struct eg_output {
    const char *path; /* as the user gave it; "-" is standard output */
    const eg_format *format;
} eg_output;

typedef struct eg_outputs {
    EG_VEC(eg_output) list;
} eg_outputs;

void eg_outputs_fini(eg_outputs *o);
/* Takes -o, -f and --jsonl: each output gets the format that is named, else the one of its ending (JSON for "-"); without
 * any, standard output is one. Paths are borrowed from `args`. False with EG_ERR_USAGE in `err`. */
bool eg_outputs_options(eg_outputs *o, const eg_args *args, eg_error *err);
/* Makes every output in memory, stages each beside its target, then renames: a failure before the renames leaves nothing
 * behind. A format of several tables (CSV) writes STEM.TABLE.csv for a file and its main table into anything else. */
bool eg_outputs_write(const eg_outputs *o, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                      eg_error *err);

#endif
