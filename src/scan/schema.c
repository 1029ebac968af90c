/* SPDX-License-Identifier: MIT */
#include "scan/schema.h"

#include <stdio.h>

typedef struct loader {
    eg_schema *schema;
    eg_arena *arena;
    const eg_source *source;
    eg_errors *errors;
} loader;

static void complain(loader *l, const eg_yaml *at, const char *what, eg_slice word) {
    eg_error *err = eg_errors_add(l->errors);
    char path[512];
    snprintf(path, sizeof path, "%.*s", EG_FMT(l->source->path));
    eg_fail(err, EG_ERR_RULE, path, "%s: %.*s", what, EG_FMT(word));
    eg_error_locate(err, l->source, at ? at->offset : 0);
}

static const struct {
    const char *name;
    uint32_t bit;
} kind_traits[] = {{"figure", EG_TRAIT_FIGURE}, {"person", EG_TRAIT_PERSON}, {"hub", EG_TRAIT_HUB},
                   {"work", EG_TRAIT_WORK},     {"dated", EG_TRAIT_DATED},
                   {"namesake", EG_TRAIT_NAMESAKE}},
  edge_traits[] = {{"symmetric", EG_EDGE_SYMMETRIC}, {"figure", EG_EDGE_FIGURE}, {"place", EG_EDGE_PLACE}};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void check_keys(loader *l, const eg_yaml *map, const char *const *known) {
    for (size_t i = 0; map->kind == EG_YAML_MAP && i < map->count; i++) {
        const char *const *k = known;
        while (*k && !eg_slice_eq(map->keys[i].text, eg_slice_from(*k))) k++;
        if (*k == NULL) complain(l, &map->keys[i], "unknown key", map->keys[i].text);
    }
}

static eg_colors read_colors(const eg_yaml *map) {
    return (eg_colors){eg_yaml_text(map, "light"), eg_yaml_text(map, "tint"), eg_yaml_text(map, "dark"),
                       eg_yaml_text(map, "dark_tint")};
}

static uint32_t read_traits(loader *l, const eg_yaml *map, bool edge) {
    const eg_yaml *list = eg_yaml_get(map, "traits");
    uint32_t bits = 0;
    for (size_t i = 0; list && i < list->count; i++) {
        uint32_t bit = 0;
        size_t n = edge ? COUNT(edge_traits) : COUNT(kind_traits);
        for (size_t j = 0; j < n; j++) {
            const char *name = edge ? edge_traits[j].name : kind_traits[j].name;
            if (eg_slice_eq(list->items[i].text, eg_slice_from(name)))
                bit = edge ? edge_traits[j].bit : kind_traits[j].bit;
        }
        if (bit == 0) complain(l, &list->items[i], "unknown trait", list->items[i].text);
        bits |= bit;
    }
    return bits;
}

static uint32_t class_index(loader *l, const eg_yaml *word) {
    eg_schema *s = l->schema;
    for (uint32_t i = 0; i < s->class_count; i++)
        if (eg_slice_eq(s->classes[i].name, word->text)) return i;
    if (s->class_count == EG_KINDS_MOST) {
        complain(l, word, "too many classes", word->text);
        return 0;
    }
    s->classes[s->class_count].name = word->text;
    return (uint32_t)s->class_count++;
}

static void read_kinds(loader *l, const eg_yaml *map) {
    static const char *const known[] = {"label", "plural", "is", "traits", "shape", "colors", "schema_org", "description", NULL};
    eg_schema *s = l->schema;
    if (map == NULL || map->kind != EG_YAML_MAP || map->count == 0 || map->count > EG_KINDS_MOST) {
        complain(l, map, "kinds must be a map of 1 to 24 kinds", EG_S(""));
        return;
    }
    s->kinds = EG_NEW_ARRAY(l->arena, eg_kind, map->count);
    for (size_t i = 0; i < map->count; i++) {
        const eg_yaml *k = &map->items[i];
        check_keys(l, k, known);
        eg_kind *kind = &s->kinds[s->kind_count++];
        *kind = (eg_kind){.name = map->keys[i].text,
                          .label = eg_yaml_get(k, "label") ? eg_yaml_text(k, "label") : map->keys[i].text,
                          .plural = eg_yaml_text(k, "plural"),
                          .shape = eg_yaml_text(k, "shape"),
                          .schema_org = eg_yaml_text(k, "schema_org"),
                          .description = eg_yaml_text(k, "description"),
                          .colors = read_colors(eg_yaml_get(k, "colors")),
                          .traits = read_traits(l, k, false)};
        if (kind->plural.len == 0) kind->plural = eg_arena_printf(l->arena, "%.*ss", EG_FMT(kind->name));
        const eg_yaml *is = eg_yaml_get(k, "is");
        for (size_t j = 0; is && j < is->count; j++) {
            uint32_t c = class_index(l, &is->items[j]);
            kind->classes |= 1u << c;
            s->classes[c].kinds |= 1u << i;
        }
    }
}

