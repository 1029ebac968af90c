/* SPDX-License-Identifier: MIT */
/* Two steps, each skipped when there is nothing to do (nearly always): decode() makes valid UTF-8 of whatever bytes
 * came, unscramble() undoes mojibake.
 *
 * Mojibake: each byte 80..FF of a UTF-8 sequence was taken for a letter of some 8-bit page and written as that letter:
 * E2 80 99 (an apostrophe) became the three letters that Mac Roman has at E2, 80 and 99. So a run of such letters that
 * maps back to bytes which are a valid UTF-8 sequence is suspicious. It is undone when the sequence could hardly be
 * meant ("strong": three or four letters long, or two of which the second is no punctuation), or when a strong one
 * elsewhere in the post has shown that the page was used ("weak"). A letter that decodes to something unlikely in prose
 * (controls, private use) is left alone. */
#include "read/encoding.h"

#include "base/unicode.h"

enum { BINARY_PROBE = 8192 };

/* Code points of bytes 0x80..0xFF in Mac Roman (Apple's ROMAN.TXT). */
static const uint16_t mac_roman[128] = {
    0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1,
    0x00E0, 0x00E2, 0x00E4, 0x00E3, 0x00E5, 0x00E7, 0x00E9, 0x00E8,
    0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3,
    0x00F2, 0x00F4, 0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC,
    0x2020, 0x00B0, 0x00A2, 0x00A3, 0x00A7, 0x2022, 0x00B6, 0x00DF,
    0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8,
    0x221E, 0x00B1, 0x2264, 0x2265, 0x00A5, 0x00B5, 0x2202, 0x2211,
    0x220F, 0x03C0, 0x222B, 0x00AA, 0x00BA, 0x03A9, 0x00E6, 0x00F8,
    0x00BF, 0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB,
    0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5, 0x0152, 0x0153,
    0x2013, 0x2014, 0x201C, 0x201D, 0x2018, 0x2019, 0x00F7, 0x25CA,
    0x00FF, 0x0178, 0x2044, 0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02,
    0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1,
    0x00CB, 0x00C8, 0x00CD, 0x00CE, 0x00CF, 0x00CC, 0x00D3, 0x00D4,
    0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9, 0x0131, 0x02C6, 0x02DC,
    0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7,
};

