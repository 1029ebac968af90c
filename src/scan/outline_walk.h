/* SPDX-License-Identifier: MIT */
/* The steps of outline.c on sets of WIDTH words: included once for each width, so that the loops over the words of a set
 * are as long as the tape needs and known to the compiler. Each step sets *set from places before to places behind and
 * says whether any are left. No header for anyone else. */

#define NAME2(name, width) name##_##width
#define NAME1(name, width) NAME2(name, width)
#define NAME(name) NAME1(name, WIDTH)
#define EACH_WORD _Pragma("GCC unroll 8") for (size_t i = 0; i < WIDTH; i++)
#define set_of NAME(set_of)
#define step NAME(step)
#define run_over NAME(run_over)
#define step_class NAME(step_class)
#define chars NAME(chars)
#define filter NAME(filter)
#define join NAME(join)
#define join_fresh NAME(join_fresh)
#define repeat_class NAME(repeat_class)
#define repeat NAME(repeat)
#define meets NAME(meets)
#define may_begin NAME(may_begin)
#define either NAME(either)
#define begins NAME(begins)
#define look_ahead NAME(look_ahead)
#define walk NAME(walk)
#define walk_from NAME(walk_from)

typedef struct set_of {
    uint64_t w[WIDTH];
} set_of;

/* One byte of `where`. */
static inline bool step(set_of *out, const set_of *in, const places *where) {
    uint64_t any = 0;
    uint64_t carry = 0;
    EACH_WORD {
        uint64_t taken = in->w[i] & where->w[i];
        out->w[i] = taken << 1 | carry;
        carry = taken >> 63;
        any |= taken;
    }
    return any != 0;
}

/* Any number of bytes of `where`; `whole`: all that are there, in one go. */
static inline bool run_over(set_of *set, const places *where, bool whole) {
    uint64_t any = 0;
    uint64_t carry = 0;
    EACH_WORD {
        uint64_t from = set->w[i];
        uint64_t m = where->w[i];
        uint64_t sum = (from & m) + m;
        uint64_t over = sum < m;
        sum += carry;
        carry = over | (sum < carry);
        set->w[i] = whole ? (sum | from) & ~m : (sum ^ m) | from;
        any |= set->w[i];
    }
    return any != 0;
}

static inline void join(set_of *all, const set_of *more) {
    EACH_WORD all->w[i] |= more->w[i];
}

/* Leaves in *now what *all had not: who came to a place sooner may take more from there. */
static inline bool join_fresh(set_of *all, set_of *now) {
    uint64_t fresh = 0;
    EACH_WORD {
        now->w[i] &= ~all->w[i];
        all->w[i] |= now->w[i];
        fresh |= now->w[i];
    }
    return fresh != 0;
}

static inline bool filter(set_of *set, const uint64_t *by) {
    uint64_t any = 0;
    EACH_WORD any |= set->w[i] &= by[i];
    return any != 0;
}

/* One character of a class: one that is not ASCII has several bytes. */
static inline bool step_class(const runner *r, set_of *set, uint32_t number) {
    const places *where = where_class(r, number);
    set_of odd;
    bool wide = !tape.ascii && r->o->classes.items[number].wide && step(&odd, set, &tape.odd);
    bool any = step(set, set, where);
    if (!wide) return any;
    run_over(&odd, &tape.odd, false);
    join(set, &odd);
    return true;
}

static inline bool chars(const runner *r, const eg_outline_node *n, set_of *set) {
    const char *text = r->o->text.items + n->first;
    bool any = true;
    for (size_t i = 0; i < n->len && any; i++) any = step(set, set, where_byte((unsigned char)text[i]));
    return any;
}

static bool walk(runner *r, uint32_t node, set_of *set);

static bool repeat_class(runner *r, const eg_outline_node *n, uint32_t number, set_of *set) {
    bool exact = tape.ascii || !r->o->classes.items[number].wide;
    for (uint16_t i = 0; i < n->least; i++)
        if (!step_class(r, set, number)) return false;
    if (n->most == EG_OUTLINE_ALWAYS) return run_over(set, where_class(r, number), n->whole && exact);
    set_of now = *set;
    for (uint16_t i = n->least; i < n->most; i++)
        if (!step_class(r, &now, number) || !join_fresh(set, &now)) break;
    return true;
}

static bool repeat(runner *r, const eg_outline_node *n, set_of *set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_outline_node *child = &r->o->nodes.items[n->first];
    if (child->type == EG_OUTLINE_CLASS) return repeat_class(r, n, child->first, set);
    for (uint16_t i = 0; i < n->least; i++)
        if (!walk(r, n->first, set)) return false;
    set_of now = *set;
    for (uint16_t i = n->least; n->most == EG_OUTLINE_ALWAYS || i < n->most; i++)
        if (r->left == 0 || !walk(r, n->first, &now) || !join_fresh(set, &now)) break;
    return true;
}

static inline bool meets(const set_of *set, const places *where) {
    uint64_t any = 0;
    EACH_WORD any |= set->w[i] & where->w[i];
    return any != 0;
}

