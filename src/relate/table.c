/* SPDX-License-Identifier: MIT */
/* Tables by header, and bullets that begin with a label ("Lead: A and B"): both say what a cell is of the row's
 * subject. In: blocks of kind cell, and labelled blocks. Out: statements and votes. */
#include "relate/label.h"
#include "relate/spoken.h"

enum { COLUMNS_MOST = 64, TOPIC_LEAST = 4, ROW_NAME_MOST = 40 };
enum { PREFER_ROW = 15, PREFER_LABEL = 60 }; /* among the rules for figures: a sentence in the cell knows better than its row */

static eg_slice block_text(const eg_reading *r, uint32_t block) {
    return eg_slice_sub(r->text->text, r->text->blocks[block].begin, r->text->blocks[block].end);
}

static uint32_t first_figure_at(const eg_reading *r, uint32_t begin) {
    uint32_t low = 0;
    for (uint32_t high = (uint32_t)r->figures.figure_count; low < high;) {
        uint32_t mid = low + (high - low) / 2;
        if (r->figures.figures[mid].begin < begin) low = mid + 1;
        else high = mid;
    }
    return low;
}

static size_t first_sentence_at(const eg_reading *r, uint32_t begin) {
    size_t low = 0;
    for (size_t high = r->text->sentence_count; low < high;) {
        size_t mid = low + (high - low) / 2;
        if (r->text->sentences[mid].begin < begin) low = mid + 1;
        else high = mid;
    }
    return low;
}

static uint32_t figure_edge(const eg_schema *schema) {
    for (uint32_t i = 0; i < schema->edge_count; i++)
        if (schema->edges[i].traits & EG_EDGE_FIGURE) return i;
    return EG_NONE;
}

static void add(eg_statements *out, const eg_label *label, uint32_t subject, uint32_t other, uint32_t figure, uint32_t edge, uint32_t begin,
                uint32_t end, const char *base) {
    eg_statement st = {.edge = edge, .from = subject, .to = other, .figure = figure, .weight = label ? label->weight : 0.5F, .begin = begin,
                       .end = end, .amount = EG_NO_ENTITY, .when = "", .rule = label ? label->id : eg_slice_from(base)};
    if (label) st.measure = label->measure, st.role = label->role, st.headed = label->measure.len > 0;
    if (label && label->from_cell && figure == EG_NO_ENTITY) st.from = other, st.to = subject;
    if (st.from == st.to) return;
    st.prefer = label ? PREFER_LABEL : PREFER_ROW;
    st.match = ++out->matches;
    eg_statement_add(out, &st);
}

static const char *date_in(const eg_reading *r, uint32_t block) {
    const eg_block *b = &r->text->blocks[block];
    for (size_t i = 0; i < r->figures.date_count; i++)
        if (r->figures.dates[i].begin >= b->begin && r->figures.dates[i].end <= b->end && r->figures.dates[i].iso[0]) return r->figures.dates[i].iso;
    return "";
}

const char *eg_cell_date(const eg_reading *r, uint32_t block) {
    const eg_block *cell = &r->text->blocks[block];
    const char *own = date_in(r, block);
    if (own[0]) return own;
    for (uint32_t b = block; b-- > 0 && r->text->blocks[b].kind == EG_BLOCK_CELL && r->text->blocks[b].table == cell->table;)
        if (r->text->blocks[b].header && r->text->blocks[b].column == cell->column) return date_in(r, b);
    return "";
}

eg_slice eg_row_name(const eg_reading *r, uint32_t block) {
    uint32_t first = block;
    while (first > 0 && r->text->blocks[first - 1].kind == EG_BLOCK_CELL && r->text->blocks[first - 1].table == r->text->blocks[block].table &&
           r->text->blocks[first - 1].row == r->text->blocks[block].row)
        first--;
    eg_slice name = eg_slice_trim(block_text(r, first));
    uint32_t mention = eg_mention_from(r, r->text->blocks[first].begin);
    bool named = mention < r->mentions.len && r->mentions.items[mention].begin < r->text->blocks[first].end;
    if (first == block || named || name.len == 0 || name.len > ROW_NAME_MOST || (name.ptr[0] >= '0' && name.ptr[0] <= '9')) return EG_S("");
    return eg_fold(r->arena, eg_label_bare(name));
}

static bool has_mark(eg_slice text, const char *mark) { return eg_slice_find(text, eg_slice_from(mark), 0) != (size_t)-1; }

/* "Products: Zorix, with 40 users": a figure behind a name that the label speaks of is that name's, not the row's. "Investors:
 * Alder, Kestrel: $5m" and "Alder; $5m" say behind the names what the row has of them all. */
