/* SPDX-License-Identifier: MIT */
/* Reads an outline into a sketch. Letters are gathered into words for as long as it is sure what they are, through
 * alternatives and what may be missing; where a word ends is told by what may follow it. */
#include "scan/sketch_draft.h"

#include "base/region.h"

enum { WORDS_MOST = 4000, LETTERS_MOST = 8, NODES_MOST = 20000, ASKS_MOST = 200000, SPLITS_MOST = 2 };

/* Where the reading stands in an alternative. */
typedef struct track {
    spellings words; /* what the letters read last may be: one "" when none were */
    numbers items;   /* nodes before them */
    bool left;       /* no letter stands before them */
    bool behind;     /* they begin right behind a token, no white space between */
    bool merged;     /* nothing is read yet, and whether white space stands before is not known */
} track;

/* What follows in the pattern: the list that begins with `node`, then `up`. */
typedef struct rest {
    uint32_t node;
    const struct rest *up;
    bool fixed, closed; /* or only what is to be known of it */
} rest;

static bool is_word(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

static const eg_outline_node *outline(const draft *b, uint32_t node) { return &b->o->nodes.items[node]; }

/* ---- classes ------------------------------------------------------------------------------------------------------- */

static bool has_others(const eg_byte_class *c) { return (c->bits[0] & ~EG_WORD_BITS_LOW) | (c->bits[1] & ~EG_WORD_BITS_HIGH); }
static bool has_all_letters(const eg_byte_class *c) { return (c->bits[0] & EG_WORD_BITS_LOW) == EG_WORD_BITS_LOW && (c->bits[1] & EG_WORD_BITS_HIGH) == EG_WORD_BITS_HIGH; }
static bool is_white(const eg_byte_class *c) { return (c->bits[0] >> ' ' & 1) && !c->bits[1] && !(c->bits[0] & ~(0x1FULL << '\t' | 1ULL << ' ')); }

/* All that "\\s" matches, and nothing else. */
static bool is_all_white(const eg_byte_class *c) { return c->bits[1] == 0 && c->bits[0] == (0x1FULL << '\t' | 1ULL << ' '); }

static uint32_t class_number(draft *b, const eg_byte_class *c) {
    uint32_t i = 0;
    for (; i < b->classes->classes.len; i++) {
        const eg_byte_class *known = &b->classes->classes.items[i];
        if (known->bits[0] == c->bits[0] && known->bits[1] == c->bits[1] && known->wide == c->wide) return i;
    }
    eg_vec_push(&b->classes->classes, *c);
    return i;
}

/* ---- does a word end here? ----------------------------------------------------------------------------------------- */

static bool closed_node(draft *b, uint32_t node, const rest *then);

static bool closed_list(draft *b, uint32_t node, const rest *up);

/* Surely no letter is the next thing that is taken. */
static bool closed(draft *b, const rest *r) { /* NOLINT(misc-no-recursion): as deep as the tree */
    if (r == NULL) return false;
    return r->fixed ? r->closed : closed_list(b, r->node, r->up);
}

static bool closed_list(draft *b, uint32_t node, const rest *up) { /* NOLINT(misc-no-recursion): as deep as the tree */
    if (node == 0) return closed(b, up);
    rest then = {.node = outline(b, node)->next, .up = up};
    return closed_node(b, node, &then);
}

static bool closed_node(draft *b, uint32_t node, const rest *then) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_outline_node *n = outline(b, node);
    if (b->asks == 0) return false;
    b->asks--;
    switch ((eg_outline_type)n->type) {
    case EG_OUTLINE_CHARS: return !is_word((unsigned char)b->o->text.items[n->first]);
    case EG_OUTLINE_CLASS: return !has_letters(&b->o->classes.items[n->first]);
    case EG_OUTLINE_SEQUENCE: return closed_list(b, n->first, then);
    case EG_OUTLINE_EITHER:
        for (uint32_t c = n->first; c; c = outline(b, c)->next)
            if (!closed_node(b, c, then)) return false;
        return true;
    case EG_OUTLINE_REPEAT: return closed_node(b, n->first, then) && (n->least || closed(b, then));
    case EG_OUTLINE_EDGE:
    case EG_OUTLINE_END: return true;
    case EG_OUTLINE_AHEAD: return closed_node(b, n->first, NULL) || closed(b, then);
    case EG_OUTLINE_BEGIN:
    case EG_OUTLINE_NOT_AHEAD: return closed(b, then);
    }
    return false;
}

