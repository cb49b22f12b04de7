/* SPDX-License-Identifier: ISC */
/* The keys of mc.yaml that routing, debit and channels run on. */
#include "conf_refused.h"

static const char whole[] =
    "environment: test\n"
    "run: {approval: 2, orphan_debit: hold}\n"
    "test: {email: prov@norrlid.example}\n"
    "guard: {documents: 20, rejects: 0}\n"
    "channels:\n"
    "  email: {kind: maildir, path: mail, needs: email, template: texts}\n"
    "  peppol: {kind: directory, path: p, needs: endpoint,\n"
    "    form: e-invoice}\n"
    "  paper: {kind: directory, path: b, needs: address, form: paper,\n"
    "    calendar: denmark, zone: Europe/Copenhagen, cutoff: 07:05,\n"
    "    lead: 2}\n"
    "  autogiro: {kind: directory, path: bg, scheme: autogiro,\n"
    "    needs: agreement, notice: 9, cutoff: 00:00, late: move}\n"
    "prices:\n"
    "  post:\n"
    "    currency: SEK\n"
    "    first_lines: 12\n"
    "    sheet_grams: 5\n"
    "    envelope_grams: 6\n"
    "    postage: [{grams: 20, price: 11.50}, {grams: 100, price: 23}]\n"
    "    channels:\n"
    "      - {channel: paper, item: 1.25, sheet: 0.30, postage: true}\n"
    "      - {channel: email, item: 0.10}\n"
    "policy:\n"
    "  priority: [email, paper]\n"
    "  order: cheapest\n"
    "  prices: post\n"
    "  payments: [autogiro]\n"
    "  forced: fall-back\n"
    "  late: new-due-date\n"
    "  days: 10\n"
    "  public: invoice.buyer.name ~ \"* kommune\"\n"
    "senders:\n"
    "  norrlid:\n"
    "    name: Norrlid Energi AB\n"
    "    identity: never\n"
    "    from: Norrlid Energi <faktura@norrlid.example>\n"
    "    reply_to: svar@norrlid.example\n"
    "    autogiro: {customer: '6924', bankgiro: 991-2346, payouts: true}\n"
    "    guard: {runs: 12, least: 1, mix: 5}\n"
    "    policy: {priority: [paper]}\n"
    "  other: {name: Annat AB, from: a@annat.example}\n";

static void
test_channels(const struct conf *c)
{
	const struct conf_channel *mail = conf_find_channel(c, str_of("email"));
	CHECK_INT(mail->kind, CONF_MAILDIR);
	CHECK_INT(mail->form, CONF_PDF);
	CHECK_INT(mail->scheme, CONF_NO_SCHEME);
	CHECK_INT(mail->calendar, -1);
	CHECK_INT(mail->zone, -1);
	CHECK_INT(mail->lead, -1);
	CHECK_INT(mail->notice, -1);
	CHECK_INT(mail->cutoff, -1);
	CHECK_STR(mail->template, "texts");
	CHECK_INT(conf_find_channel(c, str_of("peppol"))->form, CONF_E_INVOICE);
	const struct conf_channel *paper =
	    conf_find_channel(c, str_of("paper"));
	CHECK_INT(paper->form, CONF_PAPER);
	CHECK_INT(paper->calendar, BANKDAY_DENMARK);
	CHECK_INT(paper->zone, ZONE_COPENHAGEN);
	CHECK_INT(paper->cutoff, 7 * 60 + 5);
	CHECK_INT(paper->lead, 2);
	const struct conf_channel *debit =
	    conf_find_channel(c, str_of("autogiro"));
	CHECK_INT(debit->scheme, CONF_AUTOGIRO);
	CHECK_INT(debit->needs, CONF_NEEDS_AGREEMENT);
	CHECK_INT(debit->notice, 9);
	CHECK_INT(debit->cutoff, 0);
	CHECK_INT(debit->late, CONF_DEBIT_MOVE);
}

static void
test_prices(const struct conf *c)
{
	const struct conf_prices *p = conf_find_prices(c, str_of("post"));
	CHECK(p && !conf_find_prices(c, str_of("pos")));
	CHECK_STR(p->currency, "SEK");
	CHECK_INT(p->first_lines, 12);
	CHECK_INT(p->next_lines, 40);
	CHECK_INT(p->sheet_grams, 5);
	CHECK_INT(p->envelope_grams, 6);
	CHECK_INT(p->insert_grams, 0);
	CHECK_INT(p->postage_n, 2);
	CHECK_INT(p->postage[1].grams, 100);
	CHECK_INT(p->postage[0].price.coef, 1150);
	CHECK_INT(p->channels_n, 2);
	CHECK_STR(p->channels[0].channel, "paper");
	CHECK(p->channels[0].postage && !p->channels[1].postage);
	CHECK_INT(p->channels[0].sheet.coef, 30);
	CHECK(!p->channels[1].sheet.set);
}

