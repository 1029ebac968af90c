/* SPDX-License-Identifier: MIT */
#include "scan/gazetteer.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/region.h"
#include "base/unicode.h"

enum { LANDS_MOST = 1 << 12 };
enum { BEGINNINGS = 1 << 19 }; /* bits: 64 kB, read at random, stay in a cache */

void eg_gazetteer_fini(eg_gazetteer *g) {
    eg_arena_fini(&g->keys);
    eg_vec_fini(&g->entries);
    eg_vec_fini(&g->files);
    eg_vec_fini(&g->ids);
    eg_map_fini(&g->names);
    eg_heap_free(g->beginnings);
    for (size_t i = 0; i < g->lists.len; i++) eg_map_fini(&g->lists.items[i]);
    eg_vec_fini(&g->lists);
    eg_vec_fini(&g->list_names);
    eg_vec_fini(&g->lands);
    eg_map_fini(&g->land_ids);
    eg_map_fini(&g->nation_lands);
    eg_map_fini(&g->pairs);
    eg_vec_fini(&g->alias_rows);
    eg_map_fini(&g->aliases);
}

void eg_gazetteer_rest(void) { eg_region_rest(EG_SHELF_NAMES); }

void eg_gazetteer_settle(eg_gazetteer *g) {
    eg_shelf was = eg_region_turn(EG_SHELF_NAMES);
    g->beginnings = eg_region_settled(g->beginnings, BEGINNINGS / 8);
    eg_map_settle(&g->names);
    for (size_t i = 0; i < g->lists.len; i++) eg_map_settle(&g->lists.items[i]);
    eg_map_settle(&g->land_ids);
    eg_map_settle(&g->nation_lands);
    eg_vec_settle(&g->lands);
    eg_map_settle_keys(&g->pairs, &g->keys);
    eg_map_settle_keys(&g->aliases, &g->keys);
    eg_vec_settle(&g->entries);
    for (size_t i = 0; i < g->list_names.len; i++) g->list_names.items[i] = eg_arena_settled(&g->keys, g->list_names.items[i]);
    for (size_t i = 0; i < g->files.len; i++) g->files.items[i] = eg_arena_settled(&g->keys, g->files.items[i]);
    eg_vec_settle(&g->files);
    eg_vec_settle(&g->ids);
    eg_vec_settle(&g->list_names); /* but not the lists: rules point at them */
    for (size_t i = 0; i < g->alias_rows.len; i++) {
        eg_alias_row *row = &g->alias_rows.items[i];
        row->name = eg_arena_settled(&g->keys, row->name);
        row->key = eg_arena_settled(&g->keys, row->key);
        row->rule = eg_arena_settled(&g->keys, row->rule);
    }
    eg_vec_settle(&g->alias_rows);
    eg_region_turn(was);
}

bool eg_list_has(const eg_map *list, eg_slice word) {
    enum { LONGEST = 48 };
    char spaced[LONGEST];
    if (list == NULL || eg_map_has(list, word)) return list != NULL;
    if (word.len >= LONGEST || memchr(word.ptr, '-', word.len) == NULL) return false;
    for (size_t i = 0; i < word.len; i++) spaced[i] = word.ptr[i] == '-' ? ' ' : word.ptr[i];
    if (eg_map_has(list, eg_slice_of(spaced, word.len))) return true;
    eg_slice part;
    for (bool all = true; all; all = part.len > 1 && eg_map_has(list, part))
        if (!eg_slice_split(&word, '-', &part)) return true;
    return false;
}

eg_slice eg_name_key(eg_arena *arena, eg_slice name) {
    eg_slice folded = eg_fold(arena, name);
    char *out = eg_arena_alloc(arena, folded.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < folded.len;) {
        char c = folded.ptr[at];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) { /* nearly all of it, and most of the start-up */
            out[len++] = c;
            at++;
            continue;
        }
        size_t n;
        uint32_t cp = eg_utf8_next(folded, at, &n);
        bool apostrophe = cp == '\'' || cp == 0x2019;
        if (eg_is_letter(cp) || eg_is_digit(cp) || cp == '&' || cp == '+') {
            memcpy(out + len, folded.ptr + at, n);
            len += n;
        } else if (apostrophe && at + 1 + n <= folded.len && folded.ptr[at + n] == 's' &&
                   (at + n + 1 == folded.len || folded.ptr[at + n + 1] == ' ')) {
            n += 1; /* possessive */
        } else if (cp != '.' && !apostrophe && len && out[len - 1] != ' ') {
            out[len++] = ' ';
        }
        at += n;
    }
    while (len && out[len - 1] == ' ') len--;
    return eg_slice_of(out, len);
}

