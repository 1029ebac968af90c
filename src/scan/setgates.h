/* SPDX-License-Identifier: MIT */
/* The gates of a set that is read: which of its patterns may match a text at all (scan/gate.h). */
#ifndef EG_SCAN_SETGATES_H
#define EG_SCAN_SETGATES_H

#include "scan/patternset.h"

/* Once, when all rules are there: gates for every pattern that runs on a tape and for those of entity rules that have
 * literals, the order in which tape rules run (`plan`), and the outlines. What the patterns need is let go. */
void eg_set_open_gates(eg_patterns *p);

#endif
