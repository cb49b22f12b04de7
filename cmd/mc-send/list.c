/* SPDX-License-Identifier: ISC */
/* What a person reads: the journal's deliveries, and the dry run. */
#include <unistd.h>

#include "send.h"

/* Adds text with whatever would break a line or a column written as \xNN. */
static void
add_plain(struct buf *b, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c < ' ' || c == 0x7f || c == '\\')
			buf_printf(b, "\\x%02x", c);
		else
			buf_addc(b, text.p[i]);
	}
}

/* Writes `id TAB channel TAB state [TAB at] LF`. */
static void
write_line(struct out *out, struct str id, struct str channel, struct str state,
    struct str at)
{
	add_plain(&out->buf, id);
	buf_addc(&out->buf, '\t');
	add_plain(&out->buf, channel);
	buf_addc(&out->buf, '\t');
	add_plain(&out->buf, state);
	if (at.p) {
		buf_addc(&out->buf, '\t');
		add_plain(&out->buf, at);
	}
	buf_addc(&out->buf, '\n');
	out_keep_up(out);
}

/* ---- list ------------------------------------------------------------ */

static bool
list_one(
    void *arg, struct str id, struct str run, const struct journal_delivery *d)
{
	struct out *out = arg;
	(void)run;
	write_line(
	    out, id, d->channel, str_of(outcome_name(d->outcome)), d->at);
	return out->error == 0;
}

enum mc_status
run_list(const struct home *h, struct str run, const enum outcome *outcome)
{
	struct fault f;
	struct out out;
	enum mc_status status;
	struct journal *j = journal_open_read(h, &status, &f);
	if (!j && status != MC_OK)
		fault_die(status, &f);
	out_open(&out, STDOUT_FILENO);
	if (j && !journal_list(j, run, outcome, list_one, &out, &f))
		fault_die(journal_status(j), &f);
	journal_close(j);
	return out_end(&out, MC_OK);
}

/* ---- dry run --------------------------------------------------------- */

/* What a run would do with the document: its word, and by which channel. */
static struct str
would(const struct send *s, const struct rec *rec, struct arena *a,
    struct str *channel)
{
	struct fault f;
	struct journal_document d = { 0 };
	const struct record *r = &rec->r;
	const struct choice *next;

	if (s->journal)
		send_must(s,
		    journal_find(s->journal, r->id, str_of(SEND_PRESENTATION),
			a, &d, &f),
		    &f);
	if (document_differs(&d, r))
		return str_of("id-reused");
	const struct journal_delivery *now = document_current(&d);
	if (now) {
		bool again = now->outcome == OUTCOME_WAITING ||
			     now->outcome == OUTCOME_TRANSIENT;
		*channel = now->channel;
		return str_of(again ? "send" : outcome_name(now->outcome));
	}
	next = record_next(s, r, &d, a);
	if (!next)
		return str_of("undeliverable");
	*channel = next->channel;
	return str_of("send");
}

static void
dry_record(const struct send *s, struct stream *in, struct out *out)
{
	struct fault f;
	const struct str none = { NULL, 0 };
	struct str channel = str_of("-"), word = str_of("held");
	switch (record_fate(&in->rec, &f)) {
	case FATE_FOREIGN:
		return;
	case FATE_UNFIT:
		word = str_of(f.rule);
		break;
	case FATE_HELD:
		break;
	case FATE_SEND:
		word = would(s, &in->rec, &in->arena, &channel);
		break;
	}
	write_line(out, in->rec.r.id, channel, word, none);
}

enum mc_status
run_dry(const struct send *s, char *const *paths, int n)
{
	struct stream in;
	struct out out;
	enum stream_item item;
	enum mc_status status = MC_OK;

	if (!stream_open(&in, paths, n, SEND_READS, true)) {
		stream_close(&in);
		return in.status;
	}
	out_open(&out, STDOUT_FILENO);
	while (status == MC_OK && ((item = stream_next(&in)) == STREAM_RECORD ||
				      item == STREAM_SEAL)) {
		status = item == STREAM_RECORD ? take_check(s, &in) : MC_OK;
		if (item == STREAM_RECORD && status == MC_OK)
			dry_record(s, &in, &out);
	}
	if (status == MC_OK)
		status = in.status;
	stream_close(&in);
	return out_end(&out, status);
}
