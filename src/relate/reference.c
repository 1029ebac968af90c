/* SPDX-License-Identifier: MIT */
/* What "the company", "its", "both" or an unsaid subject stands for. A centering heuristic (Grosz, Joshi, Weinstein
 * 1995, in a simple form): subjects before names behind a preposition, the near past before the far, then what the
 * block, the section and the post are about. References found before count as names, so that chains hold. */
#include "relate/tape.h"

enum { ITEMS_MOST = 128, LOOK_BACK = 4, LOOK_BACK_NAMED = 15 };

/* One thing spoken of in a sentence, by name or by reference. */
typedef struct item {
    uint32_t begin, end;
    uint32_t entity;
    bool possessor; /* "Japan's Mitsui" speaks of Mitsui */
    bool oblique;   /* behind a preposition */
    bool embedded;  /* in a relative clause: "who had led research at UCB" */
} item;

typedef struct search {
    const eg_reading *r;
    uint32_t kinds;
    uint32_t sentence;
    uint32_t at; /* byte of text the reference stands at */
    eg_regex *unlike;
} search;

static bool fits(const eg_reading *r, uint32_t entity, uint32_t kinds) {
    uint32_t kind = eg_entity_kind(r, entity, 0.3F);
    if (kind != EG_NONE) return kinds >> kind & 1;
    /* a name of no kind yet may be anything but a person or a place: those are nearly always marked */
    for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
        if (kinds >> k & 1 && !(r->p->schema.kinds[k].traits & (EG_TRAIT_PERSON | EG_TRAIT_HUB))) return true;
    return false;
}

static bool suits(const search *s, uint32_t entity) {
    eg_regex_match m;
    if (!fits(s->r, entity, s->kinds)) return false;
    return s->unlike == NULL || eg_regex_exec(s->unlike, s->r->entities.items[entity].key, 0, &m) != EG_REGEX_MATCH;
}

static bool in(const eg_map *map, eg_slice word) { return eg_map_get(map, word) != EG_MAP_NONE; }

/* Up to five words back to a preposition, over words that may stand between it and its name: "by the Swedish fund X". */
static bool behind_preposition(const eg_reading *r, const eg_mention *m) {
    uint32_t first = r->tokens.first[m->sentence];
    for (uint32_t i = m->token, n = 0; i > first && n < 5; n++) {
        const eg_token *t = &r->tokens.items[--i];
        if (in(&r->p->prepositions, t->fold)) return true;
        if (t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_DIGIT) || in(&r->p->clause_words, t->fold)) return false;
    }
    return false;
}

/* The words back to the last comma begin with "who", "which": a clause about another name. */
static bool in_relative_clause(const eg_reading *r, const eg_mention *m) {
    for (uint32_t i = m->token; i > r->tokens.first[m->sentence];) {
        const eg_token *t = &r->tokens.items[--i];
        if (in(&r->p->relative_words, t->fold)) return true;
        if (t->flags & EG_TOKEN_PUNCT && r->text->text.ptr[t->begin] == ',') return false;
    }
    return false;
}

/* "Spotify founder Daniel Ek" speaks of the founder. */
static bool before_role(const eg_reading *r, const eg_mention *m) {
    if (m->token_end >= r->tokens.first[m->sentence + 1]) return false;
    const eg_token *t = &r->tokens.items[m->token_end];
    return !(t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS)) && in(&r->p->roles, t->fold);
}

static bool owns(const eg_reading *r, uint32_t end, uint32_t stop) {
    eg_slice behind = eg_slice_sub(r->text->text, end, stop);
    return eg_slice_starts(behind, EG_S("'s")) || eg_slice_starts(behind, EG_S("\xe2\x80\x99s"));
}

/* What the sentence speaks of, in its order: names and the references found so far. */
static size_t items_of(const eg_reading *r, uint32_t sentence, item out[ITEMS_MOST]) {
    size_t n = 0;
    uint32_t m = r->first_mention[sentence];
    size_t a = r->anaphora.len;
    while (a > 0 && r->anaphora.items[a - 1].sentence >= sentence) a--;
    while (n < ITEMS_MOST) {
        const eg_mention *name = m < r->first_mention[sentence + 1] ? &r->mentions.items[m] : NULL;
        const eg_anaphor *ref = a < r->anaphora.len && r->anaphora.items[a].sentence == sentence ? &r->anaphora.items[a] : NULL;
        if (name == NULL && ref == NULL) break;
        if (ref && (name == NULL || ref->begin <= name->begin)) {
            bool possessor = r->p->references.items[ref->rule].possessive;
            for (uint32_t i = 0; i < ref->count && n < ITEMS_MOST; i++)
                out[n++] = (item){ref->begin, ref->end, ref->entities[i], possessor, false, false};
            a++;
            continue;
        }
        if (!name->hidden)
            out[n++] = (item){name->begin, name->end, eg_entity_of(r, name->entity),
                              owns(r, name->end, r->text->sentences[sentence].end) || before_role(r, name), behind_preposition(r, name),
                              in_relative_clause(r, name)};
        m++;
    }
    return n;
}

