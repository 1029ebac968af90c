/* SPDX-License-Identifier: MIT */
#include "relate/tape.h"

enum { UNITS_MOST = 400, LIFTS_MOST = 40, TAPES_KEPT = 4 << 20, SENTENCES_KEPT = 4096 };

struct eg_kept_tapes {
    const eg_unit *units; /* what is on them */
    const char *bytes;    /* of each */
    size_t unit_count;
    const eg_tape *list;
    const eg_span *lifted;
    size_t list_len, lifted_len;
    bool plain;           /* the whole sentence only */
};

typedef struct writer {
    eg_reading *r;
    eg_tapes *out;
    EG_VEC(char) text;
    EG_VEC(uint32_t) source;
    EG_VEC(int32_t) unit;
    bool hidden; /* the sentence has an alias in parentheses */
} writer;

/* The answer of one pattern from one place on. */
typedef struct remembered {
    uint32_t gate, from;
    uint32_t count;    /* groups; 0 = it matches nowhere */
    eg_span *groups;
} remembered;

enum { REMEMBERED_MOST = 64 };

struct eg_tape_memory {
    eg_arena *arena;
    uint32_t len;
    remembered items[REMEMBERED_MOST];
};

static void put(writer *w, char c, uint32_t source, int32_t unit) {
    eg_vec_push(&w->text, c);
    eg_vec_push(&w->source, source);
    eg_vec_push(&w->unit, unit);
}

/* What is known of a text, whichever tapes have it. */
struct eg_tape_known {
    const uint64_t *open;
    uint64_t *refused;
    eg_tape_memory *memory;
    uint64_t id;
};

static void know(struct eg_tape_known *known, eg_slice text, eg_arena *arena, const eg_gates *gates) {
    uint64_t *open = EG_NEW_ARRAY(arena, uint64_t, eg_gates_words(gates));
    eg_gates_scan(gates, text, open);
    known->open = open;
    known->refused = EG_NEW_ARRAY(arena, uint64_t, eg_gates_words(gates));
    known->memory = eg_arena_raw(arena, sizeof *known->memory);
    known->memory->arena = arena;
    known->memory->len = 0;
    known->id = eg_outline_next_id();
}

void eg_tape_finish(eg_tape *tape, eg_arena *arena, eg_reading *r) {
    struct eg_tape_known fresh;
    struct eg_tape_known *known = &fresh;
    uint32_t at = arena == r->arena ? eg_map_put(&r->tape_texts, tape->text, (uint32_t)r->tapes_known.len) : EG_MAP_NONE;
    if (at < r->tapes_known.len) known = r->tapes_known.items[at];
    else know(&fresh, tape->text, arena, r->p->gates);
    if (at == r->tapes_known.len) {
        known = EG_NEW(arena, struct eg_tape_known);
        *known = fresh;
        eg_vec_push(&r->tapes_known, known);
    }
    tape->gates = r->p->gates;
    tape->open = known->open, tape->refused = known->refused, tape->memory = known->memory, tape->id = known->id;
}

/* All bytes of a character come from where it begins. */
uint32_t eg_tape_source_end(const eg_tape *tape, eg_slice text, uint32_t end) {
    uint32_t last = tape->source[end - 1];
    size_t n = 1;
    if (last < text.len) (void)eg_utf8_next(text, last, &n);
    return last + (uint32_t)n;
}

static const remembered *recall(const eg_tape_memory *memory, uint32_t gate, size_t from) {
    for (uint32_t i = 0; i < memory->len; i++)
        if (memory->items[i].gate == gate && memory->items[i].from == from) return &memory->items[i];
    return NULL;
}

/* A limit is not kept: it is to be met, and told, each time. */
static void remember(eg_tape_memory *memory, uint32_t gate, size_t from, eg_regex_result result, const eg_regex_match *match) {
    if (memory->len == REMEMBERED_MOST || result == EG_REGEX_LIMIT) return;
    remembered *made = &memory->items[memory->len++];
    *made = (remembered){gate, (uint32_t)from, result == EG_REGEX_MATCH ? match->count : 0, NULL};
    if (made->count == 0) return;
    made->groups = eg_arena_raw(memory->arena, made->count * sizeof *made->groups);
    memcpy(made->groups, match->groups, made->count * sizeof *made->groups);
}

