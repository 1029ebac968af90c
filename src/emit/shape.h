/* SPDX-License-Identifier: MIT */
/* Outlines of kinds and their paint. A shape is a word of schema.yaml: round, square, pill, dashed, chevron, flag, cut,
 * note, badge; any other word is drawn as round. */
#ifndef EG_EMIT_SHAPE_H
#define EG_EMIT_SHAPE_H

#include "base/sink.h"
#include "scan/schema.h"

typedef struct eg_paint { /* "#RRGGBB", always: what a schema says otherwise is replaced */
    eg_slice line, fill, dark_line, dark_fill;
} eg_paint;

eg_paint eg_paint_of_kind(const eg_schema *schema, uint32_t kind); /* EG_NONE: grey */
eg_paint eg_paint_of_type(const eg_schema *schema, uint32_t type); /* line and dark_line */
/* The paint of the first kind with the trait `figure`. */
eg_paint eg_paint_of_figures(const eg_schema *schema);
/* The shape's word, "round" for EG_NONE. */
eg_slice eg_shape_of_kind(const eg_schema *schema, uint32_t kind);

/* Room between outline and text at the left and right of a box `h` px high. */
void eg_shape_padding(eg_slice shape, double h, double *left, double *right);
/* The outline as an SVG element that is still open for attributes: "<path d=…" or "<rect …". */
void eg_put_shape(eg_sink *out, eg_slice shape, double x, double y, double w, double h);
/* "4 3" for shapes with a broken outline, else "". */
const char *eg_shape_dash(eg_slice shape);
/* Graphviz's nearest: "shape=box, style=\"rounded,filled\"". */
const char *eg_shape_dot(eg_slice shape);
/* A coordinate, to a tenth of a px. */
void eg_put_px(eg_sink *out, double value);
/* "prefix-name" with what is not [a-z0-9-_] replaced, for class names. */
void eg_put_class(eg_sink *out, const char *prefix, eg_slice name);

#endif
