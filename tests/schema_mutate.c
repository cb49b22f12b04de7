/* SPDX-License-Identifier: ISC */
/*
 * usage: schema_mutate SEED COUNT DIRECTORY FILE...
 *
 * Writes COUNT damaged copies of the UBL documents, taken in turn, to
 * DIRECTORY/invoice-N.xml or credit-N.xml: one to three changes in each, of
 * elements, attributes or values. The same seed makes the same bytes. Many
 * are still valid; a second validator says which (tests/rules-schema.bats).
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "format/xread.h"
#include "model/ubl.h"

enum { MAX = 1 << 26, CHANGES = 3 };

enum kind {
	DROP,
	DOUBLE,
	SWAP, /* with the next sibling */
	RENAME, /* as another element of the document */
	RENAME_ANY, /* as any element of UBL */
	COPY, /* another element before this one */
	INSERT, /* an empty element of any name before this one */
	APPEND, /* the same as the last child */
	EXTEND, /* an extension around it */
	EXTENSION, /* before it one that holds any element with a value */
	VALUE,
	TEXT, /* before this element */
	DROP_ATTRIBUTE,
	ADD_ATTRIBUTE,
	ATTRIBUTE_VALUE,
};

/* How often each is drawn: those more that mostly leave a valid document. */
static const enum kind kinds[] = { DROP, DROP, DROP, DOUBLE, SWAP, RENAME,
	RENAME_ANY, COPY, INSERT, APPEND, EXTEND, EXTENSION, EXTENSION,
	EXTENSION, EXTENSION, EXTENSION, VALUE, VALUE, VALUE, VALUE, VALUE,
	VALUE, TEXT, DROP_ATTRIBUTE, ADD_ATTRIBUTE, ADD_ATTRIBUTE,
	ATTRIBUTE_VALUE, ATTRIBUTE_VALUE };

struct change {
	enum kind kind;
	uint32_t node, other;
	xname name; /* of an element, of an attribute */
	const char *text;
};

struct mutant {
	const struct xtree *tree;
	struct buf out;
	struct change changes[CHANGES];
	unsigned n;
};

static const char *const values[] = { "10:30:00 ", " 10:30:00", "10:30:00Z ",
	"2026-11-22 ", "111111111111111111111111.",
	"0.000000000000000000000001", "1.0000000000000000000000001", " true ",
	"-11:00:00", "10:00:00+14:00", "2026-11-22-14:00", "//a@b:80/c;d",
	"http://[::1]:8/", "a%41", "http://a:/", "a:b", "1a:b", "\xc3\xa5:b",
	"en-", "i", "abcdefghi", "en-a-b-c", "A A", "AAAA AAAA", "AAA=", "AA=A",
	"====", "", " ", "0", "1", "-1.50", "+2", "1.", ".5", ".", "-", "1,5",
	"1e3", "NaN", "00012.300", "123456789012345678",
	"1234567890123456789012345", " 7 ", "true", "false", "TRUE", " 1",
	"2026-02-28", "2026-02-29", "2024-02-29", "2026-11-22Z",
	"2026-11-22+01:00", "2026-11-22+14:30", "22.11.2026", " 2026-11-22",
	"2026-11-22T10:00:00", "-0044-03-15", "0000-01-01", "12026-01-01",
	"10:30:00", "10:30", "24:00:00", "10:30:00.25Z", "10:30:60", "25:00:00",
	"QQ==", "QQ=", "QR==", "Q Q\n==", "en", "en-GB", "en_GB",
	"x-klingon-warrior", "\xc3\xa5", "http://a.example/b?c=d#e",
	"http://a.example:x/", "a b", "#a#b", "%zz", "[", "urn:x", ":x",
	"abc" };

static const char *const attributes[] = { "xml:lang", "xml:space", "xsi:nil",
	"xsi:type", "xsi:schemaLocation", "xsi:else", "cbc:schemeID", "other",
	"x:other" };

