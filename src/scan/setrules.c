/* SPDX-License-Identifier: MIT */
#include "scan/setrules.h"

#include <stdlib.h>

#include "scan/keys.h"
#include "scan/tapepattern.h"

typedef struct loader {
    eg_patterns *p;
    eg_errors *errors;
    const eg_source *source;
} loader;

static void complain(loader *l, const eg_yaml *at, size_t offset_in, const char *what, eg_slice word) {
    eg_rule_error(l->errors, l->source, at, offset_in, what, word);
}

static void check_keys(loader *l, const eg_yaml *map, const char *const *known) { eg_keys_check(l->errors, l->source, map, known); }

static void unknown(loader *l, const eg_yaml *at, const char *what, unsigned words) {
    eg_schema_unknown(&l->p->schema, l->errors, l->source, at, what, words);
}

static eg_regex *read_regex(loader *l, const eg_yaml *map, const char *key, unsigned flags) {
    const eg_yaml *node = eg_yaml_get(map, key);
    if (node == NULL) return NULL;
    if (node->kind != EG_YAML_SCALAR) {
        complain(l, node, 0, "expected a regular expression", EG_S(""));
        return NULL;
    }
    return eg_pattern_compile(l->p, node, l->source, flags, NULL, l->errors);
}

static bool read_flag(loader *l, const eg_yaml *map, const char *key) {
    const eg_yaml *node = eg_yaml_get(map, key);
    if (node == NULL || eg_slice_eq(node->text, EG_S("false"))) return false;
    if (!eg_slice_eq(node->text, EG_S("true"))) complain(l, node, 0, "expected true or false", node->text);
    return true;
}

static float read_number(loader *l, const eg_yaml *map, const char *key, float otherwise) {
    const eg_yaml *node = eg_yaml_get(map, key);
    if (node == NULL) return otherwise;
    char *end = NULL;
    float value = (float)strtod(node->text.ptr, &end);
    if (end == node->text.ptr || *end != '\0') complain(l, node, 0, "expected a number", node->text);
    return value;
}

static uint32_t read_kind(loader *l, const eg_yaml *map, const char *key) {
    const eg_yaml *node = eg_yaml_get(map, key);
    if (node == NULL) return EG_NONE;
    uint32_t kind = eg_schema_kind(&l->p->schema, node->text);
    if (kind == EG_NONE && !eg_slice_eq(node->text, EG_S("none"))) unknown(l, node, "unknown kind", EG_WORD_KIND);
    return kind;
}

static uint32_t read_edge(loader *l, const eg_yaml *map, const char *key) {
    const eg_yaml *node = eg_yaml_get(map, key);
    if (node == NULL) return EG_NONE;
    uint32_t edge = eg_schema_edge(&l->p->schema, node->text);
    if (edge == EG_NONE) unknown(l, node, "unknown edge type", EG_WORD_EDGE);
    return edge;
}

/* A list of kinds and classes; the first kind named is the one promoted. */
static uint32_t read_kinds(loader *l, const eg_yaml *map, const char *key, uint32_t *first) {
    const eg_yaml *node = eg_yaml_get(map, key);
    uint32_t kinds = 0;
    if (node == NULL) return 0;
    size_t n = node->kind == EG_YAML_LIST ? node->count : 1;
    for (size_t i = 0; i < n; i++) {
        const eg_yaml *item = node->kind == EG_YAML_LIST ? &node->items[i] : node;
        uint32_t bits = eg_schema_kinds(&l->p->schema, item->text);
        if (bits == 0) unknown(l, item, "unknown kind or class", EG_WORD_KIND | EG_WORD_CLASS);
        if (first && *first == EG_NONE && eg_schema_kind(&l->p->schema, item->text) != EG_NONE)
            *first = eg_schema_kind(&l->p->schema, item->text);
        kinds |= bits;
    }
    return kinds;
}

static void read_words(loader *l, eg_words *out, const eg_yaml *map, const char *key) {
    const eg_yaml *node = eg_yaml_get(map, key);
    if (node == NULL) return;
    out->set = true;
    if (node->kind == EG_YAML_SCALAR) {
        out->list = eg_patterns_list(l->p, node->text);
        if (out->list == NULL) complain(l, node, 0, "unknown word list", node->text);
    } else {
        for (size_t i = 0; i < node->count; i++) {
            eg_map_put(&out->own, eg_name_key(&l->p->arena, node->items[i].text), 1);
            eg_patterns_cut(l->p, node->items[i].text, strcmp(key, "last") == 0 ? EG_CUT_HEAD : EG_CUT_WORD);
        }
    }
}

/* ---- by id: a later rule replaces an earlier one, `disable` takes one out ------------------------------------------ */

static void free_words(eg_words *w) { eg_map_fini(&w->own); }

static void free_entity(void *item) {
    eg_entity_rule *r = item;
    eg_regex *all[] = {r->match, r->extend, r->refuse, r->before, r->after};
    for (size_t j = 0; j < 5; j++) eg_regex_free(all[j]);
    free_words(&r->first), free_words(&r->last), free_words(&r->any), free_words(&r->none), free_words(&r->last_none);
}

