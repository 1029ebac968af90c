/* SPDX-License-Identifier: MIT */
/* All nodes of all graphs are put in a row and united, conservatively: by figure, by normal name within one kind, by
 * `same_as`. Two nodes of one graph are never united, for whoever made that graph kept them apart; a name that could
 * join either of them joins none, with a warning. Of what is united the best-evidenced name stays, the others become
 * aliases with a merge record. */
#include "graph/merge.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/unicode.h"
#include "graph/query.h"

typedef struct item {
    uint32_t graph, node;
    uint32_t root;     /* item that stands for its set; itself at first */
    uint32_t ring;     /* next item of the set, round and round */
    uint32_t next;     /* next item of the same name, EG_NO_NODE at the end */
    const eg_node *data;
} item;

typedef struct merger {
    const eg_graph *const *graphs;
    size_t graph_count;
    const eg_schema *schema;
    eg_graph *out;
    eg_arena arena;
    item *items;
    size_t item_count;
    uint32_t *first_item;  /* of each graph */
    uint32_t **posts;      /* of each graph: its posts' indices in `out` */
    eg_adjacency *links;   /* of each graph */
    uint32_t *made;        /* item (root) -> node in `out` */
} merger;

static uint32_t root_of(merger *m, uint32_t i) {
    while (m->items[i].root != i) {
        m->items[i].root = m->items[m->items[i].root].root; /* halves the way */
        i = m->items[i].root;
    }
    return i;
}

/* True when a and b are one set now; false when that would unite two nodes of one graph. */
static bool unite(merger *m, uint32_t a, uint32_t b) {
    if (root_of(m, a) == root_of(m, b)) return true;
    uint32_t x = a;
    do {
        uint32_t y = b;
        do {
            if (m->items[x].graph == m->items[y].graph) return false;
        } while ((y = m->items[y].ring) != b);
    } while ((x = m->items[x].ring) != a);
    uint32_t swap = m->items[a].ring;
    m->items[a].ring = m->items[b].ring;
    m->items[b].ring = swap;
    a = root_of(m, a);
    b = root_of(m, b);
    m->items[a > b ? a : b].root = a > b ? b : a;
    return true;
}

/* ---- posts ---- */

static eg_slice post_key(merger *m, const eg_post *post) {
    return eg_arena_printf(&m->arena, "%.*s\n%.*s", EG_FMT(post->path), EG_FMT(post->sha256));
}

static void add_posts(merger *m) {
    eg_map seen = {0};
    for (size_t g = 0; g < m->graph_count; g++) {
        size_t count;
        const eg_post *posts = eg_graph_posts(m->graphs[g], &count);
        m->posts[g] = EG_NEW_ARRAY(&m->arena, uint32_t, count);
        for (size_t i = 0; i < count; i++) {
            eg_slice key = post_key(m, &posts[i]);
            uint32_t index = eg_map_get(&seen, key);
            if (index == EG_MAP_NONE) {
                eg_post post = posts[i];
                post.id = EG_S("");
                index = eg_graph_add_post(m->out, &post);
                eg_map_put(&seen, key, index);
            }
            m->posts[g][i] = index;
        }
    }
    eg_map_fini(&seen);
}

static eg_evidence *moved_evidence(merger *m, uint32_t graph, const eg_evidence *list, size_t count) {
    eg_evidence *copy = EG_NEW_ARRAY(&m->arena, eg_evidence, count);
    for (size_t i = 0; i < count; i++) {
        copy[i] = list[i];
        copy[i].source = m->posts[graph][list[i].source];
    }
    return copy;
}

/* ---- who is who ---- */

static bool is_person(const merger *m, eg_slice kind) {
    if (m->schema == NULL) return false;
    uint32_t k = eg_schema_kind(m->schema, kind);
    return k != EG_NONE && (m->schema->kinds[k].traits & EG_TRAIT_PERSON) != 0;
}

static bool is_hub(const merger *m, eg_slice kind) {
    if (m->schema == NULL) return false;
    uint32_t k = eg_schema_kind(m->schema, kind);
    return k != EG_NONE && (m->schema->kinds[k].traits & EG_TRAIT_HUB) != 0;
}

static eg_slice name_key(merger *m, const eg_node *node) {
    const eg_quantity *q = &node->quantity;
    if (q->unit.len != 0)
        return eg_arena_printf(&m->arena, "figure\n%.*s\n%.17g\n%d %.17g", EG_FMT(q->unit), q->value, q->has_high,
                               q->has_high ? q->high : 0.0);
    return eg_arena_printf(&m->arena, "name\n%.*s\n%.*s", EG_FMT(node->kind), EG_FMT(eg_fold(&m->arena, node->name)));
}

