/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/json.h"
#include "codec.h"
#include "model/section.h"
#include "rec.h"

unsigned
rec_index(size_t offset)
{
	for (unsigned i = 0; i < record_object.fields_n; i++)
		if (record_object.fields[i].at == offset)
			return i;
	return 63; /* no field stands there: a bit that is never wanted */
}

/* What is decoded of every record, wanted or not. */
static uint64_t
always(void)
{
	static uint64_t bits;
	if (!bits)
		bits = REC_BIT(mc) | REC_BIT(kind) | REC_BIT(id) |
		       REC_BIT(rejected);
	return bits;
}

static bool
wrong(const struct json *j, struct fault *f, struct str name, const char *text)
{
	char place[FAULT_TEXT] = "";
	if (name.p)
		snprintf(place, sizeof(place), "/%.*s", STR_ARG(name));
	/* what jq prints without -c ends its first line behind a brace */
	return fault_set(f, place, "stream", "%s%s (byte %zu)",
	    j->error ? j->error : text,
	    j->error && j->p == j->end ? ", a record is one line" : "",
	    json_place(j) + 1);
}

/* The fault of a line that is no JSON object; XML has not been parsed yet. */
static bool
no_object(struct str line, struct fault *f)
{
	return fault_set(f, "", "stream", "%s",
	    line.n && line.p[0] == '<'
		? "XML and no record: mc-parse makes records of it"
		: "no record: a line that is no JSON object");
}

/* Decodes or passes over the value of one member. */
static bool
take_value(struct rec *rec, struct json *j, struct rec_member *m, uint64_t want,
    struct fault *flt)
{
	const struct field *f = field_find(&record_object, m->name);
	json_peek(j);
	m->value = json_place(j);
	if (!f || !(want >> (f - record_object.fields) & 1)) {
		if (!json_skip(j))
			return wrong(j, flt, m->name, "");
		return true;
	}
	if (codec_read(j, f, &rec->r, flt))
		return true;
	char place[2 * FAULT_TEXT];
	snprintf(place, sizeof(place), "/%.*s%s", STR_ARG(m->name), flt->place);
	char text[FAULT_TEXT];
	memcpy(text, flt->text, sizeof(text));
	return fault_set(
	    flt, place, "stream", "%s (byte %zu)", text, json_place(j) + 1);
}

/* Claims that the member just read did not come before; notes its rank. */
static bool
settle(struct rec *rec, struct json *j, struct rec_member *m)
{
	const struct section *s = section_find(m->name);
	m->to = json_place(j);
	m->rank = s ? s->rank : RANK_NONE;
	if (rec->r.rejected && str_is(m->name, "rejected"))
		m->rank = section_tool_rank(rec->r.rejected->tool);
	if (str_is(m->name, "end"))
		rec->is_seal = true;
	for (size_t i = 0; i < rec->members_n; i++)
		if (str_eq(rec->members[i].name, m->name))
			return json_fail(j, "duplicate member name");
	rec->members_n++;
	return true;
}

static bool
head_ok(const struct rec *rec, const struct json *j, struct fault *flt)
{
	const struct str none = { NULL, 0 };
	if (rec->r.mc == 0)
		return wrong(j, flt, none, "no record of mc: `mc` is missing");
	if (rec->r.mc != RECORD_MAJOR)
		return fault_set(flt, "/mc", "stream",
		    "major version %lld, this tool knows %d",
		    (long long)rec->r.mc, RECORD_MAJOR);
	if (rec->is_seal && (rec->r.kind.n || rec->r.id.n))
		return fault_set(flt, "/end", "stream",
		    "a record cannot be the seal of others");
	if (rec->is_seal)
		return true;
	if (!rec->r.kind.n)
		return wrong(j, flt, none, "`kind` is missing");
	if (!rec->r.id.n)
		return wrong(j, flt, none, "`id` is missing");
	return true;
}

bool
rec_parse(struct rec *rec, struct str line, uint64_t want, struct arena *a,
    struct fault *flt)
{
	struct json j;
	const struct str none = { NULL, 0 };

	rec->line = line;
	rec->is_seal = false;
	rec->members_n = 0;
	memset(&rec->r, 0, sizeof(rec->r));
	json_open(&j, line, a);
	if (!json_begin(&j, '{'))
		return no_object(line, flt);
	while (json_more(&j, '}')) {
		struct rec_member *m = &rec->members[rec->members_n];
		if (rec->members_n == REC_MEMBERS)
			return wrong(&j, flt, none, "too many members");
		json_peek(&j);
		m->from = json_place(&j);
		if (!json_key(&j, &m->name))
			break;
		if (!take_value(rec, &j, m, want | always(), flt))
			return false;
		if (!settle(rec, &j, m))
			return wrong(&j, flt, m->name, "");
	}
	if (!json_end(&j))
		return wrong(&j, flt, none, "");
	return head_ok(rec, &j, flt);
}

bool
rec_is_rejected(const struct rec *rec, const char *tool)
{
	const struct rejected *by = rec->r.rejected;
	if (!by || str_is(by->tool, tool))
		return false;
	return section_tool_rank(by->tool) <= section_tool_rank(str_of(tool));
}

/* Claims that a rerun of the tool takes this member away. */
static bool
is_taken(const struct rec *rec, const struct rec_member *m, const char *tool,
    const char *own, int rank)
{
	if (str_is(m->name, "rejected"))
		return m->rank > rank ||
		       (rec->r.rejected && str_is(rec->r.rejected->tool, tool));
	return m->rank > rank || (own && str_is(m->name, own));
}

void
rec_write(struct buf *b, const struct rec *rec, const char *tool,
    const char *own, const char *name, struct str value)
{
	int rank = section_tool_rank(str_of(tool));
	const char *line = rec->line.p;
	size_t from = 0, kept = 0; /* start of the run of bytes to keep */
	const struct rec_member *m = rec->members, *last = m;

	for (size_t i = 0; i < rec->members_n; i++, m++) {
		size_t end = i ? m[-1].to : m->from;
		last = m;
		if (!is_taken(rec, m, tool, own, rank)) {
			if (!kept++ && i) /* what stood first is gone */
				from = m->from;
			continue;
		}
		if (kept || !i)
			buf_add(b, line + from, end - from);
		from = m->to;
	}
	if (kept)
		buf_add(b, line + from, last->to - from);
	if (name) {
		buf_printf(b, "%s\"%s\":", kept ? "," : "", name);
		buf_addstr(b, value);
	}
	buf_add(b, line + last->to, rec->line.n - last->to);
	buf_addc(b, '\n');
}

void
rec_reject(struct buf *b, const char *tool, const struct fault *f)
{
	struct rejected r = { .tool = str_of(tool),
		.place = str_of(f->place),
		.rule = str_of(f->rule),
		.text = str_of(f->text) };
	codec_write_object(b, &rejected_object, &r);
}

struct str
rec_raw(const struct rec *rec, const char *name)
{
	for (size_t i = 0; i < rec->members_n; i++) {
		const struct rec_member *m = &rec->members[i];
		struct str raw = { rec->line.p + m->value, m->to - m->value };
		if (str_is(m->name, name) && !str_is(raw, "null"))
			return raw;
	}
	return (struct str){ NULL, 0 };
}
