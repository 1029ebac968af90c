/* SPDX-License-Identifier: MIT */
/* How far a run of capitals goes on: numbers, initials, particles, joints, codes. */
#include "scan/finder.h"

static bool has_head(const eg_finder *f, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++)
        if (in(&f->p->heads, token(f, i)->fold)) return true;
    return false;
}

bool eg_finder_is_year(const eg_finder *f, const eg_token *t) {
    eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end);
    if (raw.len != 4 || (raw.ptr[0] != '1' && raw.ptr[0] != '2')) return false;
    for (size_t i = 0; i < 4; i++)
        if (raw.ptr[i] < '0' || raw.ptr[i] > '9') return false;
    return eg_slice_starts(raw, EG_S("19")) || eg_slice_starts(raw, EG_S("20"));
}

/* "its Series A. Anton": the letter and its dot end a sentence; an initial stands behind a given name. */
static bool ends_with_letter(const eg_finder *f, size_t begin, size_t at) {
    const eg_token *letter = token(f, at - 1);
    if (at < begin + 2 || letter->end - letter->begin != 2 || f->text->text.ptr[letter->end - 1] != '.') return false;
    const eg_token *before = token(f, at - 2);
    bool initial = before->end - before->begin == 2 && f->text->text.ptr[before->end - 1] == '.';
    return !initial && (in(&f->p->generic, before->fold) || (at == begin + 2 && !eg_list_has(f->given, before->fold)));
}

bool eg_finder_is_roman(const eg_finder *f, size_t at) {
    const eg_token *t = token(f, at);
    if (t->end - t->begin > 4) return false;
    for (uint32_t i = t->begin; i < t->end; i++)
        if (memchr("IVX", f->text->text.ptr[i], 3) == NULL) return false;
    if (t->end - t->begin > 1) return true;
    const eg_token *next = at + 1 < f->tokens->len && token(f, at + 1)->sentence == t->sentence ? token(f, at + 1) : NULL;
    if (f->text->text.ptr[t->begin] != 'I') return false;
    /* "Fund I closed", "Fund I is", where the sentence begins with it: "At Kvern Ventures I joined" has a preposition in front */
    bool behind = at > 0 && (token(f, at - 1)->flags & EG_TOKEN_CAP) && in(&f->p->generic, token(f, at - 1)->fold) && token(f, at - 1)->sentence == t->sentence;
    for (size_t i = f->tokens->first[t->sentence]; behind && i < at; i++) behind = !in(&f->p->prepositions, token(f, i)->fold);
    if (behind && next && (eg_slice_ends(next->fold, EG_S("ed")) || eg_slice_ends(next->fold, EG_S("s")))) return true;
    return (next == NULL || (next->flags & EG_TOKEN_PUNCT) || in(&f->p->name_joints, next->fold));
}

/* "1,000", "9.5": does a digit stand right behind the mark? */
static bool glued_digit(const eg_finder *f, size_t mark) {
    return mark + 1 < f->tokens->len && (token(f, mark + 1)->flags & EG_TOKEN_DIGIT) && (token(f, mark + 1)->flags & EG_TOKEN_GLUED);
}

/* May a number between the name and a noun be the name's? Not in "a Type 2 cell", nor in "in Oslo 2 system operators met"; one car may be counted. */
static bool is_own(const eg_finder *f, size_t begin, size_t at) {
    const eg_token *t = token(f, at);
    if (t->end == t->begin + 1 && f->text->text.ptr[t->begin] == '1') return false;
    while (begin + 1 < at && in(&f->p->stopwords, token(f, begin)->fold)) begin++; /* "In Oslo" */
    if (at > begin + 1) return true;
    eg_slice word = token(f, begin)->fold;
    return !in(f->common, word) && !in(f->acronyms, word) && eg_map_get(&f->p->names.names, word) == EG_MAP_NONE;
}

