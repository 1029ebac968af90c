/* SPDX-License-Identifier: MIT */
/* The tables are the published advance widths of Helvetica and Helvetica-Bold, in thousandths of an em; 0 stands for a
 * code point without a glyph. */
#include "emit/metrics.h"

#include "base/unicode.h"

static const uint16_t latin[] = { /* U+0020 to U+017F */
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 552, 400, 549,
    333, 333, 333, 576, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667,
    667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584,
    778, 722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556,
    556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 549, 611, 556, 556, 556, 556, 500,
    556, 500, 667, 556, 667, 556, 667, 556, 722, 500, 722, 500, 722, 500, 722, 500, 722, 615, 722,
    556, 667, 556, 667, 556, 667, 556, 667, 556, 667, 556, 778, 556, 778, 556, 778, 556, 778, 556,
    722, 556, 722, 556, 278, 278, 278, 278, 278, 278, 278, 222, 278, 278, 735, 444, 500, 222, 667,
    500, 500, 556, 222, 556, 222, 556, 292, 556, 334, 556, 222, 722, 556, 722, 556, 722, 556, 604,
    723, 556, 778, 556, 778, 556, 778, 556, 1000, 944, 722, 333, 722, 333, 722, 333, 667, 500, 667,
    500, 667, 500, 667, 500, 611, 278, 611, 375, 611, 278, 722, 556, 722, 556, 722, 556, 722, 556,
    722, 556, 722, 556, 944, 722, 667, 500, 667, 611, 500, 611, 500, 611, 500, 222,
};

static const uint16_t latin_bold[] = { /* U+0020 to U+017F */
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 552, 400, 549,
    333, 333, 333, 576, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611, 722, 722, 722, 722, 722,
    722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584,
    778, 722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556,
    556, 278, 278, 278, 278, 611, 611, 611, 611, 611, 611, 611, 549, 611, 611, 611, 611, 611, 556,
    611, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 719, 722,
    611, 667, 556, 667, 556, 667, 556, 667, 556, 667, 556, 778, 611, 778, 611, 778, 611, 778, 611,
    722, 611, 722, 611, 278, 278, 278, 278, 278, 278, 278, 278, 278, 278, 785, 556, 556, 278, 722,
    556, 556, 611, 278, 611, 278, 611, 385, 611, 479, 611, 278, 722, 611, 722, 611, 722, 611, 708,
    723, 611, 778, 611, 778, 611, 778, 611, 1000, 944, 722, 389, 722, 389, 722, 389, 667, 556, 667,
    556, 667, 556, 667, 556, 611, 333, 611, 479, 611, 333, 722, 611, 722, 611, 722, 611, 722, 611,
    722, 611, 722, 611, 944, 778, 667, 556, 667, 611, 500, 611, 500, 611, 500, 278,
};

static const uint16_t greek[] = { /* U+0384 to U+03CE */
    333, 333, 667, 278, 784, 838, 384, 0, 774, 0, 855, 752, 222, 667, 667, 551, 668, 667, 611, 722,
    778, 278, 667, 668, 833, 722, 650, 778, 722, 667, 0, 618, 611, 667, 798, 667, 835, 748, 278,
    667, 578, 446, 556, 222, 547, 578, 575, 500, 557, 446, 441, 556, 556, 222, 500, 500, 576, 500,
    448, 556, 690, 569, 482, 617, 395, 547, 648, 525, 713, 781, 222, 547, 556, 547, 781,
};

static const uint16_t cyrillic[] = { /* U+0400 to U+045F */
    667, 667, 865, 542, 719, 667, 278, 278, 500, 1057, 1010, 854, 583, 722, 635, 719, 667, 656, 667,
    542, 677, 667, 923, 604, 719, 719, 583, 656, 833, 722, 778, 719, 667, 722, 611, 635, 760, 667,
    740, 667, 917, 938, 792, 885, 656, 719, 1010, 722, 556, 573, 531, 365, 583, 556, 669, 458, 559,
    559, 438, 583, 688, 552, 556, 542, 556, 500, 458, 500, 823, 500, 573, 521, 802, 823, 625, 719,
    521, 510, 750, 542, 556, 556, 556, 365, 510, 500, 222, 278, 222, 906, 812, 556, 438, 559, 500,
    552,
};

static const uint16_t punctuation[] = { /* U+2010 to U+2044 */
    333, 333, 0, 556, 1000, 1000, 0, 552, 222, 222, 222, 222, 333, 333, 333, 0, 556, 556, 350, 0, 0,
    0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 0, 188, 354, 0, 0, 0, 0, 0, 333, 333, 0, 500, 0, 333,
    0, 0, 0, 0, 0, 167,
};

