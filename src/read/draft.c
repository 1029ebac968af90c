/* SPDX-License-Identifier: MIT */
/* The finished block is made in two passes over the draft: find_cuts() decides what falls, by a table of byte classes
 * that lets ordinary letters pass at memory speed; copy_kept() copies what stays, with its offsets. */
#include "read/draft.h"

#include "base/unicode.h"

/* Effect: how far a footnote label or a shortcode may reach; keeps "{%{%{%" linear. */
enum { LABEL_MOST = 64, SHORTCODE_MOST = 512 };

/* Effect: marks inside more than this many others are not kept; keeps the search of a closing tag short. */
enum { DEPTH_MOST = 64 };

void eg_draft_fini(eg_draft *draft) {
    eg_vec_fini(&draft->buf);
    eg_offsets_fini(&draft->runs);
    eg_vec_fini(&draft->marks);
    eg_vec_fini(&draft->open);
    eg_vec_fini(&draft->cuts);
}

/* ---- text in ---- */

static void append(eg_draft *draft, const char *bytes, size_t len) {
    eg_vec_reserve(&draft->buf, draft->buf.len + len);
    memcpy(draft->buf.items + draft->buf.len, bytes, len);
    draft->buf.len += len;
}

static void settle_break(eg_draft *draft, size_t from) {
    if (!draft->break_pending) return;
    draft->break_pending = false;
    eg_piece *last = &draft->runs.list.items[draft->runs.list.len - 1];
    if (from > last->post) last->post_len = (uint32_t)from - last->post;
}

void eg_draft_text(eg_draft *draft, eg_slice text, size_t from) {
    if (text.len == 0) return;
    settle_break(draft, from);
    eg_offsets_linear(&draft->runs, (uint32_t)draft->buf.len, (uint32_t)from, (uint32_t)text.len);
    append(draft, text.ptr, text.len);
}

void eg_draft_letter(eg_draft *draft, uint32_t cp, size_t from, size_t len) {
    char utf8[4] = {0};
    settle_break(draft, from);
    eg_offsets_whole(&draft->runs, (uint32_t)draft->buf.len, (uint32_t)from, (uint32_t)len);
    append(draft, utf8, eg_utf8_put(utf8, cp));
}

void eg_draft_break(eg_draft *draft) {
    if (draft->buf.len == 0 || draft->break_pending) return;
    const eg_piece *last = &draft->runs.list.items[draft->runs.list.len - 1];
    eg_offsets_whole(&draft->runs, (uint32_t)draft->buf.len, last->post + last->post_len, 0);
    append(draft, " ", 1);
    draft->break_pending = true;
}

void eg_draft_open(eg_draft *draft, eg_inline_kind kind, eg_slice target) {
    if (draft->open.len >= DEPTH_MOST) {
        draft->too_deep++;
        return;
    }
    eg_vec_push(&draft->open, draft->marks.len);
    uint32_t at = (uint32_t)draft->buf.len;
    eg_vec_push(&draft->marks, ((eg_inline){.kind = kind, .begin = at, .end = UINT32_MAX, .target = target}));
}

void eg_draft_close(eg_draft *draft, eg_inline_kind kind) {
    if (draft->too_deep > 0) {
        draft->too_deep--;
        return;
    }
    for (size_t i = draft->open.len; i-- > 0;) {
        eg_inline *mark = &draft->marks.items[draft->open.items[i]];
        if (mark->kind != kind) continue;
        mark->end = (uint32_t)draft->buf.len;
        memmove(&draft->open.items[i], &draft->open.items[i + 1], (draft->open.len - i - 1) * sizeof(size_t));
        draft->open.len--;
        return;
    }
}

bool eg_draft_is_bold(const eg_draft *draft) {
    size_t end = draft->buf.len;
    while (end && draft->buf.items[end - 1] == ' ') end--;
    for (size_t i = 0; i < draft->marks.len && draft->open.len == 0; i++) {
        const eg_inline *mark = &draft->marks.items[i];
        if (mark->kind == EG_INLINE_STRONG && mark->begin == 0 && mark->end >= end && end > 0) return true;
    }
    return false;
}

