/* SPDX-License-Identifier: ISC */
#include "base/mask.h"
#include "ident/org.h"
#include "judge.h"
#include "state/register_row.h"

enum { DAY = 10 }; /* bytes of YYYY-MM-DD before the time */

/* ---- agreements ------------------------------------------------------------
 */

/* "agreement 2026-01-03 (kivra.csv)": since when and by whom it is known. */
static const char *
name_of(const struct known *k, const struct register_agreement *g)
{
	int day = g->changed.n < DAY ? (int)g->changed.n : DAY;
	const char *open = g->source.n ? " (" : "";
	return arena_printf(k->arena, "agreement%s%.*s%s%.*s%s", day ? " " : "",
	    day, g->changed.p, open, STR_ARG(g->source), *open ? ")" : "")
	    .p;
}

/* Why the agreement does not hold, NULL when it does. */
static const char *
objection(const struct known *k, const struct register_agreement *g)
{
	char day[DATE_TEXT];
	if (!str_is(g->status, "active"))
		return arena_printf(k->arena, " is %.*s%s", STR_ARG(g->status),
		    str_is(g->status, "new") ? ", not active yet" : "")
		    .p;
	if (date_set(g->from) && date_cmp(k->today, g->from) < 0) {
		date_format(g->from, day);
		return arena_printf(k->arena, " begins on %s", day).p;
	}
	if (date_set(g->to) && date_cmp(k->today, g->to) > 0) {
		date_format(g->to, day);
		return arena_printf(k->arena, " ended on %s", day).p;
	}
	if (!g->key.n)
		return " has no key";
	if (k->never && register_hides(g->key))
		return " has an identity number for its key, of which the "
		       "sender keeps none";
	return NULL;
}

static void
judge_registered(const struct known *k, const struct register_agreement *g,
    struct reachable *r)
{
	bool limited = date_set(g->from) || date_set(g->to);
	const char *name = name_of(k, g);
	r->since = g->changed;
	r->from = g->from;
	r->to = g->to;
	if (limited && !date_set(k->today) && str_is(g->status, "active")) {
		set(r, "unknown", (struct str){ NULL, 0 },
		    arena_printf(k->arena,
			"%s has a limit in time, the record has no time of its "
			"run",
			name)
			.p);
		return;
	}
	const char *why = objection(k, g);
	if (why)
		no(r, arena_printf(k->arena, "%s%s", name, why).p);
	else
		set(r, "yes", g->key, name);
}

/* Of two times in UTC, RFC 3339, the later one has the greater bytes. */
static bool
is_later(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	return order > 0 || (order == 0 && a.n > b.n);
}

/* The channel's agreement: one that holds, else the one known last. */
static const struct register_agreement *
find_agreement(const struct known *k, struct str channel)
{
	const struct register_agreement *best = NULL;
	for (size_t i = 0; i < k->agreements_n; i++) {
		const struct register_agreement *g = &k->agreements[i];
		if (!str_eq(g->channel, channel))
			continue;
		if (!objection(k, g))
			return g;
		if (!best || is_later(g->changed, best->changed))
			best = g;
	}
	return best;
}

/* The key that the file gives for the channel, absent when it gives none. */
static struct str
key_in_file(const struct known *k, struct str channel)
{
	const struct delivery *d = k->delivery;
	for (size_t i = 0; i < d->agreements_n; i++)
		if (str_eq(d->agreements[i].bank, channel) &&
		    d->agreements[i].key.n)
			return d->agreements[i].key;
	return (struct str){ NULL, 0 };
}

void
judge_agreement(
    const struct known *k, const struct conf_channel *c, struct reachable *r)
{
	const struct register_agreement *g = find_agreement(k, c->name);
	struct str key = key_in_file(k, c->name);
	/* whose account is debited, the bank says, and it told the register */
	if (key.n && !(g && c->scheme))
		set(r, "yes", key, "agreement key in the file");
	else if (g)
		judge_registered(k, g, r);
	else if (k->customer->number.n)
		no(r,
		    arena_printf(k->arena, "no agreement of %s", in_register(k))
			.p);
	else
		no(r, "not in the register");
}

/* ---- identity numbers -------------------------------------------------------
 */

/* Claims that it can be the number of a person or an organisation. */
static bool
is_identity(struct str s)
{
	char room[ORG_SE + ORG_NO + ORG_FI];
	return mask_hit(s) || org_parse(room, s) != ORG_NONE ||
	       org_norwegian_parse(room, s) || org_finnish_parse(room, s);
}

void
judge_identity(const struct known *k, struct reachable *r)
{
	if (k->never)
		no(r, "the sender keeps no identity numbers");
	else if (k->delivery->identity.n && is_identity(k->delivery->identity))
		set(r, "yes", k->delivery->identity,
		    "identity number in the file");
	else if (k->delivery->identity.n)
		no(r, "identity number in the file fails its check");
	else if (k->identity.n)
		set(r, "yes", k->identity,
		    arena_printf(
			k->arena, "identity number of %s", in_register(k))
			.p);
	else
		no(r, "no identity number in file or register");
}