static void
test_policies(const struct conf *c)
{
	const struct conf_policy *p = conf_policy_of(c, str_of("other"));
	CHECK(p == &c->policy);
	CHECK(conf_policy_of(c, str_of("nobody")) == p);
	CHECK_INT(p->order, CONF_CHEAPEST);
	CHECK_STR(p->prices, "post");
	CHECK_INT(p->payments_n, 1);
	CHECK_INT(p->forced, CONF_FORCED_FALL_BACK);
	CHECK_INT(p->late, CONF_LATE_NEW_DUE_DATE);
	CHECK_INT(p->days, 10);
	struct invoice invoice = { .buyer.name = STR("Bergen kommune") };
	struct record r = { .invoice = &invoice };
	CHECK(cond_holds(p->public_cond, &r));
	const struct conf_policy *own = conf_policy_of(c, str_of("norrlid"));
	CHECK_INT(own->priority_n, 1);
	CHECK_INT(own->order, CONF_BY_PRIORITY);
	CHECK_INT(own->forced, CONF_FORCED_HOLD);
	CHECK_INT(own->late, CONF_LATE_HOLD);
	CHECK(!own->public_cond && !own->prices.p);
}

static void
test_senders(const struct conf *c)
{
	const struct conf_sender *s = conf_find_sender(c, str_of("norrlid"));
	CHECK_INT(s->identity, CONF_IDENTITY_NEVER);
	CHECK_STR(s->from, "Norrlid Energi <faktura@norrlid.example>");
	CHECK_STR(s->autogiro.customer, "6924");
	CHECK_STR(s->autogiro.bankgiro, "9912346");
	CHECK(s->autogiro.payouts);
	const struct conf_sender *other = conf_find_sender(c, str_of("other"));
	CHECK_INT(other->identity, CONF_IDENTITY_KEEP);
	CHECK(!other->autogiro.bankgiro.p);
	const struct conf_guard *g = conf_guard_of(c, str_of("norrlid"));
	CHECK_INT(g->runs, 12);
	CHECK_INT(g->least, 1);
	CHECK_INT(g->mix, 5);
	CHECK_INT(g->documents, -1);
	g = conf_guard_of(c, str_of("other"));
	CHECK(g == &c->guard && g->set);
	CHECK_INT(g->runs, 6);
	CHECK_INT(g->least, 3);
	CHECK_INT(g->documents, 20);
	CHECK_INT(g->rejects, 0);
	CHECK_INT(g->total, -1);
}

static void
test_whole(void)
{
	struct conf c;
	struct fault fault = { .text = "" };
	CHECK(conf_load_text(&c, str_of(whole), "mc.yaml", &fault));
	CHECK_STR(fault.text, "");
	if (fault.text[0])
		return;
	CHECK_INT(c.run.approval, 2);
	CHECK_INT(c.run.orphan_debit, 1);
	CHECK_STR(c.test.email, "prov@norrlid.example");
	test_channels(&c);
	test_prices(&c);
	test_policies(&c);
	test_senders(&c);
	conf_free(&c);
}

static void
test_absent(void)
{
	struct conf c;
	CHECK(
	    conf_load_text(&c, str_of("environment: test\n"), "mc.yaml", NULL));
	CHECK_INT(c.run.approval, 0);
	CHECK_INT(c.run.orphan_debit, 0);
	CHECK(!c.guard.set && !c.test.email.p && !c.keys.columns.p);
	CHECK_INT(c.guard.documents, -1);
	conf_free(&c);
}

/* Channels for the policies below, on lines 2 to 5. */
#define CHANNELS                                                               \
	"channels:\n"                                                          \
	"  mail: {kind: maildir, path: m, needs: email}\n"                     \
	"  paper: {kind: directory, path: p}\n"                                \
	"  giro: {kind: directory, path: g, scheme: autogiro}\n"

