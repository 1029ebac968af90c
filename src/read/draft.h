/* SPDX-License-Identifier: MIT */
/* One block while it is being read: pieces of text come in, in order, with the clean bytes they stand for; out goes the
 * finished prose, appended to the text: white space folded, bare URLs, footnote marks and shortcodes cut. */
#ifndef EG_READ_DRAFT_H
#define EG_READ_DRAFT_H

#include "read/markdown.h"

/* Bytes [begin, end) of the draft become nothing, or one space. */
typedef struct eg_cut {
    uint32_t begin, end;
    uint32_t to; /* byte of the finished text where the cut stands */
    bool space;
} eg_cut;

typedef struct eg_draft {
    EG_VEC(char) buf;
    eg_offsets runs;          /* draft -> clean */
    EG_VEC(eg_inline) marks;  /* begin, end in the draft */
    EG_VEC(size_t) open;      /* indices of marks that are not closed yet, outermost first */
    size_t too_deep;          /* marks opened beyond the depth that is kept, and not closed yet */
    EG_VEC(eg_cut) cuts;
    bool break_pending;       /* the last run is a break whose clean end is not known yet */
} eg_draft;

void eg_draft_fini(eg_draft *draft);

/* Text that is the clean bytes from `from` on, one to one. */
void eg_draft_text(eg_draft *draft, eg_slice text, size_t from);
/* One code point that stands for clean bytes [from, from + len). */
void eg_draft_letter(eg_draft *draft, uint32_t cp, size_t from, size_t len);
/* A line break inside the block; it stands for what is between its neighbours. */
void eg_draft_break(eg_draft *draft);
void eg_draft_open(eg_draft *draft, eg_inline_kind kind, eg_slice target);
/* Closes the innermost open mark of that kind; none is no error (HTML is written by hand). */
void eg_draft_close(eg_draft *draft, eg_inline_kind kind);

/* Is all that is there one mark of strong print, closed? */
bool eg_draft_is_bold(const eg_draft *draft);

/* Appends the finished block to `out` and sets block->begin and end; false when nothing was left of it. Marks that are
 * still open end here and go on in the next block. The draft is empty afterwards. */
bool eg_draft_flush(eg_draft *draft, eg_markdown *out, eg_block *block);
/* Empties the draft, open marks too. */
void eg_draft_clear(eg_draft *draft);

#endif
