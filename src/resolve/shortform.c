/* SPDX-License-Identifier: MIT */
/* Which name is a short form of which: surnames, the first words of a firm, initials. A name is never read apart from the post: what
 * stands first, and how often a name stands alone, tells "Kvern" for "Kvern Capital" from "Kvern", its sister. */
#include "resolve/shortform.h"

static bool is_person(const eg_reading *r, uint32_t kind) {
    return kind != EG_NONE && (r->p->schema.kinds[kind].traits & EG_TRAIT_PERSON);
}

static bool last_word_is(eg_slice key, eg_slice word) {
    return key.len > word.len + 1 && eg_slice_ends(key, word) && key.ptr[key.len - word.len - 1] == ' ';
}

static bool first_words_are(eg_slice key, eg_slice words) {
    return key.len > words.len + 1 && eg_slice_starts(key, words) && key.ptr[words.len] == ' ';
}

/* Is everything behind the short form in the long one a legal form or a word that names no other thing? */
static bool tail_is_generic(const eg_reading *r, eg_slice key, size_t from) {
    eg_slice rest = eg_slice_sub(key, from, key.len);
    eg_slice word;
    while (rest.ptr && eg_slice_split(&rest, ' ', &word))
        if (word.len && !(word.ptr[0] >= '0' && word.ptr[0] <= '9') && eg_map_get(&r->p->generic, word) == EG_MAP_NONE && eg_map_get(&r->p->legal, word) == EG_MAP_NONE) return false;
    return true;
}

/* "Ruiz" of "Juan Carlos Ruiz Soto", "Leal" of "Elena Leal de Castro": the first of two family names, which is no given one. */
static bool is_first_family_name(const eg_reading *r, eg_slice key, eg_slice word) {
    const eg_map *given = eg_patterns_list(r->p, EG_S("given-names"));
    const eg_map *families = eg_patterns_list(r->p, EG_S("surnames"));
    if (given && eg_map_get(given, word) != EG_MAP_NONE && (families == NULL || eg_map_get(families, word) == EG_MAP_NONE)) return false;
    eg_slice rest = key;
    eg_slice part;
    eg_slice behind = {0}; /* the words behind it */
    size_t before = 0;
    while (rest.ptr && behind.ptr == NULL && eg_slice_split(&rest, ' ', &part))
        if (before > 0 && eg_slice_eq(part, word)) behind = rest;
        else before++;
    if (behind.ptr == NULL || before > 3) return false;
    bool particles = false; /* "de Castro" is one name */
    while (behind.ptr && eg_slice_split(&behind, ' ', &part) && eg_map_get(&r->p->particles, part) != EG_MAP_NONE) particles = true;
    bool last = behind.ptr == NULL || behind.len == 0;
    return last && part.len > 2 && (particles || before > 1 || (families && eg_map_get(families, part) != EG_MAP_NONE));
}

static bool leads_with_particle(const eg_reading *r, eg_slice key) {
    eg_slice word;
    return eg_slice_split(&key, ' ', &word) && eg_map_get(&r->p->particles, word) != EG_MAP_NONE;
}

/* The year a name ends with ("Harbour Expo 2025"), or 0. */
static unsigned year_of(eg_slice key) {
    if (key.len < 6 || key.ptr[key.len - 5] != ' ') return 0;
    unsigned year = 0;
    for (size_t i = key.len - 4; i < key.len; i++) {
        if (key.ptr[i] < '0' || key.ptr[i] > '9') return 0;
        year = year * 10 + (unsigned)(key.ptr[i] - '0');
    }
    return year >= 1900 && year < 2100 ? year : 0;
}

/* "The congress (Expo 2024)" is not "Expo 2025", the next one. */
static bool is_of_another_year(const eg_reading *r, uint32_t a, unsigned year) {
    if (year == 0) return false;
    for (uint32_t e = 0; e < r->entities.len; e++) {
        unsigned other = year_of(r->entities.items[e].key);
        if (other && other != year && eg_entity_of(r, e) == a) return true;
    }
    return false;
}

