/* SPDX-License-Identifier: MIT */
/* Width of text without a font: advance widths of Helvetica, which Arial and Liberation Sans share, so that boxes are
 * the same on every machine and golden pictures hold. Kerning is left out: real text is never wider. */
#ifndef EG_EMIT_METRICS_H
#define EG_EMIT_METRICS_H

#include "base/arena.h"

/* Width of `s` at `size` px, in px. Wide scripts count 1 em, emoji 1.25 em, combining marks nothing, what the tables do
 * not know 0.75 em. O(length). */
double eg_text_width(eg_slice s, double size, bool bold);
/* `s` itself when it is at most `most` px wide, else its longest head that fits with "…" behind it, from `arena`. Never
 * cuts before a combining mark or joiner. */
eg_slice eg_text_fit(eg_arena *arena, eg_slice s, double size, bool bold, double most);
/* Breaks `s` into 1..most_lines lines as even as its spaces (or wide characters) allow when it is wider than `most`; a
 * line wider than `cut` is cut by eg_text_fit. Returns how many lines were written. */
size_t eg_text_wrap(eg_arena *arena, eg_slice *lines, size_t most_lines, eg_slice s, double size, bool bold, double most,
                    double cut);

#endif
