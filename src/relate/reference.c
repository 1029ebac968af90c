/* SPDX-License-Identifier: MIT */
/* What "the company", "its", "both" or an unsaid subject stands for: finds the references of a post by the set's rules, and for each
 * what salience.h says, or what the rule's own keys tell. */
#include "relate/described.h"
#include "relate/salience.h"

enum { LOOK_BACK_NAMED = 15 };

/* What a phrase that stands for a name of no kind yet tells of it. */
static const float CALLED = 0.45F;
/* The same of one that was launched just before as the only thing of its sort. */
static const float CALLED_ONE = 0.85F;

static bool all_are(const eg_reading *r, uint32_t kinds, uint32_t trait) {
    for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
        if (kinds >> k & 1 && !(r->p->schema.kinds[k].traits & trait)) return false;
    return true;
}

/* "the university": the nearest thing before it whose name has the word. */
static uint32_t named_like(const eg_search *s, eg_slice noun) {
    for (uint32_t back = 0; back <= LOOK_BACK_NAMED && back <= s->sentence; back++) {
        eg_spoken items[EG_SPOKEN_MOST];
        size_t n = eg_spoken_in(s->r, s->sentence - back, items);
        for (size_t i = n; i-- > 0;) {
            if (back == 0 && items[i].end > s->at) continue;
            if (!eg_search_suits(s, items[i].entity)) continue;
            if (eg_key_has_akin(s->r->p, s->r->entities.items[items[i].entity].key, noun)) return items[i].entity;
        }
    }
    return EG_NO_ENTITY;
}

/* Has the block of the sentence named it before byte `at`? */
static bool is_of_block(const eg_reading *r, uint32_t entity, uint32_t sentence, uint32_t at) {
    for (uint32_t i = eg_mention_from(r, r->text->blocks[r->text->sentences[sentence].block].begin); i < r->mentions.len && r->mentions.items[i].begin < at; i++)
        if (!r->mentions.items[i].hidden && eg_entity_of(r, r->mentions.items[i].entity) == entity) return true;
    return false;
}

/* Without what parentheses hold, and without "her" of "X and her brother Y". */
static size_t without_asides(eg_spoken *items, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!items[i].aside && !(items[i].possessor && items[i].pronoun)) items[kept++] = items[i];
    return kept;
}

static bool is_person(const eg_reading *r, uint32_t entity) { return eg_entity_has(r, entity, EG_TRAIT_PERSON); }

/* "Ada Berg from Kvern and Jo Reed from Lund", "Ada Berg, who led Kvern, and Jo Reed": is item `at` a thing that is said of the member of
 * a list of people before it? */
static bool is_aside(const eg_reading *r, const eg_spoken *items, size_t n, size_t at) {
    enum { FAR = 10 };
    if (at + 1 >= n || is_person(r, items[at].entity) == is_person(r, items[at - 1].entity)) return false;
    return items[at].embedded || (items[at].oblique && items[at].begin - items[at - 1].end <= FAR);
}

/* "X and her husband, Y": an owner and up to three small words stand between the two. */
static bool are_kin(const eg_search *s, const eg_spoken *a, const eg_spoken *b) {
    enum { FAR = 30 };
    const eg_reading *r = s->r;
    bool by_word = false;
    if (!is_person(r, a->entity) || !is_person(r, b->entity) || b->begin < a->end || b->begin - a->end > FAR) return false;
    for (size_t i = r->anaphora.len; i-- > 0 && r->anaphora.items[i].begin >= a->end;) {
        const eg_anaphor *owner = &r->anaphora.items[i];
        const eg_reference *ref = &r->p->references.items[owner->rule];
        if (owner->begin >= b->begin || !ref->possessive || !ref->pronoun || !eg_joins_list(r, a->end, owner->begin, &by_word) || !by_word) continue;
        return !eg_clause_between(r, owner->sentence, owner->end, b->begin - 2);
    }
    return false;
}

static bool fits_plural(const eg_reference *ref, size_t count) { return ref->count ? count == ref->count : count >= 2; }

/* As eg_spoken_joined; *closed when a word joins them. */
static bool joined(const eg_reading *r, const eg_spoken *a, const eg_spoken *b, bool *closed) {
    bool by_word = false;
    bool list = eg_joins_list(r, a->end, b->begin, &by_word);
    *closed |= list && (by_word || a->begin == b->begin); /* what one reference stands for is a list as it is */
    return list;
}

/* The first list in [items, items + n) of as many members as the reference asks for: people, or things. */
static size_t listed(const eg_search *s, const eg_reference *ref, const eg_spoken *items, size_t n, uint32_t out[EG_ANTECEDENTS_MOST]) {
    for (size_t i = 0; i < n; i++) {
        size_t end = i;
        size_t count = 0;
        bool closed = false; /* with "and": "A, B and even C" is no list of two */
        while (end < n && count < EG_ANTECEDENTS_MOST && eg_entity_fits(s->r, items[end].entity, s->kinds) && is_person(s->r, items[i].entity) == is_person(s->r, items[end].entity) &&
               (end == i || joined(s->r, &items[end - 1], &items[end], &closed) || are_kin(s, &items[end - 1], &items[end]))) {
            out[count++] = items[end++].entity;
            if (is_aside(s->r, items, n, end)) end++;
        }
        if (fits_plural(ref, count) && (closed || ref->count != 2 || count != 2)) return count;
        if (count > 1) i = end - 1;
    }
    return 0;
}

