/* SPDX-License-Identifier: ISC */
#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/text.h"
#include "schema.h"
#include "schema_table.h"

enum {
	VALUE_SHOWN = 40, /* characters */
	NAME_SHOWN = 80, /* bytes; a foreign name has its whole namespace */
	TEXT_MAX = 600, /* what these come to, and more than enough words */
};

#define XSI "http://www.w3.org/2001/XMLSchema-instance"
#define EXT_URI                                                                \
	"urn:oasis:names:specification:ubl:schema:xsd:"                        \
	"CommonExtensionComponents-2"

struct check {
	const struct xtree *tree;
	const struct xnode *nodes;
	schema_report *report;
	void *arg;
	struct buf text; /* of the last finding */
};

/*
 * The place in an element's children. The last child that was in order and
 * its namesakes before it are a run; when it stands too early, it shows only
 * by those that come behind it.
 */
struct place {
	const uint16_t *children; /* of the element's type */
	const uint16_t *last; /* the one of the run, NULL before any */
	const uint16_t *before; /* the first that could come before the run */
	uint32_t run; /* its first node */
};

/* Tells a finding; on one line whatever the names and the value hold. */
static void __attribute__((format(printf, 4, 5)))
say(struct check *c, uint32_t node, xname attr, const char *format, ...)
{
	char raw[TEXT_MAX];
	va_list ap;
	va_start(ap, format);
	vsnprintf(raw, sizeof(raw), format, ap);
	va_end(ap);
	buf_reset(&c->text);
	text_escape(&c->text, str_of(raw));
	buf_addc(&c->text, '\0');
	c->report(c->arg, node, attr, c->text.p);
}

/* The first bytes of s, at most max, and as many characters. */
static struct str
clip(struct str s, size_t bytes, size_t chars)
{
	size_t n = 0, length;
	while (chars-- && n < s.n &&
	       (length = utf8_length(s.p + n, s.n - n)) > 0 &&
	       n + length <= bytes)
		n += length;
	return (struct str){ s.p, n };
}

static struct str
name_of(const struct check *c, xname name)
{
	return clip(xnames_text(c->tree->names, name), NAME_SHOWN, NAME_SHOWN);
}

static struct str
node_name(const struct check *c, uint32_t node)
{
	return name_of(c, c->nodes[node].name);
}

/* The arguments of "'%.*s%s'" for a value. */
#define SHOWN(s)                                                               \
	STR_ARG(clip(s, SIZE_MAX, VALUE_SHOWN)),                               \
	    clip(s, SIZE_MAX, VALUE_SHOWN).n < (s).n ? "..." : ""

static bool
is_all_blank(struct str s)
{
	return str_trim(s).n == 0;
}

/* Most values are text, for which no call is worth while. */
static inline bool
holds(enum schema_kind kind, struct str value)
{
	return kind == SCHEMA_TEXT || schema_value(kind, value);
}

/* A value that is none of its kind; attr 0: that of the element. */
static void
bad_value(struct check *c, uint32_t node, xname attr, enum schema_kind kind,
    struct str value)
{
	const char *name = schema_kind_name(kind);
	if (is_all_blank(value))
		say(c, node, attr, "an empty value is no %s", name);
	else
		say(c, node, attr, "'%.*s%s' is no %s", SHOWN(value), name);
}

/* Claims that xsi:type says the type that the element has anyway. */
static bool
is_own_type(const struct check *c, uint32_t node, struct str value)
{
	xname name = c->nodes[node].name;
	uint8_t type = schema_types[name];
	struct str own = type < TYPE_DATA_END
			     ? xnames_local(c->tree->names, name)
			     : str_of(schema_type_names[type]);
	for (size_t i = value.n; i-- > 0;)
		if (value.p[i] == ':') {
			value = str_from(value, i + 1);
			break;
		}
	return value.n == own.n + 4 && memcmp(value.p, own.p, own.n) == 0 &&
	       memcmp(value.p + own.n, "Type", 4) == 0;
}

