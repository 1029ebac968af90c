/* SPDX-License-Identifier: MIT */
/* Where a match of a tree may begin, by its first four bytes and by a byte that every match has: nothing is walked. Both the
 * matcher and who asks PCRE2 look here first. */
#include "scan/matcher_node.h"

static inline bool is_word(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/* May the match begin with the bytes behind the first one, which is at `pos` and ASCII? */
static inline bool goes_on(const uint32_t *base, const eg_matcher_node *root, eg_slice subject, size_t pos) {
    for (unsigned i = 0; i < EG_MATCHER_PREFIX - 1; i++) {
        eg_matcher_ref next = root->of[EG_ROOT_NEXT + 2 * i + (subject.ptr[pos + i] == ' ')];
        if (next == 0) break;
        if (pos + i + 1 >= subject.len) return false;
        unsigned char c = (unsigned char)subject.ptr[pos + i + 1];
        const eg_matcher_set *set = eg_matcher_set_at(base, next);
        if (c >= 0x80) return set->wide != 0;
        if (!(set->bits[c >> 6] >> (c & 63) & 1)) return false;
    }
    return true;
}

size_t eg_matcher_first(const uint32_t *base, const eg_matcher_node *root, eg_slice subject, size_t pos, size_t until) {
    const unsigned char *text = (const unsigned char *)subject.ptr;
    const eg_matcher_set *first = eg_matcher_set_at(base, root->of[EG_ROOT_FIRST]);
    const uint64_t low = first->bits[0];
    const uint64_t high = first->bits[1];
    size_t end = until < subject.len ? until + 1 : subject.len; /* a match that takes something begins before the end */
    for (; pos < end; pos++) {
        unsigned char c = text[pos];
        if (!((c & 64 ? high : low) >> (c & 63) & 1) && c < 0x80) continue; /* most end here */
        if (c >= 0x80) {
            if (first->wide && (c & 0xC0) != 0x80) return pos;
            continue;
        }
        if (root->mode && text[pos - 1] < 0x80 && is_word(text[pos - 1]) == is_word(c)) continue;
        if (goes_on(base, root, subject, pos)) return pos;
    }
    return until + 1;
}

uint32_t eg_matcher_behind_last(const uint32_t *base, const eg_matcher_node *root, eg_slice subject) {
    if (root->of[EG_ROOT_SURE] == 0) return UINT32_MAX;
    const eg_matcher_set *set = eg_matcher_set_at(base, root->of[EG_ROOT_SURE]);
    size_t at = subject.len;
    while (at && !eg_set_may(set, (unsigned char)subject.ptr[at - 1])) at--;
    return (uint32_t)at;
}

bool eg_matcher_narrow(const eg_matcher_node *node, eg_matcher_task *task) {
    uint32_t behind = eg_matcher_behind_last(eg_matcher_base(node), node, task->subject);
    if (task->until >= behind) task->until = behind - 1u;
    return behind > task->from;
}

/* May the whole begin at the begin of the subject? */
static bool may_begin_at_0(const uint32_t *base, const eg_matcher_node *root, eg_slice subject) {
    eg_matcher_ref may = ((const eg_matcher_node *)(base + root->of[EG_ROOT_CHILD]))->may;
    return may == 0 || (subject.len && eg_set_may(eg_matcher_set_at(base, may), (unsigned char)subject.ptr[0]));
}

bool eg_matcher_stretch(const eg_matcher_node *node, const eg_matcher_task *task, size_t *first, size_t *last) {
    enum { NEAR = 48 }; /* to go on costs less than to begin anew */
    const uint32_t *base = eg_matcher_base(node);
    size_t until = task->until < task->subject.len ? task->until : task->subject.len;
    *first = task->from;
    *last = until;
    if (task->from > until) return false;
    if (node->of[EG_ROOT_FIRST] == 0) return true;
    if (*first == 0 && !may_begin_at_0(base, node, task->subject)) *first = 1;
    if (*first) *first = eg_matcher_first(base, node, task->subject, *first, until);
    size_t near = until > *first + NEAR ? *first + NEAR : until;
    if (eg_matcher_first(base, node, task->subject, *first + 1, near) > near) *last = near;
    return *first <= until;
}
