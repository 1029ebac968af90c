/* SPDX-License-Identifier: MIT */
#include "graph/edits.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/hash.h"
#include "base/unicode.h"
#include "base/yaml.h"
#include "graph/query.h"
#include "graph/rewrite.h"

static const char rule[] = "manual";

typedef struct editor {
    eg_rewrite rw;
    const eg_graph *graph;
    const eg_schema *schema;
    const eg_source *source;
    eg_errors *errors;
    eg_evidence proof; /* of the edit at hand */
} editor;

/* ---- saying what is wrong ---- */

static void complain(editor *ed, const eg_yaml *at, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void complain(editor *ed, const eg_yaml *at, const char *format, ...) {
    char text[400], path[500];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    snprintf(path, sizeof path, "%.*s", EG_FMT(ed->source->path));
    eg_error *err = eg_errors_add(ed->errors);
    eg_fail(err, EG_ERR_INPUT, path, "%s", text);
    eg_error_locate(err, ed->source, at->offset);
}

/* The edit does nothing: its post may have changed since. */
static void warn(editor *ed, const eg_yaml *at, eg_slice text) {
    eg_warning warning = {.code = EG_S("edit-unused"), .text = text, .rule = eg_slice_from(rule), .source = ed->proof.source};
    eg_source_place(ed->source, at->offset, &warning.line, &warning.column);
    eg_vec_push(&ed->rw.warnings, warning);
}

/* Every key is one of the NULL-ended list. */
static bool check_keys(editor *ed, const eg_yaml *map, const char *const *keys) {
    size_t before = ed->errors->list.len;
    eg_slice list = EG_S("");
    for (const char *const *k = keys; *k; k++)
        list = eg_arena_printf(&ed->rw.arena, "%.*s%s%s", EG_FMT(list), list.len ? ", " : "", *k);
    for (size_t i = 0; i < map->count; i++) {
        const char *const *k = keys;
        while (*k && !eg_slice_eq(map->keys[i].text, eg_slice_from(*k))) k++;
        if (*k == NULL) complain(ed, &map->keys[i], "unknown key \"%.*s\": wanted %.*s", EG_FMT(map->keys[i].text), EG_FMT(list));
    }
    return ed->errors->list.len == before;
}

static bool is_text(const eg_yaml *value) {
    return value && value->kind == EG_YAML_SCALAR && value->text.len;
}

/* The text of a key that must be there. */
static bool read_text(editor *ed, const eg_yaml *edit, const char *key, eg_slice *text) {
    const eg_yaml *value = eg_yaml_get(edit, key);
    *text = is_text(value) ? value->text : EG_S("");
    if (text->len == 0) complain(ed, value ? value : edit, "wanted a text for \"%s\"", key);
    return text->len != 0;
}

static bool check_kind(editor *ed, const eg_yaml *at, eg_slice kind) {
    if (eg_schema_kind(ed->schema, kind) != EG_NONE) return true;
    complain(ed, at, "no kind \"%.*s\" in the pattern set", EG_FMT(kind));
    return false;
}

/* ---- finding names ---- */

typedef struct wanted {
    eg_slice name, kind; /* kind may be "" */
    const eg_yaml *at;
} wanted;

typedef enum finding { FOUND, MISSING, WRONG } finding; /* WRONG has been complained about */

/* A name, or { name: ..., kind: ... }. */
static bool read_wanted(editor *ed, const eg_yaml *value, const eg_yaml *edit, const char *key, wanted *want) {
    static const char *const keys[] = {"name", "kind", NULL};
    *want = (wanted){.at = value ? value : edit};
    if (is_text(value)) {
        want->name = value->text;
        return true;
    }
    if (value == NULL || value->kind != EG_YAML_MAP || value->count == 0) {
        complain(ed, want->at, "wanted a name for \"%s\"", key);
        return false;
    }
    want->kind = eg_yaml_text(value, "kind");
    return check_keys(ed, value, keys) && read_text(ed, value, "name", &want->name) &&
           (want->kind.len == 0 || check_kind(ed, eg_yaml_get(value, "kind"), want->kind));
}

static bool has_alias(editor *ed, const eg_rewrite_node *n, eg_slice folded) {
    for (size_t i = 0; i < n->aliases.len; i++)
        if (eg_slice_eq(eg_fold(&ed->rw.arena, n->aliases.items[i]), folded)) return true;
    return false;
}

static bool is_called(editor *ed, const eg_rewrite_node *n, eg_slice folded, int pass) {
    return pass == 0 ? eg_slice_eq(eg_fold(&ed->rw.arena, n->node.name), folded) : has_alias(ed, n, folded);
}

/* By id, else by name, else by alias; more than one of a class is a complaint. */
static finding find(editor *ed, const wanted *want, uint32_t *index) {
    eg_slice folded = eg_fold(&ed->rw.arena, want->name);
    *index = eg_graph_node_of(ed->graph, want->name);
    if (*index != EG_NO_NODE && !ed->rw.nodes.items[*index].gone) return FOUND;
    for (int pass = 0; pass < 2; pass++) {
        size_t hits = 0;
        eg_slice kinds = EG_S("");
        for (uint32_t i = 0; i < ed->rw.nodes.len; i++) {
            const eg_rewrite_node *n = &ed->rw.nodes.items[i];
            if (n->gone || (want->kind.len && !eg_slice_eq(n->node.kind, want->kind)) || !is_called(ed, n, folded, pass)) continue;
            if (hits++ == 0) *index = i;
            kinds = eg_arena_printf(&ed->rw.arena, "%.*s%s%.*s", EG_FMT(kinds), kinds.len ? ", " : "", EG_FMT(n->node.kind));
        }
        if (hits == 1) return FOUND;
        if (hits == 0) continue;
        complain(ed, want->at, "%zu things are called \"%.*s\" (%.*s): say { name: ..., kind: ... }", hits, EG_FMT(want->name), EG_FMT(kinds));
        return WRONG;
    }
    return MISSING;
}

static eg_slice missing_text(editor *ed, eg_slice name) {
    eg_slice best = EG_S("");
    size_t least = name.len / 3 + 1;
    for (size_t i = 0; i < ed->rw.nodes.len; i++) {
        const eg_rewrite_node *n = &ed->rw.nodes.items[i];
        size_t off = n->gone ? least : eg_edit_distance(name, n->node.name, least);
        if (!n->gone && eg_slice_starts(eg_fold(&ed->rw.arena, n->node.name), eg_fold(&ed->rw.arena, name))) off = 0;
        if (off < least) least = off, best = n->node.name;
    }
    if (best.len == 0) return eg_arena_printf(&ed->rw.arena, "nothing is called \"%.*s\"", EG_FMT(name));
    return eg_arena_printf(&ed->rw.arena, "nothing is called \"%.*s\": did you mean \"%.*s\"", EG_FMT(name), EG_FMT(best));
}

/* The thing that an edit is about; NULL when it is not there, which is warned of. */
static eg_rewrite_node *subject(editor *ed, const eg_yaml *value, const eg_yaml *edit, const char *key, uint32_t *index) {
    wanted want;
    if (!read_wanted(ed, value, edit, key, &want)) return NULL;
    finding f = find(ed, &want, index);
    if (f == MISSING) warn(ed, want.at, missing_text(ed, want.name));
    return f == FOUND ? &ed->rw.nodes.items[*index] : NULL;
}

/* ---- the edits ---- */

static void rename_thing(editor *ed, const eg_yaml *edit) {
    uint32_t index, other;
    eg_slice to;
    eg_rewrite_node *n = subject(ed, eg_yaml_get(edit, "rename"), edit, "rename", &index);
    if (!read_text(ed, edit, "to", &to) || n == NULL) return;
    wanted same = {.name = to, .kind = n->node.kind, .at = eg_yaml_get(edit, "to")};
    finding f = find(ed, &same, &other);
    if (f == FOUND && other != index)
        complain(ed, same.at, "there is a \"%.*s\" already: merge the two", EG_FMT(ed->rw.nodes.items[other].node.name));
    if (f == WRONG || (f == FOUND && other != index)) return;
    eg_vec_push(&n->aliases, n->node.name);
    n->node.name = to;
    eg_vec_push(&n->evidence, ed->proof);
}

static void hide_things(editor *ed, const eg_yaml *edit) {
    const eg_yaml *value = eg_yaml_get(edit, "hide");
    bool list = value->kind == EG_YAML_LIST;
    for (size_t i = 0; i < (list ? value->count : 1); i++) {
        uint32_t index;
        eg_rewrite_node *n = subject(ed, list ? &value->items[i] : value, edit, "hide", &index);
        if (n) n->gone = true;
    }
}

static void absorb(editor *ed, uint32_t into, uint32_t from) {
    eg_rewrite_node *a = &ed->rw.nodes.items[into], *b = &ed->rw.nodes.items[from];
    eg_vec_push(&a->aliases, b->node.name);
    for (size_t i = 0; i < b->aliases.len; i++) eg_vec_push(&a->aliases, b->aliases.items[i]);
    for (size_t i = 0; i < b->evidence.len; i++) eg_vec_push(&a->evidence, b->evidence.items[i]);
    a->node.mentions += b->node.mentions;
    if (a->node.url.len == 0) a->node.url = b->node.url;
    if (a->node.same_as.len == 0) a->node.same_as = b->node.same_as;
    for (size_t i = 0; i < ed->rw.merges.len; i++)
        if (ed->rw.merges.items[i].node == from) ed->rw.merges.items[i].node = into;
    for (size_t i = 0; i < ed->rw.edges.len; i++) {
        eg_rewrite_edge *e = &ed->rw.edges.items[i];
        bool touched = e->edge.source == from || e->edge.target == from;
        if (e->edge.source == from) e->edge.source = into;
        if (e->edge.target == from) e->edge.target = into;
        e->gone = e->gone || (touched && e->edge.source == e->edge.target);
    }
    eg_evidence *proof = EG_NEW(&ed->rw.arena, eg_evidence);
    *proof = ed->proof;
    eg_merge merge = {.node = into, .alias = b->node.name, .reason = EG_S("by hand"), .rule = eg_slice_from(rule), .evidence = proof, .evidence_count = 1};
    eg_vec_push(&ed->rw.merges, merge);
    b->gone = true;
}

static void merge_things(editor *ed, const eg_yaml *edit) {
    const eg_yaml *list = eg_yaml_get(edit, "merge");
    uint32_t into, from;
    if (list->kind != EG_YAML_LIST || list->count < 2) {
        complain(ed, list, "wanted a list of two names or more to merge");
        return;
    }
    bool there = subject(ed, &list->items[0], edit, "merge", &into) != NULL;
    size_t done = 0;
    for (size_t i = 1; i < list->count; i++) {
        if (subject(ed, &list->items[i], edit, "merge", &from) == NULL || !there || from == into) continue;
        absorb(ed, into, from);
        done++;
    }
    if (done) eg_vec_push(&ed->rw.nodes.items[into].evidence, ed->proof);
}

/* ---- splitting ---- */

typedef struct parting {
    eg_slice *off;       /* folded names that go */
    size_t off_count;
    eg_slice *stay;      /* folded names that stay */
    size_t stay_count;
} parting;

/* Blanks every occurrence of `word` in `text`; true when there was one. */
static bool blank(char *text, size_t len, eg_slice word) {
    bool any = false;
    for (size_t at = 0; word.len && (at = eg_slice_find(eg_slice_of(text, len), word, at)) != (size_t)-1; at += word.len) {
        memset(text + at, ' ', word.len);
        any = true;
    }
    return any;
}

/* Does the sentence speak of what goes, and of nothing that stays? */
static bool goes_along(editor *ed, const parting *p, eg_slice quote) {
    eg_slice folded = eg_fold(&ed->rw.arena, quote);
    char *text = eg_arena_alloc(&ed->rw.arena, folded.len + 1);
    bool any = false;
    if (folded.len) memcpy(text, folded.ptr, folded.len);
    for (size_t i = 0; i < p->off_count; i++) any = blank(text, folded.len, p->off[i]) || any;
    for (size_t i = 0; any && i < p->stay_count; i++)
        if (eg_slice_find(eg_slice_of(text, folded.len), p->stay[i], 0) != (size_t)-1) return false;
    return any;
}

/* Evidence of `from` that goes along is moved to `to`. */
static void part_evidence(editor *ed, const parting *p, eg_evidence_list *from, eg_evidence_list *to) {
    size_t kept = 0;
    for (size_t i = 0; i < from->len; i++) {
        if (goes_along(ed, p, from->items[i].quote)) eg_vec_push(to, from->items[i]);
        else from->items[kept++] = from->items[i];
    }
    from->len = kept;
}

static void part_edges(editor *ed, const parting *p, uint32_t old, uint32_t new) {
    size_t count = ed->rw.edges.len;
    for (size_t i = 0; i < count; i++) {
        eg_rewrite_edge *e = &ed->rw.edges.items[i];
        if (e->gone || (e->edge.source != old && e->edge.target != old)) continue;
        eg_rewrite_edge moved = {.edge = e->edge};
        part_evidence(ed, p, &e->evidence, &moved.evidence);
        if (moved.edge.source == old) moved.edge.source = new;
        if (moved.edge.target == old) moved.edge.target = new;
        e->gone = e->evidence.len == 0;
        if (moved.evidence.len) eg_vec_push(&ed->rw.edges, moved);
        else eg_vec_fini(&moved.evidence);
    }
}

/* Names of `list` that the thing has; the others are warned of. Longest first, so that none hides in another. */
static bool read_parting(editor *ed, const eg_rewrite_node *n, const eg_yaml *list, parting *p, eg_slice *names) {
    p->off = EG_NEW_ARRAY(&ed->rw.arena, eg_slice, list->count);
    p->stay = EG_NEW_ARRAY(&ed->rw.arena, eg_slice, n->aliases.len + 1);
    p->stay[p->stay_count++] = eg_fold(&ed->rw.arena, n->node.name);
    for (size_t i = 0; i < list->count; i++) {
        eg_slice folded = eg_fold(&ed->rw.arena, list->items[i].text);
        if (folded.len == 0 || eg_slice_eq(folded, p->stay[0])) {
            complain(ed, &list->items[i], "wanted another name of \"%.*s\"", EG_FMT(n->node.name));
            return false;
        }
        if (!has_alias(ed, n, folded)) {
            warn(ed, &list->items[i], eg_arena_printf(&ed->rw.arena, "\"%.*s\" is no name of \"%.*s\"", EG_FMT(list->items[i].text), EG_FMT(n->node.name)));
            continue;
        }
        size_t at = p->off_count++;
        names[at] = list->items[i].text;
        for (; at > 0 && p->off[at - 1].len < folded.len; at--) p->off[at] = p->off[at - 1];
        p->off[at] = folded;
    }
    return true;
}

static void split_thing(editor *ed, const eg_yaml *edit) {
    uint32_t old;
    parting p = {0};
    const eg_yaml *list = eg_yaml_get(edit, "off"), *kind = eg_yaml_get(edit, "kind");
    eg_rewrite_node *n = subject(ed, eg_yaml_get(edit, "split"), edit, "split", &old);
    if (list == NULL || list->kind != EG_YAML_LIST || list->count == 0) {
        complain(ed, list ? list : edit, "wanted a list of names for \"off\"");
        return;
    }
    eg_slice *names = EG_NEW_ARRAY(&ed->rw.arena, eg_slice, list->count);
    if ((kind && !check_kind(ed, kind, kind->text)) || n == NULL || !read_parting(ed, n, list, &p, names) || p.off_count == 0) return;
    eg_rewrite_node part = {.node = {.kind = kind ? kind->text : n->node.kind, .name = names[0], .confidence = 1}};
    size_t kept = 0;
    for (size_t i = 0; i < n->aliases.len; i++) {
        eg_slice folded = eg_fold(&ed->rw.arena, n->aliases.items[i]);
        bool off = false;
        for (size_t j = 0; j < p.off_count; j++) off = off || eg_slice_eq(folded, p.off[j]);
        if (off) eg_vec_push(&part.aliases, n->aliases.items[i]);
        else p.stay[p.stay_count++] = folded, n->aliases.items[kept++] = n->aliases.items[i];
    }
    n->aliases.len = kept;
    part_evidence(ed, &p, &n->evidence, &part.evidence);
    part.node.mentions = (uint32_t)part.evidence.len;
    n->node.mentions -= part.node.mentions < n->node.mentions ? part.node.mentions : n->node.mentions;
    eg_vec_push(&part.evidence, ed->proof);
    eg_vec_push(&n->evidence, ed->proof);
    for (size_t i = 0; i < ed->rw.merges.len; i++) { /* who joined what goes is no longer joined here */
        eg_merge *m = &ed->rw.merges.items[i];
        for (size_t j = 0; m->node == old && j < p.off_count; j++)
            if (eg_slice_eq(eg_fold(&ed->rw.arena, m->alias), p.off[j])) m->node = (uint32_t)ed->rw.nodes.len;
    }
    eg_vec_push(&ed->rw.nodes, part);
    part_edges(ed, &p, old, (uint32_t)(ed->rw.nodes.len - 1));
}

/* ---- kinds and relations ---- */

static bool is_figure_kind(const editor *ed, eg_slice kind) {
    uint32_t k = eg_schema_kind(ed->schema, kind);
    return k != EG_NONE && (ed->schema->kinds[k].traits & EG_TRAIT_FIGURE);
}

static void change_kind(editor *ed, const eg_yaml *edit) {
    uint32_t index;
    eg_slice to;
    eg_rewrite_node *n = subject(ed, eg_yaml_get(edit, "kind"), edit, "kind", &index);
    if (!read_text(ed, edit, "to", &to) || !check_kind(ed, eg_yaml_get(edit, "to"), to) || n == NULL) return;
    if (is_figure_kind(ed, to) || n->node.quantity.unit.len) {
        complain(ed, eg_yaml_get(edit, "to"), "a figure and a name cannot become each other");
        return;
    }
    n->node.kind = to;
    n->node.confidence = 1;
    eg_vec_push(&n->evidence, ed->proof);
}

/* An end of a relation. One that is not there is made when `create` and its kind is given. */
static bool read_end(editor *ed, const eg_yaml *ends, const char *key, bool create, uint32_t *index) {
    wanted want;
    if (!read_wanted(ed, eg_yaml_get(ends, key), ends, key, &want)) return false;
    finding f = find(ed, &want, index);
    if (f != MISSING) return f == FOUND;
    if (!create) {
        warn(ed, want.at, missing_text(ed, want.name));
        return false;
    }
    if (want.kind.len == 0 || is_figure_kind(ed, want.kind)) {
        eg_slice text = missing_text(ed, want.name);
        complain(ed, want.at, "%.*s; to add it, say { name: ..., kind: ... }", EG_FMT(text));
        return false;
    }
    eg_rewrite_node n = {.node = {.kind = want.kind, .name = want.name, .mentions = 1, .confidence = 1}};
    eg_vec_push(&n.evidence, ed->proof);
    eg_vec_push(&ed->rw.nodes, n);
    *index = (uint32_t)(ed->rw.nodes.len - 1);
    return true;
}

static bool fits(const editor *ed, uint32_t kinds, uint32_t node) {
    uint32_t kind = eg_schema_kind(ed->schema, ed->rw.nodes.items[node].node.kind);
    return kind == EG_NONE || (kinds >> kind & 1);
}

static bool read_type(editor *ed, const eg_yaml *ends, bool needed, uint32_t *type) {
    const eg_yaml *value = eg_yaml_get(ends, "type");
    *type = value && is_text(value) ? eg_schema_edge(ed->schema, value->text) : EG_NONE;
    if (*type != EG_NONE || (value == NULL && !needed)) return true;
    if (value) complain(ed, value, "no edge type \"%.*s\" in the pattern set", EG_FMT(value->text));
    else complain(ed, ends, "wanted a \"type\"");
    return false;
}

/* "2024", "2024-05", "2024-05-17" */
static bool is_date(eg_slice s) {
    if (s.len != 4 && s.len != 7 && s.len != 10) return false;
    for (size_t i = 0; i < s.len; i++)
        if ((i == 4 || i == 7) ? s.ptr[i] != '-' : (s.ptr[i] < '0' || s.ptr[i] > '9')) return false;
    return true;
}

static void add_relation(editor *ed, const eg_yaml *edit) {
    static const char *const keys[] = {"from", "type", "to", "status", "when", "role", NULL};
    const eg_yaml *ends = eg_yaml_get(edit, "add"), *status = eg_yaml_get(ends, "status"), *when = eg_yaml_get(ends, "when");
    uint32_t from, to, type;
    if (ends->kind != EG_YAML_MAP || ends->count == 0) {
        complain(ed, ends, "wanted { from: NAME, type: TYPE, to: NAME }");
        return;
    }
    bool ok = check_keys(ed, ends, keys) && read_type(ed, ends, true, &type);
    ok = ok && read_end(ed, ends, "from", true, &from) && read_end(ed, ends, "to", true, &to);
    if (ok && status && eg_status_of(status->text) == EG_STATUS_COUNT)
        complain(ed, status, "no status \"%.*s\"", EG_FMT(status->text)), ok = false;
    if (ok && when && !is_date(when->text)) complain(ed, when, "wanted a date like 2024 or 2024-05-17"), ok = false;
    if (!ok) return;
    const eg_edge_type *t = &ed->schema->edges[type];
    if (from == to || !fits(ed, t->from, from) || !fits(ed, t->to, to) || (t->traits & EG_EDGE_FIGURE)) {
        complain(ed, ends, "\"%.*s\" does not go from %.*s to %.*s", EG_FMT(t->name), EG_FMT(ed->rw.nodes.items[from].node.kind),
                 EG_FMT(ed->rw.nodes.items[to].node.kind));
        return;
    }
    eg_rewrite_edge *e = eg_vec_add(&ed->rw.edges);
    e->edge = (eg_edge){.type = t->name, .source = from, .target = to, .directed = !(t->traits & EG_EDGE_SYMMETRIC),
                        .status = status ? eg_status_of(status->text) : EG_STATUS_ASSERTED, .confidence = 1,
                        .when = eg_yaml_text(ends, "when"), .role = eg_yaml_text(ends, "role")};
    eg_vec_push(&e->evidence, ed->proof);
}

static void drop_relation(editor *ed, const eg_yaml *edit) {
    static const char *const keys[] = {"from", "type", "to", NULL};
    const eg_yaml *ends = eg_yaml_get(edit, "drop");
    uint32_t from, to, type;
    size_t dropped = 0;
    if (ends->kind != EG_YAML_MAP || ends->count == 0) {
        complain(ed, ends, "wanted { from: NAME, type: TYPE, to: NAME }");
        return;
    }
    if (!check_keys(ed, ends, keys) || !read_type(ed, ends, false, &type)) return;
    if (!read_end(ed, ends, "from", false, &from) || !read_end(ed, ends, "to", false, &to)) return;
    for (size_t i = 0; i < ed->rw.edges.len; i++) {
        eg_rewrite_edge *e = &ed->rw.edges.items[i];
        bool same = e->edge.source == from && e->edge.target == to;
        bool turned = !e->edge.directed && e->edge.source == to && e->edge.target == from;
        if (e->gone || !(same || turned) || (type != EG_NONE && !eg_slice_eq(e->edge.type, ed->schema->edges[type].name))) continue;
        e->gone = true;
        dropped++;
    }
    if (dropped == 0) warn(ed, ends, EG_S("there is no such relation to drop"));
}

/* ---- the file ---- */

static const struct {
    const char *name; /* the first key */
    const char *keys[4];
    void (*run)(editor *ed, const eg_yaml *edit);
} kinds_of_edit[] = {
    {"rename", {"rename", "to"}, rename_thing},   {"hide", {"hide"}, hide_things},
    {"merge", {"merge"}, merge_things},           {"split", {"split", "off", "kind"}, split_thing},
    {"kind", {"kind", "to"}, change_kind},        {"add", {"add"}, add_relation},
    {"drop", {"drop"}, drop_relation},
};

enum { EDIT_KINDS = sizeof kinds_of_edit / sizeof *kinds_of_edit };

/* Byte behind the last scalar. */
static size_t scalars_end(const editor *ed, const eg_yaml *value) { /* NOLINT(misc-no-recursion): YAML's depth is capped */
    if (value->kind == EG_YAML_SCALAR) return eg_yaml_place(value, ed->source, value->text.len);
    size_t end = value->offset;
    for (size_t i = 0; i < value->count; i++) {
        size_t e = scalars_end(ed, &value->items[i]);
        if (e > end) end = e;
    }
    return end;
}

/* The end of the edit's last line, with the brackets that close there. */
static size_t end_of(const editor *ed, const eg_yaml *edit) {
    size_t end = scalars_end(ed, edit);
    while (end < ed->source->bytes.len && ed->source->bytes.ptr[end] != '\n') end++;
    return end;
}

/* Nothing but comments and white space: libfyaml takes that for an error. */
static bool is_empty(eg_slice text) {
    eg_slice line;
    while (eg_slice_split(&text, '\n', &line)) {
        line = eg_slice_trim(line);
        if (line.len && line.ptr[0] != '#') return false;
    }
    return true;
}

/* The edit's own words, white space folded. */
static eg_slice quote_of(editor *ed, size_t start, size_t end) {
    char *text = eg_arena_alloc(&ed->rw.arena, end - start + 1);
    size_t len = 0;
    for (size_t i = start; i < end; i++) {
        char c = ed->source->bytes.ptr[i];
        bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space) text[len++] = c;
        else if (len && text[len - 1] != ' ') text[len++] = ' ';
    }
    return eg_slice_trim(eg_slice_of(text, len));
}

