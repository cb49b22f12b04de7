/* SPDX-License-Identifier: ISC */
#include "base/progress.h"
#include "stream.h"

/* What seal_add wants decoded. */
static uint64_t
control_bits(void)
{
	return REC_BIT(source) | REC_BIT(invoice);
}

bool
stream_open(
    struct stream *s, char *const *paths, int n, uint64_t reads, bool checks)
{
	struct fault f;
	*s = (struct stream){ .reads = reads, .checks = checks };
	if (checks)
		s->reads |= control_bits();
	if (lines_open(&s->in, paths, n, &f))
		return true;
	fault_warn(&f);
	s->status = MC_NOINPUT;
	return false;
}

void
stream_close(struct stream *s)
{
	progress_end();
	lines_close(&s->in);
	arena_free(&s->arena);
}

void
stream_complain(const struct stream *s, const struct fault *f)
{
	char place[FAULT_TEXT];
	lines_place(&s->in, place, sizeof(place));
	msg_warn("%s: %s%s%s", place, f->place, *f->place ? ": " : "", f->text);
}

static enum stream_item
damaged(struct stream *s, const struct fault *f)
{
	stream_complain(s, f);
	s->status = MC_DATA;
	return STREAM_FAULT;
}

static enum stream_item
take_record(struct stream *s, struct fault *f)
{
	s->open = true;
	progress_step("documents", 1);
	if (s->checks && !seal_add(&s->counted, &s->rec.r, f))
		return damaged(s, f);
	return STREAM_RECORD;
}

static enum stream_item
take_seal(struct stream *s, struct fault *f)
{
	s->open = false;
	if (!s->checks)
		return STREAM_SEAL;
	if (!seal_parse(&s->said, s->rec.line, f) ||
	    !seal_agrees(&s->counted, &s->said, f))
		return damaged(s, f);
	s->counted = (struct seal){ 0 };
	return STREAM_SEAL;
}

static enum stream_item
take_end(struct stream *s, bool any, struct fault *f)
{
	if (!s->checks || (any && !s->open))
		return STREAM_END;
	fault_set(f, "", "seal", "%s",
	    any ? "the stream ends without a seal" : "the stream is empty");
	return damaged(s, f);
}

enum stream_item
stream_next(struct stream *s)
{
	struct fault f;
	struct str line;
	bool any = s->in.number > 0;

	arena_reset(&s->arena);
	switch (lines_next(&s->in, &line, &f)) {
	case LINE_OK:
		break;
	case LINE_END:
		return take_end(s, any, &f);
	case LINE_BAD:
		fault_warn(&f);
		s->status = MC_DATA;
		return STREAM_FAULT;
	default:
		msg_warn("%s: read failed: %s", f.place, f.text);
		s->status = MC_IO;
		return STREAM_FAULT;
	}
	if (line.n == 0) {
		fault_set(&f, "", "stream", "a blank line");
		return damaged(s, &f);
	}
	if (!rec_parse(&s->rec, line, s->reads, &s->arena, &f))
		return damaged(s, &f);
	return s->rec.is_seal ? take_seal(s, &f) : take_record(s, &f);
}
