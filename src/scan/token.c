/* SPDX-License-Identifier: MIT */
#include "scan/token.h"

typedef struct tokenizer {
    eg_arena *arena;
    const eg_text *text;
    const eg_map *splits, *heads;
    EG_VEC(eg_token) tokens;
    uint32_t sentence;
    bool first;
} tokenizer;

static bool is_apostrophe(uint32_t cp) { return cp == '\'' || cp == 0x2019; }

static bool is_word(uint32_t cp) { return eg_is_letter(cp) || eg_is_digit(cp); }

static uint32_t peek(eg_slice s, size_t at, size_t *n) {
    if (at >= s.len) {
        *n = 0;
        return 0;
    }
    return eg_utf8_next(s, at, n);
}

/* A character that holds two word characters together: AT&T, D-Wave, C.C., O'Brien, R&D. */
static bool joins(eg_slice s, size_t at, uint32_t cp, size_t n, uint32_t before) {
    size_t m;
    uint32_t after = peek(s, at + n, &m);
    if (!is_word(after) || eg_is_cjk(after)) return false;
    if (cp == '-' || cp == 0x2010 || cp == 0x2011) return true;
    if (cp == '&') return true;
    if (cp == '*') return eg_is_upper(before) && eg_is_upper(after); /* "A*STAR" */
    if (cp == '.') {
        if (eg_is_digit(before)) return eg_is_digit(after);
        size_t k;
        uint32_t then = peek(s, at + n + m, &k);
        /* "C.C. Wei", "U.S.", and host names such as Booking.com; a sentence glued to the next one is no name */
        if (!eg_is_upper(after)) return true;
        if (!eg_is_letter(then)) return eg_is_upper(before) || (eg_is_letter(before) && at >= 2 && s.ptr[at - 2] == '.'); /* "S.p.A." */
        bool alone = at == 1 || (at > 1 && (s.ptr[at - 2] == ' ' || s.ptr[at - 2] == '('));
        if (alone && eg_is_upper(before) && eg_is_upper(then)) return true; /* "K.VERN" */
        size_t l;
        return eg_is_upper(then) && eg_is_letter(before) && !eg_is_upper(before) && !is_word(peek(s, at + n + m + k, &l)); /* "Kelp.AI" */
    }
    if (cp == ',') return false;
    if (is_apostrophe(cp)) {
        size_t k;
        uint32_t then = peek(s, at + n + m, &k);
        bool possessive = (after == 's' || after == 'S') && !is_word(then);
        return !possessive;
    }
    return cp == '+' || cp == '@' || cp == '_';
}

size_t eg_word_end(eg_slice s, size_t at) {
    uint32_t before = 0;
    while (at < s.len) {
        size_t n;
        uint32_t cp = eg_utf8_next(s, at, &n);
        if (eg_is_cjk(cp) || (!is_word(cp) && !joins(s, at, cp, n, before))) break;
        before = cp;
        at += n;
    }
    /* the last dot of "U.S." and "J." belongs to the word */
    if (at < s.len && s.ptr[at] == '.' && eg_is_upper(before)) {
        bool initial = at >= 2 ? s.ptr[at - 2] == '.' || s.ptr[at - 2] == ' ' : true;
        size_t n;
        uint32_t after = peek(s, at + 1, &n);
        if (initial && (n == 0 || !is_word(after))) return at + 1;
    }
    while (at < s.len && s.ptr[at] == '+') at++; /* C++, Disney+ */
    return at;
}

static uint32_t shape_of(eg_slice word) {
    uint32_t flags = 0;
    unsigned letters = 0;
    unsigned capitals = 0;
    uint32_t before = 0;
    for (size_t at = 0; at < word.len;) {
        size_t n;
        uint32_t cp = eg_utf8_next(word, at, &n);
        bool upper = eg_is_upper(cp);
        if (at == 0 && upper) flags |= EG_TOKEN_CAP;
        if (eg_is_letter(cp)) letters++;
        if (upper) capitals++;
        if (upper && at > 0 && is_word(before) && !eg_is_upper(before)) flags |= EG_TOKEN_CAMEL;
        if (eg_is_digit(cp)) flags |= EG_TOKEN_DIGIT;
        if (eg_is_cjk(cp)) flags |= EG_TOKEN_CJK;
        before = cp;
        at += n;
    }
    if (letters) flags |= EG_TOKEN_ALPHA;
    if (letters >= 2 && capitals == letters) flags |= EG_TOKEN_ALLCAPS;
    return flags;
}

static eg_slice fold_word(eg_arena *arena, eg_slice word) {
    eg_slice folded = eg_fold(arena, word);
    char *out = eg_arena_alloc(arena, folded.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] != '.') out[len++] = folded.ptr[i];
    return eg_slice_of(out, len);
}

