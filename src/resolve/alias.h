/* SPDX-License-Identifier: MIT */
/* Names that the post itself introduces: "Full Name (FN)", glosses in another script. */
#ifndef EG_RESOLVE_ALIAS_H
#define EG_RESOLVE_ALIAS_H

#include "resolve/reading.h"

/* Needs mentions in order; may lengthen one ("Innovation, Science and Economic Development Canada (ISED)"). */
void eg_resolve_introductions(eg_reading *r);
/* Is `short_form` made of letters of `long_form` in order, its first at the begin of a word (Schwartz and Hearst, "A
 * simple algorithm for identifying abbreviation definitions in biomedical text", 2003)? */
bool eg_is_acronym(eg_slice short_form, eg_slice long_form);

#endif
