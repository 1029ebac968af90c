/* SPDX-License-Identifier: MIT */
/* Makes the figure rules of a set: words become maps and alternations, patterns are expanded and compiled, and the
 * rules' own examples are run. */
#include "scan/alternation.h"
#include "scan/figurerules.h"

#include <math.h>
#include <stdlib.h>

#include "base/region.h"
#include "base/unicode.h"
#include "scan/keys.h"

static const char *const sections[] = {"figures", "dates", "numbers", "ordinals", "parts", "currencies", "homes", "magnitudes", "months", "nouns", "modifiers", "starts", NULL};

bool eg_figure_is_section(eg_slice key) {
    for (size_t i = 0; sections[i]; i++)
        if (eg_slice_eq(key, eg_slice_from(sections[i]))) return true;
    return false;
}

eg_figure_rules *eg_figure_rules_new(void) {
    eg_figure_rules *r = eg_heap_alloc(sizeof *r);
    *r = (eg_figure_rules){0};
    return r;
}

static void free_rule(eg_figure_rule *rule) {
    eg_regex_free(rule->regex);
    eg_regex_free(rule->before);
    eg_regex_free(rule->unless);
    eg_regex_free(rule->header);
}

enum { WORD_MAPS = 14 };

static void word_maps(eg_figure_rules *r, eg_map *out[WORD_MAPS]) {
    eg_map *const maps[WORD_MAPS] = {&r->numbers, &r->magnitudes, &r->currencies, &r->home_words, &r->starts, &r->months, &r->plurals, &r->listed, &r->uncounted, &r->stops, &r->partitives, &r->determiners, &r->adjuncts, &r->values_of};
    memcpy(out, maps, sizeof maps);
}

static void settle(eg_figure_rules *r) {
    eg_map *maps[WORD_MAPS];
    word_maps(r, maps);
    for (size_t i = 0; i < WORD_MAPS; i++) eg_map_settle_keys(maps[i], &r->texts);
    for (size_t i = 0; i < r->rules.len; i++) {
        r->rules.items[i].id = eg_arena_settled(&r->texts, r->rules.items[i].id);
        r->rules.items[i].unit = eg_arena_settled(&r->texts, r->rules.items[i].unit);
        r->rules.items[i].value = eg_arena_settled(&r->texts, r->rules.items[i].value);
    }
    for (size_t i = 0; i < r->classes.len; i++) r->classes.items[i] = eg_arena_settled(&r->texts, r->classes.items[i]);
    for (size_t i = 0; i < r->codes.len; i++) r->codes.items[i] = eg_arena_settled(&r->texts, r->codes.items[i]);
    for (size_t i = 0; i < r->singulars.len; i++) r->singulars.items[i] = eg_arena_settled(&r->texts, r->singulars.items[i]);
    eg_vec_settle(&r->rules);
    eg_vec_settle(&r->classes);
    eg_vec_settle(&r->values);
    eg_vec_settle(&r->codes);
    eg_vec_settle(&r->homes);
    eg_vec_settle(&r->singulars);
    eg_vec_settle(&r->magnitude_words.buf);
}

void eg_figure_rules_free(eg_figure_rules *r) {
    if (r == NULL) return;
    for (size_t i = 0; i < r->rules.len; i++) free_rule(&r->rules.items[i]);
    eg_map *maps[WORD_MAPS];
    word_maps(r, maps);
    for (size_t i = 0; i < WORD_MAPS; i++) eg_map_fini(maps[i]);
    eg_sink *sinks[] = {&r->noun_words, &r->ordinal_words, &r->part_words, &r->number_words, &r->magnitude_words, &r->currency_signs, &r->currency_words, &r->month_words, &r->modifier_words};
    for (size_t i = 0; i < sizeof sinks / sizeof *sinks; i++) eg_sink_fini(sinks[i]);
    eg_regex_free(r->modifier);
    eg_outlines_fini(&r->outlines);
    eg_sketches_fini(&r->sketches);
    eg_vec_fini(&r->rules);
    eg_vec_fini(&r->classes);
    eg_vec_fini(&r->values);
    eg_vec_fini(&r->codes);
    eg_vec_fini(&r->homes);
    eg_vec_fini(&r->singulars);
    eg_arena_fini(&r->texts);
    eg_arena_fini(&r->arena);
    eg_heap_free(r);
}

