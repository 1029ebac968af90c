/* SPDX-License-Identifier: MIT */
/* The cloud: more linked names than boxes with labelled lines can hold. A spring layout (sfdp) per part; the best
 * linked names are boxes with larger type, the rest dots; lines are thin curves in the colour of their family, and only
 * the legend names them. */
#include <math.h>

#include "emit/metrics.h"
#include "emit/network.h"
#include "emit/wording.h"

enum { LABELS_MOST = 90 };
#define NAME_MOST 200.0

static bool ranks_before(const eg_cast *cast, uint32_t a, uint32_t b) {
    return cast->degree[a] != cast->degree[b] ? cast->degree[a] > cast->degree[b] : a < b;
}

/* Marks the best linked names. */
static bool *choose_labels(eg_scene *scene, size_t *shown) {
    const eg_cast *cast = &scene->cast;
    uint32_t best[LABELS_MOST];
    size_t n = 0;
    for (uint32_t i = 0; i < scene->node_count; i++) {
        if (cast->degree[i] == 0 || (n == LABELS_MOST && !ranks_before(cast, i, best[n - 1]))) continue;
        size_t at = n < LABELS_MOST ? n++ : n - 1;
        for (; at > 0 && ranks_before(cast, i, best[at - 1]); at--) best[at] = best[at - 1];
        best[at] = i;
    }
    bool *label = EG_NEW_ARRAY(&scene->arena, bool, scene->node_count);
    for (size_t i = 0; i < n; i++) label[best[i]] = true;
    *shown = n;
    return label;
}

static void add_label(eg_scene *scene, uint32_t node, eg_slice name) {
    double degree = scene->cast.degree[node];
    double size = fmin(19, 8.5 + 2.3 * sqrt(degree));
    eg_line *line = EG_NEW(&scene->arena, eg_line);
    size = fmax(size, EG_SIZE_SMALL + 0.5);
    *line = (eg_line){eg_text_fit(&scene->arena, name, size, degree >= 10, NAME_MOST * size / EG_SIZE_NAME), size, degree >= 10, false};
    uint32_t index = eg_scene_add_box(scene, node, EG_ROLE_BOX, line, 1);
    scene->items.items[index].h = ceil(size * 1.6);
    scene->items.items[index].stroke = 1.2;
}

static void add_dot(eg_scene *scene, uint32_t node) {
    double d = 2 * (3.2 + 1.1 * sqrt(scene->cast.degree[node]));
    eg_item *item = eg_vec_add(&scene->items);
    *item = (eg_item){.role = EG_ROLE_DOT, .node = node, .kind = scene->cast.kind[node], .w = d, .h = d,
                      .block = EG_NONE, .stroke = 1};
    scene->item_of[node] = (uint32_t)(scene->items.len - 1);
}

static void add_wires(eg_scene *scene) {
    const eg_cast *cast = &scene->cast;
    for (size_t i = 0; i < cast->statement_count; i++) {
        const eg_edge *edge = cast->statements[i].edge;
        const eg_edge **edges = EG_NEW_ARRAY(&scene->arena, const eg_edge *, 1);
        edges[0] = edge;
        eg_wire *wire = eg_vec_add(&scene->wires);
        *wire = (eg_wire){.tail = scene->item_of[edge->source], .head = scene->item_of[edge->target],
                          .type = cast->statements[i].type, .status = edge->status, .edges = edges, .edge_count = 1,
                          .arrow = edge->directed};
    }
}

/* Where the ray from the box's centre towards (x, y) leaves it. */
static eg_point border(const eg_item *item, double x, double y) {
    double dx = x - item->x, dy = y - item->y, reach = hypot(dx, dy);
    if (reach < 1e-6) return (eg_point){item->x, item->y};
    if (item->role == EG_ROLE_DOT) return (eg_point){item->x + dx / reach * item->w / 2, item->y + dy / reach * item->h / 2};
    double scale = 1e9;
    if (fabs(dx) > 1e-9) scale = fmin(scale, item->w / 2 / fabs(dx));
    if (fabs(dy) > 1e-9) scale = fmin(scale, item->h / 2 / fabs(dy));
    return (eg_point){item->x + dx * fmin(scale, 1), item->y + dy * fmin(scale, 1)};
}

/* A slight curve, always to the same side of its direction, so that A -> B and B -> A are two lines. */
static void bend(eg_scene *scene, eg_wire *wire) {
    const eg_item *tail = &scene->items.items[wire->tail], *head = &scene->items.items[wire->head];
    double dx = head->x - tail->x, dy = head->y - tail->y, length = hypot(dx, dy);
    double cx = (tail->x + head->x) / 2 - dy * 0.08, cy = (tail->y + head->y) / 2 + dx * 0.08;
    if (wire->tail == wire->head) { /* a loop over the box */
        wire->points = EG_NEW_ARRAY(&scene->arena, eg_point, 4);
        wire->point_count = 4;
        double top = tail->y - tail->h / 2;
        wire->points[0] = (eg_point){tail->x - 6, top};
        wire->points[1] = (eg_point){tail->x - 14, top - 20};
        wire->points[2] = (eg_point){tail->x + 14, top - 20};
        wire->points[3] = (eg_point){tail->x + 6, top};
        wire->arrow = false;
        return;
    }
    eg_point from = border(tail, cx, cy), to = border(head, cx, cy);
    wire->tip = to;
    if (wire->arrow && length > 12) {
        double bx = to.x - cx, by = to.y - cy, reach = fmax(hypot(bx, by), 1e-6);
        to.x -= bx / reach * 5;
        to.y -= by / reach * 5;
    }
    wire->points = EG_NEW_ARRAY(&scene->arena, eg_point, 4);
    wire->point_count = 4;
    wire->points[0] = from;
    wire->points[1] = (eg_point){from.x + (cx - from.x) * 2 / 3, from.y + (cy - from.y) * 2 / 3};
    wire->points[2] = (eg_point){to.x + (cx - to.x) * 2 / 3, to.y + (cy - to.y) * 2 / 3};
    wire->points[3] = to;
}

bool eg_cloud_make(eg_scene *scene, double frame_h, eg_error *err) {
    size_t count, shown;
    const eg_node *nodes = eg_graph_nodes(scene->graph, &count);
    bool *label = choose_labels(scene, &shown);
    for (uint32_t i = 0; i < count; i++) {
        if (scene->cast.degree[i] == 0) continue;
        if (label[i]) add_label(scene, i, nodes[i].name);
        else add_dot(scene, i);
    }
    add_wires(scene);
    if (shown < scene->cast.linked_count)
        scene->note = eg_arena_printf(&scene->arena, "the %zu best linked of %zu names are labelled", shown,
                                      scene->cast.linked_count);
    eg_parts_style style = {
        .engine = "sfdp",
        .attributes = "overlap=prism, splines=none, K=0.35, repulsiveforce=1.0, start=7, sep=\"+5\"",
        .small_engine = "dot",
        .small_attributes = "rankdir=LR, nodesep=0.1, ranksep=0.35, splines=line",
        .small_most = 6,
        .gap = 24,
        .least_w = 420,
    };
    if (!eg_parts_place(scene, &style, frame_h, err)) return false;
    for (size_t i = 0; i < scene->wires.len; i++) bend(scene, &scene->wires.items[i]);
    return true;
}
