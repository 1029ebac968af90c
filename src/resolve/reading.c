/* SPDX-License-Identifier: MIT */
/* Entities from candidates: one per normal name; evidence for kinds adds up as a noisy or, one vote a rule. */
#include "resolve/reading.h"

#include "resolve/alias.h"
#include "resolve/standin.h"
#include "scan/scriptrun.h"

/* A legal form before or behind a name that no space parts from it; one of a single letter only where a space does. */
static eg_slice without_legal_form(const eg_patterns *p, eg_slice key) {
    for (bool again = true; again;) {
        again = false;
        for (size_t n = key.len; n-- > 1 && !again;) {
            if (((unsigned char)key.ptr[n] & 0xC0) == 0x80) continue;
            eg_slice head = eg_slice_sub(key, 0, n);
            eg_slice tail = eg_slice_sub(key, n, key.len);
            bool before = eg_map_get(&p->legal, head) != EG_MAP_NONE && (eg_utf8_count(head) > 1 || key.ptr[n] == ' ');
            bool behind = eg_map_get(&p->legal, tail) != EG_MAP_NONE && (eg_utf8_count(tail) > 1 || key.ptr[n - 1] == ' ');
            if (before) key = tail, again = true;
            else if (behind) key = head, again = true;
        }
        key = eg_slice_trim(key);
    }
    return key;
}

eg_slice eg_normal_name(const eg_patterns *p, eg_arena *arena, eg_slice name) {
    eg_slice key = eg_name_key(arena, name);
    if (p->language.script_run) key = without_legal_form(p, key);
    if (eg_slice_starts(key, EG_S("the ")) && key.len > 4) key = eg_slice_sub(key, 4, key.len);
    for (;;) {
        size_t at = key.len;
        while (at && key.ptr[at - 1] != ' ') at--;
        if (at == 0 || eg_map_get(&p->legal, eg_slice_sub(key, at, key.len)) == EG_MAP_NONE) return key;
        key.len = at - 1;
        if (eg_slice_ends(key, EG_S(" &"))) key.len -= 2;
    }
}

bool eg_joins_list(const eg_reading *r, uint32_t begin, uint32_t end, bool *by_word) {
    enum { JOINT_MOST = 18 };
    *by_word = false;
    if (end < begin || end - begin > JOINT_MOST) return false;
    eg_slice between = eg_slice_trim(eg_slice_sub(r->text->text, begin, end));
    size_t comma = between.len && between.ptr[0] == ',';
    eg_slice words = eg_slice_trim(eg_slice_sub(between, comma, between.len));
    size_t cut = words.len;
    while (cut && words.ptr[cut - 1] != ' ') cut--;
    eg_slice last = eg_slice_sub(words, cut, words.len);
    if (eg_map_has(&r->p->articles, last) && (cut || comma)) words = eg_slice_trim(eg_slice_sub(words, 0, cut));
    *by_word = words.len > 0;
    return words.len ? eg_map_get(&r->p->conjunctions, words) != EG_MAP_NONE : comma;
}

uint32_t eg_first_place(const eg_reading *r, uint32_t entity) {
    for (size_t i = 0; i < r->mentions.len; i++)
        if (eg_entity_of(r, r->mentions.items[i].entity) == entity) return r->mentions.items[i].begin;
    return UINT32_MAX;
}

uint32_t eg_entity_of(const eg_reading *r, uint32_t entity) {
    while (r->entities.items[entity].merged != EG_NO_ENTITY) entity = r->entities.items[entity].merged;
    return entity;
}

/* "NCBA", "KFW": letters in capitals and nothing else. */
static bool is_acronym(eg_slice name) {
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] < 'A' || name.ptr[i] > 'Z') return false;
    return name.len > 1 && name.len < 7;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "KVL Chemical": the first word, of three letters or more, is all capitals, and the last is not. */
static bool opens_in_letters(eg_slice name) {
    size_t n = 0;
    while (n < name.len && name.ptr[n] >= 'A' && name.ptr[n] <= 'Z') n++;
    return n > 2 && n < name.len && name.ptr[n] == ' ' && name.ptr[name.len - 1] >= 'a' && name.ptr[name.len - 1] <= 'z';
}

/* "Kvern4care", "KVL Chemical", "OrsalAmits", "Kvern Innovation", "Danish Kelp Forces", "Centre of Kelp": a digit, letters, a capital inside
 * a word that is not behind "Mc", "O'" or a particle, a joint; and a trade behind what is no given name, or a nation's word or a body's in it. */
