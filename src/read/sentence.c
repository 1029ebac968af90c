/* SPDX-License-Identifier: MIT */
/* A sentence ends at . ! ? or an ellipsis, with the quotes and brackets that close behind it, when white space follows
 * and what comes next could begin a sentence. A dot ends nothing behind an abbreviation, an initial ("J. Smith"), a
 * list number, or inside a number. Which further marks end a sentence with no space behind them is data. */
#include "read/sentence.h"

#include "base/map.h"
#include "base/unicode.h"
#include "read/offsets.h"
#include "read/warning.h"

/* Effect: words longer than this are no abbreviations; keeps the look back short. */
enum { ABBREVIATION_MOST = 24 };
/* Bytes. Effect: "The U.S. Department", "J. Black": what stands before the dotted word is no sentence. */
enum { OPENING_MOST = 4 };
/* Bytes. Effect: what is quadratic in the length of a sentence stays bounded. Prose keeps far below: the longest sentence
 * of the posts in tests/ has under 400. */
enum { SENTENCE_MOST = 2400 };

/* Effect: "uniQure" and "eFishery" begin a sentence though they begin with small letters. */
enum { SMALL_MOST = 4 };

typedef struct cutter {
    eg_slice text;
    const eg_text *source; /* for its inline marks */
    const eg_sentence_rules *rules;
    eg_map hard, soft, lettered;
    EG_VEC(eg_sentence) out;
    uint32_t block;
    size_t block_begin, block_end;
    size_t first_forced; /* byte where the first sentence was cut for its length, or EG_NO_PLACE */
} cutter;

static bool is_space(char c) {
    return c == ' ' || c == '\n';
}

/* Where a sentence that is too long is cut: behind its last word that fits, or between two code points. */
static size_t forced_end(const cutter *c, size_t begin) {
    size_t most = begin + SENTENCE_MOST;
    size_t end = most;
    while (end > begin + SENTENCE_MOST / 2 && !is_space(c->text.ptr[end])) end--;
    if (!is_space(c->text.ptr[end])) {
        end = most;
        while ((c->text.ptr[end] & 0xC0) == 0x80) end--;
    }
    while (is_space(c->text.ptr[end - 1])) end--;
    return end;
}

/* Behind the white space and the pictographs that stand before a sentence: they are no part of it, unless it is nothing else. */
static size_t skip_pictographs(const cutter *c, size_t begin, size_t end) {
    for (size_t at = begin, len; at < end; at += len) {
        uint32_t cp = eg_utf8_next(c->text, at, &len);
        if (!is_space(c->text.ptr[at]) && !eg_is_pictograph(cp)) return at;
    }
    return begin;
}

static void add_sentence(cutter *c, size_t begin, size_t end) {
    begin = skip_pictographs(c, begin, end);
    while (begin < end && is_space(c->text.ptr[begin])) begin++;
    while (end > begin && is_space(c->text.ptr[end - 1])) end--;
    if (begin == end) return;
    while (end - begin > SENTENCE_MOST) {
        size_t cut = forced_end(c, begin);
        eg_sentence piece = {.begin = (uint32_t)begin, .end = (uint32_t)cut, .block = c->block};
        eg_vec_push(&c->out, piece);
        if (c->first_forced == EG_NO_PLACE) c->first_forced = cut;
        begin = cut;
        while (begin < end && is_space(c->text.ptr[begin])) begin++;
    }
    eg_sentence sentence = {.begin = (uint32_t)begin, .end = (uint32_t)end, .block = c->block};
    eg_vec_push(&c->out, sentence);
}

/* ---- the word before the stop ---- */

static size_t word_begin(const cutter *c, size_t stop) {
    size_t least = stop > c->block_begin + ABBREVIATION_MOST ? stop - ABBREVIATION_MOST : c->block_begin;
    size_t at = stop;
    while (at > least && !is_space(c->text.ptr[at - 1]) && strchr("([\"'{/", c->text.ptr[at - 1]) == NULL) at--;
    /* Opening quotes of three bytes. */
    while (at < stop && (unsigned char)c->text.ptr[at] == 0xE2) at += stop - at > 3 ? 3 : stop - at;
    return at;
}

