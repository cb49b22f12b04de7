/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "conf/conf.h"
#include "t.h"

/* ---- a configuration that is right ----------------------------------- */

static const char whole[] =
    "environment: production\n"
    "run:\n"
    "  max_rejected: 100\n"
    "policy:\n"
    "  priority: [email, paper]\n"
    "  rules:\n"
    "    - {when: 'invoice.buyer.address.country != \"SE\"',\n"
    "       channels: [paper], reason: \"abroad only paper\"}\n"
    "    - when: kind = credit-note\n"
    "      channels:\n"
    "        - email\n"
    "senders:\n"
    "  norrlid:\n"
    "    name: Norrlid Energi AB\n"
    "    ids: [\"0007:5567321707\", \"vat:SE556732170701\",\n"
    "      \"0088:7300010000001\"]\n"
    "    accounts: [\"bankgiro:991-2346\", "
    "\"iban:SE4550000000058398257466\"]\n"
    "    languages: [sv, en]\n"
    "  a-2: {name: 'null'}\n"
    "channels:\n"
    "  email: {kind: directory, path: deliveries/email, needs: email,\n"
    "    cost: 0.10}\n"
    "  paper: {kind: directory, path: ..a/b.., cost: 9.50}\n";

static void
test_senders(const struct conf *c)
{
	CHECK_INT(c->senders_n, 2);
	const struct conf_sender *s = conf_find_sender(c, str_of("norrlid"));
	CHECK(s == c->senders);
	CHECK_STR(s->key, "norrlid");
	CHECK_STR(s->name, "Norrlid Energi AB");
	CHECK_INT(s->ids_n, 3);
	CHECK_STR(s->ids[1].scheme, "vat");
	CHECK_STR(s->ids[1].value, "SE556732170701");
	CHECK_INT(s->languages_n, 2);
	CHECK_STR(s->languages[1], "en");
	CHECK_STR(c->senders[1].key, "a-2");
	CHECK_STR(c->senders[1].name, "null");
	CHECK_INT(c->senders[1].ids_n, 0);
	CHECK(!conf_find_sender(c, str_of("norrlid2")));

	struct str org = str_of("0007"), vat = str_of("vat");
	CHECK(conf_sender_by_id(c, org, str_of("556732-1707")) == s);
	CHECK(conf_sender_by_id(c, vat, str_of("se5567321707 01")) == s);
	CHECK(!conf_sender_by_id(c, vat, str_of("5567321707")));
	CHECK(!conf_sender_by_id(c, org, str_of("55673217071")));
	CHECK(!conf_sender_by_id(c, org, str_of("556732170")));
	CHECK(!conf_sender_by_id(c, org, str_of("")));
	struct str bg = str_of("bankgiro"), iban = str_of("iban");
	CHECK(conf_sender_has_account(s, bg, str_of("9912346")));
	CHECK(!conf_sender_has_account(s, bg, str_of("9912347")));
	CHECK(!conf_sender_has_account(s, iban, str_of("9912346")));
	CHECK(conf_sender_has_account(
	    s, iban, str_of("SE45 5000 0000 0583 9825 7466")));
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
	CHECK_INT(c.environment, CONF_PRODUCTION);
	CHECK(!c.keys.identity.p);
	CHECK_INT(c.run.max_rejected, 100);
	test_senders(&c);
	CHECK_INT(c.channels_n, 2);
	const struct conf_channel *paper =
	    conf_find_channel(&c, str_of("paper"));
	CHECK(paper == &c.channels[1]);
	CHECK_INT(paper->kind, CONF_DIRECTORY);
	CHECK_INT(paper->needs, CONF_NEEDS_NOTHING);
	CHECK_STR(paper->path, "..a/b..");
	CHECK_INT(paper->cost.coef, 950);
	CHECK_INT(c.channels[0].needs, CONF_NEEDS_EMAIL);
	CHECK(!conf_find_channel(&c, str_of("pape")));
	CHECK_INT(c.policy.priority_n, 2);
	CHECK_STR(c.policy.priority[0], "email");
	CHECK_INT(c.policy.rules_n, 2);
	CHECK_STR(c.policy.rules[0].reason, "abroad only paper");
	CHECK_STR(c.policy.rules[0].channels[0], "paper");
	CHECK(!c.policy.rules[1].reason.p);
	CHECK_STR(c.policy.rules[1].when, "kind = credit-note");
	struct record r = { .kind = STR("credit-note") };
	CHECK(cond_holds(c.policy.rules[1].cond, &r));
	r.kind = str_of("invoice");
	CHECK(!cond_holds(c.policy.rules[1].cond, &r));
	conf_free(&c);
	conf_free(&c);
	CHECK_INT(c.channels_n, 0);
}

