/* SPDX-License-Identifier: MIT */
#include "relate/described.h"

#include "scan/token.h"

enum { STEM_LEAST = 4 }; /* letters of a word that its endings leave */

/* Does the word begin with the first `len` letters of `stem`, and end in one of the endings, or with them? */
static bool is_stem_of(const eg_patterns *p, eg_slice word, eg_slice stem, size_t len) {
    eg_slice ending = eg_slice_sub(word, len, word.len);
    if (!eg_slice_starts(word, eg_slice_sub(stem, 0, len))) return false;
    if (ending.len == 0) return true;
    for (size_t i = 0; i < p->akin_endings.len; i++)
        if (eg_slice_eq(ending, p->akin_endings.items[i])) return true;
    return false;
}

/* "chip" of "chipmaker". */
static eg_slice without_tail(const eg_patterns *p, eg_slice word) {
    for (size_t i = 0; i < p->trade_tails.len; i++) {
        eg_slice tail = p->trade_tails.items[i];
        if (word.len < tail.len + STEM_LEAST || !eg_slice_ends(word, tail)) continue;
        word.len -= tail.len;
        if (word.ptr[word.len - 1] == '-') word.len--;
        return word;
    }
    return word;
}

bool eg_words_akin(const eg_patterns *p, eg_slice a, eg_slice b) {
    if (eg_slice_eq(a, b)) return true;
    uint32_t x = eg_map_get(&p->trade_words, a);
    uint32_t y = eg_map_get(&p->trade_words, b);
    if (x != EG_MAP_NONE && y != EG_MAP_NONE) return x == y;
    a = without_tail(p, a);
    b = without_tail(p, b);
    size_t most = a.len < b.len ? a.len : b.len;
    for (size_t len = most; len >= STEM_LEAST; len--)
        if (is_stem_of(p, a, a, len) && is_stem_of(p, b, a, len)) return true;
    return false;
}

bool eg_key_of_other_trade(const eg_patterns *p, eg_slice key, eg_slice noun) {
    uint32_t trade = eg_map_get(&p->trade_words, noun);
    uint32_t last = EG_MAP_NONE;
    if (trade == EG_MAP_NONE) return false;
    for (eg_slice word; eg_slice_split(&key, ' ', &word);) {
        last = eg_map_get(&p->trade_words, word);
        if (last == trade) return false;
    }
    return last != EG_MAP_NONE;
}

bool eg_key_has_akin(const eg_patterns *p, eg_slice key, eg_slice noun) {
    for (eg_slice word; eg_slice_split(&key, ' ', &word);)
        if (eg_words_akin(p, word, noun)) return true;
    return false;
}

/* ---- what was said beside a name ------------------------------------------------------------------------------------ */

/* What is looked for beside the names of an entity. */
typedef struct wanted {
    const eg_reading *r;
    eg_slice word;
    bool alike; /* another noun that firms are called will do */
    bool akin;  /* a word that tells the same will do */
} wanted;

static bool is_wanted(const wanted *w, eg_slice word) {
    const eg_patterns *p = w->r->p;
    if (w->alike) return eg_map_has(&p->firm_nouns, word) && eg_map_has(&p->firm_nouns, w->word);
    return w->akin ? eg_words_akin(p, w->word, word) : eg_slice_eq(w->word, word);
}

static bool ends_clause(const eg_reading *r, const eg_token *t) {
    return (t->flags & EG_TOKEN_PUNCT || eg_map_has(&r->p->clause_words, t->fold)) && r->text->text.ptr[t->begin] != '-';
}

/* "bought the drone maker X", "buys chips from X", "was built by X": token `at` tells something of the name behind it. */
static bool is_of_next(const eg_reading *r, uint32_t at, uint32_t stop) {
    enum { FAR = 3 };
    for (uint32_t i = at + 1; i < stop && i <= at + FAR; i++) {
        const eg_token *t = &r->tokens.items[i];
        if (t->flags & EG_TOKEN_CAP) return true;
        if (i == at + 1 && eg_map_has(&r->p->givers, t->fold)) return true;
        if (ends_clause(r, t) || eg_map_has(&r->p->stopwords, t->fold)) return false;
    }
    return false;
}

