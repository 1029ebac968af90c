/* SPDX-License-Identifier: MIT */
/* Places that no sentence gives: a row, an item or a name in bold is where its heading or introduction says, and an entry where one of its
 * parts does ("Tidewater. Arms for ports. Kobe, Japan."). In: names with kinds. Out: statements. */
#include "relate/relate.h"
#include "relate/spoken.h"

enum { ENTRY_MOST = 600 };

static void add(eg_statements *out, const eg_block *b, uint32_t edge, uint32_t from, uint32_t to) {
    const float weight = 0.5F;
    eg_statement st = {.edge = edge, .from = from, .to = to, .figure = EG_NO_ENTITY, .weight = weight, .begin = b->begin, .end = b->end,
                       .amount = EG_NO_ENTITY, .when = "", .rule = EG_S("heading.place"), .match = ++out->matches};
    if (from != to) eg_statement_add(out, &st);
}

static uint32_t places_of(const eg_reading *r, const eg_block *b) {
    uint32_t n = 0;
    for (uint32_t i = eg_mention_from(r, b->begin); i < r->mentions.len && r->mentions.items[i].begin < b->end; i++)
        n += eg_entity_has(r, eg_entity_of(r, r->mentions.items[i].entity), EG_TRAIT_HUB);
    return n;
}

/* What `block` is about is in the places that text [begin, end) names. */
static void place_below(eg_statements *out, eg_reading *r, uint32_t block, uint32_t subject, uint32_t begin, uint32_t end) {
    uint32_t kind = eg_entity_kind(r, subject, 0.3F);
    if (kind != EG_NONE && !(r->p->schema.kinds[kind].traits & EG_TRAIT_NAMESAKE)) return; /* a programme is no place's for standing below its name */
    for (uint32_t e = 0; e < r->p->schema.edge_count; e++) {
        const eg_edge_type *type = &r->p->schema.edges[e];
        if (!(type->traits & EG_EDGE_PLACE) || (kind != EG_NONE && !(type->from >> kind & 1))) continue;
        for (uint32_t i = eg_mention_from(r, begin); i < r->mentions.len && r->mentions.items[i].begin < end; i++) {
            uint32_t place = eg_entity_of(r, r->mentions.items[i].entity);
            uint32_t k = eg_entity_kind(r, place, 0.3F);
            const eg_block *b = &r->text->blocks[block];
            if (k != EG_NONE && (type->to >> k & 1)) add(out, b, e, subject, place);
        }
    }
}

/* Is mention `i` the only one before byte `end`, and a place? */
static bool is_lone_place(const eg_reading *r, uint32_t i, uint32_t end) {
    if (i == r->mentions.len || r->mentions.items[i].begin >= end) return false;
    bool alone = i + 1 == (uint32_t)r->mentions.len || r->mentions.items[i + 1].begin >= end;
    return alone && eg_entity_has(r, eg_entity_of(r, r->mentions.items[i].entity), EG_TRAIT_HUB);
}

static bool is_comma(const eg_reading *r, uint32_t at) { return at < r->text->text.len && r->text->text.ptr[at] == ','; }

/* "And Porto? It prefers pumps:": sentence `s` asks after a place and names nothing else. */
static bool asks_after_place(const eg_reading *r, const eg_sentence *s) {
    enum { SHORT_MOST = 24 };
    eg_slice text = eg_slice_trim(eg_slice_sub(r->text->text, s->begin, s->end));
    return text.len <= SHORT_MOST && eg_slice_ends(text, EG_S("?")) && is_lone_place(r, eg_mention_from(r, s->begin), s->end);
}

/* "... has become a habit in Mexico:", "Three from Kenya, all of them small:" above a list: the place that an introduction ends with, or
 * that a comma parts from the rest, and the only name in it; the place that it begins with ("Munich
 * has become the capital of it:"); or the place after which the sentence before asks. */