/* Of an open gate. */
static __attribute__((noinline)) eg_regex_result exec_open(const eg_tape *tape, uint32_t gate, eg_regex *regex, size_t from, eg_regex_match *match) {
    const remembered *known = recall(tape->memory, gate, from);
    if (known) {
        match->count = known->count;
        if (known->count) memcpy(match->groups, known->groups, known->count * sizeof *known->groups);
        return known->count ? EG_REGEX_MATCH : EG_REGEX_NONE;
    }
    eg_regex_result result = EG_REGEX_NONE;
    size_t until;
    size_t begin = eg_gates_begin(tape->gates, gate, tape->text, tape->id, from, &until);
    if (begin != EG_SKETCH_NOWHERE) result = eg_regex_exec_until(regex, tape->text, begin, until, match);
    if (result == EG_REGEX_NONE && from == 0 && !eg_gate_is_anchored(tape->gates, gate)) tape->refused[gate / 64] |= 1ULL << gate % 64;
    else remember(tape->memory, gate, from, result, match);
    return result;
}

eg_regex_result eg_tape_exec(const eg_tape *tape, eg_regex *regex, size_t from, eg_regex_match *match) {
    uint32_t gate = eg_regex_gate(regex);
    if (gate == EG_NO_GATE) return eg_regex_exec(regex, tape->text, from, match);
    return eg_tape_may(tape, gate) ? exec_open(tape, gate, regex, from, match) : EG_REGEX_NONE;
}

static void finish(writer *w) {
    eg_arena *arena = w->out->home;
    size_t n = w->text.len;
    eg_tape tape = {.text = eg_arena_dup(arena, eg_slice_of(w->text.items, n)), .source = EG_NEW_ARRAY(arena, uint32_t, n + 1), .unit = EG_NEW_ARRAY(arena, int32_t, n + 1)};
    if (n) memcpy(tape.source, w->source.items, n * sizeof *tape.source);
    if (n) memcpy(tape.unit, w->unit.items, n * sizeof *tape.unit);
    if (n) tape.source[n] = eg_tape_source_end(&tape, w->r->text->text, (uint32_t)n); /* an unsaid end may stand behind the last byte */
    eg_tape_finish(&tape, arena, w->r);
    eg_vec_push(&w->out->list, tape);
    w->text.len = w->source.len = w->unit.len = 0;
}

static int by_begin(const void *a, const void *b) {
    const eg_unit *x = a;
    const eg_unit *y = b;
    bool unsaid_x = x->begin == x->end;
    bool unsaid_y = y->begin == y->end;
    if (x->begin != y->begin) return (x->begin > y->begin) - (x->begin < y->begin);
    if (unsaid_x != unsaid_y) return unsaid_x ? -1 : 1;
    if (x->end != y->end) return (x->end < y->end) - (x->end > y->end);
    return (x->entity > y->entity) - (x->entity < y->entity);
}

/* First figure or date at or behind `begin`. */
static size_t lower_bound(const void *items, size_t count, size_t size, uint32_t begin) {
    size_t low = 0;
    while (low < count) {
        size_t mid = low + (count - low) / 2;
        uint32_t at = *(const uint32_t *)(const void *)((const char *)items + mid * size);
        if (at < begin) low = mid + 1;
        else count = mid;
    }
    return low;
}

/* "Medical" in "Chief Medical Officer": what is believed to be no name is prose. */
static bool is_prose(const eg_reading *r, uint32_t entity) {
    return 1.0F - r->entities.items[entity].none >= r->p->threshold && eg_entity_kind(r, entity, 0.3F) == EG_NONE;
}

static void collect(writer *w, uint32_t sentence) {
    eg_reading *r = w->r;
    const eg_sentence *s = &r->text->sentences[sentence];
    for (uint32_t i = r->first_mention[sentence]; i < r->first_mention[sentence + 1]; i++) {
        const eg_mention *m = &r->mentions.items[i];
        eg_unit u = {EG_UNIT_MENTION, i, eg_entity_of(r, m->entity), m->begin, m->end};
        if (!m->hidden && !is_prose(r, u.entity)) eg_vec_push(&w->out->units, u);
        w->hidden |= m->hidden;
    }
    const eg_figures *f = &r->figures;
    for (size_t i = lower_bound(f->figures, f->figure_count, sizeof *f->figures, s->begin); i < f->figure_count && f->figures[i].begin < s->end; i++) {
        eg_unit u = {EG_UNIT_FIGURE, (uint32_t)i, EG_NO_ENTITY, f->figures[i].begin, f->figures[i].end};
        eg_vec_push(&w->out->units, u);
    }
    for (size_t i = lower_bound(f->dates, f->date_count, sizeof *f->dates, s->begin); i < f->date_count && f->dates[i].begin < s->end; i++) {
        eg_unit u = {EG_UNIT_DATE, (uint32_t)i, EG_NO_ENTITY, f->dates[i].begin, f->dates[i].end};
        if (f->dates[i].named) eg_vec_push(&w->out->units, u);
    }
}

