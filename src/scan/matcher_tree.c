/* SPDX-License-Identifier: MIT */
#include "scan/matcher_tree.h"

#include <sys/mman.h>

#include "base/map.h"
#include "base/region.h"

enum { WAYS_LEAST = 5, CHILDREN_MOST = 4000, ROOM = 16 << 10 };
static const size_t HEAP_MOST = 256 << 20; /* bytes of addresses */

typedef eg_matcher_ref ref;

/* What is shared. */
static struct {
    bool in_region;
    char *heap;        /* addresses for what is not in the region; NULL as long as nothing is */
    size_t heap_used;
    char *at, *end;    /* room that is left */
    eg_map pieces;     /* bytes -> ref */
    eg_map groups;     /* text of a group -> ref of its node */
    eg_arena keys;     /* of groups */
} store;

eg_wide_group eg_wide_group_of(uint32_t c) {
    if (c == 0x2019) return EG_WIDE_APOSTROPHE;
    if (c == 0x2013 || c == 0x2014) return c == 0x2013 ? EG_WIDE_EN_DASH : EG_WIDE_EM_DASH;
    if (c >= 0xC0 && c < 0x250) return c == 0xD7 || c == 0xF7 ? EG_WIDE_MARKS : c == 0x17F ? EG_WIDE_OTHERS : EG_WIDE_LETTERS;
    bool quote_or_dash = (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x203E);
    bool sign = (c >= 0x20A0 && c <= 0x20BF) || (c >= 0xA1 && c <= 0xA9) || c == 0xAB || c == 0xAE || c == 0xB0 || c == 0xB7 || c == 0xBB || c == 0xBF;
    return quote_or_dash || sign ? EG_WIDE_MARKS : EG_WIDE_OTHERS;
}

const uint32_t *eg_matcher_base(const eg_matcher_node *node) {
    return (const uint32_t *)(eg_region_holds(node) ? eg_region_begin(EG_SHELF_WARM) : (uintptr_t)store.heap);
}

void eg_matchers_settle(void) {
    eg_map_fini(&store.pieces);
    eg_map_fini(&store.groups);
    eg_arena_fini(&store.keys);
    store.at = store.end = NULL;
}

void eg_matchers_free(void) {
    eg_matchers_settle();
    if (store.heap) munmap(store.heap, HEAP_MOST);
    store.heap = NULL;
}

