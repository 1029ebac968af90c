/* SPDX-License-Identifier: MIT */
#include "scan/outline.h"

#include "base/region.h"
#include "scan/patternreader.h"

enum { DEPTH_MOST = 60, LENGTH_MOST = 60000 };

typedef struct reader {
    eg_outlines *out;
    eg_slice pattern;
    size_t at;
    int depth;
    bool caseless;
    bool vague; /* the class that is being read may hold too much */
    bool lost; /* something is there that could mean anything */
    EG_VEC(eg_outline_node) nodes;
    EG_VEC(char) text;
    EG_VEC(uint32_t) lists; /* those that are being shared, one behind the other */
    uint32_t *ends; /* eg_group_ends */
} reader;

static uint32_t add(reader *r, eg_outline_type type) {
    if (r->nodes.len == 0) (void)eg_vec_add(&r->nodes);
    eg_outline_node *n = eg_vec_add(&r->nodes);
    n->type = (uint8_t)type;
    return (uint32_t)(r->nodes.len - 1);
}

static bool at_end(const reader *r) { return r->at >= r->pattern.len; }
static char here(const reader *r) { return at_end(r) ? '\0' : r->pattern.ptr[r->at]; }

static bool eat(reader *r, const char *text) { return eg_pattern_eat(r->pattern, &r->at, text); }
static void skip_blank(reader *r) { r->at = eg_pattern_skip_blank(r->pattern, r->at); }

static void skip_behind(reader *r, char c) {
    while (!at_end(r) && here(r) != c) r->at++;
    r->at++;
}

/* ---- classes ------------------------------------------------------------------------------------------------------- */

static void put_range(eg_byte_class *c, int first, int last) {
    for (int b = first; b <= last && b < 0x80; b++) c->bits[b / 64] |= 1ULL << b % 64;
    c->wide |= last >= 0x80;
}

static void put_class(eg_byte_class *out, const eg_byte_class *c) {
    out->bits[0] |= c->bits[0];
    out->bits[1] |= c->bits[1];
    out->wide |= c->wide;
}

static void put_all(eg_byte_class *c) { put_range(c, 0, 0x80); }

static void put_not(eg_byte_class *out, const eg_byte_class *c) {
    out->bits[0] |= ~c->bits[0];
    out->bits[1] |= ~c->bits[1];
    out->wide = true; /* also when `c` is: it may leave some out */
}

static bool put_letter_class(eg_byte_class *out, char letter) {
    eg_byte_class c = {.wide = true};
    char low = (char)(letter | 32);
    if (low == 's') put_range(&c, '\t', '\r'), put_range(&c, ' ', ' ');
    else if (low == 'h') put_range(&c, '\t', '\t'), put_range(&c, ' ', ' ');
    else if (low == 'v') put_range(&c, '\n', '\r');
    else if (low == 'd') put_range(&c, '0', '9');
    else if (low == 'w') put_range(&c, '0', '9'), put_range(&c, 'a', 'z'), put_range(&c, 'A', 'Z'), put_range(&c, '_', '_');
    else return false;
    if (letter != low) put_not(out, &c);
    else out->bits[0] |= c.bits[0], out->bits[1] |= c.bits[1], out->wide = true;
    return true;
}

/* Behind "\p" or "\P". */
static void put_property(reader *r, eg_byte_class *out, bool negated) {
    static const struct {
        const char *name, *ranges;
    } known[] = {{"{L}", "azAZ"}, {"{Lu}", "AZ"}, {"{Ll}", "az"}, {"{N}", "09"}, {"{Nd}", "09"}};
    eg_byte_class c = {.wide = true};
    size_t i = 0;
    while (i < sizeof known / sizeof *known && !eat(r, known[i].name)) i++;
    if (i < sizeof known / sizeof *known)
        for (const char *at = known[i].ranges; *at; at += 2) put_range(&c, at[0], at[1]);
    else {
        if (here(r) == '{') skip_behind(r, '}');
        else r->at++;
        put_all(&c);
        negated = false; /* what it leaves out is not known */
        r->vague = true;
    }
    if (negated) put_not(out, &c);
    else out->bits[0] |= c.bits[0], out->bits[1] |= c.bits[1], out->wide = true;
}

static int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1; }

