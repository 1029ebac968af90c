/* SPDX-License-Identifier: MIT */
/* Ends: which of the units that a match of a rule took into a slot stand at that end of its edge. In: a tape, the slot. Out: indices of
 * units. For relation.c. */
#ifndef EG_RELATE_ENDS_H
#define EG_RELATE_ENDS_H

#include "relate/relate.h"

enum { EG_ENDS_MOST = 64 };

/* A pass of the rules over the sentences. */
typedef struct eg_runner {
    eg_reading *r;
    eg_statements *out; /* NULL while only evidence for kinds is read */
    eg_tapes tapes;
    bool contexts;
} eg_runner;

/* The kinds that a unit may be of, one bit each: all while a name's is unknown, none for a date. */
uint32_t eg_ends_mask(const eg_runner *run, const eg_unit *u);
/* All units of the span that are of `kinds` and members of its list; `known`: none of unknown kind, unless the rule takes likely ones. */
size_t eg_ends_in(const eg_runner *run, const eg_tape_rule *rule, const eg_tape *tape, eg_span span, uint32_t kinds, bool known, uint32_t out[EG_ENDS_MOST]);
/* The same without what is in no list with the unit next to `anchor`, the byte that carries the statement. `source`: it is who did something. */
size_t eg_ends_of(const eg_runner *run, const eg_tape_rule *rule, const eg_tape *tape, eg_span span, uint32_t kinds, bool known, uint32_t anchor, bool source,
                  uint32_t out[EG_ENDS_MOST]);
/* "Chile's A and Israel's B" says of A alone where it is: what has an owner of its own shares no other's. Drops such units of a list
 * that stands right behind its owner. */
size_t eg_ends_without_owned(const eg_tape *tape, eg_span owner, eg_span list, uint32_t *units, size_t n);
/* "A (from Oslo), B (spun out of C)": what is said inside a parenthesis is said of the name before it. Does the anchor stand in one that
 * opens right behind the span, with no "both" in it? */
bool eg_ends_in_parenthesis(const eg_runner *run, const eg_tape *tape, eg_span span, uint32_t anchor);

#endif
