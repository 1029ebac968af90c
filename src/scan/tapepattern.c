/* SPDX-License-Identifier: MIT */
#include "scan/tapepattern.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/region.h"
#include "base/sink.h"
#include "scan/factor.h"
#include "scan/gatemaker.h"

enum { FORM_ANY, FORM_BASE, FORM_THIRD, FORM_PAST, FORM_ING, FORM_COUNT };

static const char *const form_names[FORM_COUNT] = {"any", "base", "third", "past", "ing"};

/* ---- triggers ---------------------------------------------------------------------------------------------------- */

static bool is_vowel(char c) { return c && strchr("aeiou", c) != NULL; }

static eg_slice with(eg_arena *arena, eg_slice stem, const char *tail) {
    return eg_arena_printf(arena, "%.*s%s", EG_FMT(stem), tail);
}

/* "step": one vowel alone, and one consonant behind it, which stands twice before an ending. */
static bool doubles(eg_slice verb) {
    size_t vowels = 0;
    for (size_t i = 0; i < verb.len; i++) vowels += is_vowel(verb.ptr[i]);
    if (verb.len < 3 || vowels != 1 || !is_vowel(verb.ptr[verb.len - 2])) return false;
    return strchr("bdgklmnprtvz", verb.ptr[verb.len - 1]) != NULL;
}

/* English inflection of a regular verb: back backs backed backing, use uses used using, carry carries carried, step stepped. */
static void inflect(eg_arena *arena, eg_slice verb, eg_slice out[FORM_COUNT]) {
    char last = verb.len ? verb.ptr[verb.len - 1] : '\0';
    char before = verb.len > 1 ? verb.ptr[verb.len - 2] : '\0';
    eg_slice stem = eg_slice_of(verb.ptr, verb.len ? verb.len - 1 : 0);
    bool sibilant = last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 'c' || before == 's'));
    out[FORM_BASE] = verb;
    if (last == 'e') {
        out[FORM_THIRD] = with(arena, verb, "s");
        out[FORM_PAST] = with(arena, verb, "d");
        out[FORM_ING] = with(arena, stem, "ing");
    } else if (last == 'y' && !is_vowel(before)) {
        out[FORM_THIRD] = with(arena, stem, "ies");
        out[FORM_PAST] = with(arena, stem, "ied");
        out[FORM_ING] = with(arena, verb, "ing");
    } else {
        eg_slice base = doubles(verb) ? with(arena, verb, (char[]){last, '\0'}) : verb;
        out[FORM_THIRD] = with(arena, verb, sibilant ? "es" : "s");
        out[FORM_PAST] = with(arena, base, "ed");
        out[FORM_ING] = with(arena, base, "ing");
    }
}

/* "lead leads led leading" in irregular_verbs: base, third, past (alternatives by "/"), ing. */
static void irregular(eg_patterns *p, uint32_t index, eg_slice out[FORM_COUNT]) {
    eg_slice rest = p->verbs.items[index];
    for (int f = FORM_BASE; f < FORM_COUNT; f++)
        if (!eg_slice_split(&rest, ' ', &out[f])) out[f] = EG_S("");
}

/* Words of a phrase become a pattern: " .. " is a gap of up to five words, a space any white space. */
static eg_slice phrase_regex(eg_arena *arena, eg_slice phrase, bool by_char) {
    eg_sink out = {0};
    for (size_t i = 0; i < phrase.len; i++) {
        char c = phrase.ptr[i];
        if (i + 3 < phrase.len && memcmp(phrase.ptr + i, " .. ", 4) == 0) {
            eg_puts(&out, by_char ? "[^\\x01-\\x1f,;:.()!?]{0,12}?" : "\\s+(?:[^\\s,;:.()!?]+\\s+){0,5}?");
            i += 3;
        } else if (c == ' ') eg_puts(&out, "\\s+");
        else if (strchr("\\^$.|?*+()[]{}#-", c)) eg_putc(&out, '\\'), eg_putc(&out, c);
        else eg_putc(&out, c);
    }
    eg_slice result = eg_arena_dup(arena, eg_sink_slice(&out));
    eg_sink_fini(&out);
    return result;
}

