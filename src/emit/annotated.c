/* SPDX-License-Identifier: MIT */
/* Evidence holds bytes of the raw post; the way back to the text is a search over the map that `read` made, which is
 * ascending in both. A span whose prose is not its quote is left unmarked rather than marked wrongly. */
#include "emit/annotated.h"

#include <stdlib.h>

#include "base/unicode.h"
#include "emit/markup.h"
#include "read/offsets.h"

typedef struct mark {
    uint32_t begin, end; /* bytes of text */
    uint32_t node;
    const eg_evidence *evidence;
} mark;

typedef struct page {
    eg_sink *out;
    const eg_text *text;
    const eg_graph *graph;
    const eg_schema *schema;
    uint32_t source;
    eg_marking marking;
    bool html;
    const eg_node *nodes;
    size_t node_count;
    EG_VEC(mark) marks;       /* in order, apart */
    size_t next_mark;
    uint32_t sentence;        /* the first that does not end before the place of writing */
    bool told;                /* html: an underlined sentence is open */
} page;

/* ---- from evidence to text ---- */

/* The first byte of text that comes from byte `at` of the post or a later one. */
static uint32_t text_at(const eg_text *text, uint32_t at) {
    uint32_t low = 0;
    uint32_t high = (uint32_t)text->text.len;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (eg_piece_start(text->pieces, text->piece_count, mid) < at) low = mid + 1;
        else high = mid;
    }
    return low;
}

/* The byte of text behind the last one that comes from before byte `end` of the post. */
static uint32_t text_stop(const eg_text *text, uint32_t begin, uint32_t end) {
    uint32_t low = begin;
    uint32_t high = (uint32_t)text->text.len;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (eg_piece_stop(text->pieces, text->piece_count, mid) <= end) low = mid + 1;
        else high = mid;
    }
    return low;
}

static bool is_space(char c) { return c == ' ' || c == '\n'; }

static int by_place(const void *a, const void *b) {
    const mark *x = a;
    const mark *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

static void find_marks(page *p) {
    eg_arena scratch = {0};
    for (uint32_t n = 0; n < p->node_count && p->text->piece_count; n++)
        for (size_t i = 0; i < p->nodes[n].evidence_count; i++) {
            const eg_evidence *e = &p->nodes[n].evidence[i];
            if (e->source != p->source) continue;
            mark m = {.begin = text_at(p->text, e->start), .node = n, .evidence = e};
            m.end = text_stop(p->text, m.begin, e->end);
            /* breaks between blocks stand for nothing, at a place of their neighbours */
            while (m.begin < m.end && is_space(p->text->text.ptr[m.begin])) m.begin++;
            while (m.end > m.begin && is_space(p->text->text.ptr[m.end - 1])) m.end--;
            if (m.end > m.begin && eg_slice_eq(eg_text_quote(&scratch, p->text, m.begin, m.end), e->quote)) eg_vec_push(&p->marks, m);
        }
    eg_arena_fini(&scratch);
    if (p->marks.len > 1) qsort(p->marks.items, p->marks.len, sizeof *p->marks.items, by_place);
    size_t kept = 0; /* the longer of two that overlap */
    for (size_t i = 0; i < p->marks.len; i++)
        if (kept == 0 || p->marks.items[i].begin >= p->marks.items[kept - 1].end) p->marks.items[kept++] = p->marks.items[i];
    p->marks.len = kept;
}

/* ---- marks ---- */

static void put_prose(page *p, uint32_t begin, uint32_t end) {
    eg_slice s = eg_slice_sub(p->text->text, begin, end);
    if (p->html) {
        eg_put_escaped(p->out, s);
        return;
    }
    for (size_t at = 0, n; at < s.len; at += n) {
        uint32_t cp = eg_utf8_next(s, at, &n);
        if (cp == '\n') eg_putc(p->out, ' ');
        else if (!eg_is_unsafe(cp)) eg_put(p->out, eg_slice_sub(s, at, at + n));
    }
}

/* "#0A3967" to the nearest colour of the 6x6x6 cube of 256-colour terminals. */
static unsigned cube(eg_slice color) {
    unsigned long rgb = color.len == 7 ? strtoul(color.ptr + 1, NULL, 16) : 0x808080;
    unsigned index = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        unsigned level = rgb >> shift & 0xFF;
        index = index * 6 + (level < 48 ? 0 : level < 115 ? 1 : (level - 35) / 40);
    }
    return 16 + index;
}

