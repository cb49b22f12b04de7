/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "send.h"

/* Looks through one spool; claims that the document is in it. */
static bool
look(const struct home *h, struct str name, struct str id, struct arena *a,
    struct str *sha256, struct str *run)
{
	struct stream in;
	struct arena scratch = { 0 };
	char path[PATH_MAX];
	char *paths[] = { path };
	bool found = false;
	struct str relative =
	    arena_printf(&scratch, "spool/%.*s", STR_ARG(name));
	bool ok = home_join(h, relative, path, NULL);
	arena_free(&scratch);
	/* a spool that has just been ended is none that waits */
	if (!ok || access(path, R_OK) != 0)
		return false;
	if (!stream_open(&in, paths, 1, REC_BIT(run) | REC_BIT(source), false))
		die(in.status, "a spool cannot be read");
	for (enum stream_item item;
	     !found && ((item = stream_next(&in)) == STREAM_RECORD ||
			   item == STREAM_SEAL);) {
		const struct record *r = &in.rec.r;
		found = item == STREAM_RECORD && str_eq(r->id, id) &&
			r->source && r->run;
		if (found) {
			*sha256 = arena_str(a, r->source->sha256);
			*run = arena_str(a, r->run->id);
		}
	}
	stream_close(&in);
	return found;
}

bool
waiting_find(const struct home *h, struct str id, struct arena *a,
    struct str *sha256, struct str *run)
{
	struct fault f;
	size_t n;
	struct str *names = spool_names(h, a, &n, &f);
	if (!names)
		fault_die(MC_NOINPUT, &f);
	for (size_t i = 0; i < n; i++)
		if (look(h, names[i], id, a, sha256, run))
			return true;
	return false;
}
