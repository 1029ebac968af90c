/* SPDX-License-Identifier: MIT */
/* Sections: a heading or the sentence before a list says what the things below have to do with its topic ("Portfolio",
 * "In 2024 the fund made six investments:"). In: blocks and names. Out: one statement for each leading name. */
#include "relate/relate.h"
#include "relate/salience.h"

enum { LABEL_MOST = 40, CLEAR_LEAST = 3, JOINED_MOST = 40 };

/* What is known of a block and the first 64 sections: does the heading open one, does its last sentence as an introduction? */
typedef struct opened {
    uint64_t asked[2], yes[2];
} opened;

typedef struct reader {
    eg_reading *r;
    eg_statements *out;
    opened *opened; /* per block: all items of a list ask the same */
    uint32_t table; /* first cell of the table that is being read */
} reader;

static eg_slice block_text(const eg_reading *r, uint32_t block) {
    return eg_slice_trim(eg_slice_sub(r->text->text, r->text->blocks[block].begin, r->text->blocks[block].end));
}

static uint32_t last_sentence_of(const eg_reading *r, uint32_t block) {
    uint32_t behind = eg_text_sentence_from(r->text, block + 1);
    return behind > 0 && r->text->sentences[behind - 1].block == block ? behind - 1 : EG_NO_ENTITY;
}

static bool matches(eg_regex *regex, eg_slice text) {
    eg_regex_match m;
    return regex && text.len && eg_regex_exec(regex, text, 0, &m) == EG_REGEX_MATCH;
}

/* Does the block match the regex of section `i`: its heading (0) or introduction (1)? */
static bool opens(const reader *x, uint32_t block, size_t i, unsigned which, eg_regex *regex, eg_slice text) {
    opened *o = &x->opened[block];
    uint64_t bit = i < 64 ? 1ULL << i : 0;
    if (o->asked[which] & bit) return o->yes[which] & bit;
    bool yes = matches(regex, text);
    o->asked[which] |= bit;
    if (yes) o->yes[which] |= bit;
    return yes;
}

static bool all_of(eg_regex *regex, eg_slice text) {
    eg_regex_match m;
    return regex && eg_regex_exec(regex, text, 0, &m) == EG_REGEX_MATCH && m.groups[0].begin == 0 && m.groups[0].end == text.len;
}

/* Does the block name it by itself, or only by a reference ("The board")? */
static bool is_named_in(const eg_reading *r, uint32_t block, uint32_t entity) {
    const eg_block *b = &r->text->blocks[block];
    for (size_t i = eg_mention_from(r, b->begin); i < r->mentions.len && r->mentions.items[i].end <= b->end; i++)
        if (eg_entity_of(r, r->mentions.items[i].entity) == entity) return true;
    return false;
}

/* Is the topic of a cell only what a reference in a heading above ("The board") was taken for? */
static bool is_of_heading(const eg_reading *r, uint32_t block, uint32_t kinds, uint32_t topic) {
    for (uint32_t h = r->text->blocks[block].heading; h != EG_NO_BLOCK; h = r->text->blocks[h].heading)
        if (eg_first_of_block(r, h, kinds) == topic) return !is_named_in(r, h, topic);
    return false;
}

