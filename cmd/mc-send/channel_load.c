/* SPDX-License-Identifier: ISC */
/* What every kind of channel does before it hands over. */
#include <errno.h>
#include <stdio.h>

#include "base/file.h"
#include "channel.h"

enum outcome
channel_because(
    struct answer *r, enum outcome o, const char *what, const char *why)
{
	struct fault f; /* cuts and masks */
	fault_set(&f, NULL, NULL, "%s: %s", what, why);
	memcpy(r->text, f.text, sizeof(r->text));
	return o;
}

/* Why a file of ours cannot be read: for now, or for good. */
static enum outcome
unreadable(struct answer *r)
{
	bool passes = errno == EIO || errno == EACCES || errno == EMFILE ||
		      errno == ENFILE || errno == ESTALE;
	return channel_because(r,
	    passes ? OUTCOME_TRANSIENT : OUTCOME_PERMANENT, "pages",
	    strerror(errno));
}

enum outcome
channel_load(const struct home *h, const struct parcel *p, struct buf *pdf,
    struct answer *r)
{
	struct fault f;
	char path[PATH_MAX];
	if (!p->pdf)
		return channel_because(r, OUTCOME_PERMANENT, "pages", "no PDF");
	if (p->pdf->failed.p) {
		snprintf(path, sizeof(path), "%.*s", STR_ARG(p->pdf->failed));
		return channel_because(r, OUTCOME_PERMANENT, "pages", path);
	}
	if (!home_join(h, p->pdf->path, path, &f))
		return channel_because(r, OUTCOME_PERMANENT, "pages", f.text);
	if (!file_read(path, pdf))
		return unreadable(r);
	sha256_text(pdf->p, pdf->n, r->sha256);
	if (str_is(p->pdf->sha256, r->sha256))
		return OUTCOME_ACCEPTED;
	r->sha256[0] = '\0';
	return channel_because(r, OUTCOME_PERMANENT, "pages",
	    "the PDF is not the one of the record: its digest differs");
}
