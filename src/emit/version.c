/* SPDX-License-Identifier: MIT */
#include <jansson.h>

#include "emit/emit.h"

const char *eg_json_version(void) { return jansson_version_str(); }
