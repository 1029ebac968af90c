/* SPDX-License-Identifier: MIT */
/* Replays files through a fuzz target without libFuzzer, so that every compiler runs the seeds in `make test`. Prints an
 * ok line a file: a crash or a sanitizer's report is the failure. */
#include <stdio.h>
#include <stdlib.h>

#include "base/source.h"
#include "fuzz.h"

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        eg_arena arena = {0};
        eg_source source;
        eg_error err = {0};
        if (!eg_source_read(&source, &arena, argv[i], 0, &err)) {
            printf("FAIL fuzz seed %s: %s\n", argv[i], err.text);
            return EXIT_FAILURE;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)source.bytes.ptr, source.bytes.len);
        printf("ok fuzz seed %s\n", argv[i]);
        eg_source_fini(&source);
        eg_arena_fini(&arena);
    }
    return EXIT_SUCCESS;
}