static uint32_t name_before(const eg_reading *r, const eg_label *label, uint32_t begin, uint32_t end) {
    uint32_t last = EG_NO_ENTITY;
    uint32_t behind = end;
    uint32_t names = 0;
    for (uint32_t i = eg_mention_from(r, begin); i < r->mentions.len && r->mentions.items[i].begin < end; i++) {
        uint32_t kind = eg_entity_kind(r, r->mentions.items[i].entity, 0.3F);
        if (r->mentions.items[i].hidden || (kind != EG_NONE && !eg_label_names_kind(r, label, kind))) continue;
        if (kind != EG_NONE) last = eg_entity_of(r, r->mentions.items[i].entity);
        behind = r->mentions.items[i].end;
        names++;
    }
    eg_slice between = eg_slice_sub(r->text->text, behind, end);
    bool sum = label->from_cell && (has_mark(between, ";") || (names > 1 && has_mark(between, ":")));
    return sum ? EG_NO_ENTITY : last;
}

/* Folded, and without what stands before its last blank or bracket. */
static eg_slice last_word(const eg_reading *r, eg_slice text) {
    size_t at = text.len;
    while (at > 0 && strchr(" (", text.ptr[at - 1]) == NULL) at--;
    return eg_fold(r->arena, eg_slice_sub(text, at, text.len));
}

/* Does it stand in brackets behind another name of the cell, or behind "ex-": "Ada Berg (founder; ex-Tidewater)"? */
static bool is_aside(const eg_reading *r, uint32_t begin, const eg_mention *m) {
    eg_slice before = eg_slice_sub(r->text->text, begin, m->begin);
    uint32_t first = eg_mention_from(r, begin);
    if (eg_slice_ends(before, EG_S("-")) && eg_map_has(&r->p->hyphen_heads, last_word(r, eg_slice_sub(before, 0, before.len - 1)))) return true;
    bool open = false;
    for (size_t i = 0; i < before.len; i++) open = before.ptr[i] == '(' || (open && before.ptr[i] != ')');
    return open && r->mentions.items[first].begin < m->begin && !eg_entity_has(r, eg_entity_of(r, m->entity), EG_TRAIT_HUB);
}

/* "founded by Ada Berg": the cell says itself what the name has to do with the row. */
static bool is_doer(const eg_reading *r, uint32_t begin, const eg_mention *m) {
    eg_slice before = eg_slice_sub(r->text->text, begin, m->begin);
    return before.len && before.ptr[0] >= 'a' && before.ptr[0] <= 'z' && eg_map_has(&r->p->prepositions, last_word(r, eg_slice_trim(before)));
}

/* What the names of text [begin, end) have to do with `subject` under `label` (NULL: an unlabelled cell). */
static void read_names(eg_statements *out, eg_reading *r, const eg_label *label, uint32_t subject, uint32_t begin, uint32_t end,
                       uint32_t row_begin, uint32_t row_end) {
    for (uint32_t i = eg_mention_from(r, begin); i < r->mentions.len && r->mentions.items[i].begin < end; i++) {
        const eg_mention *m = &r->mentions.items[i];
        if (m->hidden || is_aside(r, begin, m) || is_doer(r, begin, m)) continue;
        uint32_t entity = eg_entity_of(r, m->entity);
        uint32_t kind = eg_entity_kind(r, entity, 0.3F);
        bool among_own = label && label->from_cell && subject != EG_NO_ENTITY && eg_entity_kind(r, subject, 0.3F) == label->kind; /* who backs a fund need be none */
        if (label && label->kind != EG_NONE && !among_own && (kind == EG_NONE || kind == label->kind || r->entities.items[entity].entry == NULL))
            eg_entity_vote(r, entity, label->kind, label->weight, label->id);
        if (label == NULL || label->edge == EG_NONE || subject == EG_NO_ENTITY || label->subject) continue;
        kind = eg_entity_kind(r, entity, 0.3F);
        if (kind == EG_NONE ? among_own : eg_label_names_kind(r, label, kind)) add(out, label, subject, entity, EG_NO_ENTITY, label->edge, row_begin, row_end, "");
    }
}

static void read_figures(eg_statements *out, eg_reading *r, const eg_label *label, uint32_t subject, uint32_t begin, uint32_t end,
                         uint32_t row_begin, uint32_t row_end) {
    uint32_t figures = figure_edge(&r->p->schema);
    if (figures == EG_NONE || subject == EG_NO_ENTITY) return;
    for (uint32_t f = first_figure_at(r, begin); f < r->figures.figure_count && r->figures.figures[f].begin < end; f++) {
        const eg_figure *figure = &r->figures.figures[f];
        if (figure->begin < begin || figure->end > end) continue;
        uint32_t owner = label && label->edge != EG_NONE ? name_before(r, label, begin, figure->begin) : EG_NO_ENTITY;
        add(out, label, owner == EG_NO_ENTITY ? subject : owner, EG_NO_ENTITY, f, figures, row_begin, row_end, "table.row");
    }
}

