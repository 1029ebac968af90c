/* SPDX-License-Identifier: MIT */
/* Storage: what is added is cleaned, interned and copied into the graph's arena; readers get plain arrays. What finish
 * does stands in finish.c, ids.c and join.c. */
#include "graph/graph.h"

#include <assert.h>

#include "graph/store.h"

eg_graph *eg_graph_new(void) {
    eg_graph *graph = eg_heap_alloc(sizeof *graph);
    memset(graph, 0, sizeof *graph);
    return graph;
}

void eg_graph_free(eg_graph *graph) {
    if (graph == NULL) return;
    eg_map_fini(&graph->texts);
    eg_map_fini(&graph->ids);
    eg_vec_fini(&graph->interned);
    eg_vec_fini(&graph->posts);
    eg_vec_fini(&graph->nodes);
    eg_vec_fini(&graph->edges);
    eg_vec_fini(&graph->unasserted);
    eg_vec_fini(&graph->merges);
    eg_vec_fini(&graph->warnings);
    eg_arena_fini(&graph->arena);
    free(graph);
}

eg_arena *eg_graph_arena(eg_graph *graph) {
    return &graph->arena;
}

/* ---- texts ---- */

/* Printable ASCII is clean; so are longer characters, but for the few that `cleaned` knows. */
static bool is_clean(eg_slice s) {
    bool ascii = true;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x20 || c == 0x7F) return false;
        if (c >= 0x80) ascii = false;
    }
    if (ascii) return true;
    if (eg_utf8_check(s) != s.len) return false;
    for (size_t i = 0; i + 1 < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        unsigned char d = (unsigned char)s.ptr[i + 1];
        if (c == 0xC2 && d < 0xA0) return false;                    /* C1 */
        if (i + 2 < s.len && c == 0xE2 && d == 0x80 && (s.ptr[i + 2] & 0xFE) == 0xA8) return false;
        if (i + 2 < s.len && c == 0xEF && d == 0xBF && (unsigned char)s.ptr[i + 2] >= 0xBE) return false;
    }
    return true;
}