static void
test_least(void)
{
	struct conf c;
	CHECK(
	    conf_load_text(&c, str_of("environment: test\n"), "mc.yaml", NULL));
	CHECK_INT(c.environment, CONF_TEST);
	CHECK_INT(c.run.max_rejected, -1);
	CHECK_INT(c.channels_n + c.senders_n + c.policy.priority_n, 0);
	conf_free(&c);
	CHECK(conf_load_text(
	    &c, str_of("environment: test\nrun: {}\n"), "mc.yaml", NULL));
	CHECK_INT(c.run.max_rejected, -1);
	conf_free(&c);
}

/* ---- and those that are wrong ---------------------------------------- */

/* Each stands behind `environment: test`, on lines 2 and on. */
static const struct {
	const char *name, *text, *place, *fault;
} refused[] = {
	{ "unknown key", "sender: {}\n", "mc.yaml:2",
	    "unknown key 'sender' (did you mean 'senders'?)" },
	{ "unknown key without a neighbour", "x:\n  y: 1\n", "mc.yaml:2",
	    "unknown key 'x'" },
	{ "unknown key in a map", "channels:\n  a:\n    kindd: directory\n",
	    "mc.yaml:4", "unknown key 'kindd' (did you mean 'kind'?)" },
	{ "key before its long value", "runn:\n\n  max_rejected: 1\n",
	    "mc.yaml:2", "unknown key 'runn' (did you mean 'run'?)" },
	{ "no value", "run:\nsenders: {}\n", "mc.yaml:2",
	    "'run' has no value" },
	{ "list for mapping", "run: [1]\n", "mc.yaml:2",
	    "'run' must be a mapping" },
	{ "number in quotes", "run:\n  max_rejected: '100'\n", "mc.yaml:3",
	    "'max_rejected' must be a whole number, without quotes" },
	{ "number with a point", "run: {max_rejected: 1.0}\n", "mc.yaml:2",
	    "'max_rejected' must be a whole number" },
	{ "number with zeros", "run: {max_rejected: 0100}\n", "mc.yaml:2",
	    "'max_rejected' must be a whole number" },
	{ "number below", "run: {max_rejected: -1}\n", "mc.yaml:2",
	    "'max_rejected' must be from 0 to 1000000000" },
	{ "number above", "run: {max_rejected: 99999999999999999999}\n",
	    "mc.yaml:2", "'max_rejected' must be from 0 to 1000000000" },
	{ "null for text", "senders:\n  a:\n    name: ~\n", "mc.yaml:4",
	    "'name' has no value" },
	{ "empty text", "senders:\n  a:\n    name: ''\n", "mc.yaml:4",
	    "'name' is empty" },
	{ "list for text", "senders:\n  a:\n    name: [x]\n", "mc.yaml:4",
	    "'name' must be text" },
	{ "missing key", "senders:\n  a:\n    ids: []\n", "mc.yaml:4",
	    "missing key 'name' in 'a'" },
	{ "sender that is text", "senders:\n  a: b\n", "mc.yaml:3",
	    "'a' must be a mapping" },
	{ "name of a sender", "senders:\n  Norrlid: {name: x}\n", "mc.yaml:3",
	    "'Norrlid' is no name: 1 to 64 of a-z, 0-9 and -" },
	{ "senders as list", "senders:\n  - name: x\n", "mc.yaml:3",
	    "'senders' must be a mapping of names" },
	{ "id without scheme", "senders:\n  a: {name: x, ids: [5567321707x]}\n",
	    "mc.yaml:3", "'5567321707x' in 'ids' is not scheme:value" },
	{ "id without value", "senders:\n  a: {name: x, ids: ['vat:']}\n",
	    "mc.yaml:3", "'vat:' in 'ids' is not scheme:value" },
	{ "id with empty scheme", "senders:\n  a: {name: x, ids: [':1']}\n",
	    "mc.yaml:3", "':1' in 'ids' is not scheme:value" },
	{ "id that is a mapping", "senders:\n  a: {name: x, ids: [vat: x]}\n",
	    "mc.yaml:3", "'ids' must be a list such as [\"scheme:value\"]" },
	{ "scheme of an id", "senders:\n  a: {name: x, ids: ['vta:1']}\n",
	    "mc.yaml:3", "scheme 'vta' is neither four digits nor 'vat'" },
	{ "id of two senders",
	    "senders:\n"
	    "  a: {name: x, ids: ['vat:SE1', 'vat:SE1']}\n"
	    "  b:\n"
	    "    name: y\n"
	    "    ids:\n"
	    "      - 0007:1\n"
	    "      - vat:se-1\n",
	    "mc.yaml:8", "'vat:se-1' is an id of sender 'a' already" },
	{ "scheme of an account",
	    "senders:\n  a:\n    name: x\n    accounts: ['bankgriro:1']\n",
	    "mc.yaml:5",
	    "unknown account scheme 'bankgriro' (did you mean 'bankgiro'?)" },
	{ "check digit of a bankgiro",
	    "senders:\n  a: {name: x, accounts: ['bankgiro:991-2345']}\n",
	    "mc.yaml:3", "'991-2345' is no valid bankgiro" },
	{ "check digit of a plusgiro",
	    "senders:\n  a: {name: x, accounts: ['plusgiro:28 65 43-5']}\n",
	    "mc.yaml:3", "'28 65 43-5' is no valid plusgiro" },
	{ "check digits of an IBAN",
	    "senders:\n  a: {name: x, accounts: ['iban:FI2112345600000786']}\n",
	    "mc.yaml:3", "'FI2112345600000786' is no valid iban" },
	{ "sender of mail", "senders:\n  a: {name: x, from: kalle}\n",
	    "mc.yaml:3", "'kalle' is no e-mail address, nor 'Name <address>'" },
	{ "reply to nobody",
	    "senders:\n  a: {name: x, reply_to: 'A <a@b@c.example>'}\n",
	    "mc.yaml:3",
	    "'A <a@b@c.example>' is no e-mail address, nor 'Name <address>'" },
	{ "address beyond ASCII", "test: {email: p\xc3\xa4r@b.example}\n",
	    "mc.yaml:2",
	    "'p\xc3\xa4r@b.example' is no e-mail address, nor 'Name "
	    "<address>'" },
	{ "mail from nobody",
	    "senders:\n  a: {name: x}\n"
	    "channels:\n  m: {kind: maildir, path: m, needs: email}\n",
	    "mc.yaml:3",
	    "missing key 'from' in 'a': channel 'm' is of kind maildir" },
	{ "rule that reads its own outcome",
	    "channels: {a: {kind: directory, path: x}}\n"
	    "policy:\n"
	    "  priority: [a]\n"
	    "  rules:\n"
	    "    - when: kind = invoice and route.held\n"
	    "      channels: [a]\n",
	    "mc.yaml:6",
	    "condition: `route` is not there yet when routes are made" },
	{ "public buyer by what is not known yet",
	    "channels: {a: {kind: directory, path: x}}\n"
	    "policy:\n"
	    "  priority: [a]\n"
	    "  public: sent\n",
	    "mc.yaml:5",
	    "condition: `sent` is not there yet when routes are made" },
	{ "language", "senders:\n  a:\n    name: x\n    languages: [dk]\n",
	    "mc.yaml:5",
	    "unknown value 'dk' of 'languages' (did you mean 'da'?), known: "
	    "sv, nb, nn, fi, da, en" },
	{ "language no", "senders:\n  a:\n    name: x\n    languages: [no]\n",
	    "mc.yaml:5",
	    "unknown value 'no' of 'languages' (did you mean 'nb'?), known: "
	    "sv, nb, nn, fi, da, en" },
	{ "language twice", "senders:\n  a: {name: x, languages: [sv, sv]}\n",
	    "mc.yaml:3", "'sv' stands twice in 'languages'" },
	{ "language as text", "senders:\n  a: {name: x, languages: sv}\n",
	    "mc.yaml:3", "'languages' must be a list such as [a, b]" },
	{ "kind", "channels:\n  a:\n    kind: directry\n", "mc.yaml:4",
	    "unknown value 'directry' of 'kind' (did you mean 'directory'?), "
	    "known: directory, maildir" },
	{ "needs", "channels:\n  a: {kind: directory, path: x, needs: fax}\n",
	    "mc.yaml:3",
	    "unknown value 'fax' of 'needs', known: nothing, email, mobile, "
	    "address, endpoint, agreement, identity" },
	{ "no kind", "channels:\n  a: {path: x}\n", "mc.yaml:3",
	    "missing key 'kind' in 'a'" },
	{ "no path", "channels:\n  a:\n    kind: directory\n", "mc.yaml:4",
	    "channel 'a' of kind directory needs a path" },
	{ "absolute path",
	    "channels:\n  a:\n    kind: directory\n    path: /var/mail\n",
	    "mc.yaml:5", "path must be relative to MC_HOME" },
	{ "path that leaves", "channels:\n  a: {kind: directory, path: a/..}\n",
	    "mc.yaml:3", "path must not contain '..'" },
	{ "path that starts outside",
	    "channels:\n  a: {kind: directory, path: ../a}\n", "mc.yaml:3",
	    "path must not contain '..'" },
	{ "cost", "channels:\n  a: {kind: directory, path: x, cost: free}\n",
	    "mc.yaml:3", "'cost' must be a number such as 9.50" },
	{ "negative cost",
	    "channels:\n  a: {kind: directory, path: x, cost: -0.01}\n",
	    "mc.yaml:3", "'cost' must be from 0 to 1000000" },
	{ "unknown channel",
	    "channels:\n"
	    "  kivra: {kind: directory, path: x}\n"
	    "policy:\n"
	    "  priority:\n"
	    "    - kivra\n"
	    "    - kivrra\n",
	    "mc.yaml:7", "unknown channel 'kivrra' (did you mean 'kivra'?)" },
	{ "unknown channel of a rule",
	    "policy:\n"
	    "  rules: [{when: kind, channels: [fax]}]\n"
	    "  priority: [kivra]\n"
	    "channels:\n"
	    "  kivra: {kind: directory, path: x}\n",
	    "mc.yaml:3", "unknown channel 'fax'" },
	{ "no priority", "policy:\n  rules: []\n", "mc.yaml:3",
	    "missing key 'priority' in 'policy'" },
	{ "empty priority", "policy:\n  priority: []\n", "mc.yaml:3",
	    "'priority' is empty" },
	{ "channel twice",
	    "channels:\n"
	    "  a: {kind: directory, path: x}\n"
	    "policy: {priority: [a, a]}\n",
	    "mc.yaml:4", "'a' stands twice in 'priority'" },
	{ "rule that is text",
	    "channels: {a: {kind: directory, path: x}}\n"
	    "policy:\n"
	    "  priority: [a]\n"
	    "  rules:\n"
	    "    - kind = invoice\n",
	    "mc.yaml:6", "'rules' must be a list of mappings" },
	{ "rule without channels",
	    "channels: {a: {kind: directory, path: x}}\n"
	    "policy:\n"
	    "  priority: [a]\n"
	    "  rules:\n"
	    "    - when: kind = invoice\n"
	    "      reason: x\n",
	    "mc.yaml:6", "missing key 'channels'" },
	{ "condition",
	    "channels: {a: {kind: directory, path: x}}\n"
	    "policy:\n"
	    "  priority: [a]\n"
	    "  rules:\n"
	    "    - channels: [a]\n"
	    "      when: 'invoice.buyer.adress.country != \"SE\"'\n",
	    "mc.yaml:7",
	    "condition, column 15: unknown field 'adress' of party (did you "
	    "mean 'address'?)" },
	{ "anchor", "run: &x {}\n", "mc.yaml:2:6", "anchors are not allowed" },
};

