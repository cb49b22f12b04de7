/* SPDX-License-Identifier: ISC */
#include "format/sbdh.h"
#include "format/svefaktura_write.h"
#include "format/ubl_write.h"
#include "sefaktura_cmd.h"

/* ---- Peppol ---------------------------------------------------------- */

/* Of the seller: by his address, else by his VAT number. */
static struct str
country_of(const struct party *seller)
{
	if (seller->address.country.n)
		return seller->address.country;
	if (seller->vat_id.n > 2)
		return (struct str){ seller->vat_id.p, 2 };
	return (struct str){ NULL, 0 };
}

/* One value for each delivery of a document, whenever it is made. */
static void
instance_of(const struct record *r, const struct way *w, char uuid[SBDH_UUID])
{
	unsigned char digest[SHA256_BYTES];
	const struct str parts[] = { r->id, w->choice->channel,
		w->choice->address,
		r->source ? r->source->sha256 : (struct str){ NULL, 0 } };
	struct sha256 *h = sha256_new();
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		sha256_add(h, parts[i].p, parts[i].n);
		sha256_add(h, "", 1);
	}
	sha256_end(h, digest);
	sbdh_uuid(digest, uuid);
}

static struct str
participant(const struct party *p, struct arena *a)
{
	return arena_printf(
	    a, "%.*s:%.*s", STR_ARG(p->endpoint_scheme), STR_ARG(p->endpoint));
}

/* `r` is the record as it is sent, in its envelope. */
static bool
put_envelope(const struct record *r, const struct way *w, struct str document,
    struct arena *a, struct buf *out, struct fault *f)
{
	char uuid[SBDH_UUID], at[TIME_TEXT];
	struct instant run;
	const struct invoice *inv = r->invoice;
	struct sbdh s = { .sender = participant(&inv->seller, a),
		.receiver = participant(&inv->buyer, a),
		.country = country_of(&inv->seller) };
	if (!s.country.n)
		return fault_set(f, "/invoice/seller/address/country",
		    "envelope", "no country of the seller");
	if (!r->run || !instant_parse(&run, r->run->at))
		return fault_set(f, "/run/at", "envelope", "no time of a run");
	instant_format(run, at);
	instance_of(r, w, uuid);
	s.instance = str_of(uuid);
	s.created = str_of(at);
	ubl_envelope(r, &s);
	return sbdh_write(out, &s, document, f);
}

static bool
put_ubl(const struct sefaktura_cmd *g, const struct record *r,
    const struct way *w, struct arena *a, struct buf *out, struct fault *f)
{
	struct attaching attaching = { g };
	struct additions add = { .texts = NULL };
	if (w->channel->format == CONF_EFAKTURA)
		message_find(g, r, w->sender, a, &add);
	const struct ubl_options options = { .links = add.links,
		.links_n = add.links_n,
		.messages = add.texts,
		.messages_n = add.texts_n,
		.open = attach_open,
		.arg = &attaching };
	size_t start = out->n;
	return ubl_write(g->ubl, r, &options, a, out, f) &&
	       official_check(g, r, w, str_from(buf_str(out), start), a, f);
}

static bool
put_enveloped(const struct sefaktura_cmd *g, const struct record *r,
    const struct way *w, struct arena *a, struct buf *out, struct fault *f)
{
	struct buf document = BUF_INIT(DOCUMENT_MAX);
	bool ok = put_ubl(g, r, w, a, &document, f) &&
		  put_envelope(r, w, buf_str(&document), a, out, f);
	buf_free(&document);
	return ok;
}

/* ---- the whole ------------------------------------------------------- */

bool
make_einvoice(const struct sefaktura_cmd *g, const struct record *r,
    const struct way *w, struct arena *a, struct buf *out, struct fault *f)
{
	struct record sent;
	if (!str_is(r->kind, "invoice") && !str_is(r->kind, "credit-note"))
		return fault_set(f, "/kind", "sefaktura-kind",
		    "only invoices and credit notes are e-invoices");
	if (!r->invoice)
		return fault_set(
		    f, "/invoice", "sefaktura-invoice", "no invoice");
	if (!variant_make(g, r, w, a, &sent, f))
		return false;
	bool ok;
	if (w->channel->format == CONF_SVEFAKTURA)
		ok = svefaktura_write(
		    g->svefaktura, &sent, sent.invoice->due_date, a, out, f);
	else if (w->channel->envelope)
		ok = put_enveloped(g, &sent, w, a, out, f);
	else
		ok = put_ubl(g, &sent, w, a, out, f);
	if (ok && out->over)
		ok = fault_set(f, "/invoice", "too-large",
		    "the e-invoice has more than %d bytes", DOCUMENT_MAX);
	return ok;
}