/* "X started it with Y. The two": no list, but as many people, or things, as are asked for. */
static size_t spoken_of(const eg_search *s, const eg_reference *ref, const eg_spoken *items, size_t n, bool people, uint32_t out[EG_ANTECEDENTS_MOST]) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t k = 0; k < count; k++) known |= out[k] == items[i].entity;
        if (known || is_person(s->r, items[i].entity) != people || !eg_entity_fits(s->r, items[i].entity, s->kinds)) continue;
        if (count == EG_ANTECEDENTS_MOST) return 0;
        out[count++] = items[i].entity;
    }
    return ref->count && count == ref->count ? count : 0;
}

/* Does a word of its predicate follow the name, no mark and no preposition? */
static bool has_predicate(const eg_reading *r, uint32_t sentence, const eg_spoken *it) {
    uint32_t i = r->tokens.first[sentence];
    uint32_t stop = r->tokens.first[sentence + 1];
    while (i < stop && r->tokens.items[i].begin < it->end) i++;
    if (i == stop || r->tokens.items[i].flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS)) return false;
    return !eg_map_has(&r->p->prepositions, r->tokens.items[i].fold) && !eg_map_has(&r->p->clause_words, r->tokens.items[i].fold);
}

/* "X has opened an office, and Y of Lund is to follow. Both": the things that are subjects of clauses, when there are as many. */
static size_t subjects_of(const eg_search *s, const eg_reference *ref, uint32_t sentence, const eg_spoken *items, size_t n, uint32_t out[EG_ANTECEDENTS_MOST]) {
    size_t count = 0;
    const eg_spoken *subject = NULL;
    for (size_t i = 0; i < n; i++) {
        const eg_spoken *it = &items[i];
        bool plain = !it->possessor && !it->oblique && !it->embedded && it->begin < it->end && eg_entity_fits(s->r, it->entity, s->kinds) && !is_person(s->r, it->entity);
        bool home = i + 1 < n && items[i + 1].oblique && items[i + 1].begin - it->end < 6; /* "Y of Lund is" */
        if (!plain || !(has_predicate(s->r, sentence, it) || (home && has_predicate(s->r, sentence, it + 1)))) continue;
        if (subject && !eg_clause_between(s->r, sentence, subject->end, it->begin)) continue;
        if (count == EG_ANTECEDENTS_MOST || (count && out[count - 1] == it->entity)) return 0;
        out[count++] = it->entity;
        subject = it;
    }
    return ref->count && count == ref->count ? count : 0;
}

/* "Kvern's arm was made by Mossy; the latter": the last of several that are no list. */
static size_t last_spoken(const eg_search *s, const eg_spoken *items, size_t n, uint32_t out[EG_ANTECEDENTS_MOST]) {
    while (n && !eg_entity_fits(s->r, items[n - 1].entity, s->kinds)) n--;
    bool several = false;
    for (size_t i = 0; i + 1 < n; i++) several |= items[i].entity != items[n - 1].entity && eg_entity_fits(s->r, items[i].entity, s->kinds);
    if (several) out[0] = items[n - 1].entity;
    return several;
}

/* "It has backed 74 firms. They": does the sentence count, before byte `at`, something that has no name? */
static bool counts_some(const eg_reading *r, uint32_t sentence, uint32_t at) {
    const eg_sentence *s = &r->text->sentences[sentence];
    for (size_t i = 0; i < r->figures.figure_count && r->figures.figures[i].begin < s->end; i++) {
        const eg_figure *f = &r->figures.figures[i];
        if (f->begin >= s->begin && f->end <= at && f->noun_begin < f->noun_end) return true;
    }
    return false;
}

/* What "both" or "the three" stands for, in its sentence or one of the two before. */
static size_t list_before(const eg_search *s, const eg_reference *ref, uint32_t out[EG_ANTECEDENTS_MOST]) {
    bool one = ref->first_member || ref->last_member;
    bool mixed = (s->kinds & ~eg_kinds_without(&s->r->p->schema, EG_TRAIT_PERSON)) != 0;
    for (uint32_t back = 0; back <= 2 && back <= s->sentence; back++) {
        eg_spoken items[EG_SPOKEN_MOST];
        size_t n = eg_spoken_in(s->r, s->sentence - back, items);
        n = without_asides(items, n);
        while (back == 0 && n && items[n - 1].end > s->at) n--;
        size_t count = listed(s, ref, items, n, out);
        if (count == 0 && ref->last_member) count = last_spoken(s, items, n, out);
        if (count == 0) count = spoken_of(s, ref, items, n, true, out);
        if (count == 0 && (one || !mixed)) count = spoken_of(s, ref, items, n, false, out); /* "both" is said of more than companies */
        if (count == 0 && back) count = subjects_of(s, ref, s->sentence - back, items, n, out);
        if (count || (!ref->count && back && counts_some(s->r, s->sentence - back, s->at))) return count;
    }
    return 0;
}

/* ---- finding them ------------------------------------------------------------------------------------------------- */

