/* SPDX-License-Identifier: MIT */
#include "cli/lint.h"

#include "scan/patterntext.h"

/* The lists of rules in a file, the keys of their patterns, and the groups that the program reads in them. */
typedef struct section {
    const char *name;
    bool tape;
    const char *groups; /* space-separated */
} section;

static const section sections[] = {{"entities", false, ""},
                                   {"relations", true, "from to x trigger role share"},
                                   {"contexts", true, "from to x trigger role"},
                                   {"measures", true, "from to x trigger role"},
                                   {"lifts", true, "head part verb trigger"},
                                   {"guards", true, "cue trigger"},
                                   {"references", true, "trigger x"},
                                   {"sections", false, ""},
                                   {"labels", false, ""},
                                   {"figures", false, "sign num mag high highmag noun"},
                                   {"dates", false, "num mag year month day"},
                                   {NULL, false, NULL}};

static const char *const pattern_keys[] = {"match",   "extend",   "not",      "before",     "after",  "active",     "passive",
                                           "nominal", "compound", "relative", "apposition", "bullet", "participle", "pattern",
                                           "heading", "intro",    "cue",     "except",  "unlike",   "predicate", "border",    "fronted", "listed",  "ahead",    "like",    "like_from", NULL};

static const char *const codes[] = {"duplicate-id", "duplicate-rule", "duplicate-pattern", "literal-space",   "space-after-gap", "unread-group", "no-trigger",
                                    "slow-pattern", "dead-rule",      "shadowed-rule",     "unused-pattern", "counter-unread", NULL};

static bool is_one_of(eg_slice word, const char *const *list) {
    while (*list && !eg_slice_eq(word, eg_slice_from(*list))) list++;
    return *list != NULL;
}

/* Of the folder that a file is in. */
static size_t language_of(const eg_patterns *p, eg_slice path) {
    size_t i = p->others.len;
    for (; i > 0; i--) {
        eg_slice folder = p->others.items[i - 1]->language.folder;
        for (size_t at = 0; (at = eg_slice_find(path, folder, at)) != (size_t)-1; at++)
            if (at + folder.len < path.len && path.ptr[at + folder.len] == '/') return i;
    }
    return 0;
}

void eg_lint_open(eg_lint *lint, const eg_patterns *p, const char *const *dirs, size_t dir_count, eg_findings *out) {
    *lint = (eg_lint){.p = p, .out = out, .dirs = dirs, .dir_count = dir_count};
    eg_errors ignored = {0};
    for (size_t i = 0; i < p->sources.len; i++) {
        eg_lint_file file = {.source = p->sources.items[i]};
        if (!eg_slice_ends(file.source->path, EG_S(".yaml")) || eg_slice_ends(file.source->path, EG_S("/schema.yaml"))) continue;
        if (!eg_yaml_parse(&file.root, &lint->arena, file.source, &ignored)) continue;
        for (size_t d = 0; d < dir_count; d++)
            if (eg_slice_starts(file.source->path, eg_slice_from(dirs[d]))) file.set = d;
        file.language = language_of(p, file.source->path);
        eg_vec_push(&lint->files, file);
    }
    eg_errors_fini(&ignored);
}

void eg_lint_close(eg_lint *lint) {
    eg_vec_fini(&lint->files);
    eg_arena_fini(&lint->arena);
}

const eg_lint_file *eg_lint_file_of(const eg_lint *lint, const eg_source *source) {
    for (size_t i = 0; i < lint->files.len; i++)
        if (lint->files.items[i].source == source || eg_slice_eq(lint->files.items[i].source->path, source->path)) return &lint->files.items[i];
    return NULL;
}

/* ---- walking over the rules ------------------------------------------------------------------------------------- */

typedef struct visit {
    eg_lint *lint;
    const eg_lint_file *file;
    const section *section;
    const eg_yaml *rule;
    eg_slice id;
} visit;

typedef void (*rule_visitor)(visit *v);

static void each_rule(eg_lint *lint, rule_visitor visitor) {
    for (size_t f = 0; f < lint->files.len; f++) {
        const eg_yaml *root = lint->files.items[f].root;
        for (const section *s = sections; s->name; s++) {
            const eg_yaml *list = eg_yaml_get(root, s->name);
            for (size_t i = 0; list && list->kind == EG_YAML_LIST && i < list->count; i++) {
                visit v = {lint, &lint->files.items[f], s, &list->items[i], eg_yaml_text(&list->items[i], "id")};
                visitor(&v);
            }
        }
    }
}

