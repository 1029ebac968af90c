/* SPDX-License-Identifier: MIT */
/* How a language writes. In: the `language.yaml` of a language's folder. Out: what the scanner and the tape must know of it,
 * and which language a text is in. Nothing here knows a language: a folder says it. */
#ifndef EG_SCAN_LANGUAGE_H
#define EG_SCAN_LANGUAGE_H

#include "base/unicode.h"
#include "base/yaml.h"
#include "read/text.h"

typedef struct eg_language {
    eg_slice code;      /* "en", "ja": what `lang:` of a post says */
    eg_slice folder;    /* of its files within a set: "/ja" */
    uint32_t scripts;   /* a text is in it by these (bit per eg_script) ... */
    uint32_t needs;     /* ... when it has one of these too; 0 = no further need */
    float share;        /* least share of the letters, 0..1 */
    bool fallback;      /* for texts that are in no other */
    bool script_run;    /* `anchor: script-run`: names are runs of a script, cut by known words; else runs of capitals */
    bool by_char;       /* `gap: char`: no spaces between words, no inflection; gaps and scopes count characters */
} eg_language;

/* Texts are borrowed from `root`. Problems go to `errors`. */
void eg_language_read(eg_language *out, const eg_yaml *root, const eg_source *source, eg_errors *errors);

/* Letters of a text by script. */
typedef struct eg_script_counts {
    uint32_t of[EG_SCRIPT_COUNT];
    uint32_t letters;
} eg_script_counts;

/* Counts the beginning of the text, a few thousand letters: linear up to there. */
eg_script_counts eg_scripts_count(eg_slice text);
/* Does front matter ask for it ("ja", "ja-JP")? */
bool eg_language_is_named(const eg_language *language, eg_slice lang);
bool eg_language_fits(const eg_language *language, const eg_script_counts *counts);

#endif