/* A clause word or a mark stands between two bytes of a sentence. */
static bool clause_between(const eg_reading *r, uint32_t sentence, uint32_t begin, uint32_t end) {
    for (uint32_t i = r->tokens.first[sentence]; i < r->tokens.first[sentence + 1]; i++) {
        const eg_token *t = &r->tokens.items[i];
        if (t->begin < begin || t->begin >= end) continue;
        if ((t->flags & EG_TOKEN_PUNCT && !strchr("\"&", r->text->text.ptr[t->begin])) || in(&r->p->clause_words, t->fold)) return true;
    }
    return false;
}

/* The thing of `sentence` that is most likely gone on about: a subject, else a name behind a preposition or in a relative
 * clause, else an owner. Names whose kind is known come before others. `least` and `most` bound the passes. */
static uint32_t choose(const search *s, uint32_t sentence, uint32_t before, bool other_clause, int least, int most) {
    item items[ITEMS_MOST];
    size_t n = items_of(s->r, sentence, items);
    for (int pass = least; pass <= most; pass++)
        for (int known = 1; known >= 0; known--)
            for (size_t i = 0; i < n; i++) {
                const item *it = &items[i];
                int rank = it->possessor || it->embedded ? 2 : it->oblique ? 1 : 0;
                if (it->end > before || rank > pass || !suits(s, it->entity)) continue;
                if (known && eg_entity_kind(s->r, it->entity, 0.3F) == EG_NONE) continue;
                if (other_clause && !clause_between(s->r, sentence, it->end, before)) continue;
                return it->entity;
            }
    return EG_NO_ENTITY;
}

static bool is_hub(const eg_reading *r, uint32_t kinds) {
    for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
        if (kinds >> k & 1 && !(r->p->schema.kinds[k].traits & EG_TRAIT_HUB)) return false;
    return true;
}

static uint32_t first_sentence_of(const eg_reading *r, uint32_t block) {
    uint32_t low = 0;
    uint32_t high = (uint32_t)r->text->sentence_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (r->text->sentences[mid].block < block) low = mid + 1;
        else high = mid;
    }
    return low;
}

static uint32_t first_of_block(const eg_reading *r, uint32_t block, uint32_t kinds) {
    search s = {.r = r, .kinds = kinds};
    for (uint32_t i = first_sentence_of(r, block); i < r->text->sentence_count && r->text->sentences[i].block == block; i++) {
        uint32_t entity = choose(&s, i, UINT32_MAX, false, 0, 2);
        if (entity != EG_NO_ENTITY) return entity;
    }
    return EG_NO_ENTITY;
}

uint32_t eg_block_topic(const eg_reading *r, uint32_t block, uint32_t kinds) {
    const eg_block *b = &r->text->blocks[block];
    if (b->kind == EG_BLOCK_CELL) {
        for (uint32_t i = block + 1; i-- > 0 && r->text->blocks[i].kind == EG_BLOCK_CELL && r->text->blocks[i].row == b->row &&
                                     r->text->blocks[i].table == b->table;) {
            uint32_t entity = r->text->blocks[i].column == 0 ? first_of_block(r, i, kinds) : EG_NO_ENTITY;
            if (entity != EG_NO_ENTITY) return entity;
        }
    }
    for (int depth = 0; b->kind == EG_BLOCK_ITEM && depth < 8; depth++) {
        uint32_t lead = b->lead != EG_NO_BLOCK ? b->lead : block;
        uint32_t entity = lead != block || depth ? first_of_block(r, lead, kinds) : EG_NO_ENTITY;
        if (entity != EG_NO_ENTITY) return entity;
        if (b->parent == EG_NO_BLOCK) break;
        block = b->parent;
        b = &r->text->blocks[block];
        entity = first_of_block(r, block, kinds);
        if (entity != EG_NO_ENTITY) return entity;
    }
    for (uint32_t h = b->heading; h != EG_NO_BLOCK; h = r->text->blocks[h].heading) {
        uint32_t entity = first_of_block(r, h, kinds);
        if (entity != EG_NO_ENTITY) return entity;
    }
    return EG_NO_ENTITY;
}

