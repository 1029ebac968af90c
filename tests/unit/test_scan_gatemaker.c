/* SPDX-License-Identifier: MIT */
#include "scan/gatemaker.h"

#include "unit.h"

static uint64_t open_gates(const char *const *patterns, size_t count, const char *tape) {
    eg_gatemaker *maker = eg_gatemaker_new();
    eg_gates *gates = eg_gates_new();
    for (size_t i = 0; i < count; i++) CHECK_INT(eg_gatemaker_ask(maker, eg_slice_from(patterns[i]), eg_slice_from(patterns[i]), false), i);
    eg_gatemaker_wait(maker);
    for (uint32_t i = 0; i < count; i++) CHECK_INT(eg_gatemaker_add(maker, gates, i), i);
    eg_gatemaker_add(maker, gates, (uint32_t)count); /* of no pattern: always open */
    eg_gatemaker_give(maker, gates);
    eg_gates_finish(gates);
    eg_gatemaker_free(maker);
    uint64_t open = 0;
    eg_gates_scan(gates, eg_slice_from(tape), &open);
    for (uint32_t i = 0; i < count; i++) /* the sketch knows what stands between the words */
        if (open >> i & 1 && eg_gates_begin(gates, i, eg_slice_from(tape), eg_outline_next_id(), 0, &(size_t){0}) == EG_SKETCH_NOWHERE) open &= ~(1ULL << i);
    eg_gates_free(gates);
    return open;
}

static void test_gatemaker__makes_gates_in_their_order(void) {
    static const char *const patterns[] = {"\\bbacks\\s+them", "\\bfunds\\b", "\\bbacks\\s+it", "[\\x01]\\s+(?:backs|funds)"};
    CHECK_INT(open_gates(patterns, 4, "\x01 backs it"), 1 << 2 | 1 << 3 | 1 << 4);
    CHECK_INT(open_gates(patterns, 4, "she funds it"), 1 << 1 | 1 << 4);
    CHECK_INT(open_gates(patterns, 0, "x"), 1);
}

static void test_gatemaker__ends_without_being_asked(void) {
    eg_gatemaker *maker = eg_gatemaker_new();
    eg_gatemaker_ask(maker, EG_S("backs"), EG_S("backs"), true);
    eg_gatemaker_free(maker);
    eg_gatemaker_free(NULL);
}

int main(void) {
    RUN(test_gatemaker__makes_gates_in_their_order);
    RUN(test_gatemaker__ends_without_being_asked);
    return unit_done();
}