/* "Falcon 9 flew", "the Ioniq 6,", "Kvern 2.0 is": a number that ends a name, for nothing is counted behind it. */
static bool is_serial(const eg_finder *f, size_t begin, size_t at, const eg_token *next) {
    const eg_token *t = token(f, at);
    if (t->end - t->begin > 5 || at > begin + 4 || in(&f->p->stopwords, token(f, at - 1)->fold) || in(f->demonyms, token(f, at - 1)->fold)) return false;
    for (uint32_t i = t->begin; i < t->end; i++)
        if ((f->text->text.ptr[i] < '0' || f->text->text.ptr[i] > '9') && (f->text->text.ptr[i] != '.' || i + 3 < t->end)) return false;
    if (t->end - t->begin > 1 && has_head(f, begin, at)) return false; /* "the University of Lund 175 and the others 20" */
    if (next == NULL) return true;
    if (f->text->text.ptr[next->begin] == '(' && t->end - t->begin <= 2) return true; /* "Kvern Loop 26 (KL26)" */
    if (next->flags & EG_TOKEN_PUNCT) return strchr(".,;:)!?\"", f->text->text.ptr[next->begin]) != NULL && (next->flags & EG_TOKEN_GLUED) && !glued_digit(f, at + 1);
    if (!(next->flags & EG_TOKEN_SPACED) || (next->flags & (EG_TOKEN_CAP | EG_TOKEN_DIGIT))) return false;
    return in(&f->p->stopwords, next->fold) || eg_slice_ends(next->fold, EG_S("ed")) || (in(&f->p->serial_nouns, next->fold) && is_own(f, begin, at));
}

/* "Teledyne e2v", "Kvern n8": small letters and digits that no list of words knows. */
static bool is_coded(const eg_finder *f, size_t at) {
    const eg_token *t = token(f, at);
    char first = f->text->text.ptr[t->begin];
    return (t->flags & EG_TOKEN_DIGIT) && (t->flags & EG_TOKEN_ALPHA) && first >= 'a' && first <= 'z' && t->end - t->begin <= 5 &&
           (token(f, at - 1)->flags & EG_TOKEN_CAP) && !in(&f->p->stopwords, token(f, at - 1)->fold) && !in(f->acronyms, t->fold) && !in(f->common, t->fold);
}

/* "al-Qasimi", "d'Orsay", "d'Orsay-Kvern" behind a name. */
static bool is_particle_name(const eg_finder *f, size_t at) {
    static const char *const marks[] = {"-", "'", "\xe2\x80\x99"};
    const eg_token *t = token(f, at);
    eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end);
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !(t->flags & EG_TOKEN_CAP); i++) {
        size_t head = eg_slice_find(raw, eg_slice_from(marks[i]), 0);
        if (head == (size_t)-1) continue;
        size_t behind = head + strlen(marks[i]);
        if (behind < raw.len && raw.ptr[behind] >= 'A' && raw.ptr[behind] <= 'Z' && in(&f->p->particles, eg_fold(f->arena, eg_slice_sub(raw, 0, head)))) return true;
    }
    return false;
}

/* `David "davidad" Dalrymple`: a given name, one word in quotes, and the family's name. */
static bool is_nickname(const eg_finder *f, size_t begin, size_t at) {
    if (at + 3 >= f->tokens->len || at != begin + 1 || !eg_list_has(f->given, token(f, begin)->fold) || token(f, at + 3)->sentence != token(f, at)->sentence) return false;
    static const char *const quotes[][2] = {{"\"", "\""}, {"\xe2\x80\x9c", "\xe2\x80\x9d"}, {"'", "'"}, {"\xe2\x80\x98", "\xe2\x80\x99"}};
    eg_slice open = eg_slice_sub(f->text->text, token(f, at)->begin, token(f, at)->end);
    eg_slice close = eg_slice_sub(f->text->text, token(f, at + 2)->begin, token(f, at + 2)->end);
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (eg_slice_eq(open, eg_slice_from(quotes[i][0])) && eg_slice_eq(close, eg_slice_from(quotes[i][1])))
            return (token(f, at)->flags & EG_TOKEN_SPACED) && (token(f, at + 1)->flags & EG_TOKEN_GLUED) && (token(f, at + 3)->flags & EG_TOKEN_SPACED) &&
                   (token(f, at + 3)->flags & EG_TOKEN_CAP) && !eg_finder_is_filler(f, token(f, at + 3));
    return false;
}

