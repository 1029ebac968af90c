/* SPDX-License-Identifier: MIT */
/* Connected parts of a picture: each is laid out on its own, then all are packed onto the page.
 *
 * With a sidecar, a part is laid out in the graph's order and in the order of the old places, each as it is and
 * upside down, and the one that moves its names least is taken; on the page it goes back to where it stood. An
 * unchanged part thus stays to the pixel. Where even that moves names, they are held where they were: newcomers get
 * the free place nearest to their neighbours, and only the lines are led anew.
 *
 * What springs have laid out is relaxed (emit/relax.h) before it is compared with a sidecar, and its lines are led by
 * ecograph itself (emit/route.h). */
#include <math.h>

#include "emit/network.h"
#include "emit/pack.h"
#include "emit/places.h"
#include "emit/relax.h"
#include "emit/route.h"

typedef struct cluster {
    uint32_t *items, *wires;
    size_t item_count, wire_count;
    size_t known;      /* names with an old place */
    size_t first_run;
    size_t run_count;  /* 0: a box without lines; 1; 2 with the old order */
    size_t held;       /* the run that holds the old places, 0 = none (run 0 is never one) */
} cluster;

enum { LAYOUT_SECONDS = 20 };
#define FULLEST 0.6   /* share of a rectangle that boxes may take so that type stays readable */
#define HIGHEST 1.38    /* width / height of a page that has to be narrow: with its frame and legend it comes to 1.2 or a little more */
#define SLACK 12.0     /* px by which relaxed boxes may stand out of their rectangle */
#define CALM 10.0      /* px that names may move on average before they are held */
#define HELD_GAP 12.0  /* px around a newcomer */
#define LAYOUT_MEMORY ((uint64_t)2 << 30)

typedef struct parting {
    eg_scene *scene;
    const eg_parts_style *style;
    eg_places places;
    uint32_t *root;    /* by item: union-find */
    uint32_t *slot;    /* by item: its number in its part */
    cluster *parts;
    size_t count;
    eg_layout_part *runs;
    uint32_t **run_items; /* by run: item of each node */
    size_t run_count;
} parting;

static uint32_t find_root(uint32_t *root, uint32_t i) {
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
}

static const eg_point *old_place(const parting *p, uint32_t item) {
    const eg_item *it = &p->scene->items.items[item];
    if (it->node == EG_NO_NODE) return NULL;
    size_t count;
    return eg_places_of(&p->places, eg_graph_nodes(p->scene->graph, &count)[it->node].id);
}

static void find_parts(parting *p) {
    eg_scene *scene = p->scene;
    eg_arena *arena = &scene->arena;
    uint32_t n = (uint32_t)scene->items.len;
    p->root = EG_NEW_ARRAY(arena, uint32_t, n);
    p->slot = EG_NEW_ARRAY(arena, uint32_t, n);
    p->parts = EG_NEW_ARRAY(arena, cluster, n);
    uint32_t *part_of = EG_NEW_ARRAY(arena, uint32_t, n); /* by root: number of its part + 1 */
    for (uint32_t i = 0; i < n; i++) p->root[i] = i;
    for (size_t i = 0; i < scene->wires.len; i++) {
        uint32_t a = find_root(p->root, scene->wires.items[i].tail), b = find_root(p->root, scene->wires.items[i].head);
        p->root[a < b ? b : a] = a < b ? a : b;
    }
    for (int pass = 0; pass < 2; pass++) { /* count, then fill */
        for (uint32_t i = 0; i < n; i++) {
            if (scene->items.items[i].block != EG_NONE) continue;
            uint32_t r = find_root(p->root, i);
            if (part_of[r] == 0) part_of[r] = (uint32_t)++p->count;
            cluster *part = &p->parts[part_of[r] - 1];
            if (pass) part->items[part->item_count] = i, part->known += old_place(p, i) != NULL;
            part->item_count++;
        }
        for (uint32_t i = 0; i < scene->wires.len; i++) {
            cluster *part = &p->parts[part_of[find_root(p->root, scene->wires.items[i].tail)] - 1];
            if (pass) part->wires[part->wire_count] = i;
            part->wire_count++;
        }
        for (size_t i = 0; !pass && i < p->count; i++) {
            p->parts[i].items = EG_NEW_ARRAY(arena, uint32_t, p->parts[i].item_count);
            p->parts[i].wires = EG_NEW_ARRAY(arena, uint32_t, p->parts[i].wire_count);
            p->parts[i].item_count = p->parts[i].wire_count = 0;
        }
    }
}

