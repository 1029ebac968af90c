/* SPDX-License-Identifier: MIT */
/* A centering heuristic (Grosz, Joshi, Weinstein 1995) with weights (Lappin, Leass 1994), both in a simple form: subjects before
 * names behind a preposition, the near past before the far; what the block, the section and the post are about has a say.
 * References found before count as names, so that chains hold. */
#include "relate/salience.h"

#include "base/unicode.h"
#include "relate/described.h"

eg_search eg_search_from(const eg_reading *r, uint32_t kinds, uint32_t sentence, uint32_t at) {
    return (eg_search){.r = r, .kinds = kinds, .sentence = sentence, .at = at, .cued = EG_NO_ENTITY, .place = EG_NO_ENTITY, .also = EG_NO_ENTITY};
}

bool eg_entity_fits(const eg_reading *r, uint32_t entity, uint32_t kinds) {
    uint32_t kind = eg_entity_kind(r, entity, 0.3F);
    if (kind != EG_NONE) return kinds >> kind & 1;
    /* a name of no kind yet may be anything but a person or a place: those are nearly always marked */
    return (kinds & eg_kinds_without(&r->p->schema, EG_TRAIT_PERSON | EG_TRAIT_HUB)) != 0;
}

bool eg_key_has_word(eg_slice key, eg_slice word) {
    for (eg_slice one; eg_slice_split(&key, ' ', &one);)
        if (eg_slice_eq(one, word)) return true;
    return false;
}

/* Have the references so far taken it for what this one is not? */
static bool is_of_other_gender(const eg_search *s, uint32_t entity) {
    int other = 0;
    for (size_t i = 0; i < s->r->anaphora.len; i++) {
        const eg_anaphor *a = &s->r->anaphora.items[i];
        const eg_slice gender = s->r->p->references.items[a->rule].not_first;
        if (gender.len && a->entities[0] == entity) other += eg_slice_eq(gender, s->gender) ? -1 : 1;
    }
    return other > 0;
}

bool eg_entity_is_like(const eg_reading *r, uint32_t entity, eg_regex *regex) {
    eg_regex_match m;
    const eg_entity *e = &r->entities.items[entity];
    if (eg_regex_exec(regex, e->key, 0, &m) == EG_REGEX_MATCH) return true;
    return e->entry && eg_regex_exec(regex, eg_fold(r->arena, e->entry->name), 0, &m) == EG_REGEX_MATCH;
}

bool eg_search_suits(const eg_search *s, uint32_t entity) {
    if (!eg_entity_fits(s->r, entity, s->kinds) && entity != s->also) return false;
    /* "the project" is no name of which nothing is known: such are mostly firms */
    if (s->noun.len && !(s->kinds & eg_kinds_with(&s->r->p->schema, EG_TRAIT_NAMESAKE)) && eg_entity_kind(s->r, entity, 0.3F) == EG_NONE && !eg_key_has_word(s->r->entities.items[entity].key, s->noun)) return false;
    const eg_gazetteer_entry *entry = s->r->entities.items[eg_entity_of(s->r, entity)].entry;
    if (s->listed.len && (entry == NULL || !eg_gazetteer_is_of(&s->r->p->names, entry, s->listed))) return false;
    for (size_t i = 0; i < s->other_count; i++)
        if (s->others[i] == entity) return false;
    if (s->not_first) {
        eg_slice rest = s->r->entities.items[entity].key;
        eg_slice first;
        if (eg_slice_split(&rest, ' ', &first) && eg_map_get(s->not_first, first) != EG_MAP_NONE) return false;
        if (is_of_other_gender(s, entity)) return false;
    }
    if (s->noun.len && eg_key_of_other_trade(s->r->p, s->r->entities.items[entity].key, s->noun)) return false;
    if (s->must.len && !eg_key_has_akin(s->r->p, s->r->entities.items[entity].key, s->must)) return false;
    return s->unlike == NULL || !eg_entity_is_like(s->r, entity, s->unlike);
}

/* The thing of `sentence` that is most likely gone on about: a subject, else a name behind a preposition or in a relative
 * clause, else an owner. Names whose kind is known come before others. */
static uint32_t choose(const eg_search *s, uint32_t sentence) {
    eg_spoken items[EG_SPOKEN_MOST];
    size_t n = eg_spoken_in(s->r, sentence, items);
    for (int pass = 0; pass <= 2; pass++)
        for (int known = 1; known >= 0; known--)
            for (size_t i = 0; i < n; i++) {
                const eg_spoken *it = &items[i];
                int rank = it->possessor || it->embedded ? 2 : it->oblique ? 1 : 0;
                if (rank > pass || !eg_search_suits(s, it->entity)) continue;
                if (known && eg_entity_kind(s->r, it->entity, 0.3F) == EG_NONE) continue;
                return it->entity;
            }
    return EG_NO_ENTITY;
}

/* ---- salience (Lappin and Leass 1994, in a simple form) -------------------------------------------------------------- */

/* What a mention gives its entity: being spoken of at all, as a subject, as an object, behind a preposition; what a name
 * that its block opens with, or its heading, or that the post is about gets on top. A sentence back halves, and so does a block back. */