static void read_cell(eg_statements *out, eg_reading *r, const eg_label *label, uint32_t subject, uint32_t begin, uint32_t end,
                      uint32_t row_begin, uint32_t row_end) {
    read_names(out, r, label, subject, begin, end, row_begin, row_end);
    read_figures(out, r, label, subject, begin, end, row_begin, row_end);
}

static void set_noun(eg_reading *r, uint32_t begin, uint32_t end, eg_slice noun) {
    for (size_t f = first_figure_at(r, begin); f < r->figures.figure_count && r->figures.figures[f].begin < end; f++) {
        eg_figure *figure = &r->figures.figures[f];
        if (figure->begin >= begin && figure->end <= end && eg_slice_eq(figure->unit, EG_S("count")))
            figure->unit = eg_arena_printf(r->arena, "count:%.*s", EG_FMT(noun));
    }
}

/* "Exhibiting startups" names what "607" counts: its first plural in the singular, else its last word.
 * `plural`: it must be one, as the header of a column ("Startups", not "Score"). */
static void complete_noun(eg_reading *r, uint32_t begin, uint32_t end, eg_slice row_label, bool plural) {
    size_t open = eg_slice_find(row_label, EG_S("("), 0); /* "Employees (2024)" */
    if (open != (size_t)-1) row_label.len = open;
    eg_slice words = eg_fold(r->arena, eg_slice_trim(row_label));
    static const char *const cuts[] = {" from ", " of ", " in ", " at ", " with ", " per ", NULL};
    for (size_t i = 0; cuts[i]; i++) {
        size_t cut = eg_slice_find(words, eg_slice_from(cuts[i]), 0);
        if (cut != (size_t)-1) words.len = cut;
    }
    eg_slice noun = eg_figure_noun(r->p->figures, r->arena, words);
    size_t at = words.len;
    while (at && words.ptr[at - 1] != ' ') at--;
    if (noun.len == 0 && !plural) noun = eg_slice_sub(words, at, words.len);
    if (noun.len >= 2) set_noun(r, begin, end, noun);
}

/* The name that is alone in bold above lines of facts: "**Tidewater**", then "Founded: 2002". */
static uint32_t bold_above(const eg_reading *r, uint32_t block, uint32_t kinds) {
    if (block == 0 || r->text->blocks[block].kind != EG_BLOCK_PARAGRAPH || r->text->blocks[block - 1].kind != EG_BLOCK_PARAGRAPH) return EG_NO_ENTITY;
    const eg_block *above = &r->text->blocks[block - 1];
    size_t i = eg_text_inline_from(r->text, above->begin);
    bool bold = i < r->text->inline_count && r->text->inlines[i].kind == EG_INLINE_STRONG && r->text->inlines[i].begin == above->begin && r->text->inlines[i].end >= above->end;
    return bold ? eg_block_lead(r, block - 1, kinds) : EG_NO_ENTITY;
}

/* "Tidewater at a glance:" over a list of facts: the one name of a short introduction. */
static uint32_t named_by_intro(const eg_reading *r, uint32_t block, uint32_t kinds) {
    enum { INTRO_MOST = 80 };
    uint32_t intro = r->text->blocks[block].intro;
    if (r->text->blocks[block].kind != EG_BLOCK_ITEM || intro == EG_NO_BLOCK) return EG_NO_ENTITY;
    const eg_block *b = &r->text->blocks[intro];
    eg_slice words = eg_slice_trim(eg_slice_sub(r->text->text, b->begin, b->end));
    if (words.len > INTRO_MOST || !eg_slice_ends(words, EG_S(":"))) return EG_NO_ENTITY;
    return eg_only_named(r, b->begin, b->end, kinds);
}

static uint32_t topic_of(const eg_reading *r, uint32_t block) {
    uint32_t kinds = eg_topic_kinds(r);
    bool cell = r->text->blocks[block].kind == EG_BLOCK_CELL; /* its row is asked about */
    uint32_t entity = bold_above(r, block, kinds);
    if (entity == EG_NO_ENTITY) entity = named_by_intro(r, block, kinds);
    if (entity == EG_NO_ENTITY && !cell) entity = eg_block_topic(r, block, kinds);
    for (uint32_t h = r->text->blocks[block].heading; cell && h != EG_NO_BLOCK && entity == EG_NO_ENTITY; h = r->text->blocks[h].heading)
        entity = eg_sentence_subject(r, eg_text_sentence_from(r->text, h), kinds);
    return entity != EG_NO_ENTITY ? entity : eg_clear_topic(r, kinds, TOPIC_LEAST);
}

