/* SPDX-License-Identifier: MIT */
#include "scan/name.h"

#include "scan/cell.h"
#include "scan/mark.h"

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
static bool is_contraction(const eg_finder *f, const eg_token *t) {
    for (uint32_t i = 0; i < t->fold.len; i++) {
        bool mark = t->fold.ptr[i] == '\'' || (unsigned char)t->fold.ptr[i] == 0xE2;
        if (mark) return in(&f->p->stopwords, eg_slice_sub(t->fold, 0, i));
    }
    return false;
}

static bool in_title_case(const eg_finder *f, size_t at);

static bool is_hyphened(const eg_token *t) { return memchr(t->fold.ptr, '-', t->fold.len) != NULL; }

/* "Kim Young-ha": what stands behind a family's name is given, whatever its syllables mean elsewhere. */
static bool is_given_compound(const eg_finder *f, const eg_token *t) {
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
           !eg_finder_in_heading(f, at) && !in_title_case(f, at);
}

/* "AI-guided", "Seed-stage", "Two-thirds": an adjective or a count, though it begins with a capital. */
static bool is_compound_adjective(const eg_finder *f, const eg_token *t) {
    if (is_given_compound(f, t)) return false;
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

bool eg_finder_is_name_word(const eg_finder *f, const eg_token *t) {
    if (t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS | EG_TOKEN_CJK)) return false;
    bool sum = (t->flags & EG_TOKEN_DIGIT) && (t->flags & EG_TOKEN_GLUED) && t > f->tokens->items && eg_finder_is_currency_sign(f, t - 1);
    if (sum || is_measure(f, t)) return false; /* "$125M" */
    if ((t->flags & EG_TOKEN_CAP) || (f->marked[t - f->tokens->items] & MARK_SMALL)) return true;
    return (t->flags & EG_TOKEN_CAMEL) || ((t->flags & EG_TOKEN_DIGIT) && (t->flags & EG_TOKEN_ALLCAPS));
}

/* "AGRA gives grants": letters, not the town of Agra. A dateline opens its block, and what is set in capitals has neighbours. */
static bool is_lettered(const eg_finder *f, size_t first, size_t last) {
    const eg_token *t = token(f, first);
    if (first != last || !(t->flags & EG_TOKEN_ALLCAPS) || t->fold.len < 3 || t->fold.len > 6) return false;
    if (t->begin <= f->text->blocks[f->text->sentences[t->sentence].block].begin + 2) return false;
    const eg_token *before = first > 0 && token(f, first - 1)->sentence == t->sentence ? token(f, first - 1) : NULL;
    const eg_token *behind = first + 1 < f->tokens->len && token(f, first + 1)->sentence == t->sentence ? token(f, first + 1) : NULL;
    return !(before && (before->flags & EG_TOKEN_ALLCAPS)) && !(behind && (behind->flags & EG_TOKEN_ALLCAPS)) && !(before && f->text->text.ptr[before->begin] == '/');
}

/* Longest gazetteer name that begins at token i; *stop is behind it. */
const eg_gazetteer_entry *eg_finder_listed_at(const eg_finder *f, size_t i, size_t *stop) {
    const eg_token *t = token(f, i);
    if (t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS)) return NULL;
    const eg_gazetteer_entry *best = NULL;
    char key[256];
    size_t len = 0;
    size_t words = 0;
    bool comma = false;
    for (size_t j = i; j < f->tokens->len && token(f, j)->sentence == t->sentence && words < f->p->names.words_most; j++) {
        const eg_token *u = token(f, j);
        if (u->flags & EG_TOKEN_POSS) break;
        eg_slice raw = eg_slice_sub(f->text->text, u->begin, u->end);
        if (u->flags & EG_TOKEN_PUNCT) {
            /* "Foo & Bar", "Foo, Inc", "Anime: The Book": a mark inside a name; keys drop all but "&" */
            bool inner = j > i && (eg_slice_eq(raw, EG_S("&")) || ((u->flags & EG_TOKEN_GLUED) && strchr(",.:!-/", raw.ptr[0])));
            if (!inner) break; /* a dot inside a sentence is an abbreviation's: "St. Louis" */
            comma |= raw.ptr[0] == ',';
            if (raw.ptr[0] != '&') continue;
        }
        /* the key of one token: its folded form with inner marks as spaces */
        eg_slice fold = eg_name_key(f->arena, raw);
        if (len + fold.len + 1 >= sizeof key) break;
        if (len && fold.len) key[len++] = ' ';
        if (fold.len) memcpy(key + len, fold.ptr, fold.len);
        len += fold.len;
        words++;
        uint32_t hit = eg_map_get(&f->p->names.names, eg_slice_of(key, len));
        bool more = len == 0 || eg_gazetteer_begins(&f->p->names, eg_slice_of(key, len));
        if (hit == EG_MAP_NONE && !more) break;
        if (hit == EG_MAP_NONE) continue;
        const eg_gazetteer_entry *entry = &f->p->names.entries.items[hit];
        bool written = words > 2 || eg_slice_find(entry->name, EG_S(","), 0) != (size_t)-1 || in(&f->p->legal, u->fold);
        if (comma && (!written || f->p->schema.kinds[entry->kind].traits & EG_TRAIT_HUB)) continue; /* "Cambridge, Massachusetts" is two */
        bool article = j == i + 1 && in(&f->p->articles, t->fold) && in(f->common, u->fold);
        if ((entry->ambiguous || article) && j > i && !(u->flags & (EG_TOKEN_CAP | EG_TOKEN_DIGIT))) continue; /* "The conversation was short" */
        if (is_lettered(f, i, j) && f->p->schema.kinds[entry->kind].traits & EG_TRAIT_HUB && !eg_slice_eq(raw, entry->name) && eg_slice_eq(fold, eg_name_key(f->arena, entry->name))) continue;
        best = entry;
        *stop = j + 1;
        if (!more) break;
    }
    if (best == NULL) return NULL;
    /* a name written small in the list ("imec") may be small in the post; others need a capital or an inner digit */
    bool small = best->name.len && best->name.ptr[0] >= 'a' && best->name.ptr[0] <= 'z';
    bool shaped = eg_finder_is_name_word(f, t) || ((t->flags & EG_TOKEN_DIGIT) && (t->flags & EG_TOKEN_ALPHA));
    if (!shaped && !(t->flags & EG_TOKEN_DIGIT && *stop > i + 1)) {
        eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end);
        if (!small || !eg_slice_starts(best->name, raw)) return NULL;
    }
    return best;
}

