/* SPDX-License-Identifier: MIT */
/* A bump allocator with a free list by size class. Freed memory is zeroed: no stale pointer is ever written to a file. */
#include "base/region.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/arena.h"

enum { REGION_MOST = 256 << 20, CLASSES = 32 };

typedef struct block {
    size_t size;        /* of the memory behind the block */
    struct block *next; /* in a free list */
} block;

static struct {
    bool open;
    size_t mapped; /* bytes; 0 = there is no region */
    size_t used;
    block *free[CLASSES]; /* by the binary logarithm of the size */
} region;

bool eg_region_is_open(void) { return region.open; }

bool eg_region_holds(const void *ptr) { return region.mapped && (uintptr_t)ptr - EG_REGION_BASE < region.mapped; }

size_t eg_region_used(void) { return region.used; }

static bool map_at(size_t size, int flags, int fd) {
    if (sizeof(void *) != 8 || region.mapped) return false;
    void *want = (void *)EG_REGION_BASE;
    void *got = mmap(want, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED_NOREPLACE | flags, fd, 0);
    if (got == MAP_FAILED) return false;
    if (got != want) { /* a kernel before 4.17 takes the address as a hint */
        munmap(got, size);
        return false;
    }
    region.mapped = size;
    return true;
}

bool eg_region_open(void) {
    if (!map_at(REGION_MOST, MAP_ANONYMOUS | MAP_NORESERVE, -1)) return false;
    region.open = true;
    region.used = EG_REGION_HEAD;
    return true;
}

bool eg_region_map(int fd, size_t size) {
    if (!map_at(size, 0, fd)) return false;
    region.used = size;
    return true;
}

void eg_region_close(void) { region.open = false; }

bool eg_region_pause(bool pause) {
    bool was = !region.open;
    if (region.mapped == REGION_MOST) region.open = !pause;
    return was;
}

void eg_region_unmap(void) {
    if (region.mapped) munmap((void *)EG_REGION_BASE, region.mapped);
    memset(&region, 0, sizeof region);
}

static int class_of(size_t size) { return 63 - __builtin_clzll((unsigned long long)size | 1); }

void *eg_region_alloc(size_t size) {
    size = (size + 15) & ~(size_t)15;
    if (size == 0) size = 16;
    for (block **b = &region.free[class_of(size)]; *b; b = &(*b)->next) {
        if ((*b)->size < size) continue;
        block *found = *b;
        *b = found->next;
        found->next = NULL;
        return found + 1;
    }
    if (size > REGION_MOST || region.used + size + sizeof(block) > REGION_MOST) eg_out_of_memory(size);
    block *made = (block *)(EG_REGION_BASE + region.used);
    region.used += size + sizeof(block);
    made->size = size;
    return made + 1;
}

void eg_region_drop(void *ptr) {
    if (!region.open || ptr == NULL) return;
    block *b = (block *)ptr - 1;
    memset(ptr, 0, b->size);
    int c = class_of(b->size);
    b->next = region.free[c];
    region.free[c] = b;
}

void *eg_region_resize(void *ptr, size_t size) {
    size_t old = ptr ? ((block *)ptr - 1)->size : 0;
    if (ptr && size <= old && region.open) return ptr;
    void *made = region.open ? eg_region_alloc(size) : eg_heap_alloc(size);
    if (ptr) memcpy(made, ptr, old < size ? old : size);
    eg_region_drop(ptr);
    return made;
}