/* ---- nodes --------------------------------------------------------------------------------------------------------- */

static uint32_t add(draft *b, eg_sketch_type type) {
    if (b->nodes.len == 0) (void)eg_vec_add(&b->nodes);
    eg_sketch_node *n = &eg_vec_add(&b->nodes)->n;
    n->type = (uint8_t)type;
    return (uint32_t)(b->nodes.len - 1);
}

/* The items as one node; the list is emptied. */
static uint32_t sequence_of(draft *b, numbers *items) {
    uint32_t node = items->len == 1 ? items->items[0] : add(b, EG_SKETCH_SEQUENCE);
    if (items->len != 1)
        for (size_t i = items->len; i-- > 0;) {
            b->nodes.items[items->items[i]].next = b->nodes.items[node].n.first;
            b->nodes.items[node].n.first = items->items[i];
        }
    eg_vec_fini(items);
    return node;
}

static void put(draft *b, track *t, eg_sketch_type type, uint32_t first) {
    uint32_t n = add(b, type);
    b->nodes.items[n].n.first = first;
    eg_vec_push(&t->items, n);
}

static eg_sketch_node *last_of(draft *b, track *t) { return &b->nodes.items[t->items.items[t->items.len - 1]].n; }

static uint32_t number_of(draft *b, eg_slice word) {
    uint32_t known = eg_map_get(&b->s->words, word);
    if (known != EG_MAP_NONE) return known;
    return eg_map_put(&b->s->words, eg_arena_dup(b->texts, word), (uint32_t)b->s->words.len);
}

static uint32_t words_node(draft *b, const spellings *words) {
    uint32_t n = add(b, EG_SKETCH_WORDS);
    b->nodes.items[n].n.first = (uint32_t)b->lists.len;
    numbers *list = eg_vec_add(&b->lists);
    for (size_t i = 0; i < words->len; i++)
        if (words->items[i].len) eg_vec_push(list, number_of(b, words->items[i]));
    return n;
}

/* ---- letters ------------------------------------------------------------------------------------------------------- */

static void no_words(track *t) {
    t->words.len = 0;
    eg_vec_push(&t->words, EG_S(""));
}

static track track_of(bool left, bool behind) {
    track t = {.left = left, .behind = behind};
    no_words(&t);
    return t;
}

static track copy_of(const track *t) {
    track copy = {.left = t->left, .behind = t->behind, .merged = t->merged};
    for (size_t i = 0; i < t->words.len; i++) eg_vec_push(&copy.words, t->words.items[i]);
    return copy;
}

static void end_track(track *t) {
    eg_vec_fini(&t->words);
    eg_vec_fini(&t->items);
}

static bool is_blank_track(const track *t) { return t->words.len == 1 && t->words.items[0].len == 0; }

static eg_slice joined(eg_arena *arena, eg_slice a, eg_slice b) {
    char *both = eg_arena_raw(arena, a.len + b.len + 1);
    if (a.len) memcpy(both, a.ptr, a.len);
    memcpy(both + a.len, b.ptr, b.len);
    both[a.len + b.len] = '\0';
    return eg_slice_of(both, a.len + b.len);
}

/* Each of the words with each of `more` behind it. */
static bool multiply(draft *b, spellings *words, const spellings *more) {
    if (words->len * more->len > WORDS_MOST) return false;
    spellings out = {0};
    for (size_t i = 0; i < words->len; i++)
        for (size_t j = 0; j < more->len; j++) {
            eg_slice one = more->items[j].len == 0 ? words->items[i] : joined(&b->arena, words->items[i], more->items[j]);
            eg_vec_push(&out, one);
        }
    eg_vec_fini(words);
    *words = out;
    return true;
}

