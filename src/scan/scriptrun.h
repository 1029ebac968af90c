/* SPDX-License-Identifier: MIT */
/* Names in a language without capitals and spaces (`anchor: script-run`). In: the text. Out: tokens, which are runs of one
 * script cut by the words that the set and the post know, and candidates for names, as token.h and name.h have them for
 * languages with capitals. */
#ifndef EG_SCAN_SCRIPTRUN_H
#define EG_SCAN_SCRIPTRUN_H

#include "scan/name.h"

/* A token's eg_cut bits stand above its flags. */
enum { EG_TOKEN_CUTS = 16 };

void eg_scriptrun_read(eg_tokens *tokens, eg_candidates *out, eg_arena *arena, const eg_patterns *patterns, const eg_text *text);

#endif
