/* SPDX-License-Identifier: MIT */
/* The traps of each format that can be seen without its consumer; tests/consumers/ asks the consumers themselves. */
#include "unit.h"

#include "base/source.h"
#include "emit/emit.h"
#include "emit/export.h"
#include "sample.h"

static eg_arena arena;
static eg_schema schema;

static eg_sink written(const char *name, const eg_graph *graph) {
    eg_sink out = {0};
    eg_error err = {0};
    const eg_format *format = eg_format_named(eg_slice_from(name));
    CHECK(format != NULL && format->write(&out, graph, &schema, NULL, &err));
    return out;
}

static bool holds(const eg_sink *out, const char *text) {
    return eg_slice_find(eg_sink_slice(out), eg_slice_from(text), 0) != (size_t)-1;
}

static bool is_picture(const eg_format *f) {
    eg_slice name = eg_slice_from(f->name);
    return eg_slice_eq(name, EG_S("dot")) || eg_slice_eq(name, EG_S("svg")) || eg_slice_eq(name, EG_S("html"));
}

/* Every text format: valid UTF-8, no control characters but line ends, the same bytes twice. */
static void test_formats__clean_and_repeatable(void) {
    eg_graph *g = sample_graph();
    for (const eg_format *f = eg_formats; f->name; f++) {
        eg_sink a = {0};
        eg_sink b = {0};
        if (is_picture(f)) continue;
        CHECK(f->write(&a, g, &schema, NULL, NULL));
        CHECK(f->write(&b, g, &schema, NULL, NULL));
        CHECK(eg_slice_eq(eg_sink_slice(&a), eg_sink_slice(&b)));
        CHECK_INT(eg_utf8_check(eg_sink_slice(&a)), a.buf.len);
        size_t bad = 0;
        for (size_t i = 0; i < a.buf.len; i++) bad += (unsigned char)a.buf.items[i] < 0x20 && a.buf.items[i] != '\n';
        if (bad) printf("  %s: %zu control characters\n", f->name, bad);
        CHECK_INT(bad, 0);
        CHECK(a.buf.len > 0 && a.buf.items[a.buf.len - 1] == '\n');
        eg_sink_fini(&a);
        eg_sink_fini(&b);
    }
    eg_graph_free(g);
}

/* A graph without anything in it, and one whose kinds and types no schema knows. */
static void test_formats__the_empty_and_the_unknown(void) {
    eg_graph *empty = eg_graph_new();
    CHECK(eg_graph_finish(empty, NULL));
    eg_graph *odd = eg_graph_new();
    uint32_t p = sample_post(odd, "x.md", "X");
    uint32_t a = sample_node(odd, p, "end", "A", 1);
    uint32_t b = sample_node(odd, p, "order", "B", 2);
    sample_join(odd, p, a, "group_by", b, 3);
    CHECK(eg_graph_finish(odd, NULL));
    for (const eg_format *f = eg_formats; f->name; f++) {
        eg_sink out = {0};
        if (is_picture(f)) continue; /* they have tests of their own, and always a schema */
        CHECK(f->write(&out, empty, NULL, NULL, NULL));
        CHECK(f->write(&out, odd, &schema, NULL, NULL));
        CHECK(f->write(&out, odd, NULL, NULL, NULL));
        eg_sink_fini(&out);
    }
    eg_sink out = written("mermaid", odd);
    CHECK(holds(&out, ":::kind_end"));
    eg_sink_fini(&out);
    eg_graph_free(empty);
    eg_graph_free(odd);
}

static void test_format__by_name_and_extension(void) {
    static const char *const paths[][2] = {
        {"x.json", "json"}, {"a/b.x.JSON", "json"}, {"x.d3.json", "d3"}, {"x.mmd", "mermaid"}, {"x.csv", "csv"},
        {"x.jsonld", "jsonld"}, {"x.mentions.jsonl", "mentions"}, {"x.gexf", "gexf"}, {"x.sql", "sql"},
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const eg_format *f = eg_format_of_path(eg_slice_from(paths[i][0]));
        CHECK(f != NULL);
        if (f) CHECK_STR(eg_slice_from(f->name), paths[i][1]);
    }
    CHECK(eg_format_of_path(EG_S("json")) == NULL);
    CHECK(eg_format_of_path(EG_S("x.pdf")) == NULL);
    CHECK(eg_format_named(EG_S("nope")) == NULL);
}

