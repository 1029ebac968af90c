/* SPDX-License-Identifier: MIT */
#include "cli/line.h"

#include "base/unicode.h"

bool eg_line_split(eg_line *words, eg_arena *arena, eg_slice line) {
    size_t at = 0;
    char quote = '\0';
    for (;;) {
        while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t')) at++;
        if (at == line.len) return true;
        char *word = eg_arena_alloc(arena, line.len - at + 1);
        size_t len = 0;
        for (; at < line.len; at++) {
            char c = line.ptr[at];
            if (quote) {
                if (c == quote) quote = '\0';
                else word[len++] = c;
            } else if (c == '"' || c == '\'') quote = c;
            else if (c == '\\' && at + 1 < line.len) word[len++] = line.ptr[++at];
            else if (c == ' ' || c == '\t') break;
            else word[len++] = c;
        }
        eg_vec_push(words, word);
        if (quote) return false;
    }
}

/* Where the last word of the line begins, its quote included. */
static size_t last_word(eg_slice line) {
    size_t start = 0;
    char quote = '\0';
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (quote) {
            if (c == quote) quote = '\0';
        } else if (c == '"' || c == '\'') quote = c;
        else if (c == ' ' || c == '\t') start = i + 1;
    }
    return start;
}

static void offer(eg_candidates *out, eg_slice word, eg_slice typed) {
    if (eg_slice_starts(word, typed)) eg_vec_push(out, word);
}

static void offer_commands(eg_candidates *out, eg_slice typed) {
    for (const eg_command *c = eg_commands; c->name; c++)
        if (eg_option_named(c, "evidence", 8)) offer(out, eg_slice_from(c->name), typed);
    offer(out, EG_S("help"), typed);
    offer(out, EG_S("quit"), typed);
}

static void offer_options(eg_candidates *out, eg_arena *arena, const eg_command *c, eg_slice typed) {
    for (const eg_option *const *table = c->options; table && *table; table++)
        for (const eg_option *o = *table; o->name; o++) offer(out, eg_arena_printf(arena, "--%s", o->name), typed);
}

static void offer_kinds(eg_candidates *out, const eg_schema *s, eg_slice typed) {
    for (size_t i = 0; i < s->kind_count; i++) offer(out, s->kinds[i].name, typed);
    for (size_t i = 0; i < s->class_count; i++) offer(out, s->classes[i].name, typed);
}

static void offer_types(eg_candidates *out, const eg_schema *s, eg_slice typed) {
    for (size_t i = 0; i < s->edge_count; i++) offer(out, s->edges[i].name, typed);
}

static void offer_values(eg_candidates *out, const eg_option *o, const eg_schema *schema, eg_slice typed) {
    if (o->value == EG_VALUE_KIND) offer_kinds(out, schema, typed);
    if (o->value == EG_VALUE_TYPE) offer_types(out, schema, typed);
    for (eg_status s = 0; o->value == EG_VALUE_STATUS && s < EG_STATUS_COUNT; s++) offer(out, eg_status_name(s), typed);
    eg_slice rest = eg_slice_from(o->choices), one;
    while (o->value == EG_VALUE_CHOICE && eg_slice_split(&rest, ' ', &one)) offer(out, one, typed);
}

static void offer_names(eg_candidates *out, eg_arena *arena, const eg_names *names, const eg_graph *graph, eg_slice typed) {
    size_t n;
    const eg_node *nodes = eg_graph_nodes(graph, &n);
    if (typed.len && (typed.ptr[0] == '"' || typed.ptr[0] == '\'')) typed = eg_slice_sub(typed, 1, typed.len);
    eg_slice folded = eg_fold(arena, typed);
    eg_hits hits = {0};
    if (folded.len) eg_names_all(names, typed, EG_MATCH_PREFIX, &hits);
    for (size_t i = 0; i < hits.len; i++) {
        eg_slice name = nodes[hits.items[i].node].name;
        if (!eg_slice_starts(eg_fold(arena, name), folded)) continue; /* what is inserted begins as typed */
        bool quoted = eg_slice_find(name, EG_S(" "), 0) != (size_t)-1;
        eg_vec_push(out, quoted ? eg_arena_printf(arena, "\"%.*s\"", EG_FMT(name)) : name);
    }
    eg_vec_fini(&hits);
}

/* Inside a pattern the word begins behind the last sign. */
static void offer_pattern(eg_candidates *out, size_t *start, eg_slice line, const eg_schema *schema) {
    size_t from = line.len;
    while (from > *start) {
        char c = line.ptr[from - 1];
        if (!((c >= 'a' && c <= 'z') || c == '_')) break;
        from--;
    }
    bool edge = from > *start && (line.ptr[from - 1] == '-' || line.ptr[from - 1] == '|');
    *start = from;
    eg_slice typed = eg_slice_sub(line, from, line.len);
    if (edge) offer_types(out, schema, typed);
    else offer_kinds(out, schema, typed);
}

void eg_line_complete(eg_candidates *out, size_t *start, eg_arena *arena, eg_slice line, const eg_names *names, const eg_graph *graph,
                       const eg_schema *schema) {
    eg_line words = {0};
    *start = last_word(line);
    eg_slice typed = eg_slice_sub(line, *start, line.len);
    eg_line_split(&words, arena, eg_slice_sub(line, 0, *start));
    const eg_command *command = words.len ? eg_command_named(words.items[0]) : NULL;
    const char *last = words.len ? words.items[words.len - 1] : "";
    const eg_option *o = NULL;
    if (command && last[0] == '-') o = last[1] == '-' ? eg_option_named(command, last + 2, strlen(last + 2)) : eg_option_lettered(command, last[1]);
    if (words.len == 0 || (words.len == 1 && strcmp(words.items[0], "help") == 0)) offer_commands(out, typed);
    else if (command && o && o->value != EG_VALUE_NONE) offer_values(out, o, schema, typed);
    else if (command && typed.len && typed.ptr[0] == '-') offer_options(out, arena, command, typed);
    else if (command && strstr(command->usage, "PATTERN")) offer_pattern(out, start, line, schema);
    else offer_names(out, arena, names, graph, typed);
    eg_vec_fini(&words);
}
