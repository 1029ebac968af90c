/* SPDX-License-Identifier: MIT */
#include "scan/name.h"

#include "scan/cell.h"
#include "scan/mark.h"

/* "Saxon Nordic" is no nationality, "Latin American" is one. */
static bool is_two_demonyms(const eg_finder *f, size_t begin, size_t end) {
    if (end != begin + 2 || !eg_finder_is_demonym(f, token(f, begin)->fold) || !eg_finder_is_demonym(f, token(f, begin + 1)->fold)) return false;
    return !in(f->demonyms, eg_fold(f->arena, eg_slice_sub(f->text->text, token(f, begin)->begin, token(f, begin + 1)->end)));
}

/* "Inc." is written with a dot, "AB" and "GmbH" are not. */
static bool is_dotted(const eg_finder *f, const eg_token *t) {
    eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end + 1);
    for (size_t i = 0; i < f->p->soft_abbreviations.len; i++)
        if (eg_slice_eq(f->p->soft_abbreviations.items[i], raw)) return true;
    return false;
}

/* The candidate, until the next one is pushed; NULL when there are no words in it. */
static eg_candidate *push(eg_finder *f, size_t begin, size_t end, const eg_gazetteer_entry *entry, eg_slice title, bool weak, bool soft) {
    while (end > begin && (token(f, end - 1)->flags & EG_TOKEN_PUNCT)) end--;
    if (begin == end) return NULL;
    if (entry == NULL && end - begin > 1 && end + 1 < f->tokens->len && eg_finder_is_year(f, token(f, end - 1)) && (token(f, end)->flags & EG_TOKEN_GLUED) &&
        (token(f, end + 1)->flags & EG_TOKEN_GLUED) && eg_finder_is_year(f, token(f, end + 1)))
        end += 2; /* "Harbour Plan 2025-2030" */
    eg_candidate c = {.begin = token(f, begin)->begin, .end = token(f, end - 1)->end, .token = (uint32_t)begin,
                      .token_end = (uint32_t)end, .sentence = token(f, begin)->sentence, .entry = entry, .title = title, .weak = weak, .soft = soft};
    /* the dot of a legal form belongs to the name: "Photonic Inc." */
    const eg_block *block = &f->text->blocks[f->text->sentences[c.sentence].block];
    bool abbreviated = token(f, end - 1)->fold.len <= 4; /* "Corporation" is none */
    const eg_token *closing = token(f, end - 1);
    bool ends = end == f->tokens->len || token(f, end)->sentence != c.sentence;
    bool stops = ends || end + 1 == f->tokens->len || token(f, end + 1)->sentence != c.sentence; /* but for the dot */
    if (abbreviated && in(&f->p->legal, closing->fold) && c.end < block->end && f->text->text.ptr[c.end] == '.' && end - begin > 1 && (!stops || is_dotted(f, closing))) c.end++;
    /* "the Kelp X." at the end of a sentence: the dot is none of an initial's */
    if (end - begin > 1 && entry == NULL && ends && closing->end - closing->begin == 2 && f->text->text.ptr[closing->end - 1] == '.') c.end--;
    if (end - begin > 1 && entry == NULL && !weak && eg_list_has(f->given, token(f, begin)->fold) && in(f->common, token(f, end - 1)->fold))
        (void)eg_map_put(&f->families, token(f, end - 1)->fold, 0);
    eg_candidate *kept = eg_vec_add(&f->found);
    *kept = c;
    return kept;
}

/* Is token i, in the sentence of token `of`, a word in capitals? */
static bool in_capitals(const eg_finder *f, size_t i, size_t of) {
    return token(f, i)->sentence == token(f, of)->sentence && (token(f, i)->flags & EG_TOKEN_ALLCAPS) && !in(f->acronyms, token(f, i)->fold);
}

static void push_seed(eg_finder *f, size_t begin, size_t end) {
    eg_candidate *c = push(f, begin, end, NULL, EG_S(""), true, false);
    if (c) c->seed = true;
}

static bool is_plural_role(const eg_finder *f, eg_slice fold) {
    if (fold.len < 5 || fold.ptr[fold.len - 1] != 's') return false;
    eg_slice one = eg_slice_sub(fold, 0, fold.len - 1);
    return in(&f->p->roles, one) || in(&f->p->titles, one);
}

/* "VCs", and not "Maas": more than the first letter is large. */
static bool is_letters(const eg_finder *f, size_t at) {
    const char *raw = f->text->text.ptr + token(f, at)->begin;
    return raw[1] >= 'A' && raw[1] <= 'Z';
}

/* "Kelp Now raised": a small word whose capital nothing else explains. */
static bool is_tail(const eg_finder *f, size_t begin, size_t end) {
    const eg_token *t = token(f, end - 1);
    if (!in(&f->p->name_tails, t->fold) || !(t->flags & EG_TOKEN_CAP) || (t->flags & EG_TOKEN_ALLCAPS)) return false;
    if (eg_finder_in_heading(f, begin) || eg_finder_in_title_case(f, begin)) return false;
    return end == f->tokens->len || !(token(f, end)->flags & EG_TOKEN_CAP) || token(f, end)->sentence != t->sentence;
}

