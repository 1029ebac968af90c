/* SPDX-License-Identifier: MIT */
/* Front matter is written by hand and by forty site generators: it is read with patience. YAML goes through base/yaml;
 * when that fails, and for TOML, lines of the form `key: value` or `key = value` are read one by one. */
#include "read/frontmatter.h"

#include "base/yaml.h"

/* Effect: an opening fence without a closing one is searched this far, so that a post that merely begins with a rule
 * costs nothing. No front matter seen in the wild has 1,000 lines. */
enum { LINES_MOST = 1000 };

typedef struct fields {
    eg_read_log *log;
    eg_meta *meta;
    EG_VEC(eg_slice) authors;
    EG_VEC(eg_slice) tags;
} fields;

static eg_slice next_line(eg_slice s, size_t *at) {
    size_t begin = *at;
    const char *newline = begin < s.len ? memchr(s.ptr + begin, '\n', s.len - begin) : NULL;
    size_t end = newline ? (size_t)(newline - s.ptr) : s.len;
    *at = newline ? end + 1 : s.len;
    if (end > begin && s.ptr[end - 1] == '\r') end--;
    return eg_slice_sub(s, begin, end);
}

static eg_slice without_tail_space(eg_slice s) {
    while (s.len > 0 && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t')) s.len--;
    return s;
}

static bool is_digits(const char *p, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (p[i] < '0' || p[i] > '9') return false;
    return true;
}

static int two_digits(const char *p) {
    return (p[0] - '0') * 10 + p[1] - '0';
}

/* "2024-11-05", with / or . for -, and whatever time stands behind it; "2024-11"; "2024". */
static eg_slice iso_date(eg_arena *arena, eg_slice s) {
    s = eg_slice_trim(s);
    if (s.len < 4 || !is_digits(s.ptr, 4)) return EG_S("");
    if (s.len == 4) return eg_arena_dup(arena, s);
    char mark = s.ptr[4];
    if ((mark != '-' && mark != '/' && mark != '.') || s.len < 7 || !is_digits(s.ptr + 5, 2)) return EG_S("");
    int month = two_digits(s.ptr + 5);
    if (month < 1 || month > 12) return EG_S("");
    if (s.len == 7) return eg_arena_printf(arena, "%.4s-%.2s", s.ptr, s.ptr + 5);
    if (s.len < 10 || s.ptr[7] != mark || !is_digits(s.ptr + 8, 2)) return EG_S("");
    int day = two_digits(s.ptr + 8);
    if (day < 1 || day > 31 || (s.len > 10 && s.ptr[10] != ' ' && s.ptr[10] != 'T')) return EG_S("");
    return eg_arena_printf(arena, "%.4s-%.2s-%.2s", s.ptr, s.ptr + 5, s.ptr + 8);
}

static eg_slice unquoted(eg_slice s) {
    s = eg_slice_trim(s);
    if (s.len >= 2 && (s.ptr[0] == '"' || s.ptr[0] == '\'') && s.ptr[s.len - 1] == s.ptr[0])
        return eg_slice_trim(eg_slice_sub(s, 1, s.len - 1));
    return s;
}

static bool is_key(eg_slice key, const char *name) {
    return eg_slice_eq_ascii_nocase(key, eg_slice_from(name));
}

static bool is_author_key(eg_slice key) {
    return is_key(key, "author") || is_key(key, "authors");
}

static bool is_tag_key(eg_slice key) {
    return is_key(key, "tags") || is_key(key, "keywords");
}

static void add_author(fields *f, eg_slice name) {
    name = unquoted(name);
    if (name.len > 0) eg_vec_push(&f->authors, eg_arena_dup(f->log->arena, name));
}

static void add_tag(fields *f, eg_slice name) {
    name = unquoted(name);
    if (name.len > 0) eg_vec_push(&f->tags, eg_arena_dup(f->log->arena, name));
}

static bool is_next_author(eg_slice s, size_t at, size_t *skip) {
    static const char *const marks[] = {", and ", " and ", " & ", ",", ";"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        eg_slice mark = eg_slice_from(marks[i]);
        if (!eg_slice_starts(eg_slice_sub(s, at, s.len), mark)) continue;
        *skip = mark.len;
        return true;
    }
    return false;
}

/* "A and B", "A, B & C". */
static void add_authors(fields *f, eg_slice s) {
    size_t begin = 0;
    for (size_t at = 0; at < s.len;) {
        size_t skip = 0;
        if (!is_next_author(s, at, &skip)) {
            at++;
            continue;
        }
        add_author(f, eg_slice_sub(s, begin, at));
        begin = at += skip;
    }
    add_author(f, eg_slice_sub(s, begin, s.len));
}

static void add_tags(fields *f, eg_slice s) {
    eg_slice piece;
    while (eg_slice_split(&s, ',', &piece)) add_tag(f, piece);
}

static void take_scalar(fields *f, eg_slice key, eg_slice value) {
    value = eg_slice_trim(value);
    if (is_key(key, "title")) f->meta->title = eg_arena_dup(f->log->arena, value);
    else if (is_key(key, "date")) f->meta->date = iso_date(f->log->arena, value);
    else if (is_key(key, "lang") || is_key(key, "language")) f->meta->lang = eg_arena_dup(f->log->arena, value);
    else if (is_author_key(key)) add_authors(f, value);
    else if (is_tag_key(key)) add_tags(f, value);
}

/* An author may be a map with a name (Quarto, Hugo). */
static eg_slice item_text(const eg_yaml *item) {
    return item->kind == EG_YAML_SCALAR ? item->text : eg_yaml_text(item, "name");
}

static void take_list(fields *f, eg_slice key, const eg_yaml *list) {
    for (size_t i = 0; i < list->count; i++) {
        if (is_author_key(key)) add_author(f, item_text(&list->items[i]));
        else if (is_tag_key(key)) add_tag(f, item_text(&list->items[i]));
    }
}

static void take_tree(fields *f, const eg_yaml *root) {
    for (size_t i = 0; i < root->count; i++) {
        eg_slice key = root->keys[i].text;
        const eg_yaml *value = &root->items[i];
        if (value->kind == EG_YAML_SCALAR) take_scalar(f, key, value->text);
        else if (value->kind == EG_YAML_LIST) take_list(f, key, value);
        else if (is_author_key(key)) add_author(f, eg_yaml_text(value, "name"));
    }
}

/* Position of the separator of `key: value`, or (size_t)-1. */
static size_t key_end(eg_slice line, char separator) {
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == separator && i > 0) return i;
        bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                    c == '-' || c == '.' || (c == ' ' && separator == '=');
        if (!word) break;
    }
    return (size_t)-1;
}

