/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/hash.h"
#include "base/json.h"
#include "model/currency.h"
#include "seal.h"

enum { DIGEST_BYTES = 16 };

/* The total of that currency, made at its place when it is new. */
static struct seal_total *
total_of(struct seal *s, struct str currency)
{
	size_t i = 0;
	int order = 1;
	for (; i < s->totals_n; i++) {
		order = memcmp(s->totals[i].currency, currency.p, 3);
		if (order >= 0)
			break;
	}
	if (i < s->totals_n && order == 0)
		return &s->totals[i];
	if (s->totals_n == SEAL_CURRENCIES)
		return NULL;
	memmove(&s->totals[i + 1], &s->totals[i],
	    (s->totals_n - i) * sizeof(s->totals[0]));
	s->totals_n++;
	s->totals[i] = (struct seal_total){ .sum = DEC_INT(0) };
	memcpy(s->totals[i].currency, currency.p, 3);
	s->totals[i].sum.scale = (uint8_t)currency_decimals(currency);
	return &s->totals[i];
}

static unsigned __int128
record_digest(const struct record *r)
{
	unsigned char hash[SHA256_BYTES];
	struct str sha = { NULL, 0 };
	unsigned __int128 v = 0;
	char small[1024];
	struct buf b = BUF_INIT((size_t)1 << 26);
	size_t n;

	if (r->source)
		sha = r->source->sha256;
	n = r->kind.n + r->id.n + sha.n + 2;
	char *text = small;
	if (n > sizeof(small)) {
		buf_room(&b, n);
		text = b.p;
	}
	memcpy(text, r->kind.p, r->kind.n);
	text[r->kind.n] = '\0';
	memcpy(text + r->kind.n + 1, r->id.p, r->id.n);
	text[r->kind.n + 1 + r->id.n] = '\0';
	if (sha.n)
		memcpy(text + n - sha.n, sha.p, sha.n);
	sha256_of(text, n, hash);
	buf_free(&b);
	for (int i = 0; i < DIGEST_BYTES; i++)
		v = v << 8 | hash[i];
	return v;
}

bool
seal_add(struct seal *s, const struct record *r, struct fault *f)
{
	s->records++;
	s->digest += record_digest(r);
	if (!r->invoice || !r->invoice->payable.set ||
	    !currency_code_ok(r->invoice->currency))
		return true;
	struct seal_total *t = total_of(s, r->invoice->currency);
	struct dec payable = record_payable(r);
	if (!t || !dec_add(&t->sum, t->sum, payable))
		return fault_set(f, "", "seal", "%s",
		    t ? "the total is out of range"
		      : "more currencies than a seal can hold");
	t->sum = dec_tidy(t->sum, currency_decimals(r->invoice->currency));
	return true;
}

static bool
read_totals(struct json *j, struct seal *s)
{
	struct str currency, text;
	json_begin(j, '{');
	while (json_more(j, '}')) {
		if (!json_key(j, &currency) || !json_text(j, &text))
			return false;
		size_t before = s->totals_n;
		struct seal_total *t =
		    currency_code_ok(currency) ? total_of(s, currency) : NULL;
		if (t && s->totals_n == before)
			return json_fail(j, "duplicate member name");
		if (!t || !dec_parse(&t->sum, text))
			return json_fail(j, "no total of a currency");
	}
	return !j->error;
}

static bool
read_digest(struct json *j, struct seal *s)
{
	unsigned char bytes[DIGEST_BYTES];
	struct str text;
	if (!json_text(j, &text))
		return false;
	if (!hex_parse(text, bytes, sizeof(bytes)))
		return json_fail(j, "no digest of 32 hex digits");
	for (int i = 0; i < DIGEST_BYTES; i++)
		s->digest = s->digest << 8 | bytes[i];
	return true;
}

static bool
read_records(struct json *j, struct seal *s)
{
	int64_t n;
	if (!json_int(j, &n))
		return false;
	if (n < 0)
		return json_fail(j, "a negative count");
	s->records = (uint64_t)n;
	return true;
}

/* Keeps the array as it stands; one without elements counts as absent. */
static bool
read_files(struct json *j, struct seal *s)
{
	struct str all;
	if (json_peek(j) != '[')
		return json_fail(j, "an array was expected");
	if (!json_raw(j, &all))
		return false;
	if (str_trim((struct str){ all.p + 1, all.n - 2 }).n)
		s->files = all;
	return true;
}

