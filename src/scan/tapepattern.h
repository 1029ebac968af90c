/* SPDX-License-Identifier: MIT */
/* Expands the macros of a pattern and compiles it. In: a YAML scalar. Out: a regular expression whose errors are shown
 * at their place in the scalar. On the tape:
 *   {from} {to} {x}      one mention that may fill the slot     {from+}   a list of them, captured whole
 *   {to money}           narrowed to a kind, class or figure class
 *   {fund} {any} {date}  one mention, not captured               {gap 6}   at most six words, no clause break
 *   {trigger} {trigger past}  one of the rule's words            {NAME}    a macro of a `macros:` section
 */
#ifndef EG_SCAN_TAPEPATTERN_H
#define EG_SCAN_TAPEPATTERN_H

#include "scan/patternset.h"

/* The words of a rule's trigger by form: any, base, third, past, ing. */
typedef struct eg_trigger {
    EG_VEC(eg_slice) forms[5]; /* regex alternatives */
} eg_trigger;

typedef struct eg_tape_context {
    uint32_t from, to;          /* kinds the slots take */
    const eg_trigger *trigger;  /* may be NULL */
} eg_tape_context;

/* `node`: {verb: [...], noun: [...], phrase: [...]} or NULL. */
void eg_trigger_read(eg_trigger *out, eg_patterns *p, const eg_yaml *node, const eg_source *source, eg_errors *errors);
void eg_trigger_fini(eg_trigger *trigger);

/* NULL after an error was added. With a context the pattern is one for the tape. */
eg_regex *eg_pattern_compile(eg_patterns *p, const eg_yaml *scalar, const eg_source *source, unsigned flags,
                             eg_tape_context *context, eg_errors *errors);
/* The outline of a pattern that is not for the tape, in the set's own outlines; 0 when there is none. */
eg_outline eg_pattern_outline(eg_patterns *p, const eg_yaml *scalar, bool anchored);
/* What each match of such a pattern holds: nothing of NULL. The caller's (eg_needs_fini); its texts go to `texts`. */
void eg_pattern_needs(eg_needs *out, eg_arena *texts, eg_patterns *p, const eg_yaml *scalar);

#endif
