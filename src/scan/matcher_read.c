/* SPDX-License-Identifier: MIT */
/* Reads a pattern as PCRE2 gets it, and gives up on what is not known here. Nodes that are alike are one: what macros bring into
 * many patterns is there once, and a group that was read before is known again by its text. */
#include "base/region.h"
#include "base/sink.h"
#include "scan/patternreader.h"
#include "scan/matcher_tree.h"

enum { DEPTH_MOST = 60, TEXT_MOST = 200 };

typedef struct reader {
    eg_slice pattern;
    size_t at;
    int depth;
    bool caseless;
    bool cased; /* caseless, "\\p{Lu}" is still capitals alone */
    bool lost; /* something is there that only PCRE2 knows */
    uint32_t groups;
    eg_slice names[EG_GROUPS_MOST]; /* of them */
    uint32_t *ends; /* eg_group_ends */
} reader;

/* ---- reading ------------------------------------------------------------------------------------------------------- */

static bool at_end(const reader *r) { return r->at >= r->pattern.len; }
static char here(const reader *r) { return at_end(r) ? '\0' : r->pattern.ptr[r->at]; }

static bool eat(reader *r, const char *text) { return eg_pattern_eat(r->pattern, &r->at, text); }
static void skip_blank(reader *r) { r->at = eg_pattern_skip_blank(r->pattern, r->at); }

static eg_matcher_ref lose(reader *r) {
    r->lost = true;
    return 0;
}

static eg_matcher_ref read_either(reader *r);

/* ---- characters and sets ------------------------------------------------------------------------------------------- */

/* What is beyond ASCII is known one by one only as text. Caseless, two characters there are forms of a letter in ASCII: the long s and
 * the sign of Kelvin. */
static void put_range(reader *r, eg_matcher_set *set, uint32_t first, uint32_t last) {
    enum { LONG_S = 0x17F, KELVIN = 0x212A };
    for (uint32_t c = first; c <= last && c < 0x80; c++) set->bits[c / 64] |= 1ULL << c % 64;
    if (last < 0x80) return;
    if (r->caseless && ((first <= LONG_S && last >= LONG_S) || (first <= KELVIN && last >= KELVIN))) r->lost = true;
    eg_wide_group group = eg_wide_group_of(first);
    bool alone = group >= EG_WIDE_APOSTROPHE && group <= EG_WIDE_EM_DASH; /* in its group */
    if (first == last) eg_set_put_wide(set, group, alone ? EG_WIDE_ALL : EG_WIDE_UNKNOWN);
    if (r->caseless && !alone && first == last) { /* its other case may be in the other group: the sign of Angstrom, the capital sharp s */
        eg_set_put_wide(set, EG_WIDE_LETTERS, EG_WIDE_UNKNOWN);
        eg_set_put_wide(set, EG_WIDE_OTHERS, EG_WIDE_UNKNOWN);
    }
    for (unsigned g = 0; g < EG_WIDE_GROUPS && first < last; g++) eg_set_put_wide(set, (eg_wide_group)g, EG_WIDE_UNKNOWN);
}

/* The ASCII part of a known set, "azAZ" for two ranges, and what it has of Latin letters; no such set has marks. */
static void put_known(eg_matcher_set *out, const char *ranges, eg_wide_part letters, bool negated) {
    eg_matcher_set set = {{0, 0}, 0};
    for (const char *at = ranges; *at; at += 2)
        for (unsigned c = (unsigned char)at[0]; c <= (unsigned char)at[1]; c++) set.bits[c / 64] |= 1ULL << c % 64;
    eg_set_put_wide(&set, EG_WIDE_LETTERS, letters);
    eg_set_put_wide(&set, EG_WIDE_OTHERS, EG_WIDE_UNKNOWN);
    if (negated) eg_set_negate(&set);
    eg_set_join(out, &set);
}

static bool put_letter_set(eg_matcher_set *out, char letter) {
    char low = (char)(letter | 32);
    bool negated = letter != low;
    if (low == 's') put_known(out, "\t\r  ", EG_WIDE_NONE, negated);
    else if (low == 'h') put_known(out, "\t\t  ", EG_WIDE_NONE, negated);
    else if (low == 'd') put_known(out, "09", EG_WIDE_NONE, negated);
    else if (low == 'w') put_known(out, "09azAZ__", EG_WIDE_ALL, negated);
    else return false;
    return true;
}

