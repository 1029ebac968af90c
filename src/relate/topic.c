/* SPDX-License-Identifier: MIT */
/* What a block, a section and a post are about: what heads them, and what is spoken of most. */
#include <stdlib.h>

#include "relate/relate.h"
#include "relate/salience.h"

enum { ABOUT_MOST = 3 }; /* the title and what introduces the post: its first blocks */

uint32_t eg_topic_kinds(const eg_reading *r) { return eg_kinds_without(&r->p->schema, EG_TRAIT_FIGURE | EG_TRAIT_HUB | EG_TRAIT_PERSON); }

uint32_t eg_name_of_block(const eg_reading *r, uint32_t block, bool place) {
    const eg_block *b = &r->text->blocks[block];
    for (uint32_t i = eg_mention_from(r, b->begin); i < r->mentions.len && r->mentions.items[i].begin < b->end; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        if (eg_entity_has(r, entity, EG_TRAIT_HUB) == place && !r->mentions.items[i].hidden) return entity;
    }
    return EG_NO_ENTITY;
}

uint32_t eg_only_named(const eg_reading *r, uint32_t begin, uint32_t end, uint32_t kinds) {
    uint32_t found = EG_NO_ENTITY;
    for (size_t i = eg_mention_from(r, begin); i < r->mentions.len && r->mentions.items[i].begin < end; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        uint32_t kind = eg_entity_kind(r, entity, 0.3F);
        if (kind == EG_NONE || !(kinds >> kind & 1) || entity == found) continue;
        if (found != EG_NO_ENTITY) return EG_NO_ENTITY;
        found = entity;
    }
    return found;
}

uint32_t eg_first_of_block(const eg_reading *r, uint32_t block, uint32_t kinds) {
    for (uint32_t i = eg_text_sentence_from(r->text, block); i < r->text->sentence_count && r->text->sentences[i].block == block; i++) {
        uint32_t entity = eg_sentence_subject(r, i, kinds);
        if (entity != EG_NO_ENTITY) return entity;
    }
    return EG_NO_ENTITY;
}

static uint32_t name_of_heading(const eg_reading *r, uint32_t heading) {
    const eg_block *b = &r->text->blocks[heading];
    uint32_t m = eg_mention_from(r, b->begin);
    if (b->kind != EG_BLOCK_HEADING || b->level < 2 || m == r->mentions.len || r->mentions.items[m].end > b->end || r->mentions.items[m].hidden) return EG_NO_ENTITY;
    const eg_mention *name = &r->mentions.items[m];
    for (uint32_t i = b->begin; i < b->end; i++) {
        char c = r->text->text.ptr[i];
        if ((i < name->begin || i >= name->end) && (c < '0' || c > '9') && strchr(" .,:)(#*", c) == NULL) return EG_NO_ENTITY;
    }
    return eg_entity_of(r, name->entity);
}

uint32_t eg_heading_about(const eg_reading *r, uint32_t heading) {
    const eg_block *b = &r->text->blocks[heading];
    uint32_t m = eg_mention_from(r, b->begin);
    if (b->kind != EG_BLOCK_HEADING || b->level < 2 || m == r->mentions.len || r->mentions.items[m].end > b->end || r->mentions.items[m].hidden) return EG_NO_ENTITY;
    const eg_mention *name = &r->mentions.items[m];
    eg_slice behind = eg_slice_trim(eg_slice_sub(r->text->text, name->end, b->end));
    eg_slice before = eg_slice_trim(eg_slice_sub(r->text->text, b->begin, name->begin));
    bool word = before.len && eg_map_has(&r->p->prepositions, eg_fold(r->arena, before));
    return word && behind.len == 0 ? eg_entity_of(r, name->entity) : EG_NO_ENTITY;
}

