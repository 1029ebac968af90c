/* SPDX-License-Identifier: MIT */
/* Child to parent, one line each, part by part:
 *
 *   p                      a part begins
 *   n 3 81.5,27            box 3 and its centre, in points, y upwards
 *   e 5 e,157,18 72,18 ... edge 5 and its curve
 *   l 5 115,24             its label
 *   x text                 what went wrong, in words
 *   .                      all done
 */
#include "emit/layout.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/library.h"
#include "base/sink.h"

/* ---- the child ---- */

/* The functions of libgvc and libcgraph that are used, by their C names. */
typedef struct gvc_api {
    void *(*gvContext)(void);
    int (*gvLayout)(void *context, void *graph, const char *engine);
    void (*attach_attrs)(void *graph);
    void *(*agmemread)(const char *text);
    void *(*agfstnode)(void *graph);
    void *(*agnxtnode)(void *graph, void *node);
    void *(*agfstout)(void *graph, void *node);
    void *(*agnxtout)(void *graph, void *edge);
    char *(*agget)(void *object, const char *name);
} gvc_api;

static bool load_gvc(gvc_api *api) {
    static const char *const names[] = {"libgvc.so.6", "libgvc.so.7", "libgvc.so", "libgvc.6.dylib", "libgvc.dylib", NULL};
    const eg_symbol symbols[] = {
        {"gvContext", &api->gvContext},
        {"gvLayout", &api->gvLayout},
        {"attach_attrs", &api->attach_attrs},
        {"agmemread", &api->agmemread},
        {"agfstnode", &api->agfstnode},
        {"agnxtnode", &api->agnxtnode},
        {"agfstout", &api->agfstout},
        {"agnxtout", &api->agnxtout},
        {"agget", &api->agget},
    };
    return eg_library_load(names, symbols, sizeof symbols / sizeof *symbols);
}

/* A label is an empty table of its size: no font is asked. */
static void put_label(eg_sink *dot, const eg_layout_edge *edge) {
    if (edge->label_w <= 0) return;
    eg_putf(dot,
            ", label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" "
            "WIDTH=\"%.0f\" HEIGHT=\"%.0f\"><TR><TD></TD></TR></TABLE>>",
            edge->label_w, edge->label_h);
}

static void put_dot(eg_sink *dot, const eg_layout_part *part) {
    eg_putf(dot, "digraph {\ngraph [%s]\nnode [shape=box, fixedsize=true, label=\"\"]\nedge [arrowsize=0.65]\n",
            part->attributes);
    for (size_t i = 0; i < part->node_count; i++) {
        const eg_layout_node *node = &part->nodes[i];
        eg_putf(dot, "n%zu [id=%zu, width=%.4f, height=%.4f%s", i, i, node->w / 72, node->h / 72,
                node->junction ? ", shape=point" : "");
        if (node->placed) eg_putf(dot, ", pos=\"%.3f,%.3f\"", node->x, -node->y);
        eg_puts(dot, "]\n");
    }
    for (size_t i = 0; i < part->edge_count; i++) {
        const eg_layout_edge *edge = &part->edges[i];
        eg_putf(dot, "n%u -> n%u [id=%zu, weight=%u%s", edge->tail, edge->head, i, edge->weight ? edge->weight : 1,
                edge->arrow ? "" : ", dir=none");
        put_label(dot, edge);
        eg_puts(dot, "]\n");
    }
    eg_puts(dot, "}\n");
}

static void put_line(eg_sink *out, char kind, const char *id, const char *text) {
    if (text && *text) eg_putf(out, "%c %s %s\n", kind, id, text);
}