/* Behind "\p" or "\P". Whether a caseless pattern tells capitals from small letters depends on PCRE2's version. */
static void put_property(reader *r, eg_matcher_set *out, bool negated) {
    static const struct {
        const char *name, *ranges;
        eg_wide_part letters;
    } known[] = {{"{L}", "azAZ", EG_WIDE_ALL}, {"{Lu}", "AZ", EG_WIDE_UNKNOWN}, {"{Ll}", "az", EG_WIDE_UNKNOWN}, {"{N}", "09", EG_WIDE_NONE}, {"{Nd}", "09", EG_WIDE_NONE},
                 {"{Han}", "", EG_WIDE_NONE}, {"{sc:Han}", "", EG_WIDE_NONE}, {"{sc:Katakana}", "", EG_WIDE_NONE}};
    size_t i = 0;
    while (i < sizeof known / sizeof *known && !eat(r, known[i].name)) i++;
    if (i == sizeof known / sizeof *known || (r->caseless && !r->cased && known[i].letters == EG_WIDE_UNKNOWN)) r->lost = true;
    else put_known(out, known[i].ranges, known[i].letters, negated);
}

static int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1; }

/* Behind "\x". */
static uint32_t read_hex(reader *r) {
    uint32_t value = 0;
    if (eat(r, "{")) {
        for (; hex(here(r)) >= 0; r->at++) value = value > 0x10FFFF ? value : value * 16 + (uint32_t)hex(here(r));
        if (!eat(r, "}")) r->lost = true;
    } else
        for (int n = 0; n < 2 && hex(here(r)) >= 0; n++, r->at++) value = value * 16 + (uint32_t)hex(here(r));
    return value;
}

/* The byte that "\c" is, or -1. */
static int plain_escape(char c) {
    static const char letters[] = "ntrf";
    static const char bytes[] = "\n\t\r\f";
    const char *known = c ? strchr(letters, c) : NULL;
    if (known) return bytes[known - letters];
    bool alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return alnum || (unsigned char)c >= 0x80 || c == '\0' ? -1 : c;
}

/* One element of "[...]": a character, which may begin a range, or -1 when it was put as a set. */
static int64_t read_element(reader *r, eg_matcher_set *known) {
    char first = here(r);
    if (first == '[' && r->at + 1 < r->pattern.len && strchr(":.=", r->pattern.ptr[r->at + 1])) r->lost = true;
    if ((unsigned char)first >= 0x80) {
        size_t n;
        uint32_t c = eg_utf8_next(r->pattern, r->at, &n);
        r->at += n;
        return c;
    }
    r->at++;
    if (first != '\\') return first;
    char e = here(r);
    r->at++;
    if (put_letter_set(known, e)) return -1;
    if (e == 'p' || e == 'P') return put_property(r, known, e == 'P'), -1;
    if (e == 'x') return read_hex(r);
    int byte = plain_escape(e);
    if (byte < 0) r->lost = true;
    return byte;
}

static bool is_range(const reader *r) { return here(r) == '-' && r->at + 1 < r->pattern.len && r->pattern.ptr[r->at + 1] != ']'; }

/* Behind "[". */
static eg_matcher_ref read_set(reader *r) {
    eg_matcher_set listed = {{0, 0}, 0};
    eg_matcher_set known = {{0, 0}, 0}; /* by name: both cases are in it, or not */
    bool negated = eat(r, "^");
    for (bool first = true; !r->lost; first = false) {
        if (at_end(r)) return lose(r);
        if (here(r) == ']' && !first) break;
        int64_t begin = read_element(r, &known);
        int64_t end = begin;
        if (is_range(r)) {
            if (begin < 0) return lose(r); /* "[\w-.]" */
            r->at++;
            end = read_element(r, &known);
            if (end < begin) return lose(r);
        }
        if (begin >= 0) put_range(r, &listed, (uint32_t)begin, (uint32_t)end);
    }
    if (r->lost) return 0;
    r->at++;
    if (r->caseless) eg_set_put_other_cases(&listed);
    eg_set_join(&listed, &known);
    if (negated) eg_set_negate(&listed);
    return eg_tree_set(&listed);
}

