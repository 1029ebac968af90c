/* SPDX-License-Identifier: MIT */
/* rules: every rule of the set with its place; over posts, how often each fires and what it costs. The time of a tape rule is
 * that of its patterns on the tapes whose gates are open; other rules are counted, not timed. */
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cli/lint.h"
#include "cli/probe.h"
#include "cli/tool.h"
#include "emit/jsonout.h"
#include "relate/collect.h"

typedef struct rule_row {
    eg_slice id, section, states, place;
    size_t patterns, examples, counters;
    uint64_t hits, nanoseconds;
    bool timed;
} rule_row;

typedef struct report {
    eg_tool tool;
    EG_VEC(rule_row) rows;
    eg_map ids;
    bool posts;
} report;

static const char *const sections[] = {"entities", "figures", "dates", "contexts", "relations", "measures", "lifts", "guards", "references", "sections", "labels", NULL};

/* ---- the rules ------------------------------------------------------------------------------------------------------- */

static size_t count_list(const eg_yaml *rule, const char *key) {
    const eg_yaml *list = eg_yaml_get(rule, key);
    return list && list->kind == EG_YAML_LIST ? list->count : 0;
}

static eg_slice states(const eg_yaml *rule) {
    static const char *const keys[] = {"edge", "kind", "class", "status", "measure", NULL};
    for (size_t i = 0; keys[i]; i++)
        if (eg_yaml_text(rule, keys[i]).len) return eg_yaml_text(rule, keys[i]);
    if (eg_yaml_get(rule, "apart")) return EG_S("apart");
    return eg_yaml_get(rule, "alias") ? EG_S("alias") : EG_S("");
}

static bool is_in_one(const eg_patterns *p, const char *section, eg_slice id) {
    static const char *const tapes[] = {"contexts", "relations", "measures", NULL};
    bool tape = false;
    for (size_t i = 0; tapes[i]; i++) tape |= strcmp(section, tapes[i]) == 0;
    for (size_t i = 0; i < p->rules.len && tape; i++)
        if (eg_slice_eq(p->rules.items[i].id, id)) return true;
    for (size_t i = 0; i < p->entities.len && strcmp(section, "entities") == 0; i++)
        if (eg_slice_eq(p->entities.items[i].id, id)) return true;
    return !tape && strcmp(section, "entities") != 0;
}

static bool is_in_set(eg_patterns *p, const char *section, eg_slice id) {
    const eg_patterns *one;
    for (size_t l = 0; (one = eg_patterns_language(p, l)) != NULL; l++)
        if (is_in_one(one, section, id)) return true;
    return false;
}

/* A later rule of an id takes the place of the earlier one; what is switched off is not listed. */
static void add_rule(report *r, const eg_lint_file *file, const char *section, const eg_yaml *rule) {
    eg_slice id = eg_yaml_text(rule, "id");
    eg_arena *arena = &r->tool.session.arena;
    if (id.len == 0 || !is_in_set(r->tool.session.patterns, section, id)) return;
    uint32_t line;
    uint32_t column;
    eg_source_place(file->source, rule->offset, &line, &column);
    rule_row row = {.id = id, .section = eg_slice_from(section), .states = states(rule), .place = eg_arena_printf(arena, "%.*s:%u", EG_FMT(file->source->path), line)};
    row.patterns = count_list(rule, "patterns");
    static const char *const keys[] = {"match", "active", "passive", "nominal", "compound", "relative", "apposition", "bullet", "participle", "pattern", "cue", "heading", "intro", NULL};
    for (size_t i = 0; keys[i]; i++) row.patterns += eg_yaml_get(rule, keys[i]) != NULL;
    row.examples = count_list(rule, "examples");
    row.counters = count_list(rule, "counter");
    uint32_t known = eg_map_put(&r->ids, id, (uint32_t)r->rows.len);
    if (known < r->rows.len) r->rows.items[known] = row;
    else eg_vec_push(&r->rows, row);
}

