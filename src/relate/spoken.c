/* SPDX-License-Identifier: MIT */
#include "relate/spoken.h"

bool eg_behind_preposition(const eg_reading *r, const eg_mention *mention) {
    uint32_t first = r->tokens.first[mention->sentence];
    for (uint32_t i = mention->token, n = 0; i > first && n < 5; n++) {
        const eg_token *t = &r->tokens.items[--i];
        if (eg_map_has(&r->p->prepositions, t->fold)) return true;
        if (t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_DIGIT) || eg_map_has(&r->p->clause_words, t->fold)) return false;
    }
    return false;
}

/* The words back to the last comma begin with "who", "that", "when": no main clause. */
static bool in_side_clause(const eg_reading *r, const eg_mention *m) {
    for (uint32_t i = m->token; i > r->tokens.first[m->sentence];) {
        const eg_token *t = &r->tokens.items[--i];
        if (eg_map_has(&r->p->subordinators, t->fold)) return true;
        if (t->flags & EG_TOKEN_PUNCT && strchr(",;:", r->text->text.ptr[t->begin])) return false;
    }
    return false;
}

static bool in_parentheses(const eg_reading *r, const eg_mention *m) {
    for (uint32_t i = m->token; i > r->tokens.first[m->sentence];) {
        char c = r->text->text.ptr[r->tokens.items[--i].begin];
        if (c == ')') return false;
        if (c == '(') return true;
    }
    return false;
}

/* "Spotify founder Daniel Ek" speaks of the founder. */
static bool before_role(const eg_reading *r, const eg_mention *m) {
    if (m->token_end >= r->tokens.first[m->sentence + 1]) return false;
    const eg_token *t = &r->tokens.items[m->token_end];
    return !(t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS)) && eg_map_has(&r->p->roles, t->fold);
}

bool eg_owner_ends(const eg_reading *r, uint32_t end, uint32_t stop) {
    eg_slice behind = eg_slice_sub(r->text->text, end, stop);
    return eg_slice_starts(behind, EG_S("'s")) || eg_slice_starts(behind, EG_S("\xe2\x80\x99s"));
}

bool eg_list_goes_on(const eg_reading *r, uint32_t sentence, uint32_t end, uint32_t begin, bool *comma) {
    enum { WORDS_MOST = 5 };
    uint32_t i = r->tokens.first[sentence];
    uint32_t stop = r->tokens.first[sentence + 1];
    uint32_t words = 0;
    while (i < stop && r->tokens.items[i].begin < end) i++;
    *comma = i < stop && r->tokens.items[i].flags & EG_TOKEN_PUNCT && r->text->text.ptr[r->tokens.items[i].begin] == ',';
    i += *comma;
    bool word = i < stop && eg_map_get(&r->p->conjunctions, r->tokens.items[i].fold) != EG_MAP_NONE;
    i += word;
    if (!*comma && !word) return false;
    for (; i < stop && r->tokens.items[i].begin < begin; i++, words++) {
        const eg_token *t = &r->tokens.items[i];
        bool article = words == 0 && eg_map_has(&r->p->articles, t->fold);
        if (words == WORDS_MOST || t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_CAP) || (!article && eg_map_has(&r->p->stopwords, t->fold))) return false;
    }
    *comma = !word;
    return true;
}

/* "From A, the insurers B and C's D": what goes on with a list stands behind its preposition too. A comma is a list's only where the
 * list goes on to an "and". */
static void spread_oblique(const eg_reading *r, uint32_t sentence, eg_spoken *items, size_t n) {
    bool joined[EG_SPOKEN_MOST] = {false}; /* to the one before; by a list's comma or word, or as what it owns */
    bool closed = false;
    for (size_t i = n; i-- > 1;) {
        bool comma = false;
        bool owned = items[i - 1].possessor && items[i].begin - items[i - 1].end <= 5 && items[i].begin > items[i - 1].end;
        joined[i] = owned || eg_list_goes_on(r, sentence, items[i - 1].end, items[i].begin, &comma);
        if (joined[i] && !owned) {
            joined[i] = !comma || closed;
            closed = !comma || closed;
        } else if (!owned) closed = false;
    }
    for (size_t i = 1; i < n; i++) {
        bool pair = !joined[i - 1] && r->text->text.ptr[items[i - 1].end] == ','; /* "X, an arm of A, and B": no list of two */
        if (joined[i] && items[i - 1].oblique && !(pair && (i + 1 == n || !joined[i + 1]))) items[i].oblique = true;
    }
}

size_t eg_spoken_in(const eg_reading *r, uint32_t sentence, eg_spoken out[EG_SPOKEN_MOST]) {
    size_t n = 0;
    uint32_t m = r->first_mention[sentence];
    size_t a = r->anaphora.len;
    while (a > 0 && r->anaphora.items[a - 1].sentence >= sentence) a--;
    while (n < EG_SPOKEN_MOST) {
        const eg_mention *name = m < r->first_mention[sentence + 1] ? &r->mentions.items[m] : NULL;
        const eg_anaphor *ref = a < r->anaphora.len && r->anaphora.items[a].sentence == sentence ? &r->anaphora.items[a] : NULL;
        if (name == NULL && ref == NULL) break;
        if (ref && (name == NULL || ref->begin <= name->begin)) {
            const eg_reference *rule = &r->p->references.items[ref->rule];
            bool possessor = rule->possessive || (!rule->pronoun && ref->end > ref->begin && eg_owner_ends(r, ref->end, r->text->sentences[sentence].end)); /* "the company's" */
            bool embedded = r->p->references.items[ref->rule].site;
            for (uint32_t i = 0; i < ref->count && n < EG_SPOKEN_MOST; i++)
                out[n++] = (eg_spoken){ref->begin, ref->end, ref->entities[i], possessor, false, embedded, r->p->references.items[ref->rule].pronoun, false};
            a++;
            continue;
        }
        bool aside = in_parentheses(r, name);
        if (!name->hidden)
            out[n++] = (eg_spoken){name->begin, name->end, eg_entity_of(r, name->entity),
                              eg_owner_ends(r, name->end, r->text->sentences[sentence].end) || before_role(r, name), eg_behind_preposition(r, name),
                              in_side_clause(r, name) || aside, false, aside};
        m++;
    }
    spread_oblique(r, sentence, out, n);
    return n;
}

bool eg_clause_between(const eg_reading *r, uint32_t sentence, uint32_t begin, uint32_t end) {
    for (uint32_t i = r->tokens.first[sentence]; i < r->tokens.first[sentence + 1]; i++) {
        const eg_token *t = &r->tokens.items[i];
        if (t->begin < begin || t->begin >= end) continue;
        if ((t->flags & EG_TOKEN_PUNCT && !strchr("\"&", r->text->text.ptr[t->begin])) || eg_map_has(&r->p->clause_words, t->fold)) return true;
    }
    return false;
}

bool eg_spoken_joined(const eg_reading *r, const eg_spoken *a, const eg_spoken *b) {
    bool by_word;
    return eg_joins_list(r, a->end, b->begin, &by_word);
}