static void inherit_from_intro(eg_statements *out, eg_reading *r, uint32_t block, uint32_t subject) {
    enum { MARKS_MOST = 2 };
    uint32_t intro = r->text->blocks[block].intro;
    uint32_t behind = intro != EG_NO_BLOCK ? eg_text_sentence_from(r->text, intro + 1) : 0;
    if (behind == 0 || r->text->sentences[behind - 1].block != intro) return;
    const eg_sentence *s = &r->text->sentences[behind - 1];
    uint32_t i = eg_mention_from(r, s->begin);
    if (!eg_slice_ends(eg_slice_trim(eg_slice_sub(r->text->text, s->begin, s->end)), EG_S(":"))) return;
    if (i == r->mentions.len || r->mentions.items[i].begin >= s->end) {
        bool asked = behind > 1 && r->text->sentences[behind - 2].block == intro && asks_after_place(r, s - 1);
        if (asked) place_below(out, r, block, subject, s[-1].begin, s[-1].end);
        return;
    }
    const eg_mention *m = &r->mentions.items[i];
    if (is_lone_place(r, i, s->end) && (m->begin == s->begin || ((m->end + MARKS_MOST >= s->end || is_comma(r, m->end)) && eg_behind_preposition(r, m)))) place_below(out, r, block, subject, s->begin, s->end);
}

/* "2. Kenya: one big cheque, then many small ones": is the heading about the place that it begins with? */
static bool opens_with_place(const eg_reading *r, const eg_block *h) {
    enum { MARKS_MOST = 6 };
    uint32_t i = eg_mention_from(r, h->begin);
    if (!is_lone_place(r, i, h->end) || r->mentions.items[i].begin - h->begin > MARKS_MOST) return false;
    eg_slice behind = eg_slice_sub(r->text->text, r->mentions.items[i].end, h->end);
    return eg_slice_starts(behind, EG_S(": "));
}

void eg_place_inherit(eg_statements *out, eg_reading *r, uint32_t block, uint32_t subject) {
    enum { SHORT_MOST = 40, QUESTION_MOST = 60, LEVELS_MOST = 5 /* below are titles in bold */ };
    uint32_t heading = r->text->blocks[block].heading;
    if (subject == EG_NO_ENTITY) return;
    inherit_from_intro(out, r, block, subject);
    if (heading == EG_NO_BLOCK || r->text->blocks[heading].level == 1 || r->text->blocks[heading].level > LEVELS_MOST) return;
    const eg_block *h = &r->text->blocks[heading];
    bool asks = r->text->text.ptr[h->end - 1] == '?';
    if ((h->end - h->begin > (asks ? QUESTION_MOST : SHORT_MOST) && !opens_with_place(r, h)) || places_of(r, h) > 1) return; /* of several places, nobody knows which */
    place_below(out, r, block, subject, h->begin, h->end);
}

/* Does a mark that parts an entry stand right before byte `at`, or right behind it? */
static bool is_parted(const eg_reading *r, const eg_block *b, uint32_t at, bool before) {
    static const char *const marks[] = {" \xC2\xB7 ", " | ", ". ", "; ", " \xE2\x80\xA2 "};
    if (before ? at == b->begin : at >= b->end || (at + 1 == b->end && r->text->text.ptr[at] == '.')) return true;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        eg_slice mark = eg_slice_from(marks[i]);
        if (before ? eg_slice_ends(eg_slice_sub(r->text->text, b->begin, at), mark) : eg_slice_starts(eg_slice_sub(r->text->text, at, b->end), mark)) return true;
    }
    return false;
}

/* Is it a link to a part of the post: "[Manila](#manila)"? */
static bool leads_elsewhere(const eg_reading *r, uint32_t begin) {
    size_t i = eg_text_inline_from(r->text, begin > 0 ? begin - 1 : 0);
    for (; i < r->text->inline_count && r->text->inlines[i].begin <= begin; i++)
        if (r->text->inlines[i].kind == EG_INLINE_LINK && r->text->inlines[i].end > begin && eg_slice_starts(r->text->inlines[i].target, EG_S("#"))) return true;
    return false;
}

static bool is_place_here(const eg_reading *r, const eg_mention *m) {
    return eg_entity_has(r, eg_entity_of(r, m->entity), EG_TRAIT_HUB) && !leads_elsewhere(r, m->begin);
}

