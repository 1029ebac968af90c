/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "scan/factor.h"
#include "scan/gate.h"
#include "scan/regex.h"

static eg_needs needs_of(eg_arena *arena, const char *pattern) {
    eg_needs needs;
    eg_needs_find(&needs, arena, eg_slice_from(pattern), NULL);
    return needs;
}

/* "ceo|chair": the literals of a set, "<" and ">" where a word begins and ends. */
static const char *shown(const eg_literal_set *set) {
    static char text[400];
    size_t n = 0;
    for (size_t i = 0; i < set->any.len; i++) {
        const eg_literal *l = &set->any.items[i];
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s%.*s%s", i ? "|" : "", l->left ? "<" : "", EG_FMT(l->text), l->right ? ">" : "");
    }
    text[n] = '\0';
    return text;
}

static void needs_one(const char *pattern, const char *want) {
    eg_arena arena = {0};
    eg_needs needs = needs_of(&arena, pattern);
    const char *got = needs.set_count ? shown(&needs.sets[0]) : "";
    if (strcmp(got, want) != 0) printf("  %s needs %s, wanted %s\n", pattern, got, want);
    CHECK(strcmp(got, want) == 0);
    eg_needs_fini(&needs);
    eg_arena_fini(&arena);
}

static void test_needs__words(void) {
    needs_one("\\bbacked\\b", "<backed>");
    needs_one("[\\x01-\\x03] \\s+ (?:was \\s+)? backed \\s+ by", "<backed>");
    needs_one("[\\x01-\\x03] \\s+ (?:was)? backed \\s+ by", "backed>");
    needs_one("\\bbacked(?:\\s+up|,)?\\s", "<backed>");
    needs_one("\\bback(?:\\s+up|ed)?\\s", "<back");
    needs_one("\\b(?:co-|,\\s)?founder\\b", "<founder>");
    needs_one("\\s,?\\s*founder\\b", "<founder>");
    needs_one("\\s\\w?founder\\b", "founder>");
    needs_one("\\b(?!the\\b)fund\\b", "<fund>");
    needs_one("\\b(?:(?:a|b)\\s+)*+fund(?=\\s|,)", "<fund>");
    needs_one("\\s+backed\\s+by\\s+", "<backed>");
    needs_one("(?<trigger>\\b(?:back|backs|fund)\\b)", "<back>|<backs>|<fund>");
    needs_one("start-?ups?", "start");
    needs_one("ab+c", "ab");
    needs_one("(?:co-)? \\b founder(?=\\s)", "<founder>");
}

static void test_needs__what_may_be_missing_is_not_needed(void) {
    needs_one("(?:backed)?", "");
    needs_one("(?:backed){0,2}", "");
    needs_one("(?:backed|)", "");
    needs_one("backed|[a-z]", "");
    needs_one("b?a", "");
    needs_one("(?!backed)[a-z]+", "");
    needs_one("(?<!backed)[a-z]+", "");
    needs_one("caf\xc3\xa9?", "caf");
    needs_one("(?=backed)[a-z]+", "backed");
}

static void test_needs__what_is_not_understood_says_nothing(void) {
    needs_one("(?i)backed", "");
    needs_one("(?i:backed) money", "");
    needs_one("(*ACCEPT)backed", "");
    needs_one("(backed) \\1 money", "");
    needs_one("(?(1)backed|money)", "");
    needs_one("\\Qbacked\\E?", "");
}

static void test_needs__units(void) {
    eg_arena arena = {0};
    eg_needs needs = needs_of(&arena, "[\\x01\\x02] \\s+ backed \\s+ \\x03");
    CHECK_INT(needs.unit_count, 2);
    CHECK_INT(needs.units[0].any, 1 << 1 | 1 << 2);
    CHECK_INT(needs.units[1].any, 1 << 3);
    CHECK(needs.units[0].rank < needs.sets[0].rank && needs.sets[0].rank < needs.units[1].rank);
    eg_needs_fini(&needs);
    needs = needs_of(&arena, "[\\x01a] [^\\x02] [\\x03]?");
    CHECK_INT(needs.unit_count, 0);
    eg_needs_fini(&needs);
    eg_arena_fini(&arena);
}