typedef struct hit {
    uint32_t begin, end; /* bytes of the tape */
    uint32_t rule;
} hit;

enum { HITS_MOST = 64 };

/* Is the last word of [first, last] of the tape written with a capital? A word that begins its sentence does not count. */
static bool is_capital(const eg_reading *r, const eg_tape *tape, uint32_t first, uint32_t last) {
    uint32_t i = last;
    while (i > 0 && tape->text.ptr[i - 1] != ' ') i--;
    if (i == 0 && first == 0) return false;
    char c = r->text->text.ptr[tape->source[i]];
    return c >= 'A' && c <= 'Z';
}

/* A reference stands for a name, so no name may be in it; places and dates may: "the Kobe startup". */
static bool holds_name(const eg_reading *r, const eg_tapes *tapes, const eg_tape *tape, hit h) {
    for (uint32_t i = h.begin; i < h.end; i++) {
        if (tape->unit[i] < 0) continue;
        const eg_unit *u = &tapes->units.items[tape->unit[i]];
        if (u->type != EG_UNIT_MENTION) continue;
        uint32_t kind = eg_entity_kind(r, u->entity, 0.3F);
        if (kind == EG_NONE || !(r->p->schema.kinds[kind].traits & EG_TRAIT_HUB)) return true;
    }
    return false;
}

/* Where the next part of an entry begins that may lack its subject: behind "; ". 0 when there is none. */
static size_t next_part(const eg_reading *r, const eg_tapes *tapes, size_t from) {
    eg_block_kind kind = r->text->blocks[r->text->sentences[tapes->sentence].block].kind;
    size_t at = kind == EG_BLOCK_ITEM || kind == EG_BLOCK_CELL ? eg_slice_find(tapes->list.items[0].text, EG_S("; "), from) : (size_t)-1;
    return at == (size_t)-1 ? 0 : at + 2;
}

/* Where its last word begins. */
static uint32_t last_word(const eg_tape *tape, hit h) {
    uint32_t at = h.end;
    while (at > h.begin && tape->text.ptr[at - 1] != ' ') at--;
    return at;
}

/* Who was told to be what its last word says. */
static uint32_t told_for(const eg_reading *r, const eg_tellings *told, const eg_tape *tape, uint32_t sentence, hit h) {
    eg_slice noun = eg_slice_sub(tape->text, last_word(tape, h), h.end);
    return eg_map_has(&told->nouns, noun) ? eg_told_before(told, r, noun, sentence, tape->source[h.begin], r->p->references.items[h.rule].kinds) : EG_NO_ENTITY;
}

static size_t find_hits(const eg_reading *r, const eg_tapes *tapes, const eg_tellings *told, hit out[HITS_MOST]) {
    const eg_tape *tape = &tapes->list.items[0];
    bool tells = eg_tellings_in(told, r, tapes->sentence);
    size_t n = 0;
    for (uint32_t j = 0; j < r->p->references.len; j++) {
        const eg_reference *ref = &r->p->references.items[j];
        eg_regex_match m;
        if (!eg_tape_may(tape, ref->gate) || (ref->told && !tells)) continue;
        for (size_t from = 0; from < tape->text.len && n < HITS_MOST;) {
            bool found = eg_tape_exec(tape, ref->regex, from, &m) == EG_REGEX_MATCH;
            size_t part = ref->implicit ? next_part(r, tapes, from) : 0;
            if (!found && part == 0) break;
            if (!found) {
                from = part;
                continue;
            }
            hit h = {m.groups[0].begin, ref->implicit ? m.groups[0].begin : m.groups[0].end, j};
            from = m.groups[0].end > from ? m.groups[0].end : from + 1;
            bool national = !ref->cased && all_are(r, ref->kinds, EG_TRAIT_PERSON); /* "The Belgian", "I" */
            bool good = ref->implicit || h.end == h.begin || (!holds_name(r, tapes, tape, h) && (national || ref->cased == is_capital(r, tape, h.begin, h.end - 1)));
            for (size_t i = 0; i < n && good; i++) good = h.begin >= out[i].end || h.end <= out[i].begin;
            good = good && (!ref->told || told_for(r, told, tape, tapes->sentence, h) != EG_NO_ENTITY);
            if (good) out[n++] = h;
            if (ref->implicit && part == 0) break;
            if (ref->implicit) from = part;
        }
    }
    for (size_t i = 1; i < n; i++) /* by begin; few */
        for (size_t j = i; j > 0 && out[j].begin < out[j - 1].begin; j--) {
            hit swap = out[j];
            out[j] = out[j - 1];
            out[j - 1] = swap;
        }
    return n;
}