/* "Oslo · 40 people" below a heading that is a name, "Tidewater. Arms for ports. Kobe, Japan.": a part of an entry that is a place and no more. */
static void read_place_parts(eg_statements *out, eg_reading *r, uint32_t block) {
    const eg_block *b = &r->text->blocks[block];
    uint32_t subject = EG_NO_ENTITY;
    if (b->end - b->begin > ENTRY_MOST) return;
    for (uint32_t i = eg_mention_from(r, b->begin); i < r->mentions.len && r->mentions.items[i].begin < b->end; i++) {
        uint32_t begin = r->mentions.items[i].begin;
        if (!is_place_here(r, &r->mentions.items[i]) || !is_parted(r, b, begin, true)) continue;
        while (i + 1 < r->mentions.len && r->mentions.items[i + 1].begin <= r->mentions.items[i].end + 2 && r->mentions.items[i + 1].end <= b->end &&
               is_place_here(r, &r->mentions.items[i + 1]))
            i++;
        if (!is_parted(r, b, r->mentions.items[i].end, false)) continue;
        if (subject == EG_NO_ENTITY) {
            eg_slice text = eg_slice_sub(r->text->text, b->begin, b->end);
            bool facts = eg_slice_find(text, EG_S(" \xC2\xB7 "), 0) != (size_t)-1 || eg_slice_find(text, EG_S(" | "), 0) != (size_t)-1;
            subject = eg_block_lead(r, block, eg_topic_kinds(r));
            if (subject == EG_NO_ENTITY && facts) subject = eg_block_topic(r, block, eg_topic_kinds(r));
            if (subject == EG_NO_ENTITY) return;
        }
        place_below(out, r, block, subject, begin, r->mentions.items[i].end);
    }
}

/* Is the heading a place and nothing else, but for an emoji or a mark? */
static bool is_place_alone(const eg_reading *r, uint32_t heading) {
    const eg_block *h = &r->text->blocks[heading];
    uint32_t i = eg_mention_from(r, h->begin);
    if (h->level < 2 || i == r->mentions.len || r->mentions.items[i].begin >= h->end || places_of(r, h) != 1) return false;
    enum { MARKS_MOST = 10 };
    return r->mentions.items[i].begin - h->begin <= MARKS_MOST && h->end - r->mentions.items[i].end <= 2;
}

/* Names in bold below a heading that is a place are there, and so is the name of a heading below it. */
static void inherit_bold(eg_statements *out, eg_reading *r, uint32_t block) {
    const eg_block *b = &r->text->blocks[block];
    if (b->heading == EG_NO_BLOCK || !is_place_alone(r, b->heading)) return;
    if (b->kind == EG_BLOCK_HEADING) {
        eg_place_inherit(out, r, block, eg_name_of_block(r, block, false));
        return;
    }
    for (size_t i = eg_text_inline_from(r->text, b->begin); i < r->text->inline_count && r->text->inlines[i].begin < b->end; i++) {
        const eg_inline *bold = &r->text->inlines[i];
        uint32_t m = eg_mention_from(r, bold->begin);
        if (bold->kind != EG_INLINE_STRONG || m == r->mentions.len || r->mentions.items[m].begin >= bold->end || r->mentions.items[m].hidden) continue;
        eg_place_inherit(out, r, block, eg_entity_of(r, r->mentions.items[m].entity));
    }
}

void eg_relate_places(eg_statements *out, eg_reading *r, uint32_t block) {
    const eg_block *b = &r->text->blocks[block];
    if (b->kind == EG_BLOCK_ITEM && b->level == 1 && (b->lead == block || b->lead == EG_NO_BLOCK)) {
        uint32_t i = eg_mention_from(r, b->begin);
        if (i < r->mentions.len && r->mentions.items[i].begin <= b->begin + 4) eg_place_inherit(out, r, block, eg_entity_of(r, r->mentions.items[i].entity));
    }
    inherit_bold(out, r, block);
    if (b->kind == EG_BLOCK_ITEM || b->kind == EG_BLOCK_PARAGRAPH) read_place_parts(out, r, block);
}
