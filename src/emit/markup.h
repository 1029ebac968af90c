/* SPDX-License-Identifier: MIT */
/* Text into XML: SVG, HTML, and the HTML-like labels of DOT. */
#ifndef EG_EMIT_MARKUP_H
#define EG_EMIT_MARKUP_H

#include "base/sink.h"

/* Escapes & < > " ' and, as references, tab and newline; leaves out what XML 1.0 forbids; bytes that are no UTF-8 become
 * U+FFFD. Good for content and for attributes in either quote. */
void eg_put_escaped(eg_sink *out, eg_slice text);
/* An absolute http or https URL without white space and control characters: the only links that pictures carry. */
bool eg_is_web_url(eg_slice url);

#endif