static eg_slice letter(draft *b, unsigned char c) {
    char small = c >= 'A' && c <= 'Z' ? (char)(c | 32) : (char)c;
    return eg_arena_dup(&b->arena, eg_slice_of(&small, 1));
}

/* The letters of a class when it has few and nothing else. */
static bool letters_of(draft *b, const eg_outline_node *n, spellings *out) {
    const eg_byte_class *c = &b->o->classes.items[n->first];
    if (!has_letters(c) || has_others(c) || (c->wide && !n->len) || (b->exact && n->whole)) return false;
    eg_byte_class small = *c;
    small.bits[1] |= (c->bits[1] & 0x7FFFFFEULL) << 32;
    small.bits[1] &= ~0x7FFFFFEULL;
    if (__builtin_popcountll(small.bits[0]) + __builtin_popcountll(small.bits[1]) > LETTERS_MOST) return false;
    for (unsigned i = 0; i < 128; i++)
        if (small.bits[i / 64] >> i % 64 & 1) eg_vec_push(out, letter(b, (unsigned char)i));
    return true;
}

static bool spell(draft *b, uint32_t node, spellings *out);

/* The alternatives from `first` on. */
static bool spell_any(draft *b, uint32_t first, spellings *out) { /* NOLINT(misc-no-recursion): as deep as the tree */
    bool ok = true;
    for (uint32_t c = first; c && ok; c = outline(b, c)->next) ok = spell(b, c, out);
    return ok;
}

/* The same, found out once for all patterns that share them. */
static bool spell_either(draft *b, uint32_t first, spellings *out) { /* NOLINT(misc-no-recursion): as deep as the tree */
    size_t at = first * 2UL + b->exact;
    while (b->s->spelt.len <= at) eg_vec_add(&b->s->spelt);
    if (!b->s->spelt.items[at].asked) {
        spellings all = {0};
        eg_spelt found = {.asked = true};
        if (spell_any(b, first, &all)) found.count = (uint32_t)all.len, found.words = EG_NEW_ARRAY(&b->s->scratch, eg_slice, all.len + 1);
        for (size_t i = 0; i < found.count; i++) found.words[i] = eg_arena_dup(&b->s->scratch, all.items[i]);
        eg_vec_fini(&all);
        b->s->spelt.items[at] = found;
    }
    eg_spelt found = b->s->spelt.items[at];
    for (size_t i = 0; i < found.count; i++) eg_vec_push(out, found.words[i]);
    return found.words != NULL;
}

static bool spell_list(draft *b, uint32_t node, spellings *out) { /* NOLINT(misc-no-recursion): as deep as the tree */
    bool ok = true;
    eg_vec_push(out, EG_S(""));
    for (; node && ok; node = outline(b, node)->next) {
        spellings more = {0};
        ok = spell(b, node, &more) && multiply(b, out, &more);
        eg_vec_fini(&more);
    }
    return ok;
}

/* All that the node matches, when that is letters only and there are not too many; adds it to `out`. */
static bool spell(draft *b, uint32_t node, spellings *out) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_outline_node *n = outline(b, node);
    bool ok = true;
    if (n->type == EG_OUTLINE_CHARS) {
        eg_slice text = eg_slice_of(b->o->text.items + n->first, n->len);
        char *small = eg_arena_alloc(&b->arena, text.len + 1);
        for (size_t i = 0; i < text.len; i++) {
            if (!is_word((unsigned char)text.ptr[i])) return false;
            small[i] = letter(b, (unsigned char)text.ptr[i]).ptr[0];
        }
        eg_vec_push(out, eg_slice_of(small, text.len));
        return true;
    }
    if (n->type == EG_OUTLINE_CLASS) return letters_of(b, n, out);
    if (n->type == EG_OUTLINE_SEQUENCE) {
        spellings all = {0};
        ok = spell_list(b, n->first, &all);
        for (size_t i = 0; i < all.len && ok; i++) eg_vec_push(out, all.items[i]);
        eg_vec_fini(&all);
    } else if (n->type == EG_OUTLINE_EITHER) ok = spell_either(b, n->first, out);
    else if (n->type == EG_OUTLINE_REPEAT && n->least == 0 && n->most == 1) eg_vec_push(out, EG_S("")), ok = spell(b, n->first, out);
    else return false;
    return ok && out->len <= WORDS_MOST;
}

