/* SPDX-License-Identifier: MIT */
#include "scan/image.h"
#include "unit.h"

static void test_image__addresses_that_look_like_two_numbers(void) {
    CHECK(!eg_image_hides(0x55f541966000, 0x55f5419e7000));
    CHECK(eg_image_hides(0x55f500966000, 0x55f5009e7000));
    CHECK(eg_image_hides(0x55f4fffe0000, 0x55f500020000)); /* begins as an address and ends as numbers */
    CHECK(eg_image_hides(0x55f500fe0000, 0x55f501020000));
    CHECK(eg_image_hides(0x108000, 0x189000)); /* where a debugger loads a program */
}

int main(void) {
    RUN(test_image__addresses_that_look_like_two_numbers);
    return unit_done();
}
