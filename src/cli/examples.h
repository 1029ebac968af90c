/* SPDX-License-Identifier: MIT */
/* Runs the examples, counter-examples and known misses of each rule through the whole pipeline, and sees what fired.
 *
 *   examples: "TEXT => A -> B"   gives the rule's edge from A to B       "TEXT with [Name]"  gives Name the rule's kind
 *   examples of a measure: "TEXT => FIGURE" gives that figure the rule's measure
 *   counter:  the same, and it must not; "TEXT => A -> B [negated]" gives no fact, and should
 *             give the edge with that status (else: counter-unread)
 *   misses:   examples that do not hold yet; one that holds is said
 *
 * Findings: example-fails, counter-fails, no-example, no-counter, miss-passes, dead-rule (none of its examples makes it
 * fire), shadowed-rule (what it reads in its examples, another rule had read), unused-pattern (no example of any rule
 * makes the pattern fire). */
#ifndef EG_CLI_EXAMPLES_H
#define EG_CLI_EXAMPLES_H

#include "cli/lint.h"

typedef struct eg_tally {
    size_t run, failed, misses;
} eg_tally;

/* The hit counters of the set must be at zero. A failure in a set that lies under another is a warning. */
void eg_examples_run(eg_lint *lint, eg_patterns *p, eg_tally *tally);

#endif
