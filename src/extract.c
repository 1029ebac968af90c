/* SPDX-License-Identifier: MIT */
/* The pipeline in one function: each post is read, its entities and statements go into one graph. */
#include "ecograph.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "relate/collect.h"

enum { POST_LIMIT = 64 << 20 };

/* A node under construction: the same thing in several posts is one node. */
typedef struct thing {
    eg_node node;
    uint32_t kind;
    EG_VEC(eg_slice) aliases;
    EG_VEC(eg_evidence) evidence;
    double against; /* product of (1 - confidence) over the posts */
} thing;

typedef struct collector {
    const eg_patterns *p;
    eg_arena arena; /* lives until the graph is finished */
    eg_graph *graph;
    EG_VEC(thing) things;
    eg_map keys;    /* "kind\tkey" -> thing */
    EG_VEC(eg_edge) edges; /* ends are things until fill_graph */
    EG_VEC(eg_merge) merges;
} collector;

static eg_evidence evidence_at(collector *c, const eg_text *text, uint32_t source, uint32_t begin, uint32_t end, eg_slice rule) {
    eg_evidence e = {.source = source, .rule = eg_arena_dup(&c->arena, rule)};
    if (end <= begin) end = begin + 1;
    eg_text_span(text, begin, end, &e.start, &e.end);
    eg_text_place(text, begin, &e.line, &e.column);
    e.quote = eg_text_quote(&c->arena, text, begin, end);
    return e;
}

static thing *thing_for(collector *c, uint32_t kind, eg_slice key, bool *added, uint32_t *index) {
    eg_slice full = eg_arena_printf(&c->arena, "%u\t%.*s", kind, EG_FMT(key));
    uint32_t known = eg_map_put(&c->keys, full, (uint32_t)c->things.len);
    *added = known == c->things.len;
    *index = known;
    if (*added) {
        thing *t = eg_vec_add(&c->things);
        t->kind = kind;
        t->against = 1;
        t->node.kind = c->p->schema.kinds[kind].name;
    }
    return &c->things.items[known];
}

static void add_alias(thing *t, eg_arena *arena, eg_slice alias) {
    if (alias.len == 0 || eg_slice_eq(alias, t->node.name)) return;
    for (size_t i = 0; i < t->aliases.len; i++)
        if (eg_slice_eq(t->aliases.items[i], alias)) return;
    eg_vec_push(&t->aliases, eg_arena_dup(arena, alias));
}

/* The surface form without a possessive, white space folded. */
static eg_slice surface(collector *c, const eg_text *text, uint32_t begin, uint32_t end) {
    eg_slice s = eg_text_quote(&c->arena, text, begin, end);
    if (eg_slice_ends(s, EG_S("'s"))) s.len -= 2;
    else if (eg_slice_ends(s, EG_S("\xe2\x80\x99s"))) s.len -= 4;
    return s;
}

/* Another post calls the thing otherwise: why both are one is kept. */
static void note_alias(collector *c, const eg_reading *r, uint32_t source, uint32_t thing_index, eg_slice name, const eg_mention *m, eg_slice reason,
                       eg_slice rule) {
    eg_evidence *e = EG_NEW(&c->arena, eg_evidence);
    *e = evidence_at(c, r->text, source, m->begin, m->end, rule);
    eg_merge merge = {thing_index, name, reason, e->rule, e, 1};
    eg_vec_push(&c->merges, merge);
}

