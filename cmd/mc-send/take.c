/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <unistd.h>

#include "base/hash.h"
#include "model/pages.h"
#include "model/section.h"
#include "send.h"
#include "tool/site.h"

enum { RUN_HEX = 12 };

struct take {
	const struct send *send;
	const struct want *want;
	struct arena arena; /* of the files */
	struct bank_file *files;
	size_t files_n;
	struct bank_names names; /* that the records have */
	struct stream stream;
	struct spool *spool;
	char run[RUN_HEX + 1]; /* of the first record that has one */
	unsigned __int128 digest; /* sum over the seals */
};

/* A name that a record gives is a file's name only if it is a run id. */
static void
note_run(struct take *t, const struct run *run)
{
	unsigned char bytes[RUN_HEX / 2];
	if (t->run[0] || !run || !hex_parse(run->id, bytes, sizeof(bytes)))
		return;
	hex_format(bytes, sizeof(bytes), t->run);
}

static enum mc_status
damaged(const struct stream *s, const struct fault *f, enum mc_status status)
{
	stream_complain(s, f);
	return status;
}

/* Claims that all channels of the route are there. */
static bool
channels_known(const struct conf *c, const struct record *r, struct fault *f)
{
	return !r->route ||
	       site_knows(c, r->route->presentation, r->route->presentation_n,
		   "/route/presentation", f);
}

/* Claims that no way is by a batch file, which leaves once. */
static bool
is_single(const struct send *s, const struct record *r, struct arena *a,
    struct fault *f)
{
	struct bank_place at;
	for (size_t i = 0; i < r->route->presentation_n; i++)
		if (bank_document(s, r, i, a, &at))
			return fault_set(f, "/route/presentation", "order",
			    "%.*s takes a batch file, and that is not sent "
			    "again: route the document another way",
			    STR_ARG(at.channel));
	return true;
}

/* Claims that every artefact the route asks for is marked as a copy. */
static bool
has_copies(const struct conf *c, const struct record *r, struct fault *f)
{
	for (size_t i = 0; i < r->route->presentation_n; i++) {
		const struct conf_channel *channel =
		    conf_find_channel(c, r->route->presentation[i].channel);
		if (channel && channel->format)
			return fault_set(f, "/route/presentation", "copy",
			    "%.*s takes e-invoices, which are not marked as "
			    "copies: route the document another way",
			    STR_ARG(channel->name));
		const struct artefact *a =
		    pages_for(r, &r->route->presentation[i], true);
		if (a && !a->failed.p && pages_is_copy(a))
			continue;
		return fault_set(f, "/pages", "copy",
		    "no page is marked as a copy: mc-render --copy makes them");
	}
	return true;
}

/* Claims that what the document was first sent for has come to its end. */
static bool
is_over(const struct send *s, const struct rec *rec, struct arena *a,
    struct fault *f)
{
	struct journal_document d;
	const struct record *r = &rec->r;
	const struct journal_view view = { .purpose =
					       str_of(SEND_PRESENTATION) };
	send_must(s, journal_find(s->journal, r->id, &view, a, &d, f), f);
	if (!d.row)
		return fault_set(f, "/id", "order",
		    "the journal does not know %.*s", STR_ARG(r->id));
	switch (record_standing(r, &d)) {
	case STANDING_OTHER:
		return fault_set(f, "/id", "order",
		    "%.*s was another document when it was sent",
		    STR_ARG(r->id));
	case STANDING_STOPPED:
		return fault_set(
		    f, "/id", "order", "%.*s is stopped", STR_ARG(r->id));
	case STANDING_KEPT:
	case STANDING_OPEN:
		return fault_set(f, "/id", "order",
		    "%.*s has not been sent yet", STR_ARG(r->id));
	default:
		return true;
	}
}

/* What an order asks of a record; MC_OK, or the status after a message. */
static enum mc_status
check_order(struct take *t)
{
	struct fault f;
	struct stream *in = &t->stream;
	bool copy = strcmp(t->want->order.purpose, SEND_COPY) == 0;
	if (record_fate(&in->rec, &f) != FATE_SEND)
		return MC_OK;
	if (is_over(t->send, &in->rec, &in->arena, &f) &&
	    is_single(t->send, &in->rec.r, &in->arena, &f) &&
	    (!copy || has_copies(&t->send->conf, &in->rec.r, &f)))
		return MC_OK;
	return damaged(in, &f, MC_DATA);
}

enum mc_status
take_check(const struct send *s, const struct stream *in)
{
	struct fault f;
	const char *lacks = record_lacks(&s->conf, &in->rec);
	if (lacks) {
		section_missing(&f, lacks);
		return damaged(in, &f, MC_DATA);
	}
	if (record_fate(&in->rec, &f) == FATE_SEND &&
	    !channels_known(&s->conf, &in->rec.r, &f))
		return damaged(in, &f, MC_CONFIG);
	return MC_OK;
}

static enum mc_status
take_record(struct take *t)
{
	enum mc_status status = take_check(t->send, &t->stream);
	if (status == MC_OK && t->want->order.what)
		status = check_order(t);
	if (status == MC_OK && !t->want->order.what)
		bank_name(&t->names, &t->stream.rec, &t->stream.arena);
	note_run(t, t->stream.rec.r.run);
	spool_add(t->spool, t->stream.rec.line);
	return status;
}