static void collect_references(writer *w, uint32_t sentence) {
    const eg_reading *r = w->r;
    for (uint32_t i = r->first_anaphor[sentence]; i < r->first_anaphor[sentence + 1]; i++) {
        const eg_anaphor *a = &r->anaphora.items[i];
        for (uint32_t j = 0; j < a->count; j++) {
            eg_unit u = {EG_UNIT_REFERENCE, a->rule, a->entities[j], a->begin, a->end};
            eg_vec_push(&w->out->units, u);
        }
    }
}

static char unit_byte(const eg_reading *r, const eg_unit *u) {
    if (u->type == EG_UNIT_FIGURE) return eg_unit_of_figure(r->figures.figures[u->index].cls);
    if (u->type == EG_UNIT_DATE) return eg_unit_of_date();
    uint32_t kind = eg_entity_kind(r, u->entity, 0.3F);
    return kind == EG_NONE ? eg_unit_unknown() : eg_unit_of_kind(kind);
}

/* An emoji between words, "X <rocket> raises": the bytes to pass over, it and its space, 0 when it may end something. */
static uint32_t decoration(const writer *w, uint32_t at) {
    eg_slice text = w->r->text->text;
    uint32_t end = at;
    if (w->text.len && w->text.items[w->text.len - 1] != ' ') return 0; /* in a long run it would be walked for each of them */
    for (size_t n; end < text.len; end += (uint32_t)n) {
        uint32_t cp = eg_utf8_next(text, end, &n);
        if (!(cp >= 0x1F000 && cp <= 0x1FAFF) && !(cp >= 0x2600 && cp <= 0x27BF) && cp != 0xFE0F && cp != 0x200D) break;
    }
    if (end == at || end + 1 >= text.len || text.ptr[end] != ' ') return 0;
    return w->text.len && !(text.ptr[end + 1] >= 'a' && text.ptr[end + 1] <= 'z') ? 0 : end + 1 - at;
}

/* Writes one character of prose, lower case, typographic marks as ASCII. Returns the bytes read. */
static uint32_t put_prose(writer *w, uint32_t at) {
    eg_slice text = w->r->text->text;
    size_t n;
    uint32_t cp = eg_utf8_next(text, at, &n);
    uint32_t skip = cp >= 0x2600 ? decoration(w, at) : 0;
    if (skip) return skip;
    if (cp < 0x80) {
        char c = (char)cp;
        put(w, c >= 'A' && c <= 'Z' ? (char)(c + 32) : (unsigned char)c < 0x20 ? ' ' : c, at, -1);
    } else if (cp == 0x2019 || cp == 0x2018) put(w, '\'', at, -1);
    else if (cp == 0x201C || cp == 0x201D) put(w, '"', at, -1);
    else if (cp == 0x2013 || cp == 0x2014) put(w, ' ', at, -1), put(w, '-', at, -1), put(w, ' ', at, -1);
    else if (cp == 0xA0) put(w, ' ', at, -1);
    else if (w->r->p->language.by_char && (cp == 0x3000 || (cp > 0xFF00 && cp < 0xFF5F))) { /* full width: as patterns write it */
        char c = (char)(cp == 0x3000 ? ' ' : cp - 0xFEE0);
        put(w, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c, at, -1);
    } else
        for (size_t i = 0; i < n; i++) put(w, text.ptr[at + i], at, -1);
    return (uint32_t)n;
}

/* End of the part of a parenthesis that begins at `at` when it holds a hidden alias, else `at`. */
static uint32_t alias_part(const writer *w, uint32_t sentence, uint32_t at) {
    const eg_reading *r = w->r;
    uint32_t end = at;
    uint32_t stop = r->text->sentences[sentence].end;
    if (!w->hidden) return at; /* else a long run of "(" would be walked for each of them */
    while (end < stop && r->text->text.ptr[end] != ')' && r->text->text.ptr[end] != ';') end++;
    for (uint32_t i = r->first_mention[sentence]; i < r->first_mention[sentence + 1]; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (m->hidden && m->begin >= at && m->begin < end) return end;
    }
    return at;
}

/* Are both members of one plural reference? */
static bool is_same_reference(const eg_unit *a, const eg_unit *b) {
    return b->type == EG_UNIT_REFERENCE && b->begin == a->begin && b->end == a->end && b->index == a->index;
}

/* Writes unit *next, the other members of a plural reference behind it, and what makes it a possessor or a subject.
 * Returns the byte of text to go on at. */
