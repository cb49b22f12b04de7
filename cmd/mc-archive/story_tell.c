/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "story.h"

static void
say(struct story *s, const char *words)
{
	buf_adds(&s->b, words);
}

/* The words and the text, when there is one. */
static void
say_text(struct story *s, const char *words, struct str text)
{
	if (!text.n)
		return;
	say(s, words);
	cmd_text(&s->b, text);
}

static void
say_date(struct story *s, const char *words, struct date d)
{
	char text[DATE_TEXT];
	if (!date_set(d))
		return;
	date_format(d, text);
	say(s, words);
	say(s, text);
}

static void
say_count(struct story *s, const char *words, int64_t n, const char *unit)
{
	if (n)
		buf_printf(&s->b, "%s%lld%s", words, (long long)n, unit);
}

void
story_amount(struct buf *b, struct dec d, struct str currency)
{
	char text[DEC_TEXT];
	if (!d.set) {
		buf_adds(b, "an unknown amount");
		return;
	}
	dec_format(d, text);
	buf_adds(b, text);
	if (currency.n) {
		buf_addc(b, ' ');
		cmd_text(b, currency);
	}
}

/* A line of the time at which the record was made. */
static void
end_made(struct story *s, const struct record *r)
{
	struct instant at = { 0 };
	struct str when = { NULL, 0 };
	if (r->run && instant_parse(&at, r->run->at))
		when = r->run->at;
	story_end(s, when, at.seconds);
}

/* ---- what it is -------------------------------------------------------- */

static void
tell_source(struct story *s, const struct record *r)
{
	story_begin(s);
	say_text(s, "read by run ", r->run ? r->run->id : (struct str)STR(""));
	if (r->source) {
		say_text(s, " from ", r->source->path);
		say_count(s, ", document ", r->source->index, "");
		say_count(s, ", line ", r->source->line, "");
		say_text(s, ", ", r->source->format);
	}
	end_made(s, r);
}

static void
tell_invoice(struct story *s, const struct record *r)
{
	const struct invoice *v = r->invoice;
	story_begin(s);
	cmd_text(&s->b, r->kind);
	say_text(s, " ", v->number);
	say_date(s, " of ", v->issue_date);
	say_text(s, " to ", v->buyer.name);
	say(s, ": ");
	story_amount(&s->b, v->payable, v->currency);
	say_date(s, ", due ", v->due_date);
	end_made(s, r);
}

static void
tell_problems(struct story *s, const struct record *r)
{
	for (size_t i = 0; i < r->problems_n; i++) {
		const struct problem *p = &r->problems[i];
		story_begin(s);
		say(s, "found ");
		cmd_text(&s->b, p->severity);
		say_text(s, " ", p->rule);
		say_text(s, " at ", p->path);
		say_text(s, ": ", p->text);
		end_made(s, r);
	}
}

/* ---- what was decided -------------------------------------------------- */

static void
tell_choice(struct story *s, const struct record *r, const char *words,
    const char *day, const struct choice *c)
{
	char cost[DEC_TEXT];
	story_begin(s);
	say(s, words);
	cmd_text(&s->b, c->channel);
	say_text(s, ": ", c->reason);
	if (c->cost.set) {
		dec_format(c->cost, cost);
		say(s, ", costs ");
		say(s, cost);
		say_text(s, " ", r->route->currency);
	}
	say_date(s, day, c->date);
	say_date(s, ", hand over by ", c->latest);
	say_text(s, ", with the bank by ", c->deadline);
	say_date(s, ", new due date ", c->due);
	end_made(s, r);
}

static void
tell_route(struct story *s, const struct record *r)
{
	const struct route *t = r->route;
	for (size_t i = 0; i < t->payment_n; i++)
		tell_choice(s, r, i ? "else collect by " : "collect by ",
		    ", debit on ", &t->payment[i]);
	for (size_t i = 0; i < t->presentation_n; i++)
		tell_choice(s, r, i ? "else present by " : "present by ",
		    ", arrives ", &t->presentation[i]);
	for (size_t i = 0; i < t->against_n; i++)
		tell_choice(s, r, "not by ", ", arrives ", &t->against[i]);
	if (t->held.n) {
		story_begin(s);
		say_text(s, "held: ", t->held);
		end_made(s, r);
	}
}

static void
tell_pages(struct story *s, const struct record *r)
{
	for (size_t i = 0; i < r->pages_n; i++) {
		const struct artefact *a = &r->pages[i];
		story_begin(s);
		say_text(s, "made ", a->variant);
		say_text(s, " ", a->path);
		say_count(s, ", ", a->bytes, " bytes");
		say_count(
		    s, ", ", a->pages, a->pages == 1 ? " page" : " pages");
		say_text(s, " could not be made: ", a->failed);
		end_made(s, r);
	}
}

static void
tell_output(struct story *s, const struct record *r, const char *name,
    const struct output *o)
{
	if (!o)
		return;
	story_begin(s);
	say(s, name);
	say_text(s, " for ", o->channel);
	say_text(s, ": ", o->path);
	say_text(s, " in ", o->batch);
	say_count(s, ", position ", o->position, "");
	say_text(s, " could not be made: ", o->failed);
	end_made(s, r);
}

/* ---- what became of it -------------------------------------------------- */

