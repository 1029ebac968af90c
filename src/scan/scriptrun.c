/* SPDX-License-Identifier: MIT */
/* A run of letters is cut at the words that are known, longest first. Between the words that are no part of a name the
 * rest is one piece, and a piece is a candidate when something makes it one: a legal form, a word that names end with, a
 * gazetteer, a title before or an honorific behind it, a script that common words are not written in, or that the post
 * has introduced it elsewhere. A piece of ideographs alone is prose, for most such pieces are. What a first pass finds
 * with certainty cuts the runs of a second, so that a name is found again inside a longer run. */
#include "scan/scriptrun.h"

enum { QUOTE_MOST = 60, OWN_CELL_MOST = 90 }; /* bytes: of a name in quotes; of a cell that is a name as a whole */

typedef struct reader {
    eg_arena *arena;
    const eg_patterns *p;
    const eg_text *text;
    eg_slice s;              /* the text */
    eg_map own;              /* names that the post introduces */
    size_t own_most;
    eg_first_chars own_firsts;
    bool inside;             /* of such a name: its own parts are read */
    EG_VEC(eg_token) tokens;
    uint32_t *first;
    EG_VEC(eg_candidate) found;
    const eg_map *acronyms;  /* capitals that are no name */
} reader;

/* ---- characters --------------------------------------------------------------------------------------------------- */

static uint32_t peek(const reader *r, size_t at, size_t end, size_t *n) {
    *n = 0;
    return at < end ? eg_utf8_next(eg_slice_of(r->s.ptr, end), at, n) : 0;
}

/* The code point before byte `at`, or 0 at `least`. */
static uint32_t before(const reader *r, size_t at, size_t least) {
    size_t n;
    if (at <= least) return 0;
    for (at--; at > least && ((unsigned char)r->s.ptr[at] & 0xC0) == 0x80;) at--;
    return eg_utf8_next(r->s, at, &n);
}

static bool is_run(eg_script s) { return s >= EG_SCRIPT_HANGUL; }
static bool is_space(uint32_t cp) { return cp == ' ' || cp == '\n' || cp == '\t' || cp == 0xA0 || cp == 0x3000; }
static bool is_long_mark(uint32_t cp) { return cp == 0x30FC || cp == 0xFF70; }
/* Between the parts of a name from abroad: a middle dot, a double hyphen. */
static bool is_joiner(uint32_t cp) { return cp == 0x30FB || cp == 0xFF65 || cp == 0x30A0 || cp == 0xFF1D; }
static bool is_wordlike(uint32_t cp) { return eg_is_letter(cp) || eg_is_digit(cp); }

/* The script of a character in its run: a length mark is of the letter before it; the small ke of place names ("Kasumi-ga-
 * seki") is of the ideographs around it. */
static eg_script script_at(const reader *r, size_t at, size_t begin, size_t end) {
    size_t n;
    uint32_t cp = peek(r, at, end, &n);
    if (is_joiner(cp)) return EG_SCRIPT_OTHER;
    eg_script s = eg_script_of(cp);
    if (is_long_mark(cp) && at > begin) {
        eg_script last = eg_script_of(before(r, at, begin));
        return is_run(last) ? last : s;
    }
    if ((cp == 0x30F6 || cp == 0x30B1) && at > begin) {
        size_t m;
        if (eg_script_of(before(r, at, begin)) == EG_SCRIPT_HAN && eg_script_of(peek(r, at + n, end, &m)) == EG_SCRIPT_HAN) return EG_SCRIPT_HAN;
    }
    return s;
}

/* ---- known words -------------------------------------------------------------------------------------------------- */

static uint32_t bits_of(const reader *r, eg_slice word) {
    uint32_t own = r->inside ? EG_MAP_NONE : eg_map_get(&r->own, word);
    uint32_t cut = eg_map_get(&r->p->cuts, word);
    uint32_t bits = own == EG_MAP_NONE ? 0 : EG_CUT_OWN;
    if (cut != EG_MAP_NONE) bits |= cut;
    if (bits == 0 && eg_gazetteer_find(&r->p->names, word)) bits = EG_CUT_LISTED;
    return bits;
}

enum { LISTED_MOST = 45 }; /* bytes: no longer name of a gazetteer is looked for inside a run */