static void add_form(eg_trigger *t, eg_patterns *p, int form, eg_slice words) {
    eg_slice alternative;
    while (words.len && eg_slice_split(&words, '/', &alternative)) {
        eg_slice regex = phrase_regex(&p->arena, alternative, p->language.by_char);
        if (memchr(alternative.ptr, ' ', alternative.len) == NULL) eg_patterns_cut(p, alternative, EG_CUT_PROSE);
        eg_vec_push(&t->forms[form], regex);
        eg_vec_push(&t->forms[FORM_ANY], regex);
    }
}

/* "invest in" inflects its first word and keeps the rest. */
static void add_verb(eg_trigger *t, eg_patterns *p, eg_slice verb) {
    eg_slice rest = verb;
    eg_slice head;
    eg_slice_split(&rest, ' ', &head);
    eg_slice forms[FORM_COUNT] = {{0}};
    uint32_t index = eg_map_get(&p->irregular, head);
    if (index == EG_MAP_NONE) inflect(&p->arena, head, forms);
    else irregular(p, index, forms);
    for (int f = FORM_BASE; f < FORM_COUNT; f++) {
        if (rest.len == 0) {
            add_form(t, p, f, forms[f]);
            continue;
        }
        eg_slice alternatives = forms[f];
        eg_slice one;
        while (alternatives.len && eg_slice_split(&alternatives, '/', &one))
            add_form(t, p, f, eg_arena_printf(&p->arena, "%.*s %.*s", EG_FMT(one), EG_FMT(rest)));
    }
}

static void complain(const eg_yaml *at, size_t in, const eg_source *source, eg_errors *errors, const char *text, eg_slice word) {
    eg_error *err = eg_errors_add(errors);
    char path[512];
    snprintf(path, sizeof path, "%.*s", EG_FMT(source->path));
    if (word.len) eg_fail(err, EG_ERR_RULE, path, "%s: %.*s", text, EG_FMT(word));
    else eg_fail(err, EG_ERR_RULE, path, "%s", text);
    eg_error_locate(err, source, eg_yaml_place(at, source, in));
}

void eg_trigger_read(eg_trigger *out, eg_patterns *p, const eg_yaml *node, const eg_source *source, eg_errors *errors) {
    if (node == NULL) return;
    for (size_t i = 0; i < node->count; i++) {
        eg_slice key = node->kind == EG_YAML_MAP ? node->keys[i].text : EG_S("");
        bool verb = eg_slice_eq(key, EG_S("verb"));
        if (!verb && !eg_slice_eq(key, EG_S("noun")) && !eg_slice_eq(key, EG_S("phrase"))) {
            complain(&node->items[i], 0, source, errors, "a trigger has verb, noun or phrase", key);
            continue;
        }
        for (size_t j = 0; j < node->items[i].count; j++) {
            eg_slice word = node->items[i].items[j].text;
            if (verb && !p->language.by_char) add_verb(out, p, word);
            else add_form(out, p, FORM_BASE, word); /* without words nothing inflects: a verb is its stem */
        }
    }
}

void eg_trigger_fini(eg_trigger *trigger) {
    for (int f = 0; f < FORM_COUNT; f++) eg_vec_fini(&trigger->forms[f]);
}

/* ---- expansion ---------------------------------------------------------------------------------------------------- */

typedef struct expander {
    eg_patterns *p;
    const eg_yaml *scalar;
    const eg_source *source;
    eg_errors *errors;
    eg_tape_context *context;
    eg_sink out;
    EG_VEC(uint32_t) origin; /* per byte of out: byte of the scalar */
    uint32_t at;             /* byte of the scalar being expanded */
    size_t verbs;            /* end of the group of verbs right behind {VP} that is being expanded, or 0 */
    bool ok;
} expander;

static void emit(expander *x, const char *text) {
    eg_puts(&x->out, text);
    while (x->origin.len < x->out.buf.len) eg_vec_push(&x->origin, x->at);
}

static void emit_slice(expander *x, eg_slice text) {
    eg_put(&x->out, text);
    while (x->origin.len < x->out.buf.len) eg_vec_push(&x->origin, x->at);
}

static void put_unit(char *set, size_t *len, char unit) {
    static const char hex[] = "0123456789abcdef";
    const char text[] = {'\\', 'x', hex[(unsigned char)unit >> 4], hex[(unsigned char)unit & 15], '\0'};
    memcpy(set + *len, text, sizeof text);
    *len += sizeof text - 1;
}

/* Units of the kinds in `mask`; figure kinds stand for all figure classes; names without kind are let in with any
 * named kind when `open`. */
