/* SPDX-License-Identifier: MIT */
/* Regular expressions: the only user of PCRE2. Extended mode, UTF and UCP are always on; subjects must be valid UTF-8
 * (validated once, by read), so no match call checks it again. Most patterns are walked by a matcher of our own (matcher.h) in their
 * first runs, and made by PCRE2, as machine code, when they earn it; where the matcher does not know, PCRE2 interprets. A limit hit in
 * one of the two is only one when the other hits it too, because they count steps differently and the result must not depend on what
 * was read before. */
#ifndef EG_SCAN_REGEX_H
#define EG_SCAN_REGEX_H

#include "base/arena.h"

typedef struct eg_regex eg_regex;

enum eg_regex_flags {
    EG_REGEX_CASELESS = 1 << 0,
    EG_REGEX_ANCHORED = 1 << 1,  /* matches only at `from` */
    EG_REGEX_FULL = 1 << 2,      /* ... and must end at the subject's end */
};

typedef enum eg_regex_result { EG_REGEX_NONE, EG_REGEX_MATCH, EG_REGEX_LIMIT } eg_regex_result;

enum { EG_GROUPS_MOST = 32 };

typedef struct eg_span {
    uint32_t begin, end; /* bytes of the subject; begin == UINT32_MAX when the group took no part */
} eg_span;

typedef struct eg_regex_match {
    eg_span groups[EG_GROUPS_MOST]; /* 0 is the whole match */
    uint32_t count;                 /* groups set, at least 1 */
} eg_regex_match;

/* NULL on a syntax error: then *error_offset is the byte in `pattern` and `message` (cap bytes) says what is wrong. */
eg_regex *eg_regex_new(eg_slice pattern, unsigned flags, size_t *error_offset, char *message, size_t cap);
void eg_regex_free(eg_regex *regex);
/* Leftmost match at or after byte `from`. `regex` keeps its own match data: one thread. */
eg_regex_result eg_regex_exec(eg_regex *regex, eg_slice subject, size_t from, eg_regex_match *match);
/* The same, for a match that begins at byte `until` or before. */
#define EG_REGEX_ANYWHERE SIZE_MAX
eg_regex_result eg_regex_exec_until(eg_regex *regex, eg_slice subject, size_t from, size_t until, eg_regex_match *match);
/* The same from PCRE2, whatever is known without it: for tests. */
eg_regex_result eg_regex_ask(eg_regex *regex, eg_slice subject, size_t from, size_t until, eg_regex_match *match);
/* A number the owner of the pattern keeps with it: its gate (gate.h); EG_NO_GATE in a new one. */
#define EG_NO_GATE UINT32_MAX
void eg_regex_set_gate(eg_regex *regex, uint32_t gate);
uint32_t eg_regex_gate(const eg_regex *regex);
/* What a pattern cost so far; all but `compiled` is counted only while eg_regex_time_all is on. */
typedef struct eg_regex_stats {
    uint64_t runs, matches, limits;
    uint64_t nanoseconds;
    bool compiled; /* it is machine code by now */
} eg_regex_stats;
void eg_regex_time_all(bool on);
eg_regex_stats eg_regex_stats_of(const eg_regex *regex);
typedef struct eg_regex_pack {
    uint32_t count;         /* of patterns */
    const uint8_t *opening; /* what they have in common, in the region */
} eg_regex_pack;
/* For a set that becomes a file (image.h): keeps all patterns of this process in serialized form too; a count of 0 when
 * one of them is not in the region. In another process, eg_regex_unpack takes them over; false when patterns
 * are there already. What the file has at `offset` is the region's packed shelf: a pattern is read from there when it first
 * runs. The serialized form is trusted: PCRE2 does not check it. */
eg_regex_pack eg_regex_pack_all(void);
bool eg_regex_unpack(eg_regex_pack pack, int fd, size_t offset);
void eg_regex_free_region(void); /* all patterns of the region */
/* Number of a named group, or 0. With several of one name (?J), the first. */
uint32_t eg_regex_group(const eg_regex *regex, const char *name);
uint32_t eg_regex_group_count(const eg_regex *regex);
/* Name of group `number`, or "". */
eg_slice eg_regex_group_name(const eg_regex *regex, uint32_t number);
/* Does every match attempt on `subject`, at each place in turn, end within `steps`? Interpreted, so that the answer is
 * the same on every machine. */
bool eg_regex_within(const eg_regex *regex, eg_slice subject, uint32_t steps);
const char *eg_regex_version(void);

#endif
