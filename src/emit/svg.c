/* SPDX-License-Identifier: MIT */
#include "emit/svg.h"

#include <math.h>

#include "emit/markup.h"
#include "emit/metrics.h"
#include "emit/shape.h"
#include "emit/wording.h"

enum { TITLES_MOST = 12 }; /* sentences in the tooltip of a trunk */
#define FONTS "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', sans-serif"

typedef struct ink { /* of the theme whose paint stands in the attributes */
    const char *ground, *text, *muted;
    bool dark;
} ink;

static const ink light_ink = {"#ffffff", "#1b1f24", "#57606a", false};
static const ink dark_ink = {"#0d1117", "#e6edf3", "#9aa5b1", true};

typedef struct writer {
    eg_sink *out;
    eg_scene const *scene;
    ink ink;
    bool interactive;
    eg_arena arena; /* words made while writing */
} writer;

/* ---- small pieces ---- */

static void attribute(writer *w, const char *name, double value) {
    eg_putf(w->out, " %s=\"", name);
    eg_put_px(w->out, value);
    eg_putc(w->out, '"');
}

static void color(writer *w, const char *name, eg_slice value) {
    eg_putf(w->out, " %s=\"%.*s\"", name, EG_FMT(value));
}

static eg_slice line_of(const writer *w, eg_paint paint) {
    return w->ink.dark ? paint.dark_line : paint.line;
}

static eg_slice fill_of(const writer *w, eg_paint paint) {
    return w->ink.dark ? paint.dark_fill : paint.fill;
}

static eg_slice kind_name(const eg_scene *scene, uint32_t kind) {
    return kind == EG_NONE ? EG_S("none") : scene->schema->kinds[kind].name;
}

static eg_slice family_name(const eg_scene *scene, uint32_t type) {
    return type == EG_NONE ? EG_S("none") : scene->schema->edges[type].family;
}

typedef enum anchor { LEFT, MIDDLE, RIGHT } anchor;

typedef struct text_style {
    double size;
    bool bold, muted;
    anchor anchor;
    const char *class;
    eg_slice color; /* "" = of the theme */
} text_style;

static void put_text(writer *w, double x, double y, eg_slice text, text_style style) {
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    eg_puts(w->out, "<text");
    attribute(w, "x", x);
    attribute(w, "y", y);
    attribute(w, "font-size", style.size);
    eg_puts(w->out, anchors[style.anchor]);
    if (style.bold) eg_puts(w->out, " font-weight=\"700\"");
    if (style.class || style.muted) eg_putf(w->out, " class=\"%s\"", style.class ? style.class : "m");
    if (style.color.len) color(w, "fill", style.color);
    else if (style.muted) color(w, "fill", eg_slice_from(w->ink.muted));
    eg_putc(w->out, '>');
    eg_put_escaped(w->out, text);
    eg_puts(w->out, "</text>");
}

static void put_title(writer *w, eg_slice text) {
    eg_puts(w->out, "<title>");
    eg_put_escaped(w->out, text);
    eg_puts(w->out, "</title>");
}

/* ---- style ---- */

typedef struct presence {
    bool kind[EG_KINDS_MOST + 1], family[EG_EDGES_MOST + 1]; /* last = none */
} presence;

static size_t family_index(const eg_scene *scene, uint32_t type) {
    const eg_family *f = type == EG_NONE ? NULL : eg_schema_family(scene->schema, scene->schema->edges[type].family);
    size_t index = f ? (size_t)(f - scene->schema->families) : EG_EDGES_MOST;
    return index < EG_EDGES_MOST ? index : EG_EDGES_MOST;
}

