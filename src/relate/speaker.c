/* SPDX-License-Identifier: MIT */
/* Whom "we" and "our" speak for: inside quotation marks the house of who is quoted, in an interview that of who answers,
 * else what the whole post is about when its opening names it. In: names with kinds, references found before. */
#include "relate/tape.h"

enum { LABELS_LEAST = 3, LABEL_FAR = 40, OPENING_BLOCKS = 3, QUOTE_LOOK = 2, FRONTED_MOST = 14 /* "In 2023 X had" */ };

static bool is_of(const eg_reading *r, uint32_t entity, uint32_t kinds) {
    uint32_t kind = eg_entity_likely_kind(r, entity);
    return kind != EG_NONE && (kinds >> kind & 1);
}

/* The name that labels a block: "Ada Berg: We ...", "NF: And then?"; EG_NO_ENTITY when there is none. */
static uint32_t label_of(const eg_reading *r, uint32_t sentence) {
    uint32_t block = r->text->sentences[sentence].block;
    if (sentence > 0 && r->text->sentences[sentence - 1].block == block) return EG_NO_ENTITY;
    if (r->text->blocks[block].kind != EG_BLOCK_PARAGRAPH || r->first_mention[sentence] == r->first_mention[sentence + 1]) return EG_NO_ENTITY;
    const eg_mention *m = &r->mentions.items[r->first_mention[sentence]];
    if (m->begin > r->text->blocks[block].begin + 2 || m->end - m->begin > LABEL_FAR) return EG_NO_ENTITY;
    eg_slice behind = eg_slice_trim(eg_slice_sub(r->text->text, m->end, r->text->blocks[block].end));
    return eg_slice_starts(behind, EG_S(":")) ? eg_entity_of(r, m->entity) : EG_NO_ENTITY;
}

static bool is_label(const eg_speakers *x, uint32_t entity) {
    for (size_t i = 0; i < x->label_count; i++)
        if (x->labels[i] == entity) return true;
    return false;
}

/* "Ada Berg, chief executive of X", "Ada Berg (X)", "Ada Berg of X": does what stands between a person and a name make it the person's house? */
static bool is_post_between(const eg_reading *r, uint32_t sentence, uint32_t begin, uint32_t end) {
    enum { WORDS_MOST = 10 };
    uint32_t seen = 0;
    bool post = false;
    bool beside = false;
    for (uint32_t i = r->tokens.first[sentence]; i < r->tokens.first[sentence + 1]; i++) {
        const eg_token *t = &r->tokens.items[i];
        if (t->begin < begin || t->begin >= end) continue;
        bool mark = (t->flags & EG_TOKEN_PUNCT) != 0;
        if (++seen > WORDS_MOST || (mark && !strchr(",(&-", r->text->text.ptr[t->begin]))) return false;
        if (eg_map_has(&r->p->roles, t->fold)) post = true;
        else if (seen == 1) beside = eg_map_has(&r->p->prepositions, t->fold) || (mark && r->text->text.ptr[t->begin] == '(');
    }
    return post || (beside && seen <= 2);
}

/* "Berg told Reuters": who is told is no house of the speaker's. */
static bool is_told(const eg_reading *r, const eg_mention *m) {
    return m->token > r->tokens.first[m->sentence] && eg_map_has(&r->p->told_verbs, r->tokens.items[m->token - 1].fold);
}

/* The house that a sentence names for the person whose name or pronoun in it ends at `end`: what stands behind with a post between, else
 * the first name that is not inside a quotation, else the first of all. */
static uint32_t house_in(const eg_reading *r, const eg_speakers *x, uint32_t sentence, uint32_t end, uint32_t kinds, eg_regex *unlike) {
    uint32_t block = r->text->sentences[sentence].block;
    uint32_t first = EG_NO_ENTITY;
    uint32_t plain = EG_NO_ENTITY;
    for (uint32_t i = r->first_mention[sentence]; i < r->first_mention[sentence + 1]; i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t entity = eg_entity_of(r, m->entity);
        if (!is_of(r, entity, kinds) || is_label(x, entity) || is_told(r, m) || (unlike && eg_entity_is_like(r, entity, unlike))) continue;
        if (m->begin >= end && is_post_between(r, sentence, end, m->begin)) return entity;
        if (first == EG_NO_ENTITY) first = entity;
        if (plain == EG_NO_ENTITY && !eg_is_quoted(r, block, m->begin)) plain = entity;
    }
    return plain != EG_NO_ENTITY ? plain : first;
}

