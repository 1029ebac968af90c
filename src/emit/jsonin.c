/* SPDX-License-Identifier: MIT */
#include "emit/jsonin.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>

enum { STRANGERS_MOST = 16 }; /* members of no known name in one object; with more, jansson looks for twins */

/* ---- names ---- */

/* Few names share length, first and last letter. */
static uint8_t bucket_of(eg_slice name) {
    if (name.len == 0) return 0;
    return (uint8_t)(name.len * 13 + (unsigned char)name.ptr[0] * 7 + (unsigned char)name.ptr[name.len - 1] * 3);
}

static uint8_t number_of(const eg_json_reader *r, eg_slice name) {
    for (uint8_t b = bucket_of(name); r->buckets[b] != 0; b++) {
        const char *known = r->names[r->buckets[b]];
        if (strncmp(known, name.ptr, name.len) == 0 && known[name.len] == '\0') return r->buckets[b];
    }
    return EG_JSON_OTHER;
}

void eg_json_reader_init(eg_json_reader *r, eg_slice bytes, const char *const *names) {
    *r = (eg_json_reader){.bytes = bytes, .names = names};
    for (uint8_t i = 1; names[i] != NULL; i++) {
        uint8_t b = bucket_of(eg_slice_from(names[i]));
        while (r->buckets[b] != 0) b++;
        r->buckets[b] = i;
    }
}

void eg_json_reader_fini(eg_json_reader *r) {
    eg_vec_fini(&r->values);
    eg_arena_fini(&r->decoded);
}

/* ---- bytes ---- */

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

char eg_json_peek(eg_json_reader *r) {
    while (r->at < r->bytes.len && is_space(r->bytes.ptr[r->at])) r->at++;
    return r->at < r->bytes.len ? r->bytes.ptr[r->at] : '\0';
}

#define EACH(byte) (0x0101010101010101ULL * (byte))

/* The top bit of every byte of the word that is a quote, a backslash or a control character, and perhaps of bytes above the
 * first such one: subtracting borrows upwards. */
static uint64_t special(uint64_t word) {
    uint64_t quote = word ^ EACH('"');
    uint64_t slash = word ^ EACH('\\');
    return (((quote - EACH(1)) & ~quote) | ((slash - EACH(1)) & ~slash) | ((word - EACH(0x20)) & ~word)) & EACH(0x80);
}

/* The first byte from `at` on that a string does not hold as it is: a quote, a backslash, a control character; or the end. */
static size_t plain_end(eg_slice s, size_t at) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (; at + 8 <= s.len; at += 8) {
        uint64_t word;
        memcpy(&word, s.ptr + at, 8);
        uint64_t hit = special(word);
        if (hit) return at + (size_t)__builtin_ctzll(hit) / 8;
    }
#endif
    while (at < s.len && s.ptr[at] != '"' && s.ptr[at] != '\\' && (unsigned char)s.ptr[at] >= 0x20) at++;
    return at;
}

/* ---- strings ---- */

static bool read_hex(eg_slice s, size_t at, uint32_t *unit) {
    *unit = 0;
    if (s.len - at < 4) return false;
    for (size_t i = at; i < at + 4; i++) {
        char c = s.ptr[i];
        bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (!letter && !is_digit(c)) return false;
        *unit = *unit * 16 + (uint32_t)(letter ? (c | 0x20) - 'a' + 10 : c - '0');
    }
    return true;
}

/* The escape whose backslash stands at *at, which moves behind it. No lone surrogates, and no U+0000. */
static bool read_escape(eg_slice s, size_t *at, uint32_t *cp) {
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (*at + 1 >= s.len) return false;
    char c = s.ptr[*at + 1];
    const char *plain = c ? strchr(letters, c) : NULL;
    *at += 2;
    if (plain) return *cp = (uint32_t)(unsigned char)meant[plain - letters], true;
    uint32_t low;
    if (c != 'u' || !read_hex(s, *at, cp)) return false;
    *at += 4;
    if (*cp >= 0xDC00 && *cp <= 0xDFFF) return false;
    if (*cp < 0xD800 || *cp > 0xDBFF) return *cp != 0;
    if (s.len - *at < 6 || s.ptr[*at] != '\\' || s.ptr[*at + 1] != 'u' || !read_hex(s, *at + 2, &low)) return false;
    *at += 6;
    *cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
    return low >= 0xDC00 && low <= 0xDFFF;
}

