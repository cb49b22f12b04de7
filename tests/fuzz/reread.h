/* SPDX-License-Identifier: ISC */
#ifndef FUZZ_REREAD_H
#define FUZZ_REREAD_H

/* What the fuzzers of writers share: documents read, and read again. */

#include "../ubl_same.h"
#include "claim.h"

enum { REREAD_RENEW = 2000 };

/* The reader of that vocabulary, NULL: of all; its names only grow. */
static struct intake *
reread_reader(const char *only)
{
	static struct intake *reader;
	static int runs;
	if (reader && runs++ % REREAD_RENEW == 0) {
		intake_free(reader);
		reader = NULL;
	}
	if (!reader)
		reader = intake_new(only);
	return reader;
}

/* Claims that both say the same, all of which could be read again. */
static void
reread_same(struct record *was, struct record *is)
{
	struct buf a = BUF_INIT(SAME_MAX), b = BUF_INIT(SAME_MAX);
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

#endif
