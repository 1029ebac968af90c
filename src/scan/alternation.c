/* SPDX-License-Identifier: MIT */
#include "scan/alternation.h"

#include <stdlib.h>

static int longer_first(const void *a, const void *b) {
    const eg_slice *x = a;
    const eg_slice *y = b;
    if (x->len != y->len) return x->len < y->len ? 1 : -1;
    return eg_slice_cmp(*x, *y);
}

static void put_char(eg_sink *out, eg_slice character) {
    if (eg_slice_eq(character, EG_S(" "))) {
        eg_puts(out, "\\s");
        return;
    }
    if (strchr("\\^$.|?*+()[]{}#-", character.ptr[0])) eg_putc(out, '\\');
    eg_put(out, character);
}

static eg_slice first_char(eg_slice word) {
    size_t n = 0;
    (void)eg_utf8_next(word, 0, &n);
    return eg_slice_sub(word, 0, n);
}

static bool is_ascii_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* A pattern may not care for case: words that differ in the case of a letter must keep their order. */
static bool differ_in_case(eg_slice a, eg_slice b) {
    if ((unsigned char)a.ptr[0] >= 0x80 || (unsigned char)b.ptr[0] >= 0x80) return a.len == b.len && !eg_slice_eq(a, b);
    return a.ptr[0] != b.ptr[0] && is_ascii_letter(a.ptr[0]) && (a.ptr[0] | 32) == (b.ptr[0] | 32);
}

static void put_flat(eg_sink *out, const eg_slice *words, size_t count) {
    eg_puts(out, "(?:");
    for (size_t i = 0; i < count; i++) {
        if (i) eg_putc(out, '|');
        for (eg_slice rest = words[i]; rest.len; rest = eg_slice_sub(rest, first_char(rest).len, rest.len)) put_char(out, first_char(rest));
    }
    eg_putc(out, ')');
}

static bool has_cases(const eg_slice *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (words[i].len && words[j].len && differ_in_case(first_char(words[i]), first_char(words[j]))) return true;
    return false;
}

/* How many of the words begin with the character that the first one begins with. */
static size_t alike(const eg_slice *words, size_t count) {
    eg_slice c = first_char(words[0]);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) n += eg_slice_eq(first_char(words[i]), c);
    return n;
}

/* `words`, the longest first, none twice; an empty one, which is then the last, ends here: what goes on comes first. */
static void put_words(eg_sink *out, const eg_slice *words, size_t count) { /* NOLINT(misc-no-recursion): one character less each time */
    bool may_end = count && words[count - 1].len == 0;
    count -= may_end;
    if (count == 0) return;
    if (has_cases(words, count)) {
        put_flat(out, words, count);
        if (may_end) eg_putc(out, '?');
        return;
    }
    bool *done = eg_heap_alloc(count);
    eg_slice *rests = eg_heap_alloc(count * sizeof *rests);
    memset(done, 0, count);
    bool group = may_end || alike(words, count) < count;
    if (group) eg_puts(out, "(?:");
    for (size_t i = 0; i < count; i++) {
        if (done[i]) continue;
        eg_slice c = first_char(words[i]);
        size_t n = 0;
        for (size_t j = i; j < count; j++) {
            if (done[j] || !eg_slice_eq(first_char(words[j]), c)) continue;
            rests[n++] = eg_slice_sub(words[j], c.len, words[j].len);
            done[j] = true;
        }
        if (i) eg_putc(out, '|');
        put_char(out, c);
        put_words(out, rests, n);
    }
    if (group) eg_puts(out, may_end ? ")?" : ")");
    eg_heap_free(rests);
    eg_heap_free(done);
}

void eg_alternation_put(eg_sink *out, eg_slice lines) {
    EG_VEC(eg_slice) list = {0};
    eg_slice word;
    while (lines.len && eg_slice_split(&lines, '\n', &word))
        if (word.len) eg_vec_push(&list, word);
    if (list.len) qsort(list.items, list.len, sizeof *list.items, longer_first);
    size_t kept = 0;
    for (size_t i = 0; i < list.len; i++)
        if (i == 0 || !eg_slice_eq(list.items[i], list.items[kept - 1])) list.items[kept++] = list.items[i];
    eg_puts(out, "(?:");
    if (kept) put_words(out, list.items, kept);
    else eg_puts(out, "(?!)");
    eg_putc(out, ')');
    eg_vec_fini(&list);
}