/* Does the mention stand in a heading, or in the bold words that open its block like one: "**1. Kestrel and the banks.** Kestrel Systems ..."? */
static bool is_heading(const eg_reading *r, const eg_mention *m) {
    enum { NUMBER_MOST = 4 };
    const eg_block *b = &r->text->blocks[r->text->sentences[m->sentence].block];
    if (b->kind == EG_BLOCK_HEADING) return true;
    size_t i = eg_text_inline_from(r->text, b->begin);
    if (i >= r->text->inline_count) return false;
    const eg_inline *in = &r->text->inlines[i];
    if (in->kind != EG_INLINE_STRONG || in->begin > b->begin + NUMBER_MOST || in->end < m->end || in->end <= in->begin) return false;
    char last = r->text->text.ptr[in->end - 1];
    return last == '.' || last == ':' || last == '?' || last == '!';
}

/* How often the prose may use the short name before the long one is there, if that is its full form. A tail that tells what it is
 * or a field makes one ("Kvern Technologies", "the Kvern Fund for Dredging"), a year the edition; any other tail names a sister
 * ("Kvern Asia"). */
static uint32_t times_alone(const eg_reading *r, eg_slice key, size_t from) {
    if (year_of(key)) return UINT32_MAX;
    eg_slice tail = eg_slice_trim(eg_slice_sub(key, from, key.len));
    if (eg_slice_starts(tail, EG_S("for ")) || eg_slice_starts(tail, EG_S("of "))) return 3;
    size_t last = tail.len;
    while (last && tail.ptr[last - 1] != ' ') last--;
    return tail_is_generic(r, tail, last) ? last ? 3 : 2 : 1;
}

/* A name that the prose has used by itself before the longer one is there at all is no short form of it: "Rowan",
 * the accelerator, and "Rowan Capital", its fund. Headings do not count: they are short. */
static bool stands_alone(const eg_reading *r, uint32_t a, uint32_t b) {
    uint32_t most = times_alone(r, r->entities.items[b].key, r->entities.items[a].key.len);
    uint32_t times = 0;
    for (size_t i = 0; i < r->mentions.len && times < most; i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t entity = eg_entity_of(r, m->entity);
        if (entity == eg_entity_of(r, b)) return false;
        times += entity == a && !is_heading(r, m);
    }
    return times == most;
}

/* Is everything behind the short form in the long one a legal form? */
static bool tail_is_legal(const eg_reading *r, eg_slice key, size_t from) {
    eg_slice rest = eg_slice_sub(key, from, key.len);
    eg_slice word;
    while (rest.ptr && eg_slice_split(&rest, ' ', &word))
        if (word.len && eg_map_get(&r->p->legal, word) == EG_MAP_NONE) return false;
    return true;
}

/* "Kestrel 2", "Kestrel 10": the next one of what was named without a number. */
static bool tail_is_number(eg_slice key, size_t from) {
    for (size_t i = from; i < key.len; i++)
        if (key.ptr[i] < '0' || key.ptr[i] > '9') return false;
    return from < key.len;
}

/* "Kestrel merged its quantum arm, Kestrel Quantum Systems": a post introduces a thing by its full name. One that its prose names
 * short before, in the same sentence or with a name of its own behind it, is another thing; so is one that a list knows. */
