/* SPDX-License-Identifier: MIT */
/* Reads the native JSON, value by value (jsonin.h): the file is walked at its top level, each node and each edge goes into the
 * graph and is forgotten. Members may stand in any order; what the format does not know is parsed and ignored. Evidence is
 * decoded for every command: a file whose evidence is wrong is an error for all of them, and what is saved by looking away
 * is a fifth of the reading. */
#include "base/map.h"
#include "base/source.h"
#include "emit/emit.h"
#include "emit/jsonin.h"

/* The members that the format knows. */
enum {
    M_ALIAS = 1, M_ALIASES, M_AMOUNT, M_AUTHORS, M_BYTES, M_CODE, M_COLUMN, M_CONFIDENCE, M_DATE, M_DIRECTED, M_EDGES, M_END,
    M_EVIDENCE, M_FIGURE, M_FORMAT, M_GENERATOR, M_GRAPH, M_HIGH, M_ID, M_KEY, M_KIND, M_LINE, M_MEASURE, M_MENTIONS, M_MERGES,
    M_MODIFIER, M_NAME, M_NODE, M_NODES, M_PATH, M_PATTERNS, M_QUOTE, M_REASON, M_REPAIRED, M_ROLE, M_RULE, M_SAME_AS, M_SHA256,
    M_SOURCE, M_SOURCES, M_START, M_STATUS, M_SUPPORT, M_TARGET, M_TEXT, M_TITLE, M_TYPE, M_UNASSERTED, M_UNIT, M_URL, M_VALUE, M_VERSION,
    M_FORMAT_VERSION, M_WARNINGS, M_WHEN, M_COUNT
};

static const char *const members[M_COUNT + 1] = {
    "", "alias", "aliases", "amount", "authors", "bytes", "code", "column", "confidence", "date", "directed", "edges", "end",
    "evidence", "figure", "format", "generator", "graph", "high", "id", "key", "kind", "line", "measure", "mentions", "merges",
    "modifier", "name", "node", "nodes", "path", "patterns", "quote", "reason", "repaired", "role", "rule", "same_as", "sha256",
    "source", "sources", "start", "status", "support", "target", "text", "title", "type", "unasserted", "unit", "url", "value", "version",
    "format_version", "warnings", "when", NULL,
};
_Static_assert((int)M_COUNT <= (int)EG_JSON_NAMES, "the reader tells so many names");

typedef struct reader {
    eg_json_reader in;
    eg_graph *graph;
    const char *path;
    eg_error *err;
    eg_arena arena;  /* ids as map keys */
    eg_map sources;  /* id -> index of post */
    eg_map nodes;    /* id -> index of node */
    size_t item;     /* byte where the item in hand begins: where its errors are shown */
    EG_VEC(eg_evidence) evidence; /* of the item in hand */
    EG_VEC(eg_slice) texts;       /* likewise, of its list */
} reader;

static bool complain_at(reader *r, size_t offset, const char *text) {
    if (r->err == NULL || r->err->code != EG_OK) return false;
    eg_fail(r->err, EG_ERR_INPUT, r->path, "%s", text);
    eg_source source;
    eg_source_init(&source, eg_slice_from(r->path), r->in.bytes);
    eg_error_locate(r->err, &source, offset < r->in.bytes.len ? offset : r->in.bytes.len);
    eg_source_fini(&source);
    return false;
}

static bool complain(reader *r, const char *text) {
    return complain_at(r, r->item, text);
}

static bool expect(reader *r, char c, const char *text) {
    if (eg_json_peek(&r->in) != c) return complain_at(r, r->in.at, text);
    r->in.at++;
    return true;
}

/* The next value; NULL with an error. */
static const eg_json_value *parse_value(reader *r) {
    eg_json_peek(&r->in);
    r->item = r->in.at;
    const eg_json_value *value = eg_json_next(&r->in);
    if (value == NULL) complain_at(r, r->in.failed, r->in.problem);
    return value;
}

/* ---- members ---- */

static bool is(const eg_json_value *value, eg_json_type type) { return value && value->type == type; }

static bool is_there(const eg_json_value *value) { return value && value->type != EG_JSON_NULL; }

static eg_slice text_of(const eg_json_value *value) { return is(value, EG_JSON_STRING) ? value->text : EG_S(""); }

/* False with `"NAME" TEXT` as the error. */
static bool complain_of(reader *r, uint8_t name, const char *text) {
    char message[100];
    snprintf(message, sizeof message, "\"%s\" %s", members[name], text);
    return complain(r, message);
}