static bool is_no_person(const eg_reading *r, eg_slice name) {
    eg_slice fold = eg_fold(r->arena, name);
    eg_slice first = fold;
    eg_slice last = fold;
    eg_slice one;
    bool body = false;
    if (opens_in_letters(name)) return true;
    for (size_t i = 0; i < name.len; i++)
        if (is_digit(name.ptr[i])) return true;
    for (eg_slice rest = fold; eg_slice_split(&rest, ' ', &one); last = one) {
        if (one.ptr == fold.ptr) first = one;
        else if (eg_map_has(&r->p->name_joints, one)) return true;
        body |= eg_map_has(&r->p->heads, one);
    }
    if (first.len == fold.len) {
        size_t capitals = 0;
        for (size_t i = 3; i < name.len; i++)
            capitals += name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' && name.ptr[i - 1] >= 'a' && name.ptr[i - 1] <= 'z' && !eg_map_has(&r->p->particles, eg_slice_sub(fold, 0, i));
        return capitals > 0 && !eg_list_has(eg_patterns_list(r->p, EG_S("surnames")), fold);
    }
    if (eg_list_has(eg_patterns_list(r->p, EG_S("given-names")), first)) return false;
    bool trade = eg_map_has(&r->p->generic, last) && !eg_list_has(eg_patterns_list(r->p, EG_S("surnames")), last);
    return body || trade || eg_list_has(eg_patterns_list(r->p, EG_S("nationalities")), first);
}

void eg_entity_vote(eg_reading *r, uint32_t entity, uint32_t kind, float weight, eg_slice rule) {
    eg_entity *e = &r->entities.items[eg_entity_of(r, entity)];
    /* people and places are seldom called by letters, and those that are stand in lists */
    if (kind < EG_KINDS_MOST && (r->p->schema.kinds[kind].traits & (EG_TRAIT_PERSON | EG_TRAIT_HUB)) && is_acronym(e->name) &&
        (e->entry == NULL || e->entry->kind != kind))
        return;
    if (kind < EG_KINDS_MOST && (r->p->schema.kinds[kind].traits & EG_TRAIT_PERSON) && e->entry == NULL && is_no_person(r, e->name)) return;
    for (size_t i = 0; i < e->voters.len; i++)
        if (e->voters.items[i].kind == kind && eg_slice_eq(e->voters.items[i].rule, rule)) return;
    eg_vec_push(&e->voters, ((eg_vote){rule, kind, weight}));
    /* a company that a list knows does not become a fund by buying shares */
    bool listed = kind < EG_KINDS_MOST && e->entry && e->entry->kind != kind;
    if (listed && (r->p->schema.kinds[kind].traits & r->p->schema.kinds[e->entry->kind].traits & EG_TRAIT_NAMESAKE)) weight *= e->entry->ambiguous ? 0.75F : 0.5F;
    if (weight > 0.99F) weight = 0.99F;
    if (kind == EG_NONE) e->none *= 1.0F - weight;
    else if (kind < EG_KINDS_MOST) e->against[kind] *= 1.0F - weight, e->voted |= 1u << kind, e->outside |= 1u << kind;
}

/* A vote of the name's own words, or of a list that has it. These look at the same letters, so that for one kind they
 * do not add up: the strongest stands. */
static void vote_by_name(eg_reading *r, uint32_t entity, uint32_t kind, float weight, eg_slice rule) {
    uint32_t root = eg_entity_of(r, entity);
    eg_entity *e = &r->entities.items[root];
    eg_entity before = *e;
    eg_entity_vote(r, entity, kind, weight, rule);
    e->outside = before.outside;
    if (kind >= EG_KINDS_MOST) return;
    if (weight > 0.99F) weight = 0.99F;
    e->against[kind] = before.against[kind];
    if (1.0F - weight >= e->by_name[kind]) return;
    e->against[kind] *= (1.0F - weight) / e->by_name[kind];
    e->voted |= 1u << kind;
    e->by_name[kind] = 1.0F - weight;
}

bool eg_entity_voted(const eg_reading *r, uint32_t entity, eg_slice rule) {
    uint32_t root = eg_entity_of(r, entity);
    for (uint32_t i = 0; i < r->entities.len; i++) {
        const eg_entity *e = &r->entities.items[i];
        for (size_t v = 0; eg_entity_of(r, i) == root && v < e->voters.len; v++)
            if (eg_slice_eq(e->voters.items[v].rule, rule)) return true;
    }
    return false;
}

float eg_entity_belief(const eg_entity *e, uint32_t kind) { return 1.0F - e->against[kind]; }

uint32_t eg_entity_kind(const eg_reading *r, uint32_t entity, float least) {
    const eg_entity *e = &r->entities.items[eg_entity_of(r, entity)];
    uint32_t best = EG_NONE;
    float doubt = 1.0F - (least > 0.0F ? least - 0.001F : 0.0001F); /* what speaks against it: near certainty beliefs are all alike */
    for (uint32_t rest = e->voted; rest; rest &= rest - 1) {
        uint32_t k = (uint32_t)__builtin_ctz(rest);
        if (e->against[k] < doubt * 0.999F) doubt = e->against[k], best = k;
    }
    return best != EG_NONE && e->none < doubt ? EG_NONE : best;
}

uint32_t eg_entity_likely_kind(const eg_reading *r, uint32_t entity) {
    uint32_t kind = eg_entity_kind(r, entity, 0.3F);
    return kind != EG_NONE ? kind : r->entities.items[eg_entity_of(r, entity)].likely;
}