/* As written in the rules, or with a capital where the rule has none ("Approx."). */
static bool listed(const eg_map *map, eg_slice word) {
    if (word.len == 0 || word.len > ABBREVIATION_MOST) return false;
    if (eg_map_get(map, word) != EG_MAP_NONE) return true;
    char copy[ABBREVIATION_MOST];
    if (word.ptr[0] < 'A' || word.ptr[0] > 'Z') return false;
    memcpy(copy, word.ptr, word.len);
    copy[0] = (char)(copy[0] + 32);
    return eg_map_get(map, eg_slice_of(copy, word.len)) != EG_MAP_NONE;
}

/* "C.", "C.C.", "Ph.D.", "U.S.", "p.m.": dots after every one or two letters. */
static bool is_dotted(eg_slice word) {
    size_t letters = 0;
    size_t groups = 0;
    for (size_t at = 0; at < word.len;) {
        size_t len;
        uint32_t cp = eg_utf8_next(word, at, &len);
        if (cp == '.') {
            if (letters == 0 || letters > 2) return false;
            groups++;
            letters = 0;
        } else if (cp != '-') { /* "J.-P." */
            if (!eg_is_letter(cp)) return false;
            letters++;
        }
        at += len;
    }
    return letters == 0 && groups > 1;
}

/* One capital and its dot. */
static bool is_initial(eg_slice word) {
    size_t len;
    uint32_t cp = eg_utf8_next(word, 0, &len);
    return len + 1 == word.len && eg_is_upper(cp);
}

