/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "sink.h"
#include "stream/redact.h"

enum { TEXT_MAX = 4096 }; /* longer ranges are masked in the copy only */

void
origin_close(struct origin *o)
{
	if (o->fd >= 0)
		close(o->fd);
	o->fd = -1;
}

static enum mc_status
wrong(
    enum mc_status status, struct fault *f, const char *path, const char *what)
{
	fault_set(f, "/source", "source", "%s: %s", path, what);
	return status;
}

static enum mc_status
open_file(struct origin *o, const char *path, struct fault *f)
{
	struct stat st;
	if (o->fd >= 0 && strcmp(o->path, path) == 0)
		return MC_OK;
	origin_close(o);
	snprintf(o->path, sizeof(o->path), "%s", path);
	o->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (o->fd < 0 || fstat(o->fd, &st) != 0)
		return wrong(MC_NOINPUT, f, path, strerror(errno));
	o->size = st.st_size;
	if (S_ISREG(st.st_mode))
		return MC_OK;
	origin_close(o);
	return wrong(MC_NOINPUT, f, path, "no regular file");
}

/* The text of one range; absent when there is no use in looking for it. */
static enum mc_status
read_text(struct origin *o, const struct source *s, const struct mask *m,
    struct arena *a, struct fault *f)
{
	if (m->at < 0 || m->bytes < 0 || m->at > s->bytes ||
	    m->bytes > s->bytes - m->at)
		return wrong(MC_DATA, f, o->path,
		    "a range of source.mask is not in the document");
	if (m->bytes < REDACT_LEAST || m->bytes > TEXT_MAX)
		return MC_OK;
	char *p = arena_alloc(a, (size_t)m->bytes);
	if (!file_read_at(o->fd, p, (size_t)m->bytes, s->offset + m->at))
		return wrong(MC_NOINPUT, f, o->path, strerror(errno));
	struct str text = { p, (size_t)m->bytes };
	for (size_t i = 0; i < o->texts_n; i++)
		if (str_eq(o->texts[i], text))
			return MC_OK;
	o->texts[o->texts_n++] = text;
	return MC_OK;
}

enum mc_status
origin_open(struct origin *o, const struct home *h, const struct record *r,
    struct arena *a, struct fault *f)
{
	char path[PATH_MAX];
	const struct source *s = r->source;
	o->texts_n = 0;
	o->gone = false;
	if (!s || !s->path.n)
		return MC_OK;
	if (!home_source(h, s->path, path, f))
		return MC_NOINPUT;
	enum mc_status status = open_file(o, path, f);
	if (status != MC_OK)
		return status;
	if (s->offset < 0 || s->bytes < 0 || s->offset > o->size ||
	    s->bytes > o->size - s->offset)
		return wrong(
		    MC_NOINPUT, f, path, "is shorter than the record says");
	if (s->mask_n)
		o->texts = arena_alloc(a, s->mask_n * sizeof(*o->texts));
	for (size_t i = 0; status == MC_OK && i < s->mask_n; i++)
		status = read_text(o, s, &s->mask[i], a, f);
	return status;
}

void
origin_without(struct origin *o)
{
	origin_close(o);
	o->texts_n = 0;
	o->gone = true;
}