/* The word before token `first` of a name, "the chipmaker X"; with `akin` up to the fourth: "chips from X", but not "chips to X". */
static bool said_before(const wanted *w, uint32_t sentence, uint32_t first) {
    enum { FAR = 4 };
    const eg_reading *r = w->r;
    for (uint32_t i = first, n = 0; i > r->tokens.first[sentence] && n < FAR; n++) {
        const eg_token *t = &r->tokens.items[--i];
        if (is_wanted(w, t->fold)) return true;
        if (!w->akin || ends_clause(r, t) || t->flags & EG_TOKEN_CAP) return false;
        if (eg_map_has(&r->p->stopwords, t->fold) && !eg_map_has(&r->p->givers, t->fold)) return false;
    }
    return false;
}

/* Behind byte `end`, up to the end of the clause: "X, a chipmaker", "X makes chips". */
static bool said_behind(const wanted *w, uint32_t sentence, uint32_t end) {
    enum { FAR = 9 };
    const eg_reading *r = w->r;
    uint32_t stop = r->tokens.first[sentence + 1];
    uint32_t i = r->tokens.first[sentence];
    while (i < stop && r->tokens.items[i].begin < end) i++;
    for (uint32_t n = 0; i < stop && n < FAR; i++, n++) {
        const eg_token *t = &r->tokens.items[i];
        if (n > 1 && ends_clause(r, t)) return false;
        if (w->akin && eg_map_get(&r->p->conjunctions, t->fold) != EG_MAP_NONE) return false; /* "X, and Y makes chips" */
        if (is_wanted(w, t->fold) && !(w->akin && is_of_next(r, i, stop))) return true;
    }
    return false;
}

static bool said_of(const wanted *w, uint32_t entity, uint32_t from, uint32_t at) {
    const eg_reading *r = w->r;
    for (size_t i = 0; i < r->mentions.len && r->mentions.items[i].begin < at; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (m->hidden || m->begin < from || eg_entity_of(r, m->entity) != entity) continue;
        if (said_before(w, m->sentence, m->token) || said_behind(w, m->sentence, m->end)) return true;
    }
    for (size_t i = 0; w->akin && i < r->anaphora.len && r->anaphora.items[i].begin < at; i++) { /* "It makes chips" */
        const eg_anaphor *a = &r->anaphora.items[i];
        if (a->count == 1 && a->begin >= from && a->end > a->begin && a->entities[0] == entity && said_behind(w, a->sentence, a->end)) return true;
    }
    return false;
}

bool eg_called_so(const eg_reading *r, uint32_t entity, eg_slice noun, uint32_t sentence, uint32_t at, bool alike) {
    const wanted w = {.r = r, .word = noun, .alike = alike};
    if (eg_key_has_word(r->entities.items[entity].key, noun)) return true;
    return said_of(&w, entity, alike ? r->text->blocks[r->text->sentences[sentence].block].begin : 0, at);
}

/* No "the", no "company", no "Swedish" and no name. */
static bool is_telling(const eg_reading *r, eg_slice word) {
    const eg_patterns *p = r->p;
    if (word.len < STEM_LEAST || !(word.ptr[0] >= 'a' && word.ptr[0] <= 'z')) return false;
    return !eg_map_has(&p->stopwords, word) && !eg_map_has(&p->firm_nouns, word) && !eg_map_has(&p->generic, word) && !eg_list_has(eg_patterns_list(p, EG_S("nationalities")), word);
}

eg_description eg_described(const eg_reading *r, uint32_t entity, eg_slice phrase, uint32_t at) {
    eg_slice key = r->entities.items[entity].key;
    eg_description most = EG_BY_NOTHING;
    for (eg_slice word; eg_slice_split(&phrase, ' ', &word);) {
        const wanted w = {.r = r, .word = word, .akin = true};
        if (!is_telling(r, word)) continue;
        eg_description one = eg_key_has_word(key, word) ? EG_BY_NAME : eg_key_has_akin(r->p, key, word) ? EG_BY_KIN : most < EG_BY_DEED && said_of(&w, entity, 0, at) ? EG_BY_DEED : EG_BY_NOTHING;
        if (one > most) most = one;
    }
    return most;
}

/* ---- what a name was introduced as ---------------------------------------------------------------------------------- */

