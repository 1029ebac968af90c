/* SPDX-License-Identifier: MIT */
/* completion: scripts for bash, zsh and fish, written from the option table; and the words that they ask for while one
 * types (kinds, types, statuses, formats, names of a saved graph), so that a set added by the user completes too. */
#include "base/unicode.h"
#include "cli/commands.h"
#include "cli/grid.h"
#include "cli/session.h"
#include "emit/emit.h"

/* What lists the words of a value, as the second word behind `ecograph completion`; NULL = files or nothing. */
static const char *lister(eg_value value) {
    switch (value) {
    case EG_VALUE_KIND: return "kinds";
    case EG_VALUE_TYPE: return "types";
    case EG_VALUE_STATUS: return "statuses";
    case EG_VALUE_FORMAT: return "formats";
    default: return NULL;
    }
}

/* Words with commas between: the last one is completed. */
static bool is_list(eg_value value) { return value == EG_VALUE_KIND || value == EG_VALUE_TYPE || value == EG_VALUE_STATUS; }

static bool takes_names(const eg_command *c) { return strstr(c->usage, "NAME") != NULL; }

#define EACH_COMMAND(c) for (const eg_command *c = eg_commands; c->name; c++)
#define EACH_OPTION(c, o)                                                                          \
    for (const eg_option *const *table = (c)->options; table && *table; table++)                   \
        for (const eg_option *o = *table; o->name; o++)

/* ---- bash ---- */

static void put_bash_values(eg_sink *out, const eg_command *c) {
    EACH_OPTION(c, o) {
        if (o->value == EG_VALUE_NONE) continue;
        eg_putf(out, "    --%s", o->name);
        if (o->letter) eg_putf(out, "|-%c", o->letter);
        if (o->value == EG_VALUE_CHOICE) eg_putf(out, ") COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n", o->choices);
        else if (is_list(o->value)) eg_putf(out, ") _ecograph_list %s; return ;;\n", lister(o->value));
        else if (o->value == EG_VALUE_NAME) eg_puts(out, ") _ecograph_names; return ;;\n");
        else if (lister(o->value)) eg_putf(out, ") COMPREPLY=($(compgen -W \"$(ecograph completion %s 2>/dev/null)\" -- \"$cur\")); return ;;\n", lister(o->value));
        else if (o->value == EG_VALUE_FOLDER) eg_puts(out, ") COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n");
        else if (o->value == EG_VALUE_FILE) eg_puts(out, ") COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n");
        else eg_puts(out, ") return ;;\n");
    }
}

