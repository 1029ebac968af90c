/* SPDX-License-Identifier: MIT */
/* A post read as far as the relations run, and the tapes they see: for the tools that show it. */
#ifndef EG_CLI_PROBE_H
#define EG_CLI_PROBE_H

#include "base/sink.h"
#include "ecograph.h"
#include "relate/relate.h"

typedef struct eg_probe {
    eg_arena arena;
    eg_text text;
    eg_reading reading;
    eg_tapes tapes; /* of the sentence asked for last, references on them */
} eg_probe;

/* `probe` stays where it is until it is closed. */
bool eg_probe_open(eg_probe *probe, const eg_patterns *p, const eg_post_input *post, eg_error *err);
void eg_probe_close(eg_probe *probe);
/* The set of the post's language among those of `p`: what patterns for it are compiled with. */
eg_patterns *eg_probe_set(eg_patterns *p, const eg_probe *probe);
void eg_probe_sentence(eg_probe *probe, uint32_t sentence);
/* "path:line:column" of a byte of the text. */
void eg_probe_place(eg_sink *out, const eg_probe *probe, uint32_t at);

/* A pattern of the user's own, on the tape (`tape`) or on text. Errors are shown in `text`, under the name `path`. With a
 * rule, its slots and trigger are that rule's. */
eg_regex *eg_probe_compile(eg_patterns *p, eg_arena *arena, eg_slice text, const char *path, bool tape, const eg_tape_rule *rule, eg_errors *errors);

/* Tape bytes [begin, end) for people: "[Tidewater Robotics:organization] was backed by [Northlight:fund]"; references as
 * "[it=Tidewater Robotics:organization]". */
void eg_tape_show(eg_sink *out, const eg_probe *probe, const eg_tape *tape, uint32_t begin, uint32_t end);
/* Bytes of text that tape bytes [begin, end) came from. */
void eg_tape_source(const eg_probe *probe, const eg_tape *tape, uint32_t begin, uint32_t end, uint32_t *from, uint32_t *to);

/* "file:line" of the rule whose id stands at the front of `cited` ("funding.back/passive+coref"); `cited` itself when it is a
 * place already ("names/investors.tsv:12"); "" when no file says it. */
eg_slice eg_rule_place(const eg_patterns *p, eg_arena *arena, eg_slice cited);
/* The tape rule and variant that `cited` names, or NULL. */
const eg_tape_rule *eg_cited_rule(const eg_patterns *p, eg_slice cited, const eg_variant **variant);

#endif
