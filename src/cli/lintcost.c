/* SPDX-License-Identifier: MIT */
/* What a compiled pattern costs. Hostile text is made of what the pattern itself waits for (its words, units of every
 * kind, lists of them), so that it is entered often and left late. */
#include "base/sink.h"
#include "cli/lint.h"
#include "scan/patterntext.h"

/* A name, and what an entity rule sees of the text beside one. */
enum { NAME_BYTES = 200, BEFORE_BYTES = 120 };

/* Effect: a pattern that needs more steps than this at one place of a hostile text is called slow: ten for each byte of
 * the longest sentence, about what walking through it once may take. The program gives a pattern up at 200,000; on prose
 * a place takes some hundreds. */
enum { STEPS_SLOW = 10 * EG_TAPE_BYTES, STEPS_MOST = 200000 };

enum { MACROS_DEEP = 8 };

static void repeat(eg_sink *out, eg_slice piece, size_t bytes) {
    do eg_put(out, piece);
    while (out->buf.len < bytes && piece.len);
    if (out->buf.len > bytes) out->buf.len = bytes; /* all of it is ASCII but for words of a pattern */
    while (out->buf.len && (unsigned char)out->buf.items[out->buf.len - 1] >= 0x80) out->buf.len--;
}

/* The words of a pattern, a blank behind each: white space is folded on a tape, a run of blanks would be no text. */
static void put_words(eg_sink *out, eg_arena *arena, eg_slice pattern) {
    eg_slice words = eg_pattern_words(arena, pattern);
    if (words.len) eg_put(out, words), eg_putc(out, ' ');
}

/* The words of the macros that a pattern names, innermost first. */
static void put_macro_words(eg_sink *out, eg_arena *arena, const eg_patterns *p, eg_slice pattern, int depth) { /* NOLINT(misc-no-recursion): depth 8 */
    for (size_t i = 0; depth < MACROS_DEEP && i < pattern.len; i++) {
        if (pattern.ptr[i] != '{') continue;
        eg_slice rest = eg_slice_sub(pattern, i + 1, pattern.len);
        for (size_t m = 0; m < p->macro_names.len; m++) {
            eg_slice name = p->macro_names.items[m];
            if (!eg_slice_starts(rest, name) || rest.len == name.len || rest.ptr[name.len] != '}') continue;
            put_macro_words(out, arena, p, p->macros.items[m]->text, depth + 1);
            put_words(out, arena, p->macros.items[m]->text);
            break;
        }
    }
}

/* The words that a rule is led by. */
static void put_trigger_words(eg_sink *out, const eg_yaml *trigger) {
    for (size_t i = 0; trigger && i < trigger->count; i++)
        for (size_t j = 0; j < trigger->items[i].count; j++) eg_put(out, trigger->items[i].items[j].text), eg_putc(out, ' ');
}

/* Units of all kinds, with `joint` behind each; the last is a name without kind, which fills any slot for a name. */
static eg_slice all_units(eg_arena *arena, const eg_patterns *p, const char *joint) {
    eg_sink out = {0};
    eg_putc(&out, eg_unit_of_date()), eg_puts(&out, joint);
    for (uint32_t c = 0; c < eg_figure_class_count(p->figures); c++) eg_putc(&out, eg_unit_of_figure(c)), eg_puts(&out, joint);
    for (uint32_t k = 0; k < p->schema.kind_count; k++) eg_putc(&out, eg_unit_of_kind(k)), eg_puts(&out, joint);
    eg_putc(&out, eg_unit_unknown()), eg_puts(&out, joint);
    eg_slice units = eg_arena_dup(arena, eg_sink_slice(&out));
    eg_sink_fini(&out);
    return units;
}

void eg_lint_hostile(eg_sink out[EG_HOSTILE_TEXTS], eg_arena *arena, const eg_patterns *p, eg_slice pattern, const eg_yaml *rule, size_t bytes) {
    eg_sink own = {0};
    eg_sink all = {0};
    put_macro_words(&all, arena, p, pattern, 0);
    put_words(&own, arena, pattern);
    put_trigger_words(&own, eg_yaml_get(rule, "trigger"));
    eg_slice words = eg_sink_slice(&own);
    eg_put(&all, words);
    repeat(&out[0], all_units(arena, p, ", "), bytes);
    repeat(&out[1], all_units(arena, p, " "), bytes);
    /* behind the units that a pattern begins with */
    for (size_t i = 2; i < EG_HOSTILE_TEXTS; i++)
        if (bytes == EG_TAPE_BYTES) eg_put(&out[i], all_units(arena, p, " "));
    repeat(&out[2], words, bytes);
    repeat(&out[3], eg_arena_printf(arena, "%.*s%.*s", EG_FMT(all_units(arena, p, " and ")), EG_FMT(words)), bytes);
    repeat(&out[4], EG_S("the a of in new big old and its first, "), bytes);
    repeat(&out[5], eg_sink_slice(&all), bytes);
    eg_sink_fini(&own);
    eg_sink_fini(&all);
}

