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
	struct fault why;
	bool end = false;
	enum mc_status s;
	while ((s = volume_next(&x->volume, &m, &end, &why)) == MC_OK && !end) {
		if (is_record(m.tar.name)) {
			if (!put_row(x, f))
				return false;
			x->open = take_record(x, &m);
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

static enum mc_status
take_volume(struct store *st, const struct ledger_entry *e, struct fault *f)
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

/* Claims that what is in the index are the first lines of this ledger. */
static bool
is_ours(const struct store *st, const struct ledger_walk *w)
{
	const struct ledger *l = &st->archive.ledger;
	struct ledger_walk next = *w;
	struct ledger_entry e;
	bool end;
	if (w->at > l->bytes)
		return false;
	if (w->at == l->bytes)
		return memcmp(w->head, l->head, sizeof(w->head)) == 0;
	return ledger_next(l, &next, &e, &end, NULL) == MC_OK;
}

enum mc_status
store_follow(struct store *st, struct fault *f)
{
	struct ledger_walk w;
	struct ledger_entry e;
	enum mc_status s;
	bool end;
	if (!archive_index_position(&st->index, &w, f))
		return st->index.status;
	if (w.line > 0 && !is_ours(st, &w)) {
		msg_info("the index is not of this ledger, it is made again");
		if (!archive_index_clear(&st->index, f))
			return st->index.status;
		w = (struct ledger_walk){ 0 };
	}
	while (
	    (s = ledger_next(&st->archive.ledger, &w, &e, &end, f)) == MC_OK &&
	    !end) {
		msg_info("%s: into the index", e.volume);
		if ((s = take_volume(st, &e, f)) != MC_OK)
			return s;
	}
	return s;
}

/* Claims that the index is where the ledger ends. */
static bool
is_level(struct store *st)
{
	struct ledger *l = &st->archive.ledger;
	struct ledger_walk w;
	struct fault f;
	enum mc_status s = ledger_lock(l, false, &f);
	if (s != MC_OK)
		fault_die(s, &f);
	ledger_unlock(l);
	if (!archive_index_position(&st->index, &w, &f))
		fault_die(st->index.status, &f);
	return w.at == l->bytes && memcmp(w.head, l->head, sizeof(w.head)) == 0;
}

void
store_open_files(struct store *st)
{
	struct fault f;
	*st = (struct store){ 0 };
	if (!home_open(&st->home, NULL, &f))
		fault_die(MC_CONFIG, &f);
	enum mc_status s = archive_open(&st->archive, &st->home, &f);
	if (s != MC_OK)
		fault_die(s, &f);
}

void
store_open(struct store *st, bool files)
{
	char at[TIME_TEXT];
	struct fault f;
	store_open_files(st);
	if (!archive_index_open(&st->index, &st->home, &f)) {
		fault_warn(&f);
		die(st->index.status,
		    "the index cannot be used (mc-archive rebuild)");
	}
	if (st->index.anew)
		msg_warn("the index is of an older version, it is made again");
	if (!files && is_level(st))
		return;
	enum mc_status s = ledger_lock(&st->archive.ledger, true, &f);
	if (s == MC_OK && files) {
		instant_format(instant_now(), at);
		s = archive_recover(&st->archive, at, &f);
	}
	if (s == MC_OK)
		s = store_follow(st, &f);
	if (s != MC_OK)
		fault_die(s, &f);
	ledger_unlock(&st->archive.ledger);
}

void
store_close(struct store *st)
{
	archive_index_close(&st->index);
	archive_close(&st->archive);
}

int
cmd_rebuild(int argc, char **argv)
{
	static const struct cli_option none[] = { { 0 } };
	struct store st;
	struct cli cli;
	struct fault f;

	cli_start(&cli, "mc-archive rebuild", "", none, argc, argv);
	while (cli_next(&cli) != 0)
		;
	if (cli.operands_n)
		cli_wrong(&cli, "rebuild takes no operands");
	store_open_files(&st);
	enum mc_status s = ledger_lock(&st.archive.ledger, true, &f);
	if (s != MC_OK)
		fault_die(s, &f);
	if (!archive_index_open(&st.index, &st.home, &f) ||
	    !archive_index_clear(&st.index, &f)) {
		if (st.index.status == MC_RETRY)
			fault_die(MC_RETRY, &f);
		archive_index_close(&st.index);
		if (!archive_index_remove(&st.home, &f))
			fault_die(MC_CREATE, &f);
		if (!archive_index_open(&st.index, &st.home, &f))
			fault_die(st.index.status, &f);
	}
	s = store_follow(&st, &f);
	if (s != MC_OK)
		fault_die(s, &f);
	bool damaged = st.damaged;
	store_close(&st);
	return damaged ? MC_DATA : MC_OK;
}
