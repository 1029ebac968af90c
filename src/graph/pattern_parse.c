/* SPDX-License-Identifier: MIT */
/* The parser of path patterns: recursive descent over bytes, errors at the byte that did not fit. */
#include "graph/pattern_parse.h"

#include <stdio.h>

#include "base/unicode.h"

typedef struct parser {
    eg_arena *arena;
    eg_slice text;
    size_t at;
    const eg_graph *graph;
    const eg_schema *schema;
    eg_error *err;
} parser;

static bool complain(parser *p, size_t at, const char *text, eg_slice word, eg_slice near) {
    if (p->err == NULL || p->err->code != EG_OK) return false;
    eg_fail(p->err, EG_ERR_USAGE, "pattern", near.len ? "%s%s%.*s%s; did you mean \"%.*s\"?" : "%s%s%.*s%s", text, word.len ? " \"" : "", EG_FMT(word),
            word.len ? "\"" : "", EG_FMT(near));
    p->err->line = 1;
    p->err->column = (uint32_t)eg_utf8_count(eg_slice_sub(p->text, 0, at < p->text.len ? at : p->text.len)) + 1;
    snprintf(p->err->excerpt, sizeof p->err->excerpt, "%.*s", EG_FMT(p->text));
    return false;
}

static bool fail(parser *p, const char *text) { return complain(p, p->at, text, EG_S(""), EG_S("")); }

static void skip_space(parser *p) {
    while (p->at < p->text.len && (p->text.ptr[p->at] == ' ' || p->text.ptr[p->at] == '\t' || p->text.ptr[p->at] == '\n')) p->at++;
}

static char peek(parser *p) {
    skip_space(p);
    return p->at < p->text.len ? p->text.ptr[p->at] : '\0';
}

static bool eat(parser *p, const char *token) {
    skip_space(p);
    eg_slice t = eg_slice_from(token);
    if (!eg_slice_starts(eg_slice_sub(p->text, p->at, p->text.len), t)) return false;
    p->at += t.len;
    return true;
}