static const float SPOKEN = 100;
static const float AS_SUBJECT = 130;
static const float AS_OWN_SUBJECT = 260; /* of the clause that "its" stands in */
static const float AGAIN = 330; /* "it", where it stands again */
static const float APPOSED = 60;  /* just now: "X, a startup in Oslo." */
static const float IN_BOLD = 250; /* just now */
static const float AS_UNNAMED = 180;
static const float AS_OBJECT = 40;
static const float AS_OBLIQUE = 20;
static const float AS_OWNER = 25;
static const float OPENS_BLOCK = 90;
static const float HEADS_ENTRY = 250; /* "the company" in an entry is the entry's, whoever else was named in it */
static const float OPENS_IN_BOLD = 340;
static const float IN_HEADING = 50;
static const float IS_HEADING = 140;
static const float IN_TITLE = 150;
static const float IN_TITLE_BEYOND = 260;
static const float IN_TITLE_PRONOUN = 30;
static const float IN_TITLE_END = 330; /* for an end that a rule does not name */
static const float PROFILED = 280; /* in the life of a founder "the company" is hers, not the school where she met someone */
static const float OPENER = 120; /* "the company" in a post whose prose begins with one, and that portrays none */
static const float PORTRAYED = 150; /* "the company" in a portrait of one, though another was just spoken of */
static const float PORTRAYED_PART = 260; /* "who is the chief technology officer": of it */
static const float PORTRAYED_BEYOND = 200;
static const float PORTRAYED_END = 150;
static const float PORTRAYED_PRONOUN = 60;
static const float PORTRAYED_OWNER = 40;
static const float POST_TOPIC = 25;        /* "it" goes on about what was just said ... */
static const float CLEAR_TOPIC = 110;      /* an end that nobody said, in a post that is about one thing */
static const float POST_TOPIC_NAMED = 75;  /* ... "the company" also about what all of it is about */
static const float DESCRIBED[] = {0, 260, 520, 640}; /* by eg_description: "the chipmaker" of who makes chips, of X Semiconductor, of X Chipmaker */
static const float CALLED_SO = 120;
static const float CALLED_ALIKE = 70; /* "the company" of what the same block called a startup */
static const float CUED = 150;
static const float CUED_HERE = 500;
static const float THERE = 260;
static const float OF_LAND = 400; /* "the Danish firm" of one in Aarhus */
static const float OF_OTHER_LAND = 0.2F; /* of its weight */
static const float UNKNOWN_KIND = 0.6F;
static const float LIKELY_KIND = 0.85F;
static const float HUB = 0.3F;
static const float NOW = 3;              /* of its own sentence, against the one before */
static const float FADE = 0.5F;
static const float PART_BEFORE = 0.9F; /* of the same sentence, before its last semicolon */
static const float CLEAR = 1.5F;
static const float LEAST = 40; /* what weighs less was not spoken of: a place of another section */

typedef struct weighed {
    uint32_t entity;
    float weight;
} weighed;

enum { BARRED_MOST = 4 };

typedef struct scale {
    const eg_search *s;
    weighed list[EG_SPOKEN_MOST];
    size_t len;
    float nothing;   /* the weight of what has no name */
    bool subject;    /* one that it may be was the subject of a sentence */
    uint32_t barred[BARRED_MOST]; /* what it cannot be, the nearest last */
    size_t barred_len;
} scale;

static void bar(scale *x, uint32_t entity) {
    if (x->barred_len == BARRED_MOST) memmove(x->barred, x->barred + 1, --x->barred_len * sizeof *x->barred);
    x->barred[x->barred_len++] = entity;
}

static void put_on(scale *x, uint32_t entity, float weight) {
    size_t i = 0;
    if (entity == EG_NO_ENTITY || !eg_search_suits(x->s, entity)) return;
    for (size_t b = 0; b < x->barred_len; b++)
        if (x->barred[b] == entity) return;
    uint32_t kind = eg_entity_kind(x->s->r, entity, 0.3F);
    uint32_t likely = x->s->r->entities.items[eg_entity_of(x->s->r, entity)].likely;
    if (kind == EG_NONE) weight *= likely != EG_NONE && (x->s->kinds >> likely & 1) ? LIKELY_KIND : UNKNOWN_KIND;
    else if (x->s->r->p->schema.kinds[kind].traits & EG_TRAIT_HUB && x->s->kinds & eg_kinds_without(&x->s->r->p->schema, EG_TRAIT_HUB)) weight *= HUB; /* mostly where something is */
    while (i < x->len && x->list[i].entity != entity) i++;
    if (i == EG_SPOKEN_MOST) return;
    if (i == x->len) x->list[x->len++] = (weighed){entity, 0};
    x->list[i].weight += weight;
}

/* The marks that belong to a word or a sum: "11.5%", "£40m", "R&D", "and/or". */
static bool is_inner_mark(eg_slice text, const eg_token *t) {
    size_t len;
    return strchr("\"&'-%/+", text.ptr[t->begin]) || eg_is_currency(eg_utf8_next(text, t->begin, &len));
}

static bool is_break(const eg_reading *r, const eg_token *t) {
    return (t->flags & EG_TOKEN_PUNCT && !is_inner_mark(r->text->text, t)) || eg_map_has(&r->p->clause_words, t->fold);
}

/* Where the list ends that the item is a member of: "A, B and C". */
static uint32_t end_of_list(const eg_search *s, const eg_spoken *items, size_t n, size_t at) {
    bool comma = true;
    size_t last = at;
    while (last + 1 < n && items[last + 1].end <= s->at && comma && !items[last].pronoun && eg_list_goes_on(s->r, s->sentence, items[last].end, items[last + 1].begin, &comma)) last++;
    return comma ? items[at].end : items[last].end;
}

/* Can what stands at s->at not be the item, by the place of both? "X, its owner", "X, the firm which sold the company",
 * "X sold it": the second is another thing in each. */
