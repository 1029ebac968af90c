/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/unicode.h"
#include "cli/grid.h"

static const char *cut(const char *text, size_t columns) {
    static eg_sink out;
    out.buf.len = 0;
    eg_put_cut(&out, eg_slice_from(text), columns);
    eg_putc(&out, '\0');
    return out.buf.items;
}

static void test_cli_grid__cut_counts_columns(void) {
    CHECK(strcmp(cut("Tidewater", 9), "Tidewater") == 0);
    CHECK(strcmp(cut("Tidewater", 8), "Tidewat…") == 0);
    CHECK(strcmp(cut("森機械工業", 10), "森機械工業") == 0);
    CHECK(strcmp(cut("森機械工業", 9), "森機械工…") == 0); /* 8 + 1 */
    CHECK(strcmp(cut("森機械工業", 8), "森機械…") == 0);   /* half a character does not stand */
    CHECK(strcmp(cut("anything", 0), "") == 0);
}

static void test_cli_grid__marks_stay_with_their_letter(void) {
    CHECK(strcmp(cut("e\xCC\x81" "abc", 2), "e\xCC\x81…") == 0);
    CHECK(strcmp(cut("abe\xCC\x81", 3), "abe\xCC\x81") == 0);
}

static void test_cli_grid__unsafe_characters_are_spaces(void) {
    CHECK(strcmp(cut("a\tb\x1b[31m\xE2\x80\xAE" "c", 40), "a b [31m c") == 0);
}

static void fill(eg_grid *grid) {
    static const eg_column columns[] = {{"NAME", false}, {"COUNT", true}, {"ALSO", false}};
    eg_grid_init(grid, columns, 3);
    const char *cells[] = {"森機械", "2", "Mori", "Harborline Robotics", "10", ""};
    for (size_t i = 0; i < 6; i++) eg_grid_cell(grid, eg_slice_from(cells[i]), i == 0 ? 33 : 0);
    eg_grid_note(grid, EG_S("map.md:3:1: [demo.rule] Harborline builds robots in a harbour."));
}

static void check_grid(eg_screen screen, const char *want) {
    eg_grid grid;
    eg_sink out = {0};
    fill(&grid);
    eg_grid_print(&out, &grid, &screen);
    CHECK_STR(eg_sink_slice(&out), want);
    eg_grid_fini(&grid);
    eg_sink_fini(&out);
}

static void test_cli_grid__pipe_is_tab_separated(void) {
    check_grid((eg_screen){0}, "森機械\t2\tMori\nHarborline Robotics\t10\t\tmap.md:3:1: [demo.rule] Harborline builds robots in a harbour.\n");
}

static void test_cli_grid__terminal_is_aligned(void) {
    check_grid((eg_screen){.terminal = true, .columns = 100}, "NAME                 COUNT  ALSO\n"
                                                              "森機械                   2  Mori\n"
                                                              "Harborline Robotics     10  \n"
                                                              "    map.md:3:1: [demo.rule] Harborline builds robots in a harbour.\n");
}

static void test_cli_grid__narrow_terminal_cuts_and_wraps(void) {
    check_grid((eg_screen){.terminal = true, .columns = 28}, "NAME             COUNT  ALSO\n"
                                                             "森機械               2  Mori\n"
                                                             "Harborline Rob…     10  \n"
                                                             "    map.md:3:1: [demo.rule]\n"
                                                             "    Harborline builds robots\n"
                                                             "    in a harbour.\n");
}

static void test_cli_grid__color(void) {
    eg_grid grid;
    eg_sink out = {0};
    eg_screen screen = {.terminal = true, .color = true, .columns = 80};
    fill(&grid);
    eg_grid_print(&out, &grid, &screen);
    CHECK(eg_slice_find(eg_sink_slice(&out), EG_S("\x1b[38;5;33m森機械\x1b[0m"), 0) != (size_t)-1);
    CHECK(eg_slice_starts(eg_sink_slice(&out), EG_S("\x1b[1mNAME\x1b[0m")));
    eg_grid_fini(&grid);
    eg_sink_fini(&out);
}

int main(void) {
    RUN(test_cli_grid__cut_counts_columns);
    RUN(test_cli_grid__marks_stay_with_their_letter);
    RUN(test_cli_grid__unsafe_characters_are_spaces);
    RUN(test_cli_grid__pipe_is_tab_separated);
    RUN(test_cli_grid__terminal_is_aligned);
    RUN(test_cli_grid__narrow_terminal_cuts_and_wraps);
    RUN(test_cli_grid__color);
    return unit_done();
}
