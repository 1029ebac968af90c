/* SPDX-License-Identifier: MIT */
/* Markdown in; text, blocks, inlines and the map to the Markdown's bytes out. The only user of md4c. */
#ifndef EG_READ_MARKDOWN_H
#define EG_READ_MARKDOWN_H

#include "read/encoding.h"

typedef struct eg_markdown {
    EG_VEC(char) text;
    EG_VEC(eg_block) blocks;
    EG_VEC(eg_inline) inlines;
    eg_offsets offsets; /* text -> bytes of `clean` */
} eg_markdown;

/* What md4c is asked to know; the bench measures it with the same. */
#define EG_MARKDOWN_FLAGS (MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)

/* Reads clean->bytes from byte `from` on. Targets of links are in log->arena. */
void eg_markdown_read(eg_markdown *out, eg_read_log *log, const eg_clean *clean, size_t from);
void eg_markdown_fini(eg_markdown *markdown);

#endif
