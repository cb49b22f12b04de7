/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "decide.h"
#include "simulate.h"
#include "stream/filter.h"
#include "stream/stream.h"

/* What becomes of a document that no channel presents. */
enum { HELD, UNJUDGED, REJECTED, FATES };

enum { CURRENCIES = 16, LABEL = 40, COLUMN_LEAST = 18, COLUMN_MOST = 40 };

struct policy {
	const struct conf *conf;
	struct str name; /* as it is shown */
	int64_t *presents, *collects; /* of each channel, tried first */
	int64_t fates[FATES];
	int64_t moved, debits_moved; /* other than under the first one */
	int64_t unpriced; /* documents that go at a cost not known */
	struct cost {
		struct str currency; /* of a price table, or empty */
		struct dec sum;
		int64_t documents;
	} costs[CURRENCIES];
	size_t costs_n;
	bool over; /* costs beyond what can be summed up */
};

struct simulation {
	struct policy *policies;
	size_t n;
	int64_t documents;
	struct arena arena; /* owns what outlives a record */
};

/* What would be tried first; absent: nothing. */
struct ways {
	struct str presents, collects;
	bool unjudged; /* it is not known */
};

/* ---- deciding --------------------------------------------------------- */

static bool
is_known(const struct reach *reach, struct str channel)
{
	for (size_t i = 0; i < reach->channels_n; i++)
		if (str_eq(reach->channels[i].channel, channel))
			return true;
	return false;
}

/* The reach with all that it does not know reachable; NULL: it knows all. */
static struct reach *
widen(const struct conf *conf, const struct reach *reach, struct arena *a)
{
	size_t n = reach->channels_n, more = 0;
	for (size_t i = 0; i < conf->channels_n; i++)
		more += !is_known(reach, conf->channels[i].name);
	if (!more)
		return NULL;
	struct reach *wide = arena_zero(a, 1, sizeof(*wide));
	*wide = *reach;
	wide->channels = arena_zero(a, n + more, sizeof(*wide->channels));
	if (n)
		memcpy(wide->channels, reach->channels,
		    n * sizeof(*wide->channels));
	for (size_t i = 0; i < conf->channels_n; i++)
		if (!is_known(reach, conf->channels[i].name))
			wide->channels[wide->channels_n++] =
			    (struct reachable){ .channel =
						    conf->channels[i].name,
				    .status = STR("yes") };
	return wide;
}

static struct ways
first_ways(const struct route *r)
{
	struct ways w = { .unjudged = false };
	if (r->presentation_n && !r->held.n)
		w.presents = r->presentation[0].channel;
	if (r->payment_n && !r->held.n)
		w.collects = r->payment[0].channel;
	return w;
}

/* Claims that a channel that was not judged would come first. */
static bool
is_unjudged(const struct policy *p, const struct record *rec, struct ways is,
    struct arena *a)
{
	struct route r;
	struct record other = *rec;
	other.reach = widen(p->conf, rec->reach, a);
	if (!other.reach || !decide(p->conf, &other, a, &r, NULL))
		return false;
	struct ways could = first_ways(&r);
	return !str_eq(is.presents, could.presents) ||
	       !str_eq(is.collects, could.collects);
}

/* ---- counting --------------------------------------------------------- */

static void
count_channel(const struct conf *conf, int64_t *counts, struct str channel)
{
	const struct conf_channel *c =
	    channel.p ? conf_find_channel(conf, channel) : NULL;
	if (c)
		counts[c - conf->channels]++;
}

static void
add_cost(struct simulation *s, struct policy *p, struct str currency,
    struct dec cost)
{
	size_t i = 0;
	while (i < p->costs_n && !str_eq(p->costs[i].currency, currency))
		i++;
	if (i == CURRENCIES) {
		p->over = true;
		return;
	}
	if (i == p->costs_n) {
		p->costs_n++;
		p->costs[i].currency = arena_str(&s->arena, currency);
		p->costs[i].sum = DEC_INT(0);
	}
	p->costs[i].documents++;
	if (!dec_add(&p->costs[i].sum, p->costs[i].sum, cost))
		p->over = true;
}

/* The cost of what is tried first, if all of it is known. */
static struct dec
cost_of(const struct route *r, struct ways w)
{
	struct dec sum = { 0 };
	if (!w.presents.p || !r->presentation[0].cost.set)
		return sum;
	sum = r->presentation[0].cost;
	if (w.collects.p && r->payment[0].cost.set &&
	    !dec_add(&sum, sum, r->payment[0].cost))
		return (struct dec){ 0 };
	return sum;
}

