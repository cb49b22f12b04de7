/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "conf.h"
#include "conf_table.h"
#include "ident/account.h"
#include "ident/giro.h"
#include "model/currency.h"
#include "model/record.h"
#include "model/section.h"
#include "word.h"

static const char *const environments[] = { "test", "production", NULL };
static const char *const kinds[] = { "directory", "maildir", NULL };
static const char *const forms[] = { "pdf", "e-invoice", "paper", NULL };
static const char *const schemes[] = { "none", "autogiro", "avtalegiro",
	"suoramaksu", NULL };
static const char *const needs[] = { "nothing", "email", "mobile", "address",
	"endpoint", "agreement", "identity", NULL };
static const char *const languages[] = { "sv", "nb", "nn", "fi", "da", "en",
	NULL };
static const char *const account_schemes[] = { "bankgiro", "plusgiro", "iban",
	"bban", NULL };
static const char *const orders[] = { "priority", "cheapest", NULL };
static const char *const forced[] = { "hold", "fall-back", NULL };
static const char *const lates[] = { "hold", "new-due-date", NULL };
static const char *const late_debits[] = { "hold", "move", "skip", NULL };
static const char *const identities[] = { "keep", "never", NULL };
static const char *const codes[] = { "auto", "none", "usingqr", "swish", "epc",
	NULL };
static const char *const bodies[] = { "template", "page", NULL };
static const char *const orphans[] = { "keep", "hold", NULL };

/* ---- checks ---------------------------------------------------------- */

static bool
check_id(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct bind_pair *id = value;
	const struct conf_sender *other;
	if (!(id->scheme.n == 4 && digits_only(id->scheme.p, 4)) &&
	    !str_is(id->scheme, "vat"))
		return bind_fault(b, v,
		    "scheme '%.*s' is neither four digits nor 'vat'",
		    STR_ARG(word_clip(id->scheme)));
	/* the sender being bound is not counted yet */
	other = conf_sender_by_id(b->root, id->scheme, id->value);
	(void)owner;
	return !other ||
	       bind_fault(b, v, "'%.*s' is an id of sender '%.*s' already",
		   STR_ARG(word_clip(v->text)), STR_ARG(other->key));
}

/* Claims that the check digit is right; a bban is of no certain country. */
static bool
is_account(const struct bind_pair *account)
{
	char giro[GIRO_DIGITS], iban[ACCOUNT_IBAN];
	if (str_is(account->scheme, "bankgiro"))
		return giro_parse(giro, account->value, GIRO_BANKGIRO);
	if (str_is(account->scheme, "plusgiro"))
		return giro_parse(giro, account->value, GIRO_PLUSGIRO);
	return !str_is(account->scheme, "iban") ||
	       account_iban_parse(iban, account->value);
}

static bool
check_account(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct bind_pair *account = value;
	struct word_guess guess = word_guess(account->scheme);
	char hint[WORD_HINT];
	for (size_t i = 0; account_schemes[i]; i++) {
		if (str_is(account->scheme, account_schemes[i]))
			return is_account(account) ||
			       bind_fault(b, v, "'%.*s' is no valid %s",
				   STR_ARG(word_clip(account->value)),
				   account_schemes[i]);
		word_try(&guess, str_of(account_schemes[i]));
	}
	(void)owner;
	return bind_fault(b, v, "unknown account scheme '%.*s'%s",
	    STR_ARG(word_clip(account->scheme)), word_hint(&guess, hint));
}

/* A path stays below MC_HOME: relative, and no component goes up. */
static bool
check_path(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str rest = *(const struct str *)value;
	(void)owner;
	if (rest.p[0] == '/')
		return bind_fault(b, v, "path must be relative to MC_HOME");
	while (rest.n) {
		const char *slash = memchr(rest.p, '/', rest.n);
		size_t n = slash ? (size_t)(slash - rest.p) : rest.n;
		if (n == 2 && memcmp(rest.p, "..", 2) == 0)
			return bind_fault(b, v, "path must not contain '..'");
		rest = str_from(rest, slash ? n + 1 : n);
	}
	return true;
}