/* The thing a defined term was introduced for: the name before (hereinafter "X" or the "Company"). */
static uint32_t defined(const eg_reading *r, eg_slice term) {
    eg_slice text = r->text->text;
    for (size_t at = eg_slice_find(text, EG_S("("), 0); at != (size_t)-1; at = eg_slice_find(text, EG_S("("), at + 1)) {
        size_t close = eg_slice_find(text, EG_S(")"), at);
        if (close == (size_t)-1 || close - at > 160) continue;
        eg_slice inside = eg_slice_sub(text, at, close);
        size_t word = eg_slice_find(inside, term, 0);
        if (word == (size_t)-1 || word == 0) continue;
        char before = inside.ptr[word - 1];
        if (before != '"' && !eg_slice_ends(eg_slice_sub(inside, 0, word), EG_S("\xe2\x80\x9c")) && !eg_slice_ends(eg_slice_sub(inside, 0, word), EG_S("the "))) continue;
        for (size_t i = r->mentions.len; i-- > 0;)
            if (!r->mentions.items[i].hidden && r->mentions.items[i].end <= at + 1) return at - r->mentions.items[i].end < 4 ? eg_entity_of(r, r->mentions.items[i].entity) : EG_NO_ENTITY;
    }
    return EG_NO_ENTITY;
}

/* What an entry is about, whose parts leave it unsaid: the head of the item that stands before `at`, the subject of the row. */
static uint32_t entry_head(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds) {
    uint32_t block = r->text->sentences[sentence].block;
    const eg_block *b = &r->text->blocks[block];
    if (b->kind == EG_BLOCK_CELL) return b->column ? eg_block_topic(r, block, kinds) : EG_NO_ENTITY;
    if (b->kind != EG_BLOCK_ITEM) return EG_NO_ENTITY;
    bool first = eg_mention_from(r, b->begin) < r->mentions.len && r->mentions.items[eg_mention_from(r, b->begin)].begin < at;
    return first ? eg_block_lead(r, block, kinds) : EG_NO_ENTITY;
}

/* The plain tape of each sentence, and the thing each of its units is. */
typedef struct plain {
    eg_tape tape;
    uint32_t *entities;
} plain;

static size_t next_char(eg_slice text, size_t at) {
    do at++;
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return at;
}

/* What the slot {x} of the first group, or of another alternative, took; begin is UINT32_MAX when none did. */
static eg_span taken(const eg_regex *regex, const eg_regex_match *m, uint32_t first) {
    for (uint32_t g = first + 1; m->groups[first].begin == UINT32_MAX && g <= eg_regex_group_count(regex); g++)
        if (m->groups[g].begin != UINT32_MAX && eg_slice_eq(eg_regex_group_name(regex, g), EG_S("x"))) return m->groups[g];
    return m->groups[first];
}

/* The next thing in `text`, the tape or its begin, that the regex takes as its {x}; *from goes on behind it. EG_NO_ENTITY at the end. */
static uint32_t next_taken(const eg_reading *r, const plain *p, eg_slice text, eg_regex *regex, uint32_t group, size_t *from) {
    eg_regex_match m;
    while (*from < text.len && eg_regex_exec(regex, text, *from, &m) == EG_REGEX_MATCH) {
        eg_span x = taken(regex, &m, group);
        int32_t unit = x.begin != UINT32_MAX ? p->tape.unit[x.begin] : -1;
        *from = x.begin != UINT32_MAX && x.end > *from ? x.end : next_char(text, *from);
        if (unit >= 0 && p->entities[unit] != EG_NO_ENTITY) return eg_entity_of(r, p->entities[unit]);
    }
    return EG_NO_ENTITY;
}

/* The tape `back` sentences before the reference's own, that one up to byte `stop`; NULL text when it is of another block or too far. */
static eg_slice tape_before(const eg_search *s, const plain *tapes, uint32_t back, uint32_t stop) {
    enum { BACK_MOST = 6 };
    if (back > BACK_MOST || back > s->sentence) return (eg_slice){0};
    uint32_t i = s->sentence - back;
    if (s->r->text->sentences[i].block != s->r->text->sentences[s->sentence].block) return (eg_slice){0};
    return back ? tapes[i].tape.text : eg_slice_sub(tapes[i].tape.text, 0, stop);
}

/* Where the tape goes on behind what stands ahead of the sentence's subject: of "Backed by X and run by Y, " no cue is read. */
static size_t behind_ahead(const eg_reading *r, uint32_t sentence, const eg_tape *tape) {
    size_t at = 0;
    while (at < tape->text.len && tape->source[at] < r->ahead[sentence]) at++;
    return at;
}

/* The last thing that the rule's cue speaks of before the reference. */
static uint32_t cued(const eg_search *s, const eg_reference *ref, const plain *tapes, uint32_t stop, bool *here) {
    uint32_t best = EG_NO_ENTITY;
    eg_slice text;
    for (uint32_t back = 0; best == EG_NO_ENTITY && !(ref->next && back > 1) && (text = tape_before(s, tapes, back, stop)).ptr; back++) {
        uint32_t entity;
        for (size_t from = behind_ahead(s->r, s->sentence - back, &tapes[s->sentence - back].tape); (entity = next_taken(s->r, &tapes[s->sentence - back], text, ref->cue, ref->cue_group, &from)) != EG_NO_ENTITY;)
            if (eg_search_suits(s, entity)) best = entity;
        *here = back == 0;
    }
    return best;
}

/* "With its new pump, Kvern cut": the subject that the words ahead of it speak of. */
static uint32_t named_behind(const eg_search *s, const eg_reference *ref, const plain *tape, uint32_t end) {
    size_t from = end;
    uint32_t entity = next_taken(s->r, tape, tape->tape.text, ref->behind, ref->behind_group, &from);
    return entity != EG_NO_ENTITY && eg_search_suits(s, entity) ? entity : EG_NO_ENTITY;
}

