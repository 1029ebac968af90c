/* SPDX-License-Identifier: MIT */
#include "resolve/alias.h"

static char low(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool alnum(char c) {
    return (c >= '0' && c <= '9') || (low(c) >= 'a' && low(c) <= 'z') || (unsigned char)c >= 0x80;
}

bool eg_is_acronym(eg_slice s, eg_slice l) {
    if (s.len < 2 || s.len > 10 || l.len <= s.len) return false;
    size_t j = l.len;
    for (size_t i = s.len; i-- > 0;) {
        char c = low(s.ptr[i]);
        if (!alnum(c)) continue;
        for (;;) {
            if (j == 0) return false;
            j--;
            bool start = j == 0 || !alnum(l.ptr[j - 1]);
            if (low(l.ptr[j]) == c && (i > 0 || start)) break;
        }
    }
    return j == 0; /* the first letter begins the long form */
}

static unsigned capitals(eg_slice s) {
    unsigned n = 0;
    for (size_t i = 0; i < s.len; i++) n += s.ptr[i] >= 'A' && s.ptr[i] <= 'Z';
    return n;
}

/* "NGL Robotics" of "Northern Grid Lab Robotics": letters for the words before a last one that both have. */
static bool is_acronym_with_tail(eg_slice s, eg_slice l) {
    size_t at = eg_slice_find(s, EG_S(" "), 0);
    if (at == (size_t)-1 || at < 2 || capitals(eg_slice_sub(s, 0, at)) != at) return false;
    eg_slice tail = eg_slice_sub(s, at, s.len);
    return eg_slice_ends(l, tail) && eg_is_acronym(eg_slice_sub(s, 0, at), eg_slice_sub(l, 0, l.len - tail.len));
}

/* "Nova KDE" of "Nova Kvern Dredging Enterprise": the first word, and letters for the others. */
static bool is_acronym_with_head(eg_slice s, eg_slice l) {
    size_t at = eg_slice_find(s, EG_S(" "), 0);
    if (at == (size_t)-1 || at < 2 || !eg_slice_starts(l, eg_slice_sub(s, 0, at + 1))) return false;
    eg_slice letters = eg_slice_sub(s, at + 1, s.len);
    return letters.len > 1 && capitals(letters) == letters.len && eg_is_acronym(letters, eg_slice_sub(l, at + 1, l.len));
}

/* numeronym: a16z = a + 16 letters + z */
static bool is_numeronym(eg_slice s, eg_slice l) {
    if (s.len < 3 || !alnum(s.ptr[0])) return false;
    size_t i = 1;
    size_t n = 0;
    while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9') n = n * 10 + (size_t)(s.ptr[i++] - '0');
    if (i == 1 || i + 1 != s.len) return false;
    size_t letters = 0;
    char last = 0;
    for (size_t k = 0; k < l.len; k++)
        if (alnum(l.ptr[k])) letters++, last = low(l.ptr[k]);
    return letters == n + 2 && low(l.ptr[0]) == low(s.ptr[0]) && last == low(s.ptr[s.len - 1]);
}

/* Initials of the words before the parenthesis, small connecting words free: finds where the long form begins. */
static bool initials_begin(const eg_reading *r, uint32_t open_token, eg_slice s, uint32_t *first) {
    size_t want = s.len;
    uint32_t sentence = r->tokens.items[open_token].sentence;
    unsigned tail = 0;
    for (uint32_t t = open_token; t-- > r->tokens.first[sentence];) {
        const eg_token *tok = &r->tokens.items[t];
        if (tok->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS)) continue;
        while (want && !(s.ptr[want - 1] >= 'A' && s.ptr[want - 1] <= 'Z')) want--;
        if (want == 0) return false;
        char initial = r->text->text.ptr[tok->begin];
        if (initial == s.ptr[want - 1]) {
            want--;
            while (want && !(s.ptr[want - 1] >= 'A' && s.ptr[want - 1] <= 'Z')) want--;
            if (want == 0) {
                *first = t;
                return true;
            }
        } else if (tok->flags & EG_TOKEN_CAP) {
            if (want != s.len || tail++) return false; /* one more word is let pass at the end: "... Canada (ISED)" */
        }
    }
    return false;
}