/* What names alone tell: the first sentence that has both. */
static eg_house named_house(const eg_reading *r, const eg_speakers *x, uint32_t person, uint32_t kinds, eg_regex *unlike) {
    eg_house found = {person, kinds, unlike, (uint32_t)r->text->sentence_count, EG_NO_ENTITY, 0};
    for (size_t i = 0; i < r->mentions.len; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (eg_entity_of(r, m->entity) != person) continue;
        found.house = house_in(r, x, m->sentence, m->end, kinds, unlike);
        found.sentence = m->sentence;
        if (found.house != EG_NO_ENTITY) return found;
    }
    found.sentence = (uint32_t)r->text->sentence_count;
    return found;
}

/* Of the sentences that speak of the person, the first that also names one of `kinds`. References are found while this is
 * asked again and again: what was found is kept, and only those since are looked at. */
uint32_t eg_house_of(const eg_reading *r, eg_speakers *x, uint32_t person, uint32_t kinds, eg_regex *unlike) {
    eg_house *h = NULL;
    for (size_t i = 0; i < x->houses.len && !h; i++)
        if (x->houses.items[i].person == person && x->houses.items[i].kinds == kinds && x->houses.items[i].unlike == unlike) h = &x->houses.items[i];
    if (h == NULL) {
        eg_vec_push(&x->houses, named_house(r, x, person, kinds, unlike));
        h = &x->houses.items[x->houses.len - 1];
    }
    for (; h->seen < r->anaphora.len; h->seen++) {
        const eg_anaphor *a = &r->anaphora.items[h->seen];
        if (a->entities[0] != person || a->sentence >= h->sentence) continue;
        uint32_t house = house_in(r, x, a->sentence, a->end, kinds, unlike);
        if (house != EG_NO_ENTITY) h->house = house, h->sentence = a->sentence;
    }
    return h->house;
}

/* Quotation marks of the block before `at` that are still open. */
bool eg_is_quoted(const eg_reading *r, uint32_t block, uint32_t at) {
    bool open = false;
    eg_slice text = eg_slice_sub(r->text->text, r->text->blocks[block].begin, at);
    for (size_t i = 0; i < text.len; i++) {
        eg_slice rest = eg_slice_sub(text, i, text.len);
        if (text.ptr[i] == '"') open = !open;
        else if (eg_slice_starts(rest, EG_S("\xe2\x80\x9c"))) open = true;
        else if (eg_slice_starts(rest, EG_S("\xe2\x80\x9d"))) open = false;
    }
    return open;
}

/* Who is quoted: the person named first behind the quotation in its block, else the last one before it. */
static uint32_t quoted_person(const eg_reading *r, uint32_t sentence, uint32_t at) {
    uint32_t block = r->text->sentences[sentence].block;
    for (uint32_t s = sentence; s < r->text->sentence_count && r->text->sentences[s].block == block && s <= sentence + QUOTE_LOOK; s++)
        for (uint32_t i = r->first_mention[s]; i < r->first_mention[s + 1]; i++) {
            const eg_mention *m = &r->mentions.items[i];
            if (m->begin > at && eg_entity_has(r, eg_entity_of(r, m->entity), EG_TRAIT_PERSON) && !eg_is_quoted(r, block, m->begin)) return eg_entity_of(r, m->entity);
        }
    uint32_t last = EG_NO_ENTITY;
    for (uint32_t s = sentence > QUOTE_LOOK ? sentence - QUOTE_LOOK : 0; s <= sentence; s++)
        for (uint32_t i = r->first_mention[s]; i < r->first_mention[s + 1] && r->mentions.items[i].begin < at; i++)
            if (r->text->sentences[s].block == block && eg_entity_has(r, eg_entity_of(r, r->mentions.items[i].entity), EG_TRAIT_PERSON)) last = eg_entity_of(r, r->mentions.items[i].entity);
    return last;
}

/* What the opening of the post names and the rest names most, the labels apart; asked for a few sets of kinds, time and again. */
static uint32_t opening(const eg_reading *r, eg_speakers *x, uint32_t kinds) {
    uint32_t best = EG_NO_ENTITY;
    uint32_t most = 0;
    for (size_t i = 0; i < x->opening_count; i++)
        if (x->openings[i].kinds == kinds) return x->openings[i].entity;
    for (size_t i = 0; i < r->mentions.len; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        uint32_t block = r->text->sentences[r->mentions.items[i].sentence].block;
        if (r->mentions.items[i].sentence >= x->first_label || (x->label_count == 0 && block >= OPENING_BLOCKS)) break;
        if (!is_of(r, entity, kinds) || is_label(x, entity)) continue;
        if (eg_times_spoken(r, entity) > most) best = entity, most = eg_times_spoken(r, entity);
    }
    if (x->opening_count < EG_OPENINGS_MOST) x->openings[x->opening_count++] = (eg_opening){kinds, best};
    return best;
}