typedef struct ranked {
    uint32_t entity, count;
} ranked;

static int by_count(const void *a, const void *b) {
    const ranked *x = a;
    const ranked *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return (x->entity > y->entity) - (x->entity < y->entity);
}

/* Names of the post's own heading or first sentence count for more: a post is about what it opens with. */
static const eg_topics *topics_of(const eg_reading *r) {
    eg_topics *t = r->topics;
    if (t->made && t->mentions == r->mentions.len && t->notes == r->notes.len) return t;
    *t = (eg_topics){.made = true, .mentions = r->mentions.len, .notes = r->notes.len, .counts = EG_NEW_ARRAY(r->arena, uint32_t, r->entities.len + 1)};
    for (size_t i = 0; i < r->mentions.len; i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t block = r->text->sentences[m->sentence].block;
        t->counts[eg_entity_of(r, m->entity)] += block == 0 ? 2 : 1;
    }
    ranked *list = eg_heap_alloc((r->entities.len + 1) * sizeof *list);
    for (uint32_t e = 0; e < r->entities.len; e++)
        if (t->counts[e]) list[t->len++] = (ranked){e, t->counts[e]};
    if (t->len > 1) qsort(list, t->len, sizeof *list, by_count);
    t->order = EG_NEW_ARRAY(r->arena, uint32_t, t->len + 1);
    for (size_t i = 0; i < t->len; i++) t->order[i] = list[i].entity;
    eg_heap_free(list);
    return t;
}

/* The thing of one of `kinds` that is spoken of most; with `clear`, only when it is so twice as often as the next. */
static uint32_t post_topic(const eg_reading *r, uint32_t kinds, uint32_t least, bool clear) {
    const eg_topics *t = topics_of(r);
    uint32_t best = EG_NO_ENTITY;
    for (size_t i = 0; i < t->len; i++) {
        uint32_t e = t->order[i];
        if (t->counts[e] < least && best == EG_NO_ENTITY) return EG_NO_ENTITY;
        if (!fits(r, e, kinds) || (clear && eg_entity_kind(r, e, 0.3F) == EG_NONE)) continue;
        if (best != EG_NO_ENTITY) return t->counts[best] >= 2 * t->counts[e] ? best : EG_NO_ENTITY;
        best = e;
        if (!clear) return best;
    }
    return best;
}

uint32_t eg_post_topic(const eg_reading *r, uint32_t kinds) { return post_topic(r, kinds, 3, false); }

uint32_t eg_clear_topic(const eg_reading *r, uint32_t kinds, uint32_t least) { return post_topic(r, kinds, least, true); }

/* "the university": the nearest thing before it whose name has the word. */
static uint32_t named_like(const search *s, eg_slice noun) {
    for (uint32_t back = 0; back <= LOOK_BACK_NAMED && back <= s->sentence; back++) {
        item items[ITEMS_MOST];
        size_t n = items_of(s->r, s->sentence - back, items);
        for (size_t i = n; i-- > 0;) {
            if (back == 0 && items[i].end > s->at) continue;
            if (!suits(s, items[i].entity)) continue;
            eg_slice rest = s->r->entities.items[items[i].entity].key;
            for (eg_slice word; eg_slice_split(&rest, ' ', &word);)
                if (eg_slice_eq(word, noun)) return items[i].entity;
        }
    }
    return EG_NO_ENTITY;
}

static uint32_t earlier_in_block(const search *s) {
    uint32_t block = s->r->text->sentences[s->sentence].block;
    for (uint32_t back = 1; back <= LOOK_BACK && back <= s->sentence; back++) {
        if (s->r->text->sentences[s->sentence - back].block != block) break;
        uint32_t entity = choose(s, s->sentence - back, UINT32_MAX, false, 0, 1);
        if (entity != EG_NO_ENTITY) return entity;
    }
    return EG_NO_ENTITY;
}