static void push(tokenizer *t, size_t begin, size_t end, uint32_t flags) {
    eg_slice s = t->text->text;
    eg_token token = {(uint32_t)begin, (uint32_t)end, flags, t->sentence, {0}};
    eg_slice word = eg_slice_sub(s, begin, end);
    token.fold = fold_word(t->arena, word);
    if (!(flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS))) token.flags |= shape_of(word);
    if (t->first && !(flags & EG_TOKEN_PUNCT)) {
        token.flags |= EG_TOKEN_FIRST;
        t->first = false;
    }
    if (t->tokens.len) {
        const eg_token *last = &t->tokens.items[t->tokens.len - 1];
        if (last->sentence == t->sentence) {
            if (last->end == begin) token.flags |= EG_TOKEN_GLUED;
            else if (eg_slice_trim(eg_slice_sub(s, last->end, begin)).len == 0) token.flags |= EG_TOKEN_SPACED;
        }
    }
    eg_vec_push(&t->tokens, token);
}

static bool is_tail(const tokenizer *t, eg_slice word, size_t hyphen) {
    return eg_map_get(t->splits, eg_fold(t->arena, eg_slice_sub(word, hyphen + 1, word.len))) != EG_MAP_NONE;
}

/* "ex" of "ex-Siemens", not of "ex-wife". */
static bool is_head(const tokenizer *t, eg_slice word, size_t hyphen) {
    size_t n;
    if (!eg_is_upper(peek(word, hyphen + 1, &n))) return false;
    return eg_map_get(t->heads, eg_fold(t->arena, eg_slice_sub(word, 0, hyphen))) != EG_MAP_NONE;
}

/* "Tokyo-based" becomes "Tokyo", "-", "based" when its tail is a word that splits, "ex-Siemens" when its head is. */
static void push_word(tokenizer *t, size_t begin, size_t end, uint32_t flags) {
    eg_slice word = eg_slice_sub(t->text->text, begin, end);
    size_t first = eg_slice_find(word, EG_S("-"), 0);
    size_t last = word.len;
    while (last-- > 0 && word.ptr[last] != '-') continue;
    bool head = first < word.len && is_head(t, word, first);
    size_t cut = head ? first : last;
    if (cut >= word.len || cut == 0 || !(head || is_tail(t, word, last))) {
        push(t, begin, end, flags);
        return;
    }
    push(t, begin, begin + cut, flags);
    push(t, begin + cut, begin + cut + 1, EG_TOKEN_PUNCT);
    push(t, begin + cut + 1, end, flags);
}

static bool in_code(const eg_text *text, size_t *next, size_t begin) {
    while (*next < text->inline_count && text->inlines[*next].begin <= begin) {
        const eg_inline *in = &text->inlines[*next];
        if (in->kind == EG_INLINE_CODE && in->end > begin) return true;
        if (in->end > begin && in->kind != EG_INLINE_CODE) {
            /* an enclosing span may hold code further on: look ahead without moving */
            for (size_t i = *next + 1; i < text->inline_count && text->inlines[i].begin <= begin; i++)
                if (text->inlines[i].kind == EG_INLINE_CODE && text->inlines[i].end > begin) return true;
            return false;
        }
        (*next)++;
    }
    return false;
}

static void sentence_tokens(tokenizer *t, size_t begin, size_t end, size_t *next_inline) {
    eg_slice s = eg_slice_of(t->text->text.ptr, end);
    for (size_t at = begin; at < end;) {
        size_t n;
        uint32_t cp = eg_utf8_next(s, at, &n);
        if (cp == ' ' || cp == '\n' || cp == '\t' || cp == 0xA0 || cp == 0x3000) {
            at += n;
        } else if (eg_is_cjk(cp)) {
            size_t stop = at;
            while (stop < end && eg_is_cjk(peek(s, stop, &n))) stop += n;
            push(t, at, stop, 0);
            at = stop;
        } else if (is_apostrophe(cp) && at > begin && t->tokens.len && t->tokens.items[t->tokens.len - 1].end == at &&
                   at + n < end && (s.ptr[at + n] == 's' || s.ptr[at + n] == 'S')) {
            push(t, at, at + n + 1, EG_TOKEN_POSS);
            at += n + 1;
        } else if (is_word(cp)) {
            size_t stop = eg_word_end(s, at);
            push_word(t, at, stop, in_code(t->text, next_inline, at) ? EG_TOKEN_CODE : 0);
            at = stop;
        } else {
            push(t, at, at + n, EG_TOKEN_PUNCT);
            at += n;
        }
    }
}

void eg_tokens_read(eg_tokens *out, eg_arena *arena, const eg_text *text, const eg_map *splits, const eg_map *heads) {
    tokenizer t = {.arena = arena, .text = text, .splits = splits, .heads = heads};
    out->first = EG_NEW_ARRAY(arena, uint32_t, text->sentence_count + 1);
    size_t next_inline = 0;
    for (size_t i = 0; i < text->sentence_count; i++) {
        out->first[i] = (uint32_t)t.tokens.len;
        t.sentence = (uint32_t)i;
        t.first = true;
        sentence_tokens(&t, text->sentences[i].begin, text->sentences[i].end, &next_inline);
    }
    out->first[text->sentence_count] = (uint32_t)t.tokens.len;
    out->items = EG_NEW_ARRAY(arena, eg_token, t.tokens.len);
    if (t.tokens.len) memcpy(out->items, t.tokens.items, t.tokens.len * sizeof *out->items);
    out->len = t.tokens.len;
    eg_vec_fini(&t.tokens);
}
