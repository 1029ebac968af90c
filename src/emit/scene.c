/* SPDX-License-Identifier: MIT */
#include "emit/scene.h"

#include <math.h>

#include "emit/metrics.h"
#include "emit/places.h"
#include "emit/shape.h"
#include "emit/wording.h"

#define BOX_PAD 5.5       /* above and below the text of a box */
#define TAG_MOST 170.0    /* px, then a tag is cut */
#define CHIP_H 20.0
#define CHIP_GAP 6.0
#define STRIP_MOST_ROWS 9 /* then "+N more" */
#define STRIP_HEAD 24.0
#define FRAME_H 160.0     /* about what title, legend and caption take: the page is packed before they are laid */
#define LEAST_ASPECT 1.22 /* width / height of a page that is good to publish */
#define MOST_ASPECT 1.88
#define STRIP_EXTRA 50.0  /* the strip's head and the gap above it */

uint32_t eg_scene_add_box(eg_scene *scene, uint32_t node, eg_role role, eg_line *lines, size_t line_count) {
    uint32_t kind = scene->cast.kind[node];
    double w = 0, h = 2 * BOX_PAD, left, right;
    for (size_t i = 0; i < line_count; i++) {
        w = fmax(w, eg_text_width(lines[i].text, lines[i].size, lines[i].bold));
        h += lines[i].size > EG_SIZE_SMALL ? EG_LINE_NAME : EG_LINE_SMALL;
    }
    eg_shape_padding(eg_shape_of_kind(scene->schema, kind), h, &left, &right);
    eg_item *item = eg_vec_add(&scene->items);
    *item = (eg_item){.role = role, .node = node, .kind = kind, .w = ceil(w + left + right), .h = h, .lines = lines,
                      .line_count = line_count, .block = EG_NONE,
                      .stroke = eg_slice_eq(eg_shape_of_kind(scene->schema, kind), EG_S("square")) ? 2 : 1.3};
    uint32_t index = (uint32_t)(scene->items.len - 1);
    scene->item_of[node] = index;
    return index;
}

void eg_scene_add_tag(eg_scene *scene, uint32_t host, uint32_t place) {
    size_t count;
    eg_slice name = eg_graph_nodes(scene->graph, &count)[place].name;
    eg_line *line = EG_NEW(&scene->arena, eg_line);
    eg_slice text = eg_arena_printf(&scene->arena, "in %.*s", EG_FMT(name));
    *line = (eg_line){eg_text_fit(&scene->arena, text, EG_SIZE_SMALL, false, TAG_MOST), EG_SIZE_SMALL, false, false};
    eg_item *tag = eg_vec_add(&scene->items);
    *tag = (eg_item){.role = EG_ROLE_TAG, .node = place, .kind = scene->cast.kind[place], .lines = line, .line_count = 1,
                     .w = eg_text_width(line->text, line->size, false), .h = EG_LINE_SMALL, .block = host};
    scene->item_of[place] = (uint32_t)(scene->items.len - 1);
    eg_item *box = &scene->items.items[host];
    double left, right;
    for (size_t i = 0; i < scene->items.len; i++) /* what stands above moves up half a line */
        if (scene->items.items[i].block == host) scene->items.items[i].y -= EG_LINE_SMALL / 2;
    box->tags++;
    box->h += EG_LINE_SMALL;
    eg_shape_padding(eg_shape_of_kind(scene->schema, box->kind), box->h, &left, &right);
    box->w = fmax(box->w, ceil(tag->w + left + right));
    tag->x = (left - right) / 2;
    tag->y = box->h / 2 - BOX_PAD - EG_LINE_SMALL / 2;
}

/* ---- the strip of unlinked names ---- */

static bool in_strip(const eg_scene *scene, size_t node) {
    return scene->cast.is_name[node] && scene->item_of[node] == EG_NONE;
}

static double chip_width(const eg_scene *scene, eg_slice text) {
    (void)scene;
    return eg_text_width(text, EG_SIZE_SMALL, false) + 16;
}

double eg_strip_area(const eg_scene *scene) {
    size_t count;
    const eg_node *nodes = eg_graph_nodes(scene->graph, &count);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        if (in_strip(scene, i)) sum += chip_width(scene, nodes[i].name) + CHIP_GAP;
    return fmin(sum * 1.05, 1000.0 * STRIP_MOST_ROWS) * (CHIP_H + CHIP_GAP);
}

