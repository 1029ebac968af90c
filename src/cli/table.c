/* SPDX-License-Identifier: MIT */
/* Every command and every option. Tables that several commands share stand first. */
#include "cli/commands.h"

static const eg_option common[] = {EG_FLAG("quiet", 'q', "no warnings, no closing line"),
                                   EG_FLAG("help", 'h', "this text"),
                                   EG_OPTIONS_END};

static const eg_option no_options[] = {EG_OPTIONS_END};

static const eg_option reading[] = {
    EG_ARGUMENT("patterns", 'p', "DIR", EG_VALUE_FOLDER, "add a pattern set on top of the built-in one"),
    EG_ARGUMENT("edits", '\0', "FILE", EG_VALUE_FILE, "hand corrections to apply: rename, hide, merge, split, kind, add, drop"),
    EG_ARGUMENT("base", '\0', "DIR", EG_VALUE_FOLDER, "name posts by their path below DIR"),
    EG_OPTIONS_END};

static const eg_option in_graph[] = {EG_ARGUMENT("in", '\0', "GRAPH", EG_VALUE_FILE, "a saved graph or post to read; may be repeated"), EG_OPTIONS_END};

static const eg_option colored[] = {EG_CHOICE("color", '\0', "WHEN", "auto always never", "colours"), EG_OPTIONS_END};

static const eg_option answers[] = {EG_FLAG("json", 'j', "the answer as JSON"),
                                    EG_FLAG("evidence", 'e', "with each piece of evidence: file, place, rule, sentence"),
                                    EG_ARGUMENT("in", 'i', "GRAPH", EG_VALUE_FILE, "a saved graph or post to read; may be repeated"),
                                    EG_FLAG("no-pager", '\0', "no pager on a terminal"),
                                    EG_OPTIONS_END};

static const eg_option kinds[] = {EG_ARGUMENT("kind", 'k', "KINDS", EG_VALUE_KIND, "only these kinds or classes of kinds, with commas between"), EG_OPTIONS_END};

static const eg_option statuses[] = {EG_ARGUMENT("status", 's', "LIST", EG_VALUE_STATUS, "only what is asserted, planned, ended, negated, hedged, conditional, goal, question; or all"),
                                     EG_OPTIONS_END};

static const eg_option files[] = {EG_ARGUMENT("output", 'o', "FILE", EG_VALUE_FILE, "write FILE; its ending names the format; may be repeated"),
                                  EG_ARGUMENT("format", 'f', "FORMAT", EG_VALUE_FORMAT, "format, also for standard output"),
                                  EG_FLAG("jsonl", '\0', "the same as -f jsonl: nodes and edges, one a line"),
                                  EG_FLAG("bom", '\0', "CSV for a spreadsheet: a byte order mark, formulas made harmless"),
                                  EG_OPTIONS_END};

static const eg_option pictures[] = {
    EG_ARGUMENT("title", '\0', "TEXT", EG_VALUE_TEXT, "title of pictures"),
    EG_CHOICE("theme", '\0', "THEME", "auto light dark", "colours of pictures"),
    EG_CHOICE("view", '\0', "VIEW", "auto network landscape", "what pictures show"),
    EG_ARGUMENT("by", '\0', "EDGE_TYPE", EG_VALUE_TYPE, "what the landscape groups by"),
    EG_CHOICE("figures", '\0', "HOW", "badges nodes none", "how figures are drawn"),
    EG_ARGUMENT("aspect", '\0', "W:H", EG_VALUE_TEXT, "shape of the picture, 3:2 unless you say so"),
    EG_ARGUMENT("width", '\0', "PX", EG_VALUE_TEXT, "width of the picture"),
    EG_ARGUMENT("font", '\0', "NAME", EG_VALUE_TEXT, "font of pictures"),
    EG_ARGUMENT("layout", '\0', "FILE", EG_VALUE_FILE, "positions to draw at"),
    EG_FLAG("no-layout", '\0', "DOT without positions"),
    EG_FLAG("fallback", '\0', "draw the landscape when the layout fails"),
    EG_OPTIONS_END};

