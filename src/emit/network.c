/* SPDX-License-Identifier: MIT */
/* The network: every name a box, every statement a labelled line.
 *
 * - Three or more lines of one type at one hub become a fan: one labelled trunk, a junction, bare branches.
 * - When many leaves of a fan have no other line, they stand together in a block that the trunk points at; a column of
 *   thirty boxes would make the page a tower.
 * - Components are laid out one by one (Graphviz dot, left to right) and packed onto the page.
 * - Names without a line but with figures are boxes of their own; names with neither go to the strip. */
#include "emit/network.h"

#include <math.h>

#include "emit/judge.h"
#include "emit/metrics.h"
#include "emit/places.h"
#include "emit/shape.h"
#include "emit/wording.h"

enum { FAN_LEAST = 3, BLOCK_LEAST = 7, TAGS_MOST = 3, BADGES_MOST = 4, NAME_LINES = 3, BADGE_LINES = 2 };
#define BADGE_MOST 230.0  /* px, then it is cut */
#define NAME_CUT 210.0    /* px, then even a single word is cut */
#define LABEL_MOST 170.0
#define BLOCK_PAD 10.0
#define BLOCK_GAP 7.0
#define BLOCK_ASPECT 1.1

/* How much room things get. The first recipe whose page is readable, of the wished shape and says what its lines are is
 * taken, else the one that comes nearest. */
typedef struct recipe {
    int number;
    double name_most;       /* px, then a name wraps */
    double badge_most;      /* px, then a figure wraps */
    uint32_t badges;        /* of a name, then "+N more" */
    double gap;             /* px between parts */
    bool branch_labels;     /* room is kept for the label of each line; else only for those of trunks */
    bool trunk_labels;
    bool details;           /* labels tell roles and amounts too; else only the tooltip does */
    bool tags;              /* a place that only one name stands in becomes a line in that name's box */
    bool fans;              /* a junction takes a rank of its own: in a dense graph that costs width */
    double nodesep, ranksep; /* of Graphviz, in inches; of springs: the share of the page that boxes take */
    bool spring;            /* no ranks: what is too entangled for columns, laid out by springs, lines around the boxes */
} recipe;

static const recipe recipes[] = {
    {0, 190, 230, 4, 26, true, true, true, false, true, 0.15, 0.38, false},  {1, 120, 150, 4, 24, true, true, true, true, true, 0.14, 0.28, false},
    {2, 110, 120, 3, 20, true, true, false, true, true, 0.12, 0.25, false},  {3, 110, 120, 3, 20, false, true, false, true, true, 0.14, 0.5, false},
    {4, 110, 120, 3, 20, false, false, false, true, true, 0.1, 0.4, false},  {5, 100, 110, 3, 18, false, false, false, true, false, 0.08, 0.25, false},
    {6, 80, 120, 3, 20, false, false, false, true, false, 0, 0.42, true},
};

enum { RECIPES = sizeof recipes / sizeof *recipes, LOOSEN_ROUNDS = 2, SPRING_ROUNDS = 2 };
enum { SPRING_LEAST = 12, /* smaller parts stay in columns */
       SPRING_TURNS = 900, SPRING_TURNS_TO = 50 }; /* beyond so many names fewer: a turn's time grows with their square */
#define SPRING_GAP 13.0    /* px between boxes */
#define ENTANGLED 0.2      /* relations beyond one a name, as a share of the names: no columns are tried */
enum { ENTANGLED_LEAST = 30, TRIED_OFTEN = 64 };
#define GOOD_ENOUGH 0.03   /* of badness: one line in twenty may be silent */
#define PREFERENCE 0.004   /* for the earlier recipe */

typedef struct claim { /* a statement seen from one of its ends */
    uint32_t hub, type;
    uint32_t status;
    uint32_t way;   /* 0 the hub is the source, 1 the target, 2 no direction */
    uint32_t other;
    uint32_t statement;
    uint32_t size;  /* of its group */
} claim;

typedef struct web {
    eg_scene *scene;
    const recipe *recipe;
    bool *tag;   /* by statement: its place is a tag */
    claim *claims;
    size_t claim_count;
    bool *taken; /* by statement: part of a fan, or told by a tag */
} web;

