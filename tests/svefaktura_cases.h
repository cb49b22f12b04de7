/* SPDX-License-Identifier: ISC */
#ifndef SVEFAKTURA_CASES_H
#define SVEFAKTURA_CASES_H

/*
 * The document of the tests of Svefaktura, testdata/svefaktura.xml, which has
 * every term that the format has: each case changes a part of it.
 */
#include <stdlib.h>

#include "base/file.h"
#include "format/intake.h"
#include "t.h"
#include "ubl_same.h"

static struct arena arena;
static struct intake *reader;
static struct buf document = BUF_INIT(1 << 20);
static struct source source;
static struct record r; /* the last one read */
static struct invoice *inv;
static struct buf said = BUF_INIT(1 << 20); /* its terms, same_lines */

/* The document with all of the first text replaced by the second. */
static inline struct str
replaced(struct str in, const char *from, const char *to)
{
	struct buf b = BUF_INIT(1 << 20);
	size_t n = strlen(from), hits = 0;
	while (in.n) {
		bool hit = n && str_starts(in, from);
		buf_add(&b, hit ? to : in.p, hit ? strlen(to) : 1);
		in = str_from(in, hit ? n : 1);
		hits += hit;
	}
	CHECK(n == 0 || hits > 0);
	struct str out = arena_str(&arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static inline void
take(struct str bytes)
{
	struct fault f = { .text = "" };
	source = (struct source){ .line = 1 };
	r = (struct record){ .mc = RECORD_MAJOR, .source = &source };
	CHECK(intake_read(
	    reader, bytes, (struct str)STR(""), NULL, &arena, &r, &f));
	CHECK_STR((const char *)f.text, "");
	inv = r.invoice;
	if (!inv)
		exit(1); /* no case can go on without */
	buf_reset(&said);
	same_lines(&said, inv);
}

/* Reads the document with the one text for the other. */
static inline void
edit(const char *from, const char *to)
{
	T_CASE(to);
	take(replaced(buf_str(&document), from, to));
}

/* Claims that the last record has the term, "seller.name: Norrlid". */
static inline bool
says(const char *line)
{
	struct str rest = buf_str(&said);
	size_t n = strlen(line);
	while (rest.n) {
		const char *end = memchr(rest.p, '\n', rest.n);
		size_t len = (size_t)(end - rest.p);
		if (len == n && memcmp(rest.p, line, n) == 0)
			return true;
		rest = str_from(rest, len + 1);
	}
	return false;
}

/* Claims that the last record has no term that begins so. */
static inline bool
lacks(const char *path)
{
	struct buf b = BUF_INIT(1 << 10);
	buf_printf(&b, "\n%s: ", path);
	struct str all = buf_str(&said);
	bool found = false;
	for (; all.n > b.n && !found; all = str_from(all, 1))
		found = memcmp(all.p, b.p, b.n) == 0;
	buf_free(&b);
	return !found;
}

/* What the record keeps at a path that ends so; absent: nothing. */
static inline struct str
kept(const char *end)
{
	size_t n = strlen(end);
	for (size_t i = 0; i < inv->extra_n; i++) {
		struct str path = inv->extra[i].path;
		if (path.n >= n && memcmp(path.p + path.n - n, end, n) == 0)
			return inv->extra[i].value;
	}
	return (struct str){ NULL, 0 };
}

#define IN_EUR(amount)                                                         \
	"<cac:TaxCurrencyTaxAmount amountCurrencyID=\"EUR\">" amount           \
	"</cac:TaxCurrencyTaxAmount></cac:TaxSubTotal>"
#define EURO "<TaxCurrencyCode>EUR</TaxCurrencyCode><LineItemCountNumeric>"

/* VAT in another currency: both of the two rates have some. */
static inline struct str
with_euro(const char *first, const char *second)
{
	struct str bytes =
	    replaced(buf_str(&document), "<LineItemCountNumeric>", EURO);
	bytes = replaced(bytes, "</cac:TaxSubTotal>\n </cac:TaxTotal>", second);
	bytes = replaced(bytes, "</cac:TaxSubTotal>\n  <cac:TaxSubTotal>",
	    "@@<cac:TaxSubTotal>");
	return replaced(bytes, "@@", first);
}

static inline void
cases_open(void)
{
	CHECK(file_read("testdata/svefaktura.xml", &document));
	reader = intake_new(NULL);
}

static inline void
cases_close(void)
{
	intake_free(reader);
	arena_free(&arena);
	buf_free(&document);
	buf_free(&said);
}

#endif