static void unit_set(expander *x, char set[256], uint32_t mask, bool open) {
    const eg_schema *s = &x->p->schema;
    size_t len = 0;
    bool named = false;
    set[0] = '\0';
    for (uint32_t k = 0; k < s->kind_count; k++) {
        if (!(mask >> k & 1)) continue;
        if (s->kinds[k].traits & EG_TRAIT_FIGURE) {
            for (uint32_t c = 0; c < EG_FIGURE_CLASSES_MOST; c++) put_unit(set, &len, eg_unit_of_figure(c));
        } else {
            put_unit(set, &len, eg_unit_of_kind(k));
            named = true;
        }
    }
    if (open && named) put_unit(set, &len, eg_unit_unknown());
}

static bool set_of_word(expander *x, char set[256], eg_slice word, bool open) {
    uint32_t mask = eg_schema_kinds(&x->p->schema, word);
    if (mask) {
        if (eg_slice_eq(word, EG_S("any")))
            for (uint32_t k = 0; k < x->p->schema.kind_count; k++)
                if (x->p->schema.kinds[k].traits & EG_TRAIT_FIGURE) mask &= ~(1u << k);
        unit_set(x, set, mask, open);
        return true;
    }
    size_t len = 0;
    if (eg_slice_eq(word, EG_S("date"))) return put_unit(set, &len, eg_unit_of_date()), true;
    if (eg_slice_eq(word, EG_S("unknown"))) return put_unit(set, &len, eg_unit_unknown()), true;
    for (uint32_t c = 0; c < eg_figure_class_count(x->p->figures); c++)
        if (eg_slice_eq(word, eg_figure_class_name(x->p->figures, c))) return put_unit(set, &len, eg_unit_of_figure(c)), true;
    return false;
}

/* Units that are no slot of this rule count as words of a gap: places and sums may stand between the ends. So do
 * possessors. */
static void gap_set(expander *x, char set[256]) {
    uint32_t slots = x->context->from | x->context->to;
    const eg_schema *s = &x->p->schema;
    size_t len = 0;
    bool figure_slot = false;
    for (uint32_t k = 0; k < s->kind_count; k++)
        if (slots >> k & 1 && s->kinds[k].traits & EG_TRAIT_FIGURE) figure_slot = true;
    put_unit(set, &len, eg_unit_of_date());
    for (uint32_t k = 0; k < s->kind_count; k++)
        if (!(slots >> k & 1) && !(s->kinds[k].traits & EG_TRAIT_FIGURE)) put_unit(set, &len, eg_unit_of_kind(k));
    for (uint32_t c = 0; !figure_slot && c < EG_FIGURE_CLASSES_MOST; c++) put_unit(set, &len, eg_unit_of_figure(c));
}

static void fail(expander *x, const char *text, eg_slice word) {
    x->ok = false;
    complain(x->scalar, x->at, x->source, x->errors, text, word);
}

static void emit_gap(expander *x, eg_slice argument) {
    char set[256];
    char text[600];
    unsigned n = argument.len ? (unsigned)strtoul(argument.ptr, NULL, 10) : 6;
    gap_set(x, set);
    if (x->p->language.by_char) {
        snprintf(text, sizeof text, "(?:[^\\x01-\\x1f%.*s]|[%s])\x7b" "0,%u}?", EG_FMT(x->p->gap_breaks), set, n);
        emit(x, text);
        return;
    }
    snprintf(text, sizeof text, "(?:\\s*+(?:[^\\s\\x01-\\x1f,;:.()!?'\"]++(?:\\.(?=\\w))?+|[%s]|[\\x01-\\x1f]'s))\x7b" "0,%u}?\\s*+", set, n);
    emit(x, text);
}

static void expand(expander *x, eg_slice pattern, int depth);

/* What a pattern asks for right behind a slot: nothing that clings to the name, "'s", or a hyphen. */
typedef enum behind { ENDS, OWNS, COMPOUND } behind;

/* No member is an owner, nor the first part of a compound: "A, the Northlight-backed B and C" are three. */
static void emit_list_tail(expander *x, const char *set, behind goes_on, int depth) { /* NOLINT(misc-no-recursion): depth 8 */
    static const char *const not_behind[] = {[ENDS] = "(?!'s|-\\w)", [OWNS] = "", [COMPOUND] = "(?!'s)"};
    char text[600];
    emit(x, "(?:(?:");
    expand(x, x->p->separator, depth + 1);
    snprintf(text, sizeof text, ")[%s]%s)*+", set, not_behind[goes_on]);
    emit(x, text);
}

