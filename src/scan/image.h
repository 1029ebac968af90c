/* SPDX-License-Identifier: MIT */
/* A pattern set as a file that is mapped, not read. In: the folders of a set. Out: the set, from a file that was made of
 * exactly these folders by exactly this program, or compiled afresh.
 *
 * What is trusted, and why. The file is memory as it was (base/region.h): pointers, serialized PCRE2 code, of which PCRE2
 * checks nothing. So a file is used only when nobody else could have written it:
 *  - the built-in one, made by `make` and installed beside the patterns: a regular file, no link, owned by root, by the
 *    user or by whoever owns the program, writable by its owner alone; it is as trusted as the program;
 *  - one in the user's cache ($XDG_CACHE_HOME/ecograph or ~/.cache/ecograph): the folder and the file are the user's,
 *    closed to all others (0700, 0600), opened without following links, and the SHA-256 over its content must be right. That
 *    finds damage, not intent, since the sum lies in the file: so it is looked at anew once a day, and when size or time of
 *    writing tell that the file was written to; in between, damage that leaves both as they were is not seen.
 * Without such a folder, or for a program that runs with another's rights, nothing is kept.
 *
 * What is mapped. What reading a post touches lies together (eg_shelf); what only messages and tools ask for is mapped too but
 * stays on disk; the patterns are not mapped at all but read from the file, each when it first runs.
 *
 * What is stale. The file tells the build id of the program, PCRE2's version and, of each file and folder of the set,
 * size, times of change, device and inode. All of these the same, it is used at once (a stat a file). Otherwise (a set
 * that was copied, unpacked or touched) the content of all files decides, by SHA-256: equal, the file is used. The stamps of
 * a file that had changed within two seconds of being read are not believed, because a second change would not show.
 * With SOURCE_DATE_EPOCH in the environment, as in a reproducible build, a file is made without stamps, which differ from
 * machine to machine: the same bytes then come of the same set, and its content is compared at each start. */
#ifndef EG_SCAN_IMAGE_H
#define EG_SCAN_IMAGE_H

#include "scan/patternset.h"

typedef struct eg_image_options {
    const char *built_in; /* path of a file made by eg_image_make, or NULL */
    bool no_cache;        /* neither read nor write the user's cache, nor the built-in file */
} eg_image_options;

/* As eg_patterns_load. Whatever is wrong with a file or the cache is no error: the set is compiled, and kept if it can. */
eg_patterns *eg_patterns_open(const char *const *dirs, size_t count, const eg_image_options *options, eg_errors *errors);
/* Compiles the set into a file at `path`. */
bool eg_image_make(const char *path, const char *const *dirs, size_t count, eg_errors *errors);

#endif
