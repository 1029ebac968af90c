/* SPDX-License-Identifier: MIT */
/* Loads a pattern set: finds its files, has each read (setrules.h, gazetteer.h, figurerules.h), and closes the set. Every problem
 * of every file is reported in one run. */
#include "scan/patternset.h"

#include "base/hash.h"
#include "base/region.h"
#include "base/sink.h"
#include "scan/gatemaker.h"
#include "scan/setfiles.h"
#include "scan/setgates.h"
#include "scan/setrules.h"

bool eg_hits_counted;

/* ---- files ---------------------------------------------------------------------------------------------------- */

static eg_patterns *new_patterns(void) {
    eg_shelf was = eg_region_turn(EG_SHELF_WARM);
    eg_patterns *p = eg_heap_alloc(sizeof *p);
    *p = (eg_patterns){.threshold = 0.5F};
    p->separator = eg_arena_dup(&p->arena, EG_S(",\\s*")); /* of the set's own memory: the set may become a file */
    p->gap_breaks = eg_arena_dup(&p->arena, EG_S(",;:.()!?'\""));
    p->figures = eg_figure_rules_new();
    p->maker = eg_gatemaker_new();
    eg_region_turn(was);
    return p;
}

static eg_patterns *owner_of(eg_patterns *p);

static eg_source *open_file(eg_patterns *p, const char *path, eg_errors *errors) {
    p = owner_of(p);
    eg_source *source = EG_NEW(&p->arena, eg_source);
    eg_error err = {0};
    if (!eg_source_read(source, &p->arena, path, 16 << 20, &err)) {
        *eg_errors_add(errors) = err;
        return NULL;
    }
    size_t bad = eg_utf8_check(source->bytes);
    if (bad != source->bytes.len) {
        eg_fail(&err, EG_ERR_RULE, path, "not valid UTF-8");
        eg_error_locate(&err, source, bad);
        eg_source_fini(source);
        *eg_errors_add(errors) = err;
        return NULL;
    }
    eg_vec_push(&p->sources, source);
    return source;
}

static bool is_schema(const char *path) { return eg_slice_ends(eg_slice_from(path), EG_S("/schema.yaml")); }
static bool is_language(const char *path) { return eg_slice_ends(eg_slice_from(path), EG_S("/language.yaml")); }

static eg_patterns *owner_of(eg_patterns *p) { return p->first ? p->first : p; }

/* A file belongs to the language whose folder it is in; all others belong to the default language. */
static bool is_of(eg_patterns *p, const eg_set_file *file) {
    const eg_patterns *owner = owner_of(p);
    eg_slice inner = eg_slice_from(file->inner);
    const eg_patterns *of = owner;
    for (size_t i = 0; i < owner->others.len; i++) {
        eg_slice folder = owner->others.items[i]->language.folder;
        if (eg_slice_starts(inner, folder) && inner.len > folder.len && inner.ptr[folder.len] == '/') of = owner->others.items[i];
    }
    return of == p;
}

static void load_files(eg_patterns *p, const eg_set_files *files, eg_errors *errors) {
    EG_VEC(const eg_yaml *) roots = {0};
    EG_VEC(const eg_source *) sources = {0};
    for (size_t i = 0; i < files->list.len; i++) {
        const eg_set_file *file = &files->list.items[i];
        eg_slice path = eg_slice_from(file->path);
        bool skip = file->folder || is_schema(file->path) || is_language(file->path) || !is_of(p, file);
        eg_source *source = skip ? NULL : open_file(p, file->path, errors);
        if (source == NULL) continue;
        if (eg_slice_ends(path, EG_S(".tsv"))) {
            size_t cut = path.len;
            for (int slashes = 0; cut && (slashes += path.ptr[cut - 1] == '/') < (p->first ? 3 : 2);) cut--; /* "ja/names/x.tsv" */
            eg_gazetteer_add(&p->names, &p->arena, &p->schema, source, eg_slice_sub(path, cut, path.len), errors);
            continue;
        }
        const eg_yaml *root;
        if (!eg_yaml_parse(&root, &p->arena, source, errors)) continue;
        eg_vec_push(&roots, root);
        eg_vec_push(&sources, source);
    }
    for (int pass = EG_SET_WORDS; pass <= EG_SET_RULES; pass++)
        for (size_t i = 0; i < roots.len; i++) eg_set_rules_read(p, sources.items[i], roots.items[i], (eg_set_pass)pass, errors);
    eg_vec_fini(&roots);
    eg_vec_fini(&sources);
}

/* Each set may bring one: a set on top adds kinds and edge types, or says again what one is. */
static void load_schemas(eg_patterns *p, const eg_set_files *files, eg_errors *errors) {
    bool any = false;
    for (size_t i = 0; i < files->list.len; i++) {
        const eg_set_file *file = &files->list.items[i];
        if (file->folder || !is_schema(file->path)) continue;
        eg_source *source = open_file(p, file->path, errors);
        if (source) eg_schema_add(&p->schema, &p->arena, source, errors);
        any = true;
    }
    if (!any) eg_fail(eg_errors_add(errors), EG_ERR_RULE, NULL, "the pattern set has no schema.yaml");
}

