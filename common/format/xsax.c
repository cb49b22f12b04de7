/* SPDX-License-Identifier: ISC */
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/msg.h"
#include "xguard.h"
#include "xsax.h"

enum { DICT_MAX = 50000, STRINGS_MAX = 1 << 30 };

/* A document in the making. */
struct xsax {
	struct xnames *names; /* the reader's */
	xmlParserCtxtPtr ctxt;
	struct buf wrapped; /* a document inside its wrappers' scope */
	/* of the document now being read: */
	struct arena *arena;
	struct xtree *tree;
	size_t nodes_cap, attrs_cap;
	uint32_t open[XTREE_DEPTH]; /* the path to here */
	uint32_t child[XTREE_DEPTH]; /* last child of each, 0: none */
	int depth;
	int skip; /* levels of scope wrapper still to pass: 0 or 1 */
	struct str text; /* of the innermost element so far, in the arena */
	size_t text_cap;
	bool cut; /* a comment or an instruction stands behind it */
	struct fault *fault;
	bool failed;
};

static bool
fail(struct xsax *r, const char *rule, const char *text)
{
	char place[32];
	if (!r->failed) {
		snprintf(place, sizeof(place), "line %d",
		    r->ctxt->input ? r->ctxt->input->line : 1);
		fault_set(r->fault, place, rule, "%s", text);
	}
	r->failed = true;
	xmlStopParser(r->ctxt);
	return false;
}

/* Doubles an array of the arena when it is full. */
static void *
grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	*cap = *cap ? *cap * 2 : 256;
	void *more = arena_alloc(a, *cap * size);
	return n ? memcpy(more, items, n * size) : more;
}

/* A new node as the next child of the innermost open element. */
static struct xnode *
add_node(struct xsax *r, xname name)
{
	struct xtree *t = r->tree;
	if (t->nodes_n + t->attrs_n >= XTREE_NODES) {
		fail(r, "size", "more elements than a document may have");
		return NULL;
	}
	t->nodes = grow(
	    r->arena, t->nodes, t->nodes_n, &r->nodes_cap, sizeof(*t->nodes));
	uint32_t id = (uint32_t)t->nodes_n++;
	struct xnode *n = &t->nodes[id];
	*n = (struct xnode){ .name = name,
		.line = (uint32_t)r->ctxt->input->line,
		.parent = r->depth ? r->open[r->depth - 1] : 0,
		.attrs = (uint32_t)t->attrs_n };
	if (r->depth) {
		uint32_t *last = &r->child[r->depth - 1];
		if (*last)
			t->nodes[*last].next = id;
		else
			t->nodes[r->open[r->depth - 1]].first = id;
		*last = id;
		t->nodes[r->open[r->depth - 1]].names |= xtree_bit(name);
	}
	return n;
}

/* Gives the collected text to its element, or makes a text node of it. */
static void
settle_text(struct xsax *r, bool leaf)
{
	struct str text = r->text;
	r->text = (struct str){ NULL, 0 };
	r->text_cap = 0;
	r->cut = false;
	if (!r->depth || (!leaf && !str_trim(text).n))
		return;
	struct xnode *n = &r->tree->nodes[r->open[r->depth - 1]];
	if (!leaf)
		n = add_node(r, XNAME_TEXT);
	if (n)
		n->text = text;
}

static xname
intern(struct xsax *r, const xmlChar *uri, const xmlChar *local)
{
	xname id =
	    xnames_by_pointer(r->names, (const char *)uri, (const char *)local);
	if (id)
		return id;
	bool many = strlen((const char *)local) <= XNAMES_LOCAL_MAX &&
		    (!uri || strlen((const char *)uri) <= XNAMES_URI_MAX);
	fail(r, "size",
	    many ? "more different names than can be told apart"
		 : "a name or its namespace is too long");
	return 0;
}

