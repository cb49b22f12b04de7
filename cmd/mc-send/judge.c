/* SPDX-License-Identifier: ISC */
/* What there is to say of a record, by the journal. */
#include <stdio.h>

#include "print.h"

static struct attempt
attempt_of(const struct send *s, const struct record *r,
    const struct journal_delivery *d, struct arena *a)
{
	size_t choice = record_choice(s, r, d, a);
	return (struct attempt){ .purpose = d->purpose,
		.channel = d->channel,
		.address = choice == SIZE_MAX
			       ? (struct str){ NULL, 0 }
			       : r->route->presentation[choice].address,
		.outcome = str_of(outcome_name(d->outcome)),
		.at = d->at,
		.receipt = d->receipt,
		.sha256 = d->sha256,
		.text = d->text };
}

static void
add(struct judging *g, struct verdict *v, const struct attempt *t)
{
	v->attempts = arena_extend(
	    g->arena, v->attempts, v->attempts_n, sizeof(*v->attempts));
	v->attempts[v->attempts_n++] = *t;
}

/* The rows of the journal as attempts. */
static void
add_tried(
    struct judging *g, const struct journal_document *d, struct verdict *v)
{
	for (size_t i = 0; i < d->deliveries_n; i++) {
		if (d->deliveries[i].outcome == OUTCOME_WAITING)
			continue;
		const struct attempt t =
		    attempt_of(g->send, g->record, &d->deliveries[i], g->arena);
		add(g, v, &t);
	}
}

/* Says what keeps the document back, as an attempt that has not been made. */
static void
add_held(struct judging *g, const struct journal_document *d, struct verdict *v)
{
	const struct journal_delivery *now = document_current(d);
	const struct choice *next =
	    now ? NULL : record_next(g->send, g->record, d, g->arena);
	struct attempt t = { .purpose = g->course->view.purpose,
		.outcome = str_of(outcome_name(OUTCOME_HELD)),
		.at = d->at,
		.text = d->reason };
	if (now)
		t.channel = now->channel;
	else if (next)
		t.channel = next->channel;
	if (d->state == JOURNAL_HELD)
		t.text = arena_printf(g->arena, "held by %.*s: %.*s",
		    STR_ARG(d->user), STR_ARG(d->reason));
	else if (d->state == JOURNAL_PILOT)
		t.text = str_of("waits for the rest of a pilot");
	add(g, v, &t);
}

/* Says what keeps the batch file back that is to present the document. */
static void
add_waiting(
    struct judging *g, const struct journal_document *d, struct verdict *v)
{
	struct bank_place at;
	struct journal_document file;
	const struct journal_delivery *now = document_current(d);
	size_t choice = record_choice(g->send, g->record, now, g->arena);
	if (now->outcome != OUTCOME_WAITING || choice == SIZE_MAX ||
	    !bank_document(g->send, g->record, choice, g->arena, &at))
		return;
	const struct bank_file of = { .id = at.id };
	bank_find(g->send, &of, g->arena, &file);
	struct attempt t = attempt_of(g->send, g->record, now, g->arena);
	t.outcome = str_of(outcome_name(OUTCOME_HELD));
	t.text = arena_printf(g->arena, "waits for %.*s", STR_ARG(at.id));
	if (journal_blocks(file.state)) {
		t.at = file.at;
		t.text = arena_printf(g->arena, "%.*s, held by %.*s: %.*s",
		    STR_ARG(t.text), STR_ARG(file.user), STR_ARG(file.reason));
	} else if (file.deliveries_n &&
		   file.deliveries[0].outcome != OUTCOME_WAITING) {
		t.at = file.deliveries[0].at;
		t.outcome = str_of(outcome_name(file.deliveries[0].outcome));
		t.text = file.deliveries[0].text;
	}
	add(g, v, &t);
}

static void
set_failed(
    struct judging *g, const struct journal_document *d, struct verdict *v)
{
	v->rejected = true;
	if (g->course->order.what && !d->series)
		fault_set(&v->fault, "/id", "not-sent",
		    "there is nothing that could be sent again");
	else
		fault_set(&v->fault, "/route/presentation", "undeliverable",
		    d->deliveries_n ? "no way to deliver it is left"
				    : "the route has no way to deliver it");
}

