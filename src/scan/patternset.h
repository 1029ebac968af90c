/* SPDX-License-Identifier: MIT */
/* A loaded pattern set: what patterns/ says, checked and compiled. patterns/README.md describes the language. */
#ifndef EG_SCAN_PATTERNSET_H
#define EG_SCAN_PATTERNSET_H

#include "base/status.h"
#include "scan/figure.h"
#include "scan/gate.h"
#include "scan/gazetteer.h"
#include "scan/language.h"
#include "scan/regex.h"

/* What the patterns of an entity rule run on: the name, the text before it, the text behind it, its sentence. */
enum { EG_ON_NAME, EG_ON_BEFORE, EG_ON_AFTER, EG_ON_SENTENCE, EG_ON_COUNT };

typedef struct eg_patterns eg_patterns; /* immutable once loaded (hit counters aside), shared by all posts */

/* Loads the set in directory `dirs[0]` and each further one on top of it (later ids override, `disable` switches off).
 * All problems of all files go to `errors`. NULL when there were any. */
eg_patterns *eg_patterns_load(const char *const *dirs, size_t count, eg_errors *errors);
void eg_patterns_free(eg_patterns *patterns);
/* No rule runs for now: a set that was mapped takes no memory until it is asked again. For a set that is as it was loaded. */
void eg_patterns_rest(void);
const eg_schema *eg_patterns_schema(const eg_patterns *patterns);

/* A condition on one word: in a gazetteer list, or in the rule's own words. NULL maps mean no condition. */
typedef struct eg_words {
    const eg_map *list;
    eg_map own;
    bool set;
} eg_words;

/* While it is on, rules count how often they held: for tools. Else reading a post writes nothing to the set, whose memory
 * may be a file's (image.h) and is dropped when it is not needed. Off at first. */
extern bool eg_hits_counted;
static inline void eg_count_hit(uint32_t *hits) {
    if (eg_hits_counted) ++*hits;
}

/* Evidence from inside a name or beside it. All conditions that are given must hold. */
typedef struct eg_entity_rule {
    eg_slice id;
    uint32_t kind;       /* EG_NONE: not a name at all (`kind: none`) */
    float weight;
    eg_words first, last, any;
    eg_words none;       /* no word of the name is in it */
    eg_words last_none;  /* its last word is not */
    uint32_t words_least, words_most;
    eg_regex *match;     /* the whole name */
    eg_regex *extend;    /* runs at the name's first byte on the rest of its sentence; its match becomes the name */
    eg_regex *refuse;    /* `not`: the name */
    eg_regex *before;    /* ends at the name: runs on the sentence's text before it */
    eg_outline outline;  /* of `before`, among the set's own */
    eg_regex *after;     /* begins behind the name */
    uint32_t match_gate, refuse_gate, before_gate, after_gate, extend_gate; /* in entity_gates; EG_NO_GATE: it may match anywhere */
    bool strip;          /* the first word is no part of the name (a title) */
    bool late;           /* runs after the relations, on names that no other evidence gave a kind */
    bool quoted;         /* only names that are a title in quotes, italics or a link */
    bool bold;           /* only names in bold that their block begins with */
    bool standin;        /* votes for nothing: the mention is the short form of a longer name before it, whatever a list knows it for */
    const eg_yaml *node;
    const eg_source *source;
    uint32_t hits;
} eg_entity_rule;

typedef struct eg_variant {
    eg_slice name;       /* "active", "passive", "1" ... */
    eg_regex *regex;
    uint32_t from, to, x; /* group numbers, 0 = none */
    uint32_t trigger;
    uint32_t role, amount, when;
    uint32_t share;      /* the figure that the rule's `above` is asked of */
    uint32_t hits;
} eg_variant;

enum { EG_VARIANTS_MOST = 16 };

/* A rule over the tape. One of: an edge between {from} and {to}; a kind for {x}; an alias ({from} is called {to}); that
 * {from} and {to} are apart; what the figure {x} measures. A rule whose edge goes to figures may leave {to} out: every figure behind its match. */
