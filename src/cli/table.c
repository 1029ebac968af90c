/* SPDX-License-Identifier: MIT */
/* Every command and every option. Tables that several commands share stand first. */
#include "cli/commands.h"

static const eg_option common[] = {EG_FLAG("quiet", 'q', "no warnings, no closing line"),
                                   EG_FLAG("help", 'h', "this text"),
                                   EG_OPTIONS_END};

static const eg_option reading[] = {
    EG_ARGUMENT("patterns", 'p', "DIR", EG_VALUE_FOLDER, "add a pattern set on top of the built-in one"),
    EG_ARGUMENT("edits", '\0', "FILE", EG_VALUE_FILE, "hand corrections to apply: rename, hide, merge, split, kind, add, drop"),
    EG_ARGUMENT("base", '\0', "DIR", EG_VALUE_FOLDER, "name posts by their path below DIR"),
    EG_OPTIONS_END};

static const eg_option in_graph[] = {EG_ARGUMENT("in", '\0', "GRAPH", EG_VALUE_FILE, "a saved graph or post to read; may be repeated"), EG_OPTIONS_END};

static const eg_option colored[] = {EG_CHOICE("color", '\0', "WHEN", "auto always never", "colours"), EG_OPTIONS_END};

static const eg_option files[] = {EG_ARGUMENT("output", 'o', "FILE", EG_VALUE_FILE, "write FILE; its ending names the format; may be repeated"),
                                  EG_ARGUMENT("format", 'f', "FORMAT", EG_VALUE_FORMAT, "format, also for standard output"),
                                  EG_OPTIONS_END};

static const eg_option pictures[] = {
    EG_ARGUMENT("title", '\0', "TEXT", EG_VALUE_TEXT, "title of pictures"),
    EG_CHOICE("theme", '\0', "THEME", "auto light dark", "colours of pictures"),
    EG_CHOICE("view", '\0', "VIEW", "auto network landscape", "what pictures show"),
    EG_ARGUMENT("by", '\0', "EDGE_TYPE", EG_VALUE_TYPE, "what the landscape groups by"),
    EG_CHOICE("figures", '\0', "HOW", "badges nodes none", "how figures are drawn"),
    EG_ARGUMENT("aspect", '\0', "W:H", EG_VALUE_TEXT, "shape of the picture, 3:2 unless you say so"),
    EG_ARGUMENT("status", '\0', "LIST", EG_VALUE_STATUS, "statements to draw: asserted,planned,ended unless you say so; all; negated, hedged ..."),
    EG_ARGUMENT("width", '\0', "PX", EG_VALUE_TEXT, "width of the picture"),
    EG_ARGUMENT("font", '\0', "NAME", EG_VALUE_TEXT, "font of pictures"),
    EG_ARGUMENT("layout", '\0', "FILE", EG_VALUE_FILE, "positions to draw at"),
    EG_FLAG("no-layout", '\0', "DOT without positions"),
    EG_FLAG("fallback", '\0', "draw the landscape when the layout fails"),
    EG_OPTIONS_END};

static const eg_option list[] = {EG_ARGUMENT("kind", '\0', "KINDS", EG_VALUE_KIND, "only these kinds or classes of kinds"), EG_OPTIONS_END};

static const eg_option text[] = {EG_FLAG("mentions", 'm', "mark every mention with its kind"),
                                 EG_FLAG("html", '\0', "an HTML page with the mentions marked"),
                                 EG_ARGUMENT("output", 'o', "FILE", EG_VALUE_FILE, "write FILE"),
                                 EG_OPTIONS_END};

static const eg_option check[] = {EG_ARGUMENT("patterns", 'p', "DIR", EG_VALUE_FOLDER, "add a pattern set on top of the built-in one"), EG_OPTIONS_END};

#define TABLES(...) ((const eg_option *const[]){__VA_ARGS__, common, NULL})

const eg_command eg_commands[] = {
    {"extract", "extract [OPTIONS] POST|FOLDER|GRAPH.json|-...", "Read posts, write their graph (the default)", eg_cmd_extract, TABLES(files, pictures, reading)},
    {"list", "list [OPTIONS] POST|GRAPH.json...", "The names of a graph, a line each", eg_cmd_list, TABLES(list, in_graph, reading)},
    {"why", "why [OPTIONS] NAME|KEY POST|GRAPH.json...", "Where a node or edge was read, and by which rule", eg_cmd_why, TABLES(in_graph, reading)},
    {"text", "text [OPTIONS] POST", "A post as it was read, its mentions marked", eg_cmd_text, TABLES(text, colored, reading)},
    {"check", "check [OPTIONS] [PATTERNS]", "Check a pattern set and run its examples", eg_cmd_check, TABLES(check)},
    {NULL, NULL, NULL, NULL, NULL}};
