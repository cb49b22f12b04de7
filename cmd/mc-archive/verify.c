/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "archive_cmd.h"

struct verify {
	struct store store;
	struct out out;
	struct archive_names ledger, folders, asked;
	struct erased erased;
	int64_t volumes, members, bytes, faults;
	int loads; /* of what is erased */
};

/* A line about something wrong. */
static void
say(void *arg, const struct fault *f)
{
	struct verify *v = arg;
	v->faults++;
	cmd_text(&v->out.buf, str_of(f->place));
	buf_adds(&v->out.buf, ": ");
	cmd_text(&v->out.buf, str_of(f->text));
	out_add(&v->out, (struct str)STR("\n"));
}

static void
say_of(struct verify *v, const char *place, const char *text)
{
	struct fault f;
	fault_set(&f, place, "archive", "%s", text);
	say(v, &f);
}

/* Everything that was erased until now. */
static void
take_erased(struct verify *v)
{
	struct ledger *l = &v->store.archive.ledger;
	struct fault f, why;
	struct erased now = { 0 };
	enum mc_status s = ledger_lock(l, false, &f);
	if (s == MC_RETRY || s == MC_IO)
		fault_die(s, &f);
	if (erased_load(&now, &v->store.home, &why) != MC_OK)
		say(v, &why);
	if (s == MC_OK)
		ledger_unlock(l);
	erased_carry(&now, &v->erased);
	erased_free(&v->erased);
	v->erased = now;
	v->loads++;
}

/*
 * Checks a volume. When that fails because of what was erased meanwhile, it is
 * checked again with that.
 */
static enum mc_status
check_volume(struct verify *v, const char *path, struct ledger_entry *is)
{
	struct store *st = &v->store;
	struct erasures now;
	if (archive_check(&st->home, path, &v->erased, is, NULL, NULL) == MC_OK)
		return MC_OK;
	if (erasures_open(&now, &st->home, false, NULL) == MC_OK &&
	    now.bytes > v->erased.end.at)
		take_erased(v);
	erasures_close(&now);
	return archive_check(&st->home, path, &v->erased, is, say, v);
}

/* Holds a volume against its line. */
static void
check_entry(struct verify *v, const struct ledger_entry *e)
{
	struct ledger_entry is = { 0 };
	if (check_volume(v, e->volume, &is) != MC_OK)
		return;
	if (memcmp(is.chain, e->chain, sizeof(is.chain)) != 0)
		say_of(v, e->volume, "its chain is not the ledger's");
	else if (is.members != e->members || is.bytes != e->bytes)
		say_of(v, e->volume, "its length is not the ledger's");
	v->volumes++;
	v->members += is.members;
	v->bytes += is.bytes;
}

/* Every volume of the ledger, or those asked for. */
static void
check_ledger(struct verify *v)
{
	const struct ledger *l = &v->store.archive.ledger;
	struct ledger_walk w = { 0 };
	struct ledger_entry e;
	struct fault f;
	bool end;
	enum mc_status s;
	while ((s = ledger_next(l, &w, &e, &end, &f)) == MC_OK && !end)
		if (!v->asked.n || archive_names_have(&v->asked, e.volume))
			check_entry(v, &e);
	if (s != MC_OK)
		say(v, &f);
}

/* The names that are there now, under the lock that commits take. */
static void
take_names(struct verify *v)
{
	struct archive *a = &v->store.archive;
	struct fault f;
	enum mc_status s = ledger_lock(&a->ledger, false, &f);
	if (s == MC_RETRY || s == MC_IO)
		fault_die(s, &f);
	if (s != MC_OK) {
		say(v, &f);
		return;
	}
	/* a ledger that is damaged is told by check_ledger */
	archive_ledger_names(a, &v->ledger, &f);
	s = archive_folder_names(a, &v->folders, &f);
	ledger_unlock(&a->ledger);
	if (s != MC_OK)
		fault_die(s, &f);
}

static void
check_orphans(struct verify *v)
{
	for (size_t i = 0; i < v->folders.n; i++)
		if (!archive_names_have(&v->ledger, v->folders.path[i]))
			say_of(v, v->folders.path[i], "not in the ledger");
}

/* How many members are erased; one that is nowhere is told of. */
static int64_t
count_erased(struct verify *v)
{
	int64_t n = 0;
	for (size_t i = 0; i < v->erased.members_n; i++)
		n += v->erased.member[i].seen;
	/* those of a volume that was checked before it came into the list */
	if (!v->asked.n && v->loads == 1 && n < (int64_t)v->erased.members_n)
		say_of(v, "archive/erasures", "lists what no volume has");
	return n;
}

/* Takes the operands for volumes that the ledger has. */
static void
take_operands(struct verify *v, const struct cli *cli)
{
	for (int i = 0; i < cli->operands_n; i++) {
		const char *path = cli->operands[i];
		if (*path == '/')
			path = home_relative(&v->store.home, path).p;
		if (!path || !archive_names_have(&v->ledger, path))
			die(MC_NOINPUT, "%s: no volume in the ledger",
			    cli->operands[i]);
		archive_names_add(&v->asked, path);
	}
	archive_names_sort(&v->asked);
}

int
cmd_verify(int argc, char **argv)
{
	static const struct cli_option none[] = { { 0 } };
	struct verify v = { 0 };
	struct cli cli;

	cli_start(&cli, "mc-archive verify", "[VOLUME ...]", none, argc, argv);
	while (cli_next(&cli) != 0)
		;
	store_open_files(&v.store);
	out_open(&v.out, STDOUT_FILENO);
	take_names(&v);
	take_operands(&v, &cli);
	take_erased(&v);
	check_ledger(&v);
	if (!v.asked.n)
		check_orphans(&v);
	int64_t erased = count_erased(&v);
	buf_printf(&v.out.buf,
	    "volumes %lld  members %lld  bytes %lld  erased %lld  faults "
	    "%lld\n",
	    (long long)v.volumes, (long long)v.members, (long long)v.bytes,
	    (long long)erased, (long long)v.faults);
	cmd_flush(&v.out);
	archive_names_free(&v.ledger);
	archive_names_free(&v.folders);
	archive_names_free(&v.asked);
	erased_free(&v.erased);
	archive_close(&v.store.archive);
	return v.faults ? MC_DATA : MC_OK;
}
