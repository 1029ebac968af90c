/* SPDX-License-Identifier: MIT */
/* A picture before it is written: what is drawn, how it is worded, where it stands. The SVG, DOT and HTML writers only
 * spell a scene out.
 *
 *   graph -> cast (what is shown) -> network | cloud | landscape (where) -> frame (title, legend, caption) -> writer
 *
 * The view is chosen by the number of names alone, never by how long something takes. Coordinates are px, y downwards;
 * the whole picture is [0, w] x [0, h]. All text is in the scene's arena or in the graph. */
#ifndef EG_EMIT_SCENE_H
#define EG_EMIT_SCENE_H

#include "base/vec.h"
#include "emit/emit.h"
#include "emit/layout.h"

/* Sizes of type and space, px. With 80 names a network is about 1,090 px wide, so that the smallest text is 12 px when
 * the picture is shown 1,200 px wide. */
#define EG_SIZE_NAME 12.5
#define EG_SIZE_SMALL 11.0 /* badges, edge labels, legend, caption: the smallest text of a network */
#define EG_SIZE_TITLE 20.0
#define EG_LINE_NAME 15.0
#define EG_LINE_SMALL 13.0
#define EG_MARGIN 24.0

typedef enum eg_view_kind {
    EG_VIEW_NETWORK,   /* boxes, fans, labelled edges: to 80 linked names */
    EG_VIEW_CLOUD,     /* a spring layout, the best linked names as boxes, the rest as dots: to 300 names */
    EG_VIEW_LANDSCAPE, /* cards in panels, no edges: any number */
} eg_view_kind;

enum { EG_NETWORK_MOST = 80, EG_CLOUD_MOST = 300, EG_PICTURE_MOST = 20000 };

/* A fact (or asked-for statement) between two names that both are drawn. */
typedef struct eg_statement {
    const eg_edge *edge;
    uint32_t type; /* index into schema->edges, EG_NONE when the schema does not know it */
} eg_statement;

/* A figure said of a node. */
typedef struct eg_badge {
    eg_slice text;
    const eg_edge *edge;
} eg_badge;

/* Who plays: what of the graph is shown. Arrays by node have one entry per node of the graph. */
typedef struct eg_cast {
    uint32_t *kind;      /* by node: index into schema->kinds or EG_NONE */
    bool *is_name;       /* by node: drawn as a name (no figure, or a figure that is asked for as a node) */
    uint32_t *degree;    /* by node: statements it is part of */
    eg_badge **badges;   /* by node: most telling first */
    uint32_t *badge_count;
    eg_statement *statements; /* in the graph's order */
    size_t statement_count;
    size_t name_count;   /* drawn as names */
    size_t linked_count; /* of them with a statement */
    size_t figure_count; /* figures shown or stated of a shown name */
    size_t loose_figures; /* figures that are stated of nothing shown */
} eg_cast;

typedef struct eg_line {
    eg_slice text;
    double size;
    bool bold;
    bool figure; /* a badge: in the colour of figures */
} eg_line;

typedef enum eg_role {
    EG_ROLE_BOX,
    EG_ROLE_DOT,
    EG_ROLE_CHIP,     /* an unlinked name in the strip */
    EG_ROLE_CARD,     /* of a landscape */
    EG_ROLE_JUNCTION, /* where the branches of a fan meet; no node */
    EG_ROLE_TAG,      /* a place as a line in the box of the only name that stands in it */
    EG_ROLE_BLOCK,    /* the frame around the leaves of a large fan; no node */
} eg_role;

typedef struct eg_item {
    eg_role role;
    uint32_t node;      /* index into the graph's nodes or EG_NO_NODE */
    uint32_t kind;      /* index into schema->kinds or EG_NONE */
    double x, y, w, h;  /* centre and size */
    eg_line *lines;
    size_t line_count;
    double label_dx, label_dy; /* of a dot: from its centre to the middle of its line */
    uint32_t block;     /* the block or box that this one stands in, or EG_NONE */
    uint32_t tags;      /* how many tags stand below its lines */
    double stroke;      /* width of the border */
} eg_item;

/* One drawn line: an edge, or the trunk of a fan that stands for several. */
typedef struct eg_wire {
    uint32_t tail, head;   /* items */
    uint32_t type;         /* index into schema->edges or EG_NONE */
    eg_status status;
    const eg_edge **edges; /* what it stands for, at least one */
    size_t edge_count;
    bool arrow;            /* at the head */
    bool trunk;
    eg_slice label;        /* "" = none */
    double label_x, label_y, label_w;
    bool label_room;       /* the layout keeps room for it; else it stands where there is some */
    eg_point *points;      /* cubic Bézier, 3n + 1 points */
    size_t point_count;
    eg_point tip;          /* of the arrowhead, when there is one */
} eg_wire;