static bool is_barred(const eg_search *s, const eg_spoken *it, const eg_spoken *next, uint32_t list_end) {
    const eg_reading *r = s->r;
    uint32_t i = r->tokens.first[s->sentence];
    uint32_t stop = r->tokens.first[s->sentence + 1];
    uint32_t end = s->own_clause && !(s->owner && list_end != it->end) ? it->end : list_end; /* "A, B and C put money into it": the subject is all of them */
    while (i < stop && r->tokens.items[i].begin < end) i++;
    uint32_t last = EG_NO_ENTITY; /* the last break before the reference, and how many there are */
    uint32_t breaks = 0;
    uint32_t words = 0;
    bool comma = false;
    bool linked = true; /* "X is its owner", "X, its owner": not X's own; "X; its alumni" goes on about X */
    for (; i < stop && r->tokens.items[i].begin < s->at; i++, words++) {
        linked &= eg_map_has(&r->p->role_leads, r->tokens.items[i].fold) || eg_map_has(&r->p->joining_verbs, r->tokens.items[i].fold); /* "X joined its investors" */
        if (is_break(r, &r->tokens.items[i])) last = i, breaks++, comma = r->text->text.ptr[r->tokens.items[i].begin] == ',';
    }
    if (s->own_clause && end != it->end) return breaks == 0 && !it->possessor && !it->oblique; /* "A and B use its arms" */
    linked &= words > 0 && !eg_map_has(&r->p->having_verbs, r->tokens.items[i - 1].fold);
    if (s->own_clause) return ((breaks == 1 && words == 1 && comma) || linked) && !it->possessor;
    if (breaks == 0) return !(s->part && s->end_at == s->at); /* "X named Ada Berg chief executive": of X */
    if (s->owns && comma && words == 1) return !it->possessor; /* "X, the company's arm" */
    bool direct = last + 1 < stop && r->tokens.items[last + 1].begin >= s->at; /* "said that it": no relative clause */
    bool relative = !direct && eg_map_has(&r->p->relative_words, r->tokens.items[last].fold);
    return relative && !it->possessor && (next == NULL || next->begin > r->tokens.items[last].begin || next->end > s->at);
}

/* "when X merged its arm": the first name of the clause that the possessive stands in. */
static bool is_own_subject(const eg_search *s, const eg_spoken *it, const eg_spoken *before) {
    const eg_reading *r = s->r;
    if (!s->owner || !it->embedded || it->possessor || it->oblique || it->end > s->at) return false;
    bool begun = before == NULL;
    for (uint32_t i = r->tokens.first[s->sentence]; i < r->tokens.first[s->sentence + 1] && r->tokens.items[i].begin < s->at; i++) {
        const eg_token *t = &r->tokens.items[i];
        if (!is_break(r, t)) continue;
        if (t->begin >= it->end) return false;
        if (before && t->begin >= before->end && t->begin < it->begin) begun = true;
    }
    return begun;
}

/* Does byte `at` of the sentence begin a clause: first of it, or behind a mark or a clause word? */
static bool opens_clause(const eg_reading *r, uint32_t sentence, uint32_t at) {
    uint32_t first = r->tokens.first[sentence];
    uint32_t i = first;
    while (i < r->tokens.first[sentence + 1] && r->tokens.items[i].begin < at) i++;
    return i == first || is_break(r, &r->tokens.items[i - 1]);
}

/* The commas and other breaks of [begin, end) in the reference's sentence; *comma: all of them are commas. */
static uint32_t count_breaks(const eg_search *s, uint32_t begin, uint32_t end, bool *comma) {
    const eg_reading *r = s->r;
    uint32_t n = 0;
    for (uint32_t i = r->tokens.first[s->sentence]; i < r->tokens.first[s->sentence + 1]; i++) {
        const eg_token *t = &r->tokens.items[i];
        if (t->begin < begin || t->begin >= end || !is_break(r, t)) continue;
        n++;
        *comma &= r->text->text.ptr[t->begin] == ',';
    }
    return n;
}

/* "Its largest owner, the fund Y, has doubled its stake": Y, which a part of another thing is called between two commas. */
static bool names_fronted_part(const eg_search *s, const eg_spoken *it) {
    const eg_reading *r = s->r;
    uint32_t first = r->text->sentences[s->sentence].begin;
    bool comma = true;
    bool possessive = false;
    for (size_t a = r->anaphora.len; a-- > 0 && r->anaphora.items[a].sentence == s->sentence;)
        possessive |= r->anaphora.items[a].begin == first && r->p->references.items[r->anaphora.items[a].rule].possessive;
    if (!possessive || r->text->text.ptr[it->end] != ',') return false;
    return count_breaks(s, first, it->begin, &comma) == 1 && count_breaks(s, it->end, s->at, &comma) == 1 && comma;
}

/* "X raised money, and Y sold its stake": Y, which opens the clause, with no more than words between; but in "Y joined its investors", X. */
static bool has_its_own(const eg_search *s, const eg_spoken *it) {
    const eg_reading *r = s->r;
    if (!s->owner || it->possessor || it->oblique || it->begin == it->end) return false;
    if (names_fronted_part(s, it)) return true;
    if (!opens_clause(r, s->sentence, it->begin)) return false;
    for (uint32_t i = r->tokens.first[s->sentence]; i < r->tokens.first[s->sentence + 1] && r->tokens.items[i].begin < s->at; i++)
        if (r->tokens.items[i].begin >= it->end && (is_break(r, &r->tokens.items[i]) || eg_map_has(&r->p->joining_verbs, r->tokens.items[i].fold))) return false;
    return true;
}