/* `["A", "B"]`, or one value, quoted or not. */
static void take_plain(fields *f, eg_slice key, eg_slice value) {
    value = eg_slice_trim(value);
    if (value.len < 2 || value.ptr[0] != '[' || value.ptr[value.len - 1] != ']') {
        take_scalar(f, key, unquoted(value));
        return;
    }
    eg_slice rest = eg_slice_sub(value, 1, value.len - 1);
    eg_slice piece;
    while (eg_slice_split(&rest, ',', &piece)) {
        if (is_author_key(key)) add_author(f, piece);
        else if (is_tag_key(key)) add_tag(f, piece);
    }
}

static void take_lines(fields *f, eg_slice block, char separator) {
    for (size_t at = 0; at < block.len;) {
        eg_slice line = next_line(block, &at);
        if (line.len > 0 && line.ptr[0] == '[') break; /* a TOML table: its keys are not the post's */
        size_t end = key_end(line, separator);
        if (end == (size_t)-1) continue;
        take_plain(f, eg_slice_trim(eg_slice_sub(line, 0, end)), eg_slice_sub(line, end + 1, line.len));
    }
}

/* Clean byte of the first error's line; the YAML source is the block alone. */
static size_t error_place(const eg_errors *errors, const eg_source *source, size_t block) {
    uint32_t line = errors->list.len > 0 ? errors->list.items[0].line : 0;
    return line > 0 && line <= source->line_count ? block + source->lines[line - 1] : block;
}