static uint32_t first_slot(uint32_t cp) { return cp % 4093; }

void eg_first_add(eg_first_chars *firsts, eg_slice word) {
    size_t n;
    if (word.len == 0 || (unsigned char)word.ptr[0] < 0x80) return;
    uint32_t slot = first_slot(eg_utf8_next(word, 0, &n));
    firsts->bits[slot / 64] |= 1ULL << slot % 64;
}

bool eg_first_may(const eg_first_chars *firsts, uint32_t cp) {
    return cp < 0x80 || (firsts->bits[first_slot(cp) / 64] >> first_slot(cp) % 64 & 1);
}

bool eg_gazetteer_may_begin(const eg_gazetteer *g, uint32_t cp) { /* NOLINT(misc-no-recursion): one level */
    return eg_first_may(&g->firsts, cp) || (g->base && eg_gazetteer_may_begin(g->base, cp));
}

typedef struct file_head {
    eg_slice use, kind;
    float weight;
    int name, kind_col, aliases, alias, same_as, land, a, b;
} file_head;

static void read_comment(file_head *head, eg_slice line) {
    eg_slice text = eg_slice_trim(eg_slice_sub(line, 1, line.len));
    size_t colon = eg_slice_find(text, EG_S(":"), 0);
    if (colon == (size_t)-1) return;
    eg_slice key = eg_slice_trim(eg_slice_sub(text, 0, colon));
    eg_slice value = eg_slice_trim(eg_slice_sub(text, colon + 1, text.len));
    for (size_t i = 0; i < value.len; i++) /* "list (words ...)" : the first word counts */
        if (value.ptr[i] == ' ') {
            value.len = i;
            break;
        }
    if (eg_slice_eq(key, EG_S("use"))) head->use = value;
    if (eg_slice_eq(key, EG_S("kind"))) head->kind = value;
    if (eg_slice_eq(key, EG_S("weight"))) head->weight = (float)strtod(value.ptr, NULL);
}

static void read_columns(file_head *head, eg_slice line) {
    eg_slice cell;
    for (int i = 0; eg_slice_split(&line, '\t', &cell); i++) {
        cell = eg_slice_trim(cell);
        if (eg_slice_eq(cell, EG_S("name"))) head->name = i;
        if (eg_slice_eq(cell, EG_S("kind"))) head->kind_col = i;
        if (eg_slice_eq(cell, EG_S("aliases"))) head->aliases = i;
        if (eg_slice_eq(cell, EG_S("alias"))) head->alias = i;
        if (eg_slice_eq(cell, EG_S("same_as"))) head->same_as = i;
        if (eg_slice_eq(cell, EG_S("land"))) head->land = i;
        if (eg_slice_eq(cell, EG_S("a"))) head->a = i;
        if (eg_slice_eq(cell, EG_S("b"))) head->b = i;
    }
}

static eg_slice column(eg_slice line, int want) {
    eg_slice cell;
    for (int i = 0; want >= 0 && eg_slice_split(&line, '\t', &cell); i++)
        if (i == want) return eg_slice_trim(cell);
    return EG_S("");
}

static uint64_t beginning_of(eg_slice key, size_t *word) {
    uint64_t hash = eg_slice_hash(key) % BEGINNINGS;
    *word = (size_t)(hash / 64);
    return 1ULL << hash % 64;
}

static void add_beginnings(eg_gazetteer *g, eg_slice key) {
    if (g->beginnings == NULL) {
        g->beginnings = eg_heap_alloc(BEGINNINGS / 8);
        memset(g->beginnings, 0, BEGINNINGS / 8);
    }
    for (size_t i = 1; i < key.len; i++) {
        size_t word;
        if (key.ptr[i] != ' ') continue;
        uint64_t bit = beginning_of(eg_slice_sub(key, 0, i), &word);
        g->beginnings[word] |= bit;
    }
}

