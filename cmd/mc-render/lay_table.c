/* SPDX-License-Identifier: ISC */
#include "lay_work.h"

/* A table that is not divided: in a box, or beside something. */
bool
lay_table(struct work *w, const struct node *n, double x, double y,
    double width, double *height)
{
	const struct tab *tab = lay_tab(w, n, x, width);
	if (!tab)
		return false;
	*height = lay_tab_head(w, tab, y, false);
	for (size_t i = 0; i < tab->n && !w->failed; i++)
		*height += lay_tab_row(w, tab, i, y + *height);
	return true;
}
