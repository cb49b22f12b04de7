/* SPDX-License-Identifier: ISC */
#include "t.h"
#include "template_text.h"

/*
 * What is wrong with a template is said at its line: one row a fault, for the
 * good template of template_text.h with one line replaced.
 */
static const struct {
	int line; /* that is replaced */
	const char *text;
	const char *place, *why;
} bad[] = {
	{ 1, "template: {name: test, languages: [sv, en]}", "t.yaml:1",
	    "missing key 'fallback'" },
	{ 1, "template: {name: test, languages: [sv], fallback: en}",
	    "t.yaml:1", "the fallback is none of the languages" },
	{ 1, "template: {name: t, languages: [sv, no], fallback: sv}",
	    "t.yaml:1", "unknown word 'no' (did you mean 'nb'?)" },
	{ 1, "x: y", "t.yaml:1", "missing key 'template'" },
	{ 1, "template: {name: test, langauges: [sv, en], fallback: en}",
	    "t.yaml:1",
	    "missing key 'languages': 'langauges' may be meant to be it" },
	{ 2,
	    "page: {left: 20mm, right: 20mm, window: {SE: se-h3, other: "
	    "se-h2}}",
	    "t.yaml:2", "unknown window 'se-h3' (did you mean 'se-h2'?)" },
	{ 2, "page: {left: 20mm, right: 20mm, window: {SE: se-h2}}", "t.yaml:2",
	    "missing key 'other'" },
	{ 2, "page: {left: 20mm, right: 20mm}", "t.yaml:18",
	    "page.window says no place for it" },
	{ 2,
	    "page: {left: 20mm, right: 20mm, window: {other: {at: [150mm, "
	    "48mm], size: [90mm, 30mm]}}}",
	    "t.yaml:2", "reaches outside the page" },
	{ 2, "page: {left: 120mm, right: 120mm}", "t.yaml:2",
	    "nothing is left between the margins" },
	{ 3, "fonts: {text: [], semi: [B.ttf]}", "t.yaml:3",
	    "a font has a file" },
	{ 3, "fonts: {semi: [B.ttf]}", "t.yaml:6", "unknown font 'text'" },
	{ 3, "fonts: {text: [a, b, c, d, e, f, g, h, i], semi: [x]}",
	    "t.yaml:3", "more than 8 files of a font, the fallback with them" },
	{ 4, "colors: {ink: black, brand: \"#055c61\"}", "t.yaml:4",
	    "a colour such as \"#055c61\" or \"brand 8%\" must stand here" },
	{ 4, "colors: {ink: brand 100%, brand: \"#055c61\"}", "t.yaml:4",
	    "a colour such as \"#055c61\" or \"brand 8%\" must stand here" },
	{ 4, "colors: {ink: none 8%, brand: \"#055c61\"}", "t.yaml:4",
	    "a colour such as \"#055c61\" or \"brand 8%\" must stand here" },
	{ 4, "colors: {ink: pale 8%, pale: brand 8%, brand: \"#055c61\"}",
	    "t.yaml:4",
	    "a colour such as \"#055c61\" or \"brand 8%\" must stand here" },
	{ 4, "colors: {ink: \"#12345g\", brand: \"#055c61\"}", "t.yaml:4",
	    "a colour such as \"#055c61\" must stand here" },
	{ 4, "colors: {brand: \"#055c61\"}", "t.yaml:6",
	    "unknown colour 'ink'" },
	{ 6, "  body: {font: text, size: 9, color: ink}", "t.yaml:6",
	    "a length such as 20mm or 9pt must stand here" },
	{ 6, "  body: {font: text, size: -9pt, color: ink}", "t.yaml:6",
	    "a length such as 20mm or 9pt must stand here" },
	{ 6, "  body: {font: text, size: 2000pt, color: ink}", "t.yaml:6",
	    "longer than any page" },
	{ 6, "  body: {font: text, size: 0.2pt, color: ink}", "t.yaml:6",
	    "type of less than 1pt" },
	{ 6, "  body: {font: text, color: ink}", "t.yaml:6",
	    "missing key 'size'" },
	{ 6, "  body: {font: text, size: 9pt, colour: ink}", "t.yaml:6",
	    "unknown key 'colour' (did you mean 'color'?)" },
	{ 6, "  body: {like: big}", "t.yaml:7", "style 'body' is like itself" },
	{ 6, "  boddy: {font: text, size: 9pt}", "t.yaml:7",
	    "unknown style 'body' (did you mean 'boddy'?)" },
	{ 10, "  page: {sv: \"Sida {{doc.page}}\"}", "t.yaml:10",
	    "string 'page' has no en" },
	{ 10, "  page: {sv: \"Sida\", en: Page, se: x}", "t.yaml:10",
	    "'se' is no language" },
	{ 10, "  page: Sida", "t.yaml:10",
	    "a mapping must stand here, not one value" },
	{ 10, "  page: {sv: \"{{t.both}}\", en: x}", "t.yaml:25",
	    "string 'both' holds itself" },
	{ 10, "  page: {sv: \"{{doc.pagee}}\", en: x}", "t.yaml:25",
	    "no such path: 'doc.pagee'" },
	{ 11, "  both: {sv: \"{{t.pag}}!\", en: x}", "t.yaml:25",
	    "unknown string 'pag' (did you mean 'page'?)" },
	{ 12, "formats: {sv: {date: D/M YY}}", "t.yaml:12", "a year is YYYY" },
	{ 12, "formats: {sv: {date: YYYY}}", "t.yaml:12",
	    "a date has D or DD, M or MM or month, and YYYY, once" },
	{ 12, "formats: {en: {money: \"kr {amount}\"}}", "t.yaml:12",
	    "this language has no currency of its own: it must have "
	    "{currency}" },
	{ 12, "formats: {sv: {group: \",\"}}", "t.yaml:12",
	    "the decimal mark must be there, and not that of groups" },
	{ 12, "formats: {sw: {group: \",\"}}", "t.yaml:12",
	    "'sw' is no language" },
	{ 13, "assets: {logo: {file: logo.svg}}", "t.yaml:13",
	    "missing key 'alt'" },
	{ 13, "assets: {logotype: {file: logo.svg, alt: x}}", "t.yaml:28",
	    "unknown asset 'logo'" },
	{ 14, "texts: {titel: x}", "t.yaml:26",
	    "unknown text 'title' (did you mean 'titel'?)" },
	{ 14, "texts: {title: {use: title}}", "t.yaml:14",
	    "more than 8 texts inside one another, or one that holds "
	    "itself" },
	{ 14, "texts: {title: {text: a, use: b}}", "t.yaml:14",
	    "both 'text' and 'use'" },
	{ 14, "texts: {title: {text: a, whem: b}}", "t.yaml:14",
	    "unknown key 'whem' (did you mean 'when'?)" },
	{ 14, "texts: {title: {sv: a, fr: b}}", "t.yaml:14",
	    "'fr' is no language" },
	{ 15, "parts: {cards: {text: x}}", "t.yaml:20",
	    "unknown part 'card' (did you mean 'cards'?)" },
	{ 15, "parts: {card: {stack: [{part: card}]}}", "t.yaml:15",
	    "part 'card' holds itself" },
	{ 15, "parts: {card: {part: card}}", "t.yaml:15",
	    "part 'card' holds itself" },
	{ 16, "messages: {offer: []}", "t.yaml:32",
	    "unknown message slot 'offers' (did you mean 'offer'?)" },
	{ 16, "messages: {offers: [{title: x}]}", "t.yaml:16",
	    "missing key 'text'" },
	{ 16, "messages: {offers: [{text: x, when: reach.customer.tag}]}",
	    "t.yaml:16",
	    "condition, column 16: unknown field 'tag' of customer (did you "
	    "mean 'tags'?)" },
	{ 19, "- {on: all, at: [20mm, 5mm], text: fixed}", "t.yaml:19",
	    "missing key 'size'" },
	{ 19, "- {on: last, at: recipient, size: [1mm], text: x}", "t.yaml:19",
	    "the window says how large this box is" },
	{ 19, "- {on: some, at: [20mm, 5mm], size: [30mm], text: x}",
	    "t.yaml:19", "unknown word 'some'" },
	{ 19, "- {on: all, at: [20mm], size: [30mm], text: x}", "t.yaml:19",
	    "2 lengths must stand here, not 1" },
	{ 19, "- {on: all, at: [190mm, 5mm], size: [30mm], text: x}",
	    "t.yaml:19", "reaches outside the page" },
	{ 19, "- {on: all, at: [20mm, 5mm], size: [30mm]}", "t.yaml:19",
	    "a node without content: text, lines, grid, stack ..." },
	{ 22, "  top: {first: 265mm, next: 30mm}", "t.yaml:22",
	    "the flow must be 20mm high or more, and on the page" },
	{ 25, "  - {text: a, lines: [b]}", "t.yaml:25",
	    "both 'text' and 'lines'" },
	{ 25, "  - {text: a, part: card}", "t.yaml:25",
	    "both 'part' and 'text'" },
	{ 25, "  - {style: big}", "t.yaml:25",
	    "a node without content: text, lines, grid, stack ..." },
	{ 25, "  - {txt: a}", "t.yaml:25",
	    "unknown key 'txt' (did you mean 'text'?)" },
	{ 25, "  - {text: a, at: [1mm, 1mm]}", "t.yaml:25",
	    "unknown key 'at'" },
	{ 25, "  - just text", "t.yaml:25",
	    "a mapping must stand here, not one value" },
	{ 25, "  - {text: a, join: b}", "t.yaml:25",
	    "'join' does not go with 'text'" },
	{ 25, "  - {text: a, style: bigg}", "t.yaml:25",
	    "unknown style 'bigg' (did you mean 'big'?)" },
	{ 25, "  - {text: a, fill: brnd}", "t.yaml:25",
	    "unknown colour 'brnd' (did you mean 'brand'?)" },
	{ 25, "  - {text: a, split: yes}", "t.yaml:25",
	    "true or false must stand here" },
	{ 25, "  - {text: a, align: center}", "t.yaml:25",
	    "unknown word 'center' (did you mean 'centre'?)" },
	{ 25, "  - {text: a, pad: [1mm, 2mm]}", "t.yaml:25",
	    "4 lengths must stand here, not 2" },
	{ 25, "  - {text: a, rule: {color: ink}}", "t.yaml:25",
	    "a rule is above or below" },
	{ 25, "  - {text: a, fit: {wrap: 0}}", "t.yaml:25",
	    "a number from 1 to 1000 must stand here" },
	{ 25, "  - {text: a, fit: {else: overflow}}", "t.yaml:25",
	    "fit is 'overflow', but 'overflow' has no label" },
	{ 25, "  - {text: \"{{invoice.payable|amount}}\", fit: {else: clip}}",
	    "t.yaml:25", "a text with figures must not be cut: fit is 'clip'" },
	{ 25, "  - {text: \"{{invoice.nubmer}}\"}", "t.yaml:25",
	    "no such path: 'invoice.nubmer'" },
	{ 25, "  - {text: \"{{item.name}}\"}", "t.yaml:25",
	    "no such path: 'item.name'" },
	{ 25, "  - {text: \"{{invoice.number|amount}}\"}", "t.yaml:25",
	    "that format is not for 'invoice.number|amount'" },
	{ 25, "  - {text: \"{{invoice.net|amont}}\"}", "t.yaml:25",
	    "unknown format 'amont'" },
	{ 25, "  - {text: a, when: invoice.net > x}", "t.yaml:25",
	    "condition, column 15: a number such as 9.50 must stand here, not "
	    "'x'" },
	{ 25, "  - {text: a, when: [x]}", "t.yaml:25",
	    "one value must stand here, not a list" },
	{ 26, "  - {lines: a}", "t.yaml:26",
	    "a list must stand here, not one value" },
	{ 26,
	    "  - {lines: [\"{{invoice.due_date|date}}\"], fit: {else: "
	    "clip}}",
	    "t.yaml:26", "a text with figures must not be cut: fit is 'clip'" },
	{ 27, "  - {grid: [[a, b, c]]}", "t.yaml:27",
	    "a label and a value must stand here" },
	{ 27, "  - {grid: [{label: a}]}", "t.yaml:27", "missing key 'value'" },
	{ 27, "  - {grid: [[a, b]], across: 99}", "t.yaml:27",
	    "a number from 1 to 12 must stand here" },
	{ 28, "  - {image: logo}", "t.yaml:28",
	    "an image has a width or a height" },
	{ 29, "  - {each: {list: invoice.seller, nodes: []}}", "t.yaml:29",
	    "'invoice.seller' is no list of objects" },
	{ 29, "  - {each: {list: delivery.tags, nodes: []}}", "t.yaml:29",
	    "'delivery.tags' is no list of objects" },
	{ 29, "  - {each: {list: item.charges, nodes: []}}", "t.yaml:29",
	    "'item.charges' is no list of objects" },
	{ 29, "  - {each: {list: invoice.lines}}", "t.yaml:29",
	    "missing key 'nodes'" },
	{ 31, "  - {code: \"{{pay.code}}\"}", "t.yaml:31",
	    "a code has a width" },
	{ 35,
	    "      carry: {column: 3, field: amount, carried: c, brought: "
	    "b}",
	    "t.yaml:35", "a number from 1 to 2 must stand here" },
	{ 35, "      carry: {column: 2, field: name, carried: c, brought: b}",
	    "t.yaml:35", "'name' is no amount or number of invoice_line" },
	{ 35, "      carry: {column: 2, field: amount, carried: c}",
	    "t.yaml:35", "missing key 'brought'" },
	{ 38, "      - {title: Item, width: auto}", "t.yaml:38",
	    "no column takes the rest" },
	{ 39, "      - {title: Item, width: rest}", "t.yaml:38",
	    "more than one column takes the rest" },
	{ 39, "      - {title: Item}", "t.yaml:39", "missing key 'width'" },
	{ 41, "      - {each: invoice.lines, cells: [a]}", "t.yaml:41",
	    "1 cells for 2 columns" },
	{ 41, "      - {cells: [a, b]}", "t.yaml:41", "missing key 'each'" },
	{ 43, "    colour: ink", "t.yaml:43", "unknown key 'colour'" },
	{ 44, "html: {block: []}", "t.yaml:44",
	    "unknown key 'block' (did you mean 'blocks'?)" },
	{ 45, "pdf: {titel: x}", "t.yaml:45",
	    "unknown key 'titel' (did you mean 'title'?)" },
	{ 45, "pfd: {title: x}", "t.yaml:45",
	    "unknown key 'pfd' (did you mean 'pdf'?)" },
	{ 45, "include: [../x.yaml]", "t.yaml:45",
	    "the name of a file beside this one must stand here" },
};

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct template t;
		struct fault f;
		T_CASE(bad[i].text);
		bool ok = load_with(&t, bad[i].line, bad[i].text, &f);
		CHECK(!ok);
		if (ok)
			template_free(&t);
		CHECK_STR(f.place, bad[i].place);
		CHECK_STR(f.text, bad[i].why);
	}
	T_CASE("");
}