static void free_rule(void *item) {
    eg_tape_rule *r = item;
    for (size_t j = 0; j < r->variant_count; j++) eg_regex_free(r->variants[j].regex);
    eg_heap_free(r->variants);
    eg_regex_free(r->like);
    eg_regex_free(r->like_from);
    eg_regex_free(r->unlike);
}

static void free_lift(void *item) { eg_regex_free(((eg_lift *)item)->regex); }
static void free_guard(void *item) { eg_regex_free(((eg_guard *)item)->cue); }
static void free_label(void *item) { eg_regex_free(((eg_label *)item)->regex); }
static void free_reference(void *item) {
    eg_reference *r = item;
    eg_regex_free(r->regex), eg_regex_free(r->unlike), eg_regex_free(r->cue), eg_regex_free(r->except), eg_regex_free(r->behind);
}
static void free_section(void *item) {
    eg_section *s = item;
    eg_regex_free(s->heading), eg_regex_free(s->intro), eg_regex_free(s->column), eg_regex_free(s->beside), eg_regex_free(s->fragment), eg_regex_free(s->behind), eg_regex_free(s->asked);
}

/* The arrays of rules that have an id, which is the first field of each. */
typedef struct shelf {
    void *items;
    size_t *len;
    size_t size;
    void (*free)(void *item);
} shelf;

enum { SHELVES = 7 };

#define SHELF(vec, release) ((shelf){(vec).items, &(vec).len, sizeof *(vec).items, release})

static void find_shelves(eg_patterns *p, shelf out[SHELVES]) {
    out[0] = SHELF(p->entities, free_entity);
    out[1] = SHELF(p->rules, free_rule);
    out[2] = SHELF(p->lifts, free_lift);
    out[3] = SHELF(p->guards, free_guard);
    out[4] = SHELF(p->references, free_reference);
    out[5] = SHELF(p->labels, free_label);
    out[6] = SHELF(p->sections, free_section);
}

/* Index of the rule with this id, or the shelf's length. */
static size_t find_id(const shelf *s, eg_slice id) {
    size_t i = 0;
    while (i < *s->len && !eg_slice_eq(*(const eg_slice *)(const void *)((const char *)s->items + i * s->size), id)) i++;
    return i;
}

static bool take_out(shelf *s, eg_slice id) {
    size_t i = find_id(s, id);
    if (id.len == 0 || i == *s->len) return false;
    char *at = (char *)s->items + i * s->size;
    s->free(at);
    memmove(at, at + s->size, (*s->len - i - 1) * s->size);
    --*s->len;
    return true;
}

/* Puts `rule` where an earlier one of its id stood, or behind the others. */
#define PUT_RULE(vec, release, rule)                              \
    do {                                                          \
        shelf shelf_ = SHELF(vec, release);                       \
        size_t at_ = (rule).id.len ? find_id(&shelf_, (rule).id) : (vec).len; \
        if (at_ == (vec).len) eg_vec_push(&(vec), rule);          \
        else release(&(vec).items[at_]), (vec).items[at_] = (rule); \
    } while (0)

static void read_entity(loader *l, const eg_yaml *node) {
    static const char *const known[] = {"id", "kind", "weight", "first", "last", "any", "none", "last_none", "late", "quoted", "bold", "standin", "words", "match", "extend", "not", "before",
                                        "after", "strip", "examples", "counter", "note", "misses", "allow", NULL};
    check_keys(l, node, known);
    eg_entity_rule rule = {.id = eg_yaml_text(node, "id"), .node = node, .source = l->source};
    rule.kind = read_kind(l, node, "kind");
    rule.weight = read_number(l, node, "weight", 0.6F);
    read_words(l, &rule.first, node, "first");
    read_words(l, &rule.last, node, "last");
    read_words(l, &rule.any, node, "any");
    read_words(l, &rule.none, node, "none");
    read_words(l, &rule.last_none, node, "last_none");
    rule.late = read_flag(l, node, "late");
    rule.quoted = read_flag(l, node, "quoted");
    rule.bold = read_flag(l, node, "bold");
    rule.standin = read_flag(l, node, "standin");
    const eg_yaml *words = eg_yaml_get(node, "words");
    rule.words_most = UINT32_MAX;
    if (words && words->kind == EG_YAML_LIST && words->count == 2) {
        rule.words_least = (uint32_t)strtoul(words->items[0].text.ptr, NULL, 10);
        rule.words_most = (uint32_t)strtoul(words->items[1].text.ptr, NULL, 10);
    } else if (words) complain(l, words, 0, "words must be [least, most]", EG_S(""));
    rule.match = read_regex(l, node, "match", EG_REGEX_FULL);
    rule.extend = read_regex(l, node, "extend", EG_REGEX_ANCHORED);
    rule.refuse = read_regex(l, node, "not", EG_REGEX_FULL);
    rule.before = read_regex(l, node, "before", 0);
    if (rule.before) rule.outline = eg_pattern_outline(l->p, eg_yaml_get(node, "before"), false);
    rule.after = read_regex(l, node, "after", EG_REGEX_ANCHORED);
    rule.strip = read_flag(l, node, "strip");
    if (rule.id.len == 0) complain(l, node, 0, "a rule needs an id", EG_S(""));
    if (!rule.first.set && !rule.last.set && !rule.any.set && !rule.quoted && !rule.match && !rule.extend && !rule.before && !rule.after)
        complain(l, node, 0, "a rule needs a condition (first, last, any, match, extend, before or after)", EG_S(""));
    PUT_RULE(l->p->entities, free_entity, rule);
}

