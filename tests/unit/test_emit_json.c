/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/sink.h"
#include "emit/emit.h"
#include "emit/jsonout.h"
#include "sample.h"

static eg_sink emitted(const eg_graph *graph) {
    eg_sink out = {0};
    CHECK(eg_emit_json(&out, graph, NULL, NULL, NULL));
    return out;
}

static bool holds(const eg_sink *out, const char *text) {
    return eg_slice_find(eg_sink_slice(out), eg_slice_from(text), 0) != (size_t)-1;
}

static void test_json__round_trip_is_byte_identical(void) {
    eg_graph *g = sample_graph();
    eg_sink first = emitted(g);
    eg_graph *back = NULL;
    eg_error err = {0};
    CHECK(eg_json_read(&back, eg_sink_slice(&first), "x.json", &err));
    if (back == NULL) printf("  %s:%u:%u %s\n", err.path, err.line, err.column, err.text);
    else {
        eg_sink second = emitted(back);
        CHECK(eg_slice_eq(eg_sink_slice(&first), eg_sink_slice(&second)));
        eg_sink_fini(&second);
    }
    eg_graph_free(back);
    eg_graph_free(g);
    eg_sink_fini(&first);
}

static void test_json__texts_and_numbers(void) {
    eg_graph *g = sample_graph();
    eg_sink out = emitted(g);
    CHECK(holds(&out, "\"value\": 66.667,"));
    CHECK(holds(&out, "\"value\": 1700000000,"));
    CHECK(holds(&out, "東京大学 <UTokyo> & \\\"friends\\\""));
    CHECK(holds(&out, "</script><b>\\\\N 'quoted' `tick` line two"));
    CHECK(!holds(&out, "\x07"));
    CHECK(holds(&out, "\"$schema\": \"ecograph-1.schema.json\""));
    CHECK(holds(&out, "\"high\": 8,"));
    eg_sink_fini(&out);
    eg_graph_free(g);
}

/* U+0007 in a name, line separators in text that did not pass through a graph. */
static void test_json__control_characters_are_dropped(void) {
    eg_sink out = {0};
    eg_json_text(&out, EG_S("a\x07" "b\n\"\\\xE2\x80\xA8\x7F\xFF"));
    CHECK_STR(eg_sink_slice(&out), "\"ab\\n\\\"\\\\\\u2028\xEF\xBF\xBD\"");
    eg_sink_fini(&out);
}

/* The short way of numbers gives what the long way gives. */
static void test_json__numbers_either_way(void) {
    static const double values[] = {0, -0.0, 0.9, 0.75, 0.001, 0.0001, 66.667, 1700000000, 1e13, 1e20, 123456.789, 0.1 + 0.2,
                                    1.0 / 3, -2.5, 999999999.999, 0.005, 1.005, 2.675, 1e-9};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        eg_sink fast = {0};
        eg_sink slow = {0};
        eg_json_number(&fast, "n", values[i]);
        eg_puts(&slow, "\"n\": ");
        eg_put_number(&slow, values[i]);
        CHECK(eg_slice_eq(eg_sink_slice(&fast), eg_sink_slice(&slow)));
        eg_sink_fini(&fast);
        eg_sink_fini(&slow);
    }
}

static bool reads(const char *text, eg_error *err) {
    eg_graph *graph = NULL;
    *err = (eg_error){0};
    bool ok = eg_json_read(&graph, eg_slice_from(text), "x.json", err);
    CHECK(ok == (graph != NULL));
    CHECK(ok == (err->code == EG_OK));
    eg_graph_free(graph);
    return ok;
}

#define HEAD "{\"format\":\"ecograph\",\"format_version\":\"1.7\",\"graph\":{\"sources\":[{\"id\":\"s1\",\"path\":\"a.md\"}]},\n"
#define EVIDENCE "\"evidence\":[{\"source\":\"s1\",\"line\":1,\"column\":1,\"start\":0,\"end\":3,\"quote\":\"x\",\"rule\":\"r\"}]"
#define NODE "{\"id\":\"a\",\"kind\":\"fund\",\"name\":\"A\"," EVIDENCE "}"

static void test_json__reads_what_newer_minor_versions_add(void) {
    eg_error err;
    CHECK(reads(HEAD "\"later\":[1,{\"x\":null}],\"nodes\":[" NODE "],\"edges\":[]}", &err));
    CHECK(reads(" { \"edges\" : [ ], \"nodes\" : [" NODE "], \"graph\": {\"sources\":[{\"id\":\"s1\",\"path\":\"a\"}]},"
                "\"format\":\"ecograph\", \"format_version\":\"1.0\" }\n", &err));
}