/* One mention in one post: the same reading of it, from two overlapping runs. */
static bool share_mention(const merger *m, const item *a, const item *b) {
    for (size_t i = 0; i < a->data->evidence_count; i++)
        for (size_t k = 0; k < b->data->evidence_count; k++) {
            const eg_evidence *x = &a->data->evidence[i];
            const eg_evidence *y = &b->data->evidence[k];
            if (x->start == y->start && m->posts[a->graph][x->source] == m->posts[b->graph][y->source]) return true;
        }
    return false;
}

/* An employer, a firm, a school in common; a place or a figure says nothing. */
static bool share_neighbour(merger *m, const item *a, const item *b) {
    size_t n, k;
    const eg_link *la = eg_links(&m->links[a->graph], a->node, &n);
    const eg_link *lb = eg_links(&m->links[b->graph], b->node, &k);
    for (size_t i = 0; i < n; i++) {
        uint32_t other = m->first_item[a->graph] + la[i].other;
        const eg_node *node = m->items[other].data;
        if (eg_node_is_figure(node) || is_hub(m, node->kind)) continue;
        for (size_t j = 0; j < k; j++)
            if (root_of(m, other) == root_of(m, m->first_item[b->graph] + lb[j].other)) return true;
    }
    return false;
}

static void warn(merger *m, const item *a, const char *text) {
    eg_warning warning = {.code = EG_S("merge-ambiguous"), .rule = EG_S("merge"), .source = EG_NO_NODE};
    warning.text = eg_arena_printf(&m->arena, "'%.*s' (%.*s): %s", EG_FMT(a->data->name), EG_FMT(a->data->kind), text);
    eg_graph_add_warning(m->out, &warning);
}

/* Is there a graph with two nodes of this name? Items of one chain stand in order of graph. */
static bool is_ambiguous(const merger *m, uint32_t first) {
    for (uint32_t i = first; m->items[i].next != EG_NO_NODE; i = m->items[i].next)
        if (m->items[i].graph == m->items[m->items[i].next].graph) return true;
    return false;
}

static void unite_agreeing(merger *m, uint32_t first, bool need_neighbour) {
    bool apart = false;
    for (uint32_t a = first; a != EG_NO_NODE; a = m->items[a].next)
        for (uint32_t b = m->items[a].next; b != EG_NO_NODE; b = m->items[b].next) {
            if (root_of(m, a) == root_of(m, b)) continue;
            bool agree = share_mention(m, &m->items[a], &m->items[b]) ||
                         (need_neighbour && share_neighbour(m, &m->items[a], &m->items[b]));
            if (!agree || !unite(m, a, b)) apart = true;
        }
    if (apart)
        warn(m, &m->items[first], need_neighbour ? "nothing shows that the persons of this name are one; kept apart"
                                                 : "one name stands for several things; kept apart");
}

static void unite_chain(merger *m, uint32_t first, bool persons) {
    if (m->items[first].next == EG_NO_NODE || persons != is_person(m, m->items[first].data->kind)) return;
    if (persons) unite_agreeing(m, first, true);
    else if (is_ambiguous(m, first)) unite_agreeing(m, first, false);
    else
        for (uint32_t i = m->items[first].next; i != EG_NO_NODE; i = m->items[i].next) unite(m, first, i);
}

/* Chains items by key: an entry of `heads` for each, and the items linked behind it in order. */
typedef struct chains {
    eg_map map;
    EG_VEC(uint32_t) heads, tails;
} chains;

static void chain(merger *m, chains *c, eg_slice key, uint32_t i) {
    uint32_t at = eg_map_put(&c->map, key, (uint32_t)c->heads.len);
    if (at == c->heads.len) {
        eg_vec_push(&c->heads, i);
        eg_vec_push(&c->tails, i);
        return;
    }
    m->items[c->tails.items[at]].next = i;
    c->tails.items[at] = i;
}

static void chains_fini(chains *c) {
    eg_map_fini(&c->map);
    eg_vec_fini(&c->heads);
    eg_vec_fini(&c->tails);
}

static void unite_by_name(merger *m) {
    chains c = {0};
    for (uint32_t i = 0; i < m->item_count; i++) chain(m, &c, name_key(m, m->items[i].data), i);
    /* Things first: persons ask whether their employers are one. */
    for (size_t i = 0; i < c.heads.len; i++) unite_chain(m, c.heads.items[i], false);
    for (size_t i = 0; i < c.heads.len; i++) unite_chain(m, c.heads.items[i], true);
    chains_fini(&c);
}

static void unite_by_same_as(merger *m) {
    eg_map first = {0};
    for (uint32_t i = 0; i < m->item_count; i++) {
        const eg_node *node = m->items[i].data;
        if (node->same_as.len == 0) continue;
        eg_slice key = eg_arena_printf(&m->arena, "%.*s\n%.*s", EG_FMT(node->kind), EG_FMT(node->same_as));
        uint32_t other = eg_map_put(&first, key, i);
        if (other != i) unite(m, other, i);
    }
    eg_map_fini(&first);
}