bool eg_entity_has(const eg_reading *r, uint32_t entity, uint32_t traits) {
    uint32_t kind = eg_entity_kind(r, entity, 0.3F);
    return kind != EG_NONE && (r->p->schema.kinds[kind].traits & traits);
}

static uint32_t entity_named(eg_reading *r, eg_slice name, bool *added) {
    eg_slice key = eg_normal_name(r->p, r->arena, name);
    uint32_t found = eg_map_get(&r->keys, key);
    *added = found == EG_MAP_NONE;
    if (!*added) return found;
    eg_entity *e = eg_vec_add(&r->entities);
    e->name = eg_slice_ends(name, EG_S("'s")) ? eg_slice_sub(name, 0, name.len - 2) : name;
    e->key = key;
    e->merged = EG_NO_ENTITY;
    e->none = 1.0F;
    e->likely = EG_NONE;
    for (size_t k = 0; k < EG_KINDS_MOST; k++) e->against[k] = e->by_name[k] = 1.0F;
    eg_map_put(&r->keys, key, (uint32_t)(r->entities.len - 1));
    return (uint32_t)(r->entities.len - 1);
}

void eg_entity_merge(eg_reading *r, uint32_t a, uint32_t b, eg_slice reason, eg_slice rule, uint32_t begin, uint32_t end, bool keep_name) {
    a = eg_entity_of(r, a);
    b = eg_entity_of(r, b);
    if (a == b) return;
    eg_entity *ea = &r->entities.items[a];
    eg_entity *eb = &r->entities.items[b];
    eg_alias_note note = {a, eb->name, reason, rule, begin, end};
    for (size_t i = 0; i < r->notes.len; i++)
        if (r->notes.items[i].entity == b) r->notes.items[i].entity = a;
    eg_slice gloss = eb->name;
    if (!keep_name && eb->name.len > ea->name.len) {
        note.alias = ea->name;
        ea->name = gloss;
    }
    eg_vec_push(&r->notes, note);
    for (size_t k = 0; k < EG_KINDS_MOST; k++) ea->against[k] *= eb->against[k];
    /* letters that are no name where they stand ("NASDAQ: KVRN") take none from what they are short for */
    bool one = (1.0F - ea->none >= r->p->threshold) != (1.0F - eb->none >= r->p->threshold);
    if (one) ea->none = ea->none > eb->none ? ea->none : eb->none;
    else ea->none *= eb->none;
    ea->voted |= eb->voted;
    ea->outside |= eb->outside;
    ea->strong |= eb->strong;
    if (ea->entry == NULL) ea->entry = eb->entry;
    if (ea->url.len == 0) ea->url = eb->url;
    eb->merged = a;
}

void eg_entity_keep_apart(eg_reading *r, uint32_t a, uint32_t b) {
    eg_slice x = r->entities.items[a].key;
    eg_slice y = r->entities.items[b].key;
    if (!eg_slice_starts(x, y) && !eg_slice_starts(y, x)) return; /* nobody would take them for one */
    if (a != b && !eg_entities_are_apart(r, a, b)) eg_vec_push(&r->apart, ((eg_pair){a, b}));
}

bool eg_entities_are_apart(const eg_reading *r, uint32_t a, uint32_t b) {
    a = eg_entity_of(r, a);
    b = eg_entity_of(r, b);
    for (size_t i = 0; i < r->apart.len; i++) {
        uint32_t x = eg_entity_of(r, r->apart.items[i].a);
        uint32_t y = eg_entity_of(r, r->apart.items[i].b);
        if ((x == a && y == b) || (x == b && y == a)) return true;
    }
    return false;
}

/* ---- entity rules ------------------------------------------------------------------------------------------------ */

static bool word_in(const eg_words *w, eg_slice word) {
    if (eg_list_has(w->list, word)) return true;
    return w->own.len && eg_map_get(&w->own, word) != EG_MAP_NONE;
}

static bool words_hold(const eg_entity_rule *rule, const eg_tokens *tokens, const eg_map *particles, uint32_t first, uint32_t end) {
    if (rule->first.set && !word_in(&rule->first, tokens->items[first].fold)) return false;
    if (rule->last.set && !word_in(&rule->last, tokens->items[end - 1].fold)) return false;
    if (rule->any.set) {
        bool any = false;
        for (uint32_t i = first; i < end && !any; i++) any = word_in(&rule->any, tokens->items[i].fold);
        if (!any) return false;
    }
    if (rule->last_none.set && word_in(&rule->last_none, tokens->items[end - 1].fold)) return false;
    for (uint32_t i = first; rule->none.set && i < end; i++) {
        bool small = !(tokens->items[i].flags & EG_TOKEN_CAP) && eg_map_get(particles, tokens->items[i].fold) != EG_MAP_NONE;
        if (!small && word_in(&rule->none, tokens->items[i].fold)) return false;
    }
    uint32_t words = 0;
    for (uint32_t i = first; i < end; i++) words += !(tokens->items[i].flags & EG_TOKEN_PUNCT);
    return words >= rule->words_least && words <= rule->words_most;
}

