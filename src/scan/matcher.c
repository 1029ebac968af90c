/* SPDX-License-Identifier: MIT */
#include "scan/matcher_node.h"

enum { FRAMES_MOST = 4096, DEPTH_MOST = 1000, ON = 3 };
/* What a run costs whatever it does, and what is only looked at, in steps. */
enum { STEPS_RUN = 8, BYTES_STEP = 4 };

typedef const eg_matcher_ref *children;

typedef enum frame_type {
    FRAME_REST,  /* goes on with other nodes */
    FRAME_GROUP, /* a group ends */
    FRAME_AGAIN, /* a repeated node was taken once more */
    FRAME_STOP,  /* a look around, or a part without a way back, is complete */
} frame_type;

/* What is to be matched behind a node. Nobody writes to one that is there: who tries another way goes on from the same. */
typedef struct frame {
    children at, end;
    const struct frame *up;
    const eg_matcher_node *node; /* that ends here */
    uint32_t begin;              /* where it began */
    uint16_t times;
    uint8_t type;
} frame;

/* A way through the tree: what comes next, and where. */
typedef struct way {
    children at, end;
    const frame *up; /* and behind that; NULL: nothing */
    uint32_t pos;
} way;

typedef struct walker {
    const uint32_t *base; /* of refs */
    const char *text;
    uint32_t len;
    uint32_t kept;    /* where the match begins: \K */
    uint32_t stopped; /* where the last FRAME_STOP was */
    bool full;
    bool refers;      /* to what a group took: whether the rest matches hangs on more than the place */
    size_t left;      /* steps */
    size_t patient;   /* as long as so many are left, nothing is kept of what failed */
    size_t saved;     /* ... that were not taken because what they would come to was known, about */
    unsigned depth;
    size_t frames;
    eg_span *groups;
    uint32_t group_count;
} walker;

static frame frames[FRAMES_MOST]; /* of the one run there is */

/* Behind a repeated set, one place after the other is tried; a match that is tried from the next place comes to most of them again. What
 * comes behind does not match at `first` to `last`, and what lies between them is ASCII and in the set. */
enum { TRIED = 64, LEVELS = 4, STEPS_PATIENT = 400 /* before anything is kept: most runs end sooner */, STEPS_FAILURE = 8 };
typedef struct tried {
    uint64_t run;
    uint32_t id; /* of what is known behind a repeated node: it may be tried at any places, kept in `failures` */
    const eg_matcher_node *node;
    children levels[LEVELS]; /* what comes behind, within groups and behind them */
    bool within;             /* a look around or a part without a way back, which ends there */
    uint32_t first, last;
} tried;

static tried tries[TRIED];
static uint64_t runs;

/* Where a repeated node failed: behind it, or (`whole`) when it was to be taken once more, too, having been taken so many times. Fewer
 * times are more ways on. */
enum { FAILURES = 512 };
typedef struct failure {
    uint32_t id;
    uint32_t pos : 31, whole : 1;
    uint16_t times;
} failure;

static failure failures[FAILURES];
static uint32_t ids;

/* Where a part that is repeated without a way back was taken once more, and where all of it ended: who comes to one of these places ends there, too. */
enum { LOOPS = 8, PLACES = 4096 };
typedef struct loop {
    uint64_t run;
    const eg_matcher_node *node;
    uint32_t end;
    uint64_t places[PLACES / 64];
} loop;

static loop loops[LOOPS];

/* NOLINTBEGIN(misc-no-recursion): the depth is capped in run() */
static int run(walker *w, way t);