/* Can the word be what somebody is: "hospital", but no "company", which whoever is spoken of is called, and no "chairman", who is one of something? */
static bool is_calling(const eg_reading *r, const eg_token *t) {
    const eg_patterns *p = r->p;
    if (t->flags & (EG_TOKEN_CAP | EG_TOKEN_PUNCT | EG_TOKEN_DIGIT | EG_TOKEN_POSS) || t->fold.len < STEM_LEAST) return false;
    return !eg_map_has(&p->stopwords, t->fold) && !eg_map_has(&p->roles, t->fold) && !eg_map_has(&p->titles, t->fold) && !eg_map_has(&p->firm_nouns, t->fold) && !eg_map_has(&p->prepositions, t->fold);
}

/* "X, a hospital in", "X, a hospital, has", "X, a hospital treating"; but "Run by X, the group has" is no apposition, for a verb follows. */
static bool closes_apposition(const eg_reading *r, const eg_token *t) {
    return t->flags & EG_TOKEN_PUNCT || eg_map_has(&r->p->prepositions, t->fold) || eg_map_has(&r->p->clause_words, t->fold) || eg_slice_ends(t->fold, EG_S("ing"));
}

/* Does a noun phrase end before the token: before what may close an apposition, or a small word? */
static bool ends_phrase(const eg_reading *r, const eg_token *t) {
    if (t->flags & (EG_TOKEN_POSS | EG_TOKEN_CAP) || r->text->text.ptr[t->begin] == '-') return false;
    return closes_apposition(r, t) || eg_map_has(&r->p->stopwords, t->fold);
}

/* The noun of "X, a large hospital", "X (a hospital", "X is the hospital"; "" when nothing is told so. */
static eg_slice told_behind(const eg_reading *r, const eg_mention *m) {
    enum { FAR = 7 };
    uint32_t stop = r->tokens.first[m->sentence + 1];
    uint32_t i = m->token_end;
    if (i + 1 >= stop) return (eg_slice){0};
    const eg_token *lead = &r->tokens.items[i++];
    bool mark = strchr(",(", r->text->text.ptr[lead->begin]) != NULL;
    if (!(mark || eg_map_has(&r->p->copulas, lead->fold)) || !eg_map_has(&r->p->role_leads, r->tokens.items[i].fold)) return (eg_slice){0};
    const eg_token *noun = NULL;
    for (uint32_t n = 0; ++i < stop && n < FAR && !ends_phrase(r, &r->tokens.items[i]); n++) noun = &r->tokens.items[i];
    if (mark && i < stop && !closes_apposition(r, &r->tokens.items[i])) return (eg_slice){0};
    return noun && is_calling(r, noun) ? noun->fold : (eg_slice){0};
}

void eg_tellings_find(eg_tellings *out, const eg_reading *r) {
    *out = (eg_tellings){0};
    for (size_t i = 0; i < r->mentions.len; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (m->hidden) continue;
        eg_slice noun = told_behind(r, m);
        const eg_token *before = m->token > r->tokens.first[m->sentence] ? &r->tokens.items[m->token - 1] : NULL;
        bool person = eg_entity_has(r, m->entity, EG_TRAIT_PERSON); /* "the group Ada Berg runs" */
        if (noun.len == 0 && !person && before && is_calling(r, before)) noun = before->fold; /* "the hospital X" */
        if (noun.len == 0) continue;
        eg_vec_push(&out->items, ((eg_telling){eg_entity_of(r, m->entity), m->begin, noun}));
        eg_map_put(&out->nouns, noun, 1);
    }
}

void eg_tellings_fini(eg_tellings *t) {
    eg_vec_fini(&t->items);
    eg_map_fini(&t->nouns);
}

bool eg_tellings_in(const eg_tellings *t, const eg_reading *r, uint32_t sentence) {
    if (t->items.len == 0) return false;
    for (uint32_t i = r->tokens.first[sentence]; i < r->tokens.first[sentence + 1]; i++)
        if (eg_map_has(&t->nouns, r->tokens.items[i].fold)) return true;
    return false;
}

