/* SPDX-License-Identifier: MIT */
/* The forms of figures that the English set reads, with their values, and what is none. Runs on the shipped set. */
#include "unit.h"

#include "base/error.h"
#include "base/sink.h"
#include "scan/patternset.h"

static eg_patterns *set;

typedef struct row {
    const char *text;
    const char *want; /* figures in order: "VALUE UNIT" or "LOW-HIGH UNIT", joined by "; " */
} row;

static eg_figures find(eg_arena *arena, eg_text *text, eg_block *block, eg_sentence *sentence, const char *prose) {
    eg_figures found;
    *block = (eg_block){.end = (uint32_t)strlen(prose), .heading = EG_NO_BLOCK};
    *sentence = (eg_sentence){0, block->end, 0};
    *text = (eg_text){.text = eg_slice_from(prose), .blocks = block, .block_count = 1, .sentences = sentence, .sentence_count = 1};
    eg_figures_find(&found, arena, set->figures, text, EG_S("2025-03-14"), NULL, 0);
    return found;
}

static void check_rows(const row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        eg_arena arena = {0};
        eg_text text;
        eg_block block;
        eg_sentence sentence;
        eg_figures found = find(&arena, &text, &block, &sentence, rows[i].text);
        eg_sink got = {0};
        for (size_t f = 0; f < found.figure_count; f++) {
            const eg_figure *figure = &found.figures[f];
            char value[80];
            if (figure->has_high) snprintf(value, sizeof value, "%.15g-%.15g ", figure->value, figure->high);
            else snprintf(value, sizeof value, "%.15g ", figure->value);
            if (f) eg_puts(&got, "; ");
            eg_puts(&got, value);
            eg_put(&got, figure->unit);
        }
        eg_slice line = eg_sink_slice(&got);
        if (!eg_slice_eq(line, eg_slice_from(rows[i].want))) {
            printf("  \"%s\" gives \"%.*s\", wanted \"%s\"\n", rows[i].text, EG_FMT(line), rows[i].want);
            unit_failed_checks++;
        }
        eg_sink_fini(&got);
        eg_arena_fini(&arena);
    }
}

#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void test_figure__money_of_forty_currencies(void) {
    static const row rows[] = {
        {"It raised $5m.", "5000000 USD"},
        {"It raised US$1.2bn.", "1200000000 USD"},
        {"It raised 12 million dollars.", "12000000 USD"},
        {"It raised €40 million.", "40000000 EUR"},
        {"It raised 1.2bn euros.", "1200000000 EUR"},
        {"It raised EUR 3m.", "3000000 EUR"},
        {"It paid £900,000.", "900000 GBP"},
        {"It paid 2 million pounds.", "2000000 GBP"},
        {"It paid ¥198,000.", "198000 JPY"},
        {"It paid 20 oku yen.", "2000000000 JPY"},
        {"It paid 5億円.", "500000000 JPY"},
        {"It paid RMB 30 million.", "30000000 CNY"},
        {"It paid 30 million yuan.", "30000000 CNY"},
        {"It paid ₹2,048 crore.", "20480000000 INR"},
        {"It paid Rs 50 lakh.", "5000000 INR"},
        {"It paid ₩40 billion.", "40000000000 KRW"},
        {"It paid 40 billion won.", "40000000000 KRW"},
        {"It paid CHF 450 million.", "450000000 CHF"},
        {"It paid 4 million Swiss francs.", "4000000 CHF"},
        {"It paid C$40 million.", "40000000 CAD"},
        {"It paid A$7m.", "7000000 AUD"},
        {"It paid NZ$7m.", "7000000 NZD"},
        {"It paid S$7m.", "7000000 SGD"},
        {"It paid HK$7m.", "7000000 HKD"},
        {"It paid NT$7m.", "7000000 TWD"},
        {"It paid R$1 billion.", "1000000000 BRL"},
        {"It paid 6 million reais.", "6000000 BRL"},
        {"It paid MXN 90 million.", "90000000 MXN"},
        {"It paid ARS 90 million.", "90000000 ARS"},
        {"It paid CLP 90 million.", "90000000 CLP"},
        {"It paid 90 billion Argentine pesos.", "90000000000 ARS"},
        {"It paid COP 90 billion.", "90000000000 COP"},
        {"It paid SEK 94.", "94 SEK"},
        {"It paid 5 million kronor.", "5000000 SEK"},
        {"It paid NOK 300 million.", "300000000 NOK"},
        {"It paid 8 million Danish kroner.", "8000000 DKK"},
        {"It paid ISK 12 million.", "12000000 ISK"},
        {"It paid 200 zł.", "200 PLN"},
        {"It paid PLN 3.5m.", "3500000 PLN"},
        {"It paid CZK 3.5m.", "3500000 CZK"},
        {"It paid HUF 3.5bn.", "3500000000 HUF"},
        {"It paid RON 3.5m.", "3500000 RON"},
        {"It paid BGN 3.5m.", "3500000 BGN"},
        {"It paid ₺90 million.", "90000000 TRY"},
        {"It paid ₪12m.", "12000000 ILS"},
        {"It paid 12 million shekels.", "12000000 ILS"},
        {"It paid AED 10 million.", "10000000 AED"},
        {"It paid 10 million dirhams.", "10000000 AED"},
        {"It paid SAR 10 million.", "10000000 SAR"},
        {"It paid QAR 10 million.", "10000000 QAR"},
        {"It paid EGP 10 million.", "10000000 EGP"},
        {"It paid ₦10 million.", "10000000 NGN"},
        {"It paid KSh 500,000.", "500000 KES"},
        {"It paid GHS 500,000.", "500000 GHS"},
        {"It paid R500 million.", "500000000 ZAR"},
        {"It paid Rp 20 billion.", "20000000000 IDR"},
        {"It paid RM 12 million.", "12000000 MYR"},
        {"It paid ฿12 million.", "12000000 THB"},
        {"It paid VND 12 billion.", "12000000000 VND"},
        {"It paid ₱18.4bn.", "18400000000 PHP"},
        {"It paid PKR 12 million.", "12000000 PKR"},
        {"It paid ৳12 million.", "12000000 BDT"},
        {"It paid ₽12 million.", "12000000 RUB"},
        {"It paid ₴12 million.", "12000000 UAH"},
        {"It paid ₸12 million.", "12000000 KZT"},
        {"It paid 12 million soles.", "12000000 PEN"},
    };
    CHECK_ROWS(rows);
}

