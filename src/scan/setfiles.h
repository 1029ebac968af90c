/* SPDX-License-Identifier: MIT */
/* The files of a pattern set: *.yaml and *.tsv in its folders and theirs, in the order they are loaded. Hidden files and
 * folders named `examples` are left out. */
#ifndef EG_SCAN_SETFILES_H
#define EG_SCAN_SETFILES_H

#include "base/error.h"

typedef struct eg_set_file {
    char *path;        /* heap */
    const char *inner; /* the part of `path` behind its set's folder; "" for the folder itself */
    size_t set;        /* index of the folder it was found in */
    bool folder;
} eg_set_file;

typedef struct eg_set_files {
    EG_VEC(eg_set_file) list; /* per set: by path, folders among the files */
} eg_set_files;

/* A folder that cannot be opened is an entry of `errors`; the others go on. */
bool eg_set_files_find(eg_set_files *out, const char *const *dirs, size_t count, eg_errors *errors);
void eg_set_files_fini(eg_set_files *files);

#endif