static size_t longest_cut(const reader *r, size_t at, size_t begin, size_t end, uint32_t *bits);

/* May a known word stand at [at, stop) of the run around it? */
static bool fits(const reader *r, size_t at, size_t stop, size_t begin, size_t end, uint32_t bits) { /* NOLINT(misc-no-recursion): shorter */
    size_t n;
    size_t m;
    eg_script first = script_at(r, at, begin, end);
    eg_script next = stop < end ? script_at(r, stop, begin, end) : EG_SCRIPT_OTHER;
    eg_script prior = at > begin ? eg_script_of(before(r, at, begin)) : EG_SCRIPT_OTHER;
    uint32_t cp = peek(r, at, end, &n);
    bool one = at + n == stop;
    bool ends = next != script_at(r, stop - 1 - (size_t)(((unsigned char)r->s.ptr[stop - 1] & 0xC0) == 0x80 ? 2 : 0), begin, end);
    if (!is_run(first)) return !is_wordlike(cp) || (!is_wordlike(before(r, at, begin)) && !is_wordlike(peek(r, stop, end, &m)));
    if (first == EG_SCRIPT_HIRAGANA && (bits & (EG_CUT_OWN | EG_CUT_LISTED))) return eg_utf8_count(eg_slice_sub(r->s, at, stop)) >= 3;
    if (first == EG_SCRIPT_HIRAGANA) return prior != EG_SCRIPT_HIRAGANA && (ends || !one);
    if (one) return ends && (is_run(prior) || prior == EG_SCRIPT_LATIN); /* a single ideograph is a word at the end of a run only */
    if (first != EG_SCRIPT_KATAKANA || ends || (bits & EG_CUT_OWN)) return true;
    uint32_t more; /* "venture capital" is cut, a longer word that begins with "venture" is not */
    return prior != EG_SCRIPT_KATAKANA && longest_cut(r, stop, begin, end, &more) > 0;
}

static size_t longest_cut(const reader *r, size_t at, size_t begin, size_t end, uint32_t *bits) { /* NOLINT(misc-no-recursion): shorter */
    size_t one;
    uint32_t begins = peek(r, at, end, &one);
    bool own = !r->inside && eg_first_may(&r->own_firsts, begins);
    if (!own && !eg_first_may(&r->p->cut_firsts, begins) && !eg_gazetteer_may_begin(&r->p->names, begins)) return 0;
    size_t most = r->p->cut_most > LISTED_MOST ? r->p->cut_most : LISTED_MOST;
    if (r->own_most > most) most = r->own_most;
    size_t stops[64]; /* ends of the code points from here */
    size_t count = 0;
    size_t syllables = 1; /* of them end before another script begins: grammar is words of these alone */
    eg_script first = script_at(r, at, begin, end);
    for (size_t i = at, n; i < end && i - at < most && count < 64; i += n) {
        uint32_t cp = peek(r, i, end, &n);
        if (is_space(cp) || cp == 0x3002 || cp == 0x3001) break;
        stops[count++] = i + n;
        if (first == EG_SCRIPT_HIRAGANA && i > at && syllables == count - 1 && script_at(r, i, begin, end) == first) syllables = count;
    }
    while (count > 0) {
        size_t stop = stops[--count];
        *bits = bits_of(r, eg_slice_sub(r->s, at, stop));
        bool name = *bits & (EG_CUT_OWN | EG_CUT_LISTED);
        if (first == EG_SCRIPT_HIRAGANA && !name && count >= syllables) continue;
        if (*bits && fits(r, at, stop, begin, end, *bits)) return stop - at;
    }
    return 0;
}

/* ---- tokens ------------------------------------------------------------------------------------------------------- */

static void push_token(reader *r, uint32_t sentence, size_t begin, size_t end, uint32_t flags) {
    eg_token t = {(uint32_t)begin, (uint32_t)end, flags, sentence, eg_fold(r->arena, eg_slice_sub(r->s, begin, end))};
    const eg_token *last = r->tokens.len ? &r->tokens.items[r->tokens.len - 1] : NULL;
    if (last == NULL || last->sentence != sentence) t.flags |= EG_TOKEN_FIRST;
    else if (last->end == begin) t.flags |= EG_TOKEN_GLUED;
    else t.flags |= EG_TOKEN_SPACED; /* nothing but space is left out */
    eg_vec_push(&r->tokens, t);
}