void eg_tree_begin(void) {
    bool paused = eg_region_pause(false);
    bool in_region = eg_region_is_open();
    eg_region_pause(paused);
    if (in_region != store.in_region) eg_matchers_settle();
    store.in_region = in_region;
    if (in_region || store.heap) return;
    void *got = mmap(NULL, HEAP_MOST, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    store.heap = got == MAP_FAILED ? NULL : got;
    store.heap_used = sizeof(uint64_t); /* nothing stands at 0 */
}

/* ---- what is alike is one ------------------------------------------------------------------------------------------ */

/* Room for a piece. */
static bool make_room(size_t size) {
    if ((size_t)(store.end - store.at) >= size) return true;
    size_t want = size > ROOM ? size : ROOM;
    if (!store.in_region) {
        if (store.heap == NULL || HEAP_MOST - store.heap_used < want) return false;
        store.at = store.heap + store.heap_used;
        store.heap_used += want;
    } else {
        eg_shelf was = eg_region_turn(EG_SHELF_WARM);
        bool paused = eg_region_pause(false);
        store.at = eg_heap_alloc(want);
        eg_region_pause(paused);
        eg_region_turn(was);
    }
    store.end = store.at + want;
    return true;
}

static const void *piece_at(ref at) { return (store.in_region ? (const char *)eg_region_begin(EG_SHELF_WARM) : store.heap) + (size_t)at * sizeof(ref); }

static ref ref_of(const void *piece) { return (ref)(((uintptr_t)piece - (uintptr_t)piece_at(0)) / sizeof(ref)); }

/* 0 when there is no room. */
static ref shared(const void *bytes, size_t size, size_t align) {
    ref known = eg_map_get(&store.pieces, eg_slice_of(bytes, size));
    if (known != EG_MAP_NONE) return known;
    size_t whole = (size + sizeof(ref) - 1) & ~(sizeof(ref) - 1);
    if (!make_room(whole + align)) return 0;
    while ((uintptr_t)store.at % align) *store.at++ = 0;
    char *made = store.at;
    store.at += whole;
    memset(made + whole - sizeof(ref), 0, sizeof(ref));
    memcpy(made, bytes, size);
    return eg_map_put(&store.pieces, eg_slice_of(made, size), ref_of(made));
}

static const eg_matcher_set *set_at(ref at) { return piece_at(at); }
const eg_matcher_node *eg_tree_at(ref node) { return piece_at(node); }
const char *eg_tree_text_of(const eg_matcher_node *text) { return (const char *)text->of; }

/* ---- sets ---------------------------------------------------------------------------------------------------------- */

void eg_set_put_wide(eg_matcher_set *set, eg_wide_group group, eg_wide_part part) {
    eg_wide_part was = eg_set_wide(set, group);
    if (was == EG_WIDE_ALL || part == EG_WIDE_NONE) return;
    set->wide &= ~(3ULL << 2 * group);
    set->wide |= (uint64_t)part << 2 * group;
}

void eg_set_join(eg_matcher_set *set, const eg_matcher_set *other) {
    set->bits[0] |= other->bits[0];
    set->bits[1] |= other->bits[1];
    const uint64_t low = 0x555; /* of each group */
    uint64_t all = (set->wide | other->wide) & low;
    uint64_t unknown = (set->wide | other->wide) >> 1 & low & ~all;
    set->wide = all | unknown << 1;
}

void eg_set_negate(eg_matcher_set *set) {
    eg_matcher_set out = {{~set->bits[0], ~set->bits[1]}, 0};
    for (unsigned g = 0; g < EG_WIDE_GROUPS; g++) {
        eg_wide_part part = eg_set_wide(set, (eg_wide_group)g);
        eg_set_put_wide(&out, (eg_wide_group)g, part == EG_WIDE_NONE ? EG_WIDE_ALL : part == EG_WIDE_ALL ? EG_WIDE_NONE : part);
    }
    *set = out;
}

bool eg_tree_is_within(ref set, ref other) {
    const eg_matcher_set *a = set_at(set);
    const eg_matcher_set *b = set_at(other);
    bool within = (a->bits[0] & ~b->bits[0]) == 0 && (a->bits[1] & ~b->bits[1]) == 0;
    for (unsigned g = 0; g < EG_WIDE_GROUPS; g++) within = within && (eg_set_wide(a, (eg_wide_group)g) == EG_WIDE_NONE || eg_set_wide(b, (eg_wide_group)g) == EG_WIDE_ALL);
    return within;
}

void eg_set_put_other_cases(eg_matcher_set *set) {
    uint64_t letters = (set->bits[1] | set->bits[1] >> 32) & 0x7FFFFFE;
    set->bits[1] |= letters | letters << 32;
    if (letters & (1ULL << ('K' - '@') | 1ULL << ('S' - '@'))) eg_set_put_wide(set, EG_WIDE_OTHERS, EG_WIDE_UNKNOWN);
}

/* A byte of a text. */
static void put_byte(eg_matcher_set *set, unsigned char c, bool caseless) {
    eg_matcher_set one = {{0, 0}, 0};
    if (c < 0x80) one.bits[c / 64] = 1ULL << c % 64;
    else eg_set_put_wide(&one, EG_WIDE_OTHERS, EG_WIDE_UNKNOWN);
    if (caseless) eg_set_put_other_cases(&one);
    eg_set_join(set, &one);
}

/* ---- what a node may begin with ------------------------------------------------------------------------------------ */

typedef struct opening {
    eg_matcher_set set;
    bool empty; /* it may take nothing */
} opening;

static void join_opening(opening *out, ref node);

static void join_all(opening *out, const ref *children, size_t count) { /* NOLINT(misc-no-recursion): as deep as the tree */
    for (size_t i = 0; i < count; i++) join_opening(out, children[i]);
}

static void join_sequence(opening *out, const ref *children, size_t count) { /* NOLINT(misc-no-recursion): as deep as the tree */
    opening next = {.empty = true};
    for (size_t i = 0; i < count && next.empty; i++) next.empty = false, join_opening(&next, children[i]);
    eg_set_join(&out->set, &next.set);
    out->empty |= next.empty;
}

/* What asks for something and takes nothing is empty, but for a look ahead. */
static opening opening_of(const eg_matcher_node *n) { /* NOLINT(misc-no-recursion): as deep as the tree */
    opening o = {.empty = false};
    if (n->may) return o.set = *set_at(n->may), o;
    switch ((eg_matcher_type)n->type) {
    case EG_MATCHER_SET: return o.set = *set_at(n->of[0]), o;
    case EG_MATCHER_RUN: return o.set = *set_at(n->of[0]), o.empty = n->least == 0, o;
    case EG_MATCHER_SEQUENCE: return join_sequence(&o, n->of, n->least), o;
    case EG_MATCHER_EITHER: return join_all(&o, n->of + 1, n->least), o;
    case EG_MATCHER_REPEAT: return join_all(&o, n->of, 1), o.empty |= n->least == 0, o;
    case EG_MATCHER_GROUP:
    case EG_MATCHER_WHOLE:
    case EG_MATCHER_AHEAD: return join_all(&o, n->of, 1), o; /* what stands here begins with the byte that is here */
    case EG_MATCHER_SAME: return eg_set_negate(&o.set), o.empty = true, o; /* anything, or nothing */
    default: return o.empty = true, o;
    }
}

static void join_opening(opening *out, ref node) { /* NOLINT(misc-no-recursion): as deep as the tree */
    opening o = opening_of(eg_tree_at(node));
    eg_set_join(&out->set, &o.set);
    out->empty |= o.empty;
}

static void follow(opening *o, const opening *rest) {
    if (!o->empty) return;
    eg_set_join(&o->set, &rest->set);
    o->empty = rest->empty;
}

/* ---- nodes --------------------------------------------------------------------------------------------------------- */

/* A node while it is made; what is not set of it is not read. */
typedef union draft {
    eg_matcher_node n;
    uint32_t all[sizeof(eg_matcher_node) / sizeof(uint32_t) + CHILDREN_MOST + 1];
} draft;

static ref keep(draft *d, size_t bytes) {
    if (d->n.type != EG_MATCHER_TEXT) {
        opening o = opening_of(&d->n);
        if (!o.empty) d->n.may = shared(&o.set, sizeof o.set, sizeof(uint64_t));
    }
    return shared(d, sizeof d->n + bytes, sizeof(ref));
}

static void inherit(draft *d, const eg_matcher_node *child) {
    d->n.captures |= child->captures;
    d->n.refers |= child->refers;
}

static bool put_children(draft *d, const eg_matcher_node *head, const ref *children, size_t count) {
    d->n = *head;
    if (count > CHILDREN_MOST) return false;
    for (size_t i = 0; i < count; i++) {
        if (children[i] == 0) return false;
        d->n.of[i] = children[i];
        bool node = head->type != EG_MATCHER_RUN && head->type != EG_MATCHER_SET;
        if (node) inherit(d, eg_tree_at(children[i]));
    }
    if (head->type == EG_MATCHER_GROUP || head->type == EG_MATCHER_KEEP) d->n.captures = 1;
    return true;
}

ref eg_tree_over_all(const eg_matcher_node *head, const ref *children, size_t count) {
    draft d;
    return put_children(&d, head, children, count) ? keep(&d, count * sizeof *children) : 0;
}

ref eg_tree_over(const eg_matcher_node *head, ref child) { return eg_tree_over_all(head, &child, 1); }

ref eg_tree_set(const eg_matcher_set *set) { return eg_tree_over(&EG_TREE_HEAD(EG_MATCHER_SET), shared(set, sizeof *set, sizeof(uint64_t))); }

ref eg_tree_plain(eg_matcher_type type) { return eg_tree_over_all(&EG_TREE_HEAD(type), NULL, 0); }

ref eg_tree_text(eg_slice text, bool caseless) {
    draft d;
    d.n = EG_TREE_HEAD(EG_MATCHER_TEXT);
    d.n.mode = caseless;
    eg_matcher_set first = {{0, 0}, 0};
    put_byte(&first, (unsigned char)text.ptr[0], caseless);
    d.n.may = shared(&first, sizeof first, sizeof(uint64_t));
    d.n.least = (uint16_t)text.len;
    if (text.len) d.n.of[(text.len - 1) / sizeof *d.n.of] = 0; /* behind the text: equal trees are equal bytes */
    memcpy(d.n.of, text.ptr, text.len);
    return keep(&d, (text.len + sizeof(ref) - 1) & ~(sizeof(ref) - 1));
}

static ref opening_set(const opening *o) { return o->empty ? 0 : shared(&o->set, sizeof o->set, sizeof(uint64_t)); }

/* Behind the children: what the last two of them begin with, the last three ... */
static void put_rests(draft *d, size_t count) {
    opening rest = opening_of(eg_tree_at(d->n.of[count - 1]));
    for (size_t i = count - 1; i-- > 0;) {
        opening o = opening_of(eg_tree_at(d->n.of[i]));
        follow(&o, &rest);
        rest = o;
        d->n.of[count + (count - 2 - i)] = opening_set(&rest);
    }
}

ref eg_tree_sequence(const ref *children, size_t count) {
    draft d;
    if (count == 1) return children[0];
    eg_matcher_node head = EG_TREE_HEAD(EG_MATCHER_SEQUENCE);
    head.least = (uint16_t)count;
    if (2 * count > CHILDREN_MOST || !put_children(&d, &head, children, count)) return 0;
    if (count) put_rests(&d, count);
    return keep(&d, (count ? 2 * count - 1 : 0) * sizeof *children);
}

/* Texts and sets of one byte are one set. */
static ref as_set(const eg_matcher_refs *all) {
    eg_matcher_set set = {{0, 0}, 0};
    for (size_t i = 0; i < all->len; i++) {
        const eg_matcher_node *n = eg_tree_at(all->items[i]);
        bool letter = n->type == EG_MATCHER_TEXT && n->least == 1;
        if (n->type != EG_MATCHER_SET && !letter) return 0;
        eg_set_join(&set, set_at(n->may));
    }
    return eg_tree_set(&set);
}

static bool may_begin(ref node, unsigned byte) {
    ref may = eg_tree_at(node)->may;
    return may == 0 || (byte != EG_MATCHER_AT_END && eg_set_may(set_at(may), (unsigned char)byte));
}

static ref ways_of(const eg_matcher_refs *all) {
    uint8_t ways[EG_MATCHER_AT_END + 1];
    for (unsigned byte = 0; byte <= EG_MATCHER_AT_END; byte++) {
        unsigned count = 0;
        ways[byte] = EG_MATCHER_NO_WAY;
        for (size_t i = 0; i < all->len && count < 2; i++)
            if (may_begin(all->items[i], byte) && count++ == 0) ways[byte] = (uint8_t)i;
        if (count == 1) ways[byte] |= EG_MATCHER_LAST_WAY;
    }
    return shared(ways, sizeof ways, sizeof(ref));
}

ref eg_tree_either(const eg_matcher_refs *children) {
    draft d;
    d.n = EG_TREE_HEAD(EG_MATCHER_EITHER);
    for (size_t i = 0; i < children->len; i++)
        if (children->items[i] == 0 || children->len > CHILDREN_MOST) return 0;
    if (children->len == 1) return children->items[0];
    ref set = as_set(children);
    if (set) return set;
    d.n.least = (uint16_t)children->len;
    d.n.of[0] = children->len >= WAYS_LEAST && children->len < EG_MATCHER_NO_WAY ? ways_of(children) : 0;
    for (size_t i = 0; i < children->len; i++) {
        d.n.of[i + 1] = children->items[i];
        inherit(&d, eg_tree_at(children->items[i]));
    }
    return keep(&d, (children->len + 1) * sizeof(ref));
}

/* ---- what a pattern begins with ------------------------------------------------------------------------------------ */

/* The first bytes of what matches, as long as they are ASCII and not at the begin of the subject. What follows a blank is told apart from
 * what follows another byte: units of a tape stand between blanks. */
typedef struct prefix {
    eg_matcher_set first;
    eg_matcher_set next[EG_MATCHER_PREFIX - 1][2]; /* behind the first byte, the second ... when that is no blank, when it is one */
    unsigned known;                                /* so many bytes; behind these there may be anything, or nothing */
} prefix;

static void join_prefix(prefix *out, const prefix *other) {
    if (other->known < out->known) out->known = other->known;
    eg_set_join(&out->first, &other->first);
    for (unsigned i = 0; i + 1 < out->known; i++)
        for (unsigned blank = 0; blank < 2; blank++) eg_set_join(&out->next[i][blank], &other->next[i][blank]);
}

static void put_before(prefix *out, const eg_matcher_set *set) {
    static const eg_matcher_set none;
    static const uint64_t space = 1ULL << ' ';
    bool other = (set->bits[0] & ~space) || set->bits[1] || set->wide;
    memmove(out->next + 1, out->next, sizeof out->next - sizeof *out->next);
    out->next[0][0] = other ? out->first : none;
    out->next[0][1] = set->bits[0] & space ? out->first : none;
    out->first = *set;
    out->known += out->known < EG_MATCHER_PREFIX;
}

static void restrict_set(eg_matcher_set *out, const eg_matcher_set *other, bool known) {
    if (!known) *out = *other;
    out->bits[0] &= other->bits[0];
    out->bits[1] &= other->bits[1];
    if (other->wide == 0) out->wide = 0;
}

/* ... that the other does not rule out. */
static void restrict_prefix(prefix *out, const prefix *other) {
    if (other->known) restrict_set(&out->first, &other->first, out->known > 0);
    for (unsigned i = 0; i + 1 < other->known; i++)
        for (unsigned blank = 0; blank < 2; blank++) restrict_set(&out->next[i][blank], &other->next[i][blank], i + 1 < out->known);
    if (other->known > out->known) out->known = other->known;
}

/* So many bytes at least, counted up to EG_MATCHER_PREFIX. */
static unsigned least_width(ref node) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_matcher_node *n = eg_tree_at(node);
    unsigned width = 0;
    switch ((eg_matcher_type)n->type) {
    case EG_MATCHER_TEXT: return n->least;
    case EG_MATCHER_SET: return 1;
    case EG_MATCHER_RUN: return n->least;
    case EG_MATCHER_REPEAT: return n->least ? n->least * least_width(n->of[0]) : 0;
    case EG_MATCHER_GROUP:
    case EG_MATCHER_WHOLE: return least_width(n->of[0]);
    case EG_MATCHER_SEQUENCE:
        for (size_t i = 0; i < n->least && width < EG_MATCHER_PREFIX; i++) width += least_width(n->of[i]);
        return width;
    case EG_MATCHER_EITHER:
        width = EG_MATCHER_PREFIX;
        for (size_t i = 0; i < n->least && width; i++) {
            unsigned one = least_width(n->of[i + 1]);
            if (one < width) width = one;
        }
        return width;
    default: return 0;
    }
}

