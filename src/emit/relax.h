/* SPDX-License-Identifier: MIT */
/* Places of a spring layout made better. In: boxes that stand somewhere and straight lines between them. Out: the same
 * boxes, moved so that none lies on another, few lines cross, few run beneath a box that is not theirs, lines are short
 * but leave room for their words, and all stand in a rectangle of the wished size.
 *
 * Threshold accepting: boxes are moved by turns, at random but from a fixed seed, and a move stands when it costs less
 * than a bound that sinks to nothing. Only sums, products, quotients and roots are used, so that every machine comes to
 * the same places. */
#ifndef EG_EMIT_RELAX_H
#define EG_EMIT_RELAX_H

#include "emit/layout.h"

typedef struct eg_relax_wish {
    double w, h;       /* px: of the rectangle */
    double gap;        /* px that boxes keep between them */
    unsigned turns;    /* how often each box is tried; O(boxes · turns · (boxes + lines)) */
    unsigned tries;    /* from so many seeds, and the cheapest end is taken; 0 = 1 */
} eg_relax_wish;

/* Moves part->nodes. Curves are not looked at: lead them afterwards. Scratch is in `arena`. */
void eg_relax(eg_layout_part *part, const eg_relax_wish *wish, eg_arena *arena);

#endif
