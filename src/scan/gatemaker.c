/* SPDX-License-Identifier: MIT */
#include "scan/gatemaker.h"

#include <pthread.h>

#include "base/region.h"

typedef struct job {
    char *bytes; /* the pattern, and behind it the text */
    size_t pattern, text;
    bool anchored;
} job;

struct eg_gatemaker {
    pthread_mutex_t lock;
    pthread_cond_t more;
    pthread_t thread;
    bool threaded, tried, complete; /* complete: no job comes behind those that are there */
    EG_VEC(job) jobs;
    EG_VEC(eg_made) made; /* whoever works writes here; behind the wait, anybody reads */
    eg_outlines outlines;
    eg_sketches sketches;
    eg_arena texts, words; /* of needs; of sketches */
    eg_factor_memory factors;
    eg_needs_memory needs;
};

eg_gatemaker *eg_gatemaker_new(void) {
    bool was = eg_region_pause(true);
    eg_gatemaker *m = eg_heap_zeroed(1, sizeof *m);
    eg_region_pause(was);
    pthread_mutex_init(&m->lock, NULL);
    pthread_cond_init(&m->more, NULL);
    return m;
}

eg_factor_memory *eg_gatemaker_factors(eg_gatemaker *m) { return &m->factors; }

static void do_job(eg_gatemaker *m, const job *j) {
    eg_made *made = eg_vec_add(&m->made);
    made->anchored = j->anchored;
    eg_needs_find(&made->needs, &m->texts, eg_slice_of(j->bytes, j->pattern), &m->needs);
    eg_outline outline = eg_outlines_add(&m->outlines, eg_slice_of(j->bytes + j->pattern, j->text), j->anchored);
    made->sketch = eg_sketches_add(&m->sketches, &m->outlines, outline, &m->words);
    eg_heap_free(j->bytes);
}

/* The next job, waited for; false when there is none any more. */
static bool next_job(eg_gatemaker *m, size_t at, job *out) {
    pthread_mutex_lock(&m->lock);
    while (at == m->jobs.len && !m->complete) pthread_cond_wait(&m->more, &m->lock);
    bool there = at < m->jobs.len;
    if (there) *out = m->jobs.items[at];
    pthread_mutex_unlock(&m->lock);
    return there;
}

static void *work(void *ctx) {
    eg_gatemaker *m = ctx;
    job j;
    while (next_job(m, m->made.len, &j)) do_job(m, &j);
    return NULL;
}

static void *work_apart(void *ctx) {
    eg_region_leave();
    return work(ctx);
}

uint32_t eg_gatemaker_ask(eg_gatemaker *m, eg_slice pattern, eg_slice text, bool anchored) {
    bool was = eg_region_pause(true);
    job j = {.bytes = eg_heap_alloc(pattern.len + text.len), .pattern = pattern.len, .text = text.len, .anchored = anchored};
    if (pattern.len) memcpy(j.bytes, pattern.ptr, pattern.len);
    if (text.len) memcpy(j.bytes + pattern.len, text.ptr, text.len);
    if (!m->tried) m->threaded = pthread_create(&m->thread, NULL, work_apart, m) == 0;
    m->tried = true;
    pthread_mutex_lock(&m->lock);
    eg_vec_push(&m->jobs, j);
    uint32_t number = (uint32_t)m->jobs.len - 1;
    pthread_cond_signal(&m->more);
    pthread_mutex_unlock(&m->lock);
    eg_region_pause(was);
    return number;
}

void eg_gatemaker_wait(eg_gatemaker *m) {
    pthread_mutex_lock(&m->lock);
    m->complete = true;
    pthread_cond_signal(&m->more);
    pthread_mutex_unlock(&m->lock);
    bool was = eg_region_pause(true);
    if (m->threaded) pthread_join(m->thread, NULL);
    else work(m);
    eg_region_pause(was);
    m->threaded = false;
}

uint32_t eg_gatemaker_add(const eg_gatemaker *m, eg_gates *gates, uint32_t number) {
    static const eg_made nothing = {.anchored = true};
    const eg_made *made = number < m->made.len ? &m->made.items[number] : &nothing;
    return eg_gates_add(gates, &made->needs, made->sketch, made->anchored);
}

void eg_gatemaker_give(eg_gatemaker *m, eg_gates *gates) {
    eg_gates_take(gates, &m->outlines, &m->sketches, &m->words);
    m->outlines = (eg_outlines){0};
    m->sketches = (eg_sketches){0};
    m->words = (eg_arena){0};
}

void eg_gatemaker_free(eg_gatemaker *m) {
    if (m == NULL) return;
    eg_gatemaker_wait(m);
    for (size_t i = 0; i < m->made.len; i++) eg_needs_fini(&m->made.items[i].needs);
    eg_vec_fini(&m->made);
    eg_vec_fini(&m->jobs);
    eg_outlines_fini(&m->outlines);
    eg_sketches_fini(&m->sketches);
    eg_needs_memory_fini(&m->needs);
    eg_arena_fini(&m->texts);
    eg_arena_fini(&m->words);
    eg_factor_memory_fini(&m->factors);
    pthread_mutex_destroy(&m->lock);
    pthread_cond_destroy(&m->more);
    eg_heap_free(m);
}