/* The value of `end`. */
static bool
read_end(struct json *j, struct seal *s)
{
	enum { RECORDS = 1, TOTALS = 2, DIGEST = 4, FILES = 8, ALL = 15 };
	unsigned seen = 0, bit;
	struct str key;
	json_begin(j, '{');
	while (json_more(j, '}')) {
		if (!json_key(j, &key))
			return false;
		bit = str_is(key, "records")  ? RECORDS
		      : str_is(key, "totals") ? TOTALS
		      : str_is(key, "digest") ? DIGEST
		      : str_is(key, "files")  ? FILES
					      : 0;
		if (seen & bit)
			return json_fail(j, "duplicate member name");
		seen |= bit;
		if (bit == RECORDS  ? !read_records(j, s)
		    : bit == TOTALS ? !read_totals(j, s)
		    : bit == DIGEST ? !read_digest(j, s)
		    : bit == FILES  ? !read_files(j, s)
				    : !json_skip(j))
			return false;
	}
	if (!j->error &&
	    (seen & (RECORDS | TOTALS | DIGEST)) != (RECORDS | TOTALS | DIGEST))
		return json_fail(j, "a seal without records, totals or digest");
	return !j->error;
}

bool
seal_parse(struct seal *s, struct str line, struct fault *f)
{
	struct arena a = { 0 };
	struct json j;
	struct str key;
	bool end = false;

	*s = (struct seal){ 0 };
	json_open(&j, line, &a);
	json_begin(&j, '{');
	while (json_more(&j, '}')) {
		if (!json_key(&j, &key))
			break;
		bool is_end = str_is(key, "end");
		if (is_end && end)
			json_fail(&j, "duplicate member name");
		if (is_end ? !read_end(&j, s) : !json_skip(&j))
			break;
		end = end || is_end;
	}
	bool ok = json_end(&j) && end;
	if (!ok)
		fault_set(f, "/end", "seal", "%s (byte %zu)",
		    j.error ? j.error : "no seal", json_place(&j) + 1);
	arena_free(&a);
	return ok;
}

struct dec
seal_total(const struct seal *s, struct str currency)
{
	for (size_t i = 0; i < s->totals_n; i++)
		if (str_is(currency, s->totals[i].currency))
			return s->totals[i].sum;
	return (struct dec){ 0 };
}

/* Compares the totals of one seal with those of the other, one way. */
static bool
totals_agree(const struct seal *a, const struct seal *b, struct fault *f)
{
	char x[DEC_TEXT], y[DEC_TEXT];
	for (size_t i = 0; i < a->totals_n; i++) {
		const struct seal_total *t = &a->totals[i];
		struct dec other = seal_total(b, str_of(t->currency));
		if (other.set && dec_cmp(t->sum, other) == 0)
			continue;
		if (!other.set)
			other = DEC_INT(0);
		dec_format(t->sum, x);
		dec_format(other, y);
		return fault_set(f, "/end/totals", "seal",
		    "the seal disagrees: %s %s in one, %s in the other",
		    t->currency, x, y);
	}
	return true;
}

bool
seal_agrees(
    const struct seal *counted, const struct seal *said, struct fault *f)
{
	if (counted->records != said->records)
		return fault_set(f, "/end/records", "seal",
		    "the seal disagrees: %llu records came, it says %llu",
		    (unsigned long long)counted->records,
		    (unsigned long long)said->records);
	if (!totals_agree(counted, said, f) || !totals_agree(said, counted, f))
		return false;
	if (counted->digest != said->digest)
		return fault_set(f, "/end/digest", "seal",
		    "the seal disagrees: these are other records");
	return true;
}

static void
write_files(struct buf *b, struct str files, struct str file)
{
	/* an old array is kept byte for byte, up to its bracket */
	bool old = files.n > 0;
	buf_adds(b, ",\"files\":");
	if (!file.p) {
		buf_addstr(b, old ? files : str_of("[]"));
		return;
	}
	buf_add(b, old ? files.p : "[", old ? files.n - 1 : 1);
	buf_adds(b, old ? "," : "");
	buf_addstr(b, file);
	buf_addc(b, ']');
}

void
seal_write(struct buf *b, const struct seal *s, struct str file)
{
	char text[DEC_TEXT];
	buf_printf(b, "{\"mc\":%d,\"end\":{\"records\":%llu,\"totals\":{",
	    RECORD_MAJOR, (unsigned long long)s->records);
	for (size_t i = 0; i < s->totals_n; i++) {
		dec_format(s->totals[i].sum, text);
		buf_printf(b, "%s\"%s\":\"%s\"", i ? "," : "",
		    s->totals[i].currency, text);
	}
	buf_printf(b, "},\"digest\":\"%016llx%016llx\"",
	    (unsigned long long)(s->digest >> 64),
	    (unsigned long long)s->digest);
	write_files(b, s->files, file);
	buf_adds(b, "}}\n");
}