static prefix prefix_of(ref node, const prefix *rest);

static prefix prefix_of_text(const eg_matcher_node *n, const prefix *rest) {
    prefix out = *rest;
    for (size_t i = n->least < EG_MATCHER_PREFIX ? n->least : EG_MATCHER_PREFIX; i-- > 0;) {
        eg_matcher_set one = {{0, 0}, 0};
        put_byte(&one, (unsigned char)eg_tree_text_of(n)[i], n->mode);
        put_before(&out, &one);
    }
    return out;
}

static prefix prefix_of_run(const eg_matcher_node *n, const prefix *rest) {
    prefix so_far = *rest;
    prefix out = {.known = EG_MATCHER_PREFIX};
    for (unsigned count = 0; count <= EG_MATCHER_PREFIX; count++) {
        bool many = count == EG_MATCHER_PREFIX && n->most >= count; /* and more of them begin with as many */
        if (many || (count >= n->least && count <= n->most)) join_prefix(&out, &so_far);
        put_before(&so_far, set_at(n->of[0]));
    }
    return out;
}

static prefix prefix_of_sequence(const eg_matcher_node *n, const prefix *rest) { /* NOLINT(misc-no-recursion): as deep as the tree */
    prefix out = *rest;
    size_t count = 0;
    unsigned width = 0;
    while (count < n->least && width < EG_MATCHER_PREFIX) width += least_width(n->of[count++]);
    if (width >= EG_MATCHER_PREFIX) out = (prefix){.known = 0}; /* what comes behind these is too far */
    while (count > 0) out = prefix_of(n->of[--count], &out);
    return out;
}

