/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "post.h"

static void test_offsets__a_name_over_a_line_break(void) {
    post p = post_read("# Harbour\n\nThe pilot of Tidewater\nRobotics began.\n");
    CHECK(post_has(&p, "Tidewater Robotics"));
    CHECK_STR(post_raw(&p, "Tidewater Robotics"), "Tidewater\nRobotics");
    post_free(&p);
}

static void test_offsets__a_name_with_an_entity(void) {
    post p = post_read("Today Marsh &amp; Alder met.\n");
    CHECK_STR(post_raw(&p, "Marsh & Alder"), "Marsh &amp; Alder");
    CHECK_STR(post_raw(&p, "Alder"), "Alder");
    post_free(&p);
    p = post_read("The caf&#233; and the &eacute;lan.\n");
    CHECK_STR(post_raw(&p, "caf\xc3\xa9"), "caf&#233;");
    CHECK_STR(post_raw(&p, "\xc3\xa9lan"), "&eacute;lan");
    post_free(&p);
}

static void test_offsets__emphasis_and_links(void) {
    post p = post_read("With **Tidewater** *Robotics*, [Alder `Capital`](https://alder.example/a_b) grew.\n");
    CHECK_STR(post_raw(&p, "Tidewater Robotics"), "Tidewater** *Robotics");
    CHECK_STR(post_raw(&p, "Alder Capital"), "Alder `Capital");
    CHECK(!post_has(&p, "alder.example"));
    bool link = false;
    for (size_t i = 0; i < p.text.inline_count; i++) {
        const eg_inline *in = &p.text.inlines[i];
        if (in->kind != EG_INLINE_LINK) continue;
        link = true;
        CHECK_STR(in->target, "https://alder.example/a_b");
        CHECK_STR(eg_slice_sub(p.text.text, in->begin, in->end), "Alder Capital");
    }
    CHECK(link);
    post_free(&p);
}

static void test_offsets__line_and_column_are_those_of_the_file(void) {
    post p = post_read("\xef\xbb\xbf# T\r\n\r\nZ\xc3\xbcrich and *Bern*\r\n");
    uint32_t line;
    uint32_t column;
    size_t at = eg_slice_find(p.text.text, EG_S("Bern"), 0);
    eg_text_place(&p.text, (uint32_t)at, &line, &column);
    CHECK_INT(line, 3);
    CHECK_INT(column, 13);
    post_free(&p);
}

static void test_prose__what_is_none_stays_out(void) {
    post p = post_read("Seen <b class=\"Hidden\">bold</b> <!-- secret note --> text https://url.example/Path end.\n\n"
                       "```\nint code_block;\n```\n\n    indented_code\n\n![alt image](pic.png)\n\n<script>evil()</script>\n");
    CHECK(post_has(&p, "Seen bold"));
    CHECK(!post_has(&p, "Hidden"));
    CHECK(!post_has(&p, "secret"));
    CHECK(!post_has(&p, "url.example"));
    CHECK(!post_has(&p, "code_block"));
    CHECK(!post_has(&p, "indented_code"));
    CHECK(!post_has(&p, "pic.png"));
    CHECK(!post_has(&p, "evil"));
    post_free(&p);
}

static void test_encoding__mojibake_of_three_code_pages_is_undone(void) {
    /* "Yūrakuchō's café – ¥10": UTF-8 read as Mac Roman, as Windows-1252, as Latin-1, and saved again as UTF-8 */
    static const char *const raw[] = {
        "Near Y\xc5\xb3\xc2\xb4rakuch\xc5\xb3\xe2\x89\xa0 the caf\xe2\x88\x9a\xc2\xa9 costs \xc2\xac\xe2\x80\xa2" "10.\n",
        "Near the caf\xc3\x83\xc2\xa9 \xc3\xa2\xe2\x82\xac\xe2\x80\x9c costs \xc3\x82\xc2\xa5" "10.\n",
        "Near the caf\xc3\x83\xc2\xa9 and \xc3\x83\xc2\xbc" "ber costs \xc3\x82\xc2\xa5" "10.\n",
    };
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
        post p = post_read(raw[i]);
        CHECK(p.text.repaired);
        CHECK(post_has(&p, "caf\xc3\xa9"));
        CHECK(post_has(&p, "\xc2\xa5" "10"));
        CHECK(post_warns(&p, "mojibake"));
        eg_slice back = post_raw(&p, "caf\xc3\xa9");
        CHECK(eg_slice_starts(back, EG_S("caf")) && back.len > 5);
        post_free(&p);
    }
    post p = post_read("A caf\xc3\xa9 in Z\xc3\xbcrich \xe2\x80\x93 good.\n");
    CHECK(!p.text.repaired && p.text.warning_count == 0);
    post_free(&p);
}

static void test_encoding__broken_bytes_are_said_with_their_place(void) {
    post p = post_read("Good.\n\nCaf\xe9 Alder grew.\n");
    CHECK(p.ok && p.text.warning_count == 1);
    if (p.text.warning_count) CHECK_INT(p.text.warnings[0].line, 3);
    CHECK(post_has(&p, "Alder grew"));
    CHECK_INT(eg_utf8_check(p.text.text), p.text.text.len);
    post_free(&p);
    p = post_read_bytes(EG_S("\x7f""ELF\0\0\0\0\0\0\0\0\0\0\0\0"));
    CHECK(!p.ok && p.err.code == EG_ERR_INPUT);
    post_free(&p);
}