static void test_figure__money_in_every_shape(void) {
    static const row rows[] = {
        {"It raised half a billion dollars.", "500000000 USD"},
        {"It raised a quarter of a million pounds.", "250000 GBP"},
        {"It raised two hundred and fifty thousand euros.", "250000 EUR"},
        {"It raised three and a half million dollars.", "3500000 USD"},
        {"A 617-billion-yen fund.", "617000000000 JPY"},
        {"A $30-million round.", "30000000 USD"},
        {"It raised $5m to $8m.", "5000000-8000000 USD"},
        {"Cheques of $2-$3 million.", "2000000-3000000 USD"},
        {"Cheques of €250,000–500,000.", "250000-500000 EUR"},
        {"It costs between €20 million and €26 million.", "20000000-26000000 EUR"},
        {"It costs between 20 and 26 million euros.", "20000000-26000000 EUR"},
        {"Five to eight million dollars.", "5000000-8000000 USD"},
        {"Sales rose from $5m to $8m.", "5000000 USD; 8000000 USD"},
        {"The price is €1.500 a piece.", "1500 EUR"},
        {"The price is €1.234,50 a piece.", "1234.5 EUR"},
        {"The price is $1,234.50 a piece.", "1234.5 USD"},
        {"The price is CHF 1'250 a piece.", "1250 CHF"},
        {"It raised €1,5 million.", "1500000 EUR"},
        {"It raised €1.500 million.", "1500000 EUR"},
        {"It raised ₹1,00,000 there.", "100000 INR"},
        {"It raised 500,000 USD.", "500000 USD"},
        {"It raised 5 million €.", "5000000 EUR"},
        {"It put $15.9 billion to 286 projects.", "15900000000 USD; 286 count:project"},
    };
    CHECK_ROWS(rows);
}

static void test_figure__shares(void) {
    static const row rows[] = {
        {"Up 12%.", "12 percent"},
        {"Up 7.5 per cent.", "7.5 percent"},
        {"Up 20pc.", "20 percent"},
        {"Twelve percent of them.", "12 percent"},
        {"Up 10–15 percent.", "10-15 percent"},
        {"Between 8% and 9% are late.", "8-9 percent"},
        {"It rose from 8% to 9%.", "8 percent; 9 percent"},
        {"Up 3 percentage points.", "3 percentage_points"},
        {"Up two percentage points.", "2 percentage_points"},
        {"Up 2.5pp.", "2.5 percentage_points"},
        {"Two-thirds of applicants.", "66.667 percent"},
        {"Three quarters of it.", "75 percent"},
        {"A third of its staff.", "33.333 percent"},
        {"One-third left.", "33.333 percent"},
        {"A tenth of the price.", "10 percent"},
        {"Half of the speakers.", "50 percent"},
        {"Half its staff.", "50 percent"},
        {"One in five left.", "20 percent"},
        {"1 in 4 adults.", "25 percent"},
        {"Nine out of ten users.", "90 percent"},
        {"One sample in 200 broke.", "0.5 percent"},
    };
    CHECK_ROWS(rows);
}

