/* SPDX-License-Identifier: MIT */
#include "emit/places.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/sink.h"
#include "base/source.h"

static const char head[] = "# ecograph layout 1";
static const char by[] = "# by ";

/* "-12.5"; thousandths are enough. */
static bool read_px(eg_slice s, double *value) {
    double sum = 0, scale = 1;
    bool dot = false, minus = s.len && s.ptr[0] == '-';
    if (s.len == (size_t)minus || s.len > 16) return false;
    for (size_t i = minus; i < s.len; i++) {
        if (s.ptr[i] == '.' && !dot) {
            dot = true;
            continue;
        }
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
        sum = sum * 10 + (s.ptr[i] - '0');
        if (dot) scale *= 10;
    }
    *value = (minus ? -sum : sum) / scale;
    return true;
}

static bool read_place(eg_places *places, eg_slice line) {
    eg_slice id, x, y;
    eg_point point;
    if (!eg_slice_split(&line, '\t', &id) || !eg_slice_split(&line, '\t', &x) || !eg_slice_split(&line, '\t', &y))
        return false;
    if (id.len == 0 || line.len || !read_px(x, &point.x) || !read_px(y, &point.y)) return false;
    eg_map_set(&places->index, id, (uint32_t)places->points.len);
    eg_vec_push(&places->points, point);
    return true;
}

bool eg_places_read(eg_places *places, const char *path, eg_error *err) {
    eg_source source = {0};
    *places = (eg_places){0};
    if (access(path, F_OK) != 0 && errno == ENOENT) return true;
    if (!eg_source_read(&source, &places->arena, path, 0, err)) return false;
    eg_slice rest = source.bytes, line;
    uint32_t number = 0;
    bool ok = true;
    while (ok && eg_slice_split(&rest, '\n', &line)) {
        number++;
        if (number == 1) ok = eg_slice_eq(line, eg_slice_from(head));
        else if (eg_slice_starts(line, eg_slice_from(by)))
            places->recipe = eg_arena_dup(&places->arena, eg_slice_trim(eg_slice_sub(line, sizeof by - 1, line.len)));
        else if (line.len && line.ptr[0] != '#') ok = read_place(places, line);
    }
    if (!ok) {
        eg_fail(err, EG_ERR_INPUT, path, "no layout file of ecograph: wanted \"%s\", then ID, x and y with tabs between", head);
        if (err) err->line = number;
    }
    eg_source_fini(&source);
    return ok;
}

void eg_places_fini(eg_places *places) {
    eg_map_fini(&places->index);
    eg_vec_fini(&places->points);
    eg_arena_fini(&places->arena);
}

const eg_point *eg_places_of(const eg_places *places, eg_slice id) {
    uint32_t at = eg_map_get(&places->index, id);
    return at == EG_MAP_NONE ? NULL : &places->points.items[at];
}

static void put_thousandths(eg_sink *out, double value) {
    long n = lround(value * 1000);
    eg_putf(out, "%s%ld.%03ld", n < 0 ? "-" : "", labs(n) / 1000, labs(n) % 1000);
}

bool eg_places_write(const eg_scene *scene, const char *path, eg_error *err) {
    eg_sink out = {0};
    size_t count;
    const eg_node *nodes = eg_graph_nodes(scene->graph, &count);
    eg_putf(&out, "%s\n", head);
    if (scene->recipe.len) eg_putf(&out, "%s%.*s\n", by, EG_FMT(scene->recipe));
    for (size_t i = 0; i < count; i++) { /* by kind and id: small diffs */
        if (scene->item_of[i] == EG_NONE) continue;
        const eg_item *item = &scene->items.items[scene->item_of[i]];
        if (item->role != EG_ROLE_BOX && item->role != EG_ROLE_DOT) continue;
        eg_put(&out, nodes[i].id);
        eg_putc(&out, '\t');
        put_thousandths(&out, item->x);
        eg_putc(&out, '\t');
        put_thousandths(&out, item->y);
        eg_putc(&out, '\n');
    }
    bool ok = eg_sink_save(&out, path, err);
    eg_sink_fini(&out);
    return ok;
}
