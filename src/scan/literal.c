/* SPDX-License-Identifier: MIT */
#include "scan/literal.h"

#include "scan/patternreader.h"

enum { DEPTH_MOST = 40, LITERALS_MOST = 4000, RUN_MOST = 60 };

typedef struct parser {
    eg_arena *arena;
    eg_slice text;
    size_t at;
    int depth;
    bool lost; /* something could change what follows: nothing may be said */
    eg_needs_memory *memory; /* NULL: nothing is remembered */
    uint32_t *ends;          /* eg_group_ends; NULL without a memory */
} parser;

/* One alternative while it is read. */
typedef struct sequence {
    eg_needs needs;
    char run[RUN_MOST];  /* the literal that is being read */
    size_t len;
    bool run_left;       /* it is bounded on its left */
    bool bounded;        /* what stands before the next byte is no word character */
    bool begun;          /* something was read */
    bool first_bound;    /* the first thing read is no word character, or an edge of the subject */
    uint32_t rank;       /* of the need found last */
} sequence;

static bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/* ---- sets --------------------------------------------------------------------------------------------------------- */

/* Words of one letter more are about half as frequent; a piece of a word stands in many words. */
static double cost_of(const eg_literal *l) {
    static const double by_length[] = {1, 1, 0.3, 0.14, 0.05, 0.03, 0.015, 0.008};
    size_t n = l->text.len < sizeof by_length / sizeof *by_length ? l->text.len : sizeof by_length / sizeof *by_length - 1;
    return by_length[n] * (l->left ? 1 : 4);
}

static void sum_cost(eg_literal_set *set) {
    set->cost = 0;
    for (size_t i = 0; i < set->any.len; i++) set->cost += cost_of(&set->any.items[i]);
}

static void drop_set(eg_literal_set *set) {
    eg_vec_fini(&set->any);
    *set = (eg_literal_set){0};
}

void eg_needs_fini(eg_needs *needs) {
    for (size_t i = 0; i < needs->set_count; i++) drop_set(&needs->sets[i]);
    *needs = (eg_needs){0};
}

/* Keeps the rarest; takes the set over. */
static void add_set(eg_needs *needs, eg_literal_set set) {
    if (set.any.len == 0 || set.any.len > LITERALS_MOST) {
        drop_set(&set);
        return;
    }
    sum_cost(&set);
    size_t i = needs->set_count;
    if (i == EG_NEED_SETS) {
        if (set.cost >= needs->sets[EG_NEED_SETS - 1].cost) {
            drop_set(&set);
            return;
        }
        drop_set(&needs->sets[--i]);
    } else needs->set_count++;
    for (; i > 0 && needs->sets[i - 1].cost > set.cost; i--) needs->sets[i] = needs->sets[i - 1];
    needs->sets[i] = set;
}

/* The first ones and the last tell most: between them stands what the match is about. */
static void add_units(eg_needs *needs, eg_unit_set set) {
    if (needs->unit_count < EG_NEED_UNITS) needs->unit_count++;
    needs->units[needs->unit_count - 1] = set;
}

static void move_needs(eg_needs *into, eg_needs *from, uint32_t rank) {
    for (size_t i = 0; i < from->set_count; i++) {
        from->sets[i].rank = from->sets[i].ahead ? 0 : rank;
        add_set(into, from->sets[i]);
    }
    for (size_t i = 0; i < from->unit_count; i++) {
        from->units[i].rank = from->units[i].ahead ? 0 : rank;
        add_units(into, from->units[i]);
    }
    *from = (eg_needs){0};
}

static void mark_ahead(eg_needs *needs) {
    for (size_t i = 0; i < needs->set_count; i++) needs->sets[i].ahead = true;
    for (size_t i = 0; i < needs->unit_count; i++) needs->units[i].ahead = true;
}

/* ---- runs --------------------------------------------------------------------------------------------------------- */

static void flush(parser *p, sequence *s, bool right) {
    if (s->len >= 2 && !p->lost) {
        eg_literal l = {.text = eg_arena_dup(p->arena, eg_slice_of(s->run, s->len)), .left = s->run_left && is_word(s->run[0]),
                        .right = right && is_word(s->run[s->len - 1])};
        eg_literal_set set = {.rank = ++s->rank};
        eg_vec_push(&set.any, l);
        add_set(&s->needs, set);
    }
    s->len = 0;
}