static void test_json__errors_have_their_place(void) {
    eg_error err;
    CHECK(!reads(HEAD "\"nodes\":[" NODE ",\n  {\"id\":\"b\" \"kind\"}],\"edges\":[]}", &err));
    CHECK_INT(err.line, 3);
    CHECK(!reads(HEAD "\"nodes\":[" NODE ",\n  {\"id\":\"b\"}],\"edges\":[]}", &err));
    CHECK_INT(err.line, 3);
    CHECK_INT(err.column, 3);
    CHECK(strstr(err.text, "kind") != NULL);
    CHECK(!reads(HEAD "\"nodes\":[" NODE "],\n\"edges\":[{\"source\":\"a\",\"target\":\"zz\",\"type\":\"t\",\"status\":\"asserted\","
                 EVIDENCE "}]}", &err));
    CHECK(strstr(err.text, "'zz'") != NULL);
    CHECK_INT(err.line, 3);
}

static void test_json__broken_files_are_errors(void) {
    static const char *const broken[] = {
        "", "[]", "null", "{", "{}", "{\"format\"", "{\"format\":}", "{\"format\":\"ecograph\"", "{\"format\":\"dot\"}", "{,}",
        "{\"a\":[1,2}", "{\"a\":\"", "{\"a\":\"\\", "{\"format\":\"ecograph\",\"format\":\"ecograph\"}",
        HEAD "\"nodes\":{},\"edges\":[]}", HEAD "\"nodes\":[1],\"edges\":[]}", HEAD "\"nodes\":[" NODE "]}",
        HEAD "\"nodes\":[" NODE "," NODE "],\"edges\":[]}", HEAD "\"nodes\":[" NODE "],\"edges\":[]} x",
        HEAD "\"nodes\":[{\"id\":\"a b\",\"kind\":\"fund\",\"name\":\"A\"," EVIDENCE "}],\"edges\":[]}",
        HEAD "\"nodes\":[{\"id\":\"a\",\"kind\":\"fund\",\"name\":\"\\u0007\"," EVIDENCE "}],\"edges\":[]}",
        HEAD "\"nodes\":[{\"id\":\"a\",\"kind\":\"fund\",\"name\":\"A\",\"value\":1," EVIDENCE "}],\"edges\":[]}",
        HEAD "\"nodes\":[{\"id\":\"a\",\"kind\":\"fund\",\"name\":\"A\",\"evidence\":[]}],\"edges\":[]}",
        HEAD "\"nodes\":[{\"id\":\"a\",\"kind\":\"fund\",\"name\":\"A\",\"confidence\":2," EVIDENCE "}],\"edges\":[]}",
        HEAD "\"nodes\":[" NODE "],\"edges\":[{\"source\":\"a\",\"target\":\"a\",\"type\":\"t\",\"status\":\"negated\"," EVIDENCE "}]}",
        HEAD "\"nodes\":[" NODE "],\"edges\":[],\"unasserted\":[{\"source\":\"a\",\"type\":\"t\",\"status\":\"negated\"," EVIDENCE "}]}",
        "{\"format\":\"ecograph\",\"format_version\":\"2.0\",\"graph\":{},\"nodes\":[],\"edges\":[]}",
        "{\"format\":\"\xFF\"}",
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        eg_error err;
        bool ok = reads(broken[i], &err);
        if (ok) printf("  read: %s\n", broken[i]);
        CHECK(!ok);
    }
}

static void test_json__every_cut_of_a_file_is_an_error(void) {
    eg_graph *g = sample_graph();
    eg_sink out = emitted(g);
    eg_slice whole = eg_slice_trim(eg_sink_slice(&out));
    for (size_t len = 0; len < whole.len; len += 7) {
        eg_graph *back = NULL;
        CHECK(!eg_json_read(&back, eg_slice_of(whole.ptr, len), "x", NULL));
    }
    eg_sink_fini(&out);
    eg_graph_free(g);
}

int main(void) {
    RUN(test_json__round_trip_is_byte_identical);
    RUN(test_json__texts_and_numbers);
    RUN(test_json__control_characters_are_dropped);
    RUN(test_json__numbers_either_way);
    RUN(test_json__reads_what_newer_minor_versions_add);
    RUN(test_json__errors_have_their_place);
    RUN(test_json__broken_files_are_errors);
    RUN(test_json__every_cut_of_a_file_is_an_error);
    return unit_done();
}
