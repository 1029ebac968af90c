/* SPDX-License-Identifier: MIT */
#include "scan/regex.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <lz4.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/region.h"
#include "base/sink.h"
#include "base/vec.h"
#include "scan/matcher.h"

/* A pattern is compiled to machine code when the interpreter has spent on it about what that costs: compiling a byte of
 * a pattern takes as long as interpreting it on JIT_BYTES of text (measured; a run on no text counts as RUN_BYTES), and STEPS_BYTE
 * steps of the matcher that machine code would spare count as a byte; a pattern on which the matcher gave up is compiled at once. So a post of any length pays
 * at most twice what was best for it, and the same work is done each time: no clock is asked. The result is the same either way.
 *
 * Effect: a pattern that backtracks more than this on one subject is reported, not awaited. Prose of a sentence needs
 * a few hundred steps. */
enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 20000, HEAP_LIMIT_KIB = 4096, JIT_BYTES = 16, RUN_BYTES = 16, STEPS_BYTE = 4 };

/* What the pattern is: may lie in a mapped file (base/region.h), so it holds no pointer of PCRE2's. */
struct eg_regex {
    uint32_t state;       /* index of its eg_regex_state, from 1 */
    uint32_t gate;
    uint32_t groups;
    bool anchored, full;
    const eg_matcher_node *matcher; /* NULL: PCRE2 has to do it */
    const uint8_t *packed; /* serialized by PCRE2 and packed; NULL unless the set is to be a file or comes from one */
    uint32_t kept;        /* bytes of `packed`, */
    uint32_t size;        /* of which so many become, */
    uint32_t shared;      /* which the first so many of `opening` go before */
};

/* What is made of it in this process, when it first runs. */
typedef struct state {
    eg_regex *owner;
    pcre2_code *code;
    uint64_t spent;  /* bytes of text read by the interpreter */
    uint64_t earned; /* at so many it is compiled */
    bool jit;
    bool dear; /* the matcher gave up on a text: what is left of the work is not left to the interpreter */
    eg_regex_stats stats;
} state;

static EG_VEC(state) states; /* on the heap; states.items[0] is nobody's */
static size_t live;          /* states in use: at 0 the numbering starts anew */
static EG_VEC(uint32_t) unpacked; /* on the heap: those whose code came out of a mapped set's file */
static pcre2_match_data *match_data; /* one for all: it only lives between a match and its copy */
static bool timed;
/* What PCRE2 serializes begins with its tables, the same in all: they are kept once. */
enum { OPENING_MOST = 2048 };
static struct { /* the file that patterns of a mapped set are read from */
    int fd;     /* -1 = none */
    size_t offset;
    eg_regex_pack pack;
    uint8_t opening[OPENING_MOST];
    bool opened; /* it is read */
} packed_file = {.fd = -1};

static uint64_t cost_of(const pcre2_code *code) {
    size_t size = 0;
    if (code) pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
    return (uint64_t)size * JIT_BYTES;
}

static uint32_t new_state(eg_regex *owner, pcre2_code *code) {
    bool was = eg_region_pause(true);
    if (states.len == 0) (void)eg_vec_add(&states);
    state *s = eg_vec_add(&states);
    eg_region_pause(was);
    s->owner = owner;
    s->code = code;
    s->earned = cost_of(code);
    live++;
    return (uint32_t)(states.len - 1);
}

static bool read_packed(void *to, const uint8_t *packed, size_t size) {
    size_t at = packed_file.offset + ((uintptr_t)packed - eg_region_begin(EG_SHELF_PACKED));
    return pread(packed_file.fd, to, size, (off_t)at) == (ssize_t)size;
}

