/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "channel.h"
#include "send.h"

enum {
	BATCH = 512, /* deliveries claimed and settled at once */
	BATCH_BYTES = 8 << 20, /* of their lines, but for the last */
	LEASE = 300, /* seconds that a claim holds */
	RENEW = 100, /* seconds after which it is prolonged */
	RUN_MAX = 1025,
};

/* One delivery of the batch; what it keeps of the record and the row. */
struct job {
	struct journal_delivery seen; /* text only as copied below */
	char owner[SPOOL_NAME], earlier[SHA256_HEX], sha256[SHA256_HEX];
	char run[RUN_MAX];
	int64_t series;
	size_t choice; /* of the route */
	size_t line, n; /* where its line is in the batch */
	bool got; /* claimed by us */
	bool batch; /* not ours to deliver: a batch file has it */
	enum outcome outcome;
	char at[TIME_TEXT];
	struct answer answer;
};

struct batch {
	const struct send *send;
	const struct course *course;
	struct str owner; /* name of our spool */
	struct job *jobs;
	size_t jobs_n, got_n;
	struct buf lines;
	int64_t expiry; /* of the claims */
	struct arena arena;
	struct rec rec;
	struct round round;
};

static bool
is_copy(const struct course *c)
{
	return c->order.what && strcmp(c->order.purpose, SEND_COPY) == 0;
}

static int64_t
seconds_now(void)
{
	return instant_now().seconds;
}

/* ---- gathering ------------------------------------------------------- */

/* Copies text into a member; false when it does not fit. */
static bool
copy(char *to, size_t room, struct str from)
{
	if (from.n >= room)
		return false;
	if (from.n)
		memcpy(to, from.p, from.n);
	to[from.n] = '\0';
	return true;
}

bool
owner_is_alive(const struct send *s, struct str owner)
{
	/* what we hold, a dead process left: not to be waited for */
	for (size_t i = 0; i < s->held_n; i++)
		if (str_is(owner, spool_name(&s->held[i].spool)))
			return false;
	return spool_is_alive(&s->home, owner);
}

bool
delivery_is_free(
    const struct send *s, const struct journal_delivery *d, struct str owner)
{
	return !d->owner.p || str_eq(d->owner, owner) ||
	       d->expiry < seconds_now() || !owner_is_alive(s, d->owner);
}

static struct job *
add_job(struct batch *b, const struct rec *rec, struct str run,
    const struct journal_delivery *d, size_t choice)
{
	struct job *job = &b->jobs[b->jobs_n];
	*job = (struct job){ .choice = choice,
		.line = b->lines.n,
		.n = rec->line.n,
		.series = d->series };
	job->seen = (struct journal_delivery){
		.row = d->row, .outcome = d->outcome, .expiry = d->expiry
	};
	if (!copy(job->owner, sizeof(job->owner), d->owner) ||
	    !copy(job->run, sizeof(job->run), run))
		die(MC_BUG, "the journal has a text that is too long");
	if (d->owner.p) {
		job->seen.owner = str_of(job->owner);
		copy(job->earlier, sizeof(job->earlier), d->sha256);
	}
	buf_addstr(&b->lines, rec->line);
	b->jobs_n++;
	return job;
}

/* Adds a delivery that a batch file has made, if that has been settled. */
static void
add_batched(struct batch *b, const struct rec *rec, struct arena *a,
    const struct journal_document *d, const struct journal_delivery *now,
    const struct bank_place *at, size_t choice)
{
	struct journal_delivery file;
	enum outcome o = bank_outcome(b->send, at->id, a, &file);
	/* whatever an operator says by now, what has left has left */
	if (o == OUTCOME_WAITING ||
	    (o == OUTCOME_PERMANENT && journal_blocks(d->state)))
		return;
	struct job *job = add_job(b, rec, d->run, now, choice);
	struct fault f; /* cuts */
	fault_set(&f, NULL, NULL, "%s%.*s",
	    str_starts(file.text, "batch file: ") ? "" : "batch file: ",
	    STR_ARG(file.text));
	job->batch = true;
	job->outcome = o;
	copy(job->at, sizeof(job->at), file.at);
	if (o == OUTCOME_PERMANENT) {
		memcpy(job->answer.text, f.text, sizeof(f.text));
		return;
	}
	copy(job->answer.sha256, sizeof(job->answer.sha256), file.sha256);
	snprintf(job->answer.receipt, sizeof(job->answer.receipt), "%.*s#%lld",
	    STR_ARG(at->batch), (long long)at->position);
}

