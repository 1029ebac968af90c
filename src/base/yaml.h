/* SPDX-License-Identifier: MIT */
/* YAML 1.2 as a plain tree with the file offset of every scalar byte, so that an error inside a value (a regular
 * expression, say) is shown in the user's own text. The only user of libfyaml; three stages read YAML through it
 * (front matter, pattern sets, --edits), so it stands here and not in scan/. Anchors, aliases and tags are refused. */
#ifndef EG_BASE_YAML_H
#define EG_BASE_YAML_H

#include "base/source.h"

typedef enum eg_yaml_kind { EG_YAML_SCALAR, EG_YAML_LIST, EG_YAML_MAP } eg_yaml_kind;
typedef enum eg_yaml_style { EG_YAML_PLAIN, EG_YAML_SINGLE, EG_YAML_DOUBLE, EG_YAML_LITERAL, EG_YAML_FOLDED } eg_yaml_style;

typedef struct eg_yaml eg_yaml;
struct eg_yaml {
    eg_yaml_kind kind;
    eg_yaml_style style; /* scalars */
    eg_slice text;       /* scalars: the value; one trailing newline of a literal block is cut */
    uint32_t offset;     /* byte in the file where the value begins (behind a quote, on the first line of a block) */
    uint32_t indent;     /* literal blocks: columns cut from each line */
    eg_yaml *items;      /* lists: items; maps: values */
    eg_yaml *keys;       /* maps: keys, scalars, as many as items */
    size_t count;
};

/* The tree is in `arena`, its texts borrow nothing from libfyaml. An empty document is an empty map. Errors (syntax,
 * duplicate keys, aliases) go to `errors` with their place; false when there were any. */
bool eg_yaml_parse(const eg_yaml **root, eg_arena *arena, const eg_source *source, eg_errors *errors);
/* NULL when `map` is NULL, no map, or has no such key. */
const eg_yaml *eg_yaml_get(const eg_yaml *map, const char *key);
/* "" unless the value is a scalar. */
eg_slice eg_yaml_text(const eg_yaml *map, const char *key);
const char *eg_yaml_version(void);
/* File offset of byte `at` of a scalar's text. */
size_t eg_yaml_place(const eg_yaml *scalar, const eg_source *source, size_t at);

#endif