/* "" when absent; an error when it is no string. */
static bool get_text(reader *r, const eg_json_value *object, uint8_t name, eg_slice *text) {
    const eg_json_value *value = eg_json_get(object, name);
    *text = text_of(value);
    return !is_there(value) || is(value, EG_JSON_STRING) || complain_of(r, name, "is not a string");
}

static bool need_text(reader *r, const eg_json_value *object, uint8_t name, eg_slice *text) {
    return get_text(r, object, name, text) && (text->len != 0 || complain_of(r, name, "is missing"));
}

static bool get_number(reader *r, const eg_json_value *object, uint8_t name, double *number, bool *there) {
    const eg_json_value *value = eg_json_get(object, name);
    *there = is_there(value);
    if (is(value, EG_JSON_INTEGER)) *number = (double)value->number.integer;
    else if (is(value, EG_JSON_REAL)) *number = value->number.real;
    else return !*there || complain_of(r, name, "is not a number");
    return true;
}

/* A whole number in [0, most]; `absent` when it is not there. */
static bool get_count(reader *r, const eg_json_value *object, uint8_t name, uint64_t most, uint64_t absent, uint64_t *count) {
    const eg_json_value *value = eg_json_get(object, name);
    *count = absent;
    if (!is_there(value)) return true;
    bool fits = value->type == EG_JSON_INTEGER && value->number.integer >= 0 && (uint64_t)value->number.integer <= most;
    if (!fits) return complain_of(r, name, "is not a whole number of the right size");
    *count = (uint64_t)value->number.integer;
    return true;
}

static bool get_u32(reader *r, const eg_json_value *object, uint8_t name, uint32_t absent, uint32_t *count) {
    uint64_t wide;
    if (!get_count(r, object, name, UINT32_MAX, absent, &wide)) return false;
    *count = (uint32_t)wide;
    return true;
}

static bool get_confidence(reader *r, const eg_json_value *object, double *confidence) {
    bool there;
    *confidence = 1;
    if (!get_number(r, object, M_CONFIDENCE, confidence, &there)) return false;
    return (*confidence >= 0 && *confidence <= 1) || complain_of(r, M_CONFIDENCE, "is not between 0 and 1");
}

static bool get_quantity(reader *r, const eg_json_value *object, eg_quantity *q) {
    bool there;
    if (!get_number(r, object, M_VALUE, &q->value, &there) || !get_number(r, object, M_HIGH, &q->high, &q->has_high) ||
        !get_text(r, object, M_UNIT, &q->unit) || !get_text(r, object, M_NAME, &q->name))
        return false;
    return there == (q->unit.len != 0) || complain(r, "\"value\" and \"unit\" stand together or not at all");
}

static bool get_member_quantity(reader *r, const eg_json_value *object, uint8_t name, eg_quantity *q) {
    const eg_json_value *value = eg_json_get(object, name);
    *q = (eg_quantity){0};
    if (!is_there(value)) return true;
    if (value->type != EG_JSON_OBJECT) return complain(r, "an amount or figure is not an object");
    return get_quantity(r, value, q);
}

/* Strings of a list; the array holds until the next call. */
static bool get_texts(reader *r, const eg_json_value *object, uint8_t name, const eg_slice **list, size_t *count) {
    const eg_json_value *value = eg_json_get(object, name);
    bool sound = !is_there(value) || value->type == EG_JSON_ARRAY;
    r->texts.len = 0;
    for (const eg_json_value *v = eg_json_first(value); v; v = eg_json_beside(value, v)) {
        sound = sound && v->type == EG_JSON_STRING;
        eg_vec_push(&r->texts, v->text);
    }
    *list = r->texts.items;
    *count = r->texts.len;
    return sound || complain(r, "a list of texts holds something else");
}

static bool get_evidence(reader *r, const eg_json_value *item, eg_evidence *e) {
    eg_slice source;
    if (item->type != EG_JSON_OBJECT) return complain(r, "\"evidence\" holds something that is no object");
    if (!need_text(r, item, M_SOURCE, &source) || !need_text(r, item, M_RULE, &e->rule) || !get_text(r, item, M_QUOTE, &e->quote) ||
        !get_u32(r, item, M_LINE, 1, &e->line) || !get_u32(r, item, M_COLUMN, 1, &e->column) ||
        !get_u32(r, item, M_START, 0, &e->start) || !get_u32(r, item, M_END, e->start, &e->end))
        return false;
    e->source = eg_map_get(&r->sources, source);
    if (e->source == EG_MAP_NONE) return complain(r, "evidence from a source that the file does not list");
    return e->end >= e->start || complain(r, "evidence ends before it starts");
}

