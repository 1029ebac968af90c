/* SPDX-License-Identifier: MIT */
/* Entries: "- Tidewater – Oslo; pumps for fish farms; 260 employees" is written in fragments that speak of the name in front
 * without naming it again. In: blocks, names and figures. Out: a statement for each figure that nothing else is named for in
 * its fragment, when what stands before it there is none of a sentence with a subject (`fragment` of a section). The answer to
 * "How many people work at Tidewater?" is such a fragment, too. */
#include "relate/collect.h"
#include "relate/relate.h"

enum { PREFER_ENTRY = 45, BEFORE_MOST = 90, WORDS_MOST = 3 /* in front of a figure in a sentence of its own */, LEAD_MARKS = 4 };

static bool has_mark(eg_slice text, const char *mark) { return eg_slice_find(text, eg_slice_from(mark), 0) != (size_t)-1; }

/* What an entry speaks of: the name that it begins with or has in bold; of a line of facts ("Oslo · 230 people"), its heading's. */
static uint32_t head_of(const eg_reading *r, uint32_t block, uint32_t kinds, uint32_t *behind) {
    const eg_block *b = &r->text->blocks[block];
    eg_slice text = eg_slice_sub(r->text->text, b->begin, b->end);
    uint32_t lead = eg_block_lead(r, block, kinds);
    *behind = b->begin;
    if (lead == EG_NO_ENTITY) return has_mark(text, " \xC2\xB7 ") || has_mark(text, " | ") ? eg_block_topic(r, block, kinds) : lead;
    for (uint32_t i = eg_mention_from(r, b->begin); i < r->mentions.len && r->mentions.items[i].begin < b->end; i++)
        if (eg_entity_of(r, r->mentions.items[i].entity) == lead) {
            *behind = r->mentions.items[i].end;
            break;
        }
    if (b->kind == EG_BLOCK_ITEM) return lead;
    size_t i = eg_text_inline_from(r->text, b->begin); /* a paragraph is an entry when it opens in bold */
    bool bold = i < r->text->inline_count && r->text->inlines[i].kind == EG_INLINE_STRONG && r->text->inlines[i].begin <= b->begin + 1;
    return bold && *behind <= r->text->inlines[i].end + 1 ? lead : EG_NO_ENTITY;
}

/* Bytes of the mark that ends a fragment at `at`, or 0. */
static uint32_t border_at(eg_slice text, uint32_t at) {
    static const char *const marks[] = {"; ", ": ", ". ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " - ", " \xC2\xB7 ", " \xE2\x80\xA2 ", " | ", "] "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        eg_slice mark = eg_slice_from(marks[i]);
        if (eg_slice_starts(eg_slice_sub(text, at, text.len), mark)) return (uint32_t)mark.len;
    }
    return 0;
}

/* Is a thing named in [begin, end)? A place is none: it says where; nor is the "Total" of "Total raised". */
static bool names_thing(const eg_reading *r, uint32_t begin, uint32_t end) {
    for (uint32_t i = eg_mention_from(r, begin); i < r->mentions.len && r->mentions.items[i].begin < end; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        bool doubtful = !r->entities.items[entity].strong && eg_final_kind(r, entity) == EG_NONE;
        if (!doubtful && !eg_entity_has(r, entity, EG_TRAIT_HUB)) return true;
    }
    return false;
}

static uint32_t words_in(eg_slice text) {
    uint32_t n = text.len > 0;
    for (size_t i = 0; i < text.len; i++) n += text.ptr[i] == ' ';
    return n;
}

/* `question`: the one that it answers, or "". */
static const eg_section *fragment_for(const eg_reading *r, eg_slice before, eg_slice behind, eg_slice question) {
    for (size_t i = 0; i < r->p->sections.len; i++) {
        eg_regex_match m;
        const eg_section *section = &r->p->sections.items[i];
        if (section->fragment == NULL || !(r->p->schema.edges[section->edge].traits & EG_EDGE_FIGURE) || (section->asked != NULL) != (question.len > 0)) continue;
        if (section->asked && eg_regex_exec(section->asked, question, 0, &m) != EG_REGEX_MATCH) continue;
        if (eg_regex_exec(section->fragment, before, 0, &m) != EG_REGEX_MATCH) continue;
        if (section->behind == NULL || eg_regex_exec(section->behind, behind, 0, &m) == EG_REGEX_MATCH) return section;
    }
    return NULL;
}

/* Is the figure denied, hoped for, conditional? */
static eg_status status_of(eg_reading *r, uint32_t sentence, uint32_t figure) {
    eg_tapes tapes = {0};
    const eg_tape *tape;
    uint32_t at;
    eg_tapes_make(&tapes, r, sentence, true);
    eg_status status = eg_figure_on_tape(&tapes, figure, &tape, &at) ? eg_guard_status(r, tape, sentence, at) : EG_STATUS_ASSERTED;
    eg_tapes_fini(&tapes);
    return status;
}

/* "Valuation: $2bn": what the words between the fragment's colon and the border before it say that it measures. */
static eg_slice measure_before(eg_reading *r, uint32_t begin, uint32_t from) {
    if (from < begin + 2 || r->text->text.ptr[from - 2] != ':') return EG_S("");
    uint32_t label = begin;
    for (uint32_t at = begin; at + 2 < from; at++) {
        uint32_t n = border_at(r->text->text, at);
        if (n > 0 && at + n < from) label = at + n;
    }
    return eg_label_measure(r, eg_slice_sub(r->text->text, label, from - 2));
}

