/* SPDX-License-Identifier: MIT */
/* Writers: a finished graph in, bytes in a sink out. One file a format; this header is their table. */
#ifndef EG_EMIT_EMIT_H
#define EG_EMIT_EMIT_H

#include "base/sink.h"
#include "graph/graph.h"
#include "scan/schema.h"

/* What the user asked of an output; zero is the default of every field. Borrowed. */
typedef struct eg_emit_options {
    const char *title;
    const char *theme;    /* NULL = auto, "light", "dark" */
    const char *view;     /* NULL = auto, "network", "landscape" */
    const char *by;       /* landscape: edge type to group by; NULL = by kind */
    const char *figures;  /* NULL = badges, "nodes", "none" */
    const char *font;
    double width;         /* px of the picture, 0 = own */
    double aspect;        /* 0 = 1.5 */
    const char *layout_file; /* sidecar with positions, NULL = none */
    bool no_layout;       /* DOT: the bare graph */
    bool fallback;        /* draw the landscape when the layout fails */
    bool bom;             /* CSV */
    bool draw_unasserted; /* a set of statuses the user asked for is drawn too */
    uint32_t statuses;    /* bit per eg_status to draw when draw_unasserted */
    unsigned layout_seconds; /* 0 = 20 */
    size_t of_names;      /* names (figures aside) of the graph that the given one was selected from, 0 = it is the whole */
    size_t of_relations;  /* facts between names of that graph */
    const char *selection; /* in words, "around Sakana AI, 2 steps · organizations"; NULL or "" = nothing to say */
} eg_emit_options;

/* Appends to `out`. False with `err` set: nothing of `out` may be written then. */
typedef bool eg_writer(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                       eg_error *err);

typedef struct eg_table { /* of a format that is several files */
    const char *name;
    eg_writer *write;
} eg_table;

typedef struct eg_format {
    const char *name;       /* -f NAME */
    const char *extensions; /* space-separated, without dots; "" = by -f only */
    const char *help;       /* one line */
    eg_writer *write;
    const eg_table *tables; /* NULL, or the files it is written to, ended by a NULL name; `write` is the main one */
} eg_format;

/* All formats, ended by a NULL name. */
extern const eg_format eg_formats[];
const eg_format *eg_format_named(eg_slice name);     /* NULL when there is none */
const eg_format *eg_format_of_path(eg_slice path);   /* by extension */

bool eg_emit_json(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_dot(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_svg(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_html(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);

bool eg_emit_jsonl(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_mentions(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_d3(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_cytoscape(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_graphology(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_grafana(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_kumu(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_jsonld(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_graphml(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_gexf(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_mermaid(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_cypher(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_sql(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
/* CSV is three tables: `-o x.csv` writes x.nodes.csv, x.edges.csv and x.figures.csv, `-f csv` prints the edges. */
bool eg_emit_csv_nodes(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_csv_edges(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);
bool eg_emit_csv_figures(eg_sink *, const eg_graph *, const eg_schema *, const eg_emit_options *, eg_error *);

/* The JSON Schema (draft-07) of the native format; with `schema`, closed to the kinds and types of that set. */
void eg_schema_json(eg_sink *out, const eg_schema *schema);

const char *eg_json_version(void);

/* Reads the native JSON back into a finished graph. Unknown members are ignored; what contradicts the format is an
 * error with its line and column. The graph is the caller's; its texts lie in `bytes`, which must outlive it. */
bool eg_json_read(eg_graph **graph, eg_slice bytes, const char *path, eg_error *err);

#endif