/* Adds to `out`, which holds n, what the rule's exception finds before the reference; how many there are then. */
static size_t excepted(const eg_search *s, const eg_reference *ref, const plain *tapes, uint32_t stop, uint32_t *out, size_t n) {
    eg_slice text;
    for (uint32_t back = 0; (text = tape_before(s, tapes, back, stop)).ptr; back++) {
        uint32_t entity;
        for (size_t from = 0; n < EG_SPOKEN_MOST && (entity = next_taken(s->r, &tapes[s->sentence - back], text, ref->except, ref->except_group, &from)) != EG_NO_ENTITY;)
            out[n++] = entity;
    }
    return n;
}

/* Whom "we" and "I" before byte `at` of the block, or of the sentence alone, speak for: "it" and "he" are others, as long as none of
 * them is quoted; and in "we led the round" the round is another's. */
static size_t first_persons(const eg_reading *r, uint32_t sentence, uint32_t at, bool alone, uint32_t out[EG_ANTECEDENTS_MOST]) {
    uint32_t block = r->text->sentences[sentence].block;
    size_t n = 0;
    if (eg_is_quoted(r, block, at)) return 0;
    for (size_t i = r->anaphora.len; i-- > 0 && n < EG_ANTECEDENTS_MOST && r->text->sentences[r->anaphora.items[i].sentence].block == block;) {
        const eg_anaphor *a = &r->anaphora.items[i];
        const eg_reference *ref = &r->p->references.items[a->rule];
        if (alone && a->sentence != sentence) break;
        if (a->count && ref->speaker && !all_are(r, ref->kinds, EG_TRAIT_HUB) && !eg_is_quoted(r, block, a->begin)) out[n++] = a->entities[0];
    }
    return n;
}

/* "A, B and C took part": what an unsaid end behind them cannot be. */
static size_t listed_before(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t out[EG_SPOKEN_MOST]) {
    eg_spoken items[EG_SPOKEN_MOST];
    size_t i = eg_spoken_in(r, sentence, items);
    size_t n = 0;
    while (i > 0 && items[i - 1].end > at) i--;
    for (; i > 0 && items[i - 1].begin < items[i - 1].end && (n == 0 || eg_spoken_joined(r, &items[i - 1], &items[i])); i--) out[n++] = items[i - 1].entity;
    return n;
}

/* "the Oslo", "the Oslo-based" before byte `at` of the tape: the place. */
static uint32_t place_before(const eg_reading *r, const plain *p, uint32_t at) {
    eg_slice before = eg_slice_trim(eg_slice_sub(p->tape.text, 0, at));
    size_t hyphen = before.len;
    while (hyphen && before.ptr[hyphen - 1] >= 'a' && before.ptr[hyphen - 1] <= 'z') hyphen--;
    if (hyphen && hyphen < before.len && before.ptr[hyphen - 1] == '-' && eg_map_has(&r->p->splits, eg_slice_sub(before, hyphen, before.len))) before.len = hyphen - 1;
    int32_t unit = before.len ? p->tape.unit[before.len - 1] : -1;
    if (unit < 0) return EG_NO_ENTITY;
    uint32_t kind = p->entities[unit] == EG_NO_ENTITY ? EG_NONE : eg_entity_kind(r, p->entities[unit], 0.3F);
    return kind != EG_NONE && (r->p->schema.kinds[kind].traits & EG_TRAIT_HUB) ? eg_entity_of(r, p->entities[unit]) : EG_NO_ENTITY;
}

/* The person whose name or possessive stands right before byte `at` of the tape: "Berg's", "her". */
static uint32_t person_before(const eg_reading *r, const plain *p, uint32_t at) {
    uint32_t end = at;
    while (end && p->tape.text.ptr[end - 1] == ' ') end--;
    if (r->anaphora.len) {
        const eg_anaphor *a = &r->anaphora.items[r->anaphora.len - 1];
        bool beside = end && a->end > a->begin && a->end == eg_tape_source_end(&p->tape, r->text->text, end);
        if (beside && r->p->references.items[a->rule].possessive) return a->entities[0];
    }
    if (eg_slice_ends(eg_slice_sub(p->tape.text, 0, end), EG_S("'s"))) end -= 2;
    int32_t unit = end ? p->tape.unit[end - 1] : -1;
    return unit >= 0 && p->entities[unit] != EG_NO_ENTITY ? eg_entity_of(r, p->entities[unit]) : EG_NO_ENTITY;
}

/* "the Swedish payments group": the word that tells a nation before the noun, or "". */
static eg_slice nation_of(const eg_reading *r, eg_slice phrase) {
    const eg_map *nations = eg_patterns_list(r->p, EG_S("nationalities"));
    for (eg_slice word; eg_slice_split(&phrase, ' ', &word);)
        if (eg_list_has(nations, word)) return word;
    return (eg_slice){0};
}

/* "Kvern Ventures, the bank's venture arm" before byte `at` of the tape, where the reference begins: the body whose whole name the name
 * before it begins with. */