/* Else than where the pattern itself asks for it, "Northlight's Lumen" and "the Northlight-backed Lumen" fill no slot with Northlight. */
static void emit_slot(expander *x, eg_slice slot, eg_slice argument, bool list, behind goes_on, int depth) { /* NOLINT(misc-no-recursion): depth 8 */
    char set[256];
    uint32_t mask = eg_slice_eq(slot, EG_S("from")) ? x->context->from : eg_slice_eq(slot, EG_S("to")) ? x->context->to : 0;
    if (argument.len) {
        if (!set_of_word(x, set, argument, true)) {
            fail(x, "unknown kind, class or figure class", argument);
            return;
        }
    } else if (mask) unit_set(x, set, mask, true);
    else set_of_word(x, set, EG_S("any"), true);
    char text[1024];
    snprintf(text, sizeof text, "(?<%.*s>[%s]", EG_FMT(slot), set);
    emit(x, text);
    if (list) emit_list_tail(x, set, goes_on, depth);
    emit(x, goes_on == OWNS ? ")" : goes_on == COMPOUND ? ")(?!'s\\b)" : ")(?!'s\\b|-[a-z])");
}

static void emit_trigger(expander *x, eg_slice form) {
    int f = FORM_ANY;
    if (form.len)
        for (f = 0; f < FORM_COUNT && !eg_slice_eq(form, eg_slice_from(form_names[f])); f++) continue;
    if (f == FORM_COUNT) fail(x, "unknown form of a trigger (any, base, third, past, ing)", form);
    else if (x->context->trigger == NULL || x->context->trigger->forms[f].len == 0) fail(x, "the rule has no trigger of this form", form);
    if (!x->ok) return;
    bool words = !x->p->language.by_char;
    emit(x, words ? "(?<trigger>\\b(?:" : "(?<trigger>(?:");
    for (size_t i = 0; i < x->context->trigger->forms[f].len; i++) {
        if (i) emit(x, "|");
        emit_slice(x, x->context->trigger->forms[f].items[i]);
    }
    emit(x, words ? ")\\b)" : "))");
}

static bool expand_macro(expander *x, eg_slice name, int depth) { /* NOLINT(misc-no-recursion): depth 8 */
    for (size_t i = x->p->macro_names.len; i-- > 0;) {
        if (!eg_slice_eq(x->p->macro_names.items[i], name)) continue;
        if (depth >= 8) {
            fail(x, "macros nest too deeply", name);
            return true;
        }
        emit(x, "(?:");
        expand(x, x->p->macros.items[i]->text, depth + 1);
        emit(x, ")");
        return true;
    }
    return false;
}

/* Does the pattern go on with "'s" or with a hyphen, maybe first of a group? */
static behind asks_for(eg_slice rest) {
    while (rest.len) {
        size_t n = rest.ptr[0] == ' ' || rest.ptr[0] == '\n' ? 1 : eg_slice_starts(rest, EG_S("(?:")) || eg_slice_starts(rest, EG_S("\\s*")) ? 3 : 0;
        if (n == 0) break;
        rest = eg_slice_sub(rest, n, rest.len);
    }
    return eg_slice_starts(rest, EG_S("'s")) ? OWNS : eg_slice_starts(rest, EG_S("-")) ? COMPOUND : ENDS;
}

static void expand_brace(expander *x, eg_slice body, behind goes_on, int depth) { /* NOLINT(misc-no-recursion): depth 8 */
    eg_slice argument = body;
    eg_slice word;
    eg_slice_split(&argument, ' ', &word);
    if (argument.ptr == NULL) argument = EG_S("");
    argument = eg_slice_trim(argument);
    if (expand_macro(x, word, depth)) return;
    if (x->context == NULL) {
        fail(x, "unknown macro", word);
        return;
    }
    bool list = eg_slice_ends(word, EG_S("+"));
    if (list) word.len--;
    char set[256];
    if (eg_slice_eq(word, EG_S("gap"))) emit_gap(x, argument);
    else if (eg_slice_eq(word, EG_S("trigger"))) emit_trigger(x, argument);
    else if (eg_slice_eq(word, EG_S("from")) || eg_slice_eq(word, EG_S("to")) || eg_slice_eq(word, EG_S("x")))
        emit_slot(x, word, argument, list, goes_on, depth);
    else if (set_of_word(x, set, word, true)) {
        char text[600];
        snprintf(text, sizeof text, "[%s]", set);
        emit(x, text);
        if (list) emit_list_tail(x, set, goes_on, depth);
    } else fail(x, "unknown macro", word);
}

