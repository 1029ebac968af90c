/* SPDX-License-Identifier: MIT */
/* Ids and keys. Each thing has a ladder of names, from short to certain; it takes the first one that no other thing
 * wants too. Things that want one name at once all go a step up, so no name depends on who came first, and a new thing moves
 * no id but that of its namesake. A name once wanted by two is used by none. */
#include "base/unicode.h"
#include "graph/slug.h"
#include "graph/store.h"

typedef struct ladder {
    eg_graph *graph;
    eg_arena scratch;
    size_t count;
    /* The name of item `i` at a rung, in scratch; some rung must be unique. */
    eg_slice (*name)(struct ladder *ladder, size_t i, unsigned rung);
    const bool *given; /* items whose name is fixed */
    eg_slice *names;   /* out; given ones are in it beforehand */
} ladder;

typedef EG_VEC(uint32_t) indices;

/* Puts the names of `batch` into `taken` and collects those of the batch that met another. */
static void claim(const ladder *l, eg_map *taken, const indices *batch, bool *collided, indices *again) {
    for (size_t k = 0; k < batch->len; k++) {
        uint32_t i = batch->items[k];
        uint32_t first = eg_map_put(taken, l->names[i], i);
        if (first == i) continue;
        collided[i] = true;
        collided[first] = true;
    }
    for (size_t k = 0; k < batch->len; k++)
        if (collided[batch->items[k]] && !l->given[batch->items[k]]) eg_vec_push(again, batch->items[k]);
}

static void climb(ladder *l) {
    eg_map taken = {0};
    bool *collided = eg_arena_array(&l->scratch, l->count, sizeof *collided);
    indices batch = {0};
    for (size_t i = 0; i < l->count; i++)
        if (!l->given[i]) eg_vec_push(&batch, (uint32_t)i);
    for (size_t i = 0; i < l->count && batch.len; i++)
        if (l->given[i]) eg_map_put(&taken, l->names[i], (uint32_t)i);
    for (unsigned rung = 0; batch.len > 0; rung++) {
        indices again = {0};
        for (size_t k = 0; k < batch.len; k++) {
            l->names[batch.items[k]] = l->name(l, batch.items[k], rung);
            collided[batch.items[k]] = false;
        }
        claim(l, &taken, &batch, collided, &again);
        eg_vec_fini(&batch);
        batch = again;
    }
    eg_vec_fini(&batch);
    eg_map_fini(&taken);
}

/* ---- pieces ---- */

static eg_slice join(eg_arena *arena, eg_slice head, eg_slice tail) {
    if (head.len == 0) return tail;
    if (tail.len == 0) return head;
    return eg_arena_printf(arena, "%.*s-%.*s", EG_FMT(head), EG_FMT(tail));
}

static eg_slice number(eg_arena *arena, double value) {
    bool whole = value > -1e17 && value < 1e17 && value == (double)(int64_t)value;
    const char *sign = value < 0 ? "minus " : "";
    return whole ? eg_arena_printf(arena, "%s%.0f", sign, value) : eg_arena_printf(arena, "%s%.15g", sign, value);
}

/* "usd-1700000000", "percent-66-667", "usd-5000000-to-8000000": a figure is what it says, not how it is written. */
static eg_slug quantity_slug(eg_arena *arena, const eg_quantity *q) {
    eg_slice low = number(arena, q->value);
    if (!q->has_high) return eg_slug_of(arena, eg_arena_printf(arena, "%.*s %.*s", EG_FMT(q->unit), EG_FMT(low)));
    eg_slice high = number(arena, q->high);
    return eg_slug_of(arena, eg_arena_printf(arena, "%.*s %.*s to %.*s", EG_FMT(q->unit), EG_FMT(low), EG_FMT(high)));
}

/* An id begins with a letter, and "e-" belongs to edges. */
static eg_slice guarded(eg_arena *arena, eg_slice id) {
    bool digit = id.len && id.ptr[0] >= '0' && id.ptr[0] <= '9';
    if (!digit && !eg_slice_starts(id, EG_S("e-"))) return id;
    return eg_arena_printf(arena, "n-%.*s", EG_FMT(id));
}