/* What was read last ends at the end of a group: whoever reads on behind the group may learn that it ends a word. */
static void flush_open(parser *p, sequence *s) {
    if (s->len >= 2 && !p->lost) {
        eg_literal l = {.text = eg_arena_dup(p->arena, eg_slice_of(s->run, s->len)), .left = s->run_left && is_word(s->run[0]), .open = true};
        eg_literal_set set = {.rank = ++s->rank};
        eg_vec_push(&set.any, l);
        add_set(&s->needs, set);
    }
    s->len = 0;
}

static void close_open(eg_needs *needs, bool right) {
    for (size_t i = 0; i < needs->set_count; i++)
        for (size_t j = 0; j < needs->sets[i].any.len; j++) {
            eg_literal *l = &needs->sets[i].any.items[j];
            if (l->open && right && is_word(l->text.ptr[l->text.len - 1])) l->right = true;
            l->open = false;
        }
}

/* Something that is no literal follows; `right`: it is no word character, or an edge of a word. */
static void stop(parser *p, sequence *s, bool right) {
    flush(p, s, right);
    close_open(&s->needs, right);
}

static void put(parser *p, sequence *s, char c) {
    if (s->len == 0) {
        close_open(&s->needs, !is_word(c) && (unsigned char)c < 0x80);
        s->run_left = s->bounded;
    }
    if (s->len == RUN_MOST) flush(p, s, false), s->run_left = false;
    s->run[s->len++] = c;
    s->bounded = !is_word(c) && (unsigned char)c < 0x80;
}

/* ---- atoms -------------------------------------------------------------------------------------------------------- */

typedef struct times {
    unsigned least;
    bool once; /* exactly once */
} times;

static bool peek(const parser *p, const char *text) { return eg_slice_starts(eg_slice_sub(p->text, p->at, p->text.len), eg_slice_from(text)); }

static void skip_blank(parser *p) { p->at = eg_pattern_skip_blank(p->text, p->at); }

static times read_times(parser *p) {
    times t = {1, true};
    skip_blank(p);
    if (p->at >= p->text.len) return t;
    char c = p->text.ptr[p->at];
    size_t digits = p->at + 1;
    unsigned least = 0;
    while (c == '{' && digits < p->text.len && p->text.ptr[digits] >= '0' && p->text.ptr[digits] <= '9')
        least = least * 10 + (unsigned)(p->text.ptr[digits++] - '0');
    if (c == '?' || c == '*') t = (times){0, false}, p->at++;
    else if (c == '+') t = (times){1, false}, p->at++;
    else if (c == '{' && digits > p->at + 1) {
        size_t end = digits;
        while (end < p->text.len && (p->text.ptr[end] == ',' || (p->text.ptr[end] >= '0' && p->text.ptr[end] <= '9'))) end++;
        if (end >= p->text.len || p->text.ptr[end] != '}') return t;
        t = (times){least, least == 1 && end == digits};
        p->at = end + 1;
    } else return t;
    if (p->at < p->text.len && (p->text.ptr[p->at] == '?' || p->text.ptr[p->at] == '+')) p->at++;
    return t;
}

/* One code point; what counts it counts all its bytes. */
static void literal(parser *p, sequence *s, char c) {
    size_t first = p->at;
    while ((unsigned char)c >= 0xC0 && p->at < p->text.len && ((unsigned char)p->text.ptr[p->at] & 0xC0) == 0x80) p->at++;
    size_t end = p->at;
    times t = read_times(p);
    bool before = s->bounded;
    if (t.least) put(p, s, c);
    for (size_t i = first; i < end && t.least; i++) put(p, s, p->text.ptr[i]);
    if (!t.once) {
        stop(p, s, false);
        s->bounded = (t.least || before) && !is_word(c) && (unsigned char)c < 0x80;
    }
    if (!s->begun) s->first_bound = t.least && !is_word(c) && (unsigned char)c < 0x80;
}

/* One character of a kind: `edge` when it is surely no word character. */
static void character(parser *p, sequence *s, bool edge) {
    times t = read_times(p);
    stop(p, s, edge && t.least > 0);
    s->bounded = edge && (t.least > 0 || s->bounded);
    if (!s->begun) s->first_bound = edge && t.least > 0;
}

static int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1; }