static bool matches(eg_reading *r, eg_regex *regex, eg_slice subject, size_t from) {
    eg_regex_match m;
    eg_regex_result result = eg_regex_exec(regex, subject, from, &m);
    if (result == EG_REGEX_LIMIT) r->limit = true;
    return result == EG_REGEX_MATCH;
}

enum { BEFORE_MOST = 120 };

enum { GATE_WORDS_MOST = 16 };

/* The texts that the rules ask of one mention, and what may match in them: each looked at when it is first asked for. */
typedef struct shown {
    eg_slice before;
    uint64_t id; /* of `before`, for the outlines; 0: not looked at yet */
    bool scanned[EG_ON_COUNT];
    uint64_t open[EG_ON_COUNT][GATE_WORDS_MOST];
    uint8_t *said; /* per rule: an answer to its `match`, one to its `not`; NULL: none is kept */
} shown;

static void clear_shown(shown *text) {
    text->id = 0;
    text->said = NULL;
    memset(text->scanned, 0, sizeof text->scanned);
}

static void show_before(const eg_reading *r, const eg_mention *m, shown *text) {
    uint32_t begin = r->text->sentences[m->sentence].begin;
    if (text->id) return;
    uint32_t from = m->begin - begin > BEFORE_MOST ? m->begin - BEFORE_MOST : begin;
    while (((unsigned char)r->text->text.ptr[from] & 0xC0) == 0x80) from++;
    text->before = eg_slice_sub(r->text->text, from, m->begin);
    text->id = eg_outline_next_id();
}

static bool is_open(const eg_reading *r, shown *text, size_t on, uint32_t gate, eg_slice subject) {
    const eg_gates *gates = r->p->entity_gates[on];
    if (gate == EG_NO_GATE || eg_gates_words(gates) > GATE_WORDS_MOST) return true;
    if (!text->scanned[on]) eg_gates_scan(gates, subject, text->open[on]);
    text->scanned[on] = true;
    return text->open[on][gate / 64] >> gate % 64 & 1;
}

/* Does its block begin with it, in bold: "**Tidewater** makes arms"? Signs may stand before. */
static bool leads_in_bold(const eg_reading *r, const eg_mention *m) {
    const eg_block *b = &r->text->blocks[r->text->sentences[m->sentence].block];
    size_t i = eg_text_inline_from(r->text, m->begin);
    if (i >= r->text->inline_count || r->text->inlines[i].kind != EG_INLINE_STRONG || r->text->inlines[i].begin != m->begin || r->text->inlines[i].end > m->end + 1) return false;
    for (uint32_t t = m->token; t-- > 0 && r->tokens.items[t].begin >= b->begin;)
        if (r->tokens.items[t].flags & (EG_TOKEN_ALPHA | EG_TOKEN_DIGIT)) return false;
    return true;
}

/* Does the pattern of the rule, its `not` or its `match`, match the name? */
static bool name_matches(eg_reading *r, const eg_entity_rule *rule, bool refuse, eg_slice name, shown *text) {
    enum { YES = 1, NO = 2 };
    uint8_t *said = text->said ? &text->said[rule - r->p->entities.items] : NULL;
    unsigned shift = refuse ? 2 : 0;
    if (said && (*said >> shift & 3)) return (*said >> shift & 3) == YES;
    bool yes = is_open(r, text, EG_ON_NAME, refuse ? rule->refuse_gate : rule->match_gate, name) && matches(r, refuse ? rule->refuse : rule->match, name, 0);
    if (said) *said = (uint8_t)(*said | (yes ? YES : NO) << shift);
    return yes;
}

static bool rule_holds(eg_reading *r, const eg_entity_rule *rule, const eg_mention *m, shown *text) {
    if (!words_hold(rule, &r->tokens, &r->p->particles, m->token, m->token_end)) return false;
    if (rule->quoted && !m->quoted) return false;
    if (rule->bold && !leads_in_bold(r, m)) return false;
    eg_slice name = eg_slice_sub(r->text->text, m->begin, m->end);
    eg_slice after = eg_slice_sub(r->text->text, m->end, r->text->sentences[m->sentence].end);
    if (rule->match && !name_matches(r, rule, false, name, text)) return false;
    if (rule->refuse && name_matches(r, rule, true, name, text)) return false;
    if (rule->before) {
        show_before(r, m, text);
        if (!is_open(r, text, EG_ON_BEFORE, rule->before_gate, text->before)) return false;
        if (!eg_outline_admits(&r->p->outlines, rule->outline, text->before, text->id, 0) || !matches(r, rule->before, text->before, 0)) return false;
    }
    return rule->after == NULL || (is_open(r, text, EG_ON_AFTER, rule->after_gate, after) && matches(r, rule->after, after, 0));
}

enum { NAMES_SAID_MOST = 2000 };

/* What patterns said of names: the same for all mentions of one. */
typedef struct said_names {
    eg_map known;
    EG_VEC(uint8_t *) said;
    eg_arena arena;
} said_names;