/* Adds a delivery that is to be tried now. */
static void
add_single(struct batch *b, const struct rec *rec, struct arena *a,
    const struct journal_document *d, const struct journal_delivery *now,
    size_t choice)
{
	if (!delivery_is_free(b->send, now, b->owner)) {
		b->round.waiting = true;
		return;
	}
	const struct artefact *file =
	    record_file(&b->send->conf, &rec->r, choice, is_copy(b->course), a);
	struct job *job = add_job(b, rec, d->run, now, choice);
	if (file)
		copy(job->sha256, sizeof(job->sha256), file->sha256);
}

/* Adds the record's delivery that is to be tried now, if there is one. */
static void
gather(struct batch *b, const struct rec *rec, struct arena *a, bool again)
{
	struct fault f;
	struct journal_document d;
	const struct send *s = b->send;

	if (record_fate(rec, &f) != FATE_SEND)
		return;
	send_must(s,
	    journal_find(s->journal, rec->r.id, &b->course->view, a, &d, &f),
	    &f);
	const struct journal_delivery *now = document_current(&d);
	if (!now || document_differs(&d, &rec->r) ||
	    !(now->outcome == OUTCOME_WAITING ||
		(again && now->outcome == OUTCOME_TRANSIENT)))
		return;
	struct bank_place at;
	size_t choice = record_choice(s, &rec->r, now, a);
	if (choice == SIZE_MAX)
		return;
	if (!b->course->order.what && bank_document(s, &rec->r, choice, a, &at))
		add_batched(b, rec, a, &d, now, &at, choice);
	else if (!journal_blocks(d.state))
		add_single(b, rec, a, &d, now, choice);
}

/* ---- claims ---------------------------------------------------------- */

static void
claim(struct batch *b)
{
	struct fault f;
	struct journal *j = b->send->journal;
	b->got_n = 0;
	b->expiry = seconds_now() + LEASE;
	send_must(b->send, journal_begin(j, &f), &f);
	for (size_t i = 0; i < b->jobs_n; i++) {
		struct job *job = &b->jobs[i];
		if (job->batch) {
			job->got = true;
			continue;
		}
		send_must(b->send,
		    journal_claim(j, &job->seen, b->owner, b->expiry,
			str_of(job->sha256), &job->got, &f),
		    &f);
		if (job->got)
			b->got_n++;
		else
			b->round.waiting = true;
	}
	send_must(b->send, journal_commit(j, &f), &f);
}

/* A claim that ran out may be another's: then nothing more may leave. */
static void
keep_claims(struct batch *b)
{
	struct fault f;
	int n;
	int64_t now = seconds_now(), later = now + LEASE;
	if (b->expiry - now >= LEASE - RENEW)
		return;
	send_must(b->send,
	    journal_renew(b->send->journal, b->owner, b->expiry, later, &n, &f),
	    &f);
	if ((size_t)n < b->got_n)
		die(MC_RETRY, "another run took over, for this one stood "
			      "still for too long");
	b->expiry = later;
}

/* ---- delivering ------------------------------------------------------ */

/* What follows the sender and the kind in an id. */
static struct str
number_of(struct str id)
{
	for (int step = 0; step < 2; step++) {
		const char *slash = memchr(id.p, '/', id.n);
		if (slash)
			id = str_from(id, (size_t)(slash - id.p) + 1);
	}
	return id;
}

void
delivery_key(struct str id, struct str channel, struct str address,
    int64_t series, char key[DELIVERY_KEY])
{
	char hex[SHA256_HEX];
	struct buf b = BUF_INIT(1 << 16);
	buf_addstr(&b, id);
	buf_addc(&b, '\0');
	buf_addstr(&b, channel);
	buf_addc(&b, '\0');
	buf_addstr(&b, address);
	buf_printf(&b, "%c%lld", '\0', (long long)series);
	sha256_text(b.p, b.n, hex);
	memcpy(key, hex, DELIVERY_KEY - 1);
	key[DELIVERY_KEY - 1] = '\0';
	buf_free(&b);
}

