/* SPDX-License-Identifier: ISC */
/* The keys of e-invoices. */
#include "base/digit.h"
#include "conf.h"
#include "conf_table.h"
#include "word.h"

enum { FUI_MAX = 40, SCHEME_MAX = 10 };

const char *const conf_formats[] = { "none", "peppol", "svefaktura", "efaktura",
	NULL };
const char *const conf_envelopes[] = { "none", "sbdh", NULL };
static const char *const fmis[] = { "identifier", "endpoint", NULL };

/* ---- checks ---------------------------------------------------------- */

static bool
is_upper_or_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

bool
conf_check_participant(
    struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str s = *(const struct str *)value;
	(void)owner;
	return (s.n > 5 && digits_only(s.p, 4) && s.p[4] == ':') ||
	       bind_fault(b, v,
		   "'%.*s' is no participant as 0007:5567321707 is",
		   STR_ARG(word_clip(s)));
}

bool
conf_check_format(struct bind *b, const struct yaml *v, struct conf_channel *c)
{
	const char *format = conf_formats[c->format], *why = NULL;
	if (c->form < 0)
		c->form = c->format ? CONF_E_INVOICE : CONF_PDF;
	if (c->envelope && c->format != CONF_PEPPOL)
		why = "an envelope is for format peppol";
	else if (!c->format)
		return true;
	else if (c->form != CONF_E_INVOICE)
		why = "a format is for form e-invoice";
	else if (c->kind != CONF_DIRECTORY)
		why = "a format is for kind directory";
	else if (c->scheme)
		why = "a channel with a scheme takes no e-invoices";
	else if (c->format == CONF_EFAKTURA && c->needs != CONF_NEEDS_AGREEMENT)
		why = "format efaktura is for needs: agreement";
	else if (c->format == CONF_PEPPOL && c->needs != CONF_NEEDS_NOTHING &&
		 c->needs != CONF_NEEDS_ENDPOINT &&
		 c->needs != CONF_NEEDS_AGREEMENT)
		why = "format peppol is for needs: endpoint";
	return !why || bind_fault(b, v, "channel '%.*s' of format %s: %s",
			   STR_ARG(c->name), format, why);
}

/* Its parts are in no specification that can be had: only what may be in it. */
static bool
check_fui(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str s = *(const struct str *)value;
	size_t i = 0;
	(void)owner;
	while (i < s.n && (is_upper_or_digit(s.p[i]) || s.p[i] == '.'))
		i++;
	return (i == s.n && i <= FUI_MAX) ||
	       bind_fault(b, v,
		   "'%.*s' is no FUI: digits, capital letters and full stops",
		   STR_ARG(word_clip(s)));
}

static bool
check_scheme(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str s = *(const struct str *)value;
	size_t i = 0;
	(void)owner;
	while (i < s.n && is_upper_or_digit(s.p[i]))
		i++;
	return (i == s.n && i <= SCHEME_MAX) ||
	       bind_fault(b, v,
		   "'%.*s' is no scheme: digits and capital letters",
		   STR_ARG(word_clip(s)));
}

static bool
check_efaktura(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf_efaktura *e = value;
	(void)owner;
	return e->fmi != CONF_FMI_ENDPOINT || e->fmi_scheme.p ||
	       bind_fault(b, v, "fmi: endpoint needs an fmi_scheme");
}

static bool
check_when(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct conf_message *m = owner;
	struct fault fault;
	m->cond = cond_compile(*(struct str *)value, b->arena, &fault);
	return m->cond ||
	       bind_fault(b, v, "condition, %s: %s", fault.place, fault.text);
}

static bool
check_message(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf_message *m = value;
	(void)owner;
	for (int i = 0; i < LANGUAGES; i++)
		if (m->text.in[i].p)
			return true;
	return m->url.p || bind_fault(b, v, "neither a text nor a url");
}

/* ---- tables ---------------------------------------------------------- */

#define ROWS_OF(o, rows)                                                       \
	.fields = (rows), .fields_n = sizeof(rows) / sizeof((rows)[0]),        \
	.size = sizeof(struct o)

#define WORDS_IN(code, language)                                               \
	{                                                                      \
		.name = STR(code), .kind = BIND_TEXT,                          \
		.at = offsetof(struct conf_words, in) +                        \
		      (language) * sizeof(struct str)                          \
	}
static const struct bind_field words_rows[] = {
	WORDS_IN("sv", LANGUAGE_SV),
	WORDS_IN("nb", LANGUAGE_NB),
	WORDS_IN("fi", LANGUAGE_FI),
	WORDS_IN("da", LANGUAGE_DA),
	WORDS_IN("en", LANGUAGE_EN),
};
static const struct bind_object words_object = { ROWS_OF(
    conf_words, words_rows) };

static const struct bind_field message_rows[] = {
	{ BIND_ROW(conf_message, text, BIND_OBJECT), .sub = &words_object },
	{ BIND_ROW(conf_message, url, BIND_TEXT) },
	{ BIND_ROW(conf_message, when, BIND_TEXT), .check = check_when },
};
static const struct bind_object message_object = {
	ROWS_OF(conf_message, message_rows),
	.check = check_message,
};

static const struct bind_field efaktura_rows[] = {
	{ BIND_ROW(conf_efaktura, fui, BIND_TEXT), .required = true,
	    .check = check_fui },
	{ BIND_ROW(conf_efaktura, fui_scheme, BIND_TEXT),
	    .check = check_scheme },
	{ BIND_ROW(conf_efaktura, fmi, BIND_WORD), .words = fmis },
	{ BIND_ROW(conf_efaktura, fmi_scheme, BIND_TEXT),
	    .check = check_scheme },
	{ BIND_ROWS(conf_efaktura, messages, BIND_LIST),
	    .sub = &message_object },
};
const struct bind_object conf_efaktura_object = {
	ROWS_OF(conf_efaktura, efaktura_rows),
	.check = check_efaktura,
};
