/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "model/balance.h"
#include "t.h"

static struct dec
dec(const char *text)
{
	struct dec d = { 0 };
	CHECK(dec_parse(&d, str_of(text)));
	return d;
}

static const char *
text(struct dec d)
{
	static char room[DEC_TEXT];
	dec_format(d, room);
	return room;
}

static void
add(struct balance *b, enum fold_delivery d, const char *kind,
    const char *currency, const char *payable)
{
	struct invoice v = { .currency = str_of(currency),
		.payable = dec(payable) };
	struct record r = { .kind = str_of(kind), .invoice = &v };
	balance_add(b, d, &r);
}

/* A day with three currencies, credit notes and what has no amount. */
static void
fill(struct balance *b)
{
	struct record bare = { .kind = str_of("document") };
	*b = (struct balance){ 0 };
	add(b, FOLD_SENT, "invoice", "SEK", "100.10");
	add(b, FOLD_SENT, "credit-note", "SEK", "0.11");
	add(b, FOLD_FAILED, "invoice", "SEK", "7");
	add(b, FOLD_HELD, "invoice", "EUR", "5.005");
	add(b, FOLD_OPEN, "invoice", "JPY", "900");
	add(b, FOLD_REJECTED, "invoice", "S\033K", "3.00");
	balance_add(b, FOLD_REJECTED, &bare);
	balance_add(b, FOLD_FILED, &bare);
}

static void
test_agrees(void)
{
	struct balance b;
	T_CASE("agrees");
	fill(&b);
	CHECK(balance_agrees(&b));
	CHECK_INT(b.whole.records, 8);
	CHECK_INT(b.whole.n, 3);
	CHECK_STR(b.whole.total[0].currency, "EUR");
	CHECK_STR(text(sums_of(&b.whole, "SEK")), "106.99");
	CHECK_STR(text(sums_of(&b.part[FOLD_SENT], "SEK")), "99.99");
	CHECK_STR(text(sums_of(&b.whole, "EUR")), "5.005");
	CHECK_STR(text(sums_of(&b.whole, "JPY")), "900");
	CHECK_STR(text(sums_of(&b.part[FOLD_HELD], "SEK")), "0.00");
	CHECK_STR(text(balance_of(&b, "SEK")), "0.00");
	CHECK_INT(balance_records(&b), 0);
}

/* Whatever is off by one, or by an öre, shows. */
static void
test_differs(void)
{
	struct balance b;
	for (int i = 0; i < BALANCE_PARTS; i++) {
		T_CASE(fold_delivery_word((enum fold_delivery)i));
		fill(&b);
		sums_put(&b.part[i], 0, "SEK", dec("0.01"));
		CHECK(!balance_agrees(&b));
		CHECK_STR(text(balance_of(&b, "SEK")), "-0.01");
		CHECK_STR(text(balance_of(&b, "EUR")), "0.000");
		fill(&b);
		b.part[i].records++;
		CHECK(!balance_agrees(&b));
		CHECK_INT(balance_records(&b), -1);
		fill(&b);
		sums_put(&b.part[i], 0, "NOK", dec("0.01"));
		CHECK(!balance_agrees(&b));
		fill(&b);
		b.part[i].over = true;
		CHECK(!balance_agrees(&b));
	}
	T_CASE("the whole");
	fill(&b);
	sums_put(&b.whole, 1, "SEK", dec("10.00"));
	CHECK(!balance_agrees(&b));
	CHECK_STR(text(balance_of(&b, "SEK")), "10.00");
	CHECK_INT(balance_records(&b), 1);
}

static void
test_room(void)
{
	struct sums s = { 0 };
	char currency[4] = "AAA";
	T_CASE("room");
	for (int i = 0; i < SUMS_CURRENCIES; i++) {
		currency[2] = (char)('A' + i % 26);
		currency[1] = (char)('A' + i / 26);
		sums_put(&s, 1, currency, dec("1"));
	}
	CHECK_INT(s.n, SUMS_CURRENCIES);
	CHECK(!s.over);
	sums_put(&s, 1, "ZZZ", dec("1"));
	CHECK(s.over);
	CHECK_INT(s.records, SUMS_CURRENCIES + 1);
	s = (struct sums){ 0 };
	sums_put(&s, 1, "SEK", dec("9999999999999999999999999999"));
	sums_put(&s, 1, "SEK", dec("0.000000000000000001"));
	CHECK(s.over);
}

int
main(void)
{
	test_agrees();
	test_differs();
	test_room();
	return T_END();
}
