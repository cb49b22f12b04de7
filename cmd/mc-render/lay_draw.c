/* SPDX-License-Identifier: ISC */
/* What is laid out, given to the device page by page. */
#include "lay_work.h"

/* ---- tags ------------------------------------------------------------ */

/* How far in something stands: in a table, its row, its cell, a text. */
enum depth { TABLE, ROW, CELL, TEXT };

static void
close_tags(struct pen *p, enum depth from)
{
	if (p->mark)
		device_tag_end(p->device, (enum tag)p->tag);
	p->mark = 0;
	if (from <= CELL && p->cell) {
		device_tag_end(p->device, (enum tag)p->cell_tag);
		p->cell = 0;
	}
	if (from <= ROW && p->row) {
		device_tag_end(p->device, TAG_TR);
		p->row = 0;
	}
	if (from <= TABLE && p->table) {
		device_tag_end(p->device, TAG_TABLE);
		p->table = 0;
	}
}

static void
open_tags(struct pen *p, const struct op *op, uint32_t mark)
{
	if (op->table != p->table)
		device_tag_begin(p->device, TAG_TABLE);
	if (op->row != p->row)
		device_tag_begin(p->device, TAG_TR);
	if (op->cell != p->cell)
		device_tag_begin(p->device, (enum tag)op->cell_tag);
	if (mark)
		device_tag_begin(p->device, (enum tag)op->tag);
	p->table = op->table;
	p->row = op->row;
	p->cell = op->cell;
	p->cell_tag = op->cell_tag;
	p->mark = mark;
	p->tag = op->tag;
}

/* Closes what the operation is not in and opens what it is. */
static void
tag_op(struct pen *p, const struct op *op)
{
	uint32_t mark = op->tag ? op->mark : 0;
	if (op->table == p->table && op->row == p->row && op->cell == p->cell &&
	    mark == p->mark)
		return;
	close_tags(p, op->table != p->table ? TABLE
		      : op->row != p->row   ? ROW
		      : op->cell != p->cell ? CELL
					    : TEXT);
	open_tags(p, op, mark);
}

/* ---- operations ------------------------------------------------------ */

/* Claims that the text of the operation goes on in the next one, a word on. */
static bool
goes_on(const struct laid *d, const struct op *op)
{
	const struct op *next = op + 1;
	if (op->kind != OP_TEXT || !op->tag ||
	    next == d->w->ops + d->w->ops_n || next->kind != OP_TEXT ||
	    next->mark != op->mark)
		return false;
	struct str text = op->line->text;
	return text.n && next->line->text.p != text.p + text.n;
}

static void
draw_op(struct pen *p, const struct op *op, double x, double y)
{
	x += op->x;
	y += op->y;
	switch ((enum op_kind)op->kind) {
	case OP_TEXT:
		device_text(
		    p->device, x, y + op->base, op->size, op->colour, op->line);
		break;
	case OP_RULE:
		device_rule(
		    p->device, x, y, op->width, op->size, op->dash, op->colour);
		break;
	case OP_RECT:
		device_rect(p->device, x, y, op->width, op->height, op->size,
		    op->colour);
		break;
	case OP_ASSET:
		device_asset(p->device, op->asset, x, y, op->width, op->height);
		break;
	case OP_CODE:
		device_code(p->device, op->code, x, y, op->width);
		break;
	case OP_EMPTY:
		break;
	}
}

/* Draws those of the operations whose turn it is. */
static void
draw_ops(const struct laid *d, struct pen *p, const struct placed *at)
{
	const struct op *op = d->w->ops + at->op;
	for (const struct op *end = op + at->n; op < end; op++) {
		bool text = op->kind != OP_RECT && op->kind != OP_RULE;
		if (text != p->texts)
			continue;
		if (p->found && op->kind == OP_TEXT)
			lay_found(p->found, op, at->x, at->y, at->box);
		if (!p->device)
			continue;
		if (text && p->tagged)
			tag_op(p, op);
		draw_op(p, op, at->x, at->y);
		if (p->tagged && goes_on(d, op))
			device_blank(p->device, at->x + op->x,
			    at->y + op->y + op->base, op->size, op->colour,
			    op->line);
	}
}

