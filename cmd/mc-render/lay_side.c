/* SPDX-License-Identifier: ISC */
/* What a page has where a table is divided. */
#include "lay_work.h"

static struct placed
placed(const struct work *w, size_t first, double x, double y)
{
	return (struct placed){
		.op = first, .n = w->ops_n - first, .x = x, .y = y
	};
}

void
lay_divide(struct work *w, struct divided *d, struct item_table *t)
{
	const struct table *table = d->tab->t;
	size_t first = w->ops_n;
	t->again = lay_tab_head(w, d->tab, 0, true);
	d->again = placed(w, first, 0, 0);
	first = w->ops_n;
	t->onward = lay_tab_onward(w, d->tab, 0);
	d->onward = placed(w, first, 0, 0);
	if (!d->tab->carries || w->failed)
		return;
	first = w->ops_n;
	if (table->carried.n)
		t->carried =
		    lay_tab_sum(w, d->tab, &table->carried, DEC_INT(0), 0);
	if (table->brought.n)
		t->brought =
		    lay_tab_sum(w, d->tab, &table->brought, DEC_INT(0), 0);
	if (!w->failed)
		w->ops_n = first;
}

/* At the foot of the page before, at the head of this one. */
static void
lay_turn(struct work *w, const struct turn *turn, struct side *side)
{
	const struct divided *d = &w->divided[turn->again - 1];
	const struct item_table *t = &w->item_tables[turn->again - 1];
	struct dec sum = w->parts[turn->first - 1].sum;
	double foot = turn[-1].foot, top = w->t->top_next;
	size_t first = w->ops_n;
	if (t->carried > 0) {
		if (w->parts[turn->first - 1].goes_on)
			lay_tab_rule(w, d->tab, 0);
		lay_tab_sum(w, d->tab, &d->tab->t->carried, sum, 0);
		side[-1].carried = placed(w, first, 0, foot);
	}
	first = w->ops_n;
	if (t->brought > 0) {
		lay_tab_sum(w, d->tab, &d->tab->t->brought, sum, 0);
		side->brought = placed(w, first, 0, top + t->again);
	}
	side[-1].onward = d->onward;
	side[-1].onward.y = foot + t->carried;
	side->again = d->again;
	side->again.y = top;
}

struct side *
lay_sides(struct work *w, const struct pages *pages, const struct side *first)
{
	struct side *side = arena_zero(w->arena, pages->n, sizeof(*side));
	for (size_t p = 1; p < pages->n && !w->failed; p++)
		if (pages->turn[p].again)
			lay_turn(w, &pages->turn[p], &side[p]);
	for (size_t p = 0; p < pages->n && !w->failed; p++)
		if (p == 0 && first) {
			side->box = first->box;
			side->boxes_n = first->boxes_n;
		} else
			lay_boxes(
			    w, (unsigned)p + 1, (unsigned)pages->n, &side[p]);
	return side;
}
