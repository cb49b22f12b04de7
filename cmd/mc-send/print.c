/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <unistd.h>

#include "send.h"
#include "stream/codec.h"

/* What there is to say of a record, by the journal. */
struct verdict {
	struct attempt *attempts;
	size_t attempts_n;
	bool rejected;
	bool held;
	bool open; /* --retry may say more later */
	struct fault fault;
};

/* A spool on its way out. */
struct printing {
	struct printer *p;
	struct spool *left;
	struct stream in;
	bool again; /* an earlier run left it and printed the rest */
	struct seal printed; /* records written of it */
	struct seal kept; /* records added to left */
};

/* ---- what to say ----------------------------------------------------- */

static struct attempt
attempt_of(const struct send *s, const struct record *r,
    const struct journal_delivery *d, struct arena *a)
{
	size_t choice = record_choice(s, r, d, a);
	return (struct attempt){ .purpose = d->purpose,
		.channel = d->channel,
		.address = choice == SIZE_MAX
			       ? (struct str){ NULL, 0 }
			       : r->route->presentation[choice].address,
		.outcome = str_of(outcome_name(d->outcome)),
		.at = d->at,
		.receipt = d->receipt,
		.sha256 = d->sha256,
		.text = d->text };
}

/* The rows of the journal as attempts; counts what became of them. */
static void
weigh(struct printing *t, const struct journal_document *d, struct verdict *v)
{
	const struct record *r = &t->in.rec.r;
	const struct journal_delivery *now = document_current(d);
	v->attempts =
	    arena_zero(&t->in.arena, d->deliveries_n + 1, sizeof(*v->attempts));
	for (size_t i = 0; i < d->deliveries_n; i++)
		if (d->deliveries[i].outcome != OUTCOME_WAITING)
			v->attempts[v->attempts_n++] = attempt_of(
			    t->p->send, r, &d->deliveries[i], &t->in.arena);
	bool accepted = now && now->outcome == OUTCOME_ACCEPTED;
	v->held = r->route->held.n && !accepted;
	v->rejected = !now && !v->held;
	v->open = now && !accepted && !v->held;
	if (v->rejected)
		fault_set(&v->fault, "/route/presentation", "undeliverable",
		    d->deliveries_n ? "no way to deliver it is left"
				    : "the route has no way to deliver it");
}

static void
judge(struct printing *t, enum fate fate, struct verdict *v)
{
	struct fault f;
	struct journal_document d;
	const struct send *s = t->p->send;
	const struct record *r = &t->in.rec.r;

	v->rejected = fate == FATE_UNFIT;
	if (fate == FATE_UNFIT)
		return;
	send_must(s,
	    journal_find(s->journal, r->id, str_of(SEND_PRESENTATION),
		&t->in.arena, &d, &f),
	    &f);
	if (!document_differs(&d, r)) {
		weigh(t, &d, v);
		return;
	}
	v->rejected = true;
	fault_set(&v->fault, "/id", "id-reused",
	    "run %.12s had another document of this id", d.run.p);
}

/* ---- saying it ------------------------------------------------------- */

/* Adds the record with its attempts to b, with none when there were none. */
static void
write_sent(struct printing *t, const struct verdict *v, struct buf *b)
{
	struct record sent = { .sent = v->attempts, .sent_n = v->attempts_n };
	struct buf *value = &t->p->value;
	buf_reset(value);
	codec_write(value, field_find(&record_object, str_of("sent")), &sent);
	rec_write(b, &t->in.rec, SEND_TOOL, "sent", value->n ? "sent" : NULL,
	    buf_str(value));
}

/* A record that was tried and given up says both. */
static void
write_rejected(struct printing *t, const struct verdict *v, struct buf *b)
{
	struct fault f;
	struct buf *line = &t->p->line;
	struct rec rec;
	buf_reset(line);
	write_sent(t, v, line);
	if (!rec_parse(&rec, (struct str){ line->p, line->n - 1 }, 0,
		&t->in.arena, &f))
		fault_die(MC_BUG, &f);
	buf_reset(&t->p->value);
	rec_reject(&t->p->value, SEND_TOOL, &v->fault);
	rec_write(b, &rec, SEND_TOOL, NULL, "rejected", buf_str(&t->p->value));
}