/* Where it was named last before byte `at`, not more than a few sentences back and below the same heading; 0 when it was not. */
static uint32_t last_named(const eg_reading *r, uint32_t entity, uint32_t sentence, uint32_t at) {
    enum { BACK_MOST = 6 };
    uint32_t heading = r->text->blocks[r->text->sentences[sentence].block].heading;
    for (uint32_t i = eg_mention_from(r, at); i-- > 0;) {
        const eg_mention *m = &r->mentions.items[i];
        if (m->sentence + BACK_MOST < sentence || r->text->blocks[r->text->sentences[m->sentence].block].heading != heading) return 0;
        if (!m->hidden && eg_entity_of(r, m->entity) == entity) return m->end;
    }
    return 0;
}

uint32_t eg_told_before(const eg_tellings *t, const eg_reading *r, eg_slice noun, uint32_t sentence, uint32_t at, uint32_t kinds) {
    uint32_t best = EG_NO_ENTITY;
    uint32_t last = 0;
    for (size_t i = 0; i < t->items.len && t->items.items[i].begin < at; i++) {
        if (!eg_slice_eq(t->items.items[i].noun, noun)) continue;
        uint32_t entity = eg_entity_of(r, t->items.items[i].entity);
        uint32_t named = eg_entity_fits(r, entity, kinds) ? last_named(r, entity, sentence, at) : 0;
        if (named > last) last = named, best = entity;
    }
    return best;
}

/* ---- where it was said to be ---------------------------------------------------------------------------------------- */

uint32_t eg_stands_by(const eg_search *s, const eg_mention *place) {
    enum { NEAR = 12 };
    const eg_reading *r = s->r;
    const eg_mention *before = place > r->mentions.items ? place - 1 : NULL;
    const eg_mention *behind = place + 1 < r->mentions.items + r->mentions.len ? place + 1 : NULL;
    uint32_t block = r->text->sentences[place->sentence].block;
    if (r->text->blocks[block].kind == EG_BLOCK_CELL) return eg_block_topic(r, block, s->kinds);
    if (before && before->sentence == place->sentence && place->begin - before->end <= NEAR && eg_search_suits(s, eg_entity_of(r, before->entity)))
        return eg_entity_of(r, before->entity);
    if (behind && behind->sentence == place->sentence && behind->begin - place->end <= NEAR && eg_search_suits(s, eg_entity_of(r, behind->entity)))
        return eg_entity_of(r, behind->entity);
    return EG_NO_ENTITY;
}

bool eg_is_called(const eg_reading *r, const eg_mention *m, eg_slice word) {
    enum { BEFORE = 4, BEHIND = 6 };
    uint32_t first = r->tokens.first[m->sentence];
    for (uint32_t i = m->token, n = 0; i > first && n < BEFORE && !(r->tokens.items[i - 1].flags & EG_TOKEN_PUNCT); i--, n++)
        if (eg_slice_eq(r->tokens.items[i - 1].fold, word)) return true;
    uint32_t stop = r->tokens.first[m->sentence + 1];
    if (m->token_end >= stop || r->text->text.ptr[r->tokens.items[m->token_end].begin] != ',') return false;
    for (uint32_t i = m->token_end + 1, n = 0; i < stop && n < BEHIND && !(r->tokens.items[i].flags & EG_TOKEN_PUNCT); i++, n++)
        if (eg_slice_eq(r->tokens.items[i].fold, word)) return true;
    return false;
}

static const eg_map *nationalities(const eg_reading *r) { return eg_patterns_list(r->p, EG_S("nationalities")); }

/* 1 when `told` is the land, -1 when it is another country; 0 of what is no country: "European". */
static int fits_land(const eg_reading *r, eg_slice told, eg_slice land) {
    if (told.len == 0) return 0;
    if (eg_slice_eq(told, land)) return 1;
    const eg_gazetteer_entry *a = eg_gazetteer_find(&r->p->names, told);
    const eg_gazetteer_entry *b = eg_gazetteer_find(&r->p->names, land);
    return a && b && eg_gazetteer_is_of(&r->p->names, a, EG_S("countries")) && eg_gazetteer_is_of(&r->p->names, b, EG_S("countries")) ? -1 : 0;
}

/* The land of a place, or "". */
static eg_slice land_of_place(const eg_reading *r, uint32_t place) { return eg_gazetteer_land(&r->p->names, r->arena, r->entities.items[place].key); }

