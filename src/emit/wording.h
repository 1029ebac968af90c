/* SPDX-License-Identifier: MIT */
/* The words of pictures: badges, sentences for tooltips, dates, counts. All results are in `arena` (or borrowed). */
#ifndef EG_EMIT_WORDING_H
#define EG_EMIT_WORDING_H

#include "base/arena.h"
#include "graph/graph.h"
#include "scan/schema.h"

/* "over $110 million raised", "1,700 members", "65% international (2024)". `figure` is the quantity the edge points to. */
eg_slice eg_say_badge(eg_arena *arena, const eg_edge *edge, const eg_quantity *figure);
/* What stands on the line: "works for · CEO", "invested in · $30 million", "acquired (planned)". `type` may be NULL. */
eg_slice eg_say_label(eg_arena *arena, const eg_edge *edge, const eg_edge_type *type);
/* The part of it that differs from edge to edge of one fan: "CEO", "$30 million", or "". */
eg_slice eg_say_detail(eg_arena *arena, const eg_edge *edge);
/* "A invested in B · 2024: “quote” (post.md:12)". */
eg_slice eg_say_edge(eg_arena *arena, const eg_graph *graph, const eg_schema *schema, const eg_edge *edge);
/* "Tokyo AI (organization), also TAI: “quote” (post.md:43)", and the figures' texts on lines of their own. */
eg_slice eg_say_node(eg_arena *arena, const eg_graph *graph, const eg_schema *schema, const eg_node *node);
/* "6 January 2025" of "2025-01-06", "January 2025" of "2025-01"; anything else as it is. */
eg_slice eg_say_date(eg_arena *arena, eg_slice iso);
/* "1 entity", "2,300 entities". */
eg_slice eg_say_count(eg_arena *arena, size_t n, const char *one, const char *many);
/* A, "A and B", "A, B and C", "A, B and 3 more". */
eg_slice eg_say_list(eg_arena *arena, const eg_slice *items, size_t count, size_t most);
/* The type's label, or its name with blanks. */
eg_slice eg_say_type(eg_arena *arena, const eg_edge_type *type, eg_slice name);

#endif