/* "X will own half of it, and Y will run it": the same word twice in a sentence, neither an owner's. */
static bool is_said_again(const eg_search *s, const eg_spoken *it) {
    eg_slice text = s->r->text->text;
    if (!it->pronoun || it->possessor || s->owner || s->noun.len || it->begin == it->end || s->end_at <= s->at) return false;
    return eg_slice_eq(eg_slice_sub(text, it->begin, it->end), eg_slice_sub(text, s->at, s->end_at));
}

/* "X bought the company", "X paid for it": what is acted on is another than who acts. */
static bool is_acted_on(const eg_search *s, const eg_spoken *it) {
    const eg_reading *r = s->r;
    const eg_token *last = NULL;
    if (s->own_clause || s->part || it->begin == it->end) return false;
    for (uint32_t i = r->tokens.first[s->sentence]; i < r->tokens.first[s->sentence + 1] && r->tokens.items[i].begin < s->at; i++) {
        if (r->tokens.items[i].begin < it->end) continue;
        if (is_break(r, &r->tokens.items[i])) return false;
        last = &r->tokens.items[i];
    }
    return last && (eg_map_has(&r->p->subject_verbs, last->fold) || eg_map_has(&r->p->prepositions, last->fold));
}

/* A place with a mark behind it is no subject. */
static bool set_apart(const eg_reading *r, const eg_spoken *it) {
    uint32_t kind = eg_entity_kind(r, it->entity, 0.3F);
    eg_slice behind = eg_slice_trim(eg_slice_sub(r->text->text, it->end, (uint32_t)r->text->text.len));
    return kind != EG_NONE && (r->p->schema.kinds[kind].traits & EG_TRAIT_HUB) && (eg_slice_starts(behind, EG_S(",")) || eg_slice_starts(behind, EG_S("/")));
}

/* "X had backed it and put money into the company": the second verb has the subject of the first, so what it acts on is another. */
static bool shares_subject(const eg_search *s, const eg_spoken *items, size_t n) {
    const eg_reading *r = s->r;
    uint32_t last = EG_NO_ENTITY;
    uint32_t i = r->tokens.first[s->sentence];
    uint32_t stop = r->tokens.first[s->sentence + 1];
    for (; i < stop && r->tokens.items[i].begin < s->at; i++)
        if (is_break(r, &r->tokens.items[i])) last = i;
    if (last == EG_NO_ENTITY || last + 1 >= i || s->own_clause) return false;
    const eg_token *verb = &r->tokens.items[last + 1];
    bool comma = r->text->text.ptr[r->tokens.items[last].begin] == ',' && eg_map_has(&r->p->subject_verbs, verb->fold); /* "X, its parent, funded it" */
    if (!comma && (eg_map_get(&r->p->conjunctions, r->tokens.items[last].fold) == EG_MAP_NONE || eg_map_has(&r->p->stopwords, verb->fold) || (verb->flags & EG_TOKEN_CAP))) return false;
    for (size_t k = 0; k < n; k++)
        if (items[k].begin >= r->tokens.items[last].begin && items[k].end <= s->at) return false;
    return true;
}

/* "the Bergen fund X": a place with no more than a few words between it and the name that they are said of. */
static bool is_modifier(const eg_reading *r, uint32_t sentence, const eg_spoken *place, const eg_spoken *next) {
    enum { WORDS_MOST = 3 };
    uint32_t words = 0;
    if (!eg_entity_has(r, place->entity, EG_TRAIT_HUB) || eg_entity_has(r, next->entity, EG_TRAIT_HUB) || next->begin <= place->end || next->pronoun) return false;
    for (uint32_t i = r->tokens.first[sentence]; i < r->tokens.first[sentence + 1] && r->tokens.items[i].begin < next->begin; i++) {
        const eg_token *t = &r->tokens.items[i];
        if (t->begin < place->end) continue;
        if (is_break(r, t) || ++words > WORDS_MOST || eg_map_has(&r->p->subject_verbs, t->fold) || eg_map_has(&r->p->stopwords, t->fold)) return false;
    }
    return words > 0;
}

/* The next that stands there in words: an unsaid end stands nowhere. */
static const eg_spoken *next_said(const eg_spoken *items, size_t n, size_t at) {
    do at++;
    while (at < n && items[at].begin == items[at].end);
    return at < n ? &items[at] : NULL;
}

/* "Kvern Bank was its first customer": what is told by its part for something else is not gone on about. */
static bool is_told_by_part(const eg_reading *r, uint32_t sentence, const eg_spoken *it) {
    enum { FAR = 24 };
    for (size_t a = r->anaphora.len; a-- > 0 && r->anaphora.items[a].sentence >= sentence;) {
        const eg_anaphor *owner = &r->anaphora.items[a];
        const eg_reference *ref = &r->p->references.items[owner->rule];
        if (owner->sentence != sentence || !ref->possessive || !ref->pronoun || owner->begin <= it->end || owner->begin - it->end > FAR) continue;
        if (owner->count == 0 || owner->entities[0] == EG_NO_ENTITY) continue;
        if (owner->entities[0] == it->entity || eg_entity_has(r, owner->entities[0], EG_TRAIT_PERSON) != eg_entity_has(r, it->entity, EG_TRAIT_PERSON)) continue;
        return !eg_clause_between(r, sentence, it->end, owner->begin);
    }
    return false;
}