/* Cypher has no e+09, no e-07 either. */
static void test_cypher__no_exponents(void) {
    static const struct { double value; const char *text; } cases[] = {
        {1.7e9, "1700000000.0"}, {1e13, "10000000000000.0"}, {66.667, "66.667"}, {0, "0.0"}, {-3, "-3.0"},
        {1e20, "100000000000000000000.0"}, {1e-7, "0.0000001"}, {1.25e-10, "0.000000000125"}, {0.5, "0.5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        eg_sink out = {0};
        eg_put_decimal(&out, cases[i].value);
        CHECK_STR(eg_sink_slice(&out), cases[i].text);
        eg_sink_fini(&out);
    }
    eg_graph *g = sample_graph();
    eg_sink out = written("cypher", g);
    CHECK(holds(&out, "value: 1700000000.0"));
    CHECK(!holds(&out, "e+"));
    CHECK(holds(&out, "name: 'Ada O\\'Berg'"));
    CHECK(holds(&out, "\\\\N \\'quoted\\'"));
    eg_sink_fini(&out);
    eg_graph_free(g);
}

static void test_xml__ids_entities_and_directedness(void) {
    eg_graph *g = sample_graph();
    eg_sink out = written("graphml", g);
    CHECK(holds(&out, "<node id=\"and-or-a-b-c-d\">")); /* no / in an NMTOKEN */
    CHECK(holds(&out, "東京大学 &lt;UTokyo&gt; &amp; &quot;friends&quot;"));
    CHECK(holds(&out, ">66.667<"));
    CHECK(!holds(&out, "66.667000"));
    eg_sink_fini(&out);
    out = written("gexf", g);
    CHECK(holds(&out, "version=\"1.2\""));
    CHECK(holds(&out, "type=\"directed\""));
    CHECK(!holds(&out, "type=\"undirected\"")); /* one would make NetworkX refuse the file */
    CHECK(holds(&out, "lastmodifieddate=\"2025-01-06\""));
    eg_sink_fini(&out);
    eg_graph_free(g);
}

static void test_graphology__the_relation_is_no_type(void) {
    eg_graph *g = sample_graph();
    eg_sink out = written("graphology", g);
    CHECK(holds(&out, "\"relation\": \"invested_in\""));
    CHECK(!holds(&out, "\"type\": \"invested_in\"")); /* sigma: a WebGL program of that name */
    CHECK(holds(&out, "\"x\": 0, \"y\": 0"));
    eg_sink_fini(&out);
    eg_graph_free(g);
}

static void test_cytoscape__the_key_and_the_number(void) {
    eg_graph *g = sample_graph();
    eg_sink out = written("cytoscape", g);
    CHECK(holds(&out, "\"id\": \"usd-1700000000\", \"value\": \"usd-1700000000\""));
    CHECK(holds(&out, "\"amount\": 1700000000"));
    CHECK(!holds(&out, "\"parent\""));
    eg_sink_fini(&out);
    eg_graph_free(g);
}

static void test_csv__quotes_and_formulas(void) {
    eg_graph *g = eg_graph_new();
    uint32_t p = sample_post(g, "a, b.md", "A");
    uint32_t a = sample_node(g, p, "organization", "=HYPERLINK(\"x\")", 1);
    uint32_t b = sample_figure(g, p, "down 5%", -5, "percent", 30);
    sample_join(g, p, a, "has_figure", b, 50);
    CHECK(eg_graph_finish(g, NULL));
    eg_sink out = {0};
    CHECK(eg_emit_csv_nodes(&out, g, &schema, NULL, NULL));
    CHECK(holds(&out, ",\"=HYPERLINK(\"\"x\"\")\",organization"));
    CHECK(holds(&out, ",\"a, b.md\","));
    eg_sink_fini(&out);
    CHECK(eg_emit_csv_nodes(&out, g, &schema, &(eg_emit_options){.bom = true}, NULL));
    CHECK(eg_slice_starts(eg_sink_slice(&out), EG_S("\xEF\xBB\xBFid,")));
    CHECK(holds(&out, ",\"'=HYPERLINK(\"\"x\"\")\",organization"));
    CHECK(holds(&out, "figure,-5,"));
    eg_sink_fini(&out);
    CHECK(eg_emit_csv_figures(&out, g, &schema, NULL, NULL));
    CHECK(holds(&out, "organization,,-5,,percent,,,\"a, b.md\",2025-01-06,1,A sentence that says so.,asserted,down 5%,hyperlink-x,e-"));
    eg_sink_fini(&out);
    eg_graph_free(g);
}

static void test_csv__figures_of_all_sorts(void) {
    eg_graph *g = sample_graph();
    eg_sink out = {0};
    CHECK(eg_emit_csv_figures(&out, g, &schema, NULL, NULL));
    CHECK(holds(&out, "Tidewater Robotics,organization,raised,1700000000,,USD,over,2021-05,posts/north.md,2025-01-06,"));
    CHECK(holds(&out, ",5,8,count:member,"));
    CHECK(holds(&out, "Tidewater Robotics,organization,,80,,percent,,,posts/north.md,2025-01-06,21,It aims for 80%.,goal,80%,tidewater-robotics,"));
    eg_sink_fini(&out);
    eg_graph_free(g);
}

static void test_mermaid__labels_and_limits(void) {
    eg_graph *g = sample_graph();
    eg_sink out = written("mermaid", g);
    CHECK(holds(&out, "title: \"Robots & \\\"friends\\\" of the North\""));
    CHECK(holds(&out, "東京大学 #lt;UTokyo#gt; #amp; #quot;friends#quot;"));
    CHECK(holds(&out, "#96;tick#96;"));
    CHECK(holds(&out, "-.->|\"works for (ended)\"|"));
    eg_sink_fini(&out);
    eg_graph_free(g);
    g = eg_graph_new();
    uint32_t p = sample_post(g, "a.md", "A");
    uint32_t n[40];
    char name[20];
    for (uint32_t i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "Firm %02u", i);
        n[i] = sample_node(g, p, "organization", name, i);
    }
    for (uint32_t i = 0; i < 40; i++)
        for (uint32_t k = 0; k < i; k++) sample_join(g, p, n[i], "supplies", n[k], 40 * i + k);
    CHECK(eg_graph_finish(g, NULL));
    eg_error err = {0};
    CHECK(!eg_emit_mermaid(&out, g, &schema, NULL, &err));
    CHECK_INT(out.buf.len, 0);
    CHECK_INT(err.code, EG_ERR_LIMIT);
    CHECK(strstr(err.text, "--top") != NULL);
    eg_graph_free(g);
}