/* Behind "\x": a byte below 0x80, or -1 for anything else. */
static int read_hex(parser *p) {
    if (p->at < p->text.len && p->text.ptr[p->at] == '{') {
        size_t close = eg_slice_find(p->text, EG_S("}"), p->at);
        p->at = close == (size_t)-1 ? p->text.len : close + 1;
        return -1;
    }
    int value = 0;
    for (int n = 0; n < 2 && p->at < p->text.len && hex(p->text.ptr[p->at]) >= 0; n++) value = value * 16 + hex(p->text.ptr[p->at++]);
    return value < 0x80 ? value : -1;
}

static void skip_braces(parser *p) {
    if (p->at >= p->text.len || p->text.ptr[p->at] != '{') {
        p->at++;
        return;
    }
    size_t close = eg_slice_find(p->text, EG_S("}"), p->at);
    p->at = close == (size_t)-1 ? p->text.len : close + 1;
}

/* Behind "\k": what a group took, which may be nothing. */
static void back_reference(parser *p, sequence *s) {
    char open = p->at < p->text.len ? p->text.ptr[p->at++] : '\0';
    eg_slice close = open == '<' ? EG_S(">") : open == '{' ? EG_S("}") : EG_S("'");
    size_t end = open == '<' || open == '{' || open == '\'' ? eg_slice_find(p->text, close, p->at) : (size_t)-1;
    if (end == (size_t)-1) {
        p->lost = true;
        return;
    }
    p->at = end + 1;
    (void)read_times(p);
    stop(p, s, false);
    s->bounded = false;
}

static void escape(parser *p, sequence *s) {
    char c = p->at < p->text.len ? p->text.ptr[p->at++] : '\0';
    if (c == 'b') {
        stop(p, s, true);
        s->bounded = true;
    } else if (c == 's' || c == 'W' || c == 'h' || c == 'v') character(p, s, true);
    else if (c == 'w' || c == 'd' || c == 'D' || c == 'S' || c == 'H' || c == 'V' || c == 'R' || c == 'X') character(p, s, false);
    else if (c == 'p' || c == 'P') skip_braces(p), character(p, s, false);
    else if (c == 'A' || c == 'z' || c == 'Z' || c == 'B' || c == 'G') stop(p, s, false), s->bounded = c == 'A';
    else if (c == 'x') {
        int byte = read_hex(p);
        if (byte < 0) character(p, s, false);
        else if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') {
            size_t before = p->at;
            times t = read_times(p);
            p->at = before;
            stop(p, s, t.least > 0);
            if (t.least) add_units(&s->needs, (eg_unit_set){1u << byte, ++s->rank, false});
            character(p, s, true);
        } else literal(p, s, (char)byte);
    } else if (c == 'k') back_reference(p, s);
    else if (c == 'K') stop(p, s, false), s->bounded = false;
    else if (!is_word(c) && (unsigned char)c < 0x80 && c != '\0') literal(p, s, c);
    else p->lost = true; /* \g \1 \Q and what is not known */
}