static void
check_refused(const char *text, const char *place, const char *what)
{
	struct conf c;
	struct fault fault = { .text = "" };
	CHECK(!conf_load_text(&c, str_of(text), "mc.yaml", &fault));
	CHECK_STR(fault.place, place);
	CHECK_STR(fault.text, what);
	CHECK(!c.arena.chunk);
}

static void
test_refused(void)
{
	struct buf b = BUF_INIT(4096);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		T_CASE(refused[i].name);
		buf_reset(&b);
		buf_printf(&b, "environment: test\n%s", refused[i].text);
		buf_addc(&b, '\0');
		check_refused(b.p, refused[i].place, refused[i].fault);
	}
	T_CASE("");
	buf_free(&b);
	check_refused("run: {}\n", "mc.yaml:1", "missing key 'environment'");
	check_refused("- a\n", "mc.yaml:1", "the file must be a mapping");
	check_refused("environment: testing\n", "mc.yaml:1",
	    "unknown value 'testing' of 'environment', known: test, "
	    "production");
}

/* ---- secret files ---------------------------------------------------- */

static char folder[256];

static void
put(const char *name, const char *text, size_t n, mode_t mode)
{
	char path[512];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
	CHECK(file_put(path, text, n, false));
	CHECK_INT(chmod(path, mode), 0);
}

