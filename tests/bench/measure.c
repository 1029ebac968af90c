/* SPDX-License-Identifier: MIT */
/* measure GRAPH.json...: draws each graph and prints one line of what can be counted in its picture. */
#include <sys/resource.h>

#include "picture.h"
#include "sample.h"

static double used_by(int who) {
    struct rusage u;
    getrusage(who, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* Of this process and of the layouts' children: what else the machine does is no matter. */
static double now(void) {
    return used_by(RUSAGE_SELF) + used_by(RUSAGE_CHILDREN);
}

static bool measure_file(const char *path, const eg_schema *schema) {
    eg_source source = {0};
    eg_arena arena = {0};
    eg_error err = {0};
    eg_graph *graph = NULL;
    eg_scene scene = {0};
    eg_emit_options options = {0};
    bool ok = eg_source_read(&source, &arena, path, 0, &err) && eg_json_read(&graph, source.bytes, path, &err);
    double begun = now();
    ok = ok && eg_scene_make(&scene, graph, schema, &options, NULL, &err);
    double took = now() - begun;
    if (ok) {
        static const char *const views[] = {"network", "cloud", "landscape"};
        measured m = measure(&scene);
        const char *name = strrchr(path, '/');
        printf("%-28.28s %-9s %5zu %5zu %8zu %7zu %6zu %9zu %7zu %9zu %8.1f %6.2f %6.0f%% %6.2f\n", name ? name + 1 : path, views[scene.view],
               scene.cast.name_count, m.wires, m.overlaps, m.outside, m.label_hits, m.crossings, m.through, m.unlabelled, m.smallest, m.aspect,
               100 * m.filled, took);
    } else {
        printf("%s: %s\n", path, err.text);
    }
    eg_scene_fini(&scene);
    eg_graph_free(graph);
    eg_source_fini(&source);
    eg_arena_fini(&arena);
    return ok;
}

int main(int argc, char **argv) {
    eg_arena arena = {0};
    eg_schema schema;
    bool ok = sample_schema(&schema, &arena);
    printf("%-28s %-9s %5s %5s %8s %7s %6s %9s %7s %9s %8s %6s %7s %6s\n", "graph", "view", "names", "lines", "overlaps", "outside", "hidden", "crossings",
           "through", "unlabeled", "smallest", "aspect", "filled", "cpu s");
    for (int i = 1; ok && i < argc; i++) ok = measure_file(argv[i], &schema);
    eg_arena_fini(&arena);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