/* "X and Y are", "of X and Y": what Y is, X is. */
static bool is_next_member(const eg_reading *r, const eg_spoken *it) {
    const uint32_t traits[] = {EG_TRAIT_PERSON, EG_TRAIT_HUB}; /* "In Denmark, Kvern": no list */
    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++)
        if (eg_entity_has(r, it->entity, traits[i]) != eg_entity_has(r, it[-1].entity, traits[i])) return false;
    if (it[-1].oblique && !it->oblique) return false; /* "Unlike X, Y sells": a list stands behind its preposition as a whole */
    if (it[-1].pronoun && it[-1].end < it->begin && memchr(r->text->text.ptr + it[-1].end, ',', it->begin - it[-1].end)) return false; /* "owns it, and Y" */
    bool both = it->begin == it[-1].begin && it->end == it[-1].end; /* what "the two" stands for */
    return it->begin < it->end && !it->possessor && !it[-1].possessor && (both || eg_spoken_joined(r, it - 1, it));
}

static bool is_bold(const eg_reading *r, const eg_spoken *it) {
    enum { LEAD = 40 }; /* how far before the name the bold print may begin */
    for (size_t i = eg_text_inline_from(r->text, it->begin > LEAD ? it->begin - LEAD : 0); i < r->text->inline_count && r->text->inlines[i].begin <= it->begin; i++)
        if (r->text->inlines[i].kind == EG_INLINE_STRONG && r->text->inlines[i].end >= it->end) return true;
    return false;
}

/* What the sentence right before sets in bold, or tells what it is, is gone on about. */
static float brought_in(const scale *x, uint32_t sentence, const eg_spoken *it) {
    const eg_reading *r = x->s->r;
    if (sentence + 1 != x->s->sentence || it->possessor || it->begin == it->end) return 0;
    uint32_t i = r->tokens.first[sentence];
    uint32_t stop = r->tokens.first[x->s->sentence];
    while (i < stop && r->tokens.items[i].begin < it->end) i++;
    bool apposed = i + 1 < stop && r->text->text.ptr[r->tokens.items[i].begin] == ',' && eg_map_has(&r->p->role_leads, r->tokens.items[i + 1].fold);
    return (apposed ? APPOSED : 0) + (is_bold(r, it) ? IN_BOLD : 0);
}

/* "X and Y use its chips": the two would be told "their". */
static bool is_one_of_more(const eg_search *s, const eg_spoken *items, size_t at, size_t n) {
    const eg_spoken *it = &items[at];
    bool before = at > 0 && is_next_member(s->r, it);
    bool behind = at + 1 < n && items[at + 1].end <= s->at && is_next_member(s->r, it + 1);
    size_t last = at;
    if (it->possessor || it->embedded || it->oblique || !(before || behind)) return false;
    while (last + 1 < n && items[last + 1].end <= s->at && is_next_member(s->r, &items[last + 1])) last++;
    bool own = items[last].end <= s->at && it->begin >= s->r->text->sentences[s->sentence].begin;
    return !own || !eg_clause_between(s->r, s->sentence, items[last].end, s->at);
}

/* Where the last part of the sentence that a semicolon opens begins, before byte `before`, parentheses apart; 0 when there is none. */
static uint32_t last_part(const eg_reading *r, uint32_t sentence, uint32_t before) {
    uint32_t at = 0;
    int depth = 0;
    for (uint32_t i = r->tokens.first[sentence]; i < r->tokens.first[sentence + 1] && r->tokens.items[i].begin < before; i++) {
        char c = r->text->text.ptr[r->tokens.items[i].begin];
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ';' && depth <= 0) at = r->tokens.items[i].begin;
    }
    return at;
}

/* The names and references of `sentence` up to byte `before`; a thing named twice counts by its best place. */
static void weigh_sentence(scale *x, uint32_t sentence, uint32_t before, float fade) {
    eg_spoken items[EG_SPOKEN_MOST];
    float roles[EG_SPOKEN_MOST];
    size_t n = eg_spoken_in(x->s->r, sentence, items);
    const eg_spoken *subject = NULL;
    size_t seen = 0;
    uint32_t ahead = x->s->r->ahead ? x->s->r->ahead[sentence] : 0;
    for (; seen < n && items[seen].end <= before; seen++) {
        const eg_spoken *it = &items[seen];
        bool plain = !it->possessor && !it->embedded && !it->oblique;
        bool first = plain && (subject == NULL || eg_clause_between(x->s->r, sentence, subject->end, it->begin));
        if (first && set_apart(x->s->r, it)) plain = first = false; /* a dateline: "LEUVEN, 14 May -" */
        if (first && seen + 1 < n && is_modifier(x->s->r, sentence, it, it + 1)) plain = first = false;
        if (first && sentence != x->s->sentence && is_told_by_part(x->s->r, sentence, it)) plain = first = false;
        bool opens = it->possessor && it->pronoun && !it->embedded && opens_clause(x->s->r, sentence, it->begin); /* "Its members are" */
        bool member = seen && is_next_member(x->s->r, it);
        roles[seen] = opens ? AS_SUBJECT : it->possessor || it->embedded ? AS_OWNER : it->oblique || !plain ? AS_OBLIQUE : member ? roles[seen - 1] : first ? AS_SUBJECT : AS_OBJECT;
        plain = (plain && !(member && roles[seen] < AS_OBJECT)) || opens;
        roles[seen] += brought_in(x, sentence, it);
        if (sentence == x->s->sentence && is_own_subject(x->s, it, seen ? it - 1 : NULL)) roles[seen] = AS_OWN_SUBJECT;
        if (sentence == x->s->sentence && first && has_its_own(x->s, it)) roles[seen] = AS_OWN_SUBJECT;
        if (sentence == x->s->sentence && x->s->one && is_said_again(x->s, it)) roles[seen] = AGAIN;
        if (it->aside) roles[seen] = 0;
        if (it->begin == it->end && seen && sentence != x->s->sentence) roles[seen] = 0; /* behind all that was said, unsaid itself */
        if (plain) subject = it;
        if (it->end <= ahead && sentence == x->s->sentence) roles[seen] = 0; /* "Hatched by X, another of its founders": not X's */
        if (it->end <= ahead && roles[seen] > AS_OBLIQUE) roles[seen] = AS_OBLIQUE;
        if (sentence != x->s->sentence && x->s->one && roles[seen] >= AS_SUBJECT && is_one_of_more(x->s, items, seen, n)) roles[seen] = AS_OWNER;
        if (sentence != x->s->sentence || it->begin == it->end) continue;
        bool other = is_barred(x->s, it, next_said(items, n, seen), end_of_list(x->s, items, n, seen));
        if (!other && !(x->s->one && is_one_of_more(x->s, items, seen, n))) continue;
        roles[seen] = 0;
        if (x->s->own_clause || ((x->s->object || x->s->owns || is_acted_on(x->s, it)) && plain)) bar(x, it->entity);
    }
    if (sentence == x->s->sentence && shares_subject(x->s, items, seen))
        for (size_t i = seen; i-- > 0;)
            if (roles[i] >= AS_SUBJECT) {
                roles[i] = 0;
                break;
            }
    uint32_t part = last_part(x->s->r, sentence, before);
    bool owned = sentence == x->s->sentence && x->s->own_clause && seen && roles[0] >= AS_SUBJECT && !items[0].pronoun;
    for (size_t i = 0; i < seen; i++) {
        float most = 0;
        for (size_t j = 0; j < seen; j++) {
            if (items[j].entity != items[i].entity) continue;
            if (j < i) break; /* counted */
            if (roles[j] <= 0) continue;
            /* who means what "it" has just stood for says "it" again rather than "the maker" */
            bool far = (items[j].pronoun && x->s->noun.len) || (items[j].embedded && roles[j] != AS_OWN_SUBJECT);
            far |= owned && items[j].pronoun && items[j].possessor; /* "X, its neighbour, sold its shop" */
            float near = sentence == x->s->sentence && far ? 1 : fade;
            if (items[j].end <= part) near *= PART_BEFORE;
            if ((SPOKEN + roles[j]) * near > most) most = (SPOKEN + roles[j]) * near;
        }
        if (most > 0) put_on(x, items[i].entity, most);
        x->subject |= roles[i] >= AS_SUBJECT && eg_search_suits(x->s, items[i].entity);
    }
}