/* ---- boxes ---- */

static void add_name(eg_arena *arena, eg_line *lines, size_t *n, eg_slice name, bool bold, double most) {
    eg_slice parts[NAME_LINES];
    size_t count = eg_text_wrap(arena, parts, NAME_LINES, name, EG_SIZE_NAME, bold, most, NAME_CUT);
    for (size_t i = 0; i < count; i++) lines[(*n)++] = (eg_line){parts[i], EG_SIZE_NAME, bold, false};
}

/* A box with name, `detail` (may be "") and badges. Returns its item. */
static uint32_t add_box(web *net, uint32_t node, eg_slice detail) {
    eg_scene *scene = net->scene;
    size_t count, n = 0;
    const eg_node *nodes = eg_graph_nodes(scene->graph, &count);
    const eg_cast *cast = &scene->cast;
    eg_line *lines = EG_NEW_ARRAY(&scene->arena, eg_line, NAME_LINES + BADGE_LINES * BADGES_MOST + 2);
    add_name(&scene->arena, lines, &n, nodes[node].name, cast->degree[node] >= 4, net->recipe->name_most);
    if (detail.len)
        lines[n++] = (eg_line){eg_text_fit(&scene->arena, detail, EG_SIZE_SMALL, false, BADGE_MOST), EG_SIZE_SMALL, false, false};
    uint32_t badges = cast->badge_count[node];
    uint32_t shown = badges <= net->recipe->badges ? badges : net->recipe->badges - 1;
    for (uint32_t i = 0; i < shown; i++) {
        eg_slice parts[BADGE_LINES];
        size_t wrapped = eg_text_wrap(&scene->arena, parts, BADGE_LINES, cast->badges[node][i].text, EG_SIZE_SMALL, false, net->recipe->badge_most, BADGE_MOST);
        for (size_t k = 0; k < wrapped; k++) lines[n++] = (eg_line){parts[k], EG_SIZE_SMALL, false, true};
    }
    if (shown < badges)
        lines[n++] = (eg_line){eg_arena_printf(&scene->arena, "+%u more", badges - shown), EG_SIZE_SMALL, false, true};
    return eg_scene_add_box(scene, node, EG_ROLE_BOX, lines, n);
}

/* Places that are told by a tag get it as soon as their name has its box. */
static void add_tags(web *net, uint32_t host) {
    eg_scene *scene = net->scene;
    const eg_cast *cast = &scene->cast;
    uint32_t node = scene->items.items[host].node;
    for (size_t i = 0; net->recipe->tags && i < cast->statement_count; i++) {
        const eg_edge *edge = cast->statements[i].edge;
        if (edge->source == node && net->tag[i]) eg_scene_add_tag(scene, host, edge->target);
    }
}

static uint32_t box_of(web *net, uint32_t node) {
    if (net->scene->item_of[node] == EG_NONE) add_tags(net, add_box(net, node, EG_S("")));
    return net->scene->item_of[node];
}

/* ---- fans ---- */

static int compare_numbers(uint32_t a, uint32_t b) {
    return a < b ? -1 : a > b;
}

static int compare_group(const claim *a, const claim *b) {
    int c = compare_numbers(a->hub, b->hub);
    if (c == 0) c = compare_numbers(a->type, b->type);
    if (c == 0) c = compare_numbers(a->status, b->status);
    return c ? c : compare_numbers(a->way, b->way);
}

static int by_group(const void *x, const void *y) {
    const claim *a = x, *b = y;
    int c = compare_group(a, b);
    return c ? c : compare_numbers(a->statement, b->statement);
}

static int by_size(const void *x, const void *y) {
    const claim *a = x, *b = y;
    int c = compare_numbers(b->size, a->size);
    return c ? c : by_group(x, y);
}

static const eg_edge_type *type_of(const web *net, uint32_t type) {
    return type == EG_NONE ? NULL : &net->scene->schema->edges[type];
}

