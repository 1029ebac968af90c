/* SPDX-License-Identifier: MIT */
/* JSON lines: the graph as a stream of native nodes and edges, each line with its "record"; and the mentions, one a
 * line, for those who build on the reading rather than on the graph. */
#include <stdlib.h>

#include "emit/export.h"
#include "emit/native.h"

static void put_source(eg_sink *out, const eg_post *post) {
    eg_puts(out, "{\"record\": \"source\"");
    eg_json_member(out, "id", post->id);
    eg_json_member(out, "path", post->path);
    eg_json_optional(out, "title", post->title);
    eg_json_optional(out, "date", post->date);
    eg_puts(out, "}\n");
}

bool eg_emit_jsonl(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                   eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    for (size_t i = 0; i < x.post_count; i++) put_source(out, &x.posts[i]);
    for (size_t i = 0; i < x.node_count; i++) {
        eg_json_node(out, graph, &x.nodes[i], (eg_json_style){.record = "node"});
        eg_putc(out, '\n');
    }
    for (size_t i = 0; i < x.edge_count; i++) {
        eg_json_edge(out, graph, &x.edges[i], (eg_json_style){.record = "edge"});
        eg_putc(out, '\n');
    }
    for (size_t i = 0; i < x.unasserted_count; i++) {
        eg_json_edge(out, graph, &x.unasserted[i], (eg_json_style){.record = "unasserted"});
        eg_putc(out, '\n');
    }
    eg_export_fini(&x);
    return true;
}

typedef struct mention {
    const eg_evidence *evidence;
    const eg_node *node;
} mention;

/* By post and place; of two names at one place the node order decides. */
static int cmp_mention(const void *va, const void *vb) {
    const mention *a = va;
    const mention *b = vb;
    if (a->evidence->source != b->evidence->source) return a->evidence->source < b->evidence->source ? -1 : 1;
    if (a->evidence->start != b->evidence->start) return a->evidence->start < b->evidence->start ? -1 : 1;
    if (a->evidence->end != b->evidence->end) return a->evidence->end < b->evidence->end ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static void put_mention(eg_sink *out, const eg_export *x, const mention *m) {
    const eg_evidence *e = m->evidence;
    eg_putc(out, '{');
    eg_json_member(out, "post", eg_export_path(x, e));
    eg_json_count(out, "line", e->line);
    eg_json_count(out, "column", e->column);
    eg_json_count(out, "start", e->start);
    eg_json_count(out, "end", e->end);
    eg_json_member(out, "text", e->quote);
    eg_json_member(out, "kind", m->node->kind);
    eg_json_member(out, "entity", m->node->id);
    eg_json_member(out, "name", m->node->name);
    eg_json_member(out, "rule", e->rule);
    eg_puts(out, "}\n");
}

bool eg_emit_mentions(eg_sink *out, const eg_graph *graph, const eg_schema *schema,
                      const eg_emit_options *options, eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    EG_VEC(mention) list = {0};
    for (size_t i = 0; i < x.node_count; i++)
        for (size_t k = 0; k < x.nodes[i].evidence_count; k++) {
            mention m = {&x.nodes[i].evidence[k], &x.nodes[i]};
            eg_vec_push(&list, m);
        }
    if (list.len) qsort(list.items, list.len, sizeof *list.items, cmp_mention);
    for (size_t i = 0; i < list.len; i++) put_mention(out, &x, &list.items[i]);
    eg_vec_fini(&list);
    eg_export_fini(&x);
    return true;
}