/* What a table without names is about: `opened`, what the first paragraphs speak of most will do; else a title must name it. */
static uint32_t table_topic(const eg_reading *r, uint32_t block, bool opened) {
    uint32_t entity = topic_of(r, block);
    if (entity == EG_NO_ENTITY) entity = eg_post_about(r, eg_topic_kinds(r), !opened);
    return entity != EG_NO_ENTITY ? entity : eg_post_about(r, eg_kinds_with(&r->p->schema, EG_TRAIT_HUB), true);
}

static uint32_t subject_of_cell(const eg_reading *r, uint32_t block) { return eg_name_of_block(r, block, false); }

/* Does a cell only begin with what nothing else says to be a name, as "Same, a year before" does? */
static bool is_doubtful(const eg_reading *r, const eg_block *cell, uint32_t entity) {
    enum { MARKS_MOST = 3 };
    uint32_t i = eg_mention_from(r, cell->begin);
    return entity != EG_NO_ENTITY && eg_entity_kind(r, entity, 0.3F) == EG_NONE && r->mentions.items[i].end + MARKS_MOST < cell->end;
}

static bool is_year(eg_slice text) {
    text = eg_slice_trim(text);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
    return text.len == 4 && (text.ptr[0] == '1' || text.ptr[0] == '2');
}

/* "Ada Berg, co-founder": what somebody is, is told behind the name. */
static bool is_explained(const eg_reading *r, const eg_mention *m, uint32_t end) {
    eg_slice behind = eg_slice_trim(eg_slice_sub(r->text->text, m->end, end));
    char first = behind.len > 2 ? behind.ptr[behind.ptr[1] == ' ' ? 2 : 1] : '\0';
    return behind.len && (behind.ptr[0] == ',' || behind.ptr[0] == '(') && first >= 'a' && first <= 'z';
}

/* A cell below a header of several parts: each name goes to its own. */
static void read_parts(eg_statements *out, eg_reading *r, eg_slice header, uint32_t subject, const eg_block *cell, uint32_t begin, uint32_t end) {
    uint32_t of = subject != EG_NO_ENTITY ? eg_entity_kind(r, subject, 0.3F) : EG_NONE;
    for (uint32_t i = eg_mention_from(r, cell->begin); of != EG_NONE && i < r->mentions.len && r->mentions.items[i].begin < cell->end; i++) {
        const eg_mention *m = &r->mentions.items[i];
        uint32_t kind = eg_entity_kind(r, eg_entity_of(r, m->entity), 0.3F);
        if (m->hidden || kind == EG_NONE || is_aside(r, cell->begin, m)) continue;
        const eg_label *label = eg_label_of_part(r, header, kind, of);
        bool person = label && eg_entity_has(r, eg_entity_of(r, m->entity), EG_TRAIT_PERSON);
        if (label && !(person && is_explained(r, m, cell->end))) add(out, label, subject, eg_entity_of(r, m->entity), EG_NO_ENTITY, label->edge, begin, end, "");
    }
}

/* What the header of a table says of its columns. */
typedef struct header {
    const eg_label *labels[COLUMNS_MOST];
    eg_slice words[COLUMNS_MOST];
    uint32_t subjects[COLUMNS_MOST]; /* the thing that a column is about */
    uint32_t columns, subject_column;
    bool mixed[COLUMNS_MOST]; /* "People and backers" */
    uint32_t corner; /* what the header of the first column names: "| Harbour Expo | |", and the rows are what is said of it */
    bool labelled;
    bool transposed; /* the columns are things, the rows say what of them */
    bool dated;      /* the columns are years */
    bool topical;    /* the rows are rounds, years ... of what the table is about */
} header;

/* "| Partners | 9 | 4 |" below "| | Orrin Ventures | Kestrel Capital |" */
static void read_attributes(eg_statements *out, eg_reading *r, uint32_t first, uint32_t end, const header *h) {
    eg_slice name = block_text(r, first);
    const eg_label *label = eg_label_for(r, name);
    for (uint32_t b = first + 1; b < end; b++) {
        const eg_block *cell = &r->text->blocks[b];
        if (cell->column >= COLUMNS_MOST) break;
        if (label && label->noun.len) set_noun(r, cell->begin, cell->end, label->noun);
        complete_noun(r, cell->begin, cell->end, name, false);
        read_cell(out, r, label, h->subjects[cell->column], cell->begin, cell->end, r->text->blocks[first].begin, r->text->blocks[end - 1].end);
    }
}

