/* SPDX-License-Identifier: MIT */
/* For each width of a range and each of three orders, every rectangle goes to the lowest, then leftmost place of the
 * skyline; the page that costs least wins. A page costs its area, times its distance from the wished shape, times what
 * small print costs.
 *
 * A skyline leaves the hollows of large parts empty. So the largest are also laid into a grid of cells, by what is solid
 * of them, first free place from above; that page is taken when it is clearly cheaper. */
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
    double far = off > 0.18 ? 1 + 8 * (off - 0.18) : 1;
    return page_w * page_h * (1 + 0.6 * off) * far * pow(small, 8);
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

/* ---- into hollows ---- */

enum { CELL = 8, GRID_WIDTHS = 20, GRID_MOST = 150, PAGE_CELLS = 600 };

typedef struct run { /* cells [from, to) of a row */
    int row, from, to;
} run;

typedef struct raster { /* of a rectangle; runs by row */
    run *runs;
    size_t count;
    int w, h;
} raster;

typedef struct grid {
    unsigned char *cell;
    int *sum; /* per row: taken cells to the left, w + 1 entries */
    int w, h;
} grid;

/* Cells that the solid parts touch when each is half a gap larger to all sides; cell 0 begins half a gap outside. */
static raster rasterize(const eg_rect *r, double gap, unsigned char *scratch) {
    raster out = {.w = (int)ceil((r->w + gap) / CELL), .h = (int)ceil((r->h + gap) / CELL)};
    eg_area whole = {0, 0, r->w, r->h};
    const eg_area *solid = r->solid ? r->solid : &whole;
    size_t count = r->solid ? r->solid_count : 1, most = 0;
    memset(scratch, 0, (size_t)out.w * (size_t)out.h);
    for (size_t i = 0; i < count; i++) {
        int x0 = (int)fmax(0, floor(solid[i].x / CELL)), x1 = (int)fmin(out.w, ceil((solid[i].x + solid[i].w + gap) / CELL));
        int y0 = (int)fmax(0, floor(solid[i].y / CELL)), y1 = (int)fmin(out.h, ceil((solid[i].y + solid[i].h + gap) / CELL));
        for (int y = y0; y < y1; y++) memset(scratch + y * out.w + x0, 1, (size_t)(x1 - x0));
    }
    for (int y = 0; y < out.h; y++)
        for (int x = 0; x < out.w; x++) most += scratch[y * out.w + x] && (x == 0 || !scratch[y * out.w + x - 1]);
    out.runs = eg_heap_resize(NULL, most + 1, sizeof *out.runs);
    for (int y = 0; y < out.h; y++) {
        for (int x = 0; x < out.w; x++) {
            if (!scratch[y * out.w + x]) continue;
            run *r2 = &out.runs[out.count++];
            *r2 = (run){y, x, x};
            while (x < out.w && scratch[y * out.w + x]) x++;
            r2->to = x;
        }
    }
    return out;
}

static bool fits(const grid *g, const raster *r, int x, int y) {
    for (size_t i = 0; i < r->count; i++) {
        const int *sum = g->sum + (y + r->runs[i].row) * (g->w + 1) + x;
        if (sum[r->runs[i].to] != sum[r->runs[i].from]) return false;
    }
    return true;
}

static void take(grid *g, const raster *r, int x, int y) {
    for (size_t i = 0; i < r->count; i++)
        memset(g->cell + (y + r->runs[i].row) * g->w + x + r->runs[i].from, 1, (size_t)(r->runs[i].to - r->runs[i].from));
    for (int row = y; row < y + r->h; row++) {
        int *sum = g->sum + row * (g->w + 1);
        for (int c = 0; c < g->w; c++) sum[c + 1] = sum[c] + g->cell[row * g->w + c];
    }
}

/* All rectangles into a page `width` cells wide; false when one finds no place. */
static bool fill_grid(packer *p, grid *g, const raster *rasters, int width, double *w, double *h) {
    g->w = width;
    memset(g->cell, 0, (size_t)width * (size_t)g->h);
    memset(g->sum, 0, (size_t)(width + 1) * (size_t)g->h * sizeof *g->sum);
    *w = *h = 0;
    for (size_t k = 0; k < p->count; k++) {
        size_t i = p->order[k];
        const raster *r = &rasters[i];
        bool placed = false;
        for (int y = 0; !placed && y + r->h <= g->h; y++) {
            for (int x = 0; !placed && x + r->w <= width; x++) {
                if (!fits(g, r, x, y)) continue;
                take(g, r, x, y);
                p->x[i] = x * CELL;
                p->y[i] = y * CELL;
                placed = true;
            }
        }
        if (!placed) return false;
        *w = fmax(*w, p->x[i] + p->rects[i].w);
        *h = fmax(*h, p->y[i] + p->rects[i].h);
    }
    return true;
}

