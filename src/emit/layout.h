/* SPDX-License-Identifier: MIT */
/* Positions from Graphviz. In: connected graphs of boxes of fixed size. Out: a place for each box, a curve for each
 * edge, a place for each label.
 *
 * libgvc leaks, some inputs abort it and some never end, so it runs in a forked child with limits of time and memory;
 * it is loaded there, by name, so that a run without a picture pays nothing for it. Nothing but text passes between
 * the two sides: the child reads DOT and hands back the attributes that libgvc writes, so no struct of Graphviz is
 * touched and any of its versions will do. */
#ifndef EG_EMIT_LAYOUT_H
#define EG_EMIT_LAYOUT_H

#include "base/arena.h"
#include "base/error.h"

typedef struct eg_point {
    double x, y; /* px, y grows downwards */
} eg_point;

typedef struct eg_layout_node {
    double w, h;  /* in: px */
    double x, y;  /* out: centre; in, when `placed`: where it stands, for the engine "nop" */
    bool placed;
    bool junction; /* in: a point where the branches of a fan meet */
    bool round;    /* in: a circle; lines end on it (eg_route) */
} eg_layout_node;

typedef struct eg_layout_edge {
    uint32_t tail, head;     /* in: indices into nodes */
    double label_w, label_h; /* in: px, 0 = no label */
    unsigned weight;         /* in: 0 = 1; heavier edges are shorter and straighter */
    bool arrow;              /* in: room for an arrowhead at the head */
    eg_point *points;        /* out: cubic Bézier, 3n + 1 points, or none (the engine draws no curves) */
    size_t point_count;
    bool has_tip;            /* out: an arrowhead runs from the last point to `tip` */
    eg_point tip;
    double label_x, label_y; /* out: centre of the label */
} eg_layout_edge;

typedef struct eg_layout_part {
    const char *engine;     /* "dot", "sfdp" */
    const char *attributes; /* of the graph, in DOT: "rankdir=LR, nodesep=0.14"; also for nodes and edges when it says so */
    eg_layout_node *nodes;
    size_t node_count;
    eg_layout_edge *edges;
    size_t edge_count;
    double w, h;            /* out: all boxes, curves and labels lie in [0, w] x [0, h] */
} eg_layout_part;

typedef struct eg_layout_limits {
    double seconds;  /* wall clock for all parts together */
    uint64_t memory; /* bytes of address space for the child, 0 = none */
} eg_layout_limits;

/* Lays out all parts in one child. Curves are in `arena`. False with EG_ERR_CHILD when the child failed, died or ran
 * out of time; the outputs are then undefined. */
bool eg_layout_run(eg_layout_part *parts, size_t count, eg_arena *arena, const eg_layout_limits *limits, eg_error *err);

/* Measures a part whose places or curves were changed and moves it to the origin: sets w and h. */
void eg_layout_settle(eg_layout_part *part);

#endif