static void read_row(eg_statements *out, eg_reading *r, uint32_t first, uint32_t end, const header *h) {
    uint32_t columns = h->columns;
    uint32_t subject_column = h->subject_column;
    uint32_t subject = EG_NO_ENTITY;
    for (uint32_t b = first; b < end; b++)
        if (r->text->blocks[b].column == subject_column) subject = subject_of_cell(r, b);
    /* "Gold | Tidewater | Oslo": the row is about its first name when its first cell has none */
    for (uint32_t b = first; b < end && columns > 2 && subject == EG_NO_ENTITY; b++) {
        const eg_label *label = r->text->blocks[b].column < COLUMNS_MOST ? h->labels[r->text->blocks[b].column] : NULL;
        if (label && label->edge != EG_NONE) continue; /* what the row has to do with, not what it is about */
        if ((subject = subject_of_cell(r, b)) != EG_NO_ENTITY) subject_column = r->text->blocks[b].column;
    }
    uint32_t begin = r->text->blocks[first].begin;
    uint32_t stop = r->text->blocks[end - 1].end;
    const eg_label *row_label = eg_label_for(r, block_text(r, first));
    uint32_t place = eg_name_of_block(r, first, true); /* "Norway | 12 firms" */
    bool told = row_label && !row_label->subject && !(row_label->topic && subject_column != 0); /* "2016 | Tidewater | Kobe" */
    bool attribute = (subject == EG_NO_ENTITY && !(place != EG_NO_ENTITY && (h->labelled || columns > 3))) || told || (!h->labelled && columns == 2);
    if (h->topical) subject = table_topic(r, first, true), attribute = false;
    if (attribute && (columns <= 3 || told || h->dated)) {
        if (told || (!h->labelled && columns == 2 && is_doubtful(r, &r->text->blocks[first], subject))) subject = EG_NO_ENTITY;
        uint32_t topic = place != EG_NO_ENTITY ? place : h->corner != EG_NO_ENTITY ? h->corner : table_topic(r, first, false);
        for (uint32_t b = first + 1; b < end; b++) {
            const eg_block *cell = &r->text->blocks[b];
            if (row_label && row_label->noun.len) set_noun(r, cell->begin, cell->end, row_label->noun);
            complete_noun(r, cell->begin, cell->end, block_text(r, first), false);
            read_cell(out, r, row_label, subject == EG_NO_ENTITY ? topic : subject, cell->begin, cell->end, begin, stop);
        }
        return;
    }
    if (subject == EG_NO_ENTITY && h->labelled && is_year(block_text(r, first))) subject = topic_of(r, first); /* "2024 | 11.8% | 455" */
    uint32_t owner = subject; /* of the figures: also one of many towns */
    if (owner == EG_NO_ENTITY) owner = place;
    for (uint32_t b = first; b < end; b++) {
        const eg_block *cell = &r->text->blocks[b];
        const eg_label *label = cell->column < COLUMNS_MOST ? h->labels[cell->column] : NULL;
        if (label && cell->column != subject_column) label = eg_label_of_cell(r, eg_label_beside(r, label, h->words[cell->column], subject), h->words[cell->column], cell, subject);
        if (label && label->noun.len) set_noun(r, cell->begin, cell->end, label->noun);
        if (cell->column < COLUMNS_MOST) complete_noun(r, cell->begin, cell->end, h->words[cell->column], true);
        if (cell->column != subject_column) read_figures(out, r, label, owner, cell->begin, cell->end, begin, stop);
        if (cell->column < COLUMNS_MOST && h->mixed[cell->column]) read_parts(out, r, h->words[cell->column], subject, cell, begin, stop);
        else read_names(out, r, label, cell->column == subject_column ? EG_NO_ENTITY : subject, cell->begin, cell->end, begin, stop);
    }
    eg_place_inherit(out, r, first, subject);
}

/* Are the columns things, or years? Things when each header but the first names one and the first cells name none. */
static void find_columns(eg_reading *r, uint32_t first, uint32_t end, header *h) {
    uint32_t things = 0;
    uint32_t years = 0;
    uint32_t rows = 0;
    uint32_t named = 0;
    for (uint32_t b = first; b < end; b++) {
        const eg_block *cell = &r->text->blocks[b];
        if (cell->column >= COLUMNS_MOST) continue;
        uint32_t name = eg_name_of_block(r, b, false);
        if (name == EG_NO_ENTITY) name = eg_name_of_block(r, b, true);
        if (!cell->header && cell->column == 0) rows++, named += name != EG_NO_ENTITY && eg_label_for(r, block_text(r, b)) == NULL;
        if (!cell->header || cell->column == 0) continue;
        h->subjects[cell->column] = h->labels[cell->column] ? EG_NO_ENTITY : name;
        things += h->subjects[cell->column] != EG_NO_ENTITY;
        years += is_year(block_text(r, b)) || date_in(r, b)[0];
    }
    h->dated = h->columns > 1 && years + 1 == h->columns;
    h->transposed = h->columns > 1 && things + 1 == h->columns && !h->dated && named * 2 <= rows;
}

