/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/hash.h"
#include "map_write.h"
#include "ubl.h"
#include "ubl_write.h"

#define UBL "urn:oasis:names:specification:ubl:schema:xsd:"
#define NAMESPACES(document)                                                   \
	" xmlns=\"" UBL document "\""                                          \
	" xmlns:cac=\"" UBL "CommonAggregateComponents-2\""                    \
	" xmlns:cbc=\"" UBL "CommonBasicComponents-2\""

struct ubl_writer {
	struct map_writer *invoice, *creditnote;
};

struct ubl_writer *
ubl_writer_new(void)
{
	const struct map_root invoice = { "Invoice", NAMESPACES("Invoice-2"),
		false };
	const struct map_root creditnote = { "CreditNote",
		NAMESPACES("CreditNote-2"), true };
	struct ubl_writer *w = xcalloc(1, sizeof(*w));
	w->invoice = map_writer_new(&ubl_invoice_map, &invoice);
	w->creditnote = map_writer_new(&ubl_invoice_map, &creditnote);
	return w;
}

void
ubl_writer_free(struct ubl_writer *w)
{
	map_writer_free(w->invoice);
	map_writer_free(w->creditnote);
	free(w);
}

/* ---- what the tables cannot say; the mirror of ubl.c ---------------- */

/* "#AAI#text" is how UBL carries a note's subject; BT-21. */
static void
join_notes(struct invoice *inv, struct arena *a)
{
	const struct note *from = inv->notes;
	inv->notes = arena_zero(a, inv->notes_n, sizeof(*inv->notes));
	for (size_t i = 0; i < inv->notes_n; i++) {
		struct note *n = &inv->notes[i];
		*n = from[i];
		if (n->subject.n != 3)
			continue; /* the map has no place for it */
		n->text = arena_printf(
		    a, "#%.*s#%.*s", STR_ARG(n->subject), STR_ARG(n->text));
		n->subject = (struct str){ NULL, 0 };
	}
}

static void
add_messages(struct invoice *inv, const struct ubl_options *o, struct arena *a)
{
	if (o->messages_n && !inv->notes_n) {
		inv->notes = arena_zero(a, 1, sizeof(*inv->notes));
		inv->notes_n = 1;
	}
	for (size_t i = 0; i < o->messages_n; i++) {
		struct str *text = &inv->notes[inv->notes_n - 1].text;
		*text = text->n ? arena_printf(a, "%.*s\n%.*s", STR_ARG(*text),
				      STR_ARG(o->messages[i]))
				: o->messages[i];
	}
}

static void
add_links(struct invoice *inv, const struct ubl_options *o, struct arena *a)
{
	size_t n = inv->attachments_n;
	if (!o->links_n)
		return;
	struct attachment *all = arena_zero(a, n + o->links_n, sizeof(*all));
	if (n)
		memcpy(all, inv->attachments, n * sizeof(*all));
	memcpy(all + n, o->links, o->links_n * sizeof(*all));
	inv->attachments = all;
	inv->attachments_n = n + o->links_n;
}

/* A payee or representative has its only name where others are known by. */
static void
unname_party(struct party *p)
{
	if (!str_blank(p->trading_name))
		return;
	p->trading_name = p->name;
	p->name = (struct str){ NULL, 0 };
}

static bool
conforms(struct str specification)
{
	struct str rest = specification;
	if (!str_starts(specification, UBL_BIS3))
		return false;
	rest = str_from(rest, sizeof(UBL_BIS3) - 1);
	return rest.n == 0 || str_starts(rest, "#conformant#");
}

/* Those of another specification would send it to another address. */
static void
specify(struct str *specification, struct str *process)
{
	bool own = conforms(*specification);
	bool bis = str_is(*specification, UBL_BIS3);
	if (!own)
		*specification = str_of(UBL_BIS3);
	if (!own || !process->n ||
	    (bis && !str_is(*process, "urn:peppol:bis:billing_with_response")))
		*process = str_of(UBL_BIS3_PROCESS);
}

/* ---- attachments ---------------------------------------------------- */

