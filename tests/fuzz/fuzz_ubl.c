/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as an XML file, each document read into a record. What is read
 * makes a line of the stream that can be read back to the same line.
 */
#define _GNU_SOURCE /* memfd_create */
#include "slices.h"

#include "format/intake.h"
#include "stream/codec.h"
#include "stream/rec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { MAX = 1 << 26, RENEW = 2000 };

static void
check_record(const struct record *r)
{
	struct arena a = { 0 };
	struct rec rec;
	struct fault f;
	struct buf one = BUF_INIT(MAX), two = BUF_INIT(MAX);
	claim(codec_write_object(&one, &record_object, r) && !one.over);
	claim(rec_parse(&rec, buf_str(&one), UINT64_MAX >> 1, &a, &f));
	claim(codec_write_object(&two, &record_object, &rec.r));
	claim(str_eq(buf_str(&one), buf_str(&two)));
	buf_free(&one);
	buf_free(&two);
	arena_free(&a);
}

static void
read_document(struct intake *in, const struct slice *s)
{
	struct arena a = { 0 };
	struct fault f = { .text = "" };
	struct source source = { .line = s->line };
	struct record r = { .mc = RECORD_MAJOR,
		.kind = STR("document"),
		.id = STR("a/document/1"),
		.source = &source };
	if (intake_read(in, s->bytes, s->scope, s->encoding, &a, &r, &f))
		check_record(&r);
	else
		claim(f.place[0] && f.text[0]);
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct intake *in;
	static int runs;
	if (in && runs++ % RENEW == 0) { /* its names only grow */
		intake_free(in);
		in = NULL;
	}
	if (!in)
		in = intake_new(NULL);
	int fd = slices_fd(data, n);
	struct slicer *s = slicer_new(fd, intake_roots, 1 << 20);
	struct slice part;
	struct fault f;
	enum slice_status status;
	while ((status = slicer_next(s, &part, &f)) != SLICE_END)
		if (status == SLICE_DOCUMENT)
			read_document(in, &part);
	slicer_free(s);
	close(fd);
	return 0;
}