/* ---- limits ---------------------------------------------------------- */

/* Line 25 of the good template: `front`, n times `part`, `back`. */
static void
check_limit(const char *front, const char *part, int n, const char *back,
    const char *why)
{
	struct template t;
	struct fault f;
	struct buf b = BUF_INIT(1 << 20);
	buf_adds(&b, front);
	while (n-- > 0)
		buf_adds(&b, part);
	buf_adds(&b, back);
	buf_addc(&b, '\0');
	T_CASE(front);
	bool ok = load_with(&t, 25, b.p, &f);
	CHECK_STR(f.text, why);
	CHECK_INT(ok, !*why);
	if (ok)
		template_free(&t);
	buf_free(&b);
	T_CASE("");
}

static void
test_limits(void)
{
	const char *nested = "more than 12 nodes inside one another";
	check_limit(
	    "  - ", "{stack: [", 11, "{text: a}]}]}]}]}]}]}]}]}]}]}]}", "");
	check_limit("  - ", "{stack: [", 12,
	    "{text: a}]}]}]}]}]}]}]}]}]}]}]}]}", nested);
	check_limit("  - {stack: [", "{text: a},", 1900, "]}", "");
	check_limit(
	    "  - {stack: [", "{text: a},", 2000, "]}", "more than 2000 nodes");
	check_limit("  - {text: \"", "{{t.both}} ", 1400, "\"}",
	    "a text of more than 16384 bytes");
	check_limit("  - {lines: [", "\"{{t.page}} abcdefghijklmnopqrstu\",",
	    20000, "]}", "");
}

int
main(void)
{
	test_bad();
	test_limits();
	return T_END();
}