bool eg_gazetteer_begins(const eg_gazetteer *g, eg_slice key) {
    size_t word;
    uint64_t bit = beginning_of(key, &word);
    return g->beginnings && g->beginnings[word] & bit;
}

/* Keys and names lie together: every word of a post may be compared with one. */
static eg_slice kept(eg_gazetteer *g, eg_slice text) {
    eg_shelf was = eg_region_turn(EG_SHELF_NAMES);
    if (text.len) text = eg_arena_dup(&g->keys, text);
    eg_region_turn(was);
    return text;
}

static eg_slice kept_key(eg_gazetteer *g, eg_arena *arena, eg_slice name) { return kept(g, eg_name_key(arena, name)); }

static void add_name(eg_gazetteer *g, eg_arena *arena, eg_slice name, uint32_t entry) {
    eg_slice key = kept_key(g, arena, name);
    if (key.len == 0) return;
    size_t words = 1;
    for (size_t i = 0; i < key.len; i++) words += key.ptr[i] == ' ';
    if (words > g->words_most) g->words_most = words;
    bool paused = eg_region_pause(true); /* until they are settled */
    eg_map_put(&g->names, key, entry);
    eg_region_pause(paused);
    add_beginnings(g, key);
    eg_first_add(&g->firsts, key);
}

/* The number of the land, 0 for "". */
static uint32_t land_id(eg_gazetteer *g, eg_arena *arena, eg_slice land) {
    if (land.len == 0) return 0;
    eg_slice key = eg_name_key(arena, land);
    uint32_t known = eg_map_get(&g->land_ids, key);
    if (known != EG_MAP_NONE) return known;
    if (g->lands.len == 0) eg_vec_push(&g->lands, EG_S(""));
    if (g->lands.len == LANDS_MOST) return 0;
    key = kept(g, key);
    eg_vec_push(&g->lands, key);
    return eg_map_put(&g->land_ids, key, (uint32_t)g->lands.len - 1);
}

static void add_row(eg_gazetteer *g, eg_arena *arena, const eg_schema *schema, const file_head *head, eg_slice line,
                    unsigned number, bool ambiguous) {
    eg_slice name = column(line, head->name);
    eg_slice kind = column(line, head->kind_col);
    uint32_t k = eg_schema_kind(schema, kind.len ? kind : head->kind);
    if (name.len == 0 || k == EG_NONE) return;
    eg_gazetteer_entry entry = {.name = kept(g, name), .weight = head->weight, .line = (number < EG_GAZETTEER_LINES ? number : EG_GAZETTEER_LINES) & EG_GAZETTEER_LINES, .file = (uint16_t)(g->files.len - 1), .kind = (uint8_t)k, .ambiguous = ambiguous};
    entry.land = land_id(g, arena, column(line, head->land)) & (LANDS_MOST - 1);
    eg_slice same_as = kept(g, column(line, head->same_as));
    if (g->ids.len == 0) eg_vec_push(&g->ids, EG_S(""));
    if (same_as.len) entry.same_as = (uint32_t)g->ids.len, eg_vec_push(&g->ids, same_as);
    uint32_t index = (uint32_t)g->entries.len;
    bool paused = eg_region_pause(true);
    eg_vec_push(&g->entries, entry);
    eg_region_pause(paused);
    add_name(g, arena, name, index);
    eg_slice aliases = column(line, head->aliases);
    eg_slice alias;
    while (aliases.len && eg_slice_split(&aliases, ';', &alias)) add_name(g, arena, eg_slice_trim(alias), index);
}

static void add_pair(eg_gazetteer *g, eg_arena *arena, eg_slice a, eg_slice b) {
    eg_slice ka = eg_name_key(arena, a);
    eg_slice kb = eg_name_key(arena, b);
    eg_map_put(&g->pairs, eg_arena_printf(arena, "%.*s\t%.*s", EG_FMT(ka), EG_FMT(kb)), 1);
    eg_map_put(&g->pairs, eg_arena_printf(arena, "%.*s\t%.*s", EG_FMT(kb), EG_FMT(ka)), 1);
}