/* What `sentence`, of block `block`, is about, else what its section is, else what the post is. */
static uint32_t topic_of(const eg_reading *r, uint32_t sentence, uint32_t block, uint32_t kinds) {
    uint32_t topic = sentence != EG_NO_ENTITY ? eg_sentence_subject(r, sentence, kinds) : EG_NO_ENTITY;
    if (topic != EG_NO_ENTITY && eg_entity_kind(r, topic, 0.3F) == EG_NONE) topic = EG_NO_ENTITY; /* a topic has a kind */
    if (topic != EG_NO_ENTITY && r->text->blocks[block].kind == EG_BLOCK_HEADING && !is_named_in(r, block, topic)) {
        uint32_t about = eg_post_about(r, kinds, false); /* "The board" above a table: not of whom the paragraph before spoke last */
        if (about != EG_NO_ENTITY) return about;
    }
    if (topic == EG_NO_ENTITY && sentence != EG_NO_ENTITY && r->text->blocks[block].kind != EG_BLOCK_HEADING)
        return eg_antecedent(r, sentence, r->text->sentences[sentence].begin, kinds, true);
    if (topic == EG_NO_ENTITY) {
        topic = eg_block_topic(r, block, kinds);
        bool referred = topic != EG_NO_ENTITY && r->text->blocks[block].kind == EG_BLOCK_CELL && is_of_heading(r, block, kinds, topic);
        uint32_t about = referred ? eg_post_about(r, kinds, false) : EG_NO_ENTITY;
        if (about != EG_NO_ENTITY) topic = about;
    }
    if (topic == EG_NO_ENTITY) topic = eg_post_about(r, kinds, true);
    return topic != EG_NO_ENTITY ? topic : eg_clear_topic(r, kinds, CLEAR_LEAST); /* one of many funds has no portfolio here */
}

/* The last thing of one of `kinds` that the paragraphs between heading and block name. */
static uint32_t named_since(const eg_reading *r, uint32_t heading, uint32_t block, uint32_t kinds) {
    for (size_t i = eg_mention_from(r, r->text->blocks[block].begin); i-- > 0 && r->mentions.items[i].begin >= r->text->blocks[heading].begin;) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        uint32_t kind = eg_entity_kind(r, entity, 0.3F);
        uint32_t at = r->text->sentences[r->mentions.items[i].sentence].block;
        if (r->text->blocks[at].kind != EG_BLOCK_PARAGRAPH && r->text->blocks[at].kind != EG_BLOCK_HEADING) continue;
        if (kind != EG_NONE && kinds >> kind & 1) return entity;
    }
    return EG_NO_ENTITY;
}

/* The header of the column that a cell stands in. */
static eg_slice header_of(const reader *x, uint32_t block) {
    const eg_reading *r = x->r;
    for (uint32_t b = x->table; b < block && r->text->blocks[b].header; b++)
        if (r->text->blocks[b].column == r->text->blocks[block].column) return block_text(r, b);
    return EG_S("");
}

/* All headers of the table: "Name | Role". */
static eg_slice headers_of(const reader *x) {
    const eg_reading *r = x->r;
    eg_slice all = EG_S("");
    for (uint32_t b = x->table; b < r->text->block_count && r->text->blocks[b].kind == EG_BLOCK_CELL && r->text->blocks[b].header; b++)
        all = eg_arena_printf(r->arena, "%.*s | %.*s", EG_FMT(all), EG_FMT(block_text(r, b)));
    return all;
}

/* The section that governs a block, and the thing it is about. `kind`, of what the block opens with, or EG_NONE: below "Partners" stand firms
 * on one page, and people on another. */
