/* SPDX-License-Identifier: MIT */
#include "scan/keys.h"

#include <stdio.h>

void eg_rule_error(eg_errors *errors, const eg_source *source, const eg_yaml *at, size_t offset_in, const char *what, eg_slice word) {
    eg_error *err = eg_errors_add(errors);
    char path[512];
    snprintf(path, sizeof path, "%.*s", EG_FMT(source->path));
    if (word.len) eg_fail(err, EG_ERR_RULE, path, "%s: %.*s", what, EG_FMT(word));
    else eg_fail(err, EG_ERR_RULE, path, "%s", what);
    eg_error_locate(err, source, at ? eg_yaml_place(at, source, offset_in) : 0);
}

void eg_unknown_word(eg_errors *errors, const eg_source *source, const eg_yaml *at, const char *what, const eg_suggestion *s) {
    char word[300];
    if (s->best.len) snprintf(word, sizeof word, "%.*s (did you mean \"%.*s\"?)", EG_FMT(s->word), EG_FMT(s->best));
    else snprintf(word, sizeof word, "%.*s", EG_FMT(s->word));
    eg_rule_error(errors, source, at, 0, what, eg_slice_from(word));
}

void eg_keys_check(eg_errors *errors, const eg_source *source, const eg_yaml *map, const char *const *known) {
    if (map->kind != EG_YAML_MAP) {
        eg_rule_error(errors, source, map, 0, "expected a map of keys", EG_S(""));
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        eg_suggestion s = {.word = map->keys[i].text};
        const char *const *k = known;
        for (; *k && !eg_slice_eq(map->keys[i].text, eg_slice_from(*k)); k++) eg_suggest(&s, eg_slice_from(*k));
        if (*k == NULL) eg_unknown_word(errors, source, &map->keys[i], "unknown key", &s);
    }
}