/* A place without other lines or figures, said of a name that has other lines. */
static void choose_tags(web *net) {
    const eg_cast *cast = &net->scene->cast;
    uint32_t *tags = EG_NEW_ARRAY(&net->scene->arena, uint32_t, net->scene->node_count);
    net->tag = EG_NEW_ARRAY(&net->scene->arena, bool, cast->statement_count);
    for (uint32_t i = 0; net->recipe->tags && i < cast->statement_count; i++) {
        const eg_edge *edge = cast->statements[i].edge;
        const eg_edge_type *type = type_of(net, cast->statements[i].type);
        if (type == NULL || !(type->traits & EG_EDGE_PLACE) || edge->status != EG_STATUS_ASSERTED) continue;
        if (cast->degree[edge->target] > 1 || cast->badge_count[edge->target] || tags[edge->source] == TAGS_MOST) continue;
        if (cast->degree[edge->source] < 2) continue;
        net->tag[i] = net->taken[i] = true;
        tags[edge->source]++;
    }
}

static void make_claims(web *net) {
    const eg_cast *cast = &net->scene->cast;
    net->claims = EG_NEW_ARRAY(&net->scene->arena, claim, 2 * cast->statement_count);
    for (uint32_t i = 0; i < cast->statement_count; i++) {
        const eg_edge *edge = cast->statements[i].edge;
        if (edge->source == edge->target || net->tag[i]) continue;
        claim c = {edge->source, cast->statements[i].type, edge->status, edge->directed ? 0 : 2, edge->target, i, 0};
        net->claims[net->claim_count++] = c;
        c.hub = edge->target;
        c.other = edge->source;
        if (edge->directed) c.way = 1;
        net->claims[net->claim_count++] = c;
    }
    qsort(net->claims, net->claim_count, sizeof *net->claims, by_group);
    for (size_t i = 0, j; i < net->claim_count; i = j) {
        for (j = i; j < net->claim_count && compare_group(&net->claims[i], &net->claims[j]) == 0;) j++;
        for (size_t k = i; k < j; k++) net->claims[k].size = (uint32_t)(j - i);
    }
    qsort(net->claims, net->claim_count, sizeof *net->claims, by_size);
}

/* A line between two items that stands for `edges`. */
static eg_wire *add_wire(web *net, uint32_t tail, uint32_t head, const claim *group, const eg_edge **edges, size_t count) {
    eg_wire *wire = eg_vec_add(&net->scene->wires);
    *wire = (eg_wire){.tail = tail, .head = head, .type = group->type, .status = (eg_status)group->status,
                      .edges = edges, .edge_count = count};
    return wire;
}

static void set_label(web *net, eg_wire *wire, eg_slice label) {
    wire->label = eg_text_fit(&net->scene->arena, label, EG_SIZE_SMALL, false, LABEL_MOST);
    wire->label_w = eg_text_width(wire->label, EG_SIZE_SMALL, false);
    wire->label_room = label.len && (wire->trunk ? net->recipe->trunk_labels : net->recipe->branch_labels);
}

static eg_slice group_label(const web *net, const claim *group) {
    eg_edge bare = {.type = net->scene->cast.statements[group->statement].edge->type, .status = (eg_status)group->status};
    return eg_say_label(&net->scene->arena, &bare, type_of(net, group->type));
}

/* Joins hub and branch end in the group's direction. */
static eg_wire *join(web *net, const claim *group, uint32_t hub, uint32_t other, const eg_edge **edges, size_t count) {
    bool out = group->way != 1;
    return add_wire(net, out ? hub : other, out ? other : hub, group, edges, count);
}

/* Walks the chips column by column; sets their places around the frame's centre when `frame` has its size already. */
static void walk_grid(eg_scene *scene, const uint32_t *chips, size_t count, size_t rows, const eg_item *frame, double *w,
                      double *h) {
    double x = BLOCK_PAD;
    *h = 0;
    for (size_t begin = 0; begin < count; begin += rows) {
        size_t end = begin + rows < count ? begin + rows : count;
        double widest = 0, y = BLOCK_PAD;
        for (size_t i = begin; i < end; i++) widest = fmax(widest, scene->items.items[chips[i]].w);
        for (size_t i = begin; i < end; i++) {
            eg_item *chip = &scene->items.items[chips[i]];
            if (frame) chip->x = x + widest / 2 - frame->w / 2, chip->y = y + chip->h / 2 - frame->h / 2;
            y += chip->h + BLOCK_GAP;
        }
        x += widest + BLOCK_GAP;
        *h = fmax(*h, y - BLOCK_GAP + BLOCK_PAD);
    }
    *w = x - BLOCK_GAP + BLOCK_PAD;
}