static const eg_section *section_of(const reader *x, uint32_t block, uint32_t kind, uint32_t *topic) {
    const eg_reading *r = x->r;
    const eg_block *b = &r->text->blocks[block];
    uint32_t intro = b->kind != EG_BLOCK_PARAGRAPH && b->intro != EG_NO_BLOCK ? last_sentence_of(r, b->intro) : EG_NO_ENTITY;
    for (size_t i = 0; i < r->p->sections.len; i++) {
        const eg_section *section = &r->p->sections.items[i];
        const eg_edge_type *type = &r->p->schema.edges[section->edge];
        uint32_t kinds = section->topic ? section->topic : section->from_item ? type->to : type->from;
        if (b->kind == EG_BLOCK_PARAGRAPH && !section->paragraphs) continue;
        if (kind != EG_NONE && !((section->from_item ? type->from : type->to) >> kind & 1)) continue;
        *topic = EG_NO_ENTITY;
        if (intro != EG_NO_ENTITY) {
            eg_slice text = eg_slice_sub(r->text->text, r->text->sentences[intro].begin, r->text->sentences[intro].end);
            bool told = opens(x, b->intro, i, 1, section->intro, text);
            if (told) *topic = topic_of(r, intro, b->intro, kinds);
            if (told && *topic == EG_NO_ENTITY && section->near && b->heading != EG_NO_BLOCK) *topic = eg_only_named(r, r->text->blocks[b->heading].begin, r->text->blocks[b->intro].begin, kinds);
        }
        if (b->kind == EG_BLOCK_CELL && *topic == EG_NO_ENTITY && matches(section->column, header_of(x, block)) &&
            (section->beside == NULL || matches(section->beside, headers_of(x))))
            *topic = topic_of(r, EG_NO_ENTITY, block, kinds);
        if (section->title && b->kind == EG_BLOCK_ITEM && *topic == EG_NO_ENTITY) *topic = eg_post_about(r, kinds, true);
        for (uint32_t h = b->heading; h != EG_NO_BLOCK && *topic == EG_NO_ENTITY; h = r->text->blocks[h].heading) {
            if (section->heading == NULL || !opens(x, h, i, 0, section->heading, block_text(r, h))) continue;
            if (section->near) *topic = named_since(r, h, block, kinds);
            if (*topic == EG_NO_ENTITY) *topic = topic_of(r, last_sentence_of(r, h), h, kinds);
        }
        if (*topic != EG_NO_ENTITY) return section;
    }
    return NULL;
}

static void state(const reader *x, const eg_section *section, uint32_t topic, uint32_t entity, uint32_t block) {
    const eg_block *b = &x->r->text->blocks[block];
    eg_statement st = {.edge = section->edge, .from = topic, .to = entity, .figure = EG_NO_ENTITY, .weight = section->weight, .rule = section->id,
                       .begin = b->begin, .end = b->end, .amount = EG_NO_ENTITY, .when = ""};
    if (section->from_item) st.from = entity, st.to = topic;
    if (eg_entity_of(x->r, entity) != eg_entity_of(x->r, topic)) eg_statement_add(x->out, &st);
}

/* The names a block opens with: one, or a list of them. */
static void read_lead(const reader *x, uint32_t block) {
    const eg_reading *r = x->r;
    const eg_block *b = &r->text->blocks[block];
    size_t lead = eg_mention_from(r, b->begin);
    uint32_t sentence = eg_text_sentence_from(r->text, block);
    uint32_t begin = sentence < r->text->sentence_count && r->text->sentences[sentence].block == block ? r->text->sentences[sentence].begin : b->begin;
    uint32_t most = begin + (b->kind == EG_BLOCK_ITEM ? JOINED_MOST : 5); /* a quote, "The " may stand before */
    if (lead == r->mentions.len || r->mentions.items[lead].begin > most || r->mentions.items[lead].begin >= b->end) return;
    uint32_t topic;
    const eg_section *section = section_of(x, block, eg_entity_kind(r, eg_entity_of(r, r->mentions.items[lead].entity), 0.3F), &topic);
    if (section == NULL) return;
    const eg_edge_type *type = &r->p->schema.edges[section->edge];
    uint32_t wanted = section->from_item ? type->from : type->to;
    uint32_t end = begin + 5;
    if (r->mentions.items[lead].begin > end) { /* "plus A and B" */
        if (!all_of(section->fragment, eg_slice_trim(eg_slice_sub(r->text->text, begin, r->mentions.items[lead].begin)))) return;
        end = r->mentions.items[lead].begin;
    }
    for (size_t i = eg_mention_from(r, b->begin); i < r->mentions.len; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (m->hidden) continue;
        if (m->begin > end || m->begin >= b->end) return;
        uint32_t entity = eg_entity_of(r, m->entity);
        uint32_t kind = eg_entity_kind(r, entity, 0.3F);
        if (kind != EG_NONE && !(wanted >> kind & 1)) return;
        state(x, section, topic, entity, block);
        eg_slice behind = eg_slice_trim(eg_slice_sub(r->text->text, m->end, b->end));
        if (!(eg_slice_starts(behind, EG_S("and ")) || eg_slice_starts(behind, EG_S("& ")) || eg_slice_starts(behind, EG_S(", ")))) return;
        end = m->end + 6; /* ", and " */
        eg_slice rest = eg_slice_sub(behind, eg_slice_find(behind, EG_S(" "), 0) + 1, behind.len);
        eg_slice word;
        if (eg_slice_split(&rest, ' ', &word) && eg_map_has(&r->p->articles, word)) end += (uint32_t)word.len + 1; /* ", the " */
    }
}