static void gather_items(merger *m) {
    for (size_t g = 0; g < m->graph_count; g++) {
        size_t count;
        eg_graph_nodes(m->graphs[g], &count);
        m->item_count += count;
    }
    m->items = EG_NEW_ARRAY(&m->arena, item, m->item_count);
    m->made = EG_NEW_ARRAY(&m->arena, uint32_t, m->item_count);
    uint32_t at = 0;
    for (uint32_t g = 0; g < m->graph_count; g++) {
        size_t count;
        const eg_node *nodes = eg_graph_nodes(m->graphs[g], &count);
        m->first_item[g] = at;
        eg_adjacency_init(&m->links[g], m->graphs[g], NULL);
        for (uint32_t i = 0; i < count; i++, at++) m->items[at] = (item){g, i, at, at, EG_NO_NODE, &nodes[i]};
    }
}

/* ---- united nodes ---- */

/* The name that stays: best evidenced, then first in byte order. */
static int cmp_item(const void *va, const void *vb) {
    const eg_node *a = (*(const item *const *)va)->data;
    const eg_node *b = (*(const item *const *)vb)->data;
    if (a->mentions != b->mentions) return a->mentions > b->mentions ? -1 : 1;
    int c = eg_slice_cmp(a->name, b->name);
    return c ? c : eg_slice_cmp(a->id, b->id);
}

static void absorb(merger *m, eg_node *into, eg_slice *aliases, eg_evidence *evidence, const item *from) {
    const eg_node *node = from->data;
    aliases[into->alias_count++] = node->name;
    for (size_t i = 0; i < node->alias_count; i++) aliases[into->alias_count++] = node->aliases[i];
    memcpy(evidence + into->evidence_count, moved_evidence(m, from->graph, node->evidence, node->evidence_count),
           node->evidence_count * sizeof *evidence);
    into->evidence_count += node->evidence_count;
    into->mentions += node->mentions;
    if (node->confidence > into->confidence) into->confidence = node->confidence;
    if (into->same_as.len == 0) into->same_as = node->same_as;
    if (into->url.len == 0) into->url = node->url;
}

static void record(merger *m, uint32_t node, const item *kept, const item *from) {
    if (eg_slice_eq(kept->data->name, from->data->name) || eg_node_is_figure(kept->data)) return;
    eg_merge merge = {.node = node, .alias = from->data->name, .reason = EG_S("equal after normalization"),
                      .rule = EG_S("merge"), .evidence_count = from->data->evidence_count};
    merge.evidence = moved_evidence(m, from->graph, from->data->evidence, from->data->evidence_count);
    eg_graph_add_merge(m->out, &merge);
}

static uint32_t add_united(merger *m, const item **set, size_t count) {
    qsort(set, count, sizeof *set, cmp_item);
    eg_node node = *set[0]->data;
    size_t alias_most = 0;
    size_t evidence_most = 0;
    bool counted = false; /* mentions that are not all in the evidence */
    for (size_t i = 0; i < count; i++) {
        alias_most += set[i]->data->alias_count + 1;
        evidence_most += set[i]->data->evidence_count;
        counted = counted || set[i]->data->mentions != set[i]->data->evidence_count;
    }
    eg_slice *aliases = EG_NEW_ARRAY(&m->arena, eg_slice, alias_most);
    eg_evidence *evidence = EG_NEW_ARRAY(&m->arena, eg_evidence, evidence_most);
    node.id = EG_S("");
    node.aliases = aliases;
    node.evidence = evidence;
    node.alias_count = node.evidence_count = node.mentions = 0;
    for (size_t i = 0; i < count; i++) absorb(m, &node, aliases, evidence, set[i]);
    if (!counted) node.mentions = 0; /* counted anew: posts that both graphs read are not counted twice */
    if (eg_node_is_figure(&node)) node.alias_count = 0;
    uint32_t made = eg_graph_add_node(m->out, &node);
    for (size_t i = 1; i < count; i++) record(m, made, set[0], set[i]);
    return made;
}

static int cmp_root(const void *va, const void *vb) {
    const item *a = *(const item *const *)va;
    const item *b = *(const item *const *)vb;
    if (a->root != b->root) return a->root < b->root ? -1 : 1;
    return (a > b) - (a < b);
}

static void add_nodes(merger *m) {
    const item **order = EG_NEW_ARRAY(&m->arena, const item *, m->item_count);
    for (uint32_t i = 0; i < m->item_count; i++) {
        m->items[i].root = root_of(m, i);
        order[i] = &m->items[i];
    }
    qsort(order, m->item_count, sizeof *order, cmp_root);
    for (size_t i = 0, end; i < m->item_count; i = end) {
        uint32_t root = order[i]->root;
        for (end = i + 1; end < m->item_count && order[end]->root == root;) end++;
        m->made[root] = add_united(m, order + i, end - i);
    }
}

