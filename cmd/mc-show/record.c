/* SPDX-License-Identifier: ISC */
#include "base/mask.h"
#include "base/json.h"
#include "model/field.h"
#include "model/identity.h"
#include "model/section.h"
#include "show.h"

struct showing {
	struct buf *out;
	bool bare;
	struct known known; /* numbers of the record */
};

/* A value on one line: what JSON escapes is escaped, quotes are not put. */
static void
add_value(struct buf *b, struct str value)
{
	size_t mark = b->n;
	json_put_string(b, value);
	if (b->n < mark + 2)
		return;
	memmove(b->p + mark, b->p + mark + 1, b->n - mark - 2);
	b->n -= 2;
}

/* Claims that the value is text of the document or about its recipient. */
static bool
is_masked(const struct showing *s, struct str path, const struct field *f)
{
	static const char *const sections[] = { "invoice.", "delivery.",
		"reach.", "problems[", "rejected.", "payment.", "mandate.",
		"agreement.", "receipt.", "route.", "sent[" };
	bool text = f->kind == FIELD_TEXT || f->kind == FIELD_TEXTS;
	if (s->bare || str_is(f->name, "account") || str_is(f->name, "sha256"))
		return false;
	for (size_t i = 0; text && i < sizeof(sections) / sizeof(*sections);
	     i++)
		if (str_starts(path, sections[i]))
			return true;
	return f->kind == FIELD_IDENTITY;
}

static bool
show_value(void *arg, struct str path, const struct field *f, const void *value)
{
	struct showing *s = arg;
	char room[FIELD_TEXT_MAX];
	size_t mark;
	buf_addstr(s->out, path);
	buf_addc(s->out, ':');
	buf_addc(s->out, ' ');
	mark = s->out->n;
	add_value(s->out, field_text(f, value, room));
	if (is_masked(s, path, f))
		known_mask(&s->known, true, s->out->p + mark, s->out->n - mark);
	buf_addc(s->out, '\n');
	return true;
}

void
show_fields(struct buf *b, const struct rec *rec, bool bare)
{
	struct showing s = { .out = b, .bare = bare };
	if (rec->r.invoice)
		identity_learn(&invoice_object, rec->r.invoice, &s.known);
	if (rec->r.delivery)
		identity_learn(&delivery_object, rec->r.delivery, &s.known);
	field_walk(&record_object, &rec->r, show_value, &s);
	for (size_t i = 0; i < rec->members_n; i++) {
		const struct rec_member *m = &rec->members[i];
		if (field_find(&record_object, m->name))
			continue;
		buf_addstr(b, m->name);
		buf_addc(b, ':');
		buf_addc(b, ' ');
		size_t mark = b->n;
		buf_add(b, rec->line.p + m->value, m->to - m->value);
		if (!bare)
			known_mask(&s.known, true, b->p + mark, b->n - mark);
		buf_addc(b, '\n');
	}
	buf_addc(b, '\n');
}

/* ---- one line a record ------------------------------------------------ */

static struct str
customer_of(const struct record *r)
{
	if (r->reach && r->reach->customer)
		return r->reach->customer->number;
	if (r->invoice && r->invoice->buyer.ids_n)
		return r->invoice->buyer.ids[0].id;
	return (struct str){ NULL, 0 };
}

/* The channel it went by, or would go by. */
static struct str
channel_of(const struct record *r)
{
	for (size_t i = r->sent_n; i-- > 0;)
		if (str_is(r->sent[i].purpose, "presentation"))
			return r->sent[i].channel;
	if (r->route && r->route->presentation_n)
		return r->route->presentation[0].channel;
	return (struct str){ NULL, 0 };
}

static const char *
state_of(const struct record *r)
{
	if (r->rejected)
		return "rejected";
	if (r->sent_n) {
		struct str last = r->sent[r->sent_n - 1].outcome;
		return str_is(last, "accepted")	   ? "sent"
		       : str_is(last, "permanent") ? "failed"
						   : "pending";
	}
	if (r->route)
		return r->route->held.n ? "held" : "routed";
	return r->reach ? "looked-up" : "parsed";
}

static void
add_column(struct buf *b, struct str text, bool mask)
{
	size_t mark = b->n;
	if (!text.n) {
		buf_adds(b, "-\t");
		return;
	}
	add_value(b, text);
	if (mask)
		mask_text(b->p + mark, b->n - mark);
	buf_addc(b, '\t');
}

/* The amount as it counts in totals: a credit note's is negative. */
static void
add_amount(struct buf *b, const struct record *r)
{
	char text[DEC_TEXT];
	if (!r->invoice || !r->invoice->payable.set) {
		buf_adds(b, "-\t");
		return;
	}
	dec_format(record_payable(r), text);
	buf_printf(b, "%s %.*s\t", text, STR_ARG(r->invoice->currency));
}

void
show_line(struct buf *b, const struct rec *rec)
{
	const struct record *r = &rec->r;
	bool named = r->invoice && r->invoice->number.n;
	add_column(b, named ? r->invoice->number : r->id, true);
	add_column(b, customer_of(r), true);
	add_amount(b, r);
	add_column(b, channel_of(r), false);
	buf_adds(b, state_of(r));
	if (r->rejected) {
		buf_adds(b, " (");
		add_value(b, r->rejected->rule);
		buf_addc(b, ')');
	}
	buf_addc(b, '\n');
}
