/* SPDX-License-Identifier: MIT */
/* Trees of matcher.h while they are read: between matcher_read.c, which reads a pattern, and matcher_tree.c, where what is alike is
 * one. No header for anyone else. */
#ifndef EG_SCAN_MATCHER_TREE_H
#define EG_SCAN_MATCHER_TREE_H

#include "base/vec.h"
#include "scan/matcher_node.h"

typedef EG_VEC(eg_matcher_ref) eg_matcher_refs;

/* Before a pattern is read: where its nodes are made, in the region or on the heap, shares nothing with the other. */
void eg_tree_begin(void);
const eg_matcher_node *eg_tree_at(eg_matcher_ref node);
/* The one node or set that is like this; 0 when there is no room. */
eg_matcher_ref eg_tree_set(const eg_matcher_set *set); /* one of its characters */
eg_matcher_ref eg_tree_text(eg_slice text, bool caseless);
const char *eg_tree_text_of(const eg_matcher_node *text);
eg_matcher_ref eg_tree_plain(eg_matcher_type type);    /* without children */
eg_matcher_ref eg_tree_sequence(const eg_matcher_ref *children, size_t count);
eg_matcher_ref eg_tree_either(const eg_matcher_refs *children);
/* `head` has no children yet; of a run, `child` is its set. */
eg_matcher_ref eg_tree_over(const eg_matcher_node *head, eg_matcher_ref child);
eg_matcher_ref eg_tree_over_all(const eg_matcher_node *head, const eg_matcher_ref *children, size_t count);
/* A whole pattern; 0 of 0. */
eg_matcher_ref eg_tree_root(eg_matcher_ref node);
/* Without children. */
#define EG_TREE_HEAD(of_type) ((eg_matcher_node){.type = (uint8_t)(of_type)})
/* A group that was read before, by its text; 0: it was not. */
eg_matcher_ref eg_tree_known(eg_slice text);
void eg_tree_know(eg_slice text, eg_matcher_ref node);

/* Has the other set all characters of this one? */
bool eg_tree_is_within(eg_matcher_ref set, eg_matcher_ref other);
void eg_set_put_wide(eg_matcher_set *set, eg_wide_group group, eg_wide_part part);
void eg_set_join(eg_matcher_set *set, const eg_matcher_set *other);
void eg_set_negate(eg_matcher_set *set);
void eg_set_put_other_cases(eg_matcher_set *set); /* of letters in ASCII */

#endif