/* What a figure measures; no edge of its own. */
static bool is_measure(const eg_tape_rule *rule) { return rule->edge == EG_NONE && rule->kind == EG_NONE && !rule->alias && !rule->apart && rule->measure.len; }

static void read_variant(loader *l, eg_tape_rule *rule, eg_slice name, const eg_yaml *node, const eg_trigger *trigger) {
    if (rule->variant_count == EG_VARIANTS_MOST) {
        complain(l, node, 0, "too many patterns in one rule", EG_S(""));
        return;
    }
    eg_tape_context context = {rule->from, rule->to, trigger};
    eg_regex *regex = eg_pattern_compile(l->p, node, l->source, 0, &context, l->errors);
    if (regex == NULL) return;
    rule->variants = eg_heap_resize(rule->variants, rule->variant_count + 1, sizeof *rule->variants);
    eg_variant *v = &rule->variants[rule->variant_count++];
    *v = (eg_variant){.name = name,
                      .regex = regex,
                      .from = eg_regex_group(regex, "from"),
                      .to = eg_regex_group(regex, "to"),
                      .x = eg_regex_group(regex, "x"),
                      .trigger = eg_regex_group(regex, "trigger"),
                      .role = eg_regex_group(regex, "role"),
                      .amount = eg_regex_group(regex, "amount"),
                      .when = eg_regex_group(regex, "when"),
                      .share = eg_regex_group(regex, "share")};
    bool one = rule->kind != EG_NONE || is_measure(rule);
    bool figures = rule->edge != EG_NONE && l->p->schema.edges[rule->edge].traits & EG_EDGE_FIGURE;
    bool ok = one ? v->x != 0 : (v->from != 0 || rule->topic || rule->nobody || rule->target_of != EG_NONE) && (v->to != 0 || figures || (rule->topic && v->from != 0));
    if (rule->above > 0 && v->share == 0) complain(l, node, 0, "the rule says `above`, the pattern has no group `share`", EG_S(""));
    if (!ok) complain(l, node, 0, one ? "the pattern has no {x}" : "the pattern needs {from} and {to}", EG_S(""));
}

static eg_status read_status(loader *l, const eg_yaml *node) {
    const eg_yaml *status = eg_yaml_get(node, "status");
    if (status == NULL) return EG_STATUS_ASSERTED;
    eg_status s = eg_status_of(status->text);
    if (s == EG_STATUS_COUNT) complain(l, status, 0, "unknown status", status->text);
    return s;
}

static void read_tape_rule(loader *l, const eg_yaml *node) {
    static const char *const known[] = {"id", "edge", "kind", "alias", "apart", "weight", "from", "to", "trigger", "patterns", "active",
                                        "passive", "nominal", "compound", "relative", "apposition", "bullet", "participle",
                                        "measure", "role", "status", "amount", "when", "known", "prefer", "topic", "unlike", "target_of", "nobody", "pairs", "above", "presupposed", "like", "like_from", "examples", "counter", "note", "misses", "allow", NULL};
    static const char *const sugar[] = {"active", "passive", "nominal", "compound", "relative", "apposition", "bullet", "participle", NULL};
    check_keys(l, node, known);
    eg_patterns *p = l->p;
    eg_tape_rule rule = {.id = eg_yaml_text(node, "id"), .node = node, .source = l->source};
    rule.edge = read_edge(l, node, "edge");
    rule.kind = read_kind(l, node, "kind");
    rule.alias = read_flag(l, node, "alias");
    rule.apart = read_flag(l, node, "apart");
    rule.weight = read_number(l, node, "weight", 0.55F);
    rule.from_kind = rule.to_kind = EG_NONE;
    rule.from = read_kinds(l, node, "from", &rule.from_kind);
    rule.to = read_kinds(l, node, "to", &rule.to_kind);
    rule.measure = eg_yaml_text(node, "measure");
    rule.role = eg_yaml_text(node, "role");
    rule.status = read_status(l, node);
    rule.prefer = (uint8_t)read_number(l, node, "prefer", 50);
    rule.topic_sure = eg_slice_eq(eg_yaml_text(node, "topic"), EG_S("sure"));
    rule.topic = rule.topic_sure || eg_slice_eq(eg_yaml_text(node, "topic"), EG_S("true"));
    rule.target_of = read_edge(l, node, "target_of");
    rule.nobody = read_flag(l, node, "nobody");
    rule.pairs = read_flag(l, node, "pairs");
    rule.above = read_number(l, node, "above", 0);
    rule.known_to = eg_slice_eq(eg_yaml_text(node, "known"), EG_S("to"));
    rule.likely = eg_slice_eq(eg_yaml_text(node, "known"), EG_S("likely"));
    rule.known = rule.likely || (!rule.known_to && read_flag(l, node, "known"));
    rule.like = read_regex(l, node, "like", 0);
    rule.like_from = read_regex(l, node, "like_from", 0);
    rule.presupposed = read_flag(l, node, "presupposed");
    rule.unlike = read_regex(l, node, "unlike", 0);
    rule.near = eg_yaml_get(node, "amount") != NULL;
    rule.dated = eg_yaml_get(node, "when") != NULL;
    if (rule.id.len == 0) complain(l, node, 0, "a rule needs an id", EG_S(""));
    if (rule.edge != EG_NONE) {
        const eg_edge_type *type = &p->schema.edges[rule.edge];
        rule.from = rule.from ? rule.from & type->from : type->from;
        rule.to = rule.to ? rule.to & type->to : type->to;
    } else if (rule.kind == EG_NONE && !rule.alias && !rule.apart && !is_measure(&rule))
        complain(l, node, 0, "a rule needs an edge, a kind, a measure, alias: true or apart: true", EG_S(""));
    uint32_t named = eg_kinds_without(&p->schema, EG_TRAIT_FIGURE);
    if (rule.edge == EG_NONE) rule.from = rule.from ? rule.from : named, rule.to = rule.to ? rule.to : named;
    eg_trigger trigger = {0};
    eg_trigger_read(&trigger, p, eg_yaml_get(node, "trigger"), l->source, l->errors);
    const eg_yaml *patterns = eg_yaml_get(node, "patterns");
    for (size_t i = 0; patterns && i < patterns->count; i++)
        read_variant(l, &rule, eg_arena_printf(&p->arena, "%zu", i + 1), &patterns->items[i], &trigger);
    for (size_t i = 0; sugar[i]; i++) {
        const eg_yaml *one = eg_yaml_get(node, sugar[i]);
        if (one) read_variant(l, &rule, eg_arena_dup(&p->arena, eg_slice_from(sugar[i])), one, &trigger);
    }
    if (rule.variant_count == 0 && patterns == NULL) complain(l, node, 0, "a rule needs a pattern", EG_S(""));
    PUT_RULE(p->rules, free_rule, rule);
    eg_trigger_fini(&trigger);
}

