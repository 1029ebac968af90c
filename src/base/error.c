/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/region.h"

bool eg_fail(eg_error *err, eg_code code, const char *path, const char *format, ...) {
    if (err == NULL || err->code != EG_OK) return false;
    err->code = code;
    snprintf(err->path, sizeof err->path, "%s", path ? path : "");
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    return false;
}

void eg_errors_fini(eg_errors *errors) {
    eg_vec_fini(&errors->list);
}

eg_error *eg_errors_add(eg_errors *errors) {
    bool was = eg_region_pause(true); /* errors outlive a pattern set that could not be loaded */
    eg_error *err = eg_vec_add(&errors->list);
    eg_region_pause(was);
    return err;
}
