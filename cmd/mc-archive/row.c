/* SPDX-License-Identifier: ISC */
#include "archive_cmd.h"
#include "model/outcome.h"
#include "stream/rec.h"

uint64_t
store_reads(void)
{
	return REC_BIT(run) | REC_BIT(source) | REC_BIT(invoice) |
	       REC_BIT(payment) | REC_BIT(receipt) | REC_BIT(reach) |
	       REC_BIT(route) | REC_BIT(pages) | REC_BIT(sefaktura) |
	       REC_BIT(autogiro) | REC_BIT(avtalegiro) | REC_BIT(finvoice) |
	       REC_BIT(sent);
}

bool
is_presentation(const struct attempt *a)
{
	return !a->purpose.n || str_is(a->purpose, "presentation");
}

bool
is_accepted(const struct attempt *a)
{
	enum outcome o;
	return outcome_parse(&o, a->outcome) && o == OUTCOME_ACCEPTED;
}

/* Claims that an attempt to present the document was accepted. */
static bool
was_presented(const struct record *r)
{
	for (size_t i = 0; i < r->sent_n; i++)
		if (is_presentation(&r->sent[i]) && is_accepted(&r->sent[i]))
			return true;
	return false;
}

static int64_t
seconds_of(struct str text, int64_t otherwise)
{
	struct instant at;
	return instant_parse(&at, text) ? at.seconds : otherwise;
}

/* When the record was made; 0 when it does not say. */
static int64_t
made_at(const struct record *r)
{
	return r->run ? seconds_of(r->run->at, 0) : 0;
}

/* The attempts of one purpose, of which `is` tells. */
static struct fold_event *
attempts(const struct record *r, bool is(const struct attempt *), size_t *n,
    struct arena *a)
{
	struct fold_event *list =
	    r->sent_n ? arena_zero(a, r->sent_n, sizeof(*list)) : NULL;
	*n = 0;
	for (size_t i = 0; i < r->sent_n; i++) {
		const struct attempt *t = &r->sent[i];
		if (is(t))
			list[(*n)++] = (struct fold_event){
				.kind = FOLD_ATTEMPT,
				.at = seconds_of(t->at, made_at(r)),
				.channel = t->channel,
				.outcome = t->outcome,
			};
	}
	return list;
}

struct fold_event *
store_attempts(const struct record *r, size_t *n, struct arena *a)
{
	return attempts(r, is_presentation, n, a);
}

static bool
is_payment(const struct attempt *a)
{
	return str_is(a->purpose, "payment");
}

struct fold_event *
store_payments(const struct record *r, size_t *n, struct arena *a)
{
	return attempts(r, is_payment, n, a);
}

struct fold_version
store_version(const struct record *r)
{
	struct fold_version v = {
		.rejected = r->rejected != NULL,
		.held = r->route && r->route->held.n,
	};
	if (r->source)
		v.source = r->source->sha256;
	if (r->invoice) {
		v.currency = r->invoice->currency;
		v.payable = record_payable(r);
	}
	return v;
}

enum fold_delivery
store_delivery(const struct record *r, struct arena *a)
{
	struct fold fold;
	struct fold_version v = store_version(r);
	size_t n;
	struct fold_event *list = store_attempts(r, &n, a);
	fold_events(&fold, &v, 1, list, n);
	return fold.delivery;
}

static void
term(struct archive_row *row, const char *kind, struct str value)
{
	if (value.n && row->terms_n < ARCHIVE_TERMS)
		row->term[row->terms_n++] =
		    (struct archive_term){ kind, value };
}

static void
invoice_row(struct archive_row *row, const struct invoice *v)
{
	row->number = v->number;
	row->name = v->buyer.name;
	if (date_set(v->issue_date))
		row->date = v->issue_date;
	for (size_t i = 0; i < v->buyer.ids_n; i++)
		term(row, "customer", v->buyer.ids[i].id);
	for (size_t i = 0; i < v->payment_n; i++)
		term(row, "reference", v->payment[i].reference);
	term(row, "buyer", v->buyer_reference);
}

/* Adds a text and the NUL that ends it. */
static void
hash_text(struct sha256 *h, struct str text)
{
	sha256_add(h, text.p ? text.p : "", text.n);
	sha256_add(h, "", 1);
}