bool eg_is_question(const eg_reading *r, uint32_t number) {
    const eg_block *block = &r->text->blocks[number];
    return block->kind != EG_BLOCK_CELL && eg_slice_ends(eg_slice_trim(eg_slice_sub(r->text->text, block->begin, block->end)), EG_S("?"));
}

void eg_speakers_find(eg_speakers *x, const eg_reading *r) {
    size_t labelled = 0;
    *x = (eg_speakers){.first_label = (uint32_t)r->text->sentence_count};
    for (uint32_t s = 0; s < r->text->sentence_count; s++) {
        uint32_t label = label_of(r, s);
        if (label == EG_NO_ENTITY) continue;
        labelled++;
        if (x->first_label > s) x->first_label = s;
        if (!is_label(x, label) && x->label_count < EG_LABELS_MOST) x->labels[x->label_count++] = label;
    }
    if (labelled < LABELS_LEAST) *x = (eg_speakers){.first_label = (uint32_t)r->text->sentence_count};
    x->first_question = (uint32_t)r->text->text.len;
    for (uint32_t b = (uint32_t)r->text->block_count; b-- > 0;)
        if (eg_is_question(r, b)) x->questions++, x->first_question = r->text->blocks[b].begin;
}

void eg_speakers_fini(eg_speakers *x) { eg_vec_fini(&x->houses); }

/* The label of the turn that the sentence belongs to, or EG_NO_ENTITY. */
static uint32_t turn_of(const eg_reading *r, const eg_speakers *x, uint32_t sentence) {
    for (uint32_t s = sentence + 1; x->label_count && s-- > 0;) {
        uint32_t label = label_of(r, s);
        if (label != EG_NO_ENTITY && is_label(x, label)) return label;
        if (s < sentence && r->text->sentences[s].block + 2 < r->text->sentences[sentence].block) break;
    }
    return EG_NO_ENTITY;
}

/* Who answers in an interview whose turns have no labels: the person that its opening, before the first question, is about. */
static uint32_t interviewed(const eg_reading *r, const eg_speakers *x) {
    enum { QUESTIONS_LEAST = 3 };
    uint32_t person = x->questions >= QUESTIONS_LEAST ? eg_post_about(r, eg_kinds_with(&r->p->schema, EG_TRAIT_PERSON), false) : EG_NO_ENTITY;
    for (size_t i = 0; i < r->mentions.len && r->mentions.items[i].begin < x->first_question; i++)
        if (eg_entity_of(r, r->mentions.items[i].entity) == person) return person;
    return EG_NO_ENTITY;
}

/* Who signs a text of one's own: the person who stands alone, or behind a word, in a short line of its opening ("By Ada Berg"). */
static uint32_t signed_by(const eg_reading *r) {
    enum { BLOCKS = 4, BEFORE_MOST = 12, LINE_MOST = 60 };
    for (uint32_t s = 0; s < r->text->sentence_count && r->text->sentences[s].block < BLOCKS; s++) {
        const eg_sentence *line = &r->text->sentences[s];
        if (r->text->blocks[line->block].kind != EG_BLOCK_PARAGRAPH || line->end - line->begin > LINE_MOST) continue;
        if (r->first_mention[s + 1] - r->first_mention[s] != 1) continue;
        const eg_mention *m = &r->mentions.items[r->first_mention[s]];
        char behind = m->end < line->end ? r->text->text.ptr[m->end] : '.';
        if (m->begin - line->begin > BEFORE_MOST || strchr(".,;|(", behind) == NULL) continue;
        if (eg_entity_has(r, eg_entity_of(r, m->entity), EG_TRAIT_PERSON)) return eg_entity_of(r, m->entity);
    }
    return EG_NO_ENTITY;
}

uint32_t eg_speaking_person(const eg_reading *r, const eg_speakers *x, uint32_t sentence, uint32_t at) {
    if (eg_is_quoted(r, r->text->sentences[sentence].block, at)) return quoted_person(r, sentence, at);
    uint32_t turn = turn_of(r, x, sentence);
    if (turn != EG_NO_ENTITY && eg_entity_has(r, turn, EG_TRAIT_PERSON)) return turn;
    for (size_t i = 0; i < x->label_count; i++) /* a question has a label, the answer none */
        if (eg_entity_has(r, x->labels[i], EG_TRAIT_PERSON)) return x->labels[i];
    uint32_t answers = interviewed(r, x);
    return answers != EG_NO_ENTITY || x->label_count ? answers : signed_by(r);
}