static void put_bash(eg_sink *out) {
    eg_puts(out, "# bash completion of ecograph; written by `ecograph completion bash`\n"
                 "_ecograph_names() {\n"
                 "  local word name typed=${cur#[\\\"\\']}\n"
                 "  for word in \"${COMP_WORDS[@]}\"; do\n"
                 "    [[ $word == *.json && -f $word ]] || continue\n"
                 "    while IFS= read -r name; do COMPREPLY+=(\"$name\"); done < <(ecograph completion names \"$word\" \"${typed//\\\\/}\" 2>/dev/null)\n"
                 "  done\n"
                 "}\n"
                 "_ecograph_list() {\n"
                 "  local head=''\n"
                 "  [[ $cur == *,* ]] && head=${cur%,*},\n"
                 "  compopt -o nospace 2>/dev/null\n"
                 "  COMPREPLY=($(compgen -P \"$head\" -W \"$(ecograph completion \"$1\" 2>/dev/null)\" -- \"${cur##*,}\"))\n"
                 "}\n"
                 "_ecograph() {\n"
                 "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=extract options='' names='' first='' word\n"
                 "  # --kind=fund comes in three words\n"
                 "  if [[ $cur == = ]]; then cur=''; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
                 "  COMPREPLY=()\n"
                 "  case ${COMP_WORDS[1]} in\n  ");
    EACH_COMMAND(c) eg_putf(out, "%s%s", c == eg_commands ? "" : "|", c->name);
    eg_puts(out, ") [[ $COMP_CWORD -gt 1 ]] && command=${COMP_WORDS[1]} ;;\n  esac\n"
                 "  [[ $COMP_CWORD -eq 1 ]] && first='");
    EACH_COMMAND(c) eg_putf(out, "%s%s", c == eg_commands ? "" : " ", c->name);
    eg_puts(out, "'\n  case $command in\n");
    EACH_COMMAND(c) {
        eg_putf(out, "  %s)\n    case $prev in\n", c->name);
        put_bash_values(out, c);
        eg_puts(out, "    esac\n    options='");
        EACH_OPTION(c, o) eg_putf(out, "--%s ", o->name);
        eg_puts(out, "'\n");
        if (takes_names(c)) eg_puts(out, "    names=1\n");
        if (strcmp(c->name, "completion") == 0) eg_puts(out, "    first='bash zsh fish'\n");
        eg_puts(out, "    ;;\n");
    }
    eg_puts(out, "  esac\n"
                 "  if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W \"$options\" -- \"$cur\")); return; fi\n"
                 "  while IFS= read -r word; do COMPREPLY+=(\"$word\"); done < <(compgen -W \"$first\" -- \"$cur\"; compgen -f -- \"$cur\")\n"
                 "  [[ $names ]] && _ecograph_names\n"
                 "}\n"
                 "complete -o filenames -F _ecograph ecograph\n");
}

/* ---- zsh ---- */

/* Inside single quotes of an _arguments specification. */
static void put_zsh_text(eg_sink *out, const char *text) {
    for (; *text; text++) {
        if (*text == '\'') eg_puts(out, "'\\''");
        else {
            if (strchr("[]:\\", *text)) eg_putc(out, '\\');
            eg_putc(out, *text);
        }
    }
}

static void put_zsh_option(eg_sink *out, const eg_option *o) {
    if (o->letter) eg_putf(out, " \\\n      '*'{-%c,--%s}'[", o->letter, o->name);
    else eg_putf(out, " \\\n      '*--%s[", o->name);
    put_zsh_text(out, o->help);
    eg_putc(out, ']');
    if (o->value != EG_VALUE_NONE) {
        eg_putf(out, ":%s:", o->argument);
        if (o->value == EG_VALUE_CHOICE) eg_putf(out, "(%s)", o->choices);
        else if (is_list(o->value)) eg_putf(out, "{_ecograph_list %s}", lister(o->value));
        else if (o->value == EG_VALUE_NAME) eg_puts(out, "_ecograph_names");
        else if (lister(o->value)) eg_putf(out, "{compadd -- $(ecograph completion %s 2>/dev/null)}", lister(o->value));
        else if (o->value == EG_VALUE_FOLDER) eg_puts(out, "_files -/");
        else if (o->value == EG_VALUE_FILE) eg_puts(out, "_files");
        else eg_putc(out, ' ');
    }
    eg_putc(out, '\'');
}