static bool comes_first(const eg_reading *r, uint32_t a, uint32_t b, bool known) {
    const eg_mention *s = NULL;
    const eg_mention *l = NULL;
    size_t from = r->entities.items[a].key.len + 1;
    for (size_t i = 0; i < r->mentions.len && !(s && l); i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t entity = eg_entity_of(r, m->entity);
        if (r->text->blocks[r->text->sentences[m->sentence].block].kind != EG_BLOCK_PARAGRAPH || (entity != a && entity != b) || is_heading(r, m)) continue;
        if (entity == b && l == NULL) l = m;
        if (entity == a && s == NULL) s = m;
    }
    if (s == NULL || l == NULL || l->begin < s->end || tail_is_legal(r, r->entities.items[b].key, from) || year_of(r->entities.items[b].key)) return false;
    eg_slice between = eg_slice_trim(eg_slice_sub(r->text->text, s->end, l->begin));
    if (between.len < 3 || eg_slice_ends(between, EG_S("("))) return false; /* "Kestrel (Kestrel Systems)" introduces */
    bool one_word = memchr(r->entities.items[a].key.ptr, ' ', r->entities.items[a].key.len) == NULL;
    return one_word && (known || tail_is_number(r->entities.items[b].key, from) || s->sentence == l->sentence || !tail_is_generic(r, r->entities.items[b].key, from));
}

static bool may_be_initials(eg_slice s) {
    enum { LEAST = 3 };
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < 'A' || s.ptr[i] > 'Z') return false;
    return s.len >= LEAST;
}

/* "KVA" of "Kvern Valley Authority": one capital for each word that begins with one. */
static bool are_initials(eg_slice s, eg_slice name) {
    if (!may_be_initials(s)) return false;
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++) {
        bool begins = i == 0 || name.ptr[i - 1] == ' ' || name.ptr[i - 1] == '-';
        if (!begins || !(name.ptr[i] >= 'A' && name.ptr[i] <= 'Z')) continue;
        if (n == s.len || name.ptr[i] != s.ptr[n++]) return false;
    }
    return n == s.len;
}

static bool may_stand_for(const eg_reading *r, uint32_t a, uint32_t b, eg_slice *rule) {
    const eg_entity *s = &r->entities.items[a];
    const eg_entity *l = &r->entities.items[b];
    if (s->entry || !are_initials(s->name, l->name)) return false; /* first, because every pair of names is asked */
    uint32_t ks = eg_entity_kind(r, a, 0.5F);
    uint32_t kl = eg_entity_kind(r, b, 0.3F);
    if (kl == EG_NONE || is_person(r, kl)) return false;
    *rule = EG_S("alias.initials");
    return ks == EG_NONE || ks == kl || !(s->outside >> ks & 1);
}

/* "Fjord Capital", a fund, and then "Fjord", which was founded like a company: kinds that bear people's names are taken for one
 * another. Only when the longer name stands first and the shorter one is known for nothing else. */
static bool goes_by_its_head(const eg_reading *r, uint32_t a, uint32_t b, uint32_t ks, uint32_t kl) {
    const eg_entity *s = &r->entities.items[a];
    uint32_t both = r->p->schema.kinds[ks].traits & r->p->schema.kinds[kl].traits;
    if (!(both & EG_TRAIT_NAMESAKE) || s->entry || !tail_is_generic(r, r->entities.items[b].key, s->key.len + 1)) return false;
    for (size_t i = 0; i < r->mentions.len; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        if (entity == a || entity == eg_entity_of(r, b)) return entity != a;
    }
    return false;
}

/* "SMT" of "Kvern Optics SMT": letters that the longer name ends with, and that mean nothing else. */
static bool is_acronym_tail(const eg_reading *r, const eg_entity *s, const eg_entity *l) {
    if (s->name.len < 3 || s->name.len > 6 || !eg_slice_ends(l->name, s->name)) return false;
    for (size_t i = 0; i < s->name.len; i++)
        if (s->name.ptr[i] < 'A' || s->name.ptr[i] > 'Z') return false;
    return !eg_list_has(eg_patterns_list(r->p, EG_S("acronyms-common")), s->key);
}

/* "Bosch" of "Robert Bosch GmbH", whose first word is a given name; once they were named, "Ionics" of "Oxford Ionics", whose first
 * word is a place, and "the Commission" of "European Commission", whose last word is what it is. */
