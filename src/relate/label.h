/* SPDX-License-Identifier: MIT */
/* Labels: what the words of a header, or before a colon, say of the names and figures below or behind them. In: the words, and what is
 * known of the row and the cell. Out: the label, borrowed from the patterns, or NULL. For table.c. */
#ifndef EG_RELATE_LABEL_H
#define EG_RELATE_LABEL_H

#include "relate/relate.h"

/* "Raised (US$ m)", "Revenue, 2023": without what is in brackets or behind a comma. */
eg_slice eg_label_bare(eg_slice text);
/* "Round" over the first column heads rounds, over another one what they brought: the label that heads rows, when one does. */
const eg_label *eg_label_of_rows(eg_reading *r, eg_slice text, const eg_label *label);
/* The first whose pattern the words match, with what stands in brackets or behind a comma or without it. */
const eg_label *eg_label_for(eg_reading *r, eg_slice text);
/* Does the label say something of a thing of this kind? */
bool eg_label_fits(const eg_reading *r, const eg_label *label, uint32_t kind);
/* May a cell under the label name a thing of this kind? */
bool eg_label_names_kind(const eg_reading *r, const eg_label *label, uint32_t kind);
/* "Company" heads the rows of one table and is where the people of another work: where the label of a column says nothing
 * of what its row is about, the next label for the same header may. */
const eg_label *eg_label_beside(const eg_reading *r, const eg_label *label, eg_slice header, uint32_t subject);
/* "Lead" heads the investors of one table and the scientists of another: where the cell names something of another kind than
 * the label speaks of, the next label for the same header may speak of it. */
const eg_label *eg_label_of_cell(const eg_reading *r, const eg_label *label, eg_slice header, const eg_block *cell, uint32_t subject);
/* Under "People and backers", the label of the part that speaks of things of this kind; NULL when the header is no such list. */
const eg_label *eg_label_of_part(const eg_reading *r, eg_slice header, uint32_t kind, uint32_t subject);
/* Is each part of the header a label, and are there several? */
bool eg_label_is_mixed(eg_reading *r, eg_slice words);
/* Does the label head things, and not only "who"? */
bool eg_label_names_things(const eg_reading *r, const eg_label *label);
/* The label of a header, when no other label of another kind holds for the same words: "From" heads employers and places. */
const eg_label *eg_label_only(eg_reading *r, eg_slice words);

#endif
