/* SPDX-License-Identifier: MIT */
/* For each width of a range and each of three orders, every rectangle goes to the lowest, then leftmost place of the
 * skyline; the page that costs least wins. A page costs its area, times its distance from the wished shape, times what
 * small print costs. */
#include "emit/pack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { WIDTHS = 160, ORDERS = 3 };

typedef struct step { /* of a skyline: from x, `w` wide, filled down to y */
    double x, y, w;
} step;

typedef struct packer {
    eg_rect *rects;
    size_t count;
    size_t *order;
    step *sky, *next; /* count * 2 + 2 steps each */
    double *x, *y;    /* by rectangle: of the page being tried */
    double gap;
} packer;

static double sort_value(const eg_rect *r, int by) {
    return by == 0 ? r->h : by == 1 ? r->w * r->h : r->w;
}

/* Largest first, else as given: an insertion sort, for there are some hundred rectangles at most. */
static void sort_rects(packer *p, int by) {
    for (size_t i = 0; i < p->count; i++) {
        double value = sort_value(&p->rects[i], by);
        size_t at = i;
        for (; at > 0 && sort_value(&p->rects[p->order[at - 1]], by) < value; at--) p->order[at] = p->order[at - 1];
        p->order[at] = i;
    }
}

/* How deep a rectangle `w` wide would lie with its left end at step `i`, or -1 when it is too wide. */
static double depth(const step *sky, size_t steps, size_t i, double w) {
    double y = 0;
    for (; i < steps && w > 1e-6; i++) {
        if (sky[i].y > y) y = sky[i].y;
        w -= sky[i].w;
    }
    return w > 1e-6 ? -1 : y;
}

static size_t raise_sky(const step *sky, size_t steps, step *out, double x, double y, double w) {
    size_t n = 0;
    bool put = false;
    for (size_t i = 0; i < steps; i++) {
        double begin = sky[i].x, end = begin + sky[i].w;
        if (begin < x && end > begin) out[n++] = (step){begin, sky[i].y, fmin(end, x) - begin};
        if (!put && end > x) out[n++] = (step){x, y, w}, put = true;
        if (end > x + w + 1e-9) {
            double from = fmax(begin, x + w);
            out[n++] = (step){from, sky[i].y, end - from};
        }
    }
    size_t merged = 0; /* neighbours of one height become one step */
    for (size_t i = 1; i < n; i++) {
        if (fabs(out[merged].y - out[i].y) < 1e-6) out[merged].w += out[i].w;
        else out[++merged] = out[i];
    }
    return n ? merged + 1 : 0;
}

/* Packs into `width`; returns the height, or -1. *used is the width really taken. */
static double try_width(packer *p, double width, double *used) {
    size_t steps = 1;
    double height = 0;
    p->sky[0] = (step){0, 0, width};
    *used = 0;
    for (size_t k = 0; k < p->count; k++) {
        const eg_rect *r = &p->rects[p->order[k]];
        double w = r->w + p->gap, h = r->h + p->gap, best = -1;
        size_t at = 0;
        for (size_t i = 0; i < steps; i++) {
            double y = depth(p->sky, steps, i, w);
            if (y >= 0 && (best < 0 || y < best - 1e-6)) best = y, at = i;
        }
        if (best < 0) return -1;
        double x = p->sky[at].x;
        p->x[p->order[k]] = x;
        p->y[p->order[k]] = best;
        height = fmax(height, best + h);
        *used = fmax(*used, x + w);
        steps = raise_sky(p->sky, steps, p->next, x, best + h, w);
        step *swap = p->sky;
        p->sky = p->next;
        p->next = swap;
    }
    return height;
}

static double cost(const eg_page *page, double w, double h) {
    double inner = fmax(w, page->least_w);
    double page_w = inner + page->extra_w;
    double page_h = h + page->extra_h + page->extra_area / inner;
    double off = fabs(log(page_w / page_h / page->aspect));
    double small = page->readable_w > 0 ? fmax(1, page_w / page->readable_w) : 1;
    double far = off > 0.2 ? 1 + 8 * (off - 0.2) : 1;
    return page_w * page_h * (1 + 0.6 * off) * far * small * small * small;
}

