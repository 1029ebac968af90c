/* SPDX-License-Identifier: MIT */
/* The explorer: one page with the picture, the graph and the script in it. It asks for nothing from outside, and its
 * Content-Security-Policy says so: the script and the two styles are allowed by their hashes, everything else is not. */
#include "base/hash.h"
#include "emit/assets.h"
#include "emit/jsonout.h"
#include "emit/markup.h"
#include "emit/scene.h"
#include "emit/shape.h"
#include "emit/svg.h"
#include "emit/wording.h"

static eg_slice asset(const unsigned char *bytes, size_t len) {
    return eg_slice_of((const char *)bytes, len);
}

/* ---- the policy ---- */

static unsigned hex_digit(char c) {
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* 'sha256-BASE64' of a style or script. */
static void put_hash(eg_sink *out, eg_slice text) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char hex[65];
    unsigned char bytes[33] = {0}; /* 32 and one of padding */
    eg_sha256_hex(hex, text);
    for (int i = 0; i < 32; i++) bytes[i] = (unsigned char)(hex_digit(hex[2 * i]) << 4 | hex_digit(hex[2 * i + 1]));
    eg_puts(out, " 'sha256-");
    for (int i = 0; i < 33; i += 3) {
        unsigned three = (unsigned)bytes[i] << 16 | (unsigned)bytes[i + 1] << 8 | bytes[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6)
            eg_putc(out, i == 30 && shift == 0 ? '=' : digits[three >> shift & 63]);
    }
    eg_putc(out, '\'');
}

/* The inside of the picture's own style element. */
static eg_slice style_of(eg_slice svg) {
    size_t begin = eg_slice_find(svg, EG_S("<style>"), 0);
    if (begin == (size_t)-1) return EG_S("");
    begin += EG_S("<style>").len;
    return eg_slice_sub(svg, begin, eg_slice_find(svg, EG_S("</style>"), begin));
}

