/* SPDX-License-Identifier: MIT */
/* argv -> row of the command table -> exit status. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/yaml.h"
#include "cli/commands.h"
#include "ecograph.h"
#include "emit/emit.h"
#include "scan/regex.h"

static int version(void) {
    printf("ecograph " EG_VERSION "\nPCRE2 %s\njansson %s\nlibfyaml %s\n", eg_regex_version(), eg_json_version(), eg_yaml_version());
    return EG_EXIT_DONE;
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_DFL); /* `ecograph ... | head` ends quietly */
    setlocale(LC_ALL, "C");
    if (argc < 2) {
        eg_print_help(stderr);
        return EG_EXIT_ERROR;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) return version();
    for (const eg_command *c = eg_commands; c->name; c++)
        if (strcmp(argv[1], c->name) == 0) return c->run(argc - 1, argv + 1);
    return eg_cmd_extract(argc, argv);
}