static bool breaks_line(uint32_t cp) {
    return (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static bool is_forbidden(uint32_t cp) {
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0xFFFE || cp == 0xFFFF;
}

static eg_slice cleaned(eg_arena *arena, eg_slice s) {
    char *out = eg_arena_array(arena, s.len + 1, 3); /* U+FFFD is three bytes for one */
    size_t len = 0;
    size_t n;
    for (size_t i = 0; i < s.len; i += n) {
        uint32_t cp = eg_utf8_next(s, i, &n);
        if (breaks_line(cp)) cp = ' ';
        if (!is_forbidden(cp)) len += eg_utf8_put(out + len, cp);
    }
    return eg_slice_of(out, len);
}

static bool is_lent(const eg_graph *graph, eg_slice s) {
    return s.ptr >= graph->lent.ptr && s.ptr < graph->lent.ptr + graph->lent.len;
}

static eg_slice intern(eg_graph *graph, eg_slice s) {
    if (s.len == 0) return EG_S("");
    uint32_t at = eg_map_get(&graph->texts, s);
    if (at == EG_MAP_NONE) {
        at = (uint32_t)graph->interned.len;
        eg_vec_push(&graph->interned, is_lent(graph, s) ? s : eg_arena_dup(&graph->arena, s));
        eg_map_put(&graph->texts, graph->interned.items[at], at);
    }
    return graph->interned.items[at];
}

static eg_slice intern_cleaned(eg_graph *graph, eg_slice s) {
    eg_arena scratch = {0};
    eg_slice result = intern(graph, cleaned(&scratch, s));
    eg_arena_fini(&scratch);
    return result;
}

eg_slice eg_graph_word(eg_graph *graph, eg_slice s) {
    return is_clean(s) ? intern(graph, s) : intern_cleaned(graph, s);
}

eg_slice eg_graph_text(eg_graph *graph, eg_slice s) {
    if (s.len == 0) return EG_S("");
    if (!is_clean(s)) return intern_cleaned(graph, s);
    return is_lent(graph, s) ? s : intern(graph, s);
}

void eg_graph_lend(eg_graph *graph, eg_slice bytes) {
    graph->lent = bytes;
}

static const eg_evidence *copy_evidence(eg_graph *graph, const eg_evidence *list, size_t count) {
    eg_evidence *copy = EG_NEW_ARRAY(&graph->arena, eg_evidence, count);
    for (size_t i = 0; i < count; i++) {
        copy[i] = list[i];
        copy[i].quote = eg_graph_text(graph, list[i].quote);
        copy[i].rule = eg_graph_text(graph, list[i].rule);
        assert(list[i].rule.len != 0);
    }
    return copy;
}

static const eg_slice *copy_texts(eg_graph *graph, const eg_slice *list, size_t count) {
    eg_slice *copy = EG_NEW_ARRAY(&graph->arena, eg_slice, count);
    for (size_t i = 0; i < count; i++) copy[i] = eg_graph_text(graph, list[i]);
    return copy;
}

static eg_quantity copy_quantity(eg_graph *graph, eg_quantity q) {
    q.unit = eg_graph_text(graph, q.unit);
    q.name = eg_graph_text(graph, q.name);
    return q;
}

/* ---- adding ---- */

void eg_graph_set_title(eg_graph *graph, eg_slice title) {
    graph->title = eg_graph_text(graph, title);
}

void eg_graph_set_generator(eg_graph *graph, eg_slice generator) {
    graph->generator = eg_graph_text(graph, generator);
}

void eg_graph_set_patterns(eg_graph *graph, eg_patterns_id id) {
    graph->patterns.name = eg_graph_text(graph, id.name);
    graph->patterns.version = eg_graph_text(graph, id.version);
    graph->patterns.sha256 = eg_graph_text(graph, id.sha256);
}

uint32_t eg_graph_add_post(eg_graph *graph, const eg_post *post) {
    assert(!graph->finished);
    eg_post copy = *post;
    copy.id = eg_graph_text(graph, post->id);
    copy.path = eg_graph_text(graph, post->path);
    copy.title = eg_graph_text(graph, post->title);
    copy.date = eg_graph_text(graph, post->date);
    copy.sha256 = eg_graph_text(graph, post->sha256);
    copy.authors = copy_texts(graph, post->authors, post->author_count);
    eg_vec_push(&graph->posts, copy);
    return (uint32_t)(graph->posts.len - 1);
}

static int cmp_text(const void *a, const void *b) {
    return eg_slice_cmp(*(const eg_slice *)a, *(const eg_slice *)b);
}

/* Sorted, each once, without the empty one and the name itself. */
static size_t tidy_aliases(eg_slice *list, size_t count, eg_slice name) {
    if (count > 1) qsort(list, count, sizeof *list, cmp_text);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (list[i].len == 0 || eg_slice_eq(list[i], name)) continue;
        if (kept > 0 && eg_slice_eq(list[kept - 1], list[i])) continue;
        list[kept++] = list[i];
    }
    return kept;
}

uint32_t eg_graph_add_node(eg_graph *graph, const eg_node *node) {
    assert(!graph->finished);
    assert(node->evidence_count != 0 && node->name.len != 0 && node->kind.len != 0);
    eg_node copy = *node;
    copy.id = eg_graph_text(graph, node->id);
    copy.kind = eg_graph_text(graph, node->kind);
    copy.name = eg_graph_text(graph, node->name);
    copy.aliases = copy_texts(graph, node->aliases, node->alias_count);
    copy.alias_count = tidy_aliases(eg_own_slices(copy.aliases), node->alias_count, copy.name);
    copy.quantity = copy_quantity(graph, node->quantity);
    copy.same_as = eg_graph_text(graph, node->same_as);
    copy.url = eg_graph_text(graph, node->url);
    copy.evidence = copy_evidence(graph, node->evidence, node->evidence_count);
    eg_vec_push(&graph->nodes, copy);
    return (uint32_t)(graph->nodes.len - 1);
}

void eg_graph_add_edge(eg_graph *graph, const eg_edge *edge) {
    assert(!graph->finished);
    assert(edge->evidence_count != 0 && edge->type.len != 0);
    assert(edge->target != EG_NO_NODE || !eg_status_is_fact(edge->status));
    eg_edge copy = *edge;
    copy.key = eg_graph_text(graph, edge->key);
    copy.type = eg_graph_word(graph, edge->type);
    copy.amount = copy_quantity(graph, edge->amount);
    copy.figure = copy_quantity(graph, edge->figure);
    copy.when = eg_graph_text(graph, edge->when);
    copy.role = eg_graph_text(graph, edge->role);
    copy.measure = eg_graph_text(graph, edge->measure);
    copy.modifier = eg_graph_text(graph, edge->modifier);
    copy.evidence = copy_evidence(graph, edge->evidence, edge->evidence_count);
    if (eg_status_is_fact(edge->status)) eg_vec_push(&graph->edges, copy);
    else eg_vec_push(&graph->unasserted, copy);
}

void eg_graph_add_merge(eg_graph *graph, const eg_merge *merge) {
    assert(!graph->finished);
    assert(merge->evidence_count != 0 && merge->rule.len != 0);
    eg_merge copy = *merge;
    copy.alias = eg_graph_text(graph, merge->alias);
    copy.reason = eg_graph_text(graph, merge->reason);
    copy.rule = eg_graph_text(graph, merge->rule);
    copy.evidence = copy_evidence(graph, merge->evidence, merge->evidence_count);
    eg_vec_push(&graph->merges, copy);
}

void eg_graph_add_warning(eg_graph *graph, const eg_warning *warning) {
    assert(!graph->finished);
    eg_warning copy = *warning;
    copy.code = eg_graph_text(graph, warning->code);
    copy.text = eg_graph_text(graph, warning->text);
    copy.rule = eg_graph_text(graph, warning->rule);
    eg_vec_push(&graph->warnings, copy);
}

bool eg_graph_finish(eg_graph *graph, eg_error *err) {
    assert(!graph->finished);
    if (!eg_finish_check(graph, err)) return false;
    eg_finish_posts(graph);
    eg_finish_ids(graph);
    eg_finish_nodes(graph);
    eg_finish_join(graph);
    eg_finish_keys(graph);
    eg_finish_edges(graph);
    graph->finished = true;
    return eg_finish_index(graph, err);
}

/* ---- reading ---- */

eg_slice eg_graph_title(const eg_graph *graph) {
    return graph->title;
}

eg_slice eg_graph_generator(const eg_graph *graph) {
    return graph->generator;
}

eg_patterns_id eg_graph_patterns(const eg_graph *graph) {
    return graph->patterns;
}

const eg_post *eg_graph_posts(const eg_graph *graph, size_t *count) {
    *count = graph->posts.len;
    return graph->posts.items;
}

const eg_node *eg_graph_nodes(const eg_graph *graph, size_t *count) {
    *count = graph->nodes.len;
    return graph->nodes.items;
}

const eg_edge *eg_graph_edges(const eg_graph *graph, size_t *count) {
    *count = graph->edges.len;
    return graph->edges.items;
}

const eg_edge *eg_graph_unasserted(const eg_graph *graph, size_t *count) {
    *count = graph->unasserted.len;
    return graph->unasserted.items;
}

const eg_merge *eg_graph_merges(const eg_graph *graph, size_t *count) {
    *count = graph->merges.len;
    return graph->merges.items;
}

const eg_warning *eg_graph_warnings(const eg_graph *graph, size_t *count) {
    *count = graph->warnings.len;
    return graph->warnings.items;
}
