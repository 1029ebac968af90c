/* SPDX-License-Identifier: MIT */
/* What the reader takes is what jansson takes, and means the same. */
#include "unit.h"

#include <jansson.h>

#include "emit/jsonin.h"

static const char *const names[] = {"", "name", "kind", "evidence", "count", "flags", NULL};

/* Equal in type, text, number and all inside; members by their names. */
static bool same(const eg_json_value *mine, const json_t *theirs) { /* NOLINT(misc-no-recursion) */
    switch ((eg_json_type)mine->type) {
    case EG_JSON_NULL: return json_is_null(theirs);
    case EG_JSON_FALSE: return json_is_false(theirs);
    case EG_JSON_TRUE: return json_is_true(theirs);
    case EG_JSON_INTEGER: return json_is_integer(theirs) && json_integer_value(theirs) == mine->number.integer;
    case EG_JSON_REAL: return json_is_real(theirs) && memcmp(&(double){json_real_value(theirs)}, &mine->number.real, sizeof(double)) == 0;
    case EG_JSON_STRING:
        return json_is_string(theirs) && eg_slice_eq(mine->text, eg_slice_of(json_string_value(theirs), json_string_length(theirs)));
    case EG_JSON_ARRAY: {
        size_t i = 0;
        if (!json_is_array(theirs) || json_array_size(theirs) != mine->count) return false;
        for (const eg_json_value *v = eg_json_first(mine); v; v = eg_json_beside(mine, v), i++)
            if (!same(v, json_array_get(theirs, i))) return false;
        return i == mine->count;
    }
    case EG_JSON_OBJECT:
        if (!json_is_object(theirs) || json_object_size(theirs) != mine->count) return false;
        for (uint8_t i = 1; names[i]; i++) {
            const json_t *other = json_object_get(theirs, names[i]);
            const eg_json_value *v = eg_json_get(mine, i);
            if ((other != NULL) != (v != NULL) || (v && !same(v, other))) return false;
        }
        return true;
    }
    return false;
}

/* One verdict on `text`, and one meaning; says where they differ. */
static bool agree(eg_slice text) {
    json_error_t verdict;
    json_t *theirs = eg_utf8_check(text) == text.len
                         ? json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY, &verdict)
                         : NULL;
    eg_json_reader r;
    eg_json_reader_init(&r, text, names);
    const eg_json_value *mine = eg_utf8_check(text) == text.len ? eg_json_next(&r) : NULL;
    bool ok = (mine != NULL) == (theirs != NULL);
    if (mine && theirs) ok = same(mine, theirs) && r.at == (size_t)verdict.position;
    if (!ok) printf("  they differ on: %.*s\n", EG_FMT(text));
    eg_json_reader_fini(&r);
    json_decref(theirs);
    return ok;
}