/* "Kenyan", "Kenyans", "British-American". */
static bool is_demonym(const eg_finder *f, eg_slice fold) { /* NOLINT(misc-no-recursion): a part is shorter, and a name has few */
    if (in(f->demonyms, fold)) return true;
    if (fold.len > 4 && fold.ptr[fold.len - 1] == 's' && in(f->demonyms, eg_slice_sub(fold, 0, fold.len - 1))) return true;
    for (size_t i = 1; i + 1 < fold.len; i++)
        if (fold.ptr[i] == '-') /* "Franco-German": the first half may be a combining form */
            return (is_demonym(f, eg_slice_sub(fold, 0, i)) || (i <= 6 && fold.ptr[i - 1] == 'o')) && is_demonym(f, eg_slice_sub(fold, i + 1, fold.len));
    return false;
}

/* "Saxon Nordic" is no nationality, "Latin American" is one. */
static bool is_two_demonyms(const eg_finder *f, size_t begin, size_t end) {
    if (end != begin + 2 || !is_demonym(f, token(f, begin)->fold) || !is_demonym(f, token(f, begin + 1)->fold)) return false;
    return !in(f->demonyms, eg_fold(f->arena, eg_slice_sub(f->text->text, token(f, begin)->begin, token(f, begin + 1)->end)));
}

bool eg_finder_is_filler(const eg_finder *f, const eg_token *t) {
    return in(&f->p->stopwords, t->fold) || in(&f->p->generic, t->fold) || in(&f->p->roles, t->fold) ||
           in(&f->p->titles, t->fold) || in(f->acronyms, t->fold) || is_demonym(f, t->fold) ||
           (t->flags & EG_TOKEN_PUNCT) || (t->flags & EG_TOKEN_POSS) || !(t->flags & EG_TOKEN_ALPHA);
}

static bool all_filler(const eg_finder *f, size_t begin, size_t end) {
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

static bool any_common(const eg_finder *f, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++)
        if (in(f->common, token(f, i)->fold)) return true;
    return false;
}

/* "Inc." is written with a dot, "AB" and "GmbH" are not. */
static bool is_dotted(const eg_finder *f, const eg_token *t) {
    eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end + 1);
    for (size_t i = 0; i < f->p->soft_abbreviations.len; i++)
        if (eg_slice_eq(f->p->soft_abbreviations.items[i], raw)) return true;
    return false;
}

/* The candidate, until the next one is pushed; NULL when there are no words in it. */
static eg_candidate *push(eg_finder *f, size_t begin, size_t end, const eg_gazetteer_entry *entry, eg_slice title, bool weak, bool soft) {
    while (end > begin && (token(f, end - 1)->flags & EG_TOKEN_PUNCT)) end--;
    if (begin == end) return NULL;
    if (entry == NULL && end - begin > 1 && end + 1 < f->tokens->len && eg_finder_is_year(f, token(f, end - 1)) && (token(f, end)->flags & EG_TOKEN_GLUED) &&
        (token(f, end + 1)->flags & EG_TOKEN_GLUED) && eg_finder_is_year(f, token(f, end + 1)))
        end += 2; /* "Harbour Plan 2025-2030" */
    eg_candidate c = {.begin = token(f, begin)->begin, .end = token(f, end - 1)->end, .token = (uint32_t)begin,
                      .token_end = (uint32_t)end, .sentence = token(f, begin)->sentence, .entry = entry, .title = title, .weak = weak, .soft = soft};
    /* the dot of a legal form belongs to the name: "Photonic Inc." */
    const eg_block *block = &f->text->blocks[f->text->sentences[c.sentence].block];
    bool abbreviated = token(f, end - 1)->fold.len <= 4; /* "Corporation" is none */
    const eg_token *closing = token(f, end - 1);
    bool ends = end == f->tokens->len || token(f, end)->sentence != c.sentence;
    bool stops = ends || end + 1 == f->tokens->len || token(f, end + 1)->sentence != c.sentence; /* but for the dot */
    if (abbreviated && in(&f->p->legal, closing->fold) && c.end < block->end && f->text->text.ptr[c.end] == '.' && end - begin > 1 && (!stops || is_dotted(f, closing))) c.end++;
    /* "the Kelp X." at the end of a sentence: the dot is none of an initial's */
    if (end - begin > 1 && entry == NULL && ends && closing->end - closing->begin == 2 && f->text->text.ptr[closing->end - 1] == '.') c.end--;
    if (end - begin > 1 && entry == NULL && !weak && eg_list_has(f->given, token(f, begin)->fold) && in(f->common, token(f, end - 1)->fold))
        (void)eg_map_put(&f->families, token(f, end - 1)->fold, 0);
    eg_candidate *kept = eg_vec_add(&f->found);
    *kept = c;
    return kept;
}