static eg_slice place_of(eg_arena *arena, const eg_graph *graph, const eg_evidence *evidence) {
    const eg_post *post = &graph->posts.items[evidence->source];
    return eg_arena_printf(arena, "%.*s\n%u\n%u", EG_FMT(post->path), evidence->start, evidence->end);
}

/* ---- nodes ---- */

static eg_slice node_name(ladder *l, size_t i, unsigned rung) {
    eg_arena *arena = &l->scratch;
    const eg_node *node = &l->graph->nodes.items[i];
    bool figure = node->quantity.unit.len != 0;
    eg_slug slug = figure ? quantity_slug(arena, &node->quantity) : eg_slug_of(arena, node->name);
    /* A figure's text is its unit and value; its wording may differ from post to post. */
    eg_slice text = figure ? slug.text : eg_fold(arena, node->name);
    if (figure && slug.lossy)
        text = eg_arena_printf(arena, "%.*s %.17g %.17g", EG_FMT(node->quantity.unit), node->quantity.value,
                               node->quantity.has_high ? node->quantity.high : 0.0);
    size_t digits = 6;
    if (rung >= 1) text = eg_arena_printf(arena, "%.*s\n%.*s", EG_FMT(figure ? text : node->name), EG_FMT(node->kind));
    if (rung >= 2)
        text = eg_arena_printf(arena, "%.*s\n%.*s", EG_FMT(text), EG_FMT(place_of(arena, l->graph, &node->evidence[0])));
    if (rung >= 3) digits = 12;
    if (rung >= 4) text = eg_arena_printf(arena, "%.*s\n%zu", EG_FMT(text), i); /* twins in all they say */
    bool tail = rung >= 1 || slug.lossy || slug.text.len == 0;
    return guarded(arena, tail ? join(arena, slug.text, eg_slug_hash(arena, text, digits)) : slug.text);
}

/* An id of the hash alone begins with a digit or not by chance: "n-" stands before it always. */
static eg_slice node_id(ladder *l, size_t i, unsigned rung) {
    eg_slice id = node_name(l, i, rung);
    const eg_node *node = &l->graph->nodes.items[i];
    if (node->quantity.unit.len != 0 || eg_slug_of(&l->scratch, node->name).text.len != 0) return id;
    if (eg_slice_starts(id, EG_S("n-"))) return id;
    return eg_arena_printf(&l->scratch, "n-%.*s", EG_FMT(id));
}

static void run_ladder(ladder *l, eg_graph *graph, size_t count,
                       eg_slice (*name)(ladder *, size_t, unsigned), eg_slice (*fixed)(const eg_graph *, size_t)) {
    *l = (ladder){.graph = graph, .count = count, .name = name};
    l->names = EG_NEW_ARRAY(&l->scratch, eg_slice, count);
    bool *given = EG_NEW_ARRAY(&l->scratch, bool, count);
    for (size_t i = 0; i < count; i++) {
        l->names[i] = fixed(graph, i);
        given[i] = l->names[i].len != 0;
    }
    l->given = given;
    climb(l);
}

static eg_slice given_id(const eg_graph *graph, size_t i) {
    return graph->nodes.items[i].id;
}

void eg_finish_ids(eg_graph *graph) {
    ladder l;
    run_ladder(&l, graph, graph->nodes.len, node_id, given_id);
    for (size_t i = 0; i < graph->nodes.len; i++)
        if (!l.given[i]) graph->nodes.items[i].id = eg_arena_dup(&graph->arena, l.names[i]);
    eg_arena_fini(&l.scratch);
}

/* ---- edges ---- */

static eg_edge *edge_at(const eg_graph *graph, size_t i) {
    return i < graph->edges.len ? &graph->edges.items[i] : &graph->unasserted.items[i - graph->edges.len];
}

/* "e-northlight-invested-in-tidewater"; a statement adds its status. */
static eg_slice base_key(eg_arena *arena, const eg_graph *graph, const eg_edge *edge) {
    eg_slice source = graph->nodes.items[edge->source].id;
    eg_slice target = edge->target == EG_NO_NODE ? quantity_slug(arena, &edge->figure).text
                                                 : graph->nodes.items[edge->target].id;
    eg_slice status = eg_status_is_fact(edge->status) ? EG_S("") : eg_status_name(edge->status);
    size_t len = source.len + edge->type.len + target.len + status.len;
    char *out = eg_arena_alloc(arena, len + 6);
    char *at = out;
    const eg_slice parts[] = {EG_S("e"), source, edge->type, target, status};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].len == 0) continue;
        if (at != out) *at++ = '-';
        for (size_t k = 0; k < parts[i].len; k++) *at++ = parts[i].ptr[k] == '_' && i == 2 ? '-' : parts[i].ptr[k];
    }
    return eg_slice_of(out, (size_t)(at - out));
}

