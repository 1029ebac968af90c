/* SPDX-License-Identifier: MIT */
/* What others ask of a loaded set. */
#include "scan/patternset.h"

#include <stdio.h>
#include <stdlib.h>

/* Bytes 1..8, 11, 12, 14..31 are units: 28 of them, so that tab, newline and carriage return stay prose. */
static const char units[] = "\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f";

enum { UNIT_UNKNOWN = 17, UNIT_DATE = 18, UNIT_FIGURE = 19 };

char eg_unit_of_kind(uint32_t kind) { return units[kind < UNIT_UNKNOWN ? kind : UNIT_UNKNOWN]; }
char eg_unit_unknown(void) { return units[UNIT_UNKNOWN]; }
char eg_unit_of_figure(uint32_t cls) { return units[UNIT_FIGURE + (cls < EG_FIGURE_CLASSES_MOST ? cls : 0)]; }
char eg_unit_of_date(void) { return units[UNIT_DATE]; }
bool eg_unit_is(char c) { return (unsigned char)c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\0'; }

const eg_yaml *eg_variant_pattern(const eg_tape_rule *rule, const eg_variant *variant) {
    char name[32];
    snprintf(name, sizeof name, "%.*s", EG_FMT(variant->name));
    const eg_yaml *named = eg_yaml_get(rule->node, name);
    const eg_yaml *list = eg_yaml_get(rule->node, "patterns");
    size_t index = (size_t)strtoul(name, NULL, 10);
    return named ? named : list && index && index <= list->count ? &list->items[index - 1] : rule->node;
}

const eg_patterns *eg_patterns_for(const eg_patterns *p, const eg_text *text) {
    if (p->others.len == 0 || eg_language_is_named(&p->language, text->meta.lang)) return p;
    for (size_t i = 0; i < p->others.len; i++)
        if (eg_language_is_named(&p->others.items[i]->language, text->meta.lang)) return p->others.items[i];
    eg_script_counts counts = eg_scripts_count(text->text);
    for (size_t i = 0; i < p->others.len; i++)
        if (eg_language_fits(&p->others.items[i]->language, &counts)) return p->others.items[i];
    return p;
}

eg_patterns *eg_patterns_language(eg_patterns *p, size_t index) {
    return index == 0 ? p : index <= p->others.len ? p->others.items[index - 1] : NULL;
}

void eg_patterns_cut(eg_patterns *p, eg_slice word, uint32_t bits) {
    if (!p->language.script_run || word.len == 0) return;
    uint32_t known = eg_map_get(&p->cuts, word);
    eg_map_set(&p->cuts, word, known == EG_MAP_NONE ? bits : known | bits);
    if (word.len > p->cut_most) p->cut_most = word.len;
    eg_first_add(&p->cut_firsts, word);
}

const eg_schema *eg_patterns_schema(const eg_patterns *patterns) { return &patterns->schema; }

const eg_map *eg_patterns_list(const eg_patterns *p, eg_slice name) {
    static const struct {
        const char *name;
        size_t offset;
    } own[] = {{"titles", offsetof(eg_patterns, titles)},     {"roles", offsetof(eg_patterns, roles)},
               {"legal-forms", offsetof(eg_patterns, legal)}, {"name-heads", offsetof(eg_patterns, heads)},
               {"generic", offsetof(eg_patterns, generic)},   {"stopwords", offsetof(eg_patterns, stopwords)}};
    const eg_map *list = eg_gazetteer_list(&p->names, name);
    for (size_t i = 0; list == NULL && i < sizeof own / sizeof *own; i++)
        if (eg_slice_eq(name, eg_slice_from(own[i].name))) list = (const eg_map *)(const void *)((const char *)p + own[i].offset);
    return list;
}