/* Is token i, in the sentence of token `of`, a word in capitals? */
static bool in_capitals(const eg_finder *f, size_t i, size_t of) {
    return token(f, i)->sentence == token(f, of)->sentence && (token(f, i)->flags & EG_TOKEN_ALLCAPS) && !in(f->acronyms, token(f, i)->fold);
}

static void push_seed(eg_finder *f, size_t begin, size_t end) {
    eg_candidate *c = push(f, begin, end, NULL, EG_S(""), true, false);
    if (c) c->seed = true;
}

/* "in June Berg left", "By June Berg had left": behind such a word a month is no given name. */
static bool is_month(const eg_finder *f, size_t at) {
    if (at == 0 || token(f, at - 1)->sentence != token(f, at)->sentence) return false;
    eg_slice before = token(f, at - 1)->fold;
    bool when = in(&f->p->date_leads, before) || (eg_finder_begins(f, at - 1) && in(&f->p->prepositions, before));
    return when && in(&f->p->stopwords, token(f, at)->fold);
}

/* "Jan Willems", "Will Osei": a word that is small elsewhere, but here the given name before a family's. */
static bool is_given(const eg_finder *f, size_t begin, size_t end) {
    size_t stop;
    if (end - begin < 2 || !eg_list_has(f->given, token(f, begin)->fold) || is_month(f, begin)) return false;
    const eg_token *next = token(f, begin + 1);
    if (!(next->flags & EG_TOKEN_CAP) || (next->flags & (EG_TOKEN_ALLCAPS | EG_TOKEN_DIGIT | EG_TOKEN_CAMEL)) || eg_finder_is_common(f, next->fold)) return false;
    return !eg_finder_is_filler(f, next) && eg_finder_listed_at(f, begin + 1, &stop) == NULL;
}

static bool is_post(const eg_finder *f, eg_slice fold) { return in(&f->p->titles, fold) || in(&f->p->roles, fold); }

/* "Captain", "Founder-CEO": a title, or posts that a hyphen joins. */
static bool is_title(const eg_finder *f, const eg_token *t) {
    if (in(&f->p->titles, t->fold)) return true;
    eg_slice rest = t->fold;
    eg_slice part;
    bool posts = is_hyphened(t);
    while (posts && rest.ptr && eg_slice_split(&rest, '-', &part)) posts = is_post(f, part);
    return posts;
}

/* "Ma Lihua" is no master of arts: what shortens a degree has no small letters, and the next word is no trade. */
static bool is_short_family(const eg_finder *f, size_t at) {
    const eg_token *t = token(f, at);
    return t->fold.len == 2 && !(t->flags & EG_TOKEN_ALLCAPS) && (eg_list_has(f->surnames, t->fold) || eg_list_has(f->given, t->fold));
}

/* May what follows a title be a person? Not "Hon Hai Precision Industry Co." nor "General Catalyst". */
static bool leads_person(const eg_finder *f, size_t begin, size_t end) {
    if (in(&f->p->legal, token(f, end - 1)->fold)) return false;
    const eg_token *next = token(f, begin);
    if (end - begin == 2 && is_hyphened(token(f, begin + 1)) && is_given_compound(f, token(f, begin + 1))) return true; /* "Oh Min-seok" */
    if (end - begin > 1 && is_given(f, begin, end)) return true; /* "Mark Liu": a given name, though an everyday word too */
    if (end - begin > 1 && next->end - next->begin > 1 && f->text->text.ptr[next->begin + 1] == '.') return true; /* "C.C. Wei" */
    return (next->flags & EG_TOKEN_PUNCT) || !in(f->common, next->fold) || in(&f->p->roles, next->fold) || in(&f->p->titles, next->fold);
}

