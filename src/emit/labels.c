/* SPDX-License-Identifier: MIT */
/* Where the words of a line stand: above or on it, at the point where they cover no box, no other words and no other
 * line. A label that finds no such point is said by the line beside
 * it, if there is one, or left out; the legend then tells what the colours of lines mean. */
#include <math.h>

#include "emit/metrics.h"
#include "emit/scene.h"

enum { SAMPLES = 12 };      /* points looked at per curve piece */
#define LABEL_H 13.0
#define HEAD 11.0           /* px around an arrow's tip that stay free */
#define LABEL_MOST 170.0    /* px: then, of two lines, only the types are said */
#define NEAR 13.0           /* px between a label's middle and its line: still seen as its own */

typedef struct area {
    double x0, y0, x1, y1;
} area;

typedef struct trace { /* a wire as points */
    eg_point *points;
    size_t count;
    area bounds;
} trace;

typedef struct labeller {
    eg_scene *scene;
    trace *traces; /* by wire */
    area *taken;   /* words that stand */
    size_t taken_count;
    size_t *slot;  /* by wire: its words in `taken` */
} labeller;

static eg_point on_curve(const eg_point *p, double t) {
    double u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    return (eg_point){a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x, a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

static trace trace_wire(eg_scene *scene, const eg_wire *wire) {
    trace t = {.bounds = {1e30, 1e30, -1e30, -1e30}};
    size_t pieces = wire->point_count / 3;
    t.points = EG_NEW_ARRAY(&scene->arena, eg_point, pieces * SAMPLES + 1);
    for (size_t i = 0; i < pieces * SAMPLES + (pieces > 0); i++) {
        size_t piece = i / SAMPLES < pieces ? i / SAMPLES : pieces - 1;
        eg_point p = on_curve(wire->points + 3 * piece, (double)(i - piece * SAMPLES) / SAMPLES);
        t.points[t.count++] = p;
        t.bounds = (area){fmin(t.bounds.x0, p.x), fmin(t.bounds.y0, p.y), fmax(t.bounds.x1, p.x), fmax(t.bounds.y1, p.y)};
    }
    return t;
}

static bool meet(area a, area b) {
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

static area around(double x, double y, double w, double h) {
    return (area){x - w / 2, y - h / 2, x + w / 2, y + h / 2};
}

/* Does the polyline cut the area? Steps are short against a label, so looking at points and middles is enough. */
static bool runs_through(const trace *t, area a) {
    if (!meet((area){t->bounds.x0 - 1, t->bounds.y0 - 1, t->bounds.x1 + 1, t->bounds.y1 + 1}, a)) return false;
    for (size_t i = 0; i + 1 < t->count; i++) {
        for (int k = 0; k < 4; k++) {
            double s = k / 4.0, x = t->points[i].x * (1 - s) + t->points[i + 1].x * s;
            double y = t->points[i].y * (1 - s) + t->points[i + 1].y * s;
            if (x > a.x0 && x < a.x1 && y > a.y0 && y < a.y1) return true;
        }
    }
    return false;
}

static bool covers_box(const labeller *l, area a) {
    for (size_t i = 0; i < l->scene->items.len; i++) {
        const eg_item *item = &l->scene->items.items[i];
        if (item->role != EG_ROLE_JUNCTION && meet(around(item->x, item->y, item->w + 3, item->h + 2), a)) return true;
    }
    return false;
}

/* An arrowhead under words looks as if the line ended there. */
static bool covers_head(const labeller *l, area a) {
    for (size_t i = 0; i < l->scene->wires.len; i++) {
        const eg_wire *wire = &l->scene->wires.items[i];
        if (wire->arrow && meet(around(wire->tip.x, wire->tip.y, HEAD, HEAD), a)) return true;
    }
    return false;
}

static bool covers_words(const labeller *l, area a) {
    for (size_t i = 0; i < l->taken_count; i++)
        if (meet(l->taken[i], a)) return true;
    return false;
}

static size_t lines_under(const labeller *l, size_t own, area a) {
    size_t n = 0;
    area inner = {a.x0 + 1, a.y0 + 2, a.x1 - 1, a.y1 - 2};
    for (size_t i = 0; i < l->scene->wires.len; i++) n += i != own && runs_through(&l->traces[i], inner);
    return n;
}

static double distance_to(const trace *t, double x, double y) {
    double best = 1e30;
    for (size_t i = 0; i < t->count; i++) best = fmin(best, hypot(t->points[i].x - x, t->points[i].y - y));
    return best;
}

static void settle(labeller *l, size_t index, double x, double y) {
    eg_wire *wire = &l->scene->wires.items[index];
    l->slot[index] = l->taken_count;
    wire->label_x = x;
    wire->label_y = y;
    l->taken[l->taken_count++] = around(x, y, wire->label_w + 4, LABEL_H);
}

static bool stands_well(const labeller *l, size_t index) {
    const eg_wire *wire = &l->scene->wires.items[index];
    area a = around(wire->label_x, wire->label_y, wire->label_w, LABEL_H);
    return wire->label_room && distance_to(&l->traces[index], wire->label_x, wire->label_y) <= NEAR && !covers_box(l, a) &&
           !covers_words(l, a) && !covers_head(l, a);
}

/* Tries points along the line, the middle first, above flat stretches and on steep ones. */
static bool search(labeller *l, size_t index, bool strict) {
    eg_wire *wire = &l->scene->wires.items[index];
    const trace *t = &l->traces[index];
    double best = 1e30, best_x = 0, best_y = 0;
    for (size_t i = 1; i + 1 < t->count; i++) {
        double dx = t->points[i + 1].x - t->points[i - 1].x, dy = t->points[i + 1].y - t->points[i - 1].y;
        bool flat = fabs(dy) < 0.35 * fabs(dx);
        double along = fabs((double)i / (double)(t->count - 1) - 0.5);
        for (int side = -1; side <= 1; side++) { /* above, on, below */
            double x = t->points[i].x, y = t->points[i].y + side * 7.5;
            if (side && !flat) continue;
            double cost = along * 4 + (side == -1 ? 0 : side ? 1 : flat ? 0.7 : 0);
            if (cost >= best) continue;
            area a = around(x, y, wire->label_w + 4, LABEL_H);
            if (covers_box(l, a) || covers_words(l, a) || covers_head(l, a)) continue;
            size_t under = lines_under(l, index, a);
            if (under && strict) continue;
            cost += 1.5 * (double)under;
            if (cost < best) best = cost, best_x = x, best_y = y;
        }
    }
    if (best >= 1e30) return false;
    settle(l, index, best_x, best_y);
    return true;
}

/* "works for" of "works for · the founder and CEO". */
static eg_slice without_detail(eg_slice label) {
    size_t at = eg_slice_find(label, EG_S(" \xc2\xb7 "), 0);
    return at == (size_t)-1 ? label : eg_slice_sub(label, 0, at);
}

/* Two lines that run side by side from one box to the other have room for words once: one of them says both. */
static bool say_beside(labeller *l, size_t index, const bool *done) {
    eg_scene *scene = l->scene;
    const eg_wire *wire = &scene->wires.items[index];
    for (size_t i = 0; i < scene->wires.len; i++) {
        eg_wire *peer = &scene->wires.items[i];
        if (!done[i] || peer->label.len == 0 || peer->tail != wire->tail || peer->head != wire->head || peer->status != wire->status) continue;
        eg_wire before = *peer;
        area words = l->taken[l->slot[i]];
        size_t slot = l->slot[i], count = l->taken_count;
        peer->label = eg_arena_printf(&scene->arena, "%.*s, %.*s", EG_FMT(before.label), EG_FMT(wire->label));
        if (eg_text_width(peer->label, EG_SIZE_SMALL, false) > LABEL_MOST)
            peer->label = eg_arena_printf(&scene->arena, "%.*s, %.*s", EG_FMT(without_detail(before.label)), EG_FMT(without_detail(wire->label)));
        peer->label_w = eg_text_width(peer->label, EG_SIZE_SMALL, false);
        l->taken[slot] = (area){1e30, 1e30, 1e30, 1e30};
        if (count < 2 * scene->wires.len && search(l, i, false)) return true;
        *peer = before;
        l->taken[slot] = words;
    }
    return false;
}

void eg_labels_place(eg_scene *scene) {
    labeller l = {.scene = scene};
    l.traces = EG_NEW_ARRAY(&scene->arena, trace, scene->wires.len);
    l.taken = EG_NEW_ARRAY(&scene->arena, area, 2 * scene->wires.len);
    l.slot = EG_NEW_ARRAY(&scene->arena, size_t, scene->wires.len);
    bool *done = EG_NEW_ARRAY(&scene->arena, bool, scene->wires.len);
    for (size_t i = 0; i < scene->wires.len; i++) l.traces[i] = trace_wire(scene, &scene->wires.items[i]);
    for (size_t i = 0; i < scene->wires.len; i++) {
        eg_wire *wire = &scene->wires.items[i];
        done[i] = wire->label.len == 0;
        if (done[i] || !stands_well(&l, i)) continue;
        settle(&l, i, wire->label_x, wire->label_y);
        done[i] = true;
    }
    for (int pass = 0; pass < 2; pass++) { /* trunks speak for many: they choose first */
        for (size_t i = 0; i < scene->wires.len; i++) {
            eg_wire *wire = &scene->wires.items[i];
            if (done[i] || wire->trunk != (pass == 0)) continue;
            done[i] = search(&l, i, true) || (wire->trunk && search(&l, i, false));
        }
    }
    for (size_t i = 0; i < scene->wires.len; i++) {
        eg_wire *wire = &scene->wires.items[i];
        if (done[i]) continue;
        if (say_beside(&l, i, done)) wire->label_w = 0;
        else scene->labels_left_out = true;
        wire->label = EG_S("");
    }
}
