/* SPDX-License-Identifier: MIT */
#include "emit/wording.h"

#include "base/sink.h"
#include "base/unicode.h"

enum { QUOTE_MOST = 240 }; /* code points of a quote in a tooltip */

static eg_slice finish(eg_arena *arena, eg_sink *sink) {
    eg_slice s = eg_arena_dup(arena, eg_sink_slice(sink));
    eg_sink_fini(sink);
    return s;
}

static bool says(eg_arena *arena, eg_slice text, eg_slice part) {
    return eg_slice_find(eg_fold(arena, text), eg_fold(arena, part), 0) != (size_t)-1;
}

static void put_status(eg_sink *out, eg_status status) {
    if (status != EG_STATUS_ASSERTED) eg_putf(out, " (%.*s)", EG_FMT(eg_status_name(status)));
}

eg_slice eg_say_badge(eg_arena *arena, const eg_edge *edge, const eg_quantity *figure) {
    eg_sink out = {0};
    enum { SAID, BEFORE, BEHIND } measure = BEHIND;
    if (edge->measure.len == 0 || says(arena, figure->name, edge->measure)) measure = SAID;
    else if (eg_slice_starts(figure->unit, EG_S("count:"))) measure = BEFORE; /* "employees: some 5,800 people" */
    if (measure == BEFORE) eg_putf(&out, "%.*s: ", EG_FMT(edge->measure));
    if (edge->modifier.len && !says(arena, figure->name, edge->modifier)) eg_putf(&out, "%.*s ", EG_FMT(edge->modifier));
    eg_put(&out, figure->name);
    if (measure == BEHIND) eg_putf(&out, " %.*s", EG_FMT(edge->measure));
    if (edge->when.len && !says(arena, figure->name, edge->when)) eg_putf(&out, " (%.*s)", EG_FMT(edge->when));
    put_status(&out, edge->status);
    return finish(arena, &out);
}

eg_slice eg_say_detail(eg_arena *arena, const eg_edge *edge) {
    if (edge->role.len && edge->amount.name.len)
        return eg_arena_printf(arena, "%.*s, %.*s", EG_FMT(edge->role), EG_FMT(edge->amount.name));
    return edge->role.len ? edge->role : edge->amount.name;
}

eg_slice eg_say_type(eg_arena *arena, const eg_edge_type *type, eg_slice name) {
    if (type && type->label.len) return type->label;
    eg_slice s = eg_arena_dup(arena, name);
    char *text = eg_arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++) text[i] = s.ptr[i] == '_' ? ' ' : s.ptr[i];
    return eg_slice_of(text, s.len);
}

eg_slice eg_say_label(eg_arena *arena, const eg_edge *edge, const eg_edge_type *type) {
    eg_sink out = {0};
    eg_slice detail = eg_say_detail(arena, edge);
    if (edge->status == EG_STATUS_NEGATED) eg_puts(&out, "not: ");
    eg_put(&out, eg_say_type(arena, type, edge->type));
    if (detail.len) eg_putf(&out, " · %.*s", EG_FMT(detail));
    if (edge->status == EG_STATUS_HEDGED || edge->status == EG_STATUS_QUESTION) eg_putc(&out, '?');
    else if (edge->status != EG_STATUS_NEGATED) put_status(&out, edge->status);
    return finish(arena, &out);
}

static void put_quote(eg_sink *out, const eg_graph *graph, const eg_evidence *evidence, size_t count) {
    if (count == 0) return;
    size_t post_count, at = 0, len, n = 0;
    const eg_post *posts = eg_graph_posts(graph, &post_count);
    eg_slice quote = evidence->quote;
    for (; at < quote.len && n < QUOTE_MOST; at += len, n++) eg_utf8_next(quote, at, &len);
    eg_putf(out, ": “%.*s%s”", (int)at, quote.ptr ? quote.ptr : "", at < quote.len ? "…" : "");
    if (evidence->source < post_count)
        eg_putf(out, " (%.*s:%u)", EG_FMT(posts[evidence->source].path), evidence->line);
    if (count > 1) eg_putf(out, " and %zu more", count - 1);
}

