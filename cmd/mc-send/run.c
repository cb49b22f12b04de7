/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "send.h"

enum { RETRY_SPOOLS = 256 }; /* taken at once; each is an open file */

static const char left_mark[] = ".left";

bool
spool_is_left(const struct spool *s)
{
	return strstr(spool_name(s), left_mark) != NULL;
}

/* Rounds of planning and delivering until all is settled. */
static void
settle_spool(const struct send *s, const struct spool *spool, bool fresh)
{
	const struct timespec wait = { .tv_nsec = 100 * 1000 * 1000 };
	struct round r = { 0 };
	for (bool first = true; first || r.refused || r.waiting;
	     first = false) {
		if (!first && !r.refused)
			nanosleep(&wait, NULL);
		plan_spool(s, spool, fresh && first);
		r = deliver_spool(s, spool, first);
	}
}

/* The name of what is left of that spool, without .jsonl. */
static void
left_stem(const struct spool *s, char stem[SPOOL_NAME + 8])
{
	const char *name = spool_name(s);
	int n = (int)strcspn(name, ".");
	snprintf(stem, SPOOL_NAME + 8, "%.*s%s", n, name, left_mark);
}

/*
 * All lines have gone: what is left gets its name before the spool loses
 * its own. Where that cannot be, the spool stays, and --retry prints more
 * than it need.
 */
static enum mc_status
let_go(const struct send *s, struct spool *spool, struct spool *left)
{
	struct fault f;
	struct spool old;
	char stem[SPOOL_NAME + 8], name[SPOOL_NAME + 16];
	left_stem(spool, stem);
	if (left->fd >= 0) {
		if (!spool_commit(left, stem, &f)) {
			fault_warn(&f);
			spool_remove(left);
			spool_close(spool);
			return MC_IO;
		}
		spool_remove(spool);
		spool_close(left);
		return MC_RETRY;
	}
	/* nothing waits, nor does what an earlier try of this run left */
	snprintf(name, sizeof(name), "%s.jsonl", stem);
	if (spool_take(&old, &s->home, name))
		spool_remove(&old);
	spool_remove(spool);
	return MC_OK;
}

/* --retry | mc-archive: a stream has a seal, even when nothing is in it. */
static void
print_nothing(struct printer *p)
{
	const struct seal none = { 0 };
	seal_write(&p->out.buf, &none, (struct str){ NULL, 0 });
}

static enum mc_status
print_all(const struct send *s, struct spool *spools, size_t n)
{
	struct printer p;
	struct spool *left = xcalloc(n + 1, sizeof(*left));
	enum mc_status status = MC_OK, one;

	print_open(&p, s);
	for (size_t i = 0; i < n; i++) {
		left[i].fd = -1;
		print_spool(&p, &spools[i], &left[i]);
	}
	if (!p.seals)
		print_nothing(&p);
	status = print_close(&p);
	for (size_t i = 0; i < n; i++) {
		if (status == MC_IO) {
			spool_remove(&left[i]);
			spool_close(&spools[i]);
			continue;
		}
		one = let_go(s, &spools[i], &left[i]);
		if (one != MC_OK)
			status = one;
	}
	free(left);
	return status;
}

enum mc_status
run_spools(const struct send *s, struct spool *spools, size_t n, bool fresh)
{
	for (size_t i = 0; i < n; i++)
		settle_spool(s, &spools[i], fresh);
	return print_all(s, spools, n);
}

enum mc_status
run_retry(const struct send *s)
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
	struct spool *spools = xcalloc(found + 1, sizeof(*spools));
	for (size_t i = 0; i < found; i++)
		if (spool_take(&spools[n], &s->home, names[i].p))
			n++;
	enum mc_status status = run_spools(s, spools, n, false);
	free(spools);
	arena_free(&a);
	return status;
}