static void read_lift(loader *l, const eg_yaml *node) {
    static const char *const known[] = {"id", "pattern", "keep", "drop", "owner", "note", "allow", NULL};
    check_keys(l, node, known);
    eg_tape_context context = {0};
    const eg_yaml *pattern = eg_yaml_get(node, "pattern");
    if (pattern == NULL) {
        complain(l, node, 0, "a lift needs a pattern", EG_S(""));
        return;
    }
    eg_lift lift = {.id = eg_yaml_text(node, "id"), .keep = read_flag(l, node, "keep"), .drop = read_flag(l, node, "drop"), .owner = read_flag(l, node, "owner")};
    lift.regex = eg_pattern_compile(l->p, pattern, l->source, 0, &context, l->errors);
    if (lift.regex == NULL) return;
    lift.head = eg_regex_group(lift.regex, "head");
    lift.part = eg_regex_group(lift.regex, "part");
    lift.verb = eg_regex_group(lift.regex, "verb");
    if (lift.head == 0 || lift.part == 0) complain(l, pattern, 0, "a lift needs the groups head and part", EG_S(""));
    else PUT_RULE(l->p->lifts, free_lift, lift);
}

static void read_guard(loader *l, const eg_yaml *node) {
    static const char *const known[] = {"id", "status", "cue", "direction", "scope", "note", "examples", "counter", "allow", NULL};
    check_keys(l, node, known);
    eg_guard guard = {.id = eg_yaml_text(node, "id"), .status = read_status(l, node)};
    eg_tape_context context = {0};
    const eg_yaml *cue = eg_yaml_get(node, "cue");
    guard.cue = cue ? eg_pattern_compile(l->p, cue, l->source, 0, &context, l->errors) : NULL;
    if (guard.cue) guard.group = eg_regex_group(guard.cue, "cue");
    eg_slice direction = eg_yaml_text(node, "direction");
    guard.backward = eg_slice_eq(direction, EG_S("backward"));
    guard.sentence = eg_slice_eq(direction, EG_S("sentence"));
    guard.scope = (unsigned)read_number(l, node, "scope", 12);
    if (cue == NULL) complain(l, node, 0, "a guard needs a cue", EG_S(""));
    if (guard.cue) PUT_RULE(l->p->guards, free_guard, guard);
}

