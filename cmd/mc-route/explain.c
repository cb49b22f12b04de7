/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "explain.h"

static void
add_choice(struct buf *b, const struct choice *c)
{
	text_plain(b, c->channel);
	buf_adds(b, " (");
	text_plain(b, c->reason);
	buf_addc(b, ')');
}

static void
add_day(struct buf *b, const char *what, struct date d)
{
	char day[DATE_TEXT];
	if (!date_set(d))
		return;
	date_format(d, day);
	buf_printf(b, ", %s %s", what, day);
}

static void
add_cost(struct buf *b, const struct choice *c, struct str currency)
{
	char cost[DEC_TEXT];
	if (!c->cost.set)
		return;
	dec_format(c->cost, cost);
	buf_printf(b, ", cost %s", cost);
	if (currency.n) {
		buf_addc(b, ' ');
		text_escape(b, currency);
	}
}

static void
add_payment(struct buf *b, const struct choice *c, struct str currency)
{
	buf_adds(b, ": payment by ");
	add_choice(b, c);
	add_cost(b, c, currency);
	add_day(b, "on", c->date);
	add_day(b, "due", c->due);
	if (c->deadline.n) {
		buf_adds(b, ", order before ");
		text_escape(b, c->deadline);
	}
	buf_addc(b, '\n');
}

void
explain(struct buf *b, struct str id, const struct route *r)
{
	for (size_t i = 0; i < r->presentation_n; i++) {
		const struct choice *c = &r->presentation[i];
		text_escape(b, id);
		buf_printf(b, ": %zu. ", i + 1);
		add_choice(b, c);
		add_cost(b, c, r->currency);
		add_day(b, "arrives", c->date);
		add_day(b, "leaves by", c->latest);
		add_day(b, "due", c->due);
		buf_addc(b, '\n');
	}
	for (size_t i = 0; i < r->payment_n; i++) {
		text_escape(b, id);
		add_payment(b, &r->payment[i], r->currency);
	}
	for (size_t i = 0; i < r->against_n; i++) {
		text_escape(b, id);
		buf_adds(b, ": not ");
		add_choice(b, &r->against[i]);
		buf_addc(b, '\n');
	}
	if (r->held.n) {
		text_escape(b, id);
		buf_adds(b, ": held: ");
		text_plain(b, r->held);
		buf_addc(b, '\n');
	}
}

void
explain_fault(struct buf *b, struct str id, const struct fault *f)
{
	text_escape(b, id);
	buf_adds(b, ": rejected: ");
	text_plain(b, str_of(f->place));
	buf_adds(b, ": ");
	text_plain(b, str_of(f->text));
	buf_addc(b, '\n');
}
