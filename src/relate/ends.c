/* SPDX-License-Identifier: MIT */
#include "relate/ends.h"

uint32_t eg_ends_mask(const eg_runner *run, const eg_unit *u) {
    const eg_reading *r = run->r;
    if (u->type == EG_UNIT_DATE) return 0;
    if (u->type == EG_UNIT_FIGURE) {
        for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
            if (r->p->schema.kinds[k].traits & EG_TRAIT_FIGURE) return 1u << k;
        return 0;
    }
    uint32_t kind = eg_entity_kind(r, u->entity, 0.3F);
    return kind == EG_NONE ? UINT32_MAX : 1u << kind;
}

/* "A of B and C": B is where A is from, and no member of the list. */
static bool is_home(const eg_runner *run, const eg_tape *tape, eg_span span, uint32_t at) {
    if (at < span.begin + 2 || tape->text.ptr[at - 1] != ' ') return false;
    uint32_t word = at - 1;
    while (word > span.begin && tape->text.ptr[word - 1] != ' ') word--;
    return word >= span.begin + 2 && tape->unit[word - 2] >= 0 && eg_map_has(&run->r->p->prepositions, eg_slice_sub(tape->text, word, at - 1));
}

/* "A and B's head C", "A and the B-backed C": B stands before a member of the list and is none itself. */
static bool is_modifier(const eg_tape *tape, eg_span span, uint32_t at) {
    eg_slice rest = eg_slice_sub(tape->text, at + 1, span.end);
    return eg_slice_starts(rest, EG_S("'s ")) || (rest.len > 1 && rest.ptr[0] == '-' && rest.ptr[1] != ' ');
}

/* "led by Kvern, valuing it at": a reference behind a word that joins no list is governed by that word, and none of the list. */
static bool is_governed(const eg_runner *run, const eg_tape *tape, eg_span span, const eg_unit *u, uint32_t at) {
    if (u->type != EG_UNIT_REFERENCE || u->begin == u->end || at < span.begin + 2 || tape->text.ptr[at - 1] != ' ') return false;
    uint32_t word = at - 1;
    while (word > span.begin && tape->text.ptr[word - 1] != ' ') word--;
    eg_slice before = eg_slice_sub(tape->text, word, at - 1);
    bool prose = before.len && before.ptr[0] >= 'a' && before.ptr[0] <= 'z' && before.ptr[before.len - 1] >= 'a' && before.ptr[before.len - 1] <= 'z';
    return prose && !eg_map_has(&run->r->p->conjunctions, before) && !eg_map_has(&run->r->p->prepositions, before) && !eg_map_has(&run->r->p->stopwords, before);
}

/* "an analyst at Tidewater, then a clerk": nobody is where somebody is. Of a name of unknown kind that only people may be. */
static bool is_whereabouts(const eg_runner *run, const eg_tape *tape, const eg_unit *u, uint32_t kinds, uint32_t at) {
    if (at < 2 || eg_ends_mask(run, u) != UINT32_MAX || kinds & ~eg_kinds_with(&run->r->p->schema, EG_TRAIT_PERSON)) return false;
    uint32_t end = at - 1;
    uint32_t word = end;
    while (word > 0 && tape->text.ptr[word - 1] != ' ') word--;
    return eg_map_has(&run->r->p->where_words, eg_slice_sub(tape->text, word, end));
}

/* A rule that reads loosely takes no name of unknown kind, or only when what a late rule will make of it fits the slot. */
static bool is_taken(const eg_runner *run, const eg_tape_rule *rule, const eg_unit *u, uint32_t kinds, bool known) {
    uint32_t mask = eg_ends_mask(run, u);
    if (!known || mask != UINT32_MAX) return mask & kinds;
    uint32_t likely = u->entity == EG_NO_ENTITY || !rule->likely ? EG_NONE : run->r->entities.items[u->entity].likely;
    return likely != EG_NONE && kinds >> likely & 1;
}

