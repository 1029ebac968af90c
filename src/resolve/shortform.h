/* SPDX-License-Identifier: MIT */
/* Names that a post uses in a shorter form than the one it introduces them by: "Tidewater Robotics ... Tidewater", "Ada Berg ... Berg". */
#ifndef EG_RESOLVE_SHORTFORM_H
#define EG_RESOLVE_SHORTFORM_H

#include "resolve/reading.h"

/* "Kvern" for "Kvern Labs", a surname for its person; only when unique. Needs votes, so it runs late. */
void eg_resolve_short_forms(eg_reading *r);

#endif