/* Each language.yaml makes a set of its own, the default one's aside. */
static void load_languages(eg_patterns *p, const eg_set_files *files, eg_errors *errors) {
    for (size_t i = 0; i < files->list.len; i++) {
        const eg_set_file *file = &files->list.items[i];
        if (file->folder || !is_language(file->path)) continue;
        eg_source *source = open_file(p, file->path, errors);
        const eg_yaml *root;
        eg_language language = {0};
        if (source == NULL || !eg_yaml_parse(&root, &p->arena, source, errors)) continue;
        eg_language_read(&language, root, source, errors);
        language.folder = eg_arena_dup(&p->arena, eg_slice_of(file->inner, strlen(file->inner) - strlen("/language.yaml")));
        eg_patterns *of = language.fallback ? p : NULL;
        for (size_t j = 0; j < p->others.len && of == NULL; j++)
            if (eg_slice_eq(p->others.items[j]->language.folder, language.folder)) of = p->others.items[j];
        if (of == NULL) {
            of = new_patterns();
            of->first = p;
            of->schema = p->schema; /* what it points to is the first one's */
            of->names.base = &p->names;
            eg_vec_push(&p->others, of);
        }
        of->language = language;
    }
}

/* ---- what is complete ------------------------------------------------------------------------------------------ */

enum { WORD_MAPS_MOST = 64 };

/* The lists of words of `text`; how many. */
static size_t word_maps(eg_patterns *p, eg_map *out[WORD_MAPS_MOST]) {
    eg_map *const maps[] = {&p->stopwords, &p->openers, &p->titles, &p->roles, &p->legal, &p->splits, &p->hyphen_heads, &p->hosts, &p->title_words,
                                     &p->particles, &p->heads, &p->generic, &p->demonyms, &p->irregular, &p->participles, &p->prepositions, &p->clause_words, &p->relative_words, &p->subordinators, &p->firm_nouns, &p->trade_words, &p->givers, &p->joining_verbs, &p->launching_verbs, &p->copulas, &p->role_leads, &p->name_tails, &p->name_leads, &p->post_heads, &p->region_letters, &p->undertakings, &p->determiners, &p->role_adjectives,
                                     &p->serial_nouns, &p->date_leads, &p->trades, &p->having_verbs,
                                     &p->articles, &p->name_joints, &p->organs, &p->told_verbs, &p->collectives, &p->where_words,
                                     &p->cuts, &p->honorifics, &p->joints, &p->conjunctions, &p->subject_verbs};
    _Static_assert(sizeof maps / sizeof *maps <= WORD_MAPS_MOST, "room for every list");
    memcpy(out, maps, sizeof maps);
    return sizeof maps / sizeof *maps;
}

static void settle_text(eg_patterns *p, eg_slice *text) { *text = eg_arena_settled(&p->texts, *text); }

/* What evidence cites. */
static void settle_ids(eg_patterns *p) {
    for (size_t i = 0; i < p->entities.len; i++) settle_text(p, &p->entities.items[i].id);
    for (size_t i = 0; i < p->rules.len; i++) {
        eg_tape_rule *rule = &p->rules.items[i];
        settle_text(p, &rule->id);
        settle_text(p, &rule->measure);
        settle_text(p, &rule->role);
        for (size_t v = 0; v < rule->variant_count; v++) settle_text(p, &rule->variants[v].name);
        rule->variants = eg_region_settled(rule->variants, rule->variant_count * sizeof *rule->variants);
    }
    for (size_t i = 0; i < p->references.len; i++) settle_text(p, &p->references.items[i].id);
    for (size_t i = 0; i < p->labels.len; i++) settle_text(p, &p->labels.items[i].id);
    for (size_t i = 0; i < p->sections.len; i++) settle_text(p, &p->sections.items[i].id);
}

#define SETTLE_TEXTS(p, v)                                                          \
    do {                                                                            \
        for (size_t i_ = 0; i_ < (v).len; i_++) settle_text(p, &(v).items[i_]); \
        eg_vec_settle(&(v));                                                        \
    } while (0)

