/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive_cmd.h"
#include "base/text.h"
#include "base/user.h"
#include "stream/rec.h"

enum { REASON_MAX = 200 };

struct erase {
	struct store store;
	const char *id; /* as it was given */
	bool dry;
	struct str reason;
	struct places versions, news;
	struct erasure erasure;
	struct arena arena;
	struct out out;
};

/* ---- what the line says -------------------------------------------------- */

/* The reason on one line, masked. */
static struct str
take_reason(struct erase *x, const struct cli *cli)
{
	struct buf b = BUF_INIT(1 << 20);
	text_plain(&b, str_trim(str_of(cli->value)));
	if (b.n == 0)
		cli_wrong(cli, "a reason that says nothing");
	if (b.n > REASON_MAX || b.over)
		cli_wrong(cli, "a reason of more than %d bytes", REASON_MAX);
	struct str reason = arena_str(&x->arena, buf_str(&b));
	buf_free(&b);
	return reason;
}

static void
print_line(struct erase *x, const char *word, struct str a, struct str b)
{
	buf_printf(&x->out.buf, "%-7s  ", word);
	cmd_text(&x->out.buf, a);
	if (b.n) {
		buf_adds(&x->out.buf, "  ");
		cmd_text(&x->out.buf, b);
	}
	buf_addc(&x->out.buf, '\n');
	out_keep_up(&x->out);
}

/* The members of a version, each of which must be what was filed. */
static void
take_members(struct erase *x, const struct place *at, struct erasure_version *e)
{
	char folder[TAR_NAME] = "";
	struct volume v;
	struct volume_member m;
	struct fault f;
	bool end;
	enum mc_status s =
	    volume_open_at(&v, &x->store.home, at->volume, at->chain, &f);
	if (s == MC_OK)
		volume_seek(&v, at->offset, at->line);
	e->chain = v.lines.header;
	while (s == MC_OK) {
		s = place_next(&v, folder, &m, &end, &f);
		if (s != MC_OK || end)
			break;
		s = volume_check(&v, &m, &f);
		e->member = arena_extend(
		    &x->arena, e->member, e->members_n, sizeof(*e->member));
		struct erasure_member *to = &e->member[e->members_n++];
		to->name = arena_str(&x->arena, str_of(m.tar.name));
		memcpy(to->sha256, m.sha256, SHA256_BYTES);
	}
	volume_close(&v);
	if (s != MC_OK)
		fault_die(s, &f);
}

static void
take_version(struct erase *x, const struct place *at)
{
	struct erasure *e = &x->erasure;
	e->version = arena_extend(
	    &x->arena, e->version, e->versions_n, sizeof(*e->version));
	struct erasure_version *v = &e->version[e->versions_n++];
	*v = (struct erasure_version){
		.volume = str_of(at->volume),
		.offset = at->offset,
		.line = at->line,
	};
	memcpy(v->key, at->key, sizeof(v->key));
	take_members(x, at, v);
}

/* ---- what is kept -------------------------------------------------------- */

static void
tell_batch(struct erase *x, const char *volume, const struct output *o)
{
	if (o && o->batch.n)
		print_line(x, "kept", str_of(volume),
		    arena_printf(&x->arena,
			"batch %.*s: others stand in it, its identity numbers "
			"were masked when it was filed",
			STR_ARG(o->batch)));
}

/* Batches, before the records that name them are gone. */
static void
tell_batches(struct erase *x)
{
	for (size_t i = 0; i < x->versions.n; i++) {
		const struct place *at = &x->versions.list[i];
		struct str line;
		struct rec rec;
		if (place_is_erased(at) ||
		    place_record(&x->store, at, &x->arena, &line, NULL) !=
			MC_OK ||
		    !rec_parse(&rec, line, store_reads(), &x->arena, NULL))
			continue;
		for (size_t k = 0; k < rec.r.sefaktura_n; k++)
			tell_batch(x, at->volume, &rec.r.sefaktura[k]);
		tell_batch(x, at->volume, rec.r.autogiro);
		tell_batch(x, at->volume, rec.r.avtalegiro);
		tell_batch(x, at->volume, rec.r.finvoice);
	}
}

static bool
tell_news(void *arg, const struct archive_hit *h)
{
	struct erase *x = arg;
	if (!str_is(h->state, "erased"))
		print_line(x, "kept", h->id,
		    (struct str)STR("is about it, erase it next"));
	return true;
}

/* ---- whether it may be --------------------------------------------------- */

static bool
note_kind(void *arg, const struct archive_hit *h)
{
	struct erase *x = arg;
	if (str_is(h->state, "erased"))
		return true;
	x->erasure.kind = arena_str(&x->arena, h->kind);
	x->erasure.number = arena_str(&x->arena, h->number);
	return true;
}