typedef struct eg_tape_rule {
    eg_slice id;
    uint32_t edge;            /* EG_NONE unless an edge */
    uint32_t kind;            /* EG_NONE unless evidence for a kind */
    bool alias;
    bool apart;               /* {from} and {to} are two things, however alike their names are */
    float weight;             /* evidence for the kind of each name that fills a slot */
    uint32_t from, to;        /* kinds allowed */
    uint32_t from_kind, to_kind; /* kind promoted when a name without kind fills the slot; EG_NONE = none */
    eg_regex *unlike; /* of a rule with a topic: no thing whose folded name this matches; may be NULL */
    eg_variant *variants;     /* on the heap */
    size_t variant_count;
    eg_slice measure, role;   /* fixed attributes */
    eg_status status;         /* EG_STATUS_ASSERTED unless the rule says otherwise */
    uint8_t prefer;           /* of an edge to a figure: which rule wins when several give it away */
    bool topic;               /* the figure is of what the text goes on about, not of {from} ("X led a $5m round.") */
    bool topic_sure;          /* and the sentence before alone does not tell what that is */
    uint32_t target_of;       /* the figure is of what the last such edge before went to ("It bought Y. The price was $5m."); EG_NONE */
    bool nobody;              /* the figure is of something without a name ("its partners have 10% each") */
    eg_regex *like;           /* somewhere in the folded name of {to}; may be NULL */
    eg_regex *like_from;      /* ... of {from}; may be NULL */
    float above;              /* the figure in the group `share` must be greater, 0 = any ("bought 51% of"), 51 for 51 percent */
    bool pairs;               /* the first of one list goes with the first of the other ("A and B raised 3 and 5") */
    bool known;               /* only names whose kind is known fill its slots: it reads loosely */
    bool known_to;            /* the same of {to} alone */
    bool likely;              /* ... or names that a late rule will give a kind of the slot's */
    bool presupposed;         /* the words take it for granted: no guard governs it ("if Y, the arm of X, ...") */
    bool near;                /* `amount: nearest` */
    bool dated;               /* `when: nearest` */
    const eg_yaml *node;
    const eg_source *source;
} eg_tape_rule;

/* "X, a startup backed by Y, grew": the part moves to a tape of its own with the head before it. */
typedef struct eg_lift {
    eg_slice id;
    eg_regex *regex;
    uint32_t gate; /* of `regex` */
    uint32_t head, part;
    uint32_t verb; /* 0, or words written between head and part: "A makes X, and B Y" says "B makes Y" */
    bool keep; /* the part stays in the main tape too */
    bool owner; /* the head owns the part: "X, whose founder ..." is "X's founder ..." */
    bool drop; /* the part gets no tape: it says nothing ("M.D.") */
} eg_lift;

/* Where a new predicate or a new clause may begin: "X, founded by A, makes B and runs C". */
typedef struct eg_clause_rule {
    eg_regex *border;    /* the words between two predicates; the next one begins at its end */
    eg_regex *predicate; /* a verb with its auxiliaries and adverbs */
    eg_regex *fronted;   /* anchored: what may stand before a subject ("In 2019, "); may be NULL */
    eg_regex *listed;    /* anchored: a list that goes on behind a part that is lifted out of it (", the bank B and C"); may be NULL */
    eg_regex *question;  /* anchored: "Who backed you?", whose group `rest` is said of what the answer names; may be NULL */
    eg_regex *answer;    /* anchored: "Kvern Capital, early on.": its group `names` */
    eg_regex *ahead;     /* anchored: what stands before a subject that it is told of ("Backed by X and run by Y, "); may be NULL */
    uint32_t rest, names;
    uint32_t clause; /* of `fronted`, a clause with a subject and a verb of its own ("when X bought Y, "); 0 when there is no such group */
    uint32_t about, told; /* "What is Kvern?" in `question` and "A maker of arms" in `answer`: what is told is said of `about`; 0 when there is no such group */
} eg_clause_rule;

/* A cue that takes what it governs out of the facts (ConText: cue, direction, scope, terminators). */
typedef struct eg_guard {
    eg_slice id;
    eg_status status;
    eg_regex *cue;
    uint32_t gate;   /* of `cue` */
    bool backward;   /* governs what stands before it */
    bool sentence;   /* governs the whole sentence */
    unsigned scope;  /* words */
    uint32_t group;  /* group "cue" narrows the cue, 0 = the whole match */
} eg_guard;