/* Knuth's generator: the same numbers everywhere. */
static uint32_t
draw(uint64_t *seed, uint32_t below)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33) % below;
}

#define PICK(seed, list)                                                       \
	(list)[draw(seed, (uint32_t)(sizeof(list) / sizeof((list)[0])))]

static void
add_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("<>&\"\n\t\r", s.p[i]))
			buf_printf(b, "&#%d;", s.p[i]);
		else
			buf_addc(b, s.p[i]);
}

/* "cbc:ID"; a name of another namespace brings its declaration along. */
static void
add_name(const struct mutant *m, struct buf *b, xname name, struct buf *more)
{
	struct str text = xnames_text(m->tree->names, name);
	struct str uri = xnames_uri(m->tree->names, name);
	if (text.n && text.p[0] == '{') {
		buf_printf(b, "f%u:%.*s", name,
		    STR_ARG(xnames_local(m->tree->names, name)));
		buf_printf(more, " xmlns:f%u=\"%.*s\"", name, STR_ARG(uri));
	} else {
		buf_addstr(b, text);
	}
}

static void
add_attr(struct mutant *m, struct buf *b, xname name, struct str value)
{
	struct buf more = BUF_INIT(MAX);
	buf_addc(b, ' ');
	add_name(m, b, name, &more);
	buf_adds(b, "=\"");
	add_escaped(b, value);
	buf_addc(b, '"');
	buf_addstr(b, buf_str(&more));
	buf_free(&more);
}

/* The change of that kind that the node gets, NULL when it gets none. */
static const struct change *
change_of(const struct mutant *m, uint32_t node, enum kind kind)
{
	for (unsigned i = 0; i < m->n; i++)
		if (m->changes[i].node == node && m->changes[i].kind == kind)
			return &m->changes[i];
	return NULL;
}

static void
add_attrs(struct mutant *m, uint32_t node)
{
	const struct xnode *n = &m->tree->nodes[node];
	const struct change *add = change_of(m, node, ADD_ATTRIBUTE);
	const struct change *drop = change_of(m, node, DROP_ATTRIBUTE);
	const struct change *other = change_of(m, node, ATTRIBUTE_VALUE);
	for (uint32_t i = 0; i < n->attrs_n; i++) {
		const struct xattr *a = &m->tree->attrs[n->attrs + i];
		if (drop && drop->other % n->attrs_n == i)
			continue;
		if (add && add->name == a->name)
			continue;
		add_attr(m, &m->out, a->name,
		    other ? str_of(other->text) : a->value);
	}
	if (add && add->name)
		add_attr(m, &m->out, add->name, str_of(add->text));
	else if (add && !n->attrs_n)
		buf_printf(&m->out, " %s=\"true\"", attributes[add->other]);
}

static void
add_empty(struct mutant *m, const struct change *c)
{
	if (!c)
		return;
	buf_addc(&m->out, '<');
	buf_addstr(&m->out, xnames_text(m->tree->names, c->name));
	buf_adds(&m->out, "/>");
}

static void add_node(struct mutant *, uint32_t node);

#define EXTEND_BEGIN                                                           \
	"<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>"
#define EXTEND_END                                                             \
	"</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"

static void
add_extension(struct mutant *m, const struct change *c)
{
	if (!c)
		return;
	struct str name = xnames_text(m->tree->names, c->name);
	buf_adds(&m->out, EXTEND_BEGIN);
	if (c->other % 2)
		buf_adds(&m->out, "<x:any other=\"1\">");
	buf_printf(&m->out, "<%.*s", STR_ARG(name));
	if (c->other / 2 % 2) {
		static const char *const a[] = { "currencyID", "unitCode",
			"mimeCode", "languageID", "schemeURI", "uri" };
		buf_printf(&m->out, " %s=\"", a[c->other / 4 % 6]);
		add_escaped(&m->out, str_of(c->text));
		buf_addc(&m->out, '"');
	}
	buf_addc(&m->out, '>');
	add_escaped(&m->out, str_of(c->text));
	buf_printf(&m->out, "</%.*s>", STR_ARG(name));
	if (c->other % 2)
		buf_adds(&m->out, "</x:any>");
	buf_adds(&m->out, EXTEND_END);
}

