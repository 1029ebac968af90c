/* SPDX-License-Identifier: MIT */
/* Hash map from bytes to a number. Keys are borrowed: they must outlive the map. No removal. Iterate your own array,
 * never the map: its order is nobody's business. */
#ifndef EG_BASE_MAP_H
#define EG_BASE_MAP_H

#include "base/slice.h"

typedef struct eg_map_entry {
    const char *key;
    uint32_t len;
    uint32_t value;
} eg_map_entry;

typedef struct eg_map {
    uint64_t *places;      /* by hash: which entry */
    eg_map_entry *entries; /* as they were added */
    size_t cap;            /* places: a power of two, or 0 */
    size_t len;
} eg_map;

#define EG_MAP_NONE UINT32_MAX

void eg_map_fini(eg_map *map);
/* Nothing is added any more: see region.h. */
void eg_map_settle(eg_map *map);
/* The same, its keys included, for which `arena` has the memory: they do not stay in the texts of the files. */
struct eg_arena;
void eg_map_settle_keys(eg_map *map, struct eg_arena *arena);
/* Makes room for `count` keys at once. */
void eg_map_reserve(eg_map *map, size_t count);
/* NULL has no keys. */
bool eg_map_has(const eg_map *map, eg_slice key);
/* EG_MAP_NONE when absent. */
uint32_t eg_map_get(const eg_map *map, eg_slice key);
/* Stores value unless the key is there; returns the value now stored. */
uint32_t eg_map_put(eg_map *map, eg_slice key, uint32_t value);
/* Stores value in any case. */
void eg_map_set(eg_map *map, eg_slice key, uint32_t value);

#endif
