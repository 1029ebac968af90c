/* SPDX-License-Identifier: MIT */
/* The table of formats: what -f takes and what an output's name means. */
#include "emit/emit.h"

static const eg_table csv_tables[] = {
    {"nodes", eg_emit_csv_nodes}, {"edges", eg_emit_csv_edges}, {"figures", eg_emit_csv_figures}, {NULL, NULL}};

const eg_format eg_formats[] = {
    {"json", "json", "the graph with all its evidence (NetworkX node-link)", eg_emit_json, NULL},
    {"dot", "dot gv", "Graphviz, with its layout: dot -Tsvg redraws the picture", eg_emit_dot, NULL},
    {"svg", "svg", "a picture: network or landscape, by the number of names", eg_emit_svg, NULL},
    {"html", "html htm", "one page to explore: search, focus, paths, evidence, tables", eg_emit_html, NULL},
    {"jsonl", "jsonl ndjson", "the same as a stream: sources, nodes and edges, one a line", eg_emit_jsonl, NULL},
    {"mentions", "mentions.jsonl", "every mention of a name or figure, one a line", eg_emit_mentions, NULL},
    {"csv", "csv", "tables: FILE.nodes.csv, FILE.edges.csv, FILE.figures.csv", eg_emit_csv_edges, csv_tables},
    {"graphml", "graphml", "GraphML for NetworkX, igraph, Gephi, yEd", eg_emit_graphml, NULL},
    {"gexf", "gexf", "GEXF 1.2 for Gephi", eg_emit_gexf, NULL},
    {"mermaid", "mmd mermaid", "a flowchart that GitHub, GitLab and Obsidian draw", eg_emit_mermaid, NULL},
    {"jsonld", "jsonld", "linked data in the words of schema.org", eg_emit_jsonld, NULL},
    {"cypher", "cypher", "statements for Neo4j, Memgraph, Kuzu", eg_emit_cypher, NULL},
    {"sql", "sql", "tables for SQLite, PostgreSQL, DuckDB", eg_emit_sql, NULL},
    {"d3", "d3.json", "flat nodes and links for D3, force-graph, Observable, Vega", eg_emit_d3, NULL},
    {"cytoscape", "cytoscape.json cyjs", "elements for Cytoscape.js", eg_emit_cytoscape, NULL},
    {"graphology", "graphology.json", "for graphology, sigma, Gephi Lite", eg_emit_graphology, NULL},
    {"grafana", "grafana.json", "frames for Grafana's node graph", eg_emit_grafana, NULL},
    {"kumu", "kumu.json", "a blueprint for Kumu", eg_emit_kumu, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const eg_format *eg_format_named(eg_slice name) {
    for (const eg_format *f = eg_formats; f->name; f++)
        if (eg_slice_eq(name, eg_slice_from(f->name))) return f;
    return NULL;
}

static bool has_extension(eg_slice path, eg_slice extension) {
    if (path.len <= extension.len || path.ptr[path.len - extension.len - 1] != '.') return false;
    return eg_slice_eq_ascii_nocase(eg_slice_sub(path, path.len - extension.len, path.len), extension);
}

/* The longest extension wins: x.d3.json is no native JSON. */
const eg_format *eg_format_of_path(eg_slice path) {
    const eg_format *best = NULL;
    size_t longest = 0;
    for (const eg_format *f = eg_formats; f->name; f++) {
        eg_slice rest = eg_slice_from(f->extensions);
        eg_slice extension;
        while (eg_slice_split(&rest, ' ', &extension)) {
            if (extension.len <= longest || !has_extension(path, extension)) continue;
            best = f;
            longest = extension.len;
        }
    }
    return best;
}