static const eg_option selection[] = {
    EG_ARGUMENT("kind", 'k', "KINDS", EG_VALUE_KIND, "keep these kinds or classes, and their figures"),
    EG_ARGUMENT("type", 't', "TYPES", EG_VALUE_TYPE, "keep these relations"),
    EG_ARGUMENT("status", 's', "LIST", EG_VALUE_STATUS, "keep and draw what is asserted, planned, ended, negated, hedged ...; or all"),
    EG_ARGUMENT("post", '\0', "POST", EG_VALUE_TEXT, "keep what this post says; may be repeated"),
    EG_ARGUMENT("focus", '\0', "NAME", EG_VALUE_NAME, "keep what is near this one; may be repeated"),
    EG_ARGUMENT("depth", '\0', "N", EG_VALUE_COUNT, "how many steps near is (1)"),
    EG_ARGUMENT("top", '\0', "N", EG_VALUE_COUNT, "keep the N names with the most relations"),
    EG_ARGUMENT("min-weight", '\0', "N", EG_VALUE_COUNT, "keep relations with N pieces of evidence"),
    EG_OPTIONS_END};

static const eg_option paths[] = {EG_ARGUMENT("avoid", '\0', "LIST", EG_VALUE_KIND, "kinds, classes or relations no way may go through"),
                                  EG_FLAG("hubs", '\0', "ways through places and the like too, which say little"),
                                  EG_FLAG("directed", '\0', "only along the direction of relations"),
                                  EG_FLAG("all", 'a', "longer ways behind the shortest ones"),
                                  EG_ARGUMENT("max", 'n', "N", EG_VALUE_COUNT, "how many ways at most (10; 100 with --all)"),
                                  EG_ARGUMENT("longest", '\0', "N", EG_VALUE_COUNT, "steps of the longest way (8)"),
                                  EG_OPTIONS_END};

static const eg_option queries[] = {EG_ARGUMENT("max", 'n', "N", EG_VALUE_COUNT, "how many answers at most (10,000); 0 = all"), EG_OPTIONS_END};

static const eg_option ranks[] = {EG_ARGUMENT("by", 'b', "WHAT", EG_VALUE_TEXT, "degree (the default), betweenness, mentions, measure:NAME"),
                                  EG_ARGUMENT("max", 'n', "N", EG_VALUE_COUNT, "how many at most (20); 0 = all"),
                                  EG_OPTIONS_END};

static const eg_option text[] = {EG_FLAG("mentions", 'm', "mark every mention with its kind"),
                                 EG_FLAG("html", '\0', "an HTML page with the mentions marked"),
                                 EG_ARGUMENT("output", 'o', "FILE", EG_VALUE_FILE, "write FILE"),
                                 EG_OPTIONS_END};

static const eg_option schema[] = {EG_FLAG("open", '\0', "the schema that is installed: any kind, any edge type"),
                                   EG_ARGUMENT("patterns", 'p', "DIR", EG_VALUE_FOLDER, "add a pattern set on top of the built-in one"),
                                   EG_OPTIONS_END};

static const eg_option on_top[] = {EG_ARGUMENT("patterns", 'p', "DIR", EG_VALUE_FOLDER, "add a pattern set on top of the built-in one"), EG_OPTIONS_END};

static const eg_option as_json[] = {EG_FLAG("json", '\0', "JSON instead of text"), EG_OPTIONS_END};

static const eg_option check[] = {EG_FLAG("strict", '\0', "warnings fail too"),
                                  EG_FLAG("verbose", 'v', "notes too: patterns that no word leads or no example makes fire"),
                                  EG_OPTIONS_END};

static const eg_option attempt[] = {EG_FLAG("tape", '\0', "the pattern is one for the tape"),
                                    EG_FLAG("text", '\0', "the pattern is one for text"),
                                    EG_OPTIONS_END};

static const eg_option concord[] = {EG_ARGUMENT("width", '\0', "N", EG_VALUE_COUNT, "columns of text at each side, 40 unless you say so"), EG_OPTIONS_END};

static const eg_option whynot[] = {EG_FLAG("all", '\0', "every rule, however far off"), EG_OPTIONS_END};

static const eg_option eval[] = {EG_FLAG("misses", '\0', "list what was missed and what is too much, with its rules"),
                                 EG_ARGUMENT("against", '\0', "OLD.json", EG_VALUE_FILE, "what was won and lost since this graph, and by which rules"),
                                 EG_ARGUMENT("min", '\0', "LIST", EG_VALUE_TEXT, "least F1, as in core=0.8,edges=0.7: status 1 below it"),
                                 EG_OPTIONS_END};

static const eg_option rules[] = {EG_FLAG("md", '\0', "a Markdown table"), EG_OPTIONS_END};

#define TABLES(...) ((const eg_option *const[]){__VA_ARGS__, common, NULL})