/* ---- what falls ---- */

enum byte_class { PLAIN, SPACE, DROPPED, COLON, LETTER_W, BRACKET, BRACE, PAREN, LEAD };

static const unsigned char classes[256] = {
    [0] = DROPPED, [1] = DROPPED, [2] = DROPPED, [3] = DROPPED, [4] = DROPPED, [5] = DROPPED, [6] = DROPPED,
    [7] = DROPPED, [8] = DROPPED, ['\t'] = SPACE, ['\n'] = SPACE, [11] = SPACE, [12] = SPACE, ['\r'] = SPACE,
    [14] = DROPPED, [15] = DROPPED, [16] = DROPPED, [17] = DROPPED, [18] = DROPPED, [19] = DROPPED, [20] = DROPPED,
    [21] = DROPPED, [22] = DROPPED, [23] = DROPPED, [24] = DROPPED, [25] = DROPPED, [26] = DROPPED, [27] = DROPPED,
    [28] = DROPPED, [29] = DROPPED, [30] = DROPPED, [31] = DROPPED, [' '] = SPACE, [127] = DROPPED,
    [':'] = COLON, ['w'] = LETTER_W, ['W'] = LETTER_W, ['['] = BRACKET, ['{'] = BRACE, ['('] = PAREN,
    [0xC2] = LEAD, [0xD8] = LEAD, [0xE1] = LEAD, [0xE2] = LEAD, [0xE3] = LEAD, [0xEF] = LEAD,
};

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Spaces of Unicode, and letters without width that would cut a word in two for every later stage. */
static enum byte_class letter_class(uint32_t cp) {
    switch (cp) {
    case 0xA0: case 0x1680: case 0x202F: case 0x205F: case 0x3000: case 0x2028: case 0x2029: return SPACE;
    case 0xAD: case 0x200B: case 0x2060: case 0xFEFF: return DROPPED;
    default: break;
    }
    if (cp >= 0x2000 && cp <= 0x200A) return SPACE;
    return eg_is_unsafe(cp) ? DROPPED : PLAIN;
}

/* A URL goes on to white space, an angle bracket, a quote, or a script written without spaces. */
static size_t url_reach(eg_slice s, size_t at) {
    while (at < s.len) {
        unsigned char c = (unsigned char)s.ptr[at];
        if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == '|') break;
        size_t len = 1;
        if (c >= 0x80) {
            uint32_t cp = eg_utf8_next(s, at, &len);
            if (letter_class(cp) == SPACE || eg_is_cjk(cp) || (cp >= 0x2018 && cp <= 0x201F) ||
                (cp >= 0x3000 && cp < 0x3100) || cp >= 0xFF00)
                break;
        }
        at += len;
    }
    return at;
}

/* Punctuation at the end belongs to the sentence; a closing bracket does when the URL has not opened it. */
static size_t url_end(eg_slice s, size_t begin) {
    size_t end = url_reach(s, begin);
    int depth = 0;
    for (size_t i = begin; i < end; i++) depth += s.ptr[i] == '(' ? 1 : s.ptr[i] == ')' ? -1 : 0;
    while (end > begin) {
        char c = s.ptr[end - 1];
        if (c == ')' && depth >= 0) break;
        if (c == ')') depth++;
        else if (strchr(".,;:!?'*_]", c) == NULL) break;
        end--;
    }
    return end;
}

/* Length of the bare URL at s[at], or 0. */
static size_t url_len(eg_slice s, size_t at) {
    static const char *const heads[] = {"http://", "https://", "ftp://", "www.", "HTTP://", "HTTPS://", "WWW."};
    if (at > 0 && is_word_byte(s.ptr[at - 1])) return 0;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        eg_slice head = eg_slice_from(heads[i]);
        if (!eg_slice_starts(eg_slice_sub(s, at, s.len), head)) continue;
        size_t end = url_end(s, at + head.len);
        if (end > at + head.len && is_word_byte(s.ptr[at + head.len])) return end - at;
    }
    return 0;
}