static void complain(const eg_source *source, const eg_yaml *at, size_t in, eg_errors *errors, const char *text, eg_slice word) {
    eg_rule_error(errors, source, at, in, text, word);
}

static void add_word(eg_sink *words, eg_slice word) {
    if (words->buf.len) eg_putc(words, '\n');
    eg_put(words, word);
}

static void put_alternation(eg_sink *out, const eg_sink *words) { eg_alternation_put(out, eg_sink_slice(words)); }

static void add_numbers(eg_figure_rules *r, eg_map *map, eg_sink *words, const eg_yaml *node, bool starts) {
    for (size_t i = 0; i < node->count; i++) {
        eg_slice word = node->keys[i].text;
        eg_map_set(map, word, (uint32_t)r->values.len);
        eg_vec_push(&r->values, strtod(node->items[i].text.ptr, NULL));
        add_word(words, word);
        eg_slice first = word;
        for (size_t k = 0; k < word.len; k++)
            if (word.ptr[k] == ' ' || word.ptr[k] == '-') {
                first.len = k;
                break;
            }
        if (starts) eg_map_put(&r->starts, eg_fold(&r->arena, first), 1);
        if (starts && word.len) r->wide_starts |= (unsigned char)word.ptr[0] >= 0xE3;
    }
}

/* currencies: CODE: [sign or word, ...] ; what has a letter a-z in small is a word behind the number */
static void add_currencies(eg_figure_rules *r, const eg_yaml *node) {
    for (size_t i = 0; i < node->count; i++) {
        uint32_t code = (uint32_t)r->codes.len;
        eg_vec_push(&r->codes, node->keys[i].text);
        eg_map_put(&r->currencies, node->keys[i].text, code);
        add_word(&r->currency_signs, node->keys[i].text);
        add_word(&r->currency_words, node->keys[i].text);
        eg_map_put(&r->starts, eg_fold(&r->arena, node->keys[i].text), 1);
        for (size_t j = 0; j < node->items[i].count; j++) {
            eg_slice sign = node->items[i].items[j].text;
            bool word = sign.len > 2 && sign.ptr[0] >= 'a' && sign.ptr[0] <= 'z';
            bool foreign = (unsigned char)sign.ptr[0] >= 0x80 || (unsigned char)sign.ptr[sign.len - 1] >= 0x80; /* "5 €", "200 zł" */
            eg_map_put(&r->currencies, sign, code);
            add_word(word ? &r->currency_words : &r->currency_signs, sign);
            if (foreign) add_word(&r->currency_words, sign);
            if (!word && ((sign.ptr[0] | 32) >= 'a' && (sign.ptr[0] | 32) <= 'z')) {
                eg_slice letters = sign;
                while (letters.len && !((letters.ptr[letters.len - 1] | 32) >= 'a' && (letters.ptr[letters.len - 1] | 32) <= 'z')) letters.len--;
                eg_map_put(&r->starts, eg_fold(&r->arena, letters), 1);
            }
        }
    }
}

static void add_list(eg_figure_rules *r, eg_map *map, const eg_yaml *list) {
    for (size_t i = 0; list && i < list->count; i++) eg_map_put(map, eg_fold(&r->arena, list->items[i].text), (uint32_t)i);
}

