/* SPDX-License-Identifier: MIT */
/* The sections of one YAML file of a pattern set: words, macros, rules. In: the parsed file. Out: the set, more of it; every
 * problem of the file as an error in the user's own text. What a section means is told in patterns/README.md. */
#ifndef EG_SCAN_SETRULES_H
#define EG_SCAN_SETRULES_H

#include "scan/patternset.h"

/* Rules use words and macros of every file, so all files are read for those first. */
typedef enum eg_set_pass { EG_SET_WORDS, EG_SET_RULES } eg_set_pass;

/* `root` and `source` stay with the set, which points into them. A rule replaces an earlier one of its id. */
void eg_set_rules_read(eg_patterns *p, const eg_source *source, const eg_yaml *root, eg_set_pass which, eg_errors *errors);
/* What the rules hold; their arrays are the set's. */
void eg_set_rules_free(eg_patterns *p);

#endif
