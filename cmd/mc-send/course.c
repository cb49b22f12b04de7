/* SPDX-License-Identifier: ISC */
/*
 * What a spool is for, from its name RUN-DIGEST[.WHAT-KEY][-N][.left].jsonl,
 * and whether it may be carried out yet.
 */
#include <stdio.h>

#include "base/hash.h"
#include "send.h"
#include "tool/spooled.h"

static const char left_mark[] = ".left";

static const struct {
	const char *what, *mark, *purpose;
} kinds[] = {
	{ "resend", ".resend-", SEND_PRESENTATION },
	{ "copy", ".copy-", SEND_COPY },
};

void
order_set(struct order *o, const char *what, struct str text)
{
	char hex[SHA256_HEX];
	struct buf b = BUF_INIT(1 << 20);
	buf_adds(&b, what);
	buf_addc(&b, '\0');
	buf_addstr(&b, text);
	sha256_text(b.p, b.n, hex);
	memcpy(o->key, hex, ORDER_KEY - 1);
	o->key[ORDER_KEY - 1] = '\0';
	buf_free(&b);
	o->what = what;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].what, what) == 0)
			o->purpose = kinds[i].purpose;
}

static void
read_order(struct order *o, const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const char *at = strstr(name, kinds[i].mark);
		if (!at)
			continue;
		o->what = kinds[i].what;
		o->purpose = kinds[i].purpose;
		snprintf(
		    o->key, sizeof(o->key), "%s", at + strlen(kinds[i].mark));
	}
}

/* The condition by which the run began; it was compiled when it was taken. */
static void
read_pilot(struct course *c, struct str pilot)
{
	struct fault f;
	if (!pilot.p)
		return;
	c->pilot = cond_compile(pilot, &c->arena, &f);
	if (!c->pilot)
		fault_die(MC_CONFIG, &f);
}

static void
say_waits(const struct send *s, const struct course *c,
    const struct journal_intake *i)
{
	msg_warn("run %.*s waits for %lld more to approve it: %s approve %.*s",
	    STR_ARG(c->run),
	    (long long)s->conf.run.approval - (long long)i->approvers_n,
	    SEND_TOOL, STR_ARG(c->run));
}

void
course_open(const struct send *s, struct course *c)
{
	struct fault f;
	struct journal_intake in;
	bool known;
	const char *name = spool_name(&c->spool);

	c->left = strstr(name, left_mark) != NULL;
	c->run = (struct str){ name, strcspn(name, "-.") };
	read_order(&c->order, name);
	c->view.purpose = str_of(SEND_PRESENTATION);
	if (c->order.what) {
		c->view.purpose = str_of(c->order.purpose);
		c->view.order = str_of(c->order.key);
	}
	/* what was left is ours, and of a run that has been let through */
	if (c->left)
		return;
	/* the digest of all its bytes is asked for only where it counts */
	if (!s->conf.run.approval) {
		send_must(
		    s, journal_has_intake(s->journal, c->run, &known, &f), &f);
		if (!known)
			return;
	}
	if (!spool_sha256(&c->spool, c->sha256, &f))
		fault_die(MC_IO, &f);
	send_must(s,
	    journal_find_intake(
		s->journal, str_of(c->sha256), &c->arena, &in, &f),
	    &f);
	read_pilot(c, in.pilot);
	c->waits = (uint64_t)s->conf.run.approval > in.approvers_n;
	if (c->waits)
		say_waits(s, c, &in);
}

void
course_free(struct course *c)
{
	arena_free(&c->arena);
}

void
course_read(const struct course *c, struct stream *in, uint64_t reads)
{
	spooled_open(in, &c->spool, reads);
}

void
course_end(struct stream *in, enum stream_item last)
{
	if (last == STREAM_FAULT || in->status != MC_OK)
		die(in->status, "the spool cannot be read again");
	stream_close(in);
}
