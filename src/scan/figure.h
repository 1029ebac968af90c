/* SPDX-License-Identifier: MIT */
/* Figures and dates. In: the text. Out: what is a figure (money, percent, count, rank, multiple ...) with its value,
 * and what is a date (its span is locked, so that a year is no count).
 *
 * A figure rule (in patterns/en/figures) is a regular expression that runs anchored where a number, a currency
 * sign or a number word stands, never over every sentence. Which words are numbers, magnitudes and currencies is data. */
#ifndef EG_SCAN_FIGURE_H
#define EG_SCAN_FIGURE_H

#include "base/yaml.h"
#include "read/text.h"

enum { EG_FIGURE_CLASSES_MOST = 8 };

typedef struct eg_figure {
    uint32_t begin, end;   /* bytes of text: the whole figure as a reader quotes it ("about $1.2bn" gives "$1.2bn") */
    uint8_t cls;           /* index into eg_figure_rules.classes: the rule's `class` ("money", "count" ...) */
    double value, high;
    bool has_high;
    eg_slice unit;         /* "USD", "percent", "percentage_points", "count:member", "rank", "multiple" */
    eg_slice modifier;     /* "over", "about", "up to" ... or "" */
    uint32_t noun_begin, noun_end; /* text span of the counted noun or ranked thing behind the number, or begin == end */
    eg_slice rule;         /* id, borrowed from the rules */
} eg_figure;

typedef struct eg_date {
    uint32_t begin, end;   /* bytes of text */
    char iso[16];          /* "2024", "2024-11", "2024-11-05", or from a month to a month ("Q3 2023" is "2023-07/2023-09");
                              NUL-terminated; "" when the phrase names no date ("over five years", "three hours"), or one that
                              only the date of the post would tell ("in May", "last year") */
    bool named;            /* it names one; else the span is only locked */
} eg_date;

typedef struct eg_figures {
    eg_figure *figures;    /* by begin; never overlapping */
    size_t figure_count;
    eg_date *dates;        /* by begin; never overlapping each other or a figure */
    size_t date_count;
    bool limit_hit;        /* a rule ran into a match limit: `limit_rule` at text byte `limit_at` */
    eg_slice limit_rule;
    uint32_t limit_at;
} eg_figures;

typedef struct eg_figure_rules eg_figure_rules;

/* A set is built from several files: add each file's `figures`, `dates`, `numbers`, `currencies` ... sections, then
 * finish. Later ids override. All errors go to `errors`. */
eg_figure_rules *eg_figure_rules_new(void);
void eg_figure_rules_free(eg_figure_rules *rules);
/* `root` is the file's tree and must outlive the rules, as must `source`. Reads only the sections it knows (their
 * names: eg_figure_is_section). */
bool eg_figure_rules_add(eg_figure_rules *rules, const eg_yaml *root, const eg_source *source, eg_errors *errors);
bool eg_figure_is_section(eg_slice key);
bool eg_figure_rules_disable(eg_figure_rules *rules, eg_slice id); /* false when there is none */
bool eg_figure_rules_finish(eg_figure_rules *rules, eg_errors *errors);
/* "300K", "1.7", "RM95": digits, with a magnitude behind them or none, and a currency's sign before them or none. */
bool eg_figure_is_number(const eg_figure_rules *rules, eg_slice word);
/* Does a rule read a figure or a date from byte `begin` of `text` on that takes in all of [begin, end)? "R310m". */
bool eg_figure_covers(const eg_figure_rules *rules, eg_slice text, uint32_t begin, uint32_t end);
/* What a phrase counts: its first plural, in the singular ("Investments per year" gives "investment"); "" when none does. */
eg_slice eg_figure_noun(const eg_figure_rules *rules, eg_arena *arena, eg_slice phrase);
size_t eg_figure_class_count(const eg_figure_rules *rules);
eg_slice eg_figure_class_name(const eg_figure_rules *rules, size_t cls);

/* `post_date` ("2024-11-04" or "") anchors relative dates ("last year", "in May", "on Monday"). `locked` are spans
 * that belong to names containing numbers ("8VC", "Series B", "Microsoft 365"): no figure may touch them. */
void eg_figures_find(eg_figures *out, eg_arena *arena, const eg_figure_rules *rules, const eg_text *text,
                     eg_slice post_date, const uint32_t (*locked)[2], size_t locked_count);

/* Runs every rule's examples and counter-examples; each failure is an entry in `errors` at its place. Returns how many
 * were run. */
size_t eg_figure_rules_check(eg_figure_rules *rules, eg_errors *errors);

#endif
