/* SPDX-License-Identifier: MIT */
#include "scan/schema.h"

#include "scan/keys.h"

typedef struct loader {
    eg_schema *schema;
    eg_arena *arena;
    const eg_source *source;
    eg_errors *errors;
} loader;

static void complain(loader *l, const eg_yaml *at, const char *what, eg_slice word) {
    eg_rule_error(l->errors, l->source, at, 0, what, word);
}

static const struct {
    const char *name;
    uint32_t bit;
} kind_traits[] = {{"figure", EG_TRAIT_FIGURE}, {"person", EG_TRAIT_PERSON}, {"hub", EG_TRAIT_HUB},
                   {"work", EG_TRAIT_WORK},     {"dated", EG_TRAIT_DATED},
                   {"namesake", EG_TRAIT_NAMESAKE}},
  edge_traits[] = {{"symmetric", EG_EDGE_SYMMETRIC}, {"figure", EG_EDGE_FIGURE}, {"place", EG_EDGE_PLACE}};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void check_keys(loader *l, const eg_yaml *map, const char *const *known) { eg_keys_check(l->errors, l->source, map, known); }

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
    if (map == NULL && s->kind_count) return; /* a set on top need not add any */
    if (map == NULL || map->kind != EG_YAML_MAP || map->count == 0 || s->kind_count + map->count > EG_KINDS_MOST) {
        complain(l, map, "kinds must be a map of 1 to 24 kinds", EG_S(""));
        return;
    }
    if (s->kinds == NULL) s->kinds = EG_NEW_ARRAY(l->arena, eg_kind, EG_KINDS_MOST);
    for (size_t i = 0; i < map->count; i++) {
        const eg_yaml *k = &map->items[i];
        check_keys(l, k, known);
        uint32_t index = eg_schema_kind(s, map->keys[i].text);
        if (index == EG_NONE) index = (uint32_t)s->kind_count++;
        for (size_t c = 0; c < s->class_count; c++) s->classes[c].kinds &= ~(1u << index);
        eg_kind *kind = &s->kinds[index];
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
            s->classes[c].kinds |= 1u << index;
        }
    }
}

static uint32_t read_ends(loader *l, const eg_yaml *edge, const char *key) {
    const eg_yaml *list = eg_yaml_get(edge, key);
    uint32_t kinds = 0;
    if (list == NULL || list->kind != EG_YAML_LIST) complain(l, edge, "an edge needs a list of kinds", eg_slice_from(key));
    for (size_t i = 0; list && i < list->count; i++) {
        uint32_t bits = eg_schema_kinds(l->schema, list->items[i].text);
        if (bits == 0) eg_schema_unknown(l->schema, l->errors, l->source, &list->items[i], "unknown kind or class", EG_WORD_KIND | EG_WORD_CLASS);
        kinds |= bits;
    }
    return kinds;
}

static void read_edges(loader *l, const eg_yaml *map) {
    static const char *const known[] = {"label", "inverse", "from", "to", "family", "dash", "traits", "hides", "schema_org", "description", NULL};
    eg_schema *s = l->schema;
    if (map == NULL && s->edge_count) return;
    if (map == NULL || map->kind != EG_YAML_MAP || s->edge_count + map->count > EG_EDGES_MOST) {
        complain(l, map, "edges must be a map of at most 64 types", EG_S(""));
        return;
    }
    if (s->edges == NULL) s->edges = EG_NEW_ARRAY(l->arena, eg_edge_type, EG_EDGES_MOST);
    for (size_t i = 0; i < map->count; i++) {
        const eg_yaml *e = &map->items[i];
        check_keys(l, e, known);
        uint32_t index = eg_schema_edge(s, map->keys[i].text);
        if (index == EG_NONE) index = (uint32_t)s->edge_count++;
        s->edges[index] = (eg_edge_type){.name = map->keys[i].text,
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
        uint32_t hider = eg_schema_edge(s, map->keys[i].text);
        if (hider == EG_NONE) continue; /* never: all of them were put in above */
        for (size_t j = 0; hides && j < hides->count; j++) {
            uint32_t hidden = eg_schema_edge(s, hides->items[j].text);
            if (hidden == EG_NONE) eg_schema_unknown(s, l->errors, l->source, &hides->items[j], "unknown edge type", EG_WORD_EDGE);
            else s->edges[hidden].hidden_by |= 1ULL << hider;
        }
    }
}

static void read_families(loader *l, const eg_yaml *map) {
    eg_schema *s = l->schema;
    if (s->families == NULL) s->families = EG_NEW_ARRAY(l->arena, eg_family, EG_FAMILIES_MOST);
    for (size_t i = 0; map && map->kind == EG_YAML_MAP && i < map->count; i++) {
        size_t index = 0;
        while (index < s->family_count && !eg_slice_eq(s->families[index].name, map->keys[i].text)) index++;
        if (index == EG_FAMILIES_MOST) complain(l, &map->keys[i], "too many families", map->keys[i].text);
        else s->families[index] = (eg_family){map->keys[i].text, read_colors(&map->items[i])};
        if (index == s->family_count && index < EG_FAMILIES_MOST) s->family_count++;
    }
}

/* "en" and "biotech" on top of it are "en+biotech". */
static eg_slice joined(eg_arena *arena, eg_slice below, eg_slice above) {
    if (below.len == 0 || above.len == 0) return below.len ? below : above;
    return eg_arena_printf(arena, "%.*s+%.*s", EG_FMT(below), EG_FMT(above));
}

bool eg_schema_add(eg_schema *schema, eg_arena *arena, const eg_source *source, eg_errors *errors) {
    static const char *const known[] = {"set", "kinds", "families", "edges", NULL};
    size_t before = errors->list.len;
    loader l = {schema, arena, source, errors};
    const eg_yaml *root;
    if (!eg_yaml_parse(&root, arena, source, errors)) return false;
    check_keys(&l, root, known);
    const eg_yaml *set = eg_yaml_get(root, "set");
    schema->name = joined(arena, schema->name, eg_yaml_text(set, "name"));
    schema->version = joined(arena, schema->version, eg_yaml_text(set, "version"));
    read_kinds(&l, eg_yaml_get(root, "kinds"));
    read_families(&l, eg_yaml_get(root, "families"));
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

void eg_schema_unknown(const eg_schema *schema, eg_errors *errors, const eg_source *source, const eg_yaml *at, const char *what, unsigned words) {
    eg_suggestion s = {.word = at->text};
    for (size_t i = 0; words & EG_WORD_KIND && i < schema->kind_count; i++) eg_suggest(&s, schema->kinds[i].name);
    for (size_t i = 0; words & EG_WORD_CLASS && i < schema->class_count; i++) eg_suggest(&s, schema->classes[i].name);
    for (size_t i = 0; words & EG_WORD_EDGE && i < schema->edge_count; i++) eg_suggest(&s, schema->edges[i].name);
    eg_unknown_word(errors, source, at, what, &s);
}

uint32_t eg_kinds_with(const eg_schema *schema, uint32_t traits) {
    uint32_t kinds = 0;
    for (size_t k = 0; k < schema->kind_count; k++)
        if (schema->kinds[k].traits & traits) kinds |= 1u << k;
    return kinds;
}

uint32_t eg_kinds_without(const eg_schema *schema, uint32_t traits) { return ((1u << schema->kind_count) - 1) & ~eg_kinds_with(schema, traits); }

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