/* The border colour of a kind is dark enough on its own for white letters (schema.yaml: at least 3.1:1). */
static void put_color(page *p, eg_slice kind) {
    uint32_t k = eg_schema_kind(p->schema, kind);
    eg_slice color = k == EG_NONE ? EG_S("#606060") : p->schema->kinds[k].colors.light;
    eg_putf(p->out, "\x1b[48;5;%um\x1b[38;5;231m", cube(color));
}

static void open_mark(page *p, const mark *m) {
    const eg_node *node = &p->nodes[m->node];
    if (p->html) {
        eg_putf(p->out, "<mark class=\"k-%.*s\" title=\"", EG_FMT(node->kind));
        eg_put_escaped(p->out, node->name);
        eg_putf(p->out, " (%.*s) \xc2\xb7 ", EG_FMT(node->kind));
        eg_put_escaped(p->out, m->evidence->rule);
        eg_putf(p->out, " \xc2\xb7 line %u\">", m->evidence->line);
    } else if (p->marking == EG_MARK_BRACKETS) eg_putc(p->out, '[');
    else put_color(p, node->kind);
}

static void close_mark(page *p, const mark *m) {
    if (p->html) eg_puts(p->out, "</mark>");
    else if (p->marking == EG_MARK_BRACKETS) eg_putf(p->out, "](%.*s)", EG_FMT(p->nodes[m->node].kind));
    else eg_puts(p->out, "\x1b[0m");
}

static void put_marked(page *p, uint32_t begin, uint32_t end) {
    while (p->next_mark < p->marks.len && p->marks.items[p->next_mark].begin < begin) p->next_mark++;
    for (; p->next_mark < p->marks.len && p->marks.items[p->next_mark].end <= end; p->next_mark++) {
        const mark *m = &p->marks.items[p->next_mark];
        put_prose(p, begin, m->begin);
        open_mark(p, m);
        put_prose(p, m->begin, m->end);
        close_mark(p, m);
        begin = m->end;
    }
    put_prose(p, begin, end);
}

/* ---- sentences that say something ---- */

static bool is_said_in(const page *p, const eg_edge *edge, uint32_t start, uint32_t stop, const eg_evidence **where) {
    for (size_t i = 0; i < edge->evidence_count; i++) {
        *where = &edge->evidence[i];
        if ((*where)->source == p->source && (*where)->start >= start && (*where)->start < stop) return true;
    }
    return false;
}

static void put_told(page *p, const eg_edge *edge, const eg_evidence *where) {
    eg_puts(p->out, p->told ? "&#10;" : "<span class=\"told\" title=\"");
    p->told = true;
    uint32_t type = eg_schema_edge(p->schema, edge->type);
    eg_put_escaped(p->out, p->nodes[edge->source].name);
    eg_putc(p->out, ' ');
    eg_put_escaped(p->out, type == EG_NONE ? edge->type : p->schema->edges[type].label);
    eg_putc(p->out, ' ');
    eg_put_escaped(p->out, edge->target == EG_NO_NODE ? edge->figure.name : p->nodes[edge->target].name);
    if (edge->status != EG_STATUS_ASSERTED) eg_putf(p->out, " (%.*s)", EG_FMT(eg_status_name(edge->status)));
    eg_puts(p->out, " \xc2\xb7 ");
    eg_put_escaped(p->out, where->rule);
}

static void open_sentence(page *p, const eg_sentence *s) {
    uint32_t start;
    uint32_t stop;
    eg_text_span(p->text, s->begin, s->end, &start, &stop);
    for (int facts = 1; facts >= 0; facts--) {
        size_t count;
        const eg_edge *edges = facts ? eg_graph_edges(p->graph, &count) : eg_graph_unasserted(p->graph, &count);
        const eg_evidence *where;
        for (size_t i = 0; i < count; i++)
            if (is_said_in(p, &edges[i], start, stop, &where)) put_told(p, &edges[i], where);
    }
    if (p->told) eg_puts(p->out, "\">");
}

