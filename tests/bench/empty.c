/* SPDX-License-Identifier: MIT */
/* The least that a program with the same three libraries costs: it starts and ends. */
#include <jansson.h>
#include <md4c.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

int main(int argc, char **argv) {
    (void)argv;
    if (argc > 100) { /* never: it keeps the libraries linked */
        json_decref(json_object());
        pcre2_config(PCRE2_CONFIG_VERSION, NULL);
        return md_parse("", 0, NULL, NULL);
    }
    return 0;
}