static uint32_t latin_flags(eg_slice word) {
    uint32_t flags = 0;
    unsigned letters = 0;
    unsigned capitals = 0;
    for (size_t at = 0, n; at < word.len; at += n) {
        uint32_t cp = eg_utf8_next(word, at, &n);
        bool upper = eg_is_upper(cp);
        if (at == 0 && upper) flags |= EG_TOKEN_CAP;
        if (at > 0 && upper && capitals < letters + (letters == 0)) flags |= EG_TOKEN_CAMEL;
        letters += eg_is_letter(cp);
        capitals += upper;
        if (eg_is_digit(cp)) flags |= EG_TOKEN_DIGIT;
    }
    if (letters) flags |= EG_TOKEN_ALPHA;
    if (letters >= 2 && capitals == letters) flags |= EG_TOKEN_ALLCAPS;
    return flags;
}

/* A word of letters with case, or a number. */
static void latin_token(reader *r, uint32_t sentence, size_t *at, size_t end) {
    size_t stop = eg_word_end(eg_slice_of(r->s.ptr, end), *at);
    size_t n;
    if (stop == *at) peek(r, *at, end, &n), stop = *at + n;
    eg_slice word = eg_slice_sub(r->s, *at, stop);
    uint32_t bits = bits_of(r, word);
    if (bits == 0) bits = bits_of(r, eg_fold(r->arena, word));
    push_token(r, sentence, *at, stop, latin_flags(word) | bits << EG_TOKEN_CUTS);
    *at = stop;
}

static void range_tokens(reader *r, uint32_t index, size_t begin, size_t end);

/* A name that the post introduces: its parts, all of them marked. */
static void own_tokens(reader *r, uint32_t index, size_t begin, size_t end) { /* NOLINT(misc-no-recursion): one level */
    size_t first = r->tokens.len;
    r->inside = true;
    range_tokens(r, index, begin, end);
    r->inside = false;
    uint32_t others = EG_CUT_PROSE | EG_CUT_TITLE | EG_CUT_HONORIFIC | EG_CUT_JOINT;
    for (size_t i = first; i < r->tokens.len; i++) {
        uint32_t *flags = &r->tokens.items[i].flags;
        *flags = (*flags & ~(others << EG_TOKEN_CUTS)) | (uint32_t)EG_CUT_OWN << EG_TOKEN_CUTS;
    }
}

static void range_tokens(reader *r, uint32_t index, size_t begin, size_t end) { /* NOLINT(misc-no-recursion): one level */
    for (size_t at = begin; at < end;) {
        size_t n;
        uint32_t bits = 0;
        uint32_t cp = peek(r, at, end, &n);
        eg_script script = script_at(r, at, begin, end);
        if (is_space(cp)) {
            at += n;
            continue;
        }
        size_t cut = cp >= 0x80 || !is_wordlike(cp) ? longest_cut(r, at, begin, end, &bits) : 0;
        if (cut && (bits & EG_CUT_OWN)) {
            own_tokens(r, index, at, at + cut);
            at += cut;
        } else if (cut) {
            push_token(r, index, at, at + cut, (is_run(script) ? EG_TOKEN_CJK : is_wordlike(cp) ? EG_TOKEN_ALPHA : EG_TOKEN_PUNCT) | bits << EG_TOKEN_CUTS);
            at += cut;
        } else if (is_run(script)) {
            size_t stop = at + n;
            while (stop < end && script_at(r, stop, begin, end) == script && longest_cut(r, stop, begin, end, &bits) == 0) {
                peek(r, stop, end, &n);
                stop += n;
            }
            push_token(r, index, at, stop, EG_TOKEN_CJK);
            at = stop;
        } else if (is_wordlike(cp)) {
            latin_token(r, index, &at, end);
        } else {
            push_token(r, index, at, at + n, EG_TOKEN_PUNCT);
            at += n;
        }
    }
}

