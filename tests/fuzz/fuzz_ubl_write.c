/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as a document: one that is a record is written as UBL, or a fault
 * says which term stands in the way; what is written says the same.
 */
#include <stdint.h>

#include "format/ubl_write.h"
#include "reread.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct intake *reader;
static struct ubl_writer *writer;

static void
check_same(struct record *was, struct record *is)
{
	struct sbdh envelope;
	ubl_envelope(was, &envelope);
	was->invoice->specification = envelope.specification;
	was->invoice->process = envelope.process;
	if (!str_blank(was->invoice->sales_order) &&
	    str_blank(was->invoice->order))
		was->invoice->order = str_of("NA");
	reread_same(was, is);
}

static void
check_document(struct str bytes, struct arena *a)
{
	struct buf out = BUF_INIT(SAME_MAX);
	struct record was, is;
	struct source one, two;
	struct fault f = { .text = "" };
	if (!same_read(reader, bytes, a, &was, &one, &f) || was.problems_n)
		return;
	if (ubl_write(writer, &was, NULL, a, &out, &f)) {
		claim(same_read(reader, buf_str(&out), a, &is, &two, &f));
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
	struct arena a = { 0 };
	if (!writer)
		writer = ubl_writer_new();
	reader = reread_reader("ubl");
	check_document((struct str){ (const char *)data, n }, &a);
	arena_free(&a);
	return 0;
}
