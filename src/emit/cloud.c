/* SPDX-License-Identifier: MIT */
/* The cloud: more linked names than boxes with labelled lines can hold. A spring layout (sfdp) per part; the best
 * linked names are boxes with larger type, the rest dots; lines are thin curves in the colour of their family, and only
 * the legend names them. */
#include <math.h>

#include "emit/metrics.h"
#include "emit/network.h"
#include "emit/wording.h"

enum { LABELS_MOST = 90, SMALL_MOST = 5, ISLANDERS_MOST = 60, TURNS = 300, TURNS_TO = 180, LEAST_TURNS = 8 };
#define NAME_MOST 200.0
#define LABEL_H 14.0

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

/* ---- names beside dots ---- */

static bool meets(const eg_item *item, double x, double y, double w) {
    return fabs(item->x - x) < (item->w + w) / 2 + 1 && fabs(item->y - y) < (item->h + LABEL_H) / 2;
}

static bool is_clear(const eg_scene *scene, size_t own, double x, double y, double w) {
    if (x - w / 2 < 0 || x + w / 2 > scene->w || y < LABEL_H / 2 || y > scene->h - LABEL_H / 2) return false;
    for (size_t i = 0; i < scene->items.len; i++)
        if (i != own && meets(&scene->items.items[i], x, y, w)) return false;
    return true;
}

/* A dot whose name finds room right, left, above or below of it gets it, best linked first. The name is an item of its
 * own while room is sought; then it becomes the dot's line. */
static size_t name_dots(eg_scene *scene, const uint32_t *ranked, size_t count) {
    size_t total, named = 0, dots = scene->items.len;
    const eg_node *nodes = eg_graph_nodes(scene->graph, &total);
    for (size_t k = 0; k < count; k++) {
        uint32_t index = scene->item_of[ranked[k]];
        eg_item dot = scene->items.items[index];
        if (dot.role != EG_ROLE_DOT) continue;
        eg_slice name = eg_text_fit(&scene->arena, nodes[dot.node].name, EG_SIZE_SMALL, false, NAME_MOST);
        double w = eg_text_width(name, EG_SIZE_SMALL, false), side = dot.w / 2 + 3 + w / 2, above = dot.h / 2 + LABEL_H / 2;
        double places[4][2] = {{side, 0}, {-side, 0}, {0, -above}, {0, above}};
        for (int p = 0; p < 4; p++) {
            double x = dot.x + places[p][0], y = dot.y + places[p][1];
            if (!is_clear(scene, index, x, y, w)) continue;
            eg_line *line = EG_NEW(&scene->arena, eg_line);
            *line = (eg_line){name, EG_SIZE_SMALL, false, false};
            scene->items.items[index].lines = line;
            scene->items.items[index].line_count = 1;
            scene->items.items[index].label_dx = places[p][0];
            scene->items.items[index].label_dy = places[p][1];
            eg_item *words = eg_vec_add(&scene->items);
            *words = (eg_item){.role = EG_ROLE_DOT, .node = EG_NO_NODE, .kind = EG_NONE, .x = x, .y = y, .w = w, .h = LABEL_H, .block = EG_NONE};
            named++;
            break;
        }
    }
    scene->items.len = dots;
    return named;
}

/* All linked names, best linked first. */
static uint32_t *rank_all(eg_scene *scene, size_t *count) {
    const eg_cast *cast = &scene->cast;
    uint32_t *ranked = EG_NEW_ARRAY(&scene->arena, uint32_t, scene->node_count);
    *count = 0;
    for (uint32_t i = 0; i < scene->node_count; i++)
        if (cast->degree[i]) ranked[(*count)++] = i;
    for (size_t i = 1; i < *count; i++) { /* insertion: some hundred names, and a stable order */
        uint32_t node = ranked[i];
        size_t at = i;
        for (; at > 0 && cast->degree[ranked[at - 1]] < cast->degree[node]; at--) ranked[at] = ranked[at - 1];
        ranked[at] = node;
    }
    return ranked;
}

static uint32_t root_of(uint32_t *root, uint32_t i) {
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
}

/* Small parts have room around them: all their names are boxes, unless there are many such. Returns how many more. */
static size_t label_islands(eg_scene *scene, bool *label) {
    const eg_cast *cast = &scene->cast;
    uint32_t *root = EG_NEW_ARRAY(&scene->arena, uint32_t, scene->node_count);
    uint32_t *size = EG_NEW_ARRAY(&scene->arena, uint32_t, scene->node_count);
    for (uint32_t i = 0; i < scene->node_count; i++) root[i] = i;
    for (size_t i = 0; i < cast->statement_count; i++) {
        uint32_t a = root_of(root, cast->statements[i].edge->source), b = root_of(root, cast->statements[i].edge->target);
        root[a < b ? b : a] = a < b ? a : b;
    }
    for (uint32_t i = 0; i < scene->node_count; i++) size[root_of(root, i)]++;
    size_t more = 0;
    for (int pass = 0; pass < 2 && more <= ISLANDERS_MOST; pass++) { /* count, then do */
        more = 0;
        for (uint32_t i = 0; i < scene->node_count; i++) {
            if (cast->degree[i] == 0 || label[i] || size[root_of(root, i)] > SMALL_MOST) continue;
            more++;
            if (pass) label[i] = true;
        }
    }
    return more <= ISLANDERS_MOST ? more : 0;
}

/* A turn takes time with the square of the names. */
static unsigned turns_for(size_t linked) {
    double n = fmax(TURNS_TO, (double)linked);
    return (unsigned)fmax(LEAST_TURNS, TURNS * TURNS_TO * TURNS_TO / (n * n));
}

bool eg_cloud_make(eg_scene *scene, double frame_h, eg_error *err) {
    size_t count, linked;
    const eg_node *nodes = eg_graph_nodes(scene->graph, &count);
    uint32_t *ranked = rank_all(scene, &linked);
    size_t boxes = linked < LABELS_MOST ? linked : LABELS_MOST;
    bool *label = EG_NEW_ARRAY(&scene->arena, bool, count);
    for (size_t i = 0; i < boxes; i++) label[ranked[i]] = true;
    boxes += label_islands(scene, label);
    for (uint32_t i = 0; i < count; i++) {
        if (scene->cast.degree[i] == 0) continue;
        if (label[i]) add_label(scene, i, nodes[i].name);
        else add_dot(scene, i);
    }
    add_wires(scene);
    eg_parts_style style = {
        .engine = "sfdp",
        .attributes = "overlap=prism, splines=none, K=0.2, repulsiveforce=0.6, start=7, sep=\"+5\"",
        .small_engine = "dot",
        .small_attributes = "rankdir=LR, nodesep=0.15, ranksep=0.35, splines=true",
        .small_most = SMALL_MOST,
        .gap = 24,
        .fill = 0.38,
        .box_gap = 8,
        .bow = 0,
        .turns = turns_for(linked),
        .least_w = 420,
    };
    if (!eg_parts_place(scene, &style, frame_h, err)) return false;
    size_t named = boxes + name_dots(scene, ranked, linked);
    if (named < linked)
        scene->note = eg_arena_printf(&scene->arena, "%zu of %zu linked names are written out", named, linked);
    return true;
}
