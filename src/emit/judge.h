/* SPDX-License-Identifier: MIT */
/* How good a drawn page is: in a scene with its lines and words placed, but without title, legend and strip, which will
 * take `frame_h` px more; out a number. */
#ifndef EG_EMIT_JUDGE_H
#define EG_EMIT_JUDGE_H

#include "emit/scene.h"

/* How much too wide (above 0) or too high (below) the page will be, as a logarithm. */
double eg_off_shape(const eg_scene *scene, double frame_h);
/* How much of that is no fault. A shape that was asked for is taken more seriously. */
double eg_shape_slack(const eg_scene *scene);
/* Width of a page whose smallest text is 12 px when it is shown 1,200 px wide; pages of more than 80 names may be wider
 * with their number. */
double eg_readable_width(const eg_scene *scene);
/* 0 for a page whose type is large enough, whose shape is near the wished one, whose lines all have their words and do
 * not cross. O(lines²). */
double eg_badness(const eg_scene *scene, double frame_h);

#endif