static void run_edit(editor *ed, const eg_yaml *edit) {
    if (edit->kind != EG_YAML_MAP || edit->count == 0) {
        complain(ed, edit, "wanted an edit: rename, hide, merge, split, kind, add or drop");
        return;
    }
    size_t k = 0, end = end_of(ed, edit);
    while (k < EDIT_KINDS && !eg_slice_eq(edit->keys[0].text, eg_slice_from(kinds_of_edit[k].name))) k++;
    if (k == EDIT_KINDS) {
        complain(ed, edit, "unknown edit \"%.*s\": wanted rename, hide, merge, split, kind, add or drop", EG_FMT(edit->keys[0].text));
        return;
    }
    ed->proof.start = edit->offset;
    ed->proof.end = (uint32_t)end;
    ed->proof.quote = quote_of(ed, edit->offset, end);
    eg_source_place(ed->source, edit->offset, &ed->proof.line, &ed->proof.column);
    if (check_keys(ed, edit, kinds_of_edit[k].keys)) kinds_of_edit[k].run(ed, edit);
}

static eg_slice last_part(eg_slice path) {
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') at--;
    return eg_slice_sub(path, at, path.len);
}

static void add_source(editor *ed) {
    char sha[65];
    eg_sha256_hex(sha, ed->source->bytes);
    eg_post post = {.path = last_part(ed->source->path), .sha256 = eg_arena_dup(&ed->rw.arena, eg_slice_from(sha)), .bytes = ed->source->bytes.len};
    eg_vec_push(&ed->rw.posts, post);
    ed->proof = (eg_evidence){.source = (uint32_t)(ed->rw.posts.len - 1), .rule = eg_slice_from(rule)};
}