/* The items with known names by their old height; a new one stays behind the one before it. */
static uint32_t *sorted_by_place(const parting *p, const cluster *part) {
    uint32_t *items = EG_NEW_ARRAY(&p->scene->arena, uint32_t, part->item_count);
    for (size_t i = 0; i < part->item_count; i++) {
        const eg_point *place = old_place(p, part->items[i]);
        size_t at = i;
        for (; place && at > 0; at--) {
            const eg_point *before = old_place(p, items[at - 1]);
            if (before == NULL || before->y <= place->y) break;
            items[at] = items[at - 1];
        }
        items[at] = part->items[i];
    }
    return items;
}

static bool is_spring(const parting *p, const eg_layout_part *run) {
    return p->style->fill > 0 && strstr(run->attributes, "splines=none");
}

/* Queues a layout of `part` with its items in the given order. */
static void add_run(parting *p, const cluster *part, uint32_t *items) {
    eg_scene *scene = p->scene;
    bool small = p->style->small_engine && part->item_count <= p->style->small_most;
    eg_layout_part *run = &p->runs[p->run_count];
    p->run_items[p->run_count++] = items;
    *run = (eg_layout_part){
        .engine = small ? p->style->small_engine : p->style->engine,
        .attributes = small ? p->style->small_attributes : p->style->attributes,
        .nodes = EG_NEW_ARRAY(&scene->arena, eg_layout_node, part->item_count),
        .node_count = part->item_count,
        .edges = EG_NEW_ARRAY(&scene->arena, eg_layout_edge, part->wire_count),
        .edge_count = part->wire_count,
    };
    for (uint32_t i = 0; i < part->item_count; i++) {
        const eg_item *item = &scene->items.items[items[i]];
        run->nodes[i] = (eg_layout_node){.w = item->w, .h = item->h, .junction = item->role == EG_ROLE_JUNCTION,
                                        .round = item->role == EG_ROLE_DOT};
        p->slot[items[i]] = i;
    }
    for (size_t i = 0; i < part->wire_count; i++) {
        eg_wire *wire = &scene->wires.items[part->wires[i]];
        if (part->item_count <= p->style->roomy_most) wire->label_room = wire->label_w > 0;
        bool spring = is_spring(p, run); /* there, words make lines longer, but find their place afterwards */
        if (spring) wire->label_room = false;
        run->edges[i] = (eg_layout_edge){.tail = p->slot[wire->tail],
                                         .head = p->slot[wire->head],
                                         .label_w = wire->label_room || (spring && wire->label_w > 0) ? wire->label_w + 8 : 0,
                                         .label_h = EG_LINE_SMALL,
                                         .weight = wire->trunk ? 4 : 1,
                                         .arrow = wire->arrow};
    }
}

static bool run_layouts(parting *p, size_t from, eg_error *err) {
    const eg_emit_options *options = p->scene->options;
    eg_layout_limits limits = {.seconds = options->layout_seconds ? options->layout_seconds : LAYOUT_SECONDS, .memory = LAYOUT_MEMORY};
    return eg_layout_run(p->runs + from, p->run_count - from, &p->scene->arena, &limits, err);
}

/* ---- springs ---- */

/* px² that a page has to have for all parts, `fill` of it taken by boxes. */
static double area_of(const parting *p, const eg_layout_part *run) {
    double sum = 0, gap = p->style->box_gap;
    for (size_t i = 0; i < run->node_count; i++) sum += (run->nodes[i].w + gap) * (run->nodes[i].h + gap);
    return is_spring(p, run) ? sum / p->style->fill : run->w * run->h;
}

/* (w + 2 margins) / (area / w + frame_h) = aspect */
static double width_for(double aspect, double frame_h, double area) {
    double b = 2 * EG_MARGIN - aspect * frame_h;
    return (sqrt(b * b + 4 * aspect * area) - b) / 2;
}

