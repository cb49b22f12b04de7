/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "sink.h"

static const char others[] = "(others)";

/* The tally of that name, the last one when the list is full. */
static struct tally *
tally(struct tally *list, size_t *n, size_t max, struct str name)
{
	char text[sizeof(list->name)];
	size_t cut = name.n < sizeof(text) ? name.n : sizeof(text) - 1;
	memcpy(text, name.p, cut);
	text[utf8_check(text, cut)] = '\0';
	for (size_t i = 0; i < *n; i++)
		if (strcmp(list[i].name, text) == 0)
			return &list[i];
	if (*n == max)
		return &list[max - 1];
	snprintf(
	    list[*n].name, sizeof(text), "%s", *n == max - 1 ? others : text);
	return &list[(*n)++];
}

static void
total(struct report *r, struct seal *s, const struct record *rec)
{
	struct fault f;
	if (!seal_add(s, rec, &f))
		r->over = true;
}

/* A line about one of the first documents that were rejected. */
static void
note_reject(struct report *r, const struct record *rec)
{
	const struct rejected *why = rec->rejected;
	struct str rule = why->rule.n ? why->rule : (struct str)STR("-");
	tally(r->rules, &r->rules_n, REPORT_RULES, rule)->n++;
	if (r->rejected.records > REPORT_FIRST)
		return;
	r->first.max = 1 << 20;
	buf_adds(&r->first, "reject         ");
	cmd_text(&r->first, rec->id);
	buf_adds(&r->first, "  ");
	cmd_text(&r->first, why->tool);
	buf_adds(&r->first, "  ");
	cmd_text(&r->first, rule);
	buf_adds(&r->first, "  ");
	cmd_text(&r->first, why->place);
	buf_adds(&r->first, ": ");
	cmd_text(&r->first, why->text);
	buf_addc(&r->first, '\n');
}

void
report_add(struct report *r, const struct record *rec, bool before)
{
	total(r, &r->read, rec);
	total(r, before ? &r->before : &r->filed, rec);
	if (rec->rejected) {
		total(r, &r->rejected, rec);
		note_reject(r, rec);
	}
	if (strcmp(store_state(rec), "sent") == 0)
		total(r, &r->sent, rec);
	for (size_t i = 0; i < rec->sent_n; i++) {
		const struct attempt *a = &rec->sent[i];
		if (!is_presentation(a))
			continue;
		struct tally *t =
		    tally(r->channels, &r->channels_n, REPORT_CHANNELS,
			a->channel.p ? a->channel : (struct str)STR("-"));
		is_accepted(a) ? t->n++ : t->failed++;
	}
}

static void
count(struct buf *b, const char *name, uint64_t n)
{
	buf_printf(b, "%-14s %llu\n", name, (unsigned long long)n);
}

static void
word(struct buf *b, const char *text)
{
	size_t from = b->n;
	cmd_text(b, str_of(text));
	while (b->n - from < 16)
		buf_addc(b, ' ');
}

static void
sum(struct buf *b, const char *name, const struct seal *s,
    const struct seal_total *t)
{
	char text[DEC_TEXT];
	struct dec d = seal_total(s, str_of(t->currency));
	if (!d.set)
		d = (struct dec){ .scale = t->sum.scale, .set = true };
	dec_format(d, text);
	buf_printf(b, "  %s %s", name, text);
}

static void
print_totals(const struct report *r, struct buf *b)
{
	for (size_t i = 0; i < r->read.totals_n; i++) {
		const struct seal_total *t = &r->read.totals[i];
		buf_printf(b, "total          %s", t->currency);
		sum(b, "read", &r->read, t);
		sum(b, "filed", &r->filed, t);
		sum(b, "before", &r->before, t);
		sum(b, "rejected", &r->rejected, t);
		sum(b, "sent", &r->sent, t);
		buf_addc(b, '\n');
	}
	if (r->over)
		buf_adds(b, "total          incomplete: out of range\n");
}

void
report_print(const struct report *r, struct buf *b)
{
	count(b, "expected", r->expected);
	count(b, "read", r->read.records);
	count(b, "filed", r->filed.records);
	count(b, "filed-before", r->before.records);
	count(b, "versions", r->versions);
	count(b, "rejected", r->rejected.records);
	for (size_t i = 0; i < r->rules_n; i++) {
		buf_adds(b, "rule           ");
		word(b, r->rules[i].name);
		buf_printf(b, " %llu\n", (unsigned long long)r->rules[i].n);
	}
	buf_addstr(b, buf_str(&r->first));
	for (size_t i = 0; i < r->channels_n; i++) {
		const struct tally *t = &r->channels[i];
		buf_adds(b, "channel        ");
		word(b, t->name);
		buf_printf(b, " accepted %llu  failed %llu\n",
		    (unsigned long long)t->n, (unsigned long long)t->failed);
	}
	print_totals(r, b);
	if (*r->volume)
		buf_printf(b, "volume         %s\n", r->volume);
}

void
report_free(struct report *r)
{
	buf_free(&r->first);
}
