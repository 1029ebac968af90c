/* SPDX-License-Identifier: MIT */
/* Errors in a pattern file that all its readers share: shown at their place, with the word that was meant. */
#ifndef EG_SCAN_KEYS_H
#define EG_SCAN_KEYS_H

#include "base/suggest.h"
#include "base/yaml.h"

/* "what: word" at byte `offset_in` of the scalar `at` (the file's begin when NULL); without ": word" when it is empty. */
void eg_rule_error(eg_errors *errors, const eg_source *source, const eg_yaml *at, size_t offset_in, const char *what, eg_slice word);
/* The same at a word that is none of the known ones, with the nearest of those that `s` was shown. */
void eg_unknown_word(eg_errors *errors, const eg_source *source, const eg_yaml *at, const char *what, const eg_suggestion *s);
/* An error for each key of `map` that is not in `known` (ended by NULL), and when it is no map. */
void eg_keys_check(eg_errors *errors, const eg_source *source, const eg_yaml *map, const char *const *known);

#endif