static presence find_present(const eg_scene *scene) {
    presence p = {{false}, {false}};
    for (size_t i = 0; i < scene->items.len; i++) {
        uint32_t kind = scene->items.items[i].kind;
        p.kind[kind == EG_NONE ? EG_KINDS_MOST : kind] = true;
    }
    for (size_t i = 0; i < scene->panels.len; i++)
        p.kind[scene->panels.items[i].kind == EG_NONE ? EG_KINDS_MOST : scene->panels.items[i].kind] = true;
    for (size_t i = 0; i < scene->keys.len; i++) {
        const eg_key *key = &scene->keys.items[i];
        if (key->kind != EG_NONE) p.kind[key->kind] = true;
        if (key->type != EG_NONE) p.family[family_index(scene, key->type)] = true;
    }
    for (size_t i = 0; i < scene->wires.len; i++) p.family[family_index(scene, scene->wires.items[i].type)] = true;
    return p;
}

static void put_dark_kind(writer *w, uint32_t kind) {
    eg_paint paint = eg_paint_of_kind(w->scene->schema, kind);
    eg_slice name = kind_name(w->scene, kind);
    eg_put_class(w->out, ".k-", name);
    eg_putf(w->out, " .b{fill:%.*s;stroke:%.*s}", EG_FMT(paint.dark_fill), EG_FMT(paint.dark_line));
    eg_put_class(w->out, ".k-", name);
    eg_putf(w->out, " .d{fill:%.*s;stroke:#0d1117}", EG_FMT(paint.dark_line));
    eg_put_class(w->out, ".k-", name);
    eg_putf(w->out, " .i{fill:#0d1117;stroke:%.*s}", EG_FMT(paint.dark_line));
    eg_put_class(w->out, ".p.k-", name);
    eg_putf(w->out, "{fill:%.*s;stroke:%.*s}", EG_FMT(paint.dark_fill), EG_FMT(paint.dark_line));
    eg_put_class(w->out, ".pt.k-", name);
    eg_putf(w->out, "{fill:%.*s}", EG_FMT(paint.dark_line));
}

static void put_dark_family(writer *w, eg_slice name, eg_slice paint) {
    eg_put_class(w->out, ".f-", name);
    eg_putf(w->out, " .l{stroke:%.*s}", EG_FMT(paint));
    eg_put_class(w->out, ".f-", name);
    eg_putf(w->out, " .h{fill:%.*s;stroke:%.*s}", EG_FMT(paint), EG_FMT(paint));
}

static void put_dark_rules(writer *w) {
    const eg_schema *schema = w->scene->schema;
    presence p = find_present(w->scene);
    eg_slice figure = eg_paint_of_figures(schema).dark_line;
    eg_putf(w->out, ".bg{fill:%s}text{fill:%s}.m,.lb{fill:%s}.lb{stroke:%s}.fig{fill:%.*s}.bl{fill:#161b22;stroke:#3d444d}",
            dark_ink.ground, dark_ink.text, dark_ink.muted, dark_ink.ground, EG_FMT(figure));
    for (uint32_t k = 0; k < schema->kind_count; k++)
        if (p.kind[k]) put_dark_kind(w, k);
    if (p.kind[EG_KINDS_MOST]) put_dark_kind(w, EG_NONE);
    for (uint32_t f = 0; f < schema->family_count && f < EG_EDGES_MOST; f++) {
        eg_slice dark = schema->families[f].colors.dark;
        if (p.family[f]) put_dark_family(w, schema->families[f].name, dark);
    }
    eg_puts(w->out, ".h.o{fill:#0d1117}.card .b{fill:#0d1117}");
}

static void put_style(writer *w) {
    const char *theme = w->scene->options->theme;
    eg_puts(w->out, "<style>.lb{paint-order:stroke;stroke-linejoin:round}.n:hover .b,.e:hover .l{stroke-width:2.6}"
                    "a{cursor:pointer}a:hover text{text-decoration:underline}");
    if (theme == NULL || strcmp(theme, "auto") == 0) {
        eg_puts(w->out, "@media screen and (prefers-color-scheme:dark){");
        put_dark_rules(w);
        eg_putc(w->out, '}');
    }
    eg_puts(w->out, "</style>\n");
}