/* A phrase that stands for a thing named before. */
typedef struct eg_reference {
    eg_slice id;
    eg_regex *regex; /* on the tape, before references are on it */
    uint32_t gate;    /* of `regex` */
    uint32_t kinds;
    bool possessive; /* "its": written on the tape as X's */
    bool topic;      /* only the post's or section's subject, not the nearest name */
    bool site;       /* "the plant": a thing of what it stands for, which shares its figures and its places, and nothing else */
    bool house;      /* "her company", "Berg's fund": what the person before it speaks for */
    bool asked;      /* "you": with `speaker`, only in a question of an interview, and whoever answers it */
    bool speaker;    /* "we": only a subject that the post speaks of far more than of any other */
    bool about;      /* only what the post is about: named in its title or first paragraphs */
    bool title;      /* and in its title */
    bool implicit;   /* an unsaid subject: the match is the start of a sentence, the reference stands before it */
    bool plural;     /* "both": the members of the list before */
    uint32_t count;  /* "the three": with `plural`, how many they are; 0 = any number */
    bool first_member, last_member; /* "the former", "the latter": with `plural`, one of them */
    bool next;       /* only for what its cue finds in the sentence before */
    bool cased;      /* written with a capital ("the Company"): a defined term */
    bool named;      /* "the university": first of all a thing whose name has that word */
    eg_regex *cue;    /* the nearest match before, of its group x: "led the round" after "{x} raised"; may be NULL */
    uint32_t cue_group;
    eg_regex *except; /* no thing that this finds before it in its block as its group x; may be NULL */
    uint32_t except_group;
    eg_regex *behind; /* the thing behind it that this finds right there as its group x: "With its pump, {x} cut"; may be NULL */
    uint32_t behind_group;
    eg_regex *unlike; /* no thing whose folded name this matches; may be NULL */
    eg_slice not_first; /* a list: nobody whose name begins with one of its words ("she" is no John); or "" */
    eg_slice listed; /* only a thing that this list of names knows: "the country" is no city; or "" */
    bool pronoun;    /* may stand for the subject of its own clause */
    bool told;       /* "the hospital": only for what was introduced as one */
    bool sure;       /* "the Oslo dairy": only for what is known to be one, or to be of there */
    bool unnamed;    /* "the campus": names nothing, and what a pronoun behind it may stand for */
} eg_reference;

/* A column header or the label before a colon: what the cells say of the row's subject. */
typedef struct eg_label {
    eg_slice id;
    eg_regex *regex;   /* the whole label, lower case */
    uint32_t kind;     /* kind of the names in the cell, EG_NONE = as they are */
    uint32_t edge;     /* EG_NONE: the cell only names things */
    bool subject;      /* this column is the row's subject */
    bool topic;        /* as the first column: its rows are about what the table is about */
    bool from_cell;    /* the edge goes from the cell to the subject */
    bool unheaded;     /* holds for a column, too, whose header says nothing and whose cells are all of its kind */
    eg_slice measure, role, noun;
    float weight;
} eg_label;

/* Variant `variant` of rule `rule` runs when its gate is open: eg_patterns.plan[gate]. */
typedef struct eg_step {
    uint32_t rule, variant;
} eg_step;

/* What the items, rows and paragraphs below a heading or an introduction ("Portfolio", "made six investments:") have to
 * do with the thing that heading, introduction or post is about. */
typedef struct eg_section {
    eg_slice id;
    eg_regex *heading; /* the whole heading, caseless; may be NULL */
    eg_regex *intro;   /* somewhere in the sentence before a list or table, caseless; may be NULL */
    eg_regex *fragment; /* all that stands before a figure in a part of an entry that speaks of its head; may be NULL */
    eg_regex *asked;    /* in the question before; then the figure is of what that speaks of; or NULL */
    eg_regex *behind;   /* must follow that figure, or NULL: anything may */
    eg_regex *column;  /* the whole header of the column that names the rows, or the label before a colon; may be NULL */
    eg_regex *beside;  /* with column: somewhere in all headers of the table, joined by " | ", caseless; may be NULL */
    uint32_t edge;
    uint32_t topic;    /* kinds of the topic; 0 = what the edge allows */
    bool paragraphs;   /* also for the name a paragraph opens with */
    bool title;        /* every list of a post whose title names such a thing */
    bool near;         /* a thing that its paragraphs name before the list comes before what the post is about */
    bool from_item;    /* the edge goes from the item to the topic */
    float weight;
} eg_section;