/* A word that begins with one of them, or ends with it. */
static uint32_t part_node(draft *b, const spellings *words, bool end) {
    uint8_t key[1 + 32 * EG_PART_WORDS] = {end}; /* which end, and a bit for each hash */
    uint8_t hashes[64 * EG_PART_WORDS];
    uint32_t count = 0;
    for (size_t i = 0; i < words->len; i++) {
        eg_slice word = words->items[i];
        uint8_t hash = 0;
        for (size_t n = 0; n < word.len && n < EG_PART_MOST; n++) hash = eg_part_hash(hash, end ? word.ptr[word.len - 1 - n] : word.ptr[n]);
        if (word.len == 0 || key[1 + hash / 8] >> hash % 8 & 1) continue;
        key[1 + hash / 8] |= (uint8_t)(1U << hash % 8);
        hashes[count++] = hash;
    }
    uint32_t number = eg_sketch_known_as(b->s, &b->s->known_parts, key, sizeof key, (uint32_t)b->s->sets.len);
    if (number == b->s->sets.len) eg_draft_put_set(b, (eg_word_set){.form = end ? EG_PARTS_END : EG_PARTS_BEGIN, .count = count & EG_SET_MOST}, hashes, count, 0);
    uint32_t n = add(b, EG_SKETCH_PART);
    b->nodes.items[n].n.first = number;
    for (size_t i = 0; i < words->len; i++) {
        bool told = !end && words->items[i].len >= EG_PART_MOST; /* by the letters that a sign is made of */
        if (words->items[i].len) b->nodes.items[n].n.words |= told ? eg_word_sign(words->items[i]) : ~0ULL;
    }
    return n;
}

/* A word that has one of them somewhere: its first letter tells. */
static uint32_t inner_node(draft *b, const spellings *words) {
    eg_byte_class c = {0};
    for (size_t i = 0; i < words->len; i++) {
        if (words->items[i].len == 0) continue;
        unsigned char first = (unsigned char)words->items[i].ptr[0];
        c.bits[first / 64] |= 1ULL << first % 64;
        if (first >= 'a' && first <= 'z') c.bits[1] |= 1ULL << (first - 96);
    }
    uint32_t number = class_number(b, &c);
    uint32_t n = add(b, EG_SKETCH_CLASS);
    b->nodes.items[n].n.first = number;
    return n;
}

static bool has_long_word(const spellings *words) {
    for (size_t i = 0; i < words->len; i++)
        if (words->items[i].len > EG_WORD_MOST) return true;
    return false;
}

/* Something follows that is no letter when `is_closed`. False when an exact reading cannot go on. */
static bool flush(draft *b, track *t, bool is_closed) {
    if (is_blank_track(t)) return true;
    bool whole = t->left && is_closed && !has_long_word(&t->words);
    if (b->exact && !whole) return false;
    uint32_t node = 0;
    bool missing = false; /* there may be no word */
    for (size_t i = 0; i < t->words.len; i++) missing |= t->words.items[i].len == 0;
    if (b->exact && missing) return false;
    if (whole) {
        node = words_node(b, &t->words);
        b->nodes.items[node].n.before = t->behind ? EG_SPACE_NONE : EG_SPACE_ANY;
    } else if (t->left || is_closed) {
        node = part_node(b, &t->words, !t->left);
        b->nodes.items[node].n.whole = is_closed;
        b->nodes.items[node].n.before = t->left && t->behind ? EG_SPACE_NONE : EG_SPACE_ANY;
    } else node = inner_node(b, &t->words);
    if (missing) {
        uint32_t both = add(b, EG_SKETCH_EITHER);
        uint32_t nothing = add(b, EG_SKETCH_SEQUENCE);
        b->nodes.items[both].n.first = node;
        b->nodes.items[node].next = nothing;
        node = both;
    }
    eg_vec_push(&t->items, node);
    t->behind = whole && (!missing || t->behind);
    t->left = whole;
    t->merged &= missing;
    no_words(t);
    return true;
}