static bool goes_by_its_tail(const eg_reading *r, uint32_t a, uint32_t b) {
    const eg_entity *s = &r->entities.items[a];
    const eg_entity *l = &r->entities.items[b];
    if (!last_word_is(l->key, s->key) || memchr(s->key.ptr, ' ', s->key.len)) return false;
    eg_slice rest = l->key;
    eg_slice first;
    const eg_map *given = eg_patterns_list(r->p, EG_S("given-names"));
    bool family = given && eg_slice_split(&rest, ' ', &first) && eg_slice_eq(rest, s->key) && eg_map_get(given, first) != EG_MAP_NONE;
    family = family && !eg_list_has(eg_patterns_list(r->p, EG_S("common-words")), s->key); /* "Meadow Robotics" */
    uint32_t known = s->entry == NULL && eg_slice_eq(rest, s->key) ? eg_map_get(&r->p->names.names, first) : EG_MAP_NONE;
    bool home = known != EG_MAP_NONE && (r->p->schema.kinds[r->p->names.entries.items[known].kind].traits & EG_TRAIT_HUB);
    bool head = s->entry == NULL && (eg_map_get(&r->p->heads, s->key) != EG_MAP_NONE || is_acronym_tail(r, s, l));
    if (!family && !head && !home) return false;
    for (size_t i = 0; (head || home) && !family && i < r->mentions.len; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        if (entity == a) return false;
        if (entity == eg_entity_of(r, b)) return true;
    }
    return family;
}

/* "Elena Soto" of "Elena Maria Soto Leal", "Omar Al-Fihri" of "Omar bin Hamad Al-Fihri": the given name and a family's. */
static bool is_name_without_middle(const eg_reading *r, uint32_t a, uint32_t b) {
    const eg_slice s = r->entities.items[a].key;
    const eg_slice l = r->entities.items[b].key;
    eg_slice family = s;
    eg_slice given;
    if (!eg_slice_split(&family, ' ', &given) || family.ptr == NULL || !first_words_are(l, given)) return false;
    if (memchr(r->entities.items[a].name.ptr + given.len + 1, ' ', s.len - given.len - 1)) return false; /* one word as it is written */
    if (!is_person(r, eg_entity_kind(r, b, 0.3F))) return false;
    /* whoever the gazetteer knows by the short form may have a namesake by the first family name, not by both ends */
    if (r->entities.items[a].entry) return last_word_is(l, family) && is_person(r, eg_entity_kind(r, a, 0.3F));
    const eg_map *names = eg_patterns_list(r->p, EG_S("given-names"));
    if (names == NULL || eg_map_get(names, given) == EG_MAP_NONE) return false;
    return last_word_is(l, family) || is_first_family_name(r, l, family);
}

/* A word that the post uses only behind the person whose first family name it is. */
static bool may_be_family(const eg_reading *r, uint32_t a, uint32_t b) {
    const eg_entity *s = &r->entities.items[a];
    const eg_entity *l = &r->entities.items[b];
    if (s->entry || memchr(s->key.ptr, ' ', s->key.len) || eg_slice_find(l->key, s->key, 1) == (size_t)-1) return false;
    if (!is_person(r, eg_entity_kind(r, b, 0.3F)) || !is_first_family_name(r, l->key, s->key)) return false;
    uint32_t ks = eg_entity_kind(r, a, 0.5F);
    if (ks != EG_NONE && !is_person(r, ks) && (s->outside >> ks & 1)) return false;
    for (size_t i = 0; i < r->mentions.len; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        if (entity == a || entity == eg_entity_of(r, b)) return entity != a;
    }
    return false;
}

/* "The partners: Ada and Chris" once Ada Berg was named in full, though partners are firms as often. */
static bool goes_by_given_name(const eg_reading *r, uint32_t a, uint32_t b) {
    const eg_map *given = eg_patterns_list(r->p, EG_S("given-names"));
    if (given == NULL || eg_map_get(given, r->entities.items[a].key) == EG_MAP_NONE) return false;
    for (size_t i = 0; i < r->mentions.len; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        if (entity == a || entity == eg_entity_of(r, b)) return entity != a;
    }
    return false;
}