static void test_figure__counts(void) {
    static const row rows[] = {
        {"It has 1,700 Tokyo-based members.", "1700 count:member"},
        {"It has 45 portfolio companies.", "45 count:company"},
        {"It has 300 people.", "300 count:person"},
        {"It has 26 staff.", "26 count:employee"},
        {"It has 300K attendees.", "300000 count:attendee"},
        {"It has 1.2 million users.", "1200000 count:user"},
        {"It has 1.500 members.", "1500 count:member"},
        {"It has 12 universities.", "12 count:university"},
        {"It has 3 analyses and 4 criteria.", "3 count:analysis; 4 count:criterion"},
        {"It has 9 branches, 7 boxes and 6 classes.", "9 count:branch; 7 count:box; 6 count:class"},
        {"It has 105 qubits.", "105 count:qubit"},
        {"It has 40 of the largest banks.", "40 count:bank"},
        {"It has 120 research and design engineers.", "120 count:engineer"},
        {"A 650-member board.", "650 count:member"},
        {"Nine companies graduated.", "9 count:company"},
        {"Two hundred and fifty researchers came.", "250 count:researcher"},
        {"Four of its engineers left.", "4 count:engineer"},
        {"Some 20–30 startups came.", "20-30 count:startup"},
        {"Between 3 and 5 million users.", "3000000-5000000 count:user"},
        {"From 10 to 20 engineers.", "10-20 count:engineer"},
        {"Six to eight startups a year.", "6-8 count:startup"},
        {"With a staff of about 300.", "300 count:employee"},
        {"Headcount will reach 80 soon.", "80 count:employee"},
        {"The number of foreign engineers in Kenya rose to 85,000.", "85000 count:engineer"},
        {"59 companies came, 22 of them from Kenya.", "59 count:company; 22 count:company"},
        {"There were 657 entrants: 365 from Japan and 292 from abroad.", "657 count:entrant; 365 count:entrant; 292 count:entrant"},
        {"It chose partners, of which there are over 130.", "130 count:partner"},
    };
    CHECK_ROWS(rows);
}

static void test_figure__ranks_and_multiples(void) {
    static const row rows[] = {
        {"The #1 cluster.", "1 rank"},
        {"It is No. 2 in Asia.", "2 rank"},
        {"It counts itself number one in Europe and fifth in the world.", "1 rank; 5 rank"},
        {"The 3rd-largest economy.", "3 rank"},
        {"The second-biggest bank.", "2 rank"},
        {"The sixth largest purchase.", "6 rank"},
        {"The fourth most valuable firm.", "4 rank"},
        {"In the top 3.", "3 rank"},
        {"The top two cities.", "2 rank"},
        {"It took third place.", "3 rank"},
        {"It came third in the race.", "3 rank"},
        {"It ranked 5th.", "5 rank"},
        {"The paper ranked her 15th in its list.", "15 rank"},
        {"It tripled.", "3 multiple"},
        {"It grew 4x.", "4 multiple"},
        {"A fivefold rise.", "5 multiple"},
        {"A 10-fold rise.", "10 multiple"},
        {"Twice as many.", "2 multiple"},
        {"Four times as big.", "4 multiple"},
        {"It is 2.5 times the average.", "2.5 multiple"},
        {"Up by an order of magnitude.", "10 multiple"},
        {"Up by two orders of magnitude.", "100 multiple"},
        {"Costs halved.", "0.5 multiple"},
        {"It cut the error rate in half.", "0.5 multiple"},
    };
    CHECK_ROWS(rows);
}

