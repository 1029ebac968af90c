/* SPDX-License-Identifier: MIT */
/* One tokenizer for PCRE2's extended mode and the macros of tapepattern.h; what stands in a comment or a class is one
 * token and never looked into. */
#include "scan/patterntext.h"

#include "base/sink.h"

typedef enum token_type { T_SPACE, T_COMMENT, T_CLASS, T_ESCAPE, T_MACRO, T_OPEN, T_CLOSE, T_BAR, T_QUANTIFIER, T_ANCHOR, T_CHAR } token_type;

typedef struct token {
    token_type type;
    size_t begin, end;
} token;

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static char at(eg_slice p, size_t i) { return i < p.len ? p.ptr[i] : '\0'; }

static size_t find_byte(eg_slice p, char c, size_t from) {
    while (from < p.len && p.ptr[from] != c) from++;
    return from < p.len ? from + 1 : p.len;
}

static size_t class_end(eg_slice p, size_t i) {
    i++;
    if (at(p, i) == '^') i++;
    if (at(p, i) == ']') i++;
    while (i < p.len && p.ptr[i] != ']') {
        if (p.ptr[i] == '\\') i++;
        else if (p.ptr[i] == '[' && at(p, i + 1) == ':') i = find_byte(p, ']', i) - 1;
        i++;
    }
    return i < p.len ? i + 1 : p.len;
}

static size_t escape_end(eg_slice p, size_t i) {
    char c = at(p, i + 1);
    if (c && strchr("pPxogkN", c) && at(p, i + 2) == '{') return find_byte(p, '}', i);
    if (c == 'k' && at(p, i + 2) == '<') return find_byte(p, '>', i);
    if (c == 'x') return i + 2 + (size_t)(i + 2 < p.len) + (size_t)(i + 3 < p.len);
    return i + 2 < p.len ? i + 2 : p.len;
}

/* "(?:", "(?<name>", "(?=", "(?i)", "(*SKIP)": up to where its content begins. */
static size_t open_end(eg_slice p, size_t i) {
    if (at(p, i + 1) == '*') return i + 2;
    if (at(p, i + 1) != '?') return i + 1;
    char c = at(p, i + 2);
    bool named = (c == '<' && at(p, i + 3) != '=' && at(p, i + 3) != '!') || (c == 'P' && at(p, i + 3) == '<') || c == '\'';
    if (named) return find_byte(p, c == '\'' ? '\'' : '>', i + 3 + (c == 'P'));
    if (c == '<') return i + 4 < p.len ? i + 4 : p.len;
    return i + 3 < p.len ? i + 3 : p.len;
}

static token next_token(eg_slice p, size_t i) {
    token t = {T_CHAR, i, i + 1};
    char c = p.ptr[i];
    if (is_space(c)) {
        t.type = T_SPACE;
        while (t.end < p.len && is_space(p.ptr[t.end])) t.end++;
    } else if (c == '#') t.type = T_COMMENT, t.end = find_byte(p, '\n', i);
    else if (c == '[') t.type = T_CLASS, t.end = class_end(p, i);
    else if (c == '\\') t.type = T_ESCAPE, t.end = escape_end(p, i);
    else if (c == '(') t.type = T_OPEN, t.end = open_end(p, i);
    else if (c == ')') t.type = T_CLOSE;
    else if (c == '|') t.type = T_BAR;
    else if (c == '^' || c == '$') t.type = T_ANCHOR;
    else if (c == '{' && is_letter(at(p, i + 1))) t.type = T_MACRO, t.end = find_byte(p, '}', i);
    else if (c == '*' || c == '+' || c == '?' || (c == '{' && is_digit(at(p, i + 1)))) {
        t.type = T_QUANTIFIER;
        if (c == '{') t.end = find_byte(p, '}', i);
        if (at(p, t.end) == '?' || at(p, t.end) == '+') t.end++;
    }
    while (t.type == T_CHAR && ((unsigned char)at(p, t.end) & 0xC0) == 0x80) t.end++;
    return t;
}

/* ---- white space that was meant ------------------------------------------------------------------------------------ */

static eg_slice macro_word(eg_slice p, token t) {
    eg_slice body = eg_slice_sub(p, t.begin + 1, t.end > t.begin + 1 ? t.end - 1 : t.end);
    eg_slice word;
    eg_slice_split(&body, ' ', &word);
    if (eg_slice_ends(word, EG_S("+"))) word.len--;
    return word;
}

/* {from}, {trigger}, {fund}: what takes no white space in by itself. Macros in capitals and gaps may. */
static bool is_bare(eg_slice p, token t) {
    eg_slice word = macro_word(p, t);
    return t.type == T_MACRO && word.len && word.ptr[0] >= 'a' && word.ptr[0] <= 'z' && !eg_slice_eq(word, EG_S("gap"));
}

static bool is_word(eg_slice p, token t) { return t.type == T_CHAR && (is_letter(p.ptr[t.begin]) || is_digit(p.ptr[t.begin])); }