/* The array holds until the next call. */
static bool get_evidence_list(reader *r, const eg_json_value *object, const eg_evidence **list, size_t *count) {
    const eg_json_value *value = eg_json_get(object, M_EVIDENCE);
    r->evidence.len = 0;
    for (const eg_json_value *v = eg_json_first(value); v; v = eg_json_beside(value, v))
        if (!get_evidence(r, v, eg_vec_add(&r->evidence))) return false;
    *list = r->evidence.items;
    *count = r->evidence.len;
    return *count != 0 || complain(r, "\"evidence\" is missing or empty");
}

/* ---- items ---- */

/* An id as a key that outlives the value in hand. */
static bool claim(reader *r, eg_map *map, eg_slice id, uint32_t index, const char *twice) {
    bool lent = id.ptr >= r->in.bytes.ptr && id.ptr < r->in.bytes.ptr + r->in.bytes.len;
    return eg_map_put(map, lent ? id : eg_arena_dup(&r->arena, id), index) == index || complain(r, twice);
}

static bool read_source(reader *r, const eg_json_value *item) {
    eg_post post = {0};
    if (item->type != EG_JSON_OBJECT) return complain(r, "a source is no object");
    if (!need_text(r, item, M_ID, &post.id) || !need_text(r, item, M_PATH, &post.path) || !get_text(r, item, M_TITLE, &post.title) ||
        !get_text(r, item, M_DATE, &post.date) || !get_text(r, item, M_SHA256, &post.sha256) ||
        !get_count(r, item, M_BYTES, UINT64_MAX, 0, &post.bytes) || !get_texts(r, item, M_AUTHORS, &post.authors, &post.author_count))
        return false;
    post.repaired = is(eg_json_get(item, M_REPAIRED), EG_JSON_TRUE);
    return claim(r, &r->sources, post.id, eg_graph_add_post(r->graph, &post), "two sources have one id");
}

static bool read_graph(reader *r, const eg_json_value *object) {
    eg_slice title, generator;
    eg_patterns_id id = {0};
    if (object->type != EG_JSON_OBJECT) return complain(r, "\"graph\" is no object");
    if (!get_text(r, object, M_TITLE, &title) || !get_text(r, object, M_GENERATOR, &generator)) return false;
    eg_graph_set_title(r->graph, title);
    eg_graph_set_generator(r->graph, generator);
    const eg_json_value *patterns = eg_json_get(object, M_PATTERNS);
    if (!get_text(r, patterns, M_NAME, &id.name) || !get_text(r, patterns, M_VERSION, &id.version) || !get_text(r, patterns, M_SHA256, &id.sha256))
        return false;
    eg_graph_set_patterns(r->graph, id);
    const eg_json_value *sources = eg_json_get(object, M_SOURCES);
    for (const eg_json_value *v = eg_json_first(sources); v; v = eg_json_beside(sources, v))
        if (!read_source(r, v)) return false;
    return true;
}

static bool read_node(reader *r, const eg_json_value *item) {
    eg_node node = {0};
    if (!need_text(r, item, M_KIND, &node.kind) || !need_text(r, item, M_NAME, &node.name) || !get_text(r, item, M_ID, &node.id) ||
        !get_text(r, item, M_SAME_AS, &node.same_as) || !get_text(r, item, M_URL, &node.url) ||
        !get_u32(r, item, M_MENTIONS, 0, &node.mentions) || !get_confidence(r, item, &node.confidence) ||
        !get_quantity(r, item, &node.quantity) || !get_texts(r, item, M_ALIASES, &node.aliases, &node.alias_count) ||
        !get_evidence_list(r, item, &node.evidence, &node.evidence_count))
        return false;
    if (node.quantity.unit.len == 0) node.quantity.name = EG_S("");
    uint32_t index = eg_graph_add_node(r->graph, &node);
    return node.id.len == 0 || claim(r, &r->nodes, node.id, index, "two nodes have one id");
}

static bool get_end(reader *r, const eg_json_value *item, uint8_t name, bool needed, uint32_t *index) {
    eg_slice id;
    *index = EG_NO_NODE;
    if (!(needed ? need_text(r, item, name, &id) : get_text(r, item, name, &id))) return false;
    if (id.len == 0) return true;
    *index = eg_map_get(&r->nodes, id);
    if (*index != EG_MAP_NONE) return true;
    char message[200];
    snprintf(message, sizeof message, "\"%s\" is '%.*s', which is no node of the file", members[name],
             (int)(id.len < 100 ? id.len : 100), id.ptr);
    return complain(r, message);
}

