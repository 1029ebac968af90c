/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <setjmp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/library.h"
#include "base/map.h"
#include "base/region.h"
#include "base/sink.h"
#include "base/source.h"
#include "base/status.h"
#include "base/unicode.h"

static jmp_buf exhausted;
static size_t wanted;

static __attribute__((noreturn)) void jump_out(size_t size) {
    wanted = size;
    longjmp(exhausted, 1);
}

static void test_arena__sizes_are_checked_before_they_are_multiplied(void) {
    __attribute__((noreturn)) void (*before)(size_t) = eg_out_of_memory;
    eg_out_of_memory = jump_out;
    eg_arena arena = {0};
    volatile int jumps = 0;
    if (setjmp(exhausted) == 0) eg_arena_array(&arena, SIZE_MAX / 2, 4);
    else jumps++;
    if (setjmp(exhausted) == 0) eg_heap_resize(NULL, SIZE_MAX / 4, 16);
    else jumps++;
    if (setjmp(exhausted) == 0) eg_arena_alloc(&arena, SIZE_MAX - 4);
    else jumps++;
    eg_out_of_memory = before;
    CHECK_INT(jumps, 3);
    eg_arena_fini(&arena);
}

static void test_arena__memory_is_zeroed_aligned_and_apart(void) {
    eg_arena arena = {0};
    for (size_t i = 0; i < 5000; i++) {
        char *p = eg_arena_alloc(&arena, i % 97);
        CHECK(((uintptr_t)p & 15) == 0);
        for (size_t j = 0; j < i % 97; j++) CHECK(p[j] == 0);
        memset(p, 0x5A, i % 97); /* a later piece that overlapped would not be zero */
    }
    CHECK_STR(eg_arena_printf(&arena, "%s-%d", "a", 7), "a-7");
    eg_arena_fini(&arena);
    CHECK(arena.chunks == NULL);
}

/* Whether what is left of a chunk has room for it or not. */
static void test_arena__prints_texts_of_any_length(void) {
    eg_arena arena = {0};
    for (int i = 0; i < 700; i++) {
        eg_slice text = eg_arena_printf(&arena, "%*s!", i, "x");
        CHECK_INT(text.len, i ? i + 1 : 2);
        CHECK(text.ptr[text.len] == 0 && text.ptr[text.len - 1] == '!' && text.ptr[text.len - 2] == 'x');
    }
    eg_arena_fini(&arena);
}

/* Of the bytes, wherever they stand; each of them counts. */
static void test_slice__hash(void) {
    char text[64] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    for (size_t len = 0; len < 40; len++) {
        char moved[64];
        memcpy(moved + 3, text, len);
        uint64_t hash = eg_slice_hash(eg_slice_of(text, len));
        CHECK(eg_slice_hash(eg_slice_of(moved + 3, len)) == hash);
        CHECK((uint32_t)eg_slice_hash(eg_slice_of(text, len + 1)) != (uint32_t)hash);
        for (size_t i = 0; i < len; i++) {
            moved[3 + i]++;
            CHECK((uint32_t)eg_slice_hash(eg_slice_of(moved + 3, len)) != (uint32_t)hash);
            moved[3 + i]--;
        }
    }
}

static void test_map__against_many_keys(void) {
    eg_arena arena = {0};
    eg_map map = {0};
    for (uint32_t i = 0; i < 20000; i++) CHECK_INT(eg_map_put(&map, eg_arena_printf(&arena, "key %u", i), i), i);
    CHECK_INT(eg_map_put(&map, EG_S("key 77"), 1), 77);
    eg_map_set(&map, EG_S("key 77"), 1);
    CHECK_INT(eg_map_get(&map, EG_S("key 77")), 1);
    CHECK_INT(eg_map_get(&map, EG_S("key 19999")), 19999);
    CHECK_INT(eg_map_get(&map, EG_S("key 20000")), EG_MAP_NONE);
    CHECK_INT(map.len, 20000);
    eg_map_fini(&map);
    eg_arena_fini(&arena);
}