static void test_front_matter__is_metadata_and_no_prose(void) {
    post p = post_read("---\ntitle: \"Harbour notes\"\ndate: 2024-05-06\nauthor: Ada Berg\ntags: [ports, robots]\n---\nText of it.\n");
    CHECK_STR(p.text.meta.title, "Harbour notes");
    CHECK_STR(p.text.meta.date, "2024-05-06");
    CHECK_INT(p.text.meta.author_count, 1);
    CHECK_INT(p.text.meta.tag_count, 2);
    CHECK(!post_has(&p, "ports"));
    post_free(&p);
    p = post_read("+++\ntitle = 'Quay'\ndate = 2023-01-02\n+++\nText.\n");
    CHECK_STR(p.text.meta.title, "Quay");
    CHECK_STR(p.text.meta.date, "2023-01-02");
    post_free(&p);
    p = post_read("---\ntitle: [unclosed\n---\nText.\n");
    CHECK(p.ok && p.text.warning_count > 0);
    post_free(&p);
}

static void test_blocks__tables_items_headings_quotes(void) {
    post p = post_read("## Makers\n\n| Name | City |\n|---|---|\n| Zorix | Lund |\n\nThey are:\n\n- one\n  - two\n\n> said\n");
    size_t cells = 0;
    size_t items = 0;
    for (size_t i = 0; i < p.text.block_count; i++) {
        const eg_block *b = &p.text.blocks[i];
        eg_slice text = eg_slice_sub(p.text.text, b->begin, b->end);
        if (b->kind == EG_BLOCK_CELL) {
            cells++;
            if (eg_slice_eq(text, EG_S("Lund"))) {
                CHECK_INT(b->row, 1);
                CHECK_INT(b->column, 1);
                CHECK(!b->header);
                CHECK_INT(b->heading, 0);
            }
        }
        if (b->kind == EG_BLOCK_ITEM) {
            items++;
            CHECK_INT(b->level, eg_slice_eq(text, EG_S("two")) ? 2 : 1);
        }
        if (eg_slice_eq(text, EG_S("said"))) CHECK_INT(b->quote, 1);
    }
    CHECK_INT(cells, 4);
    CHECK_INT(items, 2);
    post_free(&p);
}

static void test_blocks__a_first_line_in_bold_is_a_head(void) {
    post p = post_read("**Ada Berg, Velm Bank**\nChair since May.\n\n**Ada Berg** of Velm\nBank spoke.\n\nSee **Velm Bank**\nBerg left.\n");
    CHECK(p.ok && p.text.block_count == 4);
    CHECK(post_has(&p, "Ada Berg of Velm Bank spoke"));
    CHECK(post_has(&p, "See Velm Bank Berg left"));
    post_free(&p);
}

static void test_sentences__dots_that_end_nothing(void) {
    post p = post_read("Mr. Berg of Alder Inc. spoke. The U.S. office of A. B. Marsh grew 1.5 percent! Did it?\n");
    CHECK_INT(p.text.sentence_count, 3);
    for (size_t i = 0; i < p.text.sentence_count; i++) {
        const eg_sentence *s = &p.text.sentences[i];
        CHECK(s->begin < s->end && p.text.text.ptr[s->begin] != ' ' && p.text.text.ptr[s->end - 1] != ' ');
    }
    post_free(&p);
}

static void test_sentences__legal_forms_go_on_with_one_another(void) {
    post p = post_read("Kvern Pte. Ltd. makes arms. Mossy Pvt. Ltd. is old. The end.\n");
    CHECK_INT(p.text.sentence_count, 3);
    post_free(&p);
}

static void test_sentences__a_name_may_begin_small_and_behind_a_flag(void) {
    post p = post_read("It ended. **acme** grew. uniQure fell. and so on.\n\n- \xf0\x9f\x87\xb0\xf0\x9f\x87\xaa Bolt sold.\n");
    static const char *const want[] = {"It ended.", "acme grew.", "uniQure fell. and so on.", "Bolt sold."};
    CHECK_INT(p.text.sentence_count, 4);
    for (size_t i = 0; i < p.text.sentence_count; i++) {
        const eg_sentence *s = &p.text.sentences[i];
        CHECK(eg_slice_eq(eg_slice_sub(p.text.text, s->begin, s->end), eg_slice_from(want[i])));
    }
    post_free(&p);
}

static void test_sentences__lines_of_facts_are_their_own(void) {
    post p = post_read("**Acme**\nFounded: 2002\nChief executive: Ada Berg\nStaff: 12\n\nA line that is too long for the head of some facts ends here\nNote: it goes on.\n");
    CHECK_INT(p.text.sentence_count, 5);
    CHECK(eg_slice_eq(eg_slice_sub(p.text.text, p.text.sentences[2].begin, p.text.sentences[2].end), EG_S("Chief executive: Ada Berg")));
    post_free(&p);
}

