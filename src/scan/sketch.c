/* SPDX-License-Identifier: MIT */
/* A set of places is one machine word: bit t is the place before token t, the white space before it included, or inside
 * that token; the bit behind the last token is the end. */
#include "scan/sketch.h"

enum { TOKENS_MOST = 63, SETS_KEPT = 8192, CLASSES_KEPT = 1024, BEGINS_KEPT = 2048, ROUNDS_MOST = 5000, APART_MOST = 4 };

typedef uint64_t places;

typedef struct kept {
    uint64_t id;
    places where;
} kept;

/* Where a node may begin to match: lookaheads and triggers are asked for by many patterns. */
typedef struct kept_begins {
    uint64_t id;
    uint32_t node;
    places where;
} kept_begins;

/* A word that some pattern names. */
typedef struct word {
    uint32_t number;
    places where;
} word;

/* The tape that is looked at: kept from call to call, for many sketches ask about one tape. */
static struct {
    uint64_t id;
    bool known; /* it is one that sketches can speak of */
    size_t count;
    uint16_t begins[TOKENS_MOST], ends[TOKENS_MOST]; /* bytes of the tape */
    word words[TOKENS_MOST];
    size_t word_count;
    eg_slice text;
    bool parted; /* what follows is there: */
    uint64_t hashes[2][EG_PART_WORDS]; /* of the first 1, 2 ... letters of the tokens, and of their last ones */
    places parts[2][EG_PART_WORDS * 64]; /* valid where the bit is in `hashes` */
    uint64_t signs, marks; /* of all words and other tokens */
    places all;    /* and the end */
    places spaced; /* white space stands before */
    places single; /* ... and it is one blank */
    places odd;    /* bytes that are white space to a pattern and tokens here */
    places longer; /* words of two bytes or more */
    places letters; /* tokens that have a small letter */
    uint64_t present[2]; /* bytes that are in tokens */
    places bytes[128];   /* valid where present: the tokens that have it */
    kept sets[SETS_KEPT];
    kept classes[CLASSES_KEPT];
    kept_begins begun[BEGINS_KEPT];
} tape;

typedef struct walker {
    const eg_sketches *s;
    const eg_outlines *o;
    size_t left; /* rounds of repetitions that may still be made: then every place is possible */
    bool back;   /* from places behind to places before */
} walker;