/* Chips of a block in the columns that come nearest to the wished shape. */
static void arrange_block(eg_scene *scene, uint32_t block, const uint32_t *chips, size_t count) {
    eg_item *frame = &scene->items.items[block];
    double best = -1, w, h;
    size_t best_rows = count;
    for (size_t columns = 1; columns <= count; columns++) {
        size_t rows = (count + columns - 1) / columns; /* columns as even as they can be */
        walk_grid(scene, chips, count, rows, NULL, &w, &h);
        double off = fabs(log(w / h / BLOCK_ASPECT));
        if (best >= 0 && off >= best) continue;
        best = off;
        best_rows = rows;
        frame->w = w;
        frame->h = h;
    }
    walk_grid(scene, chips, count, best_rows, frame, &w, &h);
}

/* The leaves of a fan as one item; their order is by kind, then the graph's. */
static uint32_t make_block(web *net, const claim *leaves, size_t count) {
    eg_scene *scene = net->scene;
    uint32_t block = (uint32_t)scene->items.len;
    eg_item *frame = eg_vec_add(&scene->items);
    *frame = (eg_item){.role = EG_ROLE_BLOCK, .node = EG_NO_NODE, .kind = EG_NONE, .block = EG_NONE, .stroke = 1};
    uint32_t *chips = EG_NEW_ARRAY(&scene->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        const eg_edge *edge = scene->cast.statements[leaves[i].statement].edge;
        chips[i] = add_box(net, leaves[i].other, eg_say_detail(&scene->arena, edge));
        scene->items.items[chips[i]].block = block;
    }
    arrange_block(scene, block, chips, count);
    return block;
}

static uint32_t add_junction(eg_scene *scene) {
    eg_item *item = eg_vec_add(&scene->items);
    *item = (eg_item){.role = EG_ROLE_JUNCTION, .node = EG_NO_NODE, .kind = EG_NONE, .block = EG_NONE, .w = 2, .h = 2};
    return (uint32_t)(scene->items.len - 1);
}

static const eg_edge **edges_of(web *net, const claim *members, size_t count) {
    const eg_edge **edges = EG_NEW_ARRAY(&net->scene->arena, const eg_edge *, count);
    for (size_t i = 0; i < count; i++) edges[i] = net->scene->cast.statements[members[i].statement].edge;
    return edges;
}

/* `members` are in order of branches first, then the leaves that go into a block. */
static void make_fan(web *net, const claim *members, size_t count, size_t branches) {
    eg_scene *scene = net->scene;
    const claim *group = &members[0];
    bool out = group->way == 0, in = group->way == 1;
    uint32_t hub = box_of(net, group->hub);
    const eg_edge **edges = edges_of(net, members, count);
    uint32_t block = branches < count ? make_block(net, members + branches, count - branches) : EG_NONE;
    uint32_t middle = branches ? add_junction(scene) : block;
    eg_wire *trunk = join(net, group, hub, middle, edges, count);
    trunk->trunk = true;
    trunk->arrow = in || (out && middle == block);
    set_label(net, trunk, group_label(net, group));
    if (branches && block != EG_NONE) {
        eg_wire *limb = join(net, group, middle, block, edges + branches, count - branches);
        limb->trunk = true;
        limb->arrow = out;
    }
    for (size_t i = 0; i < branches; i++) {
        eg_wire *branch = join(net, group, middle, box_of(net, members[i].other), edges + i, 1);
        branch->arrow = out;
        set_label(net, branch, net->recipe->details ? eg_say_detail(&scene->arena, edges[i]) : EG_S(""));
    }
}