static void
add_children(struct mutant *m, uint32_t node)
{
	const struct xnode *nodes = m->tree->nodes;
	uint32_t swapped = 0;
	for (uint32_t k = nodes[node].first; k; k = nodes[k].next) {
		if (k == swapped)
			continue;
		if (change_of(m, k, SWAP) && nodes[k].next) {
			swapped = nodes[k].next;
			add_node(m, swapped);
		}
		add_node(m, k);
	}
	add_empty(m, change_of(m, node, APPEND));
}

static void
add_element(struct mutant *m, uint32_t node)
{
	const struct xnode *n = &m->tree->nodes[node];
	const struct change *value = change_of(m, node, VALUE);
	const struct change *rename = change_of(m, node, RENAME);
	struct buf name = BUF_INIT(MAX), more = BUF_INIT(MAX);
	if (!rename)
		rename = change_of(m, node, RENAME_ANY);
	add_name(m, &name, rename ? rename->name : n->name, &more);
	buf_addc(&m->out, '<');
	buf_addstr(&m->out, buf_str(&name));
	buf_addstr(&m->out, buf_str(&more));
	if (n->parent == 0)
		buf_printf(&m->out,
#define NS(prefix, name)                                                       \
	" xmlns" prefix                                                        \
	"=\"urn:oasis:names:specification:ubl:schema:xsd:" name "\""
		    NS("", "%s-2") NS(":cbc", "CommonBasicComponents-2") NS(
			":cac", "CommonAggregateComponents-2") NS(":ext",
			"CommonExtensionComponents-2") " xmlns:x=\"urn:x\" "
						       "xmlns:xsi=\"http://"
						       "www.w3.org/2001/"
						       "XMLSchema-instance\"",
		    n->name == ROOT_Invoice ? "Invoice" : "CreditNote");
	add_attrs(m, node);
	buf_addc(&m->out, '>');
	if (value)
		add_escaped(&m->out, str_of(value->text));
	else
		add_escaped(&m->out, n->text);
	add_children(m, node);
	buf_printf(&m->out, "</%.*s>", STR_ARG(buf_str(&name)));
	buf_free(&name);
	buf_free(&more);
}

static void
add_node(struct mutant *m, uint32_t node)
{
	const struct xnode *n = &m->tree->nodes[node];
	const struct change *c;
	if (n->name == XNAME_TEXT) {
		add_escaped(&m->out, n->text);
		return;
	}
	if (n->parent && change_of(m, node, DROP))
		return;
	if (n->parent && (c = change_of(m, node, TEXT)))
		add_escaped(&m->out, str_of(c->text));
	if (n->parent)
		add_empty(m, change_of(m, node, INSERT));
	if (n->parent)
		add_extension(m, change_of(m, node, EXTENSION));
	if (n->parent && (c = change_of(m, node, COPY))) {
		unsigned all = m->n;
		m->n = 0;
		add_node(m, c->other);
		m->n = all;
	}
	bool extend = n->parent && change_of(m, node, EXTEND);
	if (extend)
		buf_adds(&m->out, EXTEND_BEGIN);
	add_element(m, node);
	if (extend)
		buf_adds(&m->out, EXTEND_END);
	if (n->parent && change_of(m, node, DOUBLE))
		add_element(m, node);
}

static xname
any_element(uint64_t *seed)
{
	return EXT_ExtensionAgencyID +
	       draw(seed, ATT_characterSetCode - EXT_ExtensionAgencyID);
}