static uint32_t *add_entities(collector *c, const eg_reading *r, uint32_t source) {
    uint32_t *map = EG_NEW_ARRAY(&c->arena, uint32_t, r->entities.len + 1);
    for (uint32_t i = 0; i < r->entities.len; i++) map[i] = EG_NO_ENTITY;
    for (size_t i = 0; i < r->mentions.len; i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t root = eg_entity_of(r, m->entity);
        uint32_t kind = eg_final_kind(r, root);
        if (kind == EG_NONE) continue;
        const eg_entity *e = &r->entities.items[root];
        bool added = false;
        if (map[root] == EG_NO_ENTITY) {
            eg_slice key = e->key;
            bool person = r->p->schema.kinds[kind].traits & EG_TRAIT_PERSON;
            /* a lone surname is somebody else in another post */
            if (person && memchr(key.ptr, ' ', key.len) == NULL) key = eg_arena_printf(&c->arena, "%.*s\t%u", EG_FMT(key), source);
            if (e->entry) key = eg_name_key(&c->arena, e->entry->name);
            const eg_alias_row *row = eg_gazetteer_alias(&r->p->names, key);
            if (row) key = row->key;
            thing *t = thing_for(c, kind, key, &added, &map[root]);
            eg_slice name = eg_text_quote(&c->arena, r->text, (uint32_t)(e->name.ptr - r->text->text.ptr), (uint32_t)(e->name.ptr - r->text->text.ptr + (ptrdiff_t)e->name.len));
            if (added) t->node.name = name;
            else if (!eg_slice_eq(name, t->node.name)) {
                eg_slice other = name;
                if (name.len > t->node.name.len) other = t->node.name, t->node.name = name;
                add_alias(t, &c->arena, other);
                eg_slice reason = row ? EG_S("known alias") : e->entry ? EG_S("gazetteer alias") : EG_S("equal names");
                note_alias(c, r, source, map[root], other, m, reason, row ? row->rule : e->entry ? eg_gazetteer_cite(&r->p->names, &c->arena, e->entry) : EG_S("name.normal-form"));
            }
            t->against *= 1.0 - (double)eg_entity_belief(e, kind);
            if (e->entry && t->node.same_as.len == 0) t->node.same_as = eg_gazetteer_same_as(&r->p->names, e->entry);
            if (t->node.url.len == 0 && e->url.len) t->node.url = eg_arena_dup(&c->arena, e->url);
        }
        thing *t = &c->things.items[map[root]];
        add_alias(t, &c->arena, surface(c, r->text, m->begin, m->end));
        eg_vec_push(&t->evidence, evidence_at(c, r->text, source, m->begin, m->end, m->rule));
    }
    return map;
}

static eg_quantity quantity_of(collector *c, const eg_text *text, const eg_figure *f) {
    eg_quantity q = {.value = f->value, .high = f->high, .has_high = f->has_high, .unit = eg_arena_dup(&c->arena, f->unit)};
    uint32_t end = f->noun_end > f->end && f->noun_end - f->end < 60 ? f->noun_end : f->end;
    q.name = eg_text_quote(&c->arena, text, f->begin, end);
    return q;
}

static uint32_t *add_figures(collector *c, const eg_reading *r, const eg_statements *statements, uint32_t source) {
    uint32_t kind = EG_NONE;
    for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
        if (r->p->schema.kinds[k].traits & EG_TRAIT_FIGURE) kind = k;
    uint32_t *map = EG_NEW_ARRAY(&c->arena, uint32_t, r->figures.figure_count + 1);
    for (uint32_t i = 0; i < r->figures.figure_count; i++) {
        const eg_figure *f = &r->figures.figures[i];
        map[i] = EG_NO_ENTITY;
        bool asserted = eg_status_is_fact((eg_status)statements->figure_status[i]);
        if (kind == EG_NONE || !asserted || eg_slice_eq(f->unit, EG_S("count"))) continue;
        eg_quantity q = quantity_of(c, r->text, f);
        eg_slice key = eg_arena_printf(&c->arena, "%.*s %.15g %.15g", EG_FMT(q.unit), q.value, q.has_high ? q.high : 0.0);
        bool added;
        thing *t = thing_for(c, kind, key, &added, &map[i]);
        if (added) t->node.name = q.name, t->node.quantity = q;
        else add_alias(t, &c->arena, q.name);
        t->against *= 0.1;
        eg_vec_push(&t->evidence, evidence_at(c, r->text, source, f->begin, f->end, f->rule));
    }
    return map;
}

/* "A site that Kvern's founder Ada Berg is said to want": what a rule presupposes is no rumour because its sentence is one. */
static bool is_fact_besides(const eg_reading *r, const eg_statements *list, const eg_statement *s) {
    for (size_t i = 0; i < list->list.len && s->figure == EG_NO_ENTITY; i++) {
        const eg_statement *o = &list->list.items[i];
        if (o->edge != s->edge || o->begin != s->begin || o->end != s->end || o->figure != EG_NO_ENTITY || !eg_status_is_fact(o->status)) continue;
        if (eg_entity_of(r, o->from) == eg_entity_of(r, s->from) && eg_entity_of(r, o->to) == eg_entity_of(r, s->to) && eg_statement_holds(r, o)) return true;
    }
    return false;
}