static const char *lay_out_part(eg_sink *out, const gvc_api *api, void *context, const eg_layout_part *part) {
    eg_sink dot = {0};
    put_dot(&dot, part);
    eg_putc(&dot, '\0');
    void *graph = api->agmemread(dot.buf.items);
    eg_sink_fini(&dot);
    if (graph == NULL) return "Graphviz could not read the graph";
    if (api->gvLayout(context, graph, part->engine) != 0) return "Graphviz could not lay out the graph";
    api->attach_attrs(graph);
    eg_puts(out, "p\n");
    for (void *node = api->agfstnode(graph); node; node = api->agnxtnode(graph, node)) {
        put_line(out, 'n', api->agget(node, "id"), api->agget(node, "pos"));
        for (void *edge = api->agfstout(graph, node); edge; edge = api->agnxtout(graph, edge)) {
            const char *id = api->agget(edge, "id");
            put_line(out, 'e', id, api->agget(edge, "pos"));
            put_line(out, 'l', id, api->agget(edge, "lp"));
        }
    }
    return NULL; /* the graph is not freed: the child ends in a moment */
}

static const char *lay_out(eg_sink *out, const eg_layout_part *parts, size_t count) {
    gvc_api api;
    if (!load_gvc(&api)) return "Graphviz (libgvc) is not installed or not usable";
    void *context = api.gvContext();
    if (context == NULL) return "Graphviz did not start";
    for (size_t i = 0; i < count; i++) {
        const char *problem = lay_out_part(out, &api, context, &parts[i]);
        if (problem) return problem;
    }
    return NULL;
}

static void set_limit(int what, uint64_t most) {
    struct rlimit limit = {.rlim_cur = (rlim_t)most, .rlim_max = (rlim_t)most};
    setrlimit(what, &limit);
}

static void set_limits(const eg_layout_limits *limits) {
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_CPU, (uint64_t)limits->seconds + 2);
#if !defined(__SANITIZE_ADDRESS__) /* which maps terabytes of shadow */
    if (limits->memory) set_limit(RLIMIT_AS, limits->memory);
#endif
}

/* Graphviz talks on stderr; what matters of it, the parent says. */
static void silence(void) {
    int null = open("/dev/null", O_RDWR);
    for (int fd = 0; null >= 0 && fd < 3; fd++) dup2(null, fd);
}

static void child_main(int fd, const eg_layout_part *parts, size_t count, const eg_layout_limits *limits) {
    for (int s = 1; s < 32; s++) signal(s, SIG_DFL); /* an abort is the child's own affair */
    silence();
    set_limits(limits);
    eg_sink out = {0};
    const char *problem = lay_out(&out, parts, count);
    if (problem) eg_putf(&out, "x %s\n", problem);
    else eg_puts(&out, ".\n");
    const char *at = out.buf.items, *end = at + out.buf.len;
    while (at < end) {
        ssize_t n = write(fd, at, (size_t)(end - at));
        if (n < 0 && errno != EINTR) _exit(1);
        if (n > 0) at += n;
    }
    _exit(0);
}

/* ---- the parent ---- */

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* All that comes out of `fd` until it closes; false at the deadline. */
static bool read_until(eg_sink *in, int fd, double deadline) {
    char buf[65536];
    for (;;) {
        double left = deadline - now();
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        int ready = left <= 0 ? 0 : poll(&wait, 1, (int)(left * 1000) + 1);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        ssize_t n = read(fd, buf, sizeof buf);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return n == 0;
        eg_put(in, eg_slice_of(buf, (size_t)n));
    }
}