/* "Series B": the word before the letter at `begin` takes one. */
static bool is_lettered(const cutter *c, size_t begin) {
    size_t end = begin;
    char word[ABBREVIATION_MOST];
    size_t len = 0;
    while (end > c->block_begin && c->text.ptr[end - 1] == ' ') end--;
    size_t first = end;
    while (first > c->block_begin && c->text.ptr[first - 1] != ' ' && end - first < sizeof word) first--;
    for (size_t i = first; i < end && len < sizeof word; i++) {
        char letter = c->text.ptr[i];
        word[len++] = (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    }
    return len && listed(&c->lettered, eg_slice_of(word, len));
}

static bool is_list_number(const cutter *c, eg_slice word, size_t sentence_begin) {
    if ((size_t)(word.ptr - c->text.ptr) != sentence_begin || word.len > 4) return false;
    for (size_t i = 0; i + 1 < word.len; i++)
        if (word.ptr[i] < '0' || word.ptr[i] > '9') return false;
    return word.len > 1;
}

/* ---- what comes behind ---- */

static bool is_opening(uint32_t cp) {
    return cp == '"' || cp == '\'' || cp == '(' || cp == '[' || cp == 0x201C || cp == 0x2018 || cp == 0xAB ||
           cp == 0x300C || cp == 0x300E || cp == 0xFF08 || cp == 0xBF || cp == 0xA1;
}

static bool is_closing(uint32_t cp) {
    return cp == '"' || cp == '\'' || cp == ')' || cp == ']' || cp == 0x201D || cp == 0x2019 || cp == 0xBB ||
           cp == 0x300D || cp == 0x300F || cp == 0x3011 || cp == 0xFF09 || cp == '*' || cp == '_';
}

/* The first letter at or after `at`, past opening quotes; 0 at the block's end. *place is where it stands. */
static uint32_t next_letter(const cutter *c, size_t at, size_t *place) {
    while (at < c->block_end) {
        size_t len;
        uint32_t cp = eg_utf8_next(c->text, at, &len);
        *place = at;
        if (!is_opening(cp) && cp != ' ') return cp;
        at += len;
    }
    return 0;
}

/* Lower-case letters, and marks that go on with the sentence, begin none. */
static bool may_begin(uint32_t cp) {
    if (cp == 0) return true;
    if (eg_is_letter(cp)) return eg_is_upper(cp) || eg_is_cjk(cp) || cp >= 0x590; /* scripts without case */
    return strchr(",.;:!?)]}%", (int)(cp < 0x80 ? cp : 'x')) == NULL && cp != 0x2026;
}

/* A name may begin with small letters: one with a capital inside, or one in bold. */
static bool is_small_name(const cutter *c, size_t at) {
    size_t mark = eg_text_inline_from(c->source, (uint32_t)at);
    if (mark < c->source->inline_count && c->source->inlines[mark].begin == at && c->source->inlines[mark].kind == EG_INLINE_STRONG) return true;
    size_t small = 0;
    while (small <= SMALL_MOST && at + small < c->block_end && c->text.ptr[at + small] >= 'a' && c->text.ptr[at + small] <= 'z') small++;
    return small > 0 && small <= SMALL_MOST && at + small < c->block_end && c->text.ptr[at + small] >= 'A' && c->text.ptr[at + small] <= 'Z';
}

/* Is the word at `at`, in small letters, one of those that `is` knows? */
static bool is_word_of(const cutter *c, size_t at, bool (*is)(void *ctx, eg_slice lower_word)) {
    char word[ABBREVIATION_MOST];
    size_t len = 0;
    if (is == NULL) return false;
    while (at + len < c->block_end && len < sizeof word) {
        char letter = c->text.ptr[at + len];
        if (!((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'))) break;
        word[len++] = (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    }
    if (len == 0 || len == sizeof word) return false;
    if (at + len < c->block_end && ((unsigned char)c->text.ptr[at + len] >= 0x80 || c->text.ptr[at + len] == '-'))
        return (unsigned char)c->text.ptr[at + len] == 0xE2 && is(c->rules->ctx, eg_slice_of(word, len));
    return is(c->rules->ctx, eg_slice_of(word, len));
}

static bool is_common_word(const cutter *c, size_t at) { return is_word_of(c, at, c->rules->is_common); }

/* "the U.S. Food and Drug Administration", "the U.S. Senate": a head, or a capital, a joint and another capital behind a country's letters go on with its name. */
static bool opens_body(const cutter *c, size_t begin, size_t next) {
    if (begin < 4 || !eg_slice_eq_ascii_nocase(eg_slice_sub(c->text, begin - 4, begin), EG_S("the "))) return false;
    if (is_word_of(c, next, c->rules->is_head)) return true;
    size_t at = next;
    while (at < c->block_end && (unsigned char)c->text.ptr[at] > ' ') at++;
    static const char *const joints[] = {" and ", " of ", " & "};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        eg_slice joint = eg_slice_from(joints[i]);
        size_t behind = at + joint.len;
        if (behind < c->block_end && eg_slice_eq(eg_slice_sub(c->text, at, behind), joint)) return c->text.ptr[behind] >= 'A' && c->text.ptr[behind] <= 'Z';
    }
    return false;
}

/* "Acquisition Corp. III": a number goes on with the name before it. */
static bool is_roman(const cutter *c, size_t at) {
    size_t end = at;
    while (end < c->block_end && c->text.ptr[end] && strchr("IVX", c->text.ptr[end])) end++;
    return end > at + 1 && (end == c->block_end || !eg_is_letter((unsigned char)c->text.ptr[end]));
}

/* "Pte. Ltd.": the word at `next` is an abbreviation of the same sort. */
static bool is_soft_at(const cutter *c, size_t next) {
    size_t end = next;
    while (end < c->block_end && (unsigned char)c->text.ptr[end] > ' ' && c->text.ptr[end] != ',') end++;
    return end > next && listed(&c->soft, eg_slice_sub(c->text, next, end));
}

/* Whether the dot, ! or ? at stop - 1 is part of an abbreviation or a name. */
static bool is_inner_stop(const cutter *c, size_t stop, size_t sentence_begin, size_t next) {
    size_t begin = word_begin(c, stop);
    if (begin < sentence_begin) begin = sentence_begin;
    eg_slice word = eg_slice_sub(c->text, begin, stop);
    if (word.len < 2) return false;
    if (listed(&c->hard, word)) return true;
    if (c->text.ptr[stop - 1] != '.') return false;
    if (is_list_number(c, word, sentence_begin)) return true;
    bool soft = listed(&c->soft, word) || is_dotted(word) || (is_initial(word) && !is_lettered(c, begin));
    return soft && (begin - sentence_begin <= OPENING_MOST || !is_common_word(c, next) || is_roman(c, next) || is_soft_at(c, next) || (is_dotted(word) && opens_body(c, begin, next)));
}

/* ---- the scan ---- */

static bool is_wide_stop(const cutter *c, uint32_t cp) {
    for (size_t i = 0; i < c->rules->stop_count && c->rules->stops[i] <= cp; i++)
        if (c->rules->stops[i] == cp) return true;
    return false;
}

/* Behind a closing quote, words that go on with the sentence the quote stands in. */
static bool goes_on(const cutter *c, size_t at) {
    eg_slice rest = eg_slice_sub(c->text, at, c->block_end);
    for (size_t i = 0; i < c->rules->goes_on_count; i++)
        if (eg_slice_starts(rest, c->rules->goes_on[i])) return true;
    return false;
}

/* Past stops and closers of one run: `...`, `?!`, `."`, `.)`. */
static size_t skip_tail(const cutter *c, size_t at) {
    while (at < c->block_end) {
        size_t len;
        uint32_t cp = eg_utf8_next(c->text, at, &len);
        bool stop = cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 || is_wide_stop(c, cp);
        if (!stop && !is_closing(cp)) break;
        at += len;
    }
    return at;
}

/* Where the sentence ends whose stop ends at `stop`, or 0 when it goes on. */
static size_t sentence_end(const cutter *c, size_t stop, size_t sentence_begin, bool wide) {
    size_t tail = skip_tail(c, stop);
    if (tail >= c->block_end) return c->block_end;
    if (wide) return tail > stop && goes_on(c, tail) ? 0 : tail;
    if (c->text.ptr[tail] != ' ') return 0;
    size_t place = tail;
    uint32_t next = next_letter(c, tail, &place);
    if (!may_begin(next) && !is_small_name(c, place)) return 0;
    if (tail == stop && is_inner_stop(c, stop, sentence_begin, place)) return 0;
    /* "(Acme Inc.) Foo": the bracket closes an aside, not the sentence, when the word in it is an abbreviation. */
    if (tail > stop && c->text.ptr[stop] == ')' && is_inner_stop(c, stop, sentence_begin, place)) return 0;
    return tail;
}

/* Does "Chief executive: " stand at `at`? */
static bool is_label_at(const cutter *c, size_t at) {
    enum { LABEL_MOST = 30 };
    if (at >= c->block_end || c->text.ptr[at] < 'A' || c->text.ptr[at] > 'Z') return false;
    for (size_t end = at; end + 1 < c->block_end && end - at <= LABEL_MOST; end++) {
        char byte = c->text.ptr[end];
        if (byte == ':') return c->text.ptr[end + 1] == ' ';
        if (!((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || strchr(" ()&'-", byte) != NULL)) return false;
    }
    return false;
}

/* Is the space at `at` a line's end in the post? */
static bool is_line_end(const cutter *c, size_t at) {
    const eg_text *t = c->source;
    if (at == 0 || at + 1 >= c->block_end || t->piece_count == 0) return false;
    uint32_t from = eg_piece_start(t->pieces, t->piece_count, (uint32_t)at - 1);
    uint32_t to = eg_piece_start(t->pieces, t->piece_count, (uint32_t)at + 1);
    return to > from && to <= t->source.bytes.len && memchr(t->source.bytes.ptr + from, '\n', to - from) != NULL;
}

/* "Founded: 2002" on a line below "Staff: 12", or below a name: lines of facts end where a label begins the next. */
static bool ends_facts(const cutter *c, size_t begin, size_t at) {
    enum { HEAD_MOST = 40 };
    return is_label_at(c, at + 1) && (is_label_at(c, begin) || at - begin <= HEAD_MOST) && is_line_end(c, at);
}

/* Behind the number of a paragraph, "2.1 The Kelp Act", "3.1.4 Kelp": where its text begins. */
static size_t skip_number(const cutter *c, size_t at) {
    size_t end = at;
    bool dotted = false;
    while (end + 1 < c->block_end && ((c->text.ptr[end] >= '0' && c->text.ptr[end] <= '9') || (end > at && c->text.ptr[end] == '.'))) {
        dotted |= c->text.ptr[end] == '.' && c->text.ptr[end + 1] >= '0' && c->text.ptr[end + 1] <= '9';
        end++;
    }
    if (!dotted || end - at > ABBREVIATION_MOST || c->text.ptr[end] != ' ') return at;
    size_t place;
    uint32_t next = next_letter(c, end, &place);
    return eg_is_letter(next) && eg_is_upper(next) ? end + 1 : at;
}

static void cut_block(cutter *c) {
    size_t begin = skip_number(c, c->block_begin);
    bool cell = c->source->blocks[c->block].kind == EG_BLOCK_CELL;
    for (size_t at = begin; at < c->block_end;) {
        unsigned char byte = (unsigned char)c->text.ptr[at];
        if (byte == ' ' && ends_facts(c, begin, at)) {
            add_sentence(c, begin, at);
            begin = at + 1;
        }
        if (byte == ';' && cell && at + 1 < c->block_end && c->text.ptr[at + 1] == ' ') { /* "Ada Berg, founder; Alder Capital" */
            add_sentence(c, begin, at);
            begin = at + 2;
        }
        if (byte < 0x80 && byte != '.' && byte != '!' && byte != '?') {
            at++;
            continue;
        }
        size_t len;
        uint32_t cp = eg_utf8_next(c->text, at, &len);
        at += len;
        bool wide = byte >= 0x80 && is_wide_stop(c, cp);
        if (byte >= 0x80 && !wide && cp != 0x2026) continue;
        size_t end = sentence_end(c, at, begin, wide);
        if (end == 0) {
            /* "...": one look for the whole run. */
            while (at < c->block_end && c->text.ptr[at] == '.') at++;
            continue;
        }
        add_sentence(c, begin, end);
        begin = at = end;
        while (begin < c->block_end && is_space(c->text.ptr[begin])) begin++;
    }
    add_sentence(c, begin, c->block_end);
}

static void fill_map(eg_map *map, const eg_slice *words, size_t count) {
    for (size_t i = 0; i < count; i++) eg_map_put(map, words[i], 1);
}

size_t eg_sentences_cut(eg_text *text, eg_arena *arena, const eg_sentence_rules *rules) {
    static const eg_sentence_rules none;
    cutter c = {.text = text->text, .source = text, .rules = rules ? rules : &none, .first_forced = EG_NO_PLACE};
    fill_map(&c.hard, c.rules->abbreviations, c.rules->abbreviation_count);
    fill_map(&c.soft, c.rules->soft_abbreviations, c.rules->soft_count);
    fill_map(&c.lettered, c.rules->lettered, c.rules->lettered_count);
    for (size_t i = 0; i < text->block_count; i++) {
        c.block = (uint32_t)i;
        c.block_begin = text->blocks[i].begin;
        c.block_end = text->blocks[i].end;
        cut_block(&c);
    }
    text->sentence_count = c.out.len;
    text->sentences = EG_NEW_ARRAY(arena, eg_sentence, c.out.len);
    if (c.out.len) memcpy(text->sentences, c.out.items, c.out.len * sizeof(eg_sentence));
    eg_vec_fini(&c.out);
    eg_map_fini(&c.hard);
    eg_map_fini(&c.soft);
    eg_map_fini(&c.lettered);
    return c.first_forced;
}