/* A phrase that names nothing weighs as a subject does: only those that begin a sentence or a clause are found. */
static void weigh_unnamed(scale *x, uint32_t sentence, uint32_t before, float fade) {
    const eg_reading *r = x->s->r;
    for (size_t i = r->anaphora.len; i-- > 0 && r->anaphora.items[i].sentence >= sentence;) {
        const eg_anaphor *a = &r->anaphora.items[i];
        bool site = r->p->references.items[a->rule].site;
        if (a->sentence != sentence || (a->count && !site) || a->end > before) continue;
        if (sentence == x->s->sentence && !x->s->own_clause && !eg_clause_between(r, sentence, a->end, x->s->at)) continue;
        x->nothing += (SPOKEN + AS_UNNAMED) * fade;
        return;
    }
}

enum { PROFILE_LEAST = 3 }; /* a post that opens with a thing and names it so often is about nothing else */

/* "The Oslo firm": what was named with the place before. */
static void weigh_place(scale *x) {
    const eg_reading *r = x->s->r;
    for (size_t i = 0; i < r->mentions.len && r->mentions.items[i].begin < x->s->at && x->s->place != EG_NO_ENTITY; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (eg_entity_of(r, m->entity) == x->s->place && m->end + 1 < x->s->at) put_on(x, eg_stands_by(x->s, m), THERE);
    }
}

/* "The Danish firm": what was called Danish before. */
static void weigh_nation(scale *x) {
    const eg_reading *r = x->s->r;
    uint32_t put[EG_SPOKEN_MOST];
    size_t n = 0;
    for (size_t i = 0; i < r->mentions.len && r->mentions.items[i].begin < x->s->at && x->s->nation.len && n < EG_SPOKEN_MOST; i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t entity = eg_entity_of(r, m->entity);
        bool known = m->hidden || !eg_is_called(r, m, x->s->nation);
        for (size_t k = 0; k < n && !known; k++) known = put[k] == entity;
        if (known) continue;
        put[n++] = entity;
        put_on(x, entity, THERE);
    }
}

/* Has the post named it by then? */
static bool is_named_before(const eg_search *s, uint32_t entity) { return entity != EG_NO_ENTITY && eg_named_before(s->r, entity, s->at); }

/* No pronoun: words that tell what is meant, if only "who is the chairman". */
static bool is_phrase(const eg_search *s) { return s->noun.len || s->part || s->definite; }

/* What the thing that a post portrays has on top. */
static float portrayed_weighs(const eg_search *s) {
    if (s->end) return PORTRAYED_END;
    if (s->beyond) return PORTRAYED_BEYOND;
    if (s->part) return PORTRAYED_PART;
    if (is_phrase(s)) return PORTRAYED;
    return s->owner ? PORTRAYED_OWNER : PORTRAYED_PRONOUN;
}

/* "**Kvern swallows Mossy Labs.** The maker pays": what stands in bold is a sentence about more than the thing that it begins with. */
static bool bold_tells_of_more(const eg_search *s, uint32_t block, uint32_t lead) {
    const eg_reading *r = s->r;
    size_t i = eg_text_inline_from(r->text, r->text->blocks[block].begin);
    uint32_t end = r->text->blocks[block].end;
    while (i < r->text->inline_count && r->text->inlines[i].begin < end && r->text->inlines[i].kind != EG_INLINE_STRONG) i++;
    if (i == r->text->inline_count || r->text->inlines[i].begin >= end) return false;
    const eg_inline *bold = &r->text->inlines[i];
    for (size_t m = eg_mention_from(r, bold->begin); m < r->mentions.len && r->mentions.items[m].end <= bold->end; m++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[m].entity);
        if (entity != lead && eg_search_suits(s, entity)) return true;
    }
    return false;
}

