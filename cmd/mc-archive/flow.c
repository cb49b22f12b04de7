/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem, memrchr */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mask.h"
#include "format/autogiro.h"
#include "sink.h"
#include "stream/redact.h"

enum {
	CHUNK = 256 * 1024,
	KEEP = 8192, /* of a line without an end: longer than any text sought */
	HEAD = 512, /* bytes by which a text is known */
};

/* What of a bank file holds numbers of payers: all its columns run together, so
 * that one shows only in its own. */
static const struct fixed_layout *const orders[] = {
	&autogiro_debit_layout,
	&autogiro_payout_layout,
};

static enum mc_status
wrong(const struct flow *w, enum mc_status status, struct fault *f,
    const char *what)
{
	fault_set(f, w->place, "archive", "%s: %s", w->path, what);
	return status;
}

struct str
flow_base(struct str path)
{
	for (size_t i = path.n; i-- > 0;)
		if (path.p[i] == '/')
			return str_from(path, i + 1);
	return path;
}

/* Claims that the file is text by its first bytes; PDF has its own. */
static bool
is_text(int fd, int64_t size)
{
	char head[HEAD];
	size_t n = size < HEAD ? (size_t)size : HEAD;
	if (!file_read_at(fd, head, n, 0) ||
	    str_starts((struct str){ head, n }, "%PDF"))
		return false;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)head[i] < '\t')
			return false;
	return true;
}

enum mc_status
flow_open(struct flow *w, const struct home *h, struct str path, int64_t bytes,
    char room[PATH_MAX], struct fault *f)
{
	struct stat st;
	enum mc_status s = MC_OK;
	if (!home_join(h, path, room, f))
		return MC_DATA;
	w->path = room;
	w->fd = open(room, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (w->fd < 0)
		return wrong(w, MC_NOINPUT, f, strerror(errno));
	if (fstat(w->fd, &st) != 0)
		s = wrong(w, MC_NOINPUT, f, strerror(errno));
	else if (!S_ISREG(st.st_mode))
		s = wrong(w, MC_NOINPUT, f, "no regular file");
	else if (bytes && bytes != st.st_size)
		s = wrong(w, MC_NOINPUT, f,
		    "has not the length that the record says");
	if (s != MC_OK) {
		close(w->fd);
		return s;
	}
	w->size = st.st_size;
	w->kind = is_text(w->fd, w->size) ? FLOW_TEXT : FLOW_BYTES;
	return MC_OK;
}

/* Overwrites what of the ranges stands in n bytes from `at`. */
static void
mask_ranges(const struct flow *w, char *p, int64_t at, int64_t n)
{
	for (size_t i = 0; i < w->mask_n; i++) {
		int64_t from = w->mask[i].at - at;
		int64_t to = from + w->mask[i].bytes;
		from = from < 0 ? 0 : from;
		to = to > n ? n : to;
		if (from < to)
			memset(p + from, '*', (size_t)(to - from));
	}
}

/* A column, without the zeros and blanks in front. */
static void
mask_column(char *p, size_t n)
{
	size_t i = 0;
	while (i < n && (p[i] == '0' || p[i] == ' '))
		i++;
	/* a number may begin with zeros of its own */
	for (; i > 0 && !mask_hit((struct str){ p + i, n - i }); i--)
		;
	mask_text(p + i, n - i);
}

/* The payer number, and the reference that may be built on one. */
static bool
is_payers(const struct fixed_field *f)
{
	return f->kind != FIXED_CONSTANT &&
	       (f->at == offsetof(struct autogiro_payment, payer) ||
		   f->at == offsetof(struct autogiro_payment, reference));
}

static void
mask_order(char *p, size_t n)
{
	const struct fixed_layout *l = fixed_find(
	    orders, sizeof(orders) / sizeof(orders[0]), (struct str){ p, n });
	for (size_t i = 0; l && i < l->fields_n; i++) {
		const struct fixed_field *f = &l->fields[i];
		size_t from = f->column - 1u, to = from + f->width;
		if (is_payers(f) && from < n)
			mask_column(p + from, (to < n ? to : n) - from);
	}
}

static void
mask_orders(char *p, size_t n)
{
	while (n) {
		char *end = memchr(p, '\n', n);
		size_t line = end ? (size_t)(end - p) : n;
		mask_order(p, line);
		line += end != NULL;
		p += line;
		n -= line;
	}
}

static void
mask_piece(const struct flow *w, char *p, size_t n)
{
	if (w->kind == FLOW_AUTOGIRO) {
		mask_orders(p, n);
		return;
	}
	mask_text(p, n);
	for (size_t i = 0; i < w->texts_n; i++) {
		struct str t = w->texts[i];
		char *at = p, *end = p + n;
		if (t.n < REDACT_LEAST)
			continue;
		while ((at = memmem(at, (size_t)(end - at), t.p, t.n))) {
			memset(at, '*', t.n);
			at += t.n;
		}
	}
}

/*
 * Masks what can be of n bytes of text: whole lines, and all at the end. Of a
 * line that is longer than that, all but the last bytes, where a number may
 * have only begun. How many may go.
 */
static size_t
mask_lines(const struct flow *w, char *p, size_t n, bool last)
{
	char *end = last ? NULL : memrchr(p, '\n', n);
	if (end && n - (size_t)(end - p) > CHUNK / 2)
		end = NULL;
	size_t ready = end ? (size_t)(end - p) + 1 : n;
	mask_piece(w, p, ready);
	return last || end ? ready : ready - (ready < KEEP ? ready : KEEP);
}

/* Reads, hashes, masks and files all of it; false with errno. */
static bool
pump(struct filing *filing, const struct flow *w, struct sha256 *h, char *p)
{
	size_t kept = 0;
	for (int64_t at = 0; at < w->size;) {
		int64_t left = w->size - at;
		size_t n = left < CHUNK ? (size_t)left : CHUNK;
		size_t all = kept + n, ready = all;
		if (!file_read_at(w->fd, p + kept, n, w->offset + at))
			return false;
		sha256_add(h, p + kept, n);
		mask_ranges(w, p + kept, at, (int64_t)n);
		at += (int64_t)n;
		if (w->kind != FLOW_BYTES)
			ready = mask_lines(w, p, all, at == w->size);
		filing_data(filing, p, ready);
		kept = all - ready;
		memmove(p, p + ready, kept);
	}
	return true;
}

enum mc_status
flow_put(struct filing *filing, const char *name, int64_t mtime,
    const struct flow *w, struct fault *f)
{
	unsigned char want[SHA256_BYTES], got[SHA256_BYTES];
	if (!hex_parse(w->sha256, want, sizeof(want)))
		return wrong(w, MC_DATA, f, "the record has no sha256 of it");
	filing_member(filing, name, w->size, mtime);
	char *p = xmalloc(2 * CHUNK);
	struct sha256 *h = sha256_new();
	bool ok = pump(filing, w, h, p);
	int why = errno;
	free(p);
	sha256_end(h, got);
	if (!ok)
		return wrong(w, MC_NOINPUT, f, strerror(why));
	if (memcmp(want, got, sizeof(want)) != 0)
		return wrong(w, MC_NOINPUT, f,
		    "its bytes are not those that the record was made from");
	filing_end(filing);
	return MC_OK;
}