/* ---- wires ---- */

static const char *dash_of(const writer *w, uint32_t type, eg_status status) {
    if (status == EG_STATUS_PLANNED || status == EG_STATUS_GOAL) return "8 4";
    if (status == EG_STATUS_HEDGED || status == EG_STATUS_CONDITIONAL || status == EG_STATUS_QUESTION) return "2 3";
    if (type == EG_NONE) return "";
    eg_slice dash = w->scene->schema->edges[type].dash;
    if (eg_slice_eq(dash, EG_S("dashed"))) return "5 3";
    return eg_slice_eq(dash, EG_S("dotted")) ? "1.5 4" : "";
}

static void put_point(writer *w, char letter, eg_point p) {
    eg_putc(w->out, letter);
    eg_put_px(w->out, p.x);
    eg_putc(w->out, ' ');
    eg_put_px(w->out, p.y);
}

static void put_curve(writer *w, const eg_wire *wire) {
    if (wire->point_count == 0) return;
    const char *dash = dash_of(w, wire->type, wire->status);
    bool cloud = w->scene->view == EG_VIEW_CLOUD;
    eg_puts(w->out, "<path class=\"l\" d=\"");
    put_point(w, 'M', wire->points[0]);
    for (size_t i = 1; i < wire->point_count; i++) put_point(w, i % 3 == 1 ? 'C' : ' ', wire->points[i]);
    eg_puts(w->out, "\" fill=\"none\"");
    color(w, "stroke", line_of(w, eg_paint_of_type(w->scene->schema, wire->type)));
    attribute(w, "stroke-width", cloud ? 1.1 : wire->trunk ? 1.7 : 1.3);
    if (*dash) eg_putf(w->out, " stroke-dasharray=\"%s\"", dash);
    if (strcmp(dash, "1.5 4") == 0) eg_puts(w->out, " stroke-linecap=\"round\"");
    if (cloud) eg_puts(w->out, strcmp(dash, "1.5 4") == 0 ? " stroke-opacity=\".9\"" : " stroke-opacity=\".55\"");
    else if (wire->status == EG_STATUS_ENDED) eg_puts(w->out, " stroke-opacity=\".6\"");
    eg_puts(w->out, "/>");
}

/* Full for what is, open for what is planned. */
static void put_head(writer *w, const eg_wire *wire) {
    if (!wire->arrow || wire->point_count == 0) return;
    eg_point from = wire->points[wire->point_count - 1];
    double dx = wire->tip.x - from.x, dy = wire->tip.y - from.y, reach = hypot(dx, dy);
    if (reach < 0.5) return;
    double half = w->scene->view == EG_VIEW_CLOUD ? 2.2 : 2.9;
    double nx = -dy / reach * half, ny = dx / reach * half;
    bool open = wire->status != EG_STATUS_ASSERTED && wire->status != EG_STATUS_ENDED;
    eg_slice paint = line_of(w, eg_paint_of_type(w->scene->schema, wire->type));
    eg_putf(w->out, "<path class=\"h%s\" d=\"", open ? " o" : "");
    put_point(w, 'M', wire->tip);
    put_point(w, 'L', (eg_point){from.x + nx, from.y + ny});
    put_point(w, 'L', (eg_point){from.x - nx, from.y - ny});
    eg_puts(w->out, "Z\"");
    color(w, "fill", open ? eg_slice_from(w->ink.ground) : paint);
    color(w, "stroke", paint);
    eg_puts(w->out, " stroke-width=\".8\"/>");
}