static eg_matcher_ref dot(void) {
    eg_matcher_set set = {{1ULL << '\n', 0}, 0};
    eg_set_negate(&set);
    return eg_tree_set(&set);
}

static eg_matcher_ref read_char(reader *r, uint32_t c) {
    char bytes[4];
    size_t n = eg_utf8_put(bytes, c);
    eg_matcher_set set = {{0, 0}, 0};
    bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    if (c < 0x80 && letter) bytes[0] = (char)(r->caseless ? c | 32 : c);
    if (!r->caseless || c < 0x80) return eg_tree_text(eg_slice_of(bytes, n), r->caseless);
    put_range(r, &set, c, c);
    return eg_tree_set(&set);
}

/* ---- atoms --------------------------------------------------------------------------------------------------------- */

/* Behind "\k": what a group took, which has to be the only one of its name. */
static eg_matcher_ref read_reference(reader *r) {
    eg_matcher_node n = EG_TREE_HEAD(EG_MATCHER_SAME);
    if (!eat(r, "<") || r->caseless) return lose(r);
    size_t begin = r->at;
    while (!at_end(r) && here(r) != '>') r->at++;
    eg_slice name = eg_slice_sub(r->pattern, begin, r->at);
    for (uint32_t i = 1; i <= r->groups; i++) {
        if (!eg_slice_eq(r->names[i], name)) continue;
        if (n.least) return lose(r);
        n.least = (uint16_t)i;
    }
    if (n.least == 0 || !eat(r, ">")) return lose(r);
    n.captures = n.refers = 1; /* what it means hangs on the pattern around it */
    return eg_tree_over_all(&n, NULL, 0);
}

/* Behind a backslash. */
static eg_matcher_ref read_escape(reader *r) {
    eg_matcher_set set = {{0, 0}, 0};
    char e = here(r);
    r->at++;
    if (e == 'b') return eg_tree_plain(EG_MATCHER_EDGE);
    if (e == 'B') return eg_tree_plain(EG_MATCHER_NO_EDGE);
    if (e == 'A') return eg_tree_plain(EG_MATCHER_BEGIN);
    if (e == 'Z') return eg_tree_plain(EG_MATCHER_END);
    if (e == 'z') return eg_tree_plain(EG_MATCHER_LAST);
    if (e == 'k') return read_reference(r);
    if (e == 'K') return eg_tree_plain(EG_MATCHER_KEEP);
    if (put_letter_set(&set, e)) return eg_tree_set(&set);
    if (e == 'p' || e == 'P') return put_property(r, &set, e == 'P'), eg_tree_set(&set);
    if (e == 'N' && here(r) != '{') return dot();
    if (e == 'x') return read_char(r, read_hex(r));
    int byte = plain_escape(e);
    return byte < 0 ? lose(r) : read_char(r, (uint32_t)byte);
}

static int width_of(eg_matcher_ref node);

/* Of one behind the other, or of alternatives, which have to be alike. */
static int width_of_all(const eg_matcher_ref *children, size_t count, bool alike) { /* NOLINT(misc-no-recursion): as deep as the tree */
    int sum = 0;
    for (size_t i = 0; i < count && sum >= 0; i++) {
        int one = width_of(children[i]);
        if (one < 0 || (alike && i && one != sum)) return -1;
        sum = alike ? one : sum + one;
    }
    return sum;
}

/* How many characters the node takes, always; -1 when that is not fixed. */
static int width_of(eg_matcher_ref node) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_matcher_node *n = eg_tree_at(node);
    switch ((eg_matcher_type)n->type) {
    case EG_MATCHER_TEXT: return (int)eg_utf8_count(eg_slice_of(eg_tree_text_of(n), n->least));
    case EG_MATCHER_SET: return 1;
    case EG_MATCHER_RUN: return n->least == n->most ? n->least : -1;
    case EG_MATCHER_SEQUENCE: return width_of_all(n->of, n->least, false);
    case EG_MATCHER_EITHER: return width_of_all(n->of + 1, n->least, true);
    case EG_MATCHER_GROUP:
    case EG_MATCHER_WHOLE: return width_of_all(n->of, 1, false);
    case EG_MATCHER_REPEAT: {
        int one = width_of_all(n->of, 1, false);
        return n->least != n->most || one < 0 ? -1 : one * n->least;
    }
    default: return 0;
    }
}