static void add_statements(collector *c, const eg_reading *r, const eg_statements *list, uint32_t source, const uint32_t *entities,
                           const uint32_t *figures) {
    for (size_t i = 0; i < list->list.len; i++) {
        const eg_statement *s = &list->list.items[i];
        if (!eg_statement_holds(r, s)) continue;
        const eg_edge_type *type = &r->p->schema.edges[s->edge];
        bool fact = eg_status_is_fact(s->status);
        if (s->status == EG_STATUS_HEDGED && is_fact_besides(r, list, s)) continue;
        eg_edge edge = {.type = type->name, .source = entities[eg_entity_of(r, s->from)], .directed = !(type->traits & EG_EDGE_SYMMETRIC),
                        .status = s->status, .confidence = 0.5 + 0.5 * (double)s->weight, .target = EG_NO_NODE};
        if (edge.source == EG_NO_ENTITY) continue;
        if (s->figure == EG_NO_ENTITY) edge.target = entities[eg_entity_of(r, s->to)];
        else if (fact) edge.target = figures[s->figure];
        else edge.figure = quantity_of(c, r->text, &r->figures.figures[s->figure]);
        if (edge.target == EG_NO_NODE && (fact || s->figure == EG_NO_ENTITY)) continue;
        if (s->amount != EG_NO_ENTITY) edge.amount = quantity_of(c, r->text, &r->figures.figures[s->amount]);
        if (s->figure != EG_NO_ENTITY) edge.modifier = eg_arena_dup(&c->arena, r->figures.figures[s->figure].modifier);
        edge.when = eg_arena_dup(&c->arena, eg_slice_from(s->when));
        edge.role = eg_arena_dup(&c->arena, s->role);
        edge.measure = eg_arena_dup(&c->arena, s->measure);
        eg_evidence *e = EG_NEW(&c->arena, eg_evidence);
        *e = evidence_at(c, r->text, source, s->begin, s->end, s->rule);
        edge.evidence = e;
        edge.evidence_count = 1;
        eg_vec_push(&c->edges, edge);
    }
    for (size_t i = 0; i < r->notes.len; i++) {
        const eg_alias_note *n = &r->notes.items[i];
        uint32_t owner = entities[eg_entity_of(r, n->entity)];
        if (owner == EG_NO_ENTITY) continue;
        eg_evidence *e = EG_NEW(&c->arena, eg_evidence);
        const eg_entity *root = &r->entities.items[eg_entity_of(r, n->entity)];
        uint32_t begin = n->end > n->begin ? n->begin : (uint32_t)(root->name.ptr - r->text->text.ptr);
        uint32_t end = n->end > n->begin ? n->end : begin + (uint32_t)root->name.len;
        *e = evidence_at(c, r->text, source, begin, end, n->rule);
        eg_merge merge = {owner, eg_arena_dup(&c->arena, n->alias), n->reason, eg_arena_dup(&c->arena, n->rule), e, 1};
        eg_vec_push(&c->merges, merge);
    }
}

/* The types that are asserted between two things, either way round. */
typedef struct pair {
    uint32_t low, high;
    uint64_t types;
} pair;

static int by_ends(const void *a, const void *b) {
    const pair *x = a;
    const pair *y = b;
    if (x->low != y->low) return x->low < y->low ? -1 : 1;
    return (x->high > y->high) - (x->high < y->high);
}

static pair pair_of(const collector *c, const eg_edge *e) {
    bool turned = e->source > e->target;
    return (pair){turned ? e->target : e->source, turned ? e->source : e->target, 1ULL << eg_schema_edge(&c->p->schema, e->type)};
}

/* Sorted by ends, each pair of ends once. */
static size_t pairs_of(const collector *c, pair *out) {
    size_t n = 0;
    for (size_t i = 0; i < c->edges.len; i++)
        if (c->edges.items[i].target != EG_NO_NODE && eg_status_is_fact(c->edges.items[i].status)) out[n++] = pair_of(c, &c->edges.items[i]);
    if (n > 1) qsort(out, n, sizeof *out, by_ends);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && by_ends(&out[kept - 1], &out[i]) == 0) out[kept - 1].types |= out[i].types;
        else out[kept++] = out[i];
    }
    return kept;
}