/* "The European Commission": behind the article that opened the sequence a list knows all the rest. */
static bool push_listed(eg_finder *f, size_t begin, size_t end, eg_slice title) {
    size_t stop = begin;
    if (end - begin < 2) return false;
    const eg_gazetteer_entry *entry = eg_finder_listed_at(f, begin, &stop);
    if (entry == NULL || entry->ambiguous || stop < end) return false;
    push(f, begin, stop, entry, title, false, false);
    return true;
}

/* "Integrated Device Technology": a word that is part of posts, but a trade here. */
static bool ends_with_trade(const eg_finder *f, size_t begin, size_t end) {
    if (end - begin < 3 || in(&f->p->titles, token(f, end - 1)->fold) || !in(&f->p->generic, token(f, end - 1)->fold)) return false;
    for (size_t i = begin; i + 1 < end; i++)
        if (in(&f->p->roles, token(f, i)->fold) || in(&f->p->titles, token(f, i)->fold) || !(token(f, i)->flags & EG_TOKEN_CAP)) return false;
    return true;
}

/* "Technology Development Board": the last word is a body, not somebody's post, behind two more capitals. */
static bool ends_with_body(const eg_finder *f, size_t begin, size_t end) {
    if (end - begin < 3 || !eg_finder_names_body(f, begin, end)) return false;
    for (size_t i = begin; i < end; i++)
        if (!(token(f, i)->flags & EG_TOKEN_CAP) || (i + 1 < end && in(&f->p->roles, token(f, i)->fold) && !eg_finder_is_common(f, token(f, i)->fold))) return false;
    return true;
}

/* "With Planet we", "on Amber, its ledger": a capital that neither a sentence, an article nor a neighbour with one explains. */
static bool is_bare(const eg_finder *f, size_t begin, size_t end) {
    if (begin == 0 || token(f, begin - 1)->sentence != token(f, begin)->sentence) return false;
    const eg_token *before = token(f, begin - 1);
    if (!(token(f, begin)->flags & EG_TOKEN_SPACED) || (before->flags & (EG_TOKEN_CAP | EG_TOKEN_PUNCT | EG_TOKEN_DIGIT))) return false;
    if (!in(&f->p->prepositions, before->fold) || in(&f->p->name_joints, before->fold)) return false; /* "Minister of Industry" */
    const eg_token *next = end < f->tokens->len && token(f, end)->sentence == token(f, begin)->sentence ? token(f, end) : NULL;
    return next == NULL || !(next->flags & EG_TOKEN_CAP);
}

/* "Vertex signed a contract", "Compass was bought by": an everyday word that opens a sentence and does, or has done to it, what
 * only a thing with a name does. */
static bool is_subject(const eg_finder *f, size_t i) {
    const eg_token *t = token(f, i);
    size_t end = f->tokens->first[t->sentence + 1];
    if (f->text->blocks[f->text->sentences[t->sentence].block].kind == EG_BLOCK_CELL) return false; /* "Money raised in Oslo" */
    if (in(&f->p->openers, t->fold) || eg_finder_is_filler(f, t) || (t->fold.ptr[t->fold.len - 1] == 's' && in(f->common, eg_slice_sub(t->fold, 0, t->fold.len - 1)))) return false;
    size_t at = i + 1;
    if (at >= end) return false;
    if (token(f, at)->flags & EG_TOKEN_POSS) return at + 1 < end && in(&f->p->roles, token(f, at + 1)->fold);
    bool comma = f->text->text.ptr[token(f, at)->begin] == ',';
    while (at < end && (comma || in(&f->p->stopwords, token(f, at)->fold)) && at < i + 3) at++, comma = false;
    return at < end && (token(f, at)->flags & EG_TOKEN_SPACED) && in(&f->p->subject_verbs, token(f, at)->fold);
}

/* "Sharp, a professor at", "Sharp won": the family name of somebody named before, though an everyday word. */
static bool is_family(eg_finder *f, size_t i) {
    const eg_token *t = token(f, i);
    if (!in(&f->families, t->fold) || eg_finder_is_written_small(f, t->fold) || i + 1 >= f->tokens->first[t->sentence + 1]) return false;
    const eg_token *next = token(f, i + 1);
    return (next->flags & EG_TOKEN_POSS) || f->text->text.ptr[next->begin] == ',' || (!(next->flags & (EG_TOKEN_CAP | EG_TOKEN_PUNCT)) && (next->flags & EG_TOKEN_SPACED));
}

/* Is token i all that stands in a cell of a column of names? */
static bool fills_cell(const eg_finder *f, size_t i) {
    uint32_t s = token(f, i)->sentence;
    return f->named && f->named[f->text->sentences[s].block] && f->tokens->first[s + 1] - f->tokens->first[s] == 1;
}

