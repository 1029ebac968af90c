/* SPDX-License-Identifier: MIT */
/* A scene as SVG. Light paint stands in presentation attributes, for renderers that know no CSS variables or media
 * queries (rsvg-convert, office programs); `<style>` has only hover and the literal colours of the dark theme. */
#ifndef EG_EMIT_SVG_H
#define EG_EMIT_SVG_H

#include "emit/scene.h"

/* Appends one <svg> element. `interactive`: for the explorer page, whose script gives parts focus and roles: a role that
 * does not hide them, no links around names, no declaration of its own size. Node groups have the node's id and the
 * classes `n` and `k-KIND`; wire groups have the edge's key as id (or data-e="KEY KEY…" when they stand for several) and
 * the classes `e`, `f-FAMILY`, `t-TYPE` and `s-STATUS`. */
void eg_svg_write(eg_sink *out, const eg_scene *scene, bool interactive);

#endif