/* A cross in the middle of what is denied. */
static void put_cross(writer *w, const eg_wire *wire) {
    if (wire->status != EG_STATUS_NEGATED || wire->point_count < 4) return;
    size_t at = (wire->point_count / 3 / 2) * 3;
    const eg_point *p = &wire->points[at];
    double x = (p[0].x + 3 * p[1].x + 3 * p[2].x + p[3].x) / 8, y = (p[0].y + 3 * p[1].y + 3 * p[2].y + p[3].y) / 8;
    eg_puts(w->out, "<path class=\"l\" d=\"");
    put_point(w, 'M', (eg_point){x - 4, y - 4});
    put_point(w, 'L', (eg_point){x + 4, y + 4});
    put_point(w, 'M', (eg_point){x - 4, y + 4});
    put_point(w, 'L', (eg_point){x + 4, y - 4});
    eg_puts(w->out, "\" fill=\"none\" stroke-width=\"1.6\"");
    color(w, "stroke", line_of(w, eg_paint_of_type(w->scene->schema, wire->type)));
    eg_puts(w->out, "/>");
}

static void put_wire_title(writer *w, const eg_wire *wire) {
    eg_sink text = {0};
    for (size_t i = 0; i < wire->edge_count && i < TITLES_MOST; i++) {
        if (i) eg_putc(&text, '\n');
        eg_put(&text, eg_say_edge(&w->arena, w->scene->graph, w->scene->schema, wire->edges[i]));
    }
    if (wire->edge_count > TITLES_MOST) eg_putf(&text, "\n… and %zu more", wire->edge_count - TITLES_MOST);
    put_title(w, eg_sink_slice(&text));
    eg_sink_fini(&text);
}

static void put_wire(writer *w, const eg_wire *wire) {
    eg_puts(w->out, "<g class=\"e");
    eg_put_class(w->out, " f-", family_name(w->scene, wire->type));
    eg_put_class(w->out, " t-", wire->edges[0]->type);
    eg_put_class(w->out, " s-", eg_status_name(wire->status));
    if (wire->edge_count == 1 && !wire->trunk) {
        eg_putf(w->out, "\" id=\"%.*s\">", EG_FMT(wire->edges[0]->key));
    } else {
        eg_puts(w->out, " trunk\" data-e=\"");
        for (size_t i = 0; i < wire->edge_count; i++)
            eg_putf(w->out, "%s%.*s", i ? " " : "", EG_FMT(wire->edges[i]->key));
        eg_puts(w->out, "\">");
    }
    put_wire_title(w, wire);
    put_curve(w, wire);
    put_head(w, wire);
    put_cross(w, wire);
    eg_puts(w->out, "</g>\n");
}

/* Labels stand above all lines, so that no line runs through one. */
static void put_label(writer *w, const eg_wire *wire) {
    if (wire->label.len == 0) return;
    eg_puts(w->out, "<text class=\"lb\" text-anchor=\"middle\"");
    attribute(w, "x", wire->label_x);
    attribute(w, "y", wire->label_y + EG_SIZE_SMALL * 0.33);
    attribute(w, "font-size", EG_SIZE_SMALL);
    eg_putf(w->out, " fill=\"%s\" stroke=\"%s\" stroke-width=\"3.5\" data-e=\"", w->ink.muted, w->ink.ground);
    for (size_t i = 0; i < wire->edge_count; i++) eg_putf(w->out, "%s%.*s", i ? " " : "", EG_FMT(wire->edges[i]->key));
    eg_puts(w->out, "\">");
    eg_put_escaped(w->out, wire->label);
    eg_puts(w->out, "</text>\n");
}

/* ---- items ---- */

static void put_outline(writer *w, const eg_item *item) {
    const eg_schema *schema = w->scene->schema;
    eg_paint paint = eg_paint_of_kind(schema, item->kind);
    eg_slice shape = eg_shape_of_kind(schema, item->kind);
    bool quiet = item->role == EG_ROLE_CHIP || item->role == EG_ROLE_CARD;
    eg_put_shape(w->out, shape, item->x - item->w / 2, item->y - item->h / 2, item->w, item->h);
    eg_putf(w->out, " class=\"%s\"", item->role == EG_ROLE_CHIP ? "b i" : "b");
    color(w, "fill", quiet ? eg_slice_from(w->ink.ground) : fill_of(w, paint));
    color(w, "stroke", line_of(w, paint));
    attribute(w, "stroke-width", item->stroke);
    if (*eg_shape_dash(shape)) eg_putf(w->out, " stroke-dasharray=\"%s\"", eg_shape_dash(shape));
    eg_puts(w->out, "/>");
}