/* render and merge are extract seen from saved graphs: whatever reads several makes one graph of them. */
const eg_command eg_commands[] = {
    {"extract", "extract [OPTIONS] POST|FOLDER|GRAPH.json|-...", "Read posts, write their graph (the default)", eg_cmd_extract, TABLES(files, pictures, selection, reading)},
    {"render", "render [OPTIONS] GRAPH.json...", "Draw or write a saved graph, or a part of it", eg_cmd_extract, TABLES(files, pictures, selection, reading)},
    {"merge", "merge [OPTIONS] GRAPH.json|POST...", "Several graphs into one", eg_cmd_extract, TABLES(files, pictures, selection, reading)},
    {"diff", "diff [OPTIONS] BEFORE.json AFTER.json", "What changed from one graph to another", eg_cmd_diff, TABLES(answers, colored, reading)},
    {"shell", "shell [OPTIONS] POST|GRAPH.json...", "These commands on one graph, with completion; or a script on standard input", eg_cmd_shell, TABLES(in_graph, reading)},
    {"completion", "completion bash|zsh|fish", "What a shell completes, as a script for it", eg_cmd_completion, TABLES(no_options)},
    {"list", "list [OPTIONS] POST|GRAPH.json...", "The names of a graph, a line each", eg_cmd_list, TABLES(kinds, statuses, answers, colored, reading)},
    {"show", "show [OPTIONS] NAME POST|GRAPH.json...", "One thing and its relations", eg_cmd_show, TABLES(statuses, answers, colored, reading)},
    {"find", "find [OPTIONS] TEXT POST|GRAPH.json...", "Names that a text stands in", eg_cmd_find, TABLES(kinds, answers, colored, reading)},
    {"path", "path [OPTIONS] NAME NAME POST|GRAPH.json...", "How two things hang together", eg_cmd_path, TABLES(paths, statuses, answers, colored, reading)},
    {"query", "query [OPTIONS] PATTERN POST|GRAPH.json...", "What a path pattern finds: 'fund -invested_in-> organization[place=Oslo]'", eg_cmd_query,
     TABLES(queries, answers, colored, reading)},
    {"top", "top [OPTIONS] POST|GRAPH.json...", "Who stands in the middle, or has the most", eg_cmd_top, TABLES(ranks, kinds, answers, colored, reading)},
    {"stats", "stats [OPTIONS] POST|GRAPH.json...", "What is in a graph, counted", eg_cmd_stats, TABLES(answers, colored, reading)},
    {"timeline", "timeline [OPTIONS] POST|GRAPH.json...", "What is dated, in order", eg_cmd_timeline, TABLES(kinds, statuses, answers, colored, reading)},
    {"conflicts", "conflicts [OPTIONS] POST|GRAPH.json...", "Two values for one measure of one thing", eg_cmd_conflicts, TABLES(answers, colored, reading)},
    {"why", "why [OPTIONS] NAME|ID|KEY POST|GRAPH.json...", "Where a node or edge was read, by which rule, and what the rule saw", eg_cmd_why, TABLES(in_graph, as_json, colored, reading)},
    {"text", "text [OPTIONS] POST", "A post as it was read, its mentions marked", eg_cmd_text, TABLES(text, colored, reading)},
    {"check", "check [OPTIONS] [PATTERNS]", "Check a pattern set: its files, its examples, its habits", eg_cmd_check, TABLES(check, as_json, on_top)},
    {"try", "try [OPTIONS] PATTERN|RULES.yaml POST...", "Every hit of a pattern, or of a file of rules, in its context", eg_cmd_try, TABLES(attempt, as_json, colored, reading)},
    {"concord", "concord [OPTIONS] '{KIND} .. {KIND}' POST...", "Mentions and what stands between them, the hits under each other", eg_cmd_concord, TABLES(concord, as_json, colored, reading)},
    {"whynot", "whynot [OPTIONS] POST:LINE [RULE]", "What each rule made of a line, and where it gave up", eg_cmd_whynot, TABLES(whynot, as_json, colored, reading)},
    {"eval", "eval [OPTIONS] GRAPH.json GOLD.json...", "Graphs against their gold: precision, recall, F1, misses", eg_cmd_eval, TABLES(eval, as_json, on_top)},
    {"rules", "rules [OPTIONS] [POST...]", "All rules with their places; over posts, hits and time of each", eg_cmd_rules, TABLES(rules, as_json, on_top)},
    {"schema", "schema [OPTIONS]", "The JSON Schema of graphs, closed to the kinds and edge types of the set", eg_cmd_schema, TABLES(schema)},
    {"compile", "compile FILE", "Compile the built-in pattern set for a faster start (make does it)", eg_cmd_compile, (const eg_option *const[]){common, NULL}},
    {NULL, NULL, NULL, NULL, NULL}};
