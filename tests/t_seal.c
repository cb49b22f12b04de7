/* SPDX-License-Identifier: ISC */
#include <stdint.h>

#include "base/hash.h"
#include "base/json.h"
#include "stream/rec.h"
#include "stream/seal.h"
#include "t.h"

enum { MAX = 1 << 20 };

static struct arena arena;
static struct fault fault;

/* Counts one record into the seal. */
static bool
add(struct seal *s, const char *kind, const char *id, const char *rest)
{
	struct buf b = BUF_INIT(MAX);
	struct rec rec;
	buf_printf(
	    &b, "{\"mc\":1,\"kind\":\"%s\",\"id\":\"%s\"%s}", kind, id, rest);
	bool ok = rec_parse(&rec, buf_str(&b),
		      REC_BIT(source) | REC_BIT(invoice), &arena, &fault) &&
		  seal_add(s, &rec.r, &fault);
	buf_free(&b);
	return ok;
}

static void
writes(const struct seal *s, const char *file, const char *want)
{
	struct buf b = BUF_INIT(MAX);
	seal_write(&b, s, str_of(file));
	CHECK_STR(buf_str(&b), want);
	buf_free(&b);
}

static const char *
total(const struct seal *s, const char *currency)
{
	static char text[DEC_TEXT];
	struct dec d = seal_total(s, str_of(currency));
	if (!d.set)
		return "none";
	dec_format(d, text);
	return text;
}

#define PAY(currency, amount)                                                  \
	",\"invoice\":{\"currency\":\"" currency "\",\"payable\":\"" amount    \
	"\"}"

/* ---- counting ------------------------------------------------------- */

static void
test_totals(void)
{
	struct seal s = { 0 };
	CHECK(add(&s, "invoice", "1", PAY("SEK", "123456.00")));
	CHECK(add(&s, "credit-note", "2", PAY("SEK", "456.50")));
	CHECK(add(&s, "invoice", "3", PAY("EUR", "0.1")));
	CHECK(add(&s, "invoice", "4", PAY("EUR", "0.2")));
	CHECK(add(&s, "reminder", "5", PAY("JPY", "7")));
	CHECK(add(&s, "credit-note", "6", PAY("NOK", "-10")));
	CHECK(add(&s, "credit-note", "7", PAY("DKK", "1.00")));
	CHECK(add(&s, "invoice", "8", PAY("KWD", "1.5")));
	CHECK_INT(s.records, 8);
	CHECK_STR(total(&s, "SEK"), "122999.50");
	CHECK_STR(total(&s, "EUR"), "0.30");
	CHECK_STR(total(&s, "JPY"), "7");
	CHECK_STR(total(&s, "NOK"), "10.00");
	CHECK_STR(total(&s, "DKK"), "-1.00");
	CHECK_STR(total(&s, "KWD"), "1.500");
	CHECK_STR(total(&s, "USD"), "none");
}

static void
test_rejected_and_unreadable(void)
{
	struct seal s = { 0 };
	CHECK(add(&s, "invoice", "1",
	    PAY("SEK", "5") ",\"rejected\":{\"tool\":\"mc-parse\"}"));
	CHECK(add(&s, "document", "-/document/0123456789abcdef",
	    ",\"rejected\":{\"tool\":\"mc-parse\"}"));
	CHECK(add(&s, "invoice", "3", ",\"invoice\":{\"currency\":\"SEK\"}"));
	CHECK(add(&s, "invoice", "4", ",\"invoice\":{\"payable\":\"9\"}"));
	CHECK(add(&s, "invoice", "5", PAY("sek", "9")));
	CHECK(add(&s, "invoice", "6", PAY("SEKK", "9")));
	CHECK(add(&s, "payment", "7", ""));
	CHECK_INT(s.records, 7);
	CHECK_INT(s.totals_n, 1);
	CHECK_STR(total(&s, "SEK"), "5.00");
}