static void read_tokens(reader *r) {
    r->tokens.len = 0;
    for (size_t i = 0; i < r->text->sentence_count; i++) {
        r->first[i] = (uint32_t)r->tokens.len;
        range_tokens(r, (uint32_t)i, r->text->sentences[i].begin, r->text->sentences[i].end);
    }
    r->first[r->text->sentence_count] = (uint32_t)r->tokens.len;
}

/* ---- candidates --------------------------------------------------------------------------------------------------- */

static const eg_token *token(const reader *r, size_t i) { return &r->tokens.items[i]; }
static uint32_t cuts(const reader *r, size_t i) { return token(r, i)->flags >> EG_TOKEN_CUTS; }
static eg_slice raw(const reader *r, size_t i) { return eg_slice_sub(r->s, token(r, i)->begin, token(r, i)->end); }

static eg_script script_of(const reader *r, size_t i) {
    size_t n;
    return eg_script_of(peek(r, token(r, i)->begin, token(r, i)->end, &n));
}

static bool is_joint_mark(const reader *r, size_t i) {
    size_t n;
    uint32_t cp = peek(r, token(r, i)->begin, token(r, i)->end, &n);
    return (token(r, i)->flags & EG_TOKEN_PUNCT) && (is_joiner(cp) || cp == '&' || cp == 0xFF06);
}

/* May the token be part of a name? */
static bool is_material(const reader *r, size_t i) {
    const eg_token *t = token(r, i);
    uint32_t bits = cuts(r, i);
    if (bits & (EG_CUT_OWN | EG_CUT_LISTED | EG_CUT_LEGAL)) return true;
    if ((t->flags & EG_TOKEN_PUNCT) || (bits & (EG_CUT_PROSE | EG_CUT_TITLE | EG_CUT_HONORIFIC | EG_CUT_JOINT))) return false;
    if (t->flags & EG_TOKEN_CJK) return script_of(r, i) != EG_SCRIPT_HIRAGANA || (bits & EG_CUT_HEAD);
    return (t->flags & EG_TOKEN_ALPHA) != 0;
}

/* A number inside a name, in front of a word that names end with, maybe with one character for its rank between. */
static bool is_number_inside(const reader *r, size_t i, size_t last) {
    const eg_token *t = token(r, i);
    if (t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_CJK | EG_TOKEN_ALPHA) || !(t->flags & EG_TOKEN_DIGIT) || !(t->flags & EG_TOKEN_GLUED)) return false;
    for (size_t j = i + 1; j < last && j < i + 3 && (token(r, j)->flags & EG_TOKEN_GLUED); j++)
        if (cuts(r, j) & (EG_CUT_HEAD | EG_CUT_LEGAL)) return true;
    return false;
}

/* The end of the name-like tokens that begin at i, or i. */
static size_t material_end(const reader *r, size_t i, size_t last) {
    size_t end = i;
    while (end < last && (is_material(r, end) || (end > i && is_number_inside(r, end, last)))) {
        const eg_token *t = token(r, end);
        bool latin = !(t->flags & EG_TOKEN_CJK);
        if (end > i && (t->flags & EG_TOKEN_SPACED)) {
            bool words = latin && !(token(r, end - 1)->flags & EG_TOKEN_CJK);
            if (!words && !((cuts(r, end) | cuts(r, end - 1)) & EG_CUT_LEGAL)) break;
        }
        end++;
        while (end + 1 < last && is_joint_mark(r, end) && is_material(r, end + 1) && (token(r, end)->flags & token(r, end + 1)->flags & EG_TOKEN_GLUED) &&
               (script_of(r, end - 1) == script_of(r, end + 1) || !(token(r, end)->end - token(r, end)->begin > 1)))
            end++; /* two names of one script with a dot between them may be a list; rules see the whole */
    }
    return end;
}

static const eg_gazetteer_entry *entry_of(const reader *r, size_t begin, size_t end) {
    return eg_gazetteer_find(&r->p->names, eg_name_key(r->arena, eg_slice_sub(r->s, token(r, begin)->begin, token(r, end - 1)->end)));
}

static bool is_hub(const reader *r, const eg_gazetteer_entry *e) { return r->p->schema.kinds[e->kind].traits & EG_TRAIT_HUB; }

