/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "archive_cmd.h"
#include "base/file.h"
#include "stream/rec.h"

enum { RECORD_MAX = LINE_MAX_BYTES + 1 };

static const char record_name[] = "/record.json";

/* A volume on its way into the index. */
struct indexing {
	struct store *store;
	const struct ledger_entry *entry;
	struct volume volume;
	struct buf line; /* of the record in `row` */
	struct arena arena; /* likewise */
	struct archive_row row;
	bool open; /* row is waiting for its last member */
	struct volume_member before; /* the member read before this one */
};

static bool
put_row(struct indexing *x, struct fault *f)
{
	bool open = x->open;
	x->open = false;
	return !open ||
	       archive_index_add(&x->store->index, x->entry, &x->row, f);
}

/* Reads the data of a member that is a line into x->line. */
static bool
take_line(struct indexing *x, const struct volume_member *m, struct fault *f)
{
	size_t n = (size_t)m->tar.size;
	buf_reset(&x->line);
	arena_reset(&x->arena);
	if (m->tar.size < 1 || m->tar.size > RECORD_MAX)
		return fault_set(f, "", "archive", "is no record by its size");
	if (!buf_room(&x->line, n) ||
	    !file_read_at(x->volume.fd, x->line.p, n, m->tar.data))
		return fault_set(f, "", "archive", "%s", strerror(errno));
	x->line.n = n;
	return true;
}

static void
complain(struct indexing *x, const struct volume_member *m, struct fault *f)
{
	msg_warn("%s: %s: %s%s%s", x->volume.path, m->tar.name, f->place,
	    *f->place ? ": " : "", f->text);
	x->store->damaged = true;
}

/* Reads a record.json into x->row; false with a message when it is none. */
static bool
take_record(struct indexing *x, const struct volume_member *m)
{
	struct rec rec;
	struct fault f;
	if (take_line(x, m, &f) &&
	    rec_parse(&rec, (struct str){ x->line.p, x->line.n - 1 },
		store_reads(), &x->arena, &f) &&
	    !rec.is_seal) {
		store_row(&x->row, &rec.r, &x->arena);
		x->row.offset = m->tar.header;
		x->row.line = m->line;
		store_key(&rec.r, m->sha256, x->row.key);
		return true;
	}
	complain(x, m, &f);
	return false;
}

/* The label of a batch, which is the member before it. False: the index. */
static bool
take_batch(struct indexing *x, const struct volume_member *m, struct fault *f)
{
	struct batch b;
	struct fault why;
	if (!take_line(x, m, &why) ||
	    !batch_read(&b, buf_str(&x->line), &x->arena, &why)) {
		complain(x, m, &why);
		return true;
	}
	struct archive_file file = { .sha256 = b.sha256,
		.path = b.path,
		.offset = x->before.tar.header,
		.line = x->before.line };
	return archive_index_add_file(&x->store->index, x->entry, &file, f);
}

/* A record that is erased, of which its erasure says what is known. */
static bool
take_erased(struct indexing *x, const struct volume_member *m,
    const struct erased_member *which)
{
	struct erasures file;
	struct erasure e;
	struct fault f;
	arena_reset(&x->arena);
	enum mc_status s = erasures_open(&file, &x->store->home, false, &f);
	if (s == MC_OK)
		s = erasures_read(&file, which->at, &e, &x->arena, &f);
	erasures_close(&file);
	if (s != MC_OK || which->version >= e.versions_n) {
		if (s == MC_OK)
			fault_set(&f, "", "archive", "no such erasure");
		complain(x, m, &f);
		return false;
	}
	x->row = (struct archive_row){ .erased = true,
		.id = e.id,
		.kind = e.kind,
		.number = e.number,
		.offset = m->tar.header,
		.line = m->line };
	memcpy(x->row.key, e.version[which->version].key, SHA256_BYTES);
	return true;
}

static bool
is_batch(const char *name)
{
	size_t n = strlen(name), tail = sizeof(BATCH_LABEL) - 1;
	return strncmp(name, BATCH_FOLDER, sizeof(BATCH_FOLDER) - 1) == 0 &&
	       strcmp(name + n - tail, BATCH_LABEL) == 0;
}

static bool
is_record(const char *name)
{
	size_t n = strlen(name), tail = sizeof(record_name) - 1;
	return n > tail && strcmp(name + n - tail, record_name) == 0;
}

/* Every member of the open volume. False: the index failed. */
static bool
take_members(struct indexing *x, struct fault *f)
{
	struct volume_member m;
	const struct erased_member *erased;
	struct fault why;
	bool end = false;
	enum mc_status s;
	while ((s = volume_next(&x->volume, &m, &end, &why)) == MC_OK && !end) {
		if (is_record(m.tar.name)) {
			if (!put_row(x, f))
				return false;
			erased = erased_find(
			    x->store->index.erased, x->volume.path, m.tar.name);
			x->open = erased ? take_erased(x, &m, erased)
					 : take_record(x, &m);
		} else if (strncmp(m.tar.name, BATCH_FOLDER,
			       sizeof(BATCH_FOLDER) - 1) == 0) {
			if (!put_row(x, f) ||
			    (is_batch(m.tar.name) && !take_batch(x, &m, f)))
				return false;
		}
		memcpy(x->row.chain, m.chain, sizeof(m.chain));
		x->before = m;
	}
	if (s != MC_OK) {
		fault_warn(&why);
		x->store->damaged = true;
		x->open = false; /* its chain is not known */
	}
	return put_row(x, f);
}

enum mc_status
store_take_volume(
    struct store *st, const struct ledger_entry *e, struct fault *f)
{
	struct fault why;
	struct indexing x = { .store = st,
		.entry = e,
		.volume = { .fd = -1 },
		.line = BUF_INIT(RECORD_MAX) };
	enum mc_status s = volume_open(&x.volume, &st->home, e->volume, &why);
	bool ok = archive_index_begin(
	    &st->index, e, s == MC_OK ? x.volume.lines.header : 0, f);
	if (ok && s != MC_OK) {
		fault_warn(&why);
		st->damaged = true;
	} else if (ok) {
		ok = take_members(&x, f);
	}
	ok = ok && archive_index_commit(&st->index, f);
	if (!ok)
		archive_index_rollback(&st->index);
	volume_close(&x.volume);
	buf_free(&x.line);
	arena_free(&x.arena);
	return ok ? MC_OK : st->index.status;
}
