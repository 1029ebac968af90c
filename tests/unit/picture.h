/* SPDX-License-Identifier: MIT */
/* What can be counted in a picture: what lies over what, what sticks out, how small it reads. Shared by the unit tests
 * and the bench. */
#ifndef EG_TEST_PICTURE_H
#define EG_TEST_PICTURE_H

#include <math.h>

#include "emit/metrics.h"
#include "emit/scene.h"

typedef struct measured {
    size_t overlaps;    /* pairs of boxes, dots, chips or cards that meet */
    size_t outside;     /* lines of text wider or higher than their box; anything beyond the page */
    size_t label_hits;  /* words of a line, or of a dot, that cover a box or other words */
    size_t crossings;   /* pairs of lines that cross and share no end */
    size_t through;     /* lines that run through a box that is not theirs */
    size_t wires, unlabelled; /* lines; those whose type only the legend tells */
    double smallest;    /* px of the smallest text when the picture is shown 1,200 px wide */
    double aspect;
    double filled;      /* share of the page that boxes take */
} measured;

typedef struct span {
    double x0, y0, x1, y1;
} span;

static inline span span_of(const eg_item *i) {
    return (span){i->x - i->w / 2, i->y - i->h / 2, i->x + i->w / 2, i->y + i->h / 2};
}

static inline bool spans_meet(span a, span b) {
    const double eps = 0.05;
    return a.x0 < b.x1 - eps && b.x0 < a.x1 - eps && a.y0 < b.y1 - eps && b.y0 < a.y1 - eps;
}

static inline bool within_page(const eg_scene *scene, span a) {
    return a.x0 >= -0.05 && a.y0 >= -0.05 && a.x1 <= scene->w + 0.05 && a.y1 <= scene->h + 0.05;
}

static inline bool is_solid(const eg_item *i) {
    return i->role != EG_ROLE_JUNCTION && i->role != EG_ROLE_TAG && i->role != EG_ROLE_BLOCK;
}

enum { PICTURE_STEPS = 24 };