/* The end of the group that opens `rest`, less white space and a lookahead before it; 0 when none does. */
static size_t group_behind(eg_slice rest) {
    size_t i = 0;
    while (i < rest.len && (rest.ptr[i] == ' ' || rest.ptr[i] == '\n')) i++;
    if (eg_slice_starts(eg_slice_sub(rest, i, rest.len), EG_S("(?={trigger})"))) i += strlen("(?={trigger})");
    eg_slice group = eg_slice_sub(rest, i, rest.len);
    if (!eg_slice_starts(group, EG_S("(?:")) && !eg_slice_starts(group, EG_S("(?<trigger>"))) return 0;
    for (size_t depth = 0; i < rest.len; i++) {
        if (rest.ptr[i] == '\\') i++;
        else if (rest.ptr[i] == '(') depth++;
        else if (rest.ptr[i] == ')' && --depth == 0) return i;
    }
    return 0;
}

/* "took" at byte i, the first word of an alternative behind {VP}, is read as "taken" as well, for "has taken" and "was taken".
 * Returns the length of the word when it was written so, else 0. */
static size_t emit_participle(expander *x, eg_slice pattern, size_t i) {
    char before = pattern.ptr[i - 1];
    size_t end = i;
    while (end < pattern.len && pattern.ptr[end] >= 'a' && pattern.ptr[end] <= 'z') end++;
    bool whole = end < pattern.len && strchr("|)\\", pattern.ptr[end]) != NULL;
    if (end == i || !whole || !strchr("(|:>", before)) return 0;
    eg_slice word = eg_slice_sub(pattern, i, end);
    uint32_t index = eg_map_get(&x->p->participles, word);
    if (index == EG_MAP_NONE) return 0;
    eg_slice forms[FORM_COUNT] = {{0}};
    irregular(x->p, index, forms);
    emit(x, "(?:");
    for (size_t j = 0; j < forms[FORM_PAST].len; j++) emit_slice(x, forms[FORM_PAST].ptr[j] == '/' ? EG_S("|") : eg_slice_sub(forms[FORM_PAST], j, j + 1));
    emit(x, ")");
    return end - i;
}

/* "{" begins a macro when a letter follows and it is no part of \p{..}, \x{..} and the like. */
static void expand(expander *x, eg_slice pattern, int depth) { /* NOLINT(misc-no-recursion): depth 8 */
    for (size_t i = 0; i < pattern.len; i++) {
        if (depth == 0) x->at = (uint32_t)i;
        char c = pattern.ptr[i];
        if (c == '\\' && i + 1 < pattern.len) {
            size_t end = i + 2;
            if (strchr("pPxogkN", pattern.ptr[i + 1]) && end < pattern.len && pattern.ptr[end] == '{') {
                size_t close = eg_slice_find(pattern, EG_S("}"), end);
                if (close != (size_t)-1) end = close + 1;
            }
            for (; i < end; i++) {
                if (depth == 0) x->at = (uint32_t)i;
                emit_slice(x, eg_slice_sub(pattern, i, i + 1));
            }
            i--;
        } else if (c == '{' && i + 1 < pattern.len && ((pattern.ptr[i + 1] | 32) >= 'a' && (pattern.ptr[i + 1] | 32) <= 'z')) {
            size_t close = eg_slice_find(pattern, EG_S("}"), i);
            if (close == (size_t)-1) {
                fail(x, "macro without closing brace", EG_S(""));
                return;
            }
            expand_brace(x, eg_slice_sub(pattern, i + 1, close), asks_for(eg_slice_sub(pattern, close + 1, pattern.len)), depth);
            if (depth == 0 && eg_slice_eq(eg_slice_sub(pattern, i + 1, close), EG_S("VP"))) {
                size_t end = group_behind(eg_slice_sub(pattern, close + 1, pattern.len));
                x->verbs = end ? close + 1 + end : 0;
            }
            i = close;
        } else {
            size_t word = depth == 0 && i && i < x->verbs ? emit_participle(x, pattern, i) : 0;
            if (word) i += word - 1;
            else emit_slice(x, eg_slice_sub(pattern, i, i + 1));
        }
        if (!x->ok) return;
    }
}

