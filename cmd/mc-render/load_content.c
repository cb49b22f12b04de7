/* SPDX-License-Identifier: ISC */
#include "load.h"

enum {
	ACROSS = 4, /* columns of a grid that does not say it */
	ACROSS_MOST = 12,
	CELLS = 500, /* of a grid */
};

#define KIND(kind) (1u << NODE_##kind)
#define AT(member) offsetof(struct node, member)

/* ---- properties ------------------------------------------------------ */

static bool
read_fit_end(struct loader *l, const struct yaml *v, void *to)
{
	static const char *const words[] = { [FIT_ERROR] = "error",
		[FIT_OVERFLOW] = "overflow",
		[FIT_CLIP] = "clip",
		NULL };
	int i = load_word(l, v, words);
	if (i >= 0)
		*(enum fit_end *)to = (enum fit_end)i;
	return i >= 0;
}

static bool
read_wrap(struct loader *l, const struct yaml *v, void *to)
{
	int64_t n;
	if (!load_count(l, v, 1, 1000, &n))
		return false;
	*(unsigned *)to = (unsigned)n;
	return true;
}

static bool
read_fit(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "wrap", read_wrap, offsetof(struct fit, wrap), 0 },
		{ "shrink", load_pt, offsetof(struct fit, shrink), 0 },
		{ "else", read_fit_end, offsetof(struct fit, end), 0 },
	};
	return load_keys(l, v, keys, LOAD_COUNT(keys), to);
}

static bool
read_fill(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	node->filled = true;
	return load_colour(l, v, &node->fill);
}

static bool
read_bar(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "width", load_mm, AT(bar), 0 },
		{ "color", load_colour, AT(bar_colour), 0 },
	};
	return load_need(l, v, "width") && load_need(l, v, "color") &&
	       load_keys(l, v, keys, LOAD_COUNT(keys), to);
}

static bool
read_rule(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "above", load_pt, AT(rule_above), 0 },
		{ "below", load_pt, AT(rule_below), 0 },
		{ "color", load_colour, AT(rule_colour), 0 },
		{ "dash", load_pt, AT(dash), 0 },
	};
	struct node *node = to;
	node->rule_colour = l->t->ink;
	if (!load_keys(l, v, keys, LOAD_COUNT(keys), to))
		return false;
	return node->rule_above > 0 || node->rule_below > 0 ||
	       load_fault(l, v, "a rule is above or below");
}

static bool
read_across(struct loader *l, const struct yaml *v, void *to)
{
	int64_t n;
	if (!load_count(l, v, 1, ACROSS_MOST, &n))
		return false;
	*(unsigned *)to = (unsigned)n;
	return true;
}

/* Text between lines; may be blanks alone. */
static bool
read_join(struct loader *l, const struct yaml *v, void *to)
{
	*(struct str *)to = v->text;
	return load_is(l, v, YAML_SCALAR);
}

/* ---- what stands inside ---------------------------------------------- */

static bool
read_all(struct loader *l, const struct yaml *v, struct nodes *nodes)
{
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n > TEMPLATE_NODES)
		return load_fault(l, v, "more than %d nodes", TEMPLATE_NODES);
	struct node *all = arena_zero(l->arena, v->n, sizeof(*all));
	*nodes = (struct nodes){ all, v->n };
	for (v = v->first; v; v = v->next)
		if (!load_node(l, v, all++, NULL, 0, NULL))
			return false;
	return true;
}

bool
load_nodes(struct loader *l, const struct yaml *v, void *to)
{
	return read_all(l, v, to);
}

static bool
read_inside(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	struct scope outer;
	load_enter(l, node, &outer);
	if (!read_all(l, v, &node->nodes))
		return false;
	l->scope = outer;
	return true;
}

static bool
read_text(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	return load_wordings(l, v, &node->text);
}

static bool
read_lines(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	struct wordings *lines = arena_zero(l->arena, v->n, sizeof(*lines));
	node->lines = lines;
	node->lines_n = v->n;
	for (v = v->first; v; v = v->next)
		if (!load_wordings(l, v, lines++))
			return false;
	return true;
}

/* {list: PATH, nodes: [NODE ...]} */
static bool
read_each(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = { { "list", NULL, 0, 0 },
		{ "nodes", NULL, 0, 0 } };
	struct node *node = to;
	const struct yaml *list = load_need(l, v, "list");
	const struct yaml *nodes = list ? load_need(l, v, "nodes") : NULL;
	struct scope outer;
	if (!nodes || !load_keys(l, v, keys, LOAD_COUNT(keys), NULL) ||
	    !load_list_path(l, list, &node->list))
		return false;
	load_enter(l, node, &outer);
	load_item(l, &node->list);
	if (!read_all(l, nodes, &node->nodes))
		return false;
	l->scope = outer;
	return true;
}

/* ---- cells ----------------------------------------------------------- */

