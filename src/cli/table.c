/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"
#include "emit/emit.h"

const eg_command eg_commands[] = {
    {"extract", "extract [-o OUT]... [-f FORMAT] [-p PATTERNS]... POST|FOLDER|-...", "read posts, write their graph (the default)", eg_cmd_extract},
    {"list", "list [--kind KIND] POST|GRAPH.json...", "the names of a graph, a line each", eg_cmd_list},
    {"why", "why NAME|KEY POST|GRAPH.json...", "where a node or edge was read, and by which rule", eg_cmd_why},
    {"text", "text [--mentions] [--html] [-o FILE] POST", "a post as it was read, its mentions marked", eg_cmd_text},
    {"check", "check [PATTERNS]", "check a pattern set and run its examples", eg_cmd_check},
    {NULL, NULL, NULL, NULL}};

void eg_print_help(FILE *out) {
    fputs("ecograph reads posts about ecosystems and draws the knowledge graph in them.\n\nUsage:\n", out);
    for (const eg_command *c = eg_commands; c->name; c++) fprintf(out, "  ecograph %s\n      %s\n", c->usage, c->summary);
    fputs("\nOptions of extract:\n"
          "  -o, --output FILE     write FILE; its ending names the format; may be repeated\n"
          "  -f, --format FORMAT   format, also for standard output\n"
          "  -p, --patterns DIR    add a pattern set on top of the built-in one\n"
          "      --edits FILE      hand corrections to apply: rename, hide, merge, split, kind, add, drop\n"
          "  -q, --quiet           no warnings\n"
          "      --title TEXT      title of pictures\n"
          "      --theme THEME     light, dark or auto\n"
          "      --view VIEW       network, landscape or auto\n"
          "      --by EDGE_TYPE    what the landscape groups by\n"
          "      --figures HOW     badges, nodes or none\n"
          "      --aspect W:H          shape of the picture, 3:2 unless you say so\n"
          "      --status LIST         statements to draw: asserted,planned,ended unless you say so; all; negated, hedged ...\n"
          "      --width PX, --font NAME, --layout FILE, --no-layout, --fallback\n"
          "  -h, --help            this text\n      --version         the program's version and its libraries'\n\nFormats:",
          out);
    for (const eg_format *f = eg_formats; f->name; f++) fprintf(out, " %s", f->name);
    fputs("\n\nExit status: 0 done, 1 a negative answer, 2 an error and nothing written, 3 written but incomplete, 71 out of memory.\n", out);
}
