/* SPDX-License-Identifier: MIT */
/* What a statement is: a fact (the first three) or said without being asserted. */
#ifndef EG_BASE_STATUS_H
#define EG_BASE_STATUS_H

#include "base/slice.h"

typedef enum eg_status { /* the first three are facts: "edges"; the others stand in "unasserted" */
    EG_STATUS_ASSERTED,
    EG_STATUS_PLANNED,
    EG_STATUS_ENDED,
    EG_STATUS_NEGATED,
    EG_STATUS_HEDGED,
    EG_STATUS_CONDITIONAL,
    EG_STATUS_GOAL,
    EG_STATUS_QUESTION,
    EG_STATUS_COUNT,
} eg_status;

eg_slice eg_status_name(eg_status status);
/* EG_STATUS_COUNT when it is none. */
eg_status eg_status_of(eg_slice name);
static inline bool eg_status_is_fact(eg_status s) { return s <= EG_STATUS_ENDED; }

#endif
