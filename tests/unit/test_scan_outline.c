/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "scan/outline.h"
#include "scan/regex.h"

static bool admits(const char *pattern, eg_slice text, size_t from, bool anchored) {
    eg_outlines outlines = {0};
    eg_outline outline = eg_outlines_add(&outlines, eg_slice_from(pattern), anchored);
    eg_outlines_finish(&outlines);
    bool yes = eg_outline_admits(&outlines, outline, text, eg_outline_next_id(), from);
    eg_outlines_fini(&outlines);
    return yes;
}

static bool admits_in(const char *pattern, const char *text) { return admits(pattern, eg_slice_from(text), 0, false); }

static void test_outline__refuses_what_cannot_match(void) {
    static const char back[] = "(?<from>[\\x01\\x02])(?!'s\\b) \\s+ (?:has \\s+)?+ backs? \\s+ (?:[^\\s\\x01-\\x1f,;]++ \\s*+){0,2}? (?<to>[\\x02])";
    CHECK(admits_in(back, "so \x01 backs \x02."));
    CHECK(admits_in(back, "\x02 has back the big \x02"));
    CHECK(!admits_in(back, "\x01's back \x02"));
    CHECK(!admits_in(back, "\x01 back the very big \x02"));
    CHECK(!admits_in(back, "\x01 back it, \x02"));
    CHECK(!admits_in(back, "\x02 \x01 backs"));
    CHECK(admits_in("\\bled\\b", "co-led by"));
    CHECK(!admits_in("\\bled\\b", "they settled"));
    CHECK(!admits_in("^led", "they led"));
    CHECK(!admits_in("led$", "led by"));
    CHECK(admits_in("led$", "they led"));
    CHECK(!admits_in("a{3,}+b", "aab"));
    CHECK(!admits_in("(?=[bc])\\w+d", "aed"));
    CHECK(!admits_in("(?:ab|ac){2}", "ab a"));
    CHECK(!admits_in("\\p{Lu}\\p{N}", "aB c2"));
    CHECK(!admits_in("a++a", "aaaa"));
    CHECK(admits_in("(?i)AbC", "aBc"));
    CHECK(!admits_in("(?i:a)b", "aB"));
    CHECK(!admits_in("(?:(?i)a)b", "AB"));
    CHECK(admits_in("(?<x>to|from)\\sA\\s\\k<x>\\sB", "to A to B"));
    CHECK(!admits_in("(?<x>to|from)\\sA\\s\\k<x>\\sB", "to A to C")); /* the rest is asked */
    CHECK(admits_in("(?<x>a)(?!\\k<x>)b", "ab")); /* what it is not is not known */
}

static void test_outline__begins_where_it_is_told(void) {
    CHECK(admits("b", EG_S("ab"), 1, false));
    CHECK(!admits("a", EG_S("ab"), 1, false));
    CHECK(!admits("b", EG_S("ab"), 0, true));
    CHECK(admits("b", EG_S("ab"), 1, true));
    CHECK(admits("$", EG_S("ab"), 2, false));
    CHECK(admits("", EG_S(""), 0, false));
}

static void test_outline__says_nothing_of_what_it_does_not_understand(void) {
    static const char *const odd[] = {"(?x)a", "(*COMMIT)a", "(b)\\1|(?1)", "(?(1)a)", "\\Qa\\E", "(?>a", "\\g{1}a", "a\\cB"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) CHECK(admits_in(odd[i], "xyz"));
    char text[700];
    memset(text, 'x', sizeof text);
    CHECK(admits("abc", eg_slice_of(text, sizeof text), 0, false)); /* longer than a set of places */
    CHECK(!admits("abc", eg_slice_of(text, 500), 0, false));
}

/* Shared nodes: a second pattern with the same parts adds few, and both keep their meaning. */
static void test_outline__patterns_share_their_parts(void) {
    eg_outlines o = {0};
    eg_outline first = eg_outlines_add(&o, EG_S("[ab] \\s (?:ceo|chair|founder|head) \\s x"), false);
    size_t nodes = o.nodes.len;
    eg_outline second = eg_outlines_add(&o, EG_S("y \\s (?:ceo|chair|founder|head) \\s x"), false);
    CHECK(o.nodes.len <= nodes + 3);
    eg_outlines_finish(&o);
    uint64_t id = eg_outline_next_id();
    CHECK(eg_outline_admits(&o, first, EG_S("a chair x"), id, 0));
    CHECK(!eg_outline_admits(&o, second, EG_S("a chair x"), id, 0));
    CHECK(eg_outline_admits(&o, second, EG_S("y head x"), eg_outline_next_id(), 0));
    eg_outlines_fini(&o);
}

