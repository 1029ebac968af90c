/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "scan/matcher.h"

/* What matchers are made for, and what is easily got wrong in it. */
static const char *const patterns[] = {
    "(?<from>[\\x01\\x03])(?:'s\\b)?\\s+(?:(?:also|then)\\s+){0,2}(?<trigger>back(?:ed|s)|led)\\s+(?:[^.;\\x01]{0,12}?\\s)?(?<to>[\\x01\\x02](?:,\\s[\\x02])*)",
    "(?<to>[\\x02])(?:[^.;]){0,40}?\\b(?:led|backed)\\s+by\\s+(?<from>[\\x01](?:(?:,\\s|\\sand\\s)[\\x01])*)",
    "a(?:b|bc|)c?d??",
    "(?:a|ab)(?:c|bcd)(?:d*)",
    "(a*)(b|ab)*?c",
    "(?:(a)|b)*c",
    "(?<x>(?:ab?)+)c?\\k<x>",
    "(?:(?<x>a)|b)+\\k<x>(?!c)?",
    "(?=(?<x>ab*))a\\k<x>|[b\xe2\x80\x99]+",
    "(?:a|(b))(?:c|(d)){1,3}e?",
    "(?>a+)b|a+c",
    "(?>(a)b|ab)c",
    "a++b|[ab]*+c",
    "(?:ab|a)++b",
    "(?:a?)*b",
    "(?:a?){2,4}b",
    "(?:(?=(a))a|b)+c?",
    "(?!a(b))[a-c]+\\b",
    "(?<=a|bc)b",
    "(?<!ab)(?<![\\xe9])c",
    "\\bled\\b|\\Bed\\B",
    "^a|b$|c\\z|\\Ad|e\\Z",
    "(?i)LED(?-i)b|(?i:s)k",
    "(?i)[a-k\\p{L}]+s",
    "[^a-c\\s]+[\\w.]",
    "[^\\p{L}]\\p{Lu}\\p{Ll}*",
    "\\S+?\\s\\D\\W?",
    "\xe2\x80\x99s?|[\xc3\xa9\xe2\x80\x93]a",
    ".{2,3}?e|.*d",
    "a\\Kb|ab\\K(?=c)",
    "(?:x|y|z|a(?:b|c|d|e)|b(?:c|d|[ef])|\\s)+?(?:c|d|$)",
    "a # a remark\n b{2} {",
    "(a(?:b(c)?)?)+?(?=d|$)",
    "(?>a\\Kb)c|ab",
    "(?:a\\Kb)*+c|a",
    "\xc3\xa5" "b?|[\xc3\xa5]",
    "[^\xc3\xa5]b",
    "\xc3\x9f+a|\xc8\xba",
};

static const char *const pieces[] = {"a", "b", "c", "d", "e", "ab", "abc", " ", " ", ", ", "\x01", "\x02", "\x03", "\x01 backed \x02", " led by ", "'s", "and ",
                                     "led", "K", "S", ".", "\n", "\xc3\xa9", "\xe2\x80\x99", "\xe2\x80\x93", "\xc5\xbf", "\xe2\x84\xaa", "\xe6\xa3\xae", "9", "_", "A", "B", "\xc3\xa5", "\xc3\x85", "\xe2\x84\xab", "\xe1\xba\x9e", "\xe2\xb1\xa5"};

