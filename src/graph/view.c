/* SPDX-License-Identifier: MIT */
#include "graph/view.h"

#include <graphviz/cgraph.h>
#include <stdlib.h>

struct eg_view {
    Agraph_t *graph;
    eg_arena arena; /* NUL-terminated copies of what libcgraph is given */
};

/* libcgraph takes char * and copies what it is given: the one place where const is cast away. */
static char *text(eg_view *view, eg_slice s) {
    return (char *)(uintptr_t)eg_arena_dup(&view->arena, s).ptr;
}

static char *fixed(const char *s) {
    return (char *)(uintptr_t)s;
}

eg_view *eg_view_new(bool directed) {
    eg_view *view = eg_heap_alloc(sizeof *view);
    *view = (eg_view){0};
    view->graph = agopen(fixed("ecograph"), directed ? Agdirected : Agundirected, NULL);
    if (view->graph == NULL) eg_out_of_memory(sizeof *view->graph);
    return view;
}

void eg_view_free(eg_view *view) {
    if (view == NULL) return;
    if (view->graph) agclose(view->graph);
    eg_arena_fini(&view->arena);
    free(view);
}

struct Agraph_s *eg_view_graph(eg_view *view) {
    return view->graph;
}

struct Agnode_s *eg_view_node(eg_view *view, eg_slice name) {
    return agnode(view->graph, text(view, name), 1);
}

struct Agedge_s *eg_view_edge(eg_view *view, struct Agnode_s *from, struct Agnode_s *to, eg_slice key) {
    return agedge(view->graph, from, to, key.len ? text(view, key) : NULL, 1);
}

static void set(eg_view *view, void *object, int kind, eg_slice name, eg_slice value) {
    char *attribute = text(view, name);
    if (agattr(view->graph, kind, attribute, NULL) == NULL) agattr(view->graph, kind, attribute, fixed(""));
    agset(object, attribute, text(view, value));
}

void eg_view_set(eg_view *view, eg_slice name, eg_slice value) {
    set(view, view->graph, AGRAPH, name, value);
}

void eg_view_set_node(eg_view *view, struct Agnode_s *node, eg_slice name, eg_slice value) {
    set(view, node, AGNODE, name, value);
}

void eg_view_set_edge(eg_view *view, struct Agedge_s *edge, eg_slice name, eg_slice value) {
    set(view, edge, AGEDGE, name, value);
}

static eg_slice get(void *object, eg_slice name) {
    eg_arena scratch = {0};
    const char *value = agget(object, (char *)(uintptr_t)eg_arena_dup(&scratch, name).ptr);
    eg_arena_fini(&scratch);
    return eg_slice_from(value ? value : "");
}

eg_slice eg_view_get(const eg_view *view, eg_slice name) {
    return get(view->graph, name);
}

eg_slice eg_view_get_node(const eg_view *view, struct Agnode_s *node, eg_slice name) {
    (void)view;
    return get(node, name);
}

eg_slice eg_view_get_edge(const eg_view *view, struct Agedge_s *edge, eg_slice name) {
    (void)view;
    return get(edge, name);
}

struct Agnode_s *eg_view_next_node(const eg_view *view, struct Agnode_s *node) {
    return node ? agnxtnode(view->graph, node) : agfstnode(view->graph);
}

eg_slice eg_view_node_name(struct Agnode_s *node) {
    return eg_slice_from(agnameof(node));
}

size_t eg_view_node_count(const eg_view *view) {
    return (size_t)agnnodes(view->graph);
}

size_t eg_view_edge_count(const eg_view *view) {
    return (size_t)agnedges(view->graph);
}

/* ---- of a graph ---- */

eg_view *eg_view_of(const eg_graph *graph, const eg_mask *mask) {
    eg_view *view = eg_view_new(true);
    size_t count, edge_count;
    const eg_node *nodes = eg_graph_nodes(graph, &count);
    const eg_edge *edges = eg_graph_edges(graph, &edge_count);
    Agnode_t **made = eg_heap_resize(NULL, count, sizeof(Agnode_t *));
    for (size_t i = 0; i < count; i++) {
        if (mask && !mask->nodes[i]) continue;
        made[i] = eg_view_node(view, nodes[i].id);
        eg_view_set_node(view, made[i], EG_S("label"), nodes[i].name);
        eg_view_set_node(view, made[i], EG_S("class"), nodes[i].kind);
    }
    for (size_t i = 0; i < edge_count; i++) {
        if (mask && !mask->edges[i]) continue;
        Agedge_t *edge = eg_view_edge(view, made[edges[i].source], made[edges[i].target], edges[i].key);
        eg_view_set_edge(view, edge, EG_S("label"), edges[i].type);
        eg_view_set_edge(view, edge, EG_S("class"), edges[i].type);
        if (!edges[i].directed) eg_view_set_edge(view, edge, EG_S("dir"), EG_S("none"));
    }
    free(made);
    return view;
}

/* ---- DOT ---- */

bool eg_view_write(const eg_view *view, eg_sink *out, eg_error *err) {
    char *bytes = NULL;
    size_t len = 0;
    FILE *file = open_memstream(&bytes, &len);
    if (file == NULL) eg_out_of_memory(BUFSIZ);
    bool ok = agwrite(view->graph, file) == 0;
    ok = fclose(file) == 0 && ok;
    if (ok) eg_put(out, eg_slice_of(bytes, len));
    free(bytes);
    return ok || eg_fail(err, EG_ERR_IO, "", "libcgraph could not write the graph");
}

static char complaint[256]; /* libcgraph's reader keeps its state in statics as well */

/* It comes in pieces: "Error", ": ", "syntax error in line 1 near '}'\n". */
static int note_complaint(char *piece) {
    size_t len = strlen(complaint);
    if (strchr(complaint, '\n') == NULL) snprintf(complaint + len, sizeof complaint - len, "%s", piece);
    return 0;
}

eg_view *eg_view_read(eg_slice dot, eg_error *err) {
    eg_view *view = eg_heap_alloc(sizeof *view);
    *view = (eg_view){0};
    complaint[0] = '\0';
    agusererrf before = agseterrf(note_complaint);
    view->graph = agmemread(eg_arena_dup(&view->arena, dot).ptr);
    agseterrf(before);
    if (view->graph != NULL) return view;
    complaint[strcspn(complaint, "\n")] = '\0';
    eg_fail(err, EG_ERR_INPUT, "", "not DOT: %s", complaint[0] ? complaint : "no graph in it");
    eg_view_free(view);
    return NULL;
}
