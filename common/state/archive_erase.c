/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "archive.h"

static enum mc_status
wrong(
    struct str volume, enum mc_status status, struct fault *f, const char *what)
{
	char place[VOLUME_PATH];
	size_t n = volume.n < sizeof(place) ? volume.n : sizeof(place) - 1;
	memcpy(place, volume.p, n);
	place[n] = '\0';
	fault_set(f, place, "archive", "%s", what);
	return status;
}

/* Overwrites the members of a version that are not yet. */
static enum mc_status
wipe_members(struct volume *v, const struct erasure_version *e, int fd,
    bool *wrote, struct fault *f)
{
	struct volume_member m;
	bool end, wiped;
	for (size_t i = 0; i < e->members_n; i++) {
		const struct erasure_member *want = &e->member[i];
		enum mc_status s = volume_next(v, &m, &end, f);
		if (s != MC_OK)
			return s;
		if (end || !str_is(want->name, m.tar.name) ||
		    memcmp(want->sha256, m.sha256, SHA256_BYTES) != 0)
			return wrong(e->volume, MC_DATA, f,
			    "has not the members that were to be erased");
		s = volume_is_wiped(v, &m, &wiped, f);
		if (s == MC_OK && !wiped) {
			*wrote = true;
			s = volume_wipe(v, &m, fd, f);
		}
		if (s != MC_OK)
			return s;
	}
	return MC_OK;
}

static enum mc_status
wipe_version(const struct home *h, const struct erasure_version *e, bool *wrote,
    struct fault *f)
{
	char path[VOLUME_PATH], full[PATH_MAX];
	struct volume v;
	bool here = false;
	memcpy(path, e->volume.p, e->volume.n);
	path[e->volume.n] = '\0';
	if (!home_join(h, e->volume, full, f))
		return MC_DATA;
	enum mc_status s = volume_open_at(&v, h, path, e->chain, f);
	int fd =
	    s == MC_OK ? open(full, O_WRONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
	if (s == MC_OK && fd < 0)
		s = wrong(e->volume, MC_IO, f, strerror(errno));
	if (s == MC_OK) {
		volume_seek(&v, e->offset, e->line);
		s = wipe_members(&v, e, fd, &here, f);
	}
	if (here && fdatasync(fd) != 0 && s == MC_OK)
		s = wrong(e->volume, MC_IO, f, strerror(errno));
	*wrote = *wrote || here;
	if (fd >= 0)
		close(fd);
	volume_close(&v);
	return s;
}

/* Each version, whatever becomes of the others; the first that failed. */
static enum mc_status
wipe(
    const struct home *h, const struct erasure *e, bool *wrote, struct fault *f)
{
	enum mc_status first = MC_OK;
	struct fault why;
	*wrote = false;
	for (size_t i = 0; i < e->versions_n; i++) {
		enum mc_status s = wipe_version(h, &e->version[i], wrote, &why);
		if (s != MC_OK && first == MC_OK) {
			first = s;
			*f = why;
		}
	}
	return first;
}

enum mc_status
archive_erase(struct archive *a, const struct erasure *e, struct fault *f)
{
	struct erasures file;
	bool wrote;
	enum mc_status s = erasures_open(&file, a->home, true, f);
	if (s == MC_OK)
		s = erasures_add(&file, e, f);
	erasures_close(&file);
	return s == MC_OK ? wipe(a->home, e, &wrote, f) : s;
}

enum mc_status
archive_erase_finish(struct archive *a, struct fault *f)
{
	struct erasures file;
	struct erasure e;
	struct arena arena = { 0 };
	bool wrote = false;
	enum mc_status s = erasures_open(&file, a->home, false, f);
	if (s == MC_OK && file.bytes > 0) {
		s = erasures_read(&file, file.last, &e, &arena, f);
		if (s == MC_OK)
			s = wipe(a->home, &e, &wrote, f);
		if (s == MC_OK && wrote)
			msg_info("archive/erasures: the last one is finished");
	}
	erasures_close(&file);
	arena_free(&arena);
	return s;
}
