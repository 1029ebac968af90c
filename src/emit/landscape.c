/* SPDX-License-Identifier: MIT */
/* The landscape, or market map: no lines; one panel per kind, or per name that many point at (--by located_in), in it
 * a card for each name, larger and bolder when it is part of more relations. Panels go largest first; neighbours share
 * a row so that both end at one height. No Graphviz: it cannot fail. */
#include <math.h>

#include "emit/metrics.h"
#include "emit/scene.h"
#include "emit/shape.h"
#include "emit/wording.h"

enum { CARDS_MOST = 90, GROUPS_MOST = 24, SMALL_FROM = 400, BISECTIONS = 14 };
#define PANEL_GAP 12.0
#define PANEL_PAD 12.0
#define HEAD_H 34.0
#define CARD_GAP 5.0
#define CARD_MOST 260.0

typedef struct group {
    uint32_t *nodes; /* best linked first */
    size_t count, shown;
    eg_slice title;
    uint32_t kind;   /* gives the colour */
    bool last;       /* the rest: below all others */
} group;

typedef struct land {
    eg_scene *scene;
    group *groups;
    size_t count;
    double size;     /* of plain type */
    double card_h;
    double width;    /* of the page without margins */
    double *text_w;  /* by node */
    uint32_t strong; /* relations from which a name's card is larger: one shown card in seven has them, and four at least */
} land;

static double card_size(const land *l, uint32_t node) {
    uint32_t degree = l->scene->cast.degree[node];
    return degree < l->strong ? l->size : l->size + fmin(4.5, 1.3 + 1.3 * log2((double)degree / l->strong));
}

static bool is_strong(const land *l, uint32_t node) {
    return l->scene->cast.degree[node] >= l->strong;
}

static eg_slice name_of(const land *l, uint32_t node) {
    size_t count;
    return eg_graph_nodes(l->scene->graph, &count)[node].name;
}

static int by_degree(const void *x, const void *y) {
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? 1 : a > b ? -1 : 0;
}

/* ---- groups ---- */

typedef struct rank {
    uint32_t degree, node;
} rank;

