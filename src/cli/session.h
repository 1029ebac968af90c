/* SPDX-License-Identifier: MIT */
/* What every command needs: the pattern set, the posts, and errors in their one printed form. */
#ifndef EG_CLI_SESSION_H
#define EG_CLI_SESSION_H

#include "cli/options.h"
#include "ecograph.h"

typedef struct eg_session {
    eg_arena arena;
    eg_errors errors;
    eg_patterns *patterns;
    EG_VEC(const char *) extra_dirs;  /* -p, on top of the built-in set */
    EG_VEC(const char *) arguments;   /* posts, folders, "-" */
    EG_VEC(eg_post_input) posts;
    const char *edits;                /* --edits: hand corrections to apply, NULL = none */
    const char *base;                 /* --base: paths of posts are below it, NULL = as given */
    bool quiet;
    bool incomplete;
} eg_session;

void eg_session_fini(eg_session *s);
/* Takes over the options that all commands which read have: -p, --edits, --base, -q. */
void eg_session_options(eg_session *s, const eg_args *args);
/* Finds the built-in set ($ECOGRAPH_PATTERNS, beside the program, the installed one) and loads it with the -p sets, from a
 * compiled file when there is one that fits (scan/image.h; ECOGRAPH_NO_CACHE set: never). */
bool eg_session_load(eg_session *s);
/* Compiles the built-in set into the file that later runs map (scan/image.h). */
bool eg_session_compile(eg_session *s, const char *path);
/* The folder of the built-in set, as it is found; lives as long as the session. Is `dir` that folder? */
const char *eg_session_built_in(eg_session *s);
bool eg_session_is_built_in(eg_session *s, const char *dir);
/* Reads all arguments: files, folders (their *.md and *.markdown, sorted, hidden and node_modules left out), "-". A
 * file that cannot be read is an entry of `errors`; false when none could. */
bool eg_session_read(eg_session *s);
/* Extracts the posts, reads the saved graphs (.json, or standard input that begins so), and merges them when there is more
 * than one graph then. NULL after errors. */
eg_graph *eg_session_graph(eg_session *s);
/* Prints the errors to stderr and forgets them. */
void eg_session_report(eg_session *s);
/* Prints the warnings of a graph to stderr, unless quiet. */
void eg_session_warn(const eg_session *s, const eg_graph *graph);

#endif