static void take_yaml(fields *f, const eg_clean *clean, eg_slice block) {
    eg_source source;
    eg_source_init(&source, EG_S("front matter"), block);
    eg_errors errors = {0};
    const eg_yaml *root = NULL;
    eg_arena scratch = {0};
    if (eg_yaml_parse(&root, &scratch, &source, &errors) && root->kind == EG_YAML_MAP) {
        take_tree(f, root);
    } else {
        size_t at = error_place(&errors, &source, (size_t)(block.ptr - clean->bytes.ptr));
        eg_read_warn(f->log, "front-matter", eg_clean_place(clean, at), "front matter is no valid YAML: %s",
                     errors.list.len > 0 ? errors.list.items[0].text : "no keys");
        take_lines(f, block, ':');
    }
    eg_arena_fini(&scratch);
    eg_errors_fini(&errors);
    eg_source_fini(&source);
}

/* Finds the closing fence. *end is where the block ends; returns where the post goes on, or 0 without a fence. */
static size_t closing_fence(eg_slice s, size_t from, const char *fence, const char *other, size_t *end) {
    size_t at = from;
    for (int lines = 0; at < s.len && lines < LINES_MOST; lines++) {
        size_t begin = at;
        eg_slice line = without_tail_space(next_line(s, &at));
        if (!eg_slice_eq(line, eg_slice_from(fence)) && !eg_slice_eq(line, eg_slice_from(other))) continue;
        *end = begin;
        return at;
    }
    return 0;
}

/* The first line that is neither empty nor a comment has a key: else `---` was a thematic break. */
static bool begins_with_key(eg_slice block, char separator) {
    for (size_t at = 0; at < block.len;) {
        eg_slice line = next_line(block, &at);
        if (eg_slice_trim(line).len == 0 || line.ptr[0] == '#') continue;
        return key_end(line, separator) != (size_t)-1;
    }
    return true;
}

static bool is_known_key(eg_slice key) {
    return is_key(key, "title") || is_key(key, "date") || is_author_key(key) || is_tag_key(key);
}

/* An opening fence that is never closed: the lines with keys right under it are the front matter, when one of them is
 * a key of front matter; else the fence was a thematic break and a line like "Note: ..." is prose. */
static size_t unclosed(fields *f, const eg_clean *clean, size_t fence, size_t from, char separator) {
    eg_slice s = clean->bytes;
    size_t at = from;
    bool known = false;
    while (at < s.len) {
        size_t next = at;
        eg_slice line = next_line(s, &next);
        size_t end = key_end(line, separator);
        if (end == (size_t)-1) break;
        known |= is_known_key(eg_slice_trim(eg_slice_sub(line, 0, end)));
        at = next;
    }
    if (!known) return fence;
    eg_read_warn(f->log, "front-matter", eg_clean_place(clean, fence), "front matter is not closed");
    take_lines(f, eg_slice_sub(s, from, at), separator);
    return at;
}

static size_t read_block(fields *f, const eg_clean *clean, size_t from) {
    eg_slice s = clean->bytes;
    size_t at = from;
    eg_slice fence = without_tail_space(next_line(s, &at));
    bool yaml = eg_slice_eq(fence, EG_S("---"));
    if (!yaml && !eg_slice_eq(fence, EG_S("+++"))) return from;
    char separator = yaml ? ':' : '=';
    size_t end = 0;
    size_t body = closing_fence(s, at, yaml ? "---" : "+++", yaml ? "..." : "+++", &end);
    if (body == 0) return unclosed(f, clean, from, at, separator);
    eg_slice block = eg_slice_sub(s, at, end);
    if (!begins_with_key(block, separator)) return from;
    if (yaml) take_yaml(f, clean, block);
    else take_lines(f, block, '=');
    return body;
}

static eg_slice *copied(eg_arena *arena, const eg_slice *items, size_t count) {
    eg_slice *copy = EG_NEW_ARRAY(arena, eg_slice, count);
    if (count > 0) memcpy(copy, items, count * sizeof *items);
    return copy;
}

size_t eg_front_matter_read(eg_meta *meta, eg_read_log *log, const eg_clean *clean) {
    fields f = {.log = log, .meta = meta};
    size_t from = eg_slice_starts(clean->bytes, EG_S("\xEF\xBB\xBF")) ? 3 : 0;
    size_t body = read_block(&f, clean, from);
    meta->author_count = f.authors.len;
    meta->authors = copied(log->arena, f.authors.items, f.authors.len);
    meta->tag_count = f.tags.len;
    meta->tags = copied(log->arena, f.tags.items, f.tags.len);
    eg_vec_fini(&f.authors);
    eg_vec_fini(&f.tags);
    return body;
}