static uint32_t put_unit(writer *w, size_t *next) {
    const eg_unit *u = &w->out->units.items[*next];
    bool unsaid = u->begin == u->end && w->text.len && w->text.items[w->text.len - 1] != ' ';
    if (unsaid) put(w, ' ', u->begin, -1);
    put(w, unit_byte(w->r, u), u->begin, (int32_t)(*next)++);
    if (u->type != EG_UNIT_REFERENCE) return u->end;
    for (; *next < w->out->units.len && *next < UNITS_MOST; ++*next) {
        const eg_unit *more = &w->out->units.items[*next];
        if (!is_same_reference(u, more)) break;
        bool last = *next + 1 == w->out->units.len || !is_same_reference(more, &w->out->units.items[*next + 1]);
        for (const char *joint = last ? " and " : ", "; *joint; joint++) put(w, *joint, u->begin, -1);
        put(w, unit_byte(w->r, more), u->begin, (int32_t)*next);
    }
    if (w->r->p->references.items[u->index].possessive) put(w, '\'', u->begin, -1), put(w, 's', u->begin, -1);
    if (u->begin == u->end && !unsaid) put(w, ' ', u->begin, -1);
    return u->end;
}

static bool owns_by_mark(eg_slice text, uint32_t at, uint32_t stop) {
    if (at == 0 || (text.ptr[at - 1] | 32) != 's') return false;
    eg_slice rest = eg_slice_sub(text, at, stop);
    return eg_slice_starts(rest, EG_S("' ")) || eg_slice_starts(rest, EG_S("\xe2\x80\x99 "));
}

/* "She's the founder": behind a pronoun the mark and its s are a verb, and not what makes an owner. Returns where the text goes on. */
static uint32_t put_contracted(writer *w, const eg_unit *u, uint32_t at, uint32_t stop) {
    const eg_patterns *p = w->r->p;
    static const char *const marks[] = {"'s ", "\xe2\x80\x99s "};
    if (u->type != EG_UNIT_REFERENCE || u->begin == u->end || p->contracted.len == 0) return at;
    const eg_reference *ref = &p->references.items[u->index];
    eg_slice rest = eg_slice_sub(w->r->text->text, at, stop);
    for (size_t i = 0; i < sizeof marks / sizeof *marks && ref->pronoun && !ref->possessive; i++) {
        if (!eg_slice_starts(rest, eg_slice_from(marks[i]))) continue;
        eg_slice word = p->contracted.items[0];
        put(w, ' ', at, -1);
        for (size_t k = 0; k < word.len; k++) put(w, word.ptr[k], at, -1);
        return at + (uint32_t)strlen(marks[i]) - 1;
    }
    return at;
}

static void write_whole(writer *w, uint32_t sentence) {
    const eg_sentence *s = &w->r->text->sentences[sentence];
    eg_slice text = w->r->text->text;
    size_t next = 0;
    bool open = false; /* inside a parenthesis */
    for (uint32_t at = s->begin; at < s->end;) {
        while (next < w->out->units.len && w->out->units.items[next].begin < at) next++;
        if (next < w->out->units.len && w->out->units.items[next].begin == at && next < UNITS_MOST) {
            const eg_unit *unit = &w->out->units.items[next];
            at = put_unit(w, &next);
            at = put_contracted(w, unit, at, s->end);
            if (owns_by_mark(text, at, s->end)) { /* "Mudflat Labs' robot": the mark alone owns behind an s */
                put(w, '\'', at, -1), put(w, 's', at, -1);
                while (text.ptr[at] != ' ') at++;
            }
            continue;
        }
        char c = text.ptr[at];
        open = c == '(' || (open && c != ')');
        if (c == '(' || (c == ';' && open)) {
            uint32_t end = alias_part(w, sentence, at + 1);
            if (end > at + 1) { /* "(TMG)" vanishes, "(Lagos; hereinafter X)" keeps its first part */
                open = end < s->end && text.ptr[end] != ')';
                if (c == '(' && open) put(w, '(', at, -1);
                at = end < s->end && c == '(' ? end + 1 : end;
                while (w->text.len && w->text.items[w->text.len - 1] == ' ' && at < s->end && text.ptr[at] != ' ')
                    w->text.len--, w->source.len--, w->unit.len--;
                continue;
            }
        }
        at += put_prose(w, at);
    }
    while (next < w->out->units.len && w->out->units.items[next].begin < s->end) next++;
    bool unsaid = next < w->out->units.len && w->out->units.items[next].begin == w->out->units.items[next].end && w->out->units.items[next].begin == s->end;
    if (unsaid && next < UNITS_MOST) put_unit(w, &next); /* an unsaid end behind the last word; behind a question stand its answer's units */
    finish(w);
}