static void
test_too_many_currencies(void)
{
	struct seal s = { 0 };
	char rest[128];
	int taken = 0;
	for (int i = 0; i <= SEAL_CURRENCIES; i++) {
		snprintf(rest, sizeof(rest),
		    ",\"invoice\":{\"currency\":\"X%c%c\",\"payable\":\"1\"}",
		    'Z' - i / 26, 'Z' - i % 26);
		taken += add(&s, "invoice", "1", rest);
	}
	CHECK_INT(taken, SEAL_CURRENCIES);
	CHECK(strstr(fault.text, "more currencies") != NULL);
	for (size_t i = 1; i < s.totals_n; i++)
		CHECK(
		    strcmp(s.totals[i - 1].currency, s.totals[i].currency) < 0);
}

static void
test_total_out_of_range(void)
{
	struct seal s = { 0 };
	CHECK(add(
	    &s, "invoice", "1", PAY("SEK", "9999999999999999999999999999")));
	CHECK(add(
	    &s, "invoice", "2", PAY("SEK", "9999999999999999999999999999")));
	CHECK_STR(total(&s, "SEK"), "19999999999999999999999999998.00");
	CHECK(!add(&s, "invoice", "3", PAY("SEK", "0.000000000000000001")));
	CHECK_STR((const char *)fault.text, "the total is out of range");
	CHECK_STR(total(&s, "SEK"), "19999999999999999999999999998.00");
}

/* ---- digest --------------------------------------------------------- */

/*
 * By another road: the first 32 digits of
 *	printf 'invoice\0a/invoice/1\0' | sha256sum
 *	printf 'credit-note\0a/credit-note/2\00000ff' | sha256sum
 * and the sum of both.
 */
static void
test_digest_of_known_records(void)
{
	static const char one[] = "4ffd77623213db3aaa703600086686ab";
	static const char both[] = "921efd7988590a1a8bc3d244113c79e4";
	char want[200];
	struct seal s = { 0 };
	CHECK(add(&s, "invoice", "a/invoice/1", ""));
	snprintf(want, sizeof(want),
	    "{\"mc\":1,\"end\":{\"records\":1,\"totals\":{},"
	    "\"digest\":\"%s\",\"files\":[]}}\n",
	    one);
	writes(&s, NULL, want);
	CHECK(add(&s, "credit-note", "a/credit-note/2",
	    ",\"source\":{\"sha256\":\"00ff\"}"));
	snprintf(want, sizeof(want),
	    "{\"mc\":1,\"end\":{\"records\":2,\"totals\":{},"
	    "\"digest\":\"%s\",\"files\":[]}}\n",
	    both);
	writes(&s, NULL, want);
}

/* The sum of what SHA-256 says, in 16 bytes kept by hand. */
static void
sum_up(unsigned char sum[16], const char *text, size_t n)
{
	unsigned char hash[SHA256_BYTES];
	unsigned carry = 0;
	sha256_of(text, n, hash);
	for (int i = 15; i >= 0; i--) {
		carry += (unsigned)sum[i] + hash[i];
		sum[i] = (unsigned char)carry;
		carry >>= 8;
	}
}

/* Enough records that the sum passes 2^128; ids longer than any buffer. */
static void
test_digest_wraps(void)
{
	struct seal s = { 0 };
	unsigned char sum[16] = { 0 };
	char hex[33], text[3000];
	for (int i = 0; i < 40; i++) {
		char id[2000];
		memset(id, 'a' + i % 26, sizeof(id));
		id[i % 2 ? 20 : sizeof(id) - 1] = '\0';
		CHECK(add(
		    &s, "invoice", id, ",\"source\":{\"sha256\":\"abcd\"}"));
		int n = snprintf(text, sizeof(text), "invoice|%s|abcd", id);
		text[7] = text[n - 5] = '\0';
		sum_up(sum, text, (size_t)n);
	}
	hex_format(sum, sizeof(sum), hex);
	char want[200];
	snprintf(want, sizeof(want),
	    "{\"mc\":1,\"end\":{\"records\":40,\"totals\":{},"
	    "\"digest\":\"%s\",\"files\":[]}}\n",
	    hex);
	writes(&s, NULL, want);
}