/* A heading that is a name heads an entry where those beside it are names as well: two thirds of them, and three at least. */
uint32_t eg_heading_name(const eg_reading *r, uint32_t heading) {
    enum { NEAR = 120, SERIES_LEAST = 3 }; /* blocks to both sides */
    const eg_block *b = &r->text->blocks[heading];
    uint32_t entity = name_of_heading(r, heading);
    if (entity == EG_NO_ENTITY) return entity;
    unsigned all = 0;
    unsigned named = 0;
    for (uint32_t i = heading > NEAR ? heading - NEAR : 0; i < r->text->block_count && i <= heading + NEAR; i++) {
        const eg_block *o = &r->text->blocks[i];
        if (o->kind != EG_BLOCK_HEADING || o->level != b->level || o->heading != b->heading) continue;
        all++;
        named += name_of_heading(r, i) != EG_NO_ENTITY;
    }
    return named >= SERIES_LEAST && 3 * named >= 2 * all ? entity : EG_NO_ENTITY;
}

uint32_t eg_block_topic(const eg_reading *r, uint32_t block, uint32_t kinds) {
    const eg_block *b = &r->text->blocks[block];
    if (b->kind == EG_BLOCK_CELL) {
        uint32_t named = EG_NO_ENTITY;
        for (uint32_t i = block + 1; i-- > 0 && r->text->blocks[i].kind == EG_BLOCK_CELL && r->text->blocks[i].row == b->row &&
                                     r->text->blocks[i].table == b->table;) {
            if (i == block || r->text->blocks[i].column > 1) continue; /* "2016 | Tidewater | ...": the second cell has the name */
            uint32_t entity = eg_first_of_block(r, i, kinds);
            if (entity != EG_NO_ENTITY) named = entity;
        }
        if (named != EG_NO_ENTITY) return named;
    }
    for (int depth = 0; b->kind == EG_BLOCK_ITEM && depth < 8; depth++) {
        uint32_t lead = b->lead != EG_NO_BLOCK ? b->lead : block;
        uint32_t entity = lead != block || depth ? eg_first_of_block(r, lead, kinds) : EG_NO_ENTITY;
        if (entity != EG_NO_ENTITY) return entity;
        if (b->parent == EG_NO_BLOCK) break;
        block = b->parent;
        b = &r->text->blocks[block];
        entity = eg_first_of_block(r, block, kinds);
        if (entity != EG_NO_ENTITY) return entity;
    }
    for (uint32_t h = b->heading; h != EG_NO_BLOCK; h = r->text->blocks[h].heading) {
        uint32_t entity = eg_first_of_block(r, h, kinds);
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
    t->spread = EG_NEW_ARRAY(r->arena, uint32_t, r->entities.len + 1);
    t->plain = EG_NEW_ARRAY(r->arena, uint32_t, r->entities.len + 1);
    t->first = EG_NEW_ARRAY(r->arena, uint32_t, r->entities.len + 1);
    uint32_t *last = EG_NEW_ARRAY(r->arena, uint32_t, r->entities.len + 1); /* the block it was named in last, plus 1 */
    for (size_t i = 0; i < r->mentions.len; i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t block = r->text->sentences[m->sentence].block;
        uint32_t entity = eg_entity_of(r, m->entity);
        if (t->counts[entity] == 0) t->first[entity] = m->begin;
        t->counts[entity] += block == 0 ? 4 : block == 1 ? 2 : 1;
        t->spread[entity] += last[entity] != block + 1;
        last[entity] = block + 1;
        t->plain[entity] += !eg_behind_preposition(r, m); /* not "together with Kvern", "a client of Kvern" */
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

bool eg_named_before(const eg_reading *r, uint32_t entity, uint32_t at) {
    const eg_topics *t = topics_of(r);
    return t->counts[entity] && t->first[entity] < at;
}

uint32_t eg_times_spoken(const eg_reading *r, uint32_t entity) { return topics_of(r)->counts[entity]; }

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
        if (!eg_entity_fits(r, e, kinds) || (clear && eg_entity_likely_kind(r, e) == EG_NONE)) continue;
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
        if (begins && (end == title.len || strchr(" :,.!?'", title.ptr[end]) || eg_slice_starts(eg_slice_sub(title, end, title.len), EG_S("\xe2\x80\x99")))) return true;
    }
    return false;
}

/* The line in italics below the title: "*Notes from four days of the Harbour Expo*". */
static bool is_subtitle(const eg_reading *r, uint32_t b) {
    const eg_block *block = &r->text->blocks[b];
    if (b != 1 || block->kind != EG_BLOCK_PARAGRAPH || block[-1].kind != EG_BLOCK_HEADING || block[-1].level != 1) return false;
    for (size_t i = eg_text_inline_from(r->text, block->begin); i < r->text->inline_count && r->text->inlines[i].begin == block->begin; i++)
        if (r->text->inlines[i].kind == EG_INLINE_EMPHASIS && r->text->inlines[i].end >= block->end) return true;
    return false;
}

/* No firm and nobody: a subtitle tells of the summit that a post is about, and of many a firm that it is not. */
static bool is_held(const eg_reading *r, uint32_t entity) { return !eg_entity_has(r, entity, EG_TRAIT_NAMESAKE) && !eg_entity_has(r, entity, EG_TRAIT_PERSON); }

/* Whose name a title holds: asked of all names of the post, so it is kept until there are more. */
static const eg_topics *find_titled(const eg_reading *r) {
    eg_topics *t = r->topics;
    (void)topics_of(r);
    if (t->titled && t->titled_of == r->entities.len) return t;
    EG_VEC(uint32_t) found = {0};
    for (uint32_t b = 0; b < r->text->block_count && b <= ABOUT_MOST; b++) {
        const eg_block *block = &r->text->blocks[b];
        if (block->kind != EG_BLOCK_HEADING && !is_subtitle(r, b)) continue;
        eg_slice title = eg_fold(r->arena, eg_slice_sub(r->text->text, block->begin, block->end));
        for (uint32_t i = 0; i < r->entities.len; i++)
            if (title_holds(title, r->entities.items[i].key) && (block->kind == EG_BLOCK_HEADING || is_held(r, i))) eg_vec_push(&found, i);
    }
    t->titled = EG_NEW_ARRAY(r->arena, uint32_t, found.len + 1);
    if (found.len) memcpy(t->titled, found.items, found.len * sizeof *found.items);
    t->titled_len = found.len;
    t->titled_of = r->entities.len;
    eg_vec_fini(&found);
    return t;
}

/* What the title names, though no name was found there: names of titles are not all taken for names. */
static uint32_t named_by_title(const eg_reading *r, uint32_t kinds) {
    const eg_topics *t = find_titled(r);
    uint32_t best = EG_NO_ENTITY;
    for (size_t i = 0; i < t->titled_len; i++) {
        uint32_t e = eg_entity_of(r, t->titled[i]);
        if (t->counts[e] == 0 || eg_entity_kind(r, e, 0.3F) == EG_NONE || !eg_entity_fits(r, e, kinds)) continue;
        if (best == EG_NO_ENTITY || t->counts[e] > t->counts[best]) best = e;
    }
    /* "Owls, brooms and a Grand Duchy": a title may name what the post hardly speaks of */
    for (size_t i = 0; i < t->len && best != EG_NO_ENTITY; i++)
        if (2 * t->spread[best] < t->spread[t->order[i]] && eg_entity_fits(r, t->order[i], kinds)) return EG_NO_ENTITY;
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
        if (eg_entity_kind(r, e, 0.3F) == EG_NONE || !eg_entity_fits(r, e, kinds)) continue;
        if (best == EG_NO_ENTITY || t->counts[e] > t->counts[best]) best = e;
    }
    return best;
}