/* Of what is taken more than once only the first is looked at. */
static prefix prefix_of_repeat(const eg_matcher_node *n, const prefix *rest) { /* NOLINT(misc-no-recursion): as deep as the tree */
    static const prefix anything;
    prefix out = prefix_of(n->of[0], n->most > 1 ? &anything : rest);
    if (n->least == 0) join_prefix(&out, rest);
    return out;
}

static prefix prefix_of(ref node, const prefix *rest) { /* NOLINT(misc-no-recursion): as deep as the tree */
    static const prefix anything;
    const eg_matcher_node *n = eg_tree_at(node);
    prefix out = {.known = EG_MATCHER_PREFIX}; /* none */
    switch ((eg_matcher_type)n->type) {
    case EG_MATCHER_TEXT: return prefix_of_text(n, rest);
    case EG_MATCHER_SET: return out = *rest, put_before(&out, set_at(n->of[0])), out;
    case EG_MATCHER_RUN: return prefix_of_run(n, rest);
    case EG_MATCHER_SEQUENCE: return prefix_of_sequence(n, rest);
    case EG_MATCHER_REPEAT: return prefix_of_repeat(n, rest);
    case EG_MATCHER_GROUP:
    case EG_MATCHER_WHOLE: return prefix_of(n->of[0], rest);
    case EG_MATCHER_BEGIN: return out;
    case EG_MATCHER_SAME: return anything;
    case EG_MATCHER_EITHER:
        for (size_t i = 0; i < n->least; i++) {
            prefix one = prefix_of(n->of[i + 1], rest);
            join_prefix(&out, &one);
        }
        return out;
    case EG_MATCHER_AHEAD: {
        prefix ahead = prefix_of(n->of[0], &anything);
        return out = *rest, restrict_prefix(&out, &ahead), out;
    }
    default: return *rest;
    }
}