static const uint16_t windows_high[32] = { /* 0x80..0x9F; the rest is Latin-1 */
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

static uint32_t windows_letter(unsigned char byte) {
    return byte >= 0x80 && byte < 0xA0 ? windows_high[byte - 0x80] : byte;
}

/* ---- bytes to valid UTF-8 ---- */

typedef struct out_buf {
    EG_VEC(char) text;
    eg_offsets offsets;
} out_buf;

static void put_letter(out_buf *out, uint32_t cp, size_t post, size_t post_len) {
    char utf8[4];
    size_t n = eg_utf8_put(utf8, cp);
    eg_vec_reserve(&out->text, out->text.len + n);
    eg_offsets_whole(&out->offsets, (uint32_t)out->text.len, (uint32_t)post, (uint32_t)post_len);
    memcpy(out->text.items + out->text.len, utf8, n);
    out->text.len += n;
}

static void put_run(out_buf *out, eg_slice from, size_t begin, size_t end) {
    if (begin == end) return;
    eg_vec_reserve(&out->text, out->text.len + (end - begin));
    eg_offsets_linear(&out->offsets, (uint32_t)out->text.len, (uint32_t)begin, (uint32_t)(end - begin));
    memcpy(out->text.items + out->text.len, from.ptr + begin, end - begin);
    out->text.len += end - begin;
}

static void take(eg_clean *clean, eg_arena *arena, out_buf *out) {
    clean->bytes = eg_arena_dup(arena, eg_slice_of(out->text.items, out->text.len));
    if (clean->offsets.list.len > 0)
        eg_offsets_chain(&out->offsets, (uint32_t)out->text.len, clean->offsets.list.items, clean->offsets.list.len);
    eg_offsets_fini(&clean->offsets);
    clean->offsets = out->offsets;
    eg_vec_fini(&out->text);
}

static uint32_t utf16_unit(eg_slice raw, size_t at, bool big) {
    unsigned char a = (unsigned char)raw.ptr[at];
    unsigned char b = (unsigned char)raw.ptr[at + 1];
    return big ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

static void decode_utf16(eg_clean *clean, eg_read_log *log, eg_slice raw) {
    bool big = (unsigned char)raw.ptr[0] == 0xFE;
    out_buf out = {0};
    for (size_t at = 2; at + 1 < raw.len;) {
        size_t len = 2;
        uint32_t cp = utf16_unit(raw, at, big);
        if (cp >= 0xD800 && cp < 0xDC00 && at + 3 < raw.len) {
            uint32_t low = utf16_unit(raw, at + 2, big);
            if (low >= 0xDC00 && low < 0xE000) {
                cp = 0x10000 + ((cp - 0xD800) << 10 | (low - 0xDC00));
                len = 4;
            }
        }
        put_letter(&out, cp == 0 ? ' ' : cp, at, len);
        at += len;
    }
    eg_read_warn(log, "utf-16", 0, "read as UTF-16 (%s endian)", big ? "big" : "little");
    take(clean, log->arena, &out);
}

/* Stray bytes are Windows-1252 when the post has no more UTF-8 sequences than strays; else they are damage. */
static bool strays_are_windows(eg_slice raw) {
    size_t strays = 0;
    size_t sequences = 0;
    for (size_t at = 0; at < raw.len;) {
        size_t len = 1;
        if ((unsigned char)raw.ptr[at] >= 0x80) {
            if (eg_utf8_next(raw, at, &len) == 0xFFFD && len == 1) strays++;
            else sequences++;
        }
        at += len;
    }
    return strays >= sequences;
}

static void decode_strays(eg_clean *clean, eg_read_log *log, eg_slice raw, size_t first) {
    bool windows = strays_are_windows(raw);
    size_t count = 0;
    out_buf out = {0};
    eg_vec_reserve(&out.text, raw.len + raw.len / 8 + 8);
    size_t done = 0;
    for (size_t at = first; at < raw.len;) {
        size_t len = 1;
        bool stray = (unsigned char)raw.ptr[at] >= 0x80 && eg_utf8_next(raw, at, &len) == 0xFFFD && len == 1;
        if (stray) {
            put_run(&out, raw, done, at);
            put_letter(&out, windows ? windows_letter((unsigned char)raw.ptr[at]) : 0xFFFD, at, 1);
            done = at + 1;
            count++;
        }
        at += len;
    }
    put_run(&out, raw, done, raw.len);
    eg_read_warn(log, "invalid-utf8", first, "%zu bytes are not UTF-8, read as %s", count,
                 windows ? "Windows-1252" : "U+FFFD");
    take(clean, log->arena, &out);
}

size_t eg_clean_place(const eg_clean *clean, size_t at) {
    const eg_offsets *map = &clean->offsets;
    return map->list.len ? eg_piece_start(map->list.items, map->list.len, (uint32_t)at) : at;
}

/* NUL would end strings in other tools; a space keeps every offset. */
static void blank_nuls(eg_clean *clean, eg_read_log *log) {
    const char *nul = memchr(clean->bytes.ptr, 0, clean->bytes.len);
    if (nul == NULL) return;
    size_t first = (size_t)(nul - clean->bytes.ptr);
    eg_slice old = clean->bytes;
    char *bytes = eg_arena_alloc(log->arena, old.len + 1);
    size_t count = 0;
    for (size_t i = 0; i < old.len; i++) {
        bytes[i] = old.ptr[i] ? old.ptr[i] : ' ';
        count += old.ptr[i] == 0;
    }
    clean->bytes = eg_slice_of(bytes, old.len);
    eg_read_warn(log, "nul", eg_clean_place(clean, first), "%zu NUL bytes, read as spaces", count);
}

/* ---- mojibake ---- */

typedef enum page { PAGE_MAC, PAGE_WINDOWS, PAGES } page;

static const char *const page_names[PAGES] = {"Mac Roman", "Windows-1252 or Latin-1"};

typedef struct mojibake {
    uint16_t letters[PAGES][256];     /* sorted code points ... */
    unsigned char bytes[PAGES][256];  /* ... and the byte each one was */
    size_t counts[PAGES];
    size_t strong[PAGES];
} mojibake;

static void add_letter(mojibake *m, page p, uint32_t cp, unsigned char byte) {
    size_t at = m->counts[p]++;
    while (at > 0 && m->letters[p][at - 1] > cp) {
        m->letters[p][at] = m->letters[p][at - 1];
        m->bytes[p][at] = m->bytes[p][at - 1];
        at--;
    }
    m->letters[p][at] = (uint16_t)cp;
    m->bytes[p][at] = byte;
}

static void init_pages(mojibake *m) {
    memset(m, 0, sizeof *m);
    for (unsigned b = 0x80; b < 0x100; b++) {
        add_letter(m, PAGE_MAC, mac_roman[b - 0x80], (unsigned char)b);
        add_letter(m, PAGE_WINDOWS, windows_letter((unsigned char)b), (unsigned char)b);
        /* Latin-1 has controls where Windows has letters; both may stand in one post. */
        if (b < 0xA0 && windows_high[b - 0x80] != b) add_letter(m, PAGE_WINDOWS, b, (unsigned char)b);
    }
}

/* The byte that letter `cp` was in page `p`, or 0. */
static unsigned char letter_byte(const mojibake *m, page p, uint32_t cp) {
    size_t low = 0;
    size_t high = m->counts[p];
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (m->letters[p][mid] < cp) low = mid + 1;
        else high = mid;
    }
    return low < m->counts[p] && m->letters[p][low] == cp ? m->bytes[p][low] : 0;
}

typedef struct scrambled {
    uint32_t cp;   /* what was meant */
    size_t len;    /* bytes of the post it takes */
    size_t size;   /* letters, 2..4 */
    bool strong;
} scrambled;

static bool is_likely(uint32_t cp) {
    if (cp < 0xA0 || eg_is_unsafe(cp)) return false;
    if (cp >= 0xE000 && cp < 0xF900) return false; /* private use */
    if (cp >= 0xFFF0 && cp < 0x10000) return false;
    return cp < 0xE0000;
}

/* Two letters: the second of the pair is a sign that never follows in prose, or the pair is weak. */
static bool is_strong_pair(page p, unsigned char lead, unsigned char tail) {
    if (lead != 0xC2 && lead != 0xC3) return false;
    return p == PAGE_MAC || tail >= 0xA0;
}

static bool decode_scrambled(const mojibake *m, page p, eg_slice s, size_t at, scrambled *out) {
    unsigned char bytes[4];
    size_t size = 0;
    size_t want = 1;
    size_t end = at;
    bool control = false;
    while (size < want && end < s.len) {
        size_t len;
        uint32_t cp = eg_utf8_next(s, end, &len);
        unsigned char byte = cp < 0x80 ? 0 : letter_byte(m, p, cp);
        if (byte == 0 || (size > 0 && (byte & 0xC0) != 0x80)) return false;
        if (size == 0) {
            if (byte < 0xC2 || byte > 0xF4) return false;
            want = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        }
        control |= cp < 0xA0;
        bytes[size++] = byte;
        end += len;
    }
    if (size < want) return false;
    eg_slice sequence = eg_slice_of((const char *)bytes, size);
    size_t used;
    out->cp = eg_utf8_next(sequence, 0, &used);
    if (used != size || !is_likely(out->cp)) return false;
    out->len = end - at;
    out->size = size;
    /* E2 leads punctuation, F0 emoji; other leads of three letters are Asian scripts, trusted only in company. */
    out->strong = control || size == 4 || (size == 3 && bytes[0] == 0xE2) ||
                  (size == 2 && is_strong_pair(p, bytes[0], bytes[1]));
    return true;
}

/* Two or more sequences in a row that decode to letters of one block are no accident either. */
static bool in_company(const mojibake *m, page p, eg_slice s, size_t at, const scrambled *first) {
    size_t next = at + first->len;
    size_t want = first->size == 3 ? 2 : 3;
    for (size_t n = 1; n < want; n++) {
        scrambled more;
        if (next >= s.len || !decode_scrambled(m, p, s, next, &more)) return false;
        next += more.len;
    }
    return true;
}

static size_t next_high(eg_slice s, size_t at) {
    while (at + 8 <= s.len) {
        uint64_t word;
        memcpy(&word, s.ptr + at, 8);
        if (word & 0x8080808080808080ULL) break;
        at += 8;
    }
    while (at < s.len && (unsigned char)s.ptr[at] < 0x80) at++;
    return at;
}

static size_t letter_len(eg_slice s, size_t at) {
    size_t len;
    (void)eg_utf8_next(s, at, &len);
    return len;
}

static void count_strong(mojibake *m, eg_slice s) {
    for (size_t at = next_high(s, 0); at < s.len; at = next_high(s, at)) {
        size_t step = letter_len(s, at);
        for (page p = 0; p < PAGES; p++) {
            scrambled found;
            if (!decode_scrambled(m, p, s, at, &found)) continue;
            if (!found.strong && !in_company(m, p, s, at, &found)) continue;
            m->strong[p]++;
            step = found.len;
        }
        at += step;
    }
}

static bool unscramble_at(const mojibake *m, const page order[PAGES], eg_slice s, size_t at, scrambled *found) {
    for (size_t i = 0; i < PAGES; i++)
        if (m->strong[order[i]] > 0 && decode_scrambled(m, order[i], s, at, found)) return true;
    return false;
}

static void unscramble(eg_clean *clean, eg_read_log *log) {
    eg_slice s = clean->bytes;
    if (next_high(s, 0) == s.len) return;
    mojibake m;
    init_pages(&m);
    count_strong(&m, s);
    if (m.strong[PAGE_MAC] + m.strong[PAGE_WINDOWS] == 0) return;
    page order[PAGES] = {PAGE_MAC, PAGE_WINDOWS};
    if (m.strong[PAGE_WINDOWS] > m.strong[PAGE_MAC]) {
        order[0] = PAGE_WINDOWS;
        order[1] = PAGE_MAC;
    }
    out_buf out = {0};
    eg_vec_reserve(&out.text, s.len);
    size_t done = 0;
    size_t count = 0;
    size_t first = EG_NO_PLACE;
    for (size_t at = next_high(s, 0); at < s.len; at = next_high(s, at)) {
        scrambled found;
        if (!unscramble_at(&m, order, s, at, &found)) {
            at += letter_len(s, at);
            continue;
        }
        if (first == EG_NO_PLACE) first = eg_clean_place(clean, at);
        put_run(&out, s, done, at);
        put_letter(&out, found.cp, at, found.len);
        at += found.len;
        done = at;
        count++;
    }
    put_run(&out, s, done, s.len);
    eg_read_warn(log, "mojibake", first, "%zu letters were UTF-8 read as %s, repaired", count, page_names[order[0]]);
    clean->repaired = true;
    take(clean, log->arena, &out);
}

/* ---- the whole ---- */

static bool is_binary(eg_slice raw) {
    size_t probe = raw.len < BINARY_PROBE ? raw.len : BINARY_PROBE;
    size_t controls = 0;
    for (size_t i = 0; i < probe; i++) {
        unsigned char c = (unsigned char)raw.ptr[i];
        if (c == 0) return true;
        controls += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B;
    }
    return controls > 8 && controls > probe / 16;
}

static bool has_utf16_mark(eg_slice raw) {
    if (raw.len < 2) return false;
    unsigned char a = (unsigned char)raw.ptr[0];
    unsigned char b = (unsigned char)raw.ptr[1];
    if (a == 0xFF && b == 0xFE) return raw.len < 4 || raw.ptr[2] != 0 || raw.ptr[3] != 0; /* else UTF-32 */
    return a == 0xFE && b == 0xFF;
}

bool eg_clean_read(eg_clean *clean, eg_read_log *log, eg_slice raw, eg_error *err) {
    *clean = (eg_clean){.bytes = raw};
    if (raw.len == 0) return true;
    if (has_utf16_mark(raw)) {
        decode_utf16(clean, log, raw);
    } else {
        if (is_binary(raw)) return eg_fail(err, EG_ERR_INPUT, NULL, "binary data, not a text");
        size_t bad = eg_utf8_check(raw);
        if (bad < raw.len) decode_strays(clean, log, raw, bad);
    }
    if (clean->bytes.len > 0) blank_nuls(clean, log);
    unscramble(clean, log);
    return true;
}

void eg_clean_fini(eg_clean *clean) {
    eg_offsets_fini(&clean->offsets);
}