/* `here`: the reference's own sentence comes first; else it comes last. */
static uint32_t antecedent(const search *s, bool here, bool pronoun, bool item_topic) {
    const eg_reading *r = s->r;
    uint32_t block = r->text->sentences[s->sentence].block;
    uint32_t entity = here ? choose(s, s->sentence, s->at, !pronoun, 0, 0) : EG_NO_ENTITY;
    if (entity != EG_NO_ENTITY) return entity;
    if (item_topic && r->text->blocks[block].kind == EG_BLOCK_ITEM && s->sentence > 0 && r->text->sentences[s->sentence - 1].block == block)
        entity = first_of_block(r, block, s->kinds); /* an item goes on about what it opens with */
    if (entity == EG_NO_ENTITY && here) entity = choose(s, s->sentence, s->at, !pronoun, 1, 1);
    if (entity == EG_NO_ENTITY) entity = earlier_in_block(s);
    if (entity == EG_NO_ENTITY) entity = eg_block_topic(r, block, s->kinds);
    if (entity == EG_NO_ENTITY) entity = choose(s, s->sentence, s->at, true, 0, 1);
    /* the paragraph before, within the section */
    const eg_block *b = &r->text->blocks[block];
    for (uint32_t i = block, back = 0; entity == EG_NO_ENTITY && i-- > 0 && back < 2; back++) {
        const eg_block *before = &r->text->blocks[i];
        if (before->kind == EG_BLOCK_HEADING || before->heading != b->heading) break;
        entity = first_of_block(r, i, s->kinds);
    }
    if (entity == EG_NO_ENTITY) entity = eg_post_topic(r, s->kinds);
    eg_regex_match m;
    bool refused = entity != EG_NO_ENTITY && s->unlike && eg_regex_exec(s->unlike, r->entities.items[entity].key, 0, &m) == EG_REGEX_MATCH;
    return refused ? EG_NO_ENTITY : entity;
}

uint32_t eg_antecedent(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds, bool topic) {
    search s = {r, kinds, sentence, at, NULL};
    return antecedent(&s, !topic, true, false);
}

uint32_t eg_sentence_subject(const eg_reading *r, uint32_t sentence, uint32_t kinds) {
    search s = {r, kinds, sentence, UINT32_MAX, NULL};
    return choose(&s, sentence, UINT32_MAX, false, 0, 2);
}

static bool joined(const eg_reading *r, const item *a, const item *b) {
    if (b->begin < a->end || b->begin - a->end > 8) return false;
    eg_slice between = eg_slice_trim(eg_slice_sub(r->text->text, a->end, b->begin));
    if (between.len == 0) return false;
    if (between.ptr[0] == ',') between = eg_slice_trim(eg_slice_sub(between, 1, between.len));
    return between.len == 0 || eg_slice_eq(between, EG_S("&")) || in(&r->p->clause_words, between);
}