/* Are most cells of a column below its header numbers? "Startups" then counts them and names none. */
static bool is_numeric(const eg_reading *r, uint32_t first, uint32_t end, uint32_t column) {
    uint32_t cells = 0;
    uint32_t numbers = 0;
    for (uint32_t b = first; b < end; b++) {
        const eg_block *cell = &r->text->blocks[b];
        if (cell->header || cell->column != column) continue;
        eg_slice text = block_text(r, b);
        cells++;
        numbers += text.len && text.ptr[0] >= '0' && text.ptr[0] <= '9';
    }
    return numbers * 2 > cells;
}

/* Do most rows below an unlabelled first header begin with a name? Then they are about that. */
static bool leads_by_name(const eg_reading *r, uint32_t first, uint32_t end, const header *h) {
    uint32_t rows = 0;
    uint32_t named = 0;
    for (uint32_t b = first; b < end && h->labels[0] == NULL; b++) {
        const eg_block *cell = &r->text->blocks[b];
        if (cell->header || cell->column != 0) continue;
        uint32_t name = subject_of_cell(r, b);
        rows++;
        named += name != EG_NO_ENTITY && !eg_entity_has(r, name, EG_TRAIT_PERSON);
    }
    return named * 2 > rows;
}

/* The kind of what all cells of a column but empty ones name, when they say nothing else; EG_NONE when they differ. */
static uint32_t kind_of_column(const eg_reading *r, uint32_t first, uint32_t end, uint32_t column) {
    enum { MARKS_MOST = 3, LEAST = 2 };
    uint32_t kind = EG_NONE;
    uint32_t cells = 0;
    for (uint32_t b = first; b < end; b++) {
        const eg_block *cell = &r->text->blocks[b];
        if (cell->header || cell->column != column || cell->end - cell->begin < MARKS_MOST) continue;
        uint32_t behind = cell->begin;
        for (uint32_t i = eg_mention_from(r, cell->begin); i < r->mentions.len && r->mentions.items[i].begin < cell->end; i++) {
            uint32_t own = eg_entity_kind(r, eg_entity_of(r, r->mentions.items[i].entity), 0.5F);
            if (own == EG_NONE || (kind != EG_NONE && own != kind) || r->mentions.items[i].begin > behind + MARKS_MOST) return EG_NONE;
            kind = own;
            behind = r->mentions.items[i].end;
        }
        if (behind + MARKS_MOST < cell->end) return EG_NONE;
        cells++;
    }
    return cells >= LEAST ? kind : EG_NONE;
}

/* "Pin on the map": what the cells of a column name tells what its header does not. */
static void find_unheaded(const eg_reading *r, uint32_t first, uint32_t end, header *h) {
    uint32_t of = kind_of_column(r, first, end, h->subject_column);
    for (uint32_t c = 1; c < h->columns && c < COLUMNS_MOST && of != EG_NONE; c++) {
        if (h->labels[c] || h->mixed[c] || c == h->subject_column) continue;
        uint32_t kind = kind_of_column(r, first, end, c);
        for (size_t i = 0; i < r->p->labels.len && kind != EG_NONE && h->labels[c] == NULL; i++) {
            const eg_label *label = &r->p->labels.items[i];
            if (label->unheaded && label->kind == kind && eg_label_fits(r, label, of)) h->labels[c] = label;
        }
    }
}

static void read_table(eg_statements *out, eg_reading *r, uint32_t first, uint32_t end) {
    header h = {.corner = EG_NO_ENTITY};
    bool found = false;
    for (uint32_t b = first; b < end; b++) {
        const eg_block *cell = &r->text->blocks[b];
        if (cell->column + 1 > h.columns) h.columns = cell->column + 1;
        if (!cell->header || cell->column >= COLUMNS_MOST) continue;
        const eg_label *label = eg_label_for(r, block_text(r, b));
        if (cell->column == 0) label = eg_label_of_rows(r, block_text(r, b), label);
        if (cell->column == 0) h.corner = subject_of_cell(r, b);
        if (h.corner != EG_NO_ENTITY && cell->column == 0 && label && label->topic) label = NULL; /* "Harbour Expo 2025" is no date */
        h.labels[cell->column] = label;
        h.words[cell->column] = block_text(r, b);
        h.labelled |= label != NULL;
        h.mixed[cell->column] = cell->column > 0 && label == NULL && eg_label_is_mixed(r, block_text(r, b));
        bool heads = label && label->subject && !is_numeric(r, first, end, cell->column) && !(cell->column > 0 && leads_by_name(r, first, end, &h) && !eg_label_names_things(r, label));
        if (heads && !found) h.subject_column = cell->column, found = true;
        h.topical |= cell->column == 0 && label && label->topic;
    }
    h.topical &= !found; /* "Year | Company | Raised": the rows are companies */
    find_columns(r, first, end, &h);
    if (!h.transposed && h.columns > 2) find_unheaded(r, first, end, &h);
    for (uint32_t b = first; b < end;) {
        uint32_t stop = b;
        while (stop < end && r->text->blocks[stop].row == r->text->blocks[b].row) stop++;
        if (!r->text->blocks[b].header && h.transposed) read_attributes(out, r, b, stop, &h);
        else if (!r->text->blocks[b].header) read_row(out, r, b, stop, &h);
        b = stop;
    }
}