/* In a title a capital tells nothing. A sentence that ends with a stop is no title. */
static bool in_title_case(const eg_finder *f, size_t at) {
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

static bool is_plural_role(const eg_finder *f, eg_slice fold) {
    if (fold.len < 5 || fold.ptr[fold.len - 1] != 's') return false;
    eg_slice one = eg_slice_sub(fold, 0, fold.len - 1);
    return in(&f->p->roles, one) || in(&f->p->titles, one);
}

/* "Spatial Planning Ada Berg": where a person begins behind everyday words, or `begin`. */
static size_t person_inside(const eg_finder *f, size_t begin, size_t end) {
    if (end - begin < 3 || eg_finder_is_common(f, token(f, end - 1)->fold)) return begin;
    size_t at = end - 2;
    /* "Tan Wei Jie": the family's name stands first, be it an everyday word or not */
    if (at == begin + 1 && eg_list_has(f->surnames, token(f, begin)->fold) && eg_list_has(f->given, token(f, end - 1)->fold)) return begin;
    const eg_token *given = token(f, at);
    if (!eg_list_has(f->given, given->fold) || eg_finder_is_common(f, given->fold) || !(given->flags & EG_TOKEN_CAP) || (given->flags & EG_TOKEN_ALLCAPS)) return begin;
    for (size_t i = begin; i < at; i++)
        if (!(token(f, i)->flags & EG_TOKEN_CAP) || (token(f, i)->flags & EG_TOKEN_ALLCAPS) || !eg_finder_is_common(f, token(f, i)->fold) ||
            eg_list_has(f->given, token(f, i)->fold))
            return begin;
    return at;
}

/* "Moussa Ba" is no bachelor of arts: what shortens a post or a degree has no small letters. */
static bool is_spelled(const eg_finder *f, size_t at) {
    return token(f, at)->fold.len <= 3 && !(token(f, at)->flags & EG_TOKEN_ALLCAPS) && in(&f->p->roles, token(f, at)->fold) && eg_list_has(f->given, token(f, at - 1)->fold);
}

/* "VCs", and not "Maas": more than the first letter is large. */
static bool is_letters(const eg_finder *f, size_t at) {
    const char *raw = f->text->text.ptr + token(f, at)->begin;
    return raw[1] >= 'A' && raw[1] <= 'Z';
}

/* "Kelp Now raised": a small word whose capital nothing else explains. */
static bool is_tail(const eg_finder *f, size_t begin, size_t end) {
    const eg_token *t = token(f, end - 1);
    if (!in(&f->p->name_tails, t->fold) || !(t->flags & EG_TOKEN_CAP) || (t->flags & EG_TOKEN_ALLCAPS)) return false;
    if (eg_finder_in_heading(f, begin) || in_title_case(f, begin)) return false;
    return end == f->tokens->len || !(token(f, end)->flags & EG_TOKEN_CAP) || token(f, end)->sentence != t->sentence;
}

/* "The European Commission": behind the article that opened the sequence a list knows all the rest. */
static bool push_listed(eg_finder *f, size_t begin, size_t end, eg_slice title) {
    size_t stop = begin;
    if (end - begin < 2) return false;
    const eg_gazetteer_entry *entry = eg_finder_listed_at(f, begin, &stop);
    if (entry == NULL || entry->ambiguous || stop < end) return false;
    push(f, begin, stop, entry, title, false, false);
    return true;
}

/* "Integrated Device Technology": a word that is part of posts, but a trade here. */
static bool ends_with_trade(const eg_finder *f, size_t begin, size_t end) {
    if (end - begin < 3 || in(&f->p->titles, token(f, end - 1)->fold) || !in(&f->p->generic, token(f, end - 1)->fold)) return false;
    for (size_t i = begin; i + 1 < end; i++)
        if (in(&f->p->roles, token(f, i)->fold) || in(&f->p->titles, token(f, i)->fold) || !(token(f, i)->flags & EG_TOKEN_CAP)) return false;
    return true;
}

/* "Technology Development Board": the last word is a body, not somebody's post, behind two more capitals. */
static bool ends_with_body(const eg_finder *f, size_t begin, size_t end) {
    if (end - begin < 3 || !eg_finder_names_body(f, begin, end)) return false;
    for (size_t i = begin; i < end; i++)
        if (!(token(f, i)->flags & EG_TOKEN_CAP) || (i + 1 < end && in(&f->p->roles, token(f, i)->fold) && !eg_finder_is_common(f, token(f, i)->fold))) return false;
    return true;
}

/* "With Planet we", "on Amber, its ledger": a capital that neither a sentence, an article nor a neighbour with one explains. */
static bool is_bare(const eg_finder *f, size_t begin, size_t end) {
    if (begin == 0 || token(f, begin - 1)->sentence != token(f, begin)->sentence) return false;
    const eg_token *before = token(f, begin - 1);
    if (!(token(f, begin)->flags & EG_TOKEN_SPACED) || (before->flags & (EG_TOKEN_CAP | EG_TOKEN_PUNCT | EG_TOKEN_DIGIT))) return false;
    if (!in(&f->p->prepositions, before->fold) || in(&f->p->name_joints, before->fold)) return false; /* "Minister of Industry" */
    const eg_token *next = end < f->tokens->len && token(f, end)->sentence == token(f, begin)->sentence ? token(f, end) : NULL;
    return next == NULL || !(next->flags & EG_TOKEN_CAP);
}

/* "Lithography systems come" in a post that speaks of lithography: the capital is the sentence's. */
static bool is_written_small(eg_finder *f, eg_slice fold) {
    for (size_t i = 0; i < f->tokens->len && !f->small_read; i++) {
        const eg_token *t = token(f, i);
        if ((t->flags & EG_TOKEN_ALPHA) && !(t->flags & (EG_TOKEN_CAP | EG_TOKEN_CAMEL | EG_TOKEN_CODE))) (void)eg_map_put(&f->small, t->fold, 0);
    }
    f->small_read = true;
    return eg_map_get(&f->small, fold) != EG_MAP_NONE;
}

/* "Vertex signed a contract", "Compass was bought by": an everyday word that opens a sentence and does, or has done to it, what
 * only a thing with a name does. */
static bool is_subject(const eg_finder *f, size_t i) {
    const eg_token *t = token(f, i);
    size_t end = f->tokens->first[t->sentence + 1];
    if (f->text->blocks[f->text->sentences[t->sentence].block].kind == EG_BLOCK_CELL) return false; /* "Money raised in Oslo" */
    if (in(&f->p->openers, t->fold) || eg_finder_is_filler(f, t) || (t->fold.ptr[t->fold.len - 1] == 's' && in(f->common, eg_slice_sub(t->fold, 0, t->fold.len - 1)))) return false;
    size_t at = i + 1;
    if (at >= end) return false;
    if (token(f, at)->flags & EG_TOKEN_POSS) return at + 1 < end && in(&f->p->roles, token(f, at + 1)->fold);
    bool comma = f->text->text.ptr[token(f, at)->begin] == ',';
    while (at < end && (comma || in(&f->p->stopwords, token(f, at)->fold)) && at < i + 3) at++, comma = false;
    return at < end && (token(f, at)->flags & EG_TOKEN_SPACED) && in(&f->p->subject_verbs, token(f, at)->fold);
}

/* "Sharp, a professor at", "Sharp won": the family name of somebody named before, though an everyday word. */
static bool is_family(eg_finder *f, size_t i) {
    const eg_token *t = token(f, i);
    if (!in(&f->families, t->fold) || is_written_small(f, t->fold) || i + 1 >= f->tokens->first[t->sentence + 1]) return false;
    const eg_token *next = token(f, i + 1);
    return (next->flags & EG_TOKEN_POSS) || f->text->text.ptr[next->begin] == ',' || (!(next->flags & (EG_TOKEN_CAP | EG_TOKEN_PUNCT)) && (next->flags & EG_TOKEN_SPACED));
}

/* Is token i all that stands in a cell of a column of names? */
static bool fills_cell(const eg_finder *f, size_t i) {
    uint32_t s = token(f, i)->sentence;
    return f->named && f->named[f->text->sentences[s].block] && f->tokens->first[s + 1] - f->tokens->first[s] == 1;
}

/* "Plural, the firm of": an apposition may make a name of a sentence's first word, and so may what it does or where it stands. */
static bool may_name(eg_finder *f, size_t i, bool listed) {
    const eg_token *t = token(f, i);
    const eg_token *next = i + 1 < f->tokens->len && token(f, i + 1)->sentence == t->sentence ? token(f, i + 1) : NULL;
    bool apposed = next && f->text->text.ptr[next->begin] == ',' && !in(&f->p->openers, t->fold) && (listed || !eg_slice_ends(t->fold, EG_S("ly")));
    return apposed || fills_cell(f, i) || is_subject(f, i) || is_family(f, i) || (f->marked[i] & MARK_LEADS);
}

/* "a McGill NLP course": is the next word one in small letters that a name may stand before? */
static bool before_small(const eg_finder *f, size_t end) {
    const eg_token *next = end < f->tokens->len && token(f, end)->sentence == token(f, end - 1)->sentence ? token(f, end) : NULL;
    return next && !(next->flags & (EG_TOKEN_CAP | EG_TOKEN_PUNCT | EG_TOKEN_POSS)) && !in(&f->p->stopwords, next->fold);
}

/* "came from District Ventures": two words that tell nothing by themselves, but have capitals inside a sentence and no article. */
static bool is_trade_of_two(const eg_finder *f, size_t begin, size_t end) {
    if (end != begin + 2 || eg_finder_begins(f, begin) || begin == 0 || in_title_case(f, begin)) return false;
    for (size_t i = begin; i < end; i++)
        if (!(token(f, i)->flags & EG_TOKEN_CAP) || (token(f, i)->flags & EG_TOKEN_ALLCAPS) || !in(&f->p->generic, token(f, i)->fold) || in(&f->p->stopwords, token(f, i)->fold)) return false;
    const eg_token *before = token(f, begin - 1);
    return before->sentence == token(f, begin)->sentence && !in(&f->p->articles, before->fold) && !(before->flags & (EG_TOKEN_CAP | EG_TOKEN_DIGIT | EG_TOKEN_POSS));
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

/* "| Raiser |" above a column: a word in one capital that fills the head of a column, and that no list has, is no name. */
static bool is_column_head(const eg_finder *f, size_t at) {
    const eg_token *t = token(f, at);
    const eg_block *b = &f->text->blocks[f->text->sentences[t->sentence].block];
    bool alone = b->kind == EG_BLOCK_CELL && b->header && f->tokens->first[t->sentence + 1] - f->tokens->first[t->sentence] == 1;
    return alone && !(t->flags & (EG_TOKEN_ALLCAPS | EG_TOKEN_CAMEL | EG_TOKEN_DIGIT)) && eg_map_get(&f->p->names.names, t->fold) == EG_MAP_NONE;
}

/* A capital sequence [begin, end): titles split it, fillers at its ends fall, the rest is a candidate. */
static void sequence(eg_finder *f, size_t begin, size_t end, eg_slice title) { /* NOLINT(misc-no-recursion): shorter each time */
    bool own = (f->marked[begin] & MARK_OPENS_OWN) && f->named && f->named[f->text->sentences[token(f, begin)->sentence].block];
    while (begin < end && ((in(&f->p->stopwords, token(f, begin)->fold) && !is_given(f, begin, end) && !is_initial(f, begin, end)) ||
                           (eg_finder_begins(f, begin) && !own && in(&f->p->openers, token(f, begin)->fold) && end - begin > 1)))
        begin++;
    while (begin < end && (token(f, begin)->flags & EG_TOKEN_PUNCT)) begin++;
    if (push_listed(f, begin, end, title)) return;
    while (end - begin > 1 && eg_finder_begins(f, begin) && is_compound_adjective(f, token(f, begin)) && !eg_list_has(f->given, token(f, begin)->fold)) begin++; /* "Second-placed Harbour" */
    while (end - begin > 1 && eg_finder_begins(f, begin) && is_plural_role(f, token(f, begin)->fold)) begin++; /* "Advisers Ada Berg and" */
    size_t person = person_inside(f, begin, end);
    if (person > begin) {
        sequence(f, begin, person, EG_S(""));
        begin = person;
    }
    for (size_t i = end; i-- > begin;) {
        if (!is_title(f, token(f, i))) continue;
        if (i + 1 < end && !leads_person(f, i + 1, end)) continue;
        if (i + 1 >= end) { /* "Economy Minister" before something else */
            end = i;
            continue;
        }
        eg_slice cut = eg_slice_sub(f->text->text, token(f, i)->begin, token(f, i)->end);
        size_t first = i;
        while (first > begin && (in(&f->p->titles, token(f, first - 1)->fold) || in(&f->p->roles, token(f, first - 1)->fold))) first--;
        if (first > begin && !all_filler(f, begin, first)) sequence(f, begin, first, EG_S(""));
        begin = i + 1;
        title = cut;
        for (size_t j = begin; j + 1 < end; j++) /* "Minister Ada Berg and Kelvara Chairman": a person's name holds no "and" */
            if (!(token(f, j)->flags & EG_TOKEN_CAP) && in(&f->p->clause_words, token(f, j)->fold)) {
                sequence(f, begin, j, title);
                begin = j + 1;
                title = EG_S("");
            }
        break;
    }
    while (end > begin && !(end - begin > 1 && eg_finder_is_roman(f, end - 1)) && (in(&f->p->roles, token(f, end - 1)->fold) || in(&f->p->stopwords, token(f, end - 1)->fold))) {
        bool whole = end - begin > 1 && (token(f, end - 1)->flags & token(f, end - 2)->flags & EG_TOKEN_ALLCAPS);
        const eg_token *before = end - begin > 2 ? token(f, end - 2) : NULL;
        if (before && !(before->flags & EG_TOKEN_CAP) && in(&f->p->stopwords, before->fold)) break; /* "University of Technology" */
        bool adjective = end - begin == 2 && in(f->common, token(f, begin)->fold) && !in(&f->p->titles, token(f, end - 1)->fold) &&
                         in(&f->p->roles, token(f, end - 1)->fold) && !in(&f->p->roles, token(f, begin)->fold);
        if (adjective) break; /* "Third Prime" */
        if (end - begin > 1 && (is_spelled(f, end - 1) || is_tail(f, begin, end))) break;
        if (ends_with_body(f, begin, end) || ends_with_trade(f, begin, end)) break;
        if (whole && !in(&f->p->roles, token(f, end - 1)->fold)) break; /* "SAIL NOW" is set in capitals as a whole */
        end--;
    }
    while (end > begin + 1 && in(f->acronyms, token(f, end - 1)->fold) && token(f, end - 1)->fold.len > 2 && is_letters(f, end - 1) &&
           token(f, end - 1)->fold.ptr[token(f, end - 1)->fold.len - 1] == 's')
        end--; /* "Silicon Valley VCs" */
    /* "Harbour VC funds": what sort of funds they are */
    if (end - begin > 1 && end < f->tokens->len && token(f, end)->sentence == token(f, begin)->sentence && (token(f, end)->flags & EG_TOKEN_SPACED) &&
        !(token(f, end)->flags & EG_TOKEN_CAP) && in(&f->p->generic, token(f, end)->fold) && eg_slice_ends(token(f, end)->fold, EG_S("s")) &&
        in(f->acronyms, token(f, end - 1)->fold) &&
        (token(f, end - 1)->flags & EG_TOKEN_ALLCAPS) && !in(f->acronyms, token(f, begin)->fold) && !eg_finder_is_common(f, token(f, begin)->fold))
        end--;
    bool body = end - begin > 1 && in(&f->p->role_adjectives, token(f, begin)->fold) && in(&f->p->heads, token(f, end - 1)->fold);
    /* "its Principal Kelp Map": everyday words behind a post are no person, and all of it is the name */
    bool named = end - begin >= 3 && begin > 0 && !eg_finder_begins(f, begin) && eg_finder_is_all_common(f, begin + 1, end) && !in(&f->p->roles, token(f, end - 1)->fold) &&
                 !in(&f->p->titles, token(f, end - 1)->fold) && !in(&f->p->generic, token(f, end - 1)->fold) && !eg_list_has(f->given, token(f, begin + 1)->fold);
    for (size_t i = begin; i < end && named; i++) named = token(f, i)->flags & EG_TOKEN_CAP;
    body |= named;
    while (!body && end - begin > 1 && in(&f->p->roles, token(f, begin)->fold) && !is_short_family(f, begin) && !in(&f->p->generic, token(f, begin)->fold) &&
           (!in(&f->p->titles, token(f, begin)->fold) || leads_person(f, begin + 1, end)))
        begin++;
    while (begin < end && !(token(f, begin)->flags & EG_TOKEN_CAP) && in(&f->p->stopwords, token(f, begin)->fold)) begin++; /* "(Board) of Directors" */
    bool brand = end == begin + 2 && !eg_finder_is_filler(f, token(f, begin + 1)) && eg_finder_is_common(f, token(f, begin + 1)->fold); /* "Saxon Vacuum" */
    bool twice = is_two_demonyms(f, begin, end);
    brand |= twice || (f->marked[begin] & MARK_OPENS_OWN);
    if (end == begin + 2 && !brand && is_demonym(f, token(f, begin)->fold) && !eg_list_has(f->given, token(f, begin)->fold)) begin++;
    while (begin < end && (token(f, begin)->flags & EG_TOKEN_PUNCT)) begin++;
    while (end > begin && is_compound_adjective(f, token(f, end - 1))) end--;
    if (begin >= end || (end == begin + 1 && is_contraction(f, token(f, begin)))) return;
    if (end == begin + 1 && in(f->demonyms, token(f, begin)->fold)) { /* "the Estonian defence ministry" */
        push_seed(f, begin, end);
        return;
    }
    bool edition = end - begin >= 3 && eg_finder_is_year(f, token(f, end - 1)); /* "Tech Challenge 2025" */
    bool part = end == begin + 2 && eg_finder_is_roman(f, end - 1) && in(&f->p->generic, token(f, begin)->fold); /* "Fund IV" */
    bool trade = is_trade_of_two(f, begin, end);
    if (!edition && !part && !twice && !trade && all_filler(f, begin, end)) {
        if (end - begin > 2 && is_demonym(f, token(f, begin)->fold)) push_seed(f, begin, end); /* "Danish Venture Capital and Growth Association" */
        return;
    }
    if (end == begin + 1 && is_column_head(f, begin)) return;
    if (end == begin + 1 && eg_finder_begins(f, begin) && eg_finder_is_adverb(f, token(f, begin)->fold) && !own && !may_name(f, begin, false) && eg_map_get(&f->p->names.names, token(f, begin)->fold) == EG_MAP_NONE) return;
    if (end == begin + 2 && eg_finder_begins(f, begin) && !(f->marked[begin] & MARK_OPENS_OWN) && in(f->common, token(f, begin)->fold) && in(f->acronyms, token(f, begin + 1)->fold) &&
        !eg_finder_is_roman(f, begin + 1) && !in(&f->p->generic, token(f, begin + 1)->fold) && !in(&f->p->heads, token(f, begin + 1)->fold))
        return; /* "Net IRR stands at" */
    size_t stop = begin;
    const eg_gazetteer_entry *entry = eg_finder_listed_at(f, begin, &stop);
    if (entry == NULL && end == begin + 1 && eg_finder_begins(f, begin) && in(&f->p->openers, token(f, begin)->fold)) return; /* "Headquartered in Oslo" */
    if (entry == NULL && end - begin > 1 && eg_finder_begins(f, begin) && in(f->common, token(f, begin)->fold)) {
        /* "Rival OpenAI said": the first word has its capital from the sentence */
        entry = eg_finder_listed_at(f, begin + 1, &stop);
        bool before_noun = end < f->tokens->len && (token(f, end)->flags & EG_TOKEN_SPACED) &&
                           (in(f->common, token(f, end)->fold) || in(f->acronyms, token(f, end)->fold));
        bool hub = entry && !before_noun && f->p->schema.kinds[entry->kind].traits & EG_TRAIT_HUB;
        if (entry && stop >= end && !(hub && stop == begin + 2)) begin++; /* "Tomato Jos" is no Jos */
        else entry = NULL;
    }
    /* "Harbour Expo 2025", "Harbour Fund II" are one name */
    bool dated = stop < end && (!(token(f, end - 1)->flags & EG_TOKEN_ALPHA) || eg_finder_is_roman(f, end - 1));
    if (entry && stop < end && !dated && eg_finder_is_name_word(f, token(f, stop)) && all_filler(f, stop, end) && !in(&f->p->generic, token(f, end - 1)->fold) &&
        !(end == stop + 1 && (in(f->acronyms, token(f, stop)->fold) || is_demonym(f, token(f, stop)->fold)) && !before_small(f, end)))
        end = stop;
    bool whole = entry && stop >= end;
    bool common = eg_finder_is_all_common(f, begin, end);
    /* the whole of a table cell, or the bold lead of a bullet, begins with a capital for no other reason than being a name */
    own = f->marked[begin] & MARK_OPENS_OWN;
    bool titled = (eg_finder_in_heading(f, begin) && !eg_finder_names_heading(f, begin, end)) || (!whole && any_common(f, begin, end) && in_title_case(f, begin) && !eg_finder_names_body_behind_joint(f, begin, end));
    bool weak = titled;
    bool soft = false;
    if (!whole && common) {
        bool opens = eg_finder_begins(f, begin) && !own && end - begin == 1; /* a second capital is no sentence's doing: "Alder Capital led" */
        bool acronym = (token(f, begin)->flags & EG_TOKEN_ALLCAPS) && token(f, begin)->end - token(f, begin)->begin <= 5;
        bool alone = !(begin > 0 && in_capitals(f, begin - 1, begin)) && !(end < f->tokens->len && in_capitals(f, end, begin));
        bool shouted = (token(f, begin)->flags & EG_TOKEN_ALLCAPS) && !acronym && !(end - begin == 1 && alone && !eg_finder_begins(f, begin)); /* "FOR IMMEDIATE RELEASE" */
        bool numbered = end - begin == 2 && !(token(f, end - 1)->flags & EG_TOKEN_ALPHA); /* "Building 7" */
        soft = (!titled && (!opens || may_name(f, begin, false)) && !shouted && end - begin == 1 && !acronym) || numbered;
        bool bare = soft && !numbered && !opens && is_bare(f, begin, end);
        weak |= opens || (soft && !bare) || shouted;
    }
    if (trade && !whole) weak = soft = true;
    if (end - begin == 1 && (f->marked[begin] & MARK_APPOSED)) weak = soft = true;
    if (end - begin == 1 && !weak && !whole && eg_finder_begins(f, begin) && !own && !(f->marked[begin] & MARK_SMALL) && is_written_small(f, token(f, begin)->fold)) weak = true;
    push(f, begin, whole && stop > end ? stop : end, whole ? entry : NULL, title, weak && !(whole && !entry->ambiguous), soft);
}

/* "the director-general of WHO": a small word's letters, all of them large among others that are not. */
static bool is_letters_alone(const eg_finder *f, size_t i) {
    const eg_token *t = token(f, i);
    if (!(t->flags & EG_TOKEN_ALLCAPS) || t->fold.len < 3 || eg_finder_in_heading(f, i)) return false;
    return !(i > 0 && in_capitals(f, i - 1, i)) && !(i + 1 < f->tokens->len && in_capitals(f, i + 1, i));
}

static void sentence(eg_finder *f, size_t first, size_t last) {
    for (size_t i = first; i < last;) {
        const eg_token *t = token(f, i);
        size_t stop = i;
        const eg_gazetteer_entry *entry = eg_finder_listed_at(f, i, &stop);
        bool starts = eg_finder_is_name_word(f, t);
        const eg_token *behind = stop < last ? token(f, stop) : NULL;
        bool glued = i > first && (t->flags & EG_TOKEN_GLUED) && (token(f, i - 1)->flags & EG_TOKEN_CJK);
        if (glued || (entry && behind && (behind->flags & EG_TOKEN_GLUED) && eg_finder_is_currency_sign(f, behind))) {
            i++;
            continue;
        }
        if (!starts && entry == NULL) {
            i++;
            continue;
        }
        /* "ispace Europe": a brand in small letters begins a longer name */
        bool longer = entry && !starts && stop == i + 1 && behind && (behind->flags & EG_TOKEN_SPACED) && (behind->flags & EG_TOKEN_CAP) && !eg_finder_is_filler(f, behind) && (t->flags & EG_TOKEN_ALPHA);
        starts |= longer;
        size_t end = i + 1;
        if ((f->marked[i] & MARK_OPENS_TITLE) && f->title_end[i] <= last && !(entry && stop >= f->title_end[i])) {
            eg_candidate *c = push(f, i, f->title_end[i], NULL, EG_S(""), false, false);
            if (c) c->quoted = true;
            i = f->title_end[i];
            continue;
        }
        if ((f->marked[i] & MARK_FILLS) && entry == NULL) {
            push(f, i, f->title_end[i], NULL, EG_S(""), true, true);
            i = f->title_end[i];
            continue;
        }
        if (starts)
            for (size_t more; end < last && (more = eg_finder_goes_on(f, i, end)) != 0;) end += more;
        if (entry && stop >= end) {
            bool filler = fills_cell(f, i);
            bool opener = !filler && eg_finder_begins(f, i) && stop == i + 1 && (in(&f->p->stopwords, t->fold) || in(f->common, t->fold));
            bool soft = filler || (opener && entry->ambiguous && !in(&f->p->stopwords, t->fold) && !eg_finder_in_heading(f, i) && may_name(f, i, true));
            if ((!(opener && entry->ambiguous) || soft) && (stop > i + 1 || !in(&f->p->stopwords, t->fold) || is_letters_alone(f, i)))
                push(f, i, stop, entry, EG_S(""), entry->ambiguous && (opener || filler), soft);
            i = stop;
            continue;
        }
        const eg_token *after = end < last ? token(f, end) : NULL;
        bool coin = after && (after->flags & EG_TOKEN_GLUED) && eg_finder_is_currency_sign(f, after);
        bool skip = end == i + 1 && coin;
        if (after && (after->flags & EG_TOKEN_POSS) && all_filler(f, i, end)) push_seed(f, i, end); /* "King's College" */
        else if (starts && !skip) sequence(f, i, end, EG_S(""));
        i = end;
        /* "The Future of Kelp Institute": a listed name that goes on behind the run of capitals */
        const eg_candidate *pushed = f->found.len ? &f->found.items[f->found.len - 1] : NULL;
        if (pushed && pushed->entry && pushed->token_end > i && pushed->token_end <= last) i = pushed->token_end;
    }
}

void eg_candidates_find(eg_candidates *out, eg_arena *arena, const eg_patterns *patterns, const eg_text *text, const eg_tokens *tokens) {
    eg_finder f = {.arena = arena, .p = patterns, .text = text, .tokens = tokens};
    f.common = eg_patterns_list(patterns, EG_S("common-words"));
    f.acronyms = eg_patterns_list(patterns, EG_S("acronyms-common"));
    f.given = eg_patterns_list(patterns, EG_S("given-names"));
    f.surnames = eg_patterns_list(patterns, EG_S("surnames"));
    f.demonyms = eg_patterns_list(patterns, EG_S("nationalities"));
    f.marked = eg_arena_alloc(arena, tokens->len + 1);
    memset(f.marked, 0, tokens->len + 1);
    f.title_end = EG_NEW_ARRAY(arena, uint32_t, tokens->len + 1);
    f.named = eg_cells_of_names(arena, patterns, text);
    eg_mark_names(&f);
    for (size_t s = 0; s < text->sentence_count; s++) sentence(&f, tokens->first[s], tokens->first[s + 1]);
    out->items = EG_NEW_ARRAY(arena, eg_candidate, f.found.len);
    if (f.found.len) memcpy(out->items, f.found.items, f.found.len * sizeof *out->items);
    out->len = f.found.len;
    eg_map_fini(&f.small);
    eg_map_fini(&f.families);
    eg_vec_fini(&f.found);
}
