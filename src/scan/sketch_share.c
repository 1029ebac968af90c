/* SPDX-License-Identifier: MIT */
/* What sketches have in common is there once: sets of words, lists of children, nodes. On the way the tree becomes simpler,
 * and each node learns what all of its matches need. */
#include "scan/sketch_draft.h"

uint32_t eg_sketch_known_as(eg_sketches *s, eg_map *map, const void *bytes, size_t size, uint32_t fresh) {
    eg_slice key = eg_slice_of(bytes, size);
    uint32_t known = eg_map_get(map, key);
    return known != EG_MAP_NONE ? known : eg_map_put(map, eg_arena_dup(&s->scratch, key), fresh);
}

static bool same_words(const draft *b, uint32_t x, uint32_t y) {
    const eg_sketch_node *n = &b->nodes.items[x].n;
    const eg_sketch_node *m = &b->nodes.items[y].n;
    return n->type == EG_SKETCH_WORDS && m->type == EG_SKETCH_WORDS && n->before == m->before && n->after == m->after;
}

static bool is_nothing(const draft *b, uint32_t node) { return b->nodes.items[node].n.type == EG_SKETCH_SEQUENCE && b->nodes.items[node].n.first == 0; }

void eg_draft_join(draft *b, numbers *all, uint32_t node) { /* NOLINT(misc-no-recursion): alternatives in it hold none */
    if (b->nodes.items[node].n.type == EG_SKETCH_EITHER) {
        for (uint32_t c = b->nodes.items[node].n.first, next; c; c = next) next = b->nodes.items[c].next, eg_draft_join(b, all, c);
        return;
    }
    b->nodes.items[node].next = 0;
    for (size_t i = 0; i < all->len; i++) {
        if (is_nothing(b, all->items[i]) && is_nothing(b, node)) return;
        if (!same_words(b, all->items[i], node)) continue;
        numbers *into = &b->lists.items[b->nodes.items[all->items[i]].n.first];
        const numbers *from = &b->lists.items[b->nodes.items[node].n.first];
        for (size_t k = 0; k < from->len; k++) eg_vec_push(into, from->items[k]);
        return;
    }
    eg_vec_push(all, node);
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static eg_slice word_of(const eg_sketches *s, uint32_t number) { return eg_slice_of(s->words.entries[number].key, s->words.entries[number].len); }

void eg_draft_put_set(draft *b, eg_word_set set, const void *bytes, size_t size, uint64_t signs) {
    set.at = (uint32_t)b->s->bits.len;
    for (size_t i = 0; i < size; i += sizeof(uint64_t)) {
        uint64_t *next = eg_vec_add(&b->s->bits);
        *next = 0;
        memcpy(next, (const char *)bytes + i, size - i < sizeof *next ? size - i : sizeof *next);
    }
    eg_vec_push(&b->s->sets, set);
    eg_vec_push(&b->s->signs, signs);
}

static uint32_t shared_set(draft *b, numbers *list) {
    eg_sketches *s = b->s;
    qsort(list->items, list->len, sizeof *list->items, by_number);
    size_t n = 0;
    for (size_t i = 0; i < list->len; i++)
        if (i == 0 || list->items[i] != list->items[i - 1]) list->items[n++] = list->items[i];
    list->len = n;
    uint32_t number = eg_sketch_known_as(s, &s->known_sets, list->items, n * sizeof *list->items, (uint32_t)s->sets.len);
    if (number < s->sets.len) return number;
    uint64_t signs = 0;
    for (size_t i = 0; i < n; i++) signs |= eg_word_sign(word_of(s, list->items[i]));
    uint32_t first = list->items[0] / 64;
    uint32_t near = list->items[n - 1] / 64 - first + 1;
    if (n <= near) {
        eg_draft_put_set(b, (eg_word_set){.form = EG_WORDS_LIST, .count = (uint32_t)n & EG_SET_MOST}, list->items, n * sizeof *list->items, signs);
        return number;
    }
    uint64_t *bits = EG_NEW_ARRAY(&b->arena, uint64_t, near);
    for (size_t i = 0; i < n; i++) bits[list->items[i] / 64 - first] |= 1ULL << list->items[i] % 64;
    eg_draft_put_set(b, (eg_word_set){.form = EG_WORDS_NEAR, .count = near & EG_SET_MOST, .base = first * 64}, bits, near * sizeof *bits, signs);
    return number;
}

static int count_bits(uint64_t x) { return __builtin_popcountll(x); }

/* What each match of the node has; its children are there already. */
static void need(const draft *b, eg_sketch_node *n) {
    const eg_sketches *s = b->s;
    const uint32_t *children = s->children.items + n->first;
    n->marks = ~0ULL;
    if (n->type == EG_SKETCH_PART) return; /* who drew it knew */
    n->words = ~0ULL;
    if (n->type == EG_SKETCH_WORDS) n->words = s->signs.items[n->first];
    else if (n->type == EG_SKETCH_CLASS || (n->type == EG_SKETCH_RUN && n->least)) {
        const eg_byte_class *c = &b->o->classes.items[n->first];
        if (has_letters(c) || has_blanks(c)) return;
        n->marks = c->wide ? EG_MARK_WIDE : 0;
        for (unsigned i = 0; i < 128; i++)
            if (c->bits[i / 64] >> i % 64 & 1) n->marks |= eg_token_mark((unsigned char)i);
    } else if (n->type == EG_SKETCH_SEQUENCE) {
        for (uint32_t i = 0; i < n->count; i++) {
            const eg_sketch_node *c = &s->nodes.items[children[i]];
            if (count_bits(c->words) < count_bits(n->words)) n->words = c->words;
            if (count_bits(c->marks) < count_bits(n->marks)) n->marks = c->marks;
        }
    } else if (n->type == EG_SKETCH_EITHER) {
        if (n->least == 0) return;
        n->words = n->marks = 0;
        for (uint32_t i = 0; i < n->count; i++) n->words |= s->nodes.items[children[i]].words, n->marks |= s->nodes.items[children[i]].marks;
    } else if ((n->type == EG_SKETCH_REPEAT && n->least) || n->type == EG_SKETCH_AHEAD) {
        n->words = s->nodes.items[n->first].words;
        n->marks = s->nodes.items[n->first].marks;
    }
}

static int count_any(eg_sketch_any any) { return count_bits(any.words) + count_bits(any.marks); }

/* The same, when a word and a mark do alike: "5 %, 5 percent". */
static eg_sketch_any need_any(const draft *b, const eg_sketch_node *n) {
    const eg_sketches *s = b->s;
    const uint32_t *children = s->children.items + n->first;
    eg_sketch_any any = {~0ULL, ~0ULL};
    if (n->words != ~0ULL && n->type <= EG_SKETCH_PART) any = (eg_sketch_any){n->words, 0};
    else if (n->type <= EG_SKETCH_RUN && n->marks != ~0ULL) any = (eg_sketch_any){0, n->marks};
    else if (n->type == EG_SKETCH_SEQUENCE) {
        for (uint32_t i = 0; i < n->count; i++)
            if (count_any(s->any.items[children[i]]) < count_any(any)) any = s->any.items[children[i]];
    } else if (n->type == EG_SKETCH_EITHER && n->least) {
        any = (eg_sketch_any){0, 0};
        for (uint32_t i = 0; i < n->count; i++) any.words |= s->any.items[children[i]].words, any.marks |= s->any.items[children[i]].marks;
    } else if ((n->type == EG_SKETCH_REPEAT && n->least) || n->type == EG_SKETCH_AHEAD) any = s->any.items[n->first];
    return any;
}

/* Adds a node to the set. */
uint32_t eg_draft_keep(draft *b, const eg_sketch_node *n) {
    eg_sketch_any any = need_any(b, n);
    eg_vec_push(&b->s->nodes, *n);
    eg_vec_push(&b->s->any, any);
    return (uint32_t)(b->s->nodes.len - 1);
}

/* The children of a sequence; a sequence in it is part of it. */
static void flatten(draft *b, uint32_t node, numbers *out) { /* NOLINT(misc-no-recursion): as deep as the tree */
    for (uint32_t c = b->nodes.items[node].n.first, next; c; c = next) {
        next = b->nodes.items[c].next;
        if (b->nodes.items[c].n.type == EG_SKETCH_SEQUENCE) flatten(b, c, out);
        else eg_vec_push(out, c);
    }
}

static bool is_token(const eg_sketch_node *n) { return n->type <= EG_SKETCH_RUN; }

/* White space beside a token becomes part of it; sequences of one are that one. Returns the node in place of it. */
static uint32_t simplified(draft *b, uint32_t node) {
    if (b->nodes.items[node].n.type != EG_SKETCH_SEQUENCE) return node;
    numbers all = {0};
    numbers kept = {0};
    flatten(b, node, &all);
    for (size_t i = 0; i < all.len; i++) {
        const eg_sketch_node n = b->nodes.items[all.items[i]].n;
        eg_sketch_node *next = i + 1 < all.len ? &b->nodes.items[all.items[i + 1]].n : NULL;
        eg_sketch_node *last = kept.len ? &b->nodes.items[kept.items[kept.len - 1]].n : NULL;
        if (n.type == EG_SKETCH_SPACE && next && is_token(next) && next->before == EG_SPACE_ANY) next->before = n.before;
        else if (n.type == EG_SKETCH_SPACE && last && is_token(last) && last->after == EG_SPACE_ANY) last->after = n.before;
        else eg_vec_push(&kept, all.items[i]);
    }
    for (size_t i = 0; i < kept.len; i++) b->nodes.items[kept.items[i]].next = i + 1 < kept.len ? kept.items[i + 1] : 0;
    b->nodes.items[node].n.first = kept.len ? kept.items[0] : 0;
    uint32_t out = kept.len == 1 ? kept.items[0] : node;
    eg_vec_fini(&all);
    eg_vec_fini(&kept);
    return out;
}

/* The alternatives, simplified; nothing at all as one of them is told by `least`, and equal kinds of words are one set. */
static void simplify_either(draft *b, uint32_t node) { /* NOLINT(misc-no-recursion): as deep as the tree */
    numbers all = {0};
    bool missing = false;
    for (uint32_t c = b->nodes.items[node].n.first, next; c; c = next) {
        next = b->nodes.items[c].next;
        uint32_t one = simplified(b, c);
        if (b->nodes.items[one].n.type == EG_SKETCH_EITHER) {
            simplify_either(b, one);
            missing |= b->nodes.items[one].n.least == 0;
        }
        if (is_nothing(b, one)) missing = true;
        else eg_draft_join(b, &all, one);
    }
    b->nodes.items[node].n.least = !missing;
    for (size_t i = 0; i < all.len; i++) b->nodes.items[all.items[i]].next = i + 1 < all.len ? all.items[i + 1] : 0;
    b->nodes.items[node].n.first = all.len ? all.items[0] : 0;
    eg_vec_fini(&all);
}

static void share_children(draft *b, uint32_t node, numbers *out) { /* NOLINT(misc-no-recursion): as deep as the tree */
    for (uint32_t c = b->nodes.items[node].n.first; c; c = b->nodes.items[c].next) eg_vec_push(out, eg_draft_share(b, c));
}

uint32_t eg_draft_share(draft *b, uint32_t node) { /* NOLINT(misc-no-recursion): as deep as the tree */
    eg_sketches *s = b->s;
    node = simplified(b, node);
    if (b->nodes.items[node].n.type == EG_SKETCH_EITHER) simplify_either(b, node);
    eg_sketch_node n = b->nodes.items[node].n;
    if (n.type == EG_SKETCH_WORDS) n.first = shared_set(b, &b->lists.items[n.first]), n.whole = true;
    else if (n.type == EG_SKETCH_SEQUENCE || n.type == EG_SKETCH_EITHER) {
        numbers list = {0};
        share_children(b, node, &list);
        n.count = (uint32_t)list.len;
        n.first = list.len ? eg_sketch_known_as(s, &s->known_lists, list.items, list.len * sizeof *list.items, (uint32_t)s->children.len) : 0;
        bool fresh = n.first == s->children.len;
        for (size_t i = 0; i < list.len && fresh; i++) eg_vec_push(&s->children, list.items[i]);
        eg_vec_fini(&list);
    } else if (n.type >= EG_SKETCH_SEQUENCE && n.first) n.first = eg_draft_share(b, n.first);
    else if (n.type == EG_SKETCH_CLASS || n.type == EG_SKETCH_RUN) n.count = has_blanks(&b->o->classes.items[n.first]);
    need(b, &n);
    uint32_t known = eg_sketch_known_as(s, &s->known_nodes, &n, sizeof n, (uint32_t)s->nodes.len);
    if (known == s->nodes.len) eg_draft_keep(b, &n);
    return known;
}

/* A guess at how many places of a sentence the node matches at. */
static double cost_of(const draft *b, uint32_t node) { /* NOLINT(misc-no-recursion): as deep as the tree */
    static const double by_length[] = {1, 1, 0.3, 0.14, 0.05, 0.03, 0.015, 0.008};
    const eg_sketches *s = b->s;
    const eg_sketch_node *n = &s->nodes.items[node];
    const eg_word_set *set = &s->sets.items[n->first];
    double cost = 0;
    switch ((eg_sketch_type)n->type) {
    case EG_SKETCH_WORDS:
        for (uint32_t i = 0; i < (set->form == EG_WORDS_LIST ? set->count : 64 * set->count); i++) {
            uint32_t number = set->base + i;
            if (set->form == EG_WORDS_LIST) memcpy(&number, (const uint32_t *)(const void *)(s->bits.items + set->at) + i, sizeof number);
            else if (!(s->bits.items[set->at + i / 64] >> i % 64 & 1)) continue;
            size_t len = word_of(s, number).len;
            cost += 0.1 * by_length[len < 7 ? len : 7];
        }
        return cost;
    case EG_SKETCH_PART: return 2;
    case EG_SKETCH_CLASS: return n->marks == ~0ULL ? 100 : 1.5;
    case EG_SKETCH_SEQUENCE:
        cost = 100;
        for (uint32_t i = 0; i < n->count; i++) {
            double one = cost_of(b, s->children.items[n->first + i]);
            if (one < cost) cost = one;
        }
        return cost;
    case EG_SKETCH_EITHER:
        if (n->least == 0) return 100;
        for (uint32_t i = 0; i < n->count; i++) cost += cost_of(b, s->children.items[n->first + i]);
        return cost;
    case EG_SKETCH_REPEAT: return n->least ? cost_of(b, n->first) : 100;
    default: return 100;
    }
}

/* Of the root's children, the one to look for first. */
static uint16_t rarest_of(const draft *b, const eg_sketch_node *root) {
    uint32_t best = root->count;
    double least = 10;
    for (uint32_t i = 0; i < root->count && i < UINT16_MAX; i++) {
        double one = cost_of(b, b->s->children.items[root->first + i]);
        if (one < least) least = one, best = i;
    }
    return (uint16_t)best;
}

eg_sketch_node eg_draft_root(draft *b, uint32_t like) {
    eg_sketches *s = b->s;
    eg_sketch_node root = s->nodes.items[like];
    if (root.type != EG_SKETCH_SEQUENCE) {
        root.type = EG_SKETCH_SEQUENCE;
        root.first = (uint32_t)s->children.len;
        root.count = 1;
        eg_vec_push(&s->children, like);
    }
    root.least = rarest_of(b, &root);
    return root;
}