static bool run_child(eg_sink *in, const eg_layout_part *parts, size_t count, const eg_layout_limits *limits,
                      eg_error *err) {
    int fds[2];
    if (pipe(fds) != 0) return eg_fail(err, EG_ERR_CHILD, "", "cannot make a pipe: %s", strerror(errno));
    pid_t child = fork();
    if (child < 0) {
        int saved = errno;
        close(fds[0]);
        close(fds[1]);
        return eg_fail(err, EG_ERR_CHILD, "", "cannot start the layout: %s", strerror(saved));
    }
    if (child == 0) {
        close(fds[0]);
        child_main(fds[1], parts, count, limits);
    }
    close(fds[1]);
    bool in_time = read_until(in, fds[0], now() + limits->seconds);
    close(fds[0]);
    if (!in_time) kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (!in_time || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
        return eg_fail(err, EG_ERR_CHILD, "", "the layout took more than %g s and was stopped", limits->seconds);
    if (WIFSIGNALED(status))
        return eg_fail(err, EG_ERR_CHILD, "", "Graphviz died while laying out the picture (%s)",
                       strsignal(WTERMSIG(status)));
    if (WEXITSTATUS(status) != 0)
        return eg_fail(err, EG_ERR_CHILD, "", "Graphviz failed with status %d", WEXITSTATUS(status));
    return true;
}

/* A decimal number at *at, whatever the locale; false when there is none. */
static bool read_number(eg_slice s, size_t *at, double *value) {
    size_t i = *at;
    bool minus = i < s.len && s.ptr[i] == '-';
    if (minus) i++;
    double mantissa = 0, scale = 1;
    size_t digits = 0;
    for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++, digits++) mantissa = mantissa * 10 + (s.ptr[i] - '0');
    if (i < s.len && s.ptr[i] == '.')
        for (i++; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++, digits++) {
            mantissa = mantissa * 10 + (s.ptr[i] - '0');
            scale *= 10;
        }
    if (digits == 0) return false;
    if (i + 1 < s.len && s.ptr[i] == 'e') {
        bool down = s.ptr[i + 1] == '-';
        int exponent = 0;
        for (i += down || s.ptr[i + 1] == '+' ? 2 : 1; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
            if (exponent < 300) exponent = exponent * 10 + (s.ptr[i] - '0');
        while (exponent-- > 0) scale = down ? scale * 10 : scale / 10;
    }
    *at = i;
    *value = (minus ? -mantissa : mantissa) / scale;
    return true;
}

static bool read_point(eg_slice s, size_t *at, eg_point *point) {
    if (!read_number(s, at, &point->x) || *at >= s.len || s.ptr[*at] != ',') return false;
    ++*at;
    if (!read_number(s, at, &point->y)) return false;
    point->y = -point->y; /* Graphviz counts upwards */
    return true;
}

/* "e,157,18 72,18 93,18 121,18 147,18" */
static bool read_curve(eg_layout_edge *edge, eg_slice s, eg_arena *arena) {
    EG_VEC(eg_point) points = {0};
    size_t at = 0;
    bool ok = true;
    while (ok && at < s.len) {
        if (s.ptr[at] == ' ' || s.ptr[at] == ';') {
            at++;
            continue;
        }
        char mark = s.ptr[at];
        if (mark == 'e' || mark == 's') at += 2;
        eg_point point;
        ok = read_point(s, &at, &point);
        if (ok && mark == 'e') edge->has_tip = true, edge->tip = point;
        else if (ok && mark != 's') eg_vec_push(&points, point);
    }
    ok = ok && points.len >= 4 && points.len % 3 == 1;
    if (ok) {
        edge->points = EG_NEW_ARRAY(arena, eg_point, points.len);
        memcpy(edge->points, points.items, points.len * sizeof *points.items);
        edge->point_count = points.len;
    }
    eg_vec_fini(&points);
    return ok;
}

static bool read_line(eg_layout_part *part, eg_slice line, size_t *nodes, eg_arena *arena) {
    size_t at = 2;
    double index;
    if (line.len < 5 || !read_number(line, &at, &index) || index < 0 || line.ptr[at] != ' ') return false;
    eg_slice rest = eg_slice_sub(line, at + 1, line.len);
    size_t i = (size_t)index, zero = 0;
    eg_point point = {0};
    if (line.ptr[0] == 'n') {
        if (i >= part->node_count || !read_point(rest, &zero, &point)) return false;
        part->nodes[i].x = point.x;
        part->nodes[i].y = point.y;
        ++*nodes;
        return true;
    }
    if (i >= part->edge_count) return false;
    if (line.ptr[0] == 'e') return read_curve(&part->edges[i], rest, arena);
    if (line.ptr[0] != 'l' || !read_point(rest, &zero, &point)) return false;
    part->edges[i].label_x = point.x;
    part->edges[i].label_y = point.y;
    return true;
}

static bool read_answer(eg_layout_part *parts, size_t count, eg_slice text, eg_arena *arena, eg_error *err) {
    size_t begun = 0, nodes = 0;
    bool ok = true, done = false;
    for (eg_slice line; ok && !done && eg_slice_split(&text, '\n', &line);) {
        if (line.len && line.ptr[0] == 'x')
            return eg_fail(err, EG_ERR_CHILD, "", "%.*s", EG_FMT(eg_slice_trim(eg_slice_sub(line, 1, line.len))));
        done = eg_slice_eq(line, EG_S("."));
        if (done || eg_slice_eq(line, EG_S("p"))) {
            if (begun) ok = nodes == parts[begun - 1].node_count;
            if (!done) ok = ok && begun++ < count;
            nodes = 0;
        } else {
            ok = begun > 0 && read_line(&parts[begun - 1], line, &nodes, arena);
        }
    }
    if (!ok || !done || begun != count)
        return eg_fail(err, EG_ERR_CHILD, "", "Graphviz gave an incomplete layout (part %zu of %zu)", begun, count);
    return true;
}

typedef struct extent {
    double x0, y0, x1, y1;
} extent;

static void cover(extent *e, double x, double y, double w, double h) {
    if (x - w / 2 < e->x0) e->x0 = x - w / 2;
    if (y - h / 2 < e->y0) e->y0 = y - h / 2;
    if (x + w / 2 > e->x1) e->x1 = x + w / 2;
    if (y + h / 2 > e->y1) e->y1 = y + h / 2;
}

/* Graphviz's own bounding box leaves out curves in places, so it is measured here and moved to the origin. */
void eg_layout_settle(eg_layout_part *part) {
    extent e = {1e30, 1e30, -1e30, -1e30};
    for (size_t i = 0; i < part->node_count; i++)
        cover(&e, part->nodes[i].x, part->nodes[i].y, part->nodes[i].w, part->nodes[i].h);
    for (size_t i = 0; i < part->edge_count; i++) {
        const eg_layout_edge *edge = &part->edges[i];
        for (size_t j = 0; j < edge->point_count; j++) cover(&e, edge->points[j].x, edge->points[j].y, 0, 0);
        if (edge->label_w > 0) cover(&e, edge->label_x, edge->label_y, edge->label_w, edge->label_h);
    }
    if (part->node_count == 0) e = (extent){0};
    for (size_t i = 0; i < part->node_count; i++) part->nodes[i].x -= e.x0, part->nodes[i].y -= e.y0;
    for (size_t i = 0; i < part->edge_count; i++) {
        eg_layout_edge *edge = &part->edges[i];
        for (size_t j = 0; j < edge->point_count; j++) edge->points[j].x -= e.x0, edge->points[j].y -= e.y0;
        edge->tip.x -= e.x0, edge->tip.y -= e.y0;
        edge->label_x -= e.x0, edge->label_y -= e.y0;
    }
    part->w = e.x1 - e.x0;
    part->h = e.y1 - e.y0;
}

bool eg_layout_run(eg_layout_part *parts, size_t count, eg_arena *arena, const eg_layout_limits *limits, eg_error *err) {
    eg_sink in = {0};
    bool ok = count == 0 || (run_child(&in, parts, count, limits, err) &&
                             read_answer(parts, count, eg_sink_slice(&in), arena, err));
    eg_sink_fini(&in);
    for (size_t i = 0; ok && i < count; i++) {
        eg_layout_settle(&parts[i]);
    }
    return ok;
}