/* "Plural, the firm of": an apposition may make a name of a sentence's first word, and so may what it does or where it stands. */
static bool may_name(eg_finder *f, size_t i, bool listed) {
    const eg_token *t = token(f, i);
    const eg_token *next = i + 1 < f->tokens->len && token(f, i + 1)->sentence == t->sentence ? token(f, i + 1) : NULL;
    bool apposed = next && f->text->text.ptr[next->begin] == ',' && !in(&f->p->openers, t->fold) && (listed || !eg_slice_ends(t->fold, EG_S("ly")));
    return apposed || fills_cell(f, i) || is_subject(f, i) || is_family(f, i) || (f->marked[i] & MARK_LEADS);
}

/* "a McGill NLP course": is the next word one in small letters that a name may stand before? */
static bool before_small(const eg_finder *f, size_t end) {
    const eg_token *next = end < f->tokens->len && token(f, end)->sentence == token(f, end - 1)->sentence ? token(f, end) : NULL;
    return next && !(next->flags & (EG_TOKEN_CAP | EG_TOKEN_PUNCT | EG_TOKEN_POSS)) && !in(&f->p->stopwords, next->fold);
}

/* "came from District Ventures": two words that tell nothing by themselves, but have capitals inside a sentence and no article. */
static bool is_trade_of_two(const eg_finder *f, size_t begin, size_t end) {
    if (end != begin + 2 || eg_finder_begins(f, begin) || begin == 0 || eg_finder_in_title_case(f, begin)) return false;
    for (size_t i = begin; i < end; i++)
        if (!(token(f, i)->flags & EG_TOKEN_CAP) || (token(f, i)->flags & EG_TOKEN_ALLCAPS) || !in(&f->p->generic, token(f, i)->fold) || in(&f->p->stopwords, token(f, i)->fold)) return false;
    const eg_token *before = token(f, begin - 1);
    return before->sentence == token(f, begin)->sentence && !in(&f->p->articles, before->fold) && !(before->flags & (EG_TOKEN_CAP | EG_TOKEN_DIGIT | EG_TOKEN_POSS));
}

/* "| Raiser |" above a column: a word in one capital that fills the head of a column, and that no list has, is no name. */
static bool is_column_head(const eg_finder *f, size_t at) {
    const eg_token *t = token(f, at);
    const eg_block *b = &f->text->blocks[f->text->sentences[t->sentence].block];
    bool alone = b->kind == EG_BLOCK_CELL && b->header && f->tokens->first[t->sentence + 1] - f->tokens->first[t->sentence] == 1;
    return alone && !(t->flags & (EG_TOKEN_ALLCAPS | EG_TOKEN_CAMEL | EG_TOKEN_DIGIT)) && eg_map_get(&f->p->names.names, t->fold) == EG_MAP_NONE;
}

/* ---- a run of capitals ------------------------------------------------------------------------------------------------ */

/* Tokens [begin, end), of which less and less is left. */
typedef struct run {
    size_t begin, end;
    eg_slice title; /* the one cut off before it, or "" */
    bool own;       /* it begins where print or a column of names tells that a name does */
} run;

static void sequence(eg_finder *f, size_t begin, size_t end, eg_slice title);

static size_t length(const run *r) { return r->end - r->begin; }
static eg_slice first_of(const eg_finder *f, const run *r) { return token(f, r->begin)->fold; }
static eg_slice last_of(const eg_finder *f, const run *r) { return token(f, r->end - 1)->fold; }

static void skip_marks(const eg_finder *f, run *r) {
    while (r->begin < r->end && (token(f, r->begin)->flags & EG_TOKEN_PUNCT)) r->begin++;
}

/* Does the word tell what a body is, so that the one before it is part of what the body is called? */
static bool tells_body(const eg_finder *f, const eg_token *t) {
    return in(&f->p->generic, t->fold) || in(&f->p->heads, t->fold) || in(&f->p->legal, t->fold);
}

/* "Carmaker Kvernova has": what a firm is called by opens the sentence; not "Fintech Growth Lab", "Broker Association". */
static bool is_trade_before(const eg_finder *f, const run *r) {
    if (length(r) < 2 || r->own || !eg_finder_begins(f, r->begin) || !in(&f->p->trades, first_of(f, r))) return false;
    const eg_token *next = token(f, r->begin + 1);
    if (!(next->flags & EG_TOKEN_CAP) || tells_body(f, next) || in(&f->p->stopwords, next->fold) || (length(r) == 2 && in(f->common, next->fold))) return false; /* "Fintech Days" */
    bool doer = eg_slice_ends(first_of(f, r), EG_S("er"));
    return doer || !tells_body(f, token(f, r->end - 1));
}

