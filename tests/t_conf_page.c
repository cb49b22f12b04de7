/* SPDX-License-Identifier: ISC */
/* The keys of mc.yaml that pages and their payment parts are made by. */
#include "base/buf.h"
#include "conf/conf.h"
#include "t.h"

static const char whole[] =
    "environment: test\n"
    "senders:\n"
    "  name: {name: A, from: a@b.example, template: calm-2, logo: "
    "pages/mark.svg,\n"
    "    brand: \"#05aCf1\", swish: 123 118-1189, code: swish}\n"
    "  path: {name: B, from: a@b.example, template: pages/b.yaml, logo: "
    "/srv/b.png,\n"
    "    code: none}\n"
    "  absolute: {name: C, from: a@b.example, template: /srv/c.yaml, code: "
    "epc}\n"
    "  here: {name: D, from: a@b.example, template: ./d.yaml, code: usingqr}\n"
    "  none: {name: E, from: a@b.example}\n"
    "  auto: {name: F, from: a@b.example, swish: '1230000017', code: auto}\n"
    "channels:\n"
    "  page: {kind: maildir, path: a, needs: email, body: page}\n"
    "  text: {kind: maildir, path: b, needs: email, body: template,\n"
    "    template: texts}\n"
    "  mail: {kind: maildir, path: c, needs: email}\n"
    "  files: {kind: directory, path: d, body: template}\n";

static const struct {
	const char *key, *template, *logo, *brand, *swish;
	int code;
} senders[] = {
	{ "name", "calm-2", "/etc/mc/pages/mark.svg", "#05aCf1", "1231181189",
	    CONF_CODE_SWISH },
	{ "path", "/etc/mc/pages/b.yaml", "/srv/b.png", NULL, NULL,
	    CONF_CODE_NONE },
	{ "absolute", "/srv/c.yaml", NULL, NULL, NULL, CONF_CODE_EPC },
	{ "here", "/etc/mc/./d.yaml", NULL, NULL, NULL, CONF_CODE_USINGQR },
	{ "none", NULL, NULL, NULL, NULL, CONF_CODE_AUTO },
	{ "auto", NULL, NULL, NULL, "1230000017", CONF_CODE_AUTO },
};

static void
test_senders(const struct conf *c)
{
	for (size_t i = 0; i < sizeof(senders) / sizeof(senders[0]); i++) {
		T_CASE(senders[i].key);
		const struct conf_sender *s =
		    conf_find_sender(c, str_of(senders[i].key));
		CHECK(s != NULL);
		if (!s)
			continue;
		CHECK_STR(s->template, senders[i].template);
		CHECK_STR(s->logo, senders[i].logo);
		CHECK_STR(s->brand, senders[i].brand);
		CHECK_STR(s->swish, senders[i].swish);
		CHECK_INT(s->code, senders[i].code);
	}
	T_CASE("");
}

static void
test_whole(void)
{
	struct conf c;
	struct fault fault = { .text = "" };
	bool ok = conf_load_text(&c, str_of(whole), "/etc/mc/mc.yaml", &fault);
	CHECK_STR(fault.text, "");
	CHECK(ok);
	if (!ok)
		return;
	test_senders(&c);
	CHECK_INT(conf_find_channel(&c, str_of("page"))->body, CONF_BODY_PAGE);
	CHECK_INT(
	    conf_find_channel(&c, str_of("text"))->body, CONF_BODY_TEMPLATE);
	CHECK_INT(
	    conf_find_channel(&c, str_of("mail"))->body, CONF_BODY_TEMPLATE);
	CHECK_INT(
	    conf_find_channel(&c, str_of("files"))->body, CONF_BODY_TEMPLATE);
	conf_free(&c);
}

/* A file without a folder: the paths are relative to where we stand. */
static void
test_no_folder(void)
{
	struct conf c;
	CHECK(conf_load_text(&c,
	    str_of("environment: test\n"
		   "senders: {a: {name: A, from: a@b.example, template: "
		   "b/c.yaml, logo: d}}\n"),
	    "mc.yaml", NULL));
	CHECK_STR(c.senders[0].template, "b/c.yaml");
	CHECK_STR(c.senders[0].logo, "d");
	conf_free(&c);
}

static const struct {
	const char *keys, *fault;
} refused[] = {
	{ "template: classic.yaml",
	    "'classic.yaml' is neither the name of a template nor a path with "
	    "'/' in it" },
	{ "template: Classic",
	    "'Classic' is neither the name of a template nor a path with '/' "
	    "in it" },
	{ "template: ''", "'template' is empty" },
	{ "template: [a]", "'template' must be text" },
	{ "logo: ''", "'logo' is empty" },
	{ "brand: 05acf1", "'05acf1' is no colour \"#rrggbb\"" },
	{ "brand: '#05acf'", "'#05acf' is no colour \"#rrggbb\"" },
	{ "brand: '#05acf11'", "'#05acf11' is no colour \"#rrggbb\"" },
	{ "brand: '#05acg1'", "'#05acg1' is no colour \"#rrggbb\"" },
	{ "brand: '#05ac\\0f'", "'#05ac\\0f' is no colour \"#rrggbb\"" },
	{ "brand: green", "'green' is no colour \"#rrggbb\"" },
	{ "swish: '1240000017'",
	    "'1240000017' is no Swish number of ten digits beginning with "
	    "123" },
	{ "swish: '123000001'",
	    "'123000001' is no Swish number of ten digits beginning with "
	    "123" },
	{ "swish: '12300000170'",
	    "'12300000170' is no Swish number of ten digits beginning with "
	    "123" },
	{ "swish: 123-ABC-0017",
	    "'123-ABC-0017' is no Swish number of ten digits beginning with "
	    "123" },
	{ "swish: '0701740605'",
	    "'0701740605' is no Swish number of ten digits beginning with "
	    "123" },
	{ "code: qr",
	    "unknown value 'qr' of 'code', known: auto, none, usingqr, swish, "
	    "epc" },
	{ "code: swish", "code: swish needs the number (swish)" },
};

static void
test_refused(void)
{
	struct buf b = BUF_INIT(4096);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct conf c;
		struct fault fault = { .text = "" };
		T_CASE(refused[i].keys);
		buf_reset(&b);
		buf_printf(&b,
		    "environment: test\n"
		    "senders:\n"
		    "  a:\n"
		    "    name: A\n"
		    "    %s\n",
		    refused[i].keys);
		CHECK(!conf_load_text(&c, buf_str(&b), "mc.yaml", &fault));
		CHECK_STR(fault.text, refused[i].fault);
		CHECK(str_starts(str_of(fault.place), "mc.yaml:"));
	}
	T_CASE("");
	buf_free(&b);
}

static void
test_body(void)
{
	struct conf c;
	struct fault fault = { .text = "" };
	CHECK(!conf_load_text(&c,
	    str_of("environment: test\n"
		   "channels:\n"
		   "  a: {kind: directory, path: x, body: page}\n"),
	    "mc.yaml", &fault));
	CHECK_STR(fault.place, "mc.yaml:3");
	CHECK_STR(fault.text,
	    "channel 'a' of kind directory has no body to be a page");
	CHECK(!conf_load_text(&c,
	    str_of("environment: test\n"
		   "channels:\n"
		   "  a: {kind: maildir, path: x, needs: email, body: html}\n"),
	    "mc.yaml", &fault));
	CHECK_STR(fault.text,
	    "unknown value 'html' of 'body', known: template, page");
}

int
main(void)
{
	test_whole();
	test_no_folder();
	test_refused();
	test_body();
	return T_END();
}