static uint8_t *said_of(said_names *all, const eg_reading *r, const eg_mention *m) {
    eg_slice name = eg_slice_sub(r->text->text, m->begin, m->end);
    uint32_t number = eg_map_get(&all->known, name);
    if (number == EG_MAP_NONE && all->said.len == NAMES_SAID_MOST) return NULL;
    if (number == EG_MAP_NONE) {
        number = eg_map_put(&all->known, name, (uint32_t)all->said.len);
        eg_vec_push(&all->said, EG_NEW_ARRAY(&all->arena, uint8_t, r->p->entities.len + 1));
    }
    return number < all->said.len ? all->said.items[number] : NULL;
}

static void apply_entity_rules(eg_reading *r) {
    said_names all = {0};
    for (size_t i = 0; i < r->mentions.len; i++) {
        eg_mention *m = &r->mentions.items[i];
        shown text;
        clear_shown(&text);
        text.said = said_of(&all, r, m);
        for (size_t j = 0; j < r->p->entities.len; j++) {
            eg_entity_rule *rule = &r->p->entities.items[j];
            if (rule->extend || rule->late || rule->standin || !rule_holds(r, rule, m, &text)) continue;
            eg_count_hit(&rule->hits);
            if (rule->before || rule->after) eg_entity_vote(r, m->entity, rule->kind, rule->weight, rule->id);
            else vote_by_name(r, m->entity, rule->kind, rule->weight, rule->id);
            /* the rule that tells most is the one the mention cites */
            if (rule->kind != EG_NONE && eg_slice_eq(m->rule, EG_S("name.capitals"))) m->rule = rule->id;
        }
    }
    eg_map_fini(&all.known);
    eg_vec_fini(&all.said);
    eg_arena_fini(&all.arena);
}

bool eg_is_standin(eg_reading *r, const eg_mention *m, eg_slice *id) {
    const eg_gazetteer_entry *entry = r->entities.items[m->entity].entry;
    shown text;
    clear_shown(&text);
    for (size_t j = 0; j < r->p->entities.len; j++) {
        eg_entity_rule *rule = &r->p->entities.items[j];
        if (!rule->standin || entry->weight >= rule->weight || !rule_holds(r, rule, m, &text)) continue;
        eg_count_hit(&rule->hits);
        *id = rule->id;
        return true;
    }
    return false;
}

/* The first late rule that holds for a mention that no evidence gave a kind; NULL when it has one, or none holds. */
static eg_entity_rule *late_rule(eg_reading *r, const eg_mention *m) {
    uint32_t entity = eg_entity_of(r, m->entity);
    const eg_entity *e = &r->entities.items[entity];
    if (!e->strong || 1.0F - e->none >= r->p->threshold || eg_entity_kind(r, entity, r->p->threshold) != EG_NONE) return NULL;
    shown text;
    clear_shown(&text);
    for (size_t j = 0; j < r->p->entities.len; j++) {
        eg_entity_rule *rule = &r->p->entities.items[j];
        if (rule->late && rule_holds(r, rule, m, &text)) return rule;
    }
    return NULL;
}

/* A late rule votes for the kind that little evidence has named already, else for its own. */
static uint32_t late_kind(const eg_reading *r, const eg_entity_rule *rule, uint32_t entity) {
    uint32_t told = eg_entity_kind(r, entity, 0.28F);
    return told == EG_NONE ? rule->kind : told;
}

void eg_entity_guess(eg_reading *r) {
    for (size_t i = 0; i < r->entities.len; i++) r->entities.items[i].likely = EG_NONE;
    for (size_t i = 0; i < r->mentions.len; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        if (r->entities.items[entity].likely != EG_NONE) continue;
        const eg_entity_rule *rule = late_rule(r, &r->mentions.items[i]);
        if (rule) r->entities.items[entity].likely = late_kind(r, rule, entity);
    }
}

/* A listed name that is an everyday word as well: where it has its capital of itself and nothing tells another kind, it is
 * the one that is listed. */
static void vote_listed(eg_reading *r) {
    for (size_t i = 0; i < r->mentions.len; i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t entity = eg_entity_of(r, m->entity);
        eg_entity *e = &r->entities.items[entity];
        bool head = eg_map_get(&r->p->heads, e->key) != EG_MAP_NONE; /* "the Foundation" is the one that the post is about */
        bool named = e->entry && e->entry->ambiguous && !head && (m->soft || e->strong) && m->begin > r->text->sentences[m->sentence].begin;
        if (!named || eg_entity_kind(r, entity, r->p->threshold) != EG_NONE) continue;
        e->strong = true;
        vote_by_name(r, entity, e->entry->kind, 0.55F, EG_S("name.listed"));
    }
}

void eg_entity_settle(eg_reading *r) {
    vote_listed(r);
    for (size_t i = 0; i < r->mentions.len; i++) {
        eg_mention *m = &r->mentions.items[i];
        eg_entity_rule *rule = late_rule(r, m);
        if (rule == NULL) continue;
        eg_count_hit(&rule->hits);
        vote_by_name(r, m->entity, late_kind(r, rule, m->entity), rule->weight, rule->id);
        if (eg_slice_eq(m->rule, EG_S("name.capitals"))) m->rule = rule->id;
    }
}

