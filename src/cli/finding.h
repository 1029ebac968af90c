/* SPDX-License-Identifier: MIT */
/* What `check` has to say of a pattern set: errors, warnings and notes, each with its place and a code. */
#ifndef EG_CLI_FINDING_H
#define EG_CLI_FINDING_H

#include "base/sink.h"
#include "base/yaml.h"

typedef enum eg_level { EG_LEVEL_ERROR, EG_LEVEL_WARNING, EG_LEVEL_NOTE } eg_level;

typedef struct eg_finding {
    eg_level level;
    const char *code;  /* "unused-macro"; static */
    eg_slice rule;     /* id, or ""; borrowed from the set */
    eg_error place;    /* path, line, column, text, excerpt */
} eg_finding;

typedef struct eg_findings {
    EG_VEC(eg_finding) list;
} eg_findings;

void eg_findings_fini(eg_findings *f);
/* `offset_in`: byte of the scalar `at`. */
eg_finding *eg_finding_add(eg_findings *f, eg_level level, const char *code, const eg_source *source, const eg_yaml *at, size_t offset_in,
                           eg_slice rule, const char *format, ...) __attribute__((format(printf, 8, 9)));
/* By path, line, column and code. */
void eg_findings_sort(eg_findings *f);
size_t eg_findings_count(const eg_findings *f, eg_level level);
/* "path:line:col: warning: text [code]", the line and a caret. */
void eg_findings_print(eg_sink *out, const eg_findings *f);
/* A JSON array. */
void eg_findings_json(eg_sink *out, const eg_findings *f);

#endif
