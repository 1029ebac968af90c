/* SPDX-License-Identifier: MIT */
/* A whole post to its graph and three outputs. The set is $ECOGRAPH_PATTERNS or ./patterns. */
#include <stdlib.h>

#include "ecograph.h"
#include "emit/emit.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static eg_patterns *patterns;
    eg_errors errors = {0};
    if (patterns == NULL) {
        const char *named = getenv("ECOGRAPH_PATTERNS");
        const char *dirs[] = {named ? named : "patterns"};
        patterns = eg_patterns_load(dirs, 1, &errors);
        if (patterns == NULL) abort();
    }
    eg_post_input input = {"fuzz.md", eg_slice_of((const char *)data, size)};
    bool incomplete = false;
    eg_graph *graph = eg_extract(patterns, &input, 1, NULL, &errors, &incomplete);
    if (graph) {
        eg_sink sink = {0};
        eg_error err = {0};
        eg_emit_options options = {0};
        static const char *const formats[] = {"json", "dot", "csv"};
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
            const eg_format *format = eg_format_named(eg_slice_from(formats[i]));
            sink.buf.len = 0;
            options.no_layout = true; /* Graphviz itself is not under test here */
            if (format == NULL || !format->write(&sink, graph, eg_patterns_schema(patterns), &options, &err)) abort();
            if (i > 0) continue;
            eg_graph *again = NULL; /* what was written reads back */
            if (!eg_json_read(&again, eg_sink_slice(&sink), "fuzz.json", &err)) abort();
            eg_graph_free(again);
        }
        eg_sink_fini(&sink);
        eg_graph_free(graph);
    }
    eg_errors_fini(&errors);
    return 0;
}