/* The rectangle that a part should fill: as wide as the page will be when all parts stand on it, unless the others take
 * most of it. */
static eg_relax_wish wish_for(const parting *p, const eg_layout_part *run, double frame_h) {
    double aspect = p->scene->options->aspect > 0 ? p->scene->options->aspect : 1.5, all = eg_strip_area(p->scene), own = area_of(p, run);
    for (size_t i = 0; i < p->count; i++) {
        const cluster *part = &p->parts[i];
        if (part->run_count) all += area_of(p, &p->runs[part->first_run]);
        else all += (p->scene->items.items[part->items[0]].w + p->style->gap) * (p->scene->items.items[part->items[0]].h + p->style->gap);
    }
    if (own < 0.4 * all) return (eg_relax_wish){sqrt(own * aspect), sqrt(own / aspect), p->style->box_gap, p->style->turns, p->style->tries};
    double w = width_for(aspect, frame_h, all), most = p->style->readable_w - 2 * EG_MARGIN - SLACK;
    if (most > 0 && w > most && p->scene->options->aspect <= 0) w = fmax(most, width_for(HIGHEST, frame_h, all));
    if (most > 0 && w > most) { /* narrower while type needs it, as long as boxes have some room */
        double by = fmax(most / w, sqrt(p->style->fill / fmax(FULLEST, 1.15 * p->style->fill)));
        w *= by;
        own *= by * by;
    }
    return (eg_relax_wish){w, own / w, p->style->box_gap, p->style->turns, p->style->tries};
}

static void relax_runs(parting *p, double frame_h) {
    for (size_t i = 0; i < p->run_count; i++) {
        eg_layout_part *run = &p->runs[i];
        if (!is_spring(p, run)) continue;
        eg_relax_wish wish = wish_for(p, run, frame_h);
        eg_relax(run, &wish, &p->scene->arena);
        eg_layout_settle(run);
    }
}

static void route_runs(parting *p) {
    for (size_t i = 0; i < p->run_count; i++) {
        if (!is_spring(p, &p->runs[i])) continue;
        eg_route(&p->runs[i], p->style->bow, &p->scene->arena);
        eg_layout_settle(&p->runs[i]);
    }
}

static bool lay_out(parting *p, eg_error *err) {
    eg_scene *scene = p->scene;
    p->runs = EG_NEW_ARRAY(&scene->arena, eg_layout_part, 3 * p->count);
    p->run_items = EG_NEW_ARRAY(&scene->arena, uint32_t *, 3 * p->count);
    for (size_t i = 0; i < p->count; i++) {
        cluster *part = &p->parts[i];
        if (part->wire_count == 0) continue;
        part->first_run = p->run_count;
        add_run(p, part, part->items);
        if (part->known > 1) add_run(p, part, sorted_by_place(p, part));
        part->run_count = p->run_count - part->first_run;
    }
    return run_layouts(p, 0, err);
}

/* ---- the sidecar ---- */

static void turn_over(eg_layout_part *run) {
    for (size_t i = 0; i < run->node_count; i++) run->nodes[i].y = run->h - run->nodes[i].y;
    for (size_t i = 0; i < run->edge_count; i++) {
        eg_layout_edge *edge = &run->edges[i];
        for (size_t j = 0; j < edge->point_count; j++) edge->points[j].y = run->h - edge->points[j].y;
        edge->tip.y = run->h - edge->tip.y;
        edge->label_y = run->h - edge->label_y;
    }
}

/* How far the known names of a run move when it is put where they lie best, at *offset. */
static double shift_of(const parting *p, size_t run, eg_point *offset) {
    const eg_layout_part *layout = &p->runs[run];
    eg_point sum = {0, 0};
    double moved = 0;
    size_t n = 0;
    *offset = sum;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < layout->node_count; i++) {
            const eg_point *old = old_place(p, p->run_items[run][i]);
            if (old == NULL) continue;
            double dx = old->x - layout->nodes[i].x, dy = old->y - layout->nodes[i].y;
            if (pass == 0) sum.x += dx, sum.y += dy, n++;
            else moved += fabs(dx - offset->x) + fabs(dy - offset->y);
        }
        if (pass == 0) *offset = (eg_point){n ? sum.x / (double)n : 0, n ? sum.y / (double)n : 0};
    }
    return moved;
}