static bool is_word_char(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

static eg_slice take_word(parser *p) {
    skip_space(p);
    size_t from = p->at;
    while (p->at < p->text.len && is_word_char(p->text.ptr[p->at])) p->at++;
    return eg_slice_sub(p->text, from, p->at);
}

/* ---- words of the taxonomy ---- */

static void nearer(eg_slice word, eg_slice known, size_t *best, eg_slice *near) {
    size_t d = eg_edit_distance(word, known, *best);
    if (d < *best) *best = d, *near = known;
}

static bool is_kind(const parser *p, eg_slice word, uint32_t *kinds) {
    *kinds = eg_schema_kinds(p->schema, word);
    if (*kinds) return true;
    size_t n;
    const eg_node *nodes = eg_graph_nodes(p->graph, &n);
    for (size_t i = 0; i < n; i++)
        if (eg_slice_eq(nodes[i].kind, word)) return true;
    return false;
}

static void near_kind(const parser *p, eg_slice word, size_t *best, eg_slice *near) {
    for (size_t i = 0; i < p->schema->kind_count; i++) nearer(word, p->schema->kinds[i].name, best, near);
    for (size_t i = 0; i < p->schema->class_count; i++) nearer(word, p->schema->classes[i].name, best, near);
}

static bool known_kind(parser *p, eg_slice word, size_t at, uint32_t *kinds) {
    if (is_kind(p, word, kinds)) return true;
    size_t best = word.len / 3 + 2;
    eg_slice near = EG_S("");
    near_kind(p, word, &best, &near);
    return complain(p, at, "no kind is called", word, near);
}

static bool known_type(parser *p, eg_slice word, size_t at) {
    if (eg_schema_edge(p->schema, word) != EG_NONE) return true;
    size_t n, best = word.len / 3 + 2;
    for (int facts = 0; facts < 2; facts++) {
        const eg_edge *edges = facts ? eg_graph_edges(p->graph, &n) : eg_graph_unasserted(p->graph, &n);
        for (size_t i = 0; i < n; i++)
            if (eg_slice_eq(edges[i].type, word)) return true;
    }
    eg_slice near = EG_S("");
    for (size_t i = 0; i < p->schema->edge_count; i++) nearer(word, p->schema->edges[i].name, &best, &near);
    return complain(p, at, "no relation is called", word, near);
}

/* ---- filters ---- */

typedef struct key_row {
    const char *name;
    eg_key key;
    bool of_node, of_edge, number;
} key_row;

static const key_row keys[] = {
    {"name", EG_KEY_NAME, true, false, false},         {"id", EG_KEY_ID, true, false, false},        {"value", EG_KEY_VALUE, true, true, true},
    {"unit", EG_KEY_UNIT, true, false, false},         {"mentions", EG_KEY_MENTIONS, true, false, true}, {"confidence", EG_KEY_CONFIDENCE, true, true, true},
    {"degree", EG_KEY_DEGREE, true, false, true},      {"when", EG_KEY_WHEN, true, true, false},     {"date", EG_KEY_WHEN, true, true, false},
    {"post", EG_KEY_POST, true, true, false},          {"status", EG_KEY_STATUS, false, true, false}, {"role", EG_KEY_ROLE, false, true, false},
    {"amount", EG_KEY_AMOUNT, false, true, true},      {"measure", EG_KEY_MEASURE, false, true, false}, {"support", EG_KEY_SUPPORT, false, true, true},
};

static const key_row *key_named(eg_slice word, bool of_node) {
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if ((of_node ? keys[i].of_node : keys[i].of_edge) && eg_slice_eq(word, eg_slice_from(keys[i].name))) return &keys[i];
    return NULL;
}

/* "5", "1.5m", "2 billion", "$30m", "10,000": digits, then a word of scale. */
static bool read_number(eg_slice s, double *value) {
    size_t at = 0;
    double scale = 1;
    bool negative = false, any = false;
    *value = 0;
    while (at < s.len && (s.ptr[at] == '$' || s.ptr[at] == ' ' || (unsigned char)s.ptr[at] >= 0x80)) at++;
    if (at < s.len && s.ptr[at] == '-') negative = true, at++;
    for (bool point = false; at < s.len; at++) {
        char c = s.ptr[at];
        if (c == ',' || c == '_') continue;
        if (c == '.' && !point) point = true;
        else if (c >= '0' && c <= '9') *value = *value * 10 + (c - '0'), any = true, scale *= point ? 10 : 1;
        else break;
    }
    *value = (negative ? -*value : *value) / scale;
    eg_slice unit = eg_slice_trim(eg_slice_sub(s, at, s.len));
    static const struct { const char *word; double factor; } units[] = {{"", 1}, {"%", 1}, {"k", 1e3}, {"thousand", 1e3}, {"m", 1e6}, {"mn", 1e6}, {"million", 1e6},
                                                                         {"b", 1e9}, {"bn", 1e9}, {"billion", 1e9}, {"t", 1e12}, {"tn", 1e12}, {"trillion", 1e12}};
    for (size_t i = 0; any && i < sizeof units / sizeof *units; i++)
        if (eg_slice_eq_ascii_nocase(unit, eg_slice_from(units[i].word))) return *value *= units[i].factor, true;
    return false;
}

static bool take_op(parser *p, eg_op *op) {
    static const struct { const char *text; eg_op op; } ops[] = {{"!=", EG_OP_NE}, {"<=", EG_OP_LE}, {">=", EG_OP_GE}, {"=", EG_OP_EQ}, {"~", EG_OP_HAS}, {"<", EG_OP_LT}, {">", EG_OP_GT}};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (eat(p, ops[i].text)) return *op = ops[i].op, true;
    return fail(p, "expected one of = != ~ < <= > >=");
}

/* In quotes, or up to the next comma or bracket. */
static bool take_value(parser *p, eg_slice *value) {
    char quote = peek(p);
    size_t from = p->at;
    if (quote == '"' || quote == '\'') {
        size_t end = eg_slice_find(p->text, eg_slice_of(&p->text.ptr[p->at], 1), p->at + 1);
        if (end == (size_t)-1) return fail(p, "the quote is not closed");
        *value = eg_slice_sub(p->text, from + 1, end);
        p->at = end + 1;
        return true;
    }
    while (p->at < p->text.len && p->text.ptr[p->at] != ',' && p->text.ptr[p->at] != ']') p->at++;
    *value = eg_slice_trim(eg_slice_sub(p->text, from, p->at));
    return value->len > 0 || fail(p, "expected a value");
}

/* A filter that is none: neither a key nor, of a node, a kind. */
static bool complain_filter(parser *p, eg_slice word, size_t at, bool of_node) {
    size_t best = word.len / 3 + 2;
    eg_slice near = EG_S("");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (of_node ? keys[i].of_node : keys[i].of_edge) nearer(word, eg_slice_from(keys[i].name), &best, &near);
    if (of_node) near_kind(p, word, &best, &near);
    return complain(p, at, of_node ? "no filter and no kind is called" : "relations have no filter called", word, near);
}

static bool take_filter(parser *p, eg_filter *f, bool of_node) {
    skip_space(p);
    size_t at = p->at;
    eg_slice word = take_word(p);
    if (word.len == 0) return fail(p, "expected the name of a filter");
    const key_row *row = key_named(word, of_node);
    *f = (eg_filter){.key = row ? row->key : EG_KEY_NEIGHBOUR, .kind_name = word};
    if (row == NULL && !(of_node && is_kind(p, word, &f->kinds))) return complain_filter(p, word, at, of_node);
    if (!take_op(p, &f->op)) return false;
    skip_space(p);
    at = p->at;
    if (!take_value(p, &f->value)) return false;
    f->folded = eg_fold(p->arena, f->value);
    if (row && row->number && (f->op == EG_OP_HAS || !read_number(f->value, &f->number))) return complain(p, at, "expected a number, not", f->value, EG_S(""));
    if (f->key == EG_KEY_STATUS && (f->status = eg_status_of(f->value)) == EG_STATUS_COUNT) {
        size_t best = f->value.len / 3 + 2;
        eg_slice near = EG_S("");
        for (eg_status s = 0; s < EG_STATUS_COUNT; s++) nearer(f->value, eg_status_name(s), &best, &near);
        return complain(p, at, "no status is called", f->value, near);
    }
    return true;
}

static bool take_filters(parser *p, const eg_filter **filters, size_t *count, bool of_node) {
    EG_VEC(eg_filter) list = {0};
    bool ok = true;
    do {
        eg_filter f;
        ok = take_filter(p, &f, of_node);
        if (ok) eg_vec_push(&list, f);
    } while (ok && eat(p, ","));
    if (ok && !eat(p, "]")) ok = fail(p, "expected ',' or ']'");
    eg_filter *kept = EG_NEW_ARRAY(p->arena, eg_filter, *count + list.len + 1);
    if (*count) memcpy(kept, *filters, *count * sizeof *kept);
    if (list.len) memcpy(kept + *count, list.items, list.len * sizeof *kept);
    *filters = kept;
    *count += list.len;
    eg_vec_fini(&list);
    return ok;
}

/* ---- nodes and edges ---- */

static bool take_node(parser *p, eg_node_pattern *n) {
    *n = (eg_node_pattern){0};
    char c = peek(p);
    if (c == '*') {
        p->at++;
        n->any = true;
    } else if (c == '"' || c == '\'') {
        eg_filter *f = EG_NEW(p->arena, eg_filter);
        if (!take_value(p, &f->value)) return false;
        f->folded = eg_fold(p->arena, f->value);
        n->any = true;
        n->filters = f;
        n->filter_count = 1;
    } else {
        size_t at = p->at;
        n->kind_name = take_word(p);
        if (n->kind_name.len == 0) return fail(p, "expected a kind, a name in quotes or *");
        if (!known_kind(p, n->kind_name, at, &n->kinds)) return false;
    }
    return !eat(p, "[") || take_filters(p, &n->filters, &n->filter_count, true);
}

static bool take_steps(parser *p, uint32_t *steps) {
    size_t at = p->at;
    eg_slice digits = take_word(p);
    *steps = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || *steps > EG_PATTERN_STEPS) return complain(p, at, "expected a number of steps up to 16, not", digits, EG_S(""));
        *steps = *steps * 10 + (uint32_t)(digits.ptr[i] - '0');
    }
    return *steps <= EG_PATTERN_STEPS || complain(p, at, "more steps than 16:", digits, EG_S(""));
}

