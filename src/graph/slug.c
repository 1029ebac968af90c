/* SPDX-License-Identifier: MIT */
#include "graph/slug.h"

#include "base/hash.h"
#include "base/unicode.h"

enum { SLUG_MOST = 60 };

/* Latin letters that no decomposition takes apart. */
static const char *latin(uint32_t cp) {
    switch (cp) {
    case 0xE6: return "ae";
    case 0xF0: case 0x111: return "d";
    case 0xF8: return "o";
    case 0xFE: return "th";
    case 0x127: return "h";
    case 0x131: return "i";
    case 0x142: return "l";
    case 0x153: return "oe";
    case 0x167: return "t";
    default: return NULL;
    }
}

static bool is_apostrophe(uint32_t cp) {
    return cp == '\'' || cp == 0x2018 || cp == 0x2019 || cp == 0x2BC || cp == '`' || cp == 0xB4;
}

/* Signs between words, which a slug leaves out without loss. */
static bool is_punctuation(uint32_t cp) {
    if (cp < 0x80) return cp != '+' && cp != '#';
    return (cp >= 0xA0 && cp <= 0xBF) || (cp >= 0x2000 && cp <= 0x206F) || (cp >= 0x3000 && cp <= 0x303F) ||
           (cp >= 0xFF00 && cp <= 0xFF0F) || cp == 0xD7 || cp == 0x30FB;
}

typedef struct writer {
    char *out;
    size_t len;
    bool dash; /* one is due before the next letter */
} writer;

static void put(writer *w, const char *letters) {
    if (w->dash && w->len > 0) w->out[w->len++] = '-';
    w->dash = false;
    while (*letters) w->out[w->len++] = *letters++;
}

/* Cuts at a dash in the later half when there is one. */
static size_t cut(const char *text, size_t len) {
    if (len <= SLUG_MOST) return len;
    for (size_t i = SLUG_MOST; i > SLUG_MOST / 2; i--)
        if (text[i] == '-') return i;
    return SLUG_MOST;
}

eg_slug eg_slug_of(eg_arena *arena, eg_slice name) {
    eg_slice folded = eg_fold(arena, name);
    writer w = {.out = eg_arena_array(arena, folded.len + 1, 3)};
    bool lossy = false;
    size_t n;
    for (size_t i = 0; i < folded.len; i += n) {
        uint32_t cp = eg_utf8_next(folded, i, &n);
        char letter[2] = {(char)cp, 0};
        if ((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9')) put(&w, letter);
        else if (is_apostrophe(cp)) continue;
        else if (latin(cp)) put(&w, latin(cp));
        else {
            w.dash = true;
            lossy = lossy || !is_punctuation(cp);
        }
    }
    size_t len = cut(w.out, w.len);
    return (eg_slug){eg_slice_of(w.out, len), lossy || len < w.len};
}

eg_slice eg_slug_hash(eg_arena *arena, eg_slice text, size_t digits) {
    char hex[65];
    eg_sha256_hex(hex, text);
    return eg_arena_dup(arena, eg_slice_of(hex, digits));
}
