/* SPDX-License-Identifier: MIT */
/* The whole pipeline:
 *
 *   post bytes -> read -> scan -> resolve -> relate -> graph -> emit
 *
 * A pattern set is loaded once; then each post is read into the graph, the graph is finished, and writers print it. */
#ifndef EG_ECOGRAPH_H
#define EG_ECOGRAPH_H

#include "graph/graph.h"
#include "read/text.h"
#include "scan/patternset.h"

#define EG_VERSION "0.1.0"

typedef struct eg_post_input {
    const char *path;  /* as shown in outputs: relative to the argument's folder */
    eg_slice bytes;    /* borrowed during eg_extract */
} eg_post_input;

typedef struct eg_extract_options {
    bool no_reference;   /* leave coreference out */
    unsigned post_limit; /* largest post in bytes, 0 = 64 MiB */
    void (*progress)(void *ctx, size_t done, size_t count); /* called after each post; NULL = nobody asks */
    void *progress_ctx;
} eg_extract_options;

/* Reads the posts (sorted by path first: their order is no input) into a new finished graph. A post that cannot be
 * read is an entry of `errors` and the others go on; *incomplete says that, or that a limit was hit (then a warning in
 * the graph names rule and place). NULL only when no post could be read. */
eg_graph *eg_extract(const eg_patterns *patterns, const eg_post_input *posts, size_t count,
                     const eg_extract_options *options, eg_errors *errors, bool *incomplete);

/* Reads a post's text as eg_extract does, with the sentence rules of its language (eg_patterns_for, which tells what to read
 * the text with). See eg_text_read; eg_text_fini ends it. */
bool eg_read_input(eg_text *text, eg_arena *arena, const eg_patterns *patterns, const eg_post_input *input, eg_error *err);

#endif
