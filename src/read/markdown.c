/* SPDX-License-Identifier: MIT */
/* md4c walks the Markdown and calls back; here the calls become blocks. md4c hands text over as pointers into its input
 * or as static strings (soft breaks, entities come raw): only the former have an offset, the latter stand for what is
 * between their neighbours. A block is gathered in a draft and finished when its end, or a hard break, is reached. */
#include "read/markdown.h"

#include <md4c.h>

#include "base/unicode.h"
#include "read/draft.h"
#include "read/entity.h"
#include "read/html.h"
#include "read/prepare.h"

enum { TARGET_MOST = 4096 };

typedef enum scope_kind { SCOPE_LIST, SCOPE_ITEM, SCOPE_QUOTE } scope_kind;

typedef struct scope {
    scope_kind kind;
    bool ordered;    /* list */
    uint32_t intro;  /* list: the paragraph before it */
    uint32_t parent; /* list: first block of the item around it */
    uint32_t first;  /* item: its first block, EG_NO_BLOCK until there is one */
    size_t item, list; /* 1 + index of the innermost item and list, this scope included; 0 = none */
} scope;

typedef struct heading_ref {
    uint32_t block;
    uint8_t level;
} heading_ref;

typedef struct reader {
    eg_markdown *out;
    eg_read_log *log;
    eg_prepared input;      /* what md4c reads */
    eg_draft draft;
    EG_VEC(scope) scopes;
    uint32_t list_depth, quote_depth;
    heading_ref headings[6];
    size_t heading_count;
    uint32_t just_closed;   /* paragraph or item that ended with nothing after it yet, or EG_NO_BLOCK */
    uint8_t heading_level;  /* inside a heading: 1..6, else 0 */
    bool in_cell, in_code, in_html_block, cell_is_header;
    uint32_t tables, table_intro, row, column;
    uint32_t image_depth;
    bool hard_break;        /* a <br> waits for the letter behind it */
    eg_html html;
} reader;

/* ---- blocks ---- */

static scope *innermost(reader *r, scope_kind kind) {
    if (r->scopes.len == 0) return NULL;
    const scope *top = &r->scopes.items[r->scopes.len - 1];
    size_t place = kind == SCOPE_ITEM ? top->item : top->list;
    return place ? &r->scopes.items[place - 1] : NULL;
}

enum { STAMP_LEVEL = 6 };

static void push_scope(reader *r, scope added) {
    if (r->scopes.len > 0) {
        added.item = r->scopes.items[r->scopes.len - 1].item;
        added.list = r->scopes.items[r->scopes.len - 1].list;
    }
    if (added.kind == SCOPE_ITEM) added.item = r->scopes.len + 1;
    if (added.kind == SCOPE_LIST) added.list = r->scopes.len + 1;
    eg_vec_push(&r->scopes, added);
}

static uint8_t small(uint32_t n) {
    return (uint8_t)(n < 255 ? n : 255);
}

/* Headings in quotes and items govern nothing outside: they are not remembered. */
static void remember_heading(reader *r, uint32_t block, uint8_t level) {
    if (r->scopes.len > 0) return;
    while (r->heading_count > 0 && r->headings[r->heading_count - 1].level >= level) r->heading_count--;
    r->headings[r->heading_count++] = (heading_ref){block, level};
}

static uint32_t governing_heading(const reader *r, uint8_t below) {
    for (size_t i = r->heading_count; i-- > 0;)
        if (r->headings[i].level < below) return r->headings[i].block;
    return EG_NO_BLOCK;
}

static void fill_item(reader *r, eg_block *block, uint32_t index) {
    scope *item = innermost(r, SCOPE_ITEM);
    scope *list = innermost(r, SCOPE_LIST);
    block->kind = EG_BLOCK_ITEM;
    block->level = small(r->list_depth);
    if (item->first == EG_NO_BLOCK) item->first = index;
    block->lead = item->first;
    if (list == NULL) return;
    block->ordered = list->ordered;
    block->intro = list->intro;
    block->parent = list->parent;
}

static void fill_block(reader *r, eg_block *block, uint32_t index) {
    block->quote = small(r->quote_depth);
    block->heading = governing_heading(r, r->heading_level ? r->heading_level : 7);
    if (r->in_cell) {
        block->kind = EG_BLOCK_CELL;
        block->table = r->tables - 1;
        block->row = r->row;
        block->column = r->column;
        block->header = r->cell_is_header;
        block->intro = r->table_intro;
    } else if (r->heading_level) {
        block->kind = EG_BLOCK_HEADING;
        block->level = r->heading_level;
        remember_heading(r, index, r->heading_level);
    } else if (innermost(r, SCOPE_ITEM) != NULL) {
        fill_item(r, block, index);
    }
}