/* "Kvern Fund II of Mossy Ventures", "KVD Fund of Lund": what stands behind a number, or a place behind letters and a trade, is another name. */
static bool is_whole(const eg_finder *f, size_t begin, size_t at) {
    if (at < begin + 2) return false;
    if (eg_finder_is_roman(f, at - 1) && in(&f->p->generic, token(f, at - 2)->fold)) return true;
    uint32_t known = at + 1 < f->tokens->len ? eg_map_get(&f->p->names.names, token(f, at + 1)->fold) : EG_MAP_NONE;
    bool place = known != EG_MAP_NONE && (f->p->schema.kinds[f->p->names.entries.items[known].kind].traits & EG_TRAIT_HUB);
    return place && at == begin + 2 && (token(f, begin)->flags & EG_TOKEN_ALLCAPS) && in(&f->p->generic, token(f, at - 1)->fold);
}

/* "In the U.K. Kvern has 30 shops": a place with its dot, and a name behind it; "in the U.S. Senate" is one name. */
static bool is_scene(const eg_finder *f, size_t begin, size_t at) {
    if (at != begin + 1 || begin < 2 || f->text->text.ptr[token(f, begin)->end - 1] != '.' || in(f->common, token(f, at)->fold)) return false;
    uint32_t known = eg_map_get(&f->p->names.names, token(f, begin)->fold);
    bool place = known != EG_MAP_NONE && (f->p->schema.kinds[f->p->names.entries.items[known].kind].traits & EG_TRAIT_HUB);
    return place && in(&f->p->articles, token(f, begin - 1)->fold) && in(&f->p->prepositions, token(f, begin - 2)->fold);
}

/* "the Supervisory Board of Kvern Group", "its Board of Directors of old": the name begins behind the joint. */
static bool is_organ(const eg_finder *f, size_t begin, size_t at) {
    if (in(&f->p->organs, token(f, at - 1)->fold)) return true;
    return at >= begin + 2 && in(&f->p->organs, token(f, at - 2)->fold) && in(&f->p->heads, token(f, at - 1)->fold);
}

/* Is `at` the dot of a short word that the name begins with? "St. Kvern Medical", "In May St. Kvern Medical"; not "on Kelp St. The". */
static bool is_lead(const eg_finder *f, size_t begin, size_t at) {
    for (size_t i = begin; i + 1 < at; i++)
        if (!eg_finder_is_filler(f, token(f, i))) return false;
    return at > begin && (token(f, at)->flags & EG_TOKEN_GLUED) && (token(f, at + 1)->flags & EG_TOKEN_SPACED) && in(&f->p->name_leads, token(f, at - 1)->fold);
}