/* The pattern as PCRE2 has it, unpacked when a file brought it. */
static pcre2_code *code_of(const eg_regex *regex) {
    state *s = &states.items[regex->state];
    if (s->code == NULL && regex->packed) {
        if (!packed_file.opened) packed_file.opened = read_packed(packed_file.opening, packed_file.pack.opening, OPENING_MOST);
        char *packed = eg_heap_alloc(regex->kept);
        uint8_t *bytes = eg_heap_alloc(regex->shared + regex->size);
        memcpy(bytes, packed_file.opening, regex->shared);
        bool there = packed_file.opened && read_packed(packed, regex->packed, regex->kept);
        there = there && LZ4_decompress_safe(packed, (char *)bytes + regex->shared, (int)regex->kept, (int)regex->size) == (int)regex->size;
        eg_heap_free(packed);
        if (!there || pcre2_serialize_decode(&s->code, 1, bytes, NULL) != 1) s->code = NULL;
        eg_heap_free(bytes);
        bool was = eg_region_pause(true);
        eg_vec_push(&unpacked, regex->state);
        eg_region_pause(was);
        if (s->code == NULL) eg_out_of_memory(regex->size); /* the file is the user's own or the program's (image.h): else only damage of the day */
        s->earned = cost_of(s->code);
    }
    return s->code;
}

static pcre2_match_context *limits(void) {
    static pcre2_match_context *context;
    if (context == NULL) {
        context = pcre2_match_context_create(NULL);
        if (context == NULL) eg_out_of_memory(0);
        pcre2_set_match_limit(context, MATCH_LIMIT);
        pcre2_set_depth_limit(context, DEPTH_LIMIT);
        pcre2_set_heap_limit(context, HEAP_LIMIT_KIB);
    }
    return context;
}

/* Does "\p{Ll}" leave out capitals when a pattern is caseless? */
static bool tells_cases(void) {
    static int known = -1;
    if (known >= 0) return known;
    int code = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *small = pcre2_compile((PCRE2_SPTR)"\\p{Ll}", 6, PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS, &code, &offset, NULL);
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    if (small == NULL || data == NULL) eg_out_of_memory(0);
    known = pcre2_match(small, (PCRE2_SPTR)"A", 1, 0, 0, data, NULL) == PCRE2_ERROR_NOMATCH;
    pcre2_match_data_free(data);
    pcre2_code_free(small);
    return known;
}

eg_regex *eg_regex_new(eg_slice pattern, unsigned flags, size_t *error_offset, char *message, size_t cap) {
    uint32_t options = PCRE2_EXTENDED | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT | PCRE2_UTF | PCRE2_UCP;
    if (flags & EG_REGEX_CASELESS) options |= PCRE2_CASELESS;
    if (flags & EG_REGEX_ANCHORED) options |= PCRE2_ANCHORED;
    if (flags & EG_REGEX_FULL) options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    int code = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)(pattern.ptr ? pattern.ptr : ""), pattern.len, options, &code, &offset, NULL);
    if (compiled == NULL) {
        PCRE2_UCHAR text[256];
        pcre2_get_error_message(code, text, sizeof text);
        if (error_offset) *error_offset = offset;
        if (message) snprintf(message, cap, "%s", (const char *)text);
        return NULL;
    }
    uint32_t groups = 0;
    pcre2_pattern_info(compiled, PCRE2_INFO_CAPTURECOUNT, &groups);
    if (groups >= EG_GROUPS_MOST) {
        pcre2_code_free(compiled);
        if (error_offset) *error_offset = 0;
        if (message) snprintf(message, cap, "more than %d groups", EG_GROUPS_MOST - 1);
        return NULL;
    }
    eg_shelf was = eg_region_turn(EG_SHELF_WARM);
    bool paused = eg_region_pause(false);
    eg_regex *regex = eg_heap_alloc(sizeof *regex);
    eg_region_pause(paused);
    eg_region_turn(was);
    *regex = (eg_regex){.gate = EG_NO_GATE, .groups = groups, .anchored = flags & (EG_REGEX_ANCHORED | EG_REGEX_FULL), .full = flags & EG_REGEX_FULL};
    regex->matcher = eg_matcher_read(pattern, (eg_matcher_language){.caseless = flags & EG_REGEX_CASELESS, .cased = tells_cases()});
    regex->state = new_state(regex, compiled);
    return regex;
}

static void drop_state(state *s) {
    live--;
    pcre2_code_free(s->code);
    *s = (state){0};
}

static void clear_when_empty(void) {
    if (live > 0) return;
    eg_vec_fini(&states);
    pcre2_match_data_free(match_data);
    match_data = NULL;
    eg_matchers_free();
}