/* Takes a group whose members are still free as a fan, if they are enough. */
static void try_fan(web *net, const claim *group, size_t size) {
    claim *members = EG_NEW_ARRAY(&net->scene->arena, claim, size);
    const uint32_t *degree = net->scene->cast.degree;
    size_t count = 0, leaves = 0;
    for (size_t i = 0; i < size; i++) {
        bool twice = net->taken[group[i].statement];
        for (size_t j = 0; j < count && !twice; j++) twice = members[j].other == group[i].other;
        if (twice) continue; /* a second line between the same two stands for itself */
        members[count++] = group[i];
        leaves += degree[group[i].other] == 1;
    }
    if (count < FAN_LEAST) return;
    bool block = leaves >= BLOCK_LEAST;
    claim *ordered = EG_NEW_ARRAY(&net->scene->arena, claim, count);
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < count; i++)
            if ((block && degree[members[i].other] == 1) == (pass == 1)) ordered[n++] = members[i];
    for (size_t i = 0; i < count; i++) net->taken[members[i].statement] = true;
    make_fan(net, ordered, count, block ? count - leaves : count);
}

/* The whole label, or without its status when it is long: stroke and legend tell that. */
static eg_slice edge_label(web *net, const eg_edge *edge, const eg_edge_type *type) {
    eg_edge bare = *edge;
    if (!net->recipe->details) bare.role = bare.amount.name = EG_S("");
    eg_slice label = eg_say_label(&net->scene->arena, &bare, type);
    if (edge->status == EG_STATUS_NEGATED || eg_text_width(label, EG_SIZE_SMALL, false) <= LABEL_MOST) return label;
    bare.status = EG_STATUS_ASSERTED;
    return eg_say_label(&net->scene->arena, &bare, type);
}

static void make_wires(web *net) {
    const eg_cast *cast = &net->scene->cast;
    net->taken = EG_NEW_ARRAY(&net->scene->arena, bool, cast->statement_count);
    choose_tags(net);
    make_claims(net);
    for (size_t i = 0, j; i < net->claim_count; i = j) {
        for (j = i; j < net->claim_count && compare_group(&net->claims[i], &net->claims[j]) == 0;) j++;
        if (net->recipe->fans && j - i >= FAN_LEAST) try_fan(net, &net->claims[i], j - i);
    }
    for (uint32_t i = 0; i < cast->statement_count; i++) {
        if (net->taken[i]) continue;
        const eg_edge *edge = cast->statements[i].edge;
        claim single = {.hub = edge->source, .type = cast->statements[i].type, .status = edge->status};
        const eg_edge **edges = EG_NEW_ARRAY(&net->scene->arena, const eg_edge *, 1);
        edges[0] = edge;
        uint32_t tail = box_of(net, edge->source), head = box_of(net, edge->target);
        eg_wire *wire = add_wire(net, tail, head, &single, edges, 1);
        wire->arrow = edge->directed;
        set_label(net, wire, edge_label(net, edge, type_of(net, single.type)));
    }
}

/* Draws by a recipe, its words included. */
static bool try_recipe(eg_scene *scene, const recipe *how, double frame_h, eg_error *err) {
    web net = {.scene = scene, .recipe = how};
    eg_scene_clear(scene);
    make_wires(&net);
    for (uint32_t i = 0, n = (uint32_t)scene->node_count; i < n; i++) /* alone, but with something said of them */
        if (scene->cast.is_name[i] && scene->cast.degree[i] == 0 && scene->cast.badge_count[i]) box_of(&net, i);
    eg_slice ranks = eg_arena_printf(&scene->arena, "rankdir=LR, nodesep=%.3f, ranksep=%.3f, splines=true%c", how->nodesep,
                                     how->ranksep, '\0');
    eg_parts_style style = {.engine = "dot", .attributes = ranks.ptr, .roomy_most = 5, .gap = how->gap, .least_w = 420,
                            .readable_w = eg_readable_width(scene)};
    if (how->spring) {
        style.small_engine = style.engine;
        style.small_attributes = "rankdir=LR, nodesep=0.15, ranksep=0.38, splines=true";
        style.small_most = SPRING_LEAST;
        style.engine = "neato";
        style.attributes = "model=subset, overlap=prism, start=7, splines=none";
        style.fill = how->ranksep;
        style.box_gap = SPRING_GAP;
        double n = fmax(SPRING_TURNS_TO, (double)scene->cast.linked_count);
        style.tries = scene->cast.linked_count <= TRIED_OFTEN ? 3 : 1;
        style.turns = (unsigned)(SPRING_TURNS * SPRING_TURNS_TO * SPRING_TURNS_TO / (n * n));
    }
    if (!eg_parts_place(scene, &style, frame_h, err)) return false;
    eg_labels_place(scene);
    scene->recipe = eg_arena_printf(&scene->arena, "%d %ld %ld", how->number, lround(how->nodesep * 1000), lround(how->ranksep * 1000));
    return true;
}