/* Only a comma stands between two units. */
static bool only_comma(const eg_tape *tape, uint32_t a, uint32_t b) {
    return b == a + 3 && tape->text.ptr[a + 1] == ',' && tape->text.ptr[a + 2] == ' ';
}

/* "founded by Ada Berg and Bo Lind, Kvern makes": behind its "and" a list is at an end, and what a comma alone joins stands outside. */
static size_t without_stray(const eg_runner *run, const eg_tape *tape, const uint32_t *at, size_t n) {
    if (n < 3 || !only_comma(tape, at[n - 2], at[n - 1])) return n;
    eg_slice rest = eg_slice_trim(eg_slice_sub(tape->text, at[n - 3] + 1, at[n - 2]));
    for (eg_slice word; eg_slice_split(&rest, ' ', &word);)
        if (eg_map_has(&run->r->p->conjunctions, word)) return n - 1;
    return n;
}

size_t eg_ends_in(const eg_runner *run, const eg_tape_rule *rule, const eg_tape *tape, eg_span span, uint32_t kinds, bool known, uint32_t out[EG_ENDS_MOST]) {
    uint32_t at[EG_ENDS_MOST];
    size_t n = 0;
    for (uint32_t i = span.begin; i < span.end && n < EG_ENDS_MOST; i++) {
        int32_t u = tape->unit[i];
        const eg_unit *unit = u >= 0 ? &run->tapes.units.items[u] : NULL;
        if (unit && is_taken(run, rule, unit, kinds, known) && !is_home(run, tape, span, i) && !is_modifier(tape, span, i) &&
            !is_whereabouts(run, tape, unit, kinds, i) && !is_governed(run, tape, span, unit, i)) at[n] = i, out[n++] = (uint32_t)u;
    }
    return without_stray(run, tape, at, n);
}

/* "With A, B tests", "backed by the A, B grew": what stands behind a preposition ends at the comma, and the statement is B's. */
static bool is_fronted(const eg_runner *run, const eg_tape *tape, eg_span span) {
    eg_slice before = eg_slice_trim(eg_slice_sub(tape->text, 0, span.begin));
    for (size_t words = 0; words < 2 && before.len; words++) {
        size_t at = before.len;
        while (at > 0 && before.ptr[at - 1] >= 'a' && before.ptr[at - 1] <= 'z') at--;
        eg_slice word = eg_slice_sub(before, at, before.len);
        if (eg_map_has(&run->r->p->prepositions, word)) return true;
        if (!eg_map_has(&run->r->p->articles, word)) return false;
        before = eg_slice_trim(eg_slice_sub(before, 0, at));
    }
    return false;
}

/* "Ada Berg, and the B": a person and a thing with a comma and more between them, which are no list of three. */
static bool comma_and_more(const eg_runner *run, const eg_tape *tape, uint32_t a, uint32_t b) {
    uint32_t things = eg_kinds_without(&run->r->p->schema, EG_TRAIT_PERSON);
    uint32_t x = eg_ends_mask(run, &run->tapes.units.items[tape->unit[a]]);
    uint32_t y = eg_ends_mask(run, &run->tapes.units.items[tape->unit[b]]);
    return b > a + 3 && tape->text.ptr[a + 1] == ',' && x != UINT32_MAX && y != UINT32_MAX && ((x & things) == 0) != ((y & things) == 0);
}

/* Does a relative clause follow, "X, who"? It speaks of the name before it; `rest` is what stands behind the relative word. */
static bool relative_follows(const eg_runner *run, const eg_tape *tape, uint32_t at, eg_slice *rest) {
    eg_slice word;
    *rest = eg_slice_sub(tape->text, at, tape->text.len);
    while (rest->len && (rest->ptr[0] == ',' || rest->ptr[0] == ' ')) *rest = eg_slice_sub(*rest, 1, rest->len);
    return eg_slice_split(rest, ' ', &word) && eg_map_get(&run->r->p->relative_words, word) != EG_MAP_NONE;
}

