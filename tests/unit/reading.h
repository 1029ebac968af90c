/* SPDX-License-Identifier: MIT */
/* A post in a string, read with the shipped pattern set down to its entities. */
#ifndef EG_UNIT_READING_H
#define EG_UNIT_READING_H

#include "post.h"
#include "relate/collect.h"
#include "resolve/alias.h"

typedef struct reading {
    post post;
    eg_candidates candidates; /* as the scanner found them */
    eg_reading r;
    eg_statements statements;
} reading;

static inline eg_patterns *reading_patterns(void) {
    static eg_patterns *set;
    if (set) return set;
    const char *dir = getenv("ECOGRAPH_PATTERNS");
    const char *const dirs[] = {dir ? dir : "patterns"};
    eg_errors errors = {0};
    set = eg_patterns_load(dirs, 1, &errors);
    if (set == NULL) fprintf(stderr, "the pattern set does not load\n"), exit(2);
    return set;
}

static inline bool reading_is_common(void *ctx, eg_slice word) { return eg_map_get(ctx, word) != EG_MAP_NONE; }

/* On the heap: the reading points into its own post. */
static inline reading *reading_of(const char *markdown) {
    const eg_patterns *p = reading_patterns();
    eg_sentence_rules rules = {.abbreviations = p->abbreviations.items, .abbreviation_count = p->abbreviations.len,
                               .soft_abbreviations = p->soft_abbreviations.items, .soft_count = p->soft_abbreviations.len, .lettered = p->lettered.items, .lettered_count = p->lettered.len,
                               .is_common = reading_is_common};
    const void *common = eg_patterns_list(p, EG_S("common-words"));
    memcpy(&rules.ctx, &common, sizeof common);
    reading *out = calloc(1, sizeof *out);
    if (out == NULL) exit(2);
    out->post.ok = eg_text_read(&out->post.text, &out->post.arena, EG_S("post.md"), eg_slice_from(markdown), &rules, &out->post.err);
    eg_read_post(&out->r, &out->statements, &out->post.arena, p, &out->post.text, true);
    eg_candidates_find(&out->candidates, &out->post.arena, p, &out->post.text, &out->r.tokens);
    return out;
}

static inline void reading_free(reading *x) {
    eg_statements_fini(&x->statements);
    eg_reading_fini(&x->r);
    post_free(&x->post);
    free(x);
}

/* The root entity of the first mention with this text, or EG_NO_ENTITY. */
static inline uint32_t reading_entity(const reading *x, const char *name) {
    for (size_t i = 0; i < x->r.mentions.len; i++) {
        const eg_mention *m = &x->r.mentions.items[i];
        if (eg_slice_eq(eg_slice_sub(x->post.text.text, m->begin, m->end), eg_slice_from(name))) return eg_entity_of(&x->r, m->entity);
    }
    return EG_NO_ENTITY;
}

/* The kind in which the name ends, "" when it is none or falls. */
static inline eg_slice reading_kind(const reading *x, const char *name) {
    uint32_t entity = reading_entity(x, name);
    uint32_t kind = entity == EG_NO_ENTITY ? EG_NONE : eg_final_kind(&x->r, entity);
    return kind == EG_NONE ? EG_S("") : x->r.p->schema.kinds[kind].name;
}

static inline bool reading_same(const reading *x, const char *a, const char *b) {
    uint32_t one = reading_entity(x, a);
    return one != EG_NO_ENTITY && one == reading_entity(x, b);
}

static inline const eg_candidate *reading_candidate(const reading *x, const char *name) {
    for (size_t i = 0; i < x->candidates.len; i++) {
        const eg_candidate *c = &x->candidates.items[i];
        if (eg_slice_eq(eg_slice_sub(x->post.text.text, c->begin, c->end), eg_slice_from(name))) return c;
    }
    return NULL;
}

#endif