/* The first name of a cell, when it begins the cell, is what the column's header says; who backs a fund need be none. `row`: the kind
 * of what the row begins with. */
static void vote_cell(eg_reading *r, const eg_label *label, const eg_block *cell, uint32_t row) {
    enum { MARKS_MOST = 3 };
    uint32_t i = eg_mention_from(r, cell->begin);
    if (label == NULL || label->kind == EG_NONE || i == r->mentions.len || (label->from_cell && label->kind == row)) return;
    const eg_mention *m = &r->mentions.items[i];
    if (m->begin > cell->begin + MARKS_MOST || m->end > cell->end || m->hidden) return;
    uint32_t entity = eg_entity_of(r, m->entity);
    if (r->entities.items[entity].entry == NULL) eg_entity_vote(r, entity, label->kind, label->weight, label->id);
}

static uint32_t kind_of_cell(const eg_reading *r, const eg_block *cell) {
    uint32_t i = eg_mention_from(r, cell->begin);
    return i < r->mentions.len && r->mentions.items[i].begin < cell->end ? eg_entity_kind(r, eg_entity_of(r, r->mentions.items[i].entity), 0.3F) : EG_NONE;
}

void eg_tables_vote(eg_reading *r) {
    const eg_label *labels[COLUMNS_MOST] = {0};
    uint32_t row = EG_NONE;
    for (uint32_t b = 0; b < r->text->block_count; b++) {
        const eg_block *cell = &r->text->blocks[b];
        if (cell->kind != EG_BLOCK_CELL || cell->column >= COLUMNS_MOST) continue;
        if (cell->header) labels[cell->column] = eg_label_only(r, block_text(r, b));
        else vote_cell(r, labels[cell->column], cell, row);
        if (cell->column == 0) row = kind_of_cell(r, cell);
    }
}

/* Bytes before the colon or dash that ends a label, and behind it; false when there is none near the start. */
static bool label_end(eg_slice text, bool dash, size_t *end, size_t *behind) {
    enum { LABEL_MOST = 40 };
    static const char *const marks[] = {":", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " - "};
    *end = (size_t)-1;
    for (size_t i = 0; i < (dash ? 4 : 1); i++) {
        size_t at = eg_slice_find(text, eg_slice_from(marks[i]), 0);
        if (at < *end) *end = at, *behind = at + strlen(marks[i]);
    }
    return *end <= LABEL_MOST;
}

/* Where the first name that is no place begins in [begin, end). */
static uint32_t first_name(const eg_reading *r, uint32_t begin, uint32_t end) {
    for (uint32_t i = eg_mention_from(r, begin); i < r->mentions.len && r->mentions.items[i].begin < end; i++)
        if (!eg_entity_has(r, eg_entity_of(r, r->mentions.items[i].entity), EG_TRAIT_HUB)) return r->mentions.items[i].begin;
    return end;
}

/* Can the label say something of a thing that a section or a post is about, which is no person? */
static bool is_of_topics(const eg_reading *r, const eg_label *label) {
    if (label->edge == EG_NONE) return true;
    uint32_t kinds = eg_topic_kinds(r);
    for (uint32_t k = 0; k < r->p->schema.kind_count; k++)
        if (kinds >> k & 1 && eg_label_fits(r, label, k)) return true;
    return false;
}

/* "Lead: A and B" of an item or paragraph: the label's cell is the rest of its first sentence's block. "2017, Series B: €65
 * million" and "2017 – 40 people" say it of what all is about, as far as they name nothing else. */