/* "names/FILE.tsv:LINE" */
static eg_slice cite(eg_arena *arena, eg_slice file, unsigned line) { return eg_arena_printf(arena, "%.*s:%u", EG_FMT(file), line); }

/* A later row for the same alias overrides: a user's file over the shipped one. A row whose name is empty takes it back. */
static void add_alias(eg_gazetteer *g, eg_arena *arena, eg_slice name, eg_slice alias, eg_slice rule) {
    eg_slice key = eg_name_key(arena, alias);
    if (key.len == 0) return;
    eg_alias_row row = {name, eg_name_key(arena, name), rule};
    eg_map_set(&g->aliases, key, (uint32_t)g->alias_rows.len);
    eg_vec_push(&g->alias_rows, row);
}

bool eg_gazetteer_add(eg_gazetteer *g, eg_arena *arena, const eg_schema *schema, const eg_source *source,
                      eg_slice shown, eg_errors *errors) {
    file_head head = {.use = EG_S("gazetteer"), .weight = 1.0F, .name = 0, .kind_col = -1, .aliases = -1, .alias = 1,
                      .same_as = -1, .land = -1, .a = 0, .b = 1};
    if (g->files.len >= UINT16_MAX) return eg_fail(eg_errors_add(errors), EG_ERR_RULE, NULL, "too many lists of names"), false;
    eg_vec_push(&g->files, eg_arena_dup(arena, shown));
    size_t slash = shown.len;
    while (slash && shown.ptr[slash - 1] != '/') slash--;
    eg_slice stem = eg_slice_sub(shown, slash, shown.len - (eg_slice_ends(shown, EG_S(".tsv")) ? 4 : 0));
    bool ambiguous = eg_slice_eq(stem, EG_S("ambiguous"));
    eg_map list = {0};
    bool columns = false;
    eg_slice rest = source->bytes;
    eg_slice line;
    for (unsigned n = 1; eg_slice_split(&rest, '\n', &line); n++) {
        if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
        if (eg_slice_trim(line).len == 0) continue;
        if (line.ptr[0] == '#' && (line.len == 1 || line.ptr[1] == ' ')) {
            read_comment(&head, line);
        } else if (!columns) {
            read_columns(&head, line);
            columns = true;
            bool known = eg_slice_eq(head.use, EG_S("list")) || eg_slice_eq(head.use, EG_S("pairs")) ||
                         eg_slice_eq(head.use, EG_S("gazetteer")) || eg_slice_eq(head.use, EG_S("aliases"));
            if (!known) {
                eg_error *err = eg_errors_add(errors);
                char path[512];
                snprintf(path, sizeof path, "%.*s", EG_FMT(source->path));
                eg_fail(err, EG_ERR_RULE, path, "use must be gazetteer, list, pairs or aliases, not \"%.*s\"", EG_FMT(head.use));
                return false;
            }
        } else if (eg_slice_eq(head.use, EG_S("list"))) {
            eg_slice word = kept_key(g, arena, column(line, head.name));
            uint32_t land = land_id(g, arena, column(line, head.land));
            eg_map_put(&list, word, n);
            if (land) eg_map_put(&g->nation_lands, word, land);
        } else if (eg_slice_eq(head.use, EG_S("pairs"))) {
            add_pair(g, arena, column(line, head.a), column(line, head.b));
        } else if (eg_slice_eq(head.use, EG_S("aliases"))) {
            add_alias(g, arena, column(line, head.name), column(line, head.alias), cite(arena, shown, n));
        } else {
            add_row(g, arena, schema, &head, line, n, ambiguous);
        }
    }
    if (eg_slice_eq(head.use, EG_S("list"))) {
        eg_shelf was = eg_region_turn(EG_SHELF_WARM);
        eg_vec_push(&g->lists, list);
        eg_region_turn(was);
        eg_vec_push(&g->list_names, eg_arena_dup(arena, stem));
    }
    return true;
}

