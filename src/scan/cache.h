/* SPDX-License-Identifier: MIT */
/* The user's folder of compiled pattern sets ($XDG_CACHE_HOME/ecograph or ~/.cache/ecograph): one file for each list of folders,
 * so that a set that changes replaces its file, and of those lists the ones that were used last. What is trusted in it is
 * told in image.h. */
#ifndef EG_SCAN_CACHE_H
#define EG_SCAN_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

enum { EG_CACHE_NAME = 80 };

/* A descriptor of the folder, made when it is missing; -1 when there is none to be trusted. The caller closes it. */
int eg_cache_open(void);
/* The user's, and closed to all others. */
bool eg_cache_is_private(const struct stat *st);
/* The file of a set of `count` folders, as this program makes it. False when one of them is not there. */
bool eg_cache_name(char name[EG_CACHE_NAME], const char *const *dirs, size_t count);
/* The open file, which was as `st` says when it was opened, is being used; `hashed`: its content was found right just now. */
void eg_cache_touch(int fd, const struct stat *st, bool hashed);
/* Was its content found right within a day, and is it of the same size and time of writing since? So damage that leaves both may go
 * unseen for a day; who may do it on purpose is the user (image.h). What tells is an extended attribute: where the file system has
 * none, it is never so. */
bool eg_cache_was_checked(int fd, const struct stat *st);
/* When `name` was written: removes all but it and those that were used last, and what writers left that did not end. What
 * has no name of ours, or is no plain file of the user's, stays. */
void eg_cache_trim(int cache, const char *name);

#endif
