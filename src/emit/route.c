/* SPDX-License-Identifier: MIT */
#include "emit/route.h"

#include <math.h>

enum { CAREFUL_MOST = 500 }; /* beyond so many lines, ways around are led once and may cross others */
enum { SAMPLES = 14, BENDS = 9, VIA_MOST = 14, IN_WAY_MOST = 100, TURNS_MOST = 8 * IN_WAY_MOST + 2, ROUNDS = 3, LANES = 3 };
#define PASS 3.0        /* px between a line and a box that it passes, at least */
#define CORNER 7.0      /* px from a box to the corner of a way around it */
#define CLOSE 0.5       /* px beyond PASS where it is narrow */
#define LANE 3.5        /* px between lines that turn at one corner, so that they do not lie on each other */
#define ROUNDING 16.0   /* px of a way that are cut at a corner */
#define HEAD 6.0        /* px of an arrowhead */
#define APART 9.0       /* px between two lines of the same two boxes */
/* In px of detour. */
#define OF_HIT 4000.0
#define OF_CROSSING 70.0
#define OF_CORNER 14.0

typedef struct rect {
    double x0, y0, x1, y1;
} rect;

typedef struct way { /* a routed line as points, ends at the boxes' borders */
    eg_point at[SAMPLES * 2];
    int count;
    rect bounds;
} way;

typedef struct router {
    eg_layout_part *part;
    double bow;
    eg_arena *arena;
    rect *boxes;   /* made larger by PASS */
    way *ways;     /* by edge */
    bool *led;
    int *rank;     /* by edge: how many edges between the same two come before it */
    int *peers;    /* by edge: how many there are */
} router;

/* fmin and fmax are calls, for they know NaN. */
static double lesser(double a, double b) {
    return a < b ? a : b;
}

static double greater(double a, double b) {
    return a > b ? a : b;
}

static bool meets_rect(const rect *r, eg_point a, eg_point b) {
    double hx = (b.x - a.x) / 2, hy = (b.y - a.y) / 2, mx = (a.x + b.x - r->x0 - r->x1) / 2, my = (a.y + b.y - r->y0 - r->y1) / 2;
    double w = (r->x1 - r->x0) / 2, h = (r->y1 - r->y0) / 2;
    if (fabs(mx) > w + fabs(hx) || fabs(my) > h + fabs(hy)) return false;
    return fabs(mx * hy - my * hx) <= w * fabs(hy) + h * fabs(hx);
}

static bool apart(const rect *a, const rect *b) {
    return a->x1 < b->x0 || b->x1 < a->x0 || a->y1 < b->y0 || b->y1 < a->y0;
}

