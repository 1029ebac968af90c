/* SPDX-License-Identifier: MIT */
#include "cli/grid.h"

#include "base/unicode.h"

enum { GAP = 2, NOTE_INDENT = 4 };

void eg_grid_init(eg_grid *grid, const eg_column *columns, size_t count) { *grid = (eg_grid){.columns = columns, .column_count = count}; }

void eg_grid_fini(eg_grid *grid) {
    eg_vec_fini(&grid->cells);
    eg_vec_fini(&grid->notes);
}

void eg_grid_cell(eg_grid *grid, eg_slice text, uint8_t color) {
    eg_cell cell = {text, color};
    eg_vec_push(&grid->cells, cell);
}

void eg_grid_note(eg_grid *grid, eg_slice text) {
    eg_note note = {(grid->cells.len - 1) / grid->column_count, text};
    eg_vec_push(&grid->notes, note);
}

/* ---- text ---- */

void eg_put_clean(eg_sink *out, eg_slice text) {
    size_t from = 0;
    for (size_t at = 0, n; at < text.len; at += n) {
        n = 1; /* printable ASCII is safe */
        if (text.ptr[at] >= ' ' && text.ptr[at] <= '~') continue;
        if (!eg_is_unsafe(eg_utf8_next(text, at, &n))) continue;
        eg_put(out, eg_slice_sub(text, from, at));
        eg_putc(out, ' ');
        from = at + n;
    }
    if (from < text.len) eg_put(out, eg_slice_sub(text, from, text.len));
}

static size_t width_of(uint32_t cp) { return eg_is_unsafe(cp) ? 1 : (size_t)eg_char_width(cp); }

static size_t clean_width(eg_slice text) {
    size_t width = 0;
    for (size_t at = 0, n; at < text.len; at += n) width += width_of(eg_utf8_next(text, at, &n));
    return width;
}

/* Bytes of the longest head that is at most `columns` wide, marks behind its last letter included. */
static size_t head(eg_slice text, size_t columns, size_t *width) {
    size_t at = 0, n;
    for (*width = 0; at < text.len; at += n) {
        size_t w = width_of(eg_utf8_next(text, at, &n));
        if (*width + w > columns) break;
        *width += w;
    }
    return at;
}

size_t eg_put_cut(eg_sink *out, eg_slice text, size_t columns) {
    size_t width;
    if (head(text, columns, &width) < text.len && columns > 0) {
        eg_put_clean(out, eg_slice_sub(text, 0, head(text, columns - 1, &width)));
        eg_puts(out, "\xE2\x80\xA6");
        return width + 1;
    }
    if (columns > 0) eg_put_clean(out, text);
    return width;
}

static void put_spaces(eg_sink *out, size_t count) {
    for (size_t i = 0; i < count; i++) eg_putc(out, ' ');
}

void eg_put_wrapped(eg_sink *out, eg_slice text, size_t columns, size_t indent) {
    size_t room = columns > indent + 20 ? columns - indent : 20;
    while (columns && clean_width(text) > room) {
        size_t width, end = head(text, room, &width), cut = end;
        while (cut > 0 && text.ptr[cut] != ' ') cut--;
        if (cut == 0) cut = end;
        put_spaces(out, indent);
        eg_put_clean(out, eg_slice_sub(text, 0, cut));
        eg_putc(out, '\n');
        text = eg_slice_sub(text, cut, text.len);
        while (text.len && text.ptr[0] == ' ') text = eg_slice_sub(text, 1, text.len);
    }
    put_spaces(out, indent);
    eg_put_clean(out, text);
    eg_putc(out, '\n');
}

/* ---- tab-separated ---- */

static void put_tabbed(eg_sink *out, const eg_grid *grid, bool color) {
    size_t note = 0;
    for (size_t i = 0; i < grid->cells.len; i++) {
        bool last = (i + 1) % grid->column_count == 0;
        bool painted = color && grid->cells.items[i].color;
        if (painted) eg_putf(out, "\x1b[38;5;%um", grid->cells.items[i].color);
        eg_put_clean(out, grid->cells.items[i].text);
        if (painted) eg_puts(out, "\x1b[0m");
        if (!last) eg_putc(out, '\t');
        if (!last) continue;
        for (const char *between = "\t"; note < grid->notes.len && grid->notes.items[note].row == i / grid->column_count; note++, between = " | ") {
            eg_puts(out, between);
            eg_put_clean(out, grid->notes.items[note].text);
        }
        eg_putc(out, '\n');
    }
}

/* ---- aligned ---- */

/* The widest columns give way until a row fits. */
static void fit(size_t *widths, size_t count, size_t columns) {
    size_t sum = (count - 1) * GAP;
    for (size_t i = 0; i < count; i++) sum += widths[i];
    while (columns && sum > columns) {
        size_t widest = 0;
        for (size_t i = 1; i < count; i++)
            if (widths[i] > widths[widest]) widest = i;
        if (widths[widest] <= 1) return;
        widths[widest]--;
        sum--;
    }
}

static void put_cell(eg_sink *out, eg_slice text, size_t width, bool right, bool last, const char *style) {
    eg_sink cut = {0};
    size_t used = eg_put_cut(&cut, text, width);
    if (right) put_spaces(out, width - used);
    if (*style) eg_puts(out, style);
    eg_put(out, eg_sink_slice(&cut));
    if (*style) eg_puts(out, "\x1b[0m");
    if (!right && !last) put_spaces(out, width - used);
    eg_sink_fini(&cut);
}

static void put_aligned(eg_sink *out, const eg_grid *grid, const eg_screen *screen) {
    size_t n = grid->column_count, note = 0;
    if (n == 0) return;
    size_t *widths = eg_heap_alloc(n * sizeof *widths);
    for (size_t c = 0; c < n; c++) widths[c] = clean_width(eg_slice_from(grid->columns[c].title));
    for (size_t i = 0; i < grid->cells.len; i++) {
        size_t w = clean_width(grid->cells.items[i].text);
        if (w > widths[i % n]) widths[i % n] = w;
    }
    fit(widths, n, screen->columns);
    for (size_t c = 0; c < n; c++) {
        put_cell(out, eg_slice_from(grid->columns[c].title), widths[c], grid->columns[c].right, c + 1 == n, screen->color ? "\x1b[1m" : "");
        if (c + 1 < n) put_spaces(out, GAP);
        else eg_putc(out, '\n');
    }
    for (size_t i = 0; i < grid->cells.len; i++) {
        const eg_cell *cell = &grid->cells.items[i];
        size_t c = i % n;
        char style[24] = "";
        if (screen->color && cell->color) snprintf(style, sizeof style, "\x1b[38;5;%um", cell->color);
        put_cell(out, cell->text, widths[c], grid->columns[c].right, c + 1 == n, style);
        if (c + 1 < n) {
            put_spaces(out, GAP);
            continue;
        }
        eg_putc(out, '\n');
        for (; note < grid->notes.len && grid->notes.items[note].row == i / n; note++)
            eg_put_wrapped(out, grid->notes.items[note].text, screen->columns, NOTE_INDENT);
    }
    free(widths);
}

void eg_grid_print(eg_sink *out, const eg_grid *grid, const eg_screen *screen) {
    if (screen->terminal) put_aligned(out, grid, screen);
    else put_tabbed(out, grid, screen->color);
}