static size_t footnote_len(eg_slice s, size_t at) {
    if (at + 2 >= s.len || s.ptr[at + 1] != '^') return 0;
    size_t most = s.len < at + LABEL_MOST ? s.len : at + LABEL_MOST;
    for (size_t i = at + 2; i < most; i++) {
        if (s.ptr[i] == ']') return i > at + 2 ? i + 1 - at : 0;
        if (s.ptr[i] == ' ' || s.ptr[i] == '[') return 0;
    }
    return 0;
}

/* Shortcodes and attributes of site generators: {{< x >}}, {% x %}, {#anchor}, {: .class}. */
static size_t shortcode_len(eg_slice s, size_t at) {
    eg_slice rest = eg_slice_sub(s, at, s.len < at + SHORTCODE_MOST ? s.len : at + SHORTCODE_MOST);
    eg_slice close = EG_S("}");
    if (eg_slice_starts(rest, EG_S("{{<")) || eg_slice_starts(rest, EG_S("{{%"))) close = EG_S("}}");
    else if (eg_slice_starts(rest, EG_S("{%"))) close = EG_S("%}");
    else if (!eg_slice_starts(rest, EG_S("{#")) && !eg_slice_starts(rest, EG_S("{:"))) return 0;
    size_t end = eg_slice_find(rest, close, 1);
    return end == (size_t)-1 ? 0 : end + close.len;
}

typedef struct item {
    enum byte_class cls; /* PLAIN, SPACE or DROPPED */
    size_t len;
    bool url;
} item;

static item cut_or_plain(size_t cut_len, bool url) {
    return cut_len ? (item){DROPPED, cut_len, url} : (item){PLAIN, 1, false};
}

/* A URL in brackets of its own takes them along. */
static item at_paren(eg_slice s, size_t at) {
    size_t len = at + 1 < s.len ? url_len(s, at + 1) : 0;
    if (len > 0 && at + 1 + len < s.len && s.ptr[at + 1 + len] == ')') return (item){DROPPED, len + 2, true};
    return (item){PLAIN, 1, false};
}

static item classify(eg_slice s, size_t at) {
    size_t len;
    switch (classes[(unsigned char)s.ptr[at]]) {
    case SPACE: return (item){SPACE, 1, false};
    case DROPPED: return (item){DROPPED, 1, false};
    case LETTER_W: return cut_or_plain(url_len(s, at), true);
    case BRACKET: return cut_or_plain(footnote_len(s, at), false);
    case BRACE: return cut_or_plain(shortcode_len(s, at), false);
    case PAREN: return at_paren(s, at);
    case LEAD: {
        enum byte_class cls = letter_class(eg_utf8_next(s, at, &len));
        return (item){cls, len, false};
    }
    default: return (item){PLAIN, 1, false};
    }
}

typedef struct gap {
    size_t begin;
    bool open, space, url;
} gap;

static bool is_closing(char c) {
    return strchr(".,;:!?)]", c) != NULL;
}

/* What stands at [gap->begin, end) is white space and things to drop: decide what is left of it. */
static void close_gap(eg_draft *draft, gap *g, size_t end, bool at_end) {
    if (!g->open) return;
    g->open = false;
    if (end == g->begin) return;
    bool space = g->space && g->begin > 0 && !at_end;
    if (space && g->url && is_closing(draft->buf.items[end])) space = false;
    if (space && end == g->begin + 1 && draft->buf.items[g->begin] == ' ') return;
    eg_vec_push(&draft->cuts, ((eg_cut){(uint32_t)g->begin, (uint32_t)end, 0, space}));
}