/* The date behind a figure in its part of the entry, before another figure: "$17m Series B in 2020, $54m in 2023". */
static const char *date_behind(const eg_reading *r, uint32_t f, uint32_t end) {
    enum { DATE_MOST = 40 };
    const eg_figure *figure = &r->figures.figures[f];
    if (f + 1 < r->figures.figure_count && r->figures.figures[f + 1].begin < end) end = r->figures.figures[f + 1].begin;
    for (size_t i = 0; i < r->figures.date_count; i++) {
        const eg_date *date = &r->figures.dates[i];
        if (date->begin < figure->end || date->begin >= end || date->begin - figure->end > DATE_MOST) continue;
        for (uint32_t at = figure->end; at < date->begin; at++)
            if (border_at(r->text->text, at)) return "";
        return date->iso;
    }
    return "";
}

static void read_entry(eg_statements *out, eg_reading *r, uint32_t block, uint32_t first, uint32_t kinds) {
    const eg_block *b = &r->text->blocks[block];
    uint32_t behind;
    uint32_t head = head_of(r, block, kinds, &behind);
    if (head == EG_NO_ENTITY) return;
    uint32_t from = behind; /* of the fragment */
    uint32_t at = behind;
    for (uint32_t f = first; f < r->figures.figure_count && r->figures.figures[f].begin < b->end; f++) {
        const eg_figure *figure = &r->figures.figures[f];
        if (figure->begin < behind) continue;
        for (uint32_t n; at < figure->begin; at += n ? n : 1)
            if ((n = border_at(r->text->text, at)) > 0 && at + n <= figure->begin) from = at + n;
        eg_slice before = eg_slice_trim(eg_slice_sub(r->text->text, from, figure->begin));
        if (before.len > BEFORE_MOST || names_thing(r, from, figure->begin)) continue;
        uint32_t s = eg_sentence_at(r, figure->begin);
        const eg_sentence *sentence = &r->text->sentences[s];
        if (sentence->begin > behind + LEAD_MARKS && (names_thing(r, sentence->begin, figure->begin) || words_in(before) > WORDS_MOST)) continue;
        const eg_section *section = fragment_for(r, before, eg_slice_sub(r->text->text, figure->noun_end, b->end), EG_S(""));
        if (section == NULL) continue;
        eg_statement st = {.edge = section->edge, .from = head, .to = EG_NO_ENTITY, .figure = f, .weight = section->weight, .rule = section->id, .status = status_of(r, s, f),
                           .begin = sentence->begin, .end = sentence->end, .amount = EG_NO_ENTITY, .when = "", .prefer = PREFER_ENTRY, .match = ++out->matches};
        st.when = date_behind(r, f, b->end);
        st.measure = measure_before(r, behind, from);
        st.headed = st.measure.len > 0;
        eg_statement_add(out, &st);
    }
}

/* "How many people work at X? Forty." */
static void read_answer(eg_statements *out, eg_reading *r, uint32_t f, uint32_t kinds) {
    const eg_figure *figure = &r->figures.figures[f];
    uint32_t s = eg_sentence_at(r, figure->begin);
    const eg_sentence *sentence = &r->text->sentences[s];
    if (s == 0 || names_thing(r, sentence->begin, figure->begin) || r->text->blocks[sentence->block].kind == EG_BLOCK_CELL) return;
    eg_slice question = eg_slice_sub(r->text->text, sentence[-1].begin, sentence[-1].end);
    if (!has_mark(question, "?")) return;
    eg_slice before = eg_slice_sub(r->text->text, sentence->begin, figure->begin);
    size_t label = eg_slice_find(before, EG_S(": "), 0); /* "A: ", "Founder: " */
    if (label != (size_t)-1) before = eg_slice_sub(before, label + 2, before.len);
    const eg_section *section = fragment_for(r, eg_slice_trim(before), eg_slice_sub(r->text->text, figure->noun_end, sentence->end), question);
    uint32_t subject = section ? eg_sentence_subject(r, s - 1, kinds) : EG_NO_ENTITY;
    if (subject == EG_NO_ENTITY) return;
    eg_statement st = {.edge = section->edge, .from = subject, .to = EG_NO_ENTITY, .figure = f, .weight = section->weight, .rule = section->id,
                       .status = status_of(r, s, f), .begin = sentence[-1].begin, .end = sentence->end, .amount = EG_NO_ENTITY, .when = "",
                       .prefer = PREFER_ENTRY, .match = ++out->matches};
    eg_statement_add(out, &st);
}

void eg_relate_entries(eg_statements *out, eg_reading *r) {
    uint32_t kinds = eg_kinds_without(&r->p->schema, EG_TRAIT_FIGURE | EG_TRAIT_HUB | EG_TRAIT_PERSON);
    for (uint32_t f = 0; f < r->figures.figure_count; f++) read_answer(out, r, f, kinds);
    uint32_t f = 0;
    for (uint32_t b = 0; b < r->text->block_count; b++) {
        const eg_block *block = &r->text->blocks[b];
        while (f < r->figures.figure_count && r->figures.figures[f].begin < block->begin) f++;
        bool entry = block->kind == EG_BLOCK_ITEM || block->kind == EG_BLOCK_PARAGRAPH;
        if (entry && f < r->figures.figure_count && r->figures.figures[f].begin < block->end) read_entry(out, r, b, f, kinds);
    }
}