/* The rest of a string from its first backslash on. */
static bool read_escaped(eg_json_reader *r, size_t begin, size_t at, eg_slice *text) {
    eg_slice s = r->bytes;
    size_t close = at;
    while (close < s.len && s.ptr[close] != '"') close = plain_end(s, close + (s.ptr[close] == '\\' ? 2 : 1));
    if (close >= s.len) return false;
    char *out = eg_arena_alloc(&r->decoded, close - begin + 1); /* an escape is longer than what it means */
    size_t len = 0;
    for (size_t from = begin;; from = at) {
        size_t stop = plain_end(s, from);
        memcpy(out + len, s.ptr + from, stop - from);
        len += stop - from;
        at = stop;
        if (s.ptr[at] == '"') break;
        uint32_t cp;
        if (s.ptr[at] != '\\' || !read_escape(s, &at, &cp)) return false;
        len += eg_utf8_put(out + len, cp);
    }
    *text = eg_slice_of(out, len);
    r->at = at + 1;
    return true;
}

/* r->at is at the quote. */
static bool read_string(eg_json_reader *r, eg_slice *text) {
    size_t begin = r->at + 1, end = plain_end(r->bytes, begin);
    if (end >= r->bytes.len) return false;
    if (r->bytes.ptr[end] == '\\') return read_escaped(r, begin, end, text);
    *text = eg_slice_sub(r->bytes, begin, end);
    r->at = end + 1;
    return r->bytes.ptr[end] == '"';
}

/* ---- numbers ---- */

static size_t digits_end(eg_slice s, size_t at) {
    while (at < s.len && is_digit(s.ptr[at])) at++;
    return at;
}

/* The value as strtod has it. Up to fifteen digits and a power of ten up to 22 are exact, so that one division rounds once. */
static double decimal(eg_slice literal, eg_arena *arena) {
    static const double tens[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    uint64_t digits = 0;
    size_t count = 0, places = 0;
    bool point = false, plain = true;
    for (size_t i = literal.ptr[0] == '-'; i < literal.len && plain; i++) {
        if (literal.ptr[i] == '.') point = true;
        else if (is_digit(literal.ptr[i])) digits = digits * 10 + (uint64_t)(literal.ptr[i] - '0'), places += point, count++;
        else plain = false;
        plain = plain && count <= 15;
    }
    if (!plain) return strtod(eg_arena_dup(arena, literal).ptr, NULL);
    double value = (double)digits / tens[places];
    return literal.ptr[0] == '-' ? -value : value;
}

static bool read_integer(eg_slice literal, int64_t *integer) {
    bool minus = literal.ptr[0] == '-';
    int64_t value = 0;
    for (size_t i = minus; i < literal.len; i++) {
        int digit = literal.ptr[i] - '0';
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, minus ? -digit : digit, &value)) return false;
    }
    *integer = value;
    return true;
}

static bool read_number(eg_json_reader *r, eg_json_value *v) {
    eg_slice s = r->bytes;
    size_t begin = r->at, at = begin + (s.ptr[begin] == '-');
    size_t end = digits_end(s, at);
    if (end == at || (s.ptr[at] == '0' && end > at + 1)) return false;
    bool whole = true;
    if (end < s.len && s.ptr[end] == '.') {
        whole = false;
        at = end + 1;
        if ((end = digits_end(s, at)) == at) return false;
    }
    if (end < s.len && (s.ptr[end] | 0x20) == 'e') {
        whole = false;
        at = end + 1;
        if (at < s.len && (s.ptr[at] == '+' || s.ptr[at] == '-')) at++;
        if ((end = digits_end(s, at)) == at) return false;
    }
    eg_slice literal = eg_slice_sub(s, begin, end);
    r->at = end;
    v->type = whole ? EG_JSON_INTEGER : EG_JSON_REAL;
    if (whole) return read_integer(literal, &v->number.integer);
    v->number.real = decimal(literal, &r->decoded);
    return isfinite(v->number.real);
}