eg_graph *eg_edits_apply(const eg_graph *graph, const eg_schema *schema, const char *path, eg_errors *errors) {
    eg_source source = {0};
    eg_error err = {0};
    eg_graph *result = NULL;
    const eg_yaml *root = NULL;
    size_t before = errors->list.len;
    editor ed = {.graph = graph, .schema = schema, .source = &source, .errors = errors};
    eg_rewrite_init(&ed.rw, graph);
    if (!eg_source_read(&source, &ed.rw.arena, path, 0, &err)) {
        *eg_errors_add(errors) = err;
    } else if (is_empty(source.bytes)) {
        result = eg_rewrite_finish(&ed.rw, &err);
    } else if (eg_yaml_parse(&root, &ed.rw.arena, &source, errors)) {
        add_source(&ed);
        if (root->kind != EG_YAML_LIST && (root->kind != EG_YAML_MAP || root->count))
            complain(&ed, root, "wanted a list of edits: \"- rename: ...\"");
        for (size_t i = 0; root->kind == EG_YAML_LIST && i < root->count; i++) run_edit(&ed, &root->items[i]);
        if (errors->list.len == before) result = eg_rewrite_finish(&ed.rw, &err);
    }
    if (errors->list.len == before && result == NULL) *eg_errors_add(errors) = err;
    eg_source_fini(&source);
    eg_rewrite_fini(&ed.rw);
    return result;
}
