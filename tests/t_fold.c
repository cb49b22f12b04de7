/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "model/fold.h"
#include "t.h"

/*
 * A row tells a story in small words, in the order of filing. Versions:
 * `V` source flags (r rejected, h held) payable; everything behind a version
 * up to the next stands in it:
 *
 *	a<time>:<channel>=<outcome>	attempt
 *	r<time>:<channel>=<outcome>	receipt; #KEY behind it
 *	p<time>:<amount>		payment in SEK; #KEY behind it
 *	q<time>:<amount>		payment in EUR
 */
static const struct {
	const char *name, *story, *word, *balance;
	int governs;
} rows[] = {
	{ "untouched", "VA:100.00", "filed", "100.00", 0 },
	{ "rejected", "VAr:100.00", "rejected", "100.00", 0 },
	{ "held", "VAh:100.00", "held", "100.00", 0 },
	{ "waits", "VA:1 a5:mail=waiting", "open", "1", 0 },
	{ "tried", "VA:1 a5:mail=transient", "open", "1", 0 },
	{ "nobody knows", "VA:1 a5:mail=unknown", "open", "1", 0 },
	{ "a word of tomorrow", "VA:1 a5:mail=maybe", "open", "1", 0 },
	{ "sent", "VA:1 a5:mail=accepted", "sent", "1", 0 },
	{ "failed", "VA:1 a5:mail=permanent", "failed", "1", 0 },
	{ "the second way", "VA:1 a5:mail=permanent a6:paper=accepted", "sent",
	    "1", 0 },
	{ "the second way waits", "VA:1 a5:mail=permanent a6:paper=transient",
	    "open", "1", 0 },
	{ "an operator's hold", "VA:1 a5:mail=held", "held", "1", 0 },
	{ "held on its second way", "VA:1 a5:mail=permanent a6:paper=held",
	    "held", "1", 0 },
	{ "sent in spite of the hold", "VAh:1 a5:mail=accepted", "sent", "1",
	    0 },

	{ "bounce", "VA:1 a5:mail=accepted r9:mail=permanent", "failed", "1",
	    0 },
	{ "bounce without a channel", "VA:1 a5:mail=accepted r9:=permanent",
	    "failed", "1", 0 },
	{ "resent on paper",
	    "VA:1 a5:mail=accepted r9:mail=permanent VA:1 a5:mail=accepted "
	    "a12:paper=accepted",
	    "sent", "1", 1 },
	{ "the second bounce changes nothing",
	    "VA:1 a5:mail=accepted r9:mail=permanent VA:1 a5:mail=accepted "
	    "a12:paper=accepted r15:mail=permanent",
	    "sent", "1", 1 },
	{ "resent by mail, the bounce is older",
	    "VA:1 a5:mail=accepted a12:mail=accepted r9:mail=permanent", "sent",
	    "1", 0 },
	{ "the same second: what was filed last",
	    "VA:1 a5:mail=accepted r5:mail=permanent", "failed", "1", 0 },
	{ "the same second, the other way round",
	    "VA:1 r5:mail=permanent a5:mail=accepted", "sent", "1", 0 },
	{ "a receipt settles", "VA:1 a5:mail=unknown r7:mail=accepted", "sent",
	    "1", 0 },
	{ "a receipt twice",
	    "VA:1 a5:mail=accepted r7:mail=permanent#k r7:mail=permanent#k",
	    "failed", "1", 0 },
	{ "a receipt put right: the later form counts",
	    "VA:1 a5:mail=accepted r7:mail=permanent#k r7:mail=accepted#k",
	    "sent", "1", 0 },
	{ "rejected, and accepted after all",
	    "VAr:1 a5:mail=permanent r9:mail=accepted", "sent", "1", 0 },
	{ "rejected behind an accepted attempt", "VAr:1 a5:mail=accepted",
	    "rejected", "1", 0 },
	{ "its copy could not be sent", "VA:1 a5:mail=accepted VAr:1", "sent",
	    "1", 1 },
	{ "bounced, and no way is left",
	    "VA:1 a5:mail=accepted r9:mail=permanent VAr:1 a12:paper=permanent",
	    "rejected", "1", 1 },
	{ "retried", "VA:1 a5:mail=transient VA:1 a5:mail=accepted", "sent",
	    "1", 1 },
	{ "filed again without its attempts", "VA:1 a5:mail=accepted VA:1",
	    "sent", "1", 1 },
	{ "released, and failed", "VA:1 a5:=held VA:1 a9:mail=permanent",
	    "failed", "1", 1 },
	{ "released, not tried yet", "VA:1 a5:=held VA:1", "held", "1", 1 },
	{ "another way, which failed",
	    "VA:1 a5:mail=transient VA:1 a9:paper=permanent", "failed", "1",
	    1 },
	{ "stopped by an operator", "VAh:1 VAr:1", "rejected", "1", 1 },

	{ "number used again", "VA:100 a5:mail=accepted VBr:7", "sent", "100",
	    0 },
	{ "replaced", "VAr:100 VB:7 a5:mail=accepted", "sent", "7", 1 },
	{ "replaced when it was sent", "VA:100 a5:mail=accepted VB:7", "filed",
	    "7", 1 },
	{ "rejected twice", "VAr:100 VBr:7", "rejected", "7", 1 },

	{ "part", "VA:100.00 a5:mail=accepted p9:40.00", "part-paid", "60.00",
	    0 },
	{ "all", "VA:100.00 a5:mail=accepted p9:40.00 p10:60", "paid", "0.00",
	    0 },
	{ "too much", "VA:100.00 p9:100.01", "overpaid", "-0.01", 0 },
	{ "the same payment twice", "VA:100.00 p9:40.00#k p9:40.00#k",
	    "part-paid", "60.00", 0 },
	{ "two payments alike", "VA:100.00 p9:40.00#k p9:40.00#l", "part-paid",
	    "20.00", 0 },
	{ "a payment put right", "VA:100.00 p9:40.00#k p9:100.00#k", "paid",
	    "0.00", 0 },
	{ "taken back", "VA:100.00 a5:mail=accepted p9:100.00 p12:-100.00",
	    "sent", "100.00", 0 },
	{ "taken back and paid again", "VA:100.00 p9:100 p12:-100 p15:100",
	    "paid", "0.00", 0 },
	{ "taken back before it came", "VA:100.00 p9:-100.00", "filed",
	    "200.00", 0 },
	{ "paid, taken back, in no order", "VA:100.00 p12:-100.00 p9:100.00",
	    "filed", "100.00", 0 },
	{ "another currency", "VA:100.00 q9:100.00", "filed", "100.00", 0 },
	{ "rejected and paid", "VAr:100.00 p9:100.00", "paid", "0.00", 0 },
	{ "nothing was due", "VA:0.00 p9:5.00", "overpaid", "-5.00", 0 },
	{ "nothing is due", "VA:0.00 a5:mail=accepted", "sent", "0.00", 0 },
	{ "credit note", "VA:-50.00 a5:mail=accepted", "sent", "-50.00", 0 },
	{ "credit note paid out", "VA:-50.00 p9:-50.00", "paid", "0.00", 0 },
	{ "credit note, half", "VA:-50.00 p9:-20.00", "part-paid", "-30.00",
	    0 },
	{ "credit note, too much", "VA:-50.00 p9:-60.00", "overpaid", "10.00",
	    0 },
	{ "paid and bounced",
	    "VA:9.00 a5:mail=accepted p6:9.00 r9:mail=permanent", "paid",
	    "0.00", 0 },
};

