/* SPDX-License-Identifier: ISC */
#include "guard.h"
#include "model/currency.h"

/* A judgement in progress. */
struct bench {
	const struct history_run *now, *past;
	size_t n; /* of past, at least 1 */
	const struct conf_guard *limits;
	struct arena *arena;
	struct str *clauses;
	size_t clauses_n;
	struct buf text; /* the clause being written */
};

/* ---- words ------------------------------------------------------------ */

void
judge_percent(struct buf *b, int64_t part, int64_t whole)
{
	char text[DEC_TEXT];
	dec_format(dec_percent(part, whole), text);
	buf_printf(b, "%s %%", text);
}

static void
add_dec(struct buf *b, struct dec d)
{
	char text[DEC_TEXT];
	dec_format(d, text);
	buf_adds(b, text);
}

/* ", the last 6 runs had ": what they had stands behind it. */
static void
add_past(struct bench *j)
{
	if (j->n == 1)
		buf_adds(&j->text, ", the run before had ");
	else
		buf_printf(&j->text, ", the last %zu runs had ", j->n);
}

static void
end_clause(struct bench *j, int64_t limit, const char *unit)
{
	buf_printf(&j->text, " (limit %lld %s)", (long long)limit, unit);
	j->clauses = arena_extend(
	    j->arena, j->clauses, j->clauses_n, sizeof(*j->clauses));
	j->clauses[j->clauses_n++] = arena_str(j->arena, buf_str(&j->text));
	buf_reset(&j->text);
}

/* ---- the number of documents ------------------------------------------ */

static void
judge_documents(struct bench *j)
{
	__int128 sum = 0, off;
	int64_t least = j->past->documents, most = least;
	int64_t limit = j->limits->documents;
	for (size_t i = 0; i < j->n; i++) {
		int64_t documents = j->past[i].documents;
		sum += documents;
		least = documents < least ? documents : least;
		most = documents > most ? documents : most;
	}
	off = (__int128)j->now->documents * (int)j->n - sum;
	if (limit < 0 || (off < 0 ? -off : off) * 100 <= sum * limit)
		return;
	buf_printf(&j->text, "%lld document%s", (long long)j->now->documents,
	    j->now->documents == 1 ? "" : "s");
	add_past(j);
	buf_printf(&j->text, "%lld", (long long)least);
	if (least != most)
		buf_printf(&j->text, " to %lld", (long long)most);
	end_clause(j, limit, "%");
}

/* ---- amounts ---------------------------------------------------------- */

/* What the run came to in the currency, NULL: it had none. */
static const struct history_amount *
amount_in(const struct history_run *r, struct str currency)
{
	for (size_t i = 0; i < r->amounts_n; i++)
		if (str_eq(r->amounts[i].currency, currency))
			return &r->amounts[i];
	return NULL;
}

/* The same, zero where it had none. */
static struct history_amount
amount_of(const struct history_run *r, struct str currency)
{
	const struct history_amount *e = amount_in(r, currency);
	struct dec zero = dec_tidy(DEC_INT(0), currency_decimals(currency));
	return e ? *e
		 : (struct history_amount){
			   .currency = currency, .total = zero, .largest = zero
		   };
}

/*
 * Claims that x is farther from the mean of n values with that sum than the
 * limit; sums beyond what can be reckoned with are.
 */
static bool
is_off(struct dec x, struct dec sum, size_t n, int64_t limit)
{
	struct dec off, most;
	return !dec_mul(&off, x, DEC_INT((int)n)) || !dec_sub(&off, off, sum) ||
	       !dec_mul(&off, dec_abs(off), DEC_INT(100)) ||
	       !dec_mul(&most, dec_abs(sum), DEC_INT(limit)) ||
	       dec_cmp(off, most) > 0;
}