static void read_reference(loader *l, const eg_yaml *node) {
    static const char *const known[] = {"id", "match", "kinds", "possessive", "topic", "speaker", "asked", "site", "house", "about", "implicit", "plural", "next", "cased", "named",
                                        "pronoun", "unnamed", "told", "sure", "count", "member", "unlike", "not_first", "listed", "cue", "except", "behind", "note", "allow", NULL};
    check_keys(l, node, known);
    eg_reference ref = {.id = eg_yaml_text(node, "id"), .kinds = read_kinds(l, node, "kinds", NULL)};
    ref.implicit = read_flag(l, node, "implicit");
    eg_tape_context context = {0};
    const eg_yaml *match = eg_yaml_get(node, "match");
    if (match) ref.regex = eg_pattern_compile(l->p, match, l->source, ref.implicit ? EG_REGEX_ANCHORED : 0, &context, l->errors);
    else complain(l, node, 0, "a reference needs match", EG_S(""));
    ref.unlike = read_regex(l, node, "unlike", 0);
    ref.not_first = eg_yaml_text(node, "not_first");
    if (ref.not_first.len && eg_patterns_list(l->p, ref.not_first) == NULL) complain(l, eg_yaml_get(node, "not_first"), 0, "unknown word list", ref.not_first);
    ref.listed = eg_yaml_text(node, "listed");
    const eg_yaml *cue = eg_yaml_get(node, "cue");
    if (cue) ref.cue = eg_pattern_compile(l->p, cue, l->source, 0, &context, l->errors);
    if (ref.cue && (ref.cue_group = eg_regex_group(ref.cue, "x")) == 0) complain(l, cue, 0, "a cue needs the slot {x}", EG_S(""));
    const eg_yaml *except = eg_yaml_get(node, "except");
    if (except) ref.except = eg_pattern_compile(l->p, except, l->source, 0, &context, l->errors);
    if (ref.except && (ref.except_group = eg_regex_group(ref.except, "x")) == 0) complain(l, except, 0, "an exception needs the slot {x}", EG_S(""));
    const eg_yaml *behind = eg_yaml_get(node, "behind");
    if (behind) ref.behind = eg_pattern_compile(l->p, behind, l->source, EG_REGEX_ANCHORED, &context, l->errors);
    if (ref.behind && (ref.behind_group = eg_regex_group(ref.behind, "x")) == 0) complain(l, behind, 0, "what stands behind needs the slot {x}", EG_S(""));
    ref.possessive = read_flag(l, node, "possessive");
    ref.topic = read_flag(l, node, "topic");
    ref.house = read_flag(l, node, "house");
    ref.site = read_flag(l, node, "site");
    ref.asked = read_flag(l, node, "asked");
    ref.speaker = ref.asked || read_flag(l, node, "speaker");
    ref.title = eg_slice_eq(eg_yaml_text(node, "about"), EG_S("title"));
    ref.about = ref.title || read_flag(l, node, "about");
    ref.plural = read_flag(l, node, "plural");
    ref.cased = read_flag(l, node, "cased");
    ref.next = read_flag(l, node, "next");
    if (ref.next && ref.cue == NULL) complain(l, node, 0, "what stands next to its cue needs a cue", EG_S(""));
    ref.named = read_flag(l, node, "named");
    ref.pronoun = read_flag(l, node, "pronoun");
    ref.unnamed = read_flag(l, node, "unnamed");
    ref.told = read_flag(l, node, "told");
    ref.sure = read_flag(l, node, "sure");
    ref.count = (uint32_t)read_number(l, node, "count", 0);
    ref.first_member = eg_slice_eq(eg_yaml_text(node, "member"), EG_S("first"));
    ref.last_member = eg_slice_eq(eg_yaml_text(node, "member"), EG_S("last"));
    if (ref.regex) PUT_RULE(l->p->references, free_reference, ref);
}

/* {trigger: ..., predicate: ..., border: ..., fronted: ..., listed: ..., question: ..., answer: ..., ahead: ...}: a later set's rules replace an earlier one's. */
static void read_clauses(loader *l, const eg_yaml *node) {
    static const char *const known[] = {"trigger", "predicate", "border", "fronted", "listed", "question", "answer", "ahead", "note", "allow", NULL};
    check_keys(l, node, known);
    eg_trigger trigger = {0};
    eg_trigger_read(&trigger, l->p, eg_yaml_get(node, "trigger"), l->source, l->errors);
    eg_tape_context context = {.trigger = &trigger};
    eg_clause_rule *rule = &l->p->clauses;
    eg_regex **const slots[] = {&rule->predicate, &rule->border, &rule->fronted, &rule->listed, &rule->question, &rule->answer, &rule->ahead};
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        const eg_yaml *pattern = eg_yaml_get(node, known[i + 1]);
        if (pattern == NULL) continue;
        eg_regex_free(*slots[i]);
        *slots[i] = eg_pattern_compile(l->p, pattern, l->source, i >= 2 ? EG_REGEX_ANCHORED : 0, &context, l->errors);
    }
    if (rule->question && (rule->rest = eg_regex_group(rule->question, "rest")) == 0) complain(l, eg_yaml_get(node, "question"), 0, "a question needs the group rest", EG_S(""));
    if (rule->answer && (rule->names = eg_regex_group(rule->answer, "names")) == 0) complain(l, eg_yaml_get(node, "answer"), 0, "an answer needs the group names", EG_S(""));
    rule->clause = rule->fronted ? eg_regex_group(rule->fronted, "clause") : 0;
    rule->about = rule->question ? eg_regex_group(rule->question, "about") : 0;
    rule->told = rule->answer ? eg_regex_group(rule->answer, "told") : 0;
    if (rule->predicate == NULL || rule->border == NULL) complain(l, node, 0, "clauses need predicate and border", EG_S(""));
    eg_trigger_fini(&trigger);
}

static void read_label(loader *l, const eg_yaml *node) {
    static const char *const known[] = {"id", "match", "kind", "edge", "subject", "topic", "direction", "unheaded", "measure", "role", "noun", "weight", "note", "allow", NULL};
    check_keys(l, node, known);
    eg_label label = {.id = eg_yaml_text(node, "id"), .kind = read_kind(l, node, "kind"), .edge = read_edge(l, node, "edge")};
    label.regex = read_regex(l, node, "match", EG_REGEX_FULL | EG_REGEX_CASELESS);
    label.subject = read_flag(l, node, "subject");
    label.topic = read_flag(l, node, "topic");
    label.unheaded = read_flag(l, node, "unheaded");
    label.from_cell = eg_slice_eq(eg_yaml_text(node, "direction"), EG_S("from-cell"));
    label.measure = eg_yaml_text(node, "measure");
    label.role = eg_yaml_text(node, "role");
    label.noun = eg_yaml_text(node, "noun");
    label.weight = read_number(l, node, "weight", 0.7F);
    if (label.regex) PUT_RULE(l->p->labels, free_label, label);
}

