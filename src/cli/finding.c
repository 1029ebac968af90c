/* SPDX-License-Identifier: MIT */
#include "cli/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "emit/jsonout.h"

static const char *const level_names[] = {"error", "warning", "note"};

void eg_findings_fini(eg_findings *f) { eg_vec_fini(&f->list); }

eg_finding *eg_finding_add(eg_findings *f, eg_level level, const char *code, const eg_source *source, const eg_yaml *at, size_t offset_in,
                           eg_slice rule, const char *format, ...) {
    eg_finding *one = eg_vec_add(&f->list);
    *one = (eg_finding){.level = level, .code = code, .rule = rule};
    char path[512];
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    snprintf(path, sizeof path, "%.*s", EG_FMT(source->path));
    eg_fail(&one->place, EG_ERR_RULE, path, "%s", text);
    eg_error_locate(&one->place, source, at ? eg_yaml_place(at, source, offset_in) : 0);
    return one;
}

static int by_place(const void *a, const void *b) {
    const eg_finding *x = a;
    const eg_finding *y = b;
    int order = strcmp(x->place.path, y->place.path);
    if (order == 0) order = (x->place.line > y->place.line) - (x->place.line < y->place.line);
    if (order == 0) order = (x->place.column > y->place.column) - (x->place.column < y->place.column);
    if (order == 0) order = strcmp(x->code, y->code);
    return order ? order : strcmp(x->place.text, y->place.text);
}

void eg_findings_sort(eg_findings *f) {
    if (f->list.len > 1) qsort(f->list.items, f->list.len, sizeof *f->list.items, by_place);
}

size_t eg_findings_count(const eg_findings *f, eg_level level) {
    size_t n = 0;
    for (size_t i = 0; i < f->list.len; i++) n += f->list.items[i].level == level;
    return n;
}

void eg_findings_print(eg_sink *out, const eg_findings *f) {
    for (size_t i = 0; i < f->list.len; i++) {
        eg_error shown = f->list.items[i].place;
        char text[2048];
        size_t len = strlen(shown.text);
        snprintf(shown.text + len, sizeof shown.text - len, " [%s]", f->list.items[i].code);
        eg_error_format(text, sizeof text, &shown, level_names[f->list.items[i].level]);
        eg_puts(out, text);
    }
}

void eg_findings_json(eg_sink *out, const eg_findings *f) {
    eg_putc(out, '[');
    for (size_t i = 0; i < f->list.len; i++) {
        const eg_finding *one = &f->list.items[i];
        eg_json_item(out, i == 0, 2);
        eg_putc(out, '{');
        eg_json_member(out, "level", eg_slice_from(level_names[one->level]));
        eg_json_member(out, "code", eg_slice_from(one->code));
        eg_json_optional(out, "rule", one->rule);
        eg_json_member(out, "path", eg_slice_from(one->place.path));
        if (one->place.line) eg_json_count(out, "line", one->place.line), eg_json_count(out, "column", one->place.column);
        eg_json_member(out, "text", eg_slice_from(one->place.text));
        eg_putc(out, '}');
    }
    eg_putc(out, ']');
}