/* Behind "\x": a code point; what is beyond ASCII is 0x80. */
static int read_hex(reader *r) {
    int value = 0;
    if (eat(r, "{")) {
        for (; hex(here(r)) >= 0; r->at++) value = value >= 0x80 ? 0x80 : value * 16 + hex(here(r));
        if (!eat(r, "}")) r->lost = true;
    } else
        for (int n = 0; n < 2 && hex(here(r)) >= 0; n++, r->at++) value = value * 16 + hex(here(r));
    return value < 0x80 ? value : 0x80;
}

/* The byte that "\c" is, or -1. */
static int plain_escape(char c) {
    static const char letters[] = "ntrfae";
    static const char bytes[] = "\n\t\r\f\a\x1b";
    const char *known = c ? strchr(letters, c) : NULL;
    if (known) return bytes[known - letters];
    bool alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return alnum || (unsigned char)c >= 0x80 || c == '\0' ? -1 : c;
}

static bool same_class(const eg_byte_class *a, const eg_byte_class *b) {
    return a->bits[0] == b->bits[0] && a->bits[1] == b->bits[1] && a->wide == b->wide;
}

/* Caseless, a class has both forms of a letter; two letters have a third beyond ASCII (the long s, the sign of Kelvin). */
static void put_other_cases(eg_byte_class *c) {
    for (int b = 'A'; b <= 'Z'; b++) {
        bool in = (c->bits[1] >> (b - 64) & 1) || (c->bits[1] >> (b - 32) & 1);
        if (!in) continue;
        put_range(c, b, b), put_range(c, b + 32, b + 32);
        c->wide |= b == 'K' || b == 'S';
    }
}

static uint32_t class_number(reader *r, const eg_byte_class *c) {
    uint32_t i = 0;
    while (i < r->out->classes.len && !same_class(&r->out->classes.items[i], c)) i++;
    if (i == r->out->classes.len) eg_vec_push(&r->out->classes, *c);
    return i;
}

static uint32_t class_node(reader *r, const eg_byte_class *c) {
    uint32_t n = add(r, EG_OUTLINE_CLASS);
    r->nodes.items[n].first = class_number(r, c);
    r->nodes.items[n].whole = r->vague;
    r->vague = false;
    return n;
}

/* One element of "[...]": a byte, which may begin a range, or -1 when it was put as a class. */
static int read_element(reader *r, eg_byte_class *c) {
    char first = here(r);
    r->at++;
    if (first == '[' && !at_end(r) && strchr(":.=", here(r))) {
        skip_behind(r, ']');
        put_all(c);
        r->vague = true;
        return -1;
    }
    if ((unsigned char)first >= 0x80) {
        while (!at_end(r) && ((unsigned char)here(r) & 0xC0) == 0x80) r->at++;
        return 0x80;
    }
    if (first != '\\') return first;
    char e = here(r);
    r->at++;
    if (put_letter_class(c, e)) return -1;
    if (e == 'p' || e == 'P') return put_property(r, c, e == 'P'), r->vague |= r->caseless, -1;
    if (e == 'x') return read_hex(r);
    if (e == 'b') return '\b';
    int byte = plain_escape(e);
    if (byte < 0) r->lost = true;
    return byte;
}

/* Behind "[". */
static uint32_t read_class(reader *r) {
    eg_byte_class c = {0};
    bool negated = eat(r, "^");
    for (bool first = true; !r->lost; first = false) {
        if (at_end(r)) r->lost = true;
        if (here(r) == ']' && !first) break;
        int begin = read_element(r, &c);
        if (begin < 0) continue;
        int end = begin;
        if (here(r) == '-' && r->at + 1 < r->pattern.len && r->pattern.ptr[r->at + 1] != ']') {
            r->at++;
            end = read_element(r, &c);
            if (end < 0) r->lost = true; /* "[a-\s]" */
        }
        put_range(&c, begin, end);
    }
    r->at++;
    eg_byte_class out = {0};
    bool plain = !c.wide && !negated;
    if (negated) put_not(&out, &c), r->vague |= r->caseless; /* caseless it matches less */
    else if (r->caseless) put_other_cases(&c);
    uint32_t n = class_node(r, negated ? &out : &c);
    r->nodes.items[n].len = plain;
    return n;
}

static uint32_t dot(reader *r) {
    eg_byte_class c = {0};
    put_all(&c);
    c.bits[0] &= ~(1ULL << '\n');
    return class_node(r, &c);
}

/* ---- atoms --------------------------------------------------------------------------------------------------------- */