static const struct conf_refused refused[] = {
	{ "maildir without e-mail",
	    "channels:\n  a: {kind: maildir, path: x, needs: address}\n",
	    "mc.yaml:3", "channel 'a' of kind maildir is for needs: email" },
	{ "maildir for payments",
	    "channels:\n"
	    "  a: {kind: maildir, path: x, needs: email, scheme: autogiro}\n",
	    "mc.yaml:3", "channel 'a' of kind maildir is for needs: email" },
	{ "no path", "channels:\n  a: {kind: maildir, needs: email}\n",
	    "mc.yaml:3", "channel 'a' of kind maildir needs a path" },
	{ "cut-off 24:00",
	    "channels:\n  a: {kind: directory, path: x, cutoff: 24:00}\n",
	    "mc.yaml:3", "'24:00' is no time HH:MM" },
	{ "cut-off 9:00",
	    "channels:\n  a: {kind: directory, path: x, cutoff: 9:00}\n",
	    "mc.yaml:3", "'9:00' is no time HH:MM" },
	{ "cut-off 12:60",
	    "channels:\n  a: {kind: directory, path: x, cutoff: '12:60'}\n",
	    "mc.yaml:3", "'12:60' is no time HH:MM" },
	{ "template above the home",
	    "channels:\n"
	    "  a: {kind: maildir, path: x, needs: email, template: ../t}\n",
	    "mc.yaml:3", "path must not contain '..'" },
	{ "payment in the priority", CHANNELS "policy: {priority: [giro]}\n",
	    "mc.yaml:6",
	    "channel 'giro' collects payments, it presents no document" },
	{ "payment in a rule",
	    CHANNELS "policy:\n  priority: [mail]\n"
		     "  rules: [{when: kind, channels: [giro]}]\n",
	    "mc.yaml:8",
	    "channel 'giro' collects payments, it presents no document" },
	{ "presentation among payments",
	    CHANNELS "policy: {priority: [mail], payments: [paper]}\n",
	    "mc.yaml:6", "channel 'paper' has no scheme" },
	{ "unknown payment",
	    CHANNELS "policy: {priority: [mail], payments: [gyro]}\n",
	    "mc.yaml:6", "unknown channel 'gyro' (did you mean 'giro'?)" },
	{ "cheapest without prices",
	    CHANNELS "policy: {priority: [mail], order: cheapest}\n",
	    "mc.yaml:6", "order: cheapest needs a price table (prices)" },
	{ "unknown prices",
	    CHANNELS "prices: {post: {currency: SEK}}\n"
		     "policy: {priority: [mail], prices: pots}\n",
	    "mc.yaml:7", "unknown price table 'pots' (did you mean 'post'?)" },
	{ "public", CHANNELS "policy: {priority: [mail], public: 'kin = x'}\n",
	    "mc.yaml:6",
	    "condition, column 1: unknown field 'kin' of record (did you mean "
	    "'kind'?)" },
	{ "currency", "prices: {post: {currency: kronor}}\n", "mc.yaml:2",
	    "'kronor' is no ISO 4217 code" },
	{ "weight classes that fall",
	    "prices:\n"
	    "  post:\n"
	    "    currency: SEK\n"
	    "    postage: [{grams: 50, price: 2}, {grams: 50, price: 1}]\n",
	    "mc.yaml:5", "weight classes must ascend" },
	{ "tariff twice",
	    CHANNELS "prices:\n"
		     "  post:\n"
		     "    currency: SEK\n"
		     "    channels: [{channel: mail}, {channel: mail}]\n",
	    "mc.yaml:9", "channel 'mail' stands twice in the price table" },
	{ "postage without classes",
	    CHANNELS "prices:\n"
		     "  post:\n"
		     "    currency: SEK\n"
		     "    channels: [{channel: paper, postage: true}]\n",
	    "mc.yaml:9", "the price table has no postage" },
	{ "Bankgirot customer",
	    "senders:\n"
	    "  a: {name: A, autogiro: {customer: '1234567', bankgiro: '1'}}\n",
	    "mc.yaml:3", "'1234567' is no customer number of 1-6 digits" },
	{ "bankgiro check digit",
	    "senders:\n"
	    "  a: {name: A, autogiro: {customer: '1', bankgiro: 991-2345}}\n",
	    "mc.yaml:3", "'991-2345' is no bankgiro number" },
	{ "half an agreement",
	    "senders:\n  a: {name: A, autogiro: {customer: '1'}}\n",
	    "mc.yaml:3", "missing key 'bankgiro' in 'autogiro'" },
	{ "ten approvals", "run: {approval: 10}\n", "mc.yaml:2",
	    "'approval' must be from 0 to 9" },
	{ "guard over no run", "guard: {runs: 0}\n", "mc.yaml:2",
	    "'runs' must be from 1 to 100" },
};

int
main(void)
{
	test_whole();
	test_absent();
	conf_check_refused(refused, sizeof(refused) / sizeof(refused[0]));
	return T_END();
}