typedef void (*pattern_visitor)(visit *v, const eg_yaml *pattern);

static void each_pattern(visit *v, pattern_visitor visitor) {
    for (size_t i = 0; v->rule->kind == EG_YAML_MAP && i < v->rule->count; i++) {
        const eg_yaml *value = &v->rule->items[i];
        bool list = eg_slice_eq(v->rule->keys[i].text, EG_S("patterns"));
        if (is_one_of(v->rule->keys[i].text, pattern_keys) && value->kind == EG_YAML_SCALAR) visitor(v, value);
        for (size_t j = 0; list && j < value->count; j++)
            if (value->items[j].kind == EG_YAML_SCALAR) visitor(v, &value->items[j]);
    }
}

/* ---- one pattern ------------------------------------------------------------------------------------------------- */

static void check_space(visit *v, const eg_yaml *pattern) {
    size_t at = eg_pattern_dead_space(pattern->text, v->section->tape, 0);
    if (at == EG_PATTERN_NOTHING) return;
    eg_finding_add(v->lint->out, EG_LEVEL_WARNING, "literal-space", v->file->source, pattern, at, v->id,
                   "%.*s: white space in a pattern means nothing: write \\s", EG_FMT(v->id));
}

/* {gap N} takes the white space behind its last word and gives none back. */
static void check_gaps(visit *v, const eg_yaml *pattern) {
    eg_slice text = pattern->text;
    for (size_t at = 0; v->section->tape && (at = eg_slice_find(text, EG_S("{gap"), at)) != (size_t)-1;) {
        size_t end = eg_slice_find(text, EG_S("}"), at);
        if (end == (size_t)-1) return;
        eg_slice rest = eg_slice_trim(eg_slice_sub(text, end + 1, text.len));
        bool asks = eg_slice_starts(rest, EG_S("\\s")) && (rest.len == 2 || strchr("*?", rest.ptr[2]) == NULL);
        if (asks)
            eg_finding_add(v->lint->out, EG_LEVEL_WARNING, "space-after-gap", v->file->source, pattern, at, v->id,
                           "%.*s: {gap} takes the white space behind it: write \\b, or nothing", EG_FMT(v->id));
        at = end;
    }
}

static bool reads_group(const section *s, eg_slice name) {
    eg_slice rest = eg_slice_from(s->groups);
    eg_slice word;
    while (eg_slice_split(&rest, ' ', &word))
        if (eg_slice_eq(word, name)) return true;
    return false;
}

static void check_groups(visit *v, const eg_yaml *pattern) {
    eg_group group;
    for (size_t at = 0; eg_pattern_next_group(pattern->text, &at, &group);) {
        if (group.name.len ? reads_group(v->section, group.name) || eg_pattern_refers(pattern->text, group.name) : eg_pattern_refers(pattern->text, EG_S(""))) continue;
        if (group.name.len)
            eg_finding_add(v->lint->out, EG_LEVEL_WARNING, "unread-group", v->file->source, pattern, group.at, v->id, "%.*s: nothing reads the group %.*s",
                           EG_FMT(v->id), EG_FMT(group.name));
        else
            eg_finding_add(v->lint->out, EG_LEVEL_WARNING, "unread-group", v->file->source, pattern, group.at, v->id,
                           "%.*s: nothing reads the group: write (?:", EG_FMT(v->id));
    }
}

static void check_pattern(visit *v, const eg_yaml *pattern) {
    v->lint->patterns++;
    check_space(v, pattern);
    check_gaps(v, pattern);
    check_groups(v, pattern);
}

static void check_patterns(visit *v) {
    v->lint->rules++;
    each_pattern(v, check_pattern);
}

static void check_macros(eg_lint *lint) {
    static const section tape = {"macros", true, "from to x trigger role head part cue"};
    for (size_t f = 0; f < lint->files.len; f++) {
        const eg_yaml *macros = eg_yaml_get(lint->files.items[f].root, "macros");
        for (size_t i = 0; macros && macros->kind == EG_YAML_MAP && i < macros->count; i++) {
            visit v = {lint, &lint->files.items[f], &tape, macros, macros->keys[i].text};
            if (macros->items[i].kind == EG_YAML_SCALAR) check_space(&v, &macros->items[i]), check_gaps(&v, &macros->items[i]), check_groups(&v, &macros->items[i]);
        }
    }
}

/* ---- macros that nothing names, or two files define ------------------------------------------------------------------------------------ */

