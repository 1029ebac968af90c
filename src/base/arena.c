/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/region.h"

struct eg_arena_chunk {
    eg_arena_chunk *next;
    size_t size;
};

enum { ARENA_FIRST = 16 << 10, ARENA_MOST = 1 << 20, ARENA_ALIGN = 16 };

static __attribute__((noreturn)) void default_out_of_memory(size_t size) {
    fprintf(stderr, "ecograph: error: out of memory (wanted %zu bytes)\n", size);
    exit(EG_EXIT_MEMORY);
}

__attribute__((noreturn)) void (*eg_out_of_memory)(size_t size) = default_out_of_memory;

void *eg_heap_alloc(size_t size) {
    if (eg_region_is_open()) return eg_region_alloc(size);
    void *p = malloc(size ? size : 1);
    if (p == NULL) eg_out_of_memory(size);
    return p;
}

void *eg_heap_zeroed(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) eg_out_of_memory((size_t)-1);
    if (eg_region_is_open()) return memset(eg_region_alloc(bytes), 0, bytes);
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (p == NULL) eg_out_of_memory(bytes);
    return p;
}

void *eg_heap_resize(void *ptr, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) eg_out_of_memory((size_t)-1);
    if (ptr ? eg_region_holds(ptr) : eg_region_is_open()) return eg_region_resize(ptr, bytes);
    void *p = realloc(ptr, bytes ? bytes : 1);
    if (p == NULL) eg_out_of_memory(bytes);
    return p;
}

void eg_heap_free(void *ptr) {
    if (eg_region_holds(ptr)) eg_region_drop(ptr);
    else free(ptr);
}

static void grow(eg_arena *arena, size_t need) {
    size_t size = arena->chunks && !eg_region_is_open() ? arena->chunks->size * 2 : ARENA_FIRST; /* a region is one piece, and what is left of a chunk stays in it */
    if (size > ARENA_MOST) size = ARENA_MOST;
    if (size < need) size = need;
    if (size > (size_t)-1 - sizeof(eg_arena_chunk) - ARENA_ALIGN) eg_out_of_memory(size);
    eg_arena_chunk *chunk = eg_heap_alloc(size + sizeof *chunk + ARENA_ALIGN);
    chunk->next = arena->chunks;
    chunk->size = size;
    arena->chunks = chunk;
    arena->at = (char *)(chunk + 1);
    arena->end = arena->at + size + ARENA_ALIGN;
}

void *eg_arena_raw(eg_arena *arena, size_t size) {
    if (size > (size_t)-1 - ARENA_ALIGN) eg_out_of_memory(size);
    size_t pad = -(uintptr_t)arena->at & (ARENA_ALIGN - 1);
    if (arena->chunks == NULL || (size_t)(arena->end - arena->at) < size + pad) {
        grow(arena, size);
        pad = -(uintptr_t)arena->at & (ARENA_ALIGN - 1);
    }
    void *p = arena->at + pad;
    arena->at += pad + size;
    arena->used += pad + size;
    return p;
}

void *eg_arena_alloc(eg_arena *arena, size_t size) { return memset(eg_arena_raw(arena, size), 0, size); }

void *eg_arena_array(eg_arena *arena, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) eg_out_of_memory((size_t)-1);
    return eg_arena_alloc(arena, bytes);
}

/* Texts lie one behind the other. */
static char *text_room(eg_arena *arena, size_t len) {
    if ((size_t)(arena->end - arena->at) < len + 1) return eg_arena_raw(arena, len + 1);
    char *p = arena->at;
    arena->at += len + 1;
    arena->used += len + 1;
    return p;
}

eg_slice eg_arena_dup(eg_arena *arena, eg_slice s) {
    char *p = text_room(arena, s.len);
    if (s.len) memcpy(p, s.ptr, s.len);
    p[s.len] = '\0';
    return eg_slice_of(p, s.len);
}

eg_slice eg_arena_settled(eg_arena *arena, eg_slice s) {
    if (!eg_region_is_open()) return s;
    eg_shelf was = eg_region_turn(EG_SHELF_WARM);
    if (was == EG_SHELF_NAMES) eg_region_turn(was);
    s = eg_arena_dup(arena, s);
    eg_region_turn(was);
    return s;
}

eg_slice eg_arena_printf(eg_arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    size_t room = arena->chunks ? (size_t)(arena->end - arena->at) : 0; /* most texts have room where the next one comes to lie */
    int n = vsnprintf(room ? arena->at : NULL, room, format, args);
    va_end(args);
    if (n < 0) n = 0;
    char *p = text_room(arena, (size_t)n);
    if ((size_t)n >= room) vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return eg_slice_of(p, (size_t)n);
}

void eg_arena_fini(eg_arena *arena) {
    for (eg_arena_chunk *c = arena->chunks; c != NULL;) {
        eg_arena_chunk *next = c->next;
        eg_heap_free(c);
        c = next;
    }
    *arena = (eg_arena){0};
}