static void test_figure__what_is_none(void) {
    static const row rows[] = {
        {"It opened in 2019 and closed in 2021.", ""},
        {"On 5 November 2024 it opened.", ""},
        {"Over five years and three months it grew.", ""},
        {"She is a 42-year-old engineer.", ""},
        {"She is aged 42 and works.", ""},
        {"Version 2.1.4 came out.", ""},
        {"Section 3 rules apply.", ""},
        {"Phase 2 trials began.", ""},
        {"Call +49 351 555 0123 now.", ""},
        {"It makes 40 kW and weighs 25 kg.", ""},
        {"At 28 down to 12 nanometres.", ""},
        {"Some 30 km away, 5 hectares wide.", ""},
        {"Windows 11 users complain.", ""},
        {"GPT-4 users complain.", ""},
        {"The conference runs 24/7 at 10:30.", ""},
        {"Our weekly briefing #47", ""},
        {"One of the firms left.", ""},
        {"A million reasons exist.", ""},
        {"Tens of billions were lost.", ""},
        {"The largest bank grew.", ""},
        {"In the second quarter it grew.", ""},
        {"A third plant opened in half an hour.", ""},
        {"A quarter of a century passed.", ""},
        {"The 3rd edition opened on the 2nd day.", ""},
        {"A double room is free.", ""},
        {"A chip of 10 x 10 mm.", ""},
    };
    CHECK_ROWS(rows);
}

static void test_figure__modifiers(void) {
    static const struct {
        const char *text, *modifier;
    } rows[] = {
        {"It raised over $5m.", "over"},     {"It raised more than $5m.", "more than"}, {"It raised up to $5m.", "up to"},
        {"It raised ~$5m.", "~"},            {"It raised nearly $5m.", "nearly"},       {"It raised $5m.", ""},
        {"Output will exceed $5m.", "exceed"}, {"It raised at least $5m.", "at least"}, {"It raised an estimated $5m.", "an estimated"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        eg_arena arena = {0};
        eg_text text;
        eg_block block;
        eg_sentence sentence;
        eg_figures found = find(&arena, &text, &block, &sentence, rows[i].text);
        CHECK_INT(found.figure_count, 1);
        if (found.figure_count) CHECK_STR(found.figures[0].modifier, rows[i].modifier);
        eg_arena_fini(&arena);
    }
}

/* The post is of 14 March 2025. */
static void test_date__absolute_and_relative(void) {
    static const struct {
        const char *text, *iso;
    } rows[] = {
        {"It opened on 5 November 2024.", "2024-11-05"}, {"It opened on November 5, 2024.", "2024-11-05"}, {"It opened in November 2024.", "2024-11"},
        {"It opened in 2024.", "2024"},                  {"It opened 2024-11-05.", "2024-11-05"},         {"It opened in Q3 2023.", "2023-07/2023-09"},
        {"It opened in the third quarter of 2023.", "2023-07/2023-09"}, {"It opened in H1 2021.", "2021-01/2021-06"}, {"It opened in the last quarter of 2022.", "2022-10/2022-12"},
        {"It opened in the second half of 2022.", "2022-07/2022-12"}, {"It opened in Q3 of fiscal 2023.", "2023"}, {"It opened in Q2 FY2023.", "2023"}, {"It opened in early 2024.", "2024"},
        {"It opened in March.", "2025-03"},              {"It opened last November.", "2024-11"},         {"It opened last year.", "2024"},
        {"It opened two years ago.", "2023"},            {"It opened last month.", "2025-02"},            {"It opened yesterday.", "2025-03-13"},
        {"It opens next year.", "2026"},                 {"It grew for three years.", ""},                {"It opened in the 2010s.", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        eg_arena arena = {0};
        eg_text text;
        eg_block block;
        eg_sentence sentence;
        eg_figures found = find(&arena, &text, &block, &sentence, rows[i].text);
        CHECK_INT(found.date_count, 1);
        if (found.date_count) CHECK_STR(eg_slice_from(found.dates[0].iso), rows[i].iso);
        eg_arena_fini(&arena);
    }
}

int main(void) {
    const char *dir = getenv("ECOGRAPH_PATTERNS");
    const char *const dirs[] = {dir ? dir : "patterns"};
    eg_errors errors = {0};
    set = eg_patterns_load(dirs, 1, &errors);
    if (set == NULL) {
        printf("FAIL test_scan_figure: the pattern set does not load\n");
        return EXIT_FAILURE;
    }
    RUN(test_figure__money_of_forty_currencies);
    RUN(test_figure__money_in_every_shape);
    RUN(test_figure__shares);
    RUN(test_figure__counts);
    RUN(test_figure__ranks_and_multiples);
    RUN(test_figure__what_is_none);
    RUN(test_figure__modifiers);
    RUN(test_date__absolute_and_relative);
    eg_patterns_free(set);
    eg_errors_fini(&errors);
    return unit_done();
}
