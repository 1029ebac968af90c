/* SPDX-License-Identifier: MIT */
/* DOT. With its layout: places, curves and labels stand in `pos` and `lp`, and `layout=nop2` makes plain
 * `dot -Tsvg x.dot` redraw the picture. Nodes whose name begins with "_" are no names but parts of the picture (where
 * the branches of a fan meet, frames, title, legend); their class is "frame". Without it (--no-layout): every name, every
 * figure and every statement, for Graphviz to lay out.
 *
 * Each name stands whole in the attribute `fullname`, since its label may be broken into lines. (`name` would collide
 * with a node's own in gvpr and in dot's JSON.) */
#include <stdlib.h>

#include "emit/markup.h"
#include "emit/metrics.h"
#include "emit/scene.h"
#include "emit/shape.h"
#include "emit/wording.h"

#define FONTS "Helvetica,Arial,Liberation Sans,Noto Sans,Noto Sans CJK JP,Hiragino Sans,Yu Gothic,sans-serif"

typedef struct writer {
    eg_sink *out;
    const eg_graph *graph;
    const eg_schema *schema;
    const eg_scene *scene; /* NULL: the bare graph */
    eg_arena arena;
    size_t frames;         /* parts of the picture so far */
    bool dark;
} writer;

/* ---- text ---- */

