/* SPDX-License-Identifier: MIT */
/* The JSON Schema of the native format, as `ecograph schema` prints it. The same text stands in ecograph-1.schema.json
 * for editors and validators; a test compares the two. Below, ' stands for " to keep it legible; the two NULLs are the
 * definitions of "kind" and "type", which close when a pattern set is loaded. */
#include "emit/emit.h"
#include "emit/jsonout.h"

static const char *const lines[] = {
    "{",
    " '$schema': 'http://json-schema.org/draft-07/schema#',",
    " '$id': 'ecograph-1.schema.json',",
    " 'title': 'ecograph graph, format 1.x',",
    " 'description': 'NetworkX node-link form of a directed multigraph whose every statement has "
    "its evidence. Readers ignore unknown members; minor versions only add members.',",
    " 'type': 'object',",
    " 'required': ['format', 'format_version', 'directed', 'multigraph', 'graph', 'nodes', "
    "'edges', 'unasserted', 'merges', 'warnings'],",
    " 'properties': {",
    "  '$schema': {'type': 'string'},",
    "  'format': {'const': 'ecograph'},",
    "  'format_version': {'type': 'string', 'pattern': '^1\\\\.[0-9]+$'},",
    "  'directed': {'const': true},",
    "  'multigraph': {'const': true},",
    "  'graph': {",
    "   'type': 'object',",
    "   'required': ['generator', 'patterns', 'sources'],",
    "   'properties': {",
    "    'title': {'type': 'string'},",
    "    'generator': {'type': 'string', 'description': 'program and version'},",
    "    'patterns': {",
    "     'type': 'object',",
    "     'required': ['name', 'version'],",
    "     'properties': {",
    "      'name': {'type': 'string'},",
    "      'version': {'type': 'string'},",
    "      'sha256': {'$ref': '#/definitions/sha256'}",
    "     }",
    "    },",
    "    'sources': {'type': 'array', 'items': {'$ref': '#/definitions/source'}}",
    "   }",
    "  },",
    "  'nodes': {'type': 'array', 'items': {'$ref': '#/definitions/node'}},",
    "  'edges': {'type': 'array', 'items': {'$ref': '#/definitions/edge'}},",
    "  'unasserted': {'type': 'array', 'items': {'$ref': '#/definitions/statement'}},",
    "  'merges': {'type': 'array', 'items': {'$ref': '#/definitions/merge'}},",
    "  'warnings': {'type': 'array', 'items': {'$ref': '#/definitions/warning'}}",
    " },",
    " 'definitions': {",
    "  'text': {'type': 'string', 'pattern': '^[^\\\\u0000-\\\\u001f\\\\u007f]*$'},",
    "  'name': {'type': 'string', 'pattern': '^[^\\\\u0000-\\\\u001f\\\\u007f]+$'},",
    "  'id': {",
    "   'type': 'string',",
    "   'pattern': '^[A-Za-z][A-Za-z0-9_-]*$',",
    "   'description': 'XML NMTOKEN, CSS identifier, DOT id and URL fragment at once; nodes and "
    "edges share one namespace'",
    "  },",
    NULL,
    NULL,
    "  'sha256': {'type': 'string', 'pattern': '^[0-9a-f]{64}$'},",
    "  'share': {'type': 'number', 'minimum': 0, 'maximum': 1},",
    "  'unit': {",
    "   'type': 'string',",
    "   'pattern': '^([A-Z]{3}|percent|percentage_points|rank|multiple|count:.+)$',",
    "   'description': 'an ISO 4217 code, or what is counted'",
    "  },",
    "  'when': {'type': 'string', 'pattern': '^[0-9]{4}(-[0-9]{2}(-[0-9]{2}|/[0-9]{4}-[0-9]{2})?)?$', 'description': "
    "'ISO 8601: a year, a month, a day, or from a month to a month (a quarter, a half)'},",
    "  'source': {",
    "   'type': 'object',",
    "   'required': ['id', 'path'],",
    "   'properties': {",
    "    'id': {'$ref': '#/definitions/id'},",
    "    'path': {'$ref': '#/definitions/name', 'description': 'relative to the folder that was "
    "read'},",
    "    'title': {'$ref': '#/definitions/text'},",
    "    'date': {'$ref': '#/definitions/text'},",
    "    'authors': {'type': 'array', 'items': {'$ref': '#/definitions/text'}},",
    "    'bytes': {'type': 'integer', 'minimum': 0},",
    "    'sha256': {'$ref': '#/definitions/sha256'},",
    "    'repaired': {'type': 'boolean', 'description': 'its mojibake was repaired'}",
    "   }",
    "  },",
    "  'evidence': {",
    "   'type': 'array',",
    "   'minItems': 1,",
    "   'items': {",
    "    'type': 'object',",
    "    'required': ['source', 'line', 'column', 'start', 'end', 'quote', 'rule'],",
    "    'properties': {",
    "     'source': {'$ref': '#/definitions/id', 'description': 'id of a source'},",
    "     'line': {'type': 'integer', 'minimum': 1},",
    "     'column': {'type': 'integer', 'minimum': 1, 'description': 'in code points'},",
    "     'start': {'type': 'integer', 'minimum': 0, 'description': 'byte in the post as it is on "
    "disk'},",
    "     'end': {'type': 'integer', 'minimum': 0},",
    "     'quote': {'$ref': '#/definitions/text', 'description': 'the prose of [start, end): "
    "repaired, markup removed, white space folded'},",
    "     'rule': {'$ref': '#/definitions/name'}",
    "    }",
    "   }",
    "  },",
    "  'quantity': {",
    "   'type': 'object',",
    "   'required': ['value', 'unit', 'name'],",
    "   'properties': {",
    "    'value': {'type': 'number', 'description': 'of a range its low end'},",
    "    'high': {'type': 'number'},",
    "    'unit': {'$ref': '#/definitions/unit'},",
    "    'name': {'$ref': '#/definitions/text', 'description': 'as the post says it'}",
    "   }",
    "  },",
    "  'node': {",
    "   'type': 'object',",
    "   'required': ['id', 'kind', 'name', 'aliases', 'mentions', 'confidence', 'evidence'],",
    "   'properties': {",
    "    'id': {'$ref': '#/definitions/id'},",
    "    'kind': {'$ref': '#/definitions/kind'},",
    "    'name': {'$ref': '#/definitions/name'},",
    "    'aliases': {'type': 'array', 'items': {'$ref': '#/definitions/name'}, 'uniqueItems': true},",
    "    'value': {'type': 'number', 'description': 'of a figure; of a range its low end'},",
    "    'high': {'type': 'number'},",
    "    'unit': {'$ref': '#/definitions/unit'},",
    "    'same_as': {'$ref': '#/definitions/name', 'description': 'a Wikidata id'},",
    "    'url': {'$ref': '#/definitions/name', 'description': 'where the post links the name to'},",
    "    'mentions': {'type': 'integer', 'minimum': 1},",
    "    'confidence': {'$ref': '#/definitions/share'},",
    "    'evidence': {'$ref': '#/definitions/evidence'}",
    "   },",
    "   'dependencies': {'value': ['unit'], 'unit': ['value'], 'high': ['value']}",
    "  },",
    "  'edge': {",
    "   'type': 'object',",
    "   'required': ['key', 'source', 'target', 'type', 'directed', 'status', 'confidence', "
    "'support', 'evidence'],",
    "   'properties': {",
    "    'key': {'$ref': '#/definitions/id'},",
    "    'source': {'$ref': '#/definitions/id'},",
    "    'target': {'$ref': '#/definitions/id'},",
    "    'type': {'$ref': '#/definitions/type'},",
    "    'directed': {'type': 'boolean', 'description': 'false: it holds both ways'},",
    "    'status': {'enum': ['asserted', 'planned', 'ended']},",
    "    'confidence': {'$ref': '#/definitions/share'},",
    "    'support': {'type': 'integer', 'minimum': 1, 'description': 'pieces of evidence'},",
    "    'amount': {'$ref': '#/definitions/quantity'},",
    "    'measure': {'$ref': '#/definitions/text'},",
    "    'modifier': {'$ref': '#/definitions/text'},",
    "    'when': {'$ref': '#/definitions/when'},",
    "    'role': {'$ref': '#/definitions/text'},",
    "    'evidence': {'$ref': '#/definitions/evidence'}",
    "   }",
    "  },",
    "  'statement': {",
    "   'description': 'what a post says without asserting it',",
    "   'type': 'object',",
    "   'required': ['key', 'source', 'type', 'directed', 'status', 'confidence', 'support', "
    "'evidence'],",
    "   'anyOf': [{'required': ['target']}, {'required': ['figure']}],",
    "   'properties': {",
    "    'key': {'$ref': '#/definitions/id'},",
    "    'source': {'$ref': '#/definitions/id'},",
    "    'target': {'$ref': '#/definitions/id'},",
    "    'figure': {'$ref': '#/definitions/quantity'},",
    "    'type': {'$ref': '#/definitions/type'},",
    "    'directed': {'type': 'boolean'},",
    "    'status': {'enum': ['negated', 'hedged', 'conditional', 'goal', 'question']},",
    "    'confidence': {'$ref': '#/definitions/share'},",
    "    'support': {'type': 'integer', 'minimum': 1},",
    "    'amount': {'$ref': '#/definitions/quantity'},",
    "    'measure': {'$ref': '#/definitions/text'},",
    "    'modifier': {'$ref': '#/definitions/text'},",
    "    'when': {'$ref': '#/definitions/when'},",
    "    'role': {'$ref': '#/definitions/text'},",
    "    'evidence': {'$ref': '#/definitions/evidence'}",
    "   }",
    "  },",
    "  'merge': {",
    "   'description': 'why an alias belongs to a node',",
    "   'type': 'object',",
    "   'required': ['node', 'alias', 'reason', 'rule', 'evidence'],",
    "   'properties': {",
    "    'node': {'$ref': '#/definitions/id'},",
    "    'alias': {'$ref': '#/definitions/name'},",
    "    'reason': {'$ref': '#/definitions/text'},",
    "    'rule': {'$ref': '#/definitions/name'},",
    "    'evidence': {'$ref': '#/definitions/evidence'}",
    "   }",
    "  },",
    "  'warning': {",
    "   'type': 'object',",
    "   'required': ['code', 'text'],",
    "   'properties': {",
    "    'code': {'$ref': '#/definitions/name'},",
    "    'source': {'$ref': '#/definitions/id', 'description': 'id of a source'},",
    "    'line': {'type': 'integer', 'minimum': 1},",
    "    'column': {'type': 'integer', 'minimum': 1},",
    "    'rule': {'$ref': '#/definitions/name'},",
    "    'text': {'$ref': '#/definitions/text'}",
    "   }",
    "  }",
    " }",
    "}",
};

