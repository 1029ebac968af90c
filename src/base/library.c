/* SPDX-License-Identifier: MIT */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

static bool load_symbol(void *library, const eg_symbol *symbol) {
    void *found = dlsym(library, symbol->name);
    memcpy(symbol->slot, &found, sizeof found); /* ISO C has no cast from object to function pointer */
    return found != NULL;
}

bool eg_library_load(const char *const *names, const eg_symbol *symbols, size_t count) {
    void *library = NULL;
    for (; library == NULL && *names; names++) library = dlopen(*names, RTLD_LAZY);
    bool ok = library != NULL;
    for (size_t i = 0; i < count; i++) ok = ok && load_symbol(library, &symbols[i]);
    return ok;
}
