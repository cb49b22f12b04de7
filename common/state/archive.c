/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "archive.h"
#include "base/arena.h"
#include "base/digit.h"
#include "base/file.h"

enum { NUMBERS = 100000 }; /* most volumes of a run in one month */

static enum mc_status
wrong(const char *place, enum mc_status status, struct fault *f)
{
	fault_set(f, place, "archive", "%s", strerror(errno));
	return status;
}

enum mc_status
archive_open(struct archive *a, const struct home *h, struct fault *f)
{
	*a = (struct archive){ .home = h };
	return ledger_open(&a->ledger, h, f);
}

void
archive_close(struct archive *a)
{
	ledger_close(&a->ledger);
}

void
archive_names_add(struct archive_names *l, const char *path)
{
	/* capacity is the next power of two */
	if ((l->n & (l->n - 1)) == 0)
		l->path =
		    xrealloc(l->path, (l->n ? 2 * l->n : 1) * sizeof(*l->path));
	snprintf(l->path[l->n++], VOLUME_PATH, "%s", path);
}

static int
order(const void *a, const void *b)
{
	return strcmp(a, b);
}

void
archive_names_sort(struct archive_names *l)
{
	if (l->n)
		qsort(l->path, l->n, sizeof(*l->path), order);
}

bool
archive_names_have(const struct archive_names *l, const char *path)
{
	return l->n && bsearch(path, l->path, l->n, sizeof(*l->path), order);
}

void
archive_names_free(struct archive_names *l)
{
	free(l->path);
	*l = (struct archive_names){ 0 };
}

enum mc_status
archive_ledger_names(
    const struct archive *a, struct archive_names *l, struct fault *f)
{
	struct ledger_walk w = { 0 };
	struct ledger_entry e;
	enum mc_status s;
	bool end;
	while ((s = ledger_next(&a->ledger, &w, &e, &end, f)) == MC_OK && !end)
		archive_names_add(l, e.volume);
	archive_names_sort(l);
	return s;
}

/* What the walk over the folders calls; name is the path below the home. */
typedef enum mc_status each_file(void *arg, const char *name, struct fault *);

/* Calls `each` for everything in a folder whose name has n digits first. */
static enum mc_status
each_in(const struct home *h, const char *folder, size_t digits,
    each_file *each, void *arg, struct fault *f)
{
	char path[PATH_MAX];
	enum mc_status s = MC_OK;
	struct dirent *e;
	if (!home_join(h, str_of(folder), path, f))
		return MC_IO;
	DIR *d = opendir(path);
	if (!d)
		return errno == ENOENT || errno == ENOTDIR
			   ? MC_OK
			   : wrong(folder, MC_IO, f);
	while (s == MC_OK && (e = readdir(d))) {
		if (e->d_name[0] == '.' ||
		    (digits && (strlen(e->d_name) != digits ||
				   !digits_only(e->d_name, digits))))
			continue;
		int n =
		    snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		if (n < (int)sizeof(path))
			s = each(arg, path, f);
	}
	closedir(d);
	return s;
}

struct walk {
	const struct home *home;
	each_file *each;
	void *arg;
};

static enum mc_status
month(void *arg, const char *folder, struct fault *f)
{
	struct walk *w = arg;
	return each_in(w->home, folder, 0, w->each, w->arg, f);
}

static enum mc_status
year(void *arg, const char *folder, struct fault *f)
{
	struct walk *w = arg;
	return each_in(w->home, folder, 2, month, w, f);
}

static enum mc_status
walk(const struct home *h, each_file *each, void *arg, struct fault *f)
{
	struct walk w = { h, each, arg };
	return each_in(h, "archive", 4, year, &w, f);
}

static enum mc_status
note_name(void *arg, const char *name, struct fault *f)
{
	(void)f;
	if (volume_path_ok(str_of(name)))
		archive_names_add(arg, name);
	return MC_OK;
}

enum mc_status
archive_folder_names(
    const struct archive *a, struct archive_names *l, struct fault *f)
{
	enum mc_status s = walk(a->home, note_name, l, f);
	archive_names_sort(l);
	return s;
}