/* What is complete goes where all of it lies that a post touches. */
static void settle(eg_patterns *p) {
    settle_ids(p);
    eg_map *maps[WORD_MAPS_MOST];
    size_t count = word_maps(p, maps);
    for (size_t i = 0; i < count; i++) eg_map_settle_keys(maps[i], &p->texts);
    settle_text(p, &p->language.code);
    SETTLE_TEXTS(p, p->contrast);
    SETTLE_TEXTS(p, p->pairing);
    SETTLE_TEXTS(p, p->contracted);
    SETTLE_TEXTS(p, p->adverb_endings);
    SETTLE_TEXTS(p, p->trade_tails);
    SETTLE_TEXTS(p, p->akin_endings);
    SETTLE_TEXTS(p, p->singular_endings);
    SETTLE_TEXTS(p, p->clause_ends);
    SETTLE_TEXTS(p, p->introducers);
    SETTLE_TEXTS(p, p->goes_on);
    SETTLE_TEXTS(p, p->abbreviations);
    SETTLE_TEXTS(p, p->soft_abbreviations);
    SETTLE_TEXTS(p, p->lettered);
    eg_vec_settle(&p->stops);
    for (size_t i = 0; i < p->entities.len; i++) {
        eg_entity_rule *rule = &p->entities.items[i];
        eg_words *words[] = {&rule->first, &rule->last, &rule->any, &rule->none, &rule->last_none};
        for (size_t w = 0; w < sizeof words / sizeof *words; w++) eg_map_settle_keys(&words[w]->own, &p->texts);
    }
    eg_vec_settle(&p->entities);
    eg_vec_settle(&p->rules);
    eg_vec_settle(&p->lifts);
    eg_vec_settle(&p->guards);
    eg_vec_settle(&p->references);
    eg_vec_settle(&p->labels);
    eg_vec_settle(&p->sections);
    eg_vec_settle(&p->plan);
    eg_gazetteer_settle(&p->names);
}

static void hash_set(eg_patterns *p) {
    eg_sink all = {0};
    for (size_t i = 0; i < p->sources.len; i++) eg_put(&all, p->sources.items[i]->bytes);
    eg_sha256_hex(p->sha256, eg_sink_slice(&all));
    eg_sink_fini(&all);
}

eg_patterns *eg_patterns_load(const char *const *dirs, size_t count, eg_errors *errors) {
    size_t before = errors->list.len;
    eg_patterns *p = new_patterns();
    eg_set_files files = {0};
    eg_set_files_find(&files, dirs, count, errors);
    load_schemas(p, &files, errors);
    if (p->schema.kind_count) load_languages(p, &files, errors);
    for (size_t i = 0; i <= p->others.len; i++) {
        eg_patterns *one = eg_patterns_language(p, i);
        if (p->schema.kind_count) load_files(one, &files, errors);
        eg_figure_rules_finish(one->figures, errors);
        eg_set_open_gates(one);
        settle(one);
    }
    eg_vec_settle(&p->others);
    eg_set_files_fini(&files);
    hash_set(p);
    if (errors->list.len == before) return p;
    eg_patterns_free(p);
    return NULL;
}

void eg_patterns_rest(void) {
    if (!eg_hits_counted) eg_region_rest(EG_SHELF_WARM);
}

void eg_patterns_free(eg_patterns *p) { /* NOLINT(misc-no-recursion): one level */
    if (p == NULL) return;
    if (eg_region_holds(p)) { /* all of it is there: nothing to walk over */
        eg_regex_free_region();
        eg_region_unmap();
        return;
    }
    for (size_t i = 0; i < p->others.len; i++) eg_patterns_free(p->others.items[i]);
    eg_vec_fini(&p->others);
    eg_set_rules_free(p);
    for (size_t i = 0; i < p->sources.len; i++) eg_source_fini(p->sources.items[i]);
    eg_gatemaker_free(p->maker);
    eg_gates_free(p->gates);
    for (size_t on = 0; on < EG_ON_COUNT; on++) eg_gates_free(p->entity_gates[on]);
    eg_outlines_fini(&p->outlines);
    eg_vec_fini(&p->plan);
    eg_map *maps[WORD_MAPS_MOST];
    size_t count = word_maps(p, maps);
    for (size_t i = 0; i < count; i++) eg_map_fini(maps[i]);
    eg_vec_fini(&p->entities);
    eg_vec_fini(&p->rules);
    eg_vec_fini(&p->lifts);
    eg_vec_fini(&p->guards);
    eg_vec_fini(&p->references);
    eg_vec_fini(&p->labels);
    eg_vec_fini(&p->sections);
    eg_vec_fini(&p->sources);
    eg_vec_fini(&p->contrast);
    eg_vec_fini(&p->pairing);
    eg_vec_fini(&p->contracted);
    eg_vec_fini(&p->adverb_endings);
    eg_vec_fini(&p->trade_tails);
    eg_vec_fini(&p->akin_endings);
    eg_vec_fini(&p->singular_endings);
    eg_vec_fini(&p->clause_ends);
    eg_vec_fini(&p->introducers);
    eg_vec_fini(&p->goes_on);
    eg_vec_fini(&p->stops);
    eg_vec_fini(&p->abbreviations);
    eg_vec_fini(&p->soft_abbreviations);
    eg_vec_fini(&p->lettered);
    eg_vec_fini(&p->verbs);
    eg_vec_fini(&p->macro_names);
    eg_vec_fini(&p->macros);
    eg_gazetteer_fini(&p->names);
    eg_figure_rules_free(p->figures);
    eg_arena_fini(&p->texts);
    eg_arena_fini(&p->arena);
    eg_heap_free(p);
}
