/* SPDX-License-Identifier: ISC */
/*
 * usage: ubl_roundtrip DIRECTORY FILE...
 *
 * Reads each file, writes its invoice to DIRECTORY/invoice-N.xml or
 * creditnote-N.xml, reads that again and compares. A line for each file that
 * is no record, cannot be written or does not come back; exits 1 then.
 */
#include <stdio.h>

#include "base/file.h"
#include "format/ubl_write.h"
#include "ubl_same.h"

struct tools {
	struct intake *reader;
	struct ubl_writer *writer;
};

/* What the writer says of the specification, of the record as read. */
static void
expect_specification(struct invoice *inv)
{
	if (str_starts(inv->specification, UBL_BIS3))
		return;
	inv->specification = str_of(UBL_BIS3);
	inv->process = str_of(UBL_BIS3_PROCESS);
}

static bool
is_same(const char *path, struct record *was, struct record *is)
{
	struct buf a = BUF_INIT(SAME_MAX), b = BUF_INIT(SAME_MAX);
	bool same =
	    str_eq(was->kind, is->kind) && !was->problems_n && !is->problems_n;
	if (!same)
		printf("%s: has values that cannot be read\n", path);
	expect_specification(was->invoice);
	same_lines(&a, was->invoice);
	same_lines(&b, is->invoice);
	same = same && !same_differ(path, &a, &b);
	buf_free(&a);
	buf_free(&b);
	return same;
}

static bool
check(struct tools *t, const char *directory, int n, const char *path,
    struct arena *a)
{
	struct buf in = BUF_INIT(SAME_MAX), out = BUF_INIT(SAME_MAX);
	struct record r, again;
	struct source source, source_again;
	struct fault f = { .text = "cannot be read" };
	bool ok =
	    file_read(path, &in) &&
	    same_read(t->reader, buf_str(&in), a, &r, &source, &f) &&
	    ubl_write(t->writer, &r, NULL, a, &out, &f) &&
	    same_read(t->reader, buf_str(&out), a, &again, &source_again, &f);
	if (!ok)
		printf("%s: %s: %s\n", path, f.place, f.text);
	if (ok) {
		struct str to = arena_printf(a, "%s/%s-%d.xml", directory,
		    str_is(r.kind, "invoice") ? "invoice" : "creditnote", n);
		ok = file_replace(to.p, out.p, out.n, false) &&
		     is_same(path, &r, &again);
	}
	buf_free(&in);
	buf_free(&out);
	return ok;
}

int
main(int argc, char *argv[])
{
	struct tools t = { intake_new("ubl"), ubl_writer_new() };
	struct arena a = { 0 };
	int failed = 0;
	for (int i = 2; i < argc; i++) {
		failed += !check(&t, argv[1], i - 1, argv[i], &a);
		arena_reset(&a);
	}
	printf("%d documents, %d failed\n", argc - 2, failed);
	arena_free(&a);
	intake_free(t.reader);
	ubl_writer_free(t.writer);
	return failed || argc < 3;
}
