/* SPDX-License-Identifier: MIT */
#include "base/status.h"

static const char *const names[EG_STATUS_COUNT] = {"asserted", "planned",     "ended", "negated",
                                                   "hedged",   "conditional", "goal",  "question"};

eg_slice eg_status_name(eg_status status) {
    return status < EG_STATUS_COUNT ? eg_slice_from(names[status]) : EG_S("");
}

eg_status eg_status_of(eg_slice name) {
    eg_status s = EG_STATUS_ASSERTED;
    while (s < EG_STATUS_COUNT && !eg_slice_eq(name, eg_slice_from(names[s]))) s++;
    return s;
}
