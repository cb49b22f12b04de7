/* SPDX-License-Identifier: ISC */
#include "register_cmd.h"

void
cmd_put_key(struct buf *b, struct str key)
{
	if (!key.n)
		buf_adds(b, "(no key)");
	else if (key.p[0] == '~' || register_hides(key))
		buf_adds(b, "(hidden)");
	else
		buf_addstr(b, key);
}

void
cmd_put_side(struct buf *b, const struct register_table *t, int column,
    const struct register_row *row)
{
	struct str value = row->value[column];
	if (!value.n)
		buf_adds(b, "nothing");
	else if (t == &register_customer_table && column == REGISTER_IDENTITY)
		buf_adds(b, "(hidden)");
	else
		buf_addstr(b, value);
}

void
cmd_put_values(struct buf *b, const char *lead, const struct register_table *t,
    const struct register_row *row)
{
	for (int i = t->keys; i < t->n; i++) {
		if (!row->value[i].n)
			continue;
		buf_printf(b, "%s%s ", lead, t->columns[i]);
		cmd_put_side(b, t, i, row);
		lead = ", ";
	}
}
