/* SPDX-License-Identifier: MIT */
#include "scan/cell.h"

enum { LABEL_MOST = 60 };

static bool tells_names(const eg_patterns *p, eg_slice header) {
    header = eg_slice_trim(header);
    if (header.len == 0 || header.len > LABEL_MOST) return false;
    for (size_t i = 0; i < p->labels.len; i++) {
        const eg_label *label = &p->labels.items[i];
        eg_regex_match m;
        if (eg_regex_exec(label->regex, header, 0, &m) != EG_REGEX_MATCH) continue;
        return label->kind != EG_NONE && !(p->schema.kinds[label->kind].traits & EG_TRAIT_HUB);
    }
    return false;
}

const bool *eg_cells_of_names(eg_arena *arena, const eg_patterns *patterns, const eg_text *text) {
    enum { COLUMNS_MOST = 64 };
    bool *flags = NULL;
    bool names[COLUMNS_MOST] = {false};
    uint32_t table = UINT32_MAX;
    for (size_t b = 0; b < text->block_count; b++) {
        const eg_block *cell = &text->blocks[b];
        if (cell->kind != EG_BLOCK_CELL || cell->column >= COLUMNS_MOST) continue;
        if (flags == NULL) {
            flags = EG_NEW_ARRAY(arena, bool, text->block_count);
            memset(flags, 0, text->block_count * sizeof *flags);
        }
        if (cell->table != table) memset(names, 0, sizeof names);
        table = cell->table;
        if (cell->header) names[cell->column] = tells_names(patterns, eg_slice_sub(text->text, cell->begin, cell->end));
        else flags[b] = names[cell->column];
    }
    return flags;
}