/* "Kvern Capital III" is the third of Kvern Capital, not its name in full. */
static bool is_numbered(const eg_entity *l, size_t shorter) {
    eg_slice tail = eg_slice_sub(l->key, shorter + 1, l->key.len);
    for (size_t i = 0; i < tail.len; i++)
        if (memchr("ivx", tail.ptr[i], 3) == NULL) return false;
    return tail.len > 0 && tail.len <= 4;
}

/* "Warwick" of "University of Warwick", said of somebody's house: what a body is called by its head and its place. */
static bool goes_by_its_place(const eg_reading *r, const eg_entity *s, const eg_entity *l, uint32_t ks, uint32_t kl) {
    eg_slice rest = l->key;
    eg_slice head;
    eg_slice joint;
    bool parts = eg_slice_split(&rest, ' ', &head) && eg_slice_split(&rest, ' ', &joint) && rest.ptr;
    return parts && s->entry == NULL && eg_slice_eq(rest, s->key) && eg_map_has(&r->p->heads, head) && eg_map_has(&r->p->name_joints, joint) && ks != EG_NONE && ks == kl;
}

/* "Omame", of whom the post speaks as somebody, and "Eloho Omame" of a heading, of which nothing tells; "Horgan Famodu" of "Maya
 * Horgan Famodu": all of the longer name but its first word. */
static bool goes_without_first(const eg_reading *r, const eg_entity *s, const eg_entity *l, uint32_t ks, uint32_t kl) {
    eg_slice rest = l->key;
    eg_slice first;
    if (!is_person(r, ks) || s->entry || l->entry || !eg_slice_split(&rest, ' ', &first) || !rest.ptr || !eg_slice_eq(rest, s->key)) return false;
    return kl == EG_NONE || is_person(r, kl);
}

/* "Kvern" of "Nina Kvern", of kind `ks`. */
static bool may_be_part_of_person(const eg_reading *r, uint32_t a, uint32_t b, uint32_t ks, eg_slice *rule) {
    const eg_entity *s = &r->entities.items[a];
    const eg_entity *l = &r->entities.items[b];
    bool one_word = memchr(s->name.ptr, ' ', s->name.len) == NULL; /* "Kvern-Holt" is one; its key has two */
    bool family = r->p->language.script_run && eg_slice_starts(l->key, s->key) && is_person(r, ks); /* first, and no space behind it */
    bool parted = last_word_is(l->key, s->key) || first_words_are(l->key, s->key);
    if (!(one_word || leads_with_particle(r, s->key)) || !(family || parted)) return false;
    *rule = EG_S("alias.surname");
    bool town = ks != EG_NONE && r->p->schema.kinds[ks].traits & EG_TRAIT_HUB; /* "Austin Berg lives in Austin" */
    return ks == EG_NONE || is_person(r, ks) || (s->entry == NULL && last_word_is(l->key, s->key)) || ((s->entry == NULL || !town) && first_words_are(l->key, s->key) && goes_by_given_name(r, a, b));
}