static void lengthen(eg_reading *r, size_t index, uint32_t first) {
    eg_mention *m = &r->mentions.items[index];
    uint32_t begin = r->tokens.items[first].begin;
    if (begin >= m->begin) return;
    size_t from = index;
    while (from > 0 && r->mentions.items[from - 1].begin >= begin && r->mentions.items[from - 1].sentence == m->sentence) from--;
    for (size_t i = from; i < index; i++) r->mentions.items[i].end = r->mentions.items[i].begin; /* swallowed */
    m->begin = begin;
    m->token = first;
    eg_slice name = eg_slice_sub(r->text->text, begin, m->end);
    eg_slice key = eg_normal_name(r->p, r->arena, name);
    uint32_t known = eg_map_get(&r->keys, key);
    if (known == EG_MAP_NONE) {
        eg_entity *e = eg_vec_add(&r->entities);
        *e = (eg_entity){.name = name, .key = key, .merged = EG_NO_ENTITY, .none = 1.0F, .strong = true};
        for (size_t k = 0; k < EG_KINDS_MOST; k++) e->against[k] = e->by_name[k] = 1.0F;
        known = (uint32_t)r->entities.len - 1;
        eg_map_put(&r->keys, key, known);
    }
    m->entity = known;
    m->rule = EG_S("alias.acronym");
}

static uint32_t entity_for(eg_reading *r, eg_slice name) {
    eg_slice key = eg_normal_name(r->p, r->arena, name);
    uint32_t known = eg_map_get(&r->keys, key);
    if (known != EG_MAP_NONE) return known;
    eg_entity *e = eg_vec_add(&r->entities);
    *e = (eg_entity){.name = name, .key = key, .merged = EG_NO_ENTITY, .none = 1.0F, .strong = true};
    for (size_t k = 0; k < EG_KINDS_MOST; k++) e->against[k] = e->by_name[k] = 1.0F;
    eg_map_put(&r->keys, key, (uint32_t)r->entities.len - 1);
    return (uint32_t)r->entities.len - 1;
}

/* "(hereinafter: X": marks of full width between the word and the name. */
static eg_slice without_marks(eg_slice s) {
    for (bool again = true; again;) {
        static const char *const marks[] = {"\xe3\x80\x81", "\xef\xbc\x9a", "\xe3\x80\x8c", "\xe3\x80\x8e", NULL};
        again = false;
        for (size_t i = 0; marks[i]; i++)
            if (eg_slice_starts(s, eg_slice_from(marks[i]))) s = eg_slice_sub(s, strlen(marks[i]), s.len), again = true;
    }
    while (eg_slice_ends(s, EG_S("\xe3\x80\x8d")) || eg_slice_ends(s, EG_S("\xe3\x80\x8f"))) s.len -= 3;
    return s;
}

