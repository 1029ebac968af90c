/* SPDX-License-Identifier: MIT */
/* The figure rules and words of a set, compiled. Only for the files that make them (figurerules.c) and run them
 * (figure.c); everyone else sees scan/figure.h. */
#ifndef EG_SCAN_FIGURERULES_H
#define EG_SCAN_FIGURERULES_H

#include "base/map.h"
#include "base/sink.h"
#include "base/vec.h"
#include "scan/figure.h"
#include "scan/regex.h"
#include "scan/sketch.h"

typedef struct eg_figure_rule {
    eg_slice id;
    uint8_t cls;
    eg_slice unit;      /* "currency", "noun", "listed noun" or a unit as it is */
    eg_slice value;     /* fixed value, or "" */
    bool date;
    char relative;      /* a date counted from the post's: 'y'ear, 'm'onth, 'd'ay; '\0' = none */
    int offset;         /* how many of them */
    uint8_t months[2];  /* a date is a part of its year, from the one to the other; 0 = it is not */
    eg_regex *regex;
    eg_outline outline; /* of it */
    eg_sketch sketch;
    eg_regex *before;   /* must end where the figure begins; its group "noun" names what is counted */
    eg_regex *unless;   /* must not */
    eg_regex *header;   /* looked for in the header of a cell, of which `regex` must be the whole; NULL: no rule for cells */
    uint32_t header_sign, header_mag;
    uint32_t back;      /* sentences before that `before` and "unit before" look at, too */
    uint32_t sign, num, mag, high, highmag, year, month, day, noun, counted;
    const eg_yaml *node;
    const eg_source *source;
    bool off;
} eg_figure_rule;

/* "pesos" are of the country that the post names most. */
typedef struct eg_currency_home {
    eg_slice code;
    eg_slice names; /* of the country, folded, each with a '\n' behind it */
    uint32_t word;  /* the first home of the same word */
} eg_currency_home;

enum { EG_FIRSTS = 3 }; /* words of bits: rules behind the first 192 are tried at any byte */

struct eg_figure_rules {
    eg_arena arena;
    eg_arena texts; /* of eg_arena_settled */
    EG_VEC(eg_figure_rule) rules;
    uint64_t firsts[129][EG_FIRSTS]; /* by the first byte, those beyond ASCII together: rules that may match there */
    eg_outlines outlines;
    eg_sketches sketches;
    EG_VEC(eg_slice) classes;
    EG_VEC(double) values;
    eg_map numbers, magnitudes, values_of; /* folded word -> index into values */
    eg_map currencies;                     /* sign or folded word -> index into codes */
    EG_VEC(eg_slice) codes;
    eg_map home_words;                     /* folded word of several currencies -> its first home */
    EG_VEC(eg_currency_home) homes;
    eg_map starts;                         /* folded words that may begin a figure or date */
    bool wide_starts;                      /* some are letters of a script without spaces */
    eg_map months, plurals, listed, uncounted, stops, partitives, determiners, adjuncts;
    EG_VEC(eg_slice) singulars;
    eg_sink noun_words, ordinal_words, part_words, number_words, magnitude_words, currency_signs, currency_words, month_words;
    eg_regex *modifier;
    eg_sink modifier_words;
};

/* Are the rules tried at byte `at` of the sentence [begin, end) of `text`: at a number, a sign, or a word that may begin a figure? `word_end`:
 * where the word there ends, `at` when there is none. `arena` holds the folded word. */
bool eg_figure_may_start(const eg_figure_rules *rules, eg_arena *arena, eg_slice text, uint32_t begin, uint32_t at, uint32_t end, uint32_t *word_end);

#endif
