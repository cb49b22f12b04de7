/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "sink.h"
#include "state/kept.h"
#include "stream/codec.h"
#include "stream/redact.h"
#include "stream/stream.h"

enum { CHUNK = 256 * 1024 };

struct sink {
	struct store store;
	struct stream stream;
	struct filing filing;
	bool filing_open;
	bool committed; /* the volume is in the ledger */
	int64_t mtime; /* of the volume: run.at of its first record */
	char at[TIME_TEXT]; /* when this filing began */
	char run[16]; /* of the last record, for what a seal brings */
	struct instant run_at;
	int64_t ledger; /* length of the ledger when the index was level */
	struct origin origin;
	struct buf line; /* the record as it is filed */
	bool passes;
	struct out spool; /* -p: what is to be printed */
	struct report report;
	struct inputs inputs;
};

/* The time of the record's run. */
static bool
run_time(const struct record *r, struct instant *at, struct fault *f)
{
	if (!r->run || !r->run->id.n)
		return fault_set(f, "/run", "stream",
		    "the record has no `run`; whoever made it writes it");
	return instant_parse(at, r->run->at) ||
	       fault_set(f, "/run/at", "stream", "no time");
}

/* Opens the volume before the first thing that is new. */
static enum mc_status
open_filing(struct sink *k, struct fault *f)
{
	if (k->filing_open)
		return MC_OK;
	k->mtime = k->run_at.seconds;
	k->filing_open = true;
	return archive_reserve(&k->store.archive, str_of(k->run),
	    instant_date(k->run_at), &k->filing, f);
}

/* Notes the run of the record that is read. */
static enum mc_status
take_run(struct sink *k, struct fault *f)
{
	const struct record *r = &k->stream.rec.r;
	if (!run_time(r, &k->run_at, f))
		return MC_DATA;
	snprintf(k->run, sizeof(k->run), "%.*s",
	    r->run->id.n < sizeof(k->run) ? (int)r->run->id.n : 0,
	    r->run->id.p);
	return MC_OK;
}

/*
 * Opens the record's document. The copy of standard input goes when all of it
 * is filed: a later record of the same id, a copy or one sent again, does
 * without.
 */
static enum mc_status
open_origin(struct sink *k, struct fault *f)
{
	struct stream *s = &k->stream;
	const struct source *from = s->rec.r.source;
	bool filed = false;
	enum mc_status status =
	    origin_open(&k->origin, &k->store.home, &s->rec.r, &s->arena, f);
	if (status != MC_NOINPUT || !kept_is(from->path))
		return status;
	if (!archive_index_has(&k->store.index, s->rec.r.id, &filed, f))
		return k->store.index.status;
	if (!filed)
		return MC_NOINPUT;
	origin_without(&k->origin);
	return MC_OK;
}

/* Makes the masked line of the record, and its digest. */
static enum mc_status
make_line(struct sink *k, unsigned char digest[SHA256_BYTES], struct fault *f)
{
	struct stream *s = &k->stream;
	enum mc_status status = open_origin(k, f);
	if (status != MC_OK)
		return status;
	buf_reset(&k->line);
	rec_write(&k->line, &s->rec, "mc-archive", "archived", NULL,
	    (struct str){ NULL, 0 });
	redact_line(k->line.p, k->line.n - 1, k->origin.texts,
	    k->origin.texts_n, &s->arena);
	sha256_of(k->line.p, k->line.n, digest);
	return MC_OK;
}

/* Files a record that is new; its masked line is made. */
static enum mc_status
file_record(struct sink *k, const unsigned char key[SHA256_BYTES],
    const unsigned char digest[SHA256_BYTES], struct archive_place *p,
    struct fault *f)
{
	struct archive_index *x = &k->store.index;
	const struct record *r = &k->stream.rec.r;
	bool has;
	enum mc_status s = open_filing(k, f);
	if (s != MC_OK)
		return s;
	p->offset = k->filing.at;
	s = members_put(&k->filing, &k->store.home, r, &k->origin,
	    buf_str(&k->line), digest, k->run_at.seconds, f);
	if (s != MC_OK)
		return s;
	memcpy(p->chain, k->filing.now.chain, sizeof(p->chain));
	if (!archive_index_note(x, key, p, f) ||
	    !archive_index_has(x, r->id, &has, f))
		return x->status;
	k->report.versions += has;
	return MC_OK;
}

/* Puts the line with its section into the spool. */
static void
spool_record(struct sink *k, const struct archive_place *p)
{
	char chain[SHA256_HEX];
	struct buf value = BUF_INIT(4096);
	hex_format(p->chain, SHA256_BYTES, chain);
	/* a record of this volume has no time and place of its own yet */
	struct archived a = {
		.volume = str_of(*p->volume ? p->volume : k->filing.path),
		.offset = p->offset,
		.chain = str_of(chain),
		.at = str_of(*p->volume ? p->at : k->at),
	};
	codec_write_object(&value, &archived_object, &a);
	rec_write(&k->spool.buf, &k->stream.rec, "mc-archive", "archived",
	    "archived", buf_str(&value));
	out_keep_up(&k->spool);
	buf_free(&value);
}