/* The word of an alias inside "(...)": past "hereinafter", "also known as", quotes. An article alone tells nothing. */
static eg_slice inner_alias(const eg_patterns *p, eg_slice inside, bool *told) {
    *told = false;
    for (bool again = true; again;) {
        again = false;
        inside = eg_slice_trim(inside);
        for (size_t i = 0; i < p->introducers.len; i++) {
            eg_slice lead = p->introducers.items[i];
            if (inside.len > lead.len + 1 && eg_slice_eq_ascii_nocase(eg_slice_sub(inside, 0, lead.len), lead) &&
                (!alnum(inside.ptr[lead.len]) || p->language.by_char)) {
                inside = without_marks(eg_slice_sub(inside, lead.len, inside.len));
                if (!eg_map_has(&p->articles, lead)) *told = true;
                again = true;
                break;
            }
        }
        static const char *const quotes[] = {"\"", "'", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x98", "\xe2\x80\x99", NULL};
        for (size_t i = 0; quotes[i]; i++) {
            eg_slice q = eg_slice_from(quotes[i]);
            if (eg_slice_starts(inside, q)) inside = eg_slice_sub(inside, q.len, inside.len), *told = true, again = true;
            if (eg_slice_ends(inside, q)) inside = eg_slice_sub(inside, 0, inside.len - q.len), again = true;
        }
    }
    return inside;
}

static bool all_cjk(eg_slice s) {
    size_t n;
    bool any = false;
    for (size_t at = 0; at < s.len; at += n) {
        uint32_t cp = eg_utf8_next(s, at, &n);
        if (eg_is_cjk(cp)) any = true;
        else if (cp != ' ' && cp != 0x30FB && !(cp >= 0x30A0 && cp <= 0x30FF)) return false;
    }
    return any;
}

/* Gives the alias a mention of its own unless one stands there; hidden, so that the tape shows one unit for both. */
static void hide_alias(eg_reading *r, size_t owner, uint32_t begin, uint32_t end, uint32_t entity, eg_slice rule) {
    for (size_t i = owner + 1; i < r->mentions.len && r->mentions.items[i].begin < end; i++)
        if (r->mentions.items[i].end > begin) r->mentions.items[i].end = r->mentions.items[i].begin;
    eg_mention m = {.begin = begin, .end = end, .entity = entity, .sentence = r->mentions.items[owner].sentence, .rule = rule, .hidden = true};
    while (m.token < r->tokens.len && r->tokens.items[m.token].begin < begin) m.token++;
    m.token_end = m.token + 1;
    eg_vec_push(&r->mentions, m);
}

/* "IAC 2024": the acronym without its year. */
static eg_slice without_year(eg_slice alias) {
    if (alias.len < 7 || alias.ptr[alias.len - 5] != ' ') return alias;
    for (size_t i = alias.len - 4; i < alias.len; i++)
        if (alias.ptr[i] < '0' || alias.ptr[i] > '9') return alias;
    return eg_slice_sub(alias, 0, alias.len - 5);
}

/* Capitals behind a long name that are no place and no common word: the acronym of its name in another language. */
static bool is_foreign_acronym(eg_reading *r, eg_slice alias, const eg_mention *m) {
    size_t letters = alias.len; /* "the Second Kvern Pension Fund (KP2)" */
    if (letters == 3 && alias.ptr[2] >= '0' && alias.ptr[2] <= '9') letters = 2;
    for (size_t i = 0; i < letters; i++)
        if (low(alias.ptr[i]) < 'a' || low(alias.ptr[i]) > 'z') return false;
    if (capitals(alias) * 4 < letters * 3) return false; /* FiBAN, but not GitHub */
    if (alias.len < 3 || alias.len > 8 || m->token_end - m->token < 3) return false;
    eg_slice key = eg_name_key(r->arena, alias);
    const eg_map *common = eg_patterns_list(r->p, EG_S("acronyms-common"));
    if (common && eg_map_get(common, key) != EG_MAP_NONE) return false;
    uint32_t known = eg_map_get(&r->p->names.names, key);
    return known == EG_MAP_NONE || !(r->p->schema.kinds[r->p->names.entries.items[known].kind].traits & EG_TRAIT_HUB);
}

/* Without capitals and spaces: a short form keeps some characters of the long name in their order ("XYZ Research Institute" is
 * "XI"), and is no more than half of it; capitals behind a long name that ends like one are its name abroad. */
static bool is_short_for(const eg_reading *r, eg_slice alias, const eg_mention *m) {
    eg_slice name = eg_slice_sub(r->text->text, m->begin, m->end);
    if (eg_slice_find(name, EG_S("("), 0) != (size_t)-1 || alias.len < 2 || eg_utf8_count(alias) > 8) return false;
    if (capitals(alias) >= 2 && capitals(alias) == alias.len) return capitals(name) == 0 && eg_utf8_count(name) >= 5;
    size_t n;
    size_t at = 0;
    for (size_t i = 0; i < alias.len; i += n) {
        (void)eg_utf8_next(alias, i, &n);
        size_t found = eg_slice_find(name, eg_slice_sub(alias, i, i + n), at);
        if (found == (size_t)-1) return false;
        at = found + n;
    }
    return eg_utf8_count(alias) >= 2 && eg_utf8_count(alias) * 2 <= eg_utf8_count(name);
}

/* A list may know the acronym as somebody else's; here the post says whose it is. */
static void forget_namesake(eg_reading *r, uint32_t owner, uint32_t acronym) {
    eg_entity *e = &r->entities.items[eg_entity_of(r, acronym)];
    if (e->entry == NULL || e->entry == r->entities.items[eg_entity_of(r, owner)].entry) return;
    e->entry = NULL;
    for (size_t k = 0; k < EG_KINDS_MOST; k++) e->against[k] = e->by_name[k] = 1.0F;
}

/* "(formerly of Kvern Bank)", "(formerly engineer at Kvern Bank)" tell where somebody was, not what he was called. */
static bool opens_small(const eg_reading *r, eg_slice alias) {
    if (alias.len == 0 || alias.ptr[0] < 'a' || alias.ptr[0] > 'z') return false;
    eg_slice word;
    while (eg_slice_split(&alias, ' ', &word) && alias.ptr)
        if (eg_map_get(&r->p->prepositions, word) != EG_MAP_NONE) return true;
    return false;
}

static void read_parenthesis(eg_reading *r, size_t index) {
    const eg_mention m = r->mentions.items[index];
    eg_slice text = r->text->text;
    uint32_t stop = r->text->sentences[m.sentence].end;
    uint32_t at = m.end;
    while (at < stop && (text.ptr[at] == ' ' || text.ptr[at] == '.')) at++;
    bool wide = r->p->language.by_char && eg_slice_starts(eg_slice_sub(text, at, stop), EG_S("\xef\xbc\x88"));
    if (at >= stop || !(wide || text.ptr[at] == '(')) return;
    size_t close = eg_slice_find(eg_slice_of(text.ptr, stop), wide ? EG_S("\xef\xbc\x89") : EG_S(")"), at);
    if (close == (size_t)-1) return;
    eg_slice rest = eg_slice_sub(text, at + (wide ? 3 : 1), close);
    eg_slice part;
    while (rest.ptr && eg_slice_split(&rest, ';', &part)) {
        bool told;
        eg_slice alias = inner_alias(r->p, part, &told);
        if (alias.len == 0 || alias.len > 80 || (told && opens_small(r, alias))) continue;
        uint32_t begin = (uint32_t)(alias.ptr - text.ptr);
        bool gloss = !r->p->language.script_run && all_cjk(alias);
        eg_slice name = eg_slice_sub(text, m.begin, m.end);
        eg_slice bare = without_year(alias);
        bool word = memchr(bare.ptr, ' ', bare.len) == NULL;
        uint32_t first = m.token;
        bool acronym = is_acronym_with_tail(bare, name) || is_acronym_with_head(bare, name);
        if (word && (capitals(bare) >= 2 || is_numeronym(bare, name))) {
            uint32_t open_token = m.token_end;
            while (open_token < r->tokens.len && r->tokens.items[open_token].begin < at) open_token++;
            acronym = eg_is_acronym(bare, name) || is_numeronym(bare, name) || is_foreign_acronym(r, bare, &m);
            if (initials_begin(r, open_token, bare, &first) && first < m.token) {
                lengthen(r, index, first);
                acronym = true;
            } else acronym |= first == m.token && initials_begin(r, open_token, bare, &first);
        }
        /* the reverse: "GENIAC (Generative AI Accelerator Challenge)" */
        bool expansion = !word && capitals(name) >= 2 && memchr(name.ptr, ' ', name.len) == NULL && eg_is_acronym(name, alias);
        if (r->p->language.script_run) acronym = acronym || is_short_for(r, alias, &m);
        if (!gloss && !acronym && !expansion && !(told && (capitals(alias) >= 1 || r->p->language.script_run))) continue;
        eg_slice rule = gloss ? EG_S("alias.gloss") : acronym || expansion ? EG_S("alias.acronym") : EG_S("alias.introduced");
        uint32_t owner = r->mentions.items[index].entity;
        uint32_t other = entity_for(r, alias);
        hide_alias(r, index, begin, begin + (uint32_t)alias.len, other, rule);
        if (acronym) forget_namesake(r, owner, other);
        eg_entity_merge(r, owner, other, EG_S("introduced"), rule, begin, begin + (uint32_t)alias.len, !expansion);
    }
}

/* Is a word of the name what names of bodies have for a head: "Swiss Innovation Agency", "Academy of Dredging"? */
static bool has_head(const eg_reading *r, const eg_mention *m) {
    for (uint32_t t = m->token; t < m->token_end; t++)
        if (eg_map_get(&r->p->heads, r->tokens.items[t].fold) != EG_MAP_NONE) return true;
    return false;
}

/* Is it one word of prose that no list knows for a place or a person, with no list before it? */
static bool may_be_told(const eg_reading *r, size_t index) {
    const eg_mention *m = &r->mentions.items[index];
    const eg_gazetteer_entry *entry = r->entities.items[eg_entity_of(r, m->entity)].entry;
    if (m->token_end - m->token != 1 || has_head(r, m)) return false;
    if (entry && r->p->schema.kinds[entry->kind].traits & (EG_TRAIT_HUB | EG_TRAIT_PERSON)) return false;
    bool by_word;
    return index == 0 || r->mentions.items[index - 1].sentence != m->sentence || !eg_joins_list(r, r->mentions.items[index - 1].end, m->begin, &by_word);
}

/* Does a mark close what the mention is, and is it no member of a list: ", KVEDA, said"? */
static bool closes_apposition(const eg_reading *r, size_t index) {
    const eg_mention *m = &r->mentions.items[index];
    eg_slice behind = eg_slice_sub(r->text->text, m->end, r->text->sentences[m->sentence].end);
    if (behind.len == 0 || memchr(",.;)", behind.ptr[0], 4) == NULL) return false;
    const eg_mention *next = index + 1 < r->mentions.len && r->mentions.items[index + 1].sentence == m->sentence ? &r->mentions.items[index + 1] : NULL;
    bool by_word;
    return next == NULL || !eg_joins_list(r, m->end, next->begin, &by_word);
}

/* Do a comma, a word that joins names, or both stand between the two: ", ", ", or "? */
static bool is_apposed(const eg_reading *r, const eg_mention *m, const eg_mention *n) {
    enum { BETWEEN_MOST = 6 };
    if (n->begin < m->end || n->begin - m->end > BETWEEN_MOST) return false;
    eg_slice between = eg_slice_sub(r->text->text, m->end, n->begin);
    if (eg_slice_eq(between, EG_S(", "))) return true;
    if (between.len && between.ptr[0] == ',') between = eg_slice_sub(between, 1, between.len);
    return eg_map_has(&r->p->conjunctions, eg_slice_trim(between));
}

/* "the Kvern Dredging Agency, KVEDA, said", "the Kvern Dredging Agency, or KVDA, said": its letters between commas. */
static void read_apposed_letters(eg_reading *r, size_t index) {
    const eg_mention m = r->mentions.items[index];
    if (index + 1 >= r->mentions.len || r->p->language.script_run || m.hidden || m.token_end - m.token < 2) return;
    const eg_mention n = r->mentions.items[index + 1];
    eg_slice text = r->text->text;
    if (n.sentence != m.sentence || n.hidden || !is_apposed(r, &m, &n) || n.token_end - n.token != 1) return;
    if (!closes_apposition(r, index + 1) || eg_entity_of(r, m.entity) == eg_entity_of(r, n.entity)) return;
    eg_slice letters = eg_slice_sub(text, n.begin, n.end);
    if (letters.len < 3 || capitals(letters) != letters.len || !eg_is_acronym(letters, r->entities.items[eg_entity_of(r, m.entity)].key)) return;
    eg_entity_merge(r, eg_entity_of(r, m.entity), eg_entity_of(r, n.entity), EG_S("introduced"), EG_S("alias.apposed"), n.begin, n.end, true);
}

/* "Kverno, the Kvern Dredging Agency, says": one body by two names. "Kverno, the Kvern Dredging Agency and Mossy" are three. */
static void read_apposed_name(eg_reading *r, size_t index) {
    const eg_mention m = r->mentions.items[index];
    if (index + 1 >= r->mentions.len || r->p->language.script_run || !may_be_told(r, index)) return;
    const eg_mention n = r->mentions.items[index + 1];
    eg_slice text = r->text->text;
    if (n.sentence != m.sentence || n.begin < m.end || n.token_end - n.token < 2 || n.hidden || m.hidden || !has_head(r, &n)) return;
    eg_slice between = eg_slice_sub(text, m.end, n.begin);
    eg_slice article = eg_slice_trim(eg_slice_sub(between, between.len ? 1 : 0, between.len));
    if (between.len == 0 || between.ptr[0] != ',' || !eg_map_has(&r->p->articles, article)) return;
    if (!closes_apposition(r, index + 1)) return;
    const eg_gazetteer_entry *one = r->entities.items[eg_entity_of(r, m.entity)].entry;
    const eg_gazetteer_entry *two = r->entities.items[eg_entity_of(r, n.entity)].entry;
    bool told = eg_is_acronym(eg_slice_sub(text, m.begin, m.end), eg_slice_sub(text, n.begin, n.end)) && capitals(eg_slice_sub(text, m.begin, m.end)) >= 3;
    if ((one && two && one != two && !told) || eg_entity_of(r, m.entity) == eg_entity_of(r, n.entity)) return;
    if (told) forget_namesake(r, n.entity, m.entity);
    eg_entity_merge(r, eg_entity_of(r, n.entity), eg_entity_of(r, m.entity), EG_S("introduced"), EG_S("alias.apposed"), n.begin, n.end, true);
}

static int by_begin(const void *a, const void *b) {
    const eg_mention *x = a;
    const eg_mention *y = b;
    return x->begin != y->begin ? (x->begin > y->begin) - (x->begin < y->begin) : (x->end > y->end) - (x->end < y->end);
}

static void sort_mentions(eg_reading *r) {
    size_t kept = 0;
    for (size_t i = 0; i < r->mentions.len; i++)
        if (r->mentions.items[i].end > r->mentions.items[i].begin) r->mentions.items[kept++] = r->mentions.items[i];
    r->mentions.len = kept;
    if (kept) qsort(r->mentions.items, kept, sizeof *r->mentions.items, by_begin);
}

/* "Tokyo AI (TAI)", "Seed Corn Lab (SCL)": initials in parentheses make one name of the words before them, though a
 * list cuts them up or they are everyday words. */
static void name_what_initials_tell(eg_reading *r) {
    const eg_tokens *tokens = &r->tokens;
    eg_slice text = r->text->text;
    size_t known = r->mentions.len;
    size_t at = 0;
    for (uint32_t t = 1; t + 2 < tokens->len; t++) {
        const eg_token *open = &tokens->items[t];
        const eg_token *word = &tokens->items[t + 1];
        const eg_token *close = &tokens->items[t + 2];
        if (!(open->flags & EG_TOKEN_PUNCT) || text.ptr[open->begin] != '(' || close->sentence != open->sentence) continue;
        if (!(close->flags & EG_TOKEN_PUNCT) || memchr(");,", text.ptr[close->begin], 3) == NULL) continue;
        eg_slice alias = eg_slice_sub(text, word->begin, word->end);
        uint32_t first = t;
        if (capitals(alias) < 2 || alias.len > 10 || !initials_begin(r, t, alias, &first) || t - first < 2) continue;
        uint32_t begin = tokens->items[first].begin;
        uint32_t end = tokens->items[t - 1].end;
        while (at < known && r->mentions.items[at].end <= begin) at++;
        size_t last = at;
        while (last < known && r->mentions.items[last].begin < end) last++;
        const eg_mention *one = last == at + 1 ? &r->mentions.items[at] : NULL;
        if (one && one->begin <= begin && one->end >= end) continue;
        if (last > at && r->mentions.items[at].begin < begin) continue; /* a longer name begins before it */
        uint32_t entity = entity_for(r, eg_slice_sub(text, begin, end));
        r->entities.items[entity].strong = true;
        for (size_t i = at; i < last; i++) r->mentions.items[i].end = r->mentions.items[i].begin;
        eg_mention m = {.begin = begin, .end = end, .entity = entity, .sentence = open->sentence, .token = first, .token_end = t,
                        .rule = EG_S("alias.acronym")};
        eg_vec_push(&r->mentions, m);
    }
    sort_mentions(r);
}

void eg_resolve_introductions(eg_reading *r) {
    name_what_initials_tell(r);
    size_t count = r->mentions.len;
    for (size_t i = 0; i < count; i++)
        if (r->mentions.items[i].end > r->mentions.items[i].begin) read_parenthesis(r, i);
    sort_mentions(r);
    for (size_t i = 0; i < r->mentions.len; i++) read_apposed_name(r, i), read_apposed_letters(r, i);
}
