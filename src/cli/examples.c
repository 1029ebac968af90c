/* SPDX-License-Identifier: MIT */
#include "cli/examples.h"

#include "ecograph.h"

/* What is asked of a text: an edge of a type, or a kind for a name. */
typedef struct claim {
    eg_slice text;
    eg_slice edge, from, to, status; /* edge "" = no edge; from "" = any */
    eg_slice kind, name;
    eg_slice measure, figure; /* measure "" = no figure; figure "" = any */
    bool own;                 /* `name` is what a node is called, and no alias of one */
} claim;

typedef struct subject {
    eg_lint *lint;
    eg_patterns *p;
    eg_tally *tally;
    const eg_yaml *node;
    const eg_source *source;
    eg_slice id;
    eg_slice edge, kind, measure; /* what the rule states, the others "" */
    bool apart;            /* it states that a name is no short form */
    bool nobody;           /* it takes a figure from whoever would have it: no edge cites it */
    const uint32_t *hits;  /* of its variants, or the one of an entity rule */
    size_t hit_count, stride;
    bool fired, cited;
    bool unread;           /* the last counter-example states an edge with a status, and there is none */
    eg_slice shadow;       /* rule that is cited instead */
} subject;

static eg_slice without_brackets(eg_arena *arena, eg_slice text, eg_slice *inside) {
    char *out = eg_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    size_t open = 0;
    *inside = EG_S("");
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '[') open = len;
        else if (text.ptr[i] == ']') *inside = eg_slice_of(out + open, len - open);
        else out[len++] = text.ptr[i];
    }
    return eg_slice_of(out, len);
}

static claim read_claim(const subject *s, eg_slice example) {
    claim c = {.edge = s->edge, .kind = s->kind, .measure = s->measure, .own = s->apart};
    size_t arrow = eg_slice_find(example, EG_S(" => "), 0);
    eg_slice text = arrow == (size_t)-1 ? example : eg_slice_sub(example, 0, arrow);
    eg_slice rest = arrow == (size_t)-1 ? EG_S("") : eg_slice_sub(example, arrow + 4, example.len);
    c.text = without_brackets(&s->lint->arena, text, &c.name);
    size_t mark = eg_slice_find(rest, EG_S(" ["), 0);
    if (mark != (size_t)-1 && eg_slice_ends(rest, EG_S("]"))) {
        c.status = eg_slice_sub(rest, mark + 2, rest.len - 1);
        rest = eg_slice_sub(rest, 0, mark);
    }
    size_t to = eg_slice_find(rest, EG_S(" -> "), 0);
    c.figure = rest;
    if (to != (size_t)-1) c.from = eg_slice_sub(rest, 0, to), c.to = eg_slice_sub(rest, to + 4, rest.len);
    return c;
}

static bool has_node(const eg_graph *g, const claim *c) {
    size_t n;
    const eg_node *nodes = eg_graph_nodes(g, &n);
    for (size_t i = 0; i < n; i++) {
        bool hit = eg_slice_eq(nodes[i].name, c->name);
        for (size_t j = 0; j < nodes[i].alias_count && !c->own; j++) hit |= eg_slice_eq(nodes[i].aliases[j], c->name);
        if (hit && (c->kind.len == 0 || eg_slice_eq(nodes[i].kind, c->kind))) return true;
    }
    return false;
}

/* "TEXT => FIGURE": the figure has an edge with this measure. */
static bool has_measure(const eg_graph *g, const claim *c) {
    size_t n;
    size_t count;
    const eg_node *nodes = eg_graph_nodes(g, &n);
    const eg_edge *e = eg_graph_edges(g, &count);
    for (size_t i = 0; i < count; i++)
        if (eg_slice_eq(e[i].measure, c->measure) && (c->figure.len == 0 || eg_slice_starts(nodes[e[i].target].name, c->figure))) return true;
    return false;
}

