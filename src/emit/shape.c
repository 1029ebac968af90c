/* SPDX-License-Identifier: MIT */
#include "emit/shape.h"

#include <math.h>

static bool is_color(eg_slice s) {
    if (s.len != 4 && s.len != 7) return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (i == 0 ? c != '#' : !hex) return false;
    }
    return true;
}

static eg_slice color_or(eg_slice s, eg_slice fallback) {
    return is_color(s) ? s : fallback;
}

static eg_paint paint_of(const eg_colors *c) {
    return (eg_paint){color_or(c->light, EG_S("#616A75")), color_or(c->light_tint, EG_S("#F4F5F6")),
                      color_or(c->dark, EG_S("#8B96A1")), color_or(c->dark_tint, EG_S("#1F252C"))};
}

eg_paint eg_paint_of_kind(const eg_schema *schema, uint32_t kind) {
    static const eg_colors none = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
    return paint_of(kind < schema->kind_count ? &schema->kinds[kind].colors : &none);
}

eg_paint eg_paint_of_type(const eg_schema *schema, uint32_t type) {
    static const eg_colors none = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
    const eg_family *family =
        type < schema->edge_count ? eg_schema_family(schema, schema->edges[type].family) : NULL;
    return paint_of(family ? &family->colors : &none);
}

eg_paint eg_paint_of_figures(const eg_schema *schema) {
    uint32_t kind = 0;
    while (kind < schema->kind_count && !(schema->kinds[kind].traits & EG_TRAIT_FIGURE)) kind++;
    return eg_paint_of_kind(schema, kind);
}

eg_slice eg_shape_of_kind(const eg_schema *schema, uint32_t kind) {
    return kind < schema->kind_count && schema->kinds[kind].shape.len ? schema->kinds[kind].shape : EG_S("round");
}

static bool is(eg_slice shape, const char *word) {
    return eg_slice_eq(shape, eg_slice_from(word));
}

/* How deep the notch, point, cut or fold of a shape goes. */
static double nick(double h) {
    return fmin(8, h / 4);
}

void eg_shape_padding(eg_slice shape, double h, double *left, double *right) {
    double n = nick(h);
    *left = *right = 10;
    if (is(shape, "pill")) *left = *right = 9 + fmin(h, 30) / 6;
    else if (is(shape, "chevron")) *left = n + 7, *right = n + 5;
    else if (is(shape, "flag")) *right = n + 8;
    else if (is(shape, "cut")) *left = *right = 9 + n / 3;
    else if (is(shape, "note")) *right = 9 + n;
}

void eg_put_px(eg_sink *out, double value) {
    long tenths = lround(value * 10);
    if (tenths < 0) eg_putc(out, '-'), tenths = -tenths;
    eg_putf(out, "%ld", tenths / 10);
    if (tenths % 10) eg_putf(out, ".%ld", tenths % 10);
}

/* "M12 30h8.5" ...: letters go out as they are, '#' takes the next number. */
static void put_path(eg_sink *out, const char *pattern, const double *values) {
    eg_puts(out, "<path d=\"");
    for (; *pattern; pattern++) {
        if (*pattern == '#') eg_put_px(out, *values++);
        else eg_putc(out, *pattern);
    }
    eg_putc(out, '"');
}

static void put_rect(eg_sink *out, double x, double y, double w, double h, double radius) {
    eg_puts(out, "<rect x=\"");
    eg_put_px(out, x);
    eg_puts(out, "\" y=\"");
    eg_put_px(out, y);
    eg_puts(out, "\" width=\"");
    eg_put_px(out, w);
    eg_puts(out, "\" height=\"");
    eg_put_px(out, h);
    eg_putc(out, '"');
    if (radius > 0) {
        eg_puts(out, " rx=\"");
        eg_put_px(out, radius);
        eg_putc(out, '"');
    }
}

void eg_put_shape(eg_sink *out, eg_slice shape, double x, double y, double w, double h) {
    double n = nick(h), m = h / 2;
    if (is(shape, "square") || is(shape, "badge")) put_rect(out, x, y, w, h, 0);
    else if (is(shape, "pill")) put_rect(out, x, y, w, h, fmin(h / 2, 16));
    else if (is(shape, "dashed")) put_rect(out, x, y, w, h, fmin(h / 2, 11));
    else if (is(shape, "chevron"))
        put_path(out, "M# #h#l# #l# #h#l# #z", (double[]){x, y, w - n, n, m, -n, m, -(w - n), n, -m});
    else if (is(shape, "flag"))
        put_path(out, "M# #h#l# #l# #h#z", (double[]){x, y, w - n, n, m, -n, m, -(w - n)});
    else if (is(shape, "cut"))
        put_path(out, "M# #h#l# #v#l# #h#l# #v#z",
                 (double[]){x + n, y, w - 2 * n, n, n, h - 2 * n, -n, n, -(w - 2 * n), -n, -n, -(h - 2 * n)});
    else if (is(shape, "note"))
        put_path(out, "M# #h#l# #v#h#zm# #v#h#",
                 (double[]){x, y, w - n, n, n, h - n, -w, w - n, 0.0, n, n});
    else put_rect(out, x, y, w, h, fmin(h / 4, 6));
}

const char *eg_shape_dash(eg_slice shape) {
    return is(shape, "dashed") ? "4 3" : "";
}

const char *eg_shape_dot(eg_slice shape) {
    static const char *const table[][2] = {
        {"square", "shape=box, style=filled"},           {"badge", "shape=plain, style=\"\""},
        {"pill", "shape=box, style=\"rounded,filled\""}, {"dashed", "shape=box, style=\"rounded,filled,dashed\""},
        {"chevron", "shape=cds, style=filled"},          {"flag", "shape=rarrow, style=filled"},
        {"cut", "shape=octagon, style=filled"},          {"note", "shape=note, style=filled"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (is(shape, table[i][0])) return table[i][1];
    return "shape=box, style=\"rounded,filled\"";
}

void eg_put_class(eg_sink *out, const char *prefix, eg_slice name) {
    eg_puts(out, prefix);
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        eg_putc(out, plain ? c : '-');
    }
}
