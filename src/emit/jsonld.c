/* SPDX-License-Identifier: MIT */
/* JSON-LD in the words of schema.org where it has one, in `eco:` where it has none, with an inline context only (loaders
 * fetch remote ones). A thing is of its kind's schema.org type and, when the kind says more than that, of an eco: type
 * too. An edge stands twice: as a property of its source, to be queried, and as an eco:Relation with its evidence.
 * A schema.org term with "^" before it in schema.yaml is said of the target: who was founded has a `founder`. */
#include "emit/export.h"
#include "emit/jsonout.h"

static void put_iri(eg_sink *out, eg_slice id) { /* ids are URN-safe letters */
    eg_puts(out, "\"urn:ecograph:");
    eg_put(out, id);
    eg_putc(out, '"');
}

static void put_reference(eg_sink *out, eg_slice id) {
    eg_puts(out, "{\"@id\": ");
    put_iri(out, id);
    eg_putc(out, '}');
}

static bool is_money(eg_slice unit) {
    bool upper = unit.len == 3;
    for (size_t i = 0; i < unit.len; i++) upper = upper && unit.ptr[i] >= 'A' && unit.ptr[i] <= 'Z';
    return upper;
}

static void put_amount(eg_sink *out, const eg_quantity *q) {
    if (is_money(q->unit)) eg_json_member(out, "currency", q->unit);
    else eg_json_member(out, "unitText", q->unit);
    eg_json_number(out, q->has_high ? "minValue" : "value", q->value);
    if (q->has_high) eg_json_number(out, "maxValue", q->high);
}

static void put_type(eg_sink *out, eg_export *x, const eg_node *n) {
    const eg_kind *kind = eg_export_kind(x, n->kind);
    eg_slice own = eg_export_camel(x, n->kind, true);
    eg_slice term = kind && kind->schema_org.len ? kind->schema_org : EG_S("Thing");
    if (n->quantity.unit.len) term = is_money(n->quantity.unit) ? EG_S("MonetaryAmount") : EG_S("QuantitativeValue");
    eg_json_name(out, "@type");
    if (eg_slice_eq(own, term) || n->quantity.unit.len) {
        eg_json_text(out, term);
        return;
    }
    eg_putc(out, '[');
    eg_json_text(out, term);
    eg_puts(out, ", \"eco:");
    eg_put(out, own);
    eg_puts(out, "\"]");
}

/* The property that says a link of the node: "" when it is only said at the other end. */
static eg_slice property_of(eg_export *x, const eg_link *link) {
    const eg_edge *e = &x->edges[link->edge];
    const eg_edge_type *type = eg_export_type(x, e->type);
    eg_slice term = type ? type->schema_org : EG_S("");
    bool inverse = eg_slice_starts(term, EG_S("^"));
    if (link->out && (term.len == 0 || inverse))
        return eg_arena_printf(&x->arena, "eco:%.*s", EG_FMT(eg_export_camel(x, e->type, false)));
    if (link->out) return term;
    if (inverse) return eg_slice_sub(term, 1, term.len);
    return EG_S("");
}

typedef struct said {
    eg_slice property;
    uint32_t other;
} said;

static int cmp_said(const void *va, const void *vb) {
    const said *a = va;
    const said *b = vb;
    int c = eg_slice_cmp(a->property, b->property);
    return c ? c : (a->other > b->other) - (a->other < b->other);
}

/* One member a property, its values in node order, each once. */
static void put_properties(eg_sink *out, eg_export *x, uint32_t node) {
    size_t count;
    const eg_link *links = eg_links(&x->links, node, &count);
    said *list = EG_NEW_ARRAY(&x->arena, said, count);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        eg_slice property = property_of(x, &links[i]);
        if (property.len) list[len++] = (said){property, links[i].other};
    }
    qsort(list, len, sizeof *list, cmp_said);
    for (size_t i = 0; i < len; i++) {
        bool fresh = i == 0 || !eg_slice_eq(list[i - 1].property, list[i].property);
        if (!fresh && list[i - 1].other == list[i].other) continue;
        if (fresh && i) eg_putc(out, ']');
        if (fresh) eg_putf(out, ", \"%.*s\": [", EG_FMT(list[i].property));
        else eg_puts(out, ", ");
        put_reference(out, x->nodes[list[i].other].id);
    }
    if (len) eg_putc(out, ']');
}

