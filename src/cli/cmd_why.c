/* SPDX-License-Identifier: MIT */
/* why: where a node or an edge was read, and by which rule. With the posts themselves (not a saved graph) each sentence is
 * read again, so that the tape, the guards that were considered and the votes for a kind can be shown. */
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/unicode.h"
#include "cli/probe.h"
#include "cli/tool.h"
#include "emit/jsonout.h"
#include "relate/collect.h"

/* A post read again: as far as the relations run, and whole. */
typedef struct again {
    eg_probe probe;
    eg_arena arena;
    eg_reading whole;
    eg_statements statements;
    bool open;
} again;

typedef struct question {
    eg_tool tool;
    eg_graph *graph;
    eg_arena arena;
    again *posts;    /* per post of the graph; NULL for a saved graph */
    size_t found;
} question;

/* ---- reading again --------------------------------------------------------------------------------------------------- */

static again *post_again(question *q, uint32_t source) {
    size_t count;
    const eg_post *posts = eg_graph_posts(q->graph, &count);
    eg_session *s = &q->tool.session;
    if (q->posts == NULL || source >= count) return NULL;
    again *a = &q->posts[source];
    for (size_t i = 0; i < s->posts.len && !a->open; i++) {
        if (!eg_slice_eq(posts[source].path, eg_slice_from(s->posts.items[i].path))) continue;
        eg_error err = {0};
        if (!eg_probe_open(&a->probe, s->patterns, &s->posts.items[i], &err)) return NULL;
        eg_read_post(&a->whole, &a->statements, &a->arena, a->probe.reading.p, &a->probe.text, true);
        a->open = true;
    }
    return a->open ? a : NULL;
}

static void close_posts(question *q) {
    size_t count = 0;
    if (q->graph) eg_graph_posts(q->graph, &count);
    for (size_t i = 0; q->posts && i < count; i++) {
        again *a = &q->posts[i];
        if (!a->open) continue;
        eg_statements_fini(&a->statements);
        eg_reading_fini(&a->whole);
        eg_arena_fini(&a->arena);
        eg_probe_close(&a->probe);
    }
}

/* The sentence that holds byte `start` of the raw post; the count when there is none. */
static uint32_t sentence_at(const eg_text *text, uint32_t start) {
    uint32_t i = 0;
    for (; i < text->sentence_count; i++) {
        uint32_t first;
        uint32_t last;
        if (text->sentences[i].end <= text->sentences[i].begin) continue;
        eg_text_span(text, text->sentences[i].begin, text->sentences[i].end, &first, &last);
        if (first <= start && start < last) break;
    }
    return i;
}

/* ---- a piece of evidence ------------------------------------------------------------------------------------------------ */

enum { GUARDS_MOST = 16 };

/* What the rule saw: its tape with the match marked, and the guards' cues on it. */
typedef struct sight {
    eg_slice tape;  /* "" when the evidence is of no tape rule */
    struct {
        eg_slice id, cue, status;
        bool governs;
    } guards[GUARDS_MOST];
    size_t guard_count;
} sight;

static bool on_tape(const eg_tape *tape, const eg_probe *probe, eg_span span, const eg_reading *r, eg_slice name) {
    for (uint32_t i = span.begin; span.begin != UINT32_MAX && i < span.end; i++) {
        const eg_unit *u = tape->unit[i] >= 0 ? &probe->tapes.units.items[tape->unit[i]] : NULL;
        if (u && u->type != EG_UNIT_FIGURE && u->type != EG_UNIT_DATE && eg_slice_eq(r->entities.items[eg_entity_of(r, u->entity)].name, name)) return true;
    }
    return false;
}

