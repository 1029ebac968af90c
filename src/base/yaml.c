/* SPDX-License-Identifier: MIT */
#include "base/yaml.h"

#include <libfyaml.h>
#include <stdio.h>

#include "base/library.h"

/* What is used of libfyaml, which is loaded for the first file: a kept pattern set needs none. */
#define USED(F) \
    F(diag_cfg_default) F(diag_create) F(diag_destroy) F(diag_errors_iterate) F(diag_set_collect_errors) F(document_build_from_string) \
    F(document_destroy) F(document_root) F(library_version) F(node_get_anchor) F(node_get_scalar) F(node_get_scalar_token) F(node_get_style) \
    F(node_get_tag) F(node_get_type) F(node_mapping_item_count) F(node_mapping_iterate) F(node_pair_key) \
    F(node_pair_value) F(node_sequence_item_count) F(node_sequence_iterate) F(token_scalar_style) F(token_start_mark)
#define SLOT(name) EG_SLOT(fy_, name)
#define SYMBOL(name) EG_SYMBOL(fy, fy_, name),

static struct {
    USED(SLOT)
} fy;

static bool load_fyaml(void) {
    static const char *const names[] = {"libfyaml.so.0", "libfyaml.so", "libfyaml.0.dylib", "libfyaml.dylib", NULL};
    static const eg_symbol symbols[] = {USED(SYMBOL)};
    static bool loaded;
    if (!loaded) loaded = eg_library_load(names, symbols, sizeof symbols / sizeof *symbols);
    return loaded;
}

/* The header has these, too, but there they ask for the library at the start. */
static bool is_mapping(struct fy_node *node) { return fy.node_get_type(node) == FYNT_MAPPING; }
static bool is_sequence(struct fy_node *node) { return fy.node_get_type(node) == FYNT_SEQUENCE; }
static bool is_scalar(struct fy_node *node) { return fy.node_get_type(node) == FYNT_SCALAR; }

typedef struct reader {
    eg_arena *arena;
    const eg_source *source;
    eg_errors *errors;
    int depth;
} reader;

enum { DEPTH_MOST = 64 };

static bool complain(reader *r, size_t offset, const char *text) {
    eg_error *err = eg_errors_add(r->errors);
    char path[512];
    snprintf(path, sizeof path, "%.*s", EG_FMT(r->source->path));
    eg_fail(err, EG_ERR_RULE, path, "%s", text);
    eg_error_locate(err, r->source, offset);
    return false;
}

static size_t token_offset(struct fy_token *token) {
    const struct fy_mark *mark = token ? fy.token_start_mark(token) : NULL;
    return mark ? mark->input_pos : 0;
}

/* A literal block's mark stands on its first line's first byte or on the indicator, depending on the version: find
 * the line by looking for the value's own first line at or after the mark. */
static void place_block(eg_yaml *out, const eg_source *source) {
    size_t nl = eg_slice_find(out->text, EG_S("\n"), 0);
    eg_slice first = nl == (size_t)-1 ? out->text : eg_slice_sub(out->text, 0, nl);
    size_t at = eg_slice_find(source->bytes, first, out->offset);
    if (at == (size_t)-1) return;
    uint32_t line;
    uint32_t column;
    eg_source_place(source, at, &line, &column);
    out->offset = (uint32_t)at;
    out->indent = (uint32_t)(at - source->lines[line - 1]);
}

static bool read_node(reader *r, struct fy_node *node, eg_yaml *out);

static bool read_scalar(reader *r, struct fy_node *node, eg_yaml *out) {
    struct fy_token *token = fy.node_get_scalar_token(node);
    size_t len = 0;
    const char *text = fy.node_get_scalar(node, &len);
    out->kind = EG_YAML_SCALAR;
    out->offset = (uint32_t)token_offset(token);
    switch (token ? fy.token_scalar_style(token) : FYSS_PLAIN) {
    case FYSS_SINGLE_QUOTED: out->style = EG_YAML_SINGLE; break;
    case FYSS_DOUBLE_QUOTED: out->style = EG_YAML_DOUBLE; break;
    case FYSS_LITERAL: out->style = EG_YAML_LITERAL; break;
    case FYSS_FOLDED: out->style = EG_YAML_FOLDED; break;
    default: out->style = EG_YAML_PLAIN; break;
    }
    if (fy.node_get_style(node) == FYNS_ALIAS) return complain(r, out->offset, "aliases are not allowed here");
    out->text = eg_arena_dup(r->arena, eg_slice_of(text, text ? len : 0));
    if (out->style == EG_YAML_LITERAL && eg_slice_ends(out->text, EG_S("\n"))) out->text.len--;
    if (out->style == EG_YAML_LITERAL) place_block(out, r->source);
    char c = out->offset < r->source->bytes.len ? r->source->bytes.ptr[out->offset] : '\0';
    if ((out->style == EG_YAML_SINGLE && c == '\'') || (out->style == EG_YAML_DOUBLE && c == '"')) out->offset++;
    return true;
}

