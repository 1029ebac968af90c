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
    "(?=[ab])(?:a[bc]|b(?:c|d))+(?=[de\xc3\xa9])(?:d|\xc3\xa9|e)|(?=[a-d])(?:c|e)",
    "(?i)(?=[ks])(?:k|s)(?=[a-c])(?:ab|b|c)",
    "(?<x>[ab])[a-e ]{0,5}?\\k<x>\\s|(?<y>c?)(?:d|e)??\\k<y>[.9]",
    "(?<a>[\\x01]\\s[^;]{0,30}?\\b)(?:led|backed)\\s+(?<b>[\\x02\\x03])(?:,\\s|$)",
    "[\\x01\\x03](?=(?:[^,.]++|,(?!\\s*\\x02))*+\\.)[^.]{0,20}(?:a|b)(c|d)",
    "a(?:b|c|[de]|\\s)*?(?:x|9(?<n>A|B))",
    "(?:(?<n>a)[a-e ]{0,9})(?:(?:[bc]|de|d|,\\s){0,12}[A9])",
    "\\b(?=[^;.]{2,40}\\s[\\x03])(?:[a-e]+\\s)*(?:(?<m>[\\x02])|led){1,2}(?:\\s|\\.)*A",
    "(?i)(?<k>ask|kas|led\\s+b)(?:s|k|e\\xe2\\x80\\x99|\\s)*+[a-e9]{0,20}?(?:K|S|\\.)A",
    "(?:^|[a-d\\s])(?<x>(?:\\x01|,\\s)*+)(?:[ab]?\\s?[ab]?)+?[9A]",
    "(?:^\\s*\\x01|[,.]\\s|\\se)(?=[b-d])[a-c]{2,3}+(?<y>.?)\\k<y>",
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
    char text[2000];
    uint32_t state = 5;
    size_t matched = 0;
    size_t lost = 0;
    size_t runs = 0;
    size_t kept = 0;
    bool cased = tells_cases();
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (size_t f = 0; f < sizeof flags / sizeof *flags; f++) {
            eg_regex *re = eg_regex_new(eg_slice_from(patterns[i]), flags[f], NULL, NULL, 0);
            const eg_matcher_node *node = eg_matcher_read(eg_slice_from(patterns[i]), (eg_matcher_language){flags[f] & EG_REGEX_CASELESS, cased});
            for (int n = 0; node && n < 800; n++, runs++) {
                eg_slice subject = random_text(text, &state, n % 3 ? 8 : n % 5 ? 16 : 60);
                size_t from = n % 4 || subject.len == 0 ? 0 : subject.len / 2;
                while (from && ((unsigned char)subject.ptr[from] & 0xC0) == 0x80) from--;
                eg_matcher_task task = {.subject = subject, .from = from, .until = EG_REGEX_ANYWHERE, .anchored = flags[f] & (EG_REGEX_ANCHORED | EG_REGEX_FULL), .full = flags[f] & EG_REGEX_FULL, .eager = n % 4 < 2};
                eg_regex_match asked;
                eg_regex_result expected = eg_regex_ask(re, subject, from, EG_REGEX_ANYWHERE, &asked);
                eg_regex_match found = {.count = eg_regex_group_count(re) + 1};
                eg_matcher_cost cost;
                eg_matcher_answer answer = eg_matcher_run(node, &task, found.groups, found.count, &cost);
                bool same = answer == EG_MATCHER_LOST || ((answer == EG_MATCHER_YES) == (expected == EG_REGEX_MATCH) && (answer == EG_MATCHER_NO || alike(&found, &asked)));
                if (!same) printf("  %s (flags %u) in \"%.*s\" from %zu: %d, %d\n", patterns[i], flags[f], EG_FMT(subject), from, answer, expected);
                CHECK(same);
                matched += answer == EG_MATCHER_YES;
                lost += answer == EG_MATCHER_LOST;
                kept += cost.saved > 0;
            }
            eg_regex_free(re);
        }
    CHECK(matched > runs / 10 && lost < runs / 5);
    CHECK(kept > runs / 250); /* what failed is kept, and asked for */
    if (kept <= runs / 250) printf("  %zu of %zu\n", kept, runs);
    if (lost >= runs / 5 || matched <= runs / 10) printf("  %zu of %zu matched, %zu not known\n", matched, runs, lost);
    eg_matchers_free();
}

