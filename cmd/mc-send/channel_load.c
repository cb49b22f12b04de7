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
unreadable(const struct parcel *p, struct answer *r)
{
	bool passes = errno == EIO || errno == EACCES || errno == EMFILE ||
		      errno == ENFILE || errno == ESTALE;
	return channel_because(r,
	    passes ? OUTCOME_TRANSIENT : OUTCOME_PERMANENT, p->section,
	    strerror(errno));
}

enum outcome
channel_load(const struct home *h, const struct parcel *p, struct buf *file,
    struct answer *r)
{
	struct fault f;
	char path[PATH_MAX];
	const enum outcome no = OUTCOME_PERMANENT;
	if (!p->file)
		return channel_because(r, no, p->section, "no file for it");
	if (p->file->failed.p) {
		snprintf(path, sizeof(path), "%.*s", STR_ARG(p->file->failed));
		return channel_because(r, no, p->section, path);
	}
	if (!home_join(h, p->file->path, path, &f))
		return channel_because(r, no, p->section, f.text);
	if (!file_read(path, file))
		return unreadable(p, r);
	sha256_text(file->p, file->n, r->sha256);
	if (str_is(p->file->sha256, r->sha256))
		return OUTCOME_ACCEPTED;
	r->sha256[0] = '\0';
	return channel_because(r, no, p->section,
	    "the file is not the one of the record: its digest differs");
}
