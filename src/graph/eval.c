/* SPDX-License-Identifier: MIT */
#include "graph/eval.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/sink.h"
#include "base/status.h"
#include "base/unicode.h"

enum { NONE = UINT32_MAX };

typedef struct item_node {
    eg_slice id, name;
    uint32_t kind;
    bool figure;
    eg_slice *names;   /* normal forms; the canonical one first, it may be "" */
    size_t name_count;
    eg_slice unit;
    double value, high;
    bool has_value;
    uint32_t twin;     /* a figure stated twice counts once: the one it counts as, else itself */
    uint32_t pair;     /* index of the node it was matched with */
    const eg_yaml *yaml;
} item_node;

typedef struct item_edge {
    uint32_t type, source, target;
    bool hit;
    const eg_yaml *yaml;
} item_edge;

typedef struct side {
    EG_VEC(item_node) nodes;
    EG_VEC(item_edge) edges; /* one per type and ends */
    eg_map ids;
} side;

typedef struct evaluator {
    eg_eval *out;
    const eg_schema *schema;
    uint32_t core; /* bit per kind */
    side gold, got;
} evaluator;

double eg_score_precision(const eg_score *s) { return s->got ? (double)s->matched / (double)s->got : 0.0; }
double eg_score_recall(const eg_score *s) { return s->gold ? (double)s->matched / (double)s->gold : 0.0; }

double eg_score_f1(const eg_score *s) {
    double p = eg_score_precision(s);
    double r = eg_score_recall(s);
    return p + r > 0 ? 2 * p * r / (p + r) : 0.0;
}

/* ---- normal forms: the measure is fixed, it does not change with a set ------------------------------------------------ */

static bool ends_in_form(eg_slice s, size_t *cut) {
    static const char *const forms[] = {"inc", "co ltd", "ltd", "llc", "corp", "corporation", "kk", "gmbh", "plc", "co", "ag", "sa", "pty", NULL};
    for (size_t i = 0; forms[i]; i++) {
        size_t len = strlen(forms[i]);
        if (s.len <= len + 1 || !eg_slice_ends(s, eg_slice_from(forms[i])) || s.ptr[s.len - len - 1] != ' ') continue;
        *cut = s.len - len - 1;
        return true;
    }
    return false;
}

static bool is_word(uint32_t cp) { return cp == '_' || eg_is_letter(cp) || eg_is_digit(cp); }

static eg_slice normal(eg_arena *arena, eg_slice name) {
    eg_slice s = eg_fold(arena, name);
    eg_sink out = {0};
    for (size_t at = 0, n; at < s.len; at += n) {
        uint32_t cp = eg_utf8_next(s, at, &n);
        bool mark = cp == '\'' || cp == 0x2019;
        size_t behind = at + n + 1;
        if (mark && at + n < s.len && s.ptr[at + n] == 's') { /* a possessive falls */
            size_t m;
            if (behind >= s.len || !is_word(eg_utf8_next(s, behind, &m))) {
                n++;
                continue;
            }
        }
        if (is_word(cp)) eg_put(&out, eg_slice_sub(s, at, at + n));
        else {
            if (out.buf.len && out.buf.items[out.buf.len - 1] != ' ') eg_putc(&out, ' ');
            if (cp == '&') eg_puts(&out, "and ");
        }
    }
    eg_slice result = eg_slice_trim(eg_arena_dup(arena, eg_sink_slice(&out)));
    eg_sink_fini(&out);
    if (eg_slice_starts(result, EG_S("the "))) result = eg_slice_trim(eg_slice_sub(result, 4, result.len));
    for (size_t cut; ends_in_form(result, &cut);) result = eg_slice_trim(eg_slice_sub(result, 0, cut));
    return result;
}

static bool is_alpha(eg_slice s) {
    for (size_t i = 0; i < s.len; i++)
        if ((s.ptr[i] | 32) < 'a' || (s.ptr[i] | 32) > 'z') return false;
    return true;
}

