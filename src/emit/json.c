/* SPDX-License-Identifier: MIT */
/* Reads the native JSON; the only user of jansson. The file is walked at its top level by hand and jansson parses one
 * node, one edge at a time: a whole tree of 500,000 edges would take half a gigabyte. Members may stand in any order;
 * what the format does not know is parsed and ignored. */
#include <jansson.h>

#include "base/map.h"
#include "base/source.h"
#include "emit/emit.h"

typedef struct reader {
    eg_graph *graph;
    eg_slice bytes;
    const char *path;
    eg_error *err;
    eg_arena arena;  /* ids as map keys */
    eg_map sources;  /* id -> index of post */
    eg_map nodes;    /* id -> index of node */
    size_t at;       /* byte in `bytes` */
    size_t item;     /* byte where the item in hand begins: where its errors are shown */
} reader;

static bool complain_at(reader *r, size_t offset, const char *text) {
    if (r->err == NULL || r->err->code != EG_OK) return false;
    eg_fail(r->err, EG_ERR_INPUT, r->path, "%s", text);
    eg_source source;
    eg_source_init(&source, eg_slice_from(r->path), r->bytes);
    eg_error_locate(r->err, &source, offset < r->bytes.len ? offset : r->bytes.len);
    eg_source_fini(&source);
    return false;
}

static bool complain(reader *r, const char *text) {
    return complain_at(r, r->item, text);
}

/* ---- the top level ---- */

static void skip_space(reader *r) {
    while (r->at < r->bytes.len && memchr(" \t\r\n", r->bytes.ptr[r->at], 4)) r->at++;
}

static char peek(reader *r) {
    skip_space(r);
    return r->at < r->bytes.len ? r->bytes.ptr[r->at] : '\0';
}

static bool expect(reader *r, char c, const char *text) {
    if (peek(r) != c) return complain_at(r, r->at, text);
    r->at++;
    return true;
}

/* The value at r->at, which moves behind it. NULL with an error. The caller's to json_decref. */
static json_t *parse_value(reader *r) {
    json_error_t problem;
    skip_space(r);
    r->item = r->at;
    json_t *value = json_loadb(r->bytes.ptr + r->at, r->bytes.len - r->at,
                               JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY, &problem);
    size_t used = problem.position > 0 ? (size_t)problem.position : 0;
    if (value == NULL) {
        char text[400];
        snprintf(text, sizeof text, "not valid JSON: %s", problem.text);
        complain_at(r, r->at + used - (used > 0), text);
        return NULL;
    }
    r->at += used;
    return value;
}

/* Moves behind a value that is read later; its brackets only are looked at. */
static bool skip_value(reader *r) {
    size_t depth = 0;
    skip_space(r);
    do {
        char c = peek(r);
        if (c == '\0') return complain_at(r, r->at, "the file ends too early");
        if (c == '"') {
            for (r->at++; r->at < r->bytes.len && r->bytes.ptr[r->at] != '"'; r->at++)
                if (r->bytes.ptr[r->at] == '\\') r->at++;
            r->at++;
        } else if (c == '{' || c == '[') depth++, r->at++;
        else if (c == '}' || c == ']') {
            if (depth == 0) return complain_at(r, r->at, "a value is missing");
            depth--, r->at++;
        } else if (c == ',' || c == ':') {
            if (depth == 0) return complain_at(r, r->at, "a value is missing");
            r->at++;
        } else
            while (r->at < r->bytes.len && !memchr(" \t\r\n,:{}[]\"", r->bytes.ptr[r->at], 11)) r->at++;
    } while (depth > 0);
    return r->at <= r->bytes.len || complain_at(r, r->bytes.len, "the file ends too early");
}

/* ---- members ---- */

static eg_slice text_of(const json_t *value) {
    if (!json_is_string(value)) return EG_S("");
    return eg_slice_of(json_string_value(value), json_string_length(value));
}

/* "" when absent; an error when it is no string. */
static bool get_text(reader *r, const json_t *object, const char *name, eg_slice *text) {
    const json_t *value = json_object_get(object, name);
    *text = text_of(value);
    if (value == NULL || json_is_string(value) || json_is_null(value)) return true;
    char message[80];
    snprintf(message, sizeof message, "\"%s\" is not a string", name);
    return complain(r, message);
}