void eg_regex_free(eg_regex *regex) {
    if (regex == NULL) return;
    drop_state(&states.items[regex->state]);
    eg_heap_free(regex);
    clear_when_empty();
}

/* Of the states of a mapped set most were never touched, and are not now. */
void eg_regex_free_region(void) {
    size_t mapped = packed_file.fd >= 0 ? packed_file.pack.count : 0;
    for (size_t i = 0; i < unpacked.len; i++) {
        state *s = &states.items[unpacked.items[i]];
        pcre2_code_free(s->code);
        *s = (state){0};
    }
    eg_vec_fini(&unpacked);
    live -= mapped;
    for (size_t i = mapped + 1; i < states.len; i++)
        if (states.items[i].owner && eg_region_holds(states.items[i].owner)) drop_state(&states.items[i]);
    if (packed_file.fd >= 0) close(packed_file.fd);
    packed_file.fd = -1;
    packed_file.opened = false;
    clear_when_empty();
}

static uint32_t common(const uint8_t *a, const uint8_t *b, size_t size) {
    uint32_t n = 0;
    while (n < size && n < OPENING_MOST && a[n] == b[n]) n++;
    return n;
}

static uint8_t *packed_alloc(size_t size) {
    eg_shelf was = eg_region_turn(EG_SHELF_PACKED);
    uint8_t *made = eg_heap_alloc(size);
    eg_region_turn(was);
    return made;
}

static uint8_t *keep_packed(eg_regex *regex, const uint8_t *bytes) {
    bool was = eg_region_pause(true);
    int most = LZ4_compressBound((int)regex->size);
    char *packed = eg_heap_alloc((size_t)most);
    eg_region_pause(was);
    int len = LZ4_compress_default((const char *)bytes, packed, (int)regex->size, most);
    if (len <= 0) eg_out_of_memory(regex->size); /* what has room cannot fail otherwise */
    regex->kept = (uint32_t)len;
    uint8_t *kept = packed_alloc(regex->kept);
    memcpy(kept, packed, regex->kept);
    eg_heap_free(packed);
    return kept;
}

eg_regex_pack eg_regex_pack_all(void) {
    uint8_t *opening = NULL;
    for (size_t i = 1; i < states.len; i++) {
        eg_regex *regex = states.items[i].owner;
        if (regex == NULL) continue; /* freed: its number is not used again */
        if (!eg_region_holds(regex)) return (eg_regex_pack){0};
        const pcre2_code *code = code_of(regex);
        uint8_t *bytes = NULL;
        PCRE2_SIZE size = 0;
        if (pcre2_serialize_encode(&code, 1, &bytes, &size, NULL) != 1) return (eg_regex_pack){0};
        if (opening == NULL) {
            opening = packed_alloc(OPENING_MOST);
            memset(opening, 0, OPENING_MOST);
            memcpy(opening, bytes, size < OPENING_MOST ? size : OPENING_MOST);
        }
        regex->shared = common(opening, bytes, size);
        regex->size = (uint32_t)size - regex->shared;
        regex->packed = keep_packed(regex, bytes + regex->shared);
        pcre2_serialize_free(bytes);
    }
    eg_matchers_settle();
    return (eg_regex_pack){states.len ? (uint32_t)(states.len - 1) : 0, opening};
}

/* Of all those states nothing is written before its pattern runs: most never do. */
bool eg_regex_unpack(eg_regex_pack pack, int fd, size_t offset) {
    if (live > 0) return false;
    packed_file.fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    packed_file.offset = offset;
    packed_file.pack = pack;
    if (packed_file.fd < 0) return false;
    live = pack.count;
    states.len = states.cap = live + 1;
    states.items = eg_heap_zeroed(states.len, sizeof *states.items);
    return true;
}

static bool is_limit(int rc) {
    return rc == PCRE2_ERROR_MATCHLIMIT || rc == PCRE2_ERROR_DEPTHLIMIT || rc == PCRE2_ERROR_HEAPLIMIT ||
           rc == PCRE2_ERROR_JIT_STACKLIMIT || rc == PCRE2_ERROR_NOMEMORY;
}

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

