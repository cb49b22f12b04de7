/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <unistd.h>

#include "print.h"
#include "stream/codec.h"

/* A spool on its way out. */
struct printing {
	struct printer *p;
	struct spool *left;
	struct stream in;
	struct judging judging;
	bool again; /* an earlier run left it and printed the rest */
	struct seal printed; /* records written of it */
	struct seal kept; /* records added to left */
	struct buf files[2]; /* raw JSON: of printed, of kept */
};

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
	else if (v->held)
		p->held++;
	else if (v->open)
		p->open++;
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

static void
open_left(struct printing *t)
{
	struct fault f;
	if (t->left->fd < 0 && !spool_new(t->left, &t->p->send->home, &f))
		fault_die(MC_CREATE, &f);
}

/* Keeps the line for --retry. */
static void
keep(struct printing *t)
{
	open_left(t);
	spool_add(t->left, t->in.rec.line);
	count_record(&t->kept, &t->in.rec.r);
}

static void
print_record(struct printing *t)
{
	struct verdict v;
	struct printer *p = t->p;
	struct buf *out = &p->out.buf;

	judge_record(&t->judging, &t->in.rec, &t->in.arena, &v);
	if (v.fate != FATE_FOREIGN)
		count(p, &v);
	if (v.open)
		keep(t);
	if (t->again && v.open)
		return;
	if (v.fate == FATE_FOREIGN) {
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

/* ---- the files of the seals ------------------------------------------ */

/* Deals the files out: those that are settled, those for --retry. */
static void
sort_files(struct printing *t, const struct course *c)
{
	struct journal_document d;
	const struct send *s = t->p->send;
	struct arena a = { 0 };
	for (size_t i = 0; i < c->files_n; i++) {
		const struct bank_file *b = &c->files[i];
		bank_find(s, b, &a, &d);
		const struct journal_delivery *now = document_current(&d);
		bool over = !now || now->outcome == OUTCOME_ACCEPTED;
		struct buf *to = &t->files[!over];
		buf_addc(to, to->n ? ',' : '[');
		buf_addstr(to, b->json);
		if (!over)
			msg_warn("%.*s waits", STR_ARG(b->id));
		arena_reset(&a);
	}
	for (int i = 0; i < 2; i++)
		if (t->files[i].n)
			buf_addc(&t->files[i], ']');
	arena_free(&a);
}

static struct str
files_of(const struct printing *t, int which)
{
	return t->files[which].n ? buf_str(&t->files[which])
				 : (struct str){ NULL, 0 };
}

static void
seal_left(struct printing *t)
{
	const struct str none = { NULL, 0 };
	struct buf *line = &t->p->line;
	open_left(t);
	buf_reset(line);
	t->kept.files = files_of(t, 1);
	seal_write(line, &t->kept, none);
	spool_add(t->left, (struct str){ line->p, line->n - 1 });
}

static void
seal_printed(struct printing *t)
{
	const struct str none = { NULL, 0 };
	t->printed.files = files_of(t, 0);
	if (!t->printed.records && !t->printed.files.p)
		return;
	seal_write(&t->p->out.buf, &t->printed, none);
	t->p->seals++;
}

void
print_spool(struct printer *p, const struct course *c, struct spool *left)
{
	enum stream_item item;
	struct printing t = { .p = p,
		.left = left,
		.judging = { .send = p->send, .course = c },
		.again = c->left,
		.files = {
		    BUF_INIT(LINE_MAX_BYTES), BUF_INIT(LINE_MAX_BYTES) } };

	course_read(c, &t.in, SEND_READS);
	while ((item = stream_next(&t.in)) == STREAM_RECORD ||
	       item == STREAM_SEAL) {
		print_item(&t, item);
		if (p->out.error)
			break;
	}
	course_end(&t.in, item);
	sort_files(&t, c);
	if (t.again)
		seal_printed(&t);
	if (t.kept.records || t.files[1].n)
		seal_left(&t);
	arena_free(&t.judging.file_arena);
	for (int i = 0; i < 2; i++)
		buf_free(&t.files[i]);
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