static bool need_text(reader *r, const json_t *object, const char *name, eg_slice *text) {
    if (!get_text(r, object, name, text)) return false;
    if (text->len != 0) return true;
    char message[80];
    snprintf(message, sizeof message, "\"%s\" is missing", name);
    return complain(r, message);
}

static bool get_number(reader *r, const json_t *object, const char *name, double *number, bool *there) {
    const json_t *value = json_object_get(object, name);
    *there = value != NULL && !json_is_null(value);
    if (!*there) return true;
    *number = json_number_value(value);
    if (json_is_number(value)) return true;
    char message[80];
    snprintf(message, sizeof message, "\"%s\" is not a number", name);
    return complain(r, message);
}

/* A whole number in [0, most]; `absent` when it is not there. */
static bool get_count(reader *r, const json_t *object, const char *name, uint64_t most, uint64_t absent,
                      uint64_t *count) {
    const json_t *value = json_object_get(object, name);
    *count = absent;
    if (value == NULL || json_is_null(value)) return true;
    if (json_is_integer(value) && json_integer_value(value) >= 0 && (uint64_t)json_integer_value(value) <= most) {
        *count = (uint64_t)json_integer_value(value);
        return true;
    }
    char message[80];
    snprintf(message, sizeof message, "\"%s\" is not a whole number of the right size", name);
    return complain(r, message);
}

static bool get_u32(reader *r, const json_t *object, const char *name, uint32_t absent, uint32_t *count) {
    uint64_t wide;
    if (!get_count(r, object, name, UINT32_MAX, absent, &wide)) return false;
    *count = (uint32_t)wide;
    return true;
}

static bool get_confidence(reader *r, const json_t *object, double *confidence) {
    bool there;
    *confidence = 1;
    if (!get_number(r, object, "confidence", confidence, &there)) return false;
    return (*confidence >= 0 && *confidence <= 1) || complain(r, "\"confidence\" is not between 0 and 1");
}

static bool get_quantity(reader *r, const json_t *object, eg_quantity *q) {
    bool there;
    if (!get_number(r, object, "value", &q->value, &there) ||
        !get_number(r, object, "high", &q->high, &q->has_high) || !get_text(r, object, "unit", &q->unit) ||
        !get_text(r, object, "name", &q->name))
        return false;
    if (there != (q->unit.len != 0)) return complain(r, "\"value\" and \"unit\" stand together or not at all");
    return true;
}

static bool get_member_quantity(reader *r, const json_t *object, const char *name, eg_quantity *q) {
    const json_t *value = json_object_get(object, name);
    *q = (eg_quantity){0};
    if (value == NULL || json_is_null(value)) return true;
    if (!json_is_object(value)) return complain(r, "an amount or figure is not an object");
    return get_quantity(r, value, q);
}

/* Strings of a list; the array is the caller's to free. */
static bool get_texts(reader *r, const json_t *object, const char *name, eg_slice **list, size_t *count) {
    const json_t *value = json_object_get(object, name);
    *list = NULL;
    *count = 0;
    if (value == NULL || json_is_null(value)) return true;
    size_t most = json_array_size(value);
    *list = eg_heap_resize(NULL, most, sizeof **list);
    for (size_t i = 0; i < most; i++) {
        const json_t *item = json_array_get(value, i);
        if (json_is_string(item)) (*list)[(*count)++] = text_of(item);
    }
    return (json_is_array(value) && *count == most) || complain(r, "a list of texts holds something else");
}

static bool get_evidence(reader *r, const json_t *item, eg_evidence *e) {
    eg_slice source;
    if (!json_is_object(item)) return complain(r, "\"evidence\" holds something that is no object");
    if (!need_text(r, item, "source", &source) || !need_text(r, item, "rule", &e->rule) ||
        !get_text(r, item, "quote", &e->quote) || !get_u32(r, item, "line", 1, &e->line) ||
        !get_u32(r, item, "column", 1, &e->column) || !get_u32(r, item, "start", 0, &e->start) ||
        !get_u32(r, item, "end", e->start, &e->end))
        return false;
    e->source = eg_map_get(&r->sources, source);
    if (e->source == EG_MAP_NONE) return complain(r, "evidence from a source that the file does not list");
    return e->end >= e->start || complain(r, "evidence ends before it starts");
}

