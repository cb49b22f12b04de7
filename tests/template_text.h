/* SPDX-License-Identifier: ISC */
#ifndef TEMPLATE_TEST_H
#define TEMPLATE_TEST_H

/* A template for the tests of the loader, of which they replace lines. */

#include "base/buf.h"
#include "template.h"

/* Every kind of node and property once; tests replace one line of it. */
static const char *const good[] = {
	/* 1 */ "template: {name: test, languages: [sv, en], fallback: en}",
	/* 2 */
	"page: {left: 20mm, right: 20mm, window: {SE: se-h2, other: "
	"{at: [20mm, 48mm], size: [90mm, 30mm]}}}",
	/* 3 */ "fonts: {text: [A.ttf], semi: [B.ttf], fallback: [C.ttf]}",
	/* 4 */ "colors: {ink: \"#102030\", brand: \"#C5ECF1\"}",
	/* 5 */ "styles:",
	/* 6 */ "  body: {font: text, size: 9pt, leading: 12pt, color: ink}",
	/* 7 */ "  label: {like: body, size: 8pt, color: \"#444444\"}",
	/* 8 */ "  big: {like: label, font: semi, leading: 20pt}",
	/* 9 */ "strings:",
	/* 10 */
	"  page: {sv: \"Sida {{doc.page}}\", en: \"Page {{doc.page}}\"}",
	/* 11 */ "  both: {sv: \"{{t.page}}!\", en: \"{{t.page}}?\"}",
	/* 12 */
	"formats: {sv: {decimal: \".\", group: \"\", date: "
	"D/M YYYY, date-long: den D month YYYY, money: \"kr "
	"{amount}\"}}",
	/* 13 */ "assets: {logo: {file: logo.svg, alt: Our mark}}",
	/* 14 */
	"texts: {title: [{when: doc.credit, text: \"{{t.page}}\"}, "
	"Invoice]}",
	/* 15 */
	"parts: {card: {when: invoice.payable, style: label, space: "
	"1mm, stack: [{text: in}]}}",
	/* 16 */
	"messages: {offers: [{when: reach.customer.tags = vip, title: "
	"{sv: Hej}, text: {sv: Text}, link: \"https://a.example\"}]}",
	/* 17 */ "boxes:",
	/* 18 */ "- {on: first, at: recipient, text: \"{{to.address}}\"}",
	/* 19 */ "- {on: all, at: [20mm, 5mm], size: [30mm, 5mm], text: fixed}",
	/* 20 */
	"- {on: next, at: [60mm, 5mm], size: [30mm], when: doc.copy, "
	"part: card}",
	/* 21 */ "flow:",
	/* 22 */ "  top: {first: 90mm, next: 30mm}",
	/* 23 */ "  bottom: 270mm",
	/* 24 */ "  blocks:",
	/* 25 */
	"  - {text: \"{{t.both}} {{id}}\", style: big, align: right, "
	"fit: {wrap: 2, shrink: 7pt, else: overflow}, overflow: x}",
	/* 26 */
	"  - {lines: [{use: title}, {when: kind = x, text: y}, \"\"], "
	"join: \" · \", role: h2, fit: {wrap: 3}}",
	/* 27 */
	"  - {grid: [[A, \"{{kind}}\"], {label: B, value: b, when: "
	"doc.copy, style: big}], across: 3, gap: 2mm, label: label}",
	/* 28 */
	"  - {columns: [{part: card, width: 30mm}, {image: logo, "
	"width: 5mm}], gap: 1mm, fill: brand, radius: 1mm, "
	"bar: {width: 1mm, color: ink}}",
	/* 29 */
	"  - {each: {list: invoice.lines, nodes: [{when: item.name = "
	"x, text: \"{{item.amount|figure}}\"}, {each: {list: "
	"item.charges, nodes: [{text: \"{{item.reason}}\"}]}}]}}",
	/* 30 */
	"  - {sums: [[Net, \"{{invoice.net|figure}}\"], {label: To "
	"pay, value: \"{{invoice.payable|amount}}\", strong: true}], "
	"label: label, strong: big}",
	/* 31 */
	"  - {choose: [{when: pay.code, code: \"{{pay.code}}\", "
	"width: 30mm}, {text: none}], pad: [1mm, 2mm, 3mm, 4mm]}",
	/* 32 */
	"  - {message: {slot: offers, title: big, link: label}, "
	"style: label, pad: 2mm, rule: {above: 1pt, color: brand, "
	"dash: 2pt}}",
	/* 33 */ "  - table:",
	/* 34 */ "      head: label",
	/* 35 */
	"      carry: {column: 2, field: amount, carried: c, brought: "
	"b}",
	/* 36 */ "      air: [1mm, 2mm]",
	/* 37 */ "      columns:",
	/* 38 */ "      - {title: Item, width: rest, least: 50mm, style: big}",
	/* 39 */ "      - {title: Sum, width: auto, align: right, gap: 4mm}",
	/* 40 */ "      rows:",
	/* 41 */
	"      - {each: invoice.lines, when: item.name, cells: "
	"[\"{{item.name}}\", {text: \"{{item.amount|figure}}\", "
	"style: label}]}",
	/* 42 */ "    split: true",
	/* 43 */ "    next: true",
	/* 44 */ "html: {blocks: [{text: hi}]}",
	/* 45 */ "pdf: {title: {use: title}, tagged: true}",
};
enum { LINES = sizeof(good) / sizeof(good[0]) };

/* The good template with one line replaced, 0 for none. */
static inline bool
load_with(struct template *t, int line, const char *text, struct fault *f)
{
	struct buf b = BUF_INIT(1 << 20);
	for (int i = 1; i <= LINES; i++) {
		buf_adds(&b, i == line ? text : good[i - 1]);
		buf_addc(&b, '\n');
	}
	*f = (struct fault){ .text = "" };
	bool ok = template_load_text(t, buf_str(&b), "t.yaml", NULL, NULL, f);
	buf_free(&b);
	return ok;
}

#endif
