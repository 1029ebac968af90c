/* SPDX-License-Identifier: MIT */
#include "read/html.h"

static bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

static char lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* Elements whose content is no prose. */
static bool is_skipped(eg_slice name) {
    static const char *const names[] = {"script", "style", "pre", "svg", "textarea", "template", "head", "iframe"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (eg_slice_eq(name, eg_slice_from(names[i]))) return true;
    return false;
}

/* The value of href in a tag's inside, or empty. */
static eg_slice find_href(eg_slice tag) {
    for (size_t at = 0; (at = eg_slice_find(tag, EG_S("href="), at)) != (size_t)-1; at++) {
        if (at == 0 || is_name_byte(tag.ptr[at - 1])) continue;
        size_t begin = at + 5;
        if (begin >= tag.len) break;
        char quote = tag.ptr[begin];
        bool quoted = quote == '"' || quote == '\'';
        begin += quoted;
        size_t end = begin;
        while (end < tag.len && (quoted ? tag.ptr[end] != quote : tag.ptr[end] != ' ')) end++;
        return eg_slice_sub(tag, begin, end);
    }
    return EG_S("");
}

static void end_tag(eg_html *html, const eg_html_events *events) {
    eg_slice tag = eg_slice_of(html->tag, html->tag_len);
    html->state = EG_HTML_TEXT;
    html->tag_len = 0;
    if (tag.len == 0 || tag.ptr[0] == '!' || tag.ptr[0] == '?') return;
    bool closing = tag.ptr[0] == '/';
    char name[16];
    size_t len = 0;
    for (size_t i = closing; i < tag.len && is_name_byte(tag.ptr[i]) && len < sizeof name; i++)
        name[len++] = lower(tag.ptr[i]);
    eg_slice lowered = eg_slice_of(name, len);
    if (html->skip[0] != '\0') {
        if (closing && eg_slice_eq(lowered, eg_slice_from(html->skip))) html->skip[0] = '\0';
        return;
    }
    bool empty = tag.ptr[tag.len - 1] == '/';
    if (!closing && !empty && len < sizeof html->skip && is_skipped(lowered)) {
        memcpy(html->skip, name, len);
        html->skip[len] = '\0';
        return;
    }
    events->tag(events->ctx, lowered, closing, closing ? EG_S("") : find_href(tag));
}

static void tag_byte(eg_html *html, const eg_html_events *events, char c) {
    if (html->quote) {
        if (c == html->quote) html->quote = '\0';
    } else if (c == '>') {
        end_tag(html, events);
        return;
    } else if ((c == '"' || c == '\'') && html->tag_len > 0 && html->tag[0] != '/' && html->tag[html->tag_len - 1] == '=') {
        html->quote = c;
    }
    if (html->tag_len < sizeof html->tag) html->tag[html->tag_len++] = c == '\n' || c == '\t' ? ' ' : c;
    if (html->tag_len == 3 && memcmp(html->tag, "!--", 3) == 0) {
        html->state = EG_HTML_COMMENT;
        html->tag_len = 0;
        html->last[0] = html->last[1] = '-'; /* "<!-->" is a whole comment */
    }
}

static void comment_byte(eg_html *html, char c) {
    if (c == '>' && html->last[0] == '-' && html->last[1] == '-') html->state = EG_HTML_TEXT;
    html->last[0] = html->last[1];
    html->last[1] = c;
}

static bool opens_tag(const char *ptr, size_t len, size_t at) {
    if (ptr[at] != '<' || at + 1 >= len) return false;
    char c = ptr[at + 1];
    return is_name_byte(c) || c == '/' || c == '!' || c == '?';
}

void eg_html_feed(eg_html *html, const eg_html_events *events, const char *ptr, size_t len) {
    size_t begin = 0;
    for (size_t at = 0; at < len; at++) {
        if (html->state == EG_HTML_TAG) {
            tag_byte(html, events, ptr[at]);
            begin = at + 1;
        } else if (html->state == EG_HTML_COMMENT) {
            comment_byte(html, ptr[at]);
            begin = at + 1;
        } else if (opens_tag(ptr, len, at)) {
            if (at > begin && html->skip[0] == '\0') events->text(events->ctx, ptr + begin, at - begin);
            html->state = EG_HTML_TAG;
            html->quote = '\0';
            begin = at + 1;
        }
    }
    if (html->state == EG_HTML_TEXT && begin < len && html->skip[0] == '\0')
        events->text(events->ctx, ptr + begin, len - begin);
}