/* An attribute that the element's type does not have. */
static void
foreign_attr(struct check *c, uint32_t node, const struct xattr *a)
{
	struct str local = xnames_local(c->tree->names, a->name);
	struct str in = node_name(c, node), name = name_of(c, a->name);
	bool xsi = str_is(xnames_uri(c->tree->names, a->name), XSI);
	if (xsi && (str_is(local, "schemaLocation") ||
		       str_is(local, "noNamespaceSchemaLocation")))
		return;
	if (xsi && str_is(local, "nil"))
		say(c, node, a->name, "%.*s cannot be nil", STR_ARG(in));
	else if (!xsi || !str_is(local, "type"))
		say(c, node, a->name, "%.*s is no attribute of %.*s",
		    STR_ARG(name), STR_ARG(in));
	else if (!is_own_type(c, node, a->value))
		say(c, node, a->name, "%.*s is not of the type '%.*s%s'",
		    STR_ARG(in), SHOWN(a->value));
}

static void
missing_attrs(struct check *c, uint32_t node, uint32_t missing)
{
	for (xname i = 0; i < SCHEMA_ATTRIBUTES; i++)
		if (missing >> i & 1)
			say(c, node, 0, "attribute %.*s is missing",
			    STR_ARG(name_of(c, SCHEMA_ATTRIBUTE + i)));
}

/* set: the attributes of the element's type. */
static void
check_attrs(struct check *c, uint32_t node, uint64_t set)
{
	const struct xnode *n = &c->nodes[node];
	uint32_t must = (uint32_t)(set >> 32);
	for (uint32_t i = 0; i < n->attrs_n; i++) {
		const struct xattr *a = &c->tree->attrs[n->attrs + i];
		xname number = a->name - SCHEMA_ATTRIBUTE;
		if (number >= SCHEMA_ATTRIBUTES || !(set >> number & 1)) {
			foreign_attr(c, node, a);
			continue;
		}
		must &= ~(UINT32_C(1) << number);
		enum schema_kind kind = schema_attributes[number];
		if (!holds(kind, a->value))
			bad_value(c, node, a->name, kind, a->value);
	}
	if (must)
		missing_attrs(c, node, must);
}

/* An element that has a value. */
static void
check_data(struct check *c, uint32_t node, const struct schema_data *data)
{
	const struct xnode *n = &c->nodes[node];
	if (n->attrs_n || data->attributes >> 32)
		check_attrs(c, node, data->attributes);
	for (uint32_t k = n->first; k; k = c->nodes[k].next)
		if (c->nodes[k].name != XNAME_TEXT)
			say(c, k, 0, "%.*s stands in %.*s, which takes a value",
			    STR_ARG(node_name(c, k)),
			    STR_ARG(node_name(c, node)));
	if (!n->first && !holds(data->kind, n->text))
		bad_value(c, node, 0, data->kind, n->text);
}

/* Text where only elements may be. */
static void
stray_text(struct check *c, uint32_t node, uint32_t in)
{
	struct str text = str_trim(c->nodes[node].text);
	if (text.n)
		say(c, node, 0, "'%.*s%s' stands in %.*s, which takes elements",
		    SHOWN(text), STR_ARG(node_name(c, in)));
}

/* ext:ExtensionContent: one element, of a namespace that is not ext's. */
static void
check_content(struct check *c, uint32_t node)
{
	const struct xnode *n = &c->nodes[node];
	uint32_t found = 0;
	for (uint32_t k = n->first; k; k = c->nodes[k].next) {
		struct str name = node_name(c, k);
		struct str uri = xnames_uri(c->tree->names, c->nodes[k].name);
		if (c->nodes[k].name == XNAME_TEXT)
			stray_text(c, k, node);
		else if (found++)
			say(c, k, 0,
			    "%.*s is one too many, one element may be "
			    "in an extension",
			    STR_ARG(name));
		else if (uri.n == 0 || str_is(uri, EXT_URI))
			say(c, k, 0, "%.*s is no extension: it is %s",
			    STR_ARG(name),
			    uri.n ? "of the namespace of extensions themselves"
				  : "in no namespace");
	}
	if (!found)
		say(c, node, 0, "the extension is missing");
}

