/* SPDX-License-Identifier: MIT */
/* The matcher of path patterns. Each node of the pattern first becomes a mask over the nodes of the graph, each edge one
 * over its edges; then a depth-first walk starts at the end that has fewer candidates. */
#include "graph/pattern.h"

#include "base/unicode.h"
#include "graph/pattern_parse.h"

enum { STEPS_MOST = 50 * 1000 * 1000 };

typedef struct matcher {
    const eg_graph *graph;
    const eg_schema *schema;
    const eg_node *nodes;
    const eg_edge *facts, *statements;
    const eg_post *posts;
    size_t node_count, fact_count, edge_count; /* edge_count: facts and statements */
    eg_pattern pattern;
    eg_arena scratch;
    eg_adjacency links;
    uint8_t *node_masks[EG_PATTERN_NODES];
    uint8_t *edge_masks[EG_PATTERN_NODES];
    bool reversed;
    /* the walk */
    uint32_t at[EG_PATTERN_NODES];
    eg_hop steps[EG_PATTERN_NODES * EG_PATTERN_STEPS];
    uint32_t counts[EG_PATTERN_NODES];
    size_t step_count;
    uint64_t walked;
    size_t most;
    eg_answers *answers;
} matcher;

static const eg_edge *edge_at(const matcher *m, size_t index) { return index < m->fact_count ? &m->facts[index] : &m->statements[index - m->fact_count]; }

/* ---- filters ---- */

static bool compare(double a, eg_op op, double b) {
    switch (op) {
    case EG_OP_EQ: case EG_OP_HAS: return a == b;
    case EG_OP_NE: return a != b;
    case EG_OP_LT: return a < b;
    case EG_OP_LE: return a <= b;
    case EG_OP_GT: return a > b;
    case EG_OP_GE: return a >= b;
    }
    return false;
}

/* As far as both are known: 2024-05 is 2024. */
static bool compare_dates(eg_slice a, eg_op op, eg_slice b) {
    if (a.len == 0) return op == EG_OP_NE;
    size_t len = a.len < b.len ? a.len : b.len;
    if (op == EG_OP_HAS) return eg_slice_find(a, b, 0) != (size_t)-1;
    return compare(eg_slice_cmp(eg_slice_sub(a, 0, len), eg_slice_sub(b, 0, len)), op, 0);
}

static bool compare_texts(matcher *m, eg_slice text, const eg_filter *f) {
    eg_slice folded = eg_fold(&m->scratch, text);
    switch (f->op) {
    case EG_OP_EQ: return eg_slice_eq(folded, f->folded);
    case EG_OP_NE: return !eg_slice_eq(folded, f->folded);
    case EG_OP_HAS: return eg_slice_find(folded, f->folded, 0) != (size_t)-1;
    default: return compare(eg_slice_cmp(folded, f->folded), f->op, 0);
    }
}

static bool is_named(matcher *m, const eg_node *node, const eg_filter *f) {
    eg_filter positive = *f;
    if (f->op == EG_OP_NE) positive.op = EG_OP_EQ;
    bool hit = compare_texts(m, node->name, &positive) || eg_slice_eq(node->id, f->value);
    for (size_t i = 0; i < node->alias_count && !hit; i++) hit = compare_texts(m, node->aliases[i], &positive);
    return hit != (f->op == EG_OP_NE);
}

static bool in_post(matcher *m, const eg_evidence *e, size_t count, const eg_filter *f) {
    eg_filter positive = *f;
    bool hit = false;
    if (f->op == EG_OP_NE) positive.op = EG_OP_EQ;
    for (size_t i = 0; i < count && !hit; i++) {
        const eg_post *post = &m->posts[e[i].source];
        hit = compare_texts(m, post->path, &positive) || compare_texts(m, post->id, &positive);
    }
    return hit != (f->op == EG_OP_NE);
}

static bool has_kind(const matcher *m, const eg_node *node, uint32_t kinds, eg_slice name) {
    if (eg_slice_eq(node->kind, name)) return true;
    uint32_t kind = kinds ? eg_schema_kind(m->schema, node->kind) : EG_NONE;
    return kind != EG_NONE && (kinds >> kind & 1);
}

static size_t facts_at(const matcher *m, uint32_t index) {
    size_t count, facts = 0;
    const eg_link *links = eg_links(&m->links, index, &count);
    for (size_t i = 0; i < count; i++) facts += links[i].edge < m->fact_count;
    return facts;
}

