/* SPDX-License-Identifier: MIT */
/* references PATTERNS POST...: what each reference of a post ("it", "the company") is read as: "path TAB line TAB column TAB
 * phrase TAB rule TAB name | name", for tests/gold/refscore. */
#include <stdio.h>

#include "cli/probe.h"

static void show(const eg_probe *probe, const eg_anaphor *a, const char *path) {
    const eg_reading *r = &probe->reading;
    eg_arena arena = {0};
    uint32_t line;
    uint32_t column;
    eg_text_place(&probe->text, a->begin, &line, &column);
    eg_slice phrase = a->end > a->begin ? eg_text_quote(&arena, &probe->text, a->begin, a->end) : EG_S("");
    printf("%s\t%u\t%u\t%.*s\t%.*s\t", path, line, column, EG_FMT(phrase), EG_FMT(r->p->references.items[a->rule].id));
    for (uint32_t i = 0; i < a->count; i++) printf("%s%.*s", i ? " | " : "", EG_FMT(r->entities.items[eg_entity_of(r, a->entities[i])].name));
    putchar('\n');
    eg_arena_fini(&arena);
}

int main(int argc, char **argv) {
    eg_errors errors = {0};
    const char *dir = argc > 1 ? argv[1] : "patterns";
    eg_patterns *p = eg_patterns_load(&dir, 1, &errors);
    if (p == NULL) return 2;
    for (int i = 2; i < argc; i++) {
        eg_arena arena = {0};
        eg_source source;
        eg_error err = {0};
        if (!eg_source_read(&source, &arena, argv[i], 0, &err)) {
            fprintf(stderr, "references: %s: %s\n", argv[i], err.text);
            return 2;
        }
        eg_post_input post = {argv[i], source.bytes};
        eg_probe probe;
        if (!eg_probe_open(&probe, p, &post, &err)) {
            fprintf(stderr, "references: %s: %s\n", argv[i], err.text);
            return 2;
        }
        for (size_t a = 0; a < probe.reading.anaphora.len; a++) show(&probe, &probe.reading.anaphora.items[a], argv[i]);
        eg_probe_close(&probe);
        eg_source_fini(&source);
        eg_arena_fini(&arena);
    }
    eg_patterns_free(p);
    return 0;
}