static uint32_t read_known(reader *r, size_t open);

/* One character that both cases of a letter match. */
static uint32_t read_caseless(reader *r, char letter) {
    eg_byte_class c = {0};
    put_range(&c, (unsigned char)letter, (unsigned char)letter);
    if ((unsigned char)letter >= 0x80) put_range(&c, 'k', 'k'), put_range(&c, 's', 's'), r->vague = true;
    put_other_cases(&c);
    while ((unsigned char)letter >= 0xC0 && !at_end(r) && ((unsigned char)here(r) & 0xC0) == 0x80) r->at++;
    uint32_t n = class_node(r, &c);
    r->nodes.items[n].len = (unsigned char)letter < 0x80;
    return n;
}

/* The bytes of one code point. */
static uint32_t read_char(reader *r, char c) {
    if (r->caseless && ((unsigned char)c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z'))) return read_caseless(r, c);
    uint32_t n = add(r, EG_OUTLINE_CHARS);
    r->nodes.items[n].first = (uint32_t)r->text.len;
    eg_vec_push(&r->text, c);
    while ((unsigned char)c >= 0xC0 && !at_end(r) && ((unsigned char)here(r) & 0xC0) == 0x80) {
        eg_vec_push(&r->text, here(r));
        r->at++;
    }
    r->nodes.items[n].len = (uint16_t)(r->text.len - r->nodes.items[n].first);
    return n;
}

static uint32_t repeat(reader *r, uint32_t child, uint16_t least, uint16_t most) {
    uint32_t n = add(r, EG_OUTLINE_REPEAT);
    r->nodes.items[n].first = child;
    r->nodes.items[n].least = least;
    r->nodes.items[n].most = most;
    return n;
}

/* Behind a backslash; 0 when it takes nothing and asks for nothing. */
static uint32_t read_escape(reader *r) {
    eg_byte_class c = {0};
    char e = here(r);
    r->at++;
    if (e == 'b') return add(r, EG_OUTLINE_EDGE);
    if (e == 'A') return add(r, EG_OUTLINE_BEGIN);
    if (e == 'z' || e == 'Z') return add(r, EG_OUTLINE_END);
    if (e == 'B' || e == 'K') return 0;
    if (put_letter_class(&c, e)) return class_node(r, &c);
    if (e == 'p' || e == 'P') {
        put_property(r, &c, e == 'P');
        if (r->caseless) put_other_cases(&c), r->vague = true;
        return class_node(r, &c);
    }
    if (e == 'N' && here(r) != '{') return dot(r);
    if (e == 'R') return put_letter_class(&c, 'v'), repeat(r, class_node(r, &c), 1, 2);
    if (e == 'k' && !at_end(r) && strchr("<{'", here(r))) { /* what a group took: anything, or nothing */
        skip_behind(r, here(r) == '<' ? '>' : here(r) == '{' ? '}' : '\'');
        put_all(&c);
        r->vague = true;
        return repeat(r, class_node(r, &c), 0, EG_OUTLINE_ALWAYS);
    }
    if (e == 'X') return put_all(&c), repeat(r, class_node(r, &c), 1, EG_OUTLINE_ALWAYS);
    int byte = e == 'x' ? read_hex(r) : plain_escape(e);
    if (byte < 0) r->lost = true; /* \g \1 \Q and what is not known */
    if (byte >= 0 && byte < 0x80) return read_char(r, (char)byte);
    c.wide = true;
    return class_node(r, &c);
}

/* Behind "(". */
static uint32_t read_group(reader *r) { /* NOLINT(misc-no-recursion): depth is capped */
    size_t open = r->at - 1;
    eg_outline_type look = EG_OUTLINE_SEQUENCE;
    bool behind = false;
    bool caseless = r->caseless; /* outside */
    if (here(r) == '*') r->lost = true;
    if (eat(r, "?")) {
        if (eat(r, "#")) return skip_behind(r, ')'), 0;
        if (eat(r, "i)")) return r->caseless = true, 0; /* up to the end of the group that is being read */
        if (eat(r, "i:")) r->caseless = true;
        else if (eat(r, "=")) look = EG_OUTLINE_AHEAD;
        else if (eat(r, "!")) look = EG_OUTLINE_NOT_AHEAD;
        else if (eat(r, "<=") || eat(r, "<!")) behind = true;
        else if (eat(r, "<") || eat(r, "P<")) skip_behind(r, '>');
        else if (eat(r, "'")) skip_behind(r, '\'');
        else if (!eat(r, ":") && !eat(r, ">") && !eat(r, "|")) r->lost = true; /* flags, conditions, recursion */
    }
    uint32_t child = read_known(r, open);
    if (!eat(r, ")")) r->lost = true;
    r->caseless = caseless;
    if (behind) return 0;
    if (look == EG_OUTLINE_SEQUENCE) return child;
    uint32_t n = add(r, look);
    r->nodes.items[n].first = child;
    return n;
}

static uint32_t read_atom(reader *r) { /* NOLINT(misc-no-recursion): depth is capped */
    char c = here(r);
    r->at++;
    if (c == '(') return read_group(r);
    if (c == '[') return read_class(r);
    if (c == '\\') return read_escape(r);
    if (c == '.') return dot(r);
    if (c == '^') return add(r, EG_OUTLINE_BEGIN);
    if (c == '$') return add(r, EG_OUTLINE_END);
    if (c == '*' || c == '+' || c == '?') r->lost = true;
    return read_char(r, c);
}

static uint16_t read_count(reader *r) {
    unsigned long n = 0;
    for (; here(r) >= '0' && here(r) <= '9'; r->at++) n = n > 100000 ? n : n * 10 + (unsigned long)(here(r) - '0');
    return n < EG_OUTLINE_ALWAYS ? (uint16_t)n : EG_OUTLINE_ALWAYS;
}

/* The atom with what counts it. */
static uint32_t read_times(reader *r, uint32_t atom) {
    skip_blank(r);
    size_t begin = r->at;
    uint16_t least = 1;
    uint16_t most = 1;
    if (eat(r, "?")) least = 0;
    else if (eat(r, "*")) least = 0, most = EG_OUTLINE_ALWAYS;
    else if (eat(r, "+")) most = EG_OUTLINE_ALWAYS;
    else if (here(r) == '{' && r->at + 1 < r->pattern.len && r->pattern.ptr[r->at + 1] >= '0' && r->pattern.ptr[r->at + 1] <= '9') {
        r->at++;
        least = most = read_count(r);
        if (eat(r, ",")) most = here(r) >= '0' && here(r) <= '9' ? read_count(r) : EG_OUTLINE_ALWAYS;
        if (!eat(r, "}")) return r->at = begin, atom; /* then it is a brace */
        if (least == EG_OUTLINE_ALWAYS) r->lost = true;
    } else return atom;
    bool whole = eat(r, "+");
    if (!whole) eat(r, "?");
    skip_blank(r);
    if (here(r) == '+' || here(r) == '?' || here(r) == '*') r->lost = true;
    if (atom == 0) return 0;
    if (r->nodes.items[atom].type == EG_OUTLINE_CHARS && r->nodes.items[atom].len == 1) { /* a class is run over at once */
        eg_byte_class c = {0};
        put_range(&c, r->text.items[r->nodes.items[atom].first], r->text.items[r->nodes.items[atom].first]);
        atom = class_node(r, &c);
    }
    uint32_t n = repeat(r, atom, least, most);
    r->nodes.items[n].whole = whole && !r->nodes.items[atom].whole && most == EG_OUTLINE_ALWAYS && r->nodes.items[atom].type == EG_OUTLINE_CLASS;
    return n;
}

static uint32_t read_sequence(reader *r) { /* NOLINT(misc-no-recursion): depth is capped */
    uint32_t sequence = add(r, EG_OUTLINE_SEQUENCE);
    uint32_t last = 0;
    for (;;) {
        skip_blank(r);
        if (r->lost || at_end(r) || here(r) == '|' || here(r) == ')') break;
        uint32_t atom = read_times(r, read_atom(r));
        if (atom == 0) continue;
        eg_outline_node *n = &r->nodes.items[atom];
        eg_outline_node *before = &r->nodes.items[last];
        if (last && n->type == EG_OUTLINE_CHARS && before->type == EG_OUTLINE_CHARS && before->first + before->len == n->first && before->len < 1000) {
            before->len = (uint16_t)(before->len + n->len);
            continue;
        }
        if (last) before->next = atom;
        else r->nodes.items[sequence].first = atom;
        last = atom;
    }
    uint32_t first = r->nodes.items[sequence].first;
    return first && first == last ? first : sequence;
}

/* ---- alternatives that begin alike --------------------------------------------------------------------------------- */

enum { FACTOR_DEPTH_MOST = 40 };

/* The node of one character that an alternative begins with, or 0. */
static uint32_t head_of(const reader *r, uint32_t node) {
    const eg_outline_node *n = &r->nodes.items[node];
    if (n->type == EG_OUTLINE_SEQUENCE && n->first) n = &r->nodes.items[node = n->first];
    return n->type == EG_OUTLINE_CLASS || (n->type == EG_OUTLINE_CHARS && n->len) ? node : 0;
}

static bool same_head(const reader *r, uint32_t a, uint32_t b) {
    const eg_outline_node *x = &r->nodes.items[a];
    const eg_outline_node *y = &r->nodes.items[b];
    if (x->type != y->type) return false;
    return x->type == EG_OUTLINE_CLASS ? x->first == y->first && x->whole == y->whole && x->len == y->len : r->text.items[x->first] == r->text.items[y->first]; /* NOLINT(clang-analyzer-core.NullDereference): a node of text has text */
}

/* The alternative without its head. */
static uint32_t rest_of(reader *r, uint32_t node) {
    uint32_t rest = add(r, EG_OUTLINE_SEQUENCE);
    eg_outline_node n = r->nodes.items[node];
    eg_outline_node head = n.type == EG_OUTLINE_SEQUENCE ? r->nodes.items[n.first] : n;
    uint32_t next = n.type == EG_OUTLINE_SEQUENCE ? head.next : 0;
    if (head.type == EG_OUTLINE_CHARS && head.len > 1) {
        uint32_t chars = add(r, EG_OUTLINE_CHARS);
        r->nodes.items[chars] = (eg_outline_node){.type = EG_OUTLINE_CHARS, .first = head.first + 1, .len = (uint16_t)(head.len - 1), .next = next};
        next = chars;
    }
    r->nodes.items[rest].first = next;
    return rest;
}

/* Makes one alternative of those with the same head: which of them is taken first is no matter here. */
static uint32_t factored(reader *r, const uint32_t *list, size_t count, int depth) { /* NOLINT(misc-no-recursion): depth is capped */
    EG_VEC(uint32_t) out = {0};
    EG_VEC(uint32_t) rests = {0};
    bool *done = eg_heap_alloc(count + 1);
    memset(done, 0, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (done[i]) continue;
        uint32_t head = head_of(r, list[i]);
        rests.len = 0;
        for (size_t j = i; j < count && head && depth < FACTOR_DEPTH_MOST; j++) {
            uint32_t other = done[j] ? 0 : head_of(r, list[j]);
            if (other == 0 || !same_head(r, head, other)) continue;
            eg_vec_push(&rests, j == i ? list[i] : rest_of(r, list[j]));
            done[j] = true;
        }
        if (rests.len < 2) {
            eg_vec_push(&out, list[i]);
            continue;
        }
        rests.items[0] = rest_of(r, list[i]);
        eg_outline_node one = r->nodes.items[head];
        uint32_t tail = factored(r, rests.items, rests.len, depth + 1);
        one.next = tail;
        if (one.type == EG_OUTLINE_CHARS) one.len = 1;
        uint32_t first = add(r, (eg_outline_type)one.type);
        r->nodes.items[first] = one;
        uint32_t sequence = add(r, EG_OUTLINE_SEQUENCE);
        r->nodes.items[sequence].first = first;
        eg_vec_push(&out, sequence);
    }
    for (size_t i = 0; i < out.len; i++) r->nodes.items[out.items[i]].next = i + 1 < out.len ? out.items[i + 1] : 0;
    uint32_t node = out.len ? out.items[0] : 0;
    if (out.len > 1) {
        node = add(r, EG_OUTLINE_EITHER);
        r->nodes.items[node].first = out.items[0];
    }
    eg_vec_fini(&out);
    eg_vec_fini(&rests);
    eg_heap_free(done);
    return node;
}

static uint32_t read_either(reader *r) { /* NOLINT(misc-no-recursion): depth is capped */
    if (++r->depth > DEPTH_MOST) r->lost = true;
    EG_VEC(uint32_t) list = {0};
    do eg_vec_push(&list, read_sequence(r));
    while (!r->lost && eat(r, "|"));
    r->depth--;
    uint32_t node = r->lost ? list.items[0] : factored(r, list.items, list.len, 0);
    eg_vec_fini(&list);
    return node;
}

/* ---- first bytes --------------------------------------------------------------------------------------------------- */

/* Adds what a match of the node may begin with; true when it may take nothing. */
static bool first_of(const reader *r, uint32_t node, eg_byte_class *out) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_outline_node *n = &r->nodes.items[node];
    bool any = false;
    switch ((eg_outline_type)n->type) {
    case EG_OUTLINE_CHARS: return put_range(out, (unsigned char)r->text.items[n->first], (unsigned char)r->text.items[n->first]), false; /* NOLINT(clang-analyzer-core.NullDereference): as above */
    case EG_OUTLINE_CLASS: return put_class(out, &r->out->classes.items[n->first]), false;
    case EG_OUTLINE_SEQUENCE:
        for (uint32_t i = n->first; i; i = r->nodes.items[i].next)
            if (!first_of(r, i, out)) return false;
        return true;
    case EG_OUTLINE_EITHER:
        if (n->known) return put_class(out, &r->out->groups.items[n->first].may), r->out->groups.items[n->first].empty;
        for (uint32_t i = n->first; i; i = r->nodes.items[i].next) any |= first_of(r, i, out);
        return any;
    case EG_OUTLINE_REPEAT: return first_of(r, n->first, out) || n->least == 0;
    case EG_OUTLINE_EDGE:
    case EG_OUTLINE_BEGIN:
    case EG_OUTLINE_END:
    case EG_OUTLINE_AHEAD:
    case EG_OUTLINE_NOT_AHEAD: return true;
    }
    return true;
}

/* The number of the class of first bytes, + 1, when there is one that tells something. */
static uint16_t first_class(reader *r, uint32_t node) {
    eg_byte_class c = {0};
    if (first_of(r, node, &c) || (~c.bits[0] == 0 && ~c.bits[1] == 0)) return 0;
    uint32_t number = class_number(r, &c);
    return number < UINT16_MAX ? (uint16_t)(number + 1) : 0;
}

/* ---- what outlines share ------------------------------------------------------------------------------------------- */

static uint32_t hash_of(const eg_outline_node *node) {
    uint32_t words[sizeof *node / sizeof(uint32_t)];
    uint64_t h = 0;
    memcpy(words, node, sizeof words);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) h = (h ^ words[i]) * 0x9E3779B97F4A7C15U, h ^= h >> 32;
    return (uint32_t)h;
}

