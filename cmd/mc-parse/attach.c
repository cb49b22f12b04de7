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
	if (p->never.on && forget_hit(&p->never, at->mime, buf_str(&bytes))) {
		hide_value(&p->hiding, at->path);
		buf_free(&bytes);
		return fault_set(f, "invoice.attachments", "identity-never",
		    "an attachment holds a personal identity number, of which "
		    "its sender keeps none");
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