static bool read_word(eg_json_reader *r, eg_json_value *v) {
    static const struct { eg_slice word; eg_json_type type; } words[] = {
        {{"null", 4}, EG_JSON_NULL}, {{"false", 5}, EG_JSON_FALSE}, {{"true", 4}, EG_JSON_TRUE}};
    eg_slice rest = eg_slice_sub(r->bytes, r->at, r->bytes.len);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!eg_slice_starts(rest, words[i].word)) continue;
        v->type = (uint8_t)words[i].type;
        r->at += words[i].word.len;
        char next = r->at < r->bytes.len ? r->bytes.ptr[r->at] : ' ';
        return !((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')); /* "nullify" is no null */
    }
    return false;
}

/* ---- values ---- */

typedef struct level { /* an array or object that is open */
    uint32_t row;
    uint64_t seen; /* its members of known names, a bit each */
    uint32_t strangers;
} level;

typedef struct walk {
    eg_json_reader *r;
    size_t depth;
    bool doubtful; /* more strangers than are compared here */
    level levels[EG_JSON_DEPTH];
} walk;

/* A member of no known name among the others of its object. Their texts are compared as written: an escaped letter in a name
 * is a doubt, as are too many names. */
static void note_stranger(walk *w, level *open, size_t begin, size_t end) {
    eg_slice name = eg_slice_sub(w->r->bytes, begin, end);
    if (++open->strangers > STRANGERS_MOST || name.len == 0 || memchr(name.ptr, '\\', name.len)) w->doubtful = true;
    const eg_json_value *object = &w->r->values.items[open->row], *v = object + 1;
    for (uint32_t i = 1; i < object->count && !w->doubtful; i++, v += v->size) /* the last one is this one, and has no row yet */
        if (v->name == EG_JSON_OTHER && eg_slice_eq(v->text, name)) w->doubtful = true;
}

/* "name": before a member's value; its number, and its text when that is all there is to tell it from others. */
static bool read_name(walk *w, level *open, uint8_t *number, eg_slice *stranger) {
    eg_json_reader *r = w->r;
    if (eg_json_peek(r) != '"') return false;
    size_t begin = r->at + 1;
    eg_slice name;
    if (!read_string(r, &name)) return false;
    *number = number_of(r, name);
    *stranger = EG_S("");
    if (*number != EG_JSON_OTHER) {
        if (open->seen >> *number & 1) return false;
        open->seen |= 1ULL << *number;
    } else {
        note_stranger(w, open, begin, r->at - 1);
        *stranger = name;
    }
    if (eg_json_peek(r) != ':') return false;
    r->at++;
    return true;
}

/* One value, or the opening of one. */
static bool read_one(walk *w, uint8_t name) {
    eg_json_reader *r = w->r;
    char c = eg_json_peek(r);
    uint32_t row = (uint32_t)r->values.len;
    eg_json_value *v = eg_vec_add(&r->values);
    v->name = name;
    v->size = 1;
    if (c == '{' || c == '[') {
        if (w->depth == EG_JSON_DEPTH) return false;
        v->type = c == '{' ? EG_JSON_OBJECT : EG_JSON_ARRAY;
        w->levels[w->depth++] = (level){.row = row};
        r->at++;
        return true;
    }
    if (c == '-' || is_digit(c)) return read_number(r, v);
    if (c != '"') return read_word(r, v);
    v->type = EG_JSON_STRING;
    return read_string(r, &v->text);
}

/* Closes what has ended; what is still open then expects one more value, whose comma is passed. */
static bool close_ended(walk *w) {
    eg_json_reader *r = w->r;
    while (w->depth > 0) {
        eg_json_value *open = &r->values.items[w->levels[w->depth - 1].row];
        char c = eg_json_peek(r);
        if (c == (open->type == EG_JSON_OBJECT ? '}' : ']')) {
            r->at++;
            open->size = (uint32_t)(r->values.len - w->levels[w->depth - 1].row);
            w->depth--;
            continue;
        }
        if (open->count++ == 0) return true;
        if (c != ',') return false;
        r->at++;
        return true;
    }
    return true;
}