static void
found(archive_fault *each, void *arg, enum mc_status *first,
    enum mc_status status, const struct fault *f)
{
	if (*first == MC_OK)
		*first = status;
	if (each)
		each(arg, f);
}

/* Of a member that is erased only zeros may be left. */
static enum mc_status
check_data(struct volume *v, const struct volume_member *m,
    const struct erased *erased, struct fault *f)
{
	char place[VOLUME_PATH + TAR_NAME + 8];
	struct erased_member *e = erased_find(erased, v->path, m->tar.name);
	bool wiped;
	if (!e)
		return volume_check(v, m, f);
	e->seen = true;
	enum mc_status s = volume_is_wiped(v, m, &wiped, f);
	if (s != MC_OK ||
	    (wiped && memcmp(e->sha256, m->sha256, SHA256_BYTES) == 0))
		return s;
	snprintf(place, sizeof(place), "%s: %s", v->path, m->tar.name);
	fault_set(f, place, "archive",
	    wiped ? "the erasure names another digest"
		  : "is listed as erased, and is not zeros");
	return MC_DATA;
}

enum mc_status
archive_check(const struct home *h, const char *path,
    const struct erased *erased, struct ledger_entry *e, archive_fault *each,
    void *arg)
{
	enum mc_status first = MC_OK, s;
	struct volume v;
	struct volume_member m;
	struct fault f;
	int64_t members = 0;
	bool end = false;

	s = volume_open(&v, h, path, &f);
	while (s == MC_OK) {
		s = volume_next(&v, &m, &end, &f);
		if (s != MC_OK || end)
			break;
		members++;
		enum mc_status data = check_data(&v, &m, erased, &f);
		if (data != MC_OK)
			found(each, arg, &first, data, &f);
	}
	if (s != MC_OK)
		found(each, arg, &first, s, &f);
	if (e && first == MC_OK) {
		memcpy(e->chain, v.chain, sizeof(e->chain));
		snprintf(e->volume, sizeof(e->volume), "%s", path);
		e->members = members;
		e->bytes = v.bytes;
	}
	volume_close(&v);
	return first;
}

struct recovery {
	struct archive *archive;
	struct archive_names names; /* in the ledger */
	struct erased erased;
	const char *at;
};

/* Takes the file of a writer that is dead away: nobody holds its lock. */
static enum mc_status
remove_part(const struct home *h, const char *name, struct fault *f)
{
	char path[PATH_MAX];
	enum mc_status s = MC_OK;
	if (!home_join(h, str_of(name), path, f))
		return MC_OK;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? MC_OK : wrong(name, MC_IO, f);
	if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
		msg_info("%s: removed, its writer is dead", name);
		if (unlink(path) != 0)
			s = wrong(name, MC_IO, f);
	}
	close(fd);
	return s;
}

static void
say(void *arg, const struct fault *f)
{
	(void)arg;
	msg_warn("%s: %s", f->place, f->text);
}

static enum mc_status
recover(void *arg, const char *name, struct fault *f)
{
	struct recovery *r = arg;
	struct archive *a = r->archive;
	struct ledger_entry e = { 0 };
	struct str path = str_of(name);

	if (path.n > 5 && str_is(str_from(path, path.n - 5), ".part")) {
		path.n -= 5;
		return volume_path_ok(path) ? remove_part(a->home, name, f)
					    : MC_OK;
	}
	if (!volume_path_ok(path) || archive_names_have(&r->names, name))
		return MC_OK;
	/* a ledger that was lost may have been about erasures */
	if (erased_load(&r->erased, a->home, f) != MC_OK)
		fault_warn(f);
	if (archive_check(a->home, name, &r->erased, &e, say, NULL) != MC_OK) {
		msg_warn(
		    "%s: not in the ledger, and damaged: left alone", name);
		return MC_OK;
	}
	msg_info("%s: whole, goes into the ledger", name);
	snprintf(e.at, sizeof(e.at), "%s", r->at);
	return ledger_add(&a->ledger, &e, f);
}