/* pesos: { MXN: [mexico, mexican], CLP: [chile, chilean] } */
static void add_homes(eg_figure_rules *r, const eg_yaml *node) {
    for (size_t i = 0; i < node->count; i++) {
        uint32_t word = (uint32_t)r->homes.len;
        eg_map_set(&r->home_words, eg_fold(&r->arena, node->keys[i].text), word);
        add_word(&r->currency_words, node->keys[i].text);
        for (size_t c = 0; c < node->items[i].count; c++) {
            const eg_yaml *names = &node->items[i].items[c];
            eg_slice all = EG_S("");
            for (size_t n = 0; n < names->count; n++) all = eg_arena_printf(&r->arena, "%.*s%.*s\n", EG_FMT(all), EG_FMT(eg_fold(&r->arena, names->items[n].text)));
            eg_currency_home home = {.code = node->items[i].keys[c].text, .names = all, .word = word};
            eg_vec_push(&r->homes, home);
        }
    }
}

static void add_nouns(eg_figure_rules *r, const eg_yaml *node) {
    const eg_yaml *listed = eg_yaml_get(node, "listed");
    add_list(r, &r->listed, listed);
    for (size_t i = 0; listed && i < listed->count; i++) add_word(&r->noun_words, listed->items[i].text);
    add_list(r, &r->uncounted, eg_yaml_get(node, "uncounted"));
    add_list(r, &r->stops, eg_yaml_get(node, "stops"));
    add_list(r, &r->partitives, eg_yaml_get(node, "partitives"));
    add_list(r, &r->adjuncts, eg_yaml_get(node, "adjuncts"));
    add_list(r, &r->determiners, eg_yaml_get(node, "determiners"));
    const eg_yaml *plurals = eg_yaml_get(node, "plurals");
    for (size_t i = 0; plurals && i < plurals->count; i++) {
        eg_map_set(&r->plurals, plurals->keys[i].text, (uint32_t)r->singulars.len);
        eg_vec_push(&r->singulars, plurals->items[i].text);
    }
}

/* Which part of its year a date is: [7, 9]. */
static void read_months(eg_figure_rule *rule, const eg_yaml *months, eg_errors *errors) {
    bool two = months && months->kind == EG_YAML_LIST && months->count == 2;
    for (size_t i = 0; two && i < 2; i++) rule->months[i] = (uint8_t)strtoul(months->items[i].text.ptr, NULL, 10);
    bool ok = two && rule->months[0] >= 1 && rule->months[0] <= rule->months[1] && rule->months[1] <= 12;
    if (months && !ok) complain(rule->source, months, 0, errors, "expected two months, from the one to the other: [7, 9]", EG_S(""));
}

static void add_rule(eg_figure_rules *r, const eg_yaml *node, const eg_source *source, eg_errors *errors, bool date) {
    static const char *const known[] = {"id", "class", "unit", "value", "match", "starts", "before", "unless", "back", "header", "relative", "offset", "months", "examples", "counter", "note", "allow", NULL};
    eg_keys_check(errors, source, node, known);
    eg_figure_rule rule = {.id = eg_yaml_text(node, "id"), .unit = eg_yaml_text(node, "unit"), .value = eg_yaml_text(node, "value"), .date = date, .node = node, .source = source};
    const eg_yaml *match = eg_yaml_get(node, "match");
    if (rule.id.len == 0 || match == NULL || match->kind != EG_YAML_SCALAR) {
        complain(source, node, 0, errors, "a figure rule needs id and match", EG_S(""));
        return;
    }
    if (match->style != EG_YAML_SINGLE && match->style != EG_YAML_LITERAL) {
        complain(source, match, 0, errors, "write a pattern after | or in single quotes", EG_S(""));
        return;
    }
    eg_slice relative = eg_yaml_text(node, "relative");
    rule.relative = relative.len ? relative.ptr[0] : '\0';
    rule.offset = (int)strtol(eg_yaml_get(node, "offset") ? eg_yaml_text(node, "offset").ptr : "0", NULL, 10);
    read_months(&rule, eg_yaml_get(node, "months"), errors);
    rule.back = eg_yaml_get(node, "back") ? (uint32_t)strtoul(eg_yaml_text(node, "back").ptr, NULL, 10) : 0;
    eg_slice cls = eg_yaml_text(node, "class");
    size_t c = 0;
    while (c < r->classes.len && !eg_slice_eq(r->classes.items[c], cls)) c++;
    if (c == r->classes.len && !date) {
        if (c == EG_FIGURE_CLASSES_MOST) complain(source, node, 0, errors, "too many figure classes", cls);
        else eg_vec_push(&r->classes, cls);
    }
    rule.cls = (uint8_t)(c < EG_FIGURE_CLASSES_MOST ? c : 0);
    const eg_yaml *starts = eg_yaml_get(node, "starts");
    for (size_t i = 0; starts && i < starts->count; i++) eg_map_put(&r->starts, starts->items[i].text, 1);
    for (size_t i = 0; i < r->rules.len; i++)
        if (eg_slice_eq(r->rules.items[i].id, rule.id)) {
            free_rule(&r->rules.items[i]);
            r->rules.items[i] = rule;
            return;
        }
    eg_vec_push(&r->rules, rule);
}