/* The array is the caller's to free. */
static bool get_evidence_list(reader *r, const json_t *object, const eg_evidence **list, size_t *count) {
    const json_t *value = json_object_get(object, "evidence");
    size_t n = json_array_size(value);
    *list = NULL;
    *count = n;
    if (n == 0) return complain(r, "\"evidence\" is missing or empty");
    eg_evidence *made = eg_heap_resize(NULL, n, sizeof *made);
    *list = made;
    for (size_t i = 0; i < n; i++)
        if (!get_evidence(r, json_array_get(value, i), &made[i])) return false;
    return true;
}

/* ---- items ---- */

static void free_list(const void *list) {
    free((void *)(uintptr_t)list);
}

static bool read_source(reader *r, const json_t *item) {
    eg_post post = {0};
    eg_slice *authors = NULL;
    bool ok = json_is_object(item) || complain(r, "a source is no object");
    ok = ok && need_text(r, item, "id", &post.id) && need_text(r, item, "path", &post.path) &&
         get_text(r, item, "title", &post.title) && get_text(r, item, "date", &post.date) &&
         get_text(r, item, "sha256", &post.sha256) && get_count(r, item, "bytes", UINT64_MAX, 0, &post.bytes) &&
         get_texts(r, item, "authors", &authors, &post.author_count);
    if (ok) {
        post.repaired = json_is_true(json_object_get(item, "repaired"));
        post.authors = authors;
        eg_slice key = eg_arena_dup(&r->arena, post.id);
        uint32_t index = eg_graph_add_post(r->graph, &post);
        ok = eg_map_put(&r->sources, key, index) == index || complain(r, "two sources have one id");
    }
    free(authors);
    return ok;
}

static bool read_graph(reader *r, const json_t *object) {
    eg_slice title, generator;
    eg_patterns_id id = {0};
    if (!json_is_object(object)) return complain(r, "\"graph\" is no object");
    if (!get_text(r, object, "title", &title) || !get_text(r, object, "generator", &generator)) return false;
    eg_graph_set_title(r->graph, title);
    eg_graph_set_generator(r->graph, generator);
    const json_t *patterns = json_object_get(object, "patterns");
    if (!get_text(r, patterns, "name", &id.name) || !get_text(r, patterns, "version", &id.version) ||
        !get_text(r, patterns, "sha256", &id.sha256))
        return false;
    eg_graph_set_patterns(r->graph, id);
    const json_t *sources = json_object_get(object, "sources");
    for (size_t i = 0; i < json_array_size(sources); i++)
        if (!read_source(r, json_array_get(sources, i))) return false;
    return true;
}

static bool read_node(reader *r, const json_t *item) {
    eg_node node = {0};
    eg_slice *aliases = NULL;
    bool ok = need_text(r, item, "kind", &node.kind) && need_text(r, item, "name", &node.name) &&
              get_text(r, item, "id", &node.id) && get_text(r, item, "same_as", &node.same_as) &&
              get_text(r, item, "url", &node.url) && get_u32(r, item, "mentions", 0, &node.mentions) &&
              get_confidence(r, item, &node.confidence) && get_quantity(r, item, &node.quantity) &&
              get_texts(r, item, "aliases", &aliases, &node.alias_count) &&
              get_evidence_list(r, item, &node.evidence, &node.evidence_count);
    if (ok) {
        node.aliases = aliases;
        if (node.quantity.unit.len == 0) node.quantity.name = EG_S("");
        uint32_t index = eg_graph_add_node(r->graph, &node);
        eg_slice key = eg_arena_dup(&r->arena, node.id);
        if (key.len) ok = eg_map_put(&r->nodes, key, index) == index || complain(r, "two nodes have one id");
    }
    free(aliases);
    free_list(node.evidence);
    return ok;
}