static void read_section(loader *l, const eg_yaml *node) {
    static const char *const known[] = {"id", "heading", "intro", "column", "beside", "edge", "topic", "paragraphs", "near", "title", "fragment", "behind", "asked", "direction", "weight", "note", "allow", NULL};
    check_keys(l, node, known);
    eg_section section = {.id = eg_yaml_text(node, "id"), .edge = read_edge(l, node, "edge")};
    section.heading = read_regex(l, node, "heading", EG_REGEX_FULL | EG_REGEX_CASELESS);
    section.intro = read_regex(l, node, "intro", EG_REGEX_CASELESS);
    section.column = read_regex(l, node, "column", EG_REGEX_FULL | EG_REGEX_CASELESS);
    section.beside = read_regex(l, node, "beside", EG_REGEX_CASELESS);
    section.fragment = read_regex(l, node, "fragment", EG_REGEX_FULL | EG_REGEX_CASELESS);
    section.asked = read_regex(l, node, "asked", EG_REGEX_CASELESS);
    section.behind = read_regex(l, node, "behind", EG_REGEX_ANCHORED | EG_REGEX_CASELESS);
    section.from_item = eg_slice_eq(eg_yaml_text(node, "direction"), EG_S("from-item"));
    section.topic = read_kinds(l, node, "topic", NULL);
    section.paragraphs = read_flag(l, node, "paragraphs");
    section.near = read_flag(l, node, "near");
    section.title = read_flag(l, node, "title");
    section.weight = read_number(l, node, "weight", 0.55F);
    if (section.edge == EG_NONE) complain(l, node, 0, "a section needs an edge", EG_S(""));
    PUT_RULE(l->p->sections, free_section, section);
}

static void read_word_map(loader *l, eg_map *out, const eg_yaml *text, const char *key, uint32_t cut) {
    const eg_yaml *list = eg_yaml_get(text, key);
    for (size_t i = 0; list && i < list->count; i++) {
        eg_map_put(out, eg_name_key(&l->p->arena, list->items[i].text), (uint32_t)i);
        eg_map_put(out, eg_fold(&l->p->arena, list->items[i].text), (uint32_t)i); /* "co-founder" as a token has it */
        eg_patterns_cut(l->p, list->items[i].text, cut);
    }
}

static void read_stops(loader *l, const eg_yaml *list) {
    for (size_t i = 0; list && i < list->count; i++) {
        size_t n = 0;
        eg_slice mark = list->items[i].text;
        uint32_t cp = mark.len ? eg_utf8_next(mark, 0, &n) : 0;
        if (n != mark.len || cp < 0x80) complain(l, &list->items[i], 0, "expected one character beyond ASCII", mark);
        size_t at = l->p->stops.len;
        eg_vec_push(&l->p->stops, cp);
        for (; at > 0 && l->p->stops.items[at - 1] > cp; at--) l->p->stops.items[at] = l->p->stops.items[at - 1];
        l->p->stops.items[at] = cp;
    }
}

/* "takes took/taken taking": what "took" is behind "has". */
static void set_participle(eg_patterns *p, eg_slice forms) {
    eg_slice third, past, first, second;
    if (!eg_slice_split(&forms, ' ', &third) || !eg_slice_split(&forms, ' ', &past)) return;
    if (!eg_slice_split(&past, '/', &first) || !eg_slice_split(&past, '/', &second) || past.len) return; /* "was/were/been" */
    eg_map_set(&p->participles, first, (uint32_t)p->verbs.len);
}

/* Each item is the words of one trade, with commas. */
static void read_trade_words(loader *l, const eg_yaml *list) {
    for (size_t i = 0; list && i < list->count; i++) {
        eg_slice rest = list->items[i].text;
        for (eg_slice word; eg_slice_split(&rest, ',', &word);) {
            eg_slice key = eg_name_key(&l->p->arena, word);
            if (key.len) eg_map_put(&l->p->trade_words, key, (uint32_t)i);
        }
    }
}