static void put_policy(eg_sink *out, eg_slice svg) {
    eg_puts(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src");
    put_hash(out, asset(eg_asset_explorer_js, eg_asset_explorer_js_len));
    eg_puts(out, "; style-src");
    put_hash(out, asset(eg_asset_explorer_css, eg_asset_explorer_css_len));
    put_hash(out, style_of(svg));
    eg_puts(out, "; base-uri 'none'; form-action 'none'\">\n");
}

/* ---- data ---- */

/* JSON for a script element: "</script" and "<!--" must not show; "<" stands only in texts, where it may be escaped. */
static void put_script_json(eg_sink *out, const char *id, eg_slice json) {
    eg_putf(out, "<script type=\"application/json\" id=\"%s\">", id);
    for (size_t from = 0; from < json.len;) {
        const char *hit = memchr(json.ptr + from, '<', json.len - from);
        size_t end = hit ? (size_t)(hit - json.ptr) : json.len;
        eg_put(out, eg_slice_sub(json, from, end));
        if (hit) eg_puts(out, "\\u003c");
        from = end + (hit != NULL);
    }
    eg_puts(out, "</script>\n");
}

static void put_kind_meta(eg_sink *out, const eg_schema *schema, uint32_t k) {
    const eg_kind *kind = &schema->kinds[k];
    eg_paint paint = eg_paint_of_kind(schema, k);
    eg_putc(out, '{');
    eg_json_member(out, "label", kind->label);
    eg_json_member(out, "plural", kind->plural);
    eg_json_member(out, "shape", eg_shape_of_kind(schema, k));
    eg_json_member(out, "color", paint.line);
    eg_json_member(out, "fill", paint.fill);
    eg_json_member(out, "dark_color", paint.dark_line);
    eg_json_member(out, "dark_fill", paint.dark_fill);
    if (kind->traits & EG_TRAIT_FIGURE) eg_json_flag(out, "figure", true);
    if (kind->traits & EG_TRAIT_HUB) eg_json_flag(out, "hub", true);
    eg_putc(out, '}');
}

static void put_type_meta(eg_sink *out, const eg_schema *schema, uint32_t t) {
    const eg_edge_type *type = &schema->edges[t];
    eg_paint paint = eg_paint_of_type(schema, t);
    eg_arena arena = {0};
    eg_putc(out, '{');
    eg_json_member(out, "label", eg_say_type(&arena, type, type->name));
    eg_json_optional(out, "inverse", type->inverse);
    eg_json_member(out, "family", type->family);
    eg_json_optional(out, "dash", type->dash);
    eg_json_member(out, "color", paint.line);
    eg_json_member(out, "dark_color", paint.dark_line);
    if (type->traits & EG_EDGE_PLACE) eg_json_flag(out, "place", true);
    eg_putc(out, '}');
    eg_arena_fini(&arena);
}

/* What the script must know of the schema; it knows no kind or type by name either. */
static void put_meta(eg_sink *out, const eg_schema *schema) {
    eg_puts(out, "{\"kinds\": {");
    for (uint32_t k = 0; k < schema->kind_count; k++) {
        if (k) eg_puts(out, ", ");
        eg_json_text(out, schema->kinds[k].name);
        eg_puts(out, ": ");
        put_kind_meta(out, schema, k);
    }
    eg_puts(out, "}, \"types\": {");
    for (uint32_t t = 0; t < schema->edge_count; t++) {
        if (t) eg_puts(out, ", ");
        eg_json_text(out, schema->edges[t].name);
        eg_puts(out, ": ");
        put_type_meta(out, schema, t);
    }
    eg_puts(out, "}}");
}

/* ---- the page ---- */

static const char header_html[] =
    "<input id=\"q\" type=\"search\" placeholder=\"Search (/)\" aria-label=\"Search names and aliases\" autocomplete=\"off\">\n"
    "<span id=\"steps\" title=\"How far around the picked name\">Steps</span><div class=\"group\" id=\"depth\" role=\"group\" aria-labelledby=\"steps\">"
    "<button data-d=\"1\" aria-label=\"1 step\">1</button><button data-d=\"2\" aria-label=\"2 steps\">2</button>"
    "<button data-d=\"3\" aria-label=\"3 steps\">3</button></div>\n"
    "<div class=\"group\" role=\"group\" aria-label=\"View\"><button id=\"as-map\">Picture</button>"
    "<button id=\"as-table\">Table</button></div>\n"
    "<select id=\"save\" aria-label=\"Download\"><option value=\"\">Download</option><option value=\"svg\">SVG, the picture</option>"
    "<option value=\"json\">JSON, the graph</option><option value=\"csv\">CSV, the relations shown</option></select>\n";

static const char body_html[] =
    "</div><div id=\"table\" hidden></div>\n"
    "<div id=\"zoom\" class=\"group\"><button id=\"in\" aria-label=\"Zoom in\">+</button>"
    "<button id=\"out\" aria-label=\"Zoom out\">−</button><button id=\"fit\">Fit</button></div>\n"
    "<div id=\"status\" role=\"status\"></div></main>\n"
    "<aside id=\"panel\" aria-label=\"Evidence\"></aside>\n"
    "<datalist id=\"names\"></datalist>\n";

static void put_page(eg_sink *out, const eg_scene *scene, eg_slice svg, eg_slice json) {
    eg_slice css = asset(eg_asset_explorer_css, eg_asset_explorer_css_len);
    eg_slice js = asset(eg_asset_explorer_js, eg_asset_explorer_js_len);
    eg_puts(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    put_policy(out, svg);
    eg_puts(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    eg_put_escaped(out, scene->title);
    eg_puts(out, "</title>\n<style>");
    eg_put(out, css);
    eg_puts(out, "</style>\n</head>\n<body>\n<header><a class=\"skip\" href=\"#panel\">To the evidence</a><h1>");
    eg_put_escaped(out, scene->title);
    eg_puts(out, "</h1>\n");
    eg_puts(out, header_html);
    eg_puts(out, "</header>\n<aside id=\"side\" aria-label=\"Filters and names\"><div id=\"filters\"></div>"
                 "<h3>Names</h3><ul id=\"list\"></ul><p class=\"quiet\">");
    eg_put_escaped(out, scene->caption);
    eg_puts(out, "</p></aside>\n<main id=\"stage\"><div id=\"map\">");
    eg_put(out, svg);
    eg_puts(out, body_html);
    put_script_json(out, "EG-data", json);
    eg_sink meta = {0};
    put_meta(&meta, scene->schema);
    put_script_json(out, "EG-meta", eg_sink_slice(&meta));
    eg_sink_fini(&meta);
    eg_puts(out, "<script>");
    eg_put(out, js);
    eg_puts(out, "</script>\n</body>\n</html>\n");
}

bool eg_emit_html(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                  eg_error *err) {
    static const eg_emit_options defaults = {0};
    static const eg_schema plain = {0}; /* a graph without its pattern set has no colours */
    static const eg_scene_wish wish = {.all_cards = true, .no_frame = true};
    if (options == NULL) options = &defaults;
    if (schema == NULL) schema = &plain;
    eg_emit_options own = *options; /* filters and evidence stand beside the picture: what is left is nearly a square */
    if (own.aspect <= 0) own.aspect = 1.15;
    options = &own;
    eg_scene scene;
    eg_sink svg = {0}, json = {0};
    bool ok = eg_scene_make(&scene, graph, schema, options, &wish, err) && eg_emit_json(&json, graph, schema, options, err);
    if (ok) {
        eg_svg_write(&svg, &scene, true);
        put_page(out, &scene, eg_sink_slice(&svg), eg_sink_slice(&json));
    }
    eg_sink_fini(&svg);
    eg_sink_fini(&json);
    eg_scene_fini(&scene);
    return ok;
}