/* How often a text has a byte of a set, about; units of a tape are few. */
static int how_common(const eg_matcher_set *set) {
    static const uint64_t units = UINT32_MAX, space = 1ULL << 32, letters = 0x7FFFFFE00000000, common = 0x1CC22200000000; /* a e i n o r s t ... */
    int few = __builtin_popcountll(set->bits[0] & units);
    int marks = __builtin_popcountll(set->bits[0] & ~(units | space)) + __builtin_popcountll(set->bits[1] & ~letters);
    int all = __builtin_popcountll(set->bits[1] & letters) + 2 * __builtin_popcountll(set->bits[1] & common);
    return few + 4 * marks + 10 * all + (set->bits[0] & space ? 100 : 0) + (set->wide ? 40 : 0);
}

enum { COMMON_MOST = 200, RARE = 12 };

/* The rarest set of bytes of which each match of the node has one; false: there is none, or it says little. */
static bool find_sure(eg_matcher_set *out, ref node) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_matcher_node *n = eg_tree_at(node);
    eg_matcher_set one = {{0, 0}, 0};
    bool found = false;
    switch ((eg_matcher_type)n->type) {
    case EG_MATCHER_TEXT:
        for (size_t i = 0; i < n->least; i++) {
            eg_matcher_set byte = {{0, 0}, 0};
            put_byte(&byte, (unsigned char)eg_tree_text_of(n)[i], n->mode);
            if (i == 0 || how_common(&byte) < how_common(out)) *out = byte;
        }
        return n->least > 0;
    case EG_MATCHER_SET: return *out = *set_at(n->of[0]), true;
    case EG_MATCHER_RUN: return *out = *set_at(n->of[0]), n->least > 0;
    case EG_MATCHER_REPEAT: return n->least > 0 && find_sure(out, n->of[0]);
    case EG_MATCHER_GROUP:
    case EG_MATCHER_WHOLE:
    case EG_MATCHER_AHEAD: return find_sure(out, n->of[0]);
    case EG_MATCHER_EITHER:
        *out = one;
        for (size_t i = 0; i < n->least; i++) {
            if (!find_sure(&one, n->of[i + 1])) return false;
            eg_set_join(out, &one);
            if (how_common(out) > COMMON_MOST) return false;
        }
        return true;
    case EG_MATCHER_SEQUENCE:
        for (size_t i = 0; i < n->least; i++)
            if (found && how_common(out) <= RARE && eg_tree_at(n->of[i])->type == EG_MATCHER_EITHER) continue; /* words are more common */
            else if (find_sure(&one, n->of[i]) && (!found || how_common(&one) < how_common(out))) *out = one, found = true;
        return found;
    default: return false;
    }
}