/* ---- alternatives -------------------------------------------------------------------------------------------------- */

/* Puts the alternatives as one node. */
static void put_either(draft *b, track *t, numbers *all) {
    if (all->len == 1) {
        eg_vec_push(&t->items, all->items[0]);
        return;
    }
    put(b, t, EG_SKETCH_EITHER, 0);
    uint32_t either = t->items.items[t->items.len - 1];
    for (size_t i = all->len; i-- > 0;) {
        b->nodes.items[all->items[i]].next = b->nodes.items[either].n.first;
        b->nodes.items[either].n.first = all->items[i];
    }
}

typedef struct alternatives {
    numbers nodes;
    track after; /* what is sure behind each of them */
} alternatives;

static alternatives begin_alternatives(void) { return (alternatives){.after = {.left = true, .behind = true}}; }

/* Takes over what was `read`. In an exact reading one that cannot be read is left out: then less is refused. */
static bool add_alternative(draft *b, alternatives *all, track *one, bool read) {
    if (read) {
        all->after.left &= one->left, all->after.behind &= one->behind, all->after.merged |= one->merged;
        eg_draft_join(b, &all->nodes, sequence_of(b, &one->items));
    }
    end_track(one);
    return read || b->exact;
}

static bool end_alternatives(draft *b, track *t, alternatives *all, bool ok) {
    if (ok) put_either(b, t, &all->nodes), no_words(t), t->left = all->after.left, t->behind = all->after.behind, t->merged = all->after.merged;
    eg_vec_fini(&all->nodes);
    return ok;
}

/* The letters that the node is, when it is nothing else, behind those that were read. */
static bool spell_on(draft *b, track *t, uint32_t node) {
    const eg_outline_node *n = outline(b, node);
    if (n->type != EG_OUTLINE_EITHER && n->type != EG_OUTLINE_REPEAT) return false;
    spellings more = {0};
    bool spelt = spell(b, node, &more) && multiply(b, &t->words, &more);
    eg_vec_fini(&more);
    return spelt;
}

/* ---- reading ------------------------------------------------------------------------------------------------------- */

static bool read_node(draft *b, track *t, uint32_t node, const rest *then);

static bool read_list(draft *b, track *t, uint32_t node, const rest *up);

/* Something small that may be missing inside a word, as in "co-?founder"? */
static bool may_split(draft *b, const track *t, const eg_outline_node *n, const rest *then) {
    if (is_blank_track(t) || n->next == 0 || b->splits >= SPLITS_MOST || n->type != EG_OUTLINE_REPEAT || n->least || n->most != 1) return false;
    uint8_t child = outline(b, n->first)->type;
    return (child == EG_OUTLINE_CLASS || child == EG_OUTLINE_CHARS) && !closed(b, then);
}

/* Reads the list to its end twice, with it and without it, so that no word is cut. */
static bool read_split(draft *b, track *t, const eg_outline_node *n, const rest *then) { /* NOLINT(misc-no-recursion): as deep as the tree */
    alternatives all = begin_alternatives();
    bool ok = true;
    b->splits++;
    for (int with = 1; with >= 0 && ok; with--) {
        track one = copy_of(t);
        ok = (!with || read_node(b, &one, n->first, then)) && read_list(b, &one, n->next, then->up) && flush(b, &one, closed(b, then->up));
        ok = add_alternative(b, &all, &one, ok);
    }
    b->splits--;
    return end_alternatives(b, t, &all, ok);
}

static bool read_list(draft *b, track *t, uint32_t node, const rest *up) { /* NOLINT(misc-no-recursion): as deep as the tree */
    for (; node; node = outline(b, node)->next) {
        const eg_outline_node *n = outline(b, node);
        rest then = {.node = n->next, .up = up};
        if (b->nodes.len > NODES_MOST) return false;
        if (spell_on(b, t, node)) continue;
        if (may_split(b, t, n, &then)) return read_split(b, t, n, &then);
        if (!read_node(b, t, node, &then)) return false;
    }
    return true;
}

