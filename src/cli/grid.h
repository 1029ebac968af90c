/* SPDX-License-Identifier: MIT */
/* A table of texts. On a terminal: a header, columns aligned by display width and cut with "…" so that a row is a line,
 * notes wrapped below their row. Elsewhere: tab-separated, whole, without header (and colours, unless they were asked for), the notes as a last cell.
 * Control and bidi characters become spaces in both. */
#ifndef EG_CLI_GRID_H
#define EG_CLI_GRID_H

#include "base/arena.h"
#include "cli/screen.h"

typedef struct eg_column {
    const char *title;
    bool right; /* numbers */
} eg_column;

typedef struct eg_cell {
    eg_slice text; /* borrowed until the grid is printed */
    uint8_t color; /* of 256; 0 = none */
} eg_cell;

typedef struct eg_note {
    size_t row;
    eg_slice text;
} eg_note;

typedef struct eg_grid {
    const eg_column *columns; /* borrowed */
    size_t column_count;
    EG_VEC(eg_cell) cells;    /* row by row */
    EG_VEC(eg_note) notes;    /* by row */
} eg_grid;

void eg_grid_init(eg_grid *grid, const eg_column *columns, size_t count);
void eg_grid_fini(eg_grid *grid);
void eg_grid_cell(eg_grid *grid, eg_slice text, uint8_t color);
/* A line below the row that is being filled or was filled last. */
void eg_grid_note(eg_grid *grid, eg_slice text);
void eg_grid_print(eg_sink *out, const eg_grid *grid, const eg_screen *screen);

/* `text` with its control and bidi characters as spaces. */
void eg_put_clean(eg_sink *out, eg_slice text);
/* The longest head of `text` that fits `columns`, with "…" behind it when something was cut; returns its width. A
 * combining mark stays with its letter. */
size_t eg_put_cut(eg_sink *out, eg_slice text, size_t columns);
/* `text` in lines of at most `columns`, each after `indent` spaces; broken at spaces, else anywhere. 0 = one line. */
void eg_put_wrapped(eg_sink *out, eg_slice text, size_t columns, size_t indent);

#endif
