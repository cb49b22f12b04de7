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
#include "format/ubl.h"
#include "format/ubl_write.h"
#include "ubl_same.h"

struct tools {
	struct ubl *reader;
	struct ubl_writer *writer;
};

static bool
read_bytes(struct tools *t, struct str bytes, struct arena *a, struct record *r,
    struct source *source, struct fault *f)
{
	*source = (struct source){ .line = 1 };
	*r = (struct record){ .mc = RECORD_MAJOR, .source = source };
	return ubl_read(t->reader, bytes, (struct str)STR(""), NULL, a, r, f);
}

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
differ(const char *path, struct buf *was, struct buf *is)
{
	size_t i = 0;
	if (str_eq(buf_str(was), buf_str(is)))
		return false;
	while (i < was->n && i < is->n && was->p[i] == is->p[i])
		i++;
	while (i > 0 && was->p[i - 1] != '\n')
		i--;
	printf("%s: comes back different: '%.80s' as '%.80s'\n", path,
	    i < was->n ? was->p + i : "", i < is->n ? is->p + i : "");
	return true;
}

static bool
check(struct tools *t, const char *directory, int n, const char *path,
    struct arena *a)
{
	struct buf in = BUF_INIT(SAME_MAX), out = BUF_INIT(SAME_MAX),
		   was = BUF_INIT(SAME_MAX), is = BUF_INIT(SAME_MAX);
	struct record r, again;
	struct source source, source_again;
	struct fault f = { .text = "cannot be read" };
	char name[4096];
	bool ok = file_read(path, &in) &&
		  read_bytes(t, buf_str(&in), a, &r, &source, &f) &&
		  ubl_write(t->writer, &r, NULL, a, &out, &f) &&
		  read_bytes(t, buf_str(&out), a, &again, &source_again, &f);
	if (!ok)
		printf("%s: %s: %s\n", path, f.place, f.text);
	if (ok) {
		snprintf(name, sizeof(name), "%s/%s-%d.xml", directory,
		    str_is(r.kind, "invoice") ? "invoice" : "creditnote", n);
		expect_specification(r.invoice);
		same_lines(&was, r.invoice);
		same_lines(&is, again.invoice);
		ok = file_replace(name, out.p, out.n, false) &&
		     str_eq(r.kind, again.kind) &&
		     again.problems_n == r.problems_n &&
		     !differ(path, &was, &is);
	}
	buf_free(&in);
	buf_free(&out);
	buf_free(&was);
	buf_free(&is);
	return ok;
}

int
main(int argc, char *argv[])
{
	struct tools t = { ubl_new(), ubl_writer_new() };
	struct arena a = { 0 };
	int failed = 0;
	for (int i = 2; i < argc; i++) {
		failed += !check(&t, argv[1], i - 1, argv[i], &a);
		arena_reset(&a);
	}
	printf("%d documents, %d failed\n", argc - 2, failed);
	arena_free(&a);
	ubl_free(t.reader);
	ubl_writer_free(t.writer);
	return failed || argc < 3;
}
