/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "model/ubl.h"
#include "ubl.h"

#define UBL "urn:oasis:names:specification:ubl:schema:xsd:"

struct ubl {
	struct mapping *invoice, *delivery;
	xname invoice_root, creditnote_root;
};

struct ubl *
ubl_new(struct xreader *reader)
{
	struct ubl *u = xcalloc(1, sizeof(*u));
	u->invoice = mapping_new(reader, &ubl_invoice_map);
	u->delivery = mapping_new(reader, &ubl_delivery_map);
	u->invoice_root =
	    xreader_name(reader, str_of(UBL "Invoice-2"), str_of("Invoice"));
	u->creditnote_root = xreader_name(
	    reader, str_of(UBL "CreditNote-2"), str_of("CreditNote"));
	return u;
}

void
ubl_free(struct ubl *u)
{
	mapping_free(u->invoice);
	mapping_free(u->delivery);
	free(u);
}

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

/* The text of a child of the root, without blanks around it. */
static struct str
text_of(const struct xdoc *d, xname name)
{
	uint32_t n = xtree_child(&d->tree, 1, name);
	return n ? str_trim(d->tree.nodes[n].text) : (struct str){ NULL, 0 };
}

static void
read_delivery(const struct ubl *u, struct xdoc *d, const struct map_work *w)
{
	if (!xtree_child(&d->tree, 1, EXT_UBLExtensions))
		return;
	uint32_t n = map_find(d->reader, &d->tree, 1,
	    "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/"
	    "mc:Delivery");
	if (!n)
		return;
	d->r->delivery = arena_zero(d->arena, 1, sizeof(*d->r->delivery));
	mapping_read(u->delivery, w, n, d->r->delivery);
}

bool
ubl_read(const struct ubl *u, struct xdoc *d)
{
	xname root = xdoc_root(d);
	bool invoice = root == u->invoice_root;
	if (!invoice && root != u->creditnote_root)
		return false;
	d->r->kind = str_of(invoice ? "invoice" : "credit-note");
	d->r->source->format =
	    str_of(invoice ? "ubl-invoice" : "ubl-creditnote");

	struct map_work w = xdoc_work(d, text_of(d, CBC_DocumentCurrencyCode),
	    text_of(d, CBC_TaxCurrencyCode));
	struct invoice *inv = arena_zero(d->arena, 1, sizeof(*inv));
	d->r->invoice = inv;
	mapping_read(u->invoice, &w, 1, inv);
	split_notes(inv);
	xdoc_name_party(&inv->payee);
	xdoc_name_party(&inv->representative);
	read_delivery(u, d, &w);
	xdoc_sweep(d);
	return true;
}
