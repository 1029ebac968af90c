/* SPDX-License-Identifier: MIT */
/* Connected parts of a picture: each is laid out on its own, then all are packed onto the page.
 *
 * With a sidecar, a part is laid out in the graph's order and in the order of the old places, each as it is and
 * upside down, and the one that moves its names least is taken; on the page it goes back to where it stood. An
 * unchanged part thus stays to the pixel. */
#include <math.h>

#include "emit/network.h"
#include "emit/pack.h"
#include "emit/places.h"

typedef struct cluster {
    uint32_t *items, *wires;
    size_t item_count, wire_count;
    size_t known;      /* names with an old place */
    size_t first_run;
    size_t run_count;  /* 0: a box without lines; 1; 2 with the old order */
} cluster;

enum { LAYOUT_SECONDS = 20 };
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
        .squeeze = small ? 0 : p->style->squeeze,
        .edges = EG_NEW_ARRAY(&scene->arena, eg_layout_edge, part->wire_count),
        .edge_count = part->wire_count,
    };
    for (uint32_t i = 0; i < part->item_count; i++) {
        const eg_item *item = &scene->items.items[items[i]];
        run->nodes[i] = (eg_layout_node){.w = item->w, .h = item->h, .junction = item->role == EG_ROLE_JUNCTION};
        p->slot[items[i]] = i;
    }
    for (size_t i = 0; i < part->wire_count; i++) {
        eg_wire *wire = &scene->wires.items[part->wires[i]];
        if (part->item_count <= p->style->roomy_most) wire->label_room = wire->label_w > 0;
        run->edges[i] = (eg_layout_edge){.tail = p->slot[wire->tail],
                                         .head = p->slot[wire->head],
                                         .label_w = wire->label_room ? wire->label_w + 8 : 0,
                                         .label_h = EG_LINE_SMALL,
                                         .weight = wire->trunk ? 4 : 1,
                                         .arrow = wire->arrow};
    }
}

static bool lay_out(parting *p, eg_error *err) {
    eg_scene *scene = p->scene;
    p->runs = EG_NEW_ARRAY(&scene->arena, eg_layout_part, 2 * p->count);
    p->run_items = EG_NEW_ARRAY(&scene->arena, uint32_t *, 2 * p->count);
    for (size_t i = 0; i < p->count; i++) {
        cluster *part = &p->parts[i];
        if (part->wire_count == 0) continue;
        part->first_run = p->run_count;
        add_run(p, part, part->items);
        if (part->known > 1) add_run(p, part, sorted_by_place(p, part));
        part->run_count = p->run_count - part->first_run;
    }
    unsigned seconds = scene->options->layout_seconds ? scene->options->layout_seconds : LAYOUT_SECONDS;
    eg_layout_limits limits = {.seconds = seconds, .memory = LAYOUT_MEMORY};
    return eg_layout_run(p->runs, p->run_count, &scene->arena, &limits, err);
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
            chosen[i] = choose_run(p, part, &rects[i]);
            rects[i].w = p->runs[chosen[i]].w;
            rects[i].h = p->runs[chosen[i]].h;
            if (p->runs[chosen[i]].edge_count && p->runs[chosen[i]].edges[0].point_count) set_solid(p, part, &p->runs[chosen[i]], &rects[i]);
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
    }
    if (ok) pack_parts(&p, frame_h);
    eg_places_fini(&p.places);
    return ok;
}
