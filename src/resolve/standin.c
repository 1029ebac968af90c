/* SPDX-License-Identifier: MIT */
/* Mention by mention, because the town itself may be named as well: "born in Aalborg". */
#include "resolve/standin.h"

static bool has_trait(const eg_reading *r, uint32_t kind, uint32_t trait) { return kind != EG_NONE && (r->p->schema.kinds[kind].traits & trait); }

/* "Kvern University", "Kvern Council" are the town's: nobody calls them by its name. */
static bool ends_with_head(const eg_reading *r, eg_slice key) {
    size_t at = key.len;
    while (at && key.ptr[at - 1] != ' ') at--;
    eg_slice last = eg_slice_sub(key, at, key.len);
    return eg_map_has(&r->p->heads, last) && !eg_map_has(&r->p->generic, last);
}

/* "Kvern IV" is one of the funds of Kvern Capital. */
static bool is_numbered(eg_slice tail) {
    for (size_t i = 0; i < tail.len; i++)
        if (memchr("ivx0123456789", tail.ptr[i], 13) == NULL) return false;
    return true;
}

/* May the entity be called by its first words, `town`? */
static bool goes_by(const eg_reading *r, uint32_t entity, eg_slice town) {
    const eg_entity *e = &r->entities.items[entity];
    if (e->merged != EG_NO_ENTITY || e->entry || e->key.len <= town.len + 1 || !eg_slice_starts(e->key, town) || e->key.ptr[town.len] != ' ') return false;
    if (is_numbered(eg_slice_sub(e->key, town.len + 1, e->key.len))) return false;
    uint32_t kind = eg_entity_kind(r, entity, 0.3F);
    return (kind == EG_NONE || has_trait(r, kind, EG_TRAIT_NAMESAKE)) && !ends_with_head(r, e->key);
}

static bool begins_with(eg_slice key, eg_slice words) { return eg_slice_starts(key, words) && (key.len == words.len || key.ptr[words.len] == ' '); }

/* The one body named before mention `index` that goes by its name; of "Kvern Labs" and "Kvern Labs Asia" the shorter. */
static uint32_t body_before(const eg_reading *r, size_t index) {
    eg_slice town = r->entities.items[r->mentions.items[index].entity].key;
    uint32_t found = EG_NO_ENTITY;
    for (size_t i = 0; i < index; i++) {
        uint32_t entity = eg_entity_of(r, r->mentions.items[i].entity);
        if (entity == found || !goes_by(r, entity, town)) continue;
        if (found == EG_NO_ENTITY || begins_with(r->entities.items[found].key, r->entities.items[entity].key)) found = entity;
        else if (!begins_with(r->entities.items[entity].key, r->entities.items[found].key)) return EG_NO_ENTITY;
    }
    return found;
}

/* Most towns lend nobody their name: that is asked once for each, and not at each mention. */
static bool lends_its_name(const eg_reading *r, uint32_t town, uint8_t *known) {
    enum { UNASKED, NOBODY, SOMEBODY };
    if (known[town] == UNASKED) {
        known[town] = NOBODY;
        for (uint32_t e = 0; e < r->entities.len && known[town] == NOBODY; e++)
            if (goes_by(r, e, r->entities.items[town].key)) known[town] = SOMEBODY;
    }
    return known[town] == SOMEBODY;
}

static void note(eg_reading *r, uint32_t body, const eg_mention *m, eg_slice rule) {
    eg_slice alias = r->entities.items[m->entity].name;
    for (size_t i = 0; i < r->notes.len; i++)
        if (r->notes.items[i].entity == body && eg_slice_eq(r->notes.items[i].alias, alias)) return;
    eg_vec_push(&r->notes, ((eg_alias_note){body, alias, EG_S("short form"), rule, m->begin, m->end}));
}

void eg_resolve_standins(eg_reading *r) {
    uint8_t *known = EG_NEW_ARRAY(r->arena, uint8_t, r->entities.len + 1);
    for (size_t i = 0; i < r->mentions.len; i++) {
        eg_mention *m = &r->mentions.items[i];
        const eg_gazetteer_entry *entry = r->entities.items[m->entity].entry;
        eg_slice rule;
        if (m->hidden || entry == NULL || !has_trait(r, entry->kind, EG_TRAIT_HUB) || r->entities.items[m->entity].merged != EG_NO_ENTITY) continue;
        if (!lends_its_name(r, m->entity, known)) continue;
        uint32_t body = body_before(r, i);
        if (body == EG_NO_ENTITY || !eg_is_standin(r, m, &rule)) continue;
        note(r, body, m, rule);
        m->entity = body;
        m->rule = rule;
    }
}
