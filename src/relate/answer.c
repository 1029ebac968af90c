/* SPDX-License-Identifier: MIT */
/* Answers: "Who has invested in Tidewater? Mostly Alder Capital and Kestrel Group." names things and says no more; what they
 * have to do with what the question speaks of, the question says (`asked` of a section). In: questions and the sentence behind
 * each, or the next when that one says only how many. Out: a statement for each name that the answer opens with. Its figures are read by entry.c. */
#include "relate/relate.h"

/* What the question speaks of, else what its section or the post is about. */
static uint32_t asked_about(const eg_reading *r, uint32_t question, uint32_t kinds) {
    uint32_t subject = eg_sentence_subject(r, question, kinds);
    if (subject == EG_NO_ENTITY) subject = eg_block_topic(r, r->text->sentences[question].block, kinds);
    return subject != EG_NO_ENTITY ? subject : eg_post_about(r, kinds, false);
}

/* Without the "A: " or "Founder: " of an interview. */
static eg_slice without_speaker(eg_slice before) {
    size_t label = eg_slice_find(before, EG_S(": "), 0);
    return label != (size_t)-1 ? eg_slice_sub(before, label + 2, before.len) : before;
}

/* The names that the answer `s` opens with, one or a list. */
static void state_names(eg_statements *out, eg_reading *r, const eg_section *section, uint32_t s, uint32_t topic) {
    const eg_edge_type *type = &r->p->schema.edges[section->edge];
    const eg_sentence *answer = &r->text->sentences[s];
    uint32_t last = 0;
    for (uint32_t i = eg_mention_from(r, answer->begin); i < r->mentions.len && r->mentions.items[i].begin < answer->end; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (m->hidden) continue;
        bool by_word;
        if (last && !eg_joins_list(r, last, m->begin, &by_word)) return;
        uint32_t entity = eg_entity_of(r, m->entity);
        uint32_t kind = eg_entity_kind(r, entity, 0.3F);
        if (kind != EG_NONE && !((section->from_item ? type->from : type->to) >> kind & 1)) return;
        last = m->end;
        if (entity == eg_entity_of(r, topic)) continue;
        eg_statement st = {.edge = section->edge, .from = section->from_item ? entity : topic, .to = section->from_item ? topic : entity,
                           .figure = EG_NO_ENTITY, .weight = section->weight, .rule = section->id, .begin = answer[-1].begin, .end = answer->end,
                           .amount = EG_NO_ENTITY, .when = ""};
        eg_statement_add(out, &st);
    }
}

static bool names_nothing(const eg_reading *r, uint32_t s) {
    uint32_t first = eg_mention_from(r, r->text->sentences[s].begin);
    return first == r->mentions.len || r->mentions.items[first].begin >= r->text->sentences[s].end;
}

/* "Which have you backed? Nineteen. The best known are A and B.": how many comes before which, and words before the names. */
static uint32_t naming_sentence(const eg_reading *r, uint32_t s) {
    enum { SHORT_MOST = 24 }; /* bytes of "About thirty so far." */
    const eg_sentence *answer = &r->text->sentences[s];
    if (s + 1 == r->text->sentence_count || answer[1].block != answer->block) return s;
    if (!names_nothing(r, s) || answer->end - answer->begin > SHORT_MOST) return s;
    uint32_t first = eg_mention_from(r, answer[1].begin);
    return first < r->mentions.len && r->mentions.items[first].begin > answer[1].begin ? s + 1 : s;
}

static void read_answer(eg_statements *out, eg_reading *r, uint32_t asked) {
    uint32_t s = naming_sentence(r, asked + 1);
    const eg_sentence *answer = &r->text->sentences[s];
    eg_slice question = eg_slice_sub(r->text->text, r->text->sentences[asked].begin, r->text->sentences[asked].end);
    if (names_nothing(r, s)) return;
    uint32_t first = eg_mention_from(r, answer->begin);
    eg_slice before = eg_slice_trim(without_speaker(eg_slice_sub(r->text->text, answer->begin, r->mentions.items[first].begin)));
    for (size_t i = 0; i < r->p->sections.len; i++) {
        eg_regex_match m;
        const eg_section *section = &r->p->sections.items[i];
        const eg_edge_type *type = &r->p->schema.edges[section->edge];
        if (section->asked == NULL || section->fragment == NULL || type->traits & EG_EDGE_FIGURE) continue;
        if (eg_regex_exec(section->asked, question, 0, &m) != EG_REGEX_MATCH || eg_regex_exec(section->fragment, before, 0, &m) != EG_REGEX_MATCH) continue;
        uint32_t topic = asked_about(r, asked, section->topic ? section->topic : section->from_item ? type->to : type->from);
        if (topic != EG_NO_ENTITY) state_names(out, r, section, s, topic);
        return;
    }
}

void eg_relate_answers(eg_statements *out, eg_reading *r) {
    for (uint32_t s = 1; s < r->text->sentence_count; s++) {
        const eg_sentence *question = &r->text->sentences[s - 1];
        bool asked = question->end > question->begin && r->text->text.ptr[question->end - 1] == '?';
        bool again = r->text->sentences[s].end > 0 && r->text->text.ptr[r->text->sentences[s].end - 1] == '?';
        if (asked && !again && r->text->blocks[r->text->sentences[s].block].kind != EG_BLOCK_CELL) read_answer(out, r, s - 1);
    }
}
