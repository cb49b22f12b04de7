/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "base/user.h"
#include "guard.h"

/* The runs of a stream on their way to a verdict. */
struct hearing {
	struct guard *guard;
	struct history_run *runs;
	bool *known; /* of each: recorded before as it is, and let through */
	size_t n;
	bool refused; /* one of them is */
	struct arena arena;
};

/* ---- one that was recorded before ------------------------------------- */

static bool
same_amounts(const struct history_run *a, const struct history_run *b)
{
	for (size_t i = 0; i < a->amounts_n; i++)
		if (i >= b->amounts_n ||
		    !str_eq(a->amounts[i].currency, b->amounts[i].currency) ||
		    dec_cmp(a->amounts[i].total, b->amounts[i].total) != 0 ||
		    dec_cmp(a->amounts[i].largest, b->amounts[i].largest) != 0)
			return false;
	return a->amounts_n == b->amounts_n;
}

static bool
same_shares(const struct history_run *a, const struct history_run *b)
{
	for (size_t i = 0; i < a->shares_n; i++)
		if (i >= b->shares_n ||
		    !str_eq(a->shares[i].way, b->shares[i].way) ||
		    a->shares[i].collects != b->shares[i].collects ||
		    a->shares[i].documents != b->shares[i].documents)
			return false;
	return a->shares_n == b->shares_n;
}

static bool
same_figures(const struct history_run *a, const struct history_run *b)
{
	return str_eq(a->digest, b->digest) && a->documents == b->documents &&
	       a->rejected == b->rejected && same_amounts(a, b) &&
	       same_shares(a, b);
}

/* ---- judging ---------------------------------------------------------- */

/* Text that goes into the history, and from there into lists. */
static struct str
plain(struct arena *a, struct str text)
{
	struct buf b = BUF_INIT(1 << 16);
	text_plain(&b, text);
	struct str copy = arena_str(a, buf_str(&b));
	buf_free(&b);
	return copy;
}

/* The run passes limits: says which, and what becomes of it. */
static void
sentence(struct hearing *h, struct history_run *r, const struct str *clauses,
    size_t n)
{
	struct buf all = BUF_INIT(1 << 16);
	bool accepted = h->guard->reason.p != NULL;
	char user[USER_NAME];
	for (size_t i = 0; i < n; i++) {
		msg_warn("%.*s: %.*s%s", STR_ARG(r->sender),
		    STR_ARG(clauses[i]), accepted ? ", accepted" : "");
		buf_printf(&all, "%s%.*s", i ? "; " : "", STR_ARG(clauses[i]));
	}
	r->limits = arena_str(&h->arena, buf_str(&all));
	buf_free(&all);
	r->verdict = HISTORY_REFUSED;
	if (accepted) {
		r->verdict = HISTORY_ACCEPTED;
		r->reason = plain(&h->arena, h->guard->reason);
		user_now(user);
		r->user = plain(&h->arena, str_of(user));
	}
}

/* Holds the run against those before it. */
static bool
hear_against(struct hearing *h, struct history_run *r, struct fault *f)
{
	const struct conf_guard *g = conf_guard_of(&h->guard->conf, r->sender);
	struct history_run *past;
	size_t n, clauses_n;
	r->verdict = HISTORY_UNJUDGED;
	if (!g->set) {
		msg_info("%.*s: not judged, no limits are configured",
		    STR_ARG(r->sender));
		return true;
	}
	if (!history_last(h->guard->history, r->sender, r->row, g->runs,
		&h->arena, &past, &n, f))
		return false;
	if (n < (size_t)g->least) {
		msg_info("%.*s: not judged, %zu earlier runs of %lld",
		    STR_ARG(r->sender), n, (long long)g->least);
		return true;
	}
	const struct str *clauses = judge(r, past, n, g, &h->arena, &clauses_n);
	r->verdict = HISTORY_PLAUSIBLE;
	if (clauses_n)
		sentence(h, r, clauses, clauses_n);
	else
		msg_info("%.*s: plausible after the last %zu runs",
		    STR_ARG(r->sender), n);
	h->refused = h->refused || r->verdict == HISTORY_REFUSED;
	return true;
}

/* A run that went on before and is the same still goes on. */
static bool
hear(struct hearing *h, size_t i, struct fault *f)
{
	struct history_run *r = &h->runs[i], old;
	if (!history_find(
		h->guard->history, r->sender, r->run, &h->arena, &old, f))
		return false;
	r->row = old.row;
	h->known[i] =
	    old.row && history_counts(old.verdict) && same_figures(r, &old);
	if (!h->known[i])
		return hear_against(h, r, f);
	msg_info("%.*s: %s before", STR_ARG(r->sender),
	    history_verdict_name(old.verdict));
	return true;
}

static bool
record(struct hearing *h, struct fault *f)
{
	for (size_t i = 0; i < h->n; i++) {
		struct history_run *r = &h->runs[i];
		if (h->known[i])
			continue;
		if (h->refused && r->verdict != HISTORY_REFUSED)
			r->verdict = HISTORY_WITHHELD;
		if (!history_put(h->guard->history, r, f))
			return false;
	}
	return true;
}

static bool
hear_all(struct hearing *h, struct fault *f)
{
	if (!history_begin(h->guard->history, f))
		return false;
	for (size_t i = 0; i < h->n; i++)
		if (!hear(h, i, f))
			return false;
	return record(h, f) && history_commit(h->guard->history, f);
}

enum mc_status
verdict(struct guard *g, struct figures *figures)
{
	struct fault f;
	struct hearing h = { .guard = g };
	if (!figures_runs(figures, &h.runs, &h.n, &f)) {
		fault_warn(&f);
		return MC_DATA;
	}
	h.known = arena_zero(&h.arena, h.n + 1, sizeof(bool));
	bool ok = hear_all(&h, &f);
	if (!ok)
		fault_warn(&f);
	arena_free(&h.arena);
	return !ok ? history_status(g->history) : h.refused ? MC_DATA : MC_OK;
}
