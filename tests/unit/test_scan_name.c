/* SPDX-License-Identifier: MIT */
/* Spans of names: what capital letters, small words and lists bound. */
#include "unit.h"

#include "reading.h"

static bool found(const char *markdown, const char *name) {
    reading *x = reading_of(markdown);
    bool yes = reading_candidate(x, name) != NULL;
    reading_free(x);
    return yes;
}

static void test_names__inner_words(void) {
    CHECK(found("We met at the Institute for Cold Physics of Lund today.\n", "Institute for Cold Physics of Lund"));
    CHECK(found("It was Brandt & Vokes that paid.\n", "Brandt & Vokes"));
    CHECK(found("Then Pieter van der Molen spoke.\n", "Pieter van der Molen"));
    CHECK(found("It was built by Ostmark Werke GmbH & Co. KG in May.\n", "Ostmark Werke GmbH & Co. KG"));
    CHECK(found("It was sold to Kanda Denki Co., Ltd. in May.\n", "Kanda Denki Co., Ltd."));
}

static void test_names__syllables_tails_and_codes(void) {
    CHECK(found("It was led by Zong Ho-jun.\n", "Zong Ho-jun"));
    CHECK(!found("It was led by Zelv Seed-stage funds.\n", "Zelv Seed-stage"));
    CHECK(found("Then Kelva Now raised money.\n", "Kelva Now"));
    CHECK(!found("Then Kelva Now Raised It All\n", "Kelva Now"));
    CHECK(found("It met Ines Maas there.\n", "Ines Maas"));
    CHECK(found("France US$100 million came.\n", "France"));
    CHECK(found("It flies the Kelva Loop 26 (KL26) there.\n", "Kelva Loop 26"));
    CHECK(found("It sold the KVE:3800 there.\n", "KVE:3800"));
    CHECK(found("It signed with Kelva Acquisition Corp. III, which left.\n", "Kelva Acquisition Corp. III"));
    CHECK(!found("Conspicuously absent was Kelva.\n", "Conspicuously"));
}

/* Everyday words with capitals before what posts are called: the post, where a name and a firm stand around it. */
static void test_names__posts_in_capitals(void) {
    CHECK(!found("Vrolik Tamsma, Investment Director at Kvern, left.\n", "Investment"));
    CHECK(!found("Vrolik Tamsma, Research and Policy Lead at Kvern, left.\n", "Research and Policy Lead"));
    CHECK(!found("Then Kvern's Investment Director Ada Tamsma left.\n", "Investment"));
    CHECK(found("Then Kvern's Investment Director Ada Tamsma left.\n", "Ada Tamsma"));
    CHECK(found("Vrolik Tamsma, Toyota Director at the time, left.\n", "Toyota"));
    CHECK(found("Vrolik Tamsma, Zelv Director, left.\n", "Zelv"));
}

static void test_names__of_words_that_tell_nothing(void) {
    CHECK(found("It won the Nordic Startup Award there.\n", "Nordic Startup Award"));
    CHECK(!found("It won the Startup Award there.\n", "Startup Award"));
    CHECK(found("It met 10x Founders there.\n", "10x Founders"));
    CHECK(!found("It grew 10x Kelvern there.\n", "10x Kelvern"));
    CHECK(!found("It grew 10x Directory there.\n", "10x Directory"));
}

static void test_names__letters_of_states(void) {
    CHECK(!found("Then Kvernham, CA-based Zelv left.\n", "CA"));
    CHECK(!found("Then Zelv of Kvernham, NH, left.\n", "NH"));
    CHECK(found("Then Zelv of Kvernham, QRV, left.\n", "QRV"));
    CHECK(found("Then NH left.\n", "NH"));
}

static void test_names__a_dot_inside(void) {
    CHECK(found("Then St. Kvern Medical bought it.\n", "St. Kvern Medical"));
    CHECK(found("In May Mt. Kvern Ventures left.\n", "Mt. Kvern Ventures"));
    CHECK(!found("It lies on Kelp St. Kvern Medical lies there too.\n", "Kelp St. Kvern Medical"));
}

static void test_names__two_people_are_two(void) {
    CHECK(found("The duo Anna Lind & Oskar Frisk won.\n", "Anna Lind"));
    CHECK(found("The duo Anna Lind & Oskar Frisk won.\n", "Oskar Frisk"));
}