static void put_dot(writer *w, const eg_item *item) {
    eg_puts(w->out, "<circle class=\"b d\"");
    attribute(w, "cx", item->x);
    attribute(w, "cy", item->y);
    attribute(w, "r", item->w / 2);
    color(w, "fill", line_of(w, eg_paint_of_kind(w->scene->schema, item->kind)));
    eg_putf(w->out, " stroke=\"%s\"/>", w->ink.ground);
    if (item->line_count == 0) return;
    eg_puts(w->out, "<text class=\"lb\" text-anchor=\"middle\"");
    attribute(w, "x", item->x + item->label_dx);
    attribute(w, "y", item->y + item->label_dy + item->lines->size * 0.33);
    attribute(w, "font-size", item->lines->size);
    eg_putf(w->out, " fill=\"%s\" stroke=\"%s\" stroke-width=\"2.5\">", w->ink.muted, w->ink.ground);
    eg_put_escaped(w->out, item->lines->text);
    eg_puts(w->out, "</text>");
}

static void put_lines(writer *w, const eg_item *item) {
    double sum = 0;
    eg_slice figure = line_of(w, eg_paint_of_figures(w->scene->schema)), left_out = EG_S("");
    double left, right;
    eg_shape_padding(eg_shape_of_kind(w->scene->schema, item->kind), item->h, &left, &right);
    for (size_t i = 0; i < item->line_count; i++) sum += item->lines[i].size > EG_SIZE_SMALL ? EG_LINE_NAME : EG_LINE_SMALL;
    double top = item->y - (sum + item->tags * EG_LINE_SMALL) / 2;
    for (size_t i = 0; i < item->line_count; i++) {
        const eg_line *line = &item->lines[i];
        bool first = i == 0 || line->size > EG_SIZE_SMALL;
        double height = line->size > EG_SIZE_SMALL ? EG_LINE_NAME : EG_LINE_SMALL;
        text_style style = {.size = line->size, .bold = line->bold, .anchor = MIDDLE, .color = line->figure ? figure : left_out,
                            .class = line->figure ? "fig" : NULL, .muted = !first && !line->figure};
        put_text(w, item->x + (left - right) / 2, top + height / 2 + line->size * 0.355, line->text, style);
        top += height;
    }
}

static void put_node_title(writer *w, const eg_item *item) {
    size_t count;
    const eg_node *node = &eg_graph_nodes(w->scene->graph, &count)[item->node];
    const eg_cast *cast = &w->scene->cast;
    eg_sink text = {0};
    eg_put(&text, eg_say_node(&w->arena, w->scene->graph, w->scene->schema, node));
    for (uint32_t i = 0; i < cast->badge_count[item->node]; i++) {
        eg_putc(&text, '\n');
        eg_put(&text, eg_say_edge(&w->arena, w->scene->graph, w->scene->schema, cast->badges[item->node][i].edge));
    }
    put_title(w, eg_sink_slice(&text));
    eg_sink_fini(&text);
}

static void put_item(writer *w, const eg_item *item) {
    size_t count;
    if (item->node == EG_NO_NODE) return;
    const eg_node *node = &eg_graph_nodes(w->scene->graph, &count)[item->node];
    bool link = !w->interactive && eg_is_web_url(node->url);
    eg_puts(w->out, item->role == EG_ROLE_CARD ? "<g class=\"n card" : "<g class=\"n");
    eg_put_class(w->out, " k-", kind_name(w->scene, item->kind));
    eg_putf(w->out, "\" id=\"%.*s\">", EG_FMT(node->id));
    put_node_title(w, item);
    if (link) {
        eg_puts(w->out, "<a href=\"");
        eg_put_escaped(w->out, node->url);
        eg_puts(w->out, "\">");
    }
    if (item->role == EG_ROLE_DOT) {
        put_dot(w, item);
    } else if (item->role == EG_ROLE_TAG) {
        put_text(w, item->x, item->y + item->lines->size * 0.355, item->lines->text,
                 (text_style){.size = item->lines->size, .muted = true, .anchor = MIDDLE});
    } else {
        put_outline(w, item);
        put_lines(w, item);
    }
    eg_puts(w->out, link ? "</a></g>\n" : "</g>\n");
}