static void widen_gap(gap *g, size_t at, bool space, bool url) {
    if (!g->open) *g = (gap){.begin = at, .open = true};
    g->space |= space;
    g->url |= url;
}

/* Where the URL scheme whose colon is at `colon` begins, when a bare URL stands there and nothing of it is cut yet. */
static size_t scheme_start(eg_slice s, size_t colon) {
    if (colon + 3 >= s.len || s.ptr[colon + 1] != '/' || s.ptr[colon + 2] != '/') return (size_t)-1;
    size_t at = colon;
    while (at > 0 && colon - at < 6 && is_word_byte(s.ptr[at - 1]) && (unsigned char)s.ptr[at - 1] < 0x80) at--;
    return at;
}

/* The scheme letters went by as plain text: the gap before them was settled, and its space goes into the cut. */
static void cut_scheme(eg_draft *draft, gap *g, size_t start) {
    *g = (gap){.begin = start, .open = true, .url = true};
    if (draft->cuts.len > 0 && draft->cuts.items[draft->cuts.len - 1].end == start) {
        const eg_cut *before = &draft->cuts.items[--draft->cuts.len];
        g->begin = before->begin;
        g->space = before->space;
        return;
    }
    if (start > 0 && draft->buf.items[start - 1] == ' ') {
        g->begin = start - 1;
        g->space = true;
    }
}

static void find_cuts(eg_draft *draft) {
    eg_slice s = eg_slice_of(draft->buf.items, draft->buf.len);
    gap g = {.begin = 0, .open = true}; /* white space at the very start falls */
    for (size_t at = 0; at < s.len;) {
        unsigned char c = (unsigned char)s.ptr[at];
        if (classes[c] == PLAIN) {
            close_gap(draft, &g, at, false);
            at++;
            while (at < s.len && classes[(unsigned char)s.ptr[at]] == PLAIN) at++;
            continue;
        }
        if (c == ':') {
            size_t start = scheme_start(s, at);
            size_t len = start == (size_t)-1 ? 0 : url_len(s, start);
            if (len > 0) {
                cut_scheme(draft, &g, start);
                at = start + len;
                continue;
            }
        }
        item found = classify(s, at);
        if (found.cls == PLAIN) close_gap(draft, &g, at, false);
        else widen_gap(&g, at, found.cls == SPACE, found.url);
        at += found.len;
    }
    close_gap(draft, &g, s.len, true);
}

/* ---- what stays ---- */

typedef struct copier {
    const eg_draft *draft;
    eg_markdown *out;
    size_t run; /* first run that may hold the next byte */
} copier;

static uint32_t run_stop(const eg_draft *draft, size_t run) {
    const eg_offsets *runs = &draft->runs;
    return run + 1 < runs->list.len ? runs->list.items[run + 1].text : (uint32_t)draft->buf.len;
}

static void seek(copier *c, uint32_t at) {
    while (c->run + 1 < c->draft->runs.list.len && run_stop(c->draft, c->run) <= at) c->run++;
}

static void copy_span(copier *c, uint32_t begin, uint32_t end) {
    if (begin >= end) return;
    eg_markdown *out = c->out;
    eg_vec_reserve(&out->text, out->text.len + (end - begin));
    for (uint32_t at = begin; at < end;) {
        seek(c, at);
        const eg_piece *run = &c->draft->runs.list.items[c->run];
        uint32_t stop = run_stop(c->draft, c->run);
        if (stop > end) stop = end;
        uint32_t text = (uint32_t)out->text.len;
        if (run->linear) eg_offsets_linear(&out->offsets, text, run->post + (at - run->text), stop - at);
        else eg_offsets_whole(&out->offsets, text, run->post, run->post_len);
        memcpy(out->text.items + out->text.len, c->draft->buf.items + at, stop - at);
        out->text.len += stop - at;
        at = stop;
    }
}

