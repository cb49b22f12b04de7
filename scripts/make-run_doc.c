/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/digit.h"
#include "base/msg.h"
#include "ident/kid.h"
#include "ident/ocr.h"
#include "ident/viite.h"
#include "make-run.h"

enum { CUSTOMER_FIRST = 100001 };

/* ---- chance and numbers ------------------------------------------------ */

/* splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t
mix(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* 0 to n - 1. */
static unsigned
pick(uint64_t *state, unsigned n)
{
	return (unsigned)((mix(state) >> 32) * n >> 32);
}

static bool
one_in(uint64_t *state, unsigned n)
{
	return pick(state, n) == 0;
}

static const char *
word(uint64_t *state, const struct words *w)
{
	return w->word[pick(state, w->n)];
}

static struct dec
between(uint64_t *state, int32_t least, int32_t most, uint8_t scale)
{
	unsigned span = (unsigned)(most - least) + 1;
	return (struct dec){ .coef = least + (int64_t)pick(state, span),
		.scale = scale,
		.set = true };
}

static void
exact(bool ok)
{
	if (!ok)
		die(MC_BUG, "an amount is out of range");
}

static struct dec
plus(struct dec a, struct dec b)
{
	exact(dec_add(&a, a, b));
	return a;
}

static struct dec
minus(struct dec a, struct dec b)
{
	exact(dec_sub(&a, a, b));
	return a;
}

/* a * b * 10^-shift with two decimals. */
static struct dec
product(struct dec a, struct dec b, unsigned shift)
{
	exact(dec_mul(&a, a, b));
	a.scale = (uint8_t)(a.scale + shift);
	exact(dec_round(&a, a, 2, DEC_HALF_UP));
	return a;
}

/* ---- customers --------------------------------------------------------- */

/* A company number of the country, in a range that no register uses. */
static void
make_org(struct customer *c, const struct sender *s, uint64_t *r)
{
	static const int weight[] = { 7, 9, 10, 5, 8, 4, 2 };
	char *p = c->org;
	int n = 0, check = 10;
	while (check == 10) {
		if (s->country[0] == 'S') {
			n = snprintf(p, 16, "559999%03u", 100 + pick(r, 900));
			check = luhn_digit(p, 9);
		} else if (s->country[0] == 'N') {
			n = snprintf(p, 16, "319%05u", pick(r, 100000));
			check = mod11_digit(p, 8);
		} else {
			int sum = 0;
			n = snprintf(p, 16, "0037998%04u", pick(r, 10000));
			for (int i = 0; i < 7; i++)
				sum += (p[4 + i] - '0') * weight[i];
			check = (11 - sum % 11) % 11;
		}
	}
	p[n] = (char)('0' + check);
	p[n + 1] = '\0';
}

/* Adds the letters of a name that may stand in an address. */
static void
add_plain(struct buf *b, const char *name)
{
	/* second bytes of å ä ö Å Ä Ö ø Ø é */
	static const char from[] = "\xa5\xa4\xb6\x85\x84\x96\xb8\x98\xa9";
	static const char to[] = "aaoaaoooe";
	for (; *name; name++) {
		const char *at;
		if ((unsigned char)*name == 0xc3)
			continue;
		at = strchr(from, *name);
		if (at)
			buf_addc(b, to[at - from]);
		else if (*name >= 'A' && *name <= 'Z')
			buf_addc(b, (char)(*name - 'A' + 'a'));
		else if (*name != ' ' && *name != '&')
			buf_addc(b, *name);
	}
}

static void
make_email(struct customer *c, const struct words_of *w, const char *first,
    const char *last)
{
	struct buf b = BUF_INIT(sizeof(c->email) - 1);
	add_plain(&b, first);
	buf_addc(&b, '.');
	add_plain(&b, last);
	buf_printf(&b, "%u@%s", c->number % 1000, w->mail);
	memcpy(c->email, b.p, b.n);
	c->email[b.n] = '\0';
	buf_free(&b);
}

static void
make_customer(
    struct customer *c, const struct run *run, int sender, unsigned serial)
{
	const struct sender *s = &senders[sender];
	const struct words_of *w = &s->w;
	uint64_t r = run->seed * 31 + (uint64_t)sender;
	r = mix(&r) + serial;
	char last[48];