static void test_sentences__without_end_are_cut_between_words_and_said(void) {
    eg_sink sink = {0};
    for (int i = 0; i < 3000; i++) eg_puts(&sink, i % 7 ? "harbour pilots " : "Tidewater \xc3\xb6re ");
    post p = post_read_bytes(eg_sink_slice(&sink));
    CHECK(p.text.sentence_count > 10 && post_warns(&p, "long-sentence"));
    size_t covered = 0;
    for (size_t i = 0; i < p.text.sentence_count; i++) {
        const eg_sentence *s = &p.text.sentences[i];
        CHECK(s->end - s->begin <= 2400 && p.text.text.ptr[s->end] == (i + 1 < p.text.sentence_count ? ' ' : '\n'));
        covered += s->end - s->begin + 1;
    }
    CHECK_INT(covered, p.text.text.len);
    post_free(&p);
    sink.buf.len = 0;
    for (int i = 0; i < 3000; i++) eg_puts(&sink, "\xc3\xb6");
    p = post_read_bytes(eg_sink_slice(&sink));
    for (size_t i = 0; i < p.text.sentence_count; i++) {
        const eg_sentence *s = &p.text.sentences[i];
        CHECK_INT(eg_utf8_check(eg_slice_sub(p.text.text, s->begin, s->end)), s->end - s->begin);
    }
    post_free(&p);
    eg_sink_fini(&sink);
}

static void test_caps__what_is_quadratic_in_md4c_is_cut_with_a_warning(void) {
    eg_sink table = {0}; /* N columns by N rows of one cell */
    enum { N = 3000 };
    for (int i = 0; i < N; i++) eg_puts(&table, "|a");
    eg_puts(&table, "|\n");
    for (int i = 0; i < N; i++) eg_puts(&table, "|-");
    eg_puts(&table, "|\n");
    for (int i = 0; i < N; i++) eg_puts(&table, "|x|\n");
    post p = post_read_bytes(eg_sink_slice(&table));
    CHECK(p.ok && p.text.block_count < 40000);
    CHECK(post_warns(&p, "md4c-cap"));
    post_free(&p);
    eg_sink_fini(&table);

    eg_sink links = {0}; /* a long reference, used often */
    eg_puts(&links, "[r]: https://alder.example/");
    for (int i = 0; i < 60000; i++) eg_putc(&links, 'a');
    eg_puts(&links, "\n\n");
    for (int i = 0; i < 4000; i++) eg_puts(&links, "[r] ");
    p = post_read_bytes(eg_sink_slice(&links));
    size_t bytes = 0;
    for (size_t i = 0; i < p.text.inline_count; i++) bytes += p.text.inlines[i].target.len;
    CHECK(p.ok && bytes < 16u << 20);
    CHECK(post_warns(&p, "md4c-cap"));
    post_free(&p);
    eg_sink_fini(&links);
}

/* An initial's dot ends no sentence, that of what is told by a letter does. */
static void test_sentences__series_b(void) {
    post p = post_read("Kelp Bio raised a Series B. InfraCo Africa led it. J. Reed and Ada B. Lind run it.\n");
    CHECK_INT(p.text.sentence_count, 3);
    post_free(&p);
}

/* A paragraph's number is no part of its first sentence. */
static void test_sentences__numbers_in_front(void) {
    post p = post_read("2.1 The Kelp Act was read. It is old.\n\n3.1.4 Kelp grew.\n\n1.5 million people came.\n");
    CHECK_INT(p.text.sentence_count, 4);
    CHECK_INT(p.text.text.ptr[p.text.sentences[0].begin], 'T');
    CHECK_INT(p.text.text.ptr[p.text.sentences[2].begin], 'K');
    CHECK_INT(p.text.text.ptr[p.text.sentences[3].begin], '1');
    post_free(&p);
}

int main(void) {
    RUN(test_offsets__a_name_over_a_line_break);
    RUN(test_offsets__a_name_with_an_entity);
    RUN(test_offsets__emphasis_and_links);
    RUN(test_offsets__line_and_column_are_those_of_the_file);
    RUN(test_prose__what_is_none_stays_out);
    RUN(test_encoding__mojibake_of_three_code_pages_is_undone);
    RUN(test_encoding__broken_bytes_are_said_with_their_place);
    RUN(test_front_matter__is_metadata_and_no_prose);
    RUN(test_blocks__tables_items_headings_quotes);
    RUN(test_blocks__a_first_line_in_bold_is_a_head);
    RUN(test_sentences__dots_that_end_nothing);
    RUN(test_sentences__legal_forms_go_on_with_one_another);
    RUN(test_sentences__a_name_may_begin_small_and_behind_a_flag);
    RUN(test_sentences__lines_of_facts_are_their_own);
    RUN(test_sentences__without_end_are_cut_between_words_and_said);
    RUN(test_caps__what_is_quadratic_in_md4c_is_cut_with_a_warning);
    RUN(test_sentences__series_b);
    RUN(test_sentences__numbers_in_front);
    return unit_done();
}