bool eg_figure_rules_add(eg_figure_rules *r, const eg_yaml *root, const eg_source *source, eg_errors *errors) {
    size_t before = errors->list.len;
    const eg_yaml *node;
    if ((node = eg_yaml_get(root, "numbers"))) add_numbers(r, &r->numbers, &r->number_words, node, true);
    if ((node = eg_yaml_get(root, "ordinals"))) add_numbers(r, &r->numbers, &r->ordinal_words, node, true);
    if ((node = eg_yaml_get(root, "parts"))) add_numbers(r, &r->numbers, &r->part_words, node, false);
    if ((node = eg_yaml_get(root, "magnitudes"))) add_numbers(r, &r->magnitudes, &r->magnitude_words, node, false);
    if ((node = eg_yaml_get(root, "months"))) add_numbers(r, &r->months, &r->month_words, node, true);
    if ((node = eg_yaml_get(root, "currencies"))) add_currencies(r, node);
    if ((node = eg_yaml_get(root, "homes"))) add_homes(r, node);
    if ((node = eg_yaml_get(root, "nouns"))) add_nouns(r, node);
    if ((node = eg_yaml_get(root, "starts"))) add_list(r, &r->starts, node);
    if ((node = eg_yaml_get(root, "modifiers")))
        for (size_t i = 0; i < node->count; i++) add_word(&r->modifier_words, node->items[i].text);
    if ((node = eg_yaml_get(root, "figures")))
        for (size_t i = 0; i < node->count; i++) add_rule(r, &node->items[i], source, errors, false);
    if ((node = eg_yaml_get(root, "dates")))
        for (size_t i = 0; i < node->count; i++) add_rule(r, &node->items[i], source, errors, true);
    return errors->list.len == before;
}

bool eg_figure_rules_disable(eg_figure_rules *r, eg_slice id) {
    bool found = false;
    for (size_t i = 0; i < r->rules.len; i++)
        if (eg_slice_eq(r->rules.items[i].id, id)) r->rules.items[i].off = found = true;
    return found;
}

/* Groups of three behind a mark that is the same throughout, Indian groups, or digits with at most one mark. */
static const char number_regex[] = "(?:\\d{1,3}(?:\\ \\d{3})+(?![\\d.,]*\\d)|\\d{1,3}(?:[,\\x{2019}'\\x{A0}\\x{202F}\\x{2009}]\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3})+(?!\\d)(?:,\\d+)?|\\d{1,2}(?:,\\d{2})+,\\d{3}(?!\\d)|\\d+(?:[.,]\\d+)?)";

