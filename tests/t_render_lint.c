/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "t.h"
#include "template_text.h"

/* The findings for the good template with one line replaced. */
static void
check_lint(int line, const char *text, const char *want)
{
	struct template t;
	struct fault f;
	char *out = NULL;
	size_t n = 0;
	FILE *to = open_memstream(&out, &n);
	T_CASE(text ? text : "good");
	bool ok = load_with(&t, line, text, &f);
	CHECK_STR(f.text, "");
	size_t found = ok ? template_lint(&t, NULL, to) : 0;
	fclose(to);
	size_t lines = 0;
	for (size_t i = 0; i < n; i++)
		lines += out[i] == '\n';
	CHECK_INT(found, lines);
	CHECK_STR(str_of(out), want);
	free(out);
	if (ok)
		template_free(&t);
	T_CASE("");
}

#define NO_EN "t.yaml:16: a text without en\n"

static void
test_lint(void)
{
	/* two texts of the message are in one language only */
	check_lint(0, NULL, NO_EN);
	check_lint(16, "messages: {offers: []}", "");
	check_lint(16, "messages: {offers: [], more: []}",
	    "t.yaml:16: message slot 'more' is never used\n");
	check_lint(25, "  - {text: a}",
	    NO_EN "t.yaml:11: string 'both' is never used\n");
	check_lint(6, "  body: {font: text, size: 9pt, color: \"#999999\"}",
	    NO_EN
	    "t.yaml:18: text in #999999 on #ffffff has a contrast of 2.8, 4.5 "
	    "can be read\n");
	check_lint(19,
	    "- {on: all, at: [20mm, 5mm], size: [30mm, 5mm], text: a, fill: "
	    "ink}",
	    NO_EN
	    "t.yaml:19: text in #102030 on #102030 has a contrast of 1.0, 4.5 "
	    "can be read\n");
	check_lint(7, "  label: {like: body, size: 6pt}",
	    NO_EN "t.yaml:15: type of 6 points, 7 can be read\n"
		  "t.yaml:25: type of 6 points, 7 can be read\n");
	check_lint(7, "  label: {like: body, size: 7pt}",
	    NO_EN "t.yaml:27: a label of 7 points, 8 is easy to read\n");
	check_lint(19,
	    "- {on: all, at: [50mm, 5mm], size: [30mm, 5mm], text: fixed}",
	    NO_EN);
	check_lint(20,
	    "- {on: first, at: [40mm, 6mm], size: [30mm, 5mm], text: a}",
	    NO_EN "t.yaml:20: box overlaps the one of line 19\n");
	check_lint(20,
	    "- {on: first, at: [40mm, 44mm], size: [30mm, 5mm], text: a}",
	    NO_EN "t.yaml:20: text within 5 mm of the window of other "
		  "countries\n");
	check_lint(20,
	    "- {on: first, when: invoice.seller.address.country = SE and "
	    "doc.copy, at: [40mm, 44mm], size: [30mm, 5mm], text: a}",
	    NO_EN);
	check_lint(20,
	    "- {on: first, when: invoice.seller.address.country = SE, at: "
	    "[115mm, 44mm], size: [30mm, 5mm], text: a}",
	    NO_EN "t.yaml:20: text within 5 mm of the window of SE\n");
	check_lint(20,
	    "- {on: next, at: [40mm, 44mm], size: [30mm, 5mm], text: a}",
	    NO_EN "t.yaml:20: box reaches into the flow, from 30 to 270 mm\n");
	check_lint(22, "  top: {first: 80mm, next: 30mm}",
	    NO_EN
	    "t.yaml:18: the flow begins at 80 mm, within 5 mm of the window "
	    "of SE\n"
	    "t.yaml:18: the flow begins at 80 mm, within 5 mm of the window "
	    "of other countries\n");
}

int
main(void)
{
	test_lint();
	return T_END();
}