static void try_widths(packer *p, eg_page *page, const raster *rasters) {
    grid g = {.h = PAGE_CELLS, .cell = eg_heap_resize(NULL, (size_t)PAGE_CELLS * PAGE_CELLS, 1),
              .sum = eg_heap_resize(NULL, (size_t)PAGE_CELLS * (PAGE_CELLS + 1), sizeof *g.sum)};
    double best = cost(page, page->w, page->h) * 0.94; /* a clear gain, or the tidier skyline stays */
    int least = 1, most = (int)fmin(PAGE_CELLS, page->w * 1.3 / CELL);
    for (size_t i = 0; i < p->count; i++) least = rasters[i].w > least ? rasters[i].w : least;
    for (int i = 0; i < GRID_WIDTHS; i++) {
        int width = least + (most - least) * i / GRID_WIDTHS;
        double w, h;
        if (width < least || !fill_grid(p, &g, rasters, width, &w, &h)) continue;
        double c = cost(page, w, h);
        if (c >= best - 1e-9) continue;
        best = c;
        page->w = w;
        page->h = h;
        for (size_t k = 0; k < p->count; k++) p->rects[k].x = p->x[k], p->rects[k].y = p->y[k];
    }
    free(g.cell);
    free(g.sum);
}

static void pack_hollows(packer *p, eg_page *page) {
    if (p->count < 2 || p->count > GRID_MOST || (page->readable_w > 0 && page->w > 1.4 * page->readable_w)) return;
    for (size_t i = 0; i < p->count; i++)
        if (p->rects[i].w + p->gap > CELL * (PAGE_CELLS - 2) || p->rects[i].h + p->gap > CELL * (PAGE_CELLS - 2)) return;
    raster *rasters = eg_heap_resize(NULL, p->count, sizeof *rasters);
    unsigned char *scratch = eg_heap_resize(NULL, (size_t)PAGE_CELLS * PAGE_CELLS, 1);
    for (size_t i = 0; i < p->count; i++) rasters[i] = rasterize(&p->rects[i], p->gap, scratch);
    sort_rects(p, 1);
    try_widths(p, page, rasters);
    for (size_t i = 0; i < p->count; i++) free(rasters[i].runs);
    free(rasters);
    free(scratch);
}

/* ---- rectangles with wishes ---- */

/* What comes back from a sidecar is off by less than that. */
#define EPS 0.01

static bool meet(eg_area a, eg_area b, double gap) {
    return a.x < b.x + b.w + gap - EPS && b.x < a.x + a.w + gap - EPS && a.y < b.y + b.h + gap - EPS && b.y < a.y + a.h + gap - EPS;
}

static eg_area moved(eg_area a, const eg_rect *r) {
    return (eg_area){a.x + r->x, a.y + r->y, a.w, a.h};
}

static bool overlaps(const eg_rect *a, const eg_rect *b, double gap) {
    eg_area whole_a = {a->x, a->y, a->w, a->h}, whole_b = {b->x, b->y, b->w, b->h};
    if (!meet(whole_a, whole_b, gap)) return false;
    for (size_t i = 0; i < (a->solid ? a->solid_count : 1); i++) {
        eg_area part = a->solid ? moved(a->solid[i], a) : whole_a;
        if (!meet(part, whole_b, gap)) continue;
        if (b->solid == NULL) return true;
        for (size_t j = 0; j < b->solid_count; j++)
            if (meet(part, moved(b->solid[j], b), gap)) return true;
    }
    return false;
}

static bool is_free(const packer *p, size_t placed, const eg_rect *r) {
    if (r->x < -EPS || r->y < -EPS) return false;
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
    else {
        pack_fresh(&p, page);
        pack_hollows(&p, page);
    }
    free(p.order);
    free(p.sky);
    free(p.next);
    free(p.x);
    free(p.y);
}
