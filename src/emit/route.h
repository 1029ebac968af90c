/* SPDX-License-Identifier: MIT */
/* Lines led around boxes that are not theirs. In: boxes that do not overlap, edges between them. Out: a curve for each
 * edge: straight where nothing is in the way, else a slight bend, else along the corners of what is in the way. */
#ifndef EG_EMIT_ROUTE_H
#define EG_EMIT_ROUTE_H

#include "emit/layout.h"

/* Sets points, tip, has_tip and the label's place of all edges, with points in `arena`; each has a curve afterwards. `bow` is how much lines bend that
 * could be straight, as a share of their length: 0 for straight ones. */
void eg_route(eg_layout_part *part, double bow, eg_arena *arena);

#endif