/* What may match in the sentences of a post: each is looked at when it is first asked for. */
typedef struct sentences_shown {
    const eg_gates *gates;
    size_t words;
    bool *scanned;  /* per sentence */
    uint64_t *open; /* per sentence: `words` */
} sentences_shown;

static sentences_shown show_sentences(const eg_reading *r) {
    sentences_shown s = {.gates = r->p->entity_gates[EG_ON_SENTENCE]};
    s.words = eg_gates_words(s.gates);
    s.scanned = EG_NEW_ARRAY(r->arena, bool, r->text->sentence_count + 1);
    s.open = EG_NEW_ARRAY(r->arena, uint64_t, (r->text->sentence_count + 1) * s.words + 1);
    return s;
}

static bool is_open_in(const eg_reading *r, sentences_shown *s, uint32_t gate, uint32_t sentence) {
    uint64_t *open = s->open + sentence * s->words;
    if (gate == EG_NO_GATE) return true;
    if (!s->scanned[sentence]) eg_gates_scan(s->gates, eg_slice_sub(r->text->text, r->text->sentences[sentence].begin, r->text->sentences[sentence].end), open);
    s->scanned[sentence] = true;
    return open[gate / 64] >> gate % 64 & 1;
}

/* Rules with `extend` read names that capitals alone do not bound: "Ministry of Economy, Trade and Industry". */
static void extend_candidates(eg_reading *r, eg_candidates *c, eg_slice *rules) {
    sentences_shown sentences = show_sentences(r);
    for (size_t j = 0; j < r->p->entities.len; j++) {
        eg_entity_rule *rule = &r->p->entities.items[j];
        if (!rule->extend) continue;
        for (size_t i = 0; i < c->len; i++) {
            eg_candidate *item = &c->items[i];
            if (item->token == item->token_end) continue;
            if (rule->first.set && !word_in(&rule->first, r->tokens.items[item->token].fold)) continue;
            if (rule->any.set) {
                bool any = false;
                for (uint32_t t = item->token; t < item->token_end && !any; t++) any = word_in(&rule->any, r->tokens.items[t].fold);
                if (!any) continue;
            }
            uint32_t stop = r->text->sentences[item->sentence].end;
            eg_regex_match m;
            if (!is_open_in(r, &sentences, rule->extend_gate, item->sentence)) continue;
            if (eg_regex_exec(rule->extend, eg_slice_of(r->text->text.ptr, stop), item->begin, &m) != EG_REGEX_MATCH) continue;
            if (m.groups[0].end <= item->end) continue;
            item->end = m.groups[0].end;
            item->seed = item->weak = false;
            rules[i] = rule->id;
            while (item->token_end < r->tokens.len && r->tokens.items[item->token_end].begin < item->end) item->token_end++;
            for (size_t k = i + 1; k < c->len && c->items[k].begin < item->end; k++) c->items[k].token = c->items[k].token_end = 0;
            eg_count_hit(&rule->hits);
        }
    }
}

uint32_t eg_mention_from(const eg_reading *r, uint32_t begin) {
    uint32_t low = 0;
    for (uint32_t high = (uint32_t)r->mentions.len; low < high;) {
        uint32_t mid = low + (high - low) / 2;
        if (r->mentions.items[mid].begin < begin) low = mid + 1;
        else high = mid;
    }
    return low;
}

static void link_urls(eg_reading *r) {
    for (size_t i = 0; i < r->text->inline_count; i++) {
        const eg_inline *in = &r->text->inlines[i];
        if (in->kind != EG_INLINE_LINK) continue;
        bool web = eg_slice_starts(in->target, EG_S("https://")) || eg_slice_starts(in->target, EG_S("http://"));
        for (size_t j = eg_mention_from(r, in->begin > 4 ? in->begin - 4 : 0); web && j < r->mentions.len && r->mentions.items[j].begin <= in->begin + 4; j++) {
            const eg_mention *m = &r->mentions.items[j];
            /* the link is on the name itself, give or take a legal form behind it */
            if (in->end <= m->end + 1) {
                eg_entity *e = &r->entities.items[eg_entity_of(r, m->entity)];
                if (e->url.len == 0) e->url = in->target;
            }
        }
    }
}

static void index_mentions(eg_reading *r) {
    r->first_mention = EG_NEW_ARRAY(r->arena, uint32_t, r->text->sentence_count + 1);
    size_t m = 0;
    for (size_t s = 0; s < r->text->sentence_count; s++) {
        while (m < r->mentions.len && r->mentions.items[m].sentence < s) m++;
        r->first_mention[s] = (uint32_t)m;
    }
    r->first_mention[r->text->sentence_count] = (uint32_t)r->mentions.len;
}

/* Evidence from the outside of the post: the gazetteer, once per entity. */
static void vote_entry(eg_reading *r, uint32_t entity, const eg_gazetteer_entry *entry) {
    if (entry == NULL) return;
    vote_by_name(r, entity, entry->kind, entry->weight, eg_gazetteer_cite(&r->p->names, r->arena, entry));
    if (r->entities.items[entity].entry == NULL) r->entities.items[entity].entry = entry;
}

