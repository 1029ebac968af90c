/* SPDX-License-Identifier: MIT */
#include "scan/regex.h"

#include <stdio.h>
#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Effect: a pattern that backtracks more than this on one subject is reported, not awaited. Prose of a sentence needs
 * a few hundred steps. */
enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 20000, HEAP_LIMIT_KIB = 4096, JIT_AFTER = 20 };

struct eg_regex {
    pcre2_code *code;
    pcre2_match_data *data;
    uint32_t runs;
    uint32_t gate;
    bool jit;
};

static pcre2_match_context *limits(void) {
    static pcre2_match_context *context;
    if (context == NULL) {
        context = pcre2_match_context_create(NULL);
        if (context == NULL) eg_out_of_memory(0);
        pcre2_set_match_limit(context, MATCH_LIMIT);
        pcre2_set_depth_limit(context, DEPTH_LIMIT);
        pcre2_set_heap_limit(context, HEAP_LIMIT_KIB);
    }
    return context;
}

eg_regex *eg_regex_new(eg_slice pattern, unsigned flags, size_t *error_offset, char *message, size_t cap) {
    uint32_t options = PCRE2_EXTENDED | PCRE2_UTF | PCRE2_UCP | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C;
    if (flags & EG_REGEX_CASELESS) options |= PCRE2_CASELESS;
    if (flags & EG_REGEX_ANCHORED) options |= PCRE2_ANCHORED;
    if (flags & EG_REGEX_FULL) options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    int code = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)(pattern.ptr ? pattern.ptr : ""), pattern.len, options, &code, &offset, NULL);
    if (compiled == NULL) {
        PCRE2_UCHAR text[256];
        pcre2_get_error_message(code, text, sizeof text);
        if (error_offset) *error_offset = offset;
        if (message) snprintf(message, cap, "%s", (const char *)text);
        return NULL;
    }
    uint32_t groups = 0;
    pcre2_pattern_info(compiled, PCRE2_INFO_CAPTURECOUNT, &groups);
    if (groups >= EG_GROUPS_MOST) {
        pcre2_code_free(compiled);
        if (error_offset) *error_offset = 0;
        if (message) snprintf(message, cap, "more than %d groups", EG_GROUPS_MOST - 1);
        return NULL;
    }
    eg_regex *regex = eg_heap_alloc(sizeof *regex);
    *regex = (eg_regex){.code = compiled, .gate = EG_NO_GATE, .data = pcre2_match_data_create_from_pattern(compiled, NULL)};
    if (regex->data == NULL) eg_out_of_memory(0);
    return regex;
}

void eg_regex_free(eg_regex *regex) {
    if (regex == NULL) return;
    pcre2_match_data_free(regex->data);
    pcre2_code_free(regex->code);
    free(regex);
}

static bool is_limit(int rc) {
    return rc == PCRE2_ERROR_MATCHLIMIT || rc == PCRE2_ERROR_DEPTHLIMIT || rc == PCRE2_ERROR_HEAPLIMIT ||
           rc == PCRE2_ERROR_JIT_STACKLIMIT || rc == PCRE2_ERROR_NOMEMORY;
}

eg_regex_result eg_regex_exec(eg_regex *regex, eg_slice subject, size_t from, eg_regex_match *match) {
    if (!regex->jit && ++regex->runs > JIT_AFTER) {
        regex->jit = true; /* also when it fails: then pcre2_match interprets, as before */
        (void)pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE);
    }
    PCRE2_SPTR text = (PCRE2_SPTR)(subject.ptr ? subject.ptr : "");
    int rc = pcre2_match(regex->code, text, subject.len, from, PCRE2_NO_UTF_CHECK, regex->data, limits());
    if (is_limit(rc) && regex->jit)
        rc = pcre2_match(regex->code, text, subject.len, from, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, regex->data, limits());
    if (rc == PCRE2_ERROR_NOMATCH) return EG_REGEX_NONE;
    if (rc < 0) return EG_REGEX_LIMIT;
    const PCRE2_SIZE *ovector = pcre2_get_ovector_pointer(regex->data);
    uint32_t n = pcre2_get_ovector_count(regex->data);
    match->count = n;
    for (uint32_t i = 0; i < n; i++) {
        bool set = i < (uint32_t)rc && ovector[2 * i] != PCRE2_UNSET;
        match->groups[i] = set ? (eg_span){(uint32_t)ovector[2 * i], (uint32_t)ovector[2 * i + 1]}
                               : (eg_span){UINT32_MAX, UINT32_MAX};
    }
    return EG_REGEX_MATCH;
}

void eg_regex_set_gate(eg_regex *regex, uint32_t gate) { regex->gate = gate; }

uint32_t eg_regex_gate(const eg_regex *regex) { return regex->gate; }

static bool name_table(const eg_regex *regex, PCRE2_SPTR *table, uint32_t *count, uint32_t *size) {
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMECOUNT, count);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMEENTRYSIZE, size);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMETABLE, table);
    return *count > 0;
}

uint32_t eg_regex_group(const eg_regex *regex, const char *name) {
    PCRE2_SPTR first = NULL;
    PCRE2_SPTR last = NULL;
    if (pcre2_substring_nametable_scan(regex->code, (PCRE2_SPTR)name, &first, &last) < 0) return 0;
    return (uint32_t)first[0] << 8 | first[1];
}

uint32_t eg_regex_group_count(const eg_regex *regex) {
    uint32_t n = 0;
    pcre2_pattern_info(regex->code, PCRE2_INFO_CAPTURECOUNT, &n);
    return n;
}

eg_slice eg_regex_group_name(const eg_regex *regex, uint32_t number) {
    PCRE2_SPTR table;
    uint32_t count;
    uint32_t size;
    if (!name_table(regex, &table, &count, &size)) return EG_S("");
    for (uint32_t i = 0; i < count; i++, table += size)
        if (((uint32_t)table[0] << 8 | table[1]) == number) return eg_slice_from((const char *)table + 2);
    return EG_S("");
}

const char *eg_regex_version(void) {
    static char version[64];
    if (version[0] == '\0') pcre2_config(PCRE2_CONFIG_VERSION, version);
    return version;
}