/* {NUM} {NUMWORD} {WORDS} {ABOUT} {SUM} {ORDINAL} {PART} {MAG} {SIGN} {CURRENCY} {MONTH} {NOUN} in a pattern. */
static void expand(const eg_figure_rules *r, eg_sink *out, eg_slice pattern) {
    for (size_t i = 0; i < pattern.len; i++) {
        eg_slice rest = eg_slice_sub(pattern, i, pattern.len);
        if (eg_slice_starts(rest, EG_S("{NUMWORD}"))) put_alternation(out, &r->number_words), i += 8;
        else if (eg_slice_starts(rest, EG_S("{NUM}"))) eg_puts(out, number_regex), i += 4;
        else if (eg_slice_starts(rest, EG_S("{WORDS}"))) {
            eg_puts(out, "(?:");
            put_alternation(out, &r->number_words);
            eg_puts(out, "(?:[\\s-](?:and\\s)?");
            put_alternation(out, &r->number_words);
            eg_puts(out, ")*)");
            i += 6;
        }
        else if (eg_slice_starts(rest, EG_S("{SUM}"))) {
            eg_puts(out, "(?:(?:[\\d,.\\x{ff0c}\\x{ff0e}]*\\d|(?:");
            put_alternation(out, &r->number_words);
            eg_puts(out, ")+)(?:");
            put_alternation(out, &r->number_words);
            eg_puts(out, "?");
            put_alternation(out, &r->magnitude_words);
            eg_puts(out, ")?)+");
            i += 4;
        }
        else if (eg_slice_starts(rest, EG_S("{ABOUT}"))) { /* what may stand before a number and does not change it */
            eg_puts(out, "(?:");
            put_alternation(out, &r->modifier_words);
            eg_puts(out, "\\s*+)?+");
            i += 6;
        }
        else if (eg_slice_starts(rest, EG_S("{NOUN}"))) put_alternation(out, &r->noun_words), i += 5;
        else if (eg_slice_starts(rest, EG_S("{ORDINAL}"))) put_alternation(out, &r->ordinal_words), i += 8;
        else if (eg_slice_starts(rest, EG_S("{PART}"))) put_alternation(out, &r->part_words), i += 5;
        else if (eg_slice_starts(rest, EG_S("{MAG}"))) put_alternation(out, &r->magnitude_words), i += 4;
        else if (eg_slice_starts(rest, EG_S("{SIGN}"))) put_alternation(out, &r->currency_signs), i += 5;
        else if (eg_slice_starts(rest, EG_S("{CURRENCY}"))) put_alternation(out, &r->currency_words), i += 9;
        else if (eg_slice_starts(rest, EG_S("{MONTH}"))) put_alternation(out, &r->month_words), i += 6;
        else eg_putc(out, pattern.ptr[i]);
    }
}

/* Byte of the user's pattern whose expansion holds byte `at`. */
static size_t unexpanded(const eg_figure_rules *r, eg_slice pattern, size_t at) {
    size_t i = 0;
    for (size_t len = 0; i < pattern.len && len <= at; i++) {
        eg_sink out = {0};
        expand(r, &out, eg_slice_sub(pattern, 0, i + 1));
        len = out.buf.len;
        eg_sink_fini(&out);
        if (len > at) break;
    }
    return i;
}

static eg_regex *compile(eg_figure_rules *r, const eg_figure_rule *rule, const char *key, unsigned flags, const char *tail, eg_outline *outline, eg_errors *errors) {
    const eg_yaml *scalar = eg_yaml_get(rule->node, key);
    if (scalar == NULL) return NULL;
    eg_sink pattern = {0};
    char message[256];
    size_t offset = 0;
    size_t head = tail[0] ? 3 : 0; /* of "(?:" */
    if (tail[0]) eg_puts(&pattern, "(?:");
    expand(r, &pattern, scalar->text);
    eg_puts(&pattern, tail);
    eg_regex *regex = eg_regex_new(eg_sink_slice(&pattern), flags, &offset, message, sizeof message);
    if (regex && outline) *outline = eg_outlines_add(&r->outlines, eg_sink_slice(&pattern), true);
    eg_sink_fini(&pattern);
    if (regex == NULL) complain(rule->source, scalar, unexpanded(r, scalar->text, offset > head ? offset - head : 0), errors, message, EG_S(""));
    return regex;
}