/* "*", "*2", "*1..3", "*..3", "*2..": behind the star. */
static bool take_range(parser *p, eg_edge_pattern *e) {
    char c = peek(p);
    bool number = c >= '0' && c <= '9';
    size_t at = p->at;
    e->least = 1;
    e->most = 4; /* a bare star: what people call near */
    if (number && !take_steps(p, &e->least)) return false;
    if (number) e->most = e->least;
    if (eat(p, "..")) {
        c = peek(p);
        e->most = EG_PATTERN_STEPS;
        if (c >= '0' && c <= '9' && !take_steps(p, &e->most)) return false;
    }
    return (e->least >= 1 && e->least <= e->most) || complain(p, at, "the range of steps is empty", EG_S(""), EG_S(""));
}

static bool take_edge(parser *p, eg_edge_pattern *e) {
    *e = (eg_edge_pattern){.least = 1, .most = 1};
    bool back = eat(p, "<-");
    if (!back && !eat(p, "-")) return fail(p, "expected -relation-> or the end");
    EG_VEC(eg_slice) types = {0};
    bool ok = true;
    char c = peek(p);
    for (bool more = is_word_char(c); more && ok; more = ok && eat(p, "|")) {
        skip_space(p);
        size_t at = p->at;
        eg_slice word = take_word(p);
        ok = word.len ? known_type(p, word, at) : fail(p, "expected a relation");
        eg_vec_push(&types, word);
    }
    eg_slice *kept = EG_NEW_ARRAY(p->arena, eg_slice, types.len + 1);
    if (types.len) memcpy(kept, types.items, types.len * sizeof *kept);
    e->types = kept;
    e->type_count = types.len;
    eg_vec_fini(&types);
    if (ok && eat(p, "[")) ok = take_filters(p, &e->filters, &e->filter_count, false);
    if (ok && eat(p, "*")) ok = take_range(p, e);
    if (!ok) return false;
    if (!eat(p, "-")) return fail(p, "expected '-' or '->' behind the relation");
    bool forth = p->at < p->text.len && p->text.ptr[p->at] == '>' && ++p->at;
    if (back && forth) return fail(p, "an arrow at both ends: write -relation- for either way");
    e->forth = forth || !back;
    e->back = back || !forth;
    return true;
}

bool eg_pattern_parse(eg_pattern *pattern, eg_arena *arena, eg_slice text, const eg_graph *graph, const eg_schema *schema, eg_error *err) {
    parser p = {arena, text, 0, graph, schema, err};
    *pattern = (eg_pattern){0};
    for (;;) {
        if (pattern->node_count == EG_PATTERN_NODES) return fail(&p, "more than 16 nodes");
        skip_space(&p);
        size_t from = p.at;
        size_t i = pattern->node_count++;
        if (!take_node(&p, &pattern->nodes[i])) return false;
        pattern->titles[2 * i] = eg_slice_sub(text, from, p.at);
        if (peek(&p) == '\0') return true;
        if (pattern->node_count == EG_PATTERN_NODES) continue;
        from = p.at;
        if (!take_edge(&p, &pattern->edges[i])) return false;
        pattern->titles[2 * i + 1] = eg_slice_sub(text, from, p.at);
    }
}