/* "who heads", "who now is": a verb of one alone, behind no more than a few small words. */
static bool speaks_of_one(const eg_patterns *p, eg_slice clause) {
    enum { WORDS_MOST = 3 };
    eg_slice word;
    for (int i = 0; i < WORDS_MOST && eg_slice_split(&clause, ' ', &word); i++) {
        if (word.len == 0 || eg_map_has(&p->clause_words, word) || eg_map_has(&p->prepositions, word)) return false;
        for (size_t k = 0; k < p->singular_endings.len; k++)
            if (eg_slice_ends(word, p->singular_endings.items[k])) return true;
        if (!eg_map_has(&p->stopwords, word)) return false;
    }
    return false;
}

/* "by Ada Berg and by B, who": the preposition again sets the last of them apart. */
static bool is_set_apart(const eg_patterns *p, const eg_tape *tape, uint32_t end) {
    eg_slice before = eg_slice_trim(eg_slice_sub(tape->text, 0, end - 1));
    const eg_map *const expected[] = {&p->prepositions, &p->conjunctions};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        size_t at = before.len;
        while (at > 0 && before.ptr[at - 1] != ' ') at--;
        if (!eg_map_has(expected[i], eg_slice_sub(before, at, before.len))) return false;
        before = eg_slice_trim(eg_slice_sub(before, 0, at));
    }
    return true;
}

/* "A, B and Ada Berg, who founded": people and things share no relative clause; it speaks of the last, and of what is like it. "X and Ada
 * Berg, who heads", "by X and by Ada Berg, who": of the last alone. */
static size_t of_one_sort(const eg_runner *run, const eg_tape *tape, eg_span span, uint32_t *units, size_t n) {
    uint32_t human = eg_kinds_with(&run->r->p->schema, EG_TRAIT_PERSON);
    eg_slice clause;
    if (n < 2 || span.begin == UINT32_MAX || !relative_follows(run, tape, span.end, &clause)) return n;
    if (speaks_of_one(run->r->p, clause) || is_set_apart(run->r->p, tape, span.end)) {
        units[0] = units[n - 1];
        return 1;
    }
    uint32_t last = eg_ends_mask(run, &run->tapes.units.items[units[n - 1]]);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t kind = eg_ends_mask(run, &run->tapes.units.items[units[i]]);
        if (i + 1 == n || kind == UINT32_MAX || last == UINT32_MAX || ((kind & human) == 0) == ((last & human) == 0)) units[kept++] = units[i];
    }
    return kept;
}

/* "A, B and several others": a list that ends in what has no name. A verb behind the "and" is what they did. */
static bool others_follow(const eg_runner *run, const eg_tape *tape, uint32_t at) {
    const eg_patterns *p = run->r->p;
    eg_slice rest = eg_slice_sub(tape->text, at, tape->text.len);
    eg_slice word;
    while (rest.len && (rest.ptr[0] == ',' || rest.ptr[0] == ' ')) rest = eg_slice_sub(rest, 1, rest.len);
    if (!eg_slice_split(&rest, ' ', &word) || eg_map_get(&p->conjunctions, word) == EG_MAP_NONE) return false;
    return eg_slice_split(&rest, ' ', &word) && word.len && word.ptr[0] >= 'a' && word.ptr[0] <= 'z' && !eg_map_has(&p->subject_verbs, word) && !eg_map_has(&p->prepositions, word);
}

/* "Having sold it to A, B founded": commas alone join no two things of two kinds, and none before "B, who"; nor does the comma of
 * "X, founded by A, and the B, whose". The one next
 * to the word that carries the statement stays. */
