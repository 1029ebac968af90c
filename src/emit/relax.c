/* SPDX-License-Identifier: MIT */
#include "emit/relax.h"

#include <math.h>
#include <string.h>

/* What weighs how much, in px of a line that is too long. */
#define OF_OVERLAP 400.0   /* and 8 for each px of it */
#define OF_THROUGH 220.0
#define OF_CROSSING 110.0
#define OF_NARROW 25.0     /* two lines of one box that leave it almost as one */
#define OF_SHORT 1.2       /* per px that its words lack */
#define OF_LONG 0.35
#define OF_OUTSIDE 10.0
#define NARROW_SINE 0.12   /* about 7 degrees */
#define PASS 4.0           /* px between a line and a box that it passes */
#define LEAST_LINE 26.0    /* px between two boxes that are joined */
#define FIRST_BOUND 120.0
#define LAST_REACH 6.0     /* px that a box is moved at the end */

typedef struct box {
    double x, y, hw, hh; /* centre and half size */
} box;

typedef struct line { /* from centre to centre */
    uint32_t tail, head;
    double label_w;
    double mx, my, hx, hy; /* its middle, and half the way from tail to head */
} line;

typedef struct field {
    box *boxes;
    uint32_t count;
    line *lines;
    uint32_t line_count;
    uint32_t *first, *own; /* lines of box i: own[first[i]] .. own[first[i + 1] - 1], no loops */
    const eg_relax_wish *wish;
    double cx, cy;
    uint32_t random;
} field;

/* fmin and fmax are calls, for they know NaN. */
static double lesser(double a, double b) {
    return a < b ? a : b;
}

static double greater(double a, double b) {
    return a > b ? a : b;
}

/* In [-1, 1): a xorshift generator of 32 bits. */
static double next_random(field *f) {
    f->random ^= f->random << 13;
    f->random ^= f->random >> 17;
    f->random ^= f->random << 5;
    return (double)f->random / 2147483648.0 - 1;
}

static void measure_line(const field *f, line *l) {
    const box *a = &f->boxes[l->tail], *b = &f->boxes[l->head];
    l->mx = (a->x + b->x) / 2, l->my = (a->y + b->y) / 2;
    l->hx = (b->x - a->x) / 2, l->hy = (b->y - a->y) / 2;
}

static void move_to(field *f, uint32_t i, double x, double y) {
    f->boxes[i].x = x, f->boxes[i].y = y;
    for (uint32_t k = f->first[i]; k < f->first[i + 1]; k++) measure_line(f, &f->lines[f->own[k]]);
}

/* Does the line touch the box, made PASS px larger to all sides? Separating axes. */
static bool touches(const line *l, const box *b) {
    double x = l->mx - b->x, y = l->my - b->y, w = b->hw + PASS, h = b->hh + PASS;
    if (fabs(x) > w + fabs(l->hx) || fabs(y) > h + fabs(l->hy)) return false;
    return fabs(x * l->hy - y * l->hx) <= w * fabs(l->hy) + h * fabs(l->hx);
}

/* Lines that share an end do not cross. */
static bool cross(const line *v, const line *w) {
    double x = w->mx - v->mx, y = w->my - v->my;
    if (fabs(x) >= fabs(v->hx) + fabs(w->hx) || fabs(y) >= fabs(v->hy) + fabs(w->hy)) return false;
    double turn = fabs(v->hx * w->hy - v->hy * w->hx) * (1 - 1e-9);
    return fabs(x * v->hy - y * v->hx) < turn && fabs(x * w->hy - y * w->hx) < turn;
}

/* Two lines from `hub` in about one direction. */
static bool narrow(const box *hub, const box *a, const box *b) {
    double ax = a->x - hub->x, ay = a->y - hub->y, bx = b->x - hub->x, by = b->y - hub->y;
    double sine = ax * by - ay * bx;
    return ax * bx + ay * by > 0 && sine * sine < NARROW_SINE * NARROW_SINE * (ax * ax + ay * ay) * (bx * bx + by * by);
}

static double length_cost(const box *a, const box *b, double label_w) {
    double dx = fabs(a->x - b->x), dy = fabs(a->y - b->y);
    double gx = greater(0, dx - a->hw - b->hw), gy = greater(0, dy - a->hh - b->hh), gap = sqrt(gx * gx + gy * gy);
    double want = LEAST_LINE + (dx > dy ? label_w : label_w * dx / greater(1, dy) / 2);
    return gap < want ? OF_SHORT * (want - gap) : OF_LONG * (gap - want);
}