static void put_zsh(eg_sink *out) {
    eg_puts(out, "#compdef ecograph\n# zsh completion of ecograph; written by `ecograph completion zsh`\n"
                 "_ecograph_names() {\n"
                 "  local word\n"
                 "  for word in ${(Q)words}; do\n"
                 "    [[ $word == *.json && -f $word ]] && compadd -U -- ${(f)\"$(ecograph completion names $word ${(Q)PREFIX} 2>/dev/null)\"}\n"
                 "  done\n"
                 "}\n"
                 "_ecograph_names_or_files() {\n"
                 "  _ecograph_names\n"
                 "  _files\n"
                 "}\n"
                 "_ecograph_list() {\n"
                 "  compset -P '*,'\n"
                 "  compadd -qS , -- ${(f)\"$(ecograph completion $1 2>/dev/null)\"}\n"
                 "}\n"
                 "_ecograph() {\n"
                 "  local command=extract\n"
                 "  local -a commands=(\n");
    EACH_COMMAND(c) {
        eg_putf(out, "    '%s:", c->name);
        put_zsh_text(out, c->summary);
        eg_puts(out, "'\n");
    }
    eg_puts(out, "  )\n"
                 "  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
                 "    _describe command commands\n    _files\n    return\n  fi\n"
                 "  if (( ${commands[(I)${words[2]}:*]} )); then\n"
                 "    command=$words[2]\n    shift words\n    (( CURRENT-- ))\n  fi\n"
                 "  case $command in\n");
    EACH_COMMAND(c) {
        eg_putf(out, "  %s)\n    _arguments -s", c->name);
        EACH_OPTION(c, o) put_zsh_option(out, o);
        eg_puts(out, strcmp(c->name, "completion") == 0 ? " \\\n      '1:shell:(bash zsh fish)' ;;\n"
                     : takes_names(c) ? " \\\n      '*:name or file:_ecograph_names_or_files' ;;\n" : " \\\n      '*:file:_files' ;;\n");
    }
    eg_puts(out, "  esac\n}\nif [[ $funcstack[1] == _ecograph ]]; then _ecograph \"$@\"; else compdef _ecograph ecograph; fi\n");
}

/* ---- fish ---- */

static void put_fish_text(eg_sink *out, const char *text) {
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') eg_putc(out, '\\');
        eg_putc(out, *text);
    }
}

static void put_fish_option(eg_sink *out, const eg_command *c, const eg_option *o) {
    bool extract = c == eg_commands;
    eg_putf(out, "complete -c ecograph -n '%s%s", extract ? "__ecograph_extracts" : "__fish_seen_subcommand_from ", extract ? "" : c->name);
    eg_putf(out, "' -l %s", o->name);
    if (o->letter) eg_putf(out, " -s %c", o->letter);
    if (o->value != EG_VALUE_NONE) eg_puts(out, o->value == EG_VALUE_FILE || o->value == EG_VALUE_FOLDER ? " -r -F" : " -x");
    if (o->value == EG_VALUE_CHOICE) eg_putf(out, " -a '%s'", o->choices);
    else if (is_list(o->value)) eg_putf(out, " -a '(__ecograph_list %s)'", lister(o->value));
    else if (o->value == EG_VALUE_NAME) eg_puts(out, " -a '(__ecograph_names)'");
    else if (lister(o->value)) eg_putf(out, " -a '(ecograph completion %s 2>/dev/null)'", lister(o->value));
    eg_puts(out, " -d '");
    put_fish_text(out, o->help);
    eg_puts(out, "'\n");
}

static void put_fish(eg_sink *out) {
    eg_puts(out, "# fish completion of ecograph; written by `ecograph completion fish`\n"
                 "function __ecograph_extracts\n  not __fish_seen_subcommand_from");
    EACH_COMMAND(c) if (c != eg_commands) eg_putf(out, " %s", c->name);
    eg_puts(out, "\nend\n"
                 "function __ecograph_names\n"
                 "  for word in (commandline -opc) (commandline -p | string split ' ')\n"
                 "    if string match -q '*.json' -- $word; and test -f $word\n"
                 "      ecograph completion names $word 2>/dev/null\n"
                 "    end\n  end\nend\n"
                 "function __ecograph_list\n"
                 "  set -l head (string replace -r '^--[^=]*=' '' -- (commandline -ct) | string match -r '^.*,')\n"
                 "  for word in (ecograph completion $argv[1] 2>/dev/null)\n"
                 "    echo \"$head$word\"\n"
                 "  end\nend\n");
    EACH_COMMAND(c) {
        eg_putf(out, "complete -c ecograph -n __fish_use_subcommand -a %s -d '", c->name);
        put_fish_text(out, c->summary);
        eg_puts(out, "'\n");
        EACH_OPTION(c, o) put_fish_option(out, c, o);
        if (takes_names(c)) eg_putf(out, "complete -c ecograph -n '__fish_seen_subcommand_from %s' -a '(__ecograph_names)'\n", c->name);
        if (strcmp(c->name, "completion") == 0) eg_puts(out, "complete -c ecograph -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n");
    }
}