static size_t without_strangers(const eg_runner *run, const eg_tape *tape, eg_span span, uint32_t anchor, uint32_t *units, size_t n) {
    uint32_t at[EG_ENDS_MOST];
    size_t found = 0;
    for (uint32_t i = span.begin; i < span.end && found < n; i++)
        if (tape->unit[i] == (int32_t)units[found]) at[found++] = i;
    if (n < 2 || found < n) return n;
    eg_slice clause;
    bool relative = n == 2 && relative_follows(run, tape, span.end, &clause);
    uint32_t kinds = 0;
    for (size_t i = 0; i < n; i++) {
        if (i && !only_comma(tape, at[i - 1], at[i]) && !(n == 2 && comma_and_more(run, tape, at[0], at[1]))) return n;
        kinds |= eg_ends_mask(run, &run->tapes.units.items[units[i]]);
    }
    bool fronted = n == 2 && anchor >= span.end && is_fronted(run, tape, span);
    if (!relative && !fronted && (kinds & (kinds - 1)) == 0) return n;
    if (kinds == UINT32_MAX || (!relative && others_follow(run, tape, span.end))) return n;
    if (anchor >= span.end || relative) units[0] = units[n - 1];
    return 1;
}

size_t eg_ends_without_owned(const eg_tape *tape, eg_span owner, eg_span list, uint32_t *units, size_t n) {
    if (owner.begin == UINT32_MAX || list.begin == UINT32_MAX || owner.end + 3 != list.begin || !eg_slice_ends(eg_slice_sub(tape->text, 0, list.begin), EG_S("'s "))) return n;
    size_t kept = 0;
    for (size_t u = 0; u < n; u++) {
        uint32_t at = list.begin;
        while (at < list.end && tape->unit[at] != (int32_t)units[u]) at++;
        if (at == list.begin || !eg_slice_ends(eg_slice_sub(tape->text, 0, at), EG_S("'s "))) units[kept++] = units[u];
    }
    return kept;
}

bool eg_ends_in_parenthesis(const eg_runner *run, const eg_tape *tape, eg_span span, uint32_t anchor) {
    if (span.end == UINT32_MAX || anchor <= span.end) return false;
    uint32_t at = span.end;
    while (at < tape->text.len && tape->text.ptr[at] == ' ') at++;
    if (at >= tape->text.len || tape->text.ptr[at] != '(') return false;
    eg_slice inside = eg_slice_sub(tape->text, at + 1, anchor);
    eg_slice rest = inside;
    eg_slice word;
    bool of_all = eg_slice_split(&rest, ' ', &word) && eg_map_has(&run->r->p->collectives, word);
    return memchr(inside.ptr, ')', inside.len) == NULL && !of_all;
}

/* "X bought Y, and Z left": Z is the subject of its own clause, and no member of a list with Y. `anchor` carries the statement. */
static size_t within_clause(const eg_tape *tape, eg_span span, uint32_t anchor, uint32_t *units, size_t n) {
    if (n < 2 || span.begin == UINT32_MAX || anchor >= tape->text.len) return n;
    size_t kept = 0;
    for (size_t u = 0; u < n; u++) {
        uint32_t at = span.begin;
        while (at < span.end && tape->unit[at] != (int32_t)units[u]) at++;
        bool beyond = false;
        for (uint32_t i = 0; i < tape->joint_count && at < span.end; i++) {
            const eg_joint *joint = &tape->joints[i];
            bool inside = tape->source[span.begin] < joint->begin && tape->source[span.end - 1] >= joint->begin;
            beyond |= joint->own && inside && (tape->source[at] < joint->begin) != (tape->source[anchor] < joint->begin);
        }
        if (!beyond) units[kept++] = units[u];
    }
    return kept;
}

size_t eg_ends_of(const eg_runner *run, const eg_tape_rule *rule, const eg_tape *tape, eg_span span, uint32_t kinds, bool known, uint32_t anchor, bool source,
                  uint32_t out[EG_ENDS_MOST]) {
    size_t n = eg_ends_in(run, rule, tape, span, kinds, known, out);
    n = without_strangers(run, tape, span, anchor, out, n);
    if (source) n = of_one_sort(run, tape, span, out, n);
    return within_clause(tape, span, anchor, out, n);
}
