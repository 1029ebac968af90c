/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "reading.h"

#include "relate/tape.h"

/* What is known of a text is known of every tape that has it, and of no other. */
static void test_tape__same_texts_are_known_once(void) {
    reading *x = reading_of("Kvern Labs raised $5 million.\n\nKvern Labs raised $5 million.\n\nKvern Labs raised $7 million in Oslo.\n");
    eg_tapes tapes = {0};
    eg_tape of[3];
    CHECK_INT(x->r.text->sentence_count, 3);
    for (uint32_t s = 0; s < 3; s++) {
        eg_tapes_plain(&tapes, &x->r, s);
        of[s] = tapes.list.items[0];
    }
    CHECK(eg_slice_eq(of[0].text, of[1].text) && of[0].text.ptr != of[1].text.ptr);
    CHECK(of[0].id == of[1].id && of[0].open == of[1].open && of[0].refused == of[1].refused && of[0].memory == of[1].memory);
    CHECK(of[0].id != of[2].id && of[0].open != of[2].open);
    CHECK(of[0].source[0] != of[1].source[0]); /* they stand elsewhere */
    eg_tapes_fini(&tapes);
    reading_free(x);
    eg_patterns_free(reading_patterns());
}

/* A pattern is asked for when its gate is open, until it was refused. */
static void test_tape__asks_open_gates(void) {
    const uint64_t open[] = {0x6, 0x1};
    uint64_t refused[] = {0x4, 0};
    eg_tape tape = {.open = open, .refused = refused};
    CHECK(!eg_tape_may(&tape, 0));
    CHECK(eg_tape_may(&tape, 1));
    CHECK(!eg_tape_may(&tape, 2));
    CHECK(eg_tape_may(&tape, 64));
    CHECK(eg_tape_may(&tape, EG_NO_GATE));
}

int main(void) {
    RUN(test_tape__same_texts_are_known_once);
    RUN(test_tape__asks_open_gates);
    return unit_done();
}