static uint32_t named_in_apposed(const eg_search *s, const plain *p, uint32_t at) {
    eg_slice before = eg_slice_trim(eg_slice_sub(p->tape.text, 0, at));
    if (!eg_slice_ends(before, EG_S(","))) return EG_NO_ENTITY;
    before = eg_slice_trim(eg_slice_sub(before, 0, before.len - 1));
    int32_t unit = before.len ? p->tape.unit[before.ptr + before.len - 1 - p->tape.text.ptr] : -1;
    if (unit < 0 || p->entities[unit] == EG_NO_ENTITY) return EG_NO_ENTITY;
    const eg_reading *r = s->r;
    eg_slice key = r->entities.items[eg_entity_of(r, p->entities[unit])].key;
    for (uint32_t i = 0; i < r->entities.len; i++) {
        eg_slice parent = r->entities.items[i].key;
        bool begins = parent.len && parent.len < key.len && eg_slice_starts(key, parent) && key.ptr[parent.len] == ' ';
        if (begins && eg_entity_fits(r, eg_entity_of(r, i), s->kinds)) return eg_entity_of(r, i);
    }
    return EG_NO_ENTITY;
}

/* Was one of the words of the phrase, or its place, told of the entity before? */
static bool is_sure(const eg_search *s, uint32_t entity) {
    return eg_described(s->r, entity, s->phrase, s->at) != EG_BY_NOTHING || eg_called_so(s->r, entity, s->noun, s->sentence, s->at, false) || eg_land_fits(s, entity) > 0;
}

/* Is what ends there an object: does a mark, a preposition or a word between clauses follow? */
static bool ends_clause_part(const eg_reading *r, const eg_tape *tape, uint32_t end) {
    eg_slice rest = eg_slice_trim(eg_slice_sub(tape->text, end, tape->text.len));
    eg_slice word;
    if (rest.len == 0 || strchr(",.;)", rest.ptr[0])) return true;
    return eg_slice_split(&rest, ' ', &word) && (eg_map_has(&r->p->prepositions, word) || eg_map_has(&r->p->clause_words, word));
}

/* "X launched Y in May. The programme": Y, which the sentence before brings in behind a verb of launching, though nothing else tells that
 * it is one. EG_NO_ENTITY when it is known for another kind than a product. */
static uint32_t launched_before(const eg_reading *r, uint32_t sentence) {
    uint32_t found = EG_NO_ENTITY;
    if (sentence == 0 || r->text->sentences[sentence - 1].block != r->text->sentences[sentence].block) return EG_NO_ENTITY;
    for (uint32_t i = r->first_mention[sentence - 1]; i < r->first_mention[sentence]; i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t entity = eg_entity_of(r, m->entity);
        uint32_t at = m->token;
        if (m->hidden || at == r->tokens.first[m->sentence] || eg_first_place(r, entity) != m->begin) continue;
        if (eg_map_has(&r->p->articles, r->tokens.items[at - 1].fold) && at - 1 > r->tokens.first[m->sentence]) at--;
        if (!eg_map_has(&r->p->launching_verbs, r->tokens.items[at - 1].fold)) continue;
        uint32_t kind = eg_entity_kind(r, entity, 0.3F);
        if (kind != EG_NONE && r->p->schema.kinds[kind].traits) return EG_NO_ENTITY; /* a firm, a person, a place */
        found = entity;
    }
    return found;
}

/* The kind, when the reference may be of one alone; else EG_NONE. */
static uint32_t only_kind(uint32_t kinds) {
    uint32_t kind = 0;
    if (kinds == 0 || kinds & (kinds - 1)) return EG_NONE;
    while (!(kinds >> kind & 1)) kind++;
    return kind;
}

/* What the hit asks for, by its rule's keys and by the words of its phrase; `end` is the byte of the text behind it. */
static eg_search search_for(const eg_reading *r, const plain *tapes, uint32_t sentence, hit h, uint32_t end) {
    const eg_tape *tape = &tapes[sentence].tape;
    const eg_reference *ref = &r->p->references.items[h.rule];
    eg_search s = eg_search_from(r, ref->kinds, sentence, tape->source[h.begin]);
    s.end_at = end;
    s.unlike = ref->unlike;
    s.not_first = ref->not_first.len ? eg_patterns_list(r->p, ref->not_first) : NULL;
    s.gender = ref->not_first;
    s.listed = ref->listed;
    s.own_clause = s.owner = ref->pronoun && ref->possessive;
    s.one = !ref->plural && (ref->pronoun || (!ref->implicit && !ref->speaker && !ref->possessive && h.end > h.begin)); /* "the company", too */
    s.beyond = ref->topic && !ref->pronoun;
    s.definite = !ref->pronoun && !ref->implicit && !ref->topic && h.end > h.begin;
    s.part = !ref->pronoun && !ref->implicit && !ref->speaker && (ref->possessive || (h.end == h.begin && !ref->topic)); /* "who is the chairman": of what? */
    s.unnamed = ref->pronoun && !all_are(r, ref->kinds, EG_TRAIT_PERSON);
    if (ref->pronoun && !ref->possessive && !ref->plural) s.object = ends_clause_part(r, tape, h.end);
    if (!ref->pronoun && !ref->implicit && !ref->possessive && !ref->plural) {
        s.noun = eg_slice_sub(tape->text, last_word(tape, h), h.end);
        s.phrase = eg_slice_sub(tape->text, h.begin, h.end);
        s.object = s.noun.len && h.begin && tape->text.ptr[h.begin - 1] == ' ' && (h.end == tape->text.len || strchr(",.;)", tape->text.ptr[h.end]));
        s.owns = eg_owner_ends(r, end, r->text->sentences[sentence].end);
        s.nation = nation_of(r, eg_slice_sub(tape->text, h.begin, last_word(tape, h)));
        s.place = place_before(r, &tapes[sentence], h.begin);
    }
    return s;
}

