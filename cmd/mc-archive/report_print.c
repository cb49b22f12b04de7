/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "report.h"

/* In the order in which they are printed, and by what names. */
static const struct {
	enum fold_delivery part;
	const char *name;
} parts[] = {
	{ FOLD_SENT, "sent" },
	{ FOLD_HELD, "held" },
	{ FOLD_OPEN, "open" },
	{ FOLD_FAILED, "failed" },
	{ FOLD_REJECTED, "rejected" },
	{ FOLD_FILED, "untried" },
};

enum { PARTS = sizeof(parts) / sizeof(parts[0]) };

static const char *const presented[TALLIES] = { "accepted", "failed", "open",
	"held" };
static const char *const collected[TALLIES] = { "collected", "failed", "open",
	"held" };

static void
count(struct buf *b, const char *name, uint64_t n)
{
	buf_printf(b, "%-14s %llu\n", name, (unsigned long long)n);
}

/* A name of the line and one of what it is about. */
static void
head(struct buf *b, const char *line, const char *name)
{
	buf_printf(b, "%-14s ", line);
	size_t from = b->n;
	cmd_text(b, str_of(name));
	while (b->n - from < 16)
		buf_addc(b, ' ');
}

static void
sum(struct buf *b, const char *sign, const char *name, const struct sums *s,
    const char *currency)
{
	char text[DEC_TEXT];
	dec_format(sums_of(s, currency), text);
	buf_printf(b, " %s %s %s", sign, name, text);
}

static void
print_tallies(const struct tallies *t, const char *line, const char *total,
    const char *const words[TALLIES], struct buf *b)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct tally *y = &t->list[i];
		struct sums all = { 0 };
		head(b, line, y->name);
		for (int k = 0; k < TALLIES; k++) {
			buf_printf(b, "%s%s %llu", k ? "  " : " ", words[k],
			    (unsigned long long)y->of[k].records);
			for (size_t c = 0; c < y->of[k].n; c++)
				sums_put(&all, 0, y->of[k].total[c].currency,
				    DEC_INT(0));
		}
		buf_addc(b, '\n');
		for (size_t c = 0; c < all.n; c++) {
			const char *currency = all.total[c].currency;
			head(b, total, y->name);
			buf_printf(b, " %s", currency);
			for (int k = 0; k < TALLIES; k++)
				sum(b, "", words[k], &y->of[k], currency);
			buf_addc(b, '\n');
		}
	}
}

/* `read A = sent B + held C ...` in documents, then in each currency. */
static void
print_parts(const struct balance *x, struct buf *b)
{
	buf_printf(
	    b, " documents read %llu", (unsigned long long)x->whole.records);
	for (int i = 0; i < PARTS; i++)
		buf_printf(b, " %c %s %llu", i ? '+' : '=', parts[i].name,
		    (unsigned long long)x->part[parts[i].part].records);
}

static void
print_amounts(const struct balance *x, const char *currency, struct buf *b)
{
	char text[DEC_TEXT];
	dec_format(sums_of(&x->whole, currency), text);
	buf_printf(b, " %s read %s", currency, text);
	for (int i = 0; i < PARTS; i++)
		sum(b, i ? "+" : "=", parts[i].name, &x->part[parts[i].part],
		    currency);
}

/* Says whether they agree; n documents and an amount are what is left. */
static void
print_verdict(int64_t n, struct dec left, struct buf *b)
{
	char text[DEC_TEXT] = "";
	if (n == 0 && dec_is_zero(left)) {
		buf_adds(b, "  agrees\n");
		return;
	}
	if (left.set)
		dec_format(left, text);
	buf_printf(b, "  differs by %s\n", left.set ? text : "out of range");
}

