/* SPDX-License-Identifier: MIT */
#include "cli/output.h"

#include <stdlib.h>
#include <sys/stat.h>

/* One file to be: made, then staged, then committed. */
typedef struct piece {
    const char *path;
    eg_sink sink;
    eg_staged staged;
} piece;

typedef struct batch {
    eg_arena arena; /* paths of tables */
    EG_VEC(piece) pieces;
} batch;

void eg_outputs_fini(eg_outputs *o) { eg_vec_fini(&o->list); }

static bool add(eg_outputs *o, const eg_args *args, const char *path, const eg_format *named, eg_error *err) {
    bool piped = strcmp(path, "-") == 0;
    eg_output out = {path, named ? named : piped ? eg_format_named(EG_S("json")) : eg_format_of_path(eg_slice_from(path))};
    if (out.format == NULL) return eg_args_fail(args, err, "no format known for this ending, say -f FORMAT", path);
    eg_vec_push(&o->list, out);
    return true;
}

bool eg_outputs_options(eg_outputs *o, const eg_args *args, eg_error *err) {
    const char *name = eg_args_has(args, "jsonl") ? "jsonl" : eg_args_get(args, "format");
    const eg_format *named = name ? eg_format_named(eg_slice_from(name)) : NULL;
    if (name && named == NULL) return eg_args_fail(args, err, "unknown format", name);
    size_t at = 0;
    for (const char *path; (path = eg_args_next(args, "output", &at)) != NULL;)
        if (!add(o, args, path, named, err)) return false;
    return o->list.len > 0 || add(o, args, "-", named, err);
}

/* Standard output, a device or a pipe holds one table only. */
static bool is_file(const char *path) {
    struct stat st;
    return strcmp(path, "-") != 0 && (stat(path, &st) != 0 || S_ISREG(st.st_mode));
}

/* x.csv and "nodes" -> x.nodes.csv; a path without the format's ending gets it. */
static const char *table_path(batch *b, const eg_output *out, const char *table) {
    eg_slice stem = eg_slice_from(out->path);
    eg_slice ending = eg_slice_from(out->format->extensions);
    size_t cut = stem.len > ending.len ? stem.len - ending.len : 0;
    bool ended = cut > 1 && stem.ptr[cut - 1] == '.' && eg_slice_eq_ascii_nocase(eg_slice_sub(stem, cut, stem.len), ending);
    if (ended) {
        ending = eg_slice_sub(stem, cut, stem.len);
        stem.len = cut - 1;
    }
    return eg_arena_printf(&b->arena, "%.*s.%s.%.*s", EG_FMT(stem), table, EG_FMT(ending)).ptr;
}

static bool make_one(const eg_output *out, batch *b, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                     eg_error *err) {
    const eg_format *f = out->format;
    if (f->tables == NULL || !is_file(out->path)) {
        piece *p = eg_vec_add(&b->pieces);
        p->path = out->path;
        return f->write(&p->sink, graph, schema, options, err);
    }
    for (const eg_table *t = f->tables; t->name; t++) {
        piece *p = eg_vec_add(&b->pieces);
        p->path = table_path(b, out, t->name);
        if (!t->write(&p->sink, graph, schema, options, err)) return false;
    }
    return true;
}

/* What is written in place goes first: when it fails no file has been renamed. */
static bool commit_all(batch *b, eg_error *err) {
    for (int renamed = 0; renamed < 2; renamed++)
        for (size_t i = 0; i < b->pieces.len; i++) {
            eg_staged *s = &b->pieces.items[i].staged;
            if ((s->temp != NULL) == renamed && !eg_staged_commit(s, err)) return false;
        }
    return true;
}

bool eg_outputs_write(const eg_outputs *o, const eg_graph *graph, const eg_schema *schema, const eg_emit_options *options,
                      eg_error *err) {
    batch b = {0};
    bool ok = true;
    for (size_t i = 0; i < o->list.len && ok; i++) ok = make_one(&o->list.items[i], &b, graph, schema, options, err);
    for (size_t i = 0; i < b.pieces.len && ok; i++) {
        piece *p = &b.pieces.items[i];
        ok = eg_sink_stage(&p->sink, p->path, &p->staged, err);
    }
    ok = ok && commit_all(&b, err);
    for (size_t i = 0; i < b.pieces.len; i++) {
        eg_staged_drop(&b.pieces.items[i].staged);
        eg_sink_fini(&b.pieces.items[i].sink);
    }
    eg_vec_fini(&b.pieces);
    eg_arena_fini(&b.arena);
    return ok;
}