	/* one draw a statement: C leaves the order of arguments open */
	bool company = one_in(&r, 7);
	const struct town *town = &w->towns[pick(&r, w->towns_n)];
	*c = (struct customer){ .number = CUSTOMER_FIRST + serial,
		.company = company,
		.town = town };
	const char *end = word(&r, &w->name_end);
	const char *begin = word(&r, &w->name_begin);
	snprintf(last, sizeof(last), "%s%s", begin, end);
	const char *first = word(&r, &w->first_names);
	if (c->company)
		snprintf(c->name, sizeof(c->name), "%s %s", last,
		    word(&r, &w->trades));
	else
		snprintf(c->name, sizeof(c->name), "%s %s", first, last);
	if (c->company)
		make_org(c, s, &r);
	unsigned house = 1 + pick(&r, 120);
	end = word(&r, &w->street_end);
	begin = word(&r, &w->street_begin);
	snprintf(c->street, sizeof(c->street), "%s%s %u", begin, end, house);
	if (!one_in(&r, 4))
		make_email(c, w, first, last);
	if (s->country[0] == 'S' && !one_in(&r, 3))
		snprintf(c->mobile, sizeof(c->mobile), "+467017406%02u",
		    5 + pick(&r, 95));
}

/* ---- what is invoiced -------------------------------------------------- */

static void
add_part(struct doc *d, char category, struct dec rate, struct dec amount)
{
	unsigned i = 0;
	while (i < d->parts_n && d->parts[i].category != category)
		i++;
	if (i == d->parts_n)
		d->parts[d->parts_n++] = (struct part){ .category = category,
			.rate = rate,
			.base = { .scale = 2, .set = true } };
	d->parts[i].base = plus(d->parts[i].base, amount);
}

static void
make_line(
    struct doc *d, struct line *l, const struct item *item, struct dec metered)
{
	bool free = item->what == 'N' && d->c.town->north && !d->c.company;
	l->item = item;
	l->category = item->what == 'E' ? 'E' : free ? 'Z' : 'S';
	l->rate = l->category == 'S' ? d->s->rate : DEC_INT(0);
	l->quantity = item->metered ? metered
				    : between(&d->random, item->qty_least,
					  item->qty_most, item->qty_scale);
	l->price = between(
	    &d->random, item->price_least, item->price_most, item->price_scale);
	l->amount = product(l->quantity, l->price, 0);
	d->lines_total = plus(d->lines_total, l->amount);
	add_part(d, l->category, l->rate, l->amount);
}

/* As many lines as the run asks for, of all items in turn. */
static void
make_given_lines(struct doc *d, unsigned n)
{
	struct dec metered = between(&d->random, 85000, 2400000, 3);
	unsigned first = pick(&d->random, d->s->items_n);
	for (; d->lines_n < n; d->lines_n++)
		make_line(d, &d->lines[d->lines_n],
		    &d->s->items[(first + d->lines_n) % d->s->items_n],
		    metered);
}

static void
make_lines(struct doc *d)
{
	static const unsigned char how_many[] = { 1, 1, 2, 2, 2, 3, 3, 3, 3, 4,
		4, 4, 4, 4, 5, 5, 6, 7, 9, 12 };
	struct dec metered = between(&d->random, 85000, 2400000, 3);
	unsigned n = how_many[pick(&d->random, sizeof(how_many))];
	uint32_t taken = 0;
	while (d->lines_n < n) {
		/* the first items are the most usual ones */
		unsigned limit = d->s->items_n;
		unsigned i = pick(&d->random, 1 + pick(&d->random, limit));
		if (taken >> i & 1)
			i = pick(&d->random, limit);
		if (taken >> i & 1)
			continue;
		taken |= UINT32_C(1) << i;
		make_line(d, &d->lines[d->lines_n++], &d->s->items[i], metered);
	}
}

/* Brings the payable to whole units, as Swedish sellers do. */
static void
round_payable(struct doc *d)
{
	struct dec whole;
	exact(dec_round(&whole, d->payable, 0, DEC_HALF_UP));
	d->rounding = minus(whole, d->payable);
	d->payable = plus(d->payable, d->rounding);
}

static void
make_totals(struct doc *d)
{
	uint64_t *r = &d->random;
	if (one_in(r, 9)) {
		d->charge = between(r, 1900, 6900, 2);
		add_part(d, 'S', d->s->rate, d->charge);
	}
	if (one_in(r, 12) && d->parts[0].category == 'S') {
		d->allowance = product(d->parts[0].base, DEC_INT(5), 2);
		add_part(d, 'S', d->s->rate, dec_neg(d->allowance));
	}
	d->net = d->lines_total;
	if (d->allowance.set)
		d->net = minus(d->net, d->allowance);
	if (d->charge.set)
		d->net = plus(d->net, d->charge);
	for (unsigned i = 0; i < d->parts_n; i++) {
		struct part *p = &d->parts[i];
		p->tax = product(p->base, p->rate, 2);
		d->vat = plus(d->vat, p->tax);
	}
	d->gross = d->payable = plus(d->net, d->vat);
	if (!d->credit && one_in(r, 40)) {
		d->prepaid = product(d->gross, DEC_INT(2), 1);
		d->payable = minus(d->payable, d->prepaid);
	}
	if (one_in(r, d->s->country[0] == 'S' ? 4 : 20))
		round_payable(d);
	d->lines_stated = d->lines_total;
	if (d->bad == BAD_SUM)
		d->lines_stated = plus(d->lines_stated, DEC_INT(1));
}

