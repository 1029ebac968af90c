/* SPDX-License-Identifier: MIT */
/* The table of formats: what -f takes and what an output's name means. */
#include "emit/emit.h"

const eg_format eg_formats[] = {
    {"json", "json", "the graph with all its evidence (NetworkX node-link)", eg_emit_json},
    {"dot", "dot gv", "Graphviz, with its layout: dot -Tsvg redraws the picture", eg_emit_dot},
    {"svg", "svg", "a picture: network or landscape, by the number of names", eg_emit_svg},
    {"html", "html htm", "one page to explore: search, focus, paths, evidence, tables", eg_emit_html},
    {"jsonl", "jsonl ndjson", "the same as a stream: sources, nodes and edges, one a line", eg_emit_jsonl},
    {"mentions", "mentions.jsonl", "every mention of a name or figure, one a line", eg_emit_mentions},
    {"csv", "csv", "tables: FILE.nodes.csv, FILE.edges.csv, FILE.figures.csv", eg_emit_csv_edges},
    {"graphml", "graphml", "GraphML for NetworkX, igraph, Gephi, yEd", eg_emit_graphml},
    {"gexf", "gexf", "GEXF 1.2 for Gephi", eg_emit_gexf},
    {"mermaid", "mmd mermaid", "a flowchart that GitHub, GitLab and Obsidian draw", eg_emit_mermaid},
    {"jsonld", "jsonld", "linked data in the words of schema.org", eg_emit_jsonld},
    {"cypher", "cypher", "statements for Neo4j, Memgraph, Kuzu", eg_emit_cypher},
    {"sql", "sql", "tables for SQLite, PostgreSQL, DuckDB", eg_emit_sql},
    {"d3", "d3.json", "flat nodes and links for D3, force-graph, Observable, Vega", eg_emit_d3},
    {"cytoscape", "cytoscape.json cyjs", "elements for Cytoscape.js", eg_emit_cytoscape},
    {"graphology", "graphology.json", "for graphology, sigma, Gephi Lite", eg_emit_graphology},
    {"grafana", "grafana.json", "frames for Grafana's node graph", eg_emit_grafana},
    {"kumu", "kumu.json", "a blueprint for Kumu", eg_emit_kumu},
    {NULL, NULL, NULL, NULL},
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