/* HH:MM to minutes; -1 when it is no time of day. */
static int64_t
minutes_of(struct str s)
{
	if (s.n != 5 || s.p[2] != ':' || !digits_only(s.p, 2) ||
	    !digits_only(s.p + 3, 2))
		return -1;
	int hours = (s.p[0] - '0') * 10 + s.p[1] - '0';
	int minutes = (s.p[3] - '0') * 10 + s.p[4] - '0';
	return hours < 24 && minutes < 60 ? hours * 60 + minutes : -1;
}

static bool
check_cutoff(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct conf_channel *c = owner;
	c->cutoff = minutes_of(*(const struct str *)value);
	return c->cutoff >= 0 || bind_fault(b, v, "'%.*s' is no time HH:MM",
				     STR_ARG(word_clip(v->text)));
}

static bool
check_channel(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct conf_channel *c = value;
	(void)owner;
	if (!c->cutoff_text.p)
		c->cutoff = -1;
	if (!c->path.p)
		return bind_fault(b, v,
		    "channel '%.*s' of kind %s needs a path", STR_ARG(c->name),
		    kinds[c->kind]);
	if (c->kind == CONF_MAILDIR &&
	    (c->needs != CONF_NEEDS_EMAIL || c->scheme))
		return bind_fault(b, v,
		    "channel '%.*s' of kind maildir is for needs: email",
		    STR_ARG(c->name));
	if (c->kind != CONF_MAILDIR && c->body != CONF_BODY_TEMPLATE)
		return bind_fault(b, v,
		    "channel '%.*s' of kind %s has no body to be a page",
		    STR_ARG(c->name), kinds[c->kind]);
	return conf_check_format(b, v, c);
}

/* The channel of that name, NULL with a fault. */
static const struct conf_channel *
need_channel(struct bind *b, const struct yaml *v, struct str name)
{
	const struct conf *conf = b->root;
	struct word_guess guess = word_guess(name);
	char hint[WORD_HINT];
	const struct conf_channel *c = conf_find_channel(conf, name);
	for (size_t i = 0; !c && i < conf->channels_n; i++)
		word_try(&guess, conf->channels[i].name);
	if (!c)
		bind_fault(b, v, "unknown channel '%.*s'%s",
		    STR_ARG(word_clip(name)), word_hint(&guess, hint));
	return c;
}

static bool
check_channel_name(
    struct bind *b, const struct yaml *v, void *owner, void *value)
{
	(void)owner;
	return need_channel(b, v, *(const struct str *)value) != NULL;
}

/* A channel that presents documents. */
static bool
check_presents(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str name = *(const struct str *)value;
	const struct conf_channel *c = need_channel(b, v, name);
	(void)owner;
	return c && (!c->scheme ||
			bind_fault(b, v,
			    "channel '%.*s' collects payments, it presents "
			    "no document",
			    STR_ARG(name)));
}

/* A channel that collects payments. */
static bool
check_collects(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str name = *(const struct str *)value;
	const struct conf_channel *c = need_channel(b, v, name);
	(void)owner;
	return c &&
	       (c->scheme || bind_fault(b, v, "channel '%.*s' has no scheme",
				 STR_ARG(name)));
}

/*
 * Claims that a policy reads what is there before mc-route has run. What later
 * tools write is gone on a rerun, which would route differently then.
 */
static bool
check_sections(struct bind *b, const struct yaml *v, const struct cond *cond)
{
	uint64_t bits = cond_sections(cond);
	for (size_t k = 0; k < record_object.fields_n; k++) {
		struct str name = record_object.fields[k].name;
		const struct section *s = section_find(name);
		if ((bits >> k & 1) && (!s || s->rank >= RANK_ROUTE))
			return bind_fault(b, v,
			    "condition: `%.*s` is not there yet when routes "
			    "are made",
			    STR_ARG(name));
	}
	return true;
}