static void copy(writer *w, const eg_tape *tape, uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; i++) put(w, tape->text.ptr[i], tape->source[i], tape->unit[i]);
}

/* "X, a chemist, Y and Z": the comma behind a part that names nothing joins two names. */
static bool names_go_on(const eg_tape *tape, eg_span head, eg_span part) {
    uint32_t next = part.end + 2;
    if (head.end > part.begin || next >= tape->text.len || tape->text.ptr[part.end] != ',' || tape->unit[next] < 0) return false;
    for (uint32_t i = part.begin; i < part.end; i++)
        if (tape->unit[i] >= 0) return false;
    return next + 1 >= tape->text.len || tape->text.ptr[next + 1] != '\'';
}

/* "A, which makes arms, the bank B and C": the comma behind the part is the list's. */
static bool list_goes_on(writer *w, const eg_tape *tape, uint32_t at) {
    eg_regex_match m;
    eg_regex *listed = w->r->p->clauses.listed;
    return listed && at < tape->text.len && eg_tape_exec(tape, listed, at, &m) == EG_REGEX_MATCH;
}

/* Is a predicate what stands behind the comma at byte `at`? */
static bool goes_on_with_verb(const writer *w, const eg_tape *tape, uint32_t at) {
    eg_regex_match m;
    eg_regex *predicate = w->r->p->clauses.predicate;
    return predicate && at + 2 < tape->text.len && eg_tape_exec(tape, predicate, at + 2, &m) == EG_REGEX_MATCH && m.groups[0].begin == at + 2;
}

/* "X, the maker that A, a Dane, started": A, behind the relative word at the end of `words`, is the subject of the clause it opens. */
static bool opens_relative(const eg_patterns *p, eg_slice words) {
    uint32_t at = (uint32_t)words.len;
    for (uint32_t end = at; end; end = at) {
        while (at && words.ptr[at - 1] != ' ') at--;
        eg_slice word = eg_slice_sub(words, at, end);
        if (eg_map_has(&p->relative_words, word)) return true;
        if (!eg_map_has(&p->articles, word)) return false;
        while (at && words.ptr[at - 1] == ' ') at--;
    }
    return false;
}

/* "X, a group led by A, a former officer, closed a fund", "X, founded by A, once of B, closed": the comma behind the part closes what stands behind X, too. */
static bool closes_another(const writer *w, const eg_tape *tape, uint32_t head, uint32_t resume) {
    uint32_t at = head;
    while (at && !strchr(",;:()", tape->text.ptr[at])) at--;
    if (at == 0 || tape->text.ptr[at] != ',' || at + 2 >= head || tape->unit[at - 1] < 0) return false;
    eg_unit_type before = w->out->units.items[tape->unit[at - 1]].type;
    if (before != EG_UNIT_MENTION && before != EG_UNIT_REFERENCE) return false;
    eg_slice rest = eg_slice_trim(eg_slice_sub(tape->text, at + 1, head));
    if (opens_relative(w->r->p, rest)) return false;
    eg_slice start = tape->text; /* "For X, the pact was signed by A, its president" */
    eg_slice word;
    if (!eg_slice_split(&start, ' ', &word) || eg_map_has(&w->r->p->prepositions, word)) return false;
    const eg_patterns *p = w->r->p;
    if (!eg_slice_split(&rest, ' ', &word) || rest.len == 0) return false;
    return eg_map_has(&p->role_leads, word) || eg_map_has(&p->subordinators, word) || (eg_map_get(&p->conjunctions, word) == EG_MAP_NONE && goes_on_with_verb(w, tape, resume));
}

/* "Having bought X, the firm grew": is the part, behind the comma, the subject of the sentence? Then it says nothing of X. */
static bool is_subject(const writer *w, const eg_tape *tape, eg_span head, eg_span part) {
    enum { NEAR = 2 }; /* the comma and its blank */
    uint32_t ahead = w->r->ahead ? w->r->ahead[w->out->sentence] : 0;
    return tape->source[head.begin] < ahead && tape->source[part.begin] + NEAR >= ahead && tape->source[part.begin] <= ahead;
}