static void flush(reader *r) {
    r->hard_break = false;
    eg_block block = {.kind = EG_BLOCK_PARAGRAPH, .heading = EG_NO_BLOCK, .parent = EG_NO_BLOCK, .lead = EG_NO_BLOCK,
                      .intro = EG_NO_BLOCK};
    if (!eg_draft_flush(&r->draft, r->out, &block)) return;
    uint32_t index = (uint32_t)r->out->blocks.len;
    fill_block(r, &block, index);
    eg_vec_push(&r->out->blocks, block);
    bool leads = block.kind == EG_BLOCK_PARAGRAPH || block.kind == EG_BLOCK_ITEM;
    r->just_closed = leads ? index : EG_NO_BLOCK;
}

static void enter_list(reader *r, bool ordered) {
    scope *item = innermost(r, SCOPE_ITEM);
    scope list = {.kind = SCOPE_LIST, .ordered = ordered, .intro = r->just_closed,
                  .parent = item ? item->first : EG_NO_BLOCK, .first = EG_NO_BLOCK};
    push_scope(r, list);
    r->list_depth++;
}

static void leave_scope(reader *r) {
    if (r->scopes.len == 0) return;
    scope_kind kind = r->scopes.items[--r->scopes.len].kind;
    if (kind == SCOPE_LIST) r->list_depth--;
    if (kind == SCOPE_QUOTE) r->quote_depth--;
    r->just_closed = EG_NO_BLOCK;
}

static void enter_table(reader *r) {
    r->tables++;
    r->table_intro = r->just_closed;
    r->row = UINT32_MAX; /* the first row makes it 0 */
}

static void enter_cell(reader *r, bool header) {
    r->in_cell = true;
    r->cell_is_header = header;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *userdata) {
    reader *r = userdata;
    flush(r);
    switch (type) {
    case MD_BLOCK_QUOTE:
        push_scope(r, (scope){.kind = SCOPE_QUOTE, .first = EG_NO_BLOCK});
        r->quote_depth++;
        r->just_closed = EG_NO_BLOCK;
        break;
    case MD_BLOCK_UL: enter_list(r, false); break;
    case MD_BLOCK_OL: enter_list(r, true); break;
    case MD_BLOCK_LI:
        push_scope(r, (scope){.kind = SCOPE_ITEM, .first = EG_NO_BLOCK});
        r->just_closed = EG_NO_BLOCK;
        break;
    case MD_BLOCK_H: r->heading_level = (uint8_t)((MD_BLOCK_H_DETAIL *)detail)->level; break;
    case MD_BLOCK_CODE: r->in_code = true; break;
    case MD_BLOCK_HTML: r->in_html_block = true; break;
    case MD_BLOCK_TABLE: enter_table(r); break;
    case MD_BLOCK_TR:
        r->row++;
        r->column = 0;
        break;
    case MD_BLOCK_TH: enter_cell(r, true); break;
    case MD_BLOCK_TD: enter_cell(r, false); break;
    default: break;
    }
    return 0;
}

/* What HTML left open ends with its block. */
static void end_html(reader *r) {
    r->html.state = EG_HTML_TEXT;
    r->html.tag_len = 0;
    r->html.skip[0] = '\0';
    eg_draft_clear(&r->draft);
}

/* "LAND RUSH": what an agency sets in capitals on a line of its own, between its paragraphs, is a heading. */
static bool is_shouted(const reader *r) {
    enum { LONGEST = 60, LETTERS_LEAST = 4, BEFORE_LEAST = 1 /* blocks: the head of a release is set so, too */ };
    eg_slice s = eg_slice_trim(eg_slice_of(r->draft.buf.items, r->draft.buf.len));
    size_t letters = 0;
    if (r->scopes.len || r->in_cell || r->heading_level || r->in_code || r->out->blocks.len < BEFORE_LEAST || s.len == 0 || s.len > LONGEST) return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] >= 'a' && s.ptr[i] <= 'z') return false;
        letters += s.ptr[i] >= 'A' && s.ptr[i] <= 'Z';
    }
    return letters >= LETTERS_LEAST && 2 * letters > s.len && strchr(".:;,", s.ptr[s.len - 1]) == NULL;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *userdata) {
    (void)detail;
    reader *r = userdata;
    bool shouted = type == MD_BLOCK_P && is_shouted(r);
    if (shouted) r->heading_level = STAMP_LEVEL;
    flush(r);
    if (shouted) r->heading_level = 0;
    end_html(r);
    switch (type) {
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_LI: leave_scope(r); break;
    case MD_BLOCK_H: r->heading_level = 0; break;
    case MD_BLOCK_CODE: r->in_code = false; break;
    case MD_BLOCK_HTML:
        r->in_html_block = false;
        r->in_cell = false; /* a cell that the HTML never closed */
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        r->in_cell = false;
        r->column++;
        return 0;
    default: break;
    }
    if (type != MD_BLOCK_P && type != MD_BLOCK_DOC) r->just_closed = EG_NO_BLOCK;
    return 0;
}

