/* SPDX-License-Identifier: MIT */
/* A bump allocator with a free list by size class. Freed memory is zeroed: no stale pointer is ever written to a file. */
#include "base/region.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/arena.h"

enum { SHELF_MOST = 128 << 20, CLASSES = 32, PAGE = 64 << 10 }; /* no machine has larger pages unless it is told to */
static const size_t REGION_MOST = (size_t)SHELF_MOST * EG_SHELVES;

typedef struct block {
    size_t size;        /* of the memory behind the block */
    struct block *next; /* in a free list */
} block;

static struct {
    bool open;
    eg_shelf shelf;
    bool made;     /* here, and not mapped from a file */
    size_t mapped; /* bytes of addresses; 0 = there is no region */
    size_t used[EG_SHELVES];
    block *free[EG_SHELVES][CLASSES]; /* by the binary logarithm of the size */
} region;

bool eg_region_is_open(void) { return region.open; }

bool eg_region_holds(const void *ptr) { return region.mapped && (uintptr_t)ptr - EG_REGION_BASE < REGION_MOST; }

uintptr_t eg_region_begin(eg_shelf shelf) { return EG_REGION_BASE + (size_t)shelf * SHELF_MOST; }

size_t eg_region_used(eg_shelf shelf) { return (region.used[shelf] + PAGE - 1) & ~((size_t)PAGE - 1); }

eg_shelf eg_region_turn(eg_shelf shelf) {
    eg_shelf was = region.shelf;
    region.shelf = shelf;
    return was;
}

static bool map_at(uintptr_t begin, size_t size, int flags, int fd, size_t offset) {
    void *want = (void *)begin;
    void *got = mmap(want, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED_NOREPLACE | flags, fd, (off_t)offset);
    if (got == MAP_FAILED) return false;
    if (got == want) return true;
    munmap(got, size); /* a kernel before 4.17 takes the address as a hint */
    return false;
}

bool eg_region_open(void) {
    if (sizeof(void *) != 8 || region.mapped || !map_at(EG_REGION_BASE, REGION_MOST, MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) return false;
    region.mapped = REGION_MOST;
    region.open = region.made = true;
    region.shelf = EG_SHELF_COLD;
    region.used[EG_SHELF_WARM] = EG_REGION_HEAD;
    return true;
}

bool eg_region_map(int fd, const size_t sizes[EG_SHELVES]) {
    if (sizeof(void *) != 8 || region.mapped) return false;
    size_t offset = 0;
    for (unsigned s = 0; s < EG_SHELF_PACKED; s++) {
        bool ok = sizes[s] == 0 || (sizes[s] <= SHELF_MOST && map_at(eg_region_begin((eg_shelf)s), sizes[s], 0, fd, offset));
        if (!ok) return eg_region_unmap(), false;
        region.used[s] = sizes[s];
        region.mapped += sizes[s];
        offset += sizes[s];
    }
    return true;
}

void eg_region_close(void) { region.open = false; }

bool eg_region_pause(bool pause) {
    bool was = !region.open;
    if (region.made) region.open = !pause;
    return was;
}

void eg_region_unmap(void) {
    if (region.made) munmap((void *)EG_REGION_BASE, REGION_MOST);
    for (unsigned s = 0; s < EG_SHELVES && !region.made; s++)
        if (region.used[s]) munmap((void *)eg_region_begin((eg_shelf)s), region.used[s]);
    memset(&region, 0, sizeof region);
}

static int class_of(size_t size) { return 63 - __builtin_clzll((unsigned long long)size | 1); }

static void *alloc_on(eg_shelf shelf, size_t size) {
    size = (size + 15) & ~(size_t)15;
    if (size == 0) size = 16;
    for (block **b = &region.free[shelf][class_of(size)]; *b; b = &(*b)->next) {
        if ((*b)->size < size) continue;
        block *found = *b;
        *b = found->next;
        found->next = NULL;
        return found + 1;
    }
    if (size > SHELF_MOST || region.used[shelf] + size + sizeof(block) > SHELF_MOST) eg_out_of_memory(size);
    block *made = (block *)(eg_region_begin(shelf) + region.used[shelf]);
    region.used[shelf] += size + sizeof(block);
    made->size = size;
    return made + 1;
}

static eg_shelf shelf_of(const void *ptr) { return (eg_shelf)(((uintptr_t)ptr - EG_REGION_BASE) / SHELF_MOST); }

void *eg_region_alloc(size_t size) { return alloc_on(region.shelf, size); }

void eg_region_drop(void *ptr) {
    if (!region.open || ptr == NULL) return;
    block *b = (block *)ptr - 1;
    memset(ptr, 0, b->size);
    int c = class_of(b->size);
    b->next = region.free[shelf_of(ptr)][c];
    region.free[shelf_of(ptr)][c] = b;
}

void *eg_region_resize(void *ptr, size_t size) {
    size_t old = ptr ? ((block *)ptr - 1)->size : 0;
    if (ptr && size <= old && region.open) return ptr;
    void *made = region.open ? alloc_on(ptr ? shelf_of(ptr) : region.shelf, size) : eg_heap_alloc(size);
    if (ptr) memcpy(made, ptr, old < size ? old : size);
    eg_region_drop(ptr);
    return made;
}

void *eg_region_settled(void *ptr, size_t size) {
    if (!region.open || ptr == NULL) return ptr;
    if (size == 0) return eg_region_drop(ptr), NULL;
    void *made = alloc_on(EG_SHELF_WARM, size);
    memcpy(made, ptr, size);
    eg_region_drop(ptr);
    return made;
}