/* "Alder" of "Alder Ventures": the first words, of kinds `ks` and `kl`. */
static bool may_be_first_words(const eg_reading *r, uint32_t a, uint32_t b, uint32_t ks, uint32_t kl, eg_slice *rule) {
    const eg_entity *s = &r->entities.items[a];
    const eg_entity *l = &r->entities.items[b];
    if (!first_words_are(l->key, s->key) || eg_entities_are_apart(r, a, b) || is_numbered(l, s->key.len)) return false;
    *rule = EG_S("alias.short-form");
    /* a listed name that may be anything ("Apollo"), of which the post says no other kind, is what was named in full before it */
    bool doubtful = s->entry && s->entry->ambiguous && (ks == EG_NONE || ks == kl || !(s->outside >> ks & 1)) && eg_first_place(r, b) < eg_first_place(r, a);
    if (doubtful) ks = kl;
    if (s->entry && !doubtful && (l->entry || !tail_is_generic(r, l->key, s->key.len + 1))) return false;
    /* a person's name inside a firm's name is no person, unless the post speaks of one */
    bool namesake = is_person(r, ks) && kl != EG_NONE && (r->p->schema.kinds[kl].traits & EG_TRAIT_NAMESAKE);
    if (namesake && !(s->outside >> ks & 1) && s->entry == NULL) ks = EG_NONE;
    /* "Alder Bay" of "Alder Bay Ventures": a place by its own words alone */
    bool own = ks != EG_NONE && kl != EG_NONE && (r->p->schema.kinds[ks].traits & EG_TRAIT_HUB) && (r->p->schema.kinds[kl].traits & EG_TRAIT_NAMESAKE);
    if (own && !(s->outside >> ks & 1) && s->entry == NULL && eg_first_place(r, b) < eg_first_place(r, a)) ks = EG_NONE;
    if (ks != EG_NONE && kl != EG_NONE && ks != kl && !goes_by_its_head(r, a, b, ks, kl)) return false;
    if (is_of_another_year(r, a, year_of(l->key)) || stands_alone(r, a, b) || comes_first(r, a, eg_entity_of(r, b), s->entry != NULL)) return false;
    return kl != EG_NONE && s->key.len >= 2 && !eg_gazetteer_apart(&r->p->names, r->arena, s->key, l->key);
}

static bool may_shorten(const eg_reading *r, uint32_t a, uint32_t b, eg_slice *rule) {
    const eg_entity *s = &r->entities.items[a];
    const eg_entity *l = &r->entities.items[b];
    if (may_stand_for(r, a, b, rule)) return true;
    if (l->key.len <= s->key.len + 1) return false;
    if (is_name_without_middle(r, a, b)) {
        *rule = EG_S("alias.given-and-family");
        return true;
    }
    if (may_be_family(r, a, b)) {
        *rule = EG_S("alias.surname");
        return true;
    }
    if (!eg_slice_starts(l->key, s->key) && !eg_slice_ends(l->key, s->key)) return false;
    uint32_t ks = eg_entity_kind(r, a, 0.3F);
    uint32_t kl = eg_entity_kind(r, b, 0.3F);
    if (goes_without_first(r, s, l, eg_entity_kind(r, a, 0.5F), kl) && !eg_entities_are_apart(r, a, b)) {
        *rule = EG_S("alias.surname");
        return true;
    }
    if (kl == EG_NONE) kl = l->likely; /* what its name alone tells, once that was asked for */
    if (is_person(r, kl)) return may_be_part_of_person(r, a, b, ks, rule);
    bool tail = kl != EG_NONE && goes_by_its_tail(r, a, b);
    if (tail && (ks == EG_NONE || ks == kl || is_person(r, ks)) && !eg_entities_are_apart(r, a, b)) {
        *rule = EG_S("alias.tail");
        return !(is_person(r, ks) && (s->outside >> ks & 1));
    }
    if (goes_by_its_place(r, s, l, ks, kl) && !eg_entities_are_apart(r, a, b)) {
        *rule = EG_S("alias.tail");
        return true;
    }
    return may_be_first_words(r, a, b, ks, kl, rule);
}

/* The short form says nothing of the kind: what its own words voted against the long form's kind falls, and what the prose
 * voted for another kind that bears people's names unless it is surer of it. */
static void drop_kind_votes(eg_reading *r, uint32_t a, uint32_t into) {
    eg_entity *s = &r->entities.items[a];
    uint32_t kind = eg_entity_kind(r, into, 0.3F);
    for (uint32_t k = 0; k < r->p->schema.kind_count; k++) {
        if (kind == EG_NONE || k == kind) continue;
        bool alike = r->p->schema.kinds[k].traits & r->p->schema.kinds[kind].traits & EG_TRAIT_NAMESAKE;
        if (!(s->outside >> k & 1) || (alike && eg_entity_belief(&r->entities.items[into], kind) >= eg_entity_belief(s, k))) s->against[k] = 1.0F;
    }
}