/* Are all its letters capitals, more than letters for a name would be? */
static bool is_shouted(eg_slice name) {
    size_t letters = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] >= 'a' && name.ptr[i] <= 'z') return false;
        letters += name.ptr[i] >= 'A' && name.ptr[i] <= 'Z';
    }
    return letters > 3;
}

static void make_mentions(eg_reading *r, const eg_candidates *c, const eg_slice *rules) {
    for (size_t i = 0; i < c->len; i++) {
        const eg_candidate *item = &c->items[i];
        if (item->token == item->token_end || item->seed) continue;
        bool added;
        eg_slice name = eg_slice_sub(r->text->text, item->begin, item->end);
        eg_mention m = {.begin = item->begin, .end = item->end, .entity = entity_named(r, name, &added), .sentence = item->sentence,
                        .token = item->token, .token_end = item->token_end, .weak = item->weak, .soft = item->soft, .quoted = item->quoted};
        m.rule = rules[i].len ? rules[i] : item->entry ? eg_gazetteer_cite(&r->p->names, r->arena, item->entry) : EG_S("name.capitals");
        eg_entity *e = &r->entities.items[m.entity];
        e->strong |= !item->weak;
        bool shouted = name.len == e->name.len && !eg_slice_eq(name, e->name) && is_shouted(e->name) && !is_shouted(name); /* "LUND, June 3" and then "Lund" */
        if ((name.len > e->name.len && !(item->entry && e->entry)) || shouted) e->name = name;
        if (rules[i].len) {
            for (size_t j = 0; j < r->p->entities.len; j++)
                if (eg_slice_eq(r->p->entities.items[j].id, rules[i]))
                    eg_entity_vote(r, m.entity, r->p->entities.items[j].kind, r->p->entities.items[j].weight, rules[i]);
        } else vote_entry(r, m.entity, item->entry);
        if (item->title.len)
            for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
                if (r->p->schema.kinds[k].traits & EG_TRAIT_PERSON) eg_entity_vote(r, m.entity, k, 0.85F, EG_S("name.title"));
        eg_vec_push(&r->mentions, m);
    }
}

/* Two gazetteer names of one entry are one thing. */
static void merge_entries(eg_reading *r) {
    eg_map first = {0}; /* entry, as bytes -> the first entity that has it */
    for (uint32_t i = 0; i < r->entities.len; i++) {
        const eg_gazetteer_entry *const *entry = &r->entities.items[i].entry;
        if (*entry == NULL) continue;
        uint32_t j = eg_map_put(&first, eg_arena_dup(r->arena, eg_slice_of((const char *)(const void *)entry, sizeof *entry)), i);
        if (j != i && eg_entity_of(r, i) != eg_entity_of(r, j))
            eg_entity_merge(r, j, i, EG_S("gazetteer alias"), eg_gazetteer_cite(&r->p->names, r->arena, *entry), 0, 0, false);
    }
    eg_map_fini(&first);
}

/* Renamings and other names that a list vouches for. */
static void merge_aliases(eg_reading *r) {
    for (uint32_t i = 0; i < r->entities.len; i++) {
        if (r->entities.items[i].merged != EG_NO_ENTITY) continue;
        const eg_alias_row *row = eg_gazetteer_alias(&r->p->names, r->entities.items[i].key);
        uint32_t other = row ? eg_map_get(&r->keys, row->key) : EG_MAP_NONE;
        if (other == EG_MAP_NONE || eg_entity_of(r, other) == i) continue;
        eg_entity_merge(r, other, i, EG_S("known alias"), row->rule, 0, 0, true);
    }
}

/* A heading gives the full form of a name that the text uses short: "Kestrel Accelerator" over a text on Kestrel. The entity
 * of the short form, or EG_NO_ENTITY. */
static uint32_t short_of(const eg_reading *r, const eg_entity *e) {
    eg_slice rest = e->key;
    eg_slice word;
    if (!eg_slice_split(&rest, ' ', &word) || rest.len == 0) return EG_NO_ENTITY;
    uint32_t is_short = eg_map_get(&r->keys, word);
    if (is_short == EG_MAP_NONE || !r->entities.items[is_short].strong || r->entities.items[is_short].entry) return EG_NO_ENTITY;
    while (eg_slice_split(&rest, ' ', &word))
        if (eg_map_get(&r->p->generic, word) == EG_MAP_NONE) return EG_NO_ENTITY;
    return is_short;
}

static void take_full_forms(eg_reading *r) {
    for (uint32_t i = 0; i < r->entities.len; i++) {
        eg_entity *e = &r->entities.items[i];
        uint32_t is_short = e->strong ? EG_NO_ENTITY : short_of(r, e);
        if (is_short == EG_NO_ENTITY || eg_entity_of(r, is_short) != is_short) continue;
        e->strong = true;
        for (size_t m = 0; m < r->mentions.len; m++) {
            if (r->mentions.items[m].entity != is_short) continue;
            eg_entity_merge(r, i, is_short, EG_S("short form of the title"), EG_S("alias.short-form"), r->mentions.items[m].begin, r->mentions.items[m].end, false);
            break;
        }
    }
}

