/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mask.h"
#include "base/text.h"
#include "sink.h"

enum {
	READABLE = 60, /* bytes of an id in a folder's name */
	FOLDER_HEX = 8, /* digits behind it */
	FILE_NAME = 120,
	NAMES = 64, /* artefacts of one record */
};

/* The members of one record while they are filed. */
struct members {
	struct filing *filing;
	const struct home *home;
	const struct origin *origin;
	int64_t mtime;
	char folder[READABLE + FOLDER_HEX + 2];
	char names[NAMES][FILE_NAME + 8]; /* in it */
	size_t names_n;
};

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

static enum mc_status
put_flow(
    struct members *m, struct str wanted, const struct flow *w, struct fault *f)
{
	char name[TAR_NAME];
	member_name(m, name_file(m, wanted), name);
	return flow_put(m->filing, name, m->mtime, w, f);
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
put_source(struct members *m, const struct source *s, struct fault *f)
{
	const struct origin *o = m->origin;
	if (!s || !s->path.n || o->gone)
		return MC_OK;
	struct flow w = { .place = "/source",
		.path = o->path,
		.fd = o->fd,
		.offset = s->offset,
		.size = s->bytes,
		.sha256 = s->sha256,
		.mask = s->mask,
		.mask_n = s->mask_n };
	return put_flow(m, str_of(source_name(o, s)), &w, f);
}

/* A file that the record names at that place. */
static enum mc_status
put_artefact(struct members *m, struct str path, struct str sha256,
    int64_t bytes, const char *place, struct fault *f)
{
	char room[PATH_MAX];
	struct flow w = { .place = place,
		.sha256 = sha256,
		.texts = m->origin->texts,
		.texts_n = m->origin->texts_n };
	if (m->names_n == NAMES) {
		fault_set(
		    f, place, "archive", "more files than a record can have");
		return MC_DATA;
	}
	enum mc_status s = flow_open(&w, m->home, path, bytes, room, f);
	if (s != MC_OK)
		return s;
	s = put_flow(m, flow_base(path), &w, f);
	close(w.fd);
	return s;
}

/* Each file once, however many variants it is. */
static enum mc_status
put_pages(struct members *m, const struct record *r, struct fault *f)
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
		s = put_artefact(m, a->path, a->sha256, a->bytes, place, f);
	}
	return s;
}

/* Claims a file of this document alone; a batch is filed by its seal. */
static bool
is_alone(const struct output *o)
{
	return o->path.n && !o->batch.n && !o->failed.n;
}

/* Each e-invoice once, however many channels take it. */
static enum mc_status
put_einvoices(struct members *m, const struct record *r, struct fault *f)
{
	enum mc_status s = MC_OK;
	for (size_t i = 0; s == MC_OK && i < r->sefaktura_n; i++) {
		const struct output *o = &r->sefaktura[i];
		char place[40];
		size_t k = 0;
		while (k < i && !(is_alone(&r->sefaktura[k]) &&
				    str_eq(r->sefaktura[k].path, o->path)))
			k++;
		if (!is_alone(o) || k < i)
			continue;
		snprintf(place, sizeof(place), "/sefaktura/%zu", i);
		s = put_artefact(m, o->path, o->sha256, o->bytes, place, f);
	}
	return s;
}

/* What the other formats made. */
static enum mc_status
put_outputs(struct members *m, const struct record *r, struct fault *f)
{
	const struct {
		const struct output *output;
		const char *place;
	} all[] = {
		{ r->autogiro, "/autogiro" },
		{ r->avtalegiro, "/avtalegiro" },
		{ r->finvoice, "/finvoice" },
	};
	enum mc_status s = MC_OK;
	for (size_t i = 0; s == MC_OK && i < sizeof(all) / sizeof(all[0]);
	     i++) {
		const struct output *o = all[i].output;
		if (o && is_alone(o))
			s = put_artefact(
			    m, o->path, o->sha256, o->bytes, all[i].place, f);
	}
	return s;
}

enum mc_status
members_put(struct filing *filing, const struct home *h, const struct record *r,
    const struct origin *o, struct str line,
    const unsigned char digest[SHA256_BYTES], int64_t mtime, struct fault *f)
{
	struct members m = {
		.filing = filing, .home = h, .origin = o, .mtime = mtime
	};
	char name[TAR_NAME];
	name_folder(&m, r->id, digest);
	member_name(&m, name_file(&m, str_of("record.json")), name);
	filing_put(filing, name, line, mtime);
	enum mc_status s = put_source(&m, r->source, f);
	if (s == MC_OK)
		s = put_pages(&m, r, f);
	if (s == MC_OK)
		s = put_einvoices(&m, r, f);
	if (s == MC_OK)
		s = put_outputs(&m, r, f);
	if (s == MC_OK && (s = filing->status) != MC_OK)
		*f = filing->fault;
	return s;
}