static void add_chip(eg_scene *scene, uint32_t node, eg_slice text, double x, double y, double w) {
    eg_line *line = EG_NEW(&scene->arena, eg_line);
    *line = (eg_line){text, EG_SIZE_SMALL, false, false};
    eg_item *item = eg_vec_add(&scene->items);
    *item = (eg_item){.role = EG_ROLE_CHIP, .node = node, .kind = scene->cast.kind[node], .x = x + w / 2,
                      .y = y + CHIP_H / 2, .w = w, .h = CHIP_H, .lines = line, .line_count = 1, .block = EG_NONE,
                      .stroke = 0.8};
    scene->item_of[node] = (uint32_t)(scene->items.len - 1);
}

/* The names in the strip, by kind as the schema lists them, then as the graph does. */
static uint32_t *strip_nodes(eg_scene *scene, size_t *count) {
    uint32_t *nodes = EG_NEW_ARRAY(&scene->arena, uint32_t, scene->node_count);
    *count = 0;
    for (uint32_t k = 0; k <= scene->schema->kind_count; k++) {
        uint32_t kind = k < scene->schema->kind_count ? k : EG_NONE;
        for (uint32_t i = 0; i < scene->node_count; i++)
            if (scene->cast.kind[i] == kind && in_strip(scene, i)) nodes[(*count)++] = i;
    }
    return nodes;
}

void eg_strip_make(eg_scene *scene) {
    size_t count, total, shown = 0;
    const eg_node *nodes = eg_graph_nodes(scene->graph, &total);
    uint32_t *list = strip_nodes(scene, &count);
    if (count == 0) return;
    double top = scene->h > 0 ? scene->h + 26 : 0, x = 0, y = top + STRIP_HEAD;
    int row = 0;
    for (; shown < count; shown++) {
        eg_slice text = eg_text_fit(&scene->arena, nodes[list[shown]].name, EG_SIZE_SMALL, false, fmin(260, scene->w - 20));
        double w = chip_width(scene, text);
        if (x > 0 && x + w > scene->w) x = 0, y += CHIP_H + CHIP_GAP, row++;
        if (row == STRIP_MOST_ROWS) break;
        add_chip(scene, list[shown], text, x, y, w);
        x += w + CHIP_GAP;
    }
    if (row == STRIP_MOST_ROWS) y -= CHIP_H + CHIP_GAP;
    eg_panel *panel = eg_vec_add(&scene->panels);
    *panel = (eg_panel){.title = EG_S("Also named"), .kind = EG_NONE, .y = top, .w = scene->w, .quiet = true,
                        .note = eg_say_count(&scene->arena, count, "name without a stated relation", "names without a stated relation")};
    if (shown < count) panel->more = eg_say_count(&scene->arena, count - shown, "more", "more");
    scene->h = y + CHIP_H;
    panel->h = scene->h - top;
}

/* ---- the whole ---- */

static bool is(const char *option, const char *value) {
    return option && strcmp(option, value) == 0;
}

static eg_view_kind choose_view(const eg_scene *scene) {
    const eg_cast *cast = &scene->cast;
    bool small = cast->linked_count <= EG_NETWORK_MOST;
    if (is(scene->options->view, "landscape")) return EG_VIEW_LANDSCAPE;
    if (is(scene->options->view, "network")) return small ? EG_VIEW_NETWORK : EG_VIEW_CLOUD;
    if (scene->options->by || cast->linked_count == 0 || cast->name_count > EG_CLOUD_MOST) return EG_VIEW_LANDSCAPE;
    return small ? EG_VIEW_NETWORK : EG_VIEW_CLOUD;
}

static bool check_options(const eg_scene *scene, eg_error *err) {
    const eg_emit_options *o = scene->options;
    if (o->view && !is(o->view, "auto") && !is(o->view, "network") && !is(o->view, "landscape"))
        return eg_fail(err, EG_ERR_USAGE, "", "view \"%s\" is none of auto, network, landscape", o->view);
    if (o->theme && !is(o->theme, "auto") && !is(o->theme, "light") && !is(o->theme, "dark"))
        return eg_fail(err, EG_ERR_USAGE, "", "theme \"%s\" is none of auto, light, dark", o->theme);
    if (o->figures && !is(o->figures, "badges") && !is(o->figures, "nodes") && !is(o->figures, "none"))
        return eg_fail(err, EG_ERR_USAGE, "", "figures \"%s\" is none of badges, nodes, none", o->figures);
    if (o->by && eg_schema_edge(scene->schema, eg_slice_from(o->by)) == EG_NONE)
        return eg_fail(err, EG_ERR_USAGE, "", "no edge type \"%s\" to group by", o->by);
    if (scene->cast.name_count > EG_PICTURE_MOST)
        return eg_fail(err, EG_ERR_LIMIT, "",
                       "%zu names are too many for a picture (%d at most): choose some with --top N or --focus NAME",
                       scene->cast.name_count, EG_PICTURE_MOST);
    return true;
}