static eg_slice random_text(char *out, uint32_t *state, size_t most) {
    size_t len = 0;
    *state = *state * 1664525 + 1013904223;
    for (size_t n = *state >> 16; n % (most + 1); n--) {
        *state = *state * 1664525 + 1013904223;
        const char *piece = pieces[(*state >> 16) % (sizeof pieces / sizeof *pieces)];
        memcpy(out + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return eg_slice_of(out, len);
}

static bool alike(const eg_regex_match *a, const eg_regex_match *b) {
    bool same = a->count == b->count;
    for (uint32_t i = 0; same && i < a->count; i++) same = a->groups[i].begin == b->groups[i].begin && a->groups[i].end == b->groups[i].end;
    return same;
}

/* Whether PCRE2 tells cases apart in \\p{Ll} when a pattern is caseless hangs on its version. */
static bool tells_cases(void) {
    eg_regex *re = eg_regex_new(EG_S("\\p{Ll}"), EG_REGEX_CASELESS, NULL, NULL, 0);
    eg_regex_match m;
    bool cased = eg_regex_ask(re, EG_S("A"), 0, EG_REGEX_ANYWHERE, &m) == EG_REGEX_NONE;
    eg_regex_free(re);
    return cased;
}

/* The matcher itself is asked, without what stands in for it where it gives up. */
static void test_matcher__finds_what_pcre2_finds(void) {
    static const unsigned flags[] = {0, EG_REGEX_ANCHORED, EG_REGEX_FULL, EG_REGEX_CASELESS};
    char text[400];
    uint32_t state = 5;
    size_t matched = 0;
    size_t lost = 0;
    size_t runs = 0;
    bool cased = tells_cases();
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (size_t f = 0; f < sizeof flags / sizeof *flags; f++) {
            eg_regex *re = eg_regex_new(eg_slice_from(patterns[i]), flags[f], NULL, NULL, 0);
            const eg_matcher_node *node = eg_matcher_read(eg_slice_from(patterns[i]), (eg_matcher_language){flags[f] & EG_REGEX_CASELESS, cased});
            for (int n = 0; node && n < 600; n++, runs++) {
                eg_slice subject = random_text(text, &state, n % 3 ? 8 : 16);
                size_t from = n % 4 || subject.len == 0 ? 0 : subject.len / 2;
                while (from && ((unsigned char)subject.ptr[from] & 0xC0) == 0x80) from--;
                eg_matcher_task task = {.subject = subject, .from = from, .until = EG_REGEX_ANYWHERE, .anchored = flags[f] & (EG_REGEX_ANCHORED | EG_REGEX_FULL), .full = flags[f] & EG_REGEX_FULL};
                eg_regex_match asked;
                eg_regex_result expected = eg_regex_ask(re, subject, from, EG_REGEX_ANYWHERE, &asked);
                eg_regex_match found = {.count = eg_regex_group_count(re) + 1};
                size_t steps;
                eg_matcher_answer answer = eg_matcher_run(node, &task, found.groups, found.count, &steps);
                bool same = answer == EG_MATCHER_LOST || ((answer == EG_MATCHER_YES) == (expected == EG_REGEX_MATCH) && (answer == EG_MATCHER_NO || alike(&found, &asked)));
                if (!same) printf("  %s (flags %u) in \"%.*s\" from %zu: %d, %d\n", patterns[i], flags[f], EG_FMT(subject), from, answer, expected);
                CHECK(same);
                matched += answer == EG_MATCHER_YES;
                lost += answer == EG_MATCHER_LOST;
            }
            eg_regex_free(re);
        }
    CHECK(matched > runs / 10 && lost < runs / 5);
    if (lost >= runs / 5 || matched <= runs / 10) printf("  %zu of %zu matched, %zu not known\n", matched, runs, lost);
    eg_matchers_free();
}

/* Most patterns have one, or nothing is gained. */
static void test_matcher__reads_what_it_knows(void) {
    static const eg_matcher_language plain = {.cased = true};
    static const char *const unknown[] = {"(a)\\1", "\\p{Greek}", "(?(1)a|b)", "\\k<x>", "(?<x>a)(?<x>b)\\k<x>", "a(*SKIP)b", "(?R)", "[[:alpha:]]", "\\Qa\\E", "(?<=a+)b", "a{2}{3}", "(?x)a"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) CHECK(eg_matcher_read(eg_slice_from(patterns[i]), plain) != NULL);
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) CHECK(eg_matcher_read(eg_slice_from(unknown[i]), plain) == NULL);
    eg_matchers_free();
}

/* A way that never ends is given up, and PCRE2's limit tells. */
static void test_matcher__gives_up(void) {
    static const eg_matcher_language plain = {.cased = true};
    char hostile[300];
    memset(hostile, 'a', sizeof hostile);
    eg_matcher_task task = {.subject = eg_slice_of(hostile, sizeof hostile), .until = EG_REGEX_ANYWHERE};
    eg_span groups[2];
    size_t steps;
    CHECK_INT(eg_matcher_run(eg_matcher_read(EG_S("^(?:a+)+b"), plain), &task, groups, 1, &steps), EG_MATCHER_LOST);
    CHECK_INT(eg_matcher_run(eg_matcher_read(EG_S("(a{3})"), plain), &task, groups, 2, &steps), EG_MATCHER_YES);
    CHECK_INT(groups[1].end, 3);
    eg_matchers_free();
}

int main(void) {
    RUN(test_matcher__finds_what_pcre2_finds);
    RUN(test_matcher__reads_what_it_knows);
    RUN(test_matcher__gives_up);
    return unit_done();
}