/* Most rules begin with what does not stand there. */
static void set_firsts(eg_figure_rules *r) {
    for (size_t i = 0; i < r->rules.len && i < 64 * EG_FIRSTS; i++)
        for (unsigned c = 0; c <= 0x80; c++)
            if (eg_outline_may_begin(&r->outlines, r->rules.items[i].outline, (unsigned char)c)) r->firsts[c][i / 64] |= 1ULL << i % 64;
}

bool eg_figure_rules_finish(eg_figure_rules *r, eg_errors *errors) {
    size_t before = errors->list.len;
    for (size_t i = 0; i < r->rules.len; i++) {
        eg_figure_rule *rule = &r->rules.items[i];
        rule->regex = compile(r, rule, "match", EG_REGEX_ANCHORED, "", &rule->outline, errors);
        rule->before = compile(r, rule, "before", 0, ")$", NULL, errors);
        rule->unless = compile(r, rule, "unless", 0, ")$", NULL, errors);
        rule->header = compile(r, rule, "header", 0, "", NULL, errors);
        if (rule->header) rule->header_sign = eg_regex_group(rule->header, "sign"), rule->header_mag = eg_regex_group(rule->header, "mag");
        if (rule->regex == NULL) continue;
        rule->sketch = eg_sketches_add(&r->sketches, &r->outlines, rule->outline, &r->arena);
        uint32_t *groups[] = {&rule->sign, &rule->num, &rule->mag, &rule->high, &rule->highmag, &rule->year, &rule->month, &rule->day, &rule->counted};
        static const char *const names[] = {"sign", "num", "mag", "high", "highmag", "year", "month", "day", "noun"};
        for (size_t g = 0; g < 9; g++) *groups[g] = eg_regex_group(rule->regex, names[g]);
        if (rule->before) rule->noun = eg_regex_group(rule->before, "noun");
    }
    set_firsts(r);
    eg_outlines_finish(&r->outlines);
    eg_sketches_finish(&r->sketches, true, &r->arena);
    eg_sink modifiers = {0};
    eg_puts(&modifiers, "(?i)(?:^|(?<=[\\s(\\x{2013}\\x{2014}])|(?=[\\x{3000}-\\x{ffff}]))(?<m>");
    put_alternation(&modifiers, &r->modifier_words);
    eg_puts(&modifiers, ")\\s*\\(?$");
    r->modifier = eg_regex_new(eg_sink_slice(&modifiers), 0, NULL, NULL, 0);
    eg_sink_fini(&modifiers);
    settle(r);
    return errors->list.len == before;
}

bool eg_figure_is_number(const eg_figure_rules *r, eg_slice word) {
    size_t sign = 0; /* "RM95": what stands before the digits is a currency */
    while (sign < word.len && ((unsigned)word.ptr[sign] - '0') >= 10) sign++;
    bool currency = sign == 0 || eg_map_get(&r->currencies, eg_slice_sub(word, 0, sign)) != EG_MAP_NONE;
    char start = (char)(word.len ? word.ptr[0] | 32 : 0); /* "R310m": a letter that a rule begins with */
    if (!currency && (sign != 1 || eg_map_get(&r->starts, eg_slice_of(&start, 1)) == EG_MAP_NONE)) return false;
    word = eg_slice_sub(word, sign, word.len);
    size_t digits = 0;
    while (digits < word.len && (((unsigned)word.ptr[digits] - '0') < 10 || word.ptr[digits] == '.' || word.ptr[digits] == ',')) digits++;
    eg_slice rest = eg_slice_sub(word, digits, word.len);
    return digits > 0 && ((currency && rest.len == 0) || eg_map_get(&r->magnitudes, rest) != EG_MAP_NONE);
}

