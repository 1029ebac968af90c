/* SPDX-License-Identifier: MIT */
/* A post as it was read, with its mentions marked: prose for a terminal, or one HTML page. In: the text of a post and the
 * graph that was made of it. What carries no mark was not read as a name or figure: that is what one looks for. */
#ifndef EG_EMIT_ANNOTATED_H
#define EG_EMIT_ANNOTATED_H

#include "base/sink.h"
#include "graph/graph.h"
#include "read/text.h"
#include "scan/schema.h"

typedef enum eg_marking {
    EG_MARK_NONE,     /* the prose alone */
    EG_MARK_BRACKETS, /* "[Tidewater Robotics](organization)": for pipes and plain terminals */
    EG_MARK_COLORS,   /* the colours of the kinds, as 256-colour sequences, and a legend */
} eg_marking;

/* `source` is the post's index in the graph. Blocks are separated by empty lines, the cells of a row by " | ". Control and
 * bidi characters are left out. */
void eg_annotated_text(eg_sink *out, const eg_text *text, const eg_graph *graph, uint32_t source, const eg_schema *schema,
                       eg_marking marking);
/* A page without scripts and without anything from outside. Sentences that a relation was read from are underlined and
 * tell it, with its rule, when pointed at. */
void eg_annotated_html(eg_sink *out, const eg_text *text, const eg_graph *graph, uint32_t source, const eg_schema *schema);

#endif