static void
count(struct printer *p, const struct verdict *v)
{
	if (v->rejected)
		p->rejected++;
	else if (v->open)
		p->open++;
	else if (v->held)
		p->held++;
	else
		p->accepted++;
}

static void
count_record(struct seal *seal, const struct record *r)
{
	struct fault f;
	if (!seal_add(seal, r, &f))
		fault_die(MC_DATA, &f);
}

/* Keeps the line for --retry. */
static void
keep(struct printing *t)
{
	struct fault f;
	if (t->left->fd < 0 && !spool_new(t->left, &t->p->send->home, &f))
		fault_die(MC_CREATE, &f);
	spool_add(t->left, t->in.rec.line);
	count_record(&t->kept, &t->in.rec.r);
}

static void
print_record(struct printing *t)
{
	struct verdict v = { 0 };
	struct printer *p = t->p;
	struct buf *out = &p->out.buf;
	enum fate fate = record_fate(&t->in.rec, &v.fault);

	if (fate != FATE_FOREIGN) {
		judge(t, fate, &v);
		count(p, &v);
	}
	if (v.open)
		keep(t);
	if (t->again && v.open)
		return;
	if (fate == FATE_FOREIGN) {
		buf_addstr(out, t->in.rec.line);
		buf_addc(out, '\n');
	} else if (v.rejected) {
		write_rejected(t, &v, out);
	} else {
		write_sent(t, &v, out);
	}
	if (t->again)
		count_record(&t->printed, &t->in.rec.r);
}

static void
print_item(struct printing *t, enum stream_item item)
{
	struct buf *out = &t->p->out.buf;
	if (item == STREAM_RECORD) {
		print_record(t);
	} else if (!t->again) {
		buf_addstr(out, t->in.rec.line);
		buf_addc(out, '\n');
		t->p->seals++;
	}
	out_keep_up(&t->p->out);
}

static void
seal_left(struct printing *t)
{
	const struct str none = { NULL, 0 };
	struct buf *line = &t->p->line;
	buf_reset(line);
	seal_write(line, &t->kept, none);
	spool_add(t->left, (struct str){ line->p, line->n - 1 });
}

void
print_spool(struct printer *p, const struct spool *spool, struct spool *left)
{
	const struct str none = { NULL, 0 };
	enum stream_item item;
	char path[PATH_MAX];
	char *paths[] = { path };
	struct printing t = {
		.p = p, .left = left, .again = spool_is_left(spool)
	};

	memcpy(path, spool->path, sizeof(path));
	if (!stream_open(&t.in, paths, 1, SEND_READS | REC_BIT(invoice), false))
		die(t.in.status, "the spool cannot be read again");
	while (!p->out.error && ((item = stream_next(&t.in)) == STREAM_RECORD ||
				    item == STREAM_SEAL))
		print_item(&t, item);
	if (t.in.status != MC_OK)
		die(t.in.status, "the spool cannot be read again");
	if (t.printed.records) {
		seal_write(&p->out.buf, &t.printed, none);
		p->seals++;
	}
	if (t.kept.records)
		seal_left(&t);
	stream_close(&t.in);
}

/* ---- the whole ------------------------------------------------------- */

void
print_open(struct printer *p, const struct send *s)
{
	*p = (struct printer){ .send = s,
		.value = BUF_INIT(LINE_MAX_BYTES),
		.line = BUF_INIT(LINE_MAX_BYTES) };
	out_open(&p->out, STDOUT_FILENO);
}

static void
say(const struct printer *p)
{
	static const char format[] = "%llu sent, %llu held, %llu rejected, "
				     "%llu left for --retry";
	unsigned long long n[] = { p->accepted, p->held, p->rejected, p->open };
	if (p->held || p->rejected || p->open)
		msg_warn(format, n[0], n[1], n[2], n[3]);
	else
		msg_info(format, n[0], n[1], n[2], n[3]);
}

enum mc_status
print_close(struct printer *p)
{
	enum mc_status status = out_end(&p->out, MC_OK);
	buf_free(&p->value);
	buf_free(&p->line);
	if (status == MC_OK)
		say(p);
	return status;
}