/* The calmest of a part's runs, each tried both ways up, is left as it is to be used. Natural first: on a tie it
 * stays. */
static size_t choose_run(parting *p, const cluster *part, eg_rect *rect) {
    size_t best = part->first_run;
    bool best_over = false;
    double best_moved = -1;
    if (part->known == 0) return best;
    for (size_t run = part->first_run; run < part->first_run + part->run_count; run++) {
        for (int over = 0; over < 2; over++) {
            eg_point offset;
            double moved = shift_of(p, run, &offset);
            turn_over(&p->runs[run]);
            if (best_moved >= 0 && moved >= best_moved - 0.01 * (double)part->known) continue;
            best_moved = moved;
            best = run;
            best_over = over;
            rect->x = offset.x, rect->y = offset.y;
        }
    }
    if (best_over) turn_over(&p->runs[best]);
    rect->wished = true;
    return best;
}

/* ---- names that are held ---- */

static bool is_taken(const eg_layout_part *run, const bool *stands, size_t own, double wished) {
    const eg_layout_node *a = &run->nodes[own];
    for (size_t i = 0; i < run->node_count; i++) {
        const eg_layout_node *b = &run->nodes[i];
        double gap = a->junction || b->junction ? 2 : wished;
        if (i != own && stands[i] && fabs(a->x - b->x) < (a->w + b->w) / 2 + gap && fabs(a->y - b->y) < (a->h + b->h) / 2 + gap) return true;
    }
    return false;
}

/* The free place nearest to where the node is, on rings around it. */
static void find_place(const eg_layout_part *run, bool *stands, size_t own) {
    eg_layout_node *node = &run->nodes[own];
    double x = node->x, y = node->y;
    for (int ring = 0; is_taken(run, stands, own, HELD_GAP) && ring < 120; ring++) {
        int steps = 8 * (ring + 1);
        for (int i = 0; i < steps; i++) {
            double angle = 2 * acos(-1.0) * i / steps;
            node->x = round(x + 12 * (ring + 1) * cos(angle));
            node->y = round(y + 7 * (ring + 1) * sin(angle));
            if (!is_taken(run, stands, own, HELD_GAP)) break;
        }
    }
    stands[own] = true;
}

/* Middle of the old places of a block's chips; false when there are none. */
static bool middle_of_block(const parting *p, uint32_t block, eg_layout_node *node) {
    double x = 0, y = 0;
    size_t n = 0;
    for (uint32_t i = 0; i < p->scene->items.len; i++) {
        const eg_point *old = p->scene->items.items[i].block == block ? old_place(p, i) : NULL;
        if (old) x += old->x, y += old->y, n++;
    }
    if (n) node->x = x / (double)n, node->y = y / (double)n;
    return n > 0;
}

/* Beside what it is joined to and stands already; what is joined to nothing that stands waits. */
static bool aim(const eg_layout_part *run, const bool *stands, size_t own) {
    eg_layout_node *node = &run->nodes[own];
    double x = 0, y = 0;
    size_t n = 0;
    for (size_t i = 0; i < run->edge_count; i++) {
        const eg_layout_edge *e = &run->edges[i];
        if ((e->tail != own && e->head != own) || e->tail == e->head) continue;
        size_t other = e->tail == own ? e->head : e->tail;
        if (!stands[other]) continue;
        double aside = node->junction ? 50 : run->nodes[other].w / 2 + node->w / 2 + 70;
        x += run->nodes[other].x + (e->tail == own ? -aside : aside);
        y += run->nodes[other].y;
        n++;
    }
    if (n) node->x = round(x / (double)n), node->y = round(y / (double)n);
    return n > 0;
}