static int by_rank(const void *x, const void *y) {
    const rank *a = x, *b = y;
    if (a->degree != b->degree) return a->degree > b->degree ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static int by_count(const void *x, const void *y) {
    const group *a = x, *b = y;
    if (a->last != b->last) return a->last ? 1 : -1;
    if (a->count != b->count) return a->count > b->count ? -1 : 1;
    return eg_slice_cmp(a->title, b->title);
}

/* Puts each name into the group that group_of gives (EG_NONE: into none), best linked first; empty groups go. */
static void fill_groups(land *l, const uint32_t *group_of) {
    eg_scene *scene = l->scene;
    rank *ranks = EG_NEW_ARRAY(&scene->arena, rank, scene->node_count);
    for (uint32_t i = 0; i < scene->node_count; i++) {
        ranks[i] = (rank){scene->cast.degree[i], i};
        if (group_of[i] != EG_NONE) l->groups[group_of[i]].count++;
    }
    qsort(ranks, scene->node_count, sizeof *ranks, by_rank);
    for (size_t g = 0; g < l->count; g++) {
        l->groups[g].nodes = EG_NEW_ARRAY(&scene->arena, uint32_t, l->groups[g].count);
        l->groups[g].count = 0;
    }
    for (size_t i = 0; i < scene->node_count; i++) {
        uint32_t g = group_of[ranks[i].node];
        if (g != EG_NONE) l->groups[g].nodes[l->groups[g].count++] = ranks[i].node;
    }
    size_t kept = 0;
    for (size_t g = 0; g < l->count; g++)
        if (l->groups[g].count) l->groups[kept++] = l->groups[g];
    l->count = kept;
}

static void group_by_kind(land *l) {
    const eg_schema *schema = l->scene->schema;
    const eg_cast *cast = &l->scene->cast;
    uint32_t *group_of = EG_NEW_ARRAY(&l->scene->arena, uint32_t, l->scene->node_count);
    l->count = schema->kind_count + 1;
    l->groups = EG_NEW_ARRAY(&l->scene->arena, group, l->count);
    for (uint32_t k = 0; k < schema->kind_count; k++)
        l->groups[k] = (group){.kind = k, .title = schema->kinds[k].plural};
    l->groups[schema->kind_count] = (group){.kind = EG_NONE, .title = EG_S("other"), .last = true};
    for (uint32_t i = 0; i < l->scene->node_count; i++) {
        uint32_t kind = cast->kind[i] == EG_NONE ? (uint32_t)schema->kind_count : cast->kind[i];
        group_of[i] = cast->is_name[i] ? kind : EG_NONE;
    }
    fill_groups(l, group_of);
}

/* By name: what it is joined to by the type, first come, on the side with fewer different things (places, not the firms
 * in them). `hub` marks that side. */
static uint32_t *find_homes(const land *l, uint32_t type, bool *hub) {
    eg_scene *scene = l->scene;
    const eg_cast *cast = &scene->cast;
    uint32_t *home = EG_NEW_ARRAY(&scene->arena, uint32_t, scene->node_count);
    bool *target = EG_NEW_ARRAY(&scene->arena, bool, scene->node_count);
    size_t sources = 0, targets = 0;
    for (uint32_t i = 0; i < scene->node_count; i++) home[i] = EG_NONE;
    for (size_t i = 0; i < cast->statement_count; i++) {
        const eg_edge *edge = cast->statements[i].edge;
        if (cast->statements[i].type != type) continue;
        if (!hub[edge->source]) hub[edge->source] = true, sources++;
        if (!target[edge->target]) target[edge->target] = true, targets++;
    }
    bool by_source = sources < targets;
    if (!by_source) memcpy(hub, target, scene->node_count * sizeof *hub);
    for (size_t i = 0; i < cast->statement_count; i++) {
        const eg_edge *edge = cast->statements[i].edge;
        if (cast->statements[i].type != type) continue;
        uint32_t member = by_source ? edge->target : edge->source, at = by_source ? edge->source : edge->target;
        if (home[member] == EG_NONE && member != at) home[member] = at;
    }
    return home;
}

static void group_by_type(land *l, uint32_t type) {
    eg_scene *scene = l->scene;
    const eg_cast *cast = &scene->cast;
    uint32_t n = (uint32_t)scene->node_count;
    bool *hub = EG_NEW_ARRAY(&scene->arena, bool, n);
    uint32_t *home = find_homes(l, type, hub);
    l->count = n + 1;
    l->groups = EG_NEW_ARRAY(&scene->arena, group, l->count);
    for (uint32_t i = 0; i < n; i++) {
        l->groups[i] = (group){.kind = cast->kind[i], .title = name_of(l, i)};
        bool without = home[i] == EG_NONE && cast->is_name[i] && !hub[i];
        if (without) home[i] = n;
    }
    l->groups[n] = (group){.kind = EG_NONE, .title = EG_S("elsewhere"), .last = true};
    fill_groups(l, home);
}

/* Keeps the largest groups; the others become one. */
static void merge_small_groups(land *l) {
    if (l->count <= GROUPS_MOST) return;
    group *rest = &l->groups[GROUPS_MOST - 1];
    size_t count = 0;
    for (size_t g = GROUPS_MOST - 1; g < l->count; g++) count += l->groups[g].count;
    uint32_t *nodes = EG_NEW_ARRAY(&l->scene->arena, uint32_t, count);
    count = 0;
    for (size_t g = GROUPS_MOST - 1; g < l->count; g++)
        for (size_t i = 0; i < l->groups[g].count; i++) nodes[count++] = l->groups[g].nodes[i];
    *rest = (group){.nodes = nodes, .count = count, .kind = EG_NONE, .title = EG_S("others"), .last = true};
    l->count = GROUPS_MOST;
}

static void find_strong(land *l, size_t shown) {
    uint32_t *degrees = EG_NEW_ARRAY(&l->scene->arena, uint32_t, shown + 1);
    size_t n = 0;
    for (size_t g = 0; g < l->count; g++)
        for (size_t i = 0; i < l->groups[g].shown; i++) degrees[n++] = l->scene->cast.degree[l->groups[g].nodes[i]];
    qsort(degrees, n, sizeof *degrees, by_degree);
    l->strong = n ? degrees[n / 7] + 1 : 0;
    if (l->strong < 4) l->strong = 4;
}

/* ---- panels ---- */

/* Lays a panel's cards out at (x, y), `w` wide; adds them to the scene when `draw`. Returns the panel's height. */
static double lay_panel(land *l, const group *g, double x, double y, double w, bool draw) {
    eg_scene *scene = l->scene;
    double cx = x + PANEL_PAD, cy = y + HEAD_H;
    for (size_t i = 0; i < g->shown; i++) {
        uint32_t node = g->nodes[i];
        double size = card_size(l, node), left, right;
        eg_shape_padding(eg_shape_of_kind(scene->schema, scene->cast.kind[node]), l->card_h, &left, &right);
        double most = fmin(CARD_MOST, w - 2 * PANEL_PAD - left - right);
        double text_w = fmin(most, l->text_w[node]);
        double card_w = ceil(text_w + (left + right) * 0.75);
        if (cx > x + PANEL_PAD && cx + card_w > x + w - PANEL_PAD) cx = x + PANEL_PAD, cy += l->card_h + CARD_GAP;
        if (draw) {
            eg_line *line = EG_NEW(&scene->arena, eg_line);
            *line = (eg_line){eg_text_fit(&scene->arena, name_of(l, node), size, false, most), size, false, false};
            eg_item *item = eg_vec_add(&scene->items);
            *item = (eg_item){.role = EG_ROLE_CARD, .node = node, .kind = scene->cast.kind[node], .x = cx + card_w / 2,
                              .y = cy + l->card_h / 2, .w = card_w, .h = l->card_h, .lines = line, .line_count = 1,
                              .block = EG_NONE, .stroke = is_strong(l, node) ? 1.6 : 0.8};
            scene->item_of[node] = (uint32_t)(scene->items.len - 1);
        }
        cx += card_w + CARD_GAP;
    }
    return cy + l->card_h + PANEL_PAD - y;
}

static void draw_panel(land *l, const group *g, double x, double y, double w, double h) {
    eg_scene *scene = l->scene;
    eg_panel *panel = eg_vec_add(&scene->panels);
    double beside = 2 * PANEL_PAD + 30 + (g->shown < g->count ? 70 : 0); /* the count, "+12 more" */
    *panel = (eg_panel){.title = eg_text_fit(&scene->arena, g->title, 14, true, w - beside),
                        .note = eg_say_count(&scene->arena, g->count, "", ""),
                        .kind = g->kind, .x = x, .y = y, .w = w, .h = h};
    panel->note = eg_slice_trim(panel->note);
    if (g->shown < g->count) panel->more = eg_arena_printf(&scene->arena, "+%zu more", g->count - g->shown);
    lay_panel(l, g, x, y, w, true);
}

/* Least width that holds a panel's head and its widest card. */
static double least_width(const land *l, const group *g) {
    double least = fmin(eg_text_width(g->title, 14, true), CARD_MOST) + 2 * PANEL_PAD + (g->shown < g->count ? 100 : 30);
    for (size_t i = 0; i < g->shown; i++)
        least = fmax(least, fmin(CARD_MOST, l->text_w[g->nodes[i]]) + 26 + 2 * PANEL_PAD);
    return least;
}

/* Two panels share a row: the border is moved until both are equally high. */
static double draw_pair(land *l, const group *a, const group *b, double y) {
    double room = l->width - PANEL_GAP, low = fmin(least_width(l, a) / room, 0.5), high = fmax(1 - least_width(l, b) / room, 0.5);
    double share = 0.5;
    double fair = fmax(low, fmin(high, 0.5));
    bool even = lay_panel(l, a, 0, 0, room * fair, false) == lay_panel(l, b, 0, 0, room * (1 - fair), false);
    if (even) share = fair;
    for (int i = 0; !even && i < BISECTIONS; i++) {
        share = (low + high) / 2;
        double ha = lay_panel(l, a, 0, 0, room * share, false), hb = lay_panel(l, b, 0, 0, room * (1 - share), false);
        if (ha > hb) low = share;
        else high = share;
    }
    double wa = floor(room * share), wb = room - wa;
    double h = fmax(lay_panel(l, a, 0, 0, wa, false), lay_panel(l, b, 0, 0, wb, false));
    draw_panel(l, a, 0, y, wa, h);
    draw_panel(l, b, wa + PANEL_GAP, y, wb, h);
    return h;
}

/* Three small panels in a row, as wide as their shares of cards ask. */
static double draw_three(land *l, const group *g, double y) {
    double room = l->width - 2 * PANEL_GAP, w[3], sum = 0, h = 0, x = 0;
    for (int i = 0; i < 3; i++) sum += w[i] = fmax(least_width(l, &g[i]), sqrt((double)g[i].shown) * 90);
    for (int i = 0; i < 3; i++) w[i] = floor(w[i] * room / sum);
    w[2] = room - w[0] - w[1];
    for (int i = 0; i < 3; i++) h = fmax(h, lay_panel(l, &g[i], 0, 0, w[i], false));
    for (int i = 0; i < 3; i++) {
        draw_panel(l, &g[i], x, y, w[i], h);
        x += w[i] + PANEL_GAP;
    }
    return h;
}

static bool fits_three(const land *l, const group *g) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        if (g[i].shown > 12) return false;
        sum += least_width(l, &g[i]);
    }
    return sum <= l->width - 2 * PANEL_GAP;
}

