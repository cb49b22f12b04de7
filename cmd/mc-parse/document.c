/* SPDX-License-Identifier: ISC */
#include <strings.h>

#include "base/hash.h"
#include "base/msg.h"
#include "base/text.h"
#include "model/problems.h"
#include "parse.h"
#include "rules/basic.h"
#include "stream/codec.h"
#include "stream/line.h"
#include "stream/rec.h"

enum {
	RUN_HEX = 12,
	TOLD_MAX = 20,
	LINE_ROOM =
	    LINE_MAX_BYTES - (2 << 20), /* the rest is for later tools */
};

/* The run is named by its date and its first document. */
static void
name_run(struct parse *p, const char *sha256)
{
	char text[DATE_TEXT + SHA256_HEX], hex[SHA256_HEX], day[DATE_TEXT];
	date_format(instant_date(p->at), day);
	size_t n = (size_t)snprintf(text, sizeof(text), "%s/%s", day, sha256);
	sha256_text(text, n, hex);
	snprintf(p->run_id, sizeof(p->run_id), "%.*s", RUN_HEX, hex);
}

static void
set_source(struct parse *p, struct record *r, const struct input *in,
    const struct slice *s, int64_t index)
{
	r->run = arena_zero(&p->arena, 1, sizeof(*r->run));
	r->run->id = str_of(p->run_id);
	r->run->at = str_of(p->at_text);
	r->source = arena_zero(&p->arena, 1, sizeof(*r->source));
	r->source->path = str_of(in->path);
	r->source->index = index;
	r->source->line = s->line;
	r->source->offset = s->offset;
	r->source->bytes = s->length;
	r->source->sha256 = str_of(s->sha256);
}

/* ---- one document ------------------------------------------------------- */

/* A single-byte encoding whose bytes are good UTF-8 was declared in error. */
static void
check_encoding(struct parse *p, struct record *r, const struct slice *s)
{
	const char *e = s->encoding;
	bool single = e && (strncasecmp(e, "iso-8859", 8) == 0 ||
			       strncasecmp(e, "windows-", 8) == 0);
	if (!single || utf8_check(s->bytes.p, s->bytes.n) != s->bytes.n)
		return;
	for (size_t i = 0; i < s->bytes.n; i++)
		if (s->bytes.p[i] & 0x80) {
			problem_add(r, &p->arena, "encoding", "fatal",
			    (struct str){ NULL, 0 }, s->line,
			    "declared as %s, but its bytes are UTF-8", e);
			return;
		}
}

/* A fatal finding rejects the document. */
static bool
judge(const struct record *r, struct fault *f)
{
	const struct problem *fatal = problem_fatal(r);
	char place[FAULT_TEXT];
	if (!fatal)
		return true;
	snprintf(place, sizeof(place), "%.*s", STR_ARG(fatal->path));
	char rule[64];
	snprintf(rule, sizeof(rule), "%.*s", STR_ARG(fatal->rule));
	return fault_set(f, place, rule, "%.*s", STR_ARG(fatal->text));
}

/* What every document is held against, and what it is called. */
static bool
check(struct parse *p, struct record *r, const struct slice *s, struct fault *f)
{
	const struct conf_sender *sender =
	    sender_of(p->conf, r->invoice, &p->arena);
	check_encoding(p, r, s);
	if (sender)
		account_check(r, sender, &p->arena);
	bool official = official_check(
	    p, r, sender ? sender->key : (struct str){ NULL, 0 });
	basic_check(r, official, &p->arena);
	bool named = r->invoice->number.n > 0 &&
		     r->invoice->number.n <= BASIC_NUMBER_MAX &&
		     name_document(p, r, sender, &p->arena, f);
	if (!named)
		r->id = name_by_digest(r->source->sha256, &p->arena);
	note_identities(p, r);
	if (sender && sender->identity == CONF_IDENTITY_NEVER)
		forget_identities(p, r, sender);
	return named;
}

/* Fills the record; false with the fault when it must be rejected, or, with
 * *io, when the run cannot go on. */
static bool
read_document(struct parse *p, struct record *r, const struct slice *s,
    bool *io, struct fault *f)
{
	struct fault first = { 0 };
	if (!intake_read(
		p->intake, s->bytes, s->scope, s->encoding, &p->arena, r, f))
		return false;
	p->joined =
	    p->part && intake_join(p->intake, p->part->bytes, p->part->scope,
			   p->part->encoding, &p->arena, r);
	p->known.n = 0;
	p->never = false;
	p->hiding = (struct hiding){
		.arena = &p->arena, .source = r->source, .bytes = s->bytes
	};
	bool named = check(p, r, s, &first);
	bool attached = attach_all(p, r, io, f);
	hide_end(&p->hiding);
	if (!attached)
		r->invoice->attachments_n = 0; /* base64 is no path */
	if (*io || !attached)
		return false;
	if (!judge(r, f))
		return false;
	if (!named)
		*f = first;
	return named;
}