static void
judge(struct erase *x)
{
	struct archive_index *i = &x->store.index;
	struct str id = str_of(x->id), document;
	enum fold_delivery delivery;
	struct fault f;
	if (!archive_index_delivery(i, id, &delivery, &f) ||
	    !archive_index_about(i, id, &document, &x->arena, &f))
		fault_die(i->status, &f);
	if (delivery == FOLD_OPEN || delivery == FOLD_HELD)
		die(MC_DATA,
		    "%s: not erased, it is %s and may still be sent: stop it "
		    "or let it be sent first",
		    x->id, fold_delivery_word(delivery));
	if (document.n)
		die(MC_DATA,
		    "%s: not erased, it says what became of %.*s: erase that "
		    "first",
		    x->id, STR_ARG(document));
}

/* ---- doing it ------------------------------------------------------------ */

static void
plan(struct erase *x)
{
	char user[USER_NAME];
	struct erasure *e = &x->erasure;
	struct archive_index *i = &x->store.index;
	struct buf room = { 0 };
	struct fault f;
	char at[TIME_TEXT];
	instant_format(instant_now(), at);
	e->at = arena_str(&x->arena, str_of(at));
	user_now(user);
	e->user = arena_str(&x->arena, str_of(user));
	e->reason = x->reason;
	e->id = arena_str(&x->arena, archive_index_id(str_of(x->id), &room));
	buf_free(&room);
	if (!archive_index_versions(i, str_of(x->id), note_kind, x, &f) ||
	    !archive_index_claims(
		i, str_of(x->id), &e->claim, &e->claims_n, &x->arena, &f))
		fault_die(i->status, &f);
	for (size_t k = 0; k < x->versions.n; k++)
		if (!place_is_erased(&x->versions.list[k]))
			take_version(x, &x->versions.list[k]);
}

static void
print_erased(struct erase *x)
{
	const struct erasure *e = &x->erasure;
	const char *word = x->dry ? "would" : "erased";
	for (size_t i = 0; i < e->versions_n; i++)
		for (size_t k = 0; k < e->version[i].members_n; k++)
			print_line(x, word, e->version[i].volume,
			    e->version[i].member[k].name);
}

static void
erase(struct erase *x)
{
	struct archive *a = &x->store.archive;
	struct fault f;
	struct str id = str_of(x->id);
	if (!archive_index_versions(
		&x->store.index, id, place_note, &x->versions, &f))
		fault_die(x->store.index.status, &f);
	if (x->versions.n == 0)
		die(MC_NOINPUT, "%s: not in the archive", x->id);
	plan(x);
	if (x->erasure.versions_n == 0) {
		msg_info("%s: erased before", x->id);
		return;
	}
	judge(x);
	tell_batches(x);
	enum mc_status s = x->dry ? MC_OK : archive_erase(a, &x->erasure, &f);
	if (s == MC_OK && !x->dry)
		s = store_follow(&x->store, &f);
	if (s != MC_OK)
		fault_die(s, &f);
	print_erased(x);
	if (!archive_index_news(&x->store.index, id, tell_news, x, &f))
		fault_die(x->store.index.status, &f);
}

/* Opens all, with the lock, and with the erasure before this one finished. */
static void
begin(struct erase *x)
{
	struct archive *a = &x->store.archive;
	char at[TIME_TEXT];
	struct fault f;
	store_open(&x->store, false);
	enum mc_status s = ledger_lock(&a->ledger, true, &f);
	instant_format(instant_now(), at);
	if (s == MC_OK)
		s = archive_recover(a, at, &f);
	if (s == MC_OK)
		s = archive_erase_finish(a, &f);
	if (s == MC_OK)
		s = store_follow(&x->store, &f);
	if (s != MC_OK)
		fault_die(s, &f);
}

int
cmd_erase(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'n', "dry-run", NULL, "print what would be erased" },
		{ 'R', "reason", "TEXT", "why, for whoever asks later" },
		{ 0 },
	};
	struct erase x = { 0 };
	struct cli cli;

	cli_start(
	    &cli, "mc-archive erase", "-R REASON ID", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'n')
			x.dry = true;
		else
			x.reason = take_reason(&x, &cli);
	}
	if (cli.operands_n != 1)
		cli_wrong(&cli, "one id is wanted");
	if (!x.reason.n)
		cli_wrong(&cli, "a reason is needed, -R REASON");
	x.id = cli.operands[0];
	begin(&x);
	out_open(&x.out, STDOUT_FILENO);
	erase(&x);
	ledger_unlock(&x.store.archive.ledger);
	cmd_flush(&x.out);
	free(x.versions.list);
	arena_free(&x.arena);
	store_close(&x.store);
	return MC_OK;
}
