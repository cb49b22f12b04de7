/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as a line of the stream, every section decoded. What is taken is
 * encoded, and that reads back and encodes to the same bytes; every tool can
 * write the line again, twice with one outcome, foreign members untouched.
 */
#include <stdint.h>

#include "claim.h"
#include "model/section.h"
#include "stream/codec.h"
#include "stream/rec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char *const tools[][2] = { { "mc-lookup", "reach" },
	{ "mc-route", "route" }, { "mc-render", "pages" },
	{ "mc-autogiro", "autogiro" }, { "mc-send", "sent" },
	{ "mc-archive", "archived" } };

enum { TOOLS = sizeof(tools) / sizeof(tools[0]), MAX = 1 << 26 };

/* The line that the codec makes of the whole record. */
static struct str
encoded(struct buf *b, const struct record *r)
{
	claim(codec_write_object(b, &record_object, r));
	return buf_str(b);
}

static void
round_trip(const struct rec *rec)
{
	struct arena a = { 0 };
	struct rec again;
	struct fault f;
	struct buf one = BUF_INIT(MAX), two = BUF_INIT(MAX);
	claim(
	    rec_parse(&again, encoded(&one, &rec->r), UINT64_MAX >> 1, &a, &f));
	claim(str_eq(buf_str(&one), encoded(&two, &again.r)));
	buf_free(&one);
	buf_free(&two);
	arena_free(&a);
}

static void
foreign_stays(const struct rec *rec, const struct rec *out)
{
	size_t k = 0;
	for (size_t i = 0; i < rec->members_n; i++) {
		const struct rec_member *m = &rec->members[i], *o;
		if (m->rank != RANK_NONE || str_is(m->name, "rejected"))
			continue;
		for (o = NULL; k < out->members_n && !o; k++)
			if (str_eq(out->members[k].name, m->name))
				o = &out->members[k];
		claim(o && o->to - o->from == m->to - m->from);
		claim(memcmp(out->line.p + o->from, rec->line.p + m->from,
			  m->to - m->from) == 0);
	}
}

static void
write_again(const struct rec *rec, const char *tool, const char *own)
{
	struct arena a = { 0 };
	struct rec again;
	struct fault f;
	struct buf one = BUF_INIT(MAX), two = BUF_INIT(MAX);
	struct str value = STR("null"), line;
	rec_write(&one, rec, tool, own, own, value);
	line = (struct str){ one.p, one.n - 1 };
	claim(one.p[one.n - 1] == '\n');
	/* with one member more than a record may have it is refused */
	if (rec_parse(&again, line, UINT64_MAX >> 1, &a, &f)) {
		foreign_stays(rec, &again);
		rec_write(&two, &again, tool, own, own, value);
		claim(str_eq(buf_str(&one), buf_str(&two)));
	} else {
		claim(rec->members_n == REC_MEMBERS);
	}
	buf_free(&one);
	buf_free(&two);
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	struct rec rec;
	struct fault f = { .text = "" };
	struct str line = { (const char *)data, n };
	if (!rec_parse(&rec, line, UINT64_MAX >> 1, &a, &f)) {
		claim(f.text[0]);
	} else if (!rec.is_seal) {
		round_trip(&rec);
		for (size_t i = 0; i < TOOLS; i++)
			write_again(&rec, tools[i][0], tools[i][1]);
	}
	arena_free(&a);
	return 0;
}