/* "{NAME}" or "{NAME " in a scalar below `node`, but not in `except`. */
static bool names_macro(const eg_yaml *node, eg_slice name, const eg_yaml *except) { /* NOLINT(misc-no-recursion): as deep as the file */
    if (node == except) return false;
    if (node->kind != EG_YAML_SCALAR) {
        for (size_t i = 0; i < node->count; i++)
            if (names_macro(&node->items[i], name, except)) return true;
        return false;
    }
    for (size_t at = 0; (at = eg_slice_find(node->text, name, at)) != (size_t)-1; at++) {
        char behind = at + name.len < node->text.len ? node->text.ptr[at + name.len] : '\0';
        if (at && node->text.ptr[at - 1] == '{' && (behind == '}' || behind == ' ')) return true;
    }
    return false;
}

/* A macro is known in all files of its set: a second one of its name would take the place of the first there too. */
static void check_macro_names(eg_lint *lint) {
    eg_map known = {0}; /* "set language name" to the file */
    for (size_t f = 0; f < lint->files.len; f++) {
        const eg_lint_file *file = &lint->files.items[f];
        const eg_yaml *macros = eg_yaml_get(file->root, "macros");
        for (size_t i = 0; macros && macros->kind == EG_YAML_MAP && i < macros->count; i++) {
            uint32_t first = eg_map_put(&known, eg_arena_printf(&lint->arena, "%zu %zu %.*s", file->set, file->language, EG_FMT(macros->keys[i].text)), (uint32_t)f);
            if (first != f)
                eg_finding_add(lint->out, EG_LEVEL_WARNING, "duplicate-macro", file->source, &macros->keys[i], 0, EG_S(""), "the macro %.*s stands in %.*s as well",
                               EG_FMT(macros->keys[i].text), EG_FMT(lint->files.items[first].source->path));
            bool used = false;
            for (size_t g = 0; g < lint->files.len && !used; g++) used = names_macro(lint->files.items[g].root, macros->keys[i].text, &macros->items[i]);
            if (!used)
                eg_finding_add(lint->out, EG_LEVEL_WARNING, "unused-macro", file->source, &macros->keys[i], 0, EG_S(""),
                               "no pattern uses the macro %.*s", EG_FMT(macros->keys[i].text));
        }
    }
    eg_map_fini(&known);
}

/* ---- twins ----------------------------------------------------------------------------------------------------------- */

typedef struct place {
    const eg_lint_file *file;
    eg_slice id;
    const eg_yaml *at;
} place;

typedef struct seen {
    eg_map map;
    EG_VEC(place) places;
} seen;

struct eg_twins {
    seen ids, rules, patterns;
};

/* The earlier place of `key`, or NULL after noting this one. */
static const place *seen_before(seen *r, eg_slice key, place now) {
    uint32_t known = eg_map_put(&r->map, key, (uint32_t)r->places.len);
    if (known < r->places.len) return &r->places.items[known];
    eg_vec_push(&r->places, now);
    return NULL;
}

static void forget(seen *r) {
    eg_map_fini(&r->map);
    eg_vec_fini(&r->places);
}

static unsigned line_of(const place *p) {
    uint32_t line;
    uint32_t column;
    eg_source_place(p->file->source, p->at->offset, &line, &column);
    return line;
}

/* A node as one line, its white space gone; keys that do not change what a rule reads are left out. */
static void canonical(eg_sink *out, const eg_yaml *node) { /* NOLINT(misc-no-recursion): as deep as the file */
    static const char *const aside[] = {"id", "examples", "counter", "misses", "note", "weight", "allow", NULL};
    for (size_t i = 0; node->kind != EG_YAML_SCALAR && i < node->count; i++) {
        if (node->kind == EG_YAML_MAP) {
            if (is_one_of(node->keys[i].text, aside)) continue;
            eg_put(out, node->keys[i].text);
        }
        eg_putc(out, '\x01');
        canonical(out, &node->items[i]);
        eg_putc(out, '\x02');
    }
    for (size_t i = 0; node->kind == EG_YAML_SCALAR && i < node->text.len; i++)
        if (!strchr(" \n\t", node->text.ptr[i])) eg_putc(out, node->text.ptr[i]);
}