/* Small words in front, and what only opens the sentence. */
static void cut_openers(const eg_finder *f, run *r) {
    while (r->begin < r->end && ((in(&f->p->stopwords, first_of(f, r)) && !eg_finder_is_given(f, r->begin, r->end) && !is_initial(f, r->begin, r->end)) ||
                                 (eg_finder_begins(f, r->begin) && !r->own && in(&f->p->openers, first_of(f, r)) && length(r) > 1)))
        r->begin++;
    skip_marks(f, r);
    if (is_trade_before(f, r)) r->begin++;
}

/* "Second-placed Harbour", "Advisers Ada Berg and". */
static void cut_described(const eg_finder *f, run *r) {
    while (length(r) > 1 && eg_finder_begins(f, r->begin) && eg_finder_is_compound_adjective(f, token(f, r->begin)) && !eg_list_has(f->given, first_of(f, r))) r->begin++;
    while (length(r) > 1 && eg_finder_begins(f, r->begin) && is_plural_role(f, first_of(f, r))) r->begin++;
}

/* "Minister Ada Berg and Kelvara Chairman": a person's name holds no "and". */
static void cut_clauses(eg_finder *f, run *r) { /* NOLINT(misc-no-recursion): as sequence */
    for (size_t j = r->begin; j + 1 < r->end; j++) {
        if ((token(f, j)->flags & EG_TOKEN_CAP) || !in(&f->p->clause_words, token(f, j)->fold)) continue;
        sequence(f, r->begin, j, r->title);
        r->begin = j + 1;
        r->title = EG_S("");
    }
}

/* Are all words of [begin, end) everyday ones or posts, none of them listed? "Investment", "Research and Development" */
static bool is_everyday(const eg_finder *f, size_t begin, size_t end) {
    size_t stop;
    for (size_t i = begin; i < end; i++) {
        const eg_token *t = token(f, i);
        bool post = in(&f->p->roles, t->fold) || in(&f->p->titles, t->fold) || in(f->acronyms, t->fold);
        if (!post && !eg_finder_is_common(f, t->fold) && !eg_finder_is_filler(f, t)) return false;
        const eg_gazetteer_entry *entry = eg_finder_listed_at(f, i, &stop);
        if (entry && !post && !entry->ambiguous) return false;
    }
    return end > begin;
}

/* "Ada Berg, Investment Director at Kelvara": a post with capitals, behind what parts it from a name, before what it is a post in. */
static bool is_post(const eg_finder *f, const run *r) {
    if (length(r) < 2 || !in(&f->p->post_heads, last_of(f, r)) || !is_everyday(f, r->begin, r->end - 1)) return false;
    uint32_t s = token(f, r->begin)->sentence;
    const eg_token *before = r->begin > f->tokens->first[s] ? token(f, r->begin - 1) : NULL;
    const eg_token *behind = r->end < f->tokens->first[s + 1] ? token(f, r->end) : NULL;
    bool parted = before == NULL || (before->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS)) || (!(before->flags & EG_TOKEN_CAP) && in(&f->p->stopwords, before->fold)) || in(&f->p->role_leads, before->fold);
    bool ends = behind == NULL || (behind->flags & EG_TOKEN_PUNCT) || eg_list_has(f->given, behind->fold) || in(&f->p->prepositions, behind->fold) || in(&f->p->clause_words, behind->fold);
    return parted && ends;
}

/* The last title inside splits the run: what stands before it is another name, what stands behind it a person. */
static void cut_title(eg_finder *f, run *r) { /* NOLINT(misc-no-recursion): as sequence */
    for (size_t i = r->end; i-- > r->begin;) {
        if (!eg_finder_is_title(f, token(f, i)) || (i + 1 < r->end && !eg_finder_leads_person(f, i + 1, r->end))) continue;
        if (i + 1 >= r->end) { /* "Economy Minister" before something else */
            r->end = i;
            continue;
        }
        size_t first = i;
        while (first > r->begin && (in(&f->p->titles, token(f, first - 1)->fold) || in(&f->p->roles, token(f, first - 1)->fold))) first--;
        bool post = in(&f->p->post_heads, token(f, i)->fold) && is_everyday(f, r->begin, first); /* "Investment Director Ada Berg" */
        if (first > r->begin && !post && !eg_finder_is_all_filler(f, r->begin, first)) sequence(f, r->begin, first, EG_S(""));
        r->begin = i + 1;
        r->title = eg_slice_sub(f->text->text, token(f, i)->begin, token(f, i)->end);
        cut_clauses(f, r);
        return;
    }
}

/* Does the last word belong to the name, though it is a post or a small word elsewhere? */
static bool keeps_last(const eg_finder *f, const run *r) {
    eg_slice last = last_of(f, r);
    bool whole = length(r) > 1 && (token(f, r->end - 1)->flags & token(f, r->end - 2)->flags & EG_TOKEN_ALLCAPS);
    const eg_token *before = length(r) > 2 ? token(f, r->end - 2) : NULL;
    if (before && !(before->flags & EG_TOKEN_CAP) && in(&f->p->stopwords, before->fold)) return true; /* "University of Technology" */
    bool adjective = length(r) == 2 && in(f->common, first_of(f, r)) && !in(&f->p->titles, last) && in(&f->p->roles, last) && !in(&f->p->roles, first_of(f, r));
    if (adjective) return true; /* "Third Prime" */
    if (length(r) > 1 && (eg_finder_is_spelled(f, r->end - 1) || is_tail(f, r->begin, r->end))) return true;
    if (ends_with_body(f, r->begin, r->end) || ends_with_trade(f, r->begin, r->end)) return true;
    return whole && !in(&f->p->roles, last); /* "SAIL NOW" is set in capitals as a whole */
}

