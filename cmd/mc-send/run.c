/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "send.h"

enum { RETRY_SPOOLS = 256 }; /* taken at once; each is an open file */

static const char left_mark[] = ".left", ending[] = ".jsonl";

/* Rounds of planning and delivering until all that can be is settled. */
static void
settle_rounds(const struct send *s, struct course *c, bool first)
{
	const struct timespec wait = { .tv_nsec = 100 * 1000 * 1000 };
	struct round r = { .refused = true };
	while (r.refused || r.waiting) {
		if (!r.refused)
			nanosleep(&wait, NULL);
		plan_spool(s, c, first);
		r = deliver_spool(s, c, first);
		first = false;
	}
}

/* What a file of documents became of is what became of those in it. */
static void
settle_course(const struct send *s, struct course *c)
{
	settle_rounds(s, c, true);
	while (bank_present(s, c))
		settle_rounds(s, c, false);
	bank_deliver(s, c);
}

/* The name of what is left of that spool, without its ending. */
static void
left_stem(const struct spool *s, char stem[SPOOL_NAME + 8])
{
	const char *name = spool_name(s);
	const char *end = strstr(name, left_mark);
	if (!end)
		end = strstr(name, ending);
	snprintf(stem, SPOOL_NAME + 8, "%.*s%s",
	    (int)(end ? (size_t)(end - name) : strlen(name)), name, left_mark);
}

/* ---- letting go ------------------------------------------------------ */

/* Claims that the file will leave without that spool, or has. */
static bool
has_file(
    const struct send *s, const struct course *c, const struct bank_file *b)
{
	struct journal_document d;
	struct arena a = { 0 };
	for (size_t i = 0; i < c->files_n; i++)
		if (str_eq(c->files[i].id, b->id))
			return true;
	bank_find(s, b, &a, &d);
	const struct journal_delivery *now = document_current(&d);
	bool over =
	    d.deliveries_n && (!now || now->outcome == OUTCOME_ACCEPTED);
	arena_free(&a);
	return over;
}

/*
 * Takes what an earlier try of this run left; false when there is nothing of
 * the kind. Its documents are those of this try, but perhaps not its batch
 * files: *over says that nothing in it is needed any more.
 */
static bool
take_old(const struct send *s, const struct course *c, const char *stem,
    struct spool *old, bool *over)
{
	struct fault f;
	struct stream in;
	enum stream_item item;
	char name[SPOOL_NAME + 16];
	struct course left = { 0 };
	snprintf(name, sizeof(name), "%s%s", stem, ending);
	if (!spool_take(&left.spool, &s->home, name))
		return false;
	course_read(&left, &in, 0);
	while (
	    (item = stream_next(&in)) == STREAM_RECORD || item == STREAM_SEAL)
		if (item == STREAM_SEAL &&
		    !course_files(&left, in.rec.line, &f))
			fault_die(MC_BUG, &f);
	course_end(&in, item);
	*over = true;
	for (size_t i = 0; i < left.files_n; i++)
		*over = *over && has_file(s, c, &left.files[i]);
	*old = left.spool;
	course_free(&left);
	return true;
}

/*
 * All lines have gone: what is left gets its name before the spool loses
 * its own. Where that cannot be, the spool stays, and --retry prints more
 * than it need.
 */
static enum mc_status
keep_left(const struct send *s, struct course *c, struct spool *left)
{
	struct fault f;
	struct spool *spool = &c->spool, old = { .fd = -1 };
	char stem[SPOOL_NAME + 8];
	bool ok, over = true;
	left_stem(spool, stem);
	if (c->left) {
		ok = spool_commit_over(left, spool, &f);
	} else {
		/* while we hold it, ours gets another name beside it */
		if (take_old(s, c, stem, &old, &over) && over)
			spool_close(&old);
		ok = spool_commit(left, stem, &f);
		spool_close(&old);
	}
	if (ok) {
		spool_remove(spool);
		spool_close(left);
		return MC_RETRY;
	}
	fault_warn(&f);
	spool_remove(left);
	spool_close(spool);
	return MC_IO;
}

static enum mc_status
let_go(const struct send *s, struct course *c, struct spool *left)
{
	struct spool old;
	bool over;
	char stem[SPOOL_NAME + 8];
	if (left->fd >= 0)
		return keep_left(s, c, left);
	/* nothing waits, nor does what an earlier try of this run left */
	left_stem(&c->spool, stem);
	if (take_old(s, c, stem, &old, &over)) {
		if (over)
			spool_remove(&old);
		else
			spool_close(&old);
	}
	spool_remove(&c->spool);
	return MC_OK;
}

/* --retry | mc-archive: a stream has a seal, even when nothing is in it. */
static void
print_nothing(struct printer *p)
{
	const struct seal none = { 0 };
	seal_write(&p->out.buf, &none, (struct str){ NULL, 0 });
}

/* Lets go of the spools whose lines were written, unless that failed. */
static enum mc_status
let_all_go(const struct send *s, struct course *c, struct spool *left, size_t n,
    enum mc_status status)
{
	for (size_t i = 0; i < n; i++) {
		enum mc_status one = MC_RETRY;
		if (c[i].waits || status == MC_IO) {
			spool_remove(&left[i]);
			spool_close(&c[i].spool);
		} else {
			one = let_go(s, &c[i], &left[i]);
		}
		if (status != MC_IO && one != MC_OK)
			status = one;
	}
	return status;
}

static enum mc_status
print_all(const struct send *s, struct course *c, size_t n)
{
	struct printer p;
	struct spool *left = xcalloc(n + 1, sizeof(*left));

	print_open(&p, s);
	for (size_t i = 0; i < n; i++) {
		left[i].fd = -1;
		if (!c[i].waits)
			print_spool(&p, &c[i], &left[i]);
	}
	if (!p.seals)
		print_nothing(&p);
	enum mc_status status = let_all_go(s, c, left, n, print_close(&p));
	free(left);
	return status;
}

enum mc_status
run_courses(const struct send *send, struct course *c, size_t n)
{
	struct send mine = *send;
	const struct send *s = &mine;
	mine.held = c;
	mine.held_n = n;
	for (size_t i = 0; i < n; i++)
		if (!c[i].waits)
			settle_course(s, &c[i]);
	enum mc_status status = print_all(s, c, n);
	for (size_t i = 0; i < n; i++)
		course_free(&c[i]);
	return status;
}

/* Takes the spools of dead processes; how many. */
static size_t
take_dead(const struct send *s, struct course **courses)
{
	struct fault f;
	struct arena a = { 0 };
	size_t found, n = 0;
	struct str *names = spool_names(&s->home, &a, &found, &f);
	if (!names)
		fault_die(MC_NOINPUT, &f);
	if (found > RETRY_SPOOLS) {
		msg_warn("%zu spools: this run takes %d of them", found,
		    RETRY_SPOOLS);
		found = RETRY_SPOOLS;
	}
	struct course *c = xcalloc(found + 1, sizeof(*c));
	for (size_t i = 0; i < found; i++)
		if (spool_take(&c[n].spool, &s->home, names[i].p))
			course_open(s, &c[n++]);
	arena_free(&a);
	*courses = c;
	return n;
}

enum mc_status
run_retry(const struct send *s, const struct release *release)
{
	struct course *c;
	uint64_t left = release->n;
	size_t n = take_dead(s, &c);
	for (size_t i = 0; i < n && left; i++)
		if (!c[i].waits)
			left -= plan_release(s, &c[i], left, release->reason);
	enum mc_status status = run_courses(s, c, n);
	free(c);
	return status;
}