/* "&amp;" in a label means "&", so an ampersand that begins such an entity is written as one. */
static bool begins_entity(eg_slice s, size_t at) {
    size_t i = at + 1;
    while (i < s.len && i < at + 12 && (s.ptr[i] == '#' || (s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
                                        (s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z')))
        i++;
    return i > at + 1 && i < s.len && s.ptr[i] == ';';
}

/* The inside of a quoted string: backslashes doubled (\N, \G, \l mean something else), quotes escaped, newlines as the
 * escape, no control characters; bytes that are no UTF-8 as U+FFFD. */
static void put_string(writer *w, eg_slice s) {
    for (size_t at = 0, len; at < s.len; at += len) {
        uint32_t cp = eg_utf8_next(s, at, &len);
        char utf8[4];
        if (cp == '\\') eg_puts(w->out, "\\\\");
        else if (cp == '"') eg_puts(w->out, "\\\"");
        else if (cp == '\n') eg_puts(w->out, "\\n");
        else if (cp == '&' && begins_entity(s, at)) eg_puts(w->out, "&amp;");
        else if (cp >= 0x20 && !(cp >= 0x7F && cp < 0xA0)) eg_put(w->out, eg_slice_of(utf8, eg_utf8_put(utf8, cp)));
    }
}

static void attribute(writer *w, const char *name, eg_slice value) {
    eg_putf(w->out, ", %s=\"", name);
    put_string(w, value);
    eg_putc(w->out, '"');
}

static void put_id(writer *w, eg_slice id) {
    eg_putc(w->out, '"');
    put_string(w, id);
    eg_putc(w->out, '"');
}

static void put_number(writer *w, double value) {
    long n = (long)(value * 100 + (value < 0 ? -0.5 : 0.5));
    eg_putf(w->out, "%s%ld", n < 0 ? "-" : "", labs(n) / 100);
    if (n % 100) eg_putf(w->out, ".%02ld", labs(n) % 100);
}

/* Graphviz counts upwards. */
static void put_place(writer *w, double x, double y) {
    put_number(w, x);
    eg_putc(w->out, ',');
    put_number(w, w->scene->h - y);
}

static void put_box(writer *w, double x, double y, double width, double height) {
    eg_puts(w->out, ", pos=\"");
    put_place(w, x, y);
    eg_putf(w->out, "\", width=%.4f, height=%.4f", width / 72, height / 72);
}

/* ---- attributes of the graph's own ---- */

static eg_slice line_of(const writer *w, eg_paint paint) {
    return w->dark ? paint.dark_line : paint.line;
}

static eg_slice fill_of(const writer *w, eg_paint paint) {
    return w->dark ? paint.dark_fill : paint.fill;
}

static const char *text_color(const writer *w) {
    return w->dark ? "#e6edf3" : "#1b1f24";
}

static const char *muted_color(const writer *w) {
    return w->dark ? "#9aa5b1" : "#57606a";
}

static const char *ground_color(const writer *w) {
    return w->dark ? "#0d1117" : "#ffffff";
}

static const char *line_style(const writer *w, uint32_t type, eg_status status) {
    if (status == EG_STATUS_PLANNED || status == EG_STATUS_GOAL) return "dashed";
    if (status != EG_STATUS_ASSERTED && status != EG_STATUS_ENDED) return "dotted";
    eg_slice dash = type == EG_NONE ? EG_S("") : w->schema->edges[type].dash;
    return eg_slice_eq(dash, EG_S("dashed")) ? "dashed" : eg_slice_eq(dash, EG_S("dotted")) ? "dotted" : "solid";
}

static void put_edge_look(writer *w, uint32_t type, eg_status status, eg_slice name, bool arrow, double width) {
    eg_slice paint = line_of(w, eg_paint_of_type(w->schema, type));
    attribute(w, "class", name);
    bool faint = w->scene && w->scene->view == EG_VIEW_CLOUD; /* as in the SVG: many thin lines over each other */
    eg_putf(w->out, ", color=\"%.*s%s\", style=%s, penwidth=%.1f", EG_FMT(paint), faint ? "8C" : "",
            line_style(w, type, status), faint ? 1.1 : width);
    bool open = status != EG_STATUS_ASSERTED && status != EG_STATUS_ENDED;
    eg_puts(w->out, !arrow ? ", dir=none" : open ? ", arrowhead=onormal" : "");
}

static void put_kind_look(writer *w, uint32_t kind, eg_slice name, double width, bool plain) {
    eg_paint paint = eg_paint_of_kind(w->schema, kind);
    eg_slice fill = plain ? eg_slice_from(ground_color(w)) : fill_of(w, paint), line = line_of(w, paint);
    attribute(w, "class", name);
    eg_putf(w->out, ", %s, color=\"%.*s\", fillcolor=\"%.*s\", penwidth=%.1f", eg_shape_dot(eg_shape_of_kind(w->schema, kind)),
            EG_FMT(line), EG_FMT(fill), width);
}

static void put_about_node(writer *w, const eg_node *node) {
    attribute(w, "tooltip", eg_say_node(&w->arena, w->graph, w->schema, node));
    if (eg_is_web_url(node->url)) attribute(w, "URL", node->url);
}

static void put_about_edges(writer *w, const eg_edge *const *edges, size_t count) {
    eg_sink text = {0}, keys = {0};
    for (size_t i = 0; i < count; i++) {
        eg_putf(&keys, "%s%.*s", i ? " " : "", EG_FMT(edges[i]->key));
        if (i == 8) eg_putf(&text, "\n… and %zu more", count - i);
        if (i >= 8) continue;
        if (i) eg_putc(&text, '\n');
        eg_put(&text, eg_say_edge(&w->arena, w->graph, w->schema, edges[i]));
    }
    attribute(w, count == 1 ? "id" : "comment", eg_sink_slice(&keys));
    attribute(w, "tooltip", eg_sink_slice(&text));
    eg_sink_fini(&text);
    eg_sink_fini(&keys);
}

/* ---- with its layout ---- */

/* One plain line goes as a string, all else as HTML-like text with its sizes and colours. */
static void put_label(writer *w, const eg_item *item) {
    if (item->line_count == 1 && !item->lines->bold && item->tags == 0 && item->lines->size == EG_SIZE_NAME) {
        attribute(w, "label", item->lines->text);
        return;
    }
    eg_slice figure = line_of(w, eg_paint_of_figures(w->schema));
    eg_puts(w->out, ", label=<");
    if (item->tags) eg_puts(w->out, "<TABLE BORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR><TD>");
    for (size_t i = 0; i < item->line_count; i++) {
        const eg_line *line = &item->lines[i];
        bool detail = i > 0 && !line->figure && line->size <= EG_SIZE_SMALL;
        eg_putf(w->out, "%s<FONT POINT-SIZE=\"%.1f\"", i ? "<BR/>" : "", line->size);
        if (line->figure) eg_putf(w->out, " COLOR=\"%.*s\"", EG_FMT(figure));
        else if (detail) eg_putf(w->out, " COLOR=\"%s\"", muted_color(w));
        eg_puts(w->out, line->bold ? "><B>" : ">");
        eg_put_escaped(w->out, line->text);
        eg_puts(w->out, line->bold ? "</B></FONT>" : "</FONT>");
    }
    if (item->tags) eg_putf(w->out, "</TD></TR><TR><TD HEIGHT=\"%.0f\"></TD></TR></TABLE>", item->tags * EG_LINE_SMALL);
    eg_putc(w->out, '>');
}

static void put_words(writer *w, double x, double y, eg_slice text, double size, bool bold, const char *color) {
    double width = eg_text_width(text, size, bold);
    if (text.len == 0) return;
    eg_putf(w->out, "  _t%zu [class=\"frame\", shape=plaintext, style=\"\", tooltip=\" \", fontcolor=\"%s\"", w->frames++, color);
    put_box(w, x + width / 2, y, width + 2, size * 1.3);
    eg_putf(w->out, ", label=<<FONT POINT-SIZE=\"%.1f\">%s", size, bold ? "<B>" : "");
    eg_put_escaped(w->out, text);
    eg_putf(w->out, "%s</FONT>>]\n", bold ? "</B>" : "");
}

static void put_frame_box(writer *w, double x, double y, double width, double height, const char *fill, const char *line) {
    eg_putf(w->out, "  _b%zu [class=\"frame\", label=\"\", tooltip=\" \", shape=box, style=\"rounded,filled\", fillcolor=\"%s\", color=\"%s\"",
            w->frames++, fill, line);
    put_box(w, x, y, width, height);
    eg_puts(w->out, "]\n");
}

static void put_panel(writer *w, const eg_panel *panel) {
    eg_paint paint = eg_paint_of_kind(w->schema, panel->kind);
    eg_slice fill = eg_arena_dup(&w->arena, fill_of(w, paint)), line = eg_arena_dup(&w->arena, line_of(w, paint));
    double size = panel->quiet ? EG_SIZE_SMALL : 14, pad = panel->quiet ? 0 : 12, y = panel->y + (panel->quiet ? 8 : 17);
    if (!panel->quiet) put_frame_box(w, panel->x + panel->w / 2, panel->y + panel->h / 2, panel->w, panel->h, fill.ptr, line.ptr);
    double title_w = eg_text_width(panel->title, size, true), more_w = eg_text_width(panel->more, EG_SIZE_SMALL, false);
    put_words(w, panel->x + pad, y, panel->title, size, true, line.ptr);
    put_words(w, panel->x + pad + title_w + 8, y, panel->note, EG_SIZE_SMALL, false, muted_color(w));
    put_words(w, panel->x + panel->w - pad - more_w, y, panel->more, EG_SIZE_SMALL, false, muted_color(w));
}

static void put_dot_name(writer *w, const eg_item *item) {
    if (item->role != EG_ROLE_DOT || item->line_count == 0) return;
    double width = eg_text_width(item->lines->text, item->lines->size, false);
    put_words(w, item->x + item->label_dx - width / 2, item->y + item->label_dy, item->lines->text, item->lines->size,
              false, muted_color(w));
}

/* Names of helper nodes go by the item's number. */
static void put_item_id(writer *w, uint32_t index) {
    const eg_item *item = &w->scene->items.items[index];
    size_t count;
    if (item->node == EG_NO_NODE) eg_putf(w->out, "\"_%s%u\"", item->role == EG_ROLE_BLOCK ? "block" : "fan", index);
    else put_id(w, eg_graph_nodes(w->graph, &count)[item->node].id);
}

static void put_item(writer *w, uint32_t index) {
    const eg_item *item = &w->scene->items.items[index];
    size_t count;
    eg_puts(w->out, "  ");
    put_item_id(w, index);
    if (item->node == EG_NO_NODE) {
        bool block = item->role == EG_ROLE_BLOCK;
        eg_puts(w->out, " [class=\"frame\", label=\"\", tooltip=\" \"");
        if (block) eg_putf(w->out, ", shape=box, style=\"rounded,filled\", fillcolor=\"%s\", color=\"%s\"", w->dark ? "#161b22" : "#f6f8fa", w->dark ? "#3d444d" : "#c4ccd4");
        else eg_puts(w->out, ", shape=point, style=invis");
    } else {
        const eg_node *node = &eg_graph_nodes(w->graph, &count)[item->node];
        bool plain = item->role == EG_ROLE_CHIP || item->role == EG_ROLE_CARD;
        eg_puts(w->out, " [fullname=\"");
        put_string(w, node->name);
        eg_putc(w->out, '"');
        put_about_node(w, node);
        put_kind_look(w, item->kind, node->kind, item->stroke, plain);
        if (item->role == EG_ROLE_DOT) {
            eg_slice line = line_of(w, eg_paint_of_kind(w->schema, item->kind));
            eg_putf(w->out, ", shape=circle, style=filled, fillcolor=\"%.*s\", label=\"\"", EG_FMT(line));
        } else if (item->role == EG_ROLE_TAG) {
            eg_putf(w->out, ", shape=plaintext, style=\"\", fontsize=%.1f, fontcolor=\"%s\"", item->lines->size, muted_color(w));
            attribute(w, "label", item->lines->text);
        } else {
            put_label(w, item);
        }
    }
    put_box(w, item->x, item->y, item->w, item->h);
    eg_puts(w->out, "]\n");
}

static void put_curve(writer *w, const eg_wire *wire) {
    if (wire->point_count == 0) return;
    eg_puts(w->out, ", pos=\"");
    if (wire->arrow) {
        eg_puts(w->out, "e,");
        put_place(w, wire->tip.x, wire->tip.y);
        eg_putc(w->out, ' ');
    }
    for (size_t i = 0; i < wire->point_count; i++) {
        if (i) eg_putc(w->out, ' ');
        put_place(w, wire->points[i].x, wire->points[i].y);
    }
    eg_putc(w->out, '"');
}

static void put_wire(writer *w, const eg_wire *wire) {
    eg_puts(w->out, "  ");
    put_item_id(w, wire->tail);
    eg_puts(w->out, " -> ");
    put_item_id(w, wire->head);
    eg_puts(w->out, " [weight=1");
    put_edge_look(w, wire->type, wire->status, wire->edges[0]->type, wire->arrow, wire->trunk ? 1.7 : 1.3);
    put_about_edges(w, wire->edges, wire->edge_count);
    put_curve(w, wire);
    if (wire->label.len) {
        attribute(w, "label", wire->label);
        eg_puts(w->out, ", lp=\"");
        put_place(w, wire->label_x, wire->label_y);
        eg_putc(w->out, '"');
    }
    eg_puts(w->out, "]\n");
}

static void put_key(writer *w, const eg_key *key) {
    if (key->kind == EG_NONE && (key->type != EG_NONE || key->status != EG_STATUS_ASSERTED)) {
        size_t first = w->frames;
        for (int side = -1; side <= 1; side += 2) {
            eg_putf(w->out, "  _k%zu [class=\"frame\", label=\"\", tooltip=\" \", shape=point, style=invis", w->frames++);
            put_box(w, key->x + side * 9, key->y, 1, 1);
            eg_puts(w->out, "]\n");
        }
        bool directed = key->type == EG_NONE || !(w->schema->edges[key->type].traits & EG_EDGE_SYMMETRIC);
        eg_point points[] = {{key->x - 9, key->y}, {key->x - 4, key->y}, {key->x, key->y}, {key->x + 4, key->y}};
        eg_wire sample = {.arrow = directed, .points = points, .point_count = 4, .tip = {key->x + 10, key->y}};
        eg_putf(w->out, "  _k%zu -> _k%zu [tooltip=\" \"", first, first + 1);
        put_edge_look(w, key->type, key->status, EG_S("frame"), directed, 1.3);
        put_curve(w, &sample);
    } else {
        eg_putf(w->out, "  _k%zu [label=\"\", tooltip=\" \"", w->frames++);
        put_kind_look(w, key->kind, EG_S("frame"), 1.3, false);
        if (eg_slice_eq(eg_shape_of_kind(w->schema, key->kind), EG_S("badge"))) eg_puts(w->out, ", shape=box, style=filled");
        put_box(w, key->x, key->y, 18, 12);
    }
    eg_puts(w->out, "]\n");
}

static void put_head(writer *w) {
    eg_puts(w->out, "digraph ecograph {\n  graph [outputorder=edgesfirst, forcelabels=false");
    if (w->scene) {
        eg_puts(w->out, ", layout=nop2, splines=true, bb=\"0,0,");
        put_number(w, w->scene->w);
        eg_putc(w->out, ',');
        put_number(w, w->scene->h);
        eg_putc(w->out, '"');
        attribute(w, "tooltip", w->scene->title);
    } else {
        eg_puts(w->out, ", rankdir=LR, nodesep=0.15, ranksep=0.5");
        if (eg_graph_title(w->graph).len) attribute(w, "tooltip", eg_graph_title(w->graph));
    }
    eg_putf(w->out, ", charset=\"UTF-8\", pad=0.1, bgcolor=\"%s\", fontname=\"" FONTS "\"]\n", ground_color(w));
    eg_putf(w->out, "  node [fontname=\"" FONTS "\", fontsize=%.1f, fontcolor=\"%s\"%s]\n", EG_SIZE_NAME, text_color(w),
            w->scene ? ", fixedsize=shape, margin=0" : ", height=0.34, margin=\"0.13,0.07\"");
    eg_putf(w->out, "  edge [fontname=\"" FONTS "\", fontsize=%.1f, fontcolor=\"%s\", arrowsize=0.65]\n", EG_SIZE_SMALL, muted_color(w));
}

static void put_scene(writer *w) {
    const eg_scene *scene = w->scene;
    put_head(w);
    for (size_t i = 0; i < scene->panels.len; i++) put_panel(w, &scene->panels.items[i]);
    for (int frames = 1; frames >= 0; frames--) /* frames lie under names */
        for (uint32_t i = 0; i < scene->items.len; i++)
            if ((scene->items.items[i].node == EG_NO_NODE) == (frames == 1)) put_item(w, i);
    for (size_t i = 0; i < scene->items.len; i++) put_dot_name(w, &scene->items.items[i]);
    for (size_t i = 0; i < scene->wires.len; i++) put_wire(w, &scene->wires.items[i]);
    for (size_t i = 0; i < scene->keys.len; i++) put_key(w, &scene->keys.items[i]);
    for (size_t i = 0; i < scene->texts.len; i++) {
        const eg_text_item *text = &scene->texts.items[i];
        put_words(w, text->x, text->y - text->size * 0.35, text->text, text->size, text->bold,
                  text->role == EG_TEXT_TITLE ? text_color(w) : muted_color(w));
    }
    eg_puts(w->out, "}\n");
}

/* ---- the bare graph ---- */

static void put_bare_node(writer *w, const eg_node *node) {
    uint32_t kind = eg_schema_kind(w->schema, node->kind);
    eg_puts(w->out, "  ");
    put_id(w, node->id);
    eg_puts(w->out, " [fullname=\"");
    put_string(w, node->name);
    eg_putc(w->out, '"');
    attribute(w, "label", node->name);
    put_about_node(w, node);
    put_kind_look(w, kind, node->kind, 1.3, false);
    eg_puts(w->out, "]\n");
}

static void put_bare_edges(writer *w, const eg_edge *edges, size_t count, const eg_node *nodes, const eg_emit_options *options) {
    for (size_t i = 0; i < count; i++) {
        const eg_edge *edge = &edges[i];
        uint32_t type = eg_schema_edge(w->schema, edge->type);
        bool shown = options->draw_unasserted ? (options->statuses >> edge->status & 1) != 0 : eg_status_is_fact(edge->status);
        if (!shown || edge->target == EG_NO_NODE) continue;
        eg_puts(w->out, "  ");
        put_id(w, nodes[edge->source].id);
        eg_puts(w->out, " -> ");
        put_id(w, nodes[edge->target].id);
        eg_puts(w->out, " [label=\"");
        put_string(w, eg_say_label(&w->arena, edge, type == EG_NONE ? NULL : &w->schema->edges[type]));
        eg_putc(w->out, '"');
        put_edge_look(w, type, edge->status, edge->type, edge->directed, 1.1);
        put_about_edges(w, &edge, 1);
        eg_puts(w->out, "]\n");
    }
}

static void put_bare(writer *w, const eg_emit_options *options) {
    size_t node_count, count;
    const eg_node *nodes = eg_graph_nodes(w->graph, &node_count);
    put_head(w);
    for (size_t i = 0; i < node_count; i++) put_bare_node(w, &nodes[i]);
    const eg_edge *facts = eg_graph_edges(w->graph, &count);
    put_bare_edges(w, facts, count, nodes, options);
    const eg_edge *others = eg_graph_unasserted(w->graph, &count);
    put_bare_edges(w, others, count, nodes, options);
    eg_puts(w->out, "}\n");
}

bool eg_emit_dot(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                 eg_error *err) {
    static const eg_emit_options defaults = {0};
    static const eg_schema plain = {0}; /* a graph without its pattern set has no colours */
    if (schema == NULL) schema = &plain;
    if (options == NULL) options = &defaults;
    writer w = {.out = out, .graph = graph, .schema = schema,
                .dark = options->theme && strcmp(options->theme, "dark") == 0};
    bool ok = true;
    if (options->no_layout) {
        put_bare(&w, options);
    } else {
        eg_scene scene;
        ok = eg_scene_make(&scene, graph, schema, options, NULL, err);
        w.scene = &scene;
        if (ok) put_scene(&w);
        eg_scene_fini(&scene);
        w.scene = NULL;
    }
    eg_arena_fini(&w.arena);
    return ok;
}