static void list_rules(report *r) {
    eg_lint lint;
    eg_findings none = {0};
    eg_lint_open(&lint, r->tool.session.patterns, NULL, 0, &none);
    for (size_t s = 0; sections[s]; s++)
        for (size_t f = 0; f < lint.files.len; f++) {
            const eg_yaml *list = eg_yaml_get(lint.files.items[f].root, sections[s]);
            for (size_t i = 0; list && list->kind == EG_YAML_LIST && i < list->count; i++) add_rule(r, &lint.files.items[f], sections[s], &list->items[i]);
        }
    for (size_t i = 0; i < r->rows.len; i++) { /* the trees go, their texts stay */
        r->rows.items[i].states = eg_arena_dup(&r->tool.session.arena, r->rows.items[i].states);
        r->rows.items[i].id = eg_arena_dup(&r->tool.session.arena, r->rows.items[i].id);
    }
    eg_map_fini(&r->ids);
    for (size_t i = 0; i < r->rows.len; i++) eg_map_put(&r->ids, r->rows.items[i].id, (uint32_t)i);
    eg_lint_close(&lint);
}

/* ---- what they do ---------------------------------------------------------------------------------------------------- */

static rule_row *row_of(report *r, eg_slice id) {
    uint32_t i = eg_map_get(&r->ids, id);
    return i == EG_MAP_NONE ? NULL : &r->rows.items[i];
}

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

static uint64_t run_on(const eg_tape *tape, eg_regex *regex) {
    uint64_t hits = 0;
    eg_regex_match m;
    for (size_t from = 0; from <= tape->text.len && eg_tape_exec(tape, regex, from, &m) == EG_REGEX_MATCH; hits++) {
        from = m.groups[0].begin + 1;
        while (from < tape->text.len && ((unsigned char)tape->text.ptr[from] & 0xC0) == 0x80) from++;
    }
    return hits;
}

/* Rules outside, tapes inside: a clock is read twice a rule and sentence, not twice a tape. */
static void run_sentence(report *r, const eg_probe *probe) {
    const eg_patterns *p = probe->reading.p;
    for (size_t i = 0; i < p->rules.len; i++) {
        rule_row *row = row_of(r, p->rules.items[i].id);
        uint64_t begin = now();
        uint64_t hits = 0;
        for (size_t v = 0; v < p->rules.items[i].variant_count; v++)
            for (size_t t = 0; t < probe->tapes.list.len; t++) hits += run_on(&probe->tapes.list.items[t], p->rules.items[i].variants[v].regex);
        if (row) row->hits += hits, row->nanoseconds += now() - begin, row->timed = true;
    }
}

/* Entity rules count for themselves; some run behind the relations, so the post is read whole. */
static void count_names(report *r, const eg_patterns *p, const eg_text *text) {
    eg_arena arena = {0};
    eg_reading whole;
    eg_statements statements;
    eg_hits_counted = true;
    uint32_t *before = EG_NEW_ARRAY(&arena, uint32_t, p->entities.len + 1);
    for (size_t i = 0; i < p->entities.len; i++) before[i] = p->entities.items[i].hits;
    eg_read_post(&whole, &statements, &arena, p, text, true);
    for (size_t i = 0; i < p->entities.len; i++) {
        rule_row *row = row_of(r, p->entities.items[i].id);
        if (row) row->hits += p->entities.items[i].hits - before[i];
    }
    eg_statements_fini(&statements);
    eg_reading_fini(&whole);
    eg_arena_fini(&arena);
}

static void run_post(report *r, eg_probe *probe) {
    count_names(r, probe->reading.p, &probe->text);
    for (uint32_t s = 0; s < probe->text.sentence_count; s++) {
        eg_probe_sentence(probe, s);
        if (probe->tapes.units.len) run_sentence(r, probe);
    }
    const eg_reading *reading = &probe->reading;
    for (size_t i = 0; i < reading->figures.figure_count; i++) {
        rule_row *row = row_of(r, reading->figures.figures[i].rule);
        if (row) row->hits++;
    }
    for (size_t i = 0; i < reading->anaphora.len; i++) {
        rule_row *row = row_of(r, reading->p->references.items[reading->anaphora.items[i].rule].id);
        if (row) row->hits++;
    }
}

