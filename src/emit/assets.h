/* SPDX-License-Identifier: MIT */
/* The explorer's files, put into the program by assets.mk. Not NUL-terminated. */
#ifndef EG_EMIT_ASSETS_H
#define EG_EMIT_ASSETS_H

#include <stddef.h>

extern const unsigned char eg_asset_explorer_css[];
extern const size_t eg_asset_explorer_css_len;
extern const unsigned char eg_asset_explorer_js[];
extern const size_t eg_asset_explorer_js_len;

#endif
