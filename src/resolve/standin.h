/* SPDX-License-Identifier: MIT */
/* A body that goes by the town it is called after: "Aalborg Cells was founded in Ribe. Aalborg now employs 300." */
#ifndef EG_RESOLVE_STANDIN_H
#define EG_RESOLVE_STANDIN_H

#include "resolve/reading.h"

/* Gives the mentions of listed places that stand for a longer name before them to that name, one alias note each pair. After the
 * votes of entity rules. */
void eg_resolve_standins(eg_reading *r);
#endif