static void cut_posts_behind(const eg_finder *f, run *r) {
    while (r->end > r->begin && !(length(r) > 1 && eg_finder_is_roman(f, r->end - 1)) && (in(&f->p->roles, last_of(f, r)) || in(&f->p->stopwords, last_of(f, r)))) {
        if (keeps_last(f, r)) break;
        r->end--;
    }
}

/* "Silicon Valley VCs"; "Harbour VC funds": what sort of funds they are. */
static void cut_letters(const eg_finder *f, run *r) {
    while (length(r) > 1 && in(f->acronyms, last_of(f, r)) && last_of(f, r).len > 2 && is_letters(f, r->end - 1) && eg_slice_ends(last_of(f, r), EG_S("s"))) r->end--;
    const eg_token *next = r->end < f->tokens->len && r->end > r->begin && token(f, r->end)->sentence == token(f, r->begin)->sentence ? token(f, r->end) : NULL;
    bool sort = next && (next->flags & EG_TOKEN_SPACED) && !(next->flags & EG_TOKEN_CAP) && in(&f->p->generic, next->fold) && eg_slice_ends(next->fold, EG_S("s"));
    if (length(r) > 1 && sort && in(f->acronyms, last_of(f, r)) && (token(f, r->end - 1)->flags & EG_TOKEN_ALLCAPS) && !in(f->acronyms, first_of(f, r)) &&
        !eg_finder_is_common(f, first_of(f, r)))
        r->end--;
}

/* "its Principal Kelp Map": everyday words behind a post are no person, and all of it is the name. */
static bool is_named_by_post(const eg_finder *f, const run *r) {
    if (length(r) < 3 || r->begin == 0 || eg_finder_begins(f, r->begin) || !eg_finder_is_all_common(f, r->begin + 1, r->end)) return false;
    if (in(&f->p->roles, last_of(f, r)) || in(&f->p->titles, last_of(f, r)) || in(&f->p->generic, last_of(f, r)) || eg_list_has(f->given, token(f, r->begin + 1)->fold)) return false;
    for (size_t i = r->begin; i < r->end; i++)
        if (!(token(f, i)->flags & EG_TOKEN_CAP)) return false;
    return true;
}

/* "General Motors Ventures": a firm of the lists and what it has besides. */
static bool begins_listed(const eg_finder *f, const run *r) {
    size_t stop;
    const eg_gazetteer_entry *entry = length(r) > 2 ? eg_finder_listed_at(f, r->begin, &stop) : NULL;
    return entry && stop == r->begin + 2 && f->p->schema.kinds[entry->kind].traits & EG_TRAIT_NAMESAKE;
}

static void cut_posts_before(const eg_finder *f, run *r) {
    bool body = begins_listed(f, r) || (length(r) > 1 && in(&f->p->role_adjectives, first_of(f, r)) && in(&f->p->heads, last_of(f, r))) || is_named_by_post(f, r);
    while (!body && length(r) > 1 && in(&f->p->roles, first_of(f, r)) && !eg_finder_is_short_family(f, r->begin) && !in(&f->p->generic, first_of(f, r)) &&
           (!in(&f->p->titles, first_of(f, r)) || eg_finder_leads_person(f, r->begin + 1, r->end)))
        r->begin++;
    while (r->begin < r->end && !(token(f, r->begin)->flags & EG_TOKEN_CAP) && in(&f->p->stopwords, first_of(f, r))) r->begin++; /* "(Board) of Directors" */
}

/* "Kenyan Kelvara", but "Saxon Vacuum". */
static void cut_demonym(const eg_finder *f, run *r) {
    bool brand = r->end == r->begin + 2 && !eg_finder_is_filler(f, token(f, r->begin + 1)) && eg_finder_is_common(f, last_of(f, r));
    brand |= is_two_demonyms(f, r->begin, r->end) || (f->marked[r->begin] & MARK_OPENS_OWN);
    if (r->end == r->begin + 2 && !brand && eg_finder_is_demonym(f, first_of(f, r)) && !eg_list_has(f->given, first_of(f, r))) r->begin++;
    skip_marks(f, r);
    while (r->end > r->begin && eg_finder_is_compound_adjective(f, token(f, r->end - 1))) r->end--;
}