/* Does the block, or the lead of its item, speak of the entity before byte `at`? */
static bool named_in_block_before(const eg_reading *r, uint32_t block, uint32_t entity, uint32_t at) {
    const eg_block *b = &r->text->blocks[block];
    uint32_t from = b->kind == EG_BLOCK_ITEM && b->lead != EG_NO_BLOCK ? r->text->blocks[b->lead].begin : b->begin;
    for (uint32_t i = eg_mention_from(r, from); i < r->mentions.len && r->mentions.items[i].begin < at; i++)
        if (eg_entity_of(r, r->mentions.items[i].entity) == entity) return true;
    for (size_t a = r->anaphora.len; a-- > 0 && r->anaphora.items[a].begin >= from;) /* "The firm was founded" */
        if (r->anaphora.items[a].begin < at && r->anaphora.items[a].count && r->anaphora.items[a].entities[0] == entity) return true;
    return false;
}

/* What a thing has on top of which the words of the phrase were said before. */
static float called_weighs(const eg_search *s, uint32_t entity) {
    eg_description told = eg_described(s->r, entity, s->phrase, s->at);
    if (told != EG_BY_NOTHING) return DESCRIBED[told];
    if (eg_called_so(s->r, entity, s->noun, s->sentence, s->at, false)) return CALLED_SO;
    return eg_called_so(s->r, entity, s->noun, s->sentence, s->at, true) ? CALLED_ALIKE : 0;
}

static void weigh_blocks(scale *x, uint32_t block) {
    const eg_reading *r = x->s->r;
    const eg_block *b = &r->text->blocks[block];
    uint32_t opened = eg_lead_of(r, block, x->s->kinds, true);
    bool listed = b->kind == EG_BLOCK_ITEM || b->kind == EG_BLOCK_CELL;
    bool more = bold_tells_of_more(x->s, block, opened);
    bool own = (listed || (eg_lead_is_entry(r, block) && !more)) && opened != EG_NO_ENTITY; /* an item with a head of its own is not about its list's */
    bool bold = opened != EG_NO_ENTITY && eg_lead_in_bold(r, block, x->s) == opened && !more;
    bool behind = opened != EG_NO_ENTITY && !named_in_block_before(r, block, opened, x->s->at); /* "Five years later it spun out **Infineon**" */
    if (behind) opened = EG_NO_ENTITY, bold = own = false;
    put_on(x, opened, bold ? OPENS_IN_BOLD : own && x->s->definite ? HEADS_ENTRY : OPENS_BLOCK);
    if (listed && !own) put_on(x, eg_block_topic(r, block, x->s->kinds), OPENS_BLOCK);
    uint32_t entry = b->heading != EG_NO_BLOCK && !own ? eg_heading_name(r, b->heading) : EG_NO_ENTITY;
    if (entry == EG_NO_ENTITY && b->heading != EG_NO_BLOCK && !own) entry = eg_heading_about(r, b->heading);
    put_on(x, entry, IS_HEADING); /* "### Kestrel Group": what stands below is an entry of its own */
    own |= entry != EG_NO_ENTITY && eg_search_suits(x->s, entry);
    float fade = own ? FADE : 1;
    uint32_t h = b->heading;
    for (; h != EG_NO_BLOCK && fade > 0.2F; h = r->text->blocks[h].heading) {
        put_on(x, eg_first_of_block(r, h, x->s->kinds), IN_HEADING * fade);
        fade *= FADE;
    }
    put_on(x, x->s->cued, x->s->cued_here || x->s->noun.len ? CUED_HERE : CUED); /* the words of a phrase are a cue of their own */
    weigh_place(x);
    weigh_nation(x);
    uint32_t topic = eg_post_topic(r, x->s->kinds);
    if (is_named_before(x->s, topic)) put_on(x, topic, (x->s->noun.len || x->s->definite) && !own ? POST_TOPIC_NAMED : POST_TOPIC);
    if (x->s->end && !own) put_on(x, eg_clear_topic(r, x->s->kinds, 4), CLEAR_TOPIC);
    uint32_t title = eg_post_about(r, x->s->kinds, true);
    uint32_t section = b->heading != EG_NO_BLOCK ? eg_first_of_block(r, b->heading, x->s->kinds) : EG_NO_ENTITY;
    bool starts = x->s->noun.len && (section == EG_NO_ENTITY || section == title) && eg_text_sentence_from(r->text, block) == x->s->sentence; /* a new paragraph: "The company" */
    if ((x->s->beyond || starts) && !own) put_on(x, title, x->s->beyond ? IN_TITLE_BEYOND : IN_TITLE);
    if (!starts && !x->s->beyond && !x->s->noun.len && !own) put_on(x, title, x->s->end ? IN_TITLE_END : IN_TITLE_PRONOUN);
    uint32_t portrayed = own ? EG_NO_ENTITY : eg_portrayed(r, x->s->kinds);
    if (section != EG_NO_ENTITY && section != portrayed && b->heading != 0) portrayed = EG_NO_ENTITY; /* "About Alder Ventures" */
    if (is_named_before(x->s, portrayed)) put_on(x, portrayed, portrayed_weighs(x->s));
    uint32_t opener = own || portrayed != EG_NO_ENTITY || !(is_phrase(x->s) || x->s->beyond || x->s->end) ? EG_NO_ENTITY : eg_opener(r, x->s->kinds);
    if (is_named_before(x->s, opener)) put_on(x, opener, OPENER);
    uint32_t about = (x->s->noun.len || x->s->part) && !x->subject && !own ? eg_post_about(r, x->s->kinds, false) : EG_NO_ENTITY;
    if (about != EG_NO_ENTITY && about == eg_clear_topic(r, x->s->kinds, PROFILE_LEAST)) put_on(x, about, PROFILED);
    for (size_t i = 0; i < x->len && x->s->noun.len; i++) {
        int land = eg_land_fits(x->s, x->list[i].entity);
        x->list[i].weight += called_weighs(x->s, x->list[i].entity) + (land > 0 ? OF_LAND : 0);
        if (land < 0) x->list[i].weight *= OF_OTHER_LAND;
    }
}