/* A condition of a policy, NULL with a fault. */
static const struct cond *
compile(struct bind *b, const struct yaml *v, struct str text)
{
	struct fault fault;
	const struct cond *cond = cond_compile(text, b->arena, &fault);
	if (!cond)
		bind_fault(b, v, "condition, %s: %s", fault.place, fault.text);
	return cond && check_sections(b, v, cond) ? cond : NULL;
}

static bool
check_when(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct conf_rule *rule = owner;
	rule->cond = compile(b, v, *(const struct str *)value);
	return rule->cond != NULL;
}

static bool
check_public(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct conf_policy *policy = owner;
	policy->public_cond = compile(b, v, *(const struct str *)value);
	return policy->public_cond != NULL;
}

static bool
check_prices(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf *conf = b->root;
	struct str name = *(const struct str *)value;
	struct word_guess guess = word_guess(name);
	char hint[WORD_HINT];
	(void)owner;
	if (conf_find_prices(conf, name))
		return true;
	for (size_t i = 0; i < conf->prices_n; i++)
		word_try(&guess, conf->prices[i].name);
	return bind_fault(b, v, "unknown price table '%.*s'%s",
	    STR_ARG(word_clip(name)), word_hint(&guess, hint));
}

/* The cheapest can be found only where there is something to compare. */
static bool
check_policy(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf_policy *p = value;
	(void)owner;
	return p->order != CONF_CHEAPEST || p->prices.p ||
	       bind_fault(b, v, "order: cheapest needs a price table (prices)");
}

static bool
check_guard(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct conf_guard *g = value;
	(void)owner;
	g->set = true;
	return g->least <= g->runs ||
	       bind_fault(b, v, "least %lld is more than runs %lld",
		   (long long)g->least, (long long)g->runs);
}

/* ---- the values of price tables and agreements ------------------------ */

static bool
check_currency(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	(void)owner;
	return currency_code_ok(*(const struct str *)value) ||
	       bind_fault(b, v, "'%.*s' is no ISO 4217 code",
		   STR_ARG(word_clip(v->text)));
}

static bool
check_postage(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf_postage *p = value;
	const struct conf_prices *prices = owner;
	return p == prices->postage || p[-1].grams < p->grams ||
	       bind_fault(b, v, "weight classes must ascend");
}

static bool
check_tariff(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf_tariff *t = value;
	const struct conf_prices *prices = owner;
	for (const struct conf_tariff *e = prices->channels; e < t; e++)
		if (str_eq(e->channel, t->channel))
			return bind_fault(b, v,
			    "channel '%.*s' stands twice in the price table",
			    STR_ARG(t->channel));
	return !t->postage || prices->postage_n ||
	       bind_fault(b, v, "the price table has no postage");
}

static bool
check_customer(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str s = *(const struct str *)value;
	(void)owner;
	return (s.n <= 6 && digits_only(s.p, s.n)) ||
	       bind_fault(b, v, "'%.*s' is no customer number of 1-6 digits",
		   STR_ARG(word_clip(s)));
}

/* Kept as bare digits. */
static bool
check_bankgiro(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str *s = value;
	char digits[GIRO_DIGITS];
	(void)owner;
	if (!giro_parse(digits, *s, GIRO_BANKGIRO))
		return bind_fault(b, v, "'%.*s' is no bankgiro number",
		    STR_ARG(word_clip(*s)));
	*s = arena_str(b->arena, str_of(digits));
	return true;
}

static bool
check_sender(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf *conf = b->root;
	const struct conf_sender *s = value;
	(void)owner;
	for (size_t i = 0; !s->from.p && i < conf->channels_n; i++)
		if (conf->channels[i].kind == CONF_MAILDIR)
			return bind_fault(b, v,
			    "missing key 'from' in '%.*s': channel '%.*s' is "
			    "of kind maildir",
			    STR_ARG(s->key), STR_ARG(conf->channels[i].name));
	return s->code != CONF_CODE_SWISH || s->swish.p ||
	       bind_fault(b, v, "code: swish needs the number (swish)");
}