/* Nothing but words that tell nothing, without what makes a name of such: a year, a number, a trade, two nationalities? */
static bool tells_nothing(const eg_finder *f, const run *r) {
    bool edition = length(r) >= 3 && eg_finder_is_year(f, token(f, r->end - 1)); /* "Tech Challenge 2025" */
    bool part = r->end == r->begin + 2 && eg_finder_is_roman(f, r->end - 1) && in(&f->p->generic, first_of(f, r)); /* "Fund IV" */
    bool undertaking = length(r) >= 3 && in(&f->p->undertakings, last_of(f, r)) && (token(f, r->end - 1)->flags & EG_TOKEN_CAP); /* "Nordic Startup Award" */
    bool people = r->end == r->begin + 2 && eg_finder_is_demonym(f, eg_fold(f->arena, eg_slice_sub(f->text->text, token(f, r->begin)->begin, token(f, r->end - 1)->end))); /* "the Puerto Ricans" */
    if (people) return true;
    if (length(r) == 1 && r->begin > f->tokens->first[token(f, r->begin)->sentence] && in(&f->p->legal, first_of(f, r)) && f->text->text.ptr[token(f, r->begin - 1)->begin] == ')') return true; /* "Kelva (KV) GmbH" */
    if (edition || part || undertaking || is_two_demonyms(f, r->begin, r->end) || is_trade_of_two(f, r->begin, r->end) || begins_listed(f, r)) return false;
    return eg_finder_is_all_filler(f, r->begin, r->end);
}

/* Words that a sentence or a column begins with: "Conspicuously", "Raiser". */
static bool only_opens(eg_finder *f, const run *r, bool own) {
    bool begins = eg_finder_begins(f, r->begin);
    if (length(r) == 1 && is_column_head(f, r->begin)) return true;
    return length(r) == 1 && begins && eg_finder_is_adverb(f, first_of(f, r)) && !own && !may_name(f, r->begin, false) && eg_map_get(&f->p->names.names, first_of(f, r)) == EG_MAP_NONE;
}

/* An everyday word and letters of the trade: "Net IRR stands at", "Kiln AI raised". */
static bool opens_with_letters(const eg_finder *f, const run *r) {
    return length(r) == 2 && eg_finder_begins(f, r->begin) && !(f->marked[r->begin] & MARK_OPENS_OWN) && in(f->common, first_of(f, r)) && in(f->acronyms, last_of(f, r)) &&
           !eg_finder_is_roman(f, r->begin + 1) && !in(&f->p->generic, last_of(f, r)) && !in(&f->p->heads, last_of(f, r));
}

/* What a list knows of it; the run loses a first word that has its capital from the sentence, and words that tell nothing behind the name. */
static const eg_gazetteer_entry *listed_in(const eg_finder *f, run *r, size_t *stop) {
    *stop = r->begin;
    const eg_gazetteer_entry *entry = eg_finder_listed_at(f, r->begin, stop);
    if (entry == NULL && length(r) > 1 && eg_finder_begins(f, r->begin) && in(f->common, first_of(f, r))) { /* "Rival OpenAI said" */
        entry = eg_finder_listed_at(f, r->begin + 1, stop);
        const eg_token *next = r->end < f->tokens->len ? token(f, r->end) : NULL;
        bool before_noun = next && (next->flags & EG_TOKEN_SPACED) && (in(f->common, next->fold) || in(f->acronyms, next->fold));
        bool hub = entry && !before_noun && f->p->schema.kinds[entry->kind].traits & EG_TRAIT_HUB;
        if (entry && *stop >= r->end && !(hub && *stop == r->begin + 2)) r->begin++; /* "Tomato Jos" is no Jos */
        else entry = NULL;
    }
    /* "Harbour Expo 2025", "Harbour Fund II" are one name */
    bool dated = *stop < r->end && (!(token(f, r->end - 1)->flags & EG_TOKEN_ALPHA) || eg_finder_is_roman(f, r->end - 1));
    if (entry && *stop < r->end && !dated && eg_finder_is_name_word(f, token(f, *stop)) && eg_finder_is_all_filler(f, *stop, r->end) && !in(&f->p->generic, last_of(f, r)) &&
        !(r->end == *stop + 1 && (in(f->acronyms, token(f, *stop)->fold) || eg_finder_is_demonym(f, token(f, *stop)->fold)) && !before_small(f, r->end)))
        r->end = *stop;
    return entry;
}