static void test_names__titles_stay_outside(void) {
    CHECK(found("Then Minister Vrolik Tamsma spoke.\n", "Vrolik Tamsma"));
    CHECK(found("It was General Harvest that paid.\n", "General Harvest")); /* a firm: nobody is called so */
    CHECK(found("It came from Hon Wai Precision Co., Ltd. in May.\n", "Hon Wai Precision Co., Ltd."));
}

static void test_names__posts_and_months_before_people(void) {
    CHECK(found("Founder-CEO Vrolik Tamsma keeps it.\n", "Vrolik Tamsma"));
    CHECK(found("It was built by CTO Oh Min-seok.\n", "Oh Min-seok"));
    CHECK(found("They saw Ma Lihua there.\n", "Ma Lihua"));
    CHECK(found("The yard that June Lindqvist runs is old.\n", "June Lindqvist"));
    CHECK(!found("In June Lindqvist left.\n", "June Lindqvist"));
    CHECK(!found("By June Lindqvist had left.\n", "June Lindqvist"));
    CHECK(found("It was built by June Lindqvist.\n", "June Lindqvist"));
}

static void test_names__numbers_at_the_end(void) {
    CHECK(found("Its Kelva Pro 2 model is old.\n", "Kelva Pro 2"));
    CHECK(!found("In Kelva 1 model was sold.\n", "Kelva 1"));
    CHECK(!found("In Oslo 2 system operators met.\n", "Oslo 2"));
    CHECK(!found("It makes a Type 2 cell there.\n", "Type 2"));
    CHECK(!found("It gives the University of Kelva 175 and the others 20.\n", "University of Kelva 175"));
}

static void test_names__no_names(void) {
    CHECK(!found("Rather fittingly, it left.\n", "Rather fittingly"));
    CHECK(!found("I'd say We'll see.\n", "I'd"));
    CHECK(!found("An AI-guided tool is a Seed-stage bet.\n", "AI-guided"));
    CHECK(!found("An AI-guided tool is a Seed-stage bet.\n", "Seed-stage"));
    CHECK(!found("It cost US$4 million.\n", "US"));
    CHECK(found("It came to the US in May.\n", "US"));
    CHECK(!found("Anecdotally they left.\n", "Anecdotally"));
}

static void test_names__head_of_a_column(void) {
    CHECK(!found("| Raisee | Sum |\n| --- | --- |\n| Kelmwise | $4 |\n", "Raisee"));
    CHECK(found("| Raisee | Sum |\n| --- | --- |\n| Kelmwise | $4 |\n", "Kelmwise"));
    CHECK(found("| OpenAI | Sum |\n| --- | --- |\n| 3 | $4 |\n", "OpenAI"));
}

static void test_names__capital_of_the_sentence(void) {
    CHECK(found("Rival OpenAI said no.\n", "OpenAI"));
    CHECK(!found("Rival OpenAI said no.\n", "Rival OpenAI"));
}

static void test_names__person_behind_everyday_words(void) {
    CHECK(found("The Minister of Harbour Planning Anna Lindqvist spoke.\n", "Anna Lindqvist"));
    CHECK(found("Advisers Anna Lindqvist and Oskar Frisk stay.\n", "Anna Lindqvist"));
    CHECK(!found("It closed its Series A. Anna Lindqvist left.\n", "Series A. Anna Lindqvist"));
    CHECK(found("They saw Anna B. Lindqvist there.\n", "Anna B. Lindqvist"));
}

static void test_names__titles_of_works(void) {
    CHECK(found("He wrote \"Small Dams, Big Questions\" in May.\n", "Small Dams, Big Questions"));
    CHECK(found("He wrote *The Anatomy of a Kettle* in May.\n", "The Anatomy of a Kettle"));
    CHECK(!found("*The Anatomy of a Kettle*\n", "The Anatomy of a Kettle")); /* a heading in disguise */
    CHECK(found("The Harbour Plan 2025\xe2\x80\x93" "2030 was read.\n", "Harbour Plan 2025\xe2\x80\x93" "2030"));
}