static bool begins_at_edge(ref node) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_matcher_node *n = eg_tree_at(node);
    while ((n->type == EG_MATCHER_SEQUENCE && n->least) || n->type == EG_MATCHER_GROUP) n = eg_tree_at(n->of[0]);
    return n->type == EG_MATCHER_EDGE;
}

ref eg_tree_root(ref node) {
    draft d;
    eg_matcher_set sure = {{0, 0}, 0};
    static const prefix anything;
    if (node == 0) return 0;
    prefix begin = prefix_of(node, &anything);
    d.n = EG_TREE_HEAD(EG_MATCHER_ROOT);
    d.n.mode = begins_at_edge(node);
    d.n.may = eg_tree_at(node)->may;
    inherit(&d, eg_tree_at(node));
    d.n.of[0] = node;
    d.n.of[1] = find_sure(&sure, node) ? shared(&sure, sizeof sure, sizeof(uint64_t)) : 0;
    d.n.of[2] = begin.known ? shared(&begin.first, sizeof begin.first, sizeof(uint64_t)) : 0;
    for (unsigned i = 0; i < 2 * (EG_MATCHER_PREFIX - 1); i++)
        d.n.of[3 + i] = i / 2 + 1 < begin.known ? shared(&begin.next[i / 2][i % 2], sizeof begin.first, sizeof(uint64_t)) : 0;
    return shared(&d, sizeof d.n + (1 + 2 * EG_MATCHER_PREFIX) * sizeof(ref), sizeof(ref));
}

ref eg_tree_known(eg_slice text) {
    uint32_t known = eg_map_get(&store.groups, text);
    return known == EG_MAP_NONE ? 0 : known;
}

void eg_tree_know(eg_slice text, ref node) { eg_map_put(&store.groups, eg_arena_dup(&store.keys, text), node); }