/* A box that is the same for every document in this language. */
static void
draw_layer(const struct laid *d, struct pen *p, const struct placed *at)
{
	const char *key = (const char *)at->box + d->w->say.lang;
	if (!p->texts || !device_layer_begin(p->device, key))
		return;
	p->texts = false;
	draw_ops(d, p, at);
	p->texts = true;
	draw_ops(d, p, at);
	device_layer_end(p->device);
}

/* What comes again on later pages is read once. */
static void
draw_box(
    const struct laid *d, struct pen *p, const struct placed *at, size_t page)
{
	bool tagged = p->tagged;
	bool again = page > (at->box->on == ON_NEXT) && at->box->on != ON_LAST;
	if (tagged && again) {
		close_tags(p, TABLE);
		p->tagged = false;
	}
	if (at->box->fixed && p->device && !p->tagged)
		draw_layer(d, p, at);
	else
		draw_ops(d, p, at);
	p->tagged = tagged;
}

/* ---- pages ----------------------------------------------------------- */

/* The part of a fill that is on the page: behind items a to before b. */
static void
draw_ground(const struct laid *d, struct pen *p, const struct ground *g,
    size_t a, size_t b)
{
	const struct item *item = d->w->items;
	const struct spot *spot = d->pages.spot;
	struct op op = g->op;
	if (g->last < a || g->first >= b || p->texts || !p->device)
		return;
	a = g->first > a ? g->first : a;
	b = g->last + 1 < b ? g->last : b - 1;
	double top = spot[a].y + (a == g->first ? g->above : 0);
	double end = spot[b].y + (b == g->last ? g->below : item[b].height);
	op.y = 0;
	op.height = end - top;
	draw_op(p, &op, 0, top);
}

/* Boxes that stand above the flow are read before it, the others after it. */
static void
draw_boxes(const struct laid *d, struct pen *p, size_t page, bool above)
{
	const struct template *t = d->w->t;
	double top = page ? t->top_next : t->top_first;
	const struct side *side = &d->side[page];
	for (size_t i = 0; i < side->boxes_n; i++) {
		const struct placed *at = &side->box[i];
		if ((at->y < top) != above)
			continue;
		draw_box(d, p, at, page);
	}
}

/* Items a to before b, with what their table has on this page. */
static void
draw_flow(const struct laid *d, struct pen *p, size_t page, size_t a, size_t b)
{
	const struct side *side = &d->side[page];
	for (size_t i = 0; i < d->w->grounds_n; i++)
		draw_ground(d, p, &d->w->grounds[i], a, b);
	draw_ops(d, p, &side->again);
	draw_ops(d, p, &side->brought);
	for (size_t i = a; i < b; i++)
		draw_ops(d, p,
		    &(struct placed){ .op = d->w->parts[i].op,
			.n = d->w->parts[i].n,
			.y = d->pages.spot[i].y });
	draw_ops(d, p, &side->carried);
	draw_ops(d, p, &side->onward);
}

void
lay_draw(const struct laid *d, struct pen *p)
{
	size_t a = 0, b = 0;
	for (size_t page = 0; page < d->pages.n; page++, a = b) {
		while (b < d->w->items_n && d->pages.spot[b].page == page)
			b++;
		if (p->device)
			device_page(p->device);
		for (int texts = 0; texts < 2; texts++) {
			p->texts = texts;
			draw_boxes(d, p, page, true);
			draw_flow(d, p, page, a, b);
			draw_boxes(d, p, page, false);
		}
		if (p->device && p->tagged)
			close_tags(p, TABLE);
		if (p->found)
			lay_found_page(p->found);
	}
}
