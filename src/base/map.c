/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/region.h"

/* A place holds the hash (upper half, so that it hardly ever looks like an address: scan/image.c) and the number of an
 * entry, from 1; 0 = free. Most keys that are asked for are not there, and then no entry is looked at. */
static uint64_t place_of(uint32_t hash, size_t entry) { return (uint64_t)hash << 32 | (uint32_t)(entry + 1); }

static uint32_t hash_of(eg_slice key) { return (uint32_t)eg_slice_hash(key); }

/* The entry with this key, or the free place where it belongs. */
static inline __attribute__((always_inline)) eg_map_entry *find(const eg_map *map, eg_slice key, uint32_t hash, size_t *place) {
    size_t mask = map->cap - 1;
    for (*place = hash & mask; map->places[*place] != 0; *place = (*place + 1) & mask) {
        if (map->places[*place] >> 32 != hash) continue;
        eg_map_entry *entry = &map->entries[(uint32_t)map->places[*place] - 1];
        if (entry->len == key.len && (key.len == 0 || memcmp(entry->key, key.ptr, key.len) == 0)) return entry;
    }
    return NULL;
}

static void grow(eg_map *map, size_t cap) {
    uint64_t *places = eg_heap_resize(NULL, cap, sizeof *places);
    map->entries = eg_heap_resize(map->entries, cap / 4 * 3 + 1, sizeof *map->entries);
    memset(places, 0, cap * sizeof *places);
    for (size_t i = 0; i < map->cap; i++) {
        size_t at = (size_t)(map->places[i] >> 32) & (cap - 1);
        if (map->places[i] == 0) continue;
        while (places[at] != 0) at = (at + 1) & (cap - 1);
        places[at] = map->places[i];
    }
    eg_heap_free(map->places);
    map->places = places;
    map->cap = cap;
}

void eg_map_reserve(eg_map *map, size_t count) {
    size_t cap = map->cap ? map->cap : 16;
    while (cap / 4 * 3 <= count) cap *= 2;
    if (cap > map->cap) grow(map, cap);
}

bool eg_map_has(const eg_map *map, eg_slice key) { return map && eg_map_get(map, key) != EG_MAP_NONE; }

void eg_map_settle(eg_map *map) {
    map->places = eg_region_settled(map->places, map->cap * sizeof *map->places);
    map->entries = eg_region_settled(map->entries, map->len * sizeof *map->entries);
}

void eg_map_settle_keys(eg_map *map, eg_arena *arena) {
    for (size_t i = 0; i < map->len; i++) map->entries[i].key = eg_arena_settled(arena, eg_slice_of(map->entries[i].key, map->entries[i].len)).ptr;
    eg_map_settle(map);
}

void eg_map_fini(eg_map *map) {
    eg_heap_free(map->places);
    eg_heap_free(map->entries);
    *map = (eg_map){0};
}

uint32_t eg_map_get(const eg_map *map, eg_slice key) {
    size_t place;
    if (map->len == 0) return EG_MAP_NONE;
    const eg_map_entry *e = find(map, key, hash_of(key), &place);
    return e ? e->value : EG_MAP_NONE;
}

static eg_map_entry *find_or_add(eg_map *map, eg_slice key, bool *added) {
    if (map->len * 4 >= map->cap * 3) grow(map, map->cap ? map->cap * 2 : 16);
    size_t place;
    uint32_t hash = hash_of(key);
    eg_map_entry *e = find(map, key, hash, &place);
    *added = e == NULL;
    if (e) return e;
    if (key.len > UINT32_MAX || map->len >= UINT32_MAX - 1) eg_out_of_memory(key.len);
    map->places[place] = place_of(hash, map->len);
    e = &map->entries[map->len++];
    e->key = key.ptr;
    e->len = (uint32_t)key.len;
    return e;
}

uint32_t eg_map_put(eg_map *map, eg_slice key, uint32_t value) {
    bool added;
    eg_map_entry *e = find_or_add(map, key, &added);
    if (added) e->value = value;
    return e->value;
}

void eg_map_set(eg_map *map, eg_slice key, uint32_t value) {
    bool added;
    find_or_add(map, key, &added)->value = value;
}