static bool has_neighbour(matcher *m, uint32_t index, const eg_filter *f) {
    eg_filter positive = *f;
    if (f->op == EG_OP_NE) positive.op = EG_OP_EQ;
    size_t count;
    const eg_link *links = eg_links(&m->links, index, &count);
    bool hit = false;
    for (size_t i = 0; i < count && !hit; i++) {
        const eg_node *other = &m->nodes[links[i].other];
        hit = links[i].edge < m->fact_count && has_kind(m, other, f->kinds, f->kind_name) && is_named(m, other, &positive);
    }
    return hit != (f->op == EG_OP_NE);
}

static bool has_date(matcher *m, uint32_t index, const eg_filter *f) {
    size_t count;
    const eg_link *links = eg_links(&m->links, index, &count);
    for (size_t i = 0; i < count; i++)
        if (edge_at(m, links[i].edge)->when.len && compare_dates(edge_at(m, links[i].edge)->when, f->op, f->value)) return true;
    return false;
}

static bool node_passes(matcher *m, uint32_t index, const eg_filter *f) {
    const eg_node *node = &m->nodes[index];
    switch (f->key) {
    case EG_KEY_NAME: return is_named(m, node, f);
    case EG_KEY_ID: return compare_texts(m, node->id, f);
    case EG_KEY_VALUE: return eg_node_is_figure(node) && compare(node->quantity.value, f->op, f->number);
    case EG_KEY_UNIT: return compare_texts(m, node->quantity.unit, f);
    case EG_KEY_MENTIONS: return compare(node->mentions, f->op, f->number);
    case EG_KEY_CONFIDENCE: return compare(node->confidence, f->op, f->number);
    case EG_KEY_DEGREE: return compare((double)facts_at(m, index), f->op, f->number);
    case EG_KEY_WHEN: return has_date(m, index, f);
    case EG_KEY_POST: return in_post(m, node->evidence, node->evidence_count, f);
    case EG_KEY_NEIGHBOUR: return has_neighbour(m, index, f);
    default: return false;
    }
}

static bool edge_passes(matcher *m, const eg_edge *e, const eg_filter *f) {
    const eg_quantity *figure = e->figure.unit.len ? &e->figure : e->target != EG_NO_NODE ? &m->nodes[e->target].quantity : NULL;
    switch (f->key) {
    case EG_KEY_STATUS: return (e->status == f->status) == (f->op != EG_OP_NE);
    case EG_KEY_WHEN: return compare_dates(e->when, f->op, f->value);
    case EG_KEY_ROLE: return compare_texts(m, e->role, f);
    case EG_KEY_MEASURE: return compare_texts(m, e->measure, f);
    case EG_KEY_AMOUNT: return e->amount.unit.len && compare(e->amount.value, f->op, f->number);
    case EG_KEY_VALUE: return figure && figure->unit.len && compare(figure->value, f->op, f->number);
    case EG_KEY_SUPPORT: return compare((double)e->evidence_count, f->op, f->number);
    case EG_KEY_CONFIDENCE: return compare(e->confidence, f->op, f->number);
    case EG_KEY_POST: return in_post(m, e->evidence, e->evidence_count, f);
    default: return false;
    }
}

/* ---- masks ---- */

static size_t mask_nodes(matcher *m, const eg_node_pattern *p, uint8_t **mask) {
    *mask = EG_NEW_ARRAY(&m->answers->arena, uint8_t, m->node_count + 1);
    size_t in = 0;
    for (uint32_t i = 0; i < m->node_count; i++) {
        bool ok = p->any || has_kind(m, &m->nodes[i], p->kinds, p->kind_name);
        for (size_t k = 0; k < p->filter_count && ok; k++) ok = node_passes(m, i, &p->filters[k]);
        (*mask)[i] = ok;
        in += ok;
        if (i % 4096 == 0) eg_arena_fini(&m->scratch);
    }
    return in;
}

static bool wants_statements(const eg_edge_pattern *p) {
    for (size_t k = 0; k < p->filter_count; k++)
        if (p->filters[k].key == EG_KEY_STATUS) return true;
    return false;
}

