/* SPDX-License-Identifier: MIT */
/* What stands around a picture: title, what it shows and where that is stated; the legend of what is present; who made
 * it from which posts. No date of today: the same posts give the same bytes. */
#include <math.h>

#include "emit/metrics.h"
#include "emit/scene.h"
#include "emit/shape.h"
#include "emit/wording.h"

#define KEY_W 18.0       /* of a sample in the legend */
#define LEGEND_ROW 20.0
#define LEGEND_GAP 20.0
#define LEAST_W 460.0    /* of the drawn area: room for a title */

/* "a/b.md" gives "b". */
static eg_slice file_name(eg_slice path) {
    size_t begin = path.len, end = path.len;
    while (begin > 0 && path.ptr[begin - 1] != '/') begin--;
    for (size_t i = path.len; i > begin + 1; i--)
        if (path.ptr[i - 1] == '.') {
            end = i - 1;
            break;
        }
    return eg_slice_sub(path, begin, end);
}

/* A file of hand corrections stands among the sources, but it is no post. */
static bool is_edits(const eg_post *post) {
    return eg_slice_ends(post->path, EG_S(".yaml")) || eg_slice_ends(post->path, EG_S(".yml"));
}

/* The posts of the graph, those first that are some. */
static const eg_post *only_posts(eg_scene *scene, size_t *count, eg_slice *edits) {
    size_t all, n = 0;
    const eg_post *posts = eg_graph_posts(scene->graph, &all);
    eg_post *list = EG_NEW_ARRAY(&scene->arena, eg_post, all);
    *edits = EG_S("");
    for (size_t i = 0; i < all; i++) {
        if (is_edits(&posts[i])) *edits = posts[i].path;
        else list[n++] = posts[i];
    }
    *count = n;
    return list;
}

static eg_slice make_title(eg_scene *scene) {
    size_t count;
    eg_slice edits;
    const eg_post *posts = only_posts(scene, &count, &edits);
    if (scene->options->title) return eg_slice_from(scene->options->title);
    if (eg_graph_title(scene->graph).len) return eg_graph_title(scene->graph);
    if (count == 1 && posts[0].title.len) return posts[0].title;
    if (count == 1) return file_name(posts[0].path);
    return eg_arena_printf(&scene->arena, "Who is who in %zu posts", count);
}

/* "34 entities", or "3 of 34 entities". */
static eg_slice say_share(eg_arena *arena, size_t shown, size_t all, const char *one, const char *many) {
    eg_slice whole = eg_say_count(arena, all > shown ? all : shown, one, many);
    if (all <= shown) return whole;
    return eg_arena_printf(arena, "%.*s of %.*s", EG_FMT(eg_slice_trim(eg_say_count(arena, shown, "", ""))), EG_FMT(whole));
}

static eg_slice make_subtitle(eg_scene *scene) {
    eg_arena *arena = &scene->arena;
    const eg_cast *cast = &scene->cast;
    size_t post_count, n = 0;
    eg_slice edits;
    const eg_post *posts = only_posts(scene, &post_count, &edits);
    eg_slice parts[3];
    size_t figures = cast->figure_count + cast->loose_figures;
    parts[n++] = say_share(arena, cast->name_count, scene->options->of_names, "entity", "entities");
    parts[n++] = say_share(arena, cast->statement_count, scene->options->of_relations, "relation", "relations");
    if (figures) parts[n++] = eg_say_count(arena, figures, "figure", "figures");
    eg_slice what = eg_say_list(arena, parts, n, 3), where = EG_S("");
    if (post_count == 1 && posts[0].date.len) {
        eg_slice date = eg_say_date(arena, posts[0].date);
        where = eg_arena_printf(arena, " stated in %.*s (%.*s)", EG_FMT(posts[0].path), EG_FMT(date));
    } else if (post_count == 1) {
        where = eg_arena_printf(arena, " stated in %.*s", EG_FMT(posts[0].path));
    } else if (post_count > 1) {
        where = eg_arena_printf(arena, " stated in %zu posts", post_count);
    }
    eg_slice chosen = eg_slice_from(scene->options->selection ? scene->options->selection : "");
    return eg_arena_printf(arena, "%.*s%.*s%s%.*s%s%.*s", EG_FMT(what), EG_FMT(where), chosen.len ? " · " : "", EG_FMT(chosen),
                           scene->note.len ? " · " : "", EG_FMT(scene->note));
}

