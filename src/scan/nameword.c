/* SPDX-License-Identifier: MIT */
/* What a word of a post is by itself and beside its neighbours: part of a name, a filler, an everyday word, the nationality of something.
 * In: the tokens of a post, the word lists. Asked by name.c and those beside it. */
#include "scan/finder.h"

/* The byte before a token: does it begin a clause (sentence start, after a colon, a dash, an opening quote)? */
bool eg_finder_begins(const eg_finder *f, size_t i) {
    const eg_token *t = token(f, i);
    if (t->flags & EG_TOKEN_FIRST) return true;
    if (i == 0) return true;
    const eg_token *before = token(f, i - 1);
    if (before->sentence != t->sentence) return true;
    if (!(before->flags & EG_TOKEN_PUNCT)) return false;
    eg_slice mark = eg_slice_sub(f->text->text, before->begin, before->end);
    return eg_slice_eq(mark, EG_S(":")) || eg_slice_eq(mark, EG_S("\"")) || eg_slice_eq(mark, EG_S("\xe2\x80\x9c"));
}

/* "I'd", "We'll": a small word with what hangs on it. */
bool eg_finder_is_contraction(const eg_finder *f, const eg_token *t) {
    for (uint32_t i = 0; i < t->fold.len; i++) {
        bool mark = t->fold.ptr[i] == '\'' || (unsigned char)t->fold.ptr[i] == 0xE2;
        if (mark) return in(&f->p->stopwords, eg_slice_sub(t->fold, 0, i));
    }
    return false;
}

bool eg_finder_is_hyphened(const eg_token *t) { return memchr(t->fold.ptr, '-', t->fold.len) != NULL; }

/* "Kim Young-ha": what stands behind a family's name is given, whatever its syllables mean elsewhere. */
bool eg_finder_is_given_compound(const eg_finder *f, const eg_token *t) {
    if (eg_list_has(f->given, t->fold)) return true;
    if (t == f->tokens->items || (t[-1].flags & EG_TOKEN_ALLCAPS) || t[-1].sentence != t->sentence) return false;
    if (!(t[-1].flags & EG_TOKEN_CAP) || !(t->flags & EG_TOKEN_SPACED)) return false;
    if (eg_list_has(f->surnames, t[-1].fold)) return true;
    enum { SYLLABLE_MOST = 5 }; /* "Song Ho-jun": two syllables whose capital nothing else explains */
    eg_slice rest = t->fold;
    eg_slice head;
    bool two = eg_slice_split(&rest, '-', &head) && rest.ptr && head.len <= SYLLABLE_MOST && rest.len <= SYLLABLE_MOST && memchr(rest.ptr, '-', rest.len) == NULL;
    size_t at = (size_t)(t - f->tokens->items);
    bool goes_on = at + 1 < f->tokens->len && t[1].sentence == t->sentence && (t[1].flags & EG_TOKEN_CAP);
    bool letters = f->text->text.ptr[t->begin + 1] >= 'A' && f->text->text.ptr[t->begin + 1] <= 'Z';
    bool words = two && rest.len > 3 && in(f->common, head) && in(f->common, rest); /* "Seed-stage" */
    return two && !words && !goes_on && !letters && t[-1].fold.len <= SYLLABLE_MOST && !in(&f->p->roles, t[-1].fold) && !in(&f->p->titles, t[-1].fold) && !in(&f->p->stopwords, t[-1].fold) &&
           !eg_finder_in_heading(f, at) && !eg_finder_in_title_case(f, at);
}

/* "AI-guided", "Seed-stage", "Two-thirds": an adjective or a count, though it begins with a capital. */
bool eg_finder_is_compound_adjective(const eg_finder *f, const eg_token *t) {
    if (eg_finder_is_given_compound(f, t)) return false;
    eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end);
    size_t cut = raw.len;
    while (cut && raw.ptr[cut - 1] != '-') cut--;
    if (cut < 2 || cut == raw.len || raw.ptr[cut] < 'a' || raw.ptr[cut] > 'z') return false;
    eg_slice head = eg_fold(f->arena, eg_slice_sub(raw, 0, cut - 1));
    bool acronym = cut <= 4 && raw.ptr[1] >= 'A' && raw.ptr[1] <= 'Z';
    return in(f->common, eg_slice_sub(raw, cut, raw.len)) && (acronym || in(f->common, head) || in(f->acronyms, head) || in(&f->p->stopwords, head));
}

