/* SPDX-License-Identifier: MIT */
/* Coordination: "X, founded by A and backed by B, makes C and runs D" is four tapes with one subject, and "X makes C,
 * while Y runs D" two. The set says what a predicate looks like and what may stand between two; a predicate takes the
 * subject before it, unless a name stands between the border and its verb. */
#include "relate/tape.h"

enum { SPANS_MOST = 48, CLAUSES_MOST = 96, SUBJECT_FAR = 90 };

typedef struct splitter {
    eg_tapes *out;
    eg_reading *r;
    eg_tape tape;
    eg_span verbs[SPANS_MOST];
    eg_span borders[SPANS_MOST];
    size_t verb_count, border_count;
    eg_joint joints[SPANS_MOST];
    uint32_t joint_count;
} splitter;

static size_t find_all(splitter *s, eg_regex *regex, eg_span out[SPANS_MOST]) {
    size_t n = 0;
    eg_regex_match m;
    for (size_t from = 0; from < s->tape.text.len && n < SPANS_MOST;) {
        eg_regex_result result = eg_tape_exec(&s->tape, regex, from, &m);
        if (result == EG_REGEX_LIMIT) s->r->limit = true;
        if (result != EG_REGEX_MATCH) break;
        out[n++] = m.groups[0];
        from = m.groups[0].end > from ? m.groups[0].end : from + 1;
        while (from < s->tape.text.len && ((unsigned char)s->tape.text.ptr[from] & 0xC0) == 0x80) from++;
    }
    return n;
}

/* A name or reference that is no place stands in [begin, end). */
static bool names_something(const splitter *s, uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; i++) {
        if (s->tape.unit[i] < 0) continue;
        const eg_unit *u = &s->out->units.items[s->tape.unit[i]];
        if (u->type != EG_UNIT_MENTION && u->type != EG_UNIT_REFERENCE) continue;
        if (!eg_entity_has(s->r, u->entity, EG_TRAIT_HUB)) return true;
    }
    return false;
}

static const eg_span *verb_from(const splitter *s, uint32_t at) {
    for (size_t i = 0; i < s->verb_count; i++)
        if (s->verbs[i].begin >= at) return &s->verbs[i];
    return NULL;
}

/* [begin, end) is a noun phrase that ends at its verb: a name last, and no preposition or clause mark behind the first.
 * The name may stand between commas: "his successor, Y, is". */
static bool is_subject(const splitter *s, uint32_t begin, uint32_t end) {
    while (end > begin && s->tape.text.ptr[end - 1] == ' ') end--;
    bool apposed = end >= begin + 5 && s->tape.text.ptr[end - 1] == ',' && eg_slice_ends(eg_slice_sub(s->tape.text, begin, end - 2), EG_S(", "));
    if (apposed && names_something(s, end - 2, end - 1) && memchr(s->tape.text.ptr + begin, '(', end - begin) == NULL && memchr(s->tape.text.ptr + begin, ')', end - begin) == NULL) end--;
    if (end == begin || s->tape.unit[end - 1] < 0) return false;
    while (s->tape.unit[begin] < 0) begin++;
    eg_slice rest = eg_slice_sub(s->tape.text, begin, end);
    for (eg_slice word; eg_slice_split(&rest, ' ', &word);)
        if (eg_map_get(&s->r->p->prepositions, word) != EG_MAP_NONE || memchr(word.ptr, ';', word.len)) return false;
    return true;
}

static uint32_t skip_fronted(const splitter *s, uint32_t at) {
    eg_regex_match m;
    if (s->r->p->clauses.fronted == NULL || eg_tape_exec(&s->tape, s->r->p->clauses.fronted, at, &m) != EG_REGEX_MATCH) return at;
    uint32_t end = m.groups[0].end;
    uint32_t clause = s->r->p->clauses.clause; /* "when X bought A, Y joined B": X and its verb are inside, and not of the sentence */
    if (clause && m.groups[clause].begin != UINT32_MAX) return end;
    for (size_t i = 0; i < s->verb_count; i++) { /* "in his time X has bought A, joined B": the subject and its verb are inside */
        const eg_span *verb = &s->verbs[i];
        bool doing = eg_slice_ends(eg_slice_sub(s->tape.text, verb->begin, verb->end), EG_S("ing"));
        if (verb->begin > at && verb->end < end && !doing && is_subject(s, at, verb->begin)) return at;
    }
    return end;
}