static eg_slice make_caption(eg_scene *scene) {
    eg_arena *arena = &scene->arena;
    size_t count;
    eg_slice edits;
    const eg_post *posts = only_posts(scene, &count, &edits);
    eg_slice generator = eg_graph_generator(scene->graph), source = EG_S(""), by = EG_S("");
    if (count == 1) {
        if (posts[0].author_count) {
            eg_slice names = eg_say_list(arena, posts[0].authors, posts[0].author_count, 4);
            by = eg_arena_printf(arena, ", %.*s", EG_FMT(names));
        }
        source = eg_arena_printf(arena, " · source: %.*s%.*s", EG_FMT(posts[0].path), EG_FMT(by));
    } else if (count > 1) {
        eg_slice *paths = EG_NEW_ARRAY(arena, eg_slice, count);
        for (size_t i = 0; i < count; i++) paths[i] = posts[i].path;
        eg_slice names = eg_say_list(arena, paths, count, 5);
        source = eg_arena_printf(arena, " · sources: %.*s", EG_FMT(names));
    }
    if (edits.len) source = eg_arena_printf(arena, "%.*s · corrected by %.*s", EG_FMT(source), EG_FMT(edits));
    bool figures = scene->cast.figure_count > 0;
    return eg_arena_printf(arena, "%.*s%.*s%s", EG_FMT(generator.len ? generator : EG_S("ecograph")), EG_FMT(source),
                           figures ? " · figures as stated in the text" : "");
}

/* Adds text in lines as wide as the page, downwards from *y; *y ends below it. */
static void add_text(eg_scene *scene, eg_text_role role, eg_slice text, double size, bool bold, double line, double *y) {
    eg_slice lines[3];
    size_t n = eg_text_wrap(&scene->arena, lines, 3, text, size, bold, scene->w, scene->w);
    for (size_t i = 0; i < n; i++) {
        eg_text_item *item = eg_vec_add(&scene->texts);
        *item = (eg_text_item){role, eg_text_fit(&scene->arena, lines[i], size, bold, scene->w), EG_MARGIN,
                               *y + size * 0.8, size, bold};
        *y += line;
    }
}

/* ---- the legend ---- */

typedef struct legend {
    eg_scene *scene;
    double x, y;
    bool begun;
} legend;

static void add_key(legend *l, eg_key key, eg_slice words) {
    double w = KEY_W + 6 + eg_text_width(words, EG_SIZE_SMALL, false);
    if (l->x > 0 && l->x + w > l->scene->w) l->x = 0, l->y += LEGEND_ROW;
    key.x = EG_MARGIN + l->x + KEY_W / 2;
    key.y = l->y;
    eg_vec_push(&l->scene->keys, key);
    eg_text_item *text = eg_vec_add(&l->scene->texts);
    *text = (eg_text_item){EG_TEXT_LEGEND, words, EG_MARGIN + l->x + KEY_W + 6, l->y + EG_SIZE_SMALL * 0.36, EG_SIZE_SMALL, false};
    l->x += w + LEGEND_GAP;
    l->begun = true;
}

static void begin_row(legend *l) {
    if (l->x > 0) l->x = 0, l->y += LEGEND_ROW;
}

static void add_kinds(legend *l) {
    eg_scene *scene = l->scene;
    bool present[EG_KINDS_MOST + 1] = {false}, figures = false;
    for (size_t i = 0; i < scene->items.len; i++) {
        const eg_item *item = &scene->items.items[i];
        if (item->node == EG_NO_NODE) continue;
        present[item->kind == EG_NONE ? EG_KINDS_MOST : item->kind] = true;
        for (size_t j = 0; j < item->line_count; j++) figures = figures || item->lines[j].figure;
    }
    for (uint32_t k = 0; k < scene->schema->kind_count; k++) {
        bool badge = figures && (scene->schema->kinds[k].traits & EG_TRAIT_FIGURE);
        if (present[k] || badge) add_key(l, (eg_key){.kind = k, .type = EG_NONE}, scene->schema->kinds[k].label);
    }
    if (present[EG_KINDS_MOST]) add_key(l, (eg_key){.kind = EG_NONE, .type = EG_NONE}, EG_S("other"));
}