static bool get_end(reader *r, const json_t *item, const char *name, bool needed, uint32_t *index) {
    eg_slice id;
    *index = EG_NO_NODE;
    if (!(needed ? need_text(r, item, name, &id) : get_text(r, item, name, &id))) return false;
    if (id.len == 0) return true;
    *index = eg_map_get(&r->nodes, id);
    if (*index != EG_MAP_NONE) return true;
    char message[200];
    snprintf(message, sizeof message, "\"%s\" is '%.*s', which is no node of the file", name,
             (int)(id.len < 100 ? id.len : 100), id.ptr);
    return complain(r, message);
}

static bool get_status(reader *r, const json_t *item, bool fact, eg_status *status) {
    eg_slice name;
    if (!need_text(r, item, "status", &name)) return false;
    *status = eg_status_of(name);
    if (*status == EG_STATUS_COUNT) return complain(r, "\"status\" is none that the format knows");
    if (eg_status_is_fact(*status) == fact) return true;
    return complain(r, fact ? "a statement that is no fact stands in \"edges\"" : "a fact stands in \"unasserted\"");
}

static bool read_edge_of(reader *r, const json_t *item, bool fact) {
    eg_edge edge = {0};
    const json_t *directed = json_object_get(item, "directed");
    edge.directed = !json_is_false(directed);
    bool ok = get_text(r, item, "key", &edge.key) && need_text(r, item, "type", &edge.type) &&
              get_status(r, item, fact, &edge.status) && get_end(r, item, "source", true, &edge.source) &&
              get_end(r, item, "target", fact, &edge.target) && get_confidence(r, item, &edge.confidence) &&
              get_member_quantity(r, item, "amount", &edge.amount) &&
              get_member_quantity(r, item, "figure", &edge.figure) && get_text(r, item, "when", &edge.when) &&
              get_text(r, item, "role", &edge.role) && get_text(r, item, "measure", &edge.measure) &&
              get_text(r, item, "modifier", &edge.modifier) &&
              get_evidence_list(r, item, &edge.evidence, &edge.evidence_count);
    if (ok && edge.target == EG_NO_NODE && edge.figure.unit.len == 0)
        ok = complain(r, "a statement without \"target\" and without \"figure\"");
    if (ok) eg_graph_add_edge(r->graph, &edge);
    free_list(edge.evidence);
    return ok;
}

static bool read_edge(reader *r, const json_t *item) {
    return read_edge_of(r, item, true);
}

static bool read_statement(reader *r, const json_t *item) {
    return read_edge_of(r, item, false);
}

static bool read_merge(reader *r, const json_t *item) {
    eg_merge merge = {0};
    bool ok = get_end(r, item, "node", true, &merge.node) && need_text(r, item, "alias", &merge.alias) &&
              get_text(r, item, "reason", &merge.reason) && need_text(r, item, "rule", &merge.rule) &&
              get_evidence_list(r, item, &merge.evidence, &merge.evidence_count);
    if (ok) eg_graph_add_merge(r->graph, &merge);
    free_list(merge.evidence);
    return ok;
}

static bool read_warning(reader *r, const json_t *item) {
    eg_warning warning = {.source = EG_NO_NODE};
    eg_slice source;
    if (!need_text(r, item, "code", &warning.code) || !get_text(r, item, "text", &warning.text) ||
        !get_text(r, item, "rule", &warning.rule) || !get_text(r, item, "source", &source) ||
        !get_u32(r, item, "line", 0, &warning.line) || !get_u32(r, item, "column", 0, &warning.column))
        return false;
    if (source.len) {
        warning.source = eg_map_get(&r->sources, source);
        if (warning.source == EG_MAP_NONE) return complain(r, "a warning about a source that the file does not list");
    }
    eg_graph_add_warning(r->graph, &warning);
    return true;
}

/* ---- sections ---- */

static bool read_format(reader *r, const json_t *value) {
    return eg_slice_eq(text_of(value), EG_S("ecograph")) || complain(r, "\"format\" is not \"ecograph\"");
}

static bool read_version(reader *r, const json_t *value) {
    return eg_slice_starts(text_of(value), EG_S("1.")) ||
           complain(r, "\"format_version\" is not 1.x: the file was written by another generation of the program");
}