/* What stands in for it is asked only where a match may begin; it is machine code by then. */
static void test_matcher__tells_where_to_ask(void) {
    static const unsigned flags[] = {0, EG_REGEX_ANCHORED, EG_REGEX_FULL, EG_REGEX_CASELESS};
    char text[2000];
    uint32_t state = 7;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (size_t f = 0; f < sizeof flags / sizeof *flags; f++) {
            eg_regex *re = eg_regex_new(eg_slice_from(patterns[i]), flags[f], NULL, NULL, 0);
            for (int n = 0; n < 400; n++) (void)eg_regex_ask(re, random_text(text, &state, 200), 0, EG_REGEX_ANYWHERE, &(eg_regex_match){0});
            CHECK(eg_regex_stats_of(re).compiled);
            for (int n = 0; n < 200; n++) {
                eg_slice subject = random_text(text, &state, n % 3 ? 12 : 60);
                size_t from = n % 4 || subject.len == 0 ? 0 : subject.len / 2;
                while (from && ((unsigned char)subject.ptr[from] & 0xC0) == 0x80) from--;
                eg_regex_match asked;
                eg_regex_match found;
                eg_regex_result expected = eg_regex_ask(re, subject, from, EG_REGEX_ANYWHERE, &asked);
                eg_regex_result result = eg_regex_exec(re, subject, from, &found);
                bool same = result == expected && (result != EG_REGEX_MATCH || alike(&found, &asked));
                if (!same) printf("  %s (flags %u) in \"%.*s\" from %zu: %d, %d\n", patterns[i], flags[f], EG_FMT(subject), from, result, expected);
                CHECK(same);
            }
            eg_regex_free(re);
        }
}

/* A text of near-misses, which would be walked again and again from each place, is not: what failed is kept. */
static void test_matcher__keeps_what_failed(void) {
    static const struct {
        const char *pattern, *piece;
        size_t most; /* steps for a byte */
    } known[] = {
        {"[\x01]\\s[^;]{0,80}?\\bled\\s+by\\s[\x02]", "\x01 led by ", 4},
        {"[\x01](?=(?:[^,;]++|,(?!\\s+with\\b))*+\\.)[a-z]", "\x01, ", 12},
        {"a(?:b|c|[de])*?x", "ab", 8},
        {"a(?:[bc]|de|d)*z", "abd", 8},
        {"\\b(?=[^;]{2,160}\\s[\x03])[a-z]+\\s[\x02]", "ab \x02 ", 8},
        {"(?<x>a)[a-c ]{0,90}(?:d|c(?=e))", "abc ", 10},
        {"a[a-z]*\x03", "ab ", 2},
    };
    static const eg_matcher_language plain = {.cased = true};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char text[2000];
        size_t len = 0;
        eg_slice piece = eg_slice_from(known[i].piece);
        for (; len + 8 < sizeof text; len++) text[len] = piece.ptr[len % piece.len];
        eg_span groups[2];
        eg_matcher_cost cost;
        eg_matcher_task task = {.subject = eg_slice_of(text, len), .until = EG_REGEX_ANYWHERE};
        eg_matcher_answer answer = eg_matcher_run(eg_matcher_read(eg_slice_from(known[i].pattern), plain), &task, groups, 2, &cost);
        if (answer != EG_MATCHER_NO || cost.steps > known[i].most * len) printf("  %s: %d, %zu steps for %zu bytes\n", known[i].pattern, answer, cost.steps, len);
        CHECK_INT(answer, EG_MATCHER_NO);
        CHECK(cost.steps <= known[i].most * len);
    }
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
    eg_matcher_cost cost;
    CHECK_INT(eg_matcher_run(eg_matcher_read(EG_S("^(?:a+)+b"), plain), &task, groups, 1, &cost), EG_MATCHER_LOST);
    CHECK_INT(eg_matcher_run(eg_matcher_read(EG_S("(a{3})"), plain), &task, groups, 2, &cost), EG_MATCHER_YES);
    CHECK_INT(groups[1].end, 3);
    eg_matchers_free();
}

int main(void) {
    RUN(test_matcher__finds_what_pcre2_finds);
    RUN(test_matcher__tells_where_to_ask);
    RUN(test_matcher__keeps_what_failed);
    RUN(test_matcher__reads_what_it_knows);
    RUN(test_matcher__gives_up);
    return unit_done();
}