/* White space: one blank, or `least` to any number of them. */
static bool read_space(draft *b, track *t, bool one, bool least) {
    if (b->exact && t->merged && least) return false;
    put(b, t, EG_SKETCH_SPACE, 0);
    last_of(b, t)->before = one && b->exact ? EG_SPACE_BLANK : least ? EG_SPACE_SOME : EG_SPACE_MAYBE;
    t->behind = false;
    t->merged &= !least;
    if (least) t->left = true;
    return true;
}

/* One byte that is a token of its own. */
static void read_token(draft *b, track *t, uint32_t number) {
    put(b, t, EG_SKETCH_CLASS, number);
    last_of(b, t)->before = t->behind ? EG_SPACE_NONE : EG_SPACE_ANY;
    last_of(b, t)->whole = true;
    t->behind = t->left = true;
    t->merged = false;
}

static bool read_chars(draft *b, track *t, eg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (is_word(c)) {
            spellings one = {0};
            eg_vec_push(&one, letter(b, c));
            multiply(b, &t->words, &one);
            eg_vec_fini(&one);
            continue;
        }
        if (!flush(b, t, true)) return false;
        if (c >= 0x80) put(b, t, EG_SKETCH_CLASS, class_number(b, &(eg_byte_class){.wide = true})); /* nothing, on a tape in ASCII */
        else if (c == ' ') {
            if (!read_space(b, t, true, true)) return false;
        } else {
            eg_byte_class class = {.bits = {c < 64 ? 1ULL << c : 0, c < 64 ? 0 : 1ULL << (c - 64)}};
            if (b->exact && has_blanks(&class)) return false;
            read_token(b, t, class_number(b, &class));
        }
    }
    return true;
}

static bool read_class(draft *b, track *t, const eg_outline_node *n, const rest *then) {
    const eg_byte_class c = b->o->classes.items[n->first];
    spellings letters = {0};
    bool few = letters_of(b, n, &letters) && multiply(b, &t->words, &letters);
    eg_vec_fini(&letters);
    if (few) return true;
    if (b->exact && n->whole) return false;
    if (!has_letters(&c)) {
        if (!flush(b, t, true)) return false;
        if (is_white(&c)) return read_space(b, t, true, true);
        if (!has_blanks(&c)) return read_token(b, t, n->first), true;
    } else if (!flush(b, t, false)) return false;
    if (b->exact) return false;
    put(b, t, EG_SKETCH_CLASS, n->first);
    last_of(b, t)->whole = !has_letters(&c) || closed(b, then);
    last_of(b, t)->before = t->behind && !has_blanks(&c) ? EG_SPACE_NONE : EG_SPACE_ANY;
    t->behind = false;
    t->left = !has_letters(&c);
    return true;
}

/* A class more than once. */
static bool read_run(draft *b, track *t, const eg_outline_node *n, const rest *then) {
    uint32_t number = outline(b, n->first)->first;
    const eg_byte_class c = b->o->classes.items[number];
    bool is_closed = closed(b, then);
    if (!flush(b, t, !has_letters(&c) && (n->least || is_closed))) return false;
    if (b->exact && !(is_all_white(&c) && n->least <= 1 && n->most == EG_OUTLINE_ALWAYS)) return false;
    if (is_white(&c)) return read_space(b, t, false, n->least > 0);
    if (b->exact) return false;
    put(b, t, EG_SKETCH_RUN, number);
    last_of(b, t)->least = n->least > 0;
    last_of(b, t)->whole = !has_letters(&c) || is_closed || (n->whole && has_all_letters(&c));
    last_of(b, t)->before = t->behind && !has_blanks(&c) ? EG_SPACE_NONE : EG_SPACE_ANY;
    t->behind = false;
    t->left = !has_letters(&c) && (n->least || t->left);
    return true;
}

