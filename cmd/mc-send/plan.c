/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "send.h"

struct plan {
	const struct send *send;
	struct course *course;
	struct stream stream;
	struct journal_event order; /* that the spool carries out, if any */
	bool first; /* round of this process */
	uint64_t changed; /* documents looked at in this transaction */
};

/* ---- what is noted --------------------------------------------------- */

static void
set_state(const struct send *s, const struct journal_document *d,
    enum journal_state state, int64_t event)
{
	struct fault f;
	send_must(
	    s, journal_set_state(s->journal, d->row, state, event, &f), &f);
}

/* Keeps the document back: its day is over by the way that is next. */
static void
keep_late(const struct plan *p, struct journal_document *d,
    const struct choice *c, struct arena *a)
{
	char day[DATE_TEXT];
	date_format(c->latest, day);
	if (d->state == JOURNAL_LATE)
		return;
	struct str why =
	    arena_printf(a, "the last day to hand it over by %.*s was %s",
		STR_ARG(c->channel), day);
	d->state = JOURNAL_LATE;
	set_state(p->send, d, JOURNAL_LATE,
	    send_note(p->send, d->row, "late", str_of(SEND_TOOL), why));
}

/* ---- one document ---------------------------------------------------- */

/* Settles a delivery as gone; claims that it is. */
static bool
give_up(const struct plan *p, const struct journal_delivery *d, const char *why)
{
	struct fault f;
	bool got, claimed = d->owner.p != NULL;
	char at[TIME_TEXT], text[FAULT_TEXT];
	struct journal_delivery settled = *d;

	if (d->outcome == OUTCOME_UNKNOWN ||
	    (claimed && owner_is_alive(p->send, d->owner)))
		return false;
	snprintf(text, sizeof(text), "%s%s",
	    claimed ? "a run died in this delivery, and " : "", why);
	instant_format(instant_now(), at);
	settled.at = str_of(at);
	settled.sha256 = (struct str){ NULL, 0 };
	settled.outcome = claimed ? OUTCOME_UNKNOWN : OUTCOME_PERMANENT;
	settled.text = str_of(text);
	send_must(
	    p->send, journal_settle(p->send->journal, &settled, &got, &f), &f);
	return got && !claimed;
}

static void
find(const struct plan *p, struct str id, struct arena *a,
    struct journal_document *d)
{
	struct fault f;
	send_must(p->send,
	    journal_find(p->send->journal, id, &p->course->view, a, d, &f), &f);
}

/* Keeps a document that is new to a pilot back, unless it is one of it. */
static void
keep_pilot(const struct plan *p, struct journal_document *d)
{
	if (!p->course->pilot || cond_holds(p->course->pilot, &p->stream.rec.r))
		return;
	d->state = JOURNAL_PILOT;
	set_state(p->send, d, JOURNAL_PILOT, 0);
}

/* An operator let the document be replaced, and here is what comes instead. */
static void
take_over(const struct plan *p, struct journal_document *d, struct arena *a)
{
	struct fault f;
	bool got;
	const struct record *r = &p->stream.rec.r;
	const struct journal_delivery *now = document_current(d);
	if (now && now->outcome != OUTCOME_ACCEPTED &&
	    now->outcome != OUTCOME_UNKNOWN &&
	    !give_up(p, now, "another document takes its place"))
		return;
	send_must(p->send,
	    journal_take_over(p->send->journal, d->row, r->source->sha256,
		r->run->id, &d->series, &got, &f),
	    &f);
	if (!got)
		return;
	send_note(p->send, d->row, "replaced", (struct str){ NULL, 0 },
	    arena_printf(a, "document %.12s instead of %.12s",
		r->source->sha256.p, d->sha256.p));
	find(p, r->id, a, d);
	if (d->state == JOURNAL_FREE)
		keep_pilot(p, d);
}

static void
add(const struct plan *p, struct journal_document *d)
{
	struct fault f;
	const struct record *r = &p->stream.rec.r;
	if (d->row)
		return;
	send_must(p->send,
	    journal_add(p->send->journal, r->id, r->source->sha256, r->run->id,
		&d->row, &f),
	    &f);
	d->series = 1;
	keep_pilot(p, d);
}

/* A pilot that is run again with another condition lets more leave. */
static void
widen(const struct plan *p, struct journal_document *d)
{
	if (d->state != JOURNAL_PILOT || !p->first || !p->course->pilot ||
	    !cond_holds(p->course->pilot, &p->stream.rec.r))
		return;
	d->state = JOURNAL_FREE;
	set_state(p->send, d, JOURNAL_FREE, 0);
}

/* Begins the series of an order; false when the document is not its case. */
static bool
begin_order(const struct plan *p, struct journal_document *d)
{
	struct fault f;
	const struct journal_view *v = &p->course->view;
	if (!d->row || d->state == JOURNAL_STOPPED)
		return false;
	if (d->series)
		return true;
	send_note(p->send, d->row, p->course->order.what, p->order.user,
	    p->order.reason.p ? p->order.reason : str_of("not known"));
	send_must(p->send,
	    journal_order(
		p->send->journal, d->row, v->purpose, v->order, &d->series, &f),
	    &f);
	return true;
}

/* What the document goes by next: the delivery that waits, or a new one. */
static const struct choice *
next_choice(const struct plan *p, const struct journal_document *d,
    const struct journal_delivery *now, struct arena *a)
{
	const struct record *r = &p->stream.rec.r;
	if (!now)
		return record_next(p->send, r, d, a);
	size_t i = record_choice(p->send, r, now, a);
	/* one that was begun is finished, whatever the calendar says */
	return i == SIZE_MAX || now->owner.p ? NULL
					     : &r->route->presentation[i];
}

