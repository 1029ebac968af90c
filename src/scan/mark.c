/* SPDX-License-Identifier: MIT */
/* Marks where print and tables tell that a name stands: brands in small letters, bold leads, cells, titles. */
#include "scan/mark.h"

/* Two to six words, all with capitals but the small ones: a name and no phrase. */
static bool is_short(const eg_finder *f, uint32_t begin, uint32_t end) {
    size_t i = 0;
    size_t high = f->tokens->len;
    while (i < high) {
        size_t mid = i + (high - i) / 2;
        if (token(f, mid)->begin < begin) i = mid + 1;
        else high = mid;
    }
    unsigned words = 0;
    for (; i < f->tokens->len && token(f, i)->end <= end; i++) {
        const eg_token *t = token(f, i);
        if (t->flags & EG_TOKEN_PUNCT || !(t->flags & EG_TOKEN_ALPHA)) continue;
        if (!(t->flags & EG_TOKEN_CAP) && !in(&f->p->stopwords, t->fold)) return false;
        words++;
    }
    return words >= 2 && words <= 6;
}

/* A word that no list knows, and no number, mark or code. */
static bool is_unknown(const eg_finder *f, const eg_token *t) {
    bool word = (t->flags & EG_TOKEN_ALPHA) && !(t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS | EG_TOKEN_CJK | EG_TOKEN_CODE));
    return word && t->fold.len > 2 && !in(f->common, t->fold) && !eg_finder_is_filler(f, t) && !eg_finder_is_adverb(f, t->fold) && !eg_finder_is_hyphened(t);
}

/* "with imec, a research centre": a small word that no list knows, and an article behind a comma. */
static bool is_apposed(const eg_finder *f, size_t i) {
    const eg_token *t = token(f, i);
    if (i + 2 >= f->tokens->len || t->fold.len < 4 || (t->flags & EG_TOKEN_DIGIT) || !is_unknown(f, t)) return false;
    const eg_token *comma = token(f, i + 1);
    const eg_token *article = token(f, i + 2);
    const eg_token *before = i > 0 && token(f, i - 1)->sentence == t->sentence ? token(f, i - 1) : NULL;
    bool noun = before && before->fold.len <= 2 && in(&f->p->stopwords, before->fold) && !in(&f->p->prepositions, before->fold); /* "a coder, a friend" */
    return !noun && f->text->text.ptr[comma->begin] == ',' && article->sentence == t->sentence && in(&f->p->determiners, article->fold);
}

/* "the start-up kelvib raised": a small word that no list knows and no verb's form, behind what firms are called, before a clause's border
 * or what firms do. */
static bool is_called(const eg_finder *f, size_t i) {
    static const char *const forms[] = {"ed", "ing", "s", "ly"};
    const eg_token *t = token(f, i);
    if (i == 0 || token(f, i - 1)->sentence != t->sentence || !(t->flags & EG_TOKEN_SPACED) || t->fold.len < 4 || (t->flags & EG_TOKEN_DIGIT) || !is_unknown(f, t)) return false;
    if (!in(&f->p->firm_nouns, token(f, i - 1)->fold)) return false;
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
        if (eg_slice_ends(t->fold, eg_slice_from(forms[k]))) return false;
    const eg_token *next = i + 1 < f->tokens->len && token(f, i + 1)->sentence == t->sentence ? token(f, i + 1) : NULL;
    return next == NULL || (next->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS)) || in(&f->p->subject_verbs, next->fold) || in(&f->p->stopwords, next->fold);
}

/* "### kelvib": a heading that is one small word which no list knows. */
static void mark_small_headings(eg_finder *f) {
    for (size_t s = 0; s < f->text->sentence_count; s++) {
        if (f->text->blocks[f->text->sentences[s].block].kind != EG_BLOCK_HEADING) continue;
        size_t word = SIZE_MAX;
        unsigned words = 0;
        for (size_t i = f->tokens->first[s]; i < f->tokens->first[s + 1]; i++)
            if (!(token(f, i)->flags & EG_TOKEN_PUNCT) && (token(f, i)->flags & (EG_TOKEN_ALPHA | EG_TOKEN_DIGIT))) word = i, words++;
        if (words == 1 && !(token(f, word)->flags & EG_TOKEN_CAP) && is_unknown(f, token(f, word))) f->marked[word] |= MARK_SMALL;
    }
}

