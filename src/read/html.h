/* SPDX-License-Identifier: MIT */
/* Raw HTML inside Markdown: tags, comments, scripts and the like fall, the text between tags stays. A scanner that is
 * fed piece by piece (md4c hands HTML over in lines) and reports what it sees. */
#ifndef EG_READ_HTML_H
#define EG_READ_HTML_H

#include "base/slice.h"

typedef struct eg_html_events {
    void (*text)(void *ctx, const char *ptr, size_t len);  /* inside the buffer that was fed */
    void (*tag)(void *ctx, eg_slice name, bool closing, eg_slice href); /* lower-case name; href raw, or empty */
    void *ctx;
} eg_html_events;

enum eg_html_state { EG_HTML_TEXT, EG_HTML_TAG, EG_HTML_COMMENT };

/* A zeroed scanner is ready. */
typedef struct eg_html {
    enum eg_html_state state;
    char tag[512]; /* the tag so far, without "<"; what does not fit is not kept */
    size_t tag_len;
    char quote;    /* inside an attribute's value */
    char last[2];  /* the last two bytes of a comment */
    char skip[16]; /* name of the element whose content is skipped, or "" */
} eg_html;

void eg_html_feed(eg_html *html, const eg_html_events *events, const char *ptr, size_t len);

#endif
