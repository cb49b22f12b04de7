/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "svefaktura_objects.h"

#define ENVELOPE "urn:sfti:documents:ObjectEnvelope:1:0"
#define REFERENCE "so:DocumentReference/"

static const struct map_row object_rows[] = {
	{ "so:ObjectID", "id", NULL, 0 },
	{ "so:EncodedData", "path", NULL, 0 },
	{ "so:EncodedData/@format='BASE64'", NULL, NULL, 0 },
	{ "so:EncodedData/@mimeCode", "mime", NULL, 0 },
	{ "so:EncodedData/@filename", "filename", NULL, 0 },
};
static const struct map object_map = { &attachment_object, object_rows,
	sizeof(object_rows) / sizeof(struct map_row), "amountCurrencyID",
	NULL };

/* What an envelope says of its invoice, as an invoice of these terms alone. */
static const struct map_row envelope_rows[] = {
	{ REFERENCE "so:DocumentID", "number", NULL, 0 },
	{ REFERENCE "so:IssueDate", "issue_date", NULL, 0 },
	{ REFERENCE "so:DocumentType='urn:sfti:documents:BasicInvoice:1:0'",
	    NULL, NULL, 0 },
	{ "so:EncodedObject", "attachments", &object_map, 0 },
};
static const struct map envelope_map = { &invoice_object, envelope_rows,
	sizeof(envelope_rows) / sizeof(struct map_row), "amountCurrencyID",
	NULL };

struct svefaktura_objects {
	struct mapping *map;
	xname root;
};

struct svefaktura_objects *
svefaktura_objects_new(struct xreader *reader)
{
	struct svefaktura_objects *o = xcalloc(1, sizeof(*o));
	o->map = mapping_new(reader, &envelope_map);
	o->root =
	    xreader_name(reader, str_of(ENVELOPE), str_of("ObjectEnvelope"));
	return o;
}

void
svefaktura_objects_free(struct svefaktura_objects *o)
{
	mapping_free(o->map);
	free(o);
}

bool
svefaktura_objects_is(const struct svefaktura_objects *o, struct xdoc *d)
{
	return xdoc_root(d) == o->root;
}

/* The attachment of the invoice that refers to the object; NULL: none. */
static struct attachment *
referring(const struct invoice *inv, struct str id)
{
	const size_t n = sizeof(SVEFAKTURA_OBJECT) - 1;
	for (size_t i = 0; i < inv->attachments_n; i++) {
		struct str to = inv->attachments[i].id;
		if (str_starts(to, SVEFAKTURA_OBJECT) &&
		    str_eq(str_from(to, n), id))
			return &inv->attachments[i];
	}
	return NULL;
}

static bool
is_of(const struct invoice *envelope, const struct invoice *inv)
{
	if (date_set(envelope->issue_date) &&
	    (!date_set(inv->issue_date) ||
		date_cmp(envelope->issue_date, inv->issue_date) != 0))
		return false;
	if (envelope->number.n)
		return str_eq(envelope->number, inv->number);
	for (size_t i = 0; i < envelope->attachments_n; i++)
		if (referring(inv, envelope->attachments[i].id))
			return true;
	return false;
}

/* The attachment for an object: that which refers to it, or a new one. */
static struct attachment *
place_for(struct xdoc *d, struct str id)
{
	struct invoice *inv = d->r->invoice;
	struct attachment *at = referring(inv, id);
	if (at && !at->path.n)
		return at;
	inv->attachments = arena_extend(d->arena, inv->attachments,
	    inv->attachments_n, sizeof(*inv->attachments));
	at = &inv->attachments[inv->attachments_n++];
	*at = (struct attachment){ .id = arena_printf(d->arena,
				       SVEFAKTURA_OBJECT "%.*s", STR_ARG(id)) };
	return at;
}

/* A reference that cannot be read is none: it stays in extra. */
static void
ignore(void *arg, uint32_t node, const char *rule, const char *text)
{
	(void)arg, (void)node, (void)rule, (void)text;
}

bool
svefaktura_objects_read(const struct svefaktura_objects *o, struct xdoc *d)
{
	const struct str none = { NULL, 0 };
	struct map_work w = xdoc_work(d, none, none);
	struct invoice envelope = { .number = none };
	w.complain = ignore;
	if (!svefaktura_objects_is(o, d))
		return false;
	mapping_read(o->map, &w, 1, &envelope);
	if (!is_of(&envelope, d->r->invoice))
		return false;
	for (size_t i = 0; i < envelope.attachments_n; i++) {
		const struct attachment *from = &envelope.attachments[i];
		struct attachment *to = place_for(d, from->id);
		to->path = from->path;
		to->mime = from->mime;
		to->filename = from->filename;
	}
	xdoc_sweep(d);
	return true;
}
