/* SPDX-License-Identifier: MIT */
/* Names of the gazetteers where they stand in a post. In: the tokens of a post, the lists of names. Asked by name.c and those beside it. */
#include "scan/finder.h"

/* "AGRA gives grants": letters, not the town of Agra. A dateline opens its block, and what is set in capitals has neighbours. */
static bool is_lettered(const eg_finder *f, size_t first, size_t last) {
    const eg_token *t = token(f, first);
    if (first != last || !(t->flags & EG_TOKEN_ALLCAPS) || t->fold.len < 3 || t->fold.len > 6) return false;
    if (t->begin <= f->text->blocks[f->text->sentences[t->sentence].block].begin + 2) return false;
    const eg_token *before = first > 0 && token(f, first - 1)->sentence == t->sentence ? token(f, first - 1) : NULL;
    const eg_token *behind = first + 1 < f->tokens->len && token(f, first + 1)->sentence == t->sentence ? token(f, first + 1) : NULL;
    return !(before && (before->flags & EG_TOKEN_ALLCAPS)) && !(behind && (behind->flags & EG_TOKEN_ALLCAPS)) && !(before && f->text->text.ptr[before->begin] == '/');
}

/* "Pelican Bio", where the list means the letters BIO: one word that is a name in capitals alone, written small. */
static bool is_no_acronym(const eg_finder *f, const eg_token *t, const eg_gazetteer_entry *entry, eg_slice fold) {
    if (!entry->ambiguous || (t->flags & EG_TOKEN_ALLCAPS) || !eg_slice_eq(fold, eg_name_key(f->arena, entry->name))) return false;
    for (size_t i = 0; i < entry->name.len; i++)
        if (entry->name.ptr[i] < 'A' || entry->name.ptr[i] > 'Z') return false;
    return true;
}

/* Longest gazetteer name that begins at token i; *stop is behind it. */
const eg_gazetteer_entry *eg_finder_listed_at(const eg_finder *f, size_t i, size_t *stop) {
    const eg_token *t = token(f, i);
    if (t->flags & (EG_TOKEN_PUNCT | EG_TOKEN_POSS)) return NULL;
    const eg_gazetteer_entry *best = NULL;
    char key[256];
    size_t len = 0;
    size_t words = 0;
    bool comma = false;
    for (size_t j = i; j < f->tokens->len && token(f, j)->sentence == t->sentence && words < f->p->names.words_most; j++) {
        const eg_token *u = token(f, j);
        if (u->flags & EG_TOKEN_POSS) break;
        eg_slice raw = eg_slice_sub(f->text->text, u->begin, u->end);
        if (u->flags & EG_TOKEN_PUNCT) {
            /* "Foo & Bar", "Foo, Inc", "Anime: The Book": a mark inside a name; keys drop all but "&" */
            bool inner = j > i && (eg_slice_eq(raw, EG_S("&")) || ((u->flags & EG_TOKEN_GLUED) && strchr(",.:!-/", raw.ptr[0])));
            if (!inner) break; /* a dot inside a sentence is an abbreviation's: "St. Louis" */
            comma |= raw.ptr[0] == ',';
            if (raw.ptr[0] != '&') continue;
        }
        /* the key of one token: its folded form with inner marks as spaces */
        eg_slice fold = eg_name_key(f->arena, raw);
        if (len + fold.len + 1 >= sizeof key) break;
        if (len && fold.len) key[len++] = ' ';
        if (fold.len) memcpy(key + len, fold.ptr, fold.len);
        len += fold.len;
        words++;
        uint32_t hit = eg_map_get(&f->p->names.names, eg_slice_of(key, len));
        bool more = len == 0 || eg_gazetteer_begins(&f->p->names, eg_slice_of(key, len));
        if (hit == EG_MAP_NONE && !more) break;
        if (hit == EG_MAP_NONE) continue;
        const eg_gazetteer_entry *entry = &f->p->names.entries.items[hit];
        bool written = words > 2 || eg_slice_find(entry->name, EG_S(","), 0) != (size_t)-1 || in(&f->p->legal, u->fold);
        if (comma && (!written || f->p->schema.kinds[entry->kind].traits & EG_TRAIT_HUB)) continue; /* "Cambridge, Massachusetts" is two */
        bool article = j == i + 1 && in(&f->p->articles, t->fold) && in(f->common, u->fold);
        if ((entry->ambiguous || article) && j > i && !(u->flags & (EG_TOKEN_CAP | EG_TOKEN_DIGIT))) continue; /* "The conversation was short" */
        if (is_lettered(f, i, j) && f->p->schema.kinds[entry->kind].traits & EG_TRAIT_HUB && !eg_slice_eq(raw, entry->name) && eg_slice_eq(fold, eg_name_key(f->arena, entry->name))) continue;
        if (i == j && is_no_acronym(f, t, entry, fold)) continue;
        best = entry;
        *stop = j + 1;
        if (!more) break;
    }
    if (best == NULL) return NULL;
    /* a name written small in the list ("imec") may be small in the post; others need a capital or an inner digit */
    bool small = best->name.len && best->name.ptr[0] >= 'a' && best->name.ptr[0] <= 'z';
    bool shaped = eg_finder_is_name_word(f, t) || ((t->flags & EG_TOKEN_DIGIT) && (t->flags & EG_TOKEN_ALPHA));
    if (!shaped && !(t->flags & EG_TOKEN_DIGIT && *stop > i + 1)) {
        eg_slice raw = eg_slice_sub(f->text->text, t->begin, t->end);
        if (!small || !eg_slice_starts(best->name, raw)) return NULL;
    }
    return best;
}
