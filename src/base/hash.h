/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4, from libmd) in lower-case hex: for sources, pattern sets and the tails of ids. */
#ifndef EG_BASE_HASH_H
#define EG_BASE_HASH_H

#include <stdbool.h>

#include "base/slice.h"

void eg_sha256_hex(char out[65], eg_slice bytes); /* NUL behind 64 digits */

/* The same of a file, read piece by piece, as if the `blank` bytes at `at` were zero. False when it cannot be read. */
bool eg_sha256_file(char out[65], int fd, size_t at, size_t blank);

#endif