/* Claims that x is more than the limit above the most there was. */
static bool
is_above(struct dec x, struct dec most, int64_t limit)
{
	struct dec reach;
	return !dec_mul(&x, x, DEC_INT(100)) ||
	       !dec_mul(&reach, most, DEC_INT(100 + limit)) ||
	       dec_cmp(x, reach) > 0;
}

static void
say_amount(struct bench *j, const char *what, struct str currency,
    struct dec now, struct dec least, struct dec most, int64_t limit)
{
	buf_printf(&j->text, "%s %.*s ", what, STR_ARG(currency));
	add_dec(&j->text, now);
	add_past(j);
	add_dec(&j->text, least);
	if (dec_cmp(least, most) != 0) {
		buf_adds(&j->text, " to ");
		add_dec(&j->text, most);
	}
	end_clause(j, limit, "%");
}

static void
judge_currency(struct bench *j, struct str currency)
{
	struct history_amount now = amount_of(j->now, currency), e;
	struct history_amount least = amount_of(j->past, currency);
	struct history_amount most = least;
	struct dec sum = DEC_INT(0);
	bool whole = true;
	for (size_t i = 0; i < j->n; i++) {
		e = amount_of(&j->past[i], currency);
		whole = dec_add(&sum, sum, e.total) && whole;
		if (dec_cmp(e.total, least.total) < 0)
			least.total = e.total;
		if (dec_cmp(e.total, most.total) > 0)
			most.total = e.total;
		if (dec_cmp(e.largest, least.largest) < 0)
			least.largest = e.largest;
		if (dec_cmp(e.largest, most.largest) > 0)
			most.largest = e.largest;
	}
	int64_t limit = j->limits->total;
	if (limit >= 0 && (!whole || is_off(now.total, sum, j->n, limit)))
		say_amount(j, "a total of", currency, now.total, least.total,
		    most.total, limit);
	limit = j->limits->largest;
	if (limit >= 0 && is_above(now.largest, most.largest, limit))
		say_amount(j, "a largest amount of", currency, now.largest,
		    least.largest, most.largest, limit);
}

/* ---- shares ----------------------------------------------------------- */

static int64_t
passed_of(const struct history_run *r)
{
	return r->documents - r->rejected;
}

static int64_t
share_of(const struct history_run *r, struct history_share way)
{
	for (size_t i = 0; i < r->shares_n; i++)
		if (r->shares[i].collects == way.collects &&
		    str_eq(r->shares[i].way, way.way))
			return r->shares[i].documents;
	return 0;
}

/* A part of a whole, which is not 0. */
struct part {
	int64_t n, of;
};

/* Below, equal or above 0 as a is to b. */
static int
part_cmp(struct part a, struct part b)
{
	__int128 x = (__int128)a.n * b.of, y = (__int128)b.n * a.of;
	return (x > y) - (x < y);
}

/* How many hundredths of (a.of * b.of) a is above b; exact. */
static __int128
part_above(struct part a, struct part b)
{
	return ((__int128)a.n * b.of - (__int128)b.n * a.of) * 100;
}

/* The words behind the run's own share: the least and the greatest before. */
static void
say_parts(struct bench *j, struct part least, struct part most, int64_t limit)
{
	add_past(j);
	judge_percent(&j->text, least.n, least.of);
	if (part_cmp(least, most) != 0) {
		buf_adds(&j->text, " to ");
		judge_percent(&j->text, most.n, most.of);
	}
	end_clause(j, limit, limit == 1 ? "point" : "points");
}

static void
judge_rejects(struct bench *j)
{
	struct part now = { j->now->rejected, j->now->documents };
	struct part least = { j->past->rejected, j->past->documents };
	struct part most = least, all = { 0, 0 };
	int64_t limit = j->limits->rejects;
	for (size_t i = 0; i < j->n; i++) {
		const struct history_run *r = &j->past[i];
		struct part p = { r->rejected, r->documents };
		all.n += p.n;
		all.of += p.of;
		least = part_cmp(p, least) < 0 ? p : least;
		most = part_cmp(p, most) > 0 ? p : most;
	}
	if (limit < 0 ||
	    part_above(now, all) <= (__int128)now.of * all.of * limit)
		return;
	judge_percent(&j->text, now.n, now.of);
	buf_adds(&j->text, " rejected");
	say_parts(j, least, most, limit);
}

