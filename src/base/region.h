/* SPDX-License-Identifier: MIT */
/* Ranges of addresses that everything allocated between open and close comes from, so that they can be written to a file
 * as they are and mapped again, pointers and all, by another process of the same build. They always begin at
 * EG_REGION_BASE; where that is taken there is no region, and memory comes from the heap as usual.
 *
 * There are several shelves, so that what every post touches lies together and what it does not need stays on disk.
 *
 * eg_heap_alloc and its kin (arena.h) ask here first; nobody else does. One region a process at a time. */
#ifndef EG_BASE_REGION_H
#define EG_BASE_REGION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Between the usual places of programs, heaps and libraries, within the 39 bits that the smallest 64-bit address spaces
 * have; the address sanitizer keeps its shadow there, so its builds go elsewhere. */
#ifdef __SANITIZE_ADDRESS__
#define EG_REGION_BASE ((uintptr_t)0x200000000000)
#else
#define EG_REGION_BASE ((uintptr_t)0x2000000000)
#endif
#define EG_REGION_HEAD ((size_t)4096) /* bytes left free at the beginning, for the head of a file */

typedef enum eg_shelf {
    EG_SHELF_WARM,   /* what reading a post touches */
    EG_SHELF_NAMES,  /* the same, but only as long as names are looked for */
    EG_SHELF_COLD,   /* what only tools and messages ask for; where memory comes from unless somebody says otherwise */
    EG_SHELF_PACKED, /* never mapped: who needs a piece of it reads it from the file */
    EG_SHELVES
} eg_shelf;

/* False when the addresses are taken or this is no 64-bit machine. */
bool eg_region_open(void);
void eg_region_close(void);        /* the memory stays; allocations go to the heap again */
bool eg_region_is_open(void);
/* Returns what was. For memory that outlives the region or is done with before it is kept: what was begun on the heap stays
 * there until it is settled. */
bool eg_region_pause(bool pause);
/* The thread that calls it has nothing to do with the region from now on: its memory is the heap's. */
void eg_region_leave(void);
/* Memory comes from this shelf from now on; returns the one before. */
eg_shelf eg_region_turn(eg_shelf shelf);
bool eg_region_holds(const void *ptr);
uintptr_t eg_region_begin(eg_shelf shelf);
size_t eg_region_used(eg_shelf shelf); /* bytes from its begin on: whole pages, the first shelf with the head */
/* Maps all shelves but the packed one, which stand in the file one behind the other, private, writable: changes stay in the
 * process. */
bool eg_region_map(int fd, const size_t sizes[EG_SHELVES]);
void eg_region_unmap(void);        /* all of it; pointers into it die */

void *eg_region_alloc(size_t size);
void *eg_region_resize(void *ptr, size_t size); /* NULL allocates; once it is closed the result is on the heap */
/* Of a shelf that was mapped and that nobody writes to: it takes no memory until it is touched again. For the
 * first post only, as it were: who reads many touches it soon. */
void eg_region_rest(eg_shelf shelf);
/* What is complete and will be read by every post: its copy of `size` bytes on the warm shelf (or that of names when that is
 * turned to), in place of it; `ptr` itself when no region is open. */
void *eg_region_settled(void *ptr, size_t size);
#define eg_vec_settle(v) ((v)->items = eg_region_settled((v)->items, (v)->len * sizeof *(v)->items), eg_region_is_open() ? (void)((v)->cap = (v)->len) : (void)0)
void eg_region_drop(void *ptr);    /* zeroed, and used again while the region is open */

#endif
