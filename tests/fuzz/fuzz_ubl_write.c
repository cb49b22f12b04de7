/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as a document: one that is a record is written as UBL, or a fault
 * says which term stands in the way; what is written says the same.
 */
#include <stdint.h>

#include "../ubl_same.h"
#include "claim.h"
#include "format/intake.h"
#include "format/ubl_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { RENEW = 2000 };

static struct intake *reader;
static struct ubl_writer *writer;

static bool
read_record(struct str bytes, struct arena *a, struct record *r,
    struct source *source, struct fault *f)
{
	*source = (struct source){ .line = 1 };
	*r = (struct record){ .mc = RECORD_MAJOR, .source = source };
	return intake_read(reader, bytes, (struct str)STR(""), NULL, a, r, f);
}

static void
check_same(struct record *was, struct record *is)
{
	struct buf a = BUF_INIT(SAME_MAX), b = BUF_INIT(SAME_MAX);
	struct sbdh envelope;
	ubl_envelope(was, &envelope);
	was->invoice->specification = envelope.specification;
	was->invoice->process = envelope.process;
	claim(str_eq(was->kind, is->kind) && !is->problems_n);
	same_lines(&a, was->invoice);
	same_lines(&b, is->invoice);
	if (!str_eq(buf_str(&a), buf_str(&b)))
		fprintf(stderr, "was:\n%.*sis:\n%.*s", STR_ARG(buf_str(&a)),
		    STR_ARG(buf_str(&b)));
	claim(str_eq(buf_str(&a), buf_str(&b)));
	buf_free(&a);
	buf_free(&b);
}

static void
check_document(struct str bytes, struct arena *a)
{
	struct buf out = BUF_INIT(SAME_MAX);
	struct record was, is;
	struct source one, two;
	struct fault f = { .text = "" };
	if (!read_record(bytes, a, &was, &one, &f) || was.problems_n)
		return;
	if (ubl_write(writer, &was, NULL, a, &out, &f)) {
		claim(read_record(buf_str(&out), a, &is, &two, &f));
		check_same(&was, &is);
	} else {
		claim(str_starts(str_of(f.place), "/invoice/"));
		claim(f.text[0] && (strcmp(f.rule, "cannot-carry") == 0 ||
				       strcmp(f.rule, "attachment") == 0));
	}
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static int runs;
	struct arena a = { 0 };
	if (!writer)
		writer = ubl_writer_new();
	if (reader && runs++ % RENEW == 0) { /* its names only grow */
		intake_free(reader);
		reader = NULL;
	}
	if (!reader)
		reader = intake_new("ubl");
	check_document((struct str){ (const char *)data, n }, &a);
	arena_free(&a);
	return 0;
}
