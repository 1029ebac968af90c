/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <sha2.h>

void eg_sha256_hex(char out[65], eg_slice bytes) {
    SHA256Data((const uint8_t *)(bytes.len ? bytes.ptr : ""), bytes.len, out);
}
