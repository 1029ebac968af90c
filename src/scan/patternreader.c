/* SPDX-License-Identifier: MIT */
#include "scan/patternreader.h"

#include "base/vec.h"

/* Behind the class that opens at `at`; "]" as the first is one of its characters. */
static size_t class_end(eg_slice pattern, size_t at) {
    at++;
    if (at < pattern.len && pattern.ptr[at] == '^') at++;
    if (at < pattern.len && pattern.ptr[at] == ']') at++;
    for (; at < pattern.len && pattern.ptr[at] != ']'; at++) at += pattern.ptr[at] == '\\';
    return at;
}

uint32_t *eg_group_ends(eg_slice pattern) {
    uint32_t *ends = eg_heap_zeroed(pattern.len + 1, sizeof *ends);
    EG_VEC(uint32_t) open = {0};
    for (size_t i = 0; i < pattern.len; i++) {
        char c = pattern.ptr[i];
        if (c == '\\') i++;
        else if (c == '[') i = class_end(pattern, i);
        else if (c == '(') eg_vec_push(&open, (uint32_t)i);
        else if (c == ')' && open.len) ends[open.items[--open.len]] = (uint32_t)i;
    }
    eg_vec_fini(&open);
    return ends;
}

bool eg_has_odd_blank(eg_slice pattern) {
    static const char *const blanks[] = {"\xc2\x85", "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xa8", "\xe2\x80\xa9"};
    if (pattern.len == 0 || (!memchr(pattern.ptr, 0xC2, pattern.len) && !memchr(pattern.ptr, 0xE2, pattern.len))) return false;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (eg_slice_find(pattern, eg_slice_from(blanks[i]), 0) != (size_t)-1) return true;
    return false;
}

size_t eg_pattern_skip_blank(eg_slice pattern, size_t at) {
    while (at < pattern.len) {
        char c = pattern.ptr[at];
        if (c == '#') {
            while (at < pattern.len && pattern.ptr[at] != '\n') at++;
        } else if (c == ' ' || (c >= '\t' && c <= '\r')) at++;
        else break;
    }
    return at;
}
