/* SPDX-License-Identifier: MIT */
/* The drawn pictures (network and cloud): from the cast to placed items and wires. */
#ifndef EG_EMIT_NETWORK_H
#define EG_EMIT_NETWORK_H

#include "emit/scene.h"

typedef struct eg_parts_style {
    const char *engine;
    const char *attributes; /* of each part's graph, in DOT */
    const char *small_engine; /* of parts with at most small_most boxes; NULL = the same */
    const char *small_attributes;
    size_t small_most;
    double fill;            /* 0, or: parts laid out by `engine` are springs (splines=none). Their boxes are relaxed until
                             * they take this share of the part's rectangle, and their lines are led around boxes */
    double box_gap;         /* px between the boxes of such parts */
    double bow;             /* of their lines, as in eg_route */
    unsigned turns, tries;  /* as in eg_relax_wish */
    size_t roomy_most;      /* parts with at most so many items keep room for every label */
    double gap;             /* px between parts */
    double least_w, readable_w; /* as in eg_page */
} eg_parts_style;

/* Lays out what the scene's items and wires make: connected parts one by one, packed onto a page of the wished shape
 * (`frame_h` px of it are taken by title, legend and strip). Sets the places of items and wires and the scene's w and
 * h, and honours the sidecar. False with EG_ERR_CHILD. */
bool eg_parts_place(eg_scene *scene, const eg_parts_style *style, double frame_h, eg_error *err);

#endif