/* ---- words ---- */

/* The names that begin as typed, case and accents aside; without any, the ids that do. */
static void put_begun(eg_sink *out, const eg_node *nodes, size_t count, eg_slice typed) {
    eg_arena arena = {0};
    eg_slice folded = eg_fold(&arena, typed);
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!eg_slice_starts(eg_fold(&arena, nodes[i].name), folded)) continue;
        eg_put_clean(out, nodes[i].name);
        eg_putc(out, '\n');
        any = true;
    }
    for (size_t i = 0; i < count && !any; i++)
        if (eg_slice_starts(nodes[i].id, typed)) eg_putf(out, "%.*s\n", EG_FMT(nodes[i].id));
    eg_arena_fini(&arena);
}

static bool put_names(eg_session *s, eg_sink *out, const char *path, const char *typed) {
    eg_vec_push(&s->arguments, path);
    eg_graph *graph = eg_session_load(s) ? eg_session_graph(s) : NULL;
    if (graph == NULL) return false;
    size_t n;
    const eg_node *nodes = eg_graph_nodes(graph, &n);
    put_begun(out, nodes, n, eg_slice_from(typed));
    eg_graph_free(graph);
    return true;
}

static bool put_words(eg_session *s, eg_sink *out, const char *what) {
    if (strcmp(what, "statuses") == 0) {
        for (eg_status i = 0; i < EG_STATUS_COUNT; i++) eg_putf(out, "%.*s\n", EG_FMT(eg_status_name(i)));
        eg_puts(out, "all\n");
        return true;
    }
    if (strcmp(what, "formats") == 0) {
        for (const eg_format *f = eg_formats; f->name; f++) eg_putf(out, "%s\n", f->name);
        return true;
    }
    if (!eg_session_load(s)) return false;
    const eg_schema *schema = eg_patterns_schema(s->patterns);
    bool kinds = strcmp(what, "kinds") == 0;
    for (size_t i = 0; i < (kinds ? schema->kind_count : schema->edge_count); i++) eg_putf(out, "%.*s\n", EG_FMT(kinds ? schema->kinds[i].name : schema->edges[i].name));
    for (size_t i = 0; kinds && i < schema->class_count; i++) eg_putf(out, "%.*s\n", EG_FMT(schema->classes[i].name));
    return true;
}

static bool write_one(eg_session *s, eg_sink *out, const eg_args *args, eg_error *err) {
    const char *what = args->words.len ? args->words.items[0] : "";
    static const struct { const char *name; void (*put)(eg_sink *); } shells[] = {{"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(what, shells[i].name) == 0) return shells[i].put(out), true;
    static const char *const lists[] = {"kinds", "types", "statuses", "formats"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(what, lists[i]) == 0) return put_words(s, out, what);
    size_t count = args->words.len;
    if (strcmp(what, "names") == 0 && (count == 2 || count == 3)) return put_names(s, out, args->words.items[1], count == 3 ? args->words.items[2] : "");
    return eg_args_fail(args, err, "no completion for this shell, say bash, zsh or fish", *what ? what : "nothing given");
}

int eg_cmd_completion(int argc, char **argv) {
    eg_session s = {0};
    eg_args args = {0};
    eg_sink out = {0};
    eg_error err = {0};
    bool ok = eg_args_parse(&args, "completion", argc, argv, &err) && write_one(&s, &out, &args, &err) && eg_sink_save(&out, "-", &err);
    if (!ok && err.code != EG_OK) *eg_errors_add(&s.errors) = err;
    eg_session_report(&s);
    eg_sink_fini(&out);
    eg_args_fini(&args);
    eg_session_fini(&s);
    return ok ? EG_EXIT_DONE : EG_EXIT_ERROR;
}