static eg_regex *compile_shown(expander *x, unsigned flags) {
    size_t offset = 0;
    char message[256];
    eg_regex *regex = eg_regex_new(eg_sink_slice(&x->out), flags, &offset, message, sizeof message);
    if (regex) return regex;
    size_t at = offset < x->origin.len ? x->origin.items[offset] : x->scalar->text.len;
    complain(x->scalar, at, x->source, x->errors, message, EG_S(""));
    return NULL;
}

/* What runs is the cheaper form of the pattern; if that is none for PCRE2, the pattern as it was written, in whose text
 * errors are shown. */
static eg_regex *compile_for_tape(expander *x, unsigned flags) {
    eg_arena arena = {0};
    eg_sink out = {0};
    eg_slice pattern = eg_sink_slice(&x->out);
    bool cheaper = eg_factor(&out, &arena, pattern, x->p->maker ? eg_gatemaker_factors(x->p->maker) : NULL);
    eg_slice text = cheaper ? eg_sink_slice(&out) : pattern;
    eg_regex *regex = eg_regex_new(text, flags, NULL, NULL, 0);
    if (regex == NULL) regex = compile_shown(x, flags);
    if (regex && x->p->maker) {
        bool anchored = (flags & (EG_REGEX_ANCHORED | EG_REGEX_FULL)) != 0;
        eg_regex_set_gate(regex, eg_gatemaker_ask(x->p->maker, pattern, text, anchored));
    }
    eg_sink_fini(&out);
    eg_arena_fini(&arena);
    return regex;
}

eg_regex *eg_pattern_compile(eg_patterns *p, const eg_yaml *scalar, const eg_source *source, unsigned flags,
                             eg_tape_context *context, eg_errors *errors) {
    if (scalar->kind != EG_YAML_SCALAR || scalar->style == EG_YAML_PLAIN || scalar->style == EG_YAML_DOUBLE ||
        scalar->style == EG_YAML_FOLDED) {
        complain(scalar, 0, source, errors, "write a pattern after | or in single quotes", EG_S(""));
        return NULL;
    }
    bool paused = eg_region_pause(true); /* all but the pattern itself is soon gone */
    expander x = {.p = p, .scalar = scalar, .source = source, .errors = errors, .context = context, .ok = true};
    expand(&x, scalar->text, 0);
    eg_regex *regex = NULL;
    if (x.ok && context && !(flags & EG_REGEX_CASELESS)) regex = compile_for_tape(&x, flags);
    else if (x.ok) regex = compile_shown(&x, flags);
    eg_sink_fini(&x.out);
    eg_vec_fini(&x.origin);
    eg_region_pause(paused);
    return regex;
}

/* Expands a pattern that was compiled before: whoever did that has told its errors. The caller ends *x. */
static bool expand_again(expander *x, eg_patterns *p, const eg_yaml *scalar, const eg_source *nowhere, eg_errors *errors) {
    *x = (expander){.p = p, .scalar = scalar, .source = nowhere, .errors = errors, .ok = true};
    if (scalar == NULL || scalar->kind != EG_YAML_SCALAR) return false;
    expand(x, scalar->text, 0);
    return x->ok;
}

static void end_again(expander *x) {
    eg_sink_fini(&x->out);
    eg_vec_fini(&x->origin);
    eg_errors_fini(x->errors);
}

eg_outline eg_pattern_outline(eg_patterns *p, const eg_yaml *scalar, bool anchored) {
    bool paused = eg_region_pause(true);
    eg_errors errors = {0};
    eg_source nowhere = {0};
    expander x;
    eg_outline outline = expand_again(&x, p, scalar, &nowhere, &errors) ? eg_outlines_add(&p->outlines, eg_sink_slice(&x.out), anchored) : 0;
    end_again(&x);
    eg_region_pause(paused);
    return outline;
}

void eg_pattern_needs(eg_needs *out, eg_arena *texts, eg_patterns *p, const eg_yaml *scalar) {
    eg_errors errors = {0};
    eg_source nowhere = {0};
    expander x;
    *out = (eg_needs){0};
    if (expand_again(&x, p, scalar, &nowhere, &errors)) eg_needs_find(out, texts, eg_sink_slice(&x.out), NULL);
    end_again(&x);
}