static void look(question *q, sight *out, const again *a, const eg_tape *tape, const eg_variant *v, const eg_regex_match *m) {
    const eg_probe *probe = &a->probe;
    eg_sink text = {0};
    eg_span all = m->groups[0];
    eg_tape_show(&text, probe, tape, 0, all.begin);
    eg_puts(&text, "«");
    eg_tape_show(&text, probe, tape, all.begin, all.end);
    eg_puts(&text, "»");
    eg_tape_show(&text, probe, tape, all.end, (uint32_t)tape->text.len);
    out->tape = eg_arena_dup(&q->arena, eg_sink_slice(&text));
    eg_sink_fini(&text);
    uint32_t anchor = v->trigger && m->groups[v->trigger].begin != UINT32_MAX ? m->groups[v->trigger].begin : v->to ? m->groups[v->to].begin : all.begin;
    eg_guard_note notes[GUARDS_MOST];
    out->guard_count = eg_guards_consider(&probe->reading, tape, anchor, notes, GUARDS_MOST);
    for (size_t i = 0; i < out->guard_count; i++) {
        out->guards[i].id = notes[i].guard->id;
        out->guards[i].cue = eg_arena_dup(&q->arena, eg_slice_sub(tape->text, notes[i].cue.begin, notes[i].cue.end));
        out->guards[i].status = eg_status_name(notes[i].guard->status);
        out->guards[i].governs = notes[i].governs;
    }
}

/* Runs the rule again on the tapes of the evidence's sentence; a match with the edge's source in {from} is preferred. */
static void see(question *q, sight *out, const eg_evidence *e, eg_slice from) {
    *out = (sight){.tape = EG_S("")};
    const eg_variant *v = NULL;
    again *a = post_again(q, e->source);
    const eg_tape_rule *rule = a ? eg_cited_rule(q->tool.session.patterns, e->rule, &v) : NULL;
    uint32_t sentence = rule ? sentence_at(&a->probe.text, e->start) : 0;
    if (rule == NULL || sentence == a->probe.text.sentence_count) return;
    eg_probe_sentence(&a->probe, sentence);
    for (int strict = 1; strict >= 0 && out->tape.len == 0; strict--)
        for (size_t t = 0; t < a->probe.tapes.list.len && out->tape.len == 0; t++) {
            const eg_tape *tape = &a->probe.tapes.list.items[t];
            eg_regex_match m;
            for (size_t at = 0; at <= tape->text.len && eg_regex_exec(v->regex, tape->text, at, &m) == EG_REGEX_MATCH; at = m.groups[0].begin + 1u) {
                if (strict && v->from && !on_tape(tape, &a->probe, m.groups[v->from], &a->probe.reading, from)) continue;
                look(q, out, a, tape, v, &m);
                break;
            }
        }
}

/* Tabs, newlines, control and bidi characters never leave as they are. */
static void put_cell(eg_sink *out, eg_slice s) {
    for (size_t at = 0, n; at < s.len; at += n) {
        uint32_t cp = eg_utf8_next(s, at, &n);
        if (eg_is_unsafe(cp)) eg_putc(out, ' ');
        else eg_put(out, eg_slice_sub(s, at, at + n));
    }
}

static void put_evidence(question *q, const eg_evidence *e, eg_slice from, bool edge) {
    eg_sink *out = &q->tool.out;
    size_t n;
    const eg_post *posts = eg_graph_posts(q->graph, &n);
    eg_slice place = eg_rule_place(q->tool.session.patterns, &q->arena, e->rule);
    eg_puts(out, "  ");
    put_cell(out, posts[e->source].path);
    eg_putf(out, ":%u:%u: [%.*s] ", e->line, e->column, EG_FMT(e->rule));
    put_cell(out, e->quote);
    eg_putc(out, '\n');
    if (!edge) return;
    if (place.len) eg_putf(out, "    %srule%s   %.*s\n", eg_tool_dim(&q->tool), eg_tool_plain(&q->tool), EG_FMT(place));
    sight s;
    see(q, &s, e, from);
    if (s.tape.len) eg_putf(out, "    %stape%s   ", eg_tool_dim(&q->tool), eg_tool_plain(&q->tool)), put_cell(out, s.tape), eg_putc(out, '\n');
    for (size_t i = 0; i < s.guard_count; i++)
        eg_putf(out, "    %sguard%s  %.*s (%.*s): \"%.*s\" %s\n", eg_tool_dim(&q->tool), eg_tool_plain(&q->tool), EG_FMT(s.guards[i].id), EG_FMT(s.guards[i].status),
                EG_FMT(s.guards[i].cue), s.guards[i].governs ? "governs it" : "does not reach it");
}

