/* SPDX-License-Identifier: MIT */
/* Writes the sample graph of the unit tests in every format, for the checks of this folder: write FOLDER [GRAPH.json].
 * With a native JSON it writes that graph instead. Pictures are other tests' business. */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/sample.h"
#include "base/source.h"
#include "emit/emit.h"
#include "emit/export.h"

static void fail(const char *what, const eg_error *err) {
    fprintf(stderr, "write: %s: %s:%u:%u: %s\n", what, err->path, err->line, err->column, err->text);
    exit(EXIT_FAILURE);
}

static void save(eg_sink *out, const char *folder, const char *file) {
    char path[4096];
    eg_error err = {0};
    snprintf(path, sizeof path, "%s/%s", folder, file);
    if (!eg_sink_save(out, path, &err)) fail(path, &err);
    out->buf.len = 0;
}

/* Its texts are in `arena`. */
static eg_graph *graph_of(eg_arena *arena, int argc, char **argv) {
    if (argc < 3) return sample_graph();
    eg_slice bytes;
    eg_error err = {0};
    eg_graph *graph = NULL;
    if (!eg_bytes_read(&bytes, arena, argv[2], 0, &err) || !eg_json_read(&graph, bytes, argv[2], &err)) fail(argv[2], &err);
    return graph;
}

static void write_formats(const char *folder, const eg_graph *graph, const eg_schema *schema) {
    static const char *const names[] = {"json", "jsonl", "mentions", "graphml", "gexf", "mermaid", "jsonld",
                                        "cypher", "sql", "d3", "cytoscape", "graphology", "grafana", "kumu"};
    eg_sink out = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        eg_error err = {0};
        char file[64];
        const eg_format *format = eg_format_named(eg_slice_from(names[i]));
        bool large = !format->write(&out, graph, schema, NULL, &err);
        if (large && err.code != EG_ERR_LIMIT) fail(names[i], &err);
        snprintf(file, sizeof file, "x.%s", names[i]);
        if (!large) save(&out, folder, file);
    }
    eg_emit_csv_nodes(&out, graph, schema, NULL, NULL);
    save(&out, folder, "x.nodes.csv");
    eg_emit_csv_edges(&out, graph, schema, NULL, NULL);
    save(&out, folder, "x.edges.csv");
    eg_emit_csv_figures(&out, graph, schema, NULL, NULL);
    save(&out, folder, "x.figures.csv");
    eg_schema_json(&out, schema);
    save(&out, folder, "closed.schema.json");
    eg_schema_json(&out, NULL);
    save(&out, folder, "open.schema.json");
    eg_sink_fini(&out);
}

int main(int argc, char **argv) {
    eg_arena arena = {0};
    eg_schema schema = {0};
    if (argc < 2 || !sample_schema(&schema, &arena)) return EXIT_FAILURE;
    eg_graph *graph = graph_of(&arena, argc, argv);
    write_formats(argv[1], graph, &schema);
    eg_graph_free(graph);
    eg_arena_fini(&arena);
    return EXIT_SUCCESS;
}