static void
test_order_does_not_count(void)
{
	struct seal a = { 0 }, b = { 0 };
	add(&a, "invoice", "1", PAY("SEK", "1"));
	add(&a, "invoice", "2", PAY("EUR", "2"));
	add(&a, "letter", "3", "");
	add(&b, "letter", "3", "");
	add(&b, "invoice", "2", PAY("EUR", "2"));
	add(&b, "invoice", "1", PAY("SEK", "1"));
	CHECK(seal_agrees(&a, &b, &fault) && seal_agrees(&b, &a, &fault));
}

/* ---- agreeing ------------------------------------------------------- */

static void
disagrees(const struct seal *a, const struct seal *b, const char *place,
    const char *text)
{
	T_CASE(text);
	CHECK(!seal_agrees(a, b, &fault));
	CHECK_STR((const char *)fault.place, place);
	CHECK_STR((const char *)fault.text, text);
}

static void
test_disagree(void)
{
	struct seal one = { 0 }, other = { 0 }, two = { 0 }, none = { 0 };
	add(&one, "invoice", "1", PAY("SEK", "1"));
	add(&other, "invoice", "2", PAY("SEK", "1"));
	add(&two, "invoice", "1", PAY("SEK", "1"));
	add(&two, "letter", "2", "");
	disagrees(&two, &one, "/end/records",
	    "the seal disagrees: 2 records came, it says 1");
	disagrees(&none, &one, "/end/records",
	    "the seal disagrees: 0 records came, it says 1");
	disagrees(&one, &other, "/end/digest",
	    "the seal disagrees: these are other records");
	other = one;
	other.totals[0].sum = (struct dec){ 101, 2, true };
	disagrees(&one, &other, "/end/totals",
	    "the seal disagrees: SEK 1.00 in one, 1.01 in the other");
	other.totals[0].sum = (struct dec){ 1000, 3, true };
	CHECK(seal_agrees(&one, &other, &fault));
	other.totals_n = 0;
	disagrees(&one, &other, "/end/totals",
	    "the seal disagrees: SEK 1.00 in one, 0 in the other");
	disagrees(&other, &one, "/end/totals",
	    "the seal disagrees: SEK 1.00 in one, 0 in the other");
}

/* ---- reading and writing -------------------------------------------- */

#define DIGEST "00112233445566778899aabbccddeeff"
#define END(files)                                                             \
	"{\"mc\":1,\"end\":{\"records\":2,\"totals\":{\"EUR\":\"1.00\","       \
	"\"SEK\":\"-2.50\"},\"digest\":\"" DIGEST "\",\"files\":" files "}}"

static void
test_round_trip(void)
{
	struct seal s;
	CHECK(seal_parse(&s, str_of(END("[]")), &fault));
	CHECK_INT(s.records, 2);
	CHECK_STR(total(&s, "SEK"), "-2.50");
	CHECK((uint64_t)(s.digest >> 64) == UINT64_C(0x0011223344556677));
	CHECK((uint64_t)s.digest == UINT64_C(0x8899aabbccddeeff));
	writes(&s, NULL, END("[]") "\n");
	/* another order, blanks, members of a later minor version */
	CHECK(seal_parse(&s,
	    str_of(" {\"end\" : {\"x\":[{}],\"digest\":\"" DIGEST
		   "\",\"totals\":{\"SEK\":\"-2.50\",\"EUR\":\"1.00\"}, "
		   "\"records\" : 2},\"y\":0,\"mc\":1} "),
	    &fault));
	writes(&s, NULL, END("[]") "\n");
}

static void
test_files_append(void)
{
	struct seal s;
	CHECK(seal_parse(&s, str_of(END("[]")), &fault));
	writes(&s, "{\"a\":1}", END("[{\"a\":1}]") "\n");
	CHECK(seal_parse(&s, str_of(END("[{\"a\" :1 }]")), &fault));
	writes(&s, "{\"b\":2}", END("[{\"a\" :1 },{\"b\":2}]") "\n");
	writes(&s, NULL, END("[{\"a\" :1 }]") "\n");
	CHECK(seal_parse(&s, str_of(END("[ {\"a\":1}, {\"b\":2} ]")), &fault));
	writes(&s, "{\"c\":3}", END("[ {\"a\":1}, {\"b\":2} ,{\"c\":3}]") "\n");
}

