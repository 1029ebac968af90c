/* SPDX-License-Identifier: MIT */
/* A post in a string, read for a test; and the checks that hold for every text. */
#ifndef EG_UNIT_POST_H
#define EG_UNIT_POST_H

#include "base/sink.h"
#include "read/text.h"

typedef struct post {
    eg_arena arena;
    eg_text text;
    eg_error err;
    bool ok;
} post;

static inline post post_read_bytes(eg_slice bytes) {
    static const eg_slice fixed[] = {{"e.g.", 4}, {"Mr.", 3}, {"U.S.", 4}};
    static const eg_slice soft[] = {{"Inc.", 4}, {"Ltd.", 4}, {"Pte.", 4}, {"Pvt.", 4}};
    static const eg_slice lettered[] = {{"series", 6}};
    const eg_sentence_rules rules = {.abbreviations = fixed, .abbreviation_count = 3, .soft_abbreviations = soft, .soft_count = 4,
                                     .lettered = lettered, .lettered_count = 1};
    post p = {0};
    p.ok = eg_text_read(&p.text, &p.arena, EG_S("post.md"), bytes, &rules, &p.err);
    return p;
}

static inline post post_read(const char *markdown) { return post_read_bytes(eg_slice_from(markdown)); }

static inline void post_free(post *p) {
    if (p->ok) eg_text_fini(&p->text);
    eg_arena_fini(&p->arena);
}

/* The raw bytes behind the first place where `name` stands in the text; "" when it stands nowhere. */
static inline eg_slice post_raw(const post *p, const char *name) {
    size_t at = eg_slice_find(p->text.text, eg_slice_from(name), 0);
    if (at == (size_t)-1) return EG_S("");
    uint32_t start;
    uint32_t stop;
    eg_text_span(&p->text, (uint32_t)at, (uint32_t)(at + strlen(name)), &start, &stop);
    return eg_slice_sub(p->text.source.bytes, start, stop);
}

static inline bool post_has(const post *p, const char *needle) {
    return eg_slice_find(p->text.text, eg_slice_from(needle), 0) != (size_t)-1;
}

static inline bool post_warns(const post *p, const char *code) {
    for (size_t i = 0; i < p->text.warning_count; i++)
        if (strcmp(p->text.warnings[i].code, code) == 0) return true;
    return false;
}

#endif
