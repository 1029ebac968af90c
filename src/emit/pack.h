/* SPDX-License-Identifier: MIT */
/* Rectangles packed onto a page of a wished shape, by skylines of many widths. What is not solid of a rectangle may hold
 * other, smaller ones. */
#ifndef EG_EMIT_PACK_H
#define EG_EMIT_PACK_H

#include <stdbool.h>
#include <stddef.h>

typedef struct eg_area { /* from its top left */
    double x, y, w, h;
} eg_area;

typedef struct eg_rect {
    double w, h; /* in */
    const eg_area *solid; /* in: what is taken of it, relative to its top left; NULL = all */
    size_t solid_count;
    double x, y; /* out: top left */
    bool wished; /* in: it stood at (x, y) before and would like to stay */
} eg_rect;

typedef struct eg_page {
    double aspect;   /* wished width / height of the whole page */
    double gap;      /* between rectangles */
    double extra_w;  /* of the page beside the packed area (margins) */
    double extra_h;  /* above and below it (title, legend) */
    double extra_area; /* px² that flow below it in lines as wide as the packed area */
    double least_w;  /* the packed area is at least so wide */
    double readable_w; /* beyond this page width, text gets too small: narrower pages are preferred */
    double w, h;     /* out: the packed area */
} eg_page;

/* Places all rectangles without overlap, at least `gap` apart. Rectangles that wish for a place get it, or one near it;
 * the others fill. O(count² · widths tried). */
void eg_pack(eg_rect *rects, size_t count, eg_page *page);

#endif
