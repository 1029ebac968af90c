/* SPDX-License-Identifier: MIT */
/* The sidecar of --layout: where each name stood in the last picture, so that the next one moves little. A text file,
 * one name a line, by id: `ID<tab>x<tab>y`, centres in px of the drawn area; and by which recipe they were laid out. */
#ifndef EG_EMIT_PLACES_H
#define EG_EMIT_PLACES_H

#include "base/map.h"
#include "emit/scene.h"

typedef struct eg_places {
    eg_map index; /* id -> points */
    EG_VEC(eg_point) points;
    eg_slice recipe; /* as eg_scene.recipe; "" = not said */
    eg_arena arena;
} eg_places;

/* A file that is not there is an empty sidecar. False with `err` when it cannot be read or is none. */
bool eg_places_read(eg_places *places, const char *path, eg_error *err);
void eg_places_fini(eg_places *places);
/* NULL when the name had no place. */
const eg_point *eg_places_of(const eg_places *places, eg_slice id);
/* Writes where the scene's boxes and dots stand now. */
bool eg_places_write(const eg_scene *scene, const char *path, eg_error *err);

#endif
