/* SPDX-License-Identifier: ISC */
#include "archive_cmd.h"
#include "model/outcome.h"
#include "stream/rec.h"

uint64_t
store_reads(void)
{
	return REC_BIT(run) | REC_BIT(source) | REC_BIT(invoice) |
	       REC_BIT(payment) | REC_BIT(receipt) | REC_BIT(reach) |
	       REC_BIT(pages) | REC_BIT(sent);
}

bool
is_presentation(const struct attempt *a)
{
	return !str_is(a->purpose, "payment");
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

const char *
store_state(const struct record *r)
{
	if (r->rejected)
		return "rejected";
	if (r->sent_n == 0)
		return "filed";
	return was_presented(r) ? "sent" : "failed";
}

static void
term(struct archive_row *row, const char *kind, struct str value)
{
	if (value.n && row->terms_n < ARCHIVE_TERMS)
		row->term[row->terms_n++] =
		    (struct archive_term){ kind, value };
}

static void
invoice_row(struct archive_row *row, const struct invoice *v, int sign)
{
	row->number = v->number;
	row->name = v->buyer.name;
	row->currency = v->currency;
	row->amount = sign < 0 ? dec_neg(v->payable) : v->payable;
	if (date_set(v->issue_date))
		row->date = v->issue_date;
	for (size_t i = 0; i < v->buyer.ids_n; i++)
		term(row, "customer", v->buyer.ids[i].id);
	for (size_t i = 0; i < v->payment_n; i++)
		term(row, "reference", v->payment[i].reference);
	term(row, "reference", v->buyer_reference);
}

static void
payment_row(struct archive_row *row, const struct payment *p)
{
	row->name = p->payer_name;
	row->currency = p->currency;
	row->amount = p->amount;
	if (date_set(p->date))
		row->date = p->date;
	term(row, "reference", p->reference);
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
store_row(struct archive_row *row, const struct record *r)
{
	struct instant at;
	*row = (struct archive_row){
		.id = r->id, .kind = r->kind, .state = store_state(r)
	};
	if (r->run && instant_parse(&at, r->run->at))
		row->date = instant_date(at);
	if (r->reach && r->reach->customer)
		term(row, "customer", r->reach->customer->number);
	if (r->invoice)
		invoice_row(row, r->invoice, record_sign(r));
	if (r->payment)
		payment_row(row, r->payment);
	if (r->receipt)
		term(row, "reference", r->receipt->document);
	channel_terms(row, r);
}

static void
hash_text(struct sha256 *h, struct str text)
{
	sha256_add(h, text.p ? text.p : "", text.n);
	sha256_add(h, "", 1);
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