static void put_block(writer *w, const eg_item *item) {
    if (item->role != EG_ROLE_BLOCK) return;
    eg_puts(w->out, "<rect class=\"bl\" rx=\"8\"");
    attribute(w, "x", item->x - item->w / 2);
    attribute(w, "y", item->y - item->h / 2);
    attribute(w, "width", item->w);
    attribute(w, "height", item->h);
    eg_puts(w->out, w->ink.dark ? " fill=\"#161b22\" stroke=\"#3d444d\"/>\n" : " fill=\"#f6f8fa\" stroke=\"#c4ccd4\"/>\n");
}

static void put_panel(writer *w, const eg_panel *panel) {
    eg_paint paint = eg_paint_of_kind(w->scene->schema, panel->kind);
    if (!panel->quiet) {
        eg_puts(w->out, "<rect rx=\"6\"");
        attribute(w, "x", panel->x);
        attribute(w, "y", panel->y);
        attribute(w, "width", panel->w);
        attribute(w, "height", panel->h);
        color(w, "fill", fill_of(w, paint));
        color(w, "stroke", line_of(w, paint));
        eg_puts(w->out, " stroke-opacity=\".5\" class=\"p");
        eg_put_class(w->out, " k-", kind_name(w->scene, panel->kind));
        eg_puts(w->out, "\"/>\n");
    }
    double pad = panel->quiet ? 0 : 12, base = panel->y + (panel->quiet ? 12 : 22), size = panel->quiet ? EG_SIZE_SMALL : 14;
    eg_sink class = {0};
    eg_puts(&class, "pt");
    eg_put_class(&class, " k-", kind_name(w->scene, panel->kind));
    eg_putc(&class, '\0');
    put_text(w, panel->x + pad, base, panel->title,
             (text_style){.size = size, .bold = true, .class = class.buf.items, .color = line_of(w, paint)});
    eg_sink_fini(&class);
    double x = panel->x + pad + eg_text_width(panel->title, size, true) + 8;
    put_text(w, x, base, panel->note, (text_style){.size = EG_SIZE_SMALL, .muted = true});
    if (panel->more.len)
        put_text(w, panel->x + panel->w - pad, base, panel->more, (text_style){.size = EG_SIZE_SMALL, .muted = true, .anchor = RIGHT});
    eg_putc(w->out, '\n');
}

/* ---- the frame ---- */

static void put_key(writer *w, const eg_key *key) {
    if (key->kind != EG_NONE || (key->type == EG_NONE && key->status == EG_STATUS_ASSERTED)) {
        eg_item sample = {.role = EG_ROLE_BOX, .kind = key->kind, .x = key->x, .y = key->y, .w = 18, .h = 12, .stroke = 1.3};
        eg_put_class(w->out, "<g class=\"k-", kind_name(w->scene, key->kind));
        eg_puts(w->out, "\">");
        put_outline(w, &sample);
    } else {
        eg_point points[4] = {{key->x - 9, key->y}, {key->x - 4, key->y}, {key->x, key->y}, {key->x + 5, key->y}};
        bool directed = key->type == EG_NONE || !(w->scene->schema->edges[key->type].traits & EG_EDGE_SYMMETRIC);
        eg_wire sample = {.type = key->type, .status = key->status, .points = points, .point_count = 4, .arrow = directed,
                          .tip = {key->x + 10, key->y}};
        eg_put_class(w->out, "<g class=\"f-", family_name(w->scene, key->type));
        eg_puts(w->out, "\">");
        put_curve(w, &sample);
        put_head(w, &sample);
        put_cross(w, &sample);
    }
    eg_puts(w->out, "</g>");
}