static inline eg_point wire_point(const eg_wire *w, size_t step) {
    size_t piece = step / PICTURE_STEPS, pieces = w->point_count / 3;
    if (piece >= pieces) return w->points[w->point_count - 1];
    const eg_point *p = w->points + 3 * piece;
    double t = (double)(step % PICTURE_STEPS) / PICTURE_STEPS, u = 1 - t;
    double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    return (eg_point){a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x, a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

static inline size_t wire_steps(const eg_wire *w) {
    return w->point_count / 3 * PICTURE_STEPS;
}

static inline double side_of(eg_point a, eg_point b, eg_point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static inline bool wires_cross(const eg_wire *v, const eg_wire *w) {
    for (size_t i = 0; i < wire_steps(v); i++) {
        eg_point a = wire_point(v, i), b = wire_point(v, i + 1);
        for (size_t j = 0; j < wire_steps(w); j++) {
            eg_point c = wire_point(w, j), d = wire_point(w, j + 1);
            if (fmax(a.x, b.x) < fmin(c.x, d.x) || fmax(c.x, d.x) < fmin(a.x, b.x)) continue;
            if (side_of(a, b, c) * side_of(a, b, d) < 0 && side_of(c, d, a) * side_of(c, d, b) < 0) return true;
        }
    }
    return false;
}

static inline void measure_items(measured *m, const eg_scene *scene) {
    const eg_item *items = scene->items.items;
    for (size_t i = 0; i < scene->items.len; i++) {
        if (items[i].role == EG_ROLE_JUNCTION) continue;
        if (!within_page(scene, span_of(&items[i]))) m->outside++;
        double high = items[i].tags * EG_LINE_SMALL;
        for (size_t j = 0; items[i].role != EG_ROLE_DOT && j < items[i].line_count; j++) {
            const eg_line *line = &items[i].lines[j];
            high += line->size > EG_SIZE_SMALL ? EG_LINE_NAME : EG_LINE_SMALL;
            if (eg_text_width(line->text, line->size, line->bold) > items[i].w + 0.05) m->outside++;
        }
        if (items[i].role == EG_ROLE_BOX && scene->view == EG_VIEW_NETWORK && high > items[i].h) m->outside++;
        if (!is_solid(&items[i])) continue;
        m->filled += items[i].w * items[i].h;
        for (size_t j = 0; j < i; j++)
            if (is_solid(&items[j]) && spans_meet(span_of(&items[i]), span_of(&items[j]))) m->overlaps++;
    }
    m->filled /= scene->w * scene->h;
}

static inline span label_span(const eg_wire *w) {
    return (span){w->label_x - w->label_w / 2, w->label_y - 5, w->label_x + w->label_w / 2, w->label_y + 5};
}

static inline void measure_label(measured *m, const eg_scene *scene, size_t index) {
    const eg_wire *wire = &scene->wires.items[index];
    span own = label_span(wire);
    bool hit = !within_page(scene, own);
    for (size_t i = 0; i < scene->items.len; i++)
        hit = hit || (is_solid(&scene->items.items[i]) && spans_meet(own, span_of(&scene->items.items[i])));
    for (size_t i = 0; i < index; i++)
        hit = hit || (scene->wires.items[i].label.len && spans_meet(own, label_span(&scene->wires.items[i])));
    m->label_hits += hit;
}

static inline bool runs_through_box(const eg_wire *w, const eg_item *item) {
    span s = span_of(item);
    s = (span){s.x0 + 2, s.y0 + 2, s.x1 - 2, s.y1 - 2};
    for (size_t i = 0; i <= wire_steps(w); i++) {
        eg_point p = wire_point(w, i);
        if (p.x > s.x0 && p.x < s.x1 && p.y > s.y0 && p.y < s.y1) return true;
    }
    return false;
}

static inline void measure_wires(measured *m, const eg_scene *scene) {
    const eg_wire *wires = scene->wires.items;
    m->wires = scene->wires.len;
    for (size_t i = 0; i < scene->wires.len; i++) {
        const eg_wire *w = &wires[i];
        bool branch = scene->items.items[w->tail].role == EG_ROLE_JUNCTION || scene->items.items[w->head].role == EG_ROLE_JUNCTION;
        if (w->label.len) measure_label(m, scene, i);
        else if (!branch || w->trunk) m->unlabelled++;
        for (size_t j = 0; j < i; j++) {
            bool share = w->tail == wires[j].tail || w->tail == wires[j].head || w->head == wires[j].tail || w->head == wires[j].head;
            m->crossings += !share && wires_cross(w, &wires[j]);
        }
        for (uint32_t k = 0; k < scene->items.len; k++) {
            const eg_item *item = &scene->items.items[k];
            if (!is_solid(item) || k == w->tail || k == w->head || item->block != EG_NONE) continue;
            m->through += runs_through_box(w, item);
        }
    }
}

static inline measured measure(const eg_scene *scene) {
    measured m = {.smallest = 1e9, .aspect = scene->w / scene->h};
    measure_items(&m, scene);
    measure_wires(&m, scene);
    for (size_t i = 0; i < scene->items.len; i++)
        for (size_t j = 0; j < scene->items.items[i].line_count; j++) m.smallest = fmin(m.smallest, scene->items.items[i].lines[j].size);
    for (size_t i = 0; i < scene->wires.len; i++)
        if (scene->wires.items[i].label.len) m.smallest = fmin(m.smallest, EG_SIZE_SMALL);
    for (size_t i = 0; i < scene->texts.len; i++) {
        const eg_text_item *t = &scene->texts.items[i];
        m.smallest = fmin(m.smallest, t->size);
        span s = {t->x, t->y - t->size, t->x + eg_text_width(t->text, t->size, t->bold), t->y};
        m.outside += !within_page(scene, s);
    }
    m.smallest *= 1200 / scene->w;
    return m;
}

#endif
