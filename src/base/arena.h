/* SPDX-License-Identifier: MIT */
/* Memory in three lifetimes (run, post, scratch): allocate often, free once. Nothing here returns NULL: when memory
 * is gone the out-of-memory hook runs; the default prints one line and exits with EG_EXIT_MEMORY (71). */
#ifndef EG_BASE_ARENA_H
#define EG_BASE_ARENA_H

#include "base/slice.h"

typedef struct eg_arena_chunk eg_arena_chunk;

typedef struct eg_arena {
    eg_arena_chunk *chunks; /* newest first; NULL in a fresh arena */
    char *at;               /* next free byte of the newest chunk */
    char *end;
    size_t used;            /* bytes handed out, for the bench */
} eg_arena;

/* A zeroed eg_arena is a valid, empty one. */
void eg_arena_fini(eg_arena *arena); /* frees all; the arena is empty and usable again */

/* Zeroed memory aligned for any type, owned by the arena. size 0 gives a valid pointer. */
void *eg_arena_alloc(eg_arena *arena, size_t size);
/* The same, not zeroed. */
void *eg_arena_raw(eg_arena *arena, size_t size);
/* count * size, with the multiplication checked. */
void *eg_arena_array(eg_arena *arena, size_t count, size_t size);
/* Copy of `s` with a NUL behind it (not counted in len); at any byte, like all texts of an arena. */
eg_slice eg_arena_dup(eg_arena *arena, eg_slice s);
/* While a pattern set is made to be mapped, a copy among what every post reads (EG_SHELF_WARM), in an arena that has nothing
 * else; at other times `s` itself. */
eg_slice eg_arena_settled(eg_arena *arena, eg_slice s);
/* printf into the arena; NUL behind. */
eg_slice eg_arena_printf(eg_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#define EG_NEW(arena, type) ((type *)eg_arena_alloc((arena), sizeof(type)))
#define EG_NEW_ARRAY(arena, type, count) ((type *)eg_arena_array((arena), (count), sizeof(type)))

/* Heap memory under the same rule: never NULL. Multiplications are checked. */
void *eg_heap_alloc(size_t size);
void *eg_heap_zeroed(size_t count, size_t size); /* of a large piece, what is not touched takes no memory */
void *eg_heap_resize(void *ptr, size_t count, size_t size);
void eg_heap_free(void *ptr);

/* Tests replace this to see what an exhausted machine does; it must not return. */
extern __attribute__((noreturn)) void (*eg_out_of_memory)(size_t size);

#endif
