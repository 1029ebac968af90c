/* SPDX-License-Identifier: MIT */
/* One scan finds where a figure may begin (a digit, a currency sign, a number word); the rules of the set run anchored
 * there, and the longest match wins. Dates are found the same way and lock their span. */
#include "scan/figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/unicode.h"
#include "scan/figurerules.h"
#include "scan/calendar.h"
#include "scan/number.h"

/* ---- values ------------------------------------------------------------------------------------------------------- */

static eg_slice group(const eg_regex_match *m, uint32_t number, eg_slice text) {
    if (number == 0 || number >= m->count || m->groups[number].begin == UINT32_MAX) return EG_S("");
    return eg_slice_sub(text, m->groups[number].begin, m->groups[number].end);
}

static bool lookup(const eg_figure_rules *r, eg_arena *arena, const eg_map *map, eg_slice word, double *value) {
    uint32_t i = eg_map_get(map, word);
    if (i == EG_MAP_NONE) i = eg_map_get(map, eg_fold(arena, word));
    if (i == EG_MAP_NONE) return false;
    *value = r->values.items[i];
    return true;
}

static bool word_value(void *ctx, eg_slice word, bool *magnitude, double *value) {
    const eg_figure_rules *r = ctx;
    uint32_t i = eg_map_get(&r->magnitudes, word);
    *magnitude = i != EG_MAP_NONE;
    if (!*magnitude) i = eg_map_get(&r->numbers, word);
    if (i != EG_MAP_NONE) *value = r->values.items[i];
    return i != EG_MAP_NONE;
}

/* Has it letters or digits of scripts that write magnitudes inside the number? */
static bool is_sum(eg_slice s) {
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0xE3) return true;
    return false;
}

/* Digits or number words: "1.7", "two", "twenty-five", "two hundred and fifty", "three and a half", "half a". */
static double number_value(const eg_figure_rules *r, eg_arena *arena, eg_slice s, bool whole) {
    if (is_sum(s)) {
        eg_number_words words = {word_value, NULL};
        memcpy(&words.ctx, &r, sizeof r);
        return eg_sum_value(s, &words);
    }
    if (s.len && s.ptr[0] >= '0' && s.ptr[0] <= '9') return eg_digits_value(s, whole);
    double value = 0;
    if (lookup(r, arena, &r->numbers, s, &value)) return value;
    double sum = 0;
    double part = 0; /* below the last multiplier */
    eg_slice rest = eg_fold(arena, s);
    for (size_t from = 0, i = 0; i <= rest.len; i++)
        if (i == rest.len || rest.ptr[i] == '-' || rest.ptr[i] == ' ') {
            eg_slice word = eg_slice_sub(rest, from, i);
            eg_slice tail = eg_slice_sub(rest, from, rest.len);
            from = i + 1;
            if (!lookup(r, arena, &r->numbers, word, &value)) continue;
            if (tail.len > word.len && lookup(r, arena, &r->numbers, tail, &value)) { /* "a half" */
                part += value;
                break;
            }
            if (value == 100) part = (part > 0 ? part : 1) * value;
            else if (value >= 1000) sum += (part > 0 ? part : 1) * value, part = 0;
            else part = part == 1 ? value : part + value; /* "a seven" is seven */
        }
    return sum + part;
}

static double magnitude(const eg_figure_rules *r, eg_arena *arena, eg_slice mag) {
    double value = 1;
    mag = eg_slice_trim(mag);
    if (mag.len) lookup(r, arena, &r->magnitudes, mag, &value);
    return value;
}

static eg_slice singular(const eg_figure_rules *r, eg_arena *arena, eg_slice word) {
    eg_slice w = eg_fold(arena, word);
    uint32_t i = eg_map_get(&r->plurals, w);
    if (i != EG_MAP_NONE) return r->singulars.items[i];
    if (w.len > 3 && eg_slice_ends(w, EG_S("ies"))) return eg_arena_printf(arena, "%.*sy", (int)(w.len - 3), w.ptr);
    bool es = eg_slice_ends(w, EG_S("ches")) || eg_slice_ends(w, EG_S("shes")) || eg_slice_ends(w, EG_S("sses")) || eg_slice_ends(w, EG_S("xes"));
    if (es) w.len -= 2;
    else if (w.len > 2 && eg_slice_ends(w, EG_S("s")) && !eg_slice_ends(w, EG_S("ss"))) w.len--;
    return w;
}