/* The number of the sentence that names it first. */
static uint32_t first_sentence(const eg_reading *r, uint32_t entity) {
    size_t i = 0;
    while (i + 1 < r->mentions.len && eg_entity_of(r, r->mentions.items[i].entity) != entity) i++;
    return r->mentions.items[i].sentence;
}

/* Of two long forms the one that was named before the short form, when the other came behind it: "Kestrel Robotics ... Kestrel ... Kestrel
 * Quantum". Of two people named before it, and not in one breath, who was named first: "Nina Kvern ... her brother Olaf Kvern ... Kvern". EG_NO_ENTITY when that
 * tells nothing. */
static uint32_t named_before(const eg_reading *r, uint32_t a, uint32_t one, uint32_t other) {
    uint32_t place = eg_first_place(r, a);
    bool first = eg_first_place(r, one) < place;
    bool second = eg_first_place(r, other) < place;
    bool people = is_person(r, eg_entity_kind(r, one, 0.3F)) && is_person(r, eg_entity_kind(r, other, 0.3F));
    if (first && second && people && first_sentence(r, one) != first_sentence(r, other)) return eg_first_place(r, one) < eg_first_place(r, other) ? one : other;
    if (first == second) return EG_NO_ENTITY;
    return first ? one : other;
}

/* Which bytes a name is written with, one bit for those that are 64 apart. */
static uint64_t bytes_of(eg_slice key) {
    uint64_t bits = 0;
    for (size_t i = 0; i < key.len; i++) bits |= 1ULL << ((unsigned char)key.ptr[i] & 63);
    return bits;
}

/* Every pair of names is asked: a short form is written with bytes of the long one, unless it is made of initials. */
void eg_resolve_short_forms(eg_reading *r) {
    uint64_t *bytes = eg_arena_array(r->arena, r->entities.len + 1, sizeof *bytes);
    for (uint32_t b = 0; b < r->entities.len; b++) bytes[b] = bytes_of(r->entities.items[b].key);
    for (uint32_t a = 0; a < r->entities.len; a++) {
        if (r->entities.items[a].merged != EG_NO_ENTITY || r->entities.items[a].key.len == 0) continue;
        uint32_t found = EG_NO_ENTITY;
        bool unique = true;
        eg_slice rule = {0};
        bool initials = may_be_initials(r->entities.items[a].name);
        for (uint32_t b = 0; b < r->entities.len; b++) {
            eg_slice how = {0};
            if (bytes[a] & ~bytes[b] && !initials) continue;
            if (b == a || !may_shorten(r, a, b, &how)) continue;
            uint32_t root = eg_entity_of(r, b);
            if (root == a) continue;
            /* "Kestrel" is "Kestrel Capital" rather than "Kestrel Capital III" */
            if (found != EG_NO_ENTITY && first_words_are(r->entities.items[b].key, r->entities.items[found].key)) continue;
            if (found != EG_NO_ENTITY && first_words_are(r->entities.items[found].key, r->entities.items[b].key)) found = root;
            if (found != EG_NO_ENTITY && root != found) {
                uint32_t before = named_before(r, a, found, root);
                if (before == found) continue;
                unique &= before == root;
            }
            found = root;
            rule = how;
        }
        if (found == EG_NO_ENTITY || !unique) continue;
        const eg_mention *where = NULL;
        for (size_t i = 0; i < r->mentions.len && !where; i++)
            if (r->mentions.items[i].entity == a) where = &r->mentions.items[i];
        drop_kind_votes(r, a, found);
        eg_entity_merge(r, found, a, EG_S("unique short form"), rule, where ? where->begin : 0, where ? where->end : 0, true);
    }
}