static bool read_map(reader *r, struct fy_node *node, eg_yaml *out) { /* NOLINT(misc-no-recursion): depth is capped by read_node */
    int n = fy.node_mapping_item_count(node);
    out->kind = EG_YAML_MAP;
    out->items = EG_NEW_ARRAY(r->arena, eg_yaml, (size_t)(n > 0 ? n : 0));
    out->keys = EG_NEW_ARRAY(r->arena, eg_yaml, (size_t)(n > 0 ? n : 0));
    bool ok = true;
    void *at = NULL;
    for (struct fy_node_pair *pair; (pair = fy.node_mapping_iterate(node, &at)) != NULL;) {
        struct fy_node *key = fy.node_pair_key(pair);
        if (key == NULL || !is_scalar(key)) return complain(r, out->offset, "a key must be a word");
        ok &= read_scalar(r, key, &out->keys[out->count]);
        for (size_t i = 0; i < out->count; i++)
            if (eg_slice_eq(out->keys[i].text, out->keys[out->count].text))
                ok = complain(r, out->keys[out->count].offset, "duplicate key");
        ok &= read_node(r, fy.node_pair_value(pair), &out->items[out->count]);
        out->count++;
    }
    if (out->count) out->offset = out->keys[0].offset;
    return ok;
}

static bool read_list(reader *r, struct fy_node *node, eg_yaml *out) { /* NOLINT(misc-no-recursion) */
    int n = fy.node_sequence_item_count(node);
    out->kind = EG_YAML_LIST;
    out->items = EG_NEW_ARRAY(r->arena, eg_yaml, (size_t)(n > 0 ? n : 0));
    bool ok = true;
    void *at = NULL;
    for (struct fy_node *item; (item = fy.node_sequence_iterate(node, &at)) != NULL;)
        ok &= read_node(r, item, &out->items[out->count++]);
    if (out->count) out->offset = out->items[0].offset;
    return ok;
}

static bool read_node(reader *r, struct fy_node *node, eg_yaml *out) { /* NOLINT(misc-no-recursion): bounded */
    if (node == NULL) return true; /* "key:" without a value is an empty scalar */
    if (fy.node_get_anchor(node) != NULL || fy.node_get_tag(node, NULL) != NULL)
        return complain(r, out->offset, "anchors and tags are not allowed");
    if (r->depth == DEPTH_MOST) return complain(r, out->offset, "nested too deeply");
    r->depth++;
    bool ok = is_mapping(node)    ? read_map(r, node, out)
              : is_sequence(node) ? read_list(r, node, out)
                                          : read_scalar(r, node, out);
    r->depth--;
    return ok;
}

bool eg_yaml_parse(const eg_yaml **root, eg_arena *arena, const eg_source *source, eg_errors *errors) {
    reader r = {arena, source, errors, 0};
    eg_yaml *top = EG_NEW(arena, eg_yaml);
    top->kind = EG_YAML_MAP;
    *root = top;
    size_t before = errors->list.len;
    if (!load_fyaml()) return complain(&r, 0, "cannot be read: libfyaml is not installed");
    struct fy_diag_cfg diag_cfg;
    fy.diag_cfg_default(&diag_cfg);
    diag_cfg.fp = NULL;
    diag_cfg.level = FYET_ERROR;
    struct fy_diag *diag = fy.diag_create(&diag_cfg);
    if (diag != NULL) fy.diag_set_collect_errors(diag, true);
    /* quiet, and duplicates are let through here because read_map reports them with their place */
    struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_ALLOW_DUPLICATE_KEYS |
                                        FYPCF_DEFAULT_VERSION_1_2 | FYPCF_DISABLE_BUFFERING,
                               .diag = diag};
    struct fy_document *doc = fy.document_build_from_string(&cfg, source->bytes.ptr, source->bytes.len);
    if (doc == NULL) {
        void *at = NULL;
        struct fy_diag_error *e = diag ? fy.diag_errors_iterate(diag, &at) : NULL;
        complain(&r, 0, e && e->msg ? e->msg : "not valid YAML");
        if (e != NULL && e->line > 0) {
            size_t line = (size_t)e->line <= source->line_count ? (size_t)e->line : source->line_count;
            size_t offset = source->lines[line - 1] + (e->column > 0 ? (size_t)e->column - 1 : 0);
            eg_error_locate(&errors->list.items[errors->list.len - 1], source, offset);
        }
    } else {
        struct fy_node *node = fy.document_root(doc);
        if (node != NULL) read_node(&r, node, top);
        fy.document_destroy(doc);
    }
    if (diag != NULL) fy.diag_destroy(diag);
    return errors->list.len == before;
}

const eg_yaml *eg_yaml_get(const eg_yaml *map, const char *key) {
    if (map == NULL || map->kind != EG_YAML_MAP) return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (eg_slice_eq(map->keys[i].text, eg_slice_from(key))) return &map->items[i];
    return NULL;
}

eg_slice eg_yaml_text(const eg_yaml *map, const char *key) {
    const eg_yaml *value = eg_yaml_get(map, key);
    return value && value->kind == EG_YAML_SCALAR ? value->text : EG_S("");
}

size_t eg_yaml_place(const eg_yaml *scalar, const eg_source *source, size_t at) {
    size_t offset = scalar->offset;
    if (at > scalar->text.len) at = scalar->text.len;
    for (size_t i = 0; i < at; i++) {
        char c = scalar->text.ptr[i];
        offset += 1;
        if (c == '\n' && scalar->style == EG_YAML_LITERAL) {
            /* an empty line of a block may be shorter than the indent */
            uint32_t skip = 0;
            while (skip < scalar->indent && offset < source->bytes.len && source->bytes.ptr[offset] == ' ')
                offset++, skip++;
        }
        if (c == '\'' && scalar->style == EG_YAML_SINGLE) offset += 1; /* '' is one quote */
    }
    return offset < source->bytes.len ? offset : source->bytes.len;
}

const char *eg_yaml_version(void) { return load_fyaml() ? fy.library_version() : "is not installed"; }