/* A look back: each alternative has its own width. */
static eg_matcher_ref behind(reader *r, eg_matcher_ref inner, eg_matcher_type type) {
    const eg_matcher_node *n = eg_tree_at(inner);
    eg_matcher_refs all = {0};
    size_t count = n->type == EG_MATCHER_EITHER ? n->least : 1;
    for (size_t i = 0; i < count; i++) {
        eg_matcher_ref child = n->type == EG_MATCHER_EITHER ? n->of[i + 1] : inner;
        eg_matcher_node back = EG_TREE_HEAD(EG_MATCHER_BACK);
        int width = width_of(child);
        if (width < 0 || width >= EG_MATCHER_ALWAYS || eg_tree_at(child)->captures) r->lost = true;
        back.least = (uint16_t)width;
        eg_matcher_ref made = eg_tree_over(&back, child);
        eg_vec_push(&all, made);
    }
    eg_matcher_node head = EG_TREE_HEAD(type);
    head.least = (uint16_t)count;
    eg_matcher_ref made = eg_tree_over_all(&head, all.items, all.len);
    eg_vec_fini(&all);
    return made;
}

static eg_matcher_ref close_group(reader *r, eg_matcher_ref inner) {
    if (inner == 0 || !eat(r, ")")) return lose(r);
    return inner;
}

static eg_matcher_ref read_look(reader *r, eg_matcher_type type) { /* NOLINT(misc-no-recursion): depth is capped */
    eg_matcher_ref inner = close_group(r, read_either(r));
    if (inner == 0) return 0;
    if (type == EG_MATCHER_BEHIND || type == EG_MATCHER_NOT_BEHIND) return behind(r, inner, type);
    return eg_tree_over(&EG_TREE_HEAD(type), inner);
}

static eg_matcher_ref read_numbered(reader *r, char closing) { /* NOLINT(misc-no-recursion): depth is capped */
    eg_matcher_node n = EG_TREE_HEAD(EG_MATCHER_GROUP);
    size_t begin = r->at;
    while (closing && !at_end(r) && here(r) != closing) r->at++;
    n.least = (uint16_t)++r->groups;
    if (r->groups >= EG_GROUPS_MOST) return lose(r);
    r->names[r->groups] = eg_slice_sub(r->pattern, begin, r->at);
    r->at += closing != '\0';
    eg_matcher_ref inner = close_group(r, read_either(r));
    return inner ? eg_tree_over(&n, inner) : 0;
}

/* A group without a number. Its text tells what it is, so that it is read once. */
static eg_matcher_ref read_plain(reader *r, bool known) { /* NOLINT(misc-no-recursion): depth is capped */
    size_t open = r->at;
    char flags = r->caseless ? 'i' : '-';
    size_t end = known && open >= 3 ? r->ends[open - 3] : 0; /* "(?:" */
    eg_slice text = eg_slice_of(&flags, 1);
    eg_sink key = {0};
    if (end > open + EG_GROUP_LEAST) {
        eg_putc(&key, flags);
        eg_put(&key, eg_slice_sub(r->pattern, open, end));
        text = eg_sink_slice(&key);
        eg_matcher_ref before = eg_tree_known(text);
        if (before) {
            eg_sink_fini(&key);
            r->at = end + 1;
            return before;
        }
    }
    eg_matcher_ref made = close_group(r, read_either(r));
    if (made && !r->lost && !eg_tree_at(made)->captures && text.len > 1 && r->at == end + 1) eg_tree_know(text, made);
    eg_sink_fini(&key);
    return made;
}

static eg_matcher_ref nothing(void) { return eg_tree_sequence(NULL, 0); }

