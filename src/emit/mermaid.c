/* SPDX-License-Identifier: MIT */
/* A Mermaid flowchart, which GitHub, GitLab, Obsidian and Hugo draw inside a post. Its defaults refuse more than 500
 * edges or 50,000 characters, and show an error box instead: so do we, before. Labels are quoted; what means something
 * inside quotes is written as #name; . */
#include "emit/export.h"
#include "emit/jsonout.h"

enum { EDGES_MOST = 500, CHARACTERS_MOST = 50000 };

static const char *entity(uint32_t cp) {
    switch (cp) {
    case '"': return "#quot;";
    case '&': return "#amp;";
    case '<': return "#lt;";
    case '>': return "#gt;";
    case '#': return "#35;";
    case '`': return "#96;"; /* "`text`" would be Markdown */
    case '\\': return "#92;";
    default: return NULL;
    }
}

static void put_label(eg_sink *out, eg_slice text) {
    size_t n;
    for (size_t i = 0; i < text.len; i += n) {
        uint32_t cp = eg_utf8_next(text, i, &n);
        char bytes[4];
        if (entity(cp)) eg_puts(out, entity(cp));
        else if (cp >= 0x20) eg_put(out, eg_slice_of(bytes, eg_utf8_put(bytes, cp)));
    }
}

/* The outline of a box by the shape that schema.yaml gives to the kind. */
static void outline(const eg_kind *kind, const char **open, const char **close) {
    static const char *const outlines[][3] = {
        {"round", "(", ")"},   {"pill", "([", "])"}, {"badge", "{{", "}}"}, {"chevron", "[/", "\\]"},
        {"flag", ">", "]"},    {"note", "[[", "]]"}, {"cut", "[/", "/]"},
    };
    *open = "[";
    *close = "]";
    for (size_t i = 0; kind && i < sizeof outlines / sizeof *outlines; i++)
        if (eg_slice_eq(kind->shape, eg_slice_from(outlines[i][0]))) {
            *open = outlines[i][1];
            *close = outlines[i][2];
        }
}

/* Words of the language itself are no names of classes. */
static void put_class(eg_sink *out, eg_slice kind) {
    static const char *const words[] = {"default", "end", "class", "classDef", "click", "style", "linkStyle", "subgraph",
                                        "graph", "flowchart", "direction", "call", "href", "node", "edge"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (eg_slice_eq(kind, eg_slice_from(words[i]))) eg_puts(out, "kind_");
    eg_put(out, kind);
}

static void put_node(eg_sink *out, const eg_export *x, size_t i) {
    const char *open, *close;
    outline(eg_export_kind(x, x->nodes[i].kind), &open, &close);
    eg_putf(out, "  n%zu%s\"", i, open);
    put_label(out, x->nodes[i].name);
    eg_putf(out, "\"%s:::", close);
    put_class(out, x->nodes[i].kind);
    eg_putc(out, '\n');
}

static void put_edge(eg_sink *out, eg_export *x, const eg_edge *e) {
    bool firm = e->status == EG_STATUS_ASSERTED;
    const char *arrow = e->directed ? (firm ? "-->" : "-.->") : (firm ? "---" : "-.-");
    eg_putf(out, "  n%u %s|\"", e->source, arrow);
    put_label(out, eg_export_label(x, e->type));
    if (!firm) eg_putf(out, " (%.*s)", EG_FMT(eg_status_name(e->status)));
    eg_putf(out, "\"| n%u\n", e->target);
}

static void put_classes(eg_sink *out, const eg_export *x) {
    for (size_t i = 0; i < x->node_count; i++) {
        eg_slice kind = x->nodes[i].kind;
        if (i > 0 && eg_slice_eq(x->nodes[i - 1].kind, kind)) continue;
        eg_puts(out, "  classDef ");
        put_class(out, kind);
        eg_putf(out, " fill:%.*s,stroke:%.*s,color:#1A1A1A\n", EG_FMT(eg_export_tint(x, kind)),
                EG_FMT(eg_export_color(x, kind)));
    }
}

static bool too_large(const eg_export *x, size_t characters, eg_error *err) {
    static const char advice[] = "choose a part of it with --top, --focus or --kind";
    if (x->edge_count > EDGES_MOST)
        return eg_fail(err, EG_ERR_LIMIT, "", "Mermaid draws at most %d edges and this graph has %zu: %s", EDGES_MOST,
                       x->edge_count, advice), true;
    if (characters > CHARACTERS_MOST)
        return eg_fail(err, EG_ERR_LIMIT, "", "Mermaid reads at most %d characters and this graph takes %zu: %s",
                       CHARACTERS_MOST, characters, advice), true;
    return false;
}

bool eg_emit_mermaid(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                     eg_error *err) {
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    eg_sink text = {0};
    if (x.title.len) {
        eg_puts(&text, "---\ntitle: "); /* front matter is YAML, and a JSON text is one */
        eg_json_text(&text, x.title);
        eg_puts(&text, "\n---\n");
    }
    eg_puts(&text, "flowchart LR\n");
    for (size_t i = 0; i < x.node_count; i++) put_node(&text, &x, i);
    for (size_t i = 0; i < x.edge_count; i++) put_edge(&text, &x, &x.edges[i]);
    put_classes(&text, &x);
    bool ok = !too_large(&x, eg_utf8_count(eg_sink_slice(&text)), err);
    if (ok) eg_put(out, eg_sink_slice(&text));
    eg_sink_fini(&text);
    eg_export_fini(&x);
    return ok;
}