static void grow(eg_outlines *out) {
    size_t cap = out->table.len ? out->table.len * 2 : 1024;
    eg_vec_fini(&out->table);
    eg_vec_reserve(&out->table, cap);
    memset(out->table.items, 0, cap * sizeof *out->table.items);
    out->table.len = cap;
    for (uint32_t i = 1; i < out->nodes.len; i++) {
        size_t at = hash_of(&out->nodes.items[i]) & (cap - 1);
        while (out->table.items[at]) at = (at + 1) & (cap - 1);
        out->table.items[at] = i;
    }
}

/* The node that is like `node`, made when there is none. */
static uint32_t shared(eg_outlines *out, const eg_outline_node *node) {
    if (out->nodes.len == 0) (void)eg_vec_add(&out->nodes);
    if (out->nodes.len * 2 >= out->table.len) grow(out);
    size_t at = hash_of(node) & (out->table.len - 1);
    for (; out->table.items[at]; at = (at + 1) & (out->table.len - 1))
        if (memcmp(&out->nodes.items[out->table.items[at]], node, sizeof *node) == 0) /* NOLINT(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c): no padding, see eg_outline_node */
            return out->table.items[at];
    eg_vec_push(&out->nodes, *node);
    return out->table.items[at] = (uint32_t)(out->nodes.len - 1);
}