static void test_jsonin__takes_what_jansson_takes(void) {
    static const char *const texts[] = {
        "null", "true", "false", "nul", "nullx", "True", "[]", "{}", "[", "]", "{", "", " ", "[1,2,[3,[]],{}]", "[1,]", "[,1]", "[1 2]",
        "0", "-0", "-", "00", "01", "-01", "1.", ".5", "1.5", "-1.5e3", "1e", "1e+", "1E-2", "1e400", "-1e400", "1e-400", "0.1", "66.667",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "123456789012345.6",
        "1234567890123456.7", "0.30000000000000004", "2.675", "1.7976931348623157e308", "4.9e-324", "0.000000000000001", "100000000000000.1",
        "\"\"", "\"a\"", "\"a", "\"\\\"\"", "\"\\\\\"", "\"\\/\\b\\f\\n\\r\\t\"", "\"\\x\"", "\"\\", "\"\\u00e9\"", "\"\\u00E9x\"", "\"\\u00g9\"",
        "\"\\u12\"", "\"\\u0000\"", "\"\\ud83c\\udf0a\"", "\"\\ud83c\"", "\"\\udf0a\"", "\"\\ud83c\\u0041\"", "\"\\ud83cx\"", "\"tab\there\"",
        "\"line\nbreak\"", "\"\x7F\"", "\"\xE6\xA3\xAE\"", "\"12345678\"", "\"1234567\\n\"", "\"12345678\\n9012345678\\\"\"", "\"1234567",
        "{\"name\":1}", "{\"name\":1,\"name\":2}", "{\"na\\u006de\":1,\"name\":2}", "{\"other\":1,\"other\":2}", "{\"other\":\"kind\",\"kind\":\"x\"}",
        "{\"other\":\"another\",\"another\":1}", "{\"oth\\u0065r\":1,\"other\":2}", "{\"\":1,\"\":2}", "{\"\":1}", "{name:1}", "{\"name\"}",
        "{\"name\":}", "{\"name\":1,}", "{\"name\":1 \"kind\":2}", "{\"evidence\":[{\"name\":1},{\"name\":2}],\"flags\":{\"name\":3}}",
        "{\"a\":1,\"b\":{\"a\":2},\"c\":[{\"a\":1,\"a\":2}]}", "  \t\r\n[ 1 , 2 ] x", "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,"
        "\"i\":9,\"j\":10,\"k\":11,\"l\":12,\"m\":13,\"n\":14,\"o\":15,\"p\":16,\"q\":17,\"a\":18}",
        "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10,\"k\":11,\"l\":12,\"m\":13,\"n\":14,\"o\":15,\"p\":16,\"q\":17}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) CHECK(agree(eg_slice_from(texts[i])));
}

/* Each byte of a sound text left out, and put in the place of each other. */
static void test_jsonin__and_refuses_what_it_refuses(void) {
    static const char sound[] = "{\"name\": \"Ko\\u0304be \\\"x\\\" \xE6\xA3\xAE\", \"count\": -12.50e1, \"flags\": [true, null, 0, [], {}],\n"
                                " \"evidence\": [{\"kind\": \"\", \"other\": 7}], \"more\": false} ";
    static const char marks[] = "\"\\{}[],:0-.eE+n /u\x01\n";
    char text[sizeof sound];
    size_t differ = 0;
    for (size_t i = 0; i + 1 < sizeof sound; i++) {
        memcpy(text, sound, i);
        memcpy(text + i, sound + i + 1, sizeof sound - i - 1);
        differ += !agree(eg_slice_of(text, sizeof sound - 2));
        memcpy(text, sound, sizeof sound);
        for (size_t k = 0; marks[k]; k++) {
            text[i] = marks[k];
            differ += !agree(eg_slice_of(text, sizeof sound - 1));
        }
        text[i] = sound[i];
        differ += !agree(eg_slice_of(sound, i));
    }
    CHECK_INT(differ, 0);
}

static void test_jsonin__deep(void) {
    for (size_t depth = 2040; depth < 2056; depth++) {
        char *text = eg_heap_alloc(2 * depth);
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        CHECK(agree(eg_slice_of(text, 2 * depth)));
        free(text);
    }
}

/* Texts without escapes stay in the input. */
static void test_jsonin__texts_are_lent(void) {
    eg_slice text = EG_S("[\"plain\", \"a\\nb\"]");
    eg_json_reader r;
    eg_json_reader_init(&r, text, names);
    const eg_json_value *list = eg_json_next(&r), *v = eg_json_first(list);
    CHECK(list != NULL && v != NULL);
    CHECK(v->text.ptr == text.ptr + 2);
    v = eg_json_beside(list, v);
    CHECK_STR(v->text, "a\nb");
    CHECK(eg_json_beside(list, v) == NULL);
    eg_json_reader_fini(&r);
}

static bool skips(const char *text, size_t *at) {
    eg_json_reader r;
    eg_json_reader_init(&r, eg_slice_from(text), names);
    bool ok = eg_json_skip(&r);
    *at = r.at;
    CHECK(ok == (r.problem[0] == '\0'));
    return ok;
}

static void test_jsonin__skips(void) {
    size_t at;
    CHECK(skips(" {\"a\": [1, \"]}\\\"\"], \"b\": {}} , 2", &at));
    CHECK_INT(at, 28);
    CHECK(skips("12.5,", &at));
    CHECK_INT(at, 4);
    CHECK(!skips("[1, 2", &at));
    CHECK(!skips("\"abc", &at));
    CHECK(!skips("\"abc\\", &at));
    CHECK(!skips("", &at));
    CHECK(!skips("]", &at));
    CHECK(!skips(", 1", &at));
}

int main(void) {
    RUN(test_jsonin__takes_what_jansson_takes);
    RUN(test_jsonin__and_refuses_what_it_refuses);
    RUN(test_jsonin__deep);
    RUN(test_jsonin__texts_are_lent);
    RUN(test_jsonin__skips);
    return unit_done();
}