/* ---- text ---- */

static bool has_offset(const reader *r, const char *ptr) {
    return ptr >= r->input.text.ptr && ptr < r->input.text.ptr + r->input.text.len;
}

static size_t clean_place(const reader *r, const char *ptr) {
    return eg_prepared_place(&r->input, (size_t)(ptr - r->input.text.ptr));
}

static bool begins_small(const char *ptr, size_t len) {
    size_t n;
    uint32_t cp = eg_utf8_next(eg_slice_of(ptr, len), 0, &n);
    return eg_is_letter(cp) && !eg_is_upper(cp) && !eg_is_cjk(cp);
}

static char last_letter(const reader *r) {
    size_t at = r->draft.buf.len;
    while (at > 0 && r->draft.buf.items[at - 1] == ' ') at--;
    return at ? r->draft.buf.items[at - 1] : '\0';
}

/* A hard break parts what stands line by line ("Sequoia<br>Accel"); in the middle of a sentence it is a space. */
static void settle_hard_break(reader *r, const char *ptr, size_t len) {
    if (!r->hard_break || len == 0 || *ptr == ' ') return;
    r->hard_break = false;
    char before = last_letter(r);
    if (begins_small(ptr, len) || before == ',' || before == '(' || before == '\0') return;
    flush(r);
}

/* A void byte at the start of a line is where a footnote definition began. */
static void split_at_void(reader *r, const char *ptr, size_t len) {
    bool line_start = r->draft.break_pending || r->draft.buf.len == 0;
    if (len > 0 && *ptr == EG_VOID && line_start) flush(r);
}

static void add_text(reader *r, const char *ptr, size_t len) {
    if (!has_offset(r, ptr)) { /* md4c's own strings are breaks */
        eg_draft_break(&r->draft);
        return;
    }
    split_at_void(r, ptr, len);
    settle_hard_break(r, ptr, len);
    eg_draft_text(&r->draft, eg_slice_of(ptr, len), clean_place(r, ptr));
}

static void add_entity(reader *r, const char *ptr, size_t len) {
    uint32_t cp = eg_entity_decode(eg_slice_of(ptr, len));
    if (cp == 0 || !has_offset(r, ptr)) {
        add_text(r, ptr, len);
        return;
    }
    char utf8[4] = {0};
    size_t written = eg_utf8_put(utf8, cp);
    settle_hard_break(r, utf8, written);
    eg_draft_letter(&r->draft, cp, clean_place(r, ptr), len);
}

static void hard_break(reader *r) {
    eg_draft_break(&r->draft);
    r->hard_break = r->draft.buf.len > 0;
}

/* A first line that is all in bold is a head of its own ("**Ada Berg, Kestrel Group**", and the next line goes on about her). */
static void soft_break(reader *r) {
    if (!r->in_cell && eg_draft_is_bold(&r->draft)) hard_break(r);
    else eg_draft_break(&r->draft);
}

/* ---- HTML ---- */

static void html_text(void *ctx, const char *ptr, size_t len) {
    reader *r = ctx;
    eg_slice s = eg_slice_of(ptr, len);
    size_t begin = 0;
    for (size_t at = 0; at < len; at++) {
        if (ptr[at] != '&') continue;
        size_t n = eg_entity_len(s, at);
        if (n == 0) continue;
        if (at > begin) add_text(r, ptr + begin, at - begin);
        add_entity(r, ptr + at, n);
        begin = at + n;
        at += n - 1;
    }
    if (begin < len) add_text(r, ptr + begin, len - begin);
}