static void put_space(copier *c, const eg_cut *cut) {
    seek(c, cut->begin);
    const eg_piece *runs = c->draft->runs.list.items + c->run;
    size_t count = c->draft->runs.list.len - c->run;
    uint32_t start = eg_piece_start(runs, count, cut->begin);
    uint32_t stop = eg_piece_stop(runs, count, cut->end - 1);
    eg_offsets_whole(&c->out->offsets, (uint32_t)c->out->text.len, start, stop > start ? stop - start : 0);
    eg_vec_push(&c->out->text, ' ');
}

static void copy_kept(eg_draft *draft, eg_markdown *out) {
    copier c = {.draft = draft, .out = out};
    uint32_t at = 0;
    for (size_t i = 0; i < draft->cuts.len; i++) {
        eg_cut *cut = &draft->cuts.items[i];
        copy_span(&c, at, cut->begin);
        cut->to = (uint32_t)out->text.len;
        if (cut->space) put_space(&c, cut);
        at = cut->end;
    }
    copy_span(&c, at, (uint32_t)draft->buf.len);
}

/* Draft byte to text byte; `base` is where the block begins. */
static uint32_t finished_place(const eg_draft *draft, uint32_t base, uint32_t at) {
    size_t low = 0;
    size_t high = draft->cuts.len;
    while (low < high) { /* the cuts that begin before `at` */
        size_t mid = (low + high) / 2;
        if (draft->cuts.items[mid].begin < at) low = mid + 1;
        else high = mid;
    }
    if (low == 0) return base + at;
    const eg_cut *cut = &draft->cuts.items[low - 1];
    return cut->to + cut->space + (at > cut->end ? at - cut->end : 0);
}

static void copy_marks(const eg_draft *draft, eg_markdown *out, const eg_block *block) {
    for (size_t i = 0; i < draft->marks.len; i++) {
        eg_inline mark = draft->marks.items[i];
        if (mark.end == UINT32_MAX) mark.end = (uint32_t)draft->buf.len;
        mark.begin = finished_place(draft, block->begin, mark.begin);
        mark.end = finished_place(draft, block->begin, mark.end);
        if (mark.end > block->end) mark.end = block->end;
        while (mark.begin < mark.end && out->text.items[mark.begin] == ' ') mark.begin++;
        while (mark.end > mark.begin && out->text.items[mark.end - 1] == ' ') mark.end--;
        if (mark.begin < mark.end) eg_vec_push(&out->inlines, mark);
    }
}

/* Marks that stay open begin again in the next block. */
static void reopen(eg_draft *draft) {
    size_t count = draft->open.len;
    for (size_t i = 0; i < count; i++) {
        draft->marks.items[i] = draft->marks.items[draft->open.items[i]]; /* indices ascend: none is overwritten early */
        draft->marks.items[i].begin = 0;
        draft->marks.items[i].end = UINT32_MAX;
        draft->open.items[i] = i;
    }
    draft->marks.len = count;
}

static void empty(eg_draft *draft) {
    draft->buf.len = 0;
    draft->runs.list.len = 0;
    draft->cuts.len = 0;
    draft->break_pending = false;
}

void eg_draft_clear(eg_draft *draft) {
    empty(draft);
    draft->marks.len = 0;
    draft->open.len = 0;
    draft->too_deep = 0;
}

bool eg_draft_flush(eg_draft *draft, eg_markdown *out, eg_block *block) {
    bool any = false;
    if (draft->buf.len > 0) {
        find_cuts(draft);
        block->begin = (uint32_t)out->text.len;
        copy_kept(draft, out);
        block->end = (uint32_t)out->text.len;
        any = block->end > block->begin;
    }
    if (any) {
        copy_marks(draft, out, block);
        const eg_piece *last = &draft->runs.list.items[draft->runs.list.len - 1];
        eg_offsets_whole(&out->offsets, block->end, last->post + last->post_len, 0);
        eg_vec_push(&out->text, '\n');
    }
    reopen(draft);
    empty(draft);
    return any;
}