static void json_evidence(question *q, const eg_evidence *e, eg_slice from, bool edge, bool first) {
    eg_sink *out = &q->tool.out;
    size_t n;
    const eg_post *posts = eg_graph_posts(q->graph, &n);
    if (!first) eg_puts(out, ", ");
    eg_putc(out, '{');
    eg_json_member(out, "path", posts[e->source].path);
    eg_json_count(out, "line", e->line), eg_json_count(out, "column", e->column);
    eg_json_member(out, "quote", e->quote);
    eg_json_member(out, "rule", e->rule);
    eg_json_optional(out, "rule_place", eg_rule_place(q->tool.session.patterns, &q->arena, e->rule));
    if (edge) {
        sight s;
        see(q, &s, e, from);
        eg_json_optional(out, "tape", s.tape);
        eg_json_name(out, "guards");
        eg_putc(out, '[');
        for (size_t i = 0; i < s.guard_count; i++) {
            eg_puts(out, i ? ", {" : "{");
            eg_json_member(out, "id", s.guards[i].id), eg_json_member(out, "cue", s.guards[i].cue), eg_json_member(out, "status", s.guards[i].status);
            eg_json_flag(out, "governs", s.guards[i].governs);
            eg_putc(out, '}');
        }
        eg_putc(out, ']');
    }
    eg_putc(out, '}');
}

/* ---- votes for a kind ------------------------------------------------------------------------------------------------------- */

static bool is_named(eg_arena *arena, const eg_node *node, eg_slice name) {
    eg_slice folded = eg_fold(arena, name);
    if (eg_slice_eq(eg_fold(arena, node->name), folded)) return true;
    for (size_t i = 0; i < node->alias_count; i++)
        if (eg_slice_eq(eg_fold(arena, node->aliases[i]), folded)) return true;
    return false;
}

static int by_kind(const void *a, const void *b) {
    const eg_vote *x = a;
    const eg_vote *y = b;
    if (x->kind != y->kind) return (x->kind > y->kind) - (x->kind < y->kind);
    if (x->weight < y->weight || x->weight > y->weight) return x->weight < y->weight ? 1 : -1;
    return eg_slice_cmp(x->rule, y->rule);
}

typedef EG_VEC(eg_vote) votes;

/* The votes for all entities of one post that this node was made of. */
static void collect_votes(question *q, votes *out, const eg_node *node, uint32_t source) {
    const again *a = post_again(q, source);
    for (uint32_t i = 0; a && i < a->whole.entities.len; i++) {
        const eg_entity *root = &a->whole.entities.items[eg_entity_of(&a->whole, i)];
        if (!is_named(&q->arena, node, root->name)) continue;
        const eg_entity *e = &a->whole.entities.items[i];
        for (size_t v = 0; v < e->voters.len; v++) eg_vec_push(out, e->voters.items[v]);
    }
    if (out->len > 1) qsort(out->items, out->len, sizeof *out->items, by_kind);
}

static eg_slice kind_of_vote(const question *q, const eg_vote *v) {
    return v->kind == EG_NONE ? EG_S("no name") : q->tool.session.patterns->schema.kinds[v->kind].name;
}