/* OCR, KID or viitenumero: customer and document, and the check digit. */
static void
make_reference(struct doc *d)
{
	static const struct ocr_plan plan = { .rule = OCR_LENGTH };
	char body[24];
	int n = snprintf(
	    body, sizeof(body), "%u%08u", d->c.number, 26700001 + d->serial);
	struct str text = { body, (size_t)n };
	char *to = d->reference;
	exact(d->s->country[0] == 'S'	? ocr_build(to, text, &plan)
	      : d->s->country[0] == 'N' ? kid_build(to, text, KID_MOD10)
					: viite_build(to, text));
}

/* One document in 50 is bad, of the kinds asked for in turn. */
static enum bad
badness(const struct run *run, unsigned index)
{
	unsigned kind = index / 50 % GOOD;
	if (!run->kinds || index % 50 != 49)
		return GOOD;
	while (!(run->kinds >> kind & 1))
		kind = (kind + 1) % GOOD;
	return (enum bad)kind;
}

/* Chooses the sender and the customer. */
static void
address_doc(struct doc *d, struct run *run)
{
	uint64_t *r = &run->random;
	int sender = 0;
	for (unsigned roll = pick(r, 100); roll >= senders[sender].share;
	     sender++)
		roll -= senders[sender].share;
	if (run->only >= 0)
		sender = run->only;
	/* some customers get more than one document */
	unsigned serial = run->customers[sender];
	if (serial && one_in(r, 20))
		serial = pick(r, serial);
	else
		run->customers[sender]++;
	d->s = &senders[sender];
	d->serial = run->serials[sender]++;
	d->random = mix(r);
	make_customer(&d->c, run, sender, serial);
}

static void
make_head(struct doc *d)
{
	static const struct date monday = { 2026, 11, 16 };
	uint64_t *r = &d->random;
	d->credit = pick(r, 100) < 3;
	d->issue = date_from_days(date_days(monday) + (int32_t)pick(r, 5));
	snprintf(d->number, sizeof(d->number), "%s%06u", d->s->prefix,
	    d->s->first + d->serial);
	snprintf(d->earlier, sizeof(d->earlier), "%s%06u", d->s->prefix,
	    d->s->first - 1 - pick(r, 600000));
	if (!one_in(r, 3))
		d->note = word(r, &d->s->w.notes);
	snprintf(
	    d->meter, sizeof(d->meter), "7359999%010u0", pick(r, 1000000000));
	while (!gs1_ok(d->meter, 18))
		d->meter[17]++;
}

void
doc_make(struct doc *d, struct run *run, unsigned index)
{
	*d = (struct doc){ .bad = badness(run, index), .lines = run->lines };
	d->lines_total = d->vat = (struct dec){ .scale = 2, .set = true };
	address_doc(d, run);
	make_head(d);
	make_reference(d);
	if (run->lines_n)
		make_given_lines(d, run->lines_n);
	else
		make_lines(d);
	make_totals(d);
}

/* The register that belongs to the run; one customer in 25 is not in it. */
bool
doc_register(const struct run *run, const char *path)
{
	static const char *const wishes[] = { "", "", "", "", "", "", "email",
		"paper" };
	FILE *f = fopen(path, "w");
	if (!f)
		return false;
	fputs("sender,number,name,email,mobile,language,wishes\n", f);
	for (int i = 0; i < SENDERS; i++)
		for (unsigned k = 0; k < run->customers[i]; k++) {
			struct customer c;
			uint64_t r = run->seed + k * SENDERS + (unsigned)i;
			make_customer(&c, run, i, k);
			if (one_in(&r, 25))
				continue;
			const char *wish = wishes[pick(&r, 8)];
			bool english = one_in(&r, 30);
			fprintf(f, "%s,C-%u,%s,%s,%s,%s,%s\n", senders[i].key,
			    c.number, c.name, c.email, c.mobile,
			    english ? "en" : senders[i].language, wish);
		}
	bool ok = !ferror(f);
	return fclose(f) == 0 && ok;
}
