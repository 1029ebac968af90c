/* SPDX-License-Identifier: MIT */
#include "relate/label.h"

eg_slice eg_label_bare(eg_slice text) {
    static const char *const cuts[] = {"(", "[", ","};
    for (size_t i = 0; i < 3; i++) {
        size_t cut = eg_slice_find(text, eg_slice_from(cuts[i]), 0);
        if (cut != (size_t)-1 && cut > 0) text.len = cut;
    }
    return eg_slice_trim(text);
}

static const eg_label *label_like(eg_reading *r, eg_slice text) {
    if (text.len == 0 || text.len > 60) return NULL;
    for (size_t i = 0; i < r->p->labels.len; i++) {
        eg_regex_match m;
        if (eg_regex_exec(r->p->labels.items[i].regex, text, 0, &m) == EG_REGEX_MATCH) return &r->p->labels.items[i];
    }
    return NULL;
}

const eg_label *eg_label_of_rows(eg_reading *r, eg_slice text, const eg_label *label) {
    if (label == NULL || label->subject || label->topic) return label;
    text = eg_slice_trim(text);
    for (size_t i = (size_t)(label - r->p->labels.items) + 1; i < r->p->labels.len; i++) {
        eg_regex_match m;
        const eg_label *next = &r->p->labels.items[i];
        if (next->topic && eg_regex_exec(next->regex, text, 0, &m) == EG_REGEX_MATCH) return next;
    }
    return label;
}

const eg_label *eg_label_for(eg_reading *r, eg_slice text) {
    text = eg_slice_trim(text);
    const eg_label *label = label_like(r, text);
    eg_slice bare = eg_label_bare(text);
    return label || bare.len == text.len ? label : label_like(r, bare);
}

eg_slice eg_label_measure(eg_reading *r, eg_slice text) {
    const eg_label *label = eg_label_for(r, text);
    return label ? label->measure : EG_S("");
}

bool eg_label_fits(const eg_reading *r, const eg_label *label, uint32_t kind) {
    const eg_edge_type *type = label->edge != EG_NONE ? &r->p->schema.edges[label->edge] : NULL;
    return type && (label->from_cell ? type->to : type->from) >> kind & 1;
}

bool eg_label_names_kind(const eg_reading *r, const eg_label *label, uint32_t kind) {
    const eg_edge_type *type = &r->p->schema.edges[label->edge];
    return (label->from_cell ? type->from : type->to) >> kind & 1;
}

const eg_label *eg_label_beside(const eg_reading *r, const eg_label *label, eg_slice header, uint32_t subject) {
    uint32_t kind = subject != EG_NO_ENTITY ? eg_entity_kind(r, subject, 0.3F) : EG_NONE;
    if (label == NULL || kind == EG_NONE || !(label->subject || label->edge != EG_NONE) || eg_label_fits(r, label, kind)) return label;
    header = eg_slice_trim(header);
    for (size_t i = (size_t)(label - r->p->labels.items) + 1; i < r->p->labels.len; i++) {
        eg_regex_match m;
        const eg_label *next = &r->p->labels.items[i];
        if (eg_label_fits(r, next, kind) && eg_regex_exec(next->regex, header, 0, &m) == EG_REGEX_MATCH) return next;
    }
    return label;
}

const eg_label *eg_label_of_cell(const eg_reading *r, const eg_label *label, eg_slice header, const eg_block *cell, uint32_t subject) {
    uint32_t m = eg_mention_from(r, cell->begin);
    if (label == NULL || label->edge == EG_NONE || label->kind == EG_NONE || subject == EG_NO_ENTITY || m == r->mentions.len || r->mentions.items[m].begin >= cell->end)
        return label;
    uint32_t kind = eg_entity_kind(r, eg_entity_of(r, r->mentions.items[m].entity), 0.3F);
    uint32_t of = eg_entity_kind(r, subject, 0.3F);
    if (kind == EG_NONE || kind == label->kind || of == EG_NONE) return label;
    header = eg_slice_trim(header);
    for (size_t i = (size_t)(label - r->p->labels.items) + 1; i < r->p->labels.len; i++) {
        eg_regex_match match;
        const eg_label *next = &r->p->labels.items[i];
        bool takes = next->kind == kind || (next->edge != EG_NONE && !eg_label_names_kind(r, label, kind) && eg_label_names_kind(r, next, kind));
        if (takes && eg_label_fits(r, next, of) && eg_regex_exec(next->regex, header, 0, &match) == EG_REGEX_MATCH) return next;
    }
    return label;
}

/* The next part of "Founders, people and backers", or false. */
static bool next_part(eg_slice *rest, eg_slice *part) {
    static const char *const joints[] = {" and ", " & ", " / ", "/", ", ", " or "};
    size_t cut = rest->len;
    size_t behind = cut;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t at = eg_slice_find(*rest, eg_slice_from(joints[i]), 0);
        if (at < cut) cut = at, behind = at + strlen(joints[i]);
    }
    *part = eg_slice_trim(eg_slice_sub(*rest, 0, cut));
    *rest = eg_slice_sub(*rest, behind, rest->len);
    return part->len > 0;
}

const eg_label *eg_label_of_part(const eg_reading *r, eg_slice header, uint32_t kind, uint32_t subject) {
    const eg_label *best = NULL;
    eg_slice part;
    unsigned parts = 0;
    for (eg_slice rest = eg_slice_trim(header); rest.len && next_part(&rest, &part); parts++) {
        bool known = false;
        for (size_t i = 0; i < r->p->labels.len; i++) {
            eg_regex_match m;
            const eg_label *label = &r->p->labels.items[i];
            if (label->edge == EG_NONE || label->subject || eg_regex_exec(label->regex, part, 0, &m) != EG_REGEX_MATCH) continue;
            known = true;
            bool fits = kind != EG_NONE && eg_label_names_kind(r, label, kind) && eg_label_fits(r, label, subject);
            if (fits && (best == NULL || (best->kind != kind && label->kind == kind))) best = label;
        }
        if (!known) return NULL;
    }
    return parts > 1 ? best : NULL;
}

bool eg_label_is_mixed(eg_reading *r, eg_slice words) {
    eg_slice part;
    unsigned parts = 0;
    for (eg_slice rest = eg_slice_trim(words); rest.len && next_part(&rest, &part); parts++) {
        eg_regex_match m;
        bool known = false;
        for (size_t i = 0; i < r->p->labels.len && !known; i++) {
            const eg_label *label = &r->p->labels.items[i];
            known = label->edge != EG_NONE && !label->subject && eg_regex_exec(label->regex, part, 0, &m) == EG_REGEX_MATCH;
        }
        if (!known) return false;
    }
    return parts > 1;
}

bool eg_label_names_things(const eg_reading *r, const eg_label *label) {
    return label->kind != EG_NONE && !(r->p->schema.kinds[label->kind].traits & EG_TRAIT_PERSON);
}

const eg_label *eg_label_only(eg_reading *r, eg_slice words) {
    const eg_label *label = eg_label_for(r, words);
    if (label == NULL) return NULL;
    words = eg_slice_trim(words);
    for (size_t i = (size_t)(label - r->p->labels.items) + 1; i < r->p->labels.len; i++) {
        const eg_label *next = &r->p->labels.items[i];
        eg_regex_match m;
        if (next->kind != EG_NONE && next->kind != label->kind && eg_regex_exec(next->regex, words, 0, &m) == EG_REGEX_MATCH) return NULL;
    }
    return label;
}