static bool is_word(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
static bool is_blank(unsigned char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* ---- the tape ------------------------------------------------------------------------------------------------------ */

static void add_word(const eg_sketches *s, eg_slice text) {
    char small[EG_WORD_MOST];
    tape.signs |= eg_word_sign(text);
    if (text.len > sizeof small) return;
    for (size_t i = 0; i < text.len; i++) small[i] = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? (char)(text.ptr[i] | 32) : text.ptr[i];
    uint32_t number = eg_map_get(&s->words, eg_slice_of(small, text.len));
    if (number == EG_MAP_NONE) return;
    size_t i = 0;
    while (i < tape.word_count && tape.words[i].number != number) i++;
    if (i == tape.word_count) tape.words[tape.word_count++] = (word){number, 0};
    tape.words[i].where |= 1ULL << tape.count;
}

static void add_byte(unsigned char c) {
    uint64_t bit = 1ULL << c % 64;
    if (!(tape.present[c / 64] & bit)) tape.bytes[c] = 0;
    tape.present[c / 64] |= bit;
    tape.bytes[c] |= 1ULL << tape.count;
    if (c >= 'a' && c <= 'z') tape.letters |= 1ULL << tape.count;
}

/* Adds the token at byte `at`; returns the byte behind it. */
static size_t add_token(const eg_sketches *s, eg_slice text, size_t at) {
    unsigned char first = (unsigned char)text.ptr[at];
    size_t end = at + 1;
    if (is_word(first)) {
        while (end < text.len && is_word((unsigned char)text.ptr[end])) end++;
        add_word(s, eg_slice_sub(text, at, end));
    } else tape.marks |= eg_token_mark(first);
    for (size_t i = at; i < end; i++) add_byte((unsigned char)text.ptr[i]);
    if (end > at + 1) tape.longer |= 1ULL << tape.count;
    if (first == '\v' || first == '\f') tape.odd |= 1ULL << tape.count;
    tape.begins[tape.count] = (uint16_t)at;
    tape.ends[tape.count++] = (uint16_t)end;
    return end;
}

static void look_at(const eg_sketches *s, eg_slice text, uint64_t id) {
    tape.id = id;
    tape.known = tape.parted = false;
    tape.text = text;
    tape.count = tape.word_count = 0;
    tape.signs = tape.marks = 1ULL << 63; /* so that all bits, which is nothing known, meet some */
    tape.spaced = tape.single = tape.odd = tape.longer = tape.letters = 0;
    tape.present[0] = tape.present[1] = 0;
    if (text.len >= UINT16_MAX) return;
    for (size_t at = 0, blank = 0;; blank = at) {
        while (at < text.len && is_blank((unsigned char)text.ptr[at])) at++;
        if (at > blank) tape.spaced |= 1ULL << tape.count;
        if (at == blank + 1 && text.ptr[blank] == ' ') tape.single |= 1ULL << tape.count;
        if (at == text.len) break;
        if (tape.count == TOKENS_MOST || (unsigned char)text.ptr[at] >= 0x80) return;
        at = add_token(s, text, at);
    }
    tape.all = ~0ULL >> (63 - tape.count);
    tape.known = true;
}

static void add_part(size_t token, unsigned end, uint8_t hash) {
    uint64_t *hashes = &tape.hashes[end][hash / 64];
    if (!(*hashes >> hash % 64 & 1)) tape.parts[end][hash] = 0;
    *hashes |= 1ULL << hash % 64;
    tape.parts[end][hash] |= 1ULL << token;
}

static void find_parts(void) {
    memset(tape.hashes, 0, sizeof tape.hashes);
    for (size_t i = 0; i < tape.count; i++) {
        const char *begin = tape.text.ptr + tape.begins[i];
        const char *end = tape.text.ptr + tape.ends[i];
        uint8_t front = 0;
        uint8_t back = 0;
        for (size_t n = 0; n < EG_PART_MOST && begin + n < end && is_word((unsigned char)*begin); n++) {
            add_part(i, 0, front = eg_part_hash(front, begin[n]));
            add_part(i, 1, back = eg_part_hash(back, *(end - 1 - n)));
        }
    }
    tape.parted = true;
}

static places where_parts(const walker *w, const eg_word_set *set) {
    const uint64_t *bits = w->s->bits.items + set->bits;
    places where = 0;
    if (!tape.parted) find_parts();
    for (size_t i = 0; i < EG_PART_WORDS; i++)
        for (uint64_t both = bits[i] & tape.hashes[set->base][i]; both; both &= both - 1) where |= tape.parts[set->base][i * 64 + (size_t)__builtin_ctzll(both)];
    return where;
}

static places where_words(const walker *w, uint32_t number) {
    kept *known = number < SETS_KEPT ? &tape.sets[number] : NULL;
    if (known && known->id == tape.id) return known->where;
    const eg_word_set *set = &w->s->sets.items[number];
    const uint64_t *bits = w->s->bits.items + set->bits;
    places where = set->count ? 0 : where_parts(w, set);
    for (size_t i = 0; i < tape.word_count; i++) {
        uint32_t at = tape.words[i].number - set->base;
        if (at < set->count && bits[at / 64] >> at % 64 & 1) where |= tape.words[i].where;
    }
    if (known) *known = (kept){tape.id, where};
    return where;
}

/* Tokens that have a byte of the class. */
static places where_class(const walker *w, uint32_t number) {
    kept *known = number < CLASSES_KEPT ? &tape.classes[number] : NULL;
    if (known && known->id == tape.id) return known->where;
    const eg_byte_class *c = &w->o->classes.items[number];
    const uint64_t small = 0x7FFFFFE00000000;
    bool most = (c->bits[1] & small) == small;
    places where = most ? tape.letters : 0;
    for (unsigned half = 0; half < 2; half++) {
        uint64_t rest = c->bits[half] & tape.present[half];
        if (half && most) rest &= ~small;
        for (; rest; rest &= rest - 1) where |= tape.bytes[half * 64 + (unsigned)__builtin_ctzll(rest)];
    }
    if (known) *known = (kept){tape.id, where};
    return where;
}

/* ---- steps: from places before to places behind, or back ----------------------------------------------------------- */

static bool takes_blanks(const walker *w, uint32_t number) { return w->o->classes.items[number].bits[0] & EG_SKETCH_BLANKS; }

/* Adds to `reach` what is next to it in `where`, and next to that, and so on: in steps of 1, 2, 4 ... tokens, as a carry runs
 * (Kogge, Stone 1973). `through`: tokens whose beginning may be run over. */
static places run_back(places reach, places where, places through) {
    places open = where & through >> 1;
    for (unsigned n = 1; n < 64 && open; n *= 2) {
        reach |= open & reach >> n;
        open &= open >> n;
    }
    return reach;
}

static places run_on(places reach, places where, places through) {
    places open = where & through;
    for (unsigned n = 1; n < 64 && open; n *= 2) {
        reach |= open & reach << n;
        open &= open << n;
    }
    return reach;
}

/* One token of `where` or more. */
static places run_over(const walker *w, places set, places where, places begin, places through) {
    if (w->back) return run_back(set >> 1 & where, where, through) & begin;
    return run_on(set & where & begin, where, through) << 1;
}

/* White space; glued tokens are asked for where the token is. */
static inline places step_space(const walker *w, unsigned space, places set) {
    if (space <= EG_SPACE_NONE) return set;
    places out = space == EG_SPACE_SOME ? set & tape.spaced : space == EG_SPACE_BLANK ? set & tape.single : set;
    return tape.odd && space != EG_SPACE_BLANK ? out | run_over(w, set, tape.odd, ~0ULL, ~0ULL) : out;
}

static inline places begins_at(const eg_sketch_node *n) { return n->before == EG_SPACE_NONE ? ~tape.spaced : ~0ULL; }

/* One token of `where`; it may end inside the token unless it has to end where the token does. */
static inline places step_over(const walker *w, const eg_sketch_node *n, places set, places where, bool part) {
    places begin = where & begins_at(n);
    places out = w->back ? set >> 1 & begin : (set & begin) << 1;
    return part && !n->whole ? out | (set & where & tape.longer) : out;
}

static places step_class(const walker *w, const eg_sketch_node *n, places set) {
    places out = step_over(w, n, set, where_class(w, n->first), true);
    return takes_blanks(w, n->first) ? out | (set & tape.spaced) : out;
}

static places step_run(const walker *w, const eg_sketch_node *n, places set) {
    places where = where_class(w, n->first);
    bool blanks = takes_blanks(w, n->first);
    places out = run_over(w, set, where, begins_at(n), blanks ? ~0ULL : ~tape.spaced);
    if (!n->whole) out |= set & where & tape.longer;
    if (blanks) out |= set & tape.spaced;
    return n->least == 0 ? out | set : out;
}

static places walk(walker *w, uint32_t node, places set);
static places step_more(walker *w, const eg_sketch_node *n, places set);

static places step_repeat(walker *w, const eg_sketch_node *n, places set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    if (w->left == 0) return tape.all;
    w->left--;
    for (uint16_t i = 0; i < n->least && set; i++) set = walk(w, n->first, set);
    places now = set;
    for (uint16_t i = n->least; now && w->left && (n->most == EG_OUTLINE_ALWAYS || i < n->most); i++) {
        now = walk(w, n->first, now) & ~set;
        set |= now;
    }
    return set;
}

/* Where the node may begin to match. Many patterns ask alike, so it is kept. */
static places begins(walker *w, uint32_t node) { /* NOLINT(misc-no-recursion): as deep as the tree */
    kept_begins *known = &tape.begun[node % BEGINS_KEPT];
    if (known->id == tape.id && known->node == node) return known->where;
    bool back = w->back;
    w->back = true;
    places where = walk(w, node, tape.all);
    w->back = back;
    if (w->left == 0) return tape.all;
    tape.begun[node % BEGINS_KEPT] = (kept_begins){tape.id, node, where};
    return where;
}

static places step_not_ahead(walker *w, const eg_sketch_node *n, places set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    places not = begins(w, n->first);
    return w->left ? set & ~not : set; /* who gave up knows nothing exactly */
}

/* What the node needs is somewhere on the tape. */
static inline bool is_alive(const eg_sketch_node *n) { return (n->words & tape.signs) && (n->marks & tape.marks); }

static places step_token(const walker *w, const eg_sketch_node *n, places set) {
    set = step_space(w, w->back ? n->after : n->before, set);
    if (n->type == EG_SKETCH_WORDS) set = step_over(w, n, set, where_words(w, n->first), false);
    else if (n->type == EG_SKETCH_PART) set = step_over(w, n, set, where_words(w, n->first), true);
    else if (n->type == EG_SKETCH_CLASS) set = step_class(w, n, set);
    else set = step_run(w, n, set);
    return step_space(w, w->back ? n->before : n->after, set);
}

/* Tokens here, what has children in step_more. */
static inline places step(walker *w, uint32_t node, places set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_sketch_node *n = &w->s->nodes.items[node];
    if (!is_alive(n)) return 0;
    return n->type <= EG_SKETCH_RUN ? step_token(w, n, set) : step_more(w, n, set);
}

static places walk(walker *w, uint32_t node, places set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    return step(w, node, set);
}

/* In the order of the walk. */
static places step_all(walker *w, const uint32_t *children, size_t count, places set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    if (w->back)
        for (size_t i = count; i-- > 0 && set;) set = step(w, children[i], set);
    else
        for (size_t i = 0; i < count && set; i++) set = step(w, children[i], set);
    return set;
}

static places step_either(walker *w, const eg_sketch_node *n, places set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const uint32_t *children = w->s->children.items + n->first;
    places any = n->least ? 0 : set;
    for (size_t i = 0; i < n->count; i++) any |= step(w, children[i], set);
    return any;
}

static places step_more(walker *w, const eg_sketch_node *n, places set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    switch ((eg_sketch_type)n->type) {
    case EG_SKETCH_SPACE: return step_space(w, n->before, set);
    case EG_SKETCH_SEQUENCE: return step_all(w, w->s->children.items + n->first, n->count, set);
    case EG_SKETCH_EITHER: return step_either(w, n, set);
    case EG_SKETCH_REPEAT: return step_repeat(w, n, set);
    case EG_SKETCH_BEGIN: return set & 1;
    case EG_SKETCH_END: return set & 1ULL << tape.count;
    case EG_SKETCH_AHEAD: return set & begins(w, n->first);
    case EG_SKETCH_NOT_AHEAD: return step_not_ahead(w, n, set);
    default: return step_token(w, n, set);
    }
}

/* ---- whole sketches ------------------------------------------------------------------------------------------------ */

/* Those of the places from which the children match to the end; of many it is only asked whether any does. */
static places with_rest(walker *w, const uint32_t *children, size_t count, places set) {
    places out = 0;
    w->back = false;
    if (__builtin_popcountll(set) > APART_MOST) return step_all(w, children, count, set) ? set : 0;
    for (; set; set &= set - 1)
        if (step_all(w, children, count, set & -set)) out |= set & -set;
    return out;
}

/* Where the sketch may begin to match. */
static places find_begins(walker *w, const eg_sketch_node *root) {
    const uint32_t *children = w->s->children.items + root->first;
    size_t first = root->least;
    places middle = first < root->count ? begins(w, children[first]) : tape.all;
    w->back = true;
    places set = step_all(w, children, first, middle);
    if (set == 0 || first + 1 >= root->count) return set;
    places left = with_rest(w, children + first, root->count - first, middle);
    if (left == middle) return set;
    w->back = true;
    return step_all(w, children, first, left);
}

static places begins_of(const eg_sketches *s, const eg_outlines *o, uint32_t sketch) {
    const eg_sketch_node *root = &s->nodes.items[sketch];
    if (!is_alive(root)) return 0;
    kept_begins *known = &tape.begun[sketch % BEGINS_KEPT];
    if (known->id == tape.id && known->node == sketch) return known->where;
    walker w = {s, o, ROUNDS_MOST, true};
    places where = find_begins(&w, root);
    if (w.left == 0) where = tape.all;
    tape.begun[sketch % BEGINS_KEPT] = (kept_begins){tape.id, sketch, where};
    return where;
}

size_t eg_sketch_begin(const eg_sketches *sketches, const eg_outlines *outlines, eg_sketch sketch, eg_slice text, uint64_t id, size_t from,
                       size_t *until, bool *known) {
    *until = SIZE_MAX;
    if (sketch && id != tape.id) look_at(sketches, text, id);
    *known = sketch && tape.known && from <= text.len;
    if (!*known) return from;
    places set = begins_of(sketches, outlines, sketch);
    size_t t = 0;
    while (t < tape.count && tape.ends[t] <= from) t++;
    set &= ~0ULL << t;
    if (sketches->nodes.items[sketch].whole) return set >> t & 1 ? from : EG_SKETCH_NOWHERE;
    if (set == 0) return EG_SKETCH_NOWHERE;
    size_t last = 63 - (size_t)__builtin_clzll(set);
    *until = last < tape.count ? tape.ends[last] - 1U : text.len;
    t = (size_t)__builtin_ctzll(set);
    size_t begin = t ? tape.ends[t - 1] : 0;
    return begin > from ? begin : from;
}

/* ---- any text ------------------------------------------------------------------------------------------------------ */

static struct {
    uint64_t id;
    uint64_t signs, marks;
} shown;

static void sum_up(eg_slice text, uint64_t id) {
    shown.id = id;
    shown.signs = shown.marks = 1ULL << 63;
    for (size_t i = 0, end; i < text.len; i = end) {
        unsigned char c = (unsigned char)text.ptr[i];
        end = i + 1;
        if (!is_word(c)) {
            shown.marks |= c >= 0x80 ? EG_MARK_WIDE : eg_token_mark(c);
            continue;
        }
        while (end < text.len && is_word((unsigned char)text.ptr[end])) end++;
        shown.signs |= eg_word_sign(eg_slice_sub(text, i, end));
    }
    /* the sign of Kelvin and the long s are other cases of letters in ASCII */
    bool strange = (shown.marks & EG_MARK_WIDE) && (eg_slice_find(text, EG_S("\xe2\x84\xaa"), 0) != (size_t)-1 || eg_slice_find(text, EG_S("\xc5\xbf"), 0) != (size_t)-1);
    if (strange) shown.signs = ~0ULL;
}

bool eg_sketch_has_needs(const eg_sketches *s, eg_sketch sketch, eg_slice text, uint64_t id) {
    if (sketch == 0) return true;
    if (shown.id != id) sum_up(text, id);
    const eg_sketch_node *root = &s->nodes.items[sketch];
    const eg_sketch_any *any = &s->any.items[sketch];
    return (root->words & shown.signs) && (root->marks & shown.marks) && ((any->words & shown.signs) || (any->marks & shown.marks));
}