static eg_candidate *push(reader *r, size_t begin, size_t end, const eg_gazetteer_entry *entry) {
    eg_candidate c = {.begin = token(r, begin)->begin, .end = token(r, end - 1)->end, .token = (uint32_t)begin, .token_end = (uint32_t)end,
                      .sentence = token(r, begin)->sentence, .entry = entry};
    const eg_sentence *s = &r->text->sentences[c.sentence]; /* the dot of "Inc." belongs to the name */
    if ((cuts(r, end - 1) & EG_CUT_LEGAL) && !(token(r, end - 1)->flags & EG_TOKEN_CJK) && c.end < s->end && r->s.ptr[c.end] == '.') c.end++;
    eg_vec_push(&r->found, c);
    return &r->found.items[r->found.len - 1];
}

/* What the tokens of a piece are. */
typedef struct piece {
    uint32_t any;       /* all their bits */
    bool plain;         /* nothing but words that alone are no name */
    bool marked;        /* has letters with case, or of a script that names from abroad and brands are written in */
} piece;

static piece look_at(const reader *r, size_t begin, size_t end) {
    piece p = {.plain = true};
    for (size_t i = begin; i < end; i++) {
        const eg_token *t = token(r, i);
        uint32_t bits = cuts(r, i);
        p.any |= bits;
        if (t->flags & EG_TOKEN_PUNCT) continue;
        bool common = bits & (EG_CUT_GENERIC | EG_CUT_HEAD | EG_CUT_LEGAL | EG_CUT_WORD);
        bool name = bits & (EG_CUT_OWN | EG_CUT_LISTED);
        if (!common || name) p.plain = false;
        if (common) continue;
        size_t n;
        uint32_t cp = peek(r, t->begin, t->end, &n);
        size_t letters = eg_utf8_count(raw(r, i));
        if (t->flags & EG_TOKEN_CJK) p.marked |= eg_script_of(cp) == EG_SCRIPT_KATAKANA && letters >= 3;
        else p.marked |= (t->flags & (EG_TOKEN_CAP | EG_TOKEN_CAMEL)) && letters >= 2 && !(r->acronyms && eg_map_get(r->acronyms, t->fold) != EG_MAP_NONE);
    }
    return p;
}

/* Places that stand one after another without a mark ("prefecture, city"), maybe before another known name. */
static bool split_places(reader *r, size_t begin, size_t end) { /* NOLINT(misc-no-recursion): shorter */
    for (size_t cut = end; cut-- > begin + 1;) {
        const eg_gazetteer_entry *head = entry_of(r, begin, cut);
        if (head == NULL || !is_hub(r, head)) continue;
        const eg_gazetteer_entry *rest = entry_of(r, cut, end);
        size_t before_push = r->found.len;
        push(r, begin, cut, head);
        if (rest) return push(r, cut, end, rest), true;
        if (split_places(r, cut, end)) return true;
        r->found.len = before_push;
    }
    return false;
}

/* A title before, an honorific behind: what stands between is a person. *title is the word. */
static bool is_person(const reader *r, size_t begin, size_t end, size_t first, size_t last, eg_slice *title) {
    if (end < last && (cuts(r, end) & EG_CUT_HONORIFIC) && (token(r, end)->flags & (EG_TOKEN_GLUED | EG_TOKEN_SPACED))) {
        *title = raw(r, end);
        return true;
    }
    size_t at = begin;
    bool joint = at > first && (cuts(r, at - 1) & EG_CUT_JOINT);
    if (joint) at--;
    if (at == first || !(cuts(r, at - 1) & EG_CUT_TITLE)) return false;
    *title = raw(r, at - 1);
    return true;
}

/* Ideographs that could be a person's name: two to five, beginning with a listed family name when no honorific tells it. */
static bool looks_like_person(const reader *r, size_t begin, size_t end, bool told) {
    eg_slice name = eg_slice_sub(r->s, token(r, begin)->begin, token(r, end - 1)->end);
    size_t letters = eg_utf8_count(name);
    if (told) return letters <= 12;
    const eg_map *surnames = eg_patterns_list(r->p, EG_S("surnames"));
    if (letters < 3 || letters > 5) return false;
    for (size_t at = 0, n, count = 0; surnames && at < name.len && count < 3; count++) {
        eg_utf8_next(name, at, &n);
        at += n;
        if (at < name.len && eg_map_get(surnames, eg_slice_sub(name, 0, at)) != EG_MAP_NONE) return true;
    }
    return false;
}

