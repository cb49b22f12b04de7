/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "archive_cmd.h"

/* Claims that what is in the index are the first lines of these erasures. */
static bool
are_ours(const struct erasures *file, const struct erasures_walk *w)
{
	struct erasures_walk next = *w;
	struct erasure e;
	struct arena a = { 0 };
	bool end;
	if (w->at >= file->bytes)
		return w->at == file->bytes &&
		       memcmp(w->head, file->head, sizeof(w->head)) == 0;
	enum mc_status s = erasures_next(file, &next, &e, &a, &end, NULL);
	arena_free(&a);
	return s == MC_OK;
}

/* The same of the ledger, and of both. */
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

static enum mc_status
take_volumes(struct store *st, struct ledger_walk *w, struct fault *f)
{
	struct ledger_entry e;
	struct erased erased = { 0 };
	bool end;
	enum mc_status s = erased_load(&erased, &st->home, f);
	st->index.erased = &erased;
	while (s == MC_OK) {
		s = ledger_next(&st->archive.ledger, w, &e, &end, f);
		if (s != MC_OK || end)
			break;
		msg_info("%s: into the index", e.volume);
		s = store_take_volume(st, &e, f);
	}
	st->index.erased = NULL;
	erased_free(&erased);
	return s;
}

/* The lines behind w, each in a transaction, and then the file anew. */
static enum mc_status
take_erasures(struct store *st, const struct erasures *file,
    struct erasures_walk *w, struct fault *f)
{
	struct archive_index *x = &st->index;
	struct erasure e;
	struct arena a = { 0 };
	struct fault why;
	bool end = false, loose;
	enum mc_status s = MC_OK;
	while (s == MC_OK && !end) {
		arena_reset(&a);
		s = erasures_next(file, w, &e, &a, &end, f);
		if (s == MC_OK && !end && !archive_index_erase(x, &e, w, f))
			s = x->status;
	}
	arena_free(&a);
	if (s == MC_OK && !archive_index_erasures(x, w, &loose, f))
		s = x->status;
	if (s == MC_OK && loose && !archive_index_compact(x, &why))
		fault_warn(&why);
	return s;
}

static enum mc_status
follow(struct store *st, const struct erasures *file, struct fault *f)
{
	struct archive_index *x = &st->index;
	struct ledger_walk w;
	struct erasures_walk gone;
	bool loose;
	if (!archive_index_position(x, &w, f) ||
	    !archive_index_erasures(x, &gone, &loose, f))
		return x->status;
	if ((w.line > 0 && !is_ours(st, &w)) ||
	    (gone.line > 0 && !are_ours(file, &gone))) {
		msg_info("the index is not of this ledger, it is made again");
		if (!archive_index_clear(x, f))
			return x->status;
		w = (struct ledger_walk){ 0 };
		gone = (struct erasures_walk){ 0 };
	}
	enum mc_status s =
	    w.at < st->archive.ledger.bytes ? take_volumes(st, &w, f) : MC_OK;
	return s == MC_OK ? take_erasures(st, file, &gone, f) : s;
}

enum mc_status
store_follow(struct store *st, struct fault *f)
{
	struct erasures file;
	enum mc_status s = erasures_open(&file, &st->home, false, f);
	if (s == MC_OK)
		s = follow(st, &file, f);
	erasures_close(&file);
	return s;
}

/* Claims that the index is where ledger and erasures end. */
static bool
is_level(struct store *st)
{
	struct ledger *l = &st->archive.ledger;
	struct ledger_walk w;
	struct erasures file;
	struct erasures_walk gone;
	struct fault f;
	bool loose;
	enum mc_status s = ledger_lock(l, false, &f);
	if (s != MC_OK)
		fault_die(s, &f);
	s = erasures_open(&file, &st->home, false, &f);
	erasures_close(&file);
	ledger_unlock(l);
	if (s != MC_OK)
		fault_die(s, &f);
	if (!archive_index_position(&st->index, &w, &f) ||
	    !archive_index_erasures(&st->index, &gone, &loose, &f))
		fault_die(st->index.status, &f);
	return w.at == l->bytes &&
	       memcmp(w.head, l->head, sizeof(w.head)) == 0 &&
	       gone.at == file.bytes &&
	       memcmp(gone.head, file.head, sizeof(gone.head)) == 0 && !loose;
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