eg_slice eg_say_edge(eg_arena *arena, const eg_graph *graph, const eg_schema *schema, const eg_edge *edge) {
    size_t count;
    const eg_node *nodes = eg_graph_nodes(graph, &count);
    uint32_t type = eg_schema_edge(schema, edge->type);
    eg_sink out = {0};
    eg_put(&out, nodes[edge->source].name);
    eg_putc(&out, ' ');
    if (edge->status == EG_STATUS_NEGATED) eg_puts(&out, "not: ");
    eg_put(&out, eg_say_type(arena, type == EG_NONE ? NULL : &schema->edges[type], edge->type));
    eg_putc(&out, ' ');
    eg_put(&out, edge->target < count ? nodes[edge->target].name : edge->figure.name);
    if (edge->role.len) eg_putf(&out, " · %.*s", EG_FMT(edge->role));
    if (edge->amount.name.len) eg_putf(&out, " · %.*s", EG_FMT(edge->amount.name));
    if (edge->measure.len) eg_putf(&out, " · %.*s", EG_FMT(edge->measure));
    if (edge->when.len) eg_putf(&out, " · %.*s", EG_FMT(edge->when));
    if (edge->status != EG_STATUS_NEGATED) put_status(&out, edge->status);
    put_quote(&out, graph, edge->evidence, edge->evidence_count);
    return finish(arena, &out);
}

eg_slice eg_say_node(eg_arena *arena, const eg_graph *graph, const eg_schema *schema, const eg_node *node) {
    uint32_t kind = eg_schema_kind(schema, node->kind);
    eg_sink out = {0};
    eg_putf(&out, "%.*s (%.*s)", EG_FMT(node->name), EG_FMT(kind == EG_NONE ? node->kind : schema->kinds[kind].label));
    if (node->alias_count) {
        eg_slice list = eg_say_list(arena, node->aliases, node->alias_count, 4);
        eg_putf(&out, ", also %.*s", EG_FMT(list));
    }
    put_quote(&out, graph, node->evidence, node->evidence_count);
    return finish(arena, &out);
}

static bool read_digits(eg_slice s, size_t at, size_t len, unsigned *value) {
    *value = 0;
    if (at + len > s.len) return false;
    for (size_t i = at; i < at + len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
        *value = *value * 10 + (unsigned)(s.ptr[i] - '0');
    }
    return true;
}

eg_slice eg_say_date(eg_arena *arena, eg_slice iso) {
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    unsigned year, month, day;
    if (iso.len < 7 || !read_digits(iso, 0, 4, &year) || iso.ptr[4] != '-' || !read_digits(iso, 5, 2, &month) ||
        month < 1 || month > 12)
        return iso;
    if (iso.len == 7) return eg_arena_printf(arena, "%s %u", months[month - 1], year);
    unsigned to_year, to_month; /* a part of a year */
    if (iso.len == 15 && iso.ptr[7] == '/' && read_digits(iso, 8, 4, &to_year) && read_digits(iso, 13, 2, &to_month) && to_year == year && to_month >= 1 && to_month <= 12)
        return eg_arena_printf(arena, "%s to %s %u", months[month - 1], months[to_month - 1], year);
    if (iso.ptr[7] != '-' || !read_digits(iso, 8, 2, &day)) return iso;
    return eg_arena_printf(arena, "%u %s %u", day, months[month - 1], year);
}

eg_slice eg_say_count(eg_arena *arena, size_t n, const char *one, const char *many) {
    const char *word = n == 1 ? one : many;
    if (n < 1000) return eg_arena_printf(arena, "%zu %s", n, word);
    if (n < 1000000) return eg_arena_printf(arena, "%zu,%03zu %s", n / 1000, n % 1000, word);
    return eg_arena_printf(arena, "%zu,%03zu,%03zu %s", n / 1000000, n / 1000 % 1000, n % 1000, word);
}

eg_slice eg_say_list(eg_arena *arena, const eg_slice *items, size_t count, size_t most) {
    eg_sink out = {0};
    size_t shown = count <= most ? count : most - 1;
    for (size_t i = 0; i < shown; i++) {
        if (i) eg_puts(&out, i + 1 == count ? " and " : ", ");
        eg_put(&out, items[i]);
    }
    if (shown < count) eg_putf(&out, " and %zu more", count - shown);
    return finish(arena, &out);
}