typedef struct section {
    const char *name;
    bool list;
    bool needed;
    bool (*read)(reader *, const json_t *);
} section;

/* In the order in which they must be read: each refers to those before it. */
static const section sections[] = {
    {"format", false, true, read_format},   {"format_version", false, true, read_version},
    {"graph", false, true, read_graph},     {"nodes", true, true, read_node},
    {"edges", true, true, read_edge},       {"unasserted", true, false, read_statement},
    {"merges", true, false, read_merge},    {"warnings", true, false, read_warning},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

static bool read_list(reader *r, const section *s) {
    if (!expect(r, '[', "expected a list")) return false;
    if (peek(r) == ']') {
        r->at++;
        return true;
    }
    do {
        json_t *item = parse_value(r);
        bool ok = item != NULL && (json_is_object(item) || complain(r, "a list holds something that is no object")) &&
                  s->read(r, item);
        json_decref(item);
        if (!ok) return false;
    } while (peek(r) == ',' && ++r->at);
    return expect(r, ']', "expected ',' or ']'");
}

static bool read_section(reader *r, const section *s, size_t at) {
    r->at = at;
    if (s->list) return read_list(r, s);
    json_t *value = parse_value(r);
    bool ok = value != NULL && s->read(r, value);
    json_decref(value);
    return ok;
}

/* Notes where each known member begins; others are parsed, so that a broken one is an error, and dropped. */
static bool find_sections(reader *r, size_t *starts) {
    if (!expect(r, '{', "not a graph: expected '{'")) return false;
    if (peek(r) == '}') return r->at++, true;
    do {
        skip_space(r);
        json_t *name = parse_value(r);
        if (name != NULL && !json_is_string(name)) complain(r, "expected the name of a member in quotes");
        size_t which = 0;
        while (name && which < SECTIONS && !eg_slice_eq(text_of(name), eg_slice_from(sections[which].name))) which++;
        bool ok = json_is_string(name) && expect(r, ':', "expected ':'");
        json_decref(name);
        if (!ok) return false;
        if (which < SECTIONS) {
            if (starts[which] != 0) return complain(r, "a member stands twice");
            skip_space(r);
            starts[which] = r->at;
            if (!skip_value(r)) return false;
        } else {
            json_t *unknown = parse_value(r);
            if (unknown == NULL) return false;
            json_decref(unknown);
        }
    } while (peek(r) == ',' && ++r->at);
    if (!expect(r, '}', "expected ',' or '}'")) return false;
    skip_space(r);
    return r->at == r->bytes.len || complain_at(r, r->at, "something stands behind the end of the graph");
}

static bool read_all(reader *r) {
    size_t starts[SECTIONS] = {0};
    size_t bad = eg_utf8_check(r->bytes);
    if (bad < r->bytes.len) return complain_at(r, bad, "not valid UTF-8");
    if (eg_slice_starts(r->bytes, EG_S("\xEF\xBB\xBF"))) r->at = 3;
    if (!find_sections(r, starts)) return false;
    for (size_t i = 0; i < SECTIONS; i++) {
        if (starts[i] == 0 && !sections[i].needed) continue;
        if (starts[i] == 0) {
            char message[80];
            snprintf(message, sizeof message, "not an ecograph graph: \"%s\" is missing", sections[i].name);
            return complain_at(r, 0, message);
        }
        if (!read_section(r, &sections[i], starts[i])) return false;
    }
    return true;
}

bool eg_json_read(eg_graph **graph, eg_slice bytes, const char *path, eg_error *err) {
    eg_error own = {0};
    reader r = {.graph = eg_graph_new(), .bytes = bytes, .path = path, .err = err ? err : &own};
    bool ok = read_all(&r) && eg_graph_finish(r.graph, r.err);
    if (!ok && r.err->path[0] == '\0') snprintf(r.err->path, sizeof r.err->path, "%s", path);
    eg_map_fini(&r.sources);
    eg_map_fini(&r.nodes);
    eg_arena_fini(&r.arena);
    if (!ok) {
        eg_graph_free(r.graph);
        r.graph = NULL;
    }
    *graph = r.graph;
    return ok;
}