/* "US$", "R€": the letters are part of the sign. */
bool eg_finder_is_currency_sign(const eg_finder *f, const eg_token *t) {
    eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end);
    return eg_slice_eq(raw, EG_S("$")) || eg_slice_eq(raw, EG_S("\xe2\x82\xac")) || eg_slice_eq(raw, EG_S("\xc2\xa3")) || eg_slice_eq(raw, EG_S("\xc2\xa5"));
}

/* "a 250-MW plant": digits, a hyphen and the letters of a unit. */
static bool is_measure(const eg_finder *f, const eg_token *t) {
    enum { UNIT_MOST = 3 };
    eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end);
    size_t at = 0;
    while (at < raw.len && raw.ptr[at] >= '0' && raw.ptr[at] <= '9') at++;
    if (at == 0 || at + 1 >= raw.len || raw.ptr[at] != '-' || raw.len - at - 1 > UNIT_MOST) return false;
    for (at++; at < raw.len; at++)
        if (!((raw.ptr[at] | 0x20) >= 'a' && (raw.ptr[at] | 0x20) <= 'z')) return false;
    return true;
}

/* "10x Founders": digits and an x, before a trade with a capital. */
static bool is_multiple_named(const eg_finder *f, const eg_token *t) {
    const eg_token *next = t + 1 < f->tokens->items + f->tokens->len && t[1].sentence == t->sentence ? t + 1 : NULL;
    if (!(t->flags & EG_TOKEN_DIGIT) || t->fold.len < 2 || t->fold.ptr[t->fold.len - 1] != 'x' || next == NULL || !(next->flags & EG_TOKEN_CAP)) return false;
    for (size_t i = 0; i + 1 < t->fold.len; i++)
        if (t->fold.ptr[i] < '0' || t->fold.ptr[i] > '9') return false;
    return in(&f->p->generic, next->fold) || in(&f->p->titles, next->fold) || (eg_slice_ends(next->fold, EG_S("s")) && in(&f->p->titles, eg_slice_sub(next->fold, 0, next->fold.len - 1)));
}

bool eg_finder_is_name_word(const eg_finder *f, const eg_token *t) {
    if (t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS | EG_TOKEN_CJK)) return false;
    bool sum = (t->flags & EG_TOKEN_DIGIT) && (t->flags & EG_TOKEN_GLUED) && t > f->tokens->items && eg_finder_is_currency_sign(f, t - 1);
    if (sum || is_measure(f, t)) return false; /* "$125M" */
    if ((t->flags & EG_TOKEN_CAP) || (f->marked[t - f->tokens->items] & MARK_SMALL)) return true;
    return (t->flags & EG_TOKEN_CAMEL) || ((t->flags & EG_TOKEN_DIGIT) && (t->flags & EG_TOKEN_ALLCAPS)) || is_multiple_named(f, t);
}

/* "Kenyan", "Kenyans", "British-American". */
bool eg_finder_is_demonym(const eg_finder *f, eg_slice fold) { /* NOLINT(misc-no-recursion): a part is shorter, and a name has few */
    if (in(f->demonyms, fold)) return true;
    if (fold.len > 4 && fold.ptr[fold.len - 1] == 's' && in(f->demonyms, eg_slice_sub(fold, 0, fold.len - 1))) return true;
    for (size_t i = 1; i + 1 < fold.len; i++)
        if (fold.ptr[i] == '-') /* "Franco-German": the first half may be a combining form */
            return (eg_finder_is_demonym(f, eg_slice_sub(fold, 0, i)) || (i <= 6 && fold.ptr[i - 1] == 'o')) && eg_finder_is_demonym(f, eg_slice_sub(fold, i + 1, fold.len));
    return false;
}

