/* SPDX-License-Identifier: MIT */
/* Which names are one thing, and which only look so. */
#include "unit.h"

#include "reading.h"

static bool same(const char *markdown, const char *a, const char *b) {
    reading *x = reading_of(markdown);
    bool yes = reading_same(x, a, b);
    reading_free(x);
    return yes;
}

static void test_acronym__letters_in_order(void) {
    CHECK(eg_is_acronym(EG_S("NGL"), EG_S("Northern Grid Lab")));
    CHECK(eg_is_acronym(EG_S("NorGriL"), EG_S("Northern Grid Lab")));
    CHECK(!eg_is_acronym(EG_S("GLN"), EG_S("Northern Grid Lab")));
    CHECK(!eg_is_acronym(EG_S("RGL"), EG_S("Northern Grid Lab"))); /* its first letter begins no word */
    CHECK(!eg_is_acronym(EG_S("N"), EG_S("Northern")));
}

static void test_alias__parenthesis(void) {
    CHECK(same("The Velm Institute of Tides (VIT) met. VIT paid.\n", "Velm Institute of Tides", "VIT"));
    CHECK(same("Zorvik (\xe3\x82\xbe\xe3\x83\xab\xe3\x83\x93\xe3\x82\xaf) grew.\n", "Zorvik", "\xe3\x82\xbe\xe3\x83\xab\xe3\x83\x93\xe3\x82\xaf"));
    CHECK(same("It was Ostrander Hollowitz (o16z) that paid.\n", "Ostrander Hollowitz", "o16z"));
    CHECK(!same("It was Ostrander Hollowitz (o17z) that paid.\n", "Ostrander Hollowitz", "o17z"));
    CHECK(!same("Zorvik Labs (Lund) grew.\n", "Zorvik Labs", "Lund"));
    CHECK(same("They met VELM (Velm Energy Lab Marstal) there.\n", "VELM", "Velm Energy Lab Marstal"));
}

static void test_alias__initials_name_the_words_before(void) {
    CHECK(same("We went to Tokyo Optics (TOP) and to Seed Corn Lab (SCL). SCL paid.\n", "Seed Corn Lab", "SCL"));
    reading *x = reading_of("**Seed Corn Lab (SCL).** A cohort of the Velm School of Tides.\n");
    CHECK(reading_same(x, "Seed Corn Lab", "SCL"));
    reading_free(x);
}

static void test_alias__initials_without_introduction(void) {
    CHECK(same("The Velm Tide Authority met. VTA paid.\n", "Velm Tide Authority", "VTA"));
    CHECK(same("The University of Velm Tides met. The UVT paid.\n", "University of Velm Tides", "UVT"));
    CHECK(!same("The Velm Tide Authority met. VTB paid.\n", "Velm Tide Authority", "VTB"));
    reading *x = reading_of("The Velm Tide Authority and the Vaun Trade Association met. VTA paid.\n");
    CHECK(!reading_same(x, "Velm Tide Authority", "VTA"));
    CHECK(!reading_same(x, "Vaun Trade Association", "VTA"));
    reading_free(x);
}

static void test_alias__surnames(void) {
    CHECK(same("Ada Lindqvist spoke. Then Lindqvist left.\n", "Ada Lindqvist", "Lindqvist"));
    reading *x = reading_of("Ada Lindqvist and Oskar Lindqvist spoke. Then Lindqvist left.\n");
    CHECK(!reading_same(x, "Ada Lindqvist", "Oskar Lindqvist"));
    CHECK(!reading_same(x, "Lindqvist", "Ada Lindqvist"));
    CHECK(!reading_same(x, "Lindqvist", "Oskar Lindqvist"));
    reading_free(x);
    CHECK(same("Pieter van der Molen spoke. Then van der Molen left, and Van der Molen cried.\n", "Pieter van der Molen", "Van der Molen"));
}

static void test_alias__two_family_names(void) {
    CHECK(same("Juan Carlos Ruiz Soto spoke. Then Ruiz left.\n", "Juan Carlos Ruiz Soto", "Ruiz"));
    CHECK(same("Elena Leal de Castro spoke. Then Leal left.\n", "Elena Leal de Castro", "Leal"));
    CHECK(!same("Then Leal left. Elena Leal de Castro spoke.\n", "Elena Leal de Castro", "Leal")); /* not named yet */
    CHECK(same("Ada Kvern-Holt spoke. Then Kvern-Holt left.\n", "Ada Kvern-Holt", "Kvern-Holt"));
    CHECK(same("Elena Maria Soto Leal spoke. Elena Soto left.\n", "Elena Maria Soto Leal", "Elena Soto"));
    CHECK(!same("Elena Maria Soto Leal spoke. Elena Ruiz left.\n", "Elena Maria Soto Leal", "Elena Ruiz"));
    CHECK(!same("Ada Lindqvist (formerly of Velm Bank) spoke.\n", "Ada Lindqvist", "Velm Bank"));
}