static inline bool is_word(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

static inline const eg_matcher_node *node_at(const walker *w, eg_matcher_ref ref) { return (const eg_matcher_node *)(w->base + ref); }
static inline const eg_matcher_set *set_at(const walker *w, eg_matcher_ref ref) { return eg_matcher_set_at(w->base, ref); }

/* May the node begin at `pos`? */
static inline bool may_begin(const walker *w, eg_matcher_ref node, uint32_t pos) {
    eg_matcher_ref may = node_at(w, node)->may;
    return may == 0 || (pos < w->len && eg_set_may(set_at(w, may), (unsigned char)w->text[pos]));
}

/* Does a word begin or end at `pos`? Beyond ASCII: perhaps. */
static inline bool may_be_edge(const walker *w, uint32_t pos) {
    unsigned char before = pos ? (unsigned char)w->text[pos - 1] : ' ';
    unsigned char here = pos < w->len ? (unsigned char)w->text[pos] : ' ';
    return before >= 0x80 || here >= 0x80 || is_word(before) != is_word(here);
}

/* What nodes one behind the other begin with. */
static inline eg_matcher_ref may_of(const walker *w, children at, children end) { return end - at > 1 ? end[end - at - 2] : node_at(w, *at)->may; }

/* May a set, taken as often as it may be, be followed by what comes behind it? */
static bool may_be_passed(const walker *w, const eg_matcher_node *run, eg_matcher_ref next, uint32_t pos) {
    const eg_matcher_set *set = set_at(w, run->of[0]);
    const eg_matcher_set *may = set_at(w, next);
    uint32_t taken = 0;
    for (;; pos++, taken++) {
        unsigned char c = pos < w->len ? (unsigned char)w->text[pos] : 0;
        if (c >= 0x80) return true;
        if (taken >= run->least && pos < w->len && eg_set_may(may, c)) return true;
        if (pos >= w->len || taken >= run->most || !(set->bits[c >> 6] >> (c & 63) & 1)) return false;
    }
}

/* May these nodes, one behind the other, match at `pos`? */
static inline bool may_match(const walker *w, children at, children end, uint32_t pos) {
    eg_matcher_ref may = may_of(w, at, end);
    if (may && (pos >= w->len || !eg_set_may(set_at(w, may), (unsigned char)w->text[pos]))) return false;
    if (end - at < 2) return true;
    const eg_matcher_node *first = node_at(w, *at);
    if (first->type == EG_MATCHER_EDGE) return may_be_edge(w, pos);
    eg_matcher_ref next = first->type == EG_MATCHER_RUN ? may_of(w, at + 1, end) : 0;
    return next == 0 || may_be_passed(w, first, next, pos);
}

/* ... what comes next on the way? */
static inline bool may_go_on(const walker *w, const way *t, uint32_t pos) {
    children at = t->at;
    children end = t->end;
    for (const frame *up = t->up; at == end && up && up->type <= FRAME_GROUP; up = up->up) at = up->at, end = up->end;
    return at == end || may_match(w, at, end, pos);
}

/* A frame that goes on as the way does; NULL when there are too many. */
static inline frame *push(walker *w, const way *t, frame_type type) {
    if (w->frames == FRAMES_MOST) return NULL;
    frame *f = &frames[w->frames++];
    f->at = t->at, f->end = t->end, f->up = t->up;
    f->type = (uint8_t)type;
    return f;
}

/* Goes into the children, and then on. */
static inline int enter(walker *w, way *t, children first, size_t count) {
    if (t->at != t->end) {
        t->up = push(w, t, FRAME_REST);
        if (t->up == NULL) return EG_MATCHER_LOST;
    }
    t->at = first;
    t->end = first + count;
    return ON;
}

/* Tries one way, and comes back. */
static inline int try_at(walker *w, const way *t, uint32_t pos) {
    way other = *t;
    other.pos = pos;
    return run(w, other);
}

/* ---- sets ---------------------------------------------------------------------------------------------------------- */

static inline int step_set(const walker *w, way *t, const eg_matcher_set *set) {
    if (t->pos >= w->len) return EG_MATCHER_NO;
    unsigned char c = (unsigned char)w->text[t->pos];
    if (c < 0x80) {
        if (!(set->bits[c >> 6] >> (c & 63) & 1)) return EG_MATCHER_NO;
        t->pos++;
        return ON;
    }
    if (set->wide == 0) return EG_MATCHER_NO;
    size_t n;
    eg_wide_part part = eg_set_wide(set, eg_wide_group_of(eg_utf8_next(eg_slice_of(w->text, w->len), t->pos, &n)));
    if (part != EG_WIDE_ALL) return part == EG_WIDE_NONE ? EG_MATCHER_NO : EG_MATCHER_LOST;
    t->pos += (uint32_t)n;
    return ON;
}

/* Takes up to `most` characters; how many, or -1 when it is not known. */
static inline int take_run(const walker *w, const eg_matcher_set *set, uint32_t *pos, unsigned most) {
    unsigned n = 0;
    for (; n < most && *pos < w->len; n++) {
        unsigned char c = (unsigned char)w->text[*pos];
        if (c < 0x80) {
            if (!(set->bits[c >> 6] >> (c & 63) & 1)) break;
            ++*pos;
            continue;
        }
        size_t size;
        eg_wide_part part = set->wide ? eg_set_wide(set, eg_wide_group_of(eg_utf8_next(eg_slice_of(w->text, w->len), *pos, &size))) : EG_WIDE_NONE;
        if (part == EG_WIDE_NONE) break;
        if (part == EG_WIDE_UNKNOWN) return -1;
        *pos += (uint32_t)size;
    }
    return (int)n;
}

/* ---- what was tried ------------------------------------------------------------------------------------------------ */

static __attribute__((noinline)) tried *find_tried(const way *t, const eg_matcher_node *n) {
    tried key = {.run = runs, .node = n, .first = UINT32_MAX};
    size_t count = 0;
    if (t->at != t->end) key.levels[count++] = t->at;
    const frame *up = t->up;
    for (; up && up->type <= FRAME_GROUP; up = up->up) {
        if (up->at == up->end) continue;
        if (count == LEVELS) return NULL;
        key.levels[count++] = up->at;
    }
    if (up && up->type != FRAME_STOP) return NULL; /* it hangs on how often a node was taken */
    key.within = up;
    tried *at = &tries[((uintptr_t)n >> 2 ^ (uintptr_t)key.levels[0] >> 3) % TRIED];
    if (at->run == runs && at->node == n && at->within == key.within && memcmp(at->levels, key.levels, sizeof key.levels) == 0) return at;
    if (++ids == 0) memset(failures, 0, sizeof failures), ids = 1;
    *at = key;
    at->id = ids;
    return at;
}

/* What is known of the places behind `n` on the way; NULL: nothing is kept of it. */
static inline tried *tried_behind(const walker *w, const way *t, const eg_matcher_node *n) {
    return w->left > w->patient || w->refers ? NULL : find_tried(t, n);
}

/* Nothing was found from `first` to `last`. */
static void note_tried(tried *known, uint32_t first, uint32_t last, bool plain) {
    if (known == NULL || !plain || first > last) return;
    bool joins = known->first <= last + 1 && first <= known->last + 1;
    if (!joins || known->first > first) known->first = first;
    if (!joins || known->last < last) known->last = last;
}

static failure *failure_at(uint32_t id, uint32_t pos, bool whole) { return &failures[(id * 31 + pos * 2 + whole) % FAILURES]; }

static inline bool has_failed(walker *w, uint32_t id, uint32_t pos, bool whole, uint16_t times) {
    const failure *f = failure_at(id, pos, whole);
    bool known = f->id == id && f->pos == pos && f->whole == whole && f->times <= times;
    w->saved += known ? STEPS_FAILURE : 0;
    return known;
}

static inline void note_failure(uint32_t id, uint32_t pos, bool whole, uint16_t times) {
    if (id) *failure_at(id, pos, whole) = (failure){.id = id, .pos = pos & INT32_MAX, .whole = whole, .times = times};
}

static int step_lazy_run(walker *w, way *t, const eg_matcher_node *n) {
    const eg_matcher_set *set = set_at(w, n->of[0]);
    uint32_t most = n->most == EG_MATCHER_ALWAYS ? UINT32_MAX : (uint32_t)n->most - n->least; /* characters */
    uint32_t first = t->pos;
    uint32_t taken = 0;
    for (;;) {
        tried *known = tried_behind(w, t, n);
        if (known && known->first <= t->pos && t->pos <= known->last) {
            uint32_t over = known->last - t->pos < most - taken ? known->last - t->pos : most - taken;
            t->pos += over, taken += over, w->saved += over;
        } else if (may_go_on(w, t, t->pos)) {
            int r = try_at(w, t, t->pos);
            if (r) return r;
            known = tried_behind(w, t, n); /* it may have been taken for another */
        }
        int more = taken < most ? take_run(w, set, &t->pos, 1) : 0;
        if (more < 0) return EG_MATCHER_LOST;
        if (more == 0) return note_tried(known, first, t->pos, t->pos - first == taken), EG_MATCHER_NO;
        taken++;
        if (w->left-- == 0) return w->left = 0, EG_MATCHER_LOST;
    }
}

static int step_run(walker *w, way *t, const eg_matcher_node *n) {
    int taken = take_run(w, set_at(w, n->of[0]), &t->pos, n->least);
    if (taken < n->least) return taken < 0 ? EG_MATCHER_LOST : EG_MATCHER_NO;
    if (n->most == n->least) return ON;
    if (n->mode == EG_MATCHER_LAZY) return step_lazy_run(w, t, n);
    uint32_t first = t->pos;
    unsigned most = n->most == EG_MATCHER_ALWAYS ? UINT32_MAX : (unsigned)(n->most - n->least);
    taken = take_run(w, set_at(w, n->of[0]), &t->pos, most);
    if (taken < 0) return EG_MATCHER_LOST;
    size_t looked = (t->pos - first) / BYTES_STEP;
    if (looked > w->left) return w->left = 0, EG_MATCHER_LOST;
    w->left -= looked;
    if (n->mode == EG_MATCHER_POSSESSIVE) return ON;
    uint32_t end = t->pos;
    const tried *known = tried_behind(w, t, n);
    for (uint32_t pos = end; pos > first; pos--) {
        if (known && known->first <= pos && pos <= known->last) {
            w->saved += pos - known->first;
            pos = known->first > first ? known->first : first + 1;
            continue;
        }
        if ((pos < w->len && ((unsigned char)w->text[pos] & 0xC0) == 0x80) || !may_go_on(w, t, pos)) continue;
        int r = try_at(w, t, pos);
        if (r) return r;
        known = tried_behind(w, t, n);
    }
    note_tried(tried_behind(w, t, n), first + 1, end, end - first == (uint32_t)taken);
    t->pos = first;
    return ON;
}

/* ---- alternatives and repetitions ---------------------------------------------------------------------------------- */

static int step_either(walker *w, way *t, const eg_matcher_node *n) {
    children all = n->of + 1;
    uint32_t i = 0;
    if (n->of[0]) {
        unsigned char c = t->pos < w->len ? (unsigned char)w->text[t->pos] : 0;
        uint8_t first = ((const uint8_t *)(w->base + n->of[0]))[t->pos >= w->len ? EG_MATCHER_AT_END : c < 0x80 ? c : 0x80];
        i = first & EG_MATCHER_NO_WAY;
        if (i == EG_MATCHER_NO_WAY) return EG_MATCHER_NO;
        if (first & EG_MATCHER_LAST_WAY) return enter(w, t, all + i, 1);
    } else
        while (i < n->least && !may_begin(w, all[i], t->pos)) i++;
    while (i < n->least) {
        uint32_t next = i + 1;
        while (next < n->least && !may_begin(w, all[next], t->pos)) next++;
        if (next == n->least) return enter(w, t, all + i, 1);
        way other = *t;
        size_t mark = w->frames;
        if (enter(w, &other, all + i, 1) != ON) return EG_MATCHER_LOST;
        int r = run(w, other);
        if (r) return r;
        w->frames = mark;
        i = next;
    }
    return EG_MATCHER_NO;
}

/* The way into the child once more. */
static int once_more(walker *w, way *t, const eg_matcher_node *n, uint16_t times) {
    if (n->most != 1 || n->least != 0) {
        frame *f = push(w, t, FRAME_AGAIN);
        if (f == NULL) return EG_MATCHER_LOST;
        f->node = n;
        f->times = times;
        f->begin = t->pos;
        t->up = f;
        t->at = t->end = n->of;
    }
    return enter(w, t, n->of, 1);
}

static int go_on(walker *w, const way *t, uint32_t id) {
    if (!may_go_on(w, t, t->pos) || (id && has_failed(w, id, t->pos, false, 0))) return EG_MATCHER_NO;
    int r = try_at(w, t, t->pos);
    if (r == EG_MATCHER_NO) note_failure(id, t->pos, false, 0);
    return r;
}

/* The child was taken so many times. */
static int repeat(walker *w, way *t, const eg_matcher_node *n, uint16_t times) {
    uint16_t more = (uint16_t)(times < EG_MATCHER_ALWAYS - 1 ? times + 1 : times);
    if (times < n->least) return once_more(w, t, n, more);
    bool can = (n->most == EG_MATCHER_ALWAYS || times < n->most) && may_begin(w, n->of[0], t->pos);
    if (!can) return ON;
    const tried *known = tried_behind(w, t, n);
    uint32_t id = known ? known->id : 0;
    uint32_t pos = t->pos;
    uint16_t counts = n->most == EG_MATCHER_ALWAYS ? 0 : times;
    if (id && has_failed(w, id, pos, true, counts)) return EG_MATCHER_NO;
    int r = n->mode == EG_MATCHER_LAZY ? go_on(w, t, id) : EG_MATCHER_NO;
    if (r) return r;
    if (n->mode == EG_MATCHER_LAZY && id == 0) return once_more(w, t, n, more);
    size_t mark = w->frames;
    way other = *t;
    if (once_more(w, &other, n, more) != ON) return EG_MATCHER_LOST;
    r = run(w, other);
    if (r) return r;
    w->frames = mark;
    if (n->mode != EG_MATCHER_LAZY && id == 0) return ON;
    if (n->mode != EG_MATCHER_LAZY) r = go_on(w, t, id);
    if (r == EG_MATCHER_NO) note_failure(id, pos, true, counts);
    return r;
}

/* ---- parts that are complete for themselves ------------------------------------------------------------------------- */

static int stands_run(walker *w, const eg_matcher_node *n, uint32_t pos) {
    uint32_t end = pos;
    int taken = take_run(w, set_at(w, n->of[0]), &end, n->most == EG_MATCHER_ALWAYS ? UINT32_MAX : n->most);
    size_t looked = (end - pos) / BYTES_STEP;
    if (taken < 0) return EG_MATCHER_LOST;
    if (looked > w->left) return w->left = 0, EG_MATCHER_LOST;
    w->left -= looked;
    w->stopped = end;
    return taken < n->least ? EG_MATCHER_NO : EG_MATCHER_YES;
}

/* Does the node match from `pos` on? Characters and texts are most often asked for. */
static int stands(walker *w, children node, uint32_t pos) {
    const eg_matcher_node *n = node_at(w, *node);
    if (!may_begin(w, *node, pos)) return EG_MATCHER_NO;
    if (n->type == EG_MATCHER_SET && (unsigned char)w->text[pos] < 0x80) return w->stopped = pos + 1, EG_MATCHER_YES;
    if (n->type == EG_MATCHER_RUN && n->mode != EG_MATCHER_LAZY) return stands_run(w, n, pos);
    way t = {.at = node, .end = node + 1, .pos = pos};
    size_t mark = w->frames;
    t.up = push(w, &(way){.at = NULL}, FRAME_STOP);
    int r = t.up ? run(w, t) : EG_MATCHER_LOST;
    w->frames = mark;
    return r;
}

/* As `stands`, for what is often one of a few characters. */
static int stands_again(walker *w, children node, uint32_t pos) {
    const eg_matcher_node *n = node_at(w, *node);
    if (n->type != EG_MATCHER_EITHER || n->of[0]) return stands(w, node, pos);
    int r = EG_MATCHER_NO;
    for (uint32_t i = 0; i < n->least && r == EG_MATCHER_NO; i++) r = stands(w, n->of + 1 + i, pos);
    return r;
}

/* The repeated node from `pos` on, each time in the first way there is: nobody comes back for another. */
static int take_loop(walker *w, const eg_matcher_node *n, uint32_t pos) {
    enum { MANY = 16 }; /* of these all are worth keeping */
    loop *known = &loops[((uintptr_t)n >> 2) % LOOPS];
    uint64_t places[PLACES / 64];
    bool can = w->len < PLACES && n->most == EG_MATCHER_ALWAYS && !n->captures && !n->refers;
    bool keeps = can && w->left <= w->patient;
    bool knows = keeps && known->run == runs && known->node == n;
    bool met = false;
    if (keeps) memset(places, 0, sizeof places);
    for (uint32_t times = 0; n->most == EG_MATCHER_ALWAYS || times < n->most; times++) {
        met = knows && times && known->places[pos / 64] >> pos % 64 & 1;
        if (met) break;
        if (can && !keeps && times == MANY) memset(places, 0, sizeof places), keeps = true;
        if (keeps && times) places[pos / 64] |= 1ULL << pos % 64;
        if (w->left-- == 0) return w->left = 0, EG_MATCHER_LOST;
        int r = stands_again(w, n->of, pos);
        if (r == EG_MATCHER_LOST) return r;
        if (r == EG_MATCHER_NO && times < n->least) return r;
        if (r == EG_MATCHER_NO || w->stopped == pos) break;
        pos = w->stopped;
    }
    w->stopped = pos;
    if (met) w->saved += known->end - pos, w->stopped = known->end;
    if (!keeps) return EG_MATCHER_YES;
    for (size_t i = 0; i < PLACES / 64; i++) known->places[i] = places[i] | (met ? known->places[i] : 0);
    known->run = runs, known->node = n, known->end = w->stopped;
    return EG_MATCHER_YES;
}

/* What cannot be come back to. */
static int take_whole(walker *w, const eg_matcher_node *n, uint32_t pos) {
    const eg_matcher_node *child = node_at(w, n->of[0]);
    bool is_loop = child->type == EG_MATCHER_REPEAT && child->mode == EG_MATCHER_GREEDY && child->least <= 1;
    return is_loop ? take_loop(w, child, pos) : stands(w, n->of, pos);
}

static void undo(walker *w, const eg_span *before, uint32_t kept) {
    memcpy(w->groups, before, w->group_count * sizeof *before);
    w->kept = kept;
}

/* What was set inside (groups, \K) stays set as long as what comes behind matches. */
static int go_on_or_undo(walker *w, way *t, const eg_matcher_node *n, const eg_span *before, uint32_t kept) {
    if (!n->captures) return ON;
    int r = run(w, *t);
    if (r == EG_MATCHER_NO) undo(w, before, kept);
    return r;
}

static int step_apart(walker *w, way *t, const eg_matcher_node *n) {
    eg_span before[EG_GROUPS_MOST];
    if (n->captures) memcpy(before, w->groups, w->group_count * sizeof *before);
    uint32_t kept = w->kept;
    int r = n->type == EG_MATCHER_WHOLE ? take_whole(w, n, t->pos) : stands(w, n->of, t->pos);
    if (r == EG_MATCHER_LOST) return r;
    if (n->type == EG_MATCHER_NOT_AHEAD) {
        if (r && n->captures) undo(w, before, kept);
        return r ? EG_MATCHER_NO : ON;
    }
    if (r == EG_MATCHER_NO) return r;
    if (n->type == EG_MATCHER_WHOLE) t->pos = w->stopped;
    return go_on_or_undo(w, t, n, before, kept);
}

/* `count` characters before `pos`, or UINT32_MAX. */
static uint32_t back(const walker *w, uint32_t pos, unsigned count) {
    for (; count; count--) {
        if (pos == 0) return UINT32_MAX;
        for (pos--; pos && ((unsigned char)w->text[pos] & 0xC0) == 0x80; pos--) continue;
    }
    return pos;
}

static int step_behind(walker *w, const way *t, const eg_matcher_node *n) {
    for (uint32_t i = 0; i < n->least; i++) {
        const eg_matcher_node *child = node_at(w, n->of[i]);
        uint32_t pos = back(w, t->pos, child->least);
        int r = pos == UINT32_MAX ? EG_MATCHER_NO : stands(w, child->of, pos);
        if (r == EG_MATCHER_LOST) return r;
        if (r == EG_MATCHER_YES) return n->type == EG_MATCHER_BEHIND ? ON : EG_MATCHER_NO;
    }
    return n->type == EG_MATCHER_BEHIND ? EG_MATCHER_NO : ON;
}

/* Is the character that begins at `pos` one of words? 2: not known. */
static unsigned is_word_at(const walker *w, uint32_t pos) {
    unsigned char c = (unsigned char)w->text[pos];
    if (c < 0x80) return is_word(c);
    size_t n;
    eg_wide_group group = eg_wide_group_of(eg_utf8_next(eg_slice_of(w->text, w->len), pos, &n));
    return group == EG_WIDE_OTHERS ? 2 : group == EG_WIDE_LETTERS;
}

static int step_edge(const walker *w, const way *t, const eg_matcher_node *n) {
    unsigned before = t->pos ? is_word_at(w, back(w, t->pos, 1)) : 0;
    unsigned here = t->pos < w->len ? is_word_at(w, t->pos) : 0;
    if (before == 2 || here == 2) return EG_MATCHER_LOST;
    return (before != here) == (n->type == EG_MATCHER_EDGE) ? ON : EG_MATCHER_NO;
}

/* ---- the walk ------------------------------------------------------------------------------------------------------ */

/* Two letters have other cases beyond ASCII: the long s, the sign of Kelvin. */
static int step_caseless(const walker *w, way *t, const eg_matcher_node *n) {
    const char *text = (const char *)n->of;
    if (w->len - t->pos < n->least) return EG_MATCHER_NO;
    for (uint32_t i = 0; i < n->least; i++) {
        unsigned char c = (unsigned char)w->text[t->pos + i];
        if (c == (unsigned char)text[i] || (text[i] >= 'a' && text[i] <= 'z' && (c | 32) == text[i])) continue;
        if (c < 0x80 || (text[i] != 'k' && text[i] != 's')) return EG_MATCHER_NO;
        size_t size;
        return eg_wide_group_of(eg_utf8_next(eg_slice_of(w->text, w->len), t->pos + i, &size)) == EG_WIDE_OTHERS ? EG_MATCHER_LOST : EG_MATCHER_NO;
    }
    t->pos += n->least;
    return ON;
}

static inline int step_text(const walker *w, way *t, const eg_matcher_node *n) {
    if (n->mode) return step_caseless(w, t, n);
    if (w->len - t->pos < n->least || w->text[t->pos] != *(const char *)n->of || memcmp(w->text + t->pos, n->of, n->least) != 0) return EG_MATCHER_NO;
    t->pos += n->least;
    return ON;
}

static int step_group(walker *w, way *t, const eg_matcher_node *n) {
    frame *f = push(w, t, FRAME_GROUP);
    if (f == NULL) return EG_MATCHER_LOST;
    f->node = n;
    f->begin = t->pos;
    t->up = f;
    t->at = n->of;
    t->end = t->at + 1;
    return ON;
}

static int step_keep(walker *w, const way *t) {
    uint32_t before = w->kept;
    w->kept = t->pos;
    int r = run(w, *t);
    if (r == EG_MATCHER_NO) w->kept = before;
    return r;
}

static int step_same(const walker *w, way *t, const eg_matcher_node *n) {
    eg_span group = w->groups[n->least];
    if (group.begin == UINT32_MAX) return EG_MATCHER_NO;
    uint32_t size = group.end - group.begin;
    if (w->len - t->pos < size || memcmp(w->text + t->pos, w->text + group.begin, size) != 0) return EG_MATCHER_NO;
    t->pos += size;
    return ON;
}

static inline int step(walker *w, way *t, const eg_matcher_node *n) {
    switch ((eg_matcher_type)n->type) {
    case EG_MATCHER_TEXT: return step_text(w, t, n);
    case EG_MATCHER_SET: return step_set(w, t, set_at(w, n->of[0]));
    case EG_MATCHER_RUN: return step_run(w, t, n);
    case EG_MATCHER_SEQUENCE: return enter(w, t, n->of, n->least);
    case EG_MATCHER_EITHER: return step_either(w, t, n);
    case EG_MATCHER_REPEAT: return repeat(w, t, n, 0);
    case EG_MATCHER_GROUP: return step_group(w, t, n);
    case EG_MATCHER_WHOLE:
    case EG_MATCHER_AHEAD:
    case EG_MATCHER_NOT_AHEAD: return step_apart(w, t, n);
    case EG_MATCHER_BEHIND:
    case EG_MATCHER_NOT_BEHIND: return step_behind(w, t, n);
    case EG_MATCHER_EDGE:
    case EG_MATCHER_NO_EDGE: return step_edge(w, t, n);
    case EG_MATCHER_BEGIN: return t->pos == 0 ? ON : EG_MATCHER_NO;
    case EG_MATCHER_END: return t->pos == w->len || (t->pos + 1 == w->len && w->text[t->pos] == '\n') ? ON : EG_MATCHER_NO;
    case EG_MATCHER_LAST: return t->pos == w->len ? ON : EG_MATCHER_NO;
    case EG_MATCHER_KEEP: return step_keep(w, t);
    case EG_MATCHER_SAME: return step_same(w, t, n);
    case EG_MATCHER_BACK: /* step_behind goes past it */
    case EG_MATCHER_ROOT: break;
    }
    return EG_MATCHER_LOST;
}

/* A group ends; when what comes behind does not match it is what it was. */
static int leave_group(walker *w, way *t, const frame *f) {
    eg_span *group = &w->groups[f->node->least];
    eg_span before = *group;
    *group = (eg_span){f->begin, t->pos};
    int r = run(w, *t);
    if (r == EG_MATCHER_NO) *group = before;
    return r;
}

/* Everything on this level is matched. */
static inline int leave(walker *w, way *t) {
    const frame *f = t->up;
    if (f == NULL) { /* the whole match */
        if (w->full && t->pos != w->len) return EG_MATCHER_NO;
        w->stopped = t->pos;
        return EG_MATCHER_YES;
    }
    if (f->type == FRAME_STOP) return w->stopped = t->pos, EG_MATCHER_YES;
    t->at = f->at, t->end = f->end, t->up = f->up;
    if (f->type == FRAME_REST) return ON;
    if (f->type == FRAME_GROUP) return leave_group(w, t, f);
    if (t->pos == f->begin && f->times >= f->node->least) return ON; /* it took nothing: no more of that */
    return repeat(w, t, f->node, f->times);
}

static int run(walker *w, way t) {
    size_t mark = w->frames;
    int r = ON;
    if (w->depth == DEPTH_MOST) return EG_MATCHER_LOST;
    w->depth++;
    while (r == ON) {
        if (w->left-- == 0) r = EG_MATCHER_LOST, w->left = 0;
        else r = t.at == t.end ? leave(w, &t) : step(w, &t, node_at(w, *t.at++));
    }
    w->depth--;
    w->frames = mark;
    return r;
}
/* NOLINTEND(misc-no-recursion) */

static walker walker_of(const eg_matcher_node *root, const eg_matcher_task *task) {
    return (walker){.base = eg_matcher_base(root), .text = task->subject.ptr, .len = (uint32_t)task->subject.len, .full = task->full, .refers = root->refers, .left = EG_MATCHER_STEPS, .patient = EG_MATCHER_STEPS - (task->eager ? 0 : STEPS_PATIENT)};
}

eg_matcher_answer eg_matcher_run(const eg_matcher_node *node, const eg_matcher_task *task, eg_span *groups, uint32_t count, eg_matcher_cost *cost) {
    walker w = walker_of(node, task);
    w.groups = groups, w.group_count = count;
    int r = EG_MATCHER_NO;
    size_t until = task->anchored ? task->from : task->until < w.len ? task->until : w.len;
    runs++;
    for (uint32_t i = 0; i < count; i++) groups[i] = (eg_span){UINT32_MAX, UINT32_MAX}; /* who comes back leaves them so */
    size_t pos = task->from;
    uint32_t behind = UINT32_MAX;
    for (; r == EG_MATCHER_NO; pos++) {
        if (node->of[EG_ROOT_FIRST] && pos) pos = eg_matcher_first(w.base, node, task->subject, pos, until);
        while (node->of[EG_ROOT_FIRST] == 0 && pos > task->from && pos < w.len && ((unsigned char)w.text[pos] & 0xC0) == 0x80) pos++;
        if (pos > until) break;
        if (w.left <= w.patient && behind == UINT32_MAX) behind = eg_matcher_behind_last(w.base, node, task->subject);
        if (pos >= behind) {
            w.saved += (EG_MATCHER_STEPS - w.left) * (until - pos) / (pos - task->from + 1);
            break;
        }
        w.kept = (uint32_t)pos;
        if (pos == 0 && !may_begin(&w, node->of[EG_ROOT_CHILD], 0)) continue;
        r = run(&w, (way){.at = node->of, .end = node->of + 1, .pos = (uint32_t)pos});
    }
    if (r == EG_MATCHER_YES) groups[0] = (eg_span){w.kept, w.stopped};
    size_t bytes = (pos < w.len ? pos : w.len) - task->from;
    *cost = (eg_matcher_cost){.steps = EG_MATCHER_STEPS - w.left + STEPS_RUN + bytes / BYTES_STEP, .saved = w.saved, .bytes = bytes};
    return (eg_matcher_answer)r;
}
