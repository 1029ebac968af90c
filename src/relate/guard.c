/* SPDX-License-Identifier: MIT */
/* Guards after ConText (Harkema, Dowling, Thornblade, Chapman 2009): a cue governs words in one direction up to a
 * scope or the end of its clause. The first guard of the files that governs the anchor wins. */
#include "relate/relate.h"

/* One of `marks` begins at byte i of the tape. */
static bool stands(const eg_slice *marks, size_t count, const eg_tape *tape, uint32_t i) {
    for (size_t m = 0; m < count; m++)
        if (marks[m].len && tape->text.ptr[i] == marks[m].ptr[0] && i + marks[m].len <= tape->text.len && memcmp(tape->text.ptr + i, marks[m].ptr, marks[m].len) == 0) return true;
    return false;
}

static bool contrasts(const eg_patterns *p, const eg_tape *tape, uint32_t i) { return stands(p->contrast.items, p->contrast.len, tape, i); }

/* Words (or characters, where words are not told apart) between two tape bytes, or UINT32_MAX when the clause ends between. */
static unsigned words_between(const eg_patterns *p, const eg_tape *tape, uint32_t begin, uint32_t end) {
    unsigned words = 0;
    for (uint32_t i = begin; i < end; i++) {
        if (contrasts(p, tape, i) || stands(p->clause_ends.items, p->clause_ends.len, tape, i)) return UINT32_MAX;
        words += p->language.by_char ? ((unsigned char)tape->text.ptr[i] & 0xC0) != 0x80 : tape->text.ptr[i] == ' ';
    }
    return words;
}

/* "X is said to sell, but Y raised $5m": the second half is no rumour. */
static bool set_against(const eg_patterns *p, const eg_tape *tape, eg_span cue, uint32_t anchor) {
    uint32_t begin = cue.end < anchor ? cue.end : anchor;
    uint32_t end = cue.end < anchor ? anchor : cue.begin;
    size_t longest = 0; /* right before the other half a mark sets nothing against it: "...; said to sell" */
    for (size_t m = 0; m < p->contrast.len; m++)
        if (p->contrast.items[m].len > longest) longest = p->contrast.items[m].len;
    for (uint32_t i = begin; i + longest <= end; i++)
        if (contrasts(p, tape, i)) return true;
    return false;
}

/* "did not name Y, which makes arms": what is said of a name in passing stands for itself. A comma ends such a clause. */
static bool said_in_passing(const eg_patterns *p, const eg_tape *tape, uint32_t begin, uint32_t anchor) {
    for (uint32_t i = begin; i < anchor; i++) {
        if (tape->unit[i] < 0) continue;
        uint32_t word = i + 1;
        while (word < anchor && (tape->text.ptr[word] == ',' || tape->text.ptr[word] == ' ')) word++;
        uint32_t end = word;
        while (end < anchor && tape->text.ptr[end] >= 'a' && tape->text.ptr[end] <= 'z') end++;
        if (eg_map_get(&p->relative_words, eg_slice_sub(tape->text, word, end)) == EG_MAP_NONE) continue;
        if (memchr(tape->text.ptr + end, ',', anchor - end) == NULL) return true;
    }
    return false;
}

/* "has not", "owns no": the cue is the word right behind the anchor's. */
static bool is_next(const eg_tape *tape, uint32_t anchor, uint32_t cue) {
    uint32_t i = anchor;
    while (i < cue && tape->text.ptr[i] >= 'a' && tape->text.ptr[i] <= 'z') i++;
    return i > anchor && i + 1 == cue && tape->text.ptr[i] == ' ';
}

/* "which could cost $3bn, and opened": a cue in a relative clause ends with it. */
static bool in_relative(const eg_patterns *p, const eg_tape *tape, uint32_t cue, uint32_t anchor) {
    uint32_t i = cue;
    if (memchr(tape->text.ptr + cue, ',', anchor - cue) == NULL) return false;
    while (i > 0 && tape->text.ptr[i - 1] != ',') {
        uint32_t end = i;
        while (i > 0 && tape->text.ptr[i - 1] != ' ' && tape->text.ptr[i - 1] != ',') i--;
        if (end > i && eg_map_has(&p->relative_words, eg_slice_sub(tape->text, i, end))) return true;
        while (i > 0 && tape->text.ptr[i - 1] == ' ') i--;
    }
    return false;
}

static bool governs(const eg_patterns *p, const eg_guard *guard, const eg_tape *tape, eg_span cue, uint32_t anchor) {
    if (anchor >= cue.end && said_in_passing(p, tape, cue.end, anchor)) return false;
    if (guard->sentence) return !set_against(p, tape, cue, anchor);
    if (anchor >= cue.begin && anchor < cue.end) return true;
    if (guard->backward) return anchor < cue.begin && words_between(p, tape, anchor, cue.begin) <= guard->scope;
    if (guard->status == EG_STATUS_NEGATED && cue.begin > anchor) return is_next(tape, anchor, cue.begin);
    return anchor >= cue.end && words_between(p, tape, cue.end, anchor) <= guard->scope && !in_relative(p, tape, cue.begin, anchor);
}

eg_status eg_guard_status(const eg_reading *r, const eg_tape *tape, uint32_t sentence, uint32_t anchor) {
    const eg_sentence *s = &r->text->sentences[sentence];
    for (size_t i = 0; i < r->p->guards.len; i++) {
        const eg_guard *guard = &r->p->guards.items[i];
        eg_regex_match m;
        if (!eg_tape_may(tape, guard->gate)) continue;
        for (size_t from = 0; from < tape->text.len && eg_tape_exec(tape, guard->cue, from, &m) == EG_REGEX_MATCH;) {
            eg_span cue = m.groups[guard->group];
            if (cue.begin != UINT32_MAX && governs(r->p, guard, tape, cue, anchor)) return guard->status;
            from = m.groups[0].end > from ? m.groups[0].end : from + 1;
            while (from < tape->text.len && ((unsigned char)tape->text.ptr[from] & 0xC0) == 0x80) from++;
        }
    }
    if (s->end > s->begin && r->text->text.ptr[s->end - 1] == '?') return EG_STATUS_QUESTION;
    return EG_STATUS_ASSERTED;
}

size_t eg_guards_consider(const eg_reading *r, const eg_tape *tape, uint32_t anchor, eg_guard_note *out, size_t most) {
    size_t n = 0;
    for (size_t i = 0; i < r->p->guards.len; i++) {
        const eg_guard *guard = &r->p->guards.items[i];
        eg_regex_match m;
        if (!eg_tape_may(tape, guard->gate)) continue;
        for (size_t from = 0; from < tape->text.len && n < most && eg_tape_exec(tape, guard->cue, from, &m) == EG_REGEX_MATCH;) {
            eg_span cue = m.groups[guard->group];
            if (cue.begin != UINT32_MAX) out[n++] = (eg_guard_note){guard, cue, governs(r->p, guard, tape, cue, anchor)};
            from = m.groups[0].end > from ? m.groups[0].end : from + 1;
            while (from < tape->text.len && ((unsigned char)tape->text.ptr[from] & 0xC0) == 0x80) from++;
        }
    }
    return n;
}
