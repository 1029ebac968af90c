/* SPDX-License-Identifier: MIT */
/* A saved graph that somebody else wrote: refused with an error, or read and written back the same twice. */
#include <stdlib.h>

#include "base/sink.h"
#include "emit/emit.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    eg_graph *graph = NULL;
    eg_error err = {0};
    if (!eg_json_read(&graph, eg_slice_of((const char *)data, size), "fuzz.json", &err)) {
        if (err.text[0] == '\0') abort();
        return 0;
    }
    eg_sink first = {0};
    eg_sink second = {0};
    eg_emit_options options = {0};
    const eg_format *json = eg_format_named(EG_S("json"));
    if (json == NULL || !json->write(&first, graph, NULL, &options, &err)) abort();
    eg_graph *again = NULL;
    if (!eg_json_read(&again, eg_sink_slice(&first), "again.json", &err)) abort();
    if (!json->write(&second, again, NULL, &options, &err)) abort();
    if (!eg_slice_eq(eg_sink_slice(&first), eg_sink_slice(&second))) abort();
    eg_graph_free(again);
    eg_graph_free(graph);
    eg_sink_fini(&first);
    eg_sink_fini(&second);
    return 0;
}