/* Claims that the calendar lets the document leave by that choice. */
static bool
in_time(const struct plan *p, struct journal_document *d,
    const struct choice *c, struct arena *a)
{
	/* who orders it again has looked at the calendar */
	bool free = !p->course->order.what &&
		    (d->state == JOURNAL_FREE || d->state == JOURNAL_LATE);
	if (!c || !free)
		return !journal_blocks(d->state);
	if (choice_is_late(p->send, &p->stream.rec.r, c)) {
		keep_late(p, d, c, a);
		return false;
	}
	if (d->state == JOURNAL_LATE)
		set_state(p->send, d, JOURNAL_FREE, 0);
	return true;
}

static void
plan_record(struct plan *p)
{
	struct fault f;
	struct journal_document d;
	const struct record *r = &p->stream.rec.r;
	const struct send *s = p->send;
	struct arena *a = &p->stream.arena;
	bool ordered = p->course->order.what != NULL;

	if (record_fate(&p->stream.rec, &f) != FATE_SEND)
		return;
	find(p, r->id, a, &d);
	if (document_differs(&d, r) && d.replace && !ordered)
		take_over(p, &d, a);
	if (document_differs(&d, r) || (ordered && !begin_order(p, &d)))
		return;
	add(p, &d);
	widen(p, &d);
	const struct journal_delivery *now = document_current(&d);
	if (now && (now->outcome == OUTCOME_ACCEPTED ||
		       now->outcome == OUTCOME_UNKNOWN))
		return;
	if (now && p->course->fresh && p->first &&
	    record_choice(s, r, now, a) == SIZE_MAX) {
		if (!give_up(p, now, "the route names it no longer"))
			return;
		now = NULL;
	}
	const struct choice *c = next_choice(p, &d, now, a);
	if (in_time(p, &d, c, a) && !now && c)
		send_must(s,
		    journal_plan(s->journal, d.row, d.series,
			p->course->view.purpose, c->channel,
			address_key(s, c->address, a), &f),
		    &f);
}

/* ---- the whole ------------------------------------------------------- */

/* Lets others write from time to time. */
static void
breathe(const struct send *s, uint64_t *changed)
{
	struct fault f;
	if (++*changed < PLAN_BATCH)
		return;
	*changed = 0;
	send_must(s, journal_commit(s->journal, &f), &f);
	send_must(s, journal_begin(s->journal, &f), &f);
}

static void
plan_item(struct plan *p, enum stream_item item)
{
	struct fault f;
	struct course *c = p->course;
	if (item == STREAM_RECORD)
		plan_record(p);
	else if (p->first && !c->order.what &&
		 !course_files(c, p->stream.rec.line, &f))
		fault_die(MC_BUG, &f);
	breathe(p->send, &p->changed);
}

void
plan_spool(const struct send *s, struct course *c, bool first)
{
	struct fault f;
	enum stream_item item;
	struct arena a = { 0 };
	struct plan p = { .send = s, .course = c, .first = first };

	if (c->order.what)
		send_must(s,
		    journal_find_order(
			s->journal, c->view.order, &a, &p.order, &f),
		    &f);
	course_read(c, &p.stream,
	    SEND_READS | (c->pilot ? cond_sections(c->pilot) : 0));
	send_must(s, journal_begin(s->journal, &f), &f);
	while ((item = stream_next(&p.stream)) == STREAM_RECORD ||
	       item == STREAM_SEAL)
		plan_item(&p, item);
	course_end(&p.stream, item);
	if (first)
		bank_plan(s, c);
	send_must(s, journal_commit(s->journal, &f), &f);
	arena_free(&a);
}

/* ---- the rest of a pilot --------------------------------------------- */

/* Lets the record's document leave if it waits for that; claims that it did. */
static bool
release_record(const struct send *s, const struct course *c, struct stream *in)
{
	struct fault f;
	struct journal_document d;
	if (record_fate(&in->rec, &f) != FATE_SEND)
		return false;
	send_must(s,
	    journal_find(
		s->journal, in->rec.r.id, &c->view, &in->arena, &d, &f),
	    &f);
	if (d.state != JOURNAL_PILOT || document_differs(&d, &in->rec.r))
		return false;
	set_state(s, &d, JOURNAL_FREE, 0);
	return true;
}

static void
note_release(
    const struct send *s, const struct course *c, uint64_t n, struct str reason)
{
	struct fault f;
	char at[TIME_TEXT], text[64];
	snprintf(text, sizeof(text), "%llu documents of a pilot",
	    (unsigned long long)n);
	instant_format(instant_now(), at);
	const struct journal_event e = { .at = str_of(at),
		.user = str_of(s->user),
		.what = str_of("release"),
		.reason = reason.p ? reason : str_of(text),
		.run = c->run };
	send_must(s, journal_note(s->journal, &e, NULL, &f), &f);
}

uint64_t
plan_release(
    const struct send *s, const struct course *c, uint64_t n, struct str reason)
{
	struct fault f;
	struct stream in;
	enum stream_item item = STREAM_END;
	uint64_t released = 0, changed = 0;

	if (c->order.what)
		return 0;
	course_read(c, &in, SEND_READS);
	send_must(s, journal_begin(s->journal, &f), &f);
	while (released < n && ((item = stream_next(&in)) == STREAM_RECORD ||
				   item == STREAM_SEAL)) {
		if (item == STREAM_RECORD && release_record(s, c, &in))
			released++;
		breathe(s, &changed);
	}
	if (released)
		note_release(s, c, released, reason);
	send_must(s, journal_commit(s->journal, &f), &f);
	course_end(&in, item);
	return released;
}
