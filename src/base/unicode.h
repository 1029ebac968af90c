/* SPDX-License-Identifier: MIT */
/* What utf8proc knows (the only user of it): case folding without accents, display width, categories. */
#ifndef EG_BASE_UNICODE_H
#define EG_BASE_UNICODE_H

#include "base/arena.h"

/* NFKD, case-folded, combining marks and control characters dropped: "Yūrakuchō" -> "yurakucho"; the marks of voiced kana
 * stay, for they tell letters apart: "ｶﾞ" -> "ガ". From the arena. */
eg_slice eg_fold(eg_arena *arena, eg_slice s);
bool eg_is_upper(uint32_t cp);  /* Lu or Lt */
bool eg_is_letter(uint32_t cp); /* any letter or mark */
bool eg_is_digit(uint32_t cp);  /* Nd */
bool eg_is_currency(uint32_t cp); /* Sc */
/* Flags, emoji, arrows, other signs beyond ASCII (So, Sm), and what joins them. */
bool eg_is_pictograph(uint32_t cp);
/* Han, Hiragana, Katakana, Hangul: scripts written without capitals (and mostly without spaces). */
bool eg_is_cjk(uint32_t cp);
/* How a character is written: the scripts that a language may be told by, and those that end a run of another. */
typedef enum eg_script { EG_SCRIPT_OTHER, EG_SCRIPT_LATIN, EG_SCRIPT_GREEK, EG_SCRIPT_CYRILLIC, EG_SCRIPT_HEBREW, EG_SCRIPT_ARABIC,
                         EG_SCRIPT_DEVANAGARI, EG_SCRIPT_THAI, EG_SCRIPT_HANGUL, EG_SCRIPT_HIRAGANA, EG_SCRIPT_KATAKANA, EG_SCRIPT_HAN,
                         EG_SCRIPT_COUNT } eg_script;
/* Letters, full and half width alike; signs, digits and what has no script of these are EG_SCRIPT_OTHER. */
eg_script eg_script_of(uint32_t cp);
const char *eg_script_name(eg_script script); /* "latin" ... */
/* Columns on a terminal: 0 for combining marks, 2 for wide characters. */
int eg_char_width(uint32_t cp);
size_t eg_display_width(eg_slice s);
/* Control characters, and the bidi controls that can reorder a terminal line or a source listing. */
bool eg_is_unsafe(uint32_t cp);

#endif
