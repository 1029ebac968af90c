/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <sha2.h>
#include <unistd.h>

void eg_sha256_hex(char out[65], eg_slice bytes) {
    SHA256Data((const uint8_t *)(bytes.len ? bytes.ptr : ""), bytes.len, out);
}

bool eg_sha256_file(char out[65], int fd, size_t at, size_t blank) {
    SHA2_CTX all;
    uint8_t piece[16 << 10];
    size_t done = 0;
    ssize_t n;
    SHA256Init(&all);
    while ((n = pread(fd, piece, sizeof piece, (off_t)done)) > 0) {
        for (size_t i = at > done ? at - done : 0; i < (size_t)n && done + i < at + blank; i++) piece[i] = 0;
        SHA256Update(&all, piece, (size_t)n);
        done += (size_t)n;
    }
    SHA256End(&all, out);
    return n == 0;
}
