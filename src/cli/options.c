/* SPDX-License-Identifier: MIT */
#include "cli/options.h"

#include <assert.h>
#include <errno.h>

#include "emit/emit.h"
#include "graph/query.h"

const eg_command *eg_command_named(const char *name) {
    for (const eg_command *c = eg_commands; c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    return NULL;
}

const eg_option *eg_option_named(const eg_command *command, const char *name, size_t len) {
    for (const eg_option *const *table = command->options; table && *table; table++)
        for (const eg_option *o = *table; o->name; o++)
            if (eg_slice_eq(eg_slice_from(o->name), eg_slice_of(name, len))) return o;
    return NULL;
}

const eg_option *eg_option_lettered(const eg_command *command, char letter) {
    for (const eg_option *const *table = command->options; table && *table; table++)
        for (const eg_option *o = *table; o->name; o++)
            if (letter && o->letter == letter) return o;
    return NULL;
}

/* A word is near when a third of its letters, and one at least, is wrong. */
static bool is_nearer(const char *word, size_t len, const char *known, size_t *best) {
    size_t most = len / 3 ? len / 3 : 1;
    size_t distance = eg_edit_distance(eg_slice_of(word, len), eg_slice_from(known), most);
    bool begins = len >= 2 && strncmp(known, word, len) == 0;
    if (begins) distance = 0;
    if ((distance > most && !begins) || distance >= *best) return false;
    *best = distance;
    return true;
}

const eg_command *eg_command_near(const char *word) {
    const eg_command *near = NULL;
    size_t best = SIZE_MAX;
    for (const eg_command *c = eg_commands; c->name; c++)
        if (is_nearer(word, strlen(word), c->name, &best)) near = c;
    return near;
}

static const eg_option *option_near(const eg_command *command, const char *word, size_t len) {
    const eg_option *near = NULL;
    size_t best = SIZE_MAX;
    for (const eg_option *const *table = command->options; table && *table; table++)
        for (const eg_option *o = *table; o->name; o++)
            if (is_nearer(word, len, o->name, &best)) near = o;
    return near;
}

/* ---- parsing ---- */

bool eg_args_fail(const eg_args *args, eg_error *err, const char *text, const char *word) {
    return eg_fail(err, EG_ERR_USAGE, NULL, "%s: %s (see ecograph %s --help)", text, word, args->command->name);
}

static bool unknown(const eg_args *args, const char *word, eg_error *err) {
    const char *name = word[1] == '-' ? word + 2 : word + 1;
    size_t len = strcspn(name, "=");
    const eg_option *near = word[1] == '-' ? option_near(args->command, name, len) : NULL;
    if (near) return eg_fail(err, EG_ERR_USAGE, NULL, "unknown option: %s; did you mean \"--%s\"? (see ecograph %s --help)", word, near->name, args->command->name);
    return eg_args_fail(args, err, "unknown option", word);
}

static bool is_choice(const char *choices, const char *value) {
    eg_slice rest = eg_slice_from(choices), one;
    while (eg_slice_split(&rest, ' ', &one))
        if (eg_slice_eq(one, eg_slice_from(value))) return true;
    return false;
}

static bool is_count(const char *value) {
    size_t digits = strspn(value, "0123456789");
    return digits > 0 && digits < 10 && value[digits] == '\0';
}

static bool check_value(const eg_args *args, const eg_option *o, const char *value, eg_error *err) {
    if (o->value == EG_VALUE_COUNT && !is_count(value))
        return eg_fail(err, EG_ERR_USAGE, NULL, "--%s wants a whole number, not \"%s\" (see ecograph %s --help)", o->name, value, args->command->name);
    if (o->value == EG_VALUE_CHOICE && !is_choice(o->choices, value))
        return eg_fail(err, EG_ERR_USAGE, NULL, "--%s is none of \"%s\": %s (see ecograph %s --help)", o->name, o->choices, value, args->command->name);
    return true;
}

static bool take(eg_args *args, const eg_option *o, const char *word, const char *joined, int *at, int argc, char **argv, eg_error *err) {
    eg_given given = {.option = o, .value = joined};
    if (o->value != EG_VALUE_NONE && joined == NULL) {
        if (*at + 1 >= argc) return eg_args_fail(args, err, "option needs an argument", word);
        given.value = argv[++*at];
    }
    if (given.value && !check_value(args, o, given.value, err)) return false;
    eg_vec_push(&args->given, given);
    return true;
}

static bool take_long(eg_args *args, int *at, int argc, char **argv, eg_error *err) {
    const char *word = argv[*at];
    size_t len = strcspn(word + 2, "=");
    const eg_option *o = eg_option_named(args->command, word + 2, len);
    if (o == NULL) return unknown(args, word, err);
    const char *joined = word[2 + len] == '=' ? word + 3 + len : NULL;
    if (joined && o->value == EG_VALUE_NONE) return eg_args_fail(args, err, "option takes no argument", word);
    return take(args, o, word, joined, at, argc, argv, err);
}

static bool take_letters(eg_args *args, int *at, int argc, char **argv, eg_error *err) {
    const char *word = argv[*at];
    for (const char *p = word + 1; *p; p++) {
        const eg_option *o = eg_option_lettered(args->command, *p);
        if (o == NULL) return unknown(args, word, err);
        bool flag = o->value == EG_VALUE_NONE;
        if (!take(args, o, word, flag || p[1] == '\0' ? NULL : p + 1, at, argc, argv, err)) return false;
        if (!flag) return true;
    }
    return true;
}

bool eg_args_parse(eg_args *args, const char *command, int argc, char **argv, eg_error *err) {
    args->command = eg_command_named(command);
    assert(args->command && args->command->options);
    bool options = true;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (options && strcmp(word, "--") == 0) options = false;
        else if (!options || word[0] != '-' || word[1] == '\0') eg_vec_push(&args->words, word);
        else if (!(word[1] == '-' ? take_long(args, &i, argc, argv, err) : take_letters(args, &i, argc, argv, err))) return false;
    }
    return true;
}