/* A tape of the parts of this one, with a space between each two. */
static void emit(splitter *s, const eg_span *parts, size_t count) {
    if (s->out->list.len >= CLAUSES_MOST) return;
    eg_arena *arena = s->out->home;
    size_t size = 2;
    for (size_t i = 0; i < count; i++) size += parts[i].end - parts[i].begin + 1;
    char *text = eg_arena_alloc(arena, size);
    eg_tape out = {.text = {text, 0}, .source = EG_NEW_ARRAY(arena, uint32_t, size), .unit = EG_NEW_ARRAY(arena, int32_t, size), .superseded = s->tape.superseded};
    uint32_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].begin == parts[i].end) continue;
        if (n) text[n] = ' ', out.source[n] = s->tape.source[parts[i].begin], out.unit[n++] = -1;
        for (uint32_t j = parts[i].begin; j < parts[i].end; j++) text[n] = s->tape.text.ptr[j], out.source[n] = s->tape.source[j], out.unit[n++] = s->tape.unit[j];
    }
    out.text.len = n;
    eg_tape_finish(&out, arena, s->r);
    eg_vec_push(&s->out->list, out);
}

/* "X founded and still runs Y": the object of a verb with nothing behind it stands behind the next verb. */
static eg_span object_of(const splitter *s, eg_span clause, eg_span border) {
    const eg_span *next = verb_from(s, border.end);
    for (size_t i = 0; i < s->verb_count; i++)
        if (s->verbs[i].end == clause.end && next && next->begin <= border.end + 1 && next->end < s->tape.text.len) return (eg_span){next->end + 1, (uint32_t)s->tape.text.len};
    return (eg_span){0, 0};
}

/* "A signed with B, C bought D, and": a comma alone between two names, the second right before its verb, and a verb before the
 * first. A participle is no such verb: "invested in B, C based in Oslo and D". */
static bool is_side_by_side(const splitter *s, eg_span border, uint32_t start, const eg_span *verb) {
    const eg_span *before = verb_from(s, start);
    bool names = border.begin > 0 && s->tape.unit[border.begin - 1] >= 0 && border.end < s->tape.text.len && s->tape.unit[border.end] >= 0;
    if (names && s->out->units.items[s->tape.unit[border.begin - 1]].begin == s->out->units.items[s->tape.unit[border.end]].begin) return false; /* "they" */
    if (!names || verb->begin != border.end + 2 || before == NULL || before->end >= border.begin) return false;
    eg_slice rest = eg_slice_trim(eg_slice_sub(s->tape.text, verb->end, s->tape.text.len));
    eg_slice word;
    return is_subject(s, start, before->begin) && eg_slice_split(&rest, ' ', &word) && eg_map_get(&s->r->p->prepositions, word) == EG_MAP_NONE;
}

/* A border that no list goes over: with a comma, and none before the name in front of it ("it was then that A, B, and C met"). */
static bool is_wall(const splitter *s, eg_span border) {
    eg_slice words = eg_slice_sub(s->tape.text, border.begin, border.end);
    if (memchr(words.ptr, ',', words.len) == NULL && memchr(words.ptr, ';', words.len) == NULL) return false;
    bool name = border.begin > 0 && s->tape.unit[border.begin - 1] >= 0;
    return !name || !eg_slice_ends(eg_slice_sub(s->tape.text, 0, border.begin - 1), EG_S(", "));
}

/* "X swallowed A and B, and it counts": the clause begins at the wall before the verb, and not at the "and" of a list in front of it. */
static bool has_wall_before(const splitter *s, eg_span border, const eg_span *verb) {
    if (is_wall(s, border)) return false;
    for (size_t i = 0; i < s->border_count; i++)
        if (s->borders[i].begin >= border.end && s->borders[i].end < verb->begin && is_wall(s, s->borders[i])) return true;
    return false;
}

/* Does a clause begin behind the border, with a subject of its own (*own) or without? */
static bool begins_clause(const splitter *s, eg_span border, uint32_t start, bool *own) {
    const eg_span *verb = verb_from(s, border.end);
    if (verb == NULL) return false;
    *own = false;
    if (verb->begin <= border.end + 1) return true;
    uint32_t subject = skip_fronted(s, border.end);
    if (verb->begin <= subject + 1) return true;
    eg_slice words = eg_slice_trim(eg_slice_sub(s->tape.text, border.begin, border.end));
    if (eg_slice_eq(words, EG_S(",")) && !is_side_by_side(s, border, start, verb)) return false; /* "A, B and C raised": a comma alone joins names */
    if (verb->begin - subject > SUBJECT_FAR || !names_something(s, subject, verb->begin)) return false;
    if (!is_subject(s, subject, verb->begin) || has_wall_before(s, border, verb)) return false;
    eg_slice said = eg_slice_sub(s->tape.text, verb->begin, verb->end);
    eg_slice opening; /* "a venture with A and B to sell power": no clause of B's */
    if (eg_slice_split(&said, ' ', &opening) && said.ptr && eg_map_has(&s->r->p->prepositions, opening)) return false;
    const eg_span *before = verb_from(s, start);
    *own = true;
    return before && before->begin < border.begin;
}

