/* SPDX-License-Identifier: ISC */
#include "base/mask.h"
#include "base/text.h"
#include "fill_tree.h"
#include "model/figure.h"
#include "model/identity.h"

/* Where a path leads in a record. */
struct found {
	const struct field *field;
	const void *value; /* of one element, or of the member */
	const void *base; /* the struct that has the member */
	bool list; /* the whole list */
};

/* False when an object or element on the way is not there. */
static bool
follow(const struct fill_node *n, const struct record *r, struct found *out)
{
	const void *base = r;
	for (size_t i = 0; i < n->steps_n; i++) {
		const struct field *f = n->steps[i].field;
		const void *value = field_in(base, f);
		long element = n->steps[i].element;
		if (element >= 0) {
			size_t size =
			    f->sub ? f->sub->size : sizeof(struct str);
			if ((size_t)element >= field_count(base, f))
				return false;
			value = *(const char *const *)value +
				(size_t)element * size;
		} else if (f->kind == FIELD_OPTION)
			value = *(const void *const *)value;
		if (!value)
			return false;
		*out = (struct found){ f, value, base,
			element < 0 &&
			    (f->kind == FIELD_LIST || f->kind == FIELD_TEXTS) };
		base = value;
	}
	return true;
}

/* ---- conditions ------------------------------------------------------ */

static bool
stop(void *arg, struct str path, const struct field *f, const void *value)
{
	(void)arg, (void)path, (void)f, (void)value;
	return false;
}

static bool
is_there(const struct found *at)
{
	char room[FIELD_TEXT_MAX];
	if (at->list)
		return field_count(at->base, at->field) > 0;
	if (at->field->sub)
		return !field_walk(at->field->sub, at->value, stop, NULL);
	return field_text(at->field, at->value, room).n > 0;
}

static bool
in_order(char test, int cmp)
{
	return test == '=' ? cmp == 0 : test == '<' ? cmp < 0 : cmp > 0;
}

static bool
holds(const struct fill_node *n, const struct record *r)
{
	struct found at;
	char room[FIELD_TEXT_MAX];
	struct dec number;
	if (!follow(n, r, &at))
		return false;
	if (!n->test)
		return is_there(&at);
	struct str text = field_text(at.field, at.value, room);
	if (!text.p)
		return false;
	if (at.field->kind == FIELD_DATE)
		return in_order(
		    n->test, date_cmp(*(const struct date *)at.value, n->date));
	if (n->number.set)
		return dec_parse(&number, text) &&
		       in_order(n->test, dec_cmp(number, n->number));
	return str_eq(text, n->value);
}

/* ---- values ---------------------------------------------------------- */

static struct str
currency_of(const struct fill_node *n, const struct record *r)
{
	if (str_is(n->steps[0].field->name, "route"))
		return r->route->currency;
	if (str_is(n->steps[0].field->name, "payment"))
		return r->payment->currency;
	return r->invoice ? r->invoice->currency : (struct str){ NULL, 0 };
}

/* Claims that the value may stand as it is although it may be a number. */
static bool
is_reference(const struct fill_node *n)
{
	const struct field *f = n->steps[n->steps_n - 1].field;
	return f >= payment_means_object.fields &&
	       f < payment_means_object.fields +
		       payment_means_object.fields_n &&
	       str_is(f->name, "reference");
}

/* Claims that the value is of the sender's own, or of an account of his. */
static bool
is_senders(const struct fill_node *n)
{
	for (size_t i = 0; i + 1 < n->steps_n; i++)
		if (str_is(n->steps[i].field->name, "seller") ||
		    str_is(n->steps[i].field->name, "representative"))
			return true;
	return str_is(n->steps[n->steps_n - 1].field->name, "account");
}

static struct str
plain(struct arena *a, const struct fill_node *n, const struct record *r,
    const struct found *at)
{
	char room[FIELD_TEXT_MAX];
	struct str s = field_text(at->field, at->value, room);
	struct known known = { .n = 0 };
	bool text =
	    at->field->kind == FIELD_TEXT || at->field->kind == FIELD_TEXTS;
	if (!s.n)
		return s;
	char *copy = arena_alloc(a, s.n);
	memcpy(copy, s.p, s.n);
	if ((at->field->kind == FIELD_IDENTITY && !is_reference(n)) ||
	    (text && !is_senders(n))) {
		if (r->invoice)
			identity_learn(&invoice_object, r->invoice, &known);
		known_mask(&known, true, copy, s.n);
	}
	return (struct str){ copy, s.n };
}

static struct str
value_of(struct arena *a, const struct fill_node *n, const struct record *r,
    enum language lang)
{
	struct found at;
	enum figure_account kind;
	if (!follow(n, r, &at))
		return (struct str){ NULL, 0 };
	const struct dec *dec = at.value;
	const struct date *date = at.value;
	switch (n->format) {
	case FILL_AMOUNT:
		return figure_money(a, lang, *dec, currency_of(n, r));
	case FILL_NUMBER:
		if (at.field->kind == FIELD_COUNT)
			return figure(a, lang,
			    (struct dec){ *(const int64_t *)at.value, 0, true },
			    0);
		return figure(a, lang, *dec, 0);
	case FILL_DATE:
		return figure_date(a, lang, *date);
	case FILL_DATE_LONG:
		return figure_date_long(a, lang, *date);
	case FILL_ACCOUNT:
		return figure_account(a, at.value,
		    r->invoice ? r->invoice->seller.address.country
			       : (struct str){ NULL, 0 },
		    &kind);
	default:
		return plain(a, n, r, &at);
	}
}

static void
add_escaped(struct buf *out, char c)
{
	static const char marks[] = "&<>\"'";
	static const char *const names[] = { "&amp;", "&lt;", "&gt;", "&quot;",
		"&#39;" };
	const char *at = c ? strchr(marks, c) : NULL;
	if (at)
		buf_adds(out, names[at - marks]);
	else
		buf_addc(out, c);
}

static void
add_value(struct buf *out, enum fill_kind kind, struct str s)
{
	if (kind == FILL_LINE) {
		buf_addstr(out, s);
		return;
	}
	for (size_t i = 0, n; i < s.n; i += n) {
		unsigned long code = utf8_get(s.p + i, &n);
		if ((code < 0x20 && code != '\n') ||
		    (code >= 0x7f && code < 0xa0))
			buf_addc(out, ' ');
		else if (n == 1 && kind == FILL_HTML)
			add_escaped(out, s.p[i]);
		else
			buf_add(out, s.p + i, n);
	}
}

void
fill_write(const struct fill *f, const struct record *r, enum language lang,
    struct arena *a, struct buf *out)
{
	size_t from = out->n;
	for (size_t i = 0; i < f->n; i++) {
		const struct fill_node *n = &f->nodes[i];
		if (n->op == FILL_COPY)
			buf_addstr(out, n->text);
		else if (n->op == FILL_VALUE)
			add_value(out, f->kind, value_of(a, n, r, lang));
		else if (n->op == FILL_ELSE || !holds(n, r))
			i = n->next - 1;
	}
	if (f->kind == FILL_LINE && out->n > from)
		mask_text(out->p + from, out->n - from);
}
