/* SPDX-License-Identifier: MIT */
#include "cli/session.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/unicode.h"
#include "cli/progress.h"
#include "emit/emit.h"
#include "graph/edits.h"
#include "graph/merge.h"
#include "scan/image.h"

void eg_session_fini(eg_session *s) {
    eg_patterns_free(s->patterns);
    eg_errors_fini(&s->errors);
    eg_vec_fini(&s->extra_dirs);
    eg_vec_fini(&s->arguments);
    eg_vec_fini(&s->posts);
    eg_arena_fini(&s->arena);
}

void eg_session_options(eg_session *s, const eg_args *args) {
    size_t at = 0;
    for (const char *dir; (dir = eg_args_next(args, "patterns", &at)) != NULL;) eg_vec_push(&s->extra_dirs, dir);
    s->edits = eg_args_get(args, "edits");
    s->base = eg_args_get(args, "base");
    s->quiet = eg_args_has(args, "quiet");
}

/* Control and bidi characters of a path or post never reach the terminal. */
static void print_safe(const char *text) {
    eg_slice s = eg_slice_from(text);
    for (size_t at = 0, n; at < s.len; at += n) {
        uint32_t cp = eg_utf8_next(s, at, &n);
        bool keep = cp == '\n' || cp == '\t' || !eg_is_unsafe(cp);
        if (keep) fwrite(s.ptr + at, 1, n, stderr);
        else fputc('?', stderr);
    }
}

void eg_session_report(eg_session *s) {
    for (size_t i = 0; i < s->errors.list.len; i++) {
        char text[2048];
        eg_error_format(text, sizeof text, &s->errors.list.items[i], "error");
        print_safe(text);
    }
    s->errors.list.len = 0;
}

void eg_session_warn(const eg_session *s, const eg_graph *graph) {
    size_t n;
    size_t posts;
    const eg_warning *w = eg_graph_warnings(graph, &n);
    const eg_post *p = eg_graph_posts(graph, &posts);
    for (size_t i = 0; i < n && !s->quiet; i++) {
        eg_error err = {.line = w[i].line, .column = w[i].column};
        if (w[i].source < posts) snprintf(err.path, sizeof err.path, "%.*s", EG_FMT(p[w[i].source].path));
        snprintf(err.text, sizeof err.text, "%.*s", EG_FMT(w[i].text));
        char text[2048];
        eg_error_format(text, sizeof text, &err, "warning");
        print_safe(text);
    }
}

static bool has_schema(const char *dir) {
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/schema.yaml", dir);
    return n > 0 && (size_t)n < sizeof path && access(path, R_OK) == 0;
}

/* The folder the program is in, or false. */
static bool own_folder(char self[PATH_MAX]) {
    ssize_t n = readlink("/proc/self/exe", self, PATH_MAX - 1);
    while (n > 0 && self[n - 1] != '/') n--;
    self[n > 0 ? n - 1 : 0] = '\0';
    return n > 0;
}

/* The built-in set as `make` compiled it. */
static const char *find_compiled(eg_arena *arena) {
    char self[PATH_MAX];
    static const char *const places[] = {"patterns.egc", "../share/ecograph/patterns.egc"};
    bool known = own_folder(self);
    for (size_t i = 0; known && i < sizeof places / sizeof *places; i++) {
        eg_slice path = eg_arena_printf(arena, "%s/%s", self, places[i]);
        if (access(path.ptr, R_OK) == 0) return path.ptr;
    }
    return EG_DATADIR "/patterns.egc";
}

static const char *find_patterns(eg_arena *arena) {
    const char *named = getenv("ECOGRAPH_PATTERNS");
    if (named && *named) return named;
    char self[PATH_MAX];
    bool n = own_folder(self);
    static const char *const ups[] = {"patterns", "../patterns", "../../patterns", "../share/ecograph/patterns"};
    for (size_t i = 0; n && i < sizeof ups / sizeof *ups; i++) {
        eg_slice dir = eg_arena_printf(arena, "%s/%s", self, ups[i]);
        char whole[PATH_MAX]; /* without "..", for it is shown beside every rule */
        if (has_schema(dir.ptr)) return realpath(dir.ptr, whole) ? eg_arena_dup(arena, eg_slice_from(whole)).ptr : dir.ptr;
    }
    return EG_DATADIR "/patterns";
}

bool eg_session_compile(eg_session *s, const char *path) {
    const char *dir = find_patterns(&s->arena);
    return eg_image_make(path, &dir, 1, &s->errors);
}

const char *eg_session_built_in(eg_session *s) { return find_patterns(&s->arena); }

