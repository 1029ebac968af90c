/* SPDX-License-Identifier: MIT */
/* What "the company", "its", "both" or an unsaid subject stands for. A centering heuristic (Grosz, Joshi, Weinstein
 * 1995) with weights (Lappin, Leass 1994), both in a simple form: subjects before names behind a preposition, the near past
 * before the far; what the block, the section and the post are about has a say. References found before count as names,
 * so that chains hold. */
#include "relate/tape.h"

enum { ABOUT_MOST = 3 }; /* the title and what introduces the post: its first blocks */
enum { ITEMS_MOST = 128, LOOK_BACK = 4, LOOK_BACK_NAMED = 15 };

/* One thing spoken of in a sentence, by name or by reference. */
typedef struct item {
    uint32_t begin, end;
    uint32_t entity;
    bool possessor; /* "Japan's Mitsui" speaks of Mitsui */
    bool oblique;   /* behind a preposition */
    bool embedded;  /* in a side clause: "who had led research at UCB" */
} item;

typedef struct search {
    const eg_reading *r;
    uint32_t kinds;
    uint32_t sentence;
    uint32_t at; /* byte of text the reference stands at */
    eg_regex *unlike;
    const eg_map *not_first; /* words that its name does not begin with, or NULL */
    eg_slice noun;   /* "startup" of "the young startup", or "" */
    bool own_clause; /* it may stand for the subject of its own clause: "its", but not "it" */
    uint32_t cued;   /* what the reference's cue speaks of, or EG_NO_ENTITY */
    bool cued_here;  /* ... in its own sentence */
    eg_slice must;   /* a word that the thing's name has, or "" */
    uint32_t place;  /* "the Oslo firm": where it is, or EG_NO_ENTITY */
    uint32_t also;   /* a thing of another kind that it may be, or EG_NO_ENTITY */
    const uint32_t *others; /* what it cannot be */
    size_t other_count;
} search;

static bool fits(const eg_reading *r, uint32_t entity, uint32_t kinds) {
    uint32_t kind = eg_entity_kind(r, entity, 0.3F);
    if (kind != EG_NONE) return kinds >> kind & 1;
    /* a name of no kind yet may be anything but a person or a place: those are nearly always marked */
    for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
        if (kinds >> k & 1 && !(r->p->schema.kinds[k].traits & (EG_TRAIT_PERSON | EG_TRAIT_HUB))) return true;
    return false;
}

static bool has_word(eg_slice key, eg_slice word) {
    for (eg_slice one; eg_slice_split(&key, ' ', &one);)
        if (eg_slice_eq(one, word)) return true;
    return false;
}