static bool is_plural(const eg_figure_rules *r, eg_slice w) {
    if (eg_map_get(&r->plurals, w) != EG_MAP_NONE) return true;
    return w.len > 3 && w.ptr[w.len - 1] == 's' && !eg_slice_ends(w, EG_S("ss")) && !eg_slice_ends(w, EG_S("us")) && !eg_slice_ends(w, EG_S("'s")) &&
           !eg_slice_ends(w, EG_S("is"));
}

/* The next word at or behind *at, folded, and its span; empty when something else stands there. */
static eg_slice next_word(eg_arena *arena, eg_slice text, uint32_t *at, uint32_t end, uint32_t *begin) {
    while (*at < end && text.ptr[*at] == ' ') ++*at;
    *begin = *at;
    for (size_t n; *at < end; *at += (uint32_t)n) {
        uint32_t cp = eg_utf8_next(text, *at, &n);
        if (!eg_is_letter(cp) && !(cp == '-' || cp == '/' || cp == 0x2019 || cp == '\'' || eg_is_digit(cp) || cp == '&')) break;
    }
    return eg_fold(arena, eg_slice_sub(text, *begin, *at));
}

static bool is_capital(eg_slice text, uint32_t at) { return text.ptr[at] >= 'A' && text.ptr[at] <= 'Z'; }

enum { NOUN_WORDS_MOST = 6 };

/* Does [begin, end) end in a capital and an s, "GPUs", "MoUs"? Folded it may look like no plural. */
static bool is_plural_of_capitals(eg_slice text, uint32_t begin, uint32_t end) {
    return end - begin > 2 && text.ptr[end - 1] == 's' && text.ptr[end - 2] >= 'A' && text.ptr[end - 2] <= 'Z';
}

/* The head noun behind a number: the first plural of a few words before the noun phrase ends. "of" may lead into a
 * definite one ("four of its engineers"); "and" may join two words before the plural ("research and sales staff"). */
static bool head_noun(const eg_figure_rules *r, eg_arena *arena, eg_slice text, uint32_t from, uint32_t end, uint32_t *begin, uint32_t *stop) {
    uint32_t at = from;
    bool hyphen = at < end && text.ptr[at] == '-';
    if (hyphen) at++;
    for (int words = 0; words < NOUN_WORDS_MOST; words++) {
        uint32_t word;
        eg_slice w = next_word(arena, text, &at, end, &word);
        if (w.len == 0) return false;
        bool joint = eg_slice_eq(w, EG_S("and")) || eg_slice_eq(w, EG_S("&"));
        if (words == 0 && hyphen && eg_map_get(&r->listed, w) != EG_MAP_NONE) { /* "a 40-member board" */
            *begin = word;
            *stop = at;
            return true;
        }
        if (words == 0 && eg_map_get(&r->partitives, w) != EG_MAP_NONE) {
            uint32_t peek = at;
            eg_slice next = next_word(arena, text, &peek, end, &word);
            bool owner = eg_slice_ends(next, EG_S("'s")) || eg_slice_ends(next, EG_S("\xe2\x80\x99s"));
            if (!owner && eg_map_get(&r->determiners, next) == EG_MAP_NONE) return false;
            at = peek;
            continue;
        }
        if (eg_map_get(&r->stops, w) != EG_MAP_NONE && !(joint && words > 0)) return false;
        if (is_plural(r, w) || is_plural_of_capitals(text, word, at)) {
            if (eg_map_get(&r->adjuncts, w) != EG_MAP_NONE) { /* "740 women entrepreneurs" */
                uint32_t peek = at;
                uint32_t next;
                eg_slice head = next_word(arena, text, &peek, end, &next);
                if (is_plural(r, head) && eg_map_get(&r->stops, head) == EG_MAP_NONE) word = next, at = peek, w = head;
            }
            *begin = word;
            *stop = at;
            return eg_map_get(&r->uncounted, w) == EG_MAP_NONE;
        }
        if (at >= end || text.ptr[at] != ' ') return false;
    }
    return false;
}

/* The first plural of a phrase before the number ("the number of foreign engineers in Japan rose to"). */
static eg_slice plural_in(const eg_figure_rules *r, eg_arena *arena, eg_slice phrase) {
    uint32_t at = 0;
    uint32_t begin;
    for (eg_slice w; (w = next_word(arena, phrase, &at, (uint32_t)phrase.len, &begin)).len;)
        if (is_plural(r, w) && eg_map_get(&r->uncounted, w) == EG_MAP_NONE) return w;
    return EG_S("");
}