static void read_text(loader *l, const eg_yaml *text) {
    static const char *const known[] = {"abbreviations", "soft_abbreviations", "lettered", "stopwords", "openers", "titles", "roles", "legal_forms",
                                        "hyphen_tails", "hyphen_heads", "host_tails", "title_words", "subject_verbs", "particles", "name_heads", "generic", "irregular_verbs", "separator",
                                        "prepositions", "clause_words", "relative_words", "subordinators", "firm_nouns", "role_leads", "name_tails", "name_leads", "post_heads", "region_letters", "undertakings", "determiners", "serial_nouns", "date_leads", "trades", "having_verbs", "articles", "name_joints", "organs", "told_verbs", "collectives", "where_words", "role_adjectives", "honorifics", "joints", "conjunctions", "contrast", "clause_ends", "pairing", "contracted", "adverb_endings", "singular_endings", "trade_words", "trade_tails", "akin_endings", "givers", "copulas", "joining_verbs", "launching_verbs",
                                        "introducers", "sentence_ends", "goes_on", "gap_breaks", "threshold", NULL};
    check_keys(l, text, known);
    eg_patterns *p = l->p;
    const eg_yaml *list;
#define READ_WORDS(vec, key) \
    for (size_t i = (list = eg_yaml_get(text, key), 0); list && i < list->count; i++) eg_vec_push(&p->vec, list->items[i].text)
    READ_WORDS(abbreviations, "abbreviations");
    READ_WORDS(soft_abbreviations, "soft_abbreviations");
    READ_WORDS(lettered, "lettered");
    READ_WORDS(contrast, "contrast");
    READ_WORDS(clause_ends, "clause_ends");
    READ_WORDS(pairing, "pairing");
    READ_WORDS(contracted, "contracted");
    READ_WORDS(adverb_endings, "adverb_endings");
    READ_WORDS(singular_endings, "singular_endings");
    READ_WORDS(trade_tails, "trade_tails");
    READ_WORDS(akin_endings, "akin_endings");
    READ_WORDS(introducers, "introducers");
    READ_WORDS(goes_on, "goes_on");
#undef READ_WORDS
    read_stops(l, eg_yaml_get(text, "sentence_ends"));
    if (eg_yaml_get(text, "gap_breaks")) p->gap_breaks = eg_yaml_text(text, "gap_breaks");
    read_word_map(l, &p->honorifics, text, "honorifics", EG_CUT_HONORIFIC);
    read_word_map(l, &p->joints, text, "joints", EG_CUT_JOINT);
    read_word_map(l, &p->conjunctions, text, "conjunctions", EG_CUT_WORD);
    read_word_map(l, &p->stopwords, text, "stopwords", EG_CUT_PROSE);
    read_word_map(l, &p->openers, text, "openers", EG_CUT_PROSE);
    read_word_map(l, &p->titles, text, "titles", EG_CUT_TITLE);
    read_word_map(l, &p->roles, text, "roles", EG_CUT_TITLE);
    read_word_map(l, &p->legal, text, "legal_forms", EG_CUT_LEGAL);
    read_word_map(l, &p->splits, text, "hyphen_tails", EG_CUT_WORD);
    read_word_map(l, &p->hyphen_heads, text, "hyphen_heads", EG_CUT_WORD);
    read_word_map(l, &p->hosts, text, "host_tails", EG_CUT_WORD);
    read_word_map(l, &p->title_words, text, "title_words", EG_CUT_WORD);
    read_word_map(l, &p->subject_verbs, text, "subject_verbs", EG_CUT_WORD);
    read_word_map(l, &p->particles, text, "particles", EG_CUT_WORD);
    read_word_map(l, &p->heads, text, "name_heads", EG_CUT_HEAD);
    read_word_map(l, &p->generic, text, "generic", EG_CUT_GENERIC);
    read_word_map(l, &p->prepositions, text, "prepositions", EG_CUT_WORD);
    read_word_map(l, &p->clause_words, text, "clause_words", EG_CUT_WORD);
    read_word_map(l, &p->relative_words, text, "relative_words", EG_CUT_WORD);
    read_word_map(l, &p->subordinators, text, "subordinators", EG_CUT_WORD);
    read_word_map(l, &p->firm_nouns, text, "firm_nouns", EG_CUT_WORD);
    read_word_map(l, &p->copulas, text, "copulas", EG_CUT_WORD);
    read_word_map(l, &p->joining_verbs, text, "joining_verbs", EG_CUT_WORD);
    read_word_map(l, &p->launching_verbs, text, "launching_verbs", EG_CUT_WORD);
    read_word_map(l, &p->givers, text, "givers", EG_CUT_WORD);
    read_trade_words(l, eg_yaml_get(text, "trade_words"));
    read_word_map(l, &p->role_leads, text, "role_leads", EG_CUT_WORD);
    read_word_map(l, &p->name_tails, text, "name_tails", EG_CUT_WORD);
    read_word_map(l, &p->name_leads, text, "name_leads", EG_CUT_WORD);
    read_word_map(l, &p->post_heads, text, "post_heads", EG_CUT_WORD);
    read_word_map(l, &p->region_letters, text, "region_letters", EG_CUT_WORD);
    read_word_map(l, &p->undertakings, text, "undertakings", EG_CUT_WORD);
    read_word_map(l, &p->determiners, text, "determiners", EG_CUT_WORD);
    read_word_map(l, &p->serial_nouns, text, "serial_nouns", EG_CUT_WORD);
    read_word_map(l, &p->date_leads, text, "date_leads", EG_CUT_WORD);
    read_word_map(l, &p->trades, text, "trades", EG_CUT_WORD);
    read_word_map(l, &p->having_verbs, text, "having_verbs", EG_CUT_WORD);
    read_word_map(l, &p->role_adjectives, text, "role_adjectives", EG_CUT_WORD);
    read_word_map(l, &p->articles, text, "articles", EG_CUT_WORD);
    read_word_map(l, &p->name_joints, text, "name_joints", EG_CUT_WORD);
    read_word_map(l, &p->organs, text, "organs", EG_CUT_WORD);
    read_word_map(l, &p->told_verbs, text, "told_verbs", EG_CUT_WORD);
    read_word_map(l, &p->collectives, text, "collectives", EG_CUT_WORD);
    read_word_map(l, &p->where_words, text, "where_words", EG_CUT_WORD);
    list = eg_yaml_get(text, "irregular_verbs");
    for (size_t i = 0; list && i < list->count; i++) {
        eg_slice rest = list->items[i].text;
        eg_slice base;
        eg_slice_split(&rest, ' ', &base);
        eg_map_set(&p->irregular, base, (uint32_t)p->verbs.len);
        set_participle(p, rest);
        eg_vec_push(&p->verbs, list->items[i].text);
    }
    if (eg_yaml_get(text, "separator")) p->separator = eg_yaml_text(text, "separator");
    p->threshold = read_number(l, text, "threshold", p->threshold ? p->threshold : 0.5F);
}