/* "APIs", "DPhil", and no "Apis Partners": letters are known by their capitals, two of them at least. */
static bool is_common_acronym(const eg_finder *f, const eg_token *t) {
    bool plain = (t->flags & EG_TOKEN_CAP) && !(t->flags & (EG_TOKEN_ALLCAPS | EG_TOKEN_CAMEL));
    char second = f->text->text.ptr[t->begin + (t->end - t->begin > 1)];
    return in(f->acronyms, t->fold) && !(plain && t->fold.len > 3 && second >= 'a' && second <= 'z');
}

bool eg_finder_is_filler(const eg_finder *f, const eg_token *t) {
    return in(&f->p->stopwords, t->fold) || in(&f->p->generic, t->fold) || in(&f->p->roles, t->fold) ||
           in(&f->p->titles, t->fold) || is_common_acronym(f, t) || eg_finder_is_demonym(f, t->fold) ||
           (t->flags & EG_TOKEN_PUNCT) || (t->flags & EG_TOKEN_POSS) || !(t->flags & EG_TOKEN_ALPHA);
}

bool eg_finder_is_all_filler(const eg_finder *f, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++)
        if (!eg_finder_is_filler(f, token(f, i)) && eg_finder_is_name_word(f, token(f, i))) return false;
    return true;
}

bool eg_finder_is_common(const eg_finder *f, eg_slice fold) {
    return in(f->common, fold) || (fold.len > 4 && fold.ptr[fold.len - 1] == 's' && in(f->common, eg_slice_sub(fold, 0, fold.len - 1)));
}

bool eg_finder_is_all_common(const eg_finder *f, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
        const eg_token *t = token(f, i);
        if (t->flags & EG_TOKEN_PUNCT) continue;
        if (!eg_finder_is_common(f, t->fold) && !eg_finder_is_filler(f, t)) return false;
        if (t->flags & (EG_TOKEN_CAMEL | EG_TOKEN_CODE)) return false;
    }
    return true;
}

bool eg_finder_is_any_common(const eg_finder *f, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++)
        if (in(f->common, token(f, i)->fold)) return true;
    return false;
}

/* In a title a capital tells nothing. A sentence that ends with a stop is no title. */
bool eg_finder_in_title_case(const eg_finder *f, size_t at) {
    enum { LONG = 5 }; /* letters of a word that no title leaves small */
    uint32_t s = token(f, at)->sentence;
    char mark = f->text->text.ptr[f->text->sentences[s].end - 1];
    if (mark == '.' || mark == '!' || mark == '?') return false;
    unsigned capital = 0;
    unsigned small = 0;
    for (size_t i = f->tokens->first[s]; i < f->tokens->first[s + 1]; i++) {
        const eg_token *t = token(f, i);
        if (f->text->text.ptr[t->begin] == ',') return false; /* a list of names */
        if (!(t->flags & EG_TOKEN_ALPHA) || in(&f->p->stopwords, t->fold)) continue;
        if (t->flags & EG_TOKEN_CAP) capital++;
        else if (t->fold.len >= LONG && in(f->common, t->fold)) return false; /* "Meet the speakers of the Copper Cable Forum in Delft" */
        else small++;
    }
    return capital >= 5 && small * 3 < capital;
}

/* "Lithography systems come" in a post that speaks of lithography: the capital is the sentence's. */
bool eg_finder_is_written_small(eg_finder *f, eg_slice fold) {
    for (size_t i = 0; i < f->tokens->len && !f->small_read; i++) {
        const eg_token *t = token(f, i);
        if ((t->flags & EG_TOKEN_ALPHA) && !(t->flags & (EG_TOKEN_CAP | EG_TOKEN_CAMEL | EG_TOKEN_CODE))) (void)eg_map_put(&f->small, t->fold, 0);
    }
    f->small_read = true;
    return eg_map_get(&f->small, fold) != EG_MAP_NONE;
}

/* "Conspicuously absent was X": an everyday word and its ending. */
bool eg_finder_is_adverb(const eg_finder *f, eg_slice fold) {
    enum { STEM_LEAST = 5 };
    for (size_t i = 0; i < f->p->adverb_endings.len; i++) {
        eg_slice ending = f->p->adverb_endings.items[i];
        if (fold.len >= STEM_LEAST + ending.len && eg_slice_ends(fold, ending) && in(f->common, eg_slice_sub(fold, 0, fold.len - ending.len))) return true;
    }
    return false;
}