size_t eg_finder_goes_on(const eg_finder *f, size_t begin, size_t at) {
    if (at >= f->tokens->len || token(f, at)->sentence != token(f, begin)->sentence) return 0;
    const eg_token *t = token(f, at);
    eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end);
    const eg_token *next = at + 1 < f->tokens->len && token(f, at + 1)->sentence == t->sentence ? token(f, at + 1) : NULL;
    if (t->flags & EG_TOKEN_PUNCT) {
        if (next == NULL) return 0;
        if (raw.ptr[0] == '&' && eg_finder_is_name_word(f, next)) {
            const eg_token *then = at + 2 < f->tokens->len && token(f, at + 2)->sentence == t->sentence ? token(f, at + 2) : NULL;
            bool people = at - begin >= 2 && eg_list_has(f->given, token(f, begin)->fold) && eg_list_has(f->given, next->fold) && then && eg_finder_is_name_word(f, then);
            return people ? 0 : 2;
        }
        if (raw.ptr[0] == '&' && in(&f->p->particles, next->fold)) { /* "Ackroyd & van Loon" */
            const eg_token *then = at + 2 < f->tokens->len && token(f, at + 2)->sentence == t->sentence ? token(f, at + 2) : NULL;
            return then && (then->flags & EG_TOKEN_SPACED) && eg_finder_is_name_word(f, then) ? 3 : 0;
        }
        if (is_nickname(f, begin, at)) return 4;
        bool legal = in(&f->p->legal, next->fold) && (next->flags & EG_TOKEN_CAP);
        if (raw.ptr[0] == ',' && (t->flags & EG_TOKEN_GLUED) && legal) return 2;
        if (raw.ptr[0] == '.' && (t->flags & EG_TOKEN_GLUED) && in(&f->p->legal, token(f, at - 1)->fold)) {
            if ((legal || eg_finder_is_roman(f, at + 1)) && (next->flags & EG_TOKEN_SPACED)) return 2; /* "Co. KG", "Acquisition Corp. III" */
            const eg_token *then = at + 2 < f->tokens->len && token(f, at + 2)->sentence == t->sentence ? token(f, at + 2) : NULL;
            if (next->end - next->begin == 1 && f->text->text.ptr[next->begin] == ',' && then && in(&f->p->legal, then->fold))
                return 3; /* "Co., Ltd." */
        }
        if (raw.ptr[0] == '.' && is_lead(f, begin, at) && eg_finder_is_name_word(f, next)) return 2;
        bool coded = raw.ptr[0] == ':' && (t->flags & EG_TOKEN_GLUED) && (next->flags & EG_TOKEN_GLUED) && (next->flags & EG_TOKEN_DIGIT) && (token(f, at - 1)->flags & EG_TOKEN_ALLCAPS);
        if (coded) return 2; /* "the KVE:3800" */
        bool inside = raw.ptr[0] == '.' && (t->flags & EG_TOKEN_GLUED) && !(next->flags & EG_TOKEN_SPACED) && (next->flags & (EG_TOKEN_CAP | EG_TOKEN_ALLCAPS)) == EG_TOKEN_CAP;
        if (inside && !in(&f->p->stopwords, next->fold) && !in(&f->p->stopwords, token(f, at - 1)->fold)) return 2; /* "Kelp.Bio", "Quantum.Tech" */
        return 0;
    }
    if (!(t->flags & EG_TOKEN_SPACED)) return 0;
    /* "About Kelp Foods", a line of its own, and "Kelp Foods employs 88" */
    for (size_t i = begin; next && i + 2 <= at; i++)
        if (eg_slice_eq(t->fold, token(f, i)->fold) && eg_slice_eq(next->fold, token(f, i + 1)->fold)) return 0;
    if (next && (t->flags & EG_TOKEN_ALLCAPS) && (next->flags & EG_TOKEN_GLUED) && eg_finder_is_currency_sign(f, next)) return 0; /* "France US$100 million" */
    if (eg_finder_is_name_word(f, t)) return ends_with_letter(f, begin, at) || is_scene(f, begin, at) ? 0 : 1;
    if ((t->flags & EG_TOKEN_DIGIT) && !(t->flags & EG_TOKEN_ALPHA)) {
        bool spelled = eg_finder_is_year(f, t) && !in(&f->p->stopwords, token(f, at - 1)->fold);
        return spelled || is_serial(f, begin, at, next) ? 1 : 0;
    }
    if (is_coded(f, at) || is_particle_name(f, at)) return 1;
    if (next == NULL) return 0;
    size_t small = 0; /* "van der Walt" */
    while (small < 3 && at + small < f->tokens->len && token(f, at + small)->sentence == t->sentence && in(&f->p->particles, token(f, at + small)->fold)) small++;
    const eg_token *family = small && at + small < f->tokens->len ? token(f, at + small) : NULL;
    if (family && family->sentence == t->sentence && (family->flags & EG_TOKEN_SPACED) && eg_finder_is_name_word(f, family)) return small + 1;
    if (in(&f->p->name_joints, t->fold) && has_head(f, begin, at) && !is_whole(f, begin, at) && !is_organ(f, begin, at)) {
        if (eg_finder_is_name_word(f, next)) return 2;
        const eg_token *then = at + 2 < f->tokens->len ? token(f, at + 2) : NULL;
        if (in(&f->p->articles, next->fold) && then && then->sentence == t->sentence && eg_finder_is_name_word(f, then)) return 3;
    }
    return 0;
}
