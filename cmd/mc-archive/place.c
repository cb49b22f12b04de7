/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "archive_cmd.h"
#include "base/file.h"
#include "stream/line.h"

static void
copy(char *to, size_t room, struct str from)
{
	snprintf(to, room, "%.*s", STR_ARG(from));
}

bool
place_note(void *arg, const struct archive_hit *h)
{
	struct places *l = arg;
	if ((l->n & (l->n - 1)) == 0)
		l->list =
		    xrealloc(l->list, (l->n ? 2 * l->n : 1) * sizeof(*l->list));
	struct place *to = &l->list[l->n++];
	copy(to->volume, sizeof(to->volume), h->volume);
	copy(to->filed, sizeof(to->filed), h->filed);
	copy(to->state, sizeof(to->state), h->state);
	to->offset = h->offset;
	to->line = h->line;
	to->chain = h->chain;
	return true;
}

/* The member's data, which is the record's line and its LF. */
static enum mc_status
read_line(struct volume *v, const struct volume_member *m, struct arena *a,
    struct str *line, struct fault *f)
{
	size_t n = (size_t)m->tar.size;
	if (m->tar.size < 1 || m->tar.size > LINE_MAX_BYTES + 1) {
		fault_set(f, v->path, "archive", "is no record by its size");
		return MC_DATA;
	}
	char *p = arena_alloc(a, n);
	if (!file_read_at(v->fd, p, n, m->tar.data)) {
		fault_set(f, v->path, "archive", "%s", strerror(errno));
		return MC_IO;
	}
	*line = (struct str){ p, n - 1 };
	return MC_OK;
}

enum mc_status
place_record(const struct store *st, const struct place *at, struct arena *a,
    struct str *line, struct fault *f)
{
	struct volume v;
	struct volume_member m;
	bool end = false;
	enum mc_status s =
	    volume_open_at(&v, &st->home, at->volume, at->chain, f);
	if (s == MC_OK) {
		volume_seek(&v, at->offset, at->line);
		s = volume_next(&v, &m, &end, f);
	}
	if (s == MC_OK && end) {
		fault_set(f, at->volume, "archive", "ends before the record");
		s = MC_DATA;
	}
	if (s == MC_OK)
		s = volume_check(&v, &m, f);
	if (s == MC_OK)
		s = read_line(&v, &m, a, line, f);
	volume_close(&v);
	return s;
}