/* Most alternatives begin with a letter that is not there: they are not walked. */
static inline bool may_begin(const runner *r, const eg_outline_node *n, const set_of *set) {
    if (n->type == EG_OUTLINE_SEQUENCE && n->first) n = &r->o->nodes.items[n->first];
    if (n->type != EG_OUTLINE_CHARS) return true;
    return meets(set, where_byte((unsigned char)r->o->text.items[n->first]));
}

static bool either(runner *r, const eg_outline_node *n, set_of *set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    set_of all = {0};
    bool any = false;
    if (n->least && !meets(set, where_class(r, n->least - 1U))) return false;
    for (uint32_t c = n->first; c; c = r->o->nodes.items[c].next) {
        if (!may_begin(r, &r->o->nodes.items[c], set)) continue;
        set_of one = *set;
        if (!walk(r, c, &one)) continue;
        any = true;
        join(&all, &one);
    }
    *set = all;
    return any;
}

/* What a lookahead asks for, when it has one length and its places can be told: *set becomes where it begins. */
static bool begins(runner *r, uint32_t node, bool exactly, set_of *set) {
    const eg_outline_node *n = &r->o->nodes.items[node];
    uint32_t c = n->type == EG_OUTLINE_SEQUENCE ? n->first : node;
    size_t len = 0;
    for (; c; c = n->type == EG_OUTLINE_SEQUENCE ? r->o->nodes.items[c].next : 0) {
        const eg_outline_node *part = &r->o->nodes.items[c];
        if (part->type == EG_OUTLINE_CHARS) chars(r, part, set), len += part->len;
        else if (part->type == EG_OUTLINE_CLASS && !(exactly && part->whole) && (tape.ascii || !r->o->classes.items[part->first].wide)) step_class(r, set, part->first), len++;
        else if (part->type == EG_OUTLINE_EDGE && tape.ascii && len > 0) filter(set, tape.edge.w);
        else return false;
    }
    size_t words = len / 64;
    size_t bits = len % 64;
    for (size_t i = 0; i < WIDTH; i++) {
        uint64_t low = i + words < WIDTH ? set->w[i + words] : 0;
        uint64_t high = i + words + 1 < WIDTH ? set->w[i + words + 1] : 0;
        set->w[i] = bits ? low >> bits | high << (64 - bits) : low;
    }
    return true;
}

static bool look_ahead(runner *r, const eg_outline_node *n, set_of *set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_outline_node *child = &r->o->nodes.items[n->first];
    bool negated = n->type == EG_OUTLINE_NOT_AHEAD;
    uint32_t c = child->type == EG_OUTLINE_EITHER ? child->first : n->first;
    set_of all = {0};
    for (; c; c = child->type == EG_OUTLINE_EITHER ? r->o->nodes.items[c].next : 0) {
        set_of one = *set;
        if (begins(r, c, negated, &one)) join(&all, &one);
        else if (!negated) { /* where it begins is not known, but if it is nowhere, it is not */
            one = *set;
            return walk(r, n->first, &one);
        }
    }
    if (negated) EACH_WORD all.w[i] = ~all.w[i];
    return filter(set, all.w);
}

static bool walk(runner *r, uint32_t node, set_of *set) { /* NOLINT(misc-no-recursion): as deep as the tree */
    const eg_outline_node *n = &r->o->nodes.items[node];
    if (r->left == 0) return true;
    r->left--;
    places ends = {{0}};
    switch ((eg_outline_type)n->type) {
    case EG_OUTLINE_CHARS: return chars(r, n, set);
    case EG_OUTLINE_CLASS: return step_class(r, set, n->first);
    case EG_OUTLINE_SEQUENCE:
        for (uint32_t c = n->first; c; c = r->o->nodes.items[c].next)
            if (!walk(r, c, set)) return false;
        return true;
    case EG_OUTLINE_EITHER: return either(r, n, set);
    case EG_OUTLINE_REPEAT: return repeat(r, n, set);
    case EG_OUTLINE_EDGE: return filter(set, tape.edge.w);
    case EG_OUTLINE_BEGIN: return put(&ends, 0), filter(set, ends.w);
    case EG_OUTLINE_END:
        put(&ends, tape.len);
        if (tape.len && has(where_byte('\n'), tape.len - 1)) put(&ends, tape.len - 1);
        return filter(set, ends.w);
    case EG_OUTLINE_AHEAD:
    case EG_OUTLINE_NOT_AHEAD: return look_ahead(r, n, set);
    }
    return true;
}

static bool walk_from(runner *r, uint32_t node, const places *begin) {
    set_of set;
    EACH_WORD set.w[i] = begin->w[i];
    return walk(r, node, &set);
}

#undef NAME2
#undef NAME1
#undef NAME
#undef EACH_WORD
#undef set_of
#undef step
#undef run_over
#undef step_class
#undef chars
#undef filter
#undef join
#undef join_fresh
#undef repeat_class
#undef repeat
#undef meets
#undef may_begin
#undef either
#undef begins
#undef look_ahead
#undef walk
#undef walk_from
