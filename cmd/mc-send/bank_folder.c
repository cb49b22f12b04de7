/* SPDX-License-Identifier: ISC */
/*
 * A batch file into the folder of a channel, from where the bank's program
 * takes it away at once; so whether it is there says nothing of whether it has
 * left. Who has claimed the delivery stages it as NAME.part, durable, then
 * says in his claim that it may leave, and renames it. Of a delivery that a
 * dead run has begun so there is either the staged file, which has not left,
 * or it has.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "channel.h"
#include "send.h"

enum { FILE_MAX = 1 << 30 };

struct place {
	char folder[PATH_MAX], name[PATH_MAX], part[PATH_MAX]; /* absolute */
	char relative[RECEIPT_TEXT]; /* of name */
};

static enum outcome
because(struct answer *r, enum outcome o, const char *why)
{
	struct fault f; /* cuts and masks */
	fault_set(&f, NULL, NULL, "batch file: %s", why);
	memcpy(r->text, f.text, sizeof(r->text));
	return o;
}

static bool
find_place(const struct outlet *o, const struct bank_file *b, struct place *at)
{
	char part[RECEIPT_TEXT];
	const struct str folder = o->channel->path;
	int n = snprintf(at->relative, sizeof(at->relative), "%.*s/%.*s",
	    STR_ARG(folder), STR_ARG(b->name));
	int m = snprintf(part, sizeof(part), "%.*s/%.*s.part", STR_ARG(folder),
	    STR_ARG(b->name));
	return n > 0 && m > 0 && (size_t)m < sizeof(part) &&
	       home_join(o->home, folder, at->folder, NULL) &&
	       home_join(o->home, str_of(at->relative), at->name, NULL) &&
	       home_join(o->home, str_of(part), at->part, NULL);
}

/* Reads the file that the seal names, if it still is that one. */
static enum outcome
load(const struct outlet *o, const struct bank_file *b, struct buf *data,
    struct answer *r)
{
	struct fault f;
	char path[PATH_MAX], hex[SHA256_HEX];
	if (!home_join(o->home, b->path, path, &f))
		return because(r, OUTCOME_PERMANENT, f.text);
	if (!file_read(path, data))
		return because(r,
		    errno == ENOENT || errno == EFBIG ? OUTCOME_PERMANENT
						      : OUTCOME_TRANSIENT,
		    strerror(errno));
	sha256_text(data->p, data->n, hex);
	if (str_is(b->sha256, hex))
		return OUTCOME_ACCEPTED;
	return because(r, OUTCOME_PERMANENT,
	    "it is not the one of the seal: its digest differs");
}

/* Over what a dead run may have left there; nobody else writes it. */
static bool
stage(const struct place *at, const struct buf *data)
{
	int fd = open(at->part,
	    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && file_write(fd, data->p, data->n) && fsync(fd) == 0;
	int why = errno;
	if (fd >= 0)
		close(fd);
	errno = why;
	return ok && file_sync(at->folder);
}

enum outcome
bank_stage(const struct outlet *o, const struct bank_file *b, struct answer *r)
{
	struct place at;
	struct buf data = BUF_INIT(FILE_MAX);
	memset(r, 0, sizeof(*r));
	if (o->channel->kind != CONF_DIRECTORY)
		return because(r, OUTCOME_PERMANENT,
		    "its channel is not of kind directory");
	if (!find_place(o, b, &at))
		return because(r, OUTCOME_TRANSIENT, "the path is too long");
	enum outcome came = load(o, b, &data, r);
	if (came == OUTCOME_ACCEPTED &&
	    !(file_mkdirs(at.folder) && stage(&at, &data)))
		came = because(r, OUTCOME_TRANSIENT, strerror(errno));
	buf_free(&data);
	return came;
}

/* 1 the bytes are those of the file, 0 they are others, -1 no file. */
static int
holds(const char *path, const struct bank_file *b)
{
	char hex[SHA256_HEX];
	struct buf data = BUF_INIT(FILE_MAX);
	int is = -1;
	if (file_read(path, &data)) {
		sha256_text(data.p, data.n, hex);
		is = str_is(b->sha256, hex);
	} else if (errno != ENOENT) {
		is = 0;
	}
	buf_free(&data);
	return is;
}

static enum outcome
has_left(const struct place *at, const struct bank_file *b, struct answer *r)
{
	memcpy(r->receipt, at->relative, sizeof(r->receipt));
	snprintf(r->sha256, sizeof(r->sha256), "%.*s", STR_ARG(b->sha256));
	return OUTCOME_ACCEPTED;
}

enum outcome
bank_hand_over(const struct outlet *o, const struct bank_file *b, bool begun,
    struct answer *r)
{
	struct place at;
	memset(r, 0, sizeof(*r));
	if (!find_place(o, b, &at))
		return because(r, OUTCOME_TRANSIENT, "the path is too long");
	int there = holds(at.name, b), staged = holds(at.part, b);
	if (there == 1) {
		unlink(at.part);
		return has_left(&at, b, r);
	}
	if (staged < 0 && begun)
		return has_left(&at, b, r);
	if (there == 0)
		return because(r, OUTCOME_PERMANENT,
		    "its name exists there with other bytes");
	if (staged == 0)
		return because(r, OUTCOME_UNKNOWN,
		    "what was staged of it is not the file");
	if (rename(at.part, at.name) != 0)
		return because(r, OUTCOME_TRANSIENT, strerror(errno));
	/* the bank may have it already, and a power failure may take it back */
	if (!file_sync(at.folder))
		return because(r, OUTCOME_UNKNOWN, strerror(errno));
	return has_left(&at, b, r);
}
