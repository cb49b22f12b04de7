/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive_cmd.h"
#include "base/file.h"
#include "stream/rec.h"

enum { CHUNK = 256 * 1024 };

/* Claims that a file of that name is the part asked for. */
static bool
is_part(const char *file, const char *part)
{
	size_t n = strlen(file);
	if (!*part)
		return true;
	if (strcmp(part, "record") == 0)
		return strcmp(file, "record.json") == 0;
	if (strcmp(part, "source") == 0)
		return strncmp(file, "source.", 7) == 0;
	if (strcmp(part, "pdf") == 0)
		return n > 4 && strcmp(file + n - 4, ".pdf") == 0;
	return strcmp(file, part) == 0;
}

/* The member that is the part, of the record that begins at v's place. */
static enum mc_status
find_part(struct volume *v, const char *part, struct volume_member *m,
    struct fault *f)
{
	char folder[TAR_NAME] = "";
	bool end;
	enum mc_status s;
	while ((s = place_next(v, folder, m, &end, f)) == MC_OK && !end)
		if (is_part(m->tar.name + strlen(folder), part))
			return MC_OK;
	if (s != MC_OK)
		return s;
	fault_set(f, v->path, "archive", "the document has no part '%s'", part);
	return MC_NOINPUT;
}

/* Prints the data, which has been found to be whole. */
static void
print(struct volume *v, const struct tar_member *m, struct out *out)
{
	char *p = xmalloc(CHUNK);
	for (int64_t at = 0; at < m->size && !out->error;) {
		int64_t n = m->size - at < CHUNK ? m->size - at : CHUNK;
		if (!file_read_at(v->fd, p, (size_t)n, m->data + at))
			die(MC_IO, "%s: %s", v->path, strerror(errno));
		out_add(out, (struct str){ p, (size_t)n });
		at += n;
	}
	free(p);
}

static void
get_member(const struct store *st, const struct place *from, const char *part,
    struct out *out)
{
	struct volume v;
	struct volume_member m;
	struct fault f;
	enum mc_status s =
	    volume_open_at(&v, &st->home, from->volume, from->chain, &f);
	if (s == MC_OK) {
		volume_seek(&v, from->offset, from->line);
		s = find_part(&v, part, &m, &f);
	}
	if (s == MC_OK)
		s = volume_check(&v, &m, &f);
	if (s != MC_OK)
		fault_die(s, &f);
	print(&v, &m.tar, out);
	volume_close(&v);
}

/* The e-invoice that left, else the first that was made; or NULL. */
static const struct output *
einvoice_of(const struct record *r)
{
	const struct output *made = NULL;
	for (size_t i = 0; i < r->sefaktura_n; i++) {
		const struct output *o = &r->sefaktura[i];
		if (o->failed.n || !o->path.n)
			continue;
		if (!made)
			made = o;
		for (size_t k = 0; k < r->sent_n; k++)
			if (is_accepted(&r->sent[k]) &&
			    str_eq(r->sent[k].channel, o->channel))
				return o;
	}
	return made;
}

/* The section of that name that says what a format made; or NULL. */
static const struct output *
output_of(const struct record *r, const char *name)
{
	return strcmp(name, "sefaktura") == 0	 ? einvoice_of(r)
	       : strcmp(name, "autogiro") == 0	 ? r->autogiro
	       : strcmp(name, "avtalegiro") == 0 ? r->avtalegiro
	       : strcmp(name, "finvoice") == 0	 ? r->finvoice
						 : NULL;
}

/* The batch that the record stands in. */
static void
get_batch(struct store *st, const struct output *o, struct out *out)
{
	struct place at = { 0 };
	struct archive_file file;
	struct fault f;
	bool found;
	if (!archive_index_file(&st->index, o->sha256,
		o->path.n ? o->path : o->batch, at.volume, &file, &found, &f))
		fault_die(st->index.status, &f);
	if (!found)
		die(MC_NOINPUT, "%.*s: not in the archive", STR_ARG(o->batch));
	at.offset = file.offset;
	at.line = file.line;
	at.chain = file.chain;
	get_member(st, &at, "", out);
}

/* Says of what is erased when and why. */
static void
say_erased(const struct store *st, const struct place *from, const char *id)
{
	struct arena a = { 0 };
	struct erasure e;
	struct fault f;
	enum mc_status s = place_erasure(st, from, &e, &a, &f);
	if (s != MC_OK)
		fault_die(s, &f);
	msg_warn("%s: erased %.*s by %.*s: %.*s", id, STR_ARG(e.at),
	    STR_ARG(e.user), STR_ARG(e.reason));
	arena_free(&a);
}

/* A part of the record filed there, whatever it is kept in. */
static void
get(struct store *st, const struct place *from, const char *part,
    struct out *out)
{
	struct arena a = { 0 };
	struct str line;
	struct fault f;
	struct rec rec;
	char name[256];
	enum mc_status s = place_record(st, from, &a, &line, &f);
	if (s == MC_OK && !rec_parse(&rec, line, store_reads(), &a, &f))
		s = MC_DATA;
	if (s != MC_OK)
		fault_die(s, &f);
	const struct output *o = output_of(&rec.r, part);
	if (o && o->batch.n) {
		get_batch(st, o, out);
	} else {
		if (o)
			snprintf(name, sizeof(name), "%.*s",
			    STR_ARG(flow_base(o->path)));
		get_member(st, from, o ? name : part, out);
	}
	arena_free(&a);
}

int
cmd_get(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'r', "revision", "N", "the Nth version that was filed" },
		{ 0 },
	};
	struct places v = { 0 };
	struct store st;
	struct out out;
	struct fault f;
	struct cli cli;
	size_t version = 0;

	cli_start(&cli, "mc-archive get", "ID [record|source|pdf|SECTION|NAME]",
	    options, argc, argv);
	while (cli_next(&cli) != 0)
		version = cmd_number(&cli, "versions count from 1");
	if (cli.operands_n < 1 || cli.operands_n > 2)
		cli_wrong(&cli, "one id is wanted, and at most one part of it");
	const char *part = cli.operands_n > 1 ? cli.operands[1] : "record";
	store_open(&st, false);
	if (!archive_index_versions(
		&st.index, str_of(cli.operands[0]), place_note, &v, &f))
		fault_die(st.index.status, &f);
	if (v.n == 0)
		die(MC_NOINPUT, "%s: not in the archive", cli.operands[0]);
	if (version > v.n)
		die(MC_NOINPUT, "%s: has %zu versions", cli.operands[0], v.n);
	out_open(&out, STDOUT_FILENO);
	bool all = !version && strcmp(part, "record") == 0;
	size_t last = version ? version : v.n;
	size_t got = 0;
	for (size_t i = last; i > (all ? 0 : last - 1); i--) {
		if (place_is_erased(&v.list[i - 1])) {
			say_erased(&st, &v.list[i - 1], cli.operands[0]);
			continue;
		}
		get(&st, &v.list[i - 1], part, &out);
		got++;
	}
	cmd_flush(&out);
	free(v.list);
	store_close(&st);
	return got ? MC_OK : MC_NOINPUT;
}