static void test_alias__short_forms(void) {
    CHECK(same("Zorvik Robotics Inc. grew. Zorvik hired.\n", "Zorvik Robotics Inc.", "Zorvik"));
    CHECK(same("Zorvik Robotics grew. Zorvik's chief left.\n", "Zorvik Robotics", "Zorvik"));
    reading *x = reading_of("Zorvik Robotics Inc. grew. Zorvik Pharma AG shrank. Zorvik hired.\n");
    CHECK(!reading_same(x, "Zorvik", "Zorvik Robotics Inc."));
    CHECK(!reading_same(x, "Zorvik Robotics Inc.", "Zorvik Pharma AG"));
    reading_free(x);
}

static void test_alias__a_firm_and_its_fund(void) {
    /* the fund stands first: the lone word is its short form, though it was founded like a firm */
    CHECK(same("Zorvik Capital has raised its third fund. Ada Berg founded Zorvik in 2018, and Zorvik is based in Oslo.\n", "Zorvik Capital", "Zorvik"));
    /* spoken of again and again before the fund is there at all */
    CHECK(!same("Zorvik is an accelerator. Zorvik has a house in Oslo. Teams come to Zorvik in May. They get money from Zorvik Capital, the accelerator that invests.\n",
                "Zorvik Capital", "Zorvik"));
}

static void test_alias__letters_and_a_last_word(void) {
    CHECK(same("The National Kvern Laboratory for Dredging Robotics (NKLD Robotics) grew.\n", "National Kvern Laboratory for Dredging Robotics", "NKLD Robotics"));
    CHECK(!same("The National Kvern Laboratory for Dredging Robotics (VBX Robotics) grew.\n", "National Kvern Laboratory for Dredging Robotics", "VBX Robotics"));
}

static void test_alias__legal_forms_and_articles(void) {
    CHECK(same("Zorvik Robotics Ltd. grew, and Zorvik Robotics hired.\n", "Zorvik Robotics Ltd.", "Zorvik Robotics"));
    CHECK(same("Zorvik Robotics GmbH grew, and ZORVIK ROBOTICS hired.\n", "Zorvik Robotics GmbH", "ZORVIK ROBOTICS"));
}

static void test_alias__place_and_company_are_two(void) {
    reading *x = reading_of("Kobe Steel has a plant in Kobe. Kobe is a port.\n");
    CHECK(!reading_same(x, "Kobe Steel", "Kobe"));
    CHECK_STR(reading_kind(x, "Kobe"), "place");
    reading_free(x);
}

static void test_alias__a_firm_with_a_persons_name(void) {
    reading *x = reading_of("Ada Lindqvist Therapeutics AG grew. The board of Ada Lindqvist met.\n");
    CHECK_STR(reading_kind(x, "Ada Lindqvist"), "organization");
    reading_free(x);
    x = reading_of("Ada Lindqvist founded Ada Lindqvist Therapeutics AG. \"It grew\", Ada Lindqvist said.\n");
    CHECK_STR(reading_kind(x, "Ada Lindqvist"), "person");
    CHECK(!reading_same(x, "Ada Lindqvist", "Ada Lindqvist Therapeutics AG"));
    reading_free(x);
}

static void test_alias__known_renamings(void) {
    reading *x = reading_of("The bank moved from Kiev to the north of Kyiv.\n");
    CHECK(reading_same(x, "Kiev", "Kyiv"));
    reading_free(x);
    x = reading_of("Peak XV Partners, once Sequoia Capital India, paid.\n");
    CHECK(reading_same(x, "Peak XV Partners", "Sequoia Capital India"));
    bool cited = false;
    for (size_t i = 0; i < x->r.notes.len; i++) cited |= eg_slice_starts(x->r.notes.items[i].rule, EG_S("names/"));
    CHECK(cited);
    reading_free(x);
}

/* A listed name that may be anything is what was named in full before it, unless the post says what it is. */
static void test_alias__doubtful_short_form(void) {
    reading *x = reading_of("Apollo Agriculture is a startup in Nairobi. Apollo sells seeds to farmers.\n");
    CHECK(reading_same(x, "Apollo Agriculture", "Apollo"));
    reading_free(x);
    x = reading_of("The buyout fund Apollo has offices in New York. Apollo Agriculture is a startup in Nairobi.\n");
    CHECK(!reading_same(x, "Apollo Agriculture", "Apollo"));
    reading_free(x);
}

int main(void) {
    RUN(test_acronym__letters_in_order);
    RUN(test_alias__parenthesis);
    RUN(test_alias__initials_name_the_words_before);
    RUN(test_alias__initials_without_introduction);
    RUN(test_alias__surnames);
    RUN(test_alias__two_family_names);
    RUN(test_alias__short_forms);
    RUN(test_alias__a_firm_and_its_fund);
    RUN(test_alias__letters_and_a_last_word);
    RUN(test_alias__legal_forms_and_articles);
    RUN(test_alias__place_and_company_are_two);
    RUN(test_alias__a_firm_with_a_persons_name);
    RUN(test_alias__known_renamings);
    RUN(test_alias__doubtful_short_form);
    return unit_done();
}