static bool get_status(reader *r, const eg_json_value *item, bool fact, eg_status *status) {
    eg_slice name;
    if (!need_text(r, item, M_STATUS, &name)) return false;
    *status = eg_status_of(name);
    if (*status == EG_STATUS_COUNT) return complain(r, "\"status\" is none that the format knows");
    if (eg_status_is_fact(*status) == fact) return true;
    return complain(r, fact ? "a statement that is no fact stands in \"edges\"" : "a fact stands in \"unasserted\"");
}

static bool read_edge_of(reader *r, const eg_json_value *item, bool fact) {
    eg_edge edge = {.directed = !is(eg_json_get(item, M_DIRECTED), EG_JSON_FALSE)};
    if (!get_text(r, item, M_KEY, &edge.key) || !need_text(r, item, M_TYPE, &edge.type) || !get_status(r, item, fact, &edge.status) ||
        !get_end(r, item, M_SOURCE, true, &edge.source) || !get_end(r, item, M_TARGET, fact, &edge.target) ||
        !get_confidence(r, item, &edge.confidence) || !get_member_quantity(r, item, M_AMOUNT, &edge.amount) ||
        !get_member_quantity(r, item, M_FIGURE, &edge.figure) || !get_text(r, item, M_WHEN, &edge.when) ||
        !get_text(r, item, M_ROLE, &edge.role) || !get_text(r, item, M_MEASURE, &edge.measure) ||
        !get_text(r, item, M_MODIFIER, &edge.modifier) || !get_evidence_list(r, item, &edge.evidence, &edge.evidence_count))
        return false;
    if (edge.target == EG_NO_NODE && edge.figure.unit.len == 0)
        return complain(r, "a statement without \"target\" and without \"figure\"");
    eg_graph_add_edge(r->graph, &edge);
    return true;
}

static bool read_edge(reader *r, const eg_json_value *item) { return read_edge_of(r, item, true); }

static bool read_statement(reader *r, const eg_json_value *item) { return read_edge_of(r, item, false); }

static bool read_merge(reader *r, const eg_json_value *item) {
    eg_merge merge = {0};
    if (!get_end(r, item, M_NODE, true, &merge.node) || !need_text(r, item, M_ALIAS, &merge.alias) ||
        !get_text(r, item, M_REASON, &merge.reason) || !need_text(r, item, M_RULE, &merge.rule) ||
        !get_evidence_list(r, item, &merge.evidence, &merge.evidence_count))
        return false;
    eg_graph_add_merge(r->graph, &merge);
    return true;
}

static bool read_warning(reader *r, const eg_json_value *item) {
    eg_warning warning = {.source = EG_NO_NODE};
    eg_slice source;
    if (!need_text(r, item, M_CODE, &warning.code) || !get_text(r, item, M_TEXT, &warning.text) ||
        !get_text(r, item, M_RULE, &warning.rule) || !get_text(r, item, M_SOURCE, &source) ||
        !get_u32(r, item, M_LINE, 0, &warning.line) || !get_u32(r, item, M_COLUMN, 0, &warning.column))
        return false;
    if (source.len) {
        warning.source = eg_map_get(&r->sources, source);
        if (warning.source == EG_MAP_NONE) return complain(r, "a warning about a source that the file does not list");
    }
    eg_graph_add_warning(r->graph, &warning);
    return true;
}

/* ---- sections ---- */

static bool read_format(reader *r, const eg_json_value *value) {
    return eg_slice_eq(text_of(value), EG_S("ecograph")) || complain(r, "\"format\" is not \"ecograph\"");
}

static bool read_version(reader *r, const eg_json_value *value) {
    return eg_slice_starts(text_of(value), EG_S("1.")) ||
           complain(r, "\"format_version\" is not 1.x: the file was written by another generation of the program");
}

typedef struct section {
    uint8_t name;
    bool list;
    bool needed;
    bool (*read)(reader *, const eg_json_value *);
} section;