/* "count:members" is "count:member"; "usd" is "USD". */
static eg_slice normal_unit(eg_arena *arena, eg_slice unit) {
    unit = eg_slice_trim(unit);
    char *copy = eg_arena_alloc(arena, unit.len + 8);
    bool code = unit.len == 3 && is_alpha(unit);
    for (size_t i = 0; i < unit.len; i++) {
        char c = unit.ptr[i];
        bool upper = c >= 'A' && c <= 'Z';
        bool lower = c >= 'a' && c <= 'z';
        copy[i] = (char)(code && lower ? c - 32 : !code && upper ? c + 32 : c);
    }
    eg_slice s = eg_slice_of(copy, unit.len);
    if (!eg_slice_starts(s, EG_S("count"))) return s;
    size_t colon = eg_slice_find(s, EG_S(":"), 0);
    eg_slice noun = colon == (size_t)-1 ? EG_S("") : eg_slice_trim(eg_slice_sub(s, colon + 1, s.len));
    for (size_t i = noun.len; i-- > 0;)
        if (noun.ptr[i] == ' ') {
            noun = eg_slice_sub(noun, i + 1, noun.len);
            break;
        }
    if (noun.len > 1 && noun.ptr[noun.len - 1] == 's') noun.len--;
    return eg_arena_printf(arena, "count:%.*s", EG_FMT(noun));
}

static eg_slice unit_base(eg_slice unit) {
    size_t colon = eg_slice_find(unit, EG_S(":"), 0);
    return colon == (size_t)-1 ? unit : eg_slice_sub(unit, 0, colon);
}

static bool same_figure(const item_node *a, const item_node *b, bool loose) {
    if (!eg_slice_eq(a->unit, b->unit) && !(loose && eg_slice_eq(unit_base(a->unit), unit_base(b->unit)))) return false;
    if (!a->has_value || !b->has_value) return false;
    return fabs(a->value - b->value) <= 0.005 * fmax(fmax(fabs(a->value), fabs(b->value)), 1e-9);
}

/* ---- reading ------------------------------------------------------------------------------------------------------------ */

static double number(const eg_yaml *map, const char *key, bool *there) {
    eg_slice text = eg_yaml_text(map, key);
    char copy[64];
    char *end = copy;
    snprintf(copy, sizeof copy, "%.*s", EG_FMT(text));
    double value = strtod(copy, &end);
    *there = text.len > 0 && *end == '\0';
    return *there ? value : 0;
}

static void read_node(evaluator *e, side *s, const eg_yaml *yaml) {
    eg_arena *arena = &e->out->arena;
    uint32_t kind = eg_schema_kind(e->schema, eg_yaml_text(yaml, "kind"));
    if (kind == EG_NONE) return;
    item_node n = {.id = eg_yaml_text(yaml, "id"), .name = eg_yaml_text(yaml, "name"), .kind = kind, .pair = NONE, .yaml = yaml, .twin = (uint32_t)s->nodes.len};
    n.figure = e->schema->kinds[kind].traits & EG_TRAIT_FIGURE;
    bool high;
    n.value = number(yaml, "value", &n.has_value);
    n.high = number(yaml, "high", &high);
    n.unit = normal_unit(arena, eg_yaml_text(yaml, "unit"));
    const eg_yaml *aliases = eg_yaml_get(yaml, "aliases");
    size_t count = aliases && aliases->kind == EG_YAML_LIST ? aliases->count : 0;
    n.names = EG_NEW_ARRAY(arena, eg_slice, count + 1);
    n.names[n.name_count++] = normal(arena, n.name);
    for (size_t i = 0; i < count; i++) n.names[n.name_count++] = normal(arena, aliases->items[i].text);
    for (size_t i = 0; n.figure && i < s->nodes.len; i++)
        if (s->nodes.items[i].figure && s->nodes.items[i].twin == i && same_figure(&s->nodes.items[i], &n, false)) {
            n.twin = (uint32_t)i;
            break;
        }
    eg_map_set(&s->ids, n.id, (uint32_t)s->nodes.len);
    eg_vec_push(&s->nodes, n);
}

static bool is_symmetric(const evaluator *e, uint32_t type) { return e->schema->edges[type].traits & EG_EDGE_SYMMETRIC; }

static bool same_ends(const evaluator *e, const item_edge *a, uint32_t type, uint32_t source, uint32_t target) {
    if (a->type != type) return false;
    return (a->source == source && a->target == target) || (is_symmetric(e, type) && a->source == target && a->target == source);
}

static item_edge *find_edge(const evaluator *e, side *s, uint32_t type, uint32_t source, uint32_t target) {
    for (size_t i = 0; i < s->edges.len; i++)
        if (same_ends(e, &s->edges.items[i], type, source, target)) return &s->edges.items[i];
    return NULL;
}