static void put_block_text(page *p, const eg_block *block) {
    uint32_t at = block->begin;
    while (p->sentence < p->text->sentence_count && p->text->sentences[p->sentence].end <= at) p->sentence++;
    for (; p->html && p->sentence < p->text->sentence_count && p->text->sentences[p->sentence].begin < block->end; p->sentence++) {
        const eg_sentence *s = &p->text->sentences[p->sentence];
        put_prose(p, at, s->begin);
        open_sentence(p, s);
        put_marked(p, s->begin, s->end);
        if (p->told) eg_puts(p->out, "</span>");
        p->told = false;
        at = s->end;
    }
    put_marked(p, at, block->end);
}

/* ---- plain ---- */

static void put_plain_block(page *p, const eg_block *b, const eg_block *before) {
    bool cell = b->kind == EG_BLOCK_CELL;
    bool same_table = cell && before && before->kind == EG_BLOCK_CELL && before->table == b->table;
    bool same_list = b->kind == EG_BLOCK_ITEM && before && before->kind == EG_BLOCK_ITEM;
    if (same_table && before->row == b->row) eg_puts(p->out, " | ");
    else if (same_table || same_list) eg_putc(p->out, '\n');
    else if (before) eg_puts(p->out, "\n\n");
    for (int i = 0; i < b->quote && !(same_table && before->row == b->row); i++) eg_puts(p->out, "> ");
    if (b->kind == EG_BLOCK_HEADING) {
        for (int i = 0; i < b->level; i++) eg_putc(p->out, '#');
        eg_putc(p->out, ' ');
    }
    if (b->kind == EG_BLOCK_ITEM) {
        for (int i = 1; i < b->level; i++) eg_puts(p->out, "  ");
        eg_puts(p->out, b->lead == (uint32_t)(b - p->text->blocks) || b->lead == EG_NO_BLOCK ? "- " : "  ");
    }
    put_block_text(p, b);
}

static void put_legend(page *p) {
    eg_puts(p->out, "\n\n");
    bool first = true;
    for (size_t k = 0; k < p->schema->kind_count; k++) {
        bool met = false;
        for (size_t i = 0; i < p->marks.len && !met; i++) met = eg_slice_eq(p->nodes[p->marks.items[i].node].kind, p->schema->kinds[k].name);
        if (!met) continue;
        if (!first) eg_putc(p->out, ' ');
        first = false;
        put_color(p, p->schema->kinds[k].name);
        eg_putf(p->out, " %.*s \x1b[0m", EG_FMT(p->schema->kinds[k].name));
    }
}

static page page_of(eg_sink *out, const eg_text *text, const eg_graph *graph, uint32_t source, const eg_schema *schema) {
    page p = {.out = out, .text = text, .graph = graph, .schema = schema, .source = source};
    p.nodes = eg_graph_nodes(graph, &p.node_count);
    return p;
}

void eg_annotated_text(eg_sink *out, const eg_text *text, const eg_graph *graph, uint32_t source, const eg_schema *schema,
                       eg_marking marking) {
    page p = page_of(out, text, graph, source, schema);
    p.marking = marking;
    if (marking != EG_MARK_NONE) find_marks(&p);
    for (size_t i = 0; i < text->block_count; i++) put_plain_block(&p, &text->blocks[i], i ? &text->blocks[i - 1] : NULL);
    if (marking == EG_MARK_COLORS && p.marks.len) put_legend(&p);
    if (text->block_count) eg_putc(out, '\n');
    eg_vec_fini(&p.marks);
}

/* ---- HTML ---- */

static void put_kind_colors(page *p, bool dark) {
    for (size_t k = 0; k < p->schema->kind_count; k++) {
        const eg_colors *c = &p->schema->kinds[k].colors;
        eg_slice line = dark ? c->dark : c->light;
        eg_slice tint = dark ? c->dark_tint : c->light_tint;
        eg_putf(p->out, ".k-%.*s{background:%.*s;border-color:%.*s}", EG_FMT(p->schema->kinds[k].name), EG_FMT(tint), EG_FMT(line));
    }
}

