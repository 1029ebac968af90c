/* SPDX-License-Identifier: MIT */
/* From the readings of all posts to one graph: the vote, the reduction, and evidence for everything. */
#ifndef EG_RELATE_COLLECT_H
#define EG_RELATE_COLLECT_H

#include "relate/relate.h"

/* Reads one post whole: figures, names, contexts, relations, tables, subjects, the vote. `arena` is the post's. */
void eg_read_post(eg_reading *r, eg_statements *out, eg_arena *arena, const eg_patterns *p, const eg_text *text, bool references);
/* The same in two steps: all that rules over the tape have to do with, and the last words on names, for which little of the set
 * is asked. */
void eg_read_statements(eg_reading *r, eg_statements *out, eg_arena *arena, const eg_patterns *p, const eg_text *text, bool references);
void eg_read_last(eg_reading *r);
/* The same up to where the relations run: what the tapes are made of. */
void eg_read_things(eg_reading *r, eg_arena *arena, const eg_patterns *p, const eg_text *text, bool references);
/* Does the statement survive: both ends believed, of kinds that its type allows? */
bool eg_statement_holds(const eg_reading *r, const eg_statement *s);
/* Final kind of an entity, or EG_NONE when it falls. */
uint32_t eg_final_kind(const eg_reading *r, uint32_t entity);

#endif
