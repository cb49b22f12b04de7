/* SPDX-License-Identifier: ISC */
/* The keys of e-invoices in mc.yaml. */
#include "conf_refused.h"

static const char whole[] =
    "environment: test\n"
    "test: {participant: '0007:5599990016', fmi: TEST-1}\n"
    "channels:\n"
    "  peppol: {kind: directory, path: p, needs: endpoint, format: peppol,\n"
    "    envelope: sbdh}\n"
    "  edi: {kind: directory, path: e, format: svefaktura,\n"
    "    form: e-invoice}\n"
    "  bank: {kind: directory, path: b, needs: agreement,\n"
    "    format: efaktura}\n"
    "  paper: {kind: directory, path: r, form: paper, format: none}\n"
    "  email: {kind: directory, path: m}\n"
    "senders:\n"
    "  a:\n"
    "    name: A\n"
    "    efaktura:\n"
    "      fui: 005599990016.00002222222.FSPA.SE\n"
    "      fmi: endpoint\n"
    "      fmi_scheme: 9999\n"
    "      messages:\n"
    "        - text: {sv: Hej, en: Hello}\n"
    "          url: https://a.example/f\n"
    "          when: kind = invoice\n"
    "        - url: https://a.example/g\n"
    "  b: {name: B}\n";

static void
test_whole(void)
{
	struct conf c;
	struct fault f = { .text = "" };
	T_CASE("every key");
	if (!conf_load_text(&c, str_of(whole), "mc.yaml", &f)) {
		CHECK_STR(f.place, "");
		CHECK_STR(f.text, "");
		return;
	}
	CHECK_STR(c.test.participant, "0007:5599990016");
	CHECK_STR(c.test.fmi, "TEST-1");
	CHECK_INT(c.channels_n, 5);
	const struct {
		int format, envelope, form;
	} want[] = {
		{ CONF_PEPPOL, CONF_SBDH, CONF_E_INVOICE },
		{ CONF_SVEFAKTURA, CONF_NO_ENVELOPE, CONF_E_INVOICE },
		{ CONF_EFAKTURA, CONF_NO_ENVELOPE, CONF_E_INVOICE },
		{ CONF_NO_FORMAT, CONF_NO_ENVELOPE, CONF_PAPER },
		{ CONF_NO_FORMAT, CONF_NO_ENVELOPE, CONF_PDF },
	};
	for (size_t i = 0; i < c.channels_n; i++) {
		CHECK_INT(c.channels[i].format, want[i].format);
		CHECK_INT(c.channels[i].envelope, want[i].envelope);
		CHECK_INT(c.channels[i].form, want[i].form);
	}
	const struct conf_efaktura *e = &c.senders[0].efaktura;
	CHECK_STR(e->fui, "005599990016.00002222222.FSPA.SE");
	CHECK_INT(e->fmi, CONF_FMI_ENDPOINT);
	CHECK_STR(e->fmi_scheme, "9999");
	CHECK(!e->fui_scheme.p);
	CHECK_INT(e->messages_n, 2);
	CHECK_STR(e->messages[0].text.in[LANGUAGE_SV], "Hej");
	CHECK_STR(e->messages[0].text.in[LANGUAGE_EN], "Hello");
	CHECK(!e->messages[0].text.in[LANGUAGE_FI].p);
	CHECK_STR(e->messages[0].url, "https://a.example/f");
	CHECK(e->messages[0].cond && !e->messages[1].cond);
	CHECK_STR(e->messages[1].url, "https://a.example/g");
	CHECK(!c.senders[1].efaktura.fui.p);
	CHECK_INT(c.senders[1].efaktura.messages_n, 0);
	conf_free(&c);
}

#define CHANNEL(keys) "channels:\n  a: {kind: directory, path: p, " keys "}\n"
#define EFAKTURA(keys) "senders:\n  a: {name: A, efaktura: {" keys "}}\n"

static const struct conf_refused refused[] = {
	{ "unknown format", CHANNEL("format: pepol"), "mc.yaml:3",
	    "unknown value 'pepol' of 'format' (did you mean 'peppol'?), "
	    "known: "
	    "none, peppol, svefaktura, efaktura" },
	{ "a format on paper", CHANNEL("format: peppol, form: paper"),
	    "mc.yaml:3",
	    "channel 'a' of format peppol: a format is for form e-invoice" },
	{ "a format as PDF", CHANNEL("form: pdf, format: svefaktura"),
	    "mc.yaml:3",
	    "channel 'a' of format svefaktura: a format is for form "
	    "e-invoice" },
	{ "a format by e-mail",
	    "channels:\n  a: {kind: maildir, path: p, needs: email, "
	    "format: peppol}\n",
	    "mc.yaml:3",
	    "channel 'a' of format peppol: a format is for kind directory" },
	{ "a format that collects", CHANNEL("format: peppol, scheme: autogiro"),
	    "mc.yaml:3",
	    "channel 'a' of format peppol: a channel with a scheme takes no "
	    "e-invoices" },
	{ "e-faktura without an agreement",
	    CHANNEL("format: efaktura, needs: endpoint"), "mc.yaml:3",
	    "channel 'a' of format efaktura: format efaktura is for needs: "
	    "agreement" },
	{ "a participant that is a postal address",
	    CHANNEL("format: peppol, needs: address"), "mc.yaml:3",
	    "channel 'a' of format peppol: format peppol is for needs: "
	    "endpoint" },
	{ "an envelope for nothing", CHANNEL("envelope: sbdh"), "mc.yaml:3",
	    "channel 'a' of format none: an envelope is for format peppol" },
	{ "an envelope for Svefaktura",
	    CHANNEL("format: svefaktura, envelope: sbdh"), "mc.yaml:3",
	    "channel 'a' of format svefaktura: an envelope is for format "
	    "peppol" },
	{ "no participant", "test: {participant: norrlid}\n", "mc.yaml:2",
	    "'norrlid' is no participant as 0007:5567321707 is" },
	{ "a scheme alone", "test: {participant: '0007:'}\n", "mc.yaml:2",
	    "'0007:' is no participant as 0007:5567321707 is" },
	{ "no FUI", EFAKTURA("fmi: identifier"), "mc.yaml:3",
	    "missing key 'fui' in 'efaktura'" },
	{ "an odd FUI", EFAKTURA("fui: 'a b'"), "mc.yaml:3",
	    "'a b' is no FUI: digits, capital letters and full stops" },
	{ "an odd scheme", EFAKTURA("fui: A, fui_scheme: 'x>'"), "mc.yaml:3",
	    "'x>' is no scheme: digits and capital letters" },
	{ "an endpoint without a scheme", EFAKTURA("fui: A, fmi: endpoint"),
	    "mc.yaml:3", "fmi: endpoint needs an fmi_scheme" },
	{ "an empty message", EFAKTURA("fui: A, messages: [{when: kind}]"),
	    "mc.yaml:3", "neither a text nor a url" },
	{ "a message in no language of ours",
	    EFAKTURA("fui: A, messages: [{text: {fr: x}}]"), "mc.yaml:3",
	    "unknown key 'fr' (did you mean 'fi'?)" },
	{ "a condition that is none",
	    EFAKTURA("fui: A, messages: [{url: u, when: kin}]"), "mc.yaml:3",
	    "condition, column 1: unknown field 'kin' of record (did you mean "
	    "'kind'?)" },
};

int
main(void)
{
	test_whole();
	conf_check_refused(refused, sizeof(refused) / sizeof(refused[0]));
	return T_END();
}
