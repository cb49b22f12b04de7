/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as a document: one that is a record is written as Svefaktura, or a
 * fault says which term stands in the way. Nothing that a Svefaktura said is
 * gone when it comes back; and from then on all stays as it is, also of other
 * documents.
 */
#include <stdint.h>

#include "format/svefaktura_write.h"
#include "reread.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct intake *reader;
static struct svefaktura_writer *writer;

/* Every line of the first is one of the second, in that order. */
static void
check_kept(struct record *was, struct record *is)
{
	struct buf a = BUF_INIT(SAME_MAX), b = BUF_INIT(SAME_MAX);
	same_lines(&a, was->invoice);
	same_lines(&b, is->invoice);
	struct str rest = buf_str(&b);
	for (size_t i = 0, n; i < a.n; i += n) {
		const char *end = memchr(a.p + i, '\n', a.n - i);
		n = (size_t)(end - (a.p + i)) + 1;
		while (rest.n >= n && memcmp(rest.p, a.p + i, n) != 0) {
			const char *next = memchr(rest.p, '\n', rest.n);
			rest = str_from(rest, (size_t)(next - rest.p) + 1);
		}
		if (rest.n < n)
			fprintf(stderr, "was:\n%.*sis:\n%.*s",
			    STR_ARG(buf_str(&a)), STR_ARG(buf_str(&b)));
		claim(rest.n >= n);
	}
	buf_free(&a);
	buf_free(&b);
}

/* Writes the record and reads it into `is`; false when it cannot be. */
static bool
turn(const struct record *was, struct arena *a, struct record *is,
    struct source *source)
{
	const struct date as_it_is = { 0 };
	struct buf out = BUF_INIT(SAME_MAX);
	struct fault f = { .text = "" };
	bool ok = svefaktura_write(writer, was, as_it_is, a, &out, &f);
	if (ok) {
		struct str bytes = arena_str(a, buf_str(&out));
		claim(same_read(reader, bytes, a, is, source, &f));
	} else {
		claim(str_starts(str_of(f.place), "/invoice/"));
		claim(f.text[0] && f.rule[0]);
	}
	buf_free(&out);
	return ok;
}

static void
check_document(struct str bytes, struct arena *a)
{
	struct record was, is, again;
	struct source sources[3];
	struct fault f = { .text = "" };
	if (!same_read(reader, bytes, a, &was, &sources[0], &f) ||
	    was.problems_n || !turn(&was, a, &is, &sources[1]))
		return;
	if (str_is(sources[0].format, "svefaktura-1.0"))
		check_kept(&was, &is);
	claim(turn(&is, a, &again, &sources[2]));
	reread_same(&is, &again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	if (!writer)
		writer = svefaktura_writer_new();
	reader = reread_reader(NULL);
	check_document((struct str){ (const char *)data, n }, &a);
	arena_free(&a);
	return 0;
}