static struct ways
count(struct simulation *s, struct policy *p, const struct record *rec,
    struct arena *a)
{
	struct route r;
	struct ways w = { .unjudged = false };
	if (!decide(p->conf, rec, a, &r, NULL)) {
		p->fates[REJECTED]++;
		return w;
	}
	w = first_ways(&r);
	if (is_unjudged(p, rec, w, a)) {
		p->fates[UNJUDGED]++;
		return (struct ways){ .unjudged = true };
	}
	if (!w.presents.p)
		p->fates[HELD]++;
	count_channel(p->conf, p->presents, w.presents);
	count_channel(p->conf, p->collects, w.collects);
	struct dec cost = cost_of(&r, w);
	if (cost.set)
		add_cost(s, p, r.currency, cost);
	p->unpriced += w.presents.p && !cost.set;
	return w;
}

/* A record, for filter_run; nothing is written before all have come. */
static bool
each(void *arg, const struct rec *rec, struct arena *a, struct buf *value,
    struct fault *f)
{
	struct simulation *s = arg;
	struct ways first = { .unjudged = false };
	(void)value, (void)f;
	s->documents++;
	for (size_t i = 0; i < s->n; i++) {
		struct policy *p = &s->policies[i];
		struct ways w = count(s, p, &rec->r, a);
		if (i == 0)
			first = w;
		if (w.unjudged || first.unjudged)
			continue;
		p->moved += !str_eq(w.presents, first.presents);
		p->debits_moved += !str_eq(w.collects, first.collects);
	}
	return true;
}

/* ---- the table -------------------------------------------------------- */

/* Characters of UTF-8 text, as near to columns as matters here. */
static size_t
width_of(struct str text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++)
		n += ((unsigned char)text.p[i] & 0xc0) != 0x80;
	return n;
}

static void
pad(struct buf *b, size_t from, size_t to)
{
	for (; from < to; from++)
		buf_addc(b, ' ');
}

static void
add_label(struct buf *b, struct str label)
{
	size_t at = b->n;
	text_plain(b, label);
	pad(b, width_of((struct str){ b->p + at, b->n - at }), LABEL);
}

/* The width of the policy's column, without the blanks before it. */
static size_t
column_of(const struct policy *p)
{
	size_t n = width_of(p->name);
	return n < COLUMN_LEAST ? COLUMN_LEAST : n;
}

/* A cell, at the right edge of its column. */
static void
add_cell(struct buf *b, const struct policy *p, struct str text)
{
	buf_adds(b, "  ");
	pad(b, width_of(text), column_of(p));
	buf_addstr(b, text);
}

static void
print_names(const struct simulation *s, struct buf *b)
{
	add_label(b, str_of("tried first"));
	for (size_t i = 0; i < s->n; i++)
		add_cell(b, &s->policies[i], s->policies[i].name);
	buf_addc(b, '\n');
}

/* "    10   83.3 %", the share of all documents, half up. */
static void
add_count(struct buf *b, const struct simulation *s, const struct policy *p,
    int64_t n)
{
	char share[DEC_TEXT], cell[2 * DEC_TEXT];
	dec_format(dec_percent(n, s->documents), share);
	snprintf(cell, sizeof(cell), "%lld  %5s %%", (long long)n, share);
	add_cell(b, p, str_of(cell));
}

/* A row of the member at that offset in each policy. */
static void
print_counts(
    const struct simulation *s, struct buf *b, const char *label, size_t offset)
{
	add_label(b, str_of(label));
	for (size_t i = 0; i < s->n; i++) {
		const struct policy *p = &s->policies[i];
		add_count(
		    b, s, p, *(const int64_t *)((const char *)p + offset));
	}
	buf_addc(b, '\n');
}

/* Claims that a policy before the i-th has the channel. */
static bool
came_before(const struct simulation *s, size_t i, struct str channel)
{
	while (i-- > 0)
		if (conf_find_channel(s->policies[i].conf, channel))
			return true;
	return false;
}

static void
print_channel(const struct simulation *s, struct buf *b, struct str channel,
    bool collects)
{
	char label[LABEL];
	int n = (int)channel.n < LABEL - 10 ? (int)channel.n : LABEL - 10;
	snprintf(label, sizeof(label), "%s%.*s", collects ? "debit by " : "by ",
	    n, channel.p);
	add_label(b, str_of(label));
	for (size_t i = 0; i < s->n; i++) {
		const struct policy *p = &s->policies[i];
		const struct conf_channel *c =
		    conf_find_channel(p->conf, channel);
		if (!c)
			add_cell(b, p, str_of("-"));
		else
			add_count(b, s, p,
			    (collects ? p->collects
				      : p->presents)[c - p->conf->channels]);
	}
	buf_addc(b, '\n');
}

