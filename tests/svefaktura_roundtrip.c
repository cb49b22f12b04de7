/* SPDX-License-Identifier: ISC */
/*
 * usage: svefaktura_roundtrip DIRECTORY FILE...
 *
 * Reads each file, of any vocabulary, writes its invoice as Svefaktura to
 * DIRECTORY/N.xml and reads that again. What a Svefaktura said must come back
 * as it was; what another one said, once it has been a Svefaktura, must stay
 * as it is. A line for each file that does not, and one for each that cannot
 * be written: its name, the place, the rule and the text. Exits 1 when one is
 * no record or comes back different.
 */
#include <stdio.h>

#include "base/file.h"
#include "format/svefaktura_write.h"
#include "ubl_same.h"

struct tools {
	struct intake *reader;
	struct svefaktura_writer *writer;
	const char *directory;
	size_t written, refused, failed;
};

/* Writes the record and reads it into `again`; the document stays in out. */
static bool
turn(struct tools *t, const struct record *r, struct record *again,
    struct source *source, struct arena *a, struct buf *out, struct fault *f)
{
	const struct date as_it_is = { 0 };
	buf_reset(out);
	return svefaktura_write(t->writer, r, as_it_is, a, out, f) &&
	       same_read(t->reader, buf_str(out), a, again, source, f);
}

static bool
compare(struct tools *t, const char *path, struct record *r, struct arena *a,
    struct buf *out, int n)
{
	struct buf was = BUF_INIT(SAME_MAX), is = BUF_INIT(SAME_MAX);
	struct record first, second;
	struct source sources[2];
	struct fault f = { .text = "" };
	char name[4096];
	bool own = str_is(r->source->format, "svefaktura-1.0");
	if (!turn(t, r, &first, &sources[0], a, out, &f)) {
		printf("%s: %s: %s: %s\n", path, f.place, f.rule, f.text);
		t->refused++;
		return true;
	}
	t->written++;
	snprintf(name, sizeof(name), "%s/%d.xml", t->directory, n);
	bool ok = file_replace(name, out->p, out->n, false) &&
		  first.problems_n == 0 && str_eq(first.kind, r->kind) &&
		  (own || turn(t, &first, &second, &sources[1], a, out, &f));
	if (ok) {
		same_lines(&was, own ? r->invoice : first.invoice);
		same_lines(&is, own ? first.invoice : second.invoice);
		ok = !same_differ(path, &was, &is);
	} else {
		printf("%s: once written: %s: %s: %s\n", path, f.place, f.rule,
		    f.text);
	}
	buf_free(&was);
	buf_free(&is);
	return ok;
}

static bool
check(struct tools *t, const char *path, struct arena *a, int n)
{
	struct buf in = BUF_INIT(SAME_MAX), out = BUF_INIT(SAME_MAX);
	struct record r;
	struct source source;
	struct fault f = { .text = "cannot be read" };
	bool ok = file_read(path, &in) &&
		  same_read(t->reader, buf_str(&in), a, &r, &source, &f);
	if (ok)
		ok = compare(t, path, &r, a, &out, n);
	else
		printf("%s: %s: %s\n", path, f.place, f.text);
	buf_free(&in);
	buf_free(&out);
	return ok;
}

int
main(int argc, char *argv[])
{
	struct tools t = { intake_new(NULL), svefaktura_writer_new(), argv[1],
		0, 0, 0 };
	struct arena a = { 0 };
	for (int i = 2; i < argc; i++) {
		t.failed += !check(&t, argv[i], &a, i - 1);
		arena_reset(&a);
	}
	printf("%zu written, %zu refused, %zu failed\n", t.written, t.refused,
	    t.failed);
	arena_free(&a);
	intake_free(t.reader);
	svefaktura_writer_free(t.writer);
	return t.failed || argc < 3;
}