static eg_slice rule_of(eg_slice cited) {
    size_t end = 0;
    while (end < cited.len && cited.ptr[end] != '/' && cited.ptr[end] != '+') end++;
    return eg_slice_sub(cited, 0, end);
}

static void see_evidence(subject *s, const eg_edge *e) {
    for (size_t i = 0; i < e->evidence_count; i++) {
        eg_slice rule = rule_of(e->evidence[i].rule);
        if (eg_slice_eq(rule, s->id)) s->cited = true;
        else s->shadow = eg_arena_dup(&s->lint->arena, rule);
    }
}

/* Is an edge of the claim's type and ends among the facts (or, with a status, among the other statements)? */
static bool has_edge(subject *s, const eg_graph *g, const claim *c, bool facts) {
    size_t n;
    size_t count;
    const eg_node *nodes = eg_graph_nodes(g, &n);
    const eg_edge *e = facts ? eg_graph_edges(g, &count) : eg_graph_unasserted(g, &count);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        if (!eg_slice_eq(e[i].type, c->edge)) continue;
        if (!facts && !eg_slice_eq(eg_status_name(e[i].status), c->status)) continue;
        eg_slice a = nodes[e[i].source].name;
        eg_slice b = e[i].target == EG_NO_NODE ? e[i].figure.name : nodes[e[i].target].name;
        bool there = eg_slice_starts(a, c->from) && eg_slice_starts(b, c->to);
        bool back = !e[i].directed && eg_slice_starts(b, c->from) && eg_slice_starts(a, c->to);
        if (c->from.len && !there && !back) continue;
        see_evidence(s, &e[i]);
        found = true;
    }
    return found;
}

static uint32_t hits_of(const subject *s) {
    uint32_t sum = 0;
    for (size_t i = 0; i < s->hit_count; i++) sum += *(const uint32_t *)(const void *)((const char *)s->hits + i * s->stride);
    return sum;
}

static bool holds(subject *s, eg_slice example, bool counter) {
    claim c = read_claim(s, example);
    eg_post_input post = {"example", c.text};
    eg_errors errors = {0};
    bool incomplete;
    uint32_t before = hits_of(s);
    eg_graph *g = eg_extract(s->p, &post, 1, NULL, &errors, &incomplete);
    eg_errors_fini(&errors);
    if (g == NULL) return false;
    if (!counter && hits_of(s) > before) s->fired = true;
    bool ok = true; /* a counter-example that names nothing must only be readable */
    if (c.edge.len && c.status.len && eg_status_of(c.status) != EG_STATUS_COUNT && !eg_status_is_fact(eg_status_of(c.status)))
        ok = !has_edge(s, g, &c, true), s->unread = !has_edge(s, g, &c, false);
    else if (c.edge.len) ok = has_edge(s, g, &c, true) != counter;
    else if (c.measure.len) ok = has_measure(g, &c) != counter;
    else if (c.name.len) ok = has_node(g, &c) != counter;
    eg_graph_free(g);
    return ok;
}

static bool is_below(const subject *s) {
    const eg_lint_file *file = eg_lint_file_of(s->lint, s->source);
    return file && file->set + 1 < s->lint->dir_count;
}

static void fails(subject *s, const char *code, const eg_yaml *at, const char *what) {
    bool below = is_below(s);
    if (!below) s->tally->failed++;
    eg_finding_add(s->lint->out, below ? EG_LEVEL_WARNING : EG_LEVEL_ERROR, code, s->source, at, 0, s->id, "%.*s: %s%s", EG_FMT(s->id), what,
                   below ? " with the sets on top" : "");
}

static void run_list(subject *s, const char *key, bool counter) {
    const eg_yaml *list = eg_yaml_get(s->node, key);
    if (list == NULL || list->kind != EG_YAML_LIST || list->count == 0) {
        fails(s, counter ? "no-counter" : "no-example", s->node, counter ? "has no counter-example" : "has no example");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        s->tally->run++;
        s->unread = false;
        bool ok = holds(s, list->items[i].text, counter);
        if (ok && s->unread && !is_below(s))
            eg_finding_add(s->lint->out, EG_LEVEL_WARNING, "counter-unread", s->source, &list->items[i], 0, s->id, "%.*s: nothing is asserted, but no edge of this status is read either",
                           EG_FMT(s->id));
        if (ok) continue;
        fails(s, counter ? "counter-fails" : "example-fails", &list->items[i], counter ? "the counter-example is read" : "the example is not read");
    }
}

