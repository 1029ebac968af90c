/* SPDX-License-Identifier: MIT */
/* A pattern as a tree that is walked with backtracking: the same answers as PCRE2, groups included, for a post or two, which is
 * less than what compiling to machine code pays for. PCRE2's interpreter copies a frame for each way it might come back to; here a way is
 * tried only when the next byte may begin it, alternatives are found by that byte, and what macros bring into many patterns is one
 * tree, which is mapped with the set and not made when a pattern first runs.
 *
 * A run that takes long keeps what failed, so that a text of near-misses is not walked again from each place.
 *
 * It does not know everything: a pattern with anything unusual has no matcher, and where a run meets what only PCRE2 knows (a property
 * of a character beyond ASCII), or takes too long, it says so. Only regex.c asks. */
#ifndef EG_SCAN_MATCHER_H
#define EG_SCAN_MATCHER_H

#include "scan/regex.h"

typedef struct eg_matcher_node eg_matcher_node;

/* How a pattern is to be read. */
typedef struct eg_matcher_language {
    bool caseless;
    bool cased;    /* caseless, "\p{Lu}" is still capitals alone: not in all versions of PCRE2 */
} eg_matcher_language;

/* A tree, or NULL: PCRE2 has to do it. Nodes live as long as the region (base/region.h) they are made in; others until
 * eg_matchers_free. */
const eg_matcher_node *eg_matcher_read(eg_slice pattern, eg_matcher_language language);
/* What is read from now on shares nothing with what was: a region is complete. */
void eg_matchers_settle(void);
void eg_matchers_free(void);

typedef enum eg_matcher_answer { EG_MATCHER_NO, EG_MATCHER_YES, EG_MATCHER_LOST } eg_matcher_answer;

typedef struct eg_matcher_task {
    eg_slice subject;
    size_t from, until; /* a match begins at or behind the one, and not behind the other */
    bool anchored;      /* ... only at `from` */
    bool full;          /* it ends where the subject ends */
    bool eager;         /* what failed is kept from the first step: for tests */
} eg_matcher_task;

enum { EG_MATCHER_STEPS = 40000 }; /* a run takes no more: it is LOST */

typedef struct eg_matcher_cost {
    size_t steps; /* that it took */
    size_t saved; /* that it did not, because it keeps what failed: about */
    size_t bytes; /* at which a match might have begun */
} eg_matcher_cost;

/* As many `groups` as `count`; LOST: not known. */
eg_matcher_answer eg_matcher_run(const eg_matcher_node *node, const eg_matcher_task *task, eg_span *groups, uint32_t count, eg_matcher_cost *cost);

/* For who looks for a match by other means: `until` comes nearer when no later one can be complete. False: there is none. */
bool eg_matcher_narrow(const eg_matcher_node *node, eg_matcher_task *task);
/* Where a match may begin, next: at *first, or behind it up to *last. False: nowhere. */
bool eg_matcher_stretch(const eg_matcher_node *node, const eg_matcher_task *task, size_t *first, size_t *last);

#endif