static void read_macros(loader *l, const eg_yaml *map) {
    for (size_t i = 0; i < map->count; i++) {
        eg_vec_push(&l->p->macro_names, map->keys[i].text);
        eg_vec_push(&l->p->macros, &map->items[i]);
    }
}

static void disable(loader *l, const eg_yaml *list) {
    shelf shelves[SHELVES];
    for (size_t i = 0; i < list->count; i++) {
        eg_slice id = list->items[i].text;
        bool found = eg_figure_rules_disable(l->p->figures, id);
        find_shelves(l->p, shelves);
        for (size_t j = 0; j < SHELVES; j++) found |= take_out(&shelves[j], id);
        if (found) continue;
        eg_suggestion s = {.word = id};
        for (size_t j = 0; j < SHELVES; j++)
            for (size_t k = 0; k < *shelves[j].len; k++)
                eg_suggest(&s, *(const eg_slice *)(const void *)((const char *)shelves[j].items + k * shelves[j].size));
        eg_unknown_word(l->errors, l->source, &list->items[i], "no rule has this id", &s);
    }
}

static void read_each(loader *l, const eg_yaml *list, void (*read)(loader *, const eg_yaml *)) {
    if (list->kind != EG_YAML_LIST && list->count) {
        complain(l, list, 0, "expected a list of rules", EG_S(""));
        return;
    }
    for (size_t i = 0; i < list->count; i++) read(l, &list->items[i]);
}

static const struct {
    const char *key;
    void (*read)(loader *, const eg_yaml *);
} sections[] = {{"entities", read_entity}, {"relations", read_tape_rule}, {"contexts", read_tape_rule}, {"measures", read_tape_rule},
                {"lifts", read_lift},   {"guards", read_guard},    {"references", read_reference}, {"labels", read_label},
                {"sections", read_section}};

static void unknown_section(loader *l, const eg_yaml *key) {
    static const char *const others[] = {"text", "macros", "clauses", "disable", "figures", "dates", NULL};
    eg_suggestion s = {.word = key->text};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) eg_suggest(&s, eg_slice_from(sections[i].key));
    for (size_t i = 0; others[i]; i++) eg_suggest(&s, eg_slice_from(others[i]));
    eg_unknown_word(l->errors, l->source, key, "unknown section", &s);
}

void eg_set_rules_read(eg_patterns *p, const eg_source *source, const eg_yaml *root, eg_set_pass which, eg_errors *errors) {
    loader one = {.p = p, .errors = errors, .source = source};
    loader *l = &one;
    for (size_t i = 0; i < root->count; i++) {
        eg_slice key = root->keys[i].text;
        const eg_yaml *value = &root->items[i];
        if (eg_figure_is_section(key)) continue;
        if (eg_slice_eq(key, EG_S("text")) || eg_slice_eq(key, EG_S("macros"))) {
            if (which == EG_SET_WORDS) eg_slice_eq(key, EG_S("text")) ? read_text(l, value) : read_macros(l, value);
            continue;
        }
        if (eg_slice_eq(key, EG_S("clauses"))) {
            if (which == EG_SET_RULES) read_clauses(l, value);
            continue;
        }
        if (eg_slice_eq(key, EG_S("disable"))) {
            if (which == EG_SET_RULES) disable(l, value);
            continue;
        }
        size_t s = 0;
        while (s < sizeof sections / sizeof *sections && !eg_slice_eq(key, eg_slice_from(sections[s].key))) s++;
        if (s == sizeof sections / sizeof *sections) {
            if (which == EG_SET_WORDS) unknown_section(l, &root->keys[i]);
        } else if (which == EG_SET_RULES) {
            read_each(l, value, sections[s].read);
        }
    }
    if (which == EG_SET_RULES) eg_figure_rules_add(l->p->figures, root, l->source, l->errors);
}

void eg_set_rules_free(eg_patterns *p) {
    shelf shelves[SHELVES];
    find_shelves(p, shelves);
    for (size_t j = 0; j < SHELVES; j++)
        for (size_t i = 0; i < *shelves[j].len; i++) shelves[j].free((char *)shelves[j].items + i * shelves[j].size);
    eg_regex *clauses[] = {p->clauses.border, p->clauses.predicate, p->clauses.fronted, p->clauses.listed, p->clauses.question, p->clauses.answer, p->clauses.ahead};
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) eg_regex_free(clauses[i]);
}