eg_slice eg_figure_noun(const eg_figure_rules *r, eg_arena *arena, eg_slice phrase) {
    eg_slice noun = plural_in(r, arena, phrase);
    return noun.len ? singular(r, arena, noun) : noun;
}

/* ---- the scan ------------------------------------------------------------------------------------------------------- */

typedef struct scanner {
    const eg_figure_rules *r;
    eg_arena *arena;
    const eg_text *text;
    const eg_sentence *sentence;
    eg_figures *out;
    EG_VEC(eg_figure) figures;
    EG_VEC(eg_date) dates;
    int year, month, day; /* of the post, 0 = unknown */
    eg_slice folded;      /* the text, once a rule asked for it */
    eg_slice shown;       /* what the outlines look at, and its number */
    uint64_t shown_id;
} scanner;

static bool read_date(scanner *s, const eg_figure_rule *rule, const eg_regex_match *m, eg_date *date) {
    eg_slice t = s->text->text;
    eg_slice year = group(m, rule->year, t);
    eg_slice month = group(m, rule->month, t);
    eg_slice day = group(m, rule->day, t);
    eg_slice num = group(m, rule->num, t);
    *date = (eg_date){.begin = m->groups[0].begin, .end = m->groups[0].end};
    if (rule->relative) {
        int offset = num.len ? rule->offset * (int)number_value(s->r, s->arena, num, true) : rule->offset;
        (void)eg_date_from(date->iso, s->year, s->month, s->day, rule->relative, offset);
        date->named = true;
        return true;
    }
    double number = 0;
    bool has_month = month.len && lookup(s->r, s->arena, &s->r->months, month, &number);
    /* a month without a year is the last such month before the post */
    int guess = has_month && s->year && (s->month == 0 || (int)number <= s->month) ? s->year : s->year - 1;
    int y = year.len ? (int)eg_digits_value(year, true) : has_month && s->year ? guess : 0;
    int d = day.len ? (int)eg_digits_value(day, true) : 0;
    date->named = d <= 31 && (has_month || (y >= 1000 && y <= 9999));
    if (y < 1000 || y > 9999 || d > 31) return true;
    if (month.len && !has_month) number = eg_digits_value(month, true);
    if (rule->months[0]) snprintf(date->iso, sizeof date->iso, "%04u-%02u/%04u-%02u", (unsigned)y % 10000, rule->months[0] % 100U, (unsigned)y % 10000, rule->months[1] % 100U);
    else if (number >= 1 && number <= 12 && d) snprintf(date->iso, sizeof date->iso, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)number % 100, (unsigned)d % 100);
    else if (number >= 1 && number <= 12) snprintf(date->iso, sizeof date->iso, "%04u-%02u", (unsigned)y % 10000, (unsigned)number % 100);
    else snprintf(date->iso, sizeof date->iso, "%04u", (unsigned)y % 10000);
    return true;
}

static bool unit_is(const eg_figure_rule *rule, const char *unit) { return eg_slice_eq(rule->unit, eg_slice_from(unit)); }

enum { BEFORE_MOST = 120 };

/* The text of the sentence before `at`, a window of it. */
static eg_slice text_before(const scanner *s, uint32_t begin, uint32_t at, uint32_t most) {
    uint32_t from = at > begin + most ? at - most : begin;
    while (from < at && ((unsigned char)s->text->text.ptr[from] & 0xC0) == 0x80) from++;
    return eg_slice_sub(s->text->text, from, at);
}

/* Where what a rule looks at before a figure begins: that many sentences back; a table's cell looks at itself. */
static uint32_t look_from(const scanner *s, const eg_figure_rule *rule, uint32_t begin) {
    const eg_sentence *one = s->sentence;
    for (uint32_t i = 0; i < rule->back && one > s->text->sentences; i++) {
        if (s->text->blocks[one->block].kind == EG_BLOCK_CELL || s->text->blocks[one[-1].block].kind == EG_BLOCK_CELL) break;
        begin = (--one)->begin;
    }
    return begin;
}