static void
say_way(struct bench *j, struct part now, struct history_share way)
{
	struct str name = way.way;
	judge_percent(&j->text, now.n, now.of);
	if (name.n > 2 && name.p[0] == '(')
		buf_printf(&j->text, " %.*s", (int)name.n - 2, name.p + 1);
	else
		buf_printf(&j->text, " %s %.*s",
		    way.collects ? "collected by" : "by", STR_ARG(name));
}

/* The share moves away from that of all earlier documents together. */
static void
judge_way(struct bench *j, struct history_share way)
{
	struct part now = { share_of(j->now, way), passed_of(j->now) };
	struct part least = { 0, 0 }, most = least, all = least;
	int64_t limit = j->limits->mix;
	for (size_t i = 0; i < j->n; i++) {
		const struct history_run *r = &j->past[i];
		struct part p = { share_of(r, way), passed_of(r) };
		if (!p.of)
			continue;
		all.n += p.n;
		all.of += p.of;
		least = least.of && part_cmp(p, least) >= 0 ? least : p;
		most = most.of && part_cmp(p, most) <= 0 ? most : p;
	}
	if (!now.of || !all.of)
		return;
	__int128 off = part_above(now, all);
	if ((off < 0 ? -off : off) <= (__int128)now.of * all.of * limit)
		return;
	say_way(j, now, way);
	say_parts(j, least, most, limit);
}

/* ---- the whole -------------------------------------------------------- */

/* Claims that this run, or an earlier one before the i-th, has the currency. */
static bool
had_currency(const struct bench *j, size_t i, struct str currency)
{
	if (amount_in(j->now, currency))
		return true;
	for (size_t k = 0; k < i; k++)
		if (amount_in(&j->past[k], currency))
			return true;
	return false;
}

/* Those of this run first, then what earlier ones had besides. */
static void
judge_amounts(struct bench *j)
{
	for (size_t i = 0; i < j->now->amounts_n; i++)
		judge_currency(j, j->now->amounts[i].currency);
	for (size_t i = 0; i < j->n; i++)
		for (size_t k = 0; k < j->past[i].amounts_n; k++) {
			struct str c = j->past[i].amounts[k].currency;
			if (!had_currency(j, i, c))
				judge_currency(j, c);
		}
}

static bool
had_way(const struct bench *j, size_t i, struct history_share way)
{
	if (share_of(j->now, way))
		return true;
	for (size_t k = 0; k < i; k++)
		if (share_of(&j->past[k], way))
			return true;
	return false;
}

static void
judge_mix(struct bench *j)
{
	if (j->limits->mix < 0)
		return;
	for (size_t i = 0; i < j->now->shares_n; i++)
		judge_way(j, j->now->shares[i]);
	for (size_t i = 0; i < j->n; i++)
		for (size_t k = 0; k < j->past[i].shares_n; k++)
			if (!had_way(j, i, j->past[i].shares[k]))
				judge_way(j, j->past[i].shares[k]);
}

struct str *
judge(const struct history_run *now, const struct history_run *past, size_t n,
    const struct conf_guard *limits, struct arena *a, size_t *clauses_n)
{
	struct bench j = { .now = now,
		.past = past,
		.n = n,
		.limits = limits,
		.arena = a,
		.text = BUF_INIT(1 << 12) };
	judge_documents(&j);
	judge_amounts(&j);
	judge_mix(&j);
	judge_rejects(&j);
	buf_free(&j.text);
	*clauses_n = j.clauses_n;
	return j.clauses;
}
