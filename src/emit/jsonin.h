/* SPDX-License-Identifier: MIT */
/* JSON read one value at a time, by hand: a saved graph of 500,000 edges has five million values, for each of which jansson
 * allocates two or three pieces and hashes a name (tests/bench/README.md has the figures). Texts without escapes stay where
 * they are in the input, the names of members are numbers, and a value is a row of an array that the next one overwrites.
 * What is not accepted here is handed to jansson, whose verdict and words stand: so this side need only be right about what
 * it takes. The one user of jansson, but for its version. */
#ifndef EG_EMIT_JSONIN_H
#define EG_EMIT_JSONIN_H

#include "base/error.h"

typedef enum eg_json_type {
    EG_JSON_NULL, EG_JSON_FALSE, EG_JSON_TRUE, EG_JSON_INTEGER, EG_JSON_REAL, EG_JSON_STRING, EG_JSON_ARRAY, EG_JSON_OBJECT,
} eg_json_type;

typedef struct eg_json_value {
    uint8_t type;    /* eg_json_type */
    uint8_t name;    /* of a member: its number among the reader's names; EG_JSON_OTHER for any other, and outside objects */
    uint32_t count;  /* members of an object, items of an array */
    uint32_t size;   /* rows of the value with all inside it: the next one beside it is `size` rows on */
    eg_slice text;   /* of a string, decoded: in the input, or in the reader until its next value. Behind another name: that name */
    union {
        int64_t integer;
        double real;
    } number;
} eg_json_value;

enum { EG_JSON_OTHER = 0, EG_JSON_NAMES = 63, EG_JSON_DEPTH = 2048 };

typedef struct eg_json_reader {
    eg_slice bytes;           /* valid UTF-8, borrowed */
    size_t at;                /* byte where the next value or mark begins */
    size_t failed;            /* after an error: the byte it is shown at */
    char problem[256];        /* after an error: what it is */
    const char *const *names; /* of members, from number 1 on; [0] is unused */
    uint8_t buckets[256];     /* hash -> number of a name */
    EG_VEC(eg_json_value) values;
    eg_arena decoded;         /* texts that had escapes */
} eg_json_reader;

/* `names` holds at most EG_JSON_NAMES names, ended by NULL, and outlives the reader. */
void eg_json_reader_init(eg_json_reader *reader, eg_slice bytes, const char *const *names);
void eg_json_reader_fini(eg_json_reader *reader);

/* The next byte that is no white space, which is not passed; '\0' at the end. */
char eg_json_peek(eg_json_reader *reader);
/* Reads the value at `at`, which moves behind it; an object with one name twice is an error. It and its texts hold until the
 * next call. NULL with `problem` and `failed`. */
const eg_json_value *eg_json_next(eg_json_reader *reader);
/* Moves behind a value that is read later: only its brackets and quotes are looked at. False with `problem` and `failed`. */
bool eg_json_skip(eg_json_reader *reader);

/* The member of that number; NULL when there is none, or when `object` is NULL or no object. */
const eg_json_value *eg_json_get(const eg_json_value *object, uint8_t name);
/* Walks items: `for (v = eg_json_first(list); v; v = eg_json_beside(list, v))`. Of a list that is NULL or no array, none. */
const eg_json_value *eg_json_first(const eg_json_value *list);
const eg_json_value *eg_json_beside(const eg_json_value *list, const eg_json_value *item);

#endif
