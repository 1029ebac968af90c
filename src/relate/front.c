/* SPDX-License-Identifier: MIT */
#include "relate/front.h"

/* "Backed by X, the company": what a phrase before the subject names is another thing than the subject. "In 2024 X bought Y, a
 * maker": there the subject stands before the comma. */
static uint32_t fronted_end(const eg_reading *r, uint32_t sentence, const eg_spoken *first, uint32_t at) {
    uint32_t i = r->tokens.first[sentence];
    uint32_t stop = r->tokens.first[sentence + 1];
    bool behind = false; /* "from the university": references do not tell */
    for (uint32_t k = i; first && k + 1 < stop && r->tokens.items[k + 1].begin <= first->begin; k++)
        behind = r->tokens.items[k + 1].begin == first->begin && eg_map_has(&r->p->prepositions, r->tokens.items[k].fold);
    if (first == NULL || !(first->oblique || first->possessor || first->embedded || behind)) return 0;
    if (i == stop || !(eg_map_has(&r->p->prepositions, r->tokens.items[i].fold) || eg_map_has(&r->p->splits, r->tokens.items[i].fold))) return 0;
    for (; i < stop; i++) {
        if (!(r->tokens.items[i].flags & EG_TOKEN_PUNCT) || r->text->text.ptr[r->tokens.items[i].begin] != ',') continue;
        bool goes_on = false; /* "In 1991, together with A, she" */
        for (uint32_t next = i + 1; next < stop && next <= i + 2; next++) goes_on |= eg_map_has(&r->p->prepositions, r->tokens.items[next].fold);
        if (!goes_on) break;
    }
    if (i == stop) return 0;
    for (uint32_t next = i + 1; next < stop && r->tokens.items[next].begin < at; next++) { /* "with two friends, Ada Berg and Jo Reed, she" */
        const eg_token *t = &r->tokens.items[next];
        bool comma = (t->flags & EG_TOKEN_PUNCT) && r->text->text.ptr[t->begin] == ',';
        if (comma && next + 1 < stop && r->tokens.items[next + 1].begin == at) i = next;
        if (!comma && !(t->flags & EG_TOKEN_CAP) && eg_map_get(&r->p->conjunctions, t->fold) == EG_MAP_NONE) break;
    }
    for (size_t a = r->anaphora.len; a-- > 0 && r->anaphora.items[a].sentence == sentence;) { /* "At Kvern she met Jo Reed, a chemist": a clause */
        const eg_reference *ref = &r->p->references.items[r->anaphora.items[a].rule];
        if (ref->pronoun && !ref->possessive && r->anaphora.items[a].begin < r->tokens.items[i].begin) return 0;
    }
    return r->tokens.items[i].begin;
}

/* Does a phrase that has no verb of its own begin with the word? */
static bool is_fronted_word(const eg_reading *r, eg_slice word) {
    enum { STEM_LEAST = 3 };
    for (size_t i = 0; i < r->p->fronted.len; i++) {
        eg_slice key = r->p->fronted.items[i];
        if (key.ptr[0] != '-' && eg_slice_eq(word, key)) return true;
        if (key.ptr[0] == '-' && word.len >= STEM_LEAST + key.len - 1 && eg_slice_ends(word, eg_slice_sub(key, 1, key.len))) return true;
    }
    return false;
}

/* Is the item followed by what may be a verb, rather than by a mark or a small word? */
static bool has_verb(const eg_reading *r, uint32_t sentence, const eg_spoken *it) {
    uint32_t i = r->tokens.first[sentence];
    uint32_t stop = r->tokens.first[sentence + 1];
    while (i < stop && r->tokens.items[i].begin < it->end) i++;
    if (i == stop || r->tokens.items[i].flags & (EG_TOKEN_PUNCT | EG_TOKEN_CAP | EG_TOKEN_DIGIT)) return false;
    eg_slice word = r->tokens.items[i].fold;
    return eg_map_has(&r->p->subject_verbs, word) || !(eg_map_has(&r->p->prepositions, word) || eg_map_get(&r->p->conjunctions, word) != EG_MAP_NONE || eg_map_has(&r->p->clause_words, word));
}

/* "A spin-off of X and Y, the company", "Hatched by X, a house of Y, and run by Z, the grower": where such a phrase ends, the comma
 * before byte `at`; 0 when none stands there. */
static uint32_t phrase_end(const eg_reading *r, uint32_t sentence, const eg_spoken *items, size_t n, uint32_t at) {
    enum { WORDS = 2 }; /* "the Oslo" before "company" */
    uint32_t first = r->tokens.first[sentence];
    uint32_t i = first;
    if (n == 0 || items[0].begin <= r->tokens.items[first].begin || !is_fronted_word(r, r->tokens.items[first].fold)) return 0;
    while (i < r->tokens.first[sentence + 1] && r->tokens.items[i].begin < at) i++;
    for (uint32_t words = 0; i > first && words <= WORDS && !(r->tokens.items[i - 1].flags & EG_TOKEN_PUNCT); words++) i--;
    if (i == first || r->text->text.ptr[r->tokens.items[i - 1].begin] != ',') return 0;
    uint32_t comma = r->tokens.items[i - 1].begin;
    for (size_t k = 0; k < n && items[k].end <= comma; k++)
        if (!items[k].embedded && has_verb(r, sentence, &items[k])) return 0;
    return comma;
}

uint32_t eg_front_end(const eg_reading *r, uint32_t sentence, const eg_spoken *items, size_t n, uint32_t at) {
    uint32_t end = fronted_end(r, sentence, n ? items : NULL, at);
    return end ? end : phrase_end(r, sentence, items, n, at);
}

uint32_t eg_front_told(const eg_reading *r, const eg_tape *tape) {
    eg_regex_match m;
    if (r->p->clauses.ahead == NULL || eg_tape_exec(tape, r->p->clauses.ahead, 0, &m) != EG_REGEX_MATCH) return 0;
    return eg_tape_source_end(tape, r->text->text, m.groups[0].end);
}