static bool
load_secret(struct conf *c, struct fault *fault, const char *name)
{
	char path[512], text[512];
	snprintf(path, sizeof(path), "%s/mc.yaml", folder);
	snprintf(text, sizeof(text),
	    "environment: test\nkeys:\n  identity: %s\n", name);
	*fault = (struct fault){ .text = "" };
	return conf_load_text(c, str_of(text), path, fault);
}

static void
check_secret(const char *name, const char *want)
{
	struct conf c;
	struct fault fault;
	char place[512], text[512];
	CHECK(!load_secret(&c, &fault, name));
	snprintf(place, sizeof(place), "%s/mc.yaml:3", folder);
	snprintf(text, sizeof(text), "secret file '%s' %s", name, want);
	CHECK_STR(fault.place, place);
	CHECK_STR(fault.text, text);
	CHECK(!strstr(fault.text, "opensesame"));
}

static const char secret[] = "opensesame-opensesame-opensesame";

static void
test_secret_read(void)
{
	struct conf c;
	struct fault fault;
	char path[512];
	put("line", "opensesame-opensesame-opensesame\n", 33, 0600);
	CHECK(load_secret(&c, &fault, "line"));
	CHECK_STR(c.keys.identity, secret);
	conf_free(&c);
	put("bare", secret, 32, 0400);
	snprintf(path, sizeof(path), "%s/bare", folder);
	CHECK(load_secret(&c, &fault, path));
	CHECK_STR(c.keys.identity, secret);
	conf_free(&c);
	put("dos", "opensesame-opensesame-opensesame\n\r\n", 35, 0600);
	CHECK(load_secret(&c, &fault, "dos"));
	CHECK_INT(c.keys.identity.n, 33);
	conf_free(&c);
}