/* Reads until the room is full or the file ends; -1 on failure. */
static ssize_t
read_full(int fd, char *room, size_t n)
{
	size_t got = 0;
	while (got < n) {
		ssize_t r = read(fd, room + got, n - got);
		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return -1;
		if (r == 0)
			break;
		got += (size_t)r;
	}
	return (ssize_t)got;
}

/* The file as base64, its digest on the way. */
static bool
add_file(struct buf *out, int fd, char hex[SHA256_HEX])
{
	char chunk[3 * 8192]; /* whole groups of base64 but for the last */
	unsigned char digest[SHA256_BYTES];
	struct sha256 *sum = sha256_new();
	ssize_t n;
	do {
		n = read_full(fd, chunk, sizeof(chunk));
		if (n > 0) {
			sha256_add(sum, chunk, (size_t)n);
			base64_encode(out, chunk, (size_t)n);
		}
	} while (n == (ssize_t)sizeof(chunk) && !out->over);
	sha256_end(sum, digest);
	hex_format(digest, SHA256_BYTES, hex);
	return n >= 0;
}

/* base64 as it stands in the record: no path of a file taken for it. */
static bool
add_base64(struct buf *out, struct str text, struct fault *f)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') &&
		    !(c >= '0' && c <= '9') && !is_blank(c) && c != '+' &&
		    c != '/' && c != '=')
			return fault_set(
			    f, NULL, "attachment", "is no base64 text");
	}
	buf_addstr(out, text);
	return true;
}

static bool
write_content(void *arg, const void *object, struct buf *out, struct fault *f)
{
	const struct ubl_options *o = arg;
	const struct attachment *a = object;
	char hex[SHA256_HEX];
	if (!o->open)
		return add_base64(out, str_trim(a->path), f);
	int fd = o->open(o->arg, a, f);
	if (fd < 0)
		return false;
	bool read = add_file(out, fd, hex);
	int error = errno;
	close(fd);
	if (!read)
		return fault_set(f, NULL, "attachment", "cannot be read: %s",
		    strerror(error));
	if (a->sha256.n && !out->over && !str_is(a->sha256, hex))
		return fault_set(f, NULL, "attachment",
		    "has other bytes than when the record was made");
	return true;
}

/* ---- documents ------------------------------------------------------ */

static bool
is_creditnote(const struct record *r)
{
	return str_is(r->kind, "credit-note");
}

bool
ubl_write(const struct ubl_writer *w, const struct record *r,
    const struct ubl_options *o, struct arena *a, struct buf *out,
    struct fault *f)
{
	static const struct ubl_options none;
	struct ubl_options options = o ? *o : none;
	bool credit = is_creditnote(r);
	if (!r->invoice || (!credit && !str_is(r->kind, "invoice")))
		return fault_set(f, "/kind", "cannot-carry",
		    "neither an invoice nor a credit note");
	struct invoice inv = *r->invoice;
	specify(&inv.specification, &inv.process);
	if (date_set(options.due_date))
		inv.due_date = options.due_date;
	/* an order has a number, and BIS says what stands there without one */
	if (!str_blank(inv.sales_order) && str_blank(inv.order))
		inv.order = str_of("NA");
	join_notes(&inv, a);
	add_messages(&inv, &options, a);
	add_links(&inv, &options, a);
	unname_party(&inv.payee);
	unname_party(&inv.representative);
	struct map_values v = { .place = "/invoice",
		.currency = inv.currency,
		.vat_currency = inv.vat_currency,
		.content = write_content,
		.arg = &options };
	return map_write(credit ? w->creditnote : w->invoice, &v, &inv, out, f);
}

void
ubl_envelope(const struct record *r, struct sbdh *e)
{
	bool credit = is_creditnote(r);
	e->namespace = str_of(credit ? UBL "CreditNote-2" : UBL "Invoice-2");
	e->root = str_of(credit ? "CreditNote" : "Invoice");
	e->version = str_of("2.1");
	e->specification = r->invoice->specification;
	e->process = r->invoice->process;
	specify(&e->specification, &e->process);
}