/* Where `text` stands in the common text. */
static uint32_t shared_text(eg_outlines *out, eg_slice text) {
    uint32_t known = eg_map_get(&out->known_texts, text);
    if (known != EG_MAP_NONE) return known;
    uint32_t at = (uint32_t)out->text.len;
    for (size_t i = 0; i < text.len; i++) eg_vec_push(&out->text, text.ptr[i]); /* NOLINT(clang-analyzer-core.NullDereference): as above */
    return eg_map_put(&out->known_texts, eg_arena_dup(&out->keys, text), at);
}

/* The list that begins with `node`, from its end: so equal ends of lists are one. */
static uint32_t share_list(reader *r, uint32_t node) { /* NOLINT(misc-no-recursion): as deep as the tree */
    size_t begin = r->lists.len;
    for (; node; node = r->nodes.items[node].next) eg_vec_push(&r->lists, node);
    uint32_t next = 0;
    for (size_t i = r->lists.len; i-- > begin;) {
        uint32_t one = r->lists.items[i];
        eg_outline_node n = r->nodes.items[one];
        n.next = next;
        if (n.type == EG_OUTLINE_EITHER && !n.known) n.least = first_class(r, one);
        if (n.known) n.least = r->out->groups.items[n.first].least, n.first = r->out->groups.items[n.first].first, n.known = 0;
        else if (n.type == EG_OUTLINE_CHARS) n.first = shared_text(r->out, eg_slice_of(r->text.items + n.first, n.len));
        else if (n.type != EG_OUTLINE_CLASS && n.first) n.first = share_list(r, n.first);
        next = shared(r->out, &n);
    }
    r->lists.len = begin;
    return next;
}

