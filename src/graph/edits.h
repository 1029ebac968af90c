/* SPDX-License-Identifier: MIT */
/* Hand corrections, from a YAML file that lives beside the posts, so that the next extraction is corrected too:
 *
 *   - rename: Acme                       # the old name stays as an alias
 *     to: Acme Robotics
 *   - hide: Main Street                  # with its relations
 *   - merge: [Acme Robotics, Acme GmbH]  # the first stays
 *   - split: Vertex                      # these names are another thing; sentences with them go along
 *     off: [Vertex Ventures]
 *     kind: fund
 *   - kind: Silicon Valley
 *     to: place
 *   - add: { from: Ada Berg, type: founded, to: Acme Robotics }
 *   - drop: { from: Ada Berg, type: works_for, to: Acme Robotics }
 *
 * They are done in their order, each on what the one before left. A name is an id, a name or an alias, case and accents
 * aside; where several things have it, { name: Acme, kind: fund } says which. Ends of `add` that are not there are made
 * when their kind is given. Each edit is evidence: rule "manual", its own line in the file, which becomes a source. */
#ifndef EG_GRAPH_EDITS_H
#define EG_GRAPH_EDITS_H

#include "base/source.h"
#include "graph/graph.h"
#include "scan/schema.h"

/* The corrected graph, the caller's. NULL after errors, which are all reported: what the file says wrongly, ambiguous
 * names, unknown kinds and types, ends of `add` that are not there. An edit that finds nothing to do (the post may have
 * changed) is a warning of the graph with its place. O(edits · (nodes + edges)). */
eg_graph *eg_edits_apply(const eg_graph *graph, const eg_schema *schema, const char *path, eg_errors *errors);

#endif