/* All that tells one edge from another of its type and ends. */
static eg_slice edge_text(eg_arena *arena, const eg_graph *graph, const eg_edge *e) {
    eg_slice target = e->target == EG_NO_NODE ? EG_S("") : graph->nodes.items[e->target].id;
    return eg_arena_printf(arena, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%.17g\n%.*s",
                           EG_FMT(graph->nodes.items[e->source].id), EG_FMT(e->type), EG_FMT(target), EG_FMT(e->when),
                           EG_FMT(e->measure), EG_FMT(e->amount.unit), e->amount.value,
                           EG_FMT(place_of(arena, graph, &e->evidence[0])));
}

static eg_slice edge_key(ladder *l, size_t i, unsigned rung) {
    eg_arena *arena = &l->scratch;
    const eg_edge *edge = edge_at(l->graph, i);
    eg_slice key = base_key(arena, l->graph, edge);
    if (rung >= 1) key = join(arena, key, eg_slug_of(arena, edge->when).text);
    if (rung >= 2 && edge->amount.unit.len) key = join(arena, key, quantity_slug(arena, &edge->amount).text);
    if (rung >= 3) key = join(arena, key, eg_slug_of(arena, edge->measure).text);
    if (rung < 4) return key;
    eg_slice text = edge_text(arena, l->graph, edge);
    if (rung >= 5) text = eg_arena_printf(arena, "%.*s\n%zu", EG_FMT(text), i);
    return join(arena, key, eg_slug_hash(arena, text, rung >= 5 ? 12 : 6));
}

static eg_slice given_key(const eg_graph *graph, size_t i) {
    return edge_at(graph, i)->key;
}

void eg_finish_keys(eg_graph *graph) {
    ladder l;
    run_ladder(&l, graph, graph->edges.len + graph->unasserted.len, edge_key, given_key);
    for (size_t i = 0; i < l.count; i++)
        if (!l.given[i]) edge_at(graph, i)->key = eg_arena_dup(&graph->arena, l.names[i]);
    eg_arena_fini(&l.scratch);
}

/* ---- posts ---- */

/* The file's name without folder and last extension. */
static eg_slice stem(eg_slice path) {
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/') {
            path = eg_slice_sub(path, i, path.len);
            break;
        }
    for (size_t i = path.len; i > 1; i--)
        if (path.ptr[i - 1] == '.') return eg_slice_of(path.ptr, i - 1);
    return path;
}

static eg_slice post_id(ladder *l, size_t i, unsigned rung) {
    eg_arena *arena = &l->scratch;
    const eg_post *post = &l->graph->posts.items[i];
    eg_slug slug = eg_slug_of(arena, stem(post->path));
    eg_slice id = join(arena, EG_S("s"), slug.text);
    if (rung == 0 && !slug.lossy && slug.text.len) return id;
    eg_slice text = post->path;
    if (rung >= 2) text = eg_arena_printf(arena, "%.*s\n%.*s", EG_FMT(text), EG_FMT(post->sha256));
    if (rung >= 3) text = eg_arena_printf(arena, "%.*s\n%zu", EG_FMT(text), i);
    return join(arena, id, eg_slug_hash(arena, text, rung >= 3 ? 12 : 6));
}

static eg_slice given_post_id(const eg_graph *graph, size_t i) {
    return graph->posts.items[i].id;
}

void eg_finish_post_ids(eg_graph *graph) {
    ladder l;
    run_ladder(&l, graph, graph->posts.len, post_id, given_post_id);
    for (size_t i = 0; i < graph->posts.len; i++)
        if (!l.given[i]) graph->posts.items[i].id = eg_arena_dup(&graph->arena, l.names[i]);
    eg_arena_fini(&l.scratch);
}