static void read_edge(const evaluator *e, side *s, const eg_yaml *yaml) {
    uint32_t type = eg_schema_edge(e->schema, eg_yaml_text(yaml, "type"));
    uint32_t source = eg_map_get(&s->ids, eg_yaml_text(yaml, "source"));
    uint32_t target = eg_map_get(&s->ids, eg_yaml_text(yaml, "target"));
    eg_slice status = eg_yaml_text(yaml, "status");
    bool fact = status.len == 0 || eg_status_of(status) == EG_STATUS_COUNT || eg_status_is_fact(eg_status_of(status));
    if (!fact || type == EG_NONE || source >= s->nodes.len || target >= s->nodes.len) return; /* no such node: EG_MAP_NONE */
    source = s->nodes.items[source].twin;
    target = s->nodes.items[target].twin;
    if (find_edge(e, s, type, source, target)) return;
    eg_vec_push(&s->edges, ((item_edge){type, source, target, false, yaml}));
}

static bool read_side(evaluator *e, side *s, const eg_yaml *root, const char *what, eg_error *err) {
    const eg_yaml *nodes = eg_yaml_get(root, "nodes");
    const eg_yaml *edges = eg_yaml_get(root, "edges");
    bool ok = nodes && edges && nodes->kind == EG_YAML_LIST && edges->kind == EG_YAML_LIST;
    if (!ok) return eg_fail(err, EG_ERR_INPUT, what, "no graph: \"nodes\" and \"edges\" are missing");
    for (size_t i = 0; i < nodes->count; i++) read_node(e, s, &nodes->items[i]);
    for (size_t i = 0; i < edges->count; i++) read_edge(e, s, &edges->items[i]);
    return true;
}

/* ---- matching ------------------------------------------------------------------------------------------------------------ */

static bool shares_name(const item_node *a, const item_node *b, bool canonical) {
    for (size_t i = 0; i < (canonical ? 1 : a->name_count); i++)
        for (size_t j = 0; j < b->name_count; j++)
            if (a->names[i].len && eg_slice_eq(a->names[i], b->names[j])) return true;
    return false;
}

static bool counts(const side *s, uint32_t i) { return s->nodes.items[i].twin == i; }

static void match_nodes(evaluator *e) {
    for (int strict = 1; strict >= 0; strict--)
        for (uint32_t i = 0; i < e->got.nodes.len; i++) {
            item_node *g = &e->got.nodes.items[i];
            for (uint32_t j = 0; j < e->gold.nodes.len && g->pair == NONE && counts(&e->got, i); j++) {
                item_node *t = &e->gold.nodes.items[j];
                if (t->pair != NONE || !counts(&e->gold, j) || t->kind != g->kind) continue;
                if (g->figure ? same_figure(t, g, !strict) : shares_name(g, t, strict)) g->pair = j, t->pair = i;
            }
        }
}

static void add(eg_score *s, size_t matched, size_t got, size_t gold) { s->matched += matched, s->got += got, s->gold += gold; }

static void score_nodes(evaluator *e) {
    for (size_t which = 0; which < 2; which++) { /* the gold, then the graph */
        const side *s = which ? &e->got : &e->gold;
        size_t gold = 1 - which;
        for (uint32_t i = 0; i < s->nodes.len; i++) {
            const item_node *n = &s->nodes.items[i];
            if (!counts(s, i)) continue;
            bool hit = which && n->pair != NONE;
            add(&e->out->kinds[n->kind], hit, which, gold);
            add(&e->out->all, hit, which, gold);
            if (e->core >> n->kind & 1) add(&e->out->core, hit, which, gold);
            if (!n->figure) continue;
            const item_node *t = hit ? &e->gold.nodes.items[n->pair] : NULL;
            bool exact = t && eg_slice_eq(n->unit, t->unit) && fabs(n->high - t->high) <= 0.0;
            add(&e->out->figure_exact, exact, which, gold);
        }
    }
}

static bool is_core(const evaluator *e, const side *s, const item_edge *edge) {
    return e->core >> s->nodes.items[edge->source].kind & 1 && e->core >> s->nodes.items[edge->target].kind & 1;
}