/* Blanks between the brackets were taken for an element. */
static void
test_files_empty_array_with_blanks(void)
{
	struct seal s;
	CHECK(seal_parse(&s, str_of(END("[ \t]")), &fault));
	CHECK(!s.files.p);
	writes(&s, "{\"a\":1}", END("[{\"a\":1}]") "\n");
	writes(&s, NULL, END("[]") "\n");
}

static void
test_malformed(void)
{
#define T "\"totals\":{}"
#define R "\"records\":1"
#define D "\"digest\":\"" DIGEST "\""
	static const struct {
		const char *end, *text;
	} cases[] = {
		{ "7", "an object was expected" },
		{ "null", "an object was expected" },
		{ "{}", "without records, totals or digest" },
		{ "{" R "," T "}", "without records, totals or digest" },
		{ "{" R "," D "}", "without records, totals or digest" },
		{ "{" T "," D "}", "without records, totals or digest" },
		{ "{\"records\":-1," T "," D "}", "a negative count" },
		{ "{\"records\":1.5," T "," D "}", "a whole number" },
		{ "{\"records\":\"1\"," T "," D "}", "no JSON value" },
		{ "{" R "," T ",\"digest\":\"00\"}", "no digest" },
		{ "{" R "," T ",\"digest\":\"" DIGEST "0\"}", "no digest" },
		{ "{" R "," T ",\"digest\":0}", "a string was expected" },
		{ "{" R "," D ",\"totals\":[]}", "an object was expected" },
		{ "{" R "," D ",\"totals\":{\"SEK\":1}}", "a string was" },
		{ "{" R "," D ",\"totals\":{\"SEK\":\"1,0\"}}", "no total" },
		{ "{" R "," D ",\"totals\":{\"kr\":\"1\"}}", "no total" },
		/* the last of them counted, and the one before was lost */
		{ "{" R "," D
		  ",\"totals\":{\"SEK\":\"1\",\"EUR\":\"1\",\"SEK\":\"2\"}}",
		    "duplicate member name" },
		{ "{" R "," T "," D "," R "}", "duplicate member name" },
		{ "{" R "," T "," D "},\"end\":{" R "," T "," D "}",
		    "duplicate member name" },
		/* one more file made a line of it that is no JSON */
		{ "{" R "," T "," D ",\"files\":\"abc\"}", "an array was" },
		{ "{" R "," T "," D ",\"files\":{\"a\":1}}", "an array was" },
		{ "{" R "," T "," D ",\"files\":[1,]}", "no JSON value" },
		{ "{" R "," T "," D ",}", "a member name was expected" },
		{ "{" R "," T "," D, "value is cut off" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = BUF_INIT(MAX);
		struct seal s;
		T_CASE(cases[i].end);
		buf_printf(&b, "{\"mc\":1,\"end\":%s%s", cases[i].end,
		    strstr(cases[i].text, "cut off") ? "" : "}");
		CHECK(!seal_parse(&s, buf_str(&b), &fault));
		CHECK_STR((const char *)fault.place, "/end");
		CHECK(strstr(fault.text, cases[i].text) != NULL);
		buf_free(&b);
	}
	struct seal s;
	CHECK(!seal_parse(&s, str_of("{\"mc\":1}"), &fault));
	CHECK(strstr(fault.text, "no seal") != NULL);
	CHECK(!seal_parse(&s, str_of(END("[]") "x"), &fault));
}

int
main(void)
{
	test_totals();
	test_rejected_and_unreadable();
	test_too_many_currencies();
	test_total_out_of_range();
	test_digest_of_known_records();
	test_digest_wraps();
	test_order_does_not_count();
	test_disagree();
	test_round_trip();
	test_files_append();
	test_files_empty_array_with_blanks();
	test_malformed();
	arena_free(&arena);
	return T_END();
}