/* ---- groups that are read once --------------------------------------------------------------------------------------- */

static uint32_t known_node(reader *r, uint32_t group) {
    uint32_t n = add(r, EG_OUTLINE_EITHER);
    r->nodes.items[n].first = group;
    r->nodes.items[n].known = true;
    return n;
}

/* Keeps what was read of alternatives: nobody looks into them but for what they begin with. */
static uint32_t keep_group(reader *r, eg_slice text, uint32_t node) {
    eg_outline_group g = {.least = first_class(r, node)};
    g.empty = first_of(r, node, &g.may);
    g.first = share_list(r, r->nodes.items[node].first);
    eg_vec_push(&r->out->groups, g);
    return eg_map_put(&r->out->known_groups, eg_arena_dup(&r->out->keys, text), (uint32_t)r->out->groups.len - 1);
}

/* The alternatives of the group that opens at byte `open`, up to its end. */
static uint32_t read_known(reader *r, size_t open) { /* NOLINT(misc-no-recursion): depth is capped */
    size_t begin = r->at;
    size_t end = r->ends[open];
    if (r->lost || r->caseless || end < begin + EG_GROUP_LEAST) return read_either(r);
    eg_slice text = eg_slice_sub(r->pattern, begin, end);
    uint32_t group = eg_map_get(&r->out->known_groups, text);
    if (group != EG_MAP_NONE) return r->at = end, known_node(r, group);
    uint32_t node = read_either(r);
    if (r->lost || r->at != end || r->nodes.items[node].type != EG_OUTLINE_EITHER || r->nodes.items[node].known) return node;
    return known_node(r, keep_group(r, text, node));
}