static void put_frame(writer *w) {
    const eg_scene *scene = w->scene;
    if (scene->keys.len) eg_puts(w->out, "<g class=\"legend\">");
    for (size_t i = 0; i < scene->keys.len; i++) put_key(w, &scene->keys.items[i]);
    if (scene->keys.len) eg_puts(w->out, "</g>\n");
    for (size_t i = 0; i < scene->texts.len; i++) {
        const eg_text_item *item = &scene->texts.items[i];
        put_text(w, item->x, item->y, item->text,
                 (text_style){.size = item->size, .bold = item->bold, .muted = item->role != EG_TEXT_TITLE});
        eg_putc(w->out, '\n');
    }
}

static void put_root(writer *w) {
    const eg_scene *scene = w->scene;
    double width = scene->options->width > 0 ? scene->options->width : scene->w;
    eg_puts(w->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    eg_put_px(w->out, scene->w);
    eg_putc(w->out, ' ');
    eg_put_px(w->out, scene->h);
    eg_putc(w->out, '"');
    if (!w->interactive) {
        attribute(w, "width", width);
        attribute(w, "height", width * scene->h / scene->w);
        eg_puts(w->out, " style=\"max-width:100%;height:auto\"");
    }
    eg_putf(w->out, " lang=\"en\" role=\"%s\" aria-labelledby=\"EG-title EG-desc\" fill=\"%s\" font-family=\"",
            w->interactive ? "group" : "img", w->ink.text);
    if (scene->options->font) {
        eg_put_escaped(w->out, eg_slice_from(scene->options->font));
        eg_puts(w->out, ", ");
    }
    eg_puts(w->out, FONTS "\">\n<title id=\"EG-title\">");
    eg_put_escaped(w->out, scene->title);
    eg_puts(w->out, "</title>\n<desc id=\"EG-desc\">");
    eg_put_escaped(w->out, scene->subtitle);
    eg_puts(w->out, ". Each name and each line carries the sentence it comes from, with its file and line.</desc>\n");
}

void eg_svg_write(eg_sink *out, const eg_scene *scene, bool interactive) {
    const char *theme = scene->options->theme;
    writer w = {.out = out, .scene = scene, .interactive = interactive,
                .ink = theme && strcmp(theme, "dark") == 0 ? dark_ink : light_ink};
    put_root(&w);
    put_style(&w);
    eg_putf(out, "<rect class=\"bg\" width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n", w.ink.ground);
    for (size_t i = 0; i < scene->panels.len; i++) put_panel(&w, &scene->panels.items[i]);
    for (size_t i = 0; i < scene->items.len; i++) put_block(&w, &scene->items.items[i]);
    for (size_t i = 0; i < scene->wires.len; i++) put_wire(&w, &scene->wires.items[i]);
    for (size_t i = 0; i < scene->wires.len; i++) put_label(&w, &scene->wires.items[i]);
    for (size_t i = 0; i < scene->items.len; i++) put_item(&w, &scene->items.items[i]);
    put_frame(&w);
    eg_puts(out, "</svg>\n");
    eg_arena_fini(&w.arena);
}

bool eg_emit_svg(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                 eg_error *err) {
    static const eg_emit_options defaults = {0};
    static const eg_schema plain = {0}; /* a graph without its pattern set has no colours */
    if (schema == NULL) schema = &plain;
    eg_scene scene;
    bool ok = eg_scene_make(&scene, graph, schema, options ? options : &defaults, NULL, err);
    if (ok) eg_svg_write(out, &scene, false);
    eg_scene_fini(&scene);
    return ok;
}