/* How sure capitals alone make it: `weak`, other evidence must come; `soft`, of a thing that the post speaks of elsewhere. */
static void weigh(eg_finder *f, const run *r, bool whole, bool *weak, bool *soft) {
    const eg_token *t = token(f, r->begin);
    bool one = length(r) == 1;
    bool begins = eg_finder_begins(f, r->begin);
    /* the whole of a table cell, or the bold lead of a bullet, begins with a capital for no other reason than being a name */
    bool own = f->marked[r->begin] & MARK_OPENS_OWN;
    bool titled = (eg_finder_in_heading(f, r->begin) && !(f->marked[r->begin] & MARK_SMALL) && !eg_finder_names_heading(f, r->begin, r->end)) ||
                  (!whole && eg_finder_is_any_common(f, r->begin, r->end) && eg_finder_in_title_case(f, r->begin) && !eg_finder_names_body_behind_joint(f, r->begin, r->end));
    *weak = titled;
    *soft = false;
    if (!whole && eg_finder_is_all_common(f, r->begin, r->end)) {
        bool opens = begins && !own && one; /* a second capital is no sentence's doing: "Alder Capital led" */
        bool acronym = (t->flags & EG_TOKEN_ALLCAPS) && t->end - t->begin <= 5;
        bool alone = !(r->begin > 0 && in_capitals(f, r->begin - 1, r->begin)) && !(r->end < f->tokens->len && in_capitals(f, r->end, r->begin));
        bool shouted = (t->flags & EG_TOKEN_ALLCAPS) && !acronym && !(one && alone && !begins) && !fills_cell(f, r->begin); /* "FOR IMMEDIATE RELEASE" */
        bool numbered = length(r) == 2 && !(token(f, r->end - 1)->flags & EG_TOKEN_ALPHA); /* "Building 7" */
        *soft = (!titled && (!opens || may_name(f, r->begin, false)) && !shouted && one && !acronym) || numbered;
        bool bare = *soft && !numbered && !opens && is_bare(f, r->begin, r->end);
        *weak |= opens || (*soft && !bare) || shouted;
    }
    if (!whole && is_trade_of_two(f, r->begin, r->end)) *weak = *soft = true;
    if (one && (f->marked[r->begin] & MARK_APPOSED)) *weak = *soft = true;
    if (one && !*weak && !whole && begins && !own && !(f->marked[r->begin] & MARK_SMALL) && eg_finder_is_written_small(f, t->fold)) *weak = true;
}

/* "Bedford, MA-based", "of Weston, MA, said": the letters of a state behind a town. */
static bool is_region(const eg_finder *f, const run *r) {
    if (length(r) != 1 || r->begin < 2 || !(token(f, r->begin)->flags & EG_TOKEN_ALLCAPS) || !in(&f->p->region_letters, first_of(f, r))) return false;
    uint32_t s = token(f, r->begin)->sentence;
    const eg_token *town = token(f, r->begin - 2);
    return town->sentence == s && (town->flags & EG_TOKEN_CAP) && f->text->text.ptr[token(f, r->begin - 1)->begin] == ',';
}

/* What is left of the run when posts, titles and words that tell nothing fall off its ends is a candidate; people inside are their own. */
static void sequence(eg_finder *f, size_t begin, size_t end, eg_slice title) { /* NOLINT(misc-no-recursion): shorter each time */
    run r = {begin, end, title, (f->marked[begin] & MARK_OPENS_OWN) && f->named && f->named[f->text->sentences[token(f, begin)->sentence].block]};
    cut_openers(f, &r);
    if (push_listed(f, r.begin, r.end, r.title)) return;
    if (is_post(f, &r) || is_region(f, &r)) return;
    cut_described(f, &r);
    size_t person = eg_finder_person_inside(f, r.begin, r.end);
    if (person > r.begin) {
        sequence(f, r.begin, person, EG_S(""));
        r.begin = person;
    }
    cut_title(f, &r);
    cut_posts_behind(f, &r);
    cut_letters(f, &r);
    cut_posts_before(f, &r);
    cut_demonym(f, &r);
    if (r.begin >= r.end || (length(&r) == 1 && eg_finder_is_contraction(f, token(f, r.begin)))) return;
    bool seed = length(&r) == 1 && in(f->demonyms, first_of(f, &r)); /* "the Estonian defence ministry" */
    bool nothing = !seed && tells_nothing(f, &r);
    seed |= nothing && length(&r) > 2 && eg_finder_is_demonym(f, first_of(f, &r)); /* "Danish Venture Capital and Growth Association" */
    if (seed) push_seed(f, r.begin, r.end);
    if (seed || nothing || only_opens(f, &r, r.own)) return;
    size_t stop;
    const eg_gazetteer_entry *entry = listed_in(f, &r, &stop);
    if (entry == NULL && length(&r) == 1 && eg_finder_begins(f, r.begin) &&
        (in(&f->p->openers, first_of(f, &r)) || in(&f->p->trades, first_of(f, &r)))) return; /* "Headquartered in Oslo", "Pharma group Kvern" */
    bool whole = entry && stop >= r.end;
    bool weak, soft;
    weigh(f, &r, whole, &weak, &soft);
    if (!whole && opens_with_letters(f, &r)) weak = soft = true;
    push(f, r.begin, whole && stop > r.end ? stop : r.end, whole ? entry : NULL, r.title, weak && !(whole && !entry->ambiguous), soft);
}

/* "the director-general of WHO": a small word's letters, all of them large among others that are not. */
static bool is_letters_alone(const eg_finder *f, size_t i) {
    const eg_token *t = token(f, i);
    if (!(t->flags & EG_TOKEN_ALLCAPS) || t->fold.len < 3 || eg_finder_in_heading(f, i)) return false;
    return !(i > 0 && in_capitals(f, i - 1, i)) && !(i + 1 < f->tokens->len && in_capitals(f, i + 1, i));
}

