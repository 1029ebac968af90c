/* SPDX-License-Identifier: MIT */
/* schema: the JSON Schema of the native format. Closed to the kinds and edge types of the loaded set; --open prints the
 * one that is installed as a file and takes any set's graphs. */
#include "cli/commands.h"

#include "cli/session.h"
#include "emit/emit.h"

static bool print(eg_session *s, const eg_args *args, eg_error *err) {
    eg_sink out = {0};
    size_t at = 0;
    if (args->words.len) return eg_args_fail(args, err, "schema reads no posts", args->words.items[0]);
    for (const char *dir; (dir = eg_args_next(args, "patterns", &at)) != NULL;) eg_vec_push(&s->extra_dirs, dir);
    bool open = eg_args_has(args, "open");
    bool ok = open || eg_session_load(s); /* which keeps its own errors */
    if (ok) {
        eg_schema_json(&out, open ? NULL : eg_patterns_schema(s->patterns));
        ok = eg_sink_save(&out, "-", err);
    }
    eg_sink_fini(&out);
    return ok;
}

int eg_cmd_schema(int argc, char **argv) {
    eg_session s = {0};
    eg_args args = {0};
    eg_error err = {0};
    bool ok = eg_args_parse(&args, "schema", argc, argv, &err) && print(&s, &args, &err);
    if (err.code != EG_OK) *eg_errors_add(&s.errors) = err;
    eg_session_report(&s);
    eg_args_fini(&args);
    eg_session_fini(&s);
    return ok ? EG_EXIT_DONE : EG_EXIT_ERROR;
}