eg_outline eg_outlines_add(eg_outlines *out, eg_slice pattern, bool anchored) {
    reader r = {.out = out, .pattern = pattern, .ends = eg_group_ends(pattern), .lost = pattern.len > LENGTH_MOST || eg_has_odd_blank(pattern)};
    uint32_t root = read_either(&r);
    if (!r.lost && r.at == pattern.len) {
        uint32_t top = add(&r, EG_OUTLINE_SEQUENCE); /* tells whether it is anchored */
        r.nodes.items[top].first = root;
        r.nodes.items[top].whole = anchored;
        r.nodes.items[top].least = first_class(&r, root);
        root = share_list(&r, top);
    } else root = 0;
    eg_vec_fini(&r.nodes);
    eg_vec_fini(&r.text);
    eg_vec_fini(&r.lists);
    eg_heap_free(r.ends);
    return root;
}

static void drop_known(eg_outlines *out) {
    eg_vec_fini(&out->table);
    eg_map_fini(&out->known_texts);
    eg_map_fini(&out->known_groups);
    eg_vec_fini(&out->groups);
    eg_arena_fini(&out->keys);
}

void eg_outlines_finish(eg_outlines *out) {
    drop_known(out);
    eg_vec_settle(&out->nodes);
    eg_vec_settle(&out->text);
    eg_vec_settle(&out->classes);
}

void eg_outlines_finish_classes(eg_outlines *out) {
    drop_known(out);
    eg_vec_fini(&out->nodes);
    eg_vec_fini(&out->text);
    eg_vec_settle(&out->classes);
}

void eg_outlines_fini(eg_outlines *out) {
    eg_vec_fini(&out->nodes);
    eg_vec_fini(&out->text);
    eg_vec_fini(&out->classes);
    drop_known(out);
}