/* A run that keeps the old places of `like`'s names. */
static void hold(parting *p, cluster *part, size_t like) {
    eg_arena *arena = &p->scene->arena;
    const eg_layout_part *from = &p->runs[like];
    eg_layout_part *run = &p->runs[p->run_count];
    uint32_t *items = p->run_items[like];
    bool *stands = EG_NEW_ARRAY(arena, bool, from->node_count);
    part->held = p->run_count;
    p->run_items[p->run_count++] = items;
    *run = *from;
    run->engine = "nop";
    run->attributes = strstr(from->attributes, "splines=none") ? "splines=none" : "splines=true";
    run->nodes = EG_NEW_ARRAY(arena, eg_layout_node, from->node_count);
    run->edges = EG_NEW_ARRAY(arena, eg_layout_edge, from->edge_count);
    for (size_t i = 0; i < from->edge_count; i++)
        run->edges[i] = (eg_layout_edge){.tail = from->edges[i].tail, .head = from->edges[i].head, .arrow = from->edges[i].arrow};
    for (size_t i = 0; i < from->node_count; i++) {
        const eg_point *old = old_place(p, items[i]);
        run->nodes[i] = (eg_layout_node){.w = from->nodes[i].w, .h = from->nodes[i].h, .junction = from->nodes[i].junction,
                                        .round = from->nodes[i].round, .placed = true};
        if (old) run->nodes[i].x = old->x, run->nodes[i].y = old->y;
        stands[i] = old && !is_taken(run, stands, i, 0); /* it stood there before, however near to others */
    }
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < run->node_count; i++) {
            if (stands[i]) continue;
            bool known = old_place(p, items[i]) != NULL || middle_of_block(p, items[i], &run->nodes[i]);
            if (!known && !aim(run, stands, i)) continue;
            find_place(run, stands, i);
            more = true;
        }
    }
}

/* Parts whose names would move are laid out once more, held. */
static bool hold_parts(parting *p, eg_error *err) {
    size_t before = p->run_count;
    for (size_t i = 0; i < p->count; i++) {
        cluster *part = &p->parts[i];
        eg_rect rect;
        eg_point offset;
        if (part->known < 2 || part->run_count == 0) continue;
        size_t best = choose_run(p, part, &rect);
        if (shift_of(p, best, &offset) > CALM * (double)part->known) hold(p, part, best);
    }
    return p->run_count == before || run_layouts(p, before, err);
}

/* ---- onto the page ---- */

static void place_item(eg_scene *scene, uint32_t index, double x, double y) {
    eg_item *item = &scene->items.items[index];
    item->x = x;
    item->y = y;
    if (item->role != EG_ROLE_BLOCK && item->tags == 0) return;
    for (size_t i = 0; i < scene->items.len; i++) {
        eg_item *chip = &scene->items.items[i];
        if (chip->block != index) continue;
        chip->x += x;
        chip->y += y;
    }
}

static void place_wire(eg_wire *wire, const eg_layout_edge *edge, double x, double y) {
    wire->points = edge->points;
    wire->point_count = edge->point_count;
    for (size_t i = 0; i < wire->point_count; i++) wire->points[i].x += x, wire->points[i].y += y;
    wire->tip = (eg_point){edge->tip.x + x, edge->tip.y + y};
    wire->arrow = wire->arrow && edge->has_tip;
    wire->label_x = edge->label_x + x;
    wire->label_y = edge->label_y + y;
}

static void place_part(parting *p, const cluster *part, size_t run, const eg_rect *rect) {
    eg_scene *scene = p->scene;
    if (part->run_count == 0) {
        place_item(scene, part->items[0], rect->x + rect->w / 2, rect->y + rect->h / 2);
        return;
    }
    const eg_layout_part *layout = &p->runs[run];
    for (size_t i = 0; i < part->item_count; i++)
        place_item(scene, p->run_items[run][i], rect->x + layout->nodes[i].x, rect->y + layout->nodes[i].y);
    for (size_t i = 0; i < part->wire_count; i++)
        place_wire(&scene->wires.items[part->wires[i]], &layout->edges[i], rect->x, rect->y);
}

enum { SOLID_STEPS = 16 }; /* looked at per curve piece */

