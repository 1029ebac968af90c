/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "emit/annotated.h"
#include "post.h"

static const eg_schema *schema(void) {
    static eg_kind kinds[2];
    static eg_schema s;
    kinds[0] = (eg_kind){.name = EG_S("maker"), .colors = {EG_S("#0A3967"), EG_S("#E6EBF0"), EG_S("#2C94EC"), EG_S("#13293D")}};
    kinds[1] = (eg_kind){.name = EG_S("town"), .colors = {EG_S("#616A75"), EG_S("#EFF0F1"), EG_S("#73818D"), EG_S("#1F252C")}};
    s = (eg_schema){.kinds = kinds, .kind_count = 2};
    return &s;
}

/* A graph with one node a name, found where the raw bytes first hold it. */
static eg_graph *graph_of(const post *p, const char *const names[][3], size_t count) {
    eg_graph *g = eg_graph_new();
    eg_post source = {.path = EG_S("post.md")};
    eg_graph_add_post(g, &source);
    for (size_t i = 0; i < count; i++) {
        eg_slice raw = eg_slice_from(names[i][1]);
        uint32_t at = (uint32_t)eg_slice_find(p->text.source.bytes, raw, 0);
        eg_evidence e = {.line = 1, .column = 1, .start = at, .end = at + (uint32_t)raw.len, .quote = eg_slice_from(names[i][0]), .rule = EG_S("x.y")};
        eg_node node = {.kind = eg_slice_from(names[i][2]), .name = eg_slice_from(names[i][0]), .mentions = 1, .confidence = 1, .evidence = &e, .evidence_count = 1};
        eg_graph_add_node(g, &node);
    }
    eg_error err = {0};
    CHECK(eg_graph_finish(g, &err));
    return g;
}

static const char *const markdown = "# On *Zorix*\n\nThe pilot of Tidewater\nRobotics &amp; Sons met in L\xc3\xbcnd.\n\n> said <b>it</b>\n\n"
                                    "| Name | Town |\n|---|---|\n| Kestrel | Falster |\n\n- one\n  - two\n";
static const char *const names[][3] = {{"Zorix", "Zorix", "maker"},
                                       {"Tidewater Robotics & Sons", "Tidewater\nRobotics &amp; Sons", "maker"},
                                       {"L\xc3\xbcnd", "L\xc3\xbcnd", "town"},
                                       {"Kestrel", "Kestrel", "maker"},
                                       {"Falster", "Falster", "town"}};

static void test_annotated__every_mention_is_marked_where_it_stands(void) {
    post p = post_read(markdown);
    eg_graph *g = graph_of(&p, names, 5);
    eg_sink out = {0};
    eg_annotated_text(&out, &p.text, g, 0, schema(), EG_MARK_BRACKETS);
    CHECK_STR(eg_sink_slice(&out), "# On [Zorix](maker)\n\nThe pilot of [Tidewater Robotics & Sons](maker) met in [L\xc3\xbcnd](town).\n\n> said it\n\n"
                                   "Name | Town\n[Kestrel](maker) | [Falster](town)\n\n- one\n  - two\n");
    out.buf.len = 0;
    eg_annotated_text(&out, &p.text, g, 0, schema(), EG_MARK_COLORS);
    CHECK(eg_slice_find(eg_sink_slice(&out), EG_S("\x1b[48;5;23m\x1b[38;5;231mZorix\x1b[0m"), 0) != (size_t)-1);
    eg_sink_fini(&out);
    eg_graph_free(g);
    post_free(&p);
}

static void test_annotated__a_span_that_is_not_its_quote_stays_unmarked(void) {
    static const char *const wrong[][3] = {{"Quay", "Zorix", "maker"}};
    post p = post_read(markdown);
    eg_graph *g = graph_of(&p, wrong, 1);
    eg_sink out = {0};
    eg_annotated_text(&out, &p.text, g, 0, schema(), EG_MARK_BRACKETS);
    CHECK(eg_slice_find(eg_sink_slice(&out), EG_S("]("), 0) == (size_t)-1);
    eg_sink_fini(&out);
    eg_graph_free(g);
    post_free(&p);
}

static size_t count(eg_slice text, const char *needle) {
    size_t n = 0;
    for (size_t at = 0; (at = eg_slice_find(text, eg_slice_from(needle), at)) != (size_t)-1; at++) n++;
    return n;
}

static void test_annotated__tags_are_balanced_and_texts_escaped(void) {
    static const char *const mixed[] = {"> - a\n>   - b\n>\n> c\n\n- d\n\n  > e\n\nf <script>g</script> \"h\" & i\n\n|a|b|\n|-|-|\n|c|d|\n|e|f|\n",
                                        "- x\n- > y\n  > - z\n", "", "# <i>H</i> &lt;b&gt;\n"};
    static const char *const tags[] = {"ul", "li", "blockquote", "table", "tr", "td", "th", "p", "mark", "span"};
    for (size_t i = 0; i < sizeof mixed / sizeof *mixed; i++) {
        post p = post_read(mixed[i]);
        eg_graph *g = graph_of(&p, NULL, 0);
        eg_sink out = {0};
        eg_annotated_html(&out, &p.text, g, 0, schema());
        eg_slice html = eg_sink_slice(&out);
        for (size_t t = 0; t < sizeof tags / sizeof *tags; t++) {
            char open[20];
            char with[20];
            char close[20];
            snprintf(open, sizeof open, "<%s>", tags[t]);
            snprintf(with, sizeof with, "<%s ", tags[t]);
            snprintf(close, sizeof close, "</%s>", tags[t]);
            CHECK_INT(count(html, open) + count(html, with), count(html, close));
        }
        CHECK_INT(count(html, "<script"), 0);
        CHECK_INT(count(html, "<b>"), 0);
        eg_sink_fini(&out);
        eg_graph_free(g);
        post_free(&p);
    }
}

int main(void) {
    RUN(test_annotated__every_mention_is_marked_where_it_stands);
    RUN(test_annotated__a_span_that_is_not_its_quote_stays_unmarked);
    RUN(test_annotated__tags_are_balanced_and_texts_escaped);
    return unit_done();
}