/* "and", "; but", not a comma alone: "a round led by A, joined by B" goes on about the round. */
static bool is_conjunction(const splitter *s, eg_span border) {
    for (uint32_t i = border.begin; i < border.end; i++)
        if (s->tape.text.ptr[i] >= 'a' && s->tape.text.ptr[i] <= 'z') return true;
    return false;
}

/* What stands right behind a verb is its object: a name, or a noun phrase with its article or possessive. */
static bool has_object(const splitter *s, const eg_span *verb) {
    eg_slice rest = eg_slice_trim(eg_slice_sub(s->tape.text, verb->end, s->tape.text.len));
    eg_slice word;
    if (!eg_slice_split(&rest, ' ', &word) || word.len == 0) return false;
    return (unsigned char)word.ptr[0] < ' ' || eg_map_has(&s->r->p->articles, word);
}

/* "X headed A, founded B, ran C": verbs in a row, each with its object, behind a subject that is named. A participle has none. */
static bool is_series(const splitter *s, eg_span border, uint32_t start, const eg_span *said, bool shared) {
    const eg_span *next = verb_from(s, border.end);
    return next && has_object(s, said) && has_object(s, next) && (shared || is_subject(s, start, said->begin));
}

static void keep_joints(splitter *s, size_t tape) {
    eg_joint *joints = EG_NEW_ARRAY(s->out->home, eg_joint, s->joint_count + 1);
    memcpy(joints, s->joints, s->joint_count * sizeof *joints);
    s->out->list.items[tape].joints = joints;
    s->out->list.items[tape].joint_count = s->joint_count;
}

/* "X who steered Y and now is Z": Z is X, whatever X did before. The part of a subject up to its relative clause. */
static eg_span without_relative(const splitter *s, eg_span subject) {
    for (uint32_t at = subject.begin; at + 2 < subject.end; at++) {
        if (s->tape.unit[at] < 0 || s->tape.text.ptr[at + 1] != ' ') continue;
        eg_slice rest = eg_slice_sub(s->tape.text, at + 2, subject.end);
        eg_slice word;
        if (eg_slice_split(&rest, ' ', &word) && eg_map_has(&s->r->p->relative_words, word)) return (eg_span){subject.begin, at + 1};
    }
    return subject;
}

/* The subject of the clause that begins at byte `at`: up to its verb, behind what is fronted. */
static eg_span subject_from(const splitter *s, uint32_t at) {
    uint32_t begin = skip_fronted(s, at);
    const eg_span *verb = verb_from(s, begin);
    if (verb == NULL) verb = verb_from(s, at);
    return without_relative(s, (eg_span){begin, verb->begin});
}

void eg_clauses_split(eg_tapes *out, eg_reading *r, size_t tape) {
    if (r->p->clauses.border == NULL || r->p->clauses.predicate == NULL) return;
    splitter s = {.out = out, .r = r, .tape = out->list.items[tape]};
    s.border_count = find_all(&s, r->p->clauses.border, s.borders);
    if (s.border_count) s.verb_count = find_all(&s, r->p->clauses.predicate, s.verbs);
    if (s.verb_count == 0) return;
    uint32_t start = 0;
    bool split = false;
    eg_span subject = subject_from(&s, 0);
    bool shared = false; /* the running clause borrows `subject` */
    for (size_t i = 0; i <= s.border_count; i++) {
        bool last = i == s.border_count;
        bool own = false;
        if (!last && (s.borders[i].end <= start || !begins_clause(&s, s.borders[i], start, &own))) continue;
        eg_span clause = {start, last ? (uint32_t)s.tape.text.len : s.borders[i].begin};
        if (!split && !last && subject.end > s.borders[i].begin) subject.end = s.borders[i].begin; /* "X, founded by A, makes B" */
        if (last && !split) return;
        split = true;
        eg_span parts[] = {shared ? subject : (eg_span){0, 0}, clause, last || own ? (eg_span){0, 0} : object_of(&s, clause, s.borders[i])};
        if (!shared || names_something(&s, subject.begin, subject.end)) emit(&s, parts, 3);
        if (last) {
            keep_joints(&s, tape);
            return;
        }
        const eg_span *said = verb_from(&s, start);
        if (said && (own ? is_wall(&s, s.borders[i]) : is_conjunction(&s, s.borders[i]) || is_series(&s, s.borders[i], start, said, shared)))
            s.joints[s.joint_count++] = (eg_joint){s.tape.source[said->begin], s.tape.source[s.borders[i].begin], s.tape.source[s.borders[i].end], own};
        start = s.borders[i].end;
        shared = !own;
        if (own) subject = subject_from(&s, start);
    }
}
