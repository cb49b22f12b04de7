/* SPDX-License-Identifier: ISC */
/*
 * Whether a batch file may leave, by what has become of the documents of its
 * debits, or of those that are in it.
 */
#include <stdio.h>

#include "send.h"

/* ---- one document ---------------------------------------------------- */

/* Claims that the document goes that way, or has gone. */
static bool
goes_by(const struct journal_document *d, struct str channel)
{
	const struct journal_delivery *now = document_current(d);
	return now && str_eq(now->channel, channel);
}

/* Claims that the place in a file is what the document should have. */
static bool
is_right(const struct bank_place *at, enum standing standing,
    const struct journal_document *d)
{
	bool shown = standing == STANDING_SENT || standing == STANDING_OPEN;
	return shown && (at->use == BANK_PAYMENTS || goes_by(d, at->channel));
}

static void
weigh_place(struct course *c, const struct bank_place *at, struct str id,
    enum standing standing, const struct journal_document *d)
{
	struct bank_file *b = bank_note(at, c);
	bool held = standing == STANDING_HELD && at->use == BANK_DOCUMENTS;
	if (!b || is_right(at, standing, d))
		return;
	if (standing == STANDING_KEPT || held) {
		b->kept++;
		return;
	}
	b->orphans++;
	b->stopped += standing == STANDING_STOPPED;
	msg_warn(at->use == BANK_PAYMENTS
		     ? "%.*s: it is in %.*s, and its notice does not reach "
		       "the payer"
		     : "%.*s: it is in %.*s, and does not go that way",
	    STR_ARG(id), STR_ARG(b->name));
}

/* Claims that the document is kept back. */
static bool
weigh_record(const struct send *s, struct course *c, struct stream *in,
    enum bank_use use)
{
	struct fault f;
	struct journal_document d = { 0 };
	const struct record *r = &in->rec.r;
	enum fate fate = record_fate(&in->rec, &f);
	enum standing standing = STANDING_FAILED;
	size_t n;
	if (fate == FATE_SEND || fate == FATE_HELD) {
		send_must(s,
		    journal_find(
			s->journal, r->id, &c->view, &in->arena, &d, &f),
		    &f);
		standing = record_standing(r, &d);
	}
	const struct bank_place *at = bank_places(r, &in->arena, &n);
	for (size_t i = 0; i < n; i++)
		if (at[i].use == use)
			weigh_place(c, &at[i], r->id, standing, &d);
	return standing == STANDING_KEPT;
}

bool
bank_weigh(const struct send *s, struct course *c, enum bank_use use)
{
	struct stream in;
	enum stream_item item;
	bool kept = false;
	for (size_t i = 0; i < c->files_n; i++) {
		struct bank_file *b = &c->files[i];
		b->here = b->orphans = b->stopped = b->kept = 0;
		if (b->seen)
			memset(b->seen, 0, bank_bitmap(b));
	}
	course_read(c, &in, SEND_READS);
	while (
	    (item = stream_next(&in)) == STREAM_RECORD || item == STREAM_SEAL)
		if (item == STREAM_RECORD && weigh_record(s, c, &in, use))
			kept = true;
	course_end(&in, item);
	return kept;
}

/* ---- one file -------------------------------------------------------- */

static void
say_payments(
    const struct send *s, const struct bank_file *b, bool kept, char text[128])
{
	unsigned long long missing = b->entries - b->here;
	if (b->stopped)
		snprintf(text, 128, "debits of stopped documents: %llu",
		    (unsigned long long)b->stopped);
	else if (b->orphans && s->conf.run.orphan_debit)
		snprintf(text, 128, "debits without notice: %llu",
		    (unsigned long long)b->orphans);
	else if (missing)
		snprintf(text, 128,
		    "debits of documents that the stream does not have: %llu",
		    missing);
	else if (kept)
		snprintf(
		    text, 128, "documents of the stream have not left yet");
}

static void
say_documents(const struct bank_file *b, char text[128])
{
	unsigned long long missing = b->entries - b->here;
	if (b->stopped)
		snprintf(text, 128, "documents in it that were stopped: %llu",
		    (unsigned long long)b->stopped);
	else if (b->orphans)
		snprintf(text, 128,
		    "documents in it that do not go this way: %llu",
		    (unsigned long long)b->orphans);
	else if (missing)
		snprintf(text, 128,
		    "documents in it that the stream does not have: %llu",
		    missing);
	else if (b->kept)
		snprintf(text, 128, "documents in it that are kept back: %llu",
		    (unsigned long long)b->kept);
}

void
bank_weighed(const struct send *s, const struct bank_file *b, bool kept,
    struct bank_reason *why)
{
	bool documents = b->use == BANK_DOCUMENTS;
	*why = (struct bank_reason){ .state = JOURNAL_HELD };
	if (documents)
		say_documents(b, why->text);
	else
		say_payments(s, b, kept, why->text);
	if (!why->text[0])
		why->state = JOURNAL_FREE;
	else if (!b->stopped &&
		 !(b->orphans && (documents || s->conf.run.orphan_debit)))
		why->state = JOURNAL_LATE;
}
