/* SPDX-License-Identifier: MIT */
/* The block of metadata before a post: YAML between `---` lines, simple TOML between `+++` lines, or none. */
#ifndef EG_READ_FRONTMATTER_H
#define EG_READ_FRONTMATTER_H

#include "read/encoding.h"

/* Fills `meta` (texts in log->arena) and returns the byte of clean->bytes where the post's Markdown begins: behind a
 * byte order mark and the front matter. What cannot be read is a warning; then the lines that look like `key: value`
 * are taken as they are. */
size_t eg_front_matter_read(eg_meta *meta, eg_read_log *log, const eg_clean *clean);

#endif