static bool joins(const evaluator *e, uint32_t a, uint32_t b) {
    for (size_t i = 0; i < e->gold.edges.len; i++) {
        const item_edge *g = &e->gold.edges.items[i];
        if ((g->source == a && g->target == b) || (g->source == b && g->target == a)) return true;
    }
    return false;
}

static void score_edges(evaluator *e) {
    for (size_t i = 0; i < e->got.edges.len; i++) {
        item_edge *x = &e->got.edges.items[i];
        uint32_t a = e->got.nodes.items[x->source].pair;
        uint32_t b = e->got.nodes.items[x->target].pair;
        item_edge *g = a != NONE && b != NONE ? find_edge(e, &e->gold, x->type, a, b) : NULL;
        if (g) g->hit = x->hit = true;
        add(&e->out->edges, g != NULL, 1, 0);
        add(&e->out->types[x->type], g != NULL, 1, 0);
        add(&e->out->edges_untyped, a != NONE && b != NONE && joins(e, a, b), 1, 0);
        if (is_core(e, &e->got, x)) add(&e->out->edges_core, 0, 1, 0);
    }
    for (size_t i = 0; i < e->gold.edges.len; i++) {
        const item_edge *g = &e->gold.edges.items[i];
        add(&e->out->edges, 0, 0, 1);
        add(&e->out->types[g->type], 0, 0, 1);
        add(&e->out->edges_untyped, 0, 0, 1);
        if (is_core(e, &e->gold, g)) add(&e->out->edges_core, g->hit, 0, 1);
    }
}

/* The one node of the gold that has this name, or NONE. */
static uint32_t only_owner(const evaluator *e, eg_slice name) {
    uint32_t owner = NONE;
    for (uint32_t i = 0; i < e->gold.nodes.len && name.len; i++) {
        const item_node *n = &e->gold.nodes.items[i];
        bool has = false;
        for (size_t j = 0; j < n->name_count; j++) has |= eg_slice_eq(n->names[j], name);
        if (!has || n->figure || owner == i) continue;
        if (owner != NONE) return NONE;
        owner = i;
    }
    return owner;
}

static void score_merges(evaluator *e) {
    for (uint32_t i = 0; i < e->got.nodes.len; i++) {
        const item_node *n = &e->got.nodes.items[i];
        if (n->figure) continue;
        uint32_t first = NONE;
        bool fused = false;
        for (size_t j = 0; j < n->name_count; j++) {
            uint32_t owner = only_owner(e, n->names[j]);
            if (owner == NONE) continue;
            fused |= first != NONE && owner != first;
            first = owner;
        }
        e->out->named++;
        e->out->overmerged += fused;
    }
}

/* ---- items --------------------------------------------------------------------------------------------------------------- */

static eg_slice rules_of(eg_arena *arena, const eg_yaml *yaml) {
    const eg_yaml *evidence = eg_yaml_get(yaml, "evidence");
    eg_sink out = {0};
    for (size_t i = 0; evidence && evidence->kind == EG_YAML_LIST && i < evidence->count; i++) {
        eg_slice rule = eg_yaml_text(&evidence->items[i], "rule");
        if (rule.len == 0 || eg_slice_find(eg_sink_slice(&out), rule, 0) != (size_t)-1) continue;
        if (out.buf.len) eg_puts(&out, ", ");
        eg_put(&out, rule);
    }
    eg_slice rules = eg_arena_dup(arena, eg_sink_slice(&out));
    eg_sink_fini(&out);
    return rules;
}

static void note(evaluator *e, eg_verdict verdict, bool edge, eg_slice what, eg_slice text, const eg_yaml *read, eg_slice key) {
    eg_item *item = eg_vec_add(&e->out->items);
    *item = (eg_item){.verdict = verdict, .edge = edge, .what = what, .text = text, .key = key};
    item->rules = read ? rules_of(&e->out->arena, read) : EG_S("");
}