struct fold_event
store_news(const struct record *r)
{
	struct fold_event none = { .kind = FOLD_ATTEMPT };
	if (r->rejected)
		return none;
	if (r->payment && str_is(r->kind, "payment"))
		return (struct fold_event){ .kind = FOLD_PAYMENT,
			.at = date_set(r->payment->date)
				  ? (int64_t)date_days(r->payment->date) * 86400
				  : made_at(r),
			.amount = r->payment->amount,
			.currency = r->payment->currency };
	if (r->receipt && str_is(r->kind, "receipt"))
		return (struct fold_event){ .kind = FOLD_RECEIPT,
			.at = seconds_of(r->receipt->at, made_at(r)),
			.channel = r->receipt->channel,
			.outcome = r->receipt->outcome };
	return none;
}

/*
 * A payment is known by its id. What a channel says under the same reference
 * of its own is the same, however often it is asked.
 */
static void
news_key(unsigned char key[SHA256_BYTES], const struct record *r)
{
	struct sha256 *h = sha256_new();
	const struct receipt *t = r->receipt;
	if (store_news(r).kind == FOLD_RECEIPT && t->receipt.n) {
		hash_text(h, t->document);
		hash_text(h, t->channel);
		hash_text(h, t->receipt);
		hash_text(h, t->outcome);
		hash_text(h, t->at);
	} else {
		hash_text(h, r->id);
	}
	sha256_end(h, key);
}

static void
news_row(struct archive_row *row, const struct record *r)
{
	struct fold_event news = store_news(r);
	struct archive_event *e = &row->event;
	if (news.kind == FOLD_ATTEMPT)
		return;
	*e = (struct archive_event){ .kind = news.kind,
		.at = news.at,
		.channel = news.channel,
		.outcome = news.outcome };
	news_key(e->key, r);
	if (news.kind == FOLD_PAYMENT) {
		row->name = r->payment->payer_name;
		row->currency = r->payment->currency;
		row->amount = r->payment->amount;
		if (date_set(r->payment->date))
			row->date = r->payment->date;
		e->document = r->payment->document;
		e->reference = r->payment->reference;
	} else {
		e->document = r->receipt->document;
	}
	term(row, "reference", e->reference);
	term(row, "buyer", e->document);
}

/* The channels that took the document; when none did, those that were tried. */
static void
channel_terms(struct archive_row *row, const struct record *r)
{
	bool presented = was_presented(r);
	for (size_t i = 0; i < r->sent_n; i++)
		if (!presented || is_accepted(&r->sent[i]))
			term(row, "channel", r->sent[i].channel);
}

void
store_row(struct archive_row *row, const struct record *r, struct arena *a)
{
	struct instant at;
	struct fold_version v = store_version(r);
	*row = (struct archive_row){ .id = r->id,
		.kind = r->kind,
		.source = v.source,
		.rejected = v.rejected,
		.held = v.held,
		.amount = v.payable,
		.currency = v.currency };
	if (r->run && instant_parse(&at, r->run->at))
		row->date = instant_date(at);
	if (r->reach && r->reach->customer)
		term(row, "customer", r->reach->customer->number);
	if (r->invoice)
		invoice_row(row, r->invoice);
	news_row(row, r);
	channel_terms(row, r);
	row->attempt = store_attempts(r, &row->attempts_n, a);
}

void
store_key(const struct record *r, const unsigned char line[SHA256_BYTES],
    unsigned char key[SHA256_BYTES])
{
	struct sha256 *h = sha256_new();
	hash_text(h, r->id);
	if (r->source && r->source->sha256.n)
		hash_text(h, r->source->sha256);
	else
		sha256_add(h, line, SHA256_BYTES);
	for (size_t i = 0; i < r->sent_n; i++) {
		const struct attempt *a = &r->sent[i];
		hash_text(h, a->purpose);
		hash_text(h, a->channel);
		hash_text(h, a->outcome);
		hash_text(h, a->at);
		hash_text(h, a->sha256);
	}
	if (r->rejected) {
		hash_text(h, r->rejected->tool);
		hash_text(h, r->rejected->rule);
	}
	sha256_end(h, key);
}
