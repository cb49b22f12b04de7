/* SPDX-License-Identifier: ISC */
#include "base/mask.h"
#include "base/text.h"
#include "fill_tree.h"
#include "model/currency.h"
#include "model/identity.h"
#include "model/unit.h"

/* One writing: what is filled from, and what is found out on the way. */
struct work {
	const struct fill *fill;
	const void *base, *item;
	const struct record *record; /* NULL: of other data */
	const struct fill_data *data; /* of other data */
	const struct figure_format *format;
	enum language lang;
	struct arena *arena;
	bool learned; /* known is filled */
	struct known *known; /* NULL: nothing is masked */
};

/* Where a path leads. */
struct found {
	const struct field *field;
	const void *value; /* of one element, or of the member */
	const void *base; /* the struct that has the member */
	bool list; /* the whole list */
};

/* False when an object or element on the way is not there. */
static bool
follow(const struct work *w, const struct fill_node *n, struct found *out)
{
	const void *base = n->of_item ? w->item : w->base;
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
is_there(const struct found *at)
{
	enum field_kind kind = at->field->kind;
	if (at->list)
		return field_count(at->base, at->field) > 0;
	if (kind == FIELD_TEXT || kind == FIELD_TEXTS || kind == FIELD_IDENTITY)
		return ((const struct str *)at->value)->n > 0;
	return field_present(at->field, at->value);
}

static bool
in_order(char test, int cmp)
{
	return test == '=' ? cmp == 0 : test == '<' ? cmp < 0 : cmp > 0;
}

static bool
holds(const struct work *w, const struct fill_node *n)
{
	struct found at;
	char room[FIELD_TEXT_MAX];
	struct dec number;
	if (!follow(w, n, &at))
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
currency_of(
    const struct work *w, const struct fill_node *n, const struct found *at)
{
	const struct record *r = w->record;
	if (at->field >= invoice_object.fields &&
	    at->field < invoice_object.fields + invoice_object.fields_n &&
	    str_is(at->field->name, "vat_accounting"))
		return ((const struct invoice *)at->base)->vat_currency;
	if (!r)
		return w->data->currency;
	if (str_is(n->steps[0].field->name, "route"))
		return r->route->currency;
	if (str_is(n->steps[0].field->name, "payment"))
		return r->payment->currency;
	return r->invoice ? r->invoice->currency : (struct str){ NULL, 0 };
}

static struct str
country_of(const struct work *w)
{
	if (!w->record)
		return w->data->country;
	return w->record->invoice ? w->record->invoice->seller.address.country
				  : (struct str){ NULL, 0 };
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

/* The numbers of what is filled from, learned when they are first asked for. */
static void
learn(struct work *w)
{
	const struct record *r = w->record;
	if (!w->learned && r && r->invoice)
		identity_learn(&invoice_object, r->invoice, w->known);
	else if (!w->learned && !r)
		identity_learn(w->fill->object, w->base, w->known);
	w->learned = true;
}

/* The value as it stands, in `room` or where it is. */
static struct str
plain(struct work *w, const struct fill_node *n, const struct found *at,
    char room[FIELD_TEXT_MAX])
{
	struct str s = field_text(at->field, at->value, room);
	bool text =
	    at->field->kind == FIELD_TEXT || at->field->kind == FIELD_TEXTS;
	bool masked =
	    text ? !is_senders(n)
		 : at->field->kind == FIELD_IDENTITY && !is_reference(n);
	if (!s.n || !masked || !w->known)
		return s;
	char *copy = arena_alloc(w->arena, s.n);
	memcpy(copy, s.p, s.n);
	learn(w);
	known_mask(w->known, true, copy, s.n);
	return (struct str){ copy, s.n };
}

static struct dec
number_of(const struct found *at)
{
	if (at->field->kind == FIELD_COUNT)
		return DEC_INT(*(const int64_t *)at->value);
	return *(const struct dec *)at->value;
}

/* As the language writes it. */
static struct str
formatted(
    const struct work *w, const struct fill_node *n, const struct found *at)
{
	const struct period *period = at->value;
	enum figure_account kind;
	switch (n->format) {
	case FILL_AMOUNT:
		return figure_money_as(
		    w->arena, w->format, number_of(at), currency_of(w, n, at));
	case FILL_FIGURE:
		return figure_as(w->arena, w->format, number_of(at),
		    currency_decimals(currency_of(w, n, at)));
	case FILL_NEGATED:
		return figure_as(w->arena, w->format, dec_neg(number_of(at)),
		    currency_decimals(currency_of(w, n, at)));
	case FILL_PERCENT:
		return figure_percent_as(w->arena, w->format, number_of(at));
	case FILL_DATE:
	case FILL_DATE_LONG:
		return figure_date_as(w->arena, w->format,
		    n->format == FILL_DATE_LONG,
		    *(const struct date *)at->value);
	case FILL_PERIOD:
		return figure_period_as(
		    w->arena, w->format, period->start, period->end);
	case FILL_ACCOUNT:
		return figure_account(
		    w->arena, at->value, country_of(w), &kind);
	default:
		return figure_as(w->arena, w->format, number_of(at),
		    n->format == FILL_PRICE ? 2 : 0);
	}
}

/* The value, absent when it is not there; in `room` or in the arena. */
static struct str
value_of(struct work *w, const struct fill_node *n, char room[FIELD_TEXT_MAX])
{
	struct found at;
	if (!follow(w, n, &at))
		return (struct str){ NULL, 0 };
	if (n->format != FILL_PLAIN && n->format < FILL_UNIT)
		return formatted(w, n, &at);
	struct str s = plain(w, n, &at, room);
	if (!s.n || n->format == FILL_PLAIN)
		return s;
	if (n->format == FILL_UPPER) {
		char *copy = memcpy(arena_alloc(w->arena, s.n), s.p, s.n);
		text_upper(copy, s.n);
		return (struct str){ copy, s.n };
	}
	return n->format == FILL_UNIT ? unit_name(w->lang, s) : unit_country(s);
}

/* Claims a character that stands as it is in every kind. */
static bool
is_ordinary(char c)
{
	return c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>' &&
	       c != '"' && c != '\'';
}

static void
add_value(struct buf *out, enum fill_kind kind, struct str s)
{
	if (kind == FILL_LINE) {
		buf_addstr(out, s);
		return;
	}
	for (size_t i = 0, n; i < s.n; i += n) {
		for (n = 0; i + n < s.n && is_ordinary(s.p[i + n]);)
			n++;
		buf_add(out, s.p + i, n);
		if (n)
			continue;
		unsigned long code = utf8_get(s.p + i, &n);
		if ((code < 0x20 && code != '\n') ||
		    (code >= 0x7f && code < 0xa0))
			buf_addc(out, ' ');
		else if (n == 1 && kind == FILL_HTML)
			text_html(out, s.p[i]);
		else
			buf_add(out, s.p + i, n);
	}
}

static void
write_all(struct work *w, struct buf *out, struct fill_count *count)
{
	const struct fill *f = w->fill;
	for (size_t i = 0; i < f->n; i++) {
		const struct fill_node *n = &f->nodes[i];
		if (n->op == FILL_COPY)
			buf_addstr(out, n->text);
		else if (n->op == FILL_VALUE) {
			char room[FIELD_TEXT_MAX];
			struct str s = value_of(w, n, room);
			add_value(out, f->kind, s);
			count->asked++;
			count->found += s.n > 0;
		} else if (n->op == FILL_ELSE || !holds(w, n))
			i = n->next - 1;
	}
}

void
fill_write_at(const struct fill *f, const struct fill_data *data,
    enum language lang, struct arena *a, struct buf *out,
    struct fill_count *count)
{
	struct known known;
	struct fill_count unused = { 0, 0 };
	const struct figure_format *formats =
	    data->formats ? data->formats : figure_formats;
	struct work w = { .fill = f,
		.base = data->base,
		.item = data->item,
		.data = data,
		.format = &formats[lang],
		.lang = lang,
		.arena = a };
	size_t from = out->n;
	if (!data->covered) {
		known.n = 0;
		w.known = &known;
	}
	write_all(&w, out, count ? count : &unused);
	if (f->kind == FILL_LINE && !data->covered && out->n > from)
		mask_text(out->p + from, out->n - from);
}

void
fill_write(const struct fill *f, const struct record *r, enum language lang,
    struct arena *a, struct buf *out)
{
	struct known known;
	struct fill_count unused = { 0, 0 };
	struct work w = { .fill = f,
		.base = r,
		.record = r,
		.format = &figure_formats[lang],
		.lang = lang,
		.arena = a,
		.known = &known };
	size_t from = out->n;
	known.n = 0;
	write_all(&w, out, &unused);
	if (f->kind == FILL_LINE && out->n > from)
		mask_text(out->p + from, out->n - from);
}
