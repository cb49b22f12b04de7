/* SPDX-License-Identifier: ISC */
#include "send.h"

struct plan {
	const struct send *send;
	struct stream stream;
	bool withdraw;
};

/* Settles a delivery that the route names no longer; claims that it is gone. */
static bool
withdraw(const struct plan *p, const struct journal_delivery *d)
{
	struct fault f;
	bool got, claimed = d->owner.p != NULL;
	char at[TIME_TEXT];
	struct journal_delivery settled = *d;

	if (d->outcome == OUTCOME_UNKNOWN ||
	    (claimed && spool_is_alive(&p->send->home, d->owner)))
		return false;
	instant_format(instant_now(), at);
	settled.at = str_of(at);
	settled.sha256 = (struct str){ NULL, 0 };
	settled.outcome = claimed ? OUTCOME_UNKNOWN : OUTCOME_PERMANENT;
	settled.text = str_of(claimed ? "a run died in this delivery, and the "
					"route names it no longer"
				      : "the route names it no longer");
	send_must(
	    p->send, journal_settle(p->send->journal, &settled, &got, &f), &f);
	return got && !claimed;
}

static void
plan_next(const struct plan *p, struct journal_document *d, struct arena *a)
{
	struct fault f;
	const struct record *r = &p->stream.rec.r;
	struct journal *j = p->send->journal;
	if (!d->row)
		send_must(p->send,
		    journal_add(
			j, r->id, r->source->sha256, r->run->id, &d->row, &f),
		    &f);
	const struct choice *c = record_next(p->send, r, d, a);
	if (c)
		send_must(p->send,
		    journal_plan(j, d->row, str_of(SEND_PRESENTATION),
			c->channel, address_key(p->send, c->address, a), &f),
		    &f);
}

static void
plan_record(struct plan *p)
{
	struct fault f;
	struct journal_document d;
	const struct record *r = &p->stream.rec.r;
	struct arena *a = &p->stream.arena;

	if (record_fate(&p->stream.rec, &f) != FATE_SEND)
		return;
	send_must(p->send,
	    journal_find(
		p->send->journal, r->id, str_of(SEND_PRESENTATION), a, &d, &f),
	    &f);
	if (document_differs(&d, r))
		return;
	const struct journal_delivery *now = document_current(&d);
	if (now && (!p->withdraw || now->outcome == OUTCOME_ACCEPTED ||
		       record_choice(p->send, r, now, a) != SIZE_MAX ||
		       !withdraw(p, now)))
		return;
	plan_next(p, &d, a);
}

void
plan_spool(const struct send *s, const struct spool *spool, bool may_withdraw)
{
	struct fault f;
	enum stream_item item;
	struct plan p = { .send = s, .withdraw = may_withdraw };
	char path[PATH_MAX];
	char *paths[] = { path };

	memcpy(path, spool->path, sizeof(path));
	if (!stream_open(&p.stream, paths, 1, SEND_READS, false))
		die(p.stream.status, "the spool cannot be read again");
	send_must(s, journal_begin(s->journal, &f), &f);
	while ((item = stream_next(&p.stream)) == STREAM_RECORD ||
	       item == STREAM_SEAL)
		if (item == STREAM_RECORD)
			plan_record(&p);
	if (item == STREAM_FAULT)
		die(p.stream.status, "the spool cannot be read again");
	send_must(s, journal_commit(s->journal, &f), &f);
	stream_close(&p.stream);
}