static void
deliver(struct batch *b, struct job *job)
{
	struct fault f;
	struct str line = { b->lines.p + job->line, job->n };
	const struct record *r = &b->rec.r;
	arena_reset(&b->arena);
	if (!rec_parse(&b->rec, line, SEND_READS, &b->arena, &f))
		fault_die(MC_BUG, &f);
	const struct choice *c = &r->route->presentation[job->choice];
	const struct conf_channel *channel =
	    conf_find_channel(&b->send->conf, c->channel);
	struct parcel parcel = { .id = r->id,
		.record = r,
		.choice = c,
		.run = str_of(job->run),
		.number = number_of(r->id),
		.channel = c->channel,
		.address = c->address,
		.file = record_file(&b->send->conf, r, job->choice,
		    is_copy(b->course), &b->arena),
		.section = channel && channel->format ? "sefaktura" : "pages",
		.copy = is_copy(b->course) };
	if (job->earlier[0])
		parcel.earlier = str_of(job->earlier);
	const struct outlet outlet = { .home = &b->send->home,
		.conf = &b->send->conf,
		.channel = channel };
	delivery_key(r->id, c->channel,
	    address_key(b->send, c->address, &b->arena), job->series,
	    parcel.key);
	job->outcome = OUTCOME_TRANSIENT;
	if (channel)
		job->outcome = channel_deliver(&outlet, &parcel, &job->answer);
	else
		copy(job->answer.text, sizeof(job->answer.text),
		    str_of("the configuration has no such channel"));
	instant_format(instant_now(), job->at);
}

static struct str
or_absent(const char *text)
{
	return str_of(*text ? text : NULL);
}

static void
settle(struct batch *b)
{
	struct fault f;
	bool got;
	send_must(b->send, journal_begin(b->send->journal, &f), &f);
	for (size_t i = 0; i < b->jobs_n; i++) {
		const struct job *job = &b->jobs[i];
		if (!job->got)
			continue;
		const struct journal_delivery d = { .row = job->seen.row,
			.outcome = job->outcome,
			.owner = job->batch ? job->seen.owner : b->owner,
			.at = str_of(job->at),
			.receipt = or_absent(job->answer.receipt),
			.sha256 = or_absent(job->answer.sha256),
			.text = or_absent(job->answer.text) };
		send_must(b->send,
		    journal_settle(b->send->journal, &d, &got, &f), &f);
		b->round.waiting |= !got;
		b->round.refused |= got && d.outcome == OUTCOME_PERMANENT;
	}
	send_must(b->send, journal_commit(b->send->journal, &f), &f);
}

/* Carries the batch out: no outcome is settled before its effect is durable. */
static void
run_batch(struct batch *b)
{
	struct fault f;
	if (!b->jobs_n)
		return;
	claim(b);
	for (size_t i = 0; i < b->jobs_n; i++) {
		keep_claims(b);
		if (b->jobs[i].got && !b->jobs[i].batch)
			deliver(b, &b->jobs[i]);
	}
	if (!home_barrier(&b->send->home, &f))
		fault_die(MC_IO, &f);
	settle(b);
	b->jobs_n = 0;
	buf_reset(&b->lines);
}

struct round
deliver_spool(const struct send *s, const struct course *c, bool again)
{
	struct stream in;
	enum stream_item item;
	struct batch b = { .send = s,
		.course = c,
		.owner = str_of(spool_name(&c->spool)),
		.jobs = xcalloc(BATCH, sizeof(struct job)),
		.lines = BUF_INIT(LINE_MAX_BYTES + BATCH_BYTES) };

	course_read(c, &in, SEND_READS);
	while (
	    (item = stream_next(&in)) == STREAM_RECORD || item == STREAM_SEAL) {
		if (item == STREAM_RECORD)
			gather(&b, &in.rec, &in.arena, again);
		if (b.jobs_n == BATCH || b.lines.n >= BATCH_BYTES)
			run_batch(&b);
	}
	run_batch(&b);
	course_end(&in, item);
	arena_free(&b.arena);
	buf_free(&b.lines);
	free(b.jobs);
	return b.round;
}