static void make_fast(state *s, pcre2_code *code) {
    s->jit = true; /* also when it fails: then pcre2_match interprets, as before */
    (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
}

/* A limit is one only when both the interpreter and the compiled pattern hit it: they count steps differently, and which
 * of them runs depends on what was read before. */
static int run(state *s, pcre2_code *code, eg_slice subject, size_t from, size_t until) {
    pcre2_set_offset_limit(limits(), until);
    if (!s->jit && (s->dear || s->spent >= s->earned)) make_fast(s, code);
    if (match_data == NULL) match_data = pcre2_match_data_create(EG_GROUPS_MOST, NULL);
    if (match_data == NULL) eg_out_of_memory(0);
    PCRE2_SPTR text = (PCRE2_SPTR)(subject.ptr ? subject.ptr : "");
    int rc = pcre2_match(code, text, subject.len, from, PCRE2_NO_UTF_CHECK, match_data, limits());
    s->spent += subject.len - from + RUN_BYTES;
    if (!is_limit(rc)) return rc;
    uint32_t other = s->jit ? PCRE2_NO_JIT : 0;
    if (!s->jit) make_fast(s, code);
    return pcre2_match(code, text, subject.len, from, PCRE2_NO_UTF_CHECK | other, match_data, limits());
}

static int run_timed(state *s, pcre2_code *code, eg_slice subject, size_t from, size_t until) {
    uint64_t begun = now();
    int rc = run(s, code, subject, from, until);
    s->stats.nanoseconds += now() - begun;
    s->stats.runs++;
    s->stats.matches += rc > 0;
    s->stats.limits += rc < 0 && rc != PCRE2_ERROR_NOMATCH;
    return rc;
}

eg_regex_result eg_regex_exec(eg_regex *regex, eg_slice subject, size_t from, eg_regex_match *match) {
    return eg_regex_exec_until(regex, subject, from, EG_REGEX_ANYWHERE, match);
}

/* A pattern that was not unpacked is judged by what it will be. */
static bool has_earned(const eg_regex *regex, const state *s) {
    return s->dear || s->spent >= (s->code || regex->packed == NULL ? s->earned : (uint64_t)(regex->shared + regex->size) * JIT_BYTES);
}

/* The steps that machine code would have spared: it reads a byte in what half a step takes, and what the matcher saves it does not save. */
static size_t spared(const eg_matcher_cost *cost) {
    size_t other = (cost->bytes + cost->saved) / 2;
    return cost->steps > other ? cost->steps - other : 0;
}

/* What the matcher says; EG_MATCHER_LOST when PCRE2 has to be asked. */
static eg_matcher_answer walk(const eg_regex *regex, state *s, eg_slice subject, size_t from, size_t until, eg_regex_match *match) {
    if (regex->matcher == NULL || s->jit || has_earned(regex, s) || from > subject.len || subject.len > UINT32_MAX / 2) return EG_MATCHER_LOST;
    uint64_t begun = timed ? now() : 0;
    eg_matcher_task task = {.subject = subject, .from = from, .until = until, .anchored = regex->anchored, .full = regex->full};
    eg_matcher_cost cost;
    eg_matcher_answer answer = eg_matcher_run(regex->matcher, &task, match->groups, regex->groups + 1, &cost);
    match->count = regex->groups + 1;
    s->spent += spared(&cost) / STEPS_BYTE;
    if (answer == EG_MATCHER_LOST && cost.steps >= EG_MATCHER_STEPS) s->dear = true;
    if (!timed || answer == EG_MATCHER_LOST) return answer;
    s->stats.nanoseconds += now() - begun;
    s->stats.runs++;
    s->stats.matches += answer == EG_MATCHER_YES;
    return answer;
}

eg_regex_result eg_regex_ask(eg_regex *regex, eg_slice subject, size_t from, size_t until, eg_regex_match *match) {
    pcre2_code *code = code_of(regex);
    state *s = &states.items[regex->state];
    int rc = timed ? run_timed(s, code, subject, from, until) : run(s, code, subject, from, until);
    if (rc == PCRE2_ERROR_NOMATCH) return EG_REGEX_NONE;
    if (rc < 0) return EG_REGEX_LIMIT;
    const PCRE2_SIZE *ovector = pcre2_get_ovector_pointer(match_data);
    match->count = regex->groups + 1;
    for (uint32_t i = 0; i < match->count; i++) {
        bool set = i < (uint32_t)rc && ovector[2 * i] != PCRE2_UNSET;
        match->groups[i] = set ? (eg_span){(uint32_t)ovector[2 * i], (uint32_t)ovector[2 * i + 1]}
                               : (eg_span){UINT32_MAX, UINT32_MAX};
    }
    return EG_REGEX_MATCH;
}

/* PCRE2 is asked about no other places. */
static eg_regex_result ask_where_it_may_begin(eg_regex *regex, eg_slice subject, size_t from, size_t until, eg_regex_match *match) {
    eg_matcher_task task = {.subject = subject, .from = from, .until = regex->anchored ? from : until};
    if (regex->matcher == NULL || from > subject.len || subject.len > UINT32_MAX / 2) return eg_regex_ask(regex, subject, from, until, match);
    if (!regex->anchored && !eg_matcher_narrow(regex->matcher, &task)) return EG_REGEX_NONE;
    size_t last;
    for (; eg_matcher_stretch(regex->matcher, &task, &task.from, &last); task.from = last + 1) {
        eg_regex_result result = eg_regex_ask(regex, subject, task.from, last, match);
        if (result != EG_REGEX_NONE) return result;
    }
    return EG_REGEX_NONE;
}

eg_regex_result eg_regex_exec_until(eg_regex *regex, eg_slice subject, size_t from, size_t until, eg_regex_match *match) {
    eg_matcher_answer answer = walk(regex, &states.items[regex->state], subject, from, until, match);
    if (answer == EG_MATCHER_LOST) return ask_where_it_may_begin(regex, subject, from, until, match);
    return answer == EG_MATCHER_YES ? EG_REGEX_MATCH : EG_REGEX_NONE;
}
void eg_regex_time_all(bool on) { timed = on; }

eg_regex_stats eg_regex_stats_of(const eg_regex *regex) {
    eg_regex_stats all = states.items[regex->state].stats;
    all.compiled = states.items[regex->state].jit;
    return all;
}

void eg_regex_set_gate(eg_regex *regex, uint32_t gate) { regex->gate = gate; }

uint32_t eg_regex_gate(const eg_regex *regex) { return regex->gate; }

static bool name_table(const eg_regex *regex, PCRE2_SPTR *table, uint32_t *count, uint32_t *size) {
    const pcre2_code *code = code_of(regex);
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, count);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, table);
    return *count > 0;
}