static bool
is_number(const struct xtree *t, uint32_t node)
{
	struct str s = t->nodes[node].text;
	return s.n && ((s.p[0] >= '0' && s.p[0] <= '9') || str_is(s, "true") ||
			  str_is(s, "false"));
}

static struct change
any_change(const struct xtree *t, uint64_t *seed)
{
	uint32_t nodes = (uint32_t)t->nodes_n - 1;
	struct change c = { .kind = PICK(seed, kinds),
		.node = 1 + draw(seed, nodes),
		.other = 2 + draw(seed, nodes - 1),
		.text = PICK(seed, values) };
	switch (c.kind) {
	case EXTENSION:
		c.name = any_element(seed);
		c.node = t->nodes[1].first;
		break;
	case VALUE:
		/* numbers and dates rather than text */
		for (int i = 0; i < 20 && !is_number(t, c.node); i++)
			c.node = 1 + draw(seed, nodes);
		break;
	case DROP_ATTRIBUTE:
	case ATTRIBUTE_VALUE:
		for (int i = 0; i < 20 && !t->nodes[c.node].attrs_n; i++)
			c.node = 1 + draw(seed, nodes);
		break;
	case RENAME:
		c.name = t->nodes[1 + draw(seed, nodes)].name;
		break;
	case RENAME_ANY:
	case INSERT:
	case APPEND:
		c.name = any_element(seed);
		break;
	case EXTEND:
		/* most useful where extensions may be */
		c.node = draw(seed, 2) ? c.node : t->nodes[1].first;
		break;
	case ADD_ATTRIBUTE:
		if (draw(seed, 3))
			c.name = ATT_characterSetCode +
				 draw(seed, UBL_NAMES - ATT_characterSetCode);
		c.other =
		    draw(seed, sizeof(attributes) / sizeof(attributes[0]));
		break;
	default:
		break;
	}
	if (c.kind == VALUE && t->nodes[c.node].first)
		c.kind = TEXT;
	if (c.kind == RENAME && c.name == XNAME_TEXT)
		c.kind = DROP;
	if (c.node == 1 && (c.kind == RENAME || c.kind == RENAME_ANY))
		c.kind = APPEND, c.name = any_element(seed);
	return c;
}

static bool
mutate(struct xreader *r, const char *path, const char *to, int number,
    uint64_t *seed)
{
	struct buf in = BUF_INIT(MAX);
	struct arena a = { 0 };
	struct xtree tree;
	struct fault f = { .text = "cannot be read" };
	struct mutant m = { .tree = &tree, .out = BUF_INIT(MAX) };
	bool ok = file_read(path, &in) &&
		  xreader_read(r, buf_str(&in), (struct str)STR(""), NULL, &a,
		      &tree, &f);
	if (ok) {
		uint32_t dice = draw(seed, 8);
		m.n = dice == 0 ? 3 : dice < 3 ? 2 : 1;
		for (unsigned i = 0; i < m.n; i++)
			m.changes[i] = any_change(&tree, seed);
		add_node(&m, 1);
		struct str name = arena_printf(&a, "%s/%s-%d.xml", to,
		    tree.nodes[1].name == ROOT_Invoice ? "invoice" : "credit",
		    number);
		ok = file_replace(name.p, m.out.p, m.out.n, false);
	} else {
		fprintf(stderr, "%s: %s\n", path, f.text);
	}
	buf_free(&in);
	buf_free(&m.out);
	arena_free(&a);
	return ok;
}

int
main(int argc, char *argv[])
{
	if (argc < 5)
		return 64;
	struct xreader *r = xreader_new();
	uint64_t seed = strtoull(argv[1], NULL, 10);
	int count = (int)strtol(argv[2], NULL, 10);
	bool ok = count > 0;
	for (int i = 0; ok && i < count; i++)
		ok = mutate(r, argv[4 + i % (argc - 4)], argv[3], i + 1, &seed);
	xreader_free(r);
	return !ok;
}