/* One piece: what legal forms leave of it, places before it, evidence. */
static void take_piece(reader *r, size_t begin, size_t end, size_t first, size_t last) { /* NOLINT(misc-no-recursion): shorter */
    for (size_t i = begin; i < end; i++) { /* "X Co., Ltd.Y" is two; a form that begins a piece belongs to what follows */
        if (!(cuts(r, i) & EG_CUT_LEGAL) || i == begin || i + 1 >= end) continue;
        take_piece(r, begin, i + 1, first, last);
        take_piece(r, i + 1, end, first, last);
        return;
    }
    const eg_gazetteer_entry *entry = entry_of(r, begin, end);
    piece p = look_at(r, begin, end);
    eg_slice title = {0};
    bool told = end < last && (cuts(r, end) & EG_CUT_HONORIFIC);
    bool person = is_person(r, begin, end, first, last, &title) && !(p.any & (EG_CUT_LEGAL | EG_CUT_HEAD)) && looks_like_person(r, begin, end, told);
    if (person) {
        push(r, begin, end, entry && !is_hub(r, entry) ? entry : NULL)->title = title;
        return;
    }
    if (entry) {
        push(r, begin, end, entry);
        return;
    }
    if (p.plain || split_places(r, begin, end)) return;
    bool made = p.any & (EG_CUT_LEGAL | EG_CUT_OWN) || (cuts(r, end - 1) & EG_CUT_HEAD);
    if (made || p.marked) push(r, begin, end, NULL);
}

/* Family name in ideographs, given name in the syllables that grammar is written in, honorific. */
static bool take_mixed_person(reader *r, size_t i, size_t last) {
    if (i + 2 >= last || !(cuts(r, i + 2) & EG_CUT_HONORIFIC) || cuts(r, i) & (EG_CUT_PROSE | EG_CUT_HEAD | EG_CUT_LEGAL)) return false;
    if (script_of(r, i) != EG_SCRIPT_HAN || script_of(r, i + 1) != EG_SCRIPT_HIRAGANA || cuts(r, i + 1)) return false;
    if (!(token(r, i + 1)->flags & token(r, i + 2)->flags & EG_TOKEN_GLUED)) return false;
    size_t given = eg_utf8_count(raw(r, i + 1));
    if (given < 2 || given > 4 || eg_utf8_count(raw(r, i)) > 3) return false;
    push(r, i, i + 2, NULL)->title = raw(r, i + 2);
    return true;
}

/* The token behind the closing mark of a name in corner brackets that begins at i, or i. */
static size_t quoted_end(const reader *r, size_t i, size_t last) {
    eg_slice open = raw(r, i);
    bool single = eg_slice_eq(open, EG_S("\xe3\x80\x8c"));
    if (!(token(r, i)->flags & EG_TOKEN_PUNCT) || !(single || eg_slice_eq(open, EG_S("\xe3\x80\x8e")))) return i;
    eg_slice close = single ? EG_S("\xe3\x80\x8d") : EG_S("\xe3\x80\x8f");
    size_t j = i + 1;
    while (j < last && !eg_slice_eq(raw(r, j), close)) {
        bool stop = (token(r, j)->flags & EG_TOKEN_PUNCT) && (eg_slice_eq(raw(r, j), EG_S("\xe3\x80\x82")) || eg_slice_eq(raw(r, j), EG_S("\xe3\x80\x81")));
        if (stop || token(r, j)->end - token(r, i)->begin > QUOTE_MOST) return i;
        j++;
    }
    return j < last && j > i + 1 ? j + 1 : i;
}

/* Words in brackets that may be a title: no speech, in which words are joined by syllables of grammar. */
static bool is_title(const reader *r, size_t begin, size_t end) {
    unsigned grammar = 0;
    for (size_t i = begin; i < end; i++) {
        if (cuts(r, i) & EG_CUT_PROSE) return false;
        grammar += (token(r, i)->flags & EG_TOKEN_CJK) && script_of(r, i) == EG_SCRIPT_HIRAGANA;
    }
    return grammar == 0 || (grammar == 1 && end - begin <= 3);
}

