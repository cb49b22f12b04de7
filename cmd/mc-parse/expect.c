/* SPDX-License-Identifier: ISC */
#include "model/currency.h"
#include "parse.h"

/* "481225.50", "481225.50 SEK" or "SEK=481225.50" */
static bool
parse_amount(struct expect *e, struct str t)
{
	struct str currency = { NULL, 0 };
	struct seal_total *total;
	if (t.n > 4 && (t.p[t.n - 4] == ' ')) {
		currency = str_from(t, t.n - 3);
		t.n -= 4;
	} else if (t.n > 4 && t.p[3] == '=') {
		currency = (struct str){ t.p, 3 };
		t = str_from(t, 4);
	}
	if (!currency.p)
		return !e->total.set && dec_parse(&e->total, t);
	if (!currency_code_ok(currency) || seal_total(&e->said, currency).set ||
	    e->said.totals_n == SEAL_CURRENCIES)
		return false;
	total = &e->said.totals[e->said.totals_n++];
	memcpy(total->currency, currency.p, 3);
	return dec_parse(&total->sum, t);
}

bool
expect_parse(struct expect *e, struct str text)
{
	struct dec n;
	*e = (struct expect){ .set = true };
	for (bool first = true; first || text.p; first = false) {
		const char *comma = memchr(text.p, ',', text.n);
		struct str part = { text.p,
			comma ? (size_t)(comma - text.p) : text.n };
		part = str_trim(part);
		if (first) {
			if (!dec_parse(&n, part) || n.scale || n.coef < 0 ||
			    n.coef > INT64_MAX)
				return false;
			e->records = (uint64_t)n.coef;
		} else if (!parse_amount(e, part)) {
			return false;
		}
		text = comma ? str_from(text, (size_t)(comma - text.p) + 1)
			     : (struct str){ NULL, 0 };
	}
	return !(e->total.set && e->said.totals_n);
}

static bool
total_agrees(
    struct dec want, struct dec have, const char *currency, struct fault *f)
{
	char a[DEC_TEXT], b[DEC_TEXT];
	if (!have.set)
		have = DEC_INT(0);
	if (dec_cmp(want, have) == 0)
		return true;
	dec_format(want, a);
	dec_format(have, b);
	return fault_set(
	    f, "--expect", "expect", "%s %s expected, %s came", a, currency, b);
}

/* Claims that no currency came that is not among those that were named. */
static bool
none_besides(const struct expect *e, const struct seal *s, struct fault *f)
{
	char came[DEC_TEXT];
	for (size_t i = 0; i < s->totals_n; i++) {
		const struct seal_total *t = &s->totals[i];
		if (seal_total(&e->said, str_of(t->currency)).set)
			continue;
		dec_format(t->sum, came);
		return fault_set(f, "--expect", "expect",
		    "nothing in %s expected, %s came", t->currency, came);
	}
	return true;
}

bool
expect_agrees(const struct expect *e, const struct seal *s, struct fault *f)
{
	if (e->records != s->records)
		return fault_set(f, "--expect", "expect",
		    "%llu documents expected, %llu came",
		    (unsigned long long)e->records,
		    (unsigned long long)s->records);
	if (e->total.set) {
		if (s->totals_n > 1)
			return fault_set(f, "--expect", "expect",
			    "a total without a currency, but %zu currencies "
			    "came",
			    s->totals_n);
		return total_agrees(e->total,
		    s->totals_n ? s->totals[0].sum : DEC_INT(0),
		    s->totals_n ? s->totals[0].currency : "", f);
	}
	for (size_t i = 0; i < e->said.totals_n; i++) {
		const struct seal_total *t = &e->said.totals[i];
		if (!total_agrees(t->sum, seal_total(s, str_of(t->currency)),
			t->currency, f))
			return false;
	}
	return e->said.totals_n == 0 || none_besides(e, s, f);
}
