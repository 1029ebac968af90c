/* SPDX-License-Identifier: MIT */
#include "scan/setgates.h"

#include "base/region.h"
#include "scan/gatemaker.h"
#include "scan/tapepattern.h"

static uint32_t open_gate(eg_patterns *p, eg_regex *regex) {
    if (regex == NULL) return EG_NO_GATE;
    uint32_t gate = eg_gatemaker_add(p->maker, p->gates, eg_regex_gate(regex));
    eg_regex_set_gate(regex, gate);
    return gate;
}

static void plan_rules(eg_patterns *p, bool contexts) {
    for (uint32_t i = 0; i < p->rules.len; i++) {
        const eg_tape_rule *rule = &p->rules.items[i];
        bool context = rule->kind != EG_NONE || rule->alias || rule->apart;
        if (context != contexts) continue;
        for (uint32_t v = 0; v < rule->variant_count; v++) {
            open_gate(p, rule->variants[v].regex);
            eg_vec_push(&p->plan, ((eg_step){i, v}));
        }
    }
    if (contexts) p->plan_contexts = p->plan.len;
}

static uint32_t entity_gate(eg_patterns *p, eg_arena *texts, const eg_entity_rule *rule, const char *key, size_t on) {
    eg_needs needs;
    eg_pattern_needs(&needs, texts, p, eg_yaml_get(rule->node, key));
    uint32_t gate = needs.set_count ? eg_gates_add(p->entity_gates[on], &needs, 0, true) : EG_NO_GATE;
    eg_needs_fini(&needs);
    return gate;
}

static void open_entity_gates(eg_patterns *p) {
    for (size_t on = 0; on < EG_ON_COUNT; on++) p->entity_gates[on] = eg_gates_new();
    bool paused = eg_region_pause(true);
    eg_arena texts = {0};
    for (size_t i = 0; i < p->entities.len; i++) {
        eg_entity_rule *rule = &p->entities.items[i];
        rule->match_gate = entity_gate(p, &texts, rule, "match", EG_ON_NAME);
        rule->refuse_gate = entity_gate(p, &texts, rule, "not", EG_ON_NAME);
        rule->before_gate = entity_gate(p, &texts, rule, "before", EG_ON_BEFORE);
        rule->after_gate = entity_gate(p, &texts, rule, "after", EG_ON_AFTER);
        rule->extend_gate = entity_gate(p, &texts, rule, "extend", EG_ON_SENTENCE);
    }
    eg_arena_fini(&texts);
    eg_region_pause(paused);
    for (size_t on = 0; on < EG_ON_COUNT; on++) eg_gates_finish(p->entity_gates[on]);
}

/* Those of the rules first, so that their bits are the plan. */
void eg_set_open_gates(eg_patterns *p) {
    p->gates = eg_gates_new();
    eg_gatemaker_wait(p->maker);
    bool paused = eg_region_pause(true); /* what gates are made of is gone when they are there */
    plan_rules(p, true);
    plan_rules(p, false);
    for (size_t i = 0; i < p->lifts.len; i++) p->lifts.items[i].gate = open_gate(p, p->lifts.items[i].regex);
    for (size_t i = 0; i < p->guards.len; i++) p->guards.items[i].gate = open_gate(p, p->guards.items[i].cue);
    for (size_t i = 0; i < p->references.len; i++) p->references.items[i].gate = open_gate(p, p->references.items[i].regex);
    eg_regex *const clauses[] = {p->clauses.border, p->clauses.predicate, p->clauses.fronted, p->clauses.listed, p->clauses.question, p->clauses.answer, p->clauses.ahead};
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) open_gate(p, clauses[i]);
    eg_region_pause(paused);
    eg_gatemaker_give(p->maker, p->gates);
    eg_gates_finish(p->gates);
    eg_gatemaker_free(p->maker);
    p->maker = NULL;
    open_entity_gates(p);
    eg_outlines_finish(&p->outlines);
}