size_t eg_pattern_dead_space(eg_slice p, bool tape, size_t from) {
    token before = {T_BAR, 0, 0};
    for (size_t i = 0; i < p.len;) {
        token t = next_token(p, i);
        i = t.end;
        if (t.type == T_COMMENT) continue;
        if (t.type != T_SPACE) {
            before = t;
            continue;
        }
        if (t.begin < from || i >= p.len) continue;
        token after = next_token(p, i);
        bool left = is_word(p, before) || (tape && is_bare(p, before));
        bool right = is_word(p, after) || (tape && is_bare(p, after));
        if (left && right) return t.begin;
    }
    return EG_PATTERN_NOTHING;
}

/* ---- groups ------------------------------------------------------------------------------------------------------------ */

bool eg_pattern_next_group(eg_slice p, size_t *from, eg_group *group) {
    for (size_t i = 0; i < p.len;) { /* from the start: a class may reach over *from */
        token t = next_token(p, i);
        i = t.end;
        if (t.type != T_OPEN || t.begin < *from) continue;
        eg_slice head = eg_slice_sub(p, t.begin, t.end);
        bool named = head.len > 3 && (head.ptr[head.len - 1] == '>' || head.ptr[head.len - 1] == '\'');
        if (!named && head.len > 1) continue; /* (?: and its kin */
        size_t skip = named && head.ptr[2] == 'P' ? 4 : 3;
        *group = (eg_group){t.begin, named ? eg_slice_sub(head, skip, head.len - 1) : EG_S("")};
        *from = t.end;
        return true;
    }
    return false;
}

bool eg_pattern_refers(eg_slice p, eg_slice name) {
    for (size_t i = 0; i < p.len;) {
        token t = next_token(p, i);
        i = t.end;
        eg_slice text = eg_slice_sub(p, t.begin, t.end);
        if (t.type == T_ESCAPE && name.len == 0 && text.len > 1 && (is_digit(text.ptr[1]) ? text.ptr[1] != '0' : text.ptr[1] == 'g')) return true;
        if (name.len && t.type == T_ESCAPE && (text.ptr[1] == 'k' || text.ptr[1] == 'g') && eg_slice_find(text, name, 0) != (size_t)-1) return true;
        if (name.len && t.type == T_OPEN && (at(p, t.end - 1) == '&' || at(p, t.end - 1) == '(') && eg_slice_starts(eg_slice_sub(p, t.end, p.len), name)) return true;
    }
    return false;
}

/* ---- elements ------------------------------------------------------------------------------------------------------------ */

static void close_run(eg_elements *out, size_t *run, size_t end) {
    eg_element e = {*run, end};
    if (*run != EG_PATTERN_NOTHING) eg_vec_push(&out->list, e);
    *run = EG_PATTERN_NOTHING;
}

void eg_pattern_split(eg_elements *out, eg_slice p) {
    *out = (eg_elements){0};
    size_t run = EG_PATTERN_NOTHING; /* begin of an open element: a run of characters or a group */
    size_t last = 0;                 /* begin of its last character */
    int depth = 0;
    for (size_t i = 0; i < p.len;) {
        token t = next_token(p, i);
        i = t.end;
        if (depth == 0 && t.type == T_BAR) { /* alternatives: all of it is one */
            out->list.len = 0;
            eg_element whole = {0, p.len};
            eg_vec_push(&out->list, whole);
            return;
        }
        if (depth || t.type == T_OPEN) {
            if (depth == 0) close_run(out, &run, t.begin), run = t.begin;
            depth += (t.type == T_OPEN) - (t.type == T_CLOSE);
            if (depth == 0) close_run(out, &run, t.end);
        } else if (t.type == T_QUANTIFIER) {
            if (run != EG_PATTERN_NOTHING && last > run) { /* "ab?": the mark is of the b alone */
                size_t one = last;
                close_run(out, &run, last);
                eg_element e = {one, t.end};
                eg_vec_push(&out->list, e);
            } else {
                close_run(out, &run, t.begin);
                if (out->list.len) out->list.items[out->list.len - 1].end = t.end;
            }
        } else if (t.type == T_CHAR) {
            if (run == EG_PATTERN_NOTHING) run = t.begin;
            last = t.begin;
        } else {
            close_run(out, &run, t.begin);
            eg_element e = {t.begin, t.end};
            if (t.type != T_SPACE && t.type != T_COMMENT) eg_vec_push(&out->list, e);
        }
    }
    close_run(out, &run, p.len);
}

void eg_elements_fini(eg_elements *elements) { eg_vec_fini(&elements->list); }

eg_slice eg_pattern_words(eg_arena *arena, eg_slice p) {
    eg_sink out = {0};
    size_t run = EG_PATTERN_NOTHING;
    for (size_t i = 0; i <= p.len;) {
        token t = i < p.len ? next_token(p, i) : (token){T_SPACE, p.len, p.len + 1};
        i = t.end;
        bool letter = t.type == T_CHAR && is_letter(p.ptr[t.begin]);
        if (letter && run == EG_PATTERN_NOTHING) run = t.begin;
        if (letter || run == EG_PATTERN_NOTHING) continue;
        if (t.begin - run > 1) {
            if (out.buf.len) eg_putc(&out, ' ');
            eg_put(&out, eg_slice_sub(p, run, t.begin));
        }
        run = EG_PATTERN_NOTHING;
    }
    eg_slice words = eg_arena_dup(arena, eg_sink_slice(&out));
    eg_sink_fini(&out);
    return words;
}
