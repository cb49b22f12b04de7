/* SPDX-License-Identifier: ISC */
#include "present.h"
#include "ident/org.h"
#include "terms.h"

/* ---- who may get what ------------------------------------------------- */

/* Numbers of the state, regions and municipalities begin with 2. */
static bool
is_swedish_authority(const struct party *buyer)
{
	char digits[ORG_SE];
	bool swedish = buyer->legal_scheme.n
			   ? str_is(buyer->legal_scheme, "0007")
			   : str_is(buyer->address.country, "SE");
	return swedish && buyer->legal_id.n &&
	       org_parse(digits, buyer->legal_id) == ORG_COMPANY &&
	       digits[0] == '2';
}

void
present_limits(struct weigh *w)
{
	const struct delivery *d = w->rec->delivery;
	const struct cond *cond = w->policy->public_cond;
	w->public = w->customer->public || (cond && cond_holds(cond, w->rec)) ||
		    is_swedish_authority(&w->rec->invoice->buyer);
	w->protected = w->customer->protected || (d && d->protected);
}

struct str
present_bar(const struct weigh *w, const struct conf_channel *c)
{
	if (w->public && c->form != CONF_E_INVOICE)
		return str_of("a public buyer gets e-invoice or nothing");
	if (w->protected && c->form != CONF_PAPER)
		return str_of("protected identity, only paper to the given "
			      "address");
	return (struct str){ NULL, 0 };
}

/* Why the channel cannot be taken, by its entry in reach. */
static struct str
obstacle(const struct weigh *w, const struct reachable *r)
{
	if (!r)
		return str_of("mc-lookup has not judged it");
	return arena_printf(w->arena, "%s: %.*s",
	    str_is(r->status, "no") ? "cannot be reached"
				    : "not known to be reached",
	    STR_ARG(r->evidence));
}

/* ---- days ------------------------------------------------------------- */

/* Claims that there is a least number of days until the due date. */
static bool
has_minimum(const struct weigh *w)
{
	return w->policy->days > 0 && date_set(w->rec->invoice->due_date) &&
	       weigh_asks(w);
}

static struct str
too_late(const struct weigh *w, struct date arrival)
{
	char day[DATE_TEXT], due[DATE_TEXT];
	struct date last = w->rec->invoice->due_date;
	int days = date_days(last) - date_days(arrival);
	date_format(arrival, day);
	date_format(last, due);
	if (days < 0)
		return arena_printf(w->arena,
		    "too late: arrives %s, after the due date %s", day, due);
	return arena_printf(w->arena,
	    "too late: arrives %s, %d day%s before the due date %s, of %d "
	    "that must be",
	    day, days, days == 1 ? "" : "s", due, (int)w->policy->days);
}

static struct date
earlier(struct date a, struct date b)
{
	return date_cmp(a, b) < 0 ? a : b;
}

/* The due date that the document has when it goes this way. */
static struct date
due_of(const struct weigh *w, const struct choice *c)
{
	return date_set(c->due) ? c->due : w->rec->invoice->due_date;
}

/*
 * Sets the last day to hand over; `notice` is the last day for a notice of a
 * debit, or absent.
 */
static bool
set_latest(struct weigh *w, const struct terms *t, struct choice *c,
    struct date notice)
{
	struct date arrival = notice;
	c->latest = (struct date){ 0 };
	if (has_minimum(w)) {
		if (!terms_shift(&arrival, due_of(w, c), -w->policy->days))
			return false;
		if (date_set(notice))
			arrival = earlier(arrival, notice);
	}
	return !date_set(arrival) || terms_latest(&c->latest, t, arrival);
}

/* The first due date that leaves the days there must be. */
static bool
set_due(struct weigh *w, const struct terms *t, struct choice *c)
{
	char due[DATE_TEXT];
	if (!terms_shift(&c->due, c->date, w->policy->days) ||
	    !terms_next(&c->due, t, c->due))
		return false;
	date_format(c->due, due);
	c->reason = arena_printf(w->arena,
	    "%.*s, new due date %s: %d days from its arrival",
	    STR_ARG(c->reason), due, (int)w->policy->days);
	return true;
}

