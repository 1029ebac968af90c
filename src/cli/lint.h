/* SPDX-License-Identifier: MIT */
/* What can be told of a pattern set without reading a text: habits that are mistakes. In: a loaded set. Out: findings.
 *
 *   duplicate-id     two rules of one set have an id (over sets the later one overrides: no finding)
 *   duplicate-rule   two rules say the same          duplicate-pattern  one pattern twice for one edge type
 *   unused-macro     no pattern names it             literal-space      white space between two words means nothing
 *   unread-group     nothing reads the group         no-trigger         runs on every tape: nothing literal leads it
 *   slow-pattern     too many steps on text made to look like its matches
 *   stale-allow      `allow: {code: reason}` where nothing is to be allowed; a code that is none
 *
 * A rule's `allow: {code: reason}` takes a finding of that code at that rule out. */
#ifndef EG_CLI_LINT_H
#define EG_CLI_LINT_H

#include "cli/finding.h"
#include "scan/patternset.h"

/* One YAML file of the set, read again. */
typedef struct eg_lint_file {
    const eg_source *source;
    const eg_yaml *root;
    size_t set;      /* index of its folder */
    size_t language; /* index as of eg_patterns_language */
} eg_lint_file;

typedef struct eg_lint {
    eg_arena arena;
    const eg_patterns *p;
    eg_findings *out;
    const char *const *dirs; /* of the sets, below first */
    size_t dir_count;
    EG_VEC(eg_lint_file) files;
    size_t rules, patterns; /* counted by eg_lint_text */
    struct eg_twins *twins; /* while it runs */
} eg_lint;

/* Reads the files again; whatever is wrong in them was said when the set was loaded. */
void eg_lint_open(eg_lint *lint, const eg_patterns *p, const char *const *dirs, size_t dir_count, eg_findings *out);
void eg_lint_close(eg_lint *lint);
/* What stands in the files. */
void eg_lint_text(eg_lint *lint);
/* What the compiled patterns cost: gates and steps. */
void eg_lint_cost(eg_lint *lint);
/* Texts of `bytes` bytes each that are made like what a pattern of `rule` waits for, and match it late or never; the
 * caller's, empty before. */
enum { EG_HOSTILE_TEXTS = 6, EG_TAPE_BYTES = 2400 /* a sentence as long as they are let be (read/sentence.c) */ };
void eg_lint_hostile(eg_sink out[EG_HOSTILE_TEXTS], eg_arena *arena, const eg_patterns *p, eg_slice pattern, const eg_yaml *rule, size_t bytes);
/* Takes out what rules allow, and says which reasons are stale. After all other findings. */
void eg_lint_allow(eg_lint *lint);
/* The file a rule's source is of, or NULL. */
const eg_lint_file *eg_lint_file_of(const eg_lint *lint, const eg_source *source);

#endif