static void
test_secret_refused(void)
{
	static char big[BIND_SECRET_MAX + 1];
	struct conf c;
	struct fault fault;
	char path[512];
	put("short", "opensesame\n", 11, 0600);
	check_secret("short", "holds less than 32 bytes");
	put("group", secret, 32, 0640);
	check_secret("group", "is open to group or others, make its mode 0600");
	put("others", secret, 32, 0601);
	check_secret(
	    "others", "is open to group or others, make its mode 0600");
	put("empty", "", 0, 0600);
	check_secret("empty", "is empty");
	put("newline", "\n", 1, 0600);
	check_secret("newline", "is empty");
	put("big", big, sizeof(big), 0600);
	check_secret("big", "is larger than 64 KiB");
	put("most", big, BIND_SECRET_MAX, 0600);
	CHECK(load_secret(&c, &fault, "most"));
	conf_free(&c);
	check_secret("none", "cannot be read: No such file or directory");
	snprintf(path, sizeof(path), "%s/pipe", folder);
	CHECK_INT(mkfifo(path, 0600), 0);
	check_secret("pipe", "is no regular file");
	check_secret(".", "is no regular file");
	CHECK(!load_secret(&c, &fault, "[a]"));
	CHECK_STR(fault.text, "'identity' must be the path of a file");
}

static void
test_load(void)
{
	struct conf c;
	struct fault fault;
	char path[512];
	static const char text[] = "environment: test\n"
				   "keys: {identity: bare}\n";
	put("mc.yaml", text, sizeof(text) - 1, 0600);
	snprintf(path, sizeof(path), "%s/mc.yaml", folder);
	CHECK(conf_load(&c, path, &fault));
	CHECK_STR(c.keys.identity, secret);
	conf_free(&c);
	snprintf(path, sizeof(path), "%s/none.yaml", folder);
	CHECK(!conf_load(&c, path, &fault));
	CHECK_STR(fault.place, path);
	CHECK_STR(fault.text, "cannot be read: No such file or directory");
}

static void
test_files(void)
{
	static const char *const names[] = { "line", "bare", "dos", "short",
		"group", "others", "empty", "newline", "big", "most", "pipe",
		"mc.yaml" };
	const char *tmp = getenv("TMPDIR");
	char path[512];
	snprintf(folder, sizeof(folder), "%s/t_conf.XXXXXX",
	    tmp && strlen(tmp) < 100 ? tmp : "/tmp");
	CHECK(mkdtemp(folder));
	test_secret_read();
	test_secret_refused();
	test_load();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		CHECK_INT(unlink(path), 0);
	}
	CHECK_INT(rmdir(folder), 0);
}

int
main(void)
{
	test_whole();
	test_least();
	test_refused();
	test_files();
	return T_END();
}