static void put_line(eg_sink *out, const char *line) {
    for (; *line; line++) eg_putc(out, *line == '\'' ? '"' : *line);
    eg_putc(out, '\n');
}

/* The names of the set, or any word that could be one. */
static void put_words(eg_sink *out, const char *what, const eg_slice *names, size_t count) {
    eg_putf(out, "  \"%s\": {", what);
    if (names) eg_json_texts(out, "enum", names, count);
    else eg_puts(out, "\"type\": \"string\", \"pattern\": \"^[a-z][a-z0-9_]*$\"");
    eg_puts(out, "},\n");
}

void eg_schema_json(eg_sink *out, const eg_schema *schema) {
    eg_slice kinds[EG_KINDS_MOST];
    eg_slice types[EG_EDGES_MOST];
    for (size_t i = 0; schema && i < schema->kind_count; i++) kinds[i] = schema->kinds[i].name;
    for (size_t i = 0; schema && i < schema->edge_count; i++) types[i] = schema->edges[i].name;
    bool kinds_put = false;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lines[i] != NULL) put_line(out, lines[i]);
        else if (kinds_put) put_words(out, "type", schema ? types : NULL, schema ? schema->edge_count : 0);
        else put_words(out, "kind", schema ? kinds : NULL, schema ? schema->kind_count : 0);
        kinds_put = kinds_put || lines[i] == NULL;
    }
}
