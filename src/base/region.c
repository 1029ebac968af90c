/* SPDX-License-Identifier: MIT */
/* Blocks side by side, each of which knows its size and that of the one before it, so that what is freed grows together with
 * the free memory beside it; free blocks hang in lists by size class. Freed memory is zeroed: no stale pointer is ever
 * written to a file. */
#include "base/region.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/arena.h"

enum { SHELF_MOST = 128 << 20, CLASSES = 32, PAGE = 64 << 10, RESTS_MOST = 32 }; /* no machine has larger pages unless it is told to */
static const size_t REGION_MOST = (size_t)SHELF_MOST * EG_SHELVES;

enum { USED = 1, SPLIT_LEAST = 64, TRIED_MOST = 16 };

typedef struct block {
    size_t size;   /* of the memory behind the block, a multiple of 16; plus USED */
    size_t before; /* of the block before it; 0 = it is the first */
} block;

/* In the memory of a free block. */
typedef struct links {
    block *next, *last;
} links;

static struct {
    bool open;
    eg_shelf shelf;
    bool made;     /* here, and not mapped from a file */
    int rests[EG_SHELVES];
    size_t mapped; /* bytes of addresses; 0 = there is no region */
    size_t used[EG_SHELVES];
    size_t top[EG_SHELVES]; /* size of the last block of each */
    block *free[EG_SHELVES][CLASSES]; /* by the binary logarithm of the size */
} region;

static _Thread_local bool left; /* this thread does not use it */

void eg_region_leave(void) { left = true; }

bool eg_region_is_open(void) { return !left && region.open; }

bool eg_region_holds(const void *ptr) { return region.mapped && (uintptr_t)ptr - EG_REGION_BASE < REGION_MOST; }

uintptr_t eg_region_begin(eg_shelf shelf) { return EG_REGION_BASE + (size_t)shelf * SHELF_MOST; }

size_t eg_region_used(eg_shelf shelf) { return (region.used[shelf] + PAGE - 1) & ~((size_t)PAGE - 1); }