/* What is taken of a part's rectangle: its boxes, its lines and their words. */
static void set_solid(parting *p, const cluster *part, const eg_layout_part *layout, eg_rect *rect) {
    size_t most = part->item_count, n = 0;
    for (size_t i = 0; i < layout->edge_count; i++) most += layout->edges[i].point_count / 3 * SOLID_STEPS + 2;
    eg_area *solid = EG_NEW_ARRAY(&p->scene->arena, eg_area, most);
    for (size_t i = 0; i < layout->node_count; i++) {
        const eg_layout_node *node = &layout->nodes[i];
        solid[n++] = (eg_area){node->x - node->w / 2, node->y - node->h / 2, node->w, node->h};
    }
    for (size_t i = 0; i < layout->edge_count; i++) {
        const eg_layout_edge *edge = &layout->edges[i];
        for (size_t step = 0; step < edge->point_count / 3 * SOLID_STEPS; step++) {
            const eg_point *q = edge->points + step / SOLID_STEPS * 3;
            double t = (double)(step % SOLID_STEPS) / SOLID_STEPS, u = 1 - t;
            double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
            solid[n++] = (eg_area){a * q[0].x + b * q[1].x + c * q[2].x + d * q[3].x, a * q[0].y + b * q[1].y + c * q[2].y + d * q[3].y, 1, 1};
        }
        if (edge->label_w > 0)
            solid[n++] = (eg_area){edge->label_x - edge->label_w / 2, edge->label_y - edge->label_h / 2, edge->label_w, edge->label_h};
    }
    rect->solid = solid;
    rect->solid_count = n;
}

static void pack_parts(parting *p, double frame_h) {
    eg_scene *scene = p->scene;
    eg_rect *rects = EG_NEW_ARRAY(&scene->arena, eg_rect, p->count);
    size_t *chosen = EG_NEW_ARRAY(&scene->arena, size_t, p->count);
    for (size_t i = 0; i < p->count; i++) {
        const cluster *part = &p->parts[i];
        const eg_item *first = &scene->items.items[part->items[0]];
        chosen[i] = part->first_run;
        if (part->run_count) {
            chosen[i] = part->held ? part->held : choose_run(p, part, &rects[i]);
            if (part->held) {
                eg_point offset;
                shift_of(p, part->held, &offset);
                rects[i] = (eg_rect){.x = offset.x, .y = offset.y, .wished = true};
            }
            rects[i].w = p->runs[chosen[i]].w;
            rects[i].h = p->runs[chosen[i]].h;
            set_solid(p, part, &p->runs[chosen[i]], &rects[i]);
        } else {
            const eg_point *old = old_place(p, part->items[0]);
            rects[i] = (eg_rect){.w = first->w, .h = first->h, .wished = old != NULL};
            if (old) rects[i].x = old->x - first->w / 2, rects[i].y = old->y - first->h / 2;
        }
    }
    eg_page page = {.aspect = scene->options->aspect > 0 ? scene->options->aspect : 1.5,
                    .gap = p->style->gap,
                    .extra_w = 2 * EG_MARGIN,
                    .extra_h = frame_h,
                    .extra_area = eg_strip_area(scene),
                    .least_w = p->style->least_w,
                    .readable_w = p->style->readable_w};
    eg_pack(rects, p->count, &page);
    for (size_t i = 0; i < p->count; i++) {
        /* half px: what comes back from a sidecar with its small errors is then the same to the byte */
        rects[i].x = round(rects[i].x * 2) / 2;
        rects[i].y = round(rects[i].y * 2) / 2;
        place_part(p, &p->parts[i], chosen[i], &rects[i]);
    }
    scene->w = ceil(page.w - 0.1);
    scene->h = ceil(page.h - 0.1);
}

bool eg_parts_place(eg_scene *scene, const eg_parts_style *style, double frame_h, eg_error *err) {
    parting p = {.scene = scene, .style = style};
    const char *sidecar = scene->options->layout_file;
    bool ok = sidecar == NULL || eg_places_read(&p.places, sidecar, err);
    if (ok) {
        find_parts(&p);
        ok = lay_out(&p, err);
        if (ok) relax_runs(&p, frame_h);
        ok = ok && hold_parts(&p, err);
    }
    if (ok) {
        route_runs(&p);
        pack_parts(&p, frame_h);
    }
    eg_places_fini(&p.places);
    return ok;
}