static bool is_open(const char *pattern, const char *tape) {
    eg_arena arena = {0};
    eg_gates *gates = eg_gates_new();
    eg_needs needs = needs_of(&arena, pattern);
    eg_gates_add(gates, &needs, 0, true);
    eg_gates_finish(gates);
    uint64_t open = 0;
    eg_gates_scan(gates, eg_slice_from(tape), &open);
    eg_needs_fini(&needs);
    eg_gates_free(gates);
    eg_arena_fini(&arena);
    return open & 1;
}

static void test_gate__opens_for_words_units_and_their_order(void) {
    static const char back[] = "[\\x01] \\s+ backs? \\s+ [\\x02]";
    CHECK(is_open(back, "\x01 back \x02"));
    CHECK(is_open(back, "so \x01 backs \x02."));
    CHECK(!is_open(back, "\x01 funds \x02"));
    CHECK(!is_open(back, "\x01 back \x03"));
    CHECK(!is_open(back, "\x02 back \x01"));
    CHECK(!is_open("\\bled\\b", "they settled"));
    CHECK(is_open("\\bled\\b", "co-led by"));
    CHECK(is_open("led", "they settled"));
    CHECK(is_open("[a-z]", "x"));
    /* what is looked at ahead may be what the pattern goes on with, in a group too */
    CHECK(is_open("(?=[^\\x01]*[\\x01])[\\x01] \\s backs", "\x01 backs"));
    CHECK(is_open("(?:(?=[^\\x01]*[\\x01]))[\\x01] \\s backs", "\x01 backs"));
    CHECK(is_open("(?:(?=[a-z]+\\s+led)|(?=co-led))[a-z]+ \\s led \\s by", "it led by"));
}

/* Whatever PCRE2 finds in random text, the gate is open. */
static void test_gate__is_open_where_pcre2_finds(void) {
    static const char *const patterns[] = {
        "\\bbacked(?:\\s+up|,)?\\s", "\\bback(?:\\s+up|ed)?\\s+by", "\\b(?:co-|,\\s)?founder\\b", "\\s,?\\s*founder(?:\\s|,|$)", "\\s\\w?founder\\b", "\\b(?!the\\b)back", "(?:(?:by|up)\\s+)*+founder(?=\\s|,)",
        "[\\x01](?:'s)?\\s*(?:co-)?founder", "(?:up|,)+back(?:ed)?(?:,|\\s)", "(?<=,)founder|by\\b", "(?:\\s+by|\\s+up){2}back", "backed(?:\\W|\\bby)*founder", "\\s(?:up)?(?:,)?by(?:(?:,)?|\\s)back", "(?:^|\\s)founder(?:,?\\s+by)?\\s*\\x01"};
    static const char *const parts[] = {"back", "ed", "backed", "up", "by", "co-", "founder", " ", " ", " ", ",", "\x01", "'s", "x", "\xc3\xa9", "the"};
    uint32_t state = 3;
    size_t matched = 0;
    size_t closed = 0;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        eg_regex *re = eg_regex_new(eg_slice_from(patterns[i]), 0, NULL, NULL, 0);
        CHECK(re);
        for (int n = 0; n < 4000 && re; n++) {
            char text[200] = "";
            for (size_t k = 1 + (size_t)n % 12; k > 0; k--) state = state * 1664525U + 1013904223U, strcat(text, parts[(state >> 16) % (sizeof parts / sizeof *parts)]);
            eg_regex_match m;
            bool found = eg_regex_ask(re, eg_slice_from(text), 0, EG_REGEX_ANYWHERE, &m) == EG_REGEX_MATCH;
            bool may = is_open(patterns[i], text);
            if (found && !may) printf("  %s is closed for \"%s\"\n", patterns[i], text);
            CHECK(may || !found);
            matched += found, closed += !may;
        }
        eg_regex_free(re);
    }
    CHECK(matched > 2000 && closed > 20000);
}