typedef struct eg_panel { /* of a landscape, or the strip of a network */
    eg_slice title, note;  /* "funds", "29"; note may be "" */
    eg_slice more;         /* "+12 more" or "" */
    uint32_t kind;         /* gives the colour, or EG_NONE */
    double x, y, w, h;     /* top left and size */
    bool quiet;            /* no frame */
} eg_panel;

typedef enum eg_text_role { EG_TEXT_TITLE, EG_TEXT_SUBTITLE, EG_TEXT_LEGEND, EG_TEXT_CAPTION } eg_text_role;

typedef struct eg_text_item {
    eg_text_role role;
    eg_slice text;
    double x, y; /* left end of the baseline */
    double size;
    bool bold;
} eg_text_item;

typedef struct eg_key { /* one sample of the legend; its words are a text item */
    uint32_t kind;     /* a kind's shape, or EG_NONE: */
    uint32_t type;     /* a line of this type (EG_NONE: neutral) ... */
    eg_status status;  /* ... and status */
    double x, y;       /* centre */
} eg_key;

typedef struct eg_scene {
    const eg_graph *graph;
    const eg_schema *schema;
    const eg_emit_options *options;
    eg_arena arena;
    eg_view_kind view;
    size_t node_count;   /* of the graph */
    eg_cast cast;
    EG_VEC(eg_item) items;
    EG_VEC(eg_wire) wires;
    EG_VEC(eg_panel) panels;
    EG_VEC(eg_text_item) texts;
    EG_VEC(eg_key) keys;
    eg_slice title, subtitle, caption;
    bool labels_left_out; /* some lines have no room for their label: the legend names the types */
    eg_slice note;       /* what was left out: "85 of 203 names labelled", or "" */
    eg_slice recipe;     /* of a network: what it was laid out by, in the words of the sidecar */
    uint32_t *item_of;   /* by node: its item or EG_NONE */
    double w, h;
} eg_scene;

typedef struct eg_scene_wish {
    bool all_cards;  /* landscape: no "+N more", for the page where one can scroll */
    bool no_frame;   /* no title, legend, caption: the page has its own */
} eg_scene_wish;

/* Makes the picture that the options ask for. False with EG_ERR_CHILD when the layout failed (unless
 * options->fallback: then the landscape is made), EG_ERR_LIMIT for more names than any picture holds. The scene borrows
 * graph, schema and options; eg_scene_fini in any case. `wish` may be NULL. */
bool eg_scene_make(eg_scene *scene, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                   const eg_scene_wish *wish, eg_error *err);
void eg_scene_fini(eg_scene *scene);

/* ---- between the parts of emit ---- */

void eg_cast_make(eg_cast *cast, eg_arena *arena, const eg_graph *graph, const eg_schema *schema,
                  const eg_emit_options *options);

/* Places items, wires and panels in [0, w] x [0, h], without the frame; they set w and h. */
bool eg_network_make(eg_scene *scene, double frame_h, eg_error *err);
bool eg_cloud_make(eg_scene *scene, double frame_h, eg_error *err);
void eg_landscape_make(eg_scene *scene, bool all_cards);

/* Lays margins around, and when `frame` a title above and legend and caption below. */
void eg_frame_make(eg_scene *scene, bool frame);

/* Empties the picture to begin anew. */
void eg_scene_clear(eg_scene *scene);
/* Finds room for the labels of wires: those with room of their own stay unless they stand far from their line; the
 * others go where they cover nothing, or are left out. */
void eg_labels_place(eg_scene *scene);
/* A new box for a node with `lines` measured; x and y are 0. Returns its index. */
uint32_t eg_scene_add_box(eg_scene *scene, uint32_t node, eg_role role, eg_line *lines, size_t line_count);
/* Writes a place into the box `host` as one more line, which is an item of its own. */
void eg_scene_add_tag(eg_scene *scene, uint32_t host, uint32_t place);
/* Unlinked names as chips below what is drawn, in [0, w]; adds to h. */
void eg_strip_make(eg_scene *scene);
/* Area in px² that the strip will about take. */
double eg_strip_area(const eg_scene *scene);

#endif
