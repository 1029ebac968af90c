/* SPDX-License-Identifier: MIT */
#include "cli/probe.h"

#include <stdio.h>

#include "relate/collect.h"
#include "scan/tapepattern.h"

bool eg_probe_open(eg_probe *probe, const eg_patterns *p, const eg_post_input *post, eg_error *err) {
    memset(probe, 0, sizeof *probe);
    if (!eg_read_input(&probe->text, &probe->arena, p, post, err)) {
        eg_arena_fini(&probe->arena);
        return false;
    }
    eg_read_things(&probe->reading, &probe->arena, eg_patterns_for(p, &probe->text), &probe->text, true);
    return true;
}

void eg_probe_close(eg_probe *probe) {
    eg_tapes_fini(&probe->tapes);
    eg_reading_fini(&probe->reading);
    eg_text_fini(&probe->text);
    eg_arena_fini(&probe->arena);
}

eg_patterns *eg_probe_set(eg_patterns *p, const eg_probe *probe) {
    eg_patterns *one = p;
    for (size_t i = 0; one && one != probe->reading.p; i++) one = eg_patterns_language(p, i);
    return one ? one : p;
}

void eg_probe_sentence(eg_probe *probe, uint32_t sentence) { eg_tapes_make(&probe->tapes, &probe->reading, sentence, true); }

void eg_probe_place(eg_sink *out, const eg_probe *probe, uint32_t at) {
    uint32_t line;
    uint32_t column;
    eg_text_place(&probe->text, at, &line, &column);
    eg_putf(out, "%.*s:%u:%u", EG_FMT(probe->text.source.path), line, column);
}

eg_regex *eg_probe_compile(eg_patterns *p, eg_arena *arena, eg_slice text, const char *path, bool tape, const eg_tape_rule *rule, eg_errors *errors) {
    eg_yaml *scalar = EG_NEW(arena, eg_yaml);
    eg_source *source = EG_NEW(arena, eg_source);
    *scalar = (eg_yaml){.kind = EG_YAML_SCALAR, .style = EG_YAML_LITERAL, .text = text};
    eg_source_init(source, eg_slice_from(path), text);
    eg_arena set_arena = p->arena;
    p->arena = *arena;
    eg_trigger trigger = {0};
    uint32_t named = eg_kinds_without(&p->schema, EG_TRAIT_FIGURE);
    eg_tape_context context = {.from = named, .to = named};
    if (rule) {
        eg_trigger_read(&trigger, p, eg_yaml_get(rule->node, "trigger"), rule->source, errors);
        context = (eg_tape_context){.from = rule->from, .to = rule->to, .trigger = &trigger};
    }
    eg_regex *regex = eg_pattern_compile(p, scalar, source, 0, tape ? &context : NULL, errors);
    *arena = p->arena;
    p->arena = set_arena;
    eg_trigger_fini(&trigger);
    eg_source_fini(source);
    return regex;
}

/* ---- tapes for people ---------------------------------------------------------------------------------------------- */

static eg_slice kind_name(const eg_reading *r, uint32_t entity) {
    uint32_t kind = eg_entity_kind(r, entity, 0.3F);
    return kind == EG_NONE ? EG_S("?") : r->p->schema.kinds[kind].name;
}

static void show_unit(eg_sink *out, const eg_probe *probe, const eg_unit *u) {
    const eg_reading *r = &probe->reading;
    eg_arena arena = {0};
    eg_slice text = u->end > u->begin ? eg_text_quote(&arena, &probe->text, u->begin, u->end) : EG_S("");
    eg_putc(out, '[');
    eg_put(out, text);
    if (u->type == EG_UNIT_FIGURE) eg_putf(out, ":%.*s", EG_FMT(eg_figure_class_name(r->p->figures, r->figures.figures[u->index].cls)));
    else if (u->type == EG_UNIT_DATE) eg_puts(out, ":date");
    else {
        uint32_t entity = eg_entity_of(r, u->entity);
        if (u->type == EG_UNIT_REFERENCE) eg_putf(out, "=%.*s", EG_FMT(r->entities.items[entity].name));
        eg_putf(out, ":%.*s", EG_FMT(kind_name(r, entity)));
    }
    eg_putc(out, ']');
    eg_arena_fini(&arena);
}

void eg_tape_show(eg_sink *out, const eg_probe *probe, const eg_tape *tape, uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end && i < tape->text.len; i++) {
        char c = tape->text.ptr[i];
        if (tape->unit[i] >= 0) show_unit(out, probe, &probe->tapes.units.items[tape->unit[i]]);
        else eg_putc(out, (unsigned char)c < 0x20 ? ' ' : c);
    }
}

