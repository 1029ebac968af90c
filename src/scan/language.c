/* SPDX-License-Identifier: MIT */
#include "scan/language.h"

#include <stdlib.h>

#include "scan/keys.h"

enum { SAMPLE = 16384 }; /* bytes of prose that tell the language */

static uint32_t read_scripts(const eg_yaml *list, const eg_source *source, eg_errors *errors) {
    uint32_t mask = 0;
    size_t n = list == NULL ? 0 : list->kind == EG_YAML_LIST ? list->count : 1;
    for (size_t i = 0; i < n; i++) {
        const eg_yaml *item = list->kind == EG_YAML_LIST ? &list->items[i] : list;
        uint32_t known = 0;
        eg_suggestion s = {.word = item->text};
        for (int k = EG_SCRIPT_LATIN; k < EG_SCRIPT_COUNT; k++) {
            eg_slice name = eg_slice_from(eg_script_name((eg_script)k));
            if (eg_slice_eq(item->text, name)) known = 1u << k;
            eg_suggest(&s, name);
        }
        if (known == 0) eg_unknown_word(errors, source, item, "unknown script", &s);
        mask |= known;
    }
    return mask;
}

/* One of two words; the first is what holds when the key is missing. */
static bool is_second(const eg_yaml *map, const char *key, const char *first, const char *second, const eg_source *source, eg_errors *errors) {
    const eg_yaml *node = eg_yaml_get(map, key);
    if (node == NULL || eg_slice_eq(node->text, eg_slice_from(first))) return false;
    if (eg_slice_eq(node->text, eg_slice_from(second))) return true;
    eg_suggestion s = {.word = node->text};
    eg_suggest(&s, eg_slice_from(first)), eg_suggest(&s, eg_slice_from(second));
    eg_unknown_word(errors, source, node, "unknown word", &s);
    return false;
}

void eg_language_read(eg_language *out, const eg_yaml *root, const eg_source *source, eg_errors *errors) {
    static const char *const top[] = {"language", NULL};
    static const char *const known[] = {"code", "scripts", "needs", "share", "default", "anchor", "gap", "note", NULL};
    eg_keys_check(errors, source, root, top);
    const eg_yaml *map = eg_yaml_get(root, "language");
    if (map == NULL) {
        eg_rule_error(errors, source, root, 0, "expected the section language", EG_S(""));
        return;
    }
    eg_keys_check(errors, source, map, known);
    out->code = eg_yaml_text(map, "code");
    out->scripts = read_scripts(eg_yaml_get(map, "scripts"), source, errors);
    out->needs = read_scripts(eg_yaml_get(map, "needs"), source, errors);
    out->fallback = is_second(map, "default", "false", "true", source, errors);
    out->script_run = is_second(map, "anchor", "capital", "script-run", source, errors);
    out->by_char = is_second(map, "gap", "word", "char", source, errors);
    const eg_yaml *share = eg_yaml_get(map, "share");
    out->share = share ? (float)strtod(share->text.ptr, NULL) : 0.5F;
    if (out->code.len == 0) eg_rule_error(errors, source, map, 0, "a language needs a code", EG_S(""));
    if (!out->fallback && out->scripts == 0) eg_rule_error(errors, source, map, 0, "a language that is no default needs scripts", EG_S(""));
    if (share && (out->share <= 0 || out->share > 1)) eg_rule_error(errors, source, share, 0, "share must be above 0 and at most 1", share->text);
}

eg_script_counts eg_scripts_count(eg_slice text) {
    eg_script_counts c = {0};
    size_t most = text.len < SAMPLE ? text.len : SAMPLE;
    for (size_t at = 0, n; at < most; at += n) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte < 0x80) { /* nearly all of most texts */
            c.of[EG_SCRIPT_LATIN] += (byte | 32) >= 'a' && (byte | 32) <= 'z';
            n = 1;
        } else c.of[eg_script_of(eg_utf8_next(text, at, &n))]++;
    }
    for (int k = EG_SCRIPT_LATIN; k < EG_SCRIPT_COUNT; k++) c.letters += c.of[k];
    return c;
}

bool eg_language_is_named(const eg_language *language, eg_slice lang) {
    for (size_t i = 0; i < lang.len; i++)
        if (lang.ptr[i] == '-' || lang.ptr[i] == '_') lang.len = i;
    return language->code.len && eg_slice_eq_ascii_nocase(lang, language->code);
}

static uint32_t count_of(const eg_script_counts *counts, uint32_t scripts) {
    uint32_t n = 0;
    for (int k = 0; k < EG_SCRIPT_COUNT; k++)
        if (scripts >> k & 1) n += counts->of[k];
    return n;
}

bool eg_language_fits(const eg_language *language, const eg_script_counts *counts) {
    uint32_t own = count_of(counts, language->scripts);
    if (own == 0 || (language->needs && count_of(counts, language->needs) == 0)) return false;
    return (float)own >= language->share * (float)counts->letters;
}
