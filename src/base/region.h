/* SPDX-License-Identifier: MIT */
/* One range of addresses that everything allocated between open and close comes from, so that it can be written to a
 * file as it is and mapped again, pointers and all, by another process of the same build. It always begins at
 * EG_REGION_BASE; where that is taken there is no region, and memory comes from the heap as usual.
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

/* False when the addresses are taken or this is no 64-bit machine. */
bool eg_region_open(void);
void eg_region_close(void);        /* the memory stays; allocations go to the heap again */
bool eg_region_is_open(void);
bool eg_region_pause(bool pause);  /* returns what was; for memory that outlives the region */
bool eg_region_holds(const void *ptr);
size_t eg_region_used(void);       /* bytes from EG_REGION_BASE on */
/* Maps `size` bytes of a file there, private, writable: changes stay in the process. */
bool eg_region_map(int fd, size_t size);
void eg_region_unmap(void);        /* all of it; pointers into it die */

void *eg_region_alloc(size_t size);
void *eg_region_resize(void *ptr, size_t size); /* NULL allocates; once it is closed the result is on the heap */
void eg_region_drop(void *ptr);    /* zeroed, and used again while the region is open */

#endif