/* A type hidden by a more specific one between the same ends falls. */
static bool is_hidden(const collector *c, const eg_edge *edge, const pair *pairs, size_t count) {
    uint32_t type = eg_schema_edge(&c->p->schema, edge->type);
    uint64_t by = c->p->schema.edges[type].hidden_by;
    if (by == 0 || edge->target == EG_NO_NODE || !eg_status_is_fact(edge->status) || count == 0) return false;
    pair key = pair_of(c, edge);
    const pair *found = bsearch(&key, pairs, count, sizeof *pairs, by_ends);
    return found && (found->types & by);
}

static void fill_graph(collector *c) {
    uint32_t *nodes = EG_NEW_ARRAY(&c->arena, uint32_t, c->things.len + 1);
    for (size_t i = 0; i < c->things.len; i++) {
        thing *t = &c->things.items[i];
        t->node.aliases = t->aliases.items;
        t->node.alias_count = t->aliases.len;
        t->node.evidence = t->evidence.items;
        t->node.evidence_count = t->evidence.len;
        t->node.mentions = (uint32_t)t->evidence.len;
        t->node.confidence = (double)(int)((1.0 - t->against) * 1000.0 + 0.5) / 1000.0;
        nodes[i] = eg_graph_add_node(c->graph, &t->node);
    }
    pair *pairs = EG_NEW_ARRAY(&c->arena, pair, c->edges.len + 1);
    size_t pair_count = pairs_of(c, pairs);
    for (size_t i = 0; i < c->edges.len; i++) {
        eg_edge edge = c->edges.items[i];
        if (is_hidden(c, &edge, pairs, pair_count)) continue;
        edge.source = nodes[edge.source];
        if (edge.target != EG_NO_NODE) edge.target = nodes[edge.target];
        edge.confidence = (double)(int)(edge.confidence * 1000.0 + 0.5) / 1000.0;
        eg_graph_add_edge(c->graph, &edge);
    }
    for (size_t i = 0; i < c->merges.len; i++) {
        eg_merge m = c->merges.items[i];
        if (eg_slice_eq(m.alias, c->things.items[m.node].node.name)) continue;
        m.node = nodes[m.node];
        eg_graph_add_merge(c->graph, &m);
    }
}

static bool is_common(void *ctx, eg_slice word) {
    const eg_map *list = eg_patterns_list(ctx, EG_S("common-words"));
    return list && eg_map_has(list, word);
}

static bool is_head(void *ctx, eg_slice word) {
    const eg_patterns *p = ctx;
    return eg_map_has(&p->heads, word);
}

static eg_sentence_rules rules_of(const eg_patterns *p) {
    eg_sentence_rules rules = {.abbreviations = p->abbreviations.items, .abbreviation_count = p->abbreviations.len,
                               .soft_abbreviations = p->soft_abbreviations.items, .soft_count = p->soft_abbreviations.len, .lettered = p->lettered.items, .lettered_count = p->lettered.len,
                               .stops = p->stops.items, .stop_count = p->stops.len, .goes_on = p->goes_on.items, .goes_on_count = p->goes_on.len,
                               .is_common = is_common, .is_head = is_head};
    memcpy(&rules.ctx, &p, sizeof rules.ctx); /* what asks them changes nothing */
    return rules;
}

typedef struct chooser {
    const eg_patterns *set;
    eg_sentence_rules rules; /* of the language that was chosen */
} chooser;

static const eg_sentence_rules *choose_rules(void *ctx, const eg_text *text) {
    chooser *c = ctx;
    const eg_patterns *p = eg_patterns_for(c->set, text);
    if (p != c->set) c->rules = rules_of(p);
    return &c->rules;
}

bool eg_read_input(eg_text *text, eg_arena *arena, const eg_patterns *p, const eg_post_input *input, eg_error *err) {
    chooser c = {p, rules_of(p)};
    eg_sentence_rules rules = {.choose = choose_rules, .choose_ctx = &c};
    return eg_text_read(text, arena, eg_slice_from(input->path), input->bytes, &rules, err);
}

/* What front matter calls the post, or else the heading that it begins with. */
static eg_slice title_of(const eg_text *text) {
    if (text->meta.title.len || text->block_count == 0) return text->meta.title;
    const eg_block *first = &text->blocks[0];
    return first->kind == EG_BLOCK_HEADING && first->level == 1 ? eg_slice_trim(eg_slice_sub(text->text, first->begin, first->end)) : text->meta.title;
}