bool eg_is_asked(const eg_reading *r, const eg_speakers *x, uint32_t sentence) {
    return x->label_count == 0 && eg_is_question(r, r->text->sentences[sentence].block) && interviewed(r, x) != EG_NO_ENTITY;
}

/* "Ada Berg and Chris Reed started Kvern Fund": what a sentence names first behind several people. */
static uint32_t made_by_people(const eg_reading *r, uint32_t sentence, uint32_t kinds) {
    enum { PEOPLE_LEAST = 2 };
    size_t people = 0;
    for (uint32_t i = r->first_mention[sentence]; i < r->first_mention[sentence + 1]; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        if (!eg_entity_has(r, entity, EG_TRAIT_PERSON)) return people >= PEOPLE_LEAST && is_of(r, entity, kinds) ? entity : EG_NO_ENTITY;
        people++;
    }
    return EG_NO_ENTITY;
}

/* Who writes a letter or a report of one's own: the subject that its first paragraph of prose begins with. */
static uint32_t writes(const eg_reading *r, uint32_t kinds) {
    for (uint32_t s = 0; s < r->text->sentence_count; s++) {
        const eg_block *block = &r->text->blocks[r->text->sentences[s].block];
        if (block->kind != EG_BLOCK_PARAGRAPH || r->first_mention[s] == r->first_mention[s + 1]) continue;
        const eg_mention *m = &r->mentions.items[r->first_mention[s]];
        uint32_t entity = eg_entity_of(r, m->entity);
        uint32_t kind = eg_entity_likely_kind(r, entity);
        if (kind == EG_NONE) continue; /* "Dear partners," */
        uint32_t clear = eg_clear_topic(r, kinds, 4);
        if (clear != EG_NO_ENTITY && clear != entity && eg_entity_kind(r, entity, 0.3F) == EG_NONE) return EG_NO_ENTITY;
        if (eg_entity_has(r, entity, EG_TRAIT_PERSON)) return made_by_people(r, s, kinds);
        return m->begin <= r->text->sentences[s].begin + FRONTED_MOST && (kinds >> kind & 1) ? entity : EG_NO_ENTITY;
    }
    return EG_NO_ENTITY;
}

uint32_t eg_speaker(const eg_reading *r, eg_speakers *x, uint32_t sentence, uint32_t at, uint32_t kinds, bool spoken) {
    uint32_t block = r->text->sentences[sentence].block;
    if (eg_is_quoted(r, block, at)) {
        uint32_t lead = r->text->blocks[block].kind == EG_BLOCK_ITEM ? eg_block_lead(r, block, kinds) : EG_NO_ENTITY;
        if (lead != EG_NO_ENTITY) return lead; /* an item of its own: its people are quoted */
        uint32_t person = quoted_person(r, sentence, at);
        uint32_t house = person != EG_NO_ENTITY ? eg_house_of(r, x, person, kinds, NULL) : EG_NO_ENTITY;
        if (house == EG_NO_ENTITY && person != EG_NO_ENTITY) house = eg_block_goes_on(r, sentence, at, kinds); /* "X denied it. "We ...", said its boss" */
        if (house != EG_NO_ENTITY) return house;
    }
    for (size_t i = 0; i < x->label_count; i++) {
        uint32_t house = eg_entity_has(r, x->labels[i], EG_TRAIT_PERSON) ? eg_house_of(r, x, x->labels[i], kinds, NULL) : EG_NO_ENTITY;
        if (house != EG_NO_ENTITY) return house;
    }
    uint32_t asked = x->label_count == 0 && spoken ? interviewed(r, x) : EG_NO_ENTITY;
    uint32_t house = asked != EG_NO_ENTITY ? eg_house_of(r, x, asked, kinds, NULL) : EG_NO_ENTITY;
    if (house != EG_NO_ENTITY) return house;
    uint32_t writer = x->label_count == 0 && spoken ? writes(r, kinds) : EG_NO_ENTITY;
    if (writer != EG_NO_ENTITY) return writer;
    uint32_t topic = x->label_count ? EG_NO_ENTITY : eg_clear_topic(r, kinds, spoken ? 2 : 4);
    uint32_t named = opening(r, x, kinds);
    if (x->label_count || (spoken && named != EG_NO_ENTITY && topic == EG_NO_ENTITY)) return named;
    return topic;
}
