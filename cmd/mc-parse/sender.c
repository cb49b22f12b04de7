/* SPDX-License-Identifier: ISC */
#include "ident/account.h"
#include "parse.h"

/* The scheme of a registration number that names none. */
static struct str
legal_scheme(const struct party *p)
{
	if (p->legal_scheme.n)
		return p->legal_scheme;
	if (str_is(p->address.country, "NO"))
		return str_of("0192");
	return str_of(str_is(p->address.country, "FI") ? "0212" : "0007");
}

/* Of what names none, a location number is told by its check digit. */
static struct str
id_scheme(const struct identifier *id)
{
	bool gln = !id->scheme.n && account_gln_ok(id->id);
	return gln ? str_of("0088") : id->scheme;
}

static const struct conf_sender *
by_party(const struct conf *conf, const struct party *p)
{
	const struct conf_sender *s = NULL;
	if (p->legal_id.n)
		s = conf_sender_by_id(conf, legal_scheme(p), p->legal_id);
	if (!s && p->vat_id.n)
		s = conf_sender_by_id(conf, str_of("vat"), p->vat_id);
	if (!s && p->endpoint.n)
		s = conf_sender_by_id(conf, p->endpoint_scheme, p->endpoint);
	for (size_t i = 0; !s && i < p->ids_n; i++)
		s = conf_sender_by_id(
		    conf, id_scheme(&p->ids[i]), p->ids[i].id);
	return s;
}

const struct conf_sender *
sender_of(const struct conf *conf, const struct invoice *inv, struct arena *a)
{
	if (!conf)
		return NULL;
	const struct conf_sender *s = by_party(conf, &inv->seller);
	return s ? s : account_sender(conf, inv, a);
}
