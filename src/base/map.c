/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <stdlib.h>

#include "base/arena.h"

static uint32_t hash_of(eg_slice key) {
    uint32_t h = (uint32_t)eg_slice_hash(key);
    return h ? h : 1;
}

static eg_map_entry *slot(const eg_map *map, eg_slice key, uint32_t hash) {
    size_t mask = map->cap - 1;
    size_t i = hash & mask;
    while (map->entries[i].hash != 0 &&
           !(map->entries[i].hash == hash && eg_slice_eq(map->entries[i].key, key)))
        i = (i + 1) & mask;
    return &map->entries[i];
}

static void grow(eg_map *map, size_t cap) {
    eg_map bigger = {.cap = cap, .len = map->len};
    bigger.entries = eg_heap_resize(NULL, bigger.cap, sizeof *bigger.entries);
    memset(bigger.entries, 0, bigger.cap * sizeof *bigger.entries);
    for (size_t i = 0; i < map->cap; i++)
        if (map->entries[i].hash != 0)
            *slot(&bigger, map->entries[i].key, map->entries[i].hash) = map->entries[i];
    eg_heap_free(map->entries);
    *map = bigger;
}

void eg_map_reserve(eg_map *map, size_t count) {
    size_t cap = map->cap ? map->cap : 16;
    while (cap / 4 * 3 <= count) cap *= 2;
    if (cap > map->cap) grow(map, cap);
}

void eg_map_fini(eg_map *map) {
    eg_heap_free(map->entries);
    *map = (eg_map){0};
}

uint32_t eg_map_get(const eg_map *map, eg_slice key) {
    if (map->len == 0) return EG_MAP_NONE;
    const eg_map_entry *e = slot(map, key, hash_of(key));
    return e->hash ? e->value : EG_MAP_NONE;
}

static eg_map_entry *find_or_add(eg_map *map, eg_slice key, bool *added) {
    if (map->len * 4 >= map->cap * 3) grow(map, map->cap ? map->cap * 2 : 16);
    uint32_t hash = hash_of(key);
    eg_map_entry *e = slot(map, key, hash);
    *added = e->hash == 0;
    if (*added) {
        e->key = key;
        e->hash = hash;
        map->len++;
    }
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