static void put_votes(question *q, const eg_node *node) {
    eg_sink *out = &q->tool.out;
    size_t n;
    const eg_post *posts = eg_graph_posts(q->graph, &n);
    bool first = true;
    for (uint32_t p = 0; p < n; p++) {
        votes list = {0};
        collect_votes(q, &list, node, p);
        for (size_t i = 0; i < list.len; i++) {
            const eg_vote *v = &list.items[i];
            if (q->tool.json) {
                eg_puts(out, first ? "{" : ", {");
                eg_json_member(out, "path", posts[p].path), eg_json_member(out, "kind", kind_of_vote(q, v)), eg_json_member(out, "rule", v->rule);
                eg_json_number(out, "weight", (double)(int)((double)v->weight * 1000 + 0.5) / 1000);
                eg_putc(out, '}');
                first = false;
            } else {
                eg_slice place = eg_rule_place(q->tool.session.patterns, &q->arena, v->rule);
                eg_putf(out, "  %svote%s   %.*s %g by %.*s%s%.*s\n", eg_tool_dim(&q->tool), eg_tool_plain(&q->tool), EG_FMT(kind_of_vote(q, v)), (double)v->weight,
                        EG_FMT(v->rule), place.len && !eg_slice_eq(place, v->rule) ? ", " : "", EG_FMT(eg_slice_eq(place, v->rule) ? EG_S("") : place));
            }
        }
        eg_vec_fini(&list);
    }
}

/* ---- nodes and edges ------------------------------------------------------------------------------------------------------- */

static void put_merges(question *q, uint32_t node) {
    eg_sink *out = &q->tool.out;
    size_t count;
    bool first = true;
    const eg_merge *m = eg_graph_merges(q->graph, &count);
    for (size_t j = 0; j < count; j++) {
        if (m[j].node != node) continue;
        if (q->tool.json) {
            eg_puts(out, first ? "{" : ", {");
            eg_json_member(out, "alias", m[j].alias), eg_json_member(out, "reason", m[j].reason), eg_json_member(out, "rule", m[j].rule);
            eg_json_name(out, "evidence");
            eg_putc(out, '[');
            for (size_t i = 0; i < m[j].evidence_count; i++) json_evidence(q, &m[j].evidence[i], EG_S(""), false, i == 0);
            eg_puts(out, "]}");
            first = false;
        } else {
            eg_puts(out, "  also \""), put_cell(out, m[j].alias);
            eg_putf(out, "\": %.*s [%.*s]\n", EG_FMT(m[j].reason), EG_FMT(m[j].rule));
            for (size_t i = 0; i < m[j].evidence_count; i++) eg_puts(out, "  "), put_evidence(q, &m[j].evidence[i], EG_S(""), false);
        }
    }
}

static void put_node(question *q, const eg_node *nodes, uint32_t i) {
    eg_sink *out = &q->tool.out;
    const eg_node *n = &nodes[i];
    if (q->tool.json) {
        eg_json_item(out, q->found == 1, 1);
        eg_putc(out, '{');
        eg_json_member(out, "node", n->id), eg_json_member(out, "name", n->name), eg_json_member(out, "kind", n->kind);
        eg_json_number(out, "confidence", n->confidence);
        eg_json_name(out, "evidence");
        eg_putc(out, '[');
        for (size_t e = 0; e < n->evidence_count; e++) json_evidence(q, &n->evidence[e], EG_S(""), false, e == 0);
        eg_puts(out, "], \"votes\": [");
        put_votes(q, n);
        eg_puts(out, "], \"merges\": [");
        put_merges(q, i);
        eg_puts(out, "]}");
        return;
    }
    eg_puts(out, eg_tool_bold(&q->tool)), put_cell(out, n->name);
    eg_putf(out, "%s (%.*s, confidence %g) %.*s\n", eg_tool_plain(&q->tool), EG_FMT(n->kind), n->confidence, EG_FMT(n->id));
    for (size_t e = 0; e < n->evidence_count; e++) put_evidence(q, &n->evidence[e], EG_S(""), false);
    put_votes(q, n);
    put_merges(q, i);
}

