/* SPDX-License-Identifier: ISC */
#include <stdarg.h>
#include <stdio.h>

#include "lay_work.h"

/* Base lines that are not meant to be one. */
static const double far_apart = 1.5;

/* Room for that many operations in all. */
static void
make_room(struct work *w, size_t n)
{
	size_t cap = w->ops_cap ? w->ops_cap : 256;
	if (n <= w->ops_cap)
		return;
	while (cap < n)
		cap *= 2;
	struct op *ops = arena_alloc(w->arena, cap * sizeof(*ops));
	if (w->ops_n)
		memcpy(ops, w->ops, w->ops_n * sizeof(*ops));
	w->ops = ops;
	w->ops_cap = cap;
}

struct op *
lay_op(struct work *w, enum op_kind kind, const struct node *node)
{
	if (w->ops_n >= LAY_OPS) {
		lay_fail(w, NULL, "size", "is too much for a document");
		w->ops_n = 0;
	}
	make_room(w, w->ops_n + 1);
	struct op *op = &w->ops[w->ops_n++];
	*op = (struct op){ .kind = (uint8_t)kind,
		.table = w->now_table,
		.row = w->now_row,
		.cell = w->now_cell,
		.cell_tag = (uint8_t)w->cell,
		.node = node };
	return op;
}

void
lay_rule(struct work *w, const struct node *node, double x, double y,
    double width, float thickness, float dash, uint32_t colour)
{
	struct op *op = lay_op(w, OP_RULE, node);
	op->x = x;
	op->y = y;
	op->width = width;
	op->size = thickness;
	op->dash = dash;
	op->colour = colour;
}

void
lay_shift(struct work *w, size_t first, size_t end, double dx, double dy)
{
	for (size_t i = first; i < end; i++) {
		w->ops[i].x += dx;
		w->ops[i].y += dy;
	}
}

/* The base line of the first text, below 0: there is none. */
static double
first_base(const struct work *w, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (w->ops[i].kind == OP_TEXT)
			return w->ops[i].y + w->ops[i].base;
	return -1;
}

void
lay_align(struct work *w, const size_t *from, size_t n, double *height)
{
	double lowest = -1;
	for (size_t i = 0; i < n; i++) {
		double base = first_base(w, from[i], from[i + 1]);
		lowest = base > lowest ? base : lowest;
	}
	for (size_t i = 0; i < n; i++) {
		double base = first_base(w, from[i], from[i + 1]);
		if (base < 0 || lowest - base > far_apart)
			continue;
		lay_shift(w, from[i], from[i + 1], 0, lowest - base);
		height[i] += lowest - base;
	}
}

bool
lay_fail(struct work *w, const struct node *node, const char *rule,
    const char *format, ...)
{
	char text[FAULT_TEXT], place[FAULT_TEXT] = "/invoice";
	va_list ap;
	if (w->failed)
		return false;
	w->failed = true;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	if (node) {
		/* the same wherever the templates are */
		const char *slash = strrchr(node->file, '/');
		snprintf(place, sizeof(place), "template %s:%u",
		    slash ? slash + 1 : node->file, node->line);
	}
	return fault_set(w->fault, place, rule, "%s", text);
}