static enum mc_status
take_record(struct sink *k, struct fault *f)
{
	unsigned char key[SHA256_BYTES], digest[SHA256_BYTES] = { 0 };
	struct archive_place place;
	const struct record *r = &k->stream.rec.r;
	/* what was filed before is known without its source file */
	bool named = r->source && r->source->sha256.n, before;
	enum mc_status status = take_run(k, f);
	if (status == MC_OK && !named)
		status = make_line(k, digest, f);
	if (status != MC_OK)
		return status;
	store_key(r, digest, key);
	if (!archive_index_find(&k->store.index, key, &place, &before, f))
		return k->store.index.status;
	if (!before && named)
		status = make_line(k, digest, f);
	if (!before && status == MC_OK)
		status = file_record(k, key, digest, &place, f);
	if (status != MC_OK)
		return status;
	inputs_add(&k->inputs, r);
	report_add(&k->report, r, before, &k->stream.arena);
	if (k->passes)
		spool_record(k, &place);
	return MC_OK;
}

/* A batch that the seal names, unless it is filed. */
static enum mc_status
take_batch(struct sink *k, struct str label, struct fault *f)
{
	struct batch b;
	unsigned char key[SHA256_BYTES];
	struct archive_place p = { 0 };
	struct archive_file file;
	char volume[VOLUME_PATH];
	struct archive_index *x = &k->store.index;
	bool filed, noted = false;
	if (!batch_read(&b, label, &k->stream.arena, f))
		return MC_DATA;
	report_batch(&k->report, &b);
	hex_parse(b.sha256, key, sizeof(key));
	if (!archive_index_file(
		x, b.sha256, b.path, volume, &file, &filed, f) ||
	    (!filed && !archive_index_find(x, key, &p, &noted, f)))
		return x->status;
	if (filed || noted || !*k->run)
		return MC_OK;
	enum mc_status s = open_filing(k, f);
	p.offset = k->filing.at;
	if (s == MC_OK)
		s = batch_put(&k->filing, &k->store.home, &b, label,
		    k->run_at.seconds, f);
	if (s == MC_OK && !archive_index_note(x, key, &p, f))
		s = x->status;
	return s;
}

/* Every file that the seal names, as raw JSON. */
static enum mc_status
take_files(struct sink *k, struct str files, struct fault *f)
{
	struct json j;
	struct str file;
	enum mc_status s = MC_OK;
	json_open(&j, files, &k->stream.arena);
	json_begin(&j, '[');
	while (s == MC_OK && json_more(&j, ']')) {
		if (!json_raw(&j, &file))
			break;
		s = take_batch(k, file, f);
	}
	return s;
}

static enum mc_status
take_seal(struct sink *k, struct fault *f)
{
	const struct seal *said = &k->stream.said;
	report_seal(&k->report, said);
	enum mc_status s =
	    said->files.n ? take_files(k, said->files, f) : MC_OK;
	if (s != MC_OK || !k->passes)
		return s;
	buf_addstr(&k->spool.buf, k->stream.rec.line);
	buf_addc(&k->spool.buf, '\n');
	out_keep_up(&k->spool);
	return MC_OK;
}

/* Reads the stream; what came of it, after a message. */
static enum mc_status
take_stream(struct sink *k)
{
	enum stream_item item;
	struct fault f;
	while ((item = stream_next(&k->stream)) == STREAM_RECORD ||
	       item == STREAM_SEAL) {
		enum mc_status s = item == STREAM_RECORD ? take_record(k, &f)
							 : take_seal(k, &f);
		if (s != MC_OK) {
			stream_complain(&k->stream, &f);
			return s;
		}
		if (k->spool.error) {
			msg_warn("spool: %s", strerror(k->spool.error));
			return MC_IO;
		}
	}
	return item == STREAM_END ? MC_OK : k->stream.status;
}

/* Claims that nobody else filed one of the records meanwhile. */
static enum mc_status
check_clash(struct sink *k, struct fault *f)
{
	struct store *st = &k->store;
	bool clash = false;
	if (st->archive.ledger.bytes == k->ledger)
		return MC_OK;
	enum mc_status s = store_follow(st, f);
	if (s != MC_OK)
		return s;
	if (!archive_index_clash(&st->index, &clash, f))
		return st->index.status;
	if (!clash)
		return MC_OK;
	fault_set(f, k->filing.path, "archive",
	    "another run filed the same records at the same time; nothing was "
	    "filed, run it again");
	return MC_RETRY;
}