/* ---- the rest ---- */

static uint32_t node_in_out(const merger *m, uint32_t graph, uint32_t node) {
    return node == EG_NO_NODE ? EG_NO_NODE : m->made[m->items[m->first_item[graph] + node].root];
}

static void add_edges(merger *m, uint32_t graph, const eg_edge *edges, size_t count) {
    for (size_t i = 0; i < count; i++) {
        eg_edge edge = edges[i];
        edge.key = EG_S("");
        edge.source = node_in_out(m, graph, edge.source);
        edge.target = node_in_out(m, graph, edge.target);
        edge.evidence = moved_evidence(m, graph, edge.evidence, edge.evidence_count);
        eg_graph_add_edge(m->out, &edge);
    }
}

static void add_rest(merger *m, uint32_t graph) {
    size_t count;
    const eg_edge *edges = eg_graph_edges(m->graphs[graph], &count);
    add_edges(m, graph, edges, count);
    edges = eg_graph_unasserted(m->graphs[graph], &count);
    add_edges(m, graph, edges, count);
    const eg_merge *merges = eg_graph_merges(m->graphs[graph], &count);
    for (size_t i = 0; i < count; i++) {
        eg_merge merge = merges[i];
        merge.node = node_in_out(m, graph, merge.node);
        merge.evidence = moved_evidence(m, graph, merge.evidence, merge.evidence_count);
        eg_graph_add_merge(m->out, &merge);
    }
    const eg_warning *warnings = eg_graph_warnings(m->graphs[graph], &count);
    for (size_t i = 0; i < count; i++) {
        eg_warning warning = warnings[i];
        if (warning.source != EG_NO_NODE) warning.source = m->posts[graph][warning.source];
        eg_graph_add_warning(m->out, &warning);
    }
}

static int cmp_text(const void *a, const void *b) {
    return eg_slice_cmp(*(const eg_slice *)a, *(const eg_slice *)b);
}

/* The different texts of all graphs, sorted, with " + " between. */
static eg_slice joined(merger *m, eg_slice (*of)(const eg_graph *)) {
    eg_slice *texts = EG_NEW_ARRAY(&m->arena, eg_slice, m->graph_count);
    for (size_t i = 0; i < m->graph_count; i++) texts[i] = of(m->graphs[i]);
    qsort(texts, m->graph_count, sizeof *texts, cmp_text);
    eg_slice all = EG_S("");
    for (size_t i = 0; i < m->graph_count; i++) {
        if (texts[i].len == 0 || (i > 0 && eg_slice_eq(texts[i], texts[i - 1]))) continue;
        all = all.len ? eg_arena_printf(&m->arena, "%.*s + %.*s", EG_FMT(all), EG_FMT(texts[i])) : texts[i];
    }
    return all;
}

static eg_slice patterns_name(const eg_graph *graph) {
    return eg_graph_patterns(graph).name;
}

static eg_slice patterns_version(const eg_graph *graph) {
    return eg_graph_patterns(graph).version;
}

static void add_head(merger *m) {
    eg_graph_set_title(m->out, joined(m, eg_graph_title));
    eg_graph_set_generator(m->out, joined(m, eg_graph_generator));
    eg_patterns_id id = {joined(m, patterns_name), joined(m, patterns_version), EG_S("")};
    bool same = m->graph_count > 0;
    for (size_t i = 1; i < m->graph_count; i++)
        same = same && eg_slice_eq(eg_graph_patterns(m->graphs[0]).sha256, eg_graph_patterns(m->graphs[i]).sha256);
    if (same) id.sha256 = eg_graph_patterns(m->graphs[0]).sha256;
    eg_graph_set_patterns(m->out, id);
}

eg_graph *eg_graph_merge(const eg_graph *const *graphs, size_t count, const eg_schema *schema, eg_error *err) {
    merger m = {.graphs = graphs, .graph_count = count, .schema = schema, .out = eg_graph_new()};
    m.first_item = EG_NEW_ARRAY(&m.arena, uint32_t, count);
    m.posts = EG_NEW_ARRAY(&m.arena, uint32_t *, count);
    m.links = EG_NEW_ARRAY(&m.arena, eg_adjacency, count);
    add_head(&m);
    add_posts(&m);
    gather_items(&m);
    unite_by_same_as(&m);
    unite_by_name(&m);
    add_nodes(&m);
    for (uint32_t g = 0; g < count; g++) add_rest(&m, g);
    for (size_t g = 0; g < count; g++) eg_adjacency_fini(&m.links[g]);
    eg_arena_fini(&m.arena);
    if (eg_graph_finish(m.out, err)) return m.out;
    eg_graph_free(m.out);
    return NULL;
}