static void
add_attrs(struct xsax *r, struct xnode *n, int count, const xmlChar **a)
{
	struct xtree *t = r->tree;
	for (int i = 0; i < count; i++, a += 5) {
		t->attrs = grow(r->arena, t->attrs, t->attrs_n, &r->attrs_cap,
		    sizeof(*t->attrs));
		struct str value = { (const char *)a[3],
			(size_t)(a[4] - a[3]) };
		t->attrs[t->attrs_n++] =
		    (struct xattr){ .name = intern(r, a[2], a[0]),
			    .value = arena_str(r->arena, value) };
		n->attrs_n++;
	}
}

static void
on_start(void *arg, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int namespaces_n, const xmlChar **namespaces,
    int attrs_n, int defaulted_n, const xmlChar **attrs)
{
	struct xsax *r = arg;
	(void)prefix, (void)namespaces_n, (void)namespaces, (void)defaulted_n;
	if (r->failed)
		return;
	if (r->skip) {
		r->skip--;
		return;
	}
	settle_text(r, false);
	if (r->depth == XTREE_DEPTH) {
		fail(r, "size", "elements are nested too deep");
		return;
	}
	struct xnode *n = add_node(r, intern(r, uri, local));
	if (!n || r->failed)
		return;
	add_attrs(r, n, attrs_n, attrs);
	r->open[r->depth] = (uint32_t)(r->tree->nodes_n - 1);
	r->child[r->depth] = 0;
	r->depth++;
}

static void
on_end(
    void *arg, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct xsax *r = arg;
	(void)local, (void)prefix, (void)uri;
	if (r->failed || r->depth == 0)
		return;
	settle_text(r, r->child[r->depth - 1] == 0);
	r->depth--;
}

static void
on_text(void *arg, const xmlChar *p, int n)
{
	struct xsax *r = arg;
	struct str *t = &r->text;
	if (r->failed || r->depth == 0)
		return;
	if (r->cut)
		r->tree->nodes[r->open[r->depth - 1]].split = true;
	if (n == 0)
		return; /* CDATA may be empty */
	if (t->n + (size_t)n > r->text_cap) {
		r->text_cap = t->n + (size_t)n + (t->n ? r->text_cap : 0);
		char *more = arena_alloc(r->arena, r->text_cap);
		if (t->n)
			memcpy(more, t->p, t->n);
		t->p = more;
	}
	/* the bytes are the arena's, and ours to fill */
	memcpy((char *)(uintptr_t)t->p + t->n, p, (size_t)n);
	t->n += (size_t)n;
}

static void
on_comment(void *arg, const xmlChar *text)
{
	struct xsax *r = arg;
	(void)text;
	r->cut = r->text.n > 0;
	r->tree->remarks = true;
}

static void
on_instruction(void *arg, const xmlChar *target, const xmlChar *data)
{
	(void)target;
	on_comment(arg, data);
}

static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	fail(arg, "doctype", "a document type declaration is not accepted");
}

static void
on_reference(void *arg, const xmlChar *name)
{
	(void)name;
	fail(arg, "entity", "an entity that XML does not have");
}