static bool suits(const search *s, uint32_t entity) {
    eg_regex_match m;
    if (!fits(s->r, entity, s->kinds) && entity != s->also) return false;
    for (size_t i = 0; i < s->other_count; i++)
        if (s->others[i] == entity) return false;
    if (s->not_first) {
        eg_slice rest = s->r->entities.items[entity].key;
        eg_slice first;
        if (eg_slice_split(&rest, ' ', &first) && eg_map_get(s->not_first, first) != EG_MAP_NONE) return false;
    }
    if (s->must.len && !has_word(s->r->entities.items[entity].key, s->must)) return false;
    if (s->unlike == NULL) return true;
    const eg_entity *e = &s->r->entities.items[entity];
    if (eg_regex_exec(s->unlike, e->key, 0, &m) == EG_REGEX_MATCH) return false;
    return e->entry == NULL || eg_regex_exec(s->unlike, eg_fold(s->r->arena, e->entry->name), 0, &m) != EG_REGEX_MATCH; /* "MIT" is an institute */
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

/* The words back to the last comma begin with "who", "that", "when": no main clause. */
static bool in_side_clause(const eg_reading *r, const eg_mention *m) {
    for (uint32_t i = m->token; i > r->tokens.first[m->sentence];) {
        const eg_token *t = &r->tokens.items[--i];
        if (in(&r->p->subordinators, t->fold)) return true;
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
            bool embedded = r->p->references.items[ref->rule].site;
            for (uint32_t i = 0; i < ref->count && n < ITEMS_MOST; i++)
                out[n++] = (item){ref->begin, ref->end, ref->entities[i], possessor, false, embedded};
            a++;
            continue;
        }
        if (!name->hidden)
            out[n++] = (item){name->begin, name->end, eg_entity_of(r, name->entity),
                              owns(r, name->end, r->text->sentences[sentence].end) || before_role(r, name), behind_preposition(r, name),
                              in_side_clause(r, name)};
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
 * clause, else an owner. Names whose kind is known come before others. */
static uint32_t choose(const search *s, uint32_t sentence) {
    item items[ITEMS_MOST];
    size_t n = items_of(s->r, sentence, items);
    for (int pass = 0; pass <= 2; pass++)
        for (int known = 1; known >= 0; known--)
            for (size_t i = 0; i < n; i++) {
                const item *it = &items[i];
                int rank = it->possessor || it->embedded ? 2 : it->oblique ? 1 : 0;
                if (rank > pass || !suits(s, it->entity)) continue;
                if (known && eg_entity_kind(s->r, it->entity, 0.3F) == EG_NONE) continue;
                return it->entity;
            }
    return EG_NO_ENTITY;
}

static bool all_are(const eg_reading *r, uint32_t kinds, uint32_t trait) {
    for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
        if (kinds >> k & 1 && !(r->p->schema.kinds[k].traits & trait)) return false;
    return true;
}

static uint32_t first_of_block(const eg_reading *r, uint32_t block, uint32_t kinds) {
    search s = {.r = r, .kinds = kinds, .place = EG_NO_ENTITY, .also = EG_NO_ENTITY};
    for (uint32_t i = eg_text_sentence_from(r->text, block); i < r->text->sentence_count && r->text->sentences[i].block == block; i++) {
        uint32_t entity = choose(&s, i);
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
        t->counts[eg_entity_of(r, m->entity)] += block == 0 ? 4 : block == 1 ? 2 : 1;
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

static bool in_title(const eg_reading *r, uint32_t entity) {
    if (r->text->block_count == 0 || r->text->blocks[0].kind != EG_BLOCK_HEADING) return false;
    for (size_t i = 0; i < r->mentions.len && r->mentions.items[i].begin < r->text->blocks[0].end; i++)
        if (eg_entity_of(r, r->mentions.items[i].entity) == entity) return true;
    return false;
}

/* The thing of one of `kinds` that is spoken of most; with `clear`, only when it is so twice as often as the next, or when
 * the title names it and not the next. */
static uint32_t post_topic(const eg_reading *r, uint32_t kinds, uint32_t least, bool clear) {
    const eg_topics *t = topics_of(r);
    uint32_t best = EG_NO_ENTITY;
    for (size_t i = 0; i < t->len; i++) {
        uint32_t e = t->order[i];
        if (t->counts[e] < least && best == EG_NO_ENTITY) return EG_NO_ENTITY;
        if (!fits(r, e, kinds) || (clear && eg_entity_kind(r, e, 0.3F) == EG_NONE)) continue;
        if (best != EG_NO_ENTITY) return t->counts[best] >= 2 * t->counts[e] || (in_title(r, best) && !in_title(r, e)) ? best : EG_NO_ENTITY;
        best = e;
        if (!clear) return best;
    }
    return best;
}

/* Does the folded title hold the folded name as whole words? "Harbour Expo 2025" holds "harbour expo". */
static bool title_holds(eg_slice title, eg_slice key) {
    if (key.len < 2) return false;
    for (size_t at = eg_slice_find(title, key, 0); at != (size_t)-1; at = eg_slice_find(title, key, at + 1)) {
        size_t end = at + key.len;
        bool begins = at == 0 || title.ptr[at - 1] == ' ';
        if (begins && (end == title.len || strchr(" :,.!?", title.ptr[end]))) return true;
    }
    return false;
}

/* What the title names, though no name was found there: names of titles are not all taken for names. */
static uint32_t named_by_title(const eg_reading *r, uint32_t kinds) {
    const eg_topics *t = topics_of(r);
    uint32_t best = EG_NO_ENTITY;
    for (uint32_t b = 0; b < r->text->block_count && b <= ABOUT_MOST; b++) {
        const eg_block *block = &r->text->blocks[b];
        if (block->kind != EG_BLOCK_HEADING) continue;
        eg_slice title = eg_fold(r->arena, eg_slice_sub(r->text->text, block->begin, block->end));
        for (uint32_t i = 0; i < r->entities.len; i++) {
            uint32_t e = eg_entity_of(r, i);
            if (t->counts[e] == 0 || eg_entity_kind(r, e, 0.3F) == EG_NONE || !fits(r, e, kinds)) continue;
            if (best != EG_NO_ENTITY && t->counts[e] <= t->counts[best]) continue;
            if (title_holds(title, r->entities.items[i].key)) best = e;
        }
    }
    return best;
}

uint32_t eg_post_about(const eg_reading *r, uint32_t kinds, bool title) {
    const eg_topics *t = topics_of(r);
    uint32_t best = named_by_title(r, kinds);
    if (title || best != EG_NO_ENTITY) return best;
    for (size_t i = 0; i < r->mentions.len; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (r->text->sentences[m->sentence].block > ABOUT_MOST) break;
        uint32_t e = eg_entity_of(r, m->entity);
        if (eg_entity_kind(r, e, 0.3F) == EG_NONE || !fits(r, e, kinds)) continue;
        if (best == EG_NO_ENTITY || t->counts[e] > t->counts[best]) best = e;
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
            if (has_word(s->r->entities.items[items[i].entity].key, noun)) return items[i].entity;
        }
    }
    return EG_NO_ENTITY;
}

/* ---- salience (Lappin and Leass 1994, in a simple form) -------------------------------------------------------------- */

/* What a mention gives its entity: being spoken of at all, as a subject, as an object, behind a preposition; what a name
 * that its block opens with, or its heading, or that the post is about gets on top. A sentence back halves, and so does a block back. */
static const float SPOKEN = 100;
static const float AS_SUBJECT = 130;
static const float AS_OBJECT = 40;
static const float AS_OBLIQUE = 20;
static const float AS_OWNER = 25;
static const float OPENS_BLOCK = 90;
static const float IN_HEADING = 50;
static const float POST_TOPIC = 25;        /* "it" goes on about what was just said ... */
static const float POST_TOPIC_NAMED = 75;  /* ... "the company" also about what all of it is about */
static const float CALLED_SO = 120;
static const float CUED = 150;
static const float CUED_HERE = 500;
static const float THERE = 260;
static const float UNKNOWN_KIND = 0.6F;
static const float HUB = 0.3F;
static const float NOW = 3;              /* of its own sentence, against the one before */
static const float FADE = 0.5F;
static const float CLEAR = 1.5F;

typedef struct weighed {
    uint32_t entity;
    float weight;
} weighed;

typedef struct scale {
    const search *s;
    weighed list[ITEMS_MOST];
    size_t len;
    uint32_t barred; /* the nearest thing that it cannot be, or EG_NO_ENTITY */
} scale;

static void put_on(scale *x, uint32_t entity, float weight) {
    size_t i = 0;
    if (entity == EG_NO_ENTITY || entity == x->barred || !suits(x->s, entity)) return;
    uint32_t kind = eg_entity_kind(x->s->r, entity, 0.3F);
    if (kind == EG_NONE) weight *= UNKNOWN_KIND;
    else if (x->s->r->p->schema.kinds[kind].traits & EG_TRAIT_HUB) weight *= HUB; /* mostly where something is */
    while (i < x->len && x->list[i].entity != entity) i++;
    if (i == ITEMS_MOST) return;
    if (i == x->len) x->list[x->len++] = (weighed){entity, 0};
    x->list[i].weight += weight;
}

static bool is_break(const eg_reading *r, const eg_token *t) {
    return (t->flags & EG_TOKEN_PUNCT && !strchr("\"&'-", r->text->text.ptr[t->begin])) || in(&r->p->clause_words, t->fold);
}

/* Can what stands at s->at not be the item, by the place of both? "X, its owner", "X, the firm which sold the company",
 * "X sold it": the second is another thing in each. */
static bool is_barred(const search *s, const item *it, const item *next) {
    const eg_reading *r = s->r;
    uint32_t i = r->tokens.first[s->sentence];
    uint32_t stop = r->tokens.first[s->sentence + 1];
    while (i < stop && r->tokens.items[i].begin < it->end) i++;
    uint32_t last = EG_NO_ENTITY; /* the last break before the reference, and how many there are */
    uint32_t breaks = 0;
    uint32_t words = 0;
    for (; i < stop && r->tokens.items[i].begin < s->at; i++, words++)
        if (is_break(r, &r->tokens.items[i])) last = i, breaks++;
    if (s->own_clause) return breaks == 1 && words == 1 && !it->possessor;
    if (breaks == 0) return true;
    bool direct = last + 1 < stop && r->tokens.items[last + 1].begin >= s->at; /* "said that it": no relative clause */
    bool relative = !direct && in(&r->p->relative_words, r->tokens.items[last].fold);
    return relative && !it->possessor && (next == NULL || next->begin > r->tokens.items[last].begin || next->end > s->at);
}

/* "Backed by X, the company": what a phrase before the subject names is another thing than the subject. */
static uint32_t fronted_end(const eg_reading *r, uint32_t sentence) {
    uint32_t i = r->tokens.first[sentence];
    uint32_t stop = r->tokens.first[sentence + 1];
    if (i == stop || !(in(&r->p->prepositions, r->tokens.items[i].fold) || in(&r->p->splits, r->tokens.items[i].fold))) return 0;
    for (; i < stop; i++)
        if (r->tokens.items[i].flags & EG_TOKEN_PUNCT && r->text->text.ptr[r->tokens.items[i].begin] == ',') return r->tokens.items[i].begin;
    return 0;
}

/* A place with a mark behind it is no subject. */
static bool set_apart(const eg_reading *r, const item *it) {
    uint32_t kind = eg_entity_kind(r, it->entity, 0.3F);
    eg_slice behind = eg_slice_trim(eg_slice_sub(r->text->text, it->end, (uint32_t)r->text->text.len));
    return kind != EG_NONE && (r->p->schema.kinds[kind].traits & EG_TRAIT_HUB) && (eg_slice_starts(behind, EG_S(",")) || eg_slice_starts(behind, EG_S("/")));
}

/* The names and references of `sentence` up to byte `before`; a thing named twice counts by its best place. */
static void weigh_sentence(scale *x, uint32_t sentence, uint32_t before, float fade) {
    item items[ITEMS_MOST];
    float roles[ITEMS_MOST];
    size_t n = items_of(x->s->r, sentence, items);
    const item *subject = NULL;
    size_t seen = 0;
    uint32_t fronted = sentence == x->s->sentence ? fronted_end(x->s->r, sentence) : 0;
    for (; seen < n && items[seen].end <= before; seen++) {
        const item *it = &items[seen];
        bool plain = !it->possessor && !it->embedded && !it->oblique;
        bool first = plain && (subject == NULL || clause_between(x->s->r, sentence, subject->end, it->begin));
        if (first && set_apart(x->s->r, it)) plain = first = false; /* a dateline: "LEUVEN, 14 May -" */
        roles[seen] = it->possessor || it->embedded ? AS_OWNER : it->oblique || !plain ? AS_OBLIQUE : first ? AS_SUBJECT : AS_OBJECT;
        if (plain) subject = it;
        if (it->end <= fronted && fronted < before) roles[seen] = 0;
        if (sentence != x->s->sentence || !is_barred(x->s, it, seen + 1 < n ? &items[seen + 1] : NULL)) continue;
        roles[seen] = 0;
        if (x->s->own_clause) x->barred = it->entity;
    }
    for (size_t i = 0; i < seen; i++) {
        float most = 0;
        for (size_t j = 0; j < seen; j++) {
            if (items[j].entity != items[i].entity) continue;
            if (j < i) break; /* counted */
            if (roles[j] > most) most = roles[j];
        }
        if (most > 0) put_on(x, items[i].entity, (SPOKEN + most) * fade);
    }
}

/* The name in bold that an item speaks of ("- In Accra, **X** has"), or that a paragraph has as its only one. */
static uint32_t bold_lead(const eg_reading *r, uint32_t block, const search *any) {
    const eg_block *b = &r->text->blocks[block];
    uint32_t lead = EG_NO_ENTITY;
    if (b->kind != EG_BLOCK_ITEM && b->kind != EG_BLOCK_PARAGRAPH) return EG_NO_ENTITY;
    for (size_t i = eg_text_inline_from(r->text, b->begin); i < r->text->inline_count && r->text->inlines[i].begin < b->end; i++) {
        const eg_inline *bold = &r->text->inlines[i];
        if (bold->kind != EG_INLINE_STRONG) continue;
        uint32_t m = eg_mention_from(r, bold->begin);
        if (m == r->mentions.len || r->mentions.items[m].end > bold->end + 1) continue;
        uint32_t entity = eg_entity_of(r, r->mentions.items[m].entity);
        if (lead != EG_NO_ENTITY && entity != lead) return EG_NO_ENTITY;
        if (!suits(any, entity)) continue;
        if (b->kind == EG_BLOCK_ITEM) return entity;
        lead = entity;
    }
    return lead;
}

static uint32_t opens(const eg_reading *r, uint32_t block, uint32_t kinds) {
    search any = {.r = r, .kinds = kinds, .place = EG_NO_ENTITY, .also = EG_NO_ENTITY};
    item items[ITEMS_MOST];
    uint32_t first = eg_text_sentence_from(r->text, block);
    if (first >= r->text->sentence_count || r->text->sentences[first].block != block) return EG_NO_ENTITY;
    size_t n = items_of(r, first, items);
    if (n && !items[0].possessor && items[0].begin <= r->text->blocks[block].begin + 6 && suits(&any, items[0].entity)) return items[0].entity;
    return bold_lead(r, block, &any);
}

uint32_t eg_block_lead(const eg_reading *r, uint32_t block, uint32_t kinds) {
    const eg_block *b = &r->text->blocks[block];
    return opens(r, b->kind == EG_BLOCK_ITEM && b->lead != EG_NO_BLOCK ? b->lead : block, kinds);
}

/* Do the words beside one of its names before the reference call it so: "the startup X", "X, a Kobe startup", "X is a startup"? */
static bool called_so(const search *s, uint32_t entity) {
    const eg_reading *r = s->r;
    enum { BEFORE = 1, BEHIND = 9 };
    if (has_word(r->entities.items[entity].key, s->noun)) return true;
    for (size_t i = 0; i < r->mentions.len && r->mentions.items[i].begin < s->at; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (m->hidden || eg_entity_of(r, m->entity) != entity) continue;
        uint32_t first = r->tokens.first[m->sentence];
        uint32_t stop = r->tokens.first[m->sentence + 1];
        for (uint32_t j = m->token > first + BEFORE ? m->token - BEFORE : first; j < m->token; j++)
            if (eg_slice_eq(r->tokens.items[j].fold, s->noun)) return true;
        for (uint32_t j = m->token_end, n = 0; j < stop && n < BEHIND; j++, n++) {
            const eg_token *t = &r->tokens.items[j];
            if (n > 1 && (t->flags & EG_TOKEN_PUNCT || in(&r->p->clause_words, t->fold)) && r->text->text.ptr[t->begin] != '-') break;
            if (eg_slice_eq(t->fold, s->noun)) return true;
        }
    }
    return false;
}

/* The name that stands by a place: "X (Oslo)", "X of Oslo", "Oslo-based X", "Oslo's X", or the head of its table row. */
static uint32_t stands_by(const scale *x, const eg_mention *place) {
    enum { NEAR = 12 };
    const eg_reading *r = x->s->r;
    const eg_mention *before = place > r->mentions.items ? place - 1 : NULL;
    const eg_mention *behind = place + 1 < r->mentions.items + r->mentions.len ? place + 1 : NULL;
    uint32_t block = r->text->sentences[place->sentence].block;
    if (r->text->blocks[block].kind == EG_BLOCK_CELL) return eg_block_topic(r, block, x->s->kinds);
    if (before && before->sentence == place->sentence && place->begin - before->end <= NEAR && suits(x->s, eg_entity_of(r, before->entity)))
        return eg_entity_of(r, before->entity);
    if (behind && behind->sentence == place->sentence && behind->begin - place->end <= NEAR && suits(x->s, eg_entity_of(r, behind->entity)))
        return eg_entity_of(r, behind->entity);
    return EG_NO_ENTITY;
}

/* "The Oslo firm": what was named with the place before. */
static void weigh_place(scale *x) {
    const eg_reading *r = x->s->r;
    for (size_t i = 0; i < r->mentions.len && r->mentions.items[i].begin < x->s->at && x->s->place != EG_NO_ENTITY; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (eg_entity_of(r, m->entity) == x->s->place && m->end + 1 < x->s->at) put_on(x, stands_by(x, m), THERE);
    }
}

static void weigh_blocks(scale *x, uint32_t block) {
    const eg_reading *r = x->s->r;
    const eg_block *b = &r->text->blocks[block];
    uint32_t opened = eg_block_lead(r, block, x->s->kinds);
    bool listed = b->kind == EG_BLOCK_ITEM || b->kind == EG_BLOCK_CELL;
    bool own = listed && opened != EG_NO_ENTITY; /* an item with a head of its own is not about its list's */
    put_on(x, opened, OPENS_BLOCK);
    if (listed && !own) put_on(x, eg_block_topic(r, block, x->s->kinds), OPENS_BLOCK);
    float fade = own ? FADE : 1;
    uint32_t h = b->heading;
    for (; h != EG_NO_BLOCK && fade > 0.2F; h = r->text->blocks[h].heading) {
        put_on(x, first_of_block(r, h, x->s->kinds), IN_HEADING * fade);
        fade *= FADE;
    }
    put_on(x, x->s->cued, x->s->cued_here ? CUED_HERE : CUED);
    weigh_place(x);
    put_on(x, eg_post_topic(r, x->s->kinds), x->s->noun.len && !own ? POST_TOPIC_NAMED : POST_TOPIC);
    for (size_t i = 0; i < x->len && x->s->noun.len; i++)
        if (called_so(x->s, x->list[i].entity)) x->list[i].weight += CALLED_SO;
}

/* Sentences before: those of the block, then those of up to two blocks of the same section. */
static void weigh_past(scale *x) {
    const eg_reading *r = x->s->r;
    uint32_t block = r->text->sentences[x->s->sentence].block;
    uint32_t heading = r->text->blocks[block].heading;
    float fade = 1;
    uint32_t blocks = 0;
    for (uint32_t i = x->s->sentence, back = 0; i-- > 0 && back < 8; back++) {
        const eg_sentence *before = &r->text->sentences[i];
        const eg_block *b = &r->text->blocks[before->block];
        if (before->block != block) {
            block = before->block;
            if (b->kind == EG_BLOCK_HEADING || b->heading != heading || ++blocks > 2) break;
            if (r->text->blocks[r->text->sentences[x->s->sentence].block].kind == EG_BLOCK_ITEM) break;
            fade *= FADE;
        }
        weigh_sentence(x, i, UINT32_MAX, fade);
        fade *= FADE;
    }
}

/* `here`: the reference's own sentence counts too. *sure: nothing else is near it in weight. */
static uint32_t antecedent(const search *s, bool here, bool *sure) {
    scale x = {.s = s, .barred = EG_NO_ENTITY};
    uint32_t block = s->r->text->sentences[s->sentence].block;
    if (here) weigh_sentence(&x, s->sentence, s->at, NOW);
    weigh_past(&x);
    weigh_blocks(&x, block);
    if (x.len == 0) weigh_sentence(&x, s->sentence, s->at, 1);
    weighed best = {EG_NO_ENTITY, 0};
    float second = 0;
    for (size_t i = 0; i < x.len; i++) {
        if (x.list[i].weight > best.weight) second = best.weight, best = x.list[i];
        else if (x.list[i].weight > second) second = x.list[i].weight;
    }
    *sure = best.weight >= second * CLEAR && best.weight >= SPOKEN;
    return best.entity;
}

uint32_t eg_antecedent(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds, bool topic) {
    search s = {.r = r, .kinds = kinds, .sentence = sentence, .at = at, .own_clause = true, .cued = EG_NO_ENTITY, .place = EG_NO_ENTITY, .also = EG_NO_ENTITY};
    bool sure;
    return antecedent(&s, !topic, &sure);
}

bool eg_spoken_near(const eg_reading *r, uint32_t sentence, uint32_t entity, uint32_t kinds) {
    enum { NEAR = 6 };
    uint32_t heading = r->text->blocks[r->text->sentences[sentence].block].heading;
    bool others = false;
    if (heading == EG_NO_BLOCK) return true;
    for (uint32_t back = 0; back <= sentence; back++) {
        const eg_sentence *s = &r->text->sentences[sentence - back];
        if (s->block < heading) break;
        bool title = s->block == heading;
        if (!title && (r->text->blocks[s->block].heading != heading || back > NEAR)) continue;
        item items[ITEMS_MOST];
        size_t n = items_of(r, sentence - back, items);
        for (size_t i = 0; i < n; i++) {
            if (items[i].entity == entity) return true;
            uint32_t kind = eg_entity_kind(r, items[i].entity, 0.3F);
            others |= kind == EG_NONE || (kinds >> kind & 1);
        }
    }
    return !others; /* an answer to a question that names nothing */
}

static bool joined(const eg_reading *r, const item *a, const item *b) {
    bool by_word;
    return eg_joins_list(r, a->end, b->begin, &by_word);
}

/* "Sites in Oulu and Munich, it serves": things of one kind, or of kinds that are taken for one another, make a list. */
static bool are_alike(const eg_reading *r, uint32_t a, uint32_t b) {
    uint32_t x = eg_entity_kind(r, a, 0.3F);
    uint32_t y = eg_entity_kind(r, b, 0.3F);
    return x == y || (x != EG_NONE && y != EG_NONE && (r->p->schema.kinds[x].traits & r->p->schema.kinds[y].traits & EG_TRAIT_NAMESAKE));
}

/* Adds to `out`, which holds *n, what the sentence lists beside one of them: the members of a list share what is said of one. */
static void add_listed(const eg_reading *r, uint32_t sentence, uint32_t *out, size_t *n, size_t most) {
    item items[ITEMS_MOST];
    size_t count = items_of(r, sentence, items);
    for (int pass = 0; pass < 2; pass++)
        for (size_t k = 1; k < count; k++) {
            size_t i = pass ? count - k : k; /* to the right, then to the left */
            if (!joined(r, &items[i - 1], &items[i]) || !are_alike(r, items[i - 1].entity, items[i].entity)) continue;
            uint32_t have = items[pass ? i : i - 1].entity;
            uint32_t other = items[pass ? i - 1 : i].entity;
            bool held = false;
            bool known = false;
            for (size_t o = 0; o < *n; o++) held |= out[o] == have, known |= out[o] == other;
            if (held && !known && *n < most) out[(*n)++] = other;
        }
}

uint32_t eg_topic_end(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds, uint32_t first, eg_regex *unlike, const uint32_t *others, size_t other_count) {
    search s = {.r = r, .kinds = kinds, .sentence = sentence, .at = at, .own_clause = true, .cued = EG_NO_ENTITY, .place = EG_NO_ENTITY, .also = EG_NO_ENTITY, .unlike = unlike, .others = others, .other_count = other_count};
    bool sure;
    uint32_t apart[ITEMS_MOST];
    if (other_count && other_count <= ITEMS_MOST) {
        memcpy(apart, others, other_count * sizeof *others);
        s.others = apart;
        add_listed(r, sentence, apart, &s.other_count, ITEMS_MOST);
    }
    if (kinds & ~first) s.also = eg_clear_topic(r, kinds & ~first, 4), s.kinds = first;
    uint32_t entity = antecedent(&s, true, &sure);
    return entity != EG_NO_ENTITY && eg_entity_kind(r, entity, 0.3F) != EG_NONE ? entity : EG_NO_ENTITY;
}

uint32_t eg_block_goes_on(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds) {
    search s = {.r = r, .kinds = kinds, .sentence = sentence, .at = at, .own_clause = true, .cued = EG_NO_ENTITY, .place = EG_NO_ENTITY, .also = EG_NO_ENTITY};
    bool sure = false;
    uint32_t block = r->text->sentences[sentence].block;
    if (sentence == 0) return EG_NO_ENTITY;
    uint32_t before = r->text->sentences[sentence - 1].block;
    if (before != block && !(before + 1 == block && eg_is_question(r, before))) return EG_NO_ENTITY; /* an answer goes on about its question */
    uint32_t entity = antecedent(&s, false, &sure);
    return sure ? entity : EG_NO_ENTITY;
}

uint32_t eg_sentence_subject(const eg_reading *r, uint32_t sentence, uint32_t kinds) {
    search s = {.r = r, .kinds = kinds, .sentence = sentence, .at = UINT32_MAX, .place = EG_NO_ENTITY, .also = EG_NO_ENTITY};
    return choose(&s, sentence);
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

/* Where the next part of an entry begins that may lack its subject: behind "; ". 0 when there is none. */
static size_t next_part(const eg_reading *r, const eg_tapes *tapes, size_t from) {
    eg_block_kind kind = r->text->blocks[r->text->sentences[tapes->sentence].block].kind;
    size_t at = kind == EG_BLOCK_ITEM || kind == EG_BLOCK_CELL ? eg_slice_find(tapes->list.items[0].text, EG_S("; "), from) : (size_t)-1;
    return at == (size_t)-1 ? 0 : at + 2;
}

static size_t find_hits(const eg_reading *r, const eg_tapes *tapes, hit out[HITS_MOST]) {
    const eg_tape *tape = &tapes->list.items[0];
    size_t n = 0;
    for (uint32_t j = 0; j < r->p->references.len; j++) {
        const eg_reference *ref = &r->p->references.items[j];
        eg_regex_match m;
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
            bool good = ref->implicit || h.end == h.begin || (!holds_name(r, tapes, tape, h) && ref->cased == is_capital(r, tape, h.begin, h.end - 1));
            for (size_t i = 0; i < n && good; i++) good = h.begin >= out[i].end || h.end <= out[i].begin;
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

/* The last thing that the rule's cue speaks of before the reference, up to six sentences back. */
static uint32_t cued(const search *s, const eg_reference *ref, const plain *tapes, uint32_t stop, bool *here) {
    for (uint32_t back = 0; back <= 6 && back <= s->sentence; back++) {
        const plain *p = &tapes[s->sentence - back];
        if (s->r->text->sentences[s->sentence - back].block != s->r->text->sentences[s->sentence].block) break;
        eg_slice text = back ? p->tape.text : eg_slice_sub(p->tape.text, 0, stop);
        uint32_t best = EG_NO_ENTITY;
        eg_regex_match m;
        for (size_t from = 0; from < text.len && eg_regex_exec(ref->cue, text, from, &m) == EG_REGEX_MATCH;) {
            eg_span x = m.groups[ref->cue_group];
            int32_t unit = x.begin != UINT32_MAX ? p->tape.unit[x.begin] : -1;
            if (unit >= 0 && suits(s, p->entities[unit])) best = p->entities[unit];
            from = x.begin != UINT32_MAX && x.end > from ? x.end : from + 1;
        }
        *here = back == 0;
        if (best != EG_NO_ENTITY) return best;
    }
    return EG_NO_ENTITY;
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
        if (ref->speaker && !all_are(r, ref->kinds, EG_TRAIT_HUB) && !eg_is_quoted(r, block, a->begin)) out[n++] = a->entities[0];
    }
    return n;
}

/* "the Oslo", "the Oslo-based" before byte `at` of the tape: the place. */
static uint32_t place_before(const eg_reading *r, const plain *p, uint32_t at) {
    eg_slice before = eg_slice_trim(eg_slice_sub(p->tape.text, 0, at));
    size_t hyphen = before.len;
    while (hyphen && before.ptr[hyphen - 1] >= 'a' && before.ptr[hyphen - 1] <= 'z') hyphen--;
    if (hyphen && hyphen < before.len && before.ptr[hyphen - 1] == '-' && in(&r->p->splits, eg_slice_sub(before, hyphen, before.len))) before.len = hyphen - 1;
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

static void resolve(eg_reading *r, eg_speakers *speakers, const plain *tapes, uint32_t sentence, hit h, bool spoken) {
    const eg_tape *tape = &tapes[sentence].tape;
    const eg_reference *ref = &r->p->references.items[h.rule];
    uint32_t begin = tape->source[h.begin];
    eg_anaphor a = {.begin = begin, .end = h.end > h.begin ? eg_tape_source_end(tape, r->text->text, h.end) : begin, .sentence = sentence, .rule = h.rule};
    search s = {.r = r, .kinds = ref->kinds, .sentence = sentence, .at = begin, .unlike = ref->unlike, .not_first = ref->not_first.len ? eg_patterns_list(r->p, ref->not_first) : NULL, .own_clause = ref->pronoun && ref->possessive, .cued = EG_NO_ENTITY, .place = EG_NO_ENTITY, .also = EG_NO_ENTITY};
    uint32_t word = h.end;
    while (word > h.begin && tape->text.ptr[word - 1] != ' ') word--;
    if (!ref->pronoun && !ref->implicit && !ref->possessive && !ref->plural) {
        s.noun = eg_slice_sub(tape->text, word, h.end);
        s.place = place_before(r, &tapes[sentence], h.begin);
    }
    uint32_t entity = EG_NO_ENTITY;
    bool sure;
    if (ref->asked && !eg_is_asked(r, speakers, sentence)) return;
    uint32_t own[EG_ANTECEDENTS_MOST];
    if (ref->pronoun || (ref->possessive && !ref->speaker)) s.others = own, s.other_count = first_persons(r, sentence, begin, !ref->pronoun, own);
    if (ref->cue) s.cued = cued(&s, ref, tapes, h.begin, &s.cued_here);
    if (ref->plural) a.count = (uint32_t)list_before(&s, a.entities);
    else if (ref->house) {
        uint32_t person = person_before(r, &tapes[sentence], h.begin);
        entity = person != EG_NO_ENTITY ? eg_house_of(r, speakers, person, ref->kinds) : EG_NO_ENTITY;
        if (entity == EG_NO_ENTITY) return;
    } else if (ref->about) entity = eg_post_about(r, ref->kinds, ref->title);
    else if (ref->speaker && all_are(r, ref->kinds, EG_TRAIT_HUB)) entity = post_topic(r, ref->kinds, spoken ? 2 : 4, true);
    else if (ref->speaker && all_are(r, ref->kinds, EG_TRAIT_PERSON)) entity = eg_speaking_person(r, speakers, sentence, begin);
    else if (ref->speaker) entity = eg_speaker(r, speakers, sentence, begin, ref->kinds, spoken);
    else if (ref->cased) {
        uint32_t term = a.end;
        while (term > begin && r->text->text.ptr[term - 1] != ' ') term--;
        entity = defined(r, eg_slice_sub(r->text->text, term, a.end));
        if (entity == EG_NO_ENTITY) entity = post_topic(r, ref->kinds, 3, false);
    }
    if (ref->named && entity == EG_NO_ENTITY) {
        search named = s;
        named.must = eg_slice_sub(tape->text, word, h.end);
        entity = antecedent(&named, !ref->topic && !ref->implicit, &sure);
        if (entity == EG_NO_ENTITY) entity = named_like(&s, named.must);
        if (entity == EG_NO_ENTITY && ref->topic) return;
    }
    if (ref->implicit && entity == EG_NO_ENTITY) entity = entry_head(r, sentence, begin, ref->kinds);
    if (!ref->plural && !ref->speaker && !ref->about && entity == EG_NO_ENTITY) entity = antecedent(&s, !ref->topic && !ref->implicit, &sure);
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
    uint32_t spoken = 0;
    eg_speakers speakers;
    eg_speakers_find(&speakers, r);
    for (uint32_t s = 0; s < sentences; s++) {
        hit hits[HITS_MOST];
        eg_tapes_plain(&tapes, r, s);
        all_plain[s] = (plain){tapes.list.items[0], EG_NEW_ARRAY(r->arena, uint32_t, tapes.units.len + 1)};
        for (size_t u = 0; u < tapes.units.len; u++) all_plain[s].entities[u] = tapes.units.items[u].entity;
        first[s] = (uint32_t)all.len;
        size_t n = find_hits(r, &tapes, hits);
        for (size_t i = 0; i < n; i++) {
            eg_vec_push(&all, hits[i]);
            spoken += r->p->references.items[hits[i].rule].speaker && !all_are(r, r->p->references.items[hits[i].rule].kinds, EG_TRAIT_HUB);
        }
    }
    first[sentences] = (uint32_t)all.len;
    r->anaphora.len = 0;
    r->first_anaphor = EG_NEW_ARRAY(r->arena, uint32_t, sentences + 1);
    for (uint32_t s = 0; s < sentences; s++) {
        r->first_anaphor[s] = (uint32_t)r->anaphora.len;
        for (uint32_t i = first[s]; i < first[s + 1]; i++) resolve(r, &speakers, all_plain, s, all.items[i], spoken >= SPOKEN_LEAST);
    }
    r->first_anaphor[sentences] = (uint32_t)r->anaphora.len;
    eg_vec_fini(&all);
    eg_speakers_fini(&speakers);
    eg_tapes_fini(&tapes);
}
