/* SPDX-License-Identifier: MIT */
#include "emit/markup.h"

static bool is_forbidden(uint32_t cp) {
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0xFFFE || cp == 0xFFFF || (cp >= 0xD800 && cp <= 0xDFFF);
}

static const char *reference(uint32_t cp) {
    switch (cp) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\t': return "&#9;";
    case '\n': return "&#10;";
    default: return NULL;
    }
}

void eg_put_escaped(eg_sink *out, eg_slice text) {
    for (size_t at = 0, len; at < text.len; at += len) {
        uint32_t cp = eg_utf8_next(text, at, &len);
        const char *ref = reference(cp);
        char utf8[4];
        if (ref) eg_puts(out, ref);
        else if (!is_forbidden(cp)) eg_put(out, eg_slice_of(utf8, eg_utf8_put(utf8, cp)));
    }
}

bool eg_is_web_url(eg_slice url) {
    static const eg_slice schemes[] = {{"https://", 8}, {"http://", 7}};
    bool web = false;
    for (size_t i = 0; i < 2; i++)
        web = web || (url.len > schemes[i].len && eg_slice_eq_ascii_nocase(eg_slice_sub(url, 0, schemes[i].len), schemes[i]));
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.ptr[i] <= ' ' || url.ptr[i] == 0x7F || url.ptr[i] == '\\') return false;
    return web && eg_utf8_check(url) == url.len;
}
