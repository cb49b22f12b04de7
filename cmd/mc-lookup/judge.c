/* SPDX-License-Identifier: ISC */
#include "ident/contact.h"
#include "judge.h"
#include "model/recipient.h"

void
set(struct reachable *r, const char *status, struct str address,
    const char *evidence)
{
	r->status = str_of(status);
	r->address = address;
	r->evidence = str_of(evidence);
}

void
no(struct reachable *r, const char *evidence)
{
	set(r, "no", (struct str){ NULL, 0 }, evidence);
}

const char *
in_register(const struct known *k)
{
	return arena_printf(
	    k->arena, "register customer %.*s", STR_ARG(k->customer->number))
	    .p;
}

bool
is_protected(const struct known *k)
{
	return recipient_is_protected(k->delivery, k->customer);
}

static void
judge_email(const struct known *k, struct reachable *r)
{
	struct str email = k->buyer->contact.email;
	const char *from = "buyer contact in the document";
	if (k->delivery->email.n) {
		email = k->delivery->email;
		from = "wish in the file";
	} else if (k->customer->email.n) {
		email = k->customer->email;
		from = in_register(k);
	}
	if (!email.n)
		no(r, "no e-mail address in file, register or document");
	else if (contact_email_ok(email))
		set(r, "yes", email, from);
	else
		no(r,
		    arena_printf(k->arena, "%s is not an e-mail address", from)
			.p);
}

/* The document has telephone numbers, and does not tell which are mobile. */
static void
judge_mobile(const struct known *k, struct reachable *r)
{
	struct str mobile = k->delivery->mobile;
	const char *from = "wish in the file";
	if (!mobile.n) {
		mobile = k->customer->mobile;
		from = mobile.n ? in_register(k) : NULL;
	}
	if (mobile.n && contact_mobile_ok(mobile))
		set(r, "yes", mobile, from);
	else if (mobile.n)
		no(r, arena_printf(k->arena,
			  "%s is not a mobile number with its country", from)
			  .p);
	else if (contact_mobile_ok(k->buyer->contact.phone))
		set(r, "unknown", k->buyer->contact.phone,
		    "buyer contact in the document may not be mobile");
	else
		no(r, "no mobile number in file, register or document");
}

/* Claims an EAS code, which a message may show: two to four capitals, digits */
static bool
is_scheme(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') ||
			(s.p[i] >= 'A' && s.p[i] <= 'Z')))
			return false;
	return s.n >= 2 && s.n <= 4;
}

static void
judge_endpoint(const struct known *k, struct reachable *r)
{
	struct str id = k->buyer->endpoint, scheme = k->buyer->endpoint_scheme;
	if (!id.n)
		no(r, "no buyer endpoint in the document");
	else if (!scheme.n)
		set(r, "unknown", id,
		    "buyer endpoint in the document has no scheme");
	else if (!is_scheme(scheme))
		no(r, "buyer endpoint in the document has no EAS code");
	else
		set(r, "yes",
		    arena_printf(
			k->arena, "%.*s:%.*s", STR_ARG(scheme), STR_ARG(id)),
		    arena_printf(k->arena,
			"buyer endpoint %.*s in the document", STR_ARG(scheme))
			.p);
}

static void
judge_channel(
    const struct known *k, const struct conf_channel *c, struct reachable *r)
{
	r->channel = c->name;
	if (is_protected(k) && c->form != CONF_PAPER) {
		no(r, "protected identity: not looked up");
		return;
	}
	if (is_protected(k)) {
		judge_address(k, r);
		return;
	}
	switch ((enum conf_needs)c->needs) {
	case CONF_NEEDS_EMAIL:
		judge_email(k, r);
		return;
	case CONF_NEEDS_MOBILE:
		judge_mobile(k, r);
		return;
	case CONF_NEEDS_ADDRESS:
		judge_address(k, r);
		return;
	case CONF_NEEDS_ENDPOINT:
		judge_endpoint(k, r);
		return;
	case CONF_NEEDS_AGREEMENT:
		judge_agreement(k, c, r);
		return;
	case CONF_NEEDS_IDENTITY:
		judge_identity(k, r);
		return;
	case CONF_NEEDS_NOTHING:
		set(r, "yes", (struct str){ NULL, 0 }, "needs no address");
		return;
	}
}

void
judge(const struct conf *conf, const struct known *k, struct reach *reach)
{
	reach->channels =
	    arena_zero(k->arena, conf->channels_n, sizeof(*reach->channels));
	reach->channels_n = conf->channels_n;
	for (size_t i = 0; i < conf->channels_n; i++)
		judge_channel(k, &conf->channels[i], &reach->channels[i]);
}
