/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "post.h"
#include "scan/token.h"

static const eg_token *token(const eg_tokens *tokens, const post *p, const char *word) {
    for (size_t i = 0; i < tokens->len; i++)
        if (eg_slice_eq(eg_slice_sub(p->text.text, tokens->items[i].begin, tokens->items[i].end), eg_slice_from(word))) return &tokens->items[i];
    return NULL;
}

static bool has(const eg_token *t, uint32_t flags) { return t != NULL && (t->flags & flags) == flags; }

static void test_tokens__shapes(void) {
    post p = post_read("Smart iPhone of NASA met a16z, \xc3\x85re and \xe6\x9d\xb1\xe4\xba\xac in 2024. Then `mono` Berg's U.S. robot.\n");
    eg_map splits = {0};
    eg_tokens tokens;
    eg_tokens_read(&tokens, &p.arena, &p.text, &splits, &splits);
    CHECK(has(token(&tokens, &p, "Smart"), EG_TOKEN_CAP | EG_TOKEN_FIRST));
    CHECK(has(token(&tokens, &p, "iPhone"), EG_TOKEN_CAMEL) && !has(token(&tokens, &p, "iPhone"), EG_TOKEN_CAP));
    CHECK(has(token(&tokens, &p, "NASA"), EG_TOKEN_ALLCAPS));
    CHECK(has(token(&tokens, &p, "a16z"), EG_TOKEN_DIGIT | EG_TOKEN_ALPHA));
    CHECK(has(token(&tokens, &p, "\xc3\x85re"), EG_TOKEN_CAP));
    CHECK(has(token(&tokens, &p, "\xe6\x9d\xb1\xe4\xba\xac"), EG_TOKEN_CJK));
    CHECK(has(token(&tokens, &p, "mono"), EG_TOKEN_CODE));
    CHECK(has(token(&tokens, &p, "Then"), EG_TOKEN_FIRST));
    CHECK(has(token(&tokens, &p, "'s"), EG_TOKEN_POSS | EG_TOKEN_GLUED));
    CHECK(has(token(&tokens, &p, ","), EG_TOKEN_PUNCT));
    const eg_token *us = token(&tokens, &p, "U.S.");
    CHECK(us != NULL);
    if (us) CHECK_STR(us->fold, "us");
    CHECK_INT(p.text.sentence_count, 2);
    CHECK_INT(tokens.first[2], tokens.len);
    CHECK_INT(tokens.items[tokens.first[1]].sentence, 1);
    post_free(&p);
}

static void test_tokens__split_tails(void) {
    post p = post_read("A Tokyo-based, mid-sized firm of ex-Mudflat people and an ex-wife.\n");
    eg_map splits = {0};
    eg_map heads = {0};
    eg_map_put(&splits, EG_S("based"), 0);
    eg_map_put(&heads, EG_S("ex"), 0);
    eg_tokens tokens;
    eg_tokens_read(&tokens, &p.arena, &p.text, &splits, &heads);
    CHECK(token(&tokens, &p, "Tokyo") != NULL);
    CHECK(has(token(&tokens, &p, "based"), EG_TOKEN_GLUED));
    CHECK(token(&tokens, &p, "mid-sized") != NULL);
    CHECK(has(token(&tokens, &p, "Mudflat"), EG_TOKEN_GLUED));
    CHECK(token(&tokens, &p, "ex-wife") != NULL);
    eg_map_fini(&heads);
    eg_map_fini(&splits);
    post_free(&p);
}

/* A dot inside a name, and one between two names or sentences. */
static void test_tokens__dots_inside(void) {
    post p = post_read("K.VERN met Q.PENNE (J.KELP), Kelp.AI and kelp.example.com of the U.S.A. on the way.\n");
    eg_map none = {0};
    eg_tokens tokens;
    eg_tokens_read(&tokens, &p.arena, &p.text, &none, &none);
    static const char *const whole[] = {"K.VERN", "Q.PENNE", "J.KELP", "Kelp.AI", "kelp.example.com", "U.S.A."};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) CHECK(token(&tokens, &p, whole[i]) != NULL);
    post_free(&p);
    p = post_read("It was plan AB.THE other came.\n");
    eg_tokens_read(&tokens, &p.arena, &p.text, &none, &none);
    CHECK(token(&tokens, &p, "AB") != NULL && token(&tokens, &p, "THE") != NULL);
    post_free(&p);
}

/* Tokens never overlap, are in order, and lie in their sentence, whatever the bytes. */
static void test_tokens__invariants_on_odd_text(void) {
    static const char *const odd[] = {"", "\n\n", "...!!!", "a-b-c-based--d", "\xe2\x80\x9cQ\xe2\x80\x9d\xe2\x80\x99s",
                                      "\xf0\x9f\x98\x80 \xf0\x9f\x98\x80\n\n- \xe3\x83\x86 1,2.3%"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        post p = post_read(odd[i]);
        eg_map splits = {0};
        eg_tokens tokens;
        eg_tokens_read(&tokens, &p.arena, &p.text, &splits, &splits);
        uint32_t at = 0;
        for (size_t t = 0; t < tokens.len; t++) {
            const eg_sentence *s = &p.text.sentences[tokens.items[t].sentence];
            CHECK(tokens.items[t].begin >= at && tokens.items[t].begin < tokens.items[t].end);
            CHECK(tokens.items[t].begin >= s->begin && tokens.items[t].end <= s->end);
            at = tokens.items[t].end;
        }
        post_free(&p);
    }
}

int main(void) {
    RUN(test_tokens__shapes);
    RUN(test_tokens__split_tails);
    RUN(test_tokens__dots_inside);
    RUN(test_tokens__invariants_on_odd_text);
    return unit_done();
}
