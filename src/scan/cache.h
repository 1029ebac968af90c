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
/* The open file is being used, and its content is right. */
void eg_cache_touch(int fd, const struct stat *st);
/* Was its content found right within a day, and has nobody written to it since? What tells is an extended attribute: where the
 * file system has none, it is never so. */
bool eg_cache_was_checked(int fd, const struct stat *st);
/* When `name` was written: removes all but it and those that were used last, and what writers left that did not end. What
 * has no name of ours, or is no plain file of the user's, stays. */
void eg_cache_trim(int cache, const char *name);

#endif