enum { MOST = 16 };

struct story {
	struct fold_version v[MOST];
	struct fold_event e[MOST];
	size_t v_n, e_n;
};

static struct str
until(const char **p, const char *stops)
{
	size_t n = strcspn(*p, stops);
	struct str s = { *p, n };
	*p += n;
	return s;
}

static void
read_event(struct story *s, const char *p)
{
	struct fold_event *e = &s->e[s->e_n++];
	char kind = *p++;
	*e = (struct fold_event){ .version = s->v_n - 1,
		.kind = kind == 'a'   ? FOLD_ATTEMPT
			: kind == 'r' ? FOLD_RECEIPT
				      : FOLD_PAYMENT };
	e->at = strtol(p, NULL, 10);
	until(&p, ":");
	p++;
	if (e->kind == FOLD_PAYMENT) {
		CHECK(dec_parse(&e->amount, until(&p, "# ")));
		e->currency = str_of(kind == 'q' ? "EUR" : "SEK");
	} else {
		e->channel = until(&p, "=");
		p++;
		e->outcome = until(&p, "# ");
	}
	if (*p == '#') {
		p++;
		e->key = until(&p, " ");
	}
}

static void
read_version(struct story *s, const char *p)
{
	struct fold_version *v = &s->v[s->v_n++];
	*v = (struct fold_version){ .source = { p + 1, 1 },
		.currency = str_of("SEK") };
	for (p += 2; *p != ':'; p++) {
		v->rejected |= *p == 'r';
		v->held |= *p == 'h';
	}
	p++;
	CHECK(dec_parse(&v->payable, until(&p, " ")));
}