/* Takes what the lift matched out: a sub-tape "head part" and the tape without the part. */
static __attribute__((noinline)) bool take_out(writer *w, const eg_lift *lift, size_t *main_tape, const eg_regex_match *m) {
    eg_tape tape = w->out->list.items[*main_tape];
    if (w->out->list.len >= LIFTS_MOST) return false;
    eg_span head = m->groups[lift->head];
    eg_span part = m->groups[lift->part];
    if (head.begin == UINT32_MAX || part.begin == UINT32_MAX || is_subject(w, &tape, head, part)) return false;
    if (!lift->drop) {
        copy(w, &tape, head.begin, head.end);
        if (lift->owner) put(w, '\'', tape.source[part.begin], -1), put(w, 's', tape.source[part.begin], -1);
        put(w, ' ', tape.source[part.begin], -1);
        if (lift->verb) {
            copy(w, &tape, m->groups[lift->verb].begin, m->groups[lift->verb].end);
            put(w, ' ', tape.source[part.begin], -1);
        }
        copy(w, &tape, part.begin, part.end);
        finish(w);
    }
    if (lift->keep) return false;
    uint32_t cut = lift->owner ? head.end : part.begin;
    while (cut > head.end && strchr(" ,(-", tape.text.ptr[cut - 1])) cut--;
    uint32_t resume = part.end;
    bool enclosed = part.end > part.begin && tape.text.ptr[part.end - 1] == ')'; /* the comma behind is not its own: "A (x), B (y)" */
    if (!enclosed && resume < tape.text.len && strchr(",)", tape.text.ptr[resume]) && !names_go_on(&tape, head, part) && !list_goes_on(w, &tape, resume) && !closes_another(w, &tape, head.begin, resume)) resume++;
    copy(w, &tape, 0, cut);
    copy(w, &tape, resume, (uint32_t)tape.text.len);
    finish(w);
    w->out->list.items[*main_tape].superseded = true;
    int32_t last = part.end > part.begin ? tape.unit[part.end - 1] : -1;
    uint32_t stop = last >= 0 ? w->out->units.items[last].end : eg_tape_source_end(&tape, w->r->text->text, part.end);
    if (!lift->drop) eg_vec_push(&w->out->lifted, ((eg_span){tape.source[part.begin], stop}));
    *main_tape = w->out->list.len - 1;
    return true;
}

static __attribute__((noinline)) bool try_lift(writer *w, const eg_lift *lift, size_t *main_tape, size_t from) {
    eg_regex_match m;
    eg_regex_result result = eg_tape_exec(&w->out->list.items[*main_tape], lift->regex, from, &m);
    if (result == EG_REGEX_LIMIT) w->r->limit = true;
    return result == EG_REGEX_MATCH && take_out(w, lift, main_tape, &m);
}

/* True when the lift matched and its part was taken out. */
static inline bool lift_once(writer *w, const eg_lift *lift, size_t *main_tape, size_t from) {
    return eg_tape_may(&w->out->list.items[*main_tape], lift->gate) && try_lift(w, lift, main_tape, from);
}

/* ---- kept tapes ---------------------------------------------------------------------------------------------------- */

static eg_kept_tapes **kept_place(eg_reading *r, uint32_t sentence) {
    size_t count = r->text->sentence_count < SENTENCES_KEPT ? r->text->sentence_count : SENTENCES_KEPT;
    if (r->tapes == NULL) r->tapes = EG_NEW_ARRAY(r->arena, eg_kept_tapes *, count + 1);
    return sentence < count ? &r->tapes[sentence] : NULL;
}

/* The tapes that were kept, when the same units are to be written on them. */
static bool take_kept(writer *w, const eg_kept_tapes *kept, bool plain) {
    eg_tapes *out = w->out;
    if (kept == NULL || kept->unit_count != out->units.len || (kept->plain && !plain)) return false;
    for (size_t i = 0; i < kept->unit_count; i++) {
        const eg_unit *a = &kept->units[i];
        const eg_unit *b = &out->units.items[i];
        if (a->type != b->type || a->index != b->index || a->begin != b->begin || a->end != b->end || kept->bytes[i] != unit_byte(w->r, b)) return false;
    }
    for (size_t i = 0; i < (plain ? 1 : kept->list_len); i++) eg_vec_push(&out->list, kept->list[i]);
    for (size_t i = 0; i < kept->lifted_len && !plain; i++) eg_vec_push(&out->lifted, kept->lifted[i]);
    return true;
}

static void keep(writer *w, uint32_t sentence, bool plain) {
    eg_reading *r = w->r;
    eg_tapes *out = w->out;
    if (out->home != r->arena) return;
    eg_kept_tapes *kept = EG_NEW(r->arena, eg_kept_tapes);
    size_t n = out->units.len;
    eg_unit *units = EG_NEW_ARRAY(r->arena, eg_unit, n + 1);
    char *bytes = eg_arena_alloc(r->arena, n + 1);
    for (size_t i = 0; i < n; i++) units[i] = out->units.items[i], bytes[i] = unit_byte(r, &units[i]);
    eg_tape *list = EG_NEW_ARRAY(r->arena, eg_tape, out->list.len);
    eg_span *lifted = EG_NEW_ARRAY(r->arena, eg_span, out->lifted.len + 1);
    memcpy(list, out->list.items, out->list.len * sizeof *list);
    if (out->lifted.len) memcpy(lifted, out->lifted.items, out->lifted.len * sizeof *lifted);
    *kept = (eg_kept_tapes){units, bytes, n, list, lifted, out->list.len, out->lifted.len, plain};
    *kept_place(r, sentence) = kept;
}