/* A cell is one name when a word that names end with ends it, whatever stands before. */
static bool take_cell(reader *r, size_t first, size_t last, uint32_t sentence) {
    const eg_block *b = &r->text->blocks[r->text->sentences[sentence].block];
    if (b->kind != EG_BLOCK_CELL || b->header || last == first || b->end - b->begin > OWN_CELL_MOST) return false;
    if (!(cuts(r, last - 1) & (EG_CUT_HEAD | EG_CUT_LEGAL)) || look_at(r, first, last).plain) return false;
    for (size_t i = first; i < last; i++)
        if ((token(r, i)->flags & EG_TOKEN_PUNCT) && !is_joint_mark(r, i)) return false;
    push(r, first, last, entry_of(r, first, last));
    return true;
}

static void sentence_candidates(reader *r, uint32_t sentence) {
    size_t first = r->first[sentence];
    size_t last = r->first[sentence + 1];
    if (take_cell(r, first, last, sentence)) return;
    for (size_t i = first; i < last;) {
        size_t quote = quoted_end(r, i, last);
        if (quote > i && is_title(r, i + 1, quote - 1)) {
            push(r, i + 1, quote - 1, entry_of(r, i + 1, quote - 1))->quoted = true;
            i = quote;
            continue;
        }
        if (take_mixed_person(r, i, last)) {
            i += 2;
            continue;
        }
        size_t end = material_end(r, i, last);
        if (end == i) {
            i++;
            continue;
        }
        if (end == i + 1 && take_mixed_person(r, i, last)) end = i + 2;
        else take_piece(r, i, end, first, last);
        i = end;
    }
}

/* ---- what the post introduces -------------------------------------------------------------------------------------- */

static void learn(reader *r, size_t begin, size_t end) {
    while (begin < end && (cuts(r, begin) & EG_CUT_LEGAL)) begin++;
    while (end > begin && (cuts(r, end - 1) & EG_CUT_LEGAL)) end--;
    if (begin == end) return;
    eg_slice name = eg_slice_sub(r->s, token(r, begin)->begin, token(r, end - 1)->end);
    if (eg_utf8_count(name) < 2 || eg_map_get(&r->p->cuts, name) != EG_MAP_NONE) return;
    eg_map_put(&r->own, name, 1);
    eg_first_add(&r->own_firsts, name);
    if (name.len > r->own_most) r->own_most = name.len;
}

static bool is_certain(const reader *r, const eg_candidate *c) {
    if (c->entry || c->quoted) return false;
    if (c->title.len) return true;
    for (uint32_t i = c->token; i < c->token_end; i++)
        if (cuts(r, i) & EG_CUT_LEGAL) return true;
    return (cuts(r, c->token_end - 1) & EG_CUT_HEAD) != 0;
}

static void find(reader *r) {
    r->found.len = 0;
    for (uint32_t s = 0; s < r->text->sentence_count; s++) sentence_candidates(r, s);
}

void eg_scriptrun_read(eg_tokens *tokens, eg_candidates *out, eg_arena *arena, const eg_patterns *patterns, const eg_text *text) {
    reader r = {.arena = arena, .p = patterns, .text = text, .s = text->text};
    r.first = EG_NEW_ARRAY(arena, uint32_t, text->sentence_count + 1);
    r.acronyms = eg_patterns_list(patterns, EG_S("acronyms-common"));
    read_tokens(&r);
    find(&r);
    for (size_t i = 0; i < r.found.len; i++)
        if (is_certain(&r, &r.found.items[i])) learn(&r, r.found.items[i].token, r.found.items[i].token_end);
    if (r.own.len) read_tokens(&r), find(&r);
    tokens->first = r.first;
    tokens->len = r.tokens.len;
    tokens->items = EG_NEW_ARRAY(arena, eg_token, r.tokens.len);
    if (r.tokens.len) memcpy(tokens->items, r.tokens.items, r.tokens.len * sizeof *tokens->items);
    out->len = r.found.len;
    out->items = EG_NEW_ARRAY(arena, eg_candidate, r.found.len);
    if (r.found.len) memcpy(out->items, r.found.items, r.found.len * sizeof *out->items);
    eg_vec_fini(&r.tokens);
    eg_vec_fini(&r.found);
    eg_map_fini(&r.own);
}