static void put_node(eg_sink *out, eg_export *x, uint32_t i) {
    const eg_node *n = &x->nodes[i];
    eg_puts(out, "{\"@id\": ");
    put_iri(out, n->id);
    put_type(out, x, n);
    eg_json_member(out, "name", n->name);
    if (n->alias_count) eg_json_texts(out, "alternateName", n->aliases, n->alias_count);
    if (n->quantity.unit.len) put_amount(out, &n->quantity);
    if (n->same_as.len && n->same_as.ptr[0] == 'Q')
        eg_putf(out, ", \"sameAs\": \"http://www.wikidata.org/entity/%.*s\"", EG_FMT(n->same_as));
    eg_json_optional(out, "url", n->url);
    put_properties(out, x, i);
    eg_putc(out, '}');
}

static void put_relation(eg_sink *out, eg_export *x, const eg_edge *e) {
    eg_puts(out, "{\"@id\": ");
    put_iri(out, e->key);
    eg_puts(out, ", \"@type\": \"eco:Relation\", \"eco:source\": ");
    put_iri(out, x->nodes[e->source].id);
    eg_puts(out, ", \"eco:target\": ");
    put_iri(out, x->nodes[e->target].id);
    eg_json_member(out, "eco:type", e->type);
    eg_json_member(out, "eco:status", eg_status_name(e->status));
    eg_json_number(out, "eco:confidence", e->confidence);
    eg_json_count(out, "eco:support", e->evidence_count);
    eg_json_optional(out, "eco:when", e->when);
    eg_json_optional(out, "eco:role", e->role);
    eg_json_optional(out, "eco:measure", e->measure);
    eg_json_optional(out, "eco:modifier", e->modifier);
    if (e->amount.unit.len) {
        eg_json_name(out, "eco:amount");
        eg_puts(out, is_money(e->amount.unit) ? "{\"@type\": \"MonetaryAmount\"" : "{\"@type\": \"QuantitativeValue\"");
        put_amount(out, &e->amount);
        eg_putc(out, '}');
    }
    eg_json_member(out, "eco:quote", e->evidence[0].quote);
    eg_json_member(out, "eco:post", eg_export_path(x, &e->evidence[0]));
    eg_json_count(out, "eco:line", e->evidence[0].line);
    eg_putc(out, '}');
}

bool eg_emit_jsonld(eg_sink *out, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                    eg_error *err) {
    (void)err;
    eg_export x;
    eg_export_init(&x, graph, schema, options);
    eg_puts(out, "{\n \"@context\": {\"@vocab\": \"https://schema.org/\", \"eco\": \"https://example.org/ecograph/ns#\",\n"
                 "  \"name\": \"https://schema.org/name\", \"sameAs\": {\"@type\": \"@id\"}, \"url\": {\"@type\": \"@id\"},\n"
                 "  \"eco:source\": {\"@type\": \"@id\"}, \"eco:target\": {\"@type\": \"@id\"}},\n \"@graph\": [");
    for (uint32_t i = 0; i < x.node_count; i++) {
        eg_json_item(out, i == 0, 2);
        put_node(out, &x, i);
    }
    for (size_t i = 0; i < x.edge_count; i++) {
        eg_json_item(out, i == 0 && x.node_count == 0, 2);
        put_relation(out, &x, &x.edges[i]);
    }
    eg_puts(out, "]\n}\n");
    eg_export_fini(&x);
    return true;
}