/* Tests `before` and `unless`; *noun is what `before` says is counted. */
static bool stands_well(scanner *s, const eg_figure_rule *rule, uint32_t begin, uint32_t at, eg_slice *noun) {
    *noun = EG_S("");
    if (rule->before == NULL && rule->unless == NULL) return true;
    eg_slice before = text_before(s, look_from(s, rule, begin), at, rule->back ? BEFORE_MOST * 2 : BEFORE_MOST);
    eg_regex_match m;
    if (rule->unless && eg_regex_exec(rule->unless, before, 0, &m) == EG_REGEX_MATCH) return false;
    if (rule->before == NULL) return true;
    if (eg_regex_exec(rule->before, before, 0, &m) != EG_REGEX_MATCH) return false;
    *noun = group(&m, rule->noun, before);
    if (!unit_is(rule, "noun given")) *noun = plural_in(s->r, s->arena, *noun);
    return rule->noun == 0 || noun->len;
}

/* "22 of them", "$4 million on sales of 11 million": the unit of the last figure of that class in the sentence. */
static eg_slice unit_before(const scanner *s, uint32_t begin, uint8_t cls) {
    for (size_t i = s->figures.len; i-- > 0 && s->figures.items[i].begin >= begin;)
        if (s->figures.items[i].cls == cls) return s->figures.items[i].unit;
    return EG_S("");
}

static bool is_word_byte(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0xC3; }

/* How often the folded post has one of `names` as a word. */
static uint32_t count_names(eg_slice post, eg_slice names) {
    uint32_t count = 0;
    eg_slice name;
    while (names.len && eg_slice_split(&names, '\n', &name))
        for (size_t at = 0; name.len && (at = eg_slice_find(post, name, at)) != (size_t)-1; at += name.len) {
            bool begins = at == 0 || !is_word_byte(post.ptr[at - 1]);
            count += begins && (at + name.len == post.len || !is_word_byte(post.ptr[at + name.len]));
        }
    return count;
}

/* The currency of a word that several countries use: that of the one which the post names most; "" when it names none. */
static eg_slice currency_at_home(scanner *s, eg_slice word) {
    uint32_t home = eg_map_get(&s->r->home_words, eg_fold(s->arena, word));
    eg_slice code = EG_S("");
    uint32_t most = 0;
    if (home == EG_MAP_NONE) return code;
    if (s->folded.len == 0) s->folded = eg_fold(s->arena, s->text->text);
    for (uint32_t i = home; i < s->r->homes.len && s->r->homes.items[i].word == home; i++) {
        uint32_t count = count_names(s->folded, s->r->homes.items[i].names);
        if (count > most) most = count, code = s->r->homes.items[i].code;
    }
    return code;
}

static bool read_unit(scanner *s, const eg_figure_rule *rule, const eg_regex_match *m, uint32_t begin, uint32_t end, eg_slice noun, eg_figure *f) {
    eg_slice t = s->text->text;
    if (unit_is(rule, "currency")) {
        eg_slice sign = rule->header ? noun : group(m, rule->sign, t);
        f->unit = currency_at_home(s, sign);
        if (f->unit.len) return true;
        uint32_t code = eg_map_get(&s->r->currencies, sign);
        if (code == EG_MAP_NONE) code = eg_map_get(&s->r->currencies, eg_fold(s->arena, sign));
        if (code == EG_MAP_NONE) return false;
        f->unit = s->r->codes.items[code];
    } else if (unit_is(rule, "noun") || unit_is(rule, "listed noun")) {
        bool heading = s->sentence && s->text->blocks[s->sentence->block].kind == EG_BLOCK_HEADING;
        if (heading && unit_is(rule, "listed noun") && f->value < 100) return false; /* "Three firms to watch" heads a list */
        if (!head_noun(s->r, s->arena, t, f->end, end, &f->noun_begin, &f->noun_end)) return false;
        if (unit_is(rule, "listed noun") && is_capital(t, begin) && is_capital(t, f->noun_begin)) return false; /* "Seven Firms", a name */
        eg_slice one = singular(s->r, s->arena, eg_slice_sub(t, f->noun_begin, f->noun_end));
        if (unit_is(rule, "listed noun") && f->value < 100 && eg_map_get(&s->r->listed, one) == EG_MAP_NONE) return false;
        f->unit = eg_arena_printf(s->arena, "count:%.*s", EG_FMT(one));
    } else if (unit_is(rule, "noun given")) {
        if (rule->counted) noun = group(m, rule->counted, t);
        f->unit = eg_arena_printf(s->arena, "count:%.*s", EG_FMT(eg_fold(s->arena, noun)));
        return noun.len > 0;
    } else if (unit_is(rule, "noun behind")) { /* "from 214 to 241 companies" */
        noun = plural_in(s->r, s->arena, group(m, rule->counted, t));
        f->unit = eg_arena_printf(s->arena, "count:%.*s", EG_FMT(singular(s->r, s->arena, noun)));
        return noun.len > 0;
    } else if (unit_is(rule, "noun before")) {
        f->unit = noun.len ? eg_arena_printf(s->arena, "count:%.*s", EG_FMT(singular(s->r, s->arena, noun))) : unit_before(s, look_from(s, rule, begin), rule->cls);
        return f->unit.len > 0;
    } else if (unit_is(rule, "unit before")) {
        f->unit = unit_before(s, look_from(s, rule, begin), rule->cls);
        return f->unit.len > 0;
    }
    return true;
}

