/* SPDX-License-Identifier: MIT */
/* argv -> row of the command table -> exit status. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/yaml.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "ecograph.h"
#include "emit/emit.h"
#include "scan/regex.h"

static int version(void) {
    printf("ecograph " EG_VERSION "\nPCRE2 %s\njansson %s\nlibfyaml %s\n", eg_regex_version(), eg_json_version(), eg_yaml_version());
    return EG_EXIT_DONE;
}

static bool asks_for_help(int argc, char **argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
    return false;
}

/* A first word that is no file, has no ending and is nearly a command was meant as one. */
static const eg_command *meant(const char *word) {
    if (word[0] == '-' || strpbrk(word, "./") || access(word, F_OK) == 0) return NULL;
    return eg_command_near(word);
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_DFL); /* `ecograph ... | head` ends quietly */
    setlocale(LC_ALL, "C");
    if (argc < 2) {
        eg_help_all(stderr);
        return EG_EXIT_ERROR;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) return version();
    const eg_command *command = eg_command_named(argv[1]);
    if (asks_for_help(argc, argv)) {
        if (command) eg_help_command(stdout, command);
        else eg_help_all(stdout);
        return EG_EXIT_DONE;
    }
    if (command) return command->run(argc - 1, argv + 1);
    const eg_command *near = meant(argv[1]);
    if (near) {
        fprintf(stderr, "ecograph: error: unknown command: %s; did you mean \"%s\"?\n", argv[1], near->name);
        return EG_EXIT_ERROR;
    }
    return eg_cmd_extract(argc, argv);
}