/* What is damaged does not keep others from being filed. */
static enum mc_status
finish(struct archive *a, struct fault *f)
{
	enum mc_status s = archive_erase_finish(a, f);
	if (s != MC_DATA && s != MC_NOINPUT)
		return s;
	msg_warn("%s: %s: an erasure is not finished", f->place, f->text);
	return MC_OK;
}

enum mc_status
archive_recover(struct archive *a, const char *at, struct fault *f)
{
	struct recovery r = { .archive = a, .at = at };
	enum mc_status s = archive_ledger_names(a, &r.names, f);
	if (s == MC_OK)
		s = finish(a, f);
	if (s == MC_OK)
		s = walk(a->home, recover, &r, f);
	archive_names_free(&r.names);
	erased_free(&r.erased);
	return s;
}

/* Claims that neither file nor ledger has the name. */
static bool
is_free(const struct archive *a, const struct archive_names *names,
    const char *path)
{
	char full[PATH_MAX], part[VOLUME_PATH + 8];
	snprintf(part, sizeof(part), "%s.part", path);
	return !archive_names_have(names, path) &&
	       home_join(a->home, str_of(path), full, NULL) &&
	       access(full, F_OK) != 0 &&
	       home_join(a->home, str_of(part), full, NULL) &&
	       access(full, F_OK) != 0;
}

static enum mc_status
reserve(struct archive *a, struct str run, struct date d, struct filing *filing,
    struct fault *f)
{
	char folder[32], path[VOLUME_PATH], full[PATH_MAX];
	struct archive_names names = { 0 };
	snprintf(folder, sizeof(folder), "archive/%04d/%02d", d.year, d.month);
	if (!home_join(a->home, str_of(folder), full, f))
		return MC_CREATE;
	if (!file_mkdirs(full))
		return wrong(folder, MC_CREATE, f);
	enum mc_status s = archive_ledger_names(a, &names, f);
	int n = 0;
	for (; s == MC_OK && n < NUMBERS; n++) {
		snprintf(path, sizeof(path), "%s/%.*s-%03d.tar", folder,
		    STR_ARG(run), n);
		if (is_free(a, &names, path))
			break;
	}
	archive_names_free(&names);
	if (s != MC_OK)
		return s;
	if (n == NUMBERS || !volume_path_ok(str_of(path))) {
		fault_set(f, folder, "archive", "no name is left for a volume");
		return MC_CREATE;
	}
	return filing_open(filing, a->home, path, f);
}

enum mc_status
archive_reserve(struct archive *a, struct str run_id, struct date d,
    struct filing *filing, struct fault *f)
{
	*filing = (struct filing){ .fd = -1, .lines_fd = -1 };
	if (run_id.n != 12) {
		fault_set(f, "/run/id", "archive", "not 12 hex digits");
		return MC_DATA;
	}
	enum mc_status s = ledger_lock(&a->ledger, true, f);
	if (s != MC_OK)
		return s;
	s = reserve(a, run_id, d, filing, f);
	ledger_unlock(&a->ledger);
	return s;
}

/* Makes the names durable: the volume's folder and the two above it. */
static bool
sync_folders(char *full)
{
	for (int i = 0; i < 3; i++) {
		*strrchr(full, '/') = '\0';
		if (!file_sync(full))
			return false;
	}
	return true;
}

enum mc_status
archive_publish(struct archive *a, const struct filing *filing, const char *at,
    struct fault *f)
{
	char full[PATH_MAX];
	struct ledger_entry e = { .members = filing->members,
		.bytes = filing->at };
	if (!home_join(a->home, str_of(filing->path), full, f))
		return MC_CREATE;
	if (rename(filing->part, full) != 0)
		return wrong(filing->path, MC_CREATE, f);
	if (!sync_folders(full))
		return wrong(filing->path, MC_IO, f);
	memcpy(e.chain, filing->now.chain, sizeof(e.chain));
	snprintf(e.volume, sizeof(e.volume), "%s", filing->path);
	snprintf(e.at, sizeof(e.at), "%s", at);
	return ledger_add(&a->ledger, &e, f);
}
