/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "model/pages.h"
#include "sefaktura_cmd.h"

/* What stands first in every e-invoice of a test environment. */
static const char *const test_marks[LANGUAGES] = {
	[LANGUAGE_SV] = "TEST: ingen faktura, ska inte betalas",
	[LANGUAGE_NB] = "TEST: ingen faktura, skal ikke betales",
	[LANGUAGE_FI] = "TESTI: ei ole lasku, ei makseta",
	[LANGUAGE_DA] = "TEST: ingen faktura, skal ikke betales",
	[LANGUAGE_EN] = "TEST: this is no invoice, nothing is to be paid",
};

static bool
wrong(const struct way *w, struct fault *f, const char *rule, const char *why)
{
	char place[64];
	snprintf(place, sizeof(place), "/route/presentation/%zu", w->index);
	return fault_set(f, place, rule, "%s", why);
}

/* ---- addresses ------------------------------------------------------- */

/* SCHEME:ID, as the register and mc-lookup have it. */
static bool
split(struct str address, struct str *scheme, struct str *id)
{
	const char *colon = memchr(address.p, ':', address.n);
	if (!colon)
		return false;
	*scheme = (struct str){ address.p, (size_t)(colon - address.p) };
	*id = str_from(address, scheme->n + 1);
	return scheme->n && id->n;
}

/* BT-49 is where the invoice is delivered to, by its definition. */
static bool
set_endpoint(const struct sefaktura_cmd *g, const struct way *w,
    struct invoice *inv, struct fault *f)
{
	struct party *buyer = &inv->buyer;
	struct str to = w->choice->address;
	if (g->home.test && !g->conf.test.participant.p)
		return wrong(w, f, "test",
		    "a test environment sends to test.participant only, and "
		    "there is none");
	if (g->home.test)
		to = g->conf.test.participant;
	if (to.n && !split(to, &buyer->endpoint_scheme, &buyer->endpoint))
		return wrong(w, f, "address",
		    "the address is no participant as 0007:5567321707 is");
	if (!buyer->endpoint.n || !buyer->endpoint_scheme.n)
		return fault_set(f, "/invoice/buyer/endpoint", "address",
		    "no electronic address of the buyer");
	if (!inv->seller.endpoint.n || !inv->seller.endpoint_scheme.n)
		return fault_set(f, "/invoice/seller/endpoint", "address",
		    "no electronic address of the seller");
	return true;
}

struct str
variant_fmi(const struct sefaktura_cmd *g, const struct way *w)
{
	return g->home.test ? g->conf.test.fmi : w->choice->address;
}

/* A seller may have several identifiers. */
static void
add_fui(struct party *seller, const struct conf_efaktura *e, struct arena *a)
{
	struct identifier *ids = arena_zero(a, seller->ids_n + 1, sizeof(*ids));
	if (seller->ids_n)
		memcpy(ids, seller->ids, seller->ids_n * sizeof(*ids));
	ids[seller->ids_n] =
	    (struct identifier){ .id = e->fui, .scheme = e->fui_scheme };
	seller->ids = ids;
	seller->ids_n++;
}

/* A buyer has one (UBL-SR-16): the bank's takes the place of the others. */
static void
set_fmi(struct party *buyer, const struct conf_efaktura *e, struct str fmi,
    struct arena *a)
{
	if (e->fmi == CONF_FMI_ENDPOINT) {
		buyer->endpoint = fmi;
		buyer->endpoint_scheme = e->fmi_scheme;
		return;
	}
	buyer->ids = arena_zero(a, 1, sizeof(*buyer->ids));
	buyer->ids_n = 1;
	buyer->ids[0] =
	    (struct identifier){ .id = fmi, .scheme = e->fmi_scheme };
}

static bool
set_bank(const struct sefaktura_cmd *g, const struct way *w,
    struct invoice *inv, struct arena *a, struct fault *f)
{
	struct str fmi = variant_fmi(g, w);
	if (!w->sender || !w->sender->efaktura.fui.p)
		return fault_set(f, "/id", "efaktura-sender",
		    "the sender has no agreement on e-faktura");
	if (g->home.test && !fmi.n)
		return wrong(w, f, "test",
		    "a test environment sends to test.fmi only, and there is "
		    "none");
	if (!fmi.n)
		return wrong(w, f, "address",
		    "no identity of the recipient at his bank");
	/* what an operator could send it to besides */
	if (g->home.test)
		inv->buyer.endpoint = inv->buyer.endpoint_scheme =
		    (struct str){ NULL, 0 };
	add_fui(&inv->seller, &w->sender->efaktura, a);
	set_fmi(&inv->buyer, &w->sender->efaktura, fmi, a);
	return true;
}

/* ---- notes ----------------------------------------------------------- */

static bool
is_german(const struct party *p)
{
	return str_is(p->address.country, "DE");
}

/*
 * Peppol takes one note, and several between Germans (R002). One that has a
 * subject of its own is not put under another's.
 */
static void
join_notes(struct invoice *inv, struct arena *a)
{
	struct note *all = arena_zero(a, 1, sizeof(*all));
	if (inv->notes_n < 2 ||
	    (is_german(&inv->seller) && is_german(&inv->buyer)))
		return;
	for (size_t i = 0; i < inv->notes_n; i++) {
		const struct note *n = &inv->notes[i];
		if (n->subject.n)
			return;
		all->text = i ? arena_printf(a, "%.*s\n%.*s",
				    STR_ARG(all->text), STR_ARG(n->text))
			      : n->text;
	}
	inv->notes = all;
	inv->notes_n = 1;
}

/* ---- the whole ------------------------------------------------------- */

/* In front of the first note, for Peppol takes only one. */
static void
mark_test(const struct record *r, const struct way *w, struct invoice *inv,
    struct arena *a)
{
	size_t n = inv->notes_n ? inv->notes_n : 1;
	struct note *notes = arena_zero(a, n, sizeof(*notes));
	const char *mark = test_marks[language_choose(r,
	    w->sender ? w->sender->languages : NULL,
	    w->sender ? w->sender->languages_n : 0)];
	if (inv->notes_n)
		memcpy(notes, inv->notes, n * sizeof(*notes));
	notes[0].text = notes[0].text.n ? arena_printf(a, "%s\n%.*s", mark,
					      STR_ARG(notes[0].text))
					: str_of(mark);
	inv->notes = notes;
	inv->notes_n = n;
}

bool
variant_make(const struct sefaktura_cmd *g, const struct record *r,
    const struct way *w, struct arena *a, struct record *out, struct fault *f)
{
	struct invoice *inv = arena_alloc(a, sizeof(*inv));
	*out = *r;
	*inv = *r->invoice;
	out->invoice = inv;
	inv->due_date = pages_due(r, w->choice);
	if (g->home.test)
		mark_test(r, w, inv, a);
	switch ((enum conf_format)w->channel->format) {
	case CONF_PEPPOL:
		join_notes(inv, a);
		return set_endpoint(g, w, inv, f);
	case CONF_EFAKTURA:
		return set_bank(g, w, inv, a, f);
	case CONF_SVEFAKTURA:
	case CONF_NO_FORMAT:
		break;
	}
	return true;
}