/* ---- answers ------------------------------------------------------------------------------------------------------- */

/* The sentence that a row begins with: "Tidewater | Kobe | a spin-off of Hakata University". */
static uint32_t row_name(const eg_reading *r, const eg_sentence *s) {
    uint32_t block = s->block;
    const eg_block *cell = &r->text->blocks[block];
    char first_letter = r->text->text.ptr[s->begin];
    if (cell->column == 0 || cell->column > block || cell->header || first_letter < 'a' || first_letter > 'z') return EG_NO_SENTENCE;
    uint32_t first = block - cell->column;
    const eg_block *head = &r->text->blocks[first];
    uint32_t sentence = eg_text_sentence_from(r->text, first);
    bool own = head->kind == EG_BLOCK_CELL && head->table == cell->table && head->row == cell->row && sentence < r->text->sentence_count;
    return own && r->text->sentences[sentence].block == first ? sentence : EG_NO_SENTENCE;
}

/* The question right before a sentence, or what stands there like one: "Tidewater (Kobe). A maker of arms.", a heading, the name of a row; or EG_NO_SENTENCE. */
static uint32_t question_before(const eg_reading *r, uint32_t sentence) {
    enum { NAME_MOST = 60 };
    if (r->p->clauses.question == NULL || r->p->clauses.answer == NULL || sentence == 0) return EG_NO_SENTENCE;
    const eg_sentence *s = &r->text->sentences[sentence - 1];
    if (r->text->blocks[s[1].block].kind == EG_BLOCK_CELL) return row_name(r, s + 1);
    bool near = s[1].block - s->block <= 1;
    bool opens = s->begin <= r->text->blocks[s->block].begin + 2 && s->end - s->begin <= NAME_MOST; /* also "About Tidewater" in a line before */
    return near && (r->text->text.ptr[s->end - 1] == '?' || opens) ? sentence - 1 : EG_NO_SENTENCE;
}

static bool took(const eg_regex_match *m, uint32_t group) { return group && m->groups[group].begin != UINT32_MAX; }

/* A part of a question and a part of its answer. */
typedef struct dialogue {
    eg_tape question, answer;
    eg_span asked, said;
} dialogue;

/* False unless both stand there, with the groups `asked` and `said` of the clause rules. */
static bool hold_dialogue(writer *w, dialogue *d, uint32_t asked, uint32_t said) {
    const eg_clause_rule *clauses = &w->r->p->clauses;
    uint32_t first = w->out->question;
    eg_regex_match m;
    d->answer = w->out->list.items[0];
    if (first == EG_NO_SENTENCE || said == 0 || eg_tape_exec(&d->answer, clauses->answer, 0, &m) != EG_REGEX_MATCH || !took(&m, said)) return false;
    d->said = m.groups[said];
    size_t count = w->out->list.len;
    write_whole(w, first);
    d->question = w->out->list.items[count];
    w->out->list.len = count;
    if (eg_tape_exec(&d->question, clauses->question, 0, &m) != EG_REGEX_MATCH || !took(&m, asked)) return false;
    d->asked = m.groups[asked];
    return true;
}

static void finish_answer(writer *w) {
    finish(w);
    w->out->list.items[w->out->list.len - 1].answers = true;
}

/* "Who backed you?" "Kvern Capital, early on.": a tape more, "Kvern Capital backed you". */
static void write_answer(writer *w) {
    dialogue d;
    if (!hold_dialogue(w, &d, w->r->p->clauses.rest, w->r->p->clauses.names)) return;
    copy(w, &d.answer, d.said.begin, d.said.end);
    put(w, ' ', d.answer.source[d.said.end - 1], -1);
    copy(w, &d.question, d.asked.begin, d.asked.end);
    finish_answer(w);
}

/* "What is Kvern?" "A maker of arms from Oslo.": a tape more, "Kvern, A maker of arms from Oslo", with parts of its own. */
static void write_told(writer *w) {
    dialogue d;
    if (!hold_dialogue(w, &d, w->r->p->clauses.about, w->r->p->clauses.told)) return;
    copy(w, &d.question, d.asked.begin, d.asked.end);
    put(w, ',', d.question.source[d.asked.end - 1], -1);
    put(w, ' ', d.question.source[d.asked.end - 1], -1);
    copy(w, &d.answer, d.said.begin, d.said.end);
    finish_answer(w);
}