/* Behind "(". */
static eg_matcher_ref read_group(reader *r) { /* NOLINT(misc-no-recursion): depth is capped */
    bool caseless = r->caseless; /* outside */
    eg_matcher_ref made = 0;
    if (here(r) == '*') return lose(r);
    if (!eat(r, "?")) made = read_numbered(r, '\0');
    else if (eat(r, "i)")) return r->caseless = true, nothing(); /* up to the end of the group that is being read */
    else if (eat(r, "-i)")) return r->caseless = false, nothing();
    else if (eat(r, "i:")) r->caseless = true, made = read_plain(r, false);
    else if (eat(r, "-i:")) r->caseless = false, made = read_plain(r, false);
    else if (eat(r, ":")) made = read_plain(r, true);
    else if (eat(r, "=")) made = read_look(r, EG_MATCHER_AHEAD);
    else if (eat(r, "!")) made = read_look(r, EG_MATCHER_NOT_AHEAD);
    else if (eat(r, "<=")) made = read_look(r, EG_MATCHER_BEHIND);
    else if (eat(r, "<!")) made = read_look(r, EG_MATCHER_NOT_BEHIND);
    else if (eat(r, "<") || eat(r, "P<")) made = read_numbered(r, '>');
    else if (eat(r, ">")) {
        eg_matcher_ref inner = read_plain(r, false);
        made = inner ? eg_tree_over(&EG_TREE_HEAD(EG_MATCHER_WHOLE), inner) : 0;
    } else return lose(r); /* flags, conditions, recursion, comments */
    r->caseless = caseless;
    return made;
}

static eg_matcher_ref read_atom(reader *r) { /* NOLINT(misc-no-recursion): depth is capped */
    char c = here(r);
    if ((unsigned char)c >= 0x80) {
        size_t n;
        uint32_t point = eg_utf8_next(r->pattern, r->at, &n);
        r->at += n;
        return read_char(r, point);
    }
    r->at++;
    if (c == '(') return read_group(r);
    if (c == '[') return read_set(r);
    if (c == '\\') return read_escape(r);
    if (c == '.') return dot();
    if (c == '^') return eg_tree_plain(EG_MATCHER_BEGIN);
    if (c == '$') return eg_tree_plain(EG_MATCHER_END);
    if (c == '*' || c == '+' || c == '?') return lose(r);
    return read_char(r, (unsigned char)c);
}

/* ---- how often ------------------------------------------------------------------------------------------------------ */

static uint16_t read_count(reader *r) {
    unsigned long n = 0;
    for (; here(r) >= '0' && here(r) <= '9'; r->at++) n = n > 100000 ? n : n * 10 + (unsigned long)(here(r) - '0');
    if (n >= EG_MATCHER_ALWAYS) r->lost = true;
    return (uint16_t)n;
}

static bool read_range(reader *r, uint16_t *least, uint16_t *most) {
    size_t begin = r->at;
    bool digits = here(r) == '{' && r->at + 1 < r->pattern.len && r->pattern.ptr[r->at + 1] >= '0' && r->pattern.ptr[r->at + 1] <= '9';
    if (!digits) return false;
    r->at++;
    *least = *most = read_count(r);
    if (eat(r, ",")) *most = here(r) >= '0' && here(r) <= '9' ? read_count(r) : EG_MATCHER_ALWAYS;
    if (eat(r, "}")) return true;
    r->at = begin; /* then it is a brace */
    return false;
}

static bool is_nothing(const eg_matcher_node *n) { return n->type == EG_MATCHER_SEQUENCE && n->least == 0; }

static eg_matcher_ref repeated(reader *r, eg_matcher_ref atom, uint16_t least, uint16_t most, eg_matcher_mode mode) {
    const eg_matcher_node *n = eg_tree_at(atom);
    bool look = n->type >= EG_MATCHER_AHEAD && n->type <= EG_MATCHER_NOT_BEHIND;
    if (look && least == 0 && !n->captures) return nothing(); /* it may as well not be asked */
    bool set = n->type == EG_MATCHER_SET || (n->type == EG_MATCHER_TEXT && n->least == 1);
    if (n->type > EG_MATCHER_WHOLE || is_nothing(n) || most < least || most == 0) return lose(r);
    if (least == 1 && most == 1) return atom;
    eg_matcher_node head = EG_TREE_HEAD(set ? EG_MATCHER_RUN : EG_MATCHER_REPEAT);
    head.least = least, head.most = most;
    head.mode = (uint8_t)(!set && mode == EG_MATCHER_POSSESSIVE ? EG_MATCHER_GREEDY : mode);
    if (set) return eg_tree_over(&head, n->may);
    eg_matcher_ref made = eg_tree_over(&head, atom);
    return mode == EG_MATCHER_POSSESSIVE && made ? eg_tree_over(&EG_TREE_HEAD(EG_MATCHER_WHOLE), made) : made;
}