static void put_edge(question *q, const eg_node *nodes, const eg_edge *e) {
    eg_sink *out = &q->tool.out;
    eg_slice to = e->target == EG_NO_NODE ? e->figure.name : nodes[e->target].name;
    if (q->tool.json) {
        eg_json_item(out, q->found == 1, 1);
        eg_putc(out, '{');
        eg_json_member(out, "edge", e->key), eg_json_member(out, "type", e->type);
        eg_json_member(out, "source", nodes[e->source].name), eg_json_member(out, "target", to);
        eg_json_member(out, "status", eg_status_name(e->status));
        eg_json_number(out, "confidence", e->confidence);
        eg_json_name(out, "evidence");
        eg_putc(out, '[');
        for (size_t i = 0; i < e->evidence_count; i++) json_evidence(q, &e->evidence[i], nodes[e->source].name, true, i == 0);
        eg_puts(out, "]}");
        return;
    }
    eg_puts(out, eg_tool_bold(&q->tool)), put_cell(out, nodes[e->source].name);
    eg_putf(out, " -%.*s-> ", EG_FMT(e->type));
    put_cell(out, to);
    eg_putf(out, "%s [%.*s] %.*s", eg_tool_plain(&q->tool), EG_FMT(eg_status_name(e->status)), EG_FMT(e->key));
    if (e->when.len) eg_putf(out, ", %.*s", EG_FMT(e->when));
    if (e->amount.unit.len) eg_putf(out, ", %.*s", EG_FMT(e->amount.name));
    if (e->role.len) eg_puts(out, ", as "), put_cell(out, e->role);
    eg_putc(out, '\n');
    for (size_t i = 0; i < e->evidence_count; i++) put_evidence(q, &e->evidence[i], nodes[e->source].name, true);
}

static void explain(question *q, eg_slice want) {
    size_t n;
    const eg_node *nodes = eg_graph_nodes(q->graph, &n);
    uint8_t *hit = eg_arena_alloc(&q->arena, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        hit[i] = eg_slice_eq(nodes[i].id, want) || is_named(&q->arena, &nodes[i], want);
        if (hit[i]) q->found++, put_node(q, nodes, i);
    }
    for (int facts = 1; facts >= 0; facts--) {
        size_t count;
        const eg_edge *e = facts ? eg_graph_edges(q->graph, &count) : eg_graph_unasserted(q->graph, &count);
        for (size_t i = 0; i < count; i++)
            if (eg_slice_eq(e[i].key, want) || hit[e[i].source] || (e[i].target != EG_NO_NODE && hit[e[i].target])) q->found++, put_edge(q, nodes, &e[i]);
    }
}

int eg_cmd_why(int argc, char **argv) {
    question q = {.found = 0};
    eg_session *s = &q.tool.session;
    int status = EG_EXIT_ERROR;
    bool ok = eg_tool_parse(&q.tool, "why", argc, argv, true, true);
    if (ok && eg_session_load(s) && (q.graph = eg_session_graph(s)) != NULL) {
        bool saved = s->posts.len == 1 && eg_slice_ends(eg_slice_from(s->posts.items[0].path), EG_S(".json"));
        size_t count;
        eg_graph_posts(q.graph, &count);
        if (!saved) q.posts = EG_NEW_ARRAY(&q.arena, again, count + 1);
        status = s->incomplete ? EG_EXIT_INCOMPLETE : EG_EXIT_DONE;
        if (q.tool.json) eg_putc(&q.tool.out, '[');
        explain(&q, eg_slice_from(q.tool.word));
        if (q.tool.json) eg_puts(&q.tool.out, "\n]\n");
        if (q.found == 0) {
            fprintf(stderr, "ecograph: nothing is called \"%s\" in this graph\n", q.tool.word);
            status = EG_EXIT_NEGATIVE;
        }
    }
    close_posts(&q);
    eg_graph_free(q.graph);
    eg_arena_fini(&q.arena);
    return eg_tool_finish(&q.tool, status);
}
