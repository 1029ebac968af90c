/* SPDX-License-Identifier: MIT */
/* What gates are made of: what a pattern needs (literal.h) and its sketch. In: patterns, one by one, as the files
 * of a set are read. Out: the same in the same order, made meanwhile on a thread of its own: finding it takes as long as
 * compiling the patterns. Without a thread it is made when it is waited for.
 *
 * All of it is on the heap, since a region (base/region.h) has one thread. */
#ifndef EG_SCAN_GATEMAKER_H
#define EG_SCAN_GATEMAKER_H

#include "scan/factor.h"
#include "scan/gate.h"

typedef struct eg_gatemaker eg_gatemaker;

typedef struct eg_made {
    eg_needs needs;
    eg_sketch sketch;
    bool anchored; /* its pattern matches only where it is started */
} eg_made;

eg_gatemaker *eg_gatemaker_new(void);
void eg_gatemaker_free(eg_gatemaker *maker);
/* Of the patterns that are asked for: whoever asks may use it. */
eg_factor_memory *eg_gatemaker_factors(eg_gatemaker *maker);
/* Its number, from 0. `pattern` tells the needs; `text`, which matches the same, the sketch. Copies both. */
uint32_t eg_gatemaker_ask(eg_gatemaker *maker, eg_slice pattern, eg_slice text, bool anchored);
/* Waits until all is made; nothing is asked for behind it. */
void eg_gatemaker_wait(eg_gatemaker *maker);
/* Behind the wait: the gate in `gates` that `number` is made into; without a need when there is no such number. */
uint32_t eg_gatemaker_add(const eg_gatemaker *maker, eg_gates *gates, uint32_t number);
/* Behind all of them: the sketches become those of `gates`. */
void eg_gatemaker_give(eg_gatemaker *maker, eg_gates *gates);

#endif