/* "[...]": fills the units when it holds nothing else. */
static void char_class(parser *p, sequence *s) {
    bool negated = peek(p, "^");
    bool word = negated; /* may match a word character */
    bool only_units = !negated;
    uint32_t units = 0;
    if (negated) p->at++;
    int before = -1;
    for (bool first = true;; first = false) {
        if (p->at >= p->text.len) {
            p->lost = true;
            return;
        }
        char c = p->text.ptr[p->at++];
        if (c == ']' && !first) break;
        int byte = (unsigned char)c;
        if (c == '[' && p->at < p->text.len && strchr(":.=", p->text.ptr[p->at])) {
            size_t close = eg_slice_find(p->text, EG_S("]"), p->at);
            p->at = close == (size_t)-1 ? p->text.len : close + 1;
            word = true, only_units = false, before = -1;
            continue;
        }
        if (c == '-' && before >= 0 && p->at < p->text.len && p->text.ptr[p->at] != ']') {
            int last = (unsigned char)p->text.ptr[p->at++];
            if (last == '\\') {
                char e = p->at < p->text.len ? p->text.ptr[p->at++] : '\0';
                last = e == 'x' ? read_hex(p) : is_word(e) ? -1 : (unsigned char)e;
            }
            if (last < 0 || last >= 0x20) only_units = false;
            for (int b = before; b <= last; b++) {
                word |= b >= 0x80 || is_word((char)b);
                if (b < 0x20) units |= 1u << b;
            }
            word |= last < 0;
            before = -1;
            continue;
        }
        if (c == '\\') {
            char e = p->at < p->text.len ? p->text.ptr[p->at++] : '\0';
            if (e == 'x') byte = read_hex(p);
            else if (e == 's' || e == 'h' || e == 'v') byte = ' ';
            else if (e == 'p' || e == 'P' || e == 'N') skip_braces(p), byte = -1;
            else if (e == 'Q' || e == 'E') {
                p->lost = true;
                return;
            } else byte = is_word(e) ? -1 : (unsigned char)e;
        }
        before = byte;
        if (byte >= 0 && byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') units |= 1u << byte;
        else {
            only_units = false;
            word |= byte < 0 || byte >= 0x80 || is_word((char)byte);
        }
    }
    size_t at = p->at;
    times t = read_times(p);
    p->at = at;
    stop(p, s, !word && t.least > 0);
    if (only_units && units && t.least) add_units(&s->needs, (eg_unit_set){units, ++s->rank, false});
    character(p, s, !word);
}

/* ---- groups ------------------------------------------------------------------------------------------------------- */

typedef eg_group_edges edges;

static eg_needs alternatives(parser *p, bool bounded, edges *all);
static eg_needs known_alternatives(parser *p, size_t open, bool bounded, edges *edge);

static void skip_to(parser *p, char c) {
    while (p->at < p->text.len && p->text.ptr[p->at] != c) p->at++;
    p->at++;
}

static void lookaround(parser *p, sequence *s, size_t open, bool ahead, bool positive) { /* NOLINT(misc-no-recursion): depth is capped */
    edges edge;
    eg_needs inner = known_alternatives(p, open, false, &edge);
    bool right = ahead && positive && edge.first;
    stop(p, s, right);
    close_open(&inner, false);
    if (ahead && positive) mark_ahead(&inner), move_needs(&s->needs, &inner, 0);
    else eg_needs_fini(&inner);
}

static void group(parser *p, sequence *s) { /* NOLINT(misc-no-recursion): depth is capped */
    if (peek(p, "*")) {
        p->lost = true;
        return;
    }
    bool plain = true;
    size_t open = p->at - 1;
    if (peek(p, "?")) {
        p->at++;
        if (peek(p, "=") || peek(p, "!")) {
            bool positive = p->text.ptr[p->at++] == '=';
            lookaround(p, s, open, true, positive);
            plain = false;
        } else if (peek(p, "<=") || peek(p, "<!")) {
            p->at += 2;
            lookaround(p, s, open, false, false);
            plain = false;
        } else if (peek(p, "<") || peek(p, "P<")) skip_to(p, '>');
        else if (peek(p, "'")) p->at++, skip_to(p, '\'');
        else if (peek(p, ":") || peek(p, ">") || peek(p, "|")) p->at++;
        else if (peek(p, "#")) {
            skip_to(p, ')');
            return;
        } else {
            p->lost = true; /* flags, conditions, recursion */
            return;
        }
    }
    if (!plain) {
        if (peek(p, ")")) p->at++;
        else p->lost = true;
        times t = read_times(p);
        (void)t;
        return;
    }
    flush_open(p, s);
    edges edge;
    eg_needs inner = known_alternatives(p, open, s->bounded, &edge);
    if (peek(p, ")")) p->at++;
    else p->lost = true;
    times t = read_times(p);
    if (!edge.first || t.least) close_open(&s->needs, edge.first); /* else what follows the group may stand here, too */
    if (!t.once) close_open(&inner, false);
    if (t.least) move_needs(&s->needs, &inner, ++s->rank);
    else eg_needs_fini(&inner);
    s->bounded = edge.last && (t.least || s->bounded);
    if (!s->begun) s->first_bound = t.least && edge.first;
}

static sequence read_sequence(parser *p, bool bounded) { /* NOLINT(misc-no-recursion): depth is capped */
    sequence s = {.bounded = bounded};
    for (;;) {
        skip_blank(p);
        if (p->lost || p->at >= p->text.len) break;
        char c = p->text.ptr[p->at];
        if (c == '|' || c == ')') break;
        p->at++;
        if (c == '(') group(p, &s);
        else if (c == '[') char_class(p, &s);
        else if (c == '\\') escape(p, &s);
        else if (c == '.') character(p, &s, false);
        else if (c == '^' || c == '$') {
            stop(p, &s, c == '$');
            s.bounded = c == '^';
            if (!s.begun) s.first_bound = true;
        } else literal(p, &s, c);
        s.begun = true;
    }
    flush_open(p, &s);
    return s;
}

/* A match of "a|b" holds what `a` needs or what `b` needs: one set of each, joined. */
static eg_needs join(eg_needs *all, size_t count) {
    eg_needs out = {0};
    eg_literal_set set = {0};
    bool sets = true;
    bool units = true;
    eg_unit_set mask = {0};
    for (size_t i = 0; i < count; i++) {
        sets &= all[i].set_count > 0;
        units &= all[i].unit_count > 0;
        if (units) mask.any |= all[i].units[0].any, mask.ahead |= all[i].units[0].ahead;
        if (sets) set.ahead |= all[i].sets[0].ahead;
        for (size_t j = 0; sets && j < all[i].sets[0].any.len; j++) eg_vec_push(&set.any, all[i].sets[0].any.items[j]);
    }
    if (sets) add_set(&out, set);
    else drop_set(&set);
    if (units) add_units(&out, mask);
    return out;
}

static eg_needs alternatives(parser *p, bool bounded, edges *edge) { /* NOLINT(misc-no-recursion): depth is capped */
    EG_VEC(eg_needs) all = {0};
    *edge = (edges){true, true};
    if (++p->depth > DEPTH_MOST) p->lost = true;
    for (;;) {
        sequence s = read_sequence(p, bounded);
        edge->first &= s.begun && s.first_bound;
        edge->last &= s.bounded;
        eg_vec_push(&all, s.needs);
        if (p->lost || !peek(p, "|")) break;
        p->at++;
    }
    p->depth--;
    eg_needs out = all.items[0];
    if (all.len > 1) {
        out = join(all.items, all.len);
        for (size_t i = 0; i < all.len; i++) eg_needs_fini(&all.items[i]);
    }
    eg_vec_fini(&all);
    return out;
}

static eg_needs copy_of(const eg_needs *needs) {
    eg_needs copy = *needs;
    for (size_t i = 0; i < needs->set_count; i++) {
        size_t count = needs->sets[i].any.len;
        if (count == 0) continue;
        copy.sets[i].any.items = eg_heap_alloc(count * sizeof *copy.sets[i].any.items);
        copy.sets[i].any.cap = count;
        memcpy(copy.sets[i].any.items, needs->sets[i].any.items, count * sizeof *copy.sets[i].any.items);
    }
    return copy;
}

/* The alternatives of the group that opens at byte `open`, which may have been read before. */
static eg_needs known_alternatives(parser *p, size_t open, bool bounded, edges *edge) { /* NOLINT(misc-no-recursion): depth is capped */
    size_t begin = p->at;
    if (p->lost || p->memory == NULL) return alternatives(p, bounded, edge);
    size_t end = p->ends[open];
    if (end < begin + EG_GROUP_LEAST) return alternatives(p, bounded, edge);
    eg_slice text = eg_slice_sub(p->text, begin, end);
    eg_map *known = &p->memory->known[bounded];
    uint32_t number = eg_map_get(known, text);
    if (number == EG_MAP_NONE) {
        eg_needs needs = alternatives(p, bounded, edge);
        if (p->lost || p->at != end) return needs;
        eg_group_needs group = {copy_of(&needs), *edge};
        eg_vec_push(&p->memory->groups, group);
        eg_map_put(known, eg_arena_dup(&p->memory->keys, text), (uint32_t)p->memory->groups.len - 1);
        return needs;
    }
    p->at = end;
    *edge = p->memory->groups.items[number].edge;
    return copy_of(&p->memory->groups.items[number].needs);
}

void eg_needs_memory_fini(eg_needs_memory *memory) {
    for (size_t i = 0; i < memory->groups.len; i++) eg_needs_fini(&memory->groups.items[i].needs);
    eg_vec_fini(&memory->groups);
    for (size_t i = 0; i < 2; i++) eg_map_fini(&memory->known[i]);
    eg_arena_fini(&memory->keys);
}

void eg_needs_find(eg_needs *out, eg_arena *arena, eg_slice pattern, eg_needs_memory *memory) {
    parser p = {.arena = arena, .text = pattern, .memory = memory, .ends = memory ? eg_group_ends(pattern) : NULL, .lost = eg_has_odd_blank(pattern)};
    edges edge;
    *out = alternatives(&p, false, &edge);
    close_open(out, false);
    eg_heap_free(p.ends);
    if (p.lost || p.at < pattern.len) eg_needs_fini(out);
}
