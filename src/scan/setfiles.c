/* SPDX-License-Identifier: MIT */
#include "scan/setfiles.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"

enum { DEPTH_MOST = 4 };

static int by_path(const void *a, const void *b) { return strcmp(((const eg_set_file *)a)->path, ((const eg_set_file *)b)->path); }

static void add(eg_set_files *out, const char *path, size_t prefix, size_t set, bool folder) {
    size_t size = strlen(path) + 1;
    char *copy = memcpy(eg_heap_alloc(size), path, size);
    eg_set_file file = {.path = copy, .inner = copy + prefix, .set = set, .folder = folder};
    eg_vec_push(&out->list, file);
}

static bool find_in(eg_set_files *out, const char *dir, size_t prefix, size_t set, int depth, eg_error *err) { /* NOLINT(misc-no-recursion) */
    DIR *d = opendir(dir);
    if (d == NULL) return eg_fail(err, EG_ERR_IO, dir, "cannot open pattern folder: %s", strerror(errno));
    add(out, dir, prefix, set, true);
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        if (e->d_name[0] == '.' || strcmp(e->d_name, "examples") == 0) continue;
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        struct stat st;
        if (stat(path, &st) != 0) continue;
        eg_slice name = eg_slice_from(e->d_name);
        if (S_ISDIR(st.st_mode)) {
            if (depth < DEPTH_MOST) find_in(out, path, prefix, set, depth + 1, err);
        } else if (eg_slice_ends(name, EG_S(".yaml")) || eg_slice_ends(name, EG_S(".tsv"))) {
            add(out, path, prefix, set, false);
        }
    }
    closedir(d);
    return true;
}

bool eg_set_files_find(eg_set_files *out, const char *const *dirs, size_t count, eg_errors *errors) {
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        size_t from = out->list.len;
        eg_error err = {0};
        if (!find_in(out, dirs[i], strlen(dirs[i]), i, 0, &err)) *eg_errors_add(errors) = err, ok = false;
        if (out->list.len > from) qsort(out->list.items + from, out->list.len - from, sizeof *out->list.items, by_path);
    }
    return ok;
}

void eg_set_files_fini(eg_set_files *files) {
    for (size_t i = 0; i < files->list.len; i++) eg_heap_free(files->list.items[i].path);
    eg_vec_fini(&files->list);
}
