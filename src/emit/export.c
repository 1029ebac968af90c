/* SPDX-License-Identifier: MIT */
#include "emit/export.h"

#include <math.h>
#include <stdlib.h>

static const eg_emit_options no_options;

void eg_export_init(eg_export *x, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options) {
    *x = (eg_export){.graph = graph, .schema = schema, .options = options ? options : &no_options};
    x->posts = eg_graph_posts(graph, &x->post_count);
    x->nodes = eg_graph_nodes(graph, &x->node_count);
    x->edges = eg_graph_edges(graph, &x->edge_count);
    x->unasserted = eg_graph_unasserted(graph, &x->unasserted_count);
    x->title = x->options->title ? eg_slice_from(x->options->title) : eg_graph_title(graph);
    eg_adjacency_init(&x->links, graph, NULL);
}

void eg_export_fini(eg_export *x) {
    eg_adjacency_fini(&x->links);
    eg_arena_fini(&x->arena);
}

/* ---- the schema ---- */

const eg_kind *eg_export_kind(const eg_export *x, eg_slice kind) {
    uint32_t index = x->schema ? eg_schema_kind(x->schema, kind) : EG_NONE;
    return index == EG_NONE ? NULL : &x->schema->kinds[index];
}

const eg_edge_type *eg_export_type(const eg_export *x, eg_slice type) {
    uint32_t index = x->schema ? eg_schema_edge(x->schema, type) : EG_NONE;
    return index == EG_NONE ? NULL : &x->schema->edges[index];
}

eg_slice eg_export_label(eg_export *x, eg_slice type) {
    const eg_edge_type *known = eg_export_type(x, type);
    if (known && known->label.len) return known->label;
    eg_slice label = eg_arena_dup(&x->arena, type);
    char *at = eg_arena_alloc(&x->arena, type.len + 1);
    for (size_t i = 0; i < type.len; i++) at[i] = label.ptr[i] == '_' ? ' ' : label.ptr[i];
    return eg_slice_of(at, type.len);
}

eg_slice eg_export_color(const eg_export *x, eg_slice kind) {
    const eg_kind *known = eg_export_kind(x, kind);
    return known && known->colors.light.len ? known->colors.light : EG_S("#616A75");
}

eg_slice eg_export_tint(const eg_export *x, eg_slice kind) {
    const eg_kind *known = eg_export_kind(x, kind);
    return known && known->colors.light_tint.len ? known->colors.light_tint : EG_S("#EFF0F1");
}

eg_slice eg_export_edge_color(const eg_export *x, eg_slice type) {
    const eg_edge_type *known = eg_export_type(x, type);
    const eg_family *family = known ? eg_schema_family(x->schema, known->family) : NULL;
    return family && family->colors.light.len ? family->colors.light : EG_S("#A3ADB8");
}

eg_slice eg_export_camel(eg_export *x, eg_slice word, bool upper) {
    char *out = eg_arena_alloc(&x->arena, word.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (c == '_') {
            upper = true;
            continue;
        }
        out[len++] = upper && c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
        upper = false;
    }
    return eg_slice_of(out, len);
}

/* ---- flat values ---- */

eg_slice eg_export_aliases(eg_export *x, const eg_node *node) {
    size_t len = 0;
    for (size_t i = 0; i < node->alias_count; i++) len += node->aliases[i].len + 1;
    char *out = eg_arena_alloc(&x->arena, len + 1);
    size_t at = 0;
    for (size_t i = 0; i < node->alias_count; i++) {
        if (i) out[at++] = '|';
        for (size_t k = 0; k < node->aliases[i].len; k++)
            out[at++] = node->aliases[i].ptr[k] == '|' ? '/' : node->aliases[i].ptr[k];
    }
    return eg_slice_of(out, at);
}

eg_slice eg_export_path(const eg_export *x, const eg_evidence *evidence) {
    return x->posts[evidence->source].path;
}

typedef struct degree_row {
    uint32_t node, degree;
} degree_row;

static int cmp_degree(const void *va, const void *vb) {
    const degree_row *a = va;
    const degree_row *b = vb;
    if (a->degree != b->degree) return a->degree > b->degree ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

uint32_t *eg_export_ranks(eg_export *x) {
    degree_row *rows = EG_NEW_ARRAY(&x->arena, degree_row, x->node_count);
    uint32_t *ranks = EG_NEW_ARRAY(&x->arena, uint32_t, x->node_count);
    for (uint32_t i = 0; i < x->node_count; i++) rows[i] = (degree_row){i, eg_degree(&x->links, i)};
    qsort(rows, x->node_count, sizeof *rows, cmp_degree);
    for (uint32_t i = 0; i < x->node_count; i++) ranks[rows[i].node] = i;
    return ranks;
}

void eg_export_spot(uint32_t rank, double *x, double *y) {
    const double golden_angle = 2.399963229728653;
    double radius = 10 * sqrt((double)rank);
    *x = round(10 * radius * cos(rank * golden_angle)) / 10;
    *y = round(10 * radius * sin(rank * golden_angle)) / 10;
}

/* ---- spelling ---- */

void eg_put_decimal(eg_sink *out, double value) {
    char text[400];
    snprintf(text, sizeof text, "%.15g", value);
    const char *exponent = strchr(text, 'e');
    if (exponent) {
        int power = (int)strtol(exponent + 1, NULL, 10);
        snprintf(text, sizeof text, "%.*f", power < 0 ? 14 - power : 1, value);
        if (power < 0)
            for (size_t len = strlen(text); text[len - 1] == '0' && text[len - 2] != '.'; len--) text[len - 1] = '\0';
    }
    eg_puts(out, text);
    if (strchr(text, '.') == NULL) eg_puts(out, ".0");
}

static const char *xml_entity(uint32_t cp) {
    switch (cp) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void eg_put_xml(eg_sink *out, eg_slice text) {
    size_t n;
    for (size_t i = 0; i < text.len; i += n) {
        uint32_t cp = eg_utf8_next(text, i, &n);
        char bytes[4];
        if (xml_entity(cp)) eg_puts(out, xml_entity(cp));
        else if (cp == '\n' || cp == '\t') eg_putf(out, "&#%u;", cp);
        else if (cp >= 0x20 && cp != 0xFFFE && cp != 0xFFFF)
            eg_put(out, eg_slice_of(bytes, eg_utf8_put(bytes, cp)));
    }
}
