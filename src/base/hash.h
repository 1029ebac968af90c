/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4, from libmd) in lower-case hex: for sources, pattern sets and the tails of ids. */
#ifndef EG_BASE_HASH_H
#define EG_BASE_HASH_H

#include "base/slice.h"

void eg_sha256_hex(char out[65], eg_slice bytes); /* NUL behind 64 digits */

#endif
