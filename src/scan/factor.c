/* SPDX-License-Identifier: MIT */
#include "scan/factor.h"

#include "scan/charset.h"

enum { DEPTH_MOST = 60, GUARD_LEAST = 4, KEPT_LEAST = 48 /* bytes of a group that is looked up */ };

struct eg_factored_group {
    eg_slice text;
    bool captures, is_set;
};

typedef struct factorer {
    eg_arena *arena;
    eg_factor_memory *memory;
    eg_slice text;
    size_t at;
    int depth;
    bool lost;
    bool is_set; /* what read_alternatives put last is one class */
} factorer;

/* One alternative, its groups factored already. */
typedef struct item {
    eg_slice text;
    bool captures; /* moving it would renumber groups */
} item;

typedef EG_VEC(item) items;

static bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static eg_slice skip_blank(eg_slice s) {
    while (s.len && is_blank(s.ptr[0])) s = eg_slice_sub(s, 1, s.len);
    return s;
}

/* The letter or digit an alternative begins with, or 0; *rest is what is behind it. */
static char first_letter(eg_slice text, eg_slice *rest) {
    text = skip_blank(text);
    if (text.len == 0 || !is_plain(text.ptr[0])) return 0;
    *rest = eg_slice_sub(text, 1, text.len);
    eg_slice next = skip_blank(*rest);
    return next.len && strchr("?*+{", next.ptr[0]) ? 0 : text.ptr[0];
}

/* Alternatives with the same first letter move up to the first of them; one that begins otherwise (or is empty) is a
 * border that nothing crosses. */
static void put_list(eg_sink *out, const eg_slice *list, size_t count) { /* NOLINT(misc-no-recursion): one letter less each time */
    bool *done = eg_heap_alloc(count + 1);
    eg_slice *rests = eg_heap_alloc((count + 1) * sizeof *rests);
    memset(done, 0, count + 1);
    for (size_t i = 0; i < count; i++) {
        eg_slice rest;
        if (done[i]) continue;
        if (i > 0) eg_putc(out, '|');
        char letter = first_letter(list[i], &rest);
        size_t n = 0;
        for (size_t j = i; j < count && letter; j++) {
            char other = done[j] ? letter : first_letter(list[j], &rest);
            if (other == 0) break;
            if (done[j] || other != letter) continue;
            rests[n++] = rest;
            done[j] = true;
        }
        if (n < 2) {
            eg_put(out, list[i]);
            continue;
        }
        eg_putc(out, letter);
        eg_puts(out, "(?:");
        put_list(out, rests, n);
        eg_putc(out, ')');
    }
    eg_heap_free(rests);
    eg_heap_free(done);
}

/* "(?=[abc])": a place where none of many alternatives can begin costs one look. */
static void put_guard(eg_sink *out, const eg_slice *list, size_t count) {
    char letters[40] = {0};
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        eg_slice rest;
        char c = first_letter(list[i], &rest);
        if (c == 0) return;
        if (memchr(letters, c, n) == NULL) letters[n++] = c;
    }
    if (count < GUARD_LEAST) return;
    eg_puts(out, "(?=[");
    eg_put(out, eg_slice_of(letters, n));
    eg_puts(out, "])(?:");
    put_list(out, list, count);
    eg_putc(out, ')');
}

static void put_items(eg_sink *out, const items *all) {
    bool captures = false;
    eg_slice *list = eg_heap_alloc((all->len + 1) * sizeof *list);
    for (size_t i = 0; i < all->len; i++) list[i] = all->items[i].text, captures |= all->items[i].captures;
    size_t before = out->buf.len;
    if (!captures) put_guard(out, list, all->len);
    if (out->buf.len == before && !captures) put_list(out, list, all->len);
    for (size_t i = 0; i < all->len && captures; i++) {
        if (i > 0) eg_putc(out, '|');
        eg_put(out, list[i]);
    }
    eg_heap_free(list);
}

static bool peek(const factorer *f, const char *text) { return eg_slice_starts(eg_slice_sub(f->text, f->at, f->text.len), eg_slice_from(text)); }

static void copy(factorer *f, eg_sink *out, size_t count) {
    for (; count > 0 && f->at < f->text.len; count--) eg_putc(out, f->text.ptr[f->at++]);
}

static void copy_through(factorer *f, eg_sink *out, char c) {
    while (f->at < f->text.len && f->text.ptr[f->at] != c) copy(f, out, 1);
    copy(f, out, 1);
}

static void copy_class(factorer *f, eg_sink *out) {
    copy(f, out, 1);
    if (peek(f, "^")) copy(f, out, 1);
    if (peek(f, "]")) copy(f, out, 1);
    while (f->at < f->text.len && f->text.ptr[f->at] != ']') {
        if (peek(f, "[:")) copy_through(f, out, ']');
        else copy(f, out, f->text.ptr[f->at] == '\\' ? 2 : 1);
    }
    copy(f, out, 1);
}

static bool read_alternatives(factorer *f, eg_sink *out);

/* Neighbours that stand for one character each become one class: which of them takes it is no matter. */
static void join_sets(factorer *f, items *all) {
    size_t kept = 0;
    for (size_t i = 0; i < all->len; i++) {
        eg_charset joined;
        eg_charset next;
        eg_sink out = {0};
        size_t end = i + 1;
        bool is_set = eg_charset_read(&joined, all->items[i].text);
        while (is_set && end < all->len && eg_charset_read(&next, all->items[end].text)) eg_charset_join(&joined, &next), end++;
        if (is_set && eg_charset_put(&out, &joined)) {
            all->items[kept++] = (item){eg_arena_dup(f->arena, eg_sink_slice(&out)), false};
            f->is_set = true;
            i = end - 1;
        } else {
            all->items[kept++] = all->items[i];
        }
        eg_sink_fini(&out);
    }
    all->len = kept;
    f->is_set &= kept == 1;
}

