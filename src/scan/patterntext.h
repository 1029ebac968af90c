/* SPDX-License-Identifier: MIT */
/* A pattern as its author wrote it: cut into tokens and elements, without expanding or compiling it. In: the text of a
 * pattern in extended mode, with macros. Out: places in it. All offsets are bytes of that text. */
#ifndef EG_SCAN_PATTERNTEXT_H
#define EG_SCAN_PATTERNTEXT_H

#include "base/vec.h"

#define EG_PATTERN_NOTHING ((size_t)-1)

/* First white space at or behind `from` that its author meant to match: between two words or, on a tape, beside a unit
 * that would touch a word. EG_PATTERN_NOTHING when there is none. */
size_t eg_pattern_dead_space(eg_slice pattern, bool tape, size_t from);

typedef struct eg_group {
    size_t at;     /* of its "(" */
    eg_slice name; /* "" when it has none */
} eg_group;

/* The next capture group behind *at, which moves on. */
bool eg_pattern_next_group(eg_slice pattern, size_t *at, eg_group *group);
/* Does the pattern refer back to the group of this name, or (name "") to one by its number? */
bool eg_pattern_refers(eg_slice pattern, eg_slice name);

/* One thing after another at the top level: a macro, a group, a class, an escape, a run of letters, each with its
 * quantifier. A pattern with alternatives at its top level is one element. */
typedef struct eg_element {
    size_t begin, end;
} eg_element;

typedef struct eg_elements {
    EG_VEC(eg_element) list;
} eg_elements;

void eg_pattern_split(eg_elements *out, eg_slice pattern);
void eg_elements_fini(eg_elements *elements);
/* The words (letters only, two at least) that the pattern spells out, in order, with one space between them. */
eg_slice eg_pattern_words(eg_arena *arena, eg_slice pattern);

#endif