/* Is it said beside the name that it is of another land (-1), or of this one (1)? 0 when none is told. */
static int nation_fits(const eg_reading *r, const eg_mention *m, eg_slice land) {
    enum { BEFORE = 4, BEHIND = 6 };
    uint32_t first = r->tokens.first[m->sentence];
    uint32_t stop = r->tokens.first[m->sentence + 1];
    uint32_t i = m->token;
    for (uint32_t n = 0; i > first && n < BEFORE; n++) {
        const eg_token *t = &r->tokens.items[--i];
        if (t->flags & EG_TOKEN_PUNCT || eg_map_has(&r->p->prepositions, t->fold)) break;
        if (eg_list_has(nationalities(r), t->fold)) return fits_land(r, eg_gazetteer_land(&r->p->names, r->arena, t->fold), land);
    }
    i = m->token_end;
    if (i + 1 >= stop || (r->text->text.ptr[r->tokens.items[i].begin] != ',' && !eg_map_has(&r->p->copulas, r->tokens.items[i].fold))) return 0;
    for (uint32_t n = 0; ++i < stop && n < BEHIND; n++) {
        const eg_token *t = &r->tokens.items[i];
        if (t->flags & EG_TOKEN_PUNCT || eg_map_has(&r->p->prepositions, t->fold)) return 0;
        if (eg_list_has(nationalities(r), t->fold)) return fits_land(r, eg_gazetteer_land(&r->p->names, r->arena, t->fold), land);
    }
    return 0;
}

/* The one of the kinds sought that was named last before the place in its sentence; EG_NO_ENTITY when it is too far away. */
static uint32_t named_ahead_of(const eg_search *s, const eg_mention *place) {
    enum { FAR = 80 };
    for (const eg_mention *m = place; m-- > s->r->mentions.items && m->sentence == place->sentence && place->begin - m->end <= FAR;)
        if (!m->hidden && eg_search_suits(s, eg_entity_of(s->r, m->entity))) return eg_entity_of(s->r, m->entity);
    return EG_NO_ENTITY;
}

/* Is it what is named right before the place? */
static bool stands_ahead_of(const eg_search *s, uint32_t entity, const eg_mention *place) {
    return place > s->r->mentions.items && place[-1].sentence == place->sentence && eg_entity_of(s->r, place[-1].entity) == entity;
}

static bool is_city(const eg_reading *r, uint32_t entity) {
    const eg_gazetteer_entry *entry = r->entities.items[entity].entry;
    return entry && eg_gazetteer_is_of(&r->p->names, entry, EG_S("cities"));
}

/* What a place named beside a thing tells for the phrase's: 1 when it lies in the land, -1 when it is another city, or lies elsewhere. */
static int place_fits(const eg_search *s, uint32_t place, eg_slice land) {
    if (s->place != EG_NO_ENTITY && place != s->place && is_city(s->r, place) && is_city(s->r, s->place)) return -1;
    return fits_land(s->r, land_of_place(s->r, place), land);
}

int eg_land_fits(const eg_search *s, uint32_t entity) {
    const eg_reading *r = s->r;
    eg_slice land = {0};
    if (s->place == EG_NO_ENTITY && s->nation.len) land = eg_gazetteer_land(&r->p->names, r->arena, s->nation);
    if (s->place != EG_NO_ENTITY && eg_entity_has(r, s->place, EG_TRAIT_HUB)) land = land_of_place(r, s->place);
    int fits = 0;
    bool near = false; /* a place of that land is named behind it, if only for a plant of its */
    if (land.len == 0) return 0;
    for (size_t i = 0; i < r->mentions.len && r->mentions.items[i].end + 1 < s->at; i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t named = eg_entity_of(r, m->entity);
        int told = !m->hidden && named == entity ? nation_fits(r, m, land) : 0;
        if (told == 0 && !eg_entity_has(r, named, EG_TRAIT_HUB)) continue;
        int lies = told ? 0 : place_fits(s, named, land);
        bool apart = lies < 0 && r->text->text.ptr[m->end] == ',' && !stands_ahead_of(s, entity, m); /* "In Denmark, X" */
        if (lies && !apart && eg_stands_by(s, m) == entity) told = lies;
        if (told > 0) return 1;
        if (told < 0) fits = -1;
        near |= lies > 0 && named_ahead_of(s, m) == entity;
    }
    if (fits == 0 && near) return 1;
    return fits;
}
