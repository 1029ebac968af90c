/* SPDX-License-Identifier: MIT */
/* A set of places is one machine word: bit t is the place before token t, the white space before it included, or inside
 * that token; the bit behind the last token is the end. */
#include "scan/sketch.h"

#include <stddef.h>

enum { TOKENS_MOST = 63, SETS_KEPT = 8192, CLASSES_KEPT = 1024, BEGINS_KEPT = 2048, ROUNDS_MOST = 5000, APART_MOST = 4, STEPS_KEPT = 1024, LOOKS = 16, NAMED_MOST = 128 };

typedef uint64_t places;

/* What is known of a set, a class or a node on one tape. */
typedef struct kept {
    uint64_t key; /* the look's stamp, and the number of what it is of */
    places where;
} kept;

/* Where a node leads to from the places of `from`: rules have parts in common, and come to them by the same words. */
typedef struct kept_step {
    uint64_t key;
    places from, to;
} kept_step;

/* A word that some pattern names. */
typedef struct word {
    uint32_t number;
    places where;
} word;

/* A tape that was looked at: many sketches ask about it, and again when the parts that were taken out of it have been asked about. */
typedef struct look {
    uint64_t id;     /* of the tape; 0: none */
    uint64_t stamp;  /* in the upper half: of all that is kept of this look */
    bool known;      /* it is one that sketches can speak of */
    uint8_t count;
    uint8_t word_count;
    uint16_t begins[TOKENS_MOST], ends[TOKENS_MOST]; /* bytes of the tape */
    eg_slice text;
    uint64_t signs, marks; /* of all words and other tokens */
    places all;      /* and the end */
    places odd;      /* bytes that are white space to a pattern and tokens here */
    places longer;   /* words of two bytes or more */
    places letters;  /* tokens that have a small letter */
    places spaced;   /* white space stands before */
    places spaces[EG_SPACE_BLANK + 1]; /* by eg_sketch_space: places where it may stand ... */
    places begun[EG_SPACE_BLANK + 1];  /* ... and tokens that may begin behind it */
    uint64_t present[2]; /* bytes that are in tokens */
    places bytes[128];   /* the tokens that have it */
    uint64_t named[NAMED_MOST]; /* numbers of the words below NAMED_MOST * 64 */
    word words[TOKENS_MOST];
} look;

static look looks[LOOKS]; /* by id */
static uint64_t stamps;
static kept sets[SETS_KEPT];
static kept classes[CLASSES_KEPT];
static kept begun[BEGINS_KEPT]; /* where nodes may begin to match: lookaheads and triggers are asked for by many patterns */

static kept_step steps[2][STEPS_KEPT]; /* on, back */

/* The first letters of tokens and their last ones, of the look that was asked for them last. */
static struct {
    uint64_t stamp;
    uint64_t hashes[2][EG_PART_WORDS]; /* of the first 1, 2 ... letters of the tokens, and of their last ones */
    places where[2][EG_PART_WORDS * 64]; /* valid where the bit is in `hashes` */
} parts;

typedef struct walker {
    const look *t;
    const eg_sketches *s;
    const eg_outlines *o;
    size_t left; /* rounds of repetitions that may still be made: then every place is possible */
} walker;

