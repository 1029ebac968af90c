/* SPDX-License-Identifier: MIT */
/* A part of a pattern that stands for one character out of a plain set: "[^;\x01-\x1f]", "(?![\x03])[\x01-\x1f]". In: its
 * text (extended mode, case-sensitive). Out: the set, which can be joined with others and written as one class: PCRE2
 * runs over a repeated class at once, but over repeated alternatives one by one, and it copies a counted group. */
#ifndef EG_SCAN_CHARSET_H
#define EG_SCAN_CHARSET_H

#include "base/sink.h"

typedef struct eg_charset {
    bool ascii[128];
    bool beyond; /* every character beyond ASCII is in it, or none */
} eg_charset;

/* False, and *out undefined, when all of `text` is no such part: a property or "\s" in it depends on more than a byte. */
bool eg_charset_read(eg_charset *out, eg_slice text);
void eg_charset_join(eg_charset *set, const eg_charset *other);
/* As one class in brackets; false, and nothing written, when the set is empty or holds all characters. */
bool eg_charset_put(eg_sink *out, const eg_charset *set);

#endif
