/* SPDX-License-Identifier: MIT */
#include "graph/central.h"

#include <stdlib.h>

enum { WORK_MOST = 50000000 };

typedef struct neighbours { /* each neighbour once, without the node itself */
    uint32_t *start, *list;
    size_t count;
} neighbours;

static int cmp_u32(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static neighbours simple(const eg_adjacency *a) {
    size_t links = a->start[a->node_count];
    neighbours n = {eg_heap_resize(NULL, a->node_count + 1, sizeof *n.start),
                    eg_heap_resize(NULL, links, sizeof *n.list), a->node_count};
    uint32_t at = 0;
    for (uint32_t v = 0; v < a->node_count; v++) {
        uint32_t first = at;
        n.start[v] = first;
        for (uint32_t i = a->start[v]; i < a->start[v + 1]; i++)
            if (a->links[i].other != v) n.list[at++] = a->links[i].other;
        if (at - first > 1) qsort(n.list + first, at - first, sizeof *n.list, cmp_u32);
        uint32_t kept = first;
        for (uint32_t i = first; i < at; i++)
            if (kept == first || n.list[kept - 1] != n.list[i]) n.list[kept++] = n.list[i];
        at = kept;
    }
    n.start[n.count] = at;
    return n;
}

typedef struct brandes {
    neighbours n;
    uint32_t *queue;    /* nodes in the order they were reached */
    uint32_t *distance; /* from the source; EG_NO_NODE = not reached */
    double *ways;       /* number of shortest ways from the source */
    double *share;      /* what passes through the node */
} brandes;

static size_t reach(brandes *b, uint32_t source) {
    for (size_t i = 0; i < b->n.count; i++) {
        b->distance[i] = EG_NO_NODE;
        b->ways[i] = b->share[i] = 0;
    }
    b->distance[source] = 0;
    b->ways[source] = 1;
    size_t tail = 0;
    b->queue[tail++] = source;
    for (size_t head = 0; head < tail; head++) {
        uint32_t v = b->queue[head];
        for (uint32_t i = b->n.start[v]; i < b->n.start[v + 1]; i++) {
            uint32_t w = b->n.list[i];
            if (b->distance[w] == EG_NO_NODE) {
                b->distance[w] = b->distance[v] + 1;
                b->queue[tail++] = w;
            }
            if (b->distance[w] == b->distance[v] + 1) b->ways[w] += b->ways[v];
        }
    }
    return tail;
}

static void add_source(brandes *b, uint32_t source, double weight, double *out) {
    size_t reached = reach(b, source);
    while (reached-- > 1) { /* the source itself, first in the queue, is left out */
        uint32_t w = b->queue[reached];
        for (uint32_t i = b->n.start[w]; i < b->n.start[w + 1]; i++) {
            uint32_t v = b->n.list[i];
            if (b->distance[v] + 1 == b->distance[w]) b->share[v] += b->ways[v] / b->ways[w] * (1 + b->share[w]);
        }
        out[w] += b->share[w] * weight;
    }
}

bool eg_betweenness(double *out, const eg_adjacency *adjacency) {
    size_t count = adjacency->node_count;
    brandes b = {.n = simple(adjacency)};
    b.queue = eg_heap_resize(NULL, count, sizeof *b.queue);
    b.distance = eg_heap_resize(NULL, count, sizeof *b.distance);
    b.ways = eg_heap_resize(NULL, count, sizeof *b.ways);
    b.share = eg_heap_resize(NULL, count, sizeof *b.share);
    for (size_t i = 0; i < count; i++) out[i] = 0;
    size_t each = b.n.start[count] + count + 1; /* work of one source */
    size_t sources = WORK_MOST / each + 1;
    if (sources > count) sources = count;
    /* Each pair is met from both its ends, hence the half. */
    for (size_t i = 0; i < sources; i++)
        add_source(&b, (uint32_t)(i * count / sources), 0.5 * (double)count / (double)sources, out);
    free(b.n.start);
    free(b.n.list);
    free(b.queue);
    free(b.distance);
    free(b.ways);
    free(b.share);
    return sources == count;
}

uint32_t eg_components(uint32_t *out, const eg_adjacency *adjacency) {
    uint32_t *queue = eg_heap_resize(NULL, adjacency->node_count, sizeof *queue);
    uint32_t found = 0;
    for (size_t i = 0; i < adjacency->node_count; i++) out[i] = EG_NO_NODE;
    for (uint32_t first = 0; first < adjacency->node_count; first++) {
        if (out[first] != EG_NO_NODE) continue;
        size_t tail = 0;
        queue[tail++] = first;
        out[first] = found;
        for (size_t head = 0; head < tail; head++) {
            size_t count;
            const eg_link *links = eg_links(adjacency, queue[head], &count);
            for (size_t i = 0; i < count; i++) {
                if (out[links[i].other] != EG_NO_NODE) continue;
                out[links[i].other] = found;
                queue[tail++] = links[i].other;
            }
        }
        found++;
    }
    free(queue);
    return found;
}