/* The commit, under the lock. */
static enum mc_status
publish(struct sink *k, struct fault *f)
{
	struct store *st = &k->store;
	struct fault late;
	enum mc_status s = check_clash(k, f);
	if (s == MC_OK)
		s = archive_publish(&st->archive, &k->filing, k->at, f);
	if (s != MC_OK)
		return s;
	k->committed = true;
	/* filed it is; the index follows now or at the next start */
	enum mc_status index = store_follow(st, &late);
	if (index != MC_OK) {
		fault_warn(&late);
		msg_warn("filed, but not in the index yet");
	}
	return index == MC_OK ? MC_OK : MC_RETRY;
}

/* Gives the volume its name and its line, if there is one. */
static enum mc_status
commit(struct sink *k, struct fault *f)
{
	struct ledger *l = &k->store.archive.ledger;
	if (!k->filing_open)
		return MC_OK;
	enum mc_status s = filing_finish(&k->filing, k->mtime, f);
	if (s == MC_OK)
		s = ledger_lock(l, true, f);
	if (s != MC_OK)
		return s;
	s = publish(k, f);
	ledger_unlock(l);
	return s;
}

/* A file in spool/ without a name. */
static void
open_spool(struct sink *k)
{
	char path[PATH_MAX];
	struct fault f;
	if (!home_join(&k->store.home, str_of("spool"), path, &f))
		fault_die(MC_CREATE, &f);
	int fd = file_nameless(path);
	if (fd < 0)
		die(MC_CREATE, "%s: %s", path, strerror(errno));
	out_open(&k->spool, fd);
}

/* Copies the spool to standard output. */
static void
print_spool(struct sink *k)
{
	static char p[CHUNK]; /* a failed write ends the process here */
	int64_t at = 0;
	ssize_t n;
	if (!out_flush(&k->spool))
		die(MC_IO, "spool: %s", strerror(k->spool.error));
	while ((n = pread(k->spool.fd, p, CHUNK, (off_t)at)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			die(MC_IO, "spool: %s", strerror(errno));
		if (!file_write(STDOUT_FILENO, p, (size_t)n))
			die(MC_IO, "standard output: %s", strerror(errno));
		at += n;
	}
}

/* Prints the reconciliation; MC_BUG when it does not agree with itself. */
static enum mc_status
print_report(struct sink *k)
{
	struct out out;
	out_open(&out, STDOUT_FILENO);
	if (k->filing_open)
		snprintf(k->report.volume, sizeof(k->report.volume), "%s",
		    k->filing.path);
	bool ok = report_print(&k->report, &out.buf);
	cmd_flush(&out);
	if (!ok)
		msg_warn("the reconciliation does not agree with itself");
	return ok ? MC_OK : MC_BUG;
}

/* Files the stream; the exit status. */
static enum mc_status
run(struct sink *k)
{
	struct fault f;
	enum mc_status s = take_stream(k);
	if (s == MC_OK && k->passes && !out_flush(&k->spool)) {
		msg_warn("spool: %s", strerror(k->spool.error));
		s = MC_IO;
	}
	if (s == MC_OK) {
		s = commit(k, &f);
		if (s != MC_OK && !k->committed)
			fault_warn(&f);
	}
	if (k->filing_open && !k->committed)
		filing_drop(&k->filing);
	if (s != MC_OK && !k->committed)
		return s;
	inputs_done(&k->inputs, &k->store.home);
	enum mc_status printed = MC_OK;
	if (k->passes)
		print_spool(k);
	else
		printed = print_report(k);
	if (s != MC_OK || printed != MC_OK)
		return s != MC_OK ? s : printed;
	return k->report.all.part[FOLD_REJECTED].records ? MC_REJECTS : MC_OK;
}

static void
close_sink(struct sink *k)
{
	if (k->committed)
		filing_close(&k->filing);
	if (k->passes) {
		buf_free(&k->spool.buf);
		close(k->spool.fd);
	}
	origin_close(&k->origin);
	buf_free(&k->line);
	report_free(&k->report);
	inputs_free(&k->inputs);
	stream_close(&k->stream);
	store_close(&k->store);
}

enum mc_status
cmd_sink(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'p', "pass", NULL, "pass the stream on when it is filed" },
		{ 0 },
	};
	static struct sink k = { .origin = { .fd = -1 },
		.line = BUF_INIT(LINE_MAX_BYTES + 1) };
	struct cli cli;
	cli_start(&cli, "mc-archive",
	    "[FILE ...] | find | get | story | verify | erase | rebuild",
	    options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;)
		k.passes = k.passes || c == 'p';
	store_open(&k.store, true);
	k.ledger = k.store.archive.ledger.bytes;
	instant_format(instant_now(), k.at);
	enum mc_status s = MC_OK;
	if (!stream_open(
		&k.stream, cli.operands, cli.operands_n, store_reads(), true))
		s = k.stream.status;
	if (s == MC_OK && k.passes)
		open_spool(&k);
	if (s == MC_OK)
		s = run(&k);
	close_sink(&k);
	return s;
}