static double side(eg_point a, eg_point b, eg_point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static double distance(eg_point a, eg_point b) {
    double dx = a.x - b.x, dy = a.y - b.y;
    return sqrt(dx * dx + dy * dy);
}

static void set_bounds(way *w) {
    w->bounds = (rect){1e30, 1e30, -1e30, -1e30};
    for (int i = 0; i < w->count; i++) {
        rect *b = &w->bounds;
        *b = (rect){lesser(b->x0, w->at[i].x), lesser(b->y0, w->at[i].y), greater(b->x1, w->at[i].x), greater(b->y1, w->at[i].y)};
    }
}

/* ---- what a way costs ---- */

static int count_hits(const router *r, const way *w, const eg_layout_edge *edge) {
    int hits = 0;
    for (size_t i = 0; i < r->part->node_count; i++) {
        if (i == edge->tail || i == edge->head || apart(&w->bounds, &r->boxes[i])) continue;
        for (int k = 0; k + 1 < w->count; k++)
            if (meets_rect(&r->boxes[i], w->at[k], w->at[k + 1])) {
                hits++;
                break;
            }
    }
    return hits;
}

static bool cross(const way *v, const way *w) {
    for (int i = 0; i + 1 < v->count; i++) {
        eg_point a = v->at[i], b = v->at[i + 1];
        for (int j = 0; j + 1 < w->count; j++) {
            eg_point c = w->at[j], d = w->at[j + 1];
            if (greater(a.x, b.x) < lesser(c.x, d.x) || greater(c.x, d.x) < lesser(a.x, b.x)) continue;
            if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
        }
    }
    return false;
}

static int count_crossings(const router *r, const way *w, size_t own) {
    int n = 0;
    for (size_t m = 0; m < r->part->edge_count; m++)
        if (m != own && r->led[m] && !apart(&w->bounds, &r->ways[m].bounds)) n += cross(w, &r->ways[m]);
    return n;
}

static double length_of(const way *w) {
    double sum = 0;
    for (int i = 0; i + 1 < w->count; i++) sum += distance(w->at[i], w->at[i + 1]);
    return sum;
}

/* ---- curves ---- */

static eg_point centre(const eg_layout_node *n) {
    return (eg_point){n->x, n->y};
}

/* Where the ray from the node's centre towards `to` leaves it. */
static eg_point border(const eg_layout_node *n, eg_point to) {
    double dx = to.x - n->x, dy = to.y - n->y, reach = sqrt(dx * dx + dy * dy), scale = 1e9;
    if (reach < 1e-6) return centre(n);
    if (n->round) return (eg_point){n->x + dx / reach * n->w / 2, n->y + dy / reach * n->w / 2};
    if (fabs(dx) > 1e-9) scale = lesser(scale, n->w / 2 / fabs(dx));
    if (fabs(dy) > 1e-9) scale = lesser(scale, n->h / 2 / fabs(dy));
    return (eg_point){n->x + dx * lesser(scale, 1), n->y + dy * lesser(scale, 1)};
}

static eg_point control_of(eg_point a, eg_point b, double bend) {
    return (eg_point){(a.x + b.x) / 2 - (b.y - a.y) * bend, (a.y + b.y) / 2 + (b.x - a.x) * bend};
}

static void sample_bend(const router *r, const eg_layout_edge *edge, double bend, way *w) {
    const eg_layout_node *tail = &r->part->nodes[edge->tail], *head = &r->part->nodes[edge->head];
    eg_point c = control_of(centre(tail), centre(head), bend), a = border(tail, c), b = border(head, c);
    w->count = fabs(bend) < 1e-9 ? 2 : SAMPLES;
    for (int i = 0; i < w->count; i++) {
        double t = (double)i / (w->count - 1), u = 1 - t;
        w->at[i] = w->count == 2 ? (i ? b : a) : (eg_point){u * u * a.x + 2 * u * t * c.x + t * t * b.x, u * u * a.y + 2 * u * t * c.y + t * t * b.y};
    }
    set_bounds(w);
}

/* The end of a curve draws back from the border for its arrowhead. */
static eg_point set_tip(eg_layout_edge *edge, eg_point to, eg_point from) {
    double reach = distance(to, from);
    edge->has_tip = edge->arrow && reach > 2 * HEAD;
    edge->tip = to;
    if (!edge->has_tip) return to;
    return (eg_point){to.x + (from.x - to.x) / reach * HEAD, to.y + (from.y - to.y) / reach * HEAD};
}

static eg_point between(eg_point a, eg_point b, double t) {
    return (eg_point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

static void put_bend(router *r, eg_layout_edge *edge, double bend) {
    const eg_layout_node *tail = &r->part->nodes[edge->tail], *head = &r->part->nodes[edge->head];
    eg_point c = control_of(centre(tail), centre(head), bend), a = border(tail, c), b = border(head, c);
    b = set_tip(edge, b, fabs(bend) < 1e-9 ? a : c);
    edge->points = EG_NEW_ARRAY(r->arena, eg_point, 4);
    edge->point_count = 4;
    edge->points[0] = a;
    edge->points[1] = fabs(bend) < 1e-9 ? between(a, b, 1 / 3.0) : between(a, c, 2 / 3.0);
    edge->points[2] = fabs(bend) < 1e-9 ? between(a, b, 2 / 3.0) : between(b, c, 2 / 3.0);
    edge->points[3] = b;
}

/* A loop over the box. */
static void put_loop(router *r, eg_layout_edge *edge) {
    const eg_layout_node *n = &r->part->nodes[edge->tail];
    double top = n->y - n->h / 2;
    edge->points = EG_NEW_ARRAY(r->arena, eg_point, 4);
    edge->point_count = 4;
    edge->has_tip = false;
    edge->points[0] = (eg_point){n->x - 6, top};
    edge->points[1] = (eg_point){n->x - 14, top - 20};
    edge->points[2] = (eg_point){n->x + 14, top - 20};
    edge->points[3] = (eg_point){n->x + 6, top};
}

/* ---- around ---- */

typedef struct search {
    uint32_t way[IN_WAY_MOST]; /* boxes that were found to be in the way */
    int in_way;
    eg_point at[TURNS_MOST]; /* tail's centre, head's centre, where one can turn */
    double best[TURNS_MOST], left[TURNS_MOST]; /* px, and what else a way costs, to here; px from here */
    int before[TURNS_MOST];
    bool done[TURNS_MOST];
    int count;
} search;

static bool is_clear(const router *r, const search *s, eg_point a, eg_point b) {
    for (int i = 0; i < s->in_way; i++)
        if (meets_rect(&r->boxes[s->way[i]], a, b)) return false;
    return true;
}

/* Adds what lies beneath the piece to the boxes in the way; false when nothing does, or too much. */
static bool find_in_way(const router *r, const eg_layout_edge *edge, search *s, eg_point a, eg_point b) {
    int before = s->in_way;
    for (uint32_t i = 0; i < r->part->node_count && s->in_way < IN_WAY_MOST; i++) {
        bool known = i == edge->tail || i == edge->head || !meets_rect(&r->boxes[i], a, b);
        for (int k = 0; k < s->in_way && !known; k++) known = s->way[k] == i;
        if (!known) s->way[s->in_way++] = i;
    }
    return s->in_way > before;
}

/* A corner of a box, `out` px beyond it, unless that is in another box. */
static void add_turn(const router *r, search *s, const rect *n, int corner, double out) {
    eg_point p = {corner & 1 ? n->x1 + out : n->x0 - out, corner & 2 ? n->y1 + out : n->y0 - out};
    for (size_t i = 0; i < r->part->node_count; i++) {
        const rect *b = &r->boxes[i];
        if (p.x > b->x0 && p.x < b->x1 && p.y > b->y0 && p.y < b->y1) return;
    }
    s->at[s->count++] = p;
}

/* The corners of the boxes in the way. Where there is room, a line keeps some px away from them. */
static void find_turns(const router *r, size_t own, search *s) {
    const eg_layout_edge *edge = &r->part->edges[own];
    s->at[0] = centre(&r->part->nodes[edge->tail]), s->at[1] = centre(&r->part->nodes[edge->head]);
    s->count = 2;
    for (int i = 0; i < s->in_way; i++) {
        for (int corner = 0; corner < 4; corner++) {
            add_turn(r, s, &r->boxes[s->way[i]], corner, CLOSE);
            add_turn(r, s, &r->boxes[s->way[i]], corner, CORNER - PASS + LANE * (double)(own % LANES));
        }
    }
}

/* How many other lines the straight piece crosses. */
static int piece_crossings(const router *r, eg_point a, eg_point b, size_t own) {
    way piece = {.at = {a, b}, .count = 2};
    set_bounds(&piece);
    return count_crossings(r, &piece, own);
}

/* Cheapest way from 0 to 1 over the corners (A*); via[] gets the corners in order. -1 when there is none. */
static int find_way(const router *r, search *s, size_t own, eg_point *via) {
    for (int i = 0; i < s->count; i++) s->best[i] = 1e30, s->before[i] = -1, s->done[i] = false, s->left[i] = distance(s->at[i], s->at[1]);
    s->best[0] = 0;
    for (;;) {
        int at = -1;
        for (int i = 0; i < s->count; i++)
            if (!s->done[i] && s->best[i] < 1e29 && (at < 0 || s->best[i] + s->left[i] < s->best[at] + s->left[at])) at = i;
        if (at < 0) return -1;
        if (at == 1) break;
        s->done[at] = true;
        for (int i = 1; i < s->count; i++) {
            double length = s->best[at] + distance(s->at[at], s->at[i]) + OF_CORNER;
            if (s->done[i] || length >= s->best[i] || !is_clear(r, s, s->at[at], s->at[i])) continue;
            if (r->part->edge_count <= CAREFUL_MOST) length += OF_CROSSING * piece_crossings(r, s->at[at], s->at[i], own);
            if (length < s->best[i]) s->best[i] = length, s->before[i] = at;
        }
    }
    int n = 0;
    for (int i = s->before[1]; i > 0; i = s->before[i]) n++;
    if (n > VIA_MOST) return -1;
    for (int i = s->before[1], k = n; i > 0; i = s->before[i]) via[--k] = s->at[i];
    return n;
}

static void put_piece(eg_layout_edge *edge, eg_point a, eg_point b, eg_point to) {
    edge->points[edge->point_count++] = a;
    edge->points[edge->point_count++] = b;
    edge->points[edge->point_count++] = to;
}

/* Straight pieces, rounded where they turn. */
static void put_way(router *r, eg_layout_edge *edge, const eg_point *via, int count, way *w) {
    const eg_layout_node *tail = &r->part->nodes[edge->tail], *head = &r->part->nodes[edge->head];
    eg_point last = border(head, via[count - 1]), at = border(tail, via[0]);
    w->count = 0;
    w->at[w->count++] = at;
    for (int i = 0; i < count; i++) w->at[w->count++] = via[i];
    w->at[w->count++] = last;
    set_bounds(w);
    last = set_tip(edge, last, via[count - 1]);
    edge->points = EG_NEW_ARRAY(r->arena, eg_point, (size_t)(6 * count + 4));
    edge->points[0] = at;
    edge->point_count = 1;
    for (int i = 0; i < count; i++) {
        eg_point v = via[i], before = i ? via[i - 1] : at, after = i + 1 < count ? via[i + 1] : last;
        double in = distance(before, v), out = distance(v, after), cut = lesser(ROUNDING, lesser(in, out) / 2);
        eg_point from = between(v, before, cut / greater(in, 1e-6)), to = between(v, after, cut / greater(out, 1e-6));
        put_piece(edge, between(at, from, 1 / 3.0), between(at, from, 2 / 3.0), from);
        put_piece(edge, between(from, v, 2 / 3.0), between(to, v, 2 / 3.0), to);
        at = to;
    }
    put_piece(edge, between(at, last, 1 / 3.0), between(at, last, 2 / 3.0), last);
}

/* Around what is in the way of the straight line; around what is in the way of that; and so on. */
static bool lead_around(router *r, size_t index) {
    eg_layout_edge *edge = &r->part->edges[index];
    search s = {.in_way = 0};
    eg_point via[VIA_MOST + 2];
    via[0] = centre(&r->part->nodes[edge->tail]), via[1] = centre(&r->part->nodes[edge->head]);
    int n = 0;
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i <= n; i++) more = find_in_way(r, edge, &s, via[i], via[i + 1]) || more;
        if (!more) break;
        find_turns(r, index, &s);
        n = find_way(r, &s, index, via + 1);
        if (n < 1) return false;
        via[n + 1] = centre(&r->part->nodes[edge->head]);
    }
    if (n == 0) return false;
    put_way(r, edge, via + 1, n, &r->ways[index]);
    return true;
}

/* ---- one line after another ---- */

/* Lines between the same two boxes lie side by side. */
static double first_bend(const router *r, size_t index) {
    const eg_layout_edge *edge = &r->part->edges[index];
    if (r->peers[index] == 1) return r->bow;
    double length = distance(centre(&r->part->nodes[edge->tail]), centre(&r->part->nodes[edge->head]));
    double aside = (r->rank[index] - (r->peers[index] - 1) / 2.0) * 2 * APART / greater(length, 4 * APART);
    return edge->tail < edge->head ? aside : -aside;
}

static void lead(router *r, size_t index) {
    static const double bends[BENDS] = {0, 0.07, -0.07, 0.14, -0.14, 0.24, -0.24, 0.36, -0.36};
    eg_layout_edge *edge = &r->part->edges[index];
    way best_way = {.count = 0};
    double best = -1, best_bend = 0, base = first_bend(r, index);
    int best_hits = 0;
    r->led[index] = false;
    for (int i = 0; i < BENDS; i++) {
        way w;
        sample_bend(r, edge, base + bends[i], &w);
        int hits = count_hits(r, &w, edge);
        double cost = OF_HIT * hits + length_of(&w) * (1 + fabs(bends[i]));
        if (best >= 0 && cost >= best - 1e-6) continue;
        cost += OF_CROSSING * count_crossings(r, &w, index);
        if (best >= 0 && cost >= best - 1e-6) continue;
        best = cost, best_bend = base + bends[i], best_hits = hits, best_way = w;
    }
    r->led[index] = true;
    if (best_hits && lead_around(r, index)) return;
    r->ways[index] = best_way;
    put_bend(r, edge, best_bend);
}

static bool same_ends(const eg_layout_edge *a, const eg_layout_edge *b) {
    return (a->tail == b->tail && a->head == b->head) || (a->tail == b->head && a->head == b->tail);
}

/* Words begin at the middle of the curve; where they find room is seen later. */
static void put_label(eg_layout_edge *edge) {
    const eg_point *p = edge->points + (edge->point_count / 6) * 3;
    edge->label_x = (p[0].x + 3 * p[1].x + 3 * p[2].x + p[3].x) / 8;
    edge->label_y = (p[0].y + 3 * p[1].y + 3 * p[2].y + p[3].y) / 8;
}

void eg_route(eg_layout_part *part, double bow, eg_arena *arena) {
    size_t n = part->edge_count;
    router r = {.part = part, .bow = bow, .arena = arena, .boxes = EG_NEW_ARRAY(arena, rect, part->node_count),
                .ways = EG_NEW_ARRAY(arena, way, n), .led = EG_NEW_ARRAY(arena, bool, n), .rank = EG_NEW_ARRAY(arena, int, n),
                .peers = EG_NEW_ARRAY(arena, int, n)};
    for (size_t i = 0; i < part->node_count; i++) {
        const eg_layout_node *b = &part->nodes[i];
        r.boxes[i] = (rect){b->x - b->w / 2 - PASS, b->y - b->h / 2 - PASS, b->x + b->w / 2 + PASS, b->y + b->h / 2 + PASS};
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (same_ends(&part->edges[i], &part->edges[j])) r.peers[i]++, r.rank[i] += j < i;
    int rounds = n <= CAREFUL_MOST ? ROUNDS : 1;
    for (int round = 0; round < rounds; round++) { /* the second time, all others are known */
        for (size_t i = 0; i < n; i++) {
            if (part->edges[i].tail == part->edges[i].head) put_loop(&r, &part->edges[i]);
            else lead(&r, i);
        }
    }
    for (size_t i = 0; i < n; i++) put_label(&part->edges[i]);
}
