/* SPDX-License-Identifier: ISC */
#include "conf/word.h"
#include "load.h"

#define LEAST 7.0F /* points, where the table does not say it */
#define AT(member) offsetof(struct table, member)

enum { ROWS = 8 }; /* kinds of rows of a table */

/* ---- columns --------------------------------------------------------- */

/* `rest`, `auto` or a length. */
static bool
read_width(struct loader *l, const struct yaml *v, void *to)
{
	struct column *column = to;
	column->rest = v->kind == YAML_SCALAR && str_is(v->text, "rest");
	if (column->rest || (v->kind == YAML_SCALAR && str_is(v->text, "auto")))
		return true;
	return load_mm(l, v, &column->width);
}

/* As nodes have it, or `decimal`. */
static bool
read_column_align(struct loader *l, const struct yaml *v, void *to)
{
	struct column *column = to;
	column->decimal = v->kind == YAML_SCALAR && str_is(v->text, "decimal");
	if (!column->decimal)
		return load_align(l, v, &column->align);
	column->align = ALIGN_RIGHT;
	return true;
}

static const struct load_key column_keys[] = {
	{ "title", load_wordings, offsetof(struct column, title), 0 },
	{ "width", read_width, 0, 0 },
	{ "least", load_mm, offsetof(struct column, least), 0 },
	{ "align", read_column_align, 0, 0 },
	{ "gap", load_mm, offsetof(struct column, gap), 0 },
	{ "style", load_style, offsetof(struct column, style), 0 },
};

static bool
read_columns(struct loader *l, const struct yaml *v, void *to)
{
	struct table *table = to;
	size_t rest = 0;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n == 0 || v->n > TEMPLATE_COLUMNS)
		return load_fault(
		    l, v, "a table has 1 to %d columns", TEMPLATE_COLUMNS);
	struct column *column = arena_zero(l->arena, v->n, sizeof(*column));
	table->column = column;
	table->columns_n = v->n;
	for (const struct yaml *e = v->first; e; e = e->next, column++) {
		column->align = l->scope.align;
		if (!load_need(l, e, "width") ||
		    !load_keys(
			l, e, column_keys, LOAD_COUNT(column_keys), column))
			return false;
		rest += column->rest;
	}
	return rest == 1 || load_fault(l, v, "%s column takes the rest",
				rest ? "more than one" : "no");
}

/* ---- rows ------------------------------------------------------------ */

static bool
read_row_cells(struct loader *l, const struct yaml *v,
    const struct table *table, struct rows *rows)
{
	const struct scope outer = l->scope;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n != table->columns_n)
		return load_fault(
		    l, v, "%zu cells for %zu columns", v->n, table->columns_n);
	struct node *cell = arena_zero(l->arena, v->n, sizeof(*cell));
	const struct column *column = table->column;
	rows->cells = (struct nodes){ cell, v->n };
	for (v = v->first; v; v = v->next, column++) {
		l->scope.align = column->align;
		l->scope.style = column->style ? column->style : outer.style;
		if (!load_cell(l, v, cell++))
			return false;
	}
	l->scope = outer;
	return true;
}

/* What the rows do to the sum that is carried. */
static bool
read_row_carry(struct loader *l, const struct yaml *v, void *to)
{
	static const char *const words[] = { "minus", "none", "plus", NULL };
	int *carry = to, i = load_word(l, v, words);
	*carry = i - 1;
	return i >= 0;
}

static bool
read_row(struct loader *l, const struct yaml *v, const struct table *table,
    struct rows *rows)
{
	static const struct load_key keys[] = {
		{ "each", load_list_path, offsetof(struct rows, list), 0 },
		{ "carry", read_row_carry, offsetof(struct rows, carry), 0 },
		{ "when", NULL, 0, 0 },
		{ "cells", NULL, 0, 0 },
	};
	const struct yaml *when, *cells;
	const struct scope outer = l->scope;
	rows->carry = 1;
	if (!load_need(l, v, "each") || !(cells = load_need(l, v, "cells")) ||
	    !load_keys(l, v, keys, LOAD_COUNT(keys), rows))
		return false;
	when = yaml_get(v, str_of("when"));
	load_item(l, &rows->list);
	if ((when && !load_when(l, when, &rows->when)) ||
	    !read_row_cells(l, cells, table, rows))
		return false;
	l->scope = outer;
	return true;
}