eg_shelf eg_region_turn(eg_shelf shelf) {
    if (left) return EG_SHELF_COLD;
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

void eg_region_rest(eg_shelf shelf) {
    if (region.made || region.used[shelf] == 0 || region.rests[shelf]++ >= RESTS_MOST) return;
    (void)madvise((void *)eg_region_begin(shelf), region.used[shelf], MADV_DONTNEED);
}

void eg_region_close(void) { region.open = false; }

bool eg_region_pause(bool pause) {
    if (left) return true;
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

static eg_shelf shelf_of(const void *ptr) { return (eg_shelf)(((uintptr_t)ptr - EG_REGION_BASE) / SHELF_MOST); }
static size_t size_of(const block *b) { return b->size & ~(size_t)USED; }
static links *links_of(block *b) { return (links *)(b + 1); }
static block *behind(block *b) { return (block *)((char *)(b + 1) + size_of(b)); }
static block *before(block *b) { return b->before ? (block *)((char *)b - b->before - sizeof *b) : NULL; }
static uintptr_t end_of(eg_shelf shelf) { return eg_region_begin(shelf) + region.used[shelf]; }
static bool is_top(const block *b) { return (uintptr_t)(b + 1) + size_of(b) == end_of(shelf_of(b)); }

static void enlist(block *b) {
    block **list = &region.free[shelf_of(b)][class_of(size_of(b))];
    *links_of(b) = (links){*list, NULL};
    if (*list) links_of(*list)->last = b;
    *list = b;
}

static void delist(block *b) {
    links *l = links_of(b);
    if (l->next) links_of(l->next)->last = l->last;
    if (l->last) links_of(l->last)->next = l->next;
    else region.free[shelf_of(b)][class_of(size_of(b))] = l->next;
    *l = (links){0};
}

/* The block, used or free, has this size from now on; whoever stands behind it is told. */
static void set_size(block *b, size_t size, size_t used) {
    b->size = size | used;
    if (is_top(b)) region.top[shelf_of(b)] = size;
    else behind(b)->before = size;
}

/* What it has too much becomes a free block. */
static void split(block *b, size_t size) {
    size_t rest = size_of(b) - size;
    if (rest < SPLIT_LEAST) return;
    block *more = (block *)((char *)(b + 1) + size);
    *more = (block){.before = size};
    set_size(more, rest - sizeof *more, 0);
    b->size = size | USED;
    enlist(more);
}

static block *find_free(eg_shelf shelf, size_t size) {
    for (int c = class_of(size); c < CLASSES; c++) {
        block *b = region.free[shelf][c];
        for (int tried = 0; b && size_of(b) < size; tried++) b = tried < TRIED_MOST ? links_of(b)->next : NULL;
        if (b) return b;
    }
    return NULL;
}

static size_t rounded(size_t size) { return size < sizeof(links) ? sizeof(links) : (size + 15) & ~(size_t)15; }

/* Room for so many bytes more at the end of a shelf. */
static void reserve(eg_shelf shelf, size_t size) {
    if (size > SHELF_MOST || region.used[shelf] + size + sizeof(block) > SHELF_MOST) eg_out_of_memory(size);
}

static void *alloc_on(eg_shelf shelf, size_t size) {
    size = rounded(size);
    block *b = find_free(shelf, size);
    if (b) {
        delist(b);
        b->size |= USED;
        split(b, size);
        return b + 1;
    }
    reserve(shelf, size);
    b = (block *)end_of(shelf);
    *b = (block){size | USED, region.top[shelf]};
    region.used[shelf] += size + sizeof *b;
    region.top[shelf] = size;
    return b + 1;
}

void *eg_region_alloc(size_t size) { return alloc_on(region.shelf, size); }

/* Joined with the free blocks on both sides; the last of a shelf is given back. */
void eg_region_drop(void *ptr) {
    if (!region.open || ptr == NULL) return;
    block *b = (block *)ptr - 1;
    eg_shelf shelf = shelf_of(b);
    memset(ptr, 0, size_of(b));
    b->size = size_of(b);
    block *next = is_top(b) ? NULL : behind(b);
    if (next && !(next->size & USED)) {
        delist(next);
        size_t more = size_of(next) + sizeof *next;
        *next = (block){0};
        set_size(b, size_of(b) + more, 0);
    }
    block *last = before(b);
    if (last && !(last->size & USED)) {
        delist(last);
        size_t more = size_of(b) + sizeof *b;
        *b = (block){0};
        b = last;
        set_size(b, size_of(b) + more, 0);
    }
    if (!is_top(b)) {
        enlist(b);
        return;
    }
    region.top[shelf] = b->before;
    region.used[shelf] = (uintptr_t)b - eg_region_begin(shelf);
    *b = (block){0};
}

void *eg_region_resize(void *ptr, size_t size) {
    block *b = ptr ? (block *)ptr - 1 : NULL;
    size_t old = b ? size_of(b) : 0;
    if (b && size <= old && region.open) return ptr;
    if (b && region.open && is_top(b)) { /* it grows where it is */
        size = rounded(size);
        reserve(shelf_of(b), size - old);
        region.used[shelf_of(b)] += size - old;
        set_size(b, size, USED);
        return ptr;
    }
    void *made = region.open ? alloc_on(ptr ? shelf_of(ptr) : region.shelf, size) : eg_heap_alloc(size);
    if (ptr) memcpy(made, ptr, old < size ? old : size);
    eg_region_drop(ptr);
    return made;
}

void *eg_region_settled(void *ptr, size_t size) {
    if (!region.open || ptr == NULL) return ptr;
    if (size == 0) return eg_heap_free(ptr), NULL;
    void *made = alloc_on(region.shelf == EG_SHELF_NAMES ? EG_SHELF_NAMES : EG_SHELF_WARM, size);
    memcpy(made, ptr, size);
    eg_heap_free(ptr);
    return made;
}