static void pack_fresh(packer *p, eg_page *page) {
    double widest = 0, area = 0, best = -1;
    double *best_x = eg_heap_resize(NULL, p->count, sizeof *best_x);
    double *best_y = eg_heap_resize(NULL, p->count, sizeof *best_y);
    for (size_t i = 0; i < p->count; i++) {
        widest = fmax(widest, p->rects[i].w + p->gap);
        area += (p->rects[i].w + p->gap) * (p->rects[i].h + p->gap);
    }
    double most = widest + 2.5 * sqrt(area * page->aspect);
    for (int by = 0; by < ORDERS; by++) {
        sort_rects(p, by);
        for (int i = 0; i < WIDTHS; i++) {
            double used, h = try_width(p, widest + (most - widest) * i / WIDTHS + 1e-3, &used);
            if (h < 0) continue;
            double c = cost(page, used - p->gap, h - p->gap);
            if (best >= 0 && c >= best - 1e-9) continue;
            best = c;
            page->w = used - p->gap;
            page->h = h - p->gap;
            memcpy(best_x, p->x, p->count * sizeof *best_x);
            memcpy(best_y, p->y, p->count * sizeof *best_y);
        }
    }
    for (size_t i = 0; i < p->count; i++) p->rects[i].x = best_x[i], p->rects[i].y = best_y[i];
    free(best_x);
    free(best_y);
}

/* ---- rectangles with wishes ---- */

static bool overlaps(const eg_rect *a, const eg_rect *b, double gap) {
    return a->x < b->x + b->w + gap - 1e-6 && b->x < a->x + a->w + gap - 1e-6 && a->y < b->y + b->h + gap - 1e-6 &&
           b->y < a->y + a->h + gap - 1e-6;
}

static bool is_free(const packer *p, size_t placed, const eg_rect *r) {
    if (r->x < -1e-6 || r->y < -1e-6) return false;
    for (size_t k = 0; k < placed; k++)
        if (overlaps(&p->rects[p->order[k]], r, p->gap)) return false;
    return true;
}

/* Nearest free place: the wish itself, or flush with an edge of what is placed already. A newcomer without a wish
 * takes the place that makes the page grow least. */
static void place_wish(packer *p, size_t placed, eg_rect *r, const eg_page *page) {
    eg_rect best = *r, probe = *r;
    double best_off = -1, wish_x = r->x, wish_y = r->y;
    if (r->wished && is_free(p, placed, r)) return;
    for (size_t i = 0; i <= placed; i++) {
        for (size_t j = 0; j <= placed; j++) {
            const eg_rect *a = i < placed ? &p->rects[p->order[i]] : NULL;
            const eg_rect *b = j < placed ? &p->rects[p->order[j]] : NULL;
            double xs[] = {a ? a->x + a->w + p->gap : 0, a ? a->x : wish_x, a ? a->x - r->w - p->gap : wish_x};
            double ys[] = {b ? b->y + b->h + p->gap : 0, b ? b->y : wish_y, b ? b->y - r->h - p->gap : wish_y};
            for (int k = 0; k < 9; k++) {
                probe.x = xs[k % 3];
                probe.y = ys[k / 3];
                double off = r->wished ? fabs(probe.x - wish_x) + fabs(probe.y - wish_y)
                                       : cost(page, fmax(page->w, probe.x + r->w), fmax(page->h, probe.y + r->h)) +
                                             1e-3 * (probe.x + probe.y);
                if ((best_off < 0 || off < best_off - 1e-9) && is_free(p, placed, &probe)) best = probe, best_off = off;
            }
        }
    }
    *r = best;
}

static void pack_wishes(packer *p, eg_page *page) {
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++) /* those that stood somewhere first, by size */
        for (size_t i = 0; i < p->count; i++)
            if (p->rects[i].wished == (pass == 0)) p->order[n++] = i;
    page->w = page->h = 0;
    for (size_t k = 0; k < p->count; k++) {
        eg_rect *r = &p->rects[p->order[k]];
        place_wish(p, k, r, page);
        page->w = fmax(page->w, r->x + r->w);
        page->h = fmax(page->h, r->y + r->h);
    }
}

void eg_pack(eg_rect *rects, size_t count, eg_page *page) {
    bool wishes = false;
    page->w = page->h = 0;
    if (count == 0) return;
    packer p = {.rects = rects,
                .count = count,
                .order = eg_heap_resize(NULL, count, sizeof *p.order),
                .sky = eg_heap_resize(NULL, 2 * count + 2, sizeof *p.sky),
                .next = eg_heap_resize(NULL, 2 * count + 2, sizeof *p.next),
                .x = eg_heap_resize(NULL, count, sizeof *p.x),
                .y = eg_heap_resize(NULL, count, sizeof *p.y),
                .gap = page->gap};
    for (size_t i = 0; i < count; i++) wishes = wishes || rects[i].wished;
    if (wishes) pack_wishes(&p, page);
    else pack_fresh(&p, page);
    free(p.order);
    free(p.sky);
    free(p.next);
    free(p.x);
    free(p.y);
}