static void note_nodes(evaluator *e) {
    eg_arena *arena = &e->out->arena;
    for (uint32_t i = 0; i < e->gold.nodes.len; i++) {
        const item_node *n = &e->gold.nodes.items[i];
        if (!counts(&e->gold, i)) continue;
        const item_node *x = n->pair == NONE ? NULL : &e->got.nodes.items[n->pair];
        note(e, x ? EG_FOUND : EG_MISSED, false, e->schema->kinds[n->kind].name, n->name, x ? x->yaml : NULL, eg_arena_printf(arena, "node %.*s", EG_FMT(n->id)));
    }
    for (uint32_t i = 0; i < e->got.nodes.len; i++) {
        const item_node *n = &e->got.nodes.items[i];
        eg_slice kind = e->schema->kinds[n->kind].name;
        if (counts(&e->got, i) && n->pair == NONE)
            note(e, EG_EXTRA, false, kind, n->name, n->yaml, eg_arena_printf(arena, "extra %.*s %.*s", EG_FMT(kind), EG_FMT(n->names[0])));
    }
}

static void note_edges(evaluator *e) {
    eg_arena *arena = &e->out->arena;
    for (int which = 0; which < 2; which++) {
        const side *s = which ? &e->got : &e->gold;
        for (size_t i = 0; i < s->edges.len; i++) {
            const item_edge *edge = &s->edges.items[i];
            const item_node *a = &s->nodes.items[edge->source];
            const item_node *b = &s->nodes.items[edge->target];
            eg_slice type = e->schema->edges[edge->type].name;
            eg_slice text = eg_arena_printf(arena, "%.*s -> %.*s", EG_FMT(a->name), EG_FMT(b->name));
            if (which && edge->hit) continue;
            if (which) {
                note(e, EG_EXTRA, true, type, text, edge->yaml, eg_arena_printf(arena, "extra %.*s %.*s", EG_FMT(type), EG_FMT(text)));
                continue;
            }
            const item_edge *x = NULL;
            if (edge->hit) x = find_edge(e, &e->got, edge->type, a->pair, b->pair);
            note(e, x ? EG_FOUND : EG_MISSED, true, type, text, x ? x->yaml : NULL, eg_arena_printf(arena, "edge %.*s %.*s %.*s", EG_FMT(a->id), EG_FMT(type), EG_FMT(b->id)));
        }
    }
}

static int by_place(const void *a, const void *b) {
    const eg_item *x = a;
    const eg_item *y = b;
    if (x->edge != y->edge) return x->edge - y->edge;
    int order = eg_slice_cmp(x->what, y->what);
    if (order == 0) order = eg_slice_cmp(x->text, y->text);
    if (order == 0) order = (int)x->verdict - (int)y->verdict;
    return order ? order : eg_slice_cmp(x->key, y->key);
}

bool eg_eval_run(eg_eval *eval, const eg_schema *schema, const eg_yaml *graph, const eg_yaml *gold, eg_error *err) {
    *eval = (eg_eval){.named = 0};
    evaluator e = {.out = eval, .schema = schema, .core = eg_schema_kinds(schema, EG_S("core"))};
    bool ok = read_side(&e, &e.gold, gold, "GOLD", err) && read_side(&e, &e.got, graph, "GRAPH", err);
    if (ok) {
        match_nodes(&e);
        score_nodes(&e);
        score_edges(&e);
        score_merges(&e);
        note_nodes(&e);
        note_edges(&e);
        if (eval->items.len > 1) qsort(eval->items.items, eval->items.len, sizeof *eval->items.items, by_place);
    }
    side *sides[] = {&e.gold, &e.got};
    for (size_t i = 0; i < 2; i++) {
        eg_vec_fini(&sides[i]->nodes);
        eg_vec_fini(&sides[i]->edges);
        eg_map_fini(&sides[i]->ids);
    }
    return ok;
}

static void sum(eg_score *to, const eg_score *from) { add(to, from->matched, from->got, from->gold); }

void eg_eval_add(eg_eval *total, const eg_eval *more) {
    for (size_t i = 0; i < EG_KINDS_MOST; i++) sum(&total->kinds[i], &more->kinds[i]);
    for (size_t i = 0; i < EG_EDGES_MOST; i++) sum(&total->types[i], &more->types[i]);
    sum(&total->core, &more->core), sum(&total->all, &more->all);
    sum(&total->edges, &more->edges), sum(&total->edges_untyped, &more->edges_untyped), sum(&total->edges_core, &more->edges_core);
    sum(&total->figure_exact, &more->figure_exact);
    total->overmerged += more->overmerged;
    total->named += more->named;
}

void eg_eval_fini(eg_eval *eval) {
    eg_vec_fini(&eval->items);
    eg_arena_fini(&eval->arena);
}