static void put_head(page *p) {
    const eg_post *post = &eg_graph_posts(p->graph, &(size_t){0})[p->source];
    eg_puts(p->out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
    eg_put_escaped(p->out, post->title.len ? post->title : post->path);
    eg_puts(p->out, "</title>\n<style>body{font:17px/1.6 Georgia,serif;max-width:44em;margin:2em auto;padding:0 1em;color:#1b1f24;background:#fff}"
                    "mark{color:inherit;border-bottom:2px solid;border-radius:3px;padding:0 2px}"
                    ".told{text-decoration:underline dotted #8a94a0;text-underline-offset:5px}"
                    ".legend,footer{font:14px/1.6 system-ui,sans-serif}.legend mark{margin-right:.8em}"
                    "table{border-collapse:collapse}td,th{border:1px solid #a3adb8;padding:.2em .6em;text-align:left}"
                    "blockquote{border-left:3px solid #a3adb8;margin-left:0;padding-left:1em}\n");
    put_kind_colors(p, false);
    eg_puts(p->out, "\n@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#0f1419}");
    put_kind_colors(p, true);
    eg_puts(p->out, "}\n</style></head>\n<body>\n<p class=\"legend\">");
    for (size_t k = 0; k < p->schema->kind_count; k++) {
        size_t count = 0;
        for (size_t i = 0; i < p->marks.len; i++) count += eg_slice_eq(p->nodes[p->marks.items[i].node].kind, p->schema->kinds[k].name);
        if (count) eg_putf(p->out, "<mark class=\"k-%.*s\">%.*s</mark>%zu ", EG_FMT(p->schema->kinds[k].name), EG_FMT(p->schema->kinds[k].name), count);
    }
    eg_puts(p->out, "<span class=\"told\">a relation was read here</span></p>\n");
}

static void put_row_ends(page *p, const eg_block *b, const eg_block *before) {
    bool was = before && before->kind == EG_BLOCK_CELL;
    bool is = b && b->kind == EG_BLOCK_CELL;
    bool same = was && is && before->table == b->table; // cppcheck-suppress nullPointer; both are cells
    bool same_row = same && before->row == b->row;      // cppcheck-suppress nullPointer; the same
    if (was && !same_row) eg_puts(p->out, "</tr>\n");
    if (was && !same) eg_puts(p->out, "</table>\n");
    if (is && !same) eg_puts(p->out, "<table>\n");
    if (is && !same_row) eg_puts(p->out, "<tr>");
}

/* List items nest: an item of depth 3 stands in three lists. */
static void put_list_ends(page *p, const eg_block *b, const eg_block *before) {
    int was = before && before->kind == EG_BLOCK_ITEM ? before->level : 0;
    int is = b && b->kind == EG_BLOCK_ITEM ? b->level : 0;
    int quotes = before ? before->quote : 0;
    int wanted = b ? b->quote : 0;
    for (; was > (quotes == wanted ? is : 0); was--) eg_puts(p->out, "</ul>\n"); /* a list does not cross a quote's edge */
    for (; quotes > wanted; quotes--) eg_puts(p->out, "</blockquote>\n");
    for (; quotes < wanted; quotes++) eg_puts(p->out, "<blockquote>\n");
    for (; was < is; was++) eg_puts(p->out, "<ul>\n");
}

static void put_html_block(page *p, const eg_block *b) {
    static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    const char *tag = b->kind == EG_BLOCK_HEADING ? headings[(b->level + 5) % 6]
                      : b->kind == EG_BLOCK_ITEM  ? "li"
                      : b->kind == EG_BLOCK_CELL  ? (b->header ? "th" : "td")
                                                  : "p";
    eg_putf(p->out, "<%s>", tag);
    put_block_text(p, b);
    eg_putf(p->out, "</%s>", tag);
    if (b->kind != EG_BLOCK_CELL) eg_putc(p->out, '\n');
}

void eg_annotated_html(eg_sink *out, const eg_text *text, const eg_graph *graph, uint32_t source, const eg_schema *schema) {
    page p = page_of(out, text, graph, source, schema);
    p.html = true;
    find_marks(&p);
    put_head(&p);
    const eg_block *before = NULL;
    for (size_t i = 0; i <= text->block_count; i++) {
        const eg_block *b = i < text->block_count ? &text->blocks[i] : NULL;
        put_row_ends(&p, b, before);
        put_list_ends(&p, b, before);
        if (b) put_html_block(&p, b);
        before = b;
    }
    const eg_post *post = &eg_graph_posts(graph, &(size_t){0})[source];
    eg_puts(out, "<footer>");
    eg_put_escaped(out, eg_graph_generator(graph));
    eg_puts(out, " \xc2\xb7 ");
    eg_put_escaped(out, post->path);
    eg_puts(out, "</footer>\n</body></html>\n");
    eg_vec_fini(&p.marks);
}
