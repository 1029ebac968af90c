/* SPDX-License-Identifier: MIT */
/* Which capitals of a heading are a name: all words of a heading may be written with one. In: the tokens of a post. Asked by name.c. */
#include "scan/finder.h"

bool eg_finder_in_heading(const eg_finder *f, size_t i) {
    const eg_sentence *s = &f->text->sentences[token(f, i)->sentence];
    return f->text->blocks[s->block].kind == EG_BLOCK_HEADING;
}

/* Is the heading one of several of its level below the same heading, each of few words? */
static bool in_series(const eg_finder *f, uint32_t block) {
    enum { SERIES_LEAST = 3, SHORT_MOST = 32, NEAR = 120 }; /* blocks to both sides */
    const eg_block *b = &f->text->blocks[block];
    unsigned n = 0;
    if (b->level < 2) return false;
    for (uint32_t i = block > NEAR ? block - NEAR : 0; i < f->text->block_count && i <= block + NEAR && n < SERIES_LEAST; i++) {
        const eg_block *o = &f->text->blocks[i];
        n += o->kind == EG_BLOCK_HEADING && o->level == b->level && o->heading == b->heading && o->end - o->begin <= SHORT_MOST;
    }
    return n >= SERIES_LEAST;
}

/* ":", "|", or a dash that stands by itself. */
static bool parts_heading(const eg_finder *f, size_t i) {
    const eg_token *t = token(f, i);
    if (!(t->flags & EG_TOKEN_PUNCT)) return false;
    eg_slice mark = eg_slice_sub(f->text->text, t->begin, t->end);
    if (eg_slice_eq(mark, EG_S(":")) || eg_slice_eq(mark, EG_S("|"))) return true;
    return (t->flags & EG_TOKEN_SPACED) && (eg_slice_eq(mark, EG_S("-")) || eg_slice_starts(mark, EG_S("\xe2\x80\x93")) || eg_slice_starts(mark, EG_S("\xe2\x80\x94")));
}

/* "Annual letter: Mossy Seed Partners", "Kvern Capital - half-year report": one of the parts of the heading is nothing but a name that
 * ends with a trade, a legal form or what bodies are called, and begins with no place ("Lisbon Startups: the list"). */
static bool names_part(const eg_finder *f, size_t begin, size_t end) {
    uint32_t s = token(f, begin)->sentence;
    eg_slice last = token(f, end - 1)->fold;
    size_t stop;
    bool from = begin == f->tokens->first[s] || parts_heading(f, begin - 1);
    bool to = end == f->tokens->first[s + 1] || parts_heading(f, end);
    bool whole = begin == f->tokens->first[s] && end == f->tokens->first[s + 1];
    /* "Lumen Bio: an interview with its founder": before the colon of a title, and no everyday word to begin with */
    const eg_token *lead = token(f, begin);
    bool title = f->text->blocks[f->text->sentences[s].block].level == 1 && begin == f->tokens->first[s] && to && !whole &&
                 f->text->text.ptr[token(f, end)->begin] == ':' && !eg_finder_is_common(f, lead->fold) && !eg_finder_is_filler(f, lead) && !eg_finder_is_year(f, token(f, end - 1));
    if (!from || !to || whole || end - begin < 2 || !(title || in(&f->p->generic, last) || in(&f->p->legal, last) || in(&f->p->heads, last))) return false;
    const eg_gazetteer_entry *place = eg_finder_listed_at(f, begin, &stop);
    return place == NULL || !(f->p->schema.kinds[place->kind].traits & EG_TRAIT_HUB);
}

bool eg_finder_names_body(const eg_finder *f, size_t begin, size_t end) {
    for (size_t i = begin + 1; i < end; i++)
        if (in(&f->p->heads, token(f, i)->fold)) return true;
    return false;
}

/* "Annual Report of the Kestrel Institute": behind a small word, no everyday word nor a place to begin with, and what bodies are called
 * behind it. */
bool eg_finder_names_body_behind_joint(const eg_finder *f, size_t begin, size_t end) {
    const eg_token *lead = token(f, begin);
    size_t stop;
    if (end - begin < 2 || eg_finder_begins(f, begin) || !in(&f->p->articles, token(f, begin - 1)->fold) || !eg_finder_names_body(f, begin, end)) return false;
    return !eg_finder_is_common(f, lead->fold) && !eg_finder_is_filler(f, lead) && eg_finder_listed_at(f, begin, &stop) == NULL;
}

/* "### Kestrel Institute of Tides": a heading that is nothing but the name, or one in small letters with a name of two words; of one
 * word only where it is one of a series. */
bool eg_finder_names_heading(const eg_finder *f, size_t begin, size_t end) {
    enum { LONG_LEAST = 3 }; /* words that make a name of common ones: "the Coastal Wind Association" */
    bool common = eg_finder_is_all_common(f, begin, end);
    if (common && end - begin < LONG_LEAST) return false;
    if (names_part(f, begin, end)) return true;
    uint32_t s = token(f, begin)->sentence;
    if (end - begin < 2 && !in_series(f, f->text->sentences[s].block)) return false;
    size_t first = f->tokens->first[s];
    size_t last = f->tokens->first[s + 1];
    while (first < begin && ((token(f, first)->flags & EG_TOKEN_PUNCT) || !(token(f, first)->flags & EG_TOKEN_ALPHA) || in(&f->p->articles, token(f, first)->fold))) first++;
    while (last > end && (token(f, last - 1)->flags & EG_TOKEN_PUNCT)) last--;
    if (first == begin && last == end) return !common;
    if (eg_finder_names_body_behind_joint(f, begin, end)) return true;
    unsigned small = 0; /* a verb in small letters tells as well: "What is the Coastal Wind Facility?" */
    for (size_t i = f->tokens->first[s]; i < f->tokens->first[s + 1]; i++) {
        eg_slice word = token(f, i)->fold;
        bool joint = in(&f->p->stopwords, word) && (end - begin < LONG_LEAST || in(&f->p->articles, word) || in(&f->p->prepositions, word) || eg_map_get(&f->p->conjunctions, word) != EG_MAP_NONE);
        small += (token(f, i)->flags & EG_TOKEN_ALPHA) && !(token(f, i)->flags & (EG_TOKEN_CAP | EG_TOKEN_POSS)) && !joint;
    }
    return small > 0 && !eg_finder_begins(f, begin);
}
