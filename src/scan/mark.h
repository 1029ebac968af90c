/* SPDX-License-Identifier: MIT */
/* Marks on tokens, from what print and tables tell of names. */
#ifndef EG_SCAN_MARK_H
#define EG_SCAN_MARK_H

#include "scan/finder.h"

/* Fills f->marked and f->title_end, which the caller has set to zero; reads f->named. */
void eg_mark_names(eg_finder *f);

#endif