/* The channels in the order of the configurations, each once. */
static void
print_channels(const struct simulation *s, struct buf *b, bool collects)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct conf *conf = s->policies[i].conf;
		for (size_t k = 0; k < conf->channels_n; k++) {
			const struct conf_channel *c = &conf->channels[k];
			if ((c->scheme != CONF_NO_SCHEME) == collects &&
			    !came_before(s, i, c->name))
				print_channel(s, b, c->name, collects);
		}
	}
}

static const struct cost *
find_cost(const struct policy *p, struct str currency)
{
	for (size_t i = 0; i < p->costs_n; i++)
		if (str_eq(p->costs[i].currency, currency))
			return &p->costs[i];
	return NULL;
}

static void
print_cost(const struct simulation *s, struct buf *b, struct str currency,
    bool average)
{
	char label[LABEL], cell[DEC_TEXT];
	snprintf(label, sizeof(label), "%s%s%.*s", average ? "average " : "",
	    currency.n ? "cost, " : "cost",
	    currency.n > 16 ? 16 : (int)currency.n,
	    currency.p ? currency.p : "");
	add_label(b, str_of(label));
	for (size_t i = 0; i < s->n; i++) {
		const struct policy *p = &s->policies[i];
		const struct cost *c = find_cost(p, currency);
		struct dec d = c ? dec_tidy(c->sum, 2) : (struct dec){ 0 };
		if (c && average &&
		    !dec_div(&d, c->sum, DEC_INT(c->documents), 4, DEC_HALF_UP))
			d.set = false;
		if (d.set)
			dec_format(d, cell);
		add_cell(b, p,
		    str_of(p->over ? "out of range"
			   : d.set ? cell
				   : "-"));
	}
	buf_addc(b, '\n');
}

static void
print_costs(const struct simulation *s, struct buf *b)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct policy *p = &s->policies[i];
		for (size_t k = 0; k < p->costs_n; k++) {
			struct str currency = p->costs[k].currency;
			size_t before = 0;
			while (before < i &&
			       !find_cost(&s->policies[before], currency))
				before++;
			if (before < i)
				continue;
			print_cost(s, b, currency, false);
			print_cost(s, b, currency, true);
		}
	}
}

#define ROW(s, b, label, member)                                               \
	print_counts(s, b, label, offsetof(struct policy, member))

static void
print_table(const struct simulation *s, struct buf *b)
{
	print_names(s, b);
	add_label(b, str_of("documents"));
	for (size_t i = 0; i < s->n; i++)
		add_count(b, s, &s->policies[i], s->documents);
	buf_addc(b, '\n');
	print_channels(s, b, false);
	ROW(s, b, "held", fates[HELD]);
	ROW(s, b, "not judged by mc-lookup", fates[UNJUDGED]);
	ROW(s, b, "rejected", fates[REJECTED]);
	print_channels(s, b, true);
	print_costs(s, b);
	ROW(s, b, "cost not known", unpriced);
	ROW(s, b, "presented otherwise than in the first", moved);
	ROW(s, b, "debited otherwise than in the first", debits_moved);
}

/* ---- the whole -------------------------------------------------------- */

/* The name of a file as a heading: of a long path the end tells more. */
static struct str
heading(struct arena *a, const char *name)
{
	struct buf b = BUF_INIT(1 << 16);
	text_plain(&b, str_of(name));
	struct str text = buf_str(&b);
	while (width_of(text) > COLUMN_MOST)
		text = str_from(text, utf8_length(text.p, text.n));
	text = arena_str(a, text);
	buf_free(&b);
	return text;
}

static void
open_policies(struct simulation *s, const struct conf *confs,
    const char *const *names, size_t n)
{
	s->policies = arena_zero(&s->arena, n, sizeof(*s->policies));
	s->n = n;
	for (size_t i = 0; i < n; i++) {
		struct policy *p = &s->policies[i];
		size_t channels = confs[i].channels_n;
		p->conf = &confs[i];
		p->name = heading(&s->arena, names[i]);
		p->presents = arena_zero(&s->arena, channels, sizeof(int64_t));
		p->collects = arena_zero(&s->arena, channels, sizeof(int64_t));
	}
}

enum mc_status
simulate(const struct conf *confs, const char *const *names, size_t n,
    const struct filter *like, char *const *paths, int paths_n)
{
	struct simulation s = { 0 };
	struct out out;
	struct filter filter = *like;
	filter.each = each;
	filter.report = true;
	filter.arg = &s;
	open_policies(&s, confs, names, n);
	enum mc_status status = filter_run(&filter, paths, paths_n);
	if (status == MC_OK) {
		out_open(&out, STDOUT_FILENO);
		print_table(&s, &out.buf);
		status = out_end(&out, status);
	}
	arena_free(&s.arena);
	return status;
}