/* ---- tables ---------------------------------------------------------- */

#define OBJECT_OF(o, rows)                                                     \
	.fields = (rows), .fields_n = sizeof(rows) / sizeof((rows)[0]),        \
	.size = sizeof(struct o)

static const struct bind_field keys_rows[] = {
	{ BIND_ROW(conf_keys, identity, BIND_SECRET), .least = 32 },
	{ BIND_ROW(conf_keys, columns, BIND_SECRET), .least = 32 },
	{ BIND_ROW(conf_keys, columns_old, BIND_SECRET), .least = 32 },
};
static const struct bind_object keys_object = { OBJECT_OF(
    conf_keys, keys_rows) };

static const struct bind_field run_rows[] = {
	{ BIND_ROW(conf_run, max_rejected, BIND_COUNT), .most = 1000000000,
	    .absent = -1 },
	{ BIND_ROW(conf_run, approval, BIND_COUNT), .most = 9 },
	{ BIND_ROW(conf_run, orphan_debit, BIND_WORD), .words = orphans },
};
static const struct bind_object conf_run_object = { OBJECT_OF(
    conf_run, run_rows) };

static const struct bind_field test_rows[] = {
	{ BIND_ROW(conf_test, email, BIND_TEXT), .check = conf_check_mailbox },
	{ BIND_ROW(conf_test, participant, BIND_TEXT),
	    .check = conf_check_participant },
	{ BIND_ROW(conf_test, fmi, BIND_TEXT) },
};
static const struct bind_object test_object = { OBJECT_OF(
    conf_test, test_rows) };

#define GUARD_LIMIT(member)                                                    \
	{                                                                      \
		BIND_ROW(conf_guard, member, BIND_COUNT), .most = 100000,      \
							  .absent = -1         \
	}
static const struct bind_field guard_rows[] = {
	{ BIND_ROW(conf_guard, runs, BIND_COUNT), .least = 1, .most = 100,
	    .absent = 6 },
	{ BIND_ROW(conf_guard, least, BIND_COUNT), .least = 1, .most = 100,
	    .absent = 3 },
	GUARD_LIMIT(documents),
	GUARD_LIMIT(total),
	GUARD_LIMIT(largest),
	GUARD_LIMIT(mix),
	GUARD_LIMIT(rejects),
};
static const struct bind_object guard_object = { OBJECT_OF(
    conf_guard, guard_rows) };

static const struct bind_field rule_rows[] = {
	{ BIND_ROW(conf_rule, when, BIND_TEXT), .required = true,
	    .check = check_when },
	{ BIND_ROWS(conf_rule, channels, BIND_TEXTS), .required = true,
	    .check = check_presents },
	{ BIND_ROW(conf_rule, reason, BIND_TEXT) },
};
static const struct bind_object rule_object = { OBJECT_OF(
    conf_rule, rule_rows) };

static const struct bind_field policy_rows[] = {
	{ BIND_ROWS(conf_policy, priority, BIND_TEXTS), .required = true,
	    .check = check_presents },
	{ BIND_ROW(conf_policy, order, BIND_WORD), .words = orders },
	{ BIND_ROWS(conf_policy, rules, BIND_LIST), .sub = &rule_object },
	{ BIND_ROWS(conf_policy, payments, BIND_TEXTS),
	    .check = check_collects },
	{ BIND_ROW(conf_policy, prices, BIND_TEXT), .check = check_prices },
	{ BIND_ROW(conf_policy, forced, BIND_WORD), .words = forced },
	{ BIND_ROW(conf_policy, late, BIND_WORD), .words = lates },
	{ BIND_ROW(conf_policy, days, BIND_COUNT), .most = 365 },
	{ BIND_ROW(conf_policy, public, BIND_TEXT), .check = check_public },
};
static const struct bind_object policy_object = {
	OBJECT_OF(conf_policy, policy_rows),
	.check = check_policy,
};