void eg_tape_source(const eg_probe *probe, const eg_tape *tape, uint32_t begin, uint32_t end, uint32_t *from, uint32_t *to) {
    *from = UINT32_MAX;
    *to = 0;
    for (uint32_t i = begin; i < end && i < tape->text.len; i++) {
        const eg_unit *u = tape->unit[i] >= 0 ? &probe->tapes.units.items[tape->unit[i]] : NULL;
        uint32_t first = u ? u->begin : tape->source[i];
        uint32_t last = u ? u->end : eg_tape_source_end(tape, probe->text.text, i + 1);
        if (first < *from) *from = first;
        if (last > *to) *to = last;
    }
    if (*from == UINT32_MAX) *from = *to = begin < tape->text.len ? tape->source[begin] : 0;
}

/* ---- where a rule stands -------------------------------------------------------------------------------------------- */

static eg_slice id_of(eg_slice cited) {
    size_t end = 0;
    while (end < cited.len && cited.ptr[end] != '/' && cited.ptr[end] != '+') end++;
    return eg_slice_sub(cited, 0, end);
}

static eg_slice place_of(eg_arena *arena, const eg_source *source, const eg_yaml *node) {
    uint32_t line;
    uint32_t column;
    eg_source_place(source, node->offset, &line, &column);
    return eg_arena_printf(arena, "%.*s:%u", EG_FMT(source->path), line);
}

/* Rules that keep no place of their own are looked for in the text of the files: "id: the.id". */
static eg_slice place_in_text(const eg_patterns *p, eg_arena *arena, eg_slice id) {
    for (size_t i = 0; i < p->sources.len; i++) {
        const eg_source *s = p->sources.items[i];
        if (!eg_slice_ends(s->path, EG_S(".yaml"))) continue;
        for (size_t at = 0; (at = eg_slice_find(s->bytes, id, at)) != (size_t)-1; at++) {
            char behind = at + id.len < s->bytes.len ? s->bytes.ptr[at + id.len] : '\n';
            if (at < 4 || memcmp(s->bytes.ptr + at - 4, "id: ", 4) != 0 || !strchr(",\n\r }", behind)) continue;
            uint32_t line;
            uint32_t column;
            eg_source_place(s, at, &line, &column);
            return eg_arena_printf(arena, "%.*s:%u", EG_FMT(s->path), line);
        }
    }
    return EG_S("");
}

static eg_slice place_in_set(const eg_patterns *p, eg_arena *arena, eg_slice id) { /* NOLINT(misc-no-recursion): one level */
    for (size_t i = 0; i < p->rules.len; i++)
        if (eg_slice_eq(p->rules.items[i].id, id)) return place_of(arena, p->rules.items[i].source, p->rules.items[i].node);
    for (size_t i = 0; i < p->entities.len; i++)
        if (eg_slice_eq(p->entities.items[i].id, id)) return place_of(arena, p->entities.items[i].source, p->entities.items[i].node);
    for (size_t i = 0; i < p->others.len; i++) {
        eg_slice place = place_in_set(p->others.items[i], arena, id);
        if (place.len) return place;
    }
    return EG_S("");
}

eg_slice eg_rule_place(const eg_patterns *p, eg_arena *arena, eg_slice cited) {
    if (eg_slice_find(cited, EG_S(".tsv:"), 0) != (size_t)-1) return cited;
    eg_slice place = place_in_set(p, arena, id_of(cited));
    return place.len ? place : place_in_text(p->first ? p->first : p, arena, id_of(cited));
}

const eg_tape_rule *eg_cited_rule(const eg_patterns *p, eg_slice cited, const eg_variant **variant) { /* NOLINT(misc-no-recursion): one level */
    eg_slice id = id_of(cited);
    eg_slice rest = eg_slice_sub(cited, id.len, cited.len);
    if (rest.len && rest.ptr[0] == '/') rest = eg_slice_sub(rest, 1, rest.len);
    size_t end = 0;
    while (end < rest.len && rest.ptr[end] != '+') end++;
    for (size_t i = 0; i < p->rules.len; i++)
        for (size_t v = 0; v < p->rules.items[i].variant_count; v++) {
            const eg_tape_rule *r = &p->rules.items[i];
            if (!eg_slice_eq(r->id, id) || !eg_slice_eq(r->variants[v].name, eg_slice_sub(rest, 0, end))) continue;
            *variant = &r->variants[v];
            return r;
        }
    for (size_t i = 0; i < p->others.len; i++) {
        const eg_tape_rule *r = eg_cited_rule(p->others.items[i], cited, variant);
        if (r) return r;
    }
    return NULL;
}