/* The alternatives from `first` on; with `missing` there may be none. */
static bool read_either(draft *b, track *t, uint32_t first, bool missing, const rest *then) { /* NOLINT(misc-no-recursion): as deep as the tree */
    alternatives all = begin_alternatives();
    bool ok = true;
    for (uint32_t c = first; c && ok; c = outline(b, c)->next) {
        track one = copy_of(t);
        ok = add_alternative(b, &all, &one, read_node(b, &one, c, then) && flush(b, &one, closed(b, then)));
    }
    if (missing && ok) {
        track one = copy_of(t);
        ok = add_alternative(b, &all, &one, flush(b, &one, closed(b, then)));
    }
    return end_alternatives(b, t, &all, ok);
}

static bool read_times(draft *b, track *t, const eg_outline_node *n, const rest *then) { /* NOLINT(misc-no-recursion): as deep as the tree */
    bool again = closed_node(b, n->first, then);
    bool is_closed = again && closed(b, then);
    if (!flush(b, t, again && (n->least || is_closed)) || b->exact) return false;
    rest behind = {.fixed = true, .closed = is_closed};
    bool left = false; /* do all rounds begin at the beginning of a word? */
    uint32_t child = 0;
    for (int round = 0; round < 2; round++) {
        track one = track_of(round > 0, false);
        bool ok = read_node(b, &one, n->first, &behind) && flush(b, &one, is_closed);
        uint32_t node = ok ? sequence_of(b, &one.items) : 0;
        if (ok && (round == 0 || one.left)) child = node, left = one.left;
        end_track(&one);
        if (!ok) return false;
        if (!t->left) break;
    }
    put(b, t, EG_SKETCH_REPEAT, child);
    last_of(b, t)->least = n->least;
    last_of(b, t)->most = n->most;
    t->left = left && (n->least || t->left);
    t->behind = false;
    return true;
}

static bool read_repeat(draft *b, track *t, const eg_outline_node *n, const rest *then) { /* NOLINT(misc-no-recursion): as deep as the tree */
    if (n->most == 0) return true;
    if (n->least == 1 && n->most == 1) return read_node(b, t, n->first, then);
    if (n->least == 0 && n->most == 1) {
        uint32_t first = n->first;
        return read_either(b, t, outline(b, first)->type == EG_OUTLINE_EITHER ? outline(b, first)->first : first, true, then);
    }
    if (outline(b, n->first)->type == EG_OUTLINE_CLASS) return read_run(b, t, n, then);
    return read_times(b, t, n, then);
}

/* What must not follow: only what is surely followed exactly, else nothing is said. */
static bool read_not_ahead(draft *b, track *t, uint32_t child, const rest *then) { /* NOLINT(misc-no-recursion): as deep as the tree */
    if (b->exact || !flush(b, t, closed(b, then))) return false;
    track one = track_of(t->left, true);
    one.merged = !t->behind;
    b->exact = true;
    rest nothing = {.fixed = true, .closed = true}; /* of a word that may go on, only the whole word is refused */
    bool ok = read_node(b, &one, child, &nothing) && flush(b, &one, true);
    b->exact = false;
    if (ok && one.items.len) put(b, t, EG_SKETCH_NOT_AHEAD, sequence_of(b, &one.items));
    end_track(&one);
    return true;
}

static bool read_ahead(draft *b, track *t, uint32_t child, const rest *then) { /* NOLINT(misc-no-recursion): as deep as the tree */
    if (b->exact || !flush(b, t, closed_node(b, child, NULL) || closed(b, then))) return false;
    if (outline(b, child)->type == EG_OUTLINE_CLASS && has_letters(&b->o->classes.items[outline(b, child)->first])) return true; /* the words behind tell more */
    track one = track_of(t->left, t->behind);
    bool ok = read_node(b, &one, child, NULL) && flush(b, &one, false);
    if (ok) put(b, t, EG_SKETCH_AHEAD, sequence_of(b, &one.items));
    end_track(&one);
    return ok;
}