/* In the order in which they must be read: each refers to those before it. */
static const section sections[] = {
    {M_FORMAT, false, true, read_format},  {M_FORMAT_VERSION, false, true, read_version},
    {M_GRAPH, false, true, read_graph},    {M_NODES, true, true, read_node},
    {M_EDGES, true, true, read_edge},      {M_UNASSERTED, true, false, read_statement},
    {M_MERGES, true, false, read_merge},   {M_WARNINGS, true, false, read_warning},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

typedef struct found { /* of a section in the file */
    size_t at;         /* where its value begins; 0 = it is not there */
    bool read;
} found;

static bool read_list(reader *r, const section *s) {
    if (!expect(r, '[', "expected a list")) return false;
    if (eg_json_peek(&r->in) == ']') return r->in.at++, true;
    do {
        const eg_json_value *item = parse_value(r);
        if (item == NULL) return false;
        if (item->type != EG_JSON_OBJECT) return complain(r, "a list holds something that is no object");
        if (!s->read(r, item)) return false;
    } while (eg_json_peek(&r->in) == ',' && ++r->in.at);
    return expect(r, ']', "expected ',' or ']'");
}

static bool read_section(reader *r, size_t which, found *place) {
    const section *s = &sections[which];
    r->in.at = place->at;
    place->read = true;
    if (s->list) return read_list(r, s);
    const eg_json_value *value = parse_value(r);
    return value && s->read(r, value);
}

/* What a section refers to has been read. */
static bool is_time_for(const found *places, size_t which) {
    for (size_t i = 0; i < which; i++)
        if (sections[i].needed && !places[i].read) return false;
    return true;
}

/* A member of the whole: a section is read, or noted for later; of others it is seen that they are sound. */
static bool read_member(reader *r, found *places) {
    const eg_json_value *name = parse_value(r);
    if (name == NULL) return false;
    if (name->type != EG_JSON_STRING) return complain(r, "expected the name of a member in quotes");
    size_t which = 0;
    while (which < SECTIONS && !eg_slice_eq(name->text, eg_slice_from(members[sections[which].name]))) which++;
    if (!expect(r, ':', "expected ':'")) return false;
    if (which == SECTIONS) return parse_value(r) != NULL;
    if (places[which].at != 0) return complain(r, "a member stands twice");
    eg_json_peek(&r->in);
    places[which].at = r->in.at;
    if (is_time_for(places, which)) return read_section(r, which, &places[which]);
    return eg_json_skip(&r->in) || complain_at(r, r->in.failed, r->in.problem);
}

static bool read_members(reader *r, found *places) {
    if (!expect(r, '{', "not a graph: expected '{'")) return false;
    if (eg_json_peek(&r->in) == '}') r->in.at++;
    else {
        do {
            if (!read_member(r, places)) return false;
        } while (eg_json_peek(&r->in) == ',' && ++r->in.at);
        if (!expect(r, '}', "expected ',' or '}'")) return false;
    }
    eg_json_peek(&r->in);
    return r->in.at == r->in.bytes.len || complain_at(r, r->in.at, "something stands behind the end of the graph");
}

static bool read_all(reader *r) {
    found places[SECTIONS] = {{0, false}};
    size_t bad = eg_utf8_check(r->in.bytes);
    if (bad < r->in.bytes.len) return complain_at(r, bad, "not valid UTF-8");
    if (eg_slice_starts(r->in.bytes, EG_S("\xEF\xBB\xBF"))) r->in.at = 3;
    if (!read_members(r, places)) return false;
    for (size_t i = 0; i < SECTIONS; i++) {
        if (places[i].read || (places[i].at == 0 && !sections[i].needed)) continue;
        if (places[i].at == 0) {
            char message[80];
            snprintf(message, sizeof message, "not an ecograph graph: \"%s\" is missing", members[sections[i].name]);
            return complain_at(r, 0, message);
        }
        if (!read_section(r, i, &places[i])) return false;
    }
    return true;
}

bool eg_json_read(eg_graph **graph, eg_slice bytes, const char *path, eg_error *err) {
    eg_error own = {0};
    reader r = {.graph = eg_graph_new(), .path = path, .err = err ? err : &own};
    eg_json_reader_init(&r.in, bytes, members);
    eg_graph_lend(r.graph, bytes);
    bool ok = read_all(&r) && eg_graph_finish(r.graph, r.err);
    if (!ok && r.err->path[0] == '\0') snprintf(r.err->path, sizeof r.err->path, "%s", path);
    eg_json_reader_fini(&r.in);
    eg_map_fini(&r.sources);
    eg_map_fini(&r.nodes);
    eg_vec_fini(&r.evidence);
    eg_vec_fini(&r.texts);
    eg_arena_fini(&r.arena);
    if (!ok) {
        eg_graph_free(r.graph);
        r.graph = NULL;
    }
    *graph = r.graph;
    return ok;
}