static void
read_story(struct story *s, const char *p)
{
	*s = (struct story){ 0 };
	for (; *p; p += strspn(p, " ")) {
		*p == 'V' ? read_version(s, p) : read_event(s, p);
		until(&p, " ");
	}
}

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct story s;
		struct fold f;
		char balance[DEC_TEXT];
		T_CASE(rows[i].name);
		read_story(&s, rows[i].story);
		fold_events(&f, s.v, s.v_n, s.e, s.e_n);
		CHECK_STR(fold_word(&f), rows[i].word);
		CHECK(fold_is_word(str_of(fold_word(&f))));
		dec_format(f.balance, balance);
		CHECK_STR(balance, rows[i].balance);
		CHECK_INT(f.governs, rows[i].governs);
		for (size_t k = 1; k < s.e_n; k++)
			CHECK(s.e[k - 1].at <= s.e[k].at);
	}
}

/* Everything filed twice, in the other order too, says the same. */
static void
test_again(void)
{
	struct fold_version v = { .source = STR("A"),
		.payable = DEC_INT(100),
		.currency = STR("SEK") };
	struct fold_event e[8] = {
		{ .kind = FOLD_RECEIPT,
		    .at = 9,
		    .key = STR("1"),
		    .channel = STR("mail"),
		    .outcome = STR("permanent") },
		{ .kind = FOLD_RECEIPT,
		    .at = 5,
		    .key = STR("2"),
		    .channel = STR("mail"),
		    .outcome = STR("accepted") },
		{ .kind = FOLD_PAYMENT,
		    .at = 7,
		    .key = STR("1"),
		    .amount = DEC_INT(30),
		    .currency = STR("SEK") },
		{ .kind = FOLD_PAYMENT,
		    .at = 6,
		    .key = STR("2"),
		    .amount = DEC_INT(20),
		    .currency = STR("SEK") },
	};
	struct fold f;
	T_CASE("twice");
	for (int i = 0; i < 4; i++)
		e[7 - i] = e[i];
	fold_events(&f, &v, 1, e, 8);
	CHECK_STR(fold_word(&f), "part-paid");
	CHECK_INT(f.delivery, FOLD_FAILED);
	CHECK_INT((long long)f.balance.coef, 50);
	int count = 0;
	for (int i = 0; i < 8; i++)
		count += e[i].counts;
	CHECK_INT(count, 4);
}

/* A sum out of range is no balance, and no word about money. */
static void
test_range(void)
{
	struct fold_version v = { .currency = STR("SEK") };
	struct fold_event e[2] = {
		{ .kind = FOLD_PAYMENT, .currency = STR("SEK") },
		{ .kind = FOLD_PAYMENT, .currency = STR("SEK") },
	};
	struct fold f;
	T_CASE("range");
	CHECK(dec_parse(&v.payable, str_of("1")));
	CHECK(dec_parse(&e[0].amount, str_of("9999999999999999999999999999")));
	CHECK(dec_parse(&e[1].amount, str_of("0.000000000000000001")));
	fold_events(&f, &v, 1, e, 2);
	CHECK(!f.balance.set);
	CHECK_STR(fold_word(&f), "filed");
	CHECK(!fold_is_word(str_of("lost")));
	CHECK(!fold_is_word(str_of("")));
}

int
main(void)
{
	test_rows();
	test_again();
	test_range();
	return T_END();
}