/* Sentences before: those of the block, then those of up to two blocks of the same section. */
static void weigh_past(scale *x) {
    const eg_reading *r = x->s->r;
    const uint32_t own = r->text->sentences[x->s->sentence].block;
    uint32_t block = own;
    uint32_t heading = r->text->blocks[block].heading;
    float fade = 1;
    uint32_t blocks = 0;
    bool prose = r->text->blocks[own].kind == EG_BLOCK_PARAGRAPH;
    for (uint32_t i = x->s->sentence, back = 0; i-- > 0 && back < 8;) {
        const eg_sentence *before = &r->text->sentences[i];
        const eg_block *b = &r->text->blocks[before->block];
        if (prose && b->kind == EG_BLOCK_ITEM && b->intro != EG_NO_BLOCK) continue; /* behind a list the text goes on where it was */
        back++;
        if (before->block != block) {
            block = before->block;
            if (b->kind == EG_BLOCK_HEADING || b->heading != heading || ++blocks > 2) break;
            if (r->text->blocks[own].kind == EG_BLOCK_ITEM || eg_lead_is_entry(r, own)) break;
            fade *= FADE;
        }
        weigh_sentence(x, i, UINT32_MAX, fade);
        if (x->s->unnamed) weigh_unnamed(x, i, UINT32_MAX, fade);
        fade *= FADE;
    }
}

/* `here`: the reference's own sentence counts too. *sure: nothing else is near it in weight. */
uint32_t eg_search_antecedent(const eg_search *s, bool here, bool *sure) {
    scale x = {.s = s};
    uint32_t block = s->r->text->sentences[s->sentence].block;
    if (here) weigh_sentence(&x, s->sentence, s->at, NOW);
    if (here && s->unnamed) weigh_unnamed(&x, s->sentence, s->at, NOW);
    weigh_past(&x);
    weigh_blocks(&x, block);
    if (x.len == 0) weigh_sentence(&x, s->sentence, s->at, 1);
    weighed best = {EG_NO_ENTITY, 0};
    float second = 0;
    for (size_t i = 0; i < x.len; i++) {
        if (x.list[i].weight > best.weight) second = best.weight, best = x.list[i];
        else if (x.list[i].weight > second) second = x.list[i].weight;
    }
    if (x.nothing > best.weight || best.weight < LEAST) best.entity = EG_NO_ENTITY;
    *sure = best.entity != EG_NO_ENTITY && best.weight >= second * CLEAR && best.weight >= SPOKEN;
    return best.entity;
}

uint32_t eg_antecedent(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds, bool topic) {
    eg_search s = eg_search_from(r, kinds, sentence, at);
    s.own_clause = true;
    bool sure;
    return eg_search_antecedent(&s, !topic, &sure);
}

bool eg_spoken_near(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t entity, uint32_t kinds) {
    enum { NEAR = 6 };
    uint32_t heading = r->text->blocks[r->text->sentences[sentence].block].heading;
    bool others = false;
    if (heading == EG_NO_BLOCK) return true;
    for (uint32_t back = 0; back <= sentence; back++) {
        const eg_sentence *s = &r->text->sentences[sentence - back];
        if (s->block < heading) break;
        bool title = s->block == heading;
        if (!title && (r->text->blocks[s->block].heading != heading || back > NEAR)) continue;
        eg_spoken items[EG_SPOKEN_MOST];
        size_t n = eg_spoken_in(r, sentence - back, items);
        for (size_t i = 0; i < n; i++) {
            if (items[i].entity == entity) return true;
            uint32_t kind = eg_entity_kind(r, items[i].entity, 0.3F);
            others |= items[i].begin < at && (kind == EG_NONE || (kinds >> kind & 1)); /* what is named behind it is another matter */
        }
    }
    return !others; /* an answer to a question that names nothing */
}

uint32_t eg_block_goes_on(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds) {
    eg_search s = eg_search_from(r, kinds, sentence, at);
    s.own_clause = true;
    bool sure = false;
    uint32_t block = r->text->sentences[sentence].block;
    if (sentence == 0) return EG_NO_ENTITY;
    uint32_t before = r->text->sentences[sentence - 1].block;
    if (before != block && !(before + 1 == block && eg_is_question(r, before))) return EG_NO_ENTITY; /* an answer goes on about its question */
    uint32_t entity = eg_search_antecedent(&s, false, &sure);
    return sure ? entity : EG_NO_ENTITY;
}

uint32_t eg_sentence_subject(const eg_reading *r, uint32_t sentence, uint32_t kinds) {
    eg_search s = eg_search_from(r, kinds, sentence, UINT32_MAX);
    return choose(&s, sentence);
}