static void test_jsonld__inverse_terms_stand_at_the_target(void) {
    eg_graph *g = sample_graph();
    eg_sink out = written("jsonld", g);
    CHECK(holds(&out, "\"eco:investedIn\": [{\"@id\": \"urn:ecograph:tidewater-robotics\"}]"));
    CHECK(holds(&out, "\"funder\": [{\"@id\": \"urn:ecograph:northlight-capital\"}]"));
    CHECK(holds(&out, "\"worksFor\": [{\"@id\": \"urn:ecograph:tidewater-robotics\"}]"));
    CHECK(holds(&out, "\"@type\": [\"Organization\", \"eco:Fund\"]"));
    CHECK(holds(&out, "\"@type\": \"MonetaryAmount\", \"name\": \"$1.7B\", \"currency\": \"USD\", \"value\": 1700000000"));
    CHECK(holds(&out, "\"minValue\": 5, \"maxValue\": 8"));
    CHECK(holds(&out, "\"sameAs\": \"http://www.wikidata.org/entity/Q42\""));
    eg_sink_fini(&out);
    eg_graph_free(g);
}

static void test_mentions__one_a_line_in_reading_order(void) {
    eg_graph *g = sample_graph();
    eg_sink out = written("mentions", g);
    eg_slice rest = eg_sink_slice(&out);
    eg_slice line;
    size_t lines = 0;
    while (eg_slice_split(&rest, '\n', &line)) lines += line.len > 0;
    CHECK_INT(lines, 14);
    CHECK(eg_slice_starts(eg_sink_slice(&out), EG_S("{\"post\": \"posts/north.md\", \"line\": 2, \"column\": 21, "
                                                    "\"start\": 100, \"end\": 118, \"text\": \"Tidewater Robotics\"")));
    eg_sink_fini(&out);
    eg_graph_free(g);
}

/* The file that ships and what the program prints are one text; with a set loaded, its words are listed. */
static void test_schema__file_and_program_agree(void) {
    eg_sink out = {0};
    eg_schema_json(&out, NULL);
    eg_source file = {0};
    CHECK(eg_source_read(&file, &arena, "src/emit/ecograph-1.schema.json", 0, NULL));
    CHECK(eg_slice_eq(file.bytes, eg_sink_slice(&out)));
    eg_source_fini(&file);
    eg_sink_fini(&out);
    eg_schema_json(&out, &schema);
    CHECK(holds(&out, "\"kind\": {\"enum\": [\"organization\", \"fund\","));
    CHECK(holds(&out, "\"type\": {\"enum\": [\"founded\","));
    eg_sink_fini(&out);
}

int main(void) {
    if (!sample_schema(&schema, &arena)) printf("  no schema\n");
    RUN(test_formats__clean_and_repeatable);
    RUN(test_formats__the_empty_and_the_unknown);
    RUN(test_format__by_name_and_extension);
    RUN(test_cypher__no_exponents);
    RUN(test_xml__ids_entities_and_directedness);
    RUN(test_graphology__the_relation_is_no_type);
    RUN(test_cytoscape__the_key_and_the_number);
    RUN(test_csv__quotes_and_formulas);
    RUN(test_csv__figures_of_all_sorts);
    RUN(test_mermaid__labels_and_limits);
    RUN(test_jsonld__inverse_terms_stand_at_the_target);
    RUN(test_mentions__one_a_line_in_reading_order);
    RUN(test_schema__file_and_program_agree);
    eg_arena_fini(&arena);
    return unit_done();
}