static eg_slice key_of(visit *v, const char *what, const eg_yaml *pattern) {
    eg_sink key = {0};
    eg_putf(&key, "%zu %zu %s %s ", v->file->set, v->file->language, v->section->name, what);
    if (pattern) {
        static const char *const sides[] = {"edge", "kind", "alias", "apart", "from", "to", "status", "trigger", "role", "measure", NULL};
        for (size_t i = 0; sides[i]; i++) {
            const eg_yaml *side = eg_yaml_get(v->rule, sides[i]);
            if (side) canonical(&key, side);
            eg_putc(&key, '\x03');
        }
        canonical(&key, pattern);
    } else canonical(&key, v->rule);
    eg_slice result = eg_arena_dup(&v->lint->arena, eg_sink_slice(&key));
    eg_sink_fini(&key);
    return result;
}

static void check_twin_pattern(visit *v, const eg_yaml *pattern) {
    const place *before = seen_before(&v->lint->twins->patterns, key_of(v, "pattern", pattern), (place){v->file, v->id, pattern});
    if (before == NULL) return;
    eg_finding_add(v->lint->out, EG_LEVEL_WARNING, "duplicate-pattern", v->file->source, pattern, 0, v->id, "%.*s: the same pattern stands in %.*s (%.*s:%u)",
                   EG_FMT(v->id), EG_FMT(before->id), EG_FMT(before->file->source->path), line_of(before));
}

static void check_twins(visit *v) {
    eg_slice id = eg_arena_printf(&v->lint->arena, "%zu %.*s", v->file->set, EG_FMT(v->id));
    const place *before = v->id.len ? seen_before(&v->lint->twins->ids, id, (place){v->file, v->id, v->rule}) : NULL;
    if (before)
        eg_finding_add(v->lint->out, EG_LEVEL_ERROR, "duplicate-id", v->file->source, eg_yaml_get(v->rule, "id"), 0, v->id, "%.*s: the id is taken (%.*s:%u)",
                       EG_FMT(v->id), EG_FMT(before->file->source->path), line_of(before));
    before = seen_before(&v->lint->twins->rules, key_of(v, "rule", NULL), (place){v->file, v->id, v->rule});
    if (before)
        eg_finding_add(v->lint->out, EG_LEVEL_WARNING, "duplicate-rule", v->file->source, v->rule, 0, v->id, "%.*s says the same as %.*s (%.*s:%u)", EG_FMT(v->id),
                       EG_FMT(before->id), EG_FMT(before->file->source->path), line_of(before));
    else if (reads_group(v->section, EG_S("role"))) each_pattern(v, check_twin_pattern); /* rules that state something */
}

void eg_lint_text(eg_lint *lint) {
    each_rule(lint, check_patterns);
    check_macros(lint);
    check_macro_names(lint);
    struct eg_twins twins = {0};
    lint->twins = &twins;
    each_rule(lint, check_twins);
    lint->twins = NULL;
    forget(&twins.ids), forget(&twins.rules), forget(&twins.patterns);
}

/* ---- what is allowed -------------------------------------------------------------------------------------------------- */

static void check_allow(visit *v) {
    const eg_yaml *allow = eg_yaml_get(v->rule, "allow");
    for (size_t i = 0; allow && allow->kind == EG_YAML_MAP && i < allow->count; i++) {
        eg_slice code = allow->keys[i].text;
        bool hit = false;
        eg_findings *f = v->lint->out;
        for (size_t j = 0; j < f->list.len;) {
            eg_finding *one = &f->list.items[j];
            if (eg_slice_eq(one->rule, v->id) && eg_slice_eq(eg_slice_from(one->code), code) && one->level != EG_LEVEL_ERROR) {
                hit = true;
                memmove(one, one + 1, (f->list.len - j - 1) * sizeof *one);
                f->list.len--;
            } else j++;
        }
        if (!is_one_of(code, codes))
            eg_finding_add(f, EG_LEVEL_WARNING, "stale-allow", v->file->source, &allow->keys[i], 0, v->id, "%.*s: check has no finding of this name: %.*s", EG_FMT(v->id), EG_FMT(code));
        else if (!hit)
            eg_finding_add(f, EG_LEVEL_WARNING, "stale-allow", v->file->source, &allow->keys[i], 0, v->id, "%.*s: there is nothing to allow any more: %.*s", EG_FMT(v->id), EG_FMT(code));
        if (allow->items[i].text.len < 3)
            eg_finding_add(f, EG_LEVEL_ERROR, "stale-allow", v->file->source, &allow->keys[i], 0, v->id, "%.*s: say why", EG_FMT(v->id));
    }
}

void eg_lint_allow(eg_lint *lint) { each_rule(lint, check_allow); }