/* A lookbehind must keep its shape: its alternatives have one length each. */
static void copy_group(factorer *f, eg_sink *out) { /* NOLINT(misc-no-recursion): depth is capped */
    for (int open = 0; f->at < f->text.len;) {
        char c = f->text.ptr[f->at];
        if (c == '[') {
            copy_class(f, out);
            continue;
        }
        open += (c == '(') - (c == ')');
        copy(f, out, c == '\\' ? 2 : 1);
        if (open == 0) return;
    }
}

/* Around one class it would only be in the way of what repeats it. Returns whether it captures. */
static bool read_plain_group(factorer *f, eg_sink *out) { /* NOLINT(misc-no-recursion): depth is capped */
    eg_sink inner = {0};
    f->at += 3;
    bool captures = read_alternatives(f, &inner);
    bool bare = f->is_set;
    if (!bare) eg_puts(out, "(?:");
    eg_put(out, eg_sink_slice(&inner));
    if (!bare) copy(f, out, 1);
    else f->at++;
    eg_sink_fini(&inner);
    return captures;
}

/* The text of the group that begins here. */
static eg_slice group_text(const factorer *f) {
    factorer ahead = {.text = f->text, .at = f->at};
    eg_sink none = {0};
    copy_group(&ahead, &none);
    eg_sink_fini(&none);
    return eg_slice_sub(f->text, f->at, ahead.at);
}

/* The same, when it was not read before. */
static bool recall_plain_group(factorer *f, eg_sink *out) { /* NOLINT(misc-no-recursion): depth is capped */
    eg_factor_memory *m = f->memory;
    eg_slice text = m ? group_text(f) : EG_S("");
    if (text.len < KEPT_LEAST) return read_plain_group(f, out);
    uint32_t known = eg_map_get(&m->known, text);
    if (known == EG_MAP_NONE) {
        size_t begin = out->buf.len;
        bool captures = read_plain_group(f, out);
        struct eg_factored_group made = {.captures = captures, .is_set = f->is_set};
        if (f->lost) return made.captures;
        made.text = eg_arena_dup(&m->arena, eg_slice_of(out->buf.items + begin, out->buf.len - begin));
        eg_map_put(&m->known, eg_arena_dup(&m->arena, text), (uint32_t)m->groups.len);
        eg_vec_push(&m->groups, made);
        return made.captures;
    }
    const struct eg_factored_group *g = &m->groups.items[known];
    eg_put(out, g->text);
    f->at += text.len;
    f->is_set = g->is_set;
    return g->captures;
}

void eg_factor_memory_fini(eg_factor_memory *m) {
    eg_map_fini(&m->known);
    eg_vec_fini(&m->groups);
    eg_arena_fini(&m->arena);
}

/* Returns whether it captures. */
static bool read_group(factorer *f, eg_sink *out) { /* NOLINT(misc-no-recursion): depth is capped */
    bool captures = false;
    if (peek(f, "(?<=") || peek(f, "(?<!")) {
        copy_group(f, out);
        return false;
    }
    if (peek(f, "(?:")) return recall_plain_group(f, out);
    if (peek(f, "(?=") || peek(f, "(?!") || peek(f, "(?>")) copy(f, out, 3);
    else if (peek(f, "(?<") || peek(f, "(?P<")) copy_through(f, out, '>'), captures = true;
    else if (peek(f, "(?") || peek(f, "(*")) f->lost = true;
    else copy(f, out, 1), captures = true;
    captures |= read_alternatives(f, out);
    copy(f, out, 1);
    return captures;
}

static item read_item(factorer *f) { /* NOLINT(misc-no-recursion): depth is capped */
    eg_sink out = {0};
    item read = {0};
    while (f->at < f->text.len && !f->lost) {
        char c = f->text.ptr[f->at];
        if (c == '|' || c == ')') break;
        if (c == '(') read.captures |= read_group(f, &out);
        else if (c == '[') copy_class(f, &out);
        else if (c == '#' || peek(f, "\\Q")) f->lost = true;
        else if (peek(f, "\\g") || peek(f, "\\k") || (c == '\\' && f->at + 1 < f->text.len && f->text.ptr[f->at + 1] >= '1' && f->text.ptr[f->at + 1] <= '9')) f->lost = true;
        else copy(f, &out, c == '\\' ? 2 : 1);
    }
    read.text = eg_arena_dup(f->arena, eg_sink_slice(&out));
    eg_sink_fini(&out);
    return read;
}

static bool read_alternatives(factorer *f, eg_sink *out) { /* NOLINT(misc-no-recursion): depth is capped */
    items all = {0};
    bool captures = false;
    if (++f->depth > DEPTH_MOST) f->lost = true;
    for (;;) {
        item one = read_item(f);
        captures |= one.captures;
        eg_vec_push(&all, one);
        if (f->lost || !peek(f, "|")) break;
        f->at++;
    }
    f->depth--;
    f->is_set = false;
    join_sets(f, &all);
    put_items(out, &all);
    eg_vec_fini(&all);
    return captures;
}

bool eg_factor(eg_sink *out, eg_arena *arena, eg_slice pattern, eg_factor_memory *memory) {
    factorer f = {.arena = arena, .memory = memory, .text = pattern};
    eg_sink made = {0};
    read_alternatives(&f, &made);
    bool ok = !f.lost && f.at == pattern.len;
    if (ok) eg_put(out, eg_sink_slice(&made));
    eg_sink_fini(&made);
    return ok;
}