uint32_t eg_opener(const eg_reading *r, uint32_t kinds) {
    enum { FRONTED_MOST = 4 /* bytes before it: "The " */, BLOCKS_MOST = 8 };
    for (uint32_t s = 0; s < r->text->sentence_count && r->text->sentences[s].block < BLOCKS_MOST; s++) {
        const eg_block *block = &r->text->blocks[r->text->sentences[s].block];
        if (block->kind != EG_BLOCK_PARAGRAPH) continue;
        if (r->first_mention[s] == r->first_mention[s + 1]) return EG_NO_ENTITY;
        const eg_mention *m = &r->mentions.items[r->first_mention[s]];
        bool first = m->begin <= r->text->sentences[s].begin + FRONTED_MOST && !m->hidden;
        bool home = first && r->first_mention[s] + 1 < r->first_mention[s + 1] && eg_entity_has(r, eg_entity_of(r, m->entity), EG_TRAIT_HUB) &&
                    eg_owner_ends(r, m->end, (m + 1)->begin) && (m + 1)->begin - m->end <= FRONTED_MOST; /* "Bandung's Kvern" */
        m += home;
        uint32_t entity = eg_entity_of(r, m->entity);
        uint32_t kind = eg_entity_likely_kind(r, entity);
        return first && kind != EG_NONE && (kinds >> kind & 1) ? entity : EG_NO_ENTITY;
    }
    return EG_NO_ENTITY;
}