static void read_labelled(eg_statements *out, eg_reading *r, uint32_t block) {
    const eg_block *b = &r->text->blocks[block];
    eg_slice text = block_text(r, block);
    const eg_label *label = NULL;
    size_t colon;
    size_t behind;
    if (label_end(text, false, &colon, &behind)) label = eg_label_for(r, eg_slice_sub(text, 0, colon));
    if (label == NULL && label_end(text, true, &colon, &behind)) {
        label = eg_label_for(r, eg_slice_sub(text, 0, colon));
        if (label && !label->topic) label = NULL;
    }
    if (label == NULL || label->subject || !is_of_topics(r, label)) return;
    uint32_t begin = b->begin + (uint32_t)behind;
    uint32_t end = b->end;
    for (size_t s = first_sentence_at(r, b->begin); s < r->text->sentence_count && r->text->sentences[s].begin < b->end; s++)
        if (r->text->sentences[s].block == block && r->text->sentences[s].end > begin) {
            end = r->text->sentences[s].end;
            break;
        }
    if (label->topic) read_figures(out, r, label, table_topic(r, block, true), begin, first_name(r, begin, end), b->begin, end);
    else read_cell(out, r, label, table_topic(r, block, false), begin, end, b->begin, end);
}

/* "X (Paris) makes arms. Partners: A and B": a sentence inside an entry that begins with a label speaks of what opens the entry. */
static void read_labels_inside(eg_statements *out, eg_reading *r, uint32_t block) {
    const eg_block *b = &r->text->blocks[block];
    for (size_t s = first_sentence_at(r, b->begin + 1); s < r->text->sentence_count && r->text->sentences[s].begin < b->end; s++) {
        const eg_sentence *sentence = &r->text->sentences[s];
        size_t colon;
        size_t behind;
        if (sentence->block != block || !label_end(eg_slice_sub(r->text->text, sentence->begin, sentence->end), false, &colon, &behind)) continue;
        const eg_label *label = eg_label_for(r, eg_slice_sub(r->text->text, sentence->begin, sentence->begin + (uint32_t)colon));
        if (label == NULL || label->subject || label->topic || !is_of_topics(r, label)) continue;
        const eg_edge_type *type = label->edge != EG_NONE ? &r->p->schema.edges[label->edge] : NULL;
        uint32_t subject = eg_block_lead(r, block, type == NULL ? eg_topic_kinds(r) : label->from_cell ? type->to : type->from);
        if (subject == EG_NO_ENTITY) subject = topic_of(r, block);
        read_cell(out, r, label, subject, sentence->begin + (uint32_t)behind, sentence->end, sentence->begin, sentence->end);
    }
}

/* "X - arms for ports; $2m; partners: A and B": so does a part of an entry behind a semicolon. */
static void read_labelled_parts(eg_statements *out, eg_reading *r, uint32_t block) {
    const eg_block *b = &r->text->blocks[block];
    eg_slice text = block_text(r, block);
    for (size_t at = 0; (at = eg_slice_find(text, EG_S("; "), at)) != (size_t)-1;) {
        size_t colon;
        size_t behind;
        at += 2;
        size_t stop = eg_slice_find(text, EG_S("; "), at);
        eg_slice part = eg_slice_sub(text, at, stop == (size_t)-1 ? text.len : stop);
        if (!label_end(part, false, &colon, &behind)) continue;
        const eg_label *label = eg_label_for(r, eg_slice_sub(part, 0, colon));
        if (label == NULL || label->subject || label->topic || label->edge == EG_NONE || !is_of_topics(r, label)) continue;
        const eg_edge_type *type = &r->p->schema.edges[label->edge];
        uint32_t subject = eg_block_lead(r, block, label->from_cell ? type->to : type->from);
        uint32_t begin = b->begin + (uint32_t)at;
        uint32_t end = begin + (uint32_t)part.len;
        uint32_t sentence = eg_text_sentence_from(r->text, block);
        while (sentence + 1 < r->text->sentence_count && r->text->sentences[sentence + 1].begin <= begin) sentence++;
        if (end > r->text->sentences[sentence].end) end = r->text->sentences[sentence].end;
        read_names(out, r, label, subject, begin + (uint32_t)behind, end, r->text->sentences[sentence].begin, r->text->sentences[sentence].end);
    }
}

void eg_relate_tables(eg_statements *out, eg_reading *r) {
    for (uint32_t b = 0; b < r->text->block_count;) {
        const eg_block *block = &r->text->blocks[b];
        if (block->kind == EG_BLOCK_CELL) {
            uint32_t end = b;
            while (end < r->text->block_count && r->text->blocks[end].kind == EG_BLOCK_CELL && r->text->blocks[end].table == block->table) end++;
            read_table(out, r, b, end);
            b = end;
            continue;
        }
        if (block->kind == EG_BLOCK_ITEM || block->kind == EG_BLOCK_PARAGRAPH) {
            read_labelled(out, r, b);
            read_labels_inside(out, r, b);
            read_labelled_parts(out, r, b);
        }
        eg_relate_places(out, r, b);
        b++;
    }
}