static bool tag_mark(eg_slice name, eg_inline_kind *kind) {
    static const struct {
        const char *name;
        eg_inline_kind kind;
    } marks[] = {{"a", EG_INLINE_LINK},       {"b", EG_INLINE_STRONG}, {"strong", EG_INLINE_STRONG},
                 {"em", EG_INLINE_EMPHASIS},  {"i", EG_INLINE_EMPHASIS}, {"cite", EG_INLINE_EMPHASIS},
                 {"code", EG_INLINE_CODE},    {"kbd", EG_INLINE_CODE}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!eg_slice_eq(name, eg_slice_from(marks[i].name))) continue;
        *kind = marks[i].kind;
        return true;
    }
    return false;
}

static eg_slice entities_resolved(eg_arena *arena, eg_slice s);

static void html_mark(reader *r, eg_inline_kind kind, bool closing, eg_slice href) {
    if (closing) eg_draft_close(&r->draft, kind);
    else if (kind == EG_INLINE_LINK) eg_draft_open(&r->draft, kind, entities_resolved(r->log->arena, href));
    else eg_draft_open(&r->draft, kind, EG_S(""));
}

static bool is_phrase(eg_slice name) {
    static const char *const names[] = {"span", "sup", "sub", "small", "big", "u", "s", "del", "ins", "mark", "abbr",
                                        "font", "q", "img", "wbr", "time", "strike", "tt", "var", "label", "nobr",
                                        "input", "button"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (eg_slice_eq(name, eg_slice_from(names[i]))) return true;
    return false;
}

/* Tags of an HTML block that shape it. All others (p, div, section ...) end a paragraph and no more. */
static void html_shape(reader *r, eg_slice name, bool closing) {
    flush(r);
    r->heading_level = 0;
    if (name.len == 2 && name.ptr[0] == 'h' && name.ptr[1] >= '1' && name.ptr[1] <= '6') {
        if (!closing) r->heading_level = (uint8_t)(name.ptr[1] - '0');
    } else if (eg_slice_eq(name, EG_S("table"))) {
        r->in_cell = false;
        if (!closing) enter_table(r);
    } else if (eg_slice_eq(name, EG_S("tr")) && !closing) {
        if (r->tables == 0) enter_table(r);
        r->row++;
        r->column = UINT32_MAX;
    } else if (eg_slice_eq(name, EG_S("td")) || eg_slice_eq(name, EG_S("th"))) {
        r->in_cell = !closing && r->tables > 0 && r->row != UINT32_MAX;
        r->cell_is_header = name.ptr[1] == 'h' && r->row == 0;
        if (!closing) r->column++;
    }
}

static void html_tag(void *ctx, eg_slice name, bool closing, eg_slice href) {
    reader *r = ctx;
    eg_inline_kind kind;
    if (tag_mark(name, &kind)) html_mark(r, kind, closing, href);
    else if (eg_slice_eq(name, EG_S("br"))) hard_break(r);
    else if (r->in_html_block && !is_phrase(name)) html_shape(r, name, closing);
}

static void feed_html(reader *r, const char *ptr, size_t len) {
    if (!has_offset(r, ptr)) {
        if (r->html.state == EG_HTML_TEXT) eg_draft_break(&r->draft);
        else eg_html_feed(&r->html, &(eg_html_events){html_text, html_tag, r}, " ", 1);
        return;
    }
    eg_html_feed(&r->html, &(eg_html_events){html_text, html_tag, r}, ptr, len);
}

/* ---- md4c's calls ---- */

static int text(MD_TEXTTYPE type, const MD_CHAR *ptr, MD_SIZE len, void *userdata) {
    reader *r = userdata;
    if (r->image_depth > 0 || r->in_code) return 0;
    switch (type) {
    case MD_TEXT_BR: hard_break(r); break;
    case MD_TEXT_SOFTBR: soft_break(r); break;
    case MD_TEXT_NULLCHAR: break; /* encoding.c leaves none */
    case MD_TEXT_ENTITY: add_entity(r, ptr, len); break;
    case MD_TEXT_HTML: feed_html(r, ptr, len); break;
    default:
        if (r->html.skip[0] == '\0') add_text(r, ptr, len); /* else inside an inline <script> */
        break;
    }
    return 0;
}

static eg_slice entities_resolved(eg_arena *arena, eg_slice s) {
    if (s.len > TARGET_MOST) s.len = TARGET_MOST;
    char *out = eg_arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < s.len;) {
        size_t n = s.ptr[at] == '&' ? eg_entity_len(s, at) : 0;
        uint32_t cp = n ? eg_entity_decode(eg_slice_sub(s, at, at + n)) : 0;
        if (cp) {
            len += eg_utf8_put(out + len, cp); /* a reference is longer than its letter */
            at += n;
        } else {
            if (s.ptr[at] != EG_VOID) out[len++] = s.ptr[at];
            at++;
        }
    }
    return eg_slice_of(out, len);
}