static bool read_one(collector *c, const eg_post_input *input, const eg_extract_options *options, eg_errors *errors, bool *limit) {
    eg_error err = {0};
    eg_arena arena = {0};
    eg_text text = {0};
    size_t most = options && options->post_limit ? options->post_limit : POST_LIMIT;
    bool ok = input->bytes.len <= most;
    if (!ok) eg_fail(&err, EG_ERR_INPUT, input->path, "larger than the limit of %zu bytes", most);
    ok = ok && eg_read_input(&text, &arena, c->p, input, &err);
    if (ok) {
        eg_post post = {.path = eg_slice_from(input->path), .title = title_of(&text), .date = text.meta.date, .sha256 = eg_slice_from(text.sha256),
                        .authors = text.meta.authors, .author_count = text.meta.author_count, .bytes = input->bytes.len, .repaired = text.repaired};
        uint32_t source = eg_graph_add_post(c->graph, &post);
        eg_reading r;
        eg_statements statements;
        eg_read_statements(&r, &statements, &arena, eg_patterns_for(c->p, &text), &text, !(options && options->no_reference));
        eg_patterns_rest();
        eg_read_last(&r);
        const uint32_t *entities = add_entities(c, &r, source);
        const uint32_t *figures = add_figures(c, &r, &statements, source);
        add_statements(c, &r, &statements, source, entities, figures);
        for (size_t i = 0; i < text.warning_count; i++) {
            const eg_read_warning *w = &text.warnings[i];
            eg_warning warning = {.code = eg_slice_from(w->code), .text = w->text, .source = source, .line = w->line, .column = w->column};
            eg_graph_add_warning(c->graph, &warning);
        }
        if (r.limit) {
            eg_warning warning = {.code = EG_S("match-limit"), .text = EG_S("a pattern ran into its match limit; what it would have read is missing"),
                                  .rule = r.figures.limit_rule, .source = source};
            eg_graph_add_warning(c->graph, &warning);
            *limit = true;
        }
        eg_statements_fini(&statements);
        eg_reading_fini(&r);
        eg_text_fini(&text);
    } else *eg_errors_add(errors) = err;
    eg_arena_fini(&arena);
    return ok;
}

static int by_path(const void *a, const void *b) {
    const eg_post_input *x = a;
    const eg_post_input *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : eg_slice_cmp(x->bytes, y->bytes);
}

eg_graph *eg_extract(const eg_patterns *patterns, const eg_post_input *posts, size_t count, const eg_extract_options *options,
                     eg_errors *errors, bool *incomplete) {
    collector c = {.p = patterns, .graph = eg_graph_new()};
    bool limit = false;
    size_t read = 0;
    eg_post_input *sorted = EG_NEW_ARRAY(&c.arena, eg_post_input, count);
    if (count) memcpy(sorted, posts, count * sizeof *posts);
    if (count > 1) qsort(sorted, count, sizeof *sorted, by_path);
    eg_graph_set_generator(c.graph, EG_S("ecograph " EG_VERSION));
    eg_graph_set_patterns(c.graph, (eg_patterns_id){patterns->schema.name, patterns->schema.version, eg_slice_from(patterns->sha256)});
    for (size_t i = 0; i < count; i++) {
        read += read_one(&c, &sorted[i], options, errors, &limit);
        if (options && options->progress) options->progress(options->progress_ctx, i + 1, count);
    }
    fill_graph(&c);
    size_t n;
    const eg_post *all = eg_graph_posts(c.graph, &n);
    if (n == 1 && all[0].title.len) eg_graph_set_title(c.graph, all[0].title);
    *incomplete = limit || read < count;
    eg_error err = {0};
    bool ok = read > 0 && eg_graph_finish(c.graph, &err);
    if (read > 0 && !ok) *eg_errors_add(errors) = err;
    for (size_t i = 0; i < c.things.len; i++) {
        eg_vec_fini(&c.things.items[i].aliases);
        eg_vec_fini(&c.things.items[i].evidence);
    }
    eg_vec_fini(&c.things);
    eg_vec_fini(&c.edges);
    eg_vec_fini(&c.merges);
    eg_map_fini(&c.keys);
    eg_graph *graph = c.graph;
    eg_arena_fini(&c.arena);
    if (ok) return graph;
    eg_graph_free(graph);
    return NULL;
}