/* Gates that share words open as each would alone, wherever in a word of bits they are. */
static void test_gate__shares_words(void) {
    static const char *const patterns[] = {"[\\x01] \\s+ (?:led|backed) \\s+ [\\x02]", "[\\x02] \\s+ (?:led|backed) \\s+ [\\x01]", "(?:backed|led) \\s+ by", "by \\s+ \\b(?:led|backed)", "[\\x03] \\s+ led"};
    static const char *const tapes[] = {"\x01 led \x02", "\x02 backed \x01", "it was led by \x02", "by led by", "\x01 led \x02, \x02 led \x01 by \x03", "nothing"};
    enum { COUNT = 70, KINDS = sizeof patterns / sizeof *patterns };
    eg_arena arena = {0};
    eg_gates *gates = eg_gates_new();
    for (size_t i = 0; i < COUNT; i++) {
        eg_needs needs = needs_of(&arena, patterns[i % KINDS]);
        eg_gates_add(gates, &needs, 0, true);
        eg_needs_fini(&needs);
    }
    eg_gates_finish(gates);
    for (size_t t = 0; t < sizeof tapes / sizeof *tapes; t++) {
        uint64_t open[2];
        eg_gates_scan(gates, eg_slice_from(tapes[t]), open);
        for (size_t i = 0; i < COUNT; i++) CHECK_INT(open[i / 64] >> i % 64 & 1, is_open(patterns[i % KINDS], tapes[t]));
    }
    eg_gates_free(gates);
    eg_arena_fini(&arena);
}

/* More words than are noted: what they open is open, in whatever order they stand. */
static void test_gate__opens_in_a_crowd(void) {
    enum { COUNT = 600 };
    eg_arena arena = {0};
    eg_gates *gates = eg_gates_new();
    eg_sink tape = {0};
    for (size_t i = 0; i < COUNT; i++) {
        eg_needs needs = needs_of(&arena, eg_arena_printf(&arena, "\\bword%zu\\b \\s+ \\bword%zu\\b", i, i + 1).ptr);
        eg_gates_add(gates, &needs, 0, true);
        eg_needs_fini(&needs);
        eg_putf(&tape, "word%zu ", i);
    }
    eg_gates_finish(gates);
    uint64_t open[COUNT / 64 + 1];
    eg_gates_scan(gates, eg_sink_slice(&tape), open);
    for (size_t i = 0; i + 1 < COUNT; i++) CHECK(open[i / 64] >> i % 64 & 1);
    CHECK(!(open[(COUNT - 1) / 64] >> (COUNT - 1) % 64 & 1));
    eg_sink_fini(&tape);
    eg_gates_free(gates);
    eg_arena_fini(&arena);
}

/* A pattern and its factored form find the same, in the same order of alternatives. */
static void same_matches(const char *pattern, const char *subject) {
    eg_arena arena = {0};
    eg_sink out = {0};
    CHECK(eg_factor(&out, &arena, eg_slice_from(pattern), NULL));
    eg_regex *a = eg_regex_new(eg_slice_from(pattern), 0, NULL, NULL, 0);
    eg_regex *b = eg_regex_new(eg_sink_slice(&out), 0, NULL, NULL, 0);
    CHECK(a && b);
    for (size_t from = 0; a && b && from <= strlen(subject); from++) {
        eg_regex_match m = {0};
        eg_regex_match n = {0};
        eg_regex_match asked = {0};
        eg_regex_result found = eg_regex_exec(a, eg_slice_from(subject), from, &m);
        CHECK_INT(eg_regex_exec(b, eg_slice_from(subject), from, &n), found);
        CHECK_INT(eg_regex_ask(b, eg_slice_from(subject), from, EG_REGEX_ANYWHERE, &asked), found);
        if (found != EG_REGEX_MATCH) continue;
        CHECK_INT(n.groups[0].end, m.groups[0].end);
        CHECK_INT(asked.groups[0].end, m.groups[0].end);
    }
    eg_regex_free(a);
    eg_regex_free(b);
    eg_sink_fini(&out);
    eg_arena_fini(&arena);
}

static void test_factor__keeps_what_is_found(void) {
    same_matches("(?:backed|back|backs|bought|buy|sold)", "they backed, bought and sold backs");
    same_matches("(?:set|set\\s+up|setting|s)", "set up a set, setting it");
    same_matches("(?:a||ab|abc)c", "abc ac c");
    same_matches("\\b(?:ceo|cto|c[fo]o|chief\\s+(?:of\\s+staff|officer)|chair)\\b", "the chief of staff, cfo and ceo; a chair");
    same_matches("(?<=by\\s|of\\s)(?:\\p{L}+|\\p{N}{2})", "by one of 22");
    same_matches("(?:b+|bc|bd)e?", "bbe bce bd");
}