static bool
read_rows(struct loader *l, const struct yaml *v, void *to)
{
	struct table *table = to;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n == 0 || v->n > ROWS)
		return load_fault(
		    l, v, "a table has 1 to %d kinds of rows", ROWS);
	struct rows *rows = arena_zero(l->arena, v->n, sizeof(*rows));
	table->rows = rows;
	table->rows_n = v->n;
	for (v = v->first; v; v = v->next)
		if (!read_row(l, v, table, rows++))
			return false;
	return true;
}

/* ---- what is carried ------------------------------------------------- */

/* A column of the table, from 1. */
static bool
read_carried_column(struct loader *l, const struct yaml *v, void *to)
{
	struct table *table = to;
	int64_t n;
	if (!load_count(l, v, 1, (int64_t)table->columns_n, &n))
		return false;
	table->carried_column = (size_t)n - 1;
	return true;
}

/* The amount or number of that name, NULL when the element has none. */
static const struct field *
summed(const struct rows *rows, struct str name)
{
	const struct field *f =
	    field_find(rows->list.step[rows->list.n - 1]->sub, name);
	bool number = f && (f->kind == FIELD_AMOUNT || f->kind == FIELD_NUMBER);
	return number ? f : NULL;
}

/* What is added up of all rows that have it; the first rows do. */
static bool
read_carried_field(struct loader *l, const struct yaml *v, void *to)
{
	struct table *table = to;
	const struct list_path *list = &table->rows[0].list;
	struct str name =
	    v->kind == YAML_SCALAR ? v->text : (struct str){ NULL, 0 };
	for (size_t i = 0; i < table->rows_n; i++) {
		struct rows *rows = &table->rows[i];
		rows->carried = summed(rows, name);
		if (!rows->carried)
			rows->carry = 0;
	}
	table->carried_field = table->rows[0].carried;
	return table->carried_field ||
	       load_fault(l, v, "'%.*s' is no amount or number of %s",
		   STR_ARG(word_clip(v->text)),
		   list->step[list->n - 1]->sub->name);
}

static bool
read_carry(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "column", read_carried_column, 0, 0 },
		{ "field", read_carried_field, 0, 0 },
		{ "carried", load_wordings, AT(carried), 0 },
		{ "brought", load_wordings, AT(brought), 0 },
	};
	return load_all(l, v, keys, LOAD_COUNT(keys), to);
}

/* ---- the table ------------------------------------------------------- */

static bool
read_air(struct loader *l, const struct yaml *v, void *to)
{
	struct table *table = to;
	double air[2];
	if (!load_place(l, v, air))
		return false;
	table->row_above = air[0];
	table->row_below = air[1];
	return true;
}

static bool
read_row_rule(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "thickness", load_pt, AT(rule), 0 },
		{ "color", load_colour, AT(rule_colour), 0 },
	};
	return load_need(l, v, "thickness") &&
	       load_keys(l, v, keys, LOAD_COUNT(keys), to);
}

static bool
read_head_rule(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "thickness", load_pt, AT(head_rule), 0 },
		{ "color", load_colour, AT(head_rule_colour), 0 },
	};
	return load_need(l, v, "thickness") &&
	       load_keys(l, v, keys, LOAD_COUNT(keys), to);
}

static const struct load_key table_keys[] = {
	{ "head", load_style, AT(head), 0 },
	{ "again", load_wordings, AT(again), 0 },
	{ "onward", load_wordings, AT(onward), 0 },
	{ "air", read_air, 0, 0 },
	{ "rule", read_row_rule, 0, 0 },
	{ "head-rule", read_head_rule, 0, 0 },
	{ "least", load_pt, AT(least), 0 },
	{ "columns", read_columns, 0, 0 },
	{ "rows", read_rows, 0, 0 },
	{ "carry", read_carry, 0, 0 },
};

bool
load_table(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	const struct scope outer = l->scope;
	struct table *table = arena_zero(l->arena, 1, sizeof(*table));
	table->rule_colour = table->head_rule_colour = l->t->ink;
	table->least = LEAST;
	l->scope.style = node->style;
	l->scope.align = node->align;
	if (!load_need(l, v, "columns") || !load_need(l, v, "rows") ||
	    !load_keys(l, v, table_keys, LOAD_COUNT(table_keys), table))
		return false;
	l->scope = outer;
	node->table = table;
	return true;
}
