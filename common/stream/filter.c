/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <unistd.h>

#include "filter.h"
#include "model/section.h"
#include "stream.h"

/* A line with its new section; behind it a `rejected` must still fit. */
enum { LINE_ROOM = LINE_MAX_BYTES - 65536 };

const char *const filter_invoices[] = { "invoice", "credit-note", "reminder",
	"payment-request", "letter", NULL };

bool
filter_names(const char *const *list, struct str name)
{
	for (; *list; list++)
		if (str_is(name, *list))
			return true;
	return false;
}

/* The section that the tool needs and the record does not have, or NULL. */
static const char *
missing(const struct filter *f, const struct rec *rec)
{
	for (const char *const *need = f->needs; need && *need; need++)
		if (!rec_raw(rec, *need).p)
			return *need;
	return NULL;
}

/* Writes the record with what the tool makes of it. */
static bool
work(const struct filter *f, struct stream *s, struct buf *value,
    struct out *out)
{
	struct fault flt = { 0 };
	const char *member = f->section;
	const char *lacks = missing(f, &s->rec);

	if (lacks) {
		section_missing(&flt, lacks);
		stream_complain(s, &flt);
		s->status = MC_DATA;
		return false;
	}
	buf_reset(value);
	bool ok = f->each(f->arg, &s->rec, &s->arena, value, &flt);
	if (ok && (value->over || s->rec.line.n + value->n > LINE_ROOM))
		ok = fault_set(&flt, "", "size", "the record is over 64 MiB");
	if (!ok) {
		buf_reset(value);
		rec_reject(value, f->tool, &flt);
		member = "rejected";
	}
	if (f->report)
		buf_addstr(&out->buf, buf_str(value));
	else
		rec_write(&out->buf, &s->rec, f->tool, f->section,
		    value->n ? member : NULL, buf_str(value));
	return true;
}

static bool
seal(const struct filter *f, struct stream *s)
{
	struct fault flt = { 0 };
	if (!f->barrier || f->barrier(f->arg, &flt))
		return true;
	fault_warn(&flt);
	s->status = MC_IO;
	return false;
}

/* One record or seal on its way through; false when the run must end. */
static bool
pass(const struct filter *f, struct stream *s, enum stream_item item,
    struct buf *value, struct out *out)
{
	if (item == STREAM_SEAL && !seal(f, s))
		return false;
	if (item == STREAM_RECORD && filter_names(f->kinds, s->rec.r.kind) &&
	    !rec_is_rejected(&s->rec, f->tool)) {
		if (!work(f, s, value, out))
			return false;
	} else if (!f->report) {
		buf_addstr(&out->buf, s->rec.line);
		buf_addc(&out->buf, '\n');
	}
	out_keep_up(out);
	return out->error == 0;
}

enum mc_status
filter_run(const struct filter *f, char *const *paths, int n)
{
	struct stream s;
	struct out out;
	struct buf value = BUF_INIT(LINE_MAX_BYTES);
	enum stream_item item;

	if (!stream_open(&s, paths, n, f->reads, false)) {
		stream_close(&s);
		return s.status;
	}
	out_open(&out, STDOUT_FILENO);
	while ((item = stream_next(&s)) == STREAM_RECORD || item == STREAM_SEAL)
		if (!pass(f, &s, item, &value, &out))
			break;
	s.status = out_end(&out, s.status);
	buf_free(&value);
	stream_close(&s);
	return s.status;
}