static void test_factor__shares_the_first_letters(void) {
    eg_arena arena = {0};
    eg_sink out = {0};
    CHECK(eg_factor(&out, &arena, EG_S("backed|backs|sold"), NULL));
    CHECK_STR(eg_sink_slice(&out), "b(?:a(?:c(?:k(?:ed|s))))|sold");
    CHECK(!eg_factor(&out, &arena, EG_S("(?i)backed|backs"), NULL));
    eg_sink_fini(&out);
    eg_arena_fini(&arena);
}

/* What a memory has of one pattern is told the same in the next, captures and all. */
static void test_factor__remembers_groups(void) {
    static const char *const patterns[] = {
        "(?:university|universities|institute|institutes|academy|academies)\\s+of", "the\\s+(?:university|universities|institute|institutes|academy|academies)",
        "(?:of\\s+(?<what>university|universities|institute|institutes|academy))\\s", "in\\s(?:of\\s+(?<what>university|universities|institute|institutes|academy))"};
    eg_factor_memory memory = {0};
    size_t first = 0;
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
            eg_arena arena = {0};
            eg_sink with = {0};
            eg_sink without = {0};
            CHECK(eg_factor(&with, &arena, eg_slice_from(patterns[i]), &memory));
            CHECK(eg_factor(&without, &arena, eg_slice_from(patterns[i]), NULL));
            CHECK(eg_slice_eq(eg_sink_slice(&with), eg_sink_slice(&without)));
            eg_sink_fini(&with);
            eg_sink_fini(&without);
            eg_arena_fini(&arena);
        }
        if (round == 0) first = memory.groups.len;
    }
    CHECK(first > 0);
    CHECK_INT(memory.groups.len, first); /* nothing is made twice */
    eg_factor_memory_fini(&memory);
}

static void joined(const char *pattern, const char *want) {
    eg_arena arena = {0};
    eg_sink out = {0};
    CHECK(eg_factor(&out, &arena, eg_slice_from(pattern), NULL));
    CHECK_STR(eg_sink_slice(&out), want);
    eg_sink_fini(&out);
    eg_arena_fini(&arena);
}

/* One class instead of alternatives of one character, whatever repeats it. */
static void test_factor__joins_characters(void) {
    joined("(?:[^;\\x01-\\x1f]|[\\x03]){0,80}?", "[^\\x01\\x02\\x04-\\x1f\\x3b]{0,80}?");
    joined("(?:[ab]|(?:[c]))*+d", "[a-c]*+d");
    joined("(?:(?![\\x02])[\\x01-\\x03]|x)", "(?:[\\x01\\x03]|x)");
    joined("(?:[a]|[\\x01]'s|[b]|[c])*", "(?:[a]|[\\x01]'s|[bc])*");
    joined("(?:[^a]|[a])", "(?:[^a]|[a])");
    joined("(?:[\\s]|[a]|[a]+)", "(?:[\\s]|[a]|[a]+)");
    joined("(?<to>[a]|[b])(?=[c]|[d])", "(?<to>[ab])(?=[cd])");
    same_matches("(?:[^;\\x01-\\x1f]|[\\x03]|[\\x01]'s){1,4}?\\s+on", "a \x01's b \x03 on; it \x02 is on");
}

int main(void) {
    RUN(test_factor__joins_characters);
    RUN(test_needs__words);
    RUN(test_needs__what_may_be_missing_is_not_needed);
    RUN(test_needs__what_is_not_understood_says_nothing);
    RUN(test_needs__units);
    RUN(test_gate__opens_for_words_units_and_their_order);
    RUN(test_gate__is_open_where_pcre2_finds);
    RUN(test_gate__shares_words);
    RUN(test_gate__opens_in_a_crowd);
    RUN(test_factor__keeps_what_is_found);
    RUN(test_factor__shares_the_first_letters);
    RUN(test_factor__remembers_groups);
    return unit_done();
}