static uint32_t read_ends(loader *l, const eg_yaml *edge, const char *key) {
    const eg_yaml *list = eg_yaml_get(edge, key);
    uint32_t kinds = 0;
    if (list == NULL || list->kind != EG_YAML_LIST) complain(l, edge, "an edge needs a list of kinds", eg_slice_from(key));
    for (size_t i = 0; list && i < list->count; i++) {
        uint32_t bits = eg_schema_kinds(l->schema, list->items[i].text);
        if (bits == 0) complain(l, &list->items[i], "unknown kind or class", list->items[i].text);
        kinds |= bits;
    }
    return kinds;
}

static void read_edges(loader *l, const eg_yaml *map) {
    static const char *const known[] = {"label", "inverse", "from", "to", "family", "dash", "traits", "hides", "schema_org", "description", NULL};
    eg_schema *s = l->schema;
    if (map == NULL || map->kind != EG_YAML_MAP || map->count > EG_EDGES_MOST) {
        complain(l, map, "edges must be a map of at most 64 types", EG_S(""));
        return;
    }
    s->edges = EG_NEW_ARRAY(l->arena, eg_edge_type, map->count);
    for (size_t i = 0; i < map->count; i++) {
        const eg_yaml *e = &map->items[i];
        check_keys(l, e, known);
        s->edges[s->edge_count++] = (eg_edge_type){.name = map->keys[i].text,
                                                   .label = eg_yaml_text(e, "label"),
                                                   .inverse = eg_yaml_text(e, "inverse"),
                                                   .schema_org = eg_yaml_text(e, "schema_org"),
                                                   .description = eg_yaml_text(e, "description"),
                                                   .family = eg_yaml_text(e, "family"),
                                                   .dash = eg_yaml_text(e, "dash"),
                                                   .from = read_ends(l, e, "from"),
                                                   .to = read_ends(l, e, "to"),
                                                   .traits = read_traits(l, e, true)};
        if (eg_schema_family(s, eg_yaml_text(e, "family")) == NULL)
            complain(l, e, "unknown family", eg_yaml_text(e, "family"));
    }
    for (size_t i = 0; i < map->count; i++) {
        const eg_yaml *hides = eg_yaml_get(&map->items[i], "hides");
        for (size_t j = 0; hides && j < hides->count; j++) {
            uint32_t hidden = eg_schema_edge(s, hides->items[j].text);
            if (hidden == EG_NONE) complain(l, &hides->items[j], "unknown edge type", hides->items[j].text);
            else s->edges[hidden].hidden_by |= 1ULL << i;
        }
    }
}

bool eg_schema_load(eg_schema *schema, eg_arena *arena, const eg_source *source, eg_errors *errors) {
    static const char *const known[] = {"set", "kinds", "families", "edges", NULL};
    size_t before = errors->list.len;
    loader l = {schema, arena, source, errors};
    const eg_yaml *root;
    *schema = (eg_schema){0};
    if (!eg_yaml_parse(&root, arena, source, errors)) return false;
    check_keys(&l, root, known);
    schema->name = eg_yaml_text(eg_yaml_get(root, "set"), "name");
    schema->version = eg_yaml_text(eg_yaml_get(root, "set"), "version");
    read_kinds(&l, eg_yaml_get(root, "kinds"));
    const eg_yaml *families = eg_yaml_get(root, "families");
    size_t n = families && families->kind == EG_YAML_MAP ? families->count : 0;
    schema->families = EG_NEW_ARRAY(arena, eg_family, n);
    for (size_t i = 0; i < n; i++)
        schema->families[schema->family_count++] = (eg_family){families->keys[i].text, read_colors(&families->items[i])};
    if (schema->kind_count) read_edges(&l, eg_yaml_get(root, "edges"));
    return errors->list.len == before;
}

uint32_t eg_schema_kind(const eg_schema *schema, eg_slice name) {
    for (uint32_t i = 0; i < schema->kind_count; i++)
        if (eg_slice_eq(schema->kinds[i].name, name)) return i;
    return EG_NONE;
}

uint32_t eg_schema_edge(const eg_schema *schema, eg_slice name) {
    for (uint32_t i = 0; i < schema->edge_count; i++)
        if (eg_slice_eq(schema->edges[i].name, name)) return i;
    return EG_NONE;
}

uint32_t eg_schema_kinds(const eg_schema *schema, eg_slice name) {
    if (eg_slice_eq(name, EG_S("any"))) return (1u << schema->kind_count) - 1;
    uint32_t kind = eg_schema_kind(schema, name);
    if (kind != EG_NONE) return 1u << kind;
    for (size_t i = 0; i < schema->class_count; i++)
        if (eg_slice_eq(schema->classes[i].name, name)) return schema->classes[i].kinds;
    return 0;
}

const eg_family *eg_schema_family(const eg_schema *schema, eg_slice name) {
    for (size_t i = 0; i < schema->family_count; i++)
        if (eg_slice_eq(schema->families[i].name, name)) return &schema->families[i];
    return NULL;
}