/* The members of the last list of two or more before the reference, in its sentence or the two before. */
static size_t list_before(const search *s, uint32_t out[EG_ANTECEDENTS_MOST]) {
    for (uint32_t back = 0; back <= 2 && back <= s->sentence; back++) {
        item items[ITEMS_MOST];
        size_t n = items_of(s->r, s->sentence - back, items);
        for (size_t i = 0; i < n; i++) {
            size_t end = i;
            size_t count = 0;
            while (end < n && count < EG_ANTECEDENTS_MOST && (back || items[end].end <= s->at) && fits(s->r, items[end].entity, s->kinds) &&
                   (end == i || joined(s->r, &items[end - 1], &items[end])))
                out[count++] = items[end++].entity;
            if (count >= 2) return count;
        }
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

static size_t find_hits(const eg_reading *r, const eg_tapes *tapes, hit out[HITS_MOST]) {
    const eg_tape *tape = &tapes->list.items[0];
    size_t n = 0;
    for (uint32_t j = 0; j < r->p->references.len; j++) {
        const eg_reference *ref = &r->p->references.items[j];
        eg_regex_match m;
        for (size_t from = 0; from < tape->text.len && n < HITS_MOST && eg_tape_exec(tape, ref->regex, from, &m) == EG_REGEX_MATCH;) {
            hit h = {m.groups[0].begin, ref->implicit ? m.groups[0].begin : m.groups[0].end, j};
            from = m.groups[0].end > from ? m.groups[0].end : from + 1;
            bool good = ref->implicit || h.end == h.begin || (!holds_name(r, tapes, tape, h) && ref->cased == is_capital(r, tape, h.begin, h.end - 1));
            for (size_t i = 0; i < n && good; i++) good = h.begin >= out[i].end || h.end <= out[i].begin;
            if (good) out[n++] = h;
            if (ref->implicit) break;
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

/* The plain tape of each sentence, and the thing each of its units is. */
typedef struct plain {
    eg_tape tape;
    uint32_t *entities;
} plain;

/* The last thing that the rule's cue speaks of before the reference, up to six sentences back. */
static uint32_t cued(const search *s, const eg_reference *ref, const plain *tapes, uint32_t stop) {
    for (uint32_t back = 0; back <= 6 && back <= s->sentence; back++) {
        const plain *p = &tapes[s->sentence - back];
        eg_slice text = back ? p->tape.text : eg_slice_sub(p->tape.text, 0, stop);
        uint32_t best = EG_NO_ENTITY;
        eg_regex_match m;
        for (size_t from = 0; from < text.len && eg_regex_exec(ref->cue, text, from, &m) == EG_REGEX_MATCH;) {
            eg_span x = m.groups[ref->cue_group];
            int32_t unit = x.begin != UINT32_MAX ? p->tape.unit[x.begin] : -1;
            if (unit >= 0 && suits(s, p->entities[unit])) best = p->entities[unit];
            from = x.begin != UINT32_MAX && x.end > from ? x.end : from + 1;
        }
        if (best != EG_NO_ENTITY) return best;
    }
    return EG_NO_ENTITY;
}

static void resolve(eg_reading *r, const plain *tapes, uint32_t sentence, hit h, bool spoken) {
    const eg_tape *tape = &tapes[sentence].tape;
    const eg_reference *ref = &r->p->references.items[h.rule];
    uint32_t begin = tape->source[h.begin];
    eg_anaphor a = {.begin = begin, .end = h.end > h.begin ? tape->source[h.end - 1] + 1 : begin, .sentence = sentence, .rule = h.rule};
    search s = {r, ref->kinds, sentence, begin, ref->unlike};
    uint32_t entity = EG_NO_ENTITY;
    if (ref->cue) entity = cued(&s, ref, tapes, h.begin);
    if (ref->plural) a.count = (uint32_t)list_before(&s, a.entities);
    else if (ref->speaker) entity = post_topic(r, ref->kinds, spoken ? 2 : 4, !spoken || is_hub(r, ref->kinds));
    else if (ref->cased) {
        uint32_t word = a.end;
        while (word > begin && r->text->text.ptr[word - 1] != ' ') word--;
        entity = defined(r, eg_slice_sub(r->text->text, word, a.end));
        if (entity == EG_NO_ENTITY) entity = post_topic(r, ref->kinds, 3, false);
    }
    if (ref->named && entity == EG_NO_ENTITY) {
        uint32_t word = h.end;
        while (word > h.begin && tape->text.ptr[word - 1] != ' ') word--;
        entity = named_like(&s, eg_slice_sub(tape->text, word, h.end));
        if (entity == EG_NO_ENTITY && ref->topic) return;
    }
    if (!ref->plural && !ref->speaker && entity == EG_NO_ENTITY) entity = antecedent(&s, !ref->topic && !ref->implicit, ref->pronoun, ref->implicit || !ref->pronoun);
    if (entity != EG_NO_ENTITY) a.entities[0] = entity, a.count = 1;
    if (a.count) eg_vec_push(&r->anaphora, a);
}

/* A post in the first person: an interview, a letter, a report of one's own. */
enum { SPOKEN_LEAST = 6 };

void eg_references_find(eg_reading *r) {
    eg_tapes tapes = {.keep = true}; /* those of all sentences are looked at again */
    size_t sentences = r->text->sentence_count;
    plain *all_plain = EG_NEW_ARRAY(r->arena, plain, sentences + 1);
    EG_VEC(hit) all = {0};
    uint32_t *first = EG_NEW_ARRAY(r->arena, uint32_t, sentences + 1);
    uint32_t speakers = 0;
    for (uint32_t s = 0; s < sentences; s++) {
        hit hits[HITS_MOST];
        eg_tapes_plain(&tapes, r, s);
        all_plain[s] = (plain){tapes.list.items[0], EG_NEW_ARRAY(r->arena, uint32_t, tapes.units.len + 1)};
        for (size_t u = 0; u < tapes.units.len; u++) all_plain[s].entities[u] = tapes.units.items[u].entity;
        first[s] = (uint32_t)all.len;
        size_t n = find_hits(r, &tapes, hits);
        for (size_t i = 0; i < n; i++) {
            eg_vec_push(&all, hits[i]);
            speakers += r->p->references.items[hits[i].rule].speaker && !is_hub(r, r->p->references.items[hits[i].rule].kinds);
        }
    }
    first[sentences] = (uint32_t)all.len;
    r->anaphora.len = 0;
    r->first_anaphor = EG_NEW_ARRAY(r->arena, uint32_t, sentences + 1);
    for (uint32_t s = 0; s < sentences; s++) {
        r->first_anaphor[s] = (uint32_t)r->anaphora.len;
        for (uint32_t i = first[s]; i < first[s + 1]; i++) resolve(r, all_plain, s, all.items[i], speakers >= SPOKEN_LEAST);
    }
    r->first_anaphor[sentences] = (uint32_t)r->anaphora.len;
    eg_vec_fini(&all);
    eg_tapes_fini(&tapes);
}