void eg_args_fini(eg_args *args) {
    eg_vec_fini(&args->given);
    eg_vec_fini(&args->words);
}

/* ---- asking ---- */

const char *eg_args_next(const eg_args *args, const char *name, size_t *at) {
    const eg_option *o = eg_option_named(args->command, name, strlen(name));
    assert(o != NULL);
    while (*at < args->given.len) {
        const eg_given *g = &args->given.items[(*at)++];
        if (g->option == o) return g->value ? g->value : "";
    }
    return NULL;
}

const char *eg_args_get(const eg_args *args, const char *name) {
    const char *last = NULL;
    size_t at = 0;
    for (const char *value; (value = eg_args_next(args, name, &at)) != NULL;) last = value;
    return last;
}

bool eg_args_has(const eg_args *args, const char *name) { return eg_args_get(args, name) != NULL; }

size_t eg_args_count(const eg_args *args, const char *name, size_t otherwise) {
    const char *value = eg_args_get(args, name);
    return value ? strtoul(value, NULL, 10) : otherwise;
}

/* ---- help ---- */

static void put_option(FILE *out, const eg_option *o) {
    char left[64];
    snprintf(left, sizeof left, "  %c%c%s --%s%s%s", o->letter ? '-' : ' ', o->letter ? o->letter : ' ', o->letter ? "," : " ", o->name,
             o->argument ? " " : "", o->argument ? o->argument : "");
    fprintf(out, "%-28s%s%s", left, strlen(left) < 28 ? "" : "  ", o->help);
    if (o->value == EG_VALUE_CHOICE) {
        eg_slice rest = eg_slice_from(o->choices), one;
        for (const char *between = ": "; eg_slice_split(&rest, ' ', &one); between = ", ") fprintf(out, "%s%.*s", between, EG_FMT(one));
    }
    fputc('\n', out);
}

void eg_help_command(FILE *out, const eg_command *command) {
    fprintf(out, "Usage: ecograph %s\n\n%s.\n", command->usage, command->summary);
    if (command->options == NULL) return;
    fputs("\nOptions:\n", out);
    for (const eg_option *const *table = command->options; *table; table++)
        for (const eg_option *o = *table; o->name; o++) put_option(out, o);
}

void eg_help_all(FILE *out) {
    fputs("ecograph reads posts about ecosystems and draws the knowledge graph in them.\n\n"
          "Usage: ecograph [COMMAND] [OPTIONS] POST|FOLDER|GRAPH.json|-...\n\nCommands:\n",
          out);
    for (const eg_command *c = eg_commands; c->name; c++) fprintf(out, "  %-12s%s\n", c->name, c->summary);
    fputs("\nA first word that is a command is the command; ecograph COMMAND --help tells its options.\nOptions without a command are those of extract:\n", out);
    const eg_command *extract = eg_command_named("extract");
    for (const eg_option *const *table = extract->options; *table; table++)
        for (const eg_option *o = *table; o->name; o++) put_option(out, o);
    fputs("  -V, --version             the program's version and its libraries'\n\nFormats:", out);
    for (const eg_format *f = eg_formats; f->name; f++) fprintf(out, " %s", f->name);
    fputs("\n\nExit status: 0 done, 1 a negative answer, 2 an error and nothing written, 3 written but incomplete, 71 out of memory.\n", out);
}