static void resolve(eg_reading *r, eg_speakers *speakers, const plain *tapes, const eg_tellings *told, uint32_t sentence, hit h, bool spoken) {
    const eg_tape *tape = &tapes[sentence].tape;
    const eg_reference *ref = &r->p->references.items[h.rule];
    uint32_t begin = tape->source[h.begin];
    eg_anaphor a = {.begin = begin, .end = h.end > h.begin ? eg_tape_source_end(tape, r->text->text, h.end) : begin, .sentence = sentence, .rule = h.rule};
    if (ref->unnamed) {
        a.entities[0] = EG_NO_ENTITY;
        eg_vec_push(&r->anaphora, a);
        return;
    }
    if (ref->told) {
        a.entities[0] = told_for(r, told, tape, sentence, h);
        a.count = a.entities[0] != EG_NO_ENTITY;
        if (a.count) eg_vec_push(&r->anaphora, a);
        return;
    }
    eg_search s = search_for(r, tapes, sentence, h, a.end);
    uint32_t entity = s.owns ? named_in_apposed(&s, &tapes[sentence], h.begin) : EG_NO_ENTITY;
    if (ref->behind) entity = named_behind(&s, ref, &tapes[sentence], h.end);
    bool sure;
    if (ref->asked && !eg_is_asked(r, speakers, sentence)) return;
    uint32_t others[EG_SPOKEN_MOST];
    s.others = others;
    if (ref->pronoun || (ref->possessive && !ref->speaker)) s.other_count = first_persons(r, sentence, begin, !ref->pronoun, others);
    else if (ref->topic && h.end == h.begin) s.other_count = listed_before(r, sentence, begin, others);
    if (ref->except) s.other_count = excepted(&s, ref, tapes, h.begin, others, s.other_count);
    if (ref->cue) s.cued = cued(&s, ref, tapes, h.begin, &s.cued_here);
    if (ref->next && s.cued == EG_NO_ENTITY) return;
    if (ref->plural) {
        a.count = (uint32_t)list_before(&s, ref, a.entities);
        if (ref->cue && a.count && is_person(r, a.entities[0])) { /* people: what the cue says is theirs, or nothing */
            if (s.cued == EG_NO_ENTITY) return;
            entity = s.cued;
        }
    } else if (ref->house && entity == EG_NO_ENTITY) {
        uint32_t person = person_before(r, &tapes[sentence], h.begin);
        entity = person != EG_NO_ENTITY ? eg_house_of(r, speakers, person, ref->kinds, ref->unlike) : EG_NO_ENTITY;
        uint32_t opener = eg_opener(r, ref->kinds); /* "Kvern began in a barn. Ada Berg had ... Her company" */
        if (person != EG_NO_ENTITY && opener != EG_NO_ENTITY && (entity == EG_NO_ENTITY || eg_first_place(r, entity) > begin)) entity = opener;
        if (entity == EG_NO_ENTITY) return;
    } else if (ref->about) entity = eg_post_about(r, ref->kinds, ref->title);
    else if (ref->speaker && all_are(r, ref->kinds, EG_TRAIT_HUB)) entity = eg_clear_topic(r, ref->kinds, spoken ? 2 : 4);
    else if (ref->speaker && all_are(r, ref->kinds, EG_TRAIT_PERSON)) entity = eg_speaking_person(r, speakers, sentence, begin);
    else if (ref->speaker) entity = eg_speaker(r, speakers, sentence, begin, ref->kinds, spoken);
    else if (ref->cased) {
        uint32_t term = a.end;
        while (term > begin && r->text->text.ptr[term - 1] != ' ') term--;
        entity = defined(r, eg_slice_sub(r->text->text, term, a.end));
        if (entity == EG_NO_ENTITY) entity = eg_post_topic(r, ref->kinds);
    }
    if (ref->named && entity == EG_NO_ENTITY) {
        eg_search named = s;
        named.must = eg_slice_sub(tape->text, last_word(tape, h), h.end);
        entity = eg_search_antecedent(&named, !ref->topic && !ref->implicit, &sure);
        if (entity == EG_NO_ENTITY) entity = named_like(&s, named.must);
        if (entity != EG_NO_ENTITY && !ref->topic && !is_of_block(r, entity, sentence, begin)) {
            uint32_t here = eg_search_antecedent(&s, !ref->topic && !ref->implicit, &sure); /* another that its own paragraph speaks of */
            if (here != EG_NO_ENTITY && sure && is_of_block(r, here, sentence, begin)) entity = here;
        }
        if (entity == EG_NO_ENTITY && ref->topic) return;
    }
    bool cell = r->text->blocks[r->text->sentences[sentence].block].kind == EG_BLOCK_CELL; /* "Ada Berg, founder": of the row's */
    if ((ref->implicit || (cell && !ref->speaker && !ref->plural && !ref->unnamed)) && entity == EG_NO_ENTITY) entity = entry_head(r, sentence, begin, ref->kinds);
    if (!ref->plural && !ref->speaker && !ref->about && entity == EG_NO_ENTITY) entity = eg_search_antecedent(&s, !ref->topic && !ref->implicit, &sure);
    uint32_t kind = s.noun.len && entity == EG_NO_ENTITY ? only_kind(ref->kinds) : EG_NONE;
    uint32_t fresh = kind != EG_NONE ? launched_before(r, sentence) : EG_NO_ENTITY;
    if (fresh != EG_NO_ENTITY) {
        entity = fresh;
        eg_entity_vote(r, entity, kind, CALLED_ONE, ref->id);
        r->topics->portrait_count = 0;
    }
    if (ref->sure && entity != EG_NO_ENTITY && !is_sure(&s, entity)) entity = EG_NO_ENTITY;
    if (entity != EG_NO_ENTITY) a.entities[0] = entity, a.count = 1;
    if (a.count && ref->last_member) a.entities[0] = a.entities[a.count - 1];
    if (a.count && (ref->first_member || ref->last_member)) a.count = 1;
    if (a.count == 0) a.entities[0] = EG_NO_ENTITY;
    /* "Kvern began in a barn. The company": that is what it is called */
    uint32_t likely = a.count == 1 && (s.noun.len || ref->house) && eg_entity_kind(r, entity, 0.3F) == EG_NONE ? r->entities.items[eg_entity_of(r, entity)].likely : EG_NONE;
    if (likely != EG_NONE && ref->kinds >> likely & 1) {
        eg_entity_vote(r, entity, likely, CALLED, ref->id);
        r->topics->portrait_count = 0; /* kinds tell what may be portrayed */
    }
    if (a.count || s.unnamed || (ref->sure && h.begin == 0)) eg_vec_push(&r->anaphora, a);
}