uint32_t eg_regex_group(const eg_regex *regex, const char *name) {
    PCRE2_SPTR first = NULL;
    PCRE2_SPTR last = NULL;
    if (pcre2_substring_nametable_scan(code_of(regex), (PCRE2_SPTR)name, &first, &last) < 0) return 0;
    return (uint32_t)first[0] << 8 | first[1];
}

uint32_t eg_regex_group_count(const eg_regex *regex) { return regex->groups; }

eg_slice eg_regex_group_name(const eg_regex *regex, uint32_t number) {
    PCRE2_SPTR table;
    uint32_t count;
    uint32_t size;
    if (!name_table(regex, &table, &count, &size)) return EG_S("");
    for (uint32_t i = 0; i < count; i++, table += size)
        if (((uint32_t)table[0] << 8 | table[1]) == number) return eg_slice_from((const char *)table + 2);
    return EG_S("");
}

bool eg_regex_within(const eg_regex *regex, eg_slice subject, uint32_t steps) {
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    const pcre2_code *code = code_of(regex);
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    if (context == NULL || data == NULL) eg_out_of_memory(0);
    pcre2_set_match_limit(context, steps);
    pcre2_set_heap_limit(context, HEAP_LIMIT_KIB);
    int rc = pcre2_match(code, (PCRE2_SPTR)subject.ptr, subject.len, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, context);
    pcre2_match_data_free(data);
    pcre2_match_context_free(context);
    return !is_limit(rc);
}

const char *eg_regex_version(void) {
    static char version[64];
    if (version[0] == '\0') pcre2_config(PCRE2_CONFIG_VERSION, version);
    return version;
}
