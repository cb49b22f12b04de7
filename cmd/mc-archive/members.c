/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mask.h"
#include "base/text.h"
#include "sink.h"

enum {
	READABLE = 60, /* bytes of an id in a folder's name */
	FOLDER_HEX = 8, /* digits behind it */
	FILE_NAME = 120,
	CHUNK = 256 * 1024,
	NAMES = 64, /* artefacts of one record */
};

/* The members of one record while they are filed. */
struct members {
	struct filing *filing;
	int64_t mtime;
	char folder[READABLE + FOLDER_HEX + 2];
	char names[NAMES][FILE_NAME + 8]; /* in it */
	size_t names_n;
};

/* A file's bytes on their way into a member. */
struct flow {
	const char *place; /* in the record */
	const char *path; /* of the file, for messages */
	int fd;
	int64_t offset, size;
	struct str sha256; /* hex, that they must have */
	const struct mask *mask;
	size_t mask_n;
};

static enum mc_status
wrong(const struct flow *w, enum mc_status status, struct fault *f,
    const char *what)
{
	fault_set(f, w->place, "archive", "%s: %s", w->path, what);
	return status;
}

/* The name of the folder: what a person can read of the id, and a digest. */
static void
name_folder(
    struct members *m, struct str id, const unsigned char digest[SHA256_BYTES])
{
	struct buf b = BUF_INIT(2 * READABLE);
	char hex[FOLDER_HEX + 1];
	text_safe_name(&b, id, READABLE);
	mask_text(b.p, b.n);
	for (size_t i = 0; i < b.n; i++)
		if (b.p[i] == '*')
			b.p[i] = '_';
	hex_format(digest, FOLDER_HEX / 2, hex);
	snprintf(m->folder, sizeof(m->folder), "%.*s-%s", (int)b.n, b.p, hex);
	buf_free(&b);
}

static bool
is_taken(const struct members *m, const char *name)
{
	for (size_t i = 0; i < m->names_n; i++)
		if (strcmp(m->names[i], name) == 0)
			return true;
	return false;
}

/* A name for a file in the folder, that no other there has. */
static const char *
name_file(struct members *m, struct str wanted)
{
	struct buf b = BUF_INIT(2 * FILE_NAME);
	char *name = m->names[m->names_n];
	text_safe_name(&b, wanted, FILE_NAME);
	snprintf(name, sizeof(m->names[0]), "%.*s", (int)b.n, b.n ? b.p : "");
	for (int i = 2; !*name || is_taken(m, name); i++)
		snprintf(name, sizeof(m->names[0]), "%d_%.*s", i, (int)b.n,
		    b.n ? b.p : "");
	buf_free(&b);
	m->names_n++;
	return name;
}

static void
member_name(const struct members *m, const char *file, char name[TAR_NAME])
{
	snprintf(name, TAR_NAME, "%s/%s", m->folder, file);
}

/* Overwrites what of the ranges stands in n bytes from `at`. */
static void
mask_chunk(const struct flow *w, char *p, int64_t at, int64_t n)
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

/* Files the bytes, which must have their digest before they are masked. */
static enum mc_status
flow(struct members *m, const char *file, const struct flow *w, struct fault *f)
{
	unsigned char want[SHA256_BYTES], got[SHA256_BYTES];
	char name[TAR_NAME];
	struct sha256 *h;
	int64_t at = 0;
	bool ok = true;

	if (!hex_parse(w->sha256, want, sizeof(want)))
		return wrong(w, MC_DATA, f, "the record has no sha256 of it");
	member_name(m, file, name);
	filing_member(m->filing, name, w->size, m->mtime);
	char *p = xmalloc(CHUNK);
	h = sha256_new();
	while (ok && at < w->size) {
		int64_t n = w->size - at < CHUNK ? w->size - at : CHUNK;
		ok = file_read_at(w->fd, p, (size_t)n, w->offset + at);
		if (!ok)
			break;
		sha256_add(h, p, (size_t)n);
		mask_chunk(w, p, at, n);
		filing_data(m->filing, p, (size_t)n);
		at += n;
	}
	int why = errno;
	free(p);
	sha256_end(h, got);
	if (!ok)
		return wrong(w, MC_NOINPUT, f, strerror(why));
	if (memcmp(want, got, sizeof(want)) != 0)
		return wrong(w, MC_NOINPUT, f,
		    "its bytes are not those that the record was made from");
	filing_end(m->filing);
	return MC_OK;
}