static void mask_edges(matcher *m, const eg_edge_pattern *p, uint8_t **mask) {
    *mask = EG_NEW_ARRAY(&m->answers->arena, uint8_t, m->edge_count + 1);
    size_t end = wants_statements(p) ? m->edge_count : m->fact_count;
    for (size_t i = 0; i < end; i++) {
        const eg_edge *e = edge_at(m, i);
        bool ok = p->type_count == 0 && e->target != EG_NO_NODE;
        for (size_t k = 0; k < p->type_count && !ok; k++) ok = e->target != EG_NO_NODE && eg_slice_eq(e->type, p->types[k]);
        for (size_t k = 0; k < p->filter_count && ok; k++) ok = edge_passes(m, e, &p->filters[k]);
        (*mask)[i] = ok;
        if (i % 4096 == 0) eg_arena_fini(&m->scratch);
    }
}

/* Links over facts and statements alike, by edge number. */
static void link_all(matcher *m) {
    uint32_t *start = eg_heap_alloc((m->node_count + 1) * sizeof *start);
    memset(start, 0, (m->node_count + 1) * sizeof *start);
    for (int fill = 0; fill < 2; fill++) {
        for (size_t i = 0; i < m->edge_count; i++) {
            const eg_edge *e = edge_at(m, i);
            if (e->target == EG_NO_NODE) continue;
            bool loop = e->source == e->target;
            if (fill) {
                m->links.links[start[e->source]++] = (eg_link){(uint32_t)i, e->target, true};
                if (!loop) m->links.links[start[e->target]++] = (eg_link){(uint32_t)i, e->source, false};
            } else start[e->source]++, start[e->target] += !loop;
        }
        uint32_t sum = 0;
        for (size_t i = 0; i <= m->node_count && !fill; i++) {
            uint32_t count = start[i];
            start[i] = sum;
            sum += count;
        }
        if (!fill) m->links.links = eg_heap_alloc((sum + 1) * sizeof *m->links.links);
    }
    memmove(start + 1, start, m->node_count * sizeof *start); /* filling moved each start to the next one's */
    start[0] = 0;
    m->links.start = start;
    m->links.node_count = m->node_count;
}

/* ---- the walk ---- */

/* One more answer, turned round when the walk went from the pattern's end. */
static bool take(matcher *m) {
    if (m->most && m->answers->list.len == m->most) return m->answers->cut = true, false;
    size_t n = m->pattern.node_count;
    eg_arena *arena = &m->answers->arena;
    uint32_t *nodes = EG_NEW_ARRAY(arena, uint32_t, n);
    uint32_t *counts = EG_NEW_ARRAY(arena, uint32_t, n);
    eg_hop *steps = EG_NEW_ARRAY(arena, eg_hop, m->step_count + 1);
    for (size_t i = 0; i < n; i++) nodes[i] = m->at[m->reversed ? n - 1 - i : i];
    for (size_t i = 0; i + 1 < n; i++) counts[i] = m->counts[m->reversed ? n - 2 - i : i];
    for (size_t i = 0; i < m->step_count; i++) {
        steps[i] = m->steps[m->reversed ? m->step_count - 1 - i : i];
        if (m->reversed) steps[i].out = !steps[i].out;
    }
    eg_answer answer = {nodes, steps, counts};
    eg_vec_push(&m->answers->list, answer);
    return true;
}

static bool is_used(const matcher *m, uint32_t edge) {
    for (size_t i = 0; i < m->step_count; i++)
        if (m->steps[i].edge == edge) return true;
    return false;
}

static bool reach(matcher *m, size_t slot, uint32_t node);

/* Walks the edge pattern behind node `slot` from `node`, of which `done` steps are made. False = stop all. */
static bool walk(matcher *m, size_t slot, uint32_t node, uint32_t done) { /* NOLINT(misc-no-recursion): 16 nodes of 16 steps */
    const eg_edge_pattern *p = &m->pattern.edges[slot];
    if (done >= p->least) {
        m->counts[slot] = done;
        if (!reach(m, slot + 1, node)) return false;
    }
    if (done == p->most) return true;
    size_t count;
    const eg_link *links = eg_links(&m->links, node, &count);
    for (size_t i = 0; i < count; i++) {
        if (++m->walked > STEPS_MOST) return m->answers->cut = true, false;
        const eg_link *l = &links[i];
        const eg_edge *e = edge_at(m, l->edge);
        bool way = !e->directed || e->source == e->target || (l->out ? p->forth : p->back);
        if (!way || !m->edge_masks[slot][l->edge] || is_used(m, l->edge)) continue;
        if (done + 1 == p->most && !m->node_masks[slot + 1][l->other]) continue;
        m->steps[m->step_count++] = (eg_hop){l->edge, l->out};
        bool go_on = walk(m, slot, l->other, done + 1);
        m->step_count--;
        if (!go_on) return false;
    }
    return true;
}

