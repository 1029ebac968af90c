/* SPDX-License-Identifier: MIT */
/* Which patterns can match on a tape. In: what each pattern needs (literal.h), then tapes. Out: one bit a pattern. One
 * pass over the tape looks its words up and sets the bits, so that a rule whose words do not stand there costs nothing. */
#ifndef EG_SCAN_GATE_H
#define EG_SCAN_GATE_H

#include "base/map.h"
#include "scan/literal.h"
#include "scan/sketch.h"

typedef struct eg_gates eg_gates;

/* Gates are numbered in the order they are added. */
eg_gates *eg_gates_new(void);
void eg_gates_free(eg_gates *gates);
/* Copies what it keeps. Without a need the gate is always open. The sketch (0: none) is of those that it will be
 * given; `anchored`: its pattern matches only where it is started, or nothing is known of it. */
uint32_t eg_gates_add(eg_gates *gates, const eg_needs *needs, eg_sketch sketch, bool anchored);
/* What the gates' sketches are of, the outlines that they were drawn of and their words: all three are the gates' from now on. */
void eg_gates_take(eg_gates *gates, const eg_outlines *outlines, const eg_sketches *sketches, const eg_arena *words);
/* Makes the index; nothing may be added behind it. */
void eg_gates_finish(eg_gates *gates);
size_t eg_gates_count(const eg_gates *gates);
/* 64-bit words that eg_gates_scan fills. */
size_t eg_gates_words(const eg_gates *gates);
/* Bit g of `open` is 1 when gate g may match in `tape`: never 0 for one that matches. */
void eg_gates_scan(const eg_gates *gates, eg_slice tape, uint64_t *open);
/* The first byte at or behind `from` where the gate's pattern may begin to match, or EG_SKETCH_NOWHERE; *until becomes the last one, or
 * SIZE_MAX. For an open gate; `id` as in outline.h. */
size_t eg_gates_begin(const eg_gates *gates, uint32_t gate, eg_slice tape, uint64_t id, size_t from, size_t *until);
/* Does its pattern match only where it is started (or is nothing known of it)? */
bool eg_gate_is_anchored(const eg_gates *gates, uint32_t gate);
/* How many gates have a sketch, and the nodes of all sketches. */
size_t eg_gates_sketches(const eg_gates *gates, size_t *nodes);
/* Has the gate neither literals nor units to wait for? */
bool eg_gate_is_always_open(const eg_gates *gates, uint32_t gate);
/* Does a word open it, and not units alone? */
bool eg_gate_has_literal(const eg_gates *gates, uint32_t gate);

#endif