/* Sets all days of the choice; false with the reason against it. */
static bool
set_days(
    struct weigh *w, const struct terms *t, struct choice *c, struct str *why)
{
	struct date day;
	bool known = terms_handover(&day, t, w->at) &&
		     terms_add(&c->date, t, day, t->lead);
	*why = (struct str){ NULL, 0 };
	if (known && has_minimum(w) &&
	    date_days(c->date) + w->policy->days >
		date_days(w->rec->invoice->due_date)) {
		if (w->policy->late == CONF_LATE_HOLD) {
			w->late = true;
			*why = too_late(w, c->date);
			return false;
		}
		known = set_due(w, t, c);
	}
	if (known && set_latest(w, t, c, (struct date){ 0 }))
		return true;
	*why = weigh_unknown_year(w, t->calendar);
	return false;
}

/* ---- the list --------------------------------------------------------- */

/* Fills the choice; false with the reason against it. */
static bool
judge(struct weigh *w, size_t channel, struct choice *c, struct str *why)
{
	const struct conf_channel *conf = &w->conf->channels[channel];
	struct terms t = terms_of(conf);
	*why = present_bar(w, conf);
	if (why->p)
		return false;
	if (!weigh_reached(w->known[channel])) {
		*why = obstacle(w, w->known[channel]);
		return false;
	}
	if (cost_of(&c->cost, w->prices, &w->paper, conf) == COST_HEAVY) {
		*why = arena_printf(w->arena,
		    "too heavy: about %lld g, and postage ends at %lld g",
		    (long long)w->paper.grams,
		    (long long)w->prices->postage[w->prices->postage_n - 1]
			.grams);
		return false;
	}
	return set_days(w, &t, c, why);
}

void
present(struct weigh *w, size_t channel, const char *by)
{
	struct str name = w->conf->channels[channel].name, why;
	struct choice c = { .channel = name, .reason = str_of(by) };
	if (!judge(w, channel, &c, &why)) {
		weigh_refuse(w, name,
		    arena_printf(w->arena, "%s, %.*s", by, STR_ARG(why)));
		return;
	}
	c.address = w->known[channel]->address;
	w->route->presentation[w->route->presentation_n++] = c;
}

/* Why the alternative cannot stand beside the debit, or absent. */
static struct str
join_debit(
    struct weigh *w, struct choice *c, struct date due, struct date notice)
{
	struct terms t = terms_of(conf_find_channel(w->conf, c->channel));
	char day[DATE_TEXT], own[DATE_TEXT];
	int order = date_cmp(due_of(w, c), due);
	date_format(due, day);
	if (order > 0) {
		date_format(due_of(w, c), own);
		return arena_printf(w->arena,
		    "too late: it would be due %s, after the debit %s", own,
		    day);
	}
	if (date_cmp(c->date, notice) > 0) {
		date_format(c->date, own);
		return arena_printf(w->arena,
		    "too late: arrives %s, as notice of the debit %s", own,
		    day);
	}
	if (order < 0) {
		c->due = due;
		c->reason = arena_printf(w->arena,
		    "%.*s, due with the debit %s", STR_ARG(c->reason), day);
	}
	if (!set_latest(w, &t, c, notice))
		return weigh_unknown_year(w, t.calendar);
	return (struct str){ NULL, 0 };
}

void
present_with_debit(struct weigh *w, struct date due, struct date notice)
{
	struct route *r = w->route;
	size_t n = 0;
	for (size_t i = 0; i < r->presentation_n; i++) {
		struct choice c = r->presentation[i];
		struct str why = join_debit(w, &c, due, notice);
		if (why.p)
			weigh_refuse(w, c.channel,
			    arena_printf(w->arena, "%.*s, %.*s",
				STR_ARG(c.reason), STR_ARG(why)));
		else
			r->presentation[n++] = c;
	}
	r->presentation_n = n;
}