static void drop_weak(eg_reading *r) {
    size_t kept = 0;
    for (size_t i = 0; i < r->mentions.len; i++)
        if (r->mentions.items[i].soft || r->entities.items[r->mentions.items[i].entity].strong) r->mentions.items[kept++] = r->mentions.items[i];
    r->mentions.len = kept;
}

/* "R310m": letters before digits, which a figure rule reads as a whole. */
static bool is_sum(const eg_reading *r, const eg_candidate *c, bool digit) {
    if (!digit || c->token_end != c->token + 1 || is_digit(r->text->text.ptr[c->begin])) return false;
    eg_slice sentence = eg_slice_of(r->text->text.ptr, r->text->sentences[c->sentence].end);
    return eg_figure_covers(r->p->figures, sentence, c->begin, c->end);
}

/* "€3m", "3m users": no company, though a list has "3M". */
static bool is_part_of_sum(const eg_reading *r, const eg_candidate *c, eg_slice name) {
    const char *text = r->text->text.ptr;
    if (!eg_figure_is_number(r->p->figures, name)) return false;
    if (c->entry && !eg_slice_eq(name, c->entry->name)) return true;
    uint32_t sign = c->begin;
    if (sign == 0 || text[sign - 1] == ' ') return false;
    do sign--;
    while (sign > 0 && ((unsigned char)text[sign] & 0xC0) == 0x80);
    return eg_figure_covers(r->p->figures, eg_slice_of(text, r->text->sentences[c->sentence].end), sign, c->end);
}

/* "RM 40 million", "KSh 300": the letters before a sum are its currency and no name. */
static void drop_sums(const eg_reading *r, eg_candidates *c) {
    size_t f = 0;
    for (size_t i = 0; i < c->len; i++) {
        eg_candidate *item = &c->items[i];
        while (f < r->figures.figure_count && r->figures.figures[f].begin < item->begin) f++;
        if (f == r->figures.figure_count) return;
        const eg_figure *figure = &r->figures.figures[f];
        if (item->entry == NULL && figure->begin == item->begin && figure->end >= item->end && figure->noun_begin == figure->noun_end) item->token = item->token_end = 0;
    }
}

void eg_reading_begin(eg_reading *r, eg_arena *arena, const eg_patterns *patterns, const eg_text *text) {
    *r = (eg_reading){.topics = EG_NEW(arena, eg_topics), .arena = arena, .p = patterns, .text = text};
    eg_candidates c;
    if (patterns->language.script_run) eg_scriptrun_read(&r->tokens, &c, arena, patterns, text);
    else {
        eg_tokens_read(&r->tokens, arena, text, &patterns->splits, &patterns->hyphen_heads);
        eg_candidates_find(&c, arena, patterns, text, &r->tokens);
    }
    eg_gazetteer_rest();
    eg_slice *rules = EG_NEW_ARRAY(arena, eg_slice, c.len);
    extend_candidates(r, &c, rules);
    uint32_t(*locked)[2] = eg_arena_array(arena, c.len, sizeof *locked);
    size_t n = 0;
    for (size_t i = 0; i < c.len; i++) {
        bool digit = false;
        for (uint32_t b = c.items[i].begin; b < c.items[i].end; b++) digit |= is_digit(text->text.ptr[b]);
        /* "300K" is a number unless a list knows it for a name */
        eg_slice name = eg_slice_sub(text->text, c.items[i].begin, c.items[i].end);
        if (digit && is_part_of_sum(r, &c.items[i], name)) c.items[i].token = c.items[i].token_end = 0;
        if (c.items[i].entry == NULL && (eg_figure_is_number(patterns->figures, name) || is_sum(r, &c.items[i], digit))) continue;
        if (digit && c.items[i].token != c.items[i].token_end) locked[n][0] = c.items[i].begin, locked[n][1] = c.items[i].end, n++;
    }
    eg_figures_find(&r->figures, arena, patterns->figures, text, text->meta.date, (const uint32_t(*)[2])locked, n);
    if (r->figures.limit_hit) r->limit = true;
    drop_sums(r, &c);
    make_mentions(r, &c, rules);
    take_full_forms(r);
    drop_weak(r);
    eg_resolve_introductions(r);
    index_mentions(r);
    merge_entries(r);
    merge_aliases(r);
    apply_entity_rules(r);
    eg_resolve_standins(r);
    link_urls(r);
    eg_gazetteer_rest();
}

void eg_reading_fini(eg_reading *r) {
    for (size_t i = 0; i < r->entities.len; i++) eg_vec_fini(&r->entities.items[i].voters);
    eg_vec_fini(&r->mentions);
    eg_vec_fini(&r->entities);
    eg_vec_fini(&r->notes);
    eg_vec_fini(&r->apart);
    eg_vec_fini(&r->anaphora);
    eg_map_fini(&r->keys);
    eg_map_fini(&r->tape_texts);
    eg_vec_fini(&r->tapes_known);
}