static void test_names__small_brands_again(void) {
    CHECK(found("The startup kelvib raised it.\n", "kelvib"));
    CHECK(!found("The startup kelvibed it.\n", "kelvibed"));
    CHECK(!found("The startup kelvib lake.\n", "kelvib"));
    CHECK(found("### kelvib \xe2\x99\xbb\xef\xb8\x8f\n\nIt rained.\n", "kelvib"));
    CHECK(!found("### harvest\n\nIt rained.\n", "harvest"));
    reading *x = reading_of("**kelvib** makes chips. Later kelvib raised money.\n");
    size_t n = 0;
    for (size_t i = 0; i < x->candidates.len; i++) n += x->candidates.items[i].end - x->candidates.items[i].begin == 6;
    CHECK_INT(n, 2);
    reading_free(x);
}

static void test_names__small_brands(void) {
    CHECK(found("They use qrvl.io at work.\n", "qrvl.io"));
    CHECK(!found("They use it.Then they left.\n", "it.Then"));
    CHECK(found("They buy from [zorvik](https://example.org) daily.\n", "zorvik"));
    CHECK(!found("They buy from zorvik daily.\n", "zorvik"));
    CHECK(!found("They buy [bread](https://example.org) daily.\n", "bread"));
    CHECK(!found("Write to desk@example.com today.\n", "desk@example.com"));
}

static void test_names__weak_and_soft(void) {
    reading *x = reading_of("Harvest was late. The firm called Harvest grew. # Harvest\n");
    size_t soft = 0;
    for (size_t i = 0; i < x->candidates.len; i++) soft += x->candidates.items[i].soft;
    CHECK_INT(soft, 1); /* inside the sentence; the capital at its start says nothing */
    reading_free(x);
}

static void test_names__trade_before_a_name(void) {
    CHECK(found("Carmaker Kvernova sells cars.\n", "Kvernova"));
    CHECK(found("Fintech Growth Lab met.\n", "Fintech Growth Lab"));             /* what a body is called by */
    CHECK(found("The rival of Insurer Zorvik left.\n", "Insurer Zorvik")); /* no sentence begins with it */
    CHECK(!found("Pharma group Kelva grew.\n", "Pharma"));
}

static void test_names__letters_in_the_list(void) {
    CHECK(found("Pelican Bio was born in a garage.\n", "Pelican Bio")); /* no body called BIO */
    CHECK(!found("Pelican Bio was born in a garage.\n", "Bio"));
    CHECK(found("It was led by BIO and others.\n", "BIO"));
    CHECK(found("Kiln AI raised money.\n", "Kiln AI")); /* weak: "Net IRR stands at" */
    CHECK(found("It was led by Apis Partners.\n", "Apis Partners"));
    CHECK(found("It was led by General Motors Ventures.\n", "General Motors Ventures"));
}

static void test_names__never_overlap(void) {
    reading *x = reading_of("The Bank of Kobe and Kobe University of Arts & Design met Ada Berg Capital Partners LLC, J. K. Lind and NTT Data of Tokyo, Japan.\n");
    CHECK(x->candidates.len > 3);
    for (size_t i = 1; i < x->candidates.len; i++) CHECK(x->candidates.items[i].begin >= x->candidates.items[i - 1].end);
    reading_free(x);
}

int main(void) {
    RUN(test_names__inner_words);
    RUN(test_names__syllables_tails_and_codes);
    RUN(test_names__posts_in_capitals);
    RUN(test_names__of_words_that_tell_nothing);
    RUN(test_names__letters_of_states);
    RUN(test_names__a_dot_inside);
    RUN(test_names__two_people_are_two);
    RUN(test_names__titles_stay_outside);
    RUN(test_names__posts_and_months_before_people);
    RUN(test_names__numbers_at_the_end);
    RUN(test_names__no_names);
    RUN(test_names__head_of_a_column);
    RUN(test_names__capital_of_the_sentence);
    RUN(test_names__person_behind_everyday_words);
    RUN(test_names__titles_of_works);
    RUN(test_names__small_brands);
    RUN(test_names__small_brands_again);
    RUN(test_names__weak_and_soft);
    RUN(test_names__trade_before_a_name);
    RUN(test_names__letters_in_the_list);
    RUN(test_names__never_overlap);
    return unit_done();
}
