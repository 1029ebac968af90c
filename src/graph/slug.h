/* SPDX-License-Identifier: MIT */
/* From a name to the letters an id may have: [a-z0-9-], no dash at the ends and none doubled. Such an id is at once an
 * XML NMTOKEN, a CSS selector, a DOT id and a URL fragment. */
#ifndef EG_GRAPH_SLUG_H
#define EG_GRAPH_SLUG_H

#include "base/arena.h"

typedef struct eg_slug {
    eg_slice text; /* at most 60 bytes; may be "" */
    bool lossy;    /* letters, digits or meaning signs (+, #, emoji) of the name are not in it, or it was cut */
} eg_slug;

/* Accents and case are folded, apostrophes vanish ("Andrew Ng's" -> "andrew-ngs"), all else becomes a dash. The text
 * is in the arena. O(name). */
eg_slug eg_slug_of(eg_arena *arena, eg_slice name);
/* The first `digits` hex digits of the SHA-256 of `text`, in the arena. digits <= 64. */
eg_slice eg_slug_hash(eg_arena *arena, eg_slice text, size_t digits);

#endif