static void
judge_presentation(
    struct judging *g, const struct journal_document *d, struct verdict *v)
{
	switch (record_standing(g->record, d)) {
	case STANDING_OTHER:
		v->rejected = true;
		fault_set(&v->fault, "/id", "id-reused",
		    "run %.12s had another document of this id", d->run.p);
		return;
	case STANDING_SENT:
		break;
	case STANDING_STOPPED:
		v->rejected = true;
		fault_set(&v->fault, "/id", "stopped", "stopped by %.*s: %.*s",
		    STR_ARG(d->user), STR_ARG(d->reason));
		break;
	case STANDING_HELD:
		v->held = true;
		break;
	case STANDING_KEPT:
		v->held = v->open = true;
		break;
	case STANDING_OPEN:
		v->open = true;
		break;
	case STANDING_FAILED:
		set_failed(g, d, v);
		break;
	}
	add_tried(g, d, v);
	if (v->held && v->open)
		add_held(g, d, v);
	else if (v->open && !g->course->order.what)
		add_waiting(g, d, v);
}

/* The batch file that has the debit, kept for the records that follow. */
static const struct journal_document *
file_of(struct judging *g, struct str id)
{
	struct fault f;
	const struct journal_view view = { .purpose = str_of(SEND_FILE) };
	if (g->file_id.n && str_eq(g->file_id, id))
		return &g->file;
	arena_reset(&g->file_arena);
	g->file_id = arena_str(&g->file_arena, id);
	send_must(g->send,
	    journal_find(
		g->send->journal, id, &view, &g->file_arena, &g->file, &f),
	    &f);
	return &g->file;
}

/* What became of the debit is what became of the file it is in. */
static void
judge_payment(struct judging *g, struct verdict *v)
{
	struct bank_place at;
	if (g->course->order.what || !bank_debit(g->record, g->arena, &at))
		return;
	const struct journal_document *d = file_of(g, at.id);
	if (!d->row || !d->deliveries_n)
		return;
	const struct journal_delivery *now =
	    &d->deliveries[d->deliveries_n - 1];
	struct attempt t = { .purpose = str_of("payment"),
		.channel = now->channel,
		.outcome = str_of(outcome_name(now->outcome)),
		.at = now->at,
		.receipt = now->receipt,
		.sha256 = now->sha256,
		.text = now->text };
	v->open |= !outcome_is_final(now->outcome);
	if (now->outcome == OUTCOME_PERMANENT && !v->rejected) {
		v->rejected = true;
		fault_set(&v->fault, "/route/payment", "payment",
		    "its batch file did not leave: %.*s", STR_ARG(now->text));
	}
	if (now->outcome == OUTCOME_ACCEPTED && v->rejected)
		t.text = str_of("it was debited, and its notice did not reach "
				"the payer");
	if (now->outcome != OUTCOME_WAITING)
		add(g, v, &t);
}

/* A file that waits is not sent by a stream that has not all its records. */
static bool
in_open_file(struct judging *g)
{
	struct journal_delivery d;
	size_t n;
	const struct bank_place *at = bank_places(g->record, g->arena, &n);
	for (size_t i = 0; i < n && !g->course->order.what; i++)
		if (bank_outcome(g->send, at[i].id, g->arena, &d) ==
			OUTCOME_WAITING &&
		    d.row)
			return true;
	return false;
}

void
judge_record(struct judging *g, const struct rec *rec, struct arena *a,
    struct verdict *v)
{
	struct fault f;
	struct journal_document d;
	const struct send *s = g->send;
	*v = (struct verdict){ 0 };
	v->fate = record_fate(rec, &v->fault);
	g->record = &rec->r;
	g->arena = a;
	v->rejected = v->fate == FATE_UNFIT;
	if (v->fate == FATE_FOREIGN || v->rejected) {
		v->open = in_open_file(g);
		return;
	}
	send_must(s,
	    journal_find(s->journal, rec->r.id, &g->course->view, a, &d, &f),
	    &f);
	judge_presentation(g, &d, v);
	judge_payment(g, v);
	v->open |= in_open_file(g);
}