static void sentence(eg_finder *f, size_t first, size_t last) {
    for (size_t i = first; i < last;) {
        const eg_token *t = token(f, i);
        size_t stop = i;
        const eg_gazetteer_entry *entry = eg_finder_listed_at(f, i, &stop);
        bool starts = eg_finder_is_name_word(f, t);
        const eg_token *behind = stop < last ? token(f, stop) : NULL;
        bool glued = i > first && (t->flags & EG_TOKEN_GLUED) && (token(f, i - 1)->flags & EG_TOKEN_CJK);
        if (glued || (entry && behind && (behind->flags & EG_TOKEN_GLUED) && eg_finder_is_currency_sign(f, behind))) {
            i++;
            continue;
        }
        if (!starts && entry == NULL) {
            i++;
            continue;
        }
        /* "ispace Europe": a brand in small letters begins a longer name */
        bool longer = entry && !starts && stop == i + 1 && behind && (behind->flags & EG_TOKEN_SPACED) && (behind->flags & EG_TOKEN_CAP) && !eg_finder_is_filler(f, behind) && (t->flags & EG_TOKEN_ALPHA);
        starts |= longer;
        size_t end = i + 1;
        if ((f->marked[i] & MARK_OPENS_TITLE) && f->title_end[i] <= last && !(entry && stop >= f->title_end[i])) {
            eg_candidate *c = push(f, i, f->title_end[i], NULL, EG_S(""), false, false);
            if (c) c->quoted = true;
            i = f->title_end[i];
            continue;
        }
        if ((f->marked[i] & MARK_FILLS) && entry == NULL) {
            push(f, i, f->title_end[i], NULL, EG_S(""), true, true);
            i = f->title_end[i];
            continue;
        }
        if (starts)
            for (size_t more; end < last && (more = eg_finder_goes_on(f, i, end)) != 0;) end += more;
        if (entry && stop >= end) {
            bool filler = fills_cell(f, i);
            bool opener = !filler && eg_finder_begins(f, i) && stop == i + 1 && (in(&f->p->stopwords, t->fold) || in(f->common, t->fold));
            bool soft = filler || (opener && entry->ambiguous && !in(&f->p->stopwords, t->fold) && !eg_finder_in_heading(f, i));
            if ((!(opener && entry->ambiguous) || soft) && (stop > i + 1 || !in(&f->p->stopwords, t->fold) || is_letters_alone(f, i)))
                push(f, i, stop, entry, EG_S(""), entry->ambiguous && (opener || filler), soft);
            i = stop;
            continue;
        }
        const eg_token *after = end < last ? token(f, end) : NULL;
        bool coin = after && (after->flags & EG_TOKEN_GLUED) && eg_finder_is_currency_sign(f, after);
        bool skip = end == i + 1 && coin;
        if (after && (after->flags & EG_TOKEN_POSS) && eg_finder_is_all_filler(f, i, end)) push_seed(f, i, end); /* "King's College" */
        else if (starts && !skip) sequence(f, i, end, EG_S(""));
        i = end;
        /* "The Future of Kelp Institute": a listed name that goes on behind the run of capitals */
        const eg_candidate *pushed = f->found.len ? &f->found.items[f->found.len - 1] : NULL;
        if (pushed && pushed->entry && pushed->token_end > i && pushed->token_end <= last) i = pushed->token_end;
    }
}

void eg_candidates_find(eg_candidates *out, eg_arena *arena, const eg_patterns *patterns, const eg_text *text, const eg_tokens *tokens) {
    eg_finder f = {.arena = arena, .p = patterns, .text = text, .tokens = tokens};
    f.common = eg_patterns_list(patterns, EG_S("common-words"));
    f.acronyms = eg_patterns_list(patterns, EG_S("acronyms-common"));
    f.given = eg_patterns_list(patterns, EG_S("given-names"));
    f.surnames = eg_patterns_list(patterns, EG_S("surnames"));
    f.demonyms = eg_patterns_list(patterns, EG_S("nationalities"));
    f.marked = eg_arena_alloc(arena, tokens->len + 1);
    memset(f.marked, 0, tokens->len + 1);
    f.title_end = EG_NEW_ARRAY(arena, uint32_t, tokens->len + 1);
    f.named = eg_cells_of_names(arena, patterns, text);
    eg_mark_names(&f);
    for (size_t s = 0; s < text->sentence_count; s++) sentence(&f, tokens->first[s], tokens->first[s + 1]);
    out->items = EG_NEW_ARRAY(arena, eg_candidate, f.found.len);
    if (f.found.len) memcpy(out->items, f.found.items, f.found.len * sizeof *out->items);
    out->len = f.found.len;
    eg_map_fini(&f.small);
    eg_map_fini(&f.families);
    eg_vec_fini(&f.found);
}
