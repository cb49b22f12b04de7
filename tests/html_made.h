/* SPDX-License-Identifier: ISC */
#ifndef HTML_MADE_H
#define HTML_MADE_H

/*
 * For the tests of HTML: a template around some blocks, a document written by
 * it, and what a parser makes of its bytes. Nothing but what we write may be in
 * them: elements, attributes, addresses.
 */

#include <libxml/HTMLparser.h>

#include "html_work.h"
#include "view_made.h"

enum { HTML_MOST = 16 << 20, ERRORS = 4 };

static struct type *type;
static struct buf out = BUF_INIT(HTML_MOST);
static struct buf text = BUF_INIT(HTML_MOST); /* of the body, without marks */
static struct fault fault;

#define HEAD                                                                   \
	"template: {name: t, languages: [sv, en], fallback: en}\n"             \
	"page: {left: 20mm, right: 20mm, window: {SE: se-h2, other: "          \
	"fi-c5}}\n"                                                            \
	"fonts: {text: [OpenSans-Regular.ttf], semi: "                         \
	"[OpenSans-Semibold.ttf], fallback: [DejaVuSans.ttf]}\n"               \
	"colors: {ink: \"#102030\", tint: \"#eeddcc\"}\n"                      \
	"styles:\n"                                                            \
	"  body: {font: text, size: 10pt, leading: 14pt, color: ink}\n"        \
	"  strong: {like: body, font: semi}\n"                                 \
	"  label: {like: body, size: 8pt, color: \"#445566\"}\n"               \
	"  large: {like: body, size: 40pt}\n"                                  \
	"assets: {dots: {file: ../tests/fuzz/seeds/render_asset/2x2.png, "     \
	"alt: \"Two <dots>\"}, drawn: {file: "                                 \
	"../tests/fuzz/seeds/render_asset/all.svg, alt: \"A & B\"}}\n"         \
	"messages:\n"                                                          \
	"  offers:\n"                                                          \
	"  - {when: invoice.cost_account, text: none}\n"                       \
	"  - {title: {sv: \"<Hej>\", en: Hello}, text: {sv: Text, en: "        \
	"Text}, link: \"https://norrlid.example/a?b=1&c=2\"}\n"                \
	"  js: [{text: x, link: \"javascript:alert(1)\"}]\n"                   \
	"  value: [{text: x, link: "                                           \
	"\"https://norrlid.example/{{invoice.order}}\"}]\n"                    \
	"pdf: {title: \"Faktura {{doc.number}}\"}\n"                           \
	"flow:\n  top: {first: 90mm, next: 30mm}\n  bottom: 270mm\n"           \
	"  blocks:\n  - {text: the flow}\n"
#define BLOCKS HEAD "html:\n  blocks:\n"

/* ---- what was written, as a parser sees it --------------------------- */

static char errors[ERRORS][200];
static int errors_n;

/* libxml2 knows HTML 4: what came later is no fault. */
static inline void
note_error(void *arg, xmlErrorPtr e)
{
	(void)arg;
	if (e->code == XML_HTML_UNKNOWN_TAG && strstr(e->message, "bdi"))
		return;
	if (errors_n < ERRORS)
		snprintf(errors[errors_n++], sizeof(errors[0]), "%d: %s",
		    e->line, e->message);
}

static inline htmlDocPtr
parse(void)
{
	errors_n = 0;
	xmlSetStructuredErrorFunc(NULL, note_error);
	htmlDocPtr d = htmlReadMemory(
	    out.p, (int)out.n, "out.html", "UTF-8", HTML_PARSE_NONET);
	xmlSetStructuredErrorFunc(NULL, NULL);
	CHECK_INT(errors_n, 0);
	if (errors_n)
		CHECK_STR(errors[0], "");
	return d;
}

static inline bool
is_one_of(const char *name, const char *const *names)
{
	while (*names && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

static inline bool
is_safe_address(const char *name, const char *value)
{
	struct str v = str_of(value);
	if (strcmp(name, "href") == 0)
		return str_starts(v, "mailto:") ||
		       str_starts(v, "https://norrlid.example/");
	if (strcmp(name, "src") == 0)
		return str_starts(v, "data:image/png;base64,");
	return !strstr(value, "http") && !strstr(value, "url(");
}

/* Claims that the element is one that we write, with what we write in it. */
static inline void
check_element(const xmlNode *n)
{
	static const char *const elements[] = { "html", "head", "meta", "title",
		"style", "body", "table", "tr", "td", "th", "p", "h1", "h2",
		"br", "a", "img", "div", "bdi", NULL };
	static const char *const attributes[] = { "lang", "charset", "name",
		"content", "style", "role", "cellpadding", "cellspacing",
		"border", "width", "height", "align", "valign", "bgcolor",
		"class", "colspan", "scope", "src", "href", "alt", NULL };
	if (!is_one_of((const char *)n->name, elements))
		CHECK_STR((const char *)n->name, "an element of ours");
	for (const xmlAttr *a = n->properties; a; a = a->next) {
		xmlChar *value = xmlNodeListGetString(n->doc, a->children, 1);
		const char *shown = value ? (const char *)value : "";
		if (!is_one_of((const char *)a->name, attributes))
			CHECK_STR((const char *)a->name, "an attribute");
		if (!is_safe_address((const char *)a->name, shown))
			CHECK_STR(shown, "an address of ours");
		xmlFree(value);
	}
}

/* Every element; the texts of the body, a line for each. */
static inline void
walk(const xmlNode *n, bool in_body)
{
	for (; n; n = n->next) {
		bool body = in_body || (n->name && strcmp((const char *)n->name,
						       "body") == 0);
		if (n->type == XML_ELEMENT_NODE)
			check_element(n);
		else if (n->type == XML_TEXT_NODE && in_body) {
			struct str s =
			    str_trim(str_of((const char *)n->content));
			if (s.n) {
				buf_addstr(&text, s);
				buf_addc(&text, '\n');
			}
		} else if (n->type == XML_COMMENT_NODE)
			CHECK_STR((const char *)n->content, "no comment");
		walk(n->children, body);
	}
}

static inline void
read_back(void)
{
	htmlDocPtr d = parse();
	buf_reset(&text);
	CHECK(d != NULL);
	if (d)
		walk(xmlDocGetRootElement(d), false);
	xmlFreeDoc(d);
}

static inline size_t
count(struct str s, const char *part)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += str_starts(str_from(s, i), part);
	return n;
}

#define HAS(part) CHECK_INT(count(buf_str(&out), part) > 0, 1)
#define HAS_NOT(part) CHECK_INT(count(buf_str(&out), part), 0)
#define SAYS(line) CHECK_INT(count(buf_str(&text), line) > 0, 1)
#define SAYS_NOT(line) CHECK_INT(count(buf_str(&text), line), 0)

/* ---- documents ------------------------------------------------------- */

static inline bool
write_by(const struct template *t, struct made *m)
{
	fault = (struct fault){ .text = "" };
	buf_reset(&out);
	see(m);
	return html_write(t, &m->v, m->how.lang, &arena, &out, &fault);
}

/* Writes the document by the template, reads it back; it must be sound. */
static inline void
written(const char *yaml, struct made *m)
{
	struct template t;
	fault = (struct fault){ .text = "" };
	bool ok = template_load_text(
	    &t, str_of(yaml), "tests/t.yaml", NULL, type, &fault);
	CHECK_STR(fault.text, "");
	CHECK(ok);
	if (!ok)
		return;
	ok = write_by(&t, m);
	CHECK_STR(fault.text, "");
	CHECK(ok);
	read_back();
	template_free(&t);
}

#endif
