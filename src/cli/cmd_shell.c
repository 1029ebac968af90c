/* SPDX-License-Identifier: MIT */
/* shell: the exploring commands on one graph that is read once, with completion and history on a terminal (libedit), or as a
 * script on standard input. */
#include <errno.h>
#include <histedit.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/library.h"
#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/line.h"

enum { HISTORY_MOST = 1000 };

/* What is used of libedit, which is loaded for a terminal. */
static struct {
    EG_SLOT(el_, deletestr) EG_SLOT(el_, end) EG_SLOT(el_, get) EG_SLOT(el_, gets) EG_SLOT(el_, init) EG_SLOT(el_, insertstr) EG_SLOT(el_, line) EG_SLOT(el_, set)
    EG_SLOT(, history) EG_SLOT(, history_init) EG_SLOT(, history_end)
} el;

static bool load_edit(void) {
    static const char *const names[] = {"libedit.so.2", "libedit.so.0", "libedit.so", "libedit.3.dylib", "libedit.dylib", NULL};
    static const eg_symbol symbols[] = {
        EG_SYMBOL(el, el_, deletestr), EG_SYMBOL(el, el_, end), EG_SYMBOL(el, el_, get), EG_SYMBOL(el, el_, gets), EG_SYMBOL(el, el_, init), EG_SYMBOL(el, el_, insertstr), EG_SYMBOL(el, el_, line), EG_SYMBOL(el, el_, set),
        EG_SYMBOL(el, , history), EG_SYMBOL(el, , history_init), EG_SYMBOL(el, , history_end)};
    return eg_library_load(names, symbols, sizeof symbols / sizeof *symbols);
}

typedef struct shell {
    eg_ask ask;
    EditLine *edit;
    History *history;
    bool ended;
    int worst; /* of the exit statuses of a script's commands */
} shell;

static void print_help(void) {
    fputs("Commands, on the graph that was read:\n", stdout);
    for (const eg_command *c = eg_commands; c->name; c++)
        if (eg_option_named(c, "evidence", 8)) printf("  %-12s%s\n", c->name, c->summary);
    fputs("  help COMMAND  its options\n  quit        or the end of input\n", stdout);
}

static int run_words(shell *s, const eg_line *words) {
    const char *name = words->items[0];
    const eg_command *command = eg_command_named(words->len > 1 && strcmp(name, "help") == 0 ? words->items[1] : name);
    if (strcmp(name, "quit") == 0 || strcmp(name, "exit") == 0) return s->ended = true, EG_EXIT_DONE;
    if (strcmp(name, "help") == 0) {
        if (command) eg_help_command(stdout, command);
        else print_help();
        return EG_EXIT_DONE;
    }
    if (command && eg_option_named(command, "evidence", 8)) return command->run((int)words->len, words->items);
    if (command) {
        fprintf(stderr, "%s asks nothing of a graph: run it outside the shell\n", name);
        return EG_EXIT_ERROR;
    }
    const eg_command *near = eg_command_near(name);
    fprintf(stderr, near ? "unknown command: %s; did you mean \"%s\"?\n" : "unknown command: %s (help lists them)\n", name, near ? near->name : "");
    return EG_EXIT_ERROR;
}

static void run_line(shell *s, eg_slice line) {
    eg_arena arena = {0};
    eg_line words = {0};
    int status = EG_EXIT_DONE;
    line = eg_slice_trim(line);
    if (!eg_line_split(&words, &arena, line)) {
        fputs("a quote is not closed\n", stderr);
        status = EG_EXIT_ERROR;
    } else if (words.len && words.items[0][0] != '#') {
        char *end = NULL;
        eg_vec_push(&words, end); /* argv ends with NULL */
        words.len--;
        status = run_words(s, &words);
    }
    if (status > s->worst) s->worst = status;
    fflush(stdout);
    eg_vec_fini(&words);
    eg_arena_fini(&arena);
}

static void run_script(shell *s) {
    char *line = NULL;
    size_t size = 0;
    for (ssize_t n; !s->ended && (n = getline(&line, &size, stdin)) > 0;) run_line(s, eg_slice_of(line, (size_t)n));
    free(line);
}

/* ---- on a terminal ---- */

static const char *prompt(EditLine *edit) {
    (void)edit;
    return "ecograph> ";
}

static size_t common_head(const eg_candidates *c) {
    size_t len = c->items[0].len;
    for (size_t i = 1; i < c->len; i++) {
        size_t same = 0;
        while (same < len && same < c->items[i].len && c->items[i].ptr[same] == c->items[0].ptr[same]) same++;
        len = same;
    }
    while (len > 0 && len < c->items[0].len && ((unsigned char)c->items[0].ptr[len] & 0xC0) == 0x80) len--; /* whole characters */
    return len;
}