/* The steps at the worst place, rounded up to STEPS_SLOW times a power of two; 0 when they are few. */
static uint32_t worst(const eg_regex *regex, const eg_sink texts[EG_HOSTILE_TEXTS], uint32_t *which) {
    uint32_t steps = 0;
    for (uint32_t i = 0; i < EG_HOSTILE_TEXTS; i++) {
        uint32_t least = steps ? steps : STEPS_SLOW;
        if (eg_regex_within(regex, eg_sink_slice(&texts[i]), least)) continue;
        for (*which = i; least < STEPS_MOST && !eg_regex_within(regex, eg_sink_slice(&texts[i]), least);) least *= 2;
        steps = least < STEPS_MOST ? least : STEPS_MOST;
    }
    return steps;
}

static void time_pattern(eg_lint *lint, const eg_regex *regex, const eg_source *source, const eg_yaml *at, const eg_yaml *rule, eg_slice id,
                         size_t bytes) {
    static const char *const names[EG_HOSTILE_TEXTS] = {"a long list of names", "names without words between", "its own words behind names",
                                                     "its own words among names", "words behind names", "its macros' words behind names"};
    eg_arena arena = {0};
    eg_sink texts[EG_HOSTILE_TEXTS] = {{{0}}};
    eg_lint_hostile(texts, &arena, lint->p, at->kind == EG_YAML_SCALAR ? at->text : EG_S(""), rule, bytes);
    uint32_t which = 0;
    uint32_t steps = worst(regex, texts, &which);
    if (steps)
        eg_finding_add(lint->out, EG_LEVEL_WARNING, "slow-pattern", source, at, 0, id, "%.*s: up to %u steps at one place of a hostile text (%s)%s", EG_FMT(id),
                       steps, names[which], steps >= STEPS_MOST ? ": it runs into the match limit" : "");
    for (size_t i = 0; i < EG_HOSTILE_TEXTS; i++) eg_sink_fini(&texts[i]);
    eg_arena_fini(&arena);
}

static void find_ungated(eg_lint *lint, const eg_tape_rule *rule, const eg_variant *v) {
    uint32_t gate = eg_regex_gate(v->regex);
    if (eg_gate_has_literal(lint->p->gates, gate)) return;
    bool always = eg_gate_is_always_open(lint->p->gates, gate);
    eg_finding_add(lint->out, EG_LEVEL_NOTE, "no-trigger", rule->source, eg_variant_pattern(rule, v), 0, rule->id, "%.*s/%.*s: no word leads it: it runs on every tape%s",
                   EG_FMT(rule->id), EG_FMT(v->name), always ? "" : " that has its units");
}

void eg_lint_cost(eg_lint *lint) {
    const eg_patterns *p = lint->p;
    for (size_t i = 0; i < p->rules.len; i++)
        for (size_t v = 0; v < p->rules.items[i].variant_count; v++) {
            const eg_tape_rule *rule = &p->rules.items[i];
            find_ungated(lint, rule, &rule->variants[v]);
            time_pattern(lint, rule->variants[v].regex, rule->source, eg_variant_pattern(rule, &rule->variants[v]), rule->node, rule->id, EG_TAPE_BYTES);
        }
    for (size_t i = 0; i < p->entities.len; i++) {
        const eg_entity_rule *r = &p->entities.items[i];
        static const char *const keys[] = {"match", "extend", "not", "before", "after"};
        static const size_t bytes[] = {NAME_BYTES, EG_TAPE_BYTES, NAME_BYTES, BEFORE_BYTES, EG_TAPE_BYTES};
        const eg_regex *all[] = {r->match, r->extend, r->refuse, r->before, r->after};
        for (size_t k = 0; k < 5; k++)
            if (all[k]) time_pattern(lint, all[k], r->source, eg_yaml_get(r->node, keys[k]), r->node, r->id, bytes[k]);
    }
}
