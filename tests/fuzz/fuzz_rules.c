/* SPDX-License-Identifier: MIT */
/* A pattern file on top of the set's schema: errors, never a crash. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"
#include "scan/patternset.h"

static char dir[] = "/tmp/eg-fuzz-XXXXXX";
static char file[64];

static void clean_up(void) {
    unlink(file);
    rmdir(dir);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (file[0] == '\0') {
        if (mkdtemp(dir) == NULL) abort();
        snprintf(file, sizeof file, "%s/x.yaml", dir);
        atexit(clean_up);
    }
    FILE *f = fopen(file, "wb");
    if (f == NULL || fwrite(data, 1, size, f) != size || fclose(f) != 0) abort();
    const char *named = getenv("ECOGRAPH_PATTERNS");
    const char *dirs[] = {named ? named : "patterns", dir};
    eg_errors errors = {0};
    eg_patterns *patterns = eg_patterns_load(dirs, 2, &errors);
    if (patterns == NULL && errors.list.len == 0) abort(); /* a refusal says why */
    eg_patterns_free(patterns);
    eg_errors_fini(&errors);
    return 0;
}
