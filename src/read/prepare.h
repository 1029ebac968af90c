/* SPDX-License-Identifier: MIT */
/* What is changed in the Markdown before md4c sees it: never its length, only bytes that become EG_VOID, a control
 * byte that is no markup and never reaches the text. */
#ifndef EG_READ_PREPARE_H
#define EG_READ_PREPARE_H

#include "read/encoding.h"

#define EG_VOID '\x01'

/* The bytes of `clean` from `from` on, borrowed when nothing had to change, else a copy in log->arena.
 *  - The marker of a footnote definition (`[^a]:`) is voided, so that its text is a paragraph; a void byte at the start
 *    of a line therefore begins one.
 *  - Two inputs make md4c 0.4.8 take quadratic time: a long link reference that is used often, and a table with many
 *    columns and rows of one cell, which it pads. Both are voided so that they read as plain text, with a warning. */
eg_slice eg_prepare(eg_read_log *log, const eg_clean *clean, size_t from);

#endif
