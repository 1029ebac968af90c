/* SPDX-License-Identifier: MIT */
/* Raw bytes in; valid UTF-8 without NUL out, with the map back. Undone here: byte order marks, UTF-16, stray bytes of
 * Windows-1252, and mojibake (UTF-8 that was once read as Mac Roman, Windows-1252 or Latin-1 and saved again). */
#ifndef EG_READ_ENCODING_H
#define EG_READ_ENCODING_H

#include "read/offsets.h"
#include "read/warning.h"

typedef struct eg_clean {
    eg_slice bytes;     /* valid UTF-8 without NUL; borrows the post when nothing was repaired, else in the arena */
    eg_offsets offsets; /* to the raw post; empty when byte i is byte i */
    bool repaired;      /* mojibake was undone */
} eg_clean;

/* False when `raw` is no text (see eg_text_read). Every repair is one warning per post, at its first place. */
bool eg_clean_read(eg_clean *clean, eg_read_log *log, eg_slice raw, eg_error *err);
/* Raw byte that byte `at` of the clean text comes from. */
size_t eg_clean_place(const eg_clean *clean, size_t at);
void eg_clean_fini(eg_clean *clean);

#endif