static const struct bind_field autogiro_rows[] = {
	{ BIND_ROW(conf_autogiro, customer, BIND_TEXT), .required = true,
	    .check = check_customer },
	{ BIND_ROW(conf_autogiro, bankgiro, BIND_TEXT), .required = true,
	    .check = check_bankgiro },
	{ BIND_ROW(conf_autogiro, payouts, BIND_BOOL) },
};
static const struct bind_object autogiro_object = { OBJECT_OF(
    conf_autogiro, autogiro_rows) };

static const struct bind_field sender_rows[] = {
	{ BIND_ROW(conf_sender, name, BIND_TEXT), .required = true },
	{ BIND_ROWS(conf_sender, ids, BIND_PAIRS), .check = check_id },
	{ BIND_ROWS(conf_sender, accounts, BIND_PAIRS),
	    .check = check_account },
	{ BIND_ROWS(conf_sender, languages, BIND_TEXTS), .words = languages },
	{ BIND_ROW(conf_sender, identity, BIND_WORD), .words = identities },
	{ BIND_ROW(conf_sender, from, BIND_TEXT), .check = conf_check_mailbox },
	{ BIND_ROW(conf_sender, reply_to, BIND_TEXT),
	    .check = conf_check_mailbox },
	{ BIND_ROW(conf_sender, template, BIND_TEXT),
	    .check = conf_check_template },
	{ BIND_ROW(conf_sender, logo, BIND_TEXT), .check = conf_check_file },
	{ BIND_ROW(conf_sender, messages, BIND_TEXT),
	    .check = conf_check_file },
	{ BIND_ROW(conf_sender, brand, BIND_TEXT), .check = conf_check_brand },
	{ BIND_ROW(conf_sender, swish, BIND_TEXT), .check = conf_check_swish },
	{ BIND_ROW(conf_sender, code, BIND_WORD), .words = codes },
	{ BIND_ROW(conf_sender, autogiro, BIND_OBJECT),
	    .sub = &autogiro_object },
	{ BIND_ROW(conf_sender, efaktura, BIND_OBJECT),
	    .sub = &conf_efaktura_object },
	{ BIND_ROW(conf_sender, guard, BIND_OBJECT), .sub = &guard_object,
	    .check = check_guard },
	{ BIND_ROW(conf_sender, policy, BIND_OBJECT), .sub = &policy_object },
};
static const struct bind_object sender_object = {
	OBJECT_OF(conf_sender, sender_rows),
	.name_at = offsetof(struct conf_sender, key),
	.check = check_sender,
};

static const struct bind_field channel_rows[] = {
	{ BIND_ROW(conf_channel, kind, BIND_WORD), .required = true,
	    .words = kinds },
	{ BIND_ROW(conf_channel, path, BIND_TEXT), .check = check_path },
	{ BIND_ROW(conf_channel, needs, BIND_WORD), .words = needs },
	{ BIND_ROW(conf_channel, cost, BIND_DECIMAL), .most = 1000000 },
	{ BIND_ROW(conf_channel, form, BIND_WORD), .words = forms,
	    .absent = -1 },
	{ BIND_ROW(conf_channel, scheme, BIND_WORD), .words = schemes },
	{ BIND_ROW(conf_channel, calendar, BIND_WORD), .words = bankday_names,
	    .absent = -1 },
	{ BIND_ROW(conf_channel, zone, BIND_WORD), .words = zone_names,
	    .absent = -1 },
	{ BIND_ROW(conf_channel, lead, BIND_COUNT), .most = 60, .absent = -1 },
	{ BIND_ROW(conf_channel, notice, BIND_COUNT), .most = 60,
	    .absent = -1 },
	{ .name = STR("cutoff"),
	    .kind = BIND_TEXT,
	    .at = offsetof(struct conf_channel, cutoff_text),
	    .check = check_cutoff },
	{ BIND_ROW(conf_channel, late, BIND_WORD), .words = late_debits },
	{ BIND_ROW(conf_channel, template, BIND_TEXT), .check = check_path },
	{ BIND_ROW(conf_channel, body, BIND_WORD), .words = bodies },
	{ BIND_ROW(conf_channel, format, BIND_WORD), .words = conf_formats },
	{ BIND_ROW(conf_channel, envelope, BIND_WORD),
	    .words = conf_envelopes },
};
static const struct bind_object channel_object = {
	OBJECT_OF(conf_channel, channel_rows),
	.name_at = offsetof(struct conf_channel, name),
	.check = check_channel,
};