const eg_map *eg_gazetteer_list(const eg_gazetteer *g, eg_slice name) { /* NOLINT(misc-no-recursion): one level */
    for (size_t i = g->list_names.len; i-- > 0;)
        if (eg_slice_eq(g->list_names.items[i], name)) return &g->lists.items[i];
    return g->base ? eg_gazetteer_list(g->base, name) : NULL;
}

const eg_gazetteer_entry *eg_gazetteer_find(const eg_gazetteer *g, eg_slice key) { /* NOLINT(misc-no-recursion): one level */
    uint32_t i = eg_map_get(&g->names, key);
    if (i != EG_MAP_NONE) return &g->entries.items[i];
    return g->base ? eg_gazetteer_find(g->base, key) : NULL;
}

/* The one of the two that has the entry. */
static const eg_gazetteer *owner_of(const eg_gazetteer *g, const eg_gazetteer_entry *entry) { /* NOLINT(misc-no-recursion): one level */
    bool own = g->entries.len && entry >= g->entries.items && entry < g->entries.items + g->entries.len;
    return own || g->base == NULL ? g : owner_of(g->base, entry);
}

bool eg_gazetteer_is_of(const eg_gazetteer *g, const eg_gazetteer_entry *entry, eg_slice name) {
    eg_slice file = owner_of(g, entry)->files.items[entry->file];
    eg_slice suffix = EG_S(".tsv");
    if (file.len <= name.len + suffix.len || !eg_slice_ends(file, suffix)) return false;
    file.len -= suffix.len;
    return eg_slice_ends(file, name) && file.ptr[file.len - name.len - 1] == '/';
}

eg_slice eg_gazetteer_cite(const eg_gazetteer *g, eg_arena *arena, const eg_gazetteer_entry *entry) {
    return cite(arena, owner_of(g, entry)->files.items[entry->file], entry->line);
}

/* As eg_gazetteer_land, but Scotland is its own. */
static eg_slice land_of(const eg_gazetteer *g, eg_arena *arena, eg_slice key) { /* NOLINT(misc-no-recursion): one level */
    uint32_t land = eg_map_get(&g->nation_lands, key);
    if (land == EG_MAP_NONE) {
        uint32_t i = eg_map_get(&g->names, key);
        const eg_gazetteer_entry *entry = i == EG_MAP_NONE ? NULL : &g->entries.items[i];
        if (entry && entry->land) land = entry->land;
        else land = eg_map_get(&g->land_ids, entry ? eg_name_key(arena, entry->name) : key);
    }
    if (land != EG_MAP_NONE) return g->lands.items[land];
    return g->base ? land_of(g->base, arena, key) : EG_S("");
}

eg_slice eg_gazetteer_land(const eg_gazetteer *g, eg_arena *arena, eg_slice key) {
    eg_slice land = land_of(g, arena, key);
    eg_slice whole = land.len ? land_of(g, arena, land) : land; /* of Scotland, too */
    return whole.len ? whole : land;
}

eg_slice eg_gazetteer_same_as(const eg_gazetteer *g, const eg_gazetteer_entry *entry) { return owner_of(g, entry)->ids.items[entry->same_as]; }

const eg_alias_row *eg_gazetteer_alias(const eg_gazetteer *g, eg_slice key) { /* NOLINT(misc-no-recursion): one level */
    uint32_t i = eg_map_get(&g->aliases, key);
    if (i == EG_MAP_NONE && g->base) return eg_gazetteer_alias(g->base, key);
    return i == EG_MAP_NONE || g->alias_rows.items[i].key.len == 0 ? NULL : &g->alias_rows.items[i];
}

bool eg_gazetteer_apart(const eg_gazetteer *g, eg_arena *arena, eg_slice key_a, eg_slice key_b) { /* NOLINT(misc-no-recursion): one level */
    if (g->base && eg_gazetteer_apart(g->base, arena, key_a, key_b)) return true;
    if (g->pairs.len == 0) return false;
    eg_slice key = eg_arena_printf(arena, "%.*s\t%.*s", EG_FMT(key_a), EG_FMT(key_b));
    return eg_map_get(&g->pairs, key) != EG_MAP_NONE;
}