/* Up to 9,999; false when `word` is no such number. */
static bool read_number(eg_slice word, unsigned *number) {
    *number = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < '0' || word.ptr[i] > '9') return false;
        *number = *number * 10 + (unsigned)(word.ptr[i] - '0');
    }
    return word.len > 0 && word.len <= 4;
}

/* The recipe of the sidecar: another one would move every name. */
static bool recipe_of_sidecar(recipe *how, const eg_scene *scene) {
    eg_places places;
    unsigned numbers[3] = {RECIPES};
    size_t n = 0;
    if (scene->options->layout_file == NULL) return false;
    bool ok = eg_places_read(&places, scene->options->layout_file, NULL); /* what is wrong with it is said later */
    eg_slice rest = places.recipe, word;
    while (ok && n < 3 && eg_slice_split(&rest, ' ', &word)) ok = read_number(word, &numbers[n++]);
    eg_places_fini(&places);
    if (!ok || n < 3 || numbers[0] >= RECIPES) return false;
    *how = recipes[numbers[0]];
    how->nodesep = (double)numbers[1] / 1000;
    how->ranksep = (double)numbers[2] / 1000;
    return true;
}

/* A page of columns that is too wide gets more room between its rows, one that is too high more between its columns, as long as
 * the type stays readable. False when there is nothing to gain. */
static bool loosen(recipe *how, const eg_scene *scene, double frame_h) {
    double off = eg_off_shape(scene, frame_h);
    double room = eg_readable_width(scene) / (scene->w + 2 * EG_MARGIN);
    if (how->spring && (room >= 1 || how->ranksep > 0.64)) return false;
    if (how->spring) {
        how->ranksep = fmin(0.68, fmax(0.55, how->ranksep / (room * room) * 1.05));
        return true;
    }
    if (fabs(off) <= eg_shape_slack(scene) || room < (off > 0 ? 0.95 : 1.1)) return false;
    if (off > 0) how->nodesep = fmin(0.45, how->nodesep + 0.2);
    else how->ranksep = fmin(1.1, how->ranksep + 0.45);
    return true;
}

static bool is_entangled(const eg_cast *cast) {
    double linked = (double)cast->linked_count;
    return cast->linked_count >= ENTANGLED_LEAST && (double)cast->statement_count - linked > ENTANGLED * linked;
}

bool eg_network_make(eg_scene *scene, double frame_h, eg_error *err) {
    double least = -1;
    recipe best;
    if (recipe_of_sidecar(&best, scene)) return try_recipe(scene, &best, frame_h, err);
    best = recipes[0];
    bool is_last = true;
    for (int i = is_entangled(&scene->cast) ? RECIPES - 1 : 0; i < RECIPES && (least < 0 || least > GOOD_ENOUGH); i++) {
        recipe how = recipes[i];
        if (i == 1 && least >= 0 && scene->w > 1.6 * eg_readable_width(scene)) continue; /* a little less room is of no use here */
        for (int round = 0; round < (how.spring ? SPRING_ROUNDS : LOOSEN_ROUNDS); round++) {
            if (!try_recipe(scene, &how, frame_h, err)) return false;
            double bad = eg_badness(scene, frame_h) + PREFERENCE * i;
            is_last = least < 0 || bad < least;
            if (is_last) least = bad, best = how;
            if (bad <= GOOD_ENOUGH || !loosen(&how, scene, frame_h)) break;
        }
    }
    return is_last || try_recipe(scene, &best, frame_h, err);
}