/* Claims that the journal knows no other file of that name. */
static bool
is_new(const struct send *s, const struct bank_file *b, struct arena *a,
    struct fault *f)
{
	struct journal_document d = { 0 };
	const struct journal_view view = { .purpose = str_of(SEND_FILE) };
	if (s->journal)
		send_must(
		    s, journal_find(s->journal, b->id, &view, a, &d, f), f);
	return !d.row || str_eq(d.sha256, b->sha256) ||
	       fault_set(f, "/end/files", "id-reused",
		   "another file of the name %.*s was sent before",
		   STR_ARG(b->name));
}

enum mc_status
take_files(const struct send *s, const struct stream *in, struct arena *a,
    struct bank_file **list, size_t *n)
{
	struct fault f;
	size_t i = *n;
	if (!bank_list(in->said.files, a, list, n, &f))
		return damaged(in, &f, MC_DATA);
	for (; i < *n; i++) {
		if (!bank_channel(&s->conf, &(*list)[i], &f))
			return damaged(in, &f, MC_CONFIG);
		if (!is_new(s, &(*list)[i], a, &f))
			return damaged(in, &f, MC_DATA);
	}
	return MC_OK;
}

/* An order sends documents again; what a bank has been told stays told. */
static enum mc_status
take_seal(struct take *t)
{
	enum mc_status status = MC_OK;
	if (!t->want->order.what)
		status = take_files(
		    t->send, &t->stream, &t->arena, &t->files, &t->files_n);
	t->digest += t->stream.said.digest;
	spool_add(t->spool, t->stream.rec.line);
	return status;
}

/* Nobody is told of a debit whose file is not there. */
static enum mc_status
check_names(const struct take *t)
{
	struct fault f;
	if (bank_names_known(t->send, &t->names, t->files, t->files_n, &f))
		return MC_OK;
	return damaged(&t->stream, &f, MC_DATA);
}

static enum mc_status
take_lines(struct take *t)
{
	enum mc_status status = MC_OK;
	while (status == MC_OK) {
		switch (stream_next(&t->stream)) {
		case STREAM_RECORD:
			status = take_record(t);
			break;
		case STREAM_SEAL:
			status = take_seal(t);
			break;
		case STREAM_END:
			return check_names(t);
		case STREAM_FAULT:
			return t->stream.status;
		}
	}
	return status;
}

/* Notes the order before the spool that asks for it to be carried out. */
static void
note_order(const struct take *t, const char *at)
{
	struct fault f;
	int64_t row;
	const struct send *s = t->send;
	const struct order *o = &t->want->order;
	const struct journal_event e = { .at = str_of(at),
		.user = str_of(s->user),
		.what = str_of(o->what),
		.reason = o->reason,
		.run = str_of(t->run) };
	if (!o->what)
		return;
	send_must(s, journal_note(s->journal, &e, &row, &f), &f);
	send_must(
	    s, journal_add_order(s->journal, str_of(o->key), row, &f), &f);
}

/* Notes who took in which bytes, where others must know. */
static void
note_intake(const struct take *t, const char *at)
{
	struct fault f;
	struct arena a = { 0 };
	struct journal_intake in;
	const struct send *s = t->send;
	char hex[SHA256_HEX];

	if (!spool_sha256(t->spool, hex, &f))
		fault_die(MC_IO, &f);
	send_must(s,
	    journal_take_in(s->journal, str_of(hex), str_of(t->run),
		str_of(t->want->only), &f),
	    &f);
	send_must(
	    s, journal_find_intake(s->journal, str_of(hex), &a, &in, &f), &f);
	/* what others have approved stays approved, whoever runs it again */
	if ((uint64_t)s->conf.run.approval > in.approvers_n)
		send_must(s,
		    journal_add_runner(s->journal, str_of(hex), str_of(s->user),
			str_of(at), &f),
		    &f);
	arena_free(&a);
}

static void
note(const struct take *t)
{
	struct fault f;
	const struct send *s = t->send;
	char at[TIME_TEXT];
	if (!t->want->order.what && !t->want->only && !s->conf.run.approval)
		return;
	instant_format(instant_now(), at);
	send_must(s, journal_begin(s->journal, &f), &f);
	note_order(t, at);
	if (t->want->only || s->conf.run.approval)
		note_intake(t, at);
	send_must(s, journal_commit(s->journal, &f), &f);
}

static enum mc_status
commit(struct take *t)
{
	struct fault f;
	char stem[SPOOL_NAME];
	const struct order *o = &t->want->order;
	if (!t->run[0])
		memcpy(t->run, "run", sizeof("run"));
	snprintf(stem, sizeof(stem), "%s-%016llx%s%s%s%s", t->run,
	    (unsigned long long)(t->digest >> 64), o->what ? "." : "",
	    o->what ? o->what : "", o->what ? "-" : "", o->key);
	note(t);
	if (spool_commit(t->spool, stem, &f))
		return MC_OK;
	fault_warn(&f);
	return MC_IO;
}

enum mc_status
take_stream(const struct send *s, const struct want *want, char *const *paths,
    int n, struct spool *spool)
{
	struct fault f;
	struct take t = { .send = s, .want = want, .spool = spool };
	enum mc_status status;

	if (!stream_open(&t.stream, paths, n, SEND_READS, true)) {
		status = t.stream.status;
		stream_close(&t.stream);
		return status;
	}
	if (!spool_new(spool, &s->home, &f))
		fault_die(MC_CREATE, &f);
	status = take_lines(&t);
	if (status == MC_OK)
		status = commit(&t);
	if (status != MC_OK)
		spool_remove(spool);
	stream_close(&t.stream);
	arena_free(&t.names.arena);
	arena_free(&t.arena);
	return status;
}
