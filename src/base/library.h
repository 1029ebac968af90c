/* SPDX-License-Identifier: MIT */
/* Libraries that few runs need are loaded when they are: a post is read without Graphviz, libfyaml and libedit, whose pages and
 * relocations would be a good part of a start. Declared with their own headers' types:
 *
 *   static struct { EG_SLOT(el_, init) EG_SLOT(el_, gets) } el;
 *   static const eg_symbol symbols[] = {EG_SYMBOL(el, el_, init), EG_SYMBOL(el, el_, gets)};
 *   if (eg_library_load(names, symbols, sizeof symbols / sizeof *symbols)) el.init(...);  */
#ifndef EG_BASE_LIBRARY_H
#define EG_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

typedef struct eg_symbol {
    const char *name;
    void *slot; /* a pointer to a function of that type */
} eg_symbol;

#define EG_SLOT(prefix, name) __typeof__(prefix##name) *name;
#define EG_SYMBOL(api, prefix, name) {#prefix #name, &(api).name}

/* Loads the first of `names` (NULL ends them) that is installed and fills the slots. False when there is none or a symbol is
 * not in it. What was loaded stays. */
bool eg_library_load(const char *const *names, const eg_symbol *symbols, size_t count);

#endif