typedef struct block {
    uint32_t first, last;
    const uint16_t *widths;
} block;

static const block blocks[] = {
    {0x0020, 0x017F, latin},
    {0x0384, 0x03CE, greek},
    {0x0400, 0x045F, cyrillic},
    {0x2010, 0x2044, punctuation},
};

enum { EM = 1000, EMOJI = 1250, UNKNOWN = 750 };

static bool joins_left(uint32_t cp) {
    return cp == 0x200D || (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0x1F3FB && cp <= 0x1F3FF) || eg_char_width(cp) == 0;
}

static unsigned advance(uint32_t cp, bool bold) {
    if (bold && cp >= 0x20 && cp <= 0x17F && latin_bold[cp - 0x20]) return latin_bold[cp - 0x20];
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (cp < blocks[i].first || cp > blocks[i].last) continue;
        unsigned width = blocks[i].widths[cp - blocks[i].first];
        if (width) return bold ? width + width / 12 : width; /* the bold face is up to a twelfth wider */
    }
    if (joins_left(cp)) return 0;
    if (cp >= 0x1F000 && cp <= 0x1FAFF) return EMOJI;
    if (cp == 0x20AC) return 556; /* the euro sign */
    if (cp >= 0x2100 && cp <= 0x27BF) return EM; /* symbols and arrows: fonts differ, none is wider */
    return eg_char_width(cp) == 2 ? EM : UNKNOWN;
}

double eg_text_width(eg_slice s, double size, bool bold) {
    uint64_t sum = 0;
    for (size_t at = 0, len; at < s.len; at += len) sum += advance(eg_utf8_next(s, at, &len), bold);
    return (double)sum * size / EM;
}

eg_slice eg_text_fit(eg_arena *arena, eg_slice s, double size, bool bold, double most) {
    if (eg_text_width(s, size, bold) <= most) return s;
    double room = most * EM / size - EM; /* "…" is one em wide */
    double sum = 0;
    size_t cut = 0;
    for (size_t at = 0, len; at < s.len; at += len) {
        uint32_t cp = eg_utf8_next(s, at, &len);
        if (!joins_left(cp)) cut = at;
        sum += advance(cp, bold);
        if (sum > room) break;
    }
    while (cut > 0 && s.ptr[cut - 1] == ' ') cut--;
    return eg_arena_printf(arena, "%.*s…", (int)cut, s.ptr);
}

/* May a line end before byte `at`? Behind a space, or between two wide characters. */
static bool breaks_at(eg_slice s, size_t at) {
    if (at == 0 || at >= s.len) return false;
    if (s.ptr[at - 1] == ' ') return true;
    size_t len, back = at - 1;
    while (back > 0 && ((unsigned char)s.ptr[back] & 0xC0) == 0x80) back--;
    if (((unsigned char)s.ptr[at] & 0xC0) == 0x80) return false;
    return eg_is_cjk(eg_utf8_next(s, back, &len)) && eg_is_cjk(eg_utf8_next(s, at, &len));
}

/* The break that leaves a first line nearest to `aim` px, or 0. */
static size_t best_break(eg_slice s, double size, bool bold, double aim) {
    size_t best = 0;
    double best_off = 0, sum = 0;
    for (size_t at = 0, len; at < s.len; at += len) {
        if (breaks_at(s, at)) {
            double off = sum > aim ? sum - aim : aim - sum;
            if (best == 0 || off < best_off) best = at, best_off = off;
        }
        sum += advance(eg_utf8_next(s, at, &len), bold) * size / EM;
    }
    return best;
}

size_t eg_text_wrap(eg_arena *arena, eg_slice *lines, size_t most_lines, eg_slice s, double size, bool bold, double most,
                    double cut_at) {
    double width = eg_text_width(s, size, bold);
    size_t want = 1, count = 0;
    while (want < most_lines && width > most * (double)want) want++;
    for (; want > 1; want--) {
        double aim = eg_text_width(s, size, bold) / (double)want;
        size_t cut = best_break(s, size, bold, aim);
        if (cut == 0) break;
        lines[count++] = eg_text_fit(arena, eg_slice_trim(eg_slice_sub(s, 0, cut)), size, bold, cut_at);
        s = eg_slice_trim(eg_slice_sub(s, cut, s.len));
    }
    lines[count++] = eg_text_fit(arena, s, size, bold, cut_at);
    return count;
}