static double box_cost(const field *f, uint32_t i) {
    const box *own = &f->boxes[i];
    double cost = OF_OUTSIDE * (greater(0, fabs(own->x - f->cx) + own->hw - f->wish->w / 2) + greater(0, fabs(own->y - f->cy) + own->hh - f->wish->h / 2));
    for (uint32_t j = 0; j < f->count; j++) {
        const box *b = &f->boxes[j];
        double x = own->hw + b->hw + f->wish->gap - fabs(own->x - b->x), y = own->hh + b->hh + f->wish->gap - fabs(own->y - b->y);
        if (x > 0 && y > 0 && j != i) cost += OF_OVERLAP + 8 * lesser(x, y);
    }
    return cost;
}

static uint32_t other_end(const line *l, uint32_t i) {
    return l->tail == i ? l->head : l->tail;
}

/* Lines that leave `hub` as one with the line between it and `other`. */
static double narrow_cost(const field *f, uint32_t hub, uint32_t other) {
    double cost = 0;
    for (uint32_t k = f->first[hub]; k < f->first[hub + 1]; k++) {
        uint32_t end = other_end(&f->lines[f->own[k]], hub);
        if (end != other && narrow(&f->boxes[hub], &f->boxes[other], &f->boxes[end])) cost += OF_NARROW;
    }
    return cost;
}

static double line_cost(const field *f, const line *own) {
    double cost = 0;
    int touched = -2; /* its own boxes */
    for (uint32_t j = 0; j < f->count; j++) touched += touches(own, &f->boxes[j]);
    for (uint32_t m = 0; m < f->line_count; m++)
        if (cross(own, &f->lines[m])) cost += OF_CROSSING;
    return cost + OF_THROUGH * touched;
}

/* What depends on where box `i` is; what is more than `most` need not be exact. */
static double cost_at(const field *f, uint32_t i, double most) {
    double cost = box_cost(f, i);
    for (uint32_t k = f->first[i]; k < f->first[i + 1]; k++) {
        const line *l = &f->lines[f->own[k]];
        uint32_t o = other_end(l, i);
        cost += length_cost(&f->boxes[i], &f->boxes[o], l->label_w) + narrow_cost(f, i, o) / 2 + narrow_cost(f, o, i);
    }
    for (uint32_t m = 0; m < f->line_count && cost <= most; m++)
        if (touches(&f->lines[m], &f->boxes[i]) && f->lines[m].tail != i && f->lines[m].head != i) cost += OF_THROUGH;
    for (uint32_t k = f->first[i]; k < f->first[i + 1] && cost <= most; k++) cost += line_cost(f, &f->lines[f->own[k]]);
    return cost;
}

/* Somewhere near, or, now and then, near one of those it is joined to. */
static void propose(field *f, uint32_t i, double reach) {
    const box *own = &f->boxes[i], *from = own;
    uint32_t lines = f->first[i + 1] - f->first[i];
    double reach_x = reach, reach_y = reach * 0.7;
    if (lines && next_random(f) < -0.5) {
        from = &f->boxes[other_end(&f->lines[f->own[f->first[i] + f->random % lines]], i)];
        reach_x = from->hw + own->hw + 70;
        reach_y = from->hh + own->hh + 50;
    }
    double dx = next_random(f) * reach_x, dy = next_random(f) * reach_y;
    move_to(f, i, from->x + dx, from->y + dy);
}

static void anneal(field *f) {
    double first_reach = 0.25 * f->wish->w;
    for (unsigned turn = 0; turn < f->wish->turns; turn++) {
        double left = 1 - (double)turn / f->wish->turns, bound = FIRST_BOUND * left * left * left;
        double reach = greater(LAST_REACH, first_reach * left * left);
        for (uint32_t i = 0; i < f->count; i++) {
            box before = f->boxes[i];
            double most = cost_at(f, i, 1e30) + bound;
            propose(f, i, reach);
            if (cost_at(f, i, most) > most) move_to(f, i, before.x, before.y);
        }
    }
}

static double whole_cost(const field *f) {
    double sum = 0;
    for (uint32_t i = 0; i < f->count; i++) sum += cost_at(f, i, 1e30);
    return sum;
}