/* The one thing that a post is a portrait of: named where it opens, and in half as many blocks again as any other that could be
 * portrayed, or first of all and no less widely. How often a block names it tells little: a customer may be named five times in one. */
static uint32_t find_portrayed(const eg_reading *r, uint32_t kinds) {
    enum { OPENING = 2, BLOCKS_LEAST = 3, TWICE = 2, OTHERS_MOST = 1 };
    const eg_topics *t = topics_of(r);
    uint32_t all = kinds | eg_kinds_with(&r->p->schema, EG_TRAIT_NAMESAKE);
    uint32_t best = EG_NO_ENTITY;
    uint32_t first = EG_NO_ENTITY; /* the one that is named first */
    uint32_t second = 0;           /* blocks that name the next one */
    uint32_t often = 0;            /* how many are named in more than one */
    for (size_t i = 0; i < t->len; i++) {
        uint32_t e = t->order[i];
        if (eg_entity_likely_kind(r, e) == EG_NONE || !eg_entity_fits(r, e, all)) continue;
        often += t->spread[e] >= TWICE;
        if (first == EG_NO_ENTITY || t->first[e] < t->first[first]) first = e;
        if (best == EG_NO_ENTITY || t->spread[e] > t->spread[best]) {
            second = best == EG_NO_ENTITY ? 0 : t->spread[best];
            best = e;
        } else if (t->spread[e] > second) second = t->spread[e];
    }
    if (best == EG_NO_ENTITY) return best;
    bool leads = t->spread[first] >= TWICE && t->spread[first] == t->spread[best] && often <= 1 + OTHERS_MOST;
    if (leads) best = first;
    bool clear = 2 * t->spread[best] >= 3 * second && t->spread[best] >= (eg_opener(r, kinds) == best ? TWICE : BLOCKS_LEAST);
    bool plain = 2 * t->plain[best] >= t->spread[best];
    bool opens = r->text->sentences[eg_sentence_at(r, t->first[best])].block <= OPENING;
    return (leads || clear) && plain && opens && eg_entity_fits(r, best, kinds) ? best : EG_NO_ENTITY;
}

uint32_t eg_portrayed(const eg_reading *r, uint32_t kinds) {
    (void)topics_of(r);
    eg_topics *t = r->topics;
    for (size_t i = 0; i < t->portrait_count; i++)
        if (t->portraits[i].kinds == kinds) return t->portraits[i].entity;
    uint32_t entity = find_portrayed(r, kinds);
    if (t->portrait_count < EG_PORTRAITS_MOST) t->portraits[t->portrait_count++] = (eg_portrait){kinds, entity};
    return entity;
}

uint32_t eg_post_topic(const eg_reading *r, uint32_t kinds) { return post_topic(r, kinds, 3, false); }

uint32_t eg_clear_topic(const eg_reading *r, uint32_t kinds, uint32_t least) { return post_topic(r, kinds, least, true); }

/* ---- an end that a rule leaves unsaid ---------------------------------------------------------------------------------- */

/* "Sites in Oulu and Munich, it serves": things of one kind, or of kinds that are taken for one another, make a list. */
static bool are_alike(const eg_reading *r, uint32_t a, uint32_t b) {
    uint32_t x = eg_entity_kind(r, a, 0.3F);
    uint32_t y = eg_entity_kind(r, b, 0.3F);
    return x == y || (x != EG_NONE && y != EG_NONE && (r->p->schema.kinds[x].traits & r->p->schema.kinds[y].traits & EG_TRAIT_NAMESAKE));
}