/* source.xml for what begins like XML, behind a mark and blanks. */
static const char *
source_name(const struct origin *o, const struct source *s)
{
	char head[64];
	size_t n =
	    s->bytes < (int64_t)sizeof(head) ? (size_t)s->bytes : sizeof(head);
	struct str t = { head, n };
	if (!file_read_at(o->fd, head, n, s->offset))
		return "source.bin";
	if (str_starts(t, "\xef\xbb\xbf"))
		t = str_from(t, 3);
	return str_starts(str_trim(t), "<") ? "source.xml" : "source.bin";
}

static enum mc_status
put_source(struct members *m, const struct origin *o, const struct source *s,
    struct fault *f)
{
	if (!s || !s->path.n)
		return MC_OK;
	struct flow w = { .place = "/source",
		.path = o->path,
		.fd = o->fd,
		.offset = s->offset,
		.size = s->bytes,
		.sha256 = s->sha256,
		.mask = s->mask,
		.mask_n = s->mask_n };
	return flow(m, name_file(m, str_of(source_name(o, s))), &w, f);
}

static enum mc_status
put_open(struct members *m, struct flow *w, const struct artefact *a,
    struct str base, struct fault *f)
{
	struct stat st;
	if (fstat(w->fd, &st) != 0)
		return wrong(w, MC_NOINPUT, f, strerror(errno));
	w->size = st.st_size;
	if (!S_ISREG(st.st_mode))
		return wrong(w, MC_NOINPUT, f, "no regular file");
	if (a->bytes && a->bytes != w->size)
		return wrong(w, MC_NOINPUT, f,
		    "has not the length that the record says");
	return flow(m, name_file(m, base), w, f);
}

static enum mc_status
put_artefact(struct members *m, const struct home *h, const struct artefact *a,
    const char *place, struct fault *f)
{
	char path[PATH_MAX];
	struct str base = a->path;
	if (!home_join(h, a->path, path, f))
		return MC_DATA;
	for (size_t i = base.n; i-- > 0;)
		if (base.p[i] == '/') {
			base = str_from(base, i + 1);
			break;
		}
	struct flow w = { .place = place,
		.path = path,
		.sha256 = a->sha256,
		.fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) };
	if (w.fd < 0)
		return wrong(&w, MC_NOINPUT, f, strerror(errno));
	enum mc_status s = put_open(m, &w, a, base, f);
	close(w.fd);
	return s;
}

/* Each file once, however many variants it is. */
static enum mc_status
put_pages(struct members *m, const struct home *h, const struct record *r,
    struct fault *f)
{
	enum mc_status s = MC_OK;
	for (size_t i = 0; s == MC_OK && i < r->pages_n; i++) {
		const struct artefact *a = &r->pages[i];
		char place[32];
		size_t k = 0;
		while (k < i && !str_eq(r->pages[k].path, a->path))
			k++;
		if (!a->path.n || k < i)
			continue;
		snprintf(place, sizeof(place), "/pages/%zu", i);
		if (m->names_n == NAMES) {
			fault_set(f, place, "archive",
			    "more files than a record can have");
			return MC_DATA;
		}
		s = put_artefact(m, h, a, place, f);
	}
	return s;
}

enum mc_status
members_put(struct filing *filing, const struct home *h, const struct record *r,
    const struct origin *o, struct str line,
    const unsigned char digest[SHA256_BYTES], int64_t mtime, struct fault *f)
{
	struct members m = { .filing = filing, .mtime = mtime };
	char name[TAR_NAME];
	name_folder(&m, r->id, digest);
	member_name(&m, name_file(&m, str_of("record.json")), name);
	filing_put(filing, name, line, mtime);
	enum mc_status s = put_source(&m, o, r->source, f);
	if (s == MC_OK)
		s = put_pages(&m, h, r, f);
	if (s == MC_OK && (s = filing->status) != MC_OK)
		*f = filing->fault;
	return s;
}