/* Rows: the largest alone when it has more than a third of all, then threes of small ones, else pairs. Draws when the
 * page's width is settled. */
static double lay_rows(land *l, bool draw) {
    eg_scene *scene = l->scene;
    size_t total = 0, i = 0;
    double y = 0;
    for (size_t g = 0; g < l->count; g++) total += l->groups[g].shown;
    while (i < l->count) {
        const group *g = &l->groups[i];
        size_t left = l->count - i;
        bool rest = left == 2 && g[1].last && g[1].shown > 6 * g[0].shown; /* beside it, a small panel would be a tower */
        bool alone = left == 1 || rest || (i == 0 && g->shown * 3 > total && left != 2);
        if (alone) {
            double h = lay_panel(l, g, 0, 0, l->width, false);
            draw_panel(l, g, 0, y, l->width, h);
            y += h;
            i += 1;
        } else if (left >= 3 && (left != 4 || g[3].last) && fits_three(l, g)) {
            y += draw_three(l, g, y);
            i += 3;
        } else {
            y += draw_pair(l, g, g + 1, y);
            i += 2;
        }
        y += PANEL_GAP;
    }
    if (!draw) scene->items.len = scene->panels.len = 0;
    return y - PANEL_GAP;
}

void eg_landscape_make(eg_scene *scene, bool all_cards) {
    land l = {.scene = scene};
    size_t shown = 0, all = 0;
    uint32_t by = scene->options->by ? eg_schema_edge(scene->schema, eg_slice_from(scene->options->by)) : EG_NONE;
    if (by == EG_NONE) group_by_kind(&l);
    else group_by_type(&l, by);
    qsort(l.groups, l.count, sizeof *l.groups, by_count);
    merge_small_groups(&l);
    for (size_t g = 0; g < l.count; g++) {
        size_t count = l.groups[g].count;
        l.groups[g].shown = all_cards || count <= CARDS_MOST ? count : CARDS_MOST;
        shown += l.groups[g].shown;
        all += count;
    }
    find_strong(&l, shown);
    l.size = shown > SMALL_FROM ? 10 : EG_SIZE_SMALL + 0.5;
    l.card_h = ceil(l.size * 2.1);
    l.text_w = EG_NEW_ARRAY(&scene->arena, double, scene->node_count);
    for (uint32_t i = 0; i < scene->node_count; i++) l.text_w[i] = eg_text_width(name_of(&l, i), card_size(&l, i), false);
    double aspect = scene->options->aspect > 0 ? scene->options->aspect : 1.5, best = -1, best_w = 1152;
    for (int step = 0; step < 36; step++) { /* 1,152 is among them: 1,200 with its margins */
        l.width = 560 + 74.0 * step;
        double h = lay_rows(&l, false) + 110, off = fabs(log((l.width + 2 * EG_MARGIN) / h / aspect));
        if (best < 0 || off < best) best = off, best_w = l.width;
    }
    l.width = best_w;
    scene->w = l.width;
    scene->h = lay_rows(&l, true);
    bool strong = false;
    for (size_t i = 0; i < scene->node_count; i++) strong = strong || scene->cast.degree[i] >= l.strong;
    eg_slice sizes = strong ? EG_S("larger: in more relations") : EG_S("");
    eg_slice part = eg_slice_trim(eg_say_count(&scene->arena, shown, "", "")), whole = eg_say_count(&scene->arena, all, "name", "names");
    if (shown < all)
        scene->note = eg_arena_printf(&scene->arena, "%.*s of %.*s shown, best linked first%s%.*s", EG_FMT(part), EG_FMT(whole),
                                      strong ? " · " : "", EG_FMT(sizes));
    else scene->note = sizes;
}