/* Names the filed artefact that left, or the digest of what is not one. */
static void
tell_bytes(struct story *s, const struct record *r, struct str sha256)
{
	if (!sha256.n)
		return;
	for (size_t i = 0; i < r->pages_n; i++)
		if (str_eq(r->pages[i].sha256, sha256)) {
			say_text(s, ", what left is ", r->pages[i].path);
			return;
		}
	for (size_t i = 0; i < r->sefaktura_n; i++)
		if (str_eq(r->sefaktura[i].sha256, sha256)) {
			say_text(s, ", what left is ", r->sefaktura[i].path);
			return;
		}
	sha256.n = sha256.n > 16 ? 16 : sha256.n;
	say_text(s, ", what left has sha256 ", sha256);
}

/* told: it counts, but has its line already. */
static void
tell_attempt(
    struct story *s, const struct record *r, const struct attempt *a, bool told)
{
	struct instant at = { 0 };
	struct fold_event e = { .kind = FOLD_ATTEMPT,
		.version = s->versions_n - 1,
		.channel = a->channel,
		.outcome = a->outcome };
	struct str when = a->at;
	if (!instant_parse(&at, when)) {
		when = r->run ? r->run->at : (struct str)STR("");
		instant_parse(&at, when);
	}
	e.at = at.seconds;
	story_begin(s);
	cmd_text(
	    &s->b, a->purpose.n ? a->purpose : (struct str)STR("presentation"));
	say_text(s, " by ", a->channel);
	say_text(s, ": ", a->outcome);
	say_text(s, ", receipt ", a->receipt);
	tell_bytes(s, r, a->sha256);
	say_text(s, ", \"", a->text);
	say(s, a->text.n ? "\"" : "");
	if (told)
		story_begin(s);
	if (is_presentation(a))
		story_event(s, &e, when);
	else if (!told)
		story_end(s, when, e.at);
}

/* Claims that the attempt stands in the earlier version too. */
static bool
was_told(const struct rec *before, const struct attempt *a)
{
	if (before)
		for (size_t i = 0; i < before->r.sent_n; i++) {
			const struct attempt *b = &before->r.sent[i];
			if (str_eq(a->purpose, b->purpose) &&
			    str_eq(a->channel, b->channel) &&
			    str_eq(a->outcome, b->outcome) &&
			    str_eq(a->at, b->at) &&
			    str_eq(a->receipt, b->receipt) &&
			    str_eq(a->text, b->text))
				return true;
		}
	return false;
}

static bool
changed(const struct rec *rec, const struct rec *before, const char *section)
{
	return !before ||
	       !str_eq(rec_raw(rec, section), rec_raw(before, section));
}

static bool
is_same_document(const struct rec *rec, const struct rec *before)
{
	return before && rec->r.source && before->r.source &&
	       str_eq(rec->r.source->sha256, before->r.source->sha256);
}

void
story_version(struct story *s, const struct rec *rec, const struct rec *before)
{
	const struct record *r = &rec->r;
	if (changed(rec, before, "run") || !is_same_document(rec, before))
		tell_source(s, r);
	if (r->invoice && changed(rec, before, "invoice"))
		tell_invoice(s, r);
	if (changed(rec, before, "problems"))
		tell_problems(s, r);
	if (r->route && changed(rec, before, "route"))
		tell_route(s, r);
	if (changed(rec, before, "pages"))
		tell_pages(s, r);
	for (size_t i = 0;
	     i < r->sefaktura_n && changed(rec, before, "sefaktura"); i++)
		tell_output(s, r, "sefaktura", &r->sefaktura[i]);
	if (changed(rec, before, "autogiro"))
		tell_output(s, r, "autogiro", r->autogiro);
	if (changed(rec, before, "avtalegiro"))
		tell_output(s, r, "avtalegiro", r->avtalegiro);
	if (changed(rec, before, "finvoice"))
		tell_output(s, r, "finvoice", r->finvoice);
	for (size_t i = 0; i < r->sent_n; i++)
		tell_attempt(s, r, &r->sent[i],
		    is_same_document(rec, before) &&
			was_told(before, &r->sent[i]));
}

/* ---- what was heard of it afterwards ------------------------------------ */

static void
tell_payment(struct story *s, const struct payment *p)
{
	bool back = dec_is_negative(p->amount);
	say(s, back ? "payment taken back: " : "payment: ");
	story_amount(&s->b, p->amount, p->currency);
	say_text(s, " by ", p->means);
	say_text(s, ", reference ", p->reference);
	say_text(s, ", from ", p->payer_name);
	say_text(s, ", code ", p->code);
	say_text(s, ", \"", p->text);
	say(s, p->text.n ? "\"" : "");
}

static void
tell_receipt(struct story *s, const struct receipt *p)
{
	say(s, "receipt of ");
	cmd_text(&s->b, p->channel);
	say_text(s, ": ", p->outcome);
	say_text(s, ", receipt ", p->receipt);
	say_text(s, ", \"", p->text);
	say(s, p->text.n ? "\"" : "");
}

void
story_news(struct story *s, const struct record *r, bool counts)
{
	char date[DATE_TEXT];
	struct fold_event e = store_news(r);
	struct str when = r->run ? r->run->at : (struct str)STR("");
	struct instant at;
	if (e.kind == FOLD_ATTEMPT)
		return;
	story_begin(s);
	if (e.kind == FOLD_PAYMENT) {
		tell_payment(s, r->payment);
		if (date_set(r->payment->date)) {
			date_format(r->payment->date, date);
			when = str_of(date);
		}
	} else {
		tell_receipt(s, r->receipt);
		if (instant_parse(&at, r->receipt->at))
			when = r->receipt->at;
	}
	counts ? story_event(s, &e, when) : story_end(s, when, e.at);
}