static bool span_mark(MD_SPANTYPE type, eg_inline_kind *kind) {
    switch (type) {
    case MD_SPAN_EM: *kind = EG_INLINE_EMPHASIS; return true;
    case MD_SPAN_STRONG: *kind = EG_INLINE_STRONG; return true;
    case MD_SPAN_A: *kind = EG_INLINE_LINK; return true;
    case MD_SPAN_CODE: *kind = EG_INLINE_CODE; return true;
    default: return false;
    }
}

static int enter_span(MD_SPANTYPE type, void *detail, void *userdata) {
    reader *r = userdata;
    eg_inline_kind kind;
    if (type == MD_SPAN_IMG) r->image_depth++;
    if (r->image_depth > 0 || !span_mark(type, &kind)) return 0;
    eg_slice target = EG_S("");
    if (type == MD_SPAN_A) {
        const MD_ATTRIBUTE *href = &((MD_SPAN_A_DETAIL *)detail)->href;
        target = entities_resolved(r->log->arena, eg_slice_of(href->text, href->size));
    }
    eg_draft_open(&r->draft, kind, target);
    return 0;
}

static bool is_digit_at(eg_slice s, size_t at) { return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9'; }

/* "02:10 - The owl flock.": a place in a recording and a title in words; "02:10 - Tidewater." names what the text is about. */
static bool is_stamped(eg_slice s) {
    size_t at = s.len && (s.ptr[0] == '(' || s.ptr[0] == '[');
    size_t first = at;
    while (is_digit_at(s, at)) at++;
    bool minutes = at > first && at - first <= 3 && at < s.len && s.ptr[at] == ':' && is_digit_at(s, at + 1) && is_digit_at(s, at + 2);
    char last = s.len ? s.ptr[s.len - 1] : '\0';
    bool small = false; /* a word behind the first that has no capital */
    for (size_t i = at + 3, words = 0; i + 1 < s.len && minutes; i++) {
        bool begins = s.ptr[i - 1] == ' ' && eg_is_letter((unsigned char)s.ptr[i]);
        words += begins;
        small |= begins && words > 1 && s.ptr[i] >= 'a' && s.ptr[i] <= 'z';
    }
    return minutes && small && (last == '.' || last == '!' || last == '?');
}

/* What is in bold at the beginning of a paragraph and bears a time is the heading of what follows. */
static void settle_stamp(reader *r) {
    if (r->scopes.len || r->in_cell || r->heading_level || !eg_draft_is_bold(&r->draft) || !is_stamped(eg_slice_of(r->draft.buf.items, r->draft.buf.len))) return;
    r->heading_level = STAMP_LEVEL;
    flush(r);
    r->heading_level = 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *userdata) {
    (void)detail;
    reader *r = userdata;
    eg_inline_kind kind;
    if (r->image_depth == 0 && span_mark(type, &kind)) eg_draft_close(&r->draft, kind);
    if (type == MD_SPAN_STRONG) settle_stamp(r);
    if (type == MD_SPAN_IMG) r->image_depth--;
    return 0;
}

void eg_markdown_read(eg_markdown *out, eg_read_log *log, const eg_clean *clean, size_t from) {
    *out = (eg_markdown){0};
    reader r = {.out = out, .log = log, .just_closed = EG_NO_BLOCK,
                .table_intro = EG_NO_BLOCK};
    if (from >= clean->bytes.len) return;
    eg_prepare(&r.input, log, clean, from);
    MD_PARSER parser = {.flags = EG_MARKDOWN_FLAGS,
                        .enter_block = enter_block,
                        .leave_block = leave_block,
                        .enter_span = enter_span,
                        .leave_span = leave_span,
                        .text = text};
    if (md_parse(r.input.text.ptr, (MD_SIZE)r.input.text.len, &parser, &r) != 0) eg_out_of_memory(r.input.text.len);
    eg_prepared_fini(&r.input);
    eg_draft_fini(&r.draft);
    eg_vec_fini(&r.scopes);
}

void eg_markdown_fini(eg_markdown *markdown) {
    eg_vec_fini(&markdown->text);
    eg_vec_fini(&markdown->blocks);
    eg_vec_fini(&markdown->inlines);
    eg_offsets_fini(&markdown->offsets);
}