static uint32_t next_random(uint32_t *state) { return *state = *state * 1664525U + 1013904223U, *state >> 16; }

/* Whatever PCRE2 finds in random text, the outline admits; of texts without a match it refuses nearly all where it can
 * follow the pattern exactly. */
static void test_outline__admits_whatever_pcre2_finds(void) {
    static const char *const patterns[] = {
        "ab?c", "(?:a|bc)*+d", "(?:ab){1,2}(?!c)", "\\bab\\b", "[^\\s,]++\\s+[ab]", "(?<=a)b", "(?<!a)b\\w", "a(?=b|\\s)..", "(?:a|b|\\s){2,3}?c", "^\\W?a",
        "\\s*+,?\\s*+b", "(?>a+)b", "(?:a{0,2}b){2}", "\xc3\xa9+a", "[\xc3\xa9\xe2\x82\xac]b", "a.{0,3}?\\bc", "(?!ab|ca)[a-c]{2}", "(?=[ab])(?!a\\b)\\w+$", "\\x{e9}|\\x01",
        "(?:\\s*+(?:[^\\s\\x01-\\x1f,]++(?:\\.(?=\\w))?+|[\\x01]|[\\x01-\\x1f]'s)){0,3}?\\s*+c\\b", "\\h\\S\\D?\\R|\\N\\X", "[[:alpha:]][^\\d]", "(?|a(b)|(c))+\\s",
        "(?<x>a(?#word)b) # behind\n c", "\\p{L}+\\P{L}\\p{Zs}*b", "(a|b|)+c", "[]a]b", "[^]a-]b", "a{,2}", "b{2", "\\.\\-\\/a?",
        "(?i)aB?[b-d]k|S", "a(?i:B|\xc3\x89)c", "(?i)[^A]b", "(?i:a)++B|(?i)\\p{Lu}c", "\\p{Zs}*+b", "[[:alpha:]]*+b", "(?!\\p{Zs}|[[:digit:]])..c", "(?i)[^AB]*+a",
        "(?i)(?![^A])b|a\\P{Lu}*+b"};
    static const char *const letters[] = {"a", "b", "c", "d", " ", " ", ",", "\x01", "'s", "\xc3\xa9", "\xe2\x82\xac", ".", "ab", "\n", "{", "\xe2\x80\x89", "A", "B", "\xc3\x89", "k", "\xe2\x84\xaa"};
    uint32_t state = 7;
    size_t matched = 0;
    size_t missed = 0;
    size_t refused = 0;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        char message[200] = "";
        size_t offset = 0;
        eg_regex *re = eg_regex_new(eg_slice_from(patterns[i]), 0, &offset, message, sizeof message);
        CHECK(re != NULL);
        for (int n = 0; n < 1500 && re; n++) {
            char text[400] = "";
            size_t most = n % 10 == 0 ? 90 : 12;
            size_t len = 0;
            for (size_t k = next_random(&state) % most; k > 0; k--) {
                const char *letter = letters[next_random(&state) % (n % 2 ? 9 : sizeof letters / sizeof *letters)];
                memcpy(text + len, letter, strlen(letter) + 1);
                len += strlen(letter);
            }
            size_t from = n % 3 ? 0 : len / 2;
            while (from < len && ((unsigned char)text[from] & 0xC0) == 0x80) from++;
            eg_slice subject = eg_slice_of(text, len);
            eg_regex_match m;
            bool found = eg_regex_ask(re, subject, from, EG_REGEX_ANYWHERE, &m) == EG_REGEX_MATCH;
            bool may = admits(patterns[i], subject, from, false);
            if (found && !may) printf("  %s refused in \"%s\" from %zu\n", patterns[i], text, from);
            CHECK(may || !found);
            matched += found, missed += !found, refused += !may;
        }
        eg_regex_free(re);
    }
    CHECK(matched > 5000 && refused * 10 > missed * 7);
}

int main(void) {
    RUN(test_outline__refuses_what_cannot_match);
    RUN(test_outline__begins_where_it_is_told);
    RUN(test_outline__says_nothing_of_what_it_does_not_understand);
    RUN(test_outline__patterns_share_their_parts);
    RUN(test_outline__admits_whatever_pcre2_finds);
    return unit_done();
}