/* Where "Backed by X and run by Y, " ends, which is told of the subject behind it; 0 when the sentence begins with its subject. */
static uint32_t ahead_of_subject(const eg_reading *r, const eg_tape *tape) {
    eg_regex_match m;
    if (r->p->clauses.ahead == NULL || eg_tape_exec(tape, r->p->clauses.ahead, 0, &m) != EG_REGEX_MATCH) return 0;
    return eg_tape_source_end(tape, r->text->text, m.groups[0].end);
}

/* A post in the first person: an interview, a letter, a report of one's own. */
enum { SPOKEN_LEAST = 6, SPOKEN_FEW = 3, SPOKEN_SHARE = 10 };

void eg_references_find(eg_reading *r) {
    eg_tapes tapes = {.keep = true}; /* those of all sentences are looked at again */
    size_t sentences = r->text->sentence_count;
    plain *all_plain = EG_NEW_ARRAY(r->arena, plain, sentences + 1);
    EG_VEC(hit) all = {0};
    uint32_t *first = EG_NEW_ARRAY(r->arena, uint32_t, sentences + 1);
    uint32_t spoken = 0;
    r->ahead = EG_NEW_ARRAY(r->arena, uint32_t, sentences + 1);
    eg_speakers speakers;
    eg_speakers_find(&speakers, r);
    eg_tellings told;
    eg_tellings_find(&told, r);
    for (uint32_t s = 0; s < sentences; s++) {
        hit hits[HITS_MOST];
        eg_tapes_plain(&tapes, r, s);
        all_plain[s] = (plain){tapes.list.items[0], EG_NEW_ARRAY(r->arena, uint32_t, tapes.units.len + 1)};
        for (size_t u = 0; u < tapes.units.len; u++) all_plain[s].entities[u] = tapes.units.items[u].entity;
        r->ahead[s] = ahead_of_subject(r, &tapes.list.items[0]);
        first[s] = (uint32_t)all.len;
        size_t n = find_hits(r, &tapes, &told, hits);
        for (size_t i = 0; i < n; i++) {
            eg_vec_push(&all, hits[i]);
            spoken += r->p->references.items[hits[i].rule].speaker && !all_are(r, r->p->references.items[hits[i].rule].kinds, EG_TRAIT_HUB);
        }
    }
    first[sentences] = (uint32_t)all.len;
    bool in_person = spoken >= SPOKEN_LEAST || (spoken >= SPOKEN_FEW && spoken * SPOKEN_SHARE >= sentences);
    r->anaphora.len = 0;
    r->topics->portrait_count = 0;
    r->first_anaphor = EG_NEW_ARRAY(r->arena, uint32_t, sentences + 1);
    for (uint32_t s = 0; s < sentences; s++) {
        r->first_anaphor[s] = (uint32_t)r->anaphora.len;
        for (uint32_t i = first[s]; i < first[s + 1]; i++) resolve(r, &speakers, all_plain, &told, s, all.items[i], in_person);
    }
    r->first_anaphor[sentences] = (uint32_t)r->anaphora.len;
    r->topics->portrait_count = 0; /* more kinds are known by now */
    eg_vec_fini(&all);
    eg_speakers_fini(&speakers);
    eg_tellings_fini(&told);
    eg_tapes_fini(&tapes);
}
