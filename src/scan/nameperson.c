/* SPDX-License-Identifier: MIT */
/* People in a run of capitals: where one begins, and which words before and behind are posts. In: the tokens of a post, lists of given
 * and family names. Asked by name.c. */
#include "scan/finder.h"

/* "in June Berg left", "By June Berg had left": behind such a word a month is no given name. */
static bool is_month(const eg_finder *f, size_t at) {
    if (at == 0 || token(f, at - 1)->sentence != token(f, at)->sentence) return false;
    eg_slice before = token(f, at - 1)->fold;
    bool when = in(&f->p->date_leads, before) || (eg_finder_begins(f, at - 1) && in(&f->p->prepositions, before));
    return when && in(&f->p->stopwords, token(f, at)->fold);
}

/* "Jan Willems", "Will Osei": a word that is small elsewhere, but here the given name before a family's. */
bool eg_finder_is_given(const eg_finder *f, size_t begin, size_t end) {
    size_t stop;
    if (end - begin < 2 || !eg_list_has(f->given, token(f, begin)->fold) || is_month(f, begin)) return false;
    const eg_token *next = token(f, begin + 1);
    if (!(next->flags & EG_TOKEN_CAP) || (next->flags & (EG_TOKEN_ALLCAPS | EG_TOKEN_DIGIT | EG_TOKEN_CAMEL)) || eg_finder_is_common(f, next->fold)) return false;
    return !eg_finder_is_filler(f, next) && eg_finder_listed_at(f, begin + 1, &stop) == NULL;
}

static bool is_post(const eg_finder *f, eg_slice fold) { return in(&f->p->titles, fold) || in(&f->p->roles, fold); }

/* "Captain", "Founder-CEO": a title, or posts that a hyphen joins. */
bool eg_finder_is_title(const eg_finder *f, const eg_token *t) {
    if (in(&f->p->titles, t->fold)) return true;
    eg_slice rest = t->fold;
    eg_slice part;
    bool posts = eg_finder_is_hyphened(t);
    while (posts && rest.ptr && eg_slice_split(&rest, '-', &part)) posts = is_post(f, part);
    return posts;
}

/* "Ma Lihua" is no master of arts: what shortens a degree has no small letters, and the next word is no trade. */
bool eg_finder_is_short_family(const eg_finder *f, size_t at) {
    const eg_token *t = token(f, at);
    return t->fold.len == 2 && !(t->flags & EG_TOKEN_ALLCAPS) && (eg_list_has(f->surnames, t->fold) || eg_list_has(f->given, t->fold));
}

/* May what follows a title be a person? Not "Hon Hai Precision Industry Co." nor "General Catalyst". */
bool eg_finder_leads_person(const eg_finder *f, size_t begin, size_t end) {
    if (in(&f->p->legal, token(f, end - 1)->fold)) return false;
    const eg_token *next = token(f, begin);
    if (end - begin == 2 && eg_finder_is_hyphened(token(f, begin + 1)) && eg_finder_is_given_compound(f, token(f, begin + 1))) return true; /* "Oh Min-seok" */
    if (end - begin > 1 && eg_finder_is_given(f, begin, end)) return true; /* "Mark Liu": a given name, though an everyday word too */
    if (end - begin > 1 && next->end - next->begin > 1 && f->text->text.ptr[next->begin + 1] == '.') return true; /* "C.C. Wei" */
    return (next->flags & EG_TOKEN_PUNCT) || !in(f->common, next->fold) || in(&f->p->roles, next->fold) || in(&f->p->titles, next->fold);
}

/* "Spatial Planning Ada Berg": where a person begins behind everyday words, or `begin`. */
size_t eg_finder_person_inside(const eg_finder *f, size_t begin, size_t end) {
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
bool eg_finder_is_spelled(const eg_finder *f, size_t at) {
    return token(f, at)->fold.len <= 3 && !(token(f, at)->flags & EG_TOKEN_ALLCAPS) && in(&f->p->roles, token(f, at)->fold) && eg_list_has(f->given, token(f, at - 1)->fold);
}