static bool read_figure(scanner *s, const eg_figure_rule *rule, const eg_regex_match *m, uint32_t begin, uint32_t end, eg_slice noun, eg_figure *f) {
    eg_slice t = s->text->text;
    *f = (eg_figure){.begin = m->groups[0].begin, .end = m->groups[0].end, .cls = rule->cls, .unit = rule->unit, .rule = rule->id};
    f->noun_begin = f->noun_end = f->end;
    eg_slice num = group(m, rule->num, t);
    eg_slice high = group(m, rule->high, t);
    eg_slice mag = group(m, rule->mag, t);
    eg_slice highmag = group(m, rule->highmag, t);
    if (high.len && highmag.len == 0) highmag = mag; /* "5 to 8 million" */
    /* a sum or a count in whole units has no thousandths: "1.500 members" */
    bool whole = mag.len == 0 && highmag.len == 0 && (unit_is(rule, "currency") || unit_is(rule, "noun") || unit_is(rule, "noun before") || unit_is(rule, "noun behind") ||
                                                             unit_is(rule, "unit before"));
    if (rule->value.len) f->value = strtod(rule->value.ptr, NULL);
    else f->value = number_value(s->r, s->arena, num, whole);
    /* the upper end lends its magnitude to a smaller number only: "$500,000 to $2 million" */
    bool lent = mag.len == 0 && highmag.len && !(high.len && f->value >= number_value(s->r, s->arena, high, whole));
    if (rule->value.len == 0) f->value *= magnitude(s->r, s->arena, lent ? highmag : mag);
    if (high.len) {
        f->high = number_value(s->r, s->arena, high, whole) * magnitude(s->r, s->arena, highmag);
        f->has_high = f->high > f->value;
        if (!f->has_high && !unit_is(rule, "ratio")) return false; /* "85 and 12 employees" is no range */
    }
    if (unit_is(rule, "ratio")) { /* "one in five", "two-thirds" */
        if (f->high <= 0 || f->value > f->high) return false;
        f->value = (double)(long long)(f->value / f->high * 100000 + 0.5) / 1000;
        f->high = 0;
        f->has_high = false;
        f->unit = EG_S("percent");
    }
    if (!read_unit(s, rule, m, begin, end, noun, f)) return false;
    return isfinite(f->value) && (f->value != 0 || rule->value.len || (num.len && num.ptr[0] == '0'));
}

static void find_modifier(scanner *s, uint32_t begin, eg_figure *f) {
    eg_regex_match m;
    eg_slice before = text_before(s, begin, f->begin, 32);
    if (s->r->modifier && eg_regex_exec(s->r->modifier, before, 0, &m) == EG_REGEX_MATCH)
        f->modifier = eg_fold(s->arena, eg_slice_sub(before, m.groups[1].begin, m.groups[1].end));
}

enum { FIGURE_WINDOW = 512 };

/* May the rule match at the first byte of what is shown? */
static bool may_match(const scanner *s, const eg_figure_rule *rule) {
    const eg_figure_rules *r = s->r;
    return eg_sketch_has_needs(&r->sketches, rule->sketch, s->shown, s->shown_id) && eg_outline_admits(&r->outlines, rule->outline, s->shown, s->shown_id, 0);
}

/* The first rule from number `i` on that may match where this byte stands first; the number of rules when there is none. */
static size_t next_rule(const eg_figure_rules *r, unsigned char byte, size_t i) {
    const uint64_t *firsts = r->firsts[byte < 0x80 ? byte : 0x80];
    for (; i < r->rules.len && i < 64 * EG_FIRSTS; i = i / 64 * 64 + 64) {
        uint64_t rest = firsts[i / 64] >> i % 64;
        if (rest) return i + (size_t)__builtin_ctzll(rest);
    }
    return i < r->rules.len ? i : r->rules.len;
}