/* Adds to `out`, which holds *n, what the sentence lists beside one of them: the members of a list share what is said of one. */
static void add_listed(const eg_reading *r, uint32_t sentence, uint32_t *out, size_t *n, size_t most) {
    eg_spoken items[EG_SPOKEN_MOST];
    size_t count = eg_spoken_in(r, sentence, items);
    for (int pass = 0; pass < 2; pass++)
        for (size_t k = 1; k < count; k++) {
            size_t i = pass ? count - k : k; /* to the right, then to the left */
            if (items[i - 1].begin == items[i - 1].end || items[i].begin == items[i].end) continue; /* unsaid: "which Y led, A and B following" */
            if (!eg_spoken_joined(r, &items[i - 1], &items[i]) || !are_alike(r, items[i - 1].entity, items[i].entity)) continue;
            uint32_t have = items[pass ? i : i - 1].entity;
            uint32_t other = items[pass ? i - 1 : i].entity;
            bool held = false;
            bool known = false;
            for (size_t o = 0; o < *n; o++) held |= out[o] == have, known |= out[o] == other;
            if (held && !known && *n < most) out[(*n)++] = other;
        }
}

/* The head of a block that is none of the kinds that come `first`, or of no kind yet, when nothing that is has been named since:
 * "- **Alder Fund** closed at $90m. Its backers are ..." */
static uint32_t head_alone(const eg_search *s, uint32_t sentence, uint32_t at, uint32_t first) {
    const eg_reading *r = s->r;
    const eg_block *b = &r->text->blocks[r->text->sentences[sentence].block];
    if (b->kind != EG_BLOCK_ITEM && b->kind != EG_BLOCK_PARAGRAPH) return EG_NO_ENTITY;
    uint32_t begin = r->text->sentences[sentence].begin;
    uint32_t own = eg_mention_from(r, begin); /* of one entry among others in its paragraph */
    size_t bold = eg_text_inline_from(r->text, begin);
    bool apart = bold < r->text->inline_count && r->text->inlines[bold].kind == EG_INLINE_STRONG && r->text->inlines[bold].begin == begin &&
                 own < r->mentions.len && r->mentions.items[own].begin <= begin + 1 && r->mentions.items[own].end < at;
    if (!apart) begin = b->begin;
    uint32_t lead = apart ? eg_entity_of(r, r->mentions.items[own].entity) : eg_block_lead(r, r->text->sentences[sentence].block, s->kinds);
    if (lead == EG_NO_ENTITY || !eg_search_suits(s, lead)) return EG_NO_ENTITY;
    uint32_t kind = eg_entity_kind(r, lead, 0.3F);
    if (kind == EG_NONE ? b->kind != EG_BLOCK_ITEM : first >> kind & 1) return EG_NO_ENTITY;
    for (uint32_t i = eg_mention_from(r, begin); i < r->mentions.len && r->mentions.items[i].begin < at; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        uint32_t other = eg_entity_kind(r, entity, 0.3F);
        if (other != EG_NONE && first >> other & 1 && eg_search_suits(s, entity)) return EG_NO_ENTITY;
    }
    return lead;
}

uint32_t eg_topic_end(const eg_reading *r, uint32_t sentence, uint32_t at, uint32_t kinds, uint32_t first, eg_regex *unlike, const uint32_t *others, size_t other_count) {
    eg_search s = eg_search_from(r, kinds, sentence, at);
    s.own_clause = true, s.unlike = unlike, s.others = others, s.other_count = other_count;
    bool sure;
    uint32_t apart[EG_SPOKEN_MOST];
    if (other_count && other_count <= EG_SPOKEN_MOST) {
        memcpy(apart, others, other_count * sizeof *others);
        s.others = apart;
        add_listed(r, sentence, apart, &s.other_count, EG_SPOKEN_MOST);
    }
    if (eg_opens_unknown(r, r->text->sentences[sentence].block)) return EG_NO_ENTITY;
    uint32_t head = head_alone(&s, sentence, at, first);
    if (head != EG_NO_ENTITY) return head;
    if (kinds & ~first) s.also = eg_clear_topic(r, kinds & ~first, 4), s.kinds = first;
    s.end = true;
    uint32_t entity = eg_search_antecedent(&s, true, &sure);
    uint32_t kind = entity != EG_NO_ENTITY ? eg_entity_likely_kind(r, entity) : EG_NONE;
    return kind != EG_NONE && (kinds >> kind & 1 || entity == s.also) ? entity : EG_NO_ENTITY;
}