/* The line of the record; what is absent is left out. */
static void
write_record(struct buf *b, const struct record *r)
{
	static const char *const members[] = { "kind", "id", "run", "source",
		"invoice", "delivery", "problems" };
	buf_printf(b, "{\"mc\":%d", RECORD_MAJOR);
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		const struct field *f =
		    field_find(&record_object, str_of(members[i]));
		size_t mark = b->n;
		buf_addc(b, ',');
		buf_addstr(b, f->key);
		if (!codec_write(b, f, r))
			b->n = mark;
	}
}

/*
 * Says why a document is rejected, where it stands in the file first; a bad
 * batch does not flood the log.
 */
static void
tell(const struct parse *p, const struct input *in, const struct record *r,
    const struct fault *f)
{
	bool in_file = str_starts(str_of(f->place), in->name);
	if (p->rejected == TOLD_MAX)
		msg_warn("more documents are rejected");
	if (p->rejected >= TOLD_MAX)
		return;
	if (in_file)
		msg_warn("%s: %.*s: %s: %s", f->place, STR_ARG(r->id), f->rule,
		    f->text);
	else
		msg_warn("%s:%lld: %.*s: %s: %s: %s", in->name,
		    (long long)r->source->line, STR_ARG(r->id), f->rule,
		    f->place, f->text);
}

/* The fault with "line N", or no place, made a place in the file. */
static struct fault
placed(const struct input *in, int64_t line, const struct fault *f)
{
	static const char head[] = "line ";
	bool known = strncmp(f->place, head, sizeof(head) - 1) == 0;
	char place[2 * FAULT_TEXT];
	struct fault at = *f;
	if (*f->place && !known)
		return at;
	if (known)
		snprintf(place, sizeof(place), "%s:%s", in->name,
		    f->place + sizeof(head) - 1);
	else
		snprintf(
		    place, sizeof(place), "%s:%lld", in->name, (long long)line);
	fault_set(&at, place, f->rule, "%s", f->text);
	return at;
}

/* Adds the line of the record; `why` it is rejected, NULL if it is not. */
static void
write_line(struct buf *b, const struct record *r, const struct fault *why)
{
	write_record(b, r);
	if (why) {
		buf_adds(b, ",\"rejected\":");
		rec_reject(b, "mc-parse", why);
	}
	buf_adds(b, "}\n");
}

/*
 * Writes the record. One whose line the next tools could not take, because
 * its text is all escapes, is given up and goes on without its content.
 */
static void
finish(struct parse *p, struct record *r, const struct input *in,
    const struct fault *why, struct buf *b)
{
	struct fault at;
	size_t mark = b->n;
	if (why)
		at = placed(in, r->source->line, why);
	write_line(b, r, why ? &at : NULL);
	if (b->over || b->n - mark > LINE_ROOM) {
		b->n = mark;
		b->over = false;
		r->kind = str_of("document");
		r->invoice = NULL;
		r->delivery = NULL;
		r->problems_n = 0;
		fault_set(&at, NULL, "size", "its record is over 64 MiB");
		at = placed(in, r->source->line, &at);
		why = &at;
		write_line(b, r, why);
	}
	if (why) {
		tell(p, in, r, &at);
		p->rejected++;
	}
}

/* Of what cannot be read all is searched, as it stands. */
static void
hide_raw(struct parse *p, struct record *r, const struct slice *s)
{
	struct str bytes = { s->bytes.p, (size_t)s->length };
	bool wide = !bytes.p || memchr(bytes.p, '\0', bytes.n);
	p->known.n = 0;
	p->hiding = (struct hiding){
		.arena = &p->arena, .source = r->source, .bytes = bytes
	};
	if (wide) {
		p->hiding.all = bytes.n > 0;
	} else {
		known_learn(&p->known, bytes);
		hide_known(&p->hiding, &p->known, true);
	}
	hide_end(&p->hiding);
}

bool
document_parse(struct parse *p, const struct input *in, const struct slice *s,
    int64_t index, const struct fault *bad, struct buf *line, struct fault *f)
{
	struct record r = { .mc = RECORD_MAJOR };
	struct fault why = { 0 };
	bool io = false, ok = false;

	arena_reset(&p->arena);
	if (!*p->run_id)
		name_run(p, s->sha256);
	set_source(p, &r, in, s, index);
	if (bad)
		fault_set(&why, "", bad->rule, "%s", bad->text);
	else
		ok = read_document(p, &r, s, &io, &why);
	if (io) {
		*f = why;
		return false;
	}
	if (!r.invoice) {
		r.kind = str_of("document");
		hide_raw(p, &r, s);
	}
	if (!r.id.p)
		r.id = name_by_digest(r.source->sha256, &p->arena);
	finish(p, &r, in, ok ? NULL : &why, line);
	return seal_add(&p->seal, &r, f);
}
