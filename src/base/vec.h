/* SPDX-License-Identifier: MIT */
/* Growing arrays on the heap. `EG_VEC(int) v = {0}; eg_vec_push(&v, 7); v.items[0]; eg_vec_fini(&v);`
 * Pointers into `items` hold until the next push. */
#ifndef EG_BASE_VEC_H
#define EG_BASE_VEC_H

#include <stdlib.h>

#include "base/arena.h"

#define EG_VEC(type)                                                                               \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t len;                                                                                \
        size_t cap;                                                                                \
    }

static inline void *eg_vec_grown(void *items, size_t *cap, size_t need, size_t size) {
    if (need <= *cap) return items;
    size_t want = *cap ? *cap * 2 : 8;
    if (want < need) want = need;
    items = eg_heap_resize(items, want, size);
    *cap = want;
    return items;
}

#define eg_vec_reserve(v, need)                                                                    \
    ((v)->items = eg_vec_grown((v)->items, &(v)->cap, (need), sizeof *(v)->items))
#define eg_vec_push(v, item)                                                                       \
    (eg_vec_reserve((v), (v)->len + 1), (void)((v)->items[(v)->len++] = (item)))
/* A new zeroed last item, by pointer. */
#define eg_vec_add(v)                                                                              \
    (eg_vec_reserve((v), (v)->len + 1),                                                            \
     memset(&(v)->items[(v)->len], 0, sizeof *(v)->items), &(v)->items[(v)->len++])
#define eg_vec_fini(v) (eg_heap_free((v)->items), (v)->items = NULL, (v)->len = (v)->cap = 0)

#endif
