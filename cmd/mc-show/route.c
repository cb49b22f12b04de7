/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "show.h"

/* A record's route being told. */
struct telling {
	struct buf *out;
	const struct record *r;
	bool bare;
};

static void
add_text(const struct telling *t, struct str text)
{
	if (t->bare)
		text_escape(t->out, text);
	else
		text_plain(t->out, text);
}

/* Begins a line of that sort. */
static void
begin(const struct telling *t, const char *word)
{
	buf_printf(t->out, "  %-9s ", word);
}

/* ", word text", unless there is none. */
static void
add_part(const struct telling *t, const char *word, struct str text)
{
	if (!text.n)
		return;
	buf_printf(t->out, ", %s", word);
	add_text(t, text);
}

static void
add_day(const struct telling *t, const char *word, struct date day)
{
	char text[DATE_TEXT];
	if (!date_set(day))
		return;
	date_format(day, text);
	buf_printf(t->out, ", %s%s", word, text);
}

static void
add_cost(const struct telling *t, struct dec cost)
{
	char text[DEC_TEXT];
	struct str currency = t->r->route->currency;
	if (!cost.set)
		return;
	dec_format(cost, text);
	buf_printf(t->out, ", cost %s%s", text, currency.n ? " " : "");
	add_text(t, currency);
}

static void
add_reason(const struct telling *t, struct str reason)
{
	if (!reason.n)
		return;
	buf_adds(t->out, " (");
	add_text(t, reason);
	buf_addc(t->out, ')');
}

/* ---- what was decided ------------------------------------------------- */

static void
add_choice(const struct telling *t, const char *word, size_t number,
    const struct choice *c, bool collects)
{
	begin(t, word);
	buf_printf(t->out, "%zu. ", number);
	add_text(t, c->channel);
	if (c->address.n) {
		buf_adds(t->out, collects ? " of " : " to ");
		add_text(t, c->address);
	}
	add_cost(t, c->cost);
	add_day(t, collects ? "debit on " : "arrives ", c->date);
	add_day(t, "to hand over by ", c->latest);
	add_part(t, "with the bank by ", c->deadline);
	add_day(t, "new due date ", c->due);
	add_reason(t, c->reason);
	buf_addc(t->out, '\n');
}

static void
add_route(const struct telling *t, const struct route *r)
{
	for (size_t i = 0; i < r->presentation_n; i++)
		add_choice(t, "present", i + 1, &r->presentation[i], false);
	for (size_t i = 0; i < r->payment_n; i++)
		add_choice(t, "collect", i + 1, &r->payment[i], true);
	for (size_t i = 0; i < r->against_n; i++) {
		begin(t, "not");
		add_text(t, r->against[i].channel);
		add_reason(t, r->against[i].reason);
		buf_addc(t->out, '\n');
	}
	if (r->held.n) {
		begin(t, "held");
		add_text(t, r->held);
		buf_addc(t->out, '\n');
	}
}

/* ---- what came of it -------------------------------------------------- */

static void
add_attempt(const struct telling *t, const struct attempt *a)
{
	begin(t, "sent");
	if (str_is(a->purpose, "payment"))
		buf_adds(t->out, "payment by ");
	add_text(t, a->channel);
	if (a->address.n) {
		buf_adds(t->out, " to ");
		add_text(t, a->address);
	}
	buf_adds(t->out, ": ");
	if (a->outcome.n)
		add_text(t, a->outcome);
	else
		buf_adds(t->out, "no outcome");
	add_part(t, "", a->at);
	add_part(t, "receipt ", a->receipt);
	add_reason(t, a->text);
	buf_addc(t->out, '\n');
}

static void
add_rejected(const struct telling *t, const struct rejected *r)
{
	begin(t, "rejected");
	buf_adds(t->out, "by ");
	add_text(t, r->tool);
	add_part(t, "", r->place);
	add_part(t, "", r->rule);
	add_reason(t, r->text);
	buf_addc(t->out, '\n');
}

/* The document in a few words, behind its id. */
static void
add_document(const struct telling *t)
{
	const struct invoice *i = t->r->invoice;
	char text[DEC_TEXT];
	text_escape(t->out, t->r->id);
	if (i && i->payable.set) {
		dec_format(record_payable(t->r), text);
		buf_printf(t->out, ", %s ", text);
		add_text(t, i->currency);
		add_day(t, "due ", i->due_date);
	}
	buf_addc(t->out, '\n');
}

void
show_route(struct buf *b, const struct rec *rec, bool bare)
{
	const struct record *r = &rec->r;
	const struct telling t = { b, r, bare };
	add_document(&t);
	if (r->route)
		add_route(&t, r->route);
	for (size_t i = 0; i < r->sent_n; i++)
		add_attempt(&t, &r->sent[i]);
	if (r->rejected)
		add_rejected(&t, r->rejected);
	if (!r->route && !r->rejected)
		buf_adds(b, "  no route\n");
	buf_addc(b, '\n');
}
