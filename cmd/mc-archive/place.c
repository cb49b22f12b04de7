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
	if (h->key.n == sizeof(to->key))
		memcpy(to->key, h->key.p, h->key.n);
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

bool
place_is_erased(const struct place *p)
{
	return strcmp(p->state, "erased") == 0;
}

static bool
erases(const struct erasure *e, const struct place *p)
{
	for (size_t i = 0; i < e->versions_n; i++)
		if (memcmp(e->version[i].key, p->key, sizeof(p->key)) == 0)
			return true;
	return false;
}

enum mc_status
place_erasure(const struct store *st, const struct place *p, struct erasure *e,
    struct arena *a, struct fault *f)
{
	struct erasures file;
	struct erasures_walk w = { 0 };
	bool end = false, found = false;
	enum mc_status s = erasures_open(&file, &st->home, false, f);
	while (s == MC_OK && !found) {
		s = erasures_next(&file, &w, e, a, &end, f);
		if (s != MC_OK || end)
			break;
		found = erases(e, p);
	}
	erasures_close(&file);
	if (s == MC_OK && !found) {
		fault_set(f, "archive/erasures", "erasures",
		    "does not say who erased it");
		s = MC_NOINPUT;
	}
	return s;
}

enum mc_status
place_next(struct volume *v, char folder[TAR_NAME], struct volume_member *m,
    bool *end, struct fault *f)
{
	enum mc_status s = volume_next(v, m, end, f);
	if (s != MC_OK || *end)
		return s;
	const char *slash = strchr(m->tar.name, '/');
	size_t n = slash ? (size_t)(slash - m->tar.name) + 1 : 0;
	if (!*folder)
		snprintf(folder, TAR_NAME, "%.*s", (int)n, m->tar.name);
	*end = n == 0 || n != strlen(folder) ||
	       strncmp(folder, m->tar.name, n) != 0;
	return MC_OK;
}