/* A word in small letters that is a name in one place is one wherever it stands. */
static void mark_again(eg_finder *f) {
    eg_map brands = {0};
    for (size_t i = 0; i < f->tokens->len; i++)
        if ((f->marked[i] & MARK_SMALL) && is_unknown(f, token(f, i))) (void)eg_map_put(&brands, token(f, i)->fold, 0);
    for (size_t i = 0; i < f->tokens->len && brands.len; i++) {
        const eg_token *t = token(f, i);
        bool small = !(t->flags & (EG_TOKEN_CAP | EG_TOKEN_PUNCT | EG_TOKEN_CODE)) && (t->flags & EG_TOKEN_ALPHA);
        if (small && eg_map_has(&brands, t->fold)) f->marked[i] |= MARK_SMALL;
    }
    eg_map_fini(&brands);
}

/* "Climate for Life" in a cell: everyday words with capitals around a small one that joins no list. */
static void mark_filled(eg_finder *f, size_t first, uint32_t end) {
    unsigned small = 0;
    size_t i = first;
    for (; i < f->tokens->len && token(f, i)->end <= end; i++) {
        const eg_token *t = token(f, i);
        if ((t->flags & EG_TOKEN_PUNCT) || in(&f->p->roles, t->fold) || in(&f->p->titles, t->fold)) return;
        bool joins = !(t->flags & EG_TOKEN_CAP);
        if (joins ? !in(&f->p->prepositions, t->fold) : !eg_finder_is_common(f, t->fold) && !in(&f->p->stopwords, t->fold)) return;
        small += joins;
    }
    if (small == 0 || i > first + 6) return;
    f->marked[first] |= MARK_FILLS;
    f->title_end[first] = (uint32_t)i;
}

/* Is the token the first word of its block, and goes the text on behind it: "**Bolt** makes", no label with a dot or a colon? */
static bool leads_block(const eg_finder *f, size_t at) {
    const eg_block *b = &f->text->blocks[f->text->sentences[token(f, at)->sentence].block];
    uint32_t end = token(f, at)->end;
    if (end >= b->end || strchr(".:!?", f->text->text.ptr[end])) return false;
    for (size_t i = at; i-- > 0 && token(f, i)->begin >= b->begin;)
        if (token(f, i)->flags & (EG_TOKEN_ALPHA | EG_TOKEN_DIGIT)) return false;
    return true;
}

/* A cell of a column of names, which is one word in small letters, with brackets behind it or none: "kv3", "kv3 (Oslo)". */
static void mark_small_cell(eg_finder *f, const eg_sentence *sentence, size_t first) {
    const eg_token *t = token(f, first);
    bool alone = t->end == sentence->end || f->text->text.ptr[token(f, first + 1)->begin] == '(';
    if (t->begin == sentence->begin && alone && !(t->flags & EG_TOKEN_CAP) && is_unknown(f, t)) f->marked[first] |= MARK_SMALL;
}

/* Brands written small: a host name ("booking.com"), and the one word that a link or strong print stands on when no
 * list of words knows it ("imec"). */
static void mark_small(eg_finder *f) {
    for (size_t i = 0; i < f->tokens->len; i++) {
        const eg_token *t = token(f, i);
        if ((t->flags & (EG_TOKEN_CAP | EG_TOKEN_PUNCT | EG_TOKEN_CODE)) || !(t->flags & EG_TOKEN_ALPHA)) continue;
        eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end);
        if (memchr(raw.ptr, '@', raw.len)) continue;
        size_t dot = raw.len;
        while (dot && raw.ptr[dot - 1] != '.') dot--;
        if (dot > 3 && dot < raw.len && in(&f->p->hosts, eg_slice_sub(raw, dot, raw.len))) f->marked[i] |= MARK_SMALL;
        if (is_apposed(f, i) || is_called(f, i)) f->marked[i] |= MARK_SMALL | MARK_APPOSED;
    }
    size_t at = 0;
    for (size_t i = 0; i < f->text->inline_count; i++) {
        const eg_inline *span = &f->text->inlines[i];
        if (span->kind != EG_INLINE_LINK && span->kind != EG_INLINE_STRONG) continue;
        while (at < f->tokens->len && token(f, at)->begin < span->begin) at++;
        if (at >= f->tokens->len || token(f, at)->begin != span->begin) continue;
        if (span->kind == EG_INLINE_STRONG && is_short(f, span->begin, span->end)) f->marked[at] |= MARK_OPENS_OWN;
        if (token(f, at)->end != span->end) continue;
        const eg_token *t = token(f, at);
        if (span->kind == EG_INLINE_STRONG && (t->flags & EG_TOKEN_CAP) && leads_block(f, at)) f->marked[at] |= MARK_LEADS;
        if (is_unknown(f, t)) f->marked[at] |= MARK_SMALL;
    }
    for (size_t s = 0; s < f->text->sentence_count; s++) {
        const eg_sentence *sentence = &f->text->sentences[s];
        const eg_block *block = &f->text->blocks[sentence->block];
        size_t first = f->tokens->first[s];
        bool named = f->named && f->named[sentence->block];
        if (block->kind != EG_BLOCK_CELL || block->header || first == f->tokens->first[s + 1]) continue;
        if (named) mark_small_cell(f, sentence, first);
        if (!is_short(f, sentence->begin, sentence->end)) continue;
        f->marked[first] |= MARK_OPENS_OWN;
        if (named) mark_filled(f, first, sentence->end);
    }
}