static bool read_node(draft *b, track *t, uint32_t node, const rest *then) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_outline_node *n = outline(b, node);
    if (spell_on(b, t, node)) return true;
    switch ((eg_outline_type)n->type) {
    case EG_OUTLINE_CHARS: return read_chars(b, t, eg_slice_of(b->o->text.items + n->first, n->len));
    case EG_OUTLINE_CLASS: return read_class(b, t, n, then);
    case EG_OUTLINE_SEQUENCE: return read_list(b, t, n->first, then);
    case EG_OUTLINE_EITHER: return read_either(b, t, n->first, false, then);
    case EG_OUTLINE_REPEAT: return read_repeat(b, t, n, then);
    case EG_OUTLINE_EDGE:
        if (b->exact && is_blank_track(t)) return false;
        if (!flush(b, t, true)) return false;
        t->left = true;
        return true;
    case EG_OUTLINE_BEGIN:
    case EG_OUTLINE_END:
        if (b->exact || !flush(b, t, n->type == EG_OUTLINE_END)) return false;
        put(b, t, n->type == EG_OUTLINE_END ? EG_SKETCH_END : EG_SKETCH_BEGIN, 0);
        if (n->type == EG_OUTLINE_BEGIN) t->left = true;
        return true;
    case EG_OUTLINE_AHEAD: return read_ahead(b, t, n->first, then);
    case EG_OUTLINE_NOT_AHEAD: return read_not_ahead(b, t, n->first, then);
    }
    return false;
}

/* ---- the set ------------------------------------------------------------------------------------------------------- */

eg_sketch eg_sketches_add(eg_sketches *s, eg_outlines *outlines, eg_outline outline_of, eg_arena *arena) {
    if (outline_of == 0) return 0;
    if (s->nodes.len == 0) (void)eg_vec_add(&s->nodes), (void)eg_vec_add(&s->any);
    draft b = {.o = outlines, .classes = outlines, .s = s, .texts = arena, .asks = ASKS_MOST};
    track t = track_of(false, false);
    uint32_t root = 0;
    if (read_list(&b, &t, outlines->nodes.items[outline_of].first, NULL) && flush(&b, &t, false)) {
        eg_sketch_node made = eg_draft_root(&b, eg_draft_share(&b, sequence_of(&b, &t.items)));
        if (made.count < UINT16_MAX) {
            made.whole = outlines->nodes.items[outline_of].whole;
            root = eg_draft_keep(&b, &made);
        }
    }
    end_track(&t);
    for (size_t i = 0; i < b.lists.len; i++) eg_vec_fini(&b.lists.items[i]);
    eg_vec_fini(&b.lists);
    eg_vec_fini(&b.nodes);
    eg_arena_fini(&b.arena);
    return root;
}

void eg_sketches_finish(eg_sketches *s, bool needs, eg_arena *arena) {
    if (!needs) eg_vec_fini(&s->any);
    eg_map_fini(&s->known_nodes);
    eg_map_fini(&s->known_lists);
    eg_map_fini(&s->known_sets);
    eg_map_fini(&s->known_parts);
    eg_vec_fini(&s->spelt);
    eg_vec_fini(&s->signs);
    eg_arena_fini(&s->scratch);
    eg_map_settle_keys(&s->words, arena);
    eg_vec_settle(&s->nodes);
    eg_vec_settle(&s->any);
    eg_vec_settle(&s->children);
    eg_vec_settle(&s->sets);
    eg_vec_settle(&s->bits);
}

void eg_sketches_fini(eg_sketches *s) {
    eg_map_fini(&s->words);
    eg_map_fini(&s->known_nodes);
    eg_map_fini(&s->known_lists);
    eg_map_fini(&s->known_sets);
    eg_map_fini(&s->known_parts);
    eg_vec_fini(&s->spelt);
    eg_vec_fini(&s->signs);
    eg_arena_fini(&s->scratch);
    eg_vec_fini(&s->nodes);
    eg_vec_fini(&s->any);
    eg_vec_fini(&s->children);
    eg_vec_fini(&s->sets);
    eg_vec_fini(&s->bits);
}