static bool reach(matcher *m, size_t slot, uint32_t node) { /* NOLINT(misc-no-recursion) */
    if (!m->node_masks[slot][node]) return true;
    m->at[slot] = node;
    if (slot + 1 == m->pattern.node_count) return take(m);
    return walk(m, slot, node, 0);
}

static void turn_round(eg_pattern *p) {
    size_t n = p->node_count;
    eg_pattern turned = *p;
    for (size_t i = 0; i < n; i++) turned.nodes[i] = p->nodes[n - 1 - i];
    for (size_t i = 0; i + 1 < n; i++) {
        turned.edges[i] = p->edges[n - 2 - i];
        turned.edges[i].forth = p->edges[n - 2 - i].back;
        turned.edges[i].back = p->edges[n - 2 - i].forth;
    }
    *p = turned;
}

/* ---- order ---- */

static size_t width; /* of the answers being sorted; qsort takes no context */
static int by_nodes(const void *a, const void *b) {
    const eg_answer *x = a, *y = b;
    for (size_t i = 0; i < width; i++)
        if (x->nodes[i] != y->nodes[i]) return x->nodes[i] < y->nodes[i] ? -1 : 1;
    for (size_t i = 0, at = 0; i + 1 < width; i++) {
        if (x->step_counts[i] != y->step_counts[i]) return x->step_counts[i] < y->step_counts[i] ? -1 : 1;
        for (size_t k = 0; k < x->step_counts[i]; k++, at++)
            if (x->steps[at].edge != y->steps[at].edge) return x->steps[at].edge < y->steps[at].edge ? -1 : 1;
    }
    return 0;
}

bool eg_pattern_match(eg_answers *answers, const eg_graph *graph, const eg_schema *schema, eg_slice text, size_t most, eg_error *err) {
    *answers = (eg_answers){0};
    matcher m = {.graph = graph, .schema = schema, .most = most, .answers = answers};
    size_t posts, statements;
    m.nodes = eg_graph_nodes(graph, &m.node_count);
    m.facts = eg_graph_edges(graph, &m.fact_count);
    m.statements = eg_graph_unasserted(graph, &statements);
    m.posts = eg_graph_posts(graph, &posts);
    m.edge_count = m.fact_count + statements;
    if (!eg_pattern_parse(&m.pattern, &answers->arena, text, graph, schema, err)) return false;
    answers->node_count = m.pattern.node_count;
    eg_slice *titles = EG_NEW_ARRAY(&answers->arena, eg_slice, 2 * answers->node_count);
    memcpy(titles, m.pattern.titles, (2 * answers->node_count - 1) * sizeof *titles);
    answers->titles = titles;
    link_all(&m);
    size_t first = 0, last = 0;
    for (size_t i = 0; i < answers->node_count; i++) last = mask_nodes(&m, &m.pattern.nodes[i], &m.node_masks[i]), first = i ? first : last;
    for (size_t i = 0; i + 1 < answers->node_count; i++) mask_edges(&m, &m.pattern.edges[i], &m.edge_masks[i]);
    m.reversed = last < first;
    if (m.reversed) {
        turn_round(&m.pattern);
        size_t n = answers->node_count;
        for (size_t i = 0; i < n / 2; i++) {
            uint8_t *held = m.node_masks[i];
            m.node_masks[i] = m.node_masks[n - 1 - i], m.node_masks[n - 1 - i] = held;
        }
        for (size_t i = 0; i < (n - 1) / 2; i++) {
            uint8_t *held = m.edge_masks[i];
            m.edge_masks[i] = m.edge_masks[n - 2 - i], m.edge_masks[n - 2 - i] = held;
        }
    }
    for (uint32_t i = 0; i < m.node_count; i++)
        if (m.node_masks[0][i] && !reach(&m, 0, i)) break;
    width = answers->node_count;
    if (answers->list.len) qsort(answers->list.items, answers->list.len, sizeof *answers->list.items, by_nodes);
    eg_adjacency_fini(&m.links);
    eg_arena_fini(&m.scratch);
    return true;
}

void eg_answers_fini(eg_answers *answers) {
    eg_vec_fini(&answers->list);
    eg_arena_fini(&answers->arena);
}
