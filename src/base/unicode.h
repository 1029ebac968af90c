/* SPDX-License-Identifier: MIT */
/* What utf8proc knows (the only user of it): case folding without accents, display width, categories. */
#ifndef EG_BASE_UNICODE_H
#define EG_BASE_UNICODE_H

#include "base/arena.h"

/* NFKD, case-folded, combining marks and control characters dropped: "Yūrakuchō" -> "yurakucho". From the arena. */
eg_slice eg_fold(eg_arena *arena, eg_slice s);
bool eg_is_upper(uint32_t cp);  /* Lu or Lt */
bool eg_is_letter(uint32_t cp); /* any letter or mark */
bool eg_is_digit(uint32_t cp);  /* Nd */
/* Han, Hiragana, Katakana, Hangul: scripts written without capitals (and mostly without spaces). */
bool eg_is_cjk(uint32_t cp);
/* Columns on a terminal: 0 for combining marks, 2 for wide characters. */
int eg_char_width(uint32_t cp);
size_t eg_display_width(eg_slice s);
/* Control characters, and the bidi controls that can reorder a terminal line or a source listing. */
bool eg_is_unsafe(uint32_t cp);

#endif