/* "Speakers: A, B and C": all names of the sentence behind the label. */
static void read_label(const reader *x, uint32_t block) {
    const eg_reading *r = x->r;
    eg_slice text = block_text(r, block);
    size_t colon = eg_slice_find(text, EG_S(":"), 0);
    if (colon > LABEL_MOST) return; /* too far, or none: then it is the largest size */
    uint32_t begin = (uint32_t)(text.ptr - r->text->text.ptr) + (uint32_t)colon + 1;
    uint32_t end = begin;
    for (size_t s = eg_text_sentence_from(r->text, block); s < r->text->sentence_count && end == begin; s++) {
        if (r->text->sentences[s].block != block) return;
        if (r->text->sentences[s].end > begin) end = r->text->sentences[s].end;
    }
    for (size_t i = 0; i < r->p->sections.len; i++) {
        const eg_section *section = &r->p->sections.items[i];
        const eg_edge_type *type = &r->p->schema.edges[section->edge];
        if (!matches(section->column, eg_slice_trim(eg_slice_sub(text, 0, colon)))) continue;
        uint32_t topic = topic_of(r, EG_NO_ENTITY, block, section->topic ? section->topic : section->from_item ? type->to : type->from);
        if (topic == EG_NO_ENTITY) continue;
        for (size_t m = eg_mention_from(r, begin); m < r->mentions.len && r->mentions.items[m].begin < end; m++) {
            uint32_t entity = eg_entity_of(r, r->mentions.items[m].entity);
            uint32_t kind = eg_entity_kind(r, entity, 0.3F);
            bool fits = kind == EG_NONE || (section->from_item ? type->from : type->to) >> kind & 1;
            if (fits && !r->mentions.items[m].hidden) state(x, section, topic, entity, block);
        }
        return;
    }
}

static bool has_subject(const eg_reading *r, uint32_t block) {
    const eg_block *b = &r->text->blocks[block];
    for (size_t i = eg_mention_from(r, b->begin); i < r->mentions.len && r->mentions.items[i].end <= b->end; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (!m->hidden && !eg_entity_has(r, eg_entity_of(r, m->entity), EG_TRAIT_HUB)) return true;
    }
    return false;
}

/* The cell of a row that names what the row is about: the first one with a name that is no place. */
static bool is_subject_cell(const eg_reading *r, uint32_t block) {
    const eg_block *b = &r->text->blocks[block];
    if (b->kind != EG_BLOCK_CELL || b->header || b->column > 1) return false;
    return b->column == 0 || block == 0 || !has_subject(r, block - 1);
}

void eg_relate_sections(eg_statements *out, eg_reading *r) {
    reader x = {.r = r, .out = out, .opened = EG_NEW_ARRAY(r->arena, opened, r->text->block_count + 1)};
    memset(x.opened, 0, (r->text->block_count + 1) * sizeof *x.opened);
    for (uint32_t b = 0; b < r->text->block_count && r->p->sections.len; b++) {
        const eg_block *block = &r->text->blocks[b];
        bool cell = block->kind == EG_BLOCK_CELL;
        if (cell && (b == 0 || block[-1].kind != EG_BLOCK_CELL || block[-1].table != block->table)) x.table = b;
        bool item = block->kind == EG_BLOCK_ITEM && (block->lead == b || block->lead == EG_NO_BLOCK) && block->parent == EG_NO_BLOCK;
        bool row = is_subject_cell(r, b);
        if (item || row || block->kind == EG_BLOCK_PARAGRAPH) read_lead(&x, b);
        if (item || block->kind == EG_BLOCK_PARAGRAPH) read_label(&x, b);
    }
}