void eg_scene_clear(eg_scene *scene) {
    scene->items.len = scene->wires.len = scene->panels.len = scene->texts.len = scene->keys.len = 0;
    for (size_t i = 0; i < scene->node_count; i++) scene->item_of[i] = EG_NONE;
    scene->w = scene->h = 0;
    scene->note = scene->recipe = EG_S("");
    scene->labels_left_out = false;
}

/* Some name has neither a line nor a figure. */
static bool needs_strip(const eg_scene *scene) {
    for (size_t i = 0; i < scene->node_count; i++)
        if (scene->cast.is_name[i] && scene->cast.degree[i] == 0 && scene->cast.badge_count[i] == 0) return true;
    return false;
}

static bool make_drawn(eg_scene *scene, double frame_h, eg_error *err) {
    if (needs_strip(scene)) frame_h += STRIP_EXTRA;
    bool ok = scene->view == EG_VIEW_CLOUD ? eg_cloud_make(scene, frame_h, err) : eg_network_make(scene, frame_h, err);
    const char *sidecar = scene->options->layout_file;
    if (ok && sidecar) ok = eg_places_write(scene, sidecar, err);
    if (ok) eg_strip_make(scene);
    return ok;
}

static bool fits_a_page(const eg_scene *scene) {
    return scene->w > LEAST_ASPECT * scene->h && scene->w < MOST_ASPECT * scene->h;
}

/* Lays a network or cloud out and frames it. How high title and legend are is known only then: when the page came out too
 * high or too wide, it is made once more with that height. With `fallback`, a failed layout leaves the landscape to do. */
static bool make_page(eg_scene *scene, const eg_scene_wish *wish, eg_error *err) {
    double frame_h = wish->no_frame ? 0 : FRAME_H;
    for (int round = 0; round < 2; round++) {
        eg_error failure = {0};
        if (!make_drawn(scene, frame_h, &failure)) {
            if (!scene->options->fallback || failure.code != EG_ERR_CHILD) {
                if (err && err->code == EG_OK) *err = failure;
                return false;
            }
            eg_scene_clear(scene);
            scene->view = EG_VIEW_LANDSCAPE;
            return true;
        }
        double drawn_h = scene->h;
        eg_frame_make(scene, !wish->no_frame);
        if (wish->no_frame || scene->options->layout_file || scene->options->aspect > 0 || fits_a_page(scene)) return true;
        frame_h = scene->h - drawn_h;
        if (round == 0) eg_scene_clear(scene);
    }
    return true;
}

bool eg_scene_make(eg_scene *scene, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                   const eg_scene_wish *wish, eg_error *err) {
    static const eg_scene_wish plain = {false, false};
    if (wish == NULL) wish = &plain;
    *scene = (eg_scene){.graph = graph, .schema = schema, .options = options};
    eg_graph_nodes(graph, &scene->node_count);
    scene->item_of = EG_NEW_ARRAY(&scene->arena, uint32_t, scene->node_count);
    eg_cast_make(&scene->cast, &scene->arena, graph, schema, options);
    if (!check_options(scene, err)) return false;
    eg_scene_clear(scene);
    scene->view = choose_view(scene);
    if (scene->view != EG_VIEW_LANDSCAPE && !make_page(scene, wish, err)) return false;
    if (scene->view == EG_VIEW_LANDSCAPE) {
        eg_landscape_make(scene, wish->all_cards);
        eg_frame_make(scene, !wish->no_frame);
    }
    return true;
}

void eg_scene_fini(eg_scene *scene) {
    eg_vec_fini(&scene->items);
    eg_vec_fini(&scene->wires);
    eg_vec_fini(&scene->panels);
    eg_vec_fini(&scene->texts);
    eg_vec_fini(&scene->keys);
    eg_arena_fini(&scene->arena);
}