static int run_posts(report *r) {
    eg_session *s = &r->tool.session;
    int status = EG_EXIT_DONE;
    if (!eg_session_read(s)) return EG_EXIT_ERROR;
    for (size_t i = 0; i < s->posts.len; i++) {
        eg_probe probe;
        eg_error err = {0};
        if (eg_probe_open(&probe, s->patterns, &s->posts.items[i], &err)) run_post(r, &probe), eg_probe_close(&probe);
        else *eg_errors_add(&s->errors) = err, status = EG_EXIT_INCOMPLETE;
    }
    return status;
}

/* ---- the table --------------------------------------------------------------------------------------------------------- */

static void put_row(report *r, const rule_row *row, bool md) {
    eg_sink *out = &r->tool.out;
    const char *bar = md ? " | " : "\t";
    if (md) eg_puts(out, "| ");
    eg_putf(out, "%.*s%s%.*s%s%.*s%s%zu%s%zu+%zu", EG_FMT(row->id), bar, EG_FMT(row->section), bar, EG_FMT(row->states), bar, row->patterns, bar, row->examples, row->counters);
    if (r->posts) {
        eg_putf(out, "%s%llu%s", bar, (unsigned long long)row->hits, bar);
        if (row->timed) eg_putf(out, "%.1f", (double)row->nanoseconds / 1000);
        else eg_putc(out, '-');
    }
    eg_putf(out, "%s%.*s%s\n", bar, EG_FMT(row->place), md ? " |" : "");
}

static void put_table(report *r, bool md) {
    eg_sink *out = &r->tool.out;
    const char *posts = r->posts ? md ? " hits | µs |" : "hits\tµs\t" : "";
    if (md) eg_putf(out, "| id | section | states | patterns | examples |%s place |\n|---|---|---|---:|---:|%s---|\n", posts, r->posts ? "---:|---:|" : "");
    else eg_putf(out, "id\tsection\tstates\tpatterns\texamples\t%splace\n", posts);
    for (size_t i = 0; i < r->rows.len; i++) put_row(r, &r->rows.items[i], md);
}

static void put_json(report *r) {
    eg_sink *out = &r->tool.out;
    const eg_patterns *p = r->tool.session.patterns;
    eg_puts(out, "{\n \"patterns\": {");
    eg_json_member(out, "name", p->schema.name), eg_json_member(out, "version", p->schema.version), eg_json_member(out, "sha256", eg_slice_from(p->sha256));
    eg_puts(out, "},\n \"rules\": [");
    for (size_t i = 0; i < r->rows.len; i++) {
        const rule_row *row = &r->rows.items[i];
        eg_json_item(out, i == 0, 2);
        eg_putc(out, '{');
        eg_json_member(out, "id", row->id), eg_json_member(out, "section", row->section);
        eg_json_optional(out, "states", row->states);
        eg_json_count(out, "patterns", row->patterns), eg_json_count(out, "examples", row->examples), eg_json_count(out, "counter_examples", row->counters);
        if (r->posts) eg_json_count(out, "hits", row->hits);
        uint64_t tenths = row->nanoseconds / 100; /* of a microsecond: more digits tell nothing */
        if (row->timed) eg_json_number(out, "microseconds", (double)tenths / 10);
        eg_json_member(out, "place", row->place);
        eg_putc(out, '}');
    }
    eg_puts(out, "]\n}\n");
}

int eg_cmd_rules(int argc, char **argv) {
    report r = {.posts = false};
    int status = EG_EXIT_ERROR;
    if (eg_tool_parse(&r.tool, "rules", argc, argv, false, false) && eg_session_load(&r.tool.session)) {
        r.posts = r.tool.session.arguments.len > 0;
        list_rules(&r);
        status = r.posts ? run_posts(&r) : EG_EXIT_DONE;
        if (status != EG_EXIT_ERROR && r.tool.json) put_json(&r);
        else if (status != EG_EXIT_ERROR) put_table(&r, eg_args_has(&r.tool.args, "md"));
    }
    eg_vec_fini(&r.rows);
    eg_map_fini(&r.ids);
    return eg_tool_finish(&r.tool, status);
}