static const struct bind_field postage_rows[] = {
	{ BIND_ROW(conf_postage, grams, BIND_COUNT), .required = true,
	    .least = 1, .most = 100000 },
	{ BIND_ROW(conf_postage, price, BIND_DECIMAL), .required = true,
	    .most = 1000000 },
};
static const struct bind_object postage_object = { OBJECT_OF(
    conf_postage, postage_rows) };

static const struct bind_field tariff_rows[] = {
	{ BIND_ROW(conf_tariff, channel, BIND_TEXT), .required = true,
	    .check = check_channel_name },
	{ BIND_ROW(conf_tariff, item, BIND_DECIMAL), .most = 1000000 },
	{ BIND_ROW(conf_tariff, sheet, BIND_DECIMAL), .most = 1000000 },
	{ BIND_ROW(conf_tariff, colour, BIND_DECIMAL), .most = 1000000 },
	{ BIND_ROW(conf_tariff, postage, BIND_BOOL) },
};
static const struct bind_object tariff_object = { OBJECT_OF(
    conf_tariff, tariff_rows) };

static const struct bind_field prices_rows[] = {
	{ BIND_ROW(conf_prices, currency, BIND_TEXT), .required = true,
	    .check = check_currency },
	{ BIND_ROW(conf_prices, first_lines, BIND_COUNT), .least = 1,
	    .most = 1000, .absent = 20 },
	{ BIND_ROW(conf_prices, next_lines, BIND_COUNT), .least = 1,
	    .most = 1000, .absent = 40 },
	{ BIND_ROW(conf_prices, envelope_grams, BIND_COUNT), .most = 10000 },
	{ BIND_ROW(conf_prices, sheet_grams, BIND_COUNT), .most = 10000 },
	{ BIND_ROW(conf_prices, insert_grams, BIND_COUNT), .most = 10000 },
	{ BIND_ROWS(conf_prices, postage, BIND_LIST), .sub = &postage_object,
	    .check = check_postage },
	{ BIND_ROWS(conf_prices, channels, BIND_LIST), .sub = &tariff_object,
	    .check = check_tariff },
};
static const struct bind_object prices_object = {
	OBJECT_OF(conf_prices, prices_rows),
	.name_at = offsetof(struct conf_prices, name),
};

/* prices name channels, policies both, senders have policies */
static const struct bind_field conf_rows[] = {
	{ BIND_ROW(conf, environment, BIND_WORD), .required = true,
	    .words = environments },
	{ BIND_ROW(conf, keys, BIND_OBJECT), .sub = &keys_object },
	{ BIND_ROW(conf, run, BIND_OBJECT), .sub = &conf_run_object },
	{ BIND_ROW(conf, test, BIND_OBJECT), .sub = &test_object },
	{ BIND_ROW(conf, guard, BIND_OBJECT), .sub = &guard_object,
	    .check = check_guard },
	{ BIND_ROWS(conf, channels, BIND_MAP), .sub = &channel_object },
	{ BIND_ROWS(conf, prices, BIND_MAP), .sub = &prices_object },
	{ BIND_ROW(conf, policy, BIND_OBJECT), .sub = &policy_object },
	{ BIND_ROWS(conf, senders, BIND_MAP), .sub = &sender_object },
	{ BIND_ROW(conf, rules, BIND_OBJECT), .sub = &conf_rules_object },
};
const struct bind_object conf_object = { OBJECT_OF(conf, conf_rows) };