static bool read_value(walk *w) {
    uint8_t name = EG_JSON_OTHER;
    eg_slice stranger = EG_S("");
    do {
        level *open = w->depth ? &w->levels[w->depth - 1] : NULL;
        bool member = open && w->r->values.items[open->row].type == EG_JSON_OBJECT;
        name = EG_JSON_OTHER, stranger = EG_S("");
        if (member && !read_name(w, open, &name, &stranger)) return false;
        size_t row = w->r->values.len;
        if (!read_one(w, name)) return false;
        if (stranger.len) w->r->values.items[row].text = stranger;
        if (!close_ended(w)) return false;
    } while (w->depth > 0);
    return true;
}

/* jansson's verdict on the value at `begin`, which was read here (`taken`) or not. */
static bool judge(eg_json_reader *r, size_t begin, bool taken) {
    json_error_t verdict;
    size_t flags = JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY;
    json_t *value = json_loadb(r->bytes.ptr + begin, r->bytes.len - begin, flags, &verdict);
    json_decref(value);
    if (value && taken) return true;
    size_t used = verdict.position > 0 ? (size_t)verdict.position : 0;
    r->failed = value ? r->at : begin + used - (used > 0);
    snprintf(r->problem, sizeof r->problem, "not valid JSON%s%s", value ? "" : ": ", value ? "" : verdict.text);
    return false;
}

const eg_json_value *eg_json_next(eg_json_reader *r) {
    walk w;
    w.r = r, w.depth = 0, w.doubtful = false; /* levels are written before they are read */
    eg_json_peek(r);
    size_t begin = r->at;
    r->values.len = 0;
    eg_arena_fini(&r->decoded);
    bool taken = read_value(&w);
    if (taken && !w.doubtful) return r->values.items;
    return judge(r, begin, taken) ? r->values.items : NULL;
}

static bool refuse(eg_json_reader *r, const char *problem) {
    r->failed = r->at;
    snprintf(r->problem, sizeof r->problem, "%s", problem);
    return false;
}

static void skip_string(eg_json_reader *r) {
    for (r->at++; (r->at = plain_end(r->bytes, r->at)) < r->bytes.len && r->bytes.ptr[r->at] != '"';)
        r->at += r->bytes.ptr[r->at] == '\\' && r->at + 1 < r->bytes.len ? 2 : 1;
    r->at++;
}

bool eg_json_skip(eg_json_reader *r) {
    size_t depth = 0;
    do {
        char c = eg_json_peek(r);
        if (c == '\0') return refuse(r, "the file ends too early");
        if (depth == 0 && strchr("}],:", c)) return refuse(r, "a value is missing");
        if (c == '"') skip_string(r);
        else if (c == '{' || c == '[') depth++, r->at++;
        else if (c == '}' || c == ']') depth--, r->at++;
        else if (c == ',' || c == ':') r->at++;
        else
            while (r->at < r->bytes.len && !strchr(" \t\r\n,:{}[]\"", r->bytes.ptr[r->at])) r->at++;
    } while (depth > 0);
    if (r->at <= r->bytes.len) return true;
    r->at = r->bytes.len;
    return refuse(r, "the file ends too early");
}

const eg_json_value *eg_json_get(const eg_json_value *object, uint8_t name) {
    if (object == NULL || object->type != EG_JSON_OBJECT) return NULL;
    const eg_json_value *v = object + 1;
    for (uint32_t i = 0; i < object->count; i++, v += v->size)
        if (v->name == name) return v;
    return NULL;
}

const eg_json_value *eg_json_first(const eg_json_value *list) {
    return list && list->type == EG_JSON_ARRAY && list->count ? list + 1 : NULL;
}

const eg_json_value *eg_json_beside(const eg_json_value *list, const eg_json_value *item) {
    item += item->size;
    return item < list + list->size ? item : NULL;
}
