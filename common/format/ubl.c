/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "model/problems.h"
#include "ubl.h"

const char *const ubl_roots[] = { "Invoice", "CreditNote", NULL };

#define UBL "urn:oasis:names:specification:ubl:schema:xsd:"
#define XSI "http://www.w3.org/2001/XMLSchema-instance"

struct ubl {
	struct xreader *reader;
	struct mapping *invoice, *delivery;
	xname invoice_root, creditnote_root;
};

struct ubl *
ubl_new(void)
{
	struct ubl *u = xcalloc(1, sizeof(*u));
	u->reader = xreader_new();
	u->invoice = mapping_new(u->reader, &ubl_invoice_map);
	u->delivery = mapping_new(u->reader, &ubl_delivery_map);
	u->invoice_root =
	    xreader_name(u->reader, str_of(UBL "Invoice-2"), str_of("Invoice"));
	u->creditnote_root = xreader_name(
	    u->reader, str_of(UBL "CreditNote-2"), str_of("CreditNote"));
	return u;
}

void
ubl_free(struct ubl *u)
{
	mapping_free(u->invoice);
	mapping_free(u->delivery);
	xreader_free(u->reader);
	free(u);
}

/* One document at work. */
struct job {
	struct ubl *u;
	struct xtree tree;
	struct arena *arena;
	struct record *r;
};

static void
on_complaint(void *arg, uint32_t node, const char *rule, const char *text)
{
	struct job *j = arg;
	struct str path = xtree_path(j->u->reader, &j->tree, node, j->arena);
	problem_add(j->r, j->arena, rule, "fatal", path,
	    j->r->source->line + j->tree.nodes[node].line - 1, "%s", text);
}

/* ---- what the model has no place for -------------------------------- */

static bool
is_schema_hint(const struct job *j, const struct xattr *a)
{
	return str_is(xreader_uri(j->u->reader, a->name), XSI);
}

/* How many attributes of the node nothing has taken. */
static size_t
attrs_left(const struct job *j, const struct xnode *n)
{
	size_t left = 0;
	for (uint32_t i = 0; i < n->attrs_n; i++) {
		const struct xattr *a = &j->tree.attrs[n->attrs + i];
		left += !a->used && !is_schema_hint(j, a);
	}
	return left;
}

static void
keep_attrs(struct job *j, const struct xnode *n, struct extra *e, size_t left)
{
	e->attributes = arena_zero(j->arena, left, sizeof(*e->attributes));
	for (uint32_t i = 0; i < n->attrs_n; i++) {
		const struct xattr *a = &j->tree.attrs[n->attrs + i];
		if (a->used || is_schema_hint(j, a))
			continue;
		e->attributes[e->attributes_n++] =
		    (struct attribute){ .name =
					    xreader_text(j->u->reader, a->name),
			    .value = a->value };
	}
}

/* Sweeps what is left into invoice.extra, in document order. */
static void
keep_rest(struct job *j)
{
	struct invoice *inv = j->r->invoice;
	for (uint32_t i = 1; i < j->tree.nodes_n; i++) {
		const struct xnode *n = &j->tree.nodes[i];
		struct str text = str_trim(n->text);
		size_t left = attrs_left(j, n);
		bool keep = text.n && !n->used;
		if (!keep && !left)
			continue;
		inv->extra = arena_extend(
		    j->arena, inv->extra, inv->extra_n, sizeof(*inv->extra));
		struct extra *e = &inv->extra[inv->extra_n++];
		*e = (struct extra){ .path = xtree_path(
					 j->u->reader, &j->tree, i, j->arena) };
		if (keep)
			e->value = text;
		if (left)
			keep_attrs(j, n, e, left);
	}
}

/* ---- what the tables cannot say ------------------------------------- */

/* "#AAI#text" is how UBL carries a note's subject; BT-21. */
static void
split_notes(struct invoice *inv)
{
	for (size_t i = 0; i < inv->notes_n; i++) {
		struct note *n = &inv->notes[i];
		if (n->text.n < 5 || n->text.p[0] != '#' || n->text.p[4] != '#')
			continue;
		n->subject = (struct str){ n->text.p + 1, 3 };
		n->text = str_from(n->text, 5);
	}
}

static void
name_party(struct party *p)
{
	if (p->name.p)
		return;
	p->name = p->trading_name;
	p->trading_name = (struct str){ NULL, 0 };
}

/* The text of a plain child of the root, before the tables are read. */
static struct str
peek(struct job *j, const char *path)
{
	uint32_t n = map_find(j->u->reader, &j->tree, 1, path);
	return n ? str_trim(j->tree.nodes[n].text) : (struct str){ NULL, 0 };
}

static void
read_delivery(struct job *j, const struct map_work *w)
{
	uint32_t n = map_find(j->u->reader, &j->tree, 1,
	    "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/"
	    "mc:Delivery");
	if (!n)
		return;
	j->r->delivery = arena_zero(j->arena, 1, sizeof(*j->r->delivery));
	mapping_read(j->u->delivery, w, n, j->r->delivery);
}

static void
read_invoice(struct job *j)
{
	struct map_work w = { &j->tree, j->arena,
		peek(j, "cbc:DocumentCurrencyCode"),
		peek(j, "cbc:TaxCurrencyCode"), on_complaint, j };
	struct invoice *inv = arena_zero(j->arena, 1, sizeof(*inv));
	j->r->invoice = inv;
	mapping_read(j->u->invoice, &w, 1, inv);
	split_notes(inv);
	name_party(&inv->payee);
	name_party(&inv->representative);
	read_delivery(j, &w);
	keep_rest(j);
}

/* Sets kind and format by the root element. */
static bool
take_root(struct job *j, struct fault *f)
{
	xname root = j->tree.nodes[1].name;
	bool invoice = root == j->u->invoice_root;
	if (!invoice && root != j->u->creditnote_root) {
		struct str uri = xreader_uri(j->u->reader, root);
		return fault_set(f, "line 1", "namespace",
		    "no document that this tool knows: <%.*s> in namespace "
		    "'%.*s'",
		    STR_ARG(xreader_local(j->u->reader, root)),
		    (int)(uri.n > 100 ? 100 : uri.n), uri.p);
	}
	j->r->kind = str_of(invoice ? "invoice" : "credit-note");
	j->r->source->format =
	    str_of(invoice ? "ubl-invoice" : "ubl-creditnote");
	return true;
}

/* Makes "line N" of the document one of the file. */
static bool
place_in_file(struct fault *f, int64_t first)
{
	static const char head[] = "line ";
	if (strncmp(f->place, head, sizeof(head) - 1) == 0) {
		long long n = strtoll(f->place + sizeof(head) - 1, NULL, 10);
		snprintf(f->place, sizeof(f->place), "line %lld",
		    n + (long long)first - 1);
	}
	return false;
}

bool
ubl_read(struct ubl *u, struct str bytes, struct str scope,
    const char *encoding, struct arena *a, struct record *r, struct fault *f)
{
	struct job j = { .u = u, .arena = a, .r = r };
	if (!xreader_read(u->reader, bytes, scope, encoding, a, &j.tree, f) ||
	    !take_root(&j, f))
		return place_in_file(f, r->source->line);
	read_invoice(&j);
	return true;
}