static void list_candidates(const eg_candidates *c) {
    fputc('\n', stdout);
    for (size_t i = 0; i < c->len && i < 50; i++) printf("%.*s%s", EG_FMT(c->items[i]), i + 1 < c->len && i < 49 ? "  " : "\n");
    fflush(stdout);
}

static unsigned char complete(EditLine *edit, int key) {
    (void)key;
    shell *s;
    el.get(edit, EL_CLIENTDATA, &s);
    const LineInfo *info = el.line(edit);
    eg_slice line = eg_slice_of(info->buffer, (size_t)(info->cursor - info->buffer));
    eg_arena arena = {0};
    eg_candidates found = {0};
    size_t start;
    unsigned char done = CC_ERROR;
    eg_line_complete(&found, &start, &arena, line, s->ask.names, s->ask.graph, s->ask.schema);
    if (found.len) {
        size_t head = common_head(&found);
        eg_slice typed = eg_slice_sub(line, start, line.len);
        bool more = head > typed.len || (found.len == 1 && !eg_slice_eq(typed, found.items[0]));
        if (more) {
            el.deletestr(edit, (int)eg_utf8_count(typed));
            eg_slice text = eg_arena_printf(&arena, "%.*s%s", (int)head, found.items[0].ptr, found.len == 1 ? " " : "");
            el.insertstr(edit, text.ptr);
            done = CC_REFRESH;
        } else if (found.len > 1) {
            list_candidates(&found);
            done = CC_REDISPLAY;
        }
    }
    eg_vec_fini(&found);
    eg_arena_fini(&arena);
    return done;
}

/* $XDG_STATE_HOME/ecograph/history; "" when there is no home. Its folders are made. */
static eg_slice history_path(eg_arena *arena) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    eg_slice path = state && *state ? eg_arena_printf(arena, "%s/ecograph/history", state)
                    : home && *home ? eg_arena_printf(arena, "%s/.local/state/ecograph/history", home)
                                    : EG_S("");
    char *copy = eg_arena_alloc(arena, path.len + 1);
    for (size_t i = 0; i < path.len; i++) {
        if (i && path.ptr[i] == '/') mkdir(copy, 0700); /* that it is there already is no error */
        copy[i] = path.ptr[i];
    }
    return path;
}

static void run_terminal(shell *s) {
    HistEvent event;
    eg_slice path = history_path(&s->ask.arena);
    setlocale(LC_CTYPE, ""); /* libedit edits the characters of this locale; numbers keep the C locale's form */
    s->history = el.history_init();
    s->edit = el.init("ecograph", stdin, stdout, stderr);
    el.history(s->history, &event, H_SETSIZE, HISTORY_MOST);
    el.history(s->history, &event, H_SETUNIQUE, 1);
    if (path.len) el.history(s->history, &event, H_LOAD, path.ptr);
    el.set(s->edit, EL_CLIENTDATA, s);
    el.set(s->edit, EL_PROMPT, prompt);
    el.set(s->edit, EL_EDITOR, "emacs");
    el.set(s->edit, EL_SIGNAL, 1);
    el.set(s->edit, EL_HIST, el.history, s->history);
    el.set(s->edit, EL_ADDFN, "complete", "completes a word", complete);
    el.set(s->edit, EL_BIND, "\t", "complete", NULL);
    int count;
    for (const char *line; !s->ended && (line = el.gets(s->edit, &count)) != NULL && count > 0;) {
        eg_slice text = eg_slice_of(line, (size_t)count);
        if (eg_slice_trim(text).len) el.history(s->history, &event, H_ENTER, line);
        run_line(s, text);
        if (path.len) el.history(s->history, &event, H_SAVE, path.ptr);
    }
    if (!s->ended) fputc('\n', stdout);
    el.end(s->edit);
    el.history_end(s->history);
}

int eg_cmd_shell(int argc, char **argv) {
    shell s = {0};
    if (eg_ask_begin(&s.ask, "shell", 0, argc, argv)) {
        bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
        if (terminal && !load_edit()) {
            fputs("ecograph: libedit is not installed: no completion, no history\n", stderr);
            terminal = false;
        }
        s.ask.names = eg_names_new(s.ask.graph);
        eg_ask_lend(&s.ask);
        if (terminal) {
            if (!s.ask.session.quiet) printf("%zu nodes, %zu relations; help tells the commands, Tab completes\n", s.ask.node_count, s.ask.edge_count);
            run_terminal(&s);
        } else run_script(&s);
        eg_ask_lend(NULL);
        if (!terminal) s.ask.status = s.worst;
    }
    s.ask.out.buf.len = 0;
    return eg_ask_end(&s.ask);
}
