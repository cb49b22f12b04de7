/* SPDX-License-Identifier: ISC */
#include "base/base64.h"
#include "parse.h"
#include "state/artefact.h"

/* File extension by media type; EN 16931 BT-125-1 allows these. */
static const struct {
	const char *mime, *ext;
} types[] = {
	{ "application/pdf", "pdf" },
	{ "image/png", "png" },
	{ "image/jpeg", "jpg" },
	{ "text/csv", "csv" },
	{ "text/xml", "xml" },
	{ "application/xml", "xml" },
	{ "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	    "xlsx" },
	{ "application/vnd.oasis.opendocument.spreadsheet", "ods" },
};

static const char *
extension(struct str mime)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_is(mime, types[i].mime))
			return types[i].ext;
	return "bin";
}

/*
 * Takes identity numbers out of the bytes, byte for byte: in text what passes
 * a check, in anything the document's own. False with the fault when the
 * sender keeps none, for then the document cannot go.
 */
static bool
cover(struct parse *p, const struct attachment *at, struct buf *bytes,
    struct fault *f)
{
	bool text = str_starts(at->mime, "text/") ||
		    str_is(at->mime, "application/xml");
	if (!known_mask(&p->known, text, bytes->p, bytes->n))
		return true;
	hide_value(&p->hiding, at->path);
	if (p->never)
		return fault_set(f, "invoice.attachments", "identity-never",
		    "an attachment holds a personal identity number, of which "
		    "its sender keeps none");
	return true;
}

/* Turns the base64 in at->path into an artefact and its path. */
static bool
attach(struct parse *p, struct record *r, struct attachment *at, bool *io,
    struct fault *f)
{
	char path[ARTEFACT_PATH], sha256[SHA256_HEX];
	struct buf bytes = BUF_INIT(DOCUMENT_MAX);
	if (!p->home)
		return fault_set(f, "invoice.attachments", "attachment",
		    "an attachment needs MC_HOME to be put into");
	if (!base64_decode(&bytes, at->path)) {
		buf_free(&bytes);
		return fault_set(f, "invoice.attachments", "attachment",
		    "an attachment is not base64");
	}
	if (!cover(p, at, &bytes, f)) {
		buf_free(&bytes);
		return false;
	}
	*io = !artefact_put(p->home, instant_date(p->at), "attachment", r->id,
	    extension(at->mime), bytes.p, bytes.n, path, sha256, f);
	at->bytes = (int64_t)bytes.n;
	buf_free(&bytes);
	if (*io)
		return false;
	at->path = arena_str(&p->arena, str_of(path));
	at->sha256 = arena_str(&p->arena, str_of(sha256));
	p->attached++;
	return true;
}

bool
attach_all(struct parse *p, struct record *r, bool *io, struct fault *f)
{
	*io = false;
	for (size_t i = 0; i < r->invoice->attachments_n; i++) {
		struct attachment *at = &r->invoice->attachments[i];
		if (at->path.p && !attach(p, r, at, io, f))
			return false;
	}
	return true;
}
