/* SPDX-License-Identifier: MIT */
/* What is changed in the Markdown before md4c sees it: bytes become EG_VOID, a control byte that is no markup and never
 * reaches the text, and delimiter rows of tables grow. */
#ifndef EG_READ_PREPARE_H
#define EG_READ_PREPARE_H

#include "read/encoding.h"

#define EG_VOID '\x01'

/* `added` bytes stand in the prepared text before byte `at` that the clean bytes do not have. */
typedef struct eg_shift {
    size_t at, added;
} eg_shift;

typedef struct eg_prepared {
    eg_slice text;     /* borrows the clean bytes when nothing had to change, else in log->arena */
    size_t from;       /* clean byte of text byte 0 */
    EG_VEC(eg_shift) shifts;
} eg_prepared;

/* Prepares the bytes of `clean` from `from` on.
 *  - The marker of a footnote definition (`[^a]:`) is voided, so that its text is a paragraph; a void byte at the start
 *    of a line therefore begins one.
 *  - md4c 0.4.8 wants three dashes in each cell of a delimiter row where GitHub wants one: short ones grow.
 *  - Two inputs make it take quadratic time: a long link reference that is used often, and a table with many columns and
 *    rows of one cell, which it pads. Both are voided so that they read as plain text, with a warning. */
void eg_prepare(eg_prepared *out, eg_read_log *log, const eg_clean *clean, size_t from);
/* Clean byte of byte `at` of the prepared text. */
size_t eg_prepared_place(const eg_prepared *prepared, size_t at);
void eg_prepared_fini(eg_prepared *prepared);

#endif