/* Types only where the lines have no labels; statuses only when there are some to tell apart. */
static void add_lines(legend *l) {
    eg_scene *scene = l->scene;
    bool type[EG_EDGES_MOST] = {false}, status[EG_STATUS_COUNT] = {false};
    for (size_t i = 0; i < scene->wires.len; i++) {
        const eg_wire *wire = &scene->wires.items[i];
        if (wire->type != EG_NONE) type[wire->type] = true;
        status[wire->status] = true;
    }
    bool types = scene->view == EG_VIEW_CLOUD || scene->labels_left_out;
    for (uint32_t t = 0; types && t < scene->schema->edge_count; t++) {
        const eg_edge_type *et = &scene->schema->edges[t];
        if (type[t]) add_key(l, (eg_key){.kind = EG_NONE, .type = t}, eg_say_type(&scene->arena, et, et->name));
    }
    for (int s = EG_STATUS_ASSERTED + 1; s < EG_STATUS_COUNT; s++)
        if (status[s]) add_key(l, (eg_key){.kind = EG_NONE, .type = EG_NONE, .status = (eg_status)s}, eg_status_name((eg_status)s));
}

/* `apart`: what lines mean begins a row of its own. */
static legend lay_legend(eg_scene *scene, double y, bool apart) {
    legend l = {.scene = scene, .y = y + LEGEND_ROW / 2};
    bool own_heads = scene->view == EG_VIEW_LANDSCAPE && scene->options->by == NULL; /* the panels say it */
    if (!own_heads) add_kinds(&l);
    if (apart) begin_row(&l);
    if (scene->wires.len) add_lines(&l);
    return l;
}

static void add_legend(eg_scene *scene, double *y) {
    size_t keys = scene->keys.len;
    size_t texts = scene->texts.len;
    bool apart = scene->view == EG_VIEW_CLOUD || scene->labels_left_out;
    legend l = lay_legend(scene, *y, false);
    if (apart && l.begun) {
        double least = l.y;
        scene->keys.len = keys, scene->texts.len = texts;
        l = lay_legend(scene, *y, true);
        if (l.y > least + LEGEND_ROW / 2) { /* tidier, but not worth a higher page */
            scene->keys.len = keys, scene->texts.len = texts;
            l = lay_legend(scene, *y, false);
        }
    }
    if (!l.begun) return;
    *y = l.y + (l.x > 0 ? LEGEND_ROW / 2 : -LEGEND_ROW / 2) + 8;
}

static void move(eg_scene *scene, double dx, double dy) {
    for (size_t i = 0; i < scene->items.len; i++) scene->items.items[i].x += dx, scene->items.items[i].y += dy;
    for (size_t i = 0; i < scene->panels.len; i++) scene->panels.items[i].x += dx, scene->panels.items[i].y += dy;
    for (size_t i = 0; i < scene->wires.len; i++) {
        eg_wire *wire = &scene->wires.items[i];
        for (size_t j = 0; j < wire->point_count; j++) wire->points[j].x += dx, wire->points[j].y += dy;
        wire->tip.x += dx, wire->tip.y += dy;
        wire->label_x += dx, wire->label_y += dy;
    }
}

void eg_frame_make(eg_scene *scene, bool frame) {
    scene->title = make_title(scene);
    scene->subtitle = make_subtitle(scene);
    scene->caption = make_caption(scene);
    double y = EG_MARGIN;
    scene->w = ceil(scene->w);
    if (frame) {
        scene->w = fmax(scene->w, LEAST_W);
        y = EG_MARGIN - 4;
        add_text(scene, EG_TEXT_TITLE, scene->title, EG_SIZE_TITLE, true, 25, &y);
        add_text(scene, EG_TEXT_SUBTITLE, scene->subtitle, EG_SIZE_SMALL, false, 15, &y);
        y = ceil(y + 10);
    }
    move(scene, EG_MARGIN, y);
    y += scene->h;
    if (frame) {
        y += 18;
        add_legend(scene, &y);
        y += 4;
        add_text(scene, EG_TEXT_CAPTION, scene->caption, EG_SIZE_SMALL, false, 15, &y);
        y -= 6;
    }
    scene->w += 2 * EG_MARGIN;
    scene->h = ceil(y + EG_MARGIN - 4);
}