static void test_slice__cutting_and_finding(void) {
    eg_slice rest = EG_S("a;;b");
    eg_slice piece;
    CHECK(eg_slice_split(&rest, ';', &piece));
    CHECK_STR(piece, "a");
    CHECK(eg_slice_split(&rest, ';', &piece));
    CHECK_STR(piece, "");
    CHECK(eg_slice_split(&rest, ';', &piece));
    CHECK_STR(piece, "b");
    CHECK(!eg_slice_split(&rest, ';', &piece));
    CHECK_STR(eg_slice_trim(EG_S("\t a b \n")), "a b");
    CHECK_INT(eg_slice_find(EG_S("abcabc"), EG_S("bc"), 2), 4);
    CHECK_INT(eg_slice_find(EG_S("abc"), EG_S("x"), 0), (size_t)-1);
    CHECK_INT(eg_slice_find(EG_S("abc"), EG_S(""), 3), 3);
    CHECK(eg_slice_cmp(EG_S("ab"), EG_S("abc")) < 0 && eg_slice_cmp(EG_S("b"), EG_S("abc")) > 0);
    CHECK(eg_slice_eq_ascii_nocase(EG_S("GmbH"), EG_S("gmbh")));
}

static void test_utf8__broken_sequences(void) {
    static const char *const bad[] = {"a\xff", "a\xc3", "a\xe2\x82", "a\xc0\xaf", "a\xed\xa0\x80", "a\xf4\x90\x80\x80", "a\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) CHECK_INT(eg_utf8_check(eg_slice_from(bad[i])), 1);
    CHECK_INT(eg_utf8_check(EG_S("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80")), 10);
    CHECK_INT(eg_utf8_count(EG_S("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80")), 4);
    for (uint32_t cp = 1; cp < 0x110000; cp += 257) {
        if (cp >= 0xD800 && cp <= 0xDFFF) continue;
        char buf[4];
        size_t n = eg_utf8_put(buf, cp);
        size_t len;
        CHECK_INT(eg_utf8_next(eg_slice_of(buf, n), 0, &len), cp);
        CHECK_INT(len, n);
    }
}

static void test_unicode__folding_and_width(void) {
    CHECK(eg_is_letter(0x301) && !eg_is_letter(0xFE0F)); /* an accent, and what makes a sign an emoji */
    eg_arena arena = {0};
    CHECK_STR(eg_fold(&arena, EG_S("Y\xc5\xabraku-CH\xc5\x8c")), "yuraku-cho");
    CHECK_STR(eg_fold(&arena, EG_S("Stra\xc3\x9f" "e")), "strasse");
    CHECK_INT(eg_display_width(EG_S("\xe6\x9d\xb1\xe4\xba\xac" "a\xcc\x81")), 5);
    CHECK(eg_is_unsafe(0x1B) && eg_is_unsafe(0x202E) && eg_is_unsafe(0x2066) && !eg_is_unsafe('a'));
    eg_arena_fini(&arena);
    CHECK(eg_is_pictograph(0x1F680) && eg_is_pictograph(0x2192) && eg_is_pictograph(0x1F1E9)); /* a rocket, an arrow, half a flag */
    CHECK(eg_is_pictograph(0xFE0F) && eg_is_pictograph(0x200D)); /* what joins them */
    CHECK(!eg_is_pictograph('+') && !eg_is_pictograph(0x20AC) && !eg_is_pictograph(0x2014) && !eg_is_pictograph(0xE9));
}

static void test_source__places_and_carets(void) {
    eg_source source;
    eg_source_init(&source, EG_S("a/b.yaml"), EG_S("one\ntw\xc3\xb6 x\n\nlast"));
    uint32_t line;
    uint32_t column;
    eg_source_place(&source, 9, &line, &column);
    CHECK_INT(line, 2);
    CHECK_INT(column, 5);
    eg_source_place(&source, source.bytes.len, &line, &column);
    CHECK_INT(line, 4);
    CHECK_INT(column, 5);
    eg_error err = {0};
    eg_fail(&err, EG_ERR_RULE, "a/b.yaml", "missing %s", "this");
    eg_error_locate(&err, &source, 9);
    CHECK(!eg_fail(&err, EG_ERR_IO, "other", "second")); /* the first wins */
    char text[1024];
    eg_error_format(text, sizeof text, &err, "error");
    CHECK_STR(eg_slice_from(text), "a/b.yaml:2:5: error: missing this\n  tw\xc3\xb6 x\n      ^\n");
    eg_source_fini(&source);
    eg_sink far = {0}; /* the same places whether or not a line is long enough for marks */
    eg_puts(&far, "short\n");
    for (int n = 0; n < 9000; n++) eg_puts(&far, n % 3 ? "\xc3\xb6" : n % 5 ? "a" : "\xff");
    eg_puts(&far, "\nend");
    eg_source_init(&source, EG_S("far"), eg_sink_slice(&far));
    uint32_t want = 1;
    for (size_t at = 6, n; at < far.buf.len && far.buf.items[at] != '\n'; at += n, want++) {
        eg_source_place(&source, at, &line, &column);
        if (line != 2 || column != want) break;
        eg_utf8_next(eg_sink_slice(&far), at, &n);
    }
    CHECK_INT(want, 9001);
    eg_source_place(&source, far.buf.len, &line, &column);
    CHECK(line == 3 && column == 4);
    eg_source_fini(&source);
    eg_sink_fini(&far);
}

static void test_sink__whole_or_not_at_all(void) {
    char dir[] = "/tmp/eg-sink-XXXXXX";
    CHECK(mkdtemp(dir) != NULL);
    eg_arena arena = {0};
    const char *path = eg_arena_printf(&arena, "%s/out", dir).ptr;
    eg_sink sink = {0};
    eg_put_number(&sink, 66.667);
    eg_putc(&sink, ' ');
    eg_put_number(&sink, 1e13);
    eg_error err = {0};
    CHECK(eg_sink_save(&sink, path, &err));
    eg_source back;
    CHECK(eg_source_read(&back, &arena, path, 0, &err));
    CHECK_STR(back.bytes, "66.667 10000000000000");
    eg_source_fini(&back);
    eg_staged staged = {0};
    eg_puts(&sink, " more");
    CHECK(eg_sink_stage(&sink, path, &staged, &err));
    eg_staged_drop(&staged);
    CHECK(eg_source_read(&back, &arena, path, 0, &err));
    CHECK_INT(back.bytes.len, 21); /* dropped: the old file stays */
    eg_source_fini(&back);
    CHECK(!eg_sink_save(&sink, "/dev/full", &err) && err.code == EG_ERR_IO);
    unlink(path);
    CHECK_INT(rmdir(dir), 0); /* no temporary file is left */
    eg_sink_fini(&sink);
    eg_arena_fini(&arena);
}

static void test_status__names_read_back(void) {
    for (eg_status s = 0; s < EG_STATUS_COUNT; s++) CHECK_INT(eg_status_of(eg_status_name(s)), s);
    CHECK_INT(eg_status_of(EG_S("maybe")), EG_STATUS_COUNT);
    CHECK(eg_status_is_fact(EG_STATUS_PLANNED) && !eg_status_is_fact(EG_STATUS_NEGATED));
    char hex[65];
    eg_sha256_hex(hex, EG_S("abc")); /* FIPS 180-4's own example */
    CHECK_STR(eg_slice_from(hex), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* What is settled lies on the warm shelf and reads as before; what it was is used again. */
static void test_region__shelves(void) {
    if (!eg_region_open()) return; /* not on every machine */
    eg_arena arena = {0};
    eg_map map = {0};
    for (uint32_t i = 0; i < 1000; i++) eg_map_put(&map, eg_arena_printf(&arena, "key %u", i), i);
    uintptr_t warm = eg_region_begin(EG_SHELF_WARM);
    uintptr_t cold = eg_region_begin(EG_SHELF_COLD);
    CHECK((uintptr_t)map.entries >= cold && (uintptr_t)map.entries < cold + eg_region_used(EG_SHELF_COLD));
    eg_map_settle(&map);
    CHECK((uintptr_t)map.entries >= warm && (uintptr_t)map.entries < warm + eg_region_used(EG_SHELF_WARM));
    CHECK((uintptr_t)map.places >= warm && (uintptr_t)map.places < warm + eg_region_used(EG_SHELF_WARM));
    for (uint32_t i = 0; i < 1000; i++) {
        char key[16];
        snprintf(key, sizeof key, "key %u", i);
        CHECK_INT(eg_map_get(&map, eg_slice_from(key)), i);
    }
    CHECK_INT(eg_map_get(&map, EG_S("key 1000")), EG_MAP_NONE);
    size_t used = eg_region_used(EG_SHELF_WARM);
    eg_shelf was = eg_region_turn(EG_SHELF_WARM);
    CHECK_INT(was, EG_SHELF_COLD);
    void *more = eg_heap_alloc(300 << 10);
    CHECK(eg_region_holds(more) && eg_region_used(EG_SHELF_WARM) > used);
    eg_region_turn(was);
    char here;
    CHECK(!eg_region_holds(&here));
    eg_region_close();
    eg_region_unmap();
}

/* Pieces that are let go grow together, and the end of a shelf is given back. */
static void test_region__freed_memory_is_joined(void) {
    if (!eg_region_open()) return;
    enum { COUNT = 64, SIZE = 1000 };
    char *pieces[COUNT];
    size_t empty = eg_region_used(EG_SHELF_COLD);
    for (size_t i = 0; i < COUNT; i++) pieces[i] = memset(eg_heap_alloc(SIZE), 'x', SIZE);
    char *last = eg_heap_alloc(16);
    for (size_t i = 0; i < COUNT; i += 2) eg_heap_free(pieces[i]);
    for (size_t i = 1; i < COUNT; i += 2) eg_heap_free(pieces[i]);
    char *whole = eg_heap_alloc((size_t)COUNT * SIZE);
    CHECK(whole == pieces[0]);
    size_t left = 0; /* all was zeroed, where the pieces and their heads stood too */
    for (size_t i = 0; i < (size_t)COUNT * SIZE; i++) left += whole[i] != 0;
    CHECK_INT(left, 0);
    char *grown = eg_heap_resize(last, 1, 200000);
    CHECK(grown == last); /* nothing stands behind it */
    eg_heap_free(grown);
    eg_heap_free(whole);
    CHECK_INT(eg_region_used(EG_SHELF_COLD), empty);
    eg_region_close();
    eg_region_unmap();
}

/* What was begun while the region pauses stays on the heap until it is settled. */
static void test_region__paused(void) {
    if (!eg_region_open()) return;
    EG_VEC(int) list = {0};
    bool was = eg_region_pause(true);
    eg_vec_push(&list, 1);
    eg_region_pause(was);
    for (int i = 2; i <= 1000; i++) eg_vec_push(&list, i);
    CHECK(!eg_region_holds(list.items));
    eg_vec_settle(&list);
    CHECK(eg_region_holds(list.items) && list.items[0] == 1 && list.items[999] == 1000);
    eg_region_close();
    eg_region_unmap();
}

/* A hash of a file as if some of its bytes were zero. */
static void test_hash__file(void) {
    char plain[65];
    char blanked[65];
    char bytes[40000];
    FILE *file = tmpfile();
    if (file == NULL) return;
    memset(bytes, 'x', sizeof bytes);
    CHECK_INT(fwrite(bytes, 1, sizeof bytes, file), sizeof bytes);
    CHECK_INT(fflush(file), 0);
    memset(bytes + 16300, 0, 200); /* over the border of two pieces */
    eg_sha256_hex(plain, eg_slice_of(bytes, sizeof bytes));
    CHECK(eg_sha256_file(blanked, fileno(file), 16300, 200));
    CHECK(strcmp(plain, blanked) == 0);
    CHECK(eg_sha256_file(blanked, fileno(file), 0, 0));
    CHECK(strcmp(plain, blanked) != 0);
    fclose(file);
    CHECK(!eg_sha256_file(blanked, -1, 0, 0));
}

static void test_library__all_or_nothing(void) {
    static const char *const here[] = {"libnosuch.so.9", "libm.so.6", NULL}, *const nowhere[] = {"libnosuch.so.9", NULL};
    double (*down)(double) = NULL;
    void (*missing)(void) = NULL;
    const eg_symbol found[] = {{"floor", &down}}, lacking[] = {{"floor", &down}, {"no_such_symbol", &missing}};
    CHECK(!eg_library_load(nowhere, found, 1));
    CHECK(!eg_library_load(here, lacking, 2));
    CHECK(eg_library_load(here, found, 1));
    CHECK(down && down(2.5) == 2.0);
}

int main(void) {
    RUN(test_arena__sizes_are_checked_before_they_are_multiplied);
    RUN(test_arena__memory_is_zeroed_aligned_and_apart);
    RUN(test_arena__prints_texts_of_any_length);
    RUN(test_slice__hash);
    RUN(test_map__against_many_keys);
    RUN(test_slice__cutting_and_finding);
    RUN(test_utf8__broken_sequences);
    RUN(test_unicode__folding_and_width);
    RUN(test_source__places_and_carets);
    RUN(test_sink__whole_or_not_at_all);
    RUN(test_status__names_read_back);
    RUN(test_region__shelves);
    RUN(test_region__freed_memory_is_joined);
    RUN(test_region__paused);
    RUN(test_hash__file);
    RUN(test_library__all_or_nothing);
    return unit_done();
}