static void run_misses(subject *s) {
    const eg_yaml *list = eg_yaml_get(s->node, "misses");
    for (size_t i = 0; list && list->kind == EG_YAML_LIST && i < list->count; i++) {
        s->tally->misses++;
        if (holds(s, list->items[i].text, false))
            eg_finding_add(s->lint->out, EG_LEVEL_WARNING, "miss-passes", s->source, &list->items[i], 0, s->id,
                           "%.*s: THIS KNOWN MISS IS READ NOW: move it to the examples", EG_FMT(s->id));
    }
}

static void run_subject(subject *s) {
    run_list(s, "examples", false);
    run_list(s, "counter", true);
    bool fired = s->fired;
    bool cited = s->cited;
    eg_slice shadow = s->shadow;
    run_misses(s);
    if (is_below(s) || eg_yaml_get(s->node, "examples") == NULL) return;
    if (!fired)
        eg_finding_add(s->lint->out, EG_LEVEL_WARNING, "dead-rule", s->source, s->node, 0, s->id, "%.*s: none of its examples makes it fire", EG_FMT(s->id));
    else if (s->edge.len && !s->nobody && !cited && shadow.len)
        eg_finding_add(s->lint->out, EG_LEVEL_WARNING, "shadowed-rule", s->source, s->node, 0, s->id, "%.*s: what its examples state, %.*s has read before it", EG_FMT(s->id),
                       EG_FMT(shadow));
}

static void find_unused(eg_lint *lint, const eg_patterns *p) {
    for (size_t i = 0; i < p->rules.len; i++) {
        const eg_tape_rule *r = &p->rules.items[i];
        uint32_t sum = 0;
        for (size_t v = 0; v < r->variant_count; v++) sum += r->variants[v].hits;
        for (size_t v = 0; sum && v < r->variant_count; v++)
            if (r->variants[v].hits == 0)
                eg_finding_add(lint->out, EG_LEVEL_NOTE, "unused-pattern", r->source, eg_variant_pattern(r, &r->variants[v]), 0, r->id,
                               "%.*s/%.*s: no example makes this pattern fire", EG_FMT(r->id), EG_FMT(r->variants[v].name));
    }
}

void eg_examples_run(eg_lint *lint, eg_patterns *p, eg_tally *tally) {
    eg_hits_counted = true;
    for (size_t i = 0; i < p->entities.len; i++) {
        const eg_entity_rule *r = &p->entities.items[i];
        subject s = {.lint = lint, .p = p, .tally = tally, .node = r->node, .source = r->source, .id = r->id, .hits = &r->hits, .hit_count = 1, .stride = sizeof r->hits};
        if (r->kind != EG_NONE) s.kind = p->schema.kinds[r->kind].name;
        run_subject(&s);
    }
    for (size_t i = 0; i < p->rules.len; i++) {
        const eg_tape_rule *r = &p->rules.items[i];
        subject s = {.lint = lint, .p = p, .tally = tally, .node = r->node, .source = r->source, .id = r->id, .hits = &r->variants[0].hits,
                     .hit_count = r->variant_count, .stride = sizeof r->variants[0]};
        if (r->edge != EG_NONE) s.edge = p->schema.edges[r->edge].name;
        if (r->kind != EG_NONE) s.kind = p->schema.kinds[r->kind].name;
        if (s.edge.len == 0 && s.kind.len == 0 && !r->alias && !r->apart) s.measure = r->measure;
        s.apart = r->apart;
        s.nobody = r->nobody;
        run_subject(&s);
    }
    find_unused(lint, p);
}