/* What a known word does to a run of letters in a language without capitals and spaces. */
enum eg_cut {
    EG_CUT_WORD = 1 << 0,      /* only cuts: a word that a rule asks for */
    EG_CUT_PROSE = 1 << 1,     /* no part of a name */
    EG_CUT_TITLE = 1 << 2,     /* stands before a person's name */
    EG_CUT_HONORIFIC = 1 << 3, /* stands behind a person's name */
    EG_CUT_LEGAL = 1 << 4,     /* begins or ends a name */
    EG_CUT_HEAD = 1 << 5,      /* makes a name of what stands before it */
    EG_CUT_GENERIC = 1 << 6,   /* alone is no name */
    EG_CUT_JOINT = 1 << 7,     /* may stand between a title and its person */
    EG_CUT_LISTED = 1 << 8,    /* a gazetteer has it */
    EG_CUT_OWN = 1 << 9,       /* the post itself introduces it as a name */
};

struct eg_patterns {
    eg_arena arena;
    eg_language language;
    eg_patterns *first;         /* the set of the default language, which owns this one; NULL in that set itself */
    EG_VEC(eg_patterns *) others; /* of the first: the sets of the further languages */
    eg_map cuts;                /* script-run: word -> eg_cut bits */
    size_t cut_most;            /* bytes of the longest */
    eg_first_chars cut_firsts;  /* what they begin with */
    eg_map conjunctions;        /* what joins the members of a list: "and", "or" */
    eg_map honorifics, joints;  /* script-run: words behind a person's name; between a title and the name */
    EG_VEC(eg_slice) contrast;  /* on the tape: what follows is set against what went before (" but ") */
    EG_VEC(eg_slice) pairing;   /* on the tape: two lists of a statement go together member by member ("respectively") */
    EG_VEC(eg_slice) clause_ends; /* on the tape: a guard governs nothing beyond */
    EG_VEC(eg_slice) introducers; /* before another name in parentheses: "hereinafter" */
    EG_VEC(eg_slice) adverb_endings; /* behind an everyday word: ly */
    EG_VEC(eg_slice) trade_tails;      /* of a word of a trade: chipMAKER */
    EG_VEC(eg_slice) akin_endings;     /* of words that tell the same: distributOR, distributES */
    EG_VEC(eg_slice) singular_endings; /* on the tape: of a verb behind "who" that speaks of one alone: s */
    EG_VEC(eg_slice) contracted; /* on the tape: the word that a mark and an s behind a pronoun stand for: "she's the founder" */
    EG_VEC(eg_slice) goes_on;   /* behind a closing quote: the sentence is not over */
    EG_VEC(uint32_t) stops;     /* code points that end a sentence with no space behind, ascending */
    eg_slice gap_breaks;        /* characters that no gap takes in, as a class of a pattern writes them */
    eg_schema schema;
    char sha256[65];
    eg_gazetteer names;
    eg_figure_rules *figures;
    EG_VEC(eg_source *) sources;
    EG_VEC(eg_entity_rule) entities;
    EG_VEC(eg_tape_rule) rules;
    EG_VEC(eg_lift) lifts;
    eg_clause_rule clauses; /* all NULL when the set has none */
    EG_VEC(eg_guard) guards;
    EG_VEC(eg_reference) references;
    EG_VEC(eg_label) labels;
    EG_VEC(eg_section) sections;
    struct eg_gatemaker *maker; /* of what tape patterns are waited for, while the set is loaded */
    eg_arena texts;         /* what is settled but for names */
    eg_outlines outlines;   /* of patterns that do not run on tapes */
    eg_gates *entity_gates[EG_ON_COUNT]; /* of the patterns of entity rules that hold a literal */
    eg_gates *gates;        /* of all tape patterns; eg_regex_gate tells a pattern's own */
    EG_VEC(eg_step) plan;   /* the variants of contexts, then those of relations, in the order of the files */
    size_t plan_contexts;   /* how many of them are contexts */
    EG_VEC(eg_slice) abbreviations, soft_abbreviations, lettered;
    /* word lists of text.yaml */
    eg_map stopwords;       /* never begin or are a name */
    eg_map openers;         /* cut from a name at the start of a sentence */
    eg_map titles;          /* words before a person's name that are no part of it */
    eg_map roles;           /* posts: "ceo", "minister" */
    eg_map legal;           /* legal forms, folded: "inc", "gmbh", "co ltd" */
    eg_map splits;          /* tails that split a hyphenated word */
    eg_map hyphen_heads;    /* heads that do, before a capital: "ex-Siemens" */
    eg_map hosts;           /* last parts of host names: io, com */
    eg_map subject_verbs;   /* verbs and participles whose subject is a thing with a name: "raised", "signed" */
    eg_map title_words;     /* small words that make a sentence of a link's text: a title, no name of a firm */
    eg_map particles;       /* small words inside names of persons: van, de, bin */
    eg_map heads;           /* words behind which of/for/and continue a name: University, Ministry */
    eg_map generic;         /* capitalised words that alone are no name: Company, Fund, Series */
    eg_map prepositions;    /* a name behind one is no subject */
    eg_map relative_words;  /* begin a clause whose subject is the name before them: who, which */
    eg_map subordinators;   /* begin a clause that is not the main one: who, when */
    eg_map clause_words;    /* between two names: they stand in two clauses */
    eg_map articles;        /* before a name and no part of it: the */
    eg_map organs;          /* whose body is no name of its own: "Supervisory Board of X", "Board of Directors of X" */
    eg_map name_joints;     /* join the parts of a name: of, for */
    eg_map told_verbs;      /* before who is told something */
    eg_map collectives;     /* before several at once: both, all */
    eg_map where_words;     /* before a house or a place, and nobody: at */
    eg_map role_adjectives; /* of roles: what may begin the name of a body, too: financial, global */
    eg_map firm_nouns;      /* what a firm is called, now by one and now by another: company, startup */
    eg_map determiners;     /* what an apposition begins with: a, the, its */
    eg_map undertakings;    /* what makes a name of words that tell nothing: award, summit */
    eg_map region_letters;  /* of a state, behind a town and a comma: ma, nh */
    eg_map post_heads;      /* what a post is called that everyday words with capitals stand before: director, lead */
    eg_map name_leads;      /* short words with a dot that a name may begin with: st, mt */
    eg_map trade_words;     /* what is said of one trade -> the number of the trade: insurer, assurance */
    eg_map copulas;         /* between a name and what it is: is, became */
    eg_map joining_verbs;   /* behind one "its" is not the subject's: joined, led */
    eg_map launching_verbs; /* before what begins to be: launched, hosts */
    eg_map givers;          /* small words before whose thing it is: from, by */
    eg_map name_tails;      /* small words that end a name where they have a capital: now, up */
    eg_map having_verbs;    /* of role_leads: behind one what is told is one's own: has ("X has its plants in") */
    eg_map trades;          /* what a firm is called right before its name, at the start of a sentence: carmaker, insurer */
    eg_map serial_nouns;    /* one of these behind a number counts nothing, so that the number ends a name: "the Kvern 3 model" */
    eg_map date_leads;      /* a month behind one is no given name: in, since */
    eg_map role_leads;      /* before a post and no part of it: the, has, been */
    eg_map demonyms;        /* adjectives of place that may lead a name but are none alone */
    eg_map irregular;       /* verb -> index into verbs */
    eg_map participles;     /* past -> index into verbs, of a verb whose participle is another word: took (taken) */
    EG_VEC(eg_slice) verbs; /* "base;third;past;participle;ing" */
    eg_slice separator;     /* regex between the members of a list on the tape */
    EG_VEC(eg_slice) macro_names;
    EG_VEC(const eg_yaml *) macros;
    float threshold;        /* a name whose best kind has less evidence falls */
};

/* The byte that stands for a mention of `kind` on the tape; a name without kind; a date; a figure of class `cls`. */
char eg_unit_of_kind(uint32_t kind);
char eg_unit_unknown(void);
char eg_unit_of_figure(uint32_t cls);
char eg_unit_of_date(void);
bool eg_unit_is(char c);

/* The text of a variant's pattern in the file of its rule. */
const eg_yaml *eg_variant_pattern(const eg_tape_rule *rule, const eg_variant *variant);

/* The set for a text: that of the language its front matter names, else of the first whose script it is written in, else
 * `patterns` itself. */
const eg_patterns *eg_patterns_for(const eg_patterns *patterns, const eg_text *text);
/* The set of language `index`, the default one first; NULL behind the last. */
eg_patterns *eg_patterns_language(eg_patterns *patterns, size_t index);
/* Adds bits to the word in `cuts`. */
void eg_patterns_cut(eg_patterns *patterns, eg_slice word, uint32_t bits);

const eg_map *eg_patterns_list(const eg_patterns *patterns, eg_slice name);

#endif