/* Runs all rules at `at`; the longest match wins, dates before figures on a tie. Returns the end, or 0. */
static uint32_t try_at(scanner *s, uint32_t begin, uint32_t at, uint32_t end) {
    /* a figure is short: a window keeps the work per start constant on a sentence of any length */
    uint32_t window = end > at + FIGURE_WINDOW ? at + FIGURE_WINDOW : end;
    while (window < end && ((unsigned char)s->text->text.ptr[window] & 0xC0) == 0x80) window++;
    eg_slice subject = eg_slice_of(s->text->text.ptr, window);
    s->shown = eg_slice_sub(subject, at, window); /* no more: what stands before says nothing, and a shorter text is walked faster */
    s->shown_id = eg_outline_next_id();
    eg_figure best = {0};
    eg_date date = {0};
    uint32_t longest = 0;
    bool is_date = false;
    unsigned char byte = (unsigned char)s->text->text.ptr[at];
    for (size_t i = next_rule(s->r, byte, 0); i < s->r->rules.len; i = next_rule(s->r, byte, i + 1)) {
        const eg_figure_rule *rule = &s->r->rules.items[i];
        eg_regex_match m;
        if (rule->off || rule->header || !may_match(s, rule)) continue;
        eg_regex_result result = eg_regex_exec(rule->regex, subject, at, &m);
        if (result == EG_REGEX_LIMIT) s->out->limit_hit = true, s->out->limit_rule = rule->id, s->out->limit_at = at;
        if (result != EG_REGEX_MATCH || m.groups[0].end < longest + (rule->date ? 0 : 1) || m.groups[0].end == at) continue;
        eg_figure f;
        eg_date d;
        eg_slice noun;
        if (!stands_well(s, rule, begin, at, &noun)) continue;
        if (rule->date ? !read_date(s, rule, &m, &d) : !read_figure(s, rule, &m, begin, end, noun, &f)) continue;
        longest = m.groups[0].end;
        is_date = rule->date;
        if (is_date) date = d;
        else best = f;
    }
    if (longest == 0) return 0;
    if (is_date) eg_vec_push(&s->dates, date);
    else {
        find_modifier(s, begin, &best);
        eg_vec_push(&s->figures, best);
    }
    return longest;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_ascii_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* Does what stands before `at` belong to the same word or name? */
static bool is_glued(eg_slice t, uint32_t begin, uint32_t at) {
    if (at == begin) return false;
    char last = t.ptr[at - 1];
    if (is_word_byte(last) && (unsigned char)last < 0x80) return true;
    /* "GPT-4 users": the number belongs to the name before its hyphen */
    return is_digit(t.ptr[at]) && at > begin + 1 && last == '-' && is_ascii_letter(t.ptr[at - 2]);
}

static bool is_start_word(const eg_figure_rules *r, eg_arena *arena, eg_slice word) {
    return eg_map_get(&r->starts, eg_fold(arena, word)) != EG_MAP_NONE;
}

bool eg_figure_may_start(const eg_figure_rules *r, eg_arena *arena, eg_slice t, uint32_t begin, uint32_t at, uint32_t end, uint32_t *word_end) {
    char c = t.ptr[at];
    *word_end = at;
    if (is_ascii_letter(c)) {
        if (is_glued(t, begin, at)) return false;
        while (*word_end < end && is_ascii_letter(t.ptr[*word_end])) ++*word_end;
        return is_start_word(r, arena, eg_slice_sub(t, at, *word_end));
    }
    if (is_digit(c)) {
        bool decimals = at > begin + 1 && (t.ptr[at - 1] == '.' || t.ptr[at - 1] == ',') && is_word_byte(t.ptr[at - 2]);
        return !decimals && !is_glued(t, begin, at);
    }
    if ((unsigned char)c >= 0xE3 && r->wide_starts) {
        size_t n;
        (void)eg_utf8_next(t, at, &n);
        if (eg_map_get(&r->starts, eg_slice_sub(t, at, at + n)) != EG_MAP_NONE) return true;
    }
    return c == '$' || c == '#' || (unsigned char)c == 0xC2 || (unsigned char)c == 0xE0 || (unsigned char)c == 0xE2 || (unsigned char)c == 0xEF;
}

/* The end of a place where no figure stands. */
static uint32_t end_of_place(eg_slice t, uint32_t at, uint32_t end) {
    size_t n;
    eg_utf8_next(t, at, &n);
    uint32_t next = at + (uint32_t)n;
    if (!is_digit(t.ptr[at])) return next;
    while (next < end && (is_word_byte(t.ptr[next]) || t.ptr[next] == ',')) next++; /* the rest of a number that is no figure is none either */
    return next;
}

static void scan_sentence(scanner *s, const eg_sentence *sentence, const uint32_t (*locked)[2], size_t count, size_t *next) {
    eg_slice t = s->text->text;
    s->sentence = sentence;
    for (uint32_t at = sentence->begin; at < sentence->end;) {
        while (*next < count && locked[*next][1] <= at) (*next)++;
        if (*next < count && locked[*next][0] <= at) {
            at = locked[*next][1];
            continue;
        }
        uint32_t limit = *next < count && locked[*next][0] < sentence->end ? locked[*next][0] : sentence->end;
        uint32_t word_end;
        bool start = eg_figure_may_start(s->r, s->arena, t, sentence->begin, at, sentence->end, &word_end);
        uint32_t end = start ? try_at(s, sentence->begin, at, limit) : 0;
        at = end > at ? end : word_end > at ? word_end : end_of_place(t, at, sentence->end);
    }
}

/* ---- cells ---------------------------------------------------------------------------------------------------------- */

static eg_slice block_text(const scanner *s, uint32_t block) {
    return eg_slice_trim(eg_slice_sub(s->text->text, s->text->blocks[block].begin, s->text->blocks[block].end));
}

enum { HEADERS_MOST = 5, HEADER_LONGEST = 100 };

/* What may tell the unit of a cell, the nearest first: the header of its column, the first cell of its row, the corner of the
 * table; then, when the header counts nothing, the introduction and the heading above the table. */
static size_t headers_of(const scanner *s, uint32_t block, eg_slice out[HEADERS_MOST]) {
    const eg_block *blocks = s->text->blocks;
    uint32_t first = block; /* of the row */
    while (first > 0 && blocks[first].column > 0 && blocks[first - 1].kind == EG_BLOCK_CELL) first--;
    uint32_t corner = first;
    while (corner > 0 && blocks[corner - 1].kind == EG_BLOCK_CELL && blocks[corner - 1].table == blocks[block].table) corner--;
    size_t n = 0;
    eg_slice column = EG_S("");
    for (uint32_t b = corner; b < block && blocks[b].header; b++)
        if (blocks[b].column == blocks[block].column) column = block_text(s, b);
    if (column.len) out[n++] = column;
    if (first == block) return n;
    out[n++] = block_text(s, first);
    if (blocks[corner].header) out[n++] = block_text(s, corner);
    size_t cut = column.len;
    while (cut && column.ptr[cut - 1] != ' ') cut--;
    if (is_plural(s->r, eg_fold(s->arena, eg_slice_sub(column, cut, column.len)))) return n;
    uint32_t above[] = {blocks[block].intro, blocks[block].heading};
    for (size_t i = 0; i < 2; i++)
        if (above[i] != EG_NO_BLOCK && blocks[above[i]].end - blocks[above[i]].begin <= HEADER_LONGEST) out[n++] = block_text(s, above[i]);
    return n;
}

/* A number whose unit its header says: "41.2" below "Stake (%)". A rule for cells must match the whole cell. */
static bool read_cell(scanner *s, const eg_figure_rule *rule, uint32_t begin, uint32_t end, const eg_slice *headers, size_t count, eg_figure *f) {
    eg_regex_match m;
    eg_regex_match h;
    if (eg_regex_exec(rule->regex, eg_slice_of(s->text->text.ptr, end), begin, &m) != EG_REGEX_MATCH || m.groups[0].end == begin) return false;
    size_t i = 0;
    while (i < count && eg_regex_exec(rule->header, headers[i], 0, &h) != EG_REGEX_MATCH) i++;
    if (i == count) return false;
    eg_slice sign = group(&h, rule->header_sign, headers[i]);
    eg_slice own = group(&m, rule->mag, s->text->text);
    if (!read_figure(s, rule, &m, begin, end, sign, f)) return false;
    double times = own.len ? 1 : magnitude(s->r, s->arena, group(&h, rule->header_mag, headers[i]));
    f->value *= times;
    f->high *= times;
    return true;
}

/* A table cell that is only a number: the row or column says what it counts. */
static bool count_cell(scanner *s, eg_slice cell, eg_figure *f) {
    size_t open = eg_slice_find(cell, EG_S("("), 0); /* "92 (2025)" */
    if (open != (size_t)-1 && open > 0) cell = eg_slice_trim(eg_slice_sub(cell, 0, open));
    if (cell.len > 1 && cell.ptr[cell.len - 1] == '+') cell.len--;
    bool plain = cell.len > 0 && s->r->classes.len > 0;
    for (size_t i = 0; i < cell.len; i++) plain &= (cell.ptr[i] >= '0' && cell.ptr[i] <= '9') || cell.ptr[i] == ',';
    uint32_t cls = 0;
    while (cls < s->r->classes.len && !eg_slice_eq(s->r->classes.items[cls], EG_S("count"))) cls++;
    uint32_t begin = (uint32_t)(cell.ptr - s->text->text.ptr);
    bool year = cell.len == 4 && (cell.ptr[0] == '1' || cell.ptr[0] == '2');
    if (!plain || year || cls == s->r->classes.len) return false;
    *f = (eg_figure){.begin = begin, .end = begin + (uint32_t)cell.len, .cls = (uint8_t)cls, .value = eg_digits_value(cell, true), .unit = EG_S("count"), .rule = EG_S("count.cell")};
    f->noun_begin = f->noun_end = f->end;
    return true;
}

static void bare_cells(scanner *s) {
    size_t scanned = s->figures.len;
    for (uint32_t b = 0; b < s->text->block_count; b++) {
        const eg_block *block = &s->text->blocks[b];
        if (block->kind != EG_BLOCK_CELL || block->header) continue;
        eg_slice cell = eg_slice_trim(eg_slice_sub(s->text->text, block->begin, block->end));
        if (cell.len == 0 || cell.len > HEADER_LONGEST) continue;
        uint32_t begin = (uint32_t)(cell.ptr - s->text->text.ptr);
        bool taken = false;
        for (size_t i = 0; i < scanned && !taken; i++) taken = s->figures.items[i].begin < block->end && s->figures.items[i].end > block->begin;
        if (taken) continue;
        eg_slice headers[HEADERS_MOST];
        size_t count = headers_of(s, b, headers);
        eg_figure f;
        bool found = false;
        for (size_t i = 0; i < s->r->rules.len && !found; i++) {
            const eg_figure_rule *rule = &s->r->rules.items[i];
            found = rule->header && !rule->off && read_cell(s, rule, begin, begin + (uint32_t)cell.len, headers, count, &f);
        }
        if (!found) found = count_cell(s, cell, &f);
        else find_modifier(s, block->begin, &f);
        if (found) eg_vec_push(&s->figures, f);
    }
}

static int by_begin(const void *a, const void *b) {
    uint32_t x = ((const eg_figure *)a)->begin;
    uint32_t y = ((const eg_figure *)b)->begin;
    return (x > y) - (x < y);
}

void eg_figures_find(eg_figures *out, eg_arena *arena, const eg_figure_rules *rules, const eg_text *text, eg_slice post_date,
                     const uint32_t (*locked)[2], size_t locked_count) {
    *out = (eg_figures){0};
    scanner s = {.r = rules, .arena = arena, .text = text, .out = out};
    if (post_date.len >= 4) s.year = (int)eg_digits_value(eg_slice_sub(post_date, 0, 4), true);
    if (post_date.len >= 7) s.month = (int)eg_digits_value(eg_slice_sub(post_date, 5, 7), true);
    if (post_date.len >= 10) s.day = (int)eg_digits_value(eg_slice_sub(post_date, 8, 10), true);
    size_t next = 0;
    for (size_t i = 0; i < text->sentence_count; i++) scan_sentence(&s, &text->sentences[i], locked, locked_count, &next);
    bare_cells(&s);
    if (s.figures.len > 1) qsort(s.figures.items, s.figures.len, sizeof *s.figures.items, by_begin);
    out->figures = EG_NEW_ARRAY(arena, eg_figure, s.figures.len);
    if (s.figures.len) memcpy(out->figures, s.figures.items, s.figures.len * sizeof *out->figures);
    out->figure_count = s.figures.len;
    out->dates = EG_NEW_ARRAY(arena, eg_date, s.dates.len);
    if (s.dates.len) memcpy(out->dates, s.dates.items, s.dates.len * sizeof *out->dates);
    out->date_count = s.dates.len;
    eg_vec_fini(&s.figures);
    eg_vec_fini(&s.dates);
}