bool eg_session_is_built_in(eg_session *s, const char *dir) {
    struct stat a;
    struct stat b;
    return stat(dir, &a) == 0 && stat(eg_session_built_in(s), &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool eg_session_load(eg_session *s) {
    EG_VEC(const char *) dirs = {0};
    eg_vec_push(&dirs, find_patterns(&s->arena));
    for (size_t i = 0; i < s->extra_dirs.len; i++) eg_vec_push(&dirs, s->extra_dirs.items[i]);
    const char *no_cache = getenv("ECOGRAPH_NO_CACHE");
    eg_image_options options = {.built_in = dirs.len == 1 ? find_compiled(&s->arena) : NULL, .no_cache = no_cache && *no_cache};
    s->patterns = eg_patterns_open(dirs.items, dirs.len, &options, &s->errors);
    eg_vec_fini(&dirs);
    return s->patterns != NULL;
}

static void read_file(eg_session *s, const char *path, const char *shown) {
    eg_error err = {0};
    eg_post_input input = {.path = shown};
    if (!eg_bytes_read(&input.bytes, &s->arena, path, 0, &err)) {
        *eg_errors_add(&s->errors) = err;
        return;
    }
    eg_vec_push(&s->posts, input);
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void read_folder(eg_session *s, const char *dir, const char *shown, int depth) { /* NOLINT(misc-no-recursion) */
    DIR *d = opendir(dir);
    if (d == NULL) {
        eg_fail(eg_errors_add(&s->errors), EG_ERR_IO, dir, "cannot open: %s", strerror(errno));
        return;
    }
    EG_VEC(char *) names = {0};
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        if (e->d_name[0] != '.' && strcmp(e->d_name, "node_modules") != 0) eg_vec_push(&names, strdup(e->d_name));
    closedir(d);
    if (names.len) qsort(names.items, names.len, sizeof *names.items, by_text);
    for (size_t i = 0; i < names.len; i++) {
        eg_slice path = eg_arena_printf(&s->arena, "%s/%s", dir, names.items[i]);
        eg_slice name = eg_arena_printf(&s->arena, "%s%s%s", shown, *shown ? "/" : "", names.items[i]);
        struct stat st;
        bool post = eg_slice_ends(path, EG_S(".md")) || eg_slice_ends(path, EG_S(".markdown"));
        if (stat(path.ptr, &st) == 0 && S_ISDIR(st.st_mode)) {
            if (depth < 32) read_folder(s, path.ptr, name.ptr, depth + 1);
        } else if (post) read_file(s, path.ptr, name.ptr);
        free(names.items[i]);
    }
    eg_vec_fini(&names);
}

static const char *last_part(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

/* The path below --base; its last part when it is not below it or when there is no --base. */
static const char *shown_path(eg_session *s, const char *path) {
    char base[PATH_MAX], full[PATH_MAX];
    if (s->base == NULL || realpath(s->base, base) == NULL || realpath(path, full) == NULL) return last_part(path);
    size_t len = strlen(base);
    if (strncmp(full, base, len) != 0 || (full[len] != '/' && full[len] != '\0')) return last_part(path);
    return eg_arena_dup(&s->arena, eg_slice_from(full + len + (full[len] == '/'))).ptr;
}

bool eg_session_read(eg_session *s) {
    for (size_t i = 0; i < s->arguments.len; i++) {
        const char *arg = s->arguments.items[i];
        struct stat st;
        bool folder = strcmp(arg, "-") != 0 && stat(arg, &st) == 0 && S_ISDIR(st.st_mode);
        size_t before = s->posts.len;
        size_t errors = s->errors.list.len;
        if (folder) read_folder(s, arg, s->base ? shown_path(s, arg) : "", 0);
        else read_file(s, arg, strcmp(arg, "-") == 0 ? "<stdin>" : shown_path(s, arg));
        if (folder && s->posts.len == before && s->errors.list.len == errors)
            eg_fail(eg_errors_add(&s->errors), EG_ERR_INPUT, arg, "no posts (*.md, *.markdown) in this folder");
    }
    return s->posts.len > 0;
}

/* A saved graph: by its ending, or on standard input by its first byte. */
static bool is_saved(const eg_post_input *input) {
    eg_slice path = eg_slice_from(input->path);
    if (!eg_slice_eq(path, EG_S("<stdin>"))) return eg_slice_ends(path, EG_S(".json"));
    return eg_slice_starts(eg_slice_trim(eg_slice_sub(input->bytes, 0, input->bytes.len < 64 ? input->bytes.len : 64)), EG_S("{"));
}

/* Reads the saved graphs among the inputs into `graphs` and takes them off the list of posts. */
static bool take_saved(eg_session *s, eg_graph **graphs, size_t *count) {
    size_t posts = 0;
    for (size_t i = 0; i < s->posts.len; i++) {
        eg_post_input input = s->posts.items[i];
        if (!is_saved(&input)) {
            s->posts.items[posts++] = input;
            continue;
        }
        eg_error err = {0};
        if (!eg_json_read(&graphs[*count], input.bytes, input.path, &err)) {
            *eg_errors_add(&s->errors) = err;
            return false;
        }
        ++*count;
    }
    s->posts.len = posts;
    return true;
}

static eg_graph *read_graph(eg_session *s) {
    if (!eg_session_read(s)) return NULL;
    bool failed = s->errors.list.len > 0;
    eg_graph **graphs = EG_NEW_ARRAY(&s->arena, eg_graph *, s->posts.len + 1);
    size_t count = 0;
    bool ok = take_saved(s, graphs, &count);
    if (ok && s->posts.len) {
        eg_progress progress;
        eg_extract_options options = eg_progress_begin(&progress, s->quiet);
        graphs[count] = eg_extract(s->patterns, s->posts.items, s->posts.len, &options, &s->errors, &s->incomplete);
        eg_progress_end(&progress);
        ok = graphs[count] != NULL;
        count += ok;
    }
    eg_graph *graph = ok ? graphs[0] : NULL;
    if (ok && count > 1) {
        eg_error err = {0};
        graph = eg_graph_merge((const eg_graph *const *)graphs, count, eg_patterns_schema(s->patterns), &err);
        if (graph == NULL) *eg_errors_add(&s->errors) = err;
    }
    for (size_t i = 0; i < count; i++)
        if (graphs[i] != graph) eg_graph_free(graphs[i]);
    s->incomplete |= failed;
    return graph;
}

eg_graph *eg_session_graph(eg_session *s) {
    eg_graph *graph = read_graph(s);
    if (graph == NULL || s->edits == NULL) return graph;
    eg_graph *edited = eg_edits_apply(graph, eg_patterns_schema(s->patterns), s->edits, &s->errors);
    eg_graph_free(graph);
    return edited;
}