bool eg_figure_covers(const eg_figure_rules *r, eg_slice text, uint32_t begin, uint32_t end) {
    for (size_t i = 0; i < r->rules.len; i++) {
        eg_regex_match m;
        if (!r->rules.items[i].off && eg_regex_exec(r->rules.items[i].regex, text, begin, &m) == EG_REGEX_MATCH && m.groups[0].end >= end) return true;
    }
    return false;
}

size_t eg_figure_class_count(const eg_figure_rules *r) { return r->classes.len; }
eg_slice eg_figure_class_name(const eg_figure_rules *r, size_t cls) { return r->classes.items[cls]; }

/* ---- examples ------------------------------------------------------------------------------------------------------- */

/* "raised [US$1.2bn] in cash = 1200000000 USD": the bracketed figure, its value and unit; with `cells`, "Stake (%) | [12] =
 * 12 percent": the header and a cell below it. */
static bool example_holds(const eg_figure_rules *r, eg_slice example, bool counter, bool cells) {
    eg_arena arena = {0};
    size_t eq = counter ? (size_t)-1 : eg_slice_find(example, EG_S(" = "), 0);
    eg_slice body = eq == (size_t)-1 ? example : eg_slice_sub(example, 0, eq);
    char *plain = eg_arena_alloc(&arena, body.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < body.len; i++)
        if (body.ptr[i] != '[' && body.ptr[i] != ']') plain[len++] = body.ptr[i];
    size_t bar = cells ? eg_slice_find(eg_slice_of(plain, len), EG_S(" | "), 0) : (size_t)-1;
    bool two = bar != (size_t)-1;
    uint32_t end = (uint32_t)(two ? bar : len);
    uint32_t begin = two ? end + 3 : end;
    eg_block_kind kind = two ? EG_BLOCK_CELL : EG_BLOCK_PARAGRAPH;
    eg_block blocks[] = {{.kind = kind, .end = end, .heading = EG_NO_BLOCK, .header = two, .intro = EG_NO_BLOCK},
                         {.kind = kind, .begin = begin, .end = (uint32_t)len, .heading = EG_NO_BLOCK, .intro = EG_NO_BLOCK, .row = 1}};
    eg_sentence sentences[] = {{0, end, 0}, {begin, (uint32_t)len, 1}};
    eg_text text = {.text = {plain, len}, .blocks = blocks, .block_count = two ? 2 : 1, .sentences = sentences, .sentence_count = two ? 2 : 1};
    eg_figures found;
    eg_figures_find(&found, &arena, r, &text, EG_S("2024-06-01"), NULL, 0);
    bool ok = counter ? found.figure_count == 0 : false;
    if (eq != (size_t)-1) {
        eg_slice rest = eg_slice_sub(example, eq + 3, example.len);
        eg_slice number;
        eg_slice_split(&rest, ' ', &number);
        double want = strtod(number.ptr, NULL);
        for (size_t i = 0; i < found.figure_count; i++)
            ok |= fabs(found.figures[i].value - want) <= 1e-6 * fabs(want) && eg_slice_eq(found.figures[i].unit, rest);
    }
    eg_arena_fini(&arena);
    return ok;
}

size_t eg_figure_rules_check(eg_figure_rules *r, eg_errors *errors) {
    size_t run = 0;
    for (size_t i = 0; i < r->rules.len; i++) {
        const eg_figure_rule *rule = &r->rules.items[i];
        for (int counter = 0; counter < 2 && !rule->date && !rule->off; counter++) {
            const eg_yaml *list = eg_yaml_get(rule->node, counter ? "counter" : "examples");
            if (list == NULL || list->count == 0) complain(rule->source, rule->node, 0, errors, counter ? "no counter-example" : "no example", rule->id);
            for (size_t j = 0; list && j < list->count; j++) {
                run++;
                if (!example_holds(r, list->items[j].text, counter, rule->header != NULL))
                    complain(rule->source, &list->items[j], 0, errors, counter ? "the counter-example is read" : "the example is not read", rule->id);
            }
        }
    }
    return run;
}