/* Collects the units and writes the whole sentence; false when its tapes were kept and are there again. */
static bool begin(writer *w, uint32_t sentence, bool references, bool plain) {
    eg_tapes *out = w->out;
    eg_kept_tapes **place = kept_place(w->r, sentence);
    if (!out->keep) eg_arena_fini(&out->arena);
    out->units.len = 0;
    out->list.len = 0;
    out->lifted.len = 0;
    out->sentence = sentence;
    out->home = place && w->r->tapes_size < TAPES_KEPT ? w->r->arena : &out->arena;
    collect(w, sentence);
    if (references && w->r->first_anaphor) collect_references(w, sentence);
    out->question = plain ? EG_NO_SENTENCE : question_before(w->r, sentence);
    if (out->question != EG_NO_SENTENCE) {
        collect(w, out->question);
        if (references && w->r->first_anaphor) collect_references(w, out->question);
    }
    if (out->units.len > 1) qsort(out->units.items, out->units.len, sizeof *out->units.items, by_begin);
    if (place && take_kept(w, *place, plain)) return false;
    write_whole(w, sentence);
    return true;
}

static void end(writer *w) {
    eg_vec_fini(&w->text);
    eg_vec_fini(&w->source);
    eg_vec_fini(&w->unit);
}

/* What was written counts against what may be kept; the arena tells how much it was. */
static void finish_sentence(writer *w, uint32_t sentence, bool plain, size_t used) {
    keep(w, sentence, plain);
    w->r->tapes_size += w->out->home == w->r->arena ? w->r->arena->used - used : 0;
}

void eg_tapes_plain(eg_tapes *out, eg_reading *r, uint32_t sentence) {
    writer w = {.r = r, .out = out};
    size_t used = r->arena->used;
    if (begin(&w, sentence, false, true)) finish_sentence(&w, sentence, true, used);
    end(&w);
}

static void lift_parts(writer *w) {
    eg_tapes *out = w->out;
    const eg_patterns *p = w->r->p;
    size_t main_tape = 0;
    for (size_t i = 0; i < p->lifts.len && out->units.len > 1; i++)
        for (int n = 0; n < 6 && lift_once(w, &p->lifts.items[i], &main_tape, 0); n++) continue;
    /* sub-tapes may hold further parts: "A, the arm of B, which runs C" */
    size_t count = out->list.len;
    for (size_t t = 1; t < count; t++) {
        if (t == main_tape || out->list.items[t].superseded) continue; /* what was lifted from has been read */
        size_t sub = t;
        for (size_t i = 0; i < p->lifts.len; i++) /* its own head has been lifted from, unless the lift keeps what it reads */
            for (int n = 0; n < 3 && lift_once(w, &p->lifts.items[i], &sub, p->lifts.items[i].keep ? 0 : 1); n++) continue;
    }
}

/* A tape whose parts were lifted is not split: it has the joints of the tapes that were. */
static void share_joints(eg_tapes *out) {
    uint32_t count = 0;
    for (size_t t = 0; t < out->list.len; t++) count += out->list.items[t].joint_count;
    if (count == 0) return;
    eg_joint *all = EG_NEW_ARRAY(out->home, eg_joint, count);
    count = 0;
    for (size_t t = 0; t < out->list.len; t++) {
        const eg_tape *tape = &out->list.items[t];
        if (tape->joint_count) memcpy(all + count, tape->joints, tape->joint_count * sizeof *all);
        count += tape->joint_count;
    }
    for (size_t t = 0; t < out->list.len; t++)
        if (out->list.items[t].superseded && out->list.items[t].joint_count == 0) out->list.items[t].joints = all, out->list.items[t].joint_count = count;
}

void eg_tapes_make(eg_tapes *out, eg_reading *r, uint32_t sentence, bool references) {
    writer w = {.r = r, .out = out};
    size_t used = r->arena->used;
    if (begin(&w, sentence, references, false)) {
        write_told(&w);
        lift_parts(&w);
        size_t count = out->list.len;
        for (size_t t = 0; t < count && out->units.len > 1; t++)
            if (!out->list.items[t].superseded) eg_clauses_split(out, r, t);
        share_joints(out);
        write_answer(&w);
        finish_sentence(&w, sentence, false, used);
    }
    end(&w);
}

void eg_tapes_fini(eg_tapes *tapes) {
    eg_arena_fini(&tapes->arena);
    eg_vec_fini(&tapes->units);
    eg_vec_fini(&tapes->list);
    eg_vec_fini(&tapes->lifted);
}