static bool
read_cell_fit(struct loader *l, const struct yaml *v, void *to)
{
	struct fit *fit = arena_zero(l->arena, 1, sizeof(*fit));
	*(const struct fit **)to = fit;
	return read_fit(l, v, fit);
}

static const struct load_key cell_keys[] = {
	{ "label", load_wordings, offsetof(struct cell, label), 0 },
	{ "value", load_wordings, offsetof(struct cell, value), 0 },
	{ "when", load_when, offsetof(struct cell, when), 0 },
	{ "style", load_style, offsetof(struct cell, style), 0 },
	{ "strong", load_flag, offsetof(struct cell, strong), 0 },
	{ "fit", read_cell_fit, offsetof(struct cell, fit), 0 },
};

static bool
read_cell(struct loader *l, const struct yaml *v, struct cell *cell)
{
	cell->line = v->line;
	if (v->kind != YAML_SEQUENCE)
		return load_need(l, v, "value") &&
		       load_keys(l, v, cell_keys, LOAD_COUNT(cell_keys), cell);
	if (v->n != 2)
		return load_fault(l, v, "a label and a value must stand here");
	return load_wordings(l, v->first, &cell->label) &&
	       load_wordings(l, v->first->next, &cell->value);
}

static bool
read_cells(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n > CELLS)
		return load_fault(l, v, "more than %d cells", CELLS);
	struct cell *cells = arena_zero(l->arena, v->n, sizeof(*cells));
	node->cells = cells;
	node->cells_n = v->n;
	for (v = v->first; v; v = v->next)
		if (!read_cell(l, v, cells++))
			return false;
	return true;
}

static bool
read_grid(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	if (!node->grid_columns)
		node->grid_columns = ACROSS;
	return read_cells(l, v, to);
}

/* ---- the tables ------------------------------------------------------ */

/*
 * Properties first, so that content knows the style it stands in. A node has
 * one row of `contents`.
 */
const struct load_key load_properties[] = {
	{ "when", NULL, 0, 0 },
	{ "part", NULL, 0, 0 },
	{ "style", load_style, AT(style), 0 },
	{ "align", load_align, AT(align), 0 },
	{ "fit", read_fit, AT(fit),
	    KIND(TEXT) | KIND(LINES) | KIND(GRID) | KIND(SUMS) },
	{ "overflow", load_wordings, AT(overflow),
	    KIND(TEXT) | KIND(LINES) | KIND(GRID) | KIND(SUMS) },
	{ "role", load_role, AT(tag), 0 },
	{ "width", load_mm, AT(width), 0 },
	{ "height", load_mm, AT(height), 0 },
	{ "space", load_mm, AT(space), 0 },
	{ "pad", load_pad, AT(pad), 0 },
	{ "fill", read_fill, 0, 0 },
	{ "radius", load_mm, AT(radius), 0 },
	{ "bar", read_bar, 0, 0 },
	{ "rule", read_rule, 0, 0 },
	{ "split", load_flag, AT(split), 0 },
	{ "bottom", load_flag, AT(bottom), 0 },
	{ "next", load_flag, AT(next), 0 },
	{ "join", read_join, AT(join), KIND(LINES) },
	{ "across", read_across, AT(grid_columns), KIND(GRID) },
	{ "gap", load_mm, AT(gap), KIND(GRID) | KIND(COLUMNS) },
	{ "label", load_style, AT(label), KIND(GRID) | KIND(SUMS) },
	{ "strong", NULL, 0, KIND(SUMS) },
};

const struct load_content load_contents[] = {
	{ { "text", read_text, 0, 0 }, NODE_TEXT, TAG_P },
	{ { "lines", read_lines, 0, 0 }, NODE_LINES, TAG_P },
	{ { "grid", read_grid, 0, 0 }, NODE_GRID, TAG_P },
	{ { "stack", read_inside, 0, 0 }, NODE_STACK, TAG_NONE },
	{ { "columns", read_inside, 0, 0 }, NODE_COLUMNS, TAG_NONE },
	{ { "choose", read_inside, 0, 0 }, NODE_CHOOSE, TAG_NONE },
	{ { "each", read_each, 0, 0 }, NODE_EACH, TAG_NONE },
	{ { "table", load_table, 0, 0 }, NODE_TABLE, TAG_TABLE },
	{ { "sums", read_cells, 0, 0 }, NODE_SUMS, TAG_P },
	{ { "image", load_asset, AT(asset), 0 }, NODE_IMAGE, TAG_FIGURE },
	{ { "code", read_text, 0, 0 }, NODE_CODE, TAG_FIGURE },
	{ { "message", load_message, 0, 0 }, NODE_CHOOSE, TAG_NONE },
};

const size_t load_properties_n = LOAD_COUNT(load_properties);
const size_t load_contents_n = LOAD_COUNT(load_contents);