/* The atom with what counts it. */
static eg_matcher_ref read_times(reader *r, eg_matcher_ref atom) {
    uint16_t least = 0;
    uint16_t most = EG_MATCHER_ALWAYS;
    skip_blank(r);
    if (atom == 0) return 0;
    if (eat(r, "?")) most = 1;
    else if (eat(r, "+")) least = 1;
    else if (!eat(r, "*") && !read_range(r, &least, &most)) return atom;
    eg_matcher_mode mode = eat(r, "+") ? EG_MATCHER_POSSESSIVE : eat(r, "?") ? EG_MATCHER_LAZY : EG_MATCHER_GREEDY;
    skip_blank(r);
    uint16_t again[2];
    if (here(r) == '+' || here(r) == '?' || here(r) == '*' || read_range(r, &again[0], &again[1])) return lose(r);
    return repeated(r, atom, least, most, mode);
}

/* "(?=[ab])" in front of what begins with nothing else says nothing: the node knows by itself. */
static bool is_implied(const eg_matcher_node *look, const eg_matcher_node *n) {
    if (look->type != EG_MATCHER_AHEAD || n->may == 0 || eg_tree_at(look->of[0])->type != EG_MATCHER_SET) return false;
    return eg_tree_is_within(n->may, eg_tree_at(look->of[0])->of[0]);
}

/* Texts that lie side by side are one. */
static void push_joined(eg_matcher_refs *all, eg_matcher_ref node) {
    const eg_matcher_node *n = eg_tree_at(node);
    const eg_matcher_node *before = all->len ? eg_tree_at(all->items[all->len - 1]) : NULL;
    if (is_nothing(n)) return;
    if (before && before->type == EG_MATCHER_TEXT && n->type == EG_MATCHER_TEXT && before->mode == n->mode && before->least + n->least <= TEXT_MOST) {
        char text[TEXT_MOST];
        memcpy(text, eg_tree_text_of(before), before->least);
        memcpy(text + before->least, eg_tree_text_of(n), n->least);
        all->items[all->len - 1] = eg_tree_text(eg_slice_of(text, (size_t)before->least + n->least), n->mode);
    } else if (before && is_implied(before, n)) all->items[all->len - 1] = node;
    else eg_vec_push(all, node);
}

static eg_matcher_ref read_sequence(reader *r) { /* NOLINT(misc-no-recursion): depth is capped */
    eg_matcher_refs all = {0};
    for (;;) {
        skip_blank(r);
        if (r->lost || at_end(r) || here(r) == '|' || here(r) == ')') break;
        eg_matcher_ref atom = read_times(r, read_atom(r));
        if (atom == 0) {
            r->lost = true;
            break;
        }
        push_joined(&all, atom);
    }
    eg_matcher_ref made = r->lost ? 0 : eg_tree_sequence(all.items, all.len);
    eg_vec_fini(&all);
    return made;
}

static eg_matcher_ref read_either(reader *r) { /* NOLINT(misc-no-recursion): depth is capped */
    eg_matcher_refs all = {0};
    if (r->depth++ == DEPTH_MOST) r->lost = true;
    do {
        eg_matcher_ref one = r->lost ? 0 : read_sequence(r);
        if (one == 0) r->lost = true;
        eg_vec_push(&all, one);
    } while (!r->lost && eat(r, "|"));
    r->depth--;
    eg_matcher_ref made = r->lost ? 0 : eg_tree_either(&all);
    eg_vec_fini(&all);
    return made;
}

const eg_matcher_node *eg_matcher_read(eg_slice pattern, eg_matcher_language language) {
    if (eg_has_odd_blank(pattern)) return NULL;
    eg_tree_begin();
    bool was = eg_region_pause(true);
    reader r = {.pattern = pattern, .caseless = language.caseless, .cased = language.cased, .ends = eg_group_ends(pattern)};
    eg_matcher_ref made = eg_tree_root(read_either(&r));
    bool complete = made && !r.lost && at_end(&r) && r.groups < EG_GROUPS_MOST;
    eg_heap_free(r.ends);
    eg_region_pause(was);
    return complete ? eg_tree_at(made) : NULL;
}