static inline bool is_word(unsigned char c) {
    static const uint64_t words[4] = {EG_WORD_BITS_LOW, EG_WORD_BITS_HIGH, 0, 0};
    return words[c >> 6] >> (c & 63) & 1;
}
static inline bool is_blank(unsigned char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* ---- the tape ------------------------------------------------------------------------------------------------------ */

static void note_word(look *t, uint32_t number) {
    size_t i = 0;
    while (i < t->word_count && t->words[i].number != number) i++;
    if (i == t->word_count) t->words[t->word_count++] = (word){number, 0};
    t->words[i].where |= 1ULL << t->count;
    if (number < NAMED_MOST * 64) t->named[number / 64] |= 1ULL << number % 64;
}

/* `capital`: it has one. */
static void add_word(look *t, const eg_sketches *s, eg_slice text, bool capital) {
    char small[EG_WORD_MOST];
    t->signs |= eg_word_sign(text);
    if (text.len > sizeof small) return;
    for (size_t i = 0; capital && i < text.len; i++) small[i] = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? (char)(text.ptr[i] | 32) : text.ptr[i];
    uint32_t number = eg_map_get(&s->words, eg_slice_of(capital ? small : text.ptr, text.len));
    if (number != EG_MAP_NONE) note_word(t, number);
}

static inline void add_byte(look *t, unsigned char c) {
    t->present[c / 64] |= 1ULL << c % 64;
    t->bytes[c] |= 1ULL << t->count;
}

/* Adds the token at byte `at`; returns the byte behind it. */
static size_t add_token(look *t, const eg_sketches *s, eg_slice text, size_t at) {
    unsigned char first = (unsigned char)text.ptr[at];
    size_t end = at;
    bool capital = false;
    for (unsigned char c = first; end < text.len && is_word(c); c = (unsigned char)text.ptr[++end]) add_byte(t, c), capital |= c >= 'A' && c <= 'Z';
    if (end > at) add_word(t, s, eg_slice_sub(text, at, end), capital);
    else {
        t->marks |= eg_token_mark(first);
        add_byte(t, first);
        end++;
    }
    if (end > at + 1) t->longer |= 1ULL << t->count;
    if (first == '\v' || first == '\f') t->odd |= 1ULL << t->count;
    t->begins[t->count] = (uint16_t)at;
    t->ends[t->count++] = (uint16_t)end;
    return end;
}

/* What the steps ask of white space, when all tokens are there. */
static void end_look(look *t, places single) {
    t->all = ~0ULL >> (63 - t->count);
    for (unsigned c = 'a'; c <= 'z'; c++) t->letters |= t->bytes[c];
    for (unsigned i = 0; i <= EG_SPACE_BLANK; i++) t->spaces[i] = t->begun[i] = ~0ULL;
    t->spaces[EG_SPACE_SOME] = t->spaced;
    t->spaces[EG_SPACE_BLANK] = single;
    t->begun[EG_SPACE_NONE] = ~t->spaced;
    t->known = true;
}

static void look_at(look *t, const eg_sketches *s, eg_slice text, uint64_t id) {
    memset(t, 0, offsetof(look, words));
    t->id = id;
    t->text = text;
    t->signs = t->marks = 1ULL << 63; /* so that all bits, which is nothing known, meet some */
    t->stamp = ++stamps << 32;
    if (t->stamp == 0) { /* after four thousand million of them */
        memset(sets, 0, sizeof sets), memset(classes, 0, sizeof classes), memset(begun, 0, sizeof begun), memset(steps, 0, sizeof steps);
        t->stamp = stamps = 1;
        t->stamp <<= 32;
    }
    places single = 0; /* one blank stands before */
    if (text.len >= UINT16_MAX) return;
    for (size_t at = 0, blank = 0;; blank = at) {
        while (at < text.len && is_blank((unsigned char)text.ptr[at])) at++;
        if (at > blank) t->spaced |= 1ULL << t->count;
        if (at == blank + 1 && text.ptr[blank] == ' ') single |= 1ULL << t->count;
        if (at == text.len) break;
        if (t->count == TOKENS_MOST || (unsigned char)text.ptr[at] >= 0x80) return;
        at = add_token(t, s, text, at);
    }
    end_look(t, single);
}

static const look *look_of(const eg_sketches *s, eg_slice text, uint64_t id) {
    look *t = &looks[id % LOOKS];
    if (t->id != id) look_at(t, s, text, id);
    t->text = text; /* the same bytes */
    return t;
}

static inline void add_part(size_t token, unsigned end, uint8_t hash) {
    uint64_t *hashes = &parts.hashes[end][hash / 64];
    if (!(*hashes >> hash % 64 & 1)) parts.where[end][hash] = 0;
    *hashes |= 1ULL << hash % 64;
    parts.where[end][hash] |= 1ULL << token;
}

static void find_parts(const look *t) {
    memset(parts.hashes, 0, sizeof parts.hashes);
    for (size_t i = 0; i < t->count; i++) {
        const char *begin = t->text.ptr + t->begins[i];
        const char *end = t->text.ptr + t->ends[i];
        uint8_t front = 0;
        uint8_t back = 0;
        for (size_t n = 0; n < EG_PART_MOST && begin + n < end && is_word((unsigned char)*begin); n++) {
            add_part(i, 0, front = eg_part_hash(front, begin[n]));
            add_part(i, 1, back = eg_part_hash(back, *(end - 1 - n)));
        }
    }
    parts.stamp = t->stamp;
}

static places where_parts(const walker *w, const eg_word_set *set) {
    const uint64_t *bits = w->s->bits.items + set->bits;
    places where = 0;
    if (parts.stamp != w->t->stamp) find_parts(w->t);
    for (size_t i = 0; i < EG_PART_WORDS; i++)
        for (uint64_t both = bits[i] & parts.hashes[set->base][i]; both; both &= both - 1) where |= parts.where[set->base][i * 64 + (size_t)__builtin_ctzll(both)];
    return where;
}

static places where_word(const look *t, uint32_t number) {
    for (size_t i = 0; i < t->word_count; i++)
        if (t->words[i].number == number) return t->words[i].where;
    return 0;
}

/* A set's words are numbered side by side, or nearly. */
static places find_words(const walker *w, const eg_word_set *set) {
    const uint64_t *bits = w->s->bits.items + set->bits;
    places where = 0;
    if (set->count == 0) return where_parts(w, set);
    if (set->count > 64 * TOKENS_MOST || set->base + set->count > 64 * NAMED_MOST) {
        for (size_t i = 0; i < w->t->word_count; i++) {
            uint32_t at = w->t->words[i].number - set->base;
            if (at < set->count && bits[at / 64] >> at % 64 & 1) where |= w->t->words[i].where;
        }
        return where;
    }
    const uint64_t *named = w->t->named + set->base / 64;
    for (uint32_t i = 0; i < set->count / 64; i++)
        for (uint64_t both = bits[i] & named[i]; both; both &= both - 1) where |= where_word(w->t, set->base + i * 64 + (uint32_t)__builtin_ctzll(both));
    return where;
}

static __attribute__((noinline)) places keep_words(const walker *w, kept *known, uint32_t number) {
    *known = (kept){w->t->stamp | number, find_words(w, &w->s->sets.items[number])};
    return known->where;
}

static inline places where_words(const walker *w, uint32_t number) {
    kept *known = &sets[number % SETS_KEPT];
    return known->key == (w->t->stamp | number) ? known->where : keep_words(w, known, number);
}

/* Tokens that have a byte of the class. */
static __attribute__((noinline)) places keep_class(const walker *w, kept *known, uint32_t number) {
    const eg_byte_class *c = &w->o->classes.items[number];
    const uint64_t small = 0x7FFFFFE00000000;
    bool most = (c->bits[1] & small) == small;
    places where = most ? w->t->letters : 0;
    for (unsigned half = 0; half < 2; half++) {
        uint64_t rest = c->bits[half] & w->t->present[half];
        if (half && most) rest &= ~small;
        for (; rest; rest &= rest - 1) where |= w->t->bytes[half * 64 + (unsigned)__builtin_ctzll(rest)];
    }
    *known = (kept){w->t->stamp | number, where};
    return where;
}

static inline places where_class(const walker *w, uint32_t number) {
    kept *known = &classes[number % CLASSES_KEPT];
    return known->key == (w->t->stamp | number) ? known->where : keep_class(w, known, number);
}

/* ---- steps: from places before to places behind, or back ----------------------------------------------------------- */

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
static inline places run_over(places set, places where, places begin, places through, bool back) {
    if (back) return run_back(set >> 1 & where, where, through) & begin;
    return run_on(set & where & begin, where, through) << 1;
}

static __attribute__((noinline)) places run_over_odd(const look *t, places set, bool back) { return run_over(set, t->odd, ~0ULL, ~0ULL, back); }

/* There is one of it for each direction: what it asks of `back` is settled when it is compiled. */
#define EACH_WAY static inline __attribute__((always_inline))

/* White space; glued tokens are asked for where the token is. */
static inline places step_space(const look *t, unsigned space, places set, bool back) {
    places out = set & t->spaces[space];
    return t->odd && (space == EG_SPACE_SOME || space == EG_SPACE_MAYBE) ? out | run_over_odd(t, set, back) : out;
}

/* A token of the set's places, or a run of them; it may end inside the token unless it has to end where the token does. */
EACH_WAY places step_token(const walker *w, const eg_sketch_node *n, places set, bool back) {
    const look *t = w->t;
    set = step_space(t, back ? n->after : n->before, set, back);
    if (set == 0) return 0;
    places where = n->type <= EG_SKETCH_PART ? where_words(w, n->first) : where_class(w, n->first);
    places begin = where & t->begun[n->before];
    places out;
    if (n->type == EG_SKETCH_RUN) {
        out = run_over(set, where, t->begun[n->before], n->count ? ~0ULL : ~t->spaced, back);
        if (n->least == 0) out |= set;
    } else out = back ? set >> 1 & begin : (set & begin) << 1;
    if (n->type != EG_SKETCH_WORDS && !n->whole) out |= set & where & t->longer;
    if (n->count) out |= set & t->spaced; /* blanks are of the class */
    return step_space(t, back ? n->before : n->after, out, back);
}

/* What the node needs is somewhere on the tape. */
static inline bool is_alive(const look *t, const eg_sketch_node *n) { return (n->words & t->signs) && (n->marks & t->marks); }

/* NOLINTBEGIN(misc-no-recursion): as deep as the tree */
/* The same steps in both directions, each made for its own. */
static places walk_on(walker *w, const eg_sketch_node *n, places set);
static places walk_back(walker *w, const eg_sketch_node *n, places set);

EACH_WAY places step(walker *w, uint32_t node, places set, bool back) {
    const eg_sketch_node *n = &w->s->nodes.items[node];
    if (!is_alive(w->t, n)) return 0;
    if (n->type <= EG_SKETCH_RUN) return step_token(w, n, set, back);
    bool branches = n->type == EG_SKETCH_EITHER || n->type == EG_SKETCH_REPEAT; /* most of the work is in these */
    kept_step *known = &steps[back][((set ^ node) * 0x9E3779B97F4A7C15ULL >> 32) % STEPS_KEPT];
    if (branches && known->key == (w->t->stamp | node) && known->from == set) return known->to;
    places to = back ? walk_back(w, n, set) : walk_on(w, n, set);
    if (branches && w->left) *known = (kept_step){w->t->stamp | node, set, to};
    return to;
}

/* In the order of the walk. */
EACH_WAY places step_all(walker *w, const uint32_t *children, size_t count, places set, bool back) {
    for (size_t i = 0; i < count && set; i++) set = step(w, children[back ? count - 1 - i : i], set, back);
    return set;
}

EACH_WAY places step_either(walker *w, const eg_sketch_node *n, places set, bool back) {
    const uint32_t *children = w->s->children.items + n->first;
    places any = n->least ? 0 : set;
    for (size_t i = 0; i < n->count; i++) any |= step(w, children[i], set, back);
    return any;
}

EACH_WAY places step_repeat(walker *w, const eg_sketch_node *n, places set, bool back) {
    if (w->left == 0) return w->t->all;
    w->left--;
    for (uint16_t i = 0; i < n->least && set; i++) set = step(w, n->first, set, back);
    places now = set;
    for (uint16_t i = n->least; now && w->left && (n->most == EG_OUTLINE_ALWAYS || i < n->most); i++) {
        now = step(w, n->first, now, back) & ~set;
        set |= now;
    }
    return set;
}

/* Where the node may begin to match. Many patterns ask alike, so it is kept. */
static places begins(walker *w, uint32_t node) {
    kept *known = &begun[node % BEGINS_KEPT];
    if (known->key == (w->t->stamp | node)) return known->where;
    places where = step(w, node, w->t->all, true);
    if (w->left == 0) return w->t->all;
    *known = (kept){w->t->stamp | node, where};
    return where;
}

static places step_not_ahead(walker *w, const eg_sketch_node *n, places set) {
    places not = begins(w, n->first);
    return w->left ? set & ~not : set; /* who gave up knows nothing exactly */
}

EACH_WAY places walk(walker *w, const eg_sketch_node *n, places set, bool back) {
    switch ((eg_sketch_type)n->type) {
    case EG_SKETCH_SPACE: return step_space(w->t, n->before, set, back);
    case EG_SKETCH_SEQUENCE: return step_all(w, w->s->children.items + n->first, n->count, set, back);
    case EG_SKETCH_EITHER: return step_either(w, n, set, back);
    case EG_SKETCH_REPEAT: return step_repeat(w, n, set, back);
    case EG_SKETCH_BEGIN: return set & 1;
    case EG_SKETCH_END: return set & 1ULL << w->t->count;
    case EG_SKETCH_AHEAD: return set & begins(w, n->first);
    case EG_SKETCH_NOT_AHEAD: return step_not_ahead(w, n, set);
    default: return step_token(w, n, set, back);
    }
}

static places walk_on(walker *w, const eg_sketch_node *n, places set) { return walk(w, n, set, false); }
static places walk_back(walker *w, const eg_sketch_node *n, places set) { return walk(w, n, set, true); }
/* NOLINTEND(misc-no-recursion) */

/* ---- whole sketches ------------------------------------------------------------------------------------------------ */

static places all_on(walker *w, const uint32_t *children, size_t count, places set) { return step_all(w, children, count, set, false); }
static places all_back(walker *w, const uint32_t *children, size_t count, places set) { return step_all(w, children, count, set, true); }

static bool are_many(places set) {
    for (unsigned i = 0; i < APART_MOST; i++) set &= set - 1;
    return set != 0;
}

/* Those of the places from which the children match to the end; of many it is only asked whether any does. */
static places with_rest(walker *w, const uint32_t *children, size_t count, places set) {
    places out = 0;
    if (are_many(set)) return all_on(w, children, count, set) ? set : 0;
    for (; set; set &= set - 1)
        if (all_on(w, children, count, set & -set)) out |= set & -set;
    return out;
}

/* Where the sketch may begin to match. */
static places find_begins(walker *w, const eg_sketch_node *root) {
    const uint32_t *children = w->s->children.items + root->first;
    size_t first = root->least;
    places middle = first < root->count ? begins(w, children[first]) : w->t->all;
    places set = all_back(w, children, first, middle);
    if (set == 0 || first + 1 >= root->count) return set;
    places left = with_rest(w, children + first, root->count - first, middle);
    if (left == middle) return set;
    return all_back(w, children, first, left);
}

static places begins_of(const look *t, const eg_sketches *s, const eg_outlines *o, uint32_t sketch) {
    const eg_sketch_node *root = &s->nodes.items[sketch];
    if (!is_alive(t, root)) return 0;
    kept *known = &begun[sketch % BEGINS_KEPT];
    if (known->key == (t->stamp | sketch)) return known->where;
    walker w = {t, s, o, ROUNDS_MOST};
    places where = find_begins(&w, root);
    if (w.left == 0) where = t->all;
    *known = (kept){t->stamp | sketch, where};
    return where;
}

size_t eg_sketch_begin(const eg_sketches *sketches, const eg_outlines *outlines, eg_sketch sketch, eg_slice text, uint64_t id, size_t from,
                       size_t *until, bool *known) {
    *until = SIZE_MAX;
    const look *tape = sketch ? look_of(sketches, text, id) : NULL;
    *known = sketch && tape->known && from <= text.len;
    if (!*known) return from;
    places set = begins_of(tape, sketches, outlines, sketch);
    if (set == 0) return EG_SKETCH_NOWHERE;
    size_t t = 0;
    while (t < tape->count && tape->ends[t] <= from) t++;
    set &= ~0ULL << t;
    if (sketches->nodes.items[sketch].whole) return set >> t & 1 ? from : EG_SKETCH_NOWHERE;
    if (set == 0) return EG_SKETCH_NOWHERE;
    size_t last = 63 - (size_t)__builtin_clzll(set);
    *until = last < tape->count ? tape->ends[last] - 1U : text.len;
    t = (size_t)__builtin_ctzll(set);
    size_t begin = t ? tape->ends[t - 1] : 0;
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