static void
on_error(void *arg, xmlErrorPtr e)
{
	struct xsax *r = arg;
	char place[32], text[200];
	if (r->failed || e->level < XML_ERR_ERROR)
		return;
	snprintf(place, sizeof(place), "line %d", e->line);
	if (e->code == XML_ERR_TAG_NAME_MISMATCH && e->str1 && e->str2)
		snprintf(text, sizeof(text), "<%s> is closed by </%s>", e->str1,
		    e->str2);
	else
		snprintf(
		    text, sizeof(text), "%s", e->message ? e->message : "");
	text[strcspn(text, "\n")] = '\0';
	if (text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a')
		text[0] = (char)(text[0] + 32);
	fault_set(r->fault, place, "xml", "not well-formed: %s", text);
	r->failed = true;
	xmlStopParser(r->ctxt);
}

/* What libxml2 would print on standard error beside on_error. */
static void
on_print(void *arg, const char *format, ...)
{
	(void)arg, (void)format;
}

static xmlSAXHandler handler = {
	.initialized = XML_SAX2_MAGIC,
	.startElementNs = on_start,
	.endElementNs = on_end,
	.characters = on_text,
	.ignorableWhitespace = on_text,
	.cdataBlock = on_text,
	.comment = on_comment,
	.processingInstruction = on_instruction,
	.internalSubset = on_doctype,
	.reference = on_reference,
	.serror = on_error,
};

static void
renew_parser(struct xsax *r)
{
	if (r->ctxt)
		xmlFreeParserCtxt(r->ctxt);
	r->ctxt = xmlNewParserCtxt();
	if (!r->ctxt)
		die(MC_NOMEM, "out of memory");
	*r->ctxt->sax = handler;
	r->ctxt->userData = r;
	xnames_forget_pointers(r->names);
}

struct xsax *
xsax_new(struct xnames *names)
{
	struct xsax *r = xcalloc(1, sizeof(*r));
	xmlSetGenericErrorFunc(NULL, on_print);
	r->names = names;
	r->wrapped = (struct buf)BUF_INIT(STRINGS_MAX);
	renew_parser(r);
	return r;
}

void
xsax_free(struct xsax *r)
{
	xmlFreeParserCtxt(r->ctxt);
	buf_free(&r->wrapped);
	free(r);
}

/* The document inside an element that declares its wrappers' namespaces. */
static struct str
wrap(struct xsax *r, struct str bytes, struct str scope)
{
	buf_reset(&r->wrapped);
	buf_addc(&r->wrapped, '<');
	buf_addc(&r->wrapped, 'w');
	buf_addstr(&r->wrapped, scope);
	buf_addc(&r->wrapped, '>');
	buf_addstr(&r->wrapped, bytes);
	buf_adds(&r->wrapped, "</w>");
	return buf_str(&r->wrapped);
}

/* An encoding that libxml2 does not know it would take for UTF-8. */
static bool
knows_encoding(const char *name)
{
	xmlCharEncodingHandlerPtr h = xmlFindCharEncodingHandler(name);
	if (h)
		xmlCharEncCloseFunc(h);
	return h != NULL;
}

bool
xsax_read(struct xsax *r, struct str bytes, struct str scope,
    const char *encoding, struct arena *a, struct xtree *tree, struct fault *f)
{
	if (xmlDictSize(r->ctxt->dict) > DICT_MAX)
		renew_parser(r);
	*tree = (struct xtree){ .names = r->names };
	r->arena = a;
	r->tree = tree;
	r->nodes_cap = r->attrs_cap = 0;
	r->depth = 0;
	r->skip = scope.n > 0;
	r->text = (struct str){ NULL, 0 };
	r->text_cap = 0;
	r->fault = f;
	r->failed = false;
	tree->nodes = grow(a, NULL, 0, &r->nodes_cap, sizeof(*tree->nodes));
	tree->nodes[0] = (struct xnode){ 0 }; /* index 0 means none */
	tree->nodes_n = 1;
	if (encoding && !knows_encoding(encoding))
		return fault_set(
		    f, "line 1", "encoding", "unknown encoding '%s'", encoding);
	if (scope.n)
		bytes = wrap(r, bytes, scope);
	if (!xguard(bytes, encoding, f))
		return false;
	/* without NOENT an ampersand in an attribute would come as "&#38;" */
	xmlCtxtReadMemory(r->ctxt, bytes.p, (int)bytes.n, NULL, encoding,
	    XML_PARSE_NONET | XML_PARSE_NOENT);
	if (!r->failed && !r->ctxt->wellFormed)
		fail(r, "xml", "not well-formed");
	if (!r->failed && tree->nodes_n < 2)
		fail(r, "xml", "no element in the document");
	return !r->failed;
}