/* Leaves the places of the cheapest of some tries, each from the same start. */
static void anneal_often(field *f, eg_arena *arena) {
    box *begun = EG_NEW_ARRAY(arena, box, f->count), *best = EG_NEW_ARRAY(arena, box, f->count);
    double least = -1;
    memcpy(begun, f->boxes, f->count * sizeof *begun);
    for (unsigned i = 0; i == 0 || i < f->wish->tries; i++) {
        memcpy(f->boxes, begun, f->count * sizeof *begun);
        for (uint32_t m = 0; m < f->line_count; m++) measure_line(f, &f->lines[m]);
        f->random = 2463534242u + 7919u * i;
        anneal(f);
        double cost = whole_cost(f);
        if (least >= 0 && cost >= least) continue;
        least = cost;
        memcpy(best, f->boxes, f->count * sizeof *best);
    }
    memcpy(f->boxes, best, f->count * sizeof *best);
}

/* ---- no overlap is left ---- */

static bool is_free(const field *f, uint32_t i, uint32_t among) {
    const box *own = &f->boxes[i];
    for (uint32_t j = 0; j < among; j++) {
        const box *b = &f->boxes[j];
        if (j != i && fabs(own->x - b->x) < own->hw + b->hw + f->wish->gap / 2 && fabs(own->y - b->y) < own->hh + b->hh + f->wish->gap / 2) return false;
    }
    return true;
}

/* A box that lies on an earlier one goes to the nearest free place, on square rings around it. */
static void set_apart(field *f) {
    for (uint32_t i = 1; i < f->count; i++) {
        box *own = &f->boxes[i], begun = *own;
        for (int ring = 1; ring < 400 && !is_free(f, i, i); ring++) {
            for (int k = 0; k < 8 * ring; k++) {
                int quarter = k / (2 * ring), at = k % (2 * ring) - ring;
                own->x = begun.x + 5.0 * (quarter == 0 ? at : quarter == 1 ? ring : quarter == 2 ? -at : -ring);
                own->y = begun.y + 4.0 * (quarter == 0 ? -ring : quarter == 1 ? at : quarter == 2 ? ring : -at);
                if (is_free(f, i, i)) break;
            }
        }
    }
}

static void find_lines(field *f, const eg_layout_part *part, eg_arena *arena) {
    f->first = EG_NEW_ARRAY(arena, uint32_t, f->count + 2);
    f->own = EG_NEW_ARRAY(arena, uint32_t, 2 * part->edge_count);
    f->lines = EG_NEW_ARRAY(arena, line, part->edge_count);
    for (size_t m = 0; m < part->edge_count; m++) {
        const eg_layout_edge *e = &part->edges[m];
        if (e->tail == e->head) continue;
        f->lines[f->line_count++] = (line){.tail = e->tail, .head = e->head, .label_w = e->label_w};
        f->first[e->tail + 2]++, f->first[e->head + 2]++;
    }
    for (uint32_t i = 2; i <= f->count + 1; i++) f->first[i] += f->first[i - 1];
    for (uint32_t m = 0; m < f->line_count; m++) {
        f->own[f->first[f->lines[m].tail + 1]++] = m;
        f->own[f->first[f->lines[m].head + 1]++] = m;
    }
}

void eg_relax(eg_layout_part *part, const eg_relax_wish *wish, eg_arena *arena) {
    field f = {.count = (uint32_t)part->node_count, .wish = wish};
    f.boxes = EG_NEW_ARRAY(arena, box, f.count);
    find_lines(&f, part, arena);
    double x0 = 1e30, y0 = 1e30, x1 = -1e30, y1 = -1e30;
    for (uint32_t i = 0; i < f.count; i++) {
        const eg_layout_node *n = &part->nodes[i];
        f.boxes[i] = (box){n->x, n->y, n->w / 2, n->h / 2};
        x0 = lesser(x0, n->x), x1 = greater(x1, n->x), y0 = lesser(y0, n->y), y1 = greater(y1, n->y);
    }
    double sx = x1 > x0 ? wish->w / (x1 - x0) * 0.9 : 1, sy = y1 > y0 ? wish->h / (y1 - y0) * 0.9 : 1;
    for (uint32_t i = 0; i < f.count; i++) f.boxes[i].x = (f.boxes[i].x - x0) * sx, f.boxes[i].y = (f.boxes[i].y - y0) * sy;
    f.cx = (x1 - x0) * sx / 2, f.cy = (y1 - y0) * sy / 2;
    anneal_often(&f, arena);
    set_apart(&f);
    for (uint32_t i = 0; i < f.count; i++) part->nodes[i].x = floor(f.boxes[i].x * 2) / 2, part->nodes[i].y = floor(f.boxes[i].y * 2) / 2;
}