enum { TITLE_LEAST = 3, TITLE_MOST = 14 };

/* Tokens [first, end) are a title: three words or more, a capital on each that is not small. A link must be a sentence. */
static bool is_title(const eg_finder *f, size_t first, size_t end, bool link, bool quoted) {
    unsigned words = 0;
    unsigned small = 0;
    if (first >= end || !(token(f, first)->flags & (EG_TOKEN_CAP | EG_TOKEN_DIGIT))) return false;
    for (size_t i = first; i < end; i++) {
        const eg_token *t = token(f, i);
        if (t->sentence != token(f, first)->sentence) return false;
        if (!quoted && f->text->text.ptr[t->begin] == ',') return false; /* "Ada Berg, President" */
        if (t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS)) continue;
        words++;
        if (t->flags & (EG_TOKEN_CAP | EG_TOKEN_DIGIT)) continue;
        if (!in(&f->p->stopwords, t->fold)) return false;
        small += in(&f->p->title_words, t->fold);
    }
    return words >= TITLE_LEAST && words <= TITLE_MOST && (!link || small > 0);
}

static void mark_title(eg_finder *f, size_t first, size_t end, bool link, bool quoted) {
    while (end > first && (token(f, end - 1)->flags & EG_TOKEN_PUNCT)) end--;
    if (!is_title(f, first, end, link, quoted)) return;
    /* a whole sentence in italics or in quotes is a heading or somebody's words */
    const eg_block *block = &f->text->blocks[f->text->sentences[token(f, first)->sentence].block];
    bool whole = (token(f, first)->flags & EG_TOKEN_FIRST) && (end >= f->tokens->len || token(f, end)->sentence != token(f, first)->sentence);
    if (whole && block->kind != EG_BLOCK_ITEM) return;
    /* print that covers a part of a name makes no title of it */
    if (end < f->tokens->len && (token(f, end)->flags & EG_TOKEN_SPACED) && eg_finder_is_name_word(f, token(f, end))) return;
    if (first > 0 && (token(f, first)->flags & EG_TOKEN_SPACED) && eg_finder_is_name_word(f, token(f, first - 1))) return;
    f->marked[first] |= MARK_OPENS_TITLE;
    f->title_end[first] = (uint32_t)end;
}

/* Titles: what stands in italics, in double quotes, or under a link, when it is set like one. */
static void mark_titles(eg_finder *f) {
    size_t at = 0;
    for (size_t i = 0; i < f->text->inline_count; i++) {
        const eg_inline *span = &f->text->inlines[i];
        if (span->kind != EG_INLINE_LINK && span->kind != EG_INLINE_EMPHASIS) continue;
        while (at < f->tokens->len && token(f, at)->begin < span->begin) at++;
        size_t end = at;
        while (end < f->tokens->len && token(f, end)->end <= span->end) end++;
        mark_title(f, at, end, span->kind == EG_INLINE_LINK, false);
    }
    size_t open = SIZE_MAX;
    size_t parenthesis = SIZE_MAX;
    for (size_t i = 0; i < f->tokens->len; i++) {
        const eg_token *t = token(f, i);
        if (!(t->flags & EG_TOKEN_PUNCT)) continue;
        eg_slice mark = eg_slice_sub(f->text->text, t->begin, t->end);
        if (eg_slice_eq(mark, EG_S("("))) parenthesis = i;
        if (eg_slice_eq(mark, EG_S(")")) && parenthesis != SIZE_MAX) mark_title(f, parenthesis + 1, i, true, false);
        bool straight = eg_slice_eq(mark, EG_S("\""));
        bool close = straight || eg_slice_eq(mark, EG_S("\xe2\x80\x9d"));
        if (close && open != SIZE_MAX && token(f, open)->sentence == t->sentence) {
            mark_title(f, open + 1, i, false, true);
            open = SIZE_MAX;
        } else if (straight || eg_slice_eq(mark, EG_S("\xe2\x80\x9c"))) open = i;
    }
}

void eg_mark_names(eg_finder *f) {
    mark_small(f);
    mark_small_headings(f);
    mark_again(f);
    mark_titles(f);
}