/* A child that is not where it may be: unknown, too early, too late. */
static void
misplaced(struct check *c, uint32_t node, uint32_t in, struct place *p)
{
	const struct xnode *n = &c->nodes[node];
	const uint16_t *own = p->children;
	if (n->name == XNAME_TEXT) {
		stray_text(c, node, in);
		return;
	}
	struct str name = node_name(c, node);
	while (*own && (*own & CHILD_NAME) != n->name)
		own++;
	if (!*own) {
		say(c, node, 0, "%.*s is no element of %.*s", STR_ARG(name),
		    STR_ARG(node_name(c, in)));
	} else if (own == p->last) {
		say(c, node, 0, "%.*s stands again, it may be there once",
		    STR_ARG(name));
	} else if (p->run && own >= p->before) {
		/* all but the run is in order */
		say(c, p->run, 0,
		    "%.*s stands before %.*s, it belongs behind it",
		    STR_ARG(name_of(c, *p->last & CHILD_NAME)), STR_ARG(name));
		p->last = own;
		p->run = node;
	} else {
		say(c, node, 0, "%.*s stands behind %.*s, it belongs before it",
		    STR_ARG(name), STR_ARG(name_of(c, *p->last & CHILD_NAME)));
	}
}

/* Those that stand elsewhere among the children have been told of already. */
static void
missing_children(struct check *c, uint32_t node, const uint16_t *children)
{
	for (; *children; children++)
		if (*children & CHILD_REQUIRED &&
		    !xtree_child(c->tree, node, *children & CHILD_NAME))
			say(c, node, 0, "%.*s is missing",
			    STR_ARG(name_of(c, *children & CHILD_NAME)));
}

/* An element that has children. */
static void
check_children(struct check *c, uint32_t node, const uint16_t *children)
{
	struct place p = { .children = children };
	const uint16_t *next = children; /* behind p.last */
	xname again = 0; /* the name of the run when it may go on */
	unsigned passed = 0; /* the flags of those that are not there */
	for (uint32_t k = c->nodes[node].first; k; k = c->nodes[k].next) {
		xname name = c->nodes[k].name;
		const uint16_t *at = next;
		if (name == again)
			continue;
		while (*at && (*at & CHILD_NAME) != name)
			passed |= *at++;
		if (*at) {
			p.before = next;
			p.last = at;
			p.run = k;
		} else {
			passed |= CHILD_REQUIRED; /* not known without a look */
			misplaced(c, k, node, &p);
			at = p.last;
		}
		again = at && *at & CHILD_REPEATS ? *at & CHILD_NAME : 0;
		next = at ? at + 1 : children;
	}
	while (*next)
		passed |= *next++;
	if (passed & CHILD_REQUIRED)
		missing_children(c, node, children);
}

static void
check_node(struct check *c, uint32_t node, enum schema_type type)
{
	const struct xnode *n = &c->nodes[node];
	if (type < TYPE_DATA_END) {
		check_data(c, node, &schema_data[type]);
		return;
	}
	const uint16_t *children = schema_children[type];
	if (n->attrs_n)
		check_attrs(c, node, 0);
	if (n->text.n)
		stray_text(c, node, node);
	if (*children == CHILD_OTHER)
		check_content(c, node);
	else
		check_children(c, node, children);
}

void
schema_check(const struct xtree *t, schema_report *report, void *arg)
{
	struct check c = { t, t->nodes, report, arg, BUF_INIT(4 * TEXT_MAX) };
	xname root = t->nodes[1].name;
	if (root != ROOT_Invoice && root != ROOT_CreditNote)
		say(&c, 1, 0,
		    "%.*s is neither an Invoice nor a CreditNote of UBL 2.1",
		    STR_ARG(name_of(&c, root)));
	else
		for (uint32_t i = 1; i < t->nodes_n; i++) {
			xname name = t->nodes[i].name;
			if (name < UBL_NAMES && schema_types[name])
				check_node(&c, i, schema_types[name]);
		}
	buf_free(&c.text);
}
