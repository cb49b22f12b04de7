/* SPDX-License-Identifier: ISC */
#include "balance.h"
#include "currency.h"

/* The total of that currency, made at its place; NULL when there is no room. */
static struct sums_total *
total_of(struct sums *s, const char *currency)
{
	size_t i = 0;
	int order = 1;
	for (; i < s->n; i++)
		if ((order = memcmp(s->total[i].currency, currency, 3)) >= 0)
			break;
	if (i < s->n && order == 0)
		return &s->total[i];
	if (s->n == SUMS_CURRENCIES)
		return NULL;
	memmove(
	    &s->total[i + 1], &s->total[i], (s->n - i) * sizeof(s->total[0]));
	s->n++;
	s->total[i] = (struct sums_total){ .sum = DEC_INT(0) };
	memcpy(s->total[i].currency, currency, 3);
	s->total[i].sum.scale =
	    (uint8_t)currency_decimals((struct str){ currency, 3 });
	return &s->total[i];
}

void
sums_put(struct sums *s, uint64_t n, const char *currency, struct dec amount)
{
	s->records += n;
	struct sums_total *t = total_of(s, currency);
	if (!t || !dec_add(&t->sum, t->sum, amount)) {
		s->over = true;
		return;
	}
	t->sum =
	    dec_tidy(t->sum, currency_decimals((struct str){ currency, 3 }));
}

void
sums_add(struct sums *s, const struct record *r)
{
	const struct invoice *v = r->invoice;
	if (!v || !v->payable.set || !currency_code_ok(v->currency)) {
		s->records++;
		return;
	}
	sums_put(s, 1, v->currency.p, record_payable(r));
}

struct dec
sums_of(const struct sums *s, const char *currency)
{
	for (size_t i = 0; i < s->n; i++)
		if (memcmp(s->total[i].currency, currency, 3) == 0)
			return s->total[i].sum;
	return (struct dec){ .scale = (uint8_t)currency_decimals(
				 (struct str){ currency, 3 }),
		.set = true };
}

void
balance_add(struct balance *b, enum fold_delivery d, const struct record *r)
{
	sums_add(&b->whole, r);
	sums_add(&b->part[d], r);
}

int64_t
balance_records(const struct balance *b)
{
	int64_t left = (int64_t)b->whole.records;
	for (int i = 0; i < BALANCE_PARTS; i++)
		left -= (int64_t)b->part[i].records;
	return left;
}

struct dec
balance_of(const struct balance *b, const char *currency)
{
	struct dec left = sums_of(&b->whole, currency);
	for (int i = 0; i < BALANCE_PARTS; i++)
		if (!dec_sub(&left, left, sums_of(&b->part[i], currency)))
			return (struct dec){ 0 };
	return left;
}

static bool
all_zero(const struct balance *b, const struct sums *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!dec_is_zero(balance_of(b, s->total[i].currency)))
			return false;
	return !s->over;
}

bool
balance_agrees(const struct balance *b)
{
	bool ok = balance_records(b) == 0 && all_zero(b, &b->whole);
	for (int i = 0; ok && i < BALANCE_PARTS; i++)
		ok = all_zero(b, &b->part[i]);
	return ok;
}
