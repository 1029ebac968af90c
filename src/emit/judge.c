/* SPDX-License-Identifier: MIT */
#include "emit/judge.h"

#include <math.h>

#define READABLE_W 1100.0  /* 11 px are 12 px on a page shown 1,200 px wide */
#define SHAPE_SLACK 0.18   /* logarithm: 1.25 to 1.8 when 1.5 is wished */
#define ASPECT 1.5
/* What weighs how much: a page a tenth too wide for its type is as bad as every line without words, or two hundred
 * crossings. */
#define OF_WIDTH 4.0
#define OF_SMALL 0.3       /* type too small at all */
#define OF_SHAPE 2.0
#define OF_STRIP 0.6       /* a shape that fits no page */
#define OF_WISHED_SHAPE 4.0
#define OF_WORDS 0.8
#define OF_CROSSING 0.004

double eg_off_shape(const eg_scene *scene, double frame_h) {
    double wished = scene->options->aspect > 0 ? scene->options->aspect : ASPECT;
    double w = scene->w + 2 * EG_MARGIN;
    return log(w / (scene->h + frame_h + eg_strip_area(scene) / scene->w) / wished);
}

double eg_shape_slack(const eg_scene *scene) {
    return scene->options->aspect > 0 ? SHAPE_SLACK / 2 : SHAPE_SLACK;
}

double eg_readable_width(const eg_scene *scene) {
    return READABLE_W * sqrt(fmax(1, (double)scene->cast.name_count / EG_NETWORK_MOST));
}

/* Share of lines whose words found no room. */
static double speechless(const eg_scene *scene) {
    size_t lines = 0, silent = 0;
    for (size_t i = 0; i < scene->wires.len; i++) {
        const eg_wire *wire = &scene->wires.items[i];
        if (wire->label_w <= 0) continue;
        lines++;
        silent += wire->label.len == 0;
    }
    return lines ? (double)silent / (double)lines : 0;
}

/* ---- crossings ---- */

enum { STEPS = 6 }; /* straight pieces that stand for a curve piece */

static eg_point at_step(const eg_wire *w, size_t step) {
    if (step / STEPS >= w->point_count / 3) return w->points[w->point_count - 1];
    const eg_point *p = w->points + step / STEPS * 3;
    double t = (double)(step % STEPS) / STEPS, u = 1 - t;
    double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    return (eg_point){a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x, a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

static double side(eg_point a, eg_point b, eg_point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool cross(const eg_wire *v, const eg_wire *w) {
    for (size_t i = 0; i < v->point_count / 3 * STEPS; i++) {
        eg_point a = at_step(v, i), b = at_step(v, i + 1);
        for (size_t j = 0; j < w->point_count / 3 * STEPS; j++) {
            eg_point c = at_step(w, j), d = at_step(w, j + 1);
            if (fmax(a.x, b.x) < fmin(c.x, d.x) || fmax(c.x, d.x) < fmin(a.x, b.x)) continue;
            if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
        }
    }
    return false;
}

static size_t count_crossings(const eg_scene *scene) {
    size_t count = 0;
    for (size_t i = 0; i < scene->wires.len; i++) {
        const eg_wire *v = &scene->wires.items[i];
        for (size_t j = 0; j < i; j++) {
            const eg_wire *w = &scene->wires.items[j];
            bool share = v->tail == w->tail || v->tail == w->head || v->head == w->tail || v->head == w->head;
            count += !share && cross(v, w);
        }
    }
    return count;
}

double eg_badness(const eg_scene *scene, double frame_h) {
    double wide = fmax(0, (scene->w + 2 * EG_MARGIN) / eg_readable_width(scene) - 1);
    double off = fmax(0, fabs(eg_off_shape(scene, frame_h)) - eg_shape_slack(scene));
    return OF_WIDTH * wide + (wide > 0 ? OF_SMALL : 0) + (scene->options->aspect > 0 ? OF_WISHED_SHAPE : OF_SHAPE) * off + (off > 0.02 ? OF_STRIP : 0) + OF_WORDS * speechless(scene) +
           OF_CROSSING * (double)count_crossings(scene);
}