static void
print_balance(const char *name, const struct balance *x, struct buf *b)
{
	char line[32];
	snprintf(line, sizeof(line), "%s", name ? "sender" : "balance");
	name ? head(b, line, name) : (void)buf_printf(b, "%-14s", line);
	print_parts(x, b);
	print_verdict(balance_records(x), DEC_INT(balance_records(x)), b);
	for (size_t i = 0; i < x->whole.n; i++) {
		const char *currency = x->whole.total[i].currency;
		name ? head(b, line, name) : (void)buf_printf(b, "%-14s", line);
		print_amounts(x, currency, b);
		print_verdict(0, balance_of(x, currency), b);
	}
}

/* Expected, filed and before against read. */
static bool
print_totals(const struct report *r, struct buf *b)
{
	const struct sums *read = &r->all.whole;
	bool ok = r->expected.records == read->records &&
		  r->filed.records + r->before.records == read->records;
	for (size_t i = 0; i < read->n; i++) {
		const char *currency = read->total[i].currency;
		struct dec filed = sums_of(&r->filed, currency), whole;
		buf_printf(b, "%-14s %s", "total", currency);
		sum(b, "", "expected", &r->expected, currency);
		sum(b, "", "read", read, currency);
		sum(b, "", "filed", &r->filed, currency);
		sum(b, "", "before", &r->before, currency);
		buf_addc(b, '\n');
		ok = ok &&
		     dec_add(&whole, filed, sums_of(&r->before, currency)) &&
		     dec_cmp(whole, sums_of(read, currency)) == 0;
	}
	for (size_t i = 0; ok && i < r->expected.n; i++) {
		const char *currency = r->expected.total[i].currency;
		ok = dec_cmp(r->expected.total[i].sum,
			 sums_of(read, currency)) == 0;
	}
	return ok;
}

/* Claims that the senders come to the whole. */
static bool
senders_agree(const struct report *r)
{
	const struct sums *read = &r->all.whole;
	uint64_t n = 0;
	bool ok = true;
	for (size_t i = 0; i < r->senders_n; i++) {
		n += r->senders[i].balance.whole.records;
		ok = ok && balance_agrees(&r->senders[i].balance);
	}
	for (size_t c = 0; ok && c < read->n; c++) {
		const char *currency = read->total[c].currency;
		struct dec left = sums_of(read, currency);
		for (size_t i = 0; ok && i < r->senders_n; i++)
			ok = dec_sub(&left, left,
			    sums_of(&r->senders[i].balance.whole, currency));
		ok = ok && dec_is_zero(left);
	}
	return ok && n == read->records;
}

static void
print_counts(const struct report *r, struct buf *b)
{
	count(b, "expected", r->expected.records);
	count(b, "read", r->all.whole.records);
	count(b, "filed", r->filed.records);
	count(b, "filed-before", r->before.records);
	count(b, "versions", r->versions);
	for (int i = 0; i < PARTS; i++)
		count(b, parts[i].name, r->all.part[parts[i].part].records);
}

bool
report_print(const struct report *r, struct buf *b)
{
	print_counts(r, b);
	for (size_t i = 0; i < r->rules_n; i++) {
		head(b, "rule", r->rules[i].name);
		buf_printf(b, " %llu\n", (unsigned long long)r->rules[i].n);
	}
	buf_addstr(b, buf_str(&r->first));
	print_tallies(&r->channels, "channel", "channel-total", presented, b);
	print_tallies(&r->debits, "debit", "debit-total", collected, b);
	buf_addstr(b, buf_str(&r->batches));
	bool ok = print_totals(r, b);
	for (size_t i = 0; r->senders_n > 1 && i < r->senders_n; i++)
		print_balance(r->senders[i].name, &r->senders[i].balance, b);
	print_balance(NULL, &r->all, b);
	ok = ok && balance_agrees(&r->all) && senders_agree(r);
	if (!ok)
		buf_printf(b, "%-14s differs\n", "reconciliation");
	if (*r->volume)
		buf_printf(b, "%-14s %s\n", "volume", r->volume);
	return ok;
}
